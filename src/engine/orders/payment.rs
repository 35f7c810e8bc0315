//! A payment that comes after the sheet: to the office, by whatever means.

use chrono::NaiveDate;
use domain::{
    Charge, Means, Money, Order, OrderId, Payer, Receipt, ReceiptId, Record as _, Staff, StaffId,
    Visit,
};
use store::Session;

use crate::deed::Deed;
use crate::prices::currency;
use crate::{Engine, Error, Undo, Wrong};

/// What a customer paid to the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Payment {
    /// How much: above zero, and no more than is owed.
    pub amount: Money,
    /// When: not before the order came in, nor after today.
    pub day: NaiveDate,
    /// How.
    pub means: Means,
}

impl Engine {
    /// Writes down what a customer paid of what an order still costs them. The sheet stays as it is.
    pub fn take_payment(
        &self,
        order: OrderId,
        payment: Payment,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("take_payment", move |deed| {
            let head: Order = deed.get(order)?;
            check(deed, (order, &head), payment)?;
            let today = deed.now.day(deed.clock.offset());
            let receipt: ReceiptId = deed.note(&Receipt {
                order,
                visit: None,
                technician: taker(deed, order)?,
                amount: payment.amount,
                means: Some(payment.means),
                on: (payment.day != today).then_some(payment.day),
                at: deed.now,
                reverses: None,
            })?;

            Ok(Undo::TakeBackPayment(receipt))
        })
    }
}

fn check(deed: &Deed<'_>, (id, head): (OrderId, &Order), payment: Payment) -> Result<(), Error> {
    let offset = deed.clock.offset();
    let books = currency(deed.session)?;
    let nothing = Money::zero(books);
    if payment.amount.currency != books || payment.amount <= nothing {
        return Err(Error::field("amount", Wrong::Unreadable));
    }
    if payment.amount > owed(deed.session, id)? {
        return Err(Error::field("payment", Wrong::OutOfRange));
    }
    if payment.day > deed.now.day(offset) {
        return Err(Error::field("day", Wrong::ToCome));
    }
    if payment.day < head.received.day(offset) {
        return Err(Error::field("day", Wrong::BeforeOrder));
    }

    Ok(())
}

/// What the customer still owes for an order, in the currency of the books; below zero where too much came in.
pub(crate) fn owed(session: &Session<'_>, order: OrderId) -> Result<Money, Error> {
    let charges = session.facts_about::<Charge>(order)?.into_iter().map(|(_, charge)| charge);
    let charges = charges.filter(|charge| charge.payer == Payer::Customer);
    let receipts = session.facts_about::<Receipt>(order)?.into_iter().map(|(_, it)| it.amount);
    let nothing = Money::zero(currency(session)?);
    let charged = charges.fold(nothing, |sum, charge| sum + charge.amount);

    Ok(receipts.fold(charged, |rest, amount| rest - amount))
}

/// Who wrote it down; where nobody is known to sit here, who went there last.
fn taker(deed: &Deed<'_>, order: OrderId) -> Result<StaffId, Error> {
    if let Some(actor) = deed.actor {
        return Ok(actor);
    }
    let last = deed.session.visits_of(order)?.last().copied();
    let last = last.map(|visit| deed.get::<Visit>(visit)).transpose()?;

    last.map(|visit| visit.technician).ok_or(Error::Unknown(Staff::KIND))
}

impl Engine {
    /// Gives back what came in too much for an order. A sum that was written down twice is taken back; of any other,
    /// what is too much goes out as it came in.
    pub fn give_back(
        &self,
        order: OrderId,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("give_back", move |deed| {
            let over = -owed(deed.session, order)?;
            if over <= Money::zero(over.currency) {
                return Err(Error::Unknown("payment"));
            }
            let (reverses, like) = match paid_twice(deed.session, order, over)? {
                Some((id, receipt)) => (Some(id), Some(receipt)),
                None => (None, standing(deed.session, order)?.pop().map(|(_, receipt)| receipt)),
            };
            let like = like.ok_or(Error::Unknown(Receipt::KIND))?;
            let given: ReceiptId =
                deed.note(&Receipt { amount: -over, on: None, at: deed.now, reverses, ..like })?;

            Ok(Undo::TakeBackPayment(given))
        })
    }
}

/// The latest payment of just this sum that nobody took back.
pub(crate) fn paid_twice(
    session: &Session<'_>,
    order: OrderId,
    sum: Money,
) -> Result<Option<(ReceiptId, Receipt)>, Error> {
    let standing = standing(session, order)?.into_iter();

    Ok(standing.rev().find(|(_, receipt)| receipt.amount == sum))
}

/// Payments for an order that were not taken back, oldest first.
fn standing(session: &Session<'_>, order: OrderId) -> Result<Vec<(ReceiptId, Receipt)>, Error> {
    let all = session.facts_about::<Receipt>(order)?.into_iter();
    let all: Vec<(ReceiptId, Receipt)> = all.map(|(id, receipt)| (id.into(), receipt)).collect();
    let gone: Vec<_> = all.iter().filter_map(|(_, receipt)| receipt.reverses).collect();
    let stands = |(id, receipt): &(ReceiptId, Receipt)| {
        receipt.reverses.is_none() && receipt.amount.minor > 0 && !gone.contains(id)
    };

    Ok(all.into_iter().filter(stands).collect())
}

/// Takes a payment back by an opposite one, once.
pub(crate) fn take_back(deed: &Deed<'_>, id: ReceiptId) -> Result<(), Error> {
    let receipt: Receipt = deed.get(id)?;
    let known = deed.session.facts_about::<Receipt>(receipt.order)?;
    if known.iter().any(|(_, other)| other.reverses == Some(id)) {
        return Ok(());
    }
    deed.note::<_, ReceiptId>(&Receipt {
        amount: -receipt.amount,
        at: deed.now,
        reverses: Some(id),
        ..receipt
    })?;

    Ok(())
}

#[cfg(test)]
mod tests {
    use domain::{Charge, ChargeId, ChargeKind, State};

    use super::*;
    use crate::callbacks::tests::sheet_in;
    use crate::testing::{office, wait};
    use crate::{OrderFilter, Stage};

    const REST: Money = Money::fen(8_000);

    fn owing(engine: &Engine) -> OrderId {
        let order = sheet_in(engine, (0, 0));
        wait(engine.deed("charge", move |deed| {
            deed.note::<_, ChargeId>(&Charge {
                order,
                visit: None,
                kind: ChargeKind::Labour,
                part: None,
                quantity: 1,
                amount: REST,
                payer: Payer::Customer,
                at: deed.now,
                reverses: None,
                waived: None,
            })
        }))
        .expect("a charge");

        order
    }

    fn listed(engine: &Engine) -> (Vec<(OrderId, Option<i64>)>, Option<Money>) {
        let filter = OrderFilter { stage: Stage::Owing, ..OrderFilter::default() };
        let orders = wait(engine.orders(filter, 9)).expect("a list");
        let counted = orders.counts.iter().find(|(stage, _)| *stage == Stage::Owing);
        assert_eq!(counted.map(|(_, count)| *count), Some(orders.rows.len() as u64));

        (orders.rows.iter().map(|row| (row.id, row.owes)).collect(), orders.owed)
    }

    fn pay(engine: &Engine, order: OrderId, fen: i64) -> Result<Undo, Error> {
        let (amount, day) = (Money::fen(fen), engine.clock().today());

        wait(engine.take_payment(order, Payment { amount, day, means: Means::Transfer }))
    }

    #[test]
    fn who_owes_is_listed_until_all_is_paid_and_again_when_that_is_taken_back() {
        let engine = office();
        let order = owing(&engine);
        let whole = vec![(order, Some(8_000))];
        assert_eq!(listed(&engine), (whole.clone(), Some(REST)));

        pay(&engine, order, 3_000).expect("a part of it");
        assert_eq!(listed(&engine), (vec![(order, Some(5_000))], Some(Money::fen(5_000))));
        let undo = pay(&engine, order, 5_000).expect("the rest");
        assert_eq!(listed(&engine), (Vec::new(), None));
        let file = wait(engine.order(order)).expect("a file");
        assert!(file.account.open().is_zero());
        assert_eq!(file.state, State::SheetIn, "a payment moves nothing");
        let last = &file.account.receipts.last().expect("one").0;
        assert_eq!((last.means, last.visit), (Some(Means::Transfer), None));

        wait(engine.undo(undo.clone())).expect("nothing came after it");
        wait(engine.undo(undo)).expect("twice is once");
        assert_eq!(listed(&engine).0, [(order, Some(5_000))]);
    }

    #[test]
    fn more_than_is_owed_nothing_and_a_day_to_come_are_refused() {
        let engine = office();
        let order = owing(&engine);
        for (fen, field) in [(8_001, "payment"), (0, "amount"), (-5, "amount")] {
            let refused = pay(&engine, order, fen);
            assert!(matches!(&refused, Err(Error::Field { field: its, .. }) if *its == field));
        }
        let pay_on = |day| {
            let payment = Payment { amount: REST, day, means: Means::Cash };
            wait(engine.take_payment(order, payment))
        };
        let today = engine.clock().today();
        assert!(pay_on(today.succ_opt().expect("a day")).is_err());
        assert!(pay_on(today.pred_opt().expect("a day")).is_err(), "before the order came in");
        assert!(pay_on(today).is_ok());
    }

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
}
