//! Two files of one person, in an office of its own.

use domain::{CancelReason, CustomerPhone, ErasureReason, Level, Phone, Place};

use super::*;
use crate::testing::{call, office, wait};
use crate::{Intake, Plate, Progress};

mod parting;
mod settled;

const KEPT: &str = "欧阳喆";
const OTHER: &str = "欧阳哲";

fn number(text: &str) -> Phone {
    Phone::parse(text).expect("a number")
}

/// A second call by the same person, taken down as if nobody knew them: another number, one letter of the name wrong.
fn again() -> Intake {
    Intake {
        name: OTHER.to_owned(),
        phone: Phone::parse("13900001111"),
        place: Place { detail: "科苑路88弄12号1603室".to_owned(), ..call().place },
        plate: Plate { serial: "CY2026 050177".to_owned(), ..call().plate },
        ..call()
    }
}

fn first() -> Intake {
    Intake { plate: Plate { serial: "CY-2026050177".to_owned(), ..call().plate }, ..call() }
}

/// Both files.
fn two(engine: &Engine) -> [CustomerId; 2] {
    [first(), again()].map(|intake| wait(engine.receive_order(intake)).expect("a call").customer)
}

fn merging([kept, other]: [CustomerId; 2]) -> Merging {
    let (addresses, machines) = (BTreeMap::new(), BTreeMap::new());

    Merging { kept, other, taken: Vec::new(), addresses, machines }
}

fn found(engine: &Engine, text: &str) -> Vec<CustomerId> {
    wait(engine.find(text, 9)).expect("a search").into_iter().map(|hit| hit.customer).collect()
}

/// What a list of orders says of whose each is.
fn owners(engine: &Engine) -> Vec<CustomerId> {
    let read = engine.workers.read(|session| {
        let filter = store::OrderFilter { stage: store::Stage::All, ..Default::default() };
        Ok(session.orders(&filter, 99)?.into_iter().map(|row| row.customer).collect())
    });

    wait(read).expect("orders")
}

#[test]
fn everything_of_both_is_found_in_the_kept_file_by_either_name_and_number() -> Result<(), Error> {
    let engine = office();
    let files = two(&engine);
    let merged = wait(engine.merge(merging(files)))?;

    assert_eq!(merged.customer, files[0]);
    for id in files {
        let file = wait(engine.household(id))?;
        assert_eq!((file.id, file.customer.name.as_str()), (files[0], KEPT));
        assert_eq!((file.addresses.len(), file.machines.len(), file.orders.len()), (2, 2, 2));
        assert_eq!(file.customer.phones.len(), 2);
        assert_eq!(file.joined[0].name, OTHER);
    }
    for text in [KEPT, OTHER, "13812345678", "13900001111", "1111", "ouyangzhe", "CY2026050177"] {
        assert_eq!(found(&engine, text), [files[0]], "{text}");
    }
    assert_eq!(owners(&engine), [files[0]; 2]);
    assert_eq!(wait(engine.customers(0, 9))?.total, 1);
    assert_eq!(wait(engine.customers(0, 9))?.rows.len(), 1);
    assert!(matches!(wait(engine.merge(merging(files))), Err(Error::SameAlready)));
    Ok(())
}

#[test]
fn taken_apart_each_has_again_what_it_had_and_what_came_since() -> Result<(), Error> {
    let engine = office();
    let files = two(&engine);
    let vip = Customer { level: Level::Vip, note: Some("狗".into()), ..person(&engine, files[1]) };
    let opened = wait(engine.household(files[1]))?.opened();
    wait(engine.save_customer(Some(opened), vip))?;
    let before = files.map(|id| person(&engine, id));
    let taken = vec![Said::Name, Said::Note, Said::Level];
    let merged = wait(engine.merge(Merging { taken, ..merging(files) }))?;
    assert_eq!(person(&engine, files[1]).name, OTHER, "taken over");

    // Weeks later: another number, another name, and an order that names the file that was merged.
    let opened = wait(engine.household(files[0]))?.opened();
    let mut since = Customer { name: "欧阳喆喆".into(), ..opened.record.clone() };
    since.phones.push(CustomerPhone::new(number("13700002222")));
    wait(engine.save_customer(Some(opened), since))?;
    let more = Intake { customer: Some(files[1]), name: "欧阳喆喆".to_owned(), ..again() };
    wait(engine.receive_order(more))?;
    assert_eq!(wait(engine.household(files[1]))?.orders.len(), 3);
    let undo = wait(engine.separate(merged.sameness))?;

    let after = files.map(|id| person(&engine, id));
    assert_eq!(after[1], before[1]);
    assert_eq!((after[0].name.as_str(), after[0].level), ("欧阳喆喆", Level::Ordinary));
    assert_eq!(after[0].note, None);
    let numbers: Vec<_> = after[0].phones.iter().map(|it| it.number.digits().to_owned()).collect();
    assert_eq!(numbers, ["13812345678", "13700002222"]);
    let orders = files.map(|id| wait(engine.household(id)).expect("a file").orders.len());
    assert_eq!(orders, [2, 1], "what came since came to the kept file");
    assert_eq!(found(&engine, "13900001111"), [files[1]]);
    assert!(wait(engine.household(files[0]))?.joined.is_empty());

    wait(engine.undo(undo))?;
    assert_eq!(wait(engine.household(files[1]))?.id, files[0]);
    assert_eq!(wait(engine.household(files[0]))?.orders.len(), 3);
    Ok(())
}

fn person(engine: &Engine, id: CustomerId) -> Customer {
    wait(engine.household(id)).expect("a file").customer
}

#[test]
fn an_address_and_a_machine_of_both_are_one_and_two_again() -> Result<(), Error> {
    let engine = office();
    let files = two(&engine);
    let compared = wait(engine.compare((files[1], files[0])))?;
    let [kept, other] = compared.sides.clone().map(|side| side.id);
    assert_eq!(compared.addresses.len(), 1);
    assert_eq!((compared.machines.len(), compared.machines[0].sure), (1, true));
    assert!(matches!(&compared.clues[0], Clue::Serial(_)), "{:?}", compared.clues);
    let addresses = compared.addresses.iter().map(|it| (it.other, it.kept)).collect();
    let machines = compared.machines.iter().map(|it| (it.other, it.kept)).collect();
    let taken = Vec::new();
    let merged = wait(engine.merge(Merging { kept, other, taken, addresses, machines }))?;

    let file = wait(engine.household(kept))?;
    assert_eq!((file.addresses.len(), file.machines.len(), file.orders.len()), (1, 1, 2));
    for order in &file.orders {
        let order = wait(engine.order(order.id))?.order;
        assert_eq!(order.customer, kept);
        assert_eq!(order.address, Some(file.addresses[0].id));
        assert_eq!(order.appliance, Some(file.machines[0].id));
    }
    assert_eq!(wait(engine.customers(0, 9))?.rows[0].appliances, 1);
    wait(engine.undo(merged.undo))?;
    for id in files {
        let file = wait(engine.household(id))?;
        assert_eq!((file.addresses.len(), file.machines.len(), file.orders.len()), (1, 1, 1));
    }
    Ok(())
}

#[test]
fn who_is_erased_is_erased_in_every_file() -> Result<(), Error> {
    let engine = office();
    let files = two(&engine);
    wait(engine.merge(merging(files)))?;
    for order in wait(engine.household(files[0]))?.orders {
        wait(engine.cancel_order(order.id, CancelReason::Duplicate, None))?;
    }
    assert_eq!(wait(engine.erasable(files[1]))?.orders, 2);
    wait(engine.erase_customer(files[1], ErasureReason::Request))?;

    for text in [KEPT, OTHER, "13812345678", "13900001111", "科苑路"] {
        assert!(found(&engine, text).is_empty(), "{text}");
    }
    assert!(files.iter().all(|id| person(&engine, *id).erased));
    let said = wait(engine.workers.read(|session| Ok(session.sent_texts()?)))?;
    assert!(!said.contains("欧阳") && !said.contains("13900001111"), "{said}");
    Ok(())
}

#[test]
fn letters_to_both_are_letters_to_one() -> Result<(), Error> {
    let engine = office();
    let files = two(&engine);
    wait(engine.merge(merging(files)))?;
    let read = engine.workers.read(move |session| Ok(files.map(|id| session.who_now(id))));

    for id in wait(read)? {
        assert_eq!(id.map_err(Error::from)?, files[0]);
    }
    Ok(())
}

#[test]
fn who_is_typed_is_told_to_be_known_and_why() -> Result<(), Error> {
    let engine = office();
    let known = wait(engine.receive_order(first()))?.customer;
    let likely = |likely: Likely| wait(engine.likely(likely)).expect("a search");
    let by = |likely: Likely| {
        let found = one(wait(engine.likely(likely)).expect("a search"));
        (found.customer, found.clues)
    };

    let phones = vec![number("138 1234 5678")];
    let clue = Clue::Phone("138 1234 5678".to_owned());
    assert_eq!(by(Likely { phones, ..Likely::default() }), (known, vec![clue]));
    let serial = "CY2026050177".to_owned();
    assert_eq!(by(Likely { serial, ..Likely::default() }).0, known);
    let (name, line) = (KEPT.to_owned(), "浦东科苑路88-12-1603".to_owned());
    let (_, clues) = by(Likely { name: name.clone(), line, ..Likely::default() });
    assert!(matches!(&clues[..], [Clue::Name(_), Clue::AddressAlike(_)]), "{clues:?}");
    assert_eq!(likely(Likely { name, ..Likely::default() }), [], "a name alone says little");
    let phones = vec![number("13812345678")];
    let own = Likely { customer: Some(known), phones, ..Likely::default() };
    assert_eq!(likely(own), []);
    Ok(())
}

fn one(found: Vec<Alike>) -> Alike {
    assert_eq!(found.len(), 1, "{found:?}");
    found.into_iter().next().expect("one")
}

#[test]
fn the_whole_base_is_looked_through_and_who_was_kept_apart_is_not_named_again() -> Result<(), Error>
{
    let engine = office();
    let files = two(&engine);
    let stranger = Customer {
        name: "王小明".into(),
        phones: vec![CustomerPhone::new(number("13666660000"))],
        ..Customer::default()
    };
    wait(engine.save_customer(None, stranger.clone()))?;
    let suspects = || wait(engine.suspects(Progress::new()));
    let found = suspects()?;
    assert_eq!((found.total, found.files), (1, 3));
    let pair = &found.pairs[0];
    assert_eq!([pair.one.customer, pair.other.customer], files);
    assert_eq!(pair.other.score, 100, "{:?}", pair.other.clues);

    let apart = wait(engine.keep_apart((files[0], files[1])))?;
    let found = suspects()?;
    assert_eq!((found.total, found.apart.len()), (0, 1));
    wait(engine.undo(apart.undo))?;
    assert_eq!(suspects()?.total, 1);
    wait(engine.merge(merging(files)))?;
    assert_eq!(suspects()?.total, 0);

    let stopped = Progress::new();
    stopped.cancel();
    assert!(matches!(wait(engine.suspects(stopped)), Err(Error::Cancelled)));
    Ok(())
}

#[test]
fn what_many_share_makes_nobody_suspect() -> Result<(), Error> {
    let engine = office();
    for at in 0..12 {
        let person = Customer {
            name: format!("住户{at}"),
            phones: vec![CustomerPhone::new(number("021-58886688"))],
            ..Customer::default()
        };
        wait(engine.save_customer(None, person))?;
    }

    assert_eq!(wait(engine.suspects(Progress::new()))?.total, 0);
    Ok(())
}
