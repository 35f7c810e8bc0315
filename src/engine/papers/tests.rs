//! What is printed is kept, and comes out the same for ever.

use domain::{Customer, Print, PrintId, VisitId};
use locale::Language;

use super::*;
use crate::dispatch::tests::{Scene, scene, slot, wait};

impl Scene {
    fn sheets(&self, visits: &[VisitId]) -> JobSheets {
        let sheets = self.engine.job_sheets(visits.to_vec(), Language::SimplifiedChinese);

        wait(sheets).expect("the visits are there")
    }

    fn prints_of(&self, visit: VisitId) -> Vec<(PrintId, Print)> {
        let read = self.engine.workers.read(move |session| Ok(session.facts_on(visit.0)?));
        let prints: Vec<(uuid::Uuid, Print)> = wait(read).expect("they can be read");

        prints.into_iter().map(|(id, print)| (PrintId(id), print)).collect()
    }

    fn printed(&self, visit: VisitId) -> JobSheets {
        let sheets = self.sheets(&[visit]);
        assert_eq!(wait(self.engine.record_prints(&sheets)).expect("room").len(), 1);
        sheets
    }
}

#[test]
fn a_sheet_says_what_the_records_say() {
    let scene = scene(1);
    let visit = scene.assigned(0, 0, slot(14, 16)).visit;
    let sheets = scene.sheets(&[visit]);
    let text = sheets.paper.text(0);
    let words = [
        "浦东服务网点",
        "SH01-A00001",
        "2026年11月21日 周六 14:00–16:00",
        "王建国 01",
        "张喆1",
        "138 1234 5678",
        "上海市浦东新区张江镇科苑路1号",
        "A.O.史密斯",
        "不启动",
        "不加热",
    ];

    let flat = |text: &str| text.split_whitespace().collect::<String>();
    for word in &words {
        assert!(flat(&text).contains(&flat(word)), "{word} is not in {text}");
    }
    assert_eq!((sheets.paper.pages.len(), sheets.reprints()), (1, 0));
    assert!(sheets.paper.missing.is_empty());
    assert!(scene.prints_of(visit).is_empty(), "nothing is printed by looking at it");
}

#[test]
fn a_printing_is_kept_once_and_the_visit_knows() {
    let scene = scene(1);
    let visit = scene.assigned(0, 0, slot(14, 16)).visit;
    scene.printed(visit);
    assert_eq!(scene.board().visits[0].state, VisitState::Printed);
    scene.engine.clock().set(domain::Moment(scene.engine.clock().now().0 + 60_000));
    let second = scene.printed(visit);
    assert_eq!(second.reprints(), 1);
    let copies: Vec<u32> = scene.prints_of(visit).iter().map(|(_, print)| print.copy).collect();

    assert_eq!(copies, [1, 2]);
    assert!(second.paper.text(0).contains("补打"));
}

#[test]
fn what_never_was_on_paper_is_taken_back_and_printed_for_the_first_time_later() {
    let scene = scene(1);
    let visit = scene.assigned(0, 0, slot(14, 16)).visit;
    let sheets = scene.sheets(&[visit]);
    let prints = wait(scene.engine.record_prints(&sheets)).expect("there is room");
    let undo = || wait(scene.engine.undo(crate::Undo::WithdrawPrints(prints.clone())));
    undo().expect("nothing came of it");
    undo().expect("once is enough");
    assert_eq!(wait(scene.engine.prints_stand(prints.clone())).ok(), Some(false));
    assert_eq!(scene.board().visits[0].state, VisitState::Planned);
    assert!(wait(scene.engine.reprint(visit)).is_err(), "there is nothing to print again");

    let first = scene.printed(visit);
    assert_eq!((first.reprints(), scene.sheets(&[visit]).reprints()), (0, 1));
    undo().expect("it says nothing about the other");
    assert_eq!(scene.board().visits[0].state, VisitState::Printed);
}

#[test]
fn a_reprint_does_not_know_what_was_edited_since() {
    let scene = scene(1);
    let visit = scene.assigned(0, 0, slot(14, 16)).visit;
    let first = scene.printed(visit);
    let customer = scene.customers[0];
    wait(scene.engine.deed("test", move |deed| {
        deed.edit(customer, |customer: &mut Customer| customer.name = "李四".to_owned())
    }))
    .expect("it can be edited");
    let again = wait(scene.engine.reprint(visit)).expect("it was printed");

    let but_the_copy = |sheets: &JobSheets| {
        let mut content = sheets.sheets[0].content.clone();
        content.sheet.copy = 0;
        content
    };
    assert_eq!(but_the_copy(&again), but_the_copy(&first));
    assert!(again.paper.text(0).contains("张喆1") && again.paper.text(0).contains("补打"));
    assert!(scene.sheets(&[visit]).paper.text(0).contains("李四"));
}

#[test]
fn a_day_is_printed_by_technician_and_time_and_only_what_is_new() {
    let scene = scene(4);
    let later = scene.assigned(0, 1, slot(9, 10)).visit;
    let last = scene.assigned(1, 0, slot(15, 16)).visit;
    let first = scene.assigned(2, 0, slot(10, 11)).visit;
    let day = |batch| {
        let sheets =
            scene.engine.day_sheets(slot(9, 10).day(), batch, Language::English, Progress::new());
        wait(sheets).expect("it can be read").map(|sheets| sheets.visits)
    };

    assert_eq!(day(Batch::New), Some(vec![first, last, later]));
    scene.printed(last);
    assert_eq!(day(Batch::New), Some(vec![first, later]));
    assert_eq!(day(Batch::All), Some(vec![first, last, later]));
    let empty = slot(9, 10).day().succ_opt().expect("there is a next day");
    let none = scene.engine.day_sheets(empty, Batch::All, Language::English, Progress::new());
    assert_eq!(wait(none).ok(), Some(None));
}

#[test]
fn a_sheet_tells_of_earlier_visits() {
    let scene = scene(1);
    let visit = scene.assigned(0, 0, slot(9, 10)).visit;
    let order = scene.orders[0];
    wait(scene.engine.deed("test", move |deed| {
        deed.note::<_, uuid::Uuid>(&domain::VisitResult {
            visit,
            order,
            on: None,
            arrived: None,
            ended: None,
            outcome: domain::Outcome::Finished,
            fault: None,
            cause: None,
            measure: None,
            readings: Vec::new(),
            due: domain::Money::default(),
            cash: domain::Money::default(),
            grade: None,
            remark: Some("换加热管".to_owned()),
            foreign_part: false,
            means: None,
            needed: Vec::new(),
            at: deed.now,
            by: None,
        })
    }))
    .expect("it can be written");
    let text = scene.sheets(&[visit]).paper.text(0);

    assert!(text.contains("2026年11月21日 维修 王建国"), "{text}");
    assert!(text.contains("换加热管"), "{text}");
}

#[test]
fn a_paper_is_saved_as_a_file() {
    let scene = scene(1);
    let sheets = scene.sheets(&[scene.assigned(0, 0, slot(9, 10)).visit]);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("sheet.pdf");

    assert!(wait(scene.engine.save_pdf(Arc::clone(&sheets.paper), path.clone())).is_ok());
    assert!(std::fs::read(path).is_ok_and(|bytes| bytes.starts_with(b"%PDF-1.7")));
}

#[test]
fn the_paper_a_desk_chose_is_the_one_it_prints_on_from_then_on() {
    let scene = scene(1);
    let visit = scene.assigned(0, 0, slot(14, 16)).visit;
    let large = scene.sheets(&[visit]);
    let small =
        wait(scene.engine.sheets_on(&large, Format::A5, Progress::new())).expect("it is laid out");
    assert_eq!((large.format(), small.format()), (Format::A4, Format::A5));
    assert!(small.paper.pages[0].height < large.paper.pages[0].height / 1.9);
    assert_eq!(scene.sheets(&[visit]).format(), Format::A4, "looking at it is no choice");

    wait(scene.engine.choose_sheet_paper(Format::A5)).expect("it is remembered");
    assert_eq!(scene.sheets(&[visit]).format(), Format::A5);
    wait(scene.engine.record_prints(&small)).expect("it is printed");
    wait(scene.engine.choose_sheet_paper(Format::A4)).expect("it is remembered");
    let again = wait(scene.engine.reprint(visit)).expect("it was printed");
    assert_eq!(again.format(), Format::A5, "a reprint is what it was");
}

#[test]
fn a_sheet_says_who_decided_about_the_warranty_and_on_what_evidence() {
    let scene = scene(1);
    let visit = scene.assigned(0, 0, slot(14, 16)).visit;
    let ruling = Some((vec![domain::Coverage::Labour], "补到 2026 年发票".to_owned()));
    wait(scene.engine.rule_on_warranty(scene.orders[0], ruling)).expect("nobody was there yet");
    let text: String = scene.sheets(&[visit]).paper.text(0).split_whitespace().collect();

    for word in ["部分保内", "补到2026年发票", "2026年11月21日裁定"] {
        assert!(text.contains(word), "{word} is not in {text}");
    }
}

#[test]
fn a_remote_fee_is_printed_only_where_the_way_is_long() {
    let scene = scene(2);
    let visits =
        [scene.assigned(0, 0, slot(9, 10)).visit, scene.assigned(1, 0, slot(10, 11)).visit];
    let fee = |visit| {
        let text = scene.sheets(&[visit]).paper.text(0);
        let words: String = text.split_whitespace().collect();
        words.contains("远程费¥")
    };
    assert_eq!(visits.map(fee), [false, false], "nobody told a price, and no area is remote");

    let area = domain::Area {
        name: "张江".into(),
        city: "上海市".into(),
        district: "浦东新区".into(),
        remote: true,
        ..domain::Area::default()
    };
    wait(scene.engine.write_area(None, area)).expect("drawn");
    assert_eq!(visits.map(fee), [true, true], "headquarters took the orders in without a price");
    let none = domain::Money::default();
    let near = domain::Quote { labour: domain::Money::fen(8_000), trip: none, remote: none };
    let told = scene.orders[0];
    wait(scene.engine.deed("test", move |deed| {
        deed.edit(told, |order: &mut domain::Order| order.quote = Some(near)).map(drop)
    }))
    .expect("it can be edited");
    assert_eq!(visits.map(fee), [false, true], "what was told counts");
}

#[test]
fn a_second_sheet_of_a_household_and_day_names_the_order_that_bears_the_way() {
    let scene = scene(2);
    let (first, second) = (scene.orders[0], scene.orders[1]);
    wait(scene.engine.deed("test", move |deed| {
        let head: domain::Order = deed.get(first)?;
        deed.edit(second, |order: &mut domain::Order| {
            (order.customer, order.address) = (head.customer, head.address);
        })
        .map(drop)
    }))
    .expect("it can be edited");
    let visits =
        [scene.assigned(0, 0, slot(9, 10)).visit, scene.assigned(1, 0, slot(10, 11)).visit];
    let borne = |visit| {
        let text = scene.sheets(&[visit]).paper.text(0);
        let words: String = text.split_whitespace().collect();
        words.contains("已计入A00001")
    };

    assert_eq!(visits.map(borne), [false, true]);
}

#[test]
fn no_line_of_a_sheet_ends_in_the_air_where_nobody_is_known() {
    for language in Language::ALL {
        let locale = locale::Locale::new(language);
        let ruled = locale.ruled("invoice", "", "2026-11-21");
        let earlier = locale.dispatch_sheet_earlier_somebody("2026-11-21", "repair", "done");

        for words in [ruled, earlier] {
            let gap = [" ,", " ，", " ：", " :", "  "].iter().any(|gap| words.contains(gap));
            assert!(!gap && !words.starts_with(' '), "{words}");
        }
    }
}

/// The words of a sheet without blanks.
fn words(scene: &Scene, visit: VisitId) -> String {
    scene.sheets(&[visit]).paper.text(0).split_whitespace().collect()
}

#[test]
fn a_sheet_in_warranty_asks_nothing_of_the_customer_and_says_line_by_line_who_pays() {
    let scene = scene(1);
    let visit = scene.assigned(0, 0, slot(14, 16)).visit;
    let out = words(&scene, visit);
    assert!(
        out.contains("人工费¥90.00客户付") && out.contains("客户应付（不含配件）¥120.00"),
        "{out}"
    );
    assert!(out.contains("配件费客户付"), "{out}");

    let all = vec![domain::Coverage::Parts, domain::Coverage::Labour, domain::Coverage::Trip];
    let ruling = Some((all, "补到发票".to_owned()));
    wait(scene.engine.rule_on_warranty(scene.orders[0], ruling)).expect("nobody was there yet");
    let covered = words(&scene, visit);
    for word in ["人工费厂家付", "上门费厂家付", "配件费厂家付", "客户应付（不含配件）¥0.00"]
    {
        assert!(covered.contains(word), "{word} is not in {covered}");
    }
    assert!(!covered.contains("人工费¥"), "{covered}");
}

#[test]
fn what_was_told_stays_told_and_the_fee_that_another_order_bears_is_a_line_of_its_own() {
    let scene = scene(2);
    let (first, second) = (scene.orders[0], scene.orders[1]);
    let (labour, trip) = (domain::Money::fen(8_000), domain::Money::fen(3_000));
    let told = domain::Quote { labour, trip, remote: domain::Money::default() };
    wait(scene.engine.deed("test", move |deed| {
        let head: domain::Order = deed.get(first)?;
        deed.edit(second, |order: &mut domain::Order| {
            (order.customer, order.address) = (head.customer, head.address);
            order.quote = Some(told);
        })
        .map(drop)
    }))
    .expect("it can be edited");
    scene.assigned(0, 0, slot(9, 10));
    let visit = scene.assigned(1, 0, slot(10, 11)).visit;
    let text = words(&scene, visit);

    for word in ["¥110.00=", "其中上门费¥30.00计入A00001", "客户应付（不含配件）¥80.00"]
    {
        assert!(text.contains(word), "{word} is not in {text}");
    }
}

#[test]
fn many_sheets_say_how_far_they_are_and_can_be_stopped() {
    let scene = scene(3);
    for (order, hour) in [(0, 9), (1, 10), (2, 11)] {
        scene.assigned(order, 0, slot(hour, hour + 1));
    }
    let day = slot(9, 10).day();
    let made = |progress: &Progress| {
        let sheets = scene.engine.day_sheets(day, Batch::New, Language::English, progress.clone());
        wait(sheets)
    };
    let (whole, stopped) = (Progress::new(), Progress::new());
    stopped.cancel();

    assert!(matches!(made(&stopped), Err(Error::Cancelled)));
    let sheets = made(&whole).expect("printable").expect("three");
    let step = *whole.watch().borrow();
    assert_eq!((sheets.visits.len(), step.done, step.total), (3, 5, 6), "the last is begun");
    let again = wait(scene.engine.sheets_on(&sheets, Format::A5, stopped));
    assert!(matches!(again, Err(Error::Cancelled)));
}

#[test]
fn a_sheet_says_of_a_time_that_it_was_promised_until_it_is_agreed() {
    let scene = scene(1);
    let order = scene.orders[0];
    let promise = move |slot| {
        move |deed: &crate::deed::Deed<'_>| {
            deed.edit(order, |order: &mut domain::Order| order.promised = Some(slot))
        }
    };
    wait(scene.engine.deed("test", promise(slot(14, 16)))).expect("it can be promised");
    let technician = scene.technicians[0];
    let plan = |agreed| crate::Plan { technician, slot: Some(slot(14, 16)), agreed, remark: None };
    let visit = wait(scene.engine.assign(order, plan(false))).expect("it waits").visit;
    let said = Locale::new(Language::SimplifiedChinese);
    let open = said.time_as_agreed("", (false, true));
    let open = open.trim();
    let text = || scene.sheets(&[visit]).paper.text(0).split_whitespace().collect::<String>();
    assert!(text().contains(open) && !text().contains("尚未"), "{}", text());

    wait(scene.engine.move_visit(visit, plan(true))).expect("they agree");
    assert!(!text().contains(open));
}
