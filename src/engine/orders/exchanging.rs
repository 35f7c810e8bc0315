//! An appraisal that ends in an exchange: the order is settled, and another one promises the new machine.

use domain::{Event, Order, OrderId, OrderKind, OrderNumber, State};

use crate::deed::Happening;
use crate::intake::number::next_number;
use crate::{Engine, Error, Undo};

/// What came of an appraisal.
#[derive(Debug, Clone, PartialEq)]
pub struct Exchanged {
    /// The order that promises the exchange.
    pub order: OrderId,
    /// Its number.
    pub number: OrderNumber,
    /// The way back: the appraisal is awaited again, and the new order is cancelled.
    pub undo: Undo,
}

impl Engine {
    /// The appraisal of an order says that its machine is to be exchanged: it is settled by that, and an exchange is
    /// taken in for the same household and machine, which names it. `withdrawn` is what the new order is cancelled
    /// with should that be taken back.
    pub fn exchange_order(
        &self,
        id: OrderId,
        withdrawn: String,
    ) -> impl Future<Output = Result<Exchanged, Error>> + Send + use<> {
        self.deed("exchange_after_appraisal", move |deed| {
            let (head, progress) = deed.progress(id)?;
            if progress.state != State::WaitingAppraisal || head.kind == OrderKind::Exchange {
                return Err(Error::NotNow { event: Event::AppraisedDone, state: progress.state });
            }
            deed.happen(id, Event::AppraisedDone, Happening::default())?;
            let number = next_number(deed.session)?;
            let order: OrderId = deed.create(&Order {
                number: number.clone(),
                alias: None,
                kind: OrderKind::Exchange,
                promised: None,
                // What the repair was to cost says nothing about it.
                quote: None,
                received: deed.now,
                received_by: deed.actor,
                origin: Some(id),
                went: None,
                ..head
            })?;
            deed.happen(order, Event::Accept, Happening::default())?;
            let undo = Undo::Several(vec![
                Undo::StepBack(vec![id]),
                Undo::Withdraw { order, remark: withdrawn },
            ]);

            Ok(Exchanged { order, number, undo })
        })
    }
}

#[cfg(test)]
mod tests {
    use domain::{OrderKind, Outcome, State};

    use crate::Error;
    use crate::sheets::tests::scene::{Scene, wait};

    #[test]
    fn an_appraisal_that_says_exchange_settles_the_order_and_promises_the_exchange() {
        let scene = Scene::new();
        let engine = &scene.engine;
        let job = scene.job();
        let early = wait(engine.exchange_order(job.order, "-".to_owned()));
        assert!(matches!(early, Err(Error::NotNow { .. })), "nobody appraised it yet");
        let entry = scene.entry(&job, Outcome::NeedAppraisal);
        wait(engine.enter_sheet(entry)).expect("it fits");
        let exchanged = wait(engine.exchange_order(job.order, "-".to_owned())).expect("appraised");

        let file = |order| wait(engine.order(order)).expect("an order");
        let (old, new) = (file(job.order), file(exchanged.order));
        assert_eq!((old.state, new.state), (State::Done, State::Ready));
        assert_eq!(
            (new.order.kind, new.order.appliance),
            (OrderKind::Exchange, old.order.appliance)
        );
        assert_eq!(new.origin, Some((job.order, job.number.clone())));
        let follower = (exchanged.order, exchanged.number.to_string());
        assert_eq!(
            old.followers,
            [(follower.0, follower.1, OrderKind::Exchange, State::Ready)],
            "the way forward"
        );
        assert_eq!((new.order.customer, new.order.quote), (old.order.customer, None));

        wait(engine.undo(exchanged.undo)).expect("nothing came of it");
        let states = (file(job.order).state, file(exchanged.order).state);
        assert_eq!(states, (State::WaitingAppraisal, State::Cancelled));
    }
}
