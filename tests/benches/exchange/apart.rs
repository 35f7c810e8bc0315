//! The same once more with each in a process of its own: what headquarters takes by itself, and what a desk does.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use engine::{Clock, Engine, hq};
use tokio::runtime::Runtime;

use super::super::table::{Table, forget_peak, peak_mb, resident_mb};
use super::Scene;
use super::records::{self, Draft};

/// Says to a process what it is: headquarters with its folder and address, or a desk with its folder.
const ROLE: &str = "BRANCHDESK_BENCH_EXCHANGE";
/// So much more than before, in MB, is allowed.
const LIMIT: f64 = 16.0;

/// Does what a process of its own is for. Answers whether this is one.
pub fn is_one() -> bool {
    let Ok(role) = std::env::var(ROLE) else { return false };
    match role.split('\n').collect::<Vec<_>>()[..] {
        [folder, address] => serve(Path::new(folder), address.parse().expect("an address")),
        [folder] => meet(Path::new(folder)),
        _ => return false,
    }
    true
}

fn serve(folder: &Path, address: SocketAddr) {
    let headquarters = hq::Headquarters::start(folder, address).expect("its own port");
    let before = resident_mb();
    forget_peak();
    say("ready");
    io::stdin().read_to_end(&mut Vec::new()).expect("a parent");
    say(&format!("{before} {}", peak_mb()));
    headquarters.stop().expect("a clean end");
}

/// A desk that stands open anyway opens, sends and fetches everything.
fn meet(folder: &Path) {
    let waiter =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let alone = Engine::open_beside(folder, Clock::System).expect("a folder");
    waiter.block_on(alone.people()).expect("a database");
    let before = resident_mb();
    drop(alone);
    forget_peak();
    let desk = Engine::open(folder, Clock::System).expect("a folder");
    waiter.block_on(desk.exchange_now()).expect("a network");
    let peak = peak_mb();
    assert_eq!(waiter.block_on(desk.link()).expect("a database").queue.unsent, 0);
    say(&format!("{before} {peak}"));
}

fn say(line: &str) {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}").expect("a parent");
    out.flush().expect("a parent");
}

/// A process that says something.
struct Process {
    child: Child,
    words: BufReader<ChildStdout>,
}

impl Process {
    fn start(role: &str) -> Self {
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .env(ROLE, role)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a process");
        let words = BufReader::new(child.stdout.take().expect("its words"));

        Self { child, words }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.words.read_line(&mut line).expect("a line");
        line.trim().to_owned()
    }

    /// Lets it end. What it had before and at most, in MB.
    fn ended(mut self) -> [u64; 2] {
        drop(self.child.stdin.take());
        let line = self.line();
        assert!(self.child.wait().expect("an end").success());
        let figures: Vec<u64> = line.split(' ').flat_map(str::parse).collect();

        figures.try_into().expect("two figures")
    }
}

pub fn measure(
    waiter: &Runtime,
    folder: &Path,
    (what, drafts): (&str, &[Draft]),
    table: &mut Table,
) {
    let scene = Scene::set(waiter, folder);
    records::record(&folder.join("first"), drafts);
    let mut headquarters =
        Process::start(&format!("{}\n{}", folder.join("hq").display(), scene.address));
    assert_eq!(headquarters.line(), "ready");
    let desk = |name: &str| Process::start(&folder.join(name).display().to_string()).ended();
    let (first, second) = (desk("first"), desk("second"));

    let figures = [
        ("the desk that sends them, alone", first),
        ("the desk that fetches them, alone", second),
        ("headquarters alone, for both", headquarters.ended()),
    ];
    for (who, [before, peak]) in figures {
        let more = peak.saturating_sub(before);
        table.row(
            &format!("memory for 10,000 {what}: {who}"),
            format!("{more} MB more at most, {peak} MB in all"),
            "16 MB more than open and at rest",
            Some(more as f64 / LIMIT),
        );
    }
}
