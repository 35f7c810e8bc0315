//! How it looks: colours, sizes, icons and the widgets that rooms share. It knows no trade and no words.

pub mod fonts;
pub mod icon;
pub mod ink;
pub mod size;
pub mod space;
pub mod theme;
pub mod widget;

mod focus;
mod press;
mod root;

pub use icon::Icon;
pub use press::{Press, press};
pub use root::root;
pub use theme::Tone;
