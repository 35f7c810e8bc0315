//! Operations: what a desktop did, as it is recorded there and applied at headquarters.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::canonical::{write_fields, write_text};
use crate::{BodyHash, Chain, Fields, OpId, StreamId};

mod said;

/// One deed of one person: several changes to records of one stream, applied all or not at all.
///
/// Once recorded it is never rewritten; only `n` changes if the device must start a new incarnation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// Random, for ever.
    pub op_id: OpId,
    /// Its number within the incarnation: 1, 2, 3 … without a gap. No part of the canonical form.
    pub n: u64,
    /// The schema that it was made under, and that its kinds, fields and values are of.
    #[serde(default = "first_schema", skip_serializing_if = "is_first_schema")]
    pub schema: u32,
    /// The stream whose records it changes.
    pub stream: StreamId,
    /// The device's clock when it was done, right or wrong, in milliseconds since 1970.
    pub at_ms: i64,
    /// Who did it: the id of a member of staff.
    pub actor: String,
    /// What was done, as a verb: `receive_order`.
    pub deed: String,
    /// What it changed, in order.
    pub changes: Vec<Change>,
    /// What it hashed to before it was emptied, because a person whom it was about was erased. Its name and this hash
    /// stay, so that it is known wherever it comes again; what it said is nowhere any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emptied: Option<BodyHash>,
}

/// The schema of operations that say none: there was only one.
const FIRST_SCHEMA: u32 = 1;

fn first_schema() -> u32 {
    FIRST_SCHEMA
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_first_schema(schema: &u32) -> bool {
    *schema == FIRST_SCHEMA
}

/// One change to one record. Kinds and fields that this version does not know are legal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", try_from = "said::Change")]
pub enum Change {
    /// A new profile: a record that can be edited.
    Create {
        /// What kind of record.
        kind: String,
        /// Its name.
        id: Uuid,
        /// Its fields. A null counts as absent.
        body: Fields,
    },
    /// New values for some fields of a profile.
    Patch {
        /// What kind of record.
        kind: String,
        /// Its name.
        id: Uuid,
        /// The revision of the base row that the editor had before them; 0 if the record was not yet pulled.
        base_rev: u64,
        /// The fields that change. Null removes a field.
        fields: Fields,
    },
    /// A fact: written once, never changed.
    Fact {
        /// What kind of record.
        kind: String,
        /// Its name.
        id: Uuid,
        /// Its fields.
        body: Fields,
    },
    /// The end of a profile. An edit made without knowing of it brings the record back.
    Remove {
        /// What kind of record.
        kind: String,
        /// Its name.
        id: Uuid,
        /// The revision of the base row that the remover had before them.
        base_rev: u64,
    },
}

impl Change {
    /// The kind of the record that changes.
    pub fn kind(&self) -> &str {
        match self {
            Self::Create { kind, .. }
            | Self::Patch { kind, .. }
            | Self::Fact { kind, .. }
            | Self::Remove { kind, .. } => kind,
        }
    }

    /// The name of the record that changes.
    pub fn id(&self) -> Uuid {
        match self {
            Self::Create { id, .. }
            | Self::Patch { id, .. }
            | Self::Fact { id, .. }
            | Self::Remove { id, .. } => *id,
        }
    }

    fn write(&self, out: &mut Vec<u8>) {
        let (verb, fields, base_rev) = match self {
            Self::Create { body, .. } => ("create", Some(body), None),
            Self::Patch { fields, base_rev, .. } => ("patch", Some(fields), Some(base_rev)),
            Self::Fact { body, .. } => ("fact", Some(body), None),
            Self::Remove { base_rev, .. } => ("remove", None, Some(base_rev)),
        };

        out.extend_from_slice(b"[\"");
        out.extend_from_slice(verb.as_bytes());
        out.extend_from_slice(b"\",");
        write_text(self.kind(), out);
        out.extend_from_slice(format!(",\"{}\",{}", self.id(), base_rev.unwrap_or(&0)).as_bytes());
        if let Some(fields) = fields {
            out.push(b',');
            write_fields(fields, out);
        }
        out.push(b']');
    }
}

impl Operation {
    /// The bytes that hashes are made of: everything but `n`, in one way only. The schema comes last, and not at all
    /// where it is the first.
    pub fn canonical(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(256);

        out.extend_from_slice(format!("[\"{}\",", self.op_id).as_bytes());
        write_text(self.stream.as_str(), &mut out);
        out.extend_from_slice(format!(",{},", self.at_ms).as_bytes());
        write_text(&self.actor, &mut out);
        out.push(b',');
        write_text(&self.deed, &mut out);
        for change in &self.changes {
            out.push(b',');
            change.write(&mut out);
        }
        if self.schema != FIRST_SCHEMA {
            out.extend_from_slice(format!(",{}", self.schema).as_bytes());
        }
        if let Some(BodyHash(hash)) = self.emptied {
            out.extend_from_slice(format!(",\"{}\"", blake3::Hash::from_bytes(hash)).as_bytes());
        }
        out.push(b']');
        out
    }

    /// What tells this operation from another of the same name. One that was emptied is still itself.
    pub fn body_hash(&self) -> [u8; 32] {
        self.body_hash_of(&self.canonical())
    }

    /// The same for whoever has the canonical form already.
    pub fn body_hash_of(&self, canonical: &[u8]) -> [u8; 32] {
        self.emptied.map_or_else(|| *blake3::hash(canonical).as_bytes(), |hash| hash.0)
    }

    /// The chain after this operation: `BLAKE3(previous ‖ canonical form)`.
    pub fn chain(&self, previous: Chain) -> Chain {
        previous.then(&self.canonical())
    }
}

impl Chain {
    /// The chain after an operation of this canonical form.
    pub fn then(self, canonical: &[u8]) -> Self {
        Self(*blake3::Hasher::new().update(&self.0).update(canonical).finalize().as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::operation;
    use proptest::prelude::*;

    #[test]
    fn an_operation_of_the_first_schema_is_written_and_hashed_as_before_there_were_schemas() {
        let said = r#"{"op_id":"00000000-0000-0000-0000-000000000007","n":1,"stream":"catalog",
            "at_ms":5,"actor":"wang","deed":"edit","changes":[]}"#;
        let op: Operation = serde_json::from_str(said).expect("an operation");
        let plain = br#"["00000000-0000-0000-0000-000000000007","catalog",5,"wang","edit"]"#;

        assert_eq!((op.schema, op.canonical().as_slice()), (1, plain.as_slice()));
        assert!(!serde_json::to_string(&op).expect("JSON").contains("schema"));
        let later = Operation { schema: 2, ..op.clone() };
        assert_ne!(later.body_hash(), op.body_hash());
        assert!(serde_json::to_string(&later).expect("JSON").contains(r#""schema":2"#));
    }

    proptest! {
        #![proptest_config(crate::testing::config())]

        #[test]
        fn an_operation_is_the_same_after_the_wire(op in operation()) {
            let read: Operation = serde_json::from_str(&serde_json::to_string(&op)?)?;

            prop_assert_eq!(read.canonical(), op.canonical());
            prop_assert_eq!(read, op);
        }

        #[test]
        fn a_new_number_leaves_the_body_alone(op in operation(), n in any::<u64>()) {
            let renumbered = Operation { n, ..op.clone() };

            prop_assert_eq!(renumbered.body_hash(), op.body_hash());
        }

        #[test]
        fn any_other_difference_or_order_breaks_the_chain(a in operation(), b in operation()) {
            prop_assume!(a.canonical() != b.canonical());

            prop_assert_ne!(a.chain(Chain::START), b.chain(Chain::START));
            prop_assert_ne!(b.chain(a.chain(Chain::START)), a.chain(b.chain(Chain::START)));
        }
    }
}
