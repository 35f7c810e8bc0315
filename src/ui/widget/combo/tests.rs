//! Tests of the field that suggests.

use super::*;
use crate::testing::{pressed, ui};
use iced::keyboard::key::Named;

#[derive(Debug, Clone, PartialEq)]
enum Said {
    Typed(String),
    Picked(usize),
    Passed(usize),
    Submitted,
}

fn code(eager: bool) -> Element<'static, Said> {
    let found = ["E1 点火失败", "E2 熄火", "E3 漏水"].map(Suggestion::new).into();
    let field = combo("code", "", "e", found)
        .id("code")
        .on_input(Said::Typed)
        .on_pick(Said::Picked)
        .on_submit(Said::Submitted);
    crate::root(if eager { field.eager() } else { field })
}

fn said(eager: bool, keys: &[Named]) -> Vec<Said> {
    let mut ui = ui(code(eager));
    pressed(&mut ui, Named::Tab);
    ui.typewrite("1");
    keys.iter().for_each(|key| pressed(&mut ui, *key));
    ui.into_messages().skip(1).collect()
}

#[test]
fn arrows_move_through_the_suggestions_and_enter_takes_one() {
    use Named::{ArrowDown, ArrowUp, Enter};
    assert_eq!(said(false, &[ArrowDown, ArrowDown, Enter]), [Said::Picked(1)]);
    assert_eq!(said(false, &[ArrowDown, ArrowUp, Enter]), [Said::Submitted]);
}

#[test]
fn enter_without_a_mark_submits_what_was_typed() {
    assert_eq!(said(false, &[Named::Enter]), [Said::Submitted]);
    assert_eq!(said(true, &[Named::Escape, Named::Enter]), [Said::Submitted]);
}

#[test]
fn an_eager_field_marks_the_first_by_itself() {
    assert_eq!(said(true, &[Named::Enter]), [Said::Picked(0)]);
}

#[test]
fn where_choosing_leads_on_tab_only_chooses() {
    let said = |key| {
        let found = ["E1 点火失败"].map(Suggestion::new).into();
        let field = combo("code", "", "e", found).on_input(Said::Typed).on_pick(Said::Picked);
        let mut ui = ui(crate::root(field.eager().on_pass(Said::Passed)));
        pressed(&mut ui, Named::Tab);
        ui.typewrite("1");
        pressed(&mut ui, key);
        ui.into_messages().skip(1).collect::<Vec<_>>()
    };
    assert_eq!(said(Named::Tab), [Said::Passed(0)]);
    assert_eq!(said(Named::Enter), [Said::Picked(0)]);
}

#[test]
fn tab_takes_what_is_marked_unless_that_would_lead_elsewhere() {
    assert_eq!(said(true, &[Named::Tab]), [Said::Picked(0)]);
    assert_eq!(said(true, &[Named::F10]), [Said::Picked(0)], "and the deed is done with it");
    assert_eq!(said(false, &[Named::Tab]), [], "nothing was marked");
    let found = ["E1 点火失败"].map(Suggestion::new).into();
    let field = combo("code", "", "e", found).on_input(Said::Typed).on_pick(Said::Picked);
    let mut ui = ui(crate::root(field.eager().passing()));
    pressed(&mut ui, Named::Tab);
    ui.typewrite("1");
    pressed(&mut ui, Named::Tab);
    assert_eq!(ui.into_messages().collect::<Vec<_>>(), [Said::Typed("1".into())]);
}

#[test]
fn a_deed_does_not_take_what_would_change_the_rest_of_the_form() {
    let after = |key| {
        let found = ["王小明 138 0000 0001"].map(Suggestion::new).into();
        let field = combo("phone", "", "1", found).on_input(Said::Typed).on_pick(Said::Picked);
        let mut ui = ui(crate::root(field.eager().leading()));
        pressed(&mut ui, Named::Tab);
        ui.typewrite("3");
        pressed(&mut ui, key);
        ui.into_messages().skip(1).collect::<Vec<_>>()
    };

    assert_eq!(after(Named::F10), []);
    assert_eq!(after(Named::Tab), [Said::Picked(0)]);
}

#[test]
fn a_field_that_was_emptied_takes_nothing_unless_an_arrow_asks_for_it() {
    use Named::{ArrowDown, Backspace, Tab};

    // As in a room: the field is drawn anew with what was typed.
    let view = |value: &str| {
        let found = ["E1 点火失败", "E2 熄火"].map(Suggestion::new).into();
        let field = combo("code", "", value, found).on_input(Said::Typed).on_pick(Said::Picked);
        crate::root(field.eager())
    };
    let after = |keys: &[Named]| {
        let mut cache = iced_test::runtime::user_interface::Cache::new();
        let mut renderer = iced::Renderer::new(crate::fonts::UI, size::BODY.into());
        let mut said = Vec::new();
        let mut value = "e".to_owned();
        for key in [&[Tab, Backspace], keys].concat() {
            let size = iced::Size::new(600.0, 400.0);
            let mut ui =
                iced_test::runtime::UserInterface::build(view(&value), size, cache, &mut renderer);
            let mut messages = Vec::new();
            let event = iced_test::simulator::press_key(key, None);
            ui.update(
                &[event],
                mouse::Cursor::Unavailable,
                &mut renderer,
                &mut iced::advanced::clipboard::Null,
                &mut messages,
            );
            cache = ui.into_cache();
            if let Some(Said::Typed(text)) = messages.first() {
                value.clone_from(text);
            }
            said.extend(messages);
        }
        said
    };

    assert_eq!(after(&[Tab]), [Said::Typed(String::new())]);
    assert_eq!(after(&[ArrowDown, Tab]).last(), Some(&Said::Picked(0)));
}

#[test]
fn what_is_taken_back_is_not_looked_for() {
    let mut ui = ui(code(true));
    pressed(&mut ui, Named::Tab);
    ui.typewrite("1");
    assert!(ui.find("E2 熄火").is_ok(), "typing opens the list");
    let Event::Keyboard(keyboard::Event::KeyPressed {
        key,
        modified_key,
        physical_key,
        location,
        text,
        repeat,
        ..
    }) = iced_test::simulator::press_key(keyboard::Key::Character("z".into()), None)
    else {
        unreachable!("a key")
    };
    let modifiers = keyboard::Modifiers::COMMAND;
    ui.simulate([Event::Keyboard(keyboard::Event::KeyPressed {
        key,
        modified_key,
        physical_key,
        location,
        text,
        repeat,
        modifiers,
    })]);
    assert!(ui.find("E2 熄火").is_err(), "the list is shut");
    pressed(&mut ui, Named::Enter);
    assert_eq!(ui.into_messages().last(), Some(Said::Submitted));
}

#[test]
fn a_suggestion_can_be_clicked() {
    let mut ui = ui(code(false));
    pressed(&mut ui, Named::Tab);
    assert!(ui.find("E2 熄火").is_err(), "nothing was typed yet");
    ui.typewrite("2");
    ui.click("E2 熄火").expect("it is shown");
    let said: Vec<_> = ui.into_messages().skip(1).collect();
    assert_eq!(said, [Said::Picked(1)]);
}
