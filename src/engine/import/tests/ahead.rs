//! What of another system's jobs goes on here: who goes, what is owed, on which machine.

use domain::{Currency, Means, Money, Slot, VisitState};

use super::*;
use crate::{OrderFile, Payment};

const HEAD: &str =
    "Job No,Customer,Phone,Appliance,Make,Model,Age,Fault,Date,Status,Engineer,Charge,Paid\n";

/// An office of which Dave Miller, Sue Poole and Sue Hart go out.
fn staffed() -> Office {
    let engine = Engine::in_memory(Clock::by_hand(Moment(1_795_222_800_000))).expect("memory");
    let office = domain::Office {
        code: "LD01".into(),
        name: "x".into(),
        currency: Currency::Gbp,
        ..Default::default()
    };
    let founding = Founding {
        office,
        first: "Ann".into(),
        technicians: ["Dave Miller", "Sue Poole", "Sue Hart"].map(str::to_owned).to_vec(),
        ..Founding::default()
    };
    wait(engine.found_office(founding)).expect("an empty database");
    Office { engine, folder: tempfile::tempdir().expect("a folder") }
}

impl Office {
    fn list(&self, lines: &[String]) -> ImportReport {
        let path = self.write(HEAD.to_owned() + &lines.join("\n"));
        let mapping = wait(self.engine.inspect_table(&path, crate::Reading::default(), None))
            .expect("a table")
            .mapping;
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
        wait(self.engine.import_table(order, Arc::default())).expect("brought over")
    }

    fn file(&self, alias: &str) -> OrderFile {
        let hit = wait(self.engine.find(alias, 1)).expect("an index").remove(0);
        let store::HitKind::Order(order) = hit.kind else { panic!("{hit:?}") };
        wait(self.engine.order(order)).expect("a file")
    }
}

fn booked(number: u32, day: chrono::NaiveDate, engineer: &str) -> String {
    format!(
        "J{number},Customer {number},0118 496 {number},Oven,Neff,,,Cold,{day},Booked,{engineer},,"
    )
}

#[test]
fn a_job_that_lies_ahead_is_given_to_whom_its_line_names() -> Result<(), Error> {
    let office = staffed();
    let soon = office.engine.clock().today() + chrono::Days::new(2);
    let lines = ["DAVE miller", "Dave", "Sue", "Karl", ""];
    let lines: Vec<String> =
        (7001..).zip(lines).map(|(number, name)| booked(number, soon, name)).collect();
    let report = office.list(&lines);
    assert_eq!((report.created, report.assigned), (5, 2), "{report:?}");
    assert_eq!(report.unknown_technicians, ["Sue", "Karl"], "two are called Sue");

    let board = wait(office.engine.board(soon, 1))?;
    let mut times: Vec<_> = board
        .undated
        .iter()
        .map(|visit| (visit.job.name.as_str(), visit.slot, visit.booked))
        .collect();
    times.sort_unstable_by_key(|(name, ..)| *name);
    let expected = [("Customer 7001", None, false), ("Customer 7002", None, false)];
    assert_eq!(times, expected, "no line names an hour");
    office.engine.clock().set(office.engine.clock().now().plus_hours(56));
    assert!(soon == office.engine.clock().today());
    let duties: Vec<_> =
        wait(office.engine.today())?.tasks.into_iter().map(|it| (it.kind, it.timed)).collect();
    let (book, give) = (crate::DutyKind::ToBook, crate::DutyKind::ToAssign);
    let due = crate::Timed::DueBy;
    assert_eq!(duties, [(give, due), (give, due), (give, due), (book, due), (book, due)]);
    office.engine.clock().set(office.engine.clock().now().plus_hours(-56));
    let file = office.file("J7001");
    assert_eq!(file.visits[0].technician, "Dave Miller");
    assert_eq!((file.state, file.visits[0].visit.ordinal), (State::Assigned, 1));
    assert_eq!(office.file("J7004").state, State::Ready);
    assert_eq!(wait(office.engine.check(crate::Progress::new()))?.findings, []);

    // Whoever is written down since goes when the list comes again; who went stays.
    let karl = crate::founding::blank();
    let karl =
        domain::Staff { name: "Karl Ott".into(), roles: vec![domain::Role::Technician], ..karl };
    wait(office.engine.deed("staff", move |deed| deed.create::<_, domain::StaffId>(&karl)))?;
    let again = office.list(&lines);
    assert_eq!((again.assigned, again.updated, again.created), (1, 1, 0), "{again:?}");
    assert_eq!(office.file("J7004").visits[0].technician, "Karl Ott");
    assert_eq!(office.file("J7001").visits.len(), 1);
    Ok(())
}

#[test]
fn a_job_without_a_number_that_lies_ahead_is_known_when_its_list_comes_again() -> Result<(), Error>
{
    let office = staffed();
    let soon = office.engine.clock().today() + chrono::Days::new(2);
    let lines = [booked(7001, soon, "Dave"), booked(7002, soon, "Karl")]
        .map(|line| line.split_once(',').map(|(_, rest)| format!(",{rest}")).expect("a number"));
    assert_eq!(office.list(&lines).created, 2);
    for days in [0, 1, 5] {
        office.engine.clock().set(office.engine.clock().now().plus_hours(24 * days));
        let again = office.list(&lines);
        assert_eq!((again.created, again.unchanged), (0, 2), "after {days} days: {again:?}");
    }
    Ok(())
}

#[test]
fn a_job_that_was_given_to_somebody_goes_with_its_import_until_it_is_moved() -> Result<(), Error> {
    let office = staffed();
    let soon = office.engine.clock().today() + chrono::Days::new(2);
    let report = office.list(&[booked(7001, soon, "Dave"), booked(7002, soon, "Dave")]);
    let run = report.id.expect("a number");
    let moved = office.file("J7002").visits[0].clone();
    let plan = crate::Plan {
        technician: moved.visit.technician,
        slot: Slot::new(soon, 15 * 60, 16 * 60).ok(),
        agreed: false,
        remark: None,
    };
    wait(office.engine.move_visit(moved.id, plan))?;
    wait(office.engine.undo_import(run, Arc::default()))?;

    assert_eq!(office.states(), [("J7002".to_owned(), State::Assigned)]);
    let board = wait(office.engine.board(soon, 1))?;
    let left: Vec<_> = board.visits.iter().map(|visit| (visit.visit, visit.state)).collect();
    assert_eq!(left, [(moved.id, VisitState::Planned)]);
    assert_eq!(wait(office.engine.check(crate::Progress::new()))?.findings, []);
    Ok(())
}

#[test]
fn who_was_to_go_on_a_day_that_is_over_is_not_sent_and_that_is_said() {
    let office = staffed();
    let past = office.engine.clock().today() - chrono::Days::new(3);
    let report = office.list(&[booked(7001, past, "Dave"), booked(7002, past, "")]);

    assert_eq!((report.created, report.assigned, report.unassigned), (2, 0, 1));
    assert_eq!(office.file("J7001").state, State::Ready);
}

#[test]
fn a_charge_below_zero_is_refused_and_every_reason_of_a_line_is_told() {
    let office = staffed();
    let bad = "J7003,,tel,Oven,Neff,,,Cold,never,Completed,Dave,abc,";
    let report = office.list(&[done(7001, "-50", ""), done(7002, "£-5.00", ""), bad.to_owned()]);
    let reasons: Vec<_> = report.refused.into_iter().map(|line| line.reason).collect();

    assert!(reasons[..2].iter().all(|why| why.contains("below zero")), "{reasons:?}");
    assert!(["abc", "never", "tel"].iter().all(|it| reasons[2].contains(it)), "{reasons:?}");
}

fn done(number: u32, charge: &str, paid: &str) -> String {
    format!(
        "J{number},Customer {number},0118 496 {number},Oven,Neff,,,Cold,2026-11-02,Completed,Dave,{charge},{paid}"
    )
}

#[test]
fn work_that_is_done_and_not_paid_is_owed_and_can_be_paid_here() -> Result<(), Error> {
    let office = staffed();
    let report = office.list(&[
        done(7001, "£85.00", "Card"),
        done(7002, "£85.00", "No"),
        done(7003, "60", "20"),
        done(7004, "15.50", ""),
    ]);
    let pounds = |minor| Money::new(minor, Currency::Gbp);
    assert_eq!((report.owing, report.owed), (3, Some(pounds(14_050))));
    assert_eq!((report.charges, report.charged), (4, Some(pounds(24_550))));
    assert_eq!((report.payments, report.paid), (2, Some(pounds(10_500))));
    let owing = || {
        let filter = OrderFilter { stage: Stage::Owing, ..OrderFilter::default() };
        let orders = wait(office.engine.orders(filter, 9)).expect("a list");
        let mut rows: Vec<_> =
            orders.rows.into_iter().map(|row| (row.alias.unwrap_or_default(), row.owes)).collect();
        rows.sort();
        rows
    };
    let row = |alias: &str, minor| (alias.to_owned(), Some(minor));
    assert_eq!(owing(), [row("J7002", 8_500), row("J7003", 4_000), row("J7004", 1_550)]);
    let money = |alias: &str| {
        let account = office.file(alias).account;
        let means = account.receipts.first().map(|(receipt, _)| receipt.means);
        (account.customer, account.received, means)
    };
    let card = Some(Some(Means::Card));
    assert_eq!(money("J7001"), (pounds(8_500), pounds(8_500), card), "what was paid is a payment");
    assert_eq!(money("J7002"), (pounds(8_500), pounds(0), None));
    assert_eq!(money("J7003"), (pounds(6_000), pounds(2_000), Some(None)));

    let order = office.file("J7003").id;
    let day = office.engine.clock().today();
    let payment = Payment { amount: pounds(4_000), day, means: Means::Card };
    wait(office.engine.take_payment(order, payment))?;
    assert_eq!(owing(), [row("J7002", 8_500), row("J7004", 1_550)]);
    wait(office.engine.undo_import(report.id.expect("a number"), Arc::default()))?;
    assert_eq!(office.states(), [("J7003".to_owned(), State::Closed)], "it was paid here");
    assert_eq!(owing(), []);
    Ok(())
}

#[test]
fn equal_machines_are_one_unless_their_ages_differ_or_both_wait() -> Result<(), Error> {
    let office = staffed();
    let day = office.engine.clock().today();
    let line = |number: u32, phone: &str, age: &str, status: &str| {
        format!(
            "J{number},Hill {phone},0118 496 {phone},Washer,Bosch,WAN28,{age},Leaks {number},{day},{status},,,"
        )
    };
    office.list(&[
        line(7001, "0123", "3", "Completed"),
        line(7002, "0123", "4", "Booked"),
        line(7003, "0124", "3", "Completed"),
        line(7004, "0124", "9", "Completed"),
        line(7005, "0125", "", "Booked"),
        line(7006, "0125", "", "Booked"),
    ]);
    let machines = |alias: &str| {
        let customer = office.file(alias).order.customer;
        wait(office.engine.household(customer)).expect("a file").machines.len()
    };

    assert_eq!(machines("J7001"), 1, "an age in years is no more exact");
    assert_eq!(machines("J7003"), 2);
    assert_eq!(machines("J7005"), 2, "both wait");
    let again = office.list(&[line(7005, "0125", "", "Booked"), line(7006, "0125", "", "Booked")]);
    assert_eq!((again.created, again.unchanged, machines("J7005")), (0, 2, 2));
    Ok(())
}
