//! What is told about a plan: who goes when, and what speaks against it.

use chrono::NaiveDate;
use domain::VisitId;
use engine::{Board, Doubt, Job, Plan};

use crate::context::Context;

/// The most people at whose place someone is said to be: who is at two has no time for a third.
const PLACES: usize = 2;

/// What speaks against a plan, a sentence each.
pub fn listed(doubts: &[Doubt], technician: &str, today: NaiveDate, cx: &Context) -> Vec<String> {
    let elsewhere = |doubt: &&Doubt| matches!(doubt, Doubt::Overlap { .. });
    let places = doubts.iter().filter(elsewhere).take(PLACES);
    let others = doubts.iter().filter(|doubt| !elsewhere(doubt));

    places.chain(others).map(|doubt| words(doubt, technician, today, cx)).collect()
}

/// A doubt in words.
fn words(doubt: &Doubt, technician: &str, today: NaiveDate, cx: &Context) -> String {
    let locale = &cx.locale;

    match doubt {
        Doubt::Overlap { name, slot } => {
            locale.dispatch_doubt_overlap(technician, name, &locale.slot_times(*slot))
        }
        Doubt::Skill(category) => {
            locale.dispatch_doubt_skill(technician, &locale.category(*category))
        }
        Doubt::Area => locale.dispatch_doubt_area(technician),
        Doubt::Overload(minutes) => {
            locale.dispatch_doubt_overload(technician, &locale.duration(i64::from(*minutes)))
        }
        Doubt::Promise(slot) => locale.dispatch_doubt_promise(&locale.slot_relative(*slot, today)),
        Doubt::Past => locale.dispatch_doubt_past(),
    }
}

/// What is said once something is planned or taken back.
#[derive(Debug, Clone)]
pub struct Told {
    pub words: String,
    /// What was done to which order.
    pub deed: String,
    /// Whether something speaks against it.
    pub doubted: bool,
}

/// What is said once a plan is done: who goes when, and what speaks against it all the same.
pub fn told(
    board: &Board,
    (job, visit): (&Job, Option<VisitId>),
    plan: &Plan,
    cx: &Context,
) -> Told {
    let locale = &cx.locale;
    let name = board.technician(plan.technician).map_or("", |technician| &technician.name);
    let time = plan
        .slot
        .map_or_else(|| locale.dispatch_undated(), |slot| locale.slot_relative(slot, board.today));
    let done = if plan.agreed && plan.slot.is_some() {
        locale.dispatch_booked(&job.name, &time)
    } else {
        locale.dispatch_assigned(name, &time)
    };
    let doubts = plan.slot.map(|slot| board.doubts(job, visit, (plan.technician, slot)));
    let doubts = doubts.unwrap_or_default();
    let doubts = listed(&doubts, name, board.today, cx);

    let deed = format!("{} · {done}", job.number);

    if doubts.is_empty() {
        return Told { words: done, deed, doubted: false };
    }
    let but = locale.dispatch_but(&locale.enumeration(&doubts));

    Told { words: format!("{done} {but}"), deed, doubted: true }
}
