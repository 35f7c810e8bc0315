//! What a cell of a workbook says, as text.

use std::borrow::Cow;

use calamine::{Data, DataRef, ExcelDateTime};
use chrono::{NaiveDateTime, NaiveTime, TimeDelta, Timelike};

/// Digits that Excel keeps of a number; what comes after them is an error of the calculation.
const DIGITS: usize = 15;
/// The seconds of a day.
const DAY: f64 = 86_400.0;

/// The text of a cell: days as 2024-03-05, whole numbers without a point, the rest as it stands.
pub(super) fn text<'a>(value: &'a DataRef<'_>) -> Cow<'a, str> {
    match value {
        DataRef::Empty => Cow::Borrowed(""),
        DataRef::String(text) => Cow::Borrowed(text),
        DataRef::SharedString(text) => Cow::Borrowed(text),
        DataRef::Int(number) => Cow::Owned(number.to_string()),
        DataRef::Float(number) => Cow::Owned(figures(*number)),
        DataRef::Bool(true) => Cow::Borrowed("TRUE"),
        DataRef::Bool(false) => Cow::Borrowed("FALSE"),
        DataRef::DateTime(moment) => Cow::Owned(moment_text(moment)),
        DataRef::DateTimeIso(text) => Cow::Owned(iso(text)),
        DataRef::DurationIso(text) => Cow::Borrowed(text),
        DataRef::Error(error) => Cow::Owned(error.to_string()),
    }
}

/// The same cell where it was read with all others.
pub(super) fn seen(value: &Data) -> DataRef<'_> {
    match value {
        Data::Empty => DataRef::Empty,
        Data::String(text) => DataRef::SharedString(text),
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::Bool(is) => DataRef::Bool(*is),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
    }
}

/// A number as people write it: 7, 13812345678, 0.3.
fn figures(number: f64) -> String {
    let kept: f64 = format!("{number:.*e}", DIGITS - 1).parse().unwrap_or(number);

    kept.to_string()
}

/// A day, a day with its time, or a time alone.
fn moment_text(moment: &ExcelDateTime) -> String {
    let number = moment.as_f64();
    if moment.is_duration() || (0.0..1.0).contains(&number) {
        // A sheet holds no time of more than some thousand years.
        let seconds = (number.clamp(0.0, 4_000_000.0) * DAY).round() as u64;
        let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        return match seconds {
            0 => format!("{hours:02}:{minutes:02}"),
            _ => format!("{hours:02}:{minutes:02}:{seconds:02}"),
        };
    }
    let half = TimeDelta::milliseconds(500);
    let moment = moment.as_datetime().and_then(|moment| moment.checked_add_signed(half));

    moment.map_or_else(|| figures(number), written)
}

fn written(moment: NaiveDateTime) -> String {
    let format = match moment.time() {
        time if time.num_seconds_from_midnight() == 0 => "%Y-%m-%d",
        time if time.second() == 0 => "%Y-%m-%d %H:%M",
        _ => "%Y-%m-%d %H:%M:%S",
    };

    moment.format(format).to_string()
}

/// A day as an .ods has it, its time after a space.
fn iso(text: &str) -> String {
    match text.split_once('T') {
        Some((day, time)) if time.parse() == Ok(NaiveTime::MIN) => day.to_owned(),
        Some((day, time)) => format!("{day} {time}"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    fn day(number: f64) -> String {
        let moment = ExcelDateTime::new(number, ExcelDateTimeType::DateTime, false);
        text(&DataRef::DateTime(moment)).into_owned()
    }

    #[test]
    fn numbers_and_days_are_written_as_people_would() {
        for (number, expected) in
            [(7.0, "7"), (13_812_345_678.0, "13812345678"), (0.1 + 0.2, "0.3"), (-2.5, "-2.5")]
        {
            assert_eq!(text(&DataRef::Float(number)), expected);
        }
        assert_eq!(day(45_356.0), "2024-03-05");
        assert_eq!(day(45_356.604_166_666_6), "2024-03-05 14:30");
        assert_eq!(day(0.75), "18:00");
        assert_eq!(iso("2024-03-05T00:00:00"), "2024-03-05");
        assert_eq!(iso("2024-03-05T14:30:00"), "2024-03-05 14:30:00");
    }
}
