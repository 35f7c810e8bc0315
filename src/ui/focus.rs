//! Where the keyboard is: the next and the previous control, and bringing it into view.

use iced::advanced::widget::operation::{Focusable, Scrollable, TextInput, scrollable};
use iced::advanced::widget::{Id, Operation};
use iced::{Rectangle, Task, Vector};
use std::any::Any;

/// Takes the focus from whatever has it, so that keys reach the room again.
pub fn rest<Message: Send + 'static>() -> Task<Message> {
    // Whatever is not called so loses it, and nothing is.
    iced::widget::operation::focus(Id::unique())
}

/// Runs operations on whatever part of a view the focus may move in.
pub(crate) trait Ground {
    /// Runs one operation.
    fn run(&mut self, operation: &mut dyn Operation);
}

impl<F: FnMut(&mut dyn Operation)> Ground for F {
    fn run(&mut self, operation: &mut dyn Operation) {
        self(operation);
    }
}

/// Which way the focus moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// To the next control, and from the last to the first.
    Next,
    /// To the control before, and from the first to the last.
    Previous,
    /// As Enter leads on: to the next that is to be filled in or to the main deed, past buttons that lead away.
    On,
}

/// What a control says before it says that it can have the focus: Enter in it leads on to the next.
pub(crate) struct LeadsOn;

/// What a button says before it says that it can have the focus, if it is not the main deed: Enter leads past it.
pub(crate) struct Aside;

/// What one of several boxes says before it says that it can have the focus, if it is not the one that stands for all of
/// them: only the arrows lead to it.
pub(crate) struct ByArrows;

/// What a labelled control says before its parts: whoever goes there sees all of it, with its label.
pub(crate) struct Whole;

/// What was found on the ground.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// How many controls can have the focus.
    pub total: usize,
    /// Which of them has it.
    pub focused: Option<usize>,
    /// Where that one is.
    pub bounds: Rectangle,
    /// Where it is with its label, if it has one.
    whole: Option<Rectangle>,
    labelled: Option<Rectangle>,
    coming_whole: Option<Rectangle>,
    /// Whether Enter in it leads on to the next.
    pub leads_on: bool,
    /// Which of the controls Enter leads past.
    aside: Vec<bool>,
    /// Which of the controls only the arrows lead to.
    by_arrows: Vec<bool>,
    coming: bool,
    coming_aside: bool,
    coming_by_arrows: bool,
    /// The scrollables around it, outermost first.
    around: Vec<Scrolled>,
    path: Path,
}

/// Something that is scrolled: its number, its window and how far it is.
pub(crate) type Scrolled = (usize, Rectangle, Vector);

/// The scrollables around whatever an operation looks at, outermost first.
#[derive(Debug, Default)]
pub(crate) struct Path {
    pub around: Vec<Scrolled>,
    pending: Option<Scrolled>,
    scrollables: usize,
}

impl Path {
    /// Goes into what was met last, and out again.
    pub fn enter(&mut self) -> bool {
        let entered = self.pending.take();
        self.around.extend(entered);
        entered.is_some()
    }

    pub fn leave(&mut self, entered: bool) {
        if entered {
            self.around.pop();
        }
    }

    /// What comes next lies in no scrollable of its own.
    pub fn plain(&mut self) {
        self.pending = None;
    }

    /// What comes next lies in this scrollable. Answers its number.
    pub fn scrollable(&mut self, window: Rectangle, translation: Vector) -> usize {
        let number = self.scrollables;
        self.pending = Some((number, window, translation));
        self.scrollables += 1;
        number
    }
}

impl Operation for Survey {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let entered = self.path.enter();
        let around = self.labelled;
        self.labelled = self.coming_whole.take().or(around);
        operate(self);
        self.labelled = around;
        self.path.leave(entered);
    }

    fn container(&mut self, _id: Option<&Id>, _bounds: Rectangle) {
        self.path.plain();
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        bounds: Rectangle,
        _content: Rectangle,
        translation: Vector,
        _state: &mut dyn Scrollable,
    ) {
        self.path.scrollable(bounds, translation);
    }

    fn custom(&mut self, _id: Option<&Id>, bounds: Rectangle, state: &mut dyn Any) {
        if (*state).is::<Whole>() {
            self.coming_whole = Some(bounds);
        }
        self.coming |= (*state).is::<LeadsOn>();
        self.coming_aside |= (*state).is::<Aside>();
        self.coming_by_arrows |= (*state).is::<ByArrows>();
    }

    fn focusable(&mut self, _id: Option<&Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        let coming = std::mem::take(&mut self.coming);
        let aside = std::mem::take(&mut self.coming_aside);
        self.aside.push(aside);
        self.by_arrows.push(std::mem::take(&mut self.coming_by_arrows));
        if state.is_focused() && self.focused.is_none() {
            self.focused = Some(self.total);
            self.leads_on = coming;
            self.bounds = bounds;
            self.whole = self.labelled;
            self.around = self.path.around.clone();
        }
        self.total += 1;
    }
}

/// Gives the focus to one control by its number and takes it from all others.
struct Give {
    target: usize,
    seen: usize,
}

impl Operation for Give {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn focusable(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Focusable) {
        if self.seen == self.target {
            state.focus();
        } else {
            state.unfocus();
        }
        self.seen += 1;
    }
}

/// Selects all that a field holds, by its number, so that typing replaces it. What is no field stays as it is.
struct Select {
    target: usize,
    seen: usize,
}

impl Operation for Select {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    // A field says that it is one before it says that it can have the focus.
    fn text_input(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn TextInput) {
        if self.seen == self.target {
            state.select_all();
        }
    }

    fn focusable(&mut self, _id: Option<&Id>, _bounds: Rectangle, _state: &mut dyn Focusable) {
        self.seen += 1;
    }
}

/// Sets the offsets of scrollables by their number.
pub(crate) struct Scroll {
    offsets: Vec<(usize, scrollable::AbsoluteOffset)>,
    seen: usize,
}

impl Scroll {
    pub fn to(offsets: Vec<(usize, scrollable::AbsoluteOffset)>) -> Self {
        Self { offsets, seen: 0 }
    }
}

impl Operation for Scroll {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        _bounds: Rectangle,
        _content: Rectangle,
        _translation: Vector,
        state: &mut dyn Scrollable,
    ) {
        if let Some((_, offset)) = self.offsets.iter().find(|(number, _)| *number == self.seen) {
            state.scroll_to((*offset).into());
        }
        self.seen += 1;
    }
}

/// Looks at the ground.
pub(crate) fn survey(ground: &mut impl Ground) -> Survey {
    let mut survey = Survey::default();
    ground.run(&mut survey);
    survey
}

/// Moves the focus, and selects what the field that gets it holds; with `wrap` it goes round, and past what only the
/// arrows lead to. Answers whether it moved.
pub(crate) fn step(ground: &mut impl Ground, step: Step, wrap: bool) -> bool {
    let found = survey(ground);
    let Some(last) = found.total.checked_sub(1) else { return false };
    let open = |at: &usize| !(wrap && found.by_arrows[*at]);
    let next = |from: usize| (from..=last).find(open);
    let before = |to: usize| (0..=to).rev().find(open);
    let filled_in = |from: usize| (from..=last).find(|at| !found.aside[*at] && open(at));
    let from = found.focused.map_or(0, |at| at + 1);
    let target = match step {
        Step::Next => next(from),
        Step::Previous => found.focused.map_or(Some(last), |at| at.checked_sub(1)).and_then(before),
        Step::On => filled_in(from).or_else(|| next(from)),
    };
    let round = || if step == Step::Previous { before(last) } else { next(0) };
    let Some(target) = target.or_else(|| wrap.then(round).flatten()) else { return false };
    ground.run(&mut Give { target, seen: 0 });
    ground.run(&mut Select { target, seen: 0 });
    true
}

/// Looks for the field that is written in. A button says that Enter leads past it, or that it is one of several.
#[derive(Default)]
struct Written {
    seen: usize,
    is_button: bool,
    found: Option<usize>,
}

impl Operation for Written {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn custom(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Any) {
        let state = &*state;
        self.is_button |= state.is::<LeadsOn>() || state.is::<Aside>() || state.is::<ByArrows>();
    }

    fn focusable(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Focusable) {
        let is_button = std::mem::take(&mut self.is_button);
        if state.is_focused() && !is_button {
            self.found = Some(self.seen);
        }
        self.seen += 1;
    }
}

/// The number of the field that is written in.
pub(crate) fn written_in(ground: &mut impl Ground) -> Option<usize> {
    let mut written = Written::default();
    ground.run(&mut written);
    written.found
}

/// Gives the focus to one control by its number.
pub(crate) fn give(ground: &mut impl Ground, target: usize) {
    ground.run(&mut Give { target, seen: 0 });
}

/// Gives the focus to the first control.
pub(crate) fn first(ground: &mut impl Ground) {
    ground.run(&mut Give { target: 0, seen: 0 });
}

/// What is seen around a place that is scrolled to.
const AIR: f32 = 8.0;
/// What is wrong with a field hangs below it.
const BELOW: f32 = 24.0;
const AROUND: f32 = AIR + BELOW;

/// Scrolls whatever is around the focus until it can be seen.
pub(crate) fn reveal(ground: &mut impl Ground, found: &Survey) {
    // Where there is no room for all of it, at least for the control itself.
    let room = found.around.iter().map(|(_, window, _)| window.height).reduce(f32::min);
    let whole = found.whole.filter(|whole| room.is_some_and(|room| whole.height + AROUND <= room));
    let offsets = revealed(whole.unwrap_or(found.bounds), &found.around);
    if !offsets.is_empty() {
        ground.run(&mut Scroll::to(offsets));
    }
}

/// Where whatever is `around` a place must be scrolled to for it to be seen, outermost first; what need not move is left out.
pub(crate) fn revealed(
    mut place: Rectangle,
    around: &[Scrolled],
) -> Vec<(usize, scrollable::AbsoluteOffset)> {
    let mut offsets = Vec::new();
    for &(number, window, translation) in around.iter().rev() {
        let moved = Vector::new(
            shift(place.x - AIR, place.width + 2.0 * AIR, window.x, window.width, translation.x),
            shift(
                place.y - AIR,
                place.height + AIR + BELOW,
                window.y,
                window.height,
                translation.y,
            ),
        );
        if moved != translation {
            offsets.push((number, scrollable::AbsoluteOffset { x: moved.x, y: moved.y }));
        }
        place = place - moved;
    }
    offsets
}

/// The translation, nearest to `now`, that shows a stretch in a window.
fn shift(start: f32, length: f32, window: f32, room: f32, now: f32) -> f32 {
    let most = start - window;
    let least = start + length - window - room;

    if least > most { most.max(0.0) } else { now.clamp(least, most).max(0.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_view_does_not_move() {
        assert_eq!(shift(140.0, 20.0, 100.0, 200.0, 10.0), 10.0);
    }

    #[test]
    fn what_is_below_comes_up_just_enough() {
        assert_eq!(shift(380.0, 20.0, 100.0, 200.0, 0.0), 100.0);
    }

    #[test]
    fn what_is_above_comes_down_to_its_top() {
        assert_eq!(shift(120.0, 20.0, 100.0, 200.0, 90.0), 20.0);
    }

    #[test]
    fn what_is_taller_than_the_window_shows_its_top() {
        assert_eq!(shift(300.0, 900.0, 100.0, 200.0, 0.0), 200.0);
    }
}
