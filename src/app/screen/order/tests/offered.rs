//! The deeds that an order offers, and their keys.

use super::*;

#[test]
fn only_what_the_table_allows_is_offered() {
    let cx = context();
    let mut room = opened(&cx);
    let board =
        room.key(&Shortcut { key: Key::Character("b".into()), modifiers: Modifiers::empty() });
    assert!(matches!(board, Some(Message::Went(Place::Planning(_, false)))));
    assert!(pressed(&room, Named::F5).is_none(), "the window reads everything again");
    assert!(pressed(&room, Named::F6).is_none(), "no sheet is out");
    assert!(pressed(&room, Named::F7).is_none(), "nothing to call about");
    assert!(matches!(pressed(&room, Named::F8), Some(Message::EventPressed(Event::Urge))));

    follow(&mut room, Message::EventPressed(Event::Urge), &cx);
    follow(&mut room, Message::RemarkChanged("No water since Monday".into()), &cx);
    follow(&mut room, Message::RemarkSaved, &cx);
    assert_eq!(state(&room), State::Ready);
    let file = room.file.as_ref().expect("it was read");
    assert_eq!((file.timeline.len(), file.urges()), (2, 1));
    assert_eq!(file.timeline[0].remark.as_deref(), Some("No water since Monday"));
    assert!(simulator(room.view(&cx)).find(cx.locale.dispatch_urged(1_u32)).is_ok());
}

/// The file of an order whose sheet came back asking for an appraisal.
fn appraised(cx: &Context) -> OrderFile {
    came_to(cx, domain::Outcome::NeedAppraisal, false)
}

#[test]
fn where_a_part_is_missing_the_next_step_is_that_it_came() {
    let cx = context();
    let room = came_to(&cx, domain::Outcome::NeedPart, true);
    let deeds = super::super::deeds::deeds(room.file.as_deref().expect("read"));

    assert_eq!(deeds[0].words(&cx.locale), cx.locale.order_part_arrived());
    assert!(deeds.iter().any(|deed| deed.key == "F9"), "its paper is printed again");
}

#[test]
fn an_appraisal_that_says_exchange_opens_the_new_order_by_one_key_with_a_way_back() {
    let cx = context();
    let mut room = appraised(&cx);
    assert_eq!(state(&room), State::WaitingAppraisal);
    let shortcut = Shortcut { key: Key::Character("x".into()), modifiers: Modifiers::empty() };
    let pressed = room.key(&shortcut).expect("X exchanges it");
    let asked = follow(&mut room, pressed, &cx);

    let Action::TellAndOpen(notice, Place::Order(new)) = asked else { panic!("no exchange") };
    let file = wait(cx.engine.order(new)).expect("an order");
    assert_eq!(file.order.kind, domain::OrderKind::Exchange);
    wait(cx.engine.undo(notice.undo.expect("a way back"))).expect("nothing came of it");
    assert_eq!(wait(cx.engine.order(room.id)).expect("an order").state, State::WaitingAppraisal);
}

#[test]
fn no_two_deeds_that_are_offered_together_share_a_key() {
    use domain::OrderKind;

    let cx = context();
    let room = opened(&cx);
    let mut file = room.file.expect("read");
    for (kind, progress) in OrderKind::ALL
        .into_iter()
        .flat_map(|kind| reachable(kind.family()).into_iter().map(move |it| (kind, it)))
    {
        (file.order.kind, file.state, file.may_rule) = (kind, progress.state, true);
        // Headquarters is asked for another branch, or asked no more.
        let unasked = |event: &Event| !file.handover.is_in_the_way_of(*event);
        let can = |event: &Event| progress.after(kind.family(), *event).is_some() && unasked(event);
        file.possible = Event::ALL.into_iter().filter(can).collect();
        let mut keys: Vec<String> =
            super::super::deeds::deeds(&file).iter().map(|deed| deed.key.to_lowercase()).collect();
        keys.push(super::super::files::ATTACH.to_owned());
        // Somebody may owe something at any time.
        keys.push("y".to_owned());
        let count = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), count, "{kind:?} {:?}: {keys:?}", file.state);
    }
}

/// All that an order of a family can be at.
fn reachable(family: domain::Family) -> Vec<domain::Progress> {
    let mut reached = vec![domain::Progress::new(family)];
    let mut at = 0;
    while let Some(progress) = reached.get(at).copied() {
        let next = Event::ALL.into_iter().filter_map(|event| progress.after(family, event));
        for next in next.collect::<Vec<_>>() {
            if !reached.contains(&next) {
                reached.push(next);
            }
        }
        at += 1;
    }

    reached
}
