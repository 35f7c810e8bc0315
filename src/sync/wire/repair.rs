//! How a copy of a stream is compared with headquarters' and mended: bucket by bucket, then record by record.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::places;
use crate::{Digest, Epoch, Row, RowHash, StreamId};

/// So many buckets a stream's records fall into, by the last byte of their id.
pub const BUCKETS: usize = 256;

/// The bucket of a record.
pub fn bucket_of(id: Uuid) -> u8 {
    id.as_bytes()[15]
}

/// Asks for a stream's digest in buckets. Its fields are the query of `GET /v1/digest`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    /// Which stream.
    pub stream: StreamId,
    /// Headquarters' state as the caller knows it.
    pub epoch: Epoch,
}

/// A stream's digest, in buckets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyReply {
    /// The stream's end.
    pub head: u64,
    /// One for each bucket, [`BUCKETS`] in all; together they are the digest.
    pub buckets: Vec<Digest>,
    /// Headquarters' clock.
    pub clock: i64,
}

/// Asks which records lie in some buckets. Its fields are the query of `GET /v1/ids`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// Which stream.
    pub stream: StreamId,
    /// Headquarters' state as the caller knows it.
    pub epoch: Epoch,
    /// Which buckets, separated by commas.
    #[serde(with = "places")]
    pub buckets: Vec<u64>,
}

/// What lies in some buckets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListingReply {
    /// All records of the first `covered` buckets that were asked for; removed ones are left out.
    pub ids: Vec<Listed>,
    /// How many of the buckets these are: at least one, unless none was asked for.
    pub covered: usize,
    /// The stream's end.
    pub head: u64,
    /// Headquarters' clock.
    pub clock: i64,
}

/// A record, without what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// What kind of record.
    pub kind: String,
    /// Its name.
    pub id: Uuid,
    /// Its place in the stream.
    pub seq: u64,
    /// What its row hashes to.
    pub hash: RowHash,
}

/// `POST /v1/salvage`: rows that headquarters once gave out and no longer has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Salvage {
    /// The stream they were pulled from.
    pub stream: StreamId,
    /// Headquarters' state as the caller knows it.
    pub epoch: Epoch,
    /// They, as they were pulled.
    pub rows: Vec<Row>,
}

/// What became of rows that were offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SalvageReply {
    /// So many records are part of the stream again.
    pub restored: u64,
    /// So many rows are kept for a person to decide on. The others are of no use: what they say is there.
    pub kept: u64,
    /// Headquarters' clock.
    pub clock: i64,
}
