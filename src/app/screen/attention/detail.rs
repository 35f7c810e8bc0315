//! The entry in hand: both sides beside each other, and what can be decided.

use engine::{Attention as Open, Declined, Lost, Overpaid, Sides, Stop};
use iced::widget::{column, row, text};
use iced::{Center, Element, Fill};
use ui::widget::{banner, button, columns, divider, key_hint, scroll, section};
use ui::{Tone, fonts, icon, size, space, theme};

use super::{Flag, Key, Message, sides, words};
use crate::context::Context;
use crate::place::Place;

/// What is shown of a refused operation; an import is thousands of fields.
const SHOWN: usize = 40;
/// The keys of the answers.
const FIRST: &str = "1";
const SECOND: &str = "2";

pub fn view<'a>(
    open: &'a Open,
    selected: Option<Key>,
    (place, saving): (Option<Place>, bool),
    cx: &'a Context,
) -> Element<'a, Message> {
    let content: Element<'a, Message> = match selected {
        Some(Key::Lost(id)) => match open.lost.iter().find(|lost| lost.row.id == id) {
            Some(lost) => lost_one(lost, (place.as_ref(), saving), cx),
            None => iced::widget::space().into(),
        },
        Some(Key::Refused(id)) => {
            match open.refused.iter().find(|it| it.refused.operation.op_id == id) {
                Some(it) => declined(it, (place.as_ref(), saving), cx),
                None => iced::widget::space().into(),
            }
        }
        Some(Key::Order(id, flag)) => match open.orders.iter().find(|order| order.id == id) {
            Some(order) => {
                let name = format!("{} {}", order.number, order.name);
                let stop = open.stops.get(&id).filter(|_| flag == Flag::StopNotice);
                let sides = open.disputes.get(&id).filter(|_| flag == Flag::Disputed);
                flagged((name, stop, sides), flag, (place.as_ref(), saving), cx)
            }
            None => iced::widget::space().into(),
        },
        Some(Key::Over(id)) => match open.overpaid.iter().find(|it| it.row.id == id) {
            Some(it) => overpaid(it, (place.as_ref(), saving), cx),
            None => iced::widget::space().into(),
        },
        Some(Key::Short(part, location)) => {
            let mut short = open.short.iter();
            match short.find(|row| row.part == part && row.location == location) {
                Some(row) => {
                    let name = format!("{} {}", row.number, row.name);
                    let place_name = cx.locale.location(row.location, None);
                    let words = cx.locale.attention_short(&name, &place_name, row.quantity);
                    let deeds = row![opening(place.as_ref(), cx)];
                    column![head(name), banner(Tone::Warning, words, None), deeds]
                        .spacing(space::APART)
                        .into()
                }
                None => iced::widget::space().into(),
            }
        }
        None => iced::widget::space().into(),
    };

    scroll("attention-detail", iced::widget::container(content).padding([space::APART, space::FAR]))
}

fn head<'a>(name: String) -> Element<'a, Message> {
    text(name).size(size::TITLE).font(fonts::BOLD).into()
}

/// The button that goes to where the record is.
fn opening<'a>(place: Option<&Place>, cx: &'a Context) -> Option<Element<'a, Message>> {
    let locale = &cx.locale;
    let (name, sign) = match place? {
        Place::Order(_) => (locale.attention_open_order(), icon::orders()),
        Place::Household(_) => (locale.attention_open_household(), icon::customers()),
        _ => (locale.attention_open_parts(), icon::parts()),
    };

    Some(button(name).quiet().icon(sign).key("O").on_press(Message::OpenPressed).into())
}

/// An answer, with the key that gives it in sight.
fn deed<'a>(
    name: String,
    key: &'static str,
    message: Message,
    saving: bool,
) -> Element<'a, Message> {
    let answer = button(name).key(key).on_press_maybe((!saving).then_some(message));
    let answer = if key == FIRST { answer.primary() } else { answer };

    row![answer, key_hint(key)].spacing(space::TIGHT).align_y(Center).into()
}

fn lost_one<'a>(
    lost: &'a Lost,
    (place, saving): (Option<&Place>, bool),
    cx: &'a Context,
) -> Element<'a, Message> {
    let locale = &cx.locale;
    let name = words::subject(&lost.about, locale);
    let Some(field) = lost.row.field.as_deref() else {
        let (heading, how) = words::eventful(lost, locale);
        let deeds = row![
            deed(locale.attention_seen(), FIRST, Message::FirstPressed, saving),
            opening(place, cx)
        ];
        return column![
            head(name),
            text(heading).font(fonts::BOLD),
            banner(Tone::Warning, how, None),
            sides::eventful(lost, cx),
            deeds.spacing(space::NEAR).wrap().vertical_spacing(space::NEAR),
        ]
        .spacing(space::APART)
        .into();
    };
    let say = |value| words::value(field, value, &lost.names, cx);
    let by = sides::by(lost, locale);
    let stands =
        if lost.now == lost.row.kept { locale.attention_later() } else { locale.attention_since() };
    let sides = columns(
        size::FIELD,
        [
            sides::side(locale.attention_stands(), say(&lost.now), [stands]),
            sides::side(locale.attention_lost_value(), say(&lost.row.lost), [by]),
        ],
    );
    let replace = lost
        .replaceable
        .then(|| deed(locale.attention_replace(), SECOND, Message::SecondPressed, saving));
    let deeds = row![
        deed(locale.attention_keep(), FIRST, Message::FirstPressed, saving),
        replace,
        opening(place, cx),
    ];

    column![
        head(name),
        text(format!("{} · {}", locale.field(field), locale.attention_lost_heading()))
            .font(fonts::BOLD),
        sides,
        text(locale.attention_lost_how()).style(theme::style::muted),
        deeds.spacing(space::NEAR).align_y(Center).wrap().vertical_spacing(space::NEAR),
    ]
    .spacing(space::APART)
    .into()
}

fn declined<'a>(
    it: &'a Declined,
    (place, saving): (Option<&Place>, bool),
    cx: &'a Context,
) -> Element<'a, Message> {
    let locale = &cx.locale;
    let operation = &it.refused.operation;
    let clock = cx.engine.clock();
    let at = locale.moment(domain::Moment(operation.at_ms), clock.now(), clock.offset());
    let changes = locale.attention_refused_changes(operation.changes.len());
    let foot: Vec<String> =
        [Some(at), it.by.clone(), Some(changes)].into_iter().flatten().collect();
    let why = banner(Tone::Danger, words::why(it.refused.why, locale), None);
    let kept =
        it.refused.kept.then(|| text(locale.attention_refused_kept()).style(theme::style::muted));

    let mut rows = column![line(
        [
            locale.attention_column_field(),
            locale.attention_column_wanted(),
            locale.attention_column_now(),
        ],
        true
    )]
    .spacing(space::TIGHT);
    let mut last = None;
    for wanted in it.wanted.iter().take(SHOWN) {
        if last != Some(&wanted.about) {
            let name = words::subject(&wanted.about, locale);
            rows = rows.push(divider()).push(text(name).font(fonts::BOLD));
            last = Some(&wanted.about);
        }
        let Some(field) = wanted.field.as_deref() else {
            rows = rows.push(text(locale.attention_whole()));
            continue;
        };
        let say = |value| words::value(field, value, &it.names, cx);
        rows = rows.push(line([locale.field(field), say(&wanted.value), say(&wanted.now)], false));
    }
    let more = it.fields.saturating_sub(SHOWN);
    let more = (more > 0).then(|| text(locale.today_more(more)).style(theme::style::muted));
    let deeds = row![
        deed(locale.attention_let_go(), FIRST, Message::FirstPressed, saving),
        opening(place, cx),
    ];

    column![
        head(words::deed(&operation.deed, locale)),
        text(foot.join(" · ")).size(size::CAPTION).style(theme::style::muted),
        why,
        kept,
        section(locale.attention_column_wanted(), None, column![rows, more].spacing(space::NEAR)),
        deeds.spacing(space::NEAR).align_y(Center).wrap().vertical_spacing(space::NEAR),
    ]
    .spacing(space::APART)
    .into()
}

fn line<'a>(cells: [String; 3], is_head: bool) -> Element<'a, Message> {
    let cells = cells.into_iter().map(|words| {
        let words = text(words).width(Fill).wrapping(text::Wrapping::WordOrGlyph);
        let words =
            if is_head { words.size(size::CAPTION).style(theme::style::muted) } else { words };
        words.into()
    });

    iced::widget::Row::with_children(cells).spacing(space::NEAR).into()
}

/// Why it was cancelled, and whom to call.
fn told<'a>(stop: &'a Stop, cx: &'a Context) -> impl Iterator<Item = Element<'a, Message>> {
    let locale = &cx.locale;
    let why = stop.why.as_ref().map(|why| locale.attention_stop_why(why));
    let who = stop.technicians.iter().map(|(name, phone)| match phone {
        Some(phone) => locale.attention_stop_who(name, &locale.phone(phone)),
        None => locale.attention_stop_who_no_phone(name),
    });

    why.into_iter().chain(who).map(|words| text(words).wrapping(text::Wrapping::WordOrGlyph).into())
}

/// More came in than was charged: twice the same, or something is to be given back.
fn overpaid<'a>(
    it: &'a Overpaid,
    (place, saving): (Option<&Place>, bool),
    cx: &'a Context,
) -> Element<'a, Message> {
    let locale = &cx.locale;
    let sum = locale.money(it.over);
    let how = match it.twice {
        Some(means) => locale.attention_paid_twice(&sum, &locale.means(means)),
        None => locale.attention_over_how(&sum),
    };
    let may = |message| cx.may(Key::Over(it.row.id).duties(&message));
    let (given, stands) = (Message::FirstPressed, Message::SecondPressed);
    let off = (saving || !may(given.clone()), saving || !may(stands.clone()));
    let answers = row![
        deed(locale.attention_give_back(&sum), FIRST, given, off.0),
        deed(locale.attention_may_stand(), SECOND, stands, off.1),
        opening(place, cx),
    ];

    column![
        head(format!("{} {}", it.row.number, it.row.name)),
        text(locale.attention_over(&sum)).font(fonts::BOLD),
        banner(Tone::Warning, how, None),
        answers.spacing(space::NEAR).align_y(Center).wrap().vertical_spacing(space::NEAR),
    ]
    .spacing(space::APART)
    .into()
}

fn flagged<'a>(
    (name, stop, dispute): (String, Option<&'a Stop>, Option<&'a Sides>),
    flag: Flag,
    (place, saving): (Option<&Place>, bool),
    cx: &'a Context,
) -> Element<'a, Message> {
    let locale = &cx.locale;
    let (heading, how) = words::flag(flag, locale);
    let answer = match flag {
        Flag::Disputed => None,
        Flag::StopNotice => Some(locale.attention_told()),
        Flag::SecondVisit => Some(locale.attention_looked()),
    };
    let answer = answer.map(|name| deed(name, FIRST, Message::FirstPressed, saving));

    column![
        head(name),
        text(heading).font(fonts::BOLD),
        banner(Tone::Warning, how, None),
        dispute.map(|both| sides::disputed(both, cx)),
        iced::widget::Column::with_children(stop.into_iter().flat_map(|stop| told(stop, cx)))
            .spacing(space::NEAR),
        row![answer, opening(place, cx)].spacing(space::NEAR).align_y(Center),
    ]
    .spacing(space::APART)
    .into()
}
