//! A person or organisation being written down: name, phones, what they refused.

use domain::{Birthday, Channel, Customer, CustomerId, CustomerPhone, Level, Phone};
use engine::{Alike, Error, Likely, Opened, Saved, Wrong};
use iced::widget::{column, row, space as gap};
use iced::{Bottom, Center, Element, Task};
use ui::widget::{button, checkbox, columns, field, icon_button};
use ui::{icon, size, space};

use super::super::likely::Known;
use super::Outcome;
use crate::context::Context;
use crate::{problem, reading};

/// What is typed of a customer.
#[derive(Debug, Default)]
pub struct PersonForm {
    opened: Option<Opened<CustomerId, Customer>>,
    name: String,
    organisation: bool,
    /// Numbers with whose they are.
    phones: Vec<(String, String)>,
    /// For each of them since when it is no longer theirs, as it is typed; none where it is.
    gone: Vec<Option<String>>,
    vip: bool,
    language: String,
    note: String,
    birthday: String,
    refused: Vec<Channel>,
    errors: Vec<Error>,
    /// The phone that cannot be read.
    wrong_phone: Option<usize>,
    /// The day that cannot be read since when a phone is gone, and why.
    wrong_day: Option<(usize, Error)>,
    saving: bool,
    touched: bool,
    /// Who it may be that is known already.
    known: Known,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    NameChanged(String),
    OrganisationToggled(bool),
    NumberChanged(usize, String),
    LabelChanged(usize, String),
    PhoneAdded,
    GoneToggled(usize, bool),
    GoneChanged(usize, String),
    PhoneRemoved(usize),
    VipToggled(bool),
    LanguageChanged(String),
    NoteChanged(String),
    BirthdayChanged(String),
    RefusedToggled(Channel, bool),
    SavePressed,
    BackPressed,
    Saved(Result<Saved<CustomerId>, Error>),
    Likely(Likely, Vec<Alike>),
    /// The file of this one of them.
    KnownPressed(usize),
}

impl PersonForm {
    /// What the person is called, as it is typed.
    pub fn name(&self) -> &str {
        self.name.trim()
    }

    /// Where the focus begins.
    pub const FIRST: &'static str = "person-name";

    /// Somebody new, of whom a name or a number is known.
    pub fn new(typed: &str) -> Self {
        let typed = typed.trim().to_owned();
        let number = Phone::parse(&typed).is_some();
        let (name, phone) = if number { (String::new(), typed) } else { (typed, String::new()) };

        Self { name, phones: vec![(phone, String::new())], gone: vec![None], ..Self::default() }
    }

    /// Somebody whose file is open.
    pub fn of(opened: Opened<CustomerId, Customer>, cx: &Context) -> Self {
        let customer = &opened.record;
        let phones = customer
            .phones
            .iter()
            .map(|phone| (phone.number.to_string(), phone.label.clone().unwrap_or_default()));
        let phones: Vec<_> = phones.collect();
        let gone = customer.phones.iter().map(|phone| phone.gone);
        let mut gone: Vec<_> = gone.map(|day| day.map(|day| cx.locale.date_figures(day))).collect();
        gone.resize(phones.len().max(1), None);

        Self {
            name: customer.name.clone(),
            organisation: customer.organisation,
            phones: if phones.is_empty() { vec![Default::default()] } else { phones },
            gone,
            vip: customer.level == Level::Vip,
            language: customer.language.clone().unwrap_or_default(),
            note: customer.note.clone().unwrap_or_default(),
            birthday: customer.birthday.map(birthday_typed).unwrap_or_default(),
            refused: customer.refused.clone(),
            opened: Some(opened),
            ..Self::default()
        }
    }

    pub fn is_saving(&self) -> bool {
        self.saving
    }

    /// Whether anything was typed in it.
    pub fn is_touched(&self) -> bool {
        self.touched
    }

    /// Whether something was typed in it, and is still there.
    pub fn says_something(&self) -> bool {
        let phones = self.phones.iter().flat_map(|(number, label)| [number, label]);
        let mut texts = phones.chain([&self.name, &self.language, &self.note, &self.birthday]);

        self.touched && texts.any(|text| !text.trim().is_empty())
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Outcome<Message> {
        let typed = !matches!(
            message,
            Message::SavePressed
                | Message::BackPressed
                | Message::Saved(_)
                | Message::Likely(..)
                | Message::KnownPressed(_)
        );
        self.touched |= typed;
        let tells = matches!(
            message,
            Message::NameChanged(_) | Message::NumberChanged(..) | Message::PhoneRemoved(_)
        );
        match message {
            Message::NameChanged(name) => self.name = name,
            Message::OrganisationToggled(is) => self.organisation = is,
            message @ (Message::NumberChanged(..)
            | Message::LabelChanged(..)
            | Message::PhoneAdded
            | Message::PhoneRemoved(_)
            | Message::GoneToggled(..)
            | Message::GoneChanged(..)) => self.phone_changed(message, cx),
            Message::VipToggled(vip) => self.vip = vip,
            Message::LanguageChanged(language) => self.language = language,
            Message::NoteChanged(note) => self.note = note,
            Message::BirthdayChanged(text) => self.birthday = text,
            Message::RefusedToggled(channel, refuses) => {
                self.refused.retain(|refused| *refused != channel);
                self.refused.extend(refuses.then_some(channel));
            }
            Message::SavePressed => return self.save(cx),
            Message::BackPressed => return Outcome::Close,
            Message::Saved(answer) => return self.saved(answer),
            Message::Likely(likely, found) => self.known.found(&likely, found),
            Message::KnownPressed(at) => {
                let known = self.known.at(at).map(|alike| alike.customer);
                return known.map_or(Outcome::Stay(Task::none()), Outcome::Open);
            }
        }
        if tells { Outcome::Stay(self.ask(cx)) } else { Outcome::Stay(Task::none()) }
    }

    /// One of the numbers is typed in, or is one more or fewer.
    fn phone_changed(&mut self, message: Message, cx: &Context) {
        match message {
            Message::NumberChanged(at, number) => {
                if let Some(phone) = self.phones.get_mut(at) {
                    phone.0 = number;
                }
                self.wrong_phone = None;
            }
            Message::LabelChanged(at, label) => {
                if let Some(phone) = self.phones.get_mut(at) {
                    phone.1 = label;
                }
            }
            Message::PhoneAdded => {
                self.phones.push(Default::default());
                self.gone.push(None);
            }
            Message::PhoneRemoved(at) if at < self.phones.len() => {
                self.phones.remove(at);
                self.gone.remove(at);
            }
            Message::GoneToggled(at, gone) => {
                let today = cx.locale.date_figures(cx.engine.clock().today());
                if let Some(day) = self.gone.get_mut(at) {
                    *day = gone.then_some(today);
                }
            }
            Message::GoneChanged(at, text) => {
                self.wrong_day = None;
                if let Some(day) = self.gone.get_mut(at) {
                    *day = Some(text);
                }
            }
            _ => {}
        }
    }

    /// Whether somebody is known who is like this.
    pub fn may_be_known(&self) -> bool {
        self.known.at(0).is_some()
    }

    /// Asks whether whoever is typed is known.
    fn ask(&mut self, cx: &Context) -> Task<Message> {
        let likely = Likely {
            customer: self.opened.as_ref().map(|opened| opened.id),
            name: self.name.clone(),
            phones: self.phones.iter().filter_map(|(number, _)| Phone::parse(number)).collect(),
            ..Likely::default()
        };

        self.known.ask(likely, cx, Message::Likely)
    }

    fn save(&mut self, cx: &Context) -> Outcome<Message> {
        if self.saving {
            return Outcome::Stay(Task::none());
        }
        self.errors.clear();
        let mut phones = Vec::new();
        for (at, (number, label)) in self.phones.iter().enumerate() {
            if number.trim().is_empty() {
                continue;
            }
            let Some(number) = Phone::parse(number) else {
                self.wrong_phone = Some(at);
                return Outcome::Stay(Task::none());
            };
            let gone = match reading::gone_since(self.gone[at].as_deref(), cx) {
                Ok(gone) => gone,
                Err(why) => {
                    self.wrong_day = Some((at, Error::field("date", why)));
                    return Outcome::Stay(Task::none());
                }
            };
            phones.push(CustomerPhone { number, label: said(label), gone });
        }
        let birthday = said(&self.birthday);
        let read = birthday.as_ref().map(|text| reading::birthday(text, cx.engine.clock().today()));
        if read == Some(None) {
            self.errors = vec![Error::field("birthday", Wrong::Unreadable)];
            return Outcome::Stay(Task::none());
        }
        self.saving = true;
        let customer = Customer {
            name: self.name.trim().to_owned(),
            organisation: self.organisation,
            phones,
            note: said(&self.note),
            level: if self.vip { Level::Vip } else { Level::Ordinary },
            language: said(&self.language),
            birthday: read.flatten(),
            refused: self.refused.clone(),
            life: self.opened.as_ref().map(|it| it.record.life.clone()).unwrap_or_default(),
            ..Customer::default()
        };

        let saved = cx.engine.save_customer(self.opened.clone(), customer);

        Outcome::Stay(Task::perform(saved, Message::Saved))
    }

    fn saved(&mut self, answer: Result<Saved<CustomerId>, Error>) -> Outcome<Message> {
        self.saving = false;
        match answer {
            Ok(saved) => Outcome::Saved(saved.id, saved.undo),
            Err(error @ Error::Field { .. }) => {
                self.errors = vec![error];
                Outcome::Stay(Task::none())
            }
            Err(error) => Outcome::Refused(error),
        }
    }

    /// The fields, without buttons.
    pub fn fields<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let wrong = |field: &str| {
            self.errors.iter().find_map(|error| problem::beside(field, Some(error), locale))
        };
        let name = field(locale.customer_name(), &self.name)
            .id(Self::FIRST)
            .error(wrong("name"))
            .on_input(Message::NameChanged);
        let phones = (0..self.phones.len()).map(|at| self.phone(at, cx));
        let is_new = self.opened.is_none() || self.phones.is_empty();
        let add = is_new.then(|| add_phone(cx));
        let marks = [
            checkbox(
                locale.customer_organisation(),
                self.organisation,
                Some(Message::OrganisationToggled),
            ),
            checkbox(locale.level(Level::Vip), self.vip, Some(Message::VipToggled)),
        ];
        let refused = Channel::ALL.into_iter().map(|channel| {
            checkbox(
                locale.channel(channel),
                self.refused.contains(&channel),
                Some(move |refuses| Message::RefusedToggled(channel, refuses)),
            )
        });
        let refused = ui::widget::labelled(
            locale.customer_refused(),
            columns(size::CODE, refused),
            None,
            None,
            iced::Fill,
        );
        let language =
            field(locale.customer_language(), &self.language).on_input(Message::LanguageChanged);
        // Only a person has one.
        let birthday = (!self.organisation).then(|| {
            let birthday = field(locale.customer_birthday(), &self.birthday)
                .hint(locale.customer_birthday_hint())
                .error(wrong("birthday"))
                .on_input(Message::BirthdayChanged);
            Element::from(birthday)
        });
        let note = field(locale.customer_note(), &self.note)
            .error(wrong("note"))
            .on_input(Message::NoteChanged);

        column![
            Element::from(name),
            iced::widget::Column::with_children(phones).spacing(space::NEAR),
            add,
            self.known.view((locale.suspects_open(), "F3"), Message::KnownPressed, cx),
            columns(size::CODE, marks),
            refused,
            Element::from(language),
            birthday,
            Element::from(note),
        ]
        .spacing(space::SNUG)
        .into()
    }

    fn phone<'a>(&'a self, at: usize, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let (number, label) = &self.phones[at];
        let unreadable = Error::field("phone", Wrong::Unreadable);
        let wrong = (self.wrong_phone == Some(at)).then_some(&unreadable);
        let number = field(locale.customer_phone(), number)
            .error(problem::beside("phone", wrong, locale))
            .on_input(move |text| Message::NumberChanged(at, text));
        let label = field(locale.customer_phone_label(), label)
            .width(size::CODE)
            .on_input(move |text| Message::LabelChanged(at, text));
        let remove = icon_button(icon::x(), locale.customer_remove_phone())
            .on_press(Message::PhoneRemoved(at));

        let line = row![Element::from(number), Element::from(label), Element::from(remove)]
            .spacing(space::NEAR)
            .align_y(Bottom);
        if self.opened.is_none() {
            return line.into();
        }
        // Of somebody new nobody writes down what they had before.
        let gone = self.gone[at].as_deref();
        let toggled = move |gone| Message::GoneToggled(at, gone);
        let tick = checkbox(locale.customer_phone_gone(), gone.is_some(), Some(toggled));
        let since = gone.map(|day| {
            let wrong = self.wrong_day.as_ref().filter(|(wrong, _)| *wrong == at);
            let wrong = wrong.map(|(_, error)| error);
            let since = field(locale.customer_since_day(), day)
                .error(problem::beside("date", wrong, locale))
                .on_input(move |text| Message::GoneChanged(at, text));
            Element::from(since)
        });

        let add = (at + 1 == self.phones.len()).then(|| add_phone(cx));
        let below = row![tick, gap::horizontal(), add].align_y(Center);

        column![line, below, since].spacing(space::TIGHT).into()
    }

    /// The buttons below.
    pub fn buttons<'a>(&self, cx: &Context) -> Vec<Element<'a, Message>> {
        vec![
            button(cx.locale.action_back()).key("Esc").on_press(Message::BackPressed).into(),
            button(cx.locale.action_save())
                .primary()
                .key("F10")
                .on_press_maybe((!self.saving).then_some(Message::SavePressed))
                .into(),
        ]
    }
}

fn add_phone<'a>(cx: &Context) -> Element<'a, Message> {
    button(cx.locale.customer_add_phone())
        .icon(icon::plus())
        .small()
        .on_press(Message::PhoneAdded)
        .into()
}

fn said(text: &str) -> Option<String> {
    let text = text.trim();

    (!text.is_empty()).then(|| text.to_owned())
}

/// A birthday as it is typed.
fn birthday_typed(birthday: Birthday) -> String {
    birthday.to_string().trim_start_matches("--").to_owned()
}
