//! Tables: the header stands on every page, a row is never cut in two.

use crate::flow::{Flow, THIN};
use crate::layout::{Align, Measure, Paragraph, Style};

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Column {
    pub(crate) head: String,
    /// Its part of the width, in proportion to the others'.
    pub(crate) share: f32,
    pub(crate) align: Align,
}

/// What a row shows in one column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Entry {
    /// Printed; in a left column on as many lines as it needs, else narrowed to fit.
    Text(String),
    /// A total.
    Strong(String),
    /// A box to tick.
    Tick,
    /// Room to write.
    Blank,
}

/// A table with the least height of its rows in points.
pub(crate) struct Table {
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Vec<Entry>>,
    pub(crate) least: f32,
}

impl Flow<'_> {
    /// A table at the end of what is there.
    pub(crate) fn table(&mut self, table: &Table) {
        let places = places(&table.columns, self.measure());
        let head = self.head_height(table, &places);
        let heights: Vec<f32> =
            table.rows.iter().map(|row| self.row_height(table, row, &places)).collect();

        self.need(head + heights.first().copied().unwrap_or(0.0));
        self.head(table, &places, head);
        for (row, height) in table.rows.iter().zip(heights) {
            if self.need(height) {
                self.head(table, &places, head);
            }
            self.table_row(table, row, &places, height);
        }
    }

    fn head_height(&self, table: &Table, places: &[Measure]) -> f32 {
        let style = self.head_style();
        let lines = table.columns.iter().zip(places).map(|(column, place)| {
            let width = place.inset(self.scale.pad * 0.6).width;
            self.layout.typesetter.wrap((style.weight, style.size), &column.head, width, 0.0).len()
        });

        lines.max().unwrap_or(1) as f32 * style.size * 1.15 + self.scale.pad * 1.2
    }

    fn head_style(&self) -> Style {
        Style::regular(self.scale.label)
    }

    fn head(&mut self, table: &Table, places: &[Measure], height: f32) {
        let top = self.take(height);
        let style = self.head_style();
        for (at, (column, place)) in table.columns.iter().zip(places).enumerate() {
            let inside = place.inset(self.scale.pad * 0.6);
            let align = if column.align == Align::Right { Align::Right } else { Align::Center };
            let how = Paragraph { leading: style.size * 1.15, ..Paragraph::new(style, align) };
            let wrapped = (style.weight, style.size);
            let lines = self.layout.typesetter.wrap(wrapped, &column.head, inside.width, 0.0);
            let free = height - lines.len() as f32 * how.leading;
            self.layout.lines(&lines, inside, top + free / 2.0, how);
            if at > 0 {
                self.layout.vertical(place.x, (top, top + height), THIN);
            }
        }
        self.layout.horizontal(top + height, self.measure(), THIN * 1.6);
    }

    fn row_height(&self, table: &Table, row: &[Entry], places: &[Measure]) -> f32 {
        let style = Style::regular(self.scale.value);
        let lines =
            row.iter().zip(&table.columns).zip(places).map(
                |((entry, column), place)| match entry {
                    Entry::Text(text) if column.align == Align::Left => {
                        let width = place.inset(self.scale.pad).width;
                        self.layout
                            .typesetter
                            .wrap((style.weight, style.size), text, width, 0.0)
                            .len()
                    }
                    _ => 1,
                },
            );
        let height = lines.max().unwrap_or(1) as f32 * style.leading() + self.scale.pad;

        height.clamp(table.least, self.tallest().max(table.least) * 0.8)
    }

    fn table_row(&mut self, table: &Table, row: &[Entry], places: &[Measure], height: f32) {
        let top = self.take(height);
        let size = self.scale.value;
        let baseline = top + height / 2.0 + size * 0.36;
        for (at, ((entry, column), place)) in row.iter().zip(&table.columns).zip(places).enumerate()
        {
            let inside = place.inset(self.scale.pad);
            match entry {
                Entry::Text(text) if column.align == Align::Left => {
                    self.entry_lines(text, inside, (top, height));
                }
                Entry::Text(text) => {
                    let how = (column.align, Style::regular(size));
                    self.layout.aligned(inside, baseline, how, text);
                }
                Entry::Strong(text) => {
                    self.layout.aligned(inside, baseline, (column.align, Style::bold(size)), text);
                }
                Entry::Tick => {
                    let x = place.x + (place.width - size * 0.9) / 2.0;
                    self.layout.tick((x, baseline), size, false);
                }
                Entry::Blank => {}
            }
            if at > 0 {
                self.layout.vertical(place.x, (top, top + height), THIN);
            }
        }
        self.layout.horizontal(top + height, self.measure(), THIN);
    }

    fn entry_lines(&mut self, text: &str, measure: Measure, (top, height): (f32, f32)) {
        let how = Paragraph::new(Style::regular(self.scale.value), Align::Left);
        let wrapped = (how.style.weight, how.style.size);
        let mut lines = self.layout.typesetter.wrap(wrapped, text, measure.width, 0.0);
        lines.truncate((height / how.leading).max(1.0) as usize);
        let free = height - lines.len() as f32 * how.leading;

        self.layout.lines(&lines, measure, top + free / 2.0, how);
    }
}

fn places(columns: &[Column], measure: Measure) -> Vec<Measure> {
    let total: f32 = columns.iter().map(|column| column.share).sum();
    let mut x = measure.x;

    columns
        .iter()
        .map(|column| {
            let place = Measure::new(x, measure.width * column.share / total);
            x = place.right();
            place
        })
        .collect()
}
