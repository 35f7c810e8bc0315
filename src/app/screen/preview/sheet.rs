//! A page on screen: the very list of things that is printed, painted at any size.

use std::cell::OnceCell;

use engine::paper::{Area, Face, Ink, Item, Page, Point, Run, Stroke};
use iced::advanced::graphics::text::Paragraph;
use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::Quad;
use iced::advanced::text::{self, Paragraph as _, Renderer as _, Text};
use iced::advanced::widget::Tree;
use iced::advanced::{Renderer as _, Widget, image, mouse, renderer};
use iced::font::{Family, Weight};
use iced::widget::canvas::{self, Path};
use iced::{
    Background, Color, Element, Font, Length, Pixels, Rectangle, Renderer, Shadow, Size, Theme,
    Vector,
};

/// A page, `scale` logical pixels to a point.
pub fn sheet<'a, Message: 'a>(page: &'a Page, scale: f32) -> Element<'a, Message> {
    Element::new(Sheet { page, scale })
}

struct Sheet<'a> {
    page: &'a Page,
    scale: f32,
}

impl<Message> Widget<Message, Theme, Renderer> for Sheet<'_> {
    fn size(&self) -> Size<Length> {
        Size::new(Length::Shrink, Length::Shrink)
    }

    fn layout(
        &mut self,
        _tree: &mut Tree,
        _renderer: &Renderer,
        _limits: &layout::Limits,
    ) -> layout::Node {
        let size = Size::new(self.page.width * self.scale, self.page.height * self.scale);

        layout::Node::new(size)
    }

    fn draw(
        &self,
        _tree: &Tree,
        renderer: &mut Renderer,
        _theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let bounds = layout.bounds();
        let Some(seen) = bounds.intersection(viewport) else { return };
        // Paper is white in the dark, too.
        let shadow = Shadow {
            color: Color::BLACK.scale_alpha(0.25),
            offset: Vector::new(0.0, 1.0),
            blur_radius: 6.0,
        };
        // The renderer does not cut a shadow where the page is cut.
        let shadow = if seen == bounds { shadow } else { Shadow::default() };
        let paper = Quad { bounds, shadow, ..Quad::default() };
        renderer.fill_quad(paper, Background::Color(Color::WHITE));

        renderer.with_layer(seen, |renderer| {
            let mut brush = Brush { renderer, bounds, seen, scale: self.scale };
            for item in &self.page.items {
                brush.paint(item);
            }
        });
    }
}

struct Brush<'a> {
    renderer: &'a mut Renderer,
    bounds: Rectangle,
    seen: Rectangle,
    scale: f32,
}

impl Brush<'_> {
    fn paint(&mut self, item: &Item) {
        match item {
            Item::Text(run) => self.text(run),
            Item::Line { from, to, stroke } => self.line(*from, *to, *stroke),
            Item::Rect { area, fill, stroke } => self.rect(area, *fill, *stroke),
            Item::Modules { areas, ink } => self.modules(areas, *ink),
            Item::Polygon { points, fill, stroke } => self.polygon(points, *fill, *stroke),
            Item::Picture { area, picture } => self.picture(area, picture),
        }
    }

    /// Each shape where the paper has it: spacing and squeezing are in these places.
    fn text(&mut self, run: &Run) {
        let size = run.size * self.scale;
        let line = self.at(Point { x: run.x, y: run.y });
        let height = Rectangle {
            y: line.y - size * 1.2,
            height: size * 1.6,
            x: line.x,
            width: run.width() * self.scale + size,
        };
        if size < 0.5 || !height.intersects(&self.seen) {
            return;
        }
        // The renderer cuts only what is said to reach beyond the layer.
        let cut = if height.is_within(&self.seen) { self.seen } else { self.seen.expand(1.0) };
        let font = font_of(run.face);
        let top = line.y - baseline(run.face) * size;
        let heavier = if run.is_heavier { Run::HEAVIER * size } else { 0.0 };
        for (x, piece) in run.pieces() {
            if piece.trim().is_empty() {
                continue;
            }
            let x = self.bounds.x + x * self.scale;
            self.piece(piece, (font, size), ((x, top), cut), run.ink);
            if heavier > 0.0 {
                self.piece(piece, (font, size), ((x + heavier, top), cut), run.ink);
            }
        }
    }

    fn piece(
        &mut self,
        piece: &str,
        (font, size): (Font, f32),
        ((x, y), cut): ((f32, f32), Rectangle),
        ink: Ink,
    ) {
        self.renderer.fill_text(
            Text { content: piece.to_owned(), ..set(font, size) },
            iced::Point::new(x, y),
            color(ink),
            cut,
        );
    }

    fn line(&mut self, from: Point, to: Point, stroke: Stroke) {
        let straight = from.x == to.x || from.y == to.y;
        if stroke.dash.is_some() || !straight {
            return self.outline(&[from, to], stroke);
        }
        let half = stroke.width / 2.0;
        let (across, down) = if from.y == to.y { (0.0, half) } else { (half, 0.0) };
        let area = Area {
            x: from.x.min(to.x) - across,
            y: from.y.min(to.y) - down,
            width: (to.x - from.x).abs() + 2.0 * across,
            height: (to.y - from.y).abs() + 2.0 * down,
        };
        self.fill(&area, stroke.ink);
    }

    fn rect(&mut self, area: &Area, fill: Option<Ink>, stroke: Option<Stroke>) {
        if let Some(ink) = fill {
            self.fill(area, ink);
        }
        let Some(stroke) = stroke else { return };
        let Area { x, y, width, height } = *area;
        let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)];
        for pair in corners.windows(2) {
            let ends = [pair[0], pair[1]].map(|(x, y)| Point { x, y });
            self.line(ends[0], ends[1], stroke);
        }
    }

    fn fill(&mut self, area: &Area, ink: Ink) {
        let mut bounds = self.place(area);
        // A hairline stays a line at every size.
        bounds.width = bounds.width.max(1.0);
        bounds.height = bounds.height.max(1.0);
        if bounds.intersects(&self.seen) {
            let quad = Quad { bounds, ..Quad::default() };
            self.renderer.fill_quad(quad, Background::Color(color(ink)));
        }
    }

    fn modules(&mut self, areas: &[Area], ink: Ink) {
        let path = Path::new(|path| {
            for area in areas {
                let place = self.place(area);
                path.rectangle(place.position(), place.size());
            }
        });
        self.draw(|frame| frame.fill(&path, color(ink)));
    }

    fn polygon(&mut self, points: &[Point], fill: Option<Ink>, stroke: Option<Stroke>) {
        if let Some(ink) = fill {
            let path = self.path(points, true);
            self.draw(|frame| frame.fill(&path, color(ink)));
        }
        if let Some(stroke) = stroke {
            self.outline(points, stroke);
        }
    }

    fn outline(&mut self, points: &[Point], stroke: Stroke) {
        let path = self.path(points, false);
        let dashes = stroke.dash.map(|(dash, gap)| [dash * self.scale, gap * self.scale]);
        let style = canvas::Stroke {
            style: color(stroke.ink).into(),
            width: (stroke.width * self.scale).max(0.5),
            line_dash: canvas::LineDash {
                segments: dashes.as_ref().map_or(&[], |dashes| dashes.as_slice()),
                offset: 0,
            },
            ..canvas::Stroke::default()
        };
        self.draw(|frame| frame.stroke(&path, style));
    }

    fn path(&self, points: &[Point], closed: bool) -> Path {
        Path::new(|path| {
            for (at, point) in points.iter().enumerate() {
                let place = self.at(*point);
                if at == 0 {
                    path.move_to(place);
                } else {
                    path.line_to(place);
                }
            }
            if closed {
                path.close();
            }
        })
    }

    fn draw(&mut self, paint: impl FnOnce(&mut canvas::Frame<Renderer>)) {
        use iced::advanced::graphics::geometry::Renderer as _;

        let mut frame = canvas::Frame::with_bounds(self.renderer, self.seen);
        paint(&mut frame);
        self.renderer.draw_geometry(frame.into_geometry());
    }

    fn picture(&mut self, area: &Area, picture: &engine::paper::Picture) {
        use image::Renderer as _;

        let rgba: Vec<u8> =
            picture.rgb.chunks_exact(3).flat_map(|dot| [dot[0], dot[1], dot[2], 255]).collect();
        let (Ok(width), Ok(height)) = (u32::try_from(picture.width), u32::try_from(picture.height))
        else {
            return;
        };
        if rgba.len() != picture.width * picture.height * 4 {
            return;
        }
        let handle = image::Handle::from_rgba(width, height, rgba);
        let place = self.place(area);
        self.renderer.draw_image(image::Image::new(handle), place, self.seen);
    }

    fn at(&self, point: Point) -> iced::Point {
        iced::Point::new(self.bounds.x + point.x * self.scale, self.bounds.y + point.y * self.scale)
    }

    fn place(&self, area: &Area) -> Rectangle {
        let corner = self.at(Point { x: area.x, y: area.y });

        Rectangle::new(corner, Size::new(area.width * self.scale, area.height * self.scale))
    }
}

fn color(Ink(red, green, blue): Ink) -> Color {
    Color::from_rgb8(red, green, blue)
}

fn font_of(face: Face) -> Font {
    let weight = if face.is_bold() { Weight::Bold } else { Weight::Normal };

    Font { family: Family::Name(face.family()), weight, ..Font::DEFAULT }
}

fn set<Content: Default>(font: Font, size: f32) -> Text<Content> {
    Text {
        content: Content::default(),
        bounds: Size::INFINITE,
        size: Pixels(size),
        line_height: text::LineHeight::Relative(1.5),
        font,
        align_x: text::Alignment::Left,
        align_y: iced::alignment::Vertical::Top,
        shaping: text::Shaping::Basic,
        wrapping: text::Wrapping::None,
    }
}

/// How far below the top of its line a face's letters stand, in ems.
fn baseline(face: Face) -> f32 {
    thread_local! {
        static MEASURED: [OnceCell<f32>; Face::ALL.len()] = Default::default();
    }
    const SIZE: f32 = 100.0;

    let at = Face::ALL.iter().position(|known| *known == face).unwrap_or_default();
    MEASURED.with(|measured| {
        *measured[at].get_or_init(|| {
            let paragraph =
                Paragraph::with_text(Text { content: "一", ..set(font_of(face), SIZE) });
            let line = paragraph.buffer().layout_runs().next().map(|run| run.line_y);
            line.unwrap_or(SIZE * 1.16) / SIZE
        })
    })
}
