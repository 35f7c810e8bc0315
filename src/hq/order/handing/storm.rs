//! Moves, work and ends in any order, with a program that dies in between: whatever happened, one half is live, and the
//! first branch heard of the end once. Whoever forgets what was told before is found out.

use std::collections::BTreeMap;

use super::tests::{happens, house, sound, taken};
use super::*;
use crate::order::{State, cancel, show};
use crate::testing::House;

const SEEDS: u64 = 12;
const STEPS: usize = 40;
const BRANCHES: [&str; 3] = ["SH01", "SZ01", "BJ01"];

/// How ends are told.
type Teller = fn(&mut Session<'_>, &mut Moment, &Untold) -> Result<(), Error>;

/// Numbers that follow from a seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);

        usize::try_from(self.0 >> 33).unwrap_or(0) % bound
    }
}

/// Tells all that is to be told, and dies now and then: before the end, after it, or with the mark still to be made.
fn tell_all(house: &House, chance: &mut Chance, teller: Teller) {
    let untold = house.storage.read(|session, _| session.untold(None, PORTION)).expect("a list");
    for it in untold {
        let (dies, twice) = (chance.below(3) == 0, chance.below(3) == 0);
        for _ in 0..=usize::from(twice) {
            let it = it.clone();
            let ran = house.storage.write(move |session, moment| {
                teller(session, moment, &it)?;
                if dies { Err(Error::Stopped) } else { Ok(()) }
            });
            assert_eq!(ran.is_err(), dies);
        }
    }
}

/// A move that dies before its end.
fn dying(house: &House, number: &str, branch: &'static str) {
    let number = parsed(number).expect("a number");
    let ran = house.storage.write(move |session, moment| {
        let (from, order) = find(session, &number)?;
        let number = intake::next_number(session, branch)?;
        let to = successor(session, moment, (&from, Order { number, ..order }), branch)?;
        hand(session, moment, (&from, &to), None)?;
        Err::<(), _>(Error::Stopped)
    });
    assert!(ran.is_err());
}

/// One order through a storm. What the branches were told, and how often.
fn storm(seed: u64, teller: Teller) -> Result<(), String> {
    let (house, mut chance) = (house(), Chance(seed));
    let mut live = taken(&house);
    let mut numbers = vec![live.clone()];
    for _ in 0..STEPS {
        let at = show(&house.storage, &live).expect("an order");
        match chance.below(6) {
            0 | 1 => {
                let branch = BRANCHES[chance.below(3)];
                if let Ok(handed) = hand_over(&house.storage, &live, branch, None)
                    && handed.to.number != live
                {
                    live = handed.to.number;
                    numbers.push(live.clone());
                }
            }
            2 if at.state == State::Ready && at.stream.branch_code() != Some("BJ01") => {
                dying(&house, &live, "BJ01");
            }
            3 if at.state == State::Ready => drop(cancel(&house.storage, &live, "customer called")),
            4 if at.state == State::Cancelled => {
                happens(&house, &live, (Event::Reinstate, State::Cancelled));
            }
            5 => {
                // Whoever has not heard that it went elsewhere takes it up again: that comes to nothing.
                let old = numbers[chance.below(numbers.len())].clone();
                if old != live {
                    happens(&house, &old, (Event::Reinstate, State::Cancelled));
                }
            }
            _ => tell_all(&house, &mut chance, teller),
        }
        one_is_live(&house, &numbers, &live)?;
    }
    for _ in 0..=numbers.len() {
        let untold =
            house.storage.read(|session, _| session.untold(None, PORTION)).expect("a list");
        for it in untold {
            let ran = house.storage.write(move |session, moment| teller(session, moment, &it));
            ran.expect("quiet now");
        }
    }

    all_is_told_once(&house, &numbers, &live)?;
    sound(&house);

    Ok(())
}

/// At most one is, and it is the last one.
fn one_is_live(house: &House, numbers: &[String], live: &str) -> Result<(), String> {
    for number in numbers.iter().filter(|number| *number != live) {
        let state = show(&house.storage, number).expect("an order").state;
        if state != State::Cancelled {
            return Err(format!("{number} is {state:?}, and so is {live}"));
        }
    }

    Ok(())
}

/// Every branch knows the present end, and heard nothing twice in a row.
fn all_is_told_once(house: &House, numbers: &[String], live: &str) -> Result<(), String> {
    let end = show(&house.storage, live).expect("an order").state;
    let end = Some(end).filter(|state| state.is_over());
    for number in numbers.iter().filter(|number| *number != live) {
        let known = show(&house.storage, number).expect("an order").handover.end;
        let known = known.unwrap_or_default().state;
        if known != end {
            return Err(format!("{number} says {known:?}, it is {end:?}"));
        }
    }
    let mut heard: BTreeMap<Uuid, Value> = BTreeMap::new();
    for code in BRANCHES {
        let stream = branch::stream(code).expect("a code");
        let events = house.storage.read(|session, _| session.each_body(&stream, OrderEvent::KIND));
        for (id, body) in events.expect("events") {
            let (Some(ended), Some(order)) = (body.get(EVENT_ENDED), sync::order::order_of(&body))
            else {
                continue;
            };
            if heard.insert(order, ended.clone()).as_ref() == Some(ended) {
                return Err(format!("{id} tells again what {order} knows"));
            }
        }
    }

    Ok(())
}

#[test]
fn through_any_storm_one_half_is_live_and_each_end_is_told_once() {
    for seed in 0..SEEDS {
        assert_eq!(storm(seed, tell), Ok(()), "seed {seed}");
    }
}

/// Neither looks at what was told nor has names that follow from the end.
fn forgetful(session: &mut Session<'_>, moment: &mut Moment, it: &Untold) -> Result<(), Error> {
    let place = branch::stream(&it.branch)?;
    let own = session.record(&it.stream, Order::KIND, it.id)?.expect("an order");
    let ended = outcome(&own.body).unwrap_or_default();
    let body = json!({
        "order": it.origin, "event": Event::HandoverEnded, EVENT_ENDED: ended,
        "at": moment.now_ms(),
    });
    let body = body.as_object().cloned().expect("an object");
    let change = Change::Fact { kind: OrderEvent::KIND.to_owned(), id: new_id(moment), body };
    let (name, actor) = ("tell_handover_ended", ACTOR.to_owned());
    let deed = Deed { stream: place, name, actor, changes: vec![change] };

    crate::deed::submit(session, moment, deed).map(drop)
}

#[test]
fn whoever_forgets_what_was_told_is_caught() {
    let caught = (0..SEEDS).find_map(|seed| storm(seed, forgetful).err());

    assert!(caught.is_some_and(|what| what.contains("tells again")));
}
