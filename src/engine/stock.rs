//! Parts: what lies where, and how it moves.

mod awaited;
mod choice;
mod namesake;
mod overview;
mod pieces;
mod post;

#[cfg(test)]
mod tests;

pub use awaited::Awaited;
pub use choice::PartChoice;
pub use overview::{LedgerRow, PartLedger, PartRow, PartsOverview};
pub use pieces::Pieces;
pub use post::{MOST as MOST_AT_ONCE, Posted, Receiving, StockLine};

pub(crate) use awaited::{needed, served};
pub(crate) use choice::choices;
pub(crate) use post::{Usage, keep_old_part, move_back, use_part};

use domain::{Location, PartId, StaffId, StockReason};

use crate::{Engine, Error};

impl Engine {
    /// What lies where, for every part in the catalogue.
    pub fn parts_overview(
        &self,
    ) -> impl Future<Output = Result<PartsOverview, Error>> + Send + use<> {
        self.workers.read(overview::overview)
    }

    /// How one part moved, latest first.
    pub fn part_ledger(
        &self,
        part: PartId,
    ) -> impl Future<Output = Result<PartLedger, Error>> + Send + use<> {
        self.workers.read(move |session| overview::ledger(session, part))
    }

    /// Puts a delivery, or what was there on the first day, into the store.
    pub fn receive_parts(
        &self,
        receiving: Receiving,
    ) -> impl Future<Output = Result<Posted, Error>> + Send + use<> {
        self.deed("receive_parts", move |deed| post::receive(deed, &receiving))
    }

    /// Hands parts to a technician. Refused if the store has fewer.
    pub fn issue_parts(
        &self,
        technician: StaffId,
        lines: Vec<StockLine>,
    ) -> impl Future<Output = Result<Posted, Error>> + Send + use<> {
        let way = (Location::Store, Location::Van(technician));

        self.deed("issue_parts", move |deed| post::carry(deed, &lines, way, StockReason::Issued))
    }

    /// Takes parts back from a technician. Refused if the van has fewer.
    pub fn return_parts(
        &self,
        technician: StaffId,
        lines: Vec<StockLine>,
    ) -> impl Future<Output = Result<Posted, Error>> + Send + use<> {
        let way = (Location::Van(technician), Location::Store);

        self.deed("return_parts", move |deed| post::carry(deed, &lines, way, StockReason::Returned))
    }

    /// Puts right how many lie at a place, by what was counted there.
    pub fn correct_count(
        &self,
        part: PartId,
        location: Location,
        counted: i64,
    ) -> impl Future<Output = Result<Posted, Error>> + Send + use<> {
        self.deed("correct_count", move |deed| post::count(deed, part, location, counted))
    }
}
