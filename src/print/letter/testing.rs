//! Letters, read back.

use locale::Language;

use super::*;
use crate::page::Run;
use crate::testing::{in_language, plain};

pub(crate) fn letter() -> Letter {
    Letter {
        office: Office {
            name: "华南电器售后服务有限公司".to_owned(),
            phone: "400-800-1234".to_owned(),
            address: "广州市天河区中山大道 268 号 510630".to_owned(),
            footer: "总部监督电话 400-800-9999".to_owned(),
            logo: None,
        },
        recipient: vec![
            "510623".to_owned(),
            "广东省广州市天河区珠江新城花城大道 68 号环球都会广场 A 座 2306 室".to_owned(),
            "陈䶮𬎆 女士 收".to_owned(),
        ],
        date: "2026年11月30日".to_owned(),
        reference: "TH01-20261121-0837".to_owned(),
        reference_kind: String::new(),
        subject: "服务回访函".to_owned(),
        salutation: "尊敬的陈女士：".to_owned(),
        body: "感谢您选择我们的服务。我司师傅已于 2026 年 11 月 23 日为您的 KFR-35GW/BpDNT-A1 空调更换**压缩机启动电容**，经试机 30 分钟，运行正常。\n\n\
               本次更换的零部件自维修之日起享有 **90 天**质量保证。日常使用中，请您留意：\n\
               - 每两周清洗一次过滤网，每年由专业人员清洗一次室外机冷凝器，以保证制冷效果并延长使用寿命；\n\
               - 如再次出现 E6 提示，请关机并拨打 400-800-1234，我们将**免费**为您再次上门。\n\n\
               Should you prefer to reply in English, please write to care@example.cn and quote the order number above; our service desk answers within two working days.\n\n\
               我们将在三日内致电，听取您的意见：\n1. 师傅是否准时、态度是否满意；\n2. 收费是否与公示一致。"
            .to_owned(),
        closing: vec!["此致".to_owned(), "敬礼！".to_owned()],
        signature: "华南电器售后服务有限公司 客户关怀部".to_owned(),
    }
}

fn print(letters: &[Letter], window: Window) -> Paper {
    in_language(Language::SimplifiedChinese, |press| press.letters(letters, window))
}

fn runs(page: &Page) -> impl Iterator<Item = &Run> {
    page.items.iter().filter_map(|item| if let Item::Text(run) = item { Some(run) } else { None })
}

#[test]
fn the_whole_address_shows_in_the_window() {
    for envelope in Envelope::ALL {
        let window = Window::of(envelope);
        let mut long = letter();
        long.recipient[1] = long.recipient[1].repeat(3);
        for letter in [letter(), long] {
            let paper = print(&[letter], window);
            let (left, right) = (window.left * MM, (window.left + window.width) * MM);
            let (top, bottom) = (window.top * MM, (window.top + window.height) * MM);
            let shown: String = runs(&paper.pages[0])
                .filter(|run| run.x >= left && run.x + run.width() <= right)
                .filter(|run| run.y - run.size >= top && run.y + run.size * 0.2 <= bottom)
                .map(|run| run.text.as_str())
                .collect();

            assert!(shown.contains("510623") && shown.ends_with("女士 收"), "{shown}");
            assert!(shown.replace(['\n', ' '], "").contains("A座2306室"), "{shown}");
            let reach = window.reach;
            let beside = runs(&paper.pages[0])
                .filter(|run| run.y > top && run.y - run.size < reach.1 * MM)
                .filter(|run| run.x >= right && run.x < reach.0 * MM);
            assert_eq!(beside.count(), 0, "{envelope:?}: nothing else shows");
            let below = runs(&paper.pages[0])
                .filter(|run| run.y > bottom && run.y - run.size < reach.1 * MM)
                .filter(|run| run.x < reach.0 * MM);
            assert_eq!(below.count(), 0, "{envelope:?}: nothing else shows");
        }
    }
}

#[test]
fn all_words_are_on_it_and_its_marks_are_not() {
    let text = plain(&print(&[letter()], Window::default()));

    for words in [
        "服务回访函",
        "尊敬的陈女士：",
        "更换压缩机启动电容，经",
        "•每两周",
        "1.师傅是否准时",
        "敬礼！",
        "总部监督电话",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(!text.contains("**"));
}

#[test]
fn bold_words_are_set_in_bold() {
    let paper = print(&[letter()], Window::default());
    let bold: String = runs(&paper.pages[0])
        .filter(|run| run.face.is_bold() && (run.size - TEXT).abs() < 0.1)
        .map(|run| run.text.as_str())
        .collect();

    assert_eq!(bold, "压缩机启动电容90 天免费");
}

#[test]
fn an_ordinary_letter_is_one_page_without_a_number() {
    let paper = print(&[letter()], Window::default());

    assert_eq!(paper.pages.len(), 1);
    assert!(!plain(&paper).contains("第1页"));
    assert!(paper.missing.is_empty());
}

#[test]
fn a_long_letter_goes_on_and_counts_its_pages() {
    let mut long = letter();
    long.body = [long.body.as_str(); 6].join("\n\n");
    let paper = print(&[long], Window::default());

    assert!(paper.pages.len() > 1);
    assert!(paper.text(1).contains(&format!("第 2 页 共 {} 页", paper.pages.len())));
    assert_eq!(plain(&paper).matches("收费是否与公示一致").count(), 6);
}

#[test]
fn many_letters_have_bookmarks_by_order_and_name() {
    let paper = print(&[letter(), letter()], Window::default());

    assert_eq!(paper.bookmarks.len(), 2);
    assert_eq!(paper.bookmarks[1].page, 1);
}

#[test]
fn a_chinese_letter_ends_with_its_sender_and_the_date_at_the_right() {
    let own = letter();
    for end in ["\n\n华南电器售后服务有限公司", "\n\n华南电器售后服务有限公司\n\n2026年11月30日\n"]
    {
        let body = format!("祝您生活愉快。{end}");
        let signature = "沈婉清".to_owned();
        let paper = print(&[Letter { body, signature, ..own.clone() }], Window::default());
        let right = 190.0 * MM;
        let at_right: Vec<&str> = runs(&paper.pages[0])
            .filter(|run| run.size == TEXT && (run.x + run.width() - right).abs() < 0.5)
            .map(|run| run.text.as_str())
            .collect();

        assert_eq!(at_right, ["华南电器售后服务有限公司", "沈婉清", "2026年11月30日"], "{end}");
    }
}

#[test]
fn the_date_of_a_letter_stands_on_it_once() {
    let once = |language, date: &str, end: &str| {
        let body = format!("Thank you.{end}");
        let letter = Letter { date: date.to_owned(), body, ..letter() };
        let paper = in_language(language, |press| press.letters(&[letter], Window::default()));
        let dates = runs(&paper.pages[0]).filter(|run| run.text.contains(date)).count();
        assert_eq!(dates, 1, "{end}");
    };
    once(Language::English, "30 November 2026", "\n\nPudong branch\n\n30 November 2026\n");
    once(Language::English, "30 November 2026", "");
    once(Language::SimplifiedChinese, "2026年12月1日", "\n\n2026年12月1日");
}
