//! The office, as its paper shows it.

use domain::{Envelope, OfficeId};
use engine::{CALLBACK_HOURS, Desk, Error, Opened, Undo, Wrong};
use iced::widget::{column, operation, row, space as gap};
use iced::{Element, Task};
use locale::{Language, Locale};
use ui::widget::{button, choice, columns, field, pair, section, spinner};
use ui::{icon, size, space};

use crate::action::{Action, Notice};
use crate::context::Context;
use crate::shortcut::Shortcut;
use crate::{address, problem, unread};

/// What is being typed.
#[derive(Default)]
pub struct Office {
    opened: Option<Opened<OfficeId, domain::Office>>,
    office: domain::Office,
    /// The departments as they are typed, separated by commas.
    departments: String,
    /// Which parts of the address were typed in.
    typed: address::Typed,
    /// Within how many hours a customer is called, as it is typed.
    hours: String,
    /// Whether something was typed that is not saved.
    touched: bool,
    error: Option<Error>,
    /// Why the office could not be read.
    pub(super) unread: Option<Error>,
}

/// A part of the office's card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Name,
    Phone,
    Place(address::Part),
    Footer,
    Departments,
    CallbackHours,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    Read(Result<Option<Desk>, Error>),
    Changed(Part, String),
    EnvelopePicked(usize),
    /// The language of letters: one of the three, or with 0 that of the screen.
    LanguagePicked(usize),
    SavePressed,
    Saved(Result<Undo, Error>),
}

impl Office {
    const NAME: &'static str = "office-name";
    const PHONE: &'static str = "office-phone";
    const DETAIL: &'static str = "office-detail";
    const FOOTER: &'static str = "office-footer";
    const DEPARTMENTS: &'static str = "office-departments";
    const HOURS: &'static str = "office-callback-hours";

    /// Whether something was typed that is not saved.
    pub(super) fn is_touched(&self) -> bool {
        self.touched
    }

    pub fn read(cx: &Context) -> Task<Message> {
        Task::perform(cx.engine.desk(), Message::Read)
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::Read(Ok(Some(desk))) => {
                self.unread = None;
                if !self.touched {
                    (self.opened, self.office) = (Some(desk.opened_office()), desk.office);
                    self.departments = cx.locale.enumeration(&self.office.departments);
                    let hours = self.office.callback_hours.map(|hours| hours.to_string());
                    self.hours = hours.unwrap_or_default();
                }
                Action::None
            }
            Message::Read(Ok(None)) => Action::None,
            Message::Read(Err(error)) => {
                unread::failed(&mut self.unread, self.opened.is_some(), error, cx)
            }
            Message::Changed(part, text) => {
                self.change(part, text);
                Action::None
            }
            Message::EnvelopePicked(at) => {
                self.office.envelope = Envelope::ALL.get(at).copied();
                (self.touched, self.error) = (true, None);
                Action::None
            }
            Message::LanguagePicked(at) => {
                let language = at.checked_sub(1).and_then(|at| Language::ALL.get(at));
                self.office.language = language.map(|language| language.tag().to_owned());
                (self.touched, self.error) = (true, None);
                Action::None
            }
            Message::SavePressed => self.save(cx),
            Message::Saved(answer) => self.saved(answer, cx),
        }
    }

    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        shortcut.saves().then_some(Message::SavePressed)
    }

    fn change(&mut self, part: Part, text: String) {
        let some = |text: String| (!text.is_empty()).then_some(text);
        match part {
            Part::Name => self.office.name = text,
            Part::Phone => self.office.phone = some(text),
            Part::Place(part) => {
                self.typed.note(part);
                part.put(&mut self.office.place, text);
            }
            Part::Footer => self.office.footer = some(text),
            Part::Departments => {
                let names = text.split(['、', '，', ',', '；', ';']).map(str::trim);
                let names = names.filter(|name| !name.is_empty()).map(str::to_owned);
                self.office.departments = names.collect();
                self.departments = text;
            }
            Part::CallbackHours => self.hours = text,
        }
        (self.touched, self.error) = (true, None);
    }

    fn save(&mut self, cx: &Context) -> Action<Message> {
        let Some(opened) = self.opened.clone() else { return Action::None };
        let callback_hours = match self.hours.trim() {
            "" => None,
            typed => match typed.parse() {
                Ok(hours) => Some(hours),
                Err(_) => {
                    let unreadable = Error::field("callback_hours", Wrong::Unreadable);
                    return self.saved(Err(unreadable), cx);
                }
            },
        };
        let office = domain::Office { callback_hours, ..self.office.clone() };

        Action::Run(Task::perform(cx.engine.edit_office(opened, office), Message::Saved))
    }

    fn saved(&mut self, answer: Result<Undo, Error>, cx: &Context) -> Action<Message> {
        match answer {
            Ok(undo) => {
                self.touched = false;
                let notice = Notice::done(cx.locale.settings_saved()).undone_by(undo);
                Action::Tell(notice.about(&self.office.name), Self::read(cx))
            }
            Err(error) => {
                let words = problem::message(&error, &cx.locale);
                let first = match &error {
                    Error::Field { field: "phone", .. } => Self::PHONE,
                    Error::Field { field: "detail", .. } => Self::DETAIL,
                    Error::Field { field: "footer", .. } => Self::FOOTER,
                    Error::Field { field: "departments", .. } => Self::DEPARTMENTS,
                    Error::Field { field: "callback_hours", .. } => Self::HOURS,
                    _ => Self::NAME,
                };
                self.error = Some(error);
                Action::Tell(Notice::problem(words), operation::focus(first))
            }
        }
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        if self.opened.is_none() {
            return spinner(locale.window_loading());
        }
        let line = |label: String, value: &str, part: Part| {
            field(label, value).on_input(move |text| Message::Changed(part, text))
        };
        let optional = |value: &'a Option<String>| value.as_deref().unwrap_or_default();
        let place = &self.office.place;
        let wrong = |field: &str| problem::beside(field, self.error.as_ref(), locale);
        let name = line(locale.settings_office_name(), &self.office.name, Part::Name)
            .id(Self::NAME)
            .error(wrong("name"));
        let phone = line(locale.settings_office_phone(), optional(&self.office.phone), Part::Phone)
            .id(Self::PHONE)
            .error(wrong("phone"));
        let part =
            |part: address::Part| line(part.label(locale), part.of(place), Part::Place(part));
        let around = address::Part::around(place, self.typed, locale).into_iter();
        let around = columns(size::CODE, around.map(|one| part(one).into()));
        let detail = part(address::Part::Detail).id(Self::DETAIL).error(wrong("detail"));
        let [first, second] = address::lines(around, detail.into(), locale);
        let footer =
            line(locale.settings_office_footer(), optional(&self.office.footer), Part::Footer)
                .hint(locale.settings_office_footer_hint())
                .id(Self::FOOTER)
                .error(wrong("footer"));
        let departments =
            line(locale.settings_office_departments(), &self.departments, Part::Departments)
                .hint(locale.settings_office_departments_hint())
                .id(Self::DEPARTMENTS)
                .error(wrong("departments"));
        let hours = line(locale.settings_office_callback(), &self.hours, Part::CallbackHours)
            .hint(locale.settings_office_callback_hint(CALLBACK_HOURS))
            .id(Self::HOURS)
            .error(wrong("callback_hours"));
        let save = button(locale.action_save())
            .icon(icon::save())
            .primary()
            .key("F10")
            .on_press_maybe(cx.offer(Message::SavePressed).filter(|_| self.touched));
        let form = column![
            pair(locale.settings_office_code(), self.office.code.as_str()),
            columns(size::FIELD, [name.into(), phone.into()]),
            first,
            second,
            footer,
            departments,
            hours,
            columns(size::FIELD, [self.letters(locale), self.envelope(locale)]),
            row![gap::horizontal(), save],
        ];

        section(locale.settings_office_heading(), None, form.spacing(space::SNUG))
    }

    /// In which language letters are that nobody's file decides.
    fn letters<'a>(&self, locale: &Locale) -> Element<'a, Message> {
        let names = Language::ALL.map(|language| language.own_name().to_owned());
        let names: Vec<String> =
            std::iter::once(locale.settings_office_language_screen()).chain(names).collect();
        let language = self.office.language.as_deref().and_then(Language::from_tag);
        let language = Language::ALL.iter().position(|it| Some(*it) == language);

        choice(locale.settings_office_language(), names, Some(language.map_or(0, |at| at + 1)))
            .none(locale.list_no_match())
            .hint(locale.settings_office_language_hint())
            .on_pick(Message::LanguagePicked)
            .into()
    }

    /// Which envelopes they are laid out for.
    fn envelope<'a>(&self, locale: &Locale) -> Element<'a, Message> {
        let names = Envelope::ALL.map(|envelope| envelope_name(envelope, locale));
        let chosen = self.office.envelopes();
        let place = Envelope::ALL.iter().position(|it| *it == chosen);

        choice(locale.settings_office_envelope(), names, place)
            .none(locale.list_no_match())
            .hint(locale.settings_office_envelope_hint())
            .on_pick(Message::EnvelopePicked)
            .into()
    }
}

fn envelope_name(envelope: Envelope, locale: &Locale) -> String {
    match envelope {
        Envelope::Din => locale.settings_envelope_din(),
        Envelope::Uk => locale.settings_envelope_uk(),
        Envelope::ChinaDl => locale.settings_envelope_china_dl(),
        Envelope::ChinaZl => locale.settings_envelope_china_zl(),
        Envelope::Taiwan => locale.settings_envelope_taiwan(),
    }
}
