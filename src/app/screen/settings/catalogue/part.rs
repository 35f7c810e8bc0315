//! The parts of the catalogue: a list, and above it the card of one of them.

mod card;

use domain::{Category, Part, PartId};
use engine::{Catalogue, Error, Saved};
use iced::keyboard::key::Named;
use iced::widget::{column, operation, text};
use iced::{Element, Task};
use ui::grid::{Cell, Column, grid};
use ui::theme::style;
use ui::widget::{button, section};
use ui::{Tone, icon, size, space};

pub use self::card::Line;

use self::card::Card;
use super::super::finding::Finding;
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::problem;
use crate::shortcut::Shortcut;

/// So many parts are seen at once; the others are scrolled to.
const SEEN: u16 = 12;
/// The least width of a name and of what a part fits.
const WORDS: f32 = 96.0;

/// What is looked for, and the card that is open.
#[derive(Default)]
pub struct Parts {
    finding: Finding,
    /// The row that is marked.
    picked: Option<PartId>,
    card: Option<Card>,
    /// How many cards were opened.
    cards: u64,
    /// What is being saved.
    sent: Option<Sent>,
    error: Option<Error>,
}

/// A card as it was handed to the engine.
#[derive(Debug, PartialEq, Eq)]
struct Sent {
    card: u64,
    part: Part,
    price: String,
    /// What it is called in words.
    heading: String,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    FindTyped(String),
    RowPicked(usize),
    AddPressed,
    Typed(Line, String),
    FitsToggled(Category, bool),
    SerialisedToggled(bool),
    LeavePressed,
    SavePressed,
    Saved(Result<Saved<PartId>, Error>),
}

impl Parts {
    const LIST: &'static str = "catalogue-parts";

    /// What is being typed stays; what is only looked at is as it is now.
    pub fn arrived(&mut self, known: &Catalogue, cx: &Context) {
        self.finding.arrived(&known.parts);
        let Some(card) = &mut self.card else { return };
        let Some(id) = card.id else { return };
        match known.opened_part(id) {
            Some(opened) if !card.touched => *card = Card::of(card.number, opened, known, cx),
            // What was saved of it just now is what it is compared with from now on.
            opened if card.touched => card.opened = card.opened.take().or(opened),
            _ => self.card = None,
        }
    }

    pub fn update(&mut self, message: Message, known: &Catalogue, cx: &Context) -> Action<Message> {
        match message {
            Message::FindTyped(text) => self.finding.typed(text),
            Message::RowPicked(row) => return self.row_picked(row, known, cx),
            Message::AddPressed => return self.add(cx),
            Message::Typed(line, text) => self.edit(|card| card.type_in(line, text)),
            Message::FitsToggled(category, fits) => self.edit(|card| {
                card.part.fits.retain(|known| *known != category);
                card.part.fits.extend(fits.then_some(category));
                card.part.fits.sort();
            }),
            Message::SerialisedToggled(on) => self.edit(|card| card.part.serialised = on),
            Message::LeavePressed => {
                (self.card, self.error) = (None, None);
                return Action::Run(operation::focus(Self::LIST));
            }
            Message::SavePressed => return self.save(known, cx),
            Message::Saved(answer) => return self.saved(answer, cx),
        }
        Action::None
    }

    pub(crate) fn is_touched(&self) -> bool {
        self.card.as_ref().is_some_and(|card| card.touched)
    }

    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if shortcut.is(Named::F2) {
            return Some(Message::AddPressed);
        }

        (shortcut.saves() && self.is_touched()).then_some(Message::SavePressed)
    }

    fn row_picked(&mut self, row: usize, known: &Catalogue, cx: &Context) -> Action<Message> {
        let part = self.finding.found().get(row).and_then(|at| known.parts.get(*at));
        let Some((id, _)) = part.cloned() else { return Action::None };
        if !known.kept_here {
            self.picked = Some(id);
            return Action::None;
        }
        if self.card.as_ref().is_some_and(|card| card.id == Some(id)) {
            return Action::None;
        }
        if let Some(first) = self.first(cx) {
            return first;
        }
        if let Some(opened) = known.opened_part(id) {
            self.cards += 1;
            (self.picked, self.error) = (Some(id), None);
            self.card = Some(Card::of(self.cards, opened, known, cx));
        }
        Action::None
    }

    fn add(&mut self, cx: &Context) -> Action<Message> {
        if let Some(first) = self.first(cx) {
            return first;
        }
        self.cards += 1;
        (self.picked, self.error) = (None, None);
        self.card = Some(Card::new(self.cards, cx));

        Action::Run(operation::focus(Line::Number.id().0))
    }

    /// What was typed on the card is saved or left before another is looked at.
    fn first(&self, cx: &Context) -> Option<Action<Message>> {
        let card = self.card.as_ref().filter(|card| card.touched)?;
        let words = cx.locale.catalogue_part_first(&card.heading(cx));

        let notice = Notice { tone: Tone::Info, passing: true, ..Notice::done(words) };

        Some(Action::Tell(notice, Task::none()))
    }

    fn edit(&mut self, edit: impl FnOnce(&mut Card)) {
        if let Some(card) = &mut self.card {
            edit(card);
            card.touched = true;
        }
        self.error = None;
    }

    fn save(&mut self, known: &Catalogue, cx: &Context) -> Action<Message> {
        let Some(card) = self.card.as_ref().filter(|_| self.sent.is_none()) else {
            return Action::None;
        };
        let price = match card.price(known.currency) {
            Ok(price) => price,
            Err(error) => {
                self.error = Some(error);
                return Action::Run(operation::focus(Line::Price.id().0));
            }
        };
        let part = Part { price, ..card.part.clone() };
        if card.id.is_some() && card.opened.is_none() {
            // It was written down just now and is not read yet.
            return Action::None;
        }
        if card.opened.as_ref().is_some_and(|opened| opened.record == part) {
            self.card = None;
            return Action::Run(operation::focus(Self::LIST));
        }
        let written = cx.engine.write_part(card.opened.clone(), part);
        self.sent = Some(Sent {
            card: card.number,
            part: card.part.clone(),
            price: card.price.clone(),
            heading: card.heading(cx),
        });

        Action::Run(Task::perform(written, Message::Saved))
    }

    fn saved(&mut self, answer: Result<Saved<PartId>, Error>, cx: &Context) -> Action<Message> {
        let Some(sent) = self.sent.take() else { return Action::None };
        let here = self.card.as_mut().filter(|card| card.number == sent.card);
        match answer {
            Ok(Saved { id, undo }) => {
                match here {
                    Some(card) if (&card.part, &card.price) != (&sent.part, &sent.price) => {
                        // What was typed meanwhile stays on the card.
                        (card.id, card.opened) = (Some(id), None);
                    }
                    Some(_) => self.card = None,
                    None => {}
                }
                self.picked = Some(id);
                let words = cx.locale.catalogue_part_saved(sent.part.name.trim());
                let list = operation::focus(Self::LIST);
                let then = if self.card.is_some() { Task::none() } else { list };
                Action::Tell(Notice::done(words).undone_by(undo), then)
            }
            Err(error) if here.is_none() => {
                let why = problem::message(&error, &cx.locale);
                let words = cx.locale.catalogue_part_unsaved(&sent.heading, &why);
                Action::Tell(Notice::problem(words), Task::none())
            }
            Err(error) => self.refused(error, cx),
        }
    }

    fn refused(&mut self, error: Error, cx: &Context) -> Action<Message> {
        let at = Line::ALL
            .into_iter()
            .find(|line| matches!(&error, Error::Field { field, .. } if *field == line.id().1));
        let words = problem::message(&error, &cx.locale);
        self.error = Some(error);

        match at {
            Some(line) => Action::Run(operation::focus(line.id().0)),
            None => Action::Tell(Notice::problem(words), Task::none()),
        }
    }

    pub fn view<'a>(&'a self, known: &'a Catalogue, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let add: Option<Element<'a, Message>> = known.kept_here.then(|| {
            let add = button(locale.catalogue_part_add()).icon(icon::plus()).key("F2").small();
            add.on_press_maybe(cx.offer(Message::AddPressed)).into()
        });
        let none = self
            .finding
            .found()
            .is_empty()
            .then(|| text(locale.prices_part_none()).size(size::CAPTION).style(style::muted));
        let list = none.is_none().then(|| self.list(known, cx));
        let find = self.finding.field(Message::FindTyped, cx);
        let list = column![find, list, none].spacing(space::SNUG);
        let card = self.card.as_ref().map(|card| card.view(self.error.as_ref(), cx));

        column![card, section(locale.catalogue_parts(), add, list)].spacing(space::APART).into()
    }

    fn list<'a>(&'a self, known: &'a Catalogue, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let found = self.finding.found();
        let columns = vec![
            Column::fixed(locale.catalogue_number(), size::CODE),
            Column::weight(locale.catalogue_name(), 2.0, WORDS),
            Column::weight(locale.catalogue_fits_short(), 1.0, WORDS).spare(1),
            Column::fixed(locale.catalogue_price(), WORDS).right(),
        ];
        let part = move |row: usize| found.get(row).and_then(|at| known.parts.get(*at));
        let marked = self.card.as_ref().map_or(self.picked, |card| card.id);
        let marked = (0..found.len()).find(|row| part(*row).map(|(id, _)| *id) == marked);

        grid(columns, found.len(), move |row, column| {
            let Some((_, part)) = part(row) else { return Cell::empty() };
            match column {
                0 => Cell::text(part.number.as_str()),
                1 => Cell::text(part.name.as_str()),
                2 => {
                    if part.fits.is_empty() {
                        return Cell::text(locale.prices_any()).muted();
                    }
                    let fits: Vec<_> = part.fits.iter().map(|it| locale.category(*it)).collect();
                    Cell::text(locale.enumeration(&fits)).muted()
                }
                _ => match part.price_in(known.currency) {
                    Some(price) => Cell::text(locale.money(price)),
                    None => Cell::text(locale.prices_not_known()).muted(),
                },
            }
        })
        .id(Self::LIST)
        .at_most(SEEN)
        .selected(marked)
        .on_select(Message::RowPicked)
        .into()
    }
}
