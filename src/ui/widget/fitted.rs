//! A head, a body and a foot one below the other: where there is too little room, the body is scrolled between them.

use iced::advanced::layout::{Layout, Limits, Node};
use iced::advanced::widget::Tree;
use iced::advanced::{Widget, mouse, renderer};
use iced::widget::{container, scrollable};
use iced::{Element, Fill, Length, Padding, Point, Rectangle, Renderer, Shrink, Size, Theme};

use crate::leave::leave;
use crate::theme::style;
use crate::{size, space};

/// The rings of the focus reach beyond their controls, and are not cut.
const AIR: f32 = space::TIGHT;

pub(super) fn fitted<'a, Message: 'a>(
    head: impl Into<Element<'a, Message>>,
    body: impl Into<Element<'a, Message>>,
    foot: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    // What is wrong with the last field hangs below it.
    let body = container(body).padding(Padding { bottom: size::CAPTION + AIR, ..AIR.into() });
    let body = scrollable(body).width(Fill).style(style::scroll);

    Element::new(Fitted { children: vec![head.into(), body.into(), foot.into()] })
}

struct Fitted<'a, Message> {
    children: Vec<Element<'a, Message>>,
}

impl<Message> Widget<Message, Theme, Renderer> for Fitted<'_, Message> {
    leave!(to all children: children, diff, operate, update, mouse_interaction, overlay);

    fn size(&self) -> Size<Length> {
        Size::new(Fill, Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &Limits) -> Node {
        let room = limits.max();
        let mut place = |at: usize, size: Size| {
            let limits = Limits::new(Size::ZERO, size);
            self.children[at].as_widget_mut().layout(&mut tree.children[at], renderer, &limits)
        };
        let (head, foot) = (place(0, room), place(2, room));
        let above = head.size().height + space::APART;
        let below = match foot.size().height {
            0.0 => space::NONE,
            height => height + space::APART,
        };
        let left = (room.height - above - below + AIR).max(space::MARGIN);
        let body = place(1, Size::new(room.width + 2.0 * AIR, left + AIR));
        let end = above + body.size().height - 2.0 * AIR;
        let whole = Size::new(room.width, end + below);
        let foot = foot.move_to(Point::new(0.0, end + space::APART));
        let body = body.move_to(Point::new(-AIR, above - AIR));

        Node::with_children(whole, vec![head, body, foot])
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
        for ((child, tree), place) in children {
            child.as_widget().draw(tree, renderer, theme, style, place, cursor, viewport);
        }
    }
}
