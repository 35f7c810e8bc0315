//! Service orders: promises to customers.

pub mod handover;
mod number;
mod state;

pub use handover::{Handover, HandoverEnd, HandoverWish, OtherHalf};
pub use number::OrderNumber;
pub use state::{Event, Family, Progress, State};

use serde::{Deserialize, Serialize};

use crate::{
    AddressId, ApplianceId, CustomerId, Moment, OrderId, Quote, Ruling, Slot, StaffId, Verdict,
    VisitId,
};

/// What was promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderKind {
    /// 安装.
    Install,
    /// 维修.
    Repair,
    /// 保养, 清洗.
    Maintenance,
    /// 送货.
    Delivery,
    /// 投诉.
    Complaint,
    /// 咨询.
    Consultation,
    /// 换货.
    Exchange,
    /// 退货.
    Return,
    /// 拆机, 移机.
    Dismantle,
    /// 测量.
    Measure,
    /// 质量鉴定.
    Appraisal,
}

impl OrderKind {
    /// All, in the order of menus.
    pub const ALL: [Self; 11] = [
        Self::Repair,
        Self::Install,
        Self::Maintenance,
        Self::Dismantle,
        Self::Measure,
        Self::Delivery,
        Self::Exchange,
        Self::Return,
        Self::Appraisal,
        Self::Consultation,
        Self::Complaint,
    ];

    /// Which table of states it goes through.
    pub const fn family(self) -> Family {
        match self {
            Self::Delivery => Family::Delivery,
            Self::Complaint => Family::Complaint,
            Self::Consultation => Family::Consultation,
            Self::Install
            | Self::Repair
            | Self::Maintenance
            | Self::Exchange
            | Self::Return
            | Self::Dismantle
            | Self::Measure
            | Self::Appraisal => Family::Service,
        }
    }

    /// Whether a warranty can cover it. Putting a machine up, cleaning, moving and measuring are asked for where
    /// nothing is wrong with it: they cost what the price list says.
    pub const fn is_about_a_fault(self) -> bool {
        !matches!(self, Self::Install | Self::Maintenance | Self::Dismantle | Self::Measure)
    }
}

/// Who goes first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// As it comes.
    #[default]
    Normal,
    /// Before the others.
    Urgent,
}

/// How an order came in.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Someone called the office.
    #[default]
    Phone,
    /// Headquarters sent it.
    Headquarters,
    /// A shop reported a sale.
    Shop,
    /// It was brought over from another system.
    Import,
    /// A call after the work brought it up.
    Callback,
}

/// Why an order was cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelReason {
    /// The customer refuses the charge.
    RefusesCharge,
    /// It is another order's double.
    Duplicate,
    /// No product that visits are made for.
    NotAVisitProduct,
    /// The phone number is wrong.
    WrongPhone,
    /// It could be solved on the phone.
    SolvedByPhone,
    /// The customer cancels.
    CustomerCancels,
    /// Nobody can be reached.
    Unreachable,
    /// Not yet: house not ready, goods not there.
    NotYet,
    /// Another reason, in words.
    Other,
    /// Headquarters handed it to another branch, where it goes on.
    HandedOver,
    /// The branch that handed it over had done the work itself.
    DoneThere,
}

impl CancelReason {
    /// All that a person gives, in the order of menus.
    pub const ALL: [Self; 9] = [
        Self::CustomerCancels,
        Self::SolvedByPhone,
        Self::RefusesCharge,
        Self::Duplicate,
        Self::NotYet,
        Self::Unreachable,
        Self::WrongPhone,
        Self::NotAVisitProduct,
        Self::Other,
    ];
}

/// The head of an order. Its state is not here: it follows from its events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The number on paper. Unique everywhere, also when made offline.
    pub number: OrderNumber,
    /// What headquarters or another system calls it.
    #[serde(default)]
    pub alias: Option<String>,
    /// What was promised.
    pub kind: OrderKind,
    /// To whom.
    pub customer: CustomerId,
    /// Where.
    #[serde(default)]
    pub address: Option<AddressId>,
    /// On which machine.
    #[serde(default)]
    pub appliance: Option<ApplianceId>,
    /// How it came in.
    #[serde(default)]
    pub source: Source,
    /// The branch that does it, where one office keeps the books of several.
    #[serde(default)]
    pub branch: Option<String>,
    /// Who goes first.
    #[serde(default)]
    pub priority: Priority,
    /// The fault code.
    #[serde(default)]
    pub fault: Option<String>,
    /// What the customer said.
    #[serde(default)]
    pub description: Option<String>,
    /// What the customer was promised, before anyone was assigned.
    #[serde(default)]
    pub promised: Option<Slot>,
    /// The warranty verdict when it was taken in.
    #[serde(default)]
    pub warranty: Option<Verdict>,
    /// What was decided in place of that verdict.
    #[serde(default)]
    pub ruling: Option<Ruling>,
    /// The price that was told.
    #[serde(default)]
    pub quote: Option<Quote>,
    /// When it was taken in.
    pub received: Moment,
    /// Who took it in.
    #[serde(default)]
    pub received_by: Option<StaffId>,
    /// The order it came out of.
    #[serde(default)]
    pub origin: Option<OrderId>,
    /// Who did it, by name, where only the list of another system says so.
    #[serde(default)]
    pub went: Option<String>,
}

impl Order {
    /// What the maker pays by the terms, where `now` is what they say of the machine today: what was told, unless
    /// nobody knew then. For work without a fault that is nothing, but for what whoever sent the order says with it.
    pub fn warranty_in_force(&self, now: Option<Verdict>) -> Option<Verdict> {
        let sent = matches!(self.source, Source::Headquarters | Source::Shop);
        let of_work = |verdict: Verdict| verdict.of_work(self.kind);
        match &self.warranty {
            Some(told) if sent && told.in_warranty() => Some(told.clone()),
            told => crate::in_force(told.clone().map(of_work), now.map(of_work)),
        }
    }
}

/// One thing that happened to an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderEvent {
    /// To which order.
    pub order: OrderId,
    /// What happened.
    pub event: Event,
    /// What the order was at, as the author saw it.
    #[serde(default)]
    pub from: Option<State>,
    /// On which visit.
    #[serde(default)]
    pub visit: Option<VisitId>,
    /// Why, where the event needs a reason.
    #[serde(default)]
    pub reason: Option<CancelReason>,
    /// What a person added.
    #[serde(default)]
    pub remark: Option<String>,
    /// When.
    pub at: Moment,
    /// Who. None means headquarters or an import.
    #[serde(default)]
    pub by: Option<StaffId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_from_before_verdicts_were_decided_is_read() {
        let old = r#"{
            "number": "SH01-A00001", "kind": "repair", "received": 0,
            "customer": "00000000-0000-0000-0000-000000000000",
            "warranty": {"covered": ["parts"], "reason": "within_term"}
        }"#;
        let order: Order = serde_json::from_str(old).expect("an order");

        assert_eq!(order.ruling, None);
        assert!(order.warranty.is_some_and(|verdict| verdict.in_warranty()));
    }
}
