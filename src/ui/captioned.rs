//! A control with its label above, what is wrong with it, and what to put in.

use iced::advanced::layout::{Layout, Limits, Node};
use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Widget, mouse, renderer};
use iced::{Element, Length, Point, Rectangle, Renderer, Shrink, Size, Theme};

use crate::focus::Whole;
use crate::leave::leave;
use crate::space;

/// The parts, in their order among the children: the control is always the first, so that it stays what it is
/// whatever is said of it.
const CONTROL: usize = 0;
const LABEL: usize = 1;
const ERROR: usize = 2;
const HINT: usize = 3;

/// What is wrong stands in the line of the label where one line is enough there: then nothing moves when it appears,
/// and it touches nothing. Else it stands below the control, in place of the hint. There a single line takes no room
/// but the gap to whatever comes next; more of them take what they need.
pub(crate) struct Captioned<'a, Message> {
    children: Vec<Element<'a, Message>>,
    has: [bool; 4],
    width: Length,
    /// The height of one line of what is wrong.
    line: f32,
}

/// The parts of a [`Captioned`].
pub(crate) struct Parts<'a, Message> {
    pub control: Element<'a, Message>,
    pub label: Option<Element<'a, Message>>,
    pub error: Option<Element<'a, Message>>,
    pub hint: Option<Element<'a, Message>>,
}

/// Where the parts lie below each other.
struct Lying {
    nodes: [Node; 4],
    height: f32,
}

impl<'a, Message: 'a> Captioned<'a, Message> {
    pub(crate) fn new(parts: Parts<'a, Message>, width: Length, line: f32) -> Self {
        let Parts { control, label, error, hint } = parts;
        let has = [true, label.is_some(), error.is_some(), hint.is_some()];
        let nothing = || iced::widget::space().into();
        let others = [label, error, hint].map(|part| part.unwrap_or_else(nothing));

        Self { children: std::iter::once(control).chain(others).collect(), has, width, line }
    }
}

impl<Message> Captioned<'_, Message> {
    fn part(&mut self, at: usize, tree: &mut Tree, renderer: &Renderer, room: Size) -> Node {
        let limits = Limits::new(Size::ZERO, room);

        self.children[at].as_widget_mut().layout(&mut tree.children[at], renderer, &limits)
    }

    fn lie(&mut self, tree: &mut Tree, renderer: &Renderer, room: Size) -> Lying {
        let whole = |height: f32| Size::new(room.width, height);
        let label = self.part(LABEL, tree, renderer, whole(f32::INFINITY));
        let top = if self.has[LABEL] { label.size().height + space::TIGHT } else { 0.0 };
        let control = self.part(CONTROL, tree, renderer, whole((room.height - top).max(0.0)));
        let under = top + control.size().height;
        let hint = self.part(HINT, tree, renderer, whole(f32::INFINITY));
        let below = if self.has[HINT] { under + space::TIGHT } else { under };
        let end = below + hint.size().height;
        let (error, height) = self.error(tree, renderer, room.width, (&label, below, end));

        let control = control.move_to(Point::new(0.0, top));
        let hint = hint.move_to(Point::new(0.0, below));
        Lying { nodes: [control, label, error, hint], height }
    }

    /// Where what is wrong stands, and how high all is with it.
    fn error(
        &mut self,
        tree: &mut Tree,
        renderer: &Renderer,
        room: f32,
        (label, below, end): (&Node, f32, f32),
    ) -> (Node, f32) {
        if !self.has[ERROR] {
            return (Node::default(), end);
        }
        let used = label.size().width + space::NEAR;
        if self.has[LABEL] && used < room {
            let rest = Size::new(room - used, f32::INFINITY);
            let beside = self.part(ERROR, tree, renderer, rest);
            if beside.size().height < 1.5 * self.line {
                let down = (label.size().height - beside.size().height) / 2.0;
                return (beside.move_to(Point::new(used, down)), end);
            }
        }
        let error = self.part(ERROR, tree, renderer, Size::new(room, f32::INFINITY));
        let needed = error.size().height;
        if needed < 1.5 * self.line {
            return (error.move_to(Point::new(0.0, below)), end);
        }
        let down = if self.has[HINT] { below } else { below + space::TIGHT };
        let height = end.max(down + needed + space::TIGHT - space::SNUG);

        (error.move_to(Point::new(0.0, down)), height)
    }

    /// Whether the hint gives way to what is wrong.
    fn is_covered(&self, layout: Layout<'_>) -> bool {
        let mut parts = layout.children();
        let top = |part: Option<Layout<'_>>| part.map(|part| part.bounds().y);
        let (control, error) = (top(parts.next()), top(parts.nth(ERROR - 1)));

        self.has[ERROR] && error > control
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Captioned<'_, Message> {
    leave!(to all children: children, diff, update, mouse_interaction, overlay);

    fn size(&self) -> Size<Length> {
        Size::new(self.width, Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &Limits) -> Node {
        let limits = limits.width(self.width);
        let Lying { nodes, height } = self.lie(tree, renderer, limits.max());

        let widest = nodes.iter().map(|node| node.bounds().x + node.size().width);
        let size = Size::new(widest.fold(0.0, f32::max), height);

        Node::with_children(limits.resolve(self.width, Shrink, size), nodes.into())
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        operation.custom(None, layout.bounds(), &mut Whole);
        operation.container(None, layout.bounds());
        operation.traverse(&mut |operation| {
            let parts = self.children.iter_mut().zip(&mut tree.children).zip(layout.children());
            for ((part, tree), place) in parts {
                part.as_widget_mut().operate(tree, place, renderer, operation);
            }
        });
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
        let covered = self.is_covered(layout);
        let parts = self.children.iter().zip(&tree.children).zip(layout.children());
        // The hint is the last of them.
        for ((part, tree), place) in parts.take(if covered { HINT } else { HINT + 1 }) {
            part.as_widget().draw(tree, renderer, theme, style, place, cursor, viewport);
        }
    }
}
