//! Tests of the choice.

use super::*;
use crate::testing::{pressed, ui};
use iced::keyboard::key::Named;

fn kinds() -> Element<'static, usize> {
    crate::root(choice("kind", ["install", "repair", "measure"], Some(1)).on_pick(|at| at))
}

fn picked(keys: &[Named]) -> Vec<usize> {
    let mut ui = ui(kinds());
    pressed(&mut ui, Named::Tab);
    keys.iter().for_each(|key| pressed(&mut ui, *key));
    ui.into_messages().collect()
}

#[test]
fn the_list_opens_at_what_is_chosen() {
    assert_eq!(picked(&[Named::Space, Named::ArrowDown, Named::Enter]), [2]);
    assert_eq!(picked(&[Named::ArrowDown, Named::Home, Named::Space]), [0]);
}

#[test]
fn a_second_word_narrows_what_the_first_began_and_jumps_nowhere_else() {
    let last = |typed: &str| {
        let names = ["Washing machine", "Oven", "Water heater, gas", "Gas cooker"];
        let kinds = choice("kind", names, Some(1)).on_pick(|at| at);
        let mut ui = ui(crate::root(Element::from(kinds)));
        pressed(&mut ui, Named::Tab);
        ui.typewrite(typed);
        ui.into_messages().last()
    };

    assert_eq!(last("gas w"), Some(2));
    assert_eq!(last("gas c"), Some(3));
    assert_eq!(last("gas ov"), Some(1), "it is as it was before");
}

#[test]
fn enter_takes_what_is_marked_and_leads_on_to_the_next_field() {
    use crate::widget::{button, checkbox};

    let after = |keys: &[Named]| {
        let form = iced::widget::column![
            choice("kind", ["install", "repair"], Some(1)).on_pick(|at| format!("{at}")),
            checkbox("urgent", false, Some(|on| format!("{on}"))),
            button("save").on_press("saved".to_owned()),
        ];
        let mut ui = ui(crate::root(form));
        pressed(&mut ui, Named::Tab);
        keys.iter().for_each(|key| pressed(&mut ui, *key));
        ui.into_messages().collect::<Vec<_>>()
    };
    use Named::{ArrowUp, Enter, Space};

    assert_eq!(after(&[Enter, Enter, Enter]), ["saved"], "as it stands");
    assert_eq!(after(&[Space, ArrowUp, Enter, Space, Enter, Enter]), ["0", "true", "saved"]);
}

#[test]
fn escape_leaves_it_as_it_was() {
    assert_eq!(picked(&[Named::Space, Named::ArrowDown, Named::Escape]), []);
}

#[test]
fn a_number_that_one_option_has_takes_it_from_the_open_list() {
    let kinds = choice("kind", ["1 install", "2 repair"], Some(0)).on_pick(|at| at);
    let mut ui = ui(crate::root(kinds));
    pressed(&mut ui, Named::Tab);
    pressed(&mut ui, Named::Space);
    ui.typewrite("2");
    assert_eq!(ui.into_messages().collect::<Vec<_>>(), [1]);
}

#[test]
fn a_letter_jumps_to_what_begins_with_it_and_back_where_none_does() {
    let mut ui = ui(kinds());
    pressed(&mut ui, Named::Tab);
    ui.typewrite("m");
    ui.typewrite("x");
    assert_eq!(ui.into_messages().collect::<Vec<_>>(), [2, 1]);
}

#[test]
fn letters_one_after_the_other_find_a_name_behind_its_number() {
    let kinds = ["1  water heater", "2  washer", "3  air conditioner"];
    let mut ui = ui(crate::root(choice("kind", kinds, None).on_pick(|at| at)));
    pressed(&mut ui, Named::Tab);
    ui.typewrite("wash");
    assert_eq!(ui.into_messages().last(), Some(1), "not what begins with an A");
}

#[test]
fn it_works_by_pointer() {
    let mut ui = ui(kinds());
    assert!(ui.find("install").is_err(), "the list is closed");
    ui.click("repair").expect("it shows what is chosen");
    ui.click("install").expect("the list is open");
    assert_eq!(ui.into_messages().collect::<Vec<_>>(), [0]);
}

fn chinese(keys: &[Result<&str, Named>]) -> (Vec<usize>, bool) {
    let kinds = ["热水器", "燃气灶", "洗衣机"];
    let kinds = choice("kind", kinds, Some(0)).none("nothing like that").on_pick(|at| at);
    let mut ui = ui(crate::root(Element::from(kinds)));
    pressed(&mut ui, Named::Tab);
    for key in keys {
        match key {
            Ok(letters) => {
                ui.typewrite(letters);
            }
            Err(key) => pressed(&mut ui, *key),
        }
    }
    let none = ui.find("nothing like that").is_ok();
    (ui.into_messages().collect(), none)
}

#[test]
fn what_is_typed_into_the_open_list_narrows_it_and_backspace_widens_it() {
    use Named::{ArrowDown, Backspace, Enter, Space};

    assert_eq!(chinese(&[Err(Space), Ok("xy"), Err(Enter)]), (vec![2], false));
    assert_eq!(chinese(&[Err(Space), Ok("rq"), Err(Backspace), Err(Enter)]).0, [0]);
    assert_eq!(chinese(&[Err(Space), Ok("r"), Err(ArrowDown), Err(Enter)]).0, [1]);
}

#[test]
fn where_nothing_holds_what_was_typed_that_is_said_and_nothing_taken() {
    use Named::{Backspace, Enter, Escape, Space};

    assert_eq!(chinese(&[Err(Space), Ok("zz")]), (vec![], true));
    assert_eq!(chinese(&[Err(Space), Ok("zz"), Err(Enter)]), (vec![], true), "it stays");
    assert_eq!(chinese(&[Ok("z")]), (vec![0], true), "also where the list was shut");
    assert_eq!(chinese(&[Ok("xz"), Err(Backspace), Err(Enter)]), (vec![2, 0, 2, 2], false));
    assert_eq!(chinese(&[Ok("x"), Err(Escape)]), (vec![2, 0], false), "as it was before");
}

#[test]
fn what_fits_nothing_stays_to_be_seen_and_no_deed_goes_on_with_it() {
    use crate::widget::button;
    use Named::{Backspace, Enter, F10, Tab};

    let after = |keys: &[Result<&str, Named>]| {
        let form = iced::widget::column![
            choice("kind", ["install", "repair"], Some(1))
                .none("none")
                .on_pick(|at| format!("{at}")),
            button("save").on_press("saved".to_owned()),
        ];
        let mut ui = ui(crate::root(form));
        pressed(&mut ui, Tab);
        let mut captured = Vec::new();
        for key in keys {
            match key {
                Ok(letters) => drop(ui.typewrite(letters)),
                Err(key) => {
                    let event = iced_test::simulator::press_key(*key, None);
                    let status = ui.simulate([event]);
                    captured = status.into_iter().collect();
                }
            }
        }
        let seen = ui.find("zz").is_ok();
        let stopped = captured.contains(&iced::event::Status::Captured);
        (ui.into_messages().last(), seen, stopped)
    };

    assert_eq!(after(&[Ok("zz"), Err(Tab)]), (Some("1".into()), true, true));
    assert_eq!(after(&[Ok("zz"), Err(F10)]), (Some("1".into()), true, true), "nothing is saved");
    assert_eq!(after(&[Ok("zz"), Err(Tab), Err(F10)]), (Some("1".into()), true, true));
    let again = after(&[Ok("zz"), Err(Enter), Ok("ins"), Err(Enter), Err(Enter)]);
    assert_eq!(again.0, Some("saved".into()), "the next word begins anew");
    let back = after(&[Ok("inz"), Err(Tab), Err(Backspace)]);
    assert_eq!(back.0, Some("1".into()));
}

#[test]
fn a_room_that_wants_to_know_is_told_what_fits_nothing_and_when_that_is_taken_back() {
    let said = |keys: &[Result<&str, Named>]| {
        let kinds = choice("kind", ["install", "repair"], None)
            .on_unfit("", |typed| format!("?{typed}"))
            .on_pick(|at| format!("{at}"));
        let mut ui = ui(crate::root(Element::from(kinds)));
        pressed(&mut ui, Named::Tab);
        for key in keys {
            match key {
                Ok(letters) => drop(ui.typewrite(letters)),
                Err(key) => pressed(&mut ui, *key),
            }
        }
        ui.into_messages().collect::<Vec<_>>()
    };

    assert_eq!(said(&[Ok("ik")]), ["0", "?ik"], "the last guess does not stand");
    assert_eq!(said(&[Ok("ik"), Err(Named::Escape)]), ["0", "?ik", "?"]);
    assert_eq!(said(&[Err(Named::Space), Ok("z")]), ["?z"]);
}

#[test]
fn a_choice_that_is_a_deed_waits_for_enter() {
    let said = |last: Named| {
        let names = ["Alice Booth", "Tom Hartley"];
        let who = choice("who", names, Some(1)).deliberate().on_pick(|at| at);
        let mut ui = ui(crate::root(Element::from(who)));
        pressed(&mut ui, Named::Tab);
        ui.typewrite("ali");
        pressed(&mut ui, last);
        ui.into_messages().collect::<Vec<_>>()
    };

    assert_eq!(said(Named::Enter), [0]);
    assert_eq!(said(Named::Tab), [0; 0]);
    assert_eq!(said(Named::Escape), [0; 0]);
}

#[test]
fn the_list_is_whole_again_after_nothing_fitted() {
    let who = choice("who", ["Alice", "Tom", "Priya"], None).none("no match").on_pick(|at| at);
    let mut ui = ui(crate::root(Element::from(who)));
    pressed(&mut ui, Named::Tab);
    ui.typewrite("x");
    assert!(ui.find("no match").is_ok());
    pressed(&mut ui, Named::Backspace);

    assert!(["Alice", "Tom", "Priya"].iter().all(|name| ui.find(*name).is_ok()));
}
