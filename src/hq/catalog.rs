//! The starter catalogue: codes, warranty terms, tariffs, letters, parts and models to begin with.

use domain::{Code, Fields, Model, Part, Record, Tariff, Template, Term};
use serde::Deserialize;
use sync::hq::StorageFailure;
use sync::{Change, StreamId};
use uuid::Uuid;

use crate::Error;
use crate::deed::{Deed, submit};
use crate::storage::Session;
use crate::surroundings::Moment;

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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Category, CodeGroup, Coverage, OrderKind, Purpose, fields_of, merge, verdict};
    use std::collections::{BTreeMap, BTreeSet};

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
