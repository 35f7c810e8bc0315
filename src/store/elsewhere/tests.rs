use domain::{Customer, Fields, Order, Staff, fields_of};
use serde_json::json;
use sync::client::Read;

use super::*;
use crate::Store;
use crate::replica::found;

fn other() -> StreamId {
    StreamId::branch("BJ02").expect("a code")
}

fn row(kind: &str, id: u128, seq: u64, body: serde_json::Value) -> Row {
    let body: Option<Fields> = body.as_object().cloned();

    Row::new(kind.to_owned(), Uuid::from_u128(id), seq, seq, body)
}

fn page(rows: Vec<Row>) -> Page {
    let cursor = rows.last().map_or(0, |row| row.seq);

    Page { stream: other(), rows, cursor, floor: 0, at_head: true }
}

fn customer(name: &str) -> serde_json::Value {
    json!(fields_of(&Customer { name: name.to_owned(), ..Customer::default() }))
}

fn at_a_desk(work: impl FnOnce(&Session<'_>) -> Result<(), Error>) -> Result<(), Error> {
    let mut store = Store::in_memory().expect("memory");
    store.transact(|session| {
        found(session)?;
        work(session)
    })
}

#[test]
fn what_is_read_of_another_branch_is_in_no_list_or_record_of_this_one() -> Result<(), Error> {
    at_a_desk(|session| {
        let rows = vec![
            row("customer", 1, 1, customer("theirs")),
            row("staff", 2, 2, json!({"name": "somebody", "roles": ["technician"]})),
        ];
        let digest: Digest = rows.iter().collect();
        assert!(session.apply_page(&page(rows))?);

        assert_eq!(session.get::<Customer>(Uuid::from_u128(1))?, None);
        assert_eq!((session.count("customer")?, session.staff()?.len()), (0, 0));
        assert_eq!(session.all::<Staff>()?.len(), 0);
        assert_eq!(session.all_elsewhere::<Customer>(&other())?[0].1.name, "theirs");
        assert!(session.one_elsewhere::<Order>(&other(), Uuid::from_u128(9))?.is_none());
        assert_eq!(session.branches_elsewhere()?, [other()]);

        // Its copy is compared and mended like any other.
        assert_eq!(
            (session.digest_of(&other())?, session.cursor(&other()).ok()),
            (digest, Some(2))
        );
        let buckets = session.buckets(&other()).expect("a store");
        assert_ne!(buckets.iter().filter(|it| **it != Digest::default()).count(), 0);
        let found = session.row(&other(), "customer", Uuid::from_u128(1)).expect("a store");
        assert_eq!(found.map(|row| row.seq), Some(1));
        Ok(())
    })
}

#[test]
fn what_may_not_be_read_any_more_is_forgotten_and_an_own_record_of_that_name_stays()
-> Result<(), Error> {
    at_a_desk(|session| {
        let own = StreamId::branch("SH01").expect("a code");
        session.apply_page(&Page {
            stream: own.clone(),
            ..page(vec![row("customer", 1, 1, customer("ours"))])
        })?;
        session.apply_page(&page(vec![row("customer", 1, 1, customer("theirs"))]))?;
        session.apply_page(&page(vec![row("customer", 1, 2, serde_json::Value::Null)]))?;
        assert!(session.all_elsewhere::<Customer>(&other())?.is_empty(), "it was removed there");
        session.apply_page(&page(vec![row("customer", 3, 3, customer("new"))]))?;
        let mend = Mend {
            stream: other(),
            rows: vec![row("customer", 4, 4, customer("mended"))],
            gone: vec![("customer".to_owned(), Uuid::from_u128(3))],
        };
        session.mend(&mend)?;
        assert_eq!(session.all_elsewhere::<Customer>(&other())?.len(), 1);

        session.withdraw(&other())?;
        assert_eq!(session.branches_elsewhere()?, []);
        assert!(session.all_elsewhere::<Customer>(&other())?.is_empty());
        assert_eq!(session.digest_of(&other())?, Digest::default());
        let ours = session.get::<Customer>(Uuid::from_u128(1))?;
        assert_eq!(ours.map(|customer| customer.name).as_deref(), Some("ours"));
        Ok(())
    })
}
