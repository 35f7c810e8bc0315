//! What a table of another system can fill, and what its words mean here.

use std::collections::BTreeMap;

use spreadsheet::{Assignment, Field, Kind, Mapping, Source, Transform, ValueMap, vocabulary};

/// Everything that can be filled. Saved mappings hold the keys.
pub const FIELDS: [Field; 14] = [
    Field::optional("number", Kind::Text, vocabulary::REFERENCE),
    Field::required("name", Kind::Text, vocabulary::CUSTOMER_NAME),
    Field::optional("phone", Kind::Phone, vocabulary::PHONE),
    Field::optional("address", Kind::Text, vocabulary::ADDRESS),
    Field::optional("branch", Kind::Text, vocabulary::BRANCH),
    Field::optional("category", Kind::Text, vocabulary::CATEGORY),
    Field::optional("brand", Kind::Text, vocabulary::BRAND),
    Field::optional("model", Kind::Text, vocabulary::MODEL),
    Field::optional("serial", Kind::Text, vocabulary::SERIAL),
    Field::optional("made", Kind::Integer, vocabulary::YEAR),
    Field::optional("age", Kind::Text, vocabulary::AGE),
    Field::optional("purchased", Kind::Date, vocabulary::PURCHASE_DATE),
    Field::optional("received", Kind::Date, vocabulary::DATE),
    Field::optional("fault", Kind::Text, vocabulary::FAULT),
];

/// The two fields that say what became of a repair.
pub const RESULTS: [Field; 2] = [
    Field::optional("result", Kind::Code, vocabulary::RESULT),
    Field::optional("barrier", Kind::Text, vocabulary::BARRIER),
];

/// What became of a repair in the other system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Result {
    /// It is done and closed.
    Closed,
    /// It is done; nobody knows how well.
    ToCall,
    /// It is still to be done.
    Open,
}

impl Result {
    /// The result with this code.
    pub fn from_code(code: &str) -> Self {
        match code {
            "closed" => Self::Closed,
            "to_call" => Self::ToCall,
            _ => Self::Open,
        }
    }
}

/// All fields, in the order of the wizard.
pub fn all() -> Vec<Field> {
    FIELDS.into_iter().chain(RESULTS).collect()
}

/// The mapping for a table with these columns, as far as their names tell. Where no column holds a name,
/// households are called after their branch and number.
pub fn guess(headers: &[String], name: Option<String>) -> Mapping {
    let mut mapping = spreadsheet::guess(headers, &all());
    mapping.name = name.unwrap_or_default();
    "repair orders".clone_into(&mut mapping.target);
    mapping.match_keys = ["number"]
        .into_iter()
        .filter(|key| mapping.source(key).is_some())
        .map(str::to_owned)
        .collect();
    mapping.value_maps.insert("result".to_owned(), results());
    mapping.value_maps.insert("brand".to_owned(), unknowns());
    if mapping.source("name").is_none() {
        let columns: Vec<String> = ["branch", "number"]
            .into_iter()
            .filter_map(|field| match mapping.source(field) {
                Some(Source::Column(column)) => Some(column.clone()),
                _ => None,
            })
            .collect();
        if !columns.is_empty() {
            mapping.columns.push(Assignment {
                field: "name".to_owned(),
                source: Source::Joined { columns, between: " ".to_owned() },
                transform: Transform::AsIs,
            });
        }
    }

    mapping
}

fn results() -> ValueMap {
    let words = [
        ("fixed", "closed"),
        ("repaired", "closed"),
        ("end of life", "closed"),
        ("已完工", "closed"),
        ("已修复", "closed"),
        ("已結單", "closed"),
        ("已结单", "closed"),
        ("unknown", "to_call"),
        ("已收单", "to_call"),
        ("待回访", "to_call"),
        ("repairable", "open"),
        ("open", "open"),
        ("待派工", "open"),
        ("待修", "open"),
        ("", "open"),
    ];

    ValueMap { values: table(&words), otherwise: Some("open".to_owned()) }
}

fn unknowns() -> ValueMap {
    let words = [
        ("unknown", ""),
        ("n/a", ""),
        ("none", ""),
        ("不详", ""),
        ("不詳", ""),
        ("未知", ""),
        ("无", ""),
    ];

    ValueMap { values: table(&words), otherwise: None }
}

fn table(words: &[(&str, &str)]) -> BTreeMap<String, String> {
    words.iter().map(|(word, meaning)| ((*word).to_owned(), (*meaning).to_owned())).collect()
}
