//! Tests of taking an order in.

use domain::{Family, OrderKind, Phone, Place, State, WarrantyReason};

use crate::testing::{call, office, wait};
use crate::{Error, Intake, OrderFilter, Plate, Wrong};

#[test]
fn a_call_opens_a_file_and_an_order_with_the_verdict_and_price_that_were_told() -> Result<(), Error>
{
    let engine = office();
    let received = wait(engine.receive_order(call()))?;
    assert_eq!(received.number.to_string(), "SH01-A00001");

    let file = wait(engine.order(received.order))?;
    assert_eq!(file.state, State::Ready);
    assert_eq!(file.customer.name, "欧阳喆");
    let warranty = file.order.warranty.expect("a verdict");
    assert_eq!(warranty.reason, WarrantyReason::WithinTerm);
    let quote = file.order.quote.expect("a price in the catalogue");
    assert!(quote.total().is_zero(), "everything is covered: {quote:?}");
    assert_eq!(file.received_by.as_deref(), Some("李秀英"));
    Ok(())
}

#[test]
fn a_known_household_gets_only_what_is_new() -> Result<(), Error> {
    let engine = office();
    let first = wait(engine.receive_order(call()))?;
    let file = wait(engine.household(first.customer))?;
    let again = Intake {
        customer: Some(first.customer),
        appliance: Some(file.machines[0].id),
        phone: Phone::parse("139 0000 1111"),
        plate: Plate { serial: "CY20260501".into(), ..call().plate },
        ..call()
    };
    let second = wait(engine.receive_order(again))?;
    assert_eq!(second.number.to_string(), "SH01-A00002");

    let file = wait(engine.household(first.customer))?;
    assert_eq!((file.addresses.len(), file.machines.len(), file.orders.len()), (1, 1, 2));
    assert_eq!(file.machines[0].appliance.serial.as_deref(), Some("CY20260501"));
    let phones: Vec<_> = file.customer.phones.iter().map(|phone| phone.number.digits()).collect();
    assert_eq!(phones, ["13900001111", "13812345678"]);
    Ok(())
}

#[test]
fn everything_that_is_missing_is_told_at_once_and_nothing_is_written() -> Result<(), Error> {
    let engine = office();
    let empty = Intake::default();
    let fields: Vec<_> = empty
        .problems()
        .into_iter()
        .filter_map(|error| match error {
            Error::Field { field, why: Wrong::Missing } => Some(field),
            _ => None,
        })
        .collect();
    assert_eq!(fields, ["phone", "name", "address", "category"]);
    assert!(wait(engine.receive_order(empty)).is_err());

    for kind in [domain::OrderKind::Complaint, domain::OrderKind::Consultation] {
        let wordless = Intake { kind, fault: None, description: "  ".into(), ..call() };
        let refused = wait(engine.receive_order(wordless));
        let missing =
            matches!(refused, Err(Error::Field { field: "description", why: Wrong::Missing }));
        assert!(missing, "{kind:?}");
    }

    let unknown = Intake { fault: Some("ZZ9".into()), ..call() };
    assert!(matches!(
        wait(engine.receive_order(unknown)),
        Err(Error::Field { field: "fault", why: Wrong::Unknown })
    ));
    assert_eq!(wait(engine.customers(0, 10))?.total, 0);
    Ok(())
}

#[test]
fn a_question_and_a_complaint_begin_in_states_of_their_own() -> Result<(), Error> {
    let engine = office();
    for (kind, state) in
        [(OrderKind::Consultation, State::Open), (OrderKind::Complaint, State::Registered)]
    {
        let asked = Intake { kind, place: Place::default(), plate: Plate::default(), ..call() };
        let received = wait(engine.receive_order(asked))?;
        assert_eq!(wait(engine.order(received.order))?.state, state);
        assert_ne!(kind.family(), Family::Service);
    }
    Ok(())
}

#[test]
fn taking_an_order_back_cancels_it_and_its_number_is_not_given_out_again() -> Result<(), Error> {
    let engine = office();
    let first = wait(engine.receive_order(call()))?;
    wait(engine.undo(first.undo("typed by mistake".into())))?;
    assert_eq!(wait(engine.order(first.order))?.state, State::Cancelled);

    let second = wait(engine.receive_order(Intake { customer: Some(first.customer), ..call() }))?;
    assert_eq!(second.number.to_string(), "SH01-A00002");
    Ok(())
}

#[test]
fn an_address_of_five_hundred_characters_is_taken_whole() -> Result<(), Error> {
    let engine = office();
    let detail = "张江路一弄二号".chars().cycle().take(500).collect::<String>();
    let place = Place { detail: detail.clone(), ..Place::default() };
    let received = wait(engine.receive_order(Intake { place, ..call() }))?;

    let file = wait(engine.order(received.order))?;
    assert_eq!(file.address.map(|address| address.place.detail), Some(detail));
    Ok(())
}

#[test]
fn a_fault_is_found_by_number_by_initials_and_by_words() -> Result<(), Error> {
    let guide = wait(office().call_guide())?;
    let first = |typed| guide.faults(None, typed).first().map(|code| code.code.clone());

    assert_eq!(first("f01").as_deref(), Some("F01"));
    assert_eq!(first("1").as_deref(), Some("F01"));
    assert_eq!(first("bqd").as_deref(), Some("F01"), "不启动");
    assert_eq!(first("不启").as_deref(), Some("F01"));
    assert_eq!(first("dwpi").as_deref(), Some("F02"), "Dead when plugged in");
    assert_eq!(first("plugged dead").as_deref(), Some("F02"), "in any order");
    assert_eq!(first("starting").as_deref(), Some("F01"), "whatever its ending");
    assert_eq!(first("rust in the pipes"), None);
    Ok(())
}

#[test]
fn the_price_is_known_while_the_caller_is_still_talking() -> Result<(), Error> {
    let engine = office();
    let guide = wait(engine.call_guide())?;
    let told = call();
    let category = told.plate.category.expect("a category");
    let today = engine.clock().today();
    let covered = guide.verdict(told.kind, &told.plate, today);
    let quote = |warranty| guide.quote((told.kind, category), warranty, &told.place);

    assert_eq!(quote(covered.as_ref()).map(|quote| quote.total().is_zero()), Some(true));
    assert!(quote(None).is_some_and(|quote| !quote.total().is_zero()));
    assert!(wait(engine.orders(OrderFilter::default(), 10))?.rows.is_empty());
    Ok(())
}

#[test]
fn putting_a_machine_up_or_cleaning_it_costs_the_list_price_though_it_is_in_warranty()
-> Result<(), Error> {
    let engine = office();
    let guide = wait(engine.call_guide())?;
    let today = engine.clock().today();
    for kind in [OrderKind::Install, OrderKind::Maintenance, OrderKind::Dismantle] {
        let told = Intake { kind, fault: None, ..call() };
        let verdict = guide.verdict(kind, &told.plate, today).expect("a machine");
        assert!(!verdict.in_warranty() && !verdict.is_open());
        let category = told.plate.category.expect("a category");
        let said = guide.quote((kind, category), Some(&verdict), &told.place);

        let received = wait(engine.receive_order(told))?;
        let file = wait(engine.order(received.order))?;
        assert_eq!(file.order.quote, said);
        assert!(said.is_none_or(|quote| quote.total().minor > 0), "{kind:?}");
        assert_eq!(file.warranty, Some(verdict));
    }
    let repair = wait(engine.receive_order(call()))?;
    assert!(wait(engine.order(repair.order))?.warranty.is_some_and(|it| it.in_warranty()));
    Ok(())
}
