//! The parts of a sheet: the lines that stand, and the one that is typed.

use domain::{Coverage, PartId, Payer};
use engine::{Error, Keys, PartChoice, Wrong};

use super::codes::LISTED;
use super::{Next, OTHER, PART, Paper, QUANTITY, SERIAL};
use crate::screen::sheets::typed::{Line, NewLine};

/// What can happen to the parts.
#[derive(Debug, Clone)]
pub enum Message {
    PartChanged(String),
    PartPicked(usize),
    /// Enter on the part as it stands.
    PartPassed,
    QuantityChanged(String),
    SerialChanged(String),
    OldToggled(bool),
    /// Enter after the quantity or the serial number.
    LineEntered,
    LineRemoved(usize),
}

impl Paper {
    pub(super) fn line(&mut self, message: Message) -> Next {
        match message {
            Message::PartChanged(text) => {
                self.typed.line = NewLine { text, ..NewLine::default() };
                Next::Stay
            }
            Message::PartPicked(at) => self.part_picked(at),
            Message::PartPassed => self.part_passed(),
            Message::QuantityChanged(text) => {
                self.typed.line.quantity = text;
                Next::Stay
            }
            Message::SerialChanged(text) => {
                self.typed.line.serial = text;
                Next::Stay
            }
            Message::OldToggled(old) => self.old_toggled(old),
            Message::LineEntered => self.line_entered(),
            Message::LineRemoved(at) => self.line_removed(at),
        }
    }

    fn part_picked(&mut self, at: usize) -> Next {
        let Some(part) = self.parts_found().get(at).map(|part| (*part).clone()) else {
            return Next::Stay;
        };

        self.take_part(&part)
    }

    fn take_part(&mut self, part: &PartChoice) -> Next {
        let old = self.form.terms.payer(Coverage::Parts) == Payer::Maker;
        let text = format!("{} {}", part.number, part.name);
        let quantity = "1".to_owned();
        self.typed.line =
            NewLine { text, part: Some(part.id), quantity, old, ..NewLine::default() };

        // A piece with a serial number is one piece.
        Next::Field(if part.serialised { SERIAL } else { QUANTITY })
    }

    fn part_passed(&mut self) -> Next {
        let line = &self.typed.line;
        if line.text.trim().is_empty() {
            return Next::Field(OTHER);
        }
        if line.part.is_some() {
            return Next::Field(QUANTITY);
        }
        match self.scanned(&line.text) {
            Some(part) => self.take_part(&part),
            None => self.refuse(Error::field("part", Wrong::Unknown)),
        }
    }

    /// The part whose number was scanned or typed in full.
    fn scanned(&self, text: &str) -> Option<PartChoice> {
        let number = text.trim();
        let parts = self.form.parts.iter();

        parts.into_iter().find(|part| part.number.eq_ignore_ascii_case(number)).cloned()
    }

    /// The tick of the line being typed, or of the last one where none is.
    fn old_toggled(&mut self, old: bool) -> Next {
        match self.typed.lines.last_mut() {
            Some(line) if self.typed.line.part.is_none() => line.old = old,
            _ => self.typed.line.old = old,
        }

        Next::Stay
    }

    pub(super) fn line_entered(&mut self) -> Next {
        let Some(id) = self.typed.line.part else { return Next::Field(PART) };
        // A scanner that comes too early has read the next part.
        let scanned = self.scanned(&self.typed.line.quantity);
        if scanned.is_some() {
            self.typed.line.quantity = "1".to_owned();
        }
        let part = self.form.parts.iter().find(|part| part.id == id);
        let serialised = part.is_some_and(|part| part.serialised);
        let serial = self.typed.line.serial.trim();
        if serialised && serial.is_empty() {
            let error = Error::field("serial", Wrong::Missing);
            return self.refuse(error);
        }
        let quantity = self.typed.line.quantity.trim().parse::<i64>();
        let Some(quantity) = quantity.ok().filter(|quantity| *quantity > 0) else {
            return self.refuse(Error::field("quantity", Wrong::Unreadable));
        };
        let serial = (!serial.is_empty()).then(|| serial.to_owned());
        let old = self.typed.line.old;
        self.typed.lines.push(Line { part: id, quantity, serial, old });
        self.typed.line = NewLine::default();

        scanned.map_or(Next::Field(PART), |part| self.take_part(&part))
    }

    fn line_removed(&mut self, at: usize) -> Next {
        if at < self.typed.lines.len() {
            self.typed.lines.remove(at);
        }

        Next::Field(PART)
    }

    /// What fits the part as it is typed.
    pub fn parts_found(&self) -> Vec<&PartChoice> {
        if self.typed.line.part.is_some() {
            return Vec::new();
        }
        let parts = &self.form.parts;
        let found = Keys::find(parts, |part| &part.keys, &self.typed.line.text, LISTED);

        found.into_iter().filter_map(|at| parts.get(at)).collect()
    }

    /// The part of a line.
    pub fn part(&self, id: PartId) -> Option<&PartChoice> {
        self.form.parts.iter().find(|part| part.id == id)
    }
}
