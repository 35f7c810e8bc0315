//! The display list of a page as PDF operations.

use printpdf::{
    Codepoint, Color, Line, LineDashPattern, LinePoint, Mm, Op, PaintMode, PdfDocument,
    PdfFontHandle, PdfPage, Polygon, PolygonRing, Pt, RawImage, RawImageData, RawImageFormat, Rect,
    Rgb, TextItem, TextMatrix, TextRenderingMode, WindingOrder, XObject, XObjectId,
    XObjectTransform,
};

use super::embed::Embedded;
use crate::page::{Area, Face, Ink, Item, MM, Page, Picture, Point, Run, Stroke};

/// One page. Pictures on it are added to the document.
pub(super) fn page(page: &Page, embedded: &Embedded, document: &mut PdfDocument) -> PdfPage {
    let mut painter =
        Painter { height: page.height, embedded, state: State::default(), ops: Vec::new() };
    for item in &page.items {
        match item {
            Item::Text(run) => painter.text(run),
            Item::Line { from, to, stroke } => painter.path(&[*from, *to], *stroke),
            Item::Rect { area, fill, stroke } => painter.rect(area, *fill, *stroke),
            Item::Modules { areas, ink } => painter.modules(areas, *ink),
            Item::Polygon { points, fill, stroke } => painter.polygon(points, *fill, *stroke),
            Item::Picture { area, picture } => painter.picture(area, picture, document),
        }
    }
    PdfPage::new(Mm(page.width / MM), Mm(page.height / MM), painter.ops)
}

/// What the page's graphics state was last set to, so that nothing is said twice.
#[derive(Default)]
struct State {
    fill: Option<Ink>,
    outline: Option<Ink>,
    thickness: Option<f32>,
    dash: Option<(f32, f32)>,
    font: Option<(Face, f32)>,
    is_heavier: bool,
}

struct Painter<'a> {
    height: f32,
    embedded: &'a Embedded,
    state: State,
    ops: Vec<Op>,
}

impl Painter<'_> {
    fn text(&mut self, run: &Run) {
        let Some(font) = self.embedded.font(run.face) else { return };
        self.set_fill(run.ink);
        if self.state.font != Some((run.face, run.size)) {
            let font = PdfFontHandle::External(font.clone());
            self.ops.push(Op::SetFont { font, size: Pt(run.size) });
            self.state.font = Some((run.face, run.size));
        }
        self.set_weight(run);
        let at = TextMatrix::Translate(Pt(run.x), Pt(self.height - run.y));
        let items = vec![TextItem::GlyphIds(self.codepoints(run))];
        self.ops.extend([
            Op::StartTextSection,
            Op::SetTextMatrix { matrix: at },
            Op::ShowText { items },
            Op::EndTextSection,
        ]);
    }

    /// The shapes with what they stand for, so that text can be searched and copied.
    fn codepoints(&self, run: &Run) -> Vec<Codepoint> {
        run.glyphs
            .iter()
            .zip(run.pieces())
            .map(|(glyph, (_, text))| {
                let moved = ((glyph.nominal - glyph.advance) * 1000.0).round();
                Codepoint {
                    gid: self.embedded.glyph(run.face, glyph.id),
                    offset: if moved == 0.0 { 0.0 } else { moved },
                    cid: Some(text.to_owned()),
                }
            })
            .collect()
    }

    fn rect(&mut self, area: &Area, fill: Option<Ink>, stroke: Option<Stroke>) {
        let mode = match (fill, stroke) {
            (Some(_), Some(_)) => PaintMode::FillStroke,
            (Some(_), None) => PaintMode::Fill,
            (None, Some(_)) => PaintMode::Stroke,
            (None, None) => return,
        };
        fill.into_iter().for_each(|ink| self.set_fill(ink));
        stroke.into_iter().for_each(|stroke| self.set_stroke(stroke));
        self.ops.push(Op::DrawRectangle {
            rectangle: Rect {
                x: Pt(area.x),
                y: Pt(self.height - area.y - area.height),
                width: Pt(area.width),
                height: Pt(area.height),
                mode: Some(mode),
                winding_order: Some(WindingOrder::NonZero),
            },
        });
    }

    fn modules(&mut self, areas: &[Area], ink: Ink) {
        self.set_fill(ink);
        let rings = areas
            .iter()
            .map(|area| {
                let (right, bottom) = (area.x + area.width, area.y + area.height);
                let corners =
                    [(area.x, area.y), (right, area.y), (right, bottom), (area.x, bottom)];
                let points = corners.map(|(x, y)| self.point(Point { x, y })).into_iter().collect();
                PolygonRing { points }
            })
            .collect();
        self.fill_rings(rings, PaintMode::Fill);
    }

    fn polygon(&mut self, points: &[Point], fill: Option<Ink>, stroke: Option<Stroke>) {
        match (fill, stroke) {
            (Some(ink), stroke) => {
                self.set_fill(ink);
                stroke.into_iter().for_each(|stroke| self.set_stroke(stroke));
                let mode = if stroke.is_some() { PaintMode::FillStroke } else { PaintMode::Fill };
                let points = points.iter().map(|point| self.point(*point)).collect();
                self.fill_rings(vec![PolygonRing { points }], mode);
            }
            (None, Some(stroke)) => self.path(points, stroke),
            (None, None) => {}
        }
    }

    fn fill_rings(&mut self, rings: Vec<PolygonRing>, mode: PaintMode) {
        let winding_order = WindingOrder::NonZero;
        self.ops.push(Op::DrawPolygon { polygon: Polygon { rings, mode, winding_order } });
    }

    fn path(&mut self, points: &[Point], stroke: Stroke) {
        self.set_stroke(stroke);
        let points = points.iter().map(|point| self.point(*point)).collect();
        self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
    }

    fn picture(&mut self, area: &Area, picture: &Picture, document: &mut PdfDocument) {
        if picture.width == 0 || picture.rgb.len() != picture.width * picture.height * 3 {
            return;
        }
        let id = XObjectId(format!("P{}", document.resources.xobjects.map.len()));
        let image = RawImage {
            pixels: RawImageData::U8(picture.rgb.clone()),
            width: picture.width,
            height: picture.height,
            data_format: RawImageFormat::RGB8,
            tag: Vec::new(),
        };
        document.resources.xobjects.map.insert(id.clone(), XObject::Image(image));
        // A picture is a square of one point until it is scaled.
        let transform = XObjectTransform {
            translate_x: Some(Pt(area.x)),
            translate_y: Some(Pt(self.height - area.y - area.height)),
            scale_x: Some(area.width),
            scale_y: Some(area.height),
            no_auto_scale: true,
            ..XObjectTransform::default()
        };
        self.ops.push(Op::UseXobject { id, transform });
    }

    fn point(&self, point: Point) -> LinePoint {
        let p = printpdf::Point { x: Pt(point.x), y: Pt(self.height - point.y) };

        LinePoint { p, bezier: false }
    }

    /// Draws around letters that have no bold of their own.
    fn set_weight(&mut self, run: &Run) {
        if run.is_heavier {
            self.set_stroke(Stroke { width: Run::HEAVIER * run.size, ink: run.ink, dash: None });
        }
        if self.state.is_heavier == run.is_heavier {
            return;
        }
        let mode = match run.is_heavier {
            true => TextRenderingMode::FillStroke,
            false => TextRenderingMode::Fill,
        };
        self.ops.push(Op::SetTextRenderingMode { mode });
        self.state.is_heavier = run.is_heavier;
    }

    fn set_fill(&mut self, ink: Ink) {
        if self.state.fill != Some(ink) {
            self.ops.push(Op::SetFillColor { col: color(ink) });
            self.state.fill = Some(ink);
        }
    }

    fn set_stroke(&mut self, stroke: Stroke) {
        if self.state.outline != Some(stroke.ink) {
            self.ops.push(Op::SetOutlineColor { col: color(stroke.ink) });
            self.state.outline = Some(stroke.ink);
        }
        if self.state.thickness != Some(stroke.width) {
            self.ops.push(Op::SetOutlineThickness { pt: Pt(stroke.width) });
            self.state.thickness = Some(stroke.width);
        }
        if self.state.dash != stroke.dash {
            let dash = match stroke.dash {
                Some((dash, gap)) => LineDashPattern::new(0.0, &[dash, gap]),
                None => LineDashPattern::solid(),
            };
            self.ops.push(Op::SetLineDashPattern { dash });
            self.state.dash = stroke.dash;
        }
    }
}

fn color(Ink(red, green, blue): Ink) -> Color {
    let part = |value: u8| f32::from(value) / 255.0;

    Color::Rgb(Rgb::new(part(red), part(green), part(blue), None))
}
