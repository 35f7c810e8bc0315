//! The machine against scripted answers, and against a real headquarters without a network.

mod abreast;

use serde_json::json;

use super::*;
use crate::testing::{Office, branch, object};
use crate::wire::{Code, Cursor, HelloReply, Pull, PullReply, Reply};
use crate::{Chain, Change, Epoch, Row, Sealed};

/// A machine on the first desktop of an office.
struct Desk {
    office: Office,
    client: Client,
    statuses: Vec<Status>,
}

impl Desk {
    fn new() -> Self {
        Self { office: Office::new(), client: Client::new(), statuses: Vec::new() }
    }

    fn deed(&mut self) {
        let (kind, id) = ("customer".to_owned(), self.office.id());
        self.office
            .record(0, vec![Change::Create { kind, id, body: object(json!({"name": "Wang"})) }]);
    }

    /// Tells the machine, stores what it wants stored, and returns what it then wants done.
    fn tell(&mut self, event: Event) -> Effect {
        let effects = self.client.handle(event, &self.office.desks[0], &mut self.office.env);
        let mut last = None;
        let mut stored = false;
        for effect in effects {
            match effect {
                Effect::Status(status) => self.statuses.push(status),
                Effect::Send { .. } | Effect::Wait { .. } => last = Some(effect),
                storing => {
                    stored = true;
                    self.office.desks[0].store(&storing);
                }
            }
        }
        // What was sent before is on its way.
        match (stored, last) {
            (true, Some(sent)) => {
                let event = Event::Stored;
                let more = self.client.handle(event, &self.office.desks[0], &mut self.office.env);
                assert_eq!(more, []);
                sent
            }
            (true, None) => self.tell(Event::Stored),
            (false, last) => last.expect("something to do"),
        }
    }

    fn start(&mut self) -> (u64, Request) {
        sent(self.tell(Event::Tick))
    }

    /// Lets headquarters answer a call, and returns what the machine does then.
    fn answer(&mut self, (ticket, request): (u64, Request)) -> Effect {
        let reply = self.office.ask(0, &request);
        self.tell(Event::Reply { ticket, reply })
    }

    /// Goes on until the machine listens or waits.
    fn run(&mut self) -> Effect {
        let mut next = self.tell(Event::Tick);
        loop {
            match next {
                Effect::Send { ref request, .. } if !is_listening(request) => {
                    next = self.answer(sent(next));
                }
                end => return end,
            }
        }
    }

    fn refuse(&mut self, ticket: u64, refusal: Refusal) -> Effect {
        self.tell(Event::Reply { ticket, reply: Err(refusal) })
    }
}

fn sent(effect: Effect) -> (u64, Request) {
    match effect {
        Effect::Send { ticket, request } => (ticket, request),
        other => panic!("not a call: {other:?}"),
    }
}

fn waits(effect: &Effect) -> u64 {
    match effect {
        Effect::Wait { ms } => *ms,
        other => panic!("not a wait: {other:?}"),
    }
}

fn is_listening(request: &Request) -> bool {
    matches!(request, Request::Pull(Pull { wait, .. }) if *wait > 0)
}

#[test]
fn a_round_greets_pushes_pulls_and_listens() {
    let mut desk = Desk::new();
    desk.deed();
    let hello = desk.start();
    assert!(matches!(hello.1, Request::Hello(_)));
    let push = sent(desk.answer(hello));
    assert!(matches!(&push.1, Request::Push(push) if push.ops.len() == 1));
    let pull = sent(desk.answer(push));
    assert!(matches!(&pull.1, Request::Pull(Pull { after: 0, wait: 0, .. })));
    let listen = sent(desk.answer(pull));
    assert!(is_listening(&listen.1));

    assert!(desk.office.desks[0].outbox()[0].settled);
    assert_eq!(desk.statuses, [Status::Connecting, Status::Pushing, Status::UpToDate]);
}

#[test]
fn a_deed_interrupts_the_listening_and_the_late_answer_is_ignored() {
    let mut desk = Desk::new();
    let (old, _) = sent(desk.run());
    desk.deed();
    let push = sent(desk.tell(Event::Wake));
    assert!(matches!(push.1, Request::Push(_)));

    let late = Event::NetworkLost { ticket: old };
    assert_eq!(desk.client.handle(late, &desk.office.desks[0], &mut desk.office.env), []);
    desk.answer(push);
    assert!(desk.office.desks[0].outbox()[0].outcome.is_some());
}

#[test]
fn a_deed_during_a_round_is_pushed_before_the_machine_listens() {
    let mut desk = Desk::new();
    let hello = desk.start();
    let pull = sent(desk.answer(hello));
    desk.deed();
    assert_eq!(desk.client.handle(Event::Wake, &desk.office.desks[0], &mut desk.office.env), []);

    assert!(matches!(sent(desk.answer(pull)).1, Request::Push(_)));
}

#[test]
fn without_an_answer_it_waits_longer_each_time_but_never_for_ever() {
    let mut desk = Desk::new();
    let mut waited = Vec::new();
    for _ in 0..20 {
        let (ticket, _) = desk.start();
        waited.push(waits(&desk.tell(Event::NetworkLost { ticket })));
    }

    assert!(waited[0] <= SHORTEST_WAIT_MS);
    assert!(waited[3] > waited[0] && waited[6] > waited[3]);
    assert!(waited.iter().all(|ms| *ms <= LONGEST_WAIT_MS));
    assert_eq!(desk.statuses.last(), Some(&Status::Offline));
}

#[test]
fn headquarters_may_ask_for_patience() {
    let mut desk = Desk::new();
    let (ticket, _) = desk.start();
    let refusal = Refusal { retry_after: Some(30), ..Refusal::new(Code::Busy, "later") };

    assert!(waits(&desk.refuse(ticket, refusal)) >= 30_000);
}

#[test]
fn a_restored_database_starts_a_new_incarnation_and_loses_nothing() {
    let mut desk = Desk::new();
    desk.run();
    let backup = desk.office.desks[0].clone();
    desk.deed();
    desk.client = Client::new();
    desk.run();
    desk.office.desks[0] = backup;
    desk.deed();
    desk.client = Client::new();
    desk.run();

    assert_eq!(desk.office.hq.rows(&branch()).len(), 2);
    assert_eq!(desk.office.desks[0].rows(&branch()), desk.office.hq.rows(&branch()));
}

#[test]
fn what_headquarters_has_lost_is_pushed_again() {
    let mut desk = Desk::new();
    desk.run();
    let hq = desk.office.hq.clone();
    desk.deed();
    desk.client = Client::new();
    desk.run();
    assert_eq!(desk.office.hq.rows(&branch()).len(), 1);
    desk.office.hq = hq;
    desk.client = Client::new();
    desk.run();

    assert_eq!(desk.office.hq.rows(&branch()).len(), 1);
    assert_eq!(desk.office.desks[0].rows(&branch()), desk.office.hq.rows(&branch()));
}

#[test]
fn a_copy_that_is_not_headquarters_is_fetched_anew_without_touching_the_outbox() {
    let mut desk = Desk::new();
    desk.deed();
    desk.deed();
    desk.run();
    assert!(desk.office.desks[0].rot(&branch(), 0));
    desk.client = Client::new();
    desk.run();

    assert_eq!(desk.office.desks[0].rows(&branch()), desk.office.hq.rows(&branch()));
    assert_eq!(desk.office.desks[0].outbox().len(), 2);
}

#[test]
fn a_digest_that_never_fits_ends_in_waiting_not_in_a_loop() {
    let mut desk = Desk::new();
    let mut call = desk.start();
    // It is compared twice and fetched anew once, each with a pull after it.
    for _ in 0..10 {
        let mut reply = desk.office.ask(0, &call.1);
        if let Ok(Reply::Pull(page)) = &mut reply {
            page.digest = Some(Digest(1));
        }
        match desk.tell(Event::Reply { ticket: call.0, reply }) {
            Effect::Wait { .. } => {
                assert_eq!(desk.statuses.last(), Some(&Status::StoreTrouble));
                return;
            }
            next => call = sent(next),
        }
    }
    panic!("it goes on for ever");
}

#[test]
fn a_page_that_was_changed_on_the_way_is_not_stored() {
    let row = Row::new(
        "customer".to_owned(),
        uuid::Uuid::nil(),
        1,
        1,
        Some(object(json!({"name": "Wang"}))),
    );
    let page = |rows: Vec<Row>, next, head| PullReply {
        rows: rows.into_iter().map(Sealed::from).collect(),
        next,
        head,
        digest: None,
        floor: 0,
        rest: None,
        clock: 0,
    };
    let garbled = [
        page(vec![Row { rev: 2, ..row.clone() }], 1, 1),
        page(vec![row.clone(), row.clone()], 1, 1),
        page(vec![row.clone()], 7, 7),
        page(vec![row.clone()], 1, 0),
        page(Vec::new(), 0, 5),
    ];
    for reply in garbled {
        let mut desk = Desk::new();
        let hello = desk.start();
        let (ticket, _) = sent(desk.answer(hello));
        waits(&desk.tell(Event::Reply { ticket, reply: Ok(Reply::Pull(reply)) }));

        assert_eq!(desk.office.desks[0].rows(&branch()), []);
        assert_eq!(desk.statuses.last(), Some(&Status::Offline));
    }
}

#[test]
fn an_answer_to_another_question_is_no_answer() {
    let mut desk = Desk::new();
    let (ticket, _) = desk.start();
    let pull = PullReply {
        rows: Vec::new(),
        next: 0,
        head: 0,
        digest: None,
        floor: 0,
        rest: None,
        clock: 0,
    };

    waits(&desk.tell(Event::Reply { ticket, reply: Ok(Reply::Pull(pull)) }));
    assert_eq!(desk.statuses.last(), Some(&Status::Offline));
}

#[test]
fn a_revoked_desktop_hands_in_what_it_has_and_rests() {
    let mut desk = Desk::new();
    desk.deed();
    desk.office.revoke(0);
    let end = desk.run();

    assert!(waits(&end) >= REFUSED_WAIT_MS / 2);
    let outcome = desk.office.desks[0].outbox()[0].outcome;
    assert_eq!(outcome.map(|it| it.result), Some(crate::wire::Verdict::Quarantined));
    assert!(matches!(desk.statuses.last(), Some(Status::Refused(_))));
}

#[test]
fn a_push_that_is_too_large_is_cut_down() {
    let mut desk = Desk::new();
    (0..8).for_each(|_| desk.deed());
    let hello = desk.start();
    let mut call = sent(desk.answer(hello));
    for expected in [8, 4, 2, 1] {
        assert!(matches!(&call.1, Request::Push(push) if push.ops.len() == expected));
        if expected > 1 {
            call = sent(desk.refuse(call.0, Refusal::new(Code::TooLarge, "not so much")));
        }
    }

    // The single one goes through, and then the rest at once.
    let rest = sent(desk.answer(call));
    assert!(matches!(&rest.1, Request::Push(push) if push.ops.len() == 7));
}

#[test]
fn one_operation_that_headquarters_cannot_swallow_does_not_block_the_others_for_ever() {
    let mut desk = Desk::new();
    desk.deed();
    desk.deed();
    let poison = desk.office.desks[0].outbox()[0].op.op_id;
    let mut next = desk.tell(Event::Tick);
    for _ in 0..40 {
        next = match next {
            Effect::Wait { .. } => desk.tell(Event::Tick),
            Effect::Send { ticket, request: Request::Push(push) }
                if push.ops.iter().any(|op| op.op_id == poison) =>
            {
                desk.refuse(ticket, Refusal::new(Code::Malformed, "what is this"))
            }
            Effect::Send { ref request, .. } if is_listening(request) => break,
            call => desk.answer(sent(call)),
        };
    }

    let ends: Vec<_> =
        desk.office.desks[0].outbox().iter().map(|it| it.outcome.map(|end| end.result)).collect();
    assert_eq!(
        ends,
        [Some(crate::wire::Verdict::Quarantined), Some(crate::wire::Verdict::Applied)]
    );
}

#[test]
fn a_program_that_is_too_old_pushes_but_does_not_pull() {
    let mut desk = Desk::new();
    desk.deed();
    let (ticket, _) = desk.start();
    let streams = vec![Cursor { stream: branch(), seq: 0 }];
    let epoch = Epoch(uuid::Uuid::nil());
    let reply = HelloReply {
        epoch,
        last_n: 0,
        chain: Chain::START,
        streams,
        safe: Vec::new(),
        may_pull: false,
        role: crate::DeskRole::default(),
        clock: 1_007,
    };
    let push = sent(desk.tell(Event::Reply { ticket, reply: Ok(Reply::Hello(reply)) }));
    assert_eq!(desk.client.clock_offset_ms(), 7);

    waits(&desk.answer(push));
    assert_eq!(desk.statuses.last(), Some(&Status::TooOld));
    assert!(desk.office.desks[0].outbox()[0].outcome.is_some());
}

#[test]
fn a_full_disk_loses_nothing() {
    let mut desk = Desk::new();
    desk.deed();
    let hello = desk.start();
    let (ticket, request) = sent(desk.answer(hello));
    let reply = desk.office.ask(0, &request);
    desk.client.handle(Event::Reply { ticket, reply }, &desk.office.desks[0], &mut desk.office.env);
    waits(&desk.tell(Event::StoreFailed));
    assert_eq!(desk.statuses.last(), Some(&Status::StoreTrouble));

    desk.run();
    assert!(desk.office.desks[0].outbox()[0].settled);
    assert_eq!(desk.office.hq.receipts().count(), 1);
}

#[test]
fn only_what_differs_is_fetched() {
    let mut desk = Desk::new();
    (0..5).for_each(|_| desk.deed());
    desk.run();
    assert!(desk.office.desks[0].rot(&branch(), 2));
    desk.client = Client::new();
    let mut fetched = Vec::new();
    let mut next = desk.tell(Event::Tick);
    while let Effect::Send { request, .. } = &next {
        if is_listening(request) {
            break;
        }
        if let Request::Pull(pull) = request {
            fetched.extend(pull.at.iter().copied());
        }
        next = desk.answer(sent(next));
    }

    assert_eq!(fetched.len(), 1);
    assert_eq!(desk.office.desks[0].rows(&branch()), desk.office.hq.rows(&branch()));
}

#[test]
fn what_a_restored_headquarters_lost_comes_back_though_its_maker_is_away() {
    let mut desk = Desk::new();
    let known = desk.office.customer(json!({"name": "Wang"}));
    desk.run();
    let backup = desk.office.hq.clone();
    let kind = "customer".to_owned();
    let id = desk.office.id();
    let body = object(json!({"name": "Li"}));
    desk.office.act(1, Change::Create { kind, id, body });
    let edit = desk.office.edit(1, known, json!({"name": "Huang"}));
    desk.office.act(1, edit);
    desk.client = Client::new();
    desk.run();
    desk.office.restore(backup);
    desk.client = Client::new();
    desk.run();

    assert_eq!(desk.office.at_hq("customer", id), Some(object(json!({"name": "Li"}))));
    assert_eq!(desk.office.at_hq("customer", known), Some(object(json!({"name": "Wang"}))));
    let kept: Vec<_> = desk.office.hq.salvage().iter().map(|kept| kept.row.id).collect();
    assert_eq!(kept, [known], "a person decides on what differs");
    assert_eq!(desk.office.desks[0].rows(&branch()), desk.office.hq.rows(&branch()));
}

#[test]
fn the_other_half_of_an_order_waits_for_a_person_and_comes_back_whole() {
    let mut desk = Desk::new();
    let customer = desk.office.customer(json!({"name": "Wang"}));
    desk.run();
    let backup = desk.office.hq.clone();
    let id = desk.office.id();
    let from = json!({"branch": "SZ02", "order": desk.office.id(), "number": "SZ-1", "at": 1});
    let body = json!({"kind": "repair", "customer": customer, "handed_from": from});
    let kind = "order".to_owned();
    let op_id = crate::OpId(desk.office.id());
    let create = Change::Create { kind, id, body: object(body) };
    assert_eq!(desk.office.submit(op_id, create).result, crate::wire::Verdict::Applied);
    desk.client = Client::new();
    desk.run();
    desk.office.restore(backup);
    desk.client = Client::new();
    desk.run();

    assert_eq!(desk.office.at_hq("order", id), None);
    let kept = desk.office.hq.salvage();
    let rows: Vec<_> = kept.iter().map(|kept| &kept.row).collect();
    assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [id]);
    let Some(Change::Create { body, .. }) = crate::hq::change_of(rows[0]) else {
        panic!("nothing to take")
    };
    assert_eq!(body.get("handed_from"), Some(&from), "whose half it is");
}

#[test]
fn what_came_back_and_was_removed_stays_removed_however_late_its_maker_comes() {
    let mut desk = Desk::new();
    desk.office.customer(json!({"name": "Wang"}));
    desk.run();
    let backup = desk.office.hq.clone();
    let (kind, id) = ("customer".to_owned(), desk.office.id());
    let body = object(json!({"name": "Li"}));
    desk.office.record(1, vec![Change::Create { kind: kind.clone(), id, body }]);
    let making = desk.office.next_push(1);
    desk.office.push(1);
    desk.client = Client::new();
    desk.run();
    desk.office.restore(backup);
    desk.client = Client::new();
    desk.run();
    let base_rev = desk.office.base_rev(0, &kind, id);
    desk.office.act(0, Change::Remove { kind: kind.clone(), id, base_rev });
    desk.office.env.now_ms += crate::limits::TOMBSTONE_MS + 1;
    desk.client = Client::new();
    desk.run();
    desk.office.note(0);

    assert_eq!(desk.office.compact(), 0);
    assert!(desk.office.send(1, making).is_ok());
    assert_eq!(desk.office.at_hq(&kind, id), None);
}

#[test]
fn what_was_let_go_of_lay_in_a_verified_backup() {
    let mut desk = Desk::new();
    (0..3).for_each(|_| desk.deed());
    desk.run();
    let lives = {
        let engine = crate::hq::Headquarters::default();
        let mut tx = desk.office.hq.begin();
        let lives = engine.lives(&mut tx).expect("in memory");
        engine.verified(&lives, &mut tx).expect("in memory");
        tx.commit();
        lives
    };
    assert_eq!(lives.iter().map(|(_, n)| *n).collect::<Vec<_>>(), [3]);
    desk.client = Client::new();
    desk.run();

    let left: Vec<_> = desk.office.desks[0].outbox().iter().map(|it| it.op.n).collect();
    assert_eq!(left, [3], "the last one stays for its chain");
}
