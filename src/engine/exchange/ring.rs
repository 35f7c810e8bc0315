//! The system's keyring: the Credential Manager on Windows, the Secret Service (GNOME Keyring, `KWallet`) elsewhere.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Duration;

use keyring_core::Error;
use keyring_core::api::CredentialStore;

/// What our secrets are called in it.
const SERVICE: &str = "Branchdesk";

/// How long a keyring may take: a person may have to open it with a password.
const PATIENCE: Duration = Duration::from_secs(60);

/// Whether this program may use the system's.
static ALLOWED: AtomicBool = AtomicBool::new(false);

/// The system's, once it was found.
static FOUND: Mutex<Option<Arc<CredentialStore>>> = Mutex::new(None);

/// Says whether the keys of desks that join a headquarters from now on lie in the system's keyring, where there is one.
/// Until it is said, and where there is none, they lie in files that only their owner may read.
pub fn use_system_keyring(yes: bool) {
    ALLOWED.store(yes, Ordering::Relaxed);
}

/// A keyring, or none.
#[derive(Clone)]
pub(crate) enum Ring {
    /// The system's, if the program may use it.
    System,
    /// A given one, for tests.
    #[cfg(test)]
    Given(Arc<CredentialStore>),
}

/// The keyring does not answer: there is none, or nobody opens it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Closed;

impl Ring {
    /// Keeps a secret under a name. It is kept only when it was read back.
    pub(crate) fn put(&self, name: &str, secret: &str) -> Result<(), Closed> {
        let (named, kept) = (name.to_owned(), secret.to_owned());
        self.ask(move |store| store.build(SERVICE, &named, None)?.set_password(&kept))?;

        if self.get(name)?.as_deref() == Some(secret) { Ok(()) } else { Err(Closed) }
    }

    /// The secret of this name, if there is one.
    pub(crate) fn get(&self, name: &str) -> Result<Option<String>, Closed> {
        let name = name.to_owned();

        self.ask(move |store| match store.build(SERVICE, &name, None)?.get_password() {
            Ok(secret) => Ok(Some(secret)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })
    }

    /// Forgets the secret of this name.
    pub(crate) fn forget(&self, name: &str) -> Result<(), Closed> {
        let name = name.to_owned();

        self.ask(move |store| match store.build(SERVICE, &name, None)?.delete_credential() {
            Err(Error::NoEntry) | Ok(()) => Ok(()),
            Err(error) => Err(error),
        })
    }

    /// Asks it on a thread of its own: it may wait for a person, and has a runtime of its own.
    fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&CredentialStore) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Closed> {
        let ring = self.clone();
        let (reply, answer) = mpsc::channel();
        let body = move || {
            let asked = ring.store().ok_or(Closed);
            // Whoever asked may have lost patience.
            let _ = reply.send(asked.and_then(|store| question(&*store).map_err(|_| Closed)));
        };
        thread::Builder::new().name("keyring".to_owned()).spawn(body).map_err(|_| Closed)?;

        answer.recv_timeout(PATIENCE).unwrap_or(Err(Closed))
    }

    fn store(&self) -> Option<Arc<CredentialStore>> {
        match self {
            Self::System if !ALLOWED.load(Ordering::Relaxed) => None,
            Self::System => {
                let mut found = FOUND.lock().ok()?;
                if found.is_none() {
                    *found = system();
                }
                found.clone()
            }
            #[cfg(test)]
            Self::Given(store) => Some(store.clone()),
        }
    }
}

impl fmt::Debug for Ring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ring")
    }
}

#[cfg(windows)]
fn system() -> Option<Arc<CredentialStore>> {
    Some(windows_native_keyring_store::Store::new().ok()?)
}

#[cfg(target_os = "linux")]
fn system() -> Option<Arc<CredentialStore>> {
    Some(zbus_secret_service_keyring_store::Store::new().ok()?)
}

#[cfg(not(any(windows, target_os = "linux")))]
fn system() -> Option<Arc<CredentialStore>> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[ignore = "needs a session bus with an open keyring"]
    fn the_systems_keyring_keeps_a_secret_until_it_is_forgotten() -> Result<(), Closed> {
        use_system_keyring(true);
        let name = crate::founding::random_uuid().to_string();
        assert_eq!(Ring::System.get(&name), Ok(None));
        Ring::System.put(&name, "07")?;
        assert_eq!(Ring::System.get(&name), Ok(Some("07".to_owned())));
        Ring::System.forget(&name)?;

        assert_eq!(Ring::System.get(&name), Ok(None));
        Ring::System.forget(&name)
    }
}
