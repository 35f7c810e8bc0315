//! What can be done to an order now: only what the table of states allows.

use domain::{Event, Family, OrderKind, State};
use engine::OrderFile;
use iced::keyboard::key::Named;
use locale::Locale;
use ui::{Icon, icon};

use super::Message;
use crate::place::Place;
use crate::shortcut::Shortcut;

/// Something that can be done, with its key.
pub struct Deed {
    pub icon: Icon,
    pub key: &'static str,
    pub message: Message,
    word: Word,
}

impl Deed {
    pub fn words(&self, locale: &Locale) -> String {
        (self.word)(locale)
    }

    /// Whether this key does it.
    pub fn is(&self, shortcut: &Shortcut) -> bool {
        let named = match self.key {
            "F2" => Named::F2,
            "F3" => Named::F3,
            "F4" => Named::F4,
            "F6" => Named::F6,
            "F7" => Named::F7,
            "F8" => Named::F8,
            "F9" => Named::F9,
            "F11" => Named::F11,
            "Del" => Named::Delete,
            letter => {
                let typed = shortcut.letter().is_some_and(|it| it.eq_ignore_ascii_case(letter));
                return typed && shortcut.modifiers.is_empty();
            }
        };

        shortcut.is(named)
    }
}

/// What a deed is called.
type Word = fn(&Locale) -> String;

/// What can be done, the next step first.
pub fn deeds(file: &OrderFile) -> Vec<Deed> {
    let mut deeds = Vec::new();
    deeds.extend(next(file));
    deeds.extend(events(file));
    deeds.extend(again(file));
    deeds.extend(beside(file));

    deeds
}

/// What leads on: somewhere else, most of the time.
fn next(file: &OrderFile) -> Vec<Deed> {
    let can = |event| file.possible.contains(&event);
    let mut deeds = Vec::new();
    let dispatch: Option<(bool, Word)> = match () {
        () if can(Event::Assign) => Some((false, Locale::action_assign)),
        () if can(Event::Book) => Some((true, Locale::action_book)),
        () if can(Event::Reschedule) => Some((true, Locale::action_reschedule)),
        () => None,
    };
    let sheet = Deed {
        icon: icon::edit(),
        key: "F6",
        message: Message::Went(Place::Sheet(file.order.number.to_string())),
        word: Locale::order_enter_sheet,
    };
    let print = file.open_visit().map(print);
    let dispatch = dispatch.map(|(agreed, word)| Deed {
        icon: icon::dispatch(),
        key: "B",
        message: Message::Went(Place::Planning(file.id, agreed)),
        word,
    });
    let out = file.open_visit().is_some_and(|visit| visit.copies > 0);
    let can_enter = file.open_visit().is_some() || can(Event::EnterSheet);
    let sheet = can_enter.then_some(sheet);
    // The sheet that is out comes back next, and so does that of work that is done; one that is not printed yet goes
    // out first.
    match (out, file.state) {
        (true, _) | (false, State::OnSite | State::Done) => deeds.extend([sheet, print, dispatch]),
        (false, State::Booked) => deeds.extend([print, sheet, dispatch]),
        (false, _) => deeds.extend([dispatch, print, sheet]),
    }
    if can(Event::CallBack) || file.state == State::CalledBack {
        deeds.push(Some(Deed {
            icon: icon::callbacks(),
            key: "F7",
            message: Message::Went(Place::Callback(file.id)),
            word: Locale::order_call_back,
        }));
    }
    if file.order.kind.family() == Family::Complaint && !file.state.is_over() {
        deeds.push(Some(Deed {
            icon: icon::message(),
            key: "F7",
            message: Message::Went(Place::Callback(file.id)),
            word: Locale::order_see_complaint,
        }));
    }

    deeds.into_iter().flatten().collect()
}

/// The paper of a trip that is over is printed again as it was, which hardly ever is the next step.
fn again(file: &OrderFile) -> Option<Deed> {
    file.printed_visit().filter(|_| file.open_visit().is_none()).map(print)
}

fn print(visit: &engine::VisitEntry) -> Deed {
    Deed {
        icon: icon::printer(),
        key: "F9",
        message: Message::PrintPressed,
        word: if visit.copies == 0 { Locale::order_print } else { Locale::action_reprint },
    }
}

/// What happens to the order where it is.
fn events(file: &OrderFile) -> Vec<Deed> {
    let complaint = file.order.kind.family() == Family::Complaint;
    let service = file.order.kind.family() == Family::Service;
    let deed = |event: Event| -> Option<Deed> {
        let (icon, key, word): (Icon, &'static str, fn(&Locale) -> String) = match event {
            Event::PartArrived => (icon::parts(), "P", Locale::order_part_arrived),
            Event::Appraised => (icon::wrench(), "G", Locale::order_appraised),
            Event::AppraisedDone => (icon::check(), "D", Locale::order_appraised_done),
            Event::Answer if !complaint => (icon::message(), "N", Locale::order_answer),
            Event::Close if !complaint && !service => (icon::check_all(), "C", Locale::order_close),
            Event::Load => (icon::truck(), "L", Locale::order_load),
            Event::Deliver => (icon::check(), "D", Locale::order_deliver),
            Event::FailDelivery => (icon::x(), "X", Locale::order_fail_delivery),
            Event::Retry => (icon::redo(), "R", Locale::order_retry),
            Event::Urge => (icon::bell(), "F8", Locale::order_urge),
            Event::AskHandover => (icon::arrow_right(), "H", Locale::order_ask_handover),
            Event::WithdrawHandover => (icon::undo(), "H", Locale::order_withdraw_handover),
            Event::RaiseException => (icon::pause(), "F11", Locale::order_put_aside),
            Event::UndoException => (icon::undo(), "F11", Locale::order_take_up),
            _ => return None,
        };
        Some(Deed { icon, key, message: Message::EventPressed(event), word })
    };

    let appraised = |event: Event| -> Option<Deed> {
        let again = file.order.kind == OrderKind::Exchange;
        (event == Event::AppraisedDone && !again).then_some(Deed {
            icon: icon::redo(),
            key: "X",
            message: Message::ExchangePressed,
            word: Locale::order_appraised_exchange,
        })
    };
    // What leads on goes before that somebody asked, or that it is put aside.
    let mut possible = file.possible.clone();
    possible.sort_by_key(|event| {
        matches!(
            event,
            Event::Urge
                | Event::RaiseException
                | Event::UndoException
                | Event::AskHandover
                | Event::WithdrawHandover
        )
    });

    possible.iter().flat_map(|event| deed(*event).into_iter().chain(appraised(*event))).collect()
}

/// What is there at any time.
fn beside(file: &OrderFile) -> Vec<Deed> {
    let can = |event| file.possible.contains(&event);
    let edit = deed(icon::edit(), "F2", Message::EditPressed, Locale::action_edit);
    let rule = deed(icon::warranty(), "W", Message::RulePressed, Locale::warranty_rule);
    let pay = deed(icon::money(), "Y", Message::PayPressed, Locale::order_pay);
    let household = deed(
        icon::user(),
        "F3",
        Message::Went(Place::Household(file.order.customer)),
        Locale::order_household,
    );
    let complaint = deed(
        icon::message(),
        "T",
        Message::FollowPressed(OrderKind::Complaint),
        Locale::callback_complain,
    );
    let repair = Message::FollowPressed(OrderKind::Repair);
    let repair = deed(icon::wrench(), "R", repair, Locale::order_make_repair);
    let letter =
        deed(icon::letter(), "F4", Message::Went(Place::Letter(file.id)), Locale::order_letter);
    let cancel = deed(icon::cancelled(), "Del", Message::CancelPressed, Locale::order_cancel);
    let correct = deed(icon::undo(), "S", Message::CorrectPressed, Locale::order_correct_sheet);
    let reinstate = deed(icon::undo(), "R", Message::ReinstatePressed, Locale::order_reinstate);

    [
        can(Event::Reinstate).then_some(reinstate),
        can(Event::Convert).then_some(repair),
        file.can_correct().then_some(correct),
        (!file.state.is_over()).then_some(edit),
        is_owed(file).then_some(pay),
        file.may_rule.then_some(rule),
        may_be_complained_about(file).then_some(complaint),
        Some(household),
        Some(letter),
        can(Event::Cancel).then_some(cancel),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn deed(icon: Icon, key: &'static str, message: Message, word: fn(&Locale) -> String) -> Deed {
    Deed { icon, key, message, word }
}

/// Whether the customer still owes something for it.
fn is_owed(file: &OrderFile) -> bool {
    file.state != State::Cancelled && file.account.open().minor > 0
}

/// Whether somebody may complain about it: work that was done, or at least begun, and a question, which may be one.
fn may_be_complained_about(file: &OrderFile) -> bool {
    let begun = file.state.is_over()
        || file.possible.contains(&Event::Convert)
        || matches!(file.state, State::OnSite | State::Done | State::SheetIn | State::CalledBack);

    begun && file.order.kind.family() != Family::Complaint
}
