//! Tests of the list of orders.

use std::sync::Arc;

use domain::{HandoverWish, OrderNumber, OtherHalf};
use engine::{ImportOrder, Intake, Shared, Stage};
use iced::keyboard::key::Named;
use iced::keyboard::{Key, Modifiers};
use iced_test::{Simulator, simulator};

use super::{Message, Orders};
use crate::action::Action;
use crate::context::Context;
use crate::place::Place;
use crate::shortcut::Shortcut;
use crate::testing::{call, context, settle, wait};

fn follow(room: &mut Orders, first: Message, cx: &Context) {
    let mut waiting = vec![first];
    while let Some(message) = waiting.pop() {
        if let Action::Run(task) = room.update(message, cx) {
            waiting.extend(settle(task));
        }
    }
}

fn entered(cx: &Context) -> Orders {
    let (mut room, task) = Orders::new(Stage::default(), cx);
    for message in settle(task).collect::<Vec<_>>() {
        follow(&mut room, message, cx);
    }

    room
}

#[test]
fn the_list_says_how_to_begin_while_there_is_no_order() {
    let cx = context();
    let room = entered(&cx);
    let mut ui = simulator(room.view(&cx));

    assert!(ui.find(cx.locale.order_none()).is_ok());
    assert!(ui.find(cx.locale.window_new_order()).is_ok());
}

#[test]
fn keys_alone_find_an_order_and_open_it() {
    let cx = context();
    for name in ["Ouyang", "Zhang"] {
        wait(cx.engine.receive_order(Intake { name: name.into(), ..call() })).expect("a call");
    }
    let mut room = entered(&cx);
    assert_eq!(room.rows.len(), 2);
    follow(&mut room, Message::TextChanged("zhang".into()), &cx);
    assert_eq!(room.rows.len(), 1);

    let down = Shortcut { key: Key::Named(Named::ArrowDown), modifiers: Modifiers::empty() };
    let message = room.key(&down).expect("down goes to the list");
    follow(&mut room, message, &cx);
    assert_eq!(room.selected, Some(0));
    let order = room.rows[0].id;
    let asked = room.update(Message::Activated(0), &cx);
    assert!(matches!(asked, Action::Open(Place::Order(opened)) if opened == order));
}

/// Brings over a table of jobs of two branches.
fn bring_over(cx: &Context) -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("jobs.csv");
    let jobs = "id,product_category,repair_status,group_identifier,event_date,problem\n\
                r1,Kettle,Repairable,Cardiff,2026-11-02,Does not switch off\n\
                r2,Toaster,Repairable,Swansea,2026-11-03,Will not stay down\n";
    std::fs::write(&path, jobs)?;
    let mapping = wait(cx.engine.inspect_table(&path, engine::Reading::default(), None))
        .expect("a table")
        .mapping;
    let locale = cx.locale.clone();
    let order = ImportOrder {
        path,
        reading: engine::Reading::default(),
        mapping,
        rehearsal: false,
        refused: None,
        replace: false,
        locale,
    };
    let report = wait(cx.engine.import_table(order, Arc::default())).expect("two jobs");
    assert_eq!(report.created, 2);

    Ok(())
}

#[test]
fn orders_of_several_branches_are_shown_one_branch_at_a_time() -> std::io::Result<()> {
    let cx = context();
    wait(cx.engine.receive_order(call())).expect("a call");
    let alone = entered(&cx);
    assert!(simulator(alone.view(&cx)).find("Cardiff").is_err());

    bring_over(&cx)?;
    let mut room = entered(&cx);
    assert!(simulator(room.view(&cx)).find("Cardiff").is_ok());
    follow(&mut room, Message::BranchPicked(3), &cx);
    let branches: Vec<_> = room.rows.iter().map(|row| row.branch.as_deref()).collect();
    assert_eq!(branches, [Some("Swansea")]);
    assert!(simulator(room.view(&cx)).find("Swansea").is_ok());

    follow(&mut room, Message::BranchPicked(1), &cx);
    assert_eq!(room.rows.len(), 1);
    assert_eq!(room.rows[0].name, "Ouyang Zhe");
    Ok(())
}

#[test]
fn whoever_owes_nothing_is_in_no_list_of_those_who_do() {
    let cx = context();
    wait(cx.engine.receive_order(call())).expect("a call");
    let mut room = entered(&cx);
    follow(&mut room, Message::StagePressed(Stage::Owing), &cx);

    assert!(room.rows.is_empty() && room.owed.is_none());
    let mut ui = simulator(room.view(&cx));
    assert!(ui.find(cx.locale.order_none_owing()).is_ok());
}

#[test]
fn a_stage_without_orders_says_so_and_keeps_the_counts() {
    let cx = context();
    wait(cx.engine.receive_order(call())).expect("a call");
    let mut room = entered(&cx);
    follow(&mut room, Message::StagePressed(Stage::Over), &cx);

    assert!(room.rows.is_empty());
    assert!(room.counts.contains(&(Stage::ToAssign, 1)));
    let mut ui = simulator(room.view(&cx));
    assert!(ui.find(cx.locale.order_none_here()).is_ok());
}

#[test]
fn the_list_says_which_orders_other_branches_have_to_do_with() {
    let cx = context();
    for _ in 0..2 {
        wait(cx.engine.receive_order(call())).expect("a call");
    }
    let mut room = entered(&cx);
    assert!(simulator(room.view(&cx)).find(cx.locale.order_other_branch()).is_err());
    assert!(simulator(room.view(&cx)).find(cx.locale.order_any_handover()).is_err());

    let number = OrderNumber::new("SZ01", OrderNumber::HEADQUARTERS, 7).expect("a number");
    let other = OtherHalf { branch: "SZ01".to_owned(), number, order: room.rows[0].id };
    room.rows[0].handover.from = Some(other);
    let (at, by, refused) = (domain::Moment(0), None, None);
    room.rows[1].handover.wish =
        Some(HandoverWish { why: "They moved".to_owned(), at, by, refused });
    room.shared = vec![Shared::Came, Shared::Wanted];
    let size = iced::Size::new(1_400.0, 700.0);
    for words in [
        cx.locale.order_other_branch(),
        cx.locale.order_from_branch("SZ01"),
        cx.locale.order_is_asked(),
        cx.locale.order_any_handover(),
    ] {
        let view = room.view(&cx);
        let mut screen: Simulator<'_, Message> = Simulator::with_size(ui::settings(), size, view);
        assert!(screen.find(words.as_str()).is_ok(), "{words}");
    }

    // What nobody has to do with any more cannot be chosen away, so it goes by itself.
    follow(&mut room, Message::SharedPicked(1), &cx);
    assert_eq!((room.filter.shared, room.rows.len()), (None, 2));
}
