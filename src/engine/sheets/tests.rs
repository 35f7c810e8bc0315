//! What entering a sheet changes, and how it is taken back.

mod at_random;
mod fares;
mod measured;
mod money;
mod parts;
mod recalled;
pub(crate) mod scene;

use domain::{
    Code, CodeGroup, Event, Order, OrderEvent, Outcome, State, Visit, VisitResult, VisitState,
};

use self::scene::{Job, Scene, wait};
use crate::{Error, Found, SheetEntry, Wrong};

#[test]
fn each_outcome_leads_where_the_table_says() {
    let ends = [
        (Outcome::Finished, State::SheetIn),
        (Outcome::Partial, State::Ready),
        (Outcome::NotHome, State::Ready),
        (Outcome::Refused, State::Ready),
        (Outcome::NeedPart, State::WaitingPart),
        (Outcome::NeedAppraisal, State::WaitingAppraisal),
    ];
    for (outcome, state) in ends {
        let scene = Scene::new();
        let job = scene.job();
        let entered = wait(scene.engine.enter_sheet(scene.entry(&job, outcome))).expect("it fits");

        assert_eq!(entered.state, state, "{outcome:?}");
        assert_eq!(scene.state(&job), state, "{outcome:?}");
        assert_eq!(scene.get::<Visit>(job.visit.0).state, VisitState::Ended);
        let results = scene.about::<VisitResult>(&job);
        assert_eq!(results.iter().map(|it| it.outcome).collect::<Vec<_>>(), [outcome]);
    }
}

#[test]
fn after_a_trip_in_vain_nobody_goes_at_no_time() {
    let scene = Scene::new();
    let job = scene.job();
    let row = || {
        let page = wait(scene.engine.orders(crate::OrderFilter::default(), 10)).expect("a list");
        page.rows.into_iter().find(|row| row.id == job.order).expect("it is open")
    };
    assert!(row().technician_name.is_some() && row().day.is_some());
    wait(scene.engine.enter_sheet(scene.entry(&job, Outcome::NotHome))).expect("it fits");

    let row = row();
    assert_eq!(row.state, State::Ready);
    assert_eq!((row.technician_name, row.day, row.starts), (None, None, None));
}

#[test]
fn the_whole_way_of_a_finished_visit_is_in_the_timeline() {
    let scene = Scene::new();
    let job = scene.job();
    let before = scene.about::<OrderEvent>(&job).len();
    wait(scene.engine.enter_sheet(scene.entry(&job, Outcome::Finished))).expect("it fits");
    let mut events: Vec<_> =
        scene.about::<OrderEvent>(&job).into_iter().map(|it| (it.event, it.visit)).collect();
    events.sort_by_key(|(event, _)| *event);

    assert_eq!(events.len(), before + 3);
    for event in [Event::Arrive, Event::Finish, Event::EnterSheet] {
        assert!(events.contains(&(event, Some(job.visit))), "{event:?}");
    }
}

#[test]
fn a_finished_repair_needs_a_fault_its_cause_and_a_measure_that_are_known() {
    let scene = Scene::new();
    let job = scene.job();
    let refused = |entry| wait(scene.engine.enter_sheet(entry)).expect_err("it is not complete");
    let full = scene.entry(&job, Outcome::Finished);
    let field = |error| match error {
        Error::Field { field, why } => (field, why),
        other => panic!("{other}"),
    };

    let without = SheetEntry { fault: None, ..full.clone() };
    assert_eq!(field(refused(without)), ("fault", Wrong::Missing));
    let blank = SheetEntry { measure: Some("  ".into()), ..full.clone() };
    assert_eq!(field(refused(blank)), ("measure", Wrong::Missing));
    let unexplained = SheetEntry { cause: None, ..full.clone() };
    assert_eq!(field(refused(unexplained)), ("cause", Wrong::Missing));
    let odd = SheetEntry { cause: Some("C77".into()), ..full };
    assert_eq!(field(refused(odd)), ("cause", Wrong::Unknown));
    assert_eq!(scene.state(&job), State::Booked, "a refused entry changes nothing");
}

#[test]
fn work_without_a_fault_needs_no_codes() {
    for kind in [domain::OrderKind::Install, domain::OrderKind::Maintenance] {
        let scene = Scene::new();
        let job = scene.job();
        let order = job.order;
        wait(
            scene
                .engine
                .deed("test", move |deed| deed.edit(order, |order: &mut Order| order.kind = kind)),
        )
        .expect("it can be written");
        let entry = scene.entry(&job, Outcome::Finished);
        let entry = SheetEntry { fault: None, cause: None, measure: None, ..entry };
        wait(scene.engine.enter_sheet(entry)).expect("nothing was wrong");
    }
}

#[test]
fn where_a_machine_can_fail_by_one_cause_alone_that_one_is_meant() {
    let scene = Scene::new();
    wait(scene.engine.deed("test", |deed| {
        for (id, code) in deed.session.all::<Code>()? {
            if code.group == CodeGroup::Cause && code.code != "C15" {
                deed.remove::<Code>(id)?;
            }
        }
        Ok(())
    }))
    .expect("they can be removed");
    let job = scene.job();
    let entry = SheetEntry { cause: None, ..scene.entry(&job, Outcome::Finished) };
    wait(scene.engine.enter_sheet(entry)).expect("nothing is asked");

    assert_eq!(scene.about::<VisitResult>(&job)[0].cause.as_deref(), Some("C15"));
}

#[test]
fn a_sheet_is_found_by_number_tail_and_scan() {
    let scene = Scene::new();
    let job = scene.job();
    let other = scene.job();
    for text in [job.number.clone(), job.number.to_lowercase(), format!("{}\r\n", job.number)] {
        assert_eq!(wait(scene.engine.sheet_form(&text)).expect(&text).order, job.order);
    }
    for text in ["1", "00001", "A00001", "１"] {
        assert_eq!(wait(scene.engine.sheet_form(text)).expect(text).order, job.order, "{text}");
    }
    let form = wait(scene.engine.sheet_form(&other.number)).expect("it is out");
    assert_eq!((form.visit, form.customer.as_str()), (other.visit, "张喆2"));
    assert_eq!(form.technician_name, "王建国");
    assert_eq!(form.reported.as_deref(), Some("F10"));
    assert!(form.faults.iter().any(|code| code.code == "F10"), "不加热 is for water heaters");
    assert!(!form.faults.iter().any(|code| code.code == "F60"), "无图像 is not");
}

#[test]
fn a_tail_means_the_sheet_that_is_out() {
    let scene = Scene::new();
    let imported = scene.order("X", 1);
    let job = scene.job();

    assert_eq!(wait(scene.engine.sheet_form("1")).expect("one is out").order, job.order);
    let refused = wait(scene.engine.sheet_form("SH01-X00001"));
    assert!(matches!(refused, Err(Error::NoOpenVisit(number)) if number == imported.number));
}

#[test]
fn sheets_that_may_be_meant_are_offered() {
    let scene = Scene::new();
    let orders: Vec<_> = (0..20).map(|_| scene.job()).collect();
    let offered = |text: &str| match wait(scene.engine.sheet_form(text)) {
        Err(Error::SheetSeveral { number, sheets }) => {
            assert_eq!(number, text);
            sheets.into_iter().map(|sheet| sheet.number).collect::<Vec<_>>()
        }
        other => panic!("{text} leads to {:?}", other.map(|form| form.number)),
    };

    assert_eq!(offered("0"), [orders[9].number.clone(), orders[19].number.clone()]);
    assert!(wait(scene.engine.sheet_form("2")).is_ok(), "a whole number leads there");
    assert!(matches!(wait(scene.engine.sheet_form("%")), Err(Error::SheetUnknown(_))));
}

#[test]
fn a_sheet_that_is_unknown_or_back_is_refused() {
    let scene = Scene::new();
    let job = scene.job();
    assert!(matches!(
        wait(scene.engine.sheet_form("SH01-A00099")),
        Err(Error::SheetUnknown(number)) if number == "SH01-A00099"
    ));
    assert!(matches!(wait(scene.engine.sheet_form("王")), Err(Error::SheetUnknown(_))));

    let entry = scene.entry(&job, Outcome::Finished);
    wait(scene.engine.enter_sheet(entry.clone())).expect("it fits");
    assert!(matches!(wait(scene.engine.sheet_form(&job.number)), Err(Error::SheetEntered(_))));
    assert!(matches!(wait(scene.engine.enter_sheet(entry)), Err(Error::SheetEntered(_))));
}

#[test]
fn an_entry_that_was_wrong_is_taken_back_and_entered_otherwise() {
    for (wrong, truth, state) in [
        (Outcome::Finished, Outcome::NeedPart, State::WaitingPart),
        (Outcome::NeedPart, Outcome::Finished, State::SheetIn),
        (Outcome::NotHome, Outcome::Finished, State::SheetIn),
        (Outcome::Finished, Outcome::Finished, State::SheetIn),
    ] {
        let scene = Scene::new();
        let job = scene.job();
        let entered = wait(scene.engine.enter_sheet(scene.entry(&job, wrong))).expect("it fits");
        scene.later(60);
        wait(scene.engine.undo(entered.undo)).expect("nothing came after it");
        assert_eq!(scene.get::<Visit>(job.visit.0).state, VisitState::Planned);
        assert_eq!(scene.state(&job), State::Booked, "{wrong:?}: as it was before");
        assert_eq!(wait(scene.engine.unreturned()).expect("a list").len(), 1);

        scene.later(60);
        wait(scene.engine.enter_sheet(scene.entry(&job, truth))).expect("it is out again");
        assert_eq!(scene.state(&job), state, "{wrong:?} {truth:?}");
    }
}

#[test]
fn whoever_entered_the_wrong_sheet_can_plan_its_visit_as_before() {
    let scene = Scene::new();
    let job = scene.job();
    let entry = scene.entry(&job, Outcome::Finished);
    let entered = wait(scene.engine.enter_sheet(entry.clone())).expect("it fits");
    scene.later(60);
    wait(scene.engine.undo(entered.undo)).expect("nothing came after it");
    let Visit { technician, slot, .. } = scene.get(job.visit.0);
    let plan = crate::Plan { technician, slot, agreed: false, remark: None };
    wait(scene.engine.move_visit(job.visit, plan)).expect("nobody was there yet");
    assert!(scene.get::<Visit>(job.visit.0).booked, "the customer still expects us");

    scene.later(60);
    wait(scene.engine.enter_sheet(entry.clone())).expect("it is out");
    wait(scene.engine.reenter_sheet(job.order)).expect("to correct it");
    assert_eq!(scene.state(&job), State::Done, "somebody was there");
    scene.later(60);
    let corrected = wait(scene.engine.enter_sheet(entry)).expect("it is out again");
    wait(scene.engine.undo(corrected.undo)).expect("nothing came after it");
    assert_eq!(scene.state(&job), State::Done, "the correction alone is taken back");
}

#[test]
fn what_went_on_since_cannot_be_taken_back() {
    let scene = Scene::new();
    let job = scene.job();
    wait(scene.engine.enter_sheet(scene.entry(&job, Outcome::Finished))).expect("it fits");
    scene.happen(&job, Event::CallBack);
    scene.happen(&job, Event::Close);
    let refused = wait(scene.engine.reenter_sheet(job.order));

    assert!(matches!(refused, Err(Error::NotNow { event: Event::Reenter, state: State::Closed })));
}

#[test]
fn unreturned_sheets_are_listed_by_age() {
    let scene = Scene::new();
    let old = scene.job_on(-3);
    let today = scene.job_on(0);
    scene.job_on(1);
    let list = wait(scene.engine.unreturned()).expect("a list");
    let seen: Vec<_> = list.iter().map(|it| (it.visit.number.clone(), it.days)).collect();

    assert_eq!(seen, [(old.number, 3), (today.number, 0)]);
    assert_eq!(list[0].technician, "王建国");
}

#[test]
fn codes_come_from_the_catalogue_and_are_stored_as_written_there() {
    let scene = Scene::new();
    let job = scene.job();
    let entry = SheetEntry { fault: Some(" f10 ".into()), ..scene.entry(&job, Outcome::Finished) };
    wait(scene.engine.enter_sheet(entry)).expect("case and blanks do not matter");

    let codes: Vec<domain::Code> = scene.all();
    assert!(codes.iter().any(|code| code.group == CodeGroup::Fault && code.code == "F10"));
    assert_eq!(scene.about::<VisitResult>(&job)[0].fault.as_deref(), Some("F10"));
}

#[test]
fn an_installation_that_was_none_leaves_no_day_and_one_that_was_keeps_its_own() {
    let scene = Scene::new();
    let install = |job: &Job| {
        let order = job.order;
        let of_kind = move |deed: &crate::deed::Deed<'_>| {
            let kind = |order: &mut Order| order.kind = domain::OrderKind::Install;
            deed.edit(order, kind)
        };
        wait(scene.engine.deed("test", of_kind)).expect("it can be written");
    };
    let installed = |job: &Job| {
        let machine = scene.get::<Order>(job.order.0).appliance.expect("a machine");
        scene.get::<domain::Appliance>(machine.0).installed
    };
    let job = scene.job();
    install(&job);
    let entered = wait(scene.engine.enter_sheet(scene.entry(&job, Outcome::Finished)));
    let day = scene.engine.clock().today();
    assert_eq!(installed(&job), Some(day));
    wait(scene.engine.undo(entered.expect("it fits").undo)).expect("nothing came after it");
    assert_eq!(installed(&job), None, "its warranty counts from no false day");

    let before = scene.get::<Order>(job.order.0).appliance.expect("a machine");
    let known = day.pred_opt();
    let written = move |deed: &crate::deed::Deed<'_>| {
        deed.edit(before, |machine: &mut domain::Appliance| machine.installed = known)
    };
    wait(scene.engine.deed("test", written)).expect("it can be written");
    let entered = wait(scene.engine.enter_sheet(scene.entry(&job, Outcome::Finished)));
    wait(scene.engine.undo(entered.expect("it fits").undo)).expect("nothing came after it");
    assert_eq!(installed(&job), known);
}

#[test]
fn what_the_sheet_says_of_the_machine_goes_into_its_file_and_decides_who_pays() {
    let scene = Scene::new();
    let job = scene.job();
    let order = job.order;
    let unjudged = scene.engine.deed("test", move |deed| {
        deed.edit(order, |order: &mut Order| (order.warranty, order.quote) = (None, None))
    });
    wait(unjudged).expect("it can be written");
    let form = wait(scene.engine.sheet_form(&job.number)).expect("it is out");
    let today = scene.engine.clock().today();
    let machine = || {
        let file = wait(scene.engine.order(job.order)).expect("it is there");
        file.appliance.expect("a machine")
    };
    assert_eq!(form.grounds.asks(), (true, true));
    let found = Found { purchased: today.pred_opt(), serial: Some(" SN-77 ".to_owned()) };
    let judged = form.grounds.verdict(&found, today);
    assert_ne!(judged, form.terms.verdict, "it is new");

    let coming = Found { purchased: today.succ_opt(), ..Found::default() };
    let entry = SheetEntry { found: coming, ..scene.entry(&job, Outcome::Finished) };
    let refused = wait(scene.engine.enter_sheet(entry));
    assert!(matches!(refused, Err(Error::Field { field: "purchased", .. })));

    let entry = SheetEntry { found: found.clone(), ..scene.entry(&job, Outcome::Finished) };
    let entered = wait(scene.engine.enter_sheet(entry)).expect("it is complete");
    let file = wait(scene.engine.order(job.order)).expect("it is there");
    assert_eq!(file.warranty, Some(judged));
    assert_eq!(
        (machine().purchased, machine().serial.as_deref()),
        (found.purchased, Some("SN-77"))
    );
    wait(scene.engine.undo(entered.undo)).expect("just entered");
    assert_eq!((machine().purchased, machine().serial), (None, None));
}
