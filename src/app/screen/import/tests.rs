//! A table on its way in, rehearsed before anything is written.

mod kind;
mod words;

use ui::Tone;

use super::*;
use crate::testing::{context, settle, wait};

/// Does what a message leads to, and answers what was said at the foot of the window.
fn drive(room: &mut Import, message: Message, cx: &Context) -> Vec<String> {
    let (mut queue, mut told) = (vec![message], Vec::new());
    while let Some(message) = queue.pop() {
        let task = match room.update(message, cx) {
            Action::Run(task) => task,
            Action::Tell(notice, task) => {
                told.push(notice.words);
                task
            }
            _ => continue,
        };
        // The bar's beat needs a clock that a test has not.
        queue.extend(settle(task).filter(|message| !matches!(message, Message::Beat)));
    }
    told
}

fn look(room: &mut Import, path: &std::path::Path, cx: &Context) {
    let _ = drive(room, Message::PathChanged(path.display().to_string()), cx);
    let _ = drive(room, Message::LookPressed, cx);
}

#[test]
fn a_table_is_looked_at_before_anything_is_written() -> Result<(), Box<dyn std::error::Error>> {
    let cx = context();
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("old.csv");
    std::fs::write(&path, "姓名,电话,地址\n王小明,13812345678,世纪大道 1 号\n")?;
    let (mut room, _) = Import::new(&cx);
    look(&mut room, &path, &cx);

    let inspection = room.inspection.as_ref().expect("a table");
    assert_eq!(inspection.headers.len(), 3);
    assert!(inspection.mapping.source("phone").is_some());
    Ok(())
}

#[test]
fn a_picture_is_refused_with_a_reason_beside_the_field() -> Result<(), Box<dyn std::error::Error>> {
    let cx = context();
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("holiday.csv");
    std::fs::write(&path, [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])?;
    let (mut room, _) = Import::new(&cx);
    look(&mut room, &path, &cx);

    let mut screen = iced_test::simulator(room.view(&cx));
    screen.find(cx.locale.import_not_a_table().as_str())?;
    Ok(())
}

/// Two customers in a file that lies in `folder`, looked at.
fn looked_at(folder: &std::path::Path, cx: &Context) -> std::io::Result<Import> {
    let path = folder.join("old.csv");
    std::fs::write(
        &path,
        "姓名,电话,地址\n王小明,13812345678,世纪大道 1 号\n李雷,13912345678,世纪大道 2 号\n",
    )?;
    let (mut room, _) = Import::new(cx);
    look(&mut room, &path, cx);

    Ok(room)
}

fn press(room: &mut Import, key: Named, cx: &Context) -> Vec<String> {
    let shortcut = Shortcut {
        key: iced::keyboard::Key::Named(key),
        modifiers: iced::keyboard::Modifiers::empty(),
    };
    let message = room.key(&shortcut).expect("the room knows this key");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_time().build();
    let runtime = runtime.expect("a runtime needs nothing");
    let _entered = runtime.enter();

    drive(room, message, cx)
}

fn customers(cx: &Context) -> u64 {
    wait(cx.engine.customers(0, 10)).expect("a list").total
}

#[test]
fn nothing_is_written_before_a_rehearsal_was_seen() -> Result<(), Box<dyn std::error::Error>> {
    let cx = context();
    let folder = tempfile::tempdir()?;
    let mut room = looked_at(folder.path(), &cx)?;
    assert!(room.is_written_in(), "digits are the table's");
    let told = press(&mut room, Named::F10, &cx);
    let outcome = room.report.as_ref().expect("something came of it");
    assert!(outcome.rehearsal && outcome.report.created == 2);
    assert_eq!(told, [outcome.words(&cx.locale)], "and it is said");
    assert_eq!(customers(&cx), 0);

    let _ = press(&mut room, Named::F10, &cx);
    assert!(room.report.as_ref().is_some_and(|outcome| !outcome.rehearsal));
    assert_eq!(customers(&cx), 2);
    assert!(!room.is_written_in(), "it is over");
    Ok(())
}

#[test]
fn a_run_of_which_nothing_came_is_not_offered_to_be_taken_back()
-> Result<(), Box<dyn std::error::Error>> {
    let cx = context();
    let folder = tempfile::tempdir()?;
    for expected in [true, false] {
        let mut room = looked_at(folder.path(), &cx)?;
        for _ in 0..2 {
            let _ = press(&mut room, Named::F10, &cx);
        }
        assert_eq!(room.may_undo(), expected);
    }
    Ok(())
}

#[test]
fn another_column_needs_another_rehearsal() -> Result<(), Box<dyn std::error::Error>> {
    let cx = context();
    let folder = tempfile::tempdir()?;
    let mut room = looked_at(folder.path(), &cx)?;
    let _ = press(&mut room, Named::F9, &cx);
    assert!(room.is_rehearsed());
    let _ = drive(&mut room, Message::ColumnPicked(0, 0), &cx);

    assert!(!room.is_rehearsed());
    Ok(())
}

#[test]
fn a_saved_mapping_is_picked_by_name_and_never_lost_without_a_question()
-> Result<(), Box<dyn std::error::Error>> {
    let cx = context();
    let folder = tempfile::tempdir()?;
    let mut room = looked_at(folder.path(), &cx)?;
    let _ = drive(&mut room, Message::NameChanged(" old desk ".into()), &cx);
    let _ = press(&mut room, Named::F9, &cx);
    let _ = press(&mut room, Named::F10, &cx);
    assert!(!room.asking, "the name was free");

    let mut room = looked_at(folder.path(), &cx)?;
    let saved: Vec<_> = room.inspection.iter().flat_map(|it| &it.saved).cloned().collect();
    assert_eq!(saved.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["old desk"]);
    // Without the phone it is another mapping.
    let phone = room
        .inspection
        .as_ref()
        .expect("a table")
        .list()
        .fields()
        .iter()
        .position(|field| field.key == "phone");
    let _ = drive(&mut room, Message::ColumnPicked(phone.ok_or("no phone")?, 0), &cx);
    let _ = press(&mut room, Named::F9, &cx);
    let _ = press(&mut room, Named::F10, &cx);
    assert!(room.asking && room.running.is_none());
    let mut screen = iced_test::simulator(room.view(&cx));
    screen.find(cx.locale.import_mapping_replace_title("old desk").as_str())?;
    drop(screen);

    let _ = drive(&mut room, Message::ReplacingDropped, &cx);
    let _ = drive(&mut room, Message::SavedPicked(0), &cx);
    assert_eq!(room.inspection.as_ref().map(|it| &it.mapping), saved.first());
    assert!(!room.would_replace());
    Ok(())
}

#[test]
fn a_mapping_is_replaced_where_that_is_wanted() -> Result<(), Box<dyn std::error::Error>> {
    let cx = context();
    let folder = tempfile::tempdir()?;
    let mut room = looked_at(folder.path(), &cx)?;
    let _ = drive(&mut room, Message::NameChanged("old".into()), &cx);
    let _ = press(&mut room, Named::F9, &cx);
    let _ = press(&mut room, Named::F10, &cx);
    let phone = room
        .inspection
        .as_ref()
        .expect("a table")
        .list()
        .fields()
        .iter()
        .position(|field| field.key == "phone");
    let _ = drive(&mut room, Message::ColumnPicked(phone.ok_or("no phone")?, 0), &cx);
    let _ = press(&mut room, Named::F9, &cx);
    let _ = press(&mut room, Named::F10, &cx);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_time().build()?;
    let _entered = runtime.enter();
    let _ = drive(&mut room, Message::ReplacingConfirmed, &cx);

    let room = looked_at(folder.path(), &cx)?;
    let inspection = room.inspection.as_ref().ok_or("no table")?;
    assert!(inspection.remembered && inspection.mapping.source("phone").is_none());
    Ok(())
}

#[test]
fn an_earlier_import_is_chosen_in_a_list_and_taken_back() -> Result<(), Box<dyn std::error::Error>>
{
    let cx = context();
    let folder = tempfile::tempdir()?;
    let mut room = looked_at(folder.path(), &cx)?;
    for _ in 0..2 {
        let _ = press(&mut room, Named::F9, &cx);
        let _ = press(&mut room, Named::F10, &cx);
    }
    assert_eq!(room.runs.len(), 2);
    let _ = drive(&mut room, Message::RunChosen(1), &cx);
    let first = room.runs[1].id;
    let mut screen = iced_test::simulator(room.view(&cx));
    screen.find(cx.locale.import_undo_of(&first.to_string()).as_str())?;
    drop(screen);
    let _ = drive(&mut room, Message::UndoPressed(first), &cx);
    assert_eq!(customers(&cx), 2, "it asks first, and says what goes");
    let asked = cx.locale.import_undo_words("old.csv", 2_u64, 0_u64, 4_u64);
    let mut screen = iced_test::simulator(room.view(&cx));
    screen.find(asked.as_str())?;
    drop(screen);
    let _ = drive(&mut room, Message::UndoDropped, &cx);
    let _ = drive(&mut room, Message::UndoConfirmed, &cx);
    assert_eq!(customers(&cx), 2, "whoever goes back keeps everything");
    let _ = drive(&mut room, Message::UndoPressed(first), &cx);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_time().build()?;
    let _entered = runtime.enter();
    let _ = drive(&mut room, Message::UndoConfirmed, &cx);

    assert!(room.runs[1].undone && !room.runs[0].undone);
    assert_eq!(customers(&cx), 0, "the second run found everything there");
    Ok(())
}

#[test]
fn what_was_stopped_says_how_far_it_came() {
    let locale = locale::Locale::new(locale::Language::English);
    let report = ImportReport { rows: 250, stopped: true, ..ImportReport::default() };
    let outcome = Outcome { rehearsal: true, report, share: 0.5 };

    assert_eq!(outcome.what(&locale), locale.import_rehearsal_stopped(250_u64, 50_u8));
    assert_eq!(outcome.tone(), Tone::Warning);

    let report = ImportReport { rows: 250, broken: Some(252), ..ImportReport::default() };
    for rehearsal in [true, false] {
        let outcome = Outcome { rehearsal, report: report.clone(), share: 0.5 };
        assert_eq!(outcome.what(&locale), locale.import_broken(252_u64));
        assert_eq!(outcome.tone(), Tone::Warning);
    }
}

#[test]
fn without_a_dialog_the_path_is_typed() {
    let cx = context();
    let (mut room, _) = Import::new(&cx);
    let told = drive(&mut room, Message::FileChosen(Chosen::NoDialog), &cx);

    assert_eq!(told, [cx.locale.import_no_dialog()]);
}

#[test]
fn old_jobs_that_are_not_finished_are_said_and_chosen_about()
-> Result<(), Box<dyn std::error::Error>> {
    let cx = context();
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("jobs.csv");
    let jobs = "id,product_category,repair_status,group_identifier,event_date,problem\n\
                rc_1,Lamp,Repairable,Cardiff,2019-04-01,Flickers\n\
                rc_2,Toaster,To call,Swansea,2026-10-02,Will not stay down\n";
    std::fs::write(&path, jobs)?;
    let (mut room, _) = Import::new(&cx);
    look(&mut room, &path, &cx);
    let open = |room: &mut Import| {
        let _ = press(room, Named::F9, &cx);
        let report = &room.report.as_ref().expect("a trial").report;
        let words = unfinished::words(report, &cx.locale).expect("they are counted");
        assert!(iced_test::simulator(room.view(&cx)).find(words.as_str()).is_ok());
        (report.open, report.history)
    };

    assert_eq!(open(&mut room), (1, 1), "what is older than a year is history");
    let mut screen = iced_test::simulator(room.view(&cx));
    screen.click(cx.locale.import_unfinished_open())?;
    let messages: Vec<Message> = screen.into_messages().collect();
    for message in messages {
        let _ = drive(&mut room, message, &cx);
    }
    assert!(room.report.is_none(), "what was tried is not what would be done");
    assert_eq!(open(&mut room), (2, 0));

    let _ = drive(&mut room, Message::UnfinishedPicked(3), &cx);
    let _ = drive(&mut room, Message::DayTyped("2026-1".into()), &cx);
    let _ = drive(&mut room, Message::DayTyped("nonsense".into()), &cx);
    let _ = press(&mut room, Named::F9, &cx);
    assert!(room.report.is_none(), "nothing is tried before the day is there");
    let _ = drive(&mut room, Message::DayTyped("2026-11-01".into()), &cx);
    assert_eq!(open(&mut room), (0, 2));
    Ok(())
}

#[test]
fn the_order_of_days_is_chosen_where_the_table_does_not_tell()
-> Result<(), Box<dyn std::error::Error>> {
    let cx = context();
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("jobs.csv");
    std::fs::write(&path, "id,customer,event_date,problem\n1,Ann,03/04/2024,Cold\n")?;
    let (mut room, _) = Import::new(&cx);
    look(&mut room, &path, &cx);
    let _ = press(&mut room, Named::F9, &cx);
    assert!(room.report.as_ref().is_some_and(|outcome| outcome.report.errors == 1));
    let mut screen = iced_test::simulator(room.view(&cx));
    screen.find(cx.locale.import_days_refused().as_str())?;
    drop(screen);

    let _ = drive(&mut room, Message::DaysPicked(0), &cx);
    assert!(room.report.is_none(), "what was tried is not what would be done");
    let _ = press(&mut room, Named::F9, &cx);
    assert!(room.report.as_ref().is_some_and(|outcome| outcome.report.errors == 0));
    let mut screen = iced_test::simulator(room.view(&cx));
    assert!(screen.find(cx.locale.import_days_refused().as_str()).is_err());
    screen.find(cx.locale.import_days_day_first().as_str())?;
    Ok(())
}

#[test]
fn a_table_that_was_not_looked_into_is_not_brought_over() -> Result<(), Box<dyn std::error::Error>>
{
    let cx = context();
    let folder = tempfile::tempdir()?;
    let mut room = looked_at(folder.path(), &cx)?;
    let _ = press(&mut room, Named::F9, &cx);
    let first = Asked { path: folder.path().join("old.csv"), reading: engine::Reading::default() };
    let answer = wait(cx.engine.inspect_table(&first.path, engine::Reading::default(), None));
    let _ = drive(&mut room, Message::PathChanged("/elsewhere/other.csv".into()), &cx);
    assert!(room.inspection.is_none() && !room.is_rehearsed());

    let _ = drive(&mut room, Message::Looked(first, answer), &cx);
    assert!(room.inspection.is_none(), "the answer is about the table before");
    Ok(())
}

/// A workbook with these sheets, each with its rows of texts.
fn workbook(sheets: &[(&str, &[&[&str]])]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    use std::io::Write as _;

    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const LINK: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let (mut names, mut links, mut parts) = (String::new(), String::new(), Vec::new());
    for (at, (name, rows)) in sheets.iter().enumerate() {
        let text = |text: &&str| format!("<c t='inlineStr'><is><t>{text}</t></is></c>");
        let row =
            |row: &&[&str]| format!("<row>{}</row>", row.iter().map(text).collect::<String>());
        let rows: String = rows.iter().map(row).collect();
        names += &format!("<sheet name='{name}' sheetId='{}' r:id='r{at}'/>", at + 1);
        links += &format!(
            "<Relationship Id='r{at}' Type='{LINK}/worksheet' Target='worksheets/s{at}.xml'/>"
        );
        parts.push((
            format!("xl/worksheets/s{at}.xml"),
            format!("<worksheet xmlns='{MAIN}'><sheetData>{rows}</sheetData></worksheet>"),
        ));
    }
    parts.extend([
        ("[Content_Types].xml".into(), "<Types/>".into()),
        ("_rels/.rels".into(), format!("<Relationships xmlns='{PACKAGE}'><Relationship Id='r' Type='{LINK}/officeDocument' Target='xl/workbook.xml'/></Relationships>")),
        ("xl/workbook.xml".into(), format!("<workbook xmlns='{MAIN}' xmlns:r='{LINK}'><sheets>{names}</sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels".into(), format!("<Relationships xmlns='{PACKAGE}'>{links}</Relationships>")),
    ]);
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default())?;
        zip.write_all(text.as_bytes())?;
    }

    Ok(zip.finish()?.into_inner())
}

#[test]
fn a_workbook_is_brought_over_from_the_sheet_that_is_chosen()
-> Result<(), Box<dyn std::error::Error>> {
    let cx = context();
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("office.xlsx");
    let book = workbook(&[
        ("Parts", &[&["Number", "Price"], &["B-1", "9"]]),
        ("客户", &[&["姓名", "电话"], &["王小明", "13812345678"], &["李雷", "13912345678"]]),
    ])?;
    std::fs::write(&path, &book)?;
    let (mut room, _) = Import::new(&cx);
    look(&mut room, &path, &cx);
    let sheets = room.inspection.as_ref().map(|it| (it.sheets.clone(), it.sheet.clone()));
    assert_eq!(sheets, Some((vec!["Parts".into(), "客户".into()], Some("Parts".into()))));
    iced_test::simulator(room.view(&cx)).find(cx.locale.import_sheet().as_str())?;

    let _ = drive(&mut room, Message::Kind(super::kind::Message::Sheet(1)), &cx);
    iced_test::simulator(room.view(&cx)).find("Excel (.xlsx) · 2 columns")?;
    let _ = press(&mut room, Named::F9, &cx);
    let _ = press(&mut room, Named::F10, &cx);
    assert_eq!(customers(&cx), 2);

    std::fs::write(&path, &book[..book.len() / 2])?;
    look(&mut room, std::path::Path::new("/nowhere"), &cx);
    look(&mut room, &path, &cx);
    let words = cx.locale.import_workbook_damaged();
    iced_test::simulator(room.view(&cx)).find(words.as_str())?;
    Ok(())
}
