use serde_json::{Value, json};
use sync::Change;

use super::*;
use crate::Store;

const ONE: Uuid = Uuid::from_u128(1);
const TWO: Uuid = Uuid::from_u128(2);
const DOOR_OF_ONE: Uuid = Uuid::from_u128(11);
const DOOR_OF_TWO: Uuid = Uuid::from_u128(12);

fn put(session: &Session<'_>, kind: &str, id: Uuid, body: Value) -> Result<(), Error> {
    let Value::Object(body) = body else { panic!("an object") };

    session.stage(Change::Create { kind: kind.to_owned(), id, body })
}

fn say(session: &Session<'_>, id: u128, body: Value) -> Result<(), Error> {
    let Value::Object(body) = body else { panic!("an object") };
    let kind = Sameness::KIND.to_owned();

    session.stage(Change::Fact { kind, id: Uuid::from_u128(id), body })
}

/// Two files with a door each; the second is found in the first, and its door is the first's.
fn office() -> Result<Store, Error> {
    let mut store = Store::in_memory()?;
    store.transact(|session| {
        crate::replica::found(session)?;
        for (file, door) in [(ONE, DOOR_OF_ONE), (TWO, DOOR_OF_TWO)] {
            put(session, Customer::KIND, file, json!({"name": format!("王{file}")}))?;
            let place = json!({"detail": "科苑路88号"});
            put(session, Address::KIND, door, json!({"customer": file, "place": place}))?;
        }
        let doors = json!({DOOR_OF_TWO.to_string(): DOOR_OF_ONE});
        let fact =
            json!({"kept": ONE, "other": TWO, "likeness": "same", "addresses": doors, "at": 1});
        say(session, 21, fact)
    })?;

    Ok(store)
}

#[test]
fn doors_are_one_only_while_their_files_are() -> Result<(), Error> {
    office()?.transact(|session| {
        assert_eq!((session.now(TWO)?, session.now(DOOR_OF_TWO)?), (ONE, DOOR_OF_ONE));
        let kind = Customer::KIND.to_owned();
        let fields = Fields::from_iter([("erased".to_owned(), json!(true))]);
        session.stage(Change::Patch { kind, id: ONE, base_rev: 0, fields })?;
        assert_eq!((session.now(TWO)?, session.now(DOOR_OF_TWO)?), (TWO, DOOR_OF_TWO));
        let doors = session.addresses(CustomerId(TWO))?;
        assert_eq!(doors.iter().map(|row| row.id.0).collect::<Vec<_>>(), [DOOR_OF_TWO]);

        Ok(())
    })
}

#[test]
fn what_belongs_to_any_of_three_files_belongs_to_the_person() -> Result<(), Error> {
    office()?.transact(|session| {
        let three = Uuid::from_u128(3);
        put(session, Customer::KIND, three, json!({"name": "王明"}))?;
        let mail = json!({
            "channel": "mail", "name": "王明", "mail": "w@example.com", "text": "?", "received": 1,
            "customer": three,
        });
        let enquiry = Uuid::from_u128(31);
        put(session, Enquiry::KIND, enquiry, mail)?;
        // Into the second, which is found in the first: no file of the fact is the one that goes on.
        say(session, 22, json!({"kept": TWO, "other": three, "likeness": "same", "at": 2}))?;

        let own = session.get::<Enquiry>(enquiry)?.and_then(|it| it.customer);
        assert_eq!(own, Some(CustomerId(ONE)));
        let all = session.belongings(CustomerId(ONE))?;
        assert_eq!(all[Sameness::KIND], BTreeSet::from([21, 22].map(Uuid::from_u128)));
        assert_eq!(all[Enquiry::KIND], BTreeSet::from([enquiry]));
        assert_eq!(all[Customer::KIND], BTreeSet::from([ONE, TWO, three]));

        Ok(())
    })
}

#[test]
fn a_door_that_a_fact_names_is_needed() -> Result<(), Error> {
    office()?.transact(|session| {
        assert!(session.is_referred_to(Address::KIND, DOOR_OF_TWO)?);
        assert!(session.is_needed(Address::KIND, DOOR_OF_TWO)?);

        Ok(())
    })
}
