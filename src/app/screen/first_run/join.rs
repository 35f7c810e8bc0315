//! Behind the second door: the way to headquarters, and who sits here then.

use engine::{Desk, DeskWork, Error, Joining, Refusal, Wrong};
use iced::widget::{column, text};
use iced::{Element, Task};
use ui::theme::style;
use ui::widget::{checkbox, choice, columns, field};
use ui::{size, space};

use super::Message as Outer;
use super::door::about;
use crate::action::Action;
use crate::context::Context;
use crate::problem;

/// What is being typed.
pub struct Form {
    joining: Joining,
    /// Whether the address was refused for want of encryption: only then is anybody asked about it.
    plain: bool,
}

/// What can happen in the form.
#[derive(Debug, Clone)]
pub enum Message {
    AddressChanged(String),
    CodeChanged(String),
    DeviceChanged(String),
    UnencryptedToggled(bool),
}

impl Form {
    pub const ADDRESS: &'static str = "join-address";
    const CODE: &'static str = "join-code";
    const DEVICE: &'static str = "join-device";

    pub fn new() -> Self {
        let device_name = engine::computer_name();

        Self { joining: Joining { device_name, ..Joining::default() }, plain: false }
    }

    pub fn update(&mut self, message: Message) {
        match message {
            Message::AddressChanged(text) => {
                self.joining.address = text;
                (self.plain, self.joining.unencrypted) = (false, false);
            }
            Message::CodeChanged(text) => self.joining.code = text.to_uppercase(),
            Message::DeviceChanged(text) => self.joining.device_name = text,
            Message::UnencryptedToggled(on) => self.joining.unencrypted = on,
        }
    }

    pub fn joining(&self) -> Joining {
        self.joining.clone()
    }

    pub fn ask_about_encryption(&mut self) {
        self.plain = true;
    }

    /// Beside which field an error stands.
    pub fn field_of(&self, error: &Error) -> Option<&'static str> {
        match error {
            Error::Address(_) | Error::Unencrypted => Some(Self::ADDRESS),
            Error::Headquarters(Refusal::NotFound | Refusal::Unauthorized) => Some(Self::CODE),
            Error::Field { field: "code", .. } => Some(Self::CODE),
            Error::Field { field: "device", .. } => Some(Self::DEVICE),
            _ => None,
        }
    }

    pub fn view<'a>(
        &'a self,
        enrolled: bool,
        error: Option<&Error>,
        cx: &'a Context,
    ) -> Element<'a, Outer> {
        let locale = &cx.locale;
        if enrolled {
            return about(locale.first_join(), locale.first_join_waiting());
        }
        let beside = |id: &str| {
            let error = error.filter(|error| self.field_of(error) == Some(id))?;
            Some(problem::message(error, locale))
        };
        let address = field(locale.first_join_address(), &self.joining.address)
            .id(Self::ADDRESS)
            .hint(locale.first_join_address_hint())
            .error(beside(Self::ADDRESS))
            .on_input(|text| Outer::Join(Message::AddressChanged(text)));
        let plain = self.plain.then(|| {
            let toggle = |on| Outer::Join(Message::UnencryptedToggled(on));
            let hint = text(locale.first_join_unencrypted_hint());
            column![
                checkbox(locale.first_join_unencrypted(), self.joining.unencrypted, Some(toggle)),
                hint.size(size::CAPTION).style(style::muted),
            ]
            .spacing(space::TIGHT)
        });
        let code = field(locale.first_join_code(), &self.joining.code)
            .id(Self::CODE)
            .hint(locale.first_join_code_hint())
            .error(beside(Self::CODE))
            .on_input(|text| Outer::Join(Message::CodeChanged(text)));
        let device = field(locale.first_join_device(), &self.joining.device_name)
            .id(Self::DEVICE)
            .hint(locale.first_join_device_hint())
            .error(beside(Self::DEVICE))
            .on_input(|text| Outer::Join(Message::DeviceChanged(text)))
            .on_submit(Outer::Submitted);
        let fields = column![address, plain, columns(size::FIELD, [code.into(), device.into()])];
        // Enter goes on to what the computer is called, and joins from there.
        let fields = ui::form(fields.spacing(space::SNUG));

        column![about(locale.first_join(), locale.first_join_about()), fields]
            .spacing(space::FAR)
            .into()
    }
}

/// Who sits at a desk that just joined: one of the branch's people, or somebody it does not know yet.
#[derive(Default)]
pub struct Who {
    name: String,
    picked: Option<usize>,
    /// Somebody is sitting down already.
    pub seating: bool,
}

/// What can happen there.
#[derive(Debug, Clone)]
pub enum Person {
    Named(String),
    Picked(usize),
}

impl Who {
    pub const ID: &'static str = "who";
    const NAME: &'static str = "who-name";

    /// The branch's people have changed meanwhile: whoever was chosen stays so, wherever they are in the list now.
    pub fn stay(&mut self, before: &Desk, now: &Desk) {
        let person = self.picked.and_then(|at| before.staff.get(at)).map(|person| person.id);

        self.picked = now.staff.iter().position(|it| Some(it.id) == person);
    }

    pub fn update(&mut self, person: Person) {
        match person {
            Person::Named(name) => (self.name, self.picked) = (name, None),
            Person::Picked(at) => (self.name, self.picked) = (String::new(), Some(at)),
        }
    }

    /// Whether people may be added from this computer.
    fn adds(desk: &Desk) -> bool {
        desk.role.has(DeskWork::Office)
    }

    fn is_named(&self) -> bool {
        !self.name.trim().is_empty()
    }

    /// Where the cursor belongs when nobody could sit down.
    pub fn field(&self) -> &'static str {
        if self.is_named() { Self::NAME } else { Self::ID }
    }

    /// Someone sits down: the one who was picked, else the one who was named.
    pub fn take_seat(&mut self, desk: &Desk, cx: &Context) -> Action<Outer> {
        if std::mem::replace(&mut self.seating, true) {
            return Action::None;
        }
        let name = self.name.trim();
        let named = desk.staff.iter().find(|person| self.is_named() && person.name == name);
        let seat = match self.picked.and_then(|at| desk.staff.get(at)).or(named) {
            Some(person) => Task::perform(cx.engine.sit_down(person.id), Outer::Seated),
            None if !Self::adds(desk) => {
                self.seating = false;
                let nobody = Error::field("first", Wrong::Missing);
                return Action::Run(Task::done(Outer::Seated(Err(nobody))));
            }
            None => {
                let added = cx.engine.add_first_person(self.name.clone());
                Task::perform(added, |added| Outer::Seated(added.map(|_| ())))
            }
        };

        Action::Run(seat)
    }

    pub fn view<'a>(
        &'a self,
        desk: &'a Desk,
        error: Option<&Error>,
        cx: &'a Context,
    ) -> Element<'a, Outer> {
        let locale = &cx.locale;
        let adds = Self::adds(desk);
        if desk.staff.is_empty() && !adds {
            return about(locale.first_who_title(), locale.first_who_nobody_yet());
        }
        if desk.staff.is_empty() {
            let name = field(locale.first_own_first(), &self.name)
                .id(Self::ID)
                .error(problem::beside("first", error, locale))
                .on_input(|name| Outer::Who(Person::Named(name)))
                .on_submit(Outer::Submitted);
            return column![about(locale.first_who_title(), locale.first_who_nobody()), name]
                .spacing(space::FAR)
                .into();
        }
        let names = desk.staff.iter().map(|person| person.name.as_str());
        let person = choice(locale.first_who_person(), names, self.picked)
            .none(locale.list_no_match())
            .id(Self::ID)
            .error(problem::beside("first", error, locale).filter(|_| !self.is_named()))
            .on_pick(|at| Outer::Who(Person::Picked(at)));
        let name = field(locale.first_who_new(), &self.name)
            .id(Self::NAME)
            .hint(locale.first_who_new_hint())
            .error(problem::beside("first", error, locale).filter(|_| self.is_named()))
            .on_input(|name| Outer::Who(Person::Named(name)))
            .on_submit(Outer::Submitted);

        let name = adds.then(|| Element::from(name));

        column![about(locale.first_who_title(), locale.first_who_choose()), person, name]
            .spacing(space::FAR)
            .into()
    }
}
