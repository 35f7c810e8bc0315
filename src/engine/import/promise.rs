//! When a job of a list came in and was over, and what its customer was promised.

use chrono::{FixedOffset, NaiveDate, NaiveTime};
use domain::{Moment, Money, Quote, Slot};
use spreadsheet::Record;

use crate::deed::Deed;
use crate::{Error, prices};

/// When it came in. A day that is still to come is when somebody is expected, and not when the customer called.
pub(super) fn received(deed: &Deed<'_>, line: &Record) -> Moment {
    let day = noon(deed, line.date("received")).unwrap_or(deed.now);

    Moment(day.0.min(deed.now.0))
}

/// The day that a job which waits is promised for: the day of its line, unless that is over.
pub(super) fn promised(deed: &Deed<'_>, line: &Record) -> Option<Slot> {
    let today = deed.now.day(deed.clock.offset());

    line.date("received").filter(|day| *day >= today).map(Slot::of_day)
}

/// What was agreed with the customer of a job that waits, as one price for the work.
pub(super) fn agreed(deed: &Deed<'_>, line: &Record) -> Result<Option<Quote>, Error> {
    let currency = prices::currency(deed.session)?;
    let amount = line.text("amount").and_then(|text| Money::parse(text, currency));
    let nothing = Money::zero(currency);
    let amount = amount.filter(|amount| *amount > nothing);

    Ok(amount.map(|labour| Quote { labour, trip: nothing, remote: nothing }))
}

/// When it was over: on the day that the line says, else on the day it came in; not before that, nor after today.
pub(super) fn finished(deed: &Deed<'_>, line: &Record, received: Moment) -> Moment {
    let finished = noon(deed, line.date("finished_on")).unwrap_or(received);

    Moment(finished.0.min(deed.now.0).max(received.0))
}

/// Whether a moment stands for a day of which a list named no hour: noon to the millisecond, at which nobody calls.
pub fn is_day_alone(moment: Moment, offset: FixedOffset) -> bool {
    let at = moment.at(offset).naive_local().time();

    NaiveTime::from_hms_opt(12, 0, 0) == Some(at)
}

fn noon(deed: &Deed<'_>, day: Option<NaiveDate>) -> Option<Moment> {
    let at = day?.and_time(NaiveTime::from_hms_opt(12, 0, 0)?);
    let at = at.and_local_timezone(deed.clock.offset()).single()?;

    Some(Moment(at.timestamp_millis()))
}
