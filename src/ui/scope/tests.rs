//! The focus, as keys and clicks move it.

use super::*;
use crate::testing::{pressed, shift_tab, ui};
use crate::widget::{button, checkbox, choice, field, scroll};
use iced::keyboard::key::Named;
use iced::widget::{column, row};

#[derive(Debug, Clone, PartialEq)]
enum Said {
    Button(usize),
    Name(String),
    Ticked(bool),
    Picked(usize),
}

fn form() -> Element<'static, Said> {
    root(column![
        button("first").on_press(Said::Button(0)),
        button("disabled"),
        field("name", "").on_input(Said::Name),
        checkbox("urgent", false, Some(Said::Ticked)),
        choice("kind", ["a", "b"], None).on_pick(Said::Picked),
    ])
}

fn after_tabs(tabs: usize) -> Vec<Said> {
    let mut ui = ui(form());
    (0..tabs).for_each(|_| pressed(&mut ui, Named::Tab));
    pressed(&mut ui, Named::Space);
    pressed(&mut ui, Named::Enter);
    ui.into_messages().collect()
}

#[test]
fn tab_reaches_every_control_in_order_and_goes_round() {
    assert_eq!(after_tabs(0), []);
    assert_eq!(after_tabs(1), [Said::Button(0), Said::Button(0)]);
    assert_eq!(after_tabs(3), [Said::Ticked(true)], "Enter leads on");
    assert_eq!(after_tabs(4), [Said::Picked(0)]);
    assert_eq!(after_tabs(5), [Said::Button(0), Said::Button(0)]);
}

#[test]
fn enter_leads_past_buttons_that_lead_away_to_the_main_deed() {
    let mut ui = ui(root(column![
        checkbox("agreed", true, Some(Said::Ticked)),
        button("cancel").on_press(Said::Button(0)),
        button("save").primary().on_press(Said::Button(1)),
    ]));
    pressed(&mut ui, Named::Tab);
    pressed(&mut ui, Named::Enter);
    pressed(&mut ui, Named::Enter);

    assert_eq!(ui.into_messages().collect::<Vec<_>>(), [Said::Button(1)]);
}

#[test]
fn a_field_that_has_the_focus_takes_what_is_typed() {
    let mut ui = ui(form());
    pressed(&mut ui, Named::Tab);
    pressed(&mut ui, Named::Tab);
    ui.typewrite("x");
    assert_eq!(ui.into_messages().collect::<Vec<_>>(), [Said::Name("x".to_owned())]);
}

#[test]
fn what_is_typed_after_tab_replaces_what_the_field_held() {
    let filled = || {
        let first = field("name", "Li Xiuying").on_input(Said::Name);
        let second = field("phone", "138 1234 5678").on_input(Said::Name);
        root(column![first, button("between").on_press(Said::Button(0)), second])
    };
    for (steps, kept) in [(1, 'a'), (3, 'b')] {
        let mut ui = ui(filled());
        (0..steps).for_each(|_| pressed(&mut ui, Named::Tab));
        ui.typewrite(&kept.to_string());
        assert_eq!(ui.into_messages().collect::<Vec<_>>(), [Said::Name(kept.into())]);
    }
    let mut ui = ui(filled());
    ui.simulate([shift_tab()]);
    ui.typewrite("c");
    assert_eq!(ui.into_messages().collect::<Vec<_>>(), [Said::Name("c".into())]);
}

#[test]
fn shift_tab_goes_back() {
    let mut ui = ui(form());
    ui.simulate([shift_tab()]);
    pressed(&mut ui, Named::ArrowDown);
    pressed(&mut ui, Named::ArrowDown);
    pressed(&mut ui, Named::Enter);
    assert_eq!(ui.into_messages().collect::<Vec<_>>(), [Said::Picked(1)]);
}

#[test]
fn a_click_moves_the_focus_but_keys_do_nothing_unseen() {
    let mut ui = ui(form());
    ui.click("first").expect("the button is there");
    pressed(&mut ui, Named::Space);
    pressed(&mut ui, Named::Tab);
    ui.typewrite("y");
    let said: Vec<_> = ui.into_messages().collect();
    assert_eq!(said, [Said::Button(0), Said::Name("y".to_owned())]);
}

#[test]
fn a_press_beside_the_fields_of_an_open_form_leaves_the_cursor_in_its_field() {
    for is_open in [true, false] {
        let content = column![
            iced::widget::text("beside"),
            field("name", "").on_input(Said::Name),
            button("save").on_press(Said::Button(1)),
        ];
        let mut ui = ui(root(kept(is_open, content)));
        pressed(&mut ui, Named::Tab);
        ui.click("beside").expect("a label");
        ui.typewrite("7");
        let said: Vec<_> = ui.into_messages().collect();
        let typed = is_open.then(|| Said::Name("7".to_owned()));
        assert_eq!(said, Vec::from_iter(typed), "{is_open}");
    }
}

#[test]
fn arrows_move_within_a_group_and_stop_at_its_ends() {
    let group = group(
        Axis::Row,
        row![button("a").on_press(Said::Button(0)), button("b").on_press(Said::Button(1)),],
    );
    let mut ui = ui(root(column![group, button("c").on_press(Said::Button(2))]));
    pressed(&mut ui, Named::ArrowRight);
    pressed(&mut ui, Named::Tab);
    pressed(&mut ui, Named::ArrowRight);
    pressed(&mut ui, Named::ArrowRight);
    pressed(&mut ui, Named::Enter);
    pressed(&mut ui, Named::ArrowLeft);
    pressed(&mut ui, Named::Enter);
    let said: Vec<_> = ui.into_messages().collect();
    assert_eq!(said, [Said::Button(1), Said::Button(0)]);
}

#[test]
fn a_letter_is_told_only_where_the_focus_is() {
    let boxes = |at: usize| {
        let boxes = row![button("a").on_press(Said::Button(at))];
        lettered(Axis::Row, boxes, move |letter| match letter.to_digit(10) {
            Some(digit) => Some(Said::Picked(at + digit as usize)),
            None => (letter == 'x').then(|| Said::Name("x".to_owned())),
        })
    };
    let mut ui = ui(root(column![boxes(10), boxes(20)]));
    ui.typewrite("1");
    pressed(&mut ui, Named::Tab);
    ui.typewrite("2");
    pressed(&mut ui, Named::Tab);
    ui.typewrite("3xy");
    let said: Vec<_> = ui.into_messages().collect();
    let x = Said::Name("x".to_owned());
    assert_eq!(said, [Said::Picked(12), Said::Picked(23), x]);
}

#[test]
fn several_boxes_are_one_stop_of_tab_and_the_arrows_reach_them_all() {
    let boxes =
        (0..3).map(|at| crate::press("box").on_press(Said::Picked(at)).by_arrows(at != 1).into());
    let boxes = group(Axis::Row, iced::widget::Row::with_children(boxes));
    let form = root(row![
        button("before").on_press(Said::Button(0)),
        boxes,
        button("after").on_press(Said::Button(1)),
    ]);
    let mut ui = ui(form);
    let space = |ui: &mut _| pressed(ui, Named::Space);
    for key in [Named::Tab, Named::Tab, Named::ArrowRight, Named::Tab] {
        pressed(&mut ui, key);
        space(&mut ui);
    }
    ui.simulate([shift_tab()]);
    space(&mut ui);
    let said: Vec<_> = ui.into_messages().collect();
    let picked = Said::Picked;
    assert_eq!(said, [Said::Button(0), picked(1), picked(2), Said::Button(1), picked(1)]);
}

#[test]
fn what_gets_the_focus_is_scrolled_into_view() {
    let buttons = (0..80).map(|at| button(format!("b{at}")).on_press(Said::Button(at)).into());
    let list = iced::widget::Column::with_children(buttons);
    let mut ui = ui(root(scroll("list", list)));
    assert!(ui.click("b79").is_err(), "it is far below");
    ui.simulate([shift_tab()]);
    ui.snapshot(&crate::theme::light()).expect("it can be drawn");
    ui.click("b79").expect("it is in view");
    assert_eq!(ui.into_messages().collect::<Vec<_>>(), [Said::Button(79)]);
}

#[test]
fn a_field_that_gets_the_focus_from_below_is_scrolled_to_with_its_label() {
    let fields = (0..40).map(|at| field(format!("label {at}"), "").on_input(|_| Said::Button(0)));
    let list = iced::widget::Column::with_children(fields.map(Element::from));
    let mut ui = ui(root(scroll("list", list)));
    for _ in 0..30 {
        ui.simulate([shift_tab()]);
        ui.snapshot(&crate::theme::light()).expect("it can be drawn");
    }
    let label = ui.find("label 10").expect("it is in the list");
    let seen = label.visible_bounds().expect("it can be seen");

    assert!((seen.height - label.bounds().height).abs() < 0.5, "{label:?}");
}

#[test]
fn the_whole_window_comes_first_and_never_twice_the_same() {
    let window = Size::new(1366.0, 768.0);
    let (now, next) = (whole(window, 63), whole(window, 64));
    assert_eq!(now.center(), iced::Point::ORIGIN);
    assert_ne!(now, next);
    assert!(Rectangle::with_size(window).is_within(&next));
}
