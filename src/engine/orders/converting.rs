//! What comes out of an order that was there: a repair of a question, a complaint about a repair. Its files go along, and a
//! question that is still open became what came out of it.

use domain::{Event, Family, OrderId, OrderKind};

use crate::deed::{Deed, Happening};
use crate::files::{Keeper, hand_on};
use crate::{Error, Undo};

/// An order of this kind came out of another one. Answers how that is taken up again, where it became this.
pub(crate) fn converted(
    deed: &Deed<'_>,
    origin: OrderId,
    (order, kind): (OrderId, OrderKind),
) -> Result<Option<Undo>, Error> {
    hand_on(deed, Keeper::Order(origin), order)?;
    let (head, progress) = deed.progress(origin)?;
    let family = head.kind.family();
    let becomes = family == Family::Consultation && kind.family() != Family::Consultation;
    if !becomes || progress.after(family, Event::Convert).is_none() {
        return Ok(None);
    }
    deed.happen(origin, Event::Convert, Happening::default())?;

    Ok(Some(Undo::StepBack(vec![origin])))
}

#[cfg(test)]
mod tests {
    use domain::{OrderKind, State};

    use crate::Intake;
    use crate::testing::{MORNING, call, wait};
    use crate::{Clock, Engine, Founding};

    #[test]
    fn a_question_becomes_a_repair_and_that_a_complaint_with_files_and_links() {
        let folder = tempfile::tempdir().expect("a folder");
        let engine = Engine::open(folder.path(), Clock::by_hand(MORNING)).expect("an empty office");
        let office =
            domain::Office { code: "SH01".into(), name: "SH".into(), ..Default::default() };
        let founding = Founding { office, first: "李秀英".into(), ..Founding::default() };
        wait(engine.found_office(founding)).expect("an empty database");
        let photo = folder.path().join("leak.jpg");
        std::fs::write(&photo, b"no picture, but bytes").expect("a file");
        let file = |order| wait(engine.order(order)).expect("an order");
        let asked = Intake { kind: OrderKind::Consultation, ..call() };
        let question = wait(engine.receive_order(asked)).expect("a question");
        wait(engine.attach_files(question.order, vec![photo])).expect("kept");

        let follow = |kind, origin: &crate::Received| {
            let customer = Some(origin.customer);
            let intake = Intake { kind, customer, origin: Some(origin.order), ..call() };
            wait(engine.receive_order(intake)).expect("an order")
        };
        let repair = follow(OrderKind::Repair, &question);
        let complaint = follow(OrderKind::Complaint, &repair);
        assert_eq!(file(question.order).state, State::Converted);
        assert_eq!(file(repair.order).state, State::Ready, "a complaint does not end it");
        for (order, before) in [(&repair, &question), (&complaint, &repair)] {
            let file = file(order.order);
            assert_eq!(file.files[0].name, "leak.jpg");
            assert_eq!(file.origin, Some((before.order, before.number.to_string())));
        }

        wait(engine.undo(repair.undo("not meant".into()))).expect("undone");
        assert_eq!(file(question.order).state, State::Open);
        assert_eq!(file(repair.order).state, State::Cancelled);
    }
}
