//! An office with prices of its own that joins a headquarters.

use domain::{
    Category, Charge, ChargeId, ChargeKind, Currency, Location, Money, OrderId, OrderKind, Part,
    PartId, Payer, Quote,
};

use super::later::begun;
use super::real::{Trial, digests};
use super::*;
use crate::testing::call;
use crate::{Intake, Plate, PriceList, Prices, Progress, Receiving, StockLine, Undo, WorkPrice};

/// Work for which a price is suggested, and work for which none is.
const SUGGESTED: (OrderKind, Category) = (OrderKind::Repair, Category::WaterHeater);
const UNHEARD: (OrderKind, Category) = (OrderKind::Exchange, Category::RangeHood);
const OWN: Money = Money::fen(12_345);

/// An office that set prices, worked at them, and joined.
struct Joined {
    /// Headquarters, with the folder of the office.
    _trial: (Trial, tempfile::TempDir),
    ours: Engine,
    /// The second desk of the branch.
    second: Engine,
    /// What came with the program, and what was set over it.
    suggested: Prices,
    set: Prices,
    undo: Undo,
    part: PartId,
    /// A part that headquarters does not know.
    own_part: PartId,
    order: OrderId,
    quote: Option<Quote>,
    charge: ChargeId,
}

fn prices(engine: &Engine) -> Prices {
    wait(engine.prices()).expect("a database")
}

/// What one kind of work costs, wherever it is set.
fn labour(prices: &Prices, (kind, category): (OrderKind, Category)) -> Option<Money> {
    let found = prices.work.iter().find(|it| (it.kind, it.category) == (kind, Some(category)));

    found.map(|it| it.labour)
}

fn price_of(prices: &Prices, part: PartId) -> Option<Money> {
    prices.parts.iter().find(|(id, _)| *id == part).and_then(|(_, it)| it.price)
}

/// How many of a part lie in the store.
fn in_store(engine: &Engine, part: PartId) -> Option<i64> {
    let parts = wait(engine.parts_overview()).expect("a database").parts;

    parts.into_iter().find(|row| row.id == part)?.held.get(&Location::Store).copied()
}

/// Prices for work that has one, for work that has none, and for a part.
fn own_prices(part: PartId) -> PriceList {
    let price = |(kind, category): (OrderKind, Category), fen| WorkPrice {
        kind,
        category: Some(category),
        price: Some([fen, Money::fen(0), Money::fen(0)]),
    };

    PriceList {
        currency: Currency::Cny,
        work: vec![price(SUGGESTED, OWN), price(UNHEARD, Money::fen(777))],
        parts: vec![(part, Some(Money::fen(9_999)))],
    }
}

/// An order out of warranty, at the office's own price.
fn order(engine: &Engine) -> (OrderId, Option<Quote>, ChargeId) {
    let purchased = chrono::NaiveDate::from_ymd_opt(2010, 1, 5);
    let intake = Intake { plate: Plate { purchased, ..call().plate }, ..call() };
    let order = wait(engine.receive_order(intake)).expect("an order").order;
    let quote = wait(engine.order(order)).expect("an order").order.quote;
    let charge = Charge {
        order,
        visit: None,
        kind: ChargeKind::Labour,
        part: None,
        quantity: 1,
        amount: OWN,
        payer: Payer::Customer,
        at: Clock::System.now(),
        reverses: None,
        waived: None,
    };
    let charge = wait(engine.deed("test", move |deed| deed.note(&charge))).expect("a charge");

    (order, quote, charge)
}

fn joined() -> Joined {
    let (trial, folder) = (Trial::new(), tempfile::tempdir().expect("a folder"));
    let ours = begun(Engine::open(folder.path(), Clock::System).expect("a folder"), "SH01");
    let suggested = prices(&ours);
    let mut loose = suggested.parts.iter().filter(|(_, part)| !part.serialised);
    let (part, like) = loose.next().cloned().expect("a part");
    let own_part = Part { number: "OWN-1".into(), name: "自制支架".into(), ..like };
    let own_part: PartId =
        wait(ours.deed("test", move |deed| deed.create(&own_part))).expect("a part");
    let undo = wait(ours.set_prices(own_prices(part))).expect("prices");
    let set = prices(&ours);
    let (order, quote, charge) = order(&ours);
    for part in [part, own_part] {
        let lines = vec![StockLine { part, quantity: 3, serial: None }];
        wait(ours.receive_parts(Receiving { lines, ..Receiving::default() })).expect("parts");
    }

    wait(ours.join(trial.joining(), Progress::new())).expect("a place at the branch");
    let second = trial.join();
    wait(ours.exchange_now()).expect("a network");
    let _trial = (trial, folder);

    Joined { _trial, ours, second, suggested, set, undo, part, own_part, order, quote, charge }
}

#[test]
fn own_prices_give_way_to_headquarters_own_and_nothing_waits_to_be_refused() {
    let Joined { _trial, ours, second, suggested, set, undo, part, .. } = joined();
    assert_eq!(labour(&set, SUGGESTED), Some(OWN));
    assert_eq!((labour(&suggested, UNHEARD), labour(&set, UNHEARD)), (None, Some(Money::fen(777))));

    let (here, there) = (prices(&ours), prices(&second));
    assert!(!here.set_here);
    assert!(here.parts == there.parts && here.work.len() == there.work.len());
    for work in [SUGGESTED, UNHEARD] {
        let headquarters = labour(&suggested, work);
        assert_eq!([&here, &there].map(|prices| labour(prices, work)), [headquarters; 2]);
    }
    assert_eq!(price_of(&set, part), Some(Money::fen(9_999)));
    assert_eq!(price_of(&here, part), price_of(&suggested, part));
    assert_eq!(digests(&ours), digests(&second));

    // Nor if somebody takes the old prices back.
    assert!(matches!(wait(ours.undo(undo)), Err(Error::PricesSetElsewhere)));
    let queue = wait(ours.link()).expect("a database").queue;
    assert_eq!((queue.unsent, queue.refused), (0, 0));
}

#[test]
fn what_was_agreed_charged_and_counted_before_an_office_joined_stands_on_every_desk() {
    let Joined { _trial, ours, second, part, own_part, order, quote, charge, .. } = joined();
    assert!(quote.is_some_and(|quote| quote.labour == OWN), "{quote:?}");

    for desk in [&ours, &second] {
        assert_eq!(wait(desk.order(order)).expect("an order").order.quote, quote);
        let charged = wait(desk.workers.read(move |it| Ok(it.get::<Charge>(charge)?)));
        assert_eq!(charged.expect("a database").map(|it| it.amount), Some(OWN));
        // Also what headquarters has no name for.
        assert_eq!([part, own_part].map(|part| in_store(desk, part)), [Some(3), Some(3)]);
    }
}

#[test]
fn a_part_of_its_own_is_called_what_it_was_and_can_be_counted_after_the_office_joined() {
    let Joined { _trial, ours, own_part, .. } = joined();
    assert!(wait(ours.catalogue()).expect("a database").opened_part(own_part).is_none());
    let parts = wait(ours.parts_overview()).expect("a database").parts;
    let row = parts.iter().find(|row| row.id == own_part).expect("it lies in the store");
    assert_eq!((row.number.as_str(), row.name.as_str(), row.price), ("OWN-1", "自制支架", None));
    assert!(row.keys.rank("zzzj").is_some(), "and found by it");

    wait(ours.correct_count(own_part, Location::Store, 1)).expect("it is counted");
    assert_eq!(in_store(&ours, own_part), Some(1));
    let queue = wait(ours.link()).expect("a database").queue;
    assert_eq!(queue.refused, 0);
}

#[test]
fn the_prices_that_gave_way_lie_in_the_backup_that_was_made_before_an_office_joined() {
    let Joined { _trial, ours, set, own_part, .. } = joined();
    let backups = wait(ours.backups()).expect("a folder");
    let [backup] = &backups[..] else { panic!("{backups:?}") };
    let elsewhere = tempfile::tempdir().expect("a folder");
    std::fs::copy(&backup.path, elsewhere.path().join(crate::DATABASE)).expect("a copy");

    let before = Engine::open_beside(elsewhere.path(), Clock::System).expect("the office it was");
    let were = prices(&before);
    assert!(were.work == set.work && were.parts == set.parts && were.set_here);
    assert_eq!(in_store(&before, own_part), Some(3));
}
