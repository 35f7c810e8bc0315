//! What came in too much for an order: it is given back, or it may stand.

use domain::{
    ConflictId, Decision, Money, OrderId, Receipt, ReceiptId, Record as _, Settlement,
    SettlementId, VisitId,
};
use store::Session;

use super::payment::owed;
use crate::deed::Deed;
use crate::{Engine, Error, Undo};

impl Engine {
    /// Gives back what came in too much for an order. A sum that was written down twice is taken back; of any other,
    /// what is too much goes out as it came in, the latest first.
    pub fn give_back(
        &self,
        order: OrderId,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("give_back", move |deed| {
            let over = surplus(deed.session, order)?;
            let out = match paid_twice(deed.session, order, over)? {
                Some((id, it)) => vec![Receipt { reverses: Some(id), ..it }],
                None => going_out(deed.session, order, over)?,
            };
            let given = out.into_iter().map(|it| {
                let receipt = Receipt { amount: -it.amount, on: None, at: deed.now, ..it };
                Ok(Undo::TakeBackPayment(deed.note(&receipt)?))
            });

            Ok(Undo::Several(given.collect::<Result<_, Error>>()?))
        })
    }

    /// Lets what came in too much for an order stand: it was a tip, or rounded. Whatever comes on top of it is asked about
    /// again.
    pub fn let_stand(
        &self,
        order: OrderId,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("let_stand", move |deed| {
            let over = surplus(deed.session, order)?;
            decide(deed, order, Decision::Kept, Some(over))?;

            Ok(Undo::AskOfSurplus(order))
        })
    }
}

/// What came in too much for an order may not stand after all.
pub(crate) fn ask_again(deed: &Deed<'_>, order: OrderId) -> Result<(), Error> {
    decide(deed, order, Decision::Reopened, None)
}

fn decide(
    deed: &Deed<'_>,
    order: OrderId,
    decision: Decision,
    over: Option<Money>,
) -> Result<(), Error> {
    let conflict = ConflictId(order.0);
    let settlement = Settlement { conflict, decision, over, at: deed.now, by: deed.actor };
    deed.note::<_, SettlementId>(&settlement)?;

    Ok(())
}

/// How much more came in than was charged: above zero.
fn surplus(session: &Session<'_>, order: OrderId) -> Result<Money, Error> {
    let over = -owed(session, order)?;

    if over > Money::zero(over.currency) { Ok(over) } else { Err(Error::Unknown("payment")) }
}

/// Of which payments a sum goes back, and how much of each.
fn going_out(session: &Session<'_>, order: OrderId, over: Money) -> Result<Vec<Receipt>, Error> {
    let nothing = Money::zero(over.currency);
    let mut rest = over;
    let mut out = Vec::new();
    for (_, receipt, left) in standing(session, order)?.into_iter().rev() {
        let amount = rest.min(left);
        if amount > nothing {
            out.push(Receipt { amount, ..receipt });
        }
        rest = rest - amount;
    }

    if rest > nothing { Err(Error::Unknown(Receipt::KIND)) } else { Ok(out) }
}

/// The latest of several payments of just this sum of which nothing went out again.
pub(crate) fn paid_twice(
    session: &Session<'_>,
    order: OrderId,
    sum: Money,
) -> Result<Option<(ReceiptId, Receipt)>, Error> {
    let all = standing(session, order)?.into_iter();
    let mut alike: Vec<_> = all
        .filter(|(_, receipt, left)| (receipt.amount, *left) == (sum, sum))
        .map(|(id, receipt, _)| (id, receipt))
        .collect();

    Ok(alike.pop().filter(|_| !alike.is_empty()))
}

/// All receipts for an order, oldest first.
pub(super) fn receipts(
    session: &Session<'_>,
    order: OrderId,
) -> Result<Vec<(ReceiptId, Receipt)>, Error> {
    let all = session.facts_about::<Receipt>(order)?.into_iter();

    Ok(all.map(|(id, receipt)| (id.into(), receipt)).collect())
}

/// Whether a receipt was taken back by another that was not taken back itself.
pub(super) fn is_taken_back(all: &[(ReceiptId, Receipt)], id: ReceiptId) -> bool {
    taken_back(all, id, all.len())
}

/// The same; no chain is longer than there are receipts.
fn taken_back(all: &[(ReceiptId, Receipt)], id: ReceiptId, most: usize) -> bool {
    let mut against = all.iter().filter(|(_, other)| other.reverses == Some(id));

    most > 0 && against.any(|(other, _)| !taken_back(all, *other, most - 1))
}

/// Payments for an order that stand, with what is left of each, oldest first. What went out without naming a payment,
/// as a sheet's cash once did when the sheet was taken back, is off the latest of the same visit.
pub(crate) fn standing(
    session: &Session<'_>,
    order: OrderId,
) -> Result<Vec<(ReceiptId, Receipt, Money)>, Error> {
    let all = receipts(session, order)?;
    let mut left: Vec<(ReceiptId, Receipt, Money)> = Vec::new();
    for (id, receipt) in &all {
        if receipt.reverses.is_some() || is_taken_back(&all, *id) {
            continue;
        }
        if receipt.amount.minor > 0 {
            left.push((*id, receipt.clone(), receipt.amount));
        } else {
            take_off(&mut left, receipt.visit, -receipt.amount);
        }
    }
    left.retain(|(_, _, rest)| rest.minor > 0);

    Ok(left)
}

fn take_off(left: &mut [(ReceiptId, Receipt, Money)], visit: Option<VisitId>, mut sum: Money) {
    for (_, _, rest) in left.iter_mut().rev().filter(|(_, receipt, _)| receipt.visit == visit) {
        let off = sum.min(*rest);
        *rest = *rest - off;
        sum = sum - off;
    }
}

#[cfg(test)]
mod tests {
    use domain::{Charge, ChargeId, ChargeKind, Means, Payer};

    use super::*;
    use crate::orders::payment::taker;
    use crate::orders::payment::tests::{REST, owing, pay};
    use crate::testing::{office, wait};

    /// What another computer wrote down without knowing of ours.
    fn came_too(engine: &Engine, order: OrderId, fen: i64) {
        wait(engine.deed("take_payment", move |deed| {
            deed.note::<_, ReceiptId>(&Receipt {
                order,
                visit: None,
                technician: taker(deed, order)?,
                amount: Money::fen(fen),
                means: Some(Means::Cash),
                on: None,
                at: deed.now,
                reverses: None,
            })
        }))
        .expect("a receipt");
    }

    fn over(engine: &Engine) -> Vec<(OrderId, Money, Option<Means>)> {
        let all = wait(engine.attention()).expect("a database").overpaid;
        let waits = wait(engine.workers.read(|session| Ok(session.undecided()?))).expect("a count");
        assert_eq!(waits, all.len() as u64);

        all.into_iter().map(|it| (it.row.id, it.over, it.twice)).collect()
    }

    #[test]
    fn what_was_paid_twice_waits_for_somebody_and_one_of_both_is_taken_back() {
        let engine = office();
        let order = owing(&engine);
        pay(&engine, order, 8_000).expect("all of it");
        assert_eq!(over(&engine), []);
        came_too(&engine, order, 8_000);
        assert_eq!(over(&engine), [(order, REST, Some(Means::Cash))]);

        let undo = wait(engine.give_back(order)).expect("it is too much");
        assert_eq!(over(&engine), []);
        assert!(wait(engine.give_back(order)).is_err(), "once is enough");
        let file = wait(engine.order(order)).expect("a file");
        assert!(file.account.open().is_zero());
        wait(engine.undo(undo)).expect("nothing came after it");
        assert_eq!(over(&engine).len(), 1);
    }

    #[test]
    fn what_is_too_much_of_one_sum_goes_out_as_it_came_in() {
        let engine = office();
        let order = owing(&engine);
        came_too(&engine, order, 80_000);
        assert_eq!(over(&engine), [(order, Money::fen(72_000), None)]);
        wait(engine.give_back(order)).expect("it is too much");

        let file = wait(engine.order(order)).expect("a file");
        let last = &file.account.receipts.last().expect("two").0;
        assert_eq!((last.amount, last.means), (Money::fen(-72_000), Some(Means::Cash)));
        assert_eq!((last.reverses, file.account.open().is_zero()), (None, true));
        assert_eq!(over(&engine), []);
    }

    /// A charge for the customer, or what is to be let off one.
    fn charged(engine: &Engine, order: OrderId, fen: i64) {
        wait(engine.deed("charge", move |deed| {
            deed.note::<_, ChargeId>(&Charge {
                order,
                visit: None,
                kind: ChargeKind::Other,
                part: None,
                quantity: 1,
                amount: Money::fen(fen),
                payer: Payer::Customer,
                at: deed.now,
                reverses: None,
                waived: None,
            })
        }))
        .expect("a charge");
    }

    fn sums(engine: &Engine, order: OrderId) -> Vec<(i64, bool)> {
        let file = wait(engine.order(order)).expect("a file");
        let receipts = file.account.receipts.iter().map(|(it, _)| it);

        receipts.map(|it| (it.amount.minor, it.reverses.is_some())).collect()
    }

    #[test]
    fn one_sum_for_which_nothing_is_charged_any_more_was_not_paid_twice() {
        let engine = office();
        let order = owing(&engine);
        pay(&engine, order, 5_000).expect("a part");
        pay(&engine, order, 3_000).expect("the rest");
        charged(&engine, order, -3_000);
        assert_eq!(over(&engine), [(order, Money::fen(3_000), None)]);

        charged(&engine, order, -5_000);
        assert_eq!(over(&engine), [(order, REST, None)]);
        wait(engine.give_back(order)).expect("all of it");
        let given = [(5_000, false), (3_000, false), (-3_000, false), (-5_000, false)];
        assert_eq!(sums(&engine, order), given, "as it came in, the latest first");
        assert_eq!(over(&engine), []);
    }

    #[test]
    fn what_was_given_back_and_brought_again_is_given_back_as_often_as_people_like() {
        let engine = office();
        let order = owing(&engine);
        came_too(&engine, order, 8_000);
        charged(&engine, order, -8_000);
        for _ in 0..3 {
            let undo = wait(engine.give_back(order)).expect("it is too much");
            assert_eq!(over(&engine), []);
            wait(engine.undo(undo)).expect("nothing came after it");
            assert_eq!(over(&engine), [(order, REST, None)]);
        }

        came_too(&engine, order, 8_000);
        charged(&engine, order, 8_000);
        for _ in 0..3 {
            assert_eq!(over(&engine), [(order, REST, Some(Means::Cash))]);
            let undo = wait(engine.give_back(order)).expect("it came twice");
            assert_eq!(over(&engine), []);
            wait(engine.undo(undo)).expect("nothing came after it");
        }
    }

    #[test]
    fn what_may_stand_is_asked_about_no_more_until_more_comes_or_somebody_thinks_again() {
        let engine = office();
        let order = owing(&engine);
        came_too(&engine, order, 8_500);
        let tip = (order, Money::fen(500), None);
        assert_eq!(over(&engine), [tip]);

        let undo = wait(engine.let_stand(order)).expect("a tip");
        assert_eq!(over(&engine), []);
        wait(engine.undo(undo)).expect("nothing came after it");
        assert_eq!(over(&engine), [tip]);

        wait(engine.let_stand(order)).expect("a tip after all");
        came_too(&engine, order, 100);
        assert_eq!(over(&engine), [(order, Money::fen(600), None)]);
        charged(&engine, order, 600);
        assert_eq!(over(&engine), []);
        assert!(wait(engine.let_stand(order)).is_err(), "nothing is too much");
    }
}
