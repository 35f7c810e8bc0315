//! What a command prints: sentences, or one JSON object.

use std::io::{self, Write};

use serde_json::Value;

/// Where answers go, and in what form.
#[derive(Debug, Clone, Copy)]
pub struct Printer {
    /// Whether programs read it.
    pub json: bool,
}

impl Printer {
    /// Prints one answer in the form that was asked for.
    pub fn say(self, lines: &[String], object: &Value) -> io::Result<()> {
        let mut out = io::stdout().lock();
        if self.json {
            writeln!(out, "{object}")?;
        } else {
            for line in lines {
                writeln!(out, "{line}")?;
            }
        }
        out.flush()
    }
}

/// A moment on the clock of this machine.
pub fn moment(at_ms: i64) -> String {
    let at = chrono::DateTime::from_timestamp_millis(at_ms).unwrap_or_default();

    at.with_timezone(&chrono::Local).format("%Y-%m-%d %H:%M").to_string()
}
