//! Who goes, as a list names them: somebody of the office, or only a name.

use domain::{
    Event, Order, OrderEvent, OrderId, Record, StaffId, State, Visit, VisitId, VisitState,
};
use store::{Session, folded, spellings};
use sync::Change;

use super::columns::WORDS;
use super::household::{Bringing, make};
use crate::Error;
use crate::clock::new_id;
use crate::deed::Deed;
use crate::dispatch::{self, Plan};

/// Those of the office who go out, and whom lists name besides.
#[derive(Debug, Default)]
pub(super) struct Engineers {
    known: Vec<Engineer>,
    /// Names of nobody in the lines in hand.
    pub(super) unknown: Vec<String>,
    /// How many jobs of the lines in hand were given to somebody.
    pub(super) assigned: u64,
    /// How many that wait name somebody for a day that is over.
    pub(super) dropped: u64,
}

/// One of them, as what is written is compared.
#[derive(Debug)]
struct Engineer {
    id: StaffId,
    whole: String,
    words: Vec<String>,
    badge: String,
    spelt: Vec<String>,
}

impl Engineers {
    /// Those who go out now.
    pub(super) fn of(session: &Session<'_>) -> Result<Self, Error> {
        let known = session.staff()?.into_iter().filter(|staff| staff.technician);
        let known = known.map(|staff| Engineer {
            id: staff.id,
            whole: folded(&staff.name),
            words: staff.name.split_whitespace().map(folded).collect(),
            badge: folded(staff.badge.as_deref().unwrap_or_default()),
            spelt: spellings(&staff.name),
        });

        Ok(Self { known: known.collect(), ..Self::default() })
    }

    /// Who is meant by a name: by the whole of it, a badge or pinyin, else by a first or last name that nobody else has.
    pub(super) fn find(&self, name: &str) -> Option<StaffId> {
        let said = folded(name);
        let only = |is: &dyn Fn(&Engineer) -> bool| {
            let mut fitting = self.known.iter().filter(|one| is(one));
            let first = fitting.next()?;
            fitting.next().is_none().then_some(first.id)
        };
        if said.is_empty() {
            return None;
        }

        only(&|one| one.whole == said)
            .or_else(|| only(&|one| one.badge == said || one.spelt.contains(&said)))
            .or_else(|| only(&|one| one.words.contains(&said)))
    }

    /// The one whom a line names, if anybody of the office is meant.
    pub(super) fn meant(&self, line: &spreadsheet::Record) -> Option<StaffId> {
        self.find(line.text("technician")?.trim())
    }

    /// The one whom a line names; a name of nobody is remembered.
    fn named(&mut self, line: &spreadsheet::Record) -> Option<StaffId> {
        let name = line.text("technician")?.trim();
        let found = self.find(name);
        let is_new = |known: &String| folded(known) != folded(name);
        if found.is_none() && self.unknown.len() < WORDS && self.unknown.iter().all(is_new) {
            self.unknown.push(name.to_owned());
        }

        found
    }
}

impl Bringing {
    /// Gives a new job that waits, and is promised for a day, to whom its line names: without an hour, of which the line
    /// says nothing. Who was to go on a day that is over is not sent again.
    pub(super) fn send(
        &mut self,
        deed: &Deed<'_>,
        (id, order): (OrderId, &Order),
        line: &spreadsheet::Record,
        made: &mut Vec<Change>,
    ) -> Result<(), Error> {
        if order.promised.is_none() {
            let dated = line.date("received").is_some();
            self.engineers.dropped += u64::from(dated && line.text("technician").is_some());
            return Ok(());
        }
        let Some(technician) = self.engineers.named(line) else { return Ok(()) };
        let visit = Visit {
            order: id,
            ordinal: 1,
            technician,
            slot: None,
            booked: false,
            state: VisitState::Planned,
        };
        let visit: VisitId = make(deed, &visit, made);
        let fact = OrderEvent {
            order: id,
            event: Event::Assign,
            from: Some(State::Ready),
            visit: Some(visit),
            reason: None,
            remark: None,
            at: deed.now,
            by: deed.actor,
        };
        made.push(Change::Fact {
            kind: OrderEvent::KIND.to_owned(),
            id: new_id(deed.now),
            body: domain::fields_of(&fact),
        });
        self.engineers.assigned += 1;

        Ok(())
    }

    /// The same for a job that an earlier run brought over and nobody was ever given. Answers whether somebody was.
    pub(super) fn send_known(
        &mut self,
        deed: &Deed<'_>,
        (id, order): (OrderId, &Order),
        line: &spreadsheet::Record,
    ) -> Result<bool, Error> {
        let today = deed.now.day(deed.clock.offset());
        if order.promised.is_none_or(|slot| slot.day() < today) {
            return Ok(false);
        }
        let waits = deed.session.order_state(id)? == Some(State::Ready);
        if !waits || !deed.session.visits_of(id)?.is_empty() {
            return Ok(false);
        }
        let Some(technician) = self.engineers.named(line) else { return Ok(false) };
        dispatch::assign(deed, id, Plan { technician, slot: None, agreed: false, remark: None })?;
        self.engineers.assigned += 1;

        Ok(true)
    }
}
