//! Operations as they travel: a desk that sends what it wrote down need not read it first.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{OpId, Operation, StreamId, Text};

/// How an operation's text begins, up to its name; see [`Operation`].
const HEAD: &str = r#"{"op_id":""#;
/// What stands between its name and its number.
const NUMBER: &str = r#"","n":"#;
/// A name written out: 32 hex digits and four dashes.
const NAME: usize = 36;

/// An operation on its way: as its author wrote it down, or as whoever received it read it. Both are the same on the
/// wire.
#[derive(Debug, Clone, PartialEq)]
pub struct Posted {
    /// Its number: see [`Operation::n`].
    pub n: u64,
    /// Its name.
    pub op_id: OpId,
    /// The stream it is for.
    pub stream: StreamId,
    said: Said,
}

#[derive(Debug, Clone, PartialEq)]
enum Said {
    Read(Box<Operation>),
    Written(Text),
}

impl Posted {
    /// An operation of which the text was kept, under the number that it now has.
    pub fn written(
        (n, op_id, stream): (u64, OpId, StreamId),
        text: String,
    ) -> Result<Self, serde_json::Error> {
        let said = if stated_number(&text) == Some(n) {
            Said::Written(Text::written(text)?)
        } else {
            let op: Operation = serde_json::from_str(&text)?;
            Said::Read(Box::new(Operation { n, ..op }))
        };

        Ok(Self { n, op_id, stream, said })
    }

    /// What it says; none if that is no operation, or another one.
    pub fn read(&self) -> Option<Cow<'_, Operation>> {
        let op: Cow<'_, Operation> = match &self.said {
            Said::Read(op) => Cow::Borrowed(op),
            Said::Written(text) => Cow::Owned(serde_json::from_str(text.as_str()).ok()?),
        };

        ((op.n, op.op_id, &op.stream) == (self.n, self.op_id, &self.stream)).then_some(op)
    }
}

#[cfg(test)]
impl Posted {
    /// The same after an edit.
    pub fn edit(&mut self, edit: impl FnOnce(&mut Operation)) {
        let mut op = self.read().expect("an operation").into_owned();
        edit(&mut op);
        *self = Self::from(op);
    }
}

impl From<Operation> for Posted {
    fn from(op: Operation) -> Self {
        Self { n: op.n, op_id: op.op_id, stream: op.stream.clone(), said: Said::Read(Box::new(op)) }
    }
}

impl Serialize for Posted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.said {
            Said::Read(op) => op.serialize(serializer),
            Said::Written(text) => text.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Posted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Operation::deserialize(deserializer).map(Self::from)
    }
}

/// The number that an operation's text says; none if it was not written as ours.
fn stated_number(text: &str) -> Option<u64> {
    let rest = text.strip_prefix(HEAD)?.get(NAME..)?.strip_prefix(NUMBER)?;
    let (digits, _) = rest.split_once(',')?;

    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{config, operation};
    use proptest::prelude::*;

    fn head(op: &Operation) -> (u64, OpId, StreamId) {
        (op.n, op.op_id, op.stream.clone())
    }

    #[test]
    fn text_that_is_no_operation_is_found_out() {
        let op = (1, OpId(uuid::Uuid::nil()), StreamId::catalog());
        let strange = r#"{"op_id":"00000000-0000-0000-0000-000000000000","n":1,"colour":"red"}"#;
        let posted = Posted::written(op.clone(), strange.to_owned()).expect("JSON");

        assert_eq!(posted.read(), None);
        assert!(Posted::written(op.clone(), strange[..40].to_owned()).is_err());
        assert!(Posted::written((2, op.1, op.2), strange.to_owned()).is_err());
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn what_was_written_down_is_sent_as_what_was_read(op in operation()) {
            let text = serde_json::to_string(&op)?;
            let posted = Posted::written(head(&op), text.clone()).expect("an operation");

            prop_assert!(matches!(posted.said, Said::Written(_)), "it was read first: {}", text);
            prop_assert_eq!(serde_json::to_string(&posted)?, text.clone());
            let read = posted.read().map(Cow::into_owned);
            prop_assert_eq!(read.as_ref(), Some(&op));
            let came: Posted = serde_json::from_str(&text)?;
            prop_assert_eq!(came, Posted::from(op));
        }

        #[test]
        fn what_was_numbered_anew_is_sent_under_its_new_number(op in operation(), n in any::<u64>()) {
            let text = serde_json::to_string(&op)?;
            let renumbered = Operation { n, ..op };
            let posted = Posted::written(head(&renumbered), text).expect("an operation");

            prop_assert_eq!(
                serde_json::to_string(&posted)?,
                serde_json::to_string(&renumbered)?
            );
        }
    }
}
