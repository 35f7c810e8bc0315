//! What hangs below something without taking room: nothing moves when it appears.

use iced::advanced::layout::{Layout, Limits, Node};
use iced::advanced::widget::Tree;
use iced::advanced::{Widget, mouse, renderer};
use iced::{Element, Fill, Length, Point, Rectangle, Renderer, Shrink, Size, Theme};

use crate::leave::leave;

/// `content` as wide as its place and as high as it likes, over whatever comes next.
pub(crate) fn hang<'a, Message: 'a>(
    content: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    Element::new(Hang { children: vec![content.into()] })
}

/// What has no height at all is not drawn.
const HAIR: f32 = 0.01;

struct Hang<'a, Message> {
    children: Vec<Element<'a, Message>>,
}

impl<Message> Widget<Message, Theme, Renderer> for Hang<'_, Message> {
    leave!(to all children: children, diff, operate, update, mouse_interaction, overlay);

    fn size(&self) -> Size<Length> {
        Size::new(Fill, Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &Limits) -> Node {
        let room = limits.max().width;
        let limits = Limits::new(Size::ZERO, Size::new(room, f32::INFINITY));
        let children = self.children.iter_mut().zip(&mut tree.children);
        let nodes = children.map(|(content, tree)| {
            content.as_widget_mut().layout(tree, renderer, &limits).move_to(Point::ORIGIN)
        });
        let nodes = nodes.collect();

        Node::with_children(Size::new(room, HAIR), nodes)
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
        let children = self.children.iter().zip(&tree.children).zip(layout.children());
        for ((content, tree), place) in children {
            content.as_widget().draw(tree, renderer, theme, style, place, cursor, viewport);
        }
    }
}
