//! A call about what is open already: the order is urged, gets what was said added, or a new one is meant.

use domain::{ApplianceId, Event, Family, OrderId, OrderKind, Progress};
use engine::{Error, Machine, OrderRow, Repaired, Undo, Wrong};
use iced::widget::{column, container, operation, row, text};
use iced::{Center, Element, Fill, Task};
use ui::widget::{badge, banner, button, key_hint};
use ui::{Tone, fonts, icon, size, space, theme};

use super::{Intake, Message, drafts, paper};
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::place::Place;
use crate::{problem, sign};

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

        file.waiting().find(|order| self.is_same(order))
    }

    fn is_same(&self, order: &OrderRow) -> bool {
        let machine = self.household.as_ref().zip(self.form.appliance);
        let category = machine
            .and_then(|(file, id)| file.machine(id))
            .map(|machine| machine.appliance.category)
            .or(self.form.category);

        let machines = self.form.appliance.zip(order.appliance);

        order.kind == self.form.kind
            && match machines {
                // Of two alike each has its own orders.
                Some((meant, open)) => meant == open,
                None => category.is_none() || order.category == category,
            }
    }

    /// The repair of late that did not hold, by what is known of the machine so far.
    pub(super) fn repaired(&self) -> Option<&Repaired> {
        let file = self.household.as_ref().filter(|_| self.form.kind == OrderKind::Repair)?;
        let alike = |id: ApplianceId| match self.form.appliance {
            Some(meant) => meant == id,
            // Of several machines of that kind nobody knows yet which is meant.
            None => {
                let of_kind =
                    |machine: &&Machine| Some(machine.appliance.category) == self.form.category;
                let mut machines = file.machines.iter().filter(of_kind);
                machines.next().is_some_and(|only| only.id == id) && machines.next().is_none()
            }
        };

        file.repaired.iter().find(|repaired| alike(repaired.appliance))
    }

    /// What is taken in, linked to the repair that it repeats.
    pub(super) fn linked(&self, taken: engine::Intake) -> engine::Intake {
        let repeats = self.repaired().map(|repaired| repaired.order);

        engine::Intake { origin: taken.origin.or(repeats), ..taken }
    }

    /// When, by whom and how the same machine was repaired of late.
    fn repaired_again<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, Message>> {
        let locale = &cx.locale;
        let repaired = self.repaired()?;
        let days = (cx.engine.clock().today() - repaired.on).num_days();
        let day = locale.date(repaired.on);
        let parts = repaired.parts.iter().map(|part| {
            let count =
                if part.quantity == 1 { String::new() } else { format!(" × {}", part.quantity) };
            format!("{}{count}", part.name)
        });
        let parts: Vec<_> = parts.collect();
        let parts = match parts.is_empty() {
            true => locale.intake_again_no_parts(),
            false => locale.intake_again_parts(&locale.enumeration(&parts)),
        };
        let measure =
            repaired.measure.as_ref().map(|code| code.labels.get(locale.language().tag()));
        let words = [
            Some(locale.intake_again_days(days)),
            repaired.technician.as_deref().map(|who| locale.intake_again_by(who)),
            measure.map(str::to_owned),
            Some(parts),
            repaired.remark.clone(),
        ];
        let words: Vec<_> = words.into_iter().flatten().collect();
        let grade = repaired.grade.map(|grade| {
            let (tone, mark) = sign::grade(grade);
            badge(tone, mark, locale.grade(grade))
        });
        let head = text(locale.intake_again(&repaired.number, &day)).font(fonts::BOLD).width(Fill);
        let head = row![icon::alert().sized(size::ICON), head].spacing(space::NEAR);
        let open = button(locale.action_open()).small();
        let open = open.on_press(Message::OrderPressed(repaired.order));
        let links = text(locale.intake_again_links()).size(size::CAPTION).width(Fill);
        let foot = row![links.style(theme::style::muted), grade, Element::from(open)];
        let lines = column![
            head,
            text(words.join(" · ")).width(Fill),
            foot.spacing(space::NEAR).align_y(Center),
        ];
        let card = container(lines.spacing(space::NEAR)).padding(space::SNUG).width(Fill);

        Some(card.style(theme::style::well).into())
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
        let (open, again) = (self.opened_already(cx), self.repaired_again(cx));
        if open.is_none() && again.is_none() {
            return None;
        }

        Some(column![open, again].spacing(space::SNUG).into())
    }

    fn opened_already<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, Message>> {
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
