//! Times: a moment on the world's clock, and a slot on the office's calendar.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeZone, Timelike, Utc};
use serde::{Deserialize, Serialize};

/// A point in time: milliseconds since 1970 in UTC. May lie in the past or, where a clock was wrong, the future.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// What a clock on the wall shows at this moment. Moments beyond the calendar, here or in UTC, show as the first
    /// day of 1970.
    pub fn at(self, offset: FixedOffset) -> DateTime<FixedOffset> {
        let moment = Utc.timestamp_millis_opt(self.0).single();
        // The calendar has an end, and close to it the wall's clock is past it already.
        let moment = moment.filter(|it| it.naive_utc().checked_add_offset(offset).is_some());

        moment.unwrap_or(DateTime::UNIX_EPOCH).with_timezone(&offset)
    }

    /// The day it is at this moment.
    pub fn day(self, offset: FixedOffset) -> NaiveDate {
        self.at(offset).date_naive()
    }

    /// This moment and so many hours.
    pub fn plus_hours(self, hours: i64) -> Self {
        Self(self.0.saturating_add(hours.saturating_mul(3_600_000)))
    }

    /// This moment and so long.
    pub fn plus(self, time: std::time::Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(time.as_millis()).unwrap_or(i64::MAX)))
    }

    /// Whole hours since `earlier`; negative if it is later.
    pub fn hours_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0) / 3_600_000
    }
}

/// A stretch of one working day that a customer was promised, in the office's own time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "RawSlot", into = "RawSlot")]
pub struct Slot {
    day: NaiveDate,
    from: u16,
    to: u16,
}

/// Why a stretch of time is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SlotError {
    /// It ends before or when it begins.
    #[error("a slot must end after it begins")]
    Backwards,
    /// It goes beyond midnight.
    #[error("a slot must lie within one day")]
    BeyondMidnight,
}

#[derive(Serialize, Deserialize)]
struct RawSlot {
    day: NaiveDate,
    from: u16,
    to: u16,
}

impl Slot {
    /// Minutes in a day.
    pub const DAY: u16 = 24 * 60;
    /// The hours of a day of which no hour was named.
    const OPENS: u16 = 8 * 60;
    const CLOSES: u16 = 18 * 60;

    /// A slot on `day`, in minutes since midnight.
    pub fn new(day: NaiveDate, from: u16, to: u16) -> Result<Self, SlotError> {
        if from >= to {
            return Err(SlotError::Backwards);
        }
        if to > Self::DAY {
            return Err(SlotError::BeyondMidnight);
        }
        Ok(Self { day, from, to })
    }

    /// The day alone: hours from which nobody is to conclude anything, kept for a day of which no hour was named.
    pub fn of_day(day: NaiveDate) -> Self {
        Self { day, from: Self::OPENS, to: Self::CLOSES }
    }

    /// Whether it names the day alone.
    pub fn is_day_alone(self) -> bool {
        (self.from, self.to) == (Self::OPENS, Self::CLOSES)
    }

    /// Whether nothing of it is left at `now`, by a clock on the office's wall.
    pub fn is_over(self, now: Moment, offset: FixedOffset) -> bool {
        let now = now.at(offset).naive_local();
        let minute = now.time().num_seconds_from_midnight() / 60;

        (self.day, u32::from(self.to)) <= (now.date(), minute)
    }

    /// The day.
    pub fn day(self) -> NaiveDate {
        self.day
    }

    /// Minutes since midnight at which it begins.
    pub fn from(self) -> u16 {
        self.from
    }

    /// Minutes since midnight at which it ends.
    pub fn to(self) -> u16 {
        self.to
    }

    /// How long it is, in minutes.
    pub fn minutes(self) -> u16 {
        self.to - self.from
    }

    /// Whether the two share any time.
    pub fn overlaps(self, other: Self) -> bool {
        self.day == other.day && self.from < other.to && other.from < self.to
    }
}

impl TryFrom<RawSlot> for Slot {
    type Error = SlotError;

    fn try_from(raw: RawSlot) -> Result<Self, SlotError> {
        Self::new(raw.day, raw.from, raw.to)
    }
}

impl From<Slot> for RawSlot {
    fn from(slot: Slot) -> Self {
        Self { day: slot.day, from: slot.from, to: slot.to }
    }
}

#[cfg(test)]
mod tests {
    use chrono::Offset as _;

    use super::*;

    #[test]
    fn slots_that_only_touch_do_not_overlap() -> Result<(), SlotError> {
        let day = NaiveDate::default();
        let morning = Slot::new(day, 9 * 60, 10 * 60)?;
        let later = Slot::new(day, 10 * 60, 11 * 60)?;

        assert!(!morning.overlaps(later));
        assert!(morning.overlaps(Slot::new(day, 9 * 60 + 59, 11 * 60)?));
        Ok(())
    }

    #[test]
    fn every_moment_can_be_shown_everywhere() {
        let (last, first) = (8_210_266_876_799_999, -8_334_601_228_800_000);
        for hours in [-12, 0, 8, 14] {
            let offset = FixedOffset::east_opt(hours * 3_600).unwrap_or(Utc.fix());
            for at_ms in [last, first, i64::MAX, i64::MIN, last - 86_400_000] {
                let shown = Moment(at_ms).at(offset).naive_local();
                assert!(!shown.to_string().is_empty());
            }
        }
    }

    #[test]
    fn a_slot_from_the_wire_is_checked() {
        let text = r#"{"day":"2026-11-21","from":600,"to":540}"#;

        assert!(serde_json::from_str::<Slot>(text).is_err());
    }
}
