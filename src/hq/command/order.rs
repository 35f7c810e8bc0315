//! `order`: hand one in, see which wait, give one to a branch, cancel one, end a dispute.

use std::fs;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use domain::Category;
use hq::Storage;
use hq::intake::{COMMAND_LINE, Caller, Intake, Taken, add_order, assign, unassigned};
use hq::order::{Standing, There};
use locale::Locale;
use serde_json::{Value, json};

use super::cut;
use crate::print::{Printer, moment};
use crate::problem::Problem;

#[derive(Debug, Subcommand)]
pub enum OrderDeed {
    /// Take an order in, as the intake API does.
    Add(Box<OrderFlags>),
    /// List the orders that wait for headquarters: those that no area covers, and those that their branch wants handed to
    /// another one.
    Waiting,
    /// Give a waiting order to a branch.
    Assign {
        /// The order's id.
        id: String,
        /// The branch's code.
        branch: String,
    },
    /// Show how an order stands.
    Show {
        /// Its number.
        number: String,
    },
    /// Hand an order to another branch: it is cancelled where it is and goes on there under a number of that branch.
    /// Whoever has taken it on sees a stop notice; work that was done stands.
    Move {
        /// Its number.
        number: String,
        /// The other branch's code.
        branch: String,
        /// Why, in words that the first branch sees.
        #[arg(long, value_name = "WORDS")]
        reason: Option<String>,
    },
    /// Leave an order with its branch, which wanted it handed to another one.
    Refuse {
        /// Its number.
        number: String,
        /// Why, in words that the branch sees.
        #[arg(long, value_name = "WORDS")]
        why: String,
    },
    /// Cancel an order. A branch that has taken it on sees a stop notice; work that was done stands.
    Cancel {
        /// Its number.
        number: String,
        /// Why, in words that the branch sees.
        #[arg(long, value_name = "WORDS")]
        why: String,
    },
    /// List the orders that were cancelled and done at the same time.
    Disputed,
    /// End such a dispute: what was done stands. An order that went on in another branch meanwhile ends there.
    Settle {
        /// Its number.
        number: String,
        /// It goes on in the other branch, too: something is left to do.
        #[arg(long)]
        both: bool,
        /// Take the end of the dispute back, as long as nobody has gone on with the order.
        #[arg(long, conflicts_with = "both")]
        undo: bool,
    },
}

#[derive(Debug, Args)]
pub struct OrderFlags {
    /// A file with the order as JSON, as the intake API takes it; no other flags then.
    #[arg(long, value_name = "JSON")]
    file: Option<PathBuf>,
    /// The same key gives the same order.
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
    /// `shop`, `call_centre`, `website`, `phone`.
    #[arg(long, default_value = "call_centre")]
    source: String,
    /// `install`, `repair`, `maintenance` …
    #[arg(long, default_value = "repair")]
    kind: String,
    /// The customer's name.
    #[arg(long)]
    name: Option<String>,
    /// The customer's numbers.
    #[arg(long)]
    phone: Vec<String>,
    /// Province, or county.
    #[arg(long)]
    province: Option<String>,
    /// City.
    #[arg(long)]
    city: Option<String>,
    /// District.
    #[arg(long)]
    district: Option<String>,
    /// Street of the district, or town.
    #[arg(long)]
    street: Option<String>,
    /// The post's code of the place.
    #[arg(long)]
    postcode: Option<String>,
    /// Road, number, door.
    #[arg(long)]
    detail: Option<String>,
    /// The district's code in the Chinese statistics, where there is one.
    #[arg(long)]
    code: Option<String>,
    /// The kind of machine.
    #[arg(long, default_value = "other", value_parser = categories())]
    category: String,
    /// The maker's brand.
    #[arg(long)]
    brand: Option<String>,
    /// The maker's model designation.
    #[arg(long)]
    model: Option<String>,
    /// The serial number on the plate.
    #[arg(long)]
    serial: Option<String>,
    /// The day on the invoice, 2026-11-21.
    #[arg(long)]
    purchased: Option<String>,
    /// What the customer says.
    #[arg(long)]
    description: Option<String>,
    /// The day that was promised.
    #[arg(long, requires_all = ["from", "to"])]
    day: Option<String>,
    /// From when on, 09:00.
    #[arg(long)]
    from: Option<String>,
    /// Until when, 11:00.
    #[arg(long)]
    to: Option<String>,
}

/// Does what was asked.
pub fn run(
    storage: &Storage,
    deed: OrderDeed,
    printer: Printer,
    locale: &Locale,
) -> Result<(), Problem> {
    match deed {
        OrderDeed::Add(flags) => {
            let caller = Caller {
                name: COMMAND_LINE.to_owned(),
                idempotency: flags.idempotency_key.clone(),
            };
            match add_order(storage, caller, form(*flags)?)? {
                Intake::Taken(taken) => say_taken(&taken, printer, locale),
                Intake::Unassigned(id) => Err(Problem::Waits(id)),
                Intake::Invalid(problems) => Err(Problem::Invalid(problems)),
                Intake::OtherBody => Err(Problem::OtherBody),
            }
        }
        OrderDeed::Waiting => say_waiting(storage, printer, locale),
        OrderDeed::Assign { id, branch } => {
            say_taken(&assign(storage, &id, &branch)?, printer, locale)
        }
        OrderDeed::Show { number } => show(storage, &number, printer, locale),
        OrderDeed::Move { number, branch, reason } => {
            let handed = hq::order::hand_over(storage, &number, &branch, reason.as_deref())?;
            let lines = lines_of([&handed.from, &handed.to], locale);
            Ok(printer.say(&lines, &json!(handed))?)
        }
        OrderDeed::Refuse { number, why } => {
            let kept = hq::order::refuse(storage, &number, &why)?;
            Ok(printer.say(&lines_of([&kept], locale), &json!(kept))?)
        }
        OrderDeed::Cancel { number, why } => {
            let cancelled = hq::order::cancel(storage, &number, &why)?;
            say_standing(&cancelled, printer, locale)
        }
        OrderDeed::Settle { number, undo: true, .. } => {
            hq::order::reopen(storage, &number)?;
            show(storage, &number, printer, locale)
        }
        OrderDeed::Settle { number, both, undo: false } => {
            let there = if both { There::GoesOn } else { There::Ends };
            hq::order::settle(storage, &number, there)?;
            show(storage, &number, printer, locale)
        }
        OrderDeed::Disputed => {
            let all = hq::order::disputed(storage)?;
            let mut lines: Vec<_> = all.iter().map(|each| standing(each, locale)).collect();
            if lines.is_empty() {
                lines.push(locale.hq_order_undisputed());
            }
            lines.extend(cut(all.len(), hq::order::LISTED, locale));
            Ok(printer.say(&lines, &json!({"disputed": all}))?)
        }
    }
}

/// Orders that wait for headquarters: those without a branch, and those that are wanted in another one.
fn say_waiting(storage: &Storage, printer: Printer, locale: &Locale) -> Result<(), Problem> {
    let all = unassigned(storage)?;
    let mut lines: Vec<_> = all
        .iter()
        .map(|each| {
            let id = each.id.to_string();
            locale.hq_order_waiting(
                &id,
                &hq::words::source(&each.source, locale),
                &moment(each.at_ms),
            )
        })
        .collect();
    let wished = hq::order::wished(storage)?;
    lines.extend(wished.iter().filter_map(|each| wish(each, locale)));
    if lines.is_empty() {
        lines.push(locale.hq_order_none());
    }
    lines.extend(cut(all.len(), hq::intake::LISTED, locale));
    lines.extend(cut(wished.len(), hq::order::LISTED, locale));
    Ok(printer.say(&lines, &json!({"waiting": all, "wished": wished}))?)
}

/// That a branch wants an order handed to another one.
fn wish(order: &Standing, locale: &Locale) -> Option<String> {
    let wish = order.handover.wish.as_ref()?;
    let branch = order.stream.branch_code().unwrap_or_default();

    Some(locale.hq_order_wish(&order.number, branch, &moment(wish.at.0), &wish.why))
}

fn standing(order: &Standing, locale: &Locale) -> String {
    let state = locale.state(order.state);
    if order.disputed {
        return locale.hq_order_standing_disputed(&order.number, &state);
    }

    locale.hq_order_standing(&order.number, &state)
}

/// An order with all its halves.
fn show(storage: &Storage, number: &str, printer: Printer, locale: &Locale) -> Result<(), Problem> {
    let (order, halves) = (hq::order::show(storage, number)?, hq::order::halves(storage, number)?);
    let mut object = json!(order);
    if halves.len() > 1 {
        object["halves"] = json!(halves);
    }

    Ok(printer.say(&lines_of(&halves, locale), &object)?)
}

/// Orders, each with what it says of other branches.
fn lines_of<'a>(orders: impl IntoIterator<Item = &'a Standing>, locale: &Locale) -> Vec<String> {
    let each = |order: &'a Standing| {
        let handover = hq::words::handover(&order.handover, locale);
        [standing(order, locale)].into_iter().chain(handover.map(|it| format!("  {it}")))
    };

    orders.into_iter().flat_map(each).collect()
}

fn say_standing(order: &Standing, printer: Printer, locale: &Locale) -> Result<(), Problem> {
    Ok(printer.say(&[standing(order, locale)], &json!(order))?)
}

fn say_taken(taken: &Taken, printer: Printer, locale: &Locale) -> Result<(), Problem> {
    let line = locale.hq_order_taken(&taken.order, &taken.branch);

    Ok(printer.say(&[line], &json!(taken))?)
}

/// The words for kinds of machines; any other is refused with all of them.
fn categories() -> PossibleValuesParser {
    PossibleValuesParser::new(Category::ALL.map(Category::code))
}

fn form(flags: OrderFlags) -> Result<Value, Problem> {
    if let Some(file) = flags.file {
        let text = fs::read(&file);
        let read = text.map_err(|e| e.to_string());
        let read = read.and_then(|text| serde_json::from_slice(&text).map_err(|e| e.to_string()));
        return read.map_err(|why| Problem::File(file, why));
    }
    let promised = flags.day.map(|day| json!({"day": day, "from": flags.from, "to": flags.to}));

    Ok(json!({
        "source": flags.source,
        "kind": flags.kind,
        "customer": {"name": flags.name, "phones": flags.phone},
        "address": {
            "province": flags.province, "city": flags.city, "district": flags.district,
            "street": flags.street, "postcode": flags.postcode, "detail": flags.detail,
            "code": flags.code,
        },
        "appliance": {
            "category": flags.category, "brand": flags.brand, "model": flags.model,
            "serial": flags.serial, "purchased": flags.purchased,
        },
        "description": flags.description,
        "promised": promised,
    }))
}
