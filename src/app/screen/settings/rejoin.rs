//! Joining headquarters from an office that is at work: one that began by itself, or one that headquarters does not know
//! any more because its key is gone or it was sent away.

use engine::{Error, Joining, Refusal, Step};
use iced::widget::{column, operation, row, space as gap, text};
use iced::{Element, Task};
use ui::theme::style;
use ui::widget::{button, checkbox, columns, field, section};
use ui::{icon, size, space};

use crate::action::{Action, Notice};
use crate::context::Context;
use crate::long_work::LongWork;
use crate::problem;
use crate::shortcut::Shortcut;

/// What is being typed.
#[derive(Default)]
pub struct Rejoin {
    joining: Joining,
    /// Whether the office began by itself.
    alone: bool,
    /// Whether to offer a way that is not encrypted: somebody wanted to go it.
    plain: bool,
    work: Option<LongWork>,
    error: Option<Error>,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    AddressChanged(String),
    CodeChanged(String),
    DeviceChanged(String),
    UnencryptedToggled(bool),
    JoinPressed,
    Progressed(Step),
    AsidePressed,
    Joined(Result<(), Error>),
}

impl Rejoin {
    const ADDRESS: &'static str = "rejoin-address";
    const CODE: &'static str = "rejoin-code";
    const DEVICE: &'static str = "rejoin-device";

    /// Begins with where headquarters was, if there was one, unless somebody typed already.
    pub fn begin(&mut self, place: Option<&engine::Headquarters>) {
        let before = std::mem::replace(&mut self.alone, place.is_none());
        if before != self.alone || self.joining == Joining::default() {
            let unencrypted = place.is_some_and(|place| place.unencrypted);
            self.joining = Joining {
                address: place.map(|place| place.address.clone()).unwrap_or_default(),
                code: String::new(),
                device_name: engine::computer_name(),
                unencrypted,
            };
            self.plain = unencrypted;
        }
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::AddressChanged(text) => self.joining.address = text,
            Message::CodeChanged(text) => self.joining.code = text.to_uppercase(),
            Message::DeviceChanged(text) => self.joining.device_name = text,
            Message::UnencryptedToggled(on) => self.joining.unencrypted = on,
            Message::JoinPressed if self.work.is_some() => return Action::None,
            Message::JoinPressed => {
                self.error = None;
                let join = |progress| cx.engine.join(self.joining.clone(), progress);
                let (work, task) = LongWork::begin(join, Message::Progressed, Message::Joined);
                self.work = Some(work);
                return Action::Run(task);
            }
            Message::Progressed(step) => {
                self.work.iter_mut().for_each(|work| work.reach(step));
                return Action::None;
            }
            Message::AsidePressed => {
                self.work.iter().for_each(LongWork::cancel);
                return Action::None;
            }
            Message::Joined(answer) => return self.joined(answer, cx),
        }
        self.error = None;
        Action::None
    }

    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        (shortcut.saves() && self.work.is_none()).then_some(Message::JoinPressed)
    }

    fn joined(&mut self, answer: Result<(), Error>, cx: &Context) -> Action<Message> {
        self.work = None;
        match answer {
            // The code was taken, and the exchange goes on by itself.
            Err(Error::Cancelled) => {
                *self = Self::default();
                Action::Tell(Notice::done(cx.locale.settings_join_goes_on()), Task::none())
            }
            Ok(()) => {
                let words = if self.alone {
                    cx.locale.settings_joined()
                } else {
                    cx.locale.settings_rejoined()
                };
                *self = Self::default();
                Action::Tell(Notice::done(words), Task::none())
            }
            Err(error) => {
                let id = field_of(&error);
                let words = self.words(&error, cx);
                self.plain |= matches!(error, Error::Unencrypted);
                self.error = Some(error);
                match id {
                    Some(id) => Action::Run(operation::focus(id)),
                    None => Action::Tell(Notice::problem(words), Task::none()),
                }
            }
        }
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let line =
            |label: String, value: &str, id: &'static str, changed: fn(String) -> Message| {
                let beside = self.error.as_ref().filter(|error| field_of(error) == Some(id));
                field(label, value)
                    .id(id)
                    .error(beside.map(|error| self.words(error, cx)))
                    .on_input(changed)
                    .on_submit(Message::JoinPressed)
            };
        let Joining { address, code, device_name, .. } = &self.joining;
        let code = line(locale.first_join_code(), code, Self::CODE, Message::CodeChanged)
            .hint(locale.first_join_code_hint());
        let address =
            line(locale.first_join_address(), address, Self::ADDRESS, Message::AddressChanged);
        let device =
            line(locale.first_join_device(), device_name, Self::DEVICE, Message::DeviceChanged);
        let foot: Element<'a, Message> = if let Some(work) = &self.work {
            match work.step().done {
                0 => work.view(locale.first_join_asking(), None),
                done => {
                    let aside = (locale.settings_join_aside(), Message::AsidePressed);
                    work.view(locale.first_join_fetching(done), Some(aside))
                }
            }
        } else {
            let join = button(locale.first_join_begin()).icon(icon::sync()).primary().key("F10");
            row![gap::horizontal(), join.on_press(Message::JoinPressed)].into()
        };
        let plain = self.plain.then(|| {
            let hint = text(locale.first_join_unencrypted_hint());
            let words = locale.first_join_unencrypted();
            column![
                checkbox(words, self.joining.unencrypted, Some(Message::UnencryptedToggled)),
                hint.size(size::CAPTION).style(style::muted),
            ]
            .spacing(space::TIGHT)
        });
        let (title, how) = if self.alone {
            (locale.settings_join(), locale.settings_join_how())
        } else {
            (locale.settings_rejoin(), locale.settings_rejoin_how())
        };
        let how = text(how).style(style::muted);
        let fields = columns(size::FIELD, [code.into(), address.into(), device.into()]);

        section(title, None, column![how, fields, plain, foot].spacing(space::SNUG))
    }

    fn words(&self, error: &Error, cx: &Context) -> String {
        match error {
            Error::AlreadyFounded if self.alone => cx.locale.settings_join_demo(),
            Error::AlreadyFounded => cx.locale.settings_rejoin_other(),
            other => problem::message(other, &cx.locale),
        }
    }
}

/// Beside which field an error stands.
fn field_of(error: &Error) -> Option<&'static str> {
    match error {
        Error::Address(_) | Error::Unencrypted => Some(Rejoin::ADDRESS),
        Error::Headquarters(Refusal::NotFound | Refusal::Unauthorized | Refusal::OtherOffice)
        | Error::AlreadyFounded
        | Error::Field { field: "code", .. } => Some(Rejoin::CODE),
        Error::Field { field: "device", .. } => Some(Rejoin::DEVICE),
        _ => None,
    }
}
