//! A branch: its computers, the codes that let others in, its people, and what its computers see of other branches.

use domain::{DeskRole, Role};
use maud::{Markup, html};
use uuid::Uuid;

use super::form::Fields;
use super::overview::heard;
use super::page::{LINES, Mark, Place, Tone, badge, frame, moment, pages, seal, twice};
use super::reply::Reply;
use super::visit::Visit;
use crate::grant::{self, Grant};
use crate::journal::Noted;
use crate::staff::{self, Member};
use crate::{Branch, Device, EnrolCode, Error, branch, device};

/// The desk that a form is about: a hidden field.
const DEVICE: &str = "device";

/// The page.
pub fn page(visit: &Visit<'_>, code: &str, fields: &Fields) -> Result<Markup, Error> {
    shown(visit, code, fields, None)
}

fn shown(
    visit: &Visit<'_>,
    code: &str,
    fields: &Fields,
    made: Option<&EnrolCode>,
) -> Result<Markup, Error> {
    let (storage, words) = (visit.storage(), &visit.locale);
    let all = branch::list(&storage)?;
    let here = all.iter().find(|branch| branch.code.eq_ignore_ascii_case(code));
    let here = here.ok_or_else(|| Error::UnknownBranch(code.to_owned()))?;
    let mut devices = device::of_branch(&storage, &here.code)?;
    devices.sort_by_key(|device| device.revoked_at.is_some());
    let grants = grant::of_branch(&storage, &here.code)?;
    let others: Vec<_> = all.iter().filter(|other| other.code != here.code).collect();
    let home = format!("/console/branch/{}", here.code);
    let count = devices.len();
    let from = fields.page() * LINES;
    let inside = html! {
        p.crumbs { a href="/console" { (words.console_branches()) } " / " (here.code) }
        @if let Some(made) = made { (code_made(visit, made)) }
        section.card {
            div.head { h2 { (words.console_desks()) } span.muted { (count) } }
            @if devices.is_empty() { p.empty { (words.console_desks_how()) } }
            @else {
                table {
                    thead { tr {
                        th { (words.console_desk()) }
                        th { (words.console_role()) }
                        th { (words.console_heard()) }
                        @if !visit.is_read_only() { th {} }
                    } }
                    tbody {
                        @for device in devices.iter().skip(from).take(LINES) { (desk(visit, &home, device)) }
                    }
                }
            }
            (pages(visit, fields, count))
        }
        @if !visit.is_read_only() { (make_code(visit, &home)) }
        (people(visit, (&home, fields), &staff::list(&storage, &here.code)?))
        (reaches(visit, (&home, &grants), (&devices, &others)))
    };

    Ok(frame(visit, &format!("{} {}", here.code, here.name), Place::Overview, &inside))
}

fn desk(visit: &Visit<'_>, home: &str, device: &Device) -> Markup {
    let words = &visit.locale;
    let id = html! { input type="hidden" name=(DEVICE) value=(device.id); };

    html! {
        tr {
            td data-label=(words.console_desk()) {
                strong { (device.desk) } " " (device.name)
                div.muted.small { (words.console_enrolled()) " " (moment(visit, device.enrolled_at)) }
            }
            td data-label=(words.console_role()) {
                @if device.revoked_at.is_some() || visit.is_read_only() { (words.desk_role(device.role)) }
                @else {
                    form.line.tight method="post" action={ (home) "/role" } {
                        (seal(visit)) (id)
                        (roles(visit, device.role))
                        button.quiet { (words.console_change()) }
                    }
                }
            }
            td data-label=(words.console_heard()) {
                @match device.revoked_at {
                    Some(at_ms) => {
                        @let (short, full) = visit.when(at_ms);
                        span title=(full) { (badge(Mark::Ban, Tone::Neutral, &words.console_revoked(&short))) }
                    }
                    None => (heard(visit, device, None)),
                }
            }
            @if !visit.is_read_only() {
                td.deeds {
                    @if device.revoked_at.is_none() {
                        (twice(visit, (&words.console_revoke(), &words.console_revoke_sure()), (&format!("{home}/revoke"), &id)))
                    }
                }
            }
        }
    }
}

fn roles(visit: &Visit<'_>, chosen: DeskRole) -> Markup {
    let words = &visit.locale;

    html! {
        select name="role" aria-label=(words.console_role()) {
            @for role in DeskRole::ALL {
                option value=(role.code()) selected[role == chosen] { (words.desk_role(role)) }
            }
        }
    }
}

fn make_code(visit: &Visit<'_>, home: &str) -> Markup {
    let words = &visit.locale;

    html! {
        section.card {
            h2 { (words.console_code()) }
            form.line method="post" action={ (home) "/code" } {
                (seal(visit))
                label { span { (words.console_role()) } (roles(visit, DeskRole::WholeOffice)) }
                button.primary { (words.console_code_make()) }
            }
            p.muted.small { (words.console_code_how()) }
        }
    }
}

fn code_made(visit: &Visit<'_>, made: &EnrolCode) -> Markup {
    let words = &visit.locale;
    let until = visit.when(made.expires).1;

    html! {
        section.card.fresh {
            h2 { (words.console_code()) }
            p.secret { (made.code) }
            p { (words.console_code_made(&made.branch, &until, &words.desk_role(made.role))) }
            p.muted { (words.console_once()) }
        }
    }
}

fn people(visit: &Visit<'_>, (home, fields): (&str, &Fields), all: &[Member]) -> Markup {
    let words = &visit.locale;
    let typed = |name| visit.typed("hire", fields, name);
    let ticked = |role| !typed("role").is_empty() && fields.all("role").any(|it| it == word(role));
    // As many as the largest branches have. The command line lists the rest.
    const MOST: usize = 500;

    html! {
        section.card {
            div.head { h2 { (words.console_staff()) } span.muted { (all.len()) } }
            @if all.is_empty() { p.empty { (words.console_staff_none()) } }
            @else {
                table {
                    thead { tr {
                        th { (words.console_badge()) }
                        th { (words.console_person()) }
                        th { (words.console_duties()) }
                        @if !visit.is_read_only() { th {} }
                    } }
                    tbody { @for member in all.iter().take(MOST) { (person(visit, home, member)) } }
                }
                @if all.len() > MOST { p.muted { (words.console_more(all.len() - MOST)) } }
            }
            @if !visit.is_read_only() {
                form.line method="post" action={ (home) "/hire" } {
                    (seal(visit))
                    label {
                        span { (words.console_person()) }
                        input name="name" value=(typed("name")) maxlength="60" required;
                    }
                    label {
                        span { (words.console_badge()) }
                        input.code name="badge" value=(typed("badge")) maxlength="60";
                    }
                    fieldset { legend { (words.console_duties()) }
                        @for role in DUTIES {
                            label.tick {
                                input type="checkbox" name="role" value=(word(role)) checked[ticked(role)];
                                span { (words.role(role)) }
                            }
                        }
                    }
                    button { (words.console_hire()) }
                }
            }
        }
    }
}

fn person(visit: &Visit<'_>, home: &str, member: &Member) -> Markup {
    let words = &visit.locale;
    let roles: Vec<_> = member.roles.iter().map(|role| words.role(*role)).collect();
    let (deed, name) = match member.left {
        true => ("return", words.console_person_returns()),
        false => ("leave", words.console_person_leaves()),
    };

    html! {
        tr {
            td data-label=(words.console_badge()) { (member.badge.as_deref().unwrap_or("–")) }
            td data-label=(words.console_person()) {
                (member.name) " "
                @if member.left { (badge(Mark::Ban, Tone::Neutral, &words.console_left())) }
            }
            td data-label=(words.console_duties()) { (words.enumeration(&roles)) }
            @if !visit.is_read_only() {
                td.deeds {
                    form method="post" action={ (home) "/" (deed) } {
                        (seal(visit))
                        input type="hidden" name="id" value=(member.id);
                        button.quiet { (name) }
                    }
                }
            }
        }
    }
}

/// What computers of this branch see of others.
fn reaches(
    visit: &Visit<'_>,
    (home, grants): (&str, &[Grant]),
    (devices, others): (&[Device], &[&Branch]),
) -> Markup {
    let words = &visit.locale;
    let active: Vec<_> = devices.iter().filter(|device| device.revoked_at.is_none()).collect();

    html! {
        section.card {
            h2 { (words.console_grants()) }
            p.muted { (words.console_grants_how()) }
            @if grants.is_empty() { p.empty { (words.console_grants_none()) } }
            @else {
                table { tbody { @for grant in grants { (granted(visit, home, grant, devices)) } } }
            }
            @if !visit.is_read_only() && !active.is_empty() && !others.is_empty() {
                form.line method="post" action={ (home) "/grant" } {
                    (seal(visit))
                    label { span { (words.console_desk()) } select name=(DEVICE) {
                        @for device in &active {
                            option value=(device.id) { (device.desk) " · " (device.name) }
                        }
                    } }
                    label { span { (words.console_branch()) } select name="branch" {
                        @for other in others { option value=(other.code) { (other.code) " " (other.name) } }
                    } }
                    label.tick {
                        input type="checkbox" name="write" value="yes";
                        span { (words.console_grant_write()) }
                    }
                    button { (words.console_grant_add()) }
                }
            }
        }
    }
}

fn granted(visit: &Visit<'_>, home: &str, grant: &Grant, devices: &[Device]) -> Markup {
    let words = &visit.locale;
    let device = devices.iter().find(|device| device.id == grant.device);
    let name =
        device.map_or_else(|| grant.device.to_string(), |it| format!("{} · {}", it.desk, it.name));
    let (mark, tone, how) = match grant.writes {
        true => (Mark::Triangle, Tone::Warning, words.console_grant_writes()),
        false => (Mark::Dot, Tone::Info, words.console_grant_reads()),
    };

    html! {
        tr {
            td data-label=(words.console_desk()) { (name) }
            td data-label=(words.console_branch()) { strong { (grant.branch) } }
            td {
                (badge(mark, tone, &how))
            }
            @if !visit.is_read_only() {
                td.deeds {
                    form method="post" action={ (home) "/ungrant" } {
                        (seal(visit))
                        input type="hidden" name=(DEVICE) value=(grant.device);
                        input type="hidden" name="branch" value=(grant.branch);
                        button.quiet { (words.console_grant_remove()) }
                    }
                }
            }
        }
    }
}

const DUTIES: [Role; 5] =
    [Role::Dispatcher, Role::Technician, Role::Clerk, Role::PartsKeeper, Role::Manager];

fn word(role: Role) -> &'static str {
    match role {
        Role::Dispatcher => "dispatcher",
        Role::Technician => "technician",
        Role::Clerk => "clerk",
        Role::PartsKeeper => "parts_keeper",
        Role::Manager => "manager",
    }
}

/// Does what a form on this page asks for.
pub fn act(visit: &Visit<'_>, (code, deed): (&str, &str), fields: &Fields) -> Result<Reply, Error> {
    let (storage, home) = (visit.storage(), format!("/console/branch/{code}"));
    let (own, other) = (fields.get(DEVICE), fields.get("branch"));
    let id = || fields.get("id").parse::<Uuid>().map_err(|_| Error::UnknownPerson(String::new()));
    let role = DeskRole::of_code(fields.get("role")).unwrap_or(DeskRole::ReadOnly);
    let done = match deed {
        "code" => {
            let made = device::make_code_for(&storage, code, role)?;
            let page = shown(visit, code, &Fields::default(), Some(&made))?;
            return Ok(Reply::page(page));
        }
        "role" => device::assign_role(&storage, own, role).map(|()| Noted::DeviceRole)?,
        "revoke" => device::revoke(&storage, own).map(|()| Noted::DeviceRevoked)?,
        "grant" => {
            grant::add(&storage, own, other, fields.has("write")).map(|_| Noted::GrantAdded)?
        }
        "ungrant" => grant::remove(&storage, own, other).map(|()| Noted::GrantRemoved)?,
        "hire" => {
            let roles: Vec<_> = DUTIES
                .into_iter()
                .filter(|role| fields.all("role").any(|it| it == word(*role)))
                .collect();
            let badge = Some(fields.get("badge")).filter(|badge| !badge.is_empty());
            staff::add(&storage, code, (fields.get("name"), badge), &roles)?;
            Noted::StaffAdded
        }
        "leave" => staff::set_left(&storage, code, id()?, true).map(|_| Noted::StaffLeft)?,
        "return" => staff::set_left(&storage, code, id()?, false).map(|_| Noted::StaffReturned)?,
        _ => return Ok(Reply::nothing_here(visit)),
    };

    Ok(Reply::done(&home, done))
}
