//! Whose number is this? Asked by a branch that does not know it; every question is written down.

use domain::{Address, Customer, Order, Phone, Place, Record as _};
use serde_json::Value;
use sync::hq::HqTx;
use sync::order::STATE;
use sync::wire::{Code, Found, Known, Newest, Refusal};
use sync::{DeviceId, Env, Fields, StreamId};
use uuid::Uuid;

use crate::Error;
use crate::storage::Session;
use crate::surroundings::Moment;

const LIMIT: u32 = 50;

/// The customers with this number: the asker's own branch's; those of others only for a reason.
pub(crate) fn look_up(
    session: &mut Session<'_>,
    moment: &mut Moment,
    device: DeviceId,
    (phone, reason): (&Phone, &str),
) -> Result<Result<Found, Refusal>, Error> {
    let rights = session.rights(device)?.filter(|rights| !rights.revoked);
    let Some(rights) = rights else {
        return Ok(Err(Refusal::new(Code::Revoked, "this device was sent away")));
    };

    let mut hits = Vec::new();
    for (stream, customer, body) in session.customers_anywhere(phone, LIMIT)? {
        // Who is called under it now is somebody else, and of them nobody is to be told.
        if has_left(&body, phone) {
            continue;
        }
        let known = rights.read.contains(&stream) || !reason.is_empty();
        let code = stream.branch_code().filter(|_| known);
        let Some(code) = code else { continue };
        let Some(branch) = session.branch(code)? else { continue };
        hits.push(Known {
            branch: branch.code,
            branch_name: branch.name,
            customer,
            name: text(&body, "name").unwrap_or_default(),
            language: text(&body, "language"),
            place: district(session, &stream, customer)?,
            order: newest(session, &stream, customer)?,
        });
    }
    session.log_lookup(device, (phone.digits(), reason), hits.len(), moment.now_ms())?;

    Ok(Ok(Found { hits }))
}

/// Whether the number was theirs and is not any more.
fn has_left(customer: &Fields, phone: &Phone) -> bool {
    let customer = serde_json::from_value::<Customer>(Value::from(customer.clone()));

    customer.is_ok_and(|customer| customer.has_left(phone))
}

/// The district where the customer lives, without street and door.
fn district(session: &Session<'_>, stream: &StreamId, customer: Uuid) -> Result<Place, Error> {
    let addresses = session.belongings(stream, customer, Address::KIND)?;
    let addresses = addresses.into_iter().map(|(_, body)| Value::from(body));
    let mut addresses = addresses.filter_map(|body| serde_json::from_value::<Address>(body).ok());
    let address = addresses.find(|address| address.moved.is_none());
    let Some(Address { place, .. }) = address else { return Ok(Place::default()) };
    let Place { province, city, district, code, .. } = place;

    Ok(Place { province, city, district, code, ..Place::default() })
}

/// The order that came in last.
fn newest(
    session: &Session<'_>,
    stream: &StreamId,
    customer: Uuid,
) -> Result<Option<Newest>, Error> {
    let orders = session.belongings(stream, customer, Order::KIND)?.into_iter();
    let received = |body: &Fields| body.get("received").and_then(Value::as_i64);
    let newest = orders.map(|(_, body)| body).max_by_key(received);

    Ok(newest.and_then(|body| {
        let (number, kind) = (text(&body, "number")?, text(&body, "kind")?);
        Some(Newest { number, kind, state: text(&body, STATE) })
    }))
}

fn text(body: &Fields, field: &str) -> Option<String> {
    body.get(field).and_then(Value::as_str).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn whose_number_it_was_is_told_to_nobody_who_asks_for_it() {
        let file = json!({"name": "王芳", "phones": [
            {"number": "13812345678", "gone": "2026-03-01"}, {"number": "13900001111"},
        ]});
        let file = file.as_object().cloned().expect("fields");
        let left = |number: &str| has_left(&file, &Phone::parse(number).expect("a number"));

        assert!(left("138 1234 5678") && !left("139 0000 1111"));
        assert!(!has_left(&Fields::new(), &Phone::parse("13812345678").expect("a number")));
    }
}
