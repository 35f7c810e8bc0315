//! What people do in a simulated world: at random, and not all of it allowed.

use serde_json::{Value, json};
use uuid::Uuid;

use super::chance::Surroundings;
use super::faults::Fault;
use super::oracle::stock_legs;
use super::orders::an_impossible_event;
use super::storage::{Backend, Desk, Hq};
use super::world::{Broken, World};
use crate::hq::{StorageFailure, Submission};
use crate::model::words::{OLD_SCHEMA, of_before};
use crate::order::{ORDER, ORDER_EVENT};
use crate::stock::{Correction, correction};
use crate::wire::{Outcome, SCHEMA};
use crate::{Change, Fields, Incarnation, Laws, OpId, Operation, StreamId};

/// The field that says which stream a record was made in.
pub const CANARY: &str = "canary";

pub(super) const CUSTOMER: &str = "customer";
const PART: &str = "part";
const STOCK_MOVE: &str = "stock_move";
const VAN: &str = "van:00000000-0000-0000-0000-000000000007";

pub(super) fn fields(value: Value) -> Fields {
    match value {
        Value::Object(fields) => fields,
        _ => Fields::new(),
    }
}

/// How many pieces of a part lie in the store after these moves.
fn in_store(moves: &[Fields], part: &Value) -> i64 {
    let own = moves.iter().filter(|it| it.get("part") == Some(part)).flat_map(stock_legs);

    own.filter(|(place, ..)| place == "store").map(|(.., quantity)| quantity).sum()
}

/// Whatever is made says where.
fn mark(stream: &StreamId, changes: &mut [Change]) {
    for change in changes {
        if let Change::Create { body, .. } | Change::Fact { body, .. } = change {
            body.insert(CANARY.to_owned(), stream.as_str().into());
        }
    }
}

impl<L: Laws, B: Backend> World<L, B> {
    /// Someone at a desktop does something.
    pub(super) fn do_something(&mut self, desk: usize) {
        let stream = self.desktops[desk].branch.clone();
        match self.chance.below(100) {
            0..12 => self.meet_customer(desk, stream),
            12..43 => self.edit(desk, stream),
            43..45 => self.say_who_is_who(desk, stream),
            45..50 => self.remove(desk, stream),
            50..60 => self.take_order(desk, stream),
            60..84 => {
                for _ in 0..=self.chance.below(4) {
                    self.work(desk, &stream);
                }
            }
            84..90 => self.move_stock(desk, stream),
            90..92 => self.count_stock(desk, stream),
            92..94 | 95..98 if !self.faults.has(Fault::Hostile) => self.meet_customer(desk, stream),
            92..94 => {
                let foreign = self.branches.iter().find(|it| **it != stream).cloned();
                self.meet_customer(desk, foreign.unwrap_or(StreamId::catalog()));
            }
            94 if self.chance.percent(60) => self.erase_somebody(desk, stream),
            95 => self.cheat(desk, stream, |id| Change::Fact {
                kind: ORDER_EVENT.to_owned(),
                id: Uuid::from_u128(7),
                body: an_impossible_event(id),
            }),
            96 => self.cheat(desk, stream, |id| Change::Patch {
                kind: ORDER.to_owned(),
                id,
                base_rev: u64::MAX,
                fields: fields(json!({"state": "settled"})),
            }),
            97 => self.cheat(desk, stream, |id| Change::Fact {
                kind: STOCK_MOVE.to_owned(),
                id: Uuid::from_u128(9),
                body: fields(json!({
                    "part": id, "quantity": 1, "from": "store", "to": "scrap", "reason": "used", "at": 0,
                })),
            }),
            _ => {
                let id = self.chance.uuid();
                let body = fields(json!({"future": [1, 2.5, {"deep": "值"}]}));
                self.record(
                    desk,
                    stream,
                    vec![Change::Create { kind: "zodiac".to_owned(), id, body }],
                );
            }
        }
    }

    pub(super) fn record(&mut self, desk: usize, stream: StreamId, mut changes: Vec<Change>) {
        mark(&stream, &mut changes);
        let op_id = OpId(self.chance.uuid());
        let desktop = &mut self.desktops[desk];
        let at_ms = self.now_ms + self.slept_ms + desktop.skew_ms;
        let (actor, deed) = (desktop.staff.clone(), "something".to_owned());
        let schema = if desktop.old { OLD_SCHEMA } else { SCHEMA };
        if desktop.old {
            changes = changes.into_iter().map(of_before).collect();
        }

        desktop.idle = false;
        desktop.store.record(Operation {
            op_id,
            n: 0,
            schema,
            stream,
            at_ms,
            actor,
            deed,
            changes,
            emptied: None,
        });
        self.recorded.insert(op_id, false);
        self.seen.operations += 1;
        self.note(|| format!("desk {desk} records {op_id}"));
    }

    fn meet_customer(&mut self, desk: usize, stream: StreamId) {
        let id = self.chance.uuid();
        let body = self.person();
        if self.desktops[desk].branch == stream {
            self.records.push((stream.clone(), CUSTOMER, id));
        }
        self.record(desk, stream, vec![Change::Create { kind: CUSTOMER.to_owned(), id, body }]);
    }

    pub(super) fn person(&mut self) -> Fields {
        fields(
            json!({"name": self.word(), "phone": self.word(), "unknown_to_this_version": self.word()}),
        )
    }

    pub(super) fn word(&mut self) -> String {
        self.chance.pick(&["王", "Ann", "喆", "Bo", "𠅤"]).copied().unwrap_or_default().to_owned()
    }

    /// New values for one or two fields; sometimes none.
    fn news(&mut self) -> Fields {
        let mut news = Fields::new();
        for _ in 0..=self.chance.below(2) {
            let name = self.chance.pick(&["name", "phone", "note"]).copied().unwrap_or_default();
            // Nobody is without a name.
            let none = if name == "name" { Value::from("Zoë") } else { Value::Null };
            let value = if self.chance.percent(15) { none } else { Value::from(self.word()) };
            news.insert(name.to_owned(), value);
        }
        news
    }

    /// A record of this kind that someone made, most likely a recent one.
    pub(super) fn someones(&mut self, stream: &StreamId, kind: &str) -> Option<Uuid> {
        let of_kind = self.records.iter().filter(|(home, own, _)| home == stream && *own == kind);
        let ids: Vec<_> = of_kind.map(|(.., id)| *id).rev().take(3).collect();

        self.chance.pick(&ids).copied()
    }

    fn edit(&mut self, desk: usize, stream: StreamId) {
        let kind = if self.chance.percent(75) { CUSTOMER } else { ORDER };
        let Some(id) = self.someones(&stream, kind) else {
            return self.meet_customer(desk, stream);
        };
        let store = &self.desktops[desk].store;
        if store.view(&stream, kind, id).is_none() && !self.chance.percent(5) {
            return;
        }
        let base_rev = self.desktops[desk].store.base_rev(&stream, kind, id);
        let fields = self.news();
        self.record(
            desk,
            stream,
            vec![Change::Patch { kind: kind.to_owned(), id, base_rev, fields }],
        );
    }

    fn remove(&mut self, desk: usize, stream: StreamId) {
        let Some(id) = self.someones(&stream, CUSTOMER) else { return };
        if self.desktops[desk].store.view(&stream, CUSTOMER, id).is_none() {
            return;
        }
        let base_rev = self.desktops[desk].store.base_rev(&stream, CUSTOMER, id);
        self.record(desk, stream, vec![Change::Remove { kind: CUSTOMER.to_owned(), id, base_rev }]);
    }

    fn move_stock(&mut self, desk: usize, stream: StreamId) {
        const PLACES: [&str; 5] = ["supplier", "store", VAN, "customer", "transit"];
        let from = self.chance.index(PLACES.len());
        let to = (from + 1 + self.chance.index(PLACES.len() - 1)) % PLACES.len();
        let body = fields(json!({
            "part": self.a_part(),
            "quantity": 1 + self.chance.below(5),
            "from": PLACES[from],
            "to": PLACES[to],
            "reason": "received",
            "at": self.clock_ms(),
        }));
        let id = self.chance.uuid();
        self.moves.push((stream.clone(), id));
        self.record(desk, stream, vec![Change::Fact { kind: STOCK_MOVE.to_owned(), id, body }]);
    }

    fn a_part(&mut self) -> Value {
        Value::from(Uuid::from_u128(0x9a27 + u128::from(self.chance.below(3))).to_string())
    }

    /// Someone counts what lies in the store, which is seldom what it should be.
    fn count_stock(&mut self, desk: usize, stream: StreamId) {
        let part = self.a_part();
        let own = self.moves.iter().filter(|(home, _)| *home == stream);
        let store = &self.desktops[desk].store;
        let known: Vec<Fields> =
            own.filter_map(|(home, id)| store.view(home, STOCK_MOVE, *id)).collect();
        let there = in_store(&known, &part);
        let counted = there + i64::try_from(self.chance.below(5)).unwrap_or(0) - 2;
        let Some(ought) = correction(there, counted) else { return };
        let against = if L::COUNT_IS_OF_THE_KNOWN {
            known
        } else {
            let rows = self.hq.rows(&stream).into_iter();
            rows.filter(|row| row.kind == STOCK_MOVE).filter_map(|row| row.body).collect()
        };
        let (quantity, from, to) = match correction(in_store(&against, &part), counted) {
            Some(Correction::Found(more)) => (more, "adjustment", "store"),
            Some(Correction::Missing(less)) => (less, "store", "adjustment"),
            None => return,
        };

        let id = self.chance.uuid();
        self.counts.insert(id, ought.pieces());
        self.moves.push((stream.clone(), id));
        let body = json!({
            "part": part, "quantity": quantity, "from": from, "to": to, "counted": counted,
            "reason": "counted", "at": self.clock_ms(),
        });
        let body = fields(body);
        self.record(desk, stream, vec![Change::Fact { kind: STOCK_MOVE.to_owned(), id, body }]);
    }

    /// A change that is not allowed, together with one that would be: neither may come through.
    fn cheat(&mut self, desk: usize, stream: StreamId, change: impl Fn(Uuid) -> Change) {
        let Some(id) = self.someones(&stream, ORDER) else { return };
        let customer = Change::Create {
            kind: CUSTOMER.to_owned(),
            id: self.chance.uuid(),
            body: self.person(),
        };
        self.record(desk, stream, vec![customer, change(id)]);
    }

    /// Someone at headquarters does something.
    pub(super) fn do_something_at_headquarters(&mut self) -> Result<(), Broken> {
        let Some(stream) = self.chance.pick(&self.branches).cloned() else { return Ok(()) };
        let (stream, changes) = match self.chance.below(10) {
            0 if self.chance.percent(30) => (stream.clone(), self.erase_at_headquarters(&stream)),
            0..3 => (stream.clone(), self.order(&stream, None)),
            3..6 => (stream.clone(), self.decide_about_an_order(&stream)),
            6..8 => (stream.clone(), self.amend(&stream)),
            _ => {
                let (id, mut body) = (self.chance.uuid(), self.person());
                body.extend(fields(json!({"number": id, "unit": "只"})));
                (StreamId::catalog(), vec![Change::Create { kind: PART.to_owned(), id, body }])
            }
        };
        if changes.is_empty() {
            return Ok(());
        }
        self.submit(stream, changes)
    }

    /// Somebody is erased at headquarters.
    pub(super) fn erase_now(&mut self, branch: usize) -> Result<(), Broken> {
        let stream = self.branches[branch].clone();
        let changes = self.erase_at_headquarters(&stream);

        if changes.is_empty() { Ok(()) } else { self.submit(stream, changes) }
    }

    fn amend(&mut self, stream: &StreamId) -> Vec<Change> {
        let Some(id) = self.someones(stream, CUSTOMER) else { return Vec::new() };
        let Some(row) =
            self.hq.rows(stream).into_iter().find(|row| row.kind == CUSTOMER && row.id == id)
        else {
            return Vec::new();
        };
        // Whoever edits at headquarters may have had the page open for a while.
        let base_rev = if self.chance.percent(50) { row.rev } else { row.rev / 2 };

        vec![Change::Patch { kind: CUSTOMER.to_owned(), id, base_rev, fields: self.news() }]
    }

    pub(super) fn submit(
        &mut self,
        stream: StreamId,
        mut changes: Vec<Change>,
    ) -> Result<(), Broken> {
        mark(&stream, &mut changes);
        let op_id = OpId(self.chance.uuid());
        let (actor, deed) = ("headquarters".to_owned(), "something".to_owned());
        let role = crate::hq::Role::Headquarters;
        let submission = Submission { op_id, stream, role, actor, deed, changes };
        let mut surroundings =
            Surroundings { now_ms: self.hq_clock_ms(), chance: &mut self.chance };
        let engine = &self.engine;
        let mut outcomes: Vec<Outcome> = Vec::new();
        // Twice: a call centre repeats what it got no answer to.
        for _ in 0..2 {
            let ran = self.hq.transact(true, &mut |tx| {
                outcomes.push(engine.submit(submission.clone(), tx, &mut surroundings)?);
                Ok(())
            });
            ran.map_err(|StorageFailure(what)| ("I1", what))?;
        }
        let [first, again] = outcomes[..] else { return Ok(()) };
        if first != again {
            return Err((
                "I3",
                format!("headquarters' own deed repeated: {first:?}, then {again:?}"),
            ));
        }
        self.note(|| format!("hq does {submission:?} -> {first:?}"));

        self.hear_submission(submission.clone())?;
        let Submission { op_id, stream, actor, deed, changes, .. } = submission;
        let op = Operation {
            op_id,
            n: 0,
            schema: SCHEMA,
            stream: stream.clone(),
            at_ms: self.hq_clock_ms(),
            actor,
            deed,
            changes,
            emptied: None,
        };
        let rights = crate::hq::Rights {
            role,
            read: vec![stream.clone()],
            write: vec![stream],
            revoked: false,
        };
        let author = super::oracle::Author {
            rights: &rights,
            inc: Incarnation::HEADQUARTERS,
            now_ms: self.hq_clock_ms(),
        };
        self.oracle.heed(&op, first, &author, &|_| None)
    }
}
