//! Bar codes that a scanner at the desk reads back: Code 128 and QR, each as one path.

use barcoders::sym::code128::Code128;
use qrcode::{Color, EcLevel, QrCode};

use crate::layout::Layout;
use crate::page::{Area, Ink, Item};

/// Selects Code 128's set B: letters, digits and marks.
const SET_B: char = '\u{181}';

impl Layout<'_> {
    /// The text as Code 128 filling an area. Draws nothing if it is empty or not plain ASCII.
    pub(crate) fn code128(&mut self, area: Area, text: &str) {
        if text.is_empty() {
            return;
        }
        let Ok(code) = Code128::new(format!("{SET_B}{text}")) else { return };
        let modules = code.encode();
        let unit = area.width / modules.len() as f32;
        let areas = stripes(&modules, |module| *module == 1)
            .map(|(start, length)| Area {
                x: area.x + start as f32 * unit,
                width: length as f32 * unit,
                ..area
            })
            .collect();

        self.push(Item::Modules { areas, ink: Ink::BLACK });
    }

    /// The text as a QR code with a side of `side` points at `(x, y)`. Draws nothing if it is too
    /// long for one.
    pub(crate) fn qr(&mut self, (x, y): (f32, f32), side: f32, text: &str) {
        let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else { return };
        let count = code.width();
        let unit = side / count as f32;
        let colors = code.to_colors();
        let mut areas = Vec::new();

        for (row, colors) in colors.chunks(count).enumerate() {
            areas.extend(stripes(colors, |color| *color == Color::Dark).map(|(start, length)| {
                Area {
                    x: x + start as f32 * unit,
                    y: y + row as f32 * unit,
                    width: length as f32 * unit,
                    height: unit,
                }
            }));
        }
        self.push(Item::Modules { areas, ink: Ink::BLACK });
    }
}

/// Start and length of each unbroken dark stretch.
fn stripes<T>(
    modules: &[T],
    is_dark: impl Fn(&T) -> bool + Copy,
) -> impl Iterator<Item = (usize, usize)> {
    let mut start = 0;

    modules.chunk_by(move |a, b| is_dark(a) == is_dark(b)).filter_map(move |stretch| {
        let begins = start;
        start += stretch.len();
        stretch.first().is_some_and(is_dark).then_some((begins, stretch.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Size;
    use crate::testing::typesetter;
    use crate::text::Script;

    const AREA: Area = Area { x: 10.0, y: 10.0, width: 145.0, height: 30.0 };

    fn modules(draw: impl Fn(&mut Layout<'_>)) -> Vec<Area> {
        let typesetter = typesetter(Script::Latin);
        let mut layout = Layout::new(&typesetter, Size { width: 300.0, height: 300.0 });
        draw(&mut layout);
        let mut pages = layout.finish(|_, _, _| ());
        match pages.remove(0).items.pop() {
            Some(Item::Modules { areas, .. }) => areas,
            _ => Vec::new(),
        }
    }

    #[test]
    fn a_code_begins_and_ends_with_a_bar_at_its_edges() {
        let bars = modules(|layout| layout.code128(AREA, "PG-1"));
        let last = bars[bars.len() - 1];

        assert!((bars[0].x - 10.0).abs() < 1e-3);
        assert!((last.x + last.width - 155.0).abs() < 1e-3);
        // Start, four characters and the check digit have three bars each, the stop has four.
        assert_eq!(bars.len(), 3 * 6 + 4);
    }

    #[test]
    fn a_text_that_has_no_code_draws_none() {
        assert!(modules(|layout| layout.code128(AREA, "派工单")).is_empty());
        assert!(modules(|layout| layout.code128(AREA, "")).is_empty());
    }

    #[test]
    fn the_finder_of_a_qr_code_is_seven_modules_wide() {
        let areas = modules(|layout| layout.qr((10.0, 10.0), 105.0, "PG-1"));

        assert_eq!((areas[0].x, areas[0].width), (10.0, 35.0));
    }
}
