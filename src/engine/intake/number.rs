//! The numbers that this desk gives out, and the order that a number means.

use domain::{OrderId, OrderNumber};
use store::{Identity, Session};

use crate::{Error, Wrong};

/// The setting that remembers the last number this desk gave out.
const LAST_NUMBER: &str = "last-order-number";
/// The setting that remembers in which of the desk's lives that was.
const LAST_LIFE: &str = "last-order-life";
/// A desk that begins a new life leaves out so many numbers: those it gave out meanwhile and no longer knows of.
const GAP: u32 = 100;
/// So many last digits of a phone number tell two households apart.
const DIGITS: usize = 4;

/// The last number that this desk gave out, for whoever gives out the next ones.
#[derive(Debug)]
pub(crate) struct Numbers {
    identity: Identity,
    last: u32,
}

impl Numbers {
    /// Finds the last number that was given out, as far as this desk knows: none is given out twice, even if its
    /// order has gone. In a new life, after a backup was put back or the disk was copied, it begins a good deal later.
    pub(crate) fn of(session: &Session<'_>) -> Result<Self, Error> {
        let identity = session.identity()?.ok_or(Error::NotFounded)?;
        let given = given(session)?.filter(|number| is_of(&identity, number));
        let known = session.last_sequence(&identity.office, &identity.desk)?;
        let known = known.max(given.map_or(0, |number| number.sequence()));
        let before = session.setting(LAST_LIFE)?;
        let is_new_life = before.is_some_and(|before| before != life(&identity));
        let last = if is_new_life && known > 0 {
            known.saturating_add(GAP).checked_next_multiple_of(GAP).unwrap_or(known)
        } else {
            known
        };

        Ok(Self { identity, last })
    }

    /// The next one.
    pub(crate) fn next(&mut self) -> Result<OrderNumber, Error> {
        let (office, desk) = (&self.identity.office, &self.identity.desk);
        let next = self.last.checked_add(1);
        let number = next.and_then(|next| OrderNumber::new(office, desk, next));
        let number = number.ok_or(Error::field("number", Wrong::OutOfRange))?;
        self.last = number.sequence();

        Ok(number)
    }

    /// Remembers the last one.
    pub(crate) fn keep(&self, session: &Session<'_>) -> Result<(), Error> {
        let (office, desk) = (&self.identity.office, &self.identity.desk);
        let Some(number) = OrderNumber::new(office, desk, self.last) else { return Ok(()) };
        session.put_setting(LAST_NUMBER, &number.to_string())?;

        Ok(session.put_setting(LAST_LIFE, &life(&self.identity))?)
    }
}

/// Whether numbers go on where they are although a new life begins: the desk knows all that it gave out.
pub(crate) struct Counting(bool);

impl Counting {
    /// Before the new life.
    pub(crate) fn of(session: &Session<'_>) -> Result<Self, Error> {
        let present = session.identity()?.map(|identity| life(&identity));

        Ok(Self(session.setting(LAST_LIFE)? == present))
    }

    /// After it has begun.
    pub(crate) fn goes_on(&self, session: &Session<'_>) -> Result<(), Error> {
        if let Some(identity) = session.identity()?.filter(|_| self.0) {
            session.put_setting(LAST_LIFE, &life(&identity))?;
        }

        Ok(())
    }
}

/// The next number of this desk.
pub(crate) fn next_number(session: &Session<'_>) -> Result<OrderNumber, Error> {
    let mut numbers = Numbers::of(session)?;
    let number = numbers.next()?;
    numbers.keep(session)?;

    Ok(number)
}

/// The last number that this desk gave out as far as it remembers, for the office that takes its place.
pub(crate) fn last_given(session: &Session<'_>) -> Result<Option<OrderNumber>, Error> {
    let Some(identity) = session.identity()? else { return Ok(None) };
    let (office, desk) = (identity.office.as_str(), identity.desk.as_str());
    let known = OrderNumber::new(office, desk, session.last_sequence(office, desk)?);
    let given = given(session)?.filter(|number| is_of(&identity, number));

    Ok(known.max(given))
}

/// Remembers what the office that was here before gave out.
pub(crate) fn carry_over(session: &Session<'_>, before: &OrderNumber) -> Result<(), Error> {
    let same = session.identity()?.is_some_and(|identity| is_of(&identity, before));
    if same && last_given(session)?.is_none_or(|known| known < *before) {
        session.put_setting(LAST_NUMBER, &before.to_string())?;
    }

    Ok(())
}

/// The order that a number means: its own, the end of it, or another system's name for it. Where two have the same
/// number it is the one whose sheet is out; where both are out, the last digits of the customer's phone number after it
/// say which.
pub(crate) fn meant(session: &Session<'_>, text: &str) -> Result<Option<OrderId>, Error> {
    let (number, digits) = split(text);
    let mut found = session.orders_by_number(number)?;
    if let Some(digits) = digits {
        let mut theirs = Vec::new();
        for order in &found {
            if phone_ends_with(session, *order, digits)? {
                theirs.push(*order);
            }
        }
        found = theirs;
    }
    if found.len() < 2 {
        return Ok(found.first().copied());
    }
    let mut out = Vec::new();
    for order in &found {
        if session.open_visit_of(*order)?.is_some() {
            out.push(*order);
        }
    }

    match out[..] {
        [] => Ok(found.first().copied()),
        [only] => Ok(Some(only)),
        _ => Err(Error::NumberTwice(number.to_owned())),
    }
}

/// A number, and the digits after it.
pub(crate) fn split(text: &str) -> (&str, Option<&str>) {
    let text = text.trim();
    let parts = text.rsplit_once(char::is_whitespace);
    let is_number = |number: &str| number.trim().parse::<OrderNumber>().is_ok();
    let are_digits =
        |digits: &str| digits.len() >= DIGITS && digits.bytes().all(|digit| digit.is_ascii_digit());

    match parts {
        Some((number, digits)) if is_number(number) && are_digits(digits) => {
            (number.trim(), Some(digits))
        }
        _ => (text, None),
    }
}

fn phone_ends_with(session: &Session<'_>, order: OrderId, digits: &str) -> Result<bool, Error> {
    let order: Option<domain::Order> = session.get(order)?;
    let customer: Option<domain::Customer> =
        order.map(|order| session.get(order.customer)).transpose()?.flatten();
    let phones = customer.map(|customer| customer.phones).unwrap_or_default();

    Ok(phones.iter().any(|phone| phone.number.digits().ends_with(digits)))
}

fn given(session: &Session<'_>) -> Result<Option<OrderNumber>, Error> {
    Ok(session.setting(LAST_NUMBER)?.and_then(|text| text.parse().ok()))
}

fn is_of(identity: &Identity, number: &OrderNumber) -> bool {
    number.desk() == identity.desk && number.office() == identity.office
}

fn life(identity: &Identity) -> String {
    identity.incarnation.0.simple().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{call, office, wait};
    use domain::{Moment, Phone};
    use sync::Incarnation;

    #[test]
    fn a_new_life_leaves_out_the_numbers_that_may_have_been_given_out_meanwhile() {
        let engine = office();
        let take = || wait(engine.receive_order(call())).expect("an order").number.to_string();
        assert_eq!((take(), take()), ("SH01-A00001".to_owned(), "SH01-A00002".to_owned()));
        let life = Incarnation(crate::founding::random_uuid());
        wait(engine.workers.write(move |session| Ok(session.begin_incarnation(life)?)))
            .expect("a database");

        assert_eq!((take(), take()), ("SH01-A00201".to_owned(), "SH01-A00202".to_owned()));
    }

    #[test]
    fn of_two_orders_with_one_number_the_sheet_that_is_out_is_meant_or_a_phone_says_which() {
        let engine = office();
        let taken = wait(engine.receive_order(call())).expect("an order");
        let other = crate::Intake { phone: Phone::parse("139 8765 4321"), ..call() };
        let other = wait(engine.receive_order(other)).expect("an order");
        let number = taken.number.clone();
        wait(engine.deed("double", move |deed| {
            deed.edit(other.order, |order: &mut domain::Order| {
                (order.number, order.received) = (number, Moment(order.received.0 + 1));
            })
        }))
        .expect("a database that bears it");
        let text = taken.number.to_string();
        let meant = |text: &str| {
            let text = text.to_owned();
            wait(engine.workers.read(move |session| meant(session, &text)))
        };
        let send = |order| {
            let technician = wait(engine.people()).expect("people").people.into_iter();
            let technician = technician.map(|(id, _)| id).next_back().expect("a technician");
            let plan = crate::Plan { technician, slot: None, agreed: false, remark: None };
            wait(engine.assign(order, plan)).expect("a visit");
        };

        assert_eq!(meant(&text).expect("the latest"), Some(other.order));
        send(taken.order);
        assert_eq!(meant(&text).expect("the one that is out"), Some(taken.order));
        send(other.order);
        let refused = wait(engine.sheet_form(&text)).err();
        assert!(matches!(refused, Some(Error::NumberTwice(it)) if it == text));
        for (digits, order) in [("5678", taken.order), ("4321", other.order)] {
            let form = wait(engine.sheet_form(&format!("{text} {digits}"))).expect("a sheet");
            assert_eq!(form.order, order);
        }
        assert_eq!(meant(&format!("{text} 0000")).expect("nobody"), None);
        let findings = wait(engine.check(crate::Progress::new())).expect("a database").findings;
        assert_eq!(findings, [crate::Finding::NumberTwice(text)]);
    }
}
