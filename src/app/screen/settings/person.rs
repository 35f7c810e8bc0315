//! The people of the office: a list, and the card of one of them.

use domain::{Category, Phone, Role, Staff, StaffId};
use engine::{Error, Opened};
use iced::keyboard::key::Named;
use iced::widget::{column, operation, row, space as gap, text};
use iced::{Element, Task};
use ui::grid::{Cell, Column, grid};
use ui::theme::style;
use ui::widget::{beside, button, checkbox, columns, empty, field, section};
use ui::{Mark, Tone, icon, size, space};

use crate::action::{Action, Notice};
use crate::context::Context;
use crate::shortcut::Shortcut;
use crate::{problem, unread};

/// Everyone, and who is being written about.
#[derive(Default)]
pub struct People {
    known: engine::People,
    card: Option<Card>,
    /// Cards that were begun and left.
    begun: Vec<Card>,
    saving: bool,
    error: Option<Error>,
    /// Whether they were ever read, and why not.
    is_read: bool,
    pub(super) unread: Option<Error>,
}

struct Card {
    id: Option<StaffId>,
    /// As it was opened; none is new.
    opened: Option<Opened<StaffId, Staff>>,
    person: Staff,
    phone: String,
    touched: bool,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    Read(Result<engine::People, Error>),
    Picked(StaffId),
    AddPressed,
    NameChanged(String),
    BadgeChanged(String),
    PhoneChanged(String),
    RoleToggled(Role, bool),
    SkillToggled(Category, bool),
    AreaToggled(domain::AreaId, bool),
    LeftToggled(bool),
    SavePressed,
    /// The card of this person, or of somebody new, was saved or not.
    Saved(Option<StaffId>, Result<engine::Saved<StaffId>, Error>),
    SitPressed(StaffId),
    /// The person of this name sits here now, or not.
    Seated(String, Result<(), Error>),
}

const ROLES: [Role; 5] =
    [Role::Technician, Role::Dispatcher, Role::Clerk, Role::PartsKeeper, Role::Manager];

/// So many people are seen at once; the others are scrolled to.
const SEEN: u16 = 14;
/// The width of a number.
const BADGE: f32 = 56.0;

impl People {
    /// Whether a card is written on that is not saved.
    pub(super) fn is_touched(&self) -> bool {
        self.card.as_ref().is_some_and(|card| card.touched)
    }

    const NAME: &'static str = "person-name";

    pub fn read(cx: &Context) -> Task<Message> {
        Task::perform(cx.engine.people(), Message::Read)
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::Read(Ok(known)) => self.arrived(known),
            Message::Read(Err(error)) => unread::failed(&mut self.unread, self.is_read, error, cx),
            Message::Picked(id) => self.picked(id),
            Message::AddPressed => self.add(),
            Message::NameChanged(name) => self.edit(|card| card.person.name = name),
            Message::BadgeChanged(text) => self.edit(|card| {
                card.person.badge = (!text.is_empty()).then_some(text);
            }),
            Message::PhoneChanged(text) => self.edit(|card| card.phone = text),
            Message::RoleToggled(role, on) => {
                self.edit(|card| set(&mut card.person.roles, role, on))
            }
            Message::SkillToggled(skill, on) => {
                self.edit(|card| set(&mut card.person.skills, skill, on))
            }
            Message::AreaToggled(area, on) => {
                self.edit(|card| set(&mut card.person.areas, area, on))
            }
            Message::LeftToggled(left) => self.edit(|card| card.person.left = left),
            Message::SavePressed => self.save(cx),
            Message::Saved(card, answer) => self.saved(card, answer, cx),
            Message::SitPressed(id) => self.sit_pressed(id, cx),
            Message::Seated(name, answer) => match answer {
                Ok(()) => {
                    Action::Tell(Notice::done(cx.locale.settings_seated(&name)), Task::none())
                }
                Err(error) => Action::Tell(
                    Notice::problem(problem::message(&error, &cx.locale)),
                    Task::none(),
                ),
            },
        }
    }

    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if shortcut.is(Named::F2) {
            return Some(Message::AddPressed);
        }

        (shortcut.saves() && self.card.is_some()).then_some(Message::SavePressed)
    }

    fn sit_pressed(&self, id: StaffId, cx: &Context) -> Action<Message> {
        let person = self.known.people.iter().find(|(known, _)| *known == id);
        let name = person.map(|(_, person)| person.name.clone()).unwrap_or_default();

        Action::Run(Task::perform(cx.engine.sit_down(id), move |answer| {
            Message::Seated(name.clone(), answer)
        }))
    }

    fn arrived(&mut self, known: engine::People) -> Action<Message> {
        (self.known, self.is_read, self.unread) = (known, true, None);
        let shown = self.card.as_ref().filter(|card| !card.touched).and_then(|card| card.id);
        // Whoever was written down by mistake may have been taken away again.
        let shown = shown.filter(|shown| self.known.people.iter().any(|(id, _)| id == shown));
        let first = self.known.people.first().map(|(id, _)| *id);
        if let Some(id) =
            shown.or(first).filter(|_| self.card.as_ref().is_none_or(|it| !it.touched))
        {
            self.show(id);
        }
        Action::None
    }

    fn show(&mut self, id: StaffId) {
        let known = self.known.people.iter().find(|(known, _)| *known == id);
        if let Some((_, person)) = known {
            let phone = person.phone.as_ref().map(ToString::to_string).unwrap_or_default();
            let (opened, person) = (self.known.opened(id), person.clone());
            self.card = Some(Card { id: Some(id), opened, person, phone, touched: false });
        }
        self.error = None;
    }

    fn picked(&mut self, id: StaffId) -> Action<Message> {
        if self.card.as_ref().is_some_and(|card| card.id == Some(id)) {
            return Action::None;
        }
        self.lay_aside();
        if !self.take_up(Some(id)) {
            self.show(id);
        }
        Action::None
    }

    /// What was written on a card stays, whoever is looked at meanwhile.
    fn lay_aside(&mut self) {
        self.begun.extend(self.card.take_if(|card| card.touched));
        self.error = None;
    }

    fn take_up(&mut self, id: Option<StaffId>) -> bool {
        let Some(at) = self.begun.iter().position(|card| card.id == id) else { return false };
        self.card = Some(self.begun.remove(at));

        true
    }

    fn add(&mut self) -> Action<Message> {
        self.lay_aside();
        if self.take_up(None) {
            return Action::Run(operation::focus(Self::NAME));
        }
        let person = Staff {
            name: String::new(),
            badge: None,
            roles: vec![Role::Technician],
            phone: None,
            areas: Vec::new(),
            skills: Vec::new(),
            left: false,
        };
        self.card =
            Some(Card { id: None, opened: None, person, phone: String::new(), touched: true });
        self.error = None;
        Action::Run(operation::focus(Self::NAME))
    }

    fn edit(&mut self, edit: impl FnOnce(&mut Card)) -> Action<Message> {
        if let Some(card) = &mut self.card {
            edit(card);
            card.touched = true;
        }
        self.error = None;
        Action::None
    }

    fn save(&mut self, cx: &Context) -> Action<Message> {
        let Some(card) = self.card.as_ref().filter(|_| !self.saving) else { return Action::None };
        let typed = card.phone.trim();
        let phone = Phone::parse(typed);
        if !typed.is_empty() && phone.is_none() {
            self.error = Some(Error::field("phone", engine::Wrong::Unreadable));
            return Action::None;
        }
        let person = Staff { phone, ..card.person.clone() };
        let id = card.id;
        let opened = card.opened.clone().or_else(|| id.and_then(|id| self.known.opened(id)));
        if id.is_some() && opened.is_none() {
            // They were written down just now and are not read yet.
            return Action::Run(Self::read(cx));
        }
        self.saving = true;
        let written = cx.engine.write_person(opened, person);

        Action::Run(Task::perform(written, move |answer| Message::Saved(id, answer)))
    }

    fn saved(
        &mut self,
        card: Option<StaffId>,
        answer: Result<engine::Saved<StaffId>, Error>,
        cx: &Context,
    ) -> Action<Message> {
        self.saving = false;
        let here = self.card.as_mut().filter(|it| it.id == card && it.touched);
        match answer {
            Ok(saved) => {
                let name = here.as_ref().map(|card| card.person.name.clone()).unwrap_or_default();
                match here {
                    Some(card) => (card.id, card.touched) = (Some(saved.id), false),
                    // Somebody else is looked at already.
                    None => self.begun.retain(|it| it.id != card),
                }
                let notice = Notice::done(cx.locale.settings_saved()).undone_by(saved.undo);
                Action::Tell(notice.about(&name), Self::read(cx))
            }
            Err(error) if here.is_none() => {
                let words = problem::message(&error, &cx.locale);
                Action::Tell(Notice::problem(words), Task::none())
            }
            Err(error) => {
                self.error = Some(error);
                Action::Run(operation::focus(Self::NAME))
            }
        }
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let add = button(locale.settings_person_add())
            .icon(icon::plus())
            .key("F2")
            .small()
            .on_press_maybe(cx.offer(Message::AddPressed));
        let list = section(locale.settings_people(), Some(add.into()), self.list(cx));
        let card = match &self.card {
            Some(card) => self.card(card, cx),
            None => empty(
                icon::team(),
                locale.settings_people_none(),
                locale.settings_people_how(),
                None,
            ),
        };

        beside(list, size::FIELD, card, size::READING)
    }

    /// Everyone, by badge.
    fn list<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let people = &self.known.people;
        let open = self.card.as_ref().and_then(|card| card.id);
        let columns = vec![
            Column::fixed(locale.settings_person_badge(), BADGE),
            Column::weight(locale.settings_person_name(), 1.0, size::LABEL),
            Column::fixed("", size::LABEL),
        ];

        grid(columns, people.len(), |row, column| self.cell(&people[row], column, cx))
            .id("people")
            .at_most(SEEN)
            .selected(people.iter().position(|(id, _)| Some(*id) == open))
            .on_select(|row| Message::Picked(people[row].0))
            .into()
    }

    fn cell<'a>(
        &self,
        (id, person): &'a (StaffId, Staff),
        column: usize,
        cx: &Context,
    ) -> Cell<'a> {
        match column {
            0 => Cell::text(person.badge.as_deref().unwrap_or_default()).muted(),
            1 => Cell::text(person.name.as_str()),
            _ if person.left => {
                let word = cx.locale.settings_person_left_short();
                Cell::badge(Tone::Neutral, Mark::Cross, word)
            }
            _ if self.known.actor == Some(*id) => {
                Cell::badge(Tone::Accent, Mark::Person, cx.locale.settings_person_here())
            }
            _ => Cell::empty(),
        }
    }

    fn card<'a>(&'a self, card: &'a Card, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let person = &card.person;
        let wrong = |name: &str| problem::beside(name, self.error.as_ref(), locale);
        let name = field(locale.settings_person_name(), &person.name)
            .id(Self::NAME)
            .error(wrong("name"))
            .on_input(Message::NameChanged);
        let badge =
            field(locale.settings_person_badge(), person.badge.as_deref().unwrap_or_default())
                .error(wrong("badge"))
                .on_input(Message::BadgeChanged);
        let phone = field(locale.settings_person_phone(), &card.phone)
            .error(wrong("phone"))
            .on_input(Message::PhoneChanged);
        let roles = ROLES.into_iter().map(|role| {
            let toggle = move |on| Message::RoleToggled(role, on);
            checkbox(locale.role(role), person.roles.contains(&role), Some(toggle))
        });
        let skills = Category::ALL.into_iter().map(|skill| {
            let toggle = move |on| Message::SkillToggled(skill, on);
            checkbox(locale.category(skill), person.skills.contains(&skill), Some(toggle))
        });
        let areas = self.known.areas.iter().map(|(id, area)| {
            let id = *id;
            let toggle = move |on| Message::AreaToggled(id, on);
            checkbox(area.name.as_str(), person.areas.contains(&id), Some(toggle))
        });
        let goes_out = person.roles.contains(&Role::Technician);
        let out = goes_out.then(|| {
            let areas = (!self.known.areas.is_empty())
                .then(|| boxes(locale.settings_person_areas(), columns(size::CODE, areas)));
            column![boxes(locale.settings_person_skills(), columns(size::CODE, skills)), areas]
                .spacing(space::SNUG)
        });
        let form = column![
            columns(size::CODE, [name.into(), badge.into(), phone.into()]),
            boxes(locale.settings_person_roles(), columns(size::CODE, roles)),
            out,
            checkbox(locale.settings_person_left(), person.left, Some(Message::LeftToggled)),
            self.foot(card, cx),
        ];
        let heading =
            if card.id.is_some() { person.name.clone() } else { locale.settings_person_new() };

        section(heading, None, form.spacing(space::SNUG))
    }

    fn foot<'a>(&self, card: &Card, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let seat = card.id.filter(|id| self.known.actor != Some(*id) && !card.person.left);
        let sit = seat.map(|id| {
            button(locale.settings_person_sit())
                .icon(icon::user())
                .on_press(Message::SitPressed(id))
        });
        let save = button(locale.action_save())
            .icon(icon::save())
            .primary()
            .key("F10")
            .on_press_maybe(cx.offer(Message::SavePressed).filter(|_| card.touched));

        row![sit, gap::horizontal(), save].spacing(space::NEAR).into()
    }
}

fn boxes(label: String, boxes: Element<'_, Message>) -> Element<'_, Message> {
    column![text(label).size(size::CAPTION).style(style::muted), boxes].spacing(space::TIGHT).into()
}

fn set<T: PartialEq>(all: &mut Vec<T>, one: T, on: bool) {
    all.retain(|each| *each != one);
    if on {
        all.push(one);
    }
}
