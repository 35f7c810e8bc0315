//! Stock: immutable moves between two locations. A balance is always a sum.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Moment, OrderId, PartId, StaffId, VisitId};

/// Where stock can be. Its source and its end are locations too, so that nothing comes from nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Location {
    /// The office's shelf.
    Store,
    /// A technician's van or bag.
    Van(StaffId),
    /// Faulty and old parts, waiting to go back.
    Faulty,
    /// On the way between two places.
    Transit,
    /// Whoever delivers.
    Supplier,
    /// Built into a customer's machine.
    Customer,
    /// Thrown away.
    Scrap,
    /// What a stocktake found or missed.
    Adjustment,
}

impl Location {
    /// Whether stock here is the office's to count.
    pub const fn is_held(self) -> bool {
        matches!(self, Self::Store | Self::Van(_) | Self::Faulty | Self::Transit)
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store => f.write_str("store"),
            Self::Van(staff) => write!(f, "van:{staff}"),
            Self::Faulty => f.write_str("faulty"),
            Self::Transit => f.write_str("transit"),
            Self::Supplier => f.write_str("supplier"),
            Self::Customer => f.write_str("customer"),
            Self::Scrap => f.write_str("scrap"),
            Self::Adjustment => f.write_str("adjustment"),
        }
    }
}

impl FromStr for Location {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "store" => Self::Store,
            "faulty" => Self::Faulty,
            "transit" => Self::Transit,
            "supplier" => Self::Supplier,
            "customer" => Self::Customer,
            "scrap" => Self::Scrap,
            "adjustment" => Self::Adjustment,
            other => {
                let van = other.strip_prefix("van:").and_then(|id| id.parse::<Uuid>().ok());
                Self::Van(StaffId(van.ok_or("not a location")?))
            }
        })
    }
}

impl TryFrom<String> for Location {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Location> for String {
    fn from(location: Location) -> Self {
        location.to_string()
    }
}

/// Whether a piece can be built in.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// New or tested.
    #[default]
    Good,
    /// Taken out of a machine, or broken.
    Faulty,
}

/// Whose stock it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// The office bought it.
    #[default]
    Office,
    /// Headquarters lent it.
    Headquarters,
}

/// Why stock moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StockReason {
    /// What was there on the first day.
    Opening,
    /// A delivery came in.
    Received,
    /// 领用: store to technician.
    Issued,
    /// 还件: technician to store.
    Returned,
    /// Built in on a visit.
    Used,
    /// Taken out on a visit.
    Removed,
    /// Counted.
    Counted,
    /// Takes back another move.
    Reversed,
}

/// One movement of stock. Never changed; a mistake is another move the other way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockMove {
    /// What moved.
    pub part: PartId,
    /// How many: above zero.
    pub quantity: i64,
    /// From where.
    pub from: Location,
    /// To where.
    pub to: Location,
    /// In which condition.
    #[serde(default)]
    pub condition: Condition,
    /// Whose.
    #[serde(default)]
    pub owner: Owner,
    /// Why.
    pub reason: StockReason,
    /// The piece's own number.
    #[serde(default)]
    pub serial: Option<String>,
    /// The order it was used on.
    #[serde(default)]
    pub order: Option<OrderId>,
    /// The visit it was used on.
    #[serde(default)]
    pub visit: Option<VisitId>,
    /// When it was posted.
    pub at: Moment,
}

impl StockMove {
    /// The most pieces that move at once. Sums of moves never come near what a number holds.
    pub const MOST: i64 = 1_000_000_000;

    /// Whether so many pieces can move at all. A move of more counts nowhere.
    pub const fn is_plausible(&self) -> bool {
        self.quantity.unsigned_abs() <= Self::MOST.unsigned_abs()
    }
}

/// What lies where: the sum of moves in, less the sum of moves out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Balance(BTreeMap<(PartId, Location, Condition, Owner), i64>);

impl Balance {
    /// Adds one move.
    pub fn post(&mut self, m: &StockMove) {
        *self.0.entry((m.part, m.from, m.condition, m.owner)).or_default() -= m.quantity;
        *self.0.entry((m.part, m.to, m.condition, m.owner)).or_default() += m.quantity;
    }

    /// How many of `part` lie at `location`, in any condition and of any owner.
    pub fn at(&self, part: PartId, location: Location) -> i64 {
        let here = self.0.iter().filter(|((p, l, ..), _)| *p == part && *l == location);

        here.map(|(_, quantity)| quantity).sum()
    }

    /// The sum over every location: zero, or a move was lost.
    pub fn total(&self, part: PartId) -> i64 {
        self.0.iter().filter(|((p, ..), _)| *p == part).map(|(_, quantity)| quantity).sum()
    }
}

impl<'a> FromIterator<&'a StockMove> for Balance {
    fn from_iter<I: IntoIterator<Item = &'a StockMove>>(moves: I) -> Self {
        let mut balance = Self::default();
        for each in moves {
            balance.post(each);
        }
        balance
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_keep_their_name() {
        for location in [Location::Store, Location::Van(StaffId(Uuid::nil())), Location::Scrap] {
            assert_eq!(location.to_string().parse(), Ok(location));
        }
        assert!("van:7".parse::<Location>().is_err());
    }

    #[test]
    fn whatever_moves_the_sum_over_all_places_is_zero() {
        let part = PartId(Uuid::from_u128(1));
        let van = Location::Van(StaffId(Uuid::from_u128(2)));
        let moves = [
            (Location::Supplier, Location::Store, 10),
            (Location::Store, van, 3),
            (van, Location::Customer, 1),
        ]
        .map(|(from, to, quantity)| StockMove {
            part,
            quantity,
            from,
            to,
            condition: Condition::Good,
            owner: Owner::Office,
            reason: StockReason::Issued,
            serial: None,
            order: None,
            visit: None,
            at: Moment(0),
        });
        let balance: Balance = moves.iter().collect();

        assert_eq!(balance.at(part, Location::Store), 7);
        assert_eq!(balance.at(part, van), 2);
        assert_eq!(balance.total(part), 0);
    }
}
