//! The card of one part: its lines, the machines that it fits, and how it is saved or left.

use domain::{Category, Currency, Money, Part, PartId};
use engine::{Catalogue, Error, Opened, Wrong};
use iced::widget::{Row, column, row, space as gap, text};
use iced::{Center, Element};
use ui::theme::style;
use ui::widget::{button, checkbox, columns, field, section};
use ui::{icon, size, space};

use super::Message;
use crate::context::Context;
use crate::problem;

/// A part as it is written.
pub struct Card {
    /// Which card, among all that were opened.
    pub number: u64,
    /// Which part; none is new.
    pub id: Option<PartId>,
    /// As it was opened; none is new, or saved just now.
    pub opened: Option<Opened<PartId, Part>>,
    pub part: Part,
    /// The price as it is typed.
    pub price: String,
    pub touched: bool,
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

impl Line {
    pub const ALL: [Self; 5] = [Self::Number, Self::Name, Self::Barcode, Self::Unit, Self::Price];

    /// The name that the focus and an error have for it.
    pub const fn id(self) -> (&'static str, &'static str) {
        match self {
            Self::Number => ("part-number", "number"),
            Self::Barcode => ("part-barcode", "barcode"),
            Self::Name => ("part-name", "name"),
            Self::Unit => ("part-unit", "unit"),
            Self::Price => ("part-price", "price"),
        }
    }
}

impl Card {
    /// A part that is there.
    pub fn of(number: u64, opened: Opened<PartId, Part>, known: &Catalogue, cx: &Context) -> Self {
        let part = opened.record.clone();
        let price = part.price_in(known.currency).map(|price| cx.locale.money_figures(price));
        let (id, price) = (Some(opened.id), price.unwrap_or_default());

        Self { number, id, opened: Some(opened), part, price, touched: false }
    }

    /// A new part.
    pub fn new(number: u64, cx: &Context) -> Self {
        let part = Part {
            number: String::new(),
            barcode: None,
            name: String::new(),
            unit: cx.locale.catalogue_unit_usual(),
            price: None,
            fits: Vec::new(),
            serialised: false,
        };

        Self { number, id: None, opened: None, part, price: String::new(), touched: false }
    }

    /// What it is about: a part by its name, or a new one.
    pub fn heading(&self, cx: &Context) -> String {
        match &self.opened {
            Some(opened) => opened.record.name.clone(),
            None if self.id.is_some() => self.part.name.clone(),
            None => cx.locale.catalogue_part_add(),
        }
    }

    /// The price that it is to have. One in which nothing was typed stays, in whatever currency it is.
    pub fn price(&self, currency: Currency) -> Result<Option<Money>, Error> {
        let typed = self.price.trim();
        if self.part.price.is_some() || typed.is_empty() {
            return Ok(self.part.price);
        }

        Money::parse(typed, currency).map(Some).ok_or(Error::field("price", Wrong::Unreadable))
    }

    pub fn type_in(&mut self, line: Line, text: String) {
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

    fn said(&self, line: Line) -> &str {
        match line {
            Line::Number => &self.part.number,
            Line::Barcode => self.part.barcode.as_deref().unwrap_or_default(),
            Line::Name => &self.part.name,
            Line::Unit => &self.part.unit,
            Line::Price => &self.price,
        }
    }

    pub fn view<'a>(&'a self, error: Option<&Error>, cx: &'a Context) -> Element<'a, Message> {
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
            field(label, self.said(line))
                .id(id)
                .error(problem::beside(name, error, locale))
                .on_input(move |text| Message::Typed(line, text))
        };
        let first = [line(Line::Number).into(), line(Line::Name).into()];
        let barcode = line(Line::Barcode).hint(locale.catalogue_barcode_hint());
        let second = [barcode.into(), line(Line::Unit).into(), line(Line::Price).right().into()];
        let fits = Category::ALL.into_iter().map(|category| {
            let ticked = self.part.fits.contains(&category);
            let toggled = move |on| Message::FitsToggled(category, on);
            checkbox(locale.category(category), ticked, Some(toggled))
        });
        let fits = Row::with_children(fits).spacing(space::SNUG).wrap();
        let label = text(locale.catalogue_fits()).size(size::CAPTION).style(style::muted);
        let serialised = checkbox(
            locale.catalogue_serialised(),
            self.part.serialised,
            Some(Message::SerialisedToggled),
        );
        let leave = button(locale.action_cancel()).on_press(Message::LeavePressed);
        let save = button(locale.action_save())
            .icon(icon::save())
            .primary()
            .key("F10")
            .on_press_maybe(cx.offer(Message::SavePressed).filter(|_| self.touched));
        let foot = row![serialised, gap::horizontal(), leave, save].spacing(space::NEAR);
        let card = column![
            columns(size::FIELD, first),
            columns(size::CODE, second),
            label,
            fits,
            foot.align_y(Center),
        ];

        section(self.heading(cx), None, card.spacing(space::SNUG))
    }
}
