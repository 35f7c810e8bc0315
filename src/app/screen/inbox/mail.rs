//! The mailbox beside the list: when it was looked at, what is in the way; and replies that are to leave.

use domain::EnquiryEventId;
use engine::{EnquiryFile, Error, MailState, MailTurn};
use iced::widget::{column, row, text};
use iced::{Center, Element, Fill, Task};
use ui::widget::{banner, button, key_hint};
use ui::{Tone, icon, size, space, theme};

use super::enquiries::{Enquiries, Message as Outer, told as bad};
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::place::Place;
use crate::screen::settings::{Page, mail};
use crate::{moment, problem};

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    StateRead(Result<MailState, Error>),
    LookPressed,
    Looked(Result<Option<MailTurn>, Error>),
    SettingsPressed,
    AgainPressed(EnquiryEventId),
    ArrivedPressed(EnquiryEventId),
    Decided(Result<(), Error>),
}

/// Reads how the mailbox stands.
pub fn read(cx: &Context) -> Task<Outer> {
    Task::perform(cx.engine.mail_state(), |state| Outer::Mail(Message::StateRead(state)))
}

impl Enquiries {
    pub(super) fn with_mail(&mut self, message: Message, cx: &Context) -> Action<Outer> {
        match message {
            Message::StateRead(state) => {
                self.post = state.unwrap_or_default();
                Action::None
            }
            Message::LookPressed => {
                if std::mem::replace(&mut self.looking, true) {
                    return Action::None;
                }
                let looked = cx.engine.mail_turn(true);
                Action::Run(Task::perform(looked, |it| Outer::Mail(Message::Looked(it))))
            }
            Message::Looked(answer) => self.looked(answer, cx),
            Message::SettingsPressed => Action::Open(Place::SettingsPage(Page::Mail)),
            Message::AgainPressed(event) => {
                let again = cx.engine.send_again(event);
                Action::Run(Task::perform(again, |it| Outer::Mail(Message::Decided(it))))
            }
            Message::ArrivedPressed(event) => {
                let arrived = cx.engine.it_arrived(event);
                Action::Run(Task::perform(arrived, |it| Outer::Mail(Message::Decided(it))))
            }
            Message::Decided(Ok(())) => Action::Run(self.refresh(cx)),
            Message::Decided(Err(error)) => bad(&error, cx),
        }
    }

    fn looked(&mut self, answer: Result<Option<MailTurn>, Error>, cx: &Context) -> Action<Outer> {
        self.looking = false;
        let locale = &cx.locale;
        let notice = match answer {
            Err(error) => return bad(&error, cx),
            // Another look is under way.
            Ok(None) => return Action::None,
            Ok(Some(MailTurn { fetched: Err(error), .. })) => return bad(&error, cx),
            Ok(Some(MailTurn { fetched: Ok(fetched), .. })) => match fetched.taken {
                0 => Notice::done(locale.mail_nothing_new()),
                taken => Notice::done(locale.inbox_taken(taken)),
            },
        };

        Action::Tell(notice, self.refresh(cx))
    }

    /// When the mailbox was looked at, or why it cannot be.
    pub(super) fn mailbox<'a>(&'a self, cx: &'a Context) -> Element<'a, Outer> {
        let locale = &cx.locale;
        let last = self.post.last.as_ref();
        let fault = last.and_then(|last| last.fetched.as_ref().err().or(last.sent.as_ref().err()));
        let words = match (&self.post.address, last) {
            (None, _) => locale.mail_not_set_up(),
            (Some(address), None) => address.clone(),
            (Some(_), Some(last)) => locale.mail_looked(&moment::told(last.at, cx)),
        };
        let words = if self.looking { locale.mail_looking() } else { words };
        let words = text(words).size(size::CAPTION).style(theme::style::muted).width(Fill);
        let deed = match self.post.address {
            None => button(locale.mail_set_up()).on_press(Outer::Mail(Message::SettingsPressed)),
            Some(_) => button(locale.mail_look())
                .icon(icon::refresh())
                .key("F5")
                .on_press_maybe(cx.offer(Outer::Mail(Message::LookPressed))),
        };
        let key = self.post.address.is_some().then(|| key_hint("F5"));
        let deeds = row![deed.small().quiet(), key, self.folder(cx)];
        let deeds = deeds.spacing(space::TIGHT).align_y(Center);
        let line = row![words, deeds].spacing(space::TIGHT).align_y(Center);
        let folder = self.folder.as_ref().map(|folder| {
            let words = text(locale.inbox_folder_is(&folder.display().to_string()));
            let words = words.size(size::CAPTION).style(theme::style::muted);
            words.wrapping(text::Wrapping::WordOrGlyph)
        });
        let fault = fault.map(|error| {
            let deed = button(locale.mail_page()).small();
            let deed = deed.on_press(Outer::Mail(Message::SettingsPressed));
            banner(Tone::Danger, problem::message(error, locale), Some(deed.into()))
        });

        column![line, folder, fault].spacing(space::TIGHT).into()
    }
}

/// How the reply stands that is to leave.
pub fn outgoing<'a>(file: &'a EnquiryFile, cx: &'a Context) -> Option<Element<'a, Outer>> {
    let locale = &cx.locale;
    let out = file.outgoing.as_ref()?;
    let (tone, words) = mail::outgoing(out.state, out.why.as_ref(), cx);
    let deed = |name: String, message: Message| {
        button(name).small().on_press_maybe(cx.offer(Outer::Mail(message)))
    };
    let again = out
        .state
        .is_stuck()
        .then(|| deed(locale.mail_send_again(), Message::AgainPressed(out.event)));
    let arrived = (out.state == engine::OutgoingState::Perhaps)
        .then(|| deed(locale.mail_it_arrived(), Message::ArrivedPressed(out.event)));
    let deeds = row![again, arrived].spacing(space::NEAR);

    Some(banner(tone, words, Some(deeds.into())))
}
