//! The three doors, as they stand side by side.

use iced::widget::{column, container, row, text};
use iced::{Border, Center, Element, Fill, Theme};
use ui::theme::{colors, style};
use ui::widget::key_hint;
use ui::{Icon, Tone, fonts, icon, press, size, space};

use super::{Message, join, own};
use crate::context::Context;

/// A way to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    Try,
    Join,
    Own,
}

impl Door {
    pub const ALL: [Self; 3] = [Self::Try, Self::Join, Self::Own];

    /// The key that opens it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Try => "1",
            Self::Join => "2",
            Self::Own => "3",
        }
    }

    /// The name by which it gets the focus.
    pub fn id(self) -> &'static str {
        match self {
            Self::Try => "door-try",
            Self::Join => "door-join",
            Self::Own => "door-own",
        }
    }

    /// Where typing begins behind it.
    pub fn first_field(self) -> &'static str {
        match self {
            Self::Try => Self::Try.id(),
            Self::Join => join::Form::ADDRESS,
            Self::Own => own::Form::id("code"),
        }
    }

    fn face(self, cx: &Context) -> (Icon, String, String) {
        let locale = &cx.locale;
        match self {
            Self::Try => (icon::home(), locale.first_try(), locale.first_try_brief()),
            Self::Join => (icon::cloud(), locale.first_join(), locale.first_join_brief()),
            Self::Own => (icon::wrench(), locale.first_own(), locale.first_own_brief()),
        }
    }

    /// The door itself. On the one that stands open already, Enter goes in.
    pub fn view(self, open: bool, on_press: Option<Message>, cx: &Context) -> Element<'_, Message> {
        let (sign, name, brief) = self.face(cx);
        let tone = if open { Tone::Accent } else { Tone::Neutral };
        let sign = sign.sized(size::FIGURE);
        let sign = if open { sign.style(style::toned(tone)) } else { sign.style(style::muted) };
        let words = column![
            text(name).size(size::LEAD).font(fonts::BOLD),
            text(brief).style(style::muted),
        ]
        .spacing(space::TIGHT)
        .width(Fill);
        let content = row![sign, words, key_hint(self.key())].spacing(space::APART).align_y(Center);
        let through =
            if open && self == Self::Try { Message::Submitted } else { Message::DoorPicked(self) };

        press(container(content).padding([space::APART, space::NONE]))
            .id(self.id())
            .on_press_maybe(on_press.map(|_| through))
            .padding([space::NONE, space::APART])
            .style(move |theme, touch| face(open, theme, touch.hovered || touch.pressed))
            .width(Fill)
            .into()
    }
}

fn face(open: bool, theme: &Theme, touched: bool) -> iced::widget::button::Style {
    let colors = colors(theme);
    let (ground, edge) = match (open, touched) {
        (true, _) => (colors.accent_soft, colors.accent),
        (false, true) => (colors.hover, colors.edge),
        (false, false) => (colors.raised, colors.line),
    };

    iced::widget::button::Style {
        background: Some(ground.into()),
        text_color: colors.text,
        border: Border { color: edge, width: 1.0, radius: size::ROUND.into() },
        ..iced::widget::button::Style::default()
    }
}

/// What is behind a door, in a few words.
pub fn about<'a>(name: String, words: String) -> Element<'a, Message> {
    column![text(name).size(size::TITLE).font(fonts::BOLD), text(words).style(style::muted)]
        .spacing(space::NEAR)
        .into()
}

/// Behind the first door: what the demo city holds.
pub fn demo(cx: &Context) -> Element<'_, Message> {
    let locale = &cx.locale;
    let line = |sign: Icon, words: String| {
        row![sign.sized(size::ICON).style(style::toned(Tone::Accent)), text(words)]
            .spacing(space::SNUG)
            .align_y(Center)
    };
    let list = column![
        line(icon::team(), locale.first_try_people()),
        line(icon::home(), locale.first_try_households()),
        line(icon::orders(), locale.first_try_orders()),
        line(icon::today(), locale.first_try_today()),
    ]
    .spacing(space::SNUG);

    column![about(locale.first_try(), locale.first_try_about()), list].spacing(space::FAR).into()
}
