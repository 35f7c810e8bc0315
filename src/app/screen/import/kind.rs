//! What the rows are about, by what they are held to be the same, and how the file is read.

use engine::{Encoding, Inspection, List, Matching, Reading, Separator};
use iced::Element;
use iced::widget::{column, text};
use locale::Locale;
use ui::widget::{choice, columns};
use ui::{size, space, theme};

use super::Import;
use crate::action::Action;
use crate::context::Context;

/// What can be picked.
#[derive(Debug, Clone)]
pub enum Message {
    Sheet(usize),
    Encoding(usize),
    Separator(usize),
    List(usize),
    Match(usize),
}

impl Import {
    pub(super) fn kind_told(&mut self, message: Message, cx: &Context) -> Action<super::Message> {
        match message {
            Message::Sheet(at) => self.sheet_picked(at, cx),
            Message::Encoding(at) => self.encoding_picked(at, cx),
            Message::Separator(at) => self.separator_picked(at, cx),
            Message::List(at) => self.list_picked(at),
            Message::Match(at) => self.match_picked(at),
        }
    }

    /// The rows are about something else: the columns are guessed anew.
    fn list_picked(&mut self, at: usize) -> Action<super::Message> {
        if let Some((inspection, list)) = self.inspection.as_mut().zip(List::ALL.get(at)) {
            inspection.choose_list(*list);
            self.strange.clear();
        }
        (self.report, self.error, self.open_from) = (None, None, None);
        Action::None
    }

    fn match_picked(&mut self, at: usize) -> Action<super::Message> {
        if let Some(inspection) = &mut self.inspection
            && let Some(matching) = Matching::offered(&inspection.mapping).get(at)
        {
            matching.choose(&mut inspection.mapping);
        }
        (self.report, self.error) = (None, None);
        Action::None
    }

    fn encoding_picked(&mut self, at: usize, cx: &Context) -> Action<super::Message> {
        let reading = self.reading();
        let encoding = Encoding::ALL.get(at).copied();

        self.look_into(Reading { encoding, ..reading }, cx)
    }

    fn separator_picked(&mut self, at: usize, cx: &Context) -> Action<super::Message> {
        let reading = self.reading();
        let separator = Separator::ALL.get(at).copied();

        self.look_into(Reading { separator, ..reading }, cx)
    }

    fn sheet_picked(&mut self, at: usize, cx: &Context) -> Action<super::Message> {
        let sheets = self.inspection.as_ref().map(|it| &it.sheets);
        let sheet = sheets.and_then(|sheets| sheets.get(at)).cloned();

        match sheet {
            Some(sheet) => self.look_into(Reading { sheet: Some(sheet), ..self.reading() }, cx),
            None => Action::None,
        }
    }

    /// How the file is read now, as far as somebody said.
    fn reading(&self) -> Reading {
        self.inspection.as_ref().map(|it| it.reading.clone()).unwrap_or_default()
    }
}

/// How the file is read: the sheet of a workbook, the encoding of a text and what stands between its cells.
pub fn reading<'a>(
    inspection: &'a Inspection,
    cx: &'a Context,
) -> Option<Element<'a, super::Message>> {
    let locale = &cx.locale;
    let Inspection { sheets, sheet, encoding, separator, .. } = inspection;
    let here = sheets.iter().position(|it| Some(it) == sheet.as_ref());
    let sheet = (sheets.len() > 1).then(|| {
        choice(locale.import_sheet(), sheets.iter().cloned(), here)
            .none(locale.list_no_match())
            .on_pick(|at| super::Message::Kind(Message::Sheet(at)))
            .into()
    });
    let encoding = encoding.map(|encoding| {
        let here = Encoding::ALL.iter().position(|it| *it == encoding);
        choice(locale.import_encoding(), Encoding::ALL.map(Encoding::label), here)
            .none(locale.list_no_match())
            .on_pick(|at| super::Message::Kind(Message::Encoding(at)))
            .into()
    });
    let separator = separator.map(|separator| {
        let here = Separator::ALL.iter().position(|it| *it == separator);
        choice(locale.import_separator(), Separator::ALL.map(|it| between(it, locale)), here)
            .none(locale.list_no_match())
            .on_pick(|at| super::Message::Kind(Message::Separator(at)))
            .into()
    });
    let choices: Vec<Element<'a, super::Message>> =
        [sheet, encoding, separator].into_iter().flatten().collect();

    (!choices.is_empty()).then(|| columns(size::FIELD, choices))
}

/// What each row is about, and by what it is held to be about something known.
pub fn view<'a>(inspection: &'a Inspection, cx: &'a Context) -> Element<'a, super::Message> {
    let locale = &cx.locale;
    let list = inspection.list();
    let here = List::ALL.iter().position(|it| *it == list);
    let kind = choice(locale.import_list(), List::ALL.map(|it| called(it, locale)), here)
        .none(locale.list_no_match())
        .on_pick(|at| super::Message::Kind(Message::List(at)));
    let offered = Matching::offered(&inspection.mapping);
    let chosen = Matching::of(&inspection.mapping);
    let here = offered.iter().position(|it| *it == chosen);
    let names = offered.into_iter().map(|it| same_by(it, list, locale));
    let matching = choice(locale.import_match(), names, here)
        .none(locale.list_no_match())
        .on_pick(|at| super::Message::Kind(Message::Match(at)));
    let how = text(locale.import_match_how()).size(size::CAPTION).style(theme::style::muted);

    column![columns(size::FIELD, [kind.into(), matching.into()]), how].spacing(space::NEAR).into()
}

/// What a kind of list is called.
pub fn called(list: List, locale: &Locale) -> String {
    match list {
        List::Jobs => locale.import_list_jobs(),
        List::Customers => locale.import_list_customers(),
        List::Appliances => locale.import_list_appliances(),
        List::Staff => locale.import_list_staff(),
        List::Parts => locale.import_list_parts(),
        List::Stock => locale.import_list_stock(),
    }
}

fn same_by(matching: Matching, list: List, locale: &Locale) -> String {
    match (matching, list) {
        (Matching::Usual, List::Staff) => locale.import_match_usual_staff(),
        (Matching::Usual, List::Parts) => locale.import_match_usual_part(),
        (Matching::Usual, List::Stock) => locale.import_match_usual_stock(),
        (Matching::Usual, _) => locale.import_match_usual(),
        (Matching::Phone, _) => locale.import_match_phone(),
        (Matching::NameAndAddress, _) => locale.import_match_address(),
        (Matching::Number, _) => locale.import_match_number(),
        (Matching::Serial, _) => locale.import_match_serial(),
        (Matching::Name, _) => locale.import_match_name(),
        (Matching::Barcode, _) => locale.import_match_barcode(),
    }
}

fn between(separator: Separator, locale: &Locale) -> String {
    match separator {
        Separator::Comma => locale.import_separator_comma(),
        Separator::Tab => locale.import_separator_tab(),
        Separator::Semicolon => locale.import_separator_semicolon(),
        Separator::Bar => locale.import_separator_bar(),
    }
}
