//! When a technician was there, in words.

use chrono::NaiveDate;
use domain::Moment;

use crate::context::Context;

/// From when until when and how long, as far as it is known; with its day where that is not `day`.
pub fn there(
    (arrived, ended): (Option<Moment>, Option<Moment>),
    day: Option<NaiveDate>,
    cx: &Context,
) -> Option<String> {
    let locale = &cx.locale;
    let offset = cx.engine.clock().offset();
    let first = arrived.or(ended).map(|moment| moment.day(offset));
    let shown = |moment: Moment, known: Option<NaiveDate>| {
        let at = moment.at(offset).naive_local();
        if known == Some(at.date()) { locale.time(at.time()) } else { locale.date_time(at) }
    };

    match (arrived, ended) {
        (Some(from), Some(to)) => {
            let time = locale.duration(to.0.saturating_sub(from.0) / 60_000);
            Some(locale.order_there_whole(&shown(from, day), &shown(to, first), &time))
        }
        (Some(from), None) => Some(locale.order_there_from(&shown(from, day))),
        (None, Some(to)) => Some(locale.order_there_until(&shown(to, day))),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::context;

    #[test]
    fn a_stay_is_told_with_its_length_and_its_day_where_that_is_another() {
        let cx = context();
        let day = cx.engine.clock().today();
        let at = |day: NaiveDate, hour, minute| {
            let time = day.and_hms_opt(hour, minute, 0).expect("a time");
            Some(cx.engine.clock().moment(time))
        };
        let whole = there((at(day, 9, 30), at(day, 10, 45)), Some(day), &cx).expect("known");
        assert!(whole.starts_with("09:30 – 10:45 · "), "{whole}");
        let eve = day.pred_opt().expect("a day");
        let late = there((at(eve, 23, 30), at(day, 0, 15)), Some(day), &cx).expect("known");
        assert!(!late.starts_with("23:30"), "{late}");

        assert!(there((None, at(day, 10, 45)), Some(day), &cx).is_some());
        assert_eq!(there((None, None), Some(day), &cx), None);
    }
}
