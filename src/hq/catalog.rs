//! The starter catalogue: codes, warranty terms, tariffs, letters, parts and models to begin with.

use std::collections::BTreeMap;

use domain::{Code, Fields, Model, Part, Record, Tariff, Template, Term};
use locale::Language;
use serde::Deserialize;
use sync::hq::StorageFailure;
use sync::{Change, StreamId};
use uuid::Uuid;

use crate::deed::{Deed, submit};
use crate::journal::Noted;
use crate::storage::Session;
use crate::surroundings::Moment;
use crate::{Error, Storage};

/// One record of the starter catalogue. Its id is the same in every office.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Entry {
    /// What kind of record.
    #[serde(skip)]
    pub kind: &'static str,
    /// Its name.
    pub id: Uuid,
    /// Its fields.
    #[serde(flatten)]
    pub fields: Fields,
}

const FILES: [(&str, &str); 6] = [
    (Code::KIND, include_str!("../../assets/catalog/code.json")),
    (Term::KIND, include_str!("../../assets/catalog/warranty_term.json")),
    (Tariff::KIND, include_str!("../../assets/catalog/tariff.json")),
    (Template::KIND, include_str!("../../assets/catalog/template.json")),
    (Part::KIND, include_str!("../../assets/catalog/part.json")),
    (Model::KIND, include_str!("../../assets/catalog/model.json")),
];

/// All of it, kind by kind. Fails only if this program was built from broken files.
pub fn starter() -> Result<Vec<Entry>, serde_json::Error> {
    let mut all = Vec::new();
    for (kind, text) in FILES {
        let entries: Vec<Entry> = serde_json::from_str(text)?;
        all.extend(entries.into_iter().map(|entry| Entry { kind, ..entry }));
    }

    Ok(all)
}

/// Puts it into the catalogue of a new headquarters.
pub(crate) fn found(session: &mut Session<'_>, moment: &mut Moment) -> Result<(), Error> {
    let entries = starter().map_err(|error| StorageFailure(error.to_string()))?;
    let create = |entry: Entry| Change::Create {
        kind: entry.kind.to_owned(),
        id: entry.id,
        body: entry.fields,
    };
    let changes = entries.into_iter().map(create).collect();
    let stream = StreamId::catalog();
    let actor = crate::ACTOR.to_owned();

    submit(session, moment, Deed { stream, name: "found_catalogue", actor, changes }).map(|_| ())
}

/// What the bundled parts are called in the languages that their records are not written in, by number.
const PART_NAMES: &str = include_str!("../../assets/catalog/part-names.json");

/// Calls the parts that came with the program by their names in `language`, and answers how many that were. A part that
/// is called as in none of our languages was named here, and stays.
pub fn name_parts(storage: &Storage, language: Language) -> Result<usize, Error> {
    let bundled = part_names()?;

    storage.write(move |session, moment| {
        let (stream, mut changes) = (StreamId::catalog(), Vec::new());
        for (id, body) in session.each_body(&stream, Part::KIND)? {
            let Ok(part) = serde_json::from_value::<Part>(body.into()) else { continue };
            let Some(names) = bundled.get(&part.number) else { continue };
            let now = Called { name: part.name, unit: part.unit };
            let Some(to_be) = names.get(language.tag()).filter(|it| **it != now) else { continue };
            if !names.values().any(|name| *name == now) {
                continue;
            }
            let words = [("name", &to_be.name), ("unit", &to_be.unit)];
            let fields = words.map(|(field, word)| (field.to_owned(), word.clone().into()));
            let base_rev = session.revision(&stream, Part::KIND, id)?;
            let (kind, fields) = (Part::KIND.to_owned(), Fields::from_iter(fields));
            changes.push(Change::Patch { kind, id, base_rev, fields });
        }
        let renamed = changes.len();
        if renamed > 0 {
            let actor = crate::ACTOR.to_owned();
            submit(session, moment, Deed { stream, name: "name_parts", actor, changes })?;
            session.write_down(moment, Noted::ListRead, &format!("parts {}", language.tag()))?;
        }

        Ok(renamed)
    })
}

/// What a part is called in one language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Called {
    name: String,
    unit: String,
}

/// What a bundled part is called, by language.
#[derive(Deserialize)]
struct Names {
    number: String,
    #[serde(flatten)]
    by_language: BTreeMap<String, Called>,
}

/// What the bundled parts are called in every language, by number.
fn part_names() -> Result<BTreeMap<String, BTreeMap<String, Called>>, Error> {
    let names: Vec<Names> = serde_json::from_str(PART_NAMES)?;
    let mut all: BTreeMap<_, _> =
        names.into_iter().map(|part| (part.number, part.by_language)).collect();
    for entry in starter()?.into_iter().filter(|entry| entry.kind == Part::KIND) {
        let part: Part = serde_json::from_value(entry.fields.into())?;
        let written = Called { name: part.name, unit: part.unit };
        let names: &mut BTreeMap<_, _> = all.entry(part.number).or_default();
        names.insert(Language::SimplifiedChinese.tag().to_owned(), written);
    }

    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Category, CodeGroup, Coverage, OrderKind, Purpose, fields_of, merge, verdict};
    use std::collections::BTreeSet;

    const LANGUAGES: [&str; 3] = ["zh-CN", "zh-TW", "en"];

    fn all<R: Record>() -> Vec<R> {
        let entries = starter().expect("sound files").into_iter();

        entries
            .filter(|entry| entry.kind == R::KIND)
            .map(|entry| {
                let text = serde_json::to_string(&entry.fields).expect("fields");
                let record: R = serde_json::from_str(&text).expect("a record of its kind");
                assert_eq!(fields_of(&record), entry.fields, "nothing is lost or added");
                record
            })
            .collect()
    }

    #[test]
    fn every_entry_is_exactly_what_the_domain_says() {
        let counts = [
            all::<Code>().len(),
            all::<Term>().len(),
            all::<Tariff>().len(),
            all::<Template>().len(),
            all::<Part>().len(),
            all::<Model>().len(),
        ];
        let starter = starter().expect("sound files");
        let ids: BTreeSet<_> = starter.iter().map(|entry| entry.id).collect();

        assert!(counts.iter().all(|count| *count > 0), "{counts:?}");
        assert_eq!(counts.iter().sum::<usize>(), starter.len());
        assert_eq!(ids.len(), starter.len());
    }

    #[test]
    fn a_code_is_unique_begins_with_its_group_and_speaks_all_languages() {
        let codes = all::<Code>();
        let names: BTreeSet<_> = codes.iter().map(|code| &code.code).collect();
        assert_eq!(names.len(), codes.len());

        for code in &codes {
            let initial = match code.group {
                CodeGroup::Fault => 'F',
                CodeGroup::Cause => 'C',
                CodeGroup::Measure => 'M',
            };
            assert!(code.code.starts_with(initial), "{}", code.code);
            assert!(LANGUAGES.iter().all(|tag| code.labels.0.contains_key(*tag)), "{}", code.code);
        }
    }

    #[test]
    fn every_machine_has_codes_a_warranty_and_a_price_for_common_work() {
        let (codes, terms, tariffs) = (all::<Code>(), all::<Term>(), all::<Tariff>());
        let bought = |category| domain::Appliance {
            customer: domain::CustomerId(Uuid::nil()),
            address: None,
            category,
            name: None,
            brand: None,
            model: None,
            serial: None,
            made: None,
            purchased: "2026-01-10".parse().ok(),
            installed: None,
            shop: None,
            invoice: None,
            sale: None,
            part_of: None,
            origin: None,
        };
        let later = "2026-12-01".parse().expect("a day");

        for category in Category::ALL {
            let fits =
                |code: &&Code| code.categories.is_empty() || code.categories.contains(&category);
            assert!(codes.iter().filter(fits).count() > 15, "{category:?}");
            assert!(verdict(&terms, &bought(category), later).covers(Coverage::Labour));
            for kind in OrderKind::ALL {
                let open = domain::Verdict::none(domain::WarrantyReason::NoProof);
                let price = domain::quote(&tariffs, (kind, category), &open, true);
                assert!(price.is_some(), "{kind:?} {category:?}");
            }
        }
    }

    #[test]
    fn every_letter_can_be_filled_in_every_language() {
        let templates = all::<Template>();
        let values: BTreeMap<_, _> =
            ["customer", "office", "phone", "order", "appliance", "date", "technician", "answer"]
                .map(|place| (place, "王芳".to_owned()))
                .into();

        for purpose in Purpose::ALL {
            for language in LANGUAGES {
                let template = templates
                    .iter()
                    .find(|template| template.purpose == purpose && template.language == language)
                    .expect("one for each");
                assert!(merge(&template.subject, &values).is_ok());
                assert!(merge(&template.body, &values).is_ok());
            }
        }
    }
}
