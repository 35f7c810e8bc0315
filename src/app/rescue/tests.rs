//! What is offered when the office will not open, and that it helps.

use iced_test::simulator;

use super::*;
use crate::testing::{settle, wait};

fn look() -> Look {
    Look { language: Language::English, ..Look::default() }
}

/// A folder with one daily backup of an office, and a database that is noise.
fn broken() -> (tempfile::TempDir, PathBuf) {
    let (folder, before) = (tempfile::tempdir(), tempfile::tempdir());
    let (folder, before) = (folder.expect("a folder"), before.expect("a folder"));
    let engine = Engine::open(before.path(), Clock::System).expect("an empty folder");
    let founding = engine::Founding {
        office: domain::Office { code: "SH01".into(), name: "Pudong".into(), ..Default::default() },
        first: "Li Xiuying".into(),
        technicians: Vec::new(),
        suggested_prices: true,
        ..engine::Founding::default()
    };
    wait(engine.found_office(founding)).expect("an empty database");
    let backups = folder.path().join("backups");
    std::fs::create_dir(&backups).expect("room");
    let backup =
        wait(engine.back_up(backups.join("branchdesk-20261121-090000.db"), Progress::new()));
    std::fs::write(folder.path().join(engine::DATABASE), "noise ".repeat(900)).expect("room");

    (folder, backup.expect("room"))
}

fn rescue(folder: &std::path::Path) -> Rescue {
    let error = Engine::open(folder, Clock::System).expect_err("noise");

    Rescue::new(folder.to_owned(), error, look())
}

/// Does something, and hands back what came of it.
fn done(rescue: &mut Rescue, message: Message) -> Outcome {
    let Outcome::Stay(task) = rescue.update(message) else { panic!("nothing is begun") };
    let answer = settle(task).last().expect("an answer");

    rescue.update(answer)
}

#[test]
fn what_is_wrong_is_said_and_a_backup_brings_the_office_back() {
    let (folder, backup) = broken();
    let mut rescue = rescue(folder.path());
    let mut screen = simulator(rescue.view());
    assert!(screen.find(rescue.locale.problem_database_not_ours().as_str()).is_ok());
    assert!(screen.find(rescue.locale.action_restore().as_str()).is_ok(), "the daily backup");
    drop(screen);

    let Outcome::Opened(engine, Some(notice)) = done(&mut rescue, Message::RestorePressed(backup))
    else {
        panic!("the office is not back")
    };
    assert_eq!(wait(engine.desk()).expect("a database").expect("an office").office.name, "Pudong");
    assert!(notice.words.contains("before-restore-"), "{}", notice.words);
}

#[test]
fn what_is_no_backup_is_refused_and_the_ways_out_stay() {
    let (folder, _) = broken();
    let letter = folder.path().join("letter.db");
    std::fs::write(&letter, "Dear Sir or Madam").expect("room");
    let mut rescue = rescue(folder.path());

    let chosen = Message::OtherChosen(Chosen::Path(letter));
    assert!(matches!(done(&mut rescue, chosen), Outcome::Stay(_)));
    assert!(matches!(rescue.refused, Some(Error::NoBackup(_))));
    assert!(rescue.work.is_none());
}

#[test]
fn beginning_anew_keeps_the_old_file() {
    let (folder, _) = broken();
    let before = std::fs::read(folder.path().join(engine::DATABASE)).expect("a file");
    let mut rescue = rescue(folder.path());
    let Outcome::Opened(engine, _) = done(&mut rescue, Message::AnewPressed) else {
        panic!("nothing begins")
    };

    assert!(wait(engine.desk()).expect("a database").is_none(), "nobody's yet");
    let kept = std::fs::read_dir(folder.path()).expect("a folder").flatten().find(|file| {
        let name = file.file_name();
        name.to_string_lossy().starts_with("set-aside-")
    });
    assert_eq!(std::fs::read(kept.expect("the old file").path()).expect("a file"), before);
}

#[test]
fn a_folder_that_cannot_be_written_is_not_helped_by_a_backup() {
    let error = Error::File { path: "/data".into(), kind: std::io::ErrorKind::PermissionDenied };
    let rescue = Rescue::new("/data".into(), error, look());
    let mut screen = simulator(rescue.view());

    assert!(screen.find(rescue.locale.rescue_anew().as_str()).is_err());
    assert!(screen.find(rescue.locale.action_retry().as_str()).is_ok());
}
