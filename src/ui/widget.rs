//! Widgets that more than one room uses. None of them knows a room's messages.

mod badge;
mod bits;
mod button;
mod checkbox;
mod choice;
mod combo;
mod field;
mod fitted;
mod flow;
mod frame;
mod line;
mod markdown;
mod modal;
mod note;
mod notice;
mod segments;
mod spinner;

pub use badge::{badge, count};
pub use bits::{
    Entry, bar, clipped, figure, key_hint, key_line, pair, pair_with, tab, tabs, timeline, title,
};
pub use button::{Button, button, icon_button};
pub use checkbox::checkbox;
pub use choice::{Choice, choice};
pub use combo::{Combo, combo};
pub use field::{Field, field, labelled};
pub use flow::{beside, columns};
pub use frame::{
    RailItem, at_least, card, divider, lifted, rail, scroll, section, slim_rail, status_bar,
    status_item,
};
pub use line::muted_line;
pub use markdown::{markdown, plain};
pub use modal::{dialog, dialog_under, modal};
pub use note::{Note, note};
pub use notice::{Offer, banner, empty, progress, saying};
pub use segments::segments;
pub use spinner::spinner;
