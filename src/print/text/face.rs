//! The font files: parsed when first asked, the rare one read when first needed.

use std::cell::OnceCell;
use std::path::PathBuf;
use std::sync::Arc;

use rustybuzz::ttf_parser::{self, GlyphId, Tag};
use rustybuzz::{Feature, UnicodeBuffer};

use super::Cluster;
use crate::page::{Face, Glyph};

/// A character's shape in a font.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub(super) face: Face,
    pub(super) id: u16,
    /// In em.
    pub(super) width: f32,
}

impl Found {
    /// The shape alone, standing for `source` in the text and showing `first`.
    pub(super) fn cluster(self, start: usize, source: char, first: char) -> Cluster {
        let glyph = Glyph {
            id: self.id,
            bytes: source.len_utf8() as u16,
            advance: self.width,
            nominal: self.width,
        };

        Cluster { face: self.face, glyph, first, start }
    }
}

/// All fonts of the paper.
pub(crate) struct Faces {
    parsed: [OnceCell<Option<rustybuzz::Face<'static>>>; 5],
    rare_path: Option<PathBuf>,
    rare: OnceCell<Option<Arc<Vec<u8>>>>,
}

impl Faces {
    pub(super) fn new(rare_path: Option<PathBuf>) -> Self {
        Self { parsed: Default::default(), rare_path, rare: OnceCell::new() }
    }

    /// The rare font's file, if a character made it be read.
    pub(crate) fn rare_if_read(&self) -> Option<Arc<Vec<u8>>> {
        self.rare.get().cloned().flatten()
    }

    /// The font's shape of one character, if it has one.
    pub(super) fn find(&self, face: Face, c: char) -> Option<Found> {
        match face {
            Face::Rare => find_in(&ttf_parser::Face::parse(self.rare()?, 0).ok()?, face, c),
            Face::ScRegular
            | Face::ScBold
            | Face::TcRegular
            | Face::LatinRegular
            | Face::LatinBold => find_in(self.parsed(face)?, face, c),
        }
    }

    /// A Latin word: kerned, without ligatures, so that each letter can be found and copied.
    pub(super) fn shape(&self, face: Face, word: &str, is_narrow: bool) -> Vec<Glyph> {
        let Some(parsed) = self.parsed(face) else { return Vec::new() };
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(word);
        buffer.guess_segment_properties();
        let shaped = rustybuzz::shape(parsed, &features(is_narrow), buffer);
        let (infos, positions) = (shaped.glyph_infos(), shaped.glyph_positions());
        let em = parsed.units_per_em() as f32;

        (0..infos.len())
            .map(|at| {
                let start = infos[at].cluster as usize;
                let end = infos.get(at + 1).map_or(word.len(), |next| next.cluster as usize);
                let id = infos[at].glyph_id as u16;
                Glyph {
                    id,
                    bytes: end.saturating_sub(start) as u16,
                    advance: positions[at].x_advance as f32 / em,
                    nominal: f32::from(parsed.glyph_hor_advance(GlyphId(id)).unwrap_or(0)) / em,
                }
            })
            .collect()
    }

    #[cfg(test)]
    pub(super) fn has_read_rare(&self) -> bool {
        self.rare.get().is_some()
    }

    fn rare(&self) -> Option<&[u8]> {
        let read = || std::fs::read(self.rare_path.as_ref()?).ok().map(Arc::new);

        self.rare.get_or_init(read).as_ref().map(|bytes| bytes.as_slice())
    }

    fn parsed(&self, face: Face) -> Option<&rustybuzz::Face<'static>> {
        let (slot, bytes) = match face {
            Face::ScRegular => (0, fonts::SC_REGULAR),
            Face::ScBold => (1, fonts::SC_BOLD),
            Face::TcRegular => (2, fonts::TC_REGULAR),
            Face::LatinRegular => (3, fonts::LATIN_REGULAR),
            Face::LatinBold => (4, fonts::LATIN_BOLD),
            Face::Rare => return None,
        };

        self.parsed[slot].get_or_init(|| rustybuzz::Face::from_slice(bytes, 0)).as_ref()
    }
}

/// No ligatures; where asked, marks in their narrow form.
fn features(is_narrow: bool) -> Vec<Feature> {
    let feature = |tag: &[u8; 4], value| Feature::new(Tag::from_bytes(tag), value, ..);
    let mut features = [b"liga", b"clig", b"calt"].map(|tag| feature(tag, 0)).to_vec();
    if is_narrow {
        features.push(feature(b"pwid", 1));
    }
    features
}

fn find_in(font: &ttf_parser::Face<'_>, face: Face, c: char) -> Option<Found> {
    let id = font.glyph_index(c).filter(|id| id.0 != 0)?;
    let width = f32::from(font.glyph_hor_advance(id)?) / f32::from(font.units_per_em());

    Some(Found { face, id: id.0, width })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signs_that_are_drawn_for_the_screen_are_a_font_with_their_shapes() {
        let bytes = fonts::signs();
        let font = ttf_parser::Face::parse(&bytes, 0).expect("a font");
        for sign in "⌀✔✕✖✗✘".chars() {
            let id = font.glyph_index(sign).expect("it is there");
            let place = font.glyph_bounding_box(id).expect("it is drawn");
            assert!(place.x_min >= 0 && place.x_max <= 660, "{sign} {place:?}");
            assert!(place.height() > 400 && font.glyph_hor_advance(id) == Some(660), "{sign}");
        }
        assert_eq!(font.glyph_index('0'), None, "everything else is in the other fonts");
    }
}
