//! Tables made from records, so that lists and searches need not read their fields.

use std::collections::BTreeSet;

use domain::{
    Address, Amendment, Answer, Appliance, Article, ArticleVersion, Attachment, Callback, Charge,
    Customer, Enquiry, EnquiryEvent, Erasure, Fields, Handover, Letter, Order, OrderEvent, Part,
    Print, Receipt, Record, Sameness, Settlement, Staff, StockMove, Visit, VisitResult,
};
use rusqlite::params;
use serde::de::DeserializeOwned;
use sync::hq::CONFLICT;
use uuid::Uuid;

use crate::conflict::Conflict;
use crate::{Error, Session};

/// The code of a call that counts nowhere.
const WITHDRAWN: &str = "withdrawn";
/// The codes of an article that was told in a call: it was all that the caller needed, or not.
const SOLVED: &str = "solved";
const TOLD: &str = "told";

/// How many characters of the words about an order are searched.
const SAID: usize = 60;

/// Words without what stands around them; none where there are none.
fn said(words: Option<&str>) -> Option<&str> {
    words.map(str::trim).filter(|words| !words.is_empty())
}

/// How words begin; none where there are none.
fn beginning(words: &str) -> Option<String> {
    let words = words.trim();

    (!words.is_empty()).then(|| words.chars().take(SAID).collect())
}

/// What the index of facts keeps of one. An enquiry is filed as an order is.
#[derive(Default)]
struct Filed {
    order: Option<Uuid>,
    customer: Option<Uuid>,
    subject: Option<Uuid>,
    code: Option<String>,
    amount: Option<i64>,
    at: i64,
}

impl Session<'_> {
    /// Brings the derived rows of one record up to date. `before` and `after` are its fields, `None`
    /// where it did not or does not exist. A record that this version cannot read has no derived rows.
    pub(crate) fn project(
        &self,
        (kind, id): (&str, Uuid),
        before: Option<&Fields>,
        after: Option<&Fields>,
    ) -> Result<(), Error> {
        match kind {
            Customer::KIND => self.project_customer(id, read(after)),
            Address::KIND => self.project_address(id, read(after)),
            Appliance::KIND => self.project_appliance(id, read(after)),
            Order::KIND => self.project_order(id, after),
            Visit::KIND => self.project_visit(id, read(after)),
            Staff::KIND => self.project_staff(id, read(after)),
            Part::KIND => self.project_part(id, read(after)),
            Article::KIND => self.project_article(id, read(after).as_ref()),
            StockMove::KIND => {
                self.project_stock_move(read(before).as_ref(), read(after).as_ref())?;
                self.file(kind, id, filed(kind, after))
            }
            Callback::KIND => self.project_call(id, read(before), after),
            Sameness::KIND => self.project_sameness(id, after),
            Enquiry::KIND => self.project_enquiry(id, read(after).as_ref()),
            EnquiryEvent::KIND => self.project_enquiry_event(id, read(before), read(after)),
            OrderEvent::KIND
            | VisitResult::KIND
            | Print::KIND
            | Charge::KIND
            | Receipt::KIND
            | Letter::KIND
            | Settlement::KIND
            | Amendment::KIND
            | Erasure::KIND
            | Attachment::KIND
            | ArticleVersion::KIND
            | Answer::KIND
            | CONFLICT => self.file(kind, id, filed(kind, after)),
            _ => Ok(()),
        }
    }

    /// The same for a record that came from headquarters. One that the tables cannot hold has no derived rows and is
    /// remembered in `unshown`: nothing that comes with it, or after it, waits for it.
    pub(crate) fn project_pulled(
        &self,
        (kind, id): (&str, Uuid),
        before: Option<&Fields>,
        after: Option<&Fields>,
    ) -> Result<(), Error> {
        self.project_or_hide((kind, id), before, || self.project((kind, id), before, after))
    }

    /// The same for a customer that was read already.
    pub(crate) fn project_read(
        &self,
        key: (&str, Uuid),
        before: Option<&Fields>,
        customer: Customer,
    ) -> Result<(), Error> {
        self.project_or_hide(key, before, || self.project_customer(key.1, Some(customer)))
    }

    fn project_or_hide(
        &self,
        (kind, id): (&str, Uuid),
        before: Option<&Fields>,
        project: impl FnOnce() -> Result<(), Error>,
    ) -> Result<(), Error> {
        // Where a record has one derived row, writing it fails as a whole.
        let several = matches!(
            kind,
            StockMove::KIND | Callback::KIND | Article::KIND | Sameness::KIND | EnquiryEvent::KIND
        );
        let step = |what: &str| if several { self.db.execute_batch(what) } else { Ok(()) };
        step("savepoint one_record")?;
        match project() {
            Ok(()) => {
                step("release one_record")?;
                if before.is_some() {
                    self.db
                        .prepare_cached("delete from unshown where kind = ?1 and id = ?2")?
                        .execute(params![kind, id])?;
                }
                Ok(())
            }
            Err(why) if why.is_of_one_record() => {
                step("rollback to one_record; release one_record")?;
                self.project((kind, id), before, None)?;
                self.db
                    .prepare_cached(
                        "insert or replace into unshown (kind, id, why) values (?1, ?2, ?3)",
                    )?
                    .execute(params![kind, id, why.to_string()])?;
                Ok(())
            }
            Err(why) => Err(why),
        }
    }

    fn project_customer(&self, id: Uuid, customer: Option<Customer>) -> Result<(), Error> {
        let Some(customer) = customer else {
            self.unindexed.borrow_mut().insert(id, None);
            self.drop_row("delete from customer where id = ?1", id)?;
            return self.heed_sameness(id);
        };
        let phone = customer.first_phone().map(ToString::to_string).unwrap_or_default();
        self.db.prepare_cached(include_str!("customer/put.sql"))?.execute(params![
            id,
            customer.name,
            customer.organisation,
            phone,
            word(&customer.level),
            customer.origin,
        ])?;
        let kept = self.now(id)?;
        self.unindexed.borrow_mut().entry(kept).or_default();
        self.unindexed.borrow_mut().insert(id, Some(customer));

        self.heed_sameness(id)
    }

    fn project_address(&self, id: Uuid, address: Option<Address>) -> Result<(), Error> {
        let Some(address) = address else {
            self.drop_row("delete from address where id = ?1", id)?;
            return self.heed_sameness(id);
        };
        let customer = self.now(address.customer.0)?;
        self.unindexed.borrow_mut().entry(customer).or_default();
        self.db.prepare_cached(include_str!("customer/put_address.sql"))?.execute(params![
            id,
            customer,
            address.place.in_one_line(),
            address.place.code.as_ref().map(domain::DistrictCode::as_str),
            address.area.map(|area| area.0),
            address.moved.is_some(),
        ])?;

        self.heed_sameness(id)
    }

    fn project_appliance(&self, id: Uuid, appliance: Option<Appliance>) -> Result<(), Error> {
        let Some(appliance) = appliance else {
            self.drop_row("delete from appliance where id = ?1", id)?;
            return self.heed_sameness(id);
        };
        let customer = self.now(appliance.customer.0)?;
        let address = self.all_now(appliance.address)?;
        self.unindexed.borrow_mut().entry(customer).or_default();
        self.db.prepare_cached(include_str!("customer/put_appliance.sql"))?.execute(params![
            id,
            customer,
            address,
            appliance.category.code(),
            appliance.called(),
            appliance.brand,
            appliance.model,
            appliance.serial,
            appliance.origin,
            said(appliance.shop.as_deref()),
            appliance.sale.as_ref().and_then(|sale| said(sale.seller.as_deref())),
            appliance.purchased.map(|day| day.to_string()),
            appliance.sale.as_ref().map(|sale| sale.at.0),
        ])?;

        self.heed_sameness(id)
    }

    fn project_order(&self, id: Uuid, fields: Option<&Fields>) -> Result<(), Error> {
        let Some((order, fields)) = read::<Order>(fields).zip(fields) else {
            return self.drop_row("delete from service_order where id = ?1", id);
        };
        let customer = self.now(order.customer.0)?;
        let (address, appliance) = (self.all_now(order.address)?, self.all_now(order.appliance)?);
        self.unindexed.borrow_mut().entry(customer).or_default();
        let state =
            fields.get("state").and_then(|state| serde_json::from_value(state.clone()).ok());
        let state: domain::State = state.unwrap_or(order.kind.family().first());
        let flag =
            |name: &str| fields.get(name).and_then(serde_json::Value::as_bool).unwrap_or(false);
        self.db.prepare_cached(include_str!("order/put.sql"))?.execute(params![
            id,
            order.number.to_string(),
            order.number.sequence(),
            order.alias,
            word(&order.kind),
            state.code(),
            state.is_over(),
            customer,
            address,
            appliance,
            order.priority == domain::Priority::Urgent,
            order.fault,
            order.promised.map(|slot| slot.day().to_string()),
            order.promised.map(domain::Slot::from),
            order.received.0,
            order.origin.map(|origin| origin.0),
            flag(sync::order::DISPUTED),
            format!("{}-{}", order.number.office(), order.number.desk()),
            flag(sync::order::STOP_NOTICE),
            flag(sync::order::SECOND_VISIT),
            order.branch,
            order.description.as_deref().and_then(beginning),
            crate::order::handed(&Handover::of(fields)),
        ])?;

        Ok(())
    }

    fn project_visit(&self, id: Uuid, visit: Option<Visit>) -> Result<(), Error> {
        let Some(visit) = visit else {
            return self.drop_row("delete from visit where id = ?1", id);
        };
        self.db.prepare_cached(include_str!("visit/put.sql"))?.execute(params![
            id,
            visit.order.0,
            visit.ordinal,
            visit.technician.0,
            visit.slot.map(|slot| slot.day().to_string()),
            visit.slot.map(domain::Slot::from),
            visit.slot.map(domain::Slot::to),
            visit.booked,
            word(&visit.state),
        ])?;

        Ok(())
    }

    fn project_staff(&self, id: Uuid, staff: Option<Staff>) -> Result<(), Error> {
        let Some(staff) = staff else {
            return self.drop_row("delete from staff where id = ?1", id);
        };
        self.db
            .prepare_cached("insert or replace into staff (id, name, badge, technician, gone) values (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![id, staff.name, staff.badge, staff.is_technician(), staff.left])?;

        Ok(())
    }

    fn project_part(&self, id: Uuid, part: Option<Part>) -> Result<(), Error> {
        let Some(part) = part else { return self.drop_row("delete from part where id = ?1", id) };
        self.db
            .prepare_cached("insert or replace into part (id, number, name) values (?1, ?2, ?3)")?
            .execute(params![id, part.number, part.name])?;

        Ok(())
    }

    /// A call that another fact takes back counts nowhere; one whose taking back came to nothing counts again.
    fn project_call(
        &self,
        id: Uuid,
        before: Option<Callback>,
        after: Option<&Fields>,
    ) -> Result<(), Error> {
        self.file(Callback::KIND, id, filed(Callback::KIND, after))?;
        let withdrawn = |call: Option<Callback>| Some(call?.withdraws?.0);
        let others = [withdrawn(before), withdrawn(read(after))];
        for other in others.into_iter().flatten() {
            let fields = self.stored(Callback::KIND, other)?.map(|stored| stored.fields);
            self.file(Callback::KIND, other, filed(Callback::KIND, fields.as_ref()))?;
            self.mark_withdrawn(other)?;
        }

        self.mark_withdrawn(id)
    }

    fn mark_withdrawn(&self, call: Uuid) -> Result<(), Error> {
        self.db.prepare_cached(include_str!("callback/mark_withdrawn.sql"))?.execute([call])?;

        Ok(())
    }

    /// An enquiry is at what its events say.
    fn project_enquiry_event(
        &self,
        id: Uuid,
        before: Option<EnquiryEvent>,
        after: Option<EnquiryEvent>,
    ) -> Result<(), Error> {
        self.file(EnquiryEvent::KIND, id, after.as_ref().map(filed_enquiry_event))?;
        let enquiries: BTreeSet<Uuid> =
            before.iter().chain(&after).map(|event| event.enquiry.0).collect();
        for enquiry in enquiries {
            let stored = self.stored(Enquiry::KIND, enquiry)?;
            let stored = stored.and_then(|stored| read(Some(&stored.fields)));
            self.project_enquiry(enquiry, stored.as_ref())?;
        }

        Ok(())
    }

    fn file(&self, kind: &str, id: Uuid, filed: Option<Filed>) -> Result<(), Error> {
        let Some(filed) = filed else { return self.drop_row("delete from fact where id = ?1", id) };
        let customer = self.all_now(filed.customer)?;
        self.db.prepare_cached(include_str!("fact/put.sql"))?.execute(params![
            id,
            kind,
            filed.order,
            customer,
            filed.subject,
            filed.code,
            filed.amount,
            filed.at,
        ])?;

        Ok(())
    }

    fn drop_row(&self, statement: &str, id: Uuid) -> Result<(), Error> {
        self.db.prepare_cached(statement)?.execute([id])?;

        Ok(())
    }
}

pub(crate) fn read<R: DeserializeOwned>(fields: Option<&Fields>) -> Option<R> {
    R::deserialize(fields?).ok()
}

/// The word that a value without contents has in its record.
pub(crate) fn word<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn filed_enquiry_event(fact: &EnquiryEvent) -> Filed {
    Filed {
        order: Some(fact.enquiry.0),
        subject: fact.withdraws.map(|event| event.0).or(fact.order.map(|order| order.0)),
        code: Some(word(&fact.event)),
        at: fact.at.0,
        ..Filed::default()
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one arm for each kind of fact")]
fn filed(kind: &str, fields: Option<&Fields>) -> Option<Filed> {
    let filed = match kind {
        OrderEvent::KIND => {
            let fact: OrderEvent = read(fields)?;
            Filed {
                order: Some(fact.order.0),
                subject: fact.visit.map(|v| v.0),
                code: Some(word(&fact.event)),
                at: fact.at.0,
                ..Filed::default()
            }
        }
        VisitResult::KIND => {
            let fact: VisitResult = read(fields)?;
            Filed {
                order: Some(fact.order.0),
                subject: Some(fact.visit.0),
                code: Some(word(&fact.outcome)),
                amount: Some(fact.cash.minor),
                at: fact.at.0,
                ..Filed::default()
            }
        }
        Print::KIND => {
            let fact: Print = read(fields)?;
            Filed {
                order: Some(fact.order.0),
                // What takes a printing back is about that.
                subject: Some(fact.withdraws.map_or(fact.visit.0, |print| print.0)),
                amount: Some(fact.copy.into()),
                at: fact.at.0,
                ..Filed::default()
            }
        }
        StockMove::KIND => {
            let fact: StockMove = read(fields)?;
            Filed {
                order: fact.order.map(|order| order.0),
                subject: Some(fact.part.0),
                code: Some(word(&fact.reason)),
                amount: Some(fact.quantity),
                at: fact.at.0,
                ..Filed::default()
            }
        }
        Charge::KIND => {
            let fact: Charge = read(fields)?;
            Filed {
                order: Some(fact.order.0),
                subject: fact.visit.map(|v| v.0),
                code: Some(word(&fact.payer)),
                amount: Some(fact.amount.minor),
                at: fact.at.0,
                ..Filed::default()
            }
        }
        Receipt::KIND => {
            let fact: Receipt = read(fields)?;
            Filed {
                order: Some(fact.order.0),
                subject: Some(fact.technician.0),
                amount: Some(fact.amount.minor),
                at: fact.at.0,
                ..Filed::default()
            }
        }
        Callback::KIND => {
            let fact: Callback = read(fields)?;
            let said = || fact.grade.map_or_else(|| word(&fact.outcome), |grade| word(&grade));
            Filed {
                order: Some(fact.order.0),
                subject: fact.withdraws.map(|call| call.0),
                code: Some(if fact.withdraws.is_none() { said() } else { WITHDRAWN.to_owned() }),
                at: fact.at.0,
                ..Filed::default()
            }
        }
        Letter::KIND => {
            let fact: Letter = read(fields)?;
            Filed {
                order: fact.order.map(|order| order.0).or(fact.enquiry.map(|enquiry| enquiry.0)),
                customer: Some(fact.customer.0),
                subject: fact.withdraws.map(|letter| letter.0),
                code: Some(word(&fact.purpose)),
                at: fact.at.0,
                ..Filed::default()
            }
        }
        Amendment::KIND => {
            let fact: Amendment = read(fields)?;
            Filed { order: Some(fact.order.0), at: fact.at.0, ..Filed::default() }
        }
        Erasure::KIND => {
            let fact: Erasure = read(fields)?;
            Filed {
                customer: Some(fact.customer.0),
                code: Some(word(&fact.reason)),
                at: fact.at.0,
                ..Filed::default()
            }
        }
        Attachment::KIND => {
            let fact: Attachment = read(fields)?;
            Filed {
                order: fact.keeper(),
                subject: fact.withdraws.map(|file| file.0),
                code: Some(fact.hash.as_str().to_owned()),
                amount: i64::try_from(fact.size).ok(),
                at: fact.at.0,
                ..Filed::default()
            }
        }
        Settlement::KIND => {
            let fact: Settlement = read(fields)?;
            Filed {
                subject: Some(fact.conflict.0),
                code: Some(word(&fact.decision)),
                amount: fact.over.map(|over| over.minor),
                at: fact.at.0,
                ..Filed::default()
            }
        }
        ArticleVersion::KIND => {
            let fact: ArticleVersion = read(fields)?;
            Filed { subject: Some(fact.article.0), at: fact.at.0, ..Filed::default() }
        }
        Answer::KIND => {
            let fact: Answer = read(fields)?;
            let code = match (fact.withdraws, fact.solved) {
                (Some(_), _) => WITHDRAWN,
                (None, true) => SOLVED,
                (None, false) => TOLD,
            };
            Filed {
                order: fact.order.map(|order| order.0).or(fact.enquiry.map(|enquiry| enquiry.0)),
                subject: Some(fact.withdraws.map_or(fact.article.0, |answer| answer.0)),
                code: Some(code.to_owned()),
                at: fact.at.0,
                ..Filed::default()
            }
        }
        CONFLICT => {
            let fact: Conflict = read(fields)?;
            Filed {
                subject: Some(fact.record),
                code: Some(fact.kind),
                at: fact.at,
                ..Filed::default()
            }
        }
        _ => return None,
    };

    Some(filed)
}
