//! What headquarters said no to, and what it could not do, for whoever looks after it: one line each, on standard error.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::Response;
use sync::{DeviceId, Env};

use super::bucket::{Allowance, Buckets};
use super::peer::Peer;
use super::refused::Refused;
use super::{Hall, bearer};

/// More lines than this fill a disk and say nothing new.
const PACE: Allowance = Allowance { burst: 500, per_second: 5 };

/// How many lines may be written, and how many were not.
pub struct Lines {
    allowed: Buckets<()>,
    left_out: AtomicU64,
}

impl Lines {
    pub fn new() -> Self {
        Self { allowed: Buckets::new(PACE), left_out: AtomicU64::new(0) }
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
    let (status, path) = (response.status().as_u16(), path.escape_debug());
    match cause {
        Some(cause) => tracing::error!("{status} {code}: {method} {path} by {who}: {cause}"),
        None => tracing::warn!("{status} {code}: {method} {path} by {who}"),
    }
    response
}
