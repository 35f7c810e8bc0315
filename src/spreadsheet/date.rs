//! Days in the writings that people and Excel have for them.

use chrono::{Datelike, Days, NaiveDate};

use crate::Transform;
use crate::heading::narrow;
use crate::value::FieldFault;

/// Which of two small numbers comes first in 03/04/2024.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Unknown,
    DayFirst,
    MonthFirst,
}

/// Excel's day 0, for serial numbers after February 1900.
const EXCEL_EPOCH: Option<NaiveDate> = NaiveDate::from_ymd_opt(1899, 12, 30);

/// Reads 2024-03-05, 2024/3/5, 2024.3.5, 20240305, 2024年3月5日, 民國113年3月5日, Excel's 45356, and 05/03/2024 where `order` is
/// known; a time after the day is passed over.
pub(crate) fn parse(text: &str, order: Order) -> Result<NaiveDate, FieldFault> {
    let text = narrow(text);
    let text = text.trim();
    if let Some(date) = plain(text) {
        return date;
    }

    let (text, republic) = match text.strip_prefix("民國").or_else(|| text.strip_prefix("民国"))
    {
        Some(rest) => (rest.trim_start(), true),
        None => (text, false),
    };
    let (numbers, tail) = three_numbers(text).ok_or(FieldFault::NotADate)?;
    if !is_time(tail) {
        return Err(FieldFault::NotADate);
    }

    let [first, second, third] = numbers;
    match (first.len(), third.len()) {
        _ if republic => day(number(first) + 1911, number(second), number(third)),
        (4, 1..=2) => day(number(first), number(second), number(third)),
        (1..=2, 4) => year_last(number(third), (number(first), number(second)), order),
        (1..=2, 2) if order != Order::Unknown => {
            year_last(whole_year(number(third)), (number(first), number(second)), order)
        }
        (1..=2, 2) => Err(FieldFault::DayOrMonth),
        _ => Err(FieldFault::NotADate),
    }
}

/// The day that a cell says, in any writing that can mean one day only.
#[must_use]
pub fn day_in(text: &str) -> Option<NaiveDate> {
    parse(text, Order::Unknown).ok()
}

/// The day that a cell says whose day and month stand in this order.
#[must_use]
pub fn day_by(text: &str, order: &Transform) -> Option<NaiveDate> {
    let order = match order {
        Transform::DayFirst => Order::DayFirst,
        Transform::MonthFirst => Order::MonthFirst,
        Transform::AsIs | Transform::Before(_) | Transform::After(_) => Order::Unknown,
    };

    parse(text, order).ok()
}

/// 05/03/2024. Where only one of the two can be a month it is, whatever the others of the column are.
fn year_last(
    year: u32,
    (first, second): (u32, u32),
    order: Order,
) -> Result<NaiveDate, FieldFault> {
    match order {
        _ if first > 12 => day(year, second, first),
        _ if second > 12 => day(year, first, second),
        Order::Unknown => Err(FieldFault::DayOrMonth),
        Order::DayFirst => day(year, second, first),
        Order::MonthFirst => day(year, first, second),
    }
}

/// 24 is 2024, 85 is 1985.
fn whole_year(year: u32) -> u32 {
    if year < 70 { 2000 + year } else { 1900 + year }
}

/// What the days of a column tell of it: whether the day or the month comes first in 03/04/2024. Where none tells, or
/// one speaks against another, nothing is presumed; where no day is written so, there is nothing to tell.
#[must_use]
pub fn order_of_days<'a>(cells: impl IntoIterator<Item = &'a str>) -> Option<Transform> {
    let (mut day_first, mut month_first, mut any) = (false, false, false);
    for cell in cells {
        let text = narrow(cell);
        let Some(([first, second, third], _)) = three_numbers(text.trim()) else { continue };
        any |= first.len() <= 2 && matches!(third.len(), 2 | 4);
        if third.len() == 4 && first.len() <= 2 {
            let (first, second) = (number(first), number(second));
            day_first |= (13..=31).contains(&first) && second <= 12;
            month_first |= (13..=31).contains(&second) && first <= 12;
        }
    }

    any.then_some(match (day_first, month_first) {
        (true, false) => Transform::DayFirst,
        (false, true) => Transform::MonthFirst,
        _ => Transform::AsIs,
    })
}

/// 20240305, or Excel's count of days, perhaps with a fraction for the time.
fn plain(text: &str) -> Option<Result<NaiveDate, FieldFault>> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return None;
    }

    match (whole.len(), number(whole)) {
        (8, whole) => Some(day(whole / 10_000, whole / 100 % 100, whole % 100)),
        (5, serial @ 20_000..=80_000) => {
            let date =
                EXCEL_EPOCH.and_then(|epoch| epoch.checked_add_days(Days::new(u64::from(serial))));
            Some(date.ok_or(FieldFault::NoSuchDay))
        }
        _ => Some(Err(FieldFault::NotADate)),
    }
}

fn three_numbers(text: &str) -> Option<([&str; 3], &str)> {
    let mut rest = text;
    let mut numbers = [""; 3];
    for (index, slot) in numbers.iter_mut().enumerate() {
        if index > 0 {
            rest = rest.trim_start().strip_prefix(['-', '/', '.', '年', '月'])?.trim_start();
        }
        let end = rest.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
        if !(1..=4).contains(&end) {
            return None;
        }
        (*slot, rest) = rest.split_at(end);
    }
    Some((numbers, rest.trim_start().strip_prefix(['日', '号', '號']).unwrap_or(rest)))
}

/// Whether nothing follows the day but a time, as in `T14:22:10.5Z` or ` 2:22:10 PM`.
fn is_time(tail: &str) -> bool {
    let spaced = tail.is_empty() || tail.starts_with([' ', 'T', '.']);
    spaced && tail.chars().all(|c| c.is_ascii_digit() || " TZ:.+-APMapm上下午时時分秒".contains(c))
}

fn number(digits: &str) -> u32 {
    digits.parse().unwrap_or(u32::MAX / 2)
}

fn day(year: u32, month: u32, day: u32) -> Result<NaiveDate, FieldFault> {
    i32::try_from(year)
        .ok()
        .and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
        .filter(|date| (1900..=2100).contains(&date.year()))
        .ok_or(FieldFault::NoSuchDay)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ymd(year: i32, month: u32, day: u32) -> Result<NaiveDate, FieldFault> {
        Ok(NaiveDate::from_ymd_opt(year, month, day).unwrap())
    }

    #[test]
    fn a_day_is_understood_in_every_writing() {
        for text in [
            "2024-03-05",
            " 2024/3/5 ",
            "2024.3.5",
            "20240305",
            "2024年3月5日",
            "2024 年 3 月 5 日",
            "２０２４－０３－０５",
            "民國113年3月5日",
            "45356",
            "45356.75",
            "45356.0",
            "2024-03-05 14:22:10",
            "2024-03-05T14:22:10.5Z",
            "2024/3/5 2:22:10 PM",
            "2024/3/5 下午 2:22",
        ] {
            assert_eq!(parse(text, Order::Unknown), ymd(2024, 3, 5), "{text}");
        }
    }

    #[test]
    fn day_and_month_are_never_guessed() {
        assert_eq!(parse("05/03/2024", Order::Unknown), Err(FieldFault::DayOrMonth));
        assert_eq!(parse("5/3/24", Order::Unknown), Err(FieldFault::DayOrMonth));
        assert_eq!(parse("05/03/2024", Order::DayFirst), ymd(2024, 3, 5));
        assert_eq!(parse("03/05/2024", Order::MonthFirst), ymd(2024, 3, 5));
        assert_eq!(parse("2024-03-05", Order::DayFirst), ymd(2024, 3, 5));
        assert_eq!(parse("5/3/24", Order::DayFirst), ymd(2024, 3, 5));
        assert_eq!(parse("3/5/85", Order::MonthFirst), ymd(1985, 3, 5));
    }

    #[test]
    fn where_only_one_can_be_the_month_it_is() {
        assert_eq!(parse("31/12/2024", Order::Unknown), ymd(2024, 12, 31));
        assert_eq!(parse("12/31/2024", Order::Unknown), ymd(2024, 12, 31));
        assert_eq!(parse("12/31/2024", Order::DayFirst), ymd(2024, 12, 31));
        assert_eq!(parse("31/12/24", Order::MonthFirst), ymd(2024, 12, 31));
        assert_eq!(parse("31/31/2024", Order::Unknown), Err(FieldFault::NoSuchDay));
    }

    #[test]
    fn a_column_tells_its_order_unless_it_contradicts_itself() {
        assert_eq!(order_of_days(["05/03/2024", "31/12/2024 10:00"]), Some(Transform::DayFirst));
        assert_eq!(order_of_days(["soon", "5/3/2024", "12/31/2024"]), Some(Transform::MonthFirst));
        assert_eq!(order_of_days(["31/12/2024", "12/31/2024"]), Some(Transform::AsIs));
        let unclear = ["05/03/2024", "2024-12-31", "", "31/12/24"];
        assert_eq!(order_of_days(unclear), Some(Transform::AsIs));
        assert_eq!(order_of_days(["2024-12-31", "", "soon"]), None, "no day is written so");
    }

    #[test]
    fn what_is_no_day_is_told_apart_from_a_wrong_day() {
        for text in ["2024-02-30", "20241301", "2024/13/1", "1024-01-01", "31/31/2024"] {
            assert_eq!(parse(text, Order::DayFirst), Err(FieldFault::NoSuchDay), "{text}");
        }
        for text in [
            "soon",
            "2024",
            "2024-03",
            "19999",
            "80001",
            "12-34",
            "2024-03-05abc",
            "-1",
            "1.5.x",
            "年月日",
        ] {
            assert_eq!(parse(text, Order::DayFirst), Err(FieldFault::NotADate), "{text}");
        }
    }
}
