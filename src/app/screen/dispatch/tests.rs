//! A dispatcher at the keys.

mod promised;
mod week;

use std::sync::Arc;

use domain::{Category, OrderKind, Phone, Place as Address, Slot, Source, State};
use engine::{Intake, Plan, Plate, Undo};
use iced::keyboard::{Key, Modifiers};
use iced_test::{Simulator, simulator};

use super::*;
use crate::testing::{context, settle, wait};

fn received(cx: &Context, name: &str) -> OrderId {
    promised(cx, name, None)
}

fn promised(cx: &Context, name: &str, promised: Option<Slot>) -> OrderId {
    let intake = Intake {
        customer: None,
        name: name.to_owned(),
        phone: Phone::parse("138 1234 5678"),
        address: None,
        place: Address {
            city: "Shanghai".into(),
            detail: "1 Keyuan Road".into(),
            ..Address::default()
        },
        appliance: None,
        plate: Plate { category: Some(Category::WaterHeater), ..Plate::default() },
        kind: OrderKind::Repair,
        fault: None,
        description: "no hot water".into(),
        promised,
        urgent: false,
        source: Source::Phone,
        origin: None,
        answers: Vec::new(),
        enquiry: None,
    };

    wait(cx.engine.receive_order(intake)).expect("it is complete").order
}

/// A room whose tasks are done at once, and what it told the window.
struct Played {
    room: Dispatch,
    cx: Context,
    told: Vec<String>,
    undo: Option<Undo>,
    opened: Vec<Place>,
}

impl Played {
    fn new(cx: Context) -> Self {
        let (room, task) = Dispatch::new(&cx);
        let mut played = Self { room, cx, told: Vec::new(), undo: None, opened: Vec::new() };
        settle(task).for_each(|message| played.say(message));
        played
    }

    fn say(&mut self, message: Message) {
        let task = match self.room.update(message, &self.cx) {
            Action::Run(task) => task,
            Action::Tell(notice, task) => {
                self.told.push(notice.words);
                self.undo = notice.undo;
                task
            }
            Action::Open(place) => {
                self.opened.push(place);
                return;
            }
            _ => return,
        };
        settle(task).for_each(|message| self.say(message));
    }

    fn key(&mut self, key: Key) {
        let shortcut = Shortcut { key, modifiers: Modifiers::empty() };
        let message = self.room.key(&shortcut).expect("the key means something");
        self.say(message);
    }

    fn letter(&mut self, letter: &str) {
        self.key(Key::Character(letter.into()));
    }

    /// Does something on screen.
    fn screen(&mut self, act: impl FnOnce(&mut Simulator<'_, Message>)) {
        let messages: Vec<Message> = {
            let mut ui = simulator(ui::root(self.room.view(&self.cx)));
            act(&mut ui);
            ui.into_messages().collect()
        };
        messages.into_iter().for_each(|message| self.say(message));
    }

    fn type_in(&mut self, id: &'static str, text: &str) {
        self.screen(|ui| {
            ui.click(iced_test::selector::id(id)).expect("the field is there");
            ui.typewrite(text);
        });
    }

    fn enter_in(&mut self, id: &'static str) {
        self.screen(|ui| {
            ui.click(iced_test::selector::id(id)).expect("the field is there");
            ui.tap_key(iced::keyboard::key::Named::Enter);
        });
    }

    fn board(&self) -> &Board {
        self.room.board.as_ref().expect("it was read")
    }
}

#[test]
fn an_order_is_assigned_by_number_and_enter() {
    let cx = context();
    let (first, second) = (received(&cx, "Zhang"), received(&cx, "Zhao"));
    let mut played = Played::new(cx);
    assert_eq!(played.room.selected, Some(Card::Waiting(first)));

    played.letter("a");
    played.type_in(PlanForm::TECHNICIAN, "2");
    played.enter_in(PlanForm::TECHNICIAN);
    let offered = "09:00–10:00";
    played.screen(|ui| assert!(ui.find(offered).is_ok(), "the time is seen before it is taken"));
    assert!(played.board().visits.is_empty());
    played.enter_in(PlanForm::TIME);

    let visit = &played.board().visits[0];
    let technician = played.board().technician(visit.technician).expect("they work here");
    assert_eq!((technician.name.as_str(), visit.job.order), ("Chen Zhiqiang", first));
    assert_eq!(visit.slot.map(|slot| (slot.from(), slot.to())), Some((9 * 60, 10 * 60)));
    assert_eq!(played.told, ["Chen Zhiqiang goes today 09:00–10:00."]);
    assert!(played.room.plan.is_none());
    assert_eq!(played.room.selected, Some(Card::Waiting(second)), "on to the next");

    let undo = played.undo.take().expect("there is a way back");
    wait(played.cx.engine.undo(undo)).expect("nothing has happened since");
    let refreshed = played.room.refresh(&played.cx);
    settle(refreshed).for_each(|message| played.say(message));
    assert!(played.board().visits.is_empty() && played.board().pool.len() == 2);
}

#[test]
fn a_plan_that_cannot_be_read_stays_open_and_says_where() {
    let cx = context();
    received(&cx, "Zhang");
    let mut played = Played::new(cx);
    played.letter("a");
    played.enter_in(PlanForm::TIME);
    let missing = played.cx.locale.problem_missing();
    played.screen(|ui| {
        ui.find(missing.as_str()).expect("it stands beside the field");
    });

    played.say(Message::Plan(plan::Message::TimeTyped("noonish".to_owned())));
    played.type_in(PlanForm::TECHNICIAN, "wang");
    played.enter_in(PlanForm::TECHNICIAN);
    played.enter_in(PlanForm::TIME);
    let unreadable = played.cx.locale.problem_stretch();
    played.screen(|ui| {
        ui.find(unreadable.as_str()).expect("it stands beside the field");
    });
    assert!(played.board().visits.is_empty() && played.room.plan.is_some());
}

#[test]
fn what_somebody_else_assigned_meanwhile_is_refused_with_words_and_the_dialog_stays() {
    let cx = context();
    let order = received(&cx, "Zhang");
    let mut played = Played::new(cx);
    played.letter("a");
    played.type_in(PlanForm::TECHNICIAN, "1");
    played.say(Message::Plan(plan::Message::TechnicianPicked(0)));
    let other = played.board().technicians[1].id;
    let plan = Plan { technician: other, slot: None, agreed: false, remark: None };
    wait(played.cx.engine.assign(order, plan)).expect("it waits");
    played.enter_in(PlanForm::TIME);

    assert!(played.room.plan.is_some() && played.told.is_empty());
    let refused = Error::NotNow { event: domain::Event::Assign, state: State::Assigned };
    let words = problem::message(&refused, &played.cx.locale);
    played.screen(|ui| {
        ui.find(words.as_str()).expect("it is told in the dialog");
    });
}

#[test]
fn a_card_that_is_dropped_is_assigned_moved_and_taken_back() {
    let cx = context();
    let order = received(&cx, "Zhang");
    let mut played = Played::new(cx);
    played.say(Message::Dropped(Dropped { key: Card::Waiting(order), row: 0, start: 600 }));
    let visit = played.board().visits[0].visit;
    played.say(Message::Dropped(Dropped { key: Card::Visit(visit), row: 1, start: 660 }));
    let moved = played.board().visits[0].clone();
    assert_eq!(moved.technician, played.board().technicians[1].id);
    assert_eq!(moved.slot.map(Slot::from), Some(660));

    played.say(Message::Picked(Card::Visit(visit)));
    played.letter("u");
    assert!(played.board().visits.is_empty());
    assert_eq!(played.room.selected, Some(Card::Waiting(order)));
    assert_eq!(played.told.len(), 3);
}

#[test]
fn an_order_that_was_given_and_taken_back_is_where_one_goes_on() {
    let cx = context();
    let orders = [received(&cx, "Zhang"), received(&cx, "Li"), received(&cx, "Wu")];
    let mut played = Played::new(cx);
    played.say(Message::Dropped(Dropped { key: Card::Waiting(orders[1]), row: 0, start: 600 }));
    assert_ne!(played.room.selected, Some(Card::Waiting(orders[1])), "the next one is");
    wait(played.cx.engine.undo(played.undo.clone().expect("a way back"))).expect("it is free");
    let read = played.room.refresh(&played.cx);
    settle(read).for_each(|message| played.say(message));

    assert_eq!(played.room.selected, Some(Card::Waiting(orders[1])));
}

#[test]
fn who_comes_to_plan_an_order_finds_its_plan_open() {
    let cx = context();
    let order = received(&cx, "Zhang");
    let (room, task) = Dispatch::planning(order, false, &cx);
    let (told, opened) = (Vec::new(), Vec::new());
    let mut played = Played { room, cx, told, undo: None, opened };
    settle(task).for_each(|message| played.say(message));

    assert_eq!(played.room.plan.as_ref().map(PlanForm::order), Some(order));
}

#[test]
fn booking_by_keys_needs_only_the_time() {
    let cx = context();
    let order = received(&cx, "Zhang");
    let mut played = Played::new(cx);
    played.say(Message::Dropped(Dropped { key: Card::Waiting(order), row: 0, start: 600 }));
    let visit = played.board().visits[0].visit;
    played.say(Message::Picked(Card::Visit(visit)));
    played.letter("b");
    played.say(Message::Plan(plan::Message::TimeTyped("14-16".to_owned())));
    played.enter_in(PlanForm::TIME);

    let booked = &played.board().visits[0];
    assert!(booked.booked && booked.job.state == State::Booked);
    assert_eq!(booked.slot.map(|slot| (slot.from(), slot.to())), Some((14 * 60, 16 * 60)));
}

#[test]
fn a_change_elsewhere_moves_nothing_that_is_held() {
    let cx = context();
    let (first, second) = (received(&cx, "Zhang"), received(&cx, "Zhao"));
    let mut played = Played::new(cx);
    played.say(Message::Picked(Card::Waiting(second)));
    played.letter("a");
    played.say(Message::Plan(plan::Message::TechnicianTyped("wa".to_owned())));
    let technician = played.board().technicians[0].id;
    let plan = Plan { technician, slot: None, agreed: false, remark: None };
    wait(played.cx.engine.assign(first, plan)).expect("it waits");
    let refreshed = played.room.refresh(&played.cx);
    settle(refreshed).for_each(|message| played.say(message));

    assert_eq!(played.board().undated.len(), 1);
    assert_eq!(played.room.selected, Some(Card::Waiting(second)));
    assert!(played.room.plan.is_some());
}

#[test]
fn the_days_sheets_are_previewed_and_an_empty_day_says_so() {
    let cx = context();
    let order = received(&cx, "Zhang");
    let mut played = Played::new(cx);
    let f9 = Key::Named(Named::F9);
    played.key(f9.clone());
    assert_eq!(played.told, [played.cx.locale.dispatch_nothing_to_print()]);

    played.say(Message::Dropped(Dropped { key: Card::Waiting(order), row: 0, start: 600 }));
    played.key(f9);
    let opened: Vec<Arc<JobSheets>> = played
        .opened
        .iter()
        .filter_map(|place| match place {
            Place::JobSheets(sheets) => Some(Arc::clone(sheets)),
            _ => None,
        })
        .collect();
    assert_eq!(opened[0].visits, [played.board().visits[0].visit]);
}

#[test]
fn while_the_days_sheets_are_made_escape_stops_them() {
    let cx = context();
    let order = received(&cx, "Zhang");
    let mut played = Played::new(cx);
    played.say(Message::Dropped(Dropped { key: Card::Waiting(order), row: 0, start: 600 }));
    let escape = Shortcut { key: Key::Named(Named::Escape), modifiers: Modifiers::empty() };
    assert!(played.room.key(&escape).is_none());

    let Action::Run(task) = played.room.update(Message::PrintDayPressed(Batch::New), &played.cx)
    else {
        panic!("they are made")
    };
    let stop = played.room.key(&escape).expect("it stops them");
    played.say(stop);
    settle(task).for_each(|message| played.say(message));
    assert_eq!(played.told.last(), Some(&played.cx.locale.dispatch_sheets_stopped()));
    assert!(played.opened.is_empty());
    assert!(played.room.key(&escape).is_none(), "nothing is made any more");
}

#[test]
fn the_arrows_with_alt_turn_the_days() {
    let cx = context();
    let mut played = Played::new(cx);
    let today = played.room.day;
    let next = Shortcut { key: Key::Named(Named::ArrowRight), modifiers: Modifiers::ALT };
    let message = played.room.key(&next).expect("it turns the day");
    played.say(message);
    assert_eq!(Some(played.room.day), today.succ_opt());
    assert_eq!(played.board().day, played.room.day);
    played.say(Message::DayTyped("30".to_owned()));
    played.say(Message::DaySubmitted);
    assert_eq!(played.room.day.to_string(), "2026-11-30");
}

#[test]
fn who_comes_for_an_order_finds_it_picked_on_its_day() {
    let cx = context();
    let (_, wanted) = (received(&cx, "Zhang"), received(&cx, "Zhao"));
    let entered = |cx: &Context| {
        let (room, task) = Dispatch::with(wanted, cx);
        let cx = cx.clone();
        let mut played = Played { room, cx, told: Vec::new(), undo: None, opened: Vec::new() };
        settle(task).collect::<Vec<_>>().into_iter().for_each(|message| played.say(message));
        played
    };
    let played = entered(&cx);
    assert_eq!(played.room.selected, Some(Card::Waiting(wanted)), "not the first of the pool");

    let technician = played.board().technicians[0].id;
    let tomorrow = played.room.day.succ_opt().expect("a day");
    let slot = Slot::new(tomorrow, 9 * 60, 10 * 60).ok();
    let plan = Plan { technician, slot, agreed: false, remark: None };
    let visit = wait(cx.engine.assign(wanted, plan)).expect("they are free").visit;
    let played = entered(&cx);
    assert_eq!(played.room.day, tomorrow);
    assert_eq!(played.room.selected, Some(Card::Visit(visit)));
}

#[test]
fn whoever_waits_far_below_is_found_by_a_word_or_by_going_on() {
    let cx = context();
    let mut orders = Vec::new();
    for at in 0..10 {
        orders.push(received(&cx, &format!("Caller {at}")));
    }
    let mut played = Played::new(cx);
    played.room.pool.limit = 2;
    let read = played.room.refresh(&played.cx);
    settle(read).for_each(|message| played.say(message));
    assert_eq!((played.board().pool.len(), played.board().has_more()), (2, true));
    let heading = played.cx.locale.dispatch_pool_part(2_u64, 10_u64);
    played.screen(|ui| assert!(ui.find(heading.as_str()).is_ok()));

    played.say(Message::PoolEnded);
    assert_eq!(played.board().pool.len(), 10);
    played.letter("f");
    played.type_in(Dispatch::FILTER, "caller 5");
    let found: Vec<_> = played.board().pool.iter().map(|job| job.order).collect();
    assert_eq!(found, orders[5..6]);
    assert_eq!(played.room.selected, Some(Card::Waiting(orders[5])));

    played.say(Message::FilterTyped("nobody".into()));
    let words = played.cx.locale.dispatch_none_fits();
    played.screen(|ui| assert!(ui.find(words.as_str()).is_ok()));
}

#[test]
fn what_was_dragged_leaves_the_plan_that_is_being_typed_alone() {
    let cx = context();
    let (first, _) = (received(&cx, "Zhang"), received(&cx, "Zhao"));
    let mut played = Played::new(cx);
    let dragged = Message::Dropped(Dropped { key: Card::Waiting(first), row: 0, start: 600 });
    let Action::Run(late) = played.room.update(dragged, &played.cx) else { panic!("assigned") };
    played.letter("a");
    played.type_in(PlanForm::TIME, "15");
    settle(late).for_each(|message| played.say(message));

    assert_eq!(played.told.len(), 1, "the way back is told");
    assert!(played.undo.is_some());
    assert!(played.room.plan.is_some(), "what is being typed stays");
}

#[test]
fn the_board_of_a_day_that_is_no_longer_asked_for_is_not_taken() {
    let cx = context();
    received(&cx, "Zhang");
    let mut played = Played::new(cx);
    played.letter("a");
    let day = |played: &mut Played, text: &str| {
        let typed = Message::Plan(plan::Message::DayTyped(text.into()));
        match played.room.update(typed, &played.cx) {
            Action::Run(task) => task,
            _ => Task::none(),
        }
    };
    let late = day(&mut played, "+3");
    let now = day(&mut played, "+5");
    settle(now).for_each(|message| played.say(message));
    played.say(Message::Plan(plan::Message::TechnicianPicked(0)));
    settle(late).for_each(|message| played.say(message));
    played.say(Message::Plan(plan::Message::Submitted));

    assert!(played.room.plan.is_none(), "the offered time of that day is still there");
    assert_eq!(played.told.len(), 1);
}

#[test]
fn the_keys_of_the_board_stand_on_it() {
    let cx = context();
    received(&cx, "Zhang");
    let played = Played::new(cx);

    for size in [iced::Size::new(1190.0, 600.0), iced::Size::new(619.0, 420.0)] {
        let view = ui::root(played.room.view(&played.cx));
        let mut screen: Simulator<'_, Message> = Simulator::with_size(ui::settings(), size, view);
        for key in ["A", "B", "U", "P", "Alt+←→"] {
            assert!(screen.find(key).is_ok(), "{key} at {size:?}");
        }
    }
}

#[test]
fn the_fault_that_was_chosen_is_told_before_the_words_of_the_customer() {
    let cx = context();
    wait(cx.engine.receive_order(crate::testing::call())).expect("it is complete");
    let mut played = Played::new(cx);
    let job = &played.board().pool[0];
    let fault = layout::fault(job, &played.cx).expect("it was chosen");
    assert!(!fault.is_empty() && fault != "F01", "{fault}");
    let sees = |played: &Played, words: &str| {
        let size = iced::Size::new(1190.0, 600.0);
        let view = ui::root(played.room.view(&played.cx));
        let mut screen: Simulator<'_, Message> = Simulator::with_size(ui::settings(), size, view);
        let told = |text: &str| text.contains(words);
        let found = screen.find(move |it: iced_test::selector::Candidate<'_>| match it {
            iced_test::selector::Candidate::Text { content, .. } => told(content).then_some(()),
            _ => None,
        });
        found.is_ok()
    };
    assert!(sees(&played, &format!("{fault} · No hot water")));

    played.letter("a");
    assert!(sees(
        &played,
        &format!(
            "{fault} · {}",
            layout::facts(&played.board().pool[0], played.room.day, &played.cx)
        )
    ));
}

#[test]
fn where_nobody_goes_out_the_board_says_how_many_wait_and_leads_to_the_people() {
    let cx = context();
    received(&cx, "Zhang");
    let mut played = Played::new(cx);
    let board = Board { technicians: Vec::new(), ..played.board().clone() };
    played.say(Message::BoardRead(Ok(board)));
    let words = played.cx.locale.dispatch_no_technicians_hint(1_u64);
    assert!(words.ends_with("One order waits for somebody."), "{words}");
    played.screen(|ui| {
        ui.find(words.as_str()).expect("how many wait");
    });

    played.key(Key::Named(Named::F2));
    assert!(matches!(played.opened.as_slice(), [Place::SettingsPage(Page::People)]));
}
