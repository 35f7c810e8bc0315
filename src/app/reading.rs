//! Days and times as people type them.

use chrono::{Datelike, Days, NaiveDate};
use domain::Slot;

/// A day: `2026-11-21`, `2026/11/21`, `20261121`, `2026年11月21日`, `11-21`, `21`, `+3`.
///
/// A day without its year or month is the next one from `today` on.
pub fn coming_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    if let Some(days) = text.trim().strip_prefix('+') {
        return today.checked_add_days(Days::new(days.trim().parse().ok()?));
    }
    match numbers(text).as_slice() {
        [day] if *day <= 31 => (0..3)
            .filter_map(|ahead| {
                let month = today.with_day(1)?.checked_add_months(chrono::Months::new(ahead))?;
                month.with_day(*day)
            })
            .find(|found| *found >= today),
        [month, day] => {
            let this_year = NaiveDate::from_ymd_opt(today.year(), *month, *day);
            let next_year = || NaiveDate::from_ymd_opt(today.year() + 1, *month, *day);
            this_year.filter(|found| *found >= today).or_else(next_year)
        }
        _ => whole_day(text),
    }
}

/// A day that has been: the same, but a day without its year is the last one until `today`.
pub fn past_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    match numbers(text).as_slice() {
        [month, day] if *month <= 12 => {
            let this_year = NaiveDate::from_ymd_opt(today.year(), *month, *day);
            let last_year = || NaiveDate::from_ymd_opt(today.year() - 1, *month, *day);
            this_year.filter(|found| *found <= today).or_else(last_year)
        }
        [year, month] => NaiveDate::from_ymd_opt(i32::try_from(*year).ok()?, *month, 1),
        _ => whole_day(text).filter(|day| *day <= today),
    }
}

/// A stretch of a day: `14-16`, `14:00-16:00`, `1430-1600`, `9`. One time alone is two hours long.
pub fn stretch(text: &str) -> Option<(u16, u16)> {
    let plain: String = text.chars().map(half_width).collect();
    let mut times = plain.split(['-', '–', '—', '~', '至', '到']).map(str::trim);
    let from = time(times.next()?)?;
    let to = match times.next() {
        Some(end) => time(end)?,
        None => (from + 120).min(Slot::DAY),
    };

    (times.next().is_none() && from < to && to <= Slot::DAY).then_some((from, to))
}

/// Minutes since midnight.
fn time(text: &str) -> Option<u16> {
    let (hours, minutes) = match text.split_once([':', '.', '点', '時', '时']) {
        Some((hours, minutes)) => (hours, minutes.trim_end_matches(['分'])),
        None if text.len() > 2 => text.split_at_checked(text.len() - 2)?,
        None => (text, "0"),
    };
    let hours: u16 = hours.trim().parse().ok()?;
    let minutes: u16 = if minutes.trim().is_empty() { 0 } else { minutes.trim().parse().ok()? };

    (hours <= 24 && minutes < 60 && hours * 60 + minutes <= Slot::DAY)
        .then_some(hours * 60 + minutes)
}

fn whole_day(text: &str) -> Option<NaiveDate> {
    match numbers(text).as_slice() {
        [year, month, day] => NaiveDate::from_ymd_opt(i32::try_from(*year).ok()?, *month, *day)
            .filter(|day| (1900..=2200).contains(&day.year())),
        [run] if (19_000_101..=22_001_231).contains(run) => {
            let year = i32::try_from(run / 10_000).ok()?;
            NaiveDate::from_ymd_opt(year, run / 100 % 100, run % 100)
        }
        _ => None,
    }
}

/// The numbers of a date; none if anything else stands between them than what dates are written with.
fn numbers(text: &str) -> Vec<u32> {
    let plain: String = text.trim().chars().map(half_width).collect();
    let between = |c: char| "-/. 年月日号號".contains(c);
    if plain.chars().any(|c| !c.is_ascii_digit() && !between(c)) {
        return Vec::new();
    }

    plain
        .split(between)
        .filter(|part| !part.is_empty())
        .map_while(|part| part.parse().ok())
        .collect()
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        '：' => ':',
        '－' => '-',
        '～' => '~',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, month, day)
    }

    fn saturday() -> NaiveDate {
        day(2026, 11, 21).expect("a day")
    }

    #[test]
    fn a_coming_day_may_be_written_short() {
        for text in ["2026-11-23", "2026/11/23", "20261123", "2026年11月23日", "11-23", "23", "+2"]
        {
            assert_eq!(coming_day(text, saturday()), day(2026, 11, 23), "{text}");
        }
        assert_eq!(coming_day("1-5", saturday()), day(2027, 1, 5));
        assert_eq!(coming_day("3", saturday()), day(2026, 12, 3));
        for text in ["", "soon", "32", "2026-13-01", "11-23x"] {
            assert_eq!(coming_day(text, saturday()), None, "{text}");
        }
    }

    #[test]
    fn a_day_that_has_been_is_never_to_come() {
        assert_eq!(past_day("5-1", saturday()), day(2026, 5, 1));
        assert_eq!(past_day("12-24", saturday()), day(2025, 12, 24));
        assert_eq!(past_day("2021年3月", saturday()), day(2021, 3, 1));
        assert_eq!(past_day("2027-01-01", saturday()), None);
    }

    #[test]
    fn a_stretch_may_be_written_in_many_ways() {
        for text in ["14-16", "14:00-16:00", "14：00～16：00", "1400-1600", "14点到16点", "14"]
        {
            assert_eq!(stretch(text), Some((840, 960)), "{text}");
        }
        for text in ["", "16-14", "25", "14-16-18", "soon", "14:75"] {
            assert_eq!(stretch(text), None, "{text}");
        }
    }
}
