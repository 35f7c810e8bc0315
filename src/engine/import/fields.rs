//! What a table of another system can fill, and what its words mean here.

use std::collections::BTreeMap;

use spreadsheet::{
    Assignment, Field, Kind, Line, Mapping, Record, Source, Transform, ValueMap, vocabulary,
};

use super::{Inspection, List, columns, person, service};

/// Everything that can be filled. Saved mappings hold the keys.
pub const FIELDS: [Field; 18] = [
    Field::optional("number", Kind::Text, vocabulary::REFERENCE),
    Field::required("name", Kind::Text, vocabulary::CUSTOMER_NAME),
    Field::optional("phone", Kind::Phone, vocabulary::PHONE),
    Field::optional("address", Kind::Text, vocabulary::ADDRESS),
    Field::optional("town", Kind::Text, vocabulary::TOWN),
    Field::optional("postcode", Kind::Text, vocabulary::POSTCODE),
    Field::optional("branch", Kind::Text, vocabulary::BRANCH),
    Field::optional(service::FIELD, Kind::Code, vocabulary::SERVICE),
    Field::optional("category", Kind::Text, vocabulary::CATEGORY),
    Field::optional("brand", Kind::Text, vocabulary::BRAND),
    Field::optional("model", Kind::Text, vocabulary::MODEL),
    Field::optional("serial", Kind::Text, vocabulary::SERIAL),
    Field::optional("made", Kind::Integer, vocabulary::YEAR),
    Field::optional("age", Kind::Text, vocabulary::AGE).once(),
    Field::optional("purchased", Kind::Date, vocabulary::PURCHASE_DATE),
    Field::optional("received", Kind::Date, vocabulary::DATE),
    Field::optional("finished_on", Kind::Date, vocabulary::CLOSED_DATE),
    Field::optional("fault", Kind::Text, vocabulary::FAULT),
];

/// The two fields that say what became of a repair.
pub const RESULTS: [Field; 2] = [
    Field::optional("result", Kind::Code, vocabulary::RESULT),
    Field::optional("barrier", Kind::Text, vocabulary::BARRIER),
];

/// What is kept as words beside the order, each with the name of its field: the books of this office do not hold who
/// worked for another system, nor what was paid there.
pub const NOTED: [Field; 4] = [
    Field::optional("technician", Kind::Text, vocabulary::TECHNICIAN),
    Field::optional("amount", Kind::Text, vocabulary::AMOUNT).once(),
    Field::optional("paid", Kind::Text, vocabulary::PAID).once(),
    Field::optional("remark", Kind::Text, vocabulary::REMARK),
];

/// What became of a repair in the other system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Result {
    /// It is done and closed.
    Closed,
    /// It is over, and nobody knows how it ended.
    Unknown,
    /// It is done and closed, and not paid.
    Owed,
    /// It is done, closed and paid.
    Paid,
    /// It is done; nobody knows how well.
    ToCall,
    /// It is still to be done.
    Open,
    /// It was not done, and will not be.
    Cancelled,
}

impl Result {
    /// All, in the order of menus.
    pub const ALL: [Self; 7] = [
        Self::Open,
        Self::ToCall,
        Self::Closed,
        Self::Paid,
        Self::Owed,
        Self::Cancelled,
        Self::Unknown,
    ];

    /// How mappings write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Unknown => UNKNOWN,
            Self::Owed => "owed",
            Self::Paid => "paid",
            Self::ToCall => "to_call",
            Self::Open => "open",
            Self::Cancelled => "cancelled",
        }
    }

    /// The result with this code.
    pub fn from_code(code: &str) -> Self {
        match code {
            "closed" => Self::Closed,
            "unknown" => Self::Unknown,
            "owed" => Self::Owed,
            "paid" => Self::Paid,
            "to_call" => Self::ToCall,
            "cancelled" => Self::Cancelled,
            _ => Self::Open,
        }
    }
}

/// All fields of a list of jobs, in the order of the wizard.
pub(super) fn all() -> Vec<Field> {
    FIELDS.into_iter().chain(RESULTS).chain(NOTED).collect()
}

/// The mapping for a table with these columns, as far as their names tell. Where no column holds a name,
/// households are called after their branch and number.
pub fn guess(
    list: List,
    headers: &[String],
    name: Option<String>,
    days: &[Option<Transform>],
) -> Mapping {
    let mut mapping = spreadsheet::guess(headers, &list.fields());
    mapping.name = name.unwrap_or_default();
    list.code().clone_into(&mut mapping.target);
    if list == List::Jobs {
        guess_jobs(&mut mapping, headers);
    } else if list.is_of_households() {
        mapping.value_maps.insert("brand".to_owned(), unknowns());
        columns::join(&mut mapping, headers);
        take_second_phone(&mut mapping, (list, headers));
    }
    for assigned in mapping.columns.iter_mut().filter(|assigned| is_day(&assigned.field)) {
        let told = place(headers, assigned).and_then(|at| days.get(at).cloned().flatten());
        assigned.transform = told.unwrap_or_default();
    }

    mapping
}

/// A second column of telephones, which is called as the first one.
fn take_second_phone(mapping: &mut Mapping, (list, headers): (List, &[String])) {
    if list != List::Customers || mapping.source("phone2").is_some() {
        return;
    }
    let is_phone = |at: &usize| vocabulary::is_one_of(&headers[*at], vocabulary::PHONE);
    if let Some(at) = mapping.untaken(headers).into_iter().find(is_phone) {
        mapping.assign("phone2", Source::Column(headers[at].clone()));
    }
}

fn guess_jobs(mapping: &mut Mapping, headers: &[String]) {
    mapping.match_keys = ["number"]
        .into_iter()
        .filter(|key| mapping.source(key).is_some())
        .map(str::to_owned)
        .collect();
    mapping.value_maps.insert("result".to_owned(), results());
    mapping.value_maps.insert("brand".to_owned(), unknowns());
    mapping.value_maps.insert(service::FIELD.to_owned(), service::words());
    columns::join(mapping, headers);
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
}

/// What the first lines of each column tell of the order of its days.
pub(super) fn days(headers: &[String], lines: &[Line]) -> Vec<Option<Transform>> {
    let cells = |at: usize| lines.iter().filter_map(move |line| line.cells.get(at));

    let order = |at| {
        spreadsheet::order_of_days(cells(at)).or_else(|| person::order_of_birthdays(cells(at)))
    };

    (0..headers.len()).map(order).collect()
}

/// Whether a field is a day.
fn is_day(field: &str) -> bool {
    let is = |it: &Field| it.key == field && it.kind == Kind::Date;

    FIELDS.iter().any(is) || ["installed", "birthday"].contains(&field)
}

/// The column that alone fills a field.
fn place(headers: &[String], assigned: &Assignment) -> Option<usize> {
    let Source::Column(column) = &assigned.source else { return None };

    headers.iter().position(|header| header == column)
}

/// Reads all days that are written as 03/04/2024 in this order, in whatever column they are.
pub fn order_days(mapping: &mut Mapping, order: &Transform) {
    for assigned in mapping.columns.iter_mut().filter(|assigned| is_day(&assigned.field)) {
        assigned.transform = order.clone();
    }
}

impl Inspection {
    /// Fills a field from a column alone, and reads its days in the order that they tell.
    pub fn assign(&mut self, field: &str, column: usize) {
        let Some(name) = self.headers.get(column) else { return };
        let transform = self.days.get(column).cloned().flatten().filter(|_| is_day(field));
        self.mapping.columns.retain(|assigned| assigned.field != field);
        self.mapping.columns.push(Assignment {
            field: field.to_owned(),
            source: Source::Column(name.clone()),
            transform: transform.unwrap_or_default(),
        });
    }

    /// In which orders days are read that are written as 03/04/2024; [`Transform::AsIs`] where it is not clear, and
    /// they would be refused. Nothing where no such days are brought over.
    pub fn day_orders(&self) -> Vec<&Transform> {
        let days = self.mapping.columns.iter().filter(|assigned| is_day(&assigned.field));
        let is_open = |at: usize| self.days.get(at).is_some_and(Option::is_some);
        let open = days.filter(|assigned| place(&self.headers, assigned).is_some_and(is_open));

        open.map(|assigned| &assigned.transform).collect()
    }
}

/// What a line lacks of which nobody could act on it: no name of its own and nothing else of a customer, a machine or a
/// fault; or work that waits, for somebody of whom but the name is known. None where there is something.
pub(super) fn lacking(line: &Record, mapping: &Mapping) -> Option<Vec<&'static str>> {
    const ENOUGH: [&str; 7] = ["phone", "address", "category", "brand", "model", "serial", "fault"];
    if ENOUGH.iter().any(|field| line.0.contains_key(field)) {
        return None;
    }
    let is_named = match mapping.source("name") {
        Some(Source::Column(_)) => true,
        // Called after its branch and number it is nobody.
        Some(Source::Joined { columns, .. }) => columns.iter().any(|column| {
            let is = |field: &str| matches!(mapping.source(field), Some(Source::Column(it)) if it == column);
            !is("number") && !is("branch")
        }),
        Some(Source::Constant(_)) | None => false,
    };
    let result = Result::from_code(line.text("result").unwrap_or_default());
    let waits = line.0.contains_key("number") && matches!(result, Result::Open | Result::ToCall);
    if is_named && !waits {
        return None;
    }
    let name = (!is_named).then_some("name");

    Some(name.into_iter().chain(["phone", "address", "category", "fault"]).collect())
}

/// What a mapping means by the result of a job whose end the other system does not know.
const UNKNOWN: &str = "unknown";

/// A mapping that an older version saved took what nobody knows for work that was never called about.
pub(super) fn renewed(mut mapping: Mapping) -> Mapping {
    if List::of(&mapping) != List::Jobs {
        return mapping;
    }
    // An older version knew no kinds of service.
    mapping.value_maps.entry(service::FIELD.to_owned()).or_insert_with(service::words);
    let Some(map) = mapping.value_maps.get_mut("result") else { return mapping };
    if let Some(meaning) = map.values.get_mut(UNKNOWN).filter(|meaning| *meaning == "to_call") {
        UNKNOWN.clone_into(meaning);
    }
    // An older version knew no jobs that were called off.
    for word in ["cancelled", "canceled", "已取消", "取消"] {
        if let Some(meaning) = map.values.get_mut(word).filter(|meaning| *meaning == "closed") {
            "cancelled".clone_into(meaning);
        }
    }
    // Nor that a job may be closed and paid.
    if let Some(meaning) = map.values.get_mut("paid").filter(|meaning| *meaning == "closed") {
        "paid".clone_into(meaning);
    }
    // Words that a newer version knows are known to older mappings, too.
    for (word, meaning) in results().values {
        map.values.entry(word).or_insert(meaning);
    }

    mapping
}

/// Whether everybody knows what a word in small letters means for a job.
pub(super) fn is_common(word: &str) -> bool {
    results().values.contains_key(word)
}

/// What everybody means by these words, in small letters.
const MEANINGS: &[(&str, &str)] = &[
    ("fixed", "closed"),
    ("repaired", "closed"),
    ("end of life", "closed"),
    ("completed", "closed"),
    ("complete", "closed"),
    ("done", "closed"),
    ("finished", "closed"),
    ("resolved", "closed"),
    ("closed", "closed"),
    ("paid", "paid"),
    ("paid in full", "paid"),
    ("已付", "paid"),
    ("已付款", "paid"),
    ("已收款", "paid"),
    ("unpaid", "owed"),
    ("not paid", "owed"),
    ("owed", "owed"),
    ("owing", "owed"),
    ("outstanding", "owed"),
    ("awaiting payment", "owed"),
    ("payment due", "owed"),
    ("to be paid", "owed"),
    ("未付", "owed"),
    ("未付款", "owed"),
    ("未收款", "owed"),
    ("待付款", "owed"),
    ("待收款", "owed"),
    ("欠款", "owed"),
    ("挂账", "owed"),
    ("掛帳", "owed"),
    ("invoiced", "closed"),
    ("collected", "closed"),
    ("delivered", "closed"),
    ("no fault found", "closed"),
    ("written off", "closed"),
    ("beyond repair", "closed"),
    ("cancelled", "cancelled"),
    ("canceled", "cancelled"),
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
    ("cancelled by customer", "cancelled"),
    ("declined", "cancelled"),
    ("aborted", "cancelled"),
    ("已取消", "cancelled"),
    ("取消", "cancelled"),
    ("报废", "closed"),
    ("報廢", "closed"),
    ("unknown", UNKNOWN),
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
    ("booked", "open"),
    ("booked in", "open"),
    ("scheduled", "open"),
    ("awaiting parts", "open"),
    ("awaiting part", "open"),
    ("waiting for parts", "open"),
    ("parts on order", "open"),
    ("parts ordered", "open"),
    ("to do", "open"),
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
    ("已回單", "to_call"),
    // The words of this program itself, and what offices write in their place.
    ("待上门", "open"),
    ("待上門", "open"),
    ("未派工", "open"),
    ("待分配", "open"),
    ("未完工", "open"),
    ("未完成", "open"),
    ("待件", "open"),
    ("待配件", "open"),
    ("待鉴定", "open"),
    ("待鑑定", "open"),
    ("已预约", "open"),
    ("已預約", "open"),
    ("已打单", "open"),
    ("已打單", "open"),
    ("已列印", "open"),
    ("已登记", "open"),
    ("已登記", "open"),
    ("草稿", "open"),
    ("异常", "open"),
    ("異常", "open"),
    ("to assign", "open"),
    ("draft", "open"),
    ("on site", "open"),
    ("waiting for part", "open"),
    ("waiting for appraisal", "open"),
    ("exception", "open"),
    ("sheet in", "to_call"),
    ("called back", "closed"),
    ("已回访", "closed"),
    ("已回訪", "closed"),
    ("settled", "closed"),
    ("已结算", "closed"),
    ("已結算", "closed"),
    ("", "open"),
];

pub(super) fn results() -> ValueMap {
    // A word that nobody knows is refused: taken for open, years of finished work would wait to be assigned.
    ValueMap { values: table(MEANINGS), otherwise: None }
}

/// What stands in lists in place of a number that nobody knows.
const PLACEHOLDERS: [&str; 20] = [
    "n/a", "na", "n.a.", "none", "nil", "null", "unknown", "no", "tbc", "tba", "x", "无", "無",
    "没有", "沒有", "不详", "不詳", "未知", "暂无", "暫無",
];

/// Takes out of a line what stands in place of a serial number or a customer number: it is nobody's, and so not everybody's.
pub(super) fn drop_placeholders(line: &mut Record) {
    for field in ["serial", "customer_number"] {
        let is_placeholder = |text: &str| {
            let word = text.trim().to_lowercase();
            PLACEHOLDERS.contains(&word.as_str()) || word.chars().all(|c| "-–—/.?？0*×".contains(c))
        };
        if line.text(field).is_some_and(is_placeholder) {
            line.0.remove(field);
        }
    }
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
