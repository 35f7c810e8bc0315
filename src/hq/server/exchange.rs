//! Hello, push, pull: handed to the engine, each in one transaction.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use serde::de::DeserializeOwned;
use sync::hq::{Caller, Given, Headquarters};
use sync::wire::{self, Code, Refusal, Reply};
use sync::{DeviceId, StreamId, limits};
use tokio::time::{Instant, timeout_at};

use super::refused::Refused;
use super::{Hall, body, packed};

pub async fn hello(State(hall): State<Arc<Hall>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let answer = say_hello(&hall, &parts.headers, body).await;

    respond(&parts.headers, answer).await
}

async fn say_hello(hall: &Hall, headers: &HeaderMap, body: Body) -> Result<Reply, Refused> {
    let device = hall.device(headers)?;
    let taken = body::take::<wire::Hello>(hall, headers, body).await?;

    let hello = taken.value;
    // Whatever is changed from now on it hears of with another greeting.
    hall.storage.answers(device);
    let reply = look(hall, device, wire::Request::Hello(hello.clone())).await?;
    remember(hall, Caller { device }, hello).await?;

    Ok(reply)
}

/// Writes down how far a device has come, if that is due.
async fn remember(hall: &Hall, caller: Caller, hello: wire::Hello) -> Result<(), Refused> {
    let said = hello.clone();
    let due = hall.storage.read_later(move |session, moment| {
        Ok(Headquarters::default().is_news(caller, &said, session, moment)?)
    });
    if due.await? {
        let work = hall.storage.write_later(move |session, moment| {
            Ok(Headquarters::default().remember(caller, &hello, session, moment)?)
        });
        work.await?;
    }

    Ok(())
}

pub async fn survey(State(hall): State<Arc<Hall>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let asked = asked::<wire::Survey>(&parts.uri).map(wire::Request::Survey);
    let answer = tell(&hall, &parts.headers, asked).await;

    respond(&parts.headers, answer).await
}

pub async fn listing(State(hall): State<Arc<Hall>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let asked = asked::<wire::Listing>(&parts.uri).map(wire::Request::Listing);
    let answer = tell(&hall, &parts.headers, asked).await;

    respond(&parts.headers, answer).await
}

async fn tell(
    hall: &Hall,
    headers: &HeaderMap,
    asked: Result<wire::Request, Refusal>,
) -> Result<Reply, Refused> {
    let device = hall.device(headers)?;

    look(hall, device, asked?).await
}

pub async fn salvage(State(hall): State<Arc<Hall>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let answer = take_back(&hall, &parts.headers, body).await;

    respond(&parts.headers, answer).await
}

async fn take_back(hall: &Hall, headers: &HeaderMap, body: Body) -> Result<Reply, Refused> {
    let device = hall.device(headers)?;
    let body::Taken { value, room } = body::take::<wire::Salvage>(hall, headers, body).await?;
    let answer = write(hall, device, wire::Request::Salvage(value)).await;
    drop(room);

    answer
}

pub async fn push(State(hall): State<Arc<Hall>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let answer = take_in(&hall, &parts.headers, body).await;

    respond(&parts.headers, answer).await
}

async fn take_in(hall: &Hall, headers: &HeaderMap, body: Body) -> Result<Reply, Refused> {
    let device = hall.device(headers)?;
    let body::Taken { value, room } = body::take::<wire::Push>(hall, headers, body).await?;
    let answer = write(hall, device, wire::Request::Push(value)).await;
    drop(room);

    answer
}

async fn write(hall: &Hall, device: DeviceId, request: wire::Request) -> Result<Reply, Refused> {
    let work = hall.storage.write_later(move |session, moment| {
        Ok(Headquarters::default().handle(Caller { device }, &request, session, moment)?)
    });

    Ok(work.await??)
}

/// What stands in a query.
fn asked<T: DeserializeOwned>(uri: &Uri) -> Result<T, Refusal> {
    let malformed =
        |error| Refusal::new(Code::Malformed, format!("not the query expected: {error}"));

    Query::<T>::try_from_uri(uri).map(|Query(asked)| asked).map_err(malformed)
}

pub async fn pull(State(hall): State<Arc<Hall>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();

    match give_out(&hall, &parts.headers, &parts.uri).await {
        Ok(given) => packed::answer(&parts.headers, given).await,
        Err(refused) => body::answer::<()>(&parts.headers, Err(refused)).await,
    }
}

/// With `wait`, an empty page is held back until there is something, the time is over, or the server closes. A device for
/// which somebody changed what it may do meanwhile is sent to say hello, as after a restore.
async fn give_out(hall: &Hall, headers: &HeaderMap, uri: &Uri) -> Result<Given, Refused> {
    let device = hall.device(headers)?;
    let pull: wire::Pull = asked(uri)?;
    if !pull.is_exact() {
        let why = format!("a number above {}", limits::EXACT);
        return Err(Refusal::new(Code::Malformed, why).into());
    }
    let patience = Duration::from_millis(pull.wait.min(limits::WAIT_MS));
    let until = Instant::now() + patience;
    // Listening begins before looking, so that nothing falls between.
    let mut news = hall.storage.listen(&pull.stream);
    let mut own = hall.storage.listen(&StreamId::device(device));
    let mut closing = hall.closing.clone();

    loop {
        let given = page(hall, device, pull.clone()).await?;
        let empty = given.page.rows.is_empty() && given.packet.is_none();
        if empty && hall.storage.is_called(device) {
            let why = "what this device may do has changed: say hello";
            return Err(Refusal::new(Code::Epoch, why).into());
        }
        let waits = empty && given.page.rest != Some(false);
        if !waits || Instant::now() >= until || *closing.borrow_and_update() {
            hall.packer.heed(&pull, &given);
            return Ok(given);
        }
        // Whatever ends the wait, the next look decides.
        let _ = timeout_at(until, async {
            tokio::select! {
                _ = news.changed() => {}
                _ = own.changed() => {}
                _ = closing.changed() => {}
            }
        })
        .await;
    }
}

async fn page(hall: &Hall, device: DeviceId, pull: wire::Pull) -> Result<Given, Refused> {
    let work = hall.storage.read_later(move |session, moment| {
        Ok(Headquarters::default().pull(Caller { device }, &pull, session, moment)?)
    });

    Ok(work.await??)
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
        Ok(Reply::Survey(reply)) => body::answer(headers, Ok(reply)).await,
        Ok(Reply::Listing(reply)) => body::answer(headers, Ok(reply)).await,
        Ok(Reply::Salvage(reply)) => body::answer(headers, Ok(reply)).await,
        Err(refused) => body::answer::<()>(headers, Err(refused)).await,
    }
}
