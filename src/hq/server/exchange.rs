//! Hello, push, pull: handed to the engine, each in one transaction.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use sync::hq::{Caller, Headquarters};
use sync::wire::{self, Code, Refusal, Reply};
use sync::{DeviceId, limits};
use tokio::time::{Instant, timeout_at};

use super::refused::Refused;
use super::{Hall, body};

pub async fn hello(State(hall): State<Arc<Hall>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let answer = say_hello(&hall, &parts.headers, body).await;

    respond(&parts.headers, answer).await
}

async fn say_hello(hall: &Hall, headers: &HeaderMap, body: Body) -> Result<Reply, Refused> {
    let device = hall.device(headers)?;
    let taken = body::take::<wire::Hello>(hall, headers, body).await?;

    look(hall, device, wire::Request::Hello(taken.value)).await
}

pub async fn push(State(hall): State<Arc<Hall>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let answer = take_in(&hall, &parts.headers, body).await;

    respond(&parts.headers, answer).await
}

async fn take_in(hall: &Hall, headers: &HeaderMap, body: Body) -> Result<Reply, Refused> {
    let device = hall.device(headers)?;
    let body::Taken { value, room } = body::take::<wire::Push>(hall, headers, body).await?;
    let request = wire::Request::Push(value);
    let work = hall.storage.write_later(move |session, moment| {
        Ok(Headquarters::default().handle(Caller { device }, &request, session, moment)?)
    });
    let answer = work.await?;
    drop(room);

    Ok(answer?)
}

pub async fn pull(State(hall): State<Arc<Hall>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let answer = give_out(&hall, &parts.headers, &parts.uri).await;

    respond(&parts.headers, answer).await
}

/// With `wait`, an empty page is held back until there is something, the time is over, or the server closes.
async fn give_out(hall: &Hall, headers: &HeaderMap, uri: &Uri) -> Result<Reply, Refused> {
    let device = hall.device(headers)?;
    let malformed =
        |error| Refusal::new(Code::Malformed, format!("not the query expected: {error}"));
    let Query(pull) = Query::<wire::Pull>::try_from_uri(uri).map_err(malformed)?;
    let patience = Duration::from_millis(pull.wait.min(limits::WAIT_MS));
    let until = Instant::now() + patience;
    // Listening begins before looking, so that nothing falls between.
    let mut news = hall.storage.listen(&pull.stream);
    let mut closing = hall.closing.clone();

    loop {
        let reply = look(hall, device, wire::Request::Pull(pull.clone())).await?;
        let empty = matches!(&reply, Reply::Pull(page) if page.rows.is_empty());
        if !empty || Instant::now() >= until || *closing.borrow_and_update() {
            return Ok(reply);
        }
        // Whatever ends the wait, the next look decides.
        let _ = timeout_at(until, async {
            tokio::select! {
                _ = news.changed() => {}
                _ = closing.changed() => {}
            }
        })
        .await;
    }
}

async fn look(hall: &Hall, device: DeviceId, request: wire::Request) -> Result<Reply, Refused> {
    let work = hall.storage.read_later(move |session, moment| {
        Ok(Headquarters::default().handle(Caller { device }, &request, session, moment)?)
    });

    Ok(work.await??)
}

async fn respond(headers: &HeaderMap, answer: Result<Reply, Refused>) -> Response {
    match answer {
        Ok(Reply::Hello(reply)) => body::answer(headers, Ok(reply)).await,
        Ok(Reply::Push(reply)) => body::answer(headers, Ok(reply)).await,
        Ok(Reply::Pull(reply)) => body::answer(headers, Ok(reply)).await,
        Err(refused) => body::answer::<()>(headers, Err(refused)).await,
    }
}
