//! Where headquarters is.

use std::net::IpAddr;

use ureq::http::Uri;
use ureq::http::uri::Authority;

use crate::Error;

/// An address of headquarters: scheme, host, port, perhaps a path; no slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    text: String,
    loopback: bool,
}

impl Address {
    /// Reads what a person typed. Without a scheme it is `https`, on this very computer `http`. Plain HTTP to another
    /// computer is refused unless `unencrypted` says that people know what they do.
    pub(crate) fn parse(typed: &str, unencrypted: bool) -> Result<Self, Error> {
        let wrong = || Error::Address(typed.trim().to_owned());
        let plain: String = typed.trim().chars().map(half_width).collect();
        let plain = plain.trim_end_matches('/');
        let (scheme, rest) = match plain.split_once("://") {
            Some((scheme, rest)) => (Some(scheme.to_ascii_lowercase()), rest),
            None => (None, plain),
        };
        let uri: Uri = format!("http://{rest}").parse().map_err(|_| wrong())?;
        let authority = uri.authority().filter(|authority| !authority.as_str().contains('@'));
        let host = authority.map(Authority::host).filter(|host| is_host(host));
        let loopback = is_loopback(host.ok_or_else(wrong)?);
        if uri.query().is_some() {
            return Err(wrong());
        }
        let scheme = scheme.unwrap_or_else(|| if loopback { "http" } else { "https" }.to_owned());

        match scheme.as_str() {
            "http" if !loopback && !unencrypted => Err(Error::Unencrypted),
            "http" | "https" => Ok(Self { text: format!("{scheme}://{rest}"), loopback }),
            _ => Err(wrong()),
        }
    }

    /// As it is written down and shown.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is this very computer.
    pub(crate) fn is_loopback(&self) -> bool {
        self.loopback
    }
}

/// What a Chinese input method writes where an address is meant.
fn half_width(c: char) -> char {
    match c {
        '。' => '.',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

fn is_host(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let named = host == "localhost"
        || host.contains('.')
        || host.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');

    !host.is_empty() && (bare.parse::<IpAddr>().is_ok() || named)
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');

    host.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Option<String> {
        Address::parse(typed, false).ok().map(|address| address.text)
    }

    #[test]
    fn an_address_without_a_scheme_is_encrypted_unless_it_is_this_computer() {
        assert_eq!(read(" hq.example.com/ ").as_deref(), Some("https://hq.example.com"));
        assert_eq!(read("127.0.0.1:7480").as_deref(), Some("http://127.0.0.1:7480"));
        assert_eq!(read("localhost:7480").as_deref(), Some("http://localhost:7480"));
        assert_eq!(read("[::1]:7480").as_deref(), Some("http://[::1]:7480"));
    }

    #[test]
    fn plain_http_leaves_this_computer_only_if_told() {
        assert!(matches!(
            Address::parse("http://192.168.1.20:7480", false),
            Err(Error::Unencrypted)
        ));
        assert!(Address::parse("http://192.168.1.20:7480", true).is_ok());
    }

    #[test]
    fn a_full_width_address_is_read_and_nonsense_is_not() {
        assert_eq!(read("ｈｑ。example．com").as_deref(), Some("https://hq.example.com"));
        for nonsense in ["", "ftp://hq.example.com", "总部", "https://user@hq.example.com", "a b"]
        {
            assert!(matches!(Address::parse(nonsense, true), Err(Error::Address(_))), "{nonsense}");
        }
    }
}
