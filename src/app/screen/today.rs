//! Today: what is to be done, most urgent first, each thing one key away; and how the day goes.

mod figures;
#[cfg(test)]
mod tests;

use engine::{About, Duty, DutyKind, Error, Note, Stage};
use iced::keyboard::key::Named;
use iced::widget::{column, container, operation, responsive, row, space as gap, text};
use iced::{Center, Element, Fill, Task};
use ui::grid::{Cell, Column, grid};
use ui::widget::{banner, button, divider, empty, key_hint, spinner, tabs, title};
use ui::{Icon, Mark, Tone, icon, size, space, theme};

use crate::action::Action;
use crate::context::Context;
use crate::place::Place;
use crate::screen::orders::stage_name;
use crate::screen::settings::Page;
use crate::shortcut::Shortcut;
use crate::sign;

/// Lower than this the figures would leave no room for the tasks.
const LOW: f32 = size::DIALOG - space::FAR;

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
            let way = steps(day).find(|step| shortcut.is(step.key().0));
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

        all.filter(move |duty| kind.is_none_or(|kind| kind == duty.kind))
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
            let figures = (room.height >= LOW).then(|| {
                container(figures::view(&day.figures, cx))
                    .padding(iced::Padding::from([space::NONE, space::FAR]).bottom(space::APART))
            });
            column![figures, divider(), self.below(day, cx)].into()
        });

        column![head, page].into()
    }

    fn below<'a>(&'a self, day: &'a engine::Today, cx: &'a Context) -> Element<'a, Message> {
        if day.tasks.is_empty() && day.is_new {
            return begin(day, cx);
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
        let total: u64 = day.counts.iter().map(|(_, count)| count).sum();
        let page = |name: String, count: u64, kind| {
            (name.into(), Some(locale.number(count).into()), Message::KindPicked(kind))
        };
        let kinds =
            day.counts.iter().map(|(kind, count)| page(name(*kind, cx), *count, Some(*kind)));
        let pages = std::iter::once(page(locale.today_all(), total, None)).chain(kinds);
        let here = |kind| day.counts.iter().position(|(one, _)| *one == kind);
        let selected = self.kind.and_then(here).map_or(0, |at| at + 1);
        let rows: Vec<&Duty> = self.shown().collect();
        // What stands in one row together is told there.
        let one_by_one = |kind: DutyKind| !matches!(kind, DutyKind::Refused | DutyKind::Owed);
        let here = |kind: DutyKind| one_by_one(kind) && self.kind.is_none_or(|it| it == kind);
        let counted = day.counts.iter().filter(|(kind, _)| here(*kind));
        let counted: u64 = counted.map(|(_, count)| count).sum();
        let listed = rows.iter().filter(|duty| one_by_one(duty.kind)).count() as u64;
        let more = counted.saturating_sub(listed);
        let more = (more > 0)
            .then(|| text(locale.today_more(more)).size(size::CAPTION).style(theme::style::muted));
        let columns = vec![
            Column::fixed(locale.today_column_task(), 120.0),
            Column::weight(locale.today_column_about(), 1.2, 176.0),
            Column::weight(locale.today_column_who(), 0.7, 96.0),
            Column::weight(locale.today_column_where(), 1.6, 160.0).folds(1),
            Column::fixed(locale.today_column_when(), 160.0),
            Column::fixed(locale.today_column_number(), 120.0).folds(2),
        ];
        let count = rows.len();
        let (picked, opened) = (rows.clone(), rows.clone());
        let list = grid(columns, count, move |row, column| cell(rows[row], column, cx))
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

/// What an office does that has just begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    People,
    Prices,
    Import,
}

impl Step {
    fn key(self) -> (Named, &'static str) {
        match self {
            Self::Import => (Named::F2, "F2"),
            Self::Prices => (Named::F3, "F3"),
            Self::People => (Named::F4, "F4"),
        }
    }

    fn place(self) -> Place {
        match self {
            Self::Import => Place::Import,
            Self::Prices => Place::SettingsPage(Page::Prices),
            Self::People => Place::SettingsPage(Page::People),
        }
    }

    fn face(self, cx: &Context) -> (String, Icon) {
        match self {
            Self::Import => (cx.locale.today_import(), icon::import()),
            Self::Prices => (cx.locale.today_prices(), icon::money()),
            Self::People => (cx.locale.today_people(), icon::plus()),
        }
    }
}

/// What is not done yet, the first thing first.
fn steps(day: &engine::Today) -> impl Iterator<Item = Step> + use<> {
    let people = (!day.has_technicians).then_some(Step::People);
    let prices = (!day.has_prices).then_some(Step::Prices);

    people.into_iter().chain(prices).chain([Step::Import])
}

/// What an office does that has just begun.
fn begin<'a>(day: &engine::Today, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let ways = steps(day).enumerate().flat_map(|(at, step)| {
        let ((name, sign), (_, key)) = (step.face(cx), step.key());
        let way = button(name).icon(sign).key(key).on_press(Message::Went(step.place()));
        let way = if at == 0 && step != Step::Import { way.primary() } else { way };
        [way.into(), key_hint(key)]
    });
    let ways = iced::widget::Row::with_children(ways).spacing(space::NEAR).align_y(Center);

    empty(icon::check_all(), locale.today_begin(), locale.today_begin_how(), Some(ways.into()))
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
        (DutyKind::WaitingPart | DutyKind::Question, About::Order { id, .. })
        | (_, About::Order { state: domain::State::Booked, id, .. }) => Place::Order(*id),
        (_, About::Order { id, .. }) => Place::Dispatching(*id),
        (_, About::Part { .. }) => Place::Parts,
        (_, About::Operations(_)) => Place::Attention,
        (_, About::Debts(..)) => Place::OrdersAt(Stage::Owing),
        (_, About::Office) => Place::SettingsPage(Page::Backups),
    }
}

fn name(kind: DutyKind, cx: &Context) -> String {
    let locale = &cx.locale;
    match kind {
        DutyKind::Late => locale.today_late(),
        DutyKind::Soon => locale.today_soon(),
        DutyKind::ToAssign => locale.today_to_assign(),
        DutyKind::ToBook => locale.today_to_book(),
        DutyKind::WaitingPart => locale.state(domain::State::WaitingPart),
        DutyKind::Complaint => locale.today_complaint(),
        DutyKind::Question => locale.today_question(),
        DutyKind::SheetOut => locale.today_sheet_out(),
        DutyKind::Callback => locale.today_callback(),
        DutyKind::Visit => locale.today_visit(),
        DutyKind::Owed => locale.order_stage_owing(),
        DutyKind::Stock => locale.today_stock(),
        DutyKind::Refused => locale.today_refused(),
        DutyKind::Backup => locale.today_backup(),
    }
}

fn look(kind: DutyKind) -> (Tone, Mark) {
    match kind {
        DutyKind::Late => (Tone::Danger, Mark::Triangle),
        DutyKind::Soon => (Tone::Warning, Mark::Clock),
        DutyKind::Refused => (Tone::Danger, Mark::Cross),
        DutyKind::ToAssign => (Tone::Accent, Mark::Ring),
        DutyKind::ToBook => (Tone::Accent, Mark::Calendar),
        DutyKind::WaitingPart => (Tone::Warning, Mark::Pause),
        DutyKind::Complaint => (Tone::Warning, Mark::Triangle),
        DutyKind::Question => (Tone::Accent, Mark::Ring),
        DutyKind::SheetOut => (Tone::Info, Mark::Sheet),
        DutyKind::Callback => (Tone::Info, Mark::Phone),
        DutyKind::Visit => (Tone::Info, Mark::Clock),
        DutyKind::Owed => (Tone::Warning, Mark::Square),
        DutyKind::Stock => (Tone::Warning, Mark::Square),
        DutyKind::Backup => (Tone::Warning, Mark::Lock),
    }
}

fn cell<'a>(duty: &'a Duty, column: usize, cx: &'a Context) -> Cell<'a> {
    let locale = &cx.locale;
    let (tone, mark) = look(duty.kind);
    let clock = cx.engine.clock();
    let when = |at| locale.moment(at, clock.now(), clock.offset());

    match (column, &duty.about) {
        (0, About::Order { state, kind, .. }) if duty.kind == DutyKind::Visit => {
            let (tone, mark) = sign::state(*state);
            Cell::badge(tone, mark, locale.state_of(*state, *kind))
        }
        (0, _) => Cell::badge(tone, mark, name(duty.kind, cx)),
        (4, _) => {
            let late = matches!(duty.kind, DutyKind::Late | DutyKind::Soon);
            let time = Cell::text(duty.at.map(when).unwrap_or_default());
            if late { time.tone(tone) } else { time.muted() }
        }
        (1, About::Order { kind, category, called, .. }) => {
            let machine = category.map(|it| locale.machine(it, called.as_deref()));
            let words = [noted(duty, cx), Some(locale.order_kind(*kind)), machine];
            let words: Vec<String> = words.into_iter().flatten().collect();
            let cell = Cell::text(words.join(" · "));
            if duty.urgent { cell.bold().icon(icon::flag()) } else { cell }
        }
        (2, About::Order { name, .. }) => Cell::text(name.as_str()),
        (3, About::Order { line, .. }) => Cell::text(line.as_str()).muted(),
        (5, About::Order { number, .. }) => Cell::text(number.as_str()),
        (1, About::Part { name, .. }) => Cell::text(name.as_str()),
        (2, About::Part { quantity, .. }) => {
            Cell::text(locale.today_pieces(*quantity)).tone(Tone::Danger)
        }
        (1, About::Debts(count, _)) => Cell::text(locale.today_debts(*count)),
        (2, About::Debts(_, rest)) => Cell::text(locale.money(*rest)).tone(Tone::Warning),
        (1, About::Operations(count)) => Cell::text(locale.today_operations(*count)),
        (1, About::Office) if duty.at.is_none() => Cell::text(locale.today_backup_never()),
        (1, About::Office) => Cell::text(locale.today_backup_old()),
        _ => Cell::empty(),
    }
}

/// What is worth knowing before a task is opened: who goes, what is missing, how often somebody urged.
fn noted(duty: &Duty, cx: &Context) -> Option<String> {
    let locale = &cx.locale;
    match (&duty.note, &duty.about) {
        (Some(Note::Urged(times)), _) => Some(locale.dispatch_urged(*times)),
        (Some(Note::Needed(parts)), _) if parts.is_empty() => Some(locale.today_part_unknown()),
        (Some(Note::Needed(parts)), _) => {
            let parts = parts.iter().map(|(name, count)| match count {
                1 => name.clone(),
                count => locale.today_part_needed(name, *count),
            });
            Some(locale.enumeration(&parts.collect::<Vec<_>>()))
        }
        (None, About::Order { technician, .. })
            if matches!(duty.kind, DutyKind::Visit | DutyKind::ToBook) =>
        {
            technician.clone()
        }
        (None, _) => None,
    }
}
