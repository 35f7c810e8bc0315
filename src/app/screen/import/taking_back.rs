//! Taking a run back: asked first with what it is about, then under way until it is done or stopped.

use std::sync::Arc;

use engine::{Error, ImportProgress, ImportSize, TakenBack};
use iced::widget::text;
use iced::{Element, Task};
use ui::widget::{button, dialog, progress};

use super::{Import, Message, beat, read_runs};
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::problem;

/// How far it has come.
pub enum TakingBack {
    /// It is asked whether this much of a run is to go.
    Asked(i64, ImportSize),
    UnderWay(Arc<ImportProgress>),
}

impl TakingBack {
    pub fn is_under_way(&self) -> bool {
        self.progress().is_some()
    }

    pub fn progress(&self) -> Option<&Arc<ImportProgress>> {
        match self {
            Self::Asked(..) => None,
            Self::UnderWay(progress) => Some(progress),
        }
    }

    /// How far it is, with the way to stop it.
    pub fn view<'a>(&self, cx: &Context) -> Option<Element<'a, Message>> {
        let stop = (cx.locale.action_stop().into(), Message::StopPressed);
        let share = self.progress()?.share();

        Some(progress(cx.locale.import_undoing(), share, Some(stop)))
    }
}

impl Import {
    /// Whether it is asked if a run is to be taken back.
    pub(super) fn is_asked(&self) -> bool {
        matches!(self.taking_back, Some(TakingBack::Asked(..)))
    }

    pub(super) fn sized(
        &mut self,
        run: i64,
        size: Result<ImportSize, Error>,
        cx: &Context,
    ) -> Action<Message> {
        if self.is_at_work() {
            return Action::None;
        }
        match size {
            Ok(size) => {
                self.taking_back = Some(TakingBack::Asked(run, size));
                Action::None
            }
            Err(error) => {
                Action::Tell(Notice::problem(problem::message(&error, &cx.locale)), Task::none())
            }
        }
    }

    pub(super) fn undo_dropped(&mut self) -> Action<Message> {
        self.taking_back.take_if(|it| !it.is_under_way());
        Action::None
    }

    pub(super) fn undo_confirmed(&mut self, cx: &Context) -> Action<Message> {
        let Some(TakingBack::Asked(run, _)) = self.taking_back else { return Action::None };
        let progress = Arc::new(ImportProgress::default());
        let work = cx.engine.undo_import(run, progress.clone());
        self.taking_back = Some(TakingBack::UnderWay(progress));

        Action::Run(Task::batch([
            Task::perform(work, move |answer| Message::Undone(run, answer)),
            beat(),
        ]))
    }

    pub(super) fn undone(
        &mut self,
        run: i64,
        answer: Result<TakenBack, Error>,
        cx: &Context,
    ) -> Action<Message> {
        self.taking_back = None;
        let locale = &cx.locale;
        let notice = match answer {
            Ok(taken) if taken.stopped => {
                Notice::problem(locale.import_undo_stopped(taken.records, &run.to_string()))
            }
            Ok(taken) => {
                self.report = None;
                let kept = (taken.kept > 0).then(|| locale.import_undo_kept(taken.kept));
                let words = [Some(locale.import_undone(taken.records)), kept];
                Notice::done(locale.sentences(words.into_iter().flatten())).undone_if(None)
            }
            Err(error) => Notice::problem(problem::message(&error, locale)),
        };

        Action::Tell(notice, read_runs(cx))
    }

    /// Asks before a run is taken back, with what goes.
    pub(super) fn undo_question<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, Message>> {
        let locale = &cx.locale;
        let Some(TakingBack::Asked(run, size)) = &self.taking_back else { return None };
        let file = self.runs.iter().find(|it| it.id == *run).map_or("", |it| it.file.as_str());
        let words = match (size.households, size.orders) {
            (0, 0) => locale.import_undo_words_plain(file, size.records),
            (households, orders) => {
                locale.import_undo_words(file, households, orders, size.records)
            }
        };
        let back = button(locale.action_back()).key("Esc").on_press(Message::UndoDropped);
        let confirm = button(locale.import_undo_confirm()).danger();
        let confirm = confirm.on_press(Message::UndoConfirmed);

        Some(dialog(
            locale.import_undo_title(&run.to_string()),
            text(words),
            vec![back.into(), confirm.into()],
        ))
    }
}
