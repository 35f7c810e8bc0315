//! Who pays what of a sheet, and what was brought.

use domain::{
    Charge, ChargeKind, Coverage, Means, Money, Outcome, Payer, Receipt, Visit, VisitResult,
    VisitState,
};

use super::scene::{Scene, wait};
use crate::{Error, SheetDoubt, SheetEntry, UsedPart, Wrong};

fn total(charges: &[Charge], payer: Payer) -> i64 {
    charges.iter().filter(|it| it.payer == payer).map(|it| it.amount.minor).sum()
}

#[test]
fn maker_and_customer_share_the_bill_by_coverage() {
    let scene = Scene::covering(&[Coverage::Parts, Coverage::Labour]);
    let part = scene.part("WH-1001");
    scene.stock(part, 0, 2);
    let job = scene.job();
    let parts = vec![UsedPart { part, quantity: 2, serial: None, old: true, insisted: false }];
    let cash = Money::fen(3_000);
    let entry = SheetEntry { parts, cash, ..scene.entry(&job, Outcome::Finished) };
    let entered = wait(scene.engine.enter_sheet(entry)).expect("it fits");
    let charges: Vec<Charge> = scene.about(&job);

    assert_eq!((entered.due, entered.doubts), (Money::fen(3_000), Vec::new()));
    assert_eq!(total(&charges, Payer::Customer), 3_000, "the way");
    let labour = charges.iter().find(|it| it.kind == ChargeKind::Labour).expect("the maker pays");
    assert!(labour.amount.minor > 0);
    assert_eq!(total(&charges, Payer::Maker), labour.amount.minor + 2 * 12_000);
    assert_eq!(scene.about::<VisitResult>(&job)[0].due, Money::fen(3_000));
    assert_eq!(scene.about::<Receipt>(&job)[0].amount, cash);
}

#[test]
fn cash_that_differs_needs_a_remark_or_is_flagged() {
    let scene = Scene::new();
    let due = Money::fen(11_000);
    let short = |remark: Option<&str>| {
        let job = scene.job();
        let (cash, remark) = (Money::fen(10_000), remark.map(Into::into));
        let entry = SheetEntry { cash, remark, ..scene.entry(&job, Outcome::Finished) };
        wait(scene.engine.enter_sheet(entry)).expect("a difference is no ban").doubts
    };

    assert_eq!(short(None), [SheetDoubt::CashDiffers { due, cash: Money::fen(10_000) }]);
    assert_eq!(short(Some("客户转账 10 元")), []);
}

#[test]
fn more_than_is_due_is_flagged_whatever_is_remarked() {
    let scene = Scene::new();
    let (due, cash) = (Money::fen(11_000), Money::fen(110_000));
    let job = scene.job();
    let remark = Some("613".to_owned());
    let entry = SheetEntry { cash, remark, ..scene.entry(&job, Outcome::Finished) };
    let doubts = wait(scene.engine.enter_sheet(entry)).expect("a difference is no ban").doubts;

    assert_eq!(doubts, [SheetDoubt::CashDiffers { due, cash }]);
}

#[test]
fn only_cash_is_in_the_technicians_hands_and_the_means_come_back_with_the_sheet() {
    let scene = Scene::new();
    let pay = |means| {
        let job = scene.job();
        let cash = Money::fen(11_000);
        let entry = SheetEntry { cash, means, ..scene.entry(&job, Outcome::Finished) };
        let entered = wait(scene.engine.enter_sheet(entry)).expect("it fits");
        assert_eq!(entered.doubts, [], "it was paid");
        job
    };
    let (job, _) = (pay(Means::Transfer), pay(Means::Cash));
    let day = wait(scene.engine.sheet_day()).expect("readable");
    assert_eq!((day.cash[0].due, day.cash[0].cash), (Money::fen(11_000), Money::fen(11_000)));
    assert_eq!(day.cash[0].elsewise, Money::fen(11_000), "told beside it");
    assert_eq!(scene.about::<Receipt>(&job)[0].means, Some(Means::Transfer));

    scene.later(60);
    wait(scene.engine.reenter_sheet(job.order)).expect("it was entered");
    let sum: i64 = scene.about::<Receipt>(&job).iter().map(|it| it.amount.minor).sum();
    assert_eq!(sum, 0);
    let form = wait(scene.engine.sheet_form(&job.number)).expect("it is out again");
    assert_eq!(form.before.map(|before| before.means), Some(Means::Transfer));
}

#[test]
fn what_was_paid_to_the_office_or_is_owed_is_no_shortage_of_the_technician() {
    let scene = Scene::new();
    let job = scene.job();
    let entry = SheetEntry { cash: Money::fen(4_000), ..scene.entry(&job, Outcome::Finished) };
    wait(scene.engine.enter_sheet(entry)).expect("it fits");
    let line = || wait(scene.engine.sheet_day()).expect("readable").cash.remove(0);
    assert_eq!((line().due, line().cash), (Money::fen(11_000), Money::fen(4_000)));
    assert_eq!(line().owed, Money::fen(7_000), "the customer owes it");

    let pay = |fen| {
        let (amount, day) = (Money::fen(fen), scene.engine.clock().today());
        let payment = crate::Payment { amount, day, means: Means::Transfer };
        wait(scene.engine.take_payment(job.order, payment)).expect("it was owed");
    };
    pay(3_000);
    assert_eq!((line().due, line().owed), (Money::fen(8_000), Money::fen(4_000)));
    pay(4_000);
    assert_eq!((line().due, line().owed), (Money::fen(4_000), Money::fen(0)));
    assert_eq!(line().cash, Money::fen(4_000));
}

#[test]
fn cash_below_nothing_is_refused() {
    let scene = Scene::new();
    let job = scene.job();
    let entry = SheetEntry { cash: Money::fen(-1), ..scene.entry(&job, Outcome::Finished) };

    assert!(matches!(
        wait(scene.engine.enter_sheet(entry)),
        Err(Error::Field { field: "cash", why: Wrong::OutOfRange })
    ));
}

#[test]
fn work_and_way_are_charged_once_in_an_order() {
    let scene = Scene::new();
    let job = scene.job();
    let entry = SheetEntry { cash: Money::fen(11_000), ..scene.entry(&job, Outcome::Finished) };
    wait(scene.engine.enter_sheet(entry)).expect("it fits");
    for event in
        [domain::Event::CallBack, domain::Event::Redo, domain::Event::Assign, domain::Event::Book]
    {
        scene.happen(&job, event);
    }
    let (order, technician) = (job.order, scene.technicians[0]);
    let again = wait(scene.engine.deed("test", move |deed| {
        deed.create(&Visit {
            order,
            ordinal: 2,
            technician,
            slot: None,
            booked: true,
            state: VisitState::Planned,
        })
    }));
    scene.later(3_600);
    let visit = again.expect("it can be written");
    let entered = wait(
        scene.engine.enter_sheet(SheetEntry { visit, ..scene.entry(&job, Outcome::Finished) }),
    );

    assert_eq!(entered.expect("it fits").due, Money::fen(0));
}

#[test]
fn what_is_taken_back_is_owed_by_nobody() {
    let scene = Scene::covering(&[Coverage::Labour]);
    let job = scene.job();
    let entry = SheetEntry {
        other: Money::fen(2_000),
        cash: Money::fen(5_000),
        ..scene.entry(&job, Outcome::Finished)
    };
    wait(scene.engine.enter_sheet(entry.clone())).expect("it fits");
    scene.later(60);
    wait(scene.engine.reenter_sheet(job.order)).expect("it was entered");
    let charges: Vec<Charge> = scene.about(&job);
    let receipts: i64 = scene.about::<Receipt>(&job).iter().map(|it| it.amount.minor).sum();

    assert_eq!((total(&charges, Payer::Customer), total(&charges, Payer::Maker)), (0, 0));
    assert_eq!(receipts, 0);
    assert_eq!(charges.iter().filter(|it| it.reverses.is_some()).count() * 2, charges.len());
    scene.later(60);
    let again = wait(scene.engine.enter_sheet(entry)).expect("it is out again");
    assert_eq!((again.due, again.doubts), (Money::fen(5_000), Vec::new()));
}

#[test]
fn cash_of_a_sheet_that_was_taken_back_names_what_it_returns_and_was_not_paid_twice() {
    let scene = Scene::covering(&[Coverage::Labour]);
    let job = scene.job();
    let entry = SheetEntry { cash: Money::fen(5_000), ..scene.entry(&job, Outcome::Finished) };
    wait(scene.engine.enter_sheet(entry.clone())).expect("it fits");
    for _ in 0..2 {
        scene.later(60);
        wait(scene.engine.reenter_sheet(job.order)).expect("it was entered");
        scene.later(60);
        wait(scene.engine.enter_sheet(entry.clone())).expect("it is out again");
    }
    let receipts: Vec<Receipt> = scene.about(&job);
    assert_eq!(receipts.iter().filter(|it| it.reverses.is_some()).count(), 2);

    // More than was due, and once only.
    let over = wait(scene.engine.attention()).expect("a database").overpaid;
    assert_eq!(over.iter().map(|it| it.twice).collect::<Vec<_>>(), [None]);
    assert_eq!(over[0].over, Money::fen(2_000));
    wait(scene.engine.give_back(job.order)).expect("too much");
    scene.later(60);
    wait(scene.engine.reenter_sheet(job.order)).expect("it was entered");
    let left: i64 = scene.about::<Receipt>(&job).iter().map(|it| it.amount.minor).sum();
    assert_eq!(left, 0, "what was given back is not returned once more");
}

#[test]
fn the_day_shows_what_each_technician_owes_and_brought_and_how_fast_it_goes() {
    let scene = Scene::new();
    for (seconds, cash) in [(0, 11_000), (20, 11_000), (40, 10_000), (3_000, 11_000)] {
        scene.later(seconds);
        let job = scene.job();
        let cash = Money::fen(cash);
        let entry = SheetEntry { cash, ..scene.entry(&job, Outcome::Finished) };
        wait(scene.engine.enter_sheet(entry)).expect("it fits");
    }
    let out = scene.job();
    let day = wait(scene.engine.sheet_day()).expect("readable");

    assert_eq!((day.entered, day.unreturned.len()), (4, 1));
    assert_eq!(day.unreturned[0].visit.number, out.number);
    assert_eq!(day.pace, Some(40), "the median of 20 and 40; the break is left out");
    assert_eq!(day.cash.len(), 1);
    let line = &day.cash[0];
    assert_eq!((line.name.as_str(), line.sheets), ("王建国", 4));
    assert_eq!((line.due, line.cash), (Money::fen(44_000), Money::fen(43_000)));
}

#[test]
fn the_bill_follows_what_was_decided_about_the_warranty_until_it_is_written() {
    let scene = Scene::covering(&[]);
    let job = scene.job();
    let all = vec![Coverage::Parts, Coverage::Labour, Coverage::Trip];
    let rule = || {
        let ruling = Some((all.clone(), "厂家同意".to_owned()));
        wait(scene.engine.rule_on_warranty(job.order, ruling))
    };
    rule().expect("no sheet is in yet");
    let entry = SheetEntry { cash: Money::fen(0), ..scene.entry(&job, Outcome::Finished) };
    let entered = wait(scene.engine.enter_sheet(entry)).expect("it fits");

    assert_eq!((entered.due, entered.doubts), (Money::fen(0), Vec::new()));
    assert_eq!(total(&scene.about(&job), Payer::Maker), 12_000, "by the tariff");
    assert!(matches!(rule(), Err(Error::SheetStands)));
}
