//! Orders and enquiries from outside, and who a caller may be.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use sync::Env;
use sync::wire::{Code, Found, Refusal};

use super::refused::Refused;
use super::{Hall, body};
use crate::intake::{self, Caller, EnquiryIntake, EnquiryTaken, Intake, Problem, Taken};
use crate::{lookup, secret};

const KEY_LENGTH: usize = 200;

pub async fn orders(State(hall): State<Arc<Hall>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let answer = hand_in(&hall, &parts, body).await;

    body::answer_with(&parts.headers, StatusCode::CREATED, answer).await
}

pub async fn enquiries(State(hall): State<Arc<Hall>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let answer = ask(&hall, &parts, body).await;

    body::answer_with(&parts.headers, StatusCode::CREATED, answer).await
}

async fn ask(hall: &Hall, parts: &Parts, body: Body) -> Result<EnquiryTaken, Refused> {
    let (caller, enquiry) = handed(hall, parts, body).await?;
    let work = hall
        .storage
        .write_later(move |s, moment| intake::enquiry::take(s, moment, &caller, &enquiry));

    match work.await? {
        EnquiryIntake::Taken(taken) => Ok(taken),
        EnquiryIntake::Nobodys => {
            let message = "no branch looks after this address; nothing was kept: name a branch";
            Err(Refused::new(422, "unknown_area", message))
        }
        EnquiryIntake::Invalid(problems) => {
            Err(Refused::new(422, "invalid", "the enquiry has problems").with_fields(&problems))
        }
        EnquiryIntake::OtherBody => {
            let message = "something else was handed in under this idempotency key";
            Err(Refused::new(409, "other_body", message))
        }
    }
}

/// What a caller hands in whose key is known, as often as a caller may.
async fn handed(hall: &Hall, parts: &Parts, body: Body) -> Result<(Caller, Value), Refused> {
    let guest = hall.stranger(&hall.doors.intake, parts)?;
    let headers = &parts.headers;
    let name = key_name(hall, headers).await?;
    guest.let_in();
    hall.keys.take(&name, hall.storage.moment().now_ms())?;
    let wish = body::take::<Value>(hall, headers, body).await?.value;

    Ok((Caller { name, idempotency: idempotency(headers, &wish)? }, wish))
}

async fn hand_in(hall: &Hall, parts: &Parts, body: Body) -> Result<Taken, Refused> {
    let (caller, order) = handed(hall, parts, body).await?;
    let work = hall.storage.write_later(move |s, moment| intake::take(s, moment, &caller, &order));

    match work.await? {
        Intake::Taken(taken) => Ok(taken),
        Intake::Unassigned(id) => {
            let message = "no area covers this address; the order waits for a person to assign it";
            let field = Problem {
                field: "address".to_owned(),
                code: "unknown_area".to_owned(),
                message: message.to_owned(),
            };
            let mut refused = Refused::new(422, "unknown_area", message).with_fields(&[field]);
            refused.body.insert("unassigned".to_owned(), json!(id));
            Err(refused)
        }
        Intake::Invalid(problems) => {
            Err(Refused::new(422, "invalid", "the order has problems").with_fields(&problems))
        }
        Intake::OtherBody => {
            let message = "another order was handed in under this idempotency key";
            Err(Refused::new(409, "other_body", message))
        }
    }
}

/// `Authorization: Bearer KEY` or `X-Api-Key: KEY`.
async fn key_name(hall: &Hall, headers: &HeaderMap) -> Result<String, Refused> {
    let bearer = text(headers, header::AUTHORIZATION.as_str());
    let bearer = bearer.and_then(|value| value.strip_prefix("Bearer "));
    let unknown = || Refusal::new(Code::Unauthorized, "the intake key is missing or not known");
    let key = bearer.or(text(headers, "x-api-key")).ok_or_else(unknown)?;
    let hash = secret::hash(key);
    let name = hall.storage.read_later(move |session, _| session.intake_key(hash)).await?;

    Ok(name.ok_or_else(unknown)?)
}

/// The header `Idempotency-Key`, or the field `idempotency_key`.
fn idempotency(headers: &HeaderMap, order: &Value) -> Result<Option<String>, Refused> {
    let field = order.get("idempotency_key").and_then(Value::as_str);
    let key = text(headers, "idempotency-key").or(field).filter(|key| !key.is_empty());
    if key.is_some_and(|key| key.len() > KEY_LENGTH) {
        return Err(
            Refusal::new(Code::Malformed, "an idempotency key has at most 200 bytes").into()
        );
    }

    Ok(key.map(str::to_owned))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

#[derive(Deserialize)]
struct Question {
    phone: String,
    #[serde(default)]
    reason: String,
}

pub async fn lookup(State(hall): State<Arc<Hall>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let answer = look_up(&hall, &parts.headers, &parts.uri).await;

    body::answer(&parts.headers, answer).await
}

async fn look_up(hall: &Hall, headers: &HeaderMap, uri: &Uri) -> Result<Found, Refused> {
    let device = hall.device(headers)?;
    // Nobody reads other branches' customers by trying one number after the other.
    hall.questions.take(&device, hall.storage.moment().now_ms())?;
    let malformed = || Refusal::new(Code::Malformed, "phone is a number, reason a word");
    let Query(question) = Query::<Question>::try_from_uri(uri).map_err(|_| malformed())?;
    let phone = domain::Phone::parse(&question.phone).ok_or_else(malformed)?;
    let reason: String = question.reason.trim().chars().take(100).collect();
    let work = hall.storage.write_later(move |session, moment| {
        lookup::look_up(session, moment, device, (&phone, &reason))
    });

    Ok(work.await??)
}
