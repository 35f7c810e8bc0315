//! Orders that only headquarters can help: those without a branch, those cancelled and done at once, and any by number.

use domain::{Category, OrderKind};
use maud::{Markup, html};
use serde_json::Value;

use super::form::Fields;
use super::page::{LINES, Mark, Place, Tone, badge, frame, moment, notice, pages, seal, twice};
use super::reply::Reply;
use super::visit::Visit;
use crate::journal::Noted;
use crate::order::{self, Standing, There};
use crate::{Branch, Error, Unassigned, branch, intake, words};

/// The page. Of customers it shows where they live, as far as the district.
pub fn page(visit: &Visit<'_>, fields: &Fields) -> Result<Markup, Error> {
    let (storage, words) = (visit.storage(), &visit.locale);
    let (waiting, branches) = (intake::unassigned(&storage)?, branch::list(&storage)?);
    let (from, count) = (fields.page() * LINES, waiting.len());
    let inside = html! {
        section.card {
            div.head { h2 { (words.console_orders_waiting()) } span.muted { (count) } }
            p.muted { (words.console_orders_waiting_how()) }
            @if waiting.is_empty() { p.empty { (words.hq_order_none()) } }
            @else {
                table {
                    thead { tr {
                        th { (words.console_since()) }
                        th { (words.console_source()) }
                        th { (words.console_work()) }
                        th { (words.console_district()) }
                        @if !visit.is_read_only() { th {} }
                    } }
                    tbody {
                        @for order in waiting.iter().skip(from).take(LINES) {
                            (line(visit, order, &branches))
                        }
                    }
                }
            }
            (pages(visit, fields, count))
        }
        (wished(visit, &branches)?)
        section.card #disputed {
            h2 { (words.console_disputed()) }
            @let disputed = order::disputed(&storage)?;
            @if disputed.is_empty() { p.empty { (words.console_disputed_none()) } }
            @else {
                p.muted { (words.console_disputed_how()) }
                table { tbody { @for order in disputed.iter().take(LINES) { (standing(visit, order, false)) } } }
                @if disputed.len() > LINES { p.muted { (words.console_more(disputed.len() - LINES)) } }
            }
        }
        section.card {
            h2 { (words.console_order_find()) }
            form.search method="get" action="/console/orders" role="search" {
                input type="search" name="number" value=(fields.get("number")) placeholder="SH01-H00001"
                    aria-label=(words.console_order_number()) maxlength="40";
                button.quiet { (words.console_search()) }
            }
            @if fields.has("number") { (found(visit, fields.get("number"))) }
        }
    };

    Ok(frame(visit, &words.console_orders(), Place::Orders, &inside))
}

/// Orders that their branch wants handed to another one. What it says about that is said to headquarters, and shown.
fn wished(visit: &Visit<'_>, branches: &[Branch]) -> Result<Markup, Error> {
    let words = &visit.locale;
    let wished = order::wished(&visit.storage())?;

    Ok(html! {
        section.card #wished {
            div.head { h2 { (words.console_wished()) } span.muted { (wished.len()) } }
            @if wished.is_empty() { p.empty { (words.console_wished_none()) } }
            @else {
                p.muted { (words.console_wished_how()) }
                table {
                    thead { tr {
                        th { (words.console_since()) }
                        th { (words.console_order_number()) }
                        th { (words.console_wish_why()) }
                        @if !visit.is_read_only() { th {} }
                    } }
                    tbody { @for order in wished.iter().take(LINES) { (wish(visit, order, branches)) } }
                }
                @if wished.len() > LINES { p.muted { (words.console_more(wished.len() - LINES)) } }
            }
        }
    })
}

fn wish(visit: &Visit<'_>, order: &Standing, branches: &[Branch]) -> Markup {
    let words = &visit.locale;
    let Some(wish) = &order.handover.wish else { return html! {} };
    let number = html! { input type="hidden" name="number" value=(order.number); };
    let why = html! { (number) label { span { (words.console_refuse_why()) } input name="why" maxlength="200" required; } };

    html! {
        tr {
            td data-label=(words.console_since()) { (moment(visit, wish.at.0)) }
            td data-label=(words.console_order_number()) {
                strong { (order.number) } br; span.muted { (words.state(order.state)) }
            }
            td data-label=(words.console_wish_why()) { (wish.why) }
            @if !visit.is_read_only() {
                td.deeds {
                    @if order.movable {
                        form.line.tight method="post" action="/console/orders/move" {
                            (seal(visit))
                            (number)
                            (other_branches(visit, order, branches))
                            button { (words.console_move_button()) }
                        }
                    }
                    (twice(visit, (&words.console_refuse(), &words.console_refuse_sure()), ("/console/orders/refuse", &why)))
                }
            }
        }
    }
}

/// The choice of a branch for an order that goes to another one.
fn other_branches(visit: &Visit<'_>, order: &Standing, branches: &[Branch]) -> Markup {
    let words = &visit.locale;
    let own = order.stream.branch_code();

    html! {
        select name="branch" required aria-label=(words.console_branch()) {
            option value="" { (words.console_branch_choose()) }
            @for branch in branches.iter().filter(|it| Some(it.code.as_str()) != own) {
                option value=(branch.code) { (branch.code) " " (branch.name) }
            }
        }
    }
}

fn line(visit: &Visit<'_>, order: &Unassigned, branches: &[Branch]) -> Markup {
    let words = &visit.locale;
    let form: Value = serde_json::from_str(&order.form).unwrap_or_default();
    let text = |at: &str| form.pointer(at).and_then(Value::as_str).unwrap_or_default().to_owned();
    let read = |at: &str| form.pointer(at).cloned().unwrap_or_default();
    let source = words::source(&order.source, &visit.locale);
    let kind =
        serde_json::from_value::<OrderKind>(read("/kind")).ok().map(|it| words.order_kind(it));
    let machine = serde_json::from_value::<Category>(read("/appliance/category")).ok();
    let work: Vec<_> = kind.into_iter().chain(machine.map(|it| words.machine(it, None))).collect();
    let place: Vec<_> = ["/address/province", "/address/city", "/address/district"]
        .map(text)
        .into_iter()
        .filter(|it| !it.is_empty())
        .collect();

    html! {
        tr {
            td data-label=(words.console_since()) { (moment(visit, order.at_ms)) }
            td data-label=(words.console_source()) { (source) }
            td data-label=(words.console_work()) { (work.join(" · ")) }
            td data-label=(words.console_district()) {
                (place.join(" "))
                " "
                span.muted { (text("/address/code")) }
            }
            @if !visit.is_read_only() {
                td.deeds {
                    form.line.tight method="post" action="/console/orders/assign" {
                        (seal(visit))
                        input type="hidden" name="id" value=(order.id);
                        select name="branch" required aria-label=(words.console_branch()) {
                            option value="" { (words.console_branch_choose()) }
                            @for branch in branches {
                                option value=(branch.code) { (branch.code) " " (branch.name) }
                            }
                        }
                        button { (words.console_assign()) }
                    }
                }
            }
        }
    }
}

fn found(visit: &Visit<'_>, number: &str) -> Markup {
    match order::halves(&visit.storage(), number) {
        Ok(halves) => html! {
            @let settled = order::reopenable(&visit.storage(), &halves).unwrap_or_default();
            table { tbody { @for order in &halves { (standing(visit, order, settled.contains(&order.id))) } } }
            @if let Some(order) = halves.iter().find(|it| !visit.is_read_only() && it.movable) {
                (moving(visit, order))
            }
        },
        Err(error) => notice(Tone::Info, &visit.sentence(&error)),
    }
}

/// The form that hands an order to another branch.
fn moving(visit: &Visit<'_>, order: &Standing) -> Markup {
    let words = &visit.locale;
    let own = order.stream.branch_code();
    // Without them there is nobody to hand it to; what is wrong shows elsewhere on the page.
    let branches = branch::list(&visit.storage()).unwrap_or_default();
    let is_other = branches.iter().any(|it| Some(it.code.as_str()) != own);

    html! {
        @if is_other {
            h3 { (words.console_move(&order.number)) }
            p.muted { (words.console_move_how()) }
            form.line method="post" action="/console/orders/move" {
                (seal(visit))
                input type="hidden" name="number" value=(order.number);
                (other_branches(visit, order, &branches))
                input name="why" maxlength="200" placeholder=(words.console_cancel_why())
                    aria-label=(words.console_cancel_why());
                button { (words.console_move_button()) }
            }
        }
    }
}

fn standing(visit: &Visit<'_>, order: &Standing, settled: bool) -> Markup {
    let words = &visit.locale;
    let number = html! { input type="hidden" name="number" value=(order.number); };
    let why = html! { (number) label { span { (words.console_cancel_why()) } input name="why" maxlength="200" required; } };
    let (mark, tone) =
        if order.state.is_over() { (Mark::Check, Tone::Neutral) } else { (Mark::Dot, Tone::Info) };

    html! {
        tr {
            td data-label=(words.console_order_number()) { strong { (order.number) } }
            td data-label=(words.console_branch()) { (order.stream.branch_code().unwrap_or("–")) }
            td {
                (badge(mark, tone, &words.state(order.state)))
                @if order.disputed {
                    " "
                    (badge(Mark::Triangle, Tone::Warning, &words.console_is_disputed()))
                }
                @if let Some(handover) = crate::words::handover(&order.handover, words) {
                    br;
                    span.muted { (handover) }
                }
            }
            @if !visit.is_read_only() {
                td.deeds {
                    @if order.disputed {
                        form method="post" action="/console/orders/settle" { (seal(visit)) (number) button.quiet { (words.console_settle()) } }
                        @if order.handover.to.is_some() {
                            form method="post" action="/console/orders/settle" {
                                (seal(visit))
                                (number)
                                input type="hidden" name="both" value="yes";
                                button.quiet { (words.console_settle_both()) }
                            }
                        }
                    } @else if settled {
                        form method="post" action="/console/orders/reopen" { (seal(visit)) (number) button.quiet { (words.console_settle_undo()) } }
                    } @else if !order.state.is_over() {
                        (twice(visit, (&words.console_cancel(), &words.console_cancel_sure()), ("/console/orders/cancel", &why)))
                    }
                }
            }
        }
    }
}

/// Does what a form on this page asks for.
pub fn act(visit: &Visit<'_>, deed: &str, fields: &Fields) -> Result<Reply, Error> {
    let (storage, number) = (visit.storage(), fields.get("number"));
    let done = match deed {
        "assign" => {
            intake::assign(&storage, fields.get("id"), fields.get("branch"))?;
            Noted::OrderAssigned
        }
        "cancel" => {
            order::cancel(&storage, number, fields.get("why"))?;
            Noted::OrderCancelled
        }
        "move" => {
            order::hand_over(&storage, number, fields.get("branch"), Some(fields.get("why")))?;
            Noted::OrderHandedOver
        }
        "refuse" => {
            order::refuse(&storage, number, fields.get("why"))?;
            Noted::HandoverRefused
        }
        "settle" => {
            let there = if fields.has("both") { There::GoesOn } else { There::Ends };
            order::settle(&storage, number, there)?;
            // There it can be taken back.
            return Ok(Reply::done_at("/console/orders", number, Noted::DisputeSettled));
        }
        "reopen" => {
            order::reopen(&storage, number)?;
            Noted::DisputeReopened
        }
        _ => return Ok(Reply::nothing_here(visit)),
    };

    Ok(Reply::done("/console/orders", done))
}
