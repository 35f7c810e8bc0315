//! Which events happened to orders in which states, and which never did although they could.

use std::collections::BTreeMap;
use std::fmt;

use domain::{Event, Family, Progress, State};

/// Counts by state and event: as the author saw the order, or concurrently.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Coverage(BTreeMap<(State, Event), [u64; 2]>);

/// Events that orders of services know. What an import or a wholesale return brings happens without anyone else.
pub const EVENTS: [Event; 27] = [
    Event::Accept,
    Event::Assign,
    Event::Reassign,
    Event::Unassign,
    Event::Book,
    Event::Reschedule,
    Event::Urge,
    Event::WithdrawUrge,
    Event::Arrive,
    Event::Finish,
    Event::LeaveUnfinished,
    Event::NeedPart,
    Event::PartArrived,
    Event::NeedAppraisal,
    Event::Appraised,
    Event::AppraisedDone,
    Event::EnterSheet,
    Event::Reenter,
    Event::CallBack,
    Event::ReopenCall,
    Event::Redo,
    Event::Close,
    Event::Settle,
    Event::Cancel,
    Event::Reinstate,
    Event::RaiseException,
    Event::UndoException,
];

impl Coverage {
    /// Notes that an event happened; `from` is what its author saw.
    pub fn note(&mut self, now: State, event: Event, from: State) {
        let cell = self.0.entry((now, event)).or_default();
        cell[usize::from(from != now)] += 1;
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
    pub fn of(&self, state: State, event: Event) -> [u64; 2] {
        self.0.get(&(state, event)).copied().unwrap_or_default()
    }

    /// States and events that are possible for someone who sees the order as it is, and never happened.
    pub fn gaps(&self) -> Vec<(State, Event)> {
        let cells = State::ALL.into_iter().flat_map(|state| EVENTS.map(|event| (state, event)));

        cells
            .filter(|(state, event)| possible(*state, *event) && self.of(*state, *event)[0] == 0)
            .collect()
    }

    /// The table: a line for each state that orders of services have, a column for each event. In a cell the count of
    /// those who saw the order as it was, and of those who did not; `-` where there cannot be any.
    pub fn table(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for state in State::ALL {
            let cells = EVENTS.map(|event| {
                let [plain, concurrent] = self.of(state, event);
                let plain = match plain {
                    0 if possible(state, event) => "never".to_owned(),
                    0 => "-".to_owned(),
                    count => count.to_string(),
                };
                let concurrent = match concurrent {
                    0 if !possible_elsewhere(state, event) => "-".to_owned(),
                    count => count.to_string(),
                };
                format!("{event:?}={plain}+{concurrent}")
            });
            if EVENTS.iter().any(|event| possible(state, *event)) {
                lines.push(format!("{state:?}: {}", cells.join(" ")));
            }
        }
        lines
    }
}

/// Whether the table of states lets it happen. An order that was put aside goes back to where it was, which depends.
fn possible(state: State, event: Event) -> bool {
    let before = matches!(state, State::Exception | State::Cancelled).then_some(State::Ready);

    Progress { state, before }.after(Family::Service, event).is_some()
}

/// Whether its author may have seen another state than this one. What is possible in one state alone was seen there.
fn possible_elsewhere(state: State, event: Event) -> bool {
    State::ALL.into_iter().any(|seen| seen != state && possible(seen, event))
}

impl fmt::Debug for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cells", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_happen_is_told_from_what_did_not() {
        let mut coverage = Coverage::default();
        coverage.note(State::Ready, Event::Urge, State::Booked);
        let table = coverage.table();
        let ready = table.iter().find(|line| line.starts_with("Ready:")).expect("a line");
        let cell = |event: &str| ready.split(' ').find(|it| it.starts_with(event)).expect("a cell");

        // Only an order that is ready is assigned: nobody can have seen another.
        assert_eq!(cell("Assign="), "Assign=never+-");
        assert_eq!(cell("Urge="), "Urge=never+1");
        assert_eq!(cell("Finish="), "Finish=-+0");
        assert!(coverage.gaps().contains(&(State::Ready, Event::Urge)), "not as its author saw it");
    }
}
