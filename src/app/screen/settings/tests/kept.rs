//! Parts and warranty terms of an office of its own, as they are written and refused.

use domain::{Category, Currency, Money, Part, PartId, Term, TermId};
use engine::Saved;

use super::catalogue::Line::{Barcode, Name, Number, Price};
use super::catalogue::{Line, PartMessage, PromiseMessage};
use super::*;
use crate::action::Notice;

fn part(message: PartMessage) -> Message {
    Message::Catalogue(catalogue::Message::Part(message))
}

fn promise(message: PromiseMessage) -> Message {
    Message::Catalogue(catalogue::Message::Promise(message))
}

fn type_in(line: Line, text: &str) -> Message {
    part(PartMessage::Typed(line, text.into()))
}

fn save() -> Message {
    part(PartMessage::SavePressed)
}

/// The same, and what the room says of it.
fn told(room: &mut Settings, message: Message, cx: &Context) -> Vec<Notice> {
    let (mut queue, mut notices) = (vec![message], Vec::new());
    while let Some(message) = queue.pop() {
        match room.update(message, cx) {
            Action::Run(task) => queue.extend(settle(task)),
            Action::Tell(notice, task) => {
                notices.push(notice);
                queue.extend(settle(task));
            }
            _ => {}
        }
    }

    notices
}

fn parts(cx: &Context) -> Vec<(PartId, Part)> {
    wait(cx.engine.catalogue()).expect("a database").parts
}

fn named(cx: &Context, number: &str) -> Option<Part> {
    parts(cx).into_iter().find(|(_, part)| part.number == number).map(|(_, part)| part)
}

fn terms(cx: &Context) -> Vec<(TermId, Term)> {
    wait(cx.engine.catalogue()).expect("a database").terms
}

fn sees(room: &Settings, words: &str, cx: &Context) -> bool {
    simulator(ui::root(room.view(cx))).find(words).is_ok()
}

/// What a colleague writes over a part meanwhile.
fn elsewhere(id: PartId, edit: impl FnOnce(&mut Part), cx: &Context) -> Saved<PartId> {
    let opened = wait(cx.engine.catalogue()).expect("a database").opened_part(id).expect("there");
    let mut part = opened.record.clone();
    edit(&mut part);

    wait(cx.engine.write_part(Some(opened), part)).expect("it is written")
}

#[test]
fn a_part_of_its_own_is_written_down_and_one_of_a_known_number_refused() {
    let cx = context();
    let mut room = enter(Page::Catalogue, &cx);
    assert!(!room.is_typed_in());
    drive(&mut room, part(PartMessage::AddPressed), &cx);
    let lines =
        [(Number, "C00095662"), (Name, "Drive belt"), (Barcode, "8007842956626"), (Price, "x")];
    for (line, text) in lines {
        drive(&mut room, type_in(line, text), &cx);
    }
    assert!(room.is_typed_in(), "digits belong here");
    drive(&mut room, save(), &cx);
    assert!(named(&cx, "C00095662").is_none(), "the price is no amount");
    assert!(sees(&room, &cx.locale.problem_amount(), &cx), "it is said beside the field");

    drive(&mut room, type_in(Price, "12.50"), &cx);
    drive(&mut room, save(), &cx);
    let written = named(&cx, "C00095662").expect("it is there");
    assert_eq!(written.barcode.as_deref(), Some("8007842956626"));
    assert_eq!(written.price.map(|price| price.minor), Some(1_250));

    drive(&mut room, part(PartMessage::RowPicked(0)), &cx);
    let first = parts(&cx)[0].1.number.clone();
    drive(
        &mut room,
        type_in(Number, if first == "C00095662" { "gwh-1001" } else { "c00095662" }),
        &cx,
    );
    drive(&mut room, save(), &cx);
    assert_eq!(parts(&cx)[0].1.number, first, "somebody else has it");
}

#[test]
fn a_card_that_stood_open_does_not_write_back_what_was_changed_elsewhere() {
    let cx = context();
    let mut room = enter(Page::Catalogue, &cx);
    let (id, _) = parts(&cx)[0];
    let set = |fen| move |part: &mut Part| part.price = Some(Money::fen(fen));
    drive(&mut room, part(PartMessage::RowPicked(0)), &cx);
    elsewhere(id, set(4_321), &cx);
    drive(&mut room, Message::PagePicked(Page::Catalogue), &cx);
    assert!(sees(&room, "43.21", &cx), "a card that is only looked at is as it is now");

    drive(&mut room, type_in(Name, "Renamed"), &cx);
    elsewhere(id, set(5_555), &cx);
    drive(&mut room, Message::PagePicked(Page::Catalogue), &cx);
    drive(&mut room, save(), &cx);
    let (_, written) = parts(&cx).into_iter().find(|(it, _)| *it == id).expect("there");
    assert_eq!((written.name.as_str(), written.price), ("Renamed", Some(Money::fen(5_555))));
}

#[test]
fn a_card_that_is_written_on_is_saved_or_left_before_another_is_opened() {
    let cx = context();
    let mut room = enter(Page::Catalogue, &cx);
    let first = parts(&cx)[0].1.name.clone();
    drive(&mut room, part(PartMessage::RowPicked(0)), &cx);
    drive(&mut room, type_in(Price, "9"), &cx);
    for next in [PartMessage::AddPressed, PartMessage::RowPicked(1)] {
        let told = told(&mut room, part(next), &cx);
        let words: Vec<_> = told.iter().map(|notice| notice.words.as_str()).collect();
        assert_eq!(words, [cx.locale.catalogue_part_first(&first)]);
    }
    drive(&mut room, save(), &cx);
    assert_eq!(parts(&cx)[0].1.price, Some(Money::fen(900)), "it is still the first");
    assert!(told(&mut room, part(PartMessage::AddPressed), &cx).is_empty());
}

#[test]
fn an_empty_new_card_stays_while_others_write() {
    let cx = context();
    let mut room = enter(Page::Catalogue, &cx);
    drive(&mut room, part(PartMessage::AddPressed), &cx);
    for _ in 0..2 {
        drive(&mut room, Message::PagePicked(Page::Catalogue), &cx);
    }

    assert!(sees(&room, &cx.locale.catalogue_barcode_hint(), &cx));
}

#[test]
fn what_is_typed_while_a_part_is_saved_stays_and_is_saved_next() {
    let cx = context();
    let mut room = enter(Page::Catalogue, &cx);
    drive(&mut room, part(PartMessage::AddPressed), &cx);
    drive(&mut room, type_in(Number, "OWN-1"), &cx);
    drive(&mut room, type_in(Name, "Bracket"), &cx);
    let Action::Run(saving) = room.update(save(), &cx) else { panic!("it is saved") };
    drive(&mut room, type_in(Price, "7"), &cx);
    for message in settle(saving).collect::<Vec<_>>() {
        drive(&mut room, message, &cx);
    }
    assert_eq!(named(&cx, "OWN-1").expect("written").price, None);
    drive(&mut room, save(), &cx);

    assert_eq!(named(&cx, "OWN-1").expect("written").price, Some(Money::fen(700)));
    assert_eq!(parts(&cx).iter().filter(|(_, part)| part.number == "OWN-1").count(), 1);
}

#[test]
fn why_a_card_that_was_left_is_not_saved_is_not_said_on_another() {
    let cx = context();
    let mut room = enter(Page::Catalogue, &cx);
    let taken = parts(&cx)[0].1.number.clone();
    drive(&mut room, part(PartMessage::AddPressed), &cx);
    drive(&mut room, type_in(Number, &taken), &cx);
    drive(&mut room, type_in(Name, "Bracket"), &cx);
    let Action::Run(saving) = room.update(save(), &cx) else { panic!("it is saved") };
    drive(&mut room, part(PartMessage::LeavePressed), &cx);
    drive(&mut room, part(PartMessage::AddPressed), &cx);
    let mut notices = Vec::new();
    for message in settle(saving).collect::<Vec<_>>() {
        notices.extend(told(&mut room, message, &cx));
    }

    assert!(!sees(&room, &cx.locale.problem_taken(), &cx));
    let new = cx.locale.catalogue_part_add();
    let words = cx.locale.catalogue_part_unsaved(&new, &cx.locale.problem_taken());
    assert_eq!(notices.iter().map(|it| it.words.as_str()).collect::<Vec<_>>(), [words]);
}

#[test]
fn a_price_of_other_books_stays_when_something_else_is_changed() {
    let cx = context();
    let foreign = Some(Money { currency: Currency::Eur, ..Money::fen(900) });
    wait(cx.engine.set_prices(engine::PriceList {
        currency: Currency::Eur,
        parts: vec![(parts(&cx)[0].0, foreign)],
        ..engine::PriceList::default()
    }))
    .expect("nothing was charged");
    let back = engine::PriceList { currency: Currency::Cny, ..engine::PriceList::default() };
    wait(cx.engine.set_prices(back)).expect("nothing was charged");
    let mut room = enter(Page::Catalogue, &cx);
    drive(&mut room, part(PartMessage::RowPicked(0)), &cx);
    drive(&mut room, type_in(Name, "Renamed"), &cx);
    drive(&mut room, save(), &cx);

    let written = &parts(&cx)[0].1;
    assert_eq!((written.name.as_str(), written.price), ("Renamed", foreign));
}

#[test]
fn a_part_is_found_by_its_initials_and_bar_code() {
    let cx = context();
    let mut room = enter(Page::Catalogue, &cx);
    let (id, heater) = parts(&cx).into_iter().find(|(_, it)| it.number == "WH-1001").expect("it");
    elsewhere(id, |part| part.barcode = Some("6901234567892".into()), &cx);
    drive(&mut room, Message::PagePicked(Page::Catalogue), &cx);
    let other = parts(&cx).into_iter().find(|(_, it)| !it.number.starts_with("WH")).expect("one");
    for typed in ["jrg", "6901234567892", "wh-1001"] {
        drive(&mut room, part(PartMessage::FindTyped(typed.into())), &cx);
        assert!(sees(&room, &heater.number, &cx), "{typed}");
        assert!(!sees(&room, &other.1.number, &cx), "{typed}");
    }
}

#[test]
fn a_warranty_term_is_added_changed_and_struck_out() {
    let cx = context();
    let mut room = enter(Page::Catalogue, &cx);
    use PromiseMessage::{AddPressed, BrandTyped, MonthsTyped, SavePressed};
    let before = terms(&cx).len();
    drive(&mut room, promise(AddPressed), &cx);
    drive(&mut room, promise(BrandTyped(before, "Neff".into())), &cx);
    for at in 0..3 {
        drive(&mut room, promise(MonthsTyped(before, at, "24".into())), &cx);
    }
    drive(&mut room, promise(SavePressed), &cx);
    let neff = terms(&cx).into_iter().find(|(_, term)| term.brand.as_deref() == Some("Neff"));
    assert_eq!(neff.map(|(_, term)| term.parts_months), Some(24));
    assert_eq!(terms(&cx).len(), before + 1);

    let at = terms(&cx).iter().position(|(_, term)| term.brand.is_some()).expect("it is there");
    drive(&mut room, promise(MonthsTyped(at, 0, "many".into())), &cx);
    drive(&mut room, promise(SavePressed), &cx);
    assert_eq!(terms(&cx).len(), before + 1, "that is no number of months");
    for month in 0..3 {
        drive(&mut room, promise(MonthsTyped(at, month, String::new())), &cx);
    }
    drive(&mut room, promise(SavePressed), &cx);
    assert_eq!(terms(&cx).len(), before, "a line without months is struck out");
}

#[test]
fn a_new_line_without_months_is_not_said_to_be_saved() {
    let cx = context();
    let mut room = enter(Page::Catalogue, &cx);
    use PromiseMessage::{AddPressed, BrandTyped, SavePressed};
    let before = terms(&cx).len();
    drive(&mut room, promise(AddPressed), &cx);
    drive(&mut room, promise(BrandTyped(before, "Neff".into())), &cx);
    assert!(told(&mut room, promise(SavePressed), &cx).is_empty());
    assert!(sees(&room, &cx.locale.catalogue_months_wrong(), &cx));

    // Nothing is left to be saved: nothing is said, and nothing can be taken back.
    drive(&mut room, promise(BrandTyped(before, String::new())), &cx);
    assert!(told(&mut room, promise(SavePressed), &cx).is_empty());
    assert!(!sees(&room, &cx.locale.catalogue_months_wrong(), &cx));
    assert_eq!(terms(&cx).len(), before);
}

#[test]
fn a_term_that_stood_open_does_not_write_back_what_was_changed_elsewhere() {
    let cx = context();
    let mut room = enter(Page::Catalogue, &cx);
    let at = terms(&cx).iter().position(|(_, it)| it.category == Some(Category::Washer));
    let at = at.expect("one for washers");
    use PromiseMessage::{MonthsTyped, SavePressed};
    drive(&mut room, promise(MonthsTyped(at, 0, "48".into())), &cx);
    let id = terms(&cx)[at].0;
    let opened = wait(cx.engine.catalogue()).expect("a database").opened_term(id);
    let way = opened.as_ref().map(|it| Term { trip_months: 7, ..it.record.clone() });
    wait(cx.engine.set_terms(vec![(opened, way)])).expect("it is written");
    drive(&mut room, promise(SavePressed), &cx);

    let term = &terms(&cx)[at].1;
    assert_eq!((term.parts_months, term.trip_months), (48, 7));
}

#[test]
fn what_is_typed_while_terms_are_saved_stays_and_is_saved_next() {
    let cx = context();
    let mut room = enter(Page::Catalogue, &cx);
    use PromiseMessage::{AddPressed, BrandTyped, MonthsTyped, SavePressed};
    let before = terms(&cx).len();
    drive(&mut room, promise(AddPressed), &cx);
    drive(&mut room, promise(BrandTyped(before, "Neff".into())), &cx);
    for at in 0..3 {
        drive(&mut room, promise(MonthsTyped(before, at, "24".into())), &cx);
    }
    let Action::Run(saving) = room.update(promise(SavePressed), &cx) else { panic!("saved") };
    drive(&mut room, promise(MonthsTyped(before, 0, "36".into())), &cx);
    for message in settle(saving).collect::<Vec<_>>() {
        drive(&mut room, message, &cx);
    }
    drive(&mut room, promise(SavePressed), &cx);

    let neff = terms(&cx).into_iter().filter(|(_, it)| it.brand.as_deref() == Some("Neff"));
    let months: Vec<_> = neff.map(|(_, it)| (it.parts_months, it.labour_months)).collect();
    assert_eq!(months, [(36, 24)]);
}
