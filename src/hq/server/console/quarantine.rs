//! What people must decide on: operations of computers that had been sent away, and records that were handed back after
//! a restore. Both values stand side by side.

use domain::differences;
use maud::{Markup, html};
use serde_json::Value;
use sync::Fields as Body;
use uuid::Uuid;

use super::form::Fields;
use super::page::{LINES, Mark, Place, Tone, badge, frame, moment, pages, seal, twice};
use super::records::{Shown, shown};
use super::reply::Reply;
use super::visit::Visit;
use crate::Error;
use crate::journal::Noted;
use crate::late::{self, Compared, Detail, Which, Wish};
use crate::salvage::{self, Decision, Found};

/// Operations on one page: each may be long.
const OPERATIONS: usize = 20;
/// Fields of one record that are shown.
const FIELDS: usize = 30;

/// The page.
pub fn page(visit: &Visit<'_>, fields: &Fields) -> Result<Markup, Error> {
    let (storage, words) = (visit.storage(), &visit.locale);
    let from = fields.page() * OPERATIONS;
    let skip = u32::try_from(from).unwrap_or(u32::MAX);
    let details = late::details(&storage, (skip, OPERATIONS as u32))?;
    let count = usize::try_from(visit.waits.late).unwrap_or(usize::MAX);
    let last = late::last(&storage, visit.waits.late)?;
    let handed_back = salvage::list(&storage)?;
    let inside = html! {
        section {
            div.head {
                h2 { (words.console_late()) } span.muted { (count) } div.grow {}
                @if let (Some(last), false, 2..) = (last, visit.is_read_only(), count) {
                    (all_of(visit, "apply", (&words.console_apply_all(), last)))
                    (all_of(visit, "discard", (&words.console_discard_all(), last)))
                }
            }
            p.muted { (words.console_late_how()) }
            @if details.is_empty() { p.card.empty { (words.hq_late_none()) } }
            @for detail in &details { (operation(visit, detail)) }
            // Turned by its own length, which the pages of lists are longer than.
            (pages(visit, fields, count.div_ceil(OPERATIONS) * LINES))
        }
        section {
            div.head {
                h2 { (words.console_salvage()) } span.muted { (handed_back.len()) }
            }
            p.muted { (words.console_salvage_how()) }
            @if handed_back.is_empty() { p.card.empty { (words.hq_salvage_none()) } }
            @for found in handed_back.iter().take(LINES) { (record(visit, found)) }
            @if handed_back.len() > LINES { p.muted { (words.console_more(handed_back.len() - LINES)) } }
        }
    };

    Ok(frame(visit, &words.console_quarantine(), Place::Quarantine, &inside))
}

/// All that are counted here: what arrives before it is pressed is not among them.
fn all_of(visit: &Visit<'_>, deed: &str, (name, last): (&str, Uuid)) -> Markup {
    let all = html! { input type="hidden" name="upto" value=(last); };

    twice(
        visit,
        (name, &visit.locale.console_all_sure()),
        (&format!("/console/quarantine/{deed}"), &all),
    )
}

fn operation(visit: &Visit<'_>, detail: &Detail) -> Markup {
    let (words, waiting) = (&visit.locale, &detail.waiting);
    let id = html! { input type="hidden" name="id" value=(waiting.id); };
    let left = waiting.changes.saturating_sub(detail.records.len());

    html! {
        article.card {
            div.head {
                strong { (detail.desk) }
                code { (waiting.deed) }
                (moment(visit, waiting.at_ms))
                div.grow {}
                @if !visit.is_read_only() {
                    form method="post" action="/console/quarantine/apply" { (seal(visit)) (id) button.primary { (words.console_apply()) } }
                    (twice(visit, (&words.console_discard(), &words.console_discard_sure()), ("/console/quarantine/discard", &id)))
                }
            }
            @for record in &detail.records { (compared(visit, record)) }
            @if left > 0 { p.muted { (words.console_more(left)) } }
        }
    }
}

fn compared(visit: &Visit<'_>, record: &Compared) -> Markup {
    let words = &visit.locale;
    let (mark, tone, wish) = match record.wish {
        Wish::Create | Wish::Fact => (Mark::Dot, Tone::Info, words.console_wish_new()),
        Wish::Patch => (Mark::Triangle, Tone::Warning, words.console_wish_change()),
        Wish::Remove => (Mark::Cross, Tone::Danger, words.console_wish_remove()),
    };
    let names: Vec<&String> = record.there.keys().collect();

    values(
        visit,
        (&record.kind, record.id, record.order.as_deref()),
        &badge(mark, tone, &wish),
        (&names, record.here.as_ref(), Some(&record.there)),
    )
}

fn record(visit: &Visit<'_>, found: &Found) -> Markup {
    let words = &visit.locale;
    let no = html! { input type="hidden" name="no" value=(found.no); };
    let none = Body::new();
    let (here, there) =
        (found.here.as_ref().unwrap_or(&none), found.there.as_ref().unwrap_or(&none));
    let differing = differences(here, there, here);
    let names: Vec<&String> = differing.keys().collect();
    let number = there.get("number").or_else(|| here.get("number")).and_then(Value::as_str);
    let wish = match (&found.here, &found.there) {
        (None, _) => badge(Mark::Dot, Tone::Info, &words.console_only_there()),
        (_, None) => badge(Mark::Cross, Tone::Danger, &words.console_removed_there()),
        _ => badge(Mark::Triangle, Tone::Warning, &words.console_differs()),
    };

    html! {
        article.card {
            div.head {
                strong { (found.stream.branch_code().unwrap_or(found.stream.as_str())) }
                (moment(visit, found.at_ms))
                div.grow {}
                @if !visit.is_read_only() {
                    form method="post" action="/console/quarantine/take" { (seal(visit)) (no) button.primary { (words.console_take()) } }
                    (twice(visit, (&words.console_drop(), &words.console_drop_sure()), ("/console/quarantine/drop", &no)))
                }
            }
            (values(visit, (&found.kind, found.id, number), &wish, (&names, found.here.as_ref(), found.there.as_ref())))
        }
    }
}

/// A record with what it says here and what it would say.
fn values(
    visit: &Visit<'_>,
    (kind, id, number): (&str, Uuid, Option<&str>),
    wish: &Markup,
    (names, here, there): (&[&String], Option<&Body>, Option<&Body>),
) -> Markup {
    let words = &visit.locale;
    let number = number.filter(|number| number.len() <= 40);
    let value = |body: Option<&Body>, name: &str| match body.and_then(|body| body.get(name)) {
        None | Some(Value::Null) => html! { span.muted { "–" } },
        Some(value) => match shown(visit, kind, (name, value)) {
            Shown::Words(text) => html! { (text) },
            Shown::Hidden(length) => {
                html! { span.hidden title=(words.console_hidden_how()) { (words.console_hidden(length)) } }
            }
        },
    };

    html! {
        div.record {
            p {
                (wish) " " (words.record(kind))
                @if number.is_none() { " " code { (id.simple().to_string()[..8]) } }
                @if let Some(number) = number { " " strong { (number) } }
            }
            @if !names.is_empty() {
                table.values {
                    thead {
                        tr {
                            th { (words.console_field()) }
                            th { (words.console_here()) }
                            th { (words.console_there()) }
                        }
                    }
                    tbody { @for name in names.iter().take(FIELDS) {
                        tr {
                            td data-label=(words.console_field()) { (words.field(name)) }
                            td data-label=(words.console_here()) { (value(here, name)) }
                            td data-label=(words.console_there()) { (value(there, name)) }
                        }
                    } }
                }
                @if names.len() > FIELDS { p.muted { (words.console_more(names.len() - FIELDS)) } }
            }
        }
    }
}

/// Does what a form on this page asks for.
pub fn act(visit: &Visit<'_>, deed: &str, fields: &Fields) -> Result<Reply, Error> {
    let storage = visit.storage();
    let done = match deed {
        "apply" => late::decide(&storage, which(fields)?, true).map(|_| Noted::LateApplied)?,
        "discard" => late::decide(&storage, which(fields)?, false).map(|_| Noted::LateDiscarded)?,
        "take" => salvage::decide_one(&storage, place(fields)?, Decision::Take)
            .map(|()| Noted::SalvageTaken)?,
        "drop" => salvage::decide_one(&storage, place(fields)?, Decision::Drop)
            .map(|()| Noted::SalvageDropped)?,
        _ => return Ok(Reply::nothing_here(visit)),
    };

    Ok(Reply::done("/console/quarantine", done))
}

/// Which operations a form is about: those up to the last that its page counted, or one.
fn which(fields: &Fields) -> Result<Which, Error> {
    let read = |text: &str| text.parse().map_err(|_| Error::UnknownLate(text.to_owned()));
    if fields.has("upto") {
        return read(fields.get("upto")).map(Which::UpTo);
    }

    read(fields.get("id")).map(Which::One)
}

/// Of what was handed back one is decided on at a time: by its place, for a record may be there more than once.
fn place(fields: &Fields) -> Result<i64, Error> {
    let text = fields.get("no");

    text.parse().map_err(|_| Error::UnknownSalvage(text.to_owned()))
}
