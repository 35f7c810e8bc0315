//! What a desk is there for, in the words of a command line.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use domain::DeskRole;

const WORDS: [(&str, DeskRole); 6] = [
    ("whole-office", DeskRole::WholeOffice),
    ("manager", DeskRole::Manager),
    ("dispatcher", DeskRole::Dispatcher),
    ("clerk", DeskRole::Clerk),
    ("parts-keeper", DeskRole::PartsKeeper),
    ("read-only", DeskRole::ReadOnly),
];

/// Reads one.
pub fn words() -> impl TypedValueParser<Value = DeskRole> {
    PossibleValuesParser::new(WORDS.map(|(word, _)| word)).map(|word| {
        let named = WORDS.iter().find(|(own, _)| *own == word);
        named.map_or_else(DeskRole::default, |(_, role)| *role)
    })
}
