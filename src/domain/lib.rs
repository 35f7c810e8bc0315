//! What is true: the words, values, states and rules of a service office.
//!
//! Nothing here reads a clock, a disk or a socket, and nothing here is a sentence for a person.
//! The terms are those of the trade; `README.md` of the project says where they come from.

mod address;
mod amendment;
mod appliance;
mod area;
mod article;
mod attachment;
mod birthday;
mod callback;
mod charge;
mod code;
mod customer;
mod desk;
mod enquiry;
pub mod erasure;
mod flaw;
mod id;
mod letter;
mod life;
mod loyalty;
mod moment;
mod money;
mod office;
mod order;
mod part;
mod phone;
mod reading;
mod record;
mod sameness;
mod settlement;
mod staff;
mod stock;
mod tariff;
mod visit;
mod warranty;

pub use address::{Address, Place};
pub use amendment::Amendment;
pub use appliance::{Appliance, Category, Model, Sale};
pub use area::{Area, DistrictCode, areas_around};
pub use article::{
    Answer, Article, ArticleCategory, ArticleState, ArticleStep, ArticleVersion, REVIEW_MONTHS,
    Stale,
};
pub use attachment::{Attachment, FileHash};
pub use birthday::{Birthday, NoSuchDay};
pub use callback::{
    Aspect, Callback, CallbackOutcome, FeedbackStage, Grade, Mark, UNREACHABLE_AFTER,
};
pub use charge::{Charge, ChargeKind, Means, Payer, Receipt};
pub use code::{Code, CodeGroup, Labels};
pub use customer::{Channel, Consent, Customer, CustomerPhone, Level};
pub use desk::{DeskRole, DeskWork};
pub use enquiry::{
    Enquiry, EnquiryChannel, EnquiryEvent, EnquiryEventKind, EnquiryProgress, EnquiryState, Fit,
    ReplyWay, Rule, Sighted, standing_events, stands_in,
};
pub use erasure::{Erasure, ErasureReason};
pub use flaw::{Flaw, Flawed};
pub use id::*;
pub use letter::{Letter, Purpose, Template, Unmerged, merge, without};
pub use life::{LifeEvent, LifeKind};
pub use loyalty::{Brands, Loyalty, Owned, Tier};
pub use moment::{Moment, Slot, SlotError};
pub use money::{Currency, Money};
pub use office::{Envelope, Office};
pub use order::handover;
pub use order::{
    CancelReason, Event, Family, Handover, HandoverEnd, HandoverWish, Order, OrderEvent, OrderKind,
    OrderNumber, OtherHalf, Priority, Progress, Source, State,
};
pub use part::Part;
pub use phone::{Carrier, Line, Phone};
pub use reading::{Reading, ReadingError, ReadingKind};
pub use record::{FACTS, Fields, PROFILES, Record, differences, fields_of};
pub use sameness::{Likeness, Parting, Sameness, found_in, standing};
pub use settlement::{Decision, Settlement};
pub use staff::{Role, Staff};
pub use stock::{Balance, Condition, Location, Owner, StockMove, StockReason};
pub use tariff::{Quote, Tariff, quote};
pub use visit::{NeededPart, Outcome, Print, Visit, VisitResult, VisitState};
pub use warranty::{Basis, Coverage, Ruling, Term, Verdict, WarrantyReason, in_force, verdict};
