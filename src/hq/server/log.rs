//! What headquarters said no to, and what it could not do, for whoever looks after it: one line each, on standard error.

use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::Response;
use sync::{DeviceId, Env};

use super::bucket::{Allowance, Buckets};
use super::peer::Peer;
use super::refused::Refused;
use super::{Hall, bearer};
use crate::refusal::RefusedCall;
use crate::{Error, Storage};

/// More lines than this fill a disk and say nothing new.
const PACE: Allowance = Allowance { burst: 500, per_second: 5 };

/// Refusals are written into the database together, so long after the first of them.
const GATHERING: Duration = Duration::from_secs(2);
/// The longest path that is written down.
const PATH: usize = 200;

/// How many lines may be written, how many were not, and what is not in the database yet.
pub struct Lines {
    allowed: Buckets<()>,
    left_out: AtomicU64,
    gathered: Mutex<Vec<RefusedCall>>,
    gathering: AtomicBool,
}

impl Lines {
    pub fn new() -> Self {
        Self {
            allowed: Buckets::new(PACE),
            left_out: AtomicU64::new(0),
            gathered: Mutex::default(),
            gathering: AtomicBool::new(false),
        }
    }

    /// Keeps a refusal for the database.
    fn gather(&self, refused: RefusedCall) {
        self.gathered.lock().unwrap_or_else(PoisonError::into_inner).push(refused);
    }

    /// Writes down what was gathered.
    pub async fn hand_over(&self, storage: &Storage) -> Result<(), Error> {
        let gathered =
            std::mem::take(&mut *self.gathered.lock().unwrap_or_else(PoisonError::into_inner));
        if gathered.is_empty() {
            return Ok(());
        }
        storage
            .write_later(move |session, moment| session.add_refusals(&gathered, moment.now_ms()))
            .await
    }

    /// Whether one more may be written; then how many were left out before it.
    fn next(&self, now_ms: i64) -> Option<u64> {
        if self.allowed.take(&(), now_ms).is_err() {
            self.left_out.fetch_add(1, Ordering::Relaxed);
            return None;
        }

        Some(self.left_out.swap(0, Ordering::Relaxed))
    }
}

/// Why an answer is a refusal; goes with the response and stays here.
#[derive(Debug, Clone)]
pub struct Reason {
    code: String,
    cause: Option<String>,
}

impl Reason {
    /// A reason that is no API's refusal.
    #[cfg(feature = "console")]
    pub fn named(code: &str) -> Self {
        Self { code: code.to_owned(), cause: None }
    }

    /// The same with what headquarters could not do; that is written down and nobody outside hears of it.
    #[cfg(feature = "console")]
    pub fn with_cause(code: &str, cause: String) -> Self {
        Self { code: code.to_owned(), cause: Some(cause) }
    }

    pub fn of(refused: &Refused) -> Self {
        let code = refused.body.get("code").and_then(|code| code.as_str()).unwrap_or_default();

        Self { code: code.to_owned(), cause: refused.cause.clone() }
    }
}

/// Who called, as far as that is known.
enum Who {
    Device(DeviceId),
    Stranger(Peer),
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Device(device) => write!(f, "device {device}"),
            Self::Stranger(peer) => write!(f, "{peer}"),
        }
    }
}

/// Writes down what is refused. Nothing of what was sent: neither bodies nor queries, which hold phone numbers.
pub async fn note(State(hall): State<Arc<Hall>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let (method, path) = (parts.method.clone(), parts.uri.path().to_owned());
    let now_ms = hall.storage.moment().now_ms();
    let token = parts.headers.get(header::AUTHORIZATION).and_then(bearer);
    let device = token.and_then(|token| hall.tokens.bearer(token, now_ms));
    let stranger = || Who::Stranger(Peer::of(&parts, hall.behind_proxy));
    let who = device.map_or_else(stranger, Who::Device);
    let response = next.run(Request::from_parts(parts, body)).await;

    let Some(Reason { code, cause }) = response.extensions().get::<Reason>() else {
        return response;
    };
    let Some(left_out) = hall.lines.next(now_ms) else { return response };
    if left_out > 0 {
        tracing::warn!(left_out, "too many refusals to write them all down");
    }
    let status = response.status().as_u16();
    let (device, peer) = match &who {
        Who::Device(device) => (Some(*device), String::new()),
        Who::Stranger(peer) => (None, peer.to_string()),
    };
    hall.lines.gather(RefusedCall {
        at_ms: now_ms,
        device,
        peer,
        method: method.to_string(),
        path: path.chars().take(PATH).collect(),
        status,
        code: code.clone(),
    });
    hand_over_soon(&hall);
    let path = path.escape_debug();
    match cause {
        Some(cause) => tracing::error!("{status} {code}: {method} {path} by {who}: {cause}"),
        None => tracing::warn!("{status} {code}: {method} {path} by {who}"),
    }
    response
}

/// Has what is gathered written down in a while, if nobody does already.
fn hand_over_soon(hall: &Arc<Hall>) {
    if hall.lines.gathering.swap(true, Ordering::Relaxed) {
        return;
    }
    let hall = Arc::clone(hall);
    tokio::spawn(async move {
        tokio::time::sleep(GATHERING).await;
        hall.lines.gathering.store(false, Ordering::Relaxed);
        if let Err(error) = hall.lines.hand_over(&hall.storage).await {
            tracing::error!("refusals were not written down: {error}");
        }
    });
}
