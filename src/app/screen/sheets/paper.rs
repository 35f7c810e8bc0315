//! One sheet being typed: what each key changes, and where the cursor goes next.

use domain::{Money, Outcome, Payer};
use engine::{Bill, CodeChoice, Error, Keys, PartChoice, SheetEntry, SheetForm, UsedPart, Wrong};
use iced::Task;
use iced::keyboard::key::Named;
use iced::widget::operation;
use locale::Locale;

use super::typed::{Line, NewLine, Typed};
use crate::shortcut::Shortcut;

/// How many suggestions drop down.
const LISTED: usize = 30;

/// One sheet.
pub struct Paper {
    pub form: SheetForm,
    pub typed: Typed,
    /// What is wrong with it.
    pub error: Option<Error>,
    /// Whether the difference in cash was shown: the next F10 saves it as it is.
    pub warned: bool,
    tag: &'static str,
}

/// One of the three codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Fault,
    Cause,
    Measure,
}

/// What can happen on the sheet.
#[derive(Debug, Clone)]
pub enum Message {
    OutcomePicked(usize),
    CodeChanged(Field, String),
    CodePicked(Field, usize),
    /// Enter on a code as it stands.
    CodePassed(Field),
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
    AmountChanged(Amount, String),
    RemarkChanged(String),
    /// Enter in a field of the foot of the sheet.
    Passed(&'static str),
}

/// One of the two amounts that are typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    Other,
    Cash,
}

/// Where the cursor goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    Stay,
    Field(&'static str),
    Save,
}

pub const OUTCOME: &str = "sheet-outcome";
pub const PART: &str = "sheet-part";
pub const QUANTITY: &str = "sheet-quantity";
pub const SERIAL: &str = "sheet-serial";
pub const OTHER: &str = "sheet-other";
pub const CASH: &str = "sheet-cash";
pub const REMARK: &str = "sheet-remark";

impl Field {
    pub const ALL: [Self; 3] = [Self::Fault, Self::Cause, Self::Measure];

    pub fn id(self) -> &'static str {
        match self {
            Self::Fault => "sheet-fault",
            Self::Cause => "sheet-cause",
            Self::Measure => "sheet-measure",
        }
    }

    /// Its name in the engine's refusals.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fault => "fault",
            Self::Cause => "cause",
            Self::Measure => "measure",
        }
    }

    fn next(self) -> Next {
        Next::Field(match self {
            Self::Fault => Self::Cause.id(),
            Self::Cause => Self::Measure.id(),
            Self::Measure => PART,
        })
    }
}

impl Next {
    /// Moves the cursor there, with all that stands there selected so that typing replaces it.
    pub fn task<M: Send + 'static>(self) -> Task<M> {
        match self {
            Self::Field(id) => operation::focus(id).chain(operation::select_all(id)),
            Self::Stay | Self::Save => Task::none(),
        }
    }
}

impl Paper {
    /// A fresh sheet, or one as it was left.
    pub fn new(form: SheetForm, left: Option<Typed>, locale: &Locale) -> Self {
        let tag = locale.language().tag();
        let typed = left.unwrap_or_else(|| {
            let reported = form.reported.as_deref();
            let known = form.faults.iter().find(|choice| Some(choice.code.as_str()) == reported);
            let fault = known.map(|choice| shown(choice, tag)).unwrap_or_default();
            let codes = [fault, String::new(), String::new()];
            Typed { number: form.number.clone(), codes, ..Typed::default() }
        });

        Self { form, typed, error: None, warned: false, tag }
    }

    /// Where typing begins.
    pub fn first(&self) -> Next {
        Next::Field(if self.typed.outcome.is_none() { OUTCOME } else { REMARK })
    }

    pub fn update(&mut self, message: Message) -> Next {
        if !matches!(message, Message::Passed(_)) {
            (self.error, self.warned) = (None, false);
        }
        match message {
            Message::OutcomePicked(at) => self.outcome_picked(at),
            Message::CodeChanged(field, text) => {
                self.typed.codes[field as usize] = text;
                Next::Stay
            }
            Message::CodePicked(field, at) => self.code_picked(field, at),
            Message::CodePassed(field) => self.code_passed(field),
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
            Message::AmountChanged(Amount::Other, text) => {
                self.typed.other = text;
                Next::Stay
            }
            Message::AmountChanged(Amount::Cash, text) => {
                self.typed.cash = text;
                Next::Stay
            }
            Message::RemarkChanged(text) => {
                self.typed.remark = text;
                Next::Stay
            }
            Message::Passed(OTHER) => Next::Field(CASH),
            Message::Passed(CASH) => self.cash_passed(),
            Message::Passed(_) => Next::Save,
        }
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if shortcut.is(Named::F8) {
            let last = self.typed.lines.last().filter(|_| self.typed.line.part.is_none());
            let old = last.map_or(self.typed.line.old, |line| line.old);
            return Some(Message::OldToggled(!old));
        }
        let digit = usize::try_from(shortcut.digit()?.to_digit(10)?).ok()?;

        (1..=Outcome::ALL.len()).contains(&digit).then(|| Message::OutcomePicked(digit - 1))
    }

    fn outcome_picked(&mut self, at: usize) -> Next {
        self.typed.outcome = Outcome::ALL.get(at).copied();

        // Where nobody could work, only the reason is left to write.
        match self.typed.outcome {
            Some(Outcome::NotHome | Outcome::Refused) => Next::Field(REMARK),
            _ => Next::Field(Field::Fault.id()),
        }
    }

    fn code_picked(&mut self, field: Field, at: usize) -> Next {
        let found = self.codes_found(field);
        let picked = found.get(at).map(|choice| shown(choice, self.tag));
        let Some(text) = picked else { return Next::Stay };
        self.typed.codes[field as usize] = text;

        field.next()
    }

    fn code_passed(&mut self, field: Field) -> Next {
        match self.code(field) {
            Ok(Some(choice)) => {
                let text = shown(choice, self.tag);
                self.typed.codes[field as usize] = text;
                field.next()
            }
            Ok(None) => field.next(),
            Err(error) => self.refuse(error),
        }
    }

    fn part_picked(&mut self, at: usize) -> Next {
        let Some(part) = self.parts_found().get(at).map(|part| (*part).clone()) else {
            return Next::Stay;
        };

        self.take_part(&part)
    }

    fn take_part(&mut self, part: &PartChoice) -> Next {
        let old = self.form.terms.payer(domain::Coverage::Parts) == Payer::Maker;
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

    fn line_entered(&mut self) -> Next {
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

    fn cash_passed(&mut self) -> Next {
        match self.cash() {
            Ok(_) => Next::Field(REMARK),
            Err(error) => self.refuse(error),
        }
    }

    /// Shows what is wrong, and goes there.
    pub fn refuse(&mut self, error: Error) -> Next {
        let field = match &error {
            Error::Field { field, .. } => *field,
            Error::SerialUsed(_) => "serial",
            _ => "",
        };
        self.error = Some(error);

        Next::Field(match field {
            "outcome" => OUTCOME,
            "fault" => Field::Fault.id(),
            "cause" => Field::Cause.id(),
            "measure" => Field::Measure.id(),
            "part" => PART,
            "quantity" => QUANTITY,
            "serial" => SERIAL,
            "amount" => OTHER,
            "cash" => CASH,
            _ => return Next::Stay,
        })
    }

    /// The sheet as it is to be entered, or what to do first.
    pub fn entry(&mut self) -> Result<SheetEntry, Next> {
        if self.typed.line.part.is_some() {
            let next = self.line_entered();
            if self.error.is_some() {
                return Err(next);
            }
        } else if !self.typed.line.text.trim().is_empty() {
            return Err(self.refuse(Error::field("part", Wrong::Unknown)));
        }
        let entry = self.read().map_err(|error| self.refuse(error))?;
        let due = self.bill().total(Payer::Customer);
        if entry.cash != due && entry.remark.is_none() && !self.warned {
            self.warned = true;
            return Err(Next::Field(REMARK));
        }

        Ok(entry)
    }

    fn read(&self) -> Result<SheetEntry, Error> {
        let outcome = self.typed.outcome.ok_or(Error::field("outcome", Wrong::Missing))?;
        let code = |field| Ok::<_, Error>(self.code(field)?.map(|choice| choice.code.clone()));
        let remark = self.typed.remark.trim();

        Ok(SheetEntry {
            visit: self.form.visit,
            outcome,
            fault: code(Field::Fault)?,
            cause: code(Field::Cause)?,
            measure: code(Field::Measure)?,
            parts: self.typed.lines.iter().map(UsedPart::from).collect(),
            other: self.other()?,
            cash: self.cash()?,
            remark: (!remark.is_empty()).then(|| remark.to_owned()),
        })
    }

    /// What was charged besides.
    fn other(&self) -> Result<Money, Error> {
        self.money(&self.typed.other).ok_or(Error::field("amount", Wrong::Unreadable))
    }

    /// What was brought. Nothing may stand there only where nothing is due.
    fn cash(&self) -> Result<Money, Error> {
        let due = self.bill().total(Payer::Customer);
        if self.typed.cash.trim().is_empty() && !due.is_zero() {
            return Err(Error::field("cash", Wrong::Missing));
        }
        let cash = self.money(&self.typed.cash).filter(|cash| cash.minor >= 0);

        cash.ok_or(Error::field("cash", Wrong::Unreadable))
    }

    fn money(&self, text: &str) -> Option<Money> {
        let currency = self.form.terms.currency;

        if text.trim().is_empty() {
            Some(Money::zero(currency))
        } else {
            Money::parse(text, currency)
        }
    }

    /// What the sheet costs as it stands.
    pub fn bill(&self) -> Bill {
        let used: Vec<UsedPart> = self.typed.lines.iter().map(UsedPart::from).collect();
        let other = self.other().unwrap_or(Money::zero(self.form.terms.currency));

        self.form.bill(self.typed.outcome.unwrap_or(Outcome::Finished), &used, other)
    }

    fn choices(&self, field: Field) -> &[CodeChoice] {
        match field {
            Field::Fault => &self.form.faults,
            Field::Cause => &self.form.causes,
            Field::Measure => &self.form.measures,
        }
    }

    /// The code that stands in a field: picked, or typed as a number.
    fn code(&self, field: Field) -> Result<Option<&CodeChoice>, Error> {
        let text = self.typed.codes[field as usize].trim();
        if text.is_empty() {
            return Ok(None);
        }
        let first = text.split_whitespace().next().unwrap_or_default();
        let choices = self.choices(field);
        let exact = choices.iter().find(|choice| choice.code.eq_ignore_ascii_case(first));
        let by_number = || choices.iter().find(|choice| choice.keys.rank(text) == Some(0));

        exact.or_else(by_number).map(Some).ok_or(Error::field(field.name(), Wrong::Unknown))
    }

    /// What fits the code as it is typed. Nothing drops down from one that was taken.
    pub fn codes_found(&self, field: Field) -> Vec<&CodeChoice> {
        let text = &self.typed.codes[field as usize];
        let choices = self.choices(field);
        if choices.iter().any(|choice| shown(choice, self.tag) == *text) {
            return Vec::new();
        }
        let found = Keys::find(choices, |choice| &choice.keys, text, LISTED);

        found.into_iter().filter_map(|at| choices.get(at)).collect()
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
    pub fn part(&self, id: domain::PartId) -> Option<&PartChoice> {
        self.form.parts.iter().find(|part| part.id == id)
    }

    /// The language that codes are shown in.
    pub fn tag(&self) -> &'static str {
        self.tag
    }
}

/// A code with its meaning, as it stands in its field once it is taken.
pub fn shown(choice: &CodeChoice, tag: &str) -> String {
    format!("{} {}", choice.code, choice.labels.get(tag))
}
