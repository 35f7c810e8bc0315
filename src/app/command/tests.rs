//! Commands that cannot be done say so in one sentence, and leave nothing behind.

use super::*;

fn english() -> Locale {
    Locale::new(Language::English)
}

/// What a command in `folder` comes to.
fn done(folder: &Path, words: &[&str]) -> Result<Answer, Refused> {
    let folder = folder.display().to_string();
    let line = ["branchdesk", "--data", &folder].into_iter().chain(words.iter().copied());
    let line = CommandLine::try_parse_from(line).expect("a whole command");

    act(&line, &english(), Some(Language::English))
}

/// What is said of a command in `folder`.
fn said(folder: &Path, words: &[&str]) -> Result<String, String> {
    done(folder, words).map(|answer| answer.words).map_err(|refused| refused.words)
}

#[test]
fn a_folder_without_an_office_is_left_as_it_is() -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    let words = english().command_no_office(&folder.path().display().to_string());
    let commands: [&[&str]; 6] = [
        &["find", "Margaret"],
        &["check"],
        &["rebuild"],
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
    assert_eq!(said(folder.path(), &["rebuild"]), Ok(locale.command_rebuilt(1_u64)));
    let found = said(folder.path(), &["find", "wxm"]);
    assert!(found.as_ref().is_ok_and(|words| words.contains("王小明")), "{found:?}");
    let missing = folder.path().join("none");
    let file = missing.join("x.db").display().to_string();
    let words = locale.problem_folder_missing(&missing.display().to_string());
    assert_eq!(said(folder.path(), &["backup", &file]), Err(words));
    let none = folder.path().join("none.db").display().to_string();
    let words = locale.problem_file_missing(&none);
    assert_eq!(said(folder.path(), &["restore", &none]), Err(words));
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
        locale.command_value_range("many", "--limit <N>", "1", "200")
    );
    for number in ["201", "0"] {
        let wrong = locale.command_value_range(number, "--limit <N>", "1", "200");
        assert_eq!(told(&["find", "x", "--limit", number]), wrong, "it is not cut in silence");
    }
}

#[test]
fn a_table_that_is_only_tried_or_cannot_be_brought_over_begins_no_office() -> std::io::Result<()> {
    let (folder, tables) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let table = |name: &str, bytes: &[u8]| {
        let path = tables.path().join(name);
        std::fs::write(&path, bytes).map(|()| path.display().to_string())
    };
    let locale = english();
    let whole = table("old.csv", "姓名,电话\n王小明,13812345678\n".as_bytes())?;
    let workbook = table("old.xlsx", b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0")?;
    let nameless = table("brands.csv", b"brand\nDyson\n")?;
    let missing = tables.path().join("none.csv").display().to_string();
    let summary = locale.import_summary(1_u64, 0_u64, 0_u64, 0_u64);

    assert_eq!(said(folder.path(), &["import", &whole, "--dry-run"]), Ok(summary.clone()));
    let wrong = said(folder.path(), &["import", &missing]);
    assert_eq!(wrong, Err(locale.problem_file_missing(&missing)));
    let wrong = said(folder.path(), &["import", &workbook]);
    assert_eq!(wrong, Err(locale.import_workbook_damaged()));
    let wrong = said(folder.path(), &["import", &nameless]);
    assert_eq!(wrong, Err(locale.import_fields_missing(&locale.import_field_customer())));
    assert_eq!(std::fs::read_dir(folder.path())?.count(), 0, "nothing was begun there");

    let (place, name) = (folder.path().display().to_string(), locale.command_new_office());
    let begun = locale.command_office_begun(&place, &name);
    let run = locale.command_import_run("1");
    let brought = said(folder.path(), &["import", &whole]);
    assert_eq!(brought, Ok(format!("{begun}\n{summary}\n{run}")));
    Ok(())
}

#[test]
fn a_mapping_with_a_new_name_is_said_to_be_guessed_and_an_old_one_must_fit() -> std::io::Result<()>
{
    let folder = tempfile::tempdir()?;
    let table = folder.path().join("old.csv").display().to_string();
    std::fs::write(&table, "姓名,电话\n王小明,13812345678\n")?;
    let locale = english();
    let words = |created: u64, unchanged: u64, more: Option<String>| {
        let summary = locale.import_summary(created, 0_u64, unchanged, 0_u64);
        Ok::<_, String>(more.map_or(summary.clone(), |more| format!("{summary}\n{more}")))
    };
    let office = folder.path().join("office");
    let import = |more: &[&str]| {
        let line: Vec<&str> = ["import", &table].into_iter().chain(more.iter().copied()).collect();
        said(&office, &line)
    };

    let tried = import(&["--mapping", "old", "--dry-run"]);
    assert_eq!(tried, words(1, 0, Some(locale.import_mapping_unknown("old"))));
    let begun =
        locale.command_office_begun(&office.display().to_string(), &locale.command_new_office());
    let new = [locale.import_mapping_new("old"), locale.command_import_run("1")].join("\n");
    let first = import(&["--mapping", "old"]);
    assert_eq!(first, words(1, 0, Some(new)).map(|words| format!("{begun}\n{words}")));
    let second = locale.command_import_run("2");
    assert_eq!(import(&["--mapping", "old"]), words(0, 1, Some(second)));
    std::fs::write(&table, "customer,mobile\nMargaret Hill,13922223333\n")?;
    assert_eq!(import(&["--mapping", "old"]), Err(locale.import_mapping_misfit("old")));
    Ok(())
}

#[test]
fn the_order_of_days_is_said_and_remembered() -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    let table = folder.path().join("jobs.csv").display().to_string();
    std::fs::write(&table, "id,customer,event_date,problem\n1,Ann,03/04/2024,Cold\n")?;
    let office = folder.path().join("office");
    let import = |more: &[&str]| {
        let line: Vec<&str> = ["import", &table].into_iter().chain(more.iter().copied()).collect();
        done(&office, &line).expect("a table").json["errors"].clone()
    };

    assert_eq!(import(&["--mapping", "old"]), json!(1));
    assert_eq!(import(&["--mapping", "old", "--days", "day-first"]), json!(0));
    assert_eq!(import(&["--mapping", "old"]), json!(0));
    Ok(())
}

const JOBS: &str = "\
id,product_category,repair_status,group_identifier,event_date,problem
rc_1,Kettle,Fixed,Cardiff,2019-03-01,Does not switch off
rc_2,Lamp,Repairable,Cardiff,2019-04-01,Flickers
rc_3,Toaster,To call,Swansea,2020-05-02,Will not stay down
";

#[test]
fn jobs_that_are_not_finished_are_named_and_brought_over_as_is_wanted() -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    let table = folder.path().join("jobs.csv").display().to_string();
    std::fs::write(&table, JOBS)?;
    let locale = english();
    let office = folder.path().join("office");
    let import = |more: &[&str]| {
        let line: Vec<&str> = ["import", &table].into_iter().chain(more.iter().copied()).collect();
        done(&office, &line)
    };
    let told = |open: u64, history: u64| {
        locale.import_unfinished(open + history, open, history, "1 Apr 2019")
    };

    let tried = import(&["--dry-run"]).expect("a table");
    assert!(tried.words.contains(&told(0, 2)), "{}", tried.words);
    assert!(tried.words.contains(&locale.command_import_unfinished_how()), "{}", tried.words);
    for (choice, open) in
        [(&["--all-open"][..], 2), (&["--history-only"], 0), (&["--open-from", "2020-01-01"], 1)]
    {
        let tried = import(&[&["--dry-run"], choice].concat()).expect("a table");
        assert_eq!(tried.json["open"], json!(open), "{choice:?}");
        assert!(tried.words.contains(&told(open, 2 - open)), "{}", tried.words);
    }
    let both = ["branchdesk", "import", "x", "--all-open", "--history-only"];
    assert!(CommandLine::try_parse_from(both).is_err());

    let brought = import(&["--mapping", "old", "--open-from", "2020-01-01"]).expect("a table");
    assert!(brought.words.contains(&told(1, 1)), "{}", brought.words);
    let again = import(&["--mapping", "old", "--dry-run"]).expect("a table");
    assert_eq!(again.json["unchanged"], json!(3));
    let undone = said(&office, &["import", "--undo", &brought.json["id"].to_string()]);
    assert!(undone.is_ok(), "{undone:?}");
    let again = import(&["--mapping", "old", "--dry-run"]).expect("a table");
    assert_eq!(again.json["open"], json!(1), "it is remembered with the mapping");
    Ok(())
}

#[test]
fn what_holds_of_costs_is_said_and_remembered() -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    let table = folder.path().join("jobs.csv").display().to_string();
    let today = chrono::Local::now().date_naive();
    let head = "Job No,Customer,Phone,Appliance,Fault,Date,Status,Engineer,Charge";
    let line = |n, state| format!("{n},Ann {n},0118 496 {n},Oven,Cold,{today},{state},Sue,80.00");
    std::fs::write(&table, [head, &line(1001, "Closed"), &line(1002, "Limbo")].join("\n"))?;
    let office = folder.path().join("office");
    let import = |more: &[&str]| {
        let line: Vec<&str> = ["import", &table].into_iter().chain(more.iter().copied()).collect();
        let json = done(&office, &line).expect("a table").json;
        (json["charges"].clone(), json["owing"].clone())
    };

    let meant = ["--mapping", "old", "--state", "Limbo=owed"];
    let with = |fees| import(&[&["--dry-run", "--fees", fees], &meant[..]].concat());
    assert_eq!(with("owed"), (json!(2), json!(2)));
    assert_eq!(with("paid"), (json!(2), json!(1)));
    assert_eq!(with("noted"), (json!(1), json!(1)));
    import(&[&["--fees", "paid"], &meant[..]].concat());
    assert_eq!(import(&["--mapping", "old", "--dry-run"]).0, json!(0), "all is there");
    Ok(())
}

#[test]
fn who_is_found_comes_with_an_order_number_and_no_word_twice() -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    let table = folder.path().join("jobs.csv").display().to_string();
    std::fs::write(&table, JOBS)?;
    let office = folder.path().join("office");
    assert!(said(&office, &["import", &table]).is_ok());

    let by_alias = said(&office, &["find", "rc_2"]).expect("it is there");
    assert_eq!(by_alias, "BR01-A00002\tCardiff rc_2\t\tCardiff");
    let by_name = said(&office, &["find", "swansea"]).expect("it is there");
    assert_eq!(by_name, "BR01-A00003\tSwansea rc_3\t\tSwansea");
    let found = done(&office, &["find", "rc_2"]).expect("it is there").json;
    assert_eq!(found["hits"][0]["order"], json!("BR01-A00002"));
    Ok(())
}

#[test]
fn findings_of_a_check_are_one_object_and_a_sentence_each() -> std::io::Result<()> {
    let findings = vec![engine::Finding::File("page 7 is never used".to_owned())];
    let health = engine::Health { records: 5, findings };
    let told = |json| {
        let (mut answers, mut errors) = (Vec::new(), Vec::new());
        tell(keep::verdict(&health, &english()), json, (&mut answers, &mut errors))?;
        Ok::<_, std::io::Error>(
            [answers, errors].map(|it| String::from_utf8_lossy(&it).into_owned()),
        )
    };
    let page = english().settings_finding_file("page 7 is never used");
    let sentence = format!("{}\n- {page}\n", english().command_findings(1_usize));

    let [object, words] = told(true)?;
    let object: Value = serde_json::from_str(&object)?;
    assert_eq!(keys(&object), ["error", "findings", "records"]);
    assert_eq!(object["findings"][0], json!({ "kind": "file", "what": "page 7 is never used" }));
    assert_eq!(words, sentence);
    assert_eq!(told(false)?, [String::new(), sentence]);
    Ok(())
}

#[test]
fn a_command_that_fails_gives_programs_one_object_with_the_sentence() -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    let (mut answers, mut errors) = (Vec::new(), Vec::new());
    let failed = done(folder.path(), &["find", "Margaret"]);
    tell(failed, true, (&mut answers, &mut errors))?;
    let object: Value = serde_json::from_slice(&answers)?;
    let sentence = english().command_no_office(&folder.path().display().to_string());

    assert_eq!(object, json!({ "error": sentence }));
    assert_eq!(String::from_utf8_lossy(&errors).trim_end(), sentence, "people read it as ever");
    Ok(())
}

#[test]
fn a_dry_run_writes_no_file_but_the_one_that_is_named() -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    let (office, lists) = (folder.path().join("office"), folder.path().join("lists"));
    std::fs::create_dir(&lists)?;
    let table = lists.join("old.csv");
    std::fs::write(&table, "Name,Phone\nAnn Hill,0118 496 0123\nBen Ross,not a number\n")?;
    let table = table.display().to_string();
    let told = said(&office, &["import", &table, "--dry-run"]).expect("a table");
    assert!(told.contains(&english().command_import_refused_how()), "{told}");
    assert_eq!(std::fs::read_dir(&lists)?.count(), 1, "the list alone");

    let wanted = lists.join("mend.csv").display().to_string();
    let told = said(&office, &["import", &table, "--dry-run", "--refused", &wanted]);
    assert!(told.is_ok_and(|told| told.contains(&wanted)));
    assert!(std::fs::read_to_string(&wanted)?.contains("Ben Ross"));
    Ok(())
}

/// What an object has, by name.
fn keys(object: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> =
        object.as_object().into_iter().flat_map(|map| map.keys().map(String::as_str)).collect();
    keys.sort_unstable();
    keys
}

#[test]
fn each_command_gives_programs_the_object_that_it_promises()
-> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let place = |name: &str| folder.path().join(name).display().to_string();
    let office = folder.path().join("office");
    let number = booked_order(&office)?;
    let asked = |words: &[&str]| done(&office, words).map(|it| it.json).map_err(|it| it.words);

    let table = place("old.csv");
    std::fs::write(&table, "姓名,电话\n王小明,13812345678\n李雷,not a number\n")?;
    let brought = asked(&["import", &table])?;
    let promised = "assigned broken charged charges created cut error_file errors history id oldest open owed owing paid payments refused rows services stopped strange unassigned unchanged unknown_technicians unnoted untaken updated";
    assert_eq!(keys(&brought).join(" "), promised);
    let counted = ["rows", "created", "updated", "unchanged", "errors"].map(|key| &brought[key]);
    assert_eq!(counted, [2, 1, 0, 0, 1]);
    assert!(brought["error_file"].as_str().is_some_and(|file| Path::new(file).is_file()));
    let found = asked(&["find", "王小明"])?;
    assert_eq!(keys(&found), ["hits", "ms"]);
    assert_eq!(keys(&found["hits"][0]), ["id", "kind", "order", "reason", "title"]);
    assert_eq!(found["hits"][0]["kind"], "customer");
    assert!(found["ms"].is_number());
    let run = brought["id"].to_string();
    assert_eq!(keys(&asked(&["import", "--undo", &run])?), ["id", "kept", "records"]);

    let printed = asked(&["print", &number, "--out", &place("sheets.pdf")])?;
    assert_eq!(printed, json!({ "file": place("sheets.pdf"), "pages": 1, "sheets": 1 }));
    let copy = place("copy.db");
    let kept = asked(&["backup", &copy])?;
    assert_eq!(keys(&kept), ["bytes", "file"]);
    assert_eq!(kept["bytes"], json!(std::fs::metadata(&copy)?.len()));
    let checked = asked(&["check"])?;
    assert_eq!((keys(&checked), &checked["findings"]), (vec!["findings", "records"], &json!([])));
    let restored = asked(&["restore", &copy])?;
    assert_eq!(keys(&restored), ["kept"]);
    assert!(restored["kept"].as_str().is_some_and(|file| Path::new(file).is_file()));
    Ok(())
}

/// The number of an order for which somebody goes, in a new office.
fn booked_order(folder: &Path) -> Result<String, Error> {
    let engine = Engine::open_beside(folder, Clock::System)?;
    let office = domain::Office { code: "SH01".into(), name: "x".into(), ..Default::default() };
    let technicians = vec!["Wang Jianguo".to_owned()];
    wait(engine.found_office(engine::Founding {
        office,
        first: "Li".into(),
        technicians,
        suggested_prices: true,
        ..engine::Founding::default()
    }))?;
    let received = wait(engine.receive_order(crate::testing::call()))?;
    let desk = wait(engine.desk())?.ok_or(Error::NotFounded)?;
    let technician = desk.staff.iter().find(|row| row.technician).ok_or(Error::NotFounded)?.id;
    let plan = engine::Plan { technician, slot: None, agreed: false, remark: None };
    wait(engine.assign(received.order, plan))?;

    Ok(received.number.to_string())
}

#[test]
fn a_tour_that_found_something_wrong_fails() {
    let (locale, out) = (english(), Path::new("tour"));
    let told = |is: i64| {
        let mut say = |_: &str| {};
        let mut ledger = crate::tour::Ledger::new(&mut say);
        ledger.expect("pieces in the van", &is, &3);
        walk::told(&ledger, out, &locale).map(|answer| answer.words)
    };

    assert_eq!(told(3), Ok(locale.command_tour_done(1_u32, "tour")));
    let wrong = "pieces in the van: is 2, should be 3";
    assert_eq!(told(2), Err(locale.command_tour_wrong(1_usize, wrong)));
}

#[test]
fn a_command_speaks_as_the_office_does_where_the_system_says_nothing()
-> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let office = folder.path().join("office");
    assert_eq!(words::of_office(Some(&office)), None);
    assert!(!office.exists(), "nothing was begun there");

    booked_order(&office)?;
    assert_eq!(words::of_office(Some(&office)), None, "it was told no language");
    let engine = Engine::open_beside(&office, Clock::System)?;
    let look = crate::look::Look::default();
    wait(engine.choose(crate::look::CHOICE, look.text()))?;
    drop(engine);
    assert_eq!(words::of_office(Some(&office)), Some(look.language));
    Ok(())
}
