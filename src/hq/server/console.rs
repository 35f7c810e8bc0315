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

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::Method;
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::any;
use axum::{Router, middleware};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Hall;
use form::Fields;
pub(super) use line::Served;
use page::Place;
use reply::Reply;
use visit::Visit;

/// The longest form.
const FORM_BYTES: usize = 64 * 1024;
/// Pages that are made at the same time.
const AT_ONCE: usize = 4;
/// Passwords that are hashed at the same time: that takes memory on purpose, and leaves turns for pages.
const HASHED_AT_ONCE: usize = 1;
/// Whoever waits longer for the hashing of a password comes back later.
const HASHING_WAIT: Duration = Duration::from_secs(5);

/// What all pages share.
pub(super) struct Console {
    turns: Arc<Semaphore>,
    hashing: Arc<Semaphore>,
    patience: Duration,
}

/// The turns that one page takes; they are free again once it is made.
type Turns = (Option<OwnedSemaphorePermit>, OwnedSemaphorePermit);

impl Console {
    pub(super) fn new() -> Self {
        let (turns, hashing) = (Semaphore::new(AT_ONCE), Semaphore::new(HASHED_AT_ONCE));

        Self { turns: Arc::new(turns), hashing: Arc::new(hashing), patience: HASHING_WAIT }
    }

    /// Waits until it is this page's turn; in vain where too many passwords are before it.
    async fn turns(&self, parts: &Parts) -> Option<Turns> {
        let hashing = match hashes(parts) {
            true => {
                let turn = Arc::clone(&self.hashing).acquire_owned();
                Some(tokio::time::timeout(self.patience, turn).await.ok()?.ok()?)
            }
            false => None,
        };

        Some((hashing, Arc::clone(&self.turns).acquire_owned().await.ok()?))
    }
}

/// Whether a password comes with it.
fn hashes(parts: &Parts) -> bool {
    let steps: Vec<_> = parts.uri.path().split('/').filter(|step| !step.is_empty()).collect();

    parts.method == Method::POST
        && matches!(steps[..], ["console", "sign-in"] | ["console", "account", "password"])
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
    if let Err(refused) = hall.stranger(&hall.doors.console, &parts) {
        return Reply::too_often(&parts, refused.retry_after).written(&parts);
    }
    if let Some(file) = page::file(parts.uri.path()) {
        return file.written(&parts);
    }
    let fields = match parts.method {
        Method::GET | Method::HEAD => Ok(Fields::asked(&parts.uri)),
        Method::POST => Fields::sent(&parts, body).await,
        _ => return Reply::not_so(&parts).written(&parts),
    };
    let fields = match fields {
        Ok(fields) => fields,
        Err(unread) => return Reply::unread(&parts, unread).written(&parts),
    };
    // What was refused a moment ago is on the page. Without it the page is only a little older.
    let _ = hall.lines.hand_over(&hall.storage).await;
    let Some(turns) = hall.console.turns(&parts).await else {
        return Reply::busy(&parts).written(&parts);
    };
    let made = tokio::task::spawn_blocking(move || {
        let reply = unless_it_breaks(&parts, || visit::receive(&hall, &parts, &fields));
        drop(turns);
        reply.written(&parts)
    });

    // Only where the program ends meanwhile.
    made.await.unwrap_or_else(|_| Reply::stopped())
}

/// Makes a page. Where that breaks off, by a mistake of ours, whoever asked gets one that says so, and the log why.
fn unless_it_breaks(parts: &Parts, make: impl FnOnce() -> Reply) -> Reply {
    let made = catch_unwind(AssertUnwindSafe(make));

    made.unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic");
        Reply::broken(parts, said)
    })
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
        Reply::refused(&visit.locale, &error, page)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(method: &str, path: &str) -> Parts {
        let request = Request::builder().method(method).uri(path);

        request.body(()).expect("a request").into_parts().0
    }

    #[test]
    fn a_page_that_breaks_is_no_page_and_says_so() {
        let parts = parts("GET", "/console");
        let reply = unless_it_breaks(&parts, || panic!("no such day"));
        let answer = reply.written(&parts);

        assert_eq!(answer.status(), 500);
        assert!(answer.headers().contains_key("content-security-policy"));
        assert!(answer.extensions().get::<super::super::log::Reason>().is_some(), "it is logged");
    }

    #[tokio::test]
    async fn passwords_wait_for_each_other_and_pages_for_none_of_them() {
        let console = Console { patience: Duration::from_millis(1), ..Console::new() };
        let door = parts("POST", "/console/sign-in");
        let first = console.turns(&door).await;
        assert!(first.is_some());
        assert!(console.turns(&door).await.is_none(), "in vain, after a while");
        assert!(console.turns(&parts("GET", "/console")).await.is_some());
        drop(first);
        assert!(console.turns(&parts("POST", "/console/account/password")).await.is_some());
    }
}
