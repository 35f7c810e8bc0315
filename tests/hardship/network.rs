//! A desk on a line that breaks in every way there is.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use engine::{Clock, Engine};

use super::line::{Cut, Fault, Line, anywhere};
use super::office::{Office, call};

/// What a desk asks, each of which goes wrong in every way.
const TARGETS: [&str; 4] = ["/v1/token", "/v1/hello", "/v1/push", "/v1/pull"];

pub fn hold() {
    let begun = Instant::now();
    let folder = tempfile::tempdir().expect("a folder");
    let (office, address) = Office::found(folder.path(), &["first", "second"]);
    let headquarters = office.headquarters(anywhere());
    let line = Line::lay(address, headquarters.address());
    let mut done = BTreeSet::new();
    let mut failed = 0;

    let faults = faults();
    for (n, (target, fault)) in TARGETS
        .iter()
        .flat_map(|target| faults.iter().map(move |fault| (*target, fault)))
        .enumerate()
    {
        // A desk that has just been opened asks for everything once.
        line.plan(target, fault.clone());
        let desk = office.open("first", Clock::System);
        let received = office.wait(desk.receive_order(call(n))).expect("work goes on");
        done.insert(received.number.to_string());
        failed += until_it_happened(&office, &desk, &line, (target, fault));
    }
    let repeated = line.repeat_everything(headquarters.address());

    println!(
        "network: {} faults in {} calls, {failed} exchanges failed, {repeated} requests repeated, \
         {} orders, {:.1} s",
        faults.len() * TARGETS.len(),
        TARGETS.len(),
        done.len(),
        begun.elapsed().as_secs_f64(),
    );
    office.reckon(headquarters, &["first", "second"], &done);
}

/// Exchanges until the fault has happened and all is well again. How many exchanges failed.
pub fn until_it_happened(
    office: &Office,
    desk: &Engine,
    line: &Line,
    what: (&'static str, &Fault),
) -> usize {
    let mut failed = 0;
    for _ in 0..20 {
        failed += office.exchange(desk).len();
        if line.has_happened() {
            return failed;
        }
    }
    panic!("{what:?} never happened")
}

pub fn faults() -> Vec<Fault> {
    let html = b"<html><body>Sign in to the network</body></html>".to_vec();
    let json = |text: &str| text.as_bytes().to_vec();
    let refusal = |code: &str, rest: &str| {
        json(&format!(r#"{{"code":"{code}","message":"busy","permanent":false{rest}}}"#))
    };
    let mut faults: Vec<Fault> = Cut::ALL.into_iter().map(Fault::Request).collect();
    faults.extend(Cut::ALL.into_iter().map(Fault::Answer));
    faults.extend([
        Fault::Instead("413 Payload Too Large", html.clone()),
        Fault::Instead("413 Payload Too Large", refusal("too_large", "")),
        Fault::Instead(
            "429 Too Many Requests\r\nretry-after: 1",
            refusal("busy", r#","retry_after":1"#),
        ),
        Fault::Instead("429 Too Many Requests", Vec::new()),
        Fault::Instead("502 Bad Gateway\r\ncontent-type: text/html", html.clone()),
        Fault::Instead("503 Service Unavailable", Vec::new()),
        Fault::Instead("200 OK\r\ncontent-type: text/html", html.clone()),
        Fault::Instead("302 Found\r\nlocation: http://127.0.0.1:1/login", html),
        Fault::Instead("200 OK\r\ncontent-type: application/json", json(r#"{"results":[{"n":1"#)),
        Fault::Instead("200 OK\r\ncontent-type: application/json", json("[]")),
        Fault::Instead("200 OK\r\ncontent-type: application/json", json("null")),
        Fault::Instead("200 OK\r\ncontent-encoding: zstd", vec![0x28, 0xb5, 0x2f, 0xfd, 0, 0]),
        Fault::Instead("200 OK\r\ncontent-encoding: gzip", json("this is no gzip")),
        Fault::Garbled("200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000000"),
        Fault::Garbled("200 OK\r\ncontent-type: application/json\r\ncontent-length: 5"),
        Fault::Garbled("200 OK\r\ncontent-encoding: br"),
        Fault::Twice,
        Fault::Late(Duration::from_millis(300)),
    ]);

    faults
}
