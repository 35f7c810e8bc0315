//! Persons who are erased, in an office of its own.

use domain::{CustomerPhone, Phone};

use super::*;
use crate::testing::{call, office, wait};

fn someone() -> Customer {
    let number = Phone::parse("13900001111").expect("a number");
    let phones = vec![CustomerPhone::new(number)];

    Customer { name: "王小明".into(), phones, note: Some("dog".into()), ..Customer::default() }
}

#[test]
fn an_erased_customer_is_found_no_more_and_their_file_says_when_and_why() -> Result<(), Error> {
    let engine = office();
    let id = wait(engine.save_customer(None, someone()))?.id;
    assert_eq!(wait(engine.find("王小明", 9))?.len(), 1);
    wait(engine.erase_customer(id, ErasureReason::Request))?;

    assert!(wait(engine.find("王小明", 9))?.is_empty());
    assert!(wait(engine.find("13900001111", 9))?.is_empty());
    let file = wait(engine.household(id))?;
    assert!(file.customer.erased && file.customer.note.is_none());
    assert_eq!(file.erased.map(|it| it.reason), Some(ErasureReason::Request));
    Ok(())
}

#[test]
fn nothing_is_written_in_the_file_of_somebody_who_was_erased() -> Result<(), Error> {
    let engine = office();
    let saved = wait(engine.save_customer(None, someone()))?;
    let opened = wait(engine.household(saved.id))?.opened();
    wait(engine.erase_customer(saved.id, ErasureReason::Unneeded))?;
    let renamed = Customer { name: "王大明".into(), ..someone() };
    let again = wait(engine.save_customer(Some(opened), renamed));

    assert!(matches!(again, Err(Error::Erased)), "{again:?}");
    Ok(())
}

#[test]
fn nobody_is_erased_while_an_order_of_theirs_is_open() -> Result<(), Error> {
    let engine = office();
    let order = wait(engine.receive_order(call()))?.order;
    let customer = wait(engine.order(order))?.order.customer;
    let refused = wait(engine.erase_customer(customer, ErasureReason::Request));
    assert!(matches!(refused, Err(Error::OrdersOpen(1))), "{refused:?}");

    wait(engine.cancel_order(order, domain::CancelReason::Duplicate, None))?;
    let before = wait(engine.erasable(customer))?;
    assert_eq!((before.orders, before.open_orders), (1, 0));
    wait(engine.erase_customer(customer, ErasureReason::Request))?;
    let left = wait(engine.order(order))?.order;
    assert_eq!(left.description, None);
    Ok(())
}

#[test]
fn what_an_office_of_its_own_would_tell_one_day_says_nothing_of_them_and_numbers_go_on()
-> Result<(), Error> {
    let engine = office();
    let number = || {
        let order = wait(engine.receive_order(call()))?.order;
        Ok::<_, Error>(wait(engine.order(order))?.order.number)
    };
    let first = number()?;
    let id = wait(engine.save_customer(None, someone()))?.id;
    wait(engine.erase_customer(id, ErasureReason::Request))?;

    let pending = wait(engine.workers.read(|session| {
        use sync::client::Read;
        let all = session.pending(0, 1_000, 10_000_000).map_err(|_| Error::Stopped)?;
        Ok(serde_json::to_string(&all.ops).unwrap_or_default())
    }))?;
    assert!(!pending.contains("王小明") && !pending.contains("13900001111"), "{pending}");
    let second = number()?;
    assert_eq!(second.sequence(), first.sequence() + 1);
    Ok(())
}
