//! A call that was begun and is no order yet: seen from every room, and one key away.

use iced::widget::row;
use iced::{Center, Element, Task};
use ui::widget::{button, icon_button, key_hint};
use ui::{icon, space};

use super::{DeskWindow, Message, is_intake};
use crate::context::Context;
use crate::place::{Caller, Place};
use crate::screen::intake;

/// So many letters of a name tell whose call it is.
const LETTERS: usize = 12;

/// Asks whose call was begun last.
pub fn read(cx: &Context) -> Task<Message> {
    Task::perform(intake::begun(cx.engine.clone()), Message::BegunRead)
}

impl DeskWindow {
    /// Goes on with the call that is being taken down, or with the one that was begun last; begins one where there is
    /// none.
    pub(super) fn go_on(&mut self, cx: &Context) -> Task<Message> {
        if is_intake(&self.rooms.front.room) {
            return Task::none();
        }
        if self.rooms.recall(is_intake) {
            return self.come_back(cx);
        }

        self.go(Place::Intake(Caller::default()), cx)
    }

    /// The way back to it, wherever else one is.
    pub(super) fn begun<'a>(&'a self, slim: bool, cx: &'a Context) -> Option<Element<'a, Message>> {
        let who = self.begun.as_deref().filter(|_| !is_intake(&self.rooms.front.room))?;
        let words = cx.locale.window_begun(&shortened(who));
        if slim {
            let deed = icon_button(icon::phone(), words).key("Ctrl+B");
            return Some(deed.waiting().on_press(Message::BegunPressed).into());
        }
        let deed = button(words).icon(icon::phone()).waiting().on_press(Message::BegunPressed);

        Some(row![deed, key_hint("Ctrl+B")].spacing(space::TIGHT).align_y(Center).into())
    }
}

fn shortened(who: &str) -> String {
    let mut letters = who.chars();
    let first: String = letters.by_ref().take(LETTERS).collect();

    if letters.next().is_some() { format!("{}…", first.trim_end()) } else { first }
}

#[cfg(test)]
mod tests {
    use iced::keyboard::{Key, Modifiers, key::Named};

    use super::*;
    use crate::shortcut::Shortcut;
    use crate::testing::context;
    use crate::testing::desk::Desk;

    fn strike(desk: &mut Desk, key: Key, modifiers: Modifiers) {
        desk.press(&Shortcut { key, modifiers });
    }

    fn letter(desk: &mut Desk, letter: &str, modifiers: Modifiers) {
        strike(desk, Key::Character(letter.into()), modifiers);
    }

    fn tab(desk: &mut Desk) {
        strike(desk, Key::Named(Named::Tab), Modifiers::empty());
    }

    #[test]
    fn a_call_that_was_begun_is_seen_everywhere_and_gone_on_with_where_one_was() {
        for size in [iced::Size::new(1366.0, 768.0), iced::Size::new(683.0, 384.0)] {
            let cx = context();
            let mut desk = Desk::new(cx.engine.clone(), size);
            letter(&mut desk, "n", Modifiers::CTRL);
            desk.write("13812345678");
            tab(&mut desk);
            desk.write("Ouyang");
            letter(&mut desk, "2", Modifiers::ALT);
            let told = cx.locale.window_begun("Ouyang");
            let chinese = locale::Locale::new(locale::Language::SimplifiedChinese);
            let told = [told, chinese.window_begun("Ouyang")];
            assert!(desk.all_words().iter().any(|words| told.contains(words)), "on the board");

            letter(&mut desk, "b", Modifiers::CTRL);
            assert_eq!(desk.room_name(), Some("Intake"));
            desk.write(" Zhe");
            letter(&mut desk, "3", Modifiers::ALT);
            let whole = [cx.locale.window_begun("Ouyang Zhe"), chinese.window_begun("Ouyang Zhe")];
            let seen = desk.all_words();
            assert!(seen.iter().any(|words| whole.contains(words)), "typed on: {seen:?}");
        }
    }

    #[test]
    fn a_long_name_is_cut() {
        assert_eq!(shortened("Ouyang Zhe"), "Ouyang Zhe");
        assert_eq!(shortened("Bartholomew Fitzgerald"), "Bartholomew…");
    }
}
