//! What an office of its own says of its prices, and what happens where nobody has said anything.

use domain::{Charge, Payer};

use super::*;
use crate::testing::{MORNING, call, office, wait};
use crate::{Clock, Founding, Intake};

/// An office in pounds, as the first run founds it.
fn abroad() -> Engine {
    let engine = Engine::in_memory(Clock::by_hand(MORNING)).expect("memory is always there");
    let office = Office {
        code: "GB01".into(),
        name: "Cardiff".into(),
        currency: Currency::Gbp,
        ..Office::default()
    };
    let technicians = vec!["Wang".into()];
    let founding = Founding { office, first: "Li".into(), technicians, ..Founding::default() };
    wait(engine.found_office(founding)).expect("an empty database");

    engine
}

fn pounds(minor: i64) -> Money {
    Money::new(minor, Currency::Gbp)
}

fn repair(price: Option<[Money; 3]>) -> WorkPrice {
    WorkPrice { kind: OrderKind::Repair, category: None, price }
}

#[test]
fn a_new_office_knows_no_price_until_it_is_set_and_tells_none() -> Result<(), Error> {
    let engine = abroad();
    let known = wait(engine.prices())?;
    assert!(known.set_here && !known.begun && known.work.is_empty());
    assert!(!known.parts.is_empty() && known.parts.iter().all(|(_, part)| part.price.is_none()));
    let received = wait(engine.receive_order(call()))?;
    let file = wait(engine.order(received.order))?;
    assert_eq!((file.order.quote, file.listed), (None, None));

    let (part, _) = known.parts[0];
    let list = PriceList {
        currency: Currency::Gbp,
        work: vec![repair(Some([pounds(6_000), pounds(2_500), pounds(1_000)]))],
        parts: vec![(part, Some(pounds(999)))],
    };
    let undo = wait(engine.set_prices(list))?;
    let expired =
        crate::Plate { purchased: chrono::NaiveDate::from_ymd_opt(2012, 1, 5), ..call().plate };
    let received = wait(engine.receive_order(Intake { plate: expired, ..call() }))?;
    let told = wait(engine.order(received.order))?.order.quote.map(domain::Quote::total);
    assert_eq!(told, Some(pounds(8_500)));
    assert_eq!(wait(engine.prices())?.parts[0].1.price, Some(pounds(999)));

    wait(engine.undo(undo))?;
    assert_eq!(wait(engine.prices())?, known, "nothing is known again");

    Ok(())
}

#[test]
fn what_was_priced_in_another_currency_is_not_known_and_known_again_with_it() -> Result<(), Error> {
    let engine = office();
    let before = wait(engine.prices())?;
    let pounds_now = PriceList { currency: Currency::Gbp, ..PriceList::default() };
    let undo = wait(engine.set_prices(pounds_now))?;
    let received = wait(engine.receive_order(call()))?;
    assert_eq!(wait(engine.order(received.order))?.order.quote, None, "yuan are no pounds");
    let part = &wait(engine.prices())?.parts[0].1;
    assert!(part.price.is_some() && part.price_in(Currency::Gbp).is_none());

    wait(engine.undo(undo))?;
    assert_eq!(wait(engine.prices())?, before);

    Ok(())
}

#[test]
fn the_currency_stays_once_money_was_charged() -> Result<(), Error> {
    let engine = abroad();
    let received = wait(engine.receive_order(call()))?;
    let charge = Charge {
        order: received.order,
        visit: None,
        kind: domain::ChargeKind::Other,
        part: None,
        quantity: 1,
        amount: pounds(500),
        payer: Payer::Customer,
        at: MORNING,
        reverses: None,
        waived: None,
    };
    let charged = engine.deed("charge", move |deed| deed.note::<_, domain::ChargeId>(&charge));
    wait(charged)?;
    let euros = PriceList { currency: Currency::Eur, ..PriceList::default() };
    assert!(matches!(wait(engine.set_prices(euros)), Err(Error::BooksBegun)));

    Ok(())
}

#[test]
fn a_price_is_neither_negative_nor_beyond_measure_and_a_line_can_be_emptied() -> Result<(), Error> {
    let engine = abroad();
    let set = |price| {
        let list =
            PriceList { currency: Currency::Gbp, work: vec![repair(price)], parts: Vec::new() };
        wait(engine.set_prices(list))
    };
    for odd in [pounds(-1), pounds(100_000_000_001), Money::fen(100)] {
        let refused = set(Some([odd, pounds(0), pounds(0)]));
        assert!(matches!(
            refused,
            Err(Error::Field { field: "price", why: crate::Wrong::OutOfRange })
        ));
    }
    set(Some([pounds(1), pounds(0), pounds(0)]))?;
    assert_eq!(wait(engine.prices())?.work.len(), 1);
    let undo = set(None)?;
    assert!(wait(engine.prices())?.work.is_empty());
    wait(engine.undo(undo))?;
    assert_eq!(wait(engine.prices())?.work.len(), 1, "it is there again");

    Ok(())
}

#[test]
fn where_there_is_a_headquarters_it_sets_the_prices() -> Result<(), Error> {
    let engine = abroad();
    wait(engine.choose(ADDRESS, "https://hq.example.com".into()))?;
    assert!(!wait(engine.prices())?.set_here);
    let refused = wait(engine.set_prices(PriceList::default()));
    assert!(matches!(refused, Err(Error::PricesSetElsewhere)));

    Ok(())
}
