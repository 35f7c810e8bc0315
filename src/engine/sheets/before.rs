//! What stood on a sheet whose entry was taken back: it is corrected, not typed anew.

use domain::{
    Charge, ChargeKind, Means, Moment, Money, OrderId, Outcome, StockMove, StockReason, VisitId,
    VisitResult,
};
use store::Session;

use super::{Found, SheetEntry, UsedPart};
use crate::{Clock, Error};

/// The last entry of a visit's sheet; none if it never came back.
pub(super) fn before(
    session: &Session<'_>,
    (order, visit): (OrderId, VisitId),
    clock: &Clock,
) -> Result<Option<SheetEntry>, Error> {
    let results: Vec<(uuid::Uuid, VisitResult)> = session.facts_on(visit.0)?;
    let Some((_, result)) = results.into_iter().last() else { return Ok(None) };
    let shown = |moment: Moment| moment.at(clock.offset()).naive_local();

    Ok(Some(SheetEntry {
        visit,
        day: result.on,
        arrived: result.arrived.map(shown),
        ended: result.ended.map(shown),
        parts: parts(session, (order, visit), result.at)?,
        other: other(session, (order, visit), &result)?,
        waiver: waiver(session, (order, visit), result.at)?,
        unknown_part: result.outcome == Outcome::NeedPart && result.needed.is_empty(),
        needed: result.needed,
        outcome: result.outcome,
        fault: result.fault,
        cause: result.cause,
        measure: result.measure,
        readings: result.readings,
        cash: result.cash,
        means: result.means.unwrap_or(Means::Cash),
        grade: result.grade,
        remark: result.remark,
        foreign_part: result.foreign_part,
        found: Found::default(),
    }))
}

/// The lines of parts: one for each piece with a number, and for the rest one with and one without the old part,
/// whoever owned what lay in the van. All that an entry wrote has its time.
fn parts(
    session: &Session<'_>,
    (order, visit): (OrderId, VisitId),
    at: Moment,
) -> Result<Vec<UsedPart>, Error> {
    let moves = session.facts_about::<StockMove>(order)?.into_iter().map(|(_, moved)| moved);
    let moves: Vec<_> = moves.filter(|it| it.visit == Some(visit) && it.at == at).collect();
    let removed = |part| {
        let old = moves.iter().filter(|it| it.reason == StockReason::Removed && it.part == part);
        old.map(|it| it.quantity).sum::<i64>()
    };
    let mut lines: Vec<UsedPart> = Vec::new();
    for used in moves.iter().filter(|it| it.reason == StockReason::Used) {
        let of_part = |line: &&mut UsedPart| line.part == used.part && line.serial.is_none();
        match lines.iter_mut().find(of_part).filter(|_| used.serial.is_none()) {
            Some(line) => line.quantity += used.quantity,
            None => lines.push(UsedPart {
                part: used.part,
                quantity: used.quantity,
                serial: used.serial.clone(),
                old: false,
                insisted: false,
            }),
        }
    }
    let mut told = Vec::new();
    for mut line in lines {
        let before = told.iter().filter(|it: &&UsedPart| it.part == line.part && it.old);
        let left = removed(line.part) - before.map(|it| it.quantity).sum::<i64>();
        let old = left.clamp(0, line.quantity);
        if old > 0 {
            told.push(UsedPart { quantity: old, old: true, ..line.clone() });
        }
        line.quantity -= old;
        told.extend((line.quantity > 0).then_some(line));
    }

    Ok(told)
}

/// What was charged besides.
fn other(
    session: &Session<'_>,
    (order, visit): (OrderId, VisitId),
    result: &VisitResult,
) -> Result<Money, Error> {
    let charges = session.facts_about::<Charge>(order)?.into_iter().map(|(_, charge)| charge);
    let others = charges.filter(|charge| {
        charge.kind == ChargeKind::Other
            && (charge.visit, charge.at) == (Some(visit), result.at)
            && charge.reverses.is_none()
    });

    Ok(others.fold(Money::zero(result.due.currency), |sum, charge| sum + charge.amount))
}

/// Why the customer was let off the way.
fn waiver(
    session: &Session<'_>,
    (order, visit): (OrderId, VisitId),
    at: Moment,
) -> Result<Option<String>, Error> {
    let charges = session.facts_about::<Charge>(order)?.into_iter().map(|(_, charge)| charge);
    let mut entered = charges
        .filter(|charge| charge.visit == Some(visit) && charge.at == at)
        .filter(|charge| charge.reverses.is_none());

    Ok(entered.find_map(|charge| charge.waived))
}
