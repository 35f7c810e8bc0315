//! What this program is, and whose work is in it.

use iced::Element;
use iced::widget::{column, text};
use ui::space;
use ui::theme::style;
use ui::widget::{pair, section};

use super::Message;
use crate::context::Context;

/// Names and licences as their authors write them.
const WORKS: [(&str, &str); 5] = [
    ("Noto Sans SC, Noto Sans TC", "SIL Open Font License 1.1"),
    ("Source Sans 3", "SIL Open Font License 1.1"),
    ("HanaMinB", "SIL Open Font License 1.1 / Hanazono Font License"),
    ("Lucide", "ISC"),
    ("SQLite", "Public Domain"),
];

pub fn view(cx: &Context) -> Element<'_, Message> {
    let locale = &cx.locale;
    let program = column![
        pair(locale.settings_about_program(), locale.window_title()),
        pair(locale.settings_about_version(), env!("CARGO_PKG_VERSION")),
        pair(locale.settings_about_licence(), env!("CARGO_PKG_LICENSE")),
    ];
    let works = WORKS
        .into_iter()
        .map(|(name, licence)| column![text(name), text(licence).style(style::muted)].into());
    let works = iced::widget::Column::with_children(works).spacing(space::NEAR);

    column![
        section(locale.settings_about(), None, program.spacing(space::NEAR)),
        section(locale.settings_about_works(), None, works),
    ]
    .spacing(space::APART)
    .into()
}
