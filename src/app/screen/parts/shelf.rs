//! Balances: one row a part, one column a place.

use domain::Location;
use engine::{PartRow, PartsOverview};
use iced::Element;
use ui::grid::{Cell, Column, grid};
use ui::{Mark, Tone};

use super::{Message, Parts};
use crate::context::Context;

/// More vans than this share one column; the ledger's pane shows each.
const VANS: usize = 6;
/// Columns before the first place.
const BEFORE: usize = 2;
/// The width of a column with a quantity.
const QUANTITY: f32 = 78.0;
/// The width of the columns before the first place, and of the bar.
const NUMBER: f32 = 92.0;
const NAME: f32 = 120.0;
const BAR: f32 = 12.0;

/// One column of quantities.
enum Place {
    At(Location),
    Vans,
    /// Those for which there is no room.
    Others(Vec<Place>),
    All,
}

/// The grid.
pub fn view<'a>(
    room: &'a Parts,
    overview: &'a PartsOverview,
    width: f32,
    cx: &'a Context,
) -> Element<'a, Message> {
    let locale = &cx.locale;
    let places = fitted(places(overview), width);
    let heads = places.iter().map(|place| {
        let name = match place {
            Place::At(Location::Van(staff)) => {
                let van = overview.vans.iter().find(|(id, _)| id == staff);
                van.map(|(_, name)| name.clone()).unwrap_or_default()
            }
            Place::At(location) => locale.location(*location, None),
            Place::Vans => locale.parts_vans(),
            Place::Others(_) => locale.parts_others(),
            Place::All => locale.charge_total(),
        };
        Column::fixed(name, QUANTITY).right()
    });
    let columns = [
        Column::fixed(locale.paper_part_number(), NUMBER),
        Column::weight(locale.paper_part_name(), 1.0, NAME),
    ];
    let columns = columns.into_iter().chain(heads).collect();
    let selected =
        (0..room.listed.len()).find(|at| room.row(*at).map(|part| part.id) == room.picked);

    grid(columns, room.listed.len(), move |row, column| {
        let Some(part) = room.row(row) else { return Cell::empty() };
        match (column, column.checked_sub(BEFORE).and_then(|at| places.get(at))) {
            (0, _) => Cell::text(part.number.as_str()).bold(),
            (1, _) => Cell::text(part.name.as_str()),
            (_, Some(place)) => quantity(part, place, cx),
            (_, None) => Cell::empty(),
        }
    })
    .id(Parts::LIST)
    .selected(selected)
    .on_select(Message::RowPicked)
    .on_activate(|_| Message::RowOpened)
    .into()
}

fn places(overview: &PartsOverview) -> Vec<Place> {
    let vans: Vec<Place> = if overview.vans.len() > VANS {
        vec![Place::Vans]
    } else {
        overview.vans.iter().map(|(id, _)| Place::At(Location::Van(*id))).collect()
    };
    let transit = overview.parts.iter().any(|part| part.held.contains_key(&Location::Transit));

    std::iter::once(Place::At(Location::Store))
        .chain(vans)
        .chain(transit.then_some(Place::At(Location::Transit)))
        .chain([Place::All, Place::At(Location::Faulty)])
        .collect()
}

/// What there is room for: the store first, then those that find none as one, so that every row adds up to the sum of
/// what is good; behind it the old parts, which are in no sum.
fn fitted(mut places: Vec<Place>, width: f32) -> Vec<Place> {
    let mut left = width - NUMBER - NAME - BAR;
    let all = places.len();
    let room = (0..all).take_while(|_| {
        left -= QUANTITY;
        left >= 0.0
    });
    let room = room.count();
    // One alone is as wide as the others are.
    if room < all && all > 4 {
        let sum = all - 2;
        let first = room.saturating_sub(3).max(1);
        let others = places.drain(first..sum).collect();
        places.insert(first, Place::Others(others));
    }

    places
}

fn held(part: &PartRow, place: &Place) -> i64 {
    match place {
        Place::At(location) => part.held.get(location).copied().unwrap_or_default(),
        Place::Vans => {
            let vans = part.held.iter().filter(|(at, _)| matches!(at, Location::Van(_)));
            vans.map(|(_, count)| count).sum()
        }
        Place::Others(places) => places.iter().map(|place| held(part, place)).sum(),
        Place::All => part.total(),
    }
}

fn quantity<'a>(part: &PartRow, place: &Place, cx: &'a Context) -> Cell<'a> {
    let count = held(part, place);
    let words = cx.locale.number(count);

    match (count, place) {
        (..0, _) => {
            Cell::badge(Tone::Danger, Mark::Triangle, cx.locale.parts_short(count.saturating_neg()))
        }
        (0, _) => Cell::text("–").muted(),
        (_, Place::All) => Cell::text(words).bold(),
        _ => Cell::text(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{context, wait};

    #[test]
    fn a_row_adds_up_at_any_width() {
        let overview = wait(context().engine.parts_overview()).expect("readable");
        let van = |at: usize| Location::Van(overview.vans[at].0);
        let held = [
            (Location::Store, 7),
            (van(0), 1),
            (van(1), 2),
            (Location::Transit, 4),
            (Location::Faulty, 8),
        ];
        let good = 14;
        let part = PartRow { held: held.into(), ..overview.parts[0].clone() };
        let all = || {
            let good = held[..4].iter().map(|(at, _)| Place::At(*at));
            good.chain([Place::All, Place::At(Location::Faulty)]).collect()
        };
        let shown = |width| -> Vec<i64> {
            fitted(all(), width).iter().map(|place| super::held(&part, place)).collect()
        };

        assert_eq!(shown(1_000.0), [7, 1, 2, 4, good, 8]);
        assert_eq!(shown(680.0), [7, 1, 6, good, 8]);
        assert_eq!(shown(611.0), [7, 7, good, 8]);
        assert_eq!(
            shown(90.0),
            [7, 7, good, 8],
            "the store, the others, the sum and the old parts stay"
        );
    }

    #[test]
    fn four_vans_are_seen_beside_the_ledger_on_a_small_screen() {
        let overview = wait(context().engine.parts_overview()).expect("readable");
        let van = Location::Van(overview.vans[0].0);
        let four = [Location::Store, van, van, van, van];
        let all = four.into_iter().map(Place::At);
        let all = all.chain([Place::All, Place::At(Location::Faulty)]).collect();
        let pane = 1_366.0 - ui::size::RAIL - super::super::ledger::WIDTH;

        assert_eq!(fitted(all, pane).len(), 7);
    }
}
