//! Tables as other systems leave them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::{Moment, State};
use locale::{Language, Locale};

use crate::{
    Clock, Engine, Error, Founding, ImportOrder, ImportProgress, ImportReport, Mapping,
    OrderFilter, Stage, Unfinished,
};

const JOBS: &str = "\
id,product_category,brand,product_age,repair_status,repair_barrier_if_end_of_life,group_identifier,event_date,problem
rc_1,Kettle,Unknown,3,Fixed,,Cardiff Cathays,2025-03-01,Does not switch off
rc_2,Vacuum,Dyson,,End of life,Item too worn out,Cardiff Cathays,2025-03-01,\"No suction, smells\"
rc_3,Lamp,Ikea,,Repairable,,Swansea,2025-03-02,Flickers
rc_4,Toaster,Dualit,,To call,,Swansea,2025-03-02,Will not stay down
";

struct Office {
    engine: Engine,
    folder: tempfile::TempDir,
}

fn wait<T>(answer: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(answer)
}

fn office() -> Office {
    let engine = Engine::in_memory(Clock::by_hand(Moment(1_795_222_800_000))).expect("memory");
    let office = domain::Office { code: "SH01".into(), name: "x".into(), ..Default::default() };
    let founding = Founding {
        office,
        first: "Li".into(),
        technicians: Vec::new(),
        suggested_prices: true,
        ..Founding::default()
    };
    wait(engine.found_office(founding)).expect("an empty database");
    Office { engine, folder: tempfile::tempdir().expect("a folder") }
}

impl Office {
    fn write(&self, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join("jobs.csv");
        std::fs::write(&path, bytes).expect("room");
        path
    }

    fn bring(&self, path: &Path, rehearsal: bool) -> Result<ImportReport, Error> {
        self.bring_as(path, rehearsal, Unfinished::Open)
    }

    fn bring_as(
        &self,
        path: &Path,
        rehearsal: bool,
        unfinished: Unfinished,
    ) -> Result<ImportReport, Error> {
        let mut mapping =
            wait(self.engine.inspect_table(path, crate::Reading::default(), None))?.mapping;
        unfinished.choose(&mut mapping);

        self.bring_mapped(path, mapping, rehearsal)
    }

    fn bring_mapped(
        &self,
        path: &Path,
        mapping: Mapping,
        rehearsal: bool,
    ) -> Result<ImportReport, Error> {
        let order = ImportOrder {
            path: path.to_owned(),
            reading: crate::Reading::default(),
            mapping,
            rehearsal,
            refused: None,
            replace: false,
            locale: Locale::new(Language::English),
        };
        wait(self.engine.import_table(order, Arc::new(ImportProgress::default())))
    }

    fn states(&self) -> Vec<(String, State)> {
        let filter = OrderFilter { stage: Stage::All, ..OrderFilter::default() };
        let orders = wait(self.engine.orders(filter, 100)).expect("orders");
        let mut states: Vec<_> =
            orders.rows.into_iter().map(|row| (row.alias.unwrap_or_default(), row.state)).collect();
        states.sort();
        states
    }
}

const REFUSED: &str = "rc_999,Iron,Philips,,Fixed,,Swansea,not a day,Leaks\n";

#[test]
fn each_job_becomes_an_order_where_its_result_says() -> Result<(), Error> {
    let office = office();
    let report = office.bring(&office.write(JOBS), false)?;

    assert_eq!((report.rows, report.created, report.errors), (4, 4, 0));
    let expected = [
        ("rc_1", State::Closed),
        ("rc_2", State::Closed),
        ("rc_3", State::Ready),
        ("rc_4", State::SheetIn),
    ];
    assert_eq!(office.states(), expected.map(|(alias, state)| (alias.to_owned(), state)));
    let found = wait(office.engine.find("swansea", 9))?;
    assert_eq!(found.len(), 2);
    let found = wait(office.engine.find("rc_1", 9))?;
    assert_eq!(found[0].branch.as_deref(), Some("Cardiff Cathays"));
    Ok(())
}

#[test]
fn old_jobs_that_were_never_finished_are_history_unless_they_are_wanted_open() -> Result<(), Error>
{
    let states = |choice| {
        let office = office();
        let tried = office.bring_as(&office.write(JOBS), true, choice).expect("a table");
        let report = office.bring_as(&office.write(JOBS), false, choice).expect("a table");
        assert_eq!(
            (tried.open, tried.history, tried.oldest),
            (report.open, report.history, report.oldest),
            "the trial says what will be"
        );
        assert_eq!(report.oldest, chrono::NaiveDate::from_ymd_opt(2025, 3, 2));
        let mut at: Vec<State> = office.states().into_iter().map(|(_, state)| state).collect();
        (at.split_off(2), report.open, report.history, office)
    };
    use State::{Closed, Ready, SheetIn};

    let (at, open, history, office) = states(Unfinished::Recent);
    assert_eq!((at, open, history), (vec![Closed, Closed], 0, 2), "more than a year old");
    let hit = wait(office.engine.find("rc_3", 1))?.remove(0);
    let store::HitKind::Order(order) = hit.kind else { panic!("{hit:?}") };
    let file = wait(office.engine.order(order))?;
    let left = Locale::new(Language::English).import_left_unfinished();
    assert!(file.timeline.iter().any(|line| line.remark.as_ref() == Some(&left)));

    let (at, open, history, _) = states(Unfinished::Open);
    assert_eq!((at, open, history), (vec![Ready, SheetIn], 2, 0));
    let second = chrono::NaiveDate::from_ymd_opt(2025, 3, 2).expect("a day");
    let (at, ..) = states(Unfinished::Since(second));
    assert_eq!(at, [Ready, SheetIn]);
    let (at, ..) = states(Unfinished::Since(second.succ_opt().expect("a day")));
    assert_eq!(at, [Closed, Closed]);
    Ok(())
}

#[test]
fn what_is_chosen_for_unfinished_jobs_is_remembered_with_the_mapping() -> Result<(), Error> {
    let office = office();
    let path = office.write(JOBS);
    let mut mapping = wait(office.engine.inspect_table(
        &path,
        crate::Reading::default(),
        Some("repairs".to_owned()),
    ))?
    .mapping;
    for choice in [Unfinished::History, Unfinished::Open] {
        choice.choose(&mut mapping);
        let (path, mapping) = (path.clone(), mapping.clone());
        let locale = Locale::new(Language::English);
        let order = ImportOrder {
            path,
            reading: crate::Reading::default(),
            mapping,
            rehearsal: false,
            refused: None,
            replace: false,
            locale,
        };
        wait(office.engine.import_table(order, Arc::default()))?;
        let known = wait(office.engine.inspect_table(
            &office.write(JOBS),
            crate::Reading::default(),
            None,
        ))?;
        assert_eq!((Unfinished::of(&known.mapping), known.saved.len()), (choice, 1));
    }
    Ok(())
}

#[test]
fn the_same_file_twice_changes_nothing_and_a_corrected_one_only_what_it_corrects()
-> Result<(), Error> {
    let office = office();
    office.bring(&office.write(JOBS), false)?;
    let again = office.bring(&office.write(JOBS), false)?;
    assert_eq!((again.created, again.updated, again.unchanged), (0, 0, 4));

    let corrected = JOBS.replace("Flickers", "Flickers when warm");
    let report = office.bring(&office.write(corrected), false)?;
    assert_eq!((report.created, report.updated, report.unchanged), (0, 1, 3));
    assert_eq!(office.states().len(), 4);
    Ok(())
}

#[test]
fn a_rehearsal_counts_and_keeps_nothing() -> Result<(), Error> {
    let office = office();
    let report = office.bring(&office.write(JOBS), true)?;

    assert_eq!((report.id, report.created), (None, 4));
    assert!(office.states().is_empty());
    assert_eq!(wait(office.engine.link())?.queue.unsent, 1, "only the founding");
    Ok(())
}

#[test]
fn text_that_is_called_a_workbook_is_read_and_said_to_be_text() -> Result<(), Error> {
    let office = office();
    let called = office.folder.path().join("jobs.xlsx");
    std::fs::write(&called, JOBS).expect("room");

    assert!(wait(office.engine.inspect_table(&called, crate::Reading::default(), None))?.misnamed);
    assert_eq!(office.bring(&called, false)?.created, 4);
    assert!(
        !wait(office.engine.inspect_table(&office.write(JOBS), crate::Reading::default(), None))?
            .misnamed
    );
    Ok(())
}

#[test]
fn a_table_of_column_names_alone_is_refused() {
    let office = office();
    let head = JOBS.lines().next().expect("a head").to_owned();
    for table in [head.clone(), head + "\n\n,,,\n"] {
        let answer = office.bring(&office.write(table), false);
        assert!(matches!(answer, Err(Error::TableWithoutRows)), "{answer:?}");
    }
    assert_eq!(wait(office.engine.imports()).expect("a database"), []);
}

#[test]
fn a_run_is_taken_back_but_for_what_was_worked_on() -> Result<(), Error> {
    let office = office();
    let run = office.bring(&office.write(JOBS), false)?.id.expect("a number");
    let filter = OrderFilter { stage: Stage::ToAssign, ..OrderFilter::default() };
    let open = wait(office.engine.orders(filter, 9))?.rows;
    wait(office.engine.advance_order(open[0].id, domain::Event::Urge, None))?;
    let taken = wait(office.engine.undo_import(run, Arc::default()))?;

    assert_eq!(office.states(), [("rc_3".to_owned(), State::Ready)]);
    assert!(taken.kept > 0 && taken.records > 0, "{taken:?}");
    assert!(wait(office.engine.find("cardiff", 9))?.is_empty());
    assert!(wait(office.engine.undo_import(run, Arc::default())).is_err(), "twice");
    Ok(())
}

#[test]
fn taking_a_run_back_can_be_stopped_and_gone_on_with() -> Result<(), Error> {
    let office = office();
    let run = office.bring(&office.write(JOBS), false)?.id.expect("a number");
    let size = wait(office.engine.import_size(run))?;
    assert!(size.orders > 0 && size.households > 0 && size.records > size.orders, "{size:?}");

    let stopped = Arc::new(ImportProgress::default());
    stopped.stop();
    let taken = wait(office.engine.undo_import(run, stopped))?;
    assert!(taken.stopped && taken.records == 0);
    assert!(!wait(office.engine.imports())?[0].undone, "it is not over");
    assert_eq!(wait(office.engine.import_size(run))?, size);

    let progress = Arc::new(ImportProgress::default());
    let taken = wait(office.engine.undo_import(run, progress.clone()))?;
    assert_eq!((taken.records + taken.kept, taken.stopped), (size.records, false));
    assert!((progress.share() - 1.0).abs() < f32::EPSILON);
    Ok(())
}

#[cfg(target_os = "linux")]
#[test]
fn a_run_that_is_cut_short_has_an_end_and_says_its_number() {
    let office = office();
    // A file that can be opened and takes nothing.
    let refused = office.folder.path().join("jobs-refused.csv");
    std::os::unix::fs::symlink("/dev/full", &refused).expect("room");
    let more =
        (5..=510).map(|at| format!("rc_{at},Kettle,Unknown,3,Fixed,,Swansea,2025-03-01,x\n"));
    let table = JOBS.to_owned() + &more.collect::<String>() + REFUSED;
    let path = office.write(table);
    let looked = wait(office.engine.inspect_table(&path, crate::Reading::default(), None));
    let mut mapping = looked.expect("a table").mapping;
    Unfinished::Open.choose(&mut mapping);
    let order = ImportOrder {
        path,
        reading: crate::Reading::default(),
        mapping,
        rehearsal: false,
        refused: Some(refused),
        replace: false,
        locale: Locale::new(Language::English),
    };
    let answer = wait(office.engine.import_table(order, Arc::default()));

    let Err(Error::ImportCut { run, why }) = answer else { panic!("{answer:?}") };
    assert!(matches!(*why, Error::DiskFull), "{why:?}");
    let runs = wait(office.engine.imports()).expect("a database");
    let report: serde_json::Value = serde_json::from_str(&runs[0].report).expect("an object");
    assert_eq!(
        (runs[0].id, &report["created"], &report["stopped"]),
        (run, &500.into(), &true.into())
    );
    assert!(wait(office.engine.undo_import(run, Arc::default())).is_ok());
    assert!(office.states().is_empty());
}

#[test]
fn a_mapping_is_used_by_its_name_and_kept_for_tables_that_it_fits() -> Result<(), Error> {
    let office = office();
    let path = office.write(JOBS);
    let look = |path: &Path| {
        wait(office.engine.inspect_table(
            path,
            crate::Reading::default(),
            Some("repairs".to_owned()),
        ))
    };
    let inspection = look(&path)?;
    assert!(!inspection.remembered, "a new name is guessed");
    let order = ImportOrder {
        path: path.clone(),
        reading: crate::Reading::default(),
        mapping: inspection.mapping,
        rehearsal: false,
        refused: None,
        replace: false,
        locale: Locale::new(Language::English),
    };
    wait(office.engine.import_table(order, Arc::default()))?;
    assert!(look(&path)?.remembered);

    let other = office.folder.path().join("customers.csv");
    std::fs::write(&other, "姓名,电话\n王小明,13812345678\n").expect("room");
    assert!(matches!(look(&other), Err(Error::MappingMisfit(name)) if name == "repairs"));
    assert!(look(&path)?.remembered, "it is what it was");
    Ok(())
}

#[test]
fn a_saved_mapping_is_replaced_only_where_that_is_wanted() -> Result<(), Error> {
    let office = office();
    let path = office.write(JOBS);
    let mut mapping = wait(office.engine.inspect_table(
        &path,
        crate::Reading::default(),
        Some("repairs".to_owned()),
    ))?
    .mapping;
    let bring = |mapping: &Mapping, replace| {
        let (path, mapping) = (path.clone(), mapping.clone());
        let locale = Locale::new(Language::English);
        let order = ImportOrder {
            path,
            reading: crate::Reading::default(),
            mapping,
            rehearsal: false,
            refused: None,
            replace,
            locale,
        };
        wait(office.engine.import_table(order, Arc::default()))
    };
    bring(&mapping, false)?;
    let runs = || wait(office.engine.imports()).expect("a database").len();
    mapping.columns.retain(|assigned| assigned.field != "brand");

    let refused = bring(&mapping, false);
    assert!(matches!(refused, Err(Error::MappingTaken(name)) if name == "repairs"));
    assert_eq!(runs(), 1, "nothing was begun");
    bring(&mapping, true)?;
    let known = wait(office.engine.inspect_table(&path, crate::Reading::default(), None))?;
    assert_eq!((runs(), known.mapping.source("brand")), (2, None));
    assert_eq!(known.saved.len(), 1);
    Ok(())
}

#[test]
fn a_customer_list_without_orders_opens_files_and_no_doubles() -> Result<(), Error> {
    let office = office();
    let list = "姓名,电话,地址,品牌\n王小明,13812345678,世纪大道1号,海川\n王小明,138 1234 5678,世纪大道1号,海川\n";
    let report = office.bring(&office.write(list), false)?;

    assert_eq!((report.created, report.unchanged), (1, 1));
    assert_eq!(wait(office.engine.find("13812345678", 9))?.len(), 1);
    assert!(office.states().is_empty());
    Ok(())
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let office = office();
    let answer = office.bring(Path::new("/nowhere/jobs.csv"), false);

    assert!(matches!(answer, Err(Error::File { path, .. }) if path.ends_with("jobs.csv")));
}

#[test]
fn the_days_of_a_british_list_are_understood_and_finished_work_stays_finished() -> Result<(), Error>
{
    let office = office();
    let path = office.write(
        "id,customer,event_date,repair_status\n\
         1,Ann,05/03/2024,Completed\n2,Ben,31/12/2024,已結案\n3,Cai,06/03/2024,Cancelled\n\
         4,Dai,07/03/2024,Gone fishing\n",
    );
    let report = office.bring(&path, false)?;

    assert_eq!((report.created, report.errors), (3, 1), "nobody knows what the last one means");
    let states: Vec<State> = office.states().into_iter().map(|(_, state)| state).collect();
    assert_eq!(states, [State::Closed, State::Closed, State::Cancelled]);
    let filter = OrderFilter { stage: Stage::All, ..OrderFilter::default() };
    let rows = wait(office.engine.orders(filter, 10))?.rows;
    let day = |moment: Moment| moment.at(office.engine.clock().offset()).date_naive();
    let mut days: Vec<_> = rows.iter().map(|row| day(row.received).to_string()).collect();
    days.sort();
    assert_eq!(days, ["2024-03-05", "2024-03-06", "2024-12-31"]);
    let refused = std::fs::read_to_string(report.error_file.expect("one was refused")).expect("it");
    assert!(refused.contains("Gone fishing"), "{refused}");
    Ok(())
}

#[test]
fn what_was_written_down_of_a_machine_stays_when_its_table_comes_again() -> Result<(), Error> {
    let office = office();
    office.bring(&office.write(JOBS), false)?;
    let customer = wait(office.engine.find("rc_2", 9))?[0].customer;
    let file = wait(office.engine.household(customer))?;
    let opened = file.opened_machine(file.machines[0].id);
    let known = domain::Appliance {
        made: Some(2019),
        invoice: Some("INV-7".to_owned()),
        ..file.machines[0].appliance.clone()
    };
    wait(office.engine.save_appliance(opened, known))?;
    let corrected = JOBS.replace("No suction", "Little suction");
    assert_eq!(office.bring(&office.write(corrected), false)?.updated, 1);

    let machine = &wait(office.engine.household(customer))?.machines[0].appliance;
    assert_eq!((machine.made, machine.invoice.as_deref()), (Some(2019), Some("INV-7")));
    Ok(())
}

mod again;
mod ahead;
mod doubles;
mod lists;
mod refused;
mod since;
mod told;
mod unpaid;

#[test]
fn a_number_that_comes_twice_in_one_table_overwrites_nobody() -> Result<(), Error> {
    let office = office();
    let mut lines = JOBS.lines();
    let (head, first) = (lines.next().expect("a head"), lines.next().expect("a job"));
    let other = first.replace("2025", "2024");
    let table = [head, first, &other, first, ""].join("\n");
    let tried = office.bring(&office.write(&table), true)?;
    let report = office.bring(&office.write(&table), false)?;

    assert_eq!((tried.created, tried.updated, tried.errors), (2, 0, 1), "{tried:?}");
    assert_eq!((report.created, report.updated, report.errors), (2, 0, 1), "{report:?}");
    let refused = std::fs::read_to_string(report.error_file.expect("a file")).expect("lines");
    assert!(refused.contains(&Locale::new(Language::English).import_fault_twice()), "{refused}");

    let again = office.bring(&office.write(&table), false)?;
    assert_eq!((again.created, again.updated, again.unchanged, again.errors), (0, 0, 2, 1));
    Ok(())
}
