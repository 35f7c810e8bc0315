//! The wire: JSON over HTTP under `/v1`. Fields are only ever added.

mod blob;
mod enrolment;
mod lookup;
mod places;
mod query;
mod refusal;
mod repair;
mod rest;

use serde::{Deserialize, Serialize};

use crate::{Chain, DeskRole, DeviceId, Digest, Epoch, Incarnation, Posted, Sealed, StreamId};

pub use blob::{BLOB_CHUNK, BLOB_HELD, BLOB_SIZE, Held, Piece, blob_path};
pub use enrolment::{EnrolReply, EnrolRequest, TokenReply, TokenRequest};
pub use lookup::{Found, Known, Newest};
pub use refusal::{Code, Refusal};
pub use repair::{
    BUCKETS, Listed, Listing, ListingReply, Salvage, SalvageReply, Survey, SurveyReply, bucket_of,
};
pub use rest::Rest;

/// The version of this exchange.
pub const PROTO: u32 = 1;
/// The version of the records' schema.
pub const SCHEMA: u32 = 1;
/// What a caller can do (`caps` of [`Hello`]): keep what it may read of other branches apart from its own. Whoever cannot
/// is not told of other branches.
pub const OTHER_BRANCHES: &str = "other_branches";
/// The schema of callers who pull and say none.
const FIRST_SCHEMA: u32 = 1;

/// What a desktop asks once it is enrolled.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// `POST /v1/hello`
    Hello(Hello),
    /// `POST /v1/push`
    Push(Push),
    /// `GET /v1/pull`
    Pull(Pull),
    /// `GET /v1/digest`
    Survey(Survey),
    /// `GET /v1/ids`
    Listing(Listing),
    /// `POST /v1/salvage`
    Salvage(Salvage),
}

/// What headquarters answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// To [`Request::Hello`].
    Hello(HelloReply),
    /// To [`Request::Push`].
    Push(PushReply),
    /// To [`Request::Pull`].
    Pull(PullReply),
    /// To [`Request::Survey`].
    Survey(SurveyReply),
    /// To [`Request::Listing`].
    Listing(ListingReply),
    /// To [`Request::Salvage`].
    Salvage(SalvageReply),
}

impl Reply {
    /// Headquarters' clock when it answered.
    pub fn clock(&self) -> i64 {
        match self {
            Self::Hello(reply) => reply.clock,
            Self::Push(reply) => reply.clock,
            Self::Pull(reply) => reply.clock,
            Self::Survey(reply) => reply.clock,
            Self::Listing(reply) => reply.clock,
            Self::Salvage(reply) => reply.clock,
        }
    }
}

/// Who is calling, and how far they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// The device.
    pub device: DeviceId,
    /// Its present life.
    pub inc: Incarnation,
    /// The number of its last operation.
    pub n: u64,
    /// The chain after it.
    pub chain: Chain,
    /// [`PROTO`] of the caller.
    pub proto: u32,
    /// What the caller can do beyond that.
    #[serde(default)]
    pub caps: Vec<String>,
    /// [`SCHEMA`] of the caller.
    pub schema: u32,
    /// Headquarters' state as the device last saw it.
    #[serde(default)]
    pub epoch: Option<Epoch>,
    /// How far it has pulled.
    #[serde(default)]
    pub cursors: Vec<Cursor>,
    /// Earlier lives of which the device still keeps operations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lives: Vec<Incarnation>,
    /// The device's clock.
    pub clock: i64,
}

/// A place in a stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// Which stream.
    pub stream: StreamId,
    /// Everything at or below this was seen.
    pub seq: u64,
}

/// What headquarters knows of the caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelloReply {
    /// Headquarters' state. Another one than before: it was restored from a backup.
    pub epoch: Epoch,
    /// The last number it has of this incarnation; 0 if none.
    pub last_n: u64,
    /// The chain after it.
    pub chain: Chain,
    /// The streams the device may pull, and their heads.
    pub streams: Vec<Cursor>,
    /// What lies in a verified backup, of the lives that were asked about: the device need not keep it any longer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub safe: Vec<Safe>,
    /// Whether the caller is young enough to pull. It may push in any case.
    #[serde(default = "yes")]
    pub may_pull: bool,
    /// What headquarters enrolled this desk for; one that does not say it takes whatever a branch may do.
    #[serde(default)]
    pub role: DeskRole,
    /// Headquarters' clock.
    pub clock: i64,
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// How much of a life lies in a verified backup of headquarters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Safe {
    /// Whose life.
    pub inc: Incarnation,
    /// The last number that does.
    pub n: u64,
}

/// Operations, in order, of one incarnation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Push {
    /// Whose.
    pub inc: Incarnation,
    /// The number of the first.
    pub first_n: u64,
    /// The chain before the first.
    pub prev_chain: Chain,
    /// They: numbered `first_n`, `first_n + 1` …
    pub ops: Vec<Posted>,
}

/// What became of each operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushReply {
    /// In order, beginning with the first operation of the push.
    pub results: Vec<OpResult>,
    /// The last number headquarters now has of this incarnation.
    pub last_n: u64,
    /// The chain after it.
    pub chain: Chain,
    /// Headquarters' clock.
    pub clock: i64,
}

/// What became of one operation. On the wire its number stands beside the outcome's fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "FlatResult", into = "FlatResult")]
pub struct OpResult {
    /// Its number.
    pub n: u64,
    /// What became of it.
    pub outcome: Outcome,
}

/// The same without a level: a hundred thousand of them are read in a morning.
#[derive(Serialize, Deserialize)]
struct FlatResult {
    n: u64,
    result: Verdict,
    rev: u64,
    seq: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    why: Option<Why>,
}

impl From<FlatResult> for OpResult {
    fn from(FlatResult { n, result, rev, seq, why }: FlatResult) -> Self {
        Self { n, outcome: Outcome { result, rev, seq, why } }
    }
}

impl From<OpResult> for FlatResult {
    fn from(OpResult { n, outcome: Outcome { result, rev, seq, why } }: OpResult) -> Self {
        Self { n, result, rev, seq, why }
    }
}

/// The end of an operation, for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Which end.
    pub result: Verdict,
    /// Every record it changed has at least this revision once its effect was pulled.
    pub rev: u64,
    /// Whoever has pulled the stream up to its head, and that far at least, has seen its effect.
    pub seq: u64,
    /// Why it was not simply applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
}

impl Outcome {
    /// The end of an operation that changed nothing.
    pub fn without_effect(result: Verdict, why: Why) -> Self {
        Self { result, rev: 0, seq: 0, why: Some(why) }
    }
}

/// How an operation ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// As it was asked.
    Applied,
    /// With what others did meanwhile; what lost is in the conflict journal.
    Merged,
    /// Not at all. A person should see it.
    Rejected,
    /// Kept at headquarters for a person to decide, not applied.
    Quarantined,
}

/// Why an operation was not simply applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// There is no such record, or it is none of the caller's business.
    NotFound,
    /// The record was removed, and the editor knew.
    Removed,
    /// The name is taken by something else.
    OtherBody,
    /// A fact is never changed.
    Immutable,
    /// The event is not possible in the state it was made in.
    IllegalEvent,
    /// The caller's role may not write this kind of record or field.
    FieldNotAllowed,
    /// It is not what it should be.
    Malformed,
    /// It is too big.
    TooLarge,
    /// The device no longer belongs to this headquarters.
    Revoked,
    /// A field, a removal or an event met another made at the same time.
    Concurrent,
    /// A reason that this version does not know.
    #[serde(other)]
    Unknown,
}

/// Asks for a page of a stream. Its fields are the query of `GET /v1/pull`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pull {
    /// Which stream.
    pub stream: StreamId,
    /// Only what lies above this.
    pub after: u64,
    /// So many bytes of rows at most, but at least one row.
    pub max: u64,
    /// If there is nothing, wait so many milliseconds for something to come.
    #[serde(default)]
    pub wait: u64,
    /// Headquarters' state as the caller knows it. If it is another one, the answer is [`Code::Epoch`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub epoch: Option<Epoch>,
    /// The floor that came with the page from the very beginning of the stream.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub floor: u64,
    /// Not what lies above `after`, but the rows at these places, separated by commas. A row that has moved on since
    /// is left out.
    #[serde(default, with = "places", skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<u64>,
    /// What the caller has of its other streams.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rest: Option<Rest>,
    /// [`SCHEMA`] of the caller. Whoever does not say it has the first.
    #[serde(default = "first_schema", skip_serializing_if = "is_first_schema")]
    pub schema: u32,
}

fn first_schema() -> u32 {
    FIRST_SCHEMA
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_first_schema(schema: &u32) -> bool {
    *schema == FIRST_SCHEMA
}

impl Pull {
    /// Whether every number in it is one that travels whole.
    pub fn is_exact(&self) -> bool {
        let numbers = [self.after, self.max, self.wait, self.floor];

        numbers.iter().chain(&self.at).all(|number| *number <= crate::limits::EXACT)
    }

    /// Asks for what lies above `after`, at once.
    pub fn above(stream: StreamId, after: u64, max: u64) -> Self {
        let (wait, epoch, floor, at, rest) = (0, None, 0, Vec::new(), None);

        Self { stream, after, max, wait, epoch, floor, at, rest, schema: SCHEMA }
    }
}

/// A page of a stream.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PullReply {
    /// By sequence, without a hole.
    pub rows: Vec<Sealed>,
    /// Where to go on.
    pub next: u64,
    /// The stream's end.
    pub head: u64,
    /// Of the whole stream, when `next` is `head`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Digest>,
    /// Of what was removed up to here, some is forgotten. A copy that was begun before and did not get so far is of no
    /// use.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub floor: u64,
    /// Whether what the caller has of its other streams is all there is, when `next` is `head` and the caller said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rest: Option<bool>,
    /// Headquarters' clock.
    pub clock: i64,
}

/// An answer that is neither a reply nor a refusal of ours: a page of some proxy, half a file, noise.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an answer of headquarters: status {status}")]
pub struct Garbled {
    /// The HTTP status it came with.
    pub status: u16,
}

impl Request {
    /// The path under headquarters' address.
    pub fn path(&self) -> &'static str {
        match self {
            Self::Hello(_) => "/v1/hello",
            Self::Push(_) => "/v1/push",
            Self::Pull(_) => "/v1/pull",
            Self::Survey(_) => "/v1/digest",
            Self::Listing(_) => "/v1/ids",
            Self::Salvage(_) => "/v1/salvage",
        }
    }

    /// Reads the answer to this request.
    pub fn read_answer(&self, status: u16, body: &[u8]) -> Result<Result<Reply, Refusal>, Garbled> {
        let garbled = Garbled { status };
        if status != 200 {
            return serde_json::from_slice(body).map(Err).map_err(|_| garbled);
        }
        let reply = match self {
            Self::Hello(_) => serde_json::from_slice(body).map(Reply::Hello),
            Self::Push(_) => serde_json::from_slice(body).map(Reply::Push),
            Self::Pull(_) => serde_json::from_slice(body).map(Reply::Pull),
            Self::Survey(_) => serde_json::from_slice(body).map(Reply::Survey),
            Self::Listing(_) => serde_json::from_slice(body).map(Reply::Listing),
            Self::Salvage(_) => serde_json::from_slice(body).map(Reply::Salvage),
        };

        reply.map(Ok).map_err(|_| garbled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn hello() -> Request {
        let device = DeviceId(uuid::Uuid::nil());

        Request::Hello(Hello {
            device,
            inc: Incarnation(uuid::Uuid::nil()),
            n: 0,
            chain: Chain::START,
            proto: PROTO,
            caps: Vec::new(),
            schema: SCHEMA,
            epoch: None,
            cursors: Vec::new(),
            lives: Vec::new(),
            clock: 0,
        })
    }

    #[test]
    fn a_result_looks_as_the_protocol_says() {
        let outcome =
            Outcome { result: Verdict::Merged, rev: 7, seq: 9, why: Some(Why::Concurrent) };
        let text = serde_json::to_value(OpResult { n: 3, outcome });

        assert_eq!(
            text.ok(),
            Some(json!({"n": 3, "result": "merged", "rev": 7, "seq": 9, "why": "concurrent"}))
        );
    }

    #[test]
    fn a_reason_or_code_of_a_newer_headquarters_is_not_garbage() {
        let body = br#"{"code":"moon_phase","message":"?","permanent":true,"colour":"red"}"#;
        let answer = hello().read_answer(418, body);

        assert!(matches!(answer, Ok(Err(Refusal { code: Code::Unknown, permanent: true, .. }))));
        assert_eq!(serde_json::from_str::<Why>("\"tides\"").ok(), Some(Why::Unknown));
    }

    #[test]
    fn a_web_page_or_half_a_reply_is_garbled() {
        let page = b"<html><body>Please log in to the hotel's network</body></html>";
        let half = br#"{"epoch":"0000"#;

        assert_eq!(hello().read_answer(200, page), Err(Garbled { status: 200 }));
        assert_eq!(hello().read_answer(502, page), Err(Garbled { status: 502 }));
        assert_eq!(hello().read_answer(200, half), Err(Garbled { status: 200 }));
    }
}
