//! First fetches of a large branch, packed and not: `cargo bench -p acceptance -- snapshot`. Only when it is asked for.
//!
//! Headquarters is a process by itself, the desks are those of [`load`](super::load). Whoever asks for one byte less
//! than a packet may hold is given the same pages as before there were packets, so both are measured in one run, on one
//! database. What counts is headquarters' part of the processors; the time has the desks' own reading in it. Packing is
//! paid once, and stands beside what one fetch without costs.

use std::path::Path;
use std::time::{Duration, Instant};

use sync::limits::PULL_BYTES;

use super::load::desk::Desk;
use super::load::server::Server;
use super::table::{Table, ms, percentile, seconds};

/// Rows of the branch, and how many fetch it at once.
const BRANCHES: [(usize, usize); 2] = [(10_000, 100), (100_000, 12)];
/// Headquarters has come to rest when it did nothing for so long.
const REST: Duration = Duration::from_secs(1);

pub fn measure(folder: &Path, table: &mut Table) {
    let waiter =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    for (rows, fetches) in BRANCHES {
        let server = Server::start(&folder.join(format!("snapshot-{rows}")), 1, 1);
        waiter.block_on(one(&server, (rows, fetches), table));
    }
}

async fn one(server: &Server, (rows, fetches): (usize, usize), table: &mut Table) {
    let mut desk = Desk::enrol(server.address, 0, server.codes[0].clone()).await;
    desk.token().await;
    desk.hello().await;
    for _ in 0..rows.div_ceil(500) {
        desk.push(500).await;
    }
    rest(server).await;

    desk.page = PULL_BYTES as u64 - 1;
    let plain = storm(server, &desk, (rows, fetches)).await;
    desk.page = PULL_BYTES as u64;
    let busy = server.processor_time();
    desk.twin().pull_all().await;
    rest(server).await;
    let packing = server.processor_time().saturating_sub(busy);
    let packed = storm(server, &desk, (rows, fetches)).await;

    let title = format!("{fetches} first fetches of {rows} rows at once");
    let mut row = |what: &str, of: fn(&Storm) -> f64, say: fn(f64) -> String| {
        let (with, without) = (of(&packed), of(&plain));
        let against = format!("not packed: {}", say(without));
        table.row(&format!("{title}: {what}"), say(with), &against, Some(with / without));
    };
    let time = |seconds: f64| ms(Duration::from_secs_f64(seconds));
    row("headquarters' part of the processors, each", |it| it.busy, time);
    row("until all have all", |it| it.took, |took| seconds(Duration::from_secs_f64(took)));
    row("a fetch, p50", |it| it.middle, time);
    row("bytes, each", |it| it.bytes, |bytes| format!("{:.2} MB", bytes / 1e6));
    let packing = packing.as_secs_f64();
    let against = format!("one fetch, not packed: {}", time(plain.busy));
    table.row(
        &format!("{title}: packing it, with the fetch that asked for it"),
        time(packing),
        &against,
        Some(packing / plain.busy),
    );
}

/// What many fetches took.
struct Storm {
    busy: f64,
    took: f64,
    middle: f64,
    bytes: f64,
}

async fn storm(server: &Server, desk: &Desk, (rows, fetches): (usize, usize)) -> Storm {
    let busy = server.processor_time();
    let begun = Instant::now();
    let fetching: Vec<_> = (0..fetches)
        .map(|_| {
            let mut twin = desk.twin();
            tokio::spawn(async move {
                twin.connect().await;
                let at = Instant::now();
                let came = twin.pull_all().await;
                assert!(came >= rows, "only {came} rows came");
                (at.elapsed(), twin.bytes)
            })
        })
        .collect();
    let (mut times, mut bytes) = (Vec::new(), 0);
    for fetch in fetching {
        let (took, read) = fetch.await.expect("a desk");
        times.push(took);
        bytes += read;
    }
    let took = begun.elapsed().as_secs_f64();
    let busy = server.processor_time().saturating_sub(busy).as_secs_f64() / fetches as f64;
    let middle = percentile(&mut times, 0.5).as_secs_f64();

    Storm { busy, took, middle, bytes: bytes as f64 / fetches as f64 }
}

async fn rest(server: &Server) {
    let mut before = Duration::MAX;
    // It looks around now and then, which is less than a tick.
    while server.processor_time().abs_diff(before) > Duration::from_millis(20) {
        before = server.processor_time();
        tokio::time::sleep(REST).await;
    }
}
