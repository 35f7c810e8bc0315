//! Days, times, slots and durations.

use chrono::{Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use domain::{Birthday, Moment, Slot};

use crate::Locale;

impl Locale {
    /// A day with its year: 2026年11月21日, 21 Nov 2026.
    #[must_use]
    pub fn date(&self, day: NaiveDate) -> String {
        let (year, month, date) = parts(day);
        self.calendar_date(&year, &self.calendar_month_short(month), &date)
    }

    /// A day of this year with its weekday: 11月21日 周六, Sat 21 Nov.
    #[must_use]
    pub fn date_short(&self, day: NaiveDate) -> String {
        let (_, month, date) = parts(day);
        let weekday = self.calendar_weekday_short(day.weekday().number_from_monday());
        self.calendar_date_short(&weekday, &self.calendar_month_short(month), &date)
    }

    /// A day for a letter: 2026年11月21日 星期六, Saturday 21 November 2026.
    #[must_use]
    pub fn date_long(&self, day: NaiveDate) -> String {
        let (year, month, date) = parts(day);
        let weekday = self.calendar_weekday_long(day.weekday().number_from_monday());
        self.calendar_date_long(&weekday, &year, &self.calendar_month_long(month), &date)
    }

    /// A day for a column of a table or a field: 2026-11-21; in English, where figures alone may be read two ways,
    /// 21 Nov 2026.
    #[must_use]
    pub fn date_figures(&self, day: NaiveDate) -> String {
        if self.language().is_chinese() {
            day.format("%Y-%m-%d").to_string()
        } else {
            self.date(day)
        }
    }

    /// A birthday, with its year where that is known: 5月17日, 17 May 1980.
    #[must_use]
    pub fn birthday(&self, birthday: Birthday) -> String {
        let month = self.calendar_month_short(birthday.month());
        let date = birthday.day().to_string();
        match birthday.year() {
            Some(year) => self.calendar_date(&year.to_string(), &month, &date),
            None => self.calendar_date_of_year(&month, &date),
        }
    }

    /// Today, tomorrow, yesterday; another day of the year by weekday, any other with its year.
    #[must_use]
    pub fn date_relative(&self, day: NaiveDate, today: NaiveDate) -> String {
        match day.signed_duration_since(today).num_days() {
            -1 => self.calendar_yesterday(),
            0 => self.calendar_today(),
            1 => self.calendar_tomorrow(),
            _ if day.year() == today.year() => self.date_short(day),
            _ => self.date(day),
        }
    }

    /// A day with its year and weekday: 2026年11月21日 周六, Sat 21 Nov 2026.
    #[must_use]
    pub fn date_full(&self, day: NaiveDate) -> String {
        let (date, weekday) = (self.date(day), self.weekday(day));
        let words = if self.language().is_chinese() { [date, weekday] } else { [weekday, date] };

        words.join(" ")
    }

    /// The weekday alone: 周六, Sat.
    #[must_use]
    pub fn weekday(&self, day: NaiveDate) -> String {
        self.calendar_weekday_short(day.weekday().number_from_monday())
    }

    /// A month: 2026年11月, November 2026.
    #[must_use]
    pub fn month(&self, day: NaiveDate) -> String {
        let (year, month, _) = parts(day);
        self.calendar_month(&year, &self.calendar_month_long(month))
    }

    /// A time of day: 14:30.
    #[must_use]
    pub fn time(&self, time: NaiveTime) -> String {
        format!("{:02}:{:02}", time.hour(), time.minute())
    }

    /// A day and a time: 11月21日 周六 14:30, Sat 21 Nov 14:30.
    #[must_use]
    pub fn date_time(&self, at: NaiveDateTime) -> String {
        format!("{} {}", self.date_short(at.date()), self.time(at.time()))
    }

    /// A day with its year and a time: 2026年11月21日 14:30. For paper and journals.
    #[must_use]
    pub fn date_time_full(&self, at: NaiveDateTime) -> String {
        format!("{} {}", self.date(at.date()), self.time(at.time()))
    }

    /// When something happened, as seen from `now`: 今天 14:30, yesterday 09:05.
    #[must_use]
    pub fn moment(&self, moment: Moment, now: Moment, offset: FixedOffset) -> String {
        let at = moment.at(offset).naive_local();
        let day = self.date_relative(at.date(), now.day(offset));
        format!("{day} {}", self.time(at.time()))
    }

    /// How long ago something happened: 刚刚, 5 分钟前; after a day, when it was.
    #[must_use]
    pub fn ago(&self, moment: Moment, now: Moment, offset: FixedOffset) -> String {
        match now.0.saturating_sub(moment.0).div_euclid(60_000) {
            0 => self.calendar_just_now(),
            minutes @ 1..60 => self.calendar_minutes_ago(minutes),
            minutes @ 60..1_440 => self.calendar_hours_ago(minutes / 60),
            _ => self.moment(moment, now, offset),
        }
    }

    /// A slot without its day: 14:00–16:00.
    #[must_use]
    pub fn slot_times(&self, slot: Slot) -> String {
        let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        format!("{}–{}", clock(slot.from()), clock(slot.to()))
    }

    /// A slot with its day: 11月21日 周六 14:00–16:00.
    #[must_use]
    pub fn slot(&self, slot: Slot) -> String {
        if slot.is_day_alone() {
            return self.date_short(slot.day());
        }
        format!("{} {}", self.date_short(slot.day()), self.slot_times(slot))
    }

    /// A slot as seen from `today`: 明天 14:00–16:00.
    #[must_use]
    pub fn slot_relative(&self, slot: Slot, today: NaiveDate) -> String {
        if slot.is_day_alone() {
            return self.date_relative(slot.day(), today);
        }
        format!("{} {}", self.date_relative(slot.day(), today), self.slot_times(slot))
    }

    /// A duration in its two largest units: 2 小时 10 分, 1 day 3 h. Below a minute it is nothing: 0 分.
    #[must_use]
    pub fn duration(&self, minutes: i64) -> String {
        let minutes = minutes.max(0);
        let (days, hours, minutes) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
        let words = match (days, hours, minutes) {
            (0, 0, minutes) => vec![self.calendar_minutes(minutes)],
            (0, hours, 0) => vec![self.calendar_hours(hours)],
            (0, hours, minutes) => {
                vec![self.calendar_hours(hours), self.calendar_minutes(minutes)]
            }
            (days, 0, _) => vec![self.calendar_days(days)],
            (days, hours, _) => vec![self.calendar_days(days), self.calendar_hours(hours)],
        };
        words.join(" ")
    }
}

/// Year and date as figures without grouping, the month by its number.
fn parts(day: NaiveDate) -> (String, u32, String) {
    (day.year().to_string(), day.month(), day.day().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    fn day(year: i32, month: u32, date: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, date).unwrap()
    }

    fn in_each(words: impl Fn(&Locale) -> String) -> [String; 3] {
        Language::ALL.map(|language| words(&Locale::new(language)))
    }

    #[test]
    fn a_day_is_written_short_full_and_long() {
        let day = day(2026, 11, 21);
        assert_eq!(
            in_each(|locale| locale.date_short(day)),
            ["11月21日 周六", "11月21日 週六", "Sat 21 Nov"]
        );
        assert_eq!(
            in_each(|locale| locale.date(day)),
            ["2026年11月21日", "2026年11月21日", "21 Nov 2026"]
        );
        assert_eq!(
            in_each(|locale| locale.date_long(day)),
            ["2026年11月21日 星期六", "2026年11月21日 星期六", "Saturday 21 November 2026"]
        );
        assert_eq!(in_each(|locale| locale.month(day))[2], "November 2026");
        assert_eq!(
            in_each(|locale| locale.date_figures(day)),
            ["2026-11-21", "2026-11-21", "21 Nov 2026"]
        );
    }

    #[test]
    fn every_month_and_weekday_has_its_own_name() {
        for language in Language::ALL {
            let locale = Locale::new(language);
            let days: std::collections::BTreeSet<_> =
                (2..=8).map(|date| locale.weekday(day(2026, 11, date))).collect();
            assert_eq!(days.len(), 7, "{days:?}");
            let months: std::collections::BTreeSet<_> =
                (1..=12).map(|month| locale.month(day(2026, month, 1))).collect();
            assert_eq!(months.len(), 12, "{months:?}");
        }
        let english = Locale::new(Language::English);
        assert_eq!(english.date_short(day(2026, 11, 22)), "Sun 22 Nov");
        assert_eq!(english.date(day(2026, 5, 1)), "1 May 2026");
    }

    #[test]
    fn near_days_are_named_and_far_ones_carry_their_year() {
        let today = day(2026, 12, 31);
        let words = |day: NaiveDate| in_each(|locale| locale.date_relative(day, today));
        assert_eq!(words(today), ["今天", "今天", "today"]);
        assert_eq!(words(day(2027, 1, 1)), ["明天", "明天", "tomorrow"]);
        assert_eq!(words(day(2026, 12, 30)), ["昨天", "昨天", "yesterday"]);
        assert_eq!(words(day(2026, 12, 1))[2], "Tue 1 Dec");
        assert_eq!(words(day(2027, 1, 2))[2], "2 Jan 2027");
    }

    #[test]
    fn slots_keep_both_ends() {
        let slot = Slot::new(day(2026, 11, 21), 14 * 60, 16 * 60).unwrap();
        assert_eq!(Locale::default().slot(slot), "11月21日 周六 14:00–16:00");
        let evening = Slot::new(day(2026, 11, 21), 22 * 60 + 5, Slot::DAY).unwrap();
        assert_eq!(Locale::default().slot_times(evening), "22:05–24:00");
        let yesterday = day(2026, 11, 20);
        assert_eq!(Locale::default().slot_relative(slot, yesterday), "明天 14:00–16:00");
        let alone = Slot::of_day(slot.day());
        assert_eq!(Locale::default().slot_relative(alone, yesterday), "明天", "no hour was named");
    }

    #[test]
    fn durations_name_their_two_largest_units() {
        let cases = [
            (-5, ["0 分", "0 分", "0 min"]),
            (59, ["59 分", "59 分", "59 min"]),
            (120, ["2 小时", "2 小時", "2 h"]),
            (130, ["2 小时 10 分", "2 小時 10 分", "2 h 10 min"]),
            (1_440, ["1 天", "1 天", "1 day"]),
            (3_000, ["2 天 2 小时", "2 天 2 小時", "2 days 2 h"]),
        ];
        for (minutes, words) in cases {
            assert_eq!(in_each(|locale| locale.duration(minutes)), words);
        }
    }

    #[test]
    fn a_moment_is_told_in_the_clock_of_the_office() {
        let offset = FixedOffset::east_opt(8 * 3600).unwrap();
        // 2026-11-21 16:30 UTC is half past midnight in Shanghai.
        let now = Moment(1_795_278_600_000);
        let ago = |minutes: i64| {
            in_each(|locale| locale.ago(Moment(now.0 - minutes * 60_000), now, offset))
        };
        assert_eq!(Locale::default().moment(now, now, offset), "今天 00:30");
        assert_eq!(ago(0), ["刚刚", "剛剛", "just now"]);
        assert_eq!(ago(5), ["5 分钟前", "5 分鐘前", "5 min ago"]);
        assert_eq!(ago(60), ["1 小时前", "1 小時前", "1 h ago"]);
        assert_eq!(ago(1_440), ["昨天 00:30", "昨天 00:30", "yesterday 00:30"]);
        // A clock that jumped back.
        assert_eq!(ago(-10)[2], "today 00:40");
    }
}
