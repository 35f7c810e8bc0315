//! What was changed of an order after it was taken in: written down in the deed that changes it, read in its timeline.

use domain::{
    AddressId, Amendment, AmendmentId, CustomerId, Fields, Order, OrderId, Priority, Record as _,
    Slot,
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use store::{OrderFilter, Stage};

use crate::Error;
use crate::deed::Deed;

/// The fields of an order's head that people change.
const FIELDS: [&str; 4] = ["description", "fault", "priority", "promised"];
/// The name under which a change of the address is written down.
const ADDRESS: &str = "address";
/// So much of long words is told, in characters.
const WORDS: usize = 80;
/// So many open orders of one customer are told that their address has changed.
const ORDERS: u32 = 20;

/// What was changed, from what to what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amended {
    /// What the customer said, its beginning.
    Description(Option<String>, Option<String>),
    /// The fault code.
    Fault(Option<String>, Option<String>),
    /// Who goes first.
    Priority(Priority, Priority),
    /// What was promised.
    Promised(Option<Slot>, Option<Slot>),
    /// Where it is.
    Address(Option<String>, Option<String>),
}

impl Amended {
    /// What a fact tells; nothing where a newer version wrote of something that this one does not know.
    pub(super) fn read(fact: &Amendment) -> Option<Self> {
        let words = || (read(fact.from.as_ref()), read(fact.to.as_ref()));

        Some(match fact.field.as_str() {
            "description" => Self::Description(words().0, words().1),
            "fault" => Self::Fault(words().0, words().1),
            "priority" => {
                let priority = |value| read(value).unwrap_or(Priority::Normal);
                Self::Priority(priority(fact.from.as_ref()), priority(fact.to.as_ref()))
            }
            "promised" => Self::Promised(read(fact.from.as_ref()), read(fact.to.as_ref())),
            ADDRESS => Self::Address(words().0, words().1),
            _ => return None,
        })
    }
}

fn read<T: DeserializeOwned>(value: Option<&Value>) -> Option<T> {
    serde_json::from_value(value?.clone()).ok()
}

/// Writes down what this deed has changed of an order: `before` holds the fields as they were.
pub(crate) fn head(deed: &Deed<'_>, order: OrderId, before: &Fields) -> Result<(), Error> {
    let stored = deed.session.stored(Order::KIND, order.0)?.ok_or(Error::Unknown(Order::KIND))?;
    for field in FIELDS {
        let Some(from) = before.get(field) else { continue };
        let to = stored.fields.get(field).unwrap_or(&Value::Null);
        if from != to {
            write(deed, (order, field), (from, to))?;
        }
    }

    Ok(())
}

/// Writes down, with each open order there, that an address is now another.
pub(crate) fn moved(
    deed: &Deed<'_>,
    (customer, address): (CustomerId, AddressId),
    (from, to): (&str, &str),
) -> Result<(), Error> {
    if from == to {
        return Ok(());
    }
    let customer = Some(customer);
    let open = OrderFilter { customer, stage: Stage::Open, ..OrderFilter::default() };
    for row in deed.session.orders(&open, ORDERS)? {
        let order: Order = deed.get(row.id)?;
        if order.address == Some(address) {
            write(deed, (row.id, ADDRESS), (&from.into(), &to.into()))?;
        }
    }

    Ok(())
}

fn write(
    deed: &Deed<'_>,
    (order, field): (OrderId, &str),
    (from, to): (&Value, &Value),
) -> Result<(), Error> {
    let fact = Amendment {
        order,
        field: field.to_owned(),
        from: told(from),
        to: told(to),
        at: deed.now,
        by: deed.actor,
    };

    deed.note::<_, AmendmentId>(&fact).map(drop)
}

/// A value as it is told: long words are cut.
fn told(value: &Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::String(words) if words.chars().nth(WORDS).is_some() => {
            let beginning: String = words.chars().take(WORDS).collect();
            Some(Value::String(format!("{}…", beginning.trim_end())))
        }
        value => Some(value.clone()),
    }
}
