//! What stands between two cells.

use serde::{Deserialize, Serialize};

/// The character between two cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Separator {
    /// `,`
    Comma,
    /// A tabulator, as in Excel's "Unicode text".
    Tab,
    /// `;`, where Windows is set to a decimal comma.
    Semicolon,
    /// `|`, from older systems.
    Bar,
}

impl Separator {
    /// Every separator, for a list to choose from.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Tab, Self::Semicolon, Self::Bar];

    /// The one that makes the most even table of `sample`, the beginning of a file in UTF-8; a comma if there is no telling.
    #[must_use]
    pub fn detect(sample: &[u8]) -> Self {
        if let Some((told, _)) = Self::told(sample) {
            return told;
        }

        let mut best = (Self::Comma, 0.0);
        for candidate in Self::ALL {
            let evenness = evenness(sample, candidate);
            if evenness > best.1 {
                best = (candidate, evenness);
            }
        }
        best.0
    }

    /// The separator that a first line `sep=;` names, as Excel understands it, and the length of that line.
    pub(crate) fn told(sample: &[u8]) -> Option<(Self, usize)> {
        let rest = sample.strip_prefix(b"sep=").or_else(|| sample.strip_prefix(b"SEP="))?;
        let told =
            Self::ALL.into_iter().find(|separator| rest.first() == Some(&separator.byte()))?;
        matches!(rest.get(1), Some(b'\r' | b'\n')).then_some((told, 5))
    }

    pub(crate) fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Tab => b'\t',
            Self::Semicolon => b';',
            Self::Bar => b'|',
        }
    }
}

/// Columns of the header beyond the first, weighted by how many of the first lines agree with it.
fn evenness(sample: &[u8], separator: Separator) -> f32 {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator.byte())
        .flexible(true)
        .has_headers(false)
        .from_reader(sample);
    let widths: Vec<usize> =
        reader.byte_records().map_while(Result::ok).take(50).map(|record| record.len()).collect();
    let Some(&header) = widths.first() else {
        return 0.0;
    };
    let agreeing =
        widths.iter().filter(|width| **width == header).count() as f32 / widths.len() as f32;

    (header as f32 - 1.0) * agreeing * agreeing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_separator_is_found() {
        assert_eq!(Separator::detect(b"a,b,c\n1,2,3\n"), Separator::Comma);
        assert_eq!(Separator::detect(b"a\tb\n1,5\t2,5\n"), Separator::Tab);
        assert_eq!(Separator::detect(b"a;b;c\n1,5;\"x,y\";3\n1,5;2,5;3,5\n"), Separator::Semicolon);
        assert_eq!(Separator::detect(b"a|b\n1|2\n"), Separator::Bar);
        assert_eq!(Separator::detect(b"phone\n13812345678\n"), Separator::Comma);
    }

    #[test]
    fn a_line_break_inside_quotes_does_not_confuse() {
        assert_eq!(Separator::detect(b"a;b\n\"x,\ny,z,\";1\n2;3\n"), Separator::Semicolon);
    }

    #[test]
    fn the_file_may_name_its_separator() {
        assert_eq!(Separator::detect(b"sep=|\r\na,x|b,y\n"), Separator::Bar);
        assert_eq!(Separator::told(b"sep=sep"), None);
    }
}
