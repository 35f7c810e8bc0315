//! Records as named fields, the form in which they are merged and exchanged.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// A record's fields by name, sorted.
pub type Fields = Map<String, Value>;

/// Something that is kept and exchanged as named fields.
pub trait Record: Serialize + DeserializeOwned {
    /// The kind of record, on the wire and in the database.
    const KIND: &'static str;
    /// Whether it is written once and never changed.
    const FACT: bool = false;
}

/// The fields of a record. Absent values are left out.
pub fn fields_of<R: Record>(record: &R) -> Fields {
    match serde_json::to_value(record) {
        Ok(Value::Object(mut fields)) => {
            fields.retain(|_, value| !value.is_null());
            fields
        }
        // Records are structs whose values all have a form in JSON.
        _ => Fields::new(),
    }
}

/// What must be written over `before` to make it `after`: changed and added fields with their value,
/// vanished ones as null. Fields that `after`'s type does not know are not its business.
pub fn differences(before: &Fields, after: &Fields, known: &Fields) -> Fields {
    let changed = after.iter().filter(|(name, value)| before.get(*name) != Some(*value));
    let gone = known.keys().filter(|name| before.contains_key(*name) && !after.contains_key(*name));

    changed
        .map(|(name, value)| (name.clone(), value.clone()))
        .chain(gone.map(|name| (name.clone(), Value::Null)))
        .collect()
}

macro_rules! records {
    ($($record:ty = $kind:literal),+ $(,)?) => {
        $(impl $crate::Record for $record { const KIND: &'static str = $kind; })+

        /// The kinds of records that can be edited, as far as this version knows them.
        pub const PROFILES: &[&str] = &[$($kind),+];
    };
    (facts: $($record:ty = $kind:literal),+ $(,)?) => {
        $(impl $crate::Record for $record {
            const KIND: &'static str = $kind;
            const FACT: bool = true;
        })+

        /// The kinds of records that are written once and never changed, as far as this version knows them.
        pub const FACTS: &[&str] = &[$($kind),+];
    };
}

records! {
    crate::Customer = "customer",
    crate::Address = "address",
    crate::Appliance = "appliance",
    crate::Order = "order",
    crate::Visit = "visit",
    crate::Staff = "staff",
    crate::Office = "office",
    crate::Part = "part",
    crate::Model = "model",
    crate::Term = "warranty_term",
    crate::Tariff = "tariff",
    crate::Code = "code",
    crate::Area = "area",
    crate::Template = "template",
    crate::Article = "article",
    crate::Enquiry = "enquiry",
    crate::Rule = "rule",
}

records! { facts:
    crate::OrderEvent = "order_event",
    crate::VisitResult = "visit_result",
    crate::Print = "print",
    crate::StockMove = "stock_move",
    crate::Charge = "charge",
    crate::Receipt = "receipt",
    crate::Callback = "callback",
    crate::Letter = "letter",
    crate::Settlement = "settlement",
    crate::Amendment = "amendment",
    crate::Erasure = "erasure",
    crate::Attachment = "attachment",
    crate::ArticleVersion = "article_version",
    crate::Answer = "answer",
    crate::Sameness = "sameness",
    crate::EnquiryEvent = "enquiry_event",
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn fields(value: Value) -> Fields {
        value.as_object().cloned().expect("an object")
    }

    #[test]
    fn a_field_of_a_newer_version_survives_an_edit() {
        let before = fields(json!({"name": "王", "note": "dog", "zodiac": "rat"}));
        let known = fields(json!({"name": "王", "note": "dog"}));
        let after = fields(json!({"name": "黄"}));

        assert_eq!(
            Value::Object(differences(&before, &after, &known)),
            json!({"name": "黄", "note": null})
        );
    }

    #[test]
    fn fields_are_sorted_so_that_their_bytes_are_canonical() {
        let text = serde_json::to_string(&fields(json!({"b": 1, "a": {"d": 1, "c": 2}})));

        assert_eq!(text.ok().as_deref(), Some(r#"{"a":{"c":2,"d":1},"b":1}"#));
    }
}
