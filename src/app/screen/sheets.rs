//! Returned sheets: what is still out, and the form in the order of the paper, by keys alone.

mod boxes;
mod charges;
mod day;
mod form;
mod lines;
mod paper;
mod plate;
mod result;
#[cfg(test)]
pub(crate) mod tests;
mod typed;
mod view;

use engine::{Entered, Error, SheetDay, SheetDoubt, SheetForm};
use iced::keyboard::key::Named;
use iced::widget::responsive;
use iced::{Element, Task};
use ui::size;

use crate::action::{Action, Notice};
use crate::context::Context;
use crate::shortcut::Shortcut;
use crate::{problem, unread};

use self::paper::{Next, Paper};
use self::typed::Typed;

/// The draft that survives a power cut.
const DRAFT: &str = "sheet";

/// From this width on the list stands beside the paper.
const WIDE: f32 = size::SLIM + size::SIDE;

/// The room.
#[derive(Default)]
pub struct Sheets {
    day: SheetDay,
    /// Whether the day was ever read, and why not.
    is_read: bool,
    unread: Option<Error>,
    picked: usize,
    number: String,
    /// Why the number leads nowhere.
    refused: Option<Error>,
    paper: Option<Box<Paper>>,
    /// What was begun of other sheets than the one on the desk, the latest last.
    left: Vec<Typed>,
    asking: bool,
    /// The sheet that was begun last is being opened by itself.
    comes_back: bool,
    saving: bool,
    entered: Option<Entry>,
}

/// The sheet that was entered last, until it is known that it is no longer out: once it is out again, its entry was
/// taken back.
struct Entry {
    number: String,
    is_in: bool,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    DayRead(Result<SheetDay, Error>),
    DraftRead(Result<Option<String>, Error>),
    RowPicked(usize),
    RowOpened(usize),
    NumberChanged(String),
    NumberEntered,
    OfferedPicked(usize),
    FormRead(Box<Result<SheetForm, Error>>),
    Paper(paper::Message),
    SavePressed,
    /// The sheet with this number was saved, or not.
    Saved(String, Result<Entered, Error>),
    AsidePressed,
    NumberPressed,
    ListPressed,
}

impl Sheets {
    pub const NUMBER: &'static str = "sheet-number";
    pub const LIST: &'static str = "sheet-list";

    pub fn new(number: Option<String>, cx: &Context) -> (Self, Task<Message>) {
        let room = Self { number: number.unwrap_or_default(), ..Self::default() };
        let tasks = [
            Task::perform(cx.engine.sheet_day(), Message::DayRead),
            Task::perform(cx.engine.draft(DRAFT), Message::DraftRead),
            focus(Self::NUMBER),
        ];

        (room, Task::batch(tasks))
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::DayRead(Ok(day)) => self.day_read(day, cx),
            Message::DayRead(Err(error)) => {
                unread::failed(&mut self.unread, self.is_read, error, cx)
            }
            Message::DraftRead(draft) => self.draft_read(draft, cx),
            Message::RowPicked(row) => {
                self.picked = row;
                Action::None
            }
            Message::RowOpened(row) => self.row_opened(row, cx),
            Message::NumberChanged(number) => {
                (self.number, self.refused) = (number, None);
                Action::None
            }
            Message::NumberEntered => self.ask(cx),
            Message::OfferedPicked(at) => self.offered_picked(at, cx),
            Message::FormRead(answer) => self.form_read(*answer, cx),
            Message::Paper(message) => self.typed(message, cx),
            Message::SavePressed => self.save(cx),
            Message::Saved(number, answer) => self.saved(&number, answer, cx),
            Message::AsidePressed => self.aside(),
            Message::NumberPressed => Action::Run(number()),
            Message::ListPressed => Action::Run(focus(Self::LIST)),
        }
    }

    /// Something changed in the office.
    pub fn refresh(&self, cx: &Context) -> Task<Message> {
        Task::perform(cx.engine.sheet_day(), Message::DayRead)
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if shortcut.saves() {
            return Some(Message::SavePressed);
        }
        let keys = [(Named::F2, Message::NumberPressed), (Named::F6, Message::ListPressed)];
        if let Some((_, message)) = keys.into_iter().find(|(key, _)| shortcut.is(*key)) {
            return Some(message);
        }
        let paper = self.paper.as_ref()?;
        if shortcut.is(Named::Escape) {
            return Some(Message::AsidePressed);
        }

        paper.key(shortcut).map(Message::Paper)
    }

    fn day_read(&mut self, day: SheetDay, cx: &Context) -> Action<Message> {
        if self.day.unreturned != day.unreturned {
            // What was refused was said of another list.
            self.refused = None;
        }
        (self.day, self.is_read, self.unread) = (day, true, None);
        self.picked = self.picked.min(self.day.unreturned.len().saturating_sub(1));
        let Some(entry) = &mut self.entered else { return Action::None };
        let is_out = self.day.unreturned.iter().any(|sheet| sheet.visit.number == entry.number);
        if !is_out {
            entry.is_in = true;
            return Action::None;
        }
        if !entry.is_in || self.paper.is_some() || !self.number.trim().is_empty() {
            return Action::None;
        }
        // It lies on the desk again, as it was; whoever has the next in hand types its number.
        self.number.clone_from(&entry.number);
        (self.entered, self.comes_back) = (None, true);

        self.ask(cx)
    }

    fn draft_read(
        &mut self,
        draft: Result<Option<String>, Error>,
        cx: &Context,
    ) -> Action<Message> {
        self.left = draft.ok().flatten().map(|text| Typed::read(&text)).unwrap_or_default();
        if let (true, Some(left)) = (self.number.is_empty(), self.left.last()) {
            self.number.clone_from(&left.number);
        }
        self.comes_back = !self.number.is_empty() && !self.left.is_empty();
        if self.number.is_empty() { Action::None } else { self.ask(cx) }
    }

    fn row_opened(&mut self, row: usize, cx: &Context) -> Action<Message> {
        let Some(sheet) = self.day.unreturned.get(row) else { return Action::None };
        self.picked = row;
        self.number.clone_from(&sheet.visit.number);

        self.ask(cx)
    }

    fn offered_picked(&mut self, at: usize, cx: &Context) -> Action<Message> {
        let Some(sheet) = self.offered().get(at) else { return Action::None };
        self.number = sheet.number.clone();

        self.ask(cx)
    }

    fn ask(&mut self, cx: &Context) -> Action<Message> {
        if self.number.trim().is_empty() || self.asking {
            return Action::None;
        }
        self.asking = true;
        let form = cx.engine.sheet_form(&self.number);

        Action::Run(Task::perform(form, |form| Message::FormRead(Box::new(form))))
    }

    fn form_read(&mut self, answer: Result<SheetForm, Error>, cx: &Context) -> Action<Message> {
        self.asking = false;
        let form = match answer {
            Ok(form) => form,
            Err(error) => {
                self.refused = Some(error);
                return Action::Run(number());
            }
        };
        self.number.clone_from(&form.number);
        self.refused = None;
        // The same number again: what is typed of it stays.
        if let Some(paper) = self.paper.as_ref().filter(|it| it.form.visit == form.visit) {
            return Action::Run(paper.first().task());
        }
        self.lay_aside();
        if let Some(row) = self.day.unreturned.iter().position(|it| it.visit.id == form.visit) {
            self.picked = row;
        }
        let left = self.left.iter().position(|left| left.number == form.number);
        let left = left.map(|at| self.left.remove(at));
        let paper = Paper::new(form, left, cx);
        let next = paper.first();
        self.paper = Some(Box::new(paper));
        // Whoever comes back with another sheet in hand types its number; Enter goes on with the one that lies there.
        let came_back = std::mem::take(&mut self.comes_back);

        Action::Run(if came_back { number() } else { next.task() })
    }

    fn typed(&mut self, message: paper::Message, cx: &Context) -> Action<Message> {
        let Some(paper) = &mut self.paper else { return Action::None };
        let next = paper.update(message);
        if matches!(next, Next::Save) {
            return self.save(cx);
        }

        Action::Run(Task::batch([next.task(), self.keep(cx)]))
    }

    /// What was begun of the sheet on the desk lies with the others that were begun.
    fn lay_aside(&mut self) {
        self.left.extend(self.paper.take().filter(|paper| paper.touched).map(|it| it.typed));
    }

    /// Keeps all that was begun, until it is entered.
    fn keep(&self, cx: &Context) -> Task<Message> {
        let here = self.paper.as_ref().filter(|paper| paper.touched).map(|paper| &paper.typed);
        let begun: Vec<&Typed> = self.left.iter().chain(here).collect();
        if begun.is_empty() {
            return Task::future(cx.engine.drop_draft(DRAFT)).discard();
        }

        Task::future(cx.engine.keep_draft(DRAFT, Typed::text(&begun))).discard()
    }

    fn save(&mut self, cx: &Context) -> Action<Message> {
        let Some(paper) = self.paper.as_mut().filter(|_| !self.saving) else {
            return Action::Run(focus(Self::NUMBER));
        };
        match paper.entry() {
            Ok(entry) => {
                self.saving = true;
                let number = paper.form.number.clone();
                Action::Run(Task::perform(cx.engine.enter_sheet(entry), move |answer| {
                    Message::Saved(number.clone(), answer)
                }))
            }
            Err(next) => Action::Run(next.task()),
        }
    }

    fn saved(
        &mut self,
        number: &str,
        answer: Result<Entered, Error>,
        cx: &Context,
    ) -> Action<Message> {
        self.saving = false;
        let here = self.paper.as_mut().filter(|paper| paper.form.number == number);
        let entered = match (answer, here) {
            (Ok(entered), _) => entered,
            (Err(error), Some(paper)) => return Action::Run(paper.refuse(error).task()),
            (Err(error), None) => {
                let words = problem::message(&error, &cx.locale);
                return Action::Tell(Notice::problem(words), Task::none());
            }
        };
        let notice = Notice::done(words(&entered, cx)).undone_by(entered.undo);
        self.entered = Some(Entry { number: entered.number, is_in: false });
        self.left.retain(|left| left.number != number);
        let focused = match self.paper.take_if(|paper| paper.form.number == number) {
            Some(_) => {
                self.refused = None;
                self.number.clear();
                focus(Self::NUMBER)
            }
            // Another sheet is on the desk already.
            None => Task::none(),
        };

        Action::Tell(notice, Task::batch([focused, self.keep(cx)]))
    }

    /// Lets the sheet lie. What was typed is there when it is opened again.
    fn aside(&mut self) -> Action<Message> {
        self.lay_aside();
        self.paper = None;
        self.number.clear();

        Action::Run(focus(Self::NUMBER))
    }

    /// Why the day could not be read, where it never was and no sheet is on the desk.
    pub fn unread(&self) -> Option<&Error> {
        self.unread.as_ref().filter(|_| self.paper.is_none())
    }

    /// Whether a sheet is on the desk: it is scrolled by itself, between the number and the keys.
    pub fn is_entering(&self) -> bool {
        self.paper.is_some()
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        responsive(move |room| self.room(room, cx)).into()
    }
}

/// What a person is told once a sheet is in.
fn words(entered: &Entered, cx: &Context) -> String {
    let locale = &cx.locale;
    let doubts = entered.doubts.iter().map(|doubt| match doubt {
        SheetDoubt::CashDiffers { due, cash } => {
            locale.sheet_doubt_cash(&locale.money(*due), &locale.money(*cash))
        }
        SheetDoubt::FareMoved { number, amount } => {
            locale.sheet_doubt_fare(number, &locale.money(*amount))
        }
        SheetDoubt::NeverCame { part, serial } => locale.sheet_doubt_never_came(part, serial),
        SheetDoubt::Short { part, left } => locale.sheet_doubt_short(part, *left),
    });
    let done = locale.sheet_saved(&entered.number, &locale.state(entered.state));

    std::iter::once(done).chain(doubts).collect::<Vec<_>>().join(" ")
}

fn focus(id: &'static str) -> Task<Message> {
    iced::widget::operation::focus(id)
}

/// The cursor goes to the number, which typing replaces.
fn number() -> Task<Message> {
    focus(Sheets::NUMBER).chain(iced::widget::operation::select_all(Sheets::NUMBER))
}
