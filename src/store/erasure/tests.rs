//! Persons who are erased, at a desk's database.

use domain::Record;
use serde_json::json;
use sync::client::Page;
use sync::wire::{Outcome, Verdict};
use sync::{Change, Incarnation, OpId, Row, Sealed};

use super::*;
use crate::Store;
use crate::replica::found;

const CUSTOMER: Uuid = Uuid::from_u128(1);
const ORDER: Uuid = Uuid::from_u128(2);
const EVENT: Uuid = Uuid::from_u128(3);

fn object(value: serde_json::Value) -> Fields {
    value.as_object().cloned().expect("an object")
}

fn op(number: u128) -> OpId {
    OpId(Uuid::from_u128(number))
}

/// A household with an order, in one operation.
fn store() -> Store {
    let mut store = Store::in_memory().expect("memory");
    let made = |session: &Session<'_>| -> Result<(), Error> {
        found(session)?;
        let person = json!({"name": "王小明", "phones": [{"number": "13812345678"}]});
        let order = json!({
            "number": "SH01-A00001", "kind": "repair", "customer": CUSTOMER, "received": 1,
            "description": "王小明 is at home after six",
        });
        let event = json!({
            "order": ORDER, "event": "accept", "from": "draft", "remark": "王", "at": 1,
        });
        let fact = Change::Fact { kind: "order_event".to_owned(), id: EVENT, body: object(event) };
        for (kind, id, body) in [("customer", CUSTOMER, person), ("order", ORDER, order)] {
            session.stage(Change::Create { kind: kind.to_owned(), id, body: object(body) })?;
        }
        session.stage(fact)?;
        session.put_draft(
            "intake",
            &json!({"customer": CUSTOMER}).to_string(),
            domain::Moment(0),
        )?;
        session.record_deed(op(1), ("receive_order", ""), 0)
    };
    store.transact(made).expect("a household");
    store
}

fn erasure(session: &Session<'_>) -> Result<Fields, Error> {
    let body = json!({
        "customer": CUSTOMER, "reason": "request", "at": 5,
        "records": session.belongings(CustomerId(CUSTOMER))?,
    });

    Ok(object(body))
}

fn erase(session: &Session<'_>) -> Result<Fields, Error> {
    let body = erasure(session)?;
    let (kind, id) = (domain::Erasure::KIND.to_owned(), Uuid::from_u128(9));
    session.stage(Change::Fact { kind, id, body: body.clone() })?;
    session.record_deed(op(2), ("erase_customer", ""), 5)?;
    session.forget_half_typed(&body)?;

    Ok(body)
}

fn acknowledged(number: u128) -> (OpId, Outcome) {
    (op(number), Outcome { result: Verdict::Applied, rev: 1, seq: 3, why: None })
}

/// Whatever the database says anywhere.
fn words(session: &Session<'_>) -> Result<String, Error> {
    let mut all = String::new();
    for sql in [
        "select coalesce(base, '') || coalesce(body, '') from record",
        "select operation from outbox",
        "select name || phone from customer",
        "select coalesce(said, '') from service_order",
        "select value from draft",
    ] {
        let mut statement = session.db.prepare(sql)?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        all.extend(rows.collect::<Result<Vec<_>, _>>()?);
    }

    Ok(all)
}

#[test]
fn everything_that_is_about_a_customer_is_found() -> Result<(), Error> {
    store().read(|session| {
        let all = session.belongings(CustomerId(CUSTOMER))?;
        let kinds: Vec<&str> = all.keys().map(String::as_str).collect();

        assert_eq!(kinds, ["customer", "order", "order_event"]);
        Ok(())
    })
}

#[test]
fn an_erased_customer_is_found_by_nobody_and_the_order_stays() -> Result<(), Error> {
    let mut store = store();
    assert_eq!(store.read(|session| session.find("王小明", 9))?.len(), 1);
    store.transact(|session| erase(session).map(|_| ()))?;

    assert!(store.read(|session| session.find("王小明", 9))?.is_empty());
    assert!(store.read(|session| session.find("12345678", 9))?.is_empty());
    store.read(|session| {
        let customer: domain::Customer = session.get(CUSTOMER)?.expect("a file");
        let order: domain::Order = session.get(ORDER)?.expect("an order");
        assert!(customer.erased && customer.phones.is_empty());
        assert_eq!((order.number.to_string().as_str(), order.description), ("SH01-A00001", None));
        assert_eq!(session.draft("intake")?, None);
        Ok(())
    })
}

#[test]
fn what_headquarters_heard_before_or_hears_later_is_emptied_and_still_known() -> Result<(), Error> {
    for heard_first in [true, false] {
        store().transact(|session| {
            let hash =
                session.operations("select entry, n, operation from outbox")?[0].2.body_hash();
            if heard_first {
                session.store_receipts(&[acknowledged(1)])?;
            }
            erase(session)?;
            session.store_receipts(&[acknowledged(1), acknowledged(2)])?;
            assert!(words(session)?.contains('王'), "headquarters may still have refused it");
            heard_of(session)?;

            assert!(!words(session)?.contains('王'));
            let operation = &session.operations("select entry, n, operation from outbox")?[0].2;
            assert_eq!(operation.body_hash(), hash);
            Ok::<_, Error>(())
        })?;
    }
    Ok(())
}

#[test]
fn what_headquarters_refuses_to_erase_is_there_again_with_every_word() -> Result<(), Error> {
    store().transact(|session| {
        session.store_receipts(&[acknowledged(1)])?;
        let said = session.sent_texts()?;
        erase(session)?;
        let refused = Outcome { result: Verdict::Rejected, rev: 0, seq: 0, why: None };
        session.store_receipts(&[(op(2), refused)])?;

        let customer: domain::Customer = session.get(CUSTOMER)?.expect("a file");
        assert_eq!((customer.name.as_str(), customer.erased), ("王小明", false));
        assert!(session.sent_texts()?.starts_with(&said), "it may be asked for all that it said");
        Ok::<_, Error>(())
    })
}

/// Headquarters' rows of an erasure.
fn heard_of(session: &Session<'_>) -> Result<(), Error> {
    let body = erasure(session)?;
    let stream = session.known_identity()?.stream;
    let bare = |kind: &str, id| -> Result<Row, Error> {
        let fields = session.stored(kind, id)?.expect("a record").fields;
        let left = Some(domain::erasure::bare(kind, &fields));
        Ok(Row::new(kind.to_owned(), id, 4, 4 + id.as_u64_pair().1, left))
    };
    let fact = Row::new("erasure".to_owned(), Uuid::from_u128(9), 4, 4, Some(body));
    let (customer, order) = (bare("customer", CUSTOMER)?, bare("order", ORDER)?);
    let rows = vec![fact, customer, order, bare("order_event", EVENT)?];
    let rows = rows.into_iter().map(Sealed::from).collect();

    session.apply_page(Page { stream, rows, cursor: 9, floor: 0, at_head: true }).map(drop)
}

#[test]
fn who_was_erased_elsewhere_is_forgotten_with_the_next_page() -> Result<(), Error> {
    store().transact(|session| {
        session.store_receipts(&[acknowledged(1)])?;
        heard_of(session)?;

        let left = words(session)?;
        assert!(!left.contains('王'), "{left}");
        Ok(())
    })
}

#[test]
fn an_office_of_its_own_words_its_whole_past_anew() -> Result<(), Error> {
    store().transact(|session| {
        let body = erase(session)?;
        session.forget_erased(&body)?;
        session.forget_unsent(&body)?;
        session.begin_incarnation(Incarnation(Uuid::from_u128(77)))?;

        let left = words(session)?;
        assert!(!left.contains('王') && !left.contains("138"), "{left}");
        assert_eq!(session.queue_count()?.unsent, 2);
        assert!(session.get::<domain::Order>(ORDER)?.is_some());
        Ok(())
    })
}

#[test]
fn a_person_who_was_erased_and_left_nothing_behind_is_no_finding_of_the_check() -> Result<(), Error>
{
    let mut store = Store::in_memory()?;
    store.transact(|session| {
        found(session)?;
        let left = object(json!({"name": "—", "erased": true}));
        let row = Row::new("customer".to_owned(), CUSTOMER, 1, 1, Some(left));
        let stream = session.known_identity()?.stream;
        let rows = vec![Sealed::from(row)];
        session.apply_page(Page { stream, rows, cursor: 1, floor: 0, at_head: true })
    })?;

    assert_eq!(store.check(&crate::Watch::nobody())?.findings, []);
    Ok(())
}

#[test]
fn what_is_written_while_an_erasure_waits_is_bare_at_once() -> Result<(), Error> {
    let mut store = store();
    store.transact(|session| erase(session).map(|_| ()))?;
    store.transact(|session| {
        let fields = object(json!({"description": "王小明", "priority": "urgent"}));
        let (kind, id) = (domain::Order::KIND.to_owned(), ORDER);
        session.stage(Change::Patch { kind, id, base_rev: 0, fields })?;
        session.record_deed(op(3), ("edit_order", ""), 6)?;

        let order = session.stored(domain::Order::KIND, ORDER)?.expect("it is there").fields;
        assert_eq!(order.get("description"), None);
        assert_eq!(order.get("priority"), Some(&json!("urgent")));
        Ok(())
    })
}
