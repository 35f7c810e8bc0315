//! Calls under this desk's name: a token with each, renewed by signature.

use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use domain::Phone;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sync::DeviceId;
use sync::wire::{Code, Found, Refusal, Reply, Request, TokenReply};

use super::key::DeviceKey;
use super::line::{Answer, Line, Lost};
use crate::Clock;

/// A token this near its end is renewed first, in milliseconds.
const TOKEN_SPARE_MS: i64 = 60_000;
/// What is asked while somebody is on the telephone is answered within this time, or not needed any more.
pub(crate) const QUESTION: Duration = Duration::from_secs(5);

/// This desk, on the phone with headquarters.
#[derive(Debug)]
pub(crate) struct Caller {
    line: Line,
    device: DeviceId,
    key: DeviceKey,
    clock: Clock,
    /// What must be added to this computer's clock to have headquarters', in milliseconds.
    offset: AtomicI64,
    token: Mutex<Option<TokenReply>>,
}

/// What is read of headquarters' `GET /v1/health`.
#[derive(Deserialize)]
struct Health {
    clock: i64,
}

/// What headquarters said, or why nothing was understood.
pub(crate) type Said<T> = Result<Result<T, Refusal>, Lost>;

impl Caller {
    pub(crate) fn new(line: Line, device: DeviceId, key: DeviceKey, clock: Clock) -> Self {
        Self { line, device, key, clock, offset: AtomicI64::new(0), token: Mutex::default() }
    }

    /// Asks one thing. Blocks until the answer is there, or it is clear that none comes.
    pub(crate) fn ask(&self, request: &Request) -> Said<Reply> {
        let answer = match self.ask_once(request, false)? {
            Ok(answer) if answer.status == Code::Unauthorized.status() => {
                self.ask_once(request, true)?
            }
            other => other,
        };

        answer.map_or_else(|refusal| Ok(Err(refusal)), |answer| understood(request, &answer))
    }

    /// Asks who has this number. Blocks, but not for long.
    pub(crate) fn whose(&self, phone: &Phone) -> Said<Found> {
        let path = format!("/v1/lookup?phone={}&reason=incoming+call", phone.digits());
        let ask = |line: &Line, token: &str| line.get_within(QUESTION, &path, Some(token));
        let answer = self.with_token(ask)?;

        answer.map_or_else(|refusal| Ok(Err(refusal)), |answer| parsed(&answer))
    }

    /// Asks with a token, and once more with a new one if that one was not good.
    pub(super) fn with_token(
        &self,
        ask: impl Fn(&Line, &str) -> Result<Answer, Lost>,
    ) -> Said<Answer> {
        let once = |afresh| match self.token(afresh)? {
            Ok(token) => ask(&self.line, &token).map(Ok),
            Err(refusal) => Ok(Err(refusal)),
        };

        match once(false)? {
            Ok(answer) if answer.status == Code::Unauthorized.status() => once(true),
            other => Ok(other),
        }
    }

    fn ask_once(&self, request: &Request, afresh: bool) -> Said<Answer> {
        let token = match self.token(afresh)? {
            Ok(token) => token,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let token = Some(token.as_str());
        let path = request.path();
        let answer = match request {
            Request::Hello(hello) => self.line.post(path, token, hello),
            Request::Push(push) => self.line.post(path, token, push),
            Request::Salvage(salvage) => self.line.post(path, token, salvage),
            Request::Pull(_) | Request::Survey(_) | Request::Listing(_) => {
                let wait = match request {
                    Request::Pull(pull) => pull.wait,
                    _ => 0,
                };
                let query = request.query().unwrap_or_default();
                self.line.get(&format!("{path}?{query}"), token, Duration::from_millis(wait))
            }
        };

        answer.map(Ok)
    }

    fn hq_now(&self) -> i64 {
        self.clock.now().0.saturating_add(self.offset.load(Ordering::Relaxed))
    }

    fn token(&self, afresh: bool) -> Said<String> {
        let Ok(mut kept) = self.token.lock() else { return Err(Lost::Unreachable) };
        let good = |token: &&TokenReply| token.expires > self.hq_now() + TOKEN_SPARE_MS;
        if let Some(token) = kept.as_ref().filter(good).filter(|_| !afresh) {
            return Ok(Ok(token.token.clone()));
        }
        kept.take();
        let reply = match self.renew()? {
            Ok(reply) => reply,
            Err(refusal) => return Ok(Err(refusal)),
        };

        Ok(Ok(kept.insert(reply).token.clone()))
    }

    /// Signs for a new token. One whose clock is far off is refused, asks for the time and signs again.
    fn renew(&self) -> Said<TokenReply> {
        let said = match self.sign()? {
            Err(refusal) if refusal.code == Code::Unauthorized => {
                let health =
                    parsed::<Health>(&self.line.get("/v1/health", None, Duration::ZERO)?)?;
                let Ok(health) = health else { return Ok(Err(refusal)) };
                self.set_clock(health.clock);
                self.sign()?
            }
            said => said,
        };
        if let Ok(reply) = &said {
            self.set_clock(reply.clock);
        }

        Ok(said)
    }

    fn sign(&self) -> Said<TokenReply> {
        let request = self.key.token_request(self.device, self.hq_now());

        parsed(&self.line.post("/v1/token", None, &request)?)
    }

    fn set_clock(&self, clock: i64) {
        self.offset.store(clock.saturating_sub(self.clock.now().0), Ordering::Relaxed);
    }
}

/// Reads an answer that is no [`Reply`]: of enrolment, of a token.
pub(crate) fn parsed<T: DeserializeOwned>(answer: &Answer) -> Said<T> {
    if answer.status == 200 {
        return serde_json::from_slice(&answer.body).map(Ok).map_err(|_| Lost::Garbled);
    }

    serde_json::from_slice(&answer.body).map(Err).map_err(|_| Lost::Garbled)
}

fn understood(request: &Request, answer: &Answer) -> Said<Reply> {
    match request.read_answer(answer.status, &answer.body) {
        Ok(said) => Ok(said),
        // A proxy between here and there has its own limit and its own page to say so.
        Err(garbled) if garbled.status == Code::TooLarge.status() => {
            Ok(Err(Refusal::new(Code::TooLarge, "something on the way takes no body of this size")))
        }
        Err(_) => Err(Lost::Garbled),
    }
}
