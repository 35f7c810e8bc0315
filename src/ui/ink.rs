//! Drawing by hand: one line of text that fits its place, marks, rings.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use iced::advanced::Renderer as _;
use iced::advanced::text::{self, Paragraph as _, Renderer as _, Text};
use iced::advanced::{graphics, renderer};
use iced::alignment::Vertical;
use iced::{Background, Border, Color, Font, Pixels, Point, Rectangle, Renderer, Size};

use crate::icon::Icon;
use crate::{fonts, size};

/// How a line of text is set.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// Its colour.
    pub color: Color,
    /// Its size in logical pixels.
    pub size: f32,
    /// Its face.
    pub font: Font,
    /// Where it stands when its place is wider.
    pub align: text::Alignment,
}

impl Line {
    /// Ordinary text of the given colour.
    pub fn new(color: Color) -> Self {
        Self { color, size: size::BODY, font: fonts::UI, align: text::Alignment::Left }
    }

    /// Smaller text.
    #[must_use]
    pub fn caption(self) -> Self {
        Self { size: size::CAPTION, ..self }
    }

    /// Heavier text.
    #[must_use]
    pub fn bold(self) -> Self {
        Self { font: fonts::BOLD, ..self }
    }

    /// Text that stands elsewhere in its place.
    #[must_use]
    pub fn align(self, align: text::Alignment) -> Self {
        Self { align, ..self }
    }
}

/// Draws `content` on one line in the middle of `place`, cut with an ellipsis where it is too
/// long. Nothing is drawn where `place` lies outside of `clip`; where it lies partly outside, the
/// layer that is being drawn on cuts it.
pub fn line(
    renderer: &mut Renderer,
    content: &str,
    style: Line,
    place: Rectangle,
    clip: Rectangle,
) {
    if content.is_empty() || place.width < 1.0 {
        return;
    }
    if !place.intersects(&clip) {
        return;
    }
    let x = match style.align {
        text::Alignment::Right => place.x + place.width,
        text::Alignment::Center => place.center_x(),
        _ => place.x,
    };

    renderer.fill_text(
        Text {
            content: fit(content, place.width, style).into_owned(),
            bounds: Size::new(f32::INFINITY, place.height),
            size: Pixels(style.size),
            line_height: text::LineHeight::default(),
            font: style.font,
            align_x: style.align,
            align_y: Vertical::Center,
            shaping: text::Shaping::Auto,
            wrapping: text::Wrapping::None,
        },
        Point::new(x, place.center_y()),
        style.color,
        // The renderer cuts a text at its layer only, and only if this reaches beyond the layer.
        place.expand([(style.size * 1.5 - place.height).max(0.0) / 2.0, 0.0]),
    );
}

/// The same, with some stretches of bytes of `content` heavier and in the accent's colour: what was looked for in it. For
/// text that stands at the left.
pub fn marked(
    renderer: &mut Renderer,
    (content, marks): (&str, &[Range<usize>]),
    (style, accent): (Line, Color),
    place: Rectangle,
    clip: Rectangle,
) {
    if marks.is_empty() || content.contains(['\n', '\r']) {
        return line(renderer, content, style, place, clip);
    }
    let heavier = |style: Line| Line { color: accent, ..style.bold() };
    let mut rest = place;
    for (piece, is_marked) in pieces(content, marks) {
        let style = if is_marked { heavier(style) } else { style };
        let fitting = fit(piece, rest.width, style);
        line(renderer, &fitting, style, rest, clip);
        // What is cut ends in an ellipsis, and so does the line.
        if matches!(fitting, Cow::Owned(_)) || rest.width < 1.0 {
            return;
        }
        let used = extent(piece, style);
        rest.x += used;
        rest.width -= used;
    }
}

/// The pieces of `content`, in their order, each with whether it is marked. Marks that are none of its letters are none.
fn pieces<'a>(content: &'a str, marks: &[Range<usize>]) -> Vec<(&'a str, bool)> {
    let (mut pieces, mut at) = (Vec::new(), 0);
    for mark in marks {
        let known = content.get(at..mark.start).zip(content.get(mark.clone()));
        let Some((before, marked)) = known else { continue };
        pieces.extend([(before, false), (marked, true)]);
        at = mark.end;
    }
    pieces.push((&content[at..], false));
    pieces.retain(|(piece, _)| !piece.is_empty());

    pieces
}

/// How wide `content` is when it is drawn, to the last pixel, with the spaces at its ends.
fn extent(content: &str, style: Line) -> f32 {
    let bounds = |content: &str| {
        graphics::text::Paragraph::with_text(Text {
            content,
            bounds: Size::INFINITE,
            size: Pixels(style.size),
            line_height: text::LineHeight::default(),
            font: style.font,
            align_x: text::Alignment::Left,
            align_y: Vertical::Top,
            shaping: text::Shaping::Auto,
            wrapping: text::Wrapping::None,
        })
        .min_bounds()
        .width
    };

    bounds(&format!("n{content}n")) - bounds("nn")
}

/// Draws an icon in the middle of `place`.
pub fn icon(renderer: &mut Renderer, icon: Icon, size: f32, color: Color, place: Rectangle) {
    renderer.fill_text(
        Text {
            content: icon.letter().to_string(),
            bounds: Size::new(f32::INFINITY, size),
            size: Pixels(size),
            line_height: text::LineHeight::Relative(1.0),
            font: fonts::ICON,
            align_x: text::Alignment::Center,
            align_y: Vertical::Center,
            shaping: text::Shaping::Basic,
            wrapping: text::Wrapping::None,
        },
        place.center(),
        color,
        place,
    );
}

/// Fills a rectangle.
pub fn fill(renderer: &mut Renderer, place: Rectangle, color: Color) {
    boxed(renderer, place, color, Border::default());
}

/// Fills a rectangle and draws its border.
pub fn boxed(renderer: &mut Renderer, place: Rectangle, color: Color, border: Border) {
    renderer.fill_quad(
        renderer::Quad { bounds: place, border, ..renderer::Quad::default() },
        Background::Color(color),
    );
}

/// Draws a soft shade around and below `place`. Unlike a quad's own shadow it is repainted only
/// where the renderer repaints, so it never adds up.
pub fn shade(renderer: &mut Renderer, place: Rectangle, color: Color) {
    for reach in [1.0, 2.0, 3.0] {
        let under = Rectangle { height: place.height + reach, ..place.expand([0.0, reach]) };
        let round = Border { radius: (size::ROUND + reach).into(), ..Border::default() };
        boxed(renderer, under, color.scale_alpha(0.3), round);
    }
}

/// Draws the ring of the focus around `place`.
pub fn ring(renderer: &mut Renderer, place: Rectangle, radius: f32, color: Color) {
    let border = Border { color, width: size::RING, radius: radius.into() };
    boxed(renderer, place, Color::TRANSPARENT, border);
}

/// `content` as far as it fits `width`, with an ellipsis where it was cut.
pub fn fit(content: &str, width: f32, style: Line) -> Cow<'_, str> {
    if content.contains(['\n', '\r']) {
        let flat = content.split_whitespace().collect::<Vec<_>>().join(" ");
        return Cow::Owned(fit(&flat, width, style).into_owned());
    }
    let scale = style.size * if style.font == fonts::BOLD { 1.06 } else { 1.0 };
    let room = width / scale;
    let ellipsis = advance('…');
    let mut used = 0.0;
    let mut cut = 0;

    for (at, letter) in content.char_indices() {
        if used + ellipsis <= room {
            cut = at;
        }
        used += advance(letter);
        if used > room + 0.05 {
            return Cow::Owned(format!("{}…", content[..cut].trim_end()));
        }
    }
    Cow::Borrowed(content)
}

/// As much of the end of `content` as fits `width`, with an ellipsis where it was cut.
pub fn fit_end(content: &str, width: f32, style: Line) -> Cow<'_, str> {
    let scale = style.size * if style.font == fonts::BOLD { 1.06 } else { 1.0 };
    let room = width / scale;
    let ellipsis = advance('…');
    let mut used = 0.0;
    let mut cut = content.len();

    for (at, letter) in content.char_indices().rev() {
        used += advance(letter);
        if used > room + 0.05 {
            return Cow::Owned(format!("…{}", content[cut..].trim_start()));
        }
        if used + ellipsis <= room {
            cut = at;
        }
    }
    Cow::Borrowed(content)
}

/// How wide `content` will be, in logical pixels, to within a few.
pub fn width(content: &str, style: Line) -> f32 {
    let scale = style.size * if style.font == fonts::BOLD { 1.06 } else { 1.0 };
    content.chars().map(advance).sum::<f32>() * scale
}

/// The width of a letter in ems. Latin letters were measured once in each family; all others are taken to be
/// as wide as they are high, which Chinese characters are and few others exceed.
fn advance(letter: char) -> f32 {
    advance_in(fonts::first(), letter)
}

/// The same in the family with this number.
fn advance_in(family: usize, letter: char) -> f32 {
    static LATIN: [OnceLock<Vec<f32>>; fonts::FAMILIES.len()] =
        [const { OnceLock::new() }; fonts::FAMILIES.len()];
    const FIRST: u32 = 0x20;
    const LAST: u32 = 0x17f;

    let code = u32::from(letter);
    if !(FIRST..=LAST).contains(&code) {
        return if letter.is_control() { 0.0 } else { 1.0 };
    }
    let family = family.min(fonts::FAMILIES.len() - 1);
    let latin = LATIN[family].get_or_init(|| {
        let letters = (FIRST..=LAST).filter_map(char::from_u32);
        letters.map(|letter| measured(fonts::FAMILIES[family], letter)).collect()
    });
    usize::try_from(code - FIRST).ok().and_then(|at| latin.get(at)).copied().unwrap_or(1.0)
}

fn measured(family: &'static str, letter: char) -> f32 {
    const SIZE: f32 = 100.0;

    // Between two letters, since a lone space has no width.
    let bounds = |content: &str| {
        graphics::text::Paragraph::with_text(Text {
            content,
            bounds: Size::INFINITE,
            size: Pixels(SIZE),
            line_height: text::LineHeight::default(),
            font: Font::with_name(family),
            align_x: text::Alignment::Left,
            align_y: Vertical::Top,
            shaping: text::Shaping::Basic,
            wrapping: text::Wrapping::None,
        })
        .min_bounds()
        .width
    };
    (bounds(&format!("n{letter}n")) - bounds("nn")) / SIZE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted(content: &str, width: f32) -> String {
        fonts::install("zh-CN");
        fit(content, width, Line::new(Color::BLACK)).into_owned()
    }

    #[test]
    fn letters_are_as_wide_as_the_family_of_the_language_has_them() {
        fonts::install("zh-CN");
        let [chinese, _, latin] = [0, 1, 2].map(|family| advance_in(family, '·'));

        assert!(latin > 0.0 && chinese > 2.0 * latin, "{chinese} {latin}");
    }

    #[test]
    fn what_was_looked_for_is_a_piece_of_its_own() {
        let text = "王小明 · 138 1234";
        let pieces = |marks: &[Range<usize>]| pieces(text, marks);

        assert_eq!(pieces(&[]), [(text, false)]);
        assert_eq!(
            pieces(std::slice::from_ref(&(3..9))),
            [("王", false), ("小明", true), (" · 138 1234", false)]
        );
        assert_eq!(
            pieces(&[0..3, 13..16]),
            [("王", true), ("小明 · ", false), ("138", true), (" 1234", false)]
        );
        // Inside of a letter, before the last one, and beyond the end.
        assert_eq!(pieces(&[1..3, 0..3, 0..6, 90..99]).len(), 2);
    }

    #[test]
    fn pieces_are_together_as_wide_as_the_whole() {
        fonts::install("zh-CN");
        let style = Line::new(Color::BLACK);
        let parts: f32 =
            ["138 ", "12", "34 5678 浦", "东"].map(|it| extent(it, style)).iter().sum();
        let whole = extent("138 1234 5678 浦东", style);

        assert!((parts - whole).abs() < 0.5, "{parts} {whole}");
    }

    #[test]
    fn a_text_that_fits_is_left_alone() {
        assert_eq!(fitted("张喆", 60.0), "张喆");
        assert_eq!(fitted("", 0.0), "");
        assert_eq!(fitted("KFR-72GW/BpDNT", 200.0), "KFR-72GW/BpDNT");
    }

    #[test]
    fn a_long_text_ends_in_an_ellipsis_inside_its_place() {
        let cut = fitted("上海市浦东新区张江镇科苑路八十八号", 100.0);
        assert!(cut.ends_with('…') && cut.starts_with("上海市"), "{cut}");
        assert!(width(&cut, Line::new(Color::BLACK)) <= 101.0, "{cut}");
    }

    #[test]
    fn of_a_long_address_the_house_is_left() {
        fonts::install("zh-CN");
        let line = "上海市浦东新区张江镇科苑路88号1603室";
        let cut = fit_end(line, 140.0, Line::new(Color::BLACK));
        assert!(cut.starts_with('…') && cut.ends_with("88号1603室"), "{cut}");
        assert!(width(&cut, Line::new(Color::BLACK)) <= 141.0, "{cut}");
        assert_eq!(fit_end("科苑路88号", 140.0, Line::new(Color::BLACK)), "科苑路88号");
    }

    #[test]
    fn latin_letters_have_their_own_widths() {
        fonts::install("zh-CN");
        assert!(advance('i') < advance('m'));
        assert!((0.1..0.4).contains(&advance(' ')), "{}", advance(' '));
    }

    #[test]
    fn lines_become_one() {
        assert_eq!(fitted("一\n二", 200.0), "一 二");
    }
}
