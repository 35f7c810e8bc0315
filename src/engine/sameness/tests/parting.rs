//! Files that part in another order than they came together.

use domain::Channel;

use super::*;

/// Files of one number each, named by theirs.
fn files<const N: usize>(engine: &Engine, numbers: [&str; N]) -> [CustomerId; N] {
    numbers.map(|text| {
        let phones = vec![CustomerPhone::new(number(text))];
        let person = Customer { name: text.to_owned(), phones, ..Customer::default() };
        wait(engine.save_customer(None, person)).expect("a file").id
    })
}

const ONE: &str = "13800000001";
const TWO: &str = "13800000002";
const THREE: &str = "13800000003";

/// What a record holds, wherever it is found.
fn own(engine: &Engine, id: CustomerId) -> Customer {
    let read = engine.workers.read(move |session| Ok(session.get::<Customer>(id)?));

    wait(read).expect("readable").expect("a file")
}

fn write(engine: &Engine, id: CustomerId, edit: impl FnOnce(&mut Customer)) {
    let opened = wait(engine.household(id)).expect("a file").opened();
    let mut customer = opened.record.clone();
    edit(&mut customer);
    wait(engine.save_customer(Some(opened), customer)).expect("written");
}

fn digits(customer: &Customer) -> Vec<&str> {
    customer.phones.iter().map(|phone| phone.number.digits()).collect()
}

fn join(engine: &Engine, kept: CustomerId, other: CustomerId, taken: &[Said]) {
    let merging = Merging { taken: taken.to_vec(), ..merging([kept, other]) };
    wait(engine.merge(merging)).expect("two files");
}

#[test]
fn what_went_on_into_a_third_file_goes_from_there_too() -> Result<(), Error> {
    let engine = office();
    let [one, two, three] = files(&engine, [ONE, TWO, THREE]);
    write(&engine, two, |customer| customer.refused.push(Channel::Letter));
    let before = [one, two, three].map(|id| own(&engine, id));
    join(&engine, one, two, &[Said::Name]);
    join(&engine, three, one, &[Said::Name]);
    let merged = own(&engine, three);
    assert_eq!((merged.name.as_str(), digits(&merged)), (TWO, vec![THREE, ONE, TWO]));
    let undo = wait(engine.separate_file(two))?;

    assert_eq!(own(&engine, one), before[0]);
    assert_eq!(own(&engine, two), before[1]);
    let after = own(&engine, three);
    assert_eq!((after.name.as_str(), digits(&after)), (THREE, vec![THREE, ONE]));
    assert_eq!(after.refused, []);
    assert_eq!(wait(engine.household(one))?.id, three);
    assert_eq!(wait(engine.household(two))?.id, two);

    wait(engine.undo(undo))?;
    assert_eq!(own(&engine, three), merged);
    assert_eq!(wait(engine.household(two))?.id, three);
    wait(engine.separate_file(one))?;
    assert_eq!(own(&engine, three), before[2]);
    assert_eq!(wait(engine.household(two))?.id, one);
    Ok(())
}

#[test]
fn what_had_come_from_another_is_not_revived() -> Result<(), Error> {
    let engine = office();
    let [one, two, three] = files(&engine, [ONE, TWO, THREE]);
    for (id, note) in [(one, "A"), (two, "B"), (three, "C")] {
        write(&engine, id, |customer| customer.note = Some(note.to_owned()));
    }
    join(&engine, one, two, &[Said::Note]);
    join(&engine, one, three, &[Said::Note]);
    wait(engine.separate_file(two))?;
    assert_eq!(own(&engine, one).note.as_deref(), Some("C"));
    wait(engine.separate_file(three))?;

    assert_eq!(own(&engine, one).note.as_deref(), Some("A"));
    Ok(())
}

#[test]
fn what_two_brought_stays_until_the_last_of_them_goes() -> Result<(), Error> {
    for first in [0, 1] {
        let engine = office();
        let [one, two, three] = files(&engine, [ONE, TWO, THREE]);
        for id in [two, three] {
            write(&engine, id, |customer| {
                let number = number("021-58886688");
                customer.phones.push(CustomerPhone::new(number));
                customer.refused.push(Channel::Letter);
            });
        }
        join(&engine, one, two, &[]);
        join(&engine, one, three, &[]);
        let others = if first == 0 { [two, three] } else { [three, two] };
        wait(engine.separate_file(others[0]))?;
        let left = own(&engine, one);
        assert!(digits(&left).contains(&"02158886688"), "{left:?}");
        assert_eq!(left.refused, [Channel::Letter]);
        wait(engine.separate_file(others[1]))?;

        let left = own(&engine, one);
        assert_eq!((digits(&left), left.refused.len()), (vec![ONE], 0));
    }
    Ok(())
}

#[test]
fn all_that_holds_a_file_is_taken_back_at_once() -> Result<(), Error> {
    let engine = office();
    let [one, two, three] = files(&engine, [ONE, TWO, THREE]);
    join(&engine, one, two, &[]);
    // The same by other desks that had not heard of it.
    for (kept, other) in [(one, two), (one, three), (two, three)] {
        wait(engine.deed("test", move |deed| say(deed, blank(deed, kept, other))))?;
    }
    let joined = wait(engine.household(one))?.joined;
    assert_eq!(joined.len(), 2, "one line for each file");
    let undo = wait(engine.separate_file(two))?;

    let who = || [one, two, three].map(|id| wait(engine.household(id)).expect("a file").id);
    assert_eq!(who(), [one, two, one]);
    wait(engine.undo(undo))?;
    assert_eq!(who(), [one; 3]);
    let joined = wait(engine.household(one))?.joined;
    let third = joined.iter().find(|it| it.file == three).expect("the third");
    wait(engine.separate(third.sameness))?;
    assert_eq!(who(), [one, one, three]);
    Ok(())
}
