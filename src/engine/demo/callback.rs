//! The call after the work in the demo city, and the complaints that came of some.

use domain::{
    Callback, CallbackOutcome, Event, Grade, Order, OrderId, OrderKind, Progress, Quote, Source,
};

use super::Builder;
use super::order::Course;
use crate::Error;

impl Builder<'_> {
    /// The call after the work, and what came of it.
    pub(super) fn call_back(
        &mut self,
        course: &mut Course<'_>,
        visit: i64,
        grade: Option<Grade>,
        complaint: Option<bool>,
    ) -> Result<(), Error> {
        let at = self.day(visit + 2, 600).min(self.clock.now());
        let remark = match grade {
            Some(Grade::Dissatisfied) => Some(self.chance.word(&self.city.blame)),
            Some(_) if self.chance.percent(25) => Some(self.chance.word(&self.city.praise)),
            _ => None,
        };
        let outcome =
            if grade.is_some() { CallbackOutcome::Reached } else { CallbackOutcome::Unreachable };
        let call = Callback {
            order: course.id,
            outcome,
            grade,
            marks: Vec::new(),
            remark,
            at,
            by: Some(self.desk),
            withdraws: None,
        };
        self.note(at, &call)?;
        self.happen(course, at, (Event::CallBack, None), None)?;
        if let Some(over) = complaint {
            self.complain(course, visit, over)?;
        }
        // An order whose customer still complains is not over.
        if complaint == Some(false) {
            return Ok(());
        }

        self.happen(course, at, (Event::Close, None), None)
    }

    pub(super) fn complain(
        &mut self,
        about: &Course<'_>,
        visit: i64,
        over: bool,
    ) -> Result<(), Error> {
        let at = self.day(visit + 2, 605).min(self.clock.now());
        let number = self.complaints;
        self.complaints += 1;
        let order = Order {
            number: self.number(number)?,
            kind: OrderKind::Complaint,
            source: Source::Callback,
            description: Some(self.city.complaint.clone()),
            promised: None,
            warranty: None,
            ruling: None,
            quote: None::<Quote>,
            received: at,
            origin: Some(about.id),
            went: None,
            ..about.order.clone()
        };
        let id = OrderId(self.create(at, &order)?);
        let progress = Progress::new(order.kind.family());
        let mut course = Course { id, order, progress, home: about.home };
        self.happen(&mut course, at, (Event::Accept, None), None)?;
        let department = self.city.department.clone();
        self.happen(&mut course, at.plus_hours(1), (Event::Route, Some(department)), None)?;
        if !over {
            return Ok(());
        }
        let answer = self.city.answered.clone();
        self.happen(&mut course, at.plus_hours(26), (Event::Answer, Some(answer)), None)?;
        self.happen(&mut course, at.plus_hours(28), (Event::AcceptAnswer, None), None)?;

        self.happen(&mut course, at.plus_hours(28), (Event::Close, None), None)
    }
}
