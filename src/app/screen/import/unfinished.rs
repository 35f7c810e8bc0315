//! What becomes of the jobs that the old system has not finished.

use chrono::{Months, NaiveDate};
use engine::{ImportReport, Unfinished};
use iced::Element;
use iced::widget::{column, container, operation, row, text};
use locale::Locale;
use ui::widget::{field, section, segments};
use ui::{size, space, theme};

use super::{Import, Message};
use crate::action::Action;
use crate::context::Context;
use crate::reading;

/// The last of the choices, which asks for a day.
const SINCE: usize = 3;

impl Import {
    const DAY: &'static str = "import-unfinished-day";

    /// The choice with this number.
    pub(super) fn unfinished_picked(&mut self, at: usize) -> Action<Message> {
        self.open_from = (at == SINCE).then(String::new);
        match at {
            0 => self.choose(Unfinished::Recent),
            1 => self.choose(Unfinished::Open),
            2 => self.choose(Unfinished::History),
            // It is only chosen once its day is there.
            _ => {
                self.report = None;
                return Action::Run(operation::focus(Self::DAY));
            }
        }
        Action::None
    }

    /// Nothing is tried before the day is there.
    pub(super) fn unfinished_day_wanted(&self) -> Action<Message> {
        Action::Run(operation::focus(Self::DAY))
    }

    /// What was tried before stays in sight while the day is typed: a part of a day may be one.
    pub(super) fn day_typed(&mut self, typed: String) -> Action<Message> {
        self.open_from = Some(typed);
        Action::None
    }

    /// The day that was typed is chosen.
    pub(super) fn settle_day(&mut self, cx: &Context) {
        let today = cx.engine.clock().today();
        let day = self.open_from.as_ref().and_then(|typed| read(typed, today, &cx.locale));
        let choice = day.map(Unfinished::Since).filter(|choice| *choice != self.chosen_end());
        if let Some(choice) = choice {
            self.choose(choice);
        }
    }

    fn choose(&mut self, choice: Unfinished) {
        if let Some(inspection) = &mut self.inspection {
            choice.choose(&mut inspection.mapping);
        }
        // What was tried is not what would be done now.
        self.report = None;
    }

    /// The day as it was typed, or as it was remembered; none where another choice is made.
    fn typed(&self) -> Option<String> {
        self.open_from.clone().or_else(|| match self.chosen_end() {
            Unfinished::Since(day) => Some(day.to_string()),
            Unfinished::Recent | Unfinished::Open | Unfinished::History => None,
        })
    }

    fn chosen_end(&self) -> Unfinished {
        self.inspection.as_ref().map(|it| Unfinished::of(&it.mapping)).unwrap_or_default()
    }

    /// Whether a day was asked for and is not there yet.
    pub(super) fn lacks_a_day(&self, cx: &Context) -> bool {
        let today = cx.engine.clock().today();

        let typed = self.open_from.as_ref();

        typed.is_some_and(|typed| read(typed, today, &cx.locale).is_none())
    }

    pub(super) fn unfinished<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, Message>> {
        let locale = &cx.locale;
        // Where no column says how a job ended, there is nothing to choose.
        self.inspection.as_ref()?.mapping.source("result")?;
        let typed = self.typed();
        let here = match (self.chosen_end(), &typed) {
            (_, Some(_)) => SINCE,
            (Unfinished::Recent | Unfinished::Since(_), None) => 0,
            (Unfinished::Open, None) => 1,
            (Unfinished::History, None) => 2,
        };
        let words = [
            locale.import_unfinished_recent(),
            locale.import_unfinished_open(),
            locale.import_unfinished_history(),
            locale.import_unfinished_since(),
        ];
        let example = cx.engine.clock().today() - Months::new(12);
        let day = typed.map(|typed| {
            let wrong = self.lacks_a_day(cx) && !typed.trim().is_empty();
            let day = field(locale.import_unfinished_day(), &typed)
                .id(Self::DAY)
                .on_input(Message::DayTyped)
                .hint(
                    locale.import_unfinished_day_hint(&example.to_string(), &locale.date(example)),
                )
                .error(wrong.then(|| locale.problem_date()));
            container(day).width(size::FIELD)
        });
        let how =
            text(locale.import_unfinished_how()).size(size::CAPTION).style(theme::style::muted);
        let choice = row![segments(words, Some(here), Message::UnfinishedPicked), day]
            .spacing(space::SNUG)
            .wrap()
            .vertical_spacing(space::NEAR);
        let title = locale.import_unfinished_title();

        Some(section(title, None, column![choice, how].spacing(space::NEAR)))
    }
}

/// The day that was typed, in figures or as the language writes it.
fn read(typed: &str, today: NaiveDate, locale: &Locale) -> Option<NaiveDate> {
    reading::past_day(&reading::in_figures(typed, locale), today)
}

/// How many jobs are not finished, and what becomes of them; none where all are.
pub fn words(report: &ImportReport, locale: &Locale) -> Option<String> {
    let count = report.open + report.history;
    let (open, history) = (report.open, report.history);

    (count > 0).then(|| match report.oldest {
        Some(day) => locale.import_unfinished(count, open, history, &locale.date_figures(day)),
        None => locale.import_unfinished_undated(count, open, history),
    })
}
