//! People: names, phones, and lists of anything.

use domain::Phone;

use crate::Locale;

impl Locale {
    /// A person's name, in the order in which it was entered, without stray spaces.
    #[must_use]
    pub fn person_name(&self, name: &str) -> String {
        name.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A phone number as it is dialled, with its extension in words: 021 5888 6688 转 203.
    #[must_use]
    pub fn phone(&self, phone: &Phone) -> String {
        let whole = phone.to_string();
        match phone.extension() {
            Some(extension) => {
                let main = whole.strip_suffix(&format!(" x{extension}")).unwrap_or(&whole);
                self.phone_extension(main, extension)
            }
            None => whole,
        }
    }

    /// Joins items as a sentence does: 甲、乙和丙; a, b and c.
    #[must_use]
    pub fn list<S: AsRef<str>>(&self, items: &[S]) -> String {
        match items {
            [] => String::new(),
            [only] => only.as_ref().to_owned(),
            [first, .., last] => {
                let mut words = first.as_ref().to_owned();
                for item in &items[1..items.len() - 1] {
                    words = self.list_comma(&words, item.as_ref());
                }
                self.list_and(&words, last.as_ref())
            }
        }
    }

    /// Joins items as a table does: 甲、乙、丙; a, b, c.
    #[must_use]
    pub fn enumeration<S: AsRef<str>>(&self, items: &[S]) -> String {
        let separator = if self.language().is_chinese() { "、" } else { ", " };
        items.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(separator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    fn in_each(words: impl Fn(&Locale) -> String) -> [String; 3] {
        Language::ALL.map(|language| words(&Locale::new(language)))
    }

    #[test]
    fn names_keep_their_order() {
        assert_eq!(Locale::default().person_name("  𠮷田  太郎 "), "𠮷田 太郎");
    }

    #[test]
    fn phones_name_their_extension() {
        let phone = Phone::parse("0571-88886666 转 8").unwrap();
        assert_eq!(
            in_each(|locale| locale.phone(&phone)),
            ["0571 8888 6666 转 8", "0571 8888 6666 轉 8", "0571 8888 6666 ext. 8"]
        );
        let mobile = Phone::parse("13812345678").unwrap();
        assert_eq!(Locale::default().phone(&mobile), "138 1234 5678");
    }

    #[test]
    fn lists_end_as_sentences_do() {
        assert_eq!(in_each(|locale| locale.list::<&str>(&[])), ["", "", ""]);
        assert_eq!(in_each(|locale| locale.list(&["a"])), ["a", "a", "a"]);
        assert_eq!(in_each(|locale| locale.list(&["a", "b"])), ["a和b", "a和b", "a and b"]);
        assert_eq!(
            in_each(|locale| locale.list(&["a", "b", "c"])),
            ["a、b和c", "a、b和c", "a, b and c"]
        );
        assert_eq!(in_each(|locale| locale.enumeration(&["a", "b"])), ["a、b", "a、b", "a, b"]);
    }
}
