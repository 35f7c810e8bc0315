//! Two things that were done without knowing of each other, as two cards beside each other.

use engine::{Lost, Side, Sides};
use iced::widget::{Column, text};
use iced::{Element, Fill};
use locale::Locale;
use ui::widget::{card, columns};
use ui::{size, space, theme};

use super::{Message, words};
use crate::context::Context;

/// One side: what it is called, what it says, and what else there is to know.
pub fn side<'a>(
    title: String,
    value: String,
    feet: impl IntoIterator<Item = String>,
) -> Element<'a, Message> {
    let small = |words: String| -> Element<'a, Message> {
        let words = text(words).size(size::CAPTION).style(theme::style::muted);
        words.wrapping(text::Wrapping::WordOrGlyph).into()
    };
    let value = text(value).size(size::TITLE).wrapping(text::Wrapping::WordOrGlyph).into();
    let content = Column::with_children([small(title), value]).extend(feet.into_iter().map(small));

    card(content.spacing(space::NEAR).width(Fill))
}

/// Who entered what lost.
pub fn by(lost: &Lost, locale: &Locale) -> String {
    match &lost.by {
        Some(name) => locale.attention_entered_by(name),
        None if lost.row.own.is_some() => locale.attention_entered_here(),
        None => locale.attention_entered_elsewhere(),
    }
}

/// The work that stands, and the cancelling that speaks against it.
pub fn disputed<'a>(sides: &Sides, cx: &Context) -> Element<'a, Message> {
    let locale = &cx.locale;

    beside(sides, (locale.attention_side_work(), locale.attention_side_against()), cx)
}

/// What had happened, and what came too late for that; or what was changed while somebody removed it.
pub fn eventful<'a>(lost: &Lost, cx: &Context) -> Option<Element<'a, Message>> {
    let locale = &cx.locale;
    if !lost.going.is_empty() {
        return None;
    }
    if let Some(sides) = &lost.sides {
        let titles = (locale.attention_side_before(), locale.attention_side_late());
        return Some(beside(sides, titles, cx));
    }
    let removed_at = lost.row.own.as_ref().map(|own| when(domain::Moment(own.at_ms), cx));
    let noticed = locale.attention_side_noticed(&when(lost.row.at, cx));
    let cards = [
        side(locale.attention_stands(), words::short(&lost.about, locale), [noticed]),
        side(
            locale.attention_lost_value(),
            locale.attention_whole(),
            [Some(by(lost, locale)), removed_at].into_iter().flatten(),
        ),
    ];

    Some(columns(size::FIELD, cards))
}

fn beside<'a>(
    Sides { stands, against }: &Sides,
    (first, second): (String, String),
    cx: &Context,
) -> Element<'a, Message> {
    let cards = [(stands, first), (against, second)];
    let cards = cards.into_iter().filter_map(|(it, title)| Some(happened(it.as_ref()?, title, cx)));

    columns(size::FIELD, cards.collect::<Vec<_>>())
}

fn happened<'a>(it: &Side, title: String, cx: &Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let who = it.by.clone().unwrap_or_else(|| locale.source_headquarters());
    let reason = it.reason.map(|reason| locale.cancel_reason(reason));
    let technician = it.technician.as_ref().map(|name| locale.attention_side_visit(name));
    let outcome = it.outcome.map(|outcome| locale.outcome(outcome));
    let said = [who, when(it.at, cx)].join(" · ");
    let feet = [Some(said), technician, outcome, reason, it.remark.clone()];

    side(title, locale.event(it.event), feet.into_iter().flatten())
}

fn when(at: domain::Moment, cx: &Context) -> String {
    let clock = cx.engine.clock();

    cx.locale.moment(at, clock.now(), clock.offset())
}
