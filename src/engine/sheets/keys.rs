//! What something in a short list is found by: number, words, pinyin or initials.

use store::spellings;

/// The ways in which one entry of a list may be typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keys {
    number: String,
    /// What a scanner reads where that is not the number.
    barcode: String,
    /// The number and the bar code as they are written, in one case.
    exact: [String; 2],
    /// The figures of the number without leading zeros: `F01` is also `1`.
    figures: String,
    words: Vec<String>,
    /// The single words of a language that sets spaces between them.
    tokens: Vec<String>,
}

impl Keys {
    /// What `number` with the meaning `words` is found by.
    pub fn of<'a>(number: &str, words: impl IntoIterator<Item = &'a str>) -> Self {
        let figures: String = number.chars().filter(char::is_ascii_digit).collect();
        let words: Vec<&str> = words.into_iter().collect();
        let tokens = tokens(words.iter().copied());
        let words = words
            .into_iter()
            .flat_map(|word| [fold(word), initials(word)].into_iter().chain(spellings(word)))
            .filter(|word| !word.is_empty())
            .collect();

        let figures = figures.trim_start_matches('0').to_owned();

        let exact = [as_written(number), String::new()];

        Self { number: fold(number), figures, words, tokens, exact, barcode: String::new() }
    }

    /// What a part is found by: its number, its name, and what a scanner reads.
    pub fn of_part(part: &domain::Part) -> Self {
        let barcode = part.barcode.as_deref();
        let keys = Self::of(&part.number, std::iter::once(part.name.as_str()).chain(barcode));
        let barcode = barcode.unwrap_or_default();
        let exact = [as_written(&part.number), as_written(barcode)];

        Self { barcode: fold(barcode), exact, ..keys }
    }

    /// Whether this is its very number or bar code, as a scanner reads it or a person types it in full.
    pub fn is(&self, typed: &str) -> bool {
        let typed = as_written(typed);

        !typed.is_empty() && self.exact.contains(&typed)
    }

    /// How well it fits what was typed, 0 best; none if it does not. Nothing typed fits everything.
    pub fn rank(&self, typed: &str) -> Option<u8> {
        let said = typed;
        let typed = fold(typed);
        let figures = typed.trim_start_matches('0');
        let begins = |word: &String| word.starts_with(&typed);
        let holds = |word: &String| word.contains(&typed);
        if typed.is_empty() {
            return Some(4);
        }
        if self.number == typed || self.barcode == typed {
            return Some(0);
        }
        if !figures.is_empty() && self.figures == figures {
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
        // A word within the name, once it is more than initials: “repl” is “Part replaced” as well.
        let within = typed.chars().nth(2).is_some() && self.tokens.iter().any(begins);
        if within || self.words.iter().any(begins) {
            return Some(2);
        }

        if holds(&self.number) || self.words.iter().any(holds) {
            return Some(3);
        }

        says(said, &self.tokens).then_some(4)
    }

    /// The places in `all` of what fits, best first, at most `limit`.
    pub fn find<T>(all: &[T], keys: impl Fn(&T) -> &Self, typed: &str, limit: usize) -> Vec<usize> {
        let ranked = all.iter().enumerate();
        let place = |(at, each)| {
            let keys = keys(each);
            Some((keys.rank(typed)?, !keys.is(typed), at))
        };
        let mut found: Vec<_> = ranked.filter_map(place).collect();
        found.sort_unstable();

        found.into_iter().take(limit).map(|(_, _, at)| at).collect()
    }
}

/// A number as it is written, in one case and width.
fn as_written(text: &str) -> String {
    text.trim().chars().map(half).flat_map(char::to_lowercase).collect()
}

/// The single words in some texts.
pub(crate) fn tokens<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let words = texts.into_iter().flat_map(str::split_whitespace).map(fold);

    words.filter(|word| !word.is_empty()).collect()
}

/// Whether each word that was typed is akin to one of these, in whatever order: “water leaking” to “Leaks water”.
pub(crate) fn says(typed: &str, tokens: &[String]) -> bool {
    let mut typed = typed.split_whitespace().map(fold).filter(|word| !word.is_empty()).peekable();

    typed.peek().is_some() && typed.all(|word| tokens.iter().any(|token| akin(&word, token)))
}

/// Whether one word holds the other, or both have the same beginning but for their endings.
fn akin(typed: &str, token: &str) -> bool {
    const STEM: usize = 4;
    const ENDING: usize = 3;

    let same = typed.chars().zip(token.chars()).take_while(|(a, b)| a == b).count();
    let (long, short) = (typed.chars().count(), token.chars().count());

    token.contains(typed) || same >= STEM && long.max(short) - same <= ENDING
}

/// Lower case, half width, without spaces and marks.
fn fold(text: &str) -> String {
    text.chars().map(half).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The first letters of several words in a Latin script: `de` of Dan Evans.
fn initials(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let first = words.iter().filter_map(|word| word.chars().next());
    let initials: String = first.filter(char::is_ascii_alphabetic).collect();

    if words.len() > 1 { initials.to_lowercase() } else { String::new() }
}

/// A letter or figure in half the width.
fn half(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(number: &str, barcode: &str) -> domain::Part {
        domain::Part {
            number: number.to_owned(),
            barcode: Some(barcode.to_owned()),
            name: "Belt".to_owned(),
            unit: "pcs".to_owned(),
            price: None,
            fits: Vec::new(),
            serialised: false,
        }
    }

    #[test]
    fn the_very_bar_code_comes_before_what_only_begins_like_it() {
        let all = [part("80078-A", "1"), part("C1", "80078")].map(|part| Keys::of_part(&part));

        assert_eq!(Keys::find(&all, |keys| keys, "80078", 2), [1, 0]);
        let all = [part("WH-1003", ""), part("C1", "1003")].map(|part| Keys::of_part(&part));
        assert_eq!(Keys::find(&all, |keys| keys, "1003", 2), [1, 0]);
    }

    #[test]
    fn a_number_and_a_bar_code_are_named_in_full_and_no_other_way() {
        let keys = Keys::of_part(&part("WH-1003", "8007842956626"));

        for typed in ["WH-1003", " wh-1003 ", "8007842956626", "ＷＨ-1003"] {
            assert!(keys.is(typed), "{typed}");
        }
        for typed in ["1003", "WH1003", "800784295662", ""] {
            assert!(!keys.is(typed), "{typed}");
        }
    }

    #[test]
    fn a_code_is_found_by_number_word_and_initials() {
        let leak = Keys::of("F13", ["漏水", "Leaks water"]);

        for typed in ["F13", "f13", "13", "漏", "ls", "loushui", "leak", "Ｆ１３"] {
            assert!(leak.rank(typed).is_some(), "{typed}");
        }
        assert!(Keys::of("7", ["Dan Evans"]).rank("de").is_some());
        assert_eq!(leak.rank("不加热"), None);
        assert!(leak.rank("water leaking").is_some(), "in any order, with any ending");
        assert_eq!(leak.rank("water noise"), None);
    }

    #[test]
    fn a_word_within_a_name_counts_as_much_as_the_first() {
        let names = ["Part replaced", "Part repaired", "Replacement advised"];
        let all = names.map(|name| Keys::of("", [name]));

        assert_eq!(Keys::find(&all, |keys| keys, "repl", 3), [0, 2]);
        assert_eq!(Keys::find(&all, |keys| keys, "r", 3)[0], 2, "a single letter begins a name");
    }

    #[test]
    fn the_exact_number_comes_first() {
        let all = ["F10", "F11", "F01", "F12"].map(|code| Keys::of(code, ["word"]));

        assert_eq!(Keys::find(&all, |keys| keys, "1", 2), [2, 0]);
    }
}
