//! Pieces with serial numbers: where each lies, and why one cannot have been built in.

use std::collections::BTreeMap;

use domain::{Condition, Location, PartId};
use store::Session;

use crate::Error;

/// The pieces of one part, as one technician finds them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pieces {
    /// The serial numbers at each place that pieces came to and have not left.
    pub places: BTreeMap<Location, Vec<String>>,
    /// How many lie in the technician's van and in the store whose numbers nobody wrote down.
    pub unnumbered: i64,
}

impl Pieces {
    /// The pieces of `part`, as whoever has this van finds them.
    pub(crate) fn of(
        session: &Session<'_>,
        part: PartId,
        van: Option<Location>,
    ) -> Result<Self, Error> {
        let places = session.pieces_of(part)?;
        let mut unnumbered = 0;
        for place in van.into_iter().chain([Location::Store]) {
            let held = session.held(part, place, Condition::Good)?;
            let held: i64 = held.iter().map(|(_, quantity)| quantity).sum();
            let numbered = places.get(&place).map_or(0, Vec::len);
            unnumbered += (held - i64::try_from(numbered).unwrap_or(held)).max(0);
        }

        Ok(Self { places, unnumbered })
    }

    /// Why a piece cannot have been built in: it was already, or none with this number ever came. None where it lies
    /// somewhere, or may be one of those whose numbers nobody wrote down.
    pub fn why_not(&self, serial: &str) -> Option<Error> {
        let lies = |pieces: &Vec<String>| pieces.iter().any(|known| known == serial);
        let mut places = self.places.iter().filter(|(_, pieces)| lies(pieces));
        match places.next() {
            Some((Location::Customer, _)) => return Some(Error::SerialUsed(serial.to_owned())),
            Some((place, _)) if place.is_held() => return None,
            _ if self.unnumbered > 0 => return None,
            _ => {}
        }
        let held = self.places.iter().filter(|(place, _)| place.is_held());
        let there = held.flat_map(|(_, pieces)| pieces).cloned().collect();

        Some(Error::SerialNotThere { serial: serial.to_owned(), there })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_refused_where_it_is_built_in_already_or_never_came() {
        let place = |place, serial: &str| (place, vec![serial.to_owned()]);
        let places = [place(Location::Customer, "S1"), place(Location::Store, "S2")];
        let pieces = Pieces { places: places.into(), unnumbered: 0 };

        assert!(matches!(pieces.why_not("S1"), Some(Error::SerialUsed(serial)) if serial == "S1"));
        assert!(pieces.why_not("S2").is_none());
        let Some(Error::SerialNotThere { there, .. }) = pieces.why_not("S3") else {
            panic!("no such piece ever came");
        };
        assert_eq!(there, ["S2"]);
        let counted = Pieces { unnumbered: 1, ..pieces };
        assert!(counted.why_not("S3").is_none(), "nobody wrote its number down");
        assert!(counted.why_not("S1").is_some());
    }
}
