//! What a field of several lines does beyond typing: it takes its own typing back.

use std::rc::Rc;
use std::sync::Arc;

use iced::advanced::text::highlighter::PlainText;
use iced::advanced::text::{self, Paragraph as _};
use iced::advanced::widget::Tree;
use iced::keyboard::{Key, key::Named};
use iced::widget::text_editor::{self, Action, Edit, TextEditor};
use iced::{Element, Renderer, Size};

use crate::typing::{Put, Rules, Typing, settles};
use crate::{fonts, size, space};

/// What is said when something is done in the field.
pub(crate) type OnAction<'a, Message> = Rc<dyn Fn(Action) -> Message + 'a>;

/// A field that shows `value`. With `on_action`, Ctrl+Z and Ctrl+Y are about what was typed in it, as in a field of
/// one line; Enter is a line here, and hands nothing over.
pub(crate) fn noting<'a, Message: Clone + 'a>(
    editor: TextEditor<'a, PlainText, Message>,
    value: String,
    on_action: Option<OnAction<'a, Message>>,
) -> Element<'a, Message> {
    // All of it is replaced, in two steps that any room performs on its content.
    let put = on_action.map(|on_action| -> Put<'a, Message> {
        Box::new(move |value| {
            let put = if value.is_empty() { Edit::Delete } else { Edit::Paste(Arc::new(value)) };
            vec![on_action(Action::SelectAll), on_action(Action::Edit(put))]
        })
    });

    Element::new(Typing { content: editor.into(), value, put, on_leave: None, rules: RULES })
}

const RULES: Rules = Rules {
    is_focused,
    is_windows: |_key, focused| focused,
    settles: |key| settles(key) && *key != Key::Named(Named::Enter),
    keeps_escape: true,
    submits: false,
    is_whole,
};

/// How high a line is.
pub(crate) const LINE: f32 = 20.0;

/// What lies around the text.
pub(crate) const PADDING: [f32; 2] = [(size::CONTROL - LINE) / 2.0, space::NEAR];

fn is_whole(value: &str, field: Size) -> bool {
    let room = Size::new(field.width - 2.0 * PADDING[1], f32::INFINITY);
    let text = <Renderer as text::Renderer>::Paragraph::with_text(text::Text {
        content: value,
        bounds: room,
        size: size::BODY.into(),
        line_height: text::LineHeight::Absolute(LINE.into()),
        font: fonts::UI,
        align_x: text::Alignment::Default,
        align_y: iced::alignment::Vertical::Top,
        shaping: text::Shaping::Advanced,
        wrapping: text::Wrapping::WordOrGlyph,
    });

    text.min_height() <= field.height - 2.0 * PADDING[0] + 0.5
}

fn is_focused(tree: &Tree) -> bool {
    type Editor = text_editor::State<PlainText>;

    tree.children.first().is_some_and(|editor| editor.state.downcast_ref::<Editor>().is_focused())
}

#[cfg(test)]
mod tests {
    use iced::advanced::mouse;
    use iced::keyboard::{self, Modifiers};
    use iced::widget::text_editor::Content;
    use iced::{Event, event};
    use iced_test::runtime::user_interface::{Cache, UserInterface};
    use iced_test::simulator::press_key;

    use super::*;
    use crate::widget::note;

    /// A note that somebody writes in, from key to key.
    struct Writer {
        content: Content,
        cache: Cache,
        renderer: Renderer,
    }

    impl Writer {
        fn strike(&mut self, key: Key, modifiers: Modifiers, text: Option<&str>) -> event::Status {
            let mut pressed = press_key(key, text.map(Into::into));
            if let Event::Keyboard(keyboard::Event::KeyPressed { modifiers: held, .. }) =
                &mut pressed
            {
                *held = modifiers;
            }
            let view = crate::root(note("", &self.content).on_action(|action| action));
            let cache = std::mem::take(&mut self.cache);
            let window = Size::new(400.0, 300.0);
            let mut ui = UserInterface::build(view, window, cache, &mut self.renderer);
            let (mut said, nowhere) = (Vec::new(), mouse::Cursor::Unavailable);
            let mut board = iced::advanced::clipboard::Null;
            let answer = ui.update(&[pressed], nowhere, &mut self.renderer, &mut board, &mut said);
            self.cache = ui.into_cache();
            said.into_iter().for_each(|action| self.content.perform(action));

            answer.1[0]
        }

        fn letter(&mut self, letter: &str) {
            self.strike(Key::Character(letter.into()), Modifiers::empty(), Some(letter));
        }

        fn held(&mut self, letter: &str) -> event::Status {
            self.strike(Key::Character(letter.into()), Modifiers::COMMAND, None)
        }
    }

    #[test]
    fn a_note_takes_its_own_typing_back_before_anything_else_is() {
        crate::fonts::install("zh-CN");
        let renderer = Renderer::new(crate::fonts::UI, crate::size::BODY.into());
        let mut writer = Writer { content: Content::new(), cache: Cache::new(), renderer };
        writer.strike(Key::Named(Named::Tab), Modifiers::empty(), None);
        writer.letter("a");
        writer.strike(Key::Named(Named::Enter), Modifiers::empty(), None);
        writer.letter("b");
        assert_eq!(writer.content.text(), "a\nb");

        assert_eq!(writer.held("z"), event::Status::Captured);
        assert_eq!(writer.content.text(), "a\n");
        writer.held("z");
        writer.held("z");
        assert_eq!(writer.content.text(), "");
        assert_eq!(writer.held("z"), event::Status::Ignored, "the last deed is the window's");

        for _ in 0..3 {
            assert_eq!(writer.held("y"), event::Status::Captured);
        }
        assert_eq!(writer.content.text(), "a\nb");
        writer.strike(Key::Named(Named::F10), Modifiers::empty(), None);
        assert_eq!(writer.held("z"), event::Status::Ignored, "F10 hands over what was typed");

        let escape = Key::Named(Named::Escape);
        let left = writer.strike(escape.clone(), Modifiers::empty(), None);
        assert_eq!(left, event::Status::Captured, "it leaves the field, not the room");
        let again = writer.strike(escape, Modifiers::empty(), None);
        assert_eq!(again, event::Status::Ignored, "now it is the room's");
        writer.strike(Key::Named(Named::Tab), Modifiers::empty(), None);

        let digit = Key::Character("1".into());
        let room = writer.strike(digit, Modifiers::ALT, Some("1"));
        assert_eq!((room, writer.content.text().as_str()), (event::Status::Ignored, "a\nb"));
    }

    #[test]
    fn a_wheel_over_a_note_that_is_seen_whole_scrolls_the_page() {
        use crate::testing::{ui, wheel};

        for (text, whole) in [("short", true), ("1\n2\n3\n4\n5\n6", false)] {
            let content = Content::with_text(text);
            let mut ui = ui(crate::root(note("", &content).on_action(|action| action)));
            ui.point_at(iced::Point::new(60.0, 60.0));
            let status = ui.simulate([wheel(-1.0)]);

            assert_eq!(
                status,
                [if whole { event::Status::Ignored } else { event::Status::Captured }]
            );
        }
    }
}
