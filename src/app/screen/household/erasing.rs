//! Erasing a person who asked for it: first why, with what goes and what stays, then once more whether really.

use domain::{CustomerId, ErasureReason};
use engine::{Erasable, Error};
use iced::widget::{column, text};
use iced::{Element, Task};
use ui::widget::{button, choice, dialog, spinner};
use ui::{Tone, space, theme};

use crate::context::Context;
use crate::problem;
use crate::shortcut::Shortcut;

/// An erasure that somebody thinks about.
pub struct Erasing {
    customer: CustomerId,
    name: String,
    /// What would go; none as long as it is counted.
    erasable: Option<Erasable>,
    reason: Option<ErasureReason>,
    /// The reason is missing.
    incomplete: bool,
    /// The second step.
    sure: bool,
    working: bool,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    Counted(Result<Erasable, Error>),
    ReasonPicked(usize),
    GoOnPressed,
    ErasePressed,
    BackPressed,
    Erased(Result<(), Error>),
}

/// What the file must do about it.
pub enum Outcome {
    Stay(Task<Message>),
    Close,
    Erased,
    Refused(Error),
}

impl Erasing {
    pub fn new(customer: CustomerId, name: String, cx: &Context) -> (Self, Task<Message>) {
        let erasing = Self {
            customer,
            name,
            erasable: None,
            reason: None,
            incomplete: false,
            sure: false,
            working: false,
        };

        (erasing, Task::perform(cx.engine.erasable(customer), Message::Counted))
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        let next = if self.sure { Message::ErasePressed } else { Message::GoOnPressed };

        shortcut.saves().then_some(next)
    }

    pub fn is_working(&self) -> bool {
        self.working
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Outcome {
        match message {
            Message::Counted(Ok(erasable)) => self.erasable = Some(erasable),
            Message::Counted(Err(error)) => return Outcome::Refused(error),
            Message::ReasonPicked(at) => {
                (self.reason, self.incomplete) = (ErasureReason::ALL.get(at).copied(), false);
            }
            Message::GoOnPressed if self.may_go_on() => {
                self.incomplete = self.reason.is_none();
                self.sure = !self.incomplete;
            }
            Message::GoOnPressed => {}
            Message::ErasePressed => return self.erase(cx),
            Message::BackPressed if self.sure && !self.working => self.sure = false,
            Message::BackPressed if self.working => {}
            Message::BackPressed => return Outcome::Close,
            Message::Erased(Ok(())) => return Outcome::Erased,
            Message::Erased(Err(error)) => {
                self.working = false;
                return Outcome::Refused(error);
            }
        }
        Outcome::Stay(Task::none())
    }

    fn may_go_on(&self) -> bool {
        self.erasable.is_some_and(|it| it.open_orders == 0)
    }

    fn erase(&mut self, cx: &Context) -> Outcome {
        let Some(reason) = self.reason.filter(|_| self.sure) else {
            return Outcome::Stay(Task::none());
        };
        if std::mem::replace(&mut self.working, true) {
            return Outcome::Stay(Task::none());
        }
        let erased = cx.engine.erase_customer(self.customer, reason);

        Outcome::Stay(Task::perform(erased, Message::Erased))
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        if self.sure { self.second(cx) } else { self.first(cx) }
    }

    fn first<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let Some(erasable) = self.erasable else {
            let back = button(locale.action_back()).key("Esc").on_press(Message::BackPressed);
            let wait = spinner(locale.window_loading());
            return dialog(locale.household_erase_title(&self.name), wait, vec![back.into()]);
        };
        let Erasable { addresses, machines, orders, open_orders, letters } = erasable;
        let reasons = ErasureReason::ALL.into_iter().map(|reason| locale.erasure_reason(reason));
        let chosen = self.reason.and_then(|it| ErasureReason::ALL.iter().position(|at| *at == it));
        let reason = choice(locale.household_erase_why(), reasons, chosen)
            .placeholder(locale.intake_choose())
            .error(self.incomplete.then(|| locale.household_erase_why_missing()))
            .on_pick(Message::ReasonPicked);
        let goes = text(locale.household_erase_goes(addresses, machines, letters));
        let stays = text(locale.household_erase_stays(orders));
        let open = (open_orders > 0).then(|| {
            let words = problem::message(&Error::OrdersOpen(open_orders), locale);
            text(words).style(theme::style::toned(Tone::Warning))
        });
        let reason = open_orders.eq(&0).then(|| Element::from(reason));

        dialog(
            locale.household_erase_title(&self.name),
            column![goes, stays, open, reason].spacing(space::SNUG),
            vec![
                button(locale.action_back()).key("Esc").on_press(Message::BackPressed).into(),
                button(locale.household_erase_go_on())
                    .key("F10")
                    .on_press_maybe(self.may_go_on().then_some(Message::GoOnPressed))
                    .into(),
            ],
        )
    }

    fn second<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let never = text(locale.household_erase_never());
        let backups = text(locale.household_erase_backups()).style(theme::style::muted);

        dialog(
            locale.household_erase_sure(&self.name),
            column![never, backups].spacing(space::SNUG),
            vec![
                button(locale.action_back())
                    .key("Esc")
                    .on_press_maybe((!self.working).then_some(Message::BackPressed))
                    .into(),
                button(locale.household_erase_now())
                    .danger()
                    .key("F10")
                    .on_press_maybe((!self.working).then_some(Message::ErasePressed))
                    .into(),
            ],
        )
    }
}
