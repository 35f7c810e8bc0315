//! The service areas of the office: a list, and below it the card of one of them where they are drawn here.

use domain::{Area, AreaId};
use engine::{Areas as Known, Error, Saved, Undo};
use iced::keyboard::key::Named;
use iced::widget::{Column, column, operation, row, space as gap, text};
use iced::{Center, Element, Fill, Task};
use ui::theme::style;
use ui::widget::{badge, button, checkbox, columns, field, section};
use ui::{Axis, Mark, Tone, group, icon, press, size, space};

use crate::action::{Action, Notice};
use crate::context::Context;
use crate::shortcut::Shortcut;
use crate::{problem, unread};

/// All of them, and which is being drawn.
#[derive(Default)]
pub struct Areas {
    known: Known,
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
    id: Option<AreaId>,
    area: Area,
    touched: bool,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    Read(Result<Known, Error>),
    Picked(AreaId),
    AddPressed,
    NameChanged(String),
    CityChanged(String),
    DistrictChanged(String),
    RemoteToggled(bool),
    SavePressed,
    /// The card of this area, or of a new one, was saved or not.
    Saved(Option<AreaId>, Result<Saved<AreaId>, Error>),
    RemovePressed,
    Removed(String, Result<Undo, Error>),
}

impl Areas {
    /// Whether a card is written on that is not saved.
    pub(super) fn is_touched(&self) -> bool {
        self.card.as_ref().is_some_and(|card| card.touched)
    }

    const NAME: &'static str = "area-name";
    const CITY: &'static str = "area-city";
    const DISTRICT: &'static str = "area-district";

    pub fn read(cx: &Context) -> Task<Message> {
        Task::perform(cx.engine.areas(), Message::Read)
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::Read(Ok(known)) => self.arrived(known),
            Message::Read(Err(error)) => unread::failed(&mut self.unread, self.is_read, error, cx),
            Message::Picked(id) => self.picked(id),
            Message::AddPressed => self.add(),
            Message::NameChanged(name) => self.edit(|area| area.name = name),
            Message::CityChanged(city) => self.edit(|area| area.city = city),
            Message::DistrictChanged(district) => self.edit(|area| area.district = district),
            Message::RemoteToggled(remote) => self.edit(|area| area.remote = remote),
            Message::SavePressed => self.save(cx),
            Message::Saved(card, answer) => self.saved(card, answer, cx),
            Message::RemovePressed => self.remove(cx),
            Message::Removed(name, answer) => self.removed(&name, answer, cx),
        }
    }

    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if shortcut.is(Named::F2) {
            return self.known.drawn_here.then_some(Message::AddPressed);
        }
        if shortcut.is(Named::F8) {
            let stored = self.card.as_ref().is_some_and(|card| card.id.is_some());
            return stored.then_some(Message::RemovePressed);
        }
        let touched = self.card.as_ref().is_some_and(|card| card.touched);

        (shortcut.saves() && touched).then_some(Message::SavePressed)
    }

    fn arrived(&mut self, known: Known) -> Action<Message> {
        (self.known, self.is_read, self.unread) = (known, true, None);
        if let Some(card) = self.card.take() {
            let shown = self.known.areas.iter().find(|(id, _)| Some(*id) == card.id);
            self.card = match shown {
                // What is being typed stays.
                _ if card.touched => Some(card),
                Some((id, area)) => Some(Card { id: Some(*id), area: area.clone(), ..card }),
                None => None,
            };
        }
        Action::None
    }

    fn picked(&mut self, id: AreaId) -> Action<Message> {
        if self.card.as_ref().is_some_and(|card| card.id == Some(id)) {
            return Action::None;
        }
        self.lay_aside();
        if self.take_up(Some(id)) {
            return Action::None;
        }
        let area = self.known.areas.iter().find(|(known, _)| *known == id);
        if let (true, Some((_, area))) = (self.known.drawn_here, area) {
            self.card = Some(Card { id: Some(id), area: area.clone(), touched: false });
        }
        self.error = None;
        Action::None
    }

    fn add(&mut self) -> Action<Message> {
        if !self.known.drawn_here {
            return Action::None;
        }
        self.lay_aside();
        if self.take_up(None) {
            return Action::Run(operation::focus(Self::NAME));
        }
        // The next area mostly lies in the same city.
        let city = self.known.areas.iter().map(|(_, area)| area.city.clone()).next();
        let area = Area { city: city.unwrap_or_default(), ..Area::default() };
        self.card = Some(Card { id: None, area, touched: true });
        self.error = None;
        Action::Run(operation::focus(Self::NAME))
    }

    /// What was written on a card stays, whichever is looked at meanwhile.
    fn lay_aside(&mut self) {
        self.begun.extend(self.card.take_if(|card| card.touched));
        self.error = None;
    }

    fn take_up(&mut self, id: Option<AreaId>) -> bool {
        let Some(at) = self.begun.iter().position(|card| card.id == id) else { return false };
        self.card = Some(self.begun.remove(at));

        true
    }

    fn edit(&mut self, edit: impl FnOnce(&mut Area)) -> Action<Message> {
        if let Some(card) = &mut self.card {
            edit(&mut card.area);
            card.touched = true;
        }
        self.error = None;
        Action::None
    }

    fn save(&mut self, cx: &Context) -> Action<Message> {
        let Some(card) = self.card.as_ref().filter(|_| !self.saving) else { return Action::None };
        let id = card.id;
        let written = cx.engine.write_area(id, card.area.clone());
        self.saving = true;

        Action::Run(Task::perform(written, move |answer| Message::Saved(id, answer)))
    }

    fn saved(
        &mut self,
        card: Option<AreaId>,
        answer: Result<Saved<AreaId>, Error>,
        cx: &Context,
    ) -> Action<Message> {
        self.saving = false;
        let here = self.card.as_ref().is_some_and(|it| it.id == card && it.touched);
        let mut cards = self.card.iter().chain(&self.begun);
        let name = cards.find(|it| it.id == card).map(|it| it.area.name.clone());
        match answer {
            Ok(Saved { undo, .. }) => {
                if here {
                    self.card = None;
                } else {
                    self.begun.retain(|it| it.id != card);
                }
                let notice = Notice::done(cx.locale.settings_saved()).undone_by(undo);
                let notice = notice.about(&name.unwrap_or_default());
                Action::Tell(notice, Self::read(cx))
            }
            Err(error) if !here => {
                let words = problem::message(&error, &cx.locale);
                Action::Tell(Notice::problem(words), Task::none())
            }
            Err(error) => {
                let first = match &error {
                    Error::Field { field: "city", .. } => Self::CITY,
                    Error::Field { field: "district", .. } => Self::DISTRICT,
                    _ => Self::NAME,
                };
                self.refused(error, operation::focus(first), cx)
            }
        }
    }

    fn refused(&mut self, error: Error, then: Task<Message>, cx: &Context) -> Action<Message> {
        let words = problem::message(&error, &cx.locale);
        let in_field = matches!(error, Error::Field { .. });
        self.error = Some(error);

        if in_field { Action::Run(then) } else { Action::Tell(Notice::problem(words), then) }
    }

    fn remove(&mut self, cx: &Context) -> Action<Message> {
        let Some(card) = &self.card else { return Action::None };
        let Some(id) = card.id else {
            self.card = None;
            return Action::None;
        };
        let name = card.area.name.clone();

        Action::Run(Task::perform(cx.engine.remove_area(id), move |answer| {
            Message::Removed(name.clone(), answer)
        }))
    }

    fn removed(
        &mut self,
        name: &str,
        answer: Result<Undo, Error>,
        cx: &Context,
    ) -> Action<Message> {
        match answer {
            Ok(undo) => {
                self.card = None;
                let notice = Notice::done(cx.locale.settings_area_removed(name)).undone_by(undo);
                Action::Tell(notice, Self::read(cx))
            }
            Err(error) => self.refused(error, Task::none(), cx),
        }
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let add: Option<Element<'a, Message>> = self.known.drawn_here.then(|| {
            let add = button(locale.settings_area_add()).icon(icon::plus()).key("F2").small();
            add.on_press_maybe(cx.offer(Message::AddPressed)).into()
        });
        let how = match (self.known.drawn_here, self.known.areas.is_empty()) {
            (false, _) => locale.settings_areas_headquarters(),
            (true, true) => locale.settings_areas_none(),
            (true, false) => locale.settings_areas_how(),
        };
        let how = text(how).size(size::CAPTION).style(style::muted);
        let lines = self.known.areas.iter().map(|(id, area)| self.line(*id, area, cx));
        let list = group(Axis::Column, Column::with_children(lines));
        let card = self.card.as_ref().map(|card| self.card(card, cx));

        section(locale.settings_areas(), add, column![how, list, card].spacing(space::SNUG))
    }

    fn line<'a>(&self, id: AreaId, area: &'a Area, cx: &'a Context) -> Element<'a, Message> {
        let here = self.card.as_ref().and_then(|card| card.id) == Some(id);
        let name = text(area.name.as_str()).width(Fill).wrapping(text::Wrapping::None);
        let where_it_is = text(division(area)).style(style::muted).width(Fill);
        let theirs = (!self.known.is_ours(area)).then(|| text(area.branch.as_str()));
        let remote = area
            .remote
            .then(|| badge(Tone::Warning, Mark::Triangle, cx.locale.settings_area_remote_short()));
        let signs = row![gap::horizontal(), theirs, remote].spacing(space::NEAR).width(Fill);
        let content = row![name, where_it_is.wrapping(text::Wrapping::None), signs]
            .spacing(space::NEAR)
            .height(size::ROW)
            .align_y(Center);

        press(content)
            .on_press_maybe(self.known.drawn_here.then_some(Message::Picked(id)))
            .padding([space::NONE, space::NEAR])
            .style(move |theme, touch| style::row(here, theme, touch))
            .width(Fill)
            .into()
    }

    fn card<'a>(&'a self, card: &'a Card, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let line = |label: String, value: &str, part, changed: fn(String) -> Message| {
            field(label, value)
                .id(match part {
                    "name" => Self::NAME,
                    "city" => Self::CITY,
                    _ => Self::DISTRICT,
                })
                .error(problem::beside(part, self.error.as_ref(), locale))
                .on_input(changed)
        };
        let area = &card.area;
        let name = line(locale.settings_area_name(), &area.name, "name", Message::NameChanged);
        let city = line(locale.customer_city(), &area.city, "city", Message::CityChanged);
        let district = line(
            locale.settings_area_district(),
            &area.district,
            "district",
            Message::DistrictChanged,
        );
        let remote =
            checkbox(locale.settings_area_remote(), area.remote, Some(Message::RemoteToggled));
        let remove = if card.id.is_some() {
            button(locale.settings_area_remove()).icon(icon::x()).key("F8")
        } else {
            button(locale.action_cancel())
        };
        let remove = remove.on_press_maybe(cx.offer(Message::RemovePressed));
        let save = button(locale.action_save())
            .icon(icon::save())
            .primary()
            .key("F10")
            .on_press_maybe(cx.offer(Message::SavePressed).filter(|_| card.touched));

        column![
            columns(size::CODE, [name.into(), city.into(), district.into()]),
            row![remote, gap::horizontal(), remove, save].spacing(space::NEAR).align_y(Center),
        ]
        .spacing(space::SNUG)
        .into()
    }
}

/// Where an area lies: its city and district, the names of its divisions, or at least their codes.
fn division(area: &Area) -> String {
    let mut words = vec![area.city.as_str(), area.district.as_str()];
    if area.district.is_empty() {
        let named = |code: &'_ domain::DistrictCode| area.names.get(code.as_str());
        let coded = area.districts.iter();
        words.extend(coded.map(|code| named(code).map_or(code.as_str(), String::as_str)));
    }
    words.retain(|word| !word.is_empty());

    words.join(" ")
}
