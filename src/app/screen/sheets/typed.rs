//! What has been typed of a sheet, as it is kept while it is not yet saved.

use std::collections::BTreeMap;

use domain::{Grade, Means, Outcome, PartId, ReadingKind};
use engine::UsedPart;
use serde::{Deserialize, Serialize};

/// The sheet as it stands on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub number: String,
    /// The day that the times are of.
    pub day: String,
    pub arrived: String,
    pub ended: String,
    pub outcome: Option<Outcome>,
    /// Fault, cause, measure.
    pub codes: [String; 3],
    pub readings: BTreeMap<ReadingKind, String>,
    pub lines: Vec<Line>,
    /// The line that is being typed.
    pub line: NewLine,
    /// Whether the part that was built in was none of the office's.
    pub foreign_part: bool,
    /// Whether a part is missing of which nobody knows yet which.
    pub unknown_part: bool,
    pub other: String,
    /// Whether the customer is let off trip and remote fee, and why.
    pub waived: bool,
    pub waiver: String,
    pub cash: String,
    /// How it was paid; in cash where nothing is said.
    pub means: Option<Means>,
    pub grade: Option<Grade>,
    pub remark: String,
    /// When the machine was bought, and the number on its plate, where nobody knew.
    pub purchased: String,
    pub plate: String,
}

/// A part that stands on the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub part: PartId,
    pub quantity: i64,
    #[serde(default)]
    pub serial: Option<String>,
    #[serde(default)]
    pub old: bool,
    /// Whether no such piece ever came, as somebody was told, and it was built in all the same.
    #[serde(default)]
    pub insisted: bool,
    /// Whether it is missing, where the visit came to that; else it was built in.
    #[serde(default)]
    pub missing: bool,
}

/// A line before it is complete: its part is not yet found, or its serial number is missing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NewLine {
    pub text: String,
    pub part: Option<PartId>,
    pub serial: String,
    pub old: bool,
    /// Whether somebody was told of this serial number that no such piece ever came: Enter again insists.
    #[serde(skip)]
    pub asked: bool,
}

impl Typed {
    /// The sheets that were kept; what cannot be read is nothing. There was only one once.
    pub fn read(text: &str) -> Vec<Self> {
        let one = || serde_json::from_str(text).map(|one| vec![one]);

        serde_json::from_str(text).or_else(|_| one()).unwrap_or_default()
    }

    /// The text that is kept.
    pub fn text(begun: &[&Self]) -> String {
        // All of it has a form in JSON.
        serde_json::to_string(begun).unwrap_or_default()
    }
}

impl Line {
    /// So many of a part are missing.
    pub fn missing(part: PartId, quantity: i64) -> Self {
        Self { part, quantity, serial: None, old: false, insisted: false, missing: true }
    }
}

impl From<&Line> for UsedPart {
    fn from(line: &Line) -> Self {
        Self {
            part: line.part,
            quantity: line.quantity,
            serial: line.serial.clone(),
            old: line.old,
            insisted: line.insisted,
        }
    }
}
