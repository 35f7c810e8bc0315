//! Letters that were not sent after all: another fact takes each of them back.

use std::collections::BTreeSet;

use domain::{Letter, LetterId};
use uuid::Uuid;

use super::BATCH;
use crate::Error;
use crate::deed::Deed;

/// Takes letters back that were just written down as sent. One that was taken back before stays so.
pub(crate) fn withdraw(deed: &Deed<'_>, letters: &[LetterId]) -> Result<(), Error> {
    for batch in letters.chunks(BATCH) {
        for id in batch {
            if !deed.session.facts_on::<Letter>(id.0)?.is_empty() {
                continue;
            }
            let sent: Letter = deed.get(*id)?;
            deed.note::<_, LetterId>(&Letter {
                // The words stand in the letter itself.
                recipient: Vec::new(),
                body: String::new(),
                sheet: serde_json::Value::Null,
                at: deed.now,
                by: deed.actor,
                withdraws: Some(*id),
                ..sent
            })?;
        }
        deed.record("undo")?;
    }

    Ok(())
}

/// The letters that were sent and not taken back.
pub(crate) fn standing(letters: Vec<(Uuid, Letter)>) -> Vec<(LetterId, Letter)> {
    let taken_back: BTreeSet<LetterId> =
        letters.iter().filter_map(|(_, letter)| letter.withdraws).collect();
    let letters = letters.into_iter().map(|(id, letter)| (LetterId(id), letter));

    letters.filter(|(id, letter)| letter.withdraws.is_none() && !taken_back.contains(id)).collect()
}
