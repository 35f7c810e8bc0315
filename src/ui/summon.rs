//! A field that is typed into from anywhere: the first key already lands in it, and none after it is lost on the way.

use iced::advanced::layout::Layout;
use iced::advanced::widget::operation::{focusable, text_input};
use iced::advanced::widget::{Id, Operation, Tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse};
use iced::keyboard::{self, Key, Modifiers};
use iced::{Element, Event, Rectangle, Renderer, Theme};

use crate::leave::leave;

/// What is around the field with this name: a key that nothing else wanted and that is `wanted` there gives it the focus
/// and is typed at once, in place of what the field held. A task could give it the focus only later, when more keys
/// have come.
pub fn summon<'a, Message: 'a>(
    field: impl Into<Id>,
    wanted: impl Fn(&Key, Modifiers) -> bool + 'a,
    content: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    let (content, field) = (content.into(), field.into());

    Element::new(Summon { content, field, wanted: Box::new(wanted) })
}

/// Whether a key with what is held down is meant for the field.
type Wanted<'a> = Box<dyn Fn(&Key, Modifiers) -> bool + 'a>;

struct Summon<'a, Message> {
    content: Element<'a, Message>,
    field: Id,
    wanted: Wanted<'a>,
}

impl<Message> Widget<Message, Theme, Renderer> for Summon<'_, Message> {
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
        let inner = &mut tree.children[0];
        let content = self.content.as_widget_mut();
        content.update(inner, event, layout, cursor, renderer, clipboard, shell, viewport);
        let Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. }) = event else {
            return;
        };
        if shell.is_event_captured() || !(self.wanted)(key, *modifiers) {
            return;
        }
        let mut focus = focusable::focus::<()>(self.field.clone());
        let mut select = text_input::select_all::<()>(self.field.clone());
        let steps: [&mut dyn Operation; 2] = [&mut focus, &mut select];
        for step in steps {
            content.operate(inner, layout, renderer, step);
        }
        content.update(inner, event, layout, cursor, renderer, clipboard, shell, viewport);
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

    #[test]
    fn keys_that_come_at_once_are_all_typed_and_in_their_order() {
        let digit =
            |key: &Key, _: Modifiers| matches!(key, Key::Character(it) if it.as_str() < ":");
        let caller = field("caller", "old").id("caller").on_input(|text| text);
        let mut ui = ui(crate::root(summon("caller", digit, Element::from(caller))));

        let keys = ["9", "0", "0", "7"];
        ui.simulate(keys.map(|key| press_key(Key::Character(key.into()), Some(key.into()))));
        ui.simulate([press_key(Key::Named(Named::F9), None)]);
        let typed: Vec<String> = ui.into_messages().collect();
        assert_eq!(typed, ["9", "90", "900", "9007"]);
    }
}
