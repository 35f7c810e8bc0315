//! What is taken from a list instead of typed.

use domain::{Category, OrderKind};
use engine::{Error, Wrong};
use iced::Task;
use iced::widget::operation;

use super::Known;
use super::form::Field;
use super::{Intake, List, Message, paper};
use crate::action::Action;
use crate::context::Context;
use crate::problem;

impl Intake {
    pub(super) fn suggested(&mut self, field: Field, at: usize, cx: &Context) -> Action<Message> {
        self.at = Some(field.id());
        match field {
            Field::Phone | Field::Name => return self.household_picked(at, cx),
            Field::Fault => {
                let faults = self.guide.faults(self.form.category, &self.form.fault);
                let Some(code) = faults.get(at) else { return Action::None };
                let label = code.labels.get(cx.locale.language().tag()).to_owned();
                let code = code.code.clone();
                self.form.put(Field::Fault, format!("{code} {label}"));
                self.form.fault_code = Some(code);
            }
            Field::Model => {
                let models = self.guide.models(self.form.category, &self.form.model);
                let Some(model) = models.get(at).copied().cloned() else { return Action::None };
                self.form.choose_category(Some(model.category));
                self.form.brand = model.brand;
                self.form.model = model.designation;
            }
            Field::Brand => {
                let brands = self.guide.brands(self.form.category, &self.form.brand);
                let Some(brand) = brands.get(at).map(|brand| (*brand).to_owned()) else {
                    return Action::None;
                };
                self.form.brand = brand;
            }
            Field::Day => {
                let day = cx.engine.clock().today() + chrono::Days::new(at as u64);
                self.form.day = cx.locale.date_figures(day);
            }
            Field::Time => {
                let Some(stretch) = paper::STRETCHES.get(at) else { return Action::None };
                self.form.time = paper::stretch_text(*stretch);
            }
            _ => return Action::None,
        }
        let name = field.name();
        self.errors.retain(|error| problem::beside(name, Some(error), &cx.locale).is_none());

        Action::Run(Task::batch([operation::focus_next(), self.keep(cx)]))
    }

    /// A suggestion was taken, and the focus goes on by itself.
    pub(super) fn chosen(&mut self, field: Field, at: usize, cx: &Context) -> Action<Message> {
        match self.suggested(field, at, cx) {
            Action::Run(_) => Action::Run(self.keep(cx)),
            other => other,
        }
    }

    fn household_picked(&mut self, at: usize, cx: &Context) -> Action<Message> {
        let Some(hit) = self.offered.get(at) else { return Action::None };
        let customer = hit.customer;
        if let engine::HitKind::Appliance(appliance) = hit.kind {
            self.meant = Some(appliance);
        }
        let next = self.matter_id();
        self.at = Some(next);
        self.form.customer = Some(customer);
        self.form.place = domain::Place::default();
        self.errors.clear();
        let file = super::read_household(customer, cx);

        Action::Run(Task::batch([file, operation::focus(next)]))
    }

    /// The file of somebody who is known after all takes the place of a new one.
    pub(super) fn known_taken(&mut self, at: usize, cx: &Context) -> Action<Message> {
        let Some(customer) = self.known.at(at).map(|alike| alike.customer) else {
            return Action::None;
        };
        let next = self.matter_id();
        self.at = Some(next);
        self.form.customer = Some(customer);
        self.form.place = domain::Place::default();
        (self.form.address, self.form.appliance) = (None, None);
        self.errors.clear();
        self.offered.clear();
        self.known = Known::default();
        let file = super::read_household(customer, cx);

        Action::Run(Task::batch([file, operation::focus(next)]))
    }

    /// Where it is said what the call is about.
    pub(super) fn matter_id(&self) -> &'static str {
        if self.form.asks_for_visit() { Field::Fault.id() } else { paper::DESCRIPTION }
    }

    /// What was typed for the category is none: that is said beside it, and nothing is saved with it.
    pub(super) fn category_misnamed(&mut self, typed: String, cx: &Context) -> Action<Message> {
        self.errors.retain(|error| problem::beside("category", Some(error), &cx.locale).is_none());
        if !typed.is_empty() {
            self.errors.push(Error::field("category", Wrong::Unknown));
        }
        self.form.misname_category(typed);

        Action::Run(self.keep(cx))
    }

    pub(super) fn picked(&mut self, list: List, at: usize, cx: &Context) -> Action<Message> {
        match list {
            List::Kind => {
                self.form.kind = OrderKind::ALL.get(at).copied().unwrap_or(self.form.kind);
            }
            List::Category => self.form.choose_category(Category::ALL.get(at).copied()),
            List::Address => {
                if let Some(household) = &self.household {
                    self.form.choose_address(household, at);
                }
            }
            List::Machine => {
                let machine = self.household.as_ref().and_then(|file| file.machines.get(at));
                match machine {
                    Some(machine) => {
                        self.form.choose_machine(machine.id, &machine.appliance, &cx.locale);
                    }
                    None => self.form.another_machine(),
                }
            }
        }
        self.errors.retain(|error| problem::beside("category", Some(error), &cx.locale).is_none());

        Action::Run(self.keep(cx))
    }
}
