//! Fields of a form in rows: a label with its value, room to write, boxes to tick.

use crate::flow::{Flow, Scale, THIN};
use crate::layout::{Align, Layout, Measure, Paragraph, Style};
use crate::page::{Area, Item, Point, Stroke};
use crate::text::{Typesetter, Weight};

/// Fields side by side.
pub(crate) struct Row {
    pub(crate) fields: Vec<Field>,
    /// The least height in points.
    pub(crate) least: f32,
}

/// One field of a row.
pub(crate) struct Field {
    /// Its part of the row's width, in proportion to the others'.
    share: f32,
    label: String,
    content: Content,
}

enum Content {
    /// Printed text.
    Value(String),
    /// Printed text that is looked for first.
    Strong(String),
    /// Room to write, with a faint hint of what.
    Blank(String),
    /// Boxes to tick, on as many lines as they need.
    Choices(Vec<String>),
    /// One box for each character of a code, then room to write.
    Boxes(usize),
}

impl Field {
    pub(crate) fn value(share: f32, label: String, text: impl Into<String>) -> Self {
        Self { share, label, content: Content::Value(text.into()) }
    }

    pub(crate) fn strong(share: f32, label: String, text: impl Into<String>) -> Self {
        Self { share, label, content: Content::Strong(text.into()) }
    }

    pub(crate) fn blank(share: f32, label: String) -> Self {
        Self::hinted(share, label, "")
    }

    /// Room to write around a printed hint, such as the places of a date.
    pub(crate) fn hinted(share: f32, label: String, hint: impl Into<String>) -> Self {
        Self { share, label, content: Content::Blank(hint.into()) }
    }

    pub(crate) fn choices(share: f32, label: String, choices: Vec<String>) -> Self {
        Self { share, label, content: Content::Choices(choices) }
    }

    pub(crate) fn boxes(share: f32, label: String, count: usize) -> Self {
        Self { share, label, content: Content::Boxes(count) }
    }

    fn style(&self, scale: &Scale) -> Style {
        match self.content {
            Content::Strong(_) => Style::bold(scale.value * 1.08),
            Content::Blank(_) => Style::regular(scale.label),
            Content::Value(_) | Content::Choices(_) | Content::Boxes(_) => {
                Style::regular(scale.value)
            }
        }
    }

    fn text(&self) -> &str {
        match &self.content {
            Content::Value(text) | Content::Strong(text) => text,
            Content::Blank(_) | Content::Choices(_) | Content::Boxes(_) => "",
        }
    }
}

impl Flow<'_> {
    /// A row of fields at the end of what is there. A field too tall for a page gets rows of its own.
    pub(crate) fn row(&mut self, row: Row) {
        let is_long = |field: &Field| {
            let text = field.text();
            text.chars().nth(LONG).is_some() || text.lines().nth(MANY).is_some()
        };
        if row.fields.iter().any(is_long) {
            for field in row.fields {
                self.long_field(field, row.least);
            }
        } else {
            self.whole_row(&row);
        }
    }

    fn whole_row(&mut self, row: &Row) {
        let total: f32 = row.fields.iter().map(|field| field.share).sum();
        let measure = self.measure();
        let mut x = measure.x;
        let mut places = Vec::with_capacity(row.fields.len());
        for field in &row.fields {
            let width = measure.width * field.share / total;
            places.push(Measure::new(x, width));
            x += width;
        }
        let fields = || row.fields.iter().zip(&places);
        let height = fields()
            .map(|(field, place)| height(field, *place, self.layout.typesetter, &self.scale))
            .fold(row.least, f32::max);

        let top = self.take(height);
        let scale = self.scale;
        for (at, (field, place)) in fields().enumerate() {
            if at > 0 {
                self.layout.vertical(place.x, (top, top + height), THIN);
            }
            draw(&mut self.layout, field, Cell { place: *place, top, height }, &scale);
        }
        self.layout.horizontal(top + height, measure, THIN);
    }

    /// A text as rows of at most a third of a page, so that nothing of it is lost.
    fn long_field(&mut self, field: Field, least: f32) {
        let style = field.style(&self.scale);
        let measure = text_measure(&field, self.measure(), self.layout.typesetter, &self.scale);
        let lines = (self.tallest() / 3.0 / style.leading()).max(1.0) as usize;
        let wrapped = (style.weight, style.size);
        let cuts: Vec<String> = {
            let text = field.text();
            let all = self.layout.typesetter.wrap(wrapped, text, measure.width, 0.0);
            let starts: Vec<usize> =
                all.iter().step_by(lines).map(crate::text::Line::start).collect();
            let ends = starts.iter().skip(1).copied().chain([text.len()]);
            starts.iter().zip(ends).map(|(start, end)| text[*start..end].to_owned()).collect()
        };
        for cut in cuts {
            let field = Field::value(1.0, field.label.clone(), cut.trim_matches('\n'));
            self.whole_row(&Row { fields: vec![field], least });
        }
    }
}

/// Characters beyond which a field gets rows of its own.
const LONG: usize = 600;
/// Lines of its own, beyond which it does too.
const MANY: usize = 12;

/// Where a field is drawn.
#[derive(Clone, Copy)]
struct Cell {
    place: Measure,
    top: f32,
    height: f32,
}

/// Height of the label above a value; nothing where it stands beside.
fn label_height(field: &Field, scale: &Scale) -> f32 {
    if scale.beside || field.label.is_empty() { 0.0 } else { scale.label * 1.25 }
}

/// Where a field's text runs: the whole cell, or what its label beside leaves.
fn text_measure(field: &Field, place: Measure, typesetter: &Typesetter, scale: &Scale) -> Measure {
    let place = place.inset(scale.pad);
    let is_inline = scale.beside || matches!(field.content, Content::Choices(_));
    if !is_inline || field.label.is_empty() {
        return place;
    }
    let label = typesetter.width(Weight::Regular, label_size(field, scale), &field.label);
    let taken = (label + scale.label * 0.8).min(place.width * 0.5);

    Measure::new(place.x + taken, place.width - taken)
}

fn label_size(field: &Field, scale: &Scale) -> f32 {
    match field.content {
        Content::Choices(_) if !scale.beside => scale.value * 0.9,
        _ => scale.label,
    }
}

fn height(field: &Field, place: Measure, typesetter: &Typesetter, scale: &Scale) -> f32 {
    let measure = text_measure(field, place, typesetter, scale);
    let style = field.style(scale);
    let inner = match &field.content {
        Content::Value(text) | Content::Strong(text) => {
            let wrapped = (style.weight, style.size);
            let lines = typesetter.wrap(wrapped, text, measure.width, 0.0).len();
            lines as f32 * style.leading() + scale.pad
        }
        Content::Choices(choices) => {
            let lines = choice_lines(choices, measure.width, typesetter, style).len();
            lines as f32 * style.leading() * 1.15 + scale.pad * 1.6
        }
        Content::Blank(_) | Content::Boxes(_) => scale.hand - label_height(field, scale),
    };

    inner + label_height(field, scale) + scale.pad * 0.4
}

fn draw(layout: &mut Layout<'_>, field: &Field, cell: Cell, scale: &Scale) {
    let measure = text_measure(field, cell.place, layout.typesetter, scale);
    let style = field.style(scale);
    let head = label_height(field, scale);
    draw_label(layout, field, cell, scale);

    match &field.content {
        Content::Value(text) | Content::Strong(text) => {
            let how = Paragraph::new(style, Align::Left);
            let wrapped = (style.weight, style.size);
            let lines = layout.typesetter.wrap(wrapped, text, measure.width, 0.0);
            let free = cell.height - head - lines.len() as f32 * style.leading();
            let free = if scale.beside { free / 2.0 } else { (free / 2.0).min(scale.pad * 0.5) };
            let top = cell.top + head + free;
            layout.lines(&lines, measure, top - scale.pad * 0.1, how);
        }
        Content::Blank(hint) => {
            let baseline = cell.top + cell.height - scale.pad * 1.1;
            layout.aligned(measure, baseline, (Align::Right, style), hint);
        }
        Content::Choices(choices) => draw_choices(layout, choices, (measure, cell), style),
        Content::Boxes(count) => draw_boxes(layout, *count, (measure, cell), head),
    }
}

fn draw_label(layout: &mut Layout<'_>, field: &Field, cell: Cell, scale: &Scale) {
    let size = label_size(field, scale);
    let style = Style::regular(size);
    let inside = cell.place.inset(scale.pad);
    let (baseline, width) = match field.content {
        Content::Choices(_) => (cell.top + cell.height / 2.0 + size * 0.36, inside.width * 0.5),
        Content::Blank(_) if scale.beside => {
            (cell.top + cell.height / 2.0 + size * 0.36, inside.width)
        }
        _ if scale.beside => (cell.top + cell.height / 2.0 + size * 0.36, inside.width * 0.5),
        _ => (cell.top + scale.pad * 0.4 + size * 1.05, inside.width),
    };
    let count = field.label.lines().count().max(1);
    // Two lines take the place of one as far as they can.
    let style = if count > 1 { Style::regular(size * 0.92) } else { style };
    let leading = style.size * 1.1;
    let first = baseline - leading * (count - 1) as f32 / 2.0;
    for (at, line) in field.label.lines().enumerate() {
        let baseline = first + leading * at as f32;
        layout.aligned(Measure::new(inside.x, width), baseline, (Align::Left, style), line);
    }
}

/// The choices as lines, each with its place from the left.
fn choice_lines<'a>(
    choices: &'a [String],
    width: f32,
    typesetter: &Typesetter,
    style: Style,
) -> Vec<Vec<(f32, &'a str)>> {
    let mut lines = vec![Vec::new()];
    let mut x = 0.0;
    for choice in choices {
        let taken = style.size * 1.25 + typesetter.width(style.weight, style.size, choice);
        if x > 0.0 && x + taken > width {
            lines.push(Vec::new());
            x = 0.0;
        }
        if let Some(line) = lines.last_mut() {
            line.push((x, choice.as_str()));
        }
        x += taken + style.size * 1.2;
    }
    lines
}

fn draw_choices(
    layout: &mut Layout<'_>,
    choices: &[String],
    (measure, cell): (Measure, Cell),
    style: Style,
) {
    let lines = choice_lines(choices, measure.width, layout.typesetter, style);
    let leading = style.leading() * 1.15;
    let free = cell.height - lines.len() as f32 * leading;
    let mut baseline = cell.top + free / 2.0 + leading / 2.0 + style.size * 0.36;

    for line in lines {
        for (x, choice) in line {
            layout.tick((measure.x + x, baseline), style.size, false);
            layout.text(measure.x + x + style.size * 1.25, baseline, style, choice);
        }
        baseline += leading;
    }
}

/// A comb of boxes at the left, the rest free for words.
fn draw_boxes(layout: &mut Layout<'_>, count: usize, (measure, cell): (Measure, Cell), head: f32) {
    let free = cell.height - head;
    let side = (free * 0.76).min(measure.width * 0.7 / count.max(1) as f32);
    let y = cell.top + head + (free - side) / 2.0;
    let comb = Area { x: measure.x, y, width: side * count as f32, height: side };

    layout.frame(comb, 0.6);
    for at in 1..count {
        layout.vertical(measure.x + side * at as f32, (y, y + side), THIN);
    }
}

impl Layout<'_> {
    /// A box to tick whose foot stands on a baseline, drawn because no font has them all.
    pub(crate) fn tick(&mut self, (x, baseline): (f32, f32), size: f32, is_ticked: bool) {
        let side = size * 0.9;
        let y = baseline - side * 0.88;
        self.frame(Area { x, y, width: side, height: side }, 0.7);
        if is_ticked {
            let mark = [(0.16, 0.5), (0.42, 0.8), (0.88, 0.14)];
            let points = mark.map(|(dx, dy)| Point { x: x + side * dx, y: y + side * dy }).to_vec();
            self.push(Item::Polygon { points, fill: None, stroke: Some(Stroke::black(1.2)) });
        }
    }
}
