//! One sheet being typed: what each key changes, and where the cursor goes next.

mod before;
mod codes;
mod entry;
pub mod line;
pub mod measured;
mod next;
mod numbered;
mod place;
pub mod plate;

use domain::{Grade, Means, Outcome};
use engine::{Clock, Error, SheetForm};
use iced::keyboard::key::Named;
use locale::Locale;

use self::before::{again, day_shown, fresh};
pub use self::codes::{Field, shown};
pub use self::measured::Time;
pub use self::next::Next;
pub use self::numbered::On;
pub use self::place::{
    CASH, DAY, GRADE, MEANS, OTHER, OUTCOME, PART, PLATE, PURCHASED, READINGS, REMARK, SERIAL,
    WAIVER,
};
use super::typed::Typed;
use crate::context::Context;
use crate::problem;
use crate::shortcut::Shortcut;

/// One sheet.
pub struct Paper {
    pub form: SheetForm,
    pub typed: Typed,
    /// Everything that is wrong with it, in the order of the sheet.
    pub errors: Vec<Error>,
    /// Whether it was to be saved as it stood: what is still wrong stays said while it is put right.
    checked: bool,
    /// Whether the difference in cash was shown: the next F10 saves it as it is.
    pub warned: bool,
    /// Whether anything was typed on it.
    pub touched: bool,
    tag: &'static str,
    locale: Locale,
    clock: Clock,
}

/// What can happen on the sheet.
#[derive(Debug, Clone)]
pub enum Message {
    /// What was found out about the machine.
    Plate(plate::Message),
    /// Times and readings.
    Measured(measured::Message),
    OutcomePicked(usize),
    CodeChanged(Field, String),
    CodePicked(Field, usize),
    /// Enter on a code as it stands.
    CodePassed(Field),
    /// The parts.
    Line(line::Message),
    AmountChanged(Amount, String),
    /// The customer is let off trip and remote fee, or is not.
    WaiverToggled(bool),
    WaiverChanged(String),
    /// One of the boxes of the ways to pay, from 1.
    MeansPicked(usize),
    /// One of the boxes of the grade, or with 0 none of them.
    GradePicked(usize),
    RemarkChanged(String),
    /// A remark is begun in the boxes before it.
    /// With the letter that was typed, where letters are not typed into an input method.
    RemarkBegun(Option<char>),
    /// Enter in a field of the foot of the sheet.
    Passed(&'static str),
}

/// One of the two amounts that are typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    Other,
    Cash,
}

impl Paper {
    /// A fresh sheet, or one as it was left.
    pub fn new(form: SheetForm, left: Option<Typed>, cx: &Context) -> Self {
        let tag = cx.locale.language().tag();
        let touched = left.is_some();
        let mut typed = left.unwrap_or_else(|| match &form.before {
            Some(before) => again(&form, before, &cx.locale),
            None => fresh(&form, &cx.locale),
        });
        // What was begun before sheets had a day.
        if typed.day.trim().is_empty() {
            typed.day = day_shown(form.day, &cx.locale);
        }
        let clock = cx.engine.clock().clone();

        let (errors, checked, warned) = (Vec::new(), false, false);

        let locale = cx.locale.clone();

        let mut paper = Self { form, typed, errors, checked, warned, touched, tag, locale, clock };
        paper.judge();
        paper.received_nothing();

        paper
    }

    /// Where typing begins.
    pub fn first(&self) -> Next {
        Next::Field(match self.typed.outcome {
            Some(_) if self.form.before.is_some() => Time::Arrived.id(),
            None if self.typed.arrived.is_empty() => Time::Arrived.id(),
            None => OUTCOME,
            // What was begun goes on at what is still missing.
            Some(_) => self.problems().iter().find_map(|error| self.at(error)).unwrap_or(REMARK),
        })
    }

    pub fn update(&mut self, message: Message) -> Next {
        if !matches!(message, Message::Passed(_)) {
            // Whoever was asked about the money answers in the remarks.
            self.warned &= matches!(message, Message::RemarkChanged(_) | Message::RemarkBegun(_));
            self.touched = true;
            self.errors.clear();
        }
        let next = self.told(message);
        if self.checked && self.errors.is_empty() {
            self.errors = self.problems();
        }

        next
    }

    fn told(&mut self, message: Message) -> Next {
        match message {
            Message::Plate(message) => self.plate(message),
            Message::Measured(message) => self.measured(message),
            Message::OutcomePicked(at) => self.outcome_picked(at),
            Message::CodeChanged(field, text) => {
                self.typed.codes[field as usize] = text;
                Next::Stay
            }
            Message::CodePicked(field, at) => self.code_picked(field, at),
            Message::CodePassed(field) => self.code_passed(field),
            Message::Line(message) => self.line(message),
            Message::AmountChanged(Amount::Other, text) => {
                self.typed.other = text;
                Next::Stay
            }
            Message::AmountChanged(Amount::Cash, text) => {
                self.typed.cash = text;
                Next::Stay
            }
            Message::WaiverToggled(waived) => {
                self.typed.waived = waived;
                if waived { Next::Field(WAIVER) } else { self.after_waiver() }
            }
            Message::WaiverChanged(text) => {
                self.typed.waiver = text;
                Next::Stay
            }
            Message::MeansPicked(at) => self.means_picked(at),
            Message::GradePicked(at) => self.grade_picked(at),
            Message::RemarkChanged(text) => {
                self.typed.remark = text;
                Next::Stay
            }
            Message::RemarkBegun(letter) => {
                self.typed.remark.extend(letter);
                Next::After(REMARK)
            }
            Message::Passed(OTHER) => Next::Field(CASH),
            Message::Passed(WAIVER) => self.after_waiver(),
            Message::Passed(CASH) => self.cash_passed(),
            Message::Passed(_) => Next::Save,
        }
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if shortcut.is(Named::F8) {
            let last = self.typed.lines.last().filter(|_| self.typed.line.part.is_none());
            let old = last.map_or(self.typed.line.old, |line| line.old);
            return Some(Message::Line(line::Message::OldToggled(!old)));
        }
        if shortcut.is(Named::F7) && self.builds_in() && self.typed.lines.is_empty() {
            let foreign = !self.typed.foreign_part;
            return Some(Message::Line(line::Message::ForeignToggled(foreign)));
        }

        if shortcut.is(Named::F7) && self.names_nothing_missing() {
            let unknown = !self.typed.unknown_part;
            return Some(Message::Line(line::Message::UnknownToggled(unknown)));
        }
        if let (true, Some((at, last))) = (
            shortcut.is(Named::F4) && self.needs_part(),
            self.typed.lines.iter().enumerate().next_back(),
        ) {
            return Some(Message::Line(line::Message::MissingToggled(at, !last.missing)));
        }
        if shortcut.is(Named::F3) && self.may_waive() {
            return Some(Message::WaiverToggled(!self.typed.waived));
        }

        // A figure ticks a box only where the cursor stands in the boxes, where one sees it happen.
        None
    }

    fn outcome_picked(&mut self, at: usize) -> Next {
        let Some(outcome) = Outcome::ALL.get(at) else { return Next::Stay };
        self.typed.outcome = Some(*outcome);

        // Where nobody could work, only the reason is left to write.
        match outcome {
            Outcome::NotHome | Outcome::Refused => Next::Field(REMARK),
            Outcome::NeedPart => Next::Field(PART),
            _ => Next::Field(Field::Fault.id()),
        }
    }

    fn cash_passed(&mut self) -> Next {
        match self.cash() {
            Ok(cash) if cash.is_zero() => Next::Field(GRADE),
            Ok(_) => Next::Field(MEANS),
            Err(error) => self.refuse(error),
        }
    }

    fn means_picked(&mut self, at: usize) -> Next {
        let Some(means) = at.checked_sub(1).and_then(|at| Means::ALL.get(at)) else {
            return Next::Stay;
        };
        self.typed.means = Some(*means);

        Next::Field(GRADE)
    }

    fn grade_picked(&mut self, at: usize) -> Next {
        if at > Grade::ALL.len() {
            return Next::Stay;
        }
        self.typed.grade = at.checked_sub(1).and_then(|at| Grade::ALL.get(at)).copied();

        Next::Field(REMARK)
    }

    /// Shows what is wrong, and goes there.
    pub fn refuse(&mut self, error: Error) -> Next {
        let place = self.at(&error);
        self.errors = vec![error];

        place.map_or(Next::Stay, Next::Field)
    }

    /// Where what is wrong is put right.
    fn at(&self, error: &Error) -> Option<&'static str> {
        match error {
            Error::Field { field, .. } => self.place(field),
            Error::SerialUsed(_) | Error::SerialNotThere { .. } => Some(SERIAL),
            _ => None,
        }
    }

    /// Shows everything that is wrong, and goes to the first of it.
    fn refuse_all(&mut self, errors: Vec<Error>) -> Next {
        self.checked = true;
        let first = errors.first().cloned();
        let next = first.map_or(Next::Stay, |error| self.refuse(error));
        self.errors = errors;

        next
    }

    /// The words for what is wrong with a field.
    pub fn wrong(&self, field: &str, locale: &Locale) -> Option<String> {
        self.errors.iter().find_map(|error| problem::beside(field, Some(error), locale))
    }

    /// Whether what is wrong is said beside its field.
    pub fn is_beside(&self, error: &Error) -> bool {
        let of_piece = matches!(error, Error::SerialUsed(_) | Error::SerialNotThere { .. });

        matches!(error, Error::Field { .. }) || of_piece && self.typed.line.part.is_some()
    }

    /// The language that codes are shown in.
    pub fn tag(&self) -> &'static str {
        self.tag
    }
}
