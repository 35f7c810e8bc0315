//! What is on screen while a spreadsheet is brought over.

use domain::OrderKind;
use engine::{ImportReport, Inspection, List};
use iced::widget::{column, container, row, space as gap, text};
use iced::{Element, Fill};
use locale::Locale;
use ui::grid::{Cell, Column, grid};
use ui::widget::{
    banner, button, divider, empty, field, figure, modal, scroll, section, spinner, title,
};
use ui::{Tone, icon, size, space, theme};

use super::{Import, Message, Outcome, kind, mapping, refused, saved, unfinished, words};
use crate::context::Context;
use crate::problem;

/// So many lines of the table are shown.
const SAMPLES: usize = 3;

impl Import {
    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let content = column![
            title(cx.locale.import_title()),
            self.file(cx),
            self.report.as_ref().map(|outcome| told(outcome, cx)),
            self.below(cx),
            self.history(cx),
        ]
        .spacing(space::APART)
        .padding(space::FAR);
        let foot = (self.inspection.is_some() || self.is_at_work()).then(|| self.foot(cx));

        let room = column![scroll(Self::PAGE, content), foot.is_some().then(divider), foot];

        if self.is_asked() {
            return modal(room, self.undo_question(cx), Some(Message::UndoDropped));
        }

        modal(room, self.question(cx), Some(Message::ReplacingDropped))
    }

    fn file<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let error = self.error.as_ref().map(|error| problem::message(error, locale));
        let is_free = self.running.is_none();
        let path =
            field(locale.import_file(), &self.path).id(Self::PATH).hint(locale.import_formats());
        let path = match is_free {
            true => path.on_input(Message::PathChanged).on_submit(Message::LookPressed),
            false => path,
        };
        let path = path.error(error);
        let choose = button(locale.import_choose())
            .icon(icon::import())
            .key("Ctrl+O")
            .on_press_maybe(is_free.then_some(Message::ChooseFilePressed));
        // The button stands on the line of the field, below its label.
        let choose = column![text(" ").size(size::CAPTION), choose].spacing(space::TIGHT);

        section(
            locale.import_intro(),
            None,
            column![
                row![container(path).width(Fill), choose].spacing(space::NEAR),
                self.inspection.as_ref().and_then(|inspection| kind::reading(inspection, cx)),
            ]
            .spacing(space::SNUG),
        )
    }

    fn below<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        if self.looking.is_some() {
            return spinner(locale.import_looking());
        }
        let Some(inspection) = &self.inspection else {
            return empty(
                icon::import(),
                locale.import_nothing(),
                locale.import_nothing_how(),
                None,
            );
        };
        let found = format!(
            "{} · {}",
            inspection.written_in,
            locale.import_columns(inspection.headers.len())
        );
        let head =
            row![text(found).size(size::CAPTION).style(theme::style::muted), gap::horizontal(),];
        let of_machines = matches!(inspection.list(), List::Jobs | List::Appliances);
        let machines = of_machines.then(|| {
            text(locale.import_machines_how()).size(size::CAPTION).style(theme::style::muted)
        });
        let misnamed = inspection
            .misnamed
            .then(|| banner(Tone::Warning, locale.import_misnamed(inspection.written_in), None));
        let fields = section(
            locale.import_mapping(),
            None,
            column![
                head,
                kind::view(inspection, cx),
                saved::view(inspection, cx),
                words::others(inspection, cx),
                mapping::view(inspection, cx),
                machines,
            ]
            .spacing(space::SNUG),
        );

        let asked = column![misnamed, self.unfinished(cx), self.fees(cx), self.words(cx)];

        asked.push(fields).push(samples(inspection, cx)).spacing(space::APART).into()
    }
}

fn told<'a>(outcome: &'a Outcome, cx: &'a Context) -> Element<'a, Message> {
    let (locale, report) = (&cx.locale, &outcome.report);
    let wrong = if report.errors > 0 { Tone::Danger } else { Tone::Neutral };
    let figures = row![
        figure(locale.number(report.created), locale.import_created(), Tone::Success),
        figure(locale.number(report.updated), locale.import_updated(), Tone::Neutral),
        figure(locale.number(report.unchanged), locale.import_unchanged(), Tone::Neutral),
        figure(locale.number(report.errors), locale.import_errors(), wrong),
    ]
    .spacing(space::MARGIN)
    .wrap();
    let words = banner(outcome.tone(), outcome.what(locale), None);
    let file = report.error_file.as_ref().map(|file| {
        banner(Tone::Warning, locale.import_error_file(&file.display().to_string()), None)
    });

    let unfinished =
        unfinished::words(report, locale).map(|words| banner(Tone::Warning, words, None));

    let untaken = (!report.untaken.is_empty()).then(|| {
        let names = locale.enumeration(&report.untaken);
        banner(Tone::Warning, locale.import_untaken_told(&names), None)
    });

    let noted = notes(report, locale);
    let noted = (!noted.is_empty()).then(|| {
        let banners = noted.into_iter().map(|(tone, words)| banner(tone, words, None));
        column(banners).spacing(space::SNUG)
    });

    column![words, figures, unfinished, untaken, noted, file, refused::view(report, cx)]
        .spacing(space::SNUG)
        .into()
}

/// What was too long for a note or is noted nowhere, who goes and who is nobody here, what was charged and paid, and what
/// is owed.
pub fn notes(report: &ImportReport, locale: &Locale) -> Vec<(Tone, String)> {
    let cut = (report.cut > 0).then(|| locale.import_cut_short(report.cut));
    let unnoted = (report.unnoted > 0).then(|| locale.import_not_noted(report.unnoted));
    let assigned = (report.assigned > 0).then(|| locale.import_assigned(report.assigned));
    let past = report.unassigned;
    let past = (past > 0).then(|| locale.import_assigned_past(past));
    let names = &report.unknown_technicians;
    let unknown =
        (!names.is_empty()).then(|| locale.import_technicians_unknown(&locale.enumeration(names)));
    let charged =
        report.charged.map(|sum| locale.import_charged(report.charges, &locale.money(sum)));
    let paid = report.paid.map(|sum| locale.import_paid(report.payments, &locale.money(sum)));
    let owing = report.owed.map(|owed| locale.import_owing(report.owing, &locale.money(owed)));

    let is_told = report.services.keys().any(|kind| *kind != OrderKind::Repair);
    let services = is_told.then(|| locale.import_services(&services(report, locale)));

    let told = |tone, words: Option<String>| words.map(|words| (tone, words));
    let notes = [
        told(Tone::Info, services),
        told(Tone::Warning, cut),
        told(Tone::Warning, unnoted),
        told(Tone::Info, assigned),
        told(Tone::Warning, past),
        told(Tone::Warning, unknown),
        told(Tone::Info, charged),
        told(Tone::Info, paid),
        told(Tone::Warning, owing),
    ];

    notes.into_iter().flatten().collect()
}

/// How many orders there are of each kind.
fn services(report: &ImportReport, locale: &Locale) -> String {
    let each = report.services.iter();
    let each = each.map(|(kind, count)| format!("{} {count}", locale.order_kind(*kind)));

    locale.enumeration(&each.collect::<Vec<_>>())
}

/// The first lines of the table as they are read, below each other: a table has more columns than a window is wide.
fn samples<'a>(inspection: &'a Inspection, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let lines = &inspection.samples[..inspection.samples.len().min(SAMPLES)];
    let line = |at: usize| {
        let number = u64::try_from(at + 1).unwrap_or_default();
        let column = Column::weight(locale.import_sample_row(number), 1.0, size::CODE);
        if at == 0 { column } else { column.spare(u8::try_from(at).unwrap_or(u8::MAX)) }
    };
    let name = Column::weight(locale.import_sample_column(), 0.8, size::CODE);
    let columns = std::iter::once(name).chain((0..lines.len()).map(line));
    let cell = |row: usize, column: usize| match column.checked_sub(1) {
        None => Cell::text(inspection.headers[row].as_str()).muted(),
        Some(line) => Cell::text(lines[line].get(row).map_or("", String::as_str)),
    };
    let list = grid(columns.collect(), inspection.headers.len(), cell).id("import-samples").whole();

    section(locale.import_sample(), None, list)
}
