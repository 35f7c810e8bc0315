//! Dispatch: who waits, who goes where and when, and the day's sheets.

mod doubt;
mod foot;
mod head;
mod keys;
mod layout;
mod plan;
mod pool;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use chrono::NaiveDate;
use domain::{OrderId, Slot, VisitId};
use engine::{
    Batch, Board, Dispatched, Error, Job, JobSheets, OrderFile, Plan, Planned, PoolFilter, Undo,
};
use iced::keyboard::key::Named;
use iced::widget::{column, operation, responsive};
use iced::{Element, Fill, Size, Task};
use ui::schedule::Dropped;
use ui::widget::{banner, button, empty, modal, spinner};
use ui::{Tone, icon, size, space};

use crate::action::{Action, Notice};
use crate::context::Context;
use crate::place::Place;
use crate::problem;
use crate::reading;
use crate::screen::dispatch::doubt::Told;
use crate::screen::dispatch::plan::{PlanForm, Subject};
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
    /// Who of the waiting is on the board; the order that one came for is, however many wait before it.
    pool: PoolFilter,
    plan: Option<PlanForm>,
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
    RefreshPressed,
    /// Nobody goes out yet; they are written down in the settings.
    PeoplePressed,
    BoardRead(Result<Board, Error>),
    DayChosen(NaiveDate),
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
    /// How it was wanted, words for what was done, and whether it was.
    Done(By, Told, Result<Dispatched, Error>),
    PrintPressed,
    PrintDayPressed(Batch),
    SheetsMade(Result<Option<Arc<JobSheets>>, Error>),
}

impl Dispatch {
    pub const BOARD: &'static str = "dispatch-board";
    pub const FILTER: &'static str = "dispatch-filter";

    pub fn new(cx: &Context) -> (Self, Task<Message>) {
        let day = cx.engine.clock().today();
        let room = Self {
            day,
            day_text: String::new(),
            board: None,
            error: None,
            selected: None,
            latest: None,
            turns: 0,
            pool: PoolFilter::default(),
            plan: None,
        };
        let task = Task::batch([room.refresh(cx), operation::focus(Self::BOARD)]);

        (room, task)
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

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::Sought(order, day) => self.sought(order, day, cx),
            Message::RefreshPressed => self.refresh_pressed(cx),
            Message::PeoplePressed => Action::Open(Place::SettingsPage(Page::People)),
            Message::BoardRead(board) => self.board_read(board),
            Message::DayChosen(day) => self.day_chosen(day, cx),
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
            Message::Done(by, words, done) => self.done(by, words, done, cx),
            Message::PrintPressed => self.print(cx),
            Message::PrintDayPressed(batch) => self.print_day(batch, cx),
            Message::SheetsMade(sheets) => sheets_made(sheets, cx),
        }
    }

    /// Something changed in the office.
    pub fn refresh(&self, cx: &Context) -> Task<Message> {
        Task::perform(cx.engine.board_with(self.day, self.pool.clone()), Message::BoardRead)
    }

    /// Whether something may be half-written here.
    pub fn is_writing(&self) -> bool {
        self.plan.is_some()
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if self.plan.is_some() {
            let submit = || Message::Plan(plan::Message::Submitted);
            return shortcut.saves().then(submit);
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
            _ if shortcut.is(Named::F5) => Some(Message::RefreshPressed),
            iced::keyboard::Key::Named(Named::ArrowLeft) if shortcut.modifiers.alt() => {
                Some(Message::DayChosen(self.day.pred_opt()?))
            }
            iced::keyboard::Key::Named(Named::ArrowRight) if shortcut.modifiers.alt() => {
                Some(Message::DayChosen(self.day.succ_opt()?))
            }
            _ if shortcut.is(Named::Enter) => self.selected.map(Message::Opened),
            _ => match letter()?.to_lowercase().as_str() {
                "a" => Some(Message::PlanPressed(false)),
                "b" => Some(Message::PlanPressed(true)),
                "f" => Some(Message::FilterPressed),
                "u" => Some(Message::TakeBackPressed),
                "p" => Some(Message::PrintPressed),
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

    /// The board is read anew by itself; whoever asks for it wants to know that it is.
    fn refresh_pressed(&self, cx: &Context) -> Action<Message> {
        let clock = cx.engine.clock();
        let now = clock.now().at(clock.offset()).time();
        let words = cx.locale.dispatch_as_of(&cx.locale.time(now));

        Action::Tell(Notice { tone: Tone::Info, ..Notice::done(words) }, self.refresh(cx))
    }

    fn board_read(&mut self, board: Result<Board, Error>) -> Action<Message> {
        match board {
            // An answer about a day or a word that was left says nothing.
            Ok(board) if board.day != self.day || board.asked != self.pool => {}
            Ok(board) => {
                self.selected = pool::kept(self.selected, &board);
                self.error = None;
                // Only now is there something to have the focus.
                if self.board.replace(board).is_none() && self.plan.is_none() {
                    return Action::Run(operation::focus(Self::BOARD));
                }
            }
            Err(error) => self.error = Some(error),
        }

        Action::None
    }

    fn day_chosen(&mut self, day: NaiveDate, cx: &Context) -> Action<Message> {
        (self.day, self.selected) = (day, None);
        self.day_text.clear();

        Action::Run(Task::batch([self.refresh(cx), operation::focus(Self::BOARD)]))
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

    fn dropped(&mut self, dropped: &Dropped<Card>, cx: &Context) -> Action<Message> {
        let Some(board) = &self.board else { return Action::None };
        let Some(technician) = board.technicians.get(dropped.row) else { return Action::None };
        let Some(slot) = layout::slot_of(board, dropped) else { return Action::None };
        let plan =
            Plan { technician: technician.id, slot: Some(slot), agreed: false, remark: None };

        match dropped.key {
            Card::Waiting(order) => {
                let Some(job) = board.job(order) else { return Action::None };
                let words = doubt::told(board, (job, None), &plan, cx);
                let done = cx.engine.assign(order, plan);
                self.selected = self.next_waiting(order);
                Action::Run(Task::perform(done, move |done| {
                    Message::Done(By::Hand, words.clone(), done)
                }))
            }
            Card::Visit(visit) => {
                let Some(planned) = board.visit(visit) else { return Action::None };
                if planned.slot == plan.slot && planned.technician == plan.technician {
                    return Action::None;
                }
                // Who moves an agreed time on the board has the customer on the phone.
                let plan = Plan { agreed: planned.booked, ..plan };
                let words = doubt::told(board, (&planned.job, Some(visit)), &plan, cx);
                let done = cx.engine.move_visit(visit, plan);
                Action::Run(Task::perform(done, move |done| {
                    Message::Done(By::Hand, words.clone(), done)
                }))
            }
        }
    }

    fn take_back(&self, card: Card, cx: &Context) -> Action<Message> {
        let Card::Visit(visit) = card else { return Action::None };
        let Some(planned) = self.visit(visit) else { return Action::None };
        let words = cx.locale.dispatch_unassigned(&planned.job.number);
        let told = Told { deed: words.clone(), words, doubted: false };

        Action::Run(Task::perform(cx.engine.unassign(visit), move |done| {
            Message::Done(By::Hand, told.clone(), done)
        }))
    }

    fn plan_pressed(&mut self, agreed: bool, cx: &Context) -> Action<Message> {
        let (Some(board), Some(card)) = (&self.board, self.selected) else { return Action::None };
        let subject = match card {
            Card::Waiting(order) => board.job(order).cloned().map(Subject::Waiting),
            Card::Visit(visit) => board.visit(visit).cloned().map(Subject::Visit),
        };
        let Some(subject) = subject.filter(Subject::can_be_planned) else { return Action::None };
        let waits = matches!(subject, Subject::Waiting(_));
        let form = PlanForm::new(subject, board, agreed, cx);
        let read = form.read_day(board, cx).map(Message::Plan);
        self.plan = Some(form);
        let first = if agreed && !waits { PlanForm::TIME } else { PlanForm::TECHNICIAN };

        let here = operation::focus(first).chain(operation::select_all(first));

        Action::Run(Task::batch([read, here]))
    }

    fn plan(&mut self, message: plan::Message, cx: &Context) -> Action<Message> {
        let (Some(form), Some(board)) = (&mut self.plan, &self.board) else { return Action::None };

        match form.update(message, board, cx) {
            plan::Step::Stay(task) => Action::Run(task.map(Message::Plan)),
            plan::Step::Leave => {
                // What is being saved stays until it is known what came of it.
                self.plan.take_if(|form| !form.is_saving());
                Action::None
            }
            plan::Step::Do(words, done) => {
                Action::Run(done.map(move |done| Message::Done(By::Form, words.clone(), done)))
            }
        }
    }

    fn done(
        &mut self,
        by: By,
        told: Told,
        done: Result<Dispatched, Error>,
        cx: &Context,
    ) -> Action<Message> {
        match done {
            Ok(Dispatched { visit, undo }) => {
                let mut elsewhere = None;
                if let Some(form) = self.plan.take_if(|_| by == By::Form) {
                    elsewhere = form.is_elsewhere(self.day, cx).then(|| form.order());
                    self.selected = match form.order_waiting() {
                        Some(order) => self.next_waiting(order).or(Some(Card::Visit(visit))),
                        None => self.selected,
                    };
                }
                self.turns += 1;
                self.latest = Some((Card::Visit(visit), self.turns));
                let undo: Undo = undo;
                let tone = if told.doubted { Tone::Warning } else { Tone::Success };
                let notice = Notice::done(told.words).undone_by(undo);
                let notice = Notice { deed: Some(told.deed), tone, ..notice };
                let notice = match elsewhere {
                    Some(order) => notice.found_at(Place::Dispatching(order)),
                    None => notice,
                };
                Action::Tell(notice, self.refresh(cx))
            }
            Err(error) => {
                if let (By::Form, Some(form)) = (by, &mut self.plan) {
                    form.refused(error);
                    return Action::None;
                }
                let words = problem::message(&error, &cx.locale);
                Action::Tell(Notice::problem(words), self.refresh(cx))
            }
        }
    }

    fn print(&self, cx: &Context) -> Action<Message> {
        let Some(Card::Visit(visit)) = self.selected else { return Action::None };
        let sheets = cx.engine.job_sheets(vec![visit], cx.locale.language());

        Action::Run(Task::perform(sheets, |sheets| {
            Message::SheetsMade(sheets.map(|sheets| Some(Arc::new(sheets))))
        }))
    }

    /// What is new, or, where all was printed already, all again.
    fn print_day(&self, batch: Batch, cx: &Context) -> Action<Message> {
        let new = cx.engine.day_sheets(self.day, batch, cx.locale.language());
        let all = cx.engine.day_sheets(self.day, Batch::All, cx.locale.language());
        let sheets = async move {
            match new.await? {
                Some(sheets) => Ok(Some(sheets)),
                None => all.await,
            }
        };

        Action::Run(Task::perform(sheets, |sheets: Result<Option<JobSheets>, Error>| {
            Message::SheetsMade(sheets.map(|sheets| sheets.map(Arc::new)))
        }))
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
            Some(board) => layout::schedule(self, board, cx),
            None => iced::widget::center(spinner(cx.locale.window_loading())).into(),
        };
        let error = self.error.as_ref();
        let error =
            error.map(|error| banner(Tone::Danger, problem::message(error, &cx.locale), None));
        let foot = self.board.as_ref().map(|board| {
            column![foot::view(self, board, cx), keys::below(cx)].spacing(space::TIGHT)
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

fn sheets_made(sheets: Result<Option<Arc<JobSheets>>, Error>, cx: &Context) -> Action<Message> {
    match sheets {
        Ok(Some(sheets)) => Action::Open(Place::JobSheets(sheets)),
        Ok(None) => {
            let words = cx.locale.dispatch_nothing_to_print();
            Action::Tell(Notice { tone: Tone::Info, ..Notice::done(words) }, Task::none())
        }
        Err(error) => {
            let words = problem::message(&error, &cx.locale);
            Action::Tell(Notice::problem(words), Task::none())
        }
    }
}
