//! The witness: a small file beside the database that tells whether the database is still the one it was.
//!
//! A backup that was put back, or a disk that was copied to a second computer, brings the database along and not what
//! happened since. The witness stays behind and knows better; whoever finds that they do not agree begins a new life.

use serde::{Deserialize, Serialize};

use crate::client::{Identity, Read, ReadFailure};
use crate::{Chain, Incarnation};

/// What the file says. It is written before operations are sent, so that none is at headquarters that it has not seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Witness {
    /// The database's life.
    pub incarnation: Incarnation,
    /// The number of its last operation.
    pub n: u64,
    /// The chain after it.
    pub chain: Chain,
    /// Where the database lay: the computer and the folder, in whatever form its owner likes.
    pub machine: String,
}

/// Why a database is not the one it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Nobody can testify, and the database has a past.
    NoWitness,
    /// It lies on another computer, or in another folder.
    Moved,
    /// It is of another life.
    OtherLife,
    /// It is older than the witness.
    Older,
    /// It has another past.
    OtherPast,
}

impl Witness {
    /// What there is to be seen now.
    pub fn of(who: &Identity, machine: &str) -> Self {
        let Identity { incarnation, n, chain, .. } = *who;

        Self { incarnation, n, chain, machine: machine.to_owned() }
    }

    /// Whether the database is another one than it was, and why.
    pub fn doubt(
        witness: Option<&Self>,
        machine: &str,
        read: &dyn Read,
    ) -> Result<Option<Doubt>, ReadFailure> {
        let who = read.identity()?;
        let Some(witness) = witness else {
            return Ok((who.n > 0).then_some(Doubt::NoWitness));
        };
        // What was let go of has no chain any more: then the number must do.
        let past = if witness.n <= who.n { read.chain_at(witness.n)? } else { None };

        Ok(if witness.machine != machine {
            Some(Doubt::Moved)
        } else if witness.incarnation != who.incarnation {
            Some(Doubt::OtherLife)
        } else if witness.n > who.n {
            Some(Doubt::Older)
        } else {
            past.filter(|chain| *chain != witness.chain).map(|_| Doubt::OtherPast)
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Change;
    use crate::client::Effect;
    use crate::testing::{Office, object};

    fn office() -> Office {
        let mut office = Office::new();
        deed(&mut office);
        office
    }

    fn deed(office: &mut Office) {
        let (kind, id) = ("customer".to_owned(), office.id());
        office.record(0, vec![Change::Create { kind, id, body: object(json!({"name": "Wang"})) }]);
    }

    fn seen(office: &Office) -> Witness {
        Witness::of(&office.desks[0].identity().expect("in memory"), "here")
    }

    fn doubt(witness: Option<&Witness>, machine: &str, office: &Office) -> Option<Doubt> {
        Witness::doubt(witness, machine, &office.desks[0]).expect("in memory")
    }

    #[test]
    fn a_database_that_only_went_on_is_the_same() {
        let mut office = office();
        let witness = seen(&office);
        deed(&mut office);

        assert_eq!(doubt(Some(&witness), "here", &office), None);
        assert_eq!(doubt(None, "here", &Office::new()), None, "it is new");
    }

    #[test]
    fn a_backup_that_was_put_back_is_older_than_its_witness() {
        let mut office = office();
        let backup = office.desks[0].clone();
        deed(&mut office);
        let witness = seen(&office);
        office.desks[0] = backup;
        assert_eq!(doubt(Some(&witness), "here", &office), Some(Doubt::Older));

        deed(&mut office);
        assert_eq!(doubt(Some(&witness), "here", &office), Some(Doubt::OtherPast));
    }

    #[test]
    fn a_copy_on_another_computer_or_without_its_witness_is_another_database() {
        let mut office = office();
        let witness = seen(&office);
        assert_eq!(doubt(Some(&witness), "there", &office), Some(Doubt::Moved));
        assert_eq!(doubt(None, "here", &office), Some(Doubt::NoWitness));

        let life = Incarnation(office.id());
        office.desks[0].store(&Effect::NewIncarnation(life));
        assert_eq!(doubt(Some(&witness), "here", &office), Some(Doubt::OtherLife));
    }
}
