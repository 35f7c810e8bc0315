//! How the exchange with headquarters stands.

use std::path::Path;

use domain::Moment;
use store::{QueueCount, Unsent};

use crate::keeping::{backups_of, last_backup};
use crate::{Engine, Error, Refusal, Trouble};

/// The setting that holds headquarters' address.
pub(crate) const ADDRESS: &str = "headquarters";
/// The setting that is there if the way to headquarters may be plain HTTP.
pub(crate) const UNENCRYPTED: &str = "headquarters-unencrypted";
/// The setting that holds what headquarters is called.
pub(crate) const NAME: &str = "headquarters-name";
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
    /// Whether something is being exchanged right now.
    pub busy: bool,
    /// Why nothing is exchanged; none if all is well.
    pub trouble: Option<Trouble>,
    /// When it is tried again by itself, where nothing is exchanged; none while it is being tried.
    pub next_try: Option<Moment>,
    /// What waits, and what was refused.
    pub queue: QueueCount,
    /// The files whose bytes wait to be sent.
    pub files: Unsent,
    /// Whether a file found no room on the disk: files wait until there is some.
    pub files_found_no_room: bool,
    /// When the last exchange was complete.
    pub last_exchange: Option<Moment>,
    /// When the last backup was made.
    pub last_backup: Option<Moment>,
}

impl Link {
    /// Whether something that came found no room on the disk.
    pub fn is_full(&self) -> bool {
        self.trouble == Some(Trouble::Full) || self.files_found_no_room
    }

    /// Whether headquarters does not know this computer any more: it must join again.
    pub fn is_stranger(&self) -> bool {
        matches!(
            self.trouble,
            Some(Trouble::NoKey | Trouble::Refused(Refusal::Revoked | Refusal::NotFound))
        )
    }
}

impl Engine {
    /// How things stand.
    pub fn link(&self) -> impl Future<Output = Result<Link, Error>> + Send + use<> {
        let standing = self.exchange.standing();
        let files_found_no_room = self.exchange.freight().moving().full;
        let folder = self.folder().map(Path::to_owned);
        let now = self.clock.now();

        self.workers.read(move |session| {
            let moment = |name: &str| -> Result<Option<Moment>, Error> {
                Ok(session.setting(name)?.and_then(|ms| ms.parse().ok()).map(Moment))
            };
            // One that lies there counts, whatever the database remembers: it may be older than that backup.
            let files = folder.as_deref().map(backups_of).unwrap_or_default();
            let listed = files.iter().map(|file| file.at).filter(|at| *at <= now).max();
            let enrolled = session.setting(ADDRESS)?.is_some();
            Ok(Link {
                enrolled,
                online: standing.online,
                busy: standing.busy,
                trouble: standing.trouble,
                next_try: standing.next,
                queue: session.queue_count()?,
                files: if enrolled { session.unsent()? } else { Unsent::default() },
                files_found_no_room,
                last_exchange: standing.last.max(moment(LAST_EXCHANGE)?),
                last_backup: last_backup(session, now)?.max(listed),
            })
        })
    }
}
