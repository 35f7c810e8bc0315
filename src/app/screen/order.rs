//! An order's file: it reads like its sheet, and what happened runs down the right side.

mod cancelling;
mod deeds;
mod editing;
pub mod files;
mod half;
mod history;
mod paper;
mod paying;
mod ruling;
#[cfg(test)]
mod tests;
mod view;

use domain::{Event, Family, OrderId, OrderKind, State};
use engine::{Error, Exchanged, JobSheets, OrderFile as File, Undo};
use iced::Task;
use iced::keyboard::key::Named;
use iced::widget::operation;
use ui::Tone;

use self::cancelling::Cancelling;
use self::editing::Editing;
use self::files::Files;
use self::paying::Paying;
use self::ruling::Deciding;
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::place::{Caller, Place};
use crate::problem;
use crate::shortcut::Shortcut;
use crate::shown::Shown;

/// An order's file.
pub struct OrderFile {
    id: OrderId,
    file: Option<Box<File>>,
    error: Option<Error>,
    dialog: Option<Dialog>,
    /// The head as it was being edited when the dialog was left.
    laid_aside: Option<Box<Editing>>,
    files: Files,
    /// How much of what happened is shown.
    shown: Shown,
    /// A deed is being done.
    busy: bool,
    /// A payment is written down as soon as the file is read.
    pays: bool,
}

/// What is asked before something is done.
enum Dialog {
    Cancel(Cancelling),
    Edit(Box<Editing>),
    Rule(Box<Deciding>),
    Pay(Paying),
    /// A file, named by hand.
    Attach(String),
    /// Words that go with an event.
    Remark(Event, String),
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    Read(Result<Box<File>, Error>),
    MorePressed,
    FollowPressed(OrderKind),
    /// The order that it is about, or the complaint about it.
    LinkPressed,
    Went(Place),
    EventPressed(Event),
    RemarkChanged(String),
    RemarkSaved,
    Advanced(Event, Result<Option<Undo>, Error>),
    ExchangePressed,
    Exchanged(Result<Exchanged, Error>),
    CancelPressed,
    Cancelling(cancelling::Message),
    ReinstatePressed,
    CorrectPressed,
    SheetOut(Result<(), Error>),
    EditPressed,
    Editing(editing::Message),
    RulePressed,
    Ruling(ruling::Message),
    PayPressed,
    Paying(paying::Message),
    Files(files::Message),
    PrintPressed,
    SheetsRead(Result<JobSheets, Error>),
    DialogClosed,
}

impl OrderFile {
    const REMARK: &'static str = "order-remark";

    pub fn new(id: OrderId, cx: &Context) -> (Self, Task<Message>) {
        let shown = Shown::default();
        let (file, error, dialog, laid_aside) = (None, None, None, None);
        let (files, busy, pays) = (Files::default(), false, false);
        let room = Self { id, file, error, dialog, laid_aside, files, shown, busy, pays };
        let read = room.refresh(cx);

        (room, read)
    }

    /// The file of an order that is owed, where a payment is written down at once.
    pub fn paying_for(id: OrderId, cx: &Context) -> (Self, Task<Message>) {
        let (room, read) = Self::new(id, cx);

        (Self { pays: true, ..room }, read)
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::Read(file) => self.read(file, cx),
            Message::MorePressed => {
                self.shown.more();
                Action::None
            }
            Message::FollowPressed(kind) => self.follow(kind),
            Message::LinkPressed => self.follow_link(),
            Message::Went(place) => Action::Open(place),
            Message::EventPressed(event) => self.event_pressed(event, cx),
            Message::RemarkChanged(words) => {
                if let Some(Dialog::Remark(_, remark)) = &mut self.dialog {
                    *remark = words;
                }
                Action::None
            }
            Message::RemarkSaved => self.remark_saved(cx),
            Message::Advanced(event, answer) => self.advanced(event, answer, cx),
            Message::ExchangePressed => self.exchange(cx),
            Message::Exchanged(answer) => self.exchanged(answer, cx),
            Message::CancelPressed => {
                self.dialog = Some(Dialog::Cancel(Cancelling::default()));
                Action::None
            }
            Message::Cancelling(message) => self.cancelling(message, cx),
            Message::ReinstatePressed => self.reinstate(cx),
            Message::CorrectPressed => self.correct(cx),
            Message::SheetOut(answer) => self.sheet_out(answer, cx),
            Message::EditPressed => self.edit_pressed(cx),
            Message::Editing(message) => self.editing(message, cx),
            Message::RulePressed => self.rule_pressed(cx),
            Message::Ruling(message) => self.ruling(message, cx),
            Message::PayPressed => self.pay_pressed(cx),
            Message::Paying(message) => self.paying(message, cx),
            Message::Files(message) => self.files(message, cx),
            Message::PrintPressed => self.print(cx),
            Message::SheetsRead(sheets) => self.sheets_read(sheets, cx),
            Message::DialogClosed => self.close_dialog(cx),
        }
    }

    /// Something changed in the office.
    pub fn refresh(&self, cx: &Context) -> Task<Message> {
        Task::perform(cx.engine.order(self.id), |file| Message::Read(file.map(Box::new)))
    }

    /// Whether a dialog lies over the file.
    pub fn asks(&self) -> bool {
        self.dialog.is_some()
    }

    /// Whether something may be half-written here, or is being done.
    pub fn is_writing(&self) -> bool {
        self.dialog.is_some() || self.busy
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        match &self.dialog {
            Some(Dialog::Edit(_)) => editing::key(shortcut).map(Message::Editing),
            Some(Dialog::Cancel(_)) => cancelling::key(shortcut).map(Message::Cancelling),
            Some(Dialog::Rule(_)) => ruling::key(shortcut).map(Message::Ruling),
            Some(Dialog::Pay(_)) => paying::key(shortcut).map(Message::Paying),
            Some(Dialog::Attach(_)) => {
                shortcut.saves().then_some(Message::Files(files::Message::PathSubmitted))
            }
            Some(Dialog::Remark(..)) => shortcut.saves().then_some(Message::RemarkSaved),
            None => {
                let file = self.file.as_deref()?;
                let more = self.shown.has_more(file.timeline.len())
                    && shortcut.modifiers.is_empty()
                    && shortcut.letter().is_some_and(|it| it.eq_ignore_ascii_case(history::MORE));
                let link = shortcut.modifiers.is_empty()
                    && shortcut.letter().is_some_and(|it| it.eq_ignore_ascii_case(paper::LINK));
                if link && paper::linked(file).is_some() {
                    return Some(Message::LinkPressed);
                }
                let attaches = shortcut.modifiers.is_empty()
                    && shortcut.letter().is_some_and(|it| it.eq_ignore_ascii_case(files::ATTACH));
                if attaches {
                    return Some(Message::Files(files::Message::AttachPressed));
                }
                if shortcut.is(Named::F9) && file.order.kind.family() == Family::Service {
                    return Some(Message::PrintPressed);
                }
                let deed = deeds::deeds(file).into_iter().find(|deed| deed.is(shortcut));
                deed.map(|deed| deed.message).or_else(|| more.then_some(Message::MorePressed))
            }
        }
    }

    fn read(&mut self, file: Result<Box<File>, Error>, cx: &Context) -> Action<Message> {
        match file {
            Ok(file) => {
                self.files.read(&file);
                let owed = file.account.open().minor > 0;
                self.file = Some(file);
                let pays = std::mem::take(&mut self.pays) && owed && self.dialog.is_none();
                if pays { self.pay_pressed(cx) } else { Action::None }
            }
            Err(error) if self.file.is_none() => {
                self.error = Some(error);
                Action::None
            }
            Err(error) => told(&error, cx),
        }
    }

    /// Another order that comes out of this one is taken down: a complaint about it, or what a question was really about.
    fn follow(&self, kind: OrderKind) -> Action<Message> {
        let Some(file) = &self.file else { return Action::None };
        let asked = file.order.kind == OrderKind::Consultation;
        let words = file.order.description.clone().filter(|_| asked);

        Action::Open(Place::Intake(Caller {
            customer: Some(file.order.customer),
            appliance: file.order.appliance,
            kind: Some(kind),
            // What was asked is what it is about; of work, what is complained of is something else.
            description: words.unwrap_or_default(),
            origin: Some((self.id, file.order.number.to_string())),
            ..Caller::default()
        }))
    }

    fn follow_link(&self) -> Action<Message> {
        let linked = self.file.as_deref().and_then(paper::linked);

        linked.map_or(Action::None, |order| Action::Open(Place::Order(order)))
    }

    fn event_pressed(&mut self, event: Event, cx: &Context) -> Action<Message> {
        // What others will ask about later is worth a word now.
        if matches!(
            event,
            Event::RaiseException
                | Event::Answer
                | Event::FailDelivery
                | Event::Urge
                | Event::AskHandover
        ) {
            self.dialog = Some(Dialog::Remark(event, String::new()));
            return Action::Run(operation::focus(Self::REMARK));
        }
        self.advance(event, None, cx)
    }

    /// What is being saved stays until it is known what came of it.
    fn close_dialog(&mut self, cx: &Context) -> Action<Message> {
        let saving = match &self.dialog {
            Some(Dialog::Cancel(dialog)) => dialog.is_saving(),
            Some(Dialog::Edit(dialog)) => dialog.is_saving(),
            Some(Dialog::Rule(dialog)) => dialog.is_saving(),
            Some(Dialog::Pay(dialog)) => dialog.is_saving(),
            Some(Dialog::Remark(..)) => self.busy,
            Some(Dialog::Attach(_)) => self.files.is_attaching(),
            None => false,
        };
        if saving {
            return Action::None;
        }
        let Some(Dialog::Edit(editing)) = self.dialog.take() else { return Action::None };
        if !editing.is_touched() {
            return Action::None;
        }
        self.laid_aside = Some(editing);
        let words = cx.locale.order_edit_kept();

        Action::Tell(Notice { tone: Tone::Info, ..Notice::done(words) }, Task::none())
    }

    fn remark_saved(&mut self, cx: &Context) -> Action<Message> {
        let Some(Dialog::Remark(event, remark)) = &self.dialog else { return Action::None };
        let (event, remark) = (*event, remark.clone());

        // The words stay until it is done.
        self.advance(event, Some(remark), cx)
    }

    fn advance(&mut self, event: Event, remark: Option<String>, cx: &Context) -> Action<Message> {
        if std::mem::replace(&mut self.busy, true) {
            return Action::None;
        }
        let (engine, id) = (cx.engine.clone(), self.id);
        let advanced = async move {
            match event {
                Event::AskHandover => {
                    engine.ask_handover(id, remark.unwrap_or_default()).await.map(Some)
                }
                Event::WithdrawHandover => engine.withdraw_handover(id).await.map(|()| None),
                event => engine.advance_order(id, event, remark).await,
            }
        };

        Action::Run(Task::perform(advanced, move |answer| Message::Advanced(event, answer)))
    }

    fn advanced(
        &mut self,
        event: Event,
        answer: Result<Option<Undo>, Error>,
        cx: &Context,
    ) -> Action<Message> {
        self.busy = false;
        match answer {
            Ok(undo) => {
                self.dialog.take_if(|it| matches!(it, Dialog::Remark(about, _) if *about == event));
                let words = cx.locale.order_told(&self.number(), &cx.locale.event(event));
                Action::Tell(Notice::done(words).undone_if(undo), self.refresh(cx))
            }
            Err(error) => told(&error, cx),
        }
    }

    fn exchange(&mut self, cx: &Context) -> Action<Message> {
        if std::mem::replace(&mut self.busy, true) {
            return Action::None;
        }
        let exchanged = cx.engine.exchange_order(self.id, cx.locale.intake_withdrawn());

        Action::Run(Task::perform(exchanged, Message::Exchanged))
    }

    fn exchanged(&mut self, answer: Result<Exchanged, Error>, cx: &Context) -> Action<Message> {
        self.busy = false;
        match answer {
            Ok(exchanged) => {
                let number = exchanged.number.to_string();
                let words = cx.locale.order_exchange_opened(&self.number(), &number);
                let notice = Notice::done(words).undone_by(exchanged.undo);
                Action::TellAndOpen(notice, Place::Order(exchanged.order))
            }
            Err(error) => told(&error, cx),
        }
    }

    fn cancelling(&mut self, message: cancelling::Message, cx: &Context) -> Action<Message> {
        let Some(Dialog::Cancel(dialog)) = &mut self.dialog else { return Action::None };
        match dialog.update(message, self.id, cx) {
            cancelling::Outcome::Stay(task) => Action::Run(task.map(Message::Cancelling)),
            cancelling::Outcome::Close => self.close_dialog(cx),
            cancelling::Outcome::Cancelled(undo) => {
                self.dialog = None;
                let words = cx.locale.order_cancelled(&self.number());
                Action::Tell(Notice::done(words).undone_by(undo), self.refresh(cx))
            }
            cancelling::Outcome::Refused(error) => told(&error, cx),
        }
    }

    fn reinstate(&mut self, cx: &Context) -> Action<Message> {
        if std::mem::replace(&mut self.busy, true) {
            return Action::None;
        }
        let reinstated = cx.engine.reinstate_order(self.id);
        let answer =
            |answer: Result<(), Error>| Message::Advanced(Event::Reinstate, answer.map(|()| None));

        Action::Run(Task::perform(reinstated, answer))
    }

    /// Takes the entry of the last sheet back, to correct it.
    fn correct(&mut self, cx: &Context) -> Action<Message> {
        let correctable = self.file.as_deref().is_some_and(File::can_correct);
        if !correctable || std::mem::replace(&mut self.busy, true) {
            return Action::None;
        }

        Action::Run(Task::perform(cx.engine.reenter_sheet(self.id), Message::SheetOut))
    }

    fn sheet_out(&mut self, answer: Result<(), Error>, cx: &Context) -> Action<Message> {
        self.busy = false;
        match answer {
            Ok(()) => {
                let number = self.number();
                let notice = Notice::done(cx.locale.callback_sent_back(&number)).undone_if(None);
                Action::TellAndOpen(notice, Place::Sheet(number))
            }
            Err(error) => told(&error, cx),
        }
    }

    fn edit_pressed(&mut self, cx: &Context) -> Action<Message> {
        let Some(file) = &self.file else { return Action::None };
        if let Some(editing) = self.laid_aside.take() {
            self.dialog = Some(Dialog::Edit(editing));
            return Action::Run(Editing::begin().map(Message::Editing));
        }
        let (dialog, task) = Editing::new(file, cx);
        self.dialog = Some(Dialog::Edit(Box::new(dialog)));

        Action::Run(task.map(Message::Editing))
    }

    fn editing(&mut self, message: editing::Message, cx: &Context) -> Action<Message> {
        let Some(Dialog::Edit(dialog)) = &mut self.dialog else { return Action::None };
        match dialog.update(message, cx) {
            editing::Outcome::Stay(task) => Action::Run(task.map(Message::Editing)),
            editing::Outcome::Close => self.close_dialog(cx),
            editing::Outcome::Edited(undo) => {
                self.dialog = None;
                let words = cx.locale.order_edited(&self.number());
                Action::Tell(Notice::done(words).undone_by(undo), self.refresh(cx))
            }
            editing::Outcome::Refused(error) => told(&error, cx),
        }
    }

    fn print(&mut self, cx: &Context) -> Action<Message> {
        let Some(file) = self.file.as_deref().filter(|_| !self.busy) else { return Action::None };
        let sheets = match (file.open_visit(), file.printed_visit()) {
            (Some(visit), _) => {
                let sheets = cx.engine.job_sheets(vec![visit.id], cx.look.language);
                Task::perform(sheets, Message::SheetsRead)
            }
            (None, Some(visit)) => Task::perform(cx.engine.reprint(visit.id), Message::SheetsRead),
            (None, None) => {
                let number = file.order.number.to_string();
                let was_done =
                    matches!(file.state, State::Done | State::SheetIn | State::CalledBack);
                let why = match file.state.is_over() || was_done {
                    true => Error::NoSheet(number),
                    false => Error::NoOpenVisit(number),
                };
                return told(&why, cx);
            }
        };
        self.busy = true;

        Action::Run(sheets)
    }

    fn sheets_read(&mut self, sheets: Result<JobSheets, Error>, cx: &Context) -> Action<Message> {
        self.busy = false;
        match sheets {
            Ok(sheets) => Action::Open(Place::JobSheets(std::sync::Arc::new(sheets))),
            Err(error) => told(&error, cx),
        }
    }

    fn number(&self) -> String {
        self.file.as_ref().map(|file| file.order.number.to_string()).unwrap_or_default()
    }

    /// Why the file could not be read, where it never was.
    pub fn unread(&self) -> Option<&Error> {
        self.error.as_ref().filter(|_| self.file.is_none())
    }
}

fn told(error: &Error, cx: &Context) -> Action<Message> {
    Action::Tell(Notice::problem(problem::message(error, &cx.locale)), Task::none())
}
