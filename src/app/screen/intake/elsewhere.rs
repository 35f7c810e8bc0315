//! A caller whom nobody here knows: headquarters is asked, and what another branch knows of them can be taken over.

use domain::Phone;
use engine::{Elsewhere, Error};
use iced::widget::{column, operation, text};
use iced::{Element, Task};
use ui::widget::{button, section};
use ui::{fonts, icon, size, space, theme};

use super::form::Field;
use super::{Intake, Message};
use crate::action::Action;
use crate::caller::{has_number, summary};
use crate::context::Context;
use crate::problem;

/// More branches are not shown.
const SHOWN: usize = 3;

/// What headquarters said of a number.
#[derive(Debug, Default)]
pub(super) struct Answered {
    /// The number that it was asked about.
    phone: Option<Phone>,
    known: Vec<Elsewhere>,
}

impl Intake {
    /// Asks headquarters whose number stands in the form, once, where nobody here has it.
    pub(super) fn ask_elsewhere(&mut self, cx: &Context) -> Task<Message> {
        let phone = Phone::parse(&self.form.phone).filter(Phone::is_national);
        let Some(phone) = phone.filter(|_| self.form.customer.is_none()) else {
            return Task::none();
        };
        let known = self.offered.iter().any(|hit| has_number(hit, &phone));
        if known || self.elsewhere.phone.as_ref() == Some(&phone) {
            return Task::none();
        }
        let asked = cx.engine.known_elsewhere(&phone);
        self.elsewhere = Answered { phone: Some(phone.clone()), known: Vec::new() };

        Task::perform(asked, move |known| Message::ElsewhereFound(phone.clone(), known))
    }

    /// Without an answer nothing is said: a stranger is written down as ever.
    pub(super) fn elsewhere_found(
        &mut self,
        phone: &Phone,
        known: Result<Vec<Elsewhere>, Error>,
    ) -> Action<Message> {
        if self.elsewhere.phone.as_ref() == Some(phone) {
            self.elsewhere.known = known.unwrap_or_default();
        }
        Action::None
    }

    /// Those whom other branches know under the number that stands in the form.
    pub(super) fn known_elsewhere(&self) -> &[Elsewhere] {
        let asked = self.elsewhere.phone.is_some()
            && self.elsewhere.phone == Phone::parse(&self.form.phone);
        let shown = asked && self.form.customer.is_none();
        let known = &self.elsewhere.known;

        if shown { &known[..known.len().min(SHOWN)] } else { &[] }
    }

    /// Their name and district stand in the form; street and door the caller says.
    pub(super) fn take_over(&mut self, at: usize, cx: &Context) -> Action<Message> {
        let Some(Elsewhere { name, place, .. }) = self.known_elsewhere().get(at).cloned() else {
            return Action::None;
        };
        self.form.name = name;
        if !place.is_blank() {
            self.form.place.province = place.province;
            self.form.place.city = place.city;
            self.form.place.district = place.district;
            self.form.place.code = place.code;
        }
        self.at = Some(Field::Detail.id());
        let name = Field::Name.name();
        self.errors.retain(|error| problem::beside(name, Some(error), &cx.locale).is_none());

        Action::Run(Task::batch([operation::focus(Field::Detail.id()), self.keep(cx)]))
    }

    /// The card with what other branches know of the caller.
    pub(super) fn elsewhere<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, Message>> {
        let locale = &cx.locale;
        let known = self.known_elsewhere();
        if known.is_empty() {
            return None;
        }
        let entry = |(at, known): (usize, &'a Elsewhere)| {
            let take = button(locale.intake_elsewhere_take()).small().icon(icon::user());
            let take = if at == 0 { take.key("F6") } else { take };
            let muted = |words: String| text(words).size(size::CAPTION).style(theme::style::muted);

            column![
                text(known.name.as_str()).font(fonts::BOLD),
                muted(locale.intake_elsewhere_at(&known.branch)),
                muted(summary(known, cx)),
                take.on_press(Message::ElsewhereTaken(at)),
            ]
            .spacing(space::TIGHT)
            .into()
        };
        let entries = known.iter().enumerate().map(entry);
        let entries = iced::widget::Column::with_children(entries).spacing(space::NEAR);

        Some(section(locale.intake_elsewhere(), None, entries))
    }
}
