//! Where rows, columns and the scroll thumb are.

use std::ops::Range;

use iced::Rectangle;

use super::Grid;
use crate::size;

/// How wide the bar at the right is.
pub(super) const BAR: f32 = 10.0;

impl<Message> Grid<'_, Message> {
    /// How high all rows are together.
    pub(super) fn content_height(&self) -> f32 {
        height(self.rows, self.row)
    }

    /// How far the list can be scrolled in a body of that height. Counted in `f64`: a `f32`
    /// would lose single pixels after half a million rows.
    pub(super) fn reach(&self, body: f32) -> f64 {
        let beyond = to_f64(self.rows) * f64::from(self.row) - f64::from(body);

        // A list just as high as its rows has nothing to scroll, however the heights of its lines were rounded.
        if beyond < 0.5 { 0.0 } else { beyond }
    }

    /// Where the rows are drawn.
    pub(super) fn body(bounds: Rectangle) -> Rectangle {
        Rectangle {
            y: bounds.y + size::ROW,
            height: (bounds.height - size::ROW).max(0.0),
            ..bounds
        }
    }

    /// The rows that can be seen, wholly or in part.
    pub(super) fn visible(&self, offset: f64, body: Rectangle) -> Range<usize> {
        let first = to_usize(offset / f64::from(self.row)).min(self.rows);
        let last = to_usize(((offset + f64::from(body.height)) / f64::from(self.row)).ceil());

        first..last.clamp(first, self.rows)
    }

    /// Those of them that lie in `clip`: a list in a scrolled page may be higher than the window.
    pub(super) fn visible_within(
        &self,
        offset: f64,
        body: Rectangle,
        clip: Rectangle,
    ) -> Range<usize> {
        let above = f64::from((clip.y - body.y).max(0.0));

        self.visible(offset + above, Rectangle { height: clip.height.min(body.height), ..body })
    }

    /// The place of a row.
    pub(super) fn row_place(&self, row: usize, offset: f64, body: Rectangle) -> Rectangle {
        let down = to_f64(row) * f64::from(self.row) - offset;
        Rectangle { y: body.y + to_f32(down), height: self.row, ..body }
    }

    /// The row at a height inside the body.
    pub(super) fn row_at(&self, y: f32, offset: f64, body: Rectangle) -> Option<usize> {
        let row = to_usize((f64::from(y - body.y) + offset) / f64::from(self.row));
        (y >= body.y && row < self.rows).then_some(row)
    }

    /// The offset nearest to `offset` that shows the whole of `row`.
    pub(super) fn revealed(&self, row: usize, offset: f64, body: f32) -> f64 {
        let top = to_f64(row) * f64::from(self.row);
        let least = top + f64::from(self.row) - f64::from(body);

        if least > top { top } else { offset.clamp(least, top) }.clamp(0.0, self.reach(body))
    }

    /// The left edge and the width of each column; a column that gives way has no width.
    pub(super) fn spans(&self, bounds: Rectangle) -> Vec<(f32, f32)> {
        let room = bounds.width - BAR;
        let shown = self.shown(room);
        let mut x = bounds.x;

        self.widths(room, &shown)
            .into_iter()
            .map(|width| {
                let start = x;
                x += width;
                (start, width)
            })
            .collect()
    }

    /// The width of each column: what it needs at least, and its share of what is left, of which none takes more than it
    /// needs while another has use for it.
    fn widths(&self, room: f32, shown: &[bool]) -> Vec<f32> {
        let there = |at: usize| shown[at];
        let mut widths: Vec<f32> = self.columns.iter().map(|column| column.width.least()).collect();
        let all: Vec<usize> = (0..widths.len()).filter(|at| there(*at)).collect();
        let mut left = (room - all.iter().map(|at| widths[*at]).sum::<f32>()).max(0.0);
        let weight = |at: usize| self.columns[at].width.weight();
        let share = |left: f32, at: usize, open: &[usize]| {
            left * weight(at) / open.iter().map(|at| weight(*at)).sum::<f32>().max(0.001)
        };
        let weighty: Vec<usize> = all.into_iter().filter(|at| weight(*at) > 0.0).collect();
        let mut open = weighty.clone();
        loop {
            let need = |at: usize| Some((self.columns[at].most? - widths[at]).max(0.0));
            let enough = open.iter().find_map(|at| {
                let need = need(*at)?;
                (need < share(left, *at, &open)).then_some((*at, need))
            });
            let Some((at, need)) = enough else { break };
            widths[at] += need;
            left -= need;
            open.retain(|other| *other != at);
        }
        // Where all have enough they are wider than they need.
        let open = if open.is_empty() { weighty } else { open };
        for at in &open {
            widths[*at] += share(left, *at, &open);
        }

        widths
            .into_iter()
            .zip(shown)
            .map(|(width, it)| if *it { width.round() } else { 0.0 })
            .collect()
    }

    /// Which columns there is room for.
    fn shown(&self, room: f32) -> Vec<bool> {
        let mut shown = vec![true; self.columns.len()];
        loop {
            let there = self.columns.iter().zip(&shown).enumerate().filter(|(_, (_, it))| **it);
            let least: f32 = there.clone().map(|(_, (column, _))| column.width.least()).sum();
            let spare = there.filter_map(|(at, (column, _))| Some((column.spare?, at))).max();
            match spare {
                Some((_, at)) if least > room => shown[at] = false,
                _ => return shown,
            }
        }
    }

    /// The thumb of the bar at the right, if there is anything to scroll.
    pub(super) fn thumb(&self, offset: f64, body: Rectangle) -> Option<Rectangle> {
        const LEAST: f32 = 32.0;

        let reach = self.reach(body.height);
        if reach <= 0.0 {
            return None;
        }
        let share = f64::from(body.height) / (reach + f64::from(body.height));
        let height = to_f32(share * f64::from(body.height)).max(LEAST).min(body.height);
        let y = body.y + to_f32(offset / reach * f64::from(body.height - height));

        Some(Rectangle { x: body.x + body.width - BAR, y, width: BAR, height })
    }
}

fn height(rows: usize, row: f32) -> f32 {
    to_f32(to_f64(rows) * f64::from(row))
}

#[expect(clippy::cast_precision_loss, reason = "no list has 2^52 rows")]
pub(super) fn to_f64(number: usize) -> f64 {
    number as f64
}

#[expect(clippy::cast_possible_truncation, reason = "pixels on a screen need no more")]
pub(super) fn to_f32(number: f64) -> f32 {
    number as f32
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float that is too big or negative becomes the nearest row"
)]
pub(super) fn to_usize(number: f64) -> usize {
    number as usize
}

#[cfg(test)]
mod tests {
    use super::super::{Cell, Column, grid};
    use super::*;

    fn list(rows: usize) -> Grid<'static, ()> {
        let columns = vec![Column::fixed("a", 100.0), Column::weight("b", 1.0, 50.0)];
        grid(columns, rows, |_, _| Cell::empty())
    }

    const BODY: Rectangle = Rectangle { x: 0.0, y: 32.0, width: 410.0, height: 320.0 };

    #[test]
    fn only_what_can_be_seen_is_drawn() {
        assert_eq!(list(100_000).visible(0.0, BODY), 0..10);
        assert_eq!(list(100_000).visible(16.0, BODY), 0..11);
        assert_eq!(list(3).visible(0.0, BODY), 0..3);
        assert_eq!(list(0).visible(0.0, BODY), 0..0);
    }

    #[test]
    fn of_a_list_in_a_scrolled_page_only_what_is_in_the_window_is_drawn() {
        let body = Rectangle { y: -32_000.0, height: 3_200_000.0, ..BODY };
        let window = Rectangle { y: 0.0, height: 640.0, ..BODY };

        assert_eq!(list(100_000).visible_within(0.0, body, window), 1_000..1_020);
        assert_eq!(list(100_000).visible_within(0.0, BODY, BODY), 0..10);
    }

    #[test]
    fn a_row_comes_into_view_by_the_shortest_way() {
        let list = list(100);
        assert!((list.revealed(5, 0.0, 320.0) - 0.0).abs() < 0.01);
        assert!((list.revealed(10, 0.0, 320.0) - 32.0).abs() < 0.01);
        assert!((list.revealed(2, 320.0, 320.0) - 64.0).abs() < 0.01);
    }

    #[test]
    fn weights_share_what_is_left() {
        let spans = list(1).spans(BODY);
        assert_eq!(spans, vec![(0.0, 100.0), (100.0, 300.0)]);
    }

    #[test]
    fn what_a_column_does_not_need_is_for_those_that_do() {
        let columns = vec![
            Column::weight("a", 1.0, 50.0).enough_for(["short"]),
            Column::weight("place", 1.0, 50.0),
        ];
        let list = grid::<()>(columns, 1, |_, _| Cell::empty());
        let spans = list.spans(Rectangle { width: 810.0, ..BODY });
        assert!(spans[0].1 < 100.0 && spans[0].1 + spans[1].1 > 799.0, "{spans:?}");

        let columns = ["a", "b"].map(|name| Column::weight(name, 1.0, 50.0).enough_for([name]));
        let list = grid::<()>(columns.to_vec(), 1, |_, _| Cell::empty());
        let spans = list.spans(Rectangle { width: 810.0, ..BODY });
        assert_eq!((spans[0].1, spans[1].1), (400.0, 400.0), "nobody else has use for it");
    }

    #[test]
    fn what_is_least_needed_gives_way_where_there_is_no_room() {
        let columns = vec![
            Column::fixed("number", 100.0).spare(2),
            Column::weight("name", 1.0, 100.0),
            Column::weight("place", 1.0, 100.0).spare(1),
        ];
        let list = grid::<()>(columns, 1, |_, _| Cell::empty());
        let widths = |width| -> Vec<f32> {
            let spans = list.spans(Rectangle { width, ..BODY });
            spans.into_iter().map(|(_, width)| width).collect()
        };

        assert_eq!(widths(330.0), [100.0, 110.0, 110.0]);
        assert_eq!(widths(230.0), [0.0, 110.0, 110.0]);
        assert_eq!(widths(190.0), [0.0, 180.0, 0.0]);
        assert_eq!(widths(50.0), [0.0, 100.0, 0.0], "what is needed stays");
    }

    #[test]
    fn the_last_of_a_million_rows_can_be_reached_to_the_pixel() {
        let list = list(1_000_000);
        let reach = list.reach(BODY.height);
        let last = list.row_place(999_999, reach, BODY);
        assert!((last.y + last.height - BODY.y - BODY.height).abs() < 0.01);
    }
}
