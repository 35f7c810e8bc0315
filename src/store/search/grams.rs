//! How words are cut so that any scrap of them is found.
//!
//! Letters and digits become grams of four, Han characters grams of two, each beginning at every position;
//! the last ones are shorter, and of one character is each of a name and the first of any stretch. So a scrap as long as
//! a gram is one look-up, a longer one is several that must
//! all be there, and fewer letters are a prefix. Of a longer number the last six count ([`TAIL`]). Beside them stand how a text begins, by one letter and more (`^`), what
//! it is as a whole (`#`), and the last four of a number (`@p` of a telephone's, `@t` of others). The tokenizer is
//! FTS5's for ASCII, which takes every other byte for a letter and so keeps the newest Han extensions whole.

use std::collections::BTreeSet;
use std::ops::Range;

use pinyin::{ToPinyin, ToPinyinMulti};

use super::plain;

/// Characters of a gram of letters and digits.
const LATIN: usize = 4;
/// Characters of a gram of Han characters.
const HAN: usize = 2;
/// So many last letters of a scrap with digits in it are asked for: numbers are told apart by their ends, and the
/// beginning of an order's is that of all others.
pub(crate) const TAIL: usize = 6;
/// The longest text that is indexed whole, in characters: an address of 500 and more.
const LONGEST: usize = 2_000;
/// How many spellings of one name are kept: a name of several characters with several readings has many.
const SPELLINGS: usize = 8;

/// Text as it is compared: lower case, half width, simplified characters, without accents, spaces and marks.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().take(LONGEST).for_each(|letter| fold_letter(letter, &mut folded));

    folded
}

/// Adds what one letter is compared as; nothing for a space or mark.
pub(super) fn fold_letter(letter: char, folded: &mut String) {
    match letter {
        letter if letter.is_ascii_alphanumeric() => folded.push(letter.to_ascii_lowercase()),
        letter if letter.is_ascii() => {}
        letter if is_han(letter) => folded.push(plain::simplified(letter)),
        '\u{ff01}'..='\u{ff5e}' => {
            let half = char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter);
            fold_letter(half, folded);
        }
        letter => {
            let small = letter.to_lowercase().filter(|c| c.is_alphanumeric());
            small.for_each(|letter| plain::push(folded, letter));
        }
    }
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

    /// Adds the grams of a folded text. Its last letters are shorter grams where somebody may be known `by_few` of them.
    pub(crate) fn cut(&mut self, folded: &str, by_few: bool) {
        let mut chars = Vec::new();
        for run in runs(folded) {
            chars.clear();
            chars.extend(run.chars());
            let size = size_of(&chars);
            let starts = if by_few || size == HAN {
                chars.len()
            } else {
                chars.len().saturating_sub(size) + 1
            };
            for start in 0..starts {
                let gram = &chars[start..chars.len().min(start + size)];
                self.spell_as(|letters| spell_into(gram, letters));
                if size == HAN && gram.len() == HAN && (by_few || start == 0) {
                    self.spell_as(|letters| spell_into(&gram[..1], letters));
                }
            }
        }
    }

    /// Adds what says how a folded text begins, and what it is as a whole.
    pub(crate) fn anchor(&mut self, folded: &str) {
        let Some(first) = runs(folded).first().map(|run| run.chars().collect::<Vec<_>>()) else {
            return;
        };
        for length in 1..=first.len().min(size_of(&first)) {
            self.spell_as(|letters| {
                letters.push('^');
                spell_into(&first[..length], letters);
            });
        }
        self.whole(folded);
    }

    /// Adds what a folded text is as a whole.
    pub(crate) fn whole(&mut self, folded: &str) {
        if !folded.is_empty() {
            self.add(&whole(folded));
        }
    }

    /// Adds the last four letters or digits of a folded text.
    pub(crate) fn end(&mut self, folded: &str, is_phone: bool) {
        if let Some(last) = last_of(folded) {
            self.spell_as(|letters| {
                letters.push_str(if is_phone { "@p" } else { "@t" });
                letters.push_str(last);
            });
        }
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

    Some(quoted(&beginning(&first[..first.len().min(size_of(&first))])))
}

/// What the index must be asked for so that a telephone number may end with a folded scrap, and so that another may.
pub(crate) fn ask_end(folded: &str) -> Option<[String; 2]> {
    last_of(folded).map(|last| ["@p", "@t"].map(|sign| quoted(&format!("{sign}{last}"))))
}

/// The last four letters, where these are ASCII ones.
fn last_of(folded: &str) -> Option<&str> {
    let last = folded.get(folded.len().checked_sub(LATIN)?..)?;

    last.bytes().all(|letter| letter.is_ascii_alphanumeric()).then_some(last)
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
        let all: Vec<char> = run.chars().collect();
        let chars = told_apart(&all);
        let size = size_of(chars);
        if chars.len() < size {
            let prefix = if size == LATIN { " *" } else { "" };
            asked.push(format!("{}{prefix}", quoted(&spell(chars))));
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

/// What of a stretch of a scrap is asked for: of a long one with digits its end.
fn told_apart(run: &[char]) -> &[char] {
    let is_number = run.len() > TAIL && run.iter().any(char::is_ascii_digit);

    if is_number { &run[run.len() - TAIL..] } else { run }
}

/// The last so many letters of a folded text.
pub(crate) fn tail(folded: &str, letters: usize) -> &str {
    let start = folded.char_indices().rev().nth(letters.saturating_sub(1)).map_or(0, |(at, _)| at);

    &folded[start..]
}

/// Whether a folded scrap has fewer letters than a gram, so that nothing but a prefix finds it inside of a text.
pub(crate) fn is_short(folded: &str) -> bool {
    folded.chars().count() < LATIN && !folded.chars().any(is_han)
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

/// How well a scrap of a name fits that mixes characters, whole readings and initials: 王xm, wangxm, wxiaoming. The last
/// reading may be unfinished. None where it is not so, or not from the name's beginning.
pub(crate) fn mixed(scrap: &str, name: &str) -> Option<u32> {
    if !is_mixable(scrap) {
        return None;
    }
    let rest = mixed_rest(scrap, name)?;

    Some(if rest { MIXED } else { MIXED + 2 })
}

/// How well a mixed scrap fits that begins a name; one that is the whole name counts two more. A name that begins with
/// just these letters fits better.
const MIXED: u32 = 5;

/// Whether anything of the name is left over once all of the scrap was read in it; none where it cannot be read.
fn mixed_rest(scrap: &str, name: &str) -> Option<bool> {
    if scrap.is_empty() {
        return Some(!name.is_empty());
    }
    let letter = name.chars().next()?;
    let left = &name[letter.len_utf8()..];
    if let Some(rest) = scrap.strip_prefix(letter) {
        return mixed_rest(rest, left);
    }
    let readings = readings(letter);
    let whole = readings.iter().filter_map(|reading| scrap.strip_prefix(reading.as_str()));
    let initial = readings.iter().filter_map(|reading| scrap.strip_prefix(reading.get(..1)?));
    let going_on = whole.chain(initial).find_map(|rest| mixed_rest(rest, left));

    going_on.or_else(|| {
        readings.iter().any(|reading| reading.starts_with(scrap)).then_some(!left.is_empty())
    })
}

pub(super) fn readings(letter: char) -> Vec<String> {
    let multi = letter.to_pinyin_multi().into_iter().flatten();

    multi.map(|reading| reading.plain().replace('ü', "v")).collect()
}

/// Whether a scrap can be a name of Han characters in more than one way of writing: it is short, and has letters.
pub(crate) fn is_mixable(scrap: &str) -> bool {
    let letters = scrap.chars().filter(char::is_ascii_lowercase).count();
    let others = scrap.chars().any(|c| !c.is_ascii_lowercase() && !is_han(c));

    (2..=MIXABLE).contains(&scrap.chars().count()) && letters > 0 && !others
}

/// The longest name that may be typed so, in characters.
const MIXABLE: usize = 24;

/// What else the index is asked for where a scrap mixes characters, readings and initials: names whose initials begin so.
pub(crate) fn ask_mixed(scrap: &str) -> Vec<String> {
    if !is_mixable(scrap) {
        return Vec::new();
    }
    let mut all = Vec::new();
    initials_of(scrap, String::new(), &mut all);
    all.retain(|initials| initials != scrap && initials.len() > 1);
    all.sort_unstable();
    all.dedup();
    let asked = all.iter().map(|initials| {
        let first: Vec<char> = initials.chars().take(LATIN).collect();
        quoted(&beginning(&first))
    });

    asked.collect::<BTreeSet<_>>().into_iter().take(SPELLINGS).collect()
}

/// All initials that a scrap may stand for, where syllables are read as long as can be before they are read shorter.
fn initials_of(scrap: &str, so_far: String, all: &mut Vec<String>) {
    if all.len() >= SPELLINGS || so_far.len() > LATIN {
        return all.push(so_far);
    }
    let Some(letter) = scrap.chars().next() else { return all.push(so_far) };
    if is_han(letter) {
        let rest = &scrap[letter.len_utf8()..];
        let mut initials: Vec<_> =
            readings(letter).iter().filter_map(|reading| reading.chars().next()).collect();
        initials.dedup();
        for initial in initials {
            initials_of(rest, format!("{so_far}{initial}"), all);
        }
        return;
    }
    let longest = scrap.chars().take_while(char::is_ascii_lowercase).count().min(SYLLABLE);
    for length in (1..=longest).rev() {
        if length == 1 || is_syllable(&scrap[..length]) || length == scrap.len() {
            initials_of(&scrap[length..], format!("{so_far}{letter}"), all);
        }
    }
}

/// The longest syllable, `zhuang`.
const SYLLABLE: usize = 6;

/// Whether letters may be a syllable of Mandarin: an initial that there is, and a final that there is. A few that nobody
/// says are taken for syllables, too.
fn is_syllable(letters: &str) -> bool {
    const FINALS: [&str; 35] = [
        "a", "ai", "an", "ang", "ao", "e", "ei", "en", "eng", "er", "i", "ia", "ian", "iang",
        "iao", "ie", "in", "ing", "iong", "iu", "o", "ong", "ou", "u", "ua", "uai", "uan", "uang",
        "ue", "ui", "un", "uo", "v", "ve", "ueng",
    ];
    let rest = letters.strip_prefix("zh").or_else(|| letters.strip_prefix("ch"));
    let rest = rest.or_else(|| letters.strip_prefix("sh")).unwrap_or_else(|| {
        letters.trim_start_matches(|c: char| "bpmfdtnlgkhjqxrzcsyw".contains(c))
    });

    FINALS.contains(&rest)
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
pub(crate) fn runs(text: &str) -> Vec<&str> {
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
    gram.extend(chars);
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
        grams.cut(&fold("𬎆𬱖"), true);

        assert_eq!(grams.words().split_whitespace().count(), 3);
        let mut grams = Grams::default();
        grams.cut(&fold("𬎆𬱖"), true);
        let words = grams.words();
        assert!(ask(&fold("𬎆")).iter().all(|asked| words.contains(asked.trim_matches('"'))));
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
            of(text).contains(asked.trim_matches('"'))
        };

        assert!(begins("王小明", "王") && begins("王小明", "王小") && begins("138 1234", "13"));
        assert!(begins("8号楼", "8号") && !begins("王小明", "小明"));
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
