//! Arrows point down only, and each great library is known to one crate.
#![expect(clippy::expect_used, reason = "a test that cannot look at the house fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// What each crate may know of the others. Anything else is a wall broken through.
const MAY_USE: [(&str, &[&str]); 12] = [
    ("domain", &[]),
    ("fonts", &[]),
    ("spreadsheet", &[]),
    ("locale", &["domain"]),
    ("sync", &["domain"]),
    ("ui", &["fonts"]),
    ("store", &["domain", "sync"]),
    ("print", &["domain", "fonts", "locale"]),
    ("hq", &["domain", "locale", "spreadsheet", "sync"]),
    ("engine", &["domain", "hq", "locale", "print", "spreadsheet", "store", "sync"]),
    ("app", &["domain", "engine", "locale", "ui"]),
    (
        "acceptance",
        &["app", "domain", "engine", "hq", "locale", "print", "spreadsheet", "store", "sync", "ui"],
    ),
];

/// Who may know a great library.
const KNOWN_TO: [(&str, &[&str]); 12] = [
    ("iced", &["app", "ui"]),
    ("postgres", &["hq"]),
    ("rusqlite", &["hq", "store"]),
    ("ureq", &["engine"]),
    ("axum", &["hq"]),
    ("printpdf", &["print"]),
    ("csv", &["spreadsheet"]),
    ("rust_xlsxwriter", &["spreadsheet"]),
    ("rfd", &["app"]),
    ("pulldown-cmark", &["ui"]),
    ("lettre", &["engine"]),
    ("imap-proto", &["engine"]),
];

#[test]
fn arrows_point_down_only() {
    let crates = crates();
    let names: BTreeSet<&str> = crates.keys().map(String::as_str).collect();
    for (name, uses) in &crates {
        let allowed = MAY_USE.iter().find(|(known, _)| known == name).map(|(_, allowed)| *allowed);
        let allowed = allowed.unwrap_or_else(|| panic!("{name} has no place in the house"));
        for used in uses.iter().filter(|used| names.contains(used.as_str())) {
            assert!(allowed.contains(&used.as_str()), "{name} must not know {used}");
        }
    }
}

#[test]
fn each_great_library_is_known_where_it_belongs_and_nowhere_else() {
    let crates = crates();
    for (library, homes) in KNOWN_TO {
        for (name, _) in crates.iter().filter(|(_, uses)| uses.contains(library)) {
            assert!(homes.contains(&name.as_str()), "{name} must not know {library}");
        }
    }
}

#[test]
fn nothing_that_needs_a_graphics_card_is_built() {
    let tree = cargo(&["tree", "--workspace", "-e", "normal", "--prefix", "none"]);

    assert!(!tree.lines().any(|line| line.starts_with("wgpu ")), "wgpu came in");
}

#[test]
fn every_word_is_said_somewhere() {
    let house = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let code = files(&house.join("src"), "rs");
    let said: BTreeSet<&str> = code
        .iter()
        .flat_map(|text| text.split(|c: char| c != '_' && !c.is_alphanumeric()))
        .collect();
    let words = files(&house.join("locales/en"), "ftl");
    let keys = words.iter().flat_map(|text| text.lines()).filter_map(|line| {
        let (key, _) = line.split_once('=')?;
        key.starts_with(|c: char| c.is_ascii_lowercase()).then(|| key.trim_end())
    });
    let (used, silent): (Vec<_>, Vec<_>) =
        keys.partition(|key| said.contains(key.replace('-', "_").as_str()));

    assert!(used.len() > 1_000, "the words are not where they were: {}", used.len());
    assert!(silent.is_empty(), "nobody says {silent:?}");
}

/// The texts of all files below a folder whose names end so.
fn files(folder: &Path, ending: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder of the house") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            texts.extend(files(&path, ending));
        } else if path.extension().is_some_and(|found| found == ending) {
            texts.push(std::fs::read_to_string(&path).expect("text"));
        }
    }

    texts
}

/// Each crate of the house with what it needs to run; what only its tests need does not count.
fn crates() -> BTreeMap<String, BTreeSet<String>> {
    let text = cargo(&["metadata", "--format-version", "1", "--no-deps"]);
    let metadata: Value = serde_json::from_str(&text).expect("cargo speaks JSON");
    let packages = metadata["packages"].as_array().expect("a list");

    packages
        .iter()
        .map(|package| {
            let needs = package["dependencies"].as_array().expect("a list").iter();
            let needs = needs
                .filter(|need| need["kind"].is_null())
                .filter_map(|need| need["name"].as_str().map(str::to_owned))
                .collect();
            (package["name"].as_str().expect("a name").to_owned(), needs)
        })
        .collect()
}

fn cargo(words: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(words)
        .args(["--offline", "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml"))
        .output()
        .expect("cargo is there");

    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}
