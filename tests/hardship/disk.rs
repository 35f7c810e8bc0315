//! A desk and headquarters on small disks, which fill up while deeds, photos, backups and the exchange go on: it is said
//! that the disk is full, nothing that was called done is lost, and all goes on once there is room.
//!
//! The disks are file systems in memory that only this trial sees: whoever is root makes them, and on most systems
//! everybody is in a namespace of their own.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use engine::{Clock, Engine, Error, Progress, hq};

use super::files::bytes_of;
use super::office::{Office, call};

/// What a disk holds.
const SIZE: &str = "size=64m";
/// By which a process comes to disks of its own.
const WAYS: [&[&str]; 2] = [&["unshare", "-m"], &["unshare", "-U", "-r", "-m"]];
const DESKS: [&str; 2] = ["first", "second"];
/// Lies outside the small disks.
const PHOTOS: &str = "photos";
/// Between two deeds of a desk and two backups of headquarters.
const PAUSE: Duration = Duration::from_millis(5);
const BACKUPS: Duration = Duration::from_millis(200);
/// What comes about by itself does so within this time.
const PATIENCE: Duration = Duration::from_secs(60);

/// Says that the trial must be held.
const MUST: &str = "BRANCHDESK_SMALL_DISKS";

/// Holds the trial where disks can be made. Who asked for it by its name, or by the variable, is told that they cannot.
pub fn hold(by_name: bool) {
    let must = by_name || std::env::var(MUST).is_ok_and(|word| word == "must");
    let folder = tempfile::tempdir().expect("a folder");
    let Some(way) = WAYS.into_iter().find(|way| makes_disks(way, folder.path())) else {
        assert!(!must, "disk: small disks can be made by root alone here");
        println!("disk: not tried: small disks can be made by root alone here");
        return;
    };
    let ended = Command::new(way[0])
        .args(&way[1..])
        .arg(std::env::current_exe().expect("this program"))
        .args(["small-disks".as_ref(), folder.path().as_os_str(), "all".as_ref()])
        .status()
        .expect("a process");
    assert!(ended.success(), "disk: {ended}");
}

fn makes_disks(way: &[&str], folder: &Path) -> bool {
    let tried = Command::new(way[0])
        .args(&way[1..])
        .args(["mount", "-t", "tmpfs", "-o", SIZE, "tmpfs"])
        .arg(folder)
        .stderr(Stdio::null())
        .status();

    cfg!(target_os = "linux") && tried.is_ok_and(|ended| ended.success())
}

/// Plays a part: `small-disks FOLDER all`, which holds the trial, `full-desk FOLDER BEGINNING` or
/// `full-headquarters FOLDER ADDRESS`. False if there is no such part.
pub fn play(role: &str, folder: &Path, rest: &[String]) -> bool {
    let word = rest.first().map(String::as_str).unwrap_or_default();
    match role {
        "small-disks" => hold_on_small_disks(folder),
        "full-desk" => work(folder, word.parse().unwrap_or(0)),
        "full-headquarters" => serve(folder, word.parse().expect("an address")),
        _ => return false,
    }
    true
}

/// Does what a desk does, and says what came of each deed.
fn work(folder: &Path, first: usize) {
    let waiter = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    end_with_parent();
    let desk = loop {
        match Engine::open(folder, Clock::System) {
            Ok(desk) => break desk,
            Err(error) => tell("open", Err(error)),
        }
        thread::sleep(BACKUPS);
    };
    let photos = folder.with_file_name(PHOTOS);
    for n in first.. {
        let received = waiter.block_on(desk.receive_order(call(n)));
        let order = received.as_ref().ok().map(|received| received.order);
        tell("order", received.map(|received| received.number.to_string()));
        // One that was stored before the disk was full takes a photo as well.
        if let Some(order) = order.filter(|_| n % 3 == 0) {
            let path = photos.join(format!("{n}.jpg"));
            std::fs::write(&path, bytes_of(n)).expect("the large disk");
            let kept = waiter.block_on(desk.attach_files(order, vec![path]));
            tell("photo", kept.map(|_| n.to_string()));
        }
        match n % 4 {
            0 => {
                let copy = desk.back_up(folder.join("copy.backup"), Progress::new());
                tell("backup", waiter.block_on(copy).map(|_| String::new()));
            }
            2 => tell("exchange", waiter.block_on(desk.exchange_now()).map(|()| String::new())),
            _ => {}
        }
        thread::sleep(PAUSE);
    }
}

fn serve(folder: &Path, address: SocketAddr) {
    end_with_parent();
    let headquarters = loop {
        match hq::Headquarters::start(folder, address) {
            Ok(headquarters) => break headquarters,
            Err(error) => say(&format!("open {}", in_short(&error))),
        }
        thread::sleep(BACKUPS);
    };
    loop {
        let made = hq::backup::back_up(headquarters.storage(), &folder.join("night.backup"));
        match made {
            Ok(_) => say("backup"),
            Err(error) => say(&format!("backup {}", in_short(&error))),
        }
        thread::sleep(BACKUPS);
    }
}

fn in_short(error: &hq::Error) -> String {
    let words = error.to_string();
    let is_clear = words.contains("disk is full") || words.contains("No space left");

    if is_clear { "full".to_owned() } else { format!("wrong {words}") }
}

fn tell(what: &str, done: Result<String, Error>) {
    match done {
        Ok(name) => say(format!("{what} {name}").trim()),
        Err(Error::DiskFull) => say(&format!("{what} full")),
        Err(Error::Offline) => say(&format!("{what} offline")),
        Err(Error::Headquarters(code)) => say(&format!("{what} refused {code:?}")),
        Err(error) => say(&format!("{what} wrong {error:?}")),
    }
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

/// A process at work, and all that it said.
struct Worker {
    role: &'static str,
    folder: PathBuf,
    child: Option<Child>,
    said: Arc<Mutex<Vec<String>>>,
}

impl Worker {
    fn begin(role: &'static str, folder: PathBuf, word: &str) -> Self {
        let mut worker = Self { role, folder, child: None, said: Arc::default() };
        worker.begin_again(word);

        worker
    }

    fn begin_again(&mut self, word: &str) {
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .args([self.role.as_ref(), self.folder.as_os_str(), word.as_ref()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a process");
        let (out, said) = (child.stdout.take().expect("its words"), Arc::clone(&self.said));
        thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                said.lock().unwrap_or_else(PoisonError::into_inner).push(line);
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

    fn said(&self) -> Vec<String> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What it said since it had said so much.
    fn since(&self, mark: usize) -> Vec<String> {
        self.said().split_off(mark)
    }

    /// The names of what it called done.
    fn done(&self, what: &str) -> Vec<String> {
        let said = self.said().into_iter();
        let named = |line: String| Some(line.strip_prefix(what)?.trim().to_owned());

        said.filter_map(named)
            .filter(|name| !FAILED.iter().any(|it| name.starts_with(it)))
            .collect()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.kill();
    }
}

/// What takes up all room on a disk as long as it lies there, and what becomes free meanwhile.
struct Ballast {
    file: PathBuf,
    over: Arc<AtomicBool>,
    filling: Option<JoinHandle<()>>,
}

impl Ballast {
    fn on(disk: &Path) -> Self {
        let (file, over) = (disk.join("ballast"), Arc::new(AtomicBool::new(false)));
        let (mut lies, is_over) = (File::create(&file).expect("a disk"), Arc::clone(&over));
        top_up(&mut lies);
        let filling = thread::spawn(move || {
            while !is_over.load(Ordering::Relaxed) {
                top_up(&mut lies);
                thread::sleep(Duration::from_millis(2));
            }
        });

        Self { file, over, filling: Some(filling) }
    }
}

fn top_up(file: &mut File) {
    for piece in [1 << 20, 4_096, 1] {
        while file.write_all(&vec![0; piece]).is_ok() {}
    }
}

impl Drop for Ballast {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        if let Some(filling) = self.filling.take() {
            filling.join().expect("it only writes");
        }
        // Whoever has it open still: it takes no room.
        let emptied = OpenOptions::new().write(true).truncate(true).open(&self.file);
        emptied.and_then(|_| std::fs::remove_file(&self.file)).expect("a disk");
    }
}

fn hold_on_small_disks(folder: &Path) {
    let begun = Instant::now();
    for disk in ["hq", DESKS[0]] {
        let disk = folder.join(disk);
        std::fs::create_dir(&disk).expect("room");
        let made = Command::new("mount")
            .args(["-t", "tmpfs", "-o", SIZE, "tmpfs"])
            .arg(&disk)
            .status()
            .expect("mount");
        assert!(made.success(), "no disk at {}", disk.display());
    }
    std::fs::create_dir(folder.join(PHOTOS)).expect("room");
    let (office, address) = Office::found(folder, &DESKS);
    let mut trial = Trial::begin(office, address);
    trial.the_desks_disk_is_full();
    trial.headquarters_disk_is_full();
    trial.both_are_full();
    trial.reckon(begun);
}

/// What a line says after what was tried, if it failed.
const FAILED: [&str; 4] = ["full", "offline", "refused", "wrong"];

/// How often something failed. Nothing but this was in the way.
fn clear(said: &[String], ways: &[&str]) -> usize {
    let how = |line: &String| line.split(' ').nth(1).unwrap_or_default().to_owned();
    let failed: Vec<&String> =
        said.iter().filter(|line| FAILED.contains(&how(line).as_str())).collect();
    let other: Vec<_> = failed.iter().filter(|line| !ways.contains(&how(line).as_str())).collect();
    assert!(other.is_empty(), "nobody understands {other:?}");

    failed.len()
}

/// Headquarters and two desks at work, all but the second desk on a small disk.
struct Trial {
    office: Office,
    address: SocketAddr,
    headquarters: Worker,
    desks: [Worker; 2],
    /// How often somebody was told what was in the way.
    full: usize,
}

impl Trial {
    fn begin(office: Office, address: SocketAddr) -> Self {
        let at = |name: &str| office.folder.join(name);
        let headquarters = Worker::begin("full-headquarters", at("hq"), &address.to_string());
        let desks = [(DESKS[0], "0"), (DESKS[1], "100000")]
            .map(|(name, n)| Worker::begin("full-desk", at(name), n));
        let mut trial = Self { office, address, headquarters, desks, full: 0 };
        trial.all_goes_on();

        trial
    }

    /// Waits until a process has said each of these from now on.
    fn says(&self, worker: &Worker, lines: &[&str]) {
        let mark = worker.said().len();
        let begun = Instant::now();
        loop {
            let said = worker.since(mark);
            if lines.iter().all(|line| said.iter().any(|it| it == line)) {
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "{lines:?} was not said in {PATIENCE:?}: {said:?}");
            thread::sleep(PAUSE);
        }
    }

    /// Waits until a desk has taken in so many more orders.
    fn takes_orders(&self, desk: usize, more: usize) {
        let before = self.desks[desk].done("order").len();
        self.office.until("orders are taken in", || {
            (self.desks[desk].done("order").len() >= before + more).then_some(())
        });
    }

    fn all_goes_on(&mut self) {
        for (n, desk) in self.desks.iter().enumerate() {
            self.says(desk, &["exchange", "backup"]);
            self.takes_orders(n, 3);
        }
        self.says(&self.headquarters, &["backup"]);
    }

    fn the_desks_disk_is_full(&mut self) {
        let ballast = Ballast::on(&self.office.folder.join(DESKS[0]));
        let mark = self.desks[0].said().len();
        self.says(&self.desks[0], &["order full", "backup full", "exchange full"]);
        // Its colleague notices nothing.
        self.takes_orders(1, 5);
        self.says(&self.desks[1], &["exchange", "backup"]);
        // The computer is switched off and on again.
        self.desks[0].kill();
        self.desks[0].begin_again("200000");
        self.office.until("it says what is wrong", || {
            let said = self.desks[0].since(mark);
            let again = said.iter().rev().take_while(|line| line.ends_with("full")).count();
            (again > 3).then_some(())
        });
        self.full += clear(&self.desks[0].since(mark), &["full", "offline"]);
        drop(ballast);
        self.all_goes_on();
    }

    fn headquarters_disk_is_full(&mut self) {
        let ballast = Ballast::on(&self.office.folder.join("hq"));
        let marks = self.desks.each_ref().map(|desk| desk.said().len());
        self.says(&self.headquarters, &["backup full"]);
        for desk in 0..DESKS.len() {
            self.takes_orders(desk, 10);
            self.says(&self.desks[desk], &["backup"]);
        }
        self.headquarters.kill();
        self.headquarters.begin_again(&self.address.to_string());
        for desk in 0..DESKS.len() {
            self.takes_orders(desk, 5);
        }
        for (desk, mark) in self.desks.iter().zip(marks) {
            self.full += clear(&desk.since(mark), &["refused", "offline"]);
        }
        drop(ballast);
        self.all_goes_on();
    }

    /// And whoever has no room is killed.
    fn both_are_full(&mut self) {
        let ballasts = ["hq", DESKS[0]].map(|disk| Ballast::on(&self.office.folder.join(disk)));
        self.says(&self.headquarters, &["backup full"]);
        self.says(&self.desks[0], &["order full"]);
        self.takes_orders(1, 5);
        self.headquarters.kill();
        self.desks[0].kill();
        drop(ballasts);
        self.headquarters.begin_again(&self.address.to_string());
        self.desks[0].begin_again("300000");
        self.all_goes_on();
    }

    fn reckon(mut self, begun: Instant) {
        let mut wrong: Vec<String> = self.headquarters.said();
        self.headquarters.kill();
        for desk in &mut self.desks {
            desk.kill();
            wrong.extend(desk.said());
        }
        // What a process said before its end is read to its end.
        thread::sleep(Duration::from_millis(200));
        wrong.retain(|line| line.contains(" wrong "));
        assert_eq!(wrong, Vec::<String>::new(), "nobody understands that");
        let done = |what: &str| -> BTreeSet<String> {
            self.desks.iter().flat_map(|desk| desk.done(what)).collect()
        };
        let (orders, photos) = (done("order"), done("photo"));
        println!(
            "disk: {} orders and {} photos called done, {} times it was said what is in the way, {:.1} s",
            orders.len(),
            photos.len(),
            self.full,
            begun.elapsed().as_secs_f64()
        );
        let headquarters = self.office.headquarters(self.address);
        for desk in DESKS {
            self.office.files_are_sent(&self.office.open(desk, Clock::System));
        }
        let there = hq::check(headquarters.storage()).expect("a database").files;
        assert!(there >= photos.len() && !photos.is_empty(), "a photo was lost");
        self.office.reckon(headquarters, &DESKS, &orders);
        println!("disk: every one of them is there once, {:.1} s", begun.elapsed().as_secs_f64());
    }
}
