//! Who may be known already, as somebody is typed: with what is the same, in words.

use engine::{Alike, Clue, Likely};
use iced::widget::{column, container, row, text};
use iced::{Center, Element, Fill, Task};
use locale::Locale;
use ui::widget::button;
use ui::{fonts, icon, size, space, theme};

use crate::context::Context;

/// Files that may be of whoever is being typed.
#[derive(Debug, Default)]
pub struct Known {
    asked: Likely,
    found: Vec<Alike>,
}

impl Known {
    /// Asks for whoever is typed by now, unless that was asked just before.
    pub fn ask<Message: Send + 'static>(
        &mut self,
        likely: Likely,
        cx: &Context,
        found: impl Fn(Likely, Vec<Alike>) -> Message + Send + 'static,
    ) -> Task<Message> {
        if self.asked == likely {
            return Task::none();
        }
        self.asked = likely.clone();

        Task::perform(cx.engine.likely(likely.clone()), move |answer| {
            // Nobody waits for it: without an answer nothing is said.
            found(likely.clone(), answer.unwrap_or_default())
        })
    }

    /// What was found, if it still is what is typed.
    pub fn found(&mut self, likely: &Likely, found: Vec<Alike>) {
        if self.asked == *likely {
            self.found = found;
        }
    }

    /// The one in this place, the likeliest first.
    pub fn at(&self, place: usize) -> Option<&Alike> {
        self.found.get(place)
    }

    /// Who it may be and why, each with the way to their file; the key stands at the first.
    pub fn view<'a, Message: Clone + 'a>(
        &'a self,
        (deed, key): (String, &'static str),
        pressed: impl Fn(usize) -> Message + 'a,
        cx: &'a Context,
    ) -> Option<Element<'a, Message>> {
        if self.found.is_empty() {
            return None;
        }
        let heading = row![
            icon::alert().sized(size::ICON),
            text(cx.locale.suspects_may_be_known()).font(fonts::BOLD),
        ]
        .spacing(space::NEAR)
        .align_y(Center);
        let lines = self.found.iter().enumerate().map(move |(at, alike)| {
            let take = button(deed.clone()).small().on_press(pressed(at));
            let take = if at == 0 { take.key(key) } else { take };
            let who = [alike.name.as_str(), alike.phone.as_str(), alike.line.as_str()];
            let who: Vec<_> = who.into_iter().filter(|it| !it.trim().is_empty()).collect();
            let words = column![
                text(who.join(" · ")),
                text(reasons(&alike.clues, &cx.locale))
                    .size(size::CAPTION)
                    .style(theme::style::muted),
            ]
            .width(Fill);
            row![words, Element::from(take)].spacing(space::NEAR).align_y(Center).into()
        });
        let lines = iced::widget::Column::with_children(lines).spacing(space::NEAR);
        let card = column![heading, lines].spacing(space::NEAR);

        Some(container(card).padding(space::SNUG).width(Fill).style(theme::style::well).into())
    }
}

/// What two files have in common, in words.
pub fn reasons(clues: &[Clue], locale: &Locale) -> String {
    let words: Vec<String> = clues.iter().map(|clue| reason(clue, locale)).collect();

    words.join(" · ")
}

fn reason(clue: &Clue, locale: &Locale) -> String {
    match clue {
        Clue::Serial(serial) => locale.suspects_serial(serial),
        Clue::Phone(number) => locale.suspects_phone(number),
        Clue::Name(name) => locale.suspects_name(name),
        Clue::NameAlike(name) => locale.suspects_name_alike(name),
        Clue::Address(line) => locale.suspects_address(line),
        Clue::AddressAlike(line) => locale.suspects_address_alike(line),
    }
}
