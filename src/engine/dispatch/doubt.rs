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
        if (slot.day(), slot.from()) < (self.today, self.minute) {
            doubts.push(Doubt::Past);
        }
        let elsewhere = self
            .visits
            .iter()
            .filter(|other| other.technician == technician && Some(other.visit) != visit);
        doubts.extend(elsewhere.filter_map(|other| {
            let taken = other.slot.filter(|taken| taken.overlaps(slot))?;
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

    /// A time for a job: within what was promised if that is this day, else the first free one.
    pub fn offer(&self, job: &Job, technician: StaffId, day: NaiveDate) -> Option<Slot> {
        let minutes = usual_minutes(job.kind);
        let promised = job.promised.filter(|promised| promised.day() == day);
        let within = promised.and_then(|promised| {
            let free = self.free_slot(technician, (day, promised.from()), minutes)?;
            free.overlaps(promised).then_some(free)
        });

        within.or_else(|| self.free_slot(technician, (day, OPENS), minutes))
    }

    /// The first stretch of so many minutes in which a technician has nothing else.
    fn free_slot(
        &self,
        technician: StaffId,
        (day, from): (NaiveDate, u16),
        minutes: u16,
    ) -> Option<Slot> {
        let from = if day == self.today { from.max(self.minute) } else { from };
        let first = from.next_multiple_of(STEP);
        let mut starts = (first..CLOSES).step_by(usize::from(STEP));

        starts.find_map(|start| {
            let slot = Slot::new(day, start, start + minutes).ok()?;
            let free = !self.slots(technician, None).any(|taken| taken.overlaps(slot));
            (free && slot.to() <= CLOSES).then_some(slot)
        })
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
