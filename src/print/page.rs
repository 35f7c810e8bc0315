//! The display list: what lies where on a page, read by the PDF writer and by the preview alike.
//!
//! Lengths are points (1/72 inch), the origin is the top left corner and y grows downwards.

use std::sync::Arc;

/// Points in a millimetre.
pub const MM: f32 = 72.0 / 25.4;

/// One sheet of paper and everything on it, in painting order.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Points from left to right.
    pub width: f32,
    /// Points from top to bottom.
    pub height: f32,
    /// What to paint, first things first.
    pub items: Vec<Item>,
}

/// One thing to paint.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Letters on one baseline.
    Text(Run),
    /// A straight stroke.
    Line {
        /// Where it begins.
        from: Point,
        /// Where it ends.
        to: Point,
        /// How it is drawn.
        stroke: Stroke,
    },
    /// An upright rectangle.
    Rect {
        /// Its place.
        area: Area,
        /// The colour inside, if any.
        fill: Option<Ink>,
        /// The outline, centred on the edge, if any.
        stroke: Option<Stroke>,
    },
    /// Many filled rectangles painted as one path, so that no seam shows: a bar code.
    Modules {
        /// The rectangles.
        areas: Vec<Area>,
        /// Their colour.
        ink: Ink,
    },
    /// A closed shape when filled, an open path when only stroked.
    Polygon {
        /// Its corners.
        points: Vec<Point>,
        /// The colour inside, if any.
        fill: Option<Ink>,
        /// The outline, if any.
        stroke: Option<Stroke>,
    },
    /// A raster picture stretched over an area: an office's logo.
    Picture {
        /// Its place.
        area: Area,
        /// Its dots.
        picture: Arc<Picture>,
    },
}

/// A place on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Points from the left edge.
    pub x: f32,
    /// Points from the top edge.
    pub y: f32,
}

/// An upright rectangle on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Its left edge.
    pub x: f32,
    /// Its top edge.
    pub y: f32,
    /// From left to right.
    pub width: f32,
    /// From top to bottom.
    pub height: f32,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Thickness in points.
    pub width: f32,
    /// Its colour.
    pub ink: Ink,
    /// Length of dash and of gap in points; `None` is a solid line.
    pub dash: Option<(f32, f32)>,
}

impl Stroke {
    /// A solid line in black.
    pub const fn black(width: f32) -> Self {
        Self { width, ink: Ink::BLACK, dash: None }
    }
}

/// A colour: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ink(pub u8, pub u8, pub u8);

impl Ink {
    /// Plain black, the only ink that every printer in an office prints sharply.
    pub const BLACK: Self = Self(0, 0, 0);
    /// Paper.
    pub const WHITE: Self = Self(255, 255, 255);
}

/// Letters of one face and size on one baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Where the first letter begins.
    pub x: f32,
    /// The baseline.
    pub y: f32,
    /// Font size in points.
    pub size: f32,
    /// Colour of the letters.
    pub ink: Ink,
    /// The font.
    pub face: Face,
    /// Bold was wanted but this face has no bold: its outlines are drawn [`Run::HEAVIER`] em thick.
    pub is_heavier: bool,
    /// What is written, in reading order.
    pub text: String,
    /// The shapes; each stands for the next [`Glyph::bytes`] bytes of the text.
    pub glyphs: Vec<Glyph>,
}

impl Run {
    /// The line drawn around letters that have no bold, in em.
    pub const HEAVIER: f32 = 0.03;

    /// From the first letter's left edge to the last one's right edge, in points.
    pub fn width(&self) -> f32 {
        self.glyphs.iter().map(|glyph| glyph.advance).sum::<f32>() * self.size
    }

    /// Each shape's piece of the text with the x at which it is painted. Painting piece by piece
    /// shows exactly what is printed: spacing, squeezing and justification are in these x.
    pub fn pieces(&self) -> impl Iterator<Item = (f32, &str)> {
        let (mut x, mut start) = (self.x, 0);

        self.glyphs.iter().map(move |glyph| {
            let end = start + usize::from(glyph.bytes);
            let piece = (x, self.text.get(start..end).unwrap_or_default());
            x += glyph.advance * self.size;
            start = end;
            piece
        })
    }
}

/// One shape of a font.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// Its number in the face.
    pub id: u16,
    /// How many bytes of the run's text it stands for.
    pub bytes: u16,
    /// How far the pen moves, in em.
    pub advance: f32,
    /// How far the font alone would move it, in em.
    pub nominal: f32,
}

/// The fonts that paper is set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Face {
    /// [`fonts::SC_REGULAR`].
    ScRegular,
    /// [`fonts::SC_BOLD`].
    ScBold,
    /// [`fonts::TC_REGULAR`].
    TcRegular,
    /// [`fonts::LATIN_REGULAR`].
    LatinRegular,
    /// [`fonts::LATIN_BOLD`].
    LatinBold,
    /// The file at [`fonts::rare_path`].
    Rare,
}

impl Face {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::ScRegular,
        Self::ScBold,
        Self::TcRegular,
        Self::LatinRegular,
        Self::LatinBold,
        Self::Rare,
    ];

    /// The family name that a screen asks its font system for.
    pub const fn family(self) -> &'static str {
        match self {
            Self::ScRegular | Self::ScBold => fonts::SC_FAMILY,
            Self::TcRegular => fonts::TC_FAMILY,
            Self::LatinRegular | Self::LatinBold => fonts::LATIN_FAMILY,
            Self::Rare => fonts::RARE_FAMILY,
        }
    }

    /// Whether it is the bold weight of its family.
    pub const fn is_bold(self) -> bool {
        matches!(self, Self::ScBold | Self::LatinBold)
    }
}

/// A raster picture.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Picture {
    /// Dots from left to right.
    pub width: usize,
    /// Dots from top to bottom.
    pub height: usize,
    /// Red, green and blue of each dot, row by row: `3 × width × height` bytes.
    pub rgb: Vec<u8>,
}
