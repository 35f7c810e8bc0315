//! Who gets a letter, what it says, and that it says so for ever.

use std::sync::Arc;

use domain::{
    CallbackOutcome, Channel, Customer, Grade, Moment, Order, OrderId, Purpose, Template,
};
use locale::Language;

use super::{Composition, LetterFilter, LetterTarget, NoLetter};
use crate::callbacks::tests::sheet_in;
use crate::complaints::tests::complaint;
use crate::testing::{call, office, wait};
use crate::{CallbackEntry, Composed, Engine, Error, LetterDraft, LettersPosted, Progress};

fn closed(engine: &Engine) -> OrderId {
    let order = sheet_in(engine, (0, 0));
    wait(engine.record_callback(CallbackEntry {
        order,
        outcome: CallbackOutcome::Reached,
        grade: Some(Grade::VerySatisfied),
        marks: Vec::new(),
        remark: String::new(),
        then: None,
    }))
    .expect("it waits for a call");

    order
}

fn compose(engine: &Engine, purpose: Purpose, targets: Vec<LetterTarget>) -> Composed {
    let language = Language::SimplifiedChinese;
    let composition = Composition { purpose, template: None, language, targets };

    wait(engine.compose(composition)).expect("the wording fits")
}

fn post(engine: &Engine, order: OrderId) -> (Arc<print::Paper>, LettersPosted) {
    let composed = compose(engine, Purpose::Thanks, vec![LetterTarget::Order(order)]);

    send(engine, composed.drafts)
}

fn send(engine: &Engine, drafts: Vec<LetterDraft>) -> (Arc<print::Paper>, LettersPosted) {
    let laid_out = wait(engine.lay_out_letters(drafts, &Progress::new())).expect("printable");
    let letters = laid_out.expect("a letter");
    let posted = wait(engine.post_letters(&letters));
    assert!(posted.failed.is_none(), "{:?}", posted.failed);

    (letters.paper, posted)
}

fn edit_customer(engine: &Engine, order: OrderId, edit: fn(&mut Customer)) {
    wait(engine.deed("test", move |deed| {
        let customer = deed.get::<Order>(order)?.customer;
        deed.edit(customer, edit).map(drop)
    }))
    .expect("the file is there");
}

/// A list of another system, of which the first job is done and the second was left.
const LIST: &str = "Job No,Customer,Phone,Address,Appliance,Fault,Date,Status\n\
    J7001,Ann Hill,0118 496 0123,12 High Street,Oven,No heat,2026-11-02,Completed\n\
    J7002,Ben Hill,0118 496 0124,14 High Street,Oven,No heat,2024-11-02,Booked\n";

#[test]
fn work_that_another_system_finished_gets_its_thanks_and_what_it_left_does_not() {
    let engine = office();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("jobs.csv");
    std::fs::write(&path, LIST).expect("room");
    let mapping = wait(engine.inspect_table(&path, None, None)).expect("a table").mapping;
    let order = crate::ImportOrder {
        path,
        sheet: None,
        mapping,
        rehearsal: false,
        refused: None,
        replace: false,
        locale: locale::Locale::new(Language::English),
    };
    wait(engine.import_table(order, Arc::default())).expect("brought over");
    let why_not = |alias: &str| {
        let hit = wait(engine.find(alias, 1)).expect("an index").remove(0);
        let store::HitKind::Order(id) = hit.kind else { panic!("{hit:?}") };
        let target = LetterTarget::Order(id);
        wait(engine.letter_target(target, Purpose::Thanks)).expect("it is here").why_not
    };

    assert_eq!(why_not("J7001"), None);
    assert_eq!(why_not("J7002"), Some(NoLetter::NotServed));
}

fn pass_days(engine: &Engine, days: i64) {
    engine.clock().set(Moment(engine.clock().now().0 + days * 86_400_000));
}

fn words(paper: &print::Paper) -> String {
    (0..paper.pages.len()).map(|page| paper.text(page)).collect::<String>().replace('\n', "")
}

#[test]
fn a_letter_of_thanks_names_customer_machine_and_technician() {
    let engine = office();
    let order = closed(&engine);
    let (paper, posted) = post(&engine, order);
    let text = words(&paper);

    assert_eq!((posted.letters.len(), posted.skipped.len()), (1, 0));
    for word in ["欧阳喆 收", "科苑路 88 弄 12 号 1603 室", "王建国", "澄源电热水器", "SH01-A00001"]
    {
        assert!(text.contains(word), "{word} in {text}");
    }
    assert_eq!(wait(engine.letters_sent()).expect("a list")[0].name, "欧阳喆");
}

/// Whether a text has a mark with nothing before it, or a gap.
fn dangles(text: &str) -> bool {
    let marks = ['，', '。', '、', '：', '；', ',', '.', ';', ':', ')', '）'];
    let lonely = |pair: &[char]| {
        (matches!(pair[0], ' ' | '\n' | '（' | '(' | '，' | ',') && marks.contains(&pair[1]))
            || (pair[0] == ' ' && pair[1] == ' ')
    };

    text.chars().collect::<Vec<_>>().windows(2).any(lonely)
}

#[test]
fn a_letter_does_without_the_sentence_of_what_the_office_does_not_have() {
    let engine = office();
    let order = closed(&engine);
    let (_, complaint) = complaint(&engine);
    wait(engine.route_complaint(complaint, "售后".into())).expect("its turn");
    wait(engine.answer_complaint(complaint, "已免费更换".into())).expect("its turn");
    let write = |purpose, target, language| {
        let targets = vec![LetterTarget::Order(target)];
        let composition = Composition { purpose, template: None, language, targets };
        wait(engine.compose(composition)).expect("the wording fits").drafts.remove(0)
    };
    let letters = [
        (Purpose::Thanks, order),
        (Purpose::ComplaintAnswer, complaint),
        (Purpose::MaintenanceDue, order),
    ];
    for (language, (purpose, target)) in
        Language::ALL.into_iter().flat_map(|language| letters.map(|letter| (language, letter)))
    {
        let draft = write(purpose, target, language);
        let text = &draft.letter.body;
        assert_eq!(draft.left_out, ["phone"], "{text}");
        assert!(!dangles(text) && text.lines().count() > 4, "{text}");
        assert!(!["拨打", "撥打", "call"].iter().any(|call| text.contains(call)), "{text}");
    }

    let desk = wait(engine.desk()).expect("readable").expect("founded");
    let phone = domain::Office { phone: Some("021-58886688".into()), ..desk.office.clone() };
    wait(engine.edit_office(desk.opened_office(), phone)).expect("the office is there");
    let draft = write(Purpose::Thanks, order, Language::SimplifiedChinese);
    assert!(draft.left_out.is_empty());
    assert!(draft.letter.body.contains("请随时拨打 021-58886688，"), "{}", draft.letter.body);
}

#[test]
fn a_letter_is_in_its_customers_language_else_in_the_offices_else_in_the_screens() {
    let engine = office();
    let order = closed(&engine);
    let written = || {
        let composed = compose(&engine, Purpose::Thanks, vec![LetterTarget::Order(order)]);
        composed.drafts[0].letter.language.clone()
    };
    assert_eq!(written(), "zh-CN", "nothing is known");
    let desk = wait(engine.desk()).expect("readable").expect("founded");
    let office = domain::Office { language: Some("zh-TW".into()), ..desk.office.clone() };
    wait(engine.edit_office(desk.opened_office(), office)).expect("the office is there");
    assert_eq!(written(), "zh-TW");
    edit_customer(&engine, order, |customer| customer.language = Some("English".into()));
    assert_eq!(written(), "en");
    edit_customer(&engine, order, |customer| customer.language = Some("粤语".into()));
    assert_eq!(written(), "zh-TW", "a dialect is not written");
}

#[test]
fn a_wording_that_says_nothing_without_a_place_is_not_sent() {
    let engine = office();
    let order = closed(&engine);
    wait(engine.save_template(own("电话：{phone}"))).expect("its places are known");
    let composed = compose(&engine, Purpose::Thanks, vec![LetterTarget::Order(order)]);
    assert_eq!((composed.drafts.len(), composed.skipped[0].why), (0, NoLetter::Lacks("phone")));

    edit_customer(&engine, order, |customer| customer.name.clear());
    wait(engine.save_template(own("尊敬的{customer}：您好"))).expect("its places are known");
    let composed = compose(&engine, Purpose::Thanks, vec![LetterTarget::Order(order)]);
    let letter = &composed.drafts[0].letter;
    assert_eq!(letter.body, "尊敬的客户：您好");
    assert!(letter.recipient.iter().all(|line| !line.contains('收')), "{:?}", letter.recipient);
}

#[test]
fn a_letter_of_thanks_names_the_day_somebody_was_there() {
    let engine = office();
    let order = sheet_in(&engine, (0, 0));
    let body = || {
        let composed = compose(&engine, Purpose::Thanks, vec![LetterTarget::Order(order)]);
        composed.drafts[0].letter.body.clone()
    };
    assert!(body().contains("2026年11月21日"), "the day that was booked: {}", body());

    wait(engine.reenter_sheet(order)).expect("just entered");
    pass_days(&engine, 2);
    let form = wait(engine.sheet_form("SH01-A00001")).expect("it is out again");
    let next = engine.clock().today().pred_opt().expect("a day before");
    let arrived = next.and_hms_opt(14, 0, 0);
    let entry = crate::SheetEntry { arrived, ..form.before.expect("as it was") };
    wait(engine.enter_sheet(entry)).expect("a whole sheet");

    assert!(body().contains("2026年11月22日"), "the day on the paper: {}", body());
}

#[test]
fn who_refused_or_has_no_address_gets_none() {
    let engine = office();
    let order = closed(&engine);
    edit_customer(&engine, order, |customer| customer.refused.push(Channel::Letter));
    let composed = compose(&engine, Purpose::Thanks, vec![LetterTarget::Order(order)]);
    assert_eq!((composed.drafts.len(), composed.skipped[0].why), (0, NoLetter::Refused));

    edit_customer(&engine, order, |customer| customer.refused.clear());
    let homeless = wait(engine.deed("test", |deed| {
        deed.create(&Customer { name: "无址".into(), ..Customer::default() })
    }));
    let target = LetterTarget::Customer(homeless.expect("written"));
    let composed = compose(&engine, Purpose::MaintenanceDue, vec![target]);
    assert_eq!(composed.skipped[0].why, NoLetter::NoAddress);
}

#[test]
fn a_refusal_between_writing_and_sending_counts() {
    let engine = office();
    let order = closed(&engine);
    let composed = compose(&engine, Purpose::Thanks, vec![LetterTarget::Order(order)]);
    edit_customer(&engine, order, |customer| customer.refused.push(Channel::Letter));
    let posted = send(&engine, composed.drafts).1;

    assert_eq!(posted.letters.len(), 0);
    assert_eq!(posted.skipped[0].why, NoLetter::Refused);
}

#[test]
fn nobody_is_written_to_twice_within_thirty_days() {
    let engine = office();
    let order = closed(&engine);
    let target = LetterTarget::Order(order);
    let twice = compose(&engine, Purpose::Thanks, vec![target, target]);
    assert_eq!((twice.drafts.len(), twice.skipped[0].why), (1, NoLetter::Twice));

    let sent = engine.clock().now();
    post(&engine, order);
    pass_days(&engine, 29);
    let again = compose(&engine, Purpose::Thanks, vec![target]);
    assert_eq!(again.skipped[0].why, NoLetter::Recent(sent));
    let other = compose(&engine, Purpose::MaintenanceDue, vec![target]);
    assert_eq!(other.drafts.len(), 1, "another purpose is another matter");
    pass_days(&engine, 1);
    assert_eq!(compose(&engine, Purpose::Thanks, vec![target]).drafts.len(), 1);
}

#[test]
fn a_second_answer_may_follow_the_first_at_once() {
    let engine = office();
    let (served, complaint) = complaint(&engine);
    let number = wait(engine.order(served)).expect("readable").order.number.to_string();
    let target = vec![LetterTarget::Order(complaint)];
    let early = compose(&engine, Purpose::ComplaintAnswer, target.clone());
    assert_eq!(early.skipped[0].why, NoLetter::Lacks("answer"));
    for answer in ["已免费更换", "另退上门费"] {
        pass_days(&engine, 1);
        wait(engine.route_complaint(complaint, "售后".into())).expect("its turn");
        wait(engine.answer_complaint(complaint, answer.into())).expect("its turn");
        let composed = compose(&engine, Purpose::ComplaintAnswer, target.clone());
        let text = words(&send(&engine, composed.drafts).0);
        assert!(text.contains(answer) && text.contains(&number), "{number} in {text}");
        let again = compose(&engine, Purpose::ComplaintAnswer, target.clone());
        assert!(matches!(again.skipped[0].why, NoLetter::Recent(_)), "one letter an answer");
        wait(engine.judge_answer(complaint, false, String::new())).expect("its turn");
    }
}

#[test]
fn a_reprint_is_what_was_sent_whatever_was_edited_since() {
    let engine = office();
    let order = closed(&engine);
    let (sent, posted) = post(&engine, order);
    let desk = wait(engine.desk()).expect("readable").expect("founded");
    let opened = desk.opened_office();
    let moved = domain::Office { name: "别的网点".into(), ..desk.office };
    wait(engine.edit_office(opened, moved)).expect("the office is there");
    edit_customer(&engine, order, |customer| customer.name = "改了名".into());
    let wording = own("{customer}，改过的信");
    wait(engine.save_template(wording)).expect("its places are known");
    pass_days(&engine, 400);

    let again = wait(engine.reprint_letter(posted.letters[0])).expect("it is kept");

    assert_eq!(words(&again), words(&sent));
    assert_eq!(again.pages, sent.pages);
}

fn own(body: &str) -> Template {
    Template {
        name: "自己的感谢信".into(),
        purpose: Purpose::Thanks,
        language: "zh-CN".into(),
        subject: "感谢".into(),
        body: body.into(),
    }
}

#[test]
fn a_branchs_own_wording_goes_before_the_catalogues() {
    let engine = office();
    let order = closed(&engine);
    let masters = wait(engine.templates()).expect("a catalogue");
    assert_eq!(masters.len(), 9, "three purposes in three languages");
    let saved = wait(engine.save_template(own("{customer}您好"))).expect("complete");
    let rows = wait(engine.templates()).expect("a catalogue");
    assert_eq!((rows.len(), rows.iter().filter(|row| row.own).count()), (9, 1));
    let composed = compose(&engine, Purpose::Thanks, vec![LetterTarget::Order(order)]);
    assert_eq!(composed.drafts[0].letter.body, "欧阳喆先生/女士您好");

    let second = wait(engine.save_template(own("{customer}再见"))).expect("complete");
    assert_eq!(second.id, saved.id, "one copy for a purpose and language");
    wait(engine.undo(second.undo)).expect("just saved");
    let composed = compose(&engine, Purpose::Thanks, vec![LetterTarget::Order(order)]);
    assert_eq!(composed.drafts[0].letter.body, "欧阳喆先生/女士您好");
    let dropped = wait(engine.drop_template(saved.id)).expect("it is our own");
    wait(engine.undo(dropped)).expect("just given up");
    let composed = compose(&engine, Purpose::Thanks, vec![LetterTarget::Order(order)]);
    assert_eq!(composed.drafts[0].letter.body, "欧阳喆先生/女士您好", "it is there again");
    wait(engine.drop_template(saved.id)).expect("it is our own");
    assert_eq!(wait(engine.templates()).expect("a catalogue"), masters);
    let master = wait(engine.drop_template(masters[0].id));
    assert!(matches!(master, Err(Error::Unknown("template"))), "masters are headquarters'");
}

#[test]
fn a_place_that_nothing_fills_is_named_beside_its_field() {
    let engine = office();
    let wrong = wait(engine.save_template(own("尊敬的{kunde}")));
    assert!(matches!(
        wrong,
        Err(Error::Place { field: "body", why: domain::Unmerged::UnknownPlace(place) })
            if place == "kunde"
    ));
    let subject = Template { subject: "{".into(), ..own("好") };
    let wrong = wait(engine.save_template(subject.clone()));
    assert!(matches!(wrong, Err(Error::Place { field: "subject", .. })));
    assert!(wait(engine.sample_letter(subject)).is_err());
    let paper = wait(engine.sample_letter(own("{customer}：{answer}"))).expect("it fits");
    assert!(words(&paper).contains("王小明"), "{}", words(&paper));
}

#[test]
fn lists_hold_who_was_closed_who_is_due_and_who_was_answered() {
    let engine = office();
    let order = closed(&engine);
    let list = |filter| wait(engine.letter_targets(filter)).expect("a list");
    let closed = LetterFilter::Closed { days: 7, grade: Some(Grade::VerySatisfied) };
    assert_eq!(list(closed)[0].target, LetterTarget::Order(order));
    assert_eq!(list(LetterFilter::Closed { days: 7, grade: Some(Grade::Satisfied) }), []);

    let due = LetterFilter::MaintenanceDue { months: 11, category: None };
    assert_eq!(list(due), [], "someone was there only now");
    pass_days(&engine, 360);
    let machines = list(due);
    assert_eq!(machines.len(), 1);
    assert!(matches!(machines[0].target, LetterTarget::Appliance(_)));
    let other = Some(domain::Category::Washer);
    assert_eq!(list(LetterFilter::MaintenanceDue { months: 11, category: other }), []);

    let (_, complaint) = complaint(&engine);
    assert_eq!(list(LetterFilter::Answered), []);
    wait(engine.route_complaint(complaint, "售后".into())).expect("its turn");
    wait(engine.answer_complaint(complaint, "已换".into())).expect("its turn");
    let answered = list(LetterFilter::Answered);
    assert_eq!(answered[0].target, LetterTarget::Order(complaint));
    assert_eq!(answered[0].why_not, None);
}

fn heater(customer: domain::CustomerId) -> domain::Appliance {
    let plate =
        crate::Plate { category: Some(domain::Category::WaterHeater), ..crate::Plate::default() };

    plate.appliance(customer, None).expect("its kind is known")
}

#[test]
fn a_letter_needs_its_occasion() {
    let engine = office();
    let call = crate::testing::call();
    let open = wait(engine.receive_order(call)).expect("a whole call");
    let why = |purpose, target| compose(&engine, purpose, vec![target]).skipped[0].why;
    let (order, customer) =
        (LetterTarget::Order(open.order), LetterTarget::Customer(open.customer));
    assert_eq!(why(Purpose::Thanks, order), NoLetter::NotServed);
    assert_eq!(why(Purpose::Thanks, customer), NoLetter::NotServed);
    assert_eq!(why(Purpose::ComplaintAnswer, order), NoLetter::NoComplaint);
    assert_eq!(why(Purpose::MaintenanceDue, customer), NoLetter::NoMachine);
    let row = wait(engine.letter_target(order, Purpose::Thanks)).expect("it is there");
    assert_eq!(row.why_not, Some(NoLetter::NotServed), "the list says so too");

    let served = sheet_in(&engine, (0, 0));
    wait(engine.reenter_sheet(served)).expect("just entered");
    assert_eq!(why(Purpose::Thanks, LetterTarget::Order(served)), NoLetter::NotServed);
}

#[test]
fn letters_that_were_not_sent_after_all_are_taken_back_and_may_be_written_again() {
    let engine = office();
    let order = closed(&engine);
    let undo = post(&engine, order).1.undo().expect("one letter");
    wait(engine.undo(undo.clone())).expect("just sent");
    wait(engine.undo(undo)).expect("twice is once");

    assert_eq!(wait(engine.letters_sent()).expect("a list"), []);
    let file = wait(engine.order(order)).expect("an order");
    assert_eq!(file.letters, []);
    let told = |happened| file.timeline.iter().filter(|line| line.what == happened).count();
    assert_eq!(told(crate::Happened::Wrote(Purpose::Thanks)), 1);
    assert_eq!(told(crate::Happened::TookBack(Purpose::Thanks)), 1);
    assert_eq!(post(&engine, order).1.letters.len(), 1, "the thirty days have not begun");
}

#[test]
fn a_run_of_letters_is_cut_into_deeds_and_stops_when_asked() {
    let engine = office();
    let customers = wait(engine.deed("test", |deed| {
        let mut ids = Vec::new();
        for at in 0..450 {
            let name = format!("客户{at}");
            let id = deed.create(&Customer { name, ..Customer::default() })?;
            let place =
                domain::Place { detail: format!("人民路 {at} 号"), ..Default::default() };
            deed.create::<_, domain::AddressId>(&domain::Address {
                customer: id,
                place,
                area: None,
                note: None,
            })?;
            ids.push(LetterTarget::Appliance(deed.create(&heater(id))?));
        }
        Ok(ids)
    }))
    .expect("written");
    let before = wait(engine.link()).expect("a link").queue.unsent;
    let drafts = compose(&engine, Purpose::MaintenanceDue, customers).drafts;
    let stopped = Progress::new();
    stopped.cancel();
    let none = wait(engine.lay_out_letters(drafts.clone(), &stopped)).expect("stopped");
    assert!(none.is_none());

    let progress = Progress::new();
    let letters = wait(engine.lay_out_letters(drafts, &progress)).expect("printable");
    let letters = letters.expect("all of them");
    assert!(!letters.stopped && letters.count() == 450);
    assert_eq!(wait(engine.link()).expect("a link").queue.unsent, before, "nothing is sent yet");
    let posted = wait(engine.post_letters(&letters));

    assert_eq!(posted.letters.len(), 450);
    assert_eq!(wait(engine.link()).expect("a link").queue.unsent, before + 3);
    assert_eq!(progress.watch().borrow().done, 450);
    let paper = letters.paper;
    assert_eq!((paper.pages.len(), paper.bookmarks.len()), (450, 450));
    assert_eq!(paper.bookmarks[449].page, 449);
}

#[test]
fn what_a_full_disk_left_of_a_run_is_remembered_afterwards_and_nothing_twice() {
    let engine = office();
    let order = closed(&engine);
    let drafts = compose(&engine, Purpose::Thanks, vec![LetterTarget::Order(order)]).drafts;
    let letters = wait(engine.lay_out_letters(drafts, &Progress::new())).expect("printable");
    let letters = letters.expect("one letter");
    let limit = |pages| wait(engine.workers.own(move |store| Ok(store.limit(pages)?)));
    limit(1).expect("a database");
    // Some calls still fit into the last page.
    let _full = (0..200).find_map(|_| wait(engine.receive_order(call())).err());

    let posted = wait(engine.post_letters(&letters));

    assert!(matches!(posted.failed, Some(Error::DiskFull)), "{posted:?}");
    assert_eq!((posted.letters.len(), posted.undo()), (0, None));
    let rest = letters.after(&posted);
    assert_eq!((rest.count(), rest.paper.pages.len()), (1, 1));
    limit(u32::MAX - 1).expect("a database");
    let posted = wait(engine.post_letters(&rest));
    assert_eq!((posted.letters.len(), posted.failed.is_none()), (1, true));
    assert_eq!(letters.after(&posted).count(), 0);
    assert_eq!(wait(engine.letters_sent()).expect("a list").len(), 1);
}

#[test]
fn each_complaint_of_a_customer_gets_its_answer() {
    let engine = office();
    let complaints = [complaint(&engine).1, complaint(&engine).1];
    let customer = wait(engine.complaint(complaints[0])).expect("a file").order.customer;
    let second = complaints[1];
    wait(engine.deed("test", move |deed| {
        deed.edit(second, |order: &mut Order| order.customer = customer)
    }))
    .expect("one household");
    for (complaint, answer) in complaints.into_iter().zip(["已换内胆", "另派师傅"]) {
        wait(engine.route_complaint(complaint, "售后".into())).expect("its turn");
        wait(engine.answer_complaint(complaint, answer.into())).expect("its turn");
    }

    let targets = complaints.map(LetterTarget::Order).to_vec();
    let composed = compose(&engine, Purpose::ComplaintAnswer, targets);
    assert_eq!((composed.drafts.len(), composed.skipped.len()), (2, 0), "{:?}", composed.skipped);
    let (_, posted) = send(&engine, composed.drafts);

    assert_eq!((posted.letters.len(), posted.skipped.len()), (2, 0));
    let list = wait(engine.letter_targets(LetterFilter::Answered)).expect("a list");
    assert!(list.iter().all(|row| matches!(row.why_not, Some(NoLetter::Recent(_)))), "{list:?}");
}

#[test]
fn a_complaint_settled_without_a_letter_leaves_the_list_with_its_letter_or_with_time() {
    let engine = office();
    let list = || wait(engine.letter_targets(LetterFilter::Answered)).expect("a list");
    let settled = || {
        let (_, complaint) = complaint(&engine);
        wait(engine.route_complaint(complaint, "售后".into())).expect("its turn");
        wait(engine.answer_complaint(complaint, "已换".into())).expect("its turn");
        wait(engine.judge_answer(complaint, true, String::new())).expect("its turn");
        LetterTarget::Order(complaint)
    };
    let first = settled();
    assert_eq!(list().iter().map(|row| row.target).collect::<Vec<_>>(), [first]);
    let drafts = compose(&engine, Purpose::ComplaintAnswer, vec![first]).drafts;
    send(&engine, drafts);
    assert_eq!(list(), []);

    settled();
    assert_eq!(list().len(), 1);
    pass_days(&engine, 91);
    assert_eq!(list(), []);
}

#[test]
fn nobody_is_called_by_a_title_twice_or_by_a_wrong_one() {
    use super::compose::addressed;

    let chinese = locale::Locale::new(locale::Language::SimplifiedChinese);
    for (name, called) in [
        ("王小明", "王小明先生/女士"),
        ("李女士", "李女士"),
        ("王老师", "王老师"),
        ("Margaret Hill", "Margaret Hill"),
        ("云湄市第三幼儿园", "云湄市第三幼儿园"),
    ] {
        assert_eq!(addressed(name, &chinese), called);
    }
    let english = locale::Locale::new(locale::Language::English);
    for (name, called) in [
        ("王小明", "王小明"),
        ("Margaret Hill", "Margaret Hill"),
        ("Mrs Eleanor Whitfield", "Mrs Whitfield"),
        ("Dr. J. van der Berg", "Dr. van der Berg"),
        ("Mr Patel", "Mr Patel"),
        ("Mr and Mrs Smith", "Mr and Mrs Smith"),
        ("Miss", "Miss"),
    ] {
        assert_eq!(addressed(name, &english), called);
    }
}

#[test]
fn a_sample_is_on_the_office_s_own_paper_throughout() {
    let engine = office();
    let own_office = wait(engine.desk()).expect("readable").expect("founded").office;
    let paper = wait(engine.sample_letter(own("{office} {order}"))).expect("it fits");
    let words = words(&paper);

    // The window of its envelopes is too low for a sender.
    assert_eq!(words.matches(&own_office.name).count(), 2, "letterhead and text: {words}");
    assert!(words.contains(&format!("{}-A00012", own_office.code)), "{words}");
}
