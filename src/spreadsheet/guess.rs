//! A first proposal of which column fills which field.

use crate::field::Field;
use crate::heading::{fingerprint, meaning};
use crate::mapping::{Mapping, Source};

/// Proposes a mapping by the columns' names: a column that is called exactly as a field's key or one of its synonyms, else one
/// whose name ends so (客户联系电话, `customer phone`). Each column fills one field at most; what is not recognised stays open, as do
/// name, target, match keys and value maps.
#[must_use]
pub fn guess<T: AsRef<str>>(headers: &[T], fields: &[Field]) -> Mapping {
    let names: Vec<String> = headers.iter().map(|header| meaning(header.as_ref())).collect();
    let mut offers: Vec<(u32, usize, usize)> = Vec::new();
    for (place, field) in fields.iter().enumerate() {
        for (column, name) in names.iter().enumerate() {
            let likeness = likeness(name, field);
            if likeness > 0 {
                offers.push((likeness, place, column));
            }
        }
    }
    offers.sort_by_key(|&(likeness, place, column)| (std::cmp::Reverse(likeness), place, column));

    let mut chosen: Vec<Option<usize>> = vec![None; fields.len()];
    for (_, place, column) in offers {
        if chosen[place].is_none() && !chosen.contains(&Some(column)) {
            chosen[place] = Some(column);
        }
    }

    let mut mapping = Mapping { fingerprint: fingerprint(headers), ..Mapping::default() };
    for (field, column) in fields.iter().zip(chosen) {
        if let Some(column) = column {
            mapping.assign(field.key, Source::Column(headers[column].as_ref().to_owned()));
        }
    }
    mapping
}

/// 0 for nothing in common. The first synonyms of a field are its best ones; a longer common ending is better than a shorter.
fn likeness(name: &str, field: &Field) -> u32 {
    let words = std::iter::once(field.key).chain(field.synonyms.iter().copied());
    let rate = |(rank, word): (usize, &str)| {
        let word = meaning(word);
        if word == *name {
            10_000 - rank as u32
        } else if ends_with_word(name, &word) {
            word.chars().count() as u32
        } else {
            0
        }
    };
    words.enumerate().map(rate).max().unwrap_or(0)
}

fn ends_with_word(name: &str, word: &str) -> bool {
    let Some(before) = name.strip_suffix(word) else {
        return false;
    };
    let parted = word.starts_with(|first: char| !first.is_ascii())
        || !before.ends_with(|c: char| c.is_ascii_alphanumeric());
    parted && word.chars().count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Kind;
    use crate::vocabulary as words;

    const FIELDS: &[Field] = &[
        Field::required("reference", Kind::Text, words::REFERENCE),
        Field::required("customer.name", Kind::Text, words::CUSTOMER_NAME),
        Field::required("customer.phone", Kind::Phone, words::PHONE),
        Field::optional("customer.address", Kind::Text, words::ADDRESS),
        Field::optional("appliance.category", Kind::Text, words::CATEGORY),
        Field::optional("appliance.brand", Kind::Text, words::BRAND),
        Field::optional("appliance.model", Kind::Text, words::MODEL),
        Field::optional("appliance.serial", Kind::Text, words::SERIAL),
        Field::optional("appliance.age", Kind::Integer, words::AGE),
        Field::optional("appliance.purchased", Kind::Date, words::PURCHASE_DATE),
        Field::optional("order.date", Kind::Date, words::DATE),
        Field::optional("order.fault", Kind::Text, words::FAULT),
        Field::optional("order.result", Kind::Code, words::RESULT),
        Field::optional("order.barrier", Kind::Text, words::BARRIER),
        Field::optional("branch", Kind::Text, words::BRANCH),
    ];

    fn found(headers: &[&str]) -> Vec<(String, String)> {
        let mapping = guess(headers, FIELDS);
        let pairs = mapping.columns.into_iter().map(|assignment| match assignment.source {
            Source::Column(column) => (assignment.field, column),
            other => panic!("{other:?}"),
        });
        pairs.collect()
    }

    fn expect(pairs: &[(&str, &str)]) {
        let headers: Vec<&str> = pairs.iter().map(|(_, header)| *header).collect();
        let mut wanted: Vec<(String, String)> = pairs
            .iter()
            .filter(|(field, _)| !field.is_empty())
            .map(|(field, header)| ((*field).to_owned(), (*header).to_owned()))
            .collect();
        let mut found = found(&headers);
        wanted.sort();
        found.sort();
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_mainland_list_is_understood() {
        expect(&[
            ("", "序号"),
            ("customer.name", "客户姓名"),
            ("customer.phone", "联系电话（必填）"),
            ("customer.address", "详细地址"),
            ("appliance.category", "产品类别"),
            ("appliance.brand", "品牌"),
            ("appliance.model", "产品型号"),
            ("appliance.serial", "机身序列号"),
            ("appliance.purchased", "购买日期"),
            ("order.date", "报修日期"),
            ("order.fault", "故障现象"),
            ("order.result", "处理结果"),
            ("branch", "服务网点"),
            ("", "备注"),
        ]);
    }

    #[test]
    fn a_taiwanese_list_is_understood() {
        expect(&[
            ("customer.name", "客戶"),
            ("customer.phone", "手機"),
            ("customer.address", "地址"),
            ("appliance.category", "品類"),
            ("appliance.brand", "廠牌"),
            ("appliance.model", "型號"),
            ("appliance.serial", "機號"),
            ("appliance.purchased", "購買日期"),
            ("order.fault", "故障"),
            ("branch", "服務站"),
        ]);
    }

    #[test]
    fn a_list_of_repair_cafes_is_understood() {
        expect(&[
            ("reference", "id"),
            ("", "data_provider"),
            ("", "country"),
            ("", "partner_product_category"),
            ("appliance.category", "product_category"),
            ("", "product_category_id"),
            ("appliance.brand", "brand"),
            ("", "year_of_manufacture"),
            ("appliance.age", "product_age"),
            ("order.result", "repair_status"),
            ("order.barrier", "repair_barrier_if_end_of_life"),
            ("branch", "group_identifier"),
            ("order.date", "event_date"),
            ("order.fault", "problem"),
        ]);
    }

    #[test]
    fn an_english_list_is_understood_and_a_word_is_not_found_inside_another() {
        expect(&[
            ("customer.name", "Customer Name*"),
            ("customer.phone", "mobilePhone"),
            ("appliance.serial", "Serial No."),
            ("", "Manage"),
            ("", "Holiday"),
        ]);
    }
}
