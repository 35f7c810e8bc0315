//! The foot of the import room, always in sight: how far it is, and what can be done; and what came of it in words.

use iced::widget::{column, container, row, text};
use iced::{Center, Element, Fill};
use locale::Locale;
use ui::widget::{button, key_hint, progress};
use ui::{Tone, icon, space, theme};

use super::{Import, Message, Outcome};
use crate::context::Context;

impl Outcome {
    /// Whether it went well.
    pub(super) fn tone(&self) -> Tone {
        match (!self.report.is_whole(), self.rehearsal) {
            (true, _) => Tone::Warning,
            (false, true) => Tone::Info,
            (false, false) => Tone::Success,
        }
    }

    /// What happened, without the figures.
    pub(super) fn what(&self, locale: &Locale) -> String {
        // Between 0 and 100.
        let percent = (self.share.clamp(0.0, 1.0) * 100.0).round() as u8;
        let rows = self.report.rows;

        if let Some(line) = self.report.broken {
            return locale.import_broken(line);
        }
        match (self.rehearsal, self.report.stopped) {
            (true, true) => locale.import_rehearsal_stopped(rows, percent),
            (true, false) => locale.import_dry_run_done(),
            (false, true) => locale.import_stopped(rows, percent),
            (false, false) => locale.import_done(),
        }
    }

    /// What happened, with the figures.
    pub(super) fn words(&self, locale: &Locale) -> String {
        let report = &self.report;
        let figures =
            locale.import_summary(report.created, report.updated, report.unchanged, report.errors);

        format!("{} {figures}", self.what(locale))
    }
}

impl Import {
    pub(super) fn foot<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let taking_back = self.taking_back.as_ref().and_then(|it| it.view(cx));
        let content: Element<'a, Message> = match &self.running {
            _ if taking_back.is_some() => taking_back.unwrap_or_else(|| self.deeds(cx)),
            Some((rehearsal, running)) => {
                let cancel = Some((locale.action_stop().into(), Message::StopPressed));
                let words = match rehearsal {
                    true => locale.import_rehearsing(),
                    false => locale.import_running(),
                };
                progress(words, running.share(), cancel)
            }
            None => self.deeds(cx),
        };

        container(content).padding([space::SNUG, space::FAR]).into()
    }

    fn deeds<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        // What came of it stands at the top of the page.
        let told = self.report.is_some() && !self.stale;
        let said = (!told).then(|| {
            container(text(locale.import_rehearse_first()).style(theme::style::muted)).width(Fill)
        });
        let rehearse = button(locale.import_dry_run())
            .icon(icon::search())
            .key("F9")
            .on_press_maybe(cx.offer(Message::RunPressed { rehearsal: true }));
        let run = button(locale.import_run())
            .icon(icon::check())
            .key("F10")
            .on_press_maybe(cx.offer(Message::RunPressed { rehearsal: false }));
        // What comes next is the main deed: nothing is written before it is known what would come of it.
        let (rehearse, run) =
            if self.is_rehearsed() { (rehearse, run.primary()) } else { (rehearse.primary(), run) };
        let deeds = row![rehearse, key_hint("F9"), run, key_hint("F10")]
            .spacing(space::NEAR)
            .align_y(Center);

        column![said, deeds].spacing(space::NEAR).into()
    }
}
