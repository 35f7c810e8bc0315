//! What a slip cannot move: more than there is, or one piece twice; said at the line that it is about.

use domain::Location;
use engine::{Error, MOST_AT_ONCE, PartRow, PartsOverview, StockLine, Wrong};

use super::{Kind, LISTED, Next, Slip};

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
        if let Some(error) = self.why_not_this_piece(&line, part, overview) {
            return Some(error);
        }
        self.lines.push(line);

        None
    }

    /// Whether a serial number that came is rather how many came: nobody was asked yet.
    pub(super) fn may_be_quantity(&self, serial: &str) -> bool {
        let short = serial.len() <= 2 && serial.chars().all(|digit| digit.is_ascii_digit());

        self.kind == Kind::Receive && short && self.asked.as_deref() != Some(serial)
    }

    /// Whether a serial number that came is rather what a part is called by: nobody was asked yet.
    pub(super) fn may_be_part(&self, serial: &str, overview: &PartsOverview) -> bool {
        let is_part = overview.parts.iter().any(|part| part.keys.is(serial));

        self.kind == Kind::Receive && is_part && self.asked.as_deref() != Some(serial)
    }

    /// A piece of which it is known that it does not lie where it is taken from.
    fn why_not_this_piece(
        &self,
        line: &StockLine,
        part: &PartRow,
        overview: &PartsOverview,
    ) -> Option<Error> {
        let (serial, place) = (line.serial.as_ref()?, self.source(overview)?);
        let there = part.pieces.get(&place).cloned().unwrap_or_default();
        // A count may have found pieces whose numbers nobody wrote down.
        let unknown = |serial: &String| !there.contains(serial);
        let written = self.lines.iter().filter(|known| known.part == line.part);
        let written = written.filter_map(|known| known.serial.as_ref()).filter(|it| unknown(it));
        let held = part.held.get(&place).copied().unwrap_or(0);
        let held = usize::try_from(held).unwrap_or(0);
        if !unknown(serial) || held > there.len() + written.count() {
            return None;
        }

        Some(Error::SerialNotThere { serial: serial.clone(), there: self.pieces(overview) })
    }

    /// The pieces that can be taken, without those that stand on the slip, by what is typed of their numbers.
    pub(super) fn offered(&self, overview: &PartsOverview) -> Vec<String> {
        let typed = self.serial.trim().to_lowercase();
        let fits = |serial: &String| serial.to_lowercase().contains(&typed);

        self.pieces(overview).into_iter().filter(fits).take(LISTED).collect()
    }

    fn pieces(&self, overview: &PartsOverview) -> Vec<String> {
        let part = overview.parts.iter().find(|part| Some(part.id) == self.part);
        let there = part.zip(self.source(overview)).and_then(|(it, place)| it.pieces.get(&place));

        there.into_iter().flatten().filter(|serial| !self.has(serial)).cloned().collect()
    }

    pub(super) fn serial_taken(&mut self, at: usize, overview: &PartsOverview) -> Next {
        let Some(serial) = self.offered(overview).get(at).cloned() else { return Next::Stay };
        self.serial = serial;

        self.line_entered(overview)
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
            Error::SerialUsed(serial) | Error::SerialNotThere { serial, .. } => {
                line.serial.as_ref() == Some(serial)
            }
            Error::Field { field: "quantity", .. } => !(1..=MOST_AT_ONCE).contains(&line.quantity),
            Error::Field { field: "serial", .. } => line.serial.is_none(),
            _ => false,
        };
        let Some(odd) = self.lines.iter().rposition(is_odd) else { return self.refuse(error) };
        (self.error, self.odd) = (Some(error), Some(odd));

        Next::Stay
    }
}
