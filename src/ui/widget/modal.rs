//! A dialog over the room. While it is open, pointer, keys and focus stay in it.

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Renderer as _, Shell, Widget, mouse, overlay, renderer};
use iced::keyboard::{self, key};
use iced::widget::{column, container, row, space as gap, text};
use iced::{Element, Event, Fill, Length, Rectangle, Renderer, Size, Theme, Vector};

use super::fitted::fitted;
use super::frame::lifted;
use crate::focus::{self, Step};
use crate::leave::leave;
use crate::page::{self, Turn};
use crate::theme::style;
use crate::{fonts, size, space};

/// A box with a heading, what it is about, and its buttons in a row at the right. Where there is too little room,
/// what it is about is scrolled; heading and buttons stay.
pub fn dialog<'a, Message: 'a>(
    heading: impl text::IntoFragment<'a>,
    content: impl Into<Element<'a, Message>>,
    buttons: Vec<Element<'a, Message>>,
) -> Element<'a, Message> {
    boxed(heading, None, content, buttons)
}

/// The same with something below the heading that stays while what is found by it is scrolled.
pub fn dialog_under<'a, Message: 'a>(
    heading: impl text::IntoFragment<'a>,
    top: impl Into<Element<'a, Message>>,
    content: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    boxed(heading, Some(top.into()), content, Vec::new())
}

fn boxed<'a, Message: 'a>(
    heading: impl text::IntoFragment<'a>,
    top: Option<Element<'a, Message>>,
    content: impl Into<Element<'a, Message>>,
    buttons: Vec<Element<'a, Message>>,
) -> Element<'a, Message> {
    let heading = text(heading).size(size::LEAD).font(fonts::BOLD);
    let head = column![heading, top].spacing(space::APART);
    let buttons = iced::widget::Row::with_children(buttons).spacing(space::NEAR);
    let foot = row![gap::horizontal(), buttons];

    lifted(container(fitted(head, content, foot)).style(style::floating))
}

/// `room`, and over it `dialog` if there is one. The first control of a new dialog gets the
/// focus; Escape says `on_close`. When the dialog is gone, the focus is where it was.
pub fn modal<'a, Message: Clone + 'a>(
    room: impl Into<Element<'a, Message>>,
    dialog: Option<Element<'a, Message>>,
    on_close: Option<Message>,
) -> Element<'a, Message> {
    let dialog = dialog.map(|dialog| {
        // In a small window every line counts.
        let room = [space::NEAR, space::NEAR];
        container(dialog).center(Fill).padding(room).style(style::veil).into()
    });
    Element::new(Modal { layers: std::iter::once(room.into()).chain(dialog).collect(), on_close })
}

struct Modal<'a, Message> {
    layers: Vec<Element<'a, Message>>,
    on_close: Option<Message>,
}

#[derive(Default)]
struct State {
    welcomed: bool,
}

impl<Message: Clone> Widget<Message, Theme, Renderer> for Modal<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    leave!(to all layers: children);

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(&self.layers);
        if self.layers.len() == 1 {
            tree.state.downcast_mut::<State>().welcomed = false;
        }
    }

    fn size(&self) -> Size<Length> {
        Size::new(Fill, Fill)
    }

    fn layout(
        &mut self,
        tree: &mut Tree,
        renderer: &Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        let layers = self.layers.iter_mut().zip(&mut tree.children);
        let nodes =
            layers.map(|(layer, tree)| layer.as_widget_mut().layout(tree, renderer, limits));

        layout::Node::with_children(limits.max(), nodes.collect())
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let top = self.layers.len() - 1;
        let Some(place) = layout.children().nth(top) else { return };
        operation.container(None, layout.bounds());
        operation.traverse(&mut |operation| {
            let inner = &mut tree.children[top];
            self.layers[top].as_widget_mut().operate(inner, place, renderer, operation);
        });
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
        let top = self.layers.len() - 1;
        let Some(place) = layout.children().nth(top) else { return };
        let open = top > 0;
        let state = tree.state.downcast_mut::<State>();
        let inner = &mut tree.children[top];
        let content = &mut self.layers[top];

        if open && !state.welcomed {
            state.welcomed = true;
            // Whoever opened it may have sent the focus to a field of their own choice.
            if !has_focus(content, inner, place, renderer) {
                focus::first(&mut |operation: &mut dyn Operation| {
                    content.as_widget_mut().operate(inner, place, renderer, operation);
                });
            }
            shell.request_redraw();
        }
        let pressed = match event {
            Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. }) if open => {
                Some(Pressed::read(key, *modifiers))
            }
            _ => None,
        };
        let closing = matches!(pressed, Some(Pressed::Close));
        let held = closing && has_focus(content, inner, place, renderer);
        content
            .as_widget_mut()
            .update(inner, event, place, cursor, renderer, clipboard, shell, viewport);

        let Some(pressed) = pressed else { return };
        // A field only lets go of the focus at Escape; a list that dropped down keeps it.
        let let_go = held && !has_focus(content, inner, place, renderer);
        if shell.is_event_captured() && !let_go {
            return;
        }
        match pressed {
            Pressed::Close => {
                self.on_close.iter().for_each(|message| shell.publish(message.clone()));
                shell.capture_event();
            }
            Pressed::Walk(step) => {
                focus::step(
                    &mut |operation: &mut dyn Operation| {
                        content.as_widget_mut().operate(inner, place, renderer, operation);
                    },
                    step,
                    true,
                );
                shell.capture_event();
                shell.request_redraw();
            }
            Pressed::Turn(turn) => {
                page::turn(
                    &mut |operation: &mut dyn Operation| {
                        content.as_widget_mut().operate(inner, place, renderer, operation);
                    },
                    turn,
                );
                shell.capture_event();
                shell.request_redraw();
            }
            Pressed::Deed => {}
            Pressed::Nothing => shell.capture_event(),
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        // A layer is cut by nothing but its own bounds: where the room is scrolled, it must not reach beyond.
        let Some(bounds) = layout.bounds().intersection(viewport) else { return };
        let top = self.layers.len() - 1;
        let layers = self.layers.iter().zip(&tree.children).zip(layout.children());
        for (at, ((layer, tree), place)) in layers.enumerate() {
            let cursor = if at == top { cursor } else { mouse::Cursor::Unavailable };
            renderer.with_layer(bounds, |renderer| {
                layer.as_widget().draw(tree, renderer, theme, style, place, cursor, viewport);
            });
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        let top = self.layers.len() - 1;
        let Some(place) = layout.children().nth(top) else {
            return mouse::Interaction::default();
        };
        self.layers[top].as_widget().mouse_interaction(
            &tree.children[top],
            place,
            cursor,
            viewport,
            renderer,
        )
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let top = self.layers.len() - 1;
        let place = layout.children().nth(top)?;
        let inner = &mut tree.children[top];
        self.layers[top].as_widget_mut().overlay(inner, place, renderer, viewport, translation)
    }
}

/// What a key does that nothing in an open dialog wanted. None of them reaches the room or the window behind it,
/// except those that are deeds of the dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pressed {
    /// Escape leaves the dialog.
    Close,
    /// Tab and arrows stay within it, and so does Enter where nothing else wants it.
    Walk(Step),
    /// The keys of the page scroll it.
    Turn(Turn),
    /// Ctrl+Enter and the function keys are what the dialog's own buttons say.
    Deed,
    /// Anything else is kept from whatever is behind.
    Nothing,
}

impl Pressed {
    fn read(key: &keyboard::Key, modifiers: keyboard::Modifiers) -> Self {
        use key::Named;

        let keyboard::Key::Named(named) = key else { return Self::Nothing };
        if let Some(turn) = Turn::read(key, modifiers) {
            return Self::Turn(turn);
        }
        match named {
            Named::Escape => Self::Close,
            Named::Tab if modifiers.command() || modifiers.alt() => Self::Nothing,
            Named::Tab if modifiers.shift() => Self::Walk(Step::Previous),
            Named::Tab | Named::ArrowDown => Self::Walk(Step::Next),
            Named::ArrowUp => Self::Walk(Step::Previous),
            Named::Enter if modifiers.is_empty() => Self::Walk(Step::On),
            Named::Enter => Self::Deed,
            named if (Named::F1..=Named::F12).contains(named) => Self::Deed,
            _ => Self::Nothing,
        }
    }
}

fn has_focus<Message>(
    content: &mut Element<'_, Message>,
    tree: &mut Tree,
    place: Layout<'_>,
    renderer: &Renderer,
) -> bool {
    let found = focus::survey(&mut |operation: &mut dyn Operation| {
        content.as_widget_mut().operate(tree, place, renderer, operation);
    });

    found.focused.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{pressed, ui};
    use crate::widget::{button, field};
    use iced::keyboard::key::Named;

    fn asking() -> Element<'static, &'static str> {
        let question = dialog(
            "really?",
            text("it cannot be brought back"),
            vec![button("yes").on_press("yes").into(), button("no").on_press("no").into()],
        );
        crate::root(modal(button("behind").on_press("behind"), Some(question), Some("closed")))
    }

    #[test]
    fn the_first_button_has_the_focus_and_tab_stays_inside() {
        let mut ui = ui(asking());
        pressed(&mut ui, Named::Enter);
        pressed(&mut ui, Named::Tab);
        pressed(&mut ui, Named::Enter);
        pressed(&mut ui, Named::Tab);
        pressed(&mut ui, Named::Enter);
        assert_eq!(ui.into_messages().collect::<Vec<_>>(), ["yes", "no", "yes"]);
    }

    #[test]
    fn escape_closes_a_dialog_whose_field_has_the_focus_at_once() {
        let typing = dialog("name", field("name", "Li").on_input(|_| "typed"), Vec::new());
        let mut ui = ui(crate::root(modal(text("room"), Some(typing), Some("closed"))));
        pressed(&mut ui, Named::Shift);
        pressed(&mut ui, Named::Escape);

        assert_eq!(ui.into_messages().collect::<Vec<_>>(), ["closed"]);
    }

    #[test]
    fn no_key_goes_behind_an_open_dialog_but_those_that_are_its_deeds() {
        use iced::event::Status;

        let mut ui = ui(asking());
        for letter in ["7", "n", "+"] {
            let key = keyboard::Key::Character(letter.into());
            assert_eq!(ui.tap_key(key), Status::Captured, "{letter}");
        }
        for named in [Named::ArrowDown, Named::Delete, Named::Tab, Named::PageUp] {
            assert_eq!(ui.tap_key(named), Status::Captured, "{named:?}");
        }
        for named in [Named::F10, Named::F2] {
            assert_eq!(ui.tap_key(named), Status::Ignored, "{named:?}");
        }
        assert_eq!(ui.into_messages().count(), 0);
    }

    #[test]
    fn escape_closes_and_the_room_behind_cannot_be_reached() {
        let mut ui = ui(asking());
        assert!(ui.find("behind").is_err());
        ui.point_at(iced::Point::new(8.0, 8.0));
        ui.simulate(iced_test::simulator::click());
        pressed(&mut ui, Named::Escape);
        assert_eq!(ui.into_messages().collect::<Vec<_>>(), ["closed"]);
    }

    #[test]
    fn a_dialog_taller_than_the_window_keeps_its_heading_and_its_buttons_in_sight() {
        let lines = (0..40).map(|at| text(format!("line {at}")).into());
        let long = iced::widget::Column::with_children(lines);
        let question = dialog("really?", long, vec![button("yes").on_press("yes").into()]);
        let view = crate::root(modal(text("room"), Some(question), Some("closed")));
        let size = Size::new(683.0, 300.0);
        let mut ui = iced_test::Simulator::with_size(crate::settings(), size, view);
        ui.find("really?").expect("the heading");
        ui.click("yes").expect("it can be pressed where it stands");

        assert_eq!(ui.into_messages().collect::<Vec<_>>(), ["yes"]);
    }

    #[test]
    fn a_scrolled_room_reaches_no_further_with_a_dialog_around_it() {
        use crate::shot::{Frame, picture};
        use iced::widget::{column, container};

        crate::fonts::install("zh-CN");
        let black = |_: &Theme| container::Style::default().background(iced::Color::BLACK);
        let tall = container(text("")).width(100).height(400).style(black);
        let room = container(crate::widget::scroll("room", modal(tall, None, None))).height(100);
        let frame = Frame { size: Size::new(100, 160), scale: 1.0, theme: crate::theme::light() };
        let shown = picture::<()>(column![room], &frame);
        let at = |y: usize| shown.rgba[(y * 100 + 50) * 4];

        assert_eq!(at(50), 0, "the room is there");
        assert!(at(130) > 200, "and nowhere else");
    }
}
