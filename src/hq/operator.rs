//! Operators: people who may sign in to the console of headquarters.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use serde::Serialize;
use sync::Env;

use crate::journal::Noted;
use crate::{Error, Storage, secret};

/// The most that are listed at once.
pub const LISTED: u32 = 1_000;
/// The longest name, in characters.
const NAME: usize = 40;
/// The shortest password, in characters.
pub const PASSWORD: usize = 12;
/// The longest, in bytes: what is hashed for a stranger is bounded.
const PASSWORD_BYTES: usize = 200;
/// Whoever was not seen for so long is signed out, in milliseconds.
pub(crate) const IDLE_MS: i64 = 30 * 60_000;
/// Nobody is signed in for longer.
pub(crate) const MOST_MS: i64 = 12 * 3_600_000;
/// That somebody was seen is written down this often at most.
const SEEN_MS: i64 = 60_000;
/// Tries in vain count for so long.
const TRIES_MS: i64 = 15 * 60_000;
/// Clocks of nodes differ by no more. What lies further ahead was written by a clock that went wrong.
const AHEAD_MS: i64 = 60_000;
/// So many with one name from one address …
const TRIES: u32 = 5;
/// … from one address with whatever names …
const TRIES_OF_PEER: u32 = 20;
/// … and with one name from wherever it never signed in before. Fewer would let anybody shut somebody out.
const TRIES_OF_NAME: u32 = 100;

/// Somebody who may sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Operator {
    /// What they sign in with.
    pub name: String,
    /// They may look at everything and change nothing.
    pub read_only: bool,
    /// When they were let in, in milliseconds since 1970.
    pub made_at: i64,
}

/// How signing in ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SigningIn {
    /// They are in, as long as they show this.
    In(String),
    /// Name or password are wrong.
    Wrong,
    /// They tried too often.
    TooOften,
}

/// A password that nobody guesses: 20 letters and digits, 100 bits.
pub fn new_password(storage: &Storage) -> String {
    secret::code::<20>(&mut storage.moment())
}

/// Lets somebody in.
pub fn add(
    storage: &Storage,
    name: &str,
    password: &str,
    read_only: bool,
) -> Result<Operator, Error> {
    let name = fitting(name)?;
    let password = hashed(password)?;

    storage.write(move |session, moment| {
        let made_at = moment.now_ms();
        let operator = Operator { name: name.clone(), read_only, made_at };
        if !session.add_operator(&operator, &password)? {
            return Err(Error::Taken(name.clone()));
        }
        session.write_down(moment, Noted::OperatorAdded, &name)?;

        Ok(operator)
    })
}

/// Everyone who may sign in; at most [`LISTED`].
pub fn list(storage: &Storage) -> Result<Vec<Operator>, Error> {
    storage.read(|session, _| session.operators(LISTED))
}

/// Shuts somebody out, at once.
pub fn remove(storage: &Storage, name: &str) -> Result<(), Error> {
    let name = plain(name);

    storage.write(move |session, moment| {
        if !session.drop_operator(&name)? {
            return Err(Error::UnknownOperator(name.clone()));
        }
        session.write_down(moment, Noted::OperatorRemoved, &name)
    })
}

/// Gives somebody another password. Where they were signed in, they are no more.
pub fn set_password(storage: &Storage, name: &str, password: &str) -> Result<(), Error> {
    let (name, password) = (plain(name), hashed(password)?);

    storage.write(move |session, moment| {
        if !session.put_password(&name, &password)? {
            return Err(Error::UnknownOperator(name.clone()));
        }
        session.write_down(moment, Noted::PasswordChanged, &name)
    })
}

/// Signs somebody in who calls from `peer`. It takes as long for a name that nobody has. Blocks for as long as hashing
/// takes.
pub(crate) fn sign_in(
    storage: &Storage,
    name: &str,
    password: &str,
    peer: &str,
) -> Result<SigningIn, Error> {
    let (name, peer) = (plain(name), peer.to_owned());
    if name.chars().count() > NAME || password.len() > PASSWORD_BYTES {
        return Ok(SigningIn::Wrong);
    }
    let Some(known) = tried(storage, &name, &peer)? else { return Ok(SigningIn::TooOften) };
    if !is_right(password, known.as_deref()) {
        return Ok(SigningIn::Wrong);
    }

    storage.write(move |session, moment| {
        // Hashing takes a while, in which they may have been given another password, or shut out.
        if session.password_of(&name)? != known {
            return Ok(SigningIn::Wrong);
        }
        let now = moment.now_ms();
        let shown = secret::code::<32>(moment);
        session.forgive_tries(&name, &peer)?;
        session.begin_session(secret::hash(&shown), &name, (now, now - IDLE_MS))?;
        session.write_down_of(Some(name.clone()), moment, (Noted::SignedIn, &peer))?;

        Ok(SigningIn::In(shown))
    })
}

/// Whether this is an operator's password. Tries in vain count as those at the door do.
pub(crate) fn is_theirs(
    storage: &Storage,
    name: &str,
    password: &str,
    peer: &str,
) -> Result<bool, Error> {
    let Some(known) = tried(storage, name, peer)? else { return Ok(false) };
    let right = password.len() <= PASSWORD_BYTES && is_right(password, known.as_deref());
    if right {
        let (name, peer) = (name.to_owned(), peer.to_owned());
        storage.write(move |session, _| session.forgive_tries(&name, &peer))?;
    }

    Ok(right)
}

/// Counts a try, and tells the hash of the password it is about; nothing after too many. Counted first: whoever tries
/// many at once is not faster.
fn tried(storage: &Storage, name: &str, peer: &str) -> Result<Option<Option<String>>, Error> {
    let (name, peer) = (name.to_owned(), peer.to_owned());

    storage.write(move |session, moment| {
        let now = moment.now_ms();
        let tries = session.tries(&name, &peer, (now - TRIES_MS, now + AHEAD_MS))?;
        let spent = tries.both >= TRIES || tries.peer >= TRIES_OF_PEER;
        if spent || (tries.name >= TRIES_OF_NAME && !session.came_from(&name, &peer)?) {
            return Ok(None);
        }
        session.add_try(&name, &peer, moment)?;

        Ok(Some(session.password_of(&name)?))
    })
}

/// Who shows this, and whether it is due to write down that they were seen.
pub(crate) fn signed_in(
    session: &crate::Session<'_>,
    shown: &str,
    now_ms: i64,
) -> Result<Option<(Operator, bool)>, Error> {
    let Some(found) = session.session_of(secret::hash(shown))? else { return Ok(None) };
    let (idle, long) = (now_ms - found.seen_at, now_ms - found.begun_at);
    let seen_lately = (-AHEAD_MS..IDLE_MS).contains(&idle);
    if !seen_lately || long >= MOST_MS {
        return Ok(None);
    }

    Ok(Some((found.operator, idle >= SEEN_MS)))
}

/// Signs somebody out.
pub(crate) fn sign_out(storage: &Storage, operator: &Operator, shown: &str) -> Result<(), Error> {
    let (name, hash) = (operator.name.clone(), secret::hash(shown));

    storage.write(move |session, moment| {
        session.end_session(hash)?;
        session.write_down_of(Some(name.clone()), moment, (Noted::SignedOut, ""))
    })
}

fn fitting(name: &str) -> Result<String, Error> {
    let name = plain(name);
    let legal = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@');
    let fits = !name.is_empty() && name.chars().count() <= NAME && name.chars().all(legal);

    fits.then(|| name.clone()).ok_or(Error::MalformedName(name))
}

/// A name is the same however it is typed.
fn plain(name: &str) -> String {
    name.trim().to_lowercase()
}

fn hashed(password: &str) -> Result<String, Error> {
    if password.chars().count() < PASSWORD || password.len() > PASSWORD_BYTES {
        return Err(Error::WeakPassword);
    }
    let hash = Argon2::default().hash_password(password.as_bytes());

    hash.map(|hash| hash.to_string()).map_err(|error| Error::System(error.to_string()))
}

fn is_right(password: &str, known: Option<&str>) -> bool {
    // Of nobody's password. Hashing it takes as long as any other.
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9ibw$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let Ok(hash) = PasswordHash::new(known.unwrap_or(NOBODY)) else { return false };
    let fits = Argon2::default().verify_password(password.as_bytes(), &hash).is_ok();

    fits && known.is_some()
}

#[cfg(test)]
mod tests;
