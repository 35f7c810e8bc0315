//! Why an order is cancelled: a reason, and words where there is none of the list.

use domain::{CancelReason, OrderId};
use engine::{Error, Undo};
use iced::widget::{column, operation};
use iced::{Element, Task};
use ui::space;
use ui::widget::{button, choice, dialog, field};

use crate::context::Context;
use crate::problem;
use crate::shortcut::Shortcut;

/// A cancellation being written down.
#[derive(Default)]
pub struct Cancelling {
    reason: Option<CancelReason>,
    remark: String,
    /// The reason is missing, or the remark.
    incomplete: bool,
    saving: bool,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    ReasonPicked(usize),
    RemarkChanged(String),
    CancelPressed,
    BackPressed,
    Cancelled(Result<Undo, Error>),
}

/// What the file must do about it.
pub enum Outcome {
    Stay(Task<Message>),
    Close,
    Cancelled(Undo),
    Refused(Error),
}

const REMARK: &str = "cancelling-remark";

/// The message of a key that nothing else wanted.
pub fn key(shortcut: &Shortcut) -> Option<Message> {
    shortcut.saves().then_some(Message::CancelPressed)
}

impl Cancelling {
    pub fn is_saving(&self) -> bool {
        self.saving
    }

    pub fn update(&mut self, message: Message, order: OrderId, cx: &Context) -> Outcome {
        match message {
            Message::ReasonPicked(at) => {
                self.reason = CancelReason::ALL.get(at).copied();
                self.incomplete = false;
                Outcome::Stay(operation::focus(REMARK))
            }
            Message::RemarkChanged(remark) => {
                self.remark = remark;
                self.incomplete = false;
                Outcome::Stay(Task::none())
            }
            Message::CancelPressed => self.cancel(order, cx),
            Message::BackPressed => Outcome::Close,
            Message::Cancelled(Ok(undo)) => Outcome::Cancelled(undo),
            Message::Cancelled(Err(Error::Field { .. })) => {
                (self.saving, self.incomplete) = (false, true);
                Outcome::Stay(operation::focus(REMARK))
            }
            Message::Cancelled(Err(error)) => {
                self.saving = false;
                Outcome::Refused(error)
            }
        }
    }

    fn cancel(&mut self, order: OrderId, cx: &Context) -> Outcome {
        let Some(reason) = self.reason else {
            self.incomplete = true;
            return Outcome::Stay(Task::none());
        };
        if std::mem::replace(&mut self.saving, true) {
            return Outcome::Stay(Task::none());
        }
        let cancelled = cx.engine.cancel_order(order, reason, Some(self.remark.clone()));

        Outcome::Stay(Task::perform(cancelled, Message::Cancelled))
    }

    pub fn view<'a>(&'a self, number: &str, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let reasons = CancelReason::ALL
            .into_iter()
            .zip(1..)
            .map(|(reason, key)| format!("{key}  {}", locale.cancel_reason(reason)));
        let chosen = self.reason.and_then(|it| CancelReason::ALL.iter().position(|at| *at == it));
        let reason_missing = self.incomplete && self.reason.is_none();
        let remark_missing = self.incomplete && self.reason.is_some();
        let reason = choice(locale.order_cancel_reason(), reasons, chosen)
            .none(locale.list_no_match())
            .placeholder(locale.intake_choose())
            .error(reason_missing.then(|| locale.problem_reason_required()))
            .on_pick(Message::ReasonPicked);
        let missing = Error::field("remark", engine::Wrong::Missing);
        let remark = field(locale.order_remark(), &self.remark)
            .id(REMARK)
            .error(problem::beside("remark", remark_missing.then_some(&missing), locale))
            .on_input(Message::RemarkChanged)
            .on_save(Message::CancelPressed);

        dialog(
            locale.order_cancel_title(number),
            column![Element::from(reason), Element::from(remark)].spacing(space::SNUG),
            vec![
                button(locale.action_back()).key("Esc").on_press(Message::BackPressed).into(),
                button(locale.order_cancel())
                    .danger()
                    .key("F10")
                    .on_press_maybe((!self.saving).then_some(Message::CancelPressed))
                    .into(),
            ],
        )
    }
}
