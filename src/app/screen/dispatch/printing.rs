//! The sheets of the board: of one visit, and of a whole day with its progress.

use std::sync::Arc;

use engine::{Batch, Error, JobSheets};
use iced::{Element, Task};
use ui::Tone;

use super::{Card, Dispatch, Message};
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::long_work::LongWork;
use crate::place::Place;
use crate::problem;

impl Dispatch {
    pub(super) fn print(&self, cx: &Context) -> Action<Message> {
        let Some(Card::Visit(visit)) = self.selected.filter(|_| self.sheets.is_none()) else {
            return Action::None;
        };
        let sheets = cx.engine.job_sheets(vec![visit], cx.locale.language());

        Action::Run(Task::perform(sheets, |sheets| {
            Message::SheetsMade(sheets.map(|sheets| Some(Arc::new(sheets))))
        }))
    }

    /// What is new, or, where all was printed already, all again.
    pub(super) fn print_day(&mut self, batch: Batch, cx: &Context) -> Action<Message> {
        if self.sheets.is_some() {
            return Action::None;
        }
        let (engine, day, language) = (cx.engine.clone(), self.day, cx.locale.language());
        let (work, task) = LongWork::begin(
            async move |progress| {
                let new = engine.day_sheets(day, batch, language, progress.clone()).await?;
                match new {
                    Some(sheets) => Ok(Some(sheets)),
                    None => engine.day_sheets(day, Batch::All, language, progress).await,
                }
            },
            Message::SheetsReached,
            |sheets: Result<Option<JobSheets>, Error>| {
                Message::SheetsMade(sheets.map(|sheets| sheets.map(Arc::new)))
            },
        );
        self.sheets = Some(work);

        Action::Run(task)
    }

    pub(super) fn sheets_made(
        &mut self,
        sheets: Result<Option<Arc<JobSheets>>, Error>,
        cx: &Context,
    ) -> Action<Message> {
        self.sheets = None;
        match sheets {
            Ok(Some(sheets)) => Action::Open(Place::JobSheets(sheets)),
            Ok(None) => {
                let words = cx.locale.dispatch_nothing_to_print();
                Action::Tell(Notice { tone: Tone::Info, ..Notice::done(words) }, Task::none())
            }
            Err(Error::Cancelled) => {
                let words = cx.locale.dispatch_sheets_stopped();
                Action::Tell(Notice { tone: Tone::Info, ..Notice::done(words) }, Task::none())
            }
            Err(error) => {
                let words = problem::message(&error, &cx.locale);
                Action::Tell(Notice::problem(words), Task::none())
            }
        }
    }

    /// How far the sheets of the day are, while they are being made.
    pub(super) fn making<'a>(&self, cx: &'a Context) -> Option<Element<'a, Message>> {
        let cancel = (cx.locale.action_cancel(), Message::StopPressed);

        self.sheets.as_ref().map(|work| work.view(cx.locale.dispatch_sheets_making(), Some(cancel)))
    }
}
