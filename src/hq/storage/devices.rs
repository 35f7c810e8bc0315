//! Devices, their rights, and the codes by which they come in.

use serde::Serialize;
use sync::hq::{Role, StorageFailure};
use sync::{DeskRole, DeviceId, StreamId};

use super::Session;
use super::session::{role_of, word_of};
use super::sql::{Found, values};
use crate::Error;
use crate::grant::Grant;

const DEVICES: &str = "SELECT id, branch, name, desk, enrolled_at, revoked_at, role,
    (SELECT max(note.at_ms) FROM note WHERE note.device = device.id) FROM device";

/// A desktop that was enrolled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Device {
    /// Its name on the wire.
    pub id: DeviceId,
    /// Its branch's code.
    pub branch: String,
    /// What people call the machine.
    pub name: String,
    /// The letters of its order numbers.
    pub desk: String,
    /// When it came, in milliseconds since 1970.
    pub enrolled_at: i64,
    /// When it was sent away.
    pub revoked_at: Option<i64>,
    /// What it is there for.
    pub role: DeskRole,
    /// When it was last heard of, by the hour.
    pub heard_at: Option<i64>,
}

/// A code for enrolling one device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EnrolCode {
    /// To be typed on the device.
    pub code: String,
    /// The branch it lets into.
    pub branch: String,
    /// What the device will be there for.
    pub role: DeskRole,
    /// Until when, in milliseconds since 1970.
    pub expires: i64,
}

/// A device about to be enrolled.
#[derive(Debug)]
pub(crate) struct Newcomer<'a> {
    pub(crate) device: &'a Device,
    pub(crate) public_key: [u8; 32],
    /// What it may pull, and whether it may write there.
    pub(crate) granted: &'a [(StreamId, bool)],
}

impl Session<'_> {
    /// The devices of a branch, or of all, by branch and time of enrolment; at most `limit`.
    pub fn devices(&self, branch: Option<&str>, limit: u32) -> Result<Vec<Device>, Error> {
        let found = match branch {
            Some(code) => {
                let sql = format!("{DEVICES} WHERE branch = ?1 ORDER BY enrolled_at, id LIMIT ?2");
                self.db.all(&sql, values![code, limit], device)
            }
            None => {
                let sql = format!("{DEVICES} ORDER BY branch, enrolled_at, id LIMIT ?1");
                self.db.all(&sql, values![limit], device)
            }
        };

        Ok(found?)
    }

    /// The devices of a branch that were not sent away, by time of enrolment; at most `limit`.
    pub(crate) fn active_devices(&self, branch: &str, limit: u32) -> Result<Vec<Device>, Error> {
        let sql = format!(
            "{DEVICES} WHERE branch = ?1 AND revoked_at IS NULL
             ORDER BY enrolled_at, id LIMIT ?2"
        );

        Ok(self.db.all(&sql, values![branch, limit], device)?)
    }

    /// How people call a device: its branch, its letters, its name.
    pub(crate) fn called(&self, device: DeviceId) -> Result<String, Error> {
        let sql = "SELECT branch, desk, name FROM device WHERE id = ?1";
        let found = self.db.one(sql, values![device.0], |row| {
            let (branch, desk, name): (String, String, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(format!("{branch} {desk} {name}"))
        })?;

        Ok(found.unwrap_or_else(|| device.to_string()))
    }

    /// The device that came in by this code, with this key; none once the code is too old, or it was sent away.
    pub(crate) fn let_in(
        &self,
        hash: [u8; 32],
        public_key: &[u8; 32],
        at_ms: i64,
    ) -> Result<Option<Device>, Error> {
        let sql = format!(
            "{DEVICES} WHERE public_key = ?2 AND revoked_at IS NULL AND id =
                 (SELECT enrol_code.device FROM enrol_code WHERE hash = ?1 AND expires_at > ?3)"
        );

        Ok(self.db.one(&sql, values![hash, *public_key, at_ms], device)?)
    }

    pub(crate) fn device_key(&self, device: DeviceId) -> Result<Option<[u8; 32]>, Error> {
        let sql = "SELECT public_key FROM device WHERE id = ?1";

        Ok(self.db.one(sql, values![device.0], |row| row.get(0))?)
    }

    pub(crate) fn key_is_known(&self, public_key: &[u8; 32]) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM device WHERE public_key = ?1";

        Ok(self.db.one(sql, values![*public_key], |_| Ok(()))?.is_some())
    }

    pub(crate) fn add_device(&self, newcomer: &Newcomer<'_>) -> Result<(), Error> {
        let device = newcomer.device;
        let sql = "INSERT INTO device (id, branch, name, public_key, role, desk, enrolled_at)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let values = values![
            device.id.0,
            device.branch,
            device.name,
            newcomer.public_key,
            word_of(Role::Branch(device.role)),
            device.desk,
            device.enrolled_at
        ];
        self.run(sql, values)?;

        let sql = "INSERT INTO granted (device, stream, writes) VALUES (?1, ?2, ?3)";
        for (stream, writes) in newcomer.granted {
            self.run(sql, values![device.id.0, stream.as_str(), *writes])?;
        }
        Ok(())
    }

    /// Sends a device away. False if nobody knows it. Sent away stays sent away since the first time.
    pub(crate) fn revoke_device(&self, device: DeviceId, at_ms: i64) -> Result<bool, Error> {
        let sql = "UPDATE device SET revoked_at = coalesce(revoked_at, ?2) WHERE id = ?1";

        Ok(self.db.run(sql, values![device.0, at_ms])? > 0)
    }

    /// From the next call on a device is there for this. False if nobody knows it.
    pub(crate) fn set_role(&self, device: DeviceId, role: DeskRole) -> Result<bool, Error> {
        let sql = "UPDATE device SET role = ?2 WHERE id = ?1 AND role <> 'headquarters'";
        let word = word_of(Role::Branch(role));

        Ok(self.db.run(sql, values![device.0, word])? > 0)
    }

    /// The branch of a device.
    pub(crate) fn branch_of(&self, device: DeviceId) -> Result<Option<String>, Error> {
        let sql = "SELECT branch FROM device WHERE id = ?1";

        Ok(self.db.one(sql, values![device.0], |row| row.get(0))?)
    }

    /// A device may pull this stream, and write to it or not.
    pub(crate) fn put_grant(
        &self,
        device: DeviceId,
        stream: &StreamId,
        writes: bool,
    ) -> Result<(), Error> {
        let sql = "INSERT INTO granted (device, stream, writes) VALUES (?1, ?2, ?3)
                   ON CONFLICT (device, stream) DO UPDATE SET writes = excluded.writes";

        Ok(self.run(sql, values![device.0, stream.as_str(), writes])?)
    }

    /// It may not any more. False if it might not before.
    pub(crate) fn drop_grant(&self, device: DeviceId, stream: &StreamId) -> Result<bool, Error> {
        let sql = "DELETE FROM granted WHERE device = ?1 AND stream = ?2";

        Ok(self.db.run(sql, values![device.0, stream.as_str()])? > 0)
    }

    /// What devices may do with other branches than their own, by branch; at most `limit`.
    /// Of the devices of one branch, or of all.
    pub(crate) fn grants(&self, branch: Option<&str>, limit: u32) -> Result<Vec<Grant>, Error> {
        let of = if branch.is_some() { "= ?2" } else { "<> ?2" };
        let sql = format!(
            "SELECT granted.device, substr(granted.stream, 8), granted.writes
             FROM granted JOIN device ON device.id = granted.device
             WHERE granted.stream LIKE 'branch:%'
               AND granted.stream <> 'branch:' || device.branch AND device.branch {of}
             ORDER BY granted.stream, device.enrolled_at, granted.device LIMIT ?1"
        );
        let grant = |row: Found<'_>| {
            let (device, branch) = (DeviceId(row.get(0)?), row.get(1)?);
            Ok(Grant { device, branch, writes: row.get(2)? })
        };

        // No branch is called nothing.
        Ok(self.db.all(&sql, values![limit, branch.unwrap_or_default()], grant)?)
    }

    pub(crate) fn add_enrol_code(
        &self,
        hash: [u8; 32],
        (branch, role): (&str, DeskRole),
        (made_at, expires_at): (i64, i64),
    ) -> Result<(), Error> {
        let sql = "INSERT INTO enrol_code (hash, branch, role, made_at, expires_at)
                   VALUES (?1, ?2, ?3, ?4, ?5)";
        let role = word_of(Role::Branch(role));
        self.run(sql, values![hash, branch, role, made_at, expires_at])?;
        Ok(())
    }

    /// Remembers whom a code let in.
    pub(crate) fn note_enrolled(&self, hash: [u8; 32], device: DeviceId) -> Result<(), Error> {
        let sql = "UPDATE enrol_code SET device = ?2 WHERE hash = ?1";

        Ok(self.run(sql, values![hash, device.0])?)
    }

    /// Codes that nobody has used let nobody in any more.
    pub(crate) fn void_enrol_codes(&self, at_ms: i64) -> Result<(), Error> {
        let sql = "UPDATE enrol_code SET used_at = ?1 WHERE used_at IS NULL";

        Ok(self.run(sql, values![at_ms])?)
    }

    /// The branch of a code that is known, unused and not too old.
    pub(crate) fn enrol_code(&self, hash: [u8; 32], at_ms: i64) -> Result<Option<String>, Error> {
        let sql = "SELECT branch FROM enrol_code
                   WHERE hash = ?1 AND used_at IS NULL AND expires_at > ?2";

        Ok(self.db.one(sql, values![hash, at_ms], |row| row.get(0))?)
    }

    /// Uses up a code, and tells its branch and role; none if another device was faster.
    pub(crate) fn use_enrol_code(
        &self,
        hash: [u8; 32],
        at_ms: i64,
    ) -> Result<Option<(String, DeskRole)>, Error> {
        let sql = "UPDATE enrol_code SET used_at = ?2
                   WHERE hash = ?1 AND used_at IS NULL AND expires_at > ?2 RETURNING branch, role";
        let read = |row: Found<'_>| Ok((row.get(0)?, role_of(&row.get::<String>(1)?).of_desk()));

        Ok(self.db.one(sql, values![hash, at_ms], read)?)
    }
}

fn device(row: Found<'_>) -> Result<Device, StorageFailure> {
    Ok(Device {
        id: DeviceId(row.get(0)?),
        branch: row.get(1)?,
        name: row.get(2)?,
        desk: row.get(3)?,
        enrolled_at: row.get(4)?,
        revoked_at: row.get(5)?,
        role: role_of(&row.get::<String>(6)?).of_desk(),
        heard_at: row.get(7)?,
    })
}
