//! A payment that comes after the sheet: how much, when, how.

use domain::{Means, Money, OrderId};
use engine::{Error, OrderFile, Payment, Undo, Wrong};
use iced::widget::{column, operation, row};
use iced::{Element, Task};
use ui::space;
use ui::widget::{button, choice, dialog, field};

use super::{Dialog, told};
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::shortcut::Shortcut;
use crate::{problem, reading};

impl super::OrderFile {
    pub(super) fn pay_pressed(&mut self, cx: &Context) -> Action<super::Message> {
        let Some(file) = &self.file else { return Action::None };
        self.dialog = Some(Dialog::Pay(Paying::new(file, cx)));

        Action::Run(focus(AMOUNT))
    }

    pub(super) fn paying(&mut self, message: Message, cx: &Context) -> Action<super::Message> {
        let Some(Dialog::Pay(dialog)) = &mut self.dialog else { return Action::None };
        match dialog.update(message, self.id, cx) {
            Outcome::Stay(task) => Action::Run(task.map(super::Message::Paying)),
            Outcome::Close => {
                self.dialog = None;
                Action::None
            }
            Outcome::Paid(amount, undo) => {
                self.dialog = None;
                let words = cx.locale.order_pay_saved(&cx.locale.money(amount), &self.number());
                Action::Tell(Notice::done(words).undone_by(undo), self.refresh(cx))
            }
            Outcome::Refused(error) => told(&error, cx),
        }
    }
}

/// A payment being written down.
pub struct Paying {
    amount: String,
    day: String,
    means: Means,
    /// What is still owed.
    rest: Money,
    error: Option<Error>,
    saving: bool,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    AmountChanged(String),
    DayChanged(String),
    MeansPicked(usize),
    SavePressed,
    BackPressed,
    Saved(Money, Result<Undo, Error>),
}

/// What the file must do about it.
pub enum Outcome {
    Stay(Task<Message>),
    Close,
    Paid(Money, Undo),
    Refused(Error),
}

const AMOUNT: &str = "payment-amount";
const DAY: &str = "payment-day";

fn focus<M: Send + 'static>(id: &'static str) -> Task<M> {
    operation::focus(id).chain(operation::select_all(id))
}

/// The message of a key that nothing else wanted.
pub fn key(shortcut: &Shortcut) -> Option<Message> {
    shortcut.saves().then_some(Message::SavePressed)
}

impl Paying {
    /// All that is owed, today, in cash: the usual case needs no more than to be saved.
    fn new(file: &OrderFile, cx: &Context) -> Self {
        let rest = file.account.open();

        Self {
            amount: cx.locale.money_figures(rest),
            day: String::new(),
            means: Means::Cash,
            rest,
            error: None,
            saving: false,
        }
    }

    pub fn is_saving(&self) -> bool {
        self.saving
    }

    fn update(&mut self, message: Message, order: OrderId, cx: &Context) -> Outcome {
        match message {
            Message::AmountChanged(text) => (self.amount, self.error) = (text, None),
            Message::DayChanged(text) => (self.day, self.error) = (text, None),
            Message::MeansPicked(at) => {
                self.means = Means::ALL.get(at).copied().unwrap_or(self.means);
            }
            Message::SavePressed => return self.save(order, cx),
            Message::BackPressed => return Outcome::Close,
            Message::Saved(amount, Ok(undo)) => return Outcome::Paid(amount, undo),
            Message::Saved(_, Err(error)) => {
                self.saving = false;
                return self.refuse(error);
            }
        }
        Outcome::Stay(Task::none())
    }

    fn save(&mut self, order: OrderId, cx: &Context) -> Outcome {
        if self.saving {
            return Outcome::Stay(Task::none());
        }
        match self.read(cx) {
            Ok(payment) => {
                self.saving = true;
                let taken = cx.engine.take_payment(order, payment);
                let saved = move |answer| Message::Saved(payment.amount, answer);
                Outcome::Stay(Task::perform(taken, saved))
            }
            Err(error) => self.refuse(error),
        }
    }

    fn read(&self, cx: &Context) -> Result<Payment, Error> {
        let amount = Money::parse(&self.amount, self.rest.currency);
        let amount = amount.ok_or(Error::field("amount", Wrong::Unreadable))?;
        let today = cx.engine.clock().today();
        let day = match self.day.trim() {
            "" => Some(today),
            typed => reading::past_day(&reading::as_said(typed, &cx.locale, today), today),
        };
        let day = day.ok_or(Error::field("day", Wrong::Unreadable))?;

        Ok(Payment { amount, day, means: self.means })
    }

    /// Says what is wrong beside its field, and goes there.
    fn refuse(&mut self, error: Error) -> Outcome {
        let at = match &error {
            Error::Field { field: "day", .. } => DAY,
            Error::Field { .. } => AMOUNT,
            _ => return Outcome::Refused(error),
        };
        self.error = Some(error);

        Outcome::Stay(focus(at))
    }

    pub fn view<'a>(&'a self, number: &str, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let wrong = |field| problem::beside(field, self.error.as_ref(), locale);
        let amount = field(locale.order_pay_amount(), &self.amount)
            .id(AMOUNT)
            .right()
            .error(wrong("amount").or(wrong("payment")))
            .on_input(Message::AmountChanged);
        let day = field(locale.order_pay_day(), &self.day)
            .id(DAY)
            .hint(locale.order_pay_day_hint())
            .error(wrong("day"))
            .on_input(Message::DayChanged);
        let means = Means::ALL.map(|means| locale.means(means));
        let chosen = Means::ALL.iter().position(|means| *means == self.means);
        let means = choice(locale.order_pay_means(), means, chosen)
            .none(locale.list_no_match())
            .on_pick(Message::MeansPicked);
        let buttons = vec![
            button(locale.action_back()).key("Esc").on_press(Message::BackPressed).into(),
            button(locale.action_save())
                .primary()
                .key("F10")
                .on_press_maybe((!self.saving).then_some(Message::SavePressed))
                .into(),
        ];
        let fields = row![Element::from(amount), Element::from(day)].spacing(space::SNUG);

        dialog(
            locale.order_pay_title(number),
            column![fields, Element::from(means)].spacing(space::SNUG),
            buttons,
        )
    }
}
