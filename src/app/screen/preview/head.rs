//! Above the pages: where one is, how large they are, on which paper, and what can be done with them.

use engine::paper::Format;
use iced::widget::{row, space as gap, text};
use iced::{Center, Element};
use ui::widget::{button, icon_button, segments, spinner, title};
use ui::{icon, space, theme};

use super::zoom::Zoom;
use super::{Message, Preview};
use crate::context::Context;

/// What a job sheet fits on.
const SIZES: [Format; 2] = [Format::A4, Format::A5];

impl Preview {
    pub(super) fn head<'a>(&'a self, compact: bool, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let (page, pages) = (self.page() + 1, self.paper.pages.len());
        let zoom = match self.zoom {
            Zoom::Fit => locale.preview_fit(),
            Zoom::Percent(percent) => locale.preview_percent(&percent.to_string()),
        };
        let zoom = row![
            icon_button(icon::minus(), locale.preview_smaller())
                .key("-")
                .on_press(Message::ZoomPressed(Some(false))),
            button(zoom).quiet().key("Ctrl+0").on_press(Message::ZoomPressed(None)),
            icon_button(icon::plus(), locale.preview_larger())
                .key("+")
                .on_press(Message::ZoomPressed(Some(true))),
        ]
        .align_y(Center);
        let free = !self.busy;
        let sizes = self.record.sheets().filter(|_| !self.record.is_done()).map(|sheets| {
            let names = SIZES.map(|size| match size {
                Format::A4 => locale.preview_a4(),
                Format::A5 => locale.preview_a5(),
            });
            let here = SIZES.iter().position(|size| *size == sheets.format());
            segments(names, here, |at| Message::PaperPicked(SIZES[at]))
        });
        let busy = self.busy.then(|| spinner(locale.preview_busy()));
        let place = text(locale.paper_page(&page.to_string(), &pages.to_string()));

        let deed = |icon, words| match compact {
            true => icon_button(icon, words),
            false => button(words).icon(icon),
        };
        let name = (!compact).then(|| title(self.paper.title.as_str()));

        let back = icon_button(icon::arrow_left(), locale.action_back()).key("Esc");

        row![
            back.on_press(Message::BackPressed),
            name,
            place.style(theme::style::muted),
            zoom,
            sizes,
            gap::horizontal(),
            busy,
            deed(icon::external(), locale.preview_viewer())
                .quiet()
                .key("Ctrl+O")
                .on_press_maybe(free.then_some(Message::OpenPressed)),
            deed(icon::save(), locale.action_save_pdf())
                .key("F10")
                .on_press_maybe(free.then_some(Message::SavePressed)),
            button(locale.action_print())
                .icon(icon::printer())
                .primary()
                .key("F9")
                .on_press_maybe(free.then_some(Message::PrintPressed)),
        ]
        .spacing(space::SNUG)
        .align_y(Center)
        .into()
    }
}
