//! What the books are kept in and what work and parts cost: a field for each price, where no headquarters sets them.

mod line;
mod table;

use domain::{Category, Currency, OrderKind, PartId};
use engine::{Error, PriceList, Prices as Known, Undo};
use iced::Task;
use iced::widget::operation;

use self::line::{PartLine, WorkLine, known_in};
use super::finding::Finding;
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::shortcut::Shortcut;
use crate::{problem, unread};

/// The page.
#[derive(Default)]
pub struct Prices {
    known: Option<Known>,
    currency: Currency,
    work: Vec<WorkLine>,
    parts: Vec<PartLine>,
    finding: Finding,
    /// Whether something was typed that is not saved.
    touched: bool,
    /// What is being saved, as it stood then.
    saving: Option<Sent>,
    /// Why the prices could not be read.
    pub(super) unread: Option<Error>,
}

/// The price list as it was sent to be saved.
struct Sent {
    currency: Currency,
    work: Vec<WorkLine>,
    parts: Vec<PartLine>,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    Read(Result<Known, Error>),
    CurrencyPicked(usize),
    /// A price of a line of work.
    WorkTyped(usize, usize, String),
    /// A line for one machine: of which work, and which machine.
    KindPicked(usize, usize),
    MachinePicked(usize, usize),
    AddPressed,
    FindTyped(String),
    PartTyped(PartId, String),
    SavePressed,
    Saved(Result<Undo, Error>),
}

/// Kinds of work that cost something.
pub fn kinds() -> impl Iterator<Item = OrderKind> {
    OrderKind::ALL.into_iter().filter(|kind| kind.family() == domain::Family::Service)
}

impl Prices {
    pub fn read(cx: &Context) -> Task<Message> {
        Task::perform(cx.engine.prices(), Message::Read)
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::Read(Ok(known)) => self.arrived(known, cx),
            Message::Read(Err(error)) => {
                unread::failed(&mut self.unread, self.known.is_some(), error, cx)
            }
            Message::CurrencyPicked(at) => self.currency_picked(at, cx),
            Message::WorkTyped(line, at, text) => {
                self.work[line].type_in(at, text);
                self.touched = true;
                Action::None
            }
            Message::KindPicked(line, at) => self.pick(line, |line| {
                line.kind = kinds().nth(at).unwrap_or(line.kind);
            }),
            Message::MachinePicked(line, at) => self.pick(line, |line| {
                line.category = Category::ALL.get(at).copied().or(line.category);
            }),
            Message::AddPressed => self.add(),
            Message::FindTyped(text) => {
                self.finding.typed(text);
                Action::None
            }
            Message::PartTyped(part, text) => self.part_typed(part, text),
            Message::SavePressed => self.save(cx),
            Message::Saved(answer) => self.saved(answer, cx),
        }
    }

    pub(super) fn is_touched(&self) -> bool {
        self.touched
    }

    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        (shortcut.saves() && self.touched).then_some(Message::SavePressed)
    }

    fn arrived(&mut self, known: Known, cx: &Context) -> Action<Message> {
        self.unread = None;
        if self.touched {
            // What is being typed stays.
            self.known = Some(known);
            return Action::None;
        }
        self.currency = known.currency;
        self.known = Some(known);
        self.fill(cx);
        Action::None
    }

    /// The lines as they are known in the currency that is chosen.
    fn fill(&mut self, cx: &Context) {
        let Some(known) = &self.known else { return };
        let all = known_in(&known.work, self.currency, &cx.locale);
        self.work = kinds()
            .flat_map(|kind| {
                let any = all.iter().find(|line| line.is(kind, None)).cloned();
                let some =
                    all.iter().filter(move |line| line.kind == kind && line.category.is_some());
                std::iter::once(any.unwrap_or_else(|| WorkLine::empty(kind))).chain(some.cloned())
            })
            .collect();
        let line = |(id, part): &(PartId, _)| PartLine::new(*id, part, self.currency, &cx.locale);
        self.parts = known.parts.iter().map(line).collect();
        self.finding.arrived(&known.parts);
    }

    fn currency_picked(&mut self, at: usize, cx: &Context) -> Action<Message> {
        let Some(currency) = Currency::ALL.get(at).copied() else { return Action::None };
        if currency != self.currency {
            self.currency = currency;
            self.touched = true;
            self.fill(cx);
        }
        Action::None
    }

    fn pick(&mut self, line: usize, change: impl FnOnce(&mut WorkLine)) -> Action<Message> {
        if let Some(line) = self.work.get_mut(line) {
            change(line);
            line.clear_faults();
            self.touched = true;
        }
        Action::None
    }

    /// A line for one machine that has none yet; the way there costs what it costs for any.
    fn add(&mut self) -> Action<Message> {
        let kind = OrderKind::Repair;
        let taken = |category| self.work.iter().any(|line| line.is(kind, Some(category)));
        let free = Category::ALL.into_iter().find(|category| !taken(*category));
        let any = self.work.iter().find(|line| line.is(kind, None));
        let line = WorkLine::new_one(kind, free.unwrap_or(Category::ALL[0]), any);
        self.work.push(line);
        self.touched = true;
        Action::Run(operation::focus(line::work_id(self.work.len() - 1, 0)))
    }

    fn part_typed(&mut self, part: PartId, text: String) -> Action<Message> {
        if let Some(line) = self.parts.iter_mut().find(|line| line.id == part) {
            line.type_in(text);
            self.touched = true;
        }
        Action::None
    }

    fn save(&mut self, cx: &Context) -> Action<Message> {
        if self.saving.is_some() || !self.touched {
            return Action::None;
        }
        if let Some(field) = self.check() {
            return Action::Run(operation::focus(field));
        }
        let currency = self.currency;
        let work = self.work.iter().filter_map(|line| line.change(currency)).collect();
        let parts = self.parts.iter().filter_map(|line| line.change(currency)).collect();
        self.saving = Some(Sent { currency, work: self.work.clone(), parts: self.parts.clone() });

        let list = PriceList { currency, work, parts };
        Action::Run(Task::perform(cx.engine.set_prices(list), Message::Saved))
    }

    /// Marks what cannot be read. Answers the name of the first such field.
    fn check(&mut self) -> Option<String> {
        let (currency, mut first) = (self.currency, None);
        let named: Vec<_> = self.work.iter().map(|line| (line.kind, line.category)).collect();
        for (at, line) in self.work.iter_mut().enumerate() {
            let twice = named[..at].contains(&(line.kind, line.category));
            let wrong = line.check(currency, twice);
            first = first.or(wrong.map(|price| line::work_id(at, price)));
        }
        for line in &mut self.parts {
            if line.check(currency) && first.is_none() {
                // Out of sight nobody would see what is wrong.
                self.finding.clear();
                first = Some(line::part_id(line.id));
            }
        }

        first
    }

    /// What was sent is saved; what was typed since is not, and stays.
    fn settle(&mut self, sent: Option<Sent>) {
        let Some(sent) = sent.filter(|sent| sent.currency == self.currency) else { return };
        self.work.iter_mut().zip(&sent.work).for_each(|(line, sent)| line.settle(sent));
        self.parts.iter_mut().zip(&sent.parts).for_each(|(line, sent)| line.settle(sent));
        let currency = self.currency;
        self.touched = self.work.iter().any(|line| line.change(currency).is_some())
            || self.parts.iter().any(|line| line.change(currency).is_some());
    }

    fn saved(&mut self, answer: Result<Undo, Error>, cx: &Context) -> Action<Message> {
        let sent = self.saving.take();
        match answer {
            Ok(undo) => {
                self.settle(sent);
                let notice = Notice::done(cx.locale.prices_saved()).undone_by(undo);
                Action::Tell(notice, Self::read(cx))
            }
            Err(error) => {
                Action::Tell(Notice::problem(problem::message(&error, &cx.locale)), Task::none())
            }
        }
    }
}
