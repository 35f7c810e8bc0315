//! What work that another system finished cost its customers, and what they paid for it.

use domain::{Charge, ChargeKind, Currency, Means, Moment, Money, OrderId, Payer, Receipt, Record};
use spreadsheet::Mapping;
use sync::Change;

use super::fees::Fees;
use super::fields::Result as Repair;
use super::household::Bringing;
use crate::clock::new_id;
use crate::deed::Deed;
use crate::{Error, prices};

/// What is written where nothing was paid, in small letters.
const UNPAID: [&str; 24] = [
    "no",
    "n",
    "false",
    "unpaid",
    "not paid",
    "not yet",
    "due",
    "owed",
    "owes",
    "owing",
    "outstanding",
    "overdue",
    "pending",
    "to pay",
    "invoice",
    "invoiced",
    "否",
    "未付",
    "未收",
    "未结",
    "未結",
    "欠",
    "欠款",
    "挂账",
];
/// What is written where a part was paid, before or after how much.
const PARTLY: [&str; 6] = ["part", "deposit", "定金", "訂金", "部分", "已付"];

/// What is written where no amount is, in small letters.
const NO_AMOUNT: [&str; 31] = [
    "-",
    "–",
    "—",
    "/",
    "?",
    "n/a",
    "na",
    "nil",
    "none",
    "no",
    "no charge",
    "free",
    "foc",
    "waived",
    "warranty",
    "in warranty",
    "tbc",
    "tba",
    "unknown",
    "无",
    "無",
    "免",
    "免费",
    "免費",
    "免收",
    "不详",
    "不詳",
    "保修",
    "保固",
    "保内",
    "待定",
];

/// What customers owe by the lines in hand, and what their table tells of payments.
#[derive(Debug, Default)]
pub(super) struct Owing {
    /// Whether the table has a column that says what was paid: then an empty cell says that nothing was.
    told: bool,
    /// What holds where it has none.
    fees: Fees,
    /// Of how many jobs something is owed.
    pub(super) jobs: u64,
    /// How much in all.
    pub(super) sum: Option<Money>,
    /// How many charges were made, and how much in all.
    pub(super) charged: (u64, Option<Money>),
    /// How many payments were taken in, and how much in all.
    pub(super) paid: (u64, Option<Money>),
}

/// What a line means that says nothing of a payment in a cell of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unsaid {
    Owed,
    Paid,
    Unknown,
}

impl Owing {
    pub(super) fn of(mapping: &Mapping) -> Self {
        let (told, fees) = (mapping.source("paid").is_some(), Fees::of(mapping));

        Self { told, fees, ..Self::default() }
    }

    /// What a job with this result means where no cell says what was paid. What is old is owed only where the list says so.
    fn unsaid(&self, result: Repair, is_recent: bool) -> Unsaid {
        match (result, self.told, self.fees) {
            (Repair::Owed, ..) => Unsaid::Owed,
            (Repair::Paid, ..) | (_, false, Fees::Paid) => Unsaid::Paid,
            (_, true, _) | (_, _, Fees::Owed) if is_recent => Unsaid::Owed,
            _ => Unsaid::Unknown,
        }
    }
}

impl Bringing {
    /// Charges what a line says that its work cost, and takes in what of it was paid, as its cells, its state or whoever
    /// brings it over say. Of what was paid nobody knows when, so that is on the day of the work.
    pub(super) fn charge(
        &mut self,
        deed: &Deed<'_>,
        (order, at): (OrderId, Moment),
        (line, result): (&spreadsheet::Record, Repair),
        made: &mut Vec<Change>,
    ) -> Result<(), Error> {
        if matches!(result, Repair::Open | Repair::Unknown | Repair::Cancelled) {
            return Ok(());
        }
        let currency = prices::currency(deed.session)?;
        let today = deed.now.day(deed.clock.offset());
        let is_recent = self.choice.stays_open(line.date("received"), today);
        let told = told(line, currency, self.owing.unsaid(result, is_recent));
        let Some(Told { amount, paid }) = told else { return Ok(()) };
        let taker = self.engineers.meant(line).or(deed.actor);
        // Where nobody can have taken it, what was paid stays words.
        let (charged, taker) = match taker {
            Some(taker) => (amount, Some(taker)),
            None => (amount - paid, None),
        };
        if charged.is_zero() {
            return Ok(());
        }
        let charge = Charge {
            order,
            visit: None,
            kind: ChargeKind::Labour,
            part: None,
            quantity: 1,
            amount: charged,
            payer: Payer::Customer,
            at,
            reverses: None,
            waived: None,
        };
        made.push(fact(deed, &charge));
        count(&mut self.owing.charged, charged);
        if let Some(technician) = taker.filter(|_| !paid.is_zero()) {
            let means = means(line.text("paid").unwrap_or_default());
            let (visit, on, reverses, amount) = (None, None, None, paid);
            let receipt = Receipt { order, visit, technician, amount, means, on, at, reverses };
            made.push(fact(deed, &receipt));
            count(&mut self.owing.paid, paid);
        }
        let rest = amount - paid;
        if rest > Money::zero(currency) {
            self.owing.jobs += 1;
            self.owing.sum = Some(self.owing.sum.map_or(rest, |sum| sum + rest));
        }

        Ok(())
    }
}

fn count((times, sum): &mut (u64, Option<Money>), amount: Money) {
    *times += 1;
    *sum = Some(sum.map_or(amount, |sum| sum + amount));
}

fn fact<R: Record>(deed: &Deed<'_>, record: &R) -> Change {
    let (kind, id) = (R::KIND.to_owned(), new_id(deed.now));

    Change::Fact { kind, id, body: domain::fields_of(record) }
}

/// How something was paid, by the words for it; none is cash.
fn means(said: &str) -> Option<Means> {
    const CARD: [&str; 11] = [
        "card",
        "visa",
        "master",
        "amex",
        "contactless",
        "卡",
        "微信",
        "支付宝",
        "支付寶",
        "wechat",
        "alipay",
    ];
    const TRANSFER: [&str; 8] =
        ["bacs", "transfer", "bank", "faster", "转账", "轉帳", "汇款", "匯款"];
    let said = said.to_lowercase();
    let holds = |words: &[&str]| words.iter().any(|word| said.contains(word));

    match () {
        () if holds(&CARD) => Some(Means::Card),
        () if holds(&TRANSFER) => Some(Means::Transfer),
        () => None,
    }
}

/// Whether a cell says how much something costs, or in words that nothing is known or due.
pub(super) fn is_amount(text: &str) -> bool {
    let words = text.trim().trim_end_matches(['.', '!']).to_lowercase();
    let figures = words.contains(|c: char| c.is_ascii_digit());

    // What stands beside figures is theirs to say: 85 + VAT, 每小时 120.
    figures || words.is_empty() || NO_AMOUNT.contains(&words.as_str())
}

/// Whether a charge is below zero: a sign stands before its figures or brackets around them, with nothing but a currency
/// beside.
pub(super) fn is_negative(text: &str) -> bool {
    const SIGNS: &str = "¥￥$£€元圆圓";
    const CODES: [&str; 5] = ["RMB", "NT", "HK", "US", "MOP"];
    let bare: String = text.to_uppercase().chars().filter_map(plain).collect();
    let bare: String = bare.chars().filter(|c| !SIGNS.contains(*c)).collect();
    let codes = Currency::ALL.into_iter().map(Currency::code).chain(CODES);
    let bare = codes.fold(bare, |bare, code| bare.replace(code, ""));
    let is_figures = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_digit())
            && text.chars().all(|c| c.is_ascii_digit() || ".,".contains(c))
    };
    // In books what stands in brackets is below zero.
    let in_brackets = bare.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let signed = bare.strip_prefix('-').map(|rest| rest.trim_start_matches(['-', '(', '.']));

    in_brackets.is_some_and(is_figures)
        || signed.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// A letter as it is usually typed; none of a gap.
fn plain(c: char) -> Option<char> {
    match c {
        c if c.is_whitespace() => None,
        '−' | '－' | '–' | '—' => Some('-'),
        '（' => Some('('),
        '）' => Some(')'),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        c => Some(c),
    }
}

/// What a line says that its work cost, and how much of that was paid.
struct Told {
    amount: Money,
    paid: Money,
}

/// What a line says of its charge; none where nobody knows whether that was paid. `unsaid` is what it means that no cell
/// says so.
fn told(line: &spreadsheet::Record, currency: Currency, unsaid: Unsaid) -> Option<Told> {
    let nothing = Money::zero(currency);
    let bare = |text: &str| text.trim().trim_matches(|c| currency.code().contains(c)).to_owned();
    let amount = line.text("amount").and_then(|text| Money::parse(&bare(text), currency));
    let amount = amount.filter(|amount| *amount > nothing)?;
    let said = line.text("paid").unwrap_or_default().trim().to_lowercase();
    if said.is_empty() || ["-", "–", "—"].contains(&said.as_str()) {
        return match unsaid {
            Unsaid::Owed => Some(Told { amount, paid: nothing }),
            Unsaid::Paid => Some(Told { amount, paid: amount }),
            Unsaid::Unknown => None,
        };
    }
    let word = said.trim_end_matches(['.', '!']);
    if UNPAID.contains(&word) {
        return Some(Told { amount, paid: nothing });
    }
    if NO_AMOUNT.contains(&word) {
        return None;
    }
    let paid = paid(&said, currency).unwrap_or(amount);

    Some(Told { amount, paid: paid.min(amount) })
}

/// How much was paid, where a cell says that in figures. A card's number or a day is no sum.
fn paid(said: &str, currency: Currency) -> Option<Money> {
    if PARTLY.iter().any(|word| said.contains(word)) {
        let figures = said.chars().filter(|c| c.is_ascii_digit() || *c == '.');
        return Money::parse(&figures.collect::<String>(), currency);
    }

    Money::parse(said, currency).filter(|paid| *paid >= Money::zero(currency))
}

#[cfg(test)]
mod tests {
    use super::*;
    use spreadsheet::{Record, Value};

    fn owed(amount: &str, paid: &str) -> Option<i64> {
        let mut line = Record::default();
        for (field, text) in [("amount", amount), ("paid", paid)] {
            if !text.is_empty() {
                line.0.insert(field, Value::Text(text.to_owned()));
            }
        }

        let told = told(&line, Currency::Gbp, Unsaid::Owed)?;
        let rest = (told.amount - told.paid).minor;
        (rest > 0).then_some(rest)
    }

    #[test]
    fn words_that_are_no_amount_are_told_from_those_that_say_there_is_none() {
        for text in ["85", "£85.00", "85 + VAT", "free", "N/A", "免费", "-", ""] {
            assert!(is_amount(text), "{text}");
        }
        for text in ["abc", "甲乙"] {
            assert!(!is_amount(text), "{text}");
        }
    }

    #[test]
    fn a_charge_below_zero_is_seen_in_any_currency_and_with_brackets() {
        let signed = ["-5", "- 5.00", "GBP -5", "USD -5", "EUR -5", "TWD -5", "NT$ -5", "−5 元"];
        let others =
            ["(5.00)", "£(5.00)", "(€1,005.00)", "（５）", "-£5", "-5 incl. VAT", "–5", "-.50"];
        for text in signed.into_iter().chain(others) {
            assert!(is_negative(text), "{text}");
        }
        for text in [
            "5",
            "£85.00",
            "85 (paid)",
            "(paid) 85",
            "job 3-4: 85",
            "85 - VAT",
            "-",
            "85.-",
            "(see 5)",
        ] {
            assert!(!is_negative(text), "{text}");
        }
    }

    #[test]
    fn how_something_was_paid_is_told_by_words() {
        for (said, by) in [
            ("Card", Some(Means::Card)),
            ("微信支付", Some(Means::Card)),
            ("BACS 3 Nov", Some(Means::Transfer)),
            ("Yes", None),
            ("现金", None),
        ] {
            assert_eq!(means(said), by, "{said}");
        }
    }

    #[test]
    fn what_is_left_of_a_charge_is_told_by_words_and_figures() {
        for paid in ["", "No", "unpaid", "Outstanding", "0", "0.00", "-", "未付"] {
            assert_eq!(owed("£85.00", paid), Some(8_500), "{paid}");
        }
        for paid in ["Card", "Yes", "BACS 3 Nov", "85.00", "£85", "90", "现金"] {
            assert_eq!(owed("£85.00", paid), None, "{paid}");
        }
        assert_eq!(owed("GBP 85", "No"), Some(8_500), "in the currency of the books");
        assert_eq!(owed("USD 85", "No"), None, "in another one");
        assert_eq!(owed("85", "30"), Some(5_500));
        assert_eq!(owed("85", "part £30.50"), Some(5_450));
        assert_eq!(owed("", "No"), None, "nobody knows how much");
    }
}
