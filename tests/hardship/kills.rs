//! Processes that are killed at any moment, and begun again.

use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use engine::{Clock, Engine, hq};

use super::files::bytes_of;
use super::office::{Office, call};

const DESKS: [&str; 2] = ["first", "second"];

/// Each order of so many has a photo.
const FILES: usize = 10;
/// What is said of a photo that is kept.
const FILE: &str = "photo ";

/// Processes are left alone for at least and at most so many milliseconds.
const PEACE_MS: (u64, u64) = (20, 400);

/// Names a PostgreSQL server: then headquarters is two nodes on it.
const POSTGRES: &str = "BRANCHDESK_TEST_POSTGRES";

/// Plays a part: `desk FOLDER BEGINNING`, `headquarters FOLDER ADDRESS` or `node FOLDER ADDRESS`, which has its database
/// on the server that the variable names. False if there is no such part.
pub fn play(role: &str, folder: &Path, rest: &[String]) -> bool {
    let word = rest.first().map(String::as_str).unwrap_or_default();
    let address = || word.parse().expect("an address");
    match role {
        "desk" => work(folder, word.parse().unwrap_or(0)),
        "headquarters" => serve(hq::Storage::open(folder), address()),
        "node" => serve(hq::Storage::connect(&server().unwrap_or_default()), address()),
        _ => return false,
    }
    true
}

fn server() -> Option<String> {
    std::env::var(POSTGRES).ok()
}

/// Takes one order in after another, and says which once it is stored. Ends with who began it.
fn work(folder: &Path, first: usize) {
    let waiter = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let desk = Engine::open(folder, Clock::System).expect("its database");
    end_with_parent();
    for n in first.. {
        let received = waiter.block_on(desk.receive_order(call(n))).expect("room");
        say(&received.number.to_string());
        if n % FILES == 0 {
            let path = folder.join(format!("{n}.jpg"));
            std::fs::write(&path, bytes_of(n)).expect("room");
            let kept = waiter.block_on(desk.attach_files(received.order, vec![path]));
            kept.expect("room");
            say(&format!("{FILE}{n}"));
        }
        thread::sleep(Duration::from_millis(n as u64 % 23));
    }
}

fn serve(storage: Result<hq::Storage, hq::Error>, address: SocketAddr) {
    let storage = storage.expect("its database");
    let headquarters = hq::Headquarters::serve(storage, address).expect("its own port");
    say("open");
    io::stdin().read_to_end(&mut Vec::new()).expect("a parent");
    drop(headquarters);
}

fn say(line: &str) {
    let mut out = io::stdout().lock();
    // Nobody listens any more: then nobody will count on it either.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

fn end_with_parent() {
    thread::spawn(|| {
        let _ = io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
}

/// A process at work, and what it said.
struct Worker {
    role: &'static str,
    name: &'static str,
    /// Where it is to be heard, if it is headquarters.
    address: Option<SocketAddr>,
    child: Option<Child>,
    said: Arc<Mutex<BTreeSet<String>>>,
}

impl Worker {
    fn begin(&mut self, folder: &Path, word: &str) {
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .args([self.role.as_ref(), folder.join(self.name).as_os_str(), word.as_ref()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a process");
        let (out, said) = (child.stdout.take().expect("its words"), Arc::clone(&self.said));
        thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                said.lock().unwrap_or_else(PoisonError::into_inner).insert(line);
            }
        });
        self.child = Some(child);
    }

    /// `kill -9`: nothing is tidied up.
    fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().expect("a process of ours");
            child.wait().expect("a process of ours");
        }
    }
}

/// The desks, and headquarters at each of these addresses.
fn workers(
    office: &Office,
    addresses: &[SocketAddr],
    said: &Arc<Mutex<BTreeSet<String>>>,
) -> Vec<Worker> {
    let role = if office.server.is_some() { "node" } else { "headquarters" };
    let nodes: BTreeSet<SocketAddr> = addresses.iter().copied().collect();
    let nodes = nodes.into_iter().map(|address| (role, "hq", Some(address)));

    nodes
        .chain(DESKS.map(|name| ("desk", name, None)))
        .map(|(role, name, address)| Worker {
            role,
            name,
            address,
            child: None,
            said: Arc::clone(said),
        })
        .collect()
}

pub fn hold(kills: usize) {
    let begun = Instant::now();
    let folder = tempfile::tempdir().expect("a folder");
    let (office, addresses) = Office::found_on(folder.path(), &DESKS, server());
    let said: Arc<Mutex<BTreeSet<String>>> = Arc::default();
    let mut workers = workers(&office, &addresses, &said);
    let mut lives = 0;
    let mut word = |address: Option<SocketAddr>| {
        lives += 1;
        address.map_or_else(|| (lives * 10_000).to_string(), |address| address.to_string())
    };
    for worker in &mut workers {
        let word = word(worker.address);
        worker.begin(folder.path(), &word);
    }

    let mut chance = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..kills {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        thread::sleep(Duration::from_millis(PEACE_MS.0 + chance % (PEACE_MS.1 - PEACE_MS.0)));
        let count = workers.len();
        let worker = &mut workers[(chance >> 32) as usize % count];
        worker.kill();
        let word = word(worker.address);
        worker.begin(folder.path(), &word);
    }
    for worker in &mut workers {
        worker.kill();
    }
    // What a process said before its end is read to its end.
    thread::sleep(Duration::from_millis(200));
    let mut done = said.lock().unwrap_or_else(PoisonError::into_inner).clone();
    done.remove("open");
    let photos = done.iter().filter(|it| it.starts_with(FILE)).count();
    done.retain(|it| !it.starts_with(FILE));

    println!(
        "kills: {kills} processes killed, of {} desks and {} of headquarters on {}; {} orders called done, {:.1} s",
        DESKS.len(),
        workers.len() - DESKS.len(),
        if office.server.is_some() { "PostgreSQL" } else { "SQLite" },
        done.len(),
        begun.elapsed().as_secs_f64()
    );
    assert!(done.len() > kills / 4, "hardly anything was done");
    let mut nodes: Vec<_> =
        workers.iter().filter_map(|it| it.address).map(|at| office.headquarters(at)).collect();
    let headquarters = nodes.remove(0);
    for desk in DESKS {
        office.files_are_sent(&office.open(desk, Clock::System));
    }
    let there = hq::check(headquarters.storage()).expect("a database").files;
    println!("kills: {photos} photos called kept, {there} whole at headquarters");
    assert!(there >= photos && photos > 0, "a photo was lost");
    office.reckon(headquarters, &DESKS, &done);
    println!("kills: every one of them is there once, {:.1} s", begun.elapsed().as_secs_f64());
}
