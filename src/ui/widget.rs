//! Widgets that more than one room uses. None of them knows a room's messages.

mod button;
mod checkbox;
mod field;
mod note;

pub use button::{Button, button, icon_button};
pub use checkbox::checkbox;
pub use field::{Field, field, labelled};
pub use note::{Note, note};
mod bits;
pub use bits::key_hint;
