//! Who this desk is: to its office, and to headquarters if there is one.

use rusqlite::{OptionalExtension, params};
use sync::{Chain, DeviceId, Epoch, Incarnation, StreamId};

use crate::{Error, Session};

/// This desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The office's code.
    pub office: String,
    /// The desk's letters in order numbers.
    pub desk: String,
    /// The stream that its deeds go to.
    pub stream: StreamId,
    /// Its name at headquarters; of a standalone desk, one it gave itself.
    pub device: DeviceId,
    /// Its present life.
    pub incarnation: Incarnation,
    /// The number of its last operation.
    pub n: u64,
    /// The chain after it.
    pub chain: Chain,
    /// Headquarters' state as last seen.
    pub epoch: Option<Epoch>,
}

impl Session<'_> {
    /// Who this desk is; none before the first run is over.
    pub fn identity(&self) -> Result<Option<Identity>, Error> {
        let mut statement = self.db.prepare_cached(
            "select office, desk, stream, device, incarnation, n, chain, epoch from identity",
        )?;
        let found = statement
            .query_row([], |row| {
                let stream: String = row.get(2)?;
                Ok((
                    stream.parse(),
                    Identity {
                        office: row.get(0)?,
                        desk: row.get(1)?,
                        stream: StreamId::catalog(),
                        device: DeviceId(row.get(3)?),
                        incarnation: Incarnation(row.get(4)?),
                        n: row.get::<_, i64>(5)?.cast_unsigned(),
                        chain: Chain(row.get(6)?),
                        epoch: row.get::<_, Option<_>>(7)?.map(Epoch),
                    },
                ))
            })
            .optional()?;

        let Some((stream, identity)) = found else { return Ok(None) };
        let stream = stream.map_err(|_| Error::Damaged("the stream has no name".to_owned()))?;
        Ok(Some(Identity { stream, ..identity }))
    }

    /// Remembers who this desk is.
    pub fn put_identity(&self, identity: &Identity) -> Result<(), Error> {
        self.db
            .prepare_cached(
                "insert or replace into identity
                    (only, office, desk, stream, device, incarnation, n, chain, epoch)
                 values (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                identity.office,
                identity.desk,
                identity.stream.as_str(),
                identity.device.0,
                identity.incarnation.0,
                identity.n.cast_signed(),
                identity.chain.0,
                identity.epoch.map(|epoch| epoch.0),
            ])?;

        Ok(())
    }

    pub(crate) fn known_identity(&self) -> Result<Identity, Error> {
        self.identity()?
            .ok_or_else(|| Error::Misfit("this desk belongs to no office yet".to_owned()))
    }
}
