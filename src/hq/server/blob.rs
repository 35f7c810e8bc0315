//! The bytes of files: how much is here, a piece taken in, a piece given out.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::Response;
use domain::FileHash;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use sync::Env;
use sync::hq::Caller;
use sync::hq::blob::{self, Guest, Taken};
use sync::limits::CHUNK_BYTES;
use sync::wire::{BLOB_CHUNK, BLOB_HELD, BLOB_SIZE, Code, Held, Piece, Refusal};
use tokio::time::timeout;

use super::refused::Refused;
use super::{Hall, body};

/// A piece that takes longer than this to arrive is given up; it is sent again.
const PATIENCE: Duration = Duration::from_secs(120);

/// From where on, and how much.
#[derive(Deserialize)]
struct Part {
    #[serde(default)]
    at: u64,
    #[serde(default = "all")]
    most: usize,
}

fn all() -> usize {
    CHUNK_BYTES
}

pub async fn look(State(hall): State<Arc<Hall>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let found = held(&hall, &parts.headers, &parts.uri).await;
    let words = found.as_ref().ok().copied();
    let mut response = body::answer(&parts.headers, found.map(|_| ())).await;
    *response.body_mut() = Body::empty();
    let sent = response.headers_mut();
    for told in [header::CONTENT_TYPE, header::CONTENT_ENCODING, header::CONTENT_LENGTH] {
        sent.remove(told);
    }
    sent.insert(BLOB_CHUNK, HeaderValue::from(CHUNK_BYTES));
    if let Some(held) = words {
        sent.insert(BLOB_SIZE, HeaderValue::from(held.size));
        sent.insert(BLOB_HELD, HeaderValue::from(held.held));
    }

    response
}

async fn held(hall: &Hall, headers: &HeaderMap, uri: &Uri) -> Result<Held, Refused> {
    let device = hall.device(headers)?;
    let hash = hash_in(uri)?;
    let work = hall.storage.read_later(move |session, _| {
        let guest = match Guest::admit(Caller { device }, session)? {
            Ok(guest) => guest,
            Err(refusal) => return Ok(Err(refusal)),
        };
        Ok(blob::look(&guest, &hash, session)?)
    });

    Ok(work.await??)
}

pub async fn give(State(hall): State<Arc<Hall>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    match piece(&hall, &parts.headers, &parts.uri).await {
        Ok(bytes) => {
            let mut response = Response::new(Body::from(bytes));
            let sent = response.headers_mut();
            let kind = HeaderValue::from_static("application/octet-stream");
            sent.insert(header::CONTENT_TYPE, kind);
            sent.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            // Nobody who is shown this in a browser runs what is in it.
            let nosniff = HeaderValue::from_static("nosniff");
            sent.insert(header::X_CONTENT_TYPE_OPTIONS, nosniff);
            response
        }
        Err(refused) => body::answer::<()>(&parts.headers, Err(refused)).await,
    }
}

async fn piece(hall: &Hall, headers: &HeaderMap, uri: &Uri) -> Result<Vec<u8>, Refused> {
    let device = hall.device(headers)?;
    let hash = hash_in(uri)?;
    let part: Part = asked(uri)?;
    let work = hall.storage.read_later(move |session, _| {
        let guest = match Guest::admit(Caller { device }, session)? {
            Ok(guest) => guest,
            Err(refusal) => return Ok(Err(refusal)),
        };
        Ok(blob::give(&guest, &hash, (part.at, part.most), session)?)
    });

    Ok(work.await??)
}

pub async fn take(State(hall): State<Arc<Hall>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let answer = take_in(&hall, (&parts.headers, &parts.uri), body).await;

    body::answer(&parts.headers, answer).await
}

async fn take_in(
    hall: &Hall,
    (headers, uri): (&HeaderMap, &Uri),
    body: Body,
) -> Result<Held, Refused> {
    let device = hall.device(headers)?;
    let hash = hash_in(uri)?;
    let piece: Piece = asked(uri)?;
    let bytes = arrived(headers, body).await?;
    let kib = u32::try_from(bytes.len() / 1024 + 1).unwrap_or(u32::MAX);
    let closed = |_| Refused::from(crate::Error::Stopped);
    let _room = hall.waiting.acquire_many(kib).await.map_err(closed)?;
    let work = hall.storage.write_later(move |session, moment| {
        let guest = match Guest::admit(Caller { device }, session)? {
            Ok(guest) => guest,
            Err(refusal) => return Ok(Err(refusal)),
        };
        Ok(blob::take(&guest, (&hash, piece), &bytes, session, moment.now_ms())?)
    });

    match work.await?? {
        Taken::Held(held) => Ok(held),
        Taken::Elsewhere(held) => {
            let mut refused = Refused::new(409, "elsewhere", "go on where `held` says");
            refused.body.insert("size".to_owned(), json!(held.size));
            refused.body.insert("held".to_owned(), json!(held.held));
            Err(refused)
        }
        Taken::Wrong => Err(Refused::new(422, "wrong_bytes", "it is not what its hash says")),
    }
}

/// The body, as it is: what is in files is packed already.
async fn arrived(headers: &HeaderMap, body: Body) -> Result<Bytes, Refused> {
    let coding = headers.get(header::CONTENT_ENCODING).map(HeaderValue::as_bytes);
    if coding.is_some_and(|coding| coding != b"identity") {
        return Err(Refusal::new(Code::Malformed, "a piece of a file comes as it is").into());
    }
    let too_large = |_| Refused::from(Refusal::new(Code::TooLarge, "at most 1 MiB in one piece"));
    let late = |_| Refused::from(Refusal::new(Code::Busy, "the body did not arrive"));

    timeout(PATIENCE, to_bytes(body, CHUNK_BYTES)).await.map_err(late)?.map_err(too_large)
}

/// What is asked for. A name that is none is that of no file.
fn hash_in(uri: &Uri) -> Result<FileHash, Refusal> {
    let name = uri.path().rsplit('/').next().unwrap_or_default();

    FileHash::parse(name).ok_or_else(|| Refusal::new(Code::NotFound, "no such file"))
}

fn asked<T: DeserializeOwned>(uri: &Uri) -> Result<T, Refusal> {
    let malformed =
        |error| Refusal::new(Code::Malformed, format!("not the query expected: {error}"));

    Query::<T>::try_from_uri(uri).map(|Query(asked)| asked).map_err(malformed)
}
