//! What an order comes to when several people say what happened to it without knowing of each other.
//!
//! An order's state follows from its events by domain's one table. Each event names in `from` the state its author
//! saw. If that is still the state, the table decides alone; if not, [`decide`] does: work that was done stands.

mod handing;

pub use handing::is_headquarters_own;

use domain::handover::{HANDED_END, HANDED_FROM, HANDED_TO, HANDED_WISH};
use domain::{Event, Family, OrderKind, Progress, State};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

use crate::Fields;
use crate::canonical::write_fields;
use crate::wire::Why;
use handing::{handed, handover_ended, handover_wished, is_handover};

/// The kind of an order's head.
pub const ORDER: &str = "order";
/// The kind of what happens to it.
pub const ORDER_EVENT: &str = "order_event";

/// Field of an order: its state. It follows from its events; nobody edits it.
pub const STATE: &str = "state";
/// Field of an order that was put aside or cancelled: the state before. Nobody edits it.
pub const STATE_BEFORE: &str = "state_before";
/// Field of an order: what its completion said, as a hash. Nobody edits it.
pub const COMPLETION: &str = "completion";
/// Flag of an order: cancelled by some, done by others. Headquarters clears it once a person has decided, and puts it up
/// again where they take that back.
pub const DISPUTED: &str = "disputed";
/// Flag of an order: cancelled although somebody had taken it on, who must be told. A branch clears it.
pub const STOP_NOTICE: &str = "stop_notice";
/// Flag of an order: reported done twice, differently, or its sheet entered twice. A branch clears it.
pub const SECOND_VISIT: &str = "second_visit";

/// Field of an order: how it came in.
const SOURCE: &str = "source";
/// It was brought over from another system: only then can that be taken back.
const IMPORTED: &str = "import";

/// Field of an event: the order it happened to.
pub const EVENT_ORDER: &str = "order";
/// Field of an event: the order's state as its author saw it.
pub const EVENT_FROM: &str = "from";

/// What an event comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// Where the order stands afterwards.
    pub progress: Progress,
    /// Whether the author did not know the state the order was in.
    pub concurrent: bool,
    /// Whether the event came to nothing: it stays as a fact, and goes to the conflict journal.
    pub lost: bool,
    /// Whether some say cancelled and others done.
    pub disputed: bool,
    /// Whether somebody is on the way who should not be.
    pub stop_notice: bool,
    /// Whether it is a completion of what was already complete.
    pub again: bool,
}

/// What `event`, made by someone who saw the order `from`, comes to at `now`. None if it was not possible even there.
pub fn decide(family: Family, now: Progress, event: Event, from: Option<State>) -> Option<Turn> {
    let seen = from.unwrap_or(now.state);
    if seen == now.state {
        return now.after(family, event).map(Turn::plain);
    }
    let stays = Turn { concurrent: true, ..Turn::plain(now) };
    // Something else happened since: the step is the last one no more.
    if event == Event::TakeBack {
        return Some(Turn { lost: true, ..stays });
    }
    let meant = Progress { state: seen, before: None }.after(family, event)?.state;
    let becomes =
        |state| Turn { concurrent: true, ..Turn::plain(Progress { state, before: None }) };

    Some(if is_completion(event) {
        match now.state {
            State::Cancelled => Turn { disputed: true, ..becomes(meant) },
            state if is_complete(state) => Turn { again: true, ..stays },
            _ => becomes(meant),
        }
    } else if event == Event::Cancel {
        match now.state {
            State::Cancelled => stays,
            state if is_complete(state) => Turn { disputed: true, lost: true, ..stays },
            state => Turn {
                stop_notice: is_taken_on(state),
                progress: now.after(family, event).unwrap_or(now.cancelled()),
                ..becomes(State::Cancelled)
            },
        }
    } else if now.state == State::Cancelled {
        Turn { stop_notice: is_taken_on(meant), lost: true, ..stays }
    } else {
        match now.after(family, event) {
            Some(next) if !is_complete(now.state) => Turn { concurrent: true, ..Turn::plain(next) },
            _ => Turn { lost: true, ..stays },
        }
    })
}

impl Turn {
    fn plain(progress: Progress) -> Self {
        Self {
            progress,
            concurrent: false,
            lost: false,
            disputed: false,
            stop_notice: false,
            again: false,
        }
    }
}

/// Whether an event says that the work is done.
pub(crate) fn is_completion(event: Event) -> bool {
    matches!(
        event,
        Event::Finish | Event::AppraisedDone | Event::Deliver | Event::Answer | Event::Convert
    )
}

/// Whether the work that the order asked for was done in this state.
pub fn is_complete(state: State) -> bool {
    state.is_worked()
        || matches!(
            state,
            State::Delivered
                | State::Answered
                | State::Accepted
                | State::Rejected
                | State::Converted
        )
}

fn is_taken_on(state: State) -> bool {
    use State::{
        Assigned, Booked, Exception, Loaded, OnSite, Routed, WaitingAppraisal, WaitingPart,
    };

    matches!(
        state,
        Assigned | Booked | OnSite | WaitingPart | WaitingAppraisal | Exception | Loaded | Routed
    )
}

/// What an event does to an order.
#[derive(Debug, Clone, PartialEq)]
pub struct Advance {
    /// The order's fields that change. Null removes one.
    pub fields: Fields,
    /// What the event came to.
    pub turn: Turn,
}

#[derive(Deserialize)]
struct EventBody {
    event: Event,
    #[serde(default)]
    from: Option<State>,
    #[serde(default)]
    by: Option<Value>,
}

/// The order an event happened to.
pub fn order_of(event: &Fields) -> Option<Uuid> {
    event.get(EVENT_ORDER)?.as_str()?.parse().ok()
}

/// Lays an event over an order. Fails if the event is not one, or was not possible.
pub fn advance(order: &Fields, event: &Fields) -> Result<Advance, Why> {
    let body = EventBody::deserialize(Value::Object(event.clone())).map_err(|_| Why::Malformed)?;
    let now = progress(order).ok_or(Why::IllegalEvent)?;
    if body.event == Event::WithdrawImport && order.get(SOURCE) != Some(&Value::from(IMPORTED)) {
        return Err(Why::IllegalEvent);
    }
    if body.event == Event::HandoverEnded {
        return handover_ended(order, event, now);
    }
    if matches!(body.event, Event::AskHandover | Event::WithdrawHandover | Event::RefuseHandover) {
        return handover_wished(order, event, (body.event, body.from, now));
    }
    let mut turn = decide(family(order), now, body.event, body.from).ok_or(Why::IllegalEvent)?;
    // It goes on with another branch: taken up here as well it would be done twice.
    if body.event == Event::Reinstate && order.contains_key(HANDED_TO) {
        let stays = Turn { concurrent: true, lost: true, ..Turn::plain(now) };
        return Ok(Advance { fields: Fields::new(), turn: stays });
    }
    let completion = Value::String(fingerprint(event));

    // Headquarters signs with nobody; whoever has taken the order on does not see it coming.
    let by_headquarters = body.by.is_none_or(|by| by.is_null());
    turn.stop_notice |=
        body.event == Event::Cancel && by_headquarters && !turn.lost && is_taken_on(now.state);
    let another = turn.again && order.get(COMPLETION) != Some(&completion);
    // Parts, charges and cash of a sheet come with its entry, and are there twice even where both say the same.
    let sheet_again = body.event == Event::EnterSheet && turn.lost && is_complete(now.state);
    let second_visit = another || sheet_again;
    turn.lost |= second_visit;

    let mut fields = Fields::new();
    if turn.progress != now {
        fields.insert(STATE.to_owned(), Value::String(turn.progress.state.code()));
        let before = turn.progress.before.map_or(Value::Null, |state| Value::String(state.code()));
        fields.insert(STATE_BEFORE.to_owned(), before);
    }
    if is_completion(body.event) && !turn.again {
        fields.insert(COMPLETION.to_owned(), completion);
    }
    if is_handover(event) {
        fields.insert(HANDED_TO.to_owned(), handed(order, event, turn)?);
        // It went where it was wanted.
        fields.insert(HANDED_WISH.to_owned(), Value::Null);
    }
    let flags =
        [(DISPUTED, turn.disputed), (STOP_NOTICE, turn.stop_notice), (SECOND_VISIT, second_visit)];
    fields.extend(
        flags
            .into_iter()
            .filter(|(_, up)| *up)
            .map(|(name, _)| (name.to_owned(), Value::Bool(true))),
    );
    fields.retain(|name, value| order.get(name).unwrap_or(&Value::Null) != value);

    Ok(Advance { fields, turn })
}

/// Where an order stands. None if this version does not know its state.
pub fn progress(order: &Fields) -> Option<Progress> {
    let state = match order.get(STATE) {
        Some(state) => read(state)?,
        None => family(order).first(),
    };

    Some(Progress { state, before: order.get(STATE_BEFORE).and_then(read) })
}

/// A new order's state, if its author did not say: the first of its kind.
pub fn first_state(order: &Fields) -> String {
    family(order).first().code()
}

/// Whether a desktop may write this value into an order by editing. What follows from events it may not, but it may
/// clear a flag.
pub fn may_edit(field: &str, value: &Value, headquarters: bool) -> bool {
    match field {
        STATE | STATE_BEFORE | COMPLETION | HANDED_TO | HANDED_END | HANDED_WISH => false,
        HANDED_FROM => headquarters,
        DISPUTED => headquarters && value.is_null(),
        STOP_NOTICE | SECOND_VISIT => value.is_null(),
        _ => true,
    }
}

/// Whether this flag may be put up again by an edit: a branch cleared it by mistake, or headquarters takes the end of a
/// dispute back.
pub fn may_put_up(field: &str, value: &Value, headquarters: bool) -> bool {
    let own = matches!(field, STOP_NOTICE | SECOND_VISIT) || (headquarters && field == DISPUTED);

    own && *value == Value::Bool(true)
}

fn family(order: &Fields) -> Family {
    order.get("kind").and_then(read::<OrderKind>).map_or(Family::Service, OrderKind::family)
}

fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    T::deserialize(value).ok()
}

/// What a completion says, but for who says it, when, and what they saw before.
fn fingerprint(event: &Fields) -> String {
    let said = event.iter().filter(|(name, _)| !matches!(name.as_str(), "at" | "by" | EVENT_FROM));
    let said: Fields = said.map(|(name, value)| (name.clone(), value.clone())).collect();
    let mut bytes = Vec::new();
    write_fields(&said, &mut bytes);

    blake3::hash(&bytes).to_hex()[..32].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const FAMILIES: [Family; 4] =
        [Family::Service, Family::Delivery, Family::Complaint, Family::Consultation];

    fn fields(value: Value) -> Fields {
        value.as_object().cloned().expect("an object")
    }

    fn order(state: &str) -> Fields {
        fields(json!({"kind": "repair", "state": state}))
    }

    fn after(order: &Fields, event: Value) -> Fields {
        let advance = advance(order, &fields(event)).expect("possible");
        let mut order = order.clone();
        crate::overlay::patch(&mut order, &advance.fields);
        order
    }

    /// Every event of every kind of order that its author thought possible, wherever the order really is.
    fn concurrent_turns() -> Vec<(Family, State, Event, Turn)> {
        let mut turns = Vec::new();
        let all = FAMILIES.into_iter().flat_map(|family| State::ALL.map(|now| (family, now)));
        for (family, now) in all {
            for seen in State::ALL.into_iter().filter(|seen| *seen != now) {
                for event in Event::ALL {
                    let at = |state| Progress { state, before: None };
                    let possible = at(seen).after(family, event).is_some();
                    let turn = decide(family, at(now), event, Some(seen));
                    // Whoever takes a step back knows which, and that is not told by the state.
                    let known = possible || event == Event::TakeBack;
                    assert_eq!(turn.is_some(), known, "{event:?} from {seen:?} at {now:?}");
                    turns.extend(turn.map(|turn| (family, now, event, turn)));
                }
            }
        }

        turns
    }

    #[test]
    fn what_was_done_stays_done_whoever_says_what_without_knowing() {
        for (family, now, event, turn) in concurrent_turns() {
            let done = is_complete(turn.progress.state);

            assert!(done || !is_complete(now), "{family:?}: {event:?} at {now:?} undid it");
            assert!(
                done || !is_completion(event),
                "{family:?}: {event:?} at {now:?} came to nothing"
            );
        }
    }

    #[test]
    fn every_event_is_said_without_knowing_in_every_state_that_it_can_be_said_of() {
        let turns = concurrent_turns();
        for event in Event::ALL {
            assert!(turns.iter().any(|(_, _, it, _)| *it == event), "{event:?}");
        }
        for (family, now) in
            FAMILIES.into_iter().flat_map(|family| State::ALL.map(|now| (family, now)))
        {
            let here = turns.iter().filter(|(of, at, ..)| (*of, *at) == (family, now));
            assert!(here.count() > 0, "{family:?} {now:?}");
        }
    }

    #[test]
    fn only_what_was_brought_over_and_left_alone_is_taken_back_with_its_import() {
        let back = json!({"event": "withdraw_import", "from": "closed"});
        let brought =
            |state: &str| fields(json!({"kind": "repair", "state": state, "source": "import"}));

        let cancelled = after(&brought("closed"), back.clone());
        assert_eq!(
            (&cancelled[STATE], &cancelled[STATE_BEFORE]),
            (&json!("cancelled"), &json!("closed"))
        );
        assert_eq!(advance(&order("closed"), &fields(back)), Err(Why::IllegalEvent));
        let seen = fields(json!({"event": "withdraw_import", "from": "ready"}));
        let meanwhile = advance(&brought("assigned"), &seen).expect("a fact");
        assert!(meanwhile.turn.lost && meanwhile.fields.is_empty(), "somebody took it on");
    }

    #[test]
    fn nobody_brings_a_cancelled_order_back_without_knowing_but_by_doing_it() {
        let turns = concurrent_turns().into_iter();
        for (_, _, event, turn) in turns.filter(|(_, now, ..)| *now == State::Cancelled) {
            assert_eq!(turn.progress.state != State::Cancelled, is_completion(event), "{event:?}");
            assert_eq!(turn.disputed, is_completion(event), "{event:?}");
        }
    }

    #[test]
    fn headquarters_cancels_what_the_branch_has_accepted() {
        let cancelled = after(&order("booked"), json!({"event": "cancel", "from": "ready"}));

        assert_eq!(cancelled, {
            let mut expected = order("cancelled");
            expected.extend(fields(json!({"stop_notice": true, "state_before": "booked"})));
            expected
        });
    }

    #[test]
    fn headquarters_cancels_knowing_that_someone_is_on_the_way() {
        let by_headquarters = after(&order("booked"), json!({"event": "cancel", "from": "booked"}));
        let by_the_branch =
            after(&order("booked"), json!({"event": "cancel", "from": "booked", "by": "wang"}));

        assert_eq!(by_headquarters.get(STOP_NOTICE), Some(&Value::Bool(true)));
        assert_eq!(by_the_branch.get(STOP_NOTICE), None);
    }

    #[test]
    fn work_stands_against_a_cancellation_in_either_order() {
        let cancel = json!({"event": "cancel", "from": "ready"});
        let finish = json!({"event": "finish", "from": "on_site", "by": "li", "result": "fixed"});
        let one = after(&after(&order("on_site"), finish.clone()), cancel.clone());
        let other = after(&after(&order("on_site"), cancel), finish);

        for order in [one, other] {
            assert_eq!(order.get(STATE), Some(&json!("done")));
            assert_eq!(order.get(DISPUTED), Some(&json!(true)));
        }
    }

    #[test]
    fn a_completion_stands_against_another_technician() {
        let finish = json!({"event": "finish", "from": "on_site", "by": "li"});
        let turn = advance(&order("assigned"), &fields(finish)).expect("possible").turn;

        assert_eq!((turn.progress.state, turn.concurrent, turn.lost), (State::Done, true, false));
    }

    #[test]
    fn two_equal_completions_are_one_and_two_different_ones_a_second_visit() {
        let finish = |result, by, at| json!({"order": "o", "event": "finish", "from": "on_site", "result": result, "by": by, "at": at});
        let done = after(&order("on_site"), finish("fixed", "li", 1));
        let equal = advance(&done, &fields(finish("fixed", "wang", 2))).expect("possible");
        let other = advance(&done, &fields(finish("replaced", "wang", 2))).expect("possible");

        assert_eq!((equal.fields.is_empty(), equal.turn.lost), (true, false));
        assert_eq!(other.fields, fields(json!({"second_visit": true})));
        assert!(other.turn.lost);
    }

    #[test]
    fn one_sheet_that_is_entered_on_two_desks_is_a_second_visit_even_if_both_say_the_same() {
        let finish = |by| json!({"order": "o", "event": "finish", "from": "on_site", "by": by});
        let enter = |by| json!({"order": "o", "event": "enter_sheet", "from": "done", "by": by});
        let one = after(&after(&order("on_site"), finish("li")), enter("li"));
        let called = after(&one, json!({"event": "call_back", "from": "sheet_in", "by": "li"}));

        for first in [one, called] {
            let state = first.get(STATE).cloned();
            let done = after(&first, finish("wang"));
            assert_eq!(done.get(SECOND_VISIT), None, "the same work reported twice is one");
            let entered = advance(&done, &fields(enter("wang"))).expect("possible");
            assert_eq!(entered.fields, fields(json!({"second_visit": true})));
            assert!(entered.turn.lost);
            assert_eq!(after(&done, enter("wang")).get(STATE).cloned(), state);
        }
        let again = after(&order("done"), enter("li"));
        assert_eq!(again.get(SECOND_VISIT), None);
    }

    #[test]
    fn an_event_that_was_never_possible_is_refused() {
        let finish = fields(json!({"event": "finish", "from": "draft"}));
        let noise = fields(json!({"event": "explode", "from": "draft"}));

        assert_eq!(advance(&order("on_site"), &finish), Err(Why::IllegalEvent));
        assert_eq!(advance(&order("on_site"), &noise), Err(Why::Malformed));
    }

    #[test]
    fn a_state_of_a_newer_version_is_left_alone() {
        let urge = fields(json!({"event": "urge", "from": "ready"}));

        assert_eq!(advance(&order("in_orbit"), &urge), Err(Why::IllegalEvent));
    }
}
