//! How a list looks.

use std::borrow::Cow;
use std::ops::Range;

use iced::advanced::Renderer as _;
use iced::advanced::text::Alignment;
use iced::{Border, Color, Rectangle, Renderer, Theme, border};

use super::Grid;
use super::cell::{Align, Cell, Column};
use super::geometry::BAR;
use super::widget::State;
use crate::ink::{self, Line};
use crate::theme::{Colors, colors, style::mix};
use crate::{Mark, icon, size, space};

/// What every part of the list is drawn with.
struct Brush<'a> {
    colors: &'a Colors,
    state: &'a State,
    spans: Vec<(f32, f32)>,
    /// The columns whose words stand below the others.
    folded: Vec<usize>,
}

impl<Message> Grid<'_, Message> {
    /// Draws the headings, the rows that can be seen, the bar, and the ring of the focus.
    pub(super) fn paint(
        &self,
        renderer: &mut Renderer,
        theme: &Theme,
        state: &State,
        (bounds, clip): (Rectangle, Rectangle),
    ) {
        let (spans, folded) = (self.spans(bounds), self.folded(bounds));
        let brush = Brush { colors: colors(theme), state, spans, folded };
        let body = Self::body(bounds);

        ink::fill(renderer, bounds, brush.colors.raised);
        if let Some(clip) = body.intersection(&clip) {
            renderer.with_layer(clip, |renderer| {
                for row in self.visible_within(state.offset, body, clip) {
                    let place = self.row_place(row, state.offset, body);
                    self.paint_row(renderer, &brush, row, place);
                }
                self.paint_thumb(renderer, &brush, body);
            });
        }
        renderer.with_layer(clip, |renderer| {
            self.paint_head(renderer, &brush, bounds);
            if state.focused {
                ink::ring(renderer, bounds, 0.0, brush.colors.focus);
            }
        });
    }

    fn paint_head(&self, renderer: &mut Renderer, brush: &Brush<'_>, bounds: Rectangle) {
        let colors = brush.colors;
        let head = Rectangle { height: size::ROW.min(bounds.height), ..bounds };
        ink::fill(renderer, head, colors.sunken);
        let below = Rectangle { y: head.y + head.height - 1.0, height: 1.0, ..head };
        ink::fill(renderer, below, colors.line);

        let shown = self.columns.iter().zip(&brush.spans).filter(|(_, (_, width))| *width > 0.0);
        for (column, &(x, width)) in shown {
            let mut place = inner(Rectangle { x, width, ..head });
            let style = Line::new(colors.muted).caption().align(alignment(column.align));
            if let Some(upwards) = column.sorted {
                let shown = ink::width(&column.title, style).min(place.width - size::CAPTION);
                let arrow = if upwards { icon::arrow_up() } else { icon::arrow_down() };
                let at = match column.align {
                    Align::Right => place.x + place.width - size::CAPTION,
                    Align::Left | Align::Center => place.x + shown + space::TIGHT,
                };
                let sign = Rectangle { x: at, width: size::CAPTION, ..place };
                ink::icon(renderer, arrow, size::CAPTION, colors.accent, sign);
                place.width -= size::CAPTION + space::TIGHT;
            }
            ink::line(renderer, &column.title, style, place, head);
        }
    }

    fn paint_row(&self, renderer: &mut Renderer, brush: &Brush<'_>, row: usize, place: Rectangle) {
        let colors = brush.colors;
        let selected = self.selected == Some(row);
        if selected {
            ink::fill(renderer, place, colors.accent_soft);
        } else if brush.state.pointed == Some(row) && self.on_select.is_some() {
            ink::fill(renderer, place, colors.hover);
        }
        let below = Rectangle { y: place.y + place.height - 1.0, height: 1.0, ..place };
        let line = mix(colors.line, colors.raised, 0.4);
        ink::fill(renderer, below, line);
        if selected {
            ink::fill(renderer, Rectangle { width: 3.0, ..place }, colors.accent);
        }
        let (words, marks) = self.line_below(row, &brush.folded);
        let style = (Line::new(colors.muted).caption(), colors.accent);
        ink::marked(renderer, (&words, &marks), style, inner(Self::below(place)), place);
        let place = if brush.folded.is_empty() { place } else { Self::above(place) };
        let columns = self.columns.iter().zip(&brush.spans).enumerate();
        for (at, (column, &(x, width))) in columns.filter(|(_, (_, (_, width)))| *width > 0.0) {
            let cell = (self.cell)(row, at);
            let whole = Rectangle { x, width, height: place.height - 1.0, ..place };
            if self.is_chosen(row, at) {
                let color = if brush.state.focused { colors.focus } else { colors.accent };
                let round = size::ROUND_SMALL.into();
                let border = Border { color, width: size::RING, radius: round };
                ink::boxed(renderer, whole.shrink(1.0), Color::TRANSPARENT, border);
            }
            paint_cell(renderer, colors, &cell, column, inner(whole));
        }
    }

    fn paint_thumb(&self, renderer: &mut Renderer, brush: &Brush<'_>, body: Rectangle) {
        let (colors, state) = (brush.colors, brush.state);
        let Some(thumb) = self.thumb(state.offset, body) else { return };
        let track = Rectangle { x: body.x + body.width - BAR, width: BAR, ..body };
        let color = if state.drag.is_some() { colors.muted } else { colors.edge };
        ink::fill(renderer, track, colors.raised);
        ink::boxed(renderer, thumb.shrink([1.0, 2.0]), color, border::rounded(3.0));
    }
}

fn paint_cell(
    renderer: &mut Renderer,
    colors: &Colors,
    cell: &Cell<'_>,
    column: &Column<'_>,
    place: Rectangle,
) {
    if let Some(mark) = cell.mark {
        return paint_badge(renderer, colors, (cell, mark), column, place);
    }
    let mut rest = place;
    if let Some((share, tone)) = cell.share {
        rest.height -= size::ICON;
        let track = Rectangle { y: rest.y + rest.height, height: space::TIGHT, ..place };
        let full = Rectangle { width: track.width * share.clamp(0.0, 1.0), ..track };
        let round = border::rounded(2.0);
        ink::boxed(renderer, track, colors.line, round);
        ink::boxed(renderer, full, colors.ink(tone), round);
    }
    let color = cell.tone.map_or(colors.text, |tone| colors.ink(tone));
    if let Some(icon) = cell.icon {
        let at = Rectangle { width: size::ICON, ..rest };
        ink::icon(renderer, icon, 14.0, cell.tone.map_or(colors.muted, |_| color), at);
        rest.x += size::ICON + space::TIGHT;
        rest.width -= size::ICON + space::TIGHT;
    }
    let style = Line::new(color).align(alignment(column.align));
    let style = if cell.bold { style.bold() } else { style };
    let text = match cell.keeps_end {
        true => ink::fit_end(&cell.text, rest.width, style),
        false => Cow::Borrowed(cell.text.as_ref()),
    };
    let marks = shifted(&cell.marks, &cell.text, &text);
    ink::marked(renderer, (&text, &marks), (style, colors.accent), rest, place);
}

/// The marks of a text in what is left of its end.
fn shifted<'a>(marks: &'a [Range<usize>], whole: &str, left: &str) -> Cow<'a, [Range<usize>]> {
    const ELLIPSIS: usize = '…'.len_utf8();

    if whole.len() == left.len() && !left.starts_with('…') {
        return Cow::Borrowed(marks);
    }
    let kept = left.len().saturating_sub(ELLIPSIS);
    let cut = whole.len().saturating_sub(kept);
    let kept = marks.iter().filter(|mark| mark.end > cut);
    let here = |at: usize| at.saturating_sub(cut) + ELLIPSIS;

    Cow::Owned(kept.map(|mark| here(mark.start)..here(mark.end)).collect())
}

fn paint_badge(
    renderer: &mut Renderer,
    colors: &Colors,
    (cell, mark): (&Cell<'_>, Mark),
    column: &Column<'_>,
    place: Rectangle,
) {
    const HIGH: f32 = 20.0;
    const SIDE: f32 = 6.0;

    let tone = cell.tone.unwrap_or_default();
    let color = colors.ink(tone);
    let style = Line::new(color).caption();
    let word = ink::width(&cell.text, style);
    let gap = if cell.text.is_empty() { 0.0 } else { space::TIGHT };
    let width = (SIDE + size::CAPTION + gap + word + SIDE).min(place.width);
    let x = match column.align {
        Align::Left => place.x,
        Align::Center => place.center_x() - width / 2.0,
        Align::Right => place.x + place.width - width,
    };
    let pill = Rectangle { x, y: place.center_y() - HIGH / 2.0, width, height: HIGH };
    let ground = Border { radius: size::ROUND_SMALL.into(), ..Border::default() };
    ink::boxed(renderer, pill, colors.soft(tone), ground);

    let sign = Rectangle { x: pill.x + SIDE, width: size::CAPTION, ..pill };
    mark.draw(renderer, sign, color);
    let start = SIDE + size::CAPTION + gap;
    let rest = Rectangle { x: pill.x + start, width: (width - start - 1.0).max(0.0), ..pill };
    ink::line(renderer, &cell.text, style, rest, place);
}

fn inner(cell: Rectangle) -> Rectangle {
    Rectangle { x: cell.x + space::NEAR, width: (cell.width - 2.0 * space::NEAR).max(0.0), ..cell }
}

fn alignment(align: Align) -> Alignment {
    match align {
        Align::Left => Alignment::Left,
        Align::Right => Alignment::Right,
        Align::Center => Alignment::Center,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_with_the_end_that_is_left() {
        let whole = "上海市科苑路88号";
        let at = |words: &str| {
            let start = whole.find(words).unwrap_or_default();
            start..start + words.len()
        };
        let marks = [at("上海"), at("市科"), at("88")];
        let left = "…科苑路88号";
        let shown = shifted(&marks, whole, left);
        let words: Vec<&str> = shown.iter().map(|mark| &left[mark.clone()]).collect();

        assert_eq!(words, ["科", "88"]);
        assert_eq!(*shifted(&marks, whole, whole), marks);
    }
}
