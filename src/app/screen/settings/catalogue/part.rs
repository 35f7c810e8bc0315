//! The parts of the catalogue: a list, and above it the card of one of them.

use domain::{Category, Money, Part, PartId};
use engine::{Catalogue, Error, Saved, Wrong};
use iced::keyboard::key::Named;
use iced::widget::{Column, Row, column, operation, row, space as gap, text};
use iced::{Center, Element, Fill, Task};
use ui::theme::style;
use ui::widget::{button, checkbox, columns, field, section};
use ui::{Axis, group, icon, press, size, space};

use crate::action::{Action, Notice};
use crate::context::Context;
use crate::problem;
use crate::shortcut::Shortcut;

/// So many parts are shown at once.
const SHOWN: usize = 12;

/// What is looked for, and the card that is open.
#[derive(Default)]
pub struct Parts {
    find: String,
    card: Option<Card>,
    saving: bool,
    error: Option<Error>,
}

struct Card {
    id: Option<PartId>,
    part: Part,
    /// The price as it is typed.
    price: String,
    touched: bool,
}

/// A line of the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Number,
    Barcode,
    Name,
    Unit,
    Price,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    FindTyped(String),
    Picked(PartId),
    AddPressed,
    Typed(Line, String),
    FitsToggled(Category, bool),
    SerialisedToggled(bool),
    LeavePressed,
    SavePressed,
    Saved(Option<PartId>, Result<Saved<PartId>, Error>),
}

impl Line {
    const ALL: [Self; 5] = [Self::Number, Self::Name, Self::Barcode, Self::Unit, Self::Price];

    /// The name that the focus and an error have for it.
    const fn id(self) -> (&'static str, &'static str) {
        match self {
            Self::Number => ("part-number", "number"),
            Self::Barcode => ("part-barcode", "barcode"),
            Self::Name => ("part-name", "name"),
            Self::Unit => ("part-unit", "unit"),
            Self::Price => ("part-price", "price"),
        }
    }
}

impl Parts {
    /// What is being typed stays; what is only looked at is as it is now.
    pub fn arrived(&mut self, known: &Catalogue) {
        let Some(card) = self.card.take_if(|card| !card.touched) else { return };
        let here = known.parts.iter().find(|(id, _)| Some(*id) == card.id);
        self.card = here.map(|(_, part)| Card { part: part.clone(), ..card });
    }

    pub fn update(&mut self, message: Message, known: &Catalogue, cx: &Context) -> Action<Message> {
        match message {
            Message::FindTyped(text) => self.find = text,
            Message::Picked(id) if known.kept_here => self.picked(id, known, cx),
            Message::Picked(_) => {}
            Message::AddPressed => return self.add(cx),
            Message::Typed(line, text) => self.edit(|card| card.type_in(line, text)),
            Message::FitsToggled(category, fits) => self.edit(|card| {
                card.part.fits.retain(|known| *known != category);
                card.part.fits.extend(fits.then_some(category));
                card.part.fits.sort();
            }),
            Message::SerialisedToggled(on) => self.edit(|card| card.part.serialised = on),
            Message::LeavePressed => (self.card, self.error) = (None, None),
            Message::SavePressed => return self.save(known, cx),
            Message::Saved(card, answer) => return self.saved(card, answer, cx),
        }
        Action::None
    }

    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        let touched = self.card.as_ref().is_some_and(|card| card.touched);
        if shortcut.is(Named::F2) {
            return Some(Message::AddPressed);
        }

        (shortcut.saves() && touched).then_some(Message::SavePressed)
    }

    fn picked(&mut self, id: PartId, known: &Catalogue, cx: &Context) {
        let part = known.parts.iter().find(|(it, _)| *it == id).map(|(_, part)| part.clone());
        // What is typed on another card is saved or left first.
        if let (Some(part), false) = (part, self.card.as_ref().is_some_and(|card| card.touched)) {
            let price = part.price_in(known.currency);
            let price = price.map(|price| cx.locale.money_figures(price)).unwrap_or_default();
            self.card = Some(Card { id: Some(id), part, price, touched: false });
            self.error = None;
        }
    }

    fn add(&mut self, cx: &Context) -> Action<Message> {
        if self.card.as_ref().is_none_or(|card| !card.touched) {
            let part = Part {
                number: String::new(),
                barcode: None,
                name: String::new(),
                unit: cx.locale.catalogue_unit_usual(),
                price: None,
                fits: Vec::new(),
                serialised: false,
            };
            self.card = Some(Card { id: None, part, price: String::new(), touched: false });
        }
        self.error = None;

        Action::Run(operation::focus(Line::Number.id().0))
    }

    fn edit(&mut self, edit: impl FnOnce(&mut Card)) {
        if let Some(card) = &mut self.card {
            edit(card);
            card.touched = true;
        }
        self.error = None;
    }

    fn save(&mut self, known: &Catalogue, cx: &Context) -> Action<Message> {
        let Some(card) = self.card.as_ref().filter(|_| !self.saving) else { return Action::None };
        let typed = card.price.trim();
        let price = Money::parse(typed, known.currency);
        if price.is_none() && !typed.is_empty() {
            self.error = Some(Error::field("price", Wrong::Unreadable));
            return Action::Run(operation::focus(Line::Price.id().0));
        }
        // A price in another currency than the books' stays, unless one is typed.
        let was = card.part.price.filter(|price| price.currency != known.currency);
        let part = Part { price: price.or(was), ..card.part.clone() };
        let id = card.id;
        self.saving = true;
        let written = cx.engine.write_part(id, part);

        Action::Run(Task::perform(written, move |answer| Message::Saved(id, answer)))
    }

    fn saved(
        &mut self,
        card: Option<PartId>,
        answer: Result<Saved<PartId>, Error>,
        cx: &Context,
    ) -> Action<Message> {
        self.saving = false;
        match answer {
            Ok(Saved { undo, .. }) => {
                let name = self.card.take_if(|it| it.id == card).map(|it| it.part.name);
                let words = cx.locale.catalogue_part_saved(&name.unwrap_or_default());
                Action::Tell(Notice::done(words).undone_by(undo), Task::none())
            }
            Err(error) => {
                let at = Line::ALL.into_iter().find(
                    |line| matches!(&error, Error::Field { field, .. } if *field == line.id().1),
                );
                let words = problem::message(&error, &cx.locale);
                self.error = Some(error);
                match at {
                    Some(line) => Action::Run(operation::focus(line.id().0)),
                    None => Action::Tell(Notice::problem(words), Task::none()),
                }
            }
        }
    }

    pub fn view<'a>(&'a self, known: &'a Catalogue, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let add: Option<Element<'a, Message>> = known.kept_here.then(|| {
            let add = button(locale.catalogue_part_add()).icon(icon::plus()).key("F2").small();
            add.on_press(Message::AddPressed).into()
        });
        let find = field(locale.prices_part_find(), &self.find)
            .width(size::SIDE)
            .hint(locale.catalogue_find_hint())
            .icon(icon::search())
            .on_input(Message::FindTyped);
        let found: Vec<_> =
            known.parts.iter().filter(|(_, part)| holds(part, &self.find)).collect();
        let more = found.len().saturating_sub(SHOWN);
        let below = match more {
            0 if found.is_empty() => Some(locale.prices_part_none()),
            0 => None,
            more => Some(locale.prices_part_more(i64::try_from(more).unwrap_or(i64::MAX))),
        };
        let below = below.map(|words| text(words).size(size::CAPTION).style(style::muted));
        let lines = found.into_iter().take(SHOWN).map(|(id, part)| self.line(*id, part, known, cx));
        let list = group(Axis::Column, Column::with_children(lines));
        let card = self.card.as_ref().map(|card| self.card(card, cx));

        section(
            locale.catalogue_parts(),
            add,
            column![card, find, list, below].spacing(space::SNUG),
        )
    }

    fn line<'a>(
        &self,
        id: PartId,
        part: &'a Part,
        known: &Catalogue,
        cx: &'a Context,
    ) -> Element<'a, Message> {
        let here = self.card.as_ref().and_then(|card| card.id) == Some(id);
        let price = part.price_in(known.currency).map(|price| cx.locale.money(price));
        let price = price.unwrap_or_else(|| cx.locale.prices_not_known());
        let fits: Vec<String> = part.fits.iter().map(|it| cx.locale.category(*it)).collect();
        let word = |words: String, muted: bool| {
            let words = text(words).width(Fill).wrapping(text::Wrapping::None);
            if muted { words.style(style::muted) } else { words }
        };
        let content = row![
            word(part.number.clone(), false),
            word(part.name.clone(), false),
            word(cx.locale.enumeration(&fits), true),
            word(price, true).align_x(iced::Right),
        ]
        .spacing(space::NEAR)
        .height(size::ROW)
        .align_y(Center);

        press(content)
            .on_press_maybe(known.kept_here.then_some(Message::Picked(id)))
            .padding([space::NONE, space::NEAR])
            .style(move |theme, touch| style::row(here, theme, touch))
            .width(Fill)
            .into()
    }

    fn card<'a>(&'a self, card: &'a Card, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let line = |line: Line| {
            let (id, name) = line.id();
            let label = match line {
                Line::Number => locale.catalogue_number(),
                Line::Barcode => locale.catalogue_barcode(),
                Line::Name => locale.catalogue_name(),
                Line::Unit => locale.catalogue_unit(),
                Line::Price => locale.catalogue_price(),
            };
            field(label, card.said(line))
                .id(id)
                .error(problem::beside(name, self.error.as_ref(), locale))
                .on_input(move |text| Message::Typed(line, text))
        };
        let first = [line(Line::Number).into(), line(Line::Name).into()];
        let barcode = line(Line::Barcode).hint(locale.catalogue_barcode_hint());
        let second = [barcode.into(), line(Line::Unit).into(), line(Line::Price).right().into()];
        let fits = Category::ALL.into_iter().map(|category| {
            let ticked = card.part.fits.contains(&category);
            let toggled = move |on| Message::FitsToggled(category, on);
            checkbox(locale.category(category), ticked, Some(toggled))
        });
        let fits = Row::with_children(fits).spacing(space::SNUG).wrap();
        let label = text(locale.catalogue_fits()).size(size::CAPTION).style(style::muted);
        let serialised = checkbox(
            locale.catalogue_serialised(),
            card.part.serialised,
            Some(Message::SerialisedToggled),
        );
        let leave = button(locale.action_cancel()).on_press(Message::LeavePressed);
        let save = button(locale.action_save())
            .icon(icon::save())
            .primary()
            .key("F10")
            .on_press_maybe(card.touched.then_some(Message::SavePressed));

        column![
            columns(size::FIELD, first),
            columns(size::CODE, second),
            label,
            fits,
            row![serialised, gap::horizontal(), leave, save].spacing(space::NEAR).align_y(Center),
        ]
        .spacing(space::SNUG)
        .into()
    }
}

impl Card {
    fn said(&self, line: Line) -> &str {
        match line {
            Line::Number => &self.part.number,
            Line::Barcode => self.part.barcode.as_deref().unwrap_or_default(),
            Line::Name => &self.part.name,
            Line::Unit => &self.part.unit,
            Line::Price => &self.price,
        }
    }

    fn type_in(&mut self, line: Line, text: String) {
        match line {
            Line::Number => self.part.number = text,
            Line::Barcode => self.part.barcode = (!text.is_empty()).then_some(text),
            Line::Name => self.part.name = text,
            Line::Unit => self.part.unit = text,
            Line::Price => {
                self.price = text;
                // An emptied price is not known, in whatever currency it was.
                self.part.price = None;
            }
        }
    }
}

/// Whether a part is what somebody looks for.
fn holds(part: &Part, text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let said = [&part.number, &part.name].into_iter().chain(&part.barcode);

    said.into_iter().any(|said| said.to_lowercase().contains(&text))
}
