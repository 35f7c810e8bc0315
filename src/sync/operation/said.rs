//! A change as it is read: all fields of all verbs at once, so that none must be read twice to learn the verb.

use serde::Deserialize;
use uuid::Uuid;

use crate::Fields;

/// Whatever the verb is.
#[derive(Deserialize)]
pub struct Change {
    #[serde(rename = "do")]
    verb: Verb,
    kind: String,
    id: Uuid,
    base_rev: Option<u64>,
    body: Option<Fields>,
    fields: Option<Fields>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Verb {
    Create,
    Patch,
    Fact,
    Remove,
}

/// What a verb needs and did not get.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("missing field `{0}`")]
pub struct Missing(&'static str);

impl TryFrom<Change> for super::Change {
    type Error = Missing;

    fn try_from(said: Change) -> Result<Self, Missing> {
        let Change { verb, kind, id, base_rev, body, fields } = said;
        let body = body.ok_or(Missing("body"));
        let base_rev = base_rev.ok_or(Missing("base_rev"));

        Ok(match verb {
            Verb::Create => Self::Create { kind, id, body: body? },
            Verb::Fact => Self::Fact { kind, id, body: body? },
            Verb::Patch => {
                let fields = fields.ok_or(Missing("fields"))?;
                Self::Patch { kind, id, base_rev: base_rev?, fields }
            }
            Verb::Remove => Self::Remove { kind, id, base_rev: base_rev? },
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::Change;

    #[test]
    fn a_change_without_what_its_verb_needs_is_none() {
        let id = uuid::Uuid::nil();
        for missing in [
            json!({"do": "create", "kind": "customer", "id": id, "fields": {}}),
            json!({"do": "patch", "kind": "customer", "id": id, "fields": {}}),
            json!({"do": "patch", "kind": "customer", "id": id, "base_rev": 1, "body": {}}),
            json!({"do": "remove", "kind": "customer", "id": id}),
            json!({"do": "repaint", "kind": "customer", "id": id, "body": {}}),
        ] {
            assert!(serde_json::from_value::<Change>(missing.clone()).is_err(), "{missing}");
        }
        let newer =
            json!({"do": "remove", "kind": "customer", "id": id, "base_rev": 1, "gently": 1});
        assert!(serde_json::from_value::<Change>(newer).is_ok());
    }
}
