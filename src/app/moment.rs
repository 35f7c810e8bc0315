//! When something happened, as far as anybody knows.

use domain::Moment;
use engine::is_day_alone;

use crate::context::Context;

/// The day and time; the day alone where the list that it came from named no more.
pub fn told(moment: Moment, cx: &Context) -> String {
    let (locale, clock) = (&cx.locale, cx.engine.clock());
    let offset = clock.offset();
    if is_day_alone(moment, offset) {
        return locale.date_relative(moment.day(offset), clock.today());
    }

    locale.moment(moment, clock.now(), offset)
}
