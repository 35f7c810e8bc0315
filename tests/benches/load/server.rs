//! Headquarters as a process of its own, with branches and codes made before anyone comes.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::super::exchange;

/// Says to the process that it is headquarters: folder, branches, codes.
const ROLE: &str = "BRANCHDESK_BENCH_HEADQUARTERS";
/// Names a PostgreSQL server.
const POSTGRES: &str = "BRANCHDESK_TEST_POSTGRES";

/// Does what a process of its own is for. Answers whether this is one.
pub fn is_one() -> bool {
    let Ok(role) = std::env::var(ROLE) else { return false };
    let words: Vec<&str> = role.split('\n').collect();
    let [folder, branches, codes] = words[..] else { return false };
    let (branches, codes) = (branches.parse().unwrap_or(1), codes.parse().unwrap_or(1));
    serve(Path::new(folder), branches, codes);
    true
}

/// A headquarters that is called by many from one address.
fn serve(folder: &Path, branches: usize, codes: usize) {
    let storage = match std::env::var(POSTGRES) {
        Ok(server) => hq::Storage::connect(&server),
        Err(_) => hq::Storage::open(folder),
    };
    let storage = storage.expect("a database");
    let names: Vec<String> = (0..branches.max(1)).map(|n| format!("L{n:05}")).collect();
    let per = |items: usize| items.div_ceil(16);
    let made: Vec<Vec<String>> = thread::scope(|scope| {
        let workers: Vec<_> = names
            .chunks(per(names.len()))
            .map(|names| scope.spawn(|| names.iter().for_each(|name| open(&storage, name))))
            .collect();
        for worker in workers {
            worker.join().expect("a thread");
        }
        let numbers: Vec<usize> = (0..codes).collect();
        let workers: Vec<_> = numbers
            .chunks(per(codes))
            .map(|numbers| {
                let (storage, names, numbers) = (&storage, &names, numbers.to_vec());
                scope.spawn(move || {
                    let code = |n: &usize| {
                        let branch = &names[n * names.len() / codes];
                        hq::device::make_code(storage, branch).expect("a code").code
                    };
                    numbers.iter().map(code).collect()
                })
            })
            .collect();
        workers.into_iter().map(|worker| worker.join().expect("a thread")).collect()
    });
    let much = hq::server::Allowance { burst: 1_000_000, per_second: 100_000 };
    let pace = hq::server::Pace { device: much, strangers: much, ..Default::default() };
    let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let headquarters = hq::Headquarters::serve_at(storage, anywhere, pace).expect("a port");
    let mut out = io::stdout().lock();
    for code in made.iter().flatten() {
        writeln!(out, "{code}").expect("a parent");
    }
    writeln!(out, "{}", headquarters.address()).expect("a parent");
    out.flush().expect("a parent");
    io::stdin().read_to_end(&mut Vec::new()).expect("a parent");
}

fn open(storage: &hq::Storage, name: &str) {
    hq::branch::add(storage, name, name, &[]).expect("a branch");
}

/// The process. It ends with this.
pub struct Server {
    child: Child,
    folder: PathBuf,
    pub codes: Vec<String>,
    pub address: SocketAddr,
    pub database: &'static str,
}

impl Server {
    /// Starts it; answers once callers are answered.
    pub fn start(folder: &Path, branches: usize, codes: usize) -> Self {
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .env(ROLE, format!("{}\n{branches}\n{codes}", folder.display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a process");
        let out = BufReader::new(child.stdout.take().expect("its words"));
        let mut lines: Vec<String> = out.lines().map_while(Result::ok).take(codes + 1).collect();
        let address = lines.pop().and_then(|line| line.parse().ok()).expect("an address");
        let database = if std::env::var(POSTGRES).is_ok() { "PostgreSQL" } else { "SQLite" };

        Self { child, folder: folder.to_owned(), codes: lines, address, database }
    }

    /// What as many bare rows take in the same kind of database on the same disk.
    pub fn floor(&self, rows: usize) -> Duration {
        if let Ok(server) = std::env::var(POSTGRES) {
            // Its client drives a runtime of its own, which nobody may begin within another one.
            return thread::scope(|scope| {
                scope.spawn(|| bare(&server, rows)).join().expect("a thread")
            });
        }
        let file = self.folder.with_extension(format!("floor-{rows}-{}", uuid::Uuid::now_v7()));

        exchange::bare(&file, rows)
    }

    pub fn resident_mb(&self) -> u64 {
        self.memory("VmRSS:")
    }

    pub fn peak_mb(&self) -> u64 {
        self.memory("VmHWM:")
    }

    /// How long it had a processor, of all that it did.
    pub fn processor_time(&self) -> Duration {
        let told = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()));
        let told = told.unwrap_or_default();
        // After the name, which may hold spaces: the 12th and the 13th number, in hundredths of a second.
        let ticks = told.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
        let ticks: u64 = ticks.filter_map(|ticks| ticks.parse::<u64>().ok()).sum();

        Duration::from_millis(ticks * 10)
    }

    fn memory(&self, name: &str) -> u64 {
        let status = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(status).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kb: Option<u64> = line.and_then(|line| line.split_whitespace().next()?.parse().ok());

        kb.unwrap_or(0) / 1024
    }
}

/// So many rows into a table of PostgreSQL, 500 a statement and commit: the quickest way but `COPY`.
fn bare(server: &str, rows: usize) -> Duration {
    let mut link = postgres::Client::connect(server, postgres::NoTls).expect("a server");
    link.batch_execute(
        "drop table if exists bare; create table bare (id uuid primary key, body text)",
    )
    .expect("a table");
    let sql = "insert into bare select id::uuid, $2 from unnest($1::text[]) id";
    let begun = Instant::now();
    for _ in 0..rows.div_ceil(500) {
        let ids: Vec<String> = (0..500).map(|_| uuid::Uuid::now_v7().to_string()).collect();
        link.execute(sql, &[&ids, &exchange::BARE_BODY]).expect("room");
    }
    let took = begun.elapsed();
    link.batch_execute("drop table bare").expect("a table");

    took
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
