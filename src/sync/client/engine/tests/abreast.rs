//! Sending beside storing, and how little a desk at rest says.

use super::*;
use crate::client::Page;

#[test]
fn the_next_operations_are_on_their_way_while_receipts_are_stored() {
    let mut desk = Desk::new();
    desk.client = Client::new().pushing_at_most(2);
    (0..5).for_each(|_| desk.deed());
    let hello = desk.start();
    let (ticket, request) = sent(desk.answer(hello));
    let reply = desk.office.ask(0, &request);
    let event = Event::Reply { ticket, reply };
    let effects = desk.client.handle(event, &desk.office.desks[0], &mut desk.office.env);
    let [Effect::Send { request: Request::Push(next), .. }, Effect::StoreReceipts(receipts)] =
        &effects[..]
    else {
        panic!("not both at once: {effects:?}");
    };
    assert_eq!((next.first_n, next.ops.len(), receipts.len()), (3, 2, 2));

    // They could not be stored: all go again, and headquarters knows them.
    waits(&desk.tell(Event::StoreFailed));
    desk.run();
    assert!(desk.office.desks[0].outbox().iter().all(|it| it.settled));
    assert_eq!(desk.office.hq.receipts().count(), 5);
}

#[test]
fn the_next_page_is_on_its_way_while_one_is_stored() {
    let mut desk = Desk::new();
    for _ in 0..3 {
        let id = desk.office.id();
        let body = object(json!({"name": "Li"}));
        desk.office.record(1, vec![Change::Create { kind: "customer".to_owned(), id, body }]);
    }
    desk.office.push(1);
    let hello = desk.start();
    let (ticket, request) = sent(desk.answer(hello));
    let Request::Pull(pull) = request else { panic!("not a pull: {request:?}") };
    let reply = desk.office.ask(0, &Request::Pull(Pull { max: 1, ..pull }));
    let event = Event::Reply { ticket, reply };
    let effects = desk.client.handle(event, &desk.office.desks[0], &mut desk.office.env);

    assert!(matches!(
        &effects[..],
        [
            Effect::Status(Status::Pulling),
            Effect::Send { request: Request::Pull(Pull { after: 1, .. }), .. },
            Effect::ApplyPage(Page { cursor: 1, at_head: false, .. })
        ]
    ));
    effects.iter().for_each(|effect| desk.office.desks[0].store(effect));
    let Effect::Send { ticket, request } = effects[1].clone() else { unreachable!() };
    assert_eq!(desk.client.handle(Event::Stored, &desk.office.desks[0], &mut desk.office.env), []);
    desk.answer((ticket, request));
    assert_eq!(desk.office.desks[0].rows(&branch()), desk.office.hq.rows(&branch()));
}

#[test]
fn a_desk_at_rest_asks_once_a_round_and_greets_from_time_to_time() {
    let mut desk = Desk::new();
    let mut call = sent(desk.run());
    for _ in 1..QUIET_ROUNDS {
        waits(&desk.answer(call));
        call = sent(desk.tell(Event::Tick));
        assert!(is_listening(&call.1));
    }
    waits(&desk.answer(call));
    assert!(matches!(desk.start().1, Request::Hello(_)));
}

#[test]
fn a_desk_at_rest_that_is_asked_to_exchange_makes_one_call() {
    let mut desk = Desk::new();
    desk.run();
    let call = sent(desk.tell(Event::Wake));
    assert!(matches!(&call.1, Request::Pull(Pull { wait: 0, rest: Some(_), .. })));

    assert!(is_listening(&sent(desk.answer(call)).1));
    assert_eq!(desk.statuses.last(), Some(&Status::UpToDate));
}

#[test]
fn something_new_elsewhere_ends_the_rest_but_never_in_a_loop() {
    let mut desk = Desk::new();
    let mut call = sent(desk.run());
    let elsewhere = |desk: &mut Desk, (ticket, request): (u64, Request)| {
        let mut reply = desk.office.ask(0, &request);
        if let Ok(Reply::Pull(page)) = &mut reply {
            page.rest = page.rest.map(|_| false);
        }
        desk.tell(Event::Reply { ticket, reply })
    };
    waits(&desk.answer(call));
    call = sent(desk.tell(Event::Tick));
    call = sent(elsewhere(&mut desk, call));
    assert!(matches!(call.1, Request::Hello(_)));

    // Headquarters says so again although all was fetched: then it is asked as if it had never said it.
    for _ in 0..2 {
        call = sent(desk.answer(call));
    }
    assert!(is_listening(&call.1));
    call = sent(elsewhere(&mut desk, call));
    assert!(matches!(&call.1, Request::Pull(Pull { wait: 1.., rest: None, .. })));
    waits(&elsewhere(&mut desk, call));
}
