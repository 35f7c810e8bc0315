//! What lies over what, in a real database.

use domain::{Customer, Fields, Order, OrderEvent, Record, fields_of};
use serde_json::json;
use sync::client::{Page, Read};
use sync::wire::{Outcome, Verdict};
use sync::{Chain, Change, DeviceId, Incarnation, OpId, Row, StreamId};
use uuid::Uuid;

use crate::{Error, Identity, Session, Store};

fn stream() -> StreamId {
    StreamId::branch("SH01").expect("a code")
}

/// Gives a database an owner.
pub(crate) fn found(session: &Session<'_>) -> Result<(), Error> {
    let identity = Identity {
        office: "SH01".to_owned(),
        desk: "A".to_owned(),
        stream: stream(),
        device: DeviceId(Uuid::from_u128(1)),
        incarnation: Incarnation(Uuid::from_u128(2)),
        n: 0,
        chain: Chain::START,
        epoch: None,
    };
    session.put_identity(&identity)
}

fn store() -> Store {
    let mut store = Store::in_memory().expect("memory");
    store.transact(found).expect("an empty database");
    store
}

fn customer(name: &str) -> Fields {
    fields_of(&Customer { name: name.to_owned(), ..Customer::default() })
}

fn deed(session: &Session<'_>, op: u128, change: Change) -> Result<(), Error> {
    session.stage(change)?;
    session.record_deed(OpId(Uuid::from_u128(op)), ("test", ""), 0)
}

fn name(session: &Session<'_>, id: Uuid) -> Result<Option<String>, Error> {
    Ok(session.get::<Customer>(id)?.map(|customer| customer.name))
}

fn create(id: Uuid, body: Fields) -> Change {
    Change::Create { kind: Customer::KIND.to_owned(), id, body }
}

fn patch(id: Uuid, base_rev: u64, fields: serde_json::Value) -> Change {
    let fields = fields.as_object().cloned().expect("an object");
    Change::Patch { kind: Customer::KIND.to_owned(), id, base_rev, fields }
}

fn page(id: Uuid, (rev, seq): (u64, u64), body: Option<Fields>, cursor: u64) -> Page {
    let row = Row::new(Customer::KIND.to_owned(), id, rev, seq, body);
    Page { stream: stream(), rows: vec![row.into()], cursor, floor: 0, at_head: true }
}

fn applied(rev: u64, seq: u64) -> Outcome {
    Outcome { result: Verdict::Applied, rev, seq, why: None }
}

#[test]
fn a_pending_edit_stays_on_top_of_a_pulled_row_until_its_own_receipt_is_pulled() -> Result<(), Error>
{
    let id = Uuid::from_u128(7);
    store().transact(|session| {
        deed(session, 1, create(id, customer("王")))?;
        session.store_receipts(&[(OpId(Uuid::from_u128(1)), applied(1, 1))])?;
        session.apply_page(page(id, (1, 1), Some(customer("王")), 1))?;
        deed(session, 2, patch(id, 1, json!({"name": "王小明"})))?;
        session.apply_page(page(id, (2, 2), Some(customer("汪")), 2))?;
        assert_eq!(name(session, id)?.as_deref(), Some("王小明"));

        session.store_receipts(&[(OpId(Uuid::from_u128(2)), applied(3, 3))])?;
        assert_eq!(name(session, id)?.as_deref(), Some("王小明"));
        session.apply_page(page(id, (3, 3), Some(customer("王小明")), 3))?;
        assert_eq!(name(session, id)?.as_deref(), Some("王小明"));
        assert_eq!(session.queue_count()?.unsent, 0);
        let overlaid: i64 =
            session.db.query_row("select count(*) from overlay", [], |row| row.get(0))?;
        assert_eq!(overlaid, 0);
        Ok(())
    })
}

#[test]
fn a_receipt_that_comes_after_its_row_lets_a_later_edit_of_others_be_seen() -> Result<(), Error> {
    let id = Uuid::from_u128(7);
    let mut store = store();
    store.transact(|session| {
        session.apply_page(page(id, (1, 1), Some(customer("王")), 1))?;
        deed(session, 1, patch(id, 1, json!({"name": "汪"})))?;
        deed(session, 2, patch(id, 1, json!({"origin": "EX-7"})))?;
        // Headquarters has the first edit, and somebody else's after it; the answer to the push is late.
        session.apply_page(page(id, (3, 3), Some(customer("黄")), 3))?;
        assert_eq!(name(session, id)?.as_deref(), Some("汪"));

        session.store_receipts(&[(OpId(Uuid::from_u128(1)), applied(2, 2))])
    })?;

    store.transact(|session| {
        assert_eq!(session.find("黄", 9)?.len(), 1);
        assert!(session.find("汪", 9)?.is_empty());
        let customer = session.get::<Customer>(id)?.expect("it is there");
        assert_eq!(customer.name, "黄");
        assert_eq!(customer.origin.as_deref(), Some("EX-7"), "what waits still lies over it");
        Ok(())
    })
}

#[test]
fn a_rejected_edit_disappears_from_view_and_stays_in_the_list() -> Result<(), Error> {
    let id = Uuid::from_u128(7);
    store().transact(|session| {
        session.apply_page(page(id, (1, 1), Some(customer("王")), 1))?;
        deed(session, 1, patch(id, 1, json!({"name": "黄"})))?;
        let no = Outcome { result: Verdict::Rejected, rev: 1, seq: 1, why: None };
        session.store_receipts(&[(OpId(Uuid::from_u128(1)), no)])?;

        assert_eq!(name(session, id)?.as_deref(), Some("王"));
        assert_eq!(session.refused()?.len(), 1);
        Ok(())
    })
}

#[test]
fn a_row_removed_at_headquarters_disappears_here_and_from_the_search() -> Result<(), Error> {
    let id = Uuid::from_u128(7);
    let mut store = store();
    store.transact(|session| session.apply_page(page(id, (1, 1), Some(customer("王小明")), 1)))?;
    store.transact(|session| {
        assert_eq!(session.find("小明", 9)?.len(), 1);
        session.apply_page(page(id, (2, 2), None, 2))
    })?;

    store.transact(|session| {
        assert_eq!(name(session, id)?, None);
        assert!(session.find("小明", 9)?.is_empty());
        Ok(())
    })
}

#[test]
fn the_digest_is_that_of_the_rows_as_they_are_stored() -> Result<(), Error> {
    store().transact(|session| {
        let one = Row::new("customer".to_owned(), Uuid::from_u128(1), 1, 1, Some(customer("a")));
        let two = Row::new("zodiac".to_owned(), Uuid::from_u128(2), 2, 2, Some(Fields::new()));
        let rows = vec![one.clone().into(), two.clone().into()];
        session.apply_page(Page { stream: stream(), rows, cursor: 2, floor: 0, at_head: true })?;
        let new = Row::new("customer".to_owned(), Uuid::from_u128(1), 3, 3, Some(customer("b")));
        session.apply_page(Page {
            stream: stream(),
            rows: vec![new.clone().into()],
            cursor: 3,
            floor: 0,
            at_head: true,
        })?;

        assert_eq!(session.digest_of(&stream())?, [new, two].iter().collect());
        Ok(())
    })
}

#[test]
fn a_new_life_renumbers_what_has_no_receipt_and_its_chain_holds() -> Result<(), Error> {
    store().transact(|session| {
        for op in 1..=3 {
            deed(session, op, create(Uuid::from_u128(op), customer("x")))?;
        }
        session.store_receipts(&[(OpId(Uuid::from_u128(1)), applied(1, 1))])?;
        session.begin_incarnation(Incarnation(Uuid::from_u128(99)))?;
        let pending = session.pending(0, 10, 1 << 20).expect("readable");

        assert_eq!(pending.prev_chain, Chain::START);
        assert_eq!(pending.ops.iter().map(|op| op.n).collect::<Vec<_>>(), [1, 2]);
        let chain = pending
            .ops
            .iter()
            .fold(Chain::START, |chain, op| op.read().expect("an operation").chain(chain));
        assert_eq!(
            session.identity()?.map(|identity| (identity.n, identity.chain)),
            Some((2, chain))
        );
        Ok(())
    })
}

#[test]
fn a_stream_fetched_anew_loses_what_is_gone_and_keeps_what_is_pending() -> Result<(), Error> {
    let (gone, mine) = (Uuid::from_u128(7), Uuid::from_u128(8));
    store().transact(|session| {
        session.apply_page(page(gone, (1, 1), Some(customer("gone")), 1))?;
        deed(session, 1, create(mine, customer("mine")))?;
        session.reset_base(&stream())?;
        assert_eq!(name(session, gone)?.as_deref(), Some("gone"));
        session.apply_page(Page {
            stream: stream(),
            rows: Vec::new(),
            cursor: 4,
            floor: 0,
            at_head: true,
        })?;

        assert_eq!(name(session, gone)?, None);
        assert_eq!(name(session, mine)?.as_deref(), Some("mine"));
        assert_eq!(session.queue_count()?.unsent, 1);
        Ok(())
    })
}

#[test]
fn an_event_moves_its_order_at_once() -> Result<(), Error> {
    let (id, who) = (Uuid::from_u128(7), Uuid::from_u128(8));
    store().transact(|session| {
        let order =
            json!({"number": "SH01-A00001", "kind": "repair", "customer": who, "received": 0});
        let order = order.as_object().cloned().expect("an object");
        session.stage(create(who, customer("王")))?;
        session.stage(Change::Create { kind: Order::KIND.to_owned(), id, body: order })?;
        let event = json!({"order": id, "event": "accept", "from": "draft", "at": 0});
        let body = event.as_object().cloned().expect("an object");
        let kind = OrderEvent::KIND.to_owned();
        deed(session, 1, Change::Fact { kind, id: Uuid::from_u128(9), body })?;

        assert_eq!(session.order_state(domain::OrderId(id))?, Some(domain::State::Ready));
        assert_eq!(session.orders(&crate::OrderFilter::default(), 9)?.len(), 1);
        assert_eq!(session.orders_by_number("1")?, [domain::OrderId(id)]);
        Ok(())
    })
}

#[test]
fn an_order_is_found_by_what_another_system_calls_it_in_capitals_or_not() -> Result<(), Error> {
    let who = Uuid::from_u128(8);
    store().transact(|session| {
        session.stage(create(who, customer("王")))?;
        for (at, alias) in ["rcwales_4", "Job-7", "JOB-7", "a-9"].into_iter().enumerate() {
            let number = format!("SH01-A{:05}", at + 1);
            let order = json!({
                "number": number, "alias": alias, "kind": "repair", "customer": who, "received": 0
            });
            let body = order.as_object().cloned().expect("an object");
            let id = Uuid::from_u128(20 + at as u128);
            session.stage(Change::Create { kind: Order::KIND.to_owned(), id, body })?;
        }
        let found = |text: &str| {
            let orders = session.orders_by_number(text)?;
            assert!(orders.len() < 2, "{orders:?}");
            Ok::<_, Error>(orders.first().map(|order| order.0.as_u128()))
        };

        for text in ["rcwales_4", "RCWALES_4", " RcWales_4 "] {
            assert_eq!(found(text)?, Some(20), "{text}");
        }
        assert_eq!(found("Job-7")?, Some(21), "as it is written");
        assert_eq!(found("JOB-7")?, Some(22), "as it is written");
        assert_eq!(found("job-7")?, None, "it could be either");
        assert_eq!(found("sh01-a00004")?, Some(23));
        Ok(())
    })
}

fn of_kind(kind: &str, id: u128, body: serde_json::Value) -> Row {
    Row::new(kind.to_owned(), Uuid::from_u128(id), 1, 1, body.as_object().cloned())
}

#[test]
fn a_number_given_out_twice_and_pieces_beyond_counting_stop_nothing_that_comes_with_them() {
    let mut store = store();
    let order = |id: u128, at: i64| {
        let number = json!({
            "number": "SH01-B00012", "kind": "repair", "customer": Uuid::from_u128(8), "received": at
        });
        of_kind(Order::KIND, id, number)
    };
    let moved = |id: u128, quantity: i64| {
        let body = json!({
            "part": Uuid::from_u128(40), "quantity": quantity, "from": "supplier", "to": "store",
            "reason": "received", "at": 0
        });
        of_kind("stock_move", id, body)
    };
    let rows = vec![
        order(20, 1),
        order(21, 2),
        moved(30, i64::MAX),
        moved(31, i64::MAX),
        moved(32, i64::MIN),
        moved(33, 5),
        of_kind(Customer::KIND, 8, json!(customer("王小明"))),
    ];
    let rows = rows.into_iter().map(Into::into).collect();
    let page = Page { stream: stream(), rows, cursor: 7, floor: 0, at_head: true };
    store.transact(|session| session.apply_page(page)).expect("nothing stops");

    let (orders, found, store_has) = store
        .read(|session| {
            let part = domain::PartId(Uuid::from_u128(40));
            let here = session.on_hand(part, domain::Location::Store)?;
            Ok::<_, Error>((
                session.orders_by_number("sh01-b00012")?,
                session.find("小明", 9)?,
                here,
            ))
        })
        .expect("a database");
    assert_eq!(orders.iter().map(|order| order.0.as_u128()).collect::<Vec<_>>(), [21, 20]);
    assert_eq!((found.len(), store_has), (1, 5));
    let findings = store.check(&crate::Watch::nobody()).expect("a database").findings;
    let unshown = |id| crate::Finding::NotShown("stock_move".to_owned(), Uuid::from_u128(id));
    assert_eq!(
        findings,
        [
            crate::Finding::NumberTwice("SH01-B00012".to_owned()),
            unshown(30),
            unshown(31),
            unshown(32)
        ]
    );
}

#[test]
fn a_customer_in_words_that_this_version_cannot_read_stops_nothing_that_comes_with_them()
-> Result<(), Error> {
    let (newer, plain) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let mut store = store();
    let newer_row = |rev, body: serde_json::Value| {
        let body = body.as_object().cloned();
        let row = Row::new(Customer::KIND.to_owned(), newer, rev, rev, body);
        let rows = vec![row.into()];
        Page { stream: stream(), rows, cursor: rev, floor: 0, at_head: true }
    };
    store.transact(|session| session.apply_page(newer_row(1, json!({"given": "小明"}))))?;
    store
        .transact(|session| session.apply_page(page(plain, (2, 2), Some(customer("王小明")), 2)))?;
    store.transact(|session| {
        assert_eq!(session.find("王小明", 9)?.len(), 1);
        // Known as one that it can read, then not any more, then again.
        session.apply_page(newer_row(3, json!({"name": "张大千"})))
    })?;
    store.transact(|session| session.apply_page(newer_row(4, json!({"given": "大千"}))))?;
    store.transact(|session| {
        assert!(session.find("张大千", 9)?.is_empty());
        let kept = session.stored(Customer::KIND, newer)?.map(|stored| stored.fields);
        assert_eq!(kept, json!({"given": "大千"}).as_object().cloned(), "nothing of it is lost");
        Ok(())
    })
}

#[test]
fn an_edit_of_ones_own_that_cannot_be_shown_is_refused() {
    let mut store = store();
    let body = json!({
        "part": Uuid::from_u128(40), "quantity": i64::MAX, "from": "supplier", "to": "store",
        "reason": "received", "at": 0
    });
    let body = body.as_object().cloned().expect("an object");
    let fact = Change::Fact { kind: "stock_move".to_owned(), id: Uuid::from_u128(30), body };

    assert!(matches!(store.transact(|session| deed(session, 1, fact)), Err(Error::Misfit(_))));
}

/// As if a customer's `name` had been called `called` until the update.
fn renamed(schema: u32, mut change: Change) -> Change {
    if let Change::Create { body: fields, .. } | Change::Patch { fields, .. } = &mut change
        && schema < sync::wire::SCHEMA
        && let Some(name) = fields.remove("called")
    {
        fields.insert("name".to_owned(), name);
    }

    change
}

#[test]
fn what_waits_over_an_update_lies_over_its_records_in_the_words_of_today() -> Result<(), Error> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("desk.db");
    let (own, known) = (Uuid::from_u128(7), Uuid::from_u128(8));
    let mut before = Store::open(&path)?;
    before.transact(|session| {
        found(session)?;
        session.apply_page(page(known, (1, 1), Some(customer("Wang")), 1))?;
        let mut body = customer("nobody yet");
        body.insert("called".to_owned(), json!("Zhao"));
        deed(session, 1, create(own, body))?;
        deed(session, 2, patch(known, 1, json!({"called": "Huang"})))?;
        // Both were made by the version before.
        session.db.execute(
            "update outbox set operation = json_set(operation, '$.schema', ?1)",
            [sync::wire::SCHEMA - 1],
        )?;
        session.put_setting("laid_in_schema", &(sync::wire::SCHEMA - 1).to_string())
    })?;
    before.read(|session| {
        assert_eq!(name(session, known)?, Some("Wang".to_owned()), "nobody read it so far");
        Ok::<_, Error>(())
    })?;
    drop(before);

    let mut after = Store::prepare(rusqlite::Connection::open(&path)?, renamed)?;
    after.transact(|session| {
        assert_eq!(name(session, own)?, Some("Zhao".to_owned()));
        assert_eq!(name(session, known)?, Some("Huang".to_owned()));
        assert_eq!(session.find("Zhao", 9)?.len(), 1, "lists and search have it too");
        // A row that comes now is laid under it, too.
        session.apply_page(page(known, (2, 2), Some(customer("Wang the elder")), 2))?;
        assert_eq!(name(session, known)?, Some("Huang".to_owned()));
        let waiting = session.pending(0, 9, usize::MAX).expect("two").ops;
        let sent = serde_json::to_string(&waiting[1].read().expect("an operation").changes)
            .expect("a text");
        assert!(sent.contains("called"), "it is sent as it was made: {sent}");
        Ok::<_, Error>(())
    })
}
