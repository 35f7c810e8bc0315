//! The pages below each other: where one is among them, and only those near it as widgets.

use std::ops::Range;

use engine::paper::Page;
use iced::widget::scrollable::{self, AbsoluteOffset, Viewport};
use iced::widget::{Column, container, operation, space as gap};
use iced::{Center, Element, Fill};
use ui::{space, theme};

use super::{Message, Preview, sheet};
use crate::action::Action;

/// How high the window is taken to be before it was seen.
const USUAL: f32 = 600.0;

impl Preview {
    pub(super) const PAGES: &'static str = "preview-pages";

    pub(super) fn scroll(&self, windows: f32) -> Action<Message> {
        let (_, height) = self.window();
        let by = AbsoluteOffset { x: 0.0, y: height * windows };
        Action::Run(operation::scroll_by(Self::PAGES, by))
    }

    /// Where the window begins, and its height.
    fn window(&self) -> (f32, f32) {
        let seen = |seen: Viewport| (seen.absolute_offset().y, seen.bounds().height);

        self.seen.map_or((0.0, USUAL), seen)
    }

    /// The page in the middle of the room.
    pub(super) fn page(&self) -> usize {
        let Some(seen) = self.seen else { return 0 };
        let middle = seen.absolute_offset().y + seen.bounds().height / 2.0;
        let share = middle / seen.content_bounds().height.max(1.0);
        let total: f32 = self.paper.pages.iter().map(|page| page.height).sum();
        let mut above = 0.0;
        let ends = self.paper.pages.iter().map(|page| {
            above += page.height;
            above
        });

        ends.take_while(|end| *end < share * total).count().min(self.paper.pages.len().max(1) - 1)
    }

    pub(super) fn pages(&self, room: f32) -> Element<'_, Message> {
        let widest = self.paper.pages.iter().map(|page| page.width).fold(1.0, f32::max);
        let scale = self.zoom.scale(widest, room - 2.0 * space::MARGIN);
        let heights: Vec<f32> = self.paper.pages.iter().map(|page| page.height * scale).collect();
        let here = near(&heights, self.window());
        let (above, below) = (&heights[..here.start], &heights[here.end..]);
        let sheets = self.paper.pages[here].iter().map(|page: &Page| sheet::sheet(page, scale));
        let pages = std::iter::once(blank(above)).chain(sheets.map(Some)).chain([blank(below)]);
        let pages = Column::with_children(pages.flatten()).spacing(space::FAR).align_x(Center);
        let width = (widest * scale + 2.0 * space::MARGIN).max(room);
        let pages = container(pages).padding(space::FAR).center_x(width);
        let bar = scrollable::Scrollbar::new;

        iced::widget::scrollable(pages)
            .id(Self::PAGES)
            .direction(scrollable::Direction::Both { vertical: bar(), horizontal: bar() })
            .on_scroll(Message::Scrolled)
            .width(Fill)
            .height(Fill)
            .style(theme::style::scroll)
            .into()
    }
}

/// Which pages lie in the window, or within a window's height of it.
pub(super) fn near(heights: &[f32], (from, height): (f32, f32)) -> Range<usize> {
    let mut bottom = 0.0;
    let bottoms = heights.iter().map(|height| {
        bottom += space::FAR + height;
        bottom
    });
    let bottoms: Vec<f32> = bottoms.collect();
    let start = bottoms.partition_point(|bottom| *bottom < from - height);
    let end = bottoms.partition_point(|bottom| *bottom < from + 2.0 * height);

    start..(end + 1).min(heights.len())
}

/// What takes the room of pages that are out of sight.
fn blank<'a>(heights: &[f32]) -> Option<Element<'a, Message>> {
    let gaps = space::FAR * heights.len().saturating_sub(1) as f32;
    let height = heights.iter().sum::<f32>() + gaps;

    (!heights.is_empty()).then(|| gap::vertical().height(height).into())
}
