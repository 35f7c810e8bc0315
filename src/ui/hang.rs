//! What hangs below something: its first line takes no room, so that nothing moves when it appears.

use iced::advanced::layout::{Layout, Limits, Node};
use iced::advanced::widget::Tree;
use iced::advanced::{Widget, mouse, renderer};
use iced::{Element, Fill, Length, Point, Rectangle, Renderer, Shrink, Size, Theme};

use crate::leave::leave;

/// `content` as wide as its place, its first `line` over whatever comes next. What does not fit in that takes the room
/// it needs.
pub(crate) fn hang<'a, Message: 'a>(
    line: f32,
    content: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    Element::new(Hang { line, children: vec![content.into()] })
}

/// What has no height at all is not drawn.
const HAIR: f32 = 0.01;

struct Hang<'a, Message> {
    line: f32,
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
        let nodes: Vec<Node> = nodes.collect();
        let needed = nodes.iter().map(|node| node.size().height).fold(0.0, f32::max);

        Node::with_children(Size::new(room, (needed - self.line).max(HAIR)), nodes)
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
