//! What of a household is ours: kinds of machines against how many of each, the tier that follows, and what they said at
//! each step.

use domain::{Category, Owned};
use engine::Household as File;
use iced::widget::{column, row, text};
use iced::{Center, Element, Fill};
use ui::widget::{badge, pair_with, section};
use ui::{Mark, Tone, mark, size, space, theme};

use crate::context::Context;
use crate::sign;

/// So many machines of a kind are drawn; of more their number is said.
const DRAWN: u32 = 8;

/// The picture. A kind that they lack is seen as well as one that they have.
pub fn picture<'a, Message: 'a>(file: &'a File, cx: &'a Context) -> Option<Element<'a, Message>> {
    if file.customer.erased || file.loyalty.kinds.is_empty() {
        return None;
    }
    let locale = &cx.locale;
    let mut kinds: Vec<(&Category, &Owned)> = file.loyalty.kinds.iter().collect();
    kinds.sort_by_key(|(kind, owned)| (owned.own == 0, total(owned) == 0, **kind));
    let lines = kinds.into_iter().map(|(kind, owned)| line(*kind, owned, cx));
    let lines = iced::widget::Column::with_children(lines).spacing(space::TIGHT);
    let tier = badge(Tone::Info, Mark::Star, locale.tier(file.loyalty.tier));
    let lacks = file.loyalty.lacks.map(|lacks| {
        text(locale.loyalty_lacks(lacks)).size(size::CAPTION).style(theme::style::muted)
    });
    let key = |shape, tone, words: String| {
        row![mark(shape, tone), text(words).size(size::CAPTION).style(theme::style::muted)]
            .spacing(space::TIGHT)
            .align_y(Center)
    };
    let legend = row![
        key(Mark::Square, Tone::Success, locale.loyalty_ours()),
        key(Mark::Frame, Tone::Warning, locale.loyalty_others()),
        key(Mark::Ring, Tone::Neutral, locale.loyalty_unknown()),
    ];
    let legend = legend.spacing(space::SNUG).wrap().vertical_spacing(space::TIGHT);
    let said = file.feedback.iter().map(|said| {
        let (tone, shape) = sign::grade(said.grade);
        let day = locale.date_figures(said.at.day(cx.engine.clock().offset()));
        let day = text(day).size(size::CAPTION).style(theme::style::muted);
        let grade = row![badge(tone, shape, locale.grade(said.grade)), day];
        pair_with(locale.feedback_stage(said.stage), grade.spacing(space::NEAR).align_y(Center))
    });
    let said = iced::widget::Column::with_children(said).spacing(space::TIGHT);

    Some(section(
        locale.loyalty_title(),
        Some(tier),
        column![lines, legend, lacks, said].spacing(space::NEAR),
    ))
}

fn total(owned: &Owned) -> u32 {
    owned.own + owned.other + owned.unknown
}

fn line<'a, Message: 'a>(kind: Category, owned: &Owned, cx: &Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let groups = [
        (owned.own, Mark::Square, Tone::Success),
        (owned.other, Mark::Frame, Tone::Warning),
        (owned.unknown, Mark::Ring, Tone::Neutral),
    ];
    let mut shapes = row![].spacing(space::TIGHT).align_y(Center);
    for (count, shape, tone) in groups {
        for _ in 0..count.min(DRAWN) {
            shapes = shapes.push(mark(shape, tone));
        }
        if count > DRAWN {
            shapes = shapes.push(text(locale.number(count)).size(size::CAPTION));
        }
    }
    let has = total(owned) > 0;
    let name = text(locale.category(kind)).width(Fill);
    let name = if has { name } else { name.style(theme::style::muted) };
    let none =
        (!has).then(|| text(locale.loyalty_none()).size(size::CAPTION).style(theme::style::muted));

    row![name, shapes, none].spacing(space::NEAR).align_y(Center).into()
}
