//! Setting type: which font has which character, and how far the pen moves.

mod character;
mod face;
mod wrap;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use self::character::{
    is_closing_bracket, is_han, is_invisible, is_opening, is_stop, is_wide, stand_in,
};
use self::face::{Faces, Found};
use crate::page::{Face, Glyph};

pub(crate) use self::wrap::Line;

/// Drawn where no font has a character: the printer's old sign for missing type.
const GETA: char = '〓';

/// The reader's writing system: which font comes first and where its marks stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Simplified Chinese.
    Simplified,
    /// Traditional Chinese as in Taiwan: stops stand in the middle of their square.
    Traditional,
    /// Latin letters and marks; Chinese names as in Simplified.
    Latin,
}

/// Thickness of the letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// One shape, where its text came from, and the first character of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cluster {
    pub(crate) face: Face,
    pub(crate) glyph: Glyph,
    pub(crate) first: char,
    /// The byte of the source at which its text begins.
    pub(crate) start: usize,
}

impl Cluster {
    pub(crate) fn end(&self) -> usize {
        self.start + usize::from(self.glyph.bytes)
    }

    /// No font has it: `〓` stands in its place.
    pub(crate) fn is_missing(&self) -> bool {
        self.first == GETA
    }
}

/// Turns text into shapes with their widths. Fonts are parsed when first needed; the rare one is
/// read only when a character is in none of the others.
pub(crate) struct Typesetter {
    script: Script,
    faces: Faces,
    found: RefCell<HashMap<(Weight, char), Option<Found>>>,
    words: RefCell<HashMap<Face, Words>>,
    missing: RefCell<BTreeSet<char>>,
}

/// The shapes of words met before.
type Words = HashMap<Box<str>, Arc<[Glyph]>>;

/// Words remembered per face before the memory is emptied, so that a long run stays small.
const WORDS_KEPT: usize = 20_000;

impl Typesetter {
    pub(crate) fn new(script: Script, rare: Option<PathBuf>) -> Self {
        Self {
            script,
            faces: Faces::new(rare),
            found: RefCell::default(),
            words: RefCell::default(),
            missing: RefCell::default(),
        }
    }

    /// The characters asked for so far that no font has.
    pub(crate) fn missing(&self) -> BTreeSet<char> {
        self.missing.borrow().clone()
    }

    /// A new paper begins: what an earlier one lacked is no matter of its.
    pub(crate) fn forget_missing(&self) {
        self.missing.borrow_mut().clear();
    }

    pub(crate) fn faces(&self) -> &Faces {
        &self.faces
    }

    /// Width of a line of text in points.
    pub(crate) fn width(&self, weight: Weight, size: f32, text: &str) -> f32 {
        self.shape(weight, text).iter().map(|cluster| cluster.glyph.advance).sum::<f32>() * size
    }

    /// One line of text as shapes: each character in the first font that has it, an eighth of
    /// an em between Han and Latin, and marks that follow each other squeezed.
    pub(crate) fn shape(&self, weight: Weight, text: &str) -> Vec<Cluster> {
        let mut clusters: Vec<Cluster> = Vec::with_capacity(text.len() / 2 + 1);
        let mut previous: Option<char> = None;
        let mut rest = text.char_indices().peekable();

        while let Some((start, c)) = rest.next() {
            let c = if c == '\t' || c == '\u{a0}' { ' ' } else { c };
            if is_invisible(c) {
                continue;
            }
            let mut last = c;
            let found = self.find(weight, c);
            self.space(clusters.last_mut(), previous, c);

            match found {
                None => clusters.push(match self.stands_in(weight, c) {
                    Some((found, shown)) => found.cluster(start, c, shown),
                    None => self.geta(weight, start, c),
                }),
                Some(found) if is_wide(c) || c == ' ' || found.face == Face::Rare => {
                    clusters.push(found.cluster(start, c, c));
                }
                Some(found) => {
                    let mut end = start + c.len_utf8();
                    while let Some(&(at, next)) = rest.peek() {
                        if !self.joins(weight, found.face, next) {
                            break;
                        }
                        end = at + next.len_utf8();
                        last = next;
                        rest.next();
                    }
                    self.push_word(&mut clusters, found.face, text, start..end);
                }
            }
            previous = Some(last);
        }
        clusters
    }

    /// The shape of another character that says the same, where no font has this one.
    fn stands_in(&self, weight: Weight, c: char) -> Option<(Found, char)> {
        let shown = stand_in(c)?;

        Some((self.find(weight, shown)?, shown))
    }

    /// Whether a character continues the Latin word before it.
    fn joins(&self, weight: Weight, face: Face, next: char) -> bool {
        !is_wide(next)
            && !next.is_whitespace()
            && !is_invisible(next)
            && self.find(weight, next).is_some_and(|found| found.face == face)
    }

    fn push_word(
        &self,
        clusters: &mut Vec<Cluster>,
        face: Face,
        text: &str,
        range: std::ops::Range<usize>,
    ) {
        let mut start = range.start;
        for glyph in self.word(face, &text[range]).iter() {
            let first = text[start..].chars().next().unwrap_or(' ');
            clusters.push(Cluster { face, glyph: *glyph, first, start });
            start += usize::from(glyph.bytes);
        }
    }

    /// The shapes of a Latin word, kerned, from memory where it was met before.
    fn word(&self, face: Face, word: &str) -> Arc<[Glyph]> {
        let mut words = self.words.borrow_mut();
        let known = words.entry(face).or_default();
        if let Some(glyphs) = known.get(word) {
            return Arc::clone(glyphs);
        }
        if known.len() >= WORDS_KEPT {
            known.clear();
        }
        let glyphs: Arc<[Glyph]> = self.faces.shape(face, word, self.is_narrow(word)).into();
        known.insert(word.into(), Arc::clone(&glyphs));
        glyphs
    }

    /// Whether marks that Chinese sets full-width, such as the apostrophe, are narrow in a word.
    fn is_narrow(&self, word: &str) -> bool {
        self.script == Script::Latin || word.contains(char::is_alphanumeric)
    }

    /// The first font of the chain that has a character.
    fn find(&self, weight: Weight, c: char) -> Option<Found> {
        *self
            .found
            .borrow_mut()
            .entry((weight, c))
            .or_insert_with(|| self.chain(weight).iter().find_map(|face| self.faces.find(*face, c)))
    }

    fn chain(&self, weight: Weight) -> &'static [Face] {
        match (self.script, weight) {
            (Script::Simplified, Weight::Regular) => {
                &[Face::ScRegular, Face::TcRegular, Face::LatinRegular, Face::Rare]
            }
            (Script::Traditional, Weight::Regular) => {
                &[Face::TcRegular, Face::ScRegular, Face::LatinRegular, Face::Rare]
            }
            (Script::Latin, Weight::Regular) => {
                &[Face::LatinRegular, Face::ScRegular, Face::TcRegular, Face::Rare]
            }
            (Script::Simplified | Script::Traditional, Weight::Bold) => {
                &[Face::ScBold, Face::TcRegular, Face::LatinBold, Face::Rare]
            }
            (Script::Latin, Weight::Bold) => {
                &[Face::LatinBold, Face::ScBold, Face::TcRegular, Face::Rare]
            }
        }
    }

    fn geta(&self, weight: Weight, start: usize, c: char) -> Cluster {
        self.missing.borrow_mut().insert(c);
        let blank = Found { face: Face::ScRegular, id: 0, width: 1.0 };

        self.find(weight, GETA).unwrap_or(blank).cluster(start, c, GETA)
    }

    /// Mends the gap between the last shape and the character that follows it.
    fn space(&self, last: Option<&mut Cluster>, previous: Option<char>, next: char) {
        let (Some(last), Some(previous)) = (last, previous) else { return };
        let meets_latin = is_han(previous) && next.is_ascii_alphanumeric()
            || previous.is_ascii_alphanumeric() && is_han(next);
        let closes = self.has_empty_right_half(previous) && last.glyph.nominal > 0.9;

        if meets_latin {
            last.glyph.advance += 0.125;
        } else if closes && (self.is_mark(next) || is_opening(next)) {
            last.glyph.advance -= 0.5;
        }
    }

    fn is_mark(&self, c: char) -> bool {
        is_closing_bracket(c) || is_stop(c) && self.script != Script::Traditional
    }

    /// Whether a mark's ink is all in the left half of its square.
    fn has_empty_right_half(&self, c: char) -> bool {
        self.is_mark(c)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::typesetter;

    fn advances(text: &str) -> Vec<f32> {
        typesetter(Script::Simplified)
            .shape(Weight::Regular, text)
            .iter()
            .map(|cluster| cluster.glyph.advance - cluster.glyph.nominal)
            .collect()
    }

    #[test]
    fn han_and_latin_stand_an_eighth_apart() {
        assert_eq!(advances("机A机")[..2], [0.125, 0.125]);
    }

    #[test]
    fn marks_that_meet_are_squeezed() {
        assert_eq!(advances("了。」")[1], -0.5);
        assert_eq!(advances("了。他")[1], 0.0);
    }

    #[test]
    fn marks_in_the_middle_of_their_square_are_not_squeezed() {
        let clusters = typesetter(Script::Traditional).shape(Weight::Regular, "了。」");

        assert!((clusters[1].glyph.advance - clusters[1].glyph.nominal).abs() < 1e-6);
    }

    #[test]
    fn a_sign_that_no_font_has_is_shown_by_one_that_says_the_same() {
        let typesetter = typesetter(Script::Simplified);
        let shown = |text: &str| -> Vec<char> {
            let shapes = typesetter.shape(Weight::Regular, text);
            shapes.iter().map(|cluster| cluster.first).collect()
        };
        assert_eq!(shown("⌀"), ['Ø']);
        assert_eq!(shown("✔✘"), ['✓', '×']);
    }

    #[test]
    fn rare_names_are_in_the_fonts() {
        for script in [Script::Simplified, Script::Traditional, Script::Latin] {
            for weight in [Weight::Regular, Weight::Bold] {
                let typesetter = typesetter(script);
                typesetter.shape(weight, "喆㛃䶮𬱖𠅤𬎆");
                assert!(typesetter.missing().is_empty(), "{:?}", typesetter.missing());
            }
        }
    }

    #[test]
    fn names_of_every_latin_alphabet_are_in_the_fonts() {
        for script in [Script::Simplified, Script::Traditional, Script::Latin] {
            for weight in [Weight::Regular, Weight::Bold] {
                let typesetter = typesetter(script);
                typesetter
                    .shape(weight, "Łukasz Dvořák Gŵyn Ŷnys Šárka Muñoz Nguyễn Ðặng İğdır Ştefan");
                assert!(typesetter.missing().is_empty(), "{:?}", typesetter.missing());
                assert!(!typesetter.faces().has_read_rare());
            }
        }
    }

    #[test]
    fn english_marks_are_as_narrow_as_its_letters() {
        for shape in typesetter(Script::Latin).shape(Weight::Regular, "“it’s” ‘so’ 王’s “好”")
        {
            let mark = "“”‘’".contains(shape.first);
            assert!(!mark || shape.glyph.advance < 0.5, "{} {}", shape.first, shape.glyph.advance);
        }
    }

    #[test]
    fn common_text_never_opens_the_rare_font() {
        let typesetter = Typesetter::new(Script::Simplified, Some("/nowhere".into()));
        typesetter.shape(Weight::Regular, "客户 KFR-35GW/BpDNT，鬱");

        assert!(!typesetter.faces().has_read_rare());
        assert!(typesetter.missing().is_empty());
    }

    #[test]
    fn a_character_in_no_font_is_reported_and_marked() {
        let typesetter = typesetter(Script::Simplified);
        let clusters = typesetter.shape(Weight::Regular, "张𱍐");

        assert_eq!(typesetter.missing().into_iter().collect::<String>(), "𱍐");
        assert!(clusters[1].is_missing() && clusters[1].glyph.id != 0);
    }

    #[test]
    fn ligatures_are_off() {
        assert_eq!(typesetter(Script::Latin).shape(Weight::Regular, "office").len(), 6);
    }

    #[test]
    fn an_apostrophe_is_narrow_among_letters_and_wide_among_han() {
        let width = |text: &str, at: usize| {
            typesetter(Script::Simplified).shape(Weight::Regular, text)[at].glyph.advance
        };

        assert!(width("O’Connor", 1) < 0.4);
        assert!(width("说‘好’", 1) > 0.9);
    }

    #[test]
    fn what_shows_nothing_is_left_out() {
        assert_eq!(
            typesetter(Script::Latin).shape(Weight::Regular, "a\u{200b}b\u{fe0f}\u{0}").len(),
            2
        );
    }
}
