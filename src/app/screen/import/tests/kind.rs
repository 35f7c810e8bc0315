//! What the rows are about, by what they are the same, and how the file is read.

use engine::{Encoding, List, Matching, Separator};

use super::super::kind;
use super::*;

fn loaded(text: &[u8], cx: &Context) -> (Import, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("list.csv");
    std::fs::write(&path, text).expect("room");
    let (mut room, _) = Import::new(cx);
    look(&mut room, &path, cx);
    (room, folder)
}

fn inspection(room: &Import) -> &Inspection {
    room.inspection.as_ref().expect("a table")
}

#[test]
fn another_kind_of_list_has_its_own_columns_and_ways_of_being_the_same()
-> Result<(), Box<dyn std::error::Error>> {
    let cx = context();
    let (mut room, _folder) = loaded("姓名,电话,地址\n王小明,13812345678,一号\n".as_bytes(), &cx);
    assert_eq!(inspection(&room).list(), List::Customers, "it is guessed");
    {
        let mut screen = iced_test::simulator(room.view(&cx));
        screen.find(cx.locale.import_list_customers().as_str())?;
        screen.find(cx.locale.import_match_usual().as_str())?;
    }
    let at = |room: &Import, wanted| {
        let offered = Matching::offered(&inspection(room).mapping);
        offered.iter().position(|it| *it == wanted)
    };
    let phone = at(&room, Matching::Phone).expect("a column holds phones");
    let _ = drive(&mut room, Message::Kind(kind::Message::Match(phone)), &cx);
    assert_eq!(Matching::of(&inspection(&room).mapping), Matching::Phone);
    assert_eq!(at(&room, Matching::Serial), None);

    let staff = List::ALL.iter().position(|list| *list == List::Staff).expect("it is one");
    let _ = drive(&mut room, Message::Kind(kind::Message::List(staff)), &cx);
    assert_eq!(inspection(&room).list(), List::Staff);
    assert!(inspection(&room).mapping.source("staff_name").is_some());
    let mut screen = iced_test::simulator(room.view(&cx));
    screen.find(cx.locale.import_field_badge().as_str())?;
    Ok(())
}

#[test]
fn how_the_file_is_read_is_shown_and_can_be_changed() -> Result<(), Box<dyn std::error::Error>> {
    let cx = context();
    let (mut room, _folder) = loaded("姓名;电话\n王小明;13812345678\n".as_bytes(), &cx);
    {
        let mut screen = iced_test::simulator(room.view(&cx));
        screen.find(cx.locale.import_separator_semicolon().as_str())?;
    }
    let comma = Separator::ALL.iter().position(|it| *it == Separator::Comma).expect("it is one");
    let _ = drive(&mut room, Message::Kind(kind::Message::Separator(comma)), &cx);
    assert_eq!(inspection(&room).headers.len(), 1, "the preview follows");
    let big5 = Encoding::ALL.iter().position(|it| *it == Encoding::Big5).expect("it is one");
    let _ = drive(&mut room, Message::Kind(kind::Message::Encoding(big5)), &cx);
    let wrong = room.error.is_some() || inspection(&room).headers[0] != "姓名;电话";
    assert!(wrong, "what is read in a wrong encoding is not what it was");
    let utf8 = Encoding::ALL.iter().position(|it| *it == Encoding::Utf8).expect("it is one");
    let _ = drive(&mut room, Message::Kind(kind::Message::Encoding(utf8)), &cx);
    assert_eq!(inspection(&room).headers, ["姓名;电话"], "whoever chose wrongly chooses again");
    assert!(room.error.is_none());
    Ok(())
}

#[test]
fn a_broken_workbook_is_called_broken() -> Result<(), Box<dyn std::error::Error>> {
    let cx = context();
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("old.xlsx");
    std::fs::write(&path, b"\xff\x81\xfe\xd0\x11\n".repeat(200))?;
    let (mut room, _) = Import::new(&cx);
    look(&mut room, &path, &cx);

    let mut screen = iced_test::simulator(room.view(&cx));
    screen.find(cx.locale.import_workbook_damaged().as_str())?;
    Ok(())
}
