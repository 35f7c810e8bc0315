//! A room's list as a file: what is on screen as it is filtered, all of it, with days and amounts in figures.

use std::pin::Pin;

use engine::{Error, Listed, Listing};

use crate::context::Context;

/// A list that is being read.
pub type Reading = Pin<Box<dyn Future<Output = Result<Listing, Error>> + Send>>;

/// A moment to the minute, by the office's clock.
pub fn moment(at: domain::Moment, cx: &Context) -> Listed {
    at.at(cx.engine.clock().offset()).format("%Y-%m-%d %H:%M").to_string().into()
}

/// A day; nothing where there is none.
pub fn day(day: Option<chrono::NaiveDate>) -> Listed {
    day.map(|day| day.to_string()).unwrap_or_default().into()
}

/// What may not be there.
pub fn words(text: Option<&str>) -> Listed {
    text.unwrap_or_default().into()
}

/// A word where it is so.
pub fn yes(is: bool, cx: &Context) -> Listed {
    if is { cx.locale.export_yes().into() } else { "".into() }
}
