//! `late`: what devices sent after they had been sent away.

use clap::Subcommand;
use hq::Storage;
use hq::late::Waiting;
use locale::Locale;
use serde_json::json;

use super::backup::Which;
use super::cut;
use crate::print::{Printer, moment};
use crate::problem::Problem;

#[derive(Debug, Subcommand)]
pub enum LateDeed {
    /// List what waits for a decision.
    List,
    /// Do it now, as if the computer did it: no more than its branch might.
    Apply(Which),
    /// Leave it without effect.
    Discard(Which),
}

/// Does what was asked.
pub fn run(
    storage: &Storage,
    deed: LateDeed,
    printer: Printer,
    locale: &Locale,
) -> Result<(), Problem> {
    let decided = match deed {
        LateDeed::List => return list(storage, printer, locale),
        LateDeed::Apply(which) => hq::late::apply(storage, which.id)?,
        LateDeed::Discard(which) => hq::late::discard(storage, which.id)?,
    };
    printer.say(&[locale.hq_late_decided(decided)], &json!({"decided": decided}))?;

    Ok(())
}

fn list(storage: &Storage, printer: Printer, locale: &Locale) -> Result<(), Problem> {
    let all = hq::late::list(storage)?;
    let line = |late: &Waiting| {
        let (id, device) = (late.id.to_string(), late.device.0.to_string());
        let (stream, at) = (late.stream.as_str(), moment(late.at_ms));
        locale.hq_late_line(&id, &device, stream, &late.deed, late.changes, &at)
    };
    let mut lines: Vec<_> = all.iter().map(line).collect();
    if lines.is_empty() {
        lines.push(locale.hq_late_none());
    }
    lines.extend(cut(all.len(), hq::late::LISTED, locale));
    printer.say(&lines, &json!({"late": all}))?;

    Ok(())
}
