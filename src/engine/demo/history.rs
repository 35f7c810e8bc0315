//! A year of orders, and what today and tomorrow bring.

use chrono::{Datelike as _, Weekday};
use domain::{Grade, OrderKind, Outcome};

use super::Builder;
use super::household::Home;
use super::script::{Script, Stage};
use crate::Error;

/// How many orders there are in all.
const ORDERS: usize = 3_000;
/// The number of the first complaint.
pub(super) const FIRST_COMPLAINT: u32 = 3_001;
/// How many of them are not over: pool, not booked, today, tomorrow, sheets out, waiting for parts, callbacks due.
const OPEN: [(Stage, usize); 7] = [
    (Stage::Pool, 14),
    (Stage::Unbooked, 4),
    (Stage::Booked, 40),
    (Stage::SheetOut, 6),
    (Stage::WaitingPart, 4),
    (Stage::CallbackDue, 18),
    (Stage::Cancelled, 2),
];
/// Of the orders on the board, so many are for today; the rest are for tomorrow.
const FOR_TODAY: usize = 24;

/// All machines, and those of them that were bought this year.
pub(super) struct Homes {
    pub(super) all: Vec<Home>,
    new: Vec<usize>,
    old: Vec<usize>,
}

impl Homes {
    pub(super) fn new(all: Vec<Home>) -> Self {
        let (new, old) = (0..all.len()).partition(|at| all[*at].machine.installed.is_none());

        Self { all, new, old }
    }
}

impl Builder<'_> {
    /// All orders, in the order in which they came in.
    pub(super) fn year(&mut self, homes: &Homes) -> Result<(), Error> {
        let mut scripts = self.open(homes);
        scripts.extend(self.installations(homes));
        while scripts.len() < ORDERS {
            let script = self.past(homes);
            scripts.push(script);
        }
        scripts.sort_by_key(|script| script.received);
        // The last order that was over and done with was not.
        if let Some(script) = scripts.iter_mut().rfind(|it| matches!(it.stage, Stage::Closed(_))) {
            script.stage = Stage::Closed(Some(Grade::Dissatisfied));
            script.complaint = Some(false);
        }
        let books = self.books()?;
        for (at, script) in scripts.iter().enumerate() {
            if at % 25 == 0 {
                self.reach(ORDERS / 3 + at, ORDERS / 3 + scripts.len())?;
            }
            let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
            self.order(number, script, &homes.all[script.home], &books)?;
        }

        Ok(())
    }

    /// What is not over today.
    fn open(&mut self, homes: &Homes) -> Vec<Script> {
        let mut scripts = Vec::new();
        for (stage, count) in OPEN {
            for nth in 0..count {
                scripts.push(self.one_open(homes, stage, nth));
            }
        }

        scripts
    }

    fn one_open(&mut self, homes: &Homes, stage: Stage, nth: usize) -> Script {
        let days = match stage {
            Stage::Pool => -i64::from(nth.is_multiple_of(3)),
            Stage::SheetOut | Stage::CallbackDue => -self.chance.within(2, 5),
            Stage::WaitingPart => -self.chance.within(4, 9),
            _ => -self.chance.within(1, 3),
        };
        let tomorrow = self.workday(1);
        let visit = match stage {
            Stage::Booked if nth < FOR_TODAY => 0,
            Stage::Booked => tomorrow,
            Stage::SheetOut | Stage::CallbackDue => {
                self.workday_before(-1 - i64::from(nth % 2 == 1))
            }
            Stage::WaitingPart => self.workday_before(days + 1),
            _ => tomorrow,
        };
        let script = self.script(homes, days.min(visit - 1).min(0), stage);
        // What came in today came in before now.
        let received = if stage == Stage::Pool && days == 0 {
            let now = self.clock.now().0 - self.day(0, 0).0;
            (0, (now / 60_000 - 5 - self.chance.within(0, 90)).max(0))
        } else {
            script.received
        };

        Script { visit, received, urgent: stage == Stage::Pool && nth < 2, ..script }
    }

    /// Every machine that was bought this year was installed.
    fn installations(&mut self, homes: &Homes) -> Vec<Script> {
        let install = |builder: &mut Self, home: usize| {
            let received = homes.all[home].bought + builder.chance.within(0, 2);
            let stage = builder.ended();
            let minute = builder.chance.within(490, 1_050);
            let visit = (received + builder.chance.within(1, 3)).min(-5);
            Script {
                home,
                kind: OrderKind::Install,
                received: (received.min(-8), minute),
                visit: builder.workday(visit),
                stage,
                before: None,
                urgent: false,
                complaint: None,
            }
        };

        homes.new.iter().map(|home| install(self, *home)).collect()
    }

    /// An order that is over.
    fn past(&mut self, homes: &Homes) -> Script {
        let days = self.chance.within(-364, -9);
        let stage = if self.chance.percent(4) { Stage::Cancelled } else { self.ended() };
        let mut script = self.script(homes, days, stage);
        let visit = (days + self.chance.within(1, 3)).min(-5);
        script.visit = self.workday(visit);
        script.before = match self.chance.below(100) {
            0..=3 => Some(Outcome::NotHome),
            4..=8 => Some(Outcome::NeedPart),
            _ => None,
        };
        if script.stage == Stage::Closed(Some(Grade::Dissatisfied)) && self.chance.percent(15) {
            script.complaint = Some(true);
        }

        script
    }

    fn script(&mut self, homes: &Homes, days: i64, stage: Stage) -> Script {
        let kind = match self.chance.below(100) {
            0..=66 => OrderKind::Repair,
            67..=93 => OrderKind::Maintenance,
            94..=96 => OrderKind::Dismantle,
            _ => OrderKind::Measure,
        };
        let home = self.chance.pick(&homes.old).copied().unwrap_or(0);
        let received = (days, self.chance.within(490, 1_050));

        Script {
            home,
            kind,
            received,
            visit: days,
            stage,
            before: None,
            urgent: self.chance.percent(4),
            complaint: None,
        }
    }

    fn ended(&mut self) -> Stage {
        Stage::Closed(match self.chance.below(100) {
            0..=61 => Some(Grade::VerySatisfied),
            62..=89 => Some(Grade::Satisfied),
            90..=94 => Some(Grade::Dissatisfied),
            _ => None,
        })
    }

    /// This day, or the next on which the office works.
    fn workday(&self, days: i64) -> i64 {
        days + i64::from(self.date(days).weekday() == Weekday::Sun)
    }

    /// This day, or the last before it on which the office worked.
    fn workday_before(&self, days: i64) -> i64 {
        days - i64::from(self.date(days).weekday() == Weekday::Sun)
    }
}
