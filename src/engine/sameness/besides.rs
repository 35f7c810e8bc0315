//! What a person said of themselves in files that are found in another one: what they refused anywhere is refused, and a
//! number of theirs is theirs.

use domain::{
    Channel, Consent, Customer, CustomerId, CustomerPhone, Fields, Record as _, fields_of,
};
use store::Session;

use super::overwrite;
use crate::deed::Deed;
use crate::{Error, Undo};

/// What other files of a person hold besides the one that goes on, each with what that file is called.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Besides {
    /// Numbers.
    pub phones: Vec<(CustomerPhone, String)>,
    /// What they refused.
    pub refused: Vec<(Channel, String)>,
}

/// Whether a person refused to be reached in this way, in whichever of their files that was written down.
pub(crate) fn refuses(
    session: &Session<'_>,
    customer: CustomerId,
    channel: Channel,
) -> Result<bool, Error> {
    let files = session.files_of(session.who_now(customer)?)?;

    Ok(files.iter().any(|file| file.consent(channel) == Consent::Refused))
}

/// What the other files of a person hold that this one does not.
pub(crate) fn besides(session: &Session<'_>, kept: CustomerId) -> Result<Besides, Error> {
    let mut files = session.files_of(kept)?.into_iter();
    let Some(own) = files.next() else { return Ok(Besides::default()) };
    let mut besides = Besides::default();
    for Customer { name, phones, refused, .. } in files {
        for phone in phones {
            let is_it = |known: &CustomerPhone| known.number == phone.number;
            let met = besides.phones.iter().any(|(known, _)| is_it(known));
            if !met && !own.phones.iter().any(is_it) {
                besides.phones.push((phone, name.clone()));
            }
        }
        for channel in refused {
            let met = besides.refused.iter().any(|(known, _)| *known == channel);
            if !met && !own.refused.contains(&channel) {
                besides.refused.push((channel, name.clone()));
            }
        }
    }

    Ok(besides)
}

/// Whoever takes a number or a refusal out of the file that goes on takes it out of the others too. Answers the ways back.
pub(crate) fn lift(
    deed: &Deed<'_>,
    kept: CustomerId,
    (was, is): (&Customer, &Customer),
) -> Result<Vec<Undo>, Error> {
    let number = |of: &Customer, phone: &CustomerPhone| {
        of.phones.iter().any(|known| known.number == phone.number)
    };
    let mut undo = Vec::new();
    for other in deed.session.others_of(kept.0)?.into_iter().map(CustomerId) {
        let file: Customer = deed.get(other)?;
        let mut after = file.clone();
        after.phones.retain(|phone| !number(was, phone) || number(is, phone));
        after.refused.retain(|it| !was.refused.contains(it) || is.refused.contains(it));
        if after == file {
            continue;
        }
        let (before, after) = (fields_of(&file), fields_of(&after));
        let fields: Fields =
            after.into_iter().filter(|(name, value)| before.get(name) != Some(value)).collect();
        let fields = overwrite(deed, other, fields)?;
        undo.push(Undo::PutBack { kind: Customer::KIND, id: other.0, fields });
    }

    Ok(undo)
}
