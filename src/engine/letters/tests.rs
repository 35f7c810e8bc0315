//! Who gets a letter, what it says, and that it says so for ever.

mod posted;
mod wording;

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
fn work_that_another_system_finished_gets_its_thanks_and_what_it_left_does_not() {
    let engine = office();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("jobs.csv");
    std::fs::write(&path, LIST).expect("room");
    let mapping = wait(engine.inspect_table(&path, crate::Reading::default(), None))
        .expect("a table")
        .mapping;
    let order = crate::ImportOrder {
        path,
        reading: crate::Reading::default(),
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
fn nobody_whose_complaint_is_open_is_thanked() {
    let engine = office();
    let (served, complaint) = complaint(&engine);
    let why = || {
        let target = LetterTarget::Order(served);
        wait(engine.letter_target(target, Purpose::Thanks)).expect("it is there").why_not
    };
    assert_eq!(why(), Some(NoLetter::Complaining));

    let reason = domain::CancelReason::Other;
    wait(engine.cancel_order(complaint, reason, Some("误立".into()))).expect("nobody has it");
    assert_eq!(why(), None);
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
