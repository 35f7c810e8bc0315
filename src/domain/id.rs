//! Names of records: 128-bit, made on the device that first wrote the record.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )+};
}

ids! {
    /// A person or organisation.
    CustomerId,
    /// A place a customer wants work done at.
    AddressId,
    /// One machine at an address.
    ApplianceId,
    /// A promise to a customer.
    OrderId,
    /// One thing that happened to an order.
    OrderEventId,
    /// One technician trip.
    VisitId,
    /// What a visit came to.
    VisitResultId,
    /// One printing of a job sheet.
    PrintId,
    /// Someone who works here.
    StaffId,
    /// A spare part in the catalogue.
    PartId,
    /// One movement of stock.
    StockMoveId,
    /// A line of an expense sheet.
    ChargeId,
    /// Money taken from a customer.
    ReceiptId,
    /// One call after the work.
    CallbackId,
    /// A letter that was made.
    LetterId,
    /// A file of an order.
    AttachmentId,
    /// The wording a letter is made from.
    TemplateId,
    /// A fault, cause, measure or result code.
    CodeId,
    /// A model in the catalogue.
    ModelId,
    /// What a maker promises for a kind of machine.
    TermId,
    /// A price for a kind of work.
    TariffId,
    /// A service area.
    AreaId,
    /// A service office.
    OfficeId,
    /// An entry of the journal of what lost against something else.
    ConflictId,
    /// A decision about such an entry.
    SettlementId,
    /// What was changed of an order.
    AmendmentId,
    /// What there is to know about something.
    ArticleId,
    /// What an article said before.
    ArticleVersionId,
    /// An article that was told to a caller.
    AnswerId,
    /// What was found out about two files.
    SamenessId,
    /// What somebody wrote to the office.
    EnquiryId,
    /// One thing that happened to an enquiry.
    EnquiryEventId,
    /// What is done with enquiries that come in.
    RuleId,
}
