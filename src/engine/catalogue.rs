//! The catalogue that comes with the program, for an office without headquarters.

mod kept;
pub(crate) mod left;

use std::collections::BTreeMap;

use domain::{Currency, Fields, Part, Record as _, Tariff, Term};
use locale::Language;
use serde_json::Value;
use store::Session;

use crate::Error;

pub use kept::{Catalogue, TermChange};

/// Each kind with its records; the files lie in `assets/catalog`.
const BUNDLED: [(&str, &str); 6] = [
    ("code", include_str!("../../assets/catalog/code.json")),
    ("model", include_str!("../../assets/catalog/model.json")),
    ("part", include_str!("../../assets/catalog/part.json")),
    ("tariff", include_str!("../../assets/catalog/tariff.json")),
    ("template", include_str!("../../assets/catalog/template.json")),
    ("warranty_term", include_str!("../../assets/catalog/warranty_term.json")),
];

/// What parts are called in the languages that their records are not written in, by number.
const PART_NAMES: &str = include_str!("../../assets/catalog/part-names.json");

/// What makers promise in an office that has just begun, until somebody writes down what they really do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum FirstTerms {
    /// The statutory terms of mainland China (三包), by kind of machine.
    #[default]
    Statutory,
    /// One year from purchase, for every machine.
    OneYear,
}

impl FirstTerms {
    /// All, in the order of menus.
    pub const ALL: [Self; 2] = [Self::Statutory, Self::OneYear];

    /// What usually holds where an office speaks this language and keeps its books in this currency.
    pub fn usual(language: Language, currency: Currency) -> Self {
        let mainland = language == Language::SimplifiedChinese && currency == Currency::Cny;

        if mainland { Self::Statutory } else { Self::OneYear }
    }

    /// Whether a term of the bundled catalogue is one of them: the one for any machine is a year.
    fn has(self, kind: &str, fields: &Fields) -> bool {
        kind != Term::KIND || self == Self::Statutory || !fields.contains_key("category")
    }
}

/// Puts the catalogue into a database that has none. What is there stays. Its prices are a suggestion in yuan:
/// without them nobody knows any.
pub(crate) fn put(
    session: &Session<'_>,
    (prices, terms): (bool, FirstTerms),
    language: Language,
) -> Result<(), Error> {
    let names = part_names(language);
    for (kind, text) in BUNDLED.into_iter().filter(|(kind, _)| prices || *kind != Tariff::KIND) {
        for mut fields in records(text).into_iter().filter(|fields| terms.has(kind, fields)) {
            if kind == Part::KIND {
                if !prices {
                    fields.remove("price");
                }
                let number = fields.get("number").and_then(Value::as_str).unwrap_or_default();
                if let Some(named) = names.get(number) {
                    fields.extend(named.clone());
                }
            }
            let id = fields.remove("id").and_then(|id| id.as_str()?.parse().ok());
            let id = id.ok_or(Error::Unknown("catalogue"))?;
            session.put_bundled((kind, id), &fields)?;
        }
    }

    Ok(())
}

/// Name and unit of each part in a language, by number; none for the one that the records are written in.
fn part_names(language: Language) -> BTreeMap<String, Fields> {
    let named = records(PART_NAMES).into_iter().filter_map(|mut entry| {
        let number = entry.remove("number")?.as_str()?.to_owned();
        match entry.remove(language.tag())? {
            Value::Object(fields) => Some((number, fields)),
            _ => None,
        }
    });

    named.collect()
}

fn records(text: &str) -> Vec<Fields> {
    match serde_json::from_str(text) {
        Ok(Value::Array(records)) => records
            .into_iter()
            .filter_map(|record| match record {
                Value::Object(fields) => Some(fields),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_catalogue_holds_records() {
        for (kind, text) in BUNDLED {
            let records = records(text);

            assert!(!records.is_empty(), "{kind} is empty");
            assert!(records.iter().all(|fields| fields.contains_key("id")), "{kind} lacks an id");
        }
    }

    #[test]
    fn every_part_has_a_name_in_every_language() {
        let (_, parts) = BUNDLED.into_iter().find(|(kind, _)| *kind == Part::KIND).expect("parts");
        let numbers = records(parts).into_iter().map(|mut part| part.remove("number"));
        let mut numbers: Vec<_> = numbers
            .map(|number| number.expect("a number").as_str().expect("text").to_owned())
            .collect();
        numbers.sort();
        assert!(part_names(Language::SimplifiedChinese).is_empty(), "that is how they are written");

        for language in [Language::TraditionalChinese, Language::English] {
            let names = part_names(language);
            assert!(names.keys().eq(&numbers), "{language:?}");
            let whole = |named: &Fields| named.contains_key("name") && named.contains_key("unit");
            assert!(names.values().all(whole), "{language:?}");
            assert!(names.values().all(|named| named.len() == 2), "{language:?}");
        }
    }
}
