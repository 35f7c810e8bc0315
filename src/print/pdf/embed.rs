//! Cutting the fonts down to the characters that a paper shows.

use std::collections::BTreeMap;

use printpdf::font::PdfFont;
use printpdf::{FontId, ParsedFont, PdfDocument};
use subsetter::GlyphRemapper;

use super::Error;
use crate::page::{Face, Item};
use crate::paper::Paper;

/// The fonts of one document, with new numbers for the shapes that are in it.
pub(super) struct Embedded(BTreeMap<Face, (FontId, GlyphRemapper)>);

impl Embedded {
    /// Embeds what the paper's text needs.
    pub(super) fn new(paper: &Paper, document: &mut PdfDocument) -> Result<Self, Error> {
        let mut fonts = BTreeMap::new();
        for (face, glyphs) in used(paper) {
            let font = cut(face, bytes(face, paper).ok_or(Error::Font(face))?, &glyphs)?;
            // A name of our own: the writer's would be random, and no two prints the same.
            let id = FontId(format!("F{}", fonts.len()));
            document.resources.fonts.map.insert(id.clone(), PdfFont::new(font));
            fonts.insert(face, (id, glyphs));
        }
        Ok(Self(fonts))
    }

    /// The font's name in the document.
    pub(super) fn font(&self, face: Face) -> Option<&FontId> {
        self.0.get(&face).map(|(id, _)| id)
    }

    /// A shape's number in the cut font.
    pub(super) fn glyph(&self, face: Face, id: u16) -> u16 {
        self.0.get(&face).and_then(|(_, glyphs)| glyphs.get(id)).unwrap_or(0)
    }
}

fn used(paper: &Paper) -> BTreeMap<Face, GlyphRemapper> {
    let mut used: BTreeMap<Face, GlyphRemapper> = BTreeMap::new();
    for item in paper.pages.iter().flat_map(|page| &page.items) {
        let Item::Text(run) = item else { continue };
        let glyphs = used.entry(run.face).or_default();
        for glyph in &run.glyphs {
            glyphs.remap(glyph.id);
        }
    }
    used
}

fn bytes(face: Face, paper: &Paper) -> Option<&[u8]> {
    match face {
        Face::ScRegular => Some(fonts::SC_REGULAR),
        Face::ScBold => Some(fonts::SC_BOLD),
        Face::TcRegular => Some(fonts::TC_REGULAR),
        Face::LatinRegular => Some(fonts::LATIN_REGULAR),
        Face::LatinBold => Some(fonts::LATIN_BOLD),
        Face::Rare => paper.rare.as_ref().map(|bytes| bytes.as_slice()),
    }
}

fn cut(face: Face, font: &[u8], glyphs: &GlyphRemapper) -> Result<ParsedFont, Error> {
    let part = subsetter::subset(font, 0, glyphs).map_err(|_| Error::Font(face))?;
    let mut font = ParsedFont::from_bytes(&part, 0, &mut Vec::new()).ok_or(Error::Font(face))?;

    // Six letters and a plus mark a font that is only a part of one.
    font.font_name = Some(match face {
        Face::ScRegular => "BDSCRG+NotoSansSC-Regular".to_owned(),
        Face::ScBold => "BDSCBD+NotoSansSC-Bold".to_owned(),
        Face::TcRegular => "BDTCRG+NotoSansTC-Regular".to_owned(),
        Face::LatinRegular => "BDLARG+SourceSansPro-Regular".to_owned(),
        Face::LatinBold => "BDLABD+SourceSansPro-Bold".to_owned(),
        Face::Rare => "BDRARE+HanaMinB".to_owned(),
    });
    Ok(font)
}
