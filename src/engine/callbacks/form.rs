//! The call sheet: who, about what, what was done, what it cost, what was said before.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::{
    Address, Appliance, Callback, CallbackOutcome, Category, Channel, Charge, ChargeId, Code,
    CodeGroup, Customer, CustomerId, CustomerPhone, Grade, Labels, Moment, Money, Office, Order,
    OrderId, Outcome, PartId, Payer, Staff, State, StockMove, StockReason, Visit,
};
use store::Session;
use uuid::Uuid;

use super::finish::{self, Flaw};
use crate::Error;

/// Everything to know during a call.
#[derive(Debug, Clone, PartialEq)]
pub struct CallForm {
    /// About which order.
    pub id: OrderId,
    /// The order.
    pub order: Order,
    /// What it is at.
    pub state: State,
    /// What the office is called.
    pub office: String,
    /// Whose file it is in.
    pub customer_id: CustomerId,
    /// Whom to call.
    pub customer: Customer,
    /// Whether they do not want to be called, as any file of theirs says.
    pub refuses_calls: bool,
    /// Numbers that other files of theirs hold besides, each with what that file is called.
    pub more_phones: Vec<(CustomerPhone, String)>,
    /// Where the work was done.
    pub place: Option<domain::Place>,
    /// The machine.
    pub machine: Option<CalledMachine>,
    /// What was wrong, by the order's code.
    pub fault: Option<Labels>,
    /// What each visit came to.
    pub work: Vec<WorkDone>,
    /// Parts built in.
    pub parts: Vec<BuiltIn>,
    /// Lines the customer pays.
    pub charges: Vec<Charge>,
    /// What they owe by the sheets.
    pub due: Money,
    /// What came in.
    pub taken: Money,
    /// What the customer still owes for it; below zero where too much came in.
    pub owed: Money,
    /// Earlier calls about this order with who made them, oldest first.
    pub calls: Vec<(Callback, Option<String>)>,
    /// How often nobody answered since the sheet came in.
    pub attempts: u32,
    /// What stands against closing it, apart from the call.
    pub flaws: Vec<Flaw>,
    /// Complaints that came out of it: which, their numbers, what they are at.
    pub complaints: Vec<(OrderId, String, State)>,
}

/// The machine an order is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalledMachine {
    /// What kind of machine it is.
    pub category: Category,
    /// What it is called, where the category says little.
    pub called: Option<String>,
    /// Its brand and model.
    pub model: String,
}

/// What a visit came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkDone {
    /// Who went.
    pub technician: String,
    /// On which day.
    pub day: Option<NaiveDate>,
    /// From when until when, as far as the sheet says so.
    pub there: (Option<Moment>, Option<Moment>),
    /// What it came to.
    pub outcome: Outcome,
    /// The fault found.
    pub fault: Option<Labels>,
    /// Its cause.
    pub cause: Option<Labels>,
    /// What was done.
    pub measure: Option<Labels>,
    /// What the customer ticked on the sheet.
    pub grade: Option<Grade>,
    /// What was written on the sheet.
    pub remark: Option<String>,
}

/// A part that was built in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuiltIn {
    /// What it is called.
    pub name: String,
    /// How many.
    pub quantity: i64,
}

/// Reads the call sheet of an order.
pub(super) fn read(session: &Session<'_>, id: OrderId) -> Result<CallForm, Error> {
    let order: Order = session.get(id)?.ok_or(Error::Unknown("order"))?;
    let state = session.order_state(id)?.ok_or(Error::Unknown("order"))?;
    let customer: Customer = session.get(order.customer)?.ok_or(Error::Unknown("customer"))?;
    let place = match order.address {
        Some(address) => session.get::<Address>(address)?.map(|address| address.place),
        None => None,
    };
    let appliance = match order.appliance {
        Some(appliance) => session.get::<Appliance>(appliance)?,
        None => None,
    };
    let codes: Vec<Code> = session.all::<Code>()?.into_iter().map(|(_, code)| code).collect();
    let results = finish::latest_results(session, id)?;
    let (due, taken) = finish::cash(session, id, &results)?;

    Ok(CallForm {
        id,
        state,
        office: office(session)?,
        customer_id: order.customer,
        refuses_calls: crate::sameness::refuses(session, order.customer, Channel::Call)?,
        more_phones: crate::sameness::besides(session, order.customer)?.phones,
        customer,
        place,
        machine: appliance.map(|appliance| CalledMachine {
            category: appliance.category,
            called: appliance.called().map(str::to_owned),
            model: [appliance.brand, appliance.model]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" "),
        }),
        fault: labels(&codes, CodeGroup::Fault, order.fault.as_deref()),
        work: results
            .iter()
            .map(|result| work_done(session, result, &codes))
            .collect::<Result<_, _>>()?,
        parts: parts(session, id)?,
        charges: charges(session, id)?,
        due,
        taken,
        owed: crate::orders::owed(session, id)?,
        calls: calls(session, id)?,
        attempts: attempts(session, id)?,
        flaws: finish::flaws(session, id, &order)?,
        complaints: session.complaints_about(id, order.customer)?,
        order,
    })
}

/// How often nobody answered since the sheet came in last.
pub(super) fn attempts(session: &Session<'_>, order: OrderId) -> Result<u32, Error> {
    let facts = session.facts_of_order(order)?;
    let sheet = facts.iter().rposition(|fact| {
        fact.kind == "order_event"
            && matches!(fact.code.as_deref(), Some("enter_sheet" | "import_done"))
    });
    let since = sheet.map(|at| facts[at].at);
    let missed = facts.iter().filter(|fact| {
        fact.kind == "callback"
            && fact.code.as_deref() == Some("no_answer")
            && since.is_none_or(|since| fact.at >= since)
    });

    Ok(u32::try_from(missed.count()).unwrap_or(u32::MAX))
}

fn office(session: &Session<'_>) -> Result<String, Error> {
    let code = session.identity()?.ok_or(Error::NotFounded)?.office;
    let mut offices = session.all::<Office>()?.into_iter().map(|(_, office)| office);

    Ok(offices.find(|office| office.code.eq_ignore_ascii_case(&code)).unwrap_or_default().name)
}

fn work_done(
    session: &Session<'_>,
    result: &domain::VisitResult,
    codes: &[Code],
) -> Result<WorkDone, Error> {
    let visit: Option<Visit> = session.get(result.visit)?;
    let technician = match &visit {
        Some(visit) => session.get::<Staff>(visit.technician)?.map(|staff| staff.name),
        None => None,
    };

    Ok(WorkDone {
        technician: technician.unwrap_or_default(),
        day: visit.and_then(|visit| visit.slot).map(domain::Slot::day),
        there: (result.arrived, result.ended),
        outcome: result.outcome,
        fault: labels(codes, CodeGroup::Fault, result.fault.as_deref()),
        cause: labels(codes, CodeGroup::Cause, result.cause.as_deref()),
        measure: labels(codes, CodeGroup::Measure, result.measure.as_deref()),
        grade: result.grade,
        remark: result.remark.clone(),
    })
}

/// What a code means; a code that the catalogue has lost means itself.
pub(crate) fn labels(codes: &[Code], group: CodeGroup, code: Option<&str>) -> Option<Labels> {
    let code = code?;
    let known = codes.iter().find(|known| known.group == group && known.code == code);
    let itself = || Labels([("en".to_owned(), code.to_owned())].into());

    Some(known.map_or_else(itself, |known| known.labels.clone()))
}

/// Parts built in, less what was taken back.
fn parts(session: &Session<'_>, order: OrderId) -> Result<Vec<BuiltIn>, Error> {
    let mut used: Vec<(PartId, i64)> = Vec::new();
    for (_, stock) in session.facts_about::<StockMove>(order)? {
        let pieces = match stock.reason {
            StockReason::Used => stock.quantity,
            StockReason::Reversed if stock.from == domain::Location::Customer => -stock.quantity,
            _ => continue,
        };
        match used.iter_mut().find(|(part, _)| *part == stock.part) {
            Some((_, sum)) => *sum += pieces,
            None => used.push((stock.part, pieces)),
        }
    }
    let mut parts = Vec::new();
    for (part, quantity) in used.into_iter().filter(|(_, quantity)| *quantity > 0) {
        let name =
            crate::catalogue::left::part(session, part)?.map(|part| part.name).unwrap_or_default();
        parts.push(BuiltIn { name, quantity });
    }

    Ok(parts)
}

/// Lines the customer pays, without those that were taken back.
fn charges(session: &Session<'_>, order: OrderId) -> Result<Vec<Charge>, Error> {
    let lines = session.facts_about::<Charge>(order)?;
    let taken_back: BTreeSet<_> = lines.iter().filter_map(|(_, line)| line.reverses).collect();
    let stands = |id: &Uuid, line: &Charge| {
        line.payer == Payer::Customer
            && line.reverses.is_none()
            && !taken_back.contains(&ChargeId(*id))
    };

    Ok(lines.into_iter().filter(|(id, line)| stands(id, line)).map(|(_, line)| line).collect())
}

fn calls(session: &Session<'_>, order: OrderId) -> Result<Vec<(Callback, Option<String>)>, Error> {
    let mut calls = Vec::new();
    for (_, call) in super::standing(session.facts_about(order)?) {
        let by = match call.by {
            Some(by) => session.get::<Staff>(by)?.map(|staff| staff.name),
            None => None,
        };
        calls.push((call, by));
    }

    Ok(calls)
}

impl CallForm {
    /// Whether the customer was called and what they said allows no more than another call or the end.
    pub fn was_called(&self) -> bool {
        self.state == State::CalledBack
    }

    /// How the last call ended that ended anything.
    pub fn last_final(&self) -> Option<CallbackOutcome> {
        self.calls.iter().rev().map(|(call, _)| call.outcome).find(|outcome| outcome.is_final())
    }
}
