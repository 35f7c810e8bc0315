//! The link to headquarters: where it is, how it stands, and where to see what it did not take.

use engine::{Error, Link, Trouble};
use iced::keyboard::key::Named;
use iced::widget::{column, text};
use iced::{Element, Task};
use locale::Locale;
use ui::theme::style;
use ui::widget::{banner, button, pair, section, spinner};
use ui::{Tone, icon, space};

use super::rejoin::{self, Rejoin};
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::duty;
use crate::place::Place;
use crate::shortcut::Shortcut;
use crate::{problem, unread};

/// How the link stands.
#[derive(Default)]
pub struct Headquarters {
    link: Link,
    place: Option<engine::Headquarters>,
    /// Whether it was ever read where it is, and why not.
    is_read: bool,
    pub(super) unread: Option<Error>,
    /// Whether someone waits for an exchange.
    waiting: bool,
    rejoin: Rejoin,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    LinkRead(Result<Link, Error>),
    PlaceRead(Result<Option<engine::Headquarters>, Error>),
    ExchangePressed,
    AttentionPressed,
    Exchanged(Result<(), Error>),
    Rejoin(rejoin::Message),
}

impl Headquarters {
    pub fn read(cx: &Context) -> Task<Message> {
        Task::batch([
            Task::perform(cx.engine.link(), Message::LinkRead),
            Task::perform(cx.engine.headquarters(), Message::PlaceRead),
        ])
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::LinkRead(Ok(link)) => self.link = link,
            Message::LinkRead(Err(error)) | Message::PlaceRead(Err(error)) => {
                return unread::failed(&mut self.unread, self.is_read, error, cx);
            }
            Message::PlaceRead(Ok(place)) => {
                (self.place, self.is_read, self.unread) = (place, true, None);
                self.rejoin.begin(self.place.as_ref());
            }
            Message::Rejoin(message) => {
                let joined = matches!(message, rejoin::Message::Joined(Ok(())));
                let done = self.rejoin.update(message, cx).map(Message::Rejoin);
                return match done {
                    Action::Tell(notice, then) if joined => {
                        Action::Tell(notice, Task::batch([then, Self::read(cx)]))
                    }
                    other => other,
                };
            }
            Message::AttentionPressed => return Action::Open(Place::Attention),
            Message::ExchangePressed => {
                self.waiting = true;
                return Action::Run(Task::perform(cx.engine.exchange_now(), Message::Exchanged));
            }
            Message::Exchanged(answer) => return self.exchanged(answer, cx),
        }
        Action::None
    }

    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if shortcut.is(Named::F7) {
            return Some(Message::AttentionPressed);
        }
        if self.link.is_stranger() || (self.is_read && self.place.is_none()) {
            return self.rejoin.key(shortcut).map(Message::Rejoin);
        }
        let ready = self.link.enrolled && !self.waiting;

        (ready && shortcut.is(Named::F9)).then_some(Message::ExchangePressed)
    }

    fn exchanged(&mut self, answer: Result<(), Error>, cx: &Context) -> Action<Message> {
        self.waiting = false;
        let notice = match answer {
            Ok(()) => Notice::done(cx.locale.settings_link_exchanged()),
            Err(error) => Notice::problem(problem::message(&error, &cx.locale)),
        };

        Action::Tell(notice, Self::read(cx))
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let Some(place) = &self.place else {
            let alone = banner(Tone::Info, locale.settings_link_alone(), None);
            let join = self.is_read.then(|| self.rejoin.view(cx).map(Message::Rejoin));
            return column![alone, join].spacing(space::APART).into();
        };
        let clock = cx.engine.clock();
        let when = |moment: domain::Moment| locale.moment(moment, clock.now(), clock.offset());
        let last = self.link.last_exchange.map_or_else(|| locale.link_never_exchanged(), when);
        let role = cx.engine.role();
        let role = [locale.desk_role(role), duty::done_there(role, locale)].join(" · ");
        let rows = column![
            pair(locale.settings_link_name(), place.name.as_str()),
            pair(locale.settings_link_address(), place.address.as_str()),
            pair(locale.desk_for(), role),
            reads(place, locale).map(|names| pair(locale.settings_link_reads(), names)),
            pair(locale.settings_link_unsent(), locale.number(self.link.queue.unsent)),
            pair(locale.settings_link_unsent_files(), locale.number(self.link.files.files)),
            pair(locale.settings_link_last(), last),
        ];
        let exchange: Element<'a, Message> = if self.waiting {
            spinner(locale.link_exchanging())
        } else {
            button(locale.action_exchange_now())
                .icon(icon::sync())
                .key("F9")
                .small()
                .on_press(Message::ExchangePressed)
                .into()
        };
        let standing = column![self.standing(cx), rows.spacing(space::NEAR)].spacing(space::SNUG);

        let open = button(locale.settings_attention_open())
            .icon(icon::alert())
            .key("F7")
            .small()
            .on_press(Message::AttentionPressed)
            .into();
        let how = text(locale.settings_attention_how()).style(style::muted);

        let rejoin = self.link.is_stranger().then(|| self.rejoin.view(cx).map(Message::Rejoin));

        column![
            section(locale.settings_headquarters(), Some(exchange), standing),
            rejoin,
            section(locale.settings_attention(), Some(open), how),
        ]
        .spacing(space::APART)
        .into()
    }

    fn standing<'a>(&self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        match self.link.trouble {
            None if self.link.files_found_no_room => {
                banner(Tone::Danger, locale.settings_link_full_files(), None)
            }
            None if self.link.online => banner(Tone::Success, locale.settings_link_well(), None),
            None => banner(Tone::Info, locale.settings_link_beginning(), None),
            Some(Trouble::Full) => banner(Tone::Danger, locale.settings_link_full(), None),
            Some(Trouble::NoKey) => banner(Tone::Danger, locale.settings_link_no_key(), None),
            Some(trouble) => {
                let words = problem::message(&trouble.into(), locale);
                banner(Tone::Warning, words, None)
            }
        }
    }
}

/// The other branches that this computer may read; none where there is none.
fn reads(place: &engine::Headquarters, locale: &Locale) -> Option<String> {
    let name = |it: &engine::ReadBranch| format!("{} {}", it.code, it.name).trim().to_owned();
    let names: Vec<_> = place.reads.iter().map(name).collect();

    (!names.is_empty()).then(|| locale.enumeration(&names))
}
