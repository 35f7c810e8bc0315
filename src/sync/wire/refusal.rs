//! How headquarters says no.

use serde::{Deserialize, Serialize};

/// An error on the wire. A caller acts on `code` and `permanent`, never on the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// What is wrong.
    pub code: Code,
    /// The same for whoever reads logs.
    pub message: String,
    /// Whether asking again in the same way is futile.
    pub permanent: bool,
    /// Not before so many seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// 409: the history is not the one headquarters knows. Start a new incarnation.
    Fork,
    /// 409: operations before these never arrived. Say hello and push from there.
    Gap,
    /// 409: headquarters was restored from a backup since. Say hello.
    Epoch,
    /// 409: the office that a device began by itself is not the code's branch, or that branch has other devices.
    OtherOffice,
    /// 410: the cursor is of no use any more. Fetch the stream anew.
    Resync,
    /// 404: there is no such thing, or it is none of the caller's business.
    NotFound,
    /// 401: the token is missing or has run out.
    Unauthorized,
    /// 403: the device no longer belongs to this headquarters.
    Revoked,
    /// 426: the program is too old for this call.
    TooOld,
    /// 400: not what it should be.
    Malformed,
    /// 413: too much at once.
    TooLarge,
    /// 429 or 503: later.
    Busy,
    /// 500: headquarters' own trouble.
    Internal,
    /// A code that this version does not know.
    #[serde(other)]
    Unknown,
}

impl Code {
    /// The HTTP status it travels under.
    pub fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::Unauthorized => 401,
            Self::Revoked => 403,
            Self::NotFound => 404,
            Self::Fork | Self::Gap | Self::Epoch | Self::OtherOffice => 409,
            Self::Resync => 410,
            Self::TooLarge => 413,
            Self::TooOld => 426,
            Self::Internal | Self::Unknown => 500,
            Self::Busy => 503,
        }
    }
}

impl Refusal {
    /// A refusal of this code. Whether it is permanent follows from the code.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        let permanent =
            !matches!(code, Code::Busy | Code::Internal | Code::Unauthorized | Code::Unknown);

        Self { code, message: message.into(), permanent, retry_after: None }
    }
}
