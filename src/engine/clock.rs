//! The time, and what nobody can guess.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{FixedOffset, Local, NaiveDate, NaiveDateTime, NaiveTime, Offset as _, Utc};
use domain::Moment;
use uuid::Uuid;

/// A clock on the wall of an office.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// This computer's.
    #[default]
    System,
    /// This computer's, in an office so far east of Greenwich.
    Elsewhere(FixedOffset),
    /// One that is set by hand, for tests: the moment, and the office's distance from Greenwich.
    ByHand(Arc<AtomicI64>, FixedOffset),
}

impl Clock {
    /// A clock set by hand, eight hours east of Greenwich.
    pub fn by_hand(now: Moment) -> Self {
        let east = FixedOffset::east_opt(8 * 3600).unwrap_or(chrono::Utc.fix());

        Self::ByHand(Arc::new(AtomicI64::new(now.0)), east)
    }

    /// This computer's clock in an office where it is `time` just now, whatever the time is here. A day that begins
    /// there in the morning does not turn over for hours.
    pub fn showing(time: NaiveTime) -> Self {
        Self::Elsewhere(east_of(Self::System.now(), time))
    }

    /// The same office's clock, standing still from now on.
    pub(crate) fn stopped(&self) -> Self {
        Self::ByHand(Arc::new(AtomicI64::new(self.now().0)), self.offset())
    }

    /// Sets a clock that is set by hand. This computer's stays as it is.
    pub fn set(&self, now: Moment) {
        if let Self::ByHand(hands, _) = self {
            hands.store(now.0, Ordering::Relaxed);
        }
    }

    /// Now.
    pub fn now(&self) -> Moment {
        match self {
            Self::System | Self::Elsewhere(_) => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                Moment(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
            }
            Self::ByHand(hands, _) => Moment(hands.load(Ordering::Relaxed)),
        }
    }

    /// How far east of Greenwich the office is.
    pub fn offset(&self) -> FixedOffset {
        match self {
            Self::System => Local::now().offset().fix(),
            Self::Elsewhere(offset) | Self::ByHand(_, offset) => *offset,
        }
    }

    /// The moment at which the office's clock shows this.
    pub fn moment(&self, shown: NaiveDateTime) -> Moment {
        // A fixed distance from Greenwich has every time of day exactly once.
        let moment = shown.and_local_timezone(self.offset()).single();

        moment.map_or(self.now(), |moment| Moment(moment.timestamp_millis()))
    }

    /// Today, in the office.
    pub fn today(&self) -> NaiveDate {
        self.now().day(self.offset())
    }
}

/// How far east of Greenwich it is `time` at `now`: less than a day, either way.
fn east_of(now: Moment, time: NaiveTime) -> FixedOffset {
    let greenwich = Utc.fix();
    let ahead = time - now.at(greenwich).time();
    let seconds = i32::try_from(ahead.num_seconds()).unwrap_or_default();

    FixedOffset::east_opt(seconds).unwrap_or(greenwich)
}

/// 128 random bits of the operating system.
pub(crate) fn random() -> u128 {
    let mut bytes = [0; 16];
    if getrandom::fill(&mut bytes).is_err() {
        // No system this runs on lacks randomness; if one does, a time-based name is still unique here.
        return Uuid::now_v7().as_u128();
    }

    u128::from_be_bytes(bytes)
}

/// A new name for a record: sorted by the time it was made and, where a deed makes several at one moment,
/// in the order in which it made them (RFC 9562, 6.2, method 1).
pub(crate) fn new_id(now: Moment) -> Uuid {
    let millis = u64::try_from(now.0).unwrap_or_default();
    let random = random().to_be_bytes();
    let mut tail = [0; 10];
    tail.copy_from_slice(&random[..10]);
    let count = LAST.with(|last| {
        let (before, count) = last.get();
        // Twelve bits are left for it; beyond them the order at one moment is open.
        let count = if before == millis { (count + 1).min(0x0fff) } else { 0 };
        last.set((millis, count));
        count
    });
    tail[..2].copy_from_slice(&count.to_be_bytes());

    uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()
}

thread_local! {
    /// The moment of the last name made by this thread, and how many were made before it at that moment.
    static LAST: Cell<(u64, u16)> = const { Cell::new((0, 0)) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_can_be_where_it_is_ten_whatever_the_time_is_here() {
        let ten = NaiveTime::from_hms_opt(10, 0, 0).expect("a time of day");
        for minute in 0..48 * 60 {
            let now = Moment(1_795_222_800_000 + minute * 60_000);
            let there = now.at(east_of(now, ten));

            assert_eq!(there.time(), ten, "at {}", now.at(Utc.fix()));
            assert_eq!(there.timestamp_millis(), now.0, "only what the clock shows is another");
        }
    }

    #[test]
    fn names_made_at_one_moment_keep_their_order() {
        let names: Vec<Uuid> = (0..1_000).map(|_| new_id(Moment(1_795_222_800_000))).collect();

        assert!(names.is_sorted());
        assert!(new_id(Moment(1_795_222_800_001)) > names[999]);
    }
}
