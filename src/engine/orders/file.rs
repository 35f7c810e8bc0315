//! An order's file, which reads like its sheet.

use std::collections::BTreeMap;

use domain::{
    Address, Appliance, Callback, Charge, Code, Customer, EnquiryId, Event, Handover, Letter,
    LetterId, Location, Money, Office, Order, OrderId, OrderKind, Outcome, Part, PartId, Payer,
    Progress, Quote, Receipt, Record, Ruling, Staff, StaffId, State, StockMove, StockReason,
    Verdict, Visit, VisitId, VisitResult, VisitState, WarrantyReason, quote, verdict,
};
use store::{Session, Stored};
use uuid::Uuid;

use super::there::{self, HalfThere};
use super::timeline::{Line, timeline};
use crate::areas::{self, Whereabouts};
use crate::household::terms;
use crate::{AttachedFile, Engine, Error, Opened};

/// Everything that is known of one order.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderFile {
    /// Which.
    pub id: OrderId,
    /// Its head.
    pub order: Order,
    /// The revision of its head.
    pub rev: u64,
    /// What it is at.
    pub state: State,
    /// Some say cancelled and others done; headquarters decides.
    pub disputed: bool,
    /// It was cancelled although somebody had taken it on, who must be told.
    pub stop_notice: bool,
    /// For whom.
    pub customer: Customer,
    /// Where. The district of a code is named, where an area says what people call it.
    pub address: Option<Address>,
    /// In which area that lies.
    pub whereabouts: Whereabouts,
    /// The order it came out of, with its number.
    pub origin: Option<(OrderId, String)>,
    /// What somebody wrote that it came of, with its subject.
    pub enquiry: Option<(EnquiryId, String)>,
    /// The orders that came out of it, oldest first, with their numbers, kinds and what they are at: complaints about
    /// it, the exchange that it ended in.
    pub followers: Vec<(OrderId, String, OrderKind, State)>,
    /// What it has to do with another branch's order.
    pub handover: Handover,
    /// The halves of it in other branches that this computer may read.
    pub there: Vec<HalfThere>,
    /// On which machine.
    pub appliance: Option<Appliance>,
    /// What that is a piece of.
    pub whole: Option<Appliance>,
    /// The verdict that was told, or where none was kept or nobody knew, today's; what was decided in its place counts.
    pub warranty: Option<Verdict>,
    /// What the price list says, where no price was told; none where it says nothing.
    pub listed: Option<Quote>,
    /// What was decided in its place, and by whom.
    pub ruling: Option<(Ruling, String)>,
    /// Whether that can still be decided.
    pub may_rule: bool,
    /// Who took it in.
    pub received_by: Option<String>,
    /// The trips, first one first.
    pub visits: Vec<VisitEntry>,
    /// The codes that its visits and its head name, and the visits of other branches.
    pub codes: Vec<Code>,
    /// What was built in.
    pub parts: Vec<PartUse>,
    /// The money.
    pub account: Account,
    /// The calls after the work, oldest first.
    pub callbacks: Vec<Callback>,
    /// What was written to the customer about it, oldest first.
    pub letters: Vec<(LetterId, Letter)>,
    /// What somebody keeps with it, the oldest first.
    pub files: Vec<AttachedFile>,
    /// Who did what when, newest first.
    pub timeline: Vec<Line>,
    /// What the table allows to happen now.
    pub possible: Vec<Event>,
}

/// One trip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitEntry {
    /// Which.
    pub id: VisitId,
    /// The trip.
    pub visit: Visit,
    /// Who goes or went.
    pub technician: String,
    /// What it came to, as long as its sheet is in.
    pub result: Option<VisitResult>,
    /// The parts that were missing, where that is what it came to.
    pub needed: Vec<PartUse>,
    /// How many times its sheet was printed.
    pub copies: u32,
}

/// A part that was built in, or is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartUse {
    /// Its number.
    pub number: String,
    /// What it is.
    pub name: String,
    /// What it is counted in.
    pub unit: String,
    /// How many, what was taken back taken off.
    pub quantity: i64,
}

/// The money of an order. Every total is the sum of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// What is charged, with the name of the part where it is one.
    pub charges: Vec<(Charge, Option<String>)>,
    /// What was taken, and by whom.
    pub receipts: Vec<(Receipt, String)>,
    /// What the customer pays.
    pub customer: Money,
    /// What the maker pays.
    pub maker: Money,
    /// What the customer has paid.
    pub received: Money,
}

impl Account {
    /// What the customer still owes; below zero where too much was taken.
    pub fn open(&self) -> Money {
        self.customer - self.received
    }
}

impl OrderFile {
    /// How often the customer asked where we stay, without what was withdrawn.
    pub fn urges(&self) -> u32 {
        let of = |event: Event| {
            let same = |line: &&Line| matches!(line.what, super::Happened::Step { event: it, .. } if it == event);
            self.timeline.iter().filter(same).count()
        };
        let urges = of(Event::Urge).saturating_sub(of(Event::WithdrawUrge));

        u32::try_from(urges).unwrap_or(u32::MAX)
    }

    /// Its head, for a form.
    pub fn opened(&self) -> Opened<OrderId, Order> {
        Opened { id: self.id, rev: self.rev, record: self.order.clone() }
    }

    /// Whether the last sheet's entry can be taken back to correct it. Work that was ordered anew after the call
    /// is no mistake of its sheet.
    pub fn can_correct(&self) -> bool {
        let last = self.visits.iter().rev().find_map(|entry| Some((entry, entry.result.as_ref()?)));
        let stands = last.is_some_and(|(entry, result)| {
            let led_here = result.outcome != Outcome::Finished
                || matches!(self.state, State::SheetIn | State::CalledBack);
            entry.visit.state == VisitState::Ended && led_here
        });

        stands && self.possible.contains(&Event::Reenter)
    }

    /// The code with these letters, if its record is here.
    pub fn code(&self, code: &str) -> Option<&Code> {
        self.codes.iter().find(|known| known.code == code)
    }

    /// The last trip that is over and whose sheet was printed.
    pub fn printed_visit(&self) -> Option<&VisitEntry> {
        use domain::VisitState::Ended;

        self.visits.iter().rev().find(|entry| entry.visit.state == Ended && entry.copies > 0)
    }

    /// The trip whose sheet is out.
    pub fn open_visit(&self) -> Option<&VisitEntry> {
        use domain::VisitState::{Planned, Printed};

        self.visits.iter().rev().find(|entry| matches!(entry.visit.state, Planned | Printed))
    }
}

/// Names that a file needs.
pub(super) struct Names<'a> {
    session: &'a Session<'a>,
}

impl Names<'_> {
    /// Where they are looked for.
    pub(super) fn session(&self) -> &Session<'_> {
        self.session
    }

    /// What someone is called, also when they have left.
    pub(super) fn staff(&self, id: StaffId) -> Result<String, Error> {
        Ok(self.session.get::<Staff>(id)?.map(|staff| staff.name).unwrap_or_default())
    }

    fn part(&self, id: PartId) -> Result<Option<Part>, Error> {
        crate::catalogue::left::part(self.session, id)
    }
}

impl Engine {
    /// The file of an order.
    pub fn order(
        &self,
        id: OrderId,
    ) -> impl Future<Output = Result<OrderFile, Error>> + Send + use<> {
        let today = self.clock.today();
        let kept = self.kept_files();

        self.workers.read(move |session| {
            let stored = session.stored(Order::KIND, id.0)?.ok_or(Error::Unknown(Order::KIND))?;
            let order: Order = session.read_now(stored.clone())?;
            let family = order.kind.family();
            let progress = sync::order::progress(&stored.fields).unwrap_or(Progress::new(family));
            let names = Names { session };
            let customer: Customer =
                session.get(order.customer)?.ok_or(Error::Unknown(Customer::KIND))?;
            let appliance: Option<Appliance> = of(session, order.appliance)?;
            let terms = terms(session)?;
            let now = appliance.as_ref().map(|appliance| verdict(&terms, appliance, today));
            let warranty = in_force(&order, now);
            let visits = visits(&names, id)?;
            let areas = areas::known(session)?;
            let address: Option<Address> = of(session, order.address)?;
            let whereabouts =
                address.as_ref().map_or(Whereabouts::Undrawn, |it| areas.whereabouts_of(it));
            let address = address.map(|it| Address { place: areas.named(&it.place), ..it });
            let listed =
                listed(session, &order, (appliance.as_ref(), warranty.as_ref()), &whereabouts)?;
            let origin = order.origin.map(|id| named(session, id)).transpose()?.flatten();
            let handover = Handover::of(&stored.fields);
            let there = there::halves(&names, &handover)?;
            let flag = |name| flag(&stored, name);

            Ok(OrderFile {
                id,
                rev: stored.rev,
                state: progress.state,
                disputed: flag(sync::order::DISPUTED),
                stop_notice: flag(sync::order::STOP_NOTICE),
                address,
                whereabouts,
                listed,
                followers: session.orders_out_of(id, order.customer)?,
                origin,
                enquiry: session.enquiry_of_order(id)?,
                ruling: order.ruling.clone().map(|it| ruled(&names, it)).transpose()?,
                may_rule: super::ruling::may_rule(family, progress.state),
                received_by: order.received_by.map(|id| names.staff(id)).transpose()?,
                codes: codes(session, &order, (&visits, &there))?,
                parts: parts(&names, id)?,
                account: account(&names, id)?,
                callbacks: calls(session, id)?,
                letters: letters(session, id)?,
                files: kept.of(session, crate::files::Keeper::Order(id))?,
                timeline: timeline(&names, id, family)?,
                possible: possible((progress, &handover, is_led(session)?), &order, &visits),
                handover,
                there,
                visits,
                customer,
                whole: whole(session, appliance.as_ref())?,
                appliance,
                warranty,
                order,
            })
        })
    }
}

/// Whether there is a headquarters that could be asked.
fn is_led(session: &Session<'_>) -> Result<bool, Error> {
    Ok(session.setting(crate::link::ADDRESS)?.is_some())
}

/// What the maker pays, where `now` is what the terms say today: what was decided in the place of that counts.
fn in_force(order: &Order, now: Option<Verdict>) -> Option<Verdict> {
    let warranty = order.warranty_in_force(now);

    match &order.ruling {
        Some(ruling) => warranty.map(|computed| ruling.over(computed)),
        None => warranty,
    }
}

/// What a machine is a piece of.
pub(crate) fn whole(
    session: &Session<'_>,
    machine: Option<&Appliance>,
) -> Result<Option<Appliance>, Error> {
    let whole = machine.and_then(|machine| machine.part_of);

    Ok(whole.map(|id| session.get(id)).transpose()?.flatten())
}

/// What the price list says of work for which no price was told.
fn listed(
    session: &Session<'_>,
    order: &Order,
    (appliance, warranty): (Option<&Appliance>, Option<&Verdict>),
    whereabouts: &Whereabouts,
) -> Result<Option<Quote>, Error> {
    let (None, Some(appliance)) = (order.quote, appliance) else { return Ok(None) };
    let tariffs = crate::prices::in_force(session)?;
    let unknown = Verdict::none(WarrantyReason::NoProof);
    let remote = matches!(whereabouts, Whereabouts::In { remote: true, .. });
    let verdict = warranty.unwrap_or(&unknown);

    Ok(quote(&tariffs, (order.kind, appliance.category), verdict, remote))
}

/// The record that is named, if one is.
fn of<R: Record>(
    session: &Session<'_>,
    named: Option<impl Into<Uuid>>,
) -> Result<Option<R>, Error> {
    Ok(named.map(|id| session.get(id)).transpose()?.flatten())
}

/// An order with its number, if it is here.
fn named(session: &Session<'_>, id: OrderId) -> Result<Option<(OrderId, String)>, Error> {
    let order: Option<Order> = session.get(id)?;

    Ok(order.map(|order| (id, order.number.to_string())))
}

fn ruled(names: &Names<'_>, ruling: Ruling) -> Result<(Ruling, String), Error> {
    let by = ruling.by.map(|id| names.staff(id)).transpose()?.unwrap_or_default();

    Ok((ruling, by))
}

fn flag(stored: &Stored, name: &str) -> bool {
    stored.fields.get(name).and_then(serde_json::Value::as_bool).unwrap_or(false)
}

fn possible(
    (progress, handover, is_led): (Progress, &Handover, bool),
    order: &Order,
    visits: &[VisitEntry],
) -> Vec<Event> {
    let family = order.kind.family();
    // Two desks withdrew a visit each, and nobody goes any more.
    let is_left = matches!(progress.state, State::Assigned | State::Booked)
        && !visits.iter().any(|entry| entry.visit.is_to_come());
    // Headquarters tells of the other branch, and there the order goes on.
    let is_elsewhere = |event: &Event| match event {
        Event::HandoverEnded | Event::RefuseHandover => true,
        Event::AskHandover if !is_led => true,
        event => handover.is_in_the_way_of(*event),
    };
    let can = |event: &Event| {
        progress.after(family, *event).is_some() || (is_left && *event == Event::Assign)
    };

    Event::ALL.into_iter().filter(|event| !is_elsewhere(event)).filter(can).collect()
}

fn visits(names: &Names<'_>, order: OrderId) -> Result<Vec<VisitEntry>, Error> {
    let session = names.session;
    let mut results: BTreeMap<VisitId, VisitResult> = session
        .facts_about::<VisitResult>(order)?
        .into_iter()
        .map(|(_, result)| (result.visit, result))
        .collect();
    let mut entries = Vec::new();
    for id in session.visits_of(order)? {
        let Some(visit) = session.get::<Visit>(id)? else { continue };
        // What was taken back is no longer what the visit came to.
        let result = results.remove(&id).filter(|_| visit.state == domain::VisitState::Ended);
        let needed = result.iter().flat_map(|it| &it.needed);
        let needed = needed.map(|it| named_part(names, (it.part, it.quantity)));
        entries.push(VisitEntry {
            id,
            technician: names.staff(visit.technician)?,
            needed: needed.collect::<Result<_, Error>>()?,
            result,
            copies: session.copies_of(id)?,
            visit,
        });
    }

    Ok(entries)
}

fn codes(
    session: &Session<'_>,
    order: &Order,
    (visits, there): (&[VisitEntry], &[HalfThere]),
) -> Result<Vec<Code>, Error> {
    let of_visits = visits
        .iter()
        .chain(there.iter().flat_map(|half| &half.visits))
        .filter_map(|entry| entry.result.as_ref())
        .flat_map(|result| [&result.fault, &result.cause, &result.measure].into_iter().flatten());
    let named: Vec<&String> = order.fault.iter().chain(of_visits).collect();
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let codes = session.all::<Code>()?.into_iter().map(|(_, code)| code);

    Ok(codes.filter(|code| named.contains(&&code.code)).collect())
}

/// What was built in for an order.
pub(crate) fn parts_of(session: &Session<'_>, order: OrderId) -> Result<Vec<PartUse>, Error> {
    parts(&Names { session }, order)
}

/// Parts that went into the customer's machine, less what came back by a reversed entry.
fn parts(names: &Names<'_>, order: OrderId) -> Result<Vec<PartUse>, Error> {
    let used = used(facts::<StockMove>(names.session, order)?).into_iter();

    used.map(|used| named_part(names, used)).collect()
}

/// How many of each part movements came to that went into a machine.
pub(super) fn used(moves: impl IntoIterator<Item = StockMove>) -> Vec<(PartId, i64)> {
    let mut used: Vec<(PartId, i64)> = Vec::new();
    for stock_move in moves {
        let sign = match (stock_move.reason, stock_move.to, stock_move.from) {
            (StockReason::Used, Location::Customer, _) => 1,
            (StockReason::Reversed, _, Location::Customer) => -1,
            _ => continue,
        };
        let quantity = sign * stock_move.quantity;
        match used.iter_mut().find(|(part, _)| *part == stock_move.part) {
            Some((_, sum)) => *sum += quantity,
            None => used.push((stock_move.part, quantity)),
        }
    }
    used.retain(|(_, quantity)| *quantity != 0);

    used
}

pub(super) fn named_part(
    names: &Names<'_>,
    (id, quantity): (PartId, i64),
) -> Result<PartUse, Error> {
    let part = names.part(id)?;
    let (number, name, unit) =
        part.map_or_else(Default::default, |part| (part.number, part.name, part.unit));

    Ok(PartUse { number, name, unit, quantity })
}

fn account(names: &Names<'_>, order: OrderId) -> Result<Account, Error> {
    let session = names.session;
    let currency = session.all::<Office>()?.first().map(|(_, office)| office.currency);
    let zero = Money::zero(currency.unwrap_or_default());
    let mut account = Account {
        charges: Vec::new(),
        receipts: Vec::new(),
        customer: zero,
        maker: zero,
        received: zero,
    };
    for charge in facts::<Charge>(session, order)? {
        match charge.payer {
            Payer::Customer => account.customer = account.customer + charge.amount,
            Payer::Maker => account.maker = account.maker + charge.amount,
        }
        let part = charge.part.map(|part| names.part(part)).transpose()?.flatten();
        account.charges.push((charge, part.map(|part| part.name)));
    }
    for receipt in facts::<Receipt>(session, order)? {
        account.received = account.received + receipt.amount;
        let technician = names.staff(receipt.technician)?;
        account.receipts.push((receipt, technician));
    }

    Ok(account)
}

fn letters(session: &Session<'_>, order: OrderId) -> Result<Vec<(LetterId, Letter)>, Error> {
    Ok(crate::letters::standing(session.facts_about(order)?))
}

/// The calls that were made and not taken back, oldest first.
fn calls(session: &Session<'_>, order: OrderId) -> Result<Vec<Callback>, Error> {
    let calls = crate::callbacks::standing(session.facts_about(order)?);

    Ok(calls.into_iter().map(|(_, call)| call).collect())
}

fn facts<R: domain::Record>(session: &Session<'_>, order: OrderId) -> Result<Vec<R>, Error> {
    Ok(session.facts_about::<R>(order)?.into_iter().map(|(_, fact)| fact).collect())
}

impl Names<'_> {
    /// The facts of one kind about an order, oldest first.
    pub(super) fn facts<R: domain::Record>(&self, order: OrderId) -> Result<Vec<R>, Error> {
        facts(self.session, order)
    }
}
