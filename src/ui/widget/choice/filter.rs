//! What is typed into a list of options, and which of them it finds: by words, in pinyin or by initials.

use pinyin::ToPinyin;

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

    /// More is typed.
    pub fn add(&mut self, letters: &str) {
        self.typed.push_str(&letters.to_lowercase());
    }

    /// One letter less.
    pub fn shorten(&mut self) {
        self.typed.pop();
    }

    /// Looks for what was typed.
    pub fn find<'a>(&mut self, titles: impl Iterator<Item = &'a str>) {
        let ranks = titles.map(|title| rank(title, &self.typed)).enumerate();
        let found: Vec<(usize, u8)> =
            ranks.filter_map(|(option, rank)| Some((option, rank?))).collect();
        self.best = (0..found.len()).min_by_key(|line| found[*line].1);
        self.found = found.into_iter().map(|(option, _)| option).collect();
    }

    /// Whether a space after what was typed leads on to a second word of one that was found.
    pub fn goes_on<'a>(&self, titles: impl Iterator<Item = &'a str>) -> bool {
        let titles: Vec<_> = titles.collect();
        let more = |option: &usize| {
            titles.get(*option).is_some_and(|title| words(title).len() > words(&self.typed).len())
        };

        self.typed.chars().nth(1).is_some()
            && !self.typed.ends_with(' ')
            && self.found.iter().any(more)
    }

    /// Whether it is a number that one option alone begins with.
    pub fn is_key<'a>(&self, titles: impl Iterator<Item = &'a str>) -> bool {
        let number = !self.is_empty() && self.typed.chars().all(|it| it.is_ascii_digit());

        number && titles.filter(|title| title.starts_with(&self.typed)).count() == 1
    }
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

/// A name by its initials, and a Chinese one in pinyin too.
fn spellings(name: &str) -> Vec<String> {
    let read = |letter: char| letter.to_pinyin().map(|it| it.plain().replace('ü', "v"));
    let (mut whole, mut initials, mut begins) = (String::new(), String::new(), true);
    for letter in name.chars() {
        match read(letter) {
            Some(sound) => {
                initials.extend(sound.chars().next());
                whole.push_str(&sound);
                begins = true;
            }
            None if letter.is_alphanumeric() => {
                whole.push(letter);
                if begins {
                    initials.push(letter);
                }
                begins = false;
            }
            None => begins = true,
        }
    }

    vec![initials, whole]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(options: &[&str], typed: &str) -> (Vec<usize>, Option<usize>) {
        let mut filter = Filter::default();
        filter.add(typed);
        filter.find(options.iter().copied());
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
}
