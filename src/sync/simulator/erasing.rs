//! I19: of whoever was erased, nothing is left but what the books need: in no row, journal, log or outbox.

use std::collections::BTreeSet;

use domain::erasure::{ERASURE, bare, is_kept, owners, persons};
use serde_json::{Value, json};
use uuid::Uuid;

use super::deeds::CUSTOMER;
use super::storage::{Backend, Desk, Hq};
use super::world::{Broken, World};
use crate::erasure::{all_of, emptied};
use crate::{Change, Fields, Laws, Row, Sealed, StreamId};

impl<L: Laws, B: Backend> World<L, B> {
    /// Somebody at a desktop erases a customer, with what they see of theirs.
    pub(super) fn erase_somebody(&mut self, desk: usize, stream: StreamId) {
        let Some(id) = self.someones(&stream, CUSTOMER) else { return };
        let store = &self.desktops[desk].store;
        if store.view(&stream, CUSTOMER, id).is_none() {
            return;
        }
        let files = self.files_of(desk, &stream, id);
        let orders = self.records.iter().filter(|(home, kind, order)| {
            let head = || store.view(home, kind, *order);
            *home == stream
                && *kind == "order"
                && head()
                    .is_some_and(|head| owners(kind, &head).any(|owner| files.contains(&owner)))
        });
        let orders: BTreeSet<_> = orders.map(|(.., order)| *order).collect();
        let change = self.erasure(id, json!({"customer": files, "order": orders}));
        self.record(desk, stream, vec![change]);
    }

    /// Somebody at headquarters does.
    pub(super) fn erase_at_headquarters(&mut self, stream: &StreamId) -> Vec<Change> {
        let customer = self.someones(stream, CUSTOMER);

        customer.map(|id| self.erasure(id, json!({}))).into_iter().collect()
    }

    fn erasure(&mut self, customer: Uuid, records: Value) -> Change {
        let (kind, id) = (ERASURE.to_owned(), self.chance.uuid());
        let body = json!({"customer": customer, "reason": "request", "records": records, "at": 1});
        let Value::Object(body) = body else {
            return Change::Fact { kind, id, body: Fields::new() };
        };

        Change::Fact { kind, id, body }
    }

    /// I19.
    pub(super) fn check_erased(&mut self) -> Result<(), Broken> {
        let streams: Vec<_> = self.branches.clone();
        for stream in &streams {
            let rows = self.hq.rows(stream);
            let facts = rows.iter().filter(|row| row.kind == ERASURE);
            let facts: Vec<_> = facts.filter_map(|row| row.body.as_ref()).collect();
            self.seen.erased += facts.len() as u64;
            let gone = gone_of(&rows);
            if gone.is_empty() {
                continue;
            }
            self.check_headquarters_forgot(stream, &rows, &gone)?;
        }
        self.check_outboxes_forgot()
    }

    fn check_headquarters_forgot(
        &self,
        stream: &StreamId,
        rows: &[Row],
        gone: &BTreeSet<Uuid>,
    ) -> Result<(), Broken> {
        if let Some(row) = rows.iter().find(|row| says(row, gone)) {
            return Err(("I19", format!("{} {} still says {:?}", row.kind, row.id, row.body)));
        }
        let kept = self.hq.salvage();
        let mut kept = kept.iter().filter(|it| it.stream == *stream).map(|it| &it.row);
        if let Some(row) = kept.find(|row| says(row, gone)) {
            return Err(("I19", format!("{} {} is kept with its words", row.kind, row.id)));
        }
        let log = self.hq.operations().into_iter().filter(|op| op.stream == *stream);
        for op in log {
            if emptied(&op, &|id| gone.contains(&id)).is_some() {
                return Err(("I19", format!("the log still says {:?}", op.changes)));
            }
        }
        for it in self.hq.conflicts().iter().filter(|it| gone.contains(&it.id)) {
            let words = it.field.as_ref().is_some_and(|field| !is_kept(&it.kind, field));
            if words && (!it.lost.is_null() || !it.kept.is_null()) {
                return Err(("I19", format!("the journal still says {} or {}", it.lost, it.kept)));
            }
        }
        Ok(())
    }

    /// I19: what is given out packed says nothing of whoever is erased by then.
    pub(super) fn check_silent(&self, stream: &StreamId, given: &[Sealed]) -> Result<(), Broken> {
        let gone = gone_of(&self.hq.rows(stream));
        let mut given = given.iter().filter_map(|row| row.clone().open());

        match given.find(|row| says(row, &gone)) {
            None => Ok(()),
            Some(row) => Err(("I19", format!("a packet says {:?}", row.body))),
        }
    }

    /// What a desktop knows to be erased is not in what it keeps.
    fn check_outboxes_forgot(&self) -> Result<(), Broken> {
        for (desk, desktop) in self.desktops.iter().enumerate().filter(|(_, it)| !it.revoked) {
            let rows = self.branches.iter().flat_map(|stream| desktop.store.rows(stream));
            let rows: Vec<_> = rows.collect();
            let facts = rows.iter().filter(|row| row.kind == ERASURE);
            let facts = facts.filter_map(|row| row.body.as_ref());
            let mut gone: BTreeSet<Uuid> = facts.flat_map(all_of).collect();
            while let Some(more) = beyond(&rows, &gone) {
                gone.extend(more);
            }
            for it in desktop.store.outbox() {
                if emptied(&it.op, &|id| gone.contains(&id)).is_some() {
                    return Err(("I19", format!("desk {desk} keeps {:?}", it.op.changes)));
                }
            }
        }
        Ok(())
    }
}

/// Whose words these are, by the erasures among these rows.
fn gone_of(rows: &[Row]) -> BTreeSet<Uuid> {
    let facts = rows.iter().filter(|row| row.kind == ERASURE);
    let facts = facts.filter_map(|row| row.body.as_ref());
    let mut gone: BTreeSet<Uuid> = facts.flat_map(persons).collect();
    while let Some(more) = beyond(rows, &gone) {
        gone.extend(more);
    }

    gone
}

/// Whether a row has words of one of these persons.
fn says(row: &Row, gone: &BTreeSet<Uuid>) -> bool {
    let theirs = row.body.as_ref().filter(|body| {
        gone.contains(&row.id) || owners(&row.kind, body).any(|owner| gone.contains(&owner))
    });

    theirs.is_some_and(|body| bare(&row.kind, body) != *body)
}

/// What belongs to these records and is none of them; none if nothing does.
fn beyond(rows: &[Row], gone: &BTreeSet<Uuid>) -> Option<BTreeSet<Uuid>> {
    let more = rows.iter().filter(|row| {
        let body = row.body.as_ref();
        let theirs = |body| owners(&row.kind, body).any(|owner| gone.contains(&owner));
        !gone.contains(&row.id) && body.is_some_and(theirs)
    });
    let more: BTreeSet<_> = more.map(|row| row.id).collect();

    (!more.is_empty()).then_some(more)
}
