//! What a count of stock comes to: exactly what differs from the moves that the counting desk knew.

use crate::Fields;

/// The kind of a movement's record.
pub const MOVE: &str = "stock_move";

/// Whether so many pieces can move at once: a sum of movements must never come near what a number holds.
pub fn is_plausible(moved: &Fields) -> bool {
    let most = domain::StockMove::MOST;

    moved.get("quantity").is_none_or(|quantity| {
        quantity.as_i64().is_some_and(|quantity| (-most..=most).contains(&quantity))
    })
}

/// What makes of the pieces that are known at a place those that were counted there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// So many come in that nobody knew of.
    Found(i64),
    /// So many go that should be there.
    Missing(i64),
}

impl Correction {
    /// How many pieces move.
    pub const fn pieces(self) -> i64 {
        match self {
            Self::Found(pieces) | Self::Missing(pieces) => pieces,
        }
    }
}

/// What makes of `known` pieces the `counted` ones: none if they agree. It is reckoned once, by whoever counted, from
/// what they knew; moves that come to light later count beside it, before or after.
pub const fn correction(known: i64, counted: i64) -> Option<Correction> {
    match counted - known {
        0 => None,
        found if found > 0 => Some(Correction::Found(found)),
        missing => Some(Correction::Missing(-missing)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(crate::testing::config())]

        #[test]
        fn after_a_count_there_is_what_was_counted_and_what_nobody_knew_of_beside_it(
            known in prop::collection::vec(-9..9_i64, 0..6),
            unknown in prop::collection::vec(-9..9_i64, 0..6), counted in 0..20_i64,
        ) {
            let (before, beside): (i64, i64) = (known.iter().sum(), unknown.iter().sum());
            let moved = match correction(before, counted) {
                Some(Correction::Found(more)) => more,
                Some(Correction::Missing(less)) => -less,
                None => 0,
            };

            prop_assert_eq!(before + beside + moved, counted + beside);
            prop_assert_eq!(correction(before, before), None);
        }
    }
}
