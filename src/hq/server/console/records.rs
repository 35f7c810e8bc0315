//! What was refused and what was done, as lists; and how much of a record's values an operator sees.

use chrono::NaiveDate;
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
/// Numbers from here on are moments: the year 2001 in milliseconds.
const MOMENTS: i64 = 1_000_000_000_000;
/// Records that say nothing about a customer: all that they say may be read.
const PLAIN: [&str; 9] =
    ["part", "model", "tariff", "term", "area", "template", "article", "office", "stock_move"];
/// Words of other records that come from a list of ours, or name a thing and no person.
const NAMING: [&str; 22] = [
    "number",
    "kind",
    "state",
    "event",
    "from",
    "to",
    "reason",
    "priority",
    "outcome",
    "grade",
    "source",
    "category",
    "brand",
    "model",
    "condition",
    "currency",
    "method",
    "unit",
    "code",
    "basis",
    "desk",
    "language",
];

/// A value, as far as an operator needs it.
pub enum Shown {
    /// What it says.
    Words(String),
    /// That it is there, and how long: it may say something about a person.
    Hidden(usize),
}

/// How a value of a record is shown: numbers, days, names of things and words of ours whole, everything else not.
pub fn shown(visit: &Visit<'_>, kind: &str, (field, value): (&str, &Value)) -> Shown {
    let words = &visit.locale;
    let plain =
        PLAIN.contains(&kind) || NAMING.contains(&field) || (kind == "staff" && field == "name");
    match value {
        Value::Null => Shown::Words("–".to_owned()),
        Value::Bool(true) => Shown::Words(words.console_yes()),
        Value::Bool(false) => Shown::Words(words.console_no()),
        Value::Number(number) => match number.as_i64() {
            Some(at_ms) if at_ms >= MOMENTS => {
                Shown::Words(words.date_time_full(At(at_ms).at(visit.offset).naive_local()))
            }
            _ => Shown::Words(number.to_string()),
        },
        Value::String(text) => {
            let id = text.parse::<Uuid>().ok();
            let is_number = text.parse::<OrderNumber>().is_ok();
            match (id, text.parse::<NaiveDate>()) {
                (Some(id), _) => Shown::Words(id.simple().to_string()[..8].to_owned()),
                (None, Ok(_)) => Shown::Words(text.clone()),
                _ if plain || is_number => Shown::Words(cut(text)),
                _ => Shown::Hidden(text.chars().count()),
            }
        }
        Value::Array(_) | Value::Object(_) if plain => Shown::Words(cut(&value.to_string())),
        Value::Array(all) => Shown::Hidden(all.len()),
        Value::Object(all) => Shown::Hidden(all.len()),
    }
}

fn cut(text: &str) -> String {
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
                        td { (cut(&entry.subject)) }
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
