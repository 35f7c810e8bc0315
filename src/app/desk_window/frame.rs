//! What stands around the room: the bar with the caller and a new order, and the rail.

use engine::DeskWork;
use iced::widget::{container, row, space as gap, text};
use iced::{Center, Element, Fill};
use ui::widget::{RailItem, button, icon_button, rail, slim_rail};
use ui::{Icon, icon, size, space, theme};

use super::{DeskWindow, Message};
use crate::context::Context;
use crate::look::Look;
use crate::place::Place;

impl DeskWindow {
    pub(super) fn bar<'a>(&'a self, slim: bool, cx: &'a Context) -> Element<'a, Message> {
        let look = Look { dark: !cx.look.dark, ..cx.look };
        let (sign, name) = if cx.look.dark {
            (icon::sun(), cx.locale.window_light())
        } else {
            (icon::moon(), cx.locale.window_dark())
        };
        let office = text(self.desk.office.name.as_str()).font(ui::fonts::BOLD).size(size::LEAD);
        let office = container(office.wrapping(text::Wrapping::None)).width(size::FIELD).clip(true);
        let caller = self.caller.view(cx).map(Message::Caller);
        let caller = container(caller).width(if slim { Fill } else { size::DIALOG.into() });
        let order = cx.locale.window_new_order();
        let begun = cx.may(&[DeskWork::Intake]).then_some(Message::NewOrderPressed);
        let order = if slim {
            icon_button(icon::plus(), order).primary().on_press_maybe(begun.clone()).into()
        } else {
            let order = button(order).icon(icon::plus()).primary().key("Ctrl+N");
            Element::from(order.on_press_maybe(begun.clone()))
        };
        let content = row![
            (!slim).then_some(office),
            caller,
            (!slim).then(gap::horizontal),
            self.begun(slim, cx),
            order,
            icon_button(icon::help(), cx.locale.keys_title())
                .key("F1")
                .on_press(Message::KeysPressed),
            icon_button(sign, name).on_press(Message::LookChosen(look)),
        ]
        .spacing(space::APART)
        .align_y(Center);

        container(content)
            .padding([space::NONE, space::APART])
            .center_y(size::BAR)
            .style(theme::style::bar)
            .into()
    }

    /// The rooms; in a `slim` window, of which this is the height, with their names below their icons.
    pub(super) fn rail<'a>(&'a self, slim: Option<f32>, cx: &'a Context) -> Element<'a, Message> {
        let selected = self.rooms.in_rail();
        let rooms = Place::RAIL.iter().zip(Place::RAIL_KEYS).enumerate();
        let items = rooms.map(|(at, (place, key))| {
            let (icon, name) = face(place, cx);
            RailItem {
                icon,
                name: name.into(),
                key: Some(format!("Alt+{key}").into()),
                waiting: None,
                selected: at == selected,
                on_press: Message::Opened(place.clone()),
            }
        });

        match slim {
            Some(height) => slim_rail(items, height),
            None => rail(items, None),
        }
    }
}

/// The sign and name of a room in the rail.
pub fn face(place: &Place, cx: &Context) -> (Icon, String) {
    let locale = &cx.locale;

    match place.in_rail() {
        0 => (icon::today(), locale.room_today()),
        1 => (icon::dispatch(), locale.room_dispatch()),
        2 => (icon::edit(), locale.window_sheets()),
        3 => (icon::orders(), locale.room_orders()),
        4 => (icon::customers(), locale.room_customers()),
        5 => (icon::parts(), locale.room_parts()),
        6 => (icon::callbacks(), locale.room_callbacks()),
        7 => (icon::care(), locale.window_letters()),
        8 => (icon::knowledge(), locale.room_knowledge()),
        9 => (icon::letter(), locale.room_inbox()),
        _ => (icon::settings(), locale.room_settings()),
    }
}
