//! Whether this computer has a way out, and by which of its addresses: what changes when a cable or a network is back.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::time::Duration;

use tokio::time::sleep;

/// Between two looks.
const LOOK: Duration = Duration::from_secs(3);
/// Addresses that are in no network, only in documents (RFC 5737, RFC 3849): all that is asked is which way they lie.
const AWAY: [SocketAddr; 2] = [
    SocketAddr::new(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)), 9),
    SocketAddr::new(IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1)), 9),
];

/// The network as it was last seen.
#[derive(Debug)]
pub(super) struct Network {
    at: Option<IpAddr>,
}

impl Network {
    pub(super) fn seen_now() -> Self {
        Self { at: way_out() }
    }

    /// Waits until the network is there again, or is another one. May be dropped and begun anew at any time.
    pub(super) async fn is_back(&mut self) {
        loop {
            sleep(LOOK).await;
            if self.is_new(way_out()) {
                return;
            }
        }
    }

    /// Whether what is seen now is a network, and not the one from before.
    fn is_new(&mut self, now: Option<IpAddr>) -> bool {
        let before = std::mem::replace(&mut self.at, now);

        now.is_some() && now != before
    }
}

/// The address from which something to elsewhere would leave. Nothing is sent to find it out.
fn way_out() -> Option<IpAddr> {
    let from = |away: SocketAddr| -> io::Result<IpAddr> {
        let here = if away.is_ipv4() {
            SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0))
        } else {
            SocketAddr::from((Ipv6Addr::UNSPECIFIED, 0))
        };
        let socket = UdpSocket::bind(here)?;
        socket.connect(away)?;
        Ok(socket.local_addr()?.ip())
    };

    AWAY.into_iter().find_map(|away| from(away).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_that_is_back_or_another_is_noticed_once() {
        let home = Some(IpAddr::V4(Ipv4Addr::new(10, 0, 0, 7)));
        let other = Some(IpAddr::V4(Ipv4Addr::new(10, 1, 0, 7)));
        let mut network = Network { at: home };

        assert!(!network.is_new(home), "it was there all the while");
        assert!(!network.is_new(None), "it is gone");
        assert!(!network.is_new(None));
        assert!(network.is_new(home), "it is back");
        assert!(!network.is_new(home));
        assert!(network.is_new(other), "somebody plugged in another");
    }
}
