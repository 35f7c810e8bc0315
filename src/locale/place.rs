//! People and where they live: names, addresses, phones, and lists of anything.

use domain::{Phone, Place};

use crate::{Language, Locale};

impl Locale {
    /// A person's name, in the order in which it was entered, without stray spaces.
    #[must_use]
    pub fn person_name(&self, name: &str) -> String {
        name.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// An address on one line: largest first and without spaces in Chinese, detail first in English.
    ///
    /// A city that repeats its province (北京市北京市) is written once. An address without Chinese
    /// characters is written the English way in every language.
    #[must_use]
    pub fn address(&self, place: &Place) -> String {
        let mut parts = parts(place);
        if self.writes_largest_first(place) {
            return parts.concat();
        }
        parts.reverse();
        parts.join(", ")
    }

    /// An address for an envelope: the line with the detail, and the line with the rest.
    ///
    /// In Chinese the larger line comes first. A line without content is left out.
    #[must_use]
    pub fn address_lines(&self, place: &Place) -> Vec<String> {
        let detail = Place { detail: place.detail.clone(), ..Place::default() };
        let rest = Place { detail: String::new(), ..place.clone() };
        let mut lines = vec![self.address(&rest), self.address(&detail)];
        if !self.writes_largest_first(place) {
            lines.reverse();
        }
        lines.retain(|line| !line.is_empty());
        lines
    }

    /// A phone number as it is dialled, with its extension in words: 021 5888 6688 转 203.
    #[must_use]
    pub fn phone(&self, phone: &Phone) -> String {
        let whole = phone.to_string();
        match phone.extension() {
            Some(extension) => {
                let main = whole.strip_suffix(&format!("-{extension}")).unwrap_or(&whole);
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

    fn writes_largest_first(&self, place: &Place) -> bool {
        match self.language() {
            Language::English => false,
            Language::SimplifiedChinese | Language::TraditionalChinese => {
                let parts = parts(place);
                parts.is_empty() || parts.iter().any(|part| part.chars().any(is_han))
            }
        }
    }
}

/// Province, city, district, street, detail: those that say something.
fn parts(place: &Place) -> Vec<&str> {
    let Place { province, city, district, street, detail, .. } = place;
    let mut parts = vec![];
    for part in [province, city, district, street, detail] {
        let part = part.trim();
        if !part.is_empty() && parts.last() != Some(&part) {
            parts.push(part);
        }
    }
    parts
}

/// Whether a character is a Chinese one, rare ones included.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(parts: [&str; 5]) -> Place {
        let [province, city, district, street, detail] = parts.map(str::to_owned);
        Place { province, city, district, street, detail, code: None }
    }

    fn in_each(words: impl Fn(&Locale) -> String) -> [String; 3] {
        Language::ALL.map(|language| words(&Locale::new(language)))
    }

    #[test]
    fn chinese_addresses_run_from_large_to_small_and_english_ones_back() {
        let home = place(["浙江省", "杭州市", "西湖区", "文三路", "259号3幢1201室"]);
        let chinese = "浙江省杭州市西湖区文三路259号3幢1201室";
        assert_eq!(
            in_each(|locale| locale.address(&home)),
            [chinese, chinese, "259号3幢1201室, 文三路, 西湖区, 杭州市, 浙江省"]
        );
        let lines = Locale::default().address_lines(&home);
        assert_eq!(lines, ["浙江省杭州市西湖区文三路", "259号3幢1201室"]);
    }

    #[test]
    fn a_municipality_is_written_once_and_gaps_leave_no_trace() {
        let home = place(["北京市", "北京市", "朝阳区", "", " 甲1号 "]);
        assert_eq!(Locale::default().address(&home), "北京市朝阳区甲1号");
        assert_eq!(in_each(|locale| locale.address(&Place::default())), ["", "", ""]);
        assert!(Locale::default().address_lines(&Place::default()).is_empty());
    }

    #[test]
    fn a_latin_address_keeps_its_order_in_every_language() {
        let home = place(["Wales", "Cardiff", "", "High Street", "12"]);
        for words in in_each(|locale| locale.address(&home)) {
            assert_eq!(words, "12, High Street, Cardiff, Wales");
        }
        assert_eq!(Locale::default().address_lines(&home)[0], "12");
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
            ["057188886666 转 8", "057188886666 轉 8", "057188886666 ext. 8"]
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
