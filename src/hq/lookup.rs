//! Whose number is this? Asked by a branch that does not know it; every question is written down.

use domain::Phone;
use serde::Serialize;
use serde_json::Value;
use sync::hq::HqTx;
use sync::wire::{Code, Refusal};
use sync::{DeviceId, Env};
use uuid::Uuid;

use crate::Error;
use crate::storage::Session;
use crate::surroundings::Moment;

const LIMIT: u32 = 50;

/// Who has the number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Found {
    pub(crate) hits: Vec<Hit>,
}

/// A customer with that number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Hit {
    /// The branch that knows them.
    pub(crate) branch: String,
    pub(crate) branch_name: String,
    pub(crate) customer: Uuid,
    pub(crate) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) language: Option<String>,
}

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
        let known = rights.read.contains(&stream) || !reason.is_empty();
        let code = stream.branch_code().filter(|_| known);
        let Some(code) = code else { continue };
        let Some(branch) = session.branch(code)? else { continue };
        let text = |field: &str| body.get(field).and_then(Value::as_str).map(str::to_owned);
        hits.push(Hit {
            branch: branch.code,
            branch_name: branch.name,
            customer,
            name: text("name").unwrap_or_default(),
            language: text("language"),
        });
    }
    session.log_lookup(device, (phone.digits(), reason), hits.len(), moment.now_ms())?;

    Ok(Ok(Found { hits }))
}
