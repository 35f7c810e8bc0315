//! What speaks against a plan. It is told, and never forbids.

use chrono::NaiveDate;
use domain::{Category, OrderKind, Slot, StaffId, VisitId};

use super::{Board, Job};

/// Minutes of work that fill a technician's day.
pub const FULL_DAY: u32 = 8 * 60;
/// The first minute that a visit is offered for.
const OPENS: u16 = 8 * 60;
/// The minute by which a visit that is offered is over.
const CLOSES: u16 = 20 * 60;
/// Visits are offered at the half hour.
const STEP: u16 = 30;

/// Something that speaks against sending someone somewhere at some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// They are elsewhere then.
    Overlap {
        /// At whose.
        name: String,
        /// When.
        slot: Slot,
    },
    /// They do not know this kind of machine.
    Skill(Category),
    /// They usually go elsewhere.
    Area,
    /// It would be more than a day's work: so many minutes in all.
    Overload(u32),
    /// The customer was promised another time.
    Promise(Slot),
    /// That time is over.
    Past,
}

impl Board {
    /// What speaks against this plan, the gravest first. `visit` is the one that is being moved.
    pub fn doubts(
        &self,
        job: &Job,
        visit: Option<VisitId>,
        (technician, slot): (StaffId, Slot),
    ) -> Vec<Doubt> {
        let mut doubts = Vec::new();
        if slot.day() < self.today || (slot.day() == self.today && slot.to() <= self.minute) {
            doubts.push(Doubt::Past);
        }
        let elsewhere = self
            .visits
            .iter()
            .filter(|other| other.technician == technician && Some(other.visit) != visit);
        doubts.extend(elsewhere.filter_map(|other| {
            let taken = other.occupies().filter(|taken| taken.overlaps(slot))?;
            Some(Doubt::Overlap { name: other.job.name.clone(), slot: taken })
        }));
        if let Some(them) = self.technician(technician) {
            let knows =
                |category: &Category| them.skills.is_empty() || them.skills.contains(category);
            doubts.extend(job.category.filter(|category| !knows(category)).map(Doubt::Skill));
            let goes =
                job.area.is_none_or(|area| them.areas.is_empty() || them.areas.contains(&area));
            doubts.extend((!goes).then_some(Doubt::Area));
        }
        let others = self.slots(technician, visit).filter(|other| other.day() == slot.day());
        let load: u32 = others.chain([slot]).map(|slot| u32::from(slot.minutes())).sum();
        doubts.extend((load > FULL_DAY).then_some(Doubt::Overload(load)));
        doubts.extend(job.promised.filter(|promised| !promised.overlaps(slot)).map(Doubt::Promise));

        doubts
    }

    /// A time for a job: what was promised for this day, as it was promised, whoever goes and whatever else they have;
    /// else the first free one.
    pub fn offer(&self, job: &Job, technician: StaffId, day: NaiveDate) -> Option<Slot> {
        let over = |slot: &Slot| day == self.today && slot.to() <= self.minute;
        let promised = job.promised_time(day).filter(|slot| !over(slot));

        let taken: Vec<Slot> = self.slots(technician, None).collect();
        let over = (day == self.today).then_some(self.minute);

        promised.or_else(|| first_free(&taken, (day, over), usual_minutes(job.kind)))
    }
}

/// The first stretch of so many minutes of a day in which nothing else is to be done; of the present day some minutes
/// are over.
fn first_free(taken: &[Slot], (day, over): (NaiveDate, Option<u16>), minutes: u16) -> Option<Slot> {
    let first = OPENS.max(over.unwrap_or_default()).next_multiple_of(STEP);
    let mut starts = (first..CLOSES).step_by(usize::from(STEP));

    starts.find_map(|start| {
        let slot = Slot::new(day, start, start + minutes).ok()?;
        let free = !taken.iter().any(|taken| taken.overlaps(slot));
        (free && slot.to() <= CLOSES).then_some(slot)
    })
}

impl Job {
    /// The time that the customer was promised for a day. A promise that is longer than a day's work names the day and
    /// no time.
    pub fn promised_time(&self, day: NaiveDate) -> Option<Slot> {
        let names_a_time = |slot: &Slot| u32::from(slot.minutes()) <= FULL_DAY;

        self.promised.filter(|slot| slot.day() == day).filter(names_a_time)
    }
}

/// How long work of a kind usually takes, in minutes, until an office measures its own.
pub fn usual_minutes(kind: OrderKind) -> u16 {
    match kind {
        OrderKind::Install => 120,
        OrderKind::Exchange | OrderKind::Dismantle => 90,
        OrderKind::Measure => 30,
        OrderKind::Repair
        | OrderKind::Maintenance
        | OrderKind::Delivery
        | OrderKind::Complaint
        | OrderKind::Consultation
        | OrderKind::Return
        | OrderKind::Appraisal => 60,
    }
}
