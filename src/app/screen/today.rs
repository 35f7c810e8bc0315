//! Today: what is to be done, most urgent first, each thing one key away; and how the day goes.

mod begin;
mod figures;
mod task;
#[cfg(test)]
mod tests;

use engine::{About, Duty, DutyKind, Error, Stage};
use iced::keyboard::key::Named;
use iced::widget::{column, container, operation, responsive, row, space as gap, text};
use iced::{Center, Element, Fill, Task};
use ui::grid::{Column, grid};
use ui::widget::{banner, button, divider, empty, spinner, tabs, title};
use ui::{Tone, icon, size, space, theme};

use crate::action::Action;
use crate::context::Context;
use crate::place::Place;
use crate::screen::orders::stage_name;
use crate::screen::settings::Page;
use crate::shortcut::Shortcut;

/// Lower than this the figures would leave no room for the tasks.
const LOW: f32 = size::DIALOG - space::FAR;

/// The least width of the times of the list.
const TIME: f32 = 96.0;

/// The hour at which the morning begins for whoever is up.
const DAWN: u32 = 2;

/// The day.
pub struct Today {
    day: Option<engine::Today>,
    who: Option<String>,
    office: String,
    /// Which kind is shown; none shows all.
    kind: Option<DutyKind>,
    /// What is marked, wherever it stands.
    selected: Option<Duty>,
    error: Option<Error>,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    DayRead(Result<engine::Today, Error>),
    DeskRead(Result<Option<engine::Desk>, Error>),
    KindPicked(Option<DutyKind>),
    RowPicked(Duty),
    RowOpened(Duty),
    EnterPressed,
    Stepped(isize),
    OrdersPressed(Stage),
    Went(Place),
}

impl Today {
    pub const TASKS: &'static str = "today-tasks";

    pub fn new(cx: &Context) -> (Self, Task<Message>) {
        let room = Self {
            day: None,
            who: None,
            office: String::new(),
            kind: None,
            selected: None,
            error: None,
        };
        let desk = Task::perform(cx.engine.desk(), Message::DeskRead);
        let read = Task::perform(cx.engine.today(), Message::DayRead);

        (room, Task::batch([read, desk, operation::focus(Self::TASKS)]))
    }

    pub fn update(&mut self, message: Message, _cx: &Context) -> Action<Message> {
        match message {
            Message::DayRead(Ok(day)) => self.day_read(day),
            Message::DayRead(Err(error)) => {
                self.error = Some(error);
                Action::None
            }
            Message::DeskRead(desk) => self.desk_read(desk),
            Message::KindPicked(kind) => self.kind_picked(kind),
            Message::RowPicked(duty) => {
                self.selected = Some(duty);
                Action::None
            }
            Message::RowOpened(duty) => Action::Open(place(&duty)),
            Message::EnterPressed => {
                self.selected.as_ref().map_or(Action::None, |duty| Action::Open(place(duty)))
            }
            Message::Stepped(step) => self.step(step),
            Message::OrdersPressed(stage) => Action::Open(Place::OrdersAt(stage)),
            Message::Went(place) => Action::Open(place),
        }
    }

    /// Something changed in the office.
    pub fn refresh(&self, cx: &Context) -> Task<Message> {
        Task::perform(cx.engine.today(), Message::DayRead)
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if shortcut.is(Named::Enter) {
            return Some(Message::EnterPressed);
        }
        if shortcut.is(Named::ArrowRight) {
            return Some(Message::Stepped(1));
        }
        if let Some(day) = self.day.as_ref().filter(|day| day.is_new) {
            let way = begin::steps(day).find(|step| shortcut.is(step.key().0));
            if let Some(step) = way {
                return Some(Message::Went(step.place()));
            }
        }

        shortcut.is(Named::ArrowLeft).then_some(Message::Stepped(-1))
    }

    fn day_read(&mut self, day: engine::Today) -> Action<Message> {
        let first = self.day.is_none();
        let before = self.marked();
        self.day = Some(day);
        self.error = None;
        let here = |(kind, _): &(DutyKind, u64)| Some(*kind) == self.kind;
        if !self.day.iter().flat_map(|day| &day.counts).any(here) {
            self.kind = None;
        }
        // What is marked stays so, as it is now; what is done is gone, and the next takes its place.
        let last = self.shown().count().saturating_sub(1);
        let here = self.marked().or(before).unwrap_or(0).min(last);
        let marked = self.shown().nth(here).cloned();
        self.selected = marked;
        // The list is there only now.
        if first { Action::Run(operation::focus(Self::TASKS)) } else { Action::None }
    }

    fn desk_read(&mut self, desk: Result<Option<engine::Desk>, Error>) -> Action<Message> {
        if let Ok(Some(desk)) = desk {
            let actor = desk.staff.iter().find(|staff| Some(staff.id) == desk.actor);
            self.who = actor.map(|staff| staff.name.clone());
            self.office = desk.office.name;
        }
        Action::None
    }

    fn kind_picked(&mut self, kind: Option<DutyKind>) -> Action<Message> {
        self.kind = kind;
        let first = self.shown().next().cloned();
        self.selected = first;

        Action::Run(operation::focus(Self::TASKS))
    }

    /// Goes to the kind beside this one.
    fn step(&mut self, step: isize) -> Action<Message> {
        let Some(day) = &self.day else { return Action::None };
        let kinds: Vec<_> =
            std::iter::once(None).chain(day.counts.iter().map(|(kind, _)| Some(*kind))).collect();
        let here = kinds.iter().position(|kind| *kind == self.kind).unwrap_or(0);
        let there = here.saturating_add_signed(step).min(kinds.len() - 1);

        self.kind_picked(kinds[there])
    }

    fn shown(&self) -> impl Iterator<Item = &Duty> {
        let kind = self.kind;
        let all = self.day.iter().flat_map(|day| &day.tasks);

        all.filter(move |duty| kind.is_none_or(|kind| duty.stands_under(kind)))
    }

    /// Where what is marked stands now.
    fn marked(&self) -> Option<usize> {
        let marked = self.selected.as_ref()?;

        self.shown().position(|duty| is_same(duty, marked))
    }

    /// Whether the day was read, or could not be.
    pub fn is_filled(&self) -> bool {
        self.day.is_some() || self.error.is_some()
    }

    /// Why the day could not be read, where it never was.
    pub fn unread(&self) -> Option<&Error> {
        self.error.as_ref().filter(|_| self.day.is_none())
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let Some(day) = &self.day else {
            return container(spinner(cx.locale.window_loading())).center(Fill).into();
        };
        let head = row![
            title(self.greeting(day, cx)),
            text(format!("{} · {}", self.office, cx.locale.date_long(day.day)))
                .style(theme::style::muted),
        ]
        .spacing(space::APART)
        .align_y(Center);
        let head = container(head).padding(iced::Padding::from([space::APART, space::FAR]));
        let page = responsive(move |room| {
            // What is to be done goes before how the day went.
            let edge = iced::Padding::from([space::NONE, space::FAR]);
            let figures = if room.height >= LOW {
                container(figures::view(&day.figures, cx)).padding(edge.bottom(space::APART))
            } else {
                container(figures::line(&day.figures, cx)).padding(edge.bottom(space::NEAR))
            };
            column![figures, divider(), self.below(day, cx)].into()
        });

        column![head, page].into()
    }

    fn below<'a>(&'a self, day: &'a engine::Today, cx: &'a Context) -> Element<'a, Message> {
        if day.tasks.is_empty() && day.is_new {
            return begin::view(day, cx);
        }
        if day.tasks.is_empty() {
            let words = (cx.locale.today_nothing(), cx.locale.today_nothing_how());
            return empty(icon::check_all(), words.0, words.1, None);
        }

        self.tasks(day, cx)
    }

    fn greeting(&self, day: &engine::Today, cx: &Context) -> String {
        let locale = &cx.locale;
        match (day.hour, self.who.as_deref()) {
            (DAWN..=11, Some(who)) => locale.today_morning(who),
            (12..=17, Some(who)) => locale.today_afternoon(who),
            (_, Some(who)) => locale.today_evening(who),
            (DAWN..=11, None) => locale.today_morning_nobody(),
            (12..=17, None) => locale.today_afternoon_nobody(),
            (_, None) => locale.today_evening_nobody(),
        }
    }

    fn tasks<'a>(&'a self, day: &'a engine::Today, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let page = |name: String, count: u64, kind| {
            (name.into(), Some(locale.number(count).into()), Message::KindPicked(kind))
        };
        let kinds =
            day.counts.iter().map(|(kind, count)| page(task::name(*kind, cx), *count, Some(*kind)));
        let pages = std::iter::once(page(locale.today_all(), day.total, None)).chain(kinds);
        let here = |kind| day.counts.iter().position(|(one, _)| *one == kind);
        let selected = self.kind.and_then(here).map_or(0, |at| at + 1);
        let rows: Vec<&Duty> = self.shown().collect();
        // What stands in one row together is told there.
        let one_by_one = |kind: DutyKind| !matches!(kind, DutyKind::Refused | DutyKind::Owed);
        let together = day.counts.iter().filter(|(kind, _)| !one_by_one(*kind));
        let together: u64 = together.map(|(_, count)| count).sum();
        let counted = match self.kind {
            None => day.total.saturating_sub(together),
            Some(kind) => {
                let here = day.counts.iter().find(|(it, _)| *it == kind && one_by_one(kind));
                here.map_or(0, |(_, count)| *count)
            }
        };
        let listed = rows.iter().filter(|duty| one_by_one(duty.kind)).count() as u64;
        let more = counted.saturating_sub(listed);
        let more = (more > 0)
            .then(|| text(locale.today_more(more)).size(size::CAPTION).style(theme::style::muted));
        let times: Vec<String> = rows.iter().map(|duty| task::time(duty, cx)).collect();
        let times = times.iter().map(String::as_str);
        let numbers = rows.iter().filter_map(|duty| match &duty.about {
            About::Order { number, .. } => Some(number.as_str()),
            _ => None,
        });
        let columns = vec![
            Column::fixed(locale.today_column_task(), 120.0),
            Column::weight(locale.today_column_about(), 1.2, 152.0),
            Column::weight(locale.today_column_who(), 0.7, 96.0),
            Column::weight(locale.today_column_where(), 1.6, 160.0).folds(1),
            Column::fitting(locale.today_column_when(), times, (TIME, 232.0)),
            Column::number(locale.today_column_number(), numbers, 120.0).folds(2),
        ];
        let count = rows.len();
        let (picked, opened) = (rows.clone(), rows.clone());
        let list = grid(columns, count, move |row, column| task::cell(rows[row], column, cx))
            .id(Self::TASKS)
            .selected(self.marked())
            .on_select(move |row| Message::RowPicked(picked[row].clone()))
            .on_activate(move |row| Message::RowOpened(opened[row].clone()));
        let head = row![tabs(pages, selected), gap::horizontal(), more]
            .spacing(space::NEAR)
            .align_y(Center);

        column![container(head).padding([space::NEAR, space::APART]), cut(day, cx), divider(), list]
            .into()
    }
}

/// That not everything is counted here, and the way to all of it.
fn cut<'a>(day: &engine::Today, cx: &'a Context) -> Option<Element<'a, Message>> {
    let locale = &cx.locale;
    let lines = day.cut.iter().map(|cut| {
        let name = stage_name(cut.stage, cx);
        let way = button(locale.room_orders()).small();
        let way = way.on_press(Message::OrdersPressed(cut.stage));
        let words = locale.today_cut(&name, cut.listed, cut.total);
        banner(Tone::Warning, words, Some(way.into()))
    });
    let lines = column(lines).spacing(space::TIGHT);

    (!day.cut.is_empty()).then(|| {
        container(lines)
            .padding(iced::Padding::from([space::NONE, space::APART]).bottom(space::NEAR))
            .into()
    })
}

/// Whether it is the same thing to do, whatever has changed about it.
fn is_same(one: &Duty, other: &Duty) -> bool {
    let about = match (&one.about, &other.about) {
        (About::Order { id, .. }, About::Order { id: other, .. }) => id == other,
        (About::Part { id, .. }, About::Part { id: other, .. }) => id == other,
        (About::Article { id, .. }, About::Article { id: other, .. }) => id == other,
        (About::Enquiry { id, .. }, About::Enquiry { id: other, .. }) => id == other,
        (About::Operations(_), About::Operations(_))
        | (About::Debts(..), About::Debts(..))
        | (About::Office, About::Office) => true,
        _ => false,
    };

    about && one.kind == other.kind
}

/// Where a thing is done.
fn place(duty: &Duty) -> Place {
    match (duty.kind, &duty.about) {
        (DutyKind::Complaint | DutyKind::Callback, About::Order { id, .. }) => Place::Callback(*id),
        (DutyKind::SheetOut, About::Order { number, .. }) => Place::Sheet(number.clone()),
        // Its card on the board of its day.
        (DutyKind::Visit, About::Order { id, .. }) => Place::Dispatching(*id),
        (
            DutyKind::PartHere | DutyKind::WaitingPart | DutyKind::Question | DutyKind::ToTell,
            About::Order { id, .. },
        )
        | (_, About::Order { state: domain::State::Booked, id, .. }) => Place::Order(*id),
        (_, About::Order { id, .. }) => Place::Dispatching(*id),
        (_, About::Enquiry { id, .. }) => Place::Enquiry(*id),
        (_, About::Part { .. }) => Place::Parts,
        (_, About::Article { id, .. }) => Place::Article(*id),
        (_, About::Operations(_)) => Place::Attention,
        (_, About::Debts(..)) => Place::OrdersAt(Stage::Owing),
        (_, About::Office) => Place::SettingsPage(Page::Backups),
    }
}
