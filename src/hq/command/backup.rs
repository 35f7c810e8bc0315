//! Backups, and what devices hand back after one was restored.

use std::path::Path;

use clap::Subcommand;
use hq::salvage::{Decision, Found};
use hq::{Findings, Storage};
use locale::Locale;
use serde_json::json;

use super::{Place, cut};
use crate::print::{Printer, moment};
use crate::problem::Problem;

#[derive(Debug, Subcommand)]
pub enum SalvageDeed {
    /// List what waits for a decision.
    List,
    /// Make a record what it was on the device.
    Take(Which),
    /// Leave a record as it is.
    Drop(Which),
}

/// Which records.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
pub struct Which {
    /// The record's id.
    pub id: Option<uuid::Uuid>,
    /// All that wait.
    #[arg(long)]
    all: bool,
}

pub fn back_up(
    storage: &Storage,
    file: &Path,
    printer: Printer,
    locale: &Locale,
) -> Result<(), Problem> {
    let findings = hq::backup::back_up(storage, file)?;
    let name = file.display().to_string();
    let line = locale.hq_backup_made(findings.operations, &name);
    printer.say(&[line], &json!({"backup": file, "findings": findings}))?;

    Ok(())
}

pub fn verify(file: &Path, printer: Printer, locale: &Locale) -> Result<(), Problem> {
    let findings = hq::backup::verify(file)?;

    report(&findings, printer, locale)
}

/// Where a copy of what is on a server was put back, where nobody who lists the processes reads the password in it.
const COPY: &str = "BRANCHDESK_COPY";

pub fn verify_copy(
    storage: &Storage,
    copy: Option<String>,
    printer: Printer,
    locale: &Locale,
) -> Result<(), Problem> {
    let copy = copy.or_else(|| std::env::var(COPY).ok()).ok_or(Problem::NoBackup)?;
    let findings = hq::backup::verify_copy(storage, &copy)?;
    if !findings.is_sound() {
        return report(&findings, printer, locale);
    }
    let line = locale.hq_copy_verified(findings.operations);
    printer.say(&[line], &json!({"verified": "server", "findings": findings}))?;

    Ok(())
}

pub fn restore(
    place: &Place,
    file: Option<&Path>,
    printer: Printer,
    locale: &Locale,
) -> Result<(), Problem> {
    let (folder, file) = match (place, file) {
        (Place::Folder(folder), Some(file)) => (folder, file),
        (Place::Folder(_), None) => return Err(Problem::NoBackup),
        (Place::Server(_), Some(_)) => return Err(hq::Error::OnServer.into()),
        (Place::Server(_), None) => {
            hq::backup::was_restored(&place.open()?)?;
            let lines = [locale.hq_restored_server(), locale.hq_restored_codes()];
            printer.say(&lines, &json!({"restored": "server", "taken_over": false}))?;
            return Ok(());
        }
    };
    let restored = hq::backup::restore(folder, file)?;
    let hq::backup::Restored { before, taken_over, findings } = restored;
    let mut lines = vec![locale.hq_restored(&file.display().to_string())];
    lines.extend(
        before.as_ref().map(|before| locale.hq_restored_before(&before.display().to_string())),
    );
    lines.extend((!taken_over).then(|| locale.hq_restored_codes()));
    let object = json!({
        "restored": file, "before": before, "taken_over": taken_over, "findings": findings
    });
    printer.say(&lines, &object)?;

    Ok(())
}

pub fn salvage(
    storage: &Storage,
    deed: SalvageDeed,
    printer: Printer,
    locale: &Locale,
) -> Result<(), Problem> {
    let (which, decision) = match deed {
        SalvageDeed::List => return list(storage, printer, locale),
        SalvageDeed::Take(which) => (which, Decision::Take),
        SalvageDeed::Drop(which) => (which, Decision::Drop),
    };
    let decided = hq::salvage::decide(storage, which.id, decision)?;
    printer.say(&[locale.hq_salvage_decided(decided)], &json!({"decided": decided}))?;

    Ok(())
}

fn list(storage: &Storage, printer: Printer, locale: &Locale) -> Result<(), Problem> {
    let all = hq::salvage::list(storage)?;
    let line = |found: &Found| {
        let Found { stream, kind, id, at_ms, .. } = found;
        locale.hq_salvage_line(&id.to_string(), kind, stream.as_str(), &moment(*at_ms))
    };
    let mut lines: Vec<_> = all.iter().map(line).collect();
    if lines.is_empty() {
        lines.push(locale.hq_salvage_none());
    }
    lines.extend(cut(all.len(), hq::salvage::LISTED, locale));
    printer.say(&lines, &json!({"salvage": all}))?;

    Ok(())
}

/// What a check found, of the database or of a backup.
pub fn report(findings: &Findings, printer: Printer, locale: &Locale) -> Result<(), Problem> {
    if findings.is_sound() {
        let line = locale.hq_check_sound(
            findings.streams,
            findings.records,
            findings.operations,
            findings.orders,
            findings.moves,
            findings.files,
        );
        let lines: Vec<_> = [line].into_iter().chain(alarms(findings, locale)).collect();
        printer.say(&lines, &json!(findings))?;
        return Ok(());
    }
    let lines: Vec<_> = findings.wrong.iter().cloned().chain(alarms(findings, locale)).collect();
    printer.say(&lines, &json!(findings))?;

    Err(Problem::Unsound(findings.wrong.len()))
}

fn alarms(findings: &Findings, locale: &Locale) -> impl Iterator<Item = String> {
    let heading = (findings.alarmed > 0).then(|| locale.hq_check_alarms(findings.alarmed));
    let each = findings.alarms.iter().map(|alarm| {
        let (device, operation) = (alarm.device.to_string(), alarm.op_id.to_string());
        locale.hq_check_alarm(&device, &operation, &moment(alarm.at_ms))
    });

    heading.into_iter().chain(each)
}
