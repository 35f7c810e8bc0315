//! The languages that Branchdesk speaks.

use unic_langid::LanguageIdentifier;

/// A language a person can choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Language {
    /// 简体中文
    #[default]
    SimplifiedChinese,
    /// 繁體中文
    TraditionalChinese,
    /// English
    English,
}

impl Language {
    /// Every language, in the order in which a list shows them.
    pub const ALL: [Self; 3] = [Self::SimplifiedChinese, Self::TraditionalChinese, Self::English];

    /// The tag by which the language is stored and its folder below `locales/` is named.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::SimplifiedChinese => "zh-CN",
            Self::TraditionalChinese => "zh-TW",
            Self::English => "en",
        }
    }

    /// What the language calls itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::SimplifiedChinese => "简体中文",
            Self::TraditionalChinese => "繁體中文",
            Self::English => "English",
        }
    }

    /// The language meant by a tag as systems write them: `zh-CN`, `zh_TW.UTF-8`, `zh-Hant-HK`, `en_GB`.
    ///
    /// `None` for a language that Branchdesk does not speak.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let plain = tag.split(['.', '@']).next().unwrap_or_default().to_ascii_lowercase();
        let mut parts = plain.split(['-', '_']);
        match parts.next() {
            Some("en") => Some(Self::English),
            Some("zh") => {
                let parts: Vec<_> = parts.collect();
                let traditional = parts.contains(&"hant")
                    || !parts.contains(&"hans")
                        && parts.iter().any(|part| matches!(*part, "tw" | "hk" | "mo"));
                Some(if traditional { Self::TraditionalChinese } else { Self::SimplifiedChinese })
            }
            _ => None,
        }
    }

    /// The language that is written to somebody of whom a person noted that they speak `words`: a tag, or a language's
    /// name in one of the three. `None` where that says nothing about writing, as a dialect does.
    #[must_use]
    pub fn spoken(words: &str) -> Option<Self> {
        const NAMES: [(Language, &[&str]); 3] = [
            (Language::English, &["english", "英语", "英語", "英文"]),
            (
                Language::TraditionalChinese,
                &["traditional", "繁体", "繁體", "國語", "台語", "正體"],
            ),
            (
                Language::SimplifiedChinese,
                &[
                    "simplified",
                    "简体",
                    "簡體",
                    "普通话",
                    "国语",
                    "汉语",
                    "mandarin",
                    "chinese",
                    "中文",
                ],
            ),
        ];
        let words = words.trim().to_lowercase();
        let named = |names: &[&str]| names.iter().any(|name| words.contains(name));
        let known = NAMES.iter().find(|(_, names)| named(names)).map(|(language, _)| *language);

        known.or_else(|| Self::from_tag(&words))
    }

    /// Whether words run together without spaces, and a date is written year first.
    #[must_use]
    pub fn is_chinese(self) -> bool {
        match self {
            Self::SimplifiedChinese | Self::TraditionalChinese => true,
            Self::English => false,
        }
    }

    pub(crate) fn identifier(self) -> LanguageIdentifier {
        // The tags are constants; a test sees that each is understood.
        self.tag().parse().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_speaks_says_in_which_language_they_are_written_to() {
        use Language::{English, SimplifiedChinese, TraditionalChinese};

        for (words, language) in [
            ("English", Some(English)),
            (" 英语（苏格兰口音） ", Some(English)),
            ("en-GB", Some(English)),
            ("普通话", Some(SimplifiedChinese)),
            ("Traditional Chinese", Some(TraditionalChinese)),
            ("zh-TW", Some(TraditionalChinese)),
            ("粤语", None),
            ("Welsh", None),
            ("", None),
        ] {
            assert_eq!(Language::spoken(words), language, "{words}");
        }
    }

    #[test]
    fn every_language_is_found_by_its_own_tag() {
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.tag()), Some(language));
            assert_eq!(language.identifier().to_string(), language.tag());
        }
    }

    #[test]
    fn tags_of_operating_systems_are_understood() {
        let cases = [
            ("zh_CN.UTF-8", Some(Language::SimplifiedChinese)),
            ("zh", Some(Language::SimplifiedChinese)),
            ("zh-Hans-HK", Some(Language::SimplifiedChinese)),
            ("zh-Hant", Some(Language::TraditionalChinese)),
            ("zh_HK", Some(Language::TraditionalChinese)),
            ("en_GB.UTF-8@euro", Some(Language::English)),
            ("de_DE", None),
            ("C", None),
            ("", None),
        ];
        for (tag, language) in cases {
            assert_eq!(Language::from_tag(tag), language, "{tag}");
        }
    }
}
