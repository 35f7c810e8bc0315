//! When the technician was there, and what was measured: optional, but nothing that cannot be.

use chrono::{NaiveDate, NaiveDateTime};
use domain::{Reading, ReadingError, ReadingKind};
use engine::{Error, Wrong};

use super::before::{day_shown, time_shown};
use super::{Next, OUTCOME, PART, Paper, READINGS};
use crate::reading;

/// One of the two times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    Arrived,
    Ended,
}

/// What can happen to a time or a reading. Readings are named by their place on the sheet.
#[derive(Debug, Clone)]
pub enum Message {
    DayChanged(String),
    /// Enter on the day as it stands.
    DayPassed,
    TimeChanged(Time, String),
    /// Enter on a time as it stands.
    TimePassed(Time),
    ReadingChanged(usize, String),
    /// Enter on a reading as it stands.
    ReadingPassed(usize),
}

/// When the technician came and went.
type Times = (Option<NaiveDateTime>, Option<NaiveDateTime>);

impl Time {
    pub const ALL: [Self; 2] = [Self::Arrived, Self::Ended];

    pub fn id(self) -> &'static str {
        match self {
            Self::Arrived => "sheet-arrived",
            Self::Ended => "sheet-ended",
        }
    }

    /// Its name in the engine's refusals.
    pub fn name(self) -> &'static str {
        match self {
            Self::Arrived => "arrived",
            Self::Ended => "ended",
        }
    }
}

impl Paper {
    pub(super) fn measured(&mut self, message: Message) -> Next {
        match message {
            Message::DayChanged(text) => {
                self.typed.day = text;
                Next::Stay
            }
            Message::DayPassed => self.day_passed(),
            Message::TimeChanged(time, text) => {
                *self.time_typed(time) = text;
                Next::Stay
            }
            Message::TimePassed(time) => self.time_passed(time),
            Message::ReadingChanged(at, text) => {
                if let Some(kind) = self.form.readings().get(at) {
                    self.typed.readings.insert(*kind, text);
                }
                Next::Stay
            }
            Message::ReadingPassed(at) => self.reading_passed(at),
        }
    }

    fn time_typed(&mut self, time: Time) -> &mut String {
        match time {
            Time::Arrived => &mut self.typed.arrived,
            Time::Ended => &mut self.typed.ended,
        }
    }

    fn day_passed(&mut self) -> Next {
        match self.day() {
            Ok(day) => {
                self.typed.day = day_shown(day, &self.locale);
                Next::Field(Time::Arrived.id())
            }
            Err(error) => self.refuse(error),
        }
    }

    /// The day that the times are of: the one that is typed, or the visit's.
    pub fn day(&self) -> Result<NaiveDate, Error> {
        if self.typed.day.trim().is_empty() {
            return Ok(self.form.day);
        }
        let today = self.clock.today();
        let said = reading::as_said(&self.typed.day, &self.locale, today);
        let day = reading::visit_day(&said, today);
        let day = day.ok_or(Error::field("day", Wrong::Unreadable))?;
        if day > today { Err(Error::field("day", Wrong::ToCome)) } else { Ok(day) }
    }

    fn time_passed(&mut self, time: Time) -> Next {
        let times = match time {
            Time::Arrived => self.time(time).and_then(|arrived| self.checked((arrived, None))),
            Time::Ended => self.times(),
        };
        let (arrived, ended) = match times {
            Ok(times) => times,
            Err(error) => return self.refuse(error),
        };
        let passed = match time {
            Time::Arrived => arrived,
            Time::Ended => ended,
        };
        if let (Some(passed), Ok(day)) = (passed, self.day()) {
            *self.time_typed(time) = time_shown(passed, day);
        }

        // Where no arrival stands there is no end either.
        Next::Field(match time {
            Time::Arrived if passed.is_some() => Time::Ended.id(),
            Time::Arrived | Time::Ended => OUTCOME,
        })
    }

    /// Both times, as far as they are typed and can be true.
    pub(super) fn times(&self) -> Result<Times, Error> {
        let times = (self.time(Time::Arrived)?, self.time(Time::Ended)?);
        // A day that cannot be read is told where there is no time too.
        self.day()?;

        self.checked(times)
    }

    /// A time on the day on which the order came in, before it did: the work may have been done first.
    pub fn is_early(&self) -> bool {
        let received = self.form.received.at(self.clock.offset()).naive_local();
        let minute = received - chrono::TimeDelta::minutes(1);

        Time::ALL
            .into_iter()
            .filter_map(|time| self.time(time).ok().flatten())
            .any(|it| it <= minute)
    }

    fn checked(&self, times: Times) -> Result<Times, Error> {
        self.form.check_times(times, &self.clock).map(|()| times)
    }

    fn time(&self, time: Time) -> Result<Option<NaiveDateTime>, Error> {
        let text = match time {
            Time::Arrived => &self.typed.arrived,
            Time::Ended => &self.typed.ended,
        };
        if text.trim().is_empty() {
            return Ok(None);
        }
        let read = reading::time_on(text, self.day()?);

        read.map(Some).ok_or(Error::field(time.name(), Wrong::Unreadable))
    }

    /// The reading at this place, or what comes after the last.
    pub(super) fn reading_at(&self, at: usize) -> Next {
        let id = READINGS.get(at).filter(|_| at < self.form.readings().len());

        Next::Field(id.copied().unwrap_or(PART))
    }

    fn reading_passed(&mut self, at: usize) -> Next {
        let Some(kind) = self.form.readings().get(at) else { return Next::Field(PART) };
        match self.reading(*kind) {
            Ok(Some(_)) => self.reading_at(at + 1),
            // The rest was not measured either.
            Ok(None) => Next::Field(PART),
            Err(error) => self.refuse(error),
        }
    }

    /// What was measured, in the order of the sheet.
    pub(super) fn readings(&self) -> Result<Vec<Reading>, Error> {
        let readings = self.form.readings().iter().map(|kind| self.reading(*kind));

        readings.filter_map(Result::transpose).collect()
    }

    /// The readings that cannot be.
    pub(super) fn odd_readings(&self) -> impl Iterator<Item = Error> {
        self.form.readings().iter().filter_map(|kind| self.reading(*kind).err())
    }

    fn reading(&self, kind: ReadingKind) -> Result<Option<Reading>, Error> {
        let typed = self.typed.readings.get(&kind).map(String::as_str).unwrap_or_default();
        if typed.trim().is_empty() {
            return Ok(None);
        }
        let why = |error| match error {
            ReadingError::Unreadable => Wrong::Unreadable,
            ReadingError::Impossible => Wrong::OutOfRange,
        };

        Reading::parse(kind, typed).map(Some).map_err(|error| Error::field(kind.code(), why(error)))
    }
}
