//! The catalogue as an office of its own keeps it: its parts, and what makers promise.

use domain::{Category, Currency, Part, PartId, Record as _, Term, TermId};

use crate::deed::Deed;
use crate::household::{change, check, check_length, make};
use crate::link::ADDRESS;
use crate::prices::{self, currency};
use crate::{Engine, Error, Saved, Undo, Wrong};

/// So long are a number, a bar code and a name at most, in characters.
const NAME: usize = 60;
/// A promise of more months is a slip of the keys.
const MONTHS: u32 = 600;

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
}

/// A warranty term as it is to be: none of the first is a new one, none of the second is one that goes.
pub type TermChange = (Option<TermId>, Option<Term>);

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

            Ok(Catalogue {
                parts,
                terms,
                currency: currency(session)?,
                kept_here: session.setting(ADDRESS)?.is_none(),
            })
        })
    }

    /// Writes a part down, a new one or one that is there. Its number and bar code are nobody else's, and its price is in
    /// the currency of the books.
    pub fn write_part(
        &self,
        id: Option<PartId>,
        part: Part,
    ) -> impl Future<Output = Result<Saved<PartId>, Error>> + Send + use<> {
        self.deed("write_part", move |deed| {
            kept_here(deed)?;
            let part = checked(deed, id, part)?;
            match id {
                Some(id) => change(deed, id, |it: &mut Part| *it = part),
                None => make(deed, &part),
            }
        })
    }

    /// Writes down, changes and strikes out what makers promise.
    pub fn set_terms(
        &self,
        terms: Vec<TermChange>,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("set_terms", move |deed| {
            kept_here(deed)?;
            let undo = terms.into_iter().map(|(id, term)| set_term(deed, id, term));

            Ok(Undo::Several(undo.collect::<Result<_, _>>()?))
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

fn checked(deed: &Deed<'_>, id: Option<PartId>, part: Part) -> Result<Part, Error> {
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let barcode = part.barcode.as_deref().map(tidy).filter(|code| !code.is_empty());
    let part = Part {
        number: tidy(&part.number),
        name: tidy(&part.name),
        unit: tidy(&part.unit),
        barcode,
        ..part
    };
    check("number", &part.number, NAME)?;
    check("name", &part.name, NAME)?;
    check("unit", &part.unit, NAME)?;
    check_length("barcode", part.barcode.as_deref().unwrap_or_default(), NAME)?;
    prices::check(part.price.as_slice(), currency(deed.session)?)?;
    for (other, known) in deed.session.all::<Part>()? {
        if Some(PartId(other)) == id {
            continue;
        }
        let is = |text: &str| {
            let barcode = known.barcode.as_deref().unwrap_or_default();
            !text.is_empty()
                && (known.number.eq_ignore_ascii_case(text) || barcode.eq_ignore_ascii_case(text))
        };
        if is(&part.number) {
            return Err(Error::field("number", Wrong::Taken));
        }
        if is(part.barcode.as_deref().unwrap_or_default()) {
            return Err(Error::field("barcode", Wrong::Taken));
        }
    }

    Ok(part)
}

fn set_term(deed: &Deed<'_>, id: Option<TermId>, term: Option<Term>) -> Result<Undo, Error> {
    if let Some(term) = &term {
        let months = [term.parts_months, term.labour_months, term.trip_months];
        if months.iter().any(|months| *months > MONTHS) {
            return Err(Error::field("months", Wrong::OutOfRange));
        }
        check_length("brand", term.brand.as_deref().unwrap_or_default(), NAME)?;
    }

    Ok(match (id, term) {
        (Some(id), Some(term)) => change(deed, id, |it: &mut Term| *it = term)?.undo,
        (None, Some(term)) => make::<_, TermId>(deed, &term)?.undo,
        (Some(id), None) => {
            let kind = Term::KIND;
            let stored = deed.session.stored(kind, id.0)?.ok_or(Error::Unknown(kind))?;
            deed.remove::<Term>(id)?;
            Undo::BringBack { kind, id: id.0, fields: stored.fields }
        }
        (None, None) => Undo::Several(Vec::new()),
    })
}

#[cfg(test)]
mod tests {
    use domain::{Basis, Money};

    use super::*;
    use crate::testing::{office, wait};

    fn belt() -> Part {
        Part {
            number: " C00095662 ".into(),
            barcode: Some("8007842956626".into()),
            name: "Drive belt".into(),
            unit: "pcs".into(),
            price: Some(Money::fen(1_250)),
            fits: vec![Category::Dryer],
            serialised: false,
        }
    }

    #[test]
    fn a_part_of_its_own_is_found_by_number_and_bar_code_and_taken_back() -> Result<(), Error> {
        let engine = office();
        let saved = wait(engine.write_part(None, belt()))?;
        let overview = wait(engine.parts_overview())?;
        let all: Vec<_> = overview.parts.iter().map(|row| &row.keys).collect();
        for typed in ["C00095662", "8007842956626", "belt"] {
            let found = crate::Keys::find(&all, |keys| keys, typed, 1);
            assert_eq!(overview.parts[found[0]].id, saved.id, "{typed}");
        }
        let twice = wait(engine.write_part(None, belt()));
        assert!(matches!(twice, Err(Error::Field { field: "number", why: Wrong::Taken })));
        let dearer = Part { price: Some(Money::fen(1_400)), ..belt() };
        let changed = wait(engine.write_part(Some(saved.id), dearer))?;
        let price = |engine: &Engine| {
            let parts = wait(engine.catalogue()).expect("readable").parts;
            parts.into_iter().find(|(id, _)| *id == saved.id).and_then(|(_, part)| part.price)
        };
        assert_eq!(price(&engine), Some(Money::fen(1_400)));

        wait(engine.undo(changed.undo))?;
        assert_eq!(price(&engine), Some(Money::fen(1_250)));
        wait(engine.undo(saved.undo))?;
        assert_eq!(price(&engine), None);
        Ok(())
    }

    #[test]
    fn a_term_of_its_own_decides_the_verdict_and_is_taken_back() -> Result<(), Error> {
        let engine = office();
        let before = wait(engine.catalogue())?.terms;
        let term = Term {
            brand: Some("Neff".into()),
            category: Some(Category::Oven),
            basis: Basis::Purchase,
            parts_months: 24,
            labour_months: 24,
            trip_months: 0,
        };
        let undo = wait(engine.set_terms(vec![(None, Some(term.clone()))]))?;
        let known = wait(engine.catalogue())?.terms;
        assert!(known.iter().any(|(_, it)| *it == term));
        let gone = before[0].0;
        let struck = wait(engine.set_terms(vec![(Some(gone), None)]))?;
        assert!(wait(engine.catalogue())?.terms.iter().all(|(id, _)| *id != gone));

        wait(engine.undo(struck))?;
        wait(engine.undo(undo))?;
        assert_eq!(wait(engine.catalogue())?.terms, before);
        let long = Term { parts_months: 7_000, ..term };
        assert!(wait(engine.set_terms(vec![(None, Some(long))])).is_err());
        Ok(())
    }

    #[test]
    fn headquarters_keeps_the_catalogue_where_there_is_one() -> Result<(), Error> {
        let engine = office();
        wait(engine.workers.write(|session| Ok(session.put_setting(ADDRESS, "https://hq")?)))?;

        let refused = wait(engine.write_part(None, belt()));
        assert!(matches!(refused, Err(Error::CatalogueKeptElsewhere)));
        assert!(wait(engine.set_terms(Vec::new())).is_err());
        assert!(!wait(engine.catalogue())?.kept_here);
        Ok(())
    }
}
