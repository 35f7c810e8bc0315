//! How this computer shows things: language, light or dark, how large.

use iced::Theme;
use locale::Language;
use serde::{Deserialize, Serialize};

/// The setting it is remembered under.
pub const CHOICE: &str = "look";

/// Sizes that can be chosen, in percent.
pub const PERCENTS: [u16; 5] = [100, 125, 150, 175, 200];

/// A person's choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    #[serde(with = "tag")]
    pub language: Language,
    pub dark: bool,
    pub percent: u16,
}

impl Default for Look {
    fn default() -> Self {
        Self { language: Language::SimplifiedChinese, dark: false, percent: 100 }
    }
}

impl Look {
    /// The choice as it was remembered; what cannot be read is the usual look.
    pub fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// The choice as it is remembered.
    pub fn text(self) -> String {
        serde_json::to_string(&self).unwrap_or_default()
    }

    pub fn theme(self) -> Theme {
        if self.dark { ui::theme::dark() } else { ui::theme::light() }
    }

    pub fn scale(self) -> f32 {
        f32::from(self.percent.clamp(100, 200)) / 100.0
    }
}

mod tag {
    //! A language is remembered by its tag.

    use locale::Language;
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
    pub fn serialize<S: Serializer>(language: &Language, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(language.tag())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Language, D::Error> {
        let tag = String::deserialize(input)?;

        Ok(Language::from_tag(&tag).unwrap_or(Language::English))
    }
}
