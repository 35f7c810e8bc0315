//! Fault, cause and measure: codes that are typed as numbers, initials or words.

use engine::{CodeChoice, Error, Keys, Wrong};

use super::{Next, Paper};

/// How many suggestions drop down.
pub(super) const LISTED: usize = 30;

/// One of the three codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Fault,
    Cause,
    Measure,
}

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
}

impl Paper {
    pub(super) fn code_picked(&mut self, field: Field, at: usize) -> Next {
        let found = self.codes_found(field);
        let picked = found.get(at).map(|choice| shown(choice, self.tag));
        let Some(text) = picked else { return Next::Stay };
        self.typed.codes[field as usize] = text;

        self.after_code(field)
    }

    pub(super) fn code_passed(&mut self, field: Field) -> Next {
        match self.code(field) {
            Ok(Some(choice)) => {
                let text = shown(choice, self.tag);
                self.typed.codes[field as usize] = text;
                self.after_code(field)
            }
            Ok(None) => self.after_code(field),
            Err(error) => self.refuse(error),
        }
    }

    fn after_code(&self, field: Field) -> Next {
        match field {
            Field::Fault => Next::Field(Field::Cause.id()),
            Field::Cause => Next::Field(Field::Measure.id()),
            Field::Measure => self.reading_at(0),
        }
    }

    /// The code that stands in a field: picked, or typed as a number.
    pub(super) fn code(&self, field: Field) -> Result<Option<&CodeChoice>, Error> {
        let text = self.typed.codes[field as usize].trim();
        if text.is_empty() {
            return Ok(None);
        }
        let first = text.split_whitespace().next().unwrap_or_default();
        let choices = self.choices(field);
        let exact = choices.iter().find(|choice| choice.code.eq_ignore_ascii_case(first));
        let by_number = || choices.iter().find(|choice| choice.keys.rank(text) == Some(0));
        // Words that only one code answers to name it.
        let by_words = || {
            let mut found = choices.iter().filter(|choice| choice.keys.rank(text).is_some());
            found.next().filter(|_| found.next().is_none())
        };

        exact
            .or_else(by_number)
            .or_else(by_words)
            .map(Some)
            .ok_or(Error::field(field.name(), Wrong::Unknown))
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

    fn choices(&self, field: Field) -> &[CodeChoice] {
        match field {
            Field::Fault => &self.form.faults,
            Field::Cause => &self.form.causes,
            Field::Measure => &self.form.measures,
        }
    }
}

/// A code with its meaning, as it stands in its field once it is taken.
pub fn shown(choice: &CodeChoice, tag: &str) -> String {
    format!("{} {}", choice.code, choice.labels.get(tag))
}
