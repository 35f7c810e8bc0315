//! What holds of the cost of finished work where no column says whether it was paid.

use engine::Fees;
use iced::Element;
use iced::widget::{column, text};
use ui::widget::{section, segments};
use ui::{size, space, theme};

use super::{Import, Message};
use crate::action::Action;
use crate::context::Context;

impl Import {
    /// The choice with this number.
    pub(super) fn fees_picked(&mut self, at: usize) -> Action<Message> {
        if let Some((inspection, fees)) = self.inspection.as_mut().zip(Fees::ALL.get(at)) {
            fees.choose(&mut inspection.mapping);
        }
        // What was tried is not what would be done now.
        self.report = None;
        Action::None
    }

    pub(super) fn fees<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, Message>> {
        let locale = &cx.locale;
        let inspection = self.inspection.as_ref().filter(|it| it.leaves_payment_open())?;
        let chosen = Fees::of(&inspection.mapping);
        let here = Fees::ALL.iter().position(|fees| *fees == chosen);
        let words = Fees::ALL.map(|fees| match fees {
            Fees::Owed => locale.import_fees_owed(),
            Fees::Paid => locale.import_fees_paid(),
            Fees::Noted => locale.import_fees_noted(),
        });
        let how = text(locale.import_fees_how()).size(size::CAPTION).style(theme::style::muted);
        let choice = segments(words, here, Message::FeesPicked);

        Some(section(locale.import_fees(), None, column![choice, how].spacing(space::NEAR)))
    }
}
