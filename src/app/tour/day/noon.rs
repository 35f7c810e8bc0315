//! Noon: technicians are assigned, times booked, the day's sheets printed.

use std::sync::Arc;

use domain::{Slot, State, VisitState};
use engine::paper::Format;
use engine::{Batch, Dispatched, Plan, Progress};
use locale::Language;

use super::Day;
use crate::place::Place;
use crate::tour::{Astray, Ledger};

pub fn dispatch(day: &mut Day<'_>, ledger: &mut Ledger<'_>) -> Result<(), Astray> {
    assign(day, ledger)?;
    take_back(day, ledger)?;
    day.picture("dispatch", Some(Place::Dispatch))?;
    day.other_looks("dispatch")?;
    print(day, ledger)
}

fn assign(day: &mut Day<'_>, ledger: &mut Ledger<'_>) -> Result<(), Astray> {
    let today = day.first.clock().today();
    let starts = [9 * 60, 14 * 60, 10 * 60, 11 * 60, 13 * 60];
    for (at, (order, from)) in day.orders.clone().into_iter().zip(starts).enumerate() {
        let plan = Plan {
            technician: day.technicians[at % day.technicians.len()],
            slot: Slot::new(today, from, from + 90).ok(),
            agreed: true,
            remark: None,
        };
        let Dispatched { visit, .. } = day.wait(day.first.assign(order, plan))?;
        day.visits.push(visit);
        let state = day.wait(day.first.order(order))?.state;
        ledger.expect("state of an order that was booked", &state, &State::Booked);
    }
    ledger.note(format!("{} visits are assigned and booked", day.visits.len()));

    Ok(())
}

/// A wrong move, and the way back.
fn take_back(day: &mut Day<'_>, ledger: &mut Ledger<'_>) -> Result<(), Astray> {
    let order = day.orders[4];
    let before = day.wait(day.first.order(order))?;
    let dispatched = day.wait(day.first.unassign(day.visits[4]))?;
    let state = day.wait(day.first.order(order))?.state;
    ledger.expect("state of an order nobody goes for", &state, &State::Ready);
    day.wait(day.first.undo(dispatched.undo))?;
    let after = day.wait(day.first.order(order))?;
    ledger.expect("state after undo", &after.state, &before.state);
    ledger.note("a wrong move was taken back");

    Ok(())
}

fn print(day: &mut Day<'_>, ledger: &mut Ledger<'_>) -> Result<(), Astray> {
    let today = day.first.clock().today();
    for language in Language::ALL {
        let sheets =
            day.wait(day.first.day_sheets(today, Batch::New, language, Progress::new()))?;
        let sheets = sheets.ok_or_else(|| Astray::Other("there is nothing to print".to_owned()))?;
        ledger.expect("sheets of the day", &sheets.visits.len(), &day.visits.len());
        ledger.hold("every character of the sheets has a font", sheets.paper.missing.is_empty());
        let file = day.ground.out.join(format!("job-sheets-{}.pdf", language.tag()));
        day.wait(day.first.save_pdf(Arc::clone(&sheets.paper), file))?;
        let small = day.wait(day.first.sheets_on(&sheets, Format::A5, Progress::new()))?;
        ledger.expect("sheets on the small paper", &small.visits, &sheets.visits);
        let file = day.ground.out.join(format!("job-sheets-a5-{}.pdf", language.tag()));
        day.wait(day.first.save_pdf(small.paper, file))?;
    }
    let sheets = day.wait(day.first.day_sheets(
        today,
        Batch::New,
        Language::SimplifiedChinese,
        Progress::new(),
    ))?;
    let sheets = sheets.ok_or_else(|| Astray::Other("there is nothing to print".to_owned()))?;
    let photo = day.picture("preview", Some(Place::JobSheets(Arc::new(sheets.clone()))))?;
    day.other_looks("preview")?;
    let printed = day.wait(day.first.record_prints(&sheets))?.len();
    ledger.expect("sheets printed", &printed, &day.visits.len());
    let file = day.wait(day.first.order(day.orders[0]))?;
    let visit = file.visits.first().map(|visit| visit.visit.state);
    ledger.expect("state of a visit whose sheet is printed", &visit, &Some(VisitState::Printed));
    ledger.note("the day's job sheets are printed, in three languages for the picture book");
    day.wait(day.first.attach_files(day.orders[1], vec![photo]))?;
    ledger.note("a picture is kept with the caller's order");
    day.picture("order", Some(Place::Order(day.orders[1])))?;

    Ok(())
}
