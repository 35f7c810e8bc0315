//! A head, a body and a foot one below the other, as wide as a dialog. Where the window is too low for that they get wider
//! and lie closer together; where it still is, the body is scrolled between head and foot.

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
/// How wide the bar is.
const BAR: f32 = space::NEAR;

pub(super) fn fitted<'a, Message: 'a>(
    head: impl Into<Element<'a, Message>>,
    body: impl Into<Element<'a, Message>>,
    foot: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    // What is wrong with the last field hangs below it.
    let body = container(body).padding(Padding { bottom: size::CAPTION + AIR, ..AIR.into() });
    // Where there is something to scroll, the bar takes its own room.
    let bar = scrollable::Scrollbar::new().width(BAR).scroller_width(BAR).spacing(space::NONE);
    let body = scrollable(body)
        .direction(scrollable::Direction::Vertical(bar))
        .width(Fill)
        .style(style::scroll);

    Element::new(Fitted { children: vec![head.into(), body.into(), foot.into()] })
}

struct Fitted<'a, Message> {
    children: Vec<Element<'a, Message>>,
}

/// How a dialog lies: its width with its edges, between them and what is in it, between its parts.
#[derive(Clone, Copy)]
struct Shape {
    width: f32,
    edge: f32,
    gap: f32,
}

const USUAL: Shape = Shape { width: size::DIALOG, edge: space::FAR, gap: space::APART };
const LOW: Shape = Shape { width: size::READING, edge: space::SNUG, gap: space::NEAR };

/// Whether what is scrolled is higher than its room.
fn is_cut(body: &Node) -> bool {
    body.children().iter().any(|content| content.size().height > body.size().height)
}

impl<Message> Fitted<'_, Message> {
    fn parts(&mut self, tree: &mut Tree, renderer: &Renderer, room: Size, shape: Shape) -> Node {
        let Shape { width, edge, gap } = shape;
        let inside =
            Size::new(width.min(room.width) - 2.0 * edge, (room.height - 2.0 * edge).max(0.0));
        let mut place = |at: usize, size: Size| {
            let limits = Limits::new(Size::ZERO, size);
            self.children[at].as_widget_mut().layout(&mut tree.children[at], renderer, &limits)
        };
        let (head, foot) = (place(0, inside), place(2, inside));
        let above = head.size().height + gap;
        let below = match foot.size().height {
            0.0 => space::NONE,
            height => height + gap,
        };
        let left = (inside.height - above - below + AIR).max(space::MARGIN);
        let size = Size::new(inside.width + 2.0 * AIR, left + AIR);
        let body = place(1, size);
        // The bar stands in the edge, if there is one.
        let body = if is_cut(&body) {
            place(1, Size::new(size.width + (edge - AIR).min(BAR), size.height))
        } else {
            body
        };
        let end = above + body.size().height - 2.0 * AIR;
        let whole = Size::new(inside.width + 2.0 * edge, end + below + 2.0 * edge);
        let head = head.move_to(Point::new(edge, edge));
        let foot = foot.move_to(Point::new(edge, edge + end + gap));
        let body = body.move_to(Point::new(edge - AIR, edge + above - AIR));

        Node::with_children(whole, vec![head, body, foot])
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Fitted<'_, Message> {
    leave!(to all children: children, diff, operate, update, mouse_interaction, overlay);

    fn size(&self) -> Size<Length> {
        Size::new(Shrink, Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &Limits) -> Node {
        let usual = self.parts(tree, renderer, limits.max(), USUAL);
        let is_cut = usual.children().get(1).is_some_and(is_cut);

        if is_cut { self.parts(tree, renderer, limits.max(), LOW) } else { usual }
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
