//! A deed: everything one action of a person changes, in one transaction and one operation.

use domain::{
    Address, Appliance, CancelReason, Customer, Event, Fields, Handover, Moment, Order, OrderEvent,
    OrderId, Progress, Record, StaffId, State, VisitId, differences, erasure, fields_of,
};
use store::Session;
use sync::{Change, OpId};
use uuid::Uuid;

use crate::clock::{new_id, random};
use crate::{Clock, Engine, Error};

/// What an action is done with. Everything it writes is seen by what it reads next.
#[derive(Debug)]
pub(crate) struct Deed<'a> {
    /// The transaction.
    pub(crate) session: &'a Session<'a>,
    /// When it is done.
    pub(crate) now: Moment,
    /// The clock it is done by.
    pub(crate) clock: &'a Clock,
    /// Who does it.
    pub(crate) actor: Option<StaffId>,
}

/// What is to happen to an order, with what belongs to it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Happening {
    /// On which visit.
    pub(crate) visit: Option<VisitId>,
    /// Why.
    pub(crate) reason: Option<CancelReason>,
    /// What a person added.
    pub(crate) remark: Option<String>,
    /// When it happened, where that is known better than by when it is written down. What happens to an order
    /// keeps its order: it is never earlier than what came before it.
    pub(crate) at: Option<Moment>,
}

/// The setting that says who sits here.
pub(crate) const ACTOR: &str = "actor";

/// Who sits here.
pub(crate) fn actor(session: &Session<'_>) -> Result<Option<StaffId>, Error> {
    Ok(session.setting(ACTOR)?.and_then(|id| id.parse().ok()))
}

impl Engine {
    /// Does `work` as one transaction and one operation called `verb`.
    pub(crate) fn deed<T, F>(
        &self,
        verb: &'static str,
        work: F,
    ) -> impl Future<Output = Result<T, Error>> + Send + use<T, F>
    where
        T: Send + 'static,
        F: FnOnce(&Deed<'_>) -> Result<T, Error> + Send + 'static,
    {
        let clock = self.clock.clone();
        let (changed, exchange) = (self.changed.clone(), self.exchange.clone());
        let done = self.workers.write(move |session| {
            let actor = actor(session)?;
            let deed = Deed { session, now: clock.now(), clock: &clock, actor };
            let value = work(&deed)?;
            deed.record(verb)?;
            Ok(value)
        });

        async move {
            let value = done.await?;
            changed.tell();
            exchange.wake();
            Ok(value)
        }
    }
}

impl Deed<'_> {
    /// Ends what was done so far as one operation, which must be this desk's to do. A deed too big for one is cut by calling this between.
    pub(crate) fn record(&self, verb: &str) -> Result<(), Error> {
        if let Some(role) = self.session.beyond_its_role()? {
            return Err(Error::NotYours(role));
        }
        let actor = self.actor.map(|staff| staff.to_string()).unwrap_or_default();
        let op_id = OpId(uuid::Builder::from_random_bytes(random().to_be_bytes()).into_uuid());

        Ok(self.session.record_deed(op_id, (verb, &actor), self.now.0)?)
    }

    /// The record with this id, which must be here.
    pub(crate) fn get<R: Record>(&self, id: impl Into<Uuid>) -> Result<R, Error> {
        self.session.get(id)?.ok_or(Error::Unknown(R::KIND))
    }

    /// Makes a new profile.
    pub(crate) fn create<R: Record, I: From<Uuid>>(&self, record: &R) -> Result<I, Error> {
        let id = new_id(self.now);
        self.create_as(id, record)?;

        Ok(I::from(id))
    }

    /// Makes a new profile under a given name.
    pub(crate) fn create_as<R: Record>(&self, id: Uuid, record: &R) -> Result<(), Error> {
        let body = fields_of(record);
        self.nobody_erased(R::KIND, id, &body)?;
        let change = Change::Create { kind: R::KIND.to_owned(), id, body };

        Ok(self.session.stage(change)?)
    }

    /// Fails if a record is the file of somebody who was erased, or belongs to one: nothing is written there any more.
    fn nobody_erased(&self, kind: &str, id: Uuid, body: &Fields) -> Result<(), Error> {
        let own = (kind == Customer::KIND).then_some(id);
        for customer in own.into_iter().chain(erasure::owners(kind, body)) {
            let file = self.session.stored(Customer::KIND, customer)?;
            if file.is_some_and(|file| erasure::is_bare(&file.fields)) {
                return Err(Error::Erased);
            }
        }

        Ok(())
    }

    /// A new profile that is not written yet, and its name. Several are written at once by
    /// [`store::Session::stage_new`].
    pub(crate) fn new_profile<R: Record, I: From<Uuid>>(&self, record: &R) -> (I, Change) {
        let id = new_id(self.now);

        (I::from(id), Change::Create { kind: R::KIND.to_owned(), id, body: fields_of(record) })
    }

    /// What happens first to a new order, not written yet.
    pub(crate) fn first_event(
        &self,
        (order, head): (OrderId, &Order),
        (event, at): (Event, Moment),
        remark: Option<String>,
    ) -> Result<Change, Error> {
        let family = head.kind.family();
        let state = family.first();
        if (Progress { state, before: None }).after(family, event).is_none() {
            return Err(Error::NotNow { event, state });
        }
        let fact = OrderEvent {
            order,
            event,
            from: Some(state),
            visit: None,
            reason: None,
            remark,
            at,
            by: self.actor,
        };
        let (kind, id) = (OrderEvent::KIND.to_owned(), new_id(self.now));

        Ok(Change::Fact { kind, id, body: fields_of(&fact) })
    }

    /// Edits a profile. Only the fields that really change are written.
    pub(crate) fn edit<R: Record>(
        &self,
        id: impl Into<Uuid>,
        edit: impl FnOnce(&mut R),
    ) -> Result<R, Error> {
        let id = id.into();
        let stored = self.session.stored(R::KIND, id)?.ok_or(Error::Unknown(R::KIND))?;
        let mut record: R = stored.read()?;
        let known = fields_of(&record);
        edit(&mut record);
        let fields = differences(&stored.fields, &fields_of(&record), &known);
        if !fields.is_empty() {
            self.patch(R::KIND, id, stored.rev, fields)?;
        }

        Ok(record)
    }

    /// Writes a fact.
    pub(crate) fn note<R: Record, I: From<Uuid>>(&self, fact: &R) -> Result<I, Error> {
        let id = new_id(self.now);
        let change = Change::Fact { kind: R::KIND.to_owned(), id, body: fields_of(fact) };
        self.session.stage(change)?;

        Ok(I::from(id))
    }

    /// Removes a profile.
    pub(crate) fn remove<R: Record>(&self, id: impl Into<Uuid>) -> Result<(), Error> {
        let id = id.into();
        let stored = self.session.stored(R::KIND, id)?.ok_or(Error::Unknown(R::KIND))?;
        let change = Change::Remove { kind: R::KIND.to_owned(), id, base_rev: stored.rev };

        Ok(self.session.stage(change)?)
    }

    /// Where an order stands.
    pub(crate) fn progress(&self, order: OrderId) -> Result<(Order, Progress), Error> {
        let stored =
            self.session.stored(Order::KIND, order.0)?.ok_or(Error::Unknown(Order::KIND))?;
        let head: Order = self.session.read_now(stored.clone())?;
        let word = |name: &str| {
            let value = stored.fields.get(name)?;
            serde_json::from_value::<State>(value.clone()).ok()
        };
        let state = word(sync::order::STATE).unwrap_or(head.kind.family().first());

        Ok((head, Progress { state, before: word(sync::order::STATE_BEFORE) }))
    }

    /// What an order has to do with another branch's.
    fn handover(&self, order: OrderId) -> Result<Handover, Error> {
        let stored = self.session.stored(Order::KIND, order.0)?;

        Ok(stored.map(|stored| Handover::of(&stored.fields)).unwrap_or_default())
    }

    /// Lets something happen to an order, if the table allows it now. Returns what it is at then.
    pub(crate) fn happen(
        &self,
        order: OrderId,
        event: Event,
        with: Happening,
    ) -> Result<State, Error> {
        let (head, progress) = self.progress(order)?;
        // Most events have nothing to do with other branches, and there are many in an import.
        let of_branches =
            matches!(event, Event::Reinstate | Event::AskHandover | Event::WithdrawHandover);
        let is_in_the_way = of_branches && self.handover(order)?.is_in_the_way_of(event);
        let next = Some(progress)
            .filter(|_| !is_in_the_way)
            .and_then(|progress| progress.after(head.kind.family(), event))
            .ok_or(Error::NotNow { event, state: progress.state })?;
        let Happening { visit, reason, remark, at } = with;
        let at = at.map(|at| self.in_order(order, at)).transpose()?;
        let fact = OrderEvent {
            order,
            event,
            from: Some(progress.state),
            visit,
            reason,
            remark,
            at: at.unwrap_or(self.now),
            by: self.actor,
        };
        self.note::<_, Uuid>(&fact)?;

        Ok(next.state)
    }

    /// The same moment, or the nearest that lies between what happened last to an order and now.
    fn in_order(&self, order: OrderId, at: Moment) -> Result<Moment, Error> {
        let last = self.session.facts_about::<OrderEvent>(order)?.last().map(|(_, last)| last.at);
        let last = last.unwrap_or(at).min(self.now);

        Ok(at.clamp(last, self.now))
    }

    /// Writes fields over those that a record had at that revision.
    pub(crate) fn patch(
        &self,
        kind: &str,
        id: Uuid,
        base_rev: u64,
        fields: Fields,
    ) -> Result<(), Error> {
        if [Customer::KIND, Address::KIND, Appliance::KIND].contains(&kind) {
            let stored = self.session.stored(kind, id)?.map(|stored| stored.fields);
            self.nobody_erased(kind, id, &stored.unwrap_or_default())?;
        }

        Ok(self.session.stage(Change::Patch { kind: kind.to_owned(), id, base_rev, fields })?)
    }
}
