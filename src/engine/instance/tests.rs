//! One window, whoever knocks, and whatever a crash leaves behind.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::*;
use crate::testing::{MORNING, wait};
use crate::{Clock, DATABASE, Engine, replace_database, set_database_aside};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn entered(folder: &Path) -> Instance {
    Instance::enter(folder, &Knock::Show).expect("a folder").expect("nobody is there")
}

fn call() -> Knock {
    Knock::Call(CallingNumber::parse("tel:+86 138-0013-8000").expect("a number"))
}

/// What the door answers to `words`, said by somebody who may know the secret.
fn said(folder: &Path, words: impl FnOnce(&str) -> Vec<u8>) -> String {
    let written = std::fs::read_to_string(folder.join(door::FILE)).expect("a door");
    let (port, secret) = written.trim_end().split_once(' ').expect("port and secret");
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port.parse().expect("a port")));
    let mut visitor = TcpStream::connect(address).expect("a door");
    visitor.write_all(&words(secret)).expect("an open door");
    let mut answer = String::new();
    // A door that was told too much may close before it has heard all.
    let _ = visitor.read_to_string(&mut answer);

    answer
}

#[test]
fn whoever_comes_second_hands_over_to_the_first() -> Result<(), Error> {
    let folder = folder();
    let first = entered(folder.path());

    for knock in [call(), Knock::Show] {
        assert!(Instance::enter(folder.path(), &knock)?.is_none());
        assert_eq!(wait(first.knocked()), Some(knock));
    }
    tell_window(folder.path());
    assert_eq!(wait(first.knocked()), Some(Knock::Changed));
    Ok(())
}

#[test]
fn a_window_that_was_closed_makes_room_and_leaves_no_door() -> Result<(), Error> {
    let folder = folder();
    drop(entered(folder.path()));

    assert!(!folder.path().join(door::FILE).exists());
    assert!(Instance::enter(folder.path(), &call())?.is_some());
    Ok(())
}

#[test]
fn each_folder_has_a_window_of_its_own() {
    let (one, other) = (folder(), folder());
    let (first, second) = (entered(one.path()), entered(other.path()));
    for (folder, window) in [(other.path(), &second), (one.path(), &first)] {
        assert!(matches!(Instance::enter(folder, &call()), Ok(None)), "it is open already");
        assert_eq!(wait(window.knocked()), Some(call()), "its own window hears of it");
    }
}

#[test]
fn who_does_not_know_the_secret_or_says_nonsense_is_refused() {
    let folder = folder();
    let window = entered(folder.path());
    let with = |word: &'static str| move |secret: &str| format!("{secret} {word}\n").into_bytes();

    for word in ["", "call", "call ", "call drop table", "call 12;34", "shout", "show me"] {
        assert_eq!(said(folder.path(), with(word)), "refused\n", "{word}");
    }
    assert_eq!(said(folder.path(), |secret| format!("{secret}0 show\n").into_bytes()), "refused\n");
    assert_eq!(
        said(folder.path(), |secret| format!("{} show\n", "0".repeat(secret.len())).into()),
        "refused\n"
    );
    assert_eq!(said(folder.path(), |_| b"show\n".to_vec()), "refused\n");
    assert_eq!(said(folder.path(), |_| b"\xff\xfe\x00\n".to_vec()), "refused\n");
    assert_eq!(said(folder.path(), with("show")), "taken\n", "and it still hears who knows it");
    assert_eq!(wait(window.knocked()), Some(Knock::Show), "and nothing of all that came in");
}

#[test]
fn a_line_without_end_is_cut_off() {
    let folder = folder();
    let window = entered(folder.path());
    let endless = |secret: &str| format!("{secret} call {}", "1".repeat(100_000)).into_bytes();

    assert_ne!(said(folder.path(), endless), "taken\n");
    assert_eq!(
        said(folder.path(), |secret| format!("{secret} call 110\n").into_bytes()),
        "taken\n"
    );
    let number = CallingNumber::parse("110").expect("a number");
    assert_eq!(wait(window.knocked()), Some(Knock::Call(number)));
}

#[test]
fn a_window_that_nobody_looks_at_is_not_flooded() {
    let folder = folder();
    let _window = entered(folder.path());
    let taken = (0..WAITING + 9).filter(|_| visit::hand_over(folder.path(), &Knock::Show));

    assert_eq!(taken.count(), WAITING);
}

#[test]
fn numbers_are_numbers() {
    let long = "1".repeat(41);
    for text in ["", "  ", "+", "tel:", "anonymous", "138\n0013", "１３８", long.as_str()] {
        assert!(CallingNumber::parse(text).is_none(), "{text}");
    }
    for text in ["110", "+86 138 0013 8000", "021-5888 6688#3", "(021)58886688", "*31#138"] {
        assert_eq!(CallingNumber::parse(text).as_ref().map(CallingNumber::as_str), Some(text));
    }
    for link in ["tel:+8613800138000", "TEL:+8613800138000;phone-context=example.com"] {
        let number = CallingNumber::parse(link);
        assert_eq!(number.as_ref().map(CallingNumber::as_str), Some("+8613800138000"));
    }
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_the_secret() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = folder();
    let _window = entered(folder.path());
    let door = std::fs::metadata(folder.path().join(door::FILE)).expect("a door");

    assert_eq!(door.permissions().mode() & 0o777, 0o600);
}

/// Names the folder to the process below.
const FOLDER: &str = "BRANCHDESK_TEST_FOLDER";

/// Not a test but the other process of one: it has the window and the database until it is killed.
#[test]
#[ignore = "started by another test"]
fn another_process_has_the_window() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let folder = Path::new(&folder);
    let _window = entered(folder);
    let _office = Engine::open(folder, Clock::System).expect("a folder");
    writeln!(std::io::stdout(), "\nhere").expect("someone listens");
    // Ends with the one who started it at the latest.
    let _ = std::io::stdin().read(&mut [0]);
}

fn other_process(folder: &Path) -> Child {
    let program = std::env::current_exe().expect("this test");
    let mut other = Command::new(program)
        .args(["--exact", "--ignored", "--nocapture"])
        .arg("instance::tests::another_process_has_the_window")
        .env(FOLDER, folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("another process");
    let lines = BufReader::new(other.stdout.as_mut().expect("its words")).lines();
    assert!(lines.map_while(Result::ok).any(|line| line == "here"), "it came to nothing");

    other
}

#[test]
fn a_window_that_was_killed_stands_in_nobodys_way() {
    let folder = folder();
    let mut other = other_process(folder.path());
    let second = Instance::enter(folder.path(), &call()).expect("a folder");
    assert!(second.is_none(), "it takes the call");
    other.kill().and_then(|()| other.wait()).expect("it can be killed");

    assert!(folder.path().join(door::FILE).exists(), "its door is left behind");
    let window = entered(folder.path());
    tell_window(folder.path());
    assert_eq!(wait(window.knocked()), Some(Knock::Changed), "the door is the new one's");
}

#[test]
fn a_database_is_not_replaced_under_a_window() {
    let folder = folder();
    let mut other = other_process(folder.path());
    let clock = Clock::by_hand(MORNING);
    let engine = Engine::open_beside(folder.path(), clock.clone()).expect("beside the window");
    let copy =
        wait(engine.back_up(folder.path().join("copy.db"), crate::Progress::new())).expect("room");
    let replaced = || {
        wait(replace_database(
            folder.path().to_owned(),
            copy.clone(),
            &clock,
            crate::Progress::new(),
        ))
    };
    drop(engine);

    assert!(matches!(Closed::keep(folder.path()), Err(Error::WindowOpen)));
    assert!(matches!(replaced(), Err(Error::Busy)));
    other.kill().and_then(|()| other.wait()).expect("it can be killed");
    let closed = Closed::keep(folder.path()).expect("nobody is there");
    let kept = replaced().expect("a backup").expect("what lay there");
    assert!(kept.exists() && folder.path().join(DATABASE).exists());
    drop(closed);
    let again = replaced().expect("a backup").expect("what lay there");
    assert_ne!(kept, again, "nothing that was kept is written over");
    let aside =
        wait(set_database_aside(folder.path().to_owned(), &clock)).expect("nobody is there");
    assert!(aside.is_some_and(|aside| aside.exists()));
    assert!(!folder.path().join(DATABASE).exists());
}
