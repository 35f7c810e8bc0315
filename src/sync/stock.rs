//! What a count of stock comes to: exactly what differs from the moves that the counting desk knew.

use serde_json::Value;

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

/// Where what is missing or found goes to or comes from.
pub const ADJUSTMENT: &str = "adjustment";

/// How many pieces of a part the known moves leave at a place.
pub fn balance<'a>(moves: impl IntoIterator<Item = &'a Fields>, part: &Value, place: &str) -> i64 {
    let own = moves.into_iter().filter(|it| it.get("part") == Some(part));

    own.map(|it| {
        let quantity = it.get("quantity").and_then(Value::as_i64).unwrap_or(0);
        let side = |name: &str| i64::from(it.get(name).and_then(Value::as_str) == Some(place));
        quantity * (side("to") - side("from"))
    })
    .sum()
}

/// The move that makes of `known` pieces at a place the `counted` ones: none if they agree. It is computed once, by
/// whoever counted, from what they knew; moves that come to light later count beside it, before or after.
pub fn correction(known: i64, counted: i64, place: &str) -> Option<(i64, String, String)> {
    let (place, outside) = (place.to_owned(), ADJUSTMENT.to_owned());

    match counted - known {
        0 => None,
        found if found > 0 => Some((found, outside, place)),
        missing => Some((-missing, place, outside)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::object;
    use proptest::prelude::*;
    use serde_json::json;

    proptest! {
        #![proptest_config(crate::testing::config())]

        #[test]
        fn after_a_count_there_is_what_was_counted_and_what_nobody_knew_of_beside_it(
            known in prop::collection::vec((1..9_i64, any::<bool>()), 0..6),
            unknown in prop::collection::vec((1..9_i64, any::<bool>()), 0..6), counted in 0..20_i64,
        ) {
            let moved = |(quantity, comes): &(i64, bool)| {
                let (from, to) = if *comes { ("supplier", "store") } else { ("store", "customer") };
                object(json!({"part": 1, "quantity": quantity, "from": from, "to": to}))
            };
            let (known, unknown): (Vec<_>, Vec<_>) =
                (known.iter().map(moved).collect(), unknown.iter().map(moved).collect());
            let before = balance(&known, &json!(1), "store");
            let mut all: Vec<_> = known.into_iter().chain(unknown.clone()).collect();
            if let Some((quantity, from, to)) = correction(before, counted, "store") {
                all.push(object(json!({"part": 1, "quantity": quantity, "from": from, "to": to})));
            }

            let beside = balance(&unknown, &json!(1), "store");
            prop_assert_eq!(balance(&all, &json!(1), "store"), counted + beside);
        }
    }
}
