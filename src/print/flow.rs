//! Filling pages from the top down: sections with a title at their side, rows that are never cut.

use crate::layout::{Align, Layout, Measure, Paragraph, Size, Style};
use crate::page::{Area, MM, Page};
use crate::text::{Typesetter, Weight};

/// The sizes of a form. All lengths in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scale {
    /// What a field holds.
    pub(crate) value: f32,
    /// What a field is called.
    pub(crate) label: f32,
    /// The least height of a row.
    pub(crate) row: f32,
    /// The least height of a row that is filled in by hand.
    pub(crate) hand: f32,
    /// Between a rule and the text beside it.
    pub(crate) pad: f32,
    /// The column of the sections' titles.
    pub(crate) strip: f32,
    /// Between two sections.
    pub(crate) gap: f32,
    /// Whether a label stands before its value instead of above it.
    pub(crate) beside: bool,
}

/// Rules inside a section, and around it.
pub(crate) const THIN: f32 = 0.4;
pub(crate) const THICK: f32 = 0.9;

/// What stands on each page besides its body.
pub(crate) struct Frame {
    pub(crate) size: Size,
    /// Where the body goes.
    pub(crate) body: Area,
    /// Heads every page but the first.
    pub(crate) running: String,
}

struct Section {
    title: String,
    top: f32,
}

/// Pages being filled.
pub(crate) struct Flow<'t> {
    pub(crate) layout: Layout<'t>,
    pub(crate) scale: Scale,
    frame: Frame,
    y: f32,
    section: Option<Section>,
}

impl<'t> Flow<'t> {
    pub(crate) fn new(typesetter: &'t Typesetter, frame: Frame, scale: Scale) -> Self {
        let layout = Layout::new(typesetter, frame.size);
        let y = frame.body.y;

        Self { layout, scale, frame, y, section: None }
    }

    pub(crate) fn y(&self) -> f32 {
        self.y
    }

    pub(crate) fn body(&self) -> Area {
        self.frame.body
    }

    /// The height of a page's body below the running head.
    pub(crate) fn tallest(&self) -> f32 {
        self.frame.body.height - self.running_height()
    }

    /// What is left of this page.
    pub(crate) fn room(&self) -> f32 {
        self.frame.body.y + self.frame.body.height - self.y
    }

    /// The whole width, or the width beside the title in a section.
    pub(crate) fn measure(&self) -> Measure {
        let Area { x, width, .. } = self.frame.body;
        let strip = if self.section.is_some() { self.scale.strip } else { 0.0 };

        Measure::new(x + strip, width - strip)
    }

    pub(crate) fn skip(&mut self, height: f32) {
        self.y += height;
    }

    /// Goes on to a new page unless `height` fits on this one. Answers whether it did.
    pub(crate) fn need(&mut self, height: f32) -> bool {
        let turns = height > self.room() + 0.01 && !self.is_at_top();
        if turns {
            self.turn();
        }
        turns
    }

    /// The top of the next `height` points, on a new page where they don't fit on this one.
    pub(crate) fn take(&mut self, height: f32) -> f32 {
        self.need(height);
        let top = self.y;
        self.y += height;
        top
    }

    pub(crate) fn open(&mut self, title: &str) {
        self.section = Some(Section { title: title.to_owned(), top: self.y });
    }

    pub(crate) fn close(&mut self) {
        self.outline();
        if self.section.take().is_some() {
            self.y += self.scale.gap;
        }
    }

    /// The finished pages with `margin` added to each: page number and count are given.
    pub(crate) fn finish(self, margin: impl Fn(&mut Layout<'t>, usize, usize)) -> Vec<Page> {
        self.layout.finish(margin)
    }

    fn is_at_top(&self) -> bool {
        let running = if self.layout.page_count() > 1 { self.running_height() } else { 0.0 };

        self.y <= self.frame.body.y + running + 0.01
    }

    fn turn(&mut self) {
        self.outline();
        self.layout.new_page();
        let Area { x, y, .. } = self.frame.body;
        let style = Style::bold(self.scale.value);
        self.layout.text(x, y + style.ascent(), style, &self.frame.running);
        self.y = y + self.running_height();
        if let Some(section) = &mut self.section {
            section.top = self.y;
        }
    }

    fn running_height(&self) -> f32 {
        if self.frame.running.is_empty() { 0.0 } else { self.scale.value * 1.36 + 1.2 * MM }
    }

    /// Draws the open section's outline and title around what is on this page of it.
    fn outline(&mut self) {
        let Some(section) = &self.section else { return };
        let Area { x, width, .. } = self.frame.body;
        let (top, height, strip) = (section.top, self.y - section.top, self.scale.strip);
        if height < 1.0 {
            return;
        }
        let title = section.title.clone();
        let measure = Measure::new(x, strip).inset(self.scale.pad.max(1.5));
        let size = self.title_size(&title, measure.width);
        let how =
            Paragraph { leading: size * 1.25, ..Paragraph::new(Style::bold(size), Align::Center) };
        let wrapped = (how.style.weight, how.style.size);
        let lines = self.layout.typesetter.wrap(wrapped, &title, measure.width, 0.0);
        let free = height - lines.len() as f32 * how.leading;

        self.layout.lines(&lines, measure, top + free / 2.0, how);
        self.layout.vertical(x + strip, (top, self.y), THIN);
        self.layout.frame(Area { x, y: top, width, height }, THICK);
    }

    /// Small enough for the longest word of a title to stand on one line.
    fn title_size(&self, title: &str, width: f32) -> f32 {
        let size = self.scale.value * 0.96;
        let widest = title
            .split(' ')
            .map(|word| self.layout.typesetter.width(Weight::Bold, size, word))
            .fold(1.0, f32::max);

        size * (width / widest).min(1.0)
    }
}
