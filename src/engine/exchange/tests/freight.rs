//! Files on their way between two desks and a real headquarters.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use domain::OrderId;
use store::Parcel;

use super::real::Trial;
use super::*;
use crate::exchange::Missed;
use crate::testing::call;
use crate::{FileState, Joining, Progress};

/// A line that can be cut, and that takes what goes through it to a headquarters.
struct Cable {
    address: SocketAddr,
    cut: Arc<AtomicBool>,
    /// So many bytes come through up and then no more; counted over all connections.
    left: Arc<AtomicUsize>,
}

impl Cable {
    fn lay(far: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (cut, left) =
            (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(usize::MAX)));
        let (is_cut, budget) = (Arc::clone(&cut), Arc::clone(&left));
        std::thread::spawn(move || {
            for desk in listener.incoming().flatten() {
                let Ok(hq) = TcpStream::connect(far) else { continue };
                let ways = [(&desk, &hq, true), (&hq, &desk, false)];
                for (from, to, up) in ways {
                    let (from, to) = (from.try_clone().expect("it"), to.try_clone().expect("it"));
                    let (is_cut, budget) = (Arc::clone(&is_cut), Arc::clone(&budget));
                    std::thread::spawn(move || relay((from, to), up, &is_cut, &budget));
                }
            }
        });

        Self { address, cut, left }
    }
}

fn relay(
    (mut from, mut to): (TcpStream, TcpStream),
    up: bool,
    cut: &AtomicBool,
    left: &AtomicUsize,
) {
    use std::io::{Read as _, Write as _};

    let mut buffer = [0; 8_192];
    while let Ok(len @ 1..) = from.read(&mut buffer) {
        let may = if up { left.load(Ordering::SeqCst).min(len) } else { len };
        if up && left.load(Ordering::SeqCst) < usize::MAX {
            left.fetch_sub(may, Ordering::SeqCst);
        }
        if cut.load(Ordering::SeqCst) || to.write_all(&buffer[..may]).is_err() || may < len {
            break;
        }
    }
    // Whoever is at either end hears of it.
    let _ = (from.shutdown(std::net::Shutdown::Both), to.shutdown(std::net::Shutdown::Both));
}

struct Place {
    folder: tempfile::TempDir,
    engine: Engine,
}

impl Place {
    fn join(trial: &Trial, address: SocketAddr) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let engine = Engine::open(folder.path(), Clock::System).expect("an empty folder");
        let joining = Joining { address: address.to_string(), ..trial.joining() };
        wait(engine.join(joining, Progress::new())).expect("a place at the branch");

        Self { folder, engine }
    }

    /// Ends the program and begins it again.
    fn restart(self) -> Self {
        let Self { folder, engine } = self;
        drop(engine);
        let begun = Instant::now();
        let engine = loop {
            match Engine::open(folder.path(), Clock::System) {
                Ok(engine) => break engine,
                Err(_) if begun.elapsed() < Duration::from_secs(20) => {
                    std::thread::sleep(Duration::from_millis(50));
                }
                Err(error) => panic!("{error}"),
            }
        };

        Self { folder, engine }
    }

    fn order(&self) -> OrderId {
        wait(self.engine.receive_order(call())).expect("a call").order
    }

    fn attach(&self, order: OrderId, name: &str, bytes: &[u8]) {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).expect("room");
        wait(self.engine.attach_files(order, vec![path])).expect("kept");
    }

    fn state(&self, order: OrderId, name: &str) -> Option<FileState> {
        let file = wait(self.engine.order(order)).ok()?;

        file.files.into_iter().find(|file| file.name == name).map(|file| file.state)
    }

    /// Waits until a file is so.
    fn until(&self, order: OrderId, name: &str, wanted: FileState) {
        let begun = Instant::now();
        let mut seen = Vec::new();
        while begun.elapsed() < Duration::from_secs(30) {
            let state = self.state(order, name);
            if state == Some(wanted) {
                return;
            }
            if seen.last() != Some(&state) {
                seen.push(state);
            }
            std::thread::sleep(Duration::from_millis(30));
        }
        panic!("{name} is not {wanted:?} but was {seen:?}");
    }

    fn until_gone(&self, bytes: &[u8]) {
        let begun = Instant::now();
        while self.place(bytes).exists() {
            assert!(begun.elapsed() < Duration::from_secs(30), "the bytes are still here");
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    fn place(&self, bytes: &[u8]) -> PathBuf {
        let hash = blake3::hash(bytes).to_hex();

        store::place_of(&self.folder.path().join(crate::files::FOLDER), &hash)
    }

    fn has(&self, bytes: &[u8]) -> bool {
        std::fs::read(self.place(bytes)).is_ok_and(|there| there == bytes)
    }

    fn fetch(&self, bytes: &[u8], progress: Progress) -> Result<(), Missed> {
        let hash = blake3::hash(bytes).to_hex().to_string();
        let parcel = Parcel { hash, size: bytes.len() as u64 };

        wait(self.engine.exchange.freight().fetch(parcel, progress))
    }

    fn unsent(&self) -> (u64, u64) {
        let files = wait(self.engine.link()).expect("a look").files;

        (files.files, files.bytes)
    }
}

/// Bytes that no picture is, the same for each length.
fn noise(len: usize) -> Vec<u8> {
    let mut at = len as u64 | 1;
    let next = |_| {
        at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (at >> 33) as u8
    };

    (0..len).map(next).collect()
}

/// Whether headquarters has these bytes, whole.
fn kept(trial: &Trial) -> usize {
    let check = hq::check(trial.headquarters.storage()).expect("a check");
    assert_eq!(check.wrong, Vec::<String>::new());

    check.files
}

#[test]
fn a_photo_of_an_open_order_is_at_the_other_desk_soon_and_a_film_when_somebody_opens_it() {
    let trial = Trial::new();
    let address = trial.headquarters.address();
    let (one, two) = (Place::join(&trial, address), Place::join(&trial, address));
    let order = one.order();
    let (photo, film) = (noise(300_001), noise(3 * 1024 * 1024));
    one.attach(order, "plate.jpg", &photo);
    one.attach(order, "noise.mp4", &film);
    one.until(order, "noise.mp4", FileState::Safe);
    one.until(order, "plate.jpg", FileState::Safe);
    assert_eq!((one.unsent(), kept(&trial)), ((0, 0), 2));

    two.until(order, "plate.jpg", FileState::Safe);
    assert!(two.has(&photo) && !two.has(&film));
    assert_eq!(two.state(order, "noise.mp4"), Some(FileState::Away));
    let stopped = Progress::new();
    stopped.cancel();
    assert_eq!(two.fetch(&film, stopped), Err(Missed::Cancelled));
    let progress = Progress::new();
    let steps = progress.watch();
    assert_eq!(two.fetch(&film, progress), Ok(()));
    assert!(two.has(&film) && steps.borrow().total == film.len() as u64);
    assert_eq!(two.state(order, "noise.mp4"), Some(FileState::Safe));
    assert_eq!(two.fetch(&noise(7), Progress::new()), Err(Missed::Unknown));
}

#[test]
fn a_file_goes_on_where_the_line_and_the_program_broke_off() {
    let trial = Trial::new();
    let address = trial.headquarters.address();
    let cable = Cable::lay(address);
    let one = Place::join(&trial, cable.address);
    let order = one.order();
    wait(one.engine.exchange_now()).expect("a headquarters");
    let film = noise(2_000_000);
    // It breaks off in the middle of a piece.
    cable.left.store(900_000, Ordering::SeqCst);
    one.attach(order, "noise.mp4", &film);
    let begun = Instant::now();
    while cable.left.load(Ordering::SeqCst) > 0 && begun.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(cable.left.load(Ordering::SeqCst), 0);
    assert_eq!((kept(&trial), one.unsent().0), (0, 1));

    cable.left.store(usize::MAX - 1, Ordering::SeqCst);
    let one = one.restart();
    one.until(order, "noise.mp4", FileState::Safe);
    let sent = usize::MAX - 1 - cable.left.load(Ordering::SeqCst);
    assert!(sent < 1_700_000, "{sent} bytes were sent again");
    assert_eq!(kept(&trial), 1);

    // The same on the way down.
    let two = Place::join(&trial, address);
    wait(two.engine.exchange_now()).expect("a headquarters");
    let place = two.place(&film);
    std::fs::create_dir_all(place.parent().expect("a folder")).expect("room");
    std::fs::write(crate::exchange::part(&place), &film[..600_000]).expect("room");
    assert_eq!(two.fetch(&film, Progress::new()), Ok(()));
    assert!(two.has(&film) && !crate::exchange::part(&place).exists());
    // What came before was spoilt on the disk: it is begun anew, when somebody asks again.
    std::fs::remove_file(&place).expect("a file");
    std::fs::write(crate::exchange::part(&place), noise(600_000)).expect("room");
    assert_eq!(two.fetch(&film, Progress::new()), Err(Missed::Spoilt));
    assert_eq!(two.fetch(&film, Progress::new()), Ok(()));
}

#[test]
fn who_waits_for_a_file_that_nobody_has_sent_hears_so_and_gets_it_later() {
    let trial = Trial::new();
    let address = trial.headquarters.address();
    let cable = Cable::lay(address);
    let (one, two) = (Place::join(&trial, cable.address), Place::join(&trial, address));
    let order = one.order();
    // The bytes are gone before they could be sent.
    let photo = noise(50_000);
    wait(one.engine.exchange_now()).expect("a headquarters");
    cable.cut.store(true, Ordering::SeqCst);
    one.attach(order, "plate.jpg", &photo);
    std::fs::rename(one.place(&photo), one.folder.path().join("hidden")).expect("a file");
    let one = one.restart();
    cable.cut.store(false, Ordering::SeqCst);
    let begun = Instant::now();
    while wait(one.engine.exchange_now()).is_err() && begun.elapsed() < Duration::from_secs(20) {}
    wait(two.engine.exchange_now()).expect("a headquarters");
    two.until(order, "plate.jpg", FileState::Awaited);
    assert_eq!(two.fetch(&photo, Progress::new()), Err(Missed::Awaited));
    assert_eq!(one.unsent(), (0, 0), "what is not here cannot be sent");

    std::fs::rename(one.folder.path().join("hidden"), one.place(&photo)).expect("a file");
    let one = one.restart();
    one.until(order, "plate.jpg", FileState::Safe);
    assert_eq!(two.fetch(&photo, Progress::new()), Ok(()));
}

#[test]
fn a_file_that_was_spoilt_on_the_disk_is_not_sent_and_comes_back_from_headquarters() {
    let trial = Trial::new();
    let one = Place::join(&trial, trial.headquarters.address());
    let order = one.order();
    let (good, bad) = (noise(40_000), noise(50_000));
    one.attach(order, "good.jpg", &good);
    one.until(order, "good.jpg", FileState::Safe);
    let place = one.place(&bad);
    std::fs::create_dir_all(place.parent().expect("a folder")).expect("room");
    std::fs::write(&place, b"spoilt").expect("room");
    // It passes for one that is there already.
    one.attach(order, "bad.jpg", &bad);
    one.until(order, "bad.jpg", FileState::Awaited);
    assert!(place.with_added_extension("damaged").exists());
    assert_eq!(kept(&trial), 1);

    std::fs::remove_file(one.place(&good)).expect("a file");
    let one = one.restart();
    one.until(order, "good.jpg", FileState::Safe);
    assert!(one.has(&good));
}

#[test]
fn a_restored_headquarters_is_given_the_files_again() {
    let trial = Trial::new();
    let one = Place::join(&trial, trial.headquarters.address());
    let order = one.order();
    wait(one.engine.exchange_now()).expect("a headquarters");
    let backup = trial.folder.path().join("monday.backup");
    hq::backup::back_up(trial.headquarters.storage(), &backup).expect("a backup");
    let photo = noise(30_000);
    one.attach(order, "plate.jpg", &photo);
    one.until(order, "plate.jpg", FileState::Safe);
    hq::backup::restore(trial.folder.path(), &backup).expect("a restore");
    assert_eq!(kept(&trial), 0);

    let begun = Instant::now();
    while kept(&trial) == 0 && begun.elapsed() < Duration::from_secs(40) {
        // It may be told of the restore only now.
        drop(wait(one.engine.exchange_now()));
        std::thread::sleep(Duration::from_millis(100));
    }
    assert_eq!(kept(&trial), 1);
    one.until(order, "plate.jpg", FileState::Safe);
}

#[test]
fn the_bytes_of_an_erased_person_go_everywhere() {
    let trial = Trial::new();
    let address = trial.headquarters.address();
    let (one, two) = (Place::join(&trial, address), Place::join(&trial, address));
    let order = one.order();
    let photo = noise(30_000);
    one.attach(order, "plate.jpg", &photo);
    one.until(order, "plate.jpg", FileState::Safe);
    two.until(order, "plate.jpg", FileState::Safe);
    std::fs::remove_file(two.place(&photo)).expect("a file");
    let found = wait(two.engine.check(Progress::new())).expect("a database").findings;
    assert_eq!(found, [], "headquarters has it");
    let two = two.restart();
    two.until(order, "plate.jpg", FileState::Safe);
    let customer = wait(one.engine.order(order)).expect("a file").order.customer;
    let why = domain::CancelReason::Duplicate;
    wait(one.engine.cancel_order(order, why, None)).expect("cancelled");
    wait(one.engine.erase_customer(customer, domain::ErasureReason::Request)).expect("erased");
    wait(one.engine.exchange_now()).expect("a headquarters");
    wait(two.engine.exchange_now()).expect("a headquarters");

    assert_eq!(kept(&trial), 0);
    for desk in [&one, &two] {
        desk.until_gone(&photo);
        let found = wait(desk.engine.check(Progress::new())).expect("a database").findings;
        assert_eq!(found, []);
    }
}

#[test]
fn what_headquarters_refuses_to_erase_keeps_its_bytes() {
    let trial = Trial::new();
    let cable = Cable::lay(trial.headquarters.address());
    let one = Place::join(&trial, cable.address);
    let order = one.order();
    wait(one.engine.exchange_now()).expect("a headquarters");
    let customer = wait(one.engine.order(order)).expect("a file").order.customer;
    cable.cut.store(true, Ordering::SeqCst);
    let photo = noise(30_000);
    one.attach(order, "plate.jpg", &photo);
    let why = domain::CancelReason::Duplicate;
    wait(one.engine.cancel_order(order, why, None)).expect("cancelled");
    wait(one.engine.erase_customer(customer, domain::ErasureReason::Request)).expect("erased");
    assert!(one.has(&photo), "headquarters has not heard of it");

    // Meanwhile the desk became one that may not.
    trial.makes_of_every_desk(domain::DeskRole::Clerk);
    cable.cut.store(false, Ordering::SeqCst);
    one.until(order, "plate.jpg", FileState::Safe);
    assert!(one.has(&photo));
    let refused = wait(one.engine.attention()).expect("a database").refused;
    assert_eq!(refused.len(), 1);
    let name = wait(one.engine.household(customer)).expect("a file").customer.name;
    assert_ne!(name, domain::erasure::NOTHING, "they are there as before");
}

/// A place that takes not one byte more.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_finds_no_room_is_said_to_and_comes_once_there_is_some() {
    let trial = Trial::new();
    let address = trial.headquarters.address();
    let (one, two) = (Place::join(&trial, address), Place::join(&trial, address));
    let order = one.order();
    // Larger than what comes by itself.
    let film = noise(3 * 1024 * 1024);
    one.attach(order, "fault.mp4", &film);
    one.until(order, "fault.mp4", FileState::Safe);
    wait(two.engine.exchange_now()).expect("a headquarters");
    let part = crate::exchange::part(&two.place(&film));
    std::fs::create_dir_all(part.parent().expect("a folder")).expect("room");
    std::os::unix::fs::symlink("/dev/full", &part).expect("a link");
    let file = wait(two.engine.order(order)).expect("it came").files[0].id;

    let refused = wait(two.engine.fetch_attachment(file, Progress::new()));
    assert!(matches!(refused, Err(Error::DiskFull)), "{refused:?}");
    assert!(wait(two.engine.link()).expect("a database").is_full(), "the status bar says so");
    assert!(!part.exists() && !two.has(&film), "no part takes room from what the office writes");

    wait(two.engine.fetch_attachment(file, Progress::new())).expect("there is room");
    assert!(two.has(&film));
    assert!(!wait(two.engine.link()).expect("a database").is_full());
}

#[test]
fn a_backup_brings_back_what_headquarters_had_not_confirmed() {
    let trial = Trial::new();
    let cable = Cable::lay(trial.headquarters.address());
    let one = Place::join(&trial, cable.address);
    let order = one.order();
    let (sent, kept_back) = (noise(20_000), noise(30_000));
    one.attach(order, "sent.jpg", &sent);
    one.until(order, "sent.jpg", FileState::Safe);
    cable.cut.store(true, Ordering::SeqCst);
    one.attach(order, "later.jpg", &kept_back);
    let copy = one.folder.path().join("copy.db");
    wait(one.engine.back_up(copy.clone(), Progress::new())).expect("room");
    let holds = |bytes: &[u8]| {
        let all = std::fs::read(&copy).expect("a backup");
        all.windows(200).any(|window| window == &bytes[..200])
    };
    assert!(holds(&kept_back) && !holds(&sent));

    std::fs::remove_dir_all(one.folder.path().join(crate::files::FOLDER)).expect("a folder");
    let stopped = Progress::new();
    stopped.cancel();
    assert!(matches!(wait(one.engine.restore(copy.clone(), stopped)), Err(Error::Cancelled)));
    wait(one.engine.restore(copy, Progress::new())).expect("a backup");
    assert!(one.has(&kept_back) && !one.has(&sent));
    cable.cut.store(false, Ordering::SeqCst);
    one.until(order, "later.jpg", FileState::Safe);
    one.until(order, "sent.jpg", FileState::Safe);
    assert!(one.has(&sent), "from headquarters");
    assert_eq!(kept(&trial), 2);
}
