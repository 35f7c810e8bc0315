//! Parts and terms that an office keeps itself.

use domain::{Basis, Money};

use super::*;
use crate::FirstTerms;
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
    let opened = wait(engine.catalogue())?.opened_part(saved.id);
    let changed = wait(engine.write_part(opened, dearer))?;
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
fn an_office_begins_with_the_terms_that_were_chosen() -> Result<(), Error> {
    let terms = |terms| -> Result<usize, Error> {
        let engine = Engine::in_memory(crate::Clock::System)?;
        let office = domain::Office { code: "LD01".into(), name: "x".into(), ..Default::default() };
        let founding = crate::Founding { office, first: "Ann".into(), terms, ..Default::default() };
        wait(engine.found_office(founding))?;
        Ok(wait(engine.catalogue())?.terms.len())
    };

    assert!(terms(FirstTerms::Statutory)? > 5);
    assert_eq!(terms(FirstTerms::OneYear)?, 1, "one for any machine");
    let usual = |language, currency| FirstTerms::usual(language, currency);
    use domain::Currency::{Cny, Gbp};
    use locale::Language::{English, SimplifiedChinese};
    assert_eq!(usual(SimplifiedChinese, Cny), FirstTerms::Statutory);
    assert_eq!(usual(English, Gbp), FirstTerms::OneYear);
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
    let opened = wait(engine.catalogue())?.opened_term(gone);
    let struck = wait(engine.set_terms(vec![(opened, None)]))?;
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

fn only(engine: &Engine, id: PartId) -> Opened<PartId, Part> {
    wait(engine.catalogue()).expect("a database").opened_part(id).expect("a part")
}

#[test]
fn only_what_was_changed_on_a_card_is_written_over_what_somebody_else_changed() -> Result<(), Error>
{
    let engine = office();
    let id = wait(engine.write_part(None, belt()))?.id;
    let (here, there) = (only(&engine, id), only(&engine, id));
    let dearer = Part { price: Some(Money::fen(2_000)), ..there.record.clone() };
    wait(engine.write_part(Some(there), dearer))?;
    let named = Part { name: "Belt of a dryer".into(), ..here.record.clone() };
    let saved = wait(engine.write_part(Some(here), named))?;
    let part = only(&engine, id).record;
    assert_eq!((part.name.as_str(), part.price), ("Belt of a dryer", Some(Money::fen(2_000))));

    wait(engine.undo(saved.undo))?;
    let part = only(&engine, id).record;
    assert_eq!((part.name.as_str(), part.price), ("Drive belt", Some(Money::fen(2_000))));
    Ok(())
}

#[test]
fn a_part_with_a_price_of_other_books_is_saved_and_keeps_it() -> Result<(), Error> {
    let engine = office();
    let price = Some(Money { currency: Currency::Eur, ..Money::fen(900) });
    let foreign = Part { price, ..belt() };
    let id: PartId = wait(engine.deed("test", move |deed| deed.create(&foreign)))?;
    let opened = only(&engine, id);
    let named = Part { name: "Belt".into(), ..opened.record.clone() };
    wait(engine.write_part(Some(opened.clone()), named))?;
    assert_eq!(only(&engine, id).record.price, price);

    let other = Some(Money { currency: Currency::Eur, ..Money::fen(901) });
    let set = Part { price: other, ..opened.record.clone() };
    assert!(wait(engine.write_part(Some(opened), set)).is_err());
    Ok(())
}

#[test]
fn pieces_that_moved_without_serial_numbers_never_get_them() -> Result<(), Error> {
    let engine = office();
    let id = wait(engine.write_part(None, belt()))?.id;
    let with = |serialised, opened: &Opened<PartId, Part>| {
        let part = Part { serialised, ..opened.record.clone() };
        engine.write_part(Some(opened.clone()), part)
    };
    wait(with(true, &only(&engine, id)))?;
    wait(with(false, &only(&engine, id)))?;
    let lines = vec![crate::StockLine { part: id, quantity: 2, serial: None }];
    wait(engine.receive_parts(crate::Receiving { lines, ..Default::default() }))?;

    let refused = wait(with(true, &only(&engine, id)));
    assert!(matches!(refused, Err(Error::PartMoved)), "{refused:?}");
    assert!(!only(&engine, id).record.serialised);
    Ok(())
}

#[test]
fn nothing_is_promised_twice_and_a_blank_brand_is_none() -> Result<(), Error> {
    let engine = office();
    let neff = |brand: &str| Term {
        brand: Some(brand.into()),
        category: Some(Category::Oven),
        basis: Basis::Purchase,
        parts_months: 24,
        labour_months: 24,
        trip_months: 0,
    };
    wait(engine.set_terms(vec![(None, Some(neff(" Neff ")))]))?;
    let known = || wait(engine.catalogue()).expect("a database");
    let ours = known().terms.into_iter().find(|(_, it)| it.brand.as_deref() == Some("Neff"));
    let (id, _) = ours.expect("without the spaces");
    let twice = wait(engine.set_terms(vec![(None, Some(neff("neff")))]));
    assert!(matches!(twice, Err(Error::Field { field: "brand", why: Wrong::Taken })));
    assert_eq!(known().terms.iter().filter(|(_, it)| it.brand.is_some()).count(), 1);

    // In the place of one that goes it is the only one.
    let change = vec![(known().opened_term(id), None), (None, Some(neff("NEFF")))];
    wait(engine.set_terms(change))?;
    let (id, any) = known().terms.into_iter().find(|(_, it)| it.brand.is_none()).expect("one");
    let (blank, opened) =
        (Term { brand: Some("  ".into()), ..any.clone() }, known().opened_term(id));
    assert!(wait(engine.set_terms(vec![(None, Some(blank.clone()))])).is_err());
    wait(engine.set_terms(vec![(opened, None), (None, Some(blank))]))?;
    assert_eq!(known().terms.iter().filter(|(_, it)| *it == any).count(), 1);
    Ok(())
}

#[test]
fn what_was_kept_here_before_the_office_joined_is_not_put_back() -> Result<(), Error> {
    let engine = office();
    let saved = wait(engine.write_part(None, belt()))?;
    let opened = only(&engine, saved.id);
    let named = Part { name: "Belt".into(), ..opened.record.clone() };
    let changed = wait(engine.write_part(Some(opened), named))?;
    let first = wait(engine.catalogue())?.terms[0].0;
    let opened = wait(engine.catalogue())?.opened_term(first);
    let struck = wait(engine.set_terms(vec![(opened, None)]))?;
    wait(engine.workers.write(|session| Ok(session.put_setting(ADDRESS, "https://hq")?)))?;

    for undo in [saved.undo, changed.undo, struck] {
        let refused = wait(engine.undo(undo));
        assert!(matches!(refused, Err(Error::CatalogueKeptElsewhere)), "{refused:?}");
    }
    Ok(())
}
