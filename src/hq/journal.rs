//! What people changed at headquarters, when and who: written in the same transaction as the change.

use serde::Serialize;

use crate::{Error, Storage};

/// The most entries that are listed at once.
pub const LISTED: u32 = 1_000;

macro_rules! noted {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// What somebody did.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Noted {
            $($(#[$doc])* $name,)*
        }

        impl Noted {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its name in the database.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }
        }
    };
}

noted! {
    /// Named headquarters.
    Renamed = "renamed",
    /// Opened a branch.
    BranchOpened = "branch_opened",
    /// Made an enrolment code.
    CodeMade = "code_made",
    /// Said what a device is for.
    DeviceRole = "device_role",
    /// Sent a device away.
    DeviceRevoked = "device_revoked",
    /// Let a device read or write another branch.
    GrantAdded = "grant_added",
    /// Took that back.
    GrantRemoved = "grant_removed",
    /// Took somebody on.
    StaffAdded = "staff_added",
    /// Said that somebody left.
    StaffLeft = "staff_left",
    /// Said that somebody is back.
    StaffReturned = "staff_returned",
    /// Made a key for those who hand orders in.
    KeyMade = "key_made",
    /// Gave a waiting order to a branch.
    OrderAssigned = "order_assigned",
    /// Cancelled an order.
    OrderCancelled = "order_cancelled",
    /// Handed an order to another branch.
    OrderHandedOver = "order_handed_over",
    /// Left one where it is that its branch wanted handed on.
    HandoverRefused = "handover_refused",
    /// Ended a dispute about one.
    DisputeSettled = "dispute_settled",
    /// Took that back.
    DisputeReopened = "dispute_reopened",
    /// Did what had come late.
    LateApplied = "late_applied",
    /// Left it without effect.
    LateDiscarded = "late_discarded",
    /// Made a record what it was on a device.
    SalvageTaken = "salvage_taken",
    /// Left it as it is.
    SalvageDropped = "salvage_dropped",
    /// Erased a person.
    PersonErased = "person_erased",
    /// Said what the books are kept in.
    CurrencySet = "currency_set",
    /// Read a list in: prices, parts or terms.
    ListRead = "list_read",
    /// Made a backup, or verified a copy that the server's own tools had made.
    BackupMade = "backup_made",
    /// Let an operator in.
    OperatorAdded = "operator_added",
    /// Shut one out.
    OperatorRemoved = "operator_removed",
    /// Gave one another password.
    PasswordChanged = "password_changed",
    /// Signed in.
    SignedIn = "signed_in",
    /// Signed out.
    SignedOut = "signed_out",
}

impl Noted {
    /// The one of this name.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|noted| noted.code() == code)
    }
}

/// Stands before the name of a user of the machine; no operator's name has it.
const SHELL: &str = "shell:";

/// As whom a user of the machine changes something by the command line: they are no operator of that name.
#[must_use]
pub fn of_shell(user: &str) -> String {
    format!("{SHELL}{user}")
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its place.
    pub no: i64,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// Which operator, or [user of the machine](Self::shell_user); none is whoever may use the command line.
    pub who: Option<String>,
    /// What; none if only a newer version knows.
    pub deed: Option<Noted>,
    /// To what: codes, numbers and names of things, never a customer.
    pub subject: String,
}

impl Entry {
    /// The user of the machine who did it by the command line, if that is how.
    #[must_use]
    pub fn shell_user(&self) -> Option<&str> {
        self.who.as_deref()?.strip_prefix(SHELL)
    }
}

/// The latest entries first, those below a place; at most `limit`, and never more than [`LISTED`].
pub fn list(storage: &Storage, below: Option<i64>, limit: u32) -> Result<Vec<Entry>, Error> {
    storage.read(|session, _| session.journal(below.unwrap_or(i64::MAX), limit.min(LISTED)))
}
