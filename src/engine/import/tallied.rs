//! What is told of a run: figures added up, refused lines, and words that nobody knew.

use std::collections::BTreeMap;

use domain::{Money, OrderKind};
use spreadsheet::{FieldFault, FieldProblem};
use store::folded;

use super::{ImportReport, RefusedLine, columns};

/// So many refused lines are told of; all of them are in their file.
const TOLD: usize = 100;
/// So many characters of a line are enough to recognise it.
const RECOGNISED: usize = 160;

/// Keeps a refused line for whoever waits for the report, as long as there are not too many.
pub(super) fn remember<'a>(
    report: &mut ImportReport,
    (line, reason): (u64, String),
    cells: impl Iterator<Item = &'a str>,
) {
    if report.refused.len() < TOLD {
        let cells: Vec<&str> = cells.map(str::trim).filter(|cell| !cell.is_empty()).collect();
        let cells = cells.join(" · ").chars().take(RECOGNISED).collect();
        report.refused.push(RefusedLine { line, reason, cells });
    }
}

/// Keeps the words of which nobody said what they mean.
pub(super) fn wonder(report: &mut ImportReport, problems: &[FieldProblem]) {
    let strange = problems.iter().filter(|it| it.why == FieldFault::UnknownCode);
    let strange = strange.filter(|it| it.field == "result");
    for word in strange.map(|it| it.value.trim()) {
        let is_known =
            report.strange.iter().any(|known| known.to_lowercase() == word.to_lowercase());
        if !is_known && report.strange.len() < columns::WORDS {
            report.strange.push(word.to_owned());
        }
    }
}

/// Adds what came of a part of the run.
pub(super) fn add(report: &mut ImportReport, part: &ImportReport) {
    report.created += part.created;
    report.updated += part.updated;
    report.unchanged += part.unchanged;
    report.cut += part.cut;
    report.unnoted += part.unnoted;
    report.open += part.open;
    report.history += part.history;
    report.oldest = [report.oldest, part.oldest].into_iter().flatten().min();
    count(report, &part.services);
    report.assigned += part.assigned;
    report.unassigned += part.unassigned;
    name_unknown(report, &part.unknown_technicians);
    report.charges += part.charges;
    report.charged = sum(report.charged, part.charged);
    report.payments += part.payments;
    report.paid = sum(report.paid, part.paid);
    report.owing += part.owing;
    report.owed = sum(report.owed, part.owed);
}

/// Adds the orders of each kind.
pub(super) fn count(report: &mut ImportReport, services: &BTreeMap<OrderKind, u64>) {
    for (kind, count) in services {
        *report.services.entry(*kind).or_default() += count;
    }
}

/// Both together, where there is anything.
pub(super) fn sum(one: Option<Money>, other: Option<Money>) -> Option<Money> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one + other),
        (one, other) => one.or(other),
    }
}

/// Keeps the names of those whom nobody here is called, each once.
pub(super) fn name_unknown(report: &mut ImportReport, names: &[String]) {
    for name in names {
        let known = report.unknown_technicians.iter().any(|known| folded(known) == folded(name));
        if !known && report.unknown_technicians.len() < columns::WORDS {
            report.unknown_technicians.push(name.clone());
        }
    }
}
