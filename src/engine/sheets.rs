//! Returned sheets: entering what a technician brings back.

mod before;
mod bill;
mod day;
mod entry;
mod fare;
mod form;
mod keys;
mod plate;
mod recall;
mod reentry;

#[cfg(test)]
pub(crate) mod tests;

pub use bill::{Bill, BillLine, Terms};
pub use day::{SheetDay, TechnicianCash, Unreturned};
pub use entry::{Entered, SheetDoubt, SheetEntry, UsedPart};
pub use fare::{Fare, FareStanding};
pub use form::{CodeChoice, SheetForm};
pub use keys::Keys;
pub use plate::{Found, Grounds};

pub(crate) use bill::Beforehand;
pub(crate) use fare::{fares, pass_on, take_over};
pub(crate) use form::{causes, terms};
pub(crate) use keys::{says, tokens};
pub(crate) use reentry::take_back;

use domain::OrderId;

use crate::{Engine, Error};

impl Engine {
    /// The sheet that is meant by a number, the end of a number, or what a scanner read from the paper's
    /// code. Refused where there is no such order, no visit to report, or the sheet is back already.
    pub fn sheet_form(
        &self,
        number_or_scan: &str,
    ) -> impl Future<Output = Result<SheetForm, Error>> + Send + use<> {
        let text = number_or_scan.to_owned();
        let clock = self.clock().clone();

        self.workers.read(move |session| form::find(session, &text, &clock))
    }

    /// Sheets that should be back, the longest gone first: printed ones and those whose day has come.
    pub fn unreturned(
        &self,
    ) -> impl Future<Output = Result<Vec<Unreturned>, Error>> + Send + use<> {
        let clock = self.clock().clone();

        self.workers.read(move |session| day::unreturned(session, &clock))
    }

    /// How the day's sheets stand: what is out, how fast they are entered, what each technician brought.
    pub fn sheet_day(&self) -> impl Future<Output = Result<SheetDay, Error>> + Send + use<> {
        let clock = self.clock().clone();

        self.workers.read(move |session| day::sheet_day(session, &clock))
    }

    /// Enters a returned sheet: result, order, stock, charges and cash in one transaction.
    pub fn enter_sheet(
        &self,
        entry: SheetEntry,
    ) -> impl Future<Output = Result<Entered, Error>> + Send + use<> {
        self.deed("enter_sheet", move |deed| entry::enter(deed, entry))
    }

    /// Takes an entry back: its parts, charges and cash by opposite facts, and the sheet is out again.
    pub fn reenter_sheet(
        &self,
        order: OrderId,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        self.deed("reenter_sheet", move |deed| reentry::reenter(deed, order).map(drop))
    }
}
