//! The day in figures, each with a small bar.

use engine::Figures;
use iced::widget::{Row, column, row, text};
use iced::{Element, Fill};
use ui::widget::{bar, card, columns, figure};
use ui::{Tone, fonts, size, space, theme};

use super::Message;
use crate::context::Context;

/// Five figures side by side.
pub fn view<'a>(figures: &Figures, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let (today, best) = (figures.today, figures.best);
    let counted = |name: String, count: u32, best: u32| {
        one(
            (locale.number(count), name, Tone::Neutral),
            (share(count, best.max(count)), Tone::Accent),
            if best == 0 { locale.today_best_none() } else { locale.today_best(best) },
        )
    };
    let grades = figures.grades;
    let asked = asked(figures);
    let satisfied = if asked == 0 {
        one(
            (locale.number(0_u32), locale.today_satisfied(), Tone::Neutral),
            (0.0, Tone::Neutral),
            locale.today_no_grades(),
        )
    } else {
        one(
            (percent(grades.very_satisfied, asked), locale.today_satisfied(), Tone::Neutral),
            (share(grades.very_satisfied, asked), Tone::Success),
            locale.today_of(grades.very_satisfied, asked),
        )
    };

    columns(
        size::CODE + space::FAR,
        [
            counted(locale.today_received(), today.received, best.received),
            one(
                (locale.number(figures.visits), locale.today_visits(), Tone::Neutral),
                (share(figures.visits_ended, figures.visits), Tone::Accent),
                locale.today_of(figures.visits_ended, figures.visits),
            ),
            counted(locale.today_done(), today.done, best.done),
            counted(locale.today_closed(), today.closed, best.closed),
            satisfied,
        ],
    )
}

/// The same in one line, where there is no room for more.
pub fn line<'a>(figures: &Figures, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let (today, grades, asked) = (figures.today, figures.grades, asked(figures));
    let visits = locale.today_of(figures.visits_ended, figures.visits);
    let satisfied =
        if asked == 0 { locale.today_no_grades() } else { percent(grades.very_satisfied, asked) };
    let figures = [
        (locale.today_received(), locale.number(today.received)),
        (locale.today_visits(), visits),
        (locale.today_done(), locale.number(today.done)),
        (locale.today_closed(), locale.number(today.closed)),
        (locale.today_satisfied(), satisfied),
    ];
    let figures = figures.into_iter().map(|(name, figure)| {
        let name = text(name).size(size::CAPTION).style(theme::style::muted);
        row![name, text(figure).size(size::CAPTION).font(fonts::BOLD)].spacing(space::TIGHT).into()
    });

    Row::with_children(figures).spacing(space::SNUG).wrap().into()
}

/// How many customers said how satisfied they are.
fn asked(figures: &Figures) -> u32 {
    let grades = figures.grades;

    grades.very_satisfied + grades.satisfied + grades.dissatisfied
}

fn one<'a>(
    (number, name, tone): (String, String, Tone),
    (share, colour): (f32, Tone),
    below: String,
) -> Element<'a, Message> {
    card(
        column![
            figure(number, name, tone),
            bar(share, colour, Fill),
            text(below).size(size::CAPTION).style(theme::style::muted),
        ]
        .spacing(space::NEAR),
    )
}

fn share(part: u32, whole: u32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a bar has less than a thousand pixels")]
    let share = part as f32 / whole.max(1) as f32;

    share
}

fn percent(part: u32, whole: u32) -> String {
    format!("{}%", (u64::from(part) * 200 + u64::from(whole)) / (u64::from(whole.max(1)) * 2))
}
