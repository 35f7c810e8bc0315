//! From where a caller comes who has yet to say who they are.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;

/// What a proxy says.
const FORWARDED: &str = "x-forwarded-for";

/// An address as it is counted: of IPv6 the network, for one caller has all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Peer(IpAddr);

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Peer {
    /// Who sent this request: whoever holds the connection, or if a proxy of ours does, the last one it names. What
    /// stands before that anybody may have written.
    pub fn of(parts: &Parts, behind_proxy: bool) -> Self {
        let named = || {
            let lists = parts.headers.get_all(FORWARDED).iter();
            let last = lists.filter_map(|list| list.to_str().ok()).next_back()?;
            last.rsplit(',').next()?.trim().parse().ok()
        };
        let connected = || parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|it| it.0.ip());
        let forwarded = if behind_proxy { named() } else { None };

        Self::at(forwarded.or_else(connected).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)))
    }

    fn at(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(address) => {
                let network = address.to_bits() >> 64 << 64;
                Self(IpAddr::V6(Ipv6Addr::from_bits(network)))
            }
            address @ IpAddr::V4(_) => Self(address),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(forwarded: &str) -> Parts {
        let request = axum::http::Request::builder().header(FORWARDED, forwarded);
        let mut parts = request.body(()).expect("a request").into_parts().0;
        let peer: SocketAddr = "192.0.2.1:9".parse().expect("an address");
        parts.extensions.insert(ConnectInfo(peer));
        parts
    }

    fn at(address: &str) -> Peer {
        Peer::at(address.parse().expect("an address"))
    }

    #[test]
    fn what_a_caller_says_of_its_address_counts_only_where_a_proxy_says_it() {
        let parts = parts("203.0.113.66, 198.51.100.7");

        assert_eq!(Peer::of(&parts, false), at("192.0.2.1"));
        assert_eq!(Peer::of(&parts, true), at("198.51.100.7"));
        assert_eq!(Peer::of(&self::parts("nobody"), true), at("192.0.2.1"));
    }

    #[test]
    fn one_network_is_one_caller() {
        assert_eq!(at("2001:db8:1:2::5"), at("2001:db8:1:2:ffff::6"));
        assert_ne!(at("2001:db8:1:2::5"), at("2001:db8:1:3::5"));
        assert_eq!(at("::ffff:192.0.2.1"), at("192.0.2.1"));
    }
}
