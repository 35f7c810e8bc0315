//! The evening: sheets come back, customers are called, letters are posted.

use chrono::NaiveDateTime;
use domain::{
    CallbackOutcome, Currency, Grade, Location, Money, OrderId, Outcome, Payer, Purpose, Reading,
    ReadingKind, State,
};
use engine::{
    AfterCall, CallbackEntry, Composition, LetterTarget, PartRow, Progress, Receiving, SheetEntry,
    StockLine, UsedPart,
};
use locale::Language;

use super::Day;
use crate::place::Place;
use crate::tour::{Astray, Ledger};

pub fn finish(day: &mut Day<'_>, ledger: &mut Ledger<'_>) -> Result<(), Astray> {
    stock(day, ledger)?;
    sheets(day, ledger)?;
    callbacks(day, ledger)?;
    letters(day, ledger)
}

/// A delivery comes in, and a technician takes parts along.
fn stock(day: &mut Day<'_>, ledger: &mut Ledger<'_>) -> Result<(), Astray> {
    let part = plain_part(day)?.id;
    let line = |quantity| StockLine { part, quantity, serial: None };
    let lines = vec![line(10)];
    day.wait(day.first.receive_parts(Receiving {
        opening: false,
        owner: domain::Owner::Office,
        lines,
    }))?;
    day.wait(day.first.issue_parts(day.technicians[1], vec![line(3)]))?;
    let van = Location::Van(day.technicians[1]);
    let held = plain_part(day)?.held;
    ledger.expect("pieces in the store", &held.get(&Location::Store), &Some(&7));
    ledger.expect("pieces in the van", &held.get(&van), &Some(&3));
    ledger.note("ten pieces came in, three went into a van");

    Ok(())
}

/// A part whose pieces have no serial numbers.
fn plain_part(day: &Day<'_>) -> Result<PartRow, Astray> {
    let parts = day.wait(day.first.parts_overview())?.parts;
    let plain = parts.into_iter().find(|part| !part.serialised);

    plain.ok_or_else(|| Astray::Other("the catalogue has no plain part".to_owned()))
}

fn sheets(day: &mut Day<'_>, ledger: &mut Ledger<'_>) -> Result<(), Astray> {
    for at in 0..3 {
        let order = day.wait(day.first.order(day.orders[at]))?;
        let number = order.order.number.to_string();
        if at == 1 {
            day.picture("sheet-entry", Some(Place::Sheet(number.clone())))?;
            day.other_looks("sheet-entry")?;
        }
        let form = day.wait(day.first.sheet_form(&number))?;
        let code = |codes: &[engine::CodeChoice]| codes.first().map(|choice| choice.code.clone());
        let parts = if at == 1 {
            vec![UsedPart {
                part: plain_part(day)?.id,
                quantity: 1,
                serial: None,
                old: true,
                insisted: false,
            }]
        } else {
            Vec::new()
        };
        let readings: Vec<_> = form.readings().iter().filter_map(|it| measured(*it)).collect();
        let mut entry = SheetEntry {
            visit: form.visit,
            day: None,
            arrived: None,
            ended: Some(just_now(day)),
            outcome: Outcome::Finished,
            fault: code(&form.faults),
            cause: code(&form.causes),
            measure: code(&form.measures),
            readings: readings.clone(),
            parts,
            other: Money::zero(Currency::Cny),
            cash: Money::zero(Currency::Cny),
            grade: Some(Grade::Satisfied),
            remark: None,
            foreign_part: false,
            needed: Vec::new(),
            unknown_part: false,
            means: domain::Means::Cash,
            waiver: None,
            found: engine::Found::default(),
        };
        entry.cash = form.bill(entry.outcome, &entry.parts, entry.other).total(Payer::Customer);
        let entered = day.wait(day.first.enter_sheet(entry))?;
        ledger.expect("state of an order whose sheet is in", &entered.state, &State::SheetIn);
        ledger.hold("cash agrees with what is due", entered.doubts.is_empty());
        let file = day.wait(day.first.order(day.orders[at]))?;
        let result = file.visits.iter().rev().find_map(|visit| visit.result.as_ref());
        let kept = result.map(|result| (&result.readings, result.grade));
        ledger.expect("what the paper said", &kept, &Some((&readings, Some(Grade::Satisfied))));
    }
    let parts = day.wait(day.first.parts_overview())?.parts;
    let pieces: i64 = parts.iter().flat_map(|part| part.held.values()).sum();
    ledger.expect("pieces held: ten, less one used, and one old one", &pieces, &10);
    ledger.note("three sheets are entered; stock, charges and cash followed");
    day.picture("parts", Some(Place::Parts))?;
    day.picture("order-done", Some(Place::Order(day.orders[1])))?;
    day.other_looks("order-done")?;

    Ok(())
}

/// What the office's clock shows. The order came in a moment ago.
fn just_now(day: &Day<'_>) -> NaiveDateTime {
    let clock = day.first.clock();

    clock.now().at(clock.offset()).naive_local()
}

/// A number that such a machine shows when it works.
fn measured(kind: ReadingKind) -> Option<Reading> {
    let typed = match kind {
        ReadingKind::Voltage => "223",
        ReadingKind::Current => "4.35",
        ReadingKind::OutletTemperature => "11.5",
        ReadingKind::RefrigerantPressure => "0.95",
        ReadingKind::GasPressure => "2000",
        ReadingKind::WaterPressure => "0.25",
        ReadingKind::Insulation => "100",
        ReadingKind::DissolvedSolids => "12",
        ReadingKind::InsideTemperature => "4",
    };

    Reading::parse(kind, typed).ok()
}

fn callbacks(day: &mut Day<'_>, ledger: &mut Ledger<'_>) -> Result<(), Astray> {
    let due = day.wait(day.first.callbacks_due())?;
    ledger.expect("calls that are due", &due.total, &3);
    day.picture("callback", Some(Place::Callback(day.orders[1])))?;
    day.other_looks("callback")?;
    let entry = |order, grade, remark: &str, then| CallbackEntry {
        order,
        outcome: CallbackOutcome::Reached,
        grade: Some(grade),
        marks: Vec::new(),
        remark: remark.to_owned(),
        then,
    };
    let happy = entry(day.orders[1], Grade::VerySatisfied, "师傅很准时。", None);
    let recorded = day.wait(day.first.record_callback(happy))?;
    ledger.expect("state after a happy call", &recorded.state, &State::Closed);
    let angry = entry(
        day.orders[2],
        Grade::Dissatisfied,
        "洗完第二天又漏油，要求重新处理。",
        Some(AfterCall::Complaint),
    );
    let recorded = day.wait(day.first.record_callback(angry))?;
    ledger
        .hold("a dissatisfied customer has a complaint in one step", recorded.complaint.is_some());
    let Some((complaint, number)) = recorded.complaint else { return Ok(()) };
    let state = day.wait(day.first.order(complaint))?.state;
    ledger.expect("state of the complaint", &state, &State::Registered);
    ledger.note(format!("one order is closed, one became complaint {number}"));

    answer(day, ledger, complaint)
}

/// A department answers the complaint, the answer goes out as a letter, and the customer accepts it.
fn answer(day: &mut Day<'_>, ledger: &mut Ledger<'_>, complaint: OrderId) -> Result<(), Astray> {
    let judge = |day: &Day<'_>| Ok::<_, Astray>(day.wait(day.first.complaint(complaint))?.state);
    day.wait(day.first.route_complaint(complaint, "技术部".to_owned()))?;
    ledger.expect("state of a complaint at a department", &judge(day)?, &State::Routed);
    day.picture("complaint", Some(Place::Callback(complaint)))?;
    day.other_looks("complaint")?;
    let words = "已安排师傅明天免费复检，并更换密封圈。".to_owned();
    day.wait(day.first.answer_complaint(complaint, words))?;
    ledger.expect("state of an answered complaint", &judge(day)?, &State::Answered);
    let posted = post(day, (Purpose::ComplaintAnswer, &[complaint]), "letter-answer.pdf")?;
    ledger.expect("letters about the complaint", &posted, &1);
    day.wait(day.first.judge_answer(complaint, true, String::new()))?;
    ledger.expect("state of a complaint whose answer is accepted", &judge(day)?, &State::Closed);
    let state = day.wait(day.first.order(day.orders[2]))?.state;
    ledger.expect("state of the order it was about", &state, &State::Closed);
    ledger.note("the complaint is answered by letter and closed, and so is its order");

    Ok(())
}

/// Letters about orders, written, saved as PDF and remembered; answers how many went out.
fn post(
    day: &Day<'_>,
    (purpose, orders): (Purpose, &[OrderId]),
    name: &str,
) -> Result<usize, Astray> {
    let composition = Composition {
        purpose,
        template: None,
        language: Language::SimplifiedChinese,
        targets: orders.iter().copied().map(LetterTarget::Order).collect(),
    };
    let drafts = day.wait(day.first.compose(composition))?.drafts;
    if drafts.is_empty() {
        return Ok(0);
    }
    let laid_out = day.wait(day.first.lay_out_letters(drafts, &Progress::new()))?;
    let laid_out = laid_out.ok_or_else(|| Astray::Other("no letter was made".to_owned()))?;
    day.wait(day.first.save_pdf(laid_out.paper.clone(), day.ground.out.join(name)))?;

    Ok(day.runtime.block_on(day.first.post_letters(&laid_out)).letters.len())
}

fn letters(day: &mut Day<'_>, ledger: &mut Ledger<'_>) -> Result<(), Astray> {
    let thanks = |day: &Day<'_>| {
        post(day, (Purpose::Thanks, &[day.orders[1], day.orders[0]]), "letters.pdf")
    };
    ledger.expect("letters that were posted", &thanks(day)?, &2);
    ledger.expect("letters to the same people on the same day", &thanks(day)?, &0);
    ledger.note("two letters are posted, and nobody gets a second one");
    day.picture("letters", Some(Place::Letters))?;

    Ok(())
}
