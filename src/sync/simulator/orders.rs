//! What people do to orders of every kind in a simulated world.

use domain::handover::{EVENT_ENDED, EVENT_HANDED, HANDED_TO};
use domain::{Event, Family, OrderKind, OrderNumber, State};
use serde_json::{Value, json};
use uuid::Uuid;

use super::deeds::{CUSTOMER, fields};
use super::storage::{Backend, Desk, Hq};
use super::world::World;
use crate::order::{self, ORDER, ORDER_EVENT};
use crate::{Change, Fields, Laws, StreamId};

/// The way of a plain day, by what was promised.
const fn forward(family: Family) -> &'static [Event] {
    match family {
        Family::Service => &[
            Event::Accept,
            Event::Assign,
            Event::Book,
            Event::Arrive,
            Event::Finish,
            Event::EnterSheet,
            Event::CallBack,
            Event::Close,
            Event::Settle,
        ],
        Family::Delivery => &[Event::Load, Event::Deliver, Event::Close],
        Family::Complaint => &[Event::Route, Event::Answer, Event::AcceptAnswer, Event::Close],
        Family::Consultation => &[Event::Answer, Event::Convert, Event::Close],
    }
}

/// What only headquarters may say.
pub(super) const HEADQUARTERS_OWN: [Event; 2] = [Event::HandoverEnded, Event::RefuseHandover];

/// What comes in between: everything else that a branch may say.
fn is_aside(family: Family, event: Event) -> bool {
    event != Event::Cancel
        && !forward(family).contains(&event)
        && !HEADQUARTERS_OWN.contains(&event)
}

/// How an order comes in; told from its name, so that nothing else in a world depends on it.
struct Beginning {
    kind: OrderKind,
    /// What happens to it in the deed that makes it; none if somebody is still at it.
    first: Option<Event>,
}

impl Beginning {
    fn of(order: Uuid) -> Self {
        let fate = order.as_u128() >> 8;
        let kind = match fate % 16 {
            0 | 1 => OrderKind::Delivery,
            2 | 3 => OrderKind::Complaint,
            4 | 5 => OrderKind::Consultation,
            6 => OrderKind::Install,
            _ => OrderKind::Repair,
        };
        let first = match (fate >> 8) % 24 {
            0..3 => None,
            3 if kind.family() == Family::Service => Some(Event::ImportDone),
            4 if kind.family() == Family::Service => Some(Event::ImportClosed),
            _ => Some(Event::Accept),
        };

        Self { kind, first }
    }

    fn is_imported(&self) -> bool {
        matches!(self.first, Some(Event::ImportDone | Event::ImportClosed))
    }
}

/// Which table of states an order goes through.
pub(super) fn family_of(order: &Fields) -> Family {
    let kind = order.get("kind").cloned().and_then(|kind| serde_json::from_value(kind).ok());

    kind.map_or(Family::Service, OrderKind::family)
}

/// What an event says that hands its order to another branch, where it is called so.
fn handing_over(order: Uuid) -> Fields {
    let handed = json!({"branch": "SZ03", "number": "SZ03-H00001", "order": order});

    fields(json!({"reason": "handed_over", EVENT_HANDED: handed}))
}

/// One that never was possible, or that only headquarters may say.
pub(super) fn an_impossible_event(order: Uuid) -> Fields {
    if order.as_u128().is_multiple_of(2) {
        return fields(json!({"order": order, "event": "finish", "from": "draft", "by": "x"}));
    }
    let mut body = fields(json!({"order": order, "event": "cancel", "from": "ready", "by": "x"}));
    body.extend(handing_over(order));

    body
}

impl<L: Laws, B: Backend> World<L, B> {
    /// A customer, an order and its first event, in one deed.
    pub(super) fn order(&mut self, stream: &StreamId, by: Option<&str>) -> Vec<Change> {
        let (customer, order, event) = (self.chance.uuid(), self.chance.uuid(), self.chance.uuid());
        let beginning = Beginning::of(order);
        let at = self.clock_ms();
        let code = stream.branch_code().unwrap_or("SH01");
        let number = u32::try_from(order.as_u128() % 4_000_000_000).unwrap_or(0) + 1;
        let number = OrderNumber::new(code, "A", number);
        let source = if beginning.is_imported() { "import" } else { "phone" };
        let head = json!({
            "kind": beginning.kind, "customer": customer, "note": self.word(),
            "number": number, "received": at, "source": source,
        });
        self.records.push((stream.clone(), CUSTOMER, customer));
        self.records.push((stream.clone(), ORDER, order));

        let mut changes = vec![
            Change::Create { kind: CUSTOMER.to_owned(), id: customer, body: self.person() },
            Change::Create { kind: ORDER.to_owned(), id: order, body: fields(head) },
        ];
        // Headquarters imports nothing, and what it takes in is whole.
        let first = if by.is_none() { Some(Event::Accept) } else { beginning.first };
        changes.extend(first.map(|first| {
            let from = beginning.kind.family().first();
            let body = json!({"order": order, "event": first, "from": from, "by": by, "at": at});
            Change::Fact { kind: ORDER_EVENT.to_owned(), id: event, body: fields(body) }
        }));

        changes
    }

    pub(super) fn take_order(&mut self, desk: usize, stream: StreamId) {
        let staff = self.desktops[desk].staff.clone();
        let changes = self.order(&stream, Some(&staff));
        self.record(desk, stream, changes);
    }

    /// Something happens to an order that is possible as this desktop sees it.
    pub(super) fn work(&mut self, desk: usize, stream: &StreamId) {
        let Some(id) = self.someones(stream, ORDER) else { return };
        let Some(view) = self.desktops[desk].store.view(stream, ORDER, id) else { return };
        let Some(now) = order::progress(&view) else { return };
        let family = family_of(&view);
        let imported = view.get("source") == Some(&Value::from("import"));
        let mut events: Vec<_> = Event::ALL.into_iter().collect();
        events.retain(|event| {
            let fits = *event != Event::WithdrawImport || imported;
            let own = !HEADQUARTERS_OWN.contains(event);
            fits && own && now.after(family, *event).is_some()
        });
        if self.chance.percent(30) {
            let cancel = self.chance.percent(25);
            events.retain(|it| if cancel { *it == Event::Cancel } else { is_aside(family, *it) });
        } else {
            events.retain(|event| forward(family).contains(event));
        }
        let Some(event) = self.chance.pick(&events).copied() else { return };
        self.say(desk, (stream, id), (event, now.state));
    }

    /// Somebody at a desk says what happened to an order.
    pub(super) fn say(
        &mut self,
        desk: usize,
        (stream, id): (&StreamId, Uuid),
        (event, from): (Event, State),
    ) {
        let mut body = fields(json!({
            "order": id,
            "event": event,
            "from": from,
            "by": self.desktops[desk].staff,
            "at": self.clock_ms() + self.desktops[desk].skew_ms,
        }));
        if event == Event::Finish {
            body.insert("result".to_owned(), self.chance.below(2).into());
        }
        let fact = Change::Fact { kind: ORDER_EVENT.to_owned(), id: self.chance.uuid(), body };
        self.record(desk, stream.clone(), vec![fact]);
    }

    /// Headquarters cancels an order, hands it on, tells how the other half ended, or lets it go nowhere.
    pub(super) fn decide_about_an_order(&mut self, stream: &StreamId) -> Vec<Change> {
        let Some(id) = self.someones(stream, ORDER) else { return Vec::new() };
        let row = self.hq.rows(stream).into_iter().find(|row| row.kind == ORDER && row.id == id);
        let Some(head) = row.and_then(|row| row.body) else { return Vec::new() };
        let Some(now) = order::progress(&head) else { return Vec::new() };
        let fact = self.chance.uuid();
        let handed = head.contains_key(HANDED_TO);
        let event = match (fact.as_u128() >> 8) % 8 {
            0..3 if handed => Event::HandoverEnded,
            0..2 => Event::RefuseHandover,
            _ => Event::Cancel,
        };
        let handing = fact.as_u128().is_multiple_of(3);

        vec![self.word_of_headquarters((id, fact), (event, now.state), handing)]
    }

    /// What headquarters says of an order.
    pub(super) fn word_of_headquarters(
        &mut self,
        (order, id): (Uuid, Uuid),
        (event, from): (Event, State),
        handing: bool,
    ) -> Change {
        let at = self.clock_ms();
        let mut body = fields(json!({"order": order, "event": event, "from": from, "at": at}));
        if event == Event::Cancel && handing {
            body.extend(handing_over(id));
        }
        if event == Event::HandoverEnded {
            body.insert(EVENT_ENDED.to_owned(), json!({"state": State::Closed}));
        }
        if event == Event::RefuseHandover {
            body.insert("remark".to_owned(), self.word().into());
        }

        Change::Fact { kind: ORDER_EVENT.to_owned(), id, body }
    }
}
