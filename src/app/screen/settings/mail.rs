//! The office's mailbox at this computer: where mails come from, and where replies leave.

use engine::{Error, MailAccount, MailFault, MailState, MailTried, OutgoingState, Wrong};
use iced::widget::{column, operation, row, space as gap, text};
use iced::{Center, Element, Task};
use ui::theme::style;
use ui::widget::{badge, button, checkbox, columns, field, key_hint, section, spinner};
use ui::{Mark, Tone, icon, size, space};

use crate::action::{Action, Notice};
use crate::context::Context;
use crate::shortcut::Shortcut;
use crate::{moment, problem, unread};

/// What is being typed.
#[derive(Default)]
pub struct Mail {
    account: MailAccount,
    /// Whether a mailbox is set up here.
    set_up: bool,
    known: bool,
    password: String,
    imap_port: String,
    smtp_port: String,
    minutes: String,
    touched: bool,
    working: bool,
    tried: Option<MailTried>,
    state: MailState,
    error: Option<Error>,
    /// Why it could not be read.
    pub(super) unread: Option<Error>,
}

/// A field of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Address,
    Name,
    User,
    Password,
    Imap,
    ImapPort,
    Smtp,
    SmtpPort,
    Minutes,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    Read(Result<(Option<MailAccount>, MailState), Error>),
    Changed(Part, String),
    RulesToggled(bool),
    TryPressed,
    Tried(Result<MailTried, Error>),
    SavePressed,
    Saved(Result<(), Error>),
    ForgetPressed,
    Forgotten(Result<(), Error>),
}

impl Part {
    const ALL: [Self; 9] = [
        Self::Address,
        Self::Name,
        Self::User,
        Self::Password,
        Self::Imap,
        Self::ImapPort,
        Self::Smtp,
        Self::SmtpPort,
        Self::Minutes,
    ];

    const fn id(self) -> &'static str {
        match self {
            Self::Address => "mail-address",
            Self::Name => "mail-name",
            Self::User => "mail-user",
            Self::Password => "mail-password",
            Self::Imap => "mail-imap",
            Self::ImapPort => "mail-imap-port",
            Self::Smtp => "mail-smtp",
            Self::SmtpPort => "mail-smtp-port",
            Self::Minutes => "mail-minutes",
        }
    }

    /// The name that an error has for it.
    const fn error(self) -> &'static str {
        match self {
            Self::Address => "mail",
            Self::Name => "name",
            Self::User => "user",
            Self::Password => "password",
            Self::Imap => "imap",
            Self::ImapPort => "imap_port",
            Self::Smtp => "smtp",
            Self::SmtpPort => "smtp_port",
            Self::Minutes => "minutes",
        }
    }
}

impl Mail {
    /// Whether something was typed that is not saved.
    pub(super) fn is_touched(&self) -> bool {
        self.touched
    }

    pub fn read(cx: &Context) -> Task<Message> {
        let engine = cx.engine.clone();
        let read = async move { Ok((engine.mail_account().await?, engine.mail_state().await?)) };

        Task::perform(read, Message::Read)
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::Read(Ok((account, state))) => {
                (self.unread, self.known, self.state) = (None, true, state);
                if !self.touched {
                    self.set_up = account.is_some();
                    self.put(account.unwrap_or_default());
                }
                Action::None
            }
            Message::Read(Err(error)) => unread::failed(&mut self.unread, self.known, error, cx),
            Message::Changed(part, text) => {
                self.change(part, text);
                Action::None
            }
            Message::RulesToggled(rules) => {
                (self.account.rules, self.touched) = (rules, true);
                Action::None
            }
            Message::TryPressed => self.try_it(cx),
            Message::Tried(answer) => self.tried(answer, cx),
            Message::SavePressed => self.save(cx),
            Message::Saved(Ok(())) => {
                (self.working, self.touched, self.set_up) = (false, false, true);
                self.password.clear();
                let notice = Notice::done(cx.locale.mail_saved());
                Action::Tell(notice, Self::read(cx))
            }
            Message::Saved(Err(error)) => self.failed(error, cx),
            Message::ForgetPressed => {
                let forgotten = cx.engine.forget_mail_account();
                Action::Run(Task::perform(forgotten, Message::Forgotten))
            }
            Message::Forgotten(Ok(())) => {
                *self = Self { known: true, ..Self::default() };
                self.put(MailAccount::default());
                Action::Tell(Notice::done(cx.locale.mail_forgotten()), Self::read(cx))
            }
            Message::Forgotten(Err(error)) => self.failed(error, cx),
        }
    }

    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if shortcut.is(iced::keyboard::key::Named::F9) {
            return Some(Message::TryPressed);
        }

        shortcut.saves().then_some(Message::SavePressed)
    }

    fn put(&mut self, account: MailAccount) {
        self.imap_port = account.imap_port.to_string();
        self.smtp_port = account.smtp_port.to_string();
        self.minutes = account.minutes.to_string();
        self.account = account;
    }

    fn change(&mut self, part: Part, text: String) {
        (self.touched, self.error, self.tried) = (true, None, None);
        let account = &mut self.account;
        match part {
            Part::Address => {
                let before = std::mem::replace(&mut account.address, text);
                guess(account, &before);
            }
            Part::Name => account.name = text,
            Part::User => account.user = text,
            Part::Password => self.password = text,
            Part::Imap => account.imap = text,
            Part::ImapPort => self.imap_port = text,
            Part::Smtp => account.smtp = text,
            Part::SmtpPort => self.smtp_port = text,
            Part::Minutes => self.minutes = text,
        }
    }

    /// The mailbox as it stands in the fields.
    fn typed(&self) -> Result<(MailAccount, Option<String>), Error> {
        fn number<T: std::str::FromStr>(field: &'static str, typed: &str) -> Result<T, Error> {
            typed.trim().parse().map_err(|_| Error::field(field, Wrong::Unreadable))
        }
        let account = MailAccount {
            imap_port: number("imap_port", &self.imap_port)?,
            smtp_port: number("smtp_port", &self.smtp_port)?,
            minutes: number("minutes", &self.minutes)?,
            ..self.account.clone()
        };
        let password = Some(self.password.clone()).filter(|password| !password.is_empty());

        Ok((account, password))
    }

    fn try_it(&mut self, cx: &Context) -> Action<Message> {
        if self.working {
            return Action::None;
        }
        match self.typed() {
            Ok((account, password)) => {
                (self.working, self.tried) = (true, None);
                let tried = cx.engine.try_mail_account(account, password);
                Action::Run(Task::perform(tried, Message::Tried))
            }
            Err(error) => self.failed(error, cx),
        }
    }

    fn tried(&mut self, answer: Result<MailTried, Error>, cx: &Context) -> Action<Message> {
        self.working = false;
        match answer {
            Ok(tried) => {
                self.tried = Some(tried);
                Action::None
            }
            Err(error) => self.failed(error, cx),
        }
    }

    fn save(&mut self, cx: &Context) -> Action<Message> {
        if self.working {
            return Action::None;
        }
        match self.typed() {
            Ok((account, password)) => {
                self.working = true;
                let saved = cx.engine.set_mail_account(account, password);
                Action::Run(Task::perform(saved, Message::Saved))
            }
            Err(error) => self.failed(error, cx),
        }
    }

    fn failed(&mut self, error: Error, cx: &Context) -> Action<Message> {
        self.working = false;
        let words = problem::message(&error, &cx.locale);
        let is_in =
            |part: &Part| matches!(&error, Error::Field { field, .. } if *field == part.error());
        let first = Part::ALL.into_iter().find(is_in);
        self.error = Some(error);
        let there = first.map_or_else(Task::none, |part| operation::focus(part.id()));

        Action::Tell(Notice::problem(words), there)
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        if !self.known {
            return spinner(locale.window_loading());
        }
        let line = |label: String, value: &str, part: Part| {
            field(label, value)
                .id(part.id())
                .error(problem::beside(part.error(), self.error.as_ref(), locale))
                .on_input(move |text| Message::Changed(part, text))
        };
        let account = &self.account;
        let address = line(locale.mail_address(), &account.address, Part::Address);
        let name = line(locale.mail_name(), &account.name, Part::Name);
        let user = line(locale.mail_user(), &account.user, Part::User);
        let password = line(locale.mail_password(), &self.password, Part::Password);
        let kept =
            if self.set_up { locale.mail_password_kept() } else { locale.mail_password_hint() };
        let password = password.hint(kept).secret();
        let imap = line(locale.mail_imap(), &account.imap, Part::Imap);
        let imap_port = line(locale.mail_port(), &self.imap_port, Part::ImapPort);
        let smtp = line(locale.mail_smtp(), &account.smtp, Part::Smtp);
        let smtp = smtp.hint(locale.mail_smtp_hint());
        let smtp_port = line(locale.mail_port(), &self.smtp_port, Part::SmtpPort);
        let minutes = line(locale.mail_minutes(), &self.minutes, Part::Minutes);
        let rules = checkbox(locale.mail_rules(), account.rules, Some(Message::RulesToggled));
        let port = |field: ui::widget::Field<'a, Message>| Element::from(field.width(size::CODE));
        let free = |message: Message| cx.offer(message).filter(|_| !self.working);
        let save = button(locale.action_save()).icon(icon::save()).primary().key("F10");
        let save = save.on_press_maybe(free(Message::SavePressed).filter(|_| self.touched));
        let try_it = button(locale.mail_try()).icon(icon::check()).key("F9");
        let try_it = try_it.on_press_maybe(free(Message::TryPressed));
        let forget = self.set_up.then(|| {
            button(locale.mail_forget()).quiet().on_press_maybe(free(Message::ForgetPressed))
        });
        let how = text(locale.mail_how()).style(style::muted);
        let form = column![
            how,
            columns(size::FIELD, [address.into(), name.into()]),
            columns(size::FIELD, [user.into(), password.into()]),
            row![Element::from(imap), port(imap_port)].spacing(space::SNUG),
            row![Element::from(smtp), port(smtp_port)].spacing(space::SNUG),
            port(minutes),
            rules,
            text(locale.mail_rules_hint()).size(size::CAPTION).style(style::muted),
            self.outcome(cx),
            row![forget, gap::horizontal(), try_it, key_hint("F9"), save, key_hint("F10")]
                .spacing(space::NEAR)
                .align_y(Center),
        ];

        section(locale.mail_page(), None, form.spacing(space::SNUG))
    }

    /// What came of trying it, and of the latest look.
    fn outcome<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let line = |what: String, good: bool, words: String| {
            let (tone, mark) = match good {
                true => (Tone::Success, Mark::Check),
                false => (Tone::Danger, Mark::Triangle),
            };
            row![badge(tone, mark, what), text(words)].spacing(space::NEAR).align_y(Center).wrap()
        };
        if self.working {
            return spinner(locale.mail_trying());
        }
        if let Some(tried) = &self.tried {
            let inbox = match &tried.inbox {
                Ok(count) => line(locale.mail_imap(), true, locale.mail_tried_in(*count)),
                Err(fault) => line(locale.mail_imap(), false, problem::mail(fault, locale)),
            };
            let out = tried.way_out.as_ref().map(|out| match out {
                Ok(()) => line(locale.mail_smtp(), true, locale.mail_tried_out()),
                Err(fault) => line(locale.mail_smtp(), false, problem::mail(fault, locale)),
            });
            return column![inbox, out].spacing(space::NEAR).into();
        }
        let last = self.state.last.as_ref().filter(|_| self.set_up).map(|last| {
            let at = moment::told(last.at, cx);
            match &last.fetched {
                Ok(_) => line(locale.mail_imap(), true, locale.mail_looked(&at)),
                Err(error) => line(locale.mail_imap(), false, problem::message(error, locale)),
            }
        });

        column![last].into()
    }
}

/// Most providers name their servers so, and know people by the whole address.
fn guess(account: &mut MailAccount, before: &str) {
    let old = before.split_once('@').map_or("", |(_, domain)| domain);
    let Some((_, domain)) = account.address.split_once('@') else { return };
    let domain = domain.trim();
    let follows =
        |typed: &str, prefix: &str| typed.is_empty() || typed == format!("{prefix}.{old}");
    if follows(&account.imap, "imap") {
        account.imap = format!("imap.{domain}");
    }
    if follows(&account.smtp, "smtp") {
        account.smtp = format!("smtp.{domain}");
    }
    if account.user.is_empty() || account.user == before {
        account.user.clone_from(&account.address);
    }
}

/// How a reply stands that has not left, in words.
pub fn outgoing(state: OutgoingState, why: Option<&MailFault>, cx: &Context) -> (Tone, String) {
    let locale = &cx.locale;
    let why = why.map(|why| problem::mail(why, locale));
    match (state, why) {
        (OutgoingState::Waiting, None) => (Tone::Info, locale.mail_out_waiting()),
        (OutgoingState::Waiting, Some(why)) => (Tone::Warning, locale.mail_out_waits(&why)),
        (OutgoingState::Sending, _) => (Tone::Info, locale.mail_out_sending()),
        (OutgoingState::Perhaps, _) => (Tone::Warning, locale.mail_out_perhaps()),
        (OutgoingState::Refused, why) => {
            (Tone::Danger, locale.mail_out_refused(&why.unwrap_or_default()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_guessed_from_the_address_until_somebody_names_others() {
        let mut account = MailAccount::default();
        for address in ["office@", "office@ex", "office@example.com"] {
            let before = std::mem::replace(&mut account.address, address.to_owned());
            guess(&mut account, &before);
        }
        assert_eq!(
            (account.imap.as_str(), account.smtp.as_str()),
            ("imap.example.com", "smtp.example.com")
        );
        assert_eq!(account.user, "office@example.com");
        account.imap = "mail.example.com".into();
        let before = std::mem::replace(&mut account.address, "office@other.com".into());
        guess(&mut account, &before);
        assert_eq!(
            (account.imap.as_str(), account.smtp.as_str()),
            ("mail.example.com", "smtp.other.com")
        );
    }
}
