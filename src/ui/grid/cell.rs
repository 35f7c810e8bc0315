//! What stands in a list: its columns and its cells.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::ink::{self, Line};
use crate::{Icon, Mark, Tone, size, space};

/// Where a text stands in its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Words.
    #[default]
    Left,
    /// Numbers and amounts.
    Right,
    /// Marks and single letters.
    Center,
}

/// How wide a column is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Width {
    Fixed(f32),
    /// A share of what the fixed columns leave, and never less than so much.
    Weight(f32, f32),
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column<'a> {
    pub(super) title: Cow<'a, str>,
    pub(super) width: Width,
    pub(super) align: Align,
    /// Whether the rows stand in its order, and whether upwards.
    pub(super) sorted: Option<bool>,
    /// What it needs at most, where others can use what is left.
    pub(super) most: Option<f32>,
    /// Which goes first where there is no room for all; none never goes.
    pub(super) spare: Option<u8>,
    /// Whether its words then stand below those of the others.
    pub(super) folds: bool,
}

impl<'a> Column<'a> {
    /// A column of a fixed width.
    pub fn fixed(title: impl Into<Cow<'a, str>>, width: f32) -> Self {
        let width = Width::Fixed(width);

        Self {
            title: title.into(),
            width,
            align: Align::Left,
            sorted: None,
            most: None,
            spare: None,
            folds: false,
        }
    }

    /// A column that takes a share of what the fixed ones leave, but never less than `least`.
    pub fn weight(title: impl Into<Cow<'a, str>>, weight: f32, least: f32) -> Self {
        Self { width: Width::Weight(weight, least), ..Self::fixed(title, 0.0) }
    }

    /// A column as wide as the longest of `words` with an icon before it, at least and at most so wide: for names, of
    /// which everything is needed.
    pub fn fitting<'w>(
        title: impl Into<Cow<'a, str>>,
        words: impl IntoIterator<Item = &'w str>,
        (least, most): (f32, f32),
    ) -> Self {
        Self::fixed(title, room_for(words).clamp(least, most.max(least)))
    }

    /// No wider than the longest of these words and its title need, as long as another column can use what is left.
    #[must_use]
    pub fn enough_for<'w>(self, words: impl IntoIterator<Item = &'w str>) -> Self {
        let most = room_for([&*self.title]).max(room_for(words));

        Self { most: Some(most), ..self }
    }

    /// A column as wide as the widest of these numbers, and at least so wide: none of a number can be left out.
    pub fn number<'w>(
        title: impl Into<Cow<'a, str>>,
        numbers: impl IntoIterator<Item = &'w str>,
        least: f32,
    ) -> Self {
        let figure = |letter: char| if letter.is_ascii_digit() { '0' } else { letter };
        // All digits are equally wide, so that there are few to measure.
        let shapes: BTreeSet<String> =
            numbers.into_iter().map(|number| number.chars().map(figure).collect()).collect();
        let style = Line::new(iced::Color::BLACK).bold();
        let widest = shapes.iter().map(|shape| ink::width(shape, style)).fold(0.0, f32::max);

        Self::fixed(title, (widest + 2.0 * space::NEAR + space::TIGHT).max(least).ceil())
    }

    /// Numbers stand at the right.
    #[must_use]
    pub fn right(self) -> Self {
        Self { align: Align::Right, ..self }
    }

    /// Marks stand in the middle.
    #[must_use]
    pub fn center(self) -> Self {
        Self { align: Align::Center, ..self }
    }

    /// It gives way where there is no room for all, before those with a lower number and those without one.
    #[must_use]
    pub fn spare(self, order: u8) -> Self {
        Self { spare: Some(order), ..self }
    }

    /// The same, but its words are not lost: they stand in a second line below the row, those of a lower order first.
    #[must_use]
    pub fn folds(self, order: u8) -> Self {
        Self { folds: true, ..self.spare(order) }
    }

    /// The rows stand in the order of this column, upwards or downwards.
    #[must_use]
    pub fn sorted(self, upwards: bool) -> Self {
        Self { sorted: Some(upwards), ..self }
    }
}

/// How wide a column of these words is, with an icon before them.
fn room_for<'w>(words: impl IntoIterator<Item = &'w str>) -> f32 {
    let style = Line::new(iced::Color::BLACK).bold();
    let widest = words.into_iter().map(|words| ink::width(words, style)).fold(0.0, f32::max);

    (widest + 2.0 * space::NEAR + size::ICON + space::TIGHT).ceil()
}

impl Width {
    /// What it needs at least.
    pub(super) fn least(self) -> f32 {
        match self {
            Self::Fixed(width) | Self::Weight(_, width) => width,
        }
    }

    /// Its share of what is left.
    pub(super) fn weight(self) -> f32 {
        match self {
            Self::Fixed(_) => 0.0,
            Self::Weight(weight, _) => weight,
        }
    }
}

/// What stands in one row under one column.
#[derive(Debug, Clone, Default)]
pub struct Cell<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) tone: Option<Tone>,
    pub(super) mark: Option<Mark>,
    pub(super) icon: Option<Icon>,
    pub(super) bold: bool,
    /// How full something is, as a bar below the text, and the tone of that.
    pub(super) share: Option<(f32, Tone)>,
    /// Whether its end is kept where it is too long, and not its beginning.
    pub(super) keeps_end: bool,
    /// What of its text was looked for.
    pub(super) marks: Vec<Range<usize>>,
}

impl<'a> Cell<'a> {
    /// Plain text.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// An address. Where it is too long, what tells one house from another stays: the end of a Chinese one, the
    /// beginning of any other.
    pub fn address(line: impl Into<Cow<'a, str>>) -> Self {
        let text = line.into();
        let keeps_end = text.chars().next().is_some_and(|letter| !letter.is_ascii());

        Self { keeps_end, ..Self::text(text) }
    }

    /// What it says in words.
    pub fn said(&self) -> &str {
        &self.text
    }

    /// Nothing.
    pub fn empty() -> Self {
        Self::default()
    }

    /// A state: shape, word and tone.
    pub fn badge(tone: Tone, mark: Mark, word: impl Into<Cow<'a, str>>) -> Self {
        Self { tone: Some(tone), mark: Some(mark), ..Self::text(word) }
    }

    /// Text in a tone; neutral text is muted.
    #[must_use]
    pub fn tone(self, tone: Tone) -> Self {
        Self { tone: Some(tone), ..self }
    }

    /// Text that can wait.
    #[must_use]
    pub fn muted(self) -> Self {
        self.tone(Tone::Neutral)
    }

    /// Heavier text.
    #[must_use]
    pub fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// What of its text was looked for: stretches of bytes that `met` finds. For text that stands at the left.
    #[must_use]
    pub fn marked(self, met: impl Fn(&str) -> Vec<Range<usize>>) -> Self {
        let marks = met(&self.text);

        Self { marks, ..self }
    }

    /// A bar below the text: how full something is, 1 is full. For [tall](super::Grid::tall) rows.
    #[must_use]
    pub fn share(self, share: f32, tone: Tone) -> Self {
        Self { share: Some((share, tone)), ..self }
    }

    /// An icon before the text.
    #[must_use]
    pub fn icon(self, icon: Icon) -> Self {
        Self { icon: Some(icon), ..self }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_of_names_is_as_wide_as_the_longest_within_bounds() {
        crate::fonts::install("en");
        let width = |names: &[&'static str]| {
            Column::fitting("name", names.iter().copied(), (96.0, 240.0)).width.least()
        };
        let (short, long) = (width(&["Li", "Wu"]), width(&["Li", "Margaret Whitfield"]));

        assert!((short - 96.0).abs() < 1.0, "{short}");
        assert!(long > 150.0 && long < 240.0, "{long}");
        let number = Column::number("number", ["SH01-A1", "LDS01-A00001"], 60.0).width.least();
        let wide = Column::number("number", ["LDS01-A00001"], 60.0).width.least();
        assert!((number - wide).abs() < 0.1 && wide > 90.0, "{number} {wide}");

        assert!((width(&["the long name of a housing association"]) - 240.0).abs() < 1.0);
    }
}
