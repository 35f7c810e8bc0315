//! How words are cut so that any scrap of them is found.
//!
//! Letters and digits become grams of four, Han characters grams of two, each beginning at every position;
//! the last ones are shorter. So a scrap as long as a gram is one look-up, a longer one is several that must
//! all be there, and a shorter one is a prefix. Grams are spelt in ASCII so that the tokenizer, which does
//! not know the newer Han extensions, keeps them whole.

use std::collections::BTreeSet;
use std::ops::Range;

use pinyin::{ToPinyin, ToPinyinMulti};

/// Characters of a gram of letters and digits.
const LATIN: usize = 4;
/// Characters of a gram of Han characters.
const HAN: usize = 2;
/// The longest text that is indexed whole, in characters: an address of 500 and more.
const LONGEST: usize = 2_000;
/// How many spellings of one name are kept: a name of several characters with several readings has many.
const SPELLINGS: usize = 8;
const HEXADECIMAL: &[u8; 16] = b"0123456789abcdef";

/// Text as it is compared: lower case, half width, without accents, spaces and marks.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let letters = text
        .chars()
        .take(LONGEST)
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            other => other,
        })
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric() || is_han(*c));
    letters.for_each(|letter| super::plain::push(&mut folded, letter));

    folded
}

/// Text as the search compares it: whoever is written with other capitals, accents or spaces is the same.
pub fn folded(text: &str) -> String {
    fold(text)
}

/// Whether a character is written alone, without an alphabet.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c as u32, 0x3005..=0x3007 | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff)
}

/// What a household is found by, in one stretch of memory: most texts have dozens.
#[derive(Default)]
pub(crate) struct Grams {
    letters: String,
    spans: Vec<Range<usize>>,
}

impl Grams {
    /// Adds what the index spells already.
    pub(crate) fn add(&mut self, gram: &str) {
        self.spell_as(|letters| letters.push_str(gram));
    }

    /// Adds the grams of a folded text.
    pub(crate) fn cut(&mut self, folded: &str) {
        let mut chars = Vec::new();
        for run in runs(folded) {
            chars.clear();
            chars.extend(run.chars());
            let size = size_of(&chars);
            for start in 0..chars.len() {
                let gram = &chars[start..chars.len().min(start + size)];
                self.spell_as(|letters| spell_into(gram, letters));
            }
        }
    }

    /// Adds what says how a folded text begins, and what it is as a whole.
    pub(crate) fn anchor(&mut self, folded: &str) {
        let Some(first) = runs(folded).first().map(|run| run.chars().collect::<Vec<_>>()) else {
            return;
        };
        let beginning = &first[..first.len().min(size_of(&first))];
        self.spell_as(|letters| {
            letters.push('^');
            spell_into(beginning, letters);
        });
        self.add(&whole(folded));
    }

    fn spell_as(&mut self, spell: impl FnOnce(&mut String)) {
        let start = self.letters.len();
        spell(&mut self.letters);
        self.spans.push(start..self.letters.len());
    }

    /// Each once, apart by spaces.
    pub(crate) fn words(mut self) -> String {
        let gram = |span: &Range<usize>| &self.letters[span.clone()];
        self.spans.sort_unstable_by(|a, b| gram(a).cmp(gram(b)));
        self.spans.dedup_by(|a, b| gram(a) == gram(b));
        let mut words = String::with_capacity(self.letters.len() + self.spans.len());
        for span in &self.spans {
            words.push_str(gram(span));
            words.push(' ');
        }

        words
    }
}

/// What the index must be asked for so that a text may begin with a folded scrap.
pub(crate) fn ask_beginning(folded: &str) -> Option<String> {
    let runs = runs(folded);
    let first: Vec<char> = runs.first()?.chars().collect();
    let size = size_of(&first);
    let gram = quoted(&beginning(&first[..first.len().min(size)]));
    // A scrap of a few letters may go on; one that changes its script goes on as it says.
    let goes_on = first.len() < size && runs.len() == 1;

    Some(if goes_on { format!("{gram} *") } else { gram })
}

/// What the index must be asked for so that a text may be a folded scrap and nothing else.
pub(crate) fn ask_whole(folded: &str) -> Option<String> {
    (!folded.is_empty()).then(|| quoted(&whole(folded)))
}

fn beginning(chars: &[char]) -> String {
    format!("^{}", spell(chars))
}

/// A text in a few letters: FNV-1a, kept in databases. What is alike by chance is told apart by what is looked at.
fn whole(folded: &str) -> String {
    let hash = folded.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });

    format!("#{:010x}", hash >> 24)
}

/// What the index must be asked for so that a folded scrap may be in the text.
pub(crate) fn ask(folded: &str) -> Vec<String> {
    let mut asked = Vec::new();
    for run in runs(folded) {
        let chars: Vec<char> = run.chars().collect();
        let size = size_of(&chars);
        if chars.len() < size {
            asked.push(format!("{} *", quoted(&spell(&chars))));
            continue;
        }
        // Every other gram would do, but the last must be asked for too.
        let steps = (0..=chars.len() - size).step_by(size).chain([chars.len() - size]);
        let needed: BTreeSet<String> =
            steps.map(|start| spell(&chars[start..start + size])).collect();
        asked.extend(needed.iter().map(|gram| quoted(gram)));
    }

    asked
}

/// The spellings of a name in pinyin, and its initials: `wangxiaoming` and `wxm`, for each reading.
pub fn spellings(name: &str) -> Vec<String> {
    let mut full = vec![String::new()];
    let mut initials = vec![String::new()];
    let mut any = false;
    for c in name.chars().take(32) {
        let mut readings: Vec<&str> = c
            .to_pinyin_multi()
            .map(|multi| multi.into_iter().map(pinyin::Pinyin::plain).collect())
            .unwrap_or_default();
        readings.sort_unstable();
        readings.dedup();
        if readings.is_empty() {
            continue;
        }
        any = true;
        full = extended(&full, &readings);
        let first: Vec<&str> = readings.iter().filter_map(|reading| reading.get(..1)).collect();
        initials = extended(&initials, &first);
    }
    if !any {
        return Vec::new();
    }
    full.extend(initials);
    full.sort_unstable();
    full.dedup();

    full.into_iter().map(|spelling| spelling.replace('ü', "v")).collect()
}

/// A name as it is usually read, in pinyin and by its initials; nothing if it has no Han characters.
pub(crate) fn usual_spellings(name: &str) -> Vec<String> {
    let readings: Vec<&str> =
        name.to_pinyin().take(32).flatten().map(pinyin::Pinyin::plain).collect();
    if readings.is_empty() {
        return Vec::new();
    }
    let initials: String = readings.iter().filter_map(|reading| reading.get(..1)).collect();

    [readings.concat(), initials].map(|spelling| spelling.replace('ü', "v")).into()
}

fn extended(beginnings: &[String], endings: &[&str]) -> Vec<String> {
    let mut all: Vec<String> = beginnings
        .iter()
        .flat_map(|beginning| endings.iter().map(move |ending| format!("{beginning}{ending}")))
        .collect();
    all.sort_unstable();
    all.dedup();
    all.truncate(SPELLINGS);
    all
}

/// Stretches of one script.
fn runs(text: &str) -> Vec<&str> {
    let mut runs = Vec::new();
    let mut start = 0;
    let mut before: Option<bool> = None;
    for (at, c) in text.char_indices() {
        let han = is_han(c);
        if before.is_some_and(|before| before != han) {
            runs.push(&text[start..at]);
            start = at;
        }
        before = Some(han);
    }
    if start < text.len() {
        runs.push(&text[start..]);
    }
    runs
}

fn size_of(chars: &[char]) -> usize {
    if chars.first().is_some_and(|c| is_han(*c)) { HAN } else { LATIN }
}

fn spell(chars: &[char]) -> String {
    let mut gram = String::with_capacity(1 + chars.len() * 5);
    spell_into(chars, &mut gram);
    gram
}

fn spell_into(chars: &[char], gram: &mut String) {
    gram.push(if chars.first().is_some_and(char::is_ascii_alphanumeric) { '$' } else { '%' });
    for c in chars {
        if c.is_ascii_alphanumeric() {
            gram.push(*c);
        } else {
            let code = *c as usize;
            gram.extend([16, 12, 8, 4, 0].map(|bits| HEXADECIMAL[(code >> bits) & 0xf] as char));
        }
    }
}

fn quoted(gram: &str) -> String {
    format!("\"{gram}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelt_in_all_their_readings() {
        let zeng = spellings("曾小红");

        assert!(zeng.contains(&"zengxiaohong".to_owned()), "{zeng:?}");
        assert!(zeng.contains(&"cengxiaohong".to_owned()), "{zeng:?}");
        assert!(zeng.contains(&"zxh".to_owned()), "{zeng:?}");
        assert!(spellings("Smith").is_empty());
    }

    #[test]
    fn a_rare_character_is_a_gram_like_any_other() {
        let mut grams = Grams::default();
        grams.cut(&fold("𬎆𬱖"));

        assert_eq!(grams.words().split_whitespace().count(), 2);
        assert!(ask(&fold("𬎆")).iter().all(|asked| asked.ends_with('*')));
    }

    #[test]
    fn a_text_is_known_by_its_beginning_and_as_a_whole() {
        let of = |text: &str| {
            let mut grams = Grams::default();
            grams.anchor(&fold(text));
            let words = grams.words();
            words.split_whitespace().map(str::to_owned).collect::<BTreeSet<_>>()
        };
        let begins = |text: &str, scrap: &str| {
            let asked = ask_beginning(&fold(scrap)).expect("something is asked");
            let gram = asked.trim_end_matches(" *").trim_matches('"').to_owned();
            of(text).iter().any(|known| match asked.ends_with('*') {
                true => known.starts_with(&gram),
                false => *known == gram,
            })
        };

        assert!(begins("王小明", "王") && begins("王小明", "王小") && begins("138 1234", "13"));
        assert!(begins("8号楼", "8号") && !begins("88号楼", "8号") && !begins("王小明", "小明"));
        let whole = |text: &str| ask_whole(&fold(text)).expect("something is asked");
        assert!(of("Smith & Sons").contains(whole("smith&sons").trim_matches('"')));
        assert!(!of("Smithson").contains(whole("smith").trim_matches('"')));
        assert_eq!((ask_whole(""), ask_beginning("")), (None, None));
    }

    #[test]
    fn full_width_and_case_do_not_matter() {
        assert_eq!(fold("ＫＦＲ-35 gw/BpDN"), "kfr35gwbpdn");
        assert_eq!((fold("RENÉE"), fold("Rene\u{301}e")), ("renee".into(), "renee".into()));
    }
}
