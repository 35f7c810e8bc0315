//! The password of the mailbox: in the system's keyring, or where there is none in a file that only its owner may read;
//! never in the database or a backup.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use crate::exchange::{Ring, RingClosed as Closed};
use crate::{Error, private_file};

/// The file's name in the data folder.
const FILE: &str = "mail.key";
/// What stands in the file in place of a password that lies in the keyring.
const ELSEWHERE: &str = "keyring";
/// What stands in it before a password.
const HERE: &str = "password ";

/// Where the password is kept.
#[derive(Debug, Clone)]
pub(super) enum SecretPlace {
    /// In the keyring, or in the data folder if that keeps nothing.
    Folder(PathBuf, Ring),
    /// With an office that is forgotten when it is closed.
    Memory(Arc<Mutex<Option<(String, String)>>>),
}

impl SecretPlace {
    /// The place for an office in `folder`.
    pub(super) fn of(folder: Option<&Path>) -> Self {
        let place = |folder: &Path| Self::Folder(folder.join(FILE), Ring::System);

        folder.map_or_else(|| Self::Memory(Arc::default()), place)
    }

    /// The password of this mailbox. Blocks while a person opens the keyring.
    pub(super) fn read(&self, mailbox: &str) -> Result<Option<String>, Error> {
        match self {
            Self::Folder(path, ring) => {
                let Ok(text) = std::fs::read_to_string(path) else { return Ok(None) };
                let Some((whose, kept)) = text.split_once('\n') else { return Ok(None) };
                match kept.strip_prefix(HERE) {
                    _ if whose != mailbox => Ok(None),
                    Some(password) => Ok(Some(password.trim_end_matches('\n').to_owned())),
                    None => ring.get(&named(mailbox)).map_err(|Closed| Error::Keyring),
                }
            }
            Self::Memory(kept) => {
                let kept = kept.lock().map_err(|_| Error::Stopped)?.clone();
                Ok(kept.filter(|(whose, _)| whose == mailbox).map(|(_, password)| password))
            }
        }
    }

    /// Keeps the password of this mailbox.
    pub(super) fn keep(&self, mailbox: &str, password: &str) -> Result<(), Error> {
        match self {
            Self::Folder(path, ring) => {
                let kept = match ring.put(&named(mailbox), password) {
                    Ok(()) => ELSEWHERE.to_owned(),
                    Err(Closed) => format!("{HERE}{password}"),
                };
                private_file::replace(path, format!("{mailbox}\n{kept}\n").as_bytes())
                    .map_err(|error| Error::file(path, &error))
            }
            Self::Memory(kept) => {
                let secret = Some((mailbox.to_owned(), password.to_owned()));
                *kept.lock().map_err(|_| Error::Stopped)? = secret;
                Ok(())
            }
        }
    }

    /// Forgets it.
    pub(super) fn forget(&self, mailbox: &str) -> Result<(), Error> {
        match self {
            Self::Folder(path, ring) => {
                // A keyring that does not open keeps what nobody asks for any more.
                let _ = ring.forget(&named(mailbox));
                match std::fs::remove_file(path) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => {
                        Err(Error::file(path, &error))
                    }
                    _ => Ok(()),
                }
            }
            Self::Memory(kept) => {
                kept.lock().map_err(|_| Error::Stopped)?.take();
                Ok(())
            }
        }
    }
}

fn named(mailbox: &str) -> String {
    format!("mail:{mailbox}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_read_back_for_its_mailbox_and_by_its_owner_only() -> Result<(), Error> {
        let folder = tempfile::tempdir().expect("a folder");
        let place = SecretPlace::of(Some(folder.path()));
        assert_eq!(place.read("a@mail")?, None);
        place.keep("a@mail", "péché 密码")?;
        assert_eq!(place.read("a@mail")?.as_deref(), Some("péché 密码"));
        assert_eq!(place.read("b@mail")?, None);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let about = std::fs::metadata(folder.path().join(FILE)).expect("the file");
            assert_eq!(about.permissions().mode() & 0o777, 0o600);
        }
        place.forget("a@mail")?;
        assert_eq!(place.read("a@mail")?, None);
        Ok(())
    }

    #[test]
    fn where_there_is_a_keyring_no_file_holds_the_password() -> Result<(), Error> {
        let folder = tempfile::tempdir().expect("a folder");
        let store = keyring_core::mock::Store::new().expect("memory");
        let file = folder.path().join(FILE);
        let place = SecretPlace::Folder(file.clone(), Ring::Given(store));
        place.keep("a@mail", "geheim")?;
        let text = std::fs::read_to_string(&file).expect("it says where");
        assert!(!text.contains("geheim"), "{text}");
        assert_eq!(place.read("a@mail")?.as_deref(), Some("geheim"));
        let closed = SecretPlace::of(Some(folder.path()));
        assert!(matches!(closed.read("a@mail"), Err(Error::Keyring)));
        Ok(())
    }
}
