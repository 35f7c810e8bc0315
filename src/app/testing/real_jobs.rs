//! A real list of repair jobs, brought over, then worked with in the rooms. The list is not part of the project: where
//! it lies is said by `BRANCHDESK_REAL_JOBS`, and `cargo test -p app --lib -- --ignored real_jobs` plays with it.

use std::path::PathBuf;
use std::sync::Arc;

use engine::{ImportOrder, OrderFilter, Repair, Stage, Unfinished};
use iced::Size;
use locale::Language;

use super::journeys::script::step;
use super::journeys::{Screen, play};
use super::rooms::on_a_clock;
use super::{context, wait};
use crate::look::{CHOICE, Look};
use crate::testing::desk::Desk;

/// What is done with a job to be done, and with one that waits for a call, once they are found.
const WAY: &str = r#"
    press ctrl+l
    type "{open}"
    press enter
    expect part "{open}"
    press b
    expect "Assign {open}"
    type "1"
    press enter
    press enter
    press ctrl+l
    type "{open}"
    press enter
    press F9
    file "{folder}/job.pdf"
    press F10
    expect pdf "{folder}/job.pdf"
    press ctrl+l
    type "{done}"
    press enter
    press F7
    press 1
    press F10
    expect "{done} is closed."
"#;

#[test]
#[ignore = "needs a real list of jobs at the path in BRANCHDESK_REAL_JOBS"]
fn jobs_of_a_real_list_are_found_assigned_printed_and_called_back() {
    let list = std::env::var_os("BRANCHDESK_REAL_JOBS").expect("BRANCHDESK_REAL_JOBS says where");
    let cx = context();
    let mut inspection =
        wait(cx.engine.inspect_table(&PathBuf::from(list), engine::Reading::default(), None))
            .expect("a table");
    Unfinished::Open.choose(&mut inspection.mapping);
    engine::mean(&mut inspection.mapping, "Fixed", Some(Repair::ToCall));
    let order = ImportOrder {
        path: inspection.path,
        reading: inspection.reading,
        mapping: inspection.mapping,
        rehearsal: false,
        refused: None,
        replace: false,
        locale: cx.locale.clone(),
    };
    let report = wait(cx.engine.import_table(order, Arc::default())).expect("it is brought over");
    assert_eq!(report.created + report.errors, report.rows);
    let first = |stage| {
        let filter = OrderFilter { stage, ..OrderFilter::default() };
        let found = wait(cx.engine.orders(filter, 1)).expect("a list").rows;
        let row = found.into_iter().next().unwrap_or_else(|| panic!("{stage:?}: none"));
        row.number.clone()
    };
    let folder = tempfile::tempdir().expect("a place for files");
    let way = WAY
        .replace("{open}", &first(Stage::ToAssign))
        .replace("{done}", &first(Stage::ToCall))
        .replace("{folder}", &folder.path().display().to_string());
    let look = Look { language: Language::English, ..Look::default() };
    wait(cx.engine.choose(CHOICE, look.text())).expect("memory takes it");

    on_a_clock(|| {
        ui::fonts::install(Language::English.tag());
        let mut desk = Desk::new(cx.engine.clone(), Size::new(1366.0, 768.0));
        for line in way.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let step = step(line).unwrap_or_else(|| panic!("{line}"));
            let done = play::play(&mut desk, &step, Screen::Own);
            done.unwrap_or_else(|why| panic!("{line}: {why}: {:?}", desk.words()));
        }
    });
}
