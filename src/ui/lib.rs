//! How it looks: colours, sizes, icons and the widgets that rooms share. It knows no trade and no words.

pub mod fonts;
pub mod grid;
pub mod icon;
pub mod ink;
pub mod schedule;
pub mod shot;
pub mod size;
pub mod space;
pub mod theme;
pub mod widget;

mod captioned;
mod emblem;
mod focus;
mod hold;
mod leave;
mod mark;
mod menu;
mod noting;
mod page;
mod press;
mod scope;
mod summon;
#[cfg(test)]
mod testing;
mod typing;

pub use emblem::emblem;
pub use focus::rest;
pub use icon::Icon;
pub use mark::{Mark, mark};
pub use menu::Suggestion;
pub use page::show;
pub use press::{Press, press};
pub use scope::{Axis, form, group, kept, lettered, root};
pub use summon::{Meant, summon};
pub use theme::Tone;

/// The settings for the program's `iced::application`: our font and size of letters.
pub fn settings() -> iced::Settings {
    iced::Settings {
        default_font: fonts::UI,
        default_text_size: size::BODY.into(),
        ..iced::Settings::default()
    }
}
