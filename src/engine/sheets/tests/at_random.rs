//! Whatever is entered and taken back, sums agree.

use domain::{
    Charge, Coverage, Location, Money, Outcome, PartId, Payer, Receipt, StockMove, VisitResult,
};

use super::scene::{Job, Scene, wait};
use crate::{Receiving, SheetEntry, StockLine, UsedPart};

/// A small generator of numbers, the same for each run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: i64) -> i64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap_or_default() % limit
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.below(all.len() as i64)).unwrap_or_default()]
    }
}

#[test]
fn whatever_is_entered_and_taken_back_sums_agree() {
    let coverage = [Coverage::Parts, Coverage::Labour, Coverage::Trip];
    for seed in 1..=12 {
        let mut chance = Chance(seed);
        let covered: Vec<_> = coverage.into_iter().filter(|_| chance.below(2) == 0).collect();
        let scene = Scene::covering(&covered);
        let parts = ["WH-1001", "WH-1002", "WH-1003"].map(|number| scene.part(number));
        let mut entered: Vec<Job> = Vec::new();
        for _ in 0..25 {
            scene.later(30);
            match chance.below(10) {
                0..2 => move_stock(&scene, &parts, &mut chance),
                2 if !entered.is_empty() => {
                    let at = usize::try_from(chance.below(entered.len() as i64)).unwrap_or(0);
                    wait(scene.engine.reenter_sheet(entered.remove(at).order)).expect("it is in");
                }
                _ => {
                    let job = scene.job();
                    let entry = at_random(&scene, &job, &parts, &mut chance);
                    wait(scene.engine.enter_sheet(entry)).expect("it fits");
                    entered.push(job);
                }
            }
        }
        scene.assert_balanced();
        for job in &entered {
            assert_agrees(&scene, job);
        }
    }
}

fn move_stock(scene: &Scene, parts: &[PartId], chance: &mut Chance) {
    let line = StockLine { part: chance.of(parts), quantity: 1 + chance.below(4), serial: None };
    let technician = chance.of(&scene.technicians);
    match chance.below(4) {
        0 | 1 => {
            let receiving = Receiving { lines: vec![line], ..Receiving::default() };
            wait(scene.engine.receive_parts(receiving)).expect("a delivery is always taken");
        }
        // A short store refuses, and then nothing moves.
        2 => drop(wait(scene.engine.issue_parts(technician, vec![line]))),
        _ => drop(wait(scene.engine.correct_count(line.part, Location::Store, line.quantity))),
    }
}

fn at_random(scene: &Scene, job: &Job, parts: &[PartId], chance: &mut Chance) -> SheetEntry {
    let lines = (0..chance.below(4)).map(|_| UsedPart {
        part: chance.of(parts),
        quantity: 1 + chance.below(3),
        serial: None,
        old: chance.below(2) == 0,
        insisted: false,
    });
    SheetEntry {
        parts: lines.collect(),
        other: Money::fen(chance.below(3) * 500),
        cash: Money::fen(chance.below(4) * 5_500),
        ..scene.entry(job, chance.of(&Outcome::ALL))
    }
}

/// The sheet's total is the sum of its lines, its cash that of its receipts, and what went into the machine came
/// out of the technician's van.
fn assert_agrees(scene: &Scene, job: &Job) {
    let results: Vec<VisitResult> = scene.about(job);
    let charges: Vec<Charge> = scene.about(job);
    let owed = |payer| -> i64 {
        charges.iter().filter(|it| it.payer == payer).map(|it| it.amount.minor).sum()
    };
    let receipts: i64 = scene.about::<Receipt>(job).iter().map(|it| it.amount.minor).sum();
    let result = results.last().expect("it was entered");
    assert_eq!(result.due.minor, owed(Payer::Customer));
    assert_eq!(result.cash.minor, receipts);

    let moves: Vec<StockMove> = scene.about(job);
    let van = Location::Van(scene.technicians[0]);
    for used in moves.iter().filter(|it| it.to == Location::Customer) {
        assert_eq!(used.from, van);
    }
}
