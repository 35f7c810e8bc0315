//! Words and columns that a list of jobs has and the office does not.

use super::*;

const ENGLISH: &str = "\
Job No,Date,Customer,Phone,Address,Postcode,Appliance,Fault,Status,Engineer,Charge,Warranty
1001,2026-11-02,Ann Hill,0118 496 0123,12 High Street,RG1 1AA,Oven,Cold,Completed,Dave,85.00,yes
1002,2026-11-12,Ben Ross,0118 496 0456,3 Mill Lane,RG2 7BB,Washer,Leaks,Limbo,Sue,,no
";

fn english_jobs(folder: &std::path::Path, cx: &Context) -> std::io::Result<Import> {
    let path = folder.join("jobs.csv");
    std::fs::write(&path, ENGLISH)?;
    let (mut room, _) = Import::new(cx);
    look(&mut room, &path, cx);

    Ok(room)
}

#[test]
fn a_row_that_is_refused_is_shown_with_its_reason_and_a_word_gets_its_meaning_there()
-> Result<(), Box<dyn std::error::Error>> {
    let cx = context();
    let folder = tempfile::tempdir()?;
    let mut room = english_jobs(folder.path(), &cx)?;
    let _ = press(&mut room, Named::F9, &cx);
    let mut screen = iced_test::simulator(room.view(&cx));
    screen.find(cx.locale.import_refused().as_str())?;
    screen.find(cx.locale.import_words("Status").as_str())?;
    drop(screen);
    let report = &room.report.as_ref().ok_or("a trial")?.report;
    assert_eq!((report.errors, report.refused[0].line), (1, 3));

    // The first choice takes a meaning back, so the second is the first meaning: still to be done.
    let _ = drive(&mut room, Message::MeaningPicked(0, 1), &cx);
    assert!(room.report.is_some() && !room.is_rehearsed(), "it stays in sight, and is old");
    let _ = press(&mut room, Named::F9, &cx);
    let report = &room.report.as_ref().ok_or("a trial")?.report;
    assert_eq!((report.errors, report.created, report.open), (0, 2, 1));
    let mut screen = iced_test::simulator(room.view(&cx));
    screen.find(cx.locale.import_words("Status").as_str())?;
    Ok(())
}

#[test]
fn a_column_that_fills_nothing_is_named_and_noted_where_that_is_wanted()
-> Result<(), Box<dyn std::error::Error>> {
    let cx = context();
    let folder = tempfile::tempdir()?;
    let mut room = english_jobs(folder.path(), &cx)?;
    let mut screen = iced_test::simulator(room.view(&cx));
    screen.find(cx.locale.import_untaken("Warranty").as_str())?;
    screen.find(cx.locale.import_untaken_note().as_str())?;
    drop(screen);
    let _ = drive(&mut room, Message::OthersToggled(true), &cx);
    let mut screen = iced_test::simulator(room.view(&cx));
    screen.find(cx.locale.import_untaken_noted("Warranty").as_str())?;
    drop(screen);
    let _ = press(&mut room, Named::F9, &cx);

    assert!(room.report.as_ref().is_some_and(|outcome| outcome.report.untaken.is_empty()));
    Ok(())
}

#[test]
fn what_is_changed_while_rows_are_tried_changes_nothing_that_is_told_of_them()
-> Result<(), Box<dyn std::error::Error>> {
    let cx = context();
    let folder = tempfile::tempdir()?;
    let mut room = english_jobs(folder.path(), &cx)?;
    let before = room.inspection.as_ref().ok_or("a table")?.mapping.clone();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_time().build()?;
    let _entered = runtime.enter();
    let Action::Run(work) = room.update(Message::RunPressed { rehearsal: true }, &cx) else {
        return Err("nothing began".into());
    };
    let changes = [
        Message::PathChanged("/elsewhere/other.csv".into()),
        Message::ColumnPicked(1, 0),
        Message::MeaningPicked(0, 1),
        Message::OthersToggled(true),
        Message::NameChanged("other".into()),
    ];
    for change in changes {
        assert!(matches!(room.update(change, &cx), Action::None));
    }
    for message in settle(work).filter(|message| matches!(message, Message::Ended(..))) {
        let _ = drive(&mut room, message, &cx);
    }

    assert!(room.is_rehearsed() && room.path.ends_with("jobs.csv"));
    assert_eq!(room.inspection.as_ref().map(|it| &it.mapping), Some(&before));
    Ok(())
}

#[test]
fn strange_words_go_with_the_column_that_they_stood_under() -> Result<(), Box<dyn std::error::Error>>
{
    let cx = context();
    let folder = tempfile::tempdir()?;
    let mut room = english_jobs(folder.path(), &cx)?;
    let _ = press(&mut room, Named::F9, &cx);
    assert_eq!(room.strange, ["Limbo"]);
    let result = room
        .inspection
        .as_ref()
        .expect("a table")
        .list()
        .fields()
        .iter()
        .position(|field| field.key == "result");
    let _ = drive(&mut room, Message::ColumnPicked(result.ok_or("no result")?, 12), &cx);

    assert!(room.strange.is_empty());
    Ok(())
}

#[test]
fn what_finished_work_cost_is_asked_about_where_nobody_says_that_it_was_paid()
-> Result<(), Box<dyn std::error::Error>> {
    let cx = context();
    let folder = tempfile::tempdir()?;
    let mut room = english_jobs(folder.path(), &cx)?;
    iced_test::simulator(room.view(&cx)).find(cx.locale.import_fees().as_str())?;
    let _ = press(&mut room, Named::F9, &cx);
    let report = &room.report.as_ref().ok_or("a trial")?.report;
    assert_eq!((report.charges, report.owing), (1, 1));

    // The last choice: only words.
    let _ = drive(&mut room, Message::FeesPicked(2), &cx);
    let _ = press(&mut room, Named::F9, &cx);
    let report = &room.report.as_ref().ok_or("a trial")?.report;
    assert_eq!((report.charges, report.owing), (0, 0));
    Ok(())
}
