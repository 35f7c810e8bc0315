//! Who may write what.

use domain::erasure::ERASURE;

use super::{CONFLICT, Role};
use crate::order::{self, ORDER, ORDER_EVENT};
use crate::stock;
use crate::wire::Why;
use crate::{Change, StreamId};

/// Decides whether a change is allowed at all, before it is merged.
pub trait Rules: Send + Sync {
    /// Fails with the reason if not.
    fn check(&self, role: Role, stream: &StreamId, change: &Change) -> Result<(), Why>;

    /// A change as it was made under another schema, in the words of the present one. Called once for each change of
    /// such an operation, before it is checked and merged; what was sent stays in the log, word for word. A field or
    /// kind that is renamed, or a value that is written in another way, is brought up to date here, one schema after
    /// the other. There has been but one, so nothing is yet.
    fn upcast(&self, schema: u32, change: Change) -> Change {
        let _the_only_one = schema;

        change
    }
}

/// The rules of the trade: headquarters owns the catalogue, an order's state belongs to nobody, and what people
/// should decide about conflicts is written by headquarters' engine alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TradeRules;

/// The kinds that headquarters alone writes.
const CATALOGUE: [&str; 5] = ["area", "model", "part", "tariff", "warranty_term"];

impl TradeRules {
    /// Whether headquarters alone writes records of this kind.
    pub fn is_headquarters_own(kind: &str) -> bool {
        CATALOGUE.contains(&kind)
    }
}

impl Rules for TradeRules {
    fn check(&self, role: Role, _stream: &StreamId, change: &Change) -> Result<(), Why> {
        let headquarters = role == Role::Headquarters;
        let kind = change.kind();

        if kind == CONFLICT || (!headquarters && Self::is_headquarters_own(kind)) {
            return Err(Why::FieldNotAllowed);
        }
        match change {
            Change::Patch { fields, .. } if kind == ORDER => {
                let cleared_by_mistake = |(field, value): &(&String, &serde_json::Value)| {
                    order::may_put_up(field, value, headquarters)
                };
                may_edit(fields.iter().filter(|it| !cleared_by_mistake(it)), headquarters)
            }
            Change::Create { body, .. } if kind == ORDER => may_edit(body.iter(), headquarters),
            Change::Fact { body, .. }
                if kind == ORDER_EVENT && !headquarters && order::is_headquarters_own(body) =>
            {
                Err(Why::FieldNotAllowed)
            }
            // Orders are cancelled, never removed.
            Change::Remove { .. } if kind == ORDER => Err(Why::FieldNotAllowed),
            Change::Fact { .. } if kind == ORDER => Err(Why::Malformed),
            Change::Create { .. } if kind == ORDER_EVENT || kind == ERASURE => Err(Why::Malformed),
            Change::Fact { body, .. } | Change::Create { body, .. }
                if kind == stock::MOVE && !stock::is_plausible(body) =>
            {
                Err(Why::Malformed)
            }
            Change::Create { .. }
            | Change::Patch { .. }
            | Change::Fact { .. }
            | Change::Remove { .. } => Ok(()),
        }
    }
}

fn may_edit<'a>(
    mut fields: impl Iterator<Item = (&'a String, &'a serde_json::Value)>,
    headquarters: bool,
) -> Result<(), Why> {
    let all = fields.all(|(field, value)| order::may_edit(field, value, headquarters));

    all.then_some(()).ok_or(Why::FieldNotAllowed)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::DeskRole;
    use crate::testing::object;

    #[test]
    fn a_movement_of_more_pieces_than_can_be_summed_up_is_refused() {
        let stream = StreamId::branch("SH01").expect("a code");
        let refuses = |quantity: serde_json::Value| {
            let kind = stock::MOVE.to_owned();
            let body = object(json!({"part": 1, "quantity": quantity}));
            let moved = Change::Fact { kind, id: Uuid::nil(), body };
            TradeRules.check(Role::Branch(DeskRole::default()), &stream, &moved).is_err()
        };

        assert!(!refuses(json!(5)) && !refuses(json!(-1_000_000_000)));
        for quantity in [json!(i64::MAX), json!(i64::MIN), json!(u64::MAX), json!(0.5)] {
            assert!(refuses(quantity));
        }
    }
}
