//! Who pays, decided by a person in place of the terms: with evidence, and in time.

use domain::{
    Appliance, Category, Coverage, Family, Order, OrderId, Quote, Ruling, State, Verdict,
    WarrantyReason, quote, verdict,
};

use crate::deed::Deed;
use crate::household::{Saved, change, terms};
use crate::{Engine, Error, Undo, Wrong};

/// The longest evidence, in characters.
const WORDS: usize = 200;

impl Engine {
    /// Decides what the maker covers of an order, in place of what the terms say; `None` lets the terms count again.
    /// What shows it must be said. The price that was told follows. Once a sheet is in, its charges stand.
    pub fn rule_on_warranty(
        &self,
        id: OrderId,
        ruling: Option<(Vec<Coverage>, String)>,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("rule_on_warranty", move |deed| rule(deed, id, ruling))
    }
}

/// Whether something can be decided while an order is at `state`.
pub(super) fn may_rule(family: Family, state: State) -> bool {
    let before_the_sheet = matches!(
        state,
        State::Draft
            | State::Ready
            | State::Assigned
            | State::Booked
            | State::OnSite
            | State::WaitingPart
            | State::WaitingAppraisal
            | State::Exception
            | State::Done
    );

    family == Family::Service && before_the_sheet
}

fn rule(
    deed: &Deed<'_>,
    id: OrderId,
    ruling: Option<(Vec<Coverage>, String)>,
) -> Result<Undo, Error> {
    let ruling = ruling.map(|ruling| written(deed, ruling)).transpose()?;
    let (order, progress) = deed.progress(id)?;
    if !may_rule(order.kind.family(), progress.state) {
        return Err(Error::SheetStands);
    }
    let (known, computed) = computed(deed, &order)?;
    let decided = match &ruling {
        Some(ruling) => ruling.over(computed),
        None => computed,
    };
    let told = order.quote.map(|before| price(deed, (&order, before), &decided)).transpose()?;
    let Saved { undo, .. } = change(deed, id, |order: &mut Order| {
        order.warranty.get_or_insert(known);
        (order.ruling, order.quote) = (ruling, told);
    })?;

    Ok(undo)
}

fn written(deed: &Deed<'_>, (covered, evidence): (Vec<Coverage>, String)) -> Result<Ruling, Error> {
    let evidence = evidence.trim().to_owned();
    if evidence.is_empty() {
        return Err(Error::field("evidence", Wrong::Missing));
    }
    if evidence.chars().nth(WORDS).is_some() {
        return Err(Error::field("evidence", Wrong::TooLong(WORDS)));
    }

    Ok(Ruling { covered, evidence, at: deed.now, by: deed.actor })
}

/// What the terms say of the machine today, and what of the work: what was told, or where nothing was and nobody knew,
/// what they say today.
fn computed(deed: &Deed<'_>, order: &Order) -> Result<(Verdict, Verdict), Error> {
    let today = deed.now.day(deed.clock.offset());
    let terms = terms(deed.session)?;
    let now = machine(deed, order)?.map(|machine| verdict(&terms, &machine, today));

    let known = now.clone().unwrap_or(Verdict::none(WarrantyReason::NoProof));
    let in_force = order.warranty_in_force(now).unwrap_or(known.clone());

    Ok((known, in_force))
}

/// What is told now, in place of what was told before: who lives far away still does.
fn price(
    deed: &Deed<'_>,
    (order, before): (&Order, Quote),
    verdict: &Verdict,
) -> Result<Quote, Error> {
    let tariffs = crate::prices::in_force(deed.session)?;
    let category = machine(deed, order)?.map_or(Category::Other, |machine| machine.category);
    let remote = !before.remote.is_zero();

    Ok(quote(&tariffs, (order.kind, category), verdict, remote).unwrap_or(before))
}

fn machine(deed: &Deed<'_>, order: &Order) -> Result<Option<Appliance>, Error> {
    Ok(order.appliance.map(|id| deed.session.get(id)).transpose()?.flatten())
}

#[cfg(test)]
mod tests {
    use domain::{Coverage, Event, WarrantyReason};

    use crate::testing::{call, office, wait};
    use crate::{Engine, Error, Intake, OrderFile, Plate, Wrong};

    /// An order about a machine whose warranty ran out.
    fn expired(engine: &Engine) -> OrderFile {
        let plate =
            Plate { purchased: chrono::NaiveDate::from_ymd_opt(2012, 1, 5), ..call().plate };
        let received = wait(engine.receive_order(Intake { plate, ..call() })).expect("a call");

        wait(engine.order(received.order)).expect("a file")
    }

    #[test]
    fn a_verdict_is_decided_on_evidence_the_price_follows_and_both_are_taken_back() {
        let engine = office();
        let before = expired(&engine);
        assert_eq!(before.warranty.as_ref().map(|it| it.reason), Some(WarrantyReason::Expired));
        let all = vec![Coverage::Parts, Coverage::Labour, Coverage::Trip];
        let undo = engine.rule_on_warranty(before.id, Some((all, " the maker agreed ".into())));
        let undo = wait(undo).expect("in time");

        let after = wait(engine.order(before.id)).expect("a file");
        let (ruling, by) = after.ruling.clone().expect("decided");
        assert_eq!((ruling.evidence.as_str(), ruling.by.is_some()), ("the maker agreed", true));
        assert!(!by.is_empty() && after.warranty.is_some_and(|it| it.covers(Coverage::Trip)));
        let told = |file: &OrderFile| file.order.quote.expect("a price").total();
        assert!(
            told(&before).minor > 0 && after.order.quote.is_some_and(|it| it.total().is_zero())
        );

        wait(engine.undo(undo)).expect("it can be taken back");
        assert_eq!(wait(engine.order(before.id)).expect("a file"), before);
    }

    #[test]
    fn the_terms_count_again_where_that_is_decided() {
        let engine = office();
        let before = expired(&engine);
        let rule = |ruling| wait(engine.rule_on_warranty(before.id, ruling));
        rule(Some((vec![Coverage::Parts], "a recall".into()))).expect("in time");
        rule(None).expect("in time");

        let after = wait(engine.order(before.id)).expect("a file");
        assert_eq!((after.ruling, after.warranty), (None, before.warranty));
        assert_eq!(after.order.quote, before.order.quote);
    }

    #[test]
    fn nothing_is_decided_without_evidence_or_too_late() {
        let engine = office();
        let order = expired(&engine).id;
        let blank = wait(engine.rule_on_warranty(order, Some((Vec::new(), "  ".into()))));
        assert!(matches!(blank, Err(Error::Field { field: "evidence", why: Wrong::Missing })));

        let cancelled = engine.cancel_order(order, domain::CancelReason::Duplicate, None);
        wait(cancelled).expect("it was open");
        let late = wait(engine.rule_on_warranty(order, Some((Vec::new(), "x".into()))));
        assert!(matches!(late, Err(Error::SheetStands)));
        assert!(!wait(engine.order(order)).expect("a file").possible.contains(&Event::Cancel));
    }
}
