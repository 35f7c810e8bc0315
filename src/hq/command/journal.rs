//! `journal` and `refusals`: what people changed, and what headquarters said no to.

use hq::Storage;
use hq::journal::Entry;
use hq::refusal::{LISTED, Refused, What};
use locale::Locale;
use serde_json::json;

use super::cut;
use crate::print::{Printer, moment};
use crate::problem::Problem;

pub fn journal(
    storage: &Storage,
    most: u32,
    printer: Printer,
    locale: &Locale,
) -> Result<(), Problem> {
    let all = hq::journal::list(storage, None, most)?;
    let line = |entry: &Entry| {
        let who = hq::words::who(entry, locale);
        let deed = hq::words::deed(entry.deed, locale);
        let subject = hq::words::subject(entry, locale);
        locale.hq_journal_line(&moment(entry.at_ms), &who, &deed, &subject)
    };
    let mut lines: Vec<_> = all.iter().map(line).collect();
    if lines.is_empty() {
        lines.push(locale.console_journal_none());
    }

    Ok(printer.say(&lines, &json!({"journal": all}))?)
}

pub fn refusals(storage: &Storage, printer: Printer, locale: &Locale) -> Result<(), Problem> {
    let all = hq::refusal::list(storage)?;
    let line = |refused: &Refused| {
        let who = match (&refused.desk, refused.device) {
            (Some((branch, desk)), _) => format!("{branch} {desk}"),
            (None, Some(device)) => device.to_string(),
            (None, None) => refused.peer.clone(),
        };
        let what = match &refused.what {
            What::Call { method, path, .. } => format!("{method} {}", path.escape_debug()),
            What::Operation { deed, .. } => deed.clone(),
            What::Repeated { operation } => operation.to_string(),
        };
        let why = hq::words::why(&refused.what, locale);
        locale.hq_refusal_line(&moment(refused.at_ms), &who, &what, &why)
    };
    let mut lines: Vec<_> = all.iter().map(line).collect();
    if lines.is_empty() {
        lines.push(locale.console_refusals_none());
    }
    lines.extend(cut(all.len(), LISTED, locale));

    Ok(printer.say(&lines, &json!({"refusals": all}))?)
}
