//! What of a household is ours, what they said at each step of it, and how many of those who buy are registered.

use chrono::NaiveDate;
use domain::{Brands, CustomerId, FeedbackStage, Grade, Loyalty, Model, Moment, Term};
use store::{Session, SoldRow};

use super::Machine;
use crate::{Engine, Error};

/// What a customer said last of one step of what they bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feedback {
    /// Of which step.
    pub stage: FeedbackStage,
    /// What they said.
    pub grade: Grade,
    /// When.
    pub at: Moment,
}

/// The brands of the office: those of its catalogue, and those whose makers promise something.
pub(super) fn brands(session: &Session<'_>, terms: &[Term]) -> Result<Brands, Error> {
    let mut brands = Brands::default();
    for (_, model) in session.all::<Model>()? {
        brands.learn(&model.brand, Some(model.category));
    }
    for term in terms {
        brands.learn(term.brand.as_deref().unwrap_or_default(), None);
    }

    Ok(brands)
}

pub(super) fn picture(machines: &[Machine], brands: &Brands) -> Loyalty {
    Loyalty::of(machines.iter().map(|machine| &machine.appliance), brands)
}

/// What they said last of each step, in the order of the steps: at purchase by the reported sale, of the others by the
/// calls after the work.
pub(super) fn feedback(
    session: &Session<'_>,
    customer: CustomerId,
    machines: &[Machine],
) -> Result<Vec<Feedback>, Error> {
    let sales = machines.iter().filter_map(|machine| {
        let sale = machine.appliance.sale.as_ref()?;
        Some(Feedback { stage: FeedbackStage::Purchase, grade: sale.grade?, at: sale.at })
    });
    let calls = session.grades_of(customer)?.into_iter().filter_map(|(kind, grade, at)| {
        Some(Feedback { stage: FeedbackStage::of(kind)?, grade, at })
    });
    let all: Vec<_> = sales.chain(calls).collect();
    let last = FeedbackStage::ALL.into_iter().filter_map(|stage| {
        let said = all.iter().filter(|said| said.stage == stage);
        said.max_by_key(|said| said.at).copied()
    });

    Ok(last.collect())
}

impl Engine {
    /// For each shop and who sells there how many machines are known that were bought there since `since`, and how many
    /// of them were registered; those who sold most first. The rate is the one over the other, with both shown.
    pub fn registrations(
        &self,
        since: Option<NaiveDate>,
    ) -> impl Future<Output = Result<Vec<SoldRow>, Error>> + Send + use<> {
        self.workers.read(move |session| Ok(session.registrations(since)?))
    }
}
