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
const QUANTITY: f32 = 84.0;

/// One column of quantities.
enum Place {
    At(Location),
    Vans,
    All,
}

/// The grid.
pub fn view<'a>(
    room: &'a Parts,
    overview: &'a PartsOverview,
    cx: &'a Context,
) -> Element<'a, Message> {
    let locale = &cx.locale;
    let places = places(overview);
    let heads = places.iter().zip(1_u8..).map(|(place, order)| {
        let name = match place {
            Place::At(Location::Van(staff)) => {
                let van = overview.vans.iter().find(|(id, _)| id == staff);
                van.map(|(_, name)| name.clone()).unwrap_or_default()
            }
            Place::At(location) => locale.location(*location, None),
            Place::Vans => locale.parts_vans(),
            Place::All => locale.charge_total(),
        };
        let head = Column::fixed(name, QUANTITY).right();
        // The store and the sum are there at any width.
        match place {
            Place::At(Location::Store) | Place::All => head,
            Place::At(_) | Place::Vans => head.spare(order),
        }
    });
    let columns = [
        Column::fixed(locale.paper_part_number(), 104.0),
        Column::weight(locale.paper_part_name(), 1.0, 120.0),
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
        .chain([Place::At(Location::Faulty), Place::All])
        .collect()
}

fn quantity<'a>(part: &PartRow, place: &Place, cx: &'a Context) -> Cell<'a> {
    let count = match place {
        Place::At(location) => part.held.get(location).copied().unwrap_or_default(),
        Place::Vans => {
            let vans = part.held.iter().filter(|(at, _)| matches!(at, Location::Van(_)));
            vans.map(|(_, count)| count).sum()
        }
        Place::All => part.total(),
    };
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
