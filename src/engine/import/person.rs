//! What a list of customers says of a person besides their name and address.

use chrono::Datelike as _;
use domain::{
    Birthday, Channel, Currency, Customer, CustomerPhone, Fields, Level, Phone, fields_of,
};
use spreadsheet::{Record, Transform};

/// What is written where it is so.
const YES: [&str; 14] =
    ["yes", "y", "true", "1", "ok", "是", "有", "对", "對", "可", "可以", "同意", "√", "x"];
/// What is written where it is not.
const NO: [&str; 13] =
    ["no", "n", "false", "0", "否", "无", "無", "不", "不可", "不同意", "拒绝", "拒絕", "×"];
/// What companies are called in a column of kinds of customers.
const COMPANIES: [&str; 10] = [
    "company",
    "business",
    "commercial",
    "organisation",
    "organization",
    "单位",
    "單位",
    "公司",
    "企业",
    "企業",
];
const PEOPLE: [&str; 7] = ["private", "person", "household", "individual", "个人", "個人", "家庭"];
const IMPORTANT: [&str; 9] =
    ["vip", "重点", "重點", "重要", "贵宾", "貴賓", "金牌", "key account", "gold"];
const ORDINARY: [&str; 8] =
    ["ordinary", "normal", "standard", "regular", "普通", "一般", "非vip", "非会员"];
/// What channels are called.
const CHANNELS: [(&str, Channel); 16] = [
    ("call", Channel::Call),
    ("calls", Channel::Call),
    ("phone", Channel::Call),
    ("telephone", Channel::Call),
    ("电话", Channel::Call),
    ("電話", Channel::Call),
    ("letter", Channel::Letter),
    ("letters", Channel::Letter),
    ("post", Channel::Letter),
    ("信件", Channel::Letter),
    ("message", Channel::Message),
    ("sms", Channel::Message),
    ("短信", Channel::Message),
    ("簡訊", Channel::Message),
    ("email", Channel::Email),
    ("邮件", Channel::Email),
];
const ALL: [Channel; 4] = [Channel::Call, Channel::Letter, Channel::Message, Channel::Email];

/// Whether a word says yes; none where it says neither.
pub(super) fn is_yes(word: &str) -> Option<bool> {
    let word = word.trim().to_lowercase();
    let yes = YES.contains(&word.as_str());

    (yes || NO.contains(&word.as_str())).then_some(yes)
}

/// Whether a word is a cross: some tick with it, others cross out.
pub(super) fn is_cross(word: &str) -> bool {
    ["x", "ｘ"].contains(&word.trim().to_lowercase().as_str())
}

/// The parts of a cell that names several things.
pub(super) fn several(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', '，', ';', '；', '、', '/', '|', '+', '\n'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// The field of a line that says something nobody understands and that must not be lost.
pub(super) fn unclear(line: &Record) -> Option<&'static str> {
    let is_unclear = |field: &&str| match *field {
        "birthday" => line.text(field).is_some_and(|text| birthday(text).is_none()),
        "consent" => line.text(field).is_some_and(|text| is_cross(text) || is_yes(text).is_none()),
        _ => line.text(field).is_some_and(|text| channels(text).is_none()),
    };

    ["birthday", "consent", "refused"].into_iter().find(is_unclear)
}

/// Words of a line that have no place of their own, with the fields they are under.
pub(super) fn words(line: &Record) -> impl Iterator<Item = (&'static str, &str)> {
    let level = line.text("level").filter(|text| level(text).is_none());
    let kind = line.text("organisation").filter(|text| organisation(text).is_none());

    [("level", level), ("organisation", kind)]
        .into_iter()
        .filter_map(|(field, text)| Some((field, text?)))
}

/// A customer as a line says they are.
pub(super) fn customer(line: &Record) -> Customer {
    let phones = ["phone", "phone2"].into_iter();
    let mut phones: Vec<Phone> =
        phones.filter_map(|field| line.text(field).and_then(Phone::parse)).collect();
    phones.dedup();
    let phones = phones.into_iter().map(CustomerPhone::new);

    Customer {
        name: line.text("name").unwrap_or_default().to_owned(),
        phones: phones.collect(),
        organisation: line.text("organisation").and_then(organisation).unwrap_or_default(),
        level: line.text("level").and_then(level).unwrap_or_default(),
        language: line.text("language").map(str::to_owned),
        birthday: line.text("birthday").and_then(birthday),
        refused: refused(line),
        origin: line.text("customer_number").map(str::to_owned),
        ..Customer::default()
    }
}

/// What a line says of a customer who is known, but for phones and words.
pub(super) fn said(line: &Record) -> Fields {
    let mut said = fields_of(&customer(line));
    let is_said = |name: &str| match name {
        "name" | "language" | "birthday" => true,
        "origin" => line.text("customer_number").is_some(),
        "organisation" => line.text("organisation").and_then(organisation).is_some(),
        "level" => line.text("level").and_then(level).is_some(),
        "refused" => line.text("refused").or(line.text("consent")).is_some(),
        _ => false,
    };
    said.retain(|name, _| is_said(name));

    said
}

fn refused(line: &Record) -> Vec<Channel> {
    if line.text("consent").and_then(is_yes) == Some(false) {
        return ALL.to_vec();
    }

    line.text("refused").and_then(channels).unwrap_or_default()
}

/// The channels that a cell says were refused.
fn channels(text: &str) -> Option<Vec<Channel>> {
    let whole = text.trim().to_lowercase();
    if ["all", "全部", "所有", "any", "everything"].contains(&whole.as_str()) {
        return Some(ALL.to_vec());
    }
    if let Some(yes) = is_yes(text) {
        let none = !yes && !["拒绝", "拒絕", "不同意"].contains(&whole.as_str());
        return Some(if none { Vec::new() } else { ALL.to_vec() });
    }
    let mut channels = Vec::new();
    for part in several(&whole) {
        let (_, channel) = CHANNELS.iter().find(|(word, _)| *word == part.replace('-', ""))?;
        channels.push(*channel);
    }
    channels.dedup();

    Some(channels)
}

fn organisation(text: &str) -> Option<bool> {
    let word = text.trim().to_lowercase();
    if COMPANIES.contains(&word.as_str()) {
        return Some(true);
    }

    if PEOPLE.contains(&word.as_str()) { Some(false) } else { is_yes(&word) }
}

fn level(text: &str) -> Option<Level> {
    let word = text.trim().to_lowercase();
    if ORDINARY.contains(&word.as_str()) || is_yes(&word) == Some(false) {
        return Some(Level::Ordinary);
    }
    let vip = IMPORTANT.iter().any(|it| word.contains(it)) || is_yes(&word) == Some(true);

    vip.then_some(Level::Vip)
}

/// A birthday, with or without its year, in any writing that means one day only.
pub(super) fn birthday(text: &str) -> Option<Birthday> {
    birthday_by(text, &Transform::AsIs)
}

/// A birthday whose day and month stand in this order.
pub(super) fn birthday_by(text: &str, order: &Transform) -> Option<Birthday> {
    if let Some(day) = spreadsheet::day_by(text, order) {
        return Birthday::new(Some(day.year()), day.month(), day.day()).ok();
    }
    let (first, second, is_open) = yearless(text)?;
    let (month, day) = match order {
        _ if is_open && first > 12 => (second, first),
        _ if is_open && second > 12 => (first, second),
        Transform::DayFirst if is_open => (second, first),
        Transform::MonthFirst => (first, second),
        _ if is_open && first != second => return None,
        _ => (first, second),
    };

    Birthday::new(None, month, day).ok()
}

/// The two numbers of a day without a year, and whether either of them may be the month: in 05-17, --05-17 and 5月17日 it is
/// the first.
fn yearless(text: &str) -> Option<(u32, u32, bool)> {
    let text = text.trim().trim_start_matches("--");
    let mut parts = text.split(['-', '/', '.', '月']);
    let first = parts.next()?.trim().parse().ok()?;
    let second = parts.next()?.trim().trim_end_matches(['日', '号', '號']).parse().ok()?;

    parts.next().is_none().then_some((first, second, text.contains(['/', '.'])))
}

/// Whether a birthday is one of two days, and nothing says which.
pub(super) fn may_be_two(text: &str) -> bool {
    birthday(text).is_none() && birthday_by(text, &Transform::MonthFirst).is_some()
}

/// What the birthdays without a year of a column tell of it: which of two numbers is the month.
pub(super) fn order_of_birthdays<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Transform> {
    let open: Vec<_> = cells.filter_map(yearless).filter(|(.., is_open)| *is_open).collect();
    let day_first = open.iter().any(|(first, second, _)| *first > 12 && *second <= 12);
    let month_first = open.iter().any(|(first, second, _)| *first <= 12 && *second > 12);

    (!open.is_empty()).then_some(match (day_first, month_first) {
        (true, false) => Transform::DayFirst,
        (false, true) => Transform::MonthFirst,
        _ => Transform::AsIs,
    })
}

/// A birthday in figures that mean one day only.
pub(super) fn birthday_text(day: Birthday) -> String {
    match day.year() {
        Some(year) => format!("{year:04}-{:02}-{:02}", day.month(), day.day()),
        None => format!("--{:02}-{:02}", day.month(), day.day()),
    }
}

/// A phone number that lost its leading zero in a spreadsheet, with it again where no other number can be meant: on the
/// mainland ten digits that are no service number, or eleven that are neither that nor a mobile one; in Britain ten, on
/// Taiwan the nine of a mobile one.
pub(super) fn mended(digits: &str, currency: Currency) -> Option<String> {
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let begins = |starts: &[&str]| starts.iter().any(|start| digits.starts_with(start));
    let is_short = match (currency, digits.len()) {
        // Of the numbers that begin with 1 those of Beijing begin with 10; no mobile one does.
        (Currency::Cny, 10) => !begins(&["0", "400", "800", "1"]) || begins(&["10"]),
        // 571 8888 1234: an area of three digits, and a line of eight.
        (Currency::Cny, 11) => !begins(&["0", "1", "2", "400", "800", "950"]),
        (Currency::Gbp, 10) => begins(&["1", "2", "3", "7"]),
        (Currency::Twd, 9) => begins(&["9"]),
        _ => false,
    };

    is_short.then(|| format!("0{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birthday_is_read_with_and_without_its_year() {
        let read = |text| birthday(text).map(|it| (it.year(), it.month(), it.day()));

        let by =
            |text, order| birthday_by(text, &order).map(|it| (it.year(), it.month(), it.day()));
        assert_eq!(read("1980-05-17"), Some((Some(1980), 5, 17)));
        assert_eq!((read("03/04"), read("03/04/1980")), (None, None), "it may be two days");
        assert_eq!((read("17/05"), read("04/04")), (Some((None, 5, 17)), Some((None, 4, 4))));
        assert_eq!(by("03/04", Transform::DayFirst), Some((None, 4, 3)));
        assert_eq!(by("03/04/1980", Transform::MonthFirst), Some((Some(1980), 3, 4)));
        assert_eq!(by("--05-07", Transform::DayFirst), Some((None, 5, 7)), "as it is kept");
        assert!(may_be_two("03/04") && may_be_two("03/04/1980") && !may_be_two("May"));
        let cells = ["03/04", "17/05", "x"].into_iter();
        assert_eq!(order_of_birthdays(cells), Some(Transform::DayFirst));
        for text in ["5月17日", "05-17", "5/17", "--05-17"] {
            assert_eq!(read(text), Some((None, 5, 17)), "{text}");
        }
        assert_eq!((read("May"), read("13-40")), (None, None));
    }

    #[test]
    fn what_was_refused_is_never_lost() {
        assert_eq!(channels("电话、短信"), Some(vec![Channel::Call, Channel::Message]));
        assert_eq!(channels("yes"), Some(ALL.to_vec()));
        assert_eq!(channels("不同意"), Some(ALL.to_vec()));
        assert_eq!(channels("no"), Some(Vec::new()));
        assert_eq!(channels("carrier pigeon"), None);
    }

    #[test]
    fn a_lost_zero_comes_back_only_where_that_is_sure() {
        let mend = |digits: &str, currency| mended(digits, currency);

        assert_eq!(mend("2158881234", Currency::Cny).as_deref(), Some("02158881234"));
        assert_eq!(mend("57188881234", Currency::Cny).as_deref(), Some("057188881234"));
        assert_eq!(mend("1058881234", Currency::Cny).as_deref(), Some("01058881234"));
        assert_eq!(mend("912345678", Currency::Twd).as_deref(), Some("0912345678"));
        assert_eq!(mend("7700900123", Currency::Gbp).as_deref(), Some("07700900123"));
        for (digits, currency) in [
            ("4008123123", Currency::Cny),
            ("1381234567", Currency::Cny),
            ("13812345678", Currency::Cny),
            ("2125550123", Currency::Usd),
        ] {
            assert_eq!(mend(digits, currency), None, "{digits}");
        }
    }
}
