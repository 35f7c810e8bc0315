//! How the board behaves under pointer and keys.

use super::{Card, Dropped, Place, Row, schedule};
use crate::testing::{pressed, ui};
use iced::keyboard::key::Named;
use iced::mouse::{self, Button};
use iced::{Element, Event, Vector};

#[derive(Debug, Clone, Copy, PartialEq)]
enum Said {
    Picked(u32),
    Opened(u32),
    Dropped(Dropped<u32>),
    Returned(u32),
    Ended,
}

fn board(selected: Option<u32>) -> Element<'static, Said> {
    let card = |key, place, title: &'static str| Card {
        key,
        place,
        length: 60,
        words: title.into(),
        tone: crate::Tone::Neutral,
        mark: None,
        fixed: false,
    };
    let cards = vec![card(7, Place::Pool, "waiting"), card(8, Place::Row(1, 10 * 60), "planned")];
    let rows = ["王", "陈", "赵"].map(|name| Row { label: name.into(), ..Row::default() }).into();
    crate::root(
        schedule("pool", rows, cards, 8..20)
            .selected(selected)
            .on_pick(Said::Picked)
            .on_activate(Said::Opened)
            .on_drop(Said::Dropped)
            .on_return(Said::Returned)
            .on_end(Some(Said::Ended)),
    )
}

fn drag(
    ui: &mut iced_test::Simulator<'_, Said>,
    from: &str,
    by: Vector,
    last: impl IntoIterator<Item = Event>,
) {
    let place = ui.find(from).expect("the card is in view").bounds();
    let start = place.center();
    ui.point_at(start);
    ui.simulate([Event::Mouse(mouse::Event::ButtonPressed(Button::Left))]);
    let end = start + by;
    ui.point_at(end);
    ui.simulate([Event::Mouse(mouse::Event::CursorMoved { position: end })]);
    ui.simulate(last);
    ui.simulate([Event::Mouse(mouse::Event::ButtonReleased(Button::Left))]);
}

#[test]
fn a_card_is_dragged_to_another_row_and_hour() {
    let mut ui = ui(board(None));
    drag(&mut ui, "planned", Vector::new(58.0 * 2.0, -48.0), []);
    let said: Vec<_> = ui.into_messages().collect();
    let target = Dropped { key: 8, row: 0, start: 12 * 60 };
    assert_eq!(said, [Said::Picked(8), Said::Dropped(target)]);
}

#[test]
fn a_card_is_dragged_from_the_pool_and_back_into_it() {
    let mut ui = ui(board(None));
    drag(&mut ui, "waiting", Vector::new(500.0, 100.0), []);
    drag(&mut ui, "planned", Vector::new(-400.0, 0.0), []);
    let said: Vec<_> = ui.into_messages().collect();
    assert!(matches!(
        said[..],
        [
            Said::Picked(7),
            Said::Dropped(Dropped { key: 7, row: 2, .. }),
            Said::Picked(8),
            Said::Returned(8)
        ]
    ));
}

#[test]
fn a_card_of_the_pool_that_is_put_down_near_the_edge_of_the_board_does_not_move_it() {
    let waiting = || Card {
        key: 7,
        place: Place::Pool,
        length: 60,
        words: "waiting".into(),
        tone: crate::Tone::Neutral,
        mark: None,
        fixed: false,
    };
    let rows = vec![Row { label: "王".into(), ..Row::default() }];
    let board = schedule("pool", rows, vec![waiting()], 8..20)
        .now(Some(14 * 60))
        .on_pick(Said::Picked)
        .on_drop(Said::Dropped);
    let size = iced::Size::new(611.0, 300.0);
    let view: Element<'_, Said> = crate::root(board);
    let mut ui = iced_test::Simulator::with_size(crate::settings(), size, view);
    let start = ui.find("waiting").expect("it lies in the pool").bounds().center();
    let edge = ui.find("王").expect("a row").bounds();
    ui.point_at(start);
    ui.simulate([Event::Mouse(mouse::Event::ButtonPressed(Button::Left))]);
    for x in [4.0, 6.0, 8.0, 10.0, 12.0] {
        let position = iced::Point::new(edge.x + edge.width + x, edge.center_y());
        ui.point_at(position);
        ui.simulate([Event::Mouse(mouse::Event::CursorMoved { position })]);
    }
    ui.simulate([Event::Mouse(mouse::Event::ButtonReleased(Button::Left))]);
    let said: Vec<_> = ui.into_messages().collect();

    // An hour before the present one is the first in sight.
    let Some(Said::Dropped(target)) = said.last() else { panic!("{said:?}") };
    assert!((12 * 60 + 30..=13 * 60 + 30).contains(&target.start), "{target:?}");
}

#[test]
fn escape_lets_a_dragged_card_go_back() {
    let escape = iced_test::simulator::press_key(Named::Escape, None);
    let mut ui = ui(board(None));
    drag(&mut ui, "planned", Vector::new(116.0, 0.0), [escape]);
    assert_eq!(ui.into_messages().collect::<Vec<_>>(), [Said::Picked(8)]);
}

#[test]
fn a_card_is_carried_by_keys() {
    use Named::{ArrowDown, ArrowRight, Enter, Escape, Space, Tab};
    let mut ui = ui(board(Some(8)));
    for key in [Tab, Space, ArrowDown, ArrowRight, Enter, Space, ArrowDown, Escape] {
        pressed(&mut ui, key);
    }
    let target = Dropped { key: 8, row: 2, start: 10 * 60 + 30 };
    assert_eq!(ui.into_messages().collect::<Vec<_>>(), [Said::Dropped(target)]);
}

#[test]
fn arrows_select_and_enter_opens() {
    let mut ui = ui(board(Some(7)));
    for key in [Named::Tab, Named::ArrowRight, Named::Enter] {
        pressed(&mut ui, key);
    }
    assert_eq!(ui.into_messages().collect::<Vec<_>>(), [Said::Picked(8), Said::Opened(7)]);
}

#[test]
fn whoever_comes_to_the_end_of_the_pool_is_told_so() {
    let mut walked = ui(board(Some(7)));
    pressed(&mut walked, Named::Tab);
    pressed(&mut walked, Named::ArrowDown);
    assert_eq!(walked.into_messages().last(), Some(Said::Ended));

    let mut scrolled = ui(board(None));
    scrolled.click("waiting").expect("it lies in the pool");
    scrolled.simulate([crate::testing::wheel(-2.0)]);
    assert_eq!(scrolled.into_messages().last(), Some(Said::Ended));

    let mut elsewhere = ui(board(Some(8)));
    pressed(&mut elsewhere, Named::Tab);
    pressed(&mut elsewhere, Named::ArrowDown);
    assert_eq!(elsewhere.into_messages().last(), None);
}

#[test]
fn a_board_wider_than_the_window_begins_at_the_present_hour() {
    let card = |key, hour: u16, title: &'static str| Card {
        key,
        place: Place::Row(0, hour * 60),
        length: 60,
        words: title.into(),
        tone: crate::Tone::Neutral,
        mark: None,
        fixed: false,
    };
    let seen = |now: Option<u16>, latest: Option<u32>| {
        let cards = vec![card(1, 8, "early"), card(2, 16, "now"), card(3, 15, "before")];
        let rows = vec![Row { label: "王".into(), ..Row::default() }];
        let board =
            schedule("pool", rows, cards, 8..20).now(now).latest(latest.map(|key| (key, 1)));
        let view: Element<'_, Said> = crate::root(board);
        let size = iced::Size::new(611.0, 200.0);
        let mut ui = iced_test::Simulator::with_size(crate::settings(), size, view);
        ["early", "now", "before"].map(|title| ui.find(title).is_ok())
    };

    assert_eq!(seen(None, None), [true, false, false], "another day begins in the morning");
    assert_eq!(seen(Some(16 * 60), None), [false, true, true], "with an hour of what is over");
    assert_eq!(
        seen(Some(21 * 60), None),
        [true, false, false],
        "after hours the day is looked at whole"
    );
    assert!(seen(None, Some(2))[1], "what was put there last is in sight");
}
