//! The one way to write a value as bytes: JSON without spaces, the names of every object sorted.
//!
//! It does not rely on the order in which a map keeps its entries, so that no feature some other crate switches on
//! can change a hash.

use serde_json::Value;

use crate::Fields;

/// Appends `value`.
pub fn write(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Object(fields) => write_fields(fields, out),
        Value::Array(items) => {
            out.push(b'[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(b',');
                }
                write(item, out);
            }
            out.push(b']');
        }
        Value::String(text) => write_text(text, out),
        Value::Null | Value::Bool(_) | Value::Number(_) => {
            out.extend_from_slice(value.to_string().as_bytes());
        }
    }
}

/// Appends an object.
pub fn write_fields(fields: &Fields, out: &mut Vec<u8>) {
    let mut entries: Vec<_> = fields.iter().collect();
    entries.sort_by(|a, b| a.0.cmp(b.0));

    out.push(b'{');
    for (i, (name, value)) in entries.into_iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        write_text(name, out);
        out.push(b':');
        write(value, out);
    }
    out.push(b'}');
}

/// Appends a string with its quotes: only what JSON must escape is escaped.
pub fn write_text(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut plain = 0;
    for (i, byte) in text.bytes().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.extend_from_slice(&text.as_bytes()[plain..i]);
        plain = i + 1;
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            _ => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
        }
    }
    out.extend_from_slice(&text.as_bytes()[plain..]);
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::value;
    use proptest::prelude::*;
    use serde_json::json;

    fn bytes(value: &Value) -> Vec<u8> {
        let mut out = Vec::new();
        write(value, &mut out);
        out
    }

    #[test]
    fn names_are_sorted_and_nothing_is_padded() {
        let text =
            String::from_utf8(bytes(&json!({"b": [1, null], "a": {"d": "é\n\"", "c": 1.5}})));

        assert_eq!(text.as_deref(), Ok(r#"{"a":{"c":1.5,"d":"é\u000a\""},"b":[1,null]}"#));
    }

    #[test]
    fn maps_keep_their_entries_sorted_so_that_stored_text_is_canonical_too() {
        let fields: Fields =
            [("b".to_owned(), json!(1)), ("a".to_owned(), json!(2))].into_iter().collect();

        assert_eq!(serde_json::to_string(&fields).ok().as_deref(), Some(r#"{"a":2,"b":1}"#));
    }

    proptest! {
        #![proptest_config(crate::testing::config())]

        #[test]
        fn what_was_written_reads_back_and_is_written_the_same(value in value()) {
            let first = bytes(&value);
            let read: Value = serde_json::from_slice(&first)?;

            prop_assert_eq!(&read, &value);
            prop_assert_eq!(bytes(&read), first);
        }

        #[test]
        fn a_detour_through_another_writer_changes_nothing(value in value()) {
            let detour: Value = serde_json::from_str(&serde_json::to_string_pretty(&value)?)?;

            prop_assert_eq!(bytes(&detour), bytes(&value));
        }
    }
}
