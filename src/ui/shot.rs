//! Pictures of a view without a window: for tests, and for the program's own tour.

use std::fmt;
use std::time::Instant;

use iced::advanced::layout::{Layout, Limits};
use iced::advanced::renderer::Style;
use iced::advanced::widget::Tree;
use iced::advanced::{Renderer as _, Shell, clipboard, mouse, renderer::Headless};
use iced::{Element, Event, Rectangle, Renderer, Size, Theme, Vector, window};

use crate::{fonts, size, theme};

/// How a picture is taken.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The size in physical pixels.
    pub size: Size<u32>,
    /// Physical pixels to a logical one: 1.0 to 2.0 for 100 to 200 %.
    pub scale: f32,
    /// The theme.
    pub theme: Theme,
}

/// A picture, row by row from the top, four bytes a pixel: red, green, blue, opacity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its size in pixels.
    pub size: Size<u32>,
    /// Its bytes.
    pub rgba: Vec<u8>,
}

/// The picture could not be written as PNG.
#[derive(Debug)]
pub struct Unwritable(png::EncodingError);

impl fmt::Display for Unwritable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the picture could not be encoded: {}", self.0)
    }
}

impl std::error::Error for Unwritable {}

/// Draws `view` as a window of that size would, with whatever floats above it. The fonts must
/// have been [installed](fonts::install).
pub fn picture<'a, Message: 'a>(view: impl Into<Element<'a, Message>>, frame: &Frame) -> Picture {
    let mut renderer = Renderer::new(fonts::UI, size::BODY.into());

    Picture { size: frame.size, rgba: draw(view.into(), frame, &mut renderer) }
}

/// The same as the bytes of a PNG file.
///
/// # Errors
///
/// When the picture has no pixels.
pub fn png<'a, Message: 'a>(
    view: impl Into<Element<'a, Message>>,
    frame: &Frame,
) -> Result<Vec<u8>, Unwritable> {
    picture(view, frame).to_png()
}

impl Picture {
    /// The picture as the bytes of a PNG file.
    ///
    /// # Errors
    ///
    /// When the picture has no pixels.
    pub fn to_png(&self) -> Result<Vec<u8>, Unwritable> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.size.width, self.size.height);
        encoder.set_color(png::ColorType::Rgba);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().map_err(Unwritable)?;
        writer.write_image_data(&self.rgba).map_err(Unwritable)?;
        writer.finish().map_err(Unwritable)?;
        Ok(bytes)
    }
}

fn draw<Message>(
    mut view: Element<'_, Message>,
    frame: &Frame,
    renderer: &mut Renderer,
) -> Vec<u8> {
    #[expect(clippy::cast_precision_loss, reason = "no screen has sixteen million columns")]
    let logical =
        Size::new(frame.size.width as f32 / frame.scale, frame.size.height as f32 / frame.scale);
    let viewport = Rectangle::with_size(logical);
    let cursor = mouse::Cursor::Unavailable;
    let mut tree = Tree::new(&view);
    let widget = view.as_widget_mut();
    widget.diff(&mut tree);
    let node = widget.layout(&mut tree, renderer, &Limits::new(Size::ZERO, logical));
    let layout = Layout::new(&node);

    // Widgets learn on a redraw whether they can be used.
    let mut messages = Vec::new();
    widget.update(
        &mut tree,
        &Event::Window(window::Event::RedrawRequested(Instant::now())),
        layout,
        cursor,
        renderer,
        &mut clipboard::Null,
        &mut Shell::new(&mut messages),
        &viewport,
    );
    let style = Style { text_color: theme::colors(&frame.theme).text };
    renderer.reset(viewport);
    widget.draw(&tree, renderer, &frame.theme, &style, layout, cursor, &viewport);

    if let Some(above) = widget.overlay(&mut tree, layout, renderer, &viewport, Vector::ZERO) {
        let mut above = above;
        let node = above.as_overlay_mut().layout(renderer, logical);
        let layout = Layout::new(&node);
        renderer.with_layer(viewport, |renderer| {
            above.as_overlay().draw(renderer, &frame.theme, &style, layout, cursor);
        });
    }
    // The renderer knows texts only as long as the tree keeps them.
    renderer.screenshot(frame.size, frame.scale, theme::colors(&frame.theme).surface)
}

#[cfg(test)]
mod tests {
    use super::*;
    use iced::widget::text;

    #[test]
    fn a_picture_shows_ink_on_the_surface() {
        fonts::install("zh-CN");
        let frame = Frame { size: Size::new(120, 40), scale: 1.0, theme: theme::light() };
        let shown = picture::<()>(text("网点通"), &frame);
        assert_eq!(shown.rgba.len(), 120 * 40 * 4);
        let dark = shown.rgba.chunks(4).filter(|pixel| pixel[0] < 128).count();
        assert!(dark > 50, "{dark} dark pixels");
        assert_eq!(shown.rgba[shown.rgba.len() - 4], theme::LIGHT.surface.into_rgba8()[0]);
        assert!(shown.to_png().is_ok_and(|bytes| bytes.starts_with(b"\x89PNG")));
    }

    /// The columns of a picture in which something is drawn.
    fn inked(words: &str) -> Vec<usize> {
        let (width, height) = (480, 40);
        let frame = Frame { size: Size::new(width, height), scale: 1.0, theme: theme::light() };
        let shown = picture::<()>(text(words.to_owned()), &frame);
        let dark = |at: &usize| {
            let column = shown.rgba.chunks(4).skip(*at).step_by(width as usize);
            column.into_iter().any(|pixel| pixel[0] < 160)
        };

        (0..width as usize).filter(dark).collect()
    }

    #[test]
    fn what_no_font_has_breaks_nothing_and_leaves_the_rest_as_it_is() {
        fonts::install("zh-CN");
        let plain = inked("Zoë Gŵyn");
        let odd = inked("Zoë Gŵyn 😀👩‍👧 𓀀 \u{10ffff}");

        assert!(plain.len() > 30);
        assert_eq!(odd[..plain.len() - 1], plain[..plain.len() - 1]);
        if let Some(folder) = std::env::var_os("BRANCHDESK_PROOFS") {
            let frame = Frame { size: Size::new(480, 40), scale: 1.0, theme: theme::light() };
            let picture = picture::<()>(text("Zoë Gŵyn 😀👩‍👧 𓀀 王小明"), &frame);
            let bytes = picture.to_png().expect("a picture");
            std::fs::write(std::path::Path::new(&folder).join("odd.png"), bytes).expect("room");
        }
    }
}
