//! What is changed under Settings, and what is refused there.

use domain::Role;
use engine::Engine;
use iced_test::simulator;

use super::*;
use crate::testing::{context, settle, wait};

mod kept;

/// Hands a message to the room, and what comes of it, until nothing more does.
fn drive(room: &mut Settings, message: Message, cx: &Context) {
    let mut queue = vec![message];
    while let Some(message) = queue.pop() {
        if let Action::Run(task) | Action::Tell(_, task) = room.update(message, cx) {
            queue.extend(settle(task));
        }
    }
}

fn enter(page: Page, cx: &Context) -> Settings {
    let (mut room, _) = Settings::new(Page::Office, cx);
    drive(&mut room, Message::PagePicked(page), cx);

    room
}

#[test]
fn the_offices_card_is_changed_and_saved() {
    let cx = context();
    let mut room = enter(Page::Office, &cx);
    let phone = office::Message::Changed(office::Part::Phone, "021-5888 6688".into());
    drive(&mut room, Message::Office(phone), &cx);
    drive(&mut room, Message::Office(office::Message::SavePressed), &cx);
    let desk = wait(cx.engine.desk()).expect("a database").expect("an office");

    assert_eq!(desk.office.phone.as_deref(), Some("021-5888 6688"));
}

#[test]
fn the_office_says_within_how_many_hours_it_calls_back() {
    let cx = context();
    let mut room = enter(Page::Office, &cx);
    let mut type_in = |text: &str| {
        let hours = office::Message::Changed(office::Part::CallbackHours, text.into());
        drive(&mut room, Message::Office(hours), &cx);
        drive(&mut room, Message::Office(office::Message::SavePressed), &cx);
        let mut screen = simulator(room.view(&cx));
        screen.find(cx.locale.settings_office_callback_wrong().as_str()).is_ok()
    };
    let hours = || {
        let desk = wait(cx.engine.desk()).expect("a database").expect("an office");
        desk.office.callback_hours
    };
    for wrong in ["soon", "0", "241"] {
        assert!(type_in(wrong), "{wrong}");
        assert_eq!(hours(), None);
    }
    assert!(!type_in("4"));
    assert_eq!(hours(), Some(4));
    assert!(!type_in(""));
    assert_eq!(hours(), None);
}

#[test]
fn a_price_that_is_typed_while_another_is_saved_stays_and_is_saved_next() {
    let cx = context();
    let mut room = enter(Page::Prices, &cx);
    let type_in = |room: &mut Settings, at: usize, text: &str| {
        let typed = prices::Message::WorkTyped(0, at, text.to_owned());
        drive(room, Message::Prices(typed), &cx);
    };
    type_in(&mut room, 0, "111");
    type_in(&mut room, 1, "11");
    type_in(&mut room, 2, "12");
    let save = || Message::Prices(prices::Message::SavePressed);
    let Action::Run(saving) = room.update(save(), &cx) else { panic!("it can be saved") };
    type_in(&mut room, 0, "222");
    settle(saving).for_each(|message| drive(&mut room, message, &cx));
    let labour = || {
        let known = wait(cx.engine.prices()).expect("a database");
        let line = known
            .work
            .into_iter()
            .find(|line| line.category.is_none() && Some(line.kind) == prices::kinds().next());
        line.map(|line| line.labour.minor)
    };
    assert_eq!(labour(), Some(11_100));
    drive(&mut room, save(), &cx);
    assert_eq!(labour(), Some(22_200), "what was typed stayed");
}

#[test]
fn a_technician_is_added_and_a_nameless_one_refused() {
    let cx = context();
    let mut room = enter(Page::People, &cx);
    drive(&mut room, Message::People(person::Message::AddPressed), &cx);
    drive(&mut room, Message::People(person::Message::SavePressed), &cx);
    let mut screen = simulator(room.view(&cx));
    assert!(screen.find(cx.locale.problem_missing().as_str()).is_ok());
    drop(screen);

    for message in [
        person::Message::NameChanged("Liu Yang".into()),
        person::Message::RoleToggled(Role::Clerk, true),
        person::Message::SavePressed,
    ] {
        drive(&mut room, Message::People(message), &cx);
    }
    let people = wait(cx.engine.people()).expect("a database").people;
    let added = people.iter().find(|(_, person)| person.name == "Liu Yang").expect("someone new");
    assert_eq!(added.1.roles, [Role::Technician, Role::Clerk]);
}

#[test]
fn an_area_is_drawn_in_the_office_and_a_nameless_one_refused() {
    let cx = context();
    let mut room = enter(Page::Office, &cx);
    for message in [
        area::Message::AddPressed,
        area::Message::DistrictChanged("崇明区".into()),
        area::Message::RemoteToggled(true),
        area::Message::SavePressed,
    ] {
        drive(&mut room, Message::Areas(message), &cx);
    }
    let mut screen = simulator(room.view(&cx));
    assert!(screen.find(cx.locale.problem_missing().as_str()).is_ok());
    drop(screen);

    let named = area::Message::NameChanged("Chongming".into());
    drive(&mut room, Message::Areas(named), &cx);
    drive(&mut room, Message::Areas(area::Message::SavePressed), &cx);
    let known = wait(cx.engine.areas()).expect("a database").areas;
    let (id, drawn) = known.iter().find(|(_, it)| it.name == "Chongming").expect("drawn");
    assert!(drawn.remote);

    drive(&mut room, Message::Areas(area::Message::Picked(*id)), &cx);
    drive(&mut room, Message::Areas(area::Message::RemovePressed), &cx);
    assert!(!wait(cx.engine.areas()).expect("a database").has(*id));
}

#[test]
fn a_standalone_office_is_told_that_it_needs_no_headquarters() {
    let cx = context();
    let room = enter(Page::Headquarters, &cx);
    let mut screen = simulator(room.view(&cx));

    assert!(screen.find(cx.locale.settings_link_alone().as_str()).is_ok());
}

#[test]
fn an_office_of_its_own_joins_from_here_and_is_told_why_not_beside_the_code() {
    let cx = context();
    let mut room = enter(Page::Headquarters, &cx);
    let read = headquarters::Message::PlaceRead(Ok(None));
    let _ = room.update(Message::Headquarters(read), &cx);
    let refused = Err(engine::Error::Headquarters(engine::Refusal::OtherOffice));
    let refused = headquarters::Message::Rejoin(rejoin::Message::Joined(refused));
    let _ = room.update(Message::Headquarters(refused), &cx);

    let mut screen = simulator(room.view(&cx));
    for words in [cx.locale.settings_join(), cx.locale.settings_join_other()] {
        assert!(screen.find(words.as_str()).is_ok(), "{words}");
    }
    assert!(screen.find(cx.locale.first_join_unencrypted().as_str()).is_err());
    drop(screen);
    let plain =
        headquarters::Message::Rejoin(rejoin::Message::Joined(Err(engine::Error::Unencrypted)));
    let _ = room.update(Message::Headquarters(plain), &cx);
    let mut screen = simulator(room.view(&cx));
    assert!(screen.find(cx.locale.first_join_unencrypted().as_str()).is_ok());
}

#[test]
fn a_computer_that_headquarters_does_not_know_any_more_joins_again_from_here() {
    let cx = context();
    let mut room = enter(Page::Headquarters, &cx);
    let link = engine::Link {
        enrolled: true,
        trouble: Some(engine::Trouble::NoKey),
        ..engine::Link::default()
    };
    let place = engine::Headquarters {
        address: "http://127.0.0.1:1".into(),
        name: "HQ".into(),
        unencrypted: false,
        reads: Vec::new(),
    };
    for message in [
        headquarters::Message::PlaceRead(Ok(Some(place))),
        headquarters::Message::LinkRead(Ok(link)),
    ] {
        let _ = room.update(Message::Headquarters(message), &cx);
    }
    let mut screen = simulator(room.view(&cx));
    assert!(screen.find(cx.locale.settings_rejoin().as_str()).is_ok());
    assert!(screen.find(cx.locale.problem_missing().as_str()).is_err());
    drop(screen);

    let key = Shortcut {
        key: iced::keyboard::Key::Named(iced::keyboard::key::Named::F10),
        modifiers: iced::keyboard::Modifiers::empty(),
    };
    let message = room.key(&key).expect("F10 joins");
    drive(&mut room, message, &cx);
    let mut screen = simulator(room.view(&cx));
    assert!(screen.find(cx.locale.problem_missing().as_str()).is_ok(), "a code is needed");
}

#[test]
fn where_the_system_asks_for_no_file_a_copy_is_named_by_hand() {
    let folder = tempfile::tempdir().expect("room");
    let engine = Engine::open(folder.path(), engine::Clock::System).expect("a new file");
    let cx = Context { engine, ..context() };
    let founding = engine::Founding {
        office: domain::Office { code: "SH01".into(), name: "Pudong".into(), ..Default::default() },
        first: "Li Xiuying".into(),
        ..engine::Founding::default()
    };
    wait(cx.engine.found_office(founding)).expect("an empty database");
    let mut room = enter(Page::Backups, &cx);
    drive(&mut room, Message::Backups(backups::Message::CopyPressed), &cx);
    let copy = folder.path().join("elsewhere.db");
    let typed = backups::Message::PathTyped(copy.display().to_string());
    drive(&mut room, Message::Backups(typed), &cx);
    drive(&mut room, Message::Backups(backups::Message::PathSubmitted), &cx);
    assert!(copy.exists());

    drive(&mut room, Message::Backups(backups::Message::OtherPressed), &cx);
    let typed = backups::Message::PathTyped(copy.display().to_string());
    drive(&mut room, Message::Backups(typed), &cx);
    drive(&mut room, Message::Backups(backups::Message::PathSubmitted), &cx);
    let mut screen = simulator(room.view(&cx));
    assert!(screen.find(cx.locale.settings_restore_heading().as_str()).is_ok(), "it asks first");
}

#[test]
fn a_sound_office_is_said_to_be_sound() {
    let cx = context();
    let mut room = enter(Page::Backups, &cx);
    drive(&mut room, Message::Backups(backups::Message::CheckPressed), &cx);
    let records = wait(cx.engine.check(engine::Progress::new())).expect("a database").records;
    let mut screen = simulator(room.view(&cx));

    assert!(screen.find(cx.locale.settings_check_well(records).as_str()).is_ok());
}

#[test]
fn the_search_is_made_anew_and_everybody_is_found() {
    let cx = context();
    wait(cx.engine.receive_order(crate::testing::call())).expect("a call");
    let mut room = enter(Page::Backups, &cx);
    let mut screen = simulator(room.view(&cx));
    screen.click(cx.locale.settings_search_anew().as_str()).expect("a button");
    let pressed: Vec<Message> = screen.into_messages().collect();
    assert!(matches!(pressed[..], [Message::Backups(backups::Message::SearchPressed)]));
    let begun = room.update(Message::Backups(backups::Message::SearchPressed), &cx);
    let Action::Run(task) = begun else { panic!("it begins") };
    let mut screen = simulator(room.view(&cx));
    assert!(screen.find(cx.locale.settings_search_working().as_str()).is_ok(), "it is seen");
    drop(screen);
    let told = settle(task).map(|message| room.update(message, &cx)).find_map(|action| {
        let Action::Tell(notice, _) = action else { return None };
        Some(notice.words)
    });

    assert_eq!(told, Some(cx.locale.settings_search_made(1_u64)));
    assert_eq!(wait(cx.engine.find("5678", 5)).expect("readable").len(), 1);
}

#[test]
fn going_back_to_a_backup_asks_first_and_then_begins_anew() -> Result<(), Box<dyn std::error::Error>>
{
    let folder = tempfile::tempdir()?;
    let engine = Engine::open(folder.path(), engine::Clock::System)?;
    let founding = engine::Founding {
        office: domain::Office { code: "SH01".into(), name: "Pudong".into(), ..Default::default() },
        first: "Li Xiuying".into(),
        technicians: Vec::new(),
        suggested_prices: true,
        ..engine::Founding::default()
    };
    wait(engine.found_office(founding))?;
    let copy = wait(engine.back_up_now(engine::Progress::new()))?;
    let cx = Context { engine, ..context() };
    let mut room = enter(Page::Backups, &cx);
    drive(&mut room, Message::Backups(backups::Message::RestorePressed(copy)), &cx);
    let mut screen = simulator(room.view(&cx));
    screen.find(cx.locale.settings_restore_heading().as_str())?;
    drop(screen);

    let Action::Run(task) = room.update(Message::Backups(backups::Message::RestoreConfirmed), &cx)
    else {
        return Err("nothing is restored".into());
    };
    let begun = settle(task).map(|message| room.update(message, &cx));
    assert!(begun.last().is_some_and(|action| matches!(action, Action::Begin)));
    Ok(())
}

#[test]
fn people_of_any_number_are_a_list_and_the_arrows_open_them() {
    let cx = context();
    for at in 0..40 {
        let person = domain::Staff {
            name: format!("Liu {at}"),
            badge: Some(format!("{at:03}")),
            roles: vec![Role::Technician],
            phone: None,
            areas: Vec::new(),
            skills: Vec::new(),
            left: false,
        };
        wait(cx.engine.write_person(None, person)).expect("somebody new");
    }
    let mut room = enter(Page::People, &cx);
    let messages: Vec<_> = {
        let mut screen = simulator(ui::root(room.view(&cx)));
        assert!(screen.find("Liu 30").is_err(), "only those in sight are drawn");
        screen.click("Liu 3").expect("in sight");
        screen.tap_key(Named::ArrowDown);
        screen.into_messages().collect()
    };
    messages.into_iter().for_each(|message| drive(&mut room, message, &cx));
    assert!(simulator(room.view(&cx)).find("Liu 4").is_ok());
}

#[test]
fn two_f10s_add_one_person() {
    let cx = context();
    let mut room = enter(Page::People, &cx);
    drive(&mut room, Message::People(person::Message::AddPressed), &cx);
    let named = person::Message::NameChanged("Liu Yang".into());
    drive(&mut room, Message::People(named), &cx);
    let save = || Message::People(person::Message::SavePressed);
    let Action::Run(saving) = room.update(save(), &cx) else { panic!("it is saved") };
    assert!(matches!(room.update(save(), &cx), Action::None));
    for message in settle(saving).collect::<Vec<_>>() {
        drive(&mut room, message, &cx);
    }

    let people = wait(cx.engine.people()).expect("a database").people;
    assert_eq!(people.iter().filter(|(_, person)| person.name == "Liu Yang").count(), 1);
}

#[test]
fn what_was_begun_on_a_card_is_there_again_after_another() {
    let cx = context();
    let mut room = enter(Page::People, &cx);
    let people = wait(cx.engine.people()).expect("a database").people;
    let phone = person::Message::PhoneChanged("138 1234 0000".into());
    for message in [
        person::Message::Picked(people[1].0),
        phone,
        person::Message::Picked(people[2].0),
        person::Message::AddPressed,
        person::Message::NameChanged("Liu Y".into()),
        person::Message::Picked(people[1].0),
    ] {
        drive(&mut room, Message::People(message), &cx);
    }
    let sees = |room: &Settings, words: &str| {
        let view = ui::root(room.view(&cx));
        simulator(view).find(words).is_ok()
    };
    assert!(sees(&room, "138 1234 0000"));
    drive(&mut room, Message::People(person::Message::AddPressed), &cx);
    assert!(sees(&room, "Liu Y"));
}

#[test]
fn a_page_that_could_not_be_read_is_not_taken_for_an_empty_one() {
    let cx = context();
    let busy = || Error::Busy;
    let failures = [
        (Page::Office, Message::Office(office::Message::Read(Err(busy())))),
        (Page::Office, Message::Areas(area::Message::Read(Err(busy())))),
        (Page::People, Message::People(person::Message::Read(Err(busy())))),
        (Page::Computer, Message::Computer(computer::Message::Read(Err(busy())))),
        (Page::Headquarters, Message::Headquarters(headquarters::Message::PlaceRead(Err(busy())))),
        (Page::Backups, Message::Backups(backups::Message::FilesRead(Err(busy())))),
    ];
    for (page, failure) in failures {
        let (mut room, _unread) = Settings::new(page, &cx);
        let _ = room.update(failure.clone(), &cx);
        assert!(room.unread().is_some(), "{failure:?}");

        let mut room = enter(page, &cx);
        assert!(room.unread().is_none(), "{page:?}");
        let told = room.update(failure, &cx);
        assert!(matches!(told, Action::Tell(..)), "{page:?}");
        assert!(room.unread().is_none(), "what was read stays: {page:?}");
    }
}

#[test]
fn the_page_of_headquarters_lists_the_branches_that_this_computer_may_read() {
    let cx = context();
    let mut room = enter(Page::Headquarters, &cx);
    let (code, name) = ("SZ01".to_owned(), "Nanshan".to_owned());
    let mut place = engine::Headquarters {
        address: "http://127.0.0.1:1".into(),
        name: "HQ".into(),
        unencrypted: false,
        reads: vec![engine::ReadBranch { code, name }],
    };
    let mut says = |place: engine::Headquarters| {
        let read = headquarters::Message::PlaceRead(Ok(Some(place)));
        let _ = room.update(Message::Headquarters(read), &cx);
        let mut screen = simulator(room.view(&cx));
        let says = screen.find(cx.locale.settings_link_reads().as_str()).is_ok();
        says && screen.find("SZ01 Nanshan").is_ok()
    };
    assert!(says(place.clone()));
    place.reads.clear();
    assert!(!says(place), "most read none");
}
