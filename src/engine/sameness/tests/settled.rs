//! What is known of two files: what they refused anywhere, and what somebody settled before.

use domain::{Channel, Purpose};

use super::*;
use crate::callbacks::tests::sheet_in;
use crate::{CallbackEntry, LetterTarget, NoLetter};

fn refuse(customer: &Customer) -> Customer {
    Customer { refused: vec![Channel::Letter, Channel::Call], ..customer.clone() }
}

#[test]
fn what_they_refused_in_any_file_is_refused() -> Result<(), Error> {
    let engine = office();
    let order = sheet_in(&engine, (0, 0));
    let kept = wait(engine.callback_form(order))?.customer_id;
    let other = wait(engine.receive_order(again()))?.customer;
    // Somebody has the other file open while the two are merged.
    let open = wait(engine.household(other))?.opened();
    wait(engine.merge(merging([kept, other])))?;
    let target = LetterTarget::Order(order);
    let why_not = || wait(engine.letter_target(target, Purpose::Thanks)).expect("a list").why_not;
    let told = || {
        let due = wait(engine.callbacks_due()).expect("a list").due;
        let form = wait(engine.callback_form(order)).expect("an order");
        (
            due.into_iter().find(|it| it.row.order == order).expect("due").row.refused,
            form.refuses_calls,
        )
    };
    assert_eq!((why_not(), told()), (None, (false, false)));
    let typed = refuse(&open.record);
    wait(engine.save_customer(Some(open), typed))?;

    assert_eq!((why_not(), told()), (Some(NoLetter::Refused), (true, true)));
    let missed = CallbackEntry {
        order,
        outcome: domain::CallbackOutcome::NoAnswer,
        grade: None,
        marks: Vec::new(),
        remark: String::new(),
        then: None,
    };
    assert!(matches!(wait(engine.record_callback(missed)), Err(Error::CallsRefused)));
    let file = wait(engine.household(kept))?;
    assert_eq!(file.besides.refused[0], (Channel::Letter, OTHER.to_owned()));

    // They allow it again: in every file.
    let opened = file.opened();
    let allowed = Customer { refused: Vec::new(), ..opened.record.clone() };
    let saved = wait(engine.save_customer(Some(opened), allowed))?;
    assert_eq!((why_not(), told()), (None, (false, false)));
    wait(engine.undo(saved.undo))?;
    assert_eq!((why_not(), told()), (Some(NoLetter::Refused), (true, true)));
    Ok(())
}

#[test]
fn a_call_that_began_before_does_not_rename_the_file_that_is_kept() -> Result<(), Error> {
    let engine = office();
    let files = two(&engine);
    wait(engine.merge(merging(files)))?;
    let calls = |name: &str| Intake { customer: Some(files[1]), name: name.to_owned(), ..again() };
    wait(engine.receive_order(calls(OTHER)))?;
    assert_eq!(person(&engine, files[0]).name, KEPT);
    wait(engine.receive_order(calls("欧阳先生")))?;

    assert_eq!(person(&engine, files[0]).name, "欧阳先生", "which the caller said");
    Ok(())
}

#[test]
fn what_is_settled_is_not_asked_again() -> Result<(), Error> {
    let engine = office();
    let [one, two] = two(&engine);
    let third = wait(engine.receive_order(Intake { name: "欧阳".to_owned(), ..again() }))?.customer;
    let apart = wait(engine.keep_apart((two, third)))?;
    let likely = |own: CustomerId| {
        let customer = person(&engine, own);
        let phones = customer.phones.into_iter().map(|phone| phone.number).collect();
        let likely = Likely { customer: Some(own), phones, ..Likely::default() };
        let found = wait(engine.likely(likely)).expect("a search");
        found.into_iter().map(|it| it.customer).collect::<Vec<_>>()
    };
    assert_eq!(likely(two), [], "who is not them is no answer");
    let between = |pair: [CustomerId; 2]| wait(engine.between(vec![pair])).expect("readable")[0];
    assert_eq!(between([third, two]), Between::Apart(apart.sameness));
    assert_eq!(between([one, two]), Between::Open);

    wait(engine.merge(merging([one, two])))?;
    assert_eq!(between([one, two]), Between::Settled);
    let found = wait(engine.suspects(Progress::new()))?;
    assert_eq!((found.total, found.apart.len()), (0, 1), "{:?}", found.pairs);
    assert_eq!(found.apart[0].1.clone().map(|it| it.customer), [one, third]);
    wait(engine.merge(merging([one, third])))?;
    let found = wait(engine.suspects(Progress::new()))?;
    assert_eq!((found.total_apart, found.apart.len()), (0, 0));
    assert!(matches!(wait(engine.keep_apart((two, third))), Err(Error::SameAlready)));
    Ok(())
}

#[test]
fn whoever_is_suspected_again_is_so_however_often_it_was_denied() -> Result<(), Error> {
    let engine = office();
    let [one, two] = two(&engine);
    wait(engine.keep_apart((one, two)))?;
    let apart = wait(engine.keep_apart((two, one)))?;
    assert_eq!(wait(engine.suspects(Progress::new()))?.apart.len(), 1);
    let undo = wait(engine.separate(apart.sameness))?;
    assert_eq!(wait(engine.between(vec![[one, two]]))?, [Between::Open]);
    wait(engine.undo(undo))?;

    assert_ne!(wait(engine.between(vec![[one, two]]))?, [Between::Open]);
    Ok(())
}
