//! Photos on a line that breaks in every way there is, up from one desk and down to another.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;

use engine::{AttachedFile, Clock, Engine, FileState, hq};

use super::line::{Line, anywhere};
use super::network::faults;
use super::office::{Office, call};

/// More than one piece.
const LONG: usize = 300_000;

pub fn hold() {
    let begun = Instant::now();
    let folder = tempfile::tempdir().expect("a folder");
    let (office, address) = Office::found(folder.path(), &["first", "second"]);
    let headquarters = office.headquarters(anywhere());
    let line = Line::lay(address, headquarters.address());
    let desk = office.open("first", Clock::System);
    let order = office.wait(desk.receive_order(call(0))).expect("work goes on");
    let done = BTreeSet::from([order.number.to_string()]);
    drop(desk);

    let faults = faults();
    for (n, fault) in faults.iter().enumerate() {
        let (name, bytes) = (format!("{n}.jpg"), bytes_of(n));
        let place = place_of(&bytes);
        // Up: the first look, the first piece and the last one in turn.
        let target = match n % 3 {
            0 => place.clone(),
            1 => format!("{place}?at=0&size="),
            _ => format!("{place}?at=262144&size="),
        };
        line.plan(String::leak(target), fault.clone());
        let desk = office.open("first", Clock::System);
        attach(&office, &desk, (order.order, &name), &bytes);
        office.until("the fault", || line.has_happened().then_some(()));
        drop(desk);
        // One that was just opened tries at once.
        let desk = office.open("first", Clock::System);
        office.files_are_sent(&desk);
        let state = file(&office, &desk, order.order, &name).map(|file| file.state);
        assert_eq!(state, Some(FileState::Safe), "{fault:?}");
        drop(desk);

        // Down: the look or a piece.
        let target = if n % 2 == 0 { place } else { format!("{place}?at=0&most=") };
        line.plan(String::leak(target), fault.clone());
        let desk = office.open("second", Clock::System);
        office.until("the fault", || {
            office.exchange(&desk);
            line.has_happened().then_some(())
        });
        drop(desk);
        let desk = office.open("second", Clock::System);
        office.until("the file at the other desk", || {
            office.exchange(&desk);
            let found = file(&office, &desk, order.order, &name)?;
            (found.state == FileState::Safe).then_some(())
        });
        assert!(lies_in(&folder.path().join("second"), &bytes), "{fault:?}");
    }
    let findings = hq::check(headquarters.storage()).expect("a database");
    assert_eq!((findings.files, findings.wrong.len()), (faults.len(), 0));
    let repeated = line.repeat_everything(headquarters.address());
    let findings = hq::check(headquarters.storage()).expect("a database");
    assert_eq!((findings.files, findings.wrong.len()), (faults.len(), 0));

    println!(
        "files: {} faults each way, {repeated} requests repeated, {:.1} s",
        faults.len(),
        begun.elapsed().as_secs_f64(),
    );
    office.reckon(headquarters, &["first", "second"], &done);
}

/// Bytes that no two photos have in common.
pub fn bytes_of(n: usize) -> Vec<u8> {
    let mut at = n as u64 + 1;
    let next = |_| {
        at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (at >> 33) as u8
    };

    (0..LONG).map(next).collect()
}

/// Keeps bytes with an order as a photo.
pub fn attach(
    office: &Office,
    desk: &Engine,
    (order, name): (domain::OrderId, &str),
    bytes: &[u8],
) {
    let path = office.folder.join(name);
    std::fs::write(&path, bytes).expect("room");
    office.wait(desk.attach_files(order, vec![path])).expect("kept");
}

fn place_of(bytes: &[u8]) -> String {
    format!("/v1/blob/{}", blake3::hash(bytes).to_hex())
}

fn file(
    office: &Office,
    desk: &Engine,
    order: domain::OrderId,
    name: &str,
) -> Option<AttachedFile> {
    let files = office.wait(desk.order(order)).ok()?.files;

    files.into_iter().find(|file| file.name == name)
}

fn lies_in(folder: &Path, bytes: &[u8]) -> bool {
    let hash = blake3::hash(bytes).to_hex().to_string();
    let place = folder.join("files").join(&hash[..2]).join(hash);

    std::fs::read(place).is_ok_and(|there| there == bytes)
}
