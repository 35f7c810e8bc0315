//! What the technician wrote down of the machine because nobody knew: when it was bought, and the number on its plate.

use chrono::NaiveDate;
use engine::{Error, Found};

use super::{Next, PLATE, Paper, Time};
use crate::reading;

/// What can happen to these two.
#[derive(Debug, Clone)]
pub enum Message {
    PurchasedChanged(String),
    /// Enter on the day as it stands.
    PurchasedPassed,
    PlateChanged(String),
    /// Enter on the number as it stands.
    PlatePassed,
}

impl Paper {
    pub(super) fn plate(&mut self, message: Message) -> Next {
        match message {
            Message::PurchasedChanged(text) => {
                self.typed.purchased = text;
                self.judge();
                Next::Stay
            }
            Message::PurchasedPassed => match self.purchased() {
                Err(error) => self.refuse(error),
                Ok(_) if self.form.grounds.asks().1 => Next::Field(PLATE),
                Ok(_) => Next::Field(Time::Arrived.id()),
            },
            Message::PlateChanged(text) => {
                self.typed.plate = text;
                Next::Stay
            }
            Message::PlatePassed => Next::Field(Time::Arrived.id()),
        }
    }

    /// Who pays, by what stands on the sheet now.
    pub(super) fn judge(&mut self) {
        let today = self.clock.today();
        self.form.terms.verdict = self.form.grounds.verdict(&self.found(), today);
    }

    /// What was found out, as far as it can be read.
    pub(super) fn found(&self) -> Found {
        let (purchased, plate) = self.form.grounds.asks();
        let serial = self.typed.plate.trim();

        Found {
            purchased: self.purchased().ok().flatten().filter(|_| purchased),
            serial: (plate && !serial.is_empty()).then(|| serial.to_owned()),
        }
    }

    /// The day that is typed, or what is wrong with it.
    pub(super) fn purchased(&self) -> Result<Option<NaiveDate>, Error> {
        let typed = self.typed.purchased.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        let today = self.clock.today();
        let said = reading::as_said(typed, &self.locale, today);
        let day = reading::past_day(&said, today);

        day.map(Some).ok_or_else(|| Error::field("purchased", reading::not_past(&said, today)))
    }
}
