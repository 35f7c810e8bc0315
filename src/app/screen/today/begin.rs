//! Where an office goes first that has just begun.

use iced::keyboard::key::Named;
use iced::{Center, Element};
use ui::widget::{button, empty, key_hint};
use ui::{Icon, icon, space};

use super::Message;
use crate::context::Context;
use crate::place::Place;
use crate::screen::settings::Page;

/// What an office does that has just begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    People,
    Prices,
    Import,
}

impl Step {
    pub fn key(self) -> (Named, &'static str) {
        match self {
            Self::Import => (Named::F2, "F2"),
            Self::Prices => (Named::F3, "F3"),
            Self::People => (Named::F4, "F4"),
        }
    }

    pub fn place(self) -> Place {
        match self {
            Self::Import => Place::Import,
            Self::Prices => Place::SettingsPage(Page::Prices),
            Self::People => Place::SettingsPage(Page::People),
        }
    }

    fn face(self, cx: &Context) -> (String, Icon) {
        match self {
            Self::Import => (cx.locale.today_import(), icon::import()),
            Self::Prices => (cx.locale.today_prices(), icon::money()),
            Self::People => (cx.locale.today_people(), icon::plus()),
        }
    }
}

/// What is not done yet, the first thing first.
pub fn steps(day: &engine::Today) -> impl Iterator<Item = Step> + use<> {
    let people = (!day.has_technicians).then_some(Step::People);
    let prices = (!day.has_prices).then_some(Step::Prices);

    people.into_iter().chain(prices).chain([Step::Import])
}

/// What an office does that has just begun.
pub fn view<'a>(day: &engine::Today, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let ways = steps(day).enumerate().flat_map(|(at, step)| {
        let ((name, sign), (_, key)) = (step.face(cx), step.key());
        let way = button(name).icon(sign).key(key).on_press(Message::Went(step.place()));
        let way = if at == 0 && step != Step::Import { way.primary() } else { way };
        [way.into(), key_hint(key)]
    });
    let ways = iced::widget::Row::with_children(ways).spacing(space::NEAR).align_y(Center);

    empty(icon::check_all(), locale.today_begin(), locale.today_begin_how(), Some(ways.into()))
}
