//! A telephone rings: whoever calls is shown, but nobody is torn out of what they are writing.

use engine::{CallingNumber, Error, Hit};
use iced::Task;
use ui::Tone;

use super::{DeskWindow, Message};
use crate::action::{Notice, Way};
use crate::caller::CallerBar;
use crate::context::Context;

/// More are not counted.
const COUNTED: usize = 12;
/// More letters of what was copied are not looked for.
const PASTED: usize = 100;

impl DeskWindow {
    /// A telephone handed its number in, as `branchdesk call` does. The file of whoever calls is opened; where
    /// something may be half-written it waits at the foot of the window.
    pub fn ring(&mut self, number: &CallingNumber, cx: &Context) -> Task<Message> {
        if self.rooms.front.room.may_be_left() {
            return self.show_caller(number.as_str(), cx);
        }
        let found = cx.engine.find(number.as_str(), COUNTED);
        let number = number.as_str().to_owned();

        Task::perform(found, move |hits| Message::CallerFound(number.clone(), hits))
    }

    /// Something was pasted where no field has the cursor: a number as if it rang, anything else into the caller bar,
    /// unless a form is being written.
    pub(super) fn pasted(&mut self, copied: Option<&str>, cx: &Context) -> Task<Message> {
        let line = copied.and_then(|text| text.lines().map(str::trim).find(|it| !it.is_empty()));
        let Some(line) = line else { return Task::none() };
        if let Some(number) = CallingNumber::parse(line) {
            return self.ring(&number, cx);
        }
        if self.rooms.front.room.is_written_in() {
            return Task::none();
        }
        let action = self.caller.look_for(line.chars().take(PASTED).collect(), cx);

        Task::batch([self.follow(action, cx), CallerBar::focus()])
    }

    pub(super) fn caller_found(
        &mut self,
        number: String,
        hits: Result<Vec<Hit>, Error>,
        cx: &Context,
    ) -> Task<Message> {
        let hits = hits.unwrap_or_default();
        let who = match hits.as_slice() {
            [] => cx.locale.caller_unknown(),
            [hit] => hit.name.clone(),
            several => cx.locale.caller_several(several.len()),
        };
        let words = cx.locale.caller_rings(&number, &who);
        self.notices.forget_calls();
        let notice = Notice { tone: Tone::Info, ..Notice::done(words) };
        self.tell(Notice { way: Some(Way::Caller(number)), ..notice });

        Task::none()
    }

    /// The person goes to the file of whoever rang last, or to what was made ready.
    pub(super) fn way_taken(&mut self, cx: &Context) -> Task<Message> {
        match self.notices.take_way() {
            Some(Way::Caller(number)) => self.show_caller(&number, cx),
            Some(Way::Place(place) | Way::Found(place)) => self.go(place, cx),
            None => Task::none(),
        }
    }

    fn show_caller(&mut self, number: &str, cx: &Context) -> Task<Message> {
        let action = self.caller.ring(number, cx);

        Task::batch([self.follow(action, cx), CallerBar::focus()])
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{drive, window};
    use super::*;
    use crate::place::{Caller, Place};
    use crate::testing::{call, context, wait};

    #[test]
    fn a_call_opens_the_callers_file() {
        let cx = context();
        let received = wait(cx.engine.receive_order(call())).expect("a call");
        let mut window = window(&cx);
        let number = CallingNumber::parse("13812345678").expect("a number");
        let rung = window.ring(&number, &cx);
        drive(&mut window, rung, &cx);

        assert!(
            matches!(window.rooms.front.place, Place::Household(id) if id == received.customer)
        );
    }

    #[test]
    fn a_copied_number_opens_its_file_and_a_copied_name_is_looked_for() {
        let cx = context();
        let received = wait(cx.engine.receive_order(call())).expect("a call");
        let mut window = window(&cx);
        let pasted = window.pasted(Some("Ouyang Zhe\r\nmore"), &cx);
        drive(&mut window, pasted, &cx);
        assert_eq!(window.caller.typed(), "Ouyang Zhe");

        let pasted = window.pasted(Some("\n tel:+86 138-1234-5678 "), &cx);
        drive(&mut window, pasted, &cx);
        assert!(
            matches!(window.rooms.front.place, Place::Household(id) if id == received.customer)
        );
        let none = window.pasted(Some(" \n "), &cx);
        drive(&mut window, none, &cx);
        assert!(matches!(window.rooms.front.place, Place::Household(_)));
    }

    #[test]
    fn a_call_waits_while_an_order_is_being_written() {
        let cx = context();
        let received = wait(cx.engine.receive_order(call())).expect("a call");
        let mut window = window(&cx);
        let entered = window.go(Place::Intake(Caller::default()), &cx);
        drive(&mut window, entered, &cx);
        let number = CallingNumber::parse("138 1234 5678").expect("a number");
        let rung = window.ring(&number, &cx);
        drive(&mut window, rung, &cx);

        assert!(matches!(window.rooms.front.place, Place::Intake(_)), "nobody is torn away");
        let words = cx.locale.caller_rings("138 1234 5678", "Ouyang Zhe");
        assert_eq!(window.notices.words(), [words]);

        let taken = window.way_taken(&cx);
        drive(&mut window, taken, &cx);
        assert!(
            matches!(window.rooms.front.place, Place::Household(id) if id == received.customer)
        );
        assert!(window.notices.words().is_empty());
    }
}
