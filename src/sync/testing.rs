//! Builders for tests.

use proptest::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use crate::{Change, Fields, OpId, Operation, Row, StreamId};

/// As proptest does it, but without leaving files in the source tree.
pub fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

/// Any value that JSON can say.
pub fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_filter("finite", |x| x.is_finite()).prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];

    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(".{0,4}", inner, 0..4)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

/// Any fields.
pub fn fields() -> impl Strategy<Value = Fields> {
    prop::collection::btree_map("[a-e]", value(), 0..4)
        .prop_map(|entries| entries.into_iter().collect())
}

fn id() -> impl Strategy<Value = Uuid> {
    any::<u128>().prop_map(Uuid::from_u128)
}

/// Any change.
pub fn change() -> impl Strategy<Value = Change> {
    ("[a-z]{1,5}", id(), any::<u64>(), fields(), 0..4_u8).prop_map(
        |(kind, id, base_rev, fields, which)| match which {
            0 => Change::Create { kind, id, body: fields },
            1 => Change::Patch { kind, id, base_rev, fields },
            2 => Change::Fact { kind, id, body: fields },
            _ => Change::Remove { kind, id, base_rev },
        },
    )
}

/// Any operation.
pub fn operation() -> impl Strategy<Value = Operation> {
    let changes = prop::collection::vec(change(), 0..4);

    (id(), any::<u64>(), any::<i64>(), ".{0,4}", changes).prop_map(
        |(op_id, n, at_ms, actor, changes)| Operation {
            op_id: OpId(op_id),
            n,
            stream: StreamId::catalog(),
            at_ms,
            actor,
            deed: "edit".to_owned(),
            changes,
        },
    )
}

/// Any row.
pub fn row() -> impl Strategy<Value = Row> {
    ("[a-z]{1,5}", id(), 0..u64::MAX, any::<u64>(), prop::option::of(fields()))
        .prop_map(|(kind, id, rev, seq, body)| Row::new(kind, id, rev, seq, body))
}
