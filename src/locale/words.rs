//! The words of one language, looked up by key.

use std::fmt;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::Language;

/// What stands between remarks that are one text.
const BETWEEN: &str = " · ";

type Bundle = FluentBundle<FluentResource>;

/// The words of one language; another language is another `Locale`.
///
/// Making and cloning one costs nothing: the words of a language are parsed once, when the first of
/// them is asked for.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Locale {
    language: Language,
}

impl Locale {
    /// The words of `language`.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self { language }
    }

    /// The language of these words.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// Sentences one after the other.
    #[must_use]
    pub fn sentences(&self, all: impl IntoIterator<Item = String>) -> String {
        let all: Vec<_> = all.into_iter().collect();

        all.join(if self.language.is_chinese() { "" } else { " " })
    }

    /// The same in this language, where a remark is one that the program wrote itself in another; else as it stands. Several
    /// remarks stand behind each other.
    #[must_use]
    pub fn reworded(&self, remark: &str) -> String {
        const OWN: [fn(&Locale) -> String; 4] = [
            Locale::intake_withdrawn,
            Locale::callback_withdrawn,
            Locale::import_left_unfinished,
            Locale::import_result_unknown,
        ];
        let known = |part: &str| {
            let others = Language::ALL.map(Self::new);
            let own = OWN.iter().find(|own| others.iter().any(|other| own(other) == part));
            own.map_or_else(|| part.to_owned(), |own| own(self))
        };

        remark.split(BETWEEN).map(known).collect::<Vec<_>>().join(BETWEEN)
    }

    /// A time as what it is: agreed with the customer, promised to them and not agreed yet, or neither. The day, the
    /// board, the order's page and the sheet say it with these words.
    #[must_use]
    pub fn time_as_agreed(&self, time: &str, (agreed, promised): (bool, bool)) -> String {
        match (agreed, promised) {
            (true, _) => time.to_owned(),
            (false, true) => self.dispatch_promised_only(time),
            (false, false) => self.dispatch_not_agreed(time),
        }
    }

    /// Every generated method ends here. The build has made sure that the key is known.
    fn message(&self, key: &'static str, arguments: &[(&'static str, Argument<'_>)]) -> String {
        let bundle = bundle(self.language);
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let arguments: FluentArgs<'_> = arguments
            .iter()
            .map(|(name, argument)| match argument {
                Argument::Number(number) => (*name, FluentValue::from(*number)),
                Argument::Text(text) => (*name, FluentValue::from(*text)),
            })
            .collect();
        let mut faults = Vec::new();
        bundle.format_pattern(pattern, Some(&arguments), &mut faults).into_owned()
    }
}

impl fmt::Debug for Locale {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Locale({})", self.language.tag())
    }
}

/// An integer that a message can show, grouped as the language does: 12,345.
pub trait Number: Copy {
    /// The value; what does not fit into `i64` becomes its nearest bound.
    fn number(self) -> i64;
}

macro_rules! numbers {
    ($($integer:ty)*) => {
        $(impl Number for $integer {
            fn number(self) -> i64 {
                i64::try_from(self).unwrap_or(i64::MAX)
            }
        })*
    };
}

numbers! { u8 u16 u32 u64 usize i8 i16 i32 i64 isize }

enum Argument<'a> {
    Number(i64),
    Text(&'a str),
}

fn bundle(language: Language) -> &'static Bundle {
    static CHINESE: OnceLock<Bundle> = OnceLock::new();
    static TAIWANESE: OnceLock<Bundle> = OnceLock::new();
    static ENGLISH: OnceLock<Bundle> = OnceLock::new();
    let (bundle, words) = match language {
        Language::SimplifiedChinese => {
            (&CHINESE, include_str!(concat!(env!("OUT_DIR"), "/zh-CN.ftl")))
        }
        Language::TraditionalChinese => {
            (&TAIWANESE, include_str!(concat!(env!("OUT_DIR"), "/zh-TW.ftl")))
        }
        Language::English => (&ENGLISH, include_str!(concat!(env!("OUT_DIR"), "/en.ftl"))),
    };
    bundle.get_or_init(|| parse(language, words))
}

fn parse(language: Language, words: &str) -> Bundle {
    let mut bundle = FluentBundle::new_concurrent(vec![language.identifier()]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(crate::number::grouped(&number.as_string())),
        _ => None,
    }));
    // The build has parsed these very words; a mistake in them cannot get here.
    let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(words.to_owned());
    bundle.add_resource_overriding(resource);
    bundle
}

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_program_wrote_itself_is_read_in_the_language_of_whoever_reads() {
        let (chinese, english) = (Locale::default(), Locale::new(Language::English));
        let remark = format!("{} · 师傅: 张建国", chinese.import_result_unknown());
        let read = format!("{} · 师傅: 张建国", english.import_result_unknown());
        assert_eq!(english.reworded(&remark), read);
        assert_eq!(chinese.reworded("Two dogs"), "Two dogs");
    }

    #[test]
    fn every_message_has_words_in_every_language() {
        assert!(!MESSAGES.is_empty());
        for language in Language::ALL {
            let locale = Locale::new(language);
            for (key, variables) in MESSAGES {
                for number in [0, 1, 2, 30_000] {
                    let arguments: Vec<_> = variables
                        .iter()
                        .map(|(name, is_number)| match is_number {
                            true => (*name, Argument::Number(number)),
                            false => (*name, Argument::Text("王芳")),
                        })
                        .collect();
                    let words = locale.message(key, &arguments);
                    assert_ne!(words, *key, "{language:?}");
                    // Nothing at all must be spelt out as `{""}`, where a language needs no word.
                    let blank = !words.is_empty() && words.trim().is_empty();
                    assert!(!blank, "{language:?} {key}");
                    let unfilled = words.contains("{$") || words.contains('\u{2068}');
                    assert!(!unfilled, "{language:?} {key}: {words}");
                }
            }
        }
    }

    #[test]
    fn every_pattern_formats_without_a_fault() {
        for language in Language::ALL {
            for (key, variables) in MESSAGES {
                let arguments: FluentArgs<'_> = variables
                    .iter()
                    .map(|(name, is_number)| match is_number {
                        true => (*name, FluentValue::from(5)),
                        false => (*name, FluentValue::from("王芳")),
                    })
                    .collect();
                let message = bundle(language).get_message(key).unwrap();
                let mut faults = Vec::new();
                let pattern = message.value().unwrap();
                bundle(language).format_pattern(pattern, Some(&arguments), &mut faults);
                assert!(faults.is_empty(), "{language:?} {key}: {faults:?}");
            }
        }
    }

    /// The characters of a language's words that the national set of its script does not have.
    fn strangers(words: &str, has: impl Fn(&str) -> bool) -> String {
        let han = words.chars().filter(|c| ('\u{3400}'..='\u{9fff}').contains(c));
        han.filter(|c| !has(&c.to_string())).collect()
    }

    #[test]
    fn each_script_keeps_to_its_own_characters() {
        let taiwan = include_str!(concat!(env!("OUT_DIR"), "/zh-TW.ftl"));
        let big5 = |c: &str| !encoding_rs::BIG5.encode(c).2;
        assert_eq!(strangers(taiwan, big5), "", "these are not in Big5");

        let mainland = include_str!(concat!(env!("OUT_DIR"), "/zh-CN.ftl"));
        // GB 2312 is the corner of GBK in which both bytes are high.
        let gb2312 = |c: &str| matches!(*encoding_rs::GBK.encode(c).0, [0xb0..=0xf7, 0xa1..=0xfe]);
        assert_eq!(strangers(mainland, gb2312), "", "these are not in GB 2312");
        assert_eq!(strangers("儲存保存", gb2312), "儲");
    }

    #[test]
    fn a_locale_shows_its_tag_and_switches_by_making_another() {
        let locale = Locale::new(Language::English);
        assert_eq!(format!("{locale:?}"), "Locale(en)");
        assert_eq!(locale.clone(), locale);
        assert_eq!(locale.room_orders(), "Orders");
        assert_eq!(Locale::default().room_orders(), "工单");
        assert_eq!(Locale::new(Language::TraditionalChinese).room_dispatch(), "派工");
    }
}
