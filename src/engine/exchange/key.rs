//! The key that proves who this desk is. It lies in the system's keyring, or where there is none in a file of its own;
//! never in the database or a backup.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use ed25519_dalek::{Signer as _, SigningKey};
use sync::DeviceId;
use sync::wire::TokenRequest;
use ureq::tls::{PemItem, RootCerts, parse_pem};

use super::ring::{Closed, Ring};
use crate::{Error, private_file};

/// The key's name in the data folder.
const FILE: &str = "device.key";
/// The name of a file there with the certificates, in PEM, that headquarters' own may go back to.
const TRUSTED: &str = "headquarters.pem";
/// What stands in the file in place of a key that lies in the keyring.
const ELSEWHERE: &str = "keyring";
/// What is added to it for a key that headquarters has not answered to yet.
const CANDIDATE: &str = "asked";

/// A private key.
#[derive(Clone)]
pub(crate) struct DeviceKey(SigningKey);

impl DeviceKey {
    /// A new one. Fails if the system has no randomness to give.
    pub(crate) fn make() -> Result<Self, Error> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|_| Error::Stopped)?;

        Ok(Self(SigningKey::from_bytes(&seed)))
    }

    /// The public half, in hexadecimal digits.
    pub(crate) fn public(&self) -> String {
        hex(self.0.verifying_key().as_bytes())
    }

    /// Asks for a token at `at`, headquarters' clock as far as it is known.
    pub(crate) fn token_request(&self, device: DeviceId, at: i64) -> TokenRequest {
        let signature = self.0.sign(&TokenRequest::message(device, at));

        TokenRequest { device, at, signature: hex(&signature.to_bytes()) }
    }
}

impl fmt::Debug for DeviceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeviceKey")
    }
}

/// Where the key is kept.
#[derive(Debug, Clone)]
pub(crate) enum KeyPlace {
    /// In the keyring, or in the data folder if that keeps nothing.
    Folder(PathBuf, Ring),
    /// With an office that is forgotten when it is closed.
    Memory(Arc<Mutex<Option<(DeviceId, DeviceKey)>>>),
}

impl KeyPlace {
    /// The place for an office in `folder`.
    pub(crate) fn of(folder: Option<&Path>) -> Self {
        let place = |folder: &Path| Self::Folder(folder.join(FILE), Ring::System);

        folder.map_or_else(|| Self::Memory(Arc::default()), place)
    }

    /// Certificates that headquarters' may go back to, in [a file](TRUSTED) that whoever looks after the computers puts
    /// there; none for those that the world trusts. One that holds no certificate trusts nobody.
    pub(crate) fn trusted(&self) -> Option<RootCerts> {
        let Self::Folder(key, _) = self else { return None };
        let text = std::fs::read(key.with_file_name(TRUSTED)).ok()?;
        let certificates = parse_pem(&text).filter_map(|item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(certificate),
            _ => None,
        });

        Some(RootCerts::from(certificates))
    }

    /// The key of this device; none if there is none, or another device's. Blocks while a person opens the keyring.
    pub(crate) fn read(&self, device: DeviceId) -> Result<Option<DeviceKey>, Closed> {
        match self {
            Self::Folder(path, ring) => match named(path) {
                Some((named, _)) if named != device => Ok(None),
                Some((_, seed)) if seed == ELSEWHERE => {
                    let kept = ring.get(&device.to_string())?;
                    Ok(kept.as_deref().and_then(parse_key))
                }
                Some((_, seed)) => Ok(parse_key(&seed)),
                None => Ok(None),
            },
            Self::Memory(kept) => {
                let kept = kept.lock().map_err(|_| Closed)?.clone();
                Ok(kept.filter(|(named, _)| *named == device).map(|(_, key)| key))
            }
        }
    }

    /// Keeps the key of this device. Only the person who works here may read it.
    pub(crate) fn keep(&self, device: DeviceId, key: &DeviceKey) -> Result<(), Error> {
        match self {
            Self::Folder(path, ring) => {
                let seed = hex(&key.0.to_bytes());
                let seed = match ring.put(&device.to_string(), &seed) {
                    Ok(()) => ELSEWHERE.to_owned(),
                    Err(Closed) => seed,
                };
                private_file::replace(path, format!("{device} {seed}\n").as_bytes())
                    .map_err(|error| Error::file(path, &error))
            }
            Self::Memory(kept) => {
                let mut kept = kept.lock().map_err(|_| Error::Stopped)?;
                *kept = Some((device, key.clone()));
                Ok(())
            }
        }
    }

    /// The key to be enrolled with this code: the one that was made for it before, else a new one. It is kept before
    /// anyone is asked, so that an answer that is lost on the way can be had again.
    pub(crate) fn candidate(&self, code: &str) -> Result<DeviceKey, Error> {
        let Self::Folder(path, _) = self else { return DeviceKey::make() };
        let path = path.with_added_extension(CANDIDATE);
        let kept = std::fs::read_to_string(&path).ok();
        let known = kept.as_deref().and_then(|text| text.split_once('\n'));
        if let Some((_, key)) = known.filter(|(asked, _)| *asked == code)
            && let Some(key) = parse_key(key.trim())
        {
            return Ok(key);
        }
        let key = DeviceKey::make()?;
        let text = format!("{code}\n{}\n", hex(&key.0.to_bytes()));
        private_file::replace(&path, text.as_bytes())
            .map_err(|error| Error::file(&path, &error))?;

        Ok(key)
    }

    /// Forgets the key for a code that was answered.
    pub(crate) fn forget_candidate(&self) {
        if let Self::Folder(path, _) = self {
            // It opens nothing any more: the code was used.
            let _ = std::fs::remove_file(path.with_added_extension(CANDIDATE));
        }
    }

    /// Forgets the key.
    pub(crate) fn forget(&self) -> Result<(), Error> {
        match self {
            Self::Folder(path, ring) => {
                if let Some((device, seed)) = named(path)
                    && seed == ELSEWHERE
                {
                    // What stays in a closed keyring opens nothing: headquarters is told no more of this device.
                    let _ = ring.forget(&device.to_string());
                }
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

/// Whose key a file is about, and the key, or [that it lies elsewhere](ELSEWHERE).
fn named(path: &Path) -> Option<(DeviceId, String)> {
    let text = std::fs::read_to_string(path).ok()?;
    let (device, seed) = text.trim().split_once(' ')?;

    Some((device.parse().ok()?, seed.to_owned()))
}

fn parse_key(seed: &str) -> Option<DeviceKey> {
    if seed.len() != 64 || !seed.is_ascii() {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(seed.get(at..at + 2)?, 16).ok()?;
    }

    Some(DeviceKey(SigningKey::from_bytes(&bytes)))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_back_by_its_device_only_and_by_its_owner_only() -> Result<(), Error> {
        let folder = tempfile::tempdir().expect("a folder");
        let place = KeyPlace::of(Some(folder.path()));
        let (mine, other) =
            (DeviceId(uuid::Uuid::from_u128(1)), DeviceId(uuid::Uuid::from_u128(2)));
        let key = DeviceKey::make()?;
        place.keep(other, &DeviceKey::make()?)?;
        place.keep(mine, &key)?;

        let read = |device| place.read(device).map(|key| key.map(|key| key.public()));
        assert_eq!(read(mine), Ok(Some(key.public())));
        assert_eq!(read(other), Ok(None));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(folder.path().join(FILE)).expect("the file").permissions();
            assert_eq!(mode.mode() & 0o777, 0o600);
        }
        place.forget()?;
        assert_eq!(read(mine), Ok(None));
        Ok(())
    }

    #[test]
    fn where_there_is_a_keyring_no_file_holds_the_key() -> Result<(), Error> {
        let folder = tempfile::tempdir().expect("a folder");
        let store = keyring_core::mock::Store::new().expect("memory");
        let file = folder.path().join(FILE);
        let place = KeyPlace::Folder(file.clone(), Ring::Given(store));
        let device = DeviceId(uuid::Uuid::from_u128(1));
        let key = DeviceKey::make()?;
        place.keep(device, &key)?;
        let read = |place: &KeyPlace| place.read(device).map(|key| key.map(|key| key.public()));

        assert_eq!(read(&place), Ok(Some(key.public())));
        let text = std::fs::read_to_string(&file).expect("it says where");
        assert_eq!(text, format!("{device} keyring\n"));
        // Nobody opens the keyring: the key is not lost, it cannot be had now.
        assert_eq!(read(&KeyPlace::of(Some(folder.path()))), Err(Closed));
        let emptied = keyring_core::mock::Store::new().expect("memory");
        assert_eq!(read(&KeyPlace::Folder(file.clone(), Ring::Given(emptied))), Ok(None));
        place.forget()?;
        assert_eq!(read(&place), Ok(None));
        std::fs::write(&file, text).expect("room");
        assert_eq!(read(&place), Ok(None), "it is gone from the keyring too");
        Ok(())
    }

    #[test]
    fn a_code_is_asked_with_one_key_until_it_was_answered() -> Result<(), Error> {
        let folder = tempfile::tempdir().expect("a folder");
        let place = KeyPlace::of(Some(folder.path()));
        let ask = |code| place.candidate(code).map(|key| key.public());
        let first = ask("7K2M-9QXT-4HJP")?;

        assert_eq!(ask("7K2M-9QXT-4HJP")?, first);
        let other = ask("AAAA-BBBB-CCCC")?;
        assert_ne!(other, first);
        place.forget_candidate();
        assert_ne!(ask("AAAA-BBBB-CCCC")?, other);
        Ok(())
    }
}
