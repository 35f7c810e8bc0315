//! A visit to the window that runs: one knock, one answer.

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;

use super::Knock;
use super::door::{FILE, PATIENCE, TAKEN, line, read_line};

/// Hands `knock` over to the window of `folder`. Answers whether it was taken.
pub(super) fn hand_over(folder: &Path, knock: &Knock) -> bool {
    try_hand_over(folder, knock).is_some_and(|answer| answer == TAKEN)
}

fn try_hand_over(folder: &Path, knock: &Knock) -> Option<String> {
    let written = std::fs::read_to_string(folder.join(FILE)).ok()?;
    let (port, secret) = written.trim_end().split_once(' ')?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port.parse().ok()?));
    let mut door = TcpStream::connect_timeout(&address, PATIENCE).ok()?;
    door.set_write_timeout(Some(PATIENCE)).ok()?;
    door.write_all(line(secret, knock).as_bytes()).ok()?;

    read_line(&mut door)
}
