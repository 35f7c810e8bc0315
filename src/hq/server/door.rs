//! For those who have yet to say who they are: is anybody there, a code for a place, a signature for a token.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderName, header};
use axum::response::Response;
use serde_json::{Value, json};
use sync::Env;
use sync::wire::{EnrolReply, EnrolRequest, PROTO, SCHEMA, TokenReply, TokenRequest};

use super::refused::Refused;
use super::{Hall, body};
use crate::device;

/// What can be asked here, for whoever writes a client.
const DOCUMENT: &str = include_str!("openapi.json");

pub async fn document() -> ([(HeaderName, &'static str); 1], &'static str) {
    ([(header::CONTENT_TYPE, "application/json")], DOCUMENT)
}

pub async fn health(State(hall): State<Arc<Hall>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let look = async || -> Result<Value, Refused> {
        hall.stranger(&hall.doors.health, &parts)?;
        let looked = hall.storage.read_later(|session, moment| {
            let name = crate::name(session)?;
            Ok(json!({"hq": name, "proto": PROTO, "schema": SCHEMA, "clock": moment.now_ms()}))
        });
        Ok(looked.await?)
    };
    let answer = look().await;

    body::answer(&parts.headers, answer).await
}

pub async fn enrol(State(hall): State<Arc<Hall>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let let_in = async || -> Result<EnrolReply, Refused> {
        let guest = hall.stranger(&hall.doors.enrolment, &parts)?;
        let taken = body::take::<EnrolRequest>(&hall, &parts.headers, body).await?;
        let wish = taken.value;
        let work = hall.storage.write_later(move |s, moment| device::enrol(s, moment, &wish));
        let reply = work.await??;
        guest.let_in();
        Ok(reply)
    };
    let answer = let_in().await;

    body::answer(&parts.headers, answer).await
}

pub async fn token(State(hall): State<Arc<Hall>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let seal = async || -> Result<TokenReply, Refused> {
        let guest = hall.stranger(&hall.doors.tokens, &parts)?;
        let taken = body::take::<TokenRequest>(&hall, &parts.headers, body).await?;
        let wish = taken.value;
        let device = wish.device;
        let work = hall.storage.read_later(move |s, moment| device::token(s, moment, &wish));
        let reply = work.await??;
        guest.let_in();
        hall.askers.take(&device, reply.clock)?;
        Ok(reply)
    };
    let answer = seal().await;

    body::answer(&parts.headers, answer).await
}
