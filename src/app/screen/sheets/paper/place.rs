//! What the fields are called, for the cursor and for the engine's refusals.

use super::{Field, Paper, Time};

pub const PURCHASED: &str = "sheet-purchased";
pub const PLATE: &str = "sheet-plate";
pub const DAY: &str = "sheet-day";
pub const OUTCOME: &str = "sheet-outcome";
/// Readings, as many as a machine has at most.
pub const READINGS: [&str; 3] = ["sheet-reading-1", "sheet-reading-2", "sheet-reading-3"];
pub const PART: &str = "sheet-part";
pub const SERIAL: &str = "sheet-serial";
pub const OTHER: &str = "sheet-other";
pub const WAIVER: &str = "sheet-waiver";
pub const CASH: &str = "sheet-cash";
pub const MEANS: &str = "sheet-means";
pub const GRADE: &str = "sheet-grade";
pub const REMARK: &str = "sheet-remark";

impl Paper {
    /// Where a field stands that the engine refuses by its name.
    pub(super) fn place(&self, field: &str) -> Option<&'static str> {
        let time = Time::ALL.into_iter().find(|time| time.name() == field).map(Time::id);
        let code = Field::ALL.into_iter().find(|code| code.name() == field).map(Field::id);
        let reading = || {
            let at = self.form.readings().iter().position(|kind| kind.code() == field)?;
            READINGS.get(at).copied()
        };
        let foot = || {
            Some(match field {
                "purchased" => PURCHASED,
                "plate" => PLATE,
                "day" => DAY,
                "outcome" => OUTCOME,
                "part" | "quantity" => PART,
                "serial" => SERIAL,
                "amount" => OTHER,
                "waiver" => WAIVER,
                "cash" => CASH,
                _ => return None,
            })
        };

        time.or(code).or_else(reading).or_else(foot)
    }
}
