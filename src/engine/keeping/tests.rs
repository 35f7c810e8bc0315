//! Backups count only when they are whole, and going back to one loses nothing.

use super::*;
use crate::testing::{MORNING, call, wait};
use crate::{Founding, Wrong};

fn office(folder: &Path) -> Engine {
    let engine = Engine::open(folder, Clock::by_hand(MORNING)).expect("an empty folder");
    let founding = Founding {
        office: domain::Office { code: "SH01".into(), name: "浦东".into(), ..Default::default() },
        first: "李秀英".into(),
        technicians: vec!["王建国".into()],
        suggested_prices: true,
        ..Founding::default()
    };
    wait(engine.found_office(founding)).expect("an empty database");

    engine
}

fn people(engine: &Engine) -> usize {
    wait(engine.people()).expect("a database").people.len()
}

fn incarnation(engine: &Engine) -> Incarnation {
    let identity = wait(engine.workers.read(|session| Ok(session.identity()?)));

    identity.expect("a database").expect("an office").incarnation
}

#[test]
fn going_back_keeps_what_was_here_beside_and_begins_a_new_life() -> Result<(), Error> {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = office(folder.path());
    let copy = wait(engine.back_up(folder.path().join("copy.db"), Progress::new()))?;
    wait(engine.add_first_person("刘洋".to_owned()))?;
    let before = incarnation(&engine);
    let kept = wait(engine.restore(copy, Progress::new()))?;

    assert_eq!(people(&engine), 2, "as it was in the backup");
    assert_ne!(incarnation(&engine), before);
    assert!(kept.exists());
    wait(engine.restore(kept, Progress::new()))?;
    assert_eq!(people(&engine), 3, "as it was before");
    let left = std::fs::read_dir(folder.path()).expect("a folder").flatten();
    let staged = |name: &str| name.starts_with("restoring-");
    assert!(!left.into_iter().any(|it| staged(&it.file_name().to_string_lossy())));
    Ok(())
}

#[test]
fn what_is_no_backup_is_refused_and_nothing_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = office(folder.path());
    let letter = folder.path().join("letter.db");
    std::fs::write(&letter, "Dear Sir or Madam, ".repeat(400)).expect("room");
    let half = folder.path().join("half.db");
    let whole =
        wait(engine.back_up(folder.path().join("whole.db"), Progress::new())).expect("room");
    let bytes = std::fs::read(whole).expect("a file");
    std::fs::write(&half, &bytes[..bytes.len() / 2]).expect("room");

    assert!(matches!(wait(engine.restore(letter, Progress::new())), Err(Error::NoBackup(_))));
    assert!(matches!(wait(engine.restore(half, Progress::new())), Err(Error::BackupDamaged(_))));
    let none = folder.path().join("none.db");
    let missing = |error: &Error| match error {
        Error::File { path, kind } => {
            path.ends_with("none.db") && *kind == std::io::ErrorKind::NotFound
        }
        _ => false,
    };
    assert!(
        wait(engine.restore(none.clone(), Progress::new())).is_err_and(|error| missing(&error))
    );
    let elsewhere = folder.path().join("elsewhere");
    let replaced = wait(replace_database(elsewhere.clone(), none, engine.clock(), Progress::new()));
    assert!(replaced.is_err_and(|error| missing(&error)));
    assert!(!elsewhere.exists(), "nothing was begun there");
    assert!(matches!(
        wait(engine.restore(folder.path().to_owned(), Progress::new())),
        Err(Error::NoBackup(_))
    ));
    assert_eq!(people(&engine), 2);
    assert!(matches!(
        wait(engine.add_first_person(" ".to_owned())),
        Err(Error::Field { field: "first", why: Wrong::Missing })
    ));
}

#[test]
fn a_deed_waits_for_no_backup() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = office(folder.path());
    let (go_on, held) = mpsc::channel();
    let copy = folder.path().join("copy.db");
    let to = copy.clone();
    let slow = engine.workers.beside(move |store| {
        let released = held.recv_timeout(Duration::from_secs(30));
        store.back_up(&to, &Packing::nothing(), &store::Watch::nobody())?;
        released.map_err(|_| Error::Busy)
    });

    wait(engine.add_first_person("刘洋".to_owned())).expect("done while the backup is made");
    go_on.send(()).expect("it is still being made");
    wait(slow).expect("room");
    store::verify(&copy, &store::Watch::nobody()).expect("a whole backup");
}

#[test]
fn a_backup_that_has_no_place_says_where() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = office(folder.path());

    assert!(
        wait(engine.back_up(folder.path().join("no/such/folder/copy.db"), Progress::new()))
            .is_err()
    );
    assert!(wait(engine.link()).expect("a database").last_backup.is_none());
}

#[test]
fn a_database_that_cannot_be_opened_is_replaced_and_kept() -> Result<(), Error> {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = office(folder.path());
    let copy = wait(engine.back_up(folder.path().join("copy.db"), Progress::new()))?;
    let whole = std::fs::read(&copy).expect("a file");
    let newer = {
        // The schema's number stands at byte 60 of a SQLite file.
        let mut newer = whole.clone();
        newer[60..64].copy_from_slice(&900_u32.to_be_bytes());
        newer
    };
    let noise = "noise ".repeat(900).into_bytes();
    let zeros = vec![0; 4096];
    let half = whole[..whole.len() / 2].to_vec();
    let clock = Clock::by_hand(MORNING);
    for broken in [noise, zeros, newer, half] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(crate::DATABASE);
        std::fs::write(&path, &broken).expect("room");
        let kept = wait(replace_database(
            folder.path().to_owned(),
            copy.clone(),
            &clock,
            Progress::new(),
        ))?;

        assert_eq!(std::fs::read(kept.expect("what lay there")).expect("a file"), broken);
        assert_eq!(people(&Engine::open(folder.path(), clock.clone())?), 2);
    }
    Ok(())
}

#[test]
fn a_backup_comes_to_a_computer_that_has_nothing_yet() -> Result<(), Error> {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = office(folder.path());
    let copy = wait(engine.back_up(folder.path().join("copy.db"), Progress::new()))?;
    let other = tempfile::tempdir().expect("a folder");
    let (path, clock) = (other.path().join("new"), Clock::by_hand(MORNING));

    assert!(wait(replace_database(path.clone(), copy, &clock, Progress::new()))?.is_none());
    assert_eq!(people(&Engine::open(&path, clock)?), 2);
    Ok(())
}

#[test]
fn what_is_no_backup_takes_nobodys_place() -> Result<(), Error> {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = office(folder.path());
    wait(engine.add_first_person("刘洋".to_owned()))?;
    drop(engine);
    let letter = folder.path().join("letter.db");
    std::fs::write(&letter, "Dear Sir or Madam, ".repeat(400)).expect("room");
    let clock = Clock::by_hand(MORNING);
    let tried = wait(replace_database(folder.path().to_owned(), letter, &clock, Progress::new()));

    assert!(matches!(tried, Err(Error::NoBackup(_))));
    assert_eq!(people(&Engine::open(folder.path(), clock)?), 3);
    Ok(())
}

#[test]
fn a_backup_that_a_person_makes_is_listed_and_never_goes_with_the_daily_ones() -> Result<(), Error>
{
    let folder = tempfile::tempdir().expect("a folder");
    let engine = office(folder.path());
    let (made, again) =
        (wait(engine.back_up_now(Progress::new()))?, wait(engine.back_up_now(Progress::new()))?);
    assert_ne!(made, again, "within one second too");
    let later = engine.clock().now().plus_hours(24 * 400);
    prune(&engine.backup_folder().expect("a folder"), later, engine.clock().offset());

    assert!(made.exists() && again.exists());
    assert!(wait(engine.backups())?.iter().any(|file| file.path == made));
    Ok(())
}

#[test]
fn a_backup_that_was_noted_while_the_clock_was_years_ahead_does_not_count() -> Result<(), Error> {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = office(folder.path());
    engine.clock().set(MORNING.plus_hours(24 * 3_650));
    wait(engine.back_up(folder.path().join("copy.db"), Progress::new()))?;
    assert!(wait(engine.link())?.last_backup.is_some());

    engine.clock().set(MORNING);
    assert_eq!(wait(engine.link())?.last_backup, None);
    Ok(())
}

#[test]
fn a_backup_onto_the_open_database_is_refused_by_whatever_name() -> Result<(), Error> {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = office(folder.path());
    let inside = folder.path().join("inside");
    std::fs::create_dir(&inside).expect("room");
    let database = folder.path().join(crate::DATABASE);
    let before = std::fs::read(&database).expect("a file");
    let side = |end: &str| folder.path().join(format!("{}{end}", crate::DATABASE));
    let roundabout = inside.join("..").join(crate::DATABASE);
    let names = vec![side(""), side("-wal"), side("-shm"), side("-journal"), roundabout];
    #[cfg(unix)]
    let names = {
        let link = folder.path().join("link.db");
        std::os::unix::fs::symlink(&database, &link).expect("room");
        [names, vec![link]].concat()
    };
    for name in names {
        let refused = wait(engine.back_up(name.clone(), Progress::new()));
        assert!(matches!(&refused, Err(Error::OntoItself(path)) if *path == name), "{refused:?}");
    }

    assert_eq!(std::fs::read(&database).expect("a file"), before);
    wait(engine.add_first_person("刘洋".to_owned()))?;
    assert_eq!(people(&engine), 3);
    Ok(())
}

#[test]
fn on_a_full_disk_no_call_is_half_taken_and_the_next_one_is_once_there_is_room() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = office(folder.path());
    let limit = |pages| wait(engine.workers.own(move |store| Ok(store.limit(pages)?)));
    let taken = wait(engine.receive_order(call())).expect("there is room").number;
    let records = || wait(engine.check(Progress::new())).expect("a database").records;
    let before = records();
    limit(1).expect("a database");

    // Some calls still fit into the last page.
    let refused = (0..200).find_map(|_| wait(engine.receive_order(call())).err());
    assert!(matches!(refused, Some(Error::DiskFull)), "{refused:?}");
    assert_eq!(wait(engine.check(Progress::new())).expect("a database").findings, []);
    let full = records();
    assert!(matches!(wait(engine.receive_order(call())), Err(Error::DiskFull)));
    assert_eq!(records(), full);
    assert!(full >= before);

    limit(u32::MAX - 1).expect("a database");
    let next = wait(engine.receive_order(call())).expect("there is room").number;
    assert_ne!(next, taken);
    assert!(records() > full);
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<std::ffi::OsString> {
    let there = std::fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<_> = there.map(|entry| entry.file_name()).collect();
    names.sort();

    names
}

#[test]
fn going_back_that_is_stopped_at_any_moment_changes_nothing() -> Result<(), Error> {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = office(folder.path());
    let copy = wait(engine.back_up(folder.path().join("copy.db"), Progress::new()))?;
    wait(engine.add_first_person("刘洋".to_owned()))?;
    let before = names(folder.path());
    let stopped = Progress::new();
    stopped.cancel();
    let asked = wait(engine.restore(copy.clone(), stopped.clone()));
    assert!(matches!(asked, Err(Error::Cancelled)), "{asked:?}");
    let backed_up = wait(engine.back_up(folder.path().join("other.db"), stopped.clone()));
    assert!(matches!(backed_up, Err(Error::Cancelled)), "{backed_up:?}");
    assert!(matches!(wait(engine.check(stopped)), Err(Error::Cancelled)));
    assert_eq!(names(folder.path()), before);

    // Each further look of whoever watches is the last one, until the work comes to its end.
    let beside = folder.path().join("beside.db");
    let attempt = |last: usize| {
        let (copy, home, beside) = (copy.clone(), folder.path().to_owned(), beside.clone());
        wait(engine.workers.own(move |store| {
            let looks = std::sync::atomic::AtomicUsize::new(0);
            let seen = move || looks.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            let watch = Watch::new(move |_| seen() < last);
            let staged = stage(&copy, &home, &watch)?;
            store.back_up(&beside, &Packing::nothing(), &watch)?;
            Ok(store.take_over(&staged, &watch)?)
        }))
    };
    let mut looks = 0;
    while let Err(error) = attempt(looks) {
        assert!(matches!(error, Error::Cancelled), "{error:?}");
        let _ = std::fs::remove_file(&beside);
        assert_eq!(names(folder.path()), before, "at look {looks}");
        assert_eq!(people(&engine), 3, "at look {looks}");
        looks += 1;
    }
    assert!(looks > 4, "{looks}");
    assert_eq!(people(&engine), 2, "as it was in the backup");
    Ok(())
}
