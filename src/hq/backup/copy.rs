//! A database on a server is backed up with the server's own tools. What these made counts once it was put back beside
//! it, opened and checked, as any backup does.

use super::{Held, count, is_of_epoch};
use crate::check::{Findings, look};
use crate::{Error, Storage};

/// Written into the database, and looked for in the copy: whoever finds it there has opened the database itself.
const MARK: &str = "verifying";

/// Opens a copy of this headquarters that was made by the server's own tools and put back into a database of its own, and
/// checks all of it. One that is sound counts as a backup: devices are told that they need not keep what lies in it.
/// Where an older version made it, it is brought to the present schema: it is there to be looked at and dropped.
pub fn verify_copy(storage: &Storage, copy: &str) -> Result<Findings, Error> {
    let mark = storage.moment().bytes::<16>();
    storage.write(move |session, _| session.put_setting(MARK, &mark))?;
    let (found, findings, held) = Storage::connect_founded(copy)?
        .read(|session, _| Ok((session.setting(MARK)?, look(session)?, Held::of(session)?)))?;
    if found.is_some_and(|found| found == mark) {
        return Err(Error::CopyIsItself);
    }
    let epoch = held.epoch;
    storage.read(move |session, _| is_of_epoch(session, epoch))?;
    if findings.is_sound() {
        count(storage, &held, findings.operations)?;
    }

    Ok(findings)
}
