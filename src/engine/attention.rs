//! What people have to decide: values that lost, operations that were refused, orders that several people took
//! differently, parts of which more was taken than there was.

mod sides;
mod stop;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use domain::{
    Address, Appliance, Article, ConflictId, Customer, Decision, Enquiry, Fields, Means, Money,
    Order, OrderId, Part, Record as _, Rule, Settlement, SettlementId, Slot, Staff, Template,
    Visit,
};
use serde_json::Value;
use store::{BalanceRow, ConflictRow, FlaggedRow, OverpaidRow, Session};
use sync::{Change, OpId, Operation};
use uuid::Uuid;

use crate::deed::Deed;
use crate::{Engine, Error, RefusedOperation, Undo};

pub use sides::{Side, Sides};
pub use stop::Stop;
pub use sync::OpId as OperationId;

/// Everything that waits for a decision. Of each sort at most [`LISTED`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Attention {
    /// Values that lost, latest first.
    pub lost: Vec<Lost>,
    /// Operations that headquarters did not take, latest first.
    pub refused: Vec<Declined>,
    /// Orders that people must look at, latest first.
    pub orders: Vec<FlaggedRow>,
    /// Of those that were cancelled on the way: why, and who must be told.
    pub stops: BTreeMap<OrderId, Stop>,
    /// Of those that some cancelled and others did: what each did.
    pub disputes: BTreeMap<OrderId, Sides>,
    /// Places with fewer than no pieces of a part.
    pub short: Vec<BalanceRow>,
    /// Orders for which more came in than was charged, latest first.
    pub overpaid: Vec<Overpaid>,
}

/// An order for which more came in than was charged: it was written down twice, or the customer gets something back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overpaid {
    /// The order.
    pub row: OverpaidRow,
    /// How much too much.
    pub over: Money,
    /// How the sum was paid, where it stands there twice; none if what is too much came but once, or in parts.
    pub twice: Option<Means>,
}

/// The most entries of one sort that are shown at once.
pub const LISTED: u32 = 200;
/// The kinds of records that values name.
const NAMED: [&str; 6] =
    [Staff::KIND, Customer::KIND, Address::KIND, Appliance::KIND, Order::KIND, Part::KIND];

/// Something that lost against something else that was done at the same time.
#[derive(Debug, Clone, PartialEq)]
pub struct Lost {
    /// The entry of the journal.
    pub row: ConflictRow,
    /// The record it is about.
    pub about: Subject,
    /// What the field says now; null if nothing.
    pub now: Value,
    /// Who entered what lost, if that was done here.
    pub by: Option<String>,
    /// Whether what lost can be put in the place of what stands.
    pub replaceable: bool,
    /// How people call the records that these values name.
    pub names: Names,
    /// Who goes to an order that more than one is to go to, and when: two desks assigned it.
    pub going: Vec<(String, Option<Slot>)>,
    /// Where an event came to nothing: that, and what had happened by then.
    pub sides: Option<Sides>,
}

/// How people call records that are named by values, by these values.
pub type Names = BTreeMap<String, String>;

/// An operation that headquarters did not take.
#[derive(Debug, Clone, PartialEq)]
pub struct Declined {
    /// The operation.
    pub refused: RefusedOperation,
    /// Who did it.
    pub by: Option<String>,
    /// What it wanted, field by field; of an import only the first fields, some [`LISTED`].
    pub wanted: Vec<Wanted>,
    /// How many fields there are in all.
    pub fields: usize,
    /// How people call the records that these values name.
    pub names: Names,
}

/// What a refused operation wanted one field to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// Of which record.
    pub about: Subject,
    /// Which field; none where the record was to be removed.
    pub field: Option<String>,
    /// What it was to say.
    pub value: Value,
    /// What it says now.
    pub now: Value,
}

/// A record, and how people call it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its kind.
    pub kind: String,
    /// Which.
    pub id: Uuid,
    /// A name, number or line; empty if it is not here.
    pub title: String,
    /// Where it can be looked at.
    pub room: Option<FiledIn>,
}

/// Where a record can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FiledIn {
    /// In an order's file.
    Order(OrderId),
    /// In a customer's file.
    Household(domain::CustomerId),
    /// Among the parts.
    Parts,
}

/// A flag of an order that a branch puts down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderFlag {
    /// Whoever was on the way has been told.
    StopNotice,
    /// The second report of its completion has been looked at.
    SecondVisit,
}

impl Engine {
    /// Everything that waits for a decision.
    pub fn attention(&self) -> impl Future<Output = Result<Attention, Error>> + Send + use<> {
        self.workers.read(|session| {
            let short = crate::catalogue::left::named(session, session.short(LISTED)?)?;
            let lost = once(session.open_conflicts(LISTED)?).into_iter();
            let refused = session.refused()?.into_iter();

            let orders = session.flagged_orders(LISTED)?;
            let stops = orders.iter().filter(|order| order.stop_notice);
            let stops = stops.map(|order| Ok((order.id, stop::of(session, order.id)?)));
            let disputes = orders.iter().filter(|order| order.disputed);
            let disputes =
                disputes.map(|order| Ok((order.id, sides::of_dispute(session, order.id)?)));

            Ok(Attention {
                stops: stops.collect::<Result<_, Error>>()?,
                disputes: disputes.collect::<Result<_, Error>>()?,
                lost: lost.map(|row| lost_one(session, row)).collect::<Result<_, _>>()?,
                refused: refused.map(|one| declined(session, one)).collect::<Result<_, _>>()?,
                orders,
                short,
                overpaid: overpaid(session)?,
            })
        })
    }

    /// Decides about something that lost: what stands may stand, or what lost takes its place.
    pub fn settle_conflict(
        &self,
        conflict: ConflictId,
        replace: bool,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("settle_conflict", move |deed| settle(deed, conflict, replace))
    }

    /// Takes a refused operation off the list; it stays undone.
    pub fn let_go(
        &self,
        operation: OpId,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("let_go", move |deed| {
            if !deed.session.let_go(operation, Some(deed.now))? {
                return Err(Error::Unknown("operation"));
            }
            Ok(Undo::TakeUp(operation))
        })
    }

    /// Puts down a flag of an order: somebody has seen to it. Returns the way back.
    pub fn put_down(
        &self,
        order: OrderId,
        flag: OrderFlag,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        let name = match flag {
            OrderFlag::StopNotice => sync::order::STOP_NOTICE,
            OrderFlag::SecondVisit => sync::order::SECOND_VISIT,
        };
        self.deed("put_down_flag", move |deed| {
            let (kind, id) = (Order::KIND, order.0);
            put(deed, kind, id, Fields::from_iter([(name.to_owned(), Value::Null)]))?;
            let fields = Fields::from_iter([(name.to_owned(), Value::Bool(true))]);
            Ok(Undo::PutBack { kind, id, fields })
        })
    }
}

fn settle(deed: &Deed<'_>, conflict: ConflictId, replace: bool) -> Result<Undo, Error> {
    let row = deed.session.open_conflict(conflict)?.ok_or(Error::Unknown(sync::hq::CONFLICT))?;
    let mut restore = None;
    let same = if row.field.is_none() { beside(deed.session, &row)? } else { Vec::new() };
    if replace {
        let lost = lost_one(deed.session, row)?;
        let (true, Some(field)) = (lost.replaceable, &lost.row.field) else {
            return Err(Error::Unknown("field"));
        };
        let (kind, id) = (lost.row.kind.clone(), lost.row.record);
        put(deed, &kind, id, Fields::from_iter([(field.clone(), lost.row.lost)]))?;
        restore = Some((kind, id, Fields::from_iter([(field.clone(), lost.now)])));
    }
    decide(deed, conflict, if replace { Decision::Replaced } else { Decision::Kept })?;
    let mut back = vec![Undo::Reopen { conflict, restore }];
    // Of what several events did to one record only the latest is shown.
    for other in same {
        decide(deed, other, Decision::Kept)?;
        back.push(Undo::Reopen { conflict: other, restore: None });
    }

    Ok(Undo::Several(back))
}

/// What happened to one record against something else, once each; fields one by one.
fn once(rows: Vec<ConflictRow>) -> Vec<ConflictRow> {
    let mut met = std::collections::HashSet::new();
    let is_first = |row: &ConflictRow| row.field.is_some() || met.insert(row.record);

    rows.into_iter().filter(is_first).collect()
}

/// Other entries about what happened to the same record.
fn beside(session: &Session<'_>, row: &ConflictRow) -> Result<Vec<ConflictId>, Error> {
    let open = session.open_conflicts(LISTED)?.into_iter();
    let same = open.filter(|it| it.record == row.record && it.field.is_none() && it.id != row.id);

    Ok(same.map(|it| it.id).collect())
}

fn overpaid(session: &Session<'_>) -> Result<Vec<Overpaid>, Error> {
    let books = crate::prices::currency(session)?;
    let all = session.overpaid(LISTED)?.into_iter();
    let described = all.map(|row| {
        let over = Money { minor: row.over, currency: books };
        let twice = crate::orders::paid_twice(session, row.id, over)?;
        Ok(Overpaid { over, twice: twice.map(|(_, it)| it.means.unwrap_or(Means::Cash)), row })
    });

    described.collect()
}

/// Takes a decision back.
pub(crate) fn reopen(
    deed: &Deed<'_>,
    conflict: ConflictId,
    restore: Option<(String, Uuid, Fields)>,
) -> Result<(), Error> {
    if let Some((kind, id, fields)) = restore {
        put(deed, &kind, id, fields)?;
    }
    decide(deed, conflict, Decision::Reopened)
}

/// Lays a refused operation before people again.
pub(crate) fn take_up(deed: &Deed<'_>, operation: OpId) -> Result<(), Error> {
    deed.session.let_go(operation, None)?;

    Ok(())
}

fn decide(deed: &Deed<'_>, conflict: ConflictId, decision: Decision) -> Result<(), Error> {
    let settlement = Settlement { conflict, decision, over: None, at: deed.now, by: deed.actor };
    deed.note::<_, SettlementId>(&settlement)?;

    Ok(())
}

fn put(deed: &Deed<'_>, kind: &str, id: Uuid, fields: Fields) -> Result<(), Error> {
    let stored = deed.session.stored(kind, id)?.ok_or(Error::Unknown("record"))?;
    let change = Change::Patch { kind: kind.to_owned(), id, base_rev: stored.rev, fields };

    Ok(deed.session.stage(change)?)
}

fn lost_one(session: &Session<'_>, row: ConflictRow) -> Result<Lost, Error> {
    let now = field_now(session, &row.kind, row.record, row.field.as_deref())?;
    let editable = row.field.as_deref().is_some_and(|field| {
        row.kind != Order::KIND || sync::order::may_edit(field, &row.lost, false)
    });
    let about = subject(session, &row.kind, row.record)?;
    let is_here = session.stored(&row.kind, row.record)?.is_some();
    let mut names = Names::new();
    for value in [&row.lost, &now] {
        name_records(session, value, &mut names)?;
    }

    let is_order = row.kind == Order::KIND && row.field.is_none();
    let going = if is_order { going(session, OrderId(row.record))? } else { Vec::new() };

    Ok(Lost {
        names,
        going,
        sides: sides::of_event(session, &row)?,
        by: row.own.as_ref().map(|own| actor(session, own)).transpose()?.flatten(),
        replaceable: editable && is_here && now != row.lost,
        about,
        now,
        row,
    })
}

/// Who goes to an order, if that is more than one.
fn going(session: &Session<'_>, order: OrderId) -> Result<Vec<(String, Option<Slot>)>, Error> {
    let mut going = Vec::new();
    for id in session.visits_of(order)? {
        let Some(visit) = session.get::<Visit>(id)?.filter(Visit::is_to_come) else { continue };
        let staff: Option<Staff> = session.get(visit.technician)?;
        going.push((staff.map(|staff| staff.name).unwrap_or_default(), visit.slot));
    }

    Ok(if going.len() > 1 { going } else { Vec::new() })
}

fn declined(session: &Session<'_>, refused: RefusedOperation) -> Result<Declined, Error> {
    let (mut wanted, mut names) = (Vec::new(), Names::new());
    let mut count = 0;
    for change in &refused.operation.changes {
        count += match change {
            Change::Create { body: fields, .. }
            | Change::Fact { body: fields, .. }
            | Change::Patch { fields, .. } => fields.len(),
            Change::Remove { .. } => 1,
        };
        if wanted.len() >= LISTED as usize {
            continue;
        }
        let (kind, id) = (change.kind(), change.id());
        let about = subject(session, kind, id)?;
        let fields = match change {
            Change::Create { body: fields, .. }
            | Change::Fact { body: fields, .. }
            | Change::Patch { fields, .. } => fields,
            Change::Remove { .. } => {
                let (value, now) = (Value::Null, Value::Null);
                wanted.push(Wanted { about, field: None, value, now });
                continue;
            }
        };
        for (field, value) in fields {
            let now = field_now(session, kind, id, Some(field))?;
            for value in [value, &now] {
                name_records(session, value, &mut names)?;
            }
            let (field, value) = (Some(field.clone()), value.clone());
            wanted.push(Wanted { about: about.clone(), field, value, now });
        }
    }

    Ok(Declined { by: actor(session, &refused.operation)?, wanted, fields: count, names, refused })
}

fn field_now(
    session: &Session<'_>,
    kind: &str,
    id: Uuid,
    field: Option<&str>,
) -> Result<Value, Error> {
    let stored = session.stored(kind, id)?;
    let value = stored.zip(field).and_then(|(stored, field)| stored.fields.get(field).cloned());

    Ok(value.unwrap_or(Value::Null))
}

fn actor(session: &Session<'_>, operation: &Operation) -> Result<Option<String>, Error> {
    let Ok(id) = operation.actor.parse::<domain::StaffId>() else { return Ok(None) };

    Ok(session.get::<Staff>(id)?.map(|staff| staff.name))
}

/// A record as people call it.
fn subject(session: &Session<'_>, kind: &str, id: Uuid) -> Result<Subject, Error> {
    let (title, room) = match kind {
        Customer::KIND => {
            let name = session.get::<Customer>(id)?.map(|customer| customer.name);
            let room = name.is_some().then_some(FiledIn::Household(id.into()));
            (name, room)
        }
        Address::KIND => {
            let address = session.get::<Address>(id)?;
            let room = address.as_ref().map(|address| FiledIn::Household(address.customer));
            (address.map(|address| address.place.in_one_line()), room)
        }
        Appliance::KIND => {
            let machine = session.get::<Appliance>(id)?;
            let room = machine.as_ref().map(|machine| FiledIn::Household(machine.customer));
            let words = |it: Appliance| [it.brand, it.model.or(it.name)].into_iter().flatten();
            (machine.map(|it| words(it).collect::<Vec<_>>().join(" ")), room)
        }
        Order::KIND => order_subject(session, id.into())?,
        Visit::KIND => match session.get::<Visit>(id)? {
            Some(visit) => order_subject(session, visit.order)?,
            None => (None, None),
        },
        Part::KIND => {
            let part = crate::catalogue::left::part(session, id.into())?;
            (part.map(|part| format!("{} {}", part.number, part.name)), Some(FiledIn::Parts))
        }
        Staff::KIND => (session.get::<Staff>(id)?.map(|staff| staff.name), None),
        Template::KIND => (session.get::<Template>(id)?.map(|template| template.name), None),
        Article::KIND => (session.get::<Article>(id)?.map(|article| article.title), None),
        Rule::KIND => (session.get::<Rule>(id)?.map(|rule| rule.name), None),
        Enquiry::KIND => {
            let enquiry = session.get::<Enquiry>(id)?;
            let words = |it: Enquiry| format!("{} {}", it.name, it.subject).trim().to_owned();
            (enquiry.map(words), None)
        }
        _ => match order_of_fact(session, kind, id)? {
            Some(order) => order_subject(session, order)?,
            None => (None, None),
        },
    };

    Ok(Subject { kind: kind.to_owned(), id, title: title.unwrap_or_default(), room })
}

fn order_subject(
    session: &Session<'_>,
    order: OrderId,
) -> Result<(Option<String>, Option<FiledIn>), Error> {
    let number = session.get::<Order>(order)?.map(|order| order.number.to_string());
    let room = number.is_some().then_some(FiledIn::Order(order));

    Ok((number, room))
}

/// The order that a fact happened to, if it is here and happened to one.
fn order_of_fact(session: &Session<'_>, kind: &str, id: Uuid) -> Result<Option<OrderId>, Error> {
    let stored = session.stored(kind, id)?;
    let order = stored.and_then(|stored| stored.fields.get("order")?.as_str()?.parse().ok());

    Ok(order)
}

/// Finds out what the records are called that are named anywhere in a value.
fn name_records(session: &Session<'_>, value: &Value, names: &mut Names) -> Result<(), Error> {
    match value {
        Value::String(text) => {
            let Ok(id) = text.parse::<Uuid>() else { return Ok(()) };
            for kind in NAMED {
                let title = subject(session, kind, id)?.title;
                if !title.is_empty() {
                    names.insert(text.clone(), title);
                    return Ok(());
                }
            }
            Ok(())
        }
        Value::Array(values) => {
            values.iter().try_for_each(|value| name_records(session, value, names))
        }
        Value::Object(fields) => {
            fields.values().try_for_each(|value| name_records(session, value, names))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}
