//! What whoever answers the telephone must see of a household in one look.

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate};
use domain::{Birthday, Family, Moment, OrderId, OrderKind, Slot, State};
use store::OrderRow;

use super::Household;

/// So many days before it a birthday is said.
const BIRTHDAY_DAYS: i64 = 14;

/// A time that somebody was promised, and that is not kept yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// For which order.
    pub order: OrderId,
    /// Its number.
    pub number: String,
    /// What was promised.
    pub kind: OrderKind,
    /// What the order is at.
    pub state: State,
    /// For when.
    pub slot: Slot,
    /// Whether that is past.
    pub late: bool,
}

impl Household {
    /// The newest work that was done for them: neither what was cancelled, nor questions and complaints.
    pub fn last_job(&self) -> Option<&OrderRow> {
        self.orders.iter().find(|order| is_done(order))
    }

    /// The orders that are open and still to be done, newest first: whoever calls about the same waits for one of these.
    pub fn waiting(&self) -> impl Iterator<Item = &OrderRow> {
        self.open_orders().filter(|order| !is_done(order))
    }

    /// What they were promised and wait for, the oldest first.
    pub fn promises(&self, now: Moment, offset: FixedOffset) -> Vec<Promise> {
        let mut promises: Vec<Promise> = self
            .waiting()
            .filter_map(|order| {
                let slot = slot(order)?;
                Some(Promise {
                    order: order.id,
                    number: order.number.clone(),
                    kind: order.kind,
                    state: order.state,
                    late: slot.is_over(now, offset),
                    slot,
                })
            })
            .collect();
        promises.sort_by_key(|promise| (promise.slot.day(), promise.slot.to()));

        promises
    }

    /// In how many days they have their birthday, where that is soon.
    pub fn birthday_in(&self, today: NaiveDate) -> Option<i64> {
        let days = days_until(self.customer.birthday?, today)?;

        (days <= BIRTHDAY_DAYS).then_some(days)
    }
}

/// Whether somebody was there and did it.
pub(crate) fn is_done(order: &OrderRow) -> bool {
    let goes_out = matches!(order.kind.family(), Family::Service | Family::Delivery);

    goes_out
        && matches!(
            order.state,
            State::Done
                | State::SheetIn
                | State::CalledBack
                | State::Closed
                | State::Settled
                | State::Delivered
        )
}

fn slot(order: &OrderRow) -> Option<Slot> {
    let day = order.day?;
    let hours = order.starts.zip(order.ends);
    let slot = hours.and_then(|(from, to)| Slot::new(day, from, to).ok());

    Some(slot.unwrap_or_else(|| Slot::of_day(day)))
}

/// Whoever was born on a 29 February has it the day before where there is none.
fn days_until(birthday: Birthday, today: NaiveDate) -> Option<i64> {
    let of = |year| {
        let day = NaiveDate::from_ymd_opt(year, birthday.month(), birthday.day());
        day.or_else(|| NaiveDate::from_ymd_opt(year, birthday.month(), birthday.day() - 1))
    };
    let next = of(today.year()).filter(|day| *day >= today).or_else(|| of(today.year() + 1))?;

    Some((next - today).num_days())
}

/// The day of a moment on the office's wall.
pub(crate) fn day_of(at: Moment, offset: FixedOffset) -> NaiveDate {
    let at: DateTime<FixedOffset> = at.at(offset);

    at.date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birthday_comes_round_every_year_and_every_second_of_february() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
        let born = |month, day| Birthday::new(None, month, day).expect("a day");

        assert_eq!(days_until(born(11, 24), day(2026, 11, 21)), Some(3));
        assert_eq!(days_until(born(11, 21), day(2026, 11, 21)), Some(0));
        assert_eq!(days_until(born(1, 2), day(2026, 12, 30)), Some(3));
        assert_eq!(days_until(born(2, 29), day(2027, 2, 20)), Some(8));
        assert_eq!(days_until(born(2, 29), day(2028, 2, 20)), Some(9));
    }
}
