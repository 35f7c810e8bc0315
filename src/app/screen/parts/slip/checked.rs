//! What a slip cannot move: more than there is, or one piece twice; said at the line that it is about.

use domain::Location;
use engine::{Error, MOST_AT_ONCE, PartsOverview, StockLine, Wrong};

use super::{Kind, Next, Slip};

impl Slip {
    /// Writes a line down, unless more would move than there is, or one piece twice.
    pub(super) fn why_not(&mut self, line: StockLine, overview: &PartsOverview) -> Option<Error> {
        if line.quantity > MOST_AT_ONCE {
            return Some(Error::field("quantity", Wrong::OutOfRange));
        }
        let twice = |known: &&StockLine| known.part == line.part && known.serial == line.serial;
        if let Some(serial) = line.serial.clone().filter(|_| self.lines.iter().any(|it| twice(&it)))
        {
            return Some(Error::SerialUsed(serial));
        }
        let part = overview.parts.iter().find(|part| part.id == line.part)?;
        let written = self.lines.iter().filter(|known| known.part == line.part);
        let written = written.fold(0, |sum: i64, known| sum.saturating_add(known.quantity));
        let left = self.source(overview).map(|place| part.held.get(&place).copied().unwrap_or(0));
        if let Some(left) = left.map(|left| left - written).filter(|left| line.quantity > *left) {
            return Some(Error::StockShort { part: part.name.clone(), left });
        }
        self.lines.push(line);

        None
    }

    /// Where the slip takes parts from, if it takes them from a place that must have them.
    fn source(&self, overview: &PartsOverview) -> Option<Location> {
        match self.kind {
            Kind::Issue => Some(Location::Store),
            Kind::Return => Some(Location::Van(overview.vans.get(self.whom?)?.0)),
            Kind::Receive | Kind::Count => None,
        }
    }

    /// Shows what is wrong with what was posted, at the line that it is about.
    pub fn refuse_posted(&mut self, error: Error, overview: &PartsOverview) -> Next {
        let name = |line: &StockLine| {
            overview.parts.iter().find(|part| part.id == line.part).map(|part| part.name.as_str())
        };
        let is_odd = |line: &StockLine| match &error {
            Error::StockShort { part, .. } => name(line) == Some(part.as_str()),
            Error::SerialUsed(serial) => line.serial.as_ref() == Some(serial),
            Error::Field { field: "quantity", .. } => !(1..=MOST_AT_ONCE).contains(&line.quantity),
            Error::Field { field: "serial", .. } => line.serial.is_none(),
            _ => false,
        };
        let Some(odd) = self.lines.iter().rposition(is_odd) else { return self.refuse(error) };
        (self.error, self.odd) = (Some(error), Some(odd));

        Next::Stay
    }
}
