//! Placing text, rules and boxes on pages.

use crate::page::{Area, Face, Glyph, Ink, Item, Page, Point, Run, Stroke};
use crate::text::{Line, Typesetter, Weight};

/// The size of a sheet of paper in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Size {
    pub(crate) width: f32,
    pub(crate) height: f32,
}

/// Where a line of text stands in its width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Center,
    Right,
    /// Both edges straight, the last line of a paragraph left.
    Justify,
}

/// How letters look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Style {
    pub(crate) weight: Weight,
    /// In points.
    pub(crate) size: f32,
    pub(crate) ink: Ink,
}

impl Style {
    pub(crate) const fn regular(size: f32) -> Self {
        Self { weight: Weight::Regular, size, ink: Ink::BLACK }
    }

    pub(crate) const fn bold(size: f32) -> Self {
        Self { weight: Weight::Bold, size, ink: Ink::BLACK }
    }

    pub(crate) const fn ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    /// From one baseline to the next.
    pub(crate) fn leading(self) -> f32 {
        self.size * 1.36
    }

    /// From the top of a line of this leading to its baseline.
    pub(crate) fn ascent(self) -> f32 {
        self.size * 0.88 + (self.leading() - self.size) / 2.0
    }
}

/// A column of page that text is set into: from `x`, `width` wide.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Measure {
    pub(crate) x: f32,
    pub(crate) width: f32,
}

impl Measure {
    pub(crate) fn new(x: f32, width: f32) -> Self {
        Self { x, width }
    }

    /// The same column without `by` points on either side.
    pub(crate) fn inset(self, by: f32) -> Self {
        Self { x: self.x + by, width: (self.width - 2.0 * by).max(1.0) }
    }

    pub(crate) fn right(self) -> f32 {
        self.x + self.width
    }
}

/// How a paragraph runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Paragraph {
    pub(crate) style: Style,
    pub(crate) align: Align,
    /// From one baseline to the next.
    pub(crate) leading: f32,
    /// How far the first line is moved in.
    pub(crate) indent: f32,
}

impl Paragraph {
    pub(crate) fn new(style: Style, align: Align) -> Self {
        Self { style, align, leading: style.leading(), indent: 0.0 }
    }
}

/// Pages being filled.
pub(crate) struct Layout<'t> {
    pub(crate) typesetter: &'t Typesetter,
    size: Size,
    pages: Vec<Page>,
}

impl<'t> Layout<'t> {
    /// A first empty page.
    pub(crate) fn new(typesetter: &'t Typesetter, size: Size) -> Self {
        let mut layout = Self { typesetter, size, pages: Vec::new() };
        layout.new_page();
        layout
    }

    pub(crate) fn new_page(&mut self) {
        let Size { width, height } = self.size;
        self.pages.push(Page { width, height, items: Vec::with_capacity(96) });
    }

    pub(crate) fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// The finished pages, each with what `margin` adds to it: page number and count are given.
    pub(crate) fn finish(mut self, margin: impl Fn(&mut Self, usize, usize)) -> Vec<Page> {
        let pages = std::mem::take(&mut self.pages);
        let count = pages.len();
        let mut finished = Vec::with_capacity(count);

        for (at, page) in pages.into_iter().enumerate() {
            self.pages.push(page);
            margin(&mut self, at + 1, count);
            finished.append(&mut self.pages);
        }
        finished
    }

    pub(crate) fn push(&mut self, item: Item) {
        if let Some(page) = self.pages.last_mut() {
            page.items.push(item);
        }
    }

    pub(crate) fn horizontal(&mut self, y: f32, measure: Measure, width: f32) {
        let (from, to) = (Point { x: measure.x, y }, Point { x: measure.right(), y });
        self.push(Item::Line { from, to, stroke: Stroke::black(width) });
    }

    pub(crate) fn vertical(&mut self, x: f32, (top, bottom): (f32, f32), width: f32) {
        let (from, to) = (Point { x, y: top }, Point { x, y: bottom });
        self.push(Item::Line { from, to, stroke: Stroke::black(width) });
    }

    pub(crate) fn frame(&mut self, area: Area, width: f32) {
        self.push(Item::Rect { area, fill: None, stroke: Some(Stroke::black(width)) });
    }

    pub(crate) fn fill(&mut self, area: Area, ink: Ink) {
        self.push(Item::Rect { area, fill: Some(ink), stroke: None });
    }

    /// A line of text from `x` on the baseline `y`. Answers with its width.
    pub(crate) fn text(&mut self, x: f32, y: f32, style: Style, text: &str) -> f32 {
        let clusters = self.typesetter.shape(style.weight, text);
        let line = Line::new(text, clusters, style.size, true);
        self.line(&line, (x, y), style, 0.0);
        line.width
    }

    /// A line of text on the baseline `y`, aligned in a column and narrowed to fit it.
    pub(crate) fn aligned(
        &mut self,
        measure: Measure,
        y: f32,
        (align, style): (Align, Style),
        text: &str,
    ) {
        let natural = self.typesetter.width(style.weight, style.size, text);
        let scale = (measure.width / natural.max(1e-3)).clamp(0.4, 1.0);
        let style = Style { size: style.size * scale, ..style };
        let free = measure.width - natural * scale;
        let moved = match align {
            Align::Left | Align::Justify => 0.0,
            Align::Center => free / 2.0,
            Align::Right => free,
        };
        self.text(measure.x + moved, y, style, text);
    }

    /// Paragraphs from `top` down. Answers with the bottom of the last line.
    pub(crate) fn paragraph(
        &mut self,
        measure: Measure,
        top: f32,
        how: Paragraph,
        text: &str,
    ) -> f32 {
        let Paragraph { style, leading, indent, .. } = how;
        let lines = self.typesetter.wrap((style.weight, style.size), text, measure.width, indent);
        self.lines(&lines, measure, top, how);
        top + lines.len() as f32 * leading
    }

    /// Lines that were wrapped before, from `top` down.
    pub(crate) fn lines(&mut self, lines: &[Line<'_>], measure: Measure, top: f32, how: Paragraph) {
        let Paragraph { style, align, leading, indent } = how;
        let mut baseline = top + style.size * 0.88 + (leading - style.size) / 2.0;
        let mut begins = true;

        for line in lines {
            let indent = if begins { indent } else { 0.0 };
            let free = measure.width - indent - line.width;
            let (moved, stretch) = match align {
                Align::Left => (indent, 0.0),
                Align::Center => (indent + free / 2.0, 0.0),
                Align::Right => (indent + free, 0.0),
                Align::Justify if line.ends => (indent, 0.0),
                Align::Justify => (indent, stretch(line, free, style.size)),
            };
            self.line(line, (measure.x + moved, baseline), style, stretch);
            baseline += leading;
            begins = line.ends;
        }
    }

    /// One line with its first shape at `x`, each of its gaps widened by `stretch` points.
    fn line(&mut self, line: &Line<'_>, (x, y): (f32, f32), style: Style, stretch: f32) {
        let mut pen = x;
        let mut run: Option<Run> = None;

        for (at, cluster) in line.clusters.iter().enumerate() {
            let shown = line.shown(cluster);
            let widened = if stretch > 0.0 && line.stretches(at) { stretch } else { 0.0 };
            let advance = cluster.glyph.advance + widened / style.size;
            let glyph = Glyph { bytes: shown.len() as u16, advance, ..cluster.glyph };

            if run.as_ref().is_some_and(|run| run.face != cluster.face) {
                self.push_run(run.take());
            }
            let run = run.get_or_insert_with(|| empty_run((pen, y), style, cluster.face));
            run.text.push_str(shown);
            run.glyphs.push(glyph);
            pen += advance * style.size;
        }
        self.push_run(run);
    }

    fn push_run(&mut self, run: Option<Run>) {
        if let Some(run) = run {
            self.push(Item::Text(run));
        }
    }
}

/// How far each gap of a line is widened so that its right edge is straight. Where something that cannot be broken made the
/// line too short, it stays short: rather a ragged edge than letters far apart.
fn stretch(line: &Line<'_>, free: f32, size: f32) -> f32 {
    let gaps = line.gaps().max(1);
    // Between characters a little shows; between words more is usual.
    let between_characters = 2 * gaps > line.clusters.len();
    let most = if between_characters { 0.12 } else { 0.8 };
    let each = free / gaps as f32;

    if each > most * size { 0.0 } else { each.max(0.0) }
}

fn empty_run((x, y): (f32, f32), style: Style, face: Face) -> Run {
    let Style { size, ink, .. } = style;

    let is_heavier = style.weight == Weight::Bold && !face.is_bold();

    Run { x, y, size, ink, face, is_heavier, text: String::new(), glyphs: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::typesetter;
    use crate::text::Script;

    const SIZE: Size = Size { width: 300.0, height: 300.0 };

    fn runs(page: &Page) -> Vec<&Run> {
        page.items
            .iter()
            .filter_map(|item| if let Item::Text(run) = item { Some(run) } else { None })
            .collect()
    }

    #[test]
    fn justified_lines_end_at_the_right_edge_but_the_last() {
        let typesetter = typesetter(Script::Simplified);
        let mut layout = Layout::new(&typesetter, SIZE);
        let how = Paragraph::new(Style::regular(10.0), Align::Justify);
        let text = "室内机出风温度 24 ℃，更换 KFR-35GW 主控板后正常。".repeat(4);
        layout.paragraph(Measure::new(20.0, 400.0), 10.0, how, &text);
        let pages = layout.finish(|_, _, _| ());
        let runs = runs(&pages[0]);

        for run in &runs[..runs.len() - 1] {
            assert!((run.x + run.width() - 420.0).abs() < 0.5, "{}", run.x + run.width());
        }
        assert!(runs[runs.len() - 1].width() < 400.0);
    }

    #[test]
    fn a_number_that_cannot_be_broken_pulls_no_line_apart() {
        let typesetter = typesetter(Script::Simplified);
        let mut layout = Layout::new(&typesetter, SIZE);
        let how = Paragraph::new(Style::regular(10.0), Align::Justify);
        let text = "您就电热水器的服务单号YM01-A0298512345向我们反映的问题，我们已经了解。";
        layout.paragraph(Measure::new(20.0, 180.0), 10.0, how, text);
        let pages = layout.finish(|_, _, _| ());
        let runs = runs(&pages[0]);

        let first = runs[0];
        assert!(first.text.ends_with("单号"), "{}", first.text);
        let natural = first.text.chars().count() as f32 * 10.0;
        assert!((first.width() - natural).abs() < 3.0, "{} {natural}", first.width());
    }

    #[test]
    fn a_rare_character_becomes_a_run_of_its_own_font() {
        let typesetter = typesetter(Script::Simplified);
        let mut layout = Layout::new(&typesetter, SIZE);
        layout.text(0.0, 20.0, Style::regular(10.0), "陈𬎆女士");
        let pages = layout.finish(|_, _, _| ());
        let faces: Vec<Face> = runs(&pages[0]).iter().map(|run| run.face).collect();

        assert_eq!(faces, [Face::ScRegular, Face::Rare, Face::ScRegular]);
        assert_eq!(runs(&pages[0])[1].pieces().next(), Some((10.0, "𬎆")));
    }

    #[test]
    fn text_too_wide_for_its_column_is_set_smaller() {
        let typesetter = typesetter(Script::Latin);
        let mut layout = Layout::new(&typesetter, SIZE);
        layout.aligned(
            Measure::new(0.0, 50.0),
            20.0,
            (Align::Left, Style::regular(10.0)),
            "SN 2404-3AF7-00918",
        );
        let pages = layout.finish(|_, _, _| ());

        assert!(runs(&pages[0])[0].width() <= 50.01);
    }
}
