//! What words mean that people look for: kinds of machines and faults, in every language of the program.

use std::sync::OnceLock;

use domain::{Category, Code, CodeGroup};
use locale::{Language, Locale};
use store::Meant;

use crate::import::category_words;

/// What a folded scrap may mean: every kind of machine and every fault whose words hold it.
pub(super) fn of<'a>(scrap: &str, codes: impl Iterator<Item = &'a Code>) -> Vec<Meant> {
    if !tells(scrap) {
        return Vec::new();
    }
    let words = words().iter().filter(|(word, _)| holds(word, scrap));
    let mut meant: Vec<Meant> = Vec::new();
    for (_, category) in words {
        let category = Meant::Category(*category);
        if !meant.contains(&category) {
            meant.push(category);
        }
    }
    let faults = codes.filter(|code| {
        let mut labels = code.labels.0.values();
        code.group == CodeGroup::Fault && labels.any(|label| holds(&label.to_lowercase(), scrap))
    });
    meant.extend(faults.map(|code| Meant::Fault(code.code.clone())));

    meant
}

/// Whether a scrap is long enough to be a word: two characters, or three letters.
fn tells(scrap: &str) -> bool {
    let least = if scrap.is_ascii() { 3 } else { 2 };

    scrap.chars().count() >= least && !scrap.chars().all(|c| c.is_ascii_digit())
}

/// Whether words in small letters hold a scrap: letters begin one of the words, characters stand anywhere.
fn holds(words: &str, scrap: &str) -> bool {
    if !scrap.is_ascii() {
        return words.contains(scrap);
    }

    words.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(scrap))
}

/// What kinds of machines are called, in small letters.
fn words() -> &'static [(String, Category)] {
    static WORDS: OnceLock<Vec<(String, Category)>> = OnceLock::new();

    WORDS.get_or_init(|| {
        let locales = Language::ALL.map(Locale::new);
        let named = locales.iter().flat_map(|locale| {
            Category::ALL.map(|category| (locale.category(category).to_lowercase(), category))
        });
        let others = category_words().map(|(word, category)| (word.to_owned(), category));

        named.chain(others).collect()
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use domain::Labels;

    use super::*;

    #[test]
    fn a_word_means_kinds_of_machines_and_faults_in_any_language() {
        let labels: BTreeMap<String, String> = [("zh-CN", "不制冷"), ("en", "Does not cool")]
            .map(|(tag, word)| (tag.into(), word.into()))
            .into();
        let code = Code {
            group: CodeGroup::Fault,
            code: "F12".into(),
            labels: Labels(labels),
            categories: Vec::new(),
            builds_in: false,
        };
        let of = |scrap| of(scrap, std::iter::once(&code));

        for word in ["冰箱", "refrig", "fridge"] {
            assert_eq!(of(word), [Meant::Category(Category::Refrigerator)], "{word}");
        }
        assert_eq!(of("制冷"), [Meant::Fault("F12".into())]);
        assert_eq!(of("cool"), [Meant::Fault("F12".into())]);
        for scrap in ["冰", "re", "200", "ridge", "张伟"] {
            assert_eq!(of(scrap), [], "{scrap}");
        }
    }
}
