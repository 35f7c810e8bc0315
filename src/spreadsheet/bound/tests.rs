//! Lines under a mapping.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::vocabulary;

const FIELDS: &[Field] = &[
    Field::required("name", Kind::Text, vocabulary::CUSTOMER_NAME),
    Field::optional("phone", Kind::Phone, vocabulary::PHONE),
    Field::optional("address", Kind::Text, vocabulary::ADDRESS),
    Field::optional("bought", Kind::Date, vocabulary::PURCHASE_DATE),
    Field::optional("age", Kind::Integer, &[]),
    Field::optional("paid", Kind::Money, &[]),
    Field::optional("result", Kind::Code, vocabulary::RESULT),
];

const HEADERS: [&str; 8] = ["name", "phone", "city", "street", "bought", "age", "paid", "result"];

fn line(cells: &[&str]) -> Line {
    Line { number: 2, cells: cells.iter().collect() }
}

fn mapping() -> Mapping {
    let mut mapping = Mapping::default();
    for field in ["name", "phone", "bought", "age", "paid", "result"] {
        mapping.assign(field, Source::Column(field.to_owned()));
    }
    let columns = vec!["city".to_owned(), "street".to_owned()];
    mapping.assign("address", Source::Joined { columns, between: " ".to_owned() });
    let values = [("Fixed", "finished"), ("End of life", "given_up"), ("Unknown", "")];
    let values = values.map(|(word, code)| (word.to_owned(), code.to_owned())).into();
    mapping.value_maps.insert("result".to_owned(), ValueMap { values, otherwise: None });
    mapping
}

#[test]
fn a_line_becomes_a_record_of_typed_values() {
    let bound = mapping().bind(&HEADERS, FIELDS).unwrap();
    let cells =
        ["=\"Anna\"", "'138 1234 5678", "上海", " 浦东 ", "2024/3/5", "7", "¥12.5", " fixed"];
    let record = bound.apply(&line(&cells)).unwrap();

    assert_eq!(record.text("name"), Some("Anna"));
    assert_eq!(record.text("phone"), Some("13812345678"));
    assert_eq!(record.text("address"), Some("上海 浦东"));
    assert_eq!(record.date("bought"), NaiveDate::from_ymd_opt(2024, 3, 5));
    assert_eq!(record.integer("age"), Some(7));
    assert_eq!(record.money("paid"), Some(1250));
    assert_eq!(record.0["result"], Value::Code("finished".to_owned()));
}

#[test]
fn every_field_that_does_not_fit_is_named_at_once() {
    let bound = mapping().bind(&HEADERS, FIELDS).unwrap();
    let problems = bound
        .apply(&line(&["", "1.38E+10", "", "", "03/05/2024", "old", "1.005", "Lost"]))
        .unwrap_err();
    let found: Vec<_> = problems
        .iter()
        .map(|problem| (problem.field, problem.value.as_str(), problem.why))
        .collect();

    assert_eq!(
        found,
        [
            ("name", "", FieldFault::Missing),
            ("phone", "1.38E+10", FieldFault::DigitsLost),
            ("bought", "03/05/2024", FieldFault::DayOrMonth),
            ("age", "old", FieldFault::NotAnInteger),
            ("paid", "1.005", FieldFault::NotMoney),
            ("result", "Lost", FieldFault::UnknownCode),
        ]
    );
}

#[test]
fn empty_and_missing_cells_leave_their_fields_out() {
    let bound = mapping().bind(&HEADERS, FIELDS).unwrap();

    assert_eq!(bound.apply(&line(&["Anna"])).unwrap().0.len(), 1);
    assert_eq!(
        bound.apply(&line(&["Anna", " ", "", "", "", "", "", "Unknown"])).unwrap().0.len(),
        1
    );
}

#[test]
fn a_value_map_may_speak_for_all_other_words_and_for_none() {
    let mut mapping = mapping();
    if let Some(map) = mapping.value_maps.get_mut("result") {
        map.otherwise = Some("open".to_owned());
        map.values.insert(String::new(), "draft".to_owned());
    }
    let bound = mapping.bind(&HEADERS, FIELDS).unwrap();
    let result = |word| bound.apply(&line(&["Anna", "", "", "", "", "", "", word])).unwrap();

    assert_eq!(result("whatever").text("result"), Some("open"));
    assert_eq!(result("").text("result"), Some("draft"));
}

#[test]
fn a_mapping_may_cut_and_fill_and_say_how_dates_are_written() {
    let mut mapping = mapping();
    mapping.assign("name", Source::Constant("Walk-in".to_owned()));
    for assignment in &mut mapping.columns {
        match assignment.field.as_str() {
            "bought" => assignment.transform = Transform::DayFirst,
            "phone" => assignment.transform = Transform::Before("/".to_owned()),
            "result" => assignment.transform = Transform::After(" ~ ".to_owned()),
            _ => {}
        }
    }
    let bound = mapping.bind(&HEADERS, FIELDS).unwrap();
    let cells = ["", "13812345678 / 021", "", "", "05/03/2024", "", "", "Iron ~ Fixed"];
    let record = bound.apply(&line(&cells)).unwrap();

    assert_eq!(record.text("name"), Some("Walk-in"));
    assert_eq!(record.text("phone"), Some("13812345678"));
    assert_eq!(record.date("bought"), NaiveDate::from_ymd_opt(2024, 3, 5));
    assert_eq!(record.text("result"), Some("finished"));
}

#[test]
fn everything_that_does_not_fit_a_table_is_said_at_once() {
    let mut mapping = Mapping { match_keys: vec!["serial".to_owned()], ..Mapping::default() };
    mapping.assign("phone", Source::Column("mobile".to_owned()));
    mapping.assign("colour", Source::Constant("red".to_owned()));
    mapping.columns.push(mapping.columns[0].clone());
    mapping.columns[0].source = Source::Column("phone".to_owned());

    assert_eq!(
        mapping.bind(&["phone"], FIELDS).unwrap_err(),
        [
            MappingFault::NoSuchField { field: "colour".to_owned() },
            MappingFault::AssignedTwice { field: "phone".to_owned() },
            MappingFault::Unassigned { field: "name".to_owned() },
            MappingFault::MatchKeyUnassigned { field: "serial".to_owned() },
        ]
    );
    mapping.columns.pop();
    let faults = mapping.bind(&["tel"], FIELDS).unwrap_err();
    assert_eq!(
        faults[0],
        MappingFault::NoSuchColumn { field: "phone".to_owned(), column: "phone".to_owned() }
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_cell_makes_it_panic(cell in any::<String>(), like in "[-+0-9./:E年月日 ,xX#()¥]{0,24}") {
        let bound = mapping().bind(&HEADERS, FIELDS).unwrap();
        for text in [cell, like] {
            let outcome = bound.apply(&line(&[text.as_str(); 8]));
            prop_assert!(outcome.is_ok() || outcome.is_err_and(|problems| !problems.is_empty()));
        }
    }
}
