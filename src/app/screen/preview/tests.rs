//! What becomes of a paper.

use std::sync::Arc;

use domain::{Category, OrderKind, Place as Address, Source, VisitState};
use engine::{Intake, Plan, Plate};
use iced_test::simulator;

use super::*;
use crate::testing::{context, settle, wait};

fn sheets(cx: &Context) -> Arc<JobSheets> {
    let intake = Intake {
        customer: None,
        name: "Zhang".to_owned(),
        phone: domain::Phone::parse("138 1234 5678"),
        address: None,
        place: Address {
            city: "Shanghai".into(),
            detail: "1 Keyuan Road".into(),
            ..Address::default()
        },
        appliance: None,
        plate: Plate { category: Some(Category::WaterHeater), ..Plate::default() },
        kind: OrderKind::Repair,
        fault: None,
        description: "no hot water".into(),
        promised: None,
        urgent: false,
        source: Source::Phone,
        origin: None,
        answers: Vec::new(),
        enquiry: None,
    };
    let order = wait(cx.engine.receive_order(intake)).expect("it is complete").order;
    let desk = wait(cx.engine.desk()).expect("it can be read").expect("it was founded");
    let technician = desk.staff.iter().find(|row| row.technician).expect("two of them").id;
    let slot = domain::Slot::new(cx.engine.clock().today(), 540, 600).ok();
    let plan = Plan { technician, slot, agreed: false, remark: None };
    let visit = wait(cx.engine.assign(order, plan)).expect("it waits").visit;

    Arc::new(wait(cx.engine.job_sheets(vec![visit], cx.locale.language())).expect("it is there"))
}

fn said(room: &mut Preview, message: Message, cx: &Context) -> Vec<String> {
    match room.update(message, cx) {
        Action::Run(task) => {
            settle(task).flat_map(|message| said(room, message, cx)).collect::<Vec<_>>()
        }
        Action::Tell(notice, _) => vec![notice.words],
        _ => Vec::new(),
    }
}

/// What is said once the system's dialog answered.
fn chosen(room: &mut Preview, chosen: Chosen, cx: &Context) -> Vec<String> {
    (room.asked, room.askings) = (true, room.askings + 1);

    said(room, Message::PathChosen(room.askings, chosen), cx)
}

fn key(letter: &str) -> Shortcut {
    Shortcut {
        key: iced::keyboard::Key::Character(letter.into()),
        modifiers: iced::keyboard::Modifiers::empty(),
    }
}

fn state(cx: &Context) -> VisitState {
    let board = wait(cx.engine.board(cx.engine.clock().today(), 1)).expect("it can be read");
    board.visits[0].state
}

#[test]
fn a_saved_sheet_is_remembered_once() {
    let cx = context();
    let (mut room, _) = Preview::of_sheets(sheets(&cx), &cx);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("sheet.pdf");
    assert_eq!(state(&cx), VisitState::Planned);

    let first = chosen(&mut room, Chosen::Path(path.clone()), &cx);
    let marked = cx.locale.preview_recorded(1_u64);
    assert!(first[0].ends_with(&marked), "{first:?}");
    assert_eq!(state(&cx), VisitState::Printed);
    let again = chosen(&mut room, Chosen::Path(path.clone()), &cx);
    assert_eq!(again, [cx.locale.preview_saved(&path.display().to_string())]);
    assert!(path.is_file());
}

#[test]
fn a_sheet_that_was_only_saved_to_be_looked_at_is_not_printed() {
    let cx = context();
    let (mut room, _) = Preview::of_sheets(sheets(&cx), &cx);
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| Chosen::Path(folder.path().join(name));
    chosen(&mut room, path("look.pdf"), &cx);
    let undo = engine::Undo::WithdrawPrints(room.record.printed.clone());
    wait(cx.engine.undo(undo)).expect("nothing came of it");
    for message in settle(room.refresh(&cx)).collect::<Vec<_>>() {
        said(&mut room, message, &cx);
    }
    assert_eq!(state(&cx), VisitState::Planned);

    let told = chosen(&mut room, path("print.pdf"), &cx);
    assert!(told[0].ends_with(&cx.locale.preview_recorded(1_u64)), "{told:?}");
    assert_eq!(state(&cx), VisitState::Printed);
}

#[test]
fn a_file_is_called_what_it_is_and_lies_beside_the_last_one() {
    let cx = context();
    let (mut room, _) = Preview::of_sheets(sheets(&cx), &cx);
    let day = cx.engine.clock().today();
    let name = room.file_name(&cx);
    assert_eq!(name, format!("job-sheet-SH01-A00001-{day}.pdf"));

    let folder = tempfile::tempdir().expect("a folder");
    chosen(&mut room, Chosen::Path(folder.path().join("one.pdf")), &cx);
    let (mut next, task) = Preview::of_sheets(sheets(&cx), &cx);
    for message in settle(task).collect::<Vec<_>>() {
        said(&mut next, message, &cx);
    }
    assert_eq!(next.folder, folder.path());
}

#[test]
fn where_no_dialog_answers_a_path_is_asked_for_and_a_wrong_one_is_told() {
    let cx = context();
    let (mut room, _) = Preview::of_sheets(sheets(&cx), &cx);
    chosen(&mut room, Chosen::NoDialog, &cx);
    {
        let mut ui = simulator(ui::root(room.view(&cx)));
        ui.find(iced_test::selector::id(Form::PATH)).expect("the field is there");
    }
    let nowhere = "/nowhere/at/all.pdf".to_owned();
    said(&mut room, Message::Form(outlet::Message::PathTyped(nowhere.clone())), &cx);
    let told = said(&mut room, Message::Form(outlet::Message::Submitted), &cx);
    assert!(told.is_empty(), "the dialog tells it, beside what was typed");
    let words = cx.locale.problem_folder_missing("/nowhere/at");
    {
        let mut ui = simulator(ui::root(room.view(&cx)));
        ui.find(words.as_str()).expect("it is told in the dialog");
    }
    assert_eq!(state(&cx), VisitState::Planned, "nothing was printed");
}

#[test]
fn thinking_better_of_it_is_no_missing_dialog() {
    let cx = context();
    let (mut room, _) = Preview::of_sheets(sheets(&cx), &cx);
    chosen(&mut room, Chosen::Nothing, &cx);

    assert!(room.form.is_none() && !room.busy);
}

#[test]
fn without_a_printer_the_viewer_is_offered() {
    let cx = context();
    let (mut room, _) = Preview::of_sheets(sheets(&cx), &cx);
    said(&mut room, Message::PrintersRead(Ok(Vec::new())), &cx);
    said(&mut room, Message::PrintPressed, &cx);
    let mut ui = simulator(ui::root(room.view(&cx)));

    ui.find(cx.locale.preview_no_printer().as_str()).expect("it says what to do instead");
}

#[test]
fn copies_must_be_a_number() {
    let cx = context();
    let (mut room, _) = Preview::of_sheets(sheets(&cx), &cx);
    let printer = Printer { name: "Epson".to_owned(), preferred: true };
    said(&mut room, Message::PrintersRead(Ok(vec![printer])), &cx);
    said(&mut room, Message::PrintPressed, &cx);
    said(&mut room, Message::Form(outlet::Message::CopiesTyped("many".to_owned())), &cx);
    said(&mut room, Message::Form(outlet::Message::Submitted), &cx);
    let mut ui = simulator(ui::root(room.view(&cx)));

    ui.find(cx.locale.problem_quantity().as_str()).expect("it stands beside the field");
}

#[test]
fn zoom_goes_by_steps_and_stops_at_the_ends() {
    let cx = context();
    let (mut room, _) = Preview::of_sheets(sheets(&cx), &cx);
    said(&mut room, Message::ZoomPressed(Some(true)), &cx);
    assert_eq!(room.zoom, Zoom::Percent(125));
    (0..20).for_each(|_| drop(said(&mut room, Message::ZoomPressed(Some(true)), &cx)));
    assert_eq!(room.zoom, Zoom::Percent(400));
    said(&mut room, Message::ZoomPressed(None), &cx);
    assert_eq!(room.zoom, Zoom::Fit);
}

#[test]
fn the_other_paper_is_one_key_away_and_stays_the_desks() {
    let cx = context();
    let (mut room, _) = Preview::of_sheets(sheets(&cx), &cx);
    let message = room.key(&key("5")).expect("the room knows this key");
    let large = room.paper.pages[0].height;
    said(&mut room, message, &cx);

    assert!(room.paper.pages[0].height < large / 1.9);
    let visits = room.record.sheets().expect("job sheets").visits.clone();
    let next = wait(cx.engine.job_sheets(visits, cx.locale.language())).expect("it is there");
    assert_eq!(next.format(), Format::A5);
}

#[test]
fn a_sheet_that_is_printed_stays_on_its_paper() {
    let cx = context();
    let (mut room, _) = Preview::of_sheets(sheets(&cx), &cx);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("sheet.pdf");
    chosen(&mut room, Chosen::Path(path), &cx);
    said(&mut room, Message::PaperPicked(Format::A5), &cx);

    assert_eq!(room.record.sheets().map(|sheets| sheets.format()), Some(Format::A4));
}

#[test]
fn two_enters_are_one_print() {
    let cx = context();
    let (mut room, _) = Preview::of_sheets(sheets(&cx), &cx);
    let printer = Printer { name: "Kyocera".into(), preferred: true };
    room.form = Some(Form::print(vec![printer]));
    let submitted = || Message::Form(outlet::Message::Submitted);

    assert!(matches!(room.update(submitted(), &cx), Action::Run(_)));
    assert!(matches!(room.update(submitted(), &cx), Action::None));
    let _closed = room.update(Message::Form(outlet::Message::Closed), &cx);
    assert!(room.is_busy(), "a call waits meanwhile");
}

#[test]
fn letters_are_sent_once_they_are_saved_and_not_before() {
    let cx = context();
    let order = crate::screen::callbacks::tests::sheet_in(&cx, "Margaret Hill");
    wait(cx.engine.record_callback(engine::CallbackEntry {
        order,
        outcome: domain::CallbackOutcome::Reached,
        grade: Some(domain::Grade::VerySatisfied),
        marks: Vec::new(),
        remark: String::new(),
        then: None,
    }))
    .expect("it waits for a call");
    let composed = wait(cx.engine.compose(engine::Composition {
        purpose: domain::Purpose::Thanks,
        template: None,
        language: cx.locale.language(),
        targets: vec![engine::LetterTarget::Order(order)],
    }));
    let drafts = composed.expect("a wording").drafts;
    let laid_out = wait(cx.engine.lay_out_letters(drafts, &engine::Progress::new()));
    let letters = Arc::new(laid_out.expect("printable").expect("one letter"));
    let sent = || wait(cx.engine.letters_sent()).expect("a list").len();
    let not_yet = cx.locale.preview_letters_not_sent();
    let folder = tempfile::tempdir().expect("a folder");
    let save = |room: &mut Preview, name: &str| {
        chosen(room, Chosen::Path(folder.path().join(name)), &cx).join(" ")
    };

    let (mut room, _) = Preview::of_letters(Arc::clone(&letters), &cx);
    assert!(simulator(ui::root(room.view(&cx))).find(not_yet.as_str()).is_ok());
    assert_eq!(sent(), 0);
    let words = save(&mut room, "one.pdf");
    assert!(words.ends_with(&cx.locale.letters_posted(1_usize)), "{words}");
    assert!(simulator(ui::root(room.view(&cx))).find(not_yet.as_str()).is_err());
    save(&mut room, "again.pdf");
    assert_eq!(sent(), 1);

    // Taken back, they are to be sent once more.
    let withdrawn = engine::Undo::WithdrawLetters(room.record.sent.clone());
    wait(cx.engine.undo(withdrawn)).expect("just sent");
    for message in settle(room.refresh(&cx)).collect::<Vec<_>>() {
        said(&mut room, message, &cx);
    }
    assert!(simulator(ui::root(room.view(&cx))).find(not_yet.as_str()).is_ok());
    save(&mut room, "once-more.pdf");
    assert_eq!(sent(), 1);

    // The same letter on another desk's paper: it is to be taken out, and stays in sight until it was.
    let (mut other, _) = Preview::of_letters(letters, &cx);
    let words = save(&mut other, "other.pdf");
    assert!(words.contains(&cx.locale.letters_posted(0_usize)), "{words}");
    assert!(simulator(ui::root(other.view(&cx))).find("Margaret Hill").is_ok());
    assert!(other.is_busy() && other.key(&key("5")).is_none());
    said(&mut other, Message::TakenOut, &cx);
    assert!(simulator(ui::root(other.view(&cx))).find("Margaret Hill").is_err());
    assert_eq!(sent(), 1);
}

#[test]
fn a_dialog_that_answers_late_saves_nothing_a_second_time() {
    let cx = context();
    let (mut room, _) = Preview::of_sheets(sheets(&cx), &cx);
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let waits = cx.locale.preview_dialog_waits();
    let asked = room.update(Message::SavePressed, &cx);
    assert!(matches!(asked, Action::Run(_)), "the dialog is on its way");
    assert!(simulator(ui::root(room.view(&cx))).find(waits.as_str()).is_ok());
    let _typed = room.update(Message::SavePressed, &cx);
    let typed = path("typed.pdf").display().to_string();
    said(&mut room, Message::Form(outlet::Message::PathTyped(typed)), &cx);
    let told = said(&mut room, Message::Form(outlet::Message::Submitted), &cx);

    assert_eq!(told.len(), 1, "{told:?}");
    assert!(simulator(ui::root(room.view(&cx))).find(waits.as_str()).is_err());
    assert!(!room.is_busy(), "a caller may be shown");
    let late = said(&mut room, Message::PathChosen(1, Chosen::Path(path("late.pdf"))), &cx);
    assert_eq!(late, Vec::<String>::new());
    assert!(path("typed.pdf").is_file() && !path("late.pdf").exists());
}

#[test]
fn looking_at_letters_counts_as_sending_them_only_where_there_is_no_printer() {
    let cx = context();
    for (printers, counts) in [
        (None, false),
        (Some(vec![Printer { name: "Epson".into(), preferred: true }]), false),
        (Some(Vec::new()), true),
    ] {
        let (mut room, _) = Preview::of_sheets(sheets(&cx), &cx);
        room.printers = printers;
        let _told = room.done(Outcome::Opened, Ok(()), &cx);
        assert_eq!(room.record.is_done(), counts);
    }
}

#[test]
fn what_left_and_could_not_be_recorded_is_recorded_with_one_more_key() {
    let cx = context();
    let (mut room, _) = Preview::of_sheets(sheets(&cx), &cx);
    room.recorded(String::new(), Recorded::Sheets(Err(Error::DiskFull)), &cx);
    let words = cx.locale.preview_sheets_unrecorded();
    assert!(simulator(ui::root(room.view(&cx))).find(words.as_str()).is_ok());
    assert_eq!(state(&cx), VisitState::Planned);

    let told = said(&mut room, Message::RecordPressed, &cx);

    assert_eq!(told, [cx.locale.preview_recorded(1_u64)]);
    assert_eq!(state(&cx), VisitState::Printed);
    assert!(simulator(ui::root(room.view(&cx))).find(words.as_str()).is_err());
}

#[test]
fn of_a_thousand_pages_only_those_near_the_window_are_widgets() {
    let (page, gap) = (1_000.0, ui::space::FAR);
    let heights = vec![page; 1_000];
    assert_eq!(pages::near(&heights, (0.0, 600.0)), 0..2);
    let at = 500.0 * (page + gap);
    assert_eq!(pages::near(&heights, (at, 600.0)), 499..502);
    let end = 999.0 * (page + gap);
    assert_eq!(pages::near(&heights, (end, 600.0)), 998..1_000);
    assert_eq!(pages::near(&[], (0.0, 600.0)), 0..0);
}
