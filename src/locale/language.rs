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
