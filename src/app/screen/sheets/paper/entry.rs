//! A sheet as it is handed to the engine, and what it costs as it stands.

use chrono::NaiveDate;
use domain::{ChargeKind, Coverage, Means, Money, NeededPart, Outcome, Payer};
use engine::{Bill, Error, SheetEntry, UsedPart, Wrong};

use super::{Field, Next, Paper, REMARK};
use crate::screen::sheets::typed::Line;

impl Paper {
    /// The sheet as it is to be entered, or what to do first.
    pub fn entry(&mut self) -> Result<SheetEntry, Next> {
        if self.typed.line.part.is_some() && !self.typed.line.serial.trim().is_empty() {
            let next = self.line_entered();
            if self.typed.line.part.is_some() {
                return Err(next);
            }
        }
        let problems = self.problems();
        if !problems.is_empty() {
            return Err(self.refuse_all(problems));
        }
        let entry = self.read().map_err(|error| self.refuse(error))?;
        let due = self.bill().total(Payer::Customer);
        if entry.is_doubtful(due) && !self.warned {
            self.warned = true;
            return Err(Next::Field(REMARK));
        }

        Ok(entry)
    }

    /// Everything that is missing or cannot be read, in the order of the sheet.
    pub(super) fn problems(&self) -> Vec<Error> {
        let outcome = self.typed.outcome;
        let missing = |field: &'static str| Error::field(field, Wrong::Missing);
        let codes = Field::ALL.into_iter().map(|field| match self.code(field) {
            Ok(None) if self.is_needed(field) => Some(missing(field.name())),
            code => code.err(),
        });
        let line = &self.typed.line;
        let part = match line.part {
            None if !line.text.trim().is_empty() => Some(Error::field("part", Wrong::Unknown)),
            Some(_) if line.serial.trim().is_empty() => Some(missing("serial")),
            _ if self.lacks_a_part() => Some(missing("part")),
            _ => None,
        };
        let unexplained = self.waives() && self.typed.waiver.trim().is_empty();
        let waiver = unexplained.then(|| missing("waiver"));
        let foot = [part, self.other().err(), waiver, self.cash().err()];

        [self.purchased().err(), self.times().err(), outcome.is_none().then(|| missing("outcome"))]
            .into_iter()
            .chain(codes)
            .chain(self.odd_readings().map(Some))
            .chain(foot)
            .flatten()
            .collect()
    }

    /// Whether a code must be said: of a repair that was finished, and as long as nothing was ticked it may be one.
    pub fn is_needed(&self, field: Field) -> bool {
        let outcome = self.typed.outcome.unwrap_or(Outcome::Finished);

        match field {
            Field::Cause => self.form.needs_cause(outcome),
            Field::Fault | Field::Measure => self.form.needs_codes(outcome),
        }
    }

    /// Whether what was done takes a part.
    pub fn builds_in(&self) -> bool {
        let measure = self.code(Field::Measure).ok().flatten();
        let worked = matches!(self.typed.outcome, Some(Outcome::Finished | Outcome::Partial));

        worked && measure.is_some_and(|choice| choice.builds_in)
    }

    /// Whether it must be said which part was built in, or that it was none of the office's; or which one is missing,
    /// or that nobody knows yet.
    pub fn lacks_a_part(&self) -> bool {
        if self.needs_part() {
            return self.names_nothing_missing() && !self.typed.unknown_part;
        }

        self.builds_in() && self.typed.lines.is_empty() && !self.typed.foreign_part
    }

    /// Whether a part is missing and none is named.
    pub fn names_nothing_missing(&self) -> bool {
        self.needs_part() && self.missing().next().is_none()
    }

    /// The lines of what was built in.
    fn built_in(&self) -> impl Iterator<Item = &Line> {
        self.typed.lines.iter().filter(|line| !self.is_missing(line))
    }

    /// The lines of what is missing.
    pub(super) fn missing(&self) -> impl Iterator<Item = &Line> {
        self.typed.lines.iter().filter(|line| self.is_missing(line))
    }

    /// Whether a line says what is missing, not what was built in.
    pub fn is_missing(&self, line: &Line) -> bool {
        self.needs_part() && line.missing
    }

    /// Whether what was built in was none of the office's, so that it costs nothing here.
    pub fn is_foreign(&self) -> bool {
        self.typed.foreign_part && self.builds_in() && self.typed.lines.is_empty()
    }

    fn read(&self) -> Result<SheetEntry, Error> {
        let outcome = self.typed.outcome.ok_or(Error::field("outcome", Wrong::Missing))?;
        let code = |field| Ok::<_, Error>(self.code(field)?.map(|choice| choice.code.clone()));
        let (arrived, ended) = self.times()?;
        let remark = self.typed.remark.trim();

        Ok(SheetEntry {
            visit: self.form.visit,
            day: Some(self.day()?),
            arrived,
            ended,
            outcome,
            fault: code(Field::Fault)?,
            cause: code(Field::Cause)?,
            measure: code(Field::Measure)?,
            readings: self.readings()?,
            parts: self.built_in().map(UsedPart::from).collect(),
            needed: self.missing().map(needed).collect(),
            unknown_part: self.typed.unknown_part,
            foreign_part: self.is_foreign(),
            other: self.other()?,
            cash: self.cash()?,
            means: self.means(),
            grade: self.typed.grade,
            remark: (!remark.is_empty()).then(|| remark.to_owned()),
            waiver: self.waives().then(|| self.typed.waiver.trim().to_owned()),
            found: self.found(),
        })
    }

    /// What was charged besides.
    fn other(&self) -> Result<Money, Error> {
        self.money(&self.typed.other).ok_or(Error::field("amount", Wrong::Unreadable))
    }

    /// What was brought. Nothing may stand there only where nothing is due.
    pub(super) fn cash(&self) -> Result<Money, Error> {
        let due = self.bill().total(Payer::Customer);
        if self.typed.cash.trim().is_empty() && !due.is_zero() {
            return Err(Error::field("cash", Wrong::Missing));
        }
        let cash = self.money(&self.typed.cash).filter(|cash| cash.minor >= 0);

        cash.ok_or(Error::field("cash", Wrong::Unreadable))
    }

    /// Of a sheet that came back to be corrected it stands there that nothing was brought, as it was typed.
    pub(super) fn received_nothing(&mut self) {
        let before = self.form.before.as_ref().filter(|before| before.cash.is_zero());
        let Some(before) = before else { return };
        if !self.touched && !self.bill().total(Payer::Customer).is_zero() {
            self.typed.cash = self.locale.money_figures(before.cash);
        }
    }

    /// How it was paid.
    pub fn means(&self) -> Means {
        self.typed.means.unwrap_or(Means::Cash)
    }

    fn money(&self, text: &str) -> Option<Money> {
        let currency = self.form.terms.currency;

        if text.trim().is_empty() {
            Some(Money::zero(currency))
        } else {
            Money::parse(text, currency)
        }
    }

    /// Whether the customer pays for this, and nobody knows how much.
    pub fn is_unpriced(&self, kind: ChargeKind) -> bool {
        let terms = &self.form.terms;
        let finished = self.typed.outcome.is_none_or(|outcome| outcome == Outcome::Finished);
        match kind {
            ChargeKind::Labour => finished && terms.is_unknown(Coverage::Labour),
            ChargeKind::Trip => finished && terms.is_unknown(Coverage::Trip),
            ChargeKind::Part => {
                let mut parts = self.built_in().filter_map(|line| self.part(line.part));
                let unknown = parts.any(|part| part.price.is_none());
                unknown && terms.payer(Coverage::Parts) == Payer::Customer
            }
            ChargeKind::Remote | ChargeKind::Other => false,
        }
    }

    /// What the sheet costs as it stands.
    pub fn bill(&self) -> Bill {
        let whole = self.whole_bill();

        if self.typed.waived { whole.without_fare() } else { whole }
    }

    /// The same if the customer is let off nothing.
    fn whole_bill(&self) -> Bill {
        let used: Vec<UsedPart> = self.built_in().map(UsedPart::from).collect();
        let other = self.other().unwrap_or(Money::zero(self.form.terms.currency));
        let outcome = self.typed.outcome.unwrap_or(Outcome::Finished);

        self.form.bill_on(self.on(), outcome, (&used, other))
    }

    /// The day of the visit, as far as it can be read.
    fn on(&self) -> NaiveDate {
        self.day().unwrap_or(self.form.terms.day)
    }

    /// The order that bears a fee of this one, which is charged once a day.
    pub fn borne_by(&self, kind: ChargeKind) -> Option<&str> {
        let mut fares = self.form.terms.fares.iter();
        let fare = fares.find(|fare| fare.kind == kind && fare.day == self.on());

        fare.map(|fare| fare.number.as_str())
    }

    /// Whether there is a fee that the customer can be let off.
    pub fn may_waive(&self) -> bool {
        self.whole_bill().has_fare()
    }

    /// Whether the customer is let off it.
    pub fn waives(&self) -> bool {
        self.typed.waived && self.may_waive()
    }
}

fn needed(line: &Line) -> NeededPart {
    NeededPart { part: line.part, quantity: line.quantity }
}
