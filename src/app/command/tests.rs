//! Commands that cannot be done say so in one sentence, and leave nothing behind.

use super::*;

fn english() -> Locale {
    Locale::new(Language::English)
}

/// What is said of a command in `folder`.
fn said(folder: &Path, words: &[&str]) -> Result<String, String> {
    let folder = folder.display().to_string();
    let line = ["branchdesk", "--data", &folder].into_iter().chain(words.iter().copied());
    let line = CommandLine::try_parse_from(line).expect("a whole command");

    act(&line, &english(), Some(Language::English)).map(|answer| answer.words)
}

#[test]
fn a_folder_without_an_office_is_left_as_it_is() -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    let words = english().command_no_office(&folder.path().display().to_string());
    let commands: [&[&str]; 5] = [
        &["find", "Margaret"],
        &["check"],
        &["backup", "b.db"],
        &["print", "12", "--out", "o.pdf"],
        &["import", "--undo", "99"],
    ];
    for command in commands {
        assert_eq!(said(folder.path(), command), Err(words.clone()), "{command:?}");
    }
    assert_eq!(std::fs::read_dir(folder.path())?.count(), 0, "nothing was begun there");
    Ok(())
}

#[test]
fn what_cannot_be_done_is_said_in_one_right_sentence() -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    let table = folder.path().join("old.csv");
    std::fs::write(&table, "姓名,电话\n王小明,13812345678\n")?;
    let imported = said(folder.path(), &["import", &table.display().to_string()]);
    assert!(imported.is_ok(), "{imported:?}");

    let locale = english();
    let nothing = locale.command_found_nothing("zzzz");
    assert_eq!(said(folder.path(), &["find", "zzzz"]), Ok(nothing));
    let missing = folder.path().join("none");
    let file = missing.join("x.db").display().to_string();
    let words = locale.problem_folder_missing(&missing.display().to_string());
    assert_eq!(said(folder.path(), &["backup", &file]), Err(words));
    let words = locale.problem_import_unknown();
    assert_eq!(said(folder.path(), &["import", "--undo", "99"]), Err(words));
    Ok(())
}

#[test]
fn a_command_that_is_not_understood_names_the_word() {
    let locale = english();
    let told = |words: &[&str]| {
        let line =
            CommandLine::try_parse_from(std::iter::once("branchdesk").chain(words.iter().copied()));
        usage::sentence(&line.expect_err("it is not understood"), &locale)
    };

    assert_eq!(told(&["fnd"]), locale.command_word_unknown("fnd"));
    assert_eq!(told(&["find", "x", "--lmit"]), locale.command_word_unknown("--lmit"));
    assert_eq!(told(&["find"]), locale.command_word_missing("<TEXT>"));
    assert_eq!(
        told(&["find", "x", "--limit", "many"]),
        locale.command_value_wrong("many", "--limit <N>")
    );
}
