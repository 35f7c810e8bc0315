//! A headquarters with many desks: `cargo bench -p acceptance -- load [1000] [10000]`. Only when it is asked for.
//!
//! The desks are simulated: real keys, tokens, operations, chains and HTTP, but no database of their own. Headquarters
//! is a process by itself, on SQLite, or on PostgreSQL if `BRANCHDESK_TEST_POSTGRES` names one (`tests/postgres.sh`);
//! desks and headquarters share the processors. *Morning*: all desks come at once, each asks for a token, greets,
//! sends [`MORNING_DEEDS`] deeds of the evening before and fetches its branch. *First fetch*: desks of one branch with
//! [`FIRST_RECORDS`] records fetch all of it. *Listening*: every desk waits for news; one deed after another is done,
//! and what counts is when a colleague's desk has the row. *Working*: while all others listen, desks do
//! [`OFFERED`] deeds a second. The floor is the same bodies once in one bare
//! table of the same kind of database, 500 to a commit, on the same disk.

pub mod desk;
mod line;
pub mod server;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;
use tokio::sync::Semaphore;

use super::table::{Table, ms, percentile, seconds};
use desk::Desk;
use server::Server;

pub use server::is_one;

/// Desks of a branch.
const OF_A_BRANCH: usize = 4;
/// Deeds that each desk brings in the morning.
const MORNING_DEEDS: usize = 8;
/// Records of the branch whose desks fetch it for the first time.
const FIRST_RECORDS: usize = 10_000;
/// Deeds a second while everyone listens.
const OFFERED: usize = 1_000;
/// For so long.
const WORKING: Duration = Duration::from_secs(10);
/// Until all who listen wait.
const SETTLING: Duration = Duration::from_secs(3);
/// Deeds whose way to a colleague's desk is timed.
const WAKINGS: usize = 300;
/// Connections that are opened at the same moment: as many as a system lets wait at a door.
const AT_THE_DOOR: usize = 500;

pub fn measure(folder: &Path, desks: usize, table: &mut Table) {
    let waiter =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let server = Server::start(&folder.join(format!("load-{desks}")), desks / OF_A_BRANCH, desks);
    let title = format!("{desks} desks on {}", server.database);
    let before = server.resident_mb();
    let mut all = waiter.block_on(enrol(&server, desks, (&title, table)));
    waiter.block_on(morning(&server, &mut all, (&title, table)));
    waiter.block_on(first_fetch(&server, &mut all, (&title, table)));
    waiter.block_on(listening(&server, &mut all, (&title, table)));
    working(&waiter, &server, all, (&title, table));
    table.row(
        &format!("{title}: memory of headquarters"),
        format!("{} MB at most", server.peak_mb()),
        &format!("{before} MB before anyone came"),
        Some(server.peak_mb() as f64 / before.max(1) as f64),
    );
}

type Report<'a> = (&'a str, &'a mut Table);

async fn enrol(server: &Server, desks: usize, (title, table): Report<'_>) -> Vec<Desk> {
    let begun = Instant::now();
    let door = Arc::new(Semaphore::new(AT_THE_DOOR));
    let enrolling: Vec<_> = (0..desks)
        .map(|n| {
            let (door, code, address) =
                (Arc::clone(&door), server.codes[n].clone(), server.address);
            tokio::spawn(async move {
                let _turn = door.acquire().await.expect("an open door");
                Desk::enrol(address, n, code).await
            })
        })
        .collect();
    let mut all = Vec::with_capacity(desks);
    for desk in enrolling {
        all.push(desk.await.expect("a desk"));
    }
    let took = begun.elapsed();
    let rate = desks as f64 / took.as_secs_f64();
    table.row(&format!("{title}: all enrol"), seconds(took), &format!("{rate:.0} a second"), None);
    all
}

async fn morning(server: &Server, desks: &mut Vec<Desk>, (title, table): Report<'_>) {
    let begun = Instant::now();
    let door = Arc::new(Semaphore::new(AT_THE_DOOR));
    let coming: Vec<_> = std::mem::take(desks)
        .into_iter()
        .map(|mut desk| {
            let door = Arc::clone(&door);
            tokio::spawn(async move {
                let turn = door.acquire().await.expect("an open door");
                desk.connect().await;
                drop(turn);
                let at = Instant::now();
                desk.token().await;
                desk.hello().await;
                desk.push(MORNING_DEEDS).await;
                desk.pull_all().await;
                (desk, at.elapsed())
            })
        })
        .collect();
    let mut times = Vec::with_capacity(coming.len());
    for desk in coming {
        let (desk, took) = desk.await.expect("a desk");
        desks.push(desk);
        times.push(took);
    }
    let took = begun.elapsed();
    let deeds = desks.len() * MORNING_DEEDS;
    let floor = server.floor(deeds);
    let bytes: u64 = desks.iter().map(|desk| desk.bytes).sum();
    table.row(
        &format!("{title}: the morning, {deeds} deeds, {:.1} MB", bytes as f64 / 1e6),
        format!("{} · {:.0} deeds a second", seconds(took), deeds as f64 / took.as_secs_f64()),
        &format!("as many bare rows: {}", seconds(floor)),
        Some(took.as_secs_f64() / floor.as_secs_f64()),
    );
    let (p50, p99) = (percentile(&mut times, 0.5), percentile(&mut times, 0.99));
    table.row(&format!("{title}: a desk's morning, p50"), seconds(p50), "", None);
    table.row(&format!("{title}: a desk's morning, p99"), seconds(p99), "", None);
}

async fn first_fetch(server: &Server, desks: &mut [Desk], (title, table): Report<'_>) {
    // The desks of the first branch fill it; then each forgets what it has, again and again.
    let mut filled = 0;
    while filled < FIRST_RECORDS {
        desks[0].push(500).await;
        filled += 500;
    }
    let fetches = (desks.len() / 50).clamp(OF_A_BRANCH, 200);
    let begun = Instant::now();
    let mut fetching = Vec::new();
    for n in 0..fetches {
        let mut twin = desks[n % OF_A_BRANCH].twin();
        fetching.push(tokio::spawn(async move {
            twin.connect().await;
            let at = Instant::now();
            let rows = twin.pull_all().await;
            assert!(rows >= FIRST_RECORDS, "only {rows} records came");
            (at.elapsed(), twin.bytes)
        }));
    }
    let (mut times, mut bytes) = (Vec::new(), 0);
    for fetch in fetching {
        let (took, read) = fetch.await.expect("a desk");
        times.push(took);
        bytes += read;
    }
    let took = begun.elapsed();
    let rows = fetches * FIRST_RECORDS;
    let floor = server.floor(FIRST_RECORDS);
    table.row(
        &format!(
            "{title}: {fetches} first fetches at once, {:.2} MB each",
            bytes as f64 / 1e6 / fetches as f64
        ),
        format!("{} · {:.0} rows a second", seconds(took), rows as f64 / took.as_secs_f64()),
        &format!("writing {FIRST_RECORDS} bare rows once: {}", seconds(floor)),
        Some(took.as_secs_f64() / fetches as f64 / floor.as_secs_f64()),
    );
    let (p50, p99) = (percentile(&mut times, 0.5), percentile(&mut times, 0.99));
    table.row(&format!("{title}: a first fetch, p50"), seconds(p50), "", None);
    table.row(&format!("{title}: a first fetch, p99"), seconds(p99), "", None);
}

/// All but the first desk of each branch listen; the first does a deed, and its colleague's answer is timed.
async fn listening(server: &Server, desks: &mut Vec<Desk>, (title, table): Report<'_>) {
    let mut waiting = Vec::new();
    let mut speakers = Vec::new();
    for (n, mut desk) in std::mem::take(desks).into_iter().enumerate() {
        desk.pull_all().await;
        if n % OF_A_BRANCH == 0 && speakers.len() < WAKINGS / 2 {
            speakers.push(desk);
        } else {
            waiting.push(desk);
        }
    }
    let listeners: Vec<_> = waiting
        .into_iter()
        .map(|mut desk| {
            let (tell, heard) = tokio::sync::mpsc::unbounded_channel();
            let (stop, stopped) = tokio::sync::oneshot::channel();
            let branch = desk.branch().to_owned();
            let listening = tokio::spawn(async move {
                desk.listen(tell, stopped).await;
                desk
            });
            (branch, heard, stop, listening)
        })
        .collect();
    tokio::time::sleep(SETTLING).await;
    let resting = server.resident_mb();
    let mut listeners = listeners;
    let mut times = Vec::new();
    for n in 0..WAKINGS {
        let places = speakers.len();
        let speaker = &mut speakers[n % places];
        let branch = speaker.branch().to_owned();
        let Some((_, heard, ..)) = listeners.iter_mut().find(|(own, ..)| *own == branch) else {
            continue;
        };
        while heard.try_recv().is_ok() {}
        let begun = Instant::now();
        speaker.push(1).await;
        let at: Instant = heard.recv().await.expect("a listener");
        times.push(at.saturating_duration_since(begun));
    }
    let (p50, p99) = (percentile(&mut times, 0.5), percentile(&mut times, 0.99));
    let against = "300 ms";
    let ratio = |time: Duration| Some(time.as_secs_f64() / 0.3);
    table.row(&format!("{title}: a deed to a colleague's desk, p50"), ms(p50), against, ratio(p50));
    table.row(&format!("{title}: a deed to a colleague's desk, p99"), ms(p99), against, ratio(p99));
    table.row(
        &format!("{title}: memory of headquarters while all listen"),
        format!("{resting} MB"),
        "",
        None,
    );
    desks.extend(speakers);
    for (_, heard, stop, listening) in listeners {
        drop(heard);
        // One that has ended already needs no word.
        let _ = stop.send(());
        desks.push(listening.await.expect("a desk"));
    }
}

/// A tenth of the desks work, all others listen and have come to rest before.
fn working(waiter: &Runtime, server: &Server, desks: Vec<Desk>, (title, table): Report<'_>) {
    let workers = (desks.len() / 10).clamp(1, OFFERED / 2);
    let each = Duration::from_secs_f64(workers as f64 / OFFERED as f64);
    let (mut stops, mut hands) = (Vec::new(), Vec::new());
    for (n, mut desk) in desks.into_iter().enumerate() {
        if n % 10 == 0 && hands.len() < workers {
            waiter.block_on(desk.connect());
            hands.push(desk);
        } else {
            let (tell, heard) = tokio::sync::mpsc::unbounded_channel();
            let (stop, stopped) = tokio::sync::oneshot::channel();
            drop(heard);
            stops.push(stop);
            waiter.spawn(async move { desk.listen(tell, stopped).await });
        }
    }
    thread::sleep(SETTLING);
    let done = Arc::new(AtomicU64::new(0));
    let busy = server.processor_time();
    let working = hands.into_iter().map(|mut desk| {
        let done = Arc::clone(&done);
        waiter.spawn(async move {
            let begun = Instant::now();
            let (mut times, mut next) = (Vec::new(), begun);
            while begun.elapsed() < WORKING {
                tokio::time::sleep_until(next.into()).await;
                next += each;
                let at = Instant::now();
                desk.push(1).await;
                times.push(at.elapsed());
                done.fetch_add(1, Ordering::Relaxed);
            }
            times
        })
    });
    let working: Vec<_> = working.collect();
    let begun = Instant::now();
    let mut times: Vec<Duration> =
        working.into_iter().flat_map(|worker| waiter.block_on(worker).expect("a desk")).collect();
    let took = begun.elapsed();
    let busy = server.processor_time().saturating_sub(busy);
    let deeds = done.load(Ordering::Relaxed);
    let rate = deeds as f64 / took.as_secs_f64();
    let floor = server.floor(usize::try_from(deeds).unwrap_or(usize::MAX));
    table.row(
        &format!("{title}: {OFFERED} deeds a second offered, one a push, all others listening"),
        format!("{rate:.0} a second"),
        &format!("as many bare rows, 500 a commit: {}", seconds(floor)),
        Some(took.as_secs_f64() / floor.as_secs_f64()),
    );
    let (p50, p99) = (percentile(&mut times, 0.5), percentile(&mut times, 0.99));
    table.row(&format!("{title}: a push of one while all listen, p50"), ms(p50), "", None);
    table.row(&format!("{title}: a push of one while all listen, p99"), ms(p99), "", None);
    let alone = 2.0 * deeds as f64 / busy.as_secs_f64();
    table.row(
        &format!("{title}: headquarters' part of the processors, of a deed and of who hears of it"),
        format!("{:.2} ms", busy.as_secs_f64() * 1e3 / deeds.max(1) as f64),
        &format!("two processors of its own: {alone:.0} deeds a second, of {OFFERED}"),
        Some(alone / OFFERED as f64),
    );
    drop(stops);
}
