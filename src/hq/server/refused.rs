//! How headquarters says no: always JSON, always the same shape.

use serde_json::{Map, Value, json};
use sync::wire::{Code, Refusal};

use crate::Error;
use crate::intake::Problem;

/// A refusal with its HTTP status.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    pub status: u16,
    pub retry_after: Option<u64>,
    pub body: Map<String, Value>,
    /// What headquarters could not do, for whoever looks after it; nobody outside hears of it.
    pub cause: Option<String>,
}

impl Refused {
    /// A refusal with a code of its own.
    pub fn new(status: u16, code: &str, message: &str) -> Self {
        let body = json!({"code": code, "message": message, "permanent": true});

        Self { status, retry_after: None, body: object(body), cause: None }
    }

    /// What is wrong with which field.
    #[must_use]
    pub fn with_fields(mut self, problems: &[Problem]) -> Self {
        self.body.insert("fields".to_owned(), json!(problems));
        self
    }

    /// Not before so many seconds.
    pub fn too_often(seconds: u64) -> Self {
        let refusal = Refusal { retry_after: Some(seconds), ..busy("too many requests") };

        Self { status: 429, ..refusal.into() }
    }
}

fn busy(message: &str) -> Refusal {
    Refusal::new(Code::Busy, message)
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self {
            status: refusal.code.status(),
            retry_after: refusal.retry_after,
            body: object(json!(refusal)),
            cause: None,
        }
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        // What the database says is nobody's business outside.
        let cause = Some(error.to_string());
        let refused: Self = match error {
            Error::Storage(_) | Error::Stopped => {
                Refusal { retry_after: Some(5), ..busy("the database does not answer now") }.into()
            }
            Error::Folder { .. }
            | Error::Foreign(_)
            | Error::Newer { .. }
            | Error::Address(_)
            | Error::ForeignServer
            | Error::WithoutServer
            | Error::OnServer
            | Error::File { .. }
            | Error::Unsound { .. }
            | Error::OntoItself(_)
            | Error::CopyIsItself
            | Error::NoCopyOfThis
            | Error::UnknownSalvage(_)
            | Error::NoSuchNumber(_)
            | Error::NumberTwice { .. }
            | Error::NotNow { .. }
            | Error::WithThisBranch { .. }
            | Error::UnknownLate(_)
            | Error::UnknownPerson(_)
            | Error::OrdersOpen(_)
            | Error::UnknownOperator(_)
            | Error::WeakPassword
            | Error::Listen { .. }
            | Error::System(_)
            | Error::MalformedBranch(_)
            | Error::MalformedName(_)
            | Error::Taken(_)
            | Error::UnknownBranch(_)
            | Error::UnknownDevice(_)
            | Error::UnknownOrder(_)
            | Error::MalformedDistrict(_)
            | Error::BooksBegun(_)
            | Error::Refused(_) => {
                Refusal::new(Code::Internal, "headquarters could not do this").into()
            }
        };

        Self { cause, ..refused }
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        // Refusals are structs.
        _ => Map::new(),
    }
}
