use std::path::{Path, PathBuf};

use base64::Engine as _;
use domain::{
    Category, EnquiryEventKind, EnquiryState, ErasureReason, Fit, OrderKind, Purpose, ReplyWay,
    Rule, StaffId,
};
use locale::Language;

use super::*;
use crate::testing::{MORNING, call, office, wait};
use crate::{Clock, Composition, Founding, Intake, LetterTarget, Progress};

/// An office in a folder, where files are kept.
struct Desk {
    engine: Engine,
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let engine = Engine::open(folder.path(), Clock::by_hand(MORNING)).expect("an empty office");
        let office = domain::Office {
            code: "SH01".into(),
            name: "浦东网点".into(),
            phone: Some("021-58881234".into()),
            ..Default::default()
        };
        let founding = Founding {
            office,
            first: "李秀英".into(),
            technicians: vec!["王建国".into()],
            suggested_prices: true,
            ..Founding::default()
        };
        wait(engine.found_office(founding)).expect("an empty database");

        Self { engine, folder }
    }

    fn mail(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    }

    fn take(&self, path: &Path) -> MailTaken {
        wait(self.engine.take_in_mails(vec![path.to_owned()])).expect("taken in")
    }

    fn file(&self, id: EnquiryId) -> EnquiryFile {
        wait(self.engine.enquiry(id)).expect("an enquiry")
    }
}

fn person(engine: &Engine, name: &str) -> StaffId {
    let desk = wait(engine.desk()).expect("a desk").expect("founded");

    desk.staff.iter().find(|row| row.name == name).expect("works here").id
}

fn written(text: &str) -> NewEnquiry {
    NewEnquiry {
        channel: domain::EnquiryChannel::Letter,
        name: "欧阳喆".into(),
        subject: "热水器".into(),
        text: text.into(),
        ..NewEnquiry::default()
    }
}

/// A mail in GB18030 with a photo and something that is not kept.
fn chinese_mail() -> Vec<u8> {
    let encoded = |text: &[u8]| base64::engine::general_purpose::STANDARD.encode(text);
    // 热水器漏水, 您好，热水器一直漏水。 in GB18030.
    let subject = encoded(&[0xC8, 0xC8, 0xCB, 0xAE, 0xC6, 0xF7, 0xC2, 0xA9, 0xCB, 0xAE]);
    let text = encoded(&[
        0xC4, 0xFA, 0xBA, 0xC3, 0xA3, 0xAC, 0xC8, 0xC8, 0xCB, 0xAE, 0xC6, 0xF7, 0xD2, 0xBB, 0xD6,
        0xB1, 0xC2, 0xA9, 0xCB, 0xAE, 0xA1, 0xA3,
    ]);
    format!(
        "From: =?GB18030?B?{}?= <Ouyang@Example.com>\r\nTo: office@example.com\r\n\
         Date: Fri, 20 Nov 2026 10:00:00 +0800\r\nMessage-ID: <a1@example.com>\r\n\
         Subject: =?GB18030?B?{subject}?=\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n\
         --b\r\nContent-Type: text/plain; charset=GB18030\r\nContent-Transfer-Encoding: base64\r\n\r\n{text}\r\n\
         --b\r\nContent-Type: image/jpeg; name=\"leak.jpg\"\r\nContent-Transfer-Encoding: base64\r\n\
         Content-Disposition: attachment; filename=\"leak.jpg\"\r\n\r\n{}\r\n\
         --b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\
         Content-Disposition: attachment; filename=\"../run.exe\"\r\n\r\n{}\r\n--b--\r\n",
        encoded(&[0xC5, 0xB7, 0xD1, 0xF4]),
        encoded(b"no picture, but bytes"),
        encoded(b"MZ"),
    )
    .into_bytes()
}

#[test]
fn a_mail_comes_in_once_with_its_words_and_files() {
    let desk = Desk::new();
    let path = desk.mail("one.eml", chinese_mail());
    let taken = desk.take(&path);
    let file = desk.file(taken.taken[0]);
    let enquiry = &file.enquiry;

    assert_eq!((enquiry.subject.as_str(), enquiry.name.as_str()), ("热水器漏水", "欧阳"));
    assert_eq!(enquiry.text, "您好，热水器一直漏水。");
    assert_eq!(enquiry.mail.as_deref(), Some("ouyang@example.com"));
    assert_eq!(enquiry.category, Some(Category::WaterHeater));
    assert_eq!(enquiry.language.as_deref(), Some("zh-CN"));
    assert_eq!(file.files.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["leak.jpg"]);
    assert_eq!(enquiry.left_out, ["../run.exe"]);
    assert_eq!(file.state, EnquiryState::Open);

    let again = desk.take(&path);
    assert_eq!((again.taken.len(), again.known), (0, 1));
    wait(desk.engine.undo(taken.undo.expect("the way back"))).expect("undone");
    assert!(wait(desk.engine.enquiry(file.id)).is_err());
    assert_eq!(desk.take(&path).taken, [file.id], "the same name at every desk");
}

#[test]
fn a_mail_written_as_a_page_becomes_text_and_none_is_refused_by_name() {
    let desk = Desk::new();
    let page = "From: Ann <ann@example.com>\nSubject: =?utf-8?Q?Caf=C3=A9?=\n\
        Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n\
        <html><head><style>p {color: red}</style></head><body><p>My washer <b>leaks</b>.</p>\
        <script>alert(1)</script><p>Caf=C3=A9 Road 1</p></body></html>";
    let taken = desk.take(&desk.mail("page.eml", page));
    let enquiry = desk.file(taken.taken[0]).enquiry;

    assert!(enquiry.text.contains("My washer leaks.") && enquiry.text.contains("Café Road 1"));
    assert!(!enquiry.text.contains('<') && !enquiry.text.contains("alert"), "{}", enquiry.text);
    assert_eq!((enquiry.subject.as_str(), enquiry.category), ("Café", Some(Category::Washer)));

    let refused = desk.take(&desk.mail("photo.eml", [0xFF, 0xD8, 0xFF, 0, 1, 2]));
    assert_eq!(refused.refused[0].0, "photo.eml");
    assert!(matches!(&refused.refused[0].1, Error::Files(crate::FileFault::NoMail(_))));
}

#[test]
fn whoever_wrote_before_or_gives_a_known_number_is_known() {
    let engine = office();
    let received = wait(engine.receive_order(call())).expect("a call");
    let named = wait(engine.receive_enquiry(written("请打 138 1234 5678 找我。"))).expect("taken");
    let file = wait(engine.enquiry(named.id)).expect("an enquiry");
    assert_eq!(file.customer.map(|(id, _)| id), Some(received.customer));

    let mailed = NewEnquiry { mail: "Zhe@Example.com".into(), ..written("你好") };
    let first = wait(engine.receive_enquiry(mailed.clone())).expect("taken").id;
    let file = wait(engine.enquiry(first)).expect("an enquiry");
    assert_eq!(file.customer, None);
    assert_eq!(file.offered[0].customer, received.customer, "by the name");
    let undo = wait(engine.file_enquiry(first, Some(received.customer))).expect("filed");
    let second = wait(engine.receive_enquiry(mailed)).expect("taken").id;
    let file = wait(engine.enquiry(second)).expect("an enquiry");
    assert_eq!(file.customer.map(|(id, _)| id), Some(received.customer), "by the address");

    wait(engine.undo(undo)).expect("undone");
    assert_eq!(wait(engine.enquiry(first)).expect("an enquiry").customer, None);
    let (made, undo) = wait(engine.open_file_of(first)).expect("a new file");
    assert_eq!(wait(engine.household(made)).expect("a file").customer.name, "欧阳喆");
    wait(engine.undo(undo)).expect("undone");
    assert!(wait(engine.household(made)).is_err());
}

#[test]
fn it_is_given_to_somebody_answered_closed_and_taken_up_again_and_each_step_taken_back() {
    let engine = office();
    let id = wait(engine.receive_enquiry(written("怎么清洗？"))).expect("taken").id;
    let state = || wait(engine.enquiry(id)).expect("an enquiry").state;
    let wang = person(&engine, "王建国");

    let steps = [
        (wait(engine.route_enquiry(id, Some(wang))), EnquiryState::Routed),
        (
            wait(engine.answer_enquiry(id, ("每年一次".into(), None), Vec::new())),
            EnquiryState::Answered,
        ),
        (wait(engine.close_enquiry(id, String::new())), EnquiryState::Closed),
    ];
    let mut undo: Vec<_> = steps.map(|(undo, state)| (undo.expect("done"), state)).into();
    assert_eq!(state(), EnquiryState::Closed);
    let refused = wait(engine.answer_enquiry(id, ("x".into(), None), Vec::new()));
    assert!(matches!(
        refused,
        Err(Error::EnquiryNotNow { event: EnquiryEventKind::Answer, state: EnquiryState::Closed })
    ));
    let reopened = wait(engine.reopen_enquiry(id)).expect("taken up");
    assert_eq!(state(), EnquiryState::Routed);
    wait(engine.undo(reopened)).expect("undone");
    while let Some((back, was)) = undo.pop() {
        assert_eq!(state(), was);
        wait(engine.undo(back)).expect("undone");
    }
    assert_eq!(state(), EnquiryState::Open);
    let waiting = wait(engine.enquiries(EnquiryFilter::default())).expect("a list");
    assert_eq!((waiting.rows.len(), waiting.nobodys, waiting.waiting), (1, 1, 1));
}

#[test]
fn an_order_that_comes_of_it_has_its_files_and_both_know_each_other() {
    let desk = Desk::new();
    let id = desk.take(&desk.mail("one.eml", chinese_mail())).taken[0];
    let intake = Intake { enquiry: Some(id), kind: OrderKind::Repair, ..call() };
    let received = wait(desk.engine.receive_order(intake)).expect("an order");
    let file = desk.file(id);
    let order = wait(desk.engine.order(received.order)).expect("its file");

    assert_eq!(file.state, EnquiryState::Converted);
    assert_eq!(file.order, Some((received.order, received.number.to_string())));
    assert_eq!(file.customer.map(|(id, _)| id), Some(received.customer));
    assert_eq!(order.enquiry, Some((id, "热水器漏水".to_owned())));
    assert_eq!(order.files[0].name, "leak.jpg");

    wait(desk.engine.undo(received.undo("not meant".into()))).expect("undone");
    assert_eq!(desk.file(id).state, EnquiryState::Open);
    assert_eq!(wait(desk.engine.order(received.order)).expect("its file").enquiry, None);
}

#[test]
fn a_reply_is_drafted_in_the_language_of_the_letter_and_printed_word_by_word() {
    let engine = office();
    let received = wait(engine.receive_order(call())).expect("a call");
    let new =
        NewEnquiry { customer: Some(received.customer), ..written("怎么清洗热水器？") };
    let id = wait(engine.receive_enquiry(new)).expect("taken").id;
    let draft = wait(engine.draft_reply(id, None, Language::English)).expect("a draft");
    assert!(draft.text.contains("欧阳喆") && draft.text.contains('…'), "{}", draft.text);
    assert!(!draft.text.contains('{'), "{}", draft.text);

    let words = draft.text.replace('…', "每年请我们清洗一次 {就好}。");
    let by_letter = (words.clone(), Some(ReplyWay::Letter));
    wait(engine.answer_enquiry(id, by_letter, Vec::new())).expect("answered");
    let compose = || {
        let composition = Composition {
            purpose: Purpose::Reply,
            template: None,
            language: Language::English,
            targets: vec![LetterTarget::Enquiry(id)],
        };
        wait(engine.compose(composition)).expect("composed")
    };
    let composed = compose();
    let letter = composed.drafts[0].letter.clone();
    assert_eq!((letter.body.trim(), letter.enquiry), (words.trim(), Some(id)));
    assert!(letter.subject.contains("热水器"));
    let laid = wait(engine.lay_out_letters(composed.drafts, &Progress::default()));
    let laid = laid.expect("on paper").expect("a letter");
    let posted = wait(engine.post_letters(&laid));
    assert_eq!(posted.letters.len(), 1);
    assert!(wait(engine.enquiry(id)).expect("an enquiry").letter.is_some());
    assert!(compose().drafts.is_empty(), "not twice");
    wait(engine.undo(posted.undo().expect("the way back"))).expect("undone");
    assert_eq!(wait(engine.enquiry(id)).expect("an enquiry").letter, None);
}

#[test]
fn the_first_rule_that_fits_decides_and_the_tester_shows_all_with_why() {
    let engine = office();
    let wang = person(&engine, "王建国");
    let rule = |name: &str, words: &[&str]| Rule {
        name: name.into(),
        words: words.iter().map(|it| (*it).to_owned()).collect(),
        person: Some(wang),
        ..Rule::default()
    };
    let all = wait(engine.write_rule(None, rule("所有", &[]))).expect("a rule");
    let urgent = Rule { urgent: true, ..rule("漏水", &["漏水", "冒烟"]) };
    let leak = wait(engine.write_rule(None, urgent)).expect("a rule");
    let nothing = Rule { person: None, ..rule("空", &["x"]) };
    assert!(matches!(
        wait(engine.write_rule(None, nothing)),
        Err(Error::Field { field: "does", .. })
    ));

    let tried = || wait(engine.try_rules(TrialOf::Text("阀门\n一直漏水".into()))).expect("tried");
    let names = |trial: &Trial| -> Vec<(String, bool)> {
        trial.fits.iter().map(|fit| (fit.row.rule.name.clone(), fit.decides)).collect()
    };
    assert_eq!(names(&tried()), [("所有".to_owned(), true), ("漏水".to_owned(), false)]);
    let moved = wait(engine.move_rule(leak.id, true)).expect("moved").expect("there is a place");
    assert_eq!(names(&tried()), [("漏水".to_owned(), true), ("所有".to_owned(), false)]);
    assert_eq!(tried().fits[0].why, [Fit::InText("漏水".into())]);
    assert_eq!(wait(engine.move_rule(leak.id, true)).expect("asked"), None);

    let id = wait(engine.receive_enquiry(written("厨房漏水了"))).expect("taken").id;
    let file = wait(engine.enquiry(id)).expect("an enquiry");
    assert_eq!(file.person.map(|(_, name)| name).as_deref(), Some("王建国"));
    assert_eq!((file.rule.as_deref(), file.state), (Some("漏水"), EnquiryState::Routed));
    assert_eq!(file.enquiry.priority, domain::Priority::Urgent);
    assert_eq!(file.answer, None, "nothing is sent");

    wait(engine.switch_rule(leak.id, true)).expect("switched");
    assert_eq!(names(&tried()), [("漏水".to_owned(), false), ("所有".to_owned(), true)]);
    wait(engine.undo(moved)).expect("undone");
    let removed = wait(engine.remove_rule(all.id)).expect("removed");
    assert_eq!(tried().fits.len(), 1);
    wait(engine.undo(removed)).expect("undone");
    assert_eq!(tried().fits.len(), 2);
}

#[test]
fn a_watched_folder_is_emptied_into_the_inbox() {
    let desk = Desk::new();
    let folder = desk.folder.path().join("mails");
    std::fs::create_dir(&folder).expect("a folder");
    assert_eq!(wait(desk.engine.collect_mails()).expect("asked"), Collected::default());
    let missing = desk.folder.path().join("none");
    assert!(matches!(wait(desk.engine.watch_mail_folder(Some(missing))), Err(Error::NoFolder(_))));
    wait(desk.engine.watch_mail_folder(Some(folder.clone()))).expect("a folder");
    for (name, bytes) in [("a.eml", chinese_mail()), ("b.EML", chinese_mail()), ("c.eml", vec![1])]
    {
        let file = std::fs::File::create(folder.join(name)).expect("a file");
        std::io::Write::write_all(&mut &file, &bytes).expect("written");
        let before = std::time::SystemTime::now() - std::time::Duration::from_secs(60);
        file.set_modified(before).expect("a time");
    }
    std::fs::write(folder.join("d.eml"), chinese_mail()).expect("still being written");

    let collected = wait(desk.engine.collect_mails()).expect("collected");
    assert_eq!(collected, Collected { taken: 1, known: 1, refused: 1 });
    assert!(folder.join("taken/a.eml").is_file() && folder.join("refused/c.eml").is_file());
    assert!(folder.join("d.eml").is_file());
}

#[test]
fn of_an_erased_person_no_enquiry_says_anything() {
    let engine = office();
    let received = wait(engine.receive_order(call())).expect("a call");
    let typed =
        NewEnquiry { mail: "zhe@example.com".into(), ..written("我家在科苑路，很急") };
    let loose = wait(engine.receive_enquiry(typed.clone())).expect("taken").id;
    let filed = NewEnquiry { customer: Some(received.customer), ..typed };
    let filed = wait(engine.receive_enquiry(filed)).expect("taken").id;
    let answer = ("科苑路的师傅会来".into(), None);
    wait(engine.answer_enquiry(filed, answer, Vec::new())).expect("answered");
    let reason = domain::CancelReason::CustomerCancels;
    wait(engine.cancel_order(received.order, reason, None)).expect("cancelled");
    wait(engine.erase_customer(received.customer, ErasureReason::Request)).expect("erased");

    for id in [loose, filed] {
        let file = wait(engine.enquiry(id)).expect("still counted");
        let left = format!("{:?} {:?}", file.enquiry, file.history);
        for word in ["科苑路", "zhe@", "欧阳", "热水器"] {
            assert!(!left.contains(word), "{word}: {left}");
        }
    }
}

fn article(engine: &Engine, title: &str, body: &str, words: &[&str]) -> domain::ArticleId {
    let article = domain::Article {
        title: title.into(),
        body: body.into(),
        words: words.iter().map(|it| (*it).to_owned()).collect(),
        kinds: vec![Category::WaterHeater],
        language: "zh-CN".into(),
        ..domain::Article::default()
    };
    let id = wait(engine.write_article(article)).expect("an article").id;
    wait(engine.step_article(id, domain::ArticleStep::Publish)).expect("published");

    id
}

fn counted(engine: &Engine, id: domain::ArticleId) -> (u32, u32) {
    wait(engine.article(id)).expect("an article").told
}

#[test]
fn an_article_is_offered_put_into_the_reply_and_counted_until_it_becomes_an_order_after_all() {
    let engine = office();
    let body = "## 先说安全\n- **关** 水\n- 断电\n\n## 原因\n- 内胆漏 → 换内胆 → GH-1";
    let leak = article(&engine, "热水器漏水", body, &["漏水"]);
    let other = article(&engine, "热水器清洗", "每年一次", &["清洗"]);
    let rule = Rule {
        name: "漏水".into(),
        words: vec!["漏水".into()],
        article: Some(other.0),
        ..Rule::default()
    };
    wait(engine.write_rule(None, rule)).expect("a rule");
    let id = wait(engine.receive_enquiry(written("热水器一直漏水"))).expect("taken").id;
    let file = wait(engine.enquiry(id)).expect("an enquiry");
    let offered: Vec<_> = file.articles.iter().map(|row| row.id).collect();
    assert_eq!(offered, [other, leak], "the one that the rule names goes first");

    let into = |written: &str| {
        let asked = (written.to_owned(), Language::SimplifiedChinese);
        wait(engine.answer_from(id, leak, asked)).expect("words")
    };
    let drafted = into("");
    assert!(drafted.contains("欧阳") && drafted.contains("先说安全\n· 关 水\n· 断电"), "{drafted}");
    assert!(
        !drafted.contains('…') && !drafted.contains('*') && !drafted.contains('#'),
        "{drafted}"
    );
    assert_eq!(into("您好：\n…\n再见"), "您好：\n先说安全\n· 关 水\n· 断电\n再见");
    assert!(into("请稍等……").starts_with("请稍等……\n\n先说安全"));

    let answered = wait(engine.answer_enquiry(id, (drafted, None), vec![leak])).expect("answered");
    assert_eq!(counted(&engine, leak), (1, 1));
    wait(engine.undo(answered.clone())).expect("undone");
    assert_eq!(counted(&engine, leak), (0, 0));
    wait(engine.answer_enquiry(id, ("关水".into(), None), vec![leak])).expect("answered");
    let intake = Intake { enquiry: Some(id), kind: OrderKind::Repair, ..call() };
    wait(engine.receive_order(intake)).expect("an order");
    assert_eq!(counted(&engine, leak), (1, 0), "told, but somebody had to go there");
}

#[test]
fn an_enquiry_that_is_settled_on_the_telephone_is_over_and_counted_in_a_file_or_in_none() {
    let engine = office();
    let leak = article(&engine, "热水器漏水", "关水", &[]);
    let received = wait(engine.receive_order(call())).expect("a call");
    let filed = NewEnquiry { customer: Some(received.customer), ..written("漏水") };
    let filed = wait(engine.receive_enquiry(filed)).expect("taken").id;
    let loose = wait(engine.receive_enquiry(written("漏水"))).expect("taken").id;
    let file = |id| wait(engine.enquiry(id)).expect("an enquiry");
    let solve = |id, words: &str| {
        wait(engine.solve_enquiry(id, (words.to_owned(), vec![leak]), "not meant".into()))
    };

    let in_file = solve(filed, "请先关水").expect("settled");
    let order = in_file.received.as_ref().expect("in the file").order;
    let order = wait(engine.order(order)).expect("an order");
    assert_eq!((order.order.kind, order.state), (OrderKind::Consultation, domain::State::Closed));
    assert_eq!(order.enquiry.as_ref().map(|(id, _)| *id), Some(filed));
    assert_eq!(file(filed).state, EnquiryState::Converted);
    assert_eq!(file(filed).answer.as_deref(), Some("请先关水"));
    let nobody = solve(loose, "").expect("settled");
    assert_eq!(nobody.received, None);
    assert_eq!(
        (file(loose).state, file(loose).answer.as_deref()),
        (EnquiryState::Closed, Some("热水器漏水"))
    );
    assert_eq!(counted(&engine, leak), (2, 2));
    let saved = wait(engine.knowledge(Language::SimplifiedChinese)).expect("a shelf").saved;
    assert_eq!(saved, 2);

    wait(engine.undo(in_file.undo)).expect("undone");
    wait(engine.undo(nobody.undo)).expect("undone");
    assert_eq!([file(filed).state, file(loose).state], [EnquiryState::Open; 2]);
    assert_eq!(counted(&engine, leak), (0, 0));
    let nothing = wait(engine.solve_enquiry(loose, (String::new(), Vec::new()), "-".into()));
    assert!(matches!(nothing, Err(Error::Field { field: "answer", .. })));
}
