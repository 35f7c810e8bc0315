//! Letters: wording, to whom, on paper, and remembered word by word.

mod compose;
mod occasion;
mod post;
mod target;
mod template;
#[cfg(test)]
mod tests;
mod withdraw;

pub(crate) use compose::addressed;
pub(crate) use template::{in_force, wording};
pub(crate) use withdraw::{standing, withdraw};

pub use compose::{Composed, Composition, LetterDraft};
pub use post::{LettersLaidOut, LettersPosted};
pub use store::{AddresseeRow, LetterRow};
pub use target::{Addressee, LetterFilter};
pub use template::{PLACES, SavedTemplate, TemplateRow};

use domain::{ApplianceId, CustomerId, EnquiryId, Moment, OrderId};

/// No second letter of the same purpose goes to a customer within so many days.
pub const LETTER_DAYS: i64 = 30;
/// Letters in one operation.
const BATCH: usize = 200;

/// What a letter is written about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LetterTarget {
    /// An order, or a complaint.
    Order(OrderId),
    /// A machine.
    Appliance(ApplianceId),
    /// A customer, about nothing in particular.
    Customer(CustomerId),
    /// What somebody wrote, in the words of its latest answer.
    Enquiry(EnquiryId),
}

/// Someone who gets no letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// About what it would have been.
    pub target: LetterTarget,
    /// Their name.
    pub name: String,
    /// Why not.
    pub why: NoLetter,
}

/// Why someone gets no letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoLetter {
    /// They refused letters.
    Refused,
    /// Nobody knows where they live.
    NoAddress,
    /// They got one of the same purpose only lately.
    Recent(Moment),
    /// One of these letters is for them already.
    Twice,
    /// The wording has a place that nothing fills here, or a complaint has no answer yet.
    Lacks(&'static str),
    /// They complained, and that is not over: no thanks for the present.
    Complaining,
    /// Nobody has been there and finished the work, so there is nothing to thank for.
    NotServed,
    /// It is about no complaint, so there is nothing to answer.
    NoComplaint,
    /// It is about no machine, so none is due.
    NoMachine,
    /// The record is no longer here.
    Gone,
}
