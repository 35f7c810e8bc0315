//! Files of an order.

use std::path::PathBuf;

use super::*;
use crate::Clock;
use crate::testing::{call, wait};

struct Office {
    folder: tempfile::TempDir,
    engine: Engine,
    order: OrderId,
}

impl Office {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Clock::by_hand(Moment(1_795_222_800_000));
        let engine = Engine::open(folder.path(), clock).expect("an empty folder");
        let founding = crate::Founding {
            office: domain::Office { code: "SH01".into(), name: "Pudong".into(), ..<_>::default() },
            first: "Li Xiuying".into(),
            ..<_>::default()
        };
        wait(engine.found_office(founding)).expect("an empty database");
        let order = wait(engine.receive_order(call())).expect("a call").order;

        Self { folder, engine, order }
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).expect("room");
        path
    }

    fn attach(&self, paths: &[PathBuf]) -> Result<Undo, Error> {
        wait(self.engine.attach_files(self.order, paths.to_vec()))
    }

    fn names(&self) -> Vec<String> {
        let file = wait(self.engine.order(self.order)).expect("its file");
        file.files.into_iter().map(|file| file.name).collect()
    }
}

#[test]
fn files_are_kept_by_their_hash_and_can_be_taken_away_and_brought_back() {
    let office = Office::new();
    let (photo, invoice) = (office.file("Plate.JPG", b"photo"), office.file("a.pdf", b"invoice"));
    let undo = office.attach(&[photo.clone(), invoice]).expect("both");
    assert_eq!(office.names(), ["Plate.jpg", "a.pdf"]);
    let hash = blake3::hash(b"photo").to_hex();
    let kept = office.folder.path().join(FOLDER).join(&hash[..2]).join(hash.as_str());
    assert_eq!(std::fs::read(kept).ok().as_deref(), Some(b"photo".as_slice()));

    let again = office.attach(std::slice::from_ref(&photo));
    assert!(matches!(again, Err(Error::Files(FileFault::There(name))) if name == "Plate.jpg"));
    let file = wait(office.engine.order(office.order)).expect("its file").files[0].clone();
    assert!(file.state == FileState::Here && file.size == 5 && file.thumbnail.is_none());
    let back = wait(office.engine.detach_file(file.id)).expect("it is there");
    assert_eq!(office.names(), ["a.pdf"]);
    wait(office.engine.undo(back)).expect("its record is there");
    assert_eq!(office.names().len(), 2);
    wait(office.engine.undo(undo)).expect("what is gone already is passed over");
    assert_eq!(office.names(), ["Plate.jpg"], "it was put there anew since");
}

#[test]
fn a_check_names_files_that_are_missing_damaged_or_nobodys() {
    let office = Office::new();
    let names = ["plate.jpg", "invoice.pdf", "fault.mp4"];
    let paths = names.map(|name| office.file(name, name.as_bytes()));
    office.attach(&paths).expect("all");
    let number = wait(office.engine.order(office.order)).expect("its file").order.number;
    let found = || wait(office.engine.check(Progress::new())).expect("a database").findings;
    assert_eq!(found(), []);

    let files = office.folder.path().join(FOLDER);
    let place = |name: &str| place_of(&files, &blake3::hash(name.as_bytes()).to_hex());
    std::fs::write(place("plate.jpg"), b"plat").expect("room");
    std::fs::remove_file(place("invoice.pdf")).expect("a file");
    std::fs::write(files.join("holiday.jpg"), b"sun").expect("room");
    let (nobodys, left) = (place("somebody's.jpg"), place("left.jpg"));
    for (path, bytes) in [(&nobodys, "not its own"), (&left, "left.jpg")] {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("room");
        std::fs::write(path, bytes).expect("room");
    }
    // Whoever wrote it was stopped.
    std::fs::write(left.with_added_extension("unfinished"), b"le").expect("room");
    let below = nobodys.strip_prefix(&files).expect("below").display().to_string();
    let mut strays = [below, "holiday.jpg".to_owned()].map(store::Finding::AttachmentStray);
    strays.sort_by_key(|it| format!("{it:?}"));

    let mut all = found();
    all.sort_by_key(|it| format!("{it:?}"));
    let number = number.to_string();
    assert_eq!(
        all[..2],
        [
            store::Finding::AttachmentDamaged("plate.jpg".into(), number.clone()),
            store::Finding::AttachmentMissing("invoice.pdf".into(), number),
        ]
    );
    assert_eq!(all[2..], strays);
}

#[test]
fn what_could_be_run_is_empty_too_large_or_too_much_is_refused_whole() {
    let office = Office::new();
    let refused = |path: PathBuf| match office.attach(&[path]) {
        Err(Error::Files(fault)) => fault,
        other => panic!("{other:?}"),
    };
    let name = |name: &str| name.to_owned();
    assert_eq!(refused(office.file("setup.exe", b"MZ")), FileFault::Kind(name("setup.exe")));
    assert_eq!(refused(office.file("photo.jpg.lnk", b"x")), FileFault::Kind(name("photo.jpg.lnk")));
    assert_eq!(refused(office.file("none.txt", b"")), FileFault::Empty(name("none.txt")));
    let large = office.file("film.mp4", b"");
    std::fs::File::options().write(true).open(&large).and_then(|it| it.set_len(LARGEST + 1)).ok();
    assert_eq!(refused(large), FileFault::TooLarge { name: name("film.mp4"), most: LARGEST_MB });
    let many: Vec<_> =
        (0..=MOST).map(|at| office.file(&format!("{at}.txt"), at.to_string().as_bytes())).collect();
    assert!(matches!(office.attach(&many), Err(Error::Files(FileFault::TooMany(_)))));
    let gone = office.attach(&[office.folder.path().join("nothing.jpg")]);
    assert!(matches!(gone, Err(Error::File { .. })), "{gone:?}");
    assert_eq!(office.names(), [] as [String; 0]);
}

#[test]
fn a_file_whose_bytes_are_elsewhere_is_known_and_not_shown() {
    let office = Office::new();
    office.attach(&[office.file("photo.png", b"photo")]).expect("a file");
    std::fs::remove_dir_all(office.folder.path().join(FOLDER)).expect("a folder");
    let file = wait(office.engine.order(office.order)).expect("its file").files.remove(0);
    assert_eq!(file.state, FileState::Missing);
    let shown = wait(office.engine.open_attachment(file.id, Progress::new()));
    assert!(matches!(shown, Err(Error::Files(FileFault::Elsewhere(name))) if name == "photo.png"));
}

#[test]
fn a_name_from_elsewhere_leads_nowhere_else() {
    assert_eq!(allowed("../../a.pdf").as_deref(), Some("_.._a.pdf"));
    assert_eq!(allowed("-rf.pdf").as_deref(), Some("rf.pdf"));
    assert_eq!(allowed("C:\\run.cmd"), None);
    assert_eq!(allowed(".pdf"), None);
    assert_eq!(allowed("照片 1.JPEG").as_deref(), Some("照片 1.jpeg"));
}

#[test]
fn the_files_of_somebody_who_is_erased_go_with_them_unless_somebody_else_has_the_same() {
    let office = Office::new();
    let own = office.file("kitchen.pdf", b"her kitchen");
    let shared = office.file("manual.pdf", b"a manual");
    office.attach(&[own, shared.clone()]).expect("kept");
    let other = crate::Intake { phone: domain::Phone::parse("139 0000 1111"), ..call() };
    let other = crate::Intake { name: "李伟".into(), ..other };
    let other = wait(office.engine.receive_order(other)).expect("a call").order;
    wait(office.engine.attach_files(other, vec![shared])).expect("kept");
    let reason = domain::CancelReason::Duplicate;
    wait(office.engine.cancel_order(office.order, reason, None)).expect("cancelled");
    let customer = wait(office.engine.order(office.order)).expect("a file").order.customer;
    let why = domain::ErasureReason::Request;
    wait(office.engine.erase_customer(customer, why)).expect("erased");

    let left = |bytes: &[u8]| {
        let hash = FileHash::parse(&blake3::hash(bytes).to_hex()).expect("a hash");
        place(&office.folder.path().join(FOLDER), &hash).is_file()
    };
    assert!(!left(b"her kitchen") && left(b"a manual"));
    assert!(wait(office.engine.order(office.order)).is_ok());
    assert!(wait(office.engine.order(other)).is_ok());
}

#[test]
fn a_backup_of_an_office_of_its_own_is_one_file_with_all_of_it() {
    let office = Office::new();
    office
        .attach(&[office.file("photo.png", b"photo"), office.file("a.pdf", b"invoice")])
        .expect("kept");
    let copy = office.folder.path().join("copy.db");
    wait(office.engine.back_up(copy.clone(), Progress::new())).expect("room");
    assert!(store::verify(&copy, &store::Watch::nobody()).is_ok());

    let elsewhere = tempfile::tempdir().expect("a folder");
    let clock = Clock::by_hand(Moment(1_795_222_800_000));
    let kept =
        crate::replace_database(elsewhere.path().to_owned(), copy.clone(), &clock, Progress::new());
    wait(kept).expect("a backup");
    let engine = Engine::open(elsewhere.path(), clock).expect("an office");
    let files = wait(engine.order(office.order)).expect("its file").files;
    assert!(files.iter().all(|file| file.state == FileState::Here) && files.len() == 2);
    drop(engine);
    let db = std::fs::read(elsewhere.path().join(crate::DATABASE)).expect("a database");
    assert!(!db.windows(7).any(|window| window == b"invoice"), "they lie in their folder alone");

    // One byte of a file that it carries is another.
    let mut bytes = std::fs::read(&copy).expect("a backup");
    let at = bytes.windows(7).position(|window| window == b"invoice").expect("a file");
    bytes[at] ^= 1;
    std::fs::write(&copy, bytes).expect("room");
    let refused = wait(office.engine.restore(copy.clone(), Progress::new()));
    assert!(matches!(refused, Err(Error::BackupDamaged(path)) if path == copy));
}

#[test]
fn what_was_taken_away_goes_after_a_week_unless_it_is_put_back() {
    let office = Office::new();
    office.attach(&[office.file("photo.png", b"photo")]).expect("kept");
    let hash = FileHash::parse(&blake3::hash(b"photo").to_hex()).expect("a hash");
    let there = || place(&office.folder.path().join(FOLDER), &hash).is_file();
    let sweep = |days: i64| {
        let (home, now) = (office.folder.path().to_owned(), office.engine.clock.now());
        let now = Moment(now.0 + days * 86_400_000);
        let swept =
            office.engine.workers.write(move |session| forget_left(session, Some(&home), now));
        wait(swept).expect("room");
    };
    let file = wait(office.engine.order(office.order)).expect("its file").files.remove(0);
    sweep(30);
    assert!(there(), "an order has it");
    let undo = wait(office.engine.detach_file(file.id)).expect("it is there");
    sweep(6);
    assert!(there(), "not yet");
    wait(office.engine.undo(undo)).expect("its record is there");
    sweep(8);
    assert!(there(), "it was put back");
    let file = wait(office.engine.order(office.order)).expect("its file").files.remove(0);
    wait(office.engine.detach_file(file.id)).expect("it is there");
    sweep(8);
    assert!(!there());
}
