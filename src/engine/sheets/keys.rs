//! What something in a short list is found by: number, words, pinyin or initials.

use store::spellings;

/// The ways in which one entry of a list may be typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keys {
    number: String,
    /// The figures of the number without leading zeros: `F01` is also `1`.
    figures: String,
    words: Vec<String>,
}

impl Keys {
    /// What `number` with the meaning `words` is found by.
    pub fn of<'a>(number: &str, words: impl IntoIterator<Item = &'a str>) -> Self {
        let figures: String = number.chars().filter(char::is_ascii_digit).collect();
        let words = words
            .into_iter()
            .flat_map(|word| std::iter::once(fold(word)).chain(spellings(word)))
            .filter(|word| !word.is_empty())
            .collect();

        Self { number: fold(number), figures: figures.trim_start_matches('0').to_owned(), words }
    }

    /// How well it fits what was typed, 0 best; none if it does not. Nothing typed fits everything.
    pub fn rank(&self, typed: &str) -> Option<u8> {
        let typed = fold(typed);
        let figures = typed.trim_start_matches('0');
        let begins = |word: &String| word.starts_with(&typed);
        let holds = |word: &String| word.contains(&typed);
        if typed.is_empty() {
            return Some(4);
        }
        if self.number == typed || (!figures.is_empty() && self.figures == figures) {
            return Some(0);
        }
        if begins(&self.number) || begins(&self.figures) {
            return Some(1);
        }
        // Who knows the shelf types the last figures: `03` for `WH-1003`.
        let figured = typed.bytes().all(|byte| byte.is_ascii_digit());
        if figured && typed.len() > 1 && self.figures.ends_with(&typed) {
            return Some(1);
        }
        if self.words.iter().any(begins) {
            return Some(2);
        }

        (holds(&self.number) || self.words.iter().any(holds)).then_some(3)
    }

    /// The places in `all` of what fits, best first, at most `limit`.
    pub fn find<T>(all: &[T], keys: impl Fn(&T) -> &Self, typed: &str, limit: usize) -> Vec<usize> {
        let ranked = all.iter().enumerate();
        let mut found: Vec<_> =
            ranked.filter_map(|(at, each)| Some((keys(each).rank(typed)?, at))).collect();
        found.sort_unstable();

        found.into_iter().take(limit).map(|(_, at)| at).collect()
    }
}

/// Lower case, half width, without spaces and marks.
fn fold(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            other => other,
        })
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_by_number_word_and_initials() {
        let leak = Keys::of("F13", ["漏水", "Leaks water"]);

        for typed in ["F13", "f13", "13", "漏", "ls", "loushui", "leak", "Ｆ１３"] {
            assert!(leak.rank(typed).is_some(), "{typed}");
        }
        assert_eq!(leak.rank("不加热"), None);
    }

    #[test]
    fn the_exact_number_comes_first() {
        let all = ["F10", "F11", "F01", "F12"].map(|code| Keys::of(code, ["word"]));

        assert_eq!(Keys::find(&all, |keys| keys, "1", 2), [2, 0]);
    }
}
