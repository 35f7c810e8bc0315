//! The only module that speaks HTTP: `/v1`, JSON, compressed both ways, every refusal in one shape.

mod blob;
mod body;
mod bucket;
#[cfg(feature = "console")]
mod console;
mod door;
mod encryption;
mod exchange;
mod intake;
mod log;
mod packed;
mod peer;
mod refused;

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware;
use axum::response::Response;
use axum::routing::{get, post};
use sync::wire::{Code, Refusal};
use sync::{DeviceId, Env};
use tokio::sync::{Semaphore, watch};

use crate::device::TokenKey;
use crate::packing::Packer;
use crate::{Error, Storage};
use bucket::Buckets;
pub use bucket::{Allowance, Pace};
pub use encryption::Certificate;
pub(crate) use encryption::Encrypted;
use log::Lines;
use peer::Peer;
use refused::Refused;

/// Requests that are inflated at the same time.
const INFLATING: usize = 4;
/// Inflated bytes, in KiB, that wait for the database at the same time.
const WAITING_KIB: usize = 64 * 1024;

/// What all requests share.
pub(crate) struct Hall {
    storage: Storage,
    tokens: TokenKey,
    packer: Packer,
    devices: Buckets<DeviceId>,
    /// Devices that ask for a token, which is none of their calls.
    askers: Buckets<DeviceId>,
    /// Devices that ask whose a number is.
    questions: Buckets<DeviceId>,
    keys: Buckets<String>,
    doors: Doors,
    behind_proxy: bool,
    inflating: Semaphore,
    waiting: Semaphore,
    closing: watch::Receiver<bool>,
    lines: Lines,
    #[cfg(feature = "console")]
    served: console::Served,
    #[cfg(feature = "console")]
    console: console::Console,
}

/// Everything under `/v1`, and the console. Long polls end at once when `closing` turns true, and `packer`
/// hears of every page.
pub(crate) fn router(
    (storage, packer): (Storage, Packer),
    pace: Pace,
    closing: watch::Receiver<bool>,
) -> Result<Router, Error> {
    let tokens = storage.read(|session, _| TokenKey::load(session))?;
    let hall = Arc::new(Hall {
        storage,
        tokens,
        packer,
        devices: Buckets::new(pace.device),
        askers: Buckets::new(pace.device),
        questions: Buckets::new(pace.questions),
        keys: Buckets::new(pace.intake),
        doors: Doors::new(pace.strangers),
        behind_proxy: pace.behind_proxy,
        inflating: Semaphore::new(INFLATING),
        waiting: Semaphore::new(WAITING_KIB),
        closing,
        lines: Lines::new(),
        #[cfg(feature = "console")]
        served: console::Served { encrypted: pace.encrypted, behind_proxy: pace.behind_proxy },
        #[cfg(feature = "console")]
        console: console::Console::new(),
    });
    let noting = middleware::from_fn_with_state(Arc::clone(&hall), log::note);

    let router = Router::new()
        .route("/v1/health", get(door::health))
        .route("/v1/openapi.json", get(door::document))
        .route("/v1/enrol", post(door::enrol))
        .route("/v1/token", post(door::token))
        .route("/v1/hello", post(exchange::hello))
        .route("/v1/push", post(exchange::push))
        .route("/v1/pull", get(exchange::pull))
        .route("/v1/digest", get(exchange::survey))
        .route("/v1/ids", get(exchange::listing))
        .route("/v1/salvage", post(exchange::salvage))
        .route("/v1/blob/{hash}", get(blob::give).head(blob::look).put(blob::take))
        .route("/v1/lookup", get(intake::lookup))
        .route("/v1/intake/orders", post(intake::orders))
        .route("/v1/intake/enquiries", post(intake::enquiries))
        .fallback(nothing_here)
        .method_not_allowed_fallback(not_so)
        .layer(noting);
    #[cfg(feature = "console")]
    let router = router.merge(console::routes(&hall));

    Ok(router.with_state(hall))
}

impl Hall {
    /// The device that calls, if its token is good and it does not call too often.
    fn device(&self, headers: &HeaderMap) -> Result<DeviceId, Refused> {
        let now_ms = self.storage.moment().now_ms();
        let token = headers.get(header::AUTHORIZATION).and_then(bearer);
        let device = token.and_then(|token| self.tokens.bearer(token, now_ms));
        let Some(device) = device else {
            let message = "the token is missing or has run out";
            return Err(Refusal::new(Code::Unauthorized, message).into());
        };
        self.devices.take(&device, now_ms)?;

        Ok(device)
    }

    /// Whoever comes from there, if they did not come too often in vain to this door.
    fn stranger<'a>(&self, door: &'a Buckets<Peer>, parts: &Parts) -> Result<Guest<'a>, Refused> {
        let peer = Peer::of(parts, self.behind_proxy);
        door.take(&peer, self.storage.moment().now_ms())?;

        Ok(Guest { door, peer })
    }
}

/// The token that a header brings.
fn bearer(value: &HeaderValue) -> Option<&str> {
    value.to_str().ok()?.strip_prefix("Bearer ").map(str::trim)
}

/// Where those come who have yet to say who they are. Guessing at one door closes none of the others.
struct Doors {
    health: Buckets<Peer>,
    enrolment: Buckets<Peer>,
    tokens: Buckets<Peer>,
    intake: Buckets<Peer>,
    /// Whoever looks at the console counts here, signed in or not: nobody clicks so fast.
    #[cfg(feature = "console")]
    console: Buckets<Peer>,
}

impl Doors {
    fn new(strangers: Allowance) -> Self {
        let door = || Buckets::new(strangers);

        Self {
            health: door(),
            enrolment: door(),
            tokens: door(),
            intake: door(),
            #[cfg(feature = "console")]
            console: door(),
        }
    }
}

/// Someone at a door.
struct Guest<'a> {
    door: &'a Buckets<Peer>,
    peer: Peer,
}

impl Guest<'_> {
    /// They are known, and so were no stranger.
    fn let_in(self) {
        self.door.give_back(&self.peer);
    }
}

async fn nothing_here(request: Request) -> Response {
    let message = format!("there is no {} {}", request.method(), request.uri().path());

    body::answer::<()>(request.headers(), Err(Refusal::new(Code::NotFound, message).into())).await
}

/// The place is there, but for other methods.
async fn not_so(request: Request) -> Response {
    let message = format!("{} does not take {}", request.uri().path(), request.method());
    let refused = Refused::new(405, "method_not_allowed", &message);

    body::answer::<()>(request.headers(), Err(refused)).await
}

#[cfg(test)]
pub(crate) mod tests;
