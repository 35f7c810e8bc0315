//! Where it shows in a text why it was found.

use std::ops::Range;

use domain::Phone;
use pinyin::ToPinyin;

use super::grams::{fold, fold_letter, is_han, readings};
use super::{SCRAPS, parted};

/// A question, ready to be looked for in what is shown of those whom it found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sought {
    /// The digits of a telephone number and of its extension, where the question is one.
    number: Option<(String, Option<String>)>,
    /// Its scraps, folded, each with the parts that it may fall into.
    scraps: Vec<(String, Vec<String>)>,
}

impl Sought {
    /// What `text` asks for.
    pub fn of(text: &str) -> Self {
        let number = Phone::parse(text);
        let number = number.map(|it| (it.digits().to_owned(), it.extension().map(str::to_owned)));
        let scraps = text.split_whitespace().map(|scrap| {
            let parts = parted(scrap).unwrap_or_default();
            (fold(scrap), parts.split_whitespace().map(fold).collect())
        });
        let scraps = scraps.filter(|(scrap, _)| !scrap.is_empty()).take(SCRAPS).collect();

        Self { number, scraps }
    }

    /// Which parts of `text` were met: stretches of bytes between letters, in their order, apart from each other. Marks
    /// and spaces between two letters that were met belong to them.
    pub fn within(&self, text: &str) -> Vec<Range<usize>> {
        self.look(text, |_, _| None)
    }

    /// The same of a name, which is met by how it is read, too.
    pub fn within_name(&self, name: &str) -> Vec<Range<usize>> {
        self.look(name, spelt)
    }

    fn look(
        &self,
        text: &str,
        otherwise: impl Fn(&str, &str) -> Option<Range<usize>>,
    ) -> Vec<Range<usize>> {
        let folded = Folded::of(text);
        let number = self.number.as_ref();
        let met = number.and_then(|(digits, more)| Some((folded.find(digits)?, more.as_ref())));
        if let Some((digits, more)) = met {
            let more = more.and_then(|more| folded.find(more));
            return apart([digits].into_iter().chain(more).collect());
        }
        let whole = |scrap: &str| folded.find(scrap).or_else(|| otherwise(scrap, text));
        let mut met = Vec::new();
        for (scrap, parts) in &self.scraps {
            match whole(scrap) {
                Some(range) => met.push(range),
                None => met.extend(parts.iter().filter_map(|part| folded.find(part))),
            }
        }

        apart(met)
    }
}

/// A text as it is compared, and where each letter of it is in the text as it is written.
struct Folded {
    letters: String,
    /// Where the letters of each written one begin, and what was written.
    written: Vec<(usize, Range<usize>)>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let (mut letters, mut written) = (String::with_capacity(text.len()), Vec::new());
        for (at, letter) in text.char_indices() {
            let start = letters.len();
            fold_letter(letter, &mut letters);
            if letters.len() > start {
                written.push((start, at..at + letter.len_utf8()));
            }
        }

        Self { letters, written }
    }

    /// Where a scrap is: at the end rather than before it, as numbers are said.
    fn find(&self, scrap: &str) -> Option<Range<usize>> {
        if scrap.is_empty() {
            return None;
        }
        let end = self.letters.len().checked_sub(scrap.len());
        let at = end.filter(|_| self.letters.ends_with(scrap)).or_else(|| self.letters.find(scrap));

        at.and_then(|at| self.as_written(at..at + scrap.len()))
    }

    fn as_written(&self, letters: Range<usize>) -> Option<Range<usize>> {
        let first = self.written.partition_point(|(start, _)| *start <= letters.start);
        let after = self.written.partition_point(|(start, _)| *start < letters.end);
        let first = &self.written.get(first.checked_sub(1)?)?.1;
        let last = &self.written.get(after.checked_sub(1)?)?.1;

        Some(first.start..last.end)
    }
}

/// Where a scrap is in how a name is read: in its pinyin, its initials, or in both mixed with characters.
fn spelt(scrap: &str, name: &str) -> Option<Range<usize>> {
    if !scrap.bytes().any(|letter| letter.is_ascii_lowercase()) || !name.chars().any(is_han) {
        return None;
    }
    let usual = |cut: fn(&str) -> &str| {
        let mut read = Folded { letters: String::new(), written: Vec::new() };
        for (at, letter) in name.char_indices() {
            let Some(reading) = letter.to_pinyin() else { continue };
            read.written.push((read.letters.len(), at..at + letter.len_utf8()));
            read.letters.push_str(&cut(reading.plain()).replace('ü', "v"));
        }
        let at = read.letters.find(scrap)?;
        read.as_written(at..at + scrap.len())
    };
    let mixed = || {
        name.char_indices().find_map(|(at, _)| {
            let rest = &name[at..];
            let count = letters_read(scrap, rest).filter(|count| *count > 0)?;
            let end = rest.char_indices().nth(count).map_or(rest.len(), |(end, _)| end);
            Some(at..at + end)
        })
    };

    usual(|reading| reading)
        .or_else(|| usual(|reading| reading.get(..1).unwrap_or_default()))
        .or_else(mixed)
}

/// How many letters of a name a scrap reads that begins there, in any way; none where it does not.
fn letters_read(scrap: &str, name: &str) -> Option<usize> {
    if scrap.is_empty() {
        return Some(0);
    }
    let letter = name.chars().next()?;
    let left = &name[letter.len_utf8()..];
    let mut written = String::new();
    fold_letter(letter, &mut written);
    let readings = readings(letter);
    let whole = readings.iter().filter_map(|reading| scrap.strip_prefix(reading.as_str()));
    let initial = readings.iter().filter_map(|reading| scrap.strip_prefix(reading.get(..1)?));
    let literal = scrap.strip_prefix(written.as_str()).into_iter();
    let going_on =
        literal.chain(whole).chain(initial).find_map(|rest| Some(1 + letters_read(rest, left)?));

    going_on.or_else(|| readings.iter().any(|reading| reading.starts_with(scrap)).then_some(1))
}

/// The stretches in their order; those that touch are one.
fn apart(mut met: Vec<Range<usize>>) -> Vec<Range<usize>> {
    met.sort_unstable_by_key(|range| range.start);
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(met.len());
    for range in met {
        match apart.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => apart.push(range),
        }
    }

    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(question: &str, text: &str) -> Vec<String> {
        let met = Sought::of(question).within(text);
        met.into_iter().map(|range| text[range].to_owned()).collect()
    }

    fn met_in_name(question: &str, name: &str) -> Vec<String> {
        let met = Sought::of(question).within_name(name);
        met.into_iter().map(|range| name[range].to_owned()).collect()
    }

    #[test]
    fn what_a_question_met_is_as_it_is_written() {
        for (question, text, expected) in [
            ("1234", "138 1234 5678", &["1234"][..]),
            ("8123", "138 1234 5678", &["8 123"]),
            ("+86 138 1234 5678", "138 1234 5678", &["138 1234 5678"]),
            ("6688", "021 6688 6688 x6688", &["6688"]),
            ("021-12345678转6688", "021 1234 5678 x6688", &["021 1234 5678", "6688"]),
            ("浦东 6688", "上海市浦东新区张杨路 6688 号", &["浦东", "6688"]),
            ("张杨路500", "浦东新区张杨路 500 弄", &["张杨路 500"]),
            ("鐘樓", "钟楼街 3 号", &["钟楼"]),
            ("国", "國泰路", &["國"]),
            ("renee", "Renée Gŵyn", &["Renée"]),
            ("3af7", "2404-3AF7-00000002", &["3AF7"]),
            ("川沙2020", "川沙路 2020 号", &["川沙", "2020"]),
            ("wang", "王小明", &[]),
            ("  ", "王小明", &[]),
        ] {
            assert_eq!(met(question, text), expected, "{question} in {text}");
        }
    }

    #[test]
    fn of_a_name_the_characters_are_met_that_are_read_so() {
        for (question, name, expected) in [
            ("wang", "王小明", &["王"][..]),
            ("xiaoming", "王小明", &["小明"]),
            ("xm", "王小明", &["小明"]),
            ("wxiaom", "王小明", &["王小明"]),
            ("王xm", "王小明", &["王小明"]),
            ("w明", "王明", &["王明"]),
            ("zeng", "曾红", &["曾"]),
            ("ceng", "曾红", &["曾"]),
            ("shan", "單田芳", &["單"]),
            ("单", "單田芳", &["單"]),
            ("王 min", "王小明", &["王", "明"]),
            ("6688", "王小明", &[]),
            ("li", "Lily", &["Li"]),
        ] {
            assert_eq!(met_in_name(question, name), expected, "{question} in {name}");
        }
    }
}
