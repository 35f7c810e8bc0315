//! The first page: how the branches are doing, what waits, and what only headquarters as a whole has.

use maud::{Markup, html};

use super::chart;
use super::form::Fields;
use super::page::{LINES, Mark, Place, Tone, badge, frame, moment, notice, pages, seal, search};
use super::reply::Reply;
use super::visit::Visit;
use crate::branch::{self, Served};
use crate::journal::Noted;
use crate::overview::{self, Glance};
use crate::{Device, Error, intake, rename as name_headquarters};

/// Desks that are named in one line; the branch's page has all.
const DESKS: usize = 6;
/// Whoever was not heard of for so long is looked for.
const LONG_MS: i64 = 24 * 3_600_000;
/// A backup older than this is too old.
const OLD_MS: i64 = 7 * 24 * 3_600_000;

/// The page.
pub fn page(visit: &Visit<'_>, fields: &Fields) -> Result<Markup, Error> {
    let (storage, words) = (visit.storage(), &visit.locale);
    let skip = fields.page() * LINES;
    let (glances, count) = overview::branches(&storage, fields.get("q"), (skip, LINES))?;
    let (hours, present) = overview::hours(&storage)?;
    let inside = html! {
        div.tiles {
            (tile(visit.waits.orders, &words.console_tile_orders(), "/console/orders", Tone::Warning))
            (tile(visit.waits.wished, &words.console_tile_wished(), "/console/orders#wished", Tone::Warning))
            (tile(visit.waits.late + visit.waits.salvage, &words.console_tile_quarantine(), "/console/quarantine", Tone::Warning))
            (tile(visit.waits.disputed, &words.console_tile_disputed(), "/console/orders#disputed", Tone::Warning))
            @if visit.waits.alarmed > 0 {
                (tile(visit.waits.alarmed, &words.console_tile_alarms(), "/console/refusals", Tone::Danger))
            }
            (tile(visit.waits.refused, &words.console_tile_refusals(), "/console/refusals", Tone::Neutral))
        }
        div.pair {
            section.card { (chart::hours(visit, (&hours, present))) }
            section.card.slender { (backups(visit)?) }
        }
        section.card {
            div.head {
                h2 { (words.console_branches()) }
                span.muted { (count) }
                div.grow {}
                (search(visit, fields, &words.console_branch_search()))
            }
            @if glances.is_empty() { p.empty { (words.console_branches_none()) } }
            @else {
                table {
                    thead {
                        tr {
                            th { (words.console_branch()) }
                            th.number { (words.console_open_orders()) }
                            th { (words.console_desks()) }
                        }
                    }
                    tbody { @for glance in &glances { (line(visit, glance)) } }
                }
            }
            (pages(visit, fields, count))
        }
        @if !visit.is_read_only() { (deeds(visit, fields)) }
    };

    Ok(frame(visit, &words.console_overview(), Place::Overview, &inside))
}

fn tile(count: u64, name: &str, place: &str, tone: Tone) -> Markup {
    let (mark, tone) = match (count, tone) {
        (0, _) => (Mark::Check, Tone::Success),
        (_, Tone::Neutral) => (Mark::Dot, Tone::Neutral),
        (_, tone) => (Mark::Triangle, tone),
    };

    html! { a.tile href=(place) { strong { (count) } (badge(mark, tone, name)) } }
}

fn line(visit: &Visit<'_>, glance: &Glance) -> Markup {
    let words = &visit.locale;
    let Glance { branch, open, desks } = glance;
    let more = desks.len().saturating_sub(DESKS);

    html! {
        tr {
            td data-label=(words.console_branch()) {
                a href={ "/console/branch/" (branch.code) } { strong { (branch.code) } " " (branch.name) }
            }
            td.number data-label=(words.console_open_orders()) { (open) }
            td data-label=(words.console_desks()) {
                div.desks {
                    @if desks.is_empty() { span.muted { (words.console_desks_none()) } }
                    @for desk in desks.iter().take(DESKS) { (heard(visit, desk, Some(&desk.desk))) }
                    @if more > 0 { span.muted { (words.console_more(more)) } }
                }
            }
        }
    }
}

/// When a desk was last heard of: a shape, whose, and when.
pub fn heard(visit: &Visit<'_>, desk: &Device, letters: Option<&str>) -> Markup {
    let words = &visit.locale;
    let at_ms = visit.heard(desk);
    let (mark, tone) = match at_ms {
        None => (Mark::Ring, Tone::Neutral),
        Some(at_ms) if visit.now_ms - at_ms > LONG_MS => (Mark::Clock, Tone::Warning),
        Some(_) => (Mark::Check, Tone::Success),
    };
    let when = at_ms.map_or_else(|| words.console_never_heard(), |at_ms| visit.when(at_ms).0);
    let said = letters.map_or_else(|| when.clone(), |letters| format!("{letters} · {when}"));

    html! { span title=(desk.name) { (badge(mark, tone, &said)) } }
}

fn backups(visit: &Visit<'_>) -> Result<Markup, Error> {
    let words = &visit.locale;
    let last = overview::last_backup(&visit.storage())?;

    Ok(html! {
        h2 { (words.console_backup()) }
        @match &last {
            Some(last) => {
                @let old = visit.now_ms - last.at_ms > OLD_MS;
                @if old { (badge(Mark::Triangle, Tone::Warning, &words.console_backup_old())) }
                @else { (badge(Mark::Check, Tone::Success, &words.console_backup_verified())) }
                p { (moment(visit, last.at_ms)) }
                p.muted { (words.console_backup_holds(last.operations)) }
            }
            None => {
                (badge(Mark::Triangle, Tone::Warning, &words.console_backup_none()))
                p.muted { (words.console_backup_how()) }
            }
        }
    })
}

fn deeds(visit: &Visit<'_>, fields: &Fields) -> Markup {
    let words = &visit.locale;
    let typed = |name| visit.typed("branches", fields, name);

    html! {
        div.pair {
            details.card open[!typed("code").is_empty()] {
                summary { (words.console_branch_open()) }
                form.stack method="post" action="/console/branches" {
                    (seal(visit))
                    label {
                        span { (words.console_branch_code()) }
                        input.code name="code" value=(typed("code")) maxlength="8" pattern="[A-Za-z0-9]{1,8}" required;
                    }
                    label {
                        span { (words.console_branch_name()) }
                        input name="name" value=(typed("name")) maxlength="60" required;
                    }
                    label {
                        span { (words.console_branch_districts()) }
                        textarea name="districts" rows="3" { (typed("districts")) }
                        small { (words.console_branch_districts_how()) }
                    }
                    label {
                        span { (words.console_branch_remote()) }
                        textarea name="remote" rows="2" { (typed("remote")) }
                    }
                    button.primary { (words.console_branch_open()) }
                }
            }
            details.card {
                summary { (words.console_whole()) }
                form.stack method="post" action="/console/rename" {
                    (seal(visit))
                    label {
                        span { (words.console_headquarters_name()) }
                        input name="name" value=(visit.headquarters) maxlength="100" required;
                    }
                    button { (words.console_save()) }
                }
                form.stack method="post" action="/console/keys" {
                    (seal(visit))
                    label {
                        span { (words.console_key_name()) }
                        input name="name" maxlength="100" required;
                        small { (words.console_key_how()) }
                    }
                    button { (words.console_key_make()) }
                }
            }
        }
    }
}

/// Names headquarters.
pub fn rename(visit: &Visit<'_>, fields: &Fields) -> Result<Reply, Error> {
    name_headquarters(&visit.storage(), fields.get("name"))?;

    Ok(Reply::done("/console", Noted::Renamed))
}

/// Opens a branch.
pub fn open(visit: &Visit<'_>, fields: &Fields) -> Result<Reply, Error> {
    let lines = |name| fields.exact(name).lines().map(str::trim).filter(|line| !line.is_empty());
    let near = lines("districts").map(Served::parse);
    let served: Vec<_> =
        near.chain(lines("remote").map(Served::parse_remote)).collect::<Result<_, _>>()?;
    let branch = branch::add(&visit.storage(), fields.get("code"), fields.get("name"), &served)?;

    Ok(Reply::done(&format!("/console/branch/{}", branch.code), Noted::BranchOpened))
}

/// Makes a key for those who hand orders in, and shows it this once.
pub fn make_key(visit: &Visit<'_>, fields: &Fields) -> Result<Reply, Error> {
    let (words, name) = (&visit.locale, fields.get("name"));
    let key = intake::add_key(&visit.storage(), name)?;
    let inside = html! {
        (notice(Tone::Success, &words.console_key_made(name)))
        section.card {
            p.secret { (key) }
            p.muted { (words.console_once()) }
            p { a href="/console" { (words.console_overview()) } }
        }
    };

    Ok(Reply::page(frame(visit, &words.console_key_make(), Place::Overview, &inside)))
}
