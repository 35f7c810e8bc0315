//! The parts of a sheet: one line each, and one more to type in.

use domain::PartId;
use engine::{Error, PartChoice, Wrong};
use iced::widget::{column, container, row, text};
use iced::{Center, Element, Fill, Top};
use ui::widget::{beside, checkbox, combo, field, icon_button, key_hint};
use ui::{Suggestion, Tone, icon, size, space, theme};

use super::paper::line::Message;
use super::paper::{On, PART, Paper, SERIAL};
use super::typed::Line;
use crate::context::Context;
use crate::part_name::part_name;
use crate::problem;

/// As wide as a serial number and the tick of the old part.
const REST: f32 = size::FIELD + size::CODE + size::CONTROL + space::NEAR;

/// The table.
pub fn view<'a>(paper: &'a Paper, cx: &'a Context) -> Element<'a, Message> {
    let typed = paper.typed.lines.iter().enumerate();
    let lines = typed.map(|(at, line)| shown(paper, (at, line), cx));

    column(lines)
        .push(entry(paper, cx))
        .push(foreign(paper, cx))
        .push(stock(paper, cx))
        .spacing(space::SNUG)
        .into()
}

/// Whether the part that was built in came from elsewhere, where one was and none is named; or whether nobody knows yet
/// which one is missing.
fn foreign<'a>(paper: &'a Paper, cx: &'a Context) -> Option<Element<'a, Message>> {
    let needed = paper.needs_part();
    let foreign = paper.builds_in() && paper.typed.lines.is_empty();
    let asked = paper.names_nothing_missing() || foreign;
    let (words, is_ticked, toggle) = match needed {
        true => (
            cx.locale.sheet_part_unknown(),
            paper.typed.unknown_part,
            Message::UnknownToggled as fn(bool) -> Message,
        ),
        false => (
            cx.locale.sheet_foreign_part(),
            paper.typed.foreign_part,
            Message::ForeignToggled as fn(bool) -> Message,
        ),
    };
    let ticked = || checkbox(words, is_ticked, Some(toggle));

    asked.then(|| row![ticked(), key_hint("F7")].spacing(space::NEAR).align_y(Center).into())
}

/// A line that stands.
fn shown<'a>(
    paper: &'a Paper,
    (at, line): (usize, &'a Line),
    cx: &'a Context,
) -> Element<'a, Message> {
    let locale = &cx.locale;
    let part = paper.part(line.part);
    let name = part.map(|part| called(part, cx)).unwrap_or_default();
    let unit = part.map(|part| part.unit.as_str()).unwrap_or_default();
    let quantity = format!("{} {unit}", locale.number(line.quantity));
    let old = line.old.then(|| {
        row![icon::check().sized(size::ICON), text(locale.paper_part_old_back())]
            .spacing(space::TIGHT)
            .align_y(Center)
    });
    let short = part.filter(|_| !paper.is_missing(line));
    let short = short.and_then(|part| lacking(part, taken(paper, line.part), cx));
    let never = line.serial.as_deref().filter(|_| line.insisted).zip(part);
    let never = never
        .map(|(serial, part)| (Tone::Warning, locale.sheet_doubt_never_came(&part.name, serial)));
    let short = never.or(short).map(|(tone, words)| said(tone, words));
    let is_last = at + 1 == paper.typed.lines.len();
    let built_in = paper.needs_part().then(|| {
        let toggle = move |built_in: bool| Message::MissingToggled(at, !built_in);
        let ticked = checkbox(locale.sheet_built_in(), !line.missing, Some(toggle));
        row![ticked, is_last.then(|| key_hint("F4"))].spacing(space::NEAR).align_y(Center)
    });
    let remove = icon_button(icon::x(), locale.sheet_remove_line())
        .small()
        .on_press(Message::LineRemoved(at));
    let missing = paper.is_missing(line);
    let back = is_last && !paper.needs_part() && paper.typed.line.part.is_none();
    let back = back.then(|| {
        let words = text(locale.paper_part_old_back()).size(size::CAPTION);
        let words = (!line.old).then(|| words.style(theme::style::muted));
        row![words, key_hint("F8")].spacing(space::TIGHT).align_y(Center)
    });
    // What is missing has neither a number yet nor an old one that came back.
    let (serial, old) = match missing {
        true => (None, None),
        false => (
            Some(
                text(line.serial.as_deref().unwrap_or_default()).width(size::FIELD - space::MARGIN),
            ),
            Some(container(row![old]).width(size::CODE)),
        ),
    };
    let named = row![text(name).width(Fill), text(quantity.trim().to_owned()).width(size::LABEL)]
        .spacing(space::NEAR);
    // Beside the mark of what was built in there is room for the rest in a line of its own.
    let rest = row![serial, old].spacing(space::NEAR);
    let cells = |named| row![named, back, built_in, remove].spacing(space::NEAR).align_y(Center);
    if paper.needs_part() && !missing {
        let below = (line.serial.is_some() || line.old).then_some(rest);
        return column![cells(Element::from(named)), below, short].into();
    }
    // In a narrow window number and old part stand below the name.
    let told = line.serial.is_some() || line.old;
    let whole = match told {
        true => beside(named, size::SIDE, rest, size::FIELD - space::MARGIN + size::CODE),
        false => named.into(),
    };

    column![cells(whole), short].into()
}

/// The line to type in.
fn entry<'a>(paper: &'a Paper, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let line = &paper.typed.line;
    let found = paper.parts_found();
    let error = |name| {
        let asked = name == "part" && paper.lacks_a_part() && paper.typed.line.text.is_empty();
        let wrong = paper.wrong(name, locale);

        let which = || match paper.needs_part() {
            true => locale.sheet_which_part_needed(),
            false => locale.sheet_which_part(),
        };

        // What is typed may mean any of those below.
        let open = name == "part" && !line.text.trim().is_empty() && !found.is_empty();
        if asked || open { wrong.map(|_| which()) } else { wrong }
    };
    let needed = paper.needs_part();
    let label = if needed { locale.sheet_part_needed() } else { locale.sheet_part() };
    let label = paper.numbered(On::Parts, &label);
    let suggestions = found.iter().copied().map(|part| suggestion(part, cx)).collect();
    let part = combo(label, &locale.sheet_part_hint(), &line.text, suggestions)
        .id(PART)
        .icon(icon::scan())
        .error(error("part"))
        .on_input(Message::PartChanged)
        .on_pick(Message::PartPicked)
        .on_submit(Message::PartPassed);
    let part = if line.text.trim().is_empty() { part } else { part.eager() };
    let serial = field(locale.paper_part_serial(), &line.serial)
        .id(SERIAL)
        .width(size::FIELD - space::MARGIN)
        .error(wrong_piece(paper, cx))
        .on_input(Message::SerialChanged)
        .on_submit(Message::LineEntered);
    let toggle = line.part.is_some().then_some(Message::OldToggled as fn(bool) -> Message);
    let old = checkbox(locale.paper_part_old_back(), line.old, toggle);
    // The key is about the line above while none is typed.
    let here = line.part.is_some() || paper.typed.lines.is_empty();
    let old = row![old, here.then(|| key_hint("F8"))].spacing(space::NEAR).align_y(Center);
    // Level with the fields, whose labels stand above.
    let old = container(old)
        .width(size::CODE + size::CONTROL + space::MARGIN)
        .padding(iced::Padding::ZERO.top(size::CAPTION + space::NEAR));

    // What is missing has neither a number yet nor an old one that came back.
    let (serial, old) = match needed && line.part.is_none() {
        true => (None, None),
        false => (Some(Element::from(serial)), Some(old)),
    };

    let (Some(serial), Some(old)) = (serial, old) else { return part.into() };
    let rest = row![serial, old].spacing(space::NEAR).align_y(Top);

    // A narrow window has room for the part's own words alone.
    beside(part, size::SIDE, rest, REST)
}

/// What is wrong with the serial number that is typed.
fn wrong_piece(paper: &Paper, cx: &Context) -> Option<String> {
    let locale = &cx.locale;
    let words = |error: &Error| match error {
        Error::Field { field: "serial", why: Wrong::Taken } => Some(locale.sheet_serial_twice()),
        Error::SerialNotThere { serial, .. } => Some(locale.sheet_serial_never_came(serial)),
        Error::SerialUsed(_) => Some(problem::message(error, locale)),
        error => problem::beside("serial", Some(error), locale),
    };

    paper.errors.iter().filter(|error| paper.is_beside(error)).find_map(words)
}

fn called(part: &PartChoice, cx: &Context) -> String {
    part_name((&part.number, &part.name), &part.made_for, &cx.locale)
}

fn suggestion<'a>(part: &'a PartChoice, cx: &'a Context) -> Suggestion<'a> {
    let locale = &cx.locale;
    let unknown = || locale.prices_price_not_known();
    let price = part.price.map_or_else(unknown, |price| locale.money(price));
    let stock = locale.sheet_van_and_store(part.van, part.store);

    // Price and stock stand below: beside them a narrow list would cut what the part is called.
    Suggestion::new(called(part, cx)).below(format!("{price} · {stock}"))
}

/// What lies in the van of the part being typed, and where the rest comes from.
fn stock<'a>(paper: &'a Paper, cx: &'a Context) -> Option<Element<'a, Message>> {
    let part = paper.typed.line.part.and_then(|id| paper.part(id))?;
    let wanted = taken(paper, part.id).saturating_add(1);
    let there = || (Tone::Neutral, cx.locale.sheet_van_and_store(part.van, part.store));
    let (tone, words) = lacking(part, wanted, cx).unwrap_or_else(there);

    Some(said(tone, words))
}

/// How many of a part the lines that stand take.
fn taken(paper: &Paper, part: PartId) -> i64 {
    let lines = paper.typed.lines.iter();
    let lines = lines.filter(|line| line.part == part && !paper.is_missing(line));

    lines.fold(0, |sum, line| sum.saturating_add(line.quantity))
}

/// What follows where the van has fewer than `wanted`.
fn lacking(part: &PartChoice, wanted: i64, cx: &Context) -> Option<(Tone, String)> {
    let (van, store) = (part.van.max(0), part.store.max(0));
    let missing = wanted.saturating_sub(van);
    if missing <= 0 {
        return None;
    }

    Some(if missing <= store {
        (Tone::Neutral, cx.locale.sheet_from_store(van, missing))
    } else {
        (Tone::Warning, cx.locale.sheet_nobody_has(van, store))
    })
}

fn said<'a>(tone: Tone, words: String) -> Element<'a, Message> {
    text(words).size(size::CAPTION).style(theme::style::toned(tone)).into()
}
