//! Lines and tables that are refused, and where they go.

use super::*;

#[test]
fn a_rehearsal_writes_refused_lines_only_where_that_is_said() -> Result<(), Error> {
    let office = office();
    let path = office.write(JOBS.to_owned() + REFUSED);
    let report = office.bring(&path, true)?;
    assert_eq!((report.errors, report.refused.len(), report.error_file), (1, 1, None));
    let beside = || std::fs::read_dir(office.folder.path()).expect("a folder").count();
    assert_eq!(beside(), 1, "the table alone");

    let wanted = office.folder.path().join("to mend.csv");
    let order = ImportOrder {
        mapping: wait(office.engine.inspect_table(&path, crate::Reading::default(), None))?.mapping,
        path,
        reading: crate::Reading::default(),
        rehearsal: true,
        refused: Some(wanted.clone()),
        replace: false,
        locale: Locale::new(Language::English),
    };
    let report = wait(office.engine.import_table(order, Arc::default()))?;
    assert_eq!((report.error_file, beside()), (Some(wanted), 2));
    Ok(())
}

#[test]
fn refused_lines_come_back_with_a_reason_and_the_rest_goes_in() -> Result<(), Error> {
    let office = office();
    let mut table = JOBS.as_bytes().to_vec();
    table.extend_from_slice(b"rc_5,Iron,\xff\xfe,,Fixed,,Swansea,2025-03-02,Broken bytes\n");
    table.extend_from_slice(b"rc_6,Iron,Philips,,Fixed,,Swansea,not a day,Leaks\n");
    let report = office.bring(&office.write(table), false)?;

    assert_eq!((report.created, report.errors), (4, 2));
    let refused = std::fs::read_to_string(report.error_file.expect("a file")).expect("text");
    assert!(refused.contains("rc_6") && refused.contains("is not a date"), "{refused}");
    Ok(())
}

/// An office on the disk, and a table beside which nothing can be written.
fn office_beside_a_locked_folder() -> Result<(Office, tempfile::TempDir), Error> {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::open(data.path(), Clock::by_hand(Moment(1_795_222_800_000)))?;
    let name = domain::Office { code: "SH01".into(), name: "x".into(), ..Default::default() };
    let founding = Founding {
        office: name,
        first: "Li".into(),
        technicians: Vec::new(),
        suggested_prices: true,
        ..Founding::default()
    };
    wait(engine.found_office(founding))?;
    let office = Office { engine, folder: tempfile::tempdir().expect("a folder") };
    lock(office.folder.path());

    Ok((office, data))
}

/// No file of refused lines can be written where a folder has its name.
fn lock(folder: &Path) {
    std::fs::create_dir(folder.join("jobs-refused.csv")).expect("room");
}

#[test]
fn refused_lines_go_to_the_offices_own_folder_where_the_tables_cannot_be_written()
-> Result<(), Error> {
    let (office, data) = office_beside_a_locked_folder()?;
    let report = office.bring(&office.write(JOBS.to_owned() + REFUSED), false)?;

    assert_eq!((report.created, report.errors), (4, 1));
    assert_eq!(report.error_file, Some(data.path().join("jobs-refused.csv")));
    Ok(())
}

#[test]
fn nothing_is_brought_over_where_refused_lines_have_no_place() -> Result<(), Error> {
    let (office, data) = office_beside_a_locked_folder()?;
    lock(data.path());
    let answer = office.bring(&office.write(JOBS.to_owned() + REFUSED), false);

    assert!(
        matches!(&answer, Err(Error::File { path, .. }) if path.ends_with("jobs-refused.csv")),
        "{answer:?}"
    );
    assert!(office.states().is_empty());
    assert_eq!(wait(office.engine.imports())?, []);
    Ok(())
}

#[test]
fn a_row_of_ten_thousand_columns_is_refused_in_words() {
    let office = office();
    let table = vec!["x"; 10_000].join(",") + "\n";

    assert!(matches!(office.bring(&office.write(table), false), Err(Error::Table(_))));
}
