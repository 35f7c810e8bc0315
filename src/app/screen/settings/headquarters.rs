//! The link to headquarters: where it is, how it stands, what it did not take.

use engine::{Error, Link, RefusedBecause, RefusedOperation, Trouble};
use iced::keyboard::key::Named;
use iced::widget::{column, row, text};
use iced::{Element, Fill, Task};
use ui::theme::style;
use ui::widget::{badge, banner, button, divider, empty, pair, section, spinner};
use ui::{Mark, Tone, fonts, icon, size, space};

use crate::action::{Action, Notice};
use crate::context::Context;
use crate::problem;
use crate::shortcut::Shortcut;

/// How the link stands.
#[derive(Default)]
pub struct Headquarters {
    link: Link,
    place: Option<engine::Headquarters>,
    refused: Vec<RefusedOperation>,
    /// Whether someone waits for an exchange.
    waiting: bool,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    LinkRead(Result<Link, Error>),
    PlaceRead(Result<Option<engine::Headquarters>, Error>),
    RefusedRead(Result<Vec<RefusedOperation>, Error>),
    ExchangePressed,
    Exchanged(Result<(), Error>),
}

impl Headquarters {
    pub fn read(cx: &Context) -> Task<Message> {
        Task::batch([
            Task::perform(cx.engine.link(), Message::LinkRead),
            Task::perform(cx.engine.headquarters(), Message::PlaceRead),
            Task::perform(cx.engine.refused_operations(), Message::RefusedRead),
        ])
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::LinkRead(link) => self.link = link.unwrap_or_default(),
            Message::PlaceRead(place) => self.place = place.ok().flatten(),
            Message::RefusedRead(refused) => self.refused = refused.unwrap_or_default(),
            Message::ExchangePressed => {
                self.waiting = true;
                return Action::Run(Task::perform(cx.engine.exchange_now(), Message::Exchanged));
            }
            Message::Exchanged(answer) => return self.exchanged(answer, cx),
        }
        Action::None
    }

    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
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
            return empty(
                icon::home(),
                locale.settings_link_alone(),
                locale.settings_link_alone_how(),
                None,
            );
        };
        let clock = cx.engine.clock();
        let when = |moment: domain::Moment| locale.moment(moment, clock.now(), clock.offset());
        let last = self.link.last_exchange.map_or_else(|| locale.link_never_exchanged(), when);
        let rows = column![
            pair(locale.settings_link_name(), place.name.as_str()),
            pair(locale.settings_link_address(), place.address.as_str()),
            pair(locale.settings_link_unsent(), locale.number(self.link.queue.unsent)),
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

        column![
            section(locale.settings_headquarters(), Some(exchange), standing),
            section(locale.settings_refused(), None, self.list(cx)),
        ]
        .spacing(space::APART)
        .into()
    }

    fn standing<'a>(&self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        match self.link.trouble {
            None if self.link.online => banner(Tone::Success, locale.settings_link_well(), None),
            None => banner(Tone::Info, locale.settings_link_beginning(), None),
            Some(Trouble::NoKey) => banner(Tone::Danger, locale.settings_link_no_key(), None),
            Some(trouble) => {
                let words = problem::message(&trouble.into(), locale);
                banner(Tone::Warning, words, None)
            }
        }
    }

    fn list<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        if self.refused.is_empty() {
            return text(locale.settings_refused_none()).style(style::muted).into();
        }
        let clock = cx.engine.clock();
        let lines = self.refused.iter().map(|refused| {
            let operation = &refused.operation;
            let at = domain::Moment(operation.at_ms);
            let when = locale.moment(at, clock.now(), clock.offset());
            let sign = if refused.kept {
                badge(Tone::Warning, Mark::Pause, locale.settings_refused_kept())
            } else {
                badge(Tone::Danger, Mark::Cross, locale.settings_refused_not())
            };
            let head = row![text(deed(&operation.deed, cx)).font(fonts::BOLD).width(Fill), sign];
            let changes = locale.settings_refused_changes(operation.changes.len());
            let foot = text(format!("{when} · {changes}")).size(size::CAPTION).style(style::muted);
            column![head, text(why(refused.why, cx)), foot, divider()].spacing(space::TIGHT).into()
        });

        iced::widget::Column::with_children(lines).spacing(space::NEAR).into()
    }
}

/// What was done, in words.
fn deed(verb: &str, cx: &Context) -> String {
    let locale = &cx.locale;
    match verb {
        "receive_order" => locale.settings_deed_receive_order(),
        "assign" | "unassign" | "move_visit" | "book" => locale.settings_deed_dispatch(),
        "print_sheets" => locale.settings_deed_print(),
        "enter_sheet" | "reenter_sheet" => locale.settings_deed_sheet(),
        "record_callback" => locale.settings_deed_callback(),
        "route_complaint" | "answer_complaint" | "judge_answer" => locale.settings_deed_complaint(),
        "advance_order" | "cancel_order" | "close_order" | "edit_order" | "reinstate_order" => {
            locale.settings_deed_order()
        }
        "issue_parts" | "receive_parts" | "return_parts" | "correct_count" => {
            locale.settings_deed_stock()
        }
        "save_customer" | "save_address" | "save_appliance" => locale.settings_deed_household(),
        "post_letters" | "save_template" | "drop_template" => locale.settings_deed_letter(),
        "edit_office" | "write_person" | "add_first_person" => locale.settings_deed_office(),
        "import" | "undo_import" => locale.settings_deed_import(),
        "undo" => locale.settings_deed_undo(),
        other => locale.settings_deed_other(other),
    }
}

/// Why it was not taken, in words.
fn why(why: Option<RefusedBecause>, cx: &Context) -> String {
    use RefusedBecause::{
        Concurrent, FieldNotAllowed, IllegalEvent, Immutable, Malformed, NotFound, OtherBody,
        Removed, Revoked, TooLarge, Unknown,
    };

    let locale = &cx.locale;
    match why {
        Some(NotFound) => locale.settings_why_not_found(),
        Some(Removed) => locale.settings_why_removed(),
        Some(IllegalEvent) => locale.settings_why_event(),
        Some(FieldNotAllowed) => locale.settings_why_not_allowed(),
        Some(Revoked) => locale.settings_why_revoked(),
        Some(TooLarge) => locale.settings_why_too_large(),
        Some(Concurrent) => locale.settings_why_concurrent(),
        Some(OtherBody | Immutable | Malformed | Unknown) | None => locale.settings_why_unknown(),
    }
}
