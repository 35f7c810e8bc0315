//! Erasure: what is left of a person's records once they asked to be forgotten.
//!
//! Names, numbers, doors, dates of birth and free words go. What the books and the shelves need stays: numbers of orders,
//! their states and times, money, parts, codes, and the district for the statistics.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::handover::HANDED_WISH;
use crate::{CustomerId, Fields, Moment, Record, StaffId};

/// What stands where a word must stand.
pub const NOTHING: &str = "—";
/// The field that says of a file that its person was erased.
pub const ERASED: &str = "erased";

/// A person was erased. Whatever is written about them afterwards is bare from the beginning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    /// Whose file.
    pub customer: CustomerId,
    /// Why.
    pub reason: ErasureReason,
    /// The records that the author knew to be about them, by kind. Headquarters adds those that others made meanwhile.
    #[serde(default)]
    pub records: BTreeMap<String, BTreeSet<Uuid>>,
    /// When.
    pub at: Moment,
    /// Who did it. None means headquarters.
    #[serde(default)]
    pub by: Option<StaffId>,
}

/// Why a person is erased. A word of a list: free words would be about them again.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum ErasureReason {
    /// They asked for it.
    #[default]
    Request,
    /// They took back that they had agreed.
    Withdrawn,
    /// Nobody needs it any more.
    Unneeded,
    /// It should never have been kept.
    Mistake,
}

impl ErasureReason {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Request, Self::Withdrawn, Self::Unneeded, Self::Mistake];
}

/// The fields that stay, by kind. All others go, those of newer versions too.
const KEPT: [(&str, &[&str]); 21] = [
    ("customer", &["organisation", "level", "since", ERASED]),
    ("address", &["customer", "area", "province", "city", "district", "code"]),
    (
        "appliance",
        &[
            "customer",
            "address",
            "category",
            "brand",
            "model",
            "made",
            "purchased",
            "installed",
            "part_of",
        ],
    ),
    (
        "order",
        &[
            "number",
            "alias",
            "kind",
            "customer",
            "address",
            "appliance",
            "source",
            "branch",
            "priority",
            "fault",
            "promised",
            "warranty",
            "quote",
            "received",
            "received_by",
            "origin",
            "state",
            "state_before",
            "completion",
            "disputed",
            "stop_notice",
            "second_visit",
            "handed_from",
            "handed_to",
            "handed_end",
        ],
    ),
    ("order_event", &["order", "event", "from", "visit", "reason", "handed", "ended", "at", "by"]),
    ("visit", &["order", "ordinal", "technician", "slot", "booked", "state"]),
    (
        "visit_result",
        &[
            "visit",
            "order",
            "on",
            "arrived",
            "ended",
            "outcome",
            "fault",
            "cause",
            "measure",
            "readings",
            "due",
            "cash",
            "means",
            "grade",
            "foreign_part",
            "needed",
            "at",
            "by",
        ],
    ),
    ("print", &["visit", "order", "copy", "withdraws", "at", "by"]),
    (
        "stock_move",
        &[
            "part",
            "quantity",
            "from",
            "to",
            "condition",
            "owner",
            "reason",
            "serial",
            "order",
            "visit",
            "at",
            "counted",
        ],
    ),
    (
        "charge",
        &["order", "visit", "kind", "part", "quantity", "amount", "payer", "at", "reverses"],
    ),
    ("receipt", &["order", "visit", "technician", "amount", "means", "on", "at", "reverses"]),
    ("callback", &["order", "outcome", "grade", "marks", "at", "by", "withdraws"]),
    (
        "letter",
        &[
            "customer",
            "order",
            "enquiry",
            "purpose",
            "template",
            "language",
            "at",
            "by",
            "withdraws",
        ],
    ),
    ("amendment", &["order", "field", "at", "by"]),
    ("attachment", &["order", "enquiry", "hash", "at", "by", "withdraws"]),
    ("answer", &["article", "order", "enquiry", "solved", "at", "by", "withdraws"]),
    (
        "enquiry",
        &[
            "channel", "customer", "category", "model", "language", "priority", "template",
            "article", "rule", "received", "taken_by",
        ],
    ),
    (
        "enquiry_event",
        &["enquiry", "event", "person", "way", "order", "rule", "at", "by", "withdraws"],
    ),
    ("settlement", &["conflict", "decision", "over", "at", "by"]),
    ("sameness", &["kept", "other", "likeness", "addresses", "machines", "at", "by", "withdraws"]),
    ("conflict", &["kind", "record", "field", "lost_op", "op", "at"]),
];

/// Of a kind that this version does not know: whose it is, and when.
const KEPT_OF_OTHERS: &[&str] = &["customer", "order", "enquiry", "at", "by"];

fn kept(kind: &str) -> &'static [&'static str] {
    KEPT.iter().find(|(own, _)| *own == kind).map_or(KEPT_OF_OTHERS, |(_, names)| names)
}

/// Whether a field of a record stays when its person is erased. That they were says nothing of them.
pub fn is_kept(kind: &str, field: &str) -> bool {
    kind == ERASURE || kept(kind).contains(&field)
}

/// What is left of new values for a record.
pub fn bared(kind: &str, fields: &Fields) -> Fields {
    let left = fields.iter().filter(|(name, _)| is_kept(kind, name));

    left.map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// What is left of a whole record, with what must stand there so that it can still be read. The same of what is bare
/// already.
pub fn bare(kind: &str, body: &Fields) -> Fields {
    let mut left = bared(kind, body);
    let mut stand = |name: &str, value: Value| left.insert(name.to_owned(), value);
    match kind {
        "customer" => {
            stand("name", NOTHING.into());
            stand(ERASED, true.into());
        }
        "letter" => {
            stand("recipient", json!([]));
            stand("subject", "".into());
            stand("body", "".into());
        }
        // By its hash its bytes are found, and removed.
        "attachment" => {
            stand("name", NOTHING.into());
            stand("size", 0.into());
        }
        // That its branch asked for another one waits for an answer; in what words is nobody's business any more.
        "order" => {
            if let Some(wish) = body.get(HANDED_WISH).and_then(Value::as_object) {
                let silent = wish.iter().filter_map(|(name, value)| match name.as_str() {
                    "at" | "by" => Some((name.clone(), value.clone())),
                    "why" | "refused" => Some((name.clone(), "".into())),
                    _ => None,
                });
                stand(HANDED_WISH, Value::Object(silent.collect()));
            }
        }
        // That a fee was waived must still be seen.
        "charge" if body.get("waived").is_some_and(|reason| !reason.is_null()) => {
            stand("waived", NOTHING.into());
        }
        _ => {}
    }

    left
}

/// The records that a record belongs to: whoever erases those erases it too.
pub fn owners<'a>(kind: &str, fields: &'a Fields) -> impl Iterator<Item = Uuid> + use<'a> {
    let names: &[&str] = match kind {
        "conflict" => &["record"],
        "settlement" => &["conflict"],
        "sameness" => &["kept", "other"],
        // An order that came of an enquiry may be another person's by now.
        "enquiry_event" => &["enquiry"],
        _ => &["customer", "order", "enquiry"],
    };

    names.iter().filter_map(|name| fields.get(*name)?.as_str()?.parse().ok())
}

/// Whether a file says that its person was erased.
pub fn is_bare(customer: &Fields) -> bool {
    customer.get(ERASED).and_then(Value::as_bool).unwrap_or(false)
}

/// The records that an erasure names, by kind and id.
pub fn named(body: &Fields) -> impl Iterator<Item = (&str, Uuid)> {
    let kinds = body.get("records").and_then(Value::as_object).into_iter().flatten();

    kinds.flat_map(|(kind, ids)| {
        let ids = ids.as_array().into_iter().flatten();
        ids.filter_map(|id| id.as_str()?.parse().ok()).map(move |id| (kind.as_str(), id))
    })
}

/// Whose files an erasure says are erased: those of one person, the first of which it is about.
pub fn persons(body: &Fields) -> impl Iterator<Item = Uuid> {
    let own = owners(ERASURE, body).next();
    let others = named(body).filter(|(kind, _)| *kind == "customer").map(|(_, id)| id);

    own.into_iter().chain(others.filter(move |id| Some(*id) != own))
}

/// The kind of [`Erasure`].
pub const ERASURE: &str = Erasure::KIND;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FACTS, PROFILES};

    fn fields(value: Value) -> Fields {
        value.as_object().cloned().expect("an object")
    }

    #[test]
    fn of_a_person_nothing_is_left_but_that_there_was_one() {
        let person = fields(json!({
            "name": "王小明", "phones": [{"number": "13800000000"}], "note": "dog", "level": "vip",
            "zodiac": "rat", "birthday": "05-01",
        }));
        let left = bare("customer", &person);

        assert_eq!(
            Value::Object(left.clone()),
            json!({"name": "—", "level": "vip", "erased": true})
        );
        assert_eq!(bare("customer", &left), left);
        assert!(is_bare(&left) && !is_bare(&person));
        assert!(serde_json::from_value::<crate::Customer>(Value::Object(left)).is_ok());
    }

    #[test]
    fn an_order_keeps_its_number_state_and_money_and_loses_its_words() {
        let order = fields(json!({
            "number": "SH01-A00001", "kind": "repair", "state": "closed", "received": 5,
            "customer": Uuid::nil(), "description": "call my daughter on 138", "quote": null,
            "handed_wish": {"why": "she moved to her son", "at": 3, "refused": "ask her"},
        }));
        let left = bare("order", &order);

        assert_eq!(left["handed_wish"], json!({"why": "", "at": 3, "refused": ""}));
        assert_eq!(bare("order", &left), left);

        assert!(!left.contains_key("description"));
        assert_eq!((&left["number"], &left["state"]), (&json!("SH01-A00001"), &json!("closed")));
        assert!(serde_json::from_value::<crate::Order>(Value::Object(left)).is_ok());
    }

    #[test]
    fn a_letter_a_photo_and_a_waived_fee_can_still_be_read() {
        let letter = fields(json!({
            "customer": Uuid::nil(), "purpose": "thanks", "language": "en", "at": 1,
            "recipient": ["Ann", "1 High Street"], "subject": "Dear Ann", "body": "Thank you, Ann",
        }));
        let charge = fields(json!({
            "order": Uuid::nil(), "kind": "trip", "quantity": 1, "payer": "customer", "at": 1,
            "amount": {"minor": 0, "currency": "CNY"}, "waived": "her mother had died",
        }));
        let photo = fields(json!({
            "order": Uuid::nil(), "name": "Ann's kitchen.jpg", "hash": "0f".repeat(32), "size": 7,
            "thumbnail": "iVBO", "at": 1,
        }));
        let photo: crate::Attachment =
            serde_json::from_value(Value::Object(bare("attachment", &photo))).expect("a file");
        assert!(photo.is_erased() && photo.thumbnail.is_none());
        let letter: crate::Letter =
            serde_json::from_value(Value::Object(bare("letter", &letter))).expect("a letter");
        let charge: crate::Charge =
            serde_json::from_value(Value::Object(bare("charge", &charge))).expect("a charge");

        assert_eq!((letter.body.as_str(), letter.recipient.len()), ("", 0));
        assert_eq!(charge.waived.as_deref(), Some(NOTHING));
    }

    #[test]
    fn every_kind_that_can_be_about_a_person_says_what_stays() {
        let others = [
            "staff",
            "office",
            "part",
            "model",
            "warranty_term",
            "tariff",
            "code",
            "area",
            "template",
            "article",
            "article_version",
            "rule",
            "erasure",
        ];
        for kind in PROFILES.iter().chain(FACTS).filter(|kind| !others.contains(kind)) {
            assert!(KEPT.iter().any(|(own, _)| own == kind), "{kind}");
        }
    }

    #[test]
    fn an_erasure_names_its_records() {
        let (customer, order) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let records = [("customer", customer), ("order", order)];
        let records = records.map(|(kind, id)| (kind.to_owned(), BTreeSet::from([id])));
        let erasure = Erasure {
            customer: CustomerId(customer),
            reason: ErasureReason::Request,
            records: records.into(),
            at: Moment(1),
            by: None,
        };
        let body = crate::fields_of(&erasure);

        assert_eq!(named(&body).collect::<Vec<_>>(), [("customer", customer), ("order", order)]);
        assert_eq!(owners("erasure", &body).collect::<Vec<_>>(), [customer]);
    }
}
