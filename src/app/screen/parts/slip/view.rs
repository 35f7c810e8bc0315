//! How a slip looks.

use domain::{Location, Owner};
use engine::{Error, PartRow, PartsOverview, Wrong};
use iced::widget::{column, container, row, space as gap, text};
use iced::{Center, Element, Fill};
use locale::Locale;
use ui::widget::{
    banner, button, checkbox, choice, combo, dialog, divider, field, icon_button, key_hint,
    segments,
};
use ui::{Suggestion, Tone, icon, size, space, theme};

use super::super::{Message as Room, ledger};
use super::{Kind, Message, PART, QUANTITY, SERIAL, Slip, WHOM, carrier, counted_places};
use crate::context::Context;
use crate::part_name::part_name;
use crate::problem;

impl Slip {
    pub fn view<'a>(
        &'a self,
        overview: &'a PartsOverview,
        (posting, other): (bool, Option<String>),
        cx: &'a Context,
    ) -> Element<'a, Room> {
        let locale = &cx.locale;
        let wrong = self.error.as_ref().filter(|it| !is_beside(it));
        let wrong = wrong.map(|error| banner(Tone::Danger, problem::message(error, locale), None));
        let lines = self.lines.iter().enumerate().map(|(at, line)| {
            let part = overview.parts.iter().find(|part| part.id == line.part);
            let name = part.map(|part| called(part, cx));
            let serial = line.serial.as_deref().unwrap_or_default();
            let odd = self.error.as_ref().filter(|_| self.odd == Some(at));
            let odd = odd.map(|error| {
                let words = text(problem::message(error, locale)).size(size::CAPTION);
                words.style(theme::style::toned(Tone::Danger))
            });
            let cells = row![
                text(name.unwrap_or_default()).width(Fill),
                text(serial).style(theme::style::muted),
                text(locale.number(line.quantity)),
                icon_button(icon::x(), locale.sheet_remove_line())
                    .small()
                    .on_press(Message::LineRemoved(at)),
            ]
            .spacing(space::NEAR)
            .align_y(Center);

            column![cells, odd].into()
        });
        let lines = iced::widget::Column::with_children(lines).spacing(space::TIGHT);
        let heads = (!self.lines.is_empty()).then(|| {
            let head = |words: String| text(words).size(size::CAPTION).style(theme::style::muted);
            row![
                head(locale.sheet_part()).width(Fill),
                head(locale.parts_column_count()),
                gap::horizontal().width(size::SMALL),
            ]
            .spacing(space::NEAR)
        });
        let rule = (!self.lines.is_empty()).then(divider);
        let form: Element<'a, Message> =
            column![self.head(overview, cx), heads, lines, rule, self.entry(overview, cx)]
                .spacing(space::SNUG)
                .into();
        let elsewhere = self.lacks_a_part().then(|| {
            let way = button(locale.catalogue_page()).small().key("F8");
            let way = way.on_press(Room::CataloguePressed);
            let way = row![way, key_hint("F8")].spacing(space::TIGHT).align_y(Center);
            let words = banner(Tone::Info, locale.parts_made_there(), Some(way.into()));
            // What is wrong with the part hangs above it.
            container(words).padding(iced::Padding::ZERO.top(space::SNUG))
        });
        let content = column![self.begun_before(other, cx), form.map(Room::Slip), elsewhere, wrong];
        let content = content.spacing(space::SNUG);
        let buttons = vec![
            button(locale.action_cancel()).key("Esc").on_press(Room::SlipClosed).into(),
            button(self.kind.name(locale))
                .primary()
                .key("F10")
                .on_press_maybe((!posting).then_some(Room::PostPressed))
                .into(),
        ];

        let kind = self.kind.name(locale);
        let title = if self.preset { format!("{kind} · {}", self.text) } else { kind };

        dialog(title, content, buttons)
    }

    /// That it was begun earlier, or lies aside, with the key to the other one: `other` says what that is.
    fn begun_before<'a>(
        &self,
        other: Option<String>,
        cx: &'a Context,
    ) -> Option<Element<'a, Room>> {
        let locale = &cx.locale;
        let deed = button(other?).small().key("F2").on_press(Room::SlipTurned);
        let deed = row![deed, key_hint("F2")].spacing(space::TIGHT).align_y(Center);
        let words = if self.again { locale.parts_slip_again() } else { locale.parts_slip_aside() };

        Some(banner(Tone::Info, words, Some(deed.into())))
    }

    /// Who, where, or whose.
    fn head<'a>(&'a self, overview: &'a PartsOverview, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let wrong = problem::beside("whom", self.error.as_ref(), locale);
        match self.kind {
            Kind::Receive => {
                let owner = usize::from(self.owner == Owner::Headquarters);
                let owners = [Owner::Office, Owner::Headquarters].map(|it| locale.owner(it));
                let opening = checkbox(
                    locale.parts_opening(),
                    self.opening,
                    Some(Message::OpeningToggled as fn(bool) -> Message),
                );
                // Without a headquarters nothing here is theirs.
                let theirs = overview.enrolled || self.owner == Owner::Headquarters;
                let owners = theirs.then(|| segments(owners, Some(owner), Message::OwnerPicked));
                row![owners, opening].spacing(space::APART).align_y(Center).into()
            }
            Kind::Issue | Kind::Return => {
                let found = self.whom_found(overview).into_iter();
                let found = found.map(|at| Suggestion::new(carrier(overview, at))).collect();
                let hint = locale.dispatch_technician_hint();
                combo(locale.paper_technician(), &hint, &self.whom_text, found)
                    .id(WHOM)
                    .eager()
                    .error(wrong)
                    .on_input(Message::WhomTyped)
                    .on_pick(Message::WhomTaken)
                    .on_submit(Message::WhomPassed)
                    .into()
            }
            Kind::Count => {
                let places = counted_places(overview);
                let names = places.iter().map(|it| ledger::place(*it, overview, cx));
                choice(locale.parts_where(), names.collect::<Vec<_>>(), self.whom)
                    .none(locale.list_no_match())
                    .id(WHOM)
                    .error(wrong)
                    .on_pick(Message::WhomPicked)
                    .into()
            }
        }
    }

    /// The words for what is wrong with a field of the line that is being typed.
    fn said_beside(&self, name: &str, wrong: Option<&Error>, locale: &Locale) -> Option<String> {
        match (name, wrong) {
            ("serial", Some(Error::SerialUsed(serial))) if self.has(serial) => {
                Some(locale.parts_serial_twice())
            }
            ("quantity", Some(it @ Error::StockShort { .. }))
            | ("serial", Some(it @ (Error::SerialUsed(_) | Error::SerialNotThere { .. }))) => {
                Some(problem::message(it, locale))
            }
            ("serial", Some(Error::Field { field: "serial", why: Wrong::OutOfRange })) => {
                Some(locale.parts_serial_quantity(self.serial.trim()))
            }
            ("serial", Some(Error::Field { field: "serial", why: Wrong::Taken })) => {
                Some(locale.parts_serial_part(self.serial.trim()))
            }
            (name, wrong) => problem::beside(name, wrong, locale),
        }
    }

    fn entry<'a>(&'a self, overview: &'a PartsOverview, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let wrong = self.error.as_ref().filter(|_| self.odd.is_none());
        let error = |name| self.said_beside(name, wrong, locale);
        let found = self.found(overview);
        let found = found.into_iter().map(|part| self.suggestion(part, overview, cx));
        let part = combo(locale.sheet_part(), &locale.parts_hint(), &self.text, found.collect())
            .id(PART)
            .icon(icon::scan())
            .error(error("part"))
            .on_input(Message::PartChanged)
            .on_pick(Message::PartPicked)
            .on_submit(Message::PartPassed);
        let part = if self.text.trim().is_empty() { part } else { part.eager() };
        let label = if self.kind == Kind::Count {
            locale.parts_counted_label()
        } else {
            locale.parts_column_count()
        };
        let quantity = field(label, &self.quantity)
            .id(QUANTITY)
            .right()
            .width(size::LABEL)
            .marked(error("quantity").is_some())
            .on_input(Message::QuantityChanged)
            .on_submit(Message::LineEntered);
        let picked = self.part.and_then(|id| overview.parts.iter().find(|part| part.id == id));
        let serialised = self.is_serialised(overview);
        let quantity = (!serialised).then_some(quantity);
        let serial = serialised.then(|| {
            let there = self.offered(overview).into_iter().map(Suggestion::new).collect();
            let serial = combo(locale.parts_serial(), "", &self.serial, there)
                .id(SERIAL)
                .icon(icon::scan())
                .hint(locale.parts_serial_each())
                .error(error("serial"))
                .on_input(Message::SerialChanged)
                .on_pick(Message::SerialTaken)
                .on_submit(Message::LineEntered);
            // What is wrong takes more lines than hang below a field.
            let room = if error("serial").is_some() { space::APART } else { space::NONE };
            container(serial).padding(iced::Padding::ZERO.bottom(room))
        });
        let lies = picked.and_then(|part| self.lies(part, overview, cx));
        let lies = lies.map(|words| text(words).size(size::CAPTION).style(theme::style::muted));
        // Too long for below the narrow field.
        let odd = error("quantity")
            .map(|words| text(words).size(size::CAPTION).style(theme::style::toned(Tone::Danger)));

        column![row![part, quantity].spacing(space::NEAR), odd, lies, serial]
            .spacing(space::NEAR)
            .into()
    }

    fn suggestion<'a>(
        &self,
        part: &'a PartRow,
        overview: &PartsOverview,
        cx: &Context,
    ) -> Suggestion<'a> {
        let title = Suggestion::new(called(part, cx));

        match self.lies(part, overview, cx) {
            Some(words) => title.aside(Tone::Neutral, words),
            None => title,
        }
    }

    /// How many lie where the slip takes them from, or counts them.
    fn lies(&self, part: &PartRow, overview: &PartsOverview, cx: &Context) -> Option<String> {
        let whom = self.whom;
        let location = match self.kind {
            Kind::Receive | Kind::Issue => Location::Store,
            Kind::Return => Location::Van(overview.vans.get(whom?)?.0),
            Kind::Count => *counted_places(overview).get(whom?)?,
        };
        let count = part.held.get(&location).copied().unwrap_or_default();
        let place = ledger::place(location, overview, cx);

        Some(cx.locale.parts_lies(&place, count))
    }
}

/// Whether it is said beside a field or at a line.
fn is_beside(error: &Error) -> bool {
    matches!(
        error,
        Error::Field { .. }
            | Error::StockShort { .. }
            | Error::SerialUsed(_)
            | Error::SerialNotThere { .. }
    )
}

fn called(part: &PartRow, cx: &Context) -> String {
    part_name((&part.number, &part.name), &part.made_for, &cx.locale)
}
