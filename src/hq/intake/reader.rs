//! Reads what someone sent field by field, and remembers everything that is wrong with it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Something wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Which, as a path: `customer.phones[0]`.
    pub field: String,
    /// What: `required`, `malformed`, `too_long` or `not_one_of`.
    pub code: String,
    /// The same for whoever reads logs.
    pub message: String,
}

/// One object of the form, with its path.
pub struct Reader<'a> {
    object: Option<&'a Value>,
    path: String,
}

impl<'a> Reader<'a> {
    /// The whole form.
    pub fn new(form: &'a Value, problems: &mut Vec<Problem>) -> Self {
        if !form.is_object() {
            problem(problems, "", "malformed", "an order is a JSON object");
        }
        Self { object: Some(form), path: String::new() }
    }

    /// An object within it; empty if there is none.
    pub fn inside(&self, name: &str, problems: &mut Vec<Problem>) -> Self {
        let object = self.value(name);
        if object.is_some_and(|value| !value.is_object()) {
            problem(problems, &self.path_of(name), "malformed", "must be an object");
        }

        Self { object, path: self.path_of(name) }
    }

    /// A field, if it is there and not null.
    pub fn value(&self, name: &str) -> Option<&'a Value> {
        self.object?.get(name).filter(|value| !value.is_null())
    }

    /// The path of one of its fields.
    pub fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// A text without blanks around it, of at most `limit` characters; blank counts as absent.
    pub fn text(&self, name: &str, limit: usize, problems: &mut Vec<Problem>) -> Option<String> {
        let field = self.path_of(name);

        text(self.value(name)?, &field, limit, problems)
    }

    /// The same, but it must be there.
    pub fn required(&self, name: &str, limit: usize, problems: &mut Vec<Problem>) -> String {
        let before = problems.len();
        let text = self.text(name, limit, problems);
        if text.is_none() && problems.len() == before {
            problem(problems, &self.path_of(name), "required", "must be given");
        }

        text.unwrap_or_default()
    }

    /// A text that `parse` understands.
    pub fn parsed<T>(
        &self,
        name: &str,
        parse: impl FnOnce(&str) -> Option<T>,
        problems: &mut Vec<Problem>,
    ) -> Option<T> {
        let text = self.text(name, 200, problems)?;
        let parsed = parse(&text);
        if parsed.is_none() {
            let message = format!("{text:?} is not understood here");
            problem(problems, &self.path_of(name), "malformed", &message);
        }

        parsed
    }

    /// One of the words that `T` has.
    pub fn word<T: for<'b> Deserialize<'b>>(
        &self,
        name: &str,
        problems: &mut Vec<Problem>,
    ) -> Option<T> {
        let text = self.text(name, 50, problems)?;
        serde_json::from_value(Value::String(text.clone()))
            .map_err(|error| {
                let message = format!("{text:?} is none of the words known here{}", known(&error));
                problem(problems, &self.path_of(name), "not_one_of", &message);
            })
            .ok()
    }
}

/// The words there are, as the error of another one lists them.
fn known(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let Some((_, words)) = said.rsplit_once("expected ") else { return String::new() };

    format!(": {}", words.trim_start_matches("one of ").replace('`', ""))
}

/// A text without blanks around it; blank counts as absent.
pub fn text(
    value: &Value,
    field: &str,
    limit: usize,
    problems: &mut Vec<Problem>,
) -> Option<String> {
    let Some(text) = value.as_str() else {
        problem(problems, field, "malformed", "must be a text");
        return None;
    };
    let text = text.trim();
    if text.chars().count() > limit {
        problem(problems, field, "too_long", &format!("at most {limit} characters"));
        return None;
    }
    if text.chars().any(|c| c.is_control() && c != '\n') {
        problem(problems, field, "malformed", "has control characters");
        return None;
    }

    (!text.is_empty()).then(|| text.to_owned())
}

/// Remembers that something is wrong.
pub fn problem(problems: &mut Vec<Problem>, field: &str, code: &str, message: &str) {
    problems.push(Problem {
        field: field.to_owned(),
        code: code.to_owned(),
        message: message.to_owned(),
    });
}
