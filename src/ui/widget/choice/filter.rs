//! What is typed into a list of options, and which of them it finds: by words, in pinyin or by initials.

use pinyin::ToPinyinMulti;

/// More ways to read a name than anybody tries.
const READINGS: usize = 32;

/// What an option is found by: what it is called, and other words for it between commas.
pub(super) type Found<'a> = (&'a str, &'a str);

/// What was typed, and what is left of the list.
#[derive(Debug, Default)]
pub(super) struct Filter {
    typed: String,
    /// The numbers of the options, in their order.
    found: Vec<usize>,
    /// Which of those fits best.
    best: Option<usize>,
}

impl Filter {
    /// What was typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.typed.is_empty()
    }

    /// The options that hold it: all while nothing was typed.
    pub fn found(&self) -> &[usize] {
        &self.found
    }

    /// Which line of those found is marked: what fits best, or while nothing was typed what is `chosen`.
    pub fn best(&self, chosen: Option<usize>) -> Option<usize> {
        if self.is_empty() {
            let line = chosen.and_then(|it| self.found.iter().position(|option| *option == it));
            return line.or(Some(0)).filter(|_| !self.found.is_empty());
        }

        self.best
    }

    /// Whether something was typed that no option holds.
    pub fn is_unfit(&self) -> bool {
        !self.is_empty() && self.found.is_empty()
    }

    /// More is typed.
    pub fn add(&mut self, letters: &str) {
        self.typed.push_str(&letters.to_lowercase());
    }

    /// One letter less.
    pub fn shorten(&mut self) {
        self.typed.pop();
    }

    /// Looks for what was typed.
    pub fn find<'a>(&mut self, options: impl Iterator<Item = Found<'a>>) {
        let ranks = options.map(|option| rank_of(option, &self.typed)).enumerate();
        let found: Vec<(usize, u8)> =
            ranks.filter_map(|(option, rank)| Some((option, rank?))).collect();
        self.best = (0..found.len()).min_by_key(|line| found[*line].1);
        self.found = found.into_iter().map(|(option, _)| option).collect();
    }

    /// Whether a space after what was typed leads on to a second word of one that was found.
    pub fn goes_on<'a>(&self, options: impl Iterator<Item = Found<'a>>) -> bool {
        let options: Vec<_> = options.collect();
        let typed = words(&self.typed).len();
        let more = |option: &usize| {
            options.get(*option).is_some_and(|(title, also)| {
                std::iter::once(*title).chain(also.split(',')).any(|it| words(it).len() > typed)
            })
        };

        self.typed.chars().nth(1).is_some()
            && !self.typed.ends_with(' ')
            && self.found.iter().any(more)
    }

    /// Whether it is a number that one option alone begins with.
    pub fn is_key<'a>(&self, options: impl Iterator<Item = Found<'a>>) -> bool {
        let number = !self.is_empty() && self.typed.chars().all(|it| it.is_ascii_digit());

        number && options.filter(|(title, _)| title.starts_with(&self.typed)).count() == 1
    }
}

/// The same of an option by any of its words: what it is called goes before what else it may be called.
fn rank_of((title, also): Found<'_>, typed: &str) -> Option<u8> {
    let also = also.split(',').map(str::trim).filter(|word| !word.is_empty() && !typed.is_empty());
    let also = also.filter_map(|word| rank(word, typed)).min().map(|rank| rank + 1);

    rank(title, typed).into_iter().chain(also).min()
}

/// How well an option fits what was typed in small letters, 0 best; none if it does not.
fn rank(title: &str, typed: &str) -> Option<u8> {
    let title = title.to_lowercase();
    let name = title.trim_start_matches(|letter: char| letter.is_ascii_digit()).trim_start();
    if title.starts_with(typed) || name.starts_with(typed) {
        return Some(0);
    }
    // Whoever types a number means one that stands at the beginning.
    if typed.chars().all(|letter| letter.is_ascii_digit()) {
        return None;
    }
    if has_words(name, typed) {
        return Some(1);
    }
    let spelt = spellings(name);
    let plain: String = typed.split_whitespace().collect();
    if spelt.iter().any(|it| it.starts_with(&plain)) {
        return Some(2);
    }
    let long = plain.chars().nth(1).is_some() || !plain.is_ascii();
    let held = title.contains(typed) || spelt.iter().any(|it| it.contains(&plain));

    (long && held).then_some(3)
}

/// Whether each word that was typed begins a word of `name`, in whatever order.
fn has_words(name: &str, typed: &str) -> bool {
    let known = words(name);
    let begins = |word: &&str| known.iter().any(|it| it.starts_with(*word));
    let typed = words(typed);

    !typed.is_empty() && typed.iter().all(begins)
}

fn words(text: &str) -> Vec<&str> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());

    words.filter(|word| !word.is_empty()).collect()
}

/// A name by its initials, and a Chinese one in pinyin too, in whichever way its characters are read.
fn spellings(name: &str) -> Vec<String> {
    let (mut whole, mut initials, mut begins) = (vec![String::new()], vec![String::new()], true);
    for letter in name.chars() {
        let sounds = sounds(letter);
        if !sounds.is_empty() {
            let firsts: Vec<String> =
                sounds.iter().filter_map(|it| it.get(..1)).map(Into::into).collect();
            extend(&mut initials, &firsts);
            extend(&mut whole, &sounds);
            begins = true;
        } else if letter.is_alphanumeric() {
            extend(&mut whole, &[letter.to_string()]);
            if begins {
                extend(&mut initials, &[letter.to_string()]);
            }
            begins = false;
        } else {
            begins = true;
        }
    }
    initials.extend(whole);

    initials
}

/// How a character may be read; none that is no Chinese one.
fn sounds(letter: char) -> Vec<String> {
    let multi = letter.to_pinyin_multi().into_iter().flatten();
    let mut sounds: Vec<String> = multi.map(|it| it.plain().replace('ü', "v")).collect();
    let mut seen = Vec::new();
    sounds.retain(|sound| {
        let new = !seen.contains(sound);
        seen.push(sound.clone());
        new
    });

    sounds
}

/// Each spelling goes on with each of these; where that would be too many, with the usual one.
fn extend(spellings: &mut Vec<String>, sounds: &[String]) {
    let sounds = if spellings.len() * sounds.len() > READINGS { &sounds[..1] } else { sounds };
    let longer =
        spellings.iter().flat_map(|it| sounds.iter().map(move |sound| format!("{it}{sound}")));
    let mut longer: Vec<String> = longer.collect();
    longer.sort_unstable();
    longer.dedup();
    *spellings = longer;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(options: &[&str], typed: &str) -> (Vec<usize>, Option<usize>) {
        let mut filter = Filter::default();
        filter.add(typed);
        filter.find(options.iter().map(|title| (*title, "")));
        let best = filter.best(None).map(|line| filter.found()[line]);

        (filter.found().to_vec(), best)
    }

    const CHINESE: [&str; 4] = ["热水器", "燃气灶", "洗衣机", "滚筒洗衣机"];

    #[test]
    fn chinese_is_found_in_pinyin_by_initials_and_as_it_is_written() {
        assert_eq!(found(&CHINESE, "xyj"), (vec![2, 3], Some(2)), "what begins with it first");
        assert_eq!(found(&CHINESE, "xiyi"), (vec![2, 3], Some(2)));
        assert_eq!(found(&CHINESE, "r"), (vec![0, 1], Some(0)));
        assert_eq!(found(&CHINESE, "rq"), (vec![1], Some(1)));
        assert_eq!(found(&CHINESE, "洗衣"), (vec![2, 3], Some(2)));
        assert_eq!(found(&CHINESE, "q"), (vec![], None), "one letter begins a name");
    }

    #[test]
    fn words_and_initials_of_any_language_find_a_name() {
        let names = ["Washing machine", "Oven", "Water heater, gas", "Gas cooker"];
        assert_eq!(found(&names, "wm").1, Some(0));
        assert_eq!(found(&names, "gas").1, Some(3), "it begins with that");
        assert_eq!(found(&names, "gas").0, [2, 3]);
        assert_eq!(found(&names, "gas w").0, [2]);
        assert_eq!(found(&names, "heat").0, [2]);
        assert_eq!(found(&names, "zz").0, [] as [usize; 0]);
    }

    #[test]
    fn a_number_is_looked_for_at_the_beginning_only() {
        let names = ["1  water heater", "2  washer 10 kg", "10  oven"];
        assert_eq!(found(&names, "10").0, [2]);
        assert_eq!(found(&names, "1").0, [0, 2]);
    }

    #[test]
    fn a_character_is_found_by_any_of_its_readings_and_an_option_by_other_words_for_it() {
        assert_eq!(found(&["烤箱", "空调"], "kt"), (vec![1], Some(1)));
        assert_eq!(found(&["烤箱", "空调"], "kongtiao").0, [1]);

        let named = [("5  Air conditioner", "AC, aircon"), ("7  Refrigerator", "fridge, ice box")];
        let by = |typed: &str| {
            let mut filter = Filter::default();
            filter.add(typed);
            filter.find(named.into_iter());
            filter.found().to_vec()
        };
        assert_eq!((by("fri"), by("aircon"), by("ice b")), (vec![1], vec![0], vec![1]));
        assert_eq!(by("5"), [0]);
        assert_eq!(by("zz"), [] as [usize; 0]);
    }
}
