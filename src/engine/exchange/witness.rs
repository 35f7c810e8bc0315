//! The file beside the database that reveals a backup that was put back, or a copy on another computer.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use store::Session;
use sync::Incarnation;
use sync::client::Read;
use sync::witness::Witness;

use crate::Error;
use crate::founding::random_uuid;
use crate::link::ADDRESS;

/// Its name in the data folder.
const FILE: &str = "witness.json";

/// Where it lies, and where that is.
#[derive(Debug, Clone)]
pub(super) struct WitnessPlace {
    folder: Option<PathBuf>,
    machine: String,
    /// What was written last: the same again need not wait for the disk.
    written: Arc<Mutex<Option<Witness>>>,
}

impl WitnessPlace {
    /// In this folder; none in memory.
    pub(super) fn of(folder: Option<&Path>) -> Self {
        let folder = folder.map(Path::to_owned);
        let place = folder.as_deref().map(|folder| {
            folder.canonicalize().unwrap_or_else(|_| folder.to_owned()).display().to_string()
        });
        let machine = format!("{} {}", computer(), place.unwrap_or_default());

        Self { folder, machine, written: Arc::default() }
    }

    /// Begins a new life if the database is not the one it was, and sees what there is then. A desk that belongs to
    /// nobody needs neither.
    pub(super) fn recognise(self) -> impl FnOnce(&Session<'_>) -> Result<(), Error> + Send {
        move |session| {
            if session.setting(ADDRESS)?.is_none() {
                return Ok(());
            }
            self.ask(session)?;
            self.see(session)
        }
    }

    /// Begins a new life if the database is not the one it was.
    fn ask(&self, session: &Session<'_>) -> Result<(), Error> {
        let Some(folder) = &self.folder else { return Ok(()) };
        if session.identity()?.is_none() {
            return Ok(());
        }
        let text = std::fs::read(folder.join(FILE)).ok();
        let witness = text.and_then(|text| serde_json::from_slice::<Witness>(&text).ok());
        let doubt = Witness::doubt(witness.as_ref(), &self.machine, session)
            .map_err(|_| Error::Damaged(String::new()))?;
        if doubt.is_some() {
            session.begin_incarnation(Incarnation(random_uuid()))?;
        }

        Ok(())
    }

    /// Sees what there is. A witness that cannot be written leaves it to headquarters to notice, which does.
    pub(super) fn see(&self, session: &Session<'_>) -> Result<(), Error> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let Ok(who) = Read::identity(session) else { return Ok(()) };
        let Ok(mut written) = self.written.lock() else { return Ok(()) };
        let witness = Witness::of(&who, &self.machine);
        if written.as_ref() != Some(&witness) {
            *written = write(folder, &witness).is_ok().then_some(witness);
        }

        Ok(())
    }
}

/// The file is whole or the old one.
fn write(folder: &Path, witness: &Witness) -> io::Result<()> {
    let unfinished = folder.join("witness.unfinished");
    let mut file = std::fs::File::create(&unfinished)?;
    file.write_all(&serde_json::to_vec(witness)?)?;
    file.sync_all()?;

    std::fs::rename(unfinished, folder.join(FILE))
}

/// What the system calls this computer, and no other.
fn computer() -> String {
    let files = ["/etc/machine-id", "/var/lib/dbus/machine-id"];
    let id = files.iter().find_map(|file| std::fs::read_to_string(file).ok());

    id.map_or_else(crate::enrolment::computer_name, |id| id.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::{Identity, Store};
    use sync::{Chain, DeviceId, StreamId};

    /// An office with a past.
    fn founded(folder: &Path) -> Result<Store, Error> {
        let mut store = Store::open(&folder.join(crate::DATABASE))?;
        let identity = Identity {
            office: "SH01".to_owned(),
            desk: "A".to_owned(),
            stream: StreamId::catalog(),
            device: DeviceId(random_uuid()),
            incarnation: Incarnation(random_uuid()),
            n: 7,
            chain: Chain([7; 32]),
            epoch: None,
        };
        store.transact(|session| session.put_identity(&identity))?;

        Ok(store)
    }

    fn life(store: &mut Store) -> Result<Option<Incarnation>, Error> {
        store.read(|session| Ok(session.identity()?.map(|identity| identity.incarnation)))
    }

    #[test]
    fn a_database_that_only_went_on_keeps_its_life() -> Result<(), Error> {
        let folder = tempfile::tempdir().expect("a folder");
        let place = WitnessPlace::of(Some(folder.path()));
        let mut store = founded(folder.path())?;
        store.transact(|session| place.see(session))?;
        let first = life(&mut store)?;
        store.transact(|session| place.ask(session))?;

        assert_eq!(life(&mut store)?, first);
        Ok(())
    }

    #[test]
    fn what_the_witness_has_seen_it_does_not_write_again() -> Result<(), Error> {
        let folder = tempfile::tempdir().expect("a folder");
        let place = WitnessPlace::of(Some(folder.path()));
        let mut store = founded(folder.path())?;
        store.transact(|session| place.see(session))?;
        let file = folder.path().join(FILE);
        std::fs::remove_file(&file).expect("a witness");
        store.transact(|session| place.see(session))?;
        assert!(!file.exists(), "nothing is new");

        store.transact(|session| {
            Ok::<_, Error>(session.begin_incarnation(Incarnation(random_uuid()))?)
        })?;
        store.transact(|session| place.see(session))?;
        assert!(file.exists());
        Ok(())
    }

    #[test]
    fn a_copy_in_another_folder_and_one_without_a_witness_begin_a_new_life() -> Result<(), Error> {
        let (folder, elsewhere) =
            (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let place = WitnessPlace::of(Some(folder.path()));
        let mut store = founded(folder.path())?;
        let first = life(&mut store)?;
        store.transact(|session| place.ask(session))?;
        let second = life(&mut store)?;
        assert_ne!(second, first, "nobody had seen it");

        store.transact(|session| place.see(session))?;
        let (from, to) = (folder.path().join(FILE), elsewhere.path().join(FILE));
        std::fs::copy(from, to).expect("room");
        store.transact(|session| WitnessPlace::of(Some(elsewhere.path())).ask(session))?;
        assert_ne!(life(&mut store)?, second, "it lies elsewhere");
        Ok(())
    }
}
