//! What the books of all branches are kept in.

use domain::{Charge, Currency, Fields, Office, Receipt, Record as _};
use serde_json::Value;
use sync::{Change, StreamId};

use crate::deed::{Deed, submit};
use crate::journal::Noted;
use crate::storage::Session;
use crate::surroundings::Moment;
use crate::{ACTOR, Error, Storage, branch};

const CURRENCY: &str = "currency";

/// What all branches keep their books in.
pub fn currency(storage: &Storage) -> Result<Currency, Error> {
    storage.read(|session, _| currency_of(session))
}

/// Has all branches keep their books in `currency`, those that are opened later too. Fails with [`Error::BooksBegun`]
/// where money was charged or taken in another already: sums are of one currency, and nothing is converted.
pub fn keep_in(storage: &Storage, currency: Currency) -> Result<(), Error> {
    storage.write(move |session, moment| keep(session, moment, currency))
}

/// The same, within a transaction.
pub(crate) fn currency_of(session: &Session<'_>) -> Result<Currency, Error> {
    let known = session.setting(CURRENCY)?.unwrap_or_default();

    Ok(Currency::ALL.into_iter().find(|it| it.code().as_bytes() == known).unwrap_or_default())
}

fn keep(session: &mut Session<'_>, moment: &mut Moment, currency: Currency) -> Result<(), Error> {
    let mut others = Vec::new();
    for known in session.branches()? {
        let stream = branch::stream(&known.code)?;
        for (id, body) in session.each_body(&stream, Office::KIND)? {
            let office = serde_json::from_value::<Office>(Value::Object(body));
            if office.is_ok_and(|office| office.currency != currency) {
                others.push((stream.clone(), id));
            }
        }
    }
    if others.is_empty() && currency_of(session)? == currency {
        return Ok(());
    }
    for kind in [Charge::KIND, Receipt::KIND] {
        if session.has_any(kind)? {
            return Err(Error::BooksBegun(currency_of(session)?));
        }
    }

    session.put_setting(CURRENCY, currency.code().as_bytes())?;
    for (stream, id) in others {
        submit(session, moment, change(session, stream, id, currency)?)?;
    }
    session.write_down(moment, Noted::CurrencySet, currency.code())
}

fn change(
    session: &Session<'_>,
    stream: StreamId,
    id: uuid::Uuid,
    currency: Currency,
) -> Result<Deed, Error> {
    let fields = Fields::from_iter([(CURRENCY.to_owned(), Value::from(currency.code()))]);
    let base_rev = session.revision(&stream, Office::KIND, id)?;
    let kind = Office::KIND.to_owned();
    let changes = vec![Change::Patch { kind, id, base_rev, fields }];

    Ok(Deed { stream, name: "set_currency", actor: ACTOR.to_owned(), changes })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::surroundings::new_id;
    use crate::testing::{House, fields};

    fn kept(house: &House, code: &'static str) -> Currency {
        let bodies = house
            .storage
            .read(move |session, _| session.each_body(&branch::stream(code)?, Office::KIND));
        let (_, body) = bodies.expect("a database").remove(0);

        serde_json::from_value::<Office>(body.into()).expect("an office").currency
    }

    #[test]
    fn all_branches_keep_their_books_in_one_currency_those_to_come_too() {
        let house = House::new();
        assert_eq!(currency(&house.storage).expect("a database"), Currency::Cny);
        keep_in(&house.storage, Currency::Gbp).expect("nothing was charged");
        branch::add(&house.storage, "LDS", "Leeds", &[]).expect("a branch");

        assert_eq!(currency(&house.storage).expect("a database"), Currency::Gbp);
        assert_eq!([kept(&house, "SH01"), kept(&house, "LDS")], [Currency::Gbp; 2]);
    }

    #[test]
    fn once_money_was_charged_or_taken_anywhere_the_currency_stays() {
        for kind in [Charge::KIND, Receipt::KIND] {
            let house = House::new();
            let charge = move |session: &mut Session<'_>, moment: &mut Moment| {
                let (stream, id) = (branch::stream("SH01")?, new_id(moment));
                let body = fields(json!({"amount": {"minor": 1, "currency": "CNY"}}));
                let changes = vec![Change::Fact { kind: kind.to_owned(), id, body }];
                let actor = ACTOR.to_owned();
                submit(session, moment, Deed { stream, name: "test", actor, changes })
            };
            house.storage.write(charge).expect("a fact");

            let refused = keep_in(&house.storage, Currency::Gbp);
            assert!(matches!(refused, Err(Error::BooksBegun(Currency::Cny))), "{refused:?}");
            assert_eq!(kept(&house, "SH01"), Currency::Cny);
            keep_in(&house.storage, Currency::Cny).expect("what it is already");
        }
    }
}
