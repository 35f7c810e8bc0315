//! Over what kind of line a page is shown, and whether a form comes from one of ours.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, header};

/// What the owner said when headquarters was started.
#[derive(Debug, Clone, Copy)]
pub struct Served {
    /// Over TLS.
    pub encrypted: bool,
    /// Behind a proxy that says who calls, and how.
    pub behind_proxy: bool,
}

/// A line that a password may go over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Nobody on the way can read it.
    Encrypted,
    /// Nobody is on the way: this computer speaks to itself.
    Loopback,
}

impl Line {
    /// None where somebody on the way could read along. Whatever its address says, a page is not shown under a strange
    /// name on this computer: a proxy of which nobody told, or somebody's trick with names, stands behind it.
    pub fn of(parts: &Parts, served: Served) -> Option<Self> {
        if served.encrypted {
            return Some(Self::Encrypted);
        }
        if served.behind_proxy {
            // One that says nothing was set up as the README says.
            let said = text(&parts.headers, "x-forwarded-proto");
            return said.is_none_or(|scheme| scheme == "https").then_some(Self::Encrypted);
        }
        let caller = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|it| it.0.ip());
        let own = caller.is_some_and(|it| it.to_canonical().is_loopback()) && !is_passed_on(parts);
        let named = host(parts, served).is_some_and(|host| is_loopback(host.host()));

        (own && named).then_some(Self::Loopback)
    }
}

/// Whether a browser says that a form was sent from one of our own pages. Every browser says it with a form.
pub fn is_ours(parts: &Parts, served: Served, line: Line) -> bool {
    let site = text(&parts.headers, "sec-fetch-site");
    if site.is_some_and(|site| site != "same-origin") {
        return false;
    }
    let Some(origin) = text(&parts.headers, header::ORIGIN.as_str()) else { return false };
    let Some((scheme, authority)) = origin.split_once("://") else { return false };
    let fits = match line {
        Line::Encrypted => scheme == "https",
        Line::Loopback => scheme == "http",
    };

    fits && host(parts, served).is_some_and(|host| host.as_str().eq_ignore_ascii_case(authority))
}

/// Under which name the browser knows us.
fn host(parts: &Parts, served: Served) -> Option<Authority> {
    let forwarded = || text(&parts.headers, "x-forwarded-host").filter(|_| served.behind_proxy);
    let named = || text(&parts.headers, header::HOST.as_str());

    forwarded().or_else(named)?.parse().ok()
}

/// Whether somebody passed it on, and says so: a proxy on this computer of which nobody told calls from here, too.
fn is_passed_on(parts: &Parts) -> bool {
    let mut names = parts.headers.keys().map(header::HeaderName::as_str);

    names.any(|name| matches!(name, "forwarded" | "via") || name.starts_with("x-forwarded-"))
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');

    host.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok_and(|it| it.is_loopback())
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Served = Served { encrypted: false, behind_proxy: false };
    const PROXIED: Served = Served { encrypted: false, behind_proxy: true };

    fn parts(caller: &str, headers: &[(&str, &str)]) -> Parts {
        let mut request = axum::http::Request::builder();
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut parts = request.body(()).expect("a request").into_parts().0;
        let caller: SocketAddr = caller.parse().expect("an address");
        parts.extensions.insert(ConnectInfo(caller));
        parts
    }

    #[test]
    fn plain_lines_are_for_this_computer_alone() {
        let own = parts("127.0.0.1:9", &[("host", "127.0.0.1:8470")]);
        assert_eq!(Line::of(&own, PLAIN), Some(Line::Loopback));
        let own = parts("[::1]:9", &[("host", "[::1]:8470")]);
        assert_eq!(Line::of(&own, PLAIN), Some(Line::Loopback));
        let far = parts("192.0.2.1:9", &[("host", "127.0.0.1:8470")]);
        assert_eq!(Line::of(&far, PLAIN), None);
        let renamed = parts("127.0.0.1:9", &[("host", "evil.example")]);
        assert_eq!(Line::of(&renamed, PLAIN), None);
        for (name, value) in
            [("forwarded", "for=203.0.113.9"), ("x-forwarded-for", "203.0.113.9"), ("via", "1.1 x")]
        {
            let passed = parts("127.0.0.1:9", &[("host", "127.0.0.1:8470"), (name, value)]);
            assert_eq!(Line::of(&passed, PLAIN), None, "a proxy that nobody told of: {name}");
        }
        let proxied = parts("10.0.0.2:9", &[("host", "hq.example")]);
        assert_eq!(Line::of(&proxied, PROXIED), Some(Line::Encrypted));
        let plain = parts("10.0.0.2:9", &[("host", "hq.example"), ("x-forwarded-proto", "http")]);
        assert_eq!(Line::of(&plain, PROXIED), None);
        let tls = Served { encrypted: true, behind_proxy: false };
        assert_eq!(Line::of(&far, tls), Some(Line::Encrypted));
    }

    #[test]
    fn a_form_comes_from_our_own_pages_or_from_nowhere() {
        let sent = |headers: &[(&str, &str)]| {
            let own = [("host", "localhost:8470")];
            let headers: Vec<_> = own.iter().chain(headers).copied().collect();
            is_ours(&parts("127.0.0.1:9", &headers), PLAIN, Line::Loopback)
        };

        assert!(sent(&[("origin", "http://localhost:8470")]));
        assert!(sent(&[("origin", "http://LOCALHOST:8470"), ("sec-fetch-site", "same-origin")]));
        assert!(!sent(&[]), "every browser says where a form comes from");
        assert!(!sent(&[("origin", "null")]));
        assert!(!sent(&[("origin", "http://localhost:8471")]));
        assert!(!sent(&[("origin", "https://localhost:8470")]));
        assert!(!sent(&[("origin", "http://evil.example")]));
        assert!(!sent(&[("origin", "http://localhost:8470"), ("sec-fetch-site", "same-site")]));
        let proxied = [
            ("host", "10.0.0.9:8470"),
            ("x-forwarded-host", "hq.example"),
            ("origin", "https://hq.example"),
        ];
        assert!(is_ours(&parts("10.0.0.2:9", &proxied), PROXIED, Line::Encrypted));
        assert!(!is_ours(&parts("10.0.0.2:9", &proxied), PLAIN, Line::Encrypted));
    }
}
