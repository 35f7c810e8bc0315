//! What today's systems do with the same words: one column of text, `LIKE`, or PostgreSQL's trigrams.

use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use postgres::{Client, NoTls};
use rusqlite::Connection;

use super::super::table::{Table, ms, percentile, seconds, time};
use super::town::{Household, household};
use super::{SHOWN, Scrap};

/// A peer that needs a second for a question is asked less often.
const QUESTIONS: u32 = 20;

fn words(h: &Household) -> String {
    let mut words = vec![h.name.as_str(), h.phone.as_str(), h.line.as_str()];
    words.extend(h.second.as_deref());
    for more in [&h.serials, &h.models, &h.numbers, &h.aliases] {
        words.extend(more.iter().map(String::as_str));
    }

    words.join(" ")
}

pub fn measure(
    folder: &Path,
    count: u32,
    (scraps, ours): (&[(&str, Scrap, bool)], &[f64]),
    table: &mut Table,
) {
    let plain = Connection::open(folder.join("plain.db")).expect("a database");
    plain.execute_batch("pragma journal_mode = off; create table household (id integer primary key, words text not null); begin").expect("a table");
    {
        let mut insert = plain.prepare("insert into household values (?1, ?2)").expect("a table");
        for n in 0..count {
            insert.execute((n, words(&household(n)))).expect("room");
        }
    }
    plain.execute_batch("commit").expect("room");
    ask("SQLite LIKE", count, (scraps, ours), table, |scraps| {
        let (first, last) = (&scraps[0], &scraps[scraps.len() - 1]);
        let mut ask = plain
            .prepare_cached(
                "select id from household where words like ?1 and words like ?2 limit ?3",
            )
            .expect("a table");
        let rows =
            ask.query_map((first, last, SHOWN as u32), |row| row.get::<_, i64>(0)).expect("rows");
        rows.flatten().count()
    });

    let Ok(server) = std::env::var("BRANCHDESK_TEST_POSTGRES") else { return };
    let mut client = trigrams(&server, count, table);
    ask("PostgreSQL pg_trgm ILIKE", count, (scraps, ours), table, |scraps| {
        let (first, last) = (&scraps[0], &scraps[scraps.len() - 1]);
        let sql = "select id from household where words ilike $1 and words ilike $2 limit 12";
        client.query(sql, &[first, last]).expect("rows").len()
    });
}

fn ask(
    peer: &str,
    count: u32,
    (scraps, ours): (&[(&str, Scrap, bool)], &[f64]),
    table: &mut Table,
    mut answer: impl FnMut(&[String]) -> usize,
) {
    for ((what, scrap, _), ours) in scraps.iter().zip(ours) {
        // Neither knows pinyin, nor another script, nor a country before a number.
        if what.contains("pinyin") || what.contains("+86") || what.contains("other script") {
            continue;
        }
        let mut took: Vec<Duration> = (0..QUESTIONS)
            .map(|at| {
                let n = (u64::from(at) * u64::from(count) / u64::from(QUESTIONS)) as u32;
                let text = scrap(&household(n));
                let scraps: Vec<String> =
                    text.split_whitespace().map(|scrap| format!("%{scrap}%")).collect();
                let (took, found) = time(|| answer(&scraps));
                assert!(found > 0, "{peer} does not find {text}");
                took
            })
            .collect();
        let (p50, p99) = (percentile(&mut took, 0.5), percentile(&mut took, 0.99));
        let ratio = ours / p50.as_secs_f64();
        table.row(
            &format!("find by {what}, ours"),
            ms(Duration::from_secs_f64(*ours)),
            &format!("{peer}: p50 {} · p99 {}", ms(p50), ms(p99)),
            Some(ratio),
        );
    }
}

fn trigrams(server: &str, count: u32, table: &mut Table) -> Client {
    let mut client = Client::connect(server, NoTls).expect("a server");
    client.batch_execute("drop database if exists households").expect("a server");
    client
        .batch_execute(
            "create database households lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8' template template0",
        )
        .expect("a database");
    let server = server.replace("dbname=postgres", "dbname=households");
    let mut client = Client::connect(&server, NoTls).expect("a database");
    client
        .batch_execute("create extension pg_trgm; create table household (id integer primary key, words text not null)")
        .expect("pg_trgm");
    let (bare, ()) = time(|| {
        let mut copy = client.copy_in("copy household from stdin").expect("a table");
        for n in 0..count {
            writeln!(copy, "{n}\t{}", words(&household(n))).expect("room");
        }
        copy.finish().expect("room");
    });
    let (took, ()) = time(|| {
        let sql = "create index household_words on household using gin (words gin_trgm_ops); analyze household";
        client.batch_execute(sql).expect("an index");
    });
    let size: i64 =
        client.query_one("select pg_relation_size('household_words')", &[]).expect("a size").get(0);
    let data: i64 =
        client.query_one("select pg_relation_size('household')", &[]).expect("a size").get(0);
    let (index, data) = (size as f64 / 1e6, data as f64 / 1e6);
    table.row(
        "PostgreSQL: its trigrams",
        format!("{index:.0} MB in {}", seconds(took)),
        &format!("its words, {data:.0} MB in {}", seconds(bare)),
        Some(index / data),
    );

    client
}
