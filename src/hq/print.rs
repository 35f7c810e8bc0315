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
        self.say_to(io::stdout().lock(), lines, Some(object))
    }

    /// Prints a last word for people. Programs have had their object.
    pub fn end(self, line: String) -> io::Result<()> {
        self.say_to(io::stdout().lock(), &[line], None)
    }

    fn say_to(
        self,
        mut out: impl Write,
        lines: &[String],
        object: Option<&Value>,
    ) -> io::Result<()> {
        match (self.json, object) {
            (true, Some(object)) => writeln!(out, "{object}")?,
            (true, None) => {}
            (false, _) => {
                for line in lines {
                    writeln!(out, "{line}")?;
                }
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn programs_get_one_object_and_people_every_line() -> io::Result<()> {
        let printed = |json| {
            let (mut out, printer) = (Vec::new(), Printer { json });
            printer.say_to(&mut out, &["listens".to_owned()], Some(&json!({"listening": 1})))?;
            printer.say_to(&mut out, &["has stopped".to_owned()], None)?;
            Ok::<_, io::Error>(String::from_utf8_lossy(&out).into_owned())
        };

        assert_eq!(printed(true)?, "{\"listening\":1}\n");
        assert_eq!(printed(false)?, "listens\nhas stopped\n");
        Ok(())
    }
}
