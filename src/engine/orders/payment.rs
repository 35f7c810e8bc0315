//! A payment that comes after the sheet: to the office, by whatever means.

use chrono::NaiveDate;
use domain::{
    Charge, Means, Money, Order, OrderId, Payer, Receipt, ReceiptId, Record as _, Staff, StaffId,
    Visit,
};
use store::Session;

use super::surplus::{is_taken_back, receipts};
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
pub(super) fn taker(deed: &Deed<'_>, order: OrderId) -> Result<StaffId, Error> {
    if let Some(actor) = deed.actor {
        return Ok(actor);
    }
    let last = deed.session.visits_of(order)?.last().copied();
    let last = last.map(|visit| deed.get::<Visit>(visit)).transpose()?;

    last.map(|visit| visit.technician).ok_or(Error::Unknown(Staff::KIND))
}

/// Takes a payment back by an opposite one, once.
pub(crate) fn take_back(deed: &Deed<'_>, id: ReceiptId) -> Result<(), Error> {
    let receipt: Receipt = deed.get(id)?;
    if is_taken_back(&receipts(deed.session, receipt.order)?, id) {
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
pub(super) mod tests {
    use domain::{Charge, ChargeId, ChargeKind, State};

    use super::*;
    use crate::callbacks::tests::sheet_in;
    use crate::testing::{office, wait};
    use crate::{OrderFilter, Stage};

    pub const REST: Money = Money::fen(8_000);

    pub fn owing(engine: &Engine) -> OrderId {
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

    pub fn pay(engine: &Engine, order: OrderId, fen: i64) -> Result<Undo, Error> {
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
}
