//! A desk between a newer headquarters and newer desks: what it does not know, it keeps and passes on.

use domain::{Customer, CustomerId, Fields, Part, PartId};
use serde_json::{Value, json};
use sync::hq::{Headquarters, Role, Submission};
use sync::{Change, OpId, StreamId};
use uuid::Uuid;

use super::real::{Trial, digests};
use super::*;

fn fields(value: Value) -> Fields {
    value.as_object().cloned().expect("an object")
}

/// A record as it lies on a desk.
fn stored(engine: &Engine, kind: &'static str, id: Uuid) -> Option<Fields> {
    let found = wait(engine.workers.read(move |session| Ok(session.stored(kind, id)?)));

    found.expect("a database").map(|stored| stored.fields)
}

/// Both desks have what the other did.
fn meet(desks: [&Engine; 2]) {
    for desk in desks.into_iter().chain(desks) {
        wait(desk.exchange_now()).expect("a network");
    }
}

/// Headquarters, in a later version, changes the catalogue.
fn amend_catalogue(trial: &Trial, changes: Vec<Change>) {
    let written = trial.headquarters.storage().write(move |session, moment| {
        let submission = Submission {
            op_id: OpId(random_uuid()),
            stream: StreamId::catalog(),
            role: Role::Headquarters,
            actor: "headquarters".to_owned(),
            deed: "amend_catalogue".to_owned(),
            changes: changes.clone(),
        };
        Ok(Headquarters::default().submit(submission, session, moment)?)
    });

    assert_eq!(written.expect("a database").result, sync::wire::Verdict::Applied);
}

#[test]
fn a_desk_keeps_and_passes_on_what_a_newer_one_writes_and_it_does_not_know() {
    let trial = Trial::new();
    let (newer, older) = (trial.join(), trial.join());
    let wang = Customer { name: "李芳".to_owned(), ..Customer::default() };
    let customer: CustomerId =
        wait(newer.deed("save_customer", move |deed| deed.create(&wang))).expect("a customer");
    let (flight, landing) = (random_uuid(), random_uuid());
    let flown = wait(newer.deed("fly", move |deed| {
        let kind = "drone_flight".to_owned();
        let body = fields(json!({"height": 40, "battery": {"left": 0.5}, "name": "一号"}));
        deed.session.stage(Change::Create { kind, id: flight, body })?;
        let body = fields(json!({"flight": flight, "softly": true}));
        deed.session.stage(Change::Fact { kind: "landing".to_owned(), id: landing, body })?;
        deed.patch("customer", customer.into(), 0, fields(json!({"loyalty": {"points": 7}})))
    }));
    flown.expect("a deed of a later version");
    meet([&newer, &older]);
    assert!(stored(&newer, "drone_flight", flight).is_some());

    // The older one edits what it knows of a record, and the newer one goes on with its own.
    let renamed = |it: &mut Customer| it.name = "李芳芳".to_owned();
    let edited = older.deed("save_customer", move |deed| deed.edit(customer, renamed).map(drop));
    wait(edited).expect("an edit");
    let risen = wait(newer.deed("rise", move |deed| {
        deed.patch("drone_flight", flight, 0, fields(json!({"height": 55})))
    }));
    risen.expect("a deed of a later version");
    meet([&older, &newer]);

    let latest = trial.join();
    for desk in [&newer, &older, &latest] {
        let person = stored(desk, "customer", customer.into()).expect("a customer");
        assert_eq!((&person["name"], &person["loyalty"]["points"]), (&json!("李芳芳"), &json!(7)));
        let flight = stored(desk, "drone_flight", flight).expect("kept");
        assert_eq!((&flight["height"], &flight["battery"]), (&json!(55), &json!({"left": 0.5})));
        assert!(stored(desk, "landing", landing).is_some());
        assert_eq!(digests(desk), digests(&newer));
        let queue = wait(desk.link()).expect("a database").queue;
        assert_eq!((queue.unsent, queue.refused), (0, 0));
    }
    assert!(hq::check(trial.headquarters.storage()).expect("a check").is_sound());
}

#[test]
fn what_a_newer_headquarters_says_and_a_desk_cannot_read_stops_nothing_that_comes_with_it() {
    let trial = Trial::new();
    let desk = trial.join();
    let before = wait(desk.prices()).expect("a database");
    let (part, was): (PartId, Part) = before.parts[0].clone();
    let base_rev = trial
        .headquarters
        .storage()
        .read(move |session, _| session.revision(&StreamId::catalog(), "part", part.into()));
    let (tariff, drone) = (random_uuid(), random_uuid());
    let price = json!({"minor": 1, "currency": "CNY"});
    let create = |kind: &str, id, body| Change::Create { kind: kind.to_owned(), id, body };
    let work = json!({
        "kind": "repair", "category": "jet_engine", "labour": price, "trip": price, "remote": price
    });
    let renamed = json!({"name": "新名字", "carbon": {"grams": 12}});
    amend_catalogue(
        &trial,
        vec![
            create("tariff", tariff, fields(work)),
            create("drone_model", drone, fields(json!({"wings": 4}))),
            Change::Patch {
                kind: "part".to_owned(),
                id: part.into(),
                base_rev: base_rev.expect("a database"),
                fields: fields(renamed),
            },
        ],
    );
    wait(desk.exchange_now()).expect("a network");

    let after = wait(desk.prices()).expect("a database");
    assert_eq!(after.work, before.work, "nobody can say what that would be the price of");
    assert_eq!(after.parts[0].1, Part { name: "新名字".to_owned(), ..was });
    for (kind, id, field) in [
        ("tariff", tariff, "category"),
        ("drone_model", drone, "wings"),
        ("part", part.0, "carbon"),
    ] {
        assert!(stored(&desk, kind, id).is_some_and(|it| it.contains_key(field)), "{kind}");
    }
    // It is all there, for the day on which the desk is brought up to date.
    let catalog = trial.headquarters.digest(&StreamId::catalog()).expect("a digest").to_string();
    assert!(digests(&desk).iter().any(|(_, digest)| *digest == catalog));
    assert!(wait(desk.link()).expect("a database").online);
}
