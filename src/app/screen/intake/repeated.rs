//! A call about what is open already: the order is urged, gets what was said added, or a new one is meant.

use domain::{Event, Family, OrderId, Progress};
use engine::{Error, OrderRow, Undo, Wrong};
use iced::widget::{column, operation, row};
use iced::{Center, Element, Task};
use ui::Tone;
use ui::space;
use ui::widget::{banner, button, key_hint};

use super::{Intake, Message, drafts, paper};
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::place::Place;
use crate::problem;

/// What is done with the order that is open already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// The customer asks where we stay.
    Urge,
    /// What was said is added to it.
    Add,
}

impl Intake {
    /// The open order that this call is likely about.
    pub(super) fn open_already(&self) -> Option<&OrderRow> {
        let file = self.household.as_ref()?;

        file.open_orders().find(|order| self.is_same(order))
    }

    fn is_same(&self, order: &OrderRow) -> bool {
        let machine = self.household.as_ref().zip(self.form.appliance);
        let category = machine
            .and_then(|(file, id)| file.machine(id))
            .map(|machine| machine.appliance.category)
            .or(self.form.category);

        order.kind == self.form.kind && (category.is_none() || order.category == category)
    }

    /// Whether it can still be urged.
    pub(super) fn may_urge(&self) -> bool {
        self.open_already().is_some_and(|order| {
            let progress = Progress { state: order.state, before: None };
            progress.after(order.kind.family(), Event::Urge).is_some()
        })
    }

    /// The order about which nobody was asked yet.
    pub(super) fn unasked(&self) -> Option<&OrderRow> {
        let order = self.open_already()?;
        let told = self.form.kind.family() == Family::Complaint && self.form.origin.is_some();

        (!told && self.meant_anew != Some(order.id)).then_some(order)
    }

    /// Asks once whether the order that is open already is meant.
    pub(super) fn ask_again(
        &mut self,
        (order, number): (OrderId, &str),
        cx: &Context,
    ) -> Action<Message> {
        self.meant_anew = Some(order);

        Action::Tell(Notice::missing(cx.locale.intake_repeated_ask(number)), Task::none())
    }

    /// What can be done about the order that is open already.
    pub(super) fn repeated<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, Message>> {
        let locale = &cx.locale;
        let order = self.open_already()?;
        let deed = |words: String, key: &'static str, again| {
            let deed = button(words)
                .small()
                .key(key)
                .on_press_maybe(cx.offer(Message::AgainPressed(again)));
            row![deed, key_hint(key)].spacing(space::TIGHT).align_y(Center)
        };
        let urge = self.may_urge().then(|| deed(locale.intake_urge(), "F8", Again::Urge));
        let deeds = row![
            urge,
            deed(locale.intake_add(), "F7", Again::Add),
            button(locale.action_open()).small().on_press(Message::OrderPressed(order.id)),
        ];
        let state = locale.state_of(order.state, order.kind);
        let words = locale.intake_repeated(&order.number, &state);
        let words = banner(Tone::Warning, words, None);

        Some(
            column![words, deeds.spacing(space::NEAR).wrap().vertical_spacing(space::TIGHT)]
                .spacing(space::NEAR)
                .into(),
        )
    }

    pub(super) fn again(&mut self, again: Again, cx: &Context) -> Action<Message> {
        let Some(order) = self.open_already().filter(|_| !self.saving) else {
            return Action::None;
        };
        let (id, number, said) = (order.id, order.number.clone(), self.said());
        if again == Again::Add && said.trim().is_empty() {
            self.errors = vec![Error::field("description", Wrong::Missing)];
            return Action::Run(operation::focus(paper::DESCRIPTION));
        }
        self.saving = true;
        let (engine, key) = (cx.engine.clone(), self.key.clone());
        let done = async move {
            let undo = match again {
                Again::Urge => engine.advance_order(id, Event::Urge, Some(said)).await?,
                Again::Add => Some(engine.add_to_order(id, said).await?),
            };
            drafts::forget(engine, key).await;
            Ok(undo)
        };

        Action::Run(Task::perform(done, move |answer| {
            Message::DoneAgain(again, (id, number.clone()), answer)
        }))
    }

    /// What the customer said, whichever field it was typed in.
    fn said(&self) -> String {
        let words = [&self.form.fault, &self.form.description].map(|words| words.trim());

        words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    pub(super) fn done_again(
        &mut self,
        again: Again,
        (order, number): (OrderId, &str),
        answer: Result<Option<Undo>, Error>,
        cx: &Context,
    ) -> Action<Message> {
        self.saving = false;
        match answer {
            Ok(undo) => {
                let words = match again {
                    Again::Urge => cx.locale.order_urged(number),
                    Again::Add => cx.locale.order_added(number),
                };
                Action::TellAndOpen(Notice::done(words).undone_if(undo), Place::Order(order))
            }
            Err(error) => {
                Action::Tell(Notice::problem(problem::message(&error, &cx.locale)), Task::none())
            }
        }
    }
}
