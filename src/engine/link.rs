//! How the exchange with headquarters stands.

use domain::Moment;
use store::QueueCount;

use crate::{Engine, Error};

/// The setting that holds headquarters' address.
pub(crate) const ADDRESS: &str = "headquarters";
/// The setting that holds when the last exchange was complete.
pub(crate) const LAST_EXCHANGE: &str = "last-exchange";
/// The setting that holds when the last backup was made.
pub(crate) const LAST_BACKUP: &str = "last-backup";

/// What the status bar says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Link {
    /// Whether this desk belongs to a headquarters.
    pub enrolled: bool,
    /// Whether headquarters answered last time.
    pub online: bool,
    /// What waits, and what was refused.
    pub queue: QueueCount,
    /// When the last exchange was complete.
    pub last_exchange: Option<Moment>,
    /// When the last backup was made.
    pub last_backup: Option<Moment>,
}

impl Engine {
    /// How things stand.
    pub fn link(&self) -> impl Future<Output = Result<Link, Error>> + Send + use<> {
        self.workers.read(|session| {
            let moment = |name: &str| -> Result<Option<Moment>, Error> {
                Ok(session.setting(name)?.and_then(|ms| ms.parse().ok()).map(Moment))
            };
            Ok(Link {
                enrolled: session.setting(ADDRESS)?.is_some(),
                online: false,
                queue: session.queue_count()?,
                last_exchange: moment(LAST_EXCHANGE)?,
                last_backup: moment(LAST_BACKUP)?,
            })
        })
    }
}
