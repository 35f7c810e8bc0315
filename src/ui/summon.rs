//! A field that is typed into from anywhere: the first key already lands in it, and none after it is lost on the way.

use std::time::{Duration, Instant};

use iced::advanced::layout::Layout;
use iced::advanced::widget::operation::{focusable, text_input};
use iced::advanced::widget::tree::{self, Tag};
use iced::advanced::widget::{Id, Operation, Tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse};
use iced::keyboard::{self, Key, Modifiers};
use iced::{Element, Event, Rectangle, Renderer, Theme, touch, window};

use crate::leave::leave;

/// What a key means that no control took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// Something else.
    Otherwise,
    /// It is the first for the field.
    Field,
    /// It does something by itself, or is the first for the field: that shows as soon as the next comes, or none.
    Either,
}

/// What is around the field with this name: a key that nothing else wanted and that is `meant` for it gives it the focus
/// and is typed at once, in place of what the field held. A task could give it the focus only later, when more keys
/// have come. A key that may do something by itself waits for `patience`: if no other follows, it is `alone`.
pub fn summon<'a, Message: 'a>(
    field: impl Into<Id>,
    meant: impl Fn(&Key, Modifiers) -> Meant + 'a,
    (patience, alone): (Duration, impl Fn(Key) -> Message + 'a),
    content: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    let (content, field) = (content.into(), field.into());
    let (meant, alone) = (Box::new(meant), Box::new(alone));

    Element::new(Summon { content, field, meant, patience, alone })
}

/// What a key with what is held down means.
type Judge<'a> = Box<dyn Fn(&Key, Modifiers) -> Meant + 'a>;

struct Summon<'a, Message> {
    content: Element<'a, Message>,
    field: Id,
    meant: Judge<'a>,
    patience: Duration,
    alone: Box<dyn Fn(Key) -> Message + 'a>,
}

/// A key that waits for another.
#[derive(Default)]
struct Held(Option<(Event, Key, Instant)>);

impl<Message> Summon<'_, Message> {
    /// What becomes of the key that waits, now that this happens: it is alone, or the answer is the first for the field.
    fn waited(
        &self,
        held: &mut Held,
        event: &Event,
        shell: &mut Shell<'_, Message>,
    ) -> Option<Event> {
        let (first, key, until) = held.0.take()?;
        match event {
            Event::Keyboard(keyboard::Event::KeyPressed { key: same, repeat: true, .. })
                if *same == key =>
            {
                held.0 = Some((first, key, until));
            }
            Event::Keyboard(keyboard::Event::KeyPressed { key: next, modifiers, .. }) => {
                if (self.meant)(next, *modifiers) != Meant::Otherwise {
                    return Some(first);
                }
                shell.publish((self.alone)(key));
            }
            Event::Window(window::Event::RedrawRequested(now)) if *now >= until => {
                shell.publish((self.alone)(key));
            }
            // Whatever is pressed may be something else than what was there when the key was.
            Event::Mouse(mouse::Event::ButtonPressed(_))
            | Event::Touch(touch::Event::FingerPressed { .. }) => {
                shell.publish((self.alone)(key));
            }
            _ => {
                shell.request_redraw_at(until);
                held.0 = Some((first, key, until));
            }
        }

        None
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Summon<'_, Message> {
    fn tag(&self) -> Tag {
        Tag::of::<Held>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(Held::default())
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        let first = self.waited(tree.state.downcast_mut(), event, shell);
        let inner = &mut tree.children[0];
        let content = self.content.as_widget_mut();
        if first.is_none() {
            content.update(inner, event, layout, cursor, renderer, clipboard, shell, viewport);
        }
        let Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, repeat, .. }) = event
        else {
            return;
        };
        let meant = (self.meant)(key, *modifiers);
        if shell.is_event_captured() || meant == Meant::Otherwise {
            return;
        }
        if meant == Meant::Either && first.is_none() {
            // A key that is held down answers once.
            if *repeat {
                shell.capture_event();
                return;
            }
            if !self.patience.is_zero() {
                let until = Instant::now() + self.patience;
                let held: &mut Held = tree.state.downcast_mut();
                held.0 = Some((event.clone(), key.clone(), until));
                shell.request_redraw_at(until);
                shell.capture_event();
            }
            return;
        }
        let mut focus = focusable::focus::<()>(self.field.clone());
        let mut select = text_input::select_all::<()>(self.field.clone());
        let steps: [&mut dyn Operation; 2] = [&mut focus, &mut select];
        for step in steps {
            content.operate(inner, layout, renderer, step);
        }
        for event in first.iter().chain([event]) {
            content.update(inner, event, layout, cursor, renderer, clipboard, shell, viewport);
        }
    }

    leave!(to content: children, diff, size, layout, operate, draw, mouse_interaction, overlay);
}

#[cfg(test)]
mod tests {
    use iced::keyboard::key::Named;
    use iced_test::simulator::press_key;

    use super::*;
    use crate::testing::ui;
    use crate::widget::field;

    fn press(key: &str) -> Event {
        press_key(Key::Character(key.into()), Some(key.into()))
    }

    /// A field that digits are meant for, and where 1 also does something by itself.
    fn desk<'a>(patience: Duration) -> Element<'a, String> {
        let meant = |key: &Key, _: Modifiers| match key {
            Key::Character(it) if it.as_str() == "1" => Meant::Either,
            Key::Character(it) if it.as_str() < ":" => Meant::Field,
            _ => Meant::Otherwise,
        };
        let alone = |key: Key| format!("alone {}", key_name(&key));
        let caller = field("caller", "old").id("caller").on_input(|text| text);

        crate::root(summon("caller", meant, (patience, alone), Element::from(caller)))
    }

    fn key_name(key: &Key) -> String {
        match key {
            Key::Character(it) => it.to_string(),
            _ => String::new(),
        }
    }

    fn redraw(at: Instant) -> Event {
        Event::Window(window::Event::RedrawRequested(at))
    }

    #[test]
    fn a_key_that_does_something_by_itself_is_typed_where_others_follow_it_at_once() {
        let mut ui = ui(desk(Duration::from_secs(60)));
        ui.simulate([press("1"), press("3"), press("8"), press("1")]);
        let typed: Vec<String> = ui.into_messages().collect();

        assert_eq!(typed, ["1", "13", "138", "1381"]);
    }

    #[test]
    fn it_does_what_it_does_where_nothing_follows() {
        let patience = Duration::from_millis(50);
        let mut alone = ui(desk(patience));
        alone.simulate([press("1"), redraw(Instant::now())]);
        alone.simulate([redraw(Instant::now() + 2 * patience), press("3")]);
        assert_eq!(alone.into_messages().collect::<Vec<_>>(), ["alone 1", "3"]);

        let mut other = ui(desk(Duration::from_secs(60)));
        other.simulate([press("1"), press("x")]);
        assert_eq!(other.into_messages().collect::<Vec<_>>(), ["alone 1"]);
    }

    #[test]
    fn a_press_of_the_mouse_lets_what_waits_answer_first() {
        let mut ui = ui(desk(Duration::from_secs(60)));
        let pressed = Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left));
        ui.simulate([press("1"), pressed]);

        assert_eq!(ui.into_messages().collect::<Vec<_>>(), ["alone 1"]);
    }

    #[test]
    fn a_key_that_is_held_down_answers_once() {
        let patience = Duration::from_millis(50);
        let held = || match press("1") {
            Event::Keyboard(keyboard::Event::KeyPressed {
                key,
                modified_key,
                physical_key,
                location,
                modifiers,
                text,
                ..
            }) => Event::Keyboard(keyboard::Event::KeyPressed {
                key,
                modified_key,
                physical_key,
                location,
                modifiers,
                text,
                repeat: true,
            }),
            event => event,
        };
        let mut ui = ui(desk(patience));
        ui.simulate([press("1"), held()]);
        ui.simulate([redraw(Instant::now() + 2 * patience), held(), held()]);
        ui.simulate([redraw(Instant::now() + 9 * patience)]);

        assert_eq!(ui.into_messages().collect::<Vec<_>>(), ["alone 1"]);
    }

    #[test]
    fn keys_that_come_at_once_are_all_typed_and_in_their_order() {
        let mut ui = ui(desk(Duration::ZERO));

        let keys = ["9", "0", "0", "7"];
        ui.simulate(keys.map(press));
        ui.simulate([press_key(Key::Named(Named::F9), None)]);
        let typed: Vec<String> = ui.into_messages().collect();
        assert_eq!(typed, ["9", "90", "900", "9007"]);
    }
}
