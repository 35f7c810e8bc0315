//! The catalogue that comes with the program, for an office without headquarters.

use domain::{Fields, Part, Record as _, Tariff};
use serde_json::Value;
use store::Session;

use crate::Error;

/// Each kind with its records; the files lie in `assets/catalog`.
const BUNDLED: [(&str, &str); 6] = [
    ("code", include_str!("../../assets/catalog/code.json")),
    ("model", include_str!("../../assets/catalog/model.json")),
    ("part", include_str!("../../assets/catalog/part.json")),
    ("tariff", include_str!("../../assets/catalog/tariff.json")),
    ("template", include_str!("../../assets/catalog/template.json")),
    ("warranty_term", include_str!("../../assets/catalog/warranty_term.json")),
];

/// Puts the catalogue into a database that has none. What is there stays. Its prices are a suggestion in yuan:
/// without them nobody knows any.
pub(crate) fn put(session: &Session<'_>, prices: bool) -> Result<(), Error> {
    for (kind, text) in BUNDLED.into_iter().filter(|(kind, _)| prices || *kind != Tariff::KIND) {
        for mut fields in records(text) {
            if !prices && kind == Part::KIND {
                fields.remove("price");
            }
            let id = fields.remove("id").and_then(|id| id.as_str()?.parse().ok());
            let id = id.ok_or(Error::Unknown("catalogue"))?;
            session.put_bundled((kind, id), &fields)?;
        }
    }

    Ok(())
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
}
