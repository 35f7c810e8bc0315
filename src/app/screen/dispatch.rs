//! Dispatch: who waits, who goes where and when, and the day's sheets.

mod deeds;
mod doubt;
mod foot;
mod head;
mod keys;
mod layout;
mod plan;
mod pool;
mod printing;
#[cfg(test)]
mod tests;
mod week;

use std::sync::Arc;

use chrono::NaiveDate;
use domain::{OrderId, Slot, VisitId};
use engine::{
    Batch, Board, Dispatched, Error, Job, JobSheets, OrderFile, Planned, PoolFilter, Step,
};
use iced::keyboard::key::Named;
use iced::widget::{column, operation, responsive};
use iced::{Element, Fill, Size, Task};
use ui::schedule::Dropped;
use ui::widget::{banner, button, empty, modal, spinner};
use ui::{Tone, icon, size, space};

use crate::action::Action;
use crate::context::Context;
use crate::long_work::LongWork;
use crate::place::Place;
use crate::problem;
use crate::reading;
use crate::screen::dispatch::doubt::Told;
use crate::screen::dispatch::plan::PlanForm;
use crate::screen::dispatch::week::Week;
use crate::screen::settings::Page;
use crate::shortcut::Shortcut;

/// The board of one day.
pub struct Dispatch {
    day: NaiveDate,
    day_text: String,
    board: Option<Board>,
    error: Option<Error>,
    selected: Option<Card>,
    /// The visit that was planned last.
    latest: Option<(Card, u64)>,
    /// How many were.
    turns: u64,
    /// Orders of the pool that were given to somebody here, the last at the end.
    given: Vec<OrderId>,
    /// Who of the waiting is on the board; the order that one came for is, however many wait before it.
    pool: PoolFilter,
    /// The sheets of the day are being made.
    sheets: Option<LongWork>,
    plan: Option<PlanForm>,
    /// Whether the order that one came for is to be planned, as soon as it is on the board, and for a time agreed on.
    wanted: Option<bool>,
    /// The week around the day, where that is looked at.
    week: Option<Week>,
}

/// How the board was left: on which day, if that was another than today, and whether its week was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Left {
    pub day: Option<NaiveDate>,
    pub week: bool,
}

/// A card of the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Card {
    /// An order that waits.
    Waiting(OrderId),
    /// A visit that is somebody's.
    Visit(VisitId),
}

/// How something was wanted: what was dragged meanwhile says nothing about what is being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Hand,
    Form,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    /// The order that one came for, and the day somebody goes there or was promised.
    Sought(OrderId, Option<NaiveDate>),
    /// Nobody goes out yet; they are written down in the settings.
    PeoplePressed,
    BoardRead(Result<Board, Error>),
    DayChosen(NaiveDate),
    TodayPressed,
    DayTyped(String),
    DaySubmitted,
    FilterTyped(String),
    FilterPressed,
    PoolEnded,
    Picked(Card),
    Opened(Card),
    Dropped(Dropped<Card>),
    Returned(Card),
    PlanPressed(bool),
    TakeBackPressed,
    Plan(plan::Message),
    /// From the day to its week, or back.
    WeekPressed,
    Week(week::Message),
    /// How it was wanted, words for what was done, and whether it was.
    Done(By, Told, Result<Dispatched, Error>),
    PrintPressed,
    PrintDayPressed(Batch),
    SheetsReached(Step),
    StopPressed,
    SheetsMade(Result<Option<Arc<JobSheets>>, Error>),
}

impl Dispatch {
    pub const BOARD: &'static str = "dispatch-board";
    pub const FILTER: &'static str = "dispatch-filter";

    pub fn new(cx: &Context) -> (Self, Task<Message>) {
        Self::again(Left::default(), cx)
    }

    /// The board as it was left.
    pub fn again(left: Left, cx: &Context) -> (Self, Task<Message>) {
        let room = Self {
            day: left.day.unwrap_or_else(|| cx.engine.clock().today()),
            week: left.week.then(Week::default),
            day_text: String::new(),
            board: None,
            error: None,
            selected: None,
            latest: None,
            turns: 0,
            given: Vec::new(),
            pool: PoolFilter::default(),
            sheets: None,
            plan: None,
            wanted: None,
        };
        let task = Task::batch([room.refresh(cx), operation::focus(room.home())]);

        (room, task)
    }

    /// How it is left. Who leaves it on today finds today's, whenever that is.
    pub fn left(&self, cx: &Context) -> Left {
        let day = Some(self.day).filter(|day| *day != cx.engine.clock().today());

        Left { day, week: self.week.is_some() }
    }

    /// Where the keys go.
    pub fn home(&self) -> &'static str {
        if self.week.is_some() { week::GRID } else { Self::BOARD }
    }

    /// The board on the day of an order, with the order picked.
    pub fn with(order: OrderId, cx: &Context) -> (Self, Task<Message>) {
        let (room, entered) = Self::new(cx);
        let today = cx.engine.clock().today();
        let sought = Task::perform(cx.engine.order(order), move |file| {
            let planned = |file: &OrderFile| file.open_visit()?.visit.slot.map(Slot::day);
            // Who was promised a day that is over waits today.
            let promised = |file: &OrderFile| file.order.promised.map(|slot| slot.day().max(today));
            let day = file.ok().and_then(|file| planned(&file).or_else(|| promised(&file)));
            Message::Sought(order, day)
        });

        (room, entered.chain(sought))
    }

    /// The same, where the order's visit is planned at once.
    pub fn planning(order: OrderId, agreed: bool, cx: &Context) -> (Self, Task<Message>) {
        let (room, entered) = Self::with(order, cx);

        (Self { wanted: Some(agreed), ..room }, entered)
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::Sought(order, day) => self.sought(order, day, cx),
            Message::PeoplePressed => Action::Open(Place::SettingsPage(Page::People)),
            Message::BoardRead(board) => self.board_read(board),
            Message::DayChosen(day) => self.day_chosen(day, cx),
            Message::TodayPressed => self.day_chosen(cx.engine.clock().today(), cx),
            Message::DayTyped(text) => {
                self.day_text = text;
                Action::None
            }
            Message::DaySubmitted => self.day_submitted(cx),
            Message::FilterTyped(text) => self.filter_typed(text, cx),
            Message::FilterPressed => Action::Run(operation::focus(Self::FILTER)),
            Message::PoolEnded => self.pool_ended(cx),
            Message::Picked(card) => {
                (self.selected, self.latest) = (Some(card), None);
                Action::None
            }
            Message::Opened(card) => {
                self.latest = None;
                self.open(card)
            }
            Message::Dropped(dropped) => self.dropped(&dropped, cx),
            Message::Returned(card) => self.take_back(card, cx),
            Message::PlanPressed(agreed) => self.plan_pressed(agreed, cx),
            Message::TakeBackPressed => {
                self.selected.map_or(Action::None, |card| self.take_back(card, cx))
            }
            Message::Plan(message) => self.plan(message, cx),
            Message::WeekPressed => self.week_pressed(cx),
            Message::Week(message) => self.week(message, cx),
            Message::Done(by, words, done) => self.done(by, words, done, cx),
            Message::PrintPressed => self.print(cx),
            Message::PrintDayPressed(batch) => self.print_day(batch, cx),
            Message::SheetsReached(step) => {
                self.sheets.iter_mut().for_each(|work| work.reach(step));
                Action::None
            }
            Message::StopPressed => {
                self.sheets.iter().for_each(LongWork::cancel);
                Action::None
            }
            Message::SheetsMade(sheets) => self.sheets_made(sheets, cx),
        }
    }

    /// Something changed in the office.
    pub fn refresh(&self, cx: &Context) -> Task<Message> {
        let board = cx.engine.board_with(self.day, self.pool.clone());
        let week = self.week.as_ref().map(|_| week::read(self.day, cx));

        Task::batch([Task::perform(board, Message::BoardRead)].into_iter().chain(week))
    }

    /// Whether something may be half-written here.
    pub fn is_writing(&self) -> bool {
        self.plan.is_some()
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if self.plan.is_some() {
            let agreed = || Message::Plan(plan::Message::AgreedPressed);
            let submit = || Message::Plan(plan::Message::Submitted);
            let agrees = shortcut.is(Named::F8).then(agreed);
            return agrees.or_else(|| shortcut.saves().then(submit));
        }
        if self.sheets.is_some() && shortcut.is(Named::Escape) {
            return Some(Message::StopPressed);
        }
        let letter = || shortcut.modifiers.is_empty().then(|| shortcut.letter()).flatten();
        let again = shortcut.modifiers.shift();

        match &shortcut.key {
            iced::keyboard::Key::Named(Named::F9) if again => {
                Some(Message::PrintDayPressed(Batch::All))
            }
            _ if shortcut.is(Named::F9) => Some(Message::PrintDayPressed(Batch::New)),
            _ if shortcut.is(Named::F2) => {
                let nobody = self.board.as_ref()?.technicians.is_empty();
                nobody.then_some(Message::PeoplePressed)
            }
            iced::keyboard::Key::Named(key @ (Named::ArrowLeft | Named::ArrowRight))
                if shortcut.modifiers.alt() =>
            {
                self.turned(*key == Named::ArrowRight).map(Message::DayChosen)
            }
            _ if self.week.is_some() && week::is_key(shortcut) => week::key(shortcut, self.day),
            _ if shortcut.is(Named::Enter) => self.selected.map(Message::Opened),
            _ => match letter()?.to_lowercase().as_str() {
                "a" => Some(Message::PlanPressed(false)),
                "b" => Some(Message::PlanPressed(true)),
                "f" => Some(Message::FilterPressed),
                "u" => Some(Message::TakeBackPressed),
                "p" => Some(Message::PrintPressed),
                "t" => Some(Message::TodayPressed),
                "w" => Some(Message::WeekPressed),
                _ => None,
            },
        }
    }

    fn sought(&mut self, order: OrderId, day: Option<NaiveDate>, cx: &Context) -> Action<Message> {
        self.pool.also = Some(order);
        self.selected = Some(Card::Waiting(order));
        self.day = day.unwrap_or(self.day);

        Action::Run(self.refresh(cx))
    }

    fn board_read(&mut self, board: Result<Board, Error>) -> Action<Message> {
        match board {
            // An answer about a day or a word that was left says nothing.
            Ok(board) if board.day != self.day || board.asked != self.pool => {}
            Ok(board) => {
                let back = self.board.as_ref().and_then(|it| pool::back(&self.given, it, &board));
                self.given.retain(|order| Some(*order) != back);
                let selected = back.map(Card::Waiting).or(self.selected);
                self.selected = pool::kept(selected, &board);
                self.error = None;
                let is_new = self.board.replace(board).is_none() && self.plan.is_none();
                if let Some(agreed) = self.wanted.take_if(|_| self.pool.also.is_some()) {
                    return Action::Run(Task::done(Message::PlanPressed(agreed)));
                }
                // Only now is there something to have the focus.
                if is_new {
                    return Action::Run(operation::focus(self.home()));
                }
            }
            Err(error) => self.error = Some(error),
        }

        Action::None
    }

    fn day_chosen(&mut self, day: NaiveDate, cx: &Context) -> Action<Message> {
        self.day = day;
        // Who waits is the same on every day of a week.
        self.selected.take_if(|card| self.week.is_none() || matches!(card, Card::Visit(_)));
        self.day_text.clear();

        Action::Run(Task::batch([self.refresh(cx), operation::focus(self.home())]))
    }

    /// The next day or the one before; where a week is looked at, the same day of the next or the last.
    fn turned(&self, later: bool) -> Option<NaiveDate> {
        let days = chrono::Days::new(if self.week.is_some() { week::DAYS.into() } else { 1 });

        if later { self.day.checked_add_days(days) } else { self.day.checked_sub_days(days) }
    }

    fn day_submitted(&mut self, cx: &Context) -> Action<Message> {
        let today = cx.engine.clock().today();

        reading::coming_day(&reading::as_said(&self.day_text, &cx.locale, today), today)
            .map_or(Action::None, |day| self.day_chosen(day, cx))
    }

    fn waiting(&self, order: OrderId) -> Option<&Job> {
        self.board.as_ref()?.job(order)
    }

    fn visit(&self, visit: VisitId) -> Option<&Planned> {
        self.board.as_ref()?.visit(visit)
    }

    fn job(&self, card: Card) -> Option<&Job> {
        match card {
            Card::Waiting(order) => self.waiting(order),
            Card::Visit(visit) => self.visit(visit).map(|planned| &planned.job),
        }
    }

    fn open(&self, card: Card) -> Action<Message> {
        self.job(card).map_or(Action::None, |job| Action::Open(Place::Order(job.order)))
    }

    /// Why the board could not be read, where none ever was.
    pub fn unread(&self) -> Option<&Error> {
        self.error.as_ref().filter(|_| self.board.is_none())
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let room = responsive(move |place| self.room(place, cx));
        let dialog = self.plan.as_ref().zip(self.board.as_ref());
        let dialog = dialog.map(|(form, board)| form.view(board, cx).map(Message::Plan));

        modal(room, dialog, Some(Message::Plan(plan::Message::Closed)))
    }

    fn room<'a>(&'a self, place: Size, cx: &'a Context) -> Element<'a, Message> {
        // Every line counts: the board gets those of the keys, which stand in the tooltips too.
        let low = place.height < size::SIDE;
        let body: Element<'_, Message> = match &self.board {
            Some(board) if board.technicians.is_empty() => nobody(board, cx),
            Some(board) if self.week.is_some() => week::view(self, board, place.width, cx),
            Some(board) => layout::schedule(self, board, cx),
            None => iced::widget::center(spinner(cx.locale.window_loading())).into(),
        };
        let error = self.error.as_ref();
        let error =
            error.map(|error| banner(Tone::Danger, problem::message(error, &cx.locale), None));
        let foot = self.board.as_ref().map(|board| {
            column![foot::view(self, board, cx), keys::below(self.week.is_some(), cx)]
                .spacing(space::TIGHT)
        });
        let (gap, edge) =
            if low { (space::NEAR, space::NEAR) } else { (space::SNUG, space::APART) };

        column![head::view(self, low, cx), error, body, foot]
            .spacing(gap)
            .padding(edge)
            .height(Fill)
            .into()
    }
}

/// That nobody goes out yet, how many wait for somebody, and the way to write down who does.
fn nobody<'a>(board: &Board, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let way = button(locale.settings_people())
        .icon(icon::arrow_right())
        .primary()
        .key("F2")
        .on_press(Message::PeoplePressed);
    let how = locale.dispatch_no_technicians_hint(board.waiting);

    empty(icon::team(), locale.dispatch_no_technicians(), how, Some(way.into()))
}
