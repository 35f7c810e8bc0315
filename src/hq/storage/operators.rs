//! Operators of the console: who may sign in, who is, and who tried.

use sync::Env;
use sync::hq::StorageFailure;

use super::Session;
use super::sql::{Found, values};
use crate::Error;
use crate::operator::Operator;
use crate::surroundings::Moment;

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SignedIn {
    pub(crate) operator: Operator,
    pub(crate) begun_at: i64,
    pub(crate) seen_at: i64,
}

/// How often somebody tried in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tries {
    /// With this name, from this address.
    pub(crate) both: u32,
    /// From this address.
    pub(crate) peer: u32,
    /// With this name.
    pub(crate) name: u32,
}

impl Session<'_> {
    /// Lets an operator in. False if there is one of this name.
    pub(crate) fn add_operator(&self, operator: &Operator, password: &str) -> Result<bool, Error> {
        let sql =
            "INSERT INTO operator (name, password, read_only, made_at) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (name) DO NOTHING";
        let Operator { name, read_only, made_at } = operator;

        Ok(self.db.run(sql, values![*name, password, *read_only, *made_at])? > 0)
    }

    /// By name; at most `limit`.
    pub(crate) fn operators(&self, limit: u32) -> Result<Vec<Operator>, Error> {
        let sql = "SELECT name, read_only, made_at FROM operator ORDER BY name LIMIT ?1";

        Ok(self.db.all(sql, values![limit], |row| operator(row, 0))?)
    }

    /// The hash of an operator's password.
    pub(crate) fn password_of(&self, name: &str) -> Result<Option<String>, Error> {
        let sql = "SELECT password FROM operator WHERE name = ?1";

        Ok(self.db.one(sql, values![name], |row| row.get(0))?)
    }

    /// Whoever was signed in by this name is no more, and may try again however often they did. False if there is no such operator.
    pub(crate) fn put_password(&self, name: &str, password: &str) -> Result<bool, Error> {
        self.end_sessions_of(name)?;
        let tries = "DELETE FROM operator_try WHERE name = ?1";
        self.run(tries, values![self.hidden(name)?])?;
        let sql = "UPDATE operator SET password = ?2 WHERE name = ?1";

        Ok(self.db.run(sql, values![name, password])? > 0)
    }

    /// Shuts an operator out. False if there is none of this name.
    pub(crate) fn drop_operator(&self, name: &str) -> Result<bool, Error> {
        self.end_sessions_of(name)?;

        Ok(self.db.run("DELETE FROM operator WHERE name = ?1", values![name])? > 0)
    }

    fn end_sessions_of(&self, name: &str) -> Result<(), Error> {
        Ok(self.run("DELETE FROM operator_session WHERE operator = ?1", values![name])?)
    }

    /// Somebody signed in; those whom nobody saw since `idle_before` are signed out.
    pub(crate) fn begin_session(
        &self,
        hash: [u8; 32],
        name: &str,
        (now_ms, idle_before): (i64, i64),
    ) -> Result<(), Error> {
        self.run("DELETE FROM operator_session WHERE seen_at <= ?1", values![idle_before])?;
        let sql = "INSERT INTO operator_session (hash, operator, begun_at, seen_at)
                   VALUES (?1, ?2, ?3, ?3)";

        Ok(self.run(sql, values![hash, name, now_ms])?)
    }

    /// Who shows this.
    pub(crate) fn session_of(&self, hash: [u8; 32]) -> Result<Option<SignedIn>, Error> {
        let sql = "SELECT operator.name, operator.read_only, operator.made_at,
                       operator_session.begun_at, operator_session.seen_at
                   FROM operator_session JOIN operator ON operator.name = operator_session.operator
                   WHERE operator_session.hash = ?1";
        let found = self.db.one(sql, values![hash], |row| {
            let (begun_at, seen_at) = (row.get(3)?, row.get(4)?);
            Ok(SignedIn { operator: operator(row, 0)?, begun_at, seen_at })
        })?;

        Ok(found)
    }

    /// They were seen.
    pub(crate) fn see_session(&self, hash: [u8; 32], now_ms: i64) -> Result<(), Error> {
        let sql = "UPDATE operator_session SET seen_at = ?2 WHERE hash = ?1";

        Ok(self.run(sql, values![hash, now_ms])?)
    }

    /// They signed out.
    pub(crate) fn end_session(&self, hash: [u8; 32]) -> Result<(), Error> {
        Ok(self.run("DELETE FROM operator_session WHERE hash = ?1", values![hash])?)
    }

    /// How often somebody tried between two moments; what was before, or would be after, is forgotten.
    pub(crate) fn tries(
        &self,
        name: &str,
        peer: &str,
        (since, until): (i64, i64),
    ) -> Result<Tries, Error> {
        let name = self.hidden(name)?;
        let old = "DELETE FROM operator_try WHERE at_ms <= ?1 OR at_ms > ?2";
        self.run(old, values![since, until])?;
        let count = |sql: &str, values| -> Result<u32, Error> {
            Ok(self.db.one(sql, values, |row| row.get(0))?.unwrap_or(0))
        };

        Ok(Tries {
            both: count(
                "SELECT count(*) FROM operator_try WHERE name = ?1 AND peer = ?2",
                values![name, peer],
            )?,
            peer: count("SELECT count(*) FROM operator_try WHERE peer = ?1", values![peer])?,
            name: count("SELECT count(*) FROM operator_try WHERE name = ?1", values![name])?,
        })
    }

    /// Counts one, before it is known how it ends.
    pub(crate) fn add_try(&self, name: &str, peer: &str, moment: &mut Moment) -> Result<(), Error> {
        let name = self.hidden(name)?;
        let sql = "INSERT INTO operator_try (at_ms, name, peer) VALUES (?1, ?2, ?3)";

        Ok(self.run(sql, values![moment.now_ms(), name, peer])?)
    }

    /// It succeeded: what went before does not count.
    pub(crate) fn forgive_tries(&self, name: &str, peer: &str) -> Result<(), Error> {
        let name = self.hidden(name)?;
        let sql = "DELETE FROM operator_try WHERE name = ?1 AND peer = ?2";

        Ok(self.run(sql, values![name, peer])?)
    }

    /// Whether this name signed in from this address before.
    pub(crate) fn came_from(&self, name: &str, peer: &str) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM journal
                   WHERE deed = 'signed_in' AND who = ?1 AND subject = ?2 LIMIT 1";

        Ok(self.db.one(sql, values![name, peer], |_| Ok(()))?.is_some())
    }

    /// A name as tries are counted by it. Somebody may have typed a password in its place.
    fn hidden(&self, name: &str) -> Result<String, Error> {
        let key = self.setting("token_key")?.unwrap_or_default();
        let key = blake3::derive_key("branchdesk 2026-11-23 operator try", &key);

        Ok(blake3::keyed_hash(&key, name.as_bytes()).to_hex().to_string())
    }
}

fn operator(row: Found<'_>, at: usize) -> Result<Operator, StorageFailure> {
    let (name, read_only) = (row.get(at)?, row.get(at + 1)?);

    Ok(Operator { name, read_only, made_at: row.get(at + 2)? })
}
