//! How a list behaves.

use std::time::Instant;

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree, operation, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, renderer};
use iced::keyboard::{self, key};
use iced::time::Duration;
use iced::{Event, Length, Point, Rectangle, Renderer, Size, Theme, Vector};

use super::Grid;
use super::geometry::{to_f32, to_usize};
use crate::size;

/// How long after a click the next one on the same row still opens it.
const SECOND_CLICK: Duration = Duration::from_millis(500);

#[derive(Debug, Default)]
pub(super) struct State {
    /// How far the list is scrolled, in pixels.
    pub(super) offset: f64,
    pub(super) focused: bool,
    /// Where the thumb was taken hold of.
    pub(super) drag: Option<f32>,
    /// The row under the pointer.
    pub(super) pointed: Option<usize>,
    /// How far it can be scrolled, and how high the body was, at the last layout.
    reach: f64,
    body: f32,
    shown: Option<usize>,
    /// The row that was said to be selected, until the room has said so too.
    ahead: Option<usize>,
    clicked: Option<(usize, Instant)>,
}

impl operation::Focusable for State {
    fn is_focused(&self) -> bool {
        self.focused
    }

    fn focus(&mut self) {
        self.focused = true;
    }

    fn unfocus(&mut self) {
        self.focused = false;
    }
}

impl operation::Scrollable for State {
    fn snap_to(&mut self, offset: operation::scrollable::RelativeOffset<Option<f32>>) {
        if let Some(y) = offset.y {
            self.offset = self.reach * f64::from(y.clamp(0.0, 1.0));
        }
    }

    fn scroll_to(&mut self, offset: operation::scrollable::AbsoluteOffset<Option<f32>>) {
        if let Some(y) = offset.y {
            self.offset = f64::from(y).clamp(0.0, self.reach);
        }
    }

    fn scroll_by(
        &mut self,
        offset: operation::scrollable::AbsoluteOffset,
        _bounds: Rectangle,
        _content: Rectangle,
    ) {
        self.offset = (self.offset + f64::from(offset.y)).clamp(0.0, self.reach);
    }
}

impl<Message> Grid<'_, Message> {
    fn scroll_to(&self, state: &mut State, offset: f64, shell: &mut Shell<'_, Message>) {
        let offset = offset.clamp(0.0, state.reach);
        if (offset - state.offset).abs() < 0.01 {
            return;
        }
        state.offset = offset;
        if let Some(on_scroll) = &self.on_scroll {
            shell.publish(on_scroll(to_usize(offset / f64::from(self.row))));
        }
        shell.request_redraw();
        shell.capture_event();
    }

    fn press(
        &self,
        state: &mut State,
        at: Option<Point>,
        bounds: Rectangle,
        shell: &mut Shell<'_, Message>,
    ) {
        let was = state.focused;
        state.focused = at.is_some();
        if was != state.focused {
            shell.request_redraw();
        }
        let Some(point) = at else { return };
        let body = Self::body(bounds);
        shell.capture_event();

        if let Some(thumb) = self.thumb(state.offset, body)
            && point.x >= thumb.x
            && point.y >= body.y
        {
            let held = if thumb.contains(point) { point.y - thumb.y } else { thumb.height / 2.0 };
            state.drag = Some(held);
            return self.drag(state, point, body, shell);
        }
        if point.y < body.y {
            return self.press_head(point, bounds, shell);
        }
        let Some(row) = self.row_at(point.y, state.offset, body) else { return };
        let again =
            state.clicked.is_some_and(|(last, when)| last == row && when.elapsed() < SECOND_CLICK);
        state.clicked = (!again).then(|| (row, Instant::now()));
        // The pointer is on it, so the list need not move.
        state.shown = Some(row);
        state.ahead = Some(row);
        if let Some(said) = self.cell_at(row, point, bounds) {
            shell.publish(said);
        }
        let said = if again { self.on_activate.as_ref() } else { self.on_select.as_ref() };
        if let Some(said) = said.filter(|_| again || self.across.is_none()) {
            shell.publish(said(row));
        }
    }

    fn press_head(&self, point: Point, bounds: Rectangle, shell: &mut Shell<'_, Message>) {
        let spans = self.spans(bounds);
        let hit = spans.iter().position(|&(x, width)| point.x >= x && point.x < x + width);
        if let (Some(column), Some(on_sort)) = (hit, &self.on_sort) {
            shell.publish(on_sort(column));
        }
    }

    fn drag(
        &self,
        state: &mut State,
        point: Point,
        body: Rectangle,
        shell: &mut Shell<'_, Message>,
    ) {
        let (Some(held), Some(thumb)) = (state.drag, self.thumb(state.offset, body)) else {
            return;
        };
        let way = (body.height - thumb.height).max(1.0);
        let share = f64::from((point.y - held - body.y) / way);
        self.scroll_to(state, share * state.reach, shell);
        shell.request_redraw();
        shell.capture_event();
    }

    fn key(&self, state: &mut State, key: key::Named, shell: &mut Shell<'_, Message>) {
        use key::Named::{ArrowDown, ArrowUp, End, Enter, Home, PageDown, PageUp};

        let Some(last) = self.rows.checked_sub(1) else { return };
        if !self.paged && matches!(key, PageDown | PageUp) {
            return;
        }
        let row = state.ahead.or(self.selected).unwrap_or_default();
        if let Some(said) = self.cell_beside(row, key) {
            shell.publish(said);
            shell.capture_event();
            return;
        }
        let page = to_usize(f64::from(state.body / self.row)).saturating_sub(1).max(1);
        let target = match (key, state.ahead.or(self.selected)) {
            (Enter, Some(row)) => {
                if let Some(on_activate) = &self.on_activate {
                    shell.publish(on_activate(row));
                    shell.capture_event();
                }
                return;
            }
            (Home, _) | (ArrowDown | PageDown | ArrowUp | PageUp, None) => 0,
            (End, _) => last,
            (ArrowDown, Some(row)) => row + 1,
            (ArrowUp, Some(row)) => row.saturating_sub(1),
            (PageDown, Some(row)) => row + page,
            (PageUp, Some(row)) => row.saturating_sub(page),
            _ => return,
        }
        .min(last);
        state.ahead = Some(target);
        if let Some(on_select) = &self.on_select {
            shell.publish(on_select(target));
        }
        self.scroll_to(state, self.revealed(target, state.offset, state.body), shell);
        shell.capture_event();
        shell.request_redraw();
    }

    fn point(&self, state: &mut State, at: Option<Point>, body: Rectangle) -> bool {
        let row = at.and_then(|point| self.row_at(point.y, state.offset, body));
        let changed = row != state.pointed;
        state.pointed = row;
        changed
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Grid<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn diff(&self, tree: &mut Tree) {
        tree.state.downcast_mut::<State>().ahead = None;
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, self.height)
    }

    fn layout(
        &mut self,
        tree: &mut Tree,
        _renderer: &Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        self.row = self.row_height(&self.folded(Rectangle::with_size(limits.max())));
        self.height = self.wanted(self.height);
        let node = layout::atomic(limits, Length::Fill, self.height);
        let state = tree.state.downcast_mut::<State>();
        state.body = (node.size().height - size::ROW).max(0.0);
        state.reach = self.reach(state.body);
        state.offset = state.offset.clamp(0.0, state.reach);
        if self.selected != state.shown {
            state.shown = self.selected;
            if let Some(row) = self.selected.filter(|row| *row < self.rows) {
                state.offset = self.revealed(row, state.offset, state.body);
            }
        }
        node
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let bounds = layout.bounds();
        let state = tree.state.downcast_mut::<State>();
        let body = Self::body(bounds);
        let content = Rectangle { height: self.content_height(), ..bounds };
        let moved = Vector::new(0.0, to_f32(state.offset));

        operation.focusable(self.id.as_ref(), bounds, state);
        operation.container(self.id.as_ref(), bounds);
        let spans = self.spans(bounds);
        let there = |(_, (_, width)): &(usize, &(f32, f32))| *width > 0.0;
        for (at, &(x, width)) in spans.iter().enumerate().filter(there) {
            let place = Rectangle { x, width, height: size::ROW, ..bounds };
            operation.text(None, place, &self.columns[at].title);
        }
        operation.scrollable(self.id.as_ref(), bounds, content, moved, state);
        // Whoever looks at the rows moves them by as much as the list is scrolled, and at nothing after them.
        let folded = self.folded(bounds);
        operation.traverse(&mut |operation| {
            for row in self.visible(state.offset, body) {
                let place = self.row_place(row, state.offset, body) + moved;
                for (column, &(x, width)) in spans.iter().enumerate().filter(there) {
                    let cell = (self.cell)(row, column);
                    operation.text(None, Rectangle { x, width, ..place }, &cell.text);
                }
                for words in self.words_below(row, &folded) {
                    operation.text(None, Self::below(place), &words);
                }
            }
        });
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        let bounds = layout.bounds();
        let body = Self::body(bounds);
        let state = tree.state.downcast_mut::<State>();
        let at = cursor.position_over(bounds).filter(|point| viewport.contains(*point));

        match event {
            Event::Mouse(mouse::Event::WheelScrolled { delta }) if at.is_some() => {
                let lines = match delta {
                    mouse::ScrollDelta::Lines { y, .. } => y * 3.0 * self.row,
                    mouse::ScrollDelta::Pixels { y, .. } => *y,
                };
                self.scroll_to(state, state.offset - f64::from(lines), shell);
                self.point(state, at, body);
            }
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                self.press(state, at, bounds, shell);
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left))
                if state.drag.take().is_some() =>
            {
                shell.request_redraw();
            }
            Event::Mouse(mouse::Event::CursorMoved { .. }) => {
                if let (true, Some(point)) = (state.drag.is_some(), cursor.position()) {
                    self.drag(state, point, body, shell);
                } else if self.point(state, at, body) {
                    shell.request_redraw();
                }
            }
            Event::Keyboard(keyboard::Event::KeyPressed {
                key: keyboard::Key::Named(key),
                modifiers,
                ..
            }) if state.focused && modifiers.is_empty() && !shell.is_event_captured() => {
                self.key(state, *key, shell);
            }
            _ => {}
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let bounds = layout.bounds();
        let Some(clip) = bounds.intersection(viewport) else { return };
        self.paint(renderer, theme, tree.state.downcast_ref::<State>(), (bounds, clip));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Cell, Column, grid};
    use crate::testing::{pressed, ui, wheel};
    use iced::Element;
    use iced::keyboard::key::Named;

    #[derive(Debug, Clone, PartialEq)]
    enum Said {
        Selected(usize),
        Opened(usize),
        Sorted(usize),
        Scrolled(usize),
    }

    fn list(rows: usize, selected: Option<usize>) -> Element<'static, Said> {
        let columns = vec![Column::fixed("number", 120.0), Column::weight("name", 1.0, 80.0)];
        let list = grid(columns, rows, |row, column| match column {
            0 => Cell::text(format!("#{row}")),
            _ => Cell::text("张喆"),
        });
        crate::root(
            list.selected(selected)
                .on_select(Said::Selected)
                .on_activate(Said::Opened)
                .on_sort(Said::Sorted)
                .on_scroll(Said::Scrolled),
        )
    }

    fn after(selected: Option<usize>, key: Named) -> Option<Said> {
        let mut ui = ui(list(100, selected));
        pressed(&mut ui, Named::Tab);
        pressed(&mut ui, key);
        ui.into_messages().next()
    }

    #[test]
    fn keys_move_the_selection_and_enter_opens() {
        assert_eq!(after(None, Named::ArrowDown), Some(Said::Selected(0)));
        assert_eq!(after(Some(4), Named::ArrowUp), Some(Said::Selected(3)));
        assert_eq!(after(Some(4), Named::End), Some(Said::Selected(99)));
        assert_eq!(after(Some(99), Named::ArrowDown), Some(Said::Selected(99)));
        assert_eq!(after(Some(4), Named::Home), Some(Said::Selected(0)));
        assert_eq!(after(Some(4), Named::Enter), Some(Said::Opened(4)));
        assert_eq!(after(None, Named::Enter), None);
    }

    #[test]
    fn keys_that_come_faster_than_pictures_all_count() {
        let mut ui = ui(list(100, Some(4)));
        pressed(&mut ui, Named::Tab);
        (0..3).for_each(|_| pressed(&mut ui, Named::ArrowDown));
        assert_eq!(ui.into_messages().last(), Some(Said::Selected(7)));
    }

    #[test]
    fn an_empty_list_keeps_quiet() {
        let mut ui = ui(list(0, None));
        pressed(&mut ui, Named::Tab);
        pressed(&mut ui, Named::ArrowDown);
        pressed(&mut ui, Named::End);
        assert_eq!(ui.into_messages().next(), None);
    }

    #[test]
    fn a_click_selects_and_a_second_one_opens() {
        let mut ui = ui(list(100, None));
        ui.click("#2").expect("it is in view");
        ui.click("#2").expect("it is in view");
        ui.click("number").expect("headings can be found");
        let said: Vec<_> = ui.into_messages().collect();
        assert_eq!(said, [Said::Selected(2), Said::Opened(2), Said::Sorted(0)]);
    }

    #[test]
    fn the_selected_row_is_in_view_and_far_ones_are_not() {
        let mut ui = ui(list(100_000, Some(77_777)));
        assert!(ui.find("#77777").is_ok());
        assert!(ui.find("#0").is_err());
    }

    #[test]
    fn the_wheel_scrolls_and_says_so() {
        let mut ui = ui(list(100_000, None));
        ui.click("#1").expect("it is in view");
        ui.simulate([wheel(-2.0)]);
        assert!(ui.find("#5").is_err() && ui.find("#6").is_ok());
        assert_eq!(ui.into_messages().last(), Some(Said::Scrolled(6)));
    }
}
