//! Orders and enquiries from outside: call centre, shops, web page. Each is checked, given to a branch, and made a record
//! once.

pub(crate) mod area;
pub(crate) mod enquiry;
mod form;
pub(crate) mod order;
mod reader;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sync::{Env, StreamId};
use uuid::Uuid;

use crate::journal::Noted;
use crate::storage::{Answered, Session};
use crate::surroundings::Moment;
use crate::{Error, Storage, Unassigned, secret};
use form::OrderForm;

pub use enquiry::{EnquiryIntake, EnquiryTaken};
pub use reader::Problem;

/// The most orders that are listed at once.
pub const LISTED: u32 = 1_000;

/// Where an order went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Its number.
    pub order: String,
    /// Its name.
    pub id: Uuid,
    /// The branch that has it.
    pub branch: String,
    /// The branch's stream.
    pub stream: StreamId,
    /// Whoever has pulled that stream so far has it.
    pub seq: u64,
}

/// What became of an order that was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intake {
    /// A branch has it.
    Taken(Taken),
    /// No area covers its address; it waits for a person to name a branch.
    Unassigned(Uuid),
    /// It cannot be an order: each problem with its field.
    Invalid(Vec<Problem>),
    /// Another order was handed in under this idempotency key.
    OtherBody,
}

/// Who hands an order in by the command line, as the database has it.
pub const COMMAND_LINE: &str = "command line";

/// Someone who hands orders in, and the name under which they may repeat one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caller {
    /// The name of their key.
    pub name: String,
    /// Their idempotency key. Without one, the same order twice is two orders.
    pub idempotency: Option<String>,
}

/// Makes a key for someone who may hand orders in. It is shown here and nowhere else.
pub fn add_key(storage: &Storage, name: &str) -> Result<String, Error> {
    let name = name.trim().to_owned();
    if name.is_empty() || name.len() > sync::limits::NAME_BYTES {
        return Err(Error::MalformedName(name));
    }

    storage.write(move |session, moment| {
        let key = secret::code::<32>(moment);
        let fresh = session.add_intake_key(secret::hash(&key), &name, moment.now_ms())?;

        if !fresh {
            return Err(Error::Taken(name.clone()));
        }
        session.write_down(moment, Noted::KeyMade, &name)?;

        Ok(key)
    })
}

/// Hands an order in, as `POST /v1/intake/orders` does.
pub fn add_order(storage: &Storage, caller: Caller, order: Value) -> Result<Intake, Error> {
    storage.write(move |session, moment| take(session, moment, &caller, &order))
}

/// Hands an enquiry in, as `POST /v1/intake/enquiries` does.
pub fn add_enquiry(
    storage: &Storage,
    caller: Caller,
    enquiry: Value,
) -> Result<EnquiryIntake, Error> {
    storage.write(move |session, moment| enquiry::take(session, moment, &caller, &enquiry))
}

/// The orders that no area covers, oldest first; at most [`LISTED`].
pub fn unassigned(storage: &Storage) -> Result<Vec<Unassigned>, Error> {
    storage.read(|session, _| session.unassigned(LISTED))
}

/// Gives a waiting order to a branch.
pub fn assign(storage: &Storage, order: &str, branch: &str) -> Result<Taken, Error> {
    let unknown = || Error::UnknownOrder(order.to_owned());
    let id: Uuid = order.parse().map_err(|_| unknown())?;
    let (text, code) = (order.to_owned(), branch.to_ascii_uppercase());

    storage.write(move |session, moment| {
        let waiting = session.waiting(id)?;
        let waiting = waiting.ok_or_else(|| Error::UnknownOrder(text.clone()))?;
        if session.branch(&code)?.is_none() {
            return Err(Error::UnknownBranch(code.clone()));
        }
        let form = serde_json::from_str(&waiting.form).ok();
        let form = form.and_then(|form| OrderForm::read(&form).ok());
        let form = form.ok_or(Error::UnknownOrder(text.clone()))?;
        let area = area::within(session, &code, &form.place)?;
        let taken = order::make(session, moment, (&code, area), &form)?;
        session.mark_assigned(id, &taken.order, moment.now_ms())?;
        session.write_down(moment, Noted::OrderAssigned, &format!("{} {code}", taken.order))?;

        Ok(taken)
    })
}

/// Takes an order in, or says why not. What was answered under an idempotency key is answered again.
pub(crate) fn take(
    session: &mut Session<'_>,
    moment: &mut Moment,
    caller: &Caller,
    order: &Value,
) -> Result<Intake, Error> {
    let body_hash = *blake3::hash(order.to_string().as_bytes()).as_bytes();
    if let Some(idempotency) = &caller.idempotency
        && let Some(known) = session.answered(&caller.name, idempotency)?
    {
        if known.body_hash != body_hash {
            return Ok(Intake::OtherBody);
        }
        return Ok(serde_json::from_str(&known.answer)?);
    }
    let form = match OrderForm::read(order) {
        Ok(form) => form,
        Err(problems) => return Ok(Intake::Invalid(problems)),
    };

    let intake = match area::serving(session, &form.place)? {
        Some((branch, area)) => {
            Intake::Taken(order::make(session, moment, (&branch, Some(area)), &form)?)
        }
        None => wait(session, moment, caller, order)?,
    };
    if let Some(idempotency) = &caller.idempotency {
        let answered = Answered { body_hash, answer: serde_json::to_string(&intake)? };
        let key = (caller.name.as_str(), idempotency.as_str());
        session.remember_answer(key, &answered, moment.now_ms())?;
    }
    Ok(intake)
}

/// Keeps an order for a person to assign. The same order of the same caller waits once; once it was assigned, it is
/// another one.
fn wait(
    session: &Session<'_>,
    moment: &mut Moment,
    caller: &Caller,
    order: &Value,
) -> Result<Intake, Error> {
    let form = order.to_string();
    let mut before = 0_u64;
    let id = loop {
        let id = waiting_id(caller, &form, before);
        if !session.is_assigned(id)? {
            break id;
        }
        before += 1;
    };
    let source = caller.name.clone();
    session.add_unassigned(&Unassigned { id, at_ms: moment.now_ms(), source, form })?;

    Ok(Intake::Unassigned(id))
}

/// The name of an order that waits, of which so many equal ones were assigned before.
fn waiting_id(caller: &Caller, form: &str, before: u64) -> Uuid {
    let mut hasher = blake3::Hasher::new();
    hasher
        .update(caller.name.as_bytes())
        .update(&[0])
        .update(caller.idempotency.as_deref().unwrap_or_default().as_bytes())
        .update(&[0])
        .update(form.as_bytes());
    if before > 0 {
        hasher.update(&[0]).update(&before.to_be_bytes());
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);

    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests;
