//! Mending a copy, and letting go of what is safe, in a real database.

use domain::{Customer, Fields, Record, fields_of};
use sync::client::{Mend, Page, Read};
use sync::wire::{Outcome, Safe, Verdict, bucket_of};
use sync::{Change, Incarnation, OpId, Row, Sealed, StreamId};
use uuid::Uuid;

use crate::replica::found;
use crate::{Error, Session, Store};

fn stream() -> StreamId {
    StreamId::branch("SH01").expect("a code")
}

fn customer(name: &str) -> Fields {
    fields_of(&Customer { name: name.to_owned(), ..Customer::default() })
}

fn row(id: u128, seq: u64, name: &str) -> Row {
    Row::new(Customer::KIND.to_owned(), Uuid::from_u128(id), seq, seq, Some(customer(name)))
}

fn pull(session: &Session<'_>, rows: Vec<Row>) -> Result<bool, Error> {
    let cursor = rows.last().map_or(0, |row| row.seq);
    let rows = rows.into_iter().map(Sealed::from).collect();

    session.apply_page(Page { stream: stream(), rows, cursor, floor: 0, at_head: true })
}

fn name(session: &Session<'_>, id: u128) -> Result<Option<String>, Error> {
    Ok(session.get::<Customer>(Uuid::from_u128(id))?.map(|customer| customer.name))
}

fn deed(session: &Session<'_>, id: u128) -> Result<(), Error> {
    let (kind, id) = (Customer::KIND.to_owned(), Uuid::from_u128(id));
    session.stage(Change::Create { kind, id, body: customer("mine") })?;

    session.record_deed(OpId(id), ("test", ""), 0)
}

fn settle(session: &Session<'_>, ids: std::ops::RangeInclusive<u128>) -> Result<(), Error> {
    for id in ids {
        let seq = u64::try_from(id).expect("small");
        let end = Outcome { result: Verdict::Applied, rev: seq, seq, why: None };
        session.store_receipts(&[(OpId(Uuid::from_u128(id)), end)])?;
        pull(session, vec![row(id, seq, "mine")])?;
    }
    Ok(())
}

fn in_a_store(work: impl FnOnce(&Session<'_>) -> Result<(), Error>) -> Result<(), Error> {
    let mut store = Store::in_memory()?;
    store.transact(found)?;

    store.transact(work)
}

#[test]
fn what_waits_for_a_receipt_that_was_lost_keeps_the_chain_before_it_though_it_lies_in_a_backup()
-> Result<(), Error> {
    in_a_store(|session| {
        for id in 1..=5 {
            deed(session, id)?;
        }
        let third = session.chain_at(3).ok().flatten();
        settle(session, 1..=3)?;
        // Headquarters has the fourth and backed it up; its answer never came.
        let inc = Read::identity(session).expect("an identity").incarnation;
        session.release(&[Safe { inc, n: 4 }])?;

        let pending = session.pending(0, 9, 1 << 20).expect("it is read");
        assert_eq!((Some(pending.prev_chain), pending.ops.len()), (third, 2));
        let kept: i64 =
            session.db.query_row("select count(*) from outbox", [], |row| row.get(0))?;
        assert_eq!(kept, 3, "the third, and what waits");
        Ok(())
    })
}

#[test]
fn a_stream_that_was_never_pulled_is_mended_with_its_digest() -> Result<(), Error> {
    in_a_store(|session| {
        let came = row(1, 7, "王小明");
        let rows = vec![Sealed::from(came.clone())];
        session.mend(&Mend { stream: stream(), rows, gone: Vec::new() })?;

        assert_eq!(session.digest_of(&stream())?, [came].iter().collect());
        assert_eq!(
            (session.cursor(&stream()).ok(), session.floor(&stream()).ok()),
            (Some(0), Some(0))
        );
        Ok(())
    })
}

#[test]
fn a_row_that_went_bad_shows_in_its_bucket_and_is_mended() -> Result<(), Error> {
    in_a_store(|session| {
        let (good, bad) = (row(1, 1, "good"), row(2, 2, "as headquarters said"));
        pull(session, vec![good.clone(), bad.clone()])?;
        session.db.execute(
            "update record set base = replace(base, 'as headquarters said', 'as the disk says') where id = ?1",
            [bad.id],
        )?;
        let buckets = session.buckets(&stream()).expect("readable");
        assert_eq!(buckets[usize::from(bucket_of(good.id))], [good].iter().collect());
        assert_ne!(buckets[usize::from(bucket_of(bad.id))], [bad.clone()].iter().collect());

        let mend = Mend { stream: stream(), rows: vec![bad.clone().into()], gone: Vec::new() };
        session.mend(&mend)?;
        assert_eq!(name(session, 2)?.as_deref(), Some("as headquarters said"));
        let buckets = session.buckets(&stream()).expect("readable");
        assert_eq!(buckets[usize::from(bucket_of(bad.id))], [bad].iter().collect());
        Ok(())
    })
}

#[test]
fn what_headquarters_does_not_have_goes_and_what_is_pending_stays() -> Result<(), Error> {
    in_a_store(|session| {
        pull(session, vec![row(1, 1, "theirs"), row(2, 2, "ghost")])?;
        deed(session, 3)?;
        let ghost = (Customer::KIND.to_owned(), Uuid::from_u128(2));
        session.mend(&Mend { stream: stream(), rows: Vec::new(), gone: vec![ghost] })?;

        assert_eq!((name(session, 2)?, session.count(Customer::KIND)?), (None, 2));
        assert_eq!(session.queue_count()?.unsent, 1);
        assert_eq!(session.digest_of(&stream())?, [row(1, 1, "theirs")].iter().collect());
        Ok(())
    })
}

#[test]
fn what_waits_can_be_sent_though_headquarters_has_it_in_a_backup_and_its_answer_was_lost()
-> Result<(), Error> {
    in_a_store(|session| {
        (1..=4).try_for_each(|id| deed(session, id))?;
        settle(session, 1..=2)?;
        let inc = session.known_identity()?.incarnation;
        let before = session.chain_at(2).expect("readable");
        for n in [3, 4] {
            session.release(&[Safe { inc, n }])?;

            let pending = session.pending(0, 9, 1 << 20).expect("it goes on where it was");
            assert_eq!((Some(pending.prev_chain), pending.ops.len()), (before, 2));
            assert_eq!(session.chain_at(1).expect("readable"), None);
        }
        Ok(())
    })
}

#[test]
fn what_is_safe_goes_and_the_chain_holds() -> Result<(), Error> {
    in_a_store(|session| {
        (1..=4).try_for_each(|id| deed(session, id))?;
        settle(session, 1..=3)?;
        let inc = session.known_identity()?.incarnation;
        let before = session.chain_at(3).expect("readable");
        session.release(&[Safe { inc, n: 3 }])?;

        assert_eq!(session.chain_at(3).expect("readable"), before);
        assert_eq!(session.chain_at(2).expect("readable"), None);
        let pending = session.pending(0, 9, 1 << 20).expect("readable");
        assert_eq!((Some(pending.prev_chain), pending.ops.len()), (before, 1));
        Ok(())
    })
}

#[test]
fn what_headquarters_lost_is_pending_again_and_numbered_anew() -> Result<(), Error> {
    in_a_store(|session| {
        (1..=2).try_for_each(|id| deed(session, id))?;
        settle(session, 1..=2)?;
        session.begin_incarnation(Incarnation(Uuid::from_u128(50)))?;
        deed(session, 3)?;
        settle(session, 3..=3)?;
        assert_eq!(session.lives().expect("readable").len(), 1);
        session.reopen(0, Some(Incarnation(Uuid::from_u128(51))))?;

        let pending = session.pending(0, 9, 1 << 20).expect("readable");
        let again: Vec<_> = pending.ops.iter().map(|op| (op.n, op.op_id.0.as_u128())).collect();
        assert_eq!(again, [(1, 1), (2, 2), (3, 3)]);
        assert_eq!(session.lives().expect("readable"), []);
        Ok(())
    })
}

#[test]
fn a_stream_that_may_not_be_seen_any_more_goes_and_what_was_done_here_stays() -> Result<(), Error> {
    in_a_store(|session| {
        pull(session, vec![row(1, 1, "theirs"), row(2, 2, "theirs too")])?;
        deed(session, 3)?;
        assert_eq!(session.copies().expect("a store"), [stream()]);

        assert!(session.withdraw(&stream())?);
        assert_eq!((name(session, 1)?, name(session, 2)?), (None, None));
        assert_eq!(name(session, 3)?.as_deref(), Some("mine"));
        assert_eq!(session.copies().expect("a store"), []);
        assert_eq!(session.cursor(&stream()).expect("a store"), 0);
        assert_eq!(session.pending(0, 9, 9_999).expect("a store").ops.len(), 1);

        assert!(!session.withdraw(&stream())?, "there is nothing more to forget");
        pull(session, vec![row(1, 1, "theirs")])?;
        assert_eq!(name(session, 1)?.as_deref(), Some("theirs"));
        Ok(())
    })
}
