//! What becomes of the jobs that the other system has not finished.

use chrono::{Days, NaiveDate};
use domain::Event;
use spreadsheet::Mapping;

use super::fields::Result as Repair;

/// The choice of a mapping under which this is kept.
const CHOICE: &str = "unfinished";
const OPEN: &str = "open";
const HISTORY: &str = "history";
/// Where nobody said otherwise, so many days back jobs stay open.
const DAYS: u64 = 365;

/// What becomes of the jobs that the other system has not finished: still to be done, or nobody knows how they ended.
/// Kept with the mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unfinished {
    /// Those of the last year stay open, what is older is history: nobody waits for it any more.
    #[default]
    Recent,
    /// All stay open.
    Open,
    /// All are history.
    History,
    /// Those received from this day on stay open.
    Since(NaiveDate),
}

impl Unfinished {
    /// What was chosen for a mapping.
    pub fn of(mapping: &Mapping) -> Self {
        match mapping.choices.get(CHOICE).map(String::as_str) {
            Some(OPEN) => Self::Open,
            Some(HISTORY) => Self::History,
            Some(day) => day.parse().map_or(Self::Recent, Self::Since),
            None => Self::Recent,
        }
    }

    /// Chooses this for a mapping.
    pub fn choose(self, mapping: &mut Mapping) {
        let word = match self {
            Self::Recent => {
                mapping.choices.remove(CHOICE);
                return;
            }
            Self::Open => OPEN.to_owned(),
            Self::History => HISTORY.to_owned(),
            Self::Since(day) => day.to_string(),
        };
        mapping.choices.insert(CHOICE.to_owned(), word);
    }

    /// Whether a job received on a day stays open. One without a day is as of today.
    pub(super) fn stays_open(self, received: Option<NaiveDate>, today: NaiveDate) -> bool {
        let since = match self {
            Self::Open => return true,
            Self::History => return false,
            Self::Recent => today.checked_sub_days(Days::new(DAYS)).unwrap_or(today),
            Self::Since(day) => day,
        };

        received.unwrap_or(today) >= since
    }
}

/// The jobs of a table that are not finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tally {
    pub(super) open: u64,
    pub(super) history: u64,
    pub(super) oldest: Option<NaiveDate>,
}

impl Tally {
    /// What happens to a job with this result, and whether it was left unfinished and is history all the same. What is
    /// over is history, however it ended: nobody has to be called about it.
    pub(super) fn event(
        &mut self,
        result: Repair,
        (received, today): (Option<NaiveDate>, NaiveDate),
        unfinished: Unfinished,
    ) -> (Event, bool) {
        let event = match result {
            Repair::Closed | Repair::Paid | Repair::Owed | Repair::Unknown => {
                return (Event::ImportClosed, false);
            }
            Repair::Cancelled => return (Event::Cancel, false),
            Repair::ToCall => Event::ImportDone,
            Repair::Open => Event::Accept,
        };
        self.oldest = [self.oldest, received].into_iter().flatten().min();
        if unfinished.stays_open(received, today) {
            self.open += 1;
            (event, false)
        } else {
            self.history += 1;
            (Event::ImportClosed, true)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_is_kept_with_the_mapping() {
        let day = NaiveDate::from_ymd_opt(2025, 1, 31).expect("a day");
        let mut mapping = Mapping::default();
        for choice in
            [Unfinished::Open, Unfinished::History, Unfinished::Since(day), Unfinished::Recent]
        {
            choice.choose(&mut mapping);
            let text = serde_json::to_string(&mapping).expect("plain words");
            let read: Mapping = serde_json::from_str(&text).expect("as written");
            assert_eq!(Unfinished::of(&read), choice);
            assert!(read.does_the_same(&Mapping::default()), "the columns are the same");
        }
        assert!(mapping.choices.is_empty());
    }

    #[test]
    fn a_job_stays_open_from_the_chosen_day_on() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let today = day("2026-11-21");
        let open = |choice: Unfinished, on: &str| choice.stays_open(Some(day(on)), today);

        assert!(open(Unfinished::Recent, "2025-11-21") && !open(Unfinished::Recent, "2025-11-20"));
        let since = Unfinished::Since(day("2026-08-01"));
        assert!(open(since, "2026-08-01") && !open(since, "2026-07-31"));
        assert!(open(Unfinished::Open, "2001-01-01") && !open(Unfinished::History, "2026-11-21"));
        assert!(Unfinished::Recent.stays_open(None, today), "it may have come in today");
    }
}
