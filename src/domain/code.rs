//! Codes for faults, causes and measures: what an office counts by.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Category;

/// What a code says something about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeGroup {
    /// What the customer sees.
    Fault,
    /// Why it happens.
    Cause,
    /// What was done about it.
    Measure,
}

/// A word in several languages, by language tag.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Labels(pub BTreeMap<String, String>);

impl Labels {
    /// The word in the language with this tag, else in English, else in any.
    pub fn get(&self, tag: &str) -> &str {
        let any = || self.0.values().next();

        self.0.get(tag).or_else(|| self.0.get("en")).or_else(any).map_or("", String::as_str)
    }
}

/// A fault, cause or measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// What it says something about.
    pub group: CodeGroup,
    /// What is typed and printed.
    pub code: String,
    /// What it means.
    pub labels: Labels,
    /// The machines it is for; empty means all.
    #[serde(default)]
    pub categories: Vec<Category>,
    /// Whether whoever did this built a part in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub builds_in: bool,
}
