//! How the page looks: the filter, the list with its ticks, the letter.

use std::collections::HashSet;

use domain::State;
use engine::{Addressee, LetterFilter, NoLetter};
use iced::widget::{column, container, responsive, row, rule, space as gap, text};
use iced::{Center, Element, Fill};
use ui::grid::{Cell, Column, grid};
use ui::widget::{
    banner, button, checkbox, choice, dialog, divider, empty, key_hint, modal, progress, segments,
    spinner,
};
use ui::{Mark, Tone, icon, size, space, theme};

use super::{DAYS, LIST, MONTHS, Message, Write, categories, grades, left_out};
use crate::context::Context;
use crate::screen::letters::page::{first_page, no_page};
use crate::{problem, sign};

impl Write {
    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let Some(list) = &self.list else {
            let problem = self.problem(cx);
            return problem.unwrap_or_else(|| {
                container(spinner(locale.window_loading())).center(Fill).into()
            });
        };
        let body: Element<'a, Message> = if list.is_empty() {
            let how = match self.filter {
                LetterFilter::Closed { .. } => locale.letters_none_closed(),
                LetterFilter::MaintenanceDue { .. } => locale.letters_none_maintenance(),
                LetterFilter::Answered => locale.letters_none_answered(),
            };
            empty(icon::letter(), locale.letters_none(), how, None)
        } else {
            self.work(list, cx)
        };
        let filter = self.only.is_none().then(|| self.filter_bar(cx));

        column![filter, body].into()
    }

    /// The room, and over it the question whether so many are meant.
    pub fn above<'a, Outer: Clone + 'a>(
        &'a self,
        room: Element<'a, Outer>,
        wrap: impl Fn(Message) -> Outer + 'a,
        close: Outer,
        cx: &'a Context,
    ) -> Element<'a, Outer> {
        let locale = &cx.locale;
        let question = self.asking.then(|| {
            let chosen = self.chosen.len();
            let words = column![text(locale.letters_ask_how()), self.left_out(cx)];
            let buttons = vec![
                button(locale.action_back()).key("Esc").on_press(Message::AskClosed).into(),
                button(locale.letters_post(chosen))
                    .primary()
                    .icon(icon::letter())
                    .key("F10")
                    .on_press_maybe(cx.offer(Message::PostPressed))
                    .into(),
            ];
            dialog(locale.letters_ask(chosen), words.spacing(space::NEAR), buttons).map(wrap)
        });

        modal(room, question, Some(close))
    }

    /// Who on the list gets none.
    fn left_out<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, Message>> {
        let list = self.list.iter().flatten();
        let words = left_out::words(list.filter_map(|row| row.why_not), &cx.locale)?;

        Some(text(words).size(size::CAPTION).style(theme::style::muted).into())
    }

    fn problem<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, Message>> {
        self.error.as_ref().map(|error| {
            container(banner(Tone::Danger, problem::message(error, &cx.locale), None))
                .padding([space::NEAR, space::FAR])
                .into()
        })
    }

    /// That the letters lack the office's phone, and the way to write it down.
    fn no_phone<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, Message>> {
        let locale = &cx.locale;
        let way = button(locale.settings_office_phone()).on_press(Message::OfficePressed);
        let words = self.no_phone.then(|| locale.letters_no_phone())?;

        Some(
            container(banner(Tone::Warning, words, Some(way.into())))
                .padding([space::NEAR, space::FAR])
                .into(),
        )
    }

    /// What the list is cut down to. Answered complaints need no choice.
    fn filter_bar<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, Message>> {
        let locale = &cx.locale;
        // A name and its buttons stay on one line.
        let named = |name: String, choices: Element<'a, Message>| {
            row![text(name).style(theme::style::muted), choices]
                .spacing(space::SNUG)
                .align_y(Center)
        };
        let bar = match self.filter {
            LetterFilter::Answered => return None,
            LetterFilter::Closed { days, grade } => {
                let periods = DAYS.map(|days| locale.letters_days(days));
                let here = DAYS.iter().position(|one| *one == days);
                let words = grades().map(|grade| match grade {
                    Some(grade) => locale.grade(grade),
                    None => locale.letters_all(),
                });
                let said = grades().position(|one| one == grade);
                let periods = segments(periods, here, move |at| {
                    Message::FilterPicked(LetterFilter::Closed { days: DAYS[at], grade })
                });
                let grades = segments(words, said, move |at| {
                    let grade = grades().nth(at).flatten();
                    Message::FilterPicked(LetterFilter::Closed { days, grade })
                });
                row![named(locale.letters_period(), periods), named(locale.letters_grade(), grades),]
            }
            LetterFilter::MaintenanceDue { months, category } => {
                let periods = MONTHS.map(|months| locale.letters_months_of(months));
                let here = MONTHS.iter().position(|one| *one == months);
                let words = categories().map(|category| match category {
                    Some(category) => locale.category(category),
                    None => locale.letters_every_category(),
                });
                let kind = categories().position(|one| one == category);
                let periods = segments(periods, here, move |at| {
                    let months = MONTHS[at];
                    Message::FilterPicked(LetterFilter::MaintenanceDue { months, category })
                });
                let kinds = choice("", words, kind)
                    .none(locale.list_no_match())
                    .width(size::FIELD)
                    .on_pick(move |at| {
                        let category = categories().nth(at).flatten();
                        Message::FilterPicked(LetterFilter::MaintenanceDue { months, category })
                    });
                row![
                    named(locale.letters_months(), periods),
                    named(locale.letters_category(), kinds.into()),
                ]
            }
        };
        let bar = bar.spacing(space::SNUG).align_y(Center).wrap().vertical_spacing(space::TIGHT);

        Some(column![container(bar).padding([space::NEAR, space::FAR]), divider()].into())
    }

    fn work<'a>(&'a self, list: &'a [Addressee], cx: &'a Context) -> Element<'a, Message> {
        let panes = responsive(move |room| {
            // Where both do not fit side by side, F9 shows the letter.
            if room.width < size::SLIM - size::RAIL {
                return self.rows(list, cx);
            }
            let bar = rule::vertical(1.0).style(theme::style::hairline);
            row![self.rows(list, cx), bar, self.letter(cx)].height(Fill).into()
        });

        column![
            self.problem(cx),
            self.no_phone(cx),
            panes,
            divider(),
            container(self.foot(list, cx)).padding([space::NEAR, space::FAR]),
        ]
        .into()
    }

    /// The letter of the selected row, or why there is none.
    fn letter<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let letter = match &self.preview {
            Some(letter) => first_page(&letter.paper),
            None => no_page(match self.row().and_then(|row| row.why_not) {
                Some(why) => why_not(why, cx),
                None => cx.locale.letters_first_none(),
            }),
        };

        container(letter).width(size::DIALOG - space::APART).height(Fill).into()
    }

    /// Whom to write to.
    fn rows<'a>(&'a self, list: &'a [Addressee], cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let when = match self.filter {
            LetterFilter::Closed { .. } => locale.letters_column_closed(),
            LetterFilter::MaintenanceDue { .. } => locale.letters_column_serviced(),
            LetterFilter::Answered => locale.letters_column_answered(),
        };
        let names = list.iter().map(|row| row.row.name.as_str());
        let mut met = HashSet::new();
        let differ = list.iter().filter(|it| {
            let it = &it.row;
            met.insert((it.kind, it.category, it.called.as_deref(), it.model.as_str()))
        });
        let abouts: Vec<_> = differ.map(|row| about(row, cx)).collect();
        let abouts = abouts.iter().map(String::as_str);
        let columns = vec![
            Column::fixed("", size::ROW).center(),
            Column::weight(locale.letters_column_name(), 0.8, 88.0).enough_for(names),
            Column::weight(locale.letters_column_about(), 1.4, 136.0).enough_for(abouts),
            Column::weight(locale.letters_column_address(), 1.6, 120.0).folds(3),
            Column::fixed(when, 104.0).folds(1),
            Column::fixed(locale.letters_column_note(), 136.0).folds(2),
        ];

        grid(columns, list.len(), move |row, column| self.cell(&list[row], column, cx))
            .id(LIST)
            .selected(Some(self.selected))
            .on_select(Message::RowPicked)
            .on_activate(Message::RowToggled)
            .into()
    }

    fn cell<'a>(&'a self, row: &'a Addressee, column: usize, cx: &'a Context) -> Cell<'a> {
        let locale = &cx.locale;
        let known = &row.row;
        let day = || known.at.day(cx.engine.clock().offset());
        let able = row.why_not.is_none();

        match column {
            0 if self.chosen.contains(&row.target) => Cell::badge(Tone::Accent, Mark::Check, ""),
            0 if able => Cell::badge(Tone::Neutral, Mark::Frame, ""),
            0 => Cell::badge(Tone::Neutral, Mark::Ban, ""),
            1 if able => Cell::text(known.name.as_str()),
            1 => Cell::text(known.name.as_str()).muted(),
            2 => Cell::text(about(row, cx)),
            3 => Cell::address(known.line.as_str()).muted(),
            // Of one order that was chosen by hand the day may still be to come.
            4 if !self.filter_holds(known.state) => Cell::empty(),
            4 => Cell::text(locale.date_figures(day())).muted(),
            _ => match (row.why_not, known.grade) {
                (Some(why), _) => Cell::text(why_not(why, cx)).tone(Tone::Warning),
                (None, _) if row.owes.is_some() => {
                    let owes = row.owes.map(|owes| locale.customer_owes(&locale.money(owes)));
                    Cell::text(owes.unwrap_or_default()).tone(Tone::Warning).icon(icon::money())
                }
                (None, Some(grade)) => {
                    let (tone, mark) = sign::grade(grade);
                    Cell::badge(tone, mark, locale.grade(grade))
                }
                (None, None) => Cell::empty(),
            },
        }
    }

    /// Whether an order at this state has the day that the list is about.
    fn filter_holds(&self, state: Option<State>) -> bool {
        let closed = matches!(self.filter, LetterFilter::Closed { .. });

        !closed || state.is_none_or(|state| state.is_over() && state != State::Cancelled)
    }

    fn foot<'a>(&'a self, list: &'a [Addressee], cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        if let Some(running) = &self.posting {
            let step = *running.watch().borrow();
            let words = locale.letters_posting(step.done, step.total);
            let stop = Some((locale.action_stop().into(), Message::StopPressed));
            return progress(words, step.share().unwrap_or(0.0), stop);
        }
        let able = list.iter().filter(|row| row.why_not.is_none()).count();
        let all = able > 0 && self.chosen.len() == able;
        let chosen = self.chosen.len();

        let deeds = row![
            checkbox(locale.letters_choose_all(), all, Some(|_| Message::AllToggled)),
            key_hint("Ctrl+A"),
            text(locale.letters_chosen(chosen, list.len())).style(theme::style::muted),
            gap::horizontal(),
            button(locale.letters_preview())
                .icon(icon::eye())
                .key("F9")
                .on_press_maybe(self.preview.as_ref().map(|_| Message::PreviewPressed)),
            button(locale.letters_post(chosen))
                .primary()
                .icon(icon::letter())
                .key("F10")
                .on_press_maybe(cx.offer(Message::PostPressed).filter(|_| chosen > 0)),
            key_hint("F10"),
        ]
        .spacing(space::NEAR)
        .align_y(Center);

        column![deeds, self.left_out(cx)].spacing(space::TIGHT).into()
    }
}

/// What a letter is about: the work and the machine.
fn about(row: &Addressee, cx: &Context) -> String {
    let (known, locale) = (&row.row, &cx.locale);
    let kind = known.kind.map(|kind| locale.order_kind(kind));
    let machine = known.category.map(|it| locale.machine(it, known.called.as_deref()));
    let model = (kind.is_none() && !known.model.is_empty()).then(|| known.model.clone());
    let words: Vec<String> = [kind, machine, model].into_iter().flatten().collect();

    words.join(" · ")
}

/// Why someone gets no letter, in words.
pub fn why_not(why: NoLetter, cx: &Context) -> String {
    let locale = &cx.locale;
    match why {
        NoLetter::Refused => locale.letters_why_refused(),
        NoLetter::NoAddress => locale.letters_why_no_address(),
        NoLetter::Recent(at) => {
            locale.letters_why_recent(&locale.date_figures(at.day(cx.engine.clock().offset())))
        }
        NoLetter::Twice => locale.letters_why_twice(),
        NoLetter::Lacks(place) => {
            locale.letters_why_lacks(&crate::screen::letters::wording::place_name(place, cx))
        }
        NoLetter::Complaining => locale.letters_why_complaining(),
        NoLetter::NotServed => locale.letters_why_not_served(),
        NoLetter::NoComplaint => locale.letters_why_no_complaint(),
        NoLetter::NoMachine => locale.letters_why_no_machine(),
        NoLetter::Gone => locale.letters_why_gone(),
    }
}
