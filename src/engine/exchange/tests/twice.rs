//! Two desks assign one order without knowing of each other: both visits are seen, and each can be withdrawn.

use domain::{OrderId, Outcome, Role, Slot, Staff, StaffId, State, VisitId};

use super::real::{Trial, start};
use super::*;
use crate::{Plan, SheetEntry, Undo};

/// Two desks, one order, and a visit of each desk for it.
struct Twice {
    trial: Option<Trial>,
    desks: [Engine; 2],
    order: OrderId,
    visits: [VisitId; 2],
}

/// Exchanges until every desk has what the others did.
pub(super) fn settle_down(desks: &[Engine; 2]) {
    for desk in [&desks[0], &desks[1], &desks[0]] {
        wait(desk.exchange_now()).expect("a headquarters");
    }
}

impl Twice {
    fn new() -> Self {
        let trial = Trial::new();
        let desks = [trial.join(), trial.join()];
        let technicians = ["王建国", "陈志强"].map(|name| {
            let person = Staff { name: name.into(), roles: vec![Role::Technician], ..blank() };
            wait(desks[0].write_person(None, person)).expect("a technician").id
        });
        let taken = wait(desks[0].receive_order(crate::testing::call())).expect("an order");
        settle_down(&desks);
        let (trial, visits) = apart(trial, &desks, |at, desk| {
            let slot =
                Slot::new(desk.clock().today(), 900 + 120 * at as u16, 960 + 120 * at as u16);
            let plan = Plan {
                technician: technicians[at],
                slot: slot.ok(),
                agreed: at == 1,
                remark: None,
            };
            wait(desk.assign(taken.order, plan)).expect("it waits").visit
        });

        Self { trial: Some(trial), desks, order: taken.order, visits }
    }

    fn state(&self, desk: usize) -> State {
        wait(self.desks[desk].order(self.order)).expect("an order").state
    }

    /// Who is still to go, on a desk.
    fn going(&self, desk: usize) -> Vec<StaffId> {
        let file = wait(self.desks[desk].order(self.order)).expect("an order");
        let open = file.visits.iter().filter(|entry| entry.visit.is_to_come());

        open.map(|entry| entry.visit.technician).collect()
    }
}

/// What each desk does while headquarters is not there.
pub(super) fn apart<T>(
    Trial { folder, headquarters }: Trial,
    desks: &[Engine; 2],
    mut deed: impl FnMut(usize, &Engine) -> T,
) -> (Trial, [T; 2]) {
    let address = headquarters.address();
    headquarters.stop().expect("an orderly end");
    let done = [0, 1].map(|at| deed(at, &desks[at]));
    let headquarters = start(&folder, address);
    settle_down(desks);

    (Trial { folder, headquarters }, done)
}

#[test]
fn who_goes_twice_is_named_and_one_is_withdrawn_with_the_order_going_on() {
    let it = Twice::new();
    for desk in &it.desks {
        let lost = wait(desk.attention()).expect("a database").lost;
        assert!(lost.iter().any(|lost| lost.going.len() == 2), "{lost:?}");
    }
    assert_eq!(it.going(0).len(), 2);
    let withdrawn = wait(it.desks[0].unassign(it.visits[0])).expect("one too many");

    assert_eq!(it.state(0), State::Booked, "the other visit is agreed to");
    settle_down(&it.desks);
    assert_eq!((it.going(1).len(), it.state(1)), (1, State::Booked));
    wait(it.desks[0].undo(withdrawn.undo)).expect("nothing happened since");
    assert_eq!(it.going(0).len(), 2);
    wait(it.desks[0].unassign(it.visits[1])).expect("the other one");
    assert_eq!((it.going(0).len(), it.state(0)), (1, State::Assigned));
    wait(it.desks[0].unassign(it.visits[0])).expect("the last one");
    assert_eq!((it.going(0).len(), it.state(0)), (0, State::Ready));
}

/// The technician was there in vain.
pub(super) fn in_vain(visit: VisitId) -> SheetEntry {
    SheetEntry {
        visit,
        outcome: Outcome::NotHome,
        fault: None,
        cause: None,
        measure: None,
        parts: Vec::new(),
        other: domain::Money::fen(0),
        cash: domain::Money::fen(0),
        day: None,
        arrived: None,
        ended: None,
        readings: Vec::new(),
        grade: None,
        remark: None,
        foreign_part: false,
        needed: Vec::new(),
        unknown_part: false,
        means: domain::Means::Cash,
        waiver: None,
        found: crate::Found::default(),
    }
}

#[test]
fn one_in_vain_leaves_the_order_to_the_other_and_both_sheets_are_taken() {
    let it = Twice::new();
    let entered = wait(it.desks[0].enter_sheet(in_vain(it.visits[0]))).expect("a sheet");
    assert_eq!((it.going(0).len(), it.state(0)), (1, State::Booked));
    wait(it.desks[0].undo(entered.undo)).expect("nothing happened since");
    assert_eq!(it.going(0).len(), 2);
    assert!(matches!(it.state(0), State::Assigned | State::Booked), "{:?}", it.state(0));
    wait(it.desks[0].enter_sheet(in_vain(it.visits[0]))).expect("a sheet");
    assert_eq!((it.going(0).len(), it.state(0)), (1, State::Booked));
    settle_down(&it.desks);
    wait(it.desks[1].enter_sheet(in_vain(it.visits[1]))).expect("a sheet");
    assert_eq!((it.going(1).len(), it.state(1)), (0, State::Ready));
    settle_down(&it.desks);
    assert_eq!(it.state(0), State::Ready);
}

#[test]
fn where_each_desk_withdrew_another_visit_somebody_can_be_assigned_again() {
    let mut it = Twice::new();
    let (visits, order) = (it.visits, it.order);
    let technician = it.going(0)[0];
    let trial = it.trial.take().expect("it runs");
    let (_trial, _) = apart(trial, &it.desks, |at, desk| {
        wait(desk.unassign(visits[at])).expect("one too many");
    });
    assert_eq!(it.going(0), []);
    let file = wait(it.desks[0].order(order)).expect("an order");
    assert!(file.possible.contains(&domain::Event::Assign), "{:?}", file.state);
    let today = it.desks[0].clock().today();
    let board = wait(it.desks[0].board(today, 1)).expect("a board");
    let pool: Vec<_> = board.pool.iter().map(|job| job.order).collect();
    assert_eq!((pool, board.waiting), (vec![order], 1), "it waits for somebody");
    let tasks = wait(it.desks[0].today()).expect("a day").tasks;
    assert!(tasks.iter().any(|duty| duty.kind == crate::DutyKind::ToAssign));
    let plan = Plan { technician, slot: None, agreed: false, remark: None };
    let again = wait(it.desks[0].assign(order, plan)).expect("nobody goes");

    assert_eq!((it.going(0), it.state(0)), (vec![technician], State::Assigned));
    assert!(matches!(again.undo, Undo::Unassign(_)));
    settle_down(&it.desks);
    assert_eq!((it.going(1), it.state(1)), (vec![technician], State::Assigned));
}
