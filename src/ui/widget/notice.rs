//! What the program says by itself: banners, sayings at the foot, progress, and what to do in an empty room.

use std::borrow::Cow;

use iced::widget::{column, container, progress_bar, row, space as gap, text};
use iced::{Center, Element, Fill};

use super::bits::key_hint;
use super::button::{button, icon_button};
use crate::theme::style;
use crate::{Icon, Tone, fonts, icon, size, space};

fn sign(tone: Tone) -> Icon {
    match tone {
        Tone::Neutral | Tone::Accent | Tone::Info => icon::info(),
        Tone::Success => icon::check(),
        Tone::Warning => icon::alert(),
        Tone::Danger => icon::stop(),
    }
}

/// Something that stays true until it is dealt with, across the room.
pub fn banner<'a, Message: 'a>(
    tone: Tone,
    words: impl text::IntoFragment<'a>,
    deed: Option<Element<'a, Message>>,
) -> Element<'a, Message> {
    let content = row![
        sign(tone).sized(size::ICON).style(style::toned(tone)),
        text(words).width(Fill),
        deed,
    ]
    .spacing(space::NEAR)
    .align_y(Center);

    container(content)
        .padding([space::NEAR, space::SNUG])
        .width(Fill)
        .style(style::banner(tone))
        .into()
}

/// What a saying offers to do about what it tells.
#[derive(Debug, Clone)]
pub struct Offer<'a, Message> {
    /// The sign on the button.
    pub icon: Icon,
    /// The word on the button.
    pub label: Cow<'a, str>,
    /// The key that does the same.
    pub key: Option<Cow<'a, str>>,
    /// What is said when it is pressed.
    pub on_press: Message,
}

/// Something that happened, with what can be done about it: the way back, the way there. It stands where the status
/// bar stands, as high as that unless its words need more, so that it covers nothing. `close` is the name of the cross and its message;
/// `aside` is whatever must be seen all the same.
pub fn saying<'a, Message: Clone + 'a>(
    tone: Tone,
    words: impl text::IntoFragment<'a>,
    offers: impl IntoIterator<Item = Offer<'a, Message>>,
    (close, on_close): (impl Into<Cow<'a, str>>, Message),
    aside: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    let offers = offers.into_iter().map(|offer| {
        row![
            button(offer.label).icon(offer.icon).small().on_press(offer.on_press),
            offer.key.map(key_hint)
        ]
        .spacing(space::NEAR)
        .align_y(Center)
        .into()
    });
    let offers = iced::widget::Row::with_children(offers).spacing(space::SNUG).align_y(Center);
    let content = row![
        gap::vertical().height(size::STATUS),
        sign(tone).sized(size::ICON).style(style::toned(tone)),
        text(words).width(Fill),
        offers,
        icon_button(icon::x(), close).small().on_press(on_close),
        aside.into(),
    ]
    .spacing(space::SNUG)
    .align_y(Center);

    container(content).padding([0.0, space::APART]).width(Fill).style(style::saying(tone)).into()
}

/// Work that takes longer than a second: what it is, how far it is (0 to 1), how to stop it.
pub fn progress<'a, Message: Clone + 'a>(
    words: impl text::IntoFragment<'a>,
    share: f32,
    cancel: Option<(Cow<'a, str>, Message)>,
) -> Element<'a, Message> {
    let cancel = cancel.map(|(label, message)| button(label).small().on_press(message));
    let filled = progress_bar(0.0..=1.0, share.clamp(0.0, 1.0))
        .girth(space::NEAR)
        .style(style::progress(Tone::Accent));

    column![row![text(words), gap::horizontal(), cancel].align_y(Center), filled]
        .spacing(space::NEAR)
        .width(Fill)
        .into()
}

/// A place with nothing in it: what belongs there and how to begin.
pub fn empty<'a, Message: 'a>(
    emblem: Icon,
    what: impl text::IntoFragment<'a>,
    how: impl text::IntoFragment<'a>,
    deed: Option<Element<'a, Message>>,
) -> Element<'a, Message> {
    let words = column![
        text(what).size(size::LEAD).font(fonts::BOLD),
        text(how).style(style::muted).align_x(Center),
    ]
    .spacing(space::TIGHT)
    .align_x(Center);
    let content = column![emblem.sized(size::EMBLEM).style(style::muted), words, deed]
        .spacing(space::APART)
        .max_width(size::DIALOG)
        .align_x(Center);

    container(content).padding(space::MARGIN).center(Fill).into()
}
