//! What was refused and what was done, as lists; and how much of a record's values an operator sees.

use domain::{Moment as At, OrderNumber};
use maud::{Markup, html};
use serde_json::Value;
use uuid::Uuid;

use super::form::Fields;
use super::page::{LINES, Mark, Place, Tone, badge, frame, moment, pages, search};
use super::visit::Visit;
use crate::refusal::{self, Refused, What};
use crate::{Error, journal as entries, words as called};

/// The longest value that is shown whole, in characters.
const LONG: usize = 80;
/// Numbers from here on are moments: the year 2001 in milliseconds …
const MOMENTS: i64 = 1_000_000_000_000;
/// … up to the year 2200. What is beyond is some other number, or a clock gone wrong.
const LAST_MOMENT: i64 = 7_258_118_400_000;
/// Records that say nothing about a customer: all that they say may be read.
const PLAIN: [&str; 9] = [
    "part",
    "model",
    "tariff",
    "warranty_term",
    "area",
    "template",
    "rule",
    "office",
    "stock_move",
];
/// Of other records these fields alone: words from a list of ours, names of things, and days on which work was done.
/// The same name may hold a customer's words in another record, so each stands with its own.
const NAMING: [(&str, &[&str]); 17] = [
    // A branch begins one with a caller's question.
    ("article", &["category", "state", "language"]),
    ("order", &["number", "kind", "state", "source", "priority"]),
    ("order_event", &["event", "from", "to", "reason"]),
    ("visit", &["state", "day"]),
    ("visit_result", &["outcome", "grade", "on", "means"]),
    ("appliance", &["category", "brand", "model", "purchased", "installed"]),
    ("address", &["code"]),
    ("customer", &["language"]),
    ("charge", &["kind", "payer"]),
    ("receipt", &["means", "on"]),
    ("callback", &["outcome", "grade"]),
    ("letter", &["language", "purpose"]),
    ("enquiry", &["channel", "category", "model", "language", "priority"]),
    ("enquiry_event", &["event", "way"]),
    ("code", &["code", "kind", "category"]),
    ("erasure", &["reason"]),
    ("staff", &["name"]),
];

/// A value, as far as an operator needs it.
pub enum Shown {
    /// What it says.
    Words(String),
    /// That it is there, and how long: it may say something about a person.
    Hidden(usize),
}

/// How a value of a record is shown: numbers, names of things and words of ours whole, everything else not.
pub fn shown(visit: &Visit<'_>, kind: &str, (field, value): (&str, &Value)) -> Shown {
    let words = &visit.locale;
    match value {
        Value::Null => Shown::Words("–".to_owned()),
        Value::Bool(true) => Shown::Words(words.console_yes()),
        Value::Bool(false) => Shown::Words(words.console_no()),
        Value::Number(number) => match number.as_i64() {
            Some(at_ms) if (MOMENTS..LAST_MOMENT).contains(&at_ms) => {
                Shown::Words(words.date_time_full(At(at_ms).at(visit.offset).naive_local()))
            }
            _ => Shown::Words(number.to_string()),
        },
        Value::String(text) => named(text, is_plain(kind, field)),
        Value::Array(_) | Value::Object(_) if PLAIN.contains(&kind) => {
            Shown::Words(cut(&value.to_string()))
        }
        Value::Array(all) => Shown::Hidden(all.len()),
        Value::Object(all) => Shown::Hidden(all.len()),
    }
}

/// Names of records and numbers of orders are nobody's secret, wherever they stand.
fn named(text: &str, is_plain: bool) -> Shown {
    if let Ok(id) = text.parse::<Uuid>() {
        return Shown::Words(id.simple().to_string()[..8].to_owned());
    }
    if is_plain || text.parse::<OrderNumber>().is_ok() {
        return Shown::Words(cut(text));
    }

    Shown::Hidden(text.chars().count())
}

/// Whether words in this field of this kind of record say nothing about a person.
fn is_plain(kind: &str, field: &str) -> bool {
    let named = NAMING.iter().find(|(own, _)| *own == kind);

    PLAIN.contains(&kind) || named.is_some_and(|(_, fields)| fields.contains(&field))
}

pub fn cut(text: &str) -> String {
    let short: String = text.chars().take(LONG).collect();

    if short.len() < text.len() { format!("{short}…") } else { short }
}

/// What was refused in the last day.
pub fn refusals(visit: &Visit<'_>, fields: &Fields) -> Result<Markup, Error> {
    let words = &visit.locale;
    let sought = fields.get("q").to_lowercase();
    let mut all = refusal::list(&visit.storage())?;
    all.retain(|refused| {
        sought.is_empty() || told(visit, refused).join(" ").to_lowercase().contains(&sought)
    });
    let (from, count) = (fields.page() * LINES, all.len());
    let inside = html! {
        section.card {
            div.head {
                p.muted { (words.console_refusals_how()) }
                div.grow {}
                (search(visit, fields, &words.console_refusal_search()))
            }
            @if all.is_empty() { p.empty { (words.console_refusals_none()) } }
            @else {
                table {
                    thead {
                        tr {
                            th { (words.console_when()) }
                            th { (words.console_who()) }
                            th { (words.console_what()) }
                            th { (words.console_why()) }
                        }
                    }
                    tbody {
                        @for refused in all.iter().skip(from).take(LINES) { (refusal_line(visit, refused)) }
                    }
                }
            }
            (pages(visit, fields, count))
        }
    };

    Ok(frame(visit, &words.console_refusals(), Place::Refusals, &inside))
}

fn refusal_line(visit: &Visit<'_>, refused: &Refused) -> Markup {
    let words = &visit.locale;
    let [who, what, why] = told(visit, refused);
    let (mark, tone) = match &refused.what {
        What::Operation { .. } => (Mark::Cross, Tone::Danger),
        What::Repeated { .. } => (Mark::Triangle, Tone::Danger),
        What::Call { status: 500.., .. } => (Mark::Triangle, Tone::Danger),
        What::Call { status: 401 | 403 | 429, .. } => (Mark::Ban, Tone::Warning),
        What::Call { .. } => (Mark::Dot, Tone::Neutral),
    };

    html! {
        tr {
            td data-label=(words.console_when()) { (moment(visit, refused.at_ms)) }
            td data-label=(words.console_who()) {
                @if let Some((branch, _)) = &refused.desk { a href={ "/console/branch/" (branch) } { (who) } }
                @else { (who) }
            }
            td data-label=(words.console_what()) { code { (what) } }
            td data-label=(words.console_why()) { (badge(mark, tone, &why)) }
        }
    }
}

/// Who, what and why.
fn told(visit: &Visit<'_>, refused: &Refused) -> [String; 3] {
    let who = match (&refused.desk, refused.device) {
        (Some((branch, desk)), _) => format!("{branch} {desk}"),
        (None, Some(device)) => device.to_string(),
        (None, None) => refused.peer.clone(),
    };
    let what = match &refused.what {
        What::Call { method, path, .. } => format!("{method} {path}"),
        What::Operation { deed, .. } => deed.clone(),
        What::Repeated { operation } => operation.to_string(),
    };

    [who, what, called::why(&refused.what, &visit.locale)]
}

/// What people changed.
pub fn journal(visit: &Visit<'_>, fields: &Fields) -> Result<Markup, Error> {
    let words = &visit.locale;
    let below = fields.get("below").parse().ok();
    let all = entries::list(&visit.storage(), below, LINES as u32)?;
    let older = all.last().filter(|_| all.len() == LINES).map(|last| last.no);
    let inside = html! {
        section.card {
            @if all.is_empty() { p.empty { (words.console_journal_none()) } }
            @else {
                table {
                    thead {
                        tr {
                            th { (words.console_when()) }
                            th { (words.console_who()) }
                            th { (words.console_what()) }
                            th {}
                        }
                    }
                    tbody { @for entry in &all { tr {
                        td data-label=(words.console_when()) { (moment(visit, entry.at_ms)) }
                        td data-label=(words.console_who()) {
                            (called::who(entry, words))
                        }
                        td data-label=(words.console_what()) { (called::deed(entry.deed, words)) }
                        td { (cut(&called::subject(entry, words))) }
                    } } }
                }
            }
            @if let Some(older) = older {
                nav.pages { a href={ "/console/journal?below=" (older) } { (words.console_page_after()) } }
            }
        }
    };

    Ok(frame(visit, &words.console_journal(), Place::Journal, &inside))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_harmless_in_one_record_hides_a_customers_words_in_another() {
        assert!(is_plain("order_event", "from") && is_plain("stock_move", "to"));
        assert!(!is_plain("amendment", "from") && !is_plain("amendment", "to"));
        assert!(is_plain("appliance", "purchased") && is_plain("receipt", "on"));
        assert!(!is_plain("customer", "birthday") && !is_plain("customer", "number"));
        assert!(!is_plain("tomorrow", "kind"), "what nobody decided on is hidden");
        assert!(matches!(named("1987-05-04", false), Shown::Hidden(10)), "a birthday");
        assert!(matches!(named("SH01-H00001", false), Shown::Words(_)));
    }
}
