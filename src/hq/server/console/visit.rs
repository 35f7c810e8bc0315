//! Who looks at the console, in which language, and whether the form they send is ours.

use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use chrono::{FixedOffset, Offset as _};
use domain::Moment as At;
use locale::{Language, Locale};
use sync::Env;

use super::form::Fields;
use super::line::{self, Line};
use super::page::{self, Tone};
use super::reply::Reply;
use super::{act, show, signing};
use crate::operator::{self, Operator};
use crate::overview::{self, Waits};
use crate::server::Hall;
use crate::server::peer::Peer;
use crate::{Error, Storage, secret};

/// For what the key of tokens is used here, so that nothing sealed for one purpose serves another.
const PURPOSE: &str = "branchdesk 2026-11-23 console form";
const LANGUAGE: &str = "branchdesk-language";
/// A choice of language is kept for a year.
const YEAR_S: u32 = 365 * 86_400;

/// One look at the console.
pub struct Visit<'a> {
    /// The visitor's language.
    pub locale: Locale,
    /// Who is signed in.
    pub operator: Option<Operator>,
    /// What headquarters is called.
    pub headquarters: String,
    /// What waits, for the rail.
    pub waits: Waits,
    /// The present.
    pub now_ms: i64,
    /// Of the clock on the wall where headquarters is.
    pub offset: FixedOffset,
    /// What is to be said on the page, of a form that could not be done.
    pub said: Option<String>,
    hall: &'a Hall,
    parts: &'a Parts,
    line: Line,
    /// What the browser shows of who it is.
    shown: String,
    steps: Vec<&'a str>,
}

/// Answers a browser.
pub fn receive(hall: &Hall, parts: &Parts, fields: &Fields) -> Reply {
    let locale = locale(&parts.headers);
    let Some(line) = Line::of(parts, hall.served) else {
        let page = page::words_alone(&locale, Tone::Danger, &locale.console_not_encrypted());
        return Reply::no(StatusCode::FORBIDDEN, "not_encrypted", page);
    };
    match Visit::of(hall, parts, (locale.clone(), line)) {
        Ok(visit) => visit.answer(fields),
        Err(error) => {
            tracing::error!("console: {error}");
            Reply::no_answer(&locale)
        }
    }
}

impl<'a> Visit<'a> {
    fn of(hall: &'a Hall, parts: &'a Parts, (locale, line): (Locale, Line)) -> Result<Self, Error> {
        let now_ms = hall.storage.moment().now_ms();
        let shown = cookie(&parts.headers, session_cookie(line)).unwrap_or_default();
        let found = match shown {
            "" => None,
            shown => hall.storage.read(|session, _| operator::signed_in(session, shown, now_ms))?,
        };
        if found.as_ref().is_some_and(|(_, due)| *due) {
            let hash = secret::hash(shown);
            hall.storage.write(move |session, _| session.see_session(hash, now_ms))?;
        }
        let operator = found.map(|(operator, _)| operator);
        // Whoever is not signed in is known by another cookie, if only so that their form is.
        let door = || cookie(&parts.headers, door_cookie(line)).unwrap_or_default();
        let shown = if operator.is_some() { shown } else { door() };
        let waits = match &operator {
            Some(_) => overview::waits(&hall.storage)?,
            None => Waits::default(),
        };
        let path = parts.uri.path().strip_prefix("/console").unwrap_or_default();

        Ok(Self {
            locale,
            operator,
            headquarters: hall.storage.read(|session, _| crate::name(session))?,
            waits,
            now_ms,
            offset: chrono::Local::now().offset().fix(),
            said: None,
            hall,
            parts,
            line,
            shown: shown.to_owned(),
            steps: path.split('/').filter(|step| !step.is_empty()).collect(),
        })
    }

    fn answer(&self, fields: &Fields) -> Reply {
        let posted = self.parts.method == Method::POST;
        if posted && self.was_signed_out() {
            let said = page::signed_out(self);
            return Reply::no(StatusCode::UNAUTHORIZED, "unauthorized", said);
        }
        if posted && !self.is_ours(fields) {
            let said = page::forged(self);
            return Reply::no(StatusCode::FORBIDDEN, "forged", said);
        }
        match (posted, self.steps()) {
            (true, ["language"]) => self.speak(fields),
            (true, ["sign-in"]) => signing::sign_in(self, fields),
            (true, ["sign-out"]) => signing::sign_out(self),
            (false, ["sign-in"]) => signing::door(self, fields),
            _ if self.operator.is_none() => signing::to_the_door(self),
            (true, _) => act(self, fields),
            (false, _) => show(self, fields),
        }
    }

    /// The path below `/console`.
    pub fn steps(&self) -> &[&'a str] {
        &self.steps
    }

    /// The path and what stands behind it.
    pub fn place(&self) -> String {
        self.parts.uri.path_and_query().map_or("/console", |it| it.as_str()).to_owned()
    }

    /// The path of the page alone; of a form that could not be done, that of the page on which it stands.
    pub fn path(&self) -> String {
        let page = match (self.parts.method == Method::POST, self.steps()) {
            (false, _) => return self.parts.uri.path().to_owned(),
            (true, ["branch", code, ..]) => return format!("/console/branch/{code}"),
            (true, ["orders", ..]) => "/console/orders",
            (true, ["quarantine", ..]) => "/console/quarantine",
            (true, ["account", ..]) => "/console/account",
            (true, _) => "/console",
        };

        page.to_owned()
    }

    /// Where to go back to after a form that is on every page: what another form shows has no address.
    pub fn back(&self) -> String {
        if self.parts.method == Method::POST { self.path() } else { self.place() }
    }

    /// What stands behind the question mark.
    pub fn asked(&self, name: &str) -> Option<String> {
        let fields = Fields::asked(&self.parts.uri);

        Some(fields.get(name).to_owned()).filter(|value| !value.is_empty())
    }

    /// What was typed into a field of a form that could not be done; the page has it again.
    pub fn typed<'f>(&self, deed: &str, fields: &'f Fields, name: &str) -> &'f str {
        let here = self.said.is_some() && self.steps.last() == Some(&deed);

        if here { fields.exact(name) } else { "" }
    }

    /// The database, for what this operator does.
    pub fn storage(&self) -> Storage {
        match &self.operator {
            Some(operator) => self.hall.storage.by(&operator.name),
            None => self.hall.storage.clone(),
        }
    }

    /// Whether they may only look.
    pub fn is_read_only(&self) -> bool {
        self.operator.as_ref().is_none_or(|operator| operator.read_only)
    }

    /// What the browser shows.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// From where they call.
    pub fn peer(&self) -> String {
        Peer::of(self.parts, self.hall.behind_proxy).to_string()
    }

    /// When a device was last heard of: by this node just now, or by any within the hour.
    pub fn heard(&self, device: &crate::Device) -> Option<i64> {
        self.hall.devices.last(&device.id).max(device.heard_at)
    }

    /// The same look at a page that says what went wrong.
    pub fn saying(&self, said: String) -> Visit<'a> {
        Visit {
            locale: self.locale.clone(),
            operator: self.operator.clone(),
            headquarters: self.headquarters.clone(),
            said: Some(said),
            shown: self.shown.clone(),
            steps: self.steps.clone(),
            ..*self
        }
    }

    /// Why something was not done. What the database says stays with whoever reads logs.
    pub fn sentence(&self, error: &Error) -> String {
        match error {
            Error::Storage(failure) => {
                tracing::error!("console: {failure}");
                self.locale.console_trouble()
            }
            other => other.sentence(&self.locale),
        }
    }

    /// What makes a form of ours known.
    pub fn seal(&self) -> String {
        let key = blake3::derive_key(PURPOSE, self.hall.tokens.bytes());

        blake3::keyed_hash(&key, self.shown.as_bytes()).to_hex().to_string()
    }

    /// When something happened, as one says it now, and the same to the minute.
    pub fn when(&self, at_ms: i64) -> (String, String) {
        let at = At(at_ms);
        let full = self.locale.date_time_full(at.at(self.offset).naive_local());

        (self.locale.ago(at, At(self.now_ms), self.offset), full)
    }

    /// A cookie that the browser sends to nobody else and shows no script.
    pub fn cookie(&self, (name, value): (&str, &str), seconds: Option<u32>) -> String {
        let secure = if self.line == Line::Encrypted { "; Secure" } else { "" };
        let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();

        format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{age}")
    }

    /// The name of the cookie of who is signed in. With TLS one that nobody but this very server can set.
    pub fn session_cookie(&self) -> &'static str {
        session_cookie(self.line)
    }

    /// The name of the cookie of who is not.
    pub fn door_cookie(&self) -> &'static str {
        door_cookie(self.line)
    }

    fn is_ours(&self, fields: &Fields) -> bool {
        let sent = blake3::Hash::from_hex(fields.get("seal")).ok();
        let ought = blake3::Hash::from_hex(self.seal()).ok();
        // Hashes compare in constant time.
        let sealed = !self.shown.is_empty() && sent.is_some() && sent == ought;

        sealed && line::is_ours(self.parts, self.hall.served, self.line)
    }

    /// Whether somebody sends a form from one of our pages who was signed in when they opened it, and is no more.
    fn was_signed_out(&self) -> bool {
        let is_open = matches!(self.steps(), ["language" | "sign-in" | "sign-out"]);
        let shown = cookie(&self.parts.headers, self.session_cookie());

        self.operator.is_none()
            && !is_open
            && shown.is_some_and(|shown| !shown.is_empty())
            && line::is_ours(self.parts, self.hall.served, self.line)
    }

    fn speak(&self, fields: &Fields) -> Reply {
        let language = Language::from_tag(fields.get("language")).unwrap_or_default();
        let cookie = self.cookie((LANGUAGE, language.tag()), Some(YEAR_S));

        Reply::to(own_place(fields.get("back"))).keeping(cookie)
    }
}

/// A place of ours; the first page if it is somebody else's.
pub fn own_place(place: &str) -> &str {
    let own =
        place == "/console" || place.starts_with("/console/") || place.starts_with("/console?");
    let plain = place.is_ascii() && !place.contains(['\\', '\r', '\n']) && !place.contains("//");

    if own && plain { place } else { "/console" }
}

fn session_cookie(line: Line) -> &'static str {
    match line {
        Line::Encrypted => "__Host-branchdesk-operator",
        Line::Loopback => "branchdesk-operator",
    }
}

fn door_cookie(line: Line) -> &'static str {
    match line {
        Line::Encrypted => "__Host-branchdesk-door",
        Line::Loopback => "branchdesk-door",
    }
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lists = headers.get_all(header::COOKIE).iter().filter_map(|list| list.to_str().ok());
    let mut cookies = lists.flat_map(|list| list.split(';'));

    cookies.find_map(|cookie| cookie.trim().strip_prefix(name)?.strip_prefix('='))
}

/// The words for whoever sends these headers.
pub fn locale(headers: &HeaderMap) -> Locale {
    Locale::new(language(headers))
}

/// The language that was chosen here; else the first that the browser wants and we speak; else English.
fn language(headers: &HeaderMap) -> Language {
    let chosen = cookie(headers, LANGUAGE).and_then(Language::from_tag);
    let wanted = || {
        let lists = headers.get_all(header::ACCEPT_LANGUAGE).iter();
        let lists: Vec<_> = lists.filter_map(|list| list.to_str().ok()).collect();
        let mut wanted: Vec<(f32, &str)> =
            lists.iter().flat_map(|it| it.split(',')).map(weighed).collect();
        wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
        wanted
            .into_iter()
            .find_map(|(weight, tag)| Language::from_tag(tag).filter(|_| weight > 0.0))
    };

    chosen.or_else(wanted).unwrap_or(Language::English)
}

fn weighed(wish: &str) -> (f32, &str) {
    let (tag, weight) = wish.split_once(';').unwrap_or((wish, ""));
    let weight = weight.trim().strip_prefix("q=").and_then(|weight| weight.parse().ok());

    (weight.unwrap_or(1.0), tag.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_away_from_here() {
        for place in ["/console", "/console/branch/SH01?page=2", "/console?q=x"] {
            assert_eq!(own_place(place), place);
        }
        for place in [
            "",
            "//evil.example",
            "https://evil.example",
            "/consoles",
            "/console//x",
            "/console/\\x",
            "/v1",
        ] {
            assert_eq!(own_place(place), "/console", "{place}");
        }
    }

    #[test]
    fn the_language_is_what_was_chosen_or_what_the_browser_wants_most() {
        let spoken = |list: &str, cookies: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, list.parse().expect("a header"));
            headers.insert(header::COOKIE, cookies.parse().expect("a header"));
            language(&headers)
        };

        assert_eq!(spoken("de, en;q=0.4, zh-TW;q=0.7", ""), Language::TraditionalChinese);
        assert_eq!(spoken("zh-CN,zh;q=0.9", "a=b; branchdesk-language=en"), Language::English);
        assert_eq!(spoken("zh-CN;q=0", "branchdesk-languages=zh-TW"), Language::English);
    }
}
