//! Headquarters: takes what the offices did, orders and keeps it, and gives it to everyone concerned.
//!
//! Only `storage` speaks SQL, and only `server` speaks HTTP. Whatever changes a stream goes through `sync`'s engine,
//! headquarters' own deeds too.

pub mod backup;
pub mod books;
pub mod branch;
pub mod catalog;
mod check;
mod deed;
pub mod device;
mod error;
pub mod grant;
mod headquarters;
pub mod intake;
pub mod journal;
pub mod late;
pub mod list;
mod lookup;
#[cfg(feature = "console")]
pub mod operator;
pub mod order;
pub mod overview;
mod packing;
pub mod person;
pub mod refusal;
pub mod salvage;
mod secret;
pub mod server;
pub mod staff;
mod storage;
mod surroundings;
#[cfg(test)]
mod testing;
pub mod words;

pub use check::{Alarm, Findings, check};
pub use error::Error;
pub use headquarters::Headquarters;
#[cfg(feature = "simulator")]
pub use storage::simulated;
pub use storage::{Branch, Device, EnrolCode, Session, Storage, Unassigned};
pub use surroundings::{Clock, Moment, wall_clock};

use journal::Noted;

/// As whom headquarters signs what it does itself.
pub(crate) const ACTOR: &str = "headquarters";

const NAME: &str = "name";
/// As long as nobody named it.
const NAMELESS: &str = "Branchdesk";

/// Headquarters' name, as people say it.
pub(crate) fn name(session: &Session<'_>) -> Result<String, Error> {
    let name = session.setting(NAME)?.and_then(|name| String::from_utf8(name).ok());

    Ok(name.unwrap_or_else(|| NAMELESS.to_owned()))
}

/// Names headquarters: devices that enrol from now on show this name.
pub fn rename(storage: &Storage, name: &str) -> Result<(), Error> {
    let name = name.trim().to_owned();
    if name.is_empty() || name.len() > sync::limits::NAME_BYTES {
        return Err(Error::MalformedName(name));
    }

    storage.write(move |session, moment| {
        session.put_setting(NAME, name.as_bytes())?;
        session.write_down(moment, Noted::Renamed, &name)
    })
}
