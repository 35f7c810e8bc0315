//! What happens to an order that one branch hands to another: who says so, and what the order then says.

use domain::handover::{EVENT_ENDED, EVENT_HANDED, HANDED_END, HANDED_TO, HANDED_WISH};
use domain::{
    CancelReason, Event, HandoverEnd, HandoverWish, Moment, OtherHalf, Progress, StaffId, State,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Advance, Turn, family, read};
use crate::Fields;
use crate::wire::Why;

const EVENT_REASON: &str = "reason";

/// Whether an event hands its order to another branch.
pub(super) fn is_handover(event: &Fields) -> bool {
    let reason = event.get(EVENT_REASON).and_then(read);

    reason == Some(CancelReason::HandedOver) || event.contains_key(EVENT_HANDED)
}

/// Whether headquarters alone may say this of an order: only there are both branches known.
pub fn is_headquarters_own(event: &Fields) -> bool {
    let said = event.get("event").and_then(read);
    let is_of_halves = matches!(said, Some(Event::HandoverEnded | Event::RefuseHandover));

    is_handover(event) || is_of_halves
}

/// To which order a cancelling hands this one on. It can be one only, and not where the work is done already.
pub(super) fn handed(order: &Fields, event: &Fields, turn: Turn) -> Result<Value, Why> {
    let to = event.get(EVENT_HANDED).filter(|to| OtherHalf::deserialize(*to).is_ok());
    let to = to.ok_or(Why::Malformed)?;
    let is_cancelled = turn.progress.state == State::Cancelled;
    if !is_cancelled || turn.lost || order.get(HANDED_TO).is_some_and(|known| known != to) {
        return Err(Why::IllegalEvent);
    }

    Ok(to.clone())
}

/// Notes how the order ended that this one was handed on as. It moves nothing here.
pub(super) fn handover_ended(
    order: &Fields,
    event: &Fields,
    now: Progress,
) -> Result<Advance, Why> {
    let end = event.get(EVENT_ENDED).filter(|end| HandoverEnd::deserialize(*end).is_ok());
    let end = end.ok_or(Why::Malformed)?.clone();
    if !order.contains_key(HANDED_TO) {
        return Err(Why::IllegalEvent);
    }

    Ok(Advance {
        fields: Fields::from_iter([(HANDED_END.to_owned(), end)]),
        turn: Turn::plain(now),
    })
}

/// Notes that a branch wants an order to go elsewhere, wants it no more, or that headquarters leaves it where it is. It moves
/// nothing. Whoever was too late to say it says it in vain.
pub(super) fn handover_wished(
    order: &Fields,
    event: &Fields,
    (said, from, now): (Event, Option<State>, Progress),
) -> Result<Advance, Why> {
    let family = family(order);
    let seen = Progress { state: from.unwrap_or(now.state), before: None };
    if seen.after(family, said).is_none() {
        return Err(Why::IllegalEvent);
    }
    let text = |name: &str| event.get(name).and_then(read::<String>).unwrap_or_default();
    let at = Moment(event.get("at").and_then(read).unwrap_or_default());
    let asked: Option<HandoverWish> = order.get(HANDED_WISH).and_then(read);
    let asked = asked.filter(|wish| wish.refused.is_none());
    let is_here = !order.contains_key(HANDED_TO) && now.after(family, said).is_some();
    let wish = match said {
        Event::AskHandover => Some(json!(HandoverWish {
            why: text("remark"),
            at,
            by: event.get("by").and_then(read::<StaffId>),
            refused: None
        })),
        Event::RefuseHandover => {
            asked.map(|wish| json!(HandoverWish { refused: Some(text("remark")), ..wish }))
        }
        _ => asked.map(|_| Value::Null),
    };
    let concurrent = from.is_some_and(|from| from != now.state);
    let turn = Turn { concurrent, ..Turn::plain(now) };

    Ok(match wish.filter(|_| is_here) {
        Some(wish) => Advance { fields: Fields::from_iter([(HANDED_WISH.to_owned(), wish)]), turn },
        None => Advance { fields: Fields::new(), turn: Turn { lost: true, ..turn } },
    })
}

#[cfg(test)]
mod tests {
    use domain::handover::HANDED_FROM;
    use uuid::Uuid;

    use super::super::{DISPUTED, STATE, STOP_NOTICE, advance, may_edit};
    use super::*;

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

    fn handing_over(to: u128) -> Value {
        let number = domain::OrderNumber::new("SZ01", domain::OrderNumber::HEADQUARTERS, 1);
        let number = number.expect("a number");
        let to = OtherHalf { branch: "SZ01".to_owned(), number, order: Uuid::from_u128(to).into() };

        json!({"event": "cancel", "from": "booked", "reason": "handed_over", "handed": to})
    }

    #[test]
    fn an_order_that_went_to_another_branch_is_not_taken_up_here_again() {
        let handed = after(&order("booked"), handing_over(7));
        assert_eq!(handed.get(STATE), Some(&json!("cancelled")));
        assert_eq!(handed.get(STOP_NOTICE), Some(&json!(true)), "somebody is on the way");
        assert_eq!(handed.get(HANDED_TO), handing_over(7).get("handed"));

        let back = fields(json!({"event": "reinstate", "from": "cancelled", "by": "li"}));
        let back = advance(&handed, &back).expect("a fact");
        assert!(back.turn.lost && back.fields.is_empty());
        assert_eq!(advance(&handed, &fields(handing_over(8))), Err(Why::IllegalEvent));
        let cancelled = after(&order("booked"), json!({"event": "cancel", "from": "booked"}));
        let back = after(&cancelled, json!({"event": "reinstate", "from": "cancelled"}));
        assert_eq!(back.get(STATE), Some(&json!("booked")), "any other one is");
    }

    #[test]
    fn work_that_was_done_before_the_branch_heard_that_it_handed_it_over_stands() {
        let handed = after(&order("on_site"), {
            let mut event = handing_over(7);
            event["from"] = json!("on_site");
            event
        });
        let done = after(&handed, json!({"event": "finish", "from": "on_site", "by": "li"}));

        assert_eq!(
            (done.get(STATE), done.get(DISPUTED)),
            (Some(&json!("done")), Some(&json!(true)))
        );
        assert_eq!(done.get(HANDED_TO), handed.get(HANDED_TO), "both are to be seen");
        assert_eq!(advance(&order("done"), &fields(handing_over(7))), Err(Why::IllegalEvent));
    }

    #[test]
    fn the_end_of_the_other_order_moves_nothing_and_belongs_to_what_was_handed_over() {
        let ended = json!({"event": "handover_ended", "ended": {"state": "closed"}});
        assert_eq!(advance(&order("cancelled"), &fields(ended.clone())), Err(Why::IllegalEvent));

        let handed = after(&order("booked"), handing_over(7));
        let told = after(&handed, ended);
        assert_eq!(told.get(HANDED_END), Some(&json!({"state": "closed"})));
        assert_eq!(told.get(STATE), handed.get(STATE));
        let on = after(&told, json!({"event": "handover_ended", "ended": {}}));
        assert_eq!(on.get(HANDED_END), Some(&json!({})), "it goes on after all");
    }

    fn wishing(event: &str, from: &str, words: &str) -> Value {
        json!({"event": event, "from": from, "at": 5, "remark": words})
    }

    #[test]
    fn a_branch_asks_for_another_one_and_headquarters_answers() {
        let asked = after(&order("booked"), wishing("ask_handover", "booked", "It is in Suzhou"));
        let wish = |order: &Fields| domain::Handover::of(order).wish;
        assert_eq!(asked.get(STATE), Some(&json!("booked")), "nothing moves");
        assert_eq!(wish(&asked).expect("a wish").why, "It is in Suzhou");

        let undone = after(&asked, wishing("withdraw_handover", "booked", ""));
        assert_eq!(undone.get(HANDED_WISH), None);
        let refused = after(&asked, wishing("refuse_handover", "assigned", "It is yours"));
        let said = domain::Handover::of(&refused);
        assert_eq!((said.refused(), said.is_asked()), (Some("It is yours"), false));
        let too_late = fields(wishing("withdraw_handover", "booked", ""));
        assert!(advance(&refused, &too_late).expect("a fact").turn.lost, "it is answered");

        let handed = after(&asked, handing_over(7));
        assert_eq!(handed.get(HANDED_WISH), None, "it went where it was wanted");
        let again = fields(wishing("ask_handover", "booked", "Please"));
        assert!(advance(&handed, &again).expect("a fact").turn.lost, "it is there already");
        let done = fields(wishing("ask_handover", "done", ""));
        assert_eq!(advance(&order("done"), &done), Err(Why::IllegalEvent));
    }

    #[test]
    fn only_headquarters_says_that_an_order_went_to_another_branch() {
        let ended = json!({"event": "handover_ended", "ended": {}});
        let refused = json!({"event": "refuse_handover"});
        let cancelled = json!({"event": "cancel", "reason": "handed_over"});
        for own in [handing_over(7), ended, refused, cancelled] {
            assert!(is_headquarters_own(&fields(own)));
        }
        assert!(!is_headquarters_own(&fields(json!({"event": "cancel", "reason": "not_yet"}))));
        for field in [HANDED_TO, HANDED_END, HANDED_WISH] {
            assert!(!may_edit(field, &json!({}), true));
        }
        assert!(
            may_edit(HANDED_FROM, &json!({}), true) && !may_edit(HANDED_FROM, &json!({}), false)
        );
    }
}
