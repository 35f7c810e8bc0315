//! Records, fields and values in words.

use domain::{
    CancelReason, Category, CustomerPhone, Event, Grade, Level, LifeEvent, Money, OrderKind,
    Outcome, Phone, Place, Priority, Slot, State,
};
use engine::{Lost, Names, RefusedBecause, Subject};
use locale::Locale;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Flag;
use crate::context::Context;

/// A record as people call it.
pub fn subject(subject: &Subject, locale: &Locale) -> String {
    let kind = locale.record(&subject.kind);
    if subject.title.is_empty() { kind } else { format!("{kind} {}", subject.title) }
}

/// A record in a list: its title, or its kind if it has none.
pub fn short(subject: &Subject, locale: &Locale) -> String {
    if subject.title.is_empty() { locale.record(&subject.kind) } else { subject.title.clone() }
}

/// What lost, in one line of a list.
pub fn what_lost(lost: &Lost, locale: &Locale) -> String {
    match lost.row.field.as_deref() {
        Some(field) => locale.field(field),
        None => eventful(lost, locale).0,
    }
}

/// What lost that is no field: a heading, and what that means.
pub fn eventful(lost: &Lost, locale: &Locale) -> (String, String) {
    if !lost.going.is_empty() {
        let going = lost.going.iter().map(|(name, slot)| match slot {
            Some(slot) => format!("{name}, {}", locale.slot(*slot)),
            None => name.clone(),
        });
        let going: Vec<_> = going.collect();
        return (locale.attention_two_go(), locale.attention_two_go_how(&going.join("; ")));
    }
    let (event, state) = (read::<Event>(&lost.row.lost), read::<State>(&lost.row.kept));
    match event.zip(state) {
        Some((event, state)) => {
            let how = locale.attention_event(&locale.event(event), &locale.state(state));
            (locale.attention_event_heading(), how)
        }
        None => (locale.attention_removal_heading(), locale.attention_removal()),
    }
}

/// Why people must look at an order: a heading, and what is to be done.
pub fn flag(flag: Flag, locale: &Locale) -> (String, String) {
    match flag {
        Flag::Disputed => (locale.attention_disputed(), locale.attention_disputed_how()),
        Flag::StopNotice => (locale.attention_stop(), locale.attention_stop_how()),
        Flag::SecondVisit => (locale.attention_second(), locale.attention_second_how()),
    }
}

/// What a field says.
pub fn value(field: &str, value: &Value, names: &Names, cx: &Context) -> String {
    let locale = &cx.locale;
    let known = match field {
        "state" => read(value).map(|it: State| locale.state(it)),
        "kind" => read(value).map(|it: OrderKind| locale.order_kind(it)),
        "priority" => read(value).map(|it: Priority| locale.priority(it)),
        "level" => read(value).map(|it: Level| locale.level(it)),
        "category" => read(value).map(|it: Category| locale.category(it)),
        "outcome" => read(value).map(|it: Outcome| locale.outcome(it)),
        "grade" => read(value).map(|it: Grade| locale.grade(it)),
        "event" => read(value).map(|it: Event| locale.event(it)),
        "reason" => read(value).map(|it: CancelReason| locale.cancel_reason(it)),
        "place" => read(value).map(|it: Place| it.in_one_line()),
        "slot" | "promised" => read(value).map(|it: Slot| locale.slot(it)),
        "phone" => read(value).map(|it: Phone| locale.phone(&it)),
        "phones" => read(value).map(|it: Vec<CustomerPhone>| {
            let numbers = it.iter().map(|phone| {
                let number = locale.phone(&phone.number);
                match phone.gone {
                    Some(day) => {
                        let since = locale.customer_phone_gone_since(&locale.date(day));
                        format!("{number} ({since})")
                    }
                    None => number,
                }
            });
            let numbers: Vec<_> = numbers.collect();
            locale.enumeration(&numbers)
        }),
        "at" | "arrived" | "ended" | "received" => {
            let (now, offset) = (cx.engine.clock().now(), cx.engine.clock().offset());
            read(value).map(|it| locale.moment(domain::Moment(it), now, offset))
        }
        "cash" | "amount" | "price" => read(value).map(|it: Money| locale.money(it)),
        "life" => read(value).map(|it: Vec<LifeEvent>| {
            let told = it
                .iter()
                .map(|event| format!("{} {}", locale.life_kind(event.kind), locale.date(event.on)));
            locale.enumeration(&told.collect::<Vec<_>>())
        }),
        "made" => value.as_i64().map(|year| year.to_string()),
        _ => None,
    };

    known.filter(|words| !words.is_empty()).unwrap_or_else(|| plain(value, names, locale))
}

fn plain(value: &Value, names: &Names, locale: &Locale) -> String {
    match value {
        Value::Null => locale.attention_nothing(),
        Value::Bool(true) => locale.action_yes(),
        Value::Bool(false) => locale.action_no(),
        Value::Number(number) => number.to_string(),
        Value::String(text) if text.trim().is_empty() => locale.attention_nothing(),
        Value::String(text) => {
            let date = || text.parse().ok().map(|day| locale.date(day));
            // An id says nothing to anyone.
            let id = || {
                let is_id = text.parse::<domain::StaffId>().is_ok();
                is_id.then(|| locale.field_record_other())
            };
            let name = names.get(text).cloned();

            name.or_else(date).or_else(id).unwrap_or_else(|| text.clone())
        }
        Value::Array(values) => {
            let said: Vec<_> = values.iter().map(|value| plain(value, names, locale)).collect();
            if said.is_empty() { locale.attention_nothing() } else { locale.enumeration(&said) }
        }
        Value::Object(fields) => {
            let said: Vec<_> = fields
                .iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(name, value)| {
                    format!("{} {}", locale.field(name), plain(value, names, locale))
                })
                .collect();
            if said.is_empty() { locale.attention_nothing() } else { locale.list(&said) }
        }
    }
}

fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    T::deserialize(value).ok()
}

/// What was done, in words.
pub fn deed(verb: &str, locale: &Locale) -> String {
    match verb {
        "receive_order" => locale.attention_deed_receive_order(),
        "assign" | "unassign" | "move_visit" | "book" => locale.attention_deed_dispatch(),
        "print_sheets" => locale.attention_deed_print(),
        "enter_sheet" | "reenter_sheet" => locale.attention_deed_sheet(),
        "record_callback" => locale.attention_deed_callback(),
        "route_complaint" | "answer_complaint" | "judge_answer" => {
            locale.attention_deed_complaint()
        }
        "advance_order" | "cancel_order" | "close_order" | "edit_order" | "reinstate_order"
        | "rule_on_warranty" | "take_payment" | "give_back" | "let_stand" | "ask_handover"
        | "withdraw_handover" => locale.attention_deed_order(),
        "issue_parts" | "receive_parts" | "return_parts" | "correct_count" => {
            locale.attention_deed_stock()
        }
        "save_customer" | "save_address" | "save_appliance" => locale.attention_deed_household(),
        "erase_customer" => locale.attention_deed_erasure(),
        "post_letters" | "save_template" | "drop_template" => locale.attention_deed_letter(),
        "edit_office" | "write_person" | "add_first_person" => locale.attention_deed_office(),
        "import" | "undo_import" => locale.attention_deed_import(),
        "undo" => locale.attention_deed_undo(),
        other => locale.attention_deed_other(other),
    }
}

/// Why it was not taken, in words.
pub fn why(why: Option<RefusedBecause>, locale: &Locale) -> String {
    use RefusedBecause::{
        Concurrent, FieldNotAllowed, IllegalEvent, Immutable, Malformed, NotFound, OtherBody,
        Removed, Revoked, TooLarge, Unknown,
    };

    match why {
        Some(NotFound) => locale.attention_why_not_found(),
        Some(Removed) => locale.attention_why_removed(),
        Some(IllegalEvent) => locale.attention_why_event(),
        Some(FieldNotAllowed) => locale.attention_why_not_allowed(),
        Some(Revoked) => locale.attention_why_revoked(),
        Some(TooLarge) => locale.attention_why_too_large(),
        Some(Concurrent) => locale.attention_why_concurrent(),
        Some(OtherBody | Immutable | Malformed | Unknown) | None => locale.attention_why_unknown(),
    }
}
