//! What comes in and goes out: inflated within bounds, read as JSON, written as JSON, deflated as the caller likes.

use std::io::Read;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sync::limits::{INFLATED_BYTES, REQUEST_BYTES};
use sync::wire::{Code, Refusal};
use tokio::sync::SemaphorePermit;

use super::Hall;
use super::log::Reason;
use super::refused::Refused;

/// A body that takes longer than this to arrive is given up.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);
/// What is shorter is not worth deflating.
const WORTH_DEFLATING: usize = 400;
/// What is longer is deflated beside the other requests.
const LONG: usize = 32 * 1024;
/// zstd's window: 2²³ bytes are enough for the lower levels, and what more memory one may ask of us.
const WINDOW_LOG: u32 = 23;
/// Half of what travels is names and hashes that do not compress: higher levels look longer and find less.
const LEVEL: i32 = 1;

/// A request's body, read; with the room it takes until it is dropped.
pub struct Taken<'a, T> {
    pub value: T,
    pub room: SemaphorePermit<'a>,
}

/// Reads a request's body.
pub async fn take<'a, T>(
    hall: &'a Hall,
    headers: &HeaderMap,
    body: Body,
) -> Result<Taken<'a, T>, Refused>
where
    T: DeserializeOwned + Send + 'static,
{
    let too_large = |_| Refused::from(Refusal::new(Code::TooLarge, "at most 1 MiB as sent"));
    let arriving = tokio::time::timeout(PATIENCE, to_bytes(body, REQUEST_BYTES)).await;
    let late = |_| Refused::from(Refusal::new(Code::Busy, "the body did not arrive"));
    let bytes = arriving.map_err(late)?.map_err(too_large)?;
    let coding = Coding::of(headers)?;

    let closed = |_| Refused::from(crate::Error::Stopped);
    let inflating = hall.inflating.acquire().await.map_err(closed)?;
    let inflated = beside(move || coding.inflate(&bytes)).await??;
    let kib = u32::try_from(inflated.len() / 1024 + 1).unwrap_or(u32::MAX);
    let room = hall.waiting.acquire_many(kib).await.map_err(closed)?;
    drop(inflating);

    let malformed =
        |error| Refusal::new(Code::Malformed, format!("not the JSON expected: {error}"));
    let read = beside(move || serde_json::from_slice(&inflated)).await?;
    Ok(Taken { value: read.map_err(malformed)?, room })
}

async fn beside<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Refused> {
    tokio::task::spawn_blocking(work).await.map_err(|_| crate::Error::Stopped.into())
}

/// How a body is deflated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    Identity,
    Gzip,
    Zstd,
}

impl Coding {
    /// Of a request.
    fn of(headers: &HeaderMap) -> Result<Self, Refusal> {
        let coding = headers.get(header::CONTENT_ENCODING).map(HeaderValue::as_bytes);

        match coding {
            None | Some(b"identity") => Ok(Self::Identity),
            Some(b"gzip") => Ok(Self::Gzip),
            Some(b"zstd") => Ok(Self::Zstd),
            Some(_) => Err(Refusal::new(Code::Malformed, "content-encoding is zstd or gzip")),
        }
    }

    /// The best that the caller understands.
    pub(super) fn wanted(headers: &HeaderMap) -> Self {
        let named = |name: &str| {
            let lists = headers.get_all(header::ACCEPT_ENCODING).iter();
            let mut codings =
                lists.filter_map(|list| list.to_str().ok()).flat_map(|l| l.split(','));
            codings.any(|coding| {
                let (coding, weight) = coding.split_once(';').unwrap_or((coding, ""));
                coding.trim().eq_ignore_ascii_case(name) && weight.trim() != "q=0"
            })
        };
        if named("zstd") {
            Self::Zstd
        } else if named("gzip") {
            Self::Gzip
        } else {
            Self::Identity
        }
    }

    fn inflate(self, bytes: &Bytes) -> Result<Vec<u8>, Refusal> {
        let broken = |_| Refusal::new(Code::Malformed, "the body cannot be inflated");
        let mut inflated = Vec::new();
        let limit = INFLATED_BYTES as u64 + 1;
        match self {
            Self::Identity => return Ok(bytes.to_vec()),
            Self::Gzip => {
                let decoder = flate2::read::GzDecoder::new(&bytes[..]);
                decoder.take(limit).read_to_end(&mut inflated).map_err(broken)?;
            }
            Self::Zstd => {
                let mut decoder =
                    zstd::stream::read::Decoder::with_buffer(&bytes[..]).map_err(broken)?;
                decoder.window_log_max(WINDOW_LOG).map_err(broken)?;
                decoder.take(limit).read_to_end(&mut inflated).map_err(broken)?;
            }
        }
        if inflated.len() > INFLATED_BYTES {
            return Err(Refusal::new(Code::TooLarge, "at most 16 MiB once inflated"));
        }

        Ok(inflated)
    }

    /// None if it cannot be done, or is not worth it.
    pub(super) fn deflate(self, bytes: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::Identity => None,
            Self::Gzip => {
                let mut encoder = flate2::read::GzEncoder::new(bytes, flate2::Compression::fast());
                let mut deflated = Vec::new();
                encoder.read_to_end(&mut deflated).ok().map(|_| deflated)
            }
            Self::Zstd => zstd::bulk::compress(bytes, LEVEL).ok(),
        }
    }

    pub(super) fn name(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Identity => "identity",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        })
    }
}

/// Writes an answer as the caller of `headers` likes it.
pub async fn answer<T: Serialize>(headers: &HeaderMap, answer: Result<T, Refused>) -> Response {
    answer_with(headers, StatusCode::OK, answer).await
}

/// The same, with another status where it is no refusal.
pub async fn answer_with<T: Serialize>(
    headers: &HeaderMap,
    status: StatusCode,
    answer: Result<T, Refused>,
) -> Response {
    let written = match &answer {
        Ok(value) => serde_json::to_vec(value),
        Err(refused) => serde_json::to_vec(&refused.body),
    };
    let status = match &answer {
        Ok(_) => status,
        Err(refused) => StatusCode::from_u16(refused.status).unwrap_or(status),
    };
    let coding = Coding::wanted(headers);
    let (bytes, coding) = deflated(written.unwrap_or_default(), coding).await;

    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    let sent = response.headers_mut();
    sent.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    sent.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if coding != Coding::Identity {
        sent.insert(header::CONTENT_ENCODING, coding.name());
    }
    if let Err(refused) = answer {
        if let Some(seconds) = refused.retry_after {
            sent.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(Reason::of(&refused));
    }
    response
}

async fn deflated(bytes: Vec<u8>, coding: Coding) -> (Vec<u8>, Coding) {
    if bytes.len() < WORTH_DEFLATING || coding == Coding::Identity {
        return (bytes, Coding::Identity);
    }
    let small = bytes.len() < LONG;
    let work = move || match coding.deflate(&bytes) {
        Some(deflated) if deflated.len() < bytes.len() => (deflated, coding),
        _ => (bytes, Coding::Identity),
    };

    if small {
        return work();
    }
    // Only a server that is going down cancels it.
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| (Vec::new(), Coding::Identity))
}
