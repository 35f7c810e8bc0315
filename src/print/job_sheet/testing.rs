//! The job sheet, read back word by word.

use locale::Language;

use super::*;
use crate::page::Item;
use crate::testing::{in_language, plain};

/// A sheet with something in each of its fields.
pub(crate) fn sheet() -> JobSheet {
    JobSheet {
        office: Office {
            name: "华南电器售后服务有限公司天河服务网点".to_owned(),
            phone: "400-800-1234".to_owned(),
            address: "广州市天河区中山大道 268 号".to_owned(),
            footer: "维修后 90 天内同一故障免费返修。".to_owned(),
            logo: None,
        },
        number: "TH01-20261121-0837".to_owned(),
        copy: 1,
        printed: "2026-11-21 08:12".to_owned(),
        kind: "维修 · VIP".to_owned(),
        appointment: "2026-11-23 周一 14:00–16:00".to_owned(),
        technician: "陈志强".to_owned(),
        customer: Customer {
            name: "㛃𬱖喆（陈䶮𬎆女士代收）".to_owned(),
            phones: vec!["138 0013 8000".to_owned(), "020-8765 4321".to_owned()],
            address: "广东省广州市天河区珠江新城花城大道 68 号环球都会广场 A 座 2306 室".to_owned(),
            note: "东门电梯上 23 楼，请先电话联系；家有老人，进门换鞋套。".to_owned(),
        },
        machine: Machine {
            category: "空调".to_owned(),
            brand: "华凌".to_owned(),
            model: "KFR-35GW/BpDNT-A1".to_owned(),
            serial: "2404-3AF7-00918273".to_owned(),
            purchased: "2024-06-18".to_owned(),
            installed: "2024-06-22".to_owned(),
            verdict: "保内".to_owned(),
            reason: "自购买日 2024-06-18 起算，保修至 2030-06-18；配件、人工、上门免费".to_owned(),
        },
        fault: Fault {
            code: "AC-E6".to_owned(),
            words: "开机后外机停转，面板显示 E6".to_owned(),
            description:
                "开机约 10 分钟后外机停转；更换插座后故障依旧。昨晚出现异响，室内机出风温度 24 ℃。"
                    .to_owned(),
        },
        quote: "上门费 ¥30.00，其余保内免费".to_owned(),
        history: vec!["2026-03-02 保养 陈志强：清洗滤网，正常".to_owned()],
        readings: vec!["运行电流 A".to_owned(), "出风温度 ℃".to_owned(), "绝缘电阻 MΩ".to_owned()],
        parts: vec![
            part("00SV-40218-A", "压缩机启动电容 CBB65 35µF/450V"),
            part("11KX-77120", "室外机主控板（变频模块，含散热片）KFR-35GW/BpD"),
        ],
        charges: vec![
            charge("上门费", "¥30.00", "客户付"),
            charge("人工费", "", "厂家付"),
            charge("配件费", "", "厂家付"),
        ],
        due: "¥30.00".to_owned(),
    }
}

/// The same in Taiwan.
pub(crate) fn traditional_sheet() -> JobSheet {
    JobSheet {
        office: Office {
            name: "信義家電服務站".to_owned(),
            phone: "0800-012-345".to_owned(),
            address: "臺北市信義區忠孝東路五段 68 號".to_owned(),
            ..Office::default()
        },
        kind: "維修".to_owned(),
        appointment: "2026-11-23 週一 14:00–16:00".to_owned(),
        customer: Customer {
            name: "林𠅤雯".to_owned(),
            phones: vec!["0912 345 678".to_owned()],
            address: "臺北市信義區松仁路 100 巷 8 弄 12 號 5 樓".to_owned(),
            note: "「請按門鈴兩次」，管理員會放行；電梯維修中，請走樓梯。".to_owned(),
        },
        machine: Machine {
            category: "冷氣".to_owned(),
            brand: "大同".to_owned(),
            model: "R-362DDHN".to_owned(),
            serial: "TW-88120-0042".to_owned(),
            verdict: "保固外".to_owned(),
            reason: "自購買日 2020-05-01 起算，已於 2025-05-01 過保".to_owned(),
            ..Machine::default()
        },
        fault: Fault {
            words: "運轉有異響".to_owned(),
            code: "AC-N1".to_owned(),
            description: "開機後室外機震動，鄰居抱怨；夜間尤甚。".to_owned(),
        },
        ..sheet()
    }
}

/// The same where English is read.
pub(crate) fn english_sheet() -> JobSheet {
    let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect();

    JobSheet {
        office: Office {
            name: "South China Appliance After-Sales Service Co., Ltd.".to_owned(),
            phone: "0800 123 4567".to_owned(),
            address: "268 Zhongshan Avenue, Tianhe, Guangzhou".to_owned(),
            ..Office::default()
        },
        kind: "Repair · VIP".to_owned(),
        appointment: "Mon 23 Nov 2026, 14:00–16:00".to_owned(),
        technician: "Gareth Llewellyn".to_owned(),
        customer: Customer {
            name: "Mrs Siân O’Connor-Williams".to_owned(),
            phones: words(&["07700 900123", "029 2018 0456"]),
            address: "Flat 14, Ty Mawr House, 268 Cathedral Road, Pontcanna, Cardiff CF11 9XX"
                .to_owned(),
            note: "Dog in the garden; ring the side door.".to_owned(),
        },
        machine: Machine {
            category: "Washing machine".to_owned(),
            brand: "Hotpoint".to_owned(),
            model: "NM11 946 WC A UK N".to_owned(),
            serial: "GB-4471-99-00213".to_owned(),
            purchased: "18 Jun 2024".to_owned(),
            installed: "22 Jun 2024".to_owned(),
            verdict: "In warranty".to_owned(),
            reason: "Covered until 18 Jun 2029, counted from purchase on 18 Jun 2024".to_owned(),
        },
        fault: Fault {
            code: "WM-12".to_owned(),
            words: "Does not drain, stops in mid-programme".to_owned(),
            description: "Trips the breaker intermittently; customer requests a quotation before \
                          any chargeable part is replaced."
                .to_owned(),
        },
        quote: "Trip £35.00, all else covered".to_owned(),
        history: words(&["2 Mar 2026 Maintenance, G. Llewellyn: filter cleaned, normal"]),
        readings: words(&["Current A", "Outlet temperature °C", "Insulation MΩ"]),
        parts: vec![part("C00-386-224", "Drain pump, magnetic, 30 W")],
        charges: vec![
            charge("Call-out", "£35.00", "customer pays"),
            charge("Labour", "", "maker pays"),
            charge("Parts", "", "maker pays"),
        ],
        due: "£35.00".to_owned(),
        ..sheet()
    }
}

fn part(number: &str, name: &str) -> SheetPart {
    SheetPart { number: number.to_owned(), name: name.to_owned(), quantity: "1".to_owned() }
}

fn charge(name: &str, price: &str, payer: &str) -> SheetCharge {
    SheetCharge { name: name.to_owned(), price: price.to_owned(), payer: payer.to_owned() }
}

fn print_in(language: Language, sheets: &[JobSheet], format: Format) -> Paper {
    in_language(language, |press| press.job_sheets(sheets, format))
}

fn print(sheets: &[JobSheet]) -> Paper {
    print_in(Language::SimplifiedChinese, sheets, Format::A4)
}

#[test]
fn an_ordinary_sheet_is_one_page_in_every_language_and_format() {
    for language in Language::ALL {
        for format in [Format::A4, Format::A5] {
            let paper = print_in(language, &[sheet()], format);
            assert_eq!(paper.pages.len(), 1, "{language:?} {format:?}");
            assert!(paper.missing.is_empty(), "{:?}", paper.missing);
        }
    }
}

#[test]
fn the_pen_gives_up_room_before_a_sheet_needs_another_page() {
    let saved: Vec<_> = (0..20)
        .filter(|lines| {
            in_language(Language::English, |press| {
                let mut sheet = english_sheet();
                sheet.parts.clear();
                sheet.fault.description =
                    "It began after the storm, and only on hot days. ".repeat(*lines);
                let draft = Draft { press, sheet: &sheet, format: Format::A4 };
                let usual = draft.fill(draft.leasts()[0]).layout.page_count();
                let pages = draft.pages().len();
                assert!(pages <= usual);
                pages == 1 && usual == 2
            })
        })
        .collect();

    assert!(saved.len() > 2, "{saved:?}");
}

#[test]
fn every_field_of_the_order_is_on_it() {
    let text = plain(&print(&[sheet()]));
    let json = serde_json::to_value(sheet()).unwrap();
    let mut words = Vec::new();
    collect(&json, &mut words);

    assert!(words.len() > 25);
    for word in words {
        assert!(text.contains(&word.replace(' ', "")), "{word}");
    }
}

fn collect(value: &serde_json::Value, words: &mut Vec<String>) {
    match value {
        serde_json::Value::String(word) => words.push(word.clone()),
        serde_json::Value::Array(values) => values.iter().for_each(|value| collect(value, words)),
        serde_json::Value::Object(map) => map.values().for_each(|value| collect(value, words)),
        _ => {}
    }
}

#[test]
fn the_boxes_for_the_pen_stand_in_the_order_of_typing() {
    let text = plain(&print(&[sheet()]));
    let order = [
        "①到达时间",
        "②完工时间",
        "③上门结果",
        "1已完工",
        "6需鉴定",
        "④故障代码",
        "料号",
        "合计",
        "实收（元）",
        "1非常满意",
        "师傅备注",
        "客户签字",
    ];
    let places: Vec<usize> = order.iter().map(|word| text.rfind(word).expect(word)).collect();

    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn only_a_reprint_is_marked() {
    let again = JobSheet { copy: 3, ..sheet() };

    assert!(!plain(&print(&[sheet()])).contains("补打"));
    assert!(plain(&print(&[again])).contains("补打第2次"));
}

#[test]
fn an_address_of_500_characters_is_printed_whole() {
    let address = "珠江新城花城大道68号环球都会广场A座2306室，".repeat(20);
    let mut long = sheet();
    long.customer.address.clone_from(&address);

    assert!(address.chars().count() >= 500);
    assert!(plain(&print(&[long])).contains(&address));
}

#[test]
fn a_description_longer_than_a_page_goes_on_over_the_next() {
    let mut long = sheet();
    long.fault.description = "外机异响并且不制冷，".repeat(900);
    let paper = print(&[long]);
    let heads = paper.pages.len() * 3;

    assert!(paper.pages.len() > 2);
    assert!(plain(&paper).matches("外机异响").count() > 900 - heads);
}

#[test]
fn a_long_description_in_paragraphs_is_cut_between_its_lines_and_whole() {
    for (paragraphs, format) in [(2, Format::A4), (7, Format::A4), (90, Format::A5)] {
        let words =
            |at: usize| format!("第{at}段E6外机异响，12号。").repeat(900 / paragraphs / 8 + 1);
        let text: Vec<String> = (0..paragraphs).map(words).collect();
        let mut long = sheet();
        long.fault.description = text.join("\n");
        let paper = in_language(Language::SimplifiedChinese, |press| {
            press.job_sheets(&[long.clone()], format)
        });
        let shown = plain(&paper);

        for at in 0..paragraphs {
            let told = shown.matches(&format!("第{at}段E6")).count();
            // A piece may be cut in two by the end of a line of its page, where the heading stands between.
            assert!(told + paper.pages.len() * 3 > 900 / paragraphs / 8, "{at}: {told}");
        }
        for page in &paper.pages {
            for item in &page.items {
                let Item::Text(run) = item else { continue };
                assert!(run.y <= page.height, "{} lies below its page", run.text);
            }
        }
    }
}

#[test]
fn forty_parts_repeat_their_header_on_every_page_and_none_is_lost() {
    let mut long = sheet();
    long.parts = (0..40).map(|at| part(&format!("PN-{at:04}"), "不锈钢自攻螺钉")).collect();
    let paper = print(&[long]);

    assert!(paper.pages.len() >= 2);
    for page in 0..paper.pages.len() {
        let text = paper.text(page);
        assert!(!text.contains("PN-") || text.contains("领用"), "page {page}");
        assert!(
            text.contains(&format!("第 {} 页 共 {} 页", page + 1, paper.pages.len())),
            "{text}"
        );
    }
    for at in 0..40 {
        assert_eq!(plain(&paper).matches(&format!("PN-{at:04}")).count(), 1);
    }
}

#[test]
fn nothing_is_drawn_outside_the_page() {
    let mut long = sheet();
    long.customer.name = "A".repeat(200);
    long.parts = (0..40).map(|at| part(&format!("PN-{at:04}"), &"螺钉".repeat(30))).collect();
    for format in [Format::A4, Format::A5] {
        for page in print_in(Language::English, &[long.clone()], format).pages {
            for item in &page.items {
                if let Item::Text(run) = item {
                    assert!(run.x >= 0.0 && run.x + run.width() <= page.width, "{}", run.text);
                    assert!(run.y > 0.0 && run.y < page.height, "{}", run.text);
                }
            }
        }
    }
}

#[test]
fn a_batch_has_a_bookmark_for_each_sheet() {
    let paper = print(&[sheet(), sheet(), sheet()]);

    assert_eq!(paper.bookmarks.iter().map(|mark| mark.page).collect::<Vec<_>>(), [0, 1, 2]);
    assert!(paper.bookmarks[0].title.starts_with("TH01-20261121-0837"));
}

#[test]
fn an_empty_sheet_is_a_blank_form() {
    let paper = print(&[JobSheet::default()]);

    assert_eq!(paper.pages.len(), 1);
    assert!(paper.to_pdf().is_ok());
}

#[test]
fn no_section_title_touches_the_edge_of_its_column() {
    let locale = locale::Locale::new(Language::English);
    let titles = [locale.paper_customer(), locale.paper_confirmation(), locale.paper_machine()];
    for format in [Format::A4, Format::A5] {
        let paper = print_in(Language::English, &[english_sheet()], format);
        let (scale, frame) = (format.scale(), format.frame(String::new()));
        let column = frame.body.x + scale.strip;
        let found: Vec<&crate::page::Run> = paper.pages[0]
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Text(run) if run.x < column && titles.contains(&run.text) => Some(run),
                _ => None,
            })
            .collect();
        assert_eq!(found.len(), titles.len(), "{format:?}");
        for run in found {
            assert!(
                run.x >= frame.body.x + scale.pad - 0.1,
                "{format:?} {} at {}",
                run.text,
                run.x
            );
        }
    }
}
