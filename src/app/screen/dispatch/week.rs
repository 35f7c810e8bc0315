//! The week: how much everyone has to do on each day. The cell under the cursor is a technician and the board's day;
//! Enter opens that day, and whoever waits and is selected is assigned there.

use chrono::{Datelike, Days, NaiveDate};
use engine::{Board, Error, FULL_DAY, Technician};
use iced::keyboard::key::Named;
use iced::widget::{container, operation, row};
use iced::{Element, Fill, Task};
use ui::grid::{Cell, Column, grid};
use ui::widget::spinner;
use ui::{size, space};

use super::{Card, Dispatch, layout};
use crate::action::Action;
use crate::context::Context;
use crate::shortcut::Shortcut;

pub const GRID: &str = "dispatch-week";
/// Who waits, beside it.
const WAITING: &str = "dispatch-waiting";
/// How many days are seen at once.
pub const DAYS: u32 = 7;
/// The column of the names.
const NAMES: usize = 1;

/// The week that is looked at.
#[derive(Default)]
pub struct Week {
    /// What is known of it; its first day says which week that is.
    board: Option<Board>,
    /// Whose row the cursor is in.
    row: usize,
}

#[derive(Debug, Clone)]
pub enum Message {
    Read(Result<Board, Error>),
    RowPicked(usize),
    CellPicked(usize, usize),
    /// The day under the cursor.
    DayOpened,
}

/// Reads the week around a day.
pub fn read(day: NaiveDate, cx: &Context) -> Task<super::Message> {
    let week = cx.engine.board(monday(day), DAYS);

    Task::perform(week, |board| super::Message::Week(Message::Read(board)))
}

/// The first day of a week.
fn monday(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into())).unwrap_or(day)
}

/// The first and the last day of the week around a day.
pub fn ends(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let first = monday(day);
    let last = first.checked_add_days(Days::new(u64::from(DAYS) - 1));

    (first, last.unwrap_or(first))
}

/// Whether a key means something else here than on a day.
pub fn is_key(shortcut: &Shortcut) -> bool {
    [Named::Enter, Named::ArrowLeft, Named::ArrowRight].into_iter().any(|key| shortcut.is(key))
}

/// What it means: the day beside, also in the week before or after.
pub fn key(shortcut: &Shortcut, day: NaiveDate) -> Option<super::Message> {
    match () {
        () if shortcut.is(Named::ArrowLeft) => day.pred_opt().map(super::Message::DayChosen),
        () if shortcut.is(Named::ArrowRight) => day.succ_opt().map(super::Message::DayChosen),
        () => Some(super::Message::Week(Message::DayOpened)),
    }
}

impl Week {
    /// Whose row the cursor is in.
    pub fn technician(&self) -> Option<&Technician> {
        self.board.as_ref()?.technicians.get(self.row)
    }
}

impl Dispatch {
    pub(super) fn week_pressed(&mut self, cx: &Context) -> Action<super::Message> {
        self.week = self.week.is_none().then(Week::default);
        // A visit of the day is not among those who wait.
        self.selected.take_if(|card| self.week.is_some() && matches!(card, Card::Visit(_)));

        Action::Run(Task::batch([self.refresh(cx), operation::focus(self.home())]))
    }

    pub(super) fn week(&mut self, message: Message, cx: &Context) -> Action<super::Message> {
        let Some(week) = &mut self.week else { return Action::None };
        match message {
            // An answer about a week that was left says nothing.
            Message::Read(Ok(board)) if board.day != monday(self.day) => Action::None,
            Message::Read(Ok(board)) => {
                week.row = week.row.min(board.technicians.len().saturating_sub(1));
                let first = week.board.replace(board).is_none() && self.plan.is_none();
                if first { Action::Run(operation::focus(GRID)) } else { Action::None }
            }
            Message::Read(Err(error)) => {
                self.error = Some(error);
                Action::None
            }
            Message::RowPicked(row) => {
                week.row = row;
                Action::None
            }
            Message::CellPicked(row, column) => {
                week.row = row;
                let days = Days::new(column.saturating_sub(NAMES) as u64);
                let day = monday(self.day).checked_add_days(days).unwrap_or(self.day);
                if day == self.day { Action::None } else { self.day_chosen(day, cx) }
            }
            Message::DayOpened => {
                self.week = None;
                self.day_chosen(self.day, cx)
            }
        }
    }
}

/// Who waits at the left, where there is room, and the week.
pub fn view<'a>(
    room: &'a Dispatch,
    board: &'a Board,
    width: f32,
    cx: &'a Context,
) -> Element<'a, super::Message> {
    let known = room.week.as_ref().and_then(|week| Some((week, week.board.as_ref()?)));
    let known = known.filter(|(_, known)| known.day == monday(room.day));
    let Some((week, known)) = known else {
        return iced::widget::center(spinner(cx.locale.window_loading())).into();
    };
    let days = days(room, week, known, cx);
    if width < size::SLIM {
        return days;
    }
    let waiting = container(waiting(room, board, cx)).width(size::FIELD + space::APART);

    row![waiting, days].spacing(space::SNUG).height(Fill).into()
}

fn waiting<'a>(
    room: &'a Dispatch,
    board: &'a Board,
    cx: &'a Context,
) -> Element<'a, super::Message> {
    let columns = vec![Column::weight(layout::heading(board, cx), 1.0, size::CODE)];
    let selected = board.pool.iter().position(|it| room.selected == Some(Card::Waiting(it.order)));
    let card = |row: usize| Card::Waiting(board.pool[row].order);

    grid(columns, board.pool.len(), |row, _| {
        let (tone, _) = layout::urgency(&board.pool[row], board.today);
        let words = Cell::text(layout::title(&board.pool[row], cx));
        if tone == ui::Tone::Neutral { words } else { words.tone(tone) }
    })
    .id(WAITING)
    .selected(selected)
    .on_select(move |row| super::Message::Picked(card(row)))
    .on_activate(move |row| super::Message::Opened(card(row)))
    .into()
}

/// A row for everyone who goes out, a column for each day.
fn days<'a>(
    room: &'a Dispatch,
    week: &'a Week,
    board: &'a Board,
    cx: &'a Context,
) -> Element<'a, super::Message> {
    let day = |column: usize| {
        let days = Days::new(column.saturating_sub(NAMES) as u64);
        board.day.checked_add_days(days).unwrap_or(board.day)
    };
    let heads = (NAMES..).take(DAYS as usize).map(|column| {
        let name = head(day(column), cx);
        Column::weight(name, 1.0, size::SLIM_RAIL - space::NEAR)
    });
    let names = Column::weight(cx.locale.order_technician(), 1.4, size::LABEL - space::APART);
    let columns = std::iter::once(names).chain(heads).collect();
    let here = NAMES + room.day.weekday().num_days_from_monday() as usize;

    grid(columns, board.technicians.len(), move |row, column| {
        let technician = &board.technicians[row];
        match column {
            0 => Cell::text(technician.name.as_str()).bold(),
            _ => cell(technician, day(column), board, cx),
        }
    })
    .id(GRID)
    .tall()
    .selected(Some(week.row))
    .across(NAMES, here, |row, column| super::Message::Week(Message::CellPicked(row, column)))
    .on_select(|row| super::Message::Week(Message::RowPicked(row)))
    .on_activate(|_| super::Message::Week(Message::DayOpened))
    .into()
}

fn head(day: NaiveDate, cx: &Context) -> String {
    let name = cx.locale.weekday(day);

    cx.locale.dispatch_week_day(&name, &day.day().to_string())
}

/// How many visits, and how full they make the day.
fn cell<'a>(technician: &Technician, day: NaiveDate, board: &Board, cx: &Context) -> Cell<'a> {
    let theirs = board.visits.iter().filter(|planned| {
        planned.technician == technician.id && planned.slot.is_some_and(|slot| slot.day() == day)
    });
    let count = theirs.count() as u64;
    if count == 0 {
        return Cell::text(cx.locale.dispatch_jobs(0_u64)).muted();
    }
    let load = board.load(technician.id, day);
    let (share, tone) = layout::load(load);
    let words = Cell::text(cx.locale.dispatch_jobs(count)).share(share, tone);

    if load > FULL_DAY { words.icon(ui::icon::alert()) } else { words }
}
