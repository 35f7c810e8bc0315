//! The catalogue as an office of its own keeps it: its parts, and what makers promise.

use domain::{Category, Currency, Part, PartId, Record as _, Term, TermId};

use crate::deed::Deed;
use crate::household::make;
use crate::link::ADDRESS;
use crate::prices::{self, currency};
use crate::{Engine, Error, Opened, Revisions, Saved, Undo, Wrong};

/// Parts and warranty terms of this office.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Catalogue {
    /// The parts, by number.
    pub parts: Vec<(PartId, Part)>,
    /// What makers promise: for any machine first, then by its kind, then by brand.
    pub terms: Vec<(TermId, Term)>,
    /// What the books are kept in, and prices of parts with them.
    pub currency: Currency,
    /// Whether both are kept here. Where there is a headquarters, it keeps them.
    pub kept_here: bool,
    revisions: Revisions,
}

/// A warranty term as a form opened it, and as it is to be: none of the first is a new one, none of the second is one
/// that goes.
pub type TermChange = (Option<Opened<TermId, Term>>, Option<Term>);

impl Catalogue {
    /// A part, for a form.
    pub fn opened_part(&self, id: PartId) -> Option<Opened<PartId, Part>> {
        let (_, part) = self.parts.iter().find(|(known, _)| *known == id)?;

        Some(self.revisions.open(id, part.clone()))
    }

    /// A warranty term, for a form.
    pub fn opened_term(&self, id: TermId) -> Option<Opened<TermId, Term>> {
        let (_, term) = self.terms.iter().find(|(known, _)| *known == id)?;

        Some(self.revisions.open(id, term.clone()))
    }
}

impl Engine {
    /// All parts and terms.
    pub fn catalogue(&self) -> impl Future<Output = Result<Catalogue, Error>> + Send + use<> {
        self.workers.read(|session| {
            let parts = session.all::<Part>()?.into_iter().map(|(id, part)| (PartId(id), part));
            let mut parts: Vec<_> = parts.collect();
            parts.sort_by(|(_, a), (_, b)| a.number.cmp(&b.number));
            let terms = session.all::<Term>()?.into_iter().map(|(id, term)| (TermId(id), term));
            let mut terms: Vec<_> = terms.collect();
            terms.sort_by_key(|(id, term)| (place(term.category), term.brand.clone(), *id));

            let mut revisions = Revisions::default();
            revisions.learn(session, Part::KIND, parts.iter().map(|(id, _)| *id))?;
            revisions.learn(session, Term::KIND, terms.iter().map(|(id, _)| *id))?;

            Ok(Catalogue {
                parts,
                terms,
                revisions,
                currency: currency(session)?,
                kept_here: session.setting(ADDRESS)?.is_none(),
            })
        })
    }

    /// Writes down a new part, or what is to be changed about one. Its number and bar code are nobody else's, and a price
    /// that is set is in the currency of the books. Fails with [`Error::PartMoved`] where its pieces are to have serial
    /// numbers from now on and some of them moved without.
    pub fn write_part(
        &self,
        opened: Option<Opened<PartId, Part>>,
        part: Part,
    ) -> impl Future<Output = Result<Saved<PartId>, Error>> + Send + use<> {
        self.deed("write_part", move |deed| {
            kept_here(deed)?;
            let part = checked(deed, opened.as_ref(), part)?;
            match opened {
                Some(opened) => opened.rewrite(deed, &part),
                None => make(deed, &part),
            }
        })
    }

    /// Writes down, changes and strikes out what makers promise. Nothing is promised twice for the same machine and brand.
    pub fn set_terms(
        &self,
        terms: Vec<TermChange>,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("set_terms", move |deed| {
            kept_here(deed)?;
            let (mut undo, mut written) = (Vec::new(), Vec::new());
            for (opened, term) in terms {
                let term = term.map(Term::sound).transpose()?;
                written.extend(term.as_ref().map(Term::about));
                undo.extend(set_term(deed, opened, term)?);
            }
            let all: Vec<_> =
                deed.session.all::<Term>()?.iter().map(|(_, it)| it.about()).collect();
            let twice = |it: &_| all.iter().filter(|other| *other == it).count() > 1;
            if written.iter().any(twice) {
                return Err(Error::field("brand", Wrong::Taken));
            }

            Ok(Undo::Several(undo))
        })
    }
}

fn kept_here(deed: &Deed<'_>) -> Result<(), Error> {
    let elsewhere = deed.session.setting(ADDRESS)?.is_some();

    if elsewhere { Err(Error::CatalogueKeptElsewhere) } else { Ok(()) }
}

fn place(category: Option<Category>) -> Option<usize> {
    Category::ALL.iter().position(|it| Some(*it) == category)
}

fn checked(
    deed: &Deed<'_>,
    opened: Option<&Opened<PartId, Part>>,
    part: Part,
) -> Result<Part, Error> {
    let part = part.sound()?;
    // What stays as it was is not judged again: the books may have been kept in another currency then.
    let was = opened.map(|opened| &opened.record);
    if was.is_none_or(|was| was.price != part.price) {
        prices::check(part.price.as_slice(), currency(deed.session)?)?;
    }
    if let Some(opened) = opened.filter(|it| part.serialised && !it.record.serialised)
        && deed.session.is_needed(Part::KIND, opened.id.0)?
    {
        return Err(Error::PartMoved);
    }
    free(deed, opened, &part)?;

    Ok(part)
}

/// Fails unless the number and bar code of a part are nobody else's.
fn free(deed: &Deed<'_>, opened: Option<&Opened<PartId, Part>>, part: &Part) -> Result<(), Error> {
    let was = opened.map(|opened| &opened.record);
    let number = was.is_none_or(|was| was.number != part.number).then_some(part.number.as_str());
    let barcode = part.barcode.as_deref();
    let barcode = barcode.filter(|_| was.is_none_or(|was| was.barcode != part.barcode));
    for (other, known) in deed.session.all::<Part>()? {
        if opened.is_some_and(|opened| opened.id.0 == other) {
            continue;
        }
        let is = |text: &str| known.is_called(text);
        if number.is_some_and(is) {
            return Err(Error::field("number", Wrong::Taken));
        }
        if barcode.is_some_and(is) {
            return Err(Error::field("barcode", Wrong::Taken));
        }
    }

    Ok(())
}

/// Writes one term. Answers the way back, if anything became of it.
fn set_term(
    deed: &Deed<'_>,
    opened: Option<Opened<TermId, Term>>,
    term: Option<Term>,
) -> Result<Option<Undo>, Error> {
    Ok(match (opened, term) {
        (Some(opened), Some(term)) => match opened.rewrite(deed, &term)?.undo {
            Undo::PutBack { fields, .. } if fields.is_empty() => None,
            undo => Some(undo),
        },
        (None, Some(term)) => Some(make::<_, TermId>(deed, &term)?.undo),
        (Some(Opened { id, .. }), None) => {
            let kind = Term::KIND;
            let stored = deed.session.stored(kind, id.0)?.ok_or(Error::Unknown(kind))?;
            deed.remove::<Term>(id)?;
            Some(Undo::BringBack { kind, id: id.0, fields: stored.fields })
        }
        (None, None) => None,
    })
}

#[cfg(test)]
mod tests;
