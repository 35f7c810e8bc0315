//! The list that drops down from a choice or a field with suggestions.

use std::borrow::Cow;
use std::ops::Range;

use iced::advanced::layout::{self, Layout};
use iced::advanced::text::Alignment;
use iced::advanced::widget::Operation;
use iced::advanced::{Clipboard, Overlay, Shell, mouse, renderer};
use iced::{Border, Color, Event, Point, Rectangle, Renderer, Size, Theme, border};

use crate::ink::{self, Line};
use crate::theme::{Tone, colors};
use crate::{Icon, size, space};

/// One line that can be picked.
#[derive(Debug, Clone, Default)]
pub struct Suggestion<'a> {
    title: Cow<'a, str>,
    detail: Cow<'a, str>,
    aside: Cow<'a, str>,
    below: Cow<'a, str>,
    tone: Tone,
    icon: Option<Icon>,
    /// What of the main words, of those after them and of those below was looked for.
    marks: [Vec<Range<usize>>; 3],
}

impl<'a> Suggestion<'a> {
    /// A line with its main words.
    pub fn new(title: impl Into<Cow<'a, str>>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// More words after them, muted.
    #[must_use]
    pub fn detail(self, detail: impl Into<Cow<'a, str>>) -> Self {
        Self { detail: detail.into(), ..self }
    }

    /// A few words at the right, in a tone.
    #[must_use]
    pub fn aside(self, tone: Tone, aside: impl Into<Cow<'a, str>>) -> Self {
        Self { tone, aside: aside.into(), ..self }
    }

    /// A second line of words, muted. All lines of the list are as tall as one that has it.
    #[must_use]
    pub fn below(self, below: impl Into<Cow<'a, str>>) -> Self {
        Self { below: below.into(), ..self }
    }

    /// What of its words was looked for: stretches of bytes that `met` finds in the main words, `met_detail` in those after
    /// them and below.
    #[must_use]
    pub fn marked(
        self,
        met: impl Fn(&str) -> Vec<Range<usize>>,
        met_detail: impl Fn(&str) -> Vec<Range<usize>>,
    ) -> Self {
        let marks = [met(&self.title), met_detail(&self.detail), met_detail(&self.below)];

        Self { marks, ..self }
    }

    /// An icon before the words.
    #[must_use]
    pub fn icon(self, icon: Icon) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// Its main words.
    pub(crate) fn title(&self) -> &str {
        &self.title
    }
}

/// Which line is marked and which is the first on screen.
#[derive(Debug)]
pub(crate) struct Cursor {
    pub open: bool,
    pub active: Option<usize>,
    first: usize,
    /// How many lines are shown at once.
    most: usize,
    /// The widest line that was shown since the list came.
    widest: f32,
}

/// How many lines are shown at once.
const MOST: usize = 10;
/// The same where each has a second line below it.
const MOST_TALL: usize = 6;

impl Default for Cursor {
    fn default() -> Self {
        Self { open: false, active: None, first: 0, most: MOST, widest: 0.0 }
    }
}

fn is_tall<'a>(lines: impl IntoIterator<Item = &'a Suggestion<'a>>) -> bool {
    lines.into_iter().any(|line| !line.below.is_empty())
}

impl Cursor {
    /// Moves the mark by `step` lines among `total`; from nowhere to the first or last.
    pub fn step(&mut self, step: isize, total: usize) {
        let Some(last) = total.checked_sub(1) else { return };
        let next = match self.active {
            Some(at) => at.saturating_add_signed(step).min(last),
            None if step > 0 => 0,
            None => last,
        };
        self.mark(next, total);
    }

    /// Marks a line and brings it on screen.
    pub fn mark(&mut self, line: usize, total: usize) {
        self.active = Some(line);
        self.first = self.first.clamp((line + 1).saturating_sub(self.most), line);
        self.first = self.first.min(total.saturating_sub(self.most));
    }

    /// The widest line of those that are shown and were shown before: a list that is walked through gets no narrower.
    fn widen(&mut self, width: f32) -> f32 {
        self.widest = if self.open { self.widest.max(width) } else { width };
        self.widest
    }

    /// Shows no more lines than there is room for, and what is marked among them.
    fn fit(&mut self, most: usize, total: usize) {
        self.most = most;
        match self.active {
            Some(line) => self.mark(line, total),
            None => self.first = self.first.min(total.saturating_sub(most)),
        }
    }

    /// Forgets a mark beyond the end.
    pub fn keep_within(&mut self, lines: &[Suggestion<'_>]) {
        self.most = if is_tall(lines) { MOST_TALL } else { MOST };
        self.keep_below(lines.len());
    }

    /// The same for a list of so many lines as high as it was.
    pub fn keep_below(&mut self, total: usize) {
        self.active = self.active.filter(|line| *line < total);
        self.first = self.first.min(total.saturating_sub(self.most));
    }
}

/// The list while it is on screen.
pub(crate) struct Menu<'a, Message> {
    /// What is shown, each with the number by which it is picked.
    pub lines: Vec<(usize, &'a Suggestion<'a>)>,
    /// What is said where there is nothing to pick.
    pub none: Option<&'a str>,
    pub cursor: &'a mut Cursor,
    pub on_pick: &'a dyn Fn(usize) -> Message,
    /// The control that it drops from, in the window.
    pub anchor: Rectangle,
}

impl<Message> Menu<'_, Message> {
    fn shown(&self) -> std::ops::Range<usize> {
        let first = self.cursor.first.min(self.lines.len());
        first..(first + self.cursor.most).min(self.lines.len())
    }

    fn row(&self) -> f32 {
        if is_tall(self.lines.iter().map(|(_, line)| *line)) {
            size::ROW + size::LINE
        } else {
            size::ROW
        }
    }

    fn place(&self, bounds: Rectangle, at: usize) -> Rectangle {
        let height = self.row();
        let down = (0..at).fold(space::TIGHT, |down, _| down + height);
        Rectangle {
            x: bounds.x + space::TIGHT,
            y: bounds.y + down,
            width: bounds.width - 2.0 * space::TIGHT,
            height,
        }
    }

    fn line_at(&self, bounds: Rectangle, point: Point) -> Option<usize> {
        let shown = self.shown();
        let first = shown.start;
        shown.into_iter().find(|line| self.place(bounds, line - first).contains(point))
    }
}

impl<Message> Overlay<Message, Theme, Renderer> for Menu<'_, Message> {
    fn layout(&mut self, _renderer: &Renderer, bounds: Size) -> layout::Node {
        let below = self.anchor.y + self.anchor.height + space::TIGHT;
        let (under, over) = (bounds.height - below, self.anchor.y - space::TIGHT);
        let height = |rows: usize| (0..rows).fold(2.0 * space::TIGHT, |sum, _| sum + self.row());
        let tall = is_tall(self.lines.iter().map(|(_, line)| *line));
        let wanted = if tall { MOST_TALL } else { MOST }.min(self.lines.len());
        let upward = height(wanted) > under && over > under;
        // Where neither side has room for all, the larger one shows as many as it has.
        let side = if upward { over } else { under };
        let most = (1..=wanted).rev().find(|rows| height(*rows) <= side).unwrap_or(1);
        let rows = height(most);
        self.cursor.fit(most, self.lines.len());
        let y = if upward { self.anchor.y - space::TIGHT - rows } else { below };
        let needed = self.lines[self.shown()].iter().map(|(_, line)| needed(line));
        let needed = self.cursor.widen(needed.fold(0.0, f32::max)).min(size::READING);
        let width = self.anchor.width.max(size::CODE).max(needed).min(bounds.width);
        let x = self.anchor.x.min(bounds.width - width).max(0.0);

        layout::Node::new(Size::new(width, rows)).move_to(Point::new(x, y))
    }

    fn draw(
        &self,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
    ) {
        let bounds = layout.bounds();
        let colors = colors(theme);
        ink::shade(renderer, bounds, colors.shadow);
        let border = Border { color: colors.edge, width: 1.0, radius: size::ROUND.into() };
        ink::boxed(renderer, bounds, colors.raised, border);
        let shown = self.shown();
        for (at, line) in shown.enumerate() {
            let active = self.cursor.active == Some(line);
            let place = self.place(bounds, at);
            paint_line(renderer, theme, (self.lines[line].1, active), place);
        }
        if let Some(none) = self.none.filter(|_| self.lines.is_empty()) {
            let place = self.place(bounds, 0);
            let words = Line::new(colors.muted);
            ink::line(renderer, none, words, place.shrink([0.0, space::NEAR]), place);
        }
        let (total, first) = (self.lines.len(), self.cursor.first);
        let most = self.cursor.most;
        if total > most {
            #[expect(clippy::cast_precision_loss, reason = "a menu has no millions of lines")]
            let share = |lines: usize| lines as f32 / total as f32 * (bounds.height - 4.0);
            let thumb = Rectangle {
                x: bounds.x + bounds.width - 5.0,
                y: bounds.y + 2.0 + share(first),
                width: 3.0,
                height: share(most),
            };
            ink::boxed(renderer, thumb, colors.edge, border::rounded(1.5));
        }
    }

    fn operate(&mut self, layout: Layout<'_>, _renderer: &Renderer, operation: &mut dyn Operation) {
        for (at, line) in self.shown().enumerate() {
            let place = self.place(layout.bounds(), at);
            operation.text(None, place, &self.lines[line].1.title);
            operation.text(None, place, &self.lines[line].1.below);
        }
        if let Some(none) = self.none.filter(|_| self.lines.is_empty()) {
            operation.text(None, self.place(layout.bounds(), 0), none);
        }
    }

    fn update(
        &mut self,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
    ) {
        let bounds = layout.bounds();
        let Some(point) = cursor.position_over(bounds) else { return };
        match event {
            Event::Mouse(mouse::Event::CursorMoved { .. }) => {
                let line = self.line_at(bounds, point);
                if line.is_some() && line != self.cursor.active {
                    self.cursor.active = line;
                    shell.request_redraw();
                }
            }
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                if let Some(line) = self.line_at(bounds, point) {
                    self.cursor.open = false;
                    shell.publish((self.on_pick)(self.lines[line].0));
                    shell.request_redraw();
                }
                shell.capture_event();
            }
            Event::Mouse(mouse::Event::WheelScrolled { delta }) => {
                let up = match delta {
                    mouse::ScrollDelta::Lines { y, .. } | mouse::ScrollDelta::Pixels { y, .. } => {
                        *y > 0.0
                    }
                };
                let first = self.cursor.first.saturating_add_signed(if up { -1 } else { 1 });
                self.cursor.first = first.min(self.lines.len().saturating_sub(self.cursor.most));
                shell.request_redraw();
                shell.capture_event();
            }
            _ => {}
        }
    }

    fn mouse_interaction(
        &self,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        if cursor.is_over(layout.bounds()) {
            mouse::Interaction::Pointer
        } else {
            mouse::Interaction::default()
        }
    }
}

/// How wide the list must be for a line to be read whole.
fn needed(line: &Suggestion<'_>) -> f32 {
    let plain = Line::new(Color::BLACK);
    let after = |words: &str, gap: f32| match words.is_empty() {
        true => 0.0,
        false => ink::width(words, plain.caption()) + gap,
    };
    let icon = line.icon.map_or(0.0, |_| size::ICON + space::NEAR);
    let first = ink::width(&line.title, plain)
        + after(&line.detail, space::NEAR)
        + after(&line.aside, space::APART);

    icon + first.max(after(&line.below, 0.0)) + 2.0 * (space::TIGHT + space::NEAR)
}

fn paint_line(
    renderer: &mut Renderer,
    theme: &Theme,
    (line, active): (&Suggestion<'_>, bool),
    place: Rectangle,
) {
    let colors = colors(theme);
    if active {
        ink::boxed(renderer, place, colors.accent_soft, border::rounded(size::ROUND_SMALL));
    }
    let mut rest = place.shrink([0.0, space::NEAR]);
    if let Some(icon) = line.icon {
        let at = Rectangle { width: size::ICON, ..rest };
        ink::icon(renderer, icon, size::ICON, colors.muted, at);
        rest.x += size::ICON + space::NEAR;
        rest.width -= size::ICON + space::NEAR;
    }
    if !line.below.is_empty() {
        rest.height = size::ROW;
        let second =
            Rectangle { y: place.y + size::ROW - space::TIGHT, height: size::LINE, ..rest };
        let style = (Line::new(colors.muted).caption(), colors.accent);
        ink::marked(renderer, (&line.below, &line.marks[2]), style, second, place);
    }
    let aside = Line::new(colors.ink(line.tone)).caption().align(Alignment::Right);
    ink::line(renderer, &line.aside, aside, rest, place);
    if !line.aside.is_empty() {
        rest.width -= ink::width(&line.aside, aside) + space::APART;
    }
    let title = Line::new(colors.text);
    // Marked words are heavier, and may be wider.
    let widest = if line.marks[0].is_empty() { title } else { title.bold() };
    let used = ink::width(&line.title, widest).min(rest.width);
    ink::marked(renderer, (&line.title, &line.marks[0]), (title, colors.accent), rest, place);
    rest.x += used + space::NEAR;
    rest.width -= used + space::NEAR;
    let style = (Line::new(colors.muted).caption(), colors.accent);
    ink::marked(renderer, (&line.detail, &line.marks[1]), style, rest, place);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stays_within_the_list_and_on_screen() {
        let mut cursor = Cursor::default();
        cursor.step(1, 30);
        assert_eq!(cursor.active, Some(0));
        (0..40).for_each(|_| cursor.step(1, 30));
        assert_eq!((cursor.active, cursor.first), (Some(29), 20));
        (0..40).for_each(|_| cursor.step(-1, 30));
        assert_eq!((cursor.active, cursor.first), (Some(0), 0));
    }

    #[test]
    fn an_empty_list_has_no_mark() {
        let mut cursor = Cursor::default();
        cursor.step(1, 0);
        assert_eq!(cursor.active, None);
    }

    #[test]
    fn a_list_is_wide_enough_for_what_stands_in_it() {
        let renderer = Renderer::new(crate::fonts::UI, size::BODY.into());
        let width = |title: &str| {
            let lines = [Suggestion::new(title.to_owned()).detail("E4")];
            let mut cursor = Cursor { open: true, ..Cursor::default() };
            let anchor = Rectangle { x: 500.0, y: 8.0, width: 140.0, height: size::CONTROL };
            let on_pick: &dyn Fn(usize) -> usize = &|line| line;
            let lines = lines.iter().enumerate().collect();
            let mut menu = Menu { lines, none: None, cursor: &mut cursor, on_pick, anchor };
            menu.layout(&renderer, Size::new(683.0, 384.0)).bounds()
        };

        assert!((width("leaks").width - 140.0).abs() < 0.1, "as wide as its field");
        let wide = width("The machine leaks when it is filled to the brim");
        assert!(wide.width > 280.0, "{wide:?}");
        assert!(wide.x + wide.width <= 683.0, "{wide:?}");
    }

    #[test]
    fn a_list_at_the_edge_of_a_small_window_stays_within_it_with_what_is_marked_in_sight() {
        let lines: Vec<_> = (0..12).map(|at| Suggestion::new(format!("line {at}"))).collect();
        let renderer = Renderer::new(crate::fonts::UI, size::BODY.into());
        let window = Size::new(683.0, 260.0);
        let at = |y: f32| {
            let mut cursor = Cursor { open: true, ..Cursor::default() };
            cursor.mark(11, lines.len());
            let anchor = Rectangle { x: 8.0, y, width: 200.0, height: size::CONTROL };
            let on_pick: &dyn Fn(usize) -> usize = &|line| line;
            let lines = lines.iter().enumerate().collect();
            let mut menu = Menu { lines, none: None, cursor: &mut cursor, on_pick, anchor };
            let place = menu.layout(&renderer, window).bounds();
            let shown = menu.shown();
            (place, shown, anchor)
        };

        for y in [8.0, 100.0, 130.0, 220.0] {
            let (place, shown, anchor) = at(y);
            assert!(place.y >= 0.0 && place.y + place.height <= window.height, "{y}: {place:?}");
            assert!(place.intersection(&anchor).is_none(), "{y}: beside its field");
            assert!(shown.contains(&11) && shown.len() >= 2, "{y}: {shown:?}");
        }
        assert!(at(220.0).0.y < 220.0, "it opens upward");
    }
}
