//! What a table of another system can fill, and what its words mean here.

use std::collections::BTreeMap;

use spreadsheet::{
    Assignment, Field, Kind, Line, Mapping, Source, Transform, ValueMap, vocabulary,
};

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
pub fn guess(headers: &[String], name: Option<String>, lines: &[Line]) -> Mapping {
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
    for field in all().iter().filter(|field| field.kind == Kind::Date) {
        let assigned = mapping.columns.iter_mut().find(|assigned| assigned.field == field.key);
        let Some(assigned) = assigned else { continue };
        let Source::Column(column) = &assigned.source else { continue };
        let Some(at) = headers.iter().position(|header| header == column) else { continue };
        let cells = lines.iter().filter_map(|line| line.cells.iter().nth(at));
        assigned.transform = spreadsheet::order_of_days(cells);
    }

    mapping
}

fn results() -> ValueMap {
    let words = [
        ("fixed", "closed"),
        ("repaired", "closed"),
        ("end of life", "closed"),
        ("completed", "closed"),
        ("complete", "closed"),
        ("done", "closed"),
        ("finished", "closed"),
        ("resolved", "closed"),
        ("closed", "closed"),
        ("cancelled", "closed"),
        ("canceled", "closed"),
        ("已完工", "closed"),
        ("完工", "closed"),
        ("已完成", "closed"),
        ("完成", "closed"),
        ("已修复", "closed"),
        ("已修復", "closed"),
        ("已修好", "closed"),
        ("已結單", "closed"),
        ("已结单", "closed"),
        ("已結案", "closed"),
        ("已结案", "closed"),
        ("已关闭", "closed"),
        ("已關閉", "closed"),
        ("已取消", "closed"),
        ("取消", "closed"),
        ("报废", "closed"),
        ("報廢", "closed"),
        ("unknown", "to_call"),
        ("已收单", "to_call"),
        ("已收單", "to_call"),
        ("待回访", "to_call"),
        ("待回訪", "to_call"),
        ("to call", "to_call"),
        ("repairable", "open"),
        ("open", "open"),
        ("new", "open"),
        ("pending", "open"),
        ("assigned", "open"),
        ("in progress", "open"),
        ("on hold", "open"),
        ("待派工", "open"),
        ("已派工", "open"),
        ("待修", "open"),
        ("待处理", "open"),
        ("待處理", "open"),
        ("处理中", "open"),
        ("處理中", "open"),
        ("维修中", "open"),
        ("維修中", "open"),
        ("待料", "open"),
        ("", "open"),
    ];

    // A word that nobody knows is refused: taken for open, years of finished work would wait to be assigned.
    ValueMap { values: table(&words), otherwise: None }
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
