//! Columns that give way: side by side where there is room, one below the other where the type
//! is large or the window small.

use iced::advanced::layout::{Layout, Limits, Node};
use iced::advanced::widget::Tree;
use iced::advanced::{Widget, mouse, renderer};
use iced::{Element, Fill, Length, Point, Rectangle, Renderer, Shrink, Size, Theme};

use crate::leave::leave;
use crate::space;

/// As many equal columns as fit, none narrower than `least`; the rest goes to the next line.
/// For the fields of a form.
pub fn columns<'a, Message: 'a>(
    least: f32,
    children: impl IntoIterator<Item = Element<'a, Message>>,
) -> Element<'a, Message> {
    let children = children.into_iter().collect();
    Element::new(Flow { children, shape: Shape::Equal(least), gap: space::SNUG })
}

/// `main` with `side` at its right, `width` wide; below it where `main` would get less than
/// `least`.
pub fn beside<'a, Message: 'a>(
    main: impl Into<Element<'a, Message>>,
    least: f32,
    side: impl Into<Element<'a, Message>>,
    width: f32,
) -> Element<'a, Message> {
    let children = vec![main.into(), side.into()];
    Element::new(Flow { children, shape: Shape::Side { least, width }, gap: space::APART })
}

#[derive(Clone, Copy)]
enum Shape {
    Equal(f32),
    Side { least: f32, width: f32 },
}

struct Flow<'a, Message> {
    children: Vec<Element<'a, Message>>,
    shape: Shape,
    gap: f32,
}

impl Shape {
    /// The widths of the columns in a room, one line of them.
    fn widths(self, room: f32, gap: f32, children: usize) -> Vec<f32> {
        match self {
            Self::Side { least, width } if room - width - gap >= least => {
                vec![room - width - gap, width]
            }
            Self::Side { .. } => vec![room],
            Self::Equal(least) => {
                let fitting = (1..=children.max(1)).rev().find(|count| {
                    let gaps = sum(count - 1, gap);
                    *count == 1 || sum(*count, least) + gaps <= room
                });
                let count = fitting.unwrap_or(1);
                let left = room - sum(count - 1, gap);
                vec![left / sum(count, 1.0); count]
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a form has no millions of columns")]
fn sum(count: usize, each: f32) -> f32 {
    count as f32 * each
}

impl<Message> Widget<Message, Theme, Renderer> for Flow<'_, Message> {
    leave!(to all children: children, diff, operate, update, mouse_interaction, overlay);

    fn size(&self) -> Size<Length> {
        Size::new(Fill, Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &Limits) -> Node {
        let room = limits.max().width;
        let widths = self.shape.widths(room, self.gap, self.children.len());
        let mut nodes = Vec::with_capacity(self.children.len());
        let (mut x, mut y, mut deepest) = (0.0, 0.0_f32, 0.0_f32);

        for (at, (child, tree)) in self.children.iter_mut().zip(&mut tree.children).enumerate() {
            let column = at % widths.len();
            if column == 0 && at > 0 {
                y = deepest + self.gap;
                x = 0.0;
            }
            let limits = Limits::new(Size::ZERO, Size::new(widths[column], f32::INFINITY));
            let node = child.as_widget_mut().layout(tree, renderer, &limits);
            deepest = deepest.max(y + node.size().height);
            nodes.push(node.move_to(Point::new(x, y)));
            x += widths[column] + self.gap;
        }
        Node::with_children(Size::new(room, deepest), nodes)
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
        let children = self.children.iter().zip(&tree.children);
        for ((child, tree), layout) in children.zip(layout.children()) {
            if layout.bounds().intersects(viewport) {
                child.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_share_a_line_as_long_as_none_gets_too_narrow() {
        assert_eq!(Shape::Equal(100.0).widths(430.0, 10.0, 3), vec![136.666_67; 3]);
        assert_eq!(Shape::Equal(100.0).widths(210.0, 10.0, 3), vec![100.0; 2]);
        assert_eq!(Shape::Equal(100.0).widths(60.0, 10.0, 3), vec![60.0]);
    }

    #[test]
    fn the_side_goes_below_where_the_main_part_would_be_squeezed() {
        let shape = Shape::Side { least: 300.0, width: 200.0 };
        assert_eq!(shape.widths(600.0, 10.0, 2), vec![390.0, 200.0]);
        assert_eq!(shape.widths(400.0, 10.0, 2), vec![400.0]);
    }
}
