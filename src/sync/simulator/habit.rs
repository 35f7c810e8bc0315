//! In each world one desk leads one order, step by step, to where something can happen that seldom does: so that within
//! a few thousand worlds everything has happened to orders that can.

use std::collections::VecDeque;

use domain::handover::HANDED_TO;
use domain::{Event, Family, OrderKind, Progress};
use uuid::Uuid;

use super::chance::Chance;
use super::coverage::{Cell, POSSIBLE, excuse};
use super::orders::{HEADQUARTERS_OWN, family_of};
use super::storage::{Backend, Desk, Hq};
use super::world::{Broken, Item, World};
use crate::order::{self, ORDER};
use crate::{Change, Laws, StreamId};

/// So many steps are made.
const STEPS: u64 = 12;

/// What is to happen, who sees to it, and to which order.
pub(super) struct Habit {
    aim: Cell,
    desk: usize,
    order: Option<Uuid>,
}

impl<L: Laws, B: Backend> World<L, B> {
    /// What else happens does not depend on the generator.
    pub(super) fn plan_habit(&mut self, seed: u64) {
        let mut fate = Chance::new(seed.rotate_left(29) ^ 0x4ab1);
        let sought = POSSIBLE.iter().filter(|cell| excuse(cell.0, cell.1, cell.2).is_none());
        let sought: Vec<_> = sought.copied().collect();
        let Some(aim) = fate.pick(&sought).copied() else { return };
        let desk = fate.index(self.desktops.len());
        self.note(|| format!("desk {desk} tends to {aim:?}"));
        self.habit = Some(Habit { aim, desk, order: None });
        for step in 1..=STEPS {
            let at = step * 27_000 / STEPS + fate.below(1_000);
            self.schedule(i64::try_from(at).unwrap_or(0), Item::Habit);
        }
    }

    /// The next step, if the order is where it should be by now.
    pub(super) fn follow_habit(&mut self) -> Result<(), Broken> {
        let Some(Habit { aim, desk, order }) = self.habit else { return Ok(()) };
        let stream = self.desktops[desk].branch.clone();
        let Some(id) = order else {
            self.begin_habit(desk, &stream, aim);
            return Ok(());
        };
        let Some(view) = self.desktops[desk].store.view(&stream, ORDER, id) else {
            self.begin_habit(desk, &stream, aim);
            return Ok(());
        };
        let Some(now) = order::progress(&view) else { return Ok(()) };
        match towards(aim, now) {
            Some(event) if HEADQUARTERS_OWN.contains(&event) => {
                self.answer_habit(&stream, id, event)
            }
            Some(event) => {
                self.say(desk, (&stream, id), (event, now.state));
                Ok(())
            }
            // It went another way.
            None => {
                self.begin_habit(desk, &stream, aim);
                Ok(())
            }
        }
    }

    fn begin_habit(&mut self, desk: usize, stream: &StreamId, (family, _, event): Cell) {
        let staff = self.desktops[desk].staff.clone();
        let mut changes = self.order(stream, Some(&staff));
        // The deed ends with the order's head: what happens to it comes step by step.
        changes.truncate(2);
        let imported = event == Event::WithdrawImport;
        let Some(Change::Create { id, body, .. }) = changes.last_mut() else { return };
        let kind = match family {
            Family::Service => OrderKind::Repair,
            Family::Delivery => OrderKind::Delivery,
            Family::Complaint => OrderKind::Complaint,
            Family::Consultation => OrderKind::Consultation,
        };
        body.insert("kind".to_owned(), serde_json::json!(kind));
        body.insert("source".to_owned(), if imported { "import" } else { "phone" }.into());
        let id = *id;
        self.habit = self.habit.take().map(|habit| Habit { order: Some(id), ..habit });
        self.record(desk, stream.clone(), changes);
    }

    /// Headquarters says what it alone may say, as soon as it hears that the order is there.
    fn answer_habit(&mut self, stream: &StreamId, id: Uuid, event: Event) -> Result<(), Broken> {
        let row = self.hq.rows(stream).into_iter().find(|row| row.kind == ORDER && row.id == id);
        let Some(head) = row.and_then(|row| row.body) else { return Ok(()) };
        let Some(now) = order::progress(&head) else { return Ok(()) };
        let handed = head.contains_key(HANDED_TO);
        let event = match event {
            Event::HandoverEnded if !handed => Event::Cancel,
            event => event,
        };
        if now.after(family_of(&head), event).is_none() {
            return Ok(());
        }
        let fact = self.chance.uuid();
        let change = self.word_of_headquarters((id, fact), (event, now.state), true);

        self.submit(stream.clone(), vec![change])
    }
}

/// What is to be done next on the shortest way to the aim; none if no way leads there.
fn towards((family, state, event): Cell, now: Progress) -> Option<Event> {
    // Before it is cancelled by headquarters it has no other half.
    if event == Event::HandoverEnded {
        return Some(event);
    }
    let mut met = vec![now];
    let mut left = VecDeque::from([(now, None)]);
    while let Some((at, first)) = left.pop_front() {
        if at.state == state && at.after(family, event).is_some() {
            return first.or(Some(event));
        }
        for step in Event::ALL.into_iter().filter(|step| !HEADQUARTERS_OWN.contains(step)) {
            let Some(next) = at.after(family, step).filter(|next| !met.contains(next)) else {
                continue;
            };
            met.push(next);
            left.push_back((next, first.or(Some(step))));
        }
    }

    None
}
