//! What can be done. The only door: one method per deed, one per question.
//!
//! A deed is one transaction and one operation for headquarters; a question is answered on a snapshot. Every
//! method returns a future at once and works on threads of its own, so a window never waits.

mod areas;
mod attention;
mod callbacks;
mod catalogue;
mod change;
mod clock;
mod complaints;
mod deed;
mod demo;
mod desk;
mod dispatch;
mod draft;
mod enquiries;
mod enrolment;
mod error;
mod exchange;
mod files;
mod founding;
mod household;
mod import;
mod instance;
mod intake;
mod keeping;
mod knowledge;
mod letters;
mod link;
mod listing;
mod mail;
mod opened;
mod orders;
mod origin;
mod papers;
mod people;
mod presence;
mod prices;
mod private_file;
mod progress;
mod sameness;
mod search;
mod sheets;
mod stock;
#[cfg(test)]
mod testing;
mod today;
mod undo;
mod worker;

pub use areas::{Areas, Region, Whereabouts};
pub use attention::*;
pub use callbacks::*;
pub use catalogue::{Catalogue, FirstTerms, TermChange};
pub use clock::Clock;
pub use complaints::*;
pub use desk::Desk;
pub use dispatch::*;
pub use enquiries::*;
pub use enrolment::*;
pub use error::{Error, Wrong};
pub use exchange::*;
pub use files::{AttachedFile, FileFault, FileState, Thumbnail};
pub use founding::Founding;
pub use household::*;
pub use import::*;
pub use instance::{CallingNumber, Closed, Instance, Knock, tell_window};
pub use intake::*;
pub use keeping::*;
pub use knowledge::{
    ArticleFile, ArticleRow, Asked, Brought, OlderArticle, SavedArticle, Settled, Shelf, Shelved,
    Unanswered,
};
pub use letters::*;
pub use link::Link;
pub use listing::{Listed, Listing};
pub use mail::{
    Fetched, MailAccount, MailFault, MailState, MailTried, MailTurn, Outgoing, OutgoingState,
    SentMails,
};
pub use opened::{Opened, Revisions};
pub use orders::*;
pub use origin::origin;
pub use papers::*;
pub use people::People;
pub use prices::{PriceList, Prices, WorkPrice};
pub use print::Paper;
pub use progress::{Progress, Step};
pub use sameness::*;
pub use search::{Hit, MOST_HITS};
pub use sheets::*;
pub use stock::*;
pub use store::{
    BalanceRow, ConflictRow, FlaggedRow, HitKind, OverpaidRow, QueueCount, SheetOut, Sought,
    StaffRow, Unsent,
};
pub use sync::wire::Code as Refusal;
pub use sync::{DeskRole, DeskWork};
pub use today::*;
pub use undo::Undo;

/// The display list of a paper, for a preview.
pub mod paper {
    pub use print::{Area, Face, Format, Glyph, Ink, Item, MM, Page, Picture, Point, Run, Stroke};
}

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::watch;

use crate::change::Changed;
use crate::desk::KnownRole;
use crate::exchange::Exchange;
use crate::worker::Workers;

/// A handle to the office's memory. Cheap to clone, safe to drop.
#[derive(Debug, Clone)]
pub struct Engine {
    workers: Workers,
    clock: Clock,
    changed: Changed,
    folder: Option<Arc<Path>>,
    exchange: Exchange,
    keeper: Keeper,
    role: KnownRole,
    post: mail::Post,
}

impl Engine {
    /// Opens the office in `folder`, making the folder and an empty database on the first run. What is done is
    /// exchanged with headquarters, so a folder is opened like this once at a time: by whoever has its window. Where
    /// [`Self::is_search_behind`], it is to be asked to catch up.
    pub fn open(folder: &Path, clock: Clock) -> Result<Self, Error> {
        let workers = Workers::in_folder_behind(folder)?;

        Ok(Self::with(workers, clock, Some(folder), Exchange::start))
    }

    /// Opens the office in `folder` on a thread of its own.
    pub fn open_aside(
        folder: PathBuf,
        clock: Clock,
    ) -> impl Future<Output = Result<Self, Error>> + Send + use<> {
        enrolment::aside(move || Self::open(&folder, clock))
    }

    /// Opens the office in `folder` for a command, beside whoever else has it open. Nothing is exchanged: what is done
    /// here goes to headquarters with the next exchange of the window.
    pub fn open_beside(folder: &Path, clock: Clock) -> Result<Self, Error> {
        let workers = Workers::in_folder(folder)?;

        Ok(Self::with(workers, clock, Some(folder), Exchange::none))
    }

    /// An office that is forgotten when the handle is dropped.
    pub fn in_memory(clock: Clock) -> Result<Self, Error> {
        Ok(Self::with(Workers::in_memory()?, clock, None, Exchange::start))
    }

    fn with(
        workers: Workers,
        clock: Clock,
        folder: Option<&Path>,
        exchange: fn((Workers, Changed), Clock, Option<&Path>) -> Exchange,
    ) -> Self {
        let changed = Changed::new();
        let exchange = exchange((workers.clone(), changed.clone()), clock.clone(), folder);

        Self {
            workers,
            clock,
            changed,
            folder: folder.map(Into::into),
            exchange,
            keeper: Keeper::default(),
            role: KnownRole::default(),
            post: mail::Post::of(folder),
        }
    }

    /// A command has changed something in the database beside this engine: whoever watches hears of it, and so does
    /// headquarters.
    pub fn changed_beside(&self) {
        self.exchange.wake();
        self.changed.tell();
    }

    /// The folder that a person's office lies in unless told otherwise. It stays on this computer: Windows carries
    /// others to a server when a person signs out, and a database that comes back from there is another life.
    pub fn default_folder() -> Option<PathBuf> {
        let folders = directories::ProjectDirs::from("", "", "Branchdesk")?;

        Some(folders.data_local_dir().to_owned())
    }

    /// The office's clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The folder the office lies in; none in memory.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Counts up whenever something changed, here or by headquarters.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changed.watch()
    }
}

/// The database's name in its folder.
pub const DATABASE: &str = "branchdesk.db";

/// Headquarters on this very computer.
#[cfg(feature = "headquarters")]
pub use hq;
