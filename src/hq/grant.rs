//! What a device may read, or write, of other branches than its own.

use serde::Serialize;
use sync::DeviceId;

use crate::journal::Noted;
use crate::{Error, Storage, branch};

/// The most grants that are listed at once.
pub const LISTED: u32 = 1_000;

/// One.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Grant {
    /// Whose.
    pub device: DeviceId,
    /// Of which branch, by its code.
    pub branch: String,
    /// Whether it may write there, too.
    pub writes: bool,
}

/// From its next call on a device may read a branch, and write there or not. Granted again, the latest counts.
pub fn add(storage: &Storage, device: &str, code: &str, writes: bool) -> Result<Grant, Error> {
    let (id, code) = (named(device)?, code.to_ascii_uppercase());

    storage.write(move |session, moment| {
        let home = session.branch_of(id)?.ok_or_else(|| Error::UnknownDevice(id.to_string()))?;
        if session.branch(&code)?.is_none() {
            return Err(Error::UnknownBranch(code.clone()));
        }
        if home == code {
            return Err(Error::Taken(code.clone()));
        }
        session.put_grant(id, &branch::stream(&code)?, writes)?;
        session.call(id);
        let how = if writes { "write" } else { "read" };
        let subject = format!("{}: {code} {how}", session.called(id)?);
        session.write_down(moment, Noted::GrantAdded, &subject)?;

        Ok(Grant { device: id, branch: code.clone(), writes })
    })
}

/// From its next call on it may not any more, and forgets what it read. Its own branch stays.
pub fn remove(storage: &Storage, device: &str, code: &str) -> Result<(), Error> {
    let (id, code) = (named(device)?, code.to_ascii_uppercase());

    storage.write(move |session, moment| {
        let home = session.branch_of(id)?.ok_or_else(|| Error::UnknownDevice(id.to_string()))?;
        let stream = branch::stream(&code)?;
        if home == code || !session.drop_grant(id, &stream)? {
            return Err(Error::UnknownBranch(code.clone()));
        }
        session.call(id);
        let subject = format!("{}: {code}", session.called(id)?);
        session.write_down(moment, Noted::GrantRemoved, &subject)
    })
}

/// All of them; at most [`LISTED`].
pub fn list(storage: &Storage) -> Result<Vec<Grant>, Error> {
    storage.read(|session, _| session.grants(None, LISTED))
}

/// Those of one branch's devices; at most [`LISTED`].
pub fn of_branch(storage: &Storage, code: &str) -> Result<Vec<Grant>, Error> {
    storage.read(|session, _| session.grants(Some(code), LISTED))
}

fn named(device: &str) -> Result<DeviceId, Error> {
    device.parse().map_err(|_| Error::UnknownDevice(device.to_owned()))
}

#[cfg(test)]
mod tests;
