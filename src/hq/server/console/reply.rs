//! What a browser gets: a page, a way to another, or a file of ours; always with what keeps strangers out.

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use locale::Locale;
use maud::Markup;

use super::Place;
use super::form::Unread;
use super::page::{self, Tone, frame, notice};
use super::visit::{self, Visit};
use crate::Error;
use crate::journal::Noted;
use crate::server::log::Reason;

/// Nothing but our own style and icon is loaded, no script runs, and nobody puts our pages into theirs.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";
const HTML: &str = "text/html; charset=utf-8";
/// A year: another file has another address.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// What did not go now may go after so many seconds.
const AGAIN_S: u64 = 5;

/// An answer.
pub struct Reply {
    status: StatusCode,
    kind: &'static str,
    body: String,
    to: Option<String>,
    cookies: Vec<String>,
    kept: bool,
    /// Why it is a refusal.
    code: Option<&'static str>,
    /// What headquarters could not do; only the log tells.
    cause: Option<String>,
    /// After how many seconds it may be tried again.
    after: Option<u64>,
}

impl Reply {
    /// A page.
    pub fn page(page: Markup) -> Self {
        Self::of(StatusCode::OK, page)
    }

    fn of(status: StatusCode, page: Markup) -> Self {
        Self {
            status,
            kind: HTML,
            body: page.into_string(),
            to: None,
            cookies: Vec::new(),
            kept: false,
            code: None,
            cause: None,
            after: None,
        }
    }

    /// A page that says no.
    pub fn no(status: StatusCode, code: &'static str, page: Markup) -> Self {
        Self { code: Some(code), ..Self::of(status, page) }
    }

    /// The same page with what was wrong with a form on it.
    pub fn refused(words: &Locale, error: &Error, page: Result<Markup, Error>) -> Self {
        let status = match error {
            Error::Storage(_) | Error::Stopped => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };

        page.map_or_else(|_| Self::no_answer(words), |page| Self::of(status, page))
    }

    /// To another page.
    pub fn to(place: &str) -> Self {
        let to = Some(place.to_owned());

        Self { status: StatusCode::SEE_OTHER, to, ..Self::of(StatusCode::OK, maud::html! {}) }
    }

    /// Back to a page, which says what was done.
    pub fn done(place: &str, done: Noted) -> Self {
        Self::to(&format!("{place}?done={}", done.code()))
    }

    /// Back to a page with an order on it, which says what was done.
    pub fn done_at(place: &str, number: &str, done: Noted) -> Self {
        Self::to(&format!("{place}?number={}&done={}", page::encoded(number.trim()), done.code()))
    }

    /// A file that does not change.
    pub fn file(kind: &'static str, body: &str) -> Self {
        let page = Self::of(StatusCode::OK, maud::html! {});

        Self { kind, body: body.to_owned(), kept: true, ..page }
    }

    /// With a cookie.
    #[must_use]
    pub fn keeping(mut self, cookie: String) -> Self {
        self.cookies.push(cookie);
        self
    }

    /// There is nothing at this place.
    pub fn nothing_here(visit: &Visit<'_>) -> Self {
        let words = &visit.locale;
        let said = notice(Tone::Info, &words.console_nothing_here());

        Self::no(
            StatusCode::NOT_FOUND,
            "not_found",
            frame(visit, &words.console_name(), Place::None, &said),
        )
    }

    /// Whoever may only look sent a form.
    pub fn read_only(visit: &Visit<'_>) -> Self {
        let words = &visit.locale;
        let said = notice(Tone::Danger, &words.console_read_only_refused());

        Self::no(
            StatusCode::FORBIDDEN,
            "read_only",
            frame(visit, &words.console_name(), Place::None, &said),
        )
    }

    /// A page cannot be made.
    pub fn trouble(visit: &Visit<'_>, error: &Error) -> Self {
        let (status, code) = match error {
            Error::UnknownBranch(_) => (StatusCode::NOT_FOUND, "not_found"),
            _ => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
        };
        let said = notice(Tone::Danger, &visit.sentence(error));

        Self::no(status, code, frame(visit, &visit.locale.console_name(), Place::None, &said))
    }

    /// Faster than anybody clicks.
    pub fn too_often(parts: &Parts, seconds: Option<u64>) -> Self {
        let words = visit::locale(&parts.headers);
        let page = page::words_alone(&words, Tone::Warning, &words.console_too_often());

        Self { after: seconds, ..Self::no(StatusCode::TOO_MANY_REQUESTS, "busy", page) }
    }

    /// Too much is being done.
    pub fn busy(parts: &Parts) -> Self {
        let words = visit::locale(&parts.headers);
        let page = page::words_alone(&words, Tone::Warning, &words.console_busy());

        Self { after: Some(AGAIN_S), ..Self::no(StatusCode::SERVICE_UNAVAILABLE, "busy", page) }
    }

    /// The database does not answer.
    pub fn no_answer(words: &Locale) -> Self {
        let page = page::words_alone(words, Tone::Danger, &words.console_trouble());

        Self { after: Some(AGAIN_S), ..Self::no(StatusCode::SERVICE_UNAVAILABLE, "busy", page) }
    }

    /// A mistake of ours, which the log tells.
    pub fn broken(parts: &Parts, cause: &str) -> Self {
        let words = visit::locale(&parts.headers);
        let page = page::words_alone(&words, Tone::Danger, &words.console_broken());
        let cause = Some(cause.to_owned());

        Self { cause, ..Self::no(StatusCode::INTERNAL_SERVER_ERROR, "internal", page) }
    }

    /// The program ends.
    pub fn stopped() -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;

        response
    }

    /// A method that no page takes.
    pub fn not_so(parts: &Parts) -> Self {
        let words = visit::locale(&parts.headers);
        let page = page::words_alone(&words, Tone::Info, &words.console_nothing_here());

        Self::no(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", page)
    }

    /// What cannot be read as a form.
    pub fn unread(parts: &Parts, unread: Unread) -> Self {
        let words = visit::locale(&parts.headers);
        let (status, code) = match unread {
            Unread::TooSlow => (StatusCode::REQUEST_TIMEOUT, "busy"),
            Unread::Malformed => (StatusCode::BAD_REQUEST, "malformed"),
        };

        Self::no(status, code, page::words_alone(&words, Tone::Danger, &words.console_unread()))
    }

    /// As it goes over the line.
    pub fn written(self, parts: &Parts) -> Response {
        let body = if parts.method == Method::HEAD { String::new() } else { self.body };
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        let mut set = |name: HeaderName, value: &'static str| {
            headers.insert(name, HeaderValue::from_static(value));
        };
        set(header::CONTENT_TYPE, self.kind);
        set(header::CACHE_CONTROL, if self.kept { FOR_EVER } else { "no-store" });
        set(header::CONTENT_SECURITY_POLICY, POLICY);
        set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        set(header::X_FRAME_OPTIONS, "DENY");
        // `no-referrer` would have browsers say of our own forms that they come from nowhere.
        set(header::REFERRER_POLICY, "same-origin");
        set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
        set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
        for cookie in self.cookies {
            if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                headers.append(header::SET_COOKIE, cookie);
            }
        }
        if let Some(to) = self.to {
            let home = HeaderValue::from_static("/console");
            headers.insert(header::LOCATION, HeaderValue::from_str(&to).unwrap_or(home));
        }
        if let Some(seconds) = self.after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        let reason = |code| match self.cause {
            Some(cause) => Reason::with_cause(code, cause),
            None => Reason::named(code),
        };
        if let Some(reason) = self.code.map(reason) {
            response.extensions_mut().insert(reason);
        }

        response
    }
}
