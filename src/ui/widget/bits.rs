//! Small things that rooms set between others.

use std::borrow::Cow;

use iced::widget::{column, container, progress_bar, row, text, tooltip};
use iced::{Border, Center, Element, Fill, Length};

use super::badge::count;
use crate::theme::{colors, style};
use crate::{Mark, Tone, fonts, mark, press, size, space};

/// A key as it stands on the keyboard.
pub fn key_hint<'a, Message: 'a>(key: impl Into<Cow<'a, str>>) -> Element<'a, Message> {
    container(text(key.into().into_owned()).size(11.0).line_height(1.2).style(style::muted))
        .padding([1.0, space::TIGHT])
        .style(|theme| {
            let colors = colors(theme);
            container::background(colors.sunken).border(Border {
                color: colors.line,
                width: 1.0,
                radius: size::ROUND_SMALL.into(),
            })
        })
        .into()
}

/// Keys and what they do, on one line that is cut at its end where there is no room for all.
pub fn key_line<'a, Message: 'a>(
    keys: impl IntoIterator<Item = (&'static str, String)>,
) -> Element<'a, Message> {
    let keys = keys.into_iter().map(|(key, words)| {
        let words = text(words).size(size::CAPTION).style(style::muted);
        row![key_hint(key), words.wrapping(text::Wrapping::None)]
            .spacing(space::TIGHT)
            .align_y(Center)
            .into()
    });
    let keys = iced::widget::Row::with_children(keys).spacing(space::SNUG).align_y(Center);

    container(keys).width(Fill).clip(true).into()
}

/// The name of a room or of what it shows.
pub fn title<'a, Message: 'a>(words: impl text::IntoFragment<'a>) -> Element<'a, Message> {
    text(words).size(size::TITLE).font(fonts::BOLD).into()
}

/// A figure that is read from afar, with what it counts below.
pub fn figure<'a, Message: 'a>(
    number: impl text::IntoFragment<'a>,
    label: impl text::IntoFragment<'a>,
    tone: Tone,
) -> Element<'a, Message> {
    let number = text(number).size(size::FIGURE).font(fonts::BOLD).line_height(1.2);
    let number = if tone == Tone::Neutral { number } else { number.style(style::toned(tone)) };

    column![number, text(label).size(size::CAPTION).style(style::muted)].into()
}

/// A label and its value on one line.
pub fn pair<'a, Message: 'a>(
    label: impl text::IntoFragment<'a>,
    value: impl text::IntoFragment<'a>,
) -> Element<'a, Message> {
    // A word longer than the line is broken, so that it never runs into its neighbours.
    pair_with(label, text(value).width(Fill).wrapping(text::Wrapping::WordOrGlyph))
}

/// A label and whatever stands for its value.
pub fn pair_with<'a, Message: 'a>(
    label: impl text::IntoFragment<'a>,
    value: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    let label = text(label).style(style::muted).width(size::LABEL);

    row![label, value.into()].spacing(space::NEAR).width(Fill).into()
}

/// A load or share between 0 and 1, without words.
pub fn bar<'a, Message: 'a>(
    share: f32,
    tone: Tone,
    width: impl Into<Length>,
) -> Element<'a, Message> {
    progress_bar(0.0..=1.0, share.clamp(0.0, 1.0))
        .length(width)
        .girth(space::TIGHT)
        .style(style::progress(tone))
        .into()
}

/// Pages of one room side by side: name, how many are there, message. Arrows move between them.
pub fn tabs<'a, Message: Clone + 'a>(
    pages: impl IntoIterator<Item = (Cow<'a, str>, Option<Cow<'a, str>>, Message)>,
    selected: usize,
) -> Element<'a, Message> {
    let pages = pages.into_iter().enumerate().map(|(at, (name, number, message))| {
        let here = at == selected;
        let tone = if here { Tone::Accent } else { Tone::Neutral };
        let name = text(name.into_owned()).font(if here { fonts::BOLD } else { fonts::UI });
        let content = row![name, number.map(|number| count(tone, number.into_owned()))]
            .spacing(space::TIGHT)
            .align_y(Center);
        press(container(content).center_y(size::CONTROL))
            .id(tab(at))
            .on_press(message)
            .padding([0.0, space::SNUG])
            .style(move |theme, touch| style::row(here, theme, touch))
            .into()
    });

    iced::widget::Row::with_children(pages).spacing(space::TIGHT).wrap().into()
}

/// The name by which the tab with this number gets the focus.
pub const fn tab(at: usize) -> &'static str {
    const NAMES: [&str; 9] =
        ["tab-0", "tab-1", "tab-2", "tab-3", "tab-4", "tab-5", "tab-6", "tab-7", "tab-8"];

    if at < NAMES.len() { NAMES[at] } else { "tab" }
}

/// Words of any length in so many lines; those that are longer are cut there, and shown whole when the pointer rests
/// on them.
pub fn clipped<'a, Message: 'a>(words: String, lines: u8) -> Element<'a, Message> {
    /// More letters than this need more than a line, however narrow they are.
    const LETTERS: usize = 40;

    if words.chars().count() <= LETTERS * usize::from(lines) {
        return text(words).width(Fill).into();
    }
    let height = f32::from(lines) * size::LINE;
    let whole = container(text(words.clone()).size(size::CAPTION))
        .max_width(size::READING)
        .padding(space::NEAR)
        .style(style::floating);
    let cut = container(text(words).width(Fill)).max_height(height).clip(true);
    let cut = iced::widget::column![cut, text("…").style(style::muted)];

    tooltip(cut, whole, tooltip::Position::Bottom).gap(space::TIGHT).into()
}

/// One line of a timeline.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// Its shape.
    pub mark: Mark,
    /// Its tone.
    pub tone: Tone,
    /// When.
    pub time: Cow<'a, str>,
    /// What happened.
    pub text: Cow<'a, str>,
    /// Who, why, from what to what.
    pub detail: Option<Cow<'a, str>>,
}

/// What happened, one below the other.
pub fn timeline<'a, Message: 'a>(
    entries: impl IntoIterator<Item = Entry<'a>>,
) -> Element<'a, Message> {
    let lines = entries.into_iter().map(|entry| {
        let detail = entry
            .detail
            .map(|detail| text(detail.into_owned()).size(size::CAPTION).style(style::muted));
        let time = text(entry.time.into_owned()).size(size::CAPTION).style(style::muted);
        let shape = container(mark(entry.mark, entry.tone)).padding([space::TIGHT, 0.0]);
        let words = column![text(entry.text.into_owned()), time, detail].spacing(2.0).width(Fill);
        row![shape, words].spacing(space::NEAR).into()
    });

    iced::widget::Column::with_children(lines).spacing(space::SNUG).width(Fill).into()
}
