//! The parts of a sheet: the lines that stand, and the one that is typed.

use domain::{Coverage, Outcome, PartId, Payer};
use engine::{Error, Keys, PartChoice, Wrong};

use super::codes::LISTED;
use super::{CASH, GRADE, Next, PART, Paper, SERIAL};
use crate::screen::sheets::typed::{Line, NewLine};

/// What can happen to the parts.
#[derive(Debug, Clone)]
pub enum Message {
    PartChanged(String),
    PartPicked(usize),
    /// Enter on the part as it stands.
    PartPassed,
    SerialChanged(String),
    OldToggled(bool),
    ForeignToggled(bool),
    /// Nobody knows yet which part is missing, or somebody does.
    UnknownToggled(bool),
    /// What a line names is missing, or was built in.
    MissingToggled(usize, bool),
    /// Enter after the serial number.
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
            Message::SerialChanged(text) => {
                // Another scan of the same label is no answer to whether it is really this number.
                (self.typed.line.serial, self.typed.line.asked) = (text, false);
                Next::Stay
            }
            Message::OldToggled(old) => self.old_toggled(old),
            Message::ForeignToggled(foreign) => {
                self.typed.foreign_part = foreign;
                if foreign { self.after_parts() } else { Next::Field(PART) }
            }
            Message::UnknownToggled(unknown) => {
                self.typed.unknown_part = unknown;
                if unknown { self.after_parts() } else { Next::Field(PART) }
            }
            Message::MissingToggled(at, missing) => self.missing_toggled(at, missing),
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

    /// A part stands at once, one piece or as many as were typed; one with a serial number waits for that.
    fn take_part(&mut self, part: &PartChoice) -> Next {
        let (_, quantity) = pieces(&self.typed.line.text);
        let old = !self.needs_part() && self.form.terms.payer(Coverage::Parts) == Payer::Maker;
        if part.serialised && !self.needs_part() {
            let text = format!("{} {}", part.number, part.name);
            self.typed.line = NewLine { text, part: Some(part.id), old, ..NewLine::default() };
            return Next::Field(SERIAL);
        }
        let (quantity, missing) = (quantity.unwrap_or(1), self.needs_part());
        self.typed.unknown_part &= !missing;
        self.typed.lines.push(Line {
            part: part.id,
            quantity,
            serial: None,
            old,
            insisted: false,
            missing,
        });
        self.typed.line = NewLine::default();

        Next::Field(PART)
    }

    fn part_passed(&mut self) -> Next {
        let line = &self.typed.line;
        if line.part.is_some() {
            return Next::Field(SERIAL);
        }
        match pieces(&line.text) {
            ("", None) if self.lacks_a_part() => self.refuse(Error::field("part", Wrong::Missing)),
            ("", None) => self.after_parts(),
            ("", Some(quantity)) => self.more_of_last(quantity),
            (number, _) => match self.scanned(number) {
                Some(part) => self.take_part(&part),
                None => self.refuse(Error::field("part", Wrong::Unknown)),
            },
        }
    }

    /// `*2` alone says how many there were of the part before.
    fn more_of_last(&mut self, quantity: i64) -> Next {
        let Some(last) = self.typed.lines.last_mut().filter(|line| line.serial.is_none()) else {
            return self.refuse(Error::field("part", Wrong::Unknown));
        };
        last.quantity = quantity;
        self.typed.line = NewLine::default();

        Next::Field(PART)
    }

    /// Where there is nothing to pay, nothing was brought; what else was charged stands before the cash.
    fn after_parts(&self) -> Next {
        let due = self.bill().total(Payer::Customer);

        Next::Field(if due.is_zero() { GRADE } else { CASH })
    }

    /// What was built in beside what is missing. A piece with a serial number is asked for that.
    fn missing_toggled(&mut self, at: usize, missing: bool) -> Next {
        let Some(line) = self.typed.lines.get_mut(at) else { return Next::Stay };
        line.missing = missing;
        let (id, has_serial) = (line.part, line.serial.is_some());
        let Some(part) = self.part(id).filter(|part| part.serialised && !missing && !has_serial)
        else {
            return Next::Field(PART);
        };
        let text = format!("{} {}", part.number, part.name);
        self.typed.lines.remove(at);
        self.typed.line = NewLine { text, part: Some(id), ..NewLine::default() };

        Next::Field(SERIAL)
    }

    /// What is due without the fees is brought, if anything is.
    pub(super) fn after_waiver(&self) -> Next {
        self.after_parts()
    }

    /// Whether a part is missing: then the lines say which, beside what was built in.
    pub fn needs_part(&self) -> bool {
        self.typed.outcome == Some(Outcome::NeedPart)
    }

    /// The part whose number or bar code was scanned or typed in full.
    fn scanned(&self, text: &str) -> Option<PartChoice> {
        self.form.parts.iter().find(|part| part.keys.is(text)).cloned()
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
        let Some(part) = self.typed.line.part else { return Next::Field(PART) };
        let serial = self.typed.line.serial.trim();
        if serial.is_empty() {
            return self.refuse(Error::field("serial", Wrong::Missing));
        }
        let serial = serial.to_owned();
        let insisted = match self.why_not_piece(part, &serial) {
            Some(Error::SerialNotThere { .. }) if self.typed.line.asked => true,
            Some(error) => {
                self.typed.line.asked = matches!(error, Error::SerialNotThere { .. });
                return self.refuse(error);
            }
            None => false,
        };
        let (serial, old) = (Some(serial), self.typed.line.old);
        self.typed.lines.push(Line { part, quantity: 1, serial, old, insisted, missing: false });
        self.typed.line = NewLine::default();

        Next::Field(PART)
    }

    /// Why a piece cannot have been built in, as far as it is known here.
    fn why_not_piece(&self, part: PartId, serial: &str) -> Option<Error> {
        let stands = |line: &Line| line.part == part && line.serial.as_deref() == Some(serial);
        if self.typed.lines.iter().any(stands) {
            return Some(Error::field("serial", Wrong::Taken));
        }

        self.part(part).and_then(|part| part.pieces.why_not(serial))
    }

    fn line_removed(&mut self, at: usize) -> Next {
        if at < self.typed.lines.len() {
            self.typed.lines.remove(at);
        }

        Next::Field(PART)
    }

    /// What fits the part as it is typed.
    pub fn parts_found(&self) -> Vec<&PartChoice> {
        let (typed, quantity) = pieces(&self.typed.line.text);
        if self.typed.line.part.is_some() || typed.is_empty() && quantity.is_some() {
            return Vec::new();
        }
        let parts = &self.form.parts;
        let found = Keys::find(parts, |part| &part.keys, typed, LISTED);

        found.into_iter().filter_map(|at| parts.get(at)).collect()
    }

    /// The part of a line.
    pub fn part(&self, id: PartId) -> Option<&PartChoice> {
        self.form.parts.iter().find(|part| part.id == id)
    }
}

/// What names a part, and how many there are of it: `1001*2`.
fn pieces(text: &str) -> (&str, Option<i64>) {
    let Some((name, figures)) = text.rsplit_once(['*', '×', '＊']) else {
        return (text.trim(), None);
    };
    let quantity = figures.trim().parse().ok().filter(|quantity| *quantity > 0);

    if quantity.is_some() { (name.trim(), quantity) } else { (text.trim(), None) }
}
