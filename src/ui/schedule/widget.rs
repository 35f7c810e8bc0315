//! How the board behaves.

use std::time::{Duration, Instant};

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree, operation, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, renderer};
use iced::keyboard::{self, key::Named};
use iced::{Event, Fill, Length, Point, Rectangle, Renderer, Size, Theme, Vector};

use super::geometry::{Ground, Reach};
use super::{Dropped, Schedule};

/// How far the pointer moves before a press becomes a drag.
const SLACK: f32 = 4.0;
/// How long after a click the next one on the same card still opens it.
const SECOND_CLICK: Duration = Duration::from_millis(500);
/// How near to an edge a dragged card scrolls the board, and by how much at each move.
const EDGE: f32 = 24.0;
/// How long it lingers there first: what is only put down near the edge moves nothing.
const LINGER: Duration = Duration::from_millis(400);

/// A card that has been taken hold of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held<Key> {
    pub key: Key,
    /// Where the pointer took it.
    from: Point,
    /// How far into the card that is.
    pub grip: Vector,
    /// Where the pointer is now, once it is a drag.
    pub at: Option<Point>,
    /// Whether it was among the rows, away from their edges, or was taken there.
    inside: bool,
    /// Since when it is near an edge.
    near: Option<Instant>,
}

impl<Key> Held<Key> {
    /// Whether the board follows the pointer, which pushes at its edges that much. A card that comes from the pool
    /// crosses an edge and pushes nothing.
    fn pushes(&mut self, by: Vector) -> bool {
        if by == Vector::ZERO {
            (self.inside, self.near) = (true, None);
            return false;
        }

        self.inside && self.near.get_or_insert_with(Instant::now).elapsed() >= LINGER
    }
}

#[derive(Debug)]
pub(super) struct State<Key> {
    pub focused: bool,
    pub moved: Vector,
    pub pooled: f32,
    pub held: Option<Held<Key>>,
    /// A card that is being carried by keys, and where to.
    pub carried: Option<Dropped<Key>>,
    pub pointed: Option<usize>,
    clicked: Option<(Key, Instant)>,
    shown: Option<Key>,
    /// The card that was put somewhere last and was brought into sight.
    seen: Option<u64>,
    /// Whether the present hour was brought into sight on this day.
    met_now: bool,
}

impl<Key> Default for State<Key> {
    fn default() -> Self {
        Self {
            focused: false,
            moved: Vector::ZERO,
            pooled: 0.0,
            held: None,
            carried: None,
            pointed: None,
            clicked: None,
            shown: None,
            seen: None,
            met_now: false,
        }
    }
}

impl<Key> operation::Focusable for State<Key> {
    fn is_focused(&self) -> bool {
        self.focused
    }

    fn focus(&mut self) {
        self.focused = true;
    }

    fn unfocus(&mut self) {
        self.focused = false;
        self.carried = None;
    }
}

impl<Key> State<Key> {
    fn scroll(&mut self, ground: &Ground, reach: Reach, by: Vector, pool: bool) {
        if pool {
            self.pooled = (ground.pooled + by.y).clamp(0.0, reach.pool);
        } else {
            self.moved = Vector::new(
                (ground.moved.x + by.x).clamp(0.0, reach.rows.x),
                (ground.moved.y + by.y).clamp(0.0, reach.rows.y),
            );
        }
    }
}

impl<Key: Copy + PartialEq + 'static, Message: Clone> Schedule<'_, Key, Message> {
    /// Where the card in hand would begin if it were let go, if that is in a row.
    pub(super) fn target(&self, held: &Held<Key>, ground: &Ground) -> Option<Dropped<Key>> {
        let point = held.at?;
        if !ground.body.contains(point) {
            return None;
        }
        let row = self.row_at(point.y, ground)?;
        let start = self.minute_at(point.x - held.grip.x, ground);
        Some(Dropped { key: held.key, row, start })
    }

    fn press(
        &self,
        state: &mut State<Key>,
        point: Point,
        ground: &Ground,
        shell: &mut Shell<'_, Message>,
    ) {
        state.carried = None;
        let Some(at) = self.card_at(point, ground) else { return };
        let card = &self.cards[at];
        let again = state
            .clicked
            .is_some_and(|(key, when)| key == card.key && when.elapsed() < SECOND_CLICK);
        state.clicked = (!again).then(|| (card.key, Instant::now()));
        state.shown = Some(card.key);
        let said = if again { self.on_activate.as_ref() } else { self.on_pick.as_ref() };
        if let Some(said) = said {
            shell.publish(said(card.key));
        }
        if !again
            && !card.fixed
            && self.on_drop.is_some()
            && let Some(place) = self.card_place(at, ground)
        {
            let grip = point - place.position();
            // A card of the pool is wider than its work is long.
            let grip = Vector::new(grip.x.min(ground.hour / 2.0), grip.y);
            let inside = ground.body.contains(point);
            let held = Held { key: card.key, from: point, grip, at: None, inside, near: None };
            state.held = Some(held);
        }
    }

    fn release(&self, state: &mut State<Key>, ground: &Ground, shell: &mut Shell<'_, Message>) {
        let Some(held) = state.held.take() else { return };
        shell.request_redraw();
        let Some(point) = held.at else { return };
        shell.capture_event();
        state.clicked = None;
        if let (Some(target), Some(on_drop)) = (self.target(&held, ground), &self.on_drop) {
            shell.publish(on_drop(target));
        } else if ground.pool.contains(point)
            && let Some(on_return) = &self.on_return
            && self.find(held.key).is_some_and(|at| !self.pool_cards().contains(&at))
        {
            shell.publish(on_return(held.key));
        }
    }

    fn drag(
        &self,
        state: &mut State<Key>,
        point: Point,
        ground: &Ground,
        shell: &mut Shell<'_, Message>,
    ) {
        let Some(held) = &mut state.held else { return };
        if held.at.is_none() && held.from.distance(point) < SLACK {
            return;
        }
        held.at = Some(point);
        let body = ground.body;
        let push = |at: f32, start: f32, length: f32| match at - start {
            near if near < EDGE => -EDGE,
            near if near > length - EDGE => EDGE,
            _ => 0.0,
        };
        if body.contains(point) {
            let by =
                Vector::new(push(point.x, body.x, body.width), push(point.y, body.y, body.height));
            if held.pushes(by) {
                state.scroll(ground, self.reach(ground), by, false);
            }
        } else {
            held.near = None;
        }
        shell.request_redraw();
        shell.capture_event();
    }

    /// Answers whether the key meant something here.
    fn key(
        &self,
        state: &mut State<Key>,
        key: Named,
        ground: &Ground,
        shell: &mut Shell<'_, Message>,
    ) -> bool {
        use Named::{ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Enter, Escape, Space};

        match (key, state.carried) {
            (Escape, _) if state.held.is_some() || state.carried.is_some() => {
                state.held = None;
                state.carried = None;
            }
            (ArrowUp | ArrowDown | ArrowLeft | ArrowRight, Some(from)) => {
                let to = self.carried(from, key);
                state.carried = Some(to);
                self.show_target(state, to, ground);
            }
            (Enter | Space, Some(target)) => {
                state.carried = None;
                if let Some(on_drop) = &self.on_drop {
                    shell.publish(on_drop(target));
                }
            }
            (ArrowUp | ArrowDown | ArrowLeft | ArrowRight, None) => {
                let Some(at) = self.neighbour(key) else {
                    if key == ArrowDown && self.is_last_of_pool() {
                        self.end(shell);
                    }
                    return true;
                };
                if let Some(on_pick) = &self.on_pick {
                    shell.publish(on_pick(self.cards[at].key));
                }
            }
            (Space, None) => {
                state.carried = self.take_up();
                if let Some(target) = state.carried {
                    self.show_target(state, target, ground);
                }
            }
            (Enter, None) => {
                let (Some(selected), Some(on_activate)) = (self.selected, &self.on_activate) else {
                    return false;
                };
                shell.publish(on_activate(selected));
            }
            _ => return false,
        }
        true
    }

    fn is_last_of_pool(&self) -> bool {
        let last = self.pool_cards().last().map(|at| self.cards[*at].key);

        last.is_some() && last == self.selected
    }

    fn end(&self, shell: &mut Shell<'_, Message>) {
        if let Some(on_end) = &self.on_end {
            shell.publish(on_end.clone());
        }
    }

    fn show_target(&self, state: &mut State<Key>, target: Dropped<Key>, ground: &Ground) {
        let length = self.find(target.key).map_or(0, |at| self.cards[at].length);
        if let Some(place) = self.slot(target.row, target.start, length, ground) {
            let by = missing(place, ground.body);
            state.scroll(ground, self.reach(ground), by, false);
        }
    }

    /// The board begins at the present hour, with a little of what is over; what is scrolled later stays.
    fn meet_now(&self, state: &mut State<Key>, ground: &Ground) {
        let Some(now) = self.now else {
            state.met_now = false;
            return;
        };
        if state.met_now || self.rows.is_empty() {
            return;
        }
        state.met_now = true;
        // After hours there is nothing to come: the day is looked at from its beginning.
        if now >= self.hours.end * 60 {
            return;
        }
        let by = self.x_of(now, ground) - ground.body.x - ground.hour;
        state.scroll(ground, self.reach(ground), Vector::new(by, 0.0), false);
    }

    /// Scrolls to the selected card when the selection has changed, and to the one that was put somewhere last.
    fn follow(&self, state: &mut State<Key>, ground: &Ground) {
        if state.shown != self.selected {
            state.shown = self.selected;
            self.show(self.selected, state, ground);
        }
        // It lies there only once the board was read again.
        if let Some((key, turn)) = self.latest.filter(|(key, _)| self.find(*key).is_some())
            && state.seen != Some(turn)
        {
            state.seen = Some(turn);
            self.show(Some(key), state, ground);
        }
    }

    fn show(&self, key: Option<Key>, state: &mut State<Key>, ground: &Ground) {
        let Some(at) = key.and_then(|key| self.find(key)) else { return };
        let Some(place) = self.card_place(at, ground) else { return };
        let pool = self.pool_cards().contains(&at);
        let by = missing(place, self.pane(at, ground));
        state.scroll(ground, self.reach(ground), by, pool);
    }
}

/// How far a pane must be scrolled to show a place.
fn missing(place: Rectangle, pane: Rectangle) -> Vector {
    let along = |start: f32, length: f32, from: f32, room: f32| {
        if start < from {
            start - from
        } else {
            (start + length - from - room).max(0.0).min(start - from)
        }
    };
    Vector::new(
        along(place.x - 2.0, place.width + 4.0, pane.x, pane.width),
        along(place.y - 4.0, place.height + 8.0, pane.y, pane.height),
    )
}

impl<Key: Copy + PartialEq + 'static, Message: Clone> Widget<Message, Theme, Renderer>
    for Schedule<'_, Key, Message>
{
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State<Key>>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::<Key>::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(Fill, Fill)
    }

    fn layout(
        &mut self,
        tree: &mut Tree,
        _renderer: &Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        let node = layout::atomic(limits, Fill, Fill);
        let state = tree.state.downcast_mut::<State<Key>>();
        let ground = self.ground(node.bounds(), state.moved, state.pooled);
        let reach = self.reach(&ground);
        state.scroll(&ground, reach, Vector::ZERO, false);
        state.scroll(&ground, reach, Vector::ZERO, true);
        self.meet_now(state, &self.ground(node.bounds(), state.moved, state.pooled));
        self.follow(state, &self.ground(node.bounds(), state.moved, state.pooled));
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
        let state = tree.state.downcast_mut::<State<Key>>();
        let ground = self.ground(bounds, state.moved, state.pooled);
        operation.focusable(self.id.as_ref(), bounds, state);
        operation.container(self.id.as_ref(), bounds);
        operation.text(None, Self::pool_head(&ground), &self.pool);
        for row in self.rows_in_view(&ground) {
            if let Some(place) = self.row_place(row, &ground) {
                operation.text(
                    None,
                    Rectangle { width: ground.labels.width, ..place },
                    &self.rows[row].label,
                );
            }
        }
        for at in 0..self.cards.len() {
            let seen = self
                .card_place(at, &ground)
                .and_then(|place| place.intersection(&self.pane(at, &ground)));
            if let Some(place) = seen {
                operation.text(None, place, &self.cards[at].words.say().title);
            }
        }
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
        _viewport: &Rectangle,
    ) {
        let bounds = layout.bounds();
        let state = tree.state.downcast_mut::<State<Key>>();
        let ground = self.ground(bounds, state.moved, state.pooled);
        match event {
            Event::Mouse(mouse::Event::WheelScrolled { delta }) => {
                let Some(point) = cursor.position_over(bounds) else { return };
                let by = match delta {
                    mouse::ScrollDelta::Lines { x, y } => Vector::new(-x * 48.0, -y * 96.0),
                    mouse::ScrollDelta::Pixels { x, y } => Vector::new(-x, -y),
                };
                let (reach, pool) = (self.reach(&ground), ground.pool.contains(point));
                state.scroll(&ground, reach, by, pool);
                if pool && by.y > 0.0 && state.pooled >= reach.pool {
                    self.end(shell);
                }
                shell.request_redraw();
                shell.capture_event();
            }
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                let point = cursor.position_over(bounds);
                if state.focused != point.is_some() {
                    state.focused = point.is_some();
                    shell.request_redraw();
                }
                if let Some(point) = point {
                    self.press(state, point, &ground, shell);
                    shell.capture_event();
                }
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)) => {
                self.release(state, &ground, shell);
            }
            Event::Mouse(mouse::Event::CursorMoved { .. }) => {
                if let Some(point) = cursor.land().position() {
                    self.drag(state, point, &ground, shell);
                }
                let over = cursor.position_over(bounds);
                let pointed = over.and_then(|point| self.card_at(point, &ground));
                if pointed != state.pointed {
                    state.pointed = pointed;
                    shell.request_redraw();
                }
            }
            Event::Keyboard(keyboard::Event::KeyPressed {
                key: keyboard::Key::Named(key),
                modifiers,
                ..
            }) if (state.focused || state.held.is_some())
                && modifiers.is_empty()
                && !shell.is_event_captured()
                && self.key(state, *key, &ground, shell) =>
            {
                shell.capture_event();
                shell.request_redraw();
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
        let state = tree.state.downcast_ref::<State<Key>>();
        let ground = self.ground(layout.bounds(), state.moved, state.pooled);
        if let Some(clip) = ground.bounds.intersection(viewport) {
            self.paint(renderer, theme, state, (&ground, clip));
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _viewport: &Rectangle,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        let state = tree.state.downcast_ref::<State<Key>>();
        let ground = self.ground(layout.bounds(), state.moved, state.pooled);
        let held = state.held.as_ref().is_some_and(|held| held.at.is_some());
        let over = cursor.position().and_then(|point| self.card_at(point, &ground));
        match (held, over) {
            (true, _) => mouse::Interaction::Grabbing,
            (false, Some(at)) if !self.cards[at].fixed && self.on_drop.is_some() => {
                mouse::Interaction::Grab
            }
            (false, Some(_)) => mouse::Interaction::Pointer,
            (false, None) => mouse::Interaction::default(),
        }
    }
}
