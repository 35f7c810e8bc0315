//! The status bar: the way to headquarters and when it is tried again, what is safe, who sits here.

use engine::{DeskRole, Trouble};
use iced::widget::{Row, container, row, text};
use iced::{Center, Element, Fill, Task};
use ui::widget::{button, key_hint, status_bar, status_item};
use ui::{Tone, icon, size, space, theme};

use super::{DeskWindow, Message};
use crate::context::Context;

/// The time to the next try is told in steps of so many seconds.
const STEP: u64 = 5;

/// Sayings at the right, each of them whole or not at all: what has no room stands in a second line, which is not seen.
fn whole<'a>(sayings: impl Iterator<Item = Element<'a, Message>>) -> Element<'a, Message> {
    let line = |saying| container(saying).center_y(size::STATUS).into();
    let sayings = Row::with_children(sayings.map(line)).spacing(space::FAR);
    let sayings = sayings.wrap().align_x(iced::Right);

    container(sayings).align_right(Fill).height(size::STATUS).clip(true).into()
}

impl DeskWindow {
    /// Whether headquarters is not there, and is tried again and again.
    pub fn is_cut_off(&self) -> bool {
        let tried = self.link.enrolled && self.link.trouble.is_some();

        tried && !self.link.online && !self.link.is_stranger()
    }

    /// Headquarters is tried at once, whenever it would have been by itself.
    pub(super) fn try_now(&mut self, cx: &Context) -> Task<Message> {
        if std::mem::replace(&mut self.trying, true) {
            return Task::none();
        }

        Task::perform(cx.engine.exchange_now(), |_| Message::Tried)
    }

    /// What has not been sent, where there is somebody to send it to.
    pub(super) fn unsent<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, Message>> {
        let waiting = |words| status_item(icon::import(), words, Tone::Warning);
        let unsent = || match (self.link.queue.unsent, self.link.files.files) {
            (0, 0) => status_item(icon::check(), cx.locale.link_all_sent(), Tone::Neutral),
            (count, 0) => waiting(cx.locale.link_unsent(count)),
            (0, files) => waiting(cx.locale.link_unsent_files(files)),
            (count, files) => waiting(cx.locale.link_unsent_both(count, files)),
        };

        self.link.enrolled.then(unsent)
    }

    pub(super) fn status<'a>(&'a self, slim: bool, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let clock = cx.engine.clock();
        let when = |moment: domain::Moment| locale.moment(moment, clock.now(), clock.offset());
        // What is done about a missing headquarters is not pushed out by what is well.
        let scant = slim && self.is_cut_off();
        let exchange = self.unsent(cx).map(|unsent| {
            let last = self.link.last_exchange.map_or_else(
                || locale.link_never_exchanged(),
                |moment| locale.link_last_exchange(&when(moment)),
            );
            let last = (!scant).then(|| status_item(icon::sync(), last, Tone::Neutral));
            row![unsent, last].spacing(space::FAR)
        });
        let backup = self.link.last_backup.map_or_else(
            || status_item(icon::backup(), locale.link_never_backed_up(), Tone::Neutral),
            |moment| {
                status_item(icon::backup(), locale.link_last_backup(&when(moment)), Tone::Neutral)
            },
        );
        let backup = (!scant).then_some(backup);
        let who =
            self.desk.actor.and_then(|id| self.desk.staff.iter().find(|staff| staff.id == id));
        let who = who.map(|staff| status_item(icon::user(), staff.name.as_str(), Tone::Neutral));
        let desk = format!("{}-{}", self.desk.office.code, self.desk.letters);
        let desk = match self.desk.role {
            DeskRole::WholeOffice => desk,
            role => format!("{desk} · {}", locale.desk_role(role)),
        };
        let desk = text(desk).size(size::CAPTION).style(theme::style::muted);
        let desk = desk.wrapping(text::Wrapping::None).into();
        let left = [Some(self.way(cx)), exchange.map(Into::into), backup];
        let right = whole(who.into_iter().chain([desk]));

        status_bar(left.into_iter().flatten().chain([right]))
    }

    /// The way to headquarters.
    fn way<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        match (self.link.enrolled, self.link.online) {
            (true, _) if self.link.is_stranger() => {
                status_item(icon::alert(), locale.link_stranger(), Tone::Danger)
            }
            (false, _) => status_item(icon::home(), locale.link_alone(), Tone::Neutral),
            (true, _) if self.link.trouble == Some(Trouble::Full) => {
                status_item(icon::alert(), locale.link_full(), Tone::Danger)
            }
            (true, true) if self.link.files_found_no_room => {
                status_item(icon::alert(), locale.link_full_files(), Tone::Danger)
            }
            (true, true) if self.link.trouble == Some(Trouble::Store) => {
                status_item(icon::alert(), locale.link_not_stored(), Tone::Danger)
            }
            (true, true) => status_item(icon::cloud(), locale.link_online(), Tone::Success),
            (true, false) => self.cut_off(cx),
        }
    }

    /// That headquarters is not there, when it is tried again, and a key to try at once.
    fn cut_off<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let now = cx.engine.clock().now();
        let next = self.link.next_try.filter(|_| !self.trying);
        let left = next.and_then(|next| u64::try_from(next.0.saturating_sub(now.0)).ok());
        let seconds = left.map(|left| left.div_ceil(1_000)).filter(|seconds| *seconds > 0);
        let then = match seconds {
            Some(seconds) => locale.link_next_try(seconds.div_ceil(STEP) * STEP),
            None => locale.link_trying(),
        };
        let words = [locale.link_offline(), then].join(" · ");
        let again = button(locale.link_try_now())
            .small()
            .quiet()
            .key("Ctrl+R")
            .on_press_maybe((!self.trying).then_some(Message::TryPressed));
        let again = self
            .is_cut_off()
            .then(|| row![again, key_hint("Ctrl+R")].spacing(space::TIGHT).align_y(Center));

        row![status_item(icon::cloud_off(), words, Tone::Warning), again]
            .spacing(space::NEAR)
            .align_y(Center)
            .into()
    }
}
