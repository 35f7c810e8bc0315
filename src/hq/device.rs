//! Devices: how they come in, how they prove who they are, how they are sent away.

use domain::{Office, OrderNumber, Record as _};
use ed25519_dalek::{Signature, VerifyingKey};
use sync::wire::{Code, EnrolReply, EnrolRequest, Refusal, TokenReply, TokenRequest};
use sync::{DeskRole, DeviceId, Env, StreamId};

use crate::journal::Noted;
use crate::storage::{Newcomer, Session};
use crate::surroundings::Moment;
use crate::{Device, EnrolCode, Error, Storage, branch, secret};

/// How long an enrolment code is good for, in milliseconds.
const CODE_MS: i64 = 24 * 3_600_000;
/// How far a device's idea of headquarters' clock may be off when it asks for a token, in milliseconds.
const WINDOW_MS: i64 = 5 * 60_000;
/// How long a token is good for, in milliseconds.
const TOKEN_MS: i64 = 15 * 60_000;
/// The most devices that are listed at once.
pub const LISTED: u32 = 1_000;
/// Longest name of a machine, in characters.
const NAME_LENGTH: usize = 100;
const TOKEN_KEY: &str = "token_key";
/// Hexadecimal digits of a token's seal.
const SEAL_DIGITS: usize = 32;

/// A code that lets one device into a branch, once, within a day, for all that is done there. It is shown here and
/// nowhere else.
pub fn make_code(storage: &Storage, branch: &str) -> Result<EnrolCode, Error> {
    make_code_for(storage, branch, DeskRole::WholeOffice)
}

/// The same, for a device that is there for this.
pub fn make_code_for(storage: &Storage, branch: &str, role: DeskRole) -> Result<EnrolCode, Error> {
    let branch = branch.to_ascii_uppercase();

    storage.write(move |session, moment| {
        if session.branch(&branch)?.is_none() {
            return Err(Error::UnknownBranch(branch.clone()));
        }
        let code = secret::code::<12>(moment);
        let now = moment.now_ms();
        let expires = now + CODE_MS;
        session.add_enrol_code(secret::hash(&code), (&branch, role), (now, expires))?;
        let subject = format!("{branch} {}", role.code());
        session.write_down(moment, Noted::CodeMade, &subject)?;

        Ok(EnrolCode { code, branch: branch.clone(), role, expires })
    })
}

/// All devices that were ever enrolled, by branch; at most [`LISTED`].
pub fn list(storage: &Storage) -> Result<Vec<Device>, Error> {
    storage.read(|session, _| session.devices(None, LISTED))
}

/// Those of one branch; at most [`LISTED`].
pub fn of_branch(storage: &Storage, branch: &str) -> Result<Vec<Device>, Error> {
    let branch = branch.to_ascii_uppercase();

    storage.read(move |session, _| match session.branch(&branch)? {
        Some(branch) => session.devices(Some(&branch.code), LISTED),
        None => Err(Error::UnknownBranch(branch)),
    })
}

/// Sends a device away: from its next call on it is refused.
pub fn revoke(storage: &Storage, device: &str) -> Result<(), Error> {
    let unknown = || Error::UnknownDevice(device.to_owned());
    let id: DeviceId = device.parse().map_err(|_| unknown())?;
    let known = storage.write(move |session, moment| {
        let known = session.revoke_device(id, moment.now_ms())?;
        if known {
            session.call(id);
            session.write_down(moment, Noted::DeviceRevoked, &session.called(id)?)?;
        }

        Ok(known)
    })?;

    if known { Ok(()) } else { Err(unknown()) }
}

/// From its next call on a device is there for this. One that listens is told at once.
pub fn assign_role(storage: &Storage, device: &str, role: DeskRole) -> Result<(), Error> {
    let unknown = || Error::UnknownDevice(device.to_owned());
    let id: DeviceId = device.parse().map_err(|_| unknown())?;
    let known = storage.write(move |session, moment| {
        let known = session.set_role(id, role)?;
        if known {
            session.call(id);
            let subject = format!("{}: {}", session.called(id)?, role.code());
            session.write_down(moment, Noted::DeviceRole, &subject)?;
        }

        Ok(known)
    })?;

    if known { Ok(()) } else { Err(unknown()) }
}

/// Lets a device in for a code. As long as the code is good, the key that it let in gets the same answer again. A code
/// that does not work says nothing about why.
pub(crate) fn enrol(
    session: &mut Session<'_>,
    moment: &mut Moment,
    request: &EnrolRequest,
) -> Result<Result<EnrolReply, Refusal>, Error> {
    let refuse = |code, message: &str| Ok(Err(Refusal::new(code, message)));
    let name = request.device_name.trim();
    if name.is_empty() || name.chars().count() > NAME_LENGTH {
        return refuse(Code::Malformed, "a device has a name of at most 100 characters");
    }
    let key = secret::from_hex::<32>(&request.public_key);
    let Some(public_key) = key.filter(|key| VerifyingKey::from_bytes(key).is_ok_and(is_strong))
    else {
        return refuse(Code::Malformed, "public_key is not an Ed25519 key in hexadecimal digits");
    };
    let (now, hash) = (moment.now_ms(), secret::hash(&request.code));
    if let Some(device) = session.let_in(hash, &public_key, now)? {
        // Its answer was lost on the way.
        return welcome(session, device).map(Ok);
    }
    if session.key_is_known(&public_key)? {
        return refuse(Code::Malformed, "this key is another device's");
    }
    // Before the code is used up.
    if let (Some(founded), Some(branch)) = (&request.founded, session.enrol_code(hash, now)?) {
        // Letters may have been skipped: only devices count.
        let first = branch == *founded && session.devices(Some(&branch), 1)?.is_empty();
        if !first {
            let why = "an office joins under its own code, as the first device of that branch";
            return refuse(Code::OtherOffice, why);
        }
    }
    let Some((branch, role)) = session.use_enrol_code(hash, now)? else {
        return refuse(Code::NotFound, "this code does not work: unknown, used or too old");
    };

    let device = Device {
        id: DeviceId::mint(moment),
        desk: OrderNumber::desk_letters(session.next_desk(&branch)?),
        branch,
        name: name.to_owned(),
        enrolled_at: now,
        revoked_at: None,
        role,
        heard_at: None,
    };
    let granted = grants(&device)?;
    session.add_device(&Newcomer { device: &device, public_key, granted: &granted })?;
    session.note_enrolled(hash, device.id)?;

    welcome(session, device).map(Ok)
}

/// What a device is told that was let in.
fn welcome(session: &Session<'_>, device: Device) -> Result<EnrolReply, Error> {
    let streams = grants(&device)?.into_iter().map(|(stream, _)| stream).collect();
    let Device { id, branch: code, desk, .. } = device;
    let branch = session.branch(&code)?.ok_or(Error::UnknownBranch(code))?;
    let stream = branch::stream(&branch.code)?;

    Ok(EnrolReply {
        device: id,
        branch: branch.code,
        branch_name: branch.name,
        desk,
        streams,
        hq_name: crate::name(session)?,
        office: session.each_body(&stream, Office::KIND)?.first().map(|(id, _)| *id),
    })
}

/// What a branch's desktop may pull, and whether it may write there.
fn grants(device: &Device) -> Result<[(StreamId, bool); 2], Error> {
    Ok([(branch::stream(&device.branch)?, true), (StreamId::catalog(), false)])
}

fn is_strong(key: VerifyingKey) -> bool {
    !key.is_weak()
}

/// A short access token for a signature. One who was sent away gets one too: it opens nothing but the quarantine.
pub(crate) fn token(
    session: &Session<'_>,
    moment: &mut Moment,
    request: &TokenRequest,
) -> Result<Result<TokenReply, Refusal>, Error> {
    let now = moment.now_ms();
    let refuse = |message: &str| Ok(Err(Refusal::new(Code::Unauthorized, message)));
    if now.abs_diff(request.at) > WINDOW_MS.unsigned_abs() {
        // The signature may be an old one that somebody kept. The clock in the answer helps an honest caller.
        return refuse(&format!("headquarters' clock is {now}"));
    }
    let Some(signature) = secret::from_hex::<64>(&request.signature) else {
        return refuse("the signature does not fit");
    };
    let key = session.device_key(request.device)?;
    let key = key.and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok());
    let message = TokenRequest::message(request.device, request.at);
    let signature = Signature::from_bytes(&signature);
    let proven = key.is_some_and(|key| key.verify_strict(&message, &signature).is_ok());
    if !proven {
        return refuse("the signature does not fit");
    }

    let expires = now + TOKEN_MS;
    let token = Token { device: request.device, expires }.seal(&TokenKey::load(session)?.0);
    Ok(Ok(TokenReply { token, expires, clock: now }))
}

/// What seals tokens: the same for every process on one database.
#[derive(Clone)]
pub(crate) struct TokenKey([u8; 32]);

impl TokenKey {
    /// What other seals are derived from.
    #[cfg(feature = "console")]
    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn load(session: &Session<'_>) -> Result<Self, Error> {
        let key = session.setting(TOKEN_KEY)?.and_then(|key| <[u8; 32]>::try_from(key).ok());
        let missing = || Error::System("the key for tokens is missing".to_owned());

        key.map(Self).ok_or_else(missing)
    }

    /// The device that a token of ours names, if it is still good.
    pub(crate) fn bearer(&self, token: &str, now_ms: i64) -> Option<DeviceId> {
        let token = Token::open(token, &self.0)?;

        (token.expires > now_ms).then_some(token.device)
    }
}

/// `device.expires.seal` in hexadecimal digits: headquarters need not remember it. It comes with every call, so it is
/// short; 128 bits of a keyed hash cannot be guessed.
struct Token {
    device: DeviceId,
    expires: i64,
}

impl Token {
    fn seal(&self, key: &[u8; 32]) -> String {
        let text = format!("{}.{:x}", self.device.0.simple(), self.expires);
        let seal = blake3::keyed_hash(key, text.as_bytes());

        format!("{text}.{}", &seal.to_hex()[..SEAL_DIGITS])
    }

    fn open(token: &str, key: &[u8; 32]) -> Option<Self> {
        let (text, seal) = token.rsplit_once('.')?;
        let short = |seal: &str| {
            let digits = seal.get(..SEAL_DIGITS)?;
            blake3::Hash::from_hex(format!("{digits:0<64}")).ok()
        };
        let ought = blake3::keyed_hash(key, text.as_bytes()).to_hex();
        // Hashes compare in constant time.
        if seal.len() != SEAL_DIGITS || short(seal)? != short(&ought)? {
            return None;
        }
        let (device, expires) = text.split_once('.')?;
        let expires = i64::from_str_radix(expires, 16).ok()?;

        Some(Self { device: device.parse().ok()?, expires })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_only_as_it_was_sealed() {
        let key = [7; 32];
        let device = DeviceId(uuid::Uuid::from_u128(5));
        let sealed = Token { device, expires: 9 }.seal(&key);
        let opened = Token::open(&sealed, &key);

        assert_eq!(opened.map(|token| (token.device, token.expires)), Some((device, 9)));
        assert!(Token::open(&sealed, &[8; 32]).is_none());
        assert!(Token::open(&sealed.replace(".9.", ".a."), &key).is_none());
        assert!(Token::open(&sealed[..sealed.len() - 1], &key).is_none());
        assert!(Token::open(&format!("{sealed}0"), &key).is_none());
        assert!(Token::open("", &key).is_none());
    }
}
