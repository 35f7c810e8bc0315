//! What a browser gets: a page, a way to another, or a file of ours; always with what keeps strangers out.

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use maud::Markup;

use super::Place;
use super::page::{self, frame, notice};
use super::visit::Visit;
use crate::Error;
use crate::journal::Noted;
use crate::server::log::Reason;

/// Nothing but our own style and icon is loaded, no script runs, and nobody puts our pages into theirs.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";
const HTML: &str = "text/html; charset=utf-8";
/// A year: another file has another address.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

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
}

impl Reply {
    /// A page.
    pub fn page(page: Markup) -> Self {
        Self::of(StatusCode::OK, page)
    }

    fn of(status: StatusCode, page: Markup) -> Self {
        let (body, kind) = (page.into_string(), HTML);

        Self { status, kind, body, to: None, cookies: Vec::new(), kept: false, code: None }
    }

    /// A page that says no.
    pub fn no(status: StatusCode, code: &'static str, page: Markup) -> Self {
        Self { code: Some(code), ..Self::of(status, page) }
    }

    /// The same page with what was wrong with a form on it.
    pub fn refused(error: &Error, page: Result<Markup, Error>) -> Self {
        let status = match error {
            Error::Storage(_) | Error::Stopped => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };

        page.map_or_else(|_| Self::of(status, maud::html! {}), |page| Self::of(status, page))
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
        let said = notice(page::Tone::Info, &words.console_nothing_here());

        Self::no(
            StatusCode::NOT_FOUND,
            "not_found",
            frame(visit, &words.console_name(), Place::None, &said),
        )
    }

    /// Whoever may only look sent a form.
    pub fn read_only(visit: &Visit<'_>) -> Self {
        let words = &visit.locale;
        let said = notice(page::Tone::Danger, &words.console_read_only_refused());

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
        let said = notice(page::Tone::Danger, &visit.sentence(error));

        Self::no(status, code, frame(visit, &visit.locale.console_name(), Place::None, &said))
    }

    /// Faster than anybody clicks.
    pub fn too_often() -> Self {
        Self::no(StatusCode::TOO_MANY_REQUESTS, "busy", maud::html! {})
    }

    /// A method that no page takes.
    pub fn not_so() -> Self {
        Self::no(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", maud::html! {})
    }

    /// What cannot be read as a form.
    pub fn malformed() -> Self {
        Self::no(StatusCode::BAD_REQUEST, "malformed", maud::html! {})
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
        if let Some(code) = self.code {
            response.extensions_mut().insert(Reason::named(code));
        }

        response
    }
}
