//! Real desks and a real headquarters in hard times: `cargo test -p acceptance --test hardship --
//! [network] [rare] [files] [first] [disk] [kills N] [years]`.
//!
//! *Network*: between a desk and headquarters stands a line that breaks at every kind of byte, answers in
//! headquarters' place, doubles and delays. *Rare*: the same for what a desk seldom asks, and an answer that comes when
//! nobody waits for it any more. *Files*: the same line with photos on it. *First*: new desks fetch a large branch over
//! it. *Disk*: a desk and headquarters on disks that fill up while everything goes on. *Kills*: three processes at
//! work, one of which is killed at any moment (`kill -9`), N times; with `BRANCHDESK_TEST_POSTGRES` (`tests/postgres.sh`)
//! headquarters is two nodes on that server. *Years*: clocks that are wrong by ten years, headquarters' too, a desk's
//! database replaced by an older copy, headquarters put back to last night. Afterwards every deed that a desk called done is at headquarters once, both
//! sides hold the same, and both checks find nothing wrong.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a trial that cannot be held fails, and what it saw is for whoever looks"
)]

mod hardship {
    pub mod adrift;
    pub mod disk;
    pub mod files;
    pub mod first;
    pub mod kills;
    pub mod line;
    pub mod network;
    pub mod office;
    pub mod rare;
    pub mod years;
}

use hardship::{adrift, disk, files, first, kills, network, rare, years};

/// So many processes are killed unless somebody says otherwise.
const KILLS: usize = 40;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    // The very program is also the processes that are killed.
    if let [role, folder, rest @ ..] = &words[..]
        && (kills::play(role, folder.as_ref(), rest) || disk::play(role, folder.as_ref(), rest))
    {
        return;
    }
    if words.iter().any(|word| word == "--list") {
        return;
    }
    let words: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| !word.starts_with('-')).collect();
    let asked = |name: &str| words.is_empty() || words.contains(&name);
    let number = words.iter().find_map(|word| word.parse().ok());

    let overdue = asked("rare").then(|| std::thread::spawn(rare::overdue));
    if asked("network") {
        network::hold();
    }
    if asked("rare") {
        rare::hold();
    }
    if asked("files") {
        files::hold();
    }
    if asked("first") {
        first::hold();
    }
    if asked("disk") {
        disk::hold(!words.is_empty());
    }
    if asked("years") {
        years::hold();
        adrift::hold();
    }
    if asked("kills") {
        kills::hold(number.unwrap_or(KILLS));
    }
    if let Some(overdue) = overdue {
        overdue.join().expect("an answer that comes too late does no harm");
    }
}
