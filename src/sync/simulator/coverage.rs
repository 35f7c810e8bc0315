//! Which events happened to orders in which states, and which never did although they could.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::LazyLock;

use domain::{Event, Family, Progress, State};

/// What happened to an order: by its table, where it stood.
pub(super) type Cell = (Family, State, Event);

/// Counts by cell: as the author saw the order, or concurrently.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Coverage(BTreeMap<Cell, [u64; 2]>);

const FAMILIES: [Family; 4] =
    [Family::Service, Family::Delivery, Family::Complaint, Family::Consultation];

/// Cells in which something can happen to somebody who sees the order as it is: found by walking every way that an order
/// can go, for what can be taken back depends on the way.
pub(super) static POSSIBLE: LazyLock<BTreeSet<Cell>> = LazyLock::new(|| {
    let mut possible = BTreeSet::new();
    for family in FAMILIES {
        let (mut met, mut left) = (Vec::new(), vec![Progress::new(family)]);
        while let Some(now) = left.pop() {
            if met.contains(&now) {
                continue;
            }
            met.push(now);
            for event in Event::ALL {
                if let Some(next) = now.after(family, event) {
                    possible.insert((family, now.state, event));
                    left.push(next);
                }
            }
        }
    }

    possible
});

/// Why a cell may stay empty although the table of states lets the event happen there; none if it must not.
pub fn excuse(family: Family, state: State, event: Event) -> Option<&'static str> {
    match (event, state) {
        (Event::HandoverEnded, State::Cancelled) => None,
        (Event::HandoverEnded, _) => Some(
            "only what was handed on, and so is cancelled, has another half; \
             where it was done all the same, the event moves nothing either",
        ),
        (Event::WithdrawImport, state) if family != Family::Service || !is_brought_over(state) => {
            Some("only what an import brought over and nobody touched since is taken back with it")
        }
        _ => None,
    }
}

/// What an import says of its orders.
fn is_brought_over(state: State) -> bool {
    matches!(state, State::SheetIn | State::Closed)
}

impl Coverage {
    /// Notes that an event happened; `from` is what its author saw.
    pub fn note(&mut self, cell: Cell, from: State) {
        let counts = self.0.entry(cell).or_default();
        counts[usize::from(from != cell.1)] += 1;
    }

    /// Adds another seed's counts.
    pub fn add(&mut self, other: &Self) {
        for (key, counts) in &other.0 {
            let cell = self.0.entry(*key).or_default();
            cell[0] += counts[0];
            cell[1] += counts[1];
        }
    }

    /// How often an event happened in a state: as its author saw it, and concurrently.
    pub fn of(&self, cell: Cell) -> [u64; 2] {
        self.0.get(&cell).copied().unwrap_or_default()
    }

    /// What is possible for someone who sees the order as it is and never happened, but for what has an [`excuse`].
    pub fn gaps(&self) -> Vec<Cell> {
        let empty = self.empty().into_iter();

        empty.filter(|(family, state, event)| excuse(*family, *state, *event).is_none()).collect()
    }

    /// The same with those that have one.
    fn empty(&self) -> Vec<Cell> {
        POSSIBLE.iter().copied().filter(|cell| self.of(*cell)[0] == 0).collect()
    }

    /// The table: a line for each state of each family, with the events that can happen there. In a cell the count of
    /// those who saw the order as it was, and of those who did not; `-` where nobody can have seen another. Then each
    /// cell that is empty for a reason, with that.
    pub fn table(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (family, state) in
            FAMILIES.into_iter().flat_map(|it| State::ALL.map(|state| (it, state)))
        {
            let events = Event::ALL.into_iter().filter(|event| {
                POSSIBLE.contains(&(family, state, *event))
                    || self.0.contains_key(&(family, state, *event))
            });
            let cells: Vec<_> = events.map(|event| self.cell((family, state, event))).collect();
            if !cells.is_empty() {
                lines.push(format!("{family:?} {state:?}: {}", cells.join(" ")));
            }
        }
        for (family, state, event) in self.empty() {
            let why = excuse(family, state, event).unwrap_or("WITHOUT A REASON");
            lines.push(format!("never {family:?} {state:?} {event:?}: {why}"));
        }

        lines
    }

    fn cell(&self, cell: Cell) -> String {
        let [plain, concurrent] = self.of(cell);
        let (family, state, event) = cell;
        let plain = if plain == 0 && POSSIBLE.contains(&cell) {
            "never".to_owned()
        } else {
            plain.to_string()
        };
        let elsewhere = State::ALL
            .into_iter()
            .any(|seen| seen != state && POSSIBLE.contains(&(family, seen, event)));
        let concurrent = if elsewhere { concurrent.to_string() } else { "-".to_owned() };

        format!("{event:?}={plain}+{concurrent}")
    }
}

impl fmt::Debug for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seen = POSSIBLE.iter().filter(|cell| self.of(**cell)[0] > 0).count();

        write!(f, "{seen} of {} cells", POSSIBLE.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_happen_is_told_from_what_did_not() {
        let mut coverage = Coverage::default();
        coverage.note((Family::Service, State::Ready, Event::Urge), State::Booked);
        let table = coverage.table();
        let ready = table.iter().find(|line| line.starts_with("Service Ready:")).expect("a line");
        let cell = |event: &str| ready.split(' ').find(|it| it.starts_with(event)).expect("a cell");

        // Only an order that is ready is assigned: nobody can have seen another.
        assert_eq!(cell("Assign="), "Assign=never+-");
        assert_eq!(cell("Urge="), "Urge=never+1");
        assert!(!ready.contains("Finish="));
        let unseen = (Family::Service, State::Ready, Event::Urge);
        assert!(coverage.gaps().contains(&unseen), "not as its author saw it");
    }

    #[test]
    fn every_event_can_happen_somewhere_and_few_cells_are_excused() {
        for event in Event::ALL {
            assert!(POSSIBLE.iter().any(|(.., it)| *it == event), "{event:?}");
        }
        let all = Coverage::default().empty().len();
        let excused = all - Coverage::default().gaps().len();
        assert!(all > 200 && excused < all / 7, "{excused} of {all}");
    }
}
