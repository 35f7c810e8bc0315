//! The console: pages where an operator of headquarters works. HTML that is written here, forms, no script.
//!
//! Nothing is decided here: a form does what a command does, by the same functions. Whoever may only look gets no form,
//! and is refused where they send one all the same.

mod branch;
mod chart;
mod form;
mod line;
mod orders;
mod overview;
mod page;
mod quarantine;
mod records;
mod reply;
mod signing;
mod visit;

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::Method;
use axum::response::Response;
use axum::routing::any;
use axum::{Router, middleware};
use tokio::sync::Semaphore;

use super::Hall;
use form::Fields;
pub(super) use line::Served;
use page::Place;
use reply::Reply;
use visit::Visit;

/// The longest form.
const FORM_BYTES: usize = 64 * 1024;
/// Pages that are made at the same time: each may hash a password, which takes memory on purpose.
const AT_ONCE: usize = 4;

/// What all pages share.
pub(super) struct Console {
    turns: Arc<Semaphore>,
}

impl Console {
    pub(super) fn new() -> Self {
        Self { turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

/// Everything below `/console`.
pub(super) fn routes(hall: &Arc<Hall>) -> Router<Arc<Hall>> {
    let noting = middleware::from_fn_with_state(Arc::clone(hall), super::log::note);

    Router::new()
        .route("/console", any(answer))
        .route("/console/", any(answer))
        .route("/console/{*place}", any(answer))
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        .layer(noting)
}

async fn answer(State(hall): State<Arc<Hall>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    if hall.stranger(&hall.doors.console, &parts).is_err() {
        return Reply::too_often().written(&parts);
    }
    let fields = match parts.method {
        Method::GET | Method::HEAD => Ok(Fields::asked(&parts.uri)),
        Method::POST => Fields::sent(&parts, body).await,
        _ => return Reply::not_so().written(&parts),
    };
    let Ok(fields) = fields else { return Reply::malformed().written(&parts) };
    // What was refused a moment ago is on the page. Without it the page is only a little older.
    let _ = hall.lines.hand_over(&hall.storage).await;
    let Ok(turn) = Arc::clone(&hall.console.turns).acquire_owned().await else {
        return Reply::not_so().written(&parts);
    };
    let made = tokio::task::spawn_blocking(move || {
        let reply = visit::receive(&hall, &parts, &fields);
        drop(turn);
        reply.written(&parts)
    });

    made.await.unwrap_or_else(|_| Response::new(Body::empty()))
}

/// Shows what is at a place.
fn show(visit: &Visit<'_>, fields: &Fields) -> Reply {
    let made = match visit.steps() {
        [] => overview::page(visit, fields),
        ["branch", code] => branch::page(visit, code, fields),
        ["orders"] => orders::page(visit, fields),
        ["quarantine"] => quarantine::page(visit, fields),
        ["refusals"] => records::refusals(visit, fields),
        ["journal"] => records::journal(visit, fields),
        ["account"] => Ok(signing::account(visit)),
        _ => return Reply::nothing_here(visit),
    };

    made.map_or_else(|error| Reply::trouble(visit, &error), Reply::page)
}

/// Does what a form asks for. Where it cannot be done, the page that the form stands on says why.
fn act(visit: &Visit<'_>, fields: &Fields) -> Reply {
    if visit.steps() == ["account", "password"] {
        return signing::change_password(visit, fields);
    }
    if visit.is_read_only() {
        return Reply::read_only(visit);
    }
    let done = match visit.steps() {
        ["rename"] => overview::rename(visit, fields),
        ["branches"] => overview::open(visit, fields),
        ["keys"] => overview::make_key(visit, fields),
        ["branch", code, deed] => branch::act(visit, (code, deed), fields),
        ["orders", deed] => orders::act(visit, deed, fields),
        ["quarantine", deed] => quarantine::act(visit, deed, fields),
        _ => return Reply::nothing_here(visit),
    };

    done.unwrap_or_else(|error| {
        let said = visit.saying(visit.sentence(&error));
        let page = match visit.steps() {
            ["branch", code, _] => branch::page(&said, code, fields),
            ["orders", _] => orders::page(&said, fields),
            ["quarantine", _] => quarantine::page(&said, fields),
            _ => overview::page(&said, fields),
        };
        Reply::refused(&error, page)
    })
}
