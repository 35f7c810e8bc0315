//! The numbers ①, ② … that the fields have on the paper, so that the eye finds the one that is typed.

use super::Paper;

/// A field of the paper, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    Arrived,
    Ended,
    Outcome,
    Fault,
    Cause,
    Measure,
    /// The first reading; the others have none.
    Readings,
    Parts,
    Charges,
    Total,
    Cash,
    Grade,
    Remark,
}

impl Paper {
    /// A label with the number that it has on the paper.
    pub fn numbered(&self, field: On, label: &str) -> String {
        // Where nothing is measured, the number of the readings goes to what comes after them.
        let skipped = field as u32 > On::Readings as u32 && self.form.readings().is_empty();
        let circled = char::from_u32('①' as u32 + field as u32 - u32::from(skipped));

        circled.map_or_else(|| label.to_owned(), |number| format!("{number} {label}"))
    }
}
