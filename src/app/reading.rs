//! Days and times as people type them.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime};
use domain::{Birthday, Slot};
use engine::Wrong;
use locale::{Language, Locale};

use crate::context::Context;

/// A day: `2026-11-21`, `2026/11/21`, `20261121`, `2026年11月21日`, `11-21`, `21`, `+3`.
///
/// A day without its month is the next one from `today` on. One without its year is, too, unless it was only lately: then
/// that is meant, so that it is refused as over and not taken for next year's.
pub fn coming_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    if let Some(days) = text.trim().strip_prefix('+') {
        return today.checked_add_days(Days::new(days.trim().parse().ok()?));
    }
    match numbers(text).as_slice() {
        [day] if *day <= 31 => (0..3)
            .filter_map(|ahead| {
                let month = today.with_day(1)?.checked_add_months(Months::new(ahead))?;
                month.with_day(*day)
            })
            .find(|found| *found >= today),
        [month, day] => {
            let years = [-1, 0, 1].map(|ahead| today.year() + ahead);
            let days = years.map(|year| NaiveDate::from_ymd_opt(year, *month, *day));
            days.into_iter().flatten().find(|found| (today - *found).num_days() <= LATELY)
        }
        _ => whole_day(text),
    }
}

/// So many days back somebody who leaves the year away means this one.
const LATELY: i64 = 90;

/// A day as it is told beside the field in which it was typed short: with its weekday, and with its year where that is
/// another.
pub fn told(day: NaiveDate, today: NaiveDate, locale: &Locale) -> String {
    if day.year() == today.year() { locale.date_short(day) } else { locale.date_full(day) }
}

/// A day that has been: the same, but a day without its year is the last one until `today`.
pub fn past_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let been = |day: &NaiveDate| *day <= today && day.year() >= 1900;
    match numbers(text).as_slice() {
        [month, day] if *month <= 12 => {
            let this_year = NaiveDate::from_ymd_opt(today.year(), *month, *day);
            let last_year = || NaiveDate::from_ymd_opt(today.year() - 1, *month, *day);
            this_year.filter(|found| *found <= today).or_else(last_year)
        }
        [year, month] => {
            let year = i32::try_from(*year).ok()?;
            let year = if year < 100 { 2000 + year } else { year };
            NaiveDate::from_ymd_opt(year, *month, 1).filter(been)
        }
        _ => whole_day(text).filter(been),
    }
}

/// Since when something is over, as it is typed; none where it is not.
pub fn gone_since(typed: Option<&str>, cx: &Context) -> Result<Option<NaiveDate>, Wrong> {
    let Some(typed) = typed else { return Ok(None) };
    let today = cx.engine.clock().today();
    let said = as_said(typed, &cx.locale, today);

    past_day(&said, today).map(Some).ok_or_else(|| not_past(&said, today))
}

/// What is wrong with a day that is none that has been: it lies ahead, or is no day.
pub fn not_past(text: &str, today: NaiveDate) -> Wrong {
    let much_later = today.checked_add_months(Months::new(12 * 100)).unwrap_or(today);

    if past_day(text, much_later).is_some() { Wrong::ToCome } else { Wrong::Unreadable }
}

/// The day of a visit: as above, and `-1` is yesterday. A day without its year or month is the last one until
/// `today`; only one that is written in full may lie ahead.
pub fn visit_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = text.trim();
    if let Some(days) = text.strip_prefix(['-', '－', '–', '−']) {
        return today.checked_sub_days(Days::new(days.trim().parse().ok()?));
    }
    match numbers(text).as_slice() {
        [day] if *day <= 31 => (0..3)
            .filter_map(|back| {
                let month = today.with_day(1)?.checked_sub_months(Months::new(back))?;
                month.with_day(*day)
            })
            .find(|found| *found <= today),
        [_, _] => past_day(text, today),
        _ => whole_day(text),
    }
}

/// The same text as the functions above read it, whatever the language says it in: `today`, `12 Oct`, and where the day
/// comes first, `3/12` for the third of December.
pub fn as_said(text: &str, locale: &Locale, today: NaiveDate) -> String {
    let plain = text.trim().to_lowercase();
    let ahead = [locale.calendar_yesterday(), locale.calendar_today(), locale.calendar_tomorrow()]
        .iter()
        .position(|word| word.to_lowercase() == plain);
    if let Some(ahead) = ahead {
        let day = today.pred_opt().and_then(|day| day.checked_add_days(Days::new(ahead as u64)));
        return day.map(|day| day.to_string()).unwrap_or_default();
    }
    let figures = in_figures(&plain, locale);
    let begins_with_month = plain.starts_with(char::is_alphabetic);
    let day_first = locale.language() == Language::English
        && (plain.contains('/') || (figures != plain && !begins_with_month));

    match numbers(&figures)[..] {
        [day, month] if day_first && month <= 12 => format!("{month}-{day}"),
        _ => figures,
    }
}

/// A birthday: `1980-05-17`, `19800517`, and without the year `5-17`, `5月17日`.
pub fn birthday(text: &str, today: NaiveDate) -> Option<Birthday> {
    match numbers(text.trim_start_matches("--")).as_slice() {
        [month, day] => Birthday::new(None, *month, *day).ok(),
        _ => whole_day(text).filter(|day| *day <= today).map(Birthday::from),
    }
}

/// The year a machine was made: `2019`, or its age in years, `7`.
pub fn year_made(text: &str, today: NaiveDate) -> Option<i32> {
    let [number] = numbers(text)[..] else { return None };
    let number = i32::try_from(number).ok()?;
    let year = if number <= OLDEST { today.year() - number } else { number };

    (today.year() - OLDEST..=today.year()).contains(&year).then_some(year)
}

/// No machine at home is older, in years.
const OLDEST: i32 = 80;

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

/// A time of day with its minutes, on `day` unless a day of the month stands before it: `0930`, `930`, `9:30`,
/// `20 930`. Such a day is the one nearest to `day`.
pub fn time_on(text: &str, day: NaiveDate) -> Option<NaiveDateTime> {
    let plain: String = text.trim().chars().map(half_width).collect();
    let (date, clock) = match plain.split_once([' ', '日', '号', '號']) {
        Some((date, clock)) => (nearest_day(date.trim().parse().ok()?, day)?, clock.trim()),
        None => (day, plain.as_str()),
    };
    let minute = Some(clock).filter(|clock| clock.chars().count() > 2).and_then(time)?;
    let (hours, minutes) = (minute / 60, minute % 60);

    date.and_hms_opt(hours.into(), minutes.into(), 0)
}

/// The day with this number that is nearest to `day`.
fn nearest_day(number: u32, day: NaiveDate) -> Option<NaiveDate> {
    let first = day.with_day(1)?;
    let months = [first.checked_sub_months(Months::new(1)), Some(first)];
    let months = months.into_iter().chain([first.checked_add_months(Months::new(1))]);
    let days = months.flatten().filter_map(|month| month.with_day(number));

    days.min_by_key(|found| (*found - day).num_days().abs())
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

    if hours > 24 || minutes >= 60 {
        return None;
    }

    Some(hours * 60 + minutes).filter(|time| *time <= Slot::DAY)
}

/// The same text with the name of a month as its number: `1 Nov 2025` is `1 11 2025`.
pub fn in_figures(text: &str, locale: &Locale) -> String {
    let plain = text.to_lowercase();
    // What was filled in before the language changed stays a day.
    let locales = [locale.clone(), Locale::new(Language::English)];
    let names = locales.iter().flat_map(|locale| {
        (1..=12_u32).flat_map(|month| {
            let names = [locale.calendar_month_long(month), locale.calendar_month_short(month)];
            names.map(|name| (name.to_lowercase(), month))
        })
    });
    // A name in letters only: in Chinese a month is its number already.
    let mut names = names.filter(|(name, _)| name.chars().all(char::is_alphabetic));
    let found =
        names.find(|(name, _)| plain.split(|c: char| !c.is_alphabetic()).any(|word| word == name));

    match found {
        Some((name, month)) => plain.replace(&name, &month.to_string()),
        None => text.to_owned(),
    }
}

fn whole_day(text: &str) -> Option<NaiveDate> {
    match numbers(text).as_slice() {
        // With the year at the end the day is written first, as in 31/12/2025.
        [day, month, year @ 1900..=2200] => {
            NaiveDate::from_ymd_opt(i32::try_from(*year).ok()?, *month, *day)
        }
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
        '　' => ' ',
        '。' | '．' => '.',
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
    fn days_are_read_as_the_language_says_them() {
        let today = saturday();
        let coming =
            |text: &str, language| coming_day(&as_said(text, &Locale::new(language), today), today);
        for (text, language, found) in [
            ("3/12", Language::English, day(2026, 12, 3)),
            ("3/12", Language::SimplifiedChinese, day(2027, 3, 12)),
            ("12/25", Language::English, day(2026, 12, 25)),
            ("12 Dec", Language::English, day(2026, 12, 12)),
            ("3 December", Language::English, day(2026, 12, 3)),
            ("Dec 3", Language::English, day(2026, 12, 3)),
            ("3 Dec 2026", Language::English, day(2026, 12, 3)),
            ("Today", Language::English, day(2026, 11, 21)),
            ("tomorrow", Language::English, day(2026, 11, 22)),
            ("明天", Language::SimplifiedChinese, day(2026, 11, 22)),
            ("11-23", Language::English, day(2026, 11, 23)),
            ("+2", Language::English, day(2026, 11, 23)),
            ("23", Language::English, day(2026, 11, 23)),
        ] {
            assert_eq!(coming(text, language), found, "{text}");
        }
    }

    #[test]
    fn figures_that_are_no_time_are_none_however_many() {
        for wrong in ["100010", "10001030", "13800001234", "2460", "2401", "65535"] {
            assert_eq!(time_on(wrong, saturday()), None, "{wrong}");
        }
        assert_eq!(time("2400"), Some(Slot::DAY));
    }

    #[test]
    fn birthdays_are_read_with_and_without_their_year() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
        let read = |text| birthday(text, today).map(|day| day.to_string());

        assert_eq!(read("1980-5-17").as_deref(), Some("1980-05-17"));
        assert_eq!(read("19800517").as_deref(), Some("1980-05-17"));
        assert_eq!(read("5月17日").as_deref(), Some("--05-17"));
        assert_eq!(read("--02-29").as_deref(), Some("--02-29"), "as it is written");
        assert_eq!(read("2027-01-01"), None, "nobody is born yet");
        assert_eq!(read("4-31"), None);
    }

    #[test]
    fn a_machine_s_year_is_read_as_a_year_or_as_an_age() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");

        assert_eq!(year_made("2019", today), Some(2019));
        assert_eq!(year_made("7", today), Some(2019));
        assert_eq!(year_made("0", today), Some(2026));
        assert_eq!(year_made("2019年", today), Some(2019));
        for wrong in ["2027", "1900", "90", "seven", "2019-05"] {
            assert_eq!(year_made(wrong, today), None, "{wrong}");
        }
    }

    #[test]
    fn a_coming_day_may_be_written_short() {
        for text in ["2026-11-23", "2026/11/23", "20261123", "2026年11月23日", "11-23", "23", "+2"]
        {
            assert_eq!(coming_day(text, saturday()), day(2026, 11, 23), "{text}");
        }
        assert_eq!(coming_day("1-5", saturday()), day(2027, 1, 5));
        assert_eq!(coming_day("3", saturday()), day(2026, 12, 3));
        assert_eq!(coming_day("11-20", saturday()), day(2026, 11, 20), "yesterday, not next year");
        assert_eq!(coming_day("8-24", saturday()), day(2026, 8, 24));
        assert_eq!(coming_day("8-22", saturday()), day(2027, 8, 22));
        let new_year = day(2027, 1, 5).expect("a day");
        assert_eq!(coming_day("12-30", new_year), day(2026, 12, 30));
        assert_eq!(coming_day("2-29", saturday()), None);
        for text in ["", "soon", "32", "2026-13-01", "11-23x"] {
            assert_eq!(coming_day(text, saturday()), None, "{text}");
        }
    }

    #[test]
    fn a_day_is_read_as_the_language_writes_it() {
        for language in locale::Language::ALL {
            let locale = Locale::new(language);
            let first = day(2025, 11, 1).expect("a day");
            let read = |text: &str| past_day(&in_figures(text, &locale), saturday());
            for text in [locale.date(first), locale.date_figures(first), "1/11/2025".into()] {
                assert_eq!(read(&text), Some(first), "{text}");
            }
        }
        let english = Locale::new(locale::Language::English);
        let read = |text| past_day(&in_figures(text, &english), saturday());
        assert_eq!(read("3 may 2025"), day(2025, 5, 3));
        assert_eq!(read("November 2025"), None, "a month is no day");
        assert_eq!(read("maybe"), None);
    }

    #[test]
    fn a_day_that_has_been_is_never_to_come() {
        assert_eq!(past_day("5-1", saturday()), day(2026, 5, 1));
        assert_eq!(past_day("12-24", saturday()), day(2025, 12, 24));
        assert_eq!(past_day("2021年3月", saturday()), day(2021, 3, 1));
        assert_eq!(past_day("25年3月", saturday()), day(2025, 3, 1));
        assert_eq!(past_day("26/11", saturday()), day(2026, 11, 1));
        assert_eq!(past_day("2030-05", saturday()), None);
        assert_eq!(past_day("1025-03", saturday()), None);
        assert_eq!(past_day("2027-01-01", saturday()), None);
    }

    #[test]
    fn a_day_that_lies_ahead_is_told_from_what_is_no_day() {
        for text in ["2027-01-01", "2030-05", "2026年12月1日"] {
            assert_eq!(not_past(text, saturday()), Wrong::ToCome, "{text}");
        }
        for text in ["soon", "2026-13-01", ""] {
            assert_eq!(not_past(text, saturday()), Wrong::Unreadable, "{text}");
        }
    }

    #[test]
    fn the_day_of_a_visit_has_been_unless_its_year_says_otherwise() {
        let read = |text| visit_day(text, saturday());
        for text in ["2026-11-20", "11-20", "20", "20日", "-1", "－1"] {
            assert_eq!(read(text), day(2026, 11, 20), "{text}");
        }
        assert_eq!(read("21"), day(2026, 11, 21));
        assert_eq!(read("22"), day(2026, 10, 22));
        assert_eq!(read("12-24"), day(2025, 12, 24));
        assert_eq!(read("2026-11-22"), day(2026, 11, 22));
        for text in ["", "soon", "32", "2026-13-01", "-x"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_of_a_sheet_needs_its_minutes() {
        let at = |date, hour, minute| day(2026, 11, date)?.and_hms_opt(hour, minute, 0);
        for text in ["0930", "930", "9:30", "09:30", "９：３０", "9.30", "9点30分", " 930 "] {
            assert_eq!(time_on(text, saturday()), at(21, 9, 30), "{text}");
        }
        for text in ["20 1630", "20日1630", "20日16时30分"] {
            assert_eq!(time_on(text, saturday()), at(20, 16, 30), "{text}");
        }
        let december = day(2026, 12, 1).expect("a day");
        assert_eq!(time_on("30 0800", december), at(30, 8, 0));
        for text in ["", "3", "12", "2400", "2530", "970", "soon", "32 0930", "9:30:10"] {
            assert_eq!(time_on(text, saturday()), None, "{text}");
        }
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
