//! Bringing over the spreadsheet of another system: choose, look, rehearse, run, take back.

mod fees;
mod foot;
mod history;
pub mod kind;
mod looking;
mod mapping;
mod refused;
mod saved;
mod taking_back;
#[cfg(test)]
mod tests;
pub mod unfinished;
mod view;
mod words;

pub use self::view::notes;
pub use self::words::called;

use std::sync::Arc;
use std::time::Duration;

use engine::{
    Error, ImportOrder, ImportProgress, ImportReport, ImportRun, ImportSize, Inspection, TakenBack,
};
use iced::Task;
use iced::keyboard::key::Named;
use iced::widget::{operation, scrollable};

use self::looking::Asked;
use self::taking_back::TakingBack;
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::file_dialog::Chosen;
use crate::problem;
use crate::shortcut::Shortcut;

/// How often the bar is drawn anew.
const BEAT: Duration = Duration::from_millis(150);
/// How far a page key scrolls.
const WINDOW: f32 = 400.0;

/// A table on its way in.
pub struct Import {
    path: String,
    /// The table that is being looked into.
    looking: Option<Asked>,
    /// The table before it is looked into anew: it stands again if that fails.
    former: Option<Inspection>,
    inspection: Option<Inspection>,
    running: Option<(bool, Arc<ImportProgress>)>,
    report: Option<Outcome>,
    /// Whether the mapping was changed since: what would come of it now is not known.
    stale: bool,
    runs: Vec<ImportRun>,
    /// The run that is chosen among the earlier ones.
    chosen: Option<usize>,
    /// What is to be taken back, or is being.
    taking_back: Option<TakingBack>,
    /// Words under the results that a trial met and nobody had said what they mean.
    strange: Vec<String>,
    /// Whether it is asked if a saved mapping may be lost.
    asking: bool,
    /// The first day of jobs that stay open, while it is typed.
    open_from: Option<String>,
    error: Option<Error>,
}

/// What came of a run, and how far it came.
struct Outcome {
    rehearsal: bool,
    report: ImportReport,
    share: f32,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    PathChanged(String),
    ChooseFilePressed,
    FileChosen(Chosen),
    LookPressed,
    Looked(Asked, Result<Inspection, Error>),
    Kind(kind::Message),
    ColumnPicked(usize, usize),
    DaysPicked(usize),
    OthersToggled(bool),
    MeaningPicked(usize, usize),
    NameChanged(String),
    SavedPicked(usize),
    UnfinishedPicked(usize),
    FeesPicked(usize),
    DayTyped(String),
    ReplacingDropped,
    ReplacingConfirmed,
    RunPressed { rehearsal: bool },
    Beat,
    StopPressed,
    Ended(bool, Result<ImportReport, Error>),
    RunChosen(usize),
    UndoPressed(i64),
    Sized(i64, Result<ImportSize, Error>),
    UndoDropped,
    UndoConfirmed,
    Undone(i64, Result<TakenBack, Error>),
    RunsRead(Result<Vec<ImportRun>, Error>),
    Scrolled(f32),
}

impl Message {
    /// Whether it changes what is brought over, or how.
    fn is_change(&self) -> bool {
        matches!(
            self,
            Self::PathChanged(_)
                | Self::ChooseFilePressed
                | Self::FileChosen(_)
                | Self::LookPressed
                | Self::Kind(_)
                | Self::ColumnPicked(..)
                | Self::DaysPicked(_)
                | Self::OthersToggled(_)
                | Self::MeaningPicked(..)
                | Self::NameChanged(_)
                | Self::SavedPicked(_)
                | Self::UnfinishedPicked(_)
                | Self::FeesPicked(_)
                | Self::DayTyped(_)
        )
    }
}

impl Import {
    pub const PATH: &'static str = "import-path";
    const PAGE: &'static str = "import";

    pub fn new(cx: &Context) -> (Self, Task<Message>) {
        let room = Self {
            path: String::new(),
            looking: None,
            former: None,
            inspection: None,
            running: None,
            report: None,
            stale: false,
            runs: Vec::new(),
            chosen: None,
            taking_back: None,
            strange: Vec::new(),
            asking: false,
            open_from: None,
            error: None,
        };

        (room, Task::batch([operation::focus(Self::PATH), read_runs(cx)]))
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        // What comes of a run is about the table and the fields as they were when it began.
        if self.running.is_some() && message.is_change() {
            return Action::None;
        }
        match message {
            Message::PathChanged(path) => self.path_changed(path),
            Message::ChooseFilePressed => Action::Run(choose_file(cx)),
            Message::FileChosen(Chosen::Path(path)) => {
                self.path = path.display().to_string();
                self.look(cx)
            }
            Message::FileChosen(Chosen::Nothing) => Action::Run(operation::focus(Self::PATH)),
            Message::FileChosen(Chosen::NoDialog) => {
                let notice = Notice::problem(cx.locale.import_no_dialog());
                Action::Tell(notice, operation::focus(Self::PATH))
            }
            Message::LookPressed => self.look(cx),
            Message::Looked(asked, answer) => self.looked(&asked, answer),
            Message::Kind(message) => self.kind_told(message, cx),
            Message::ColumnPicked(field, column) => self.column_picked(field, column),
            Message::DaysPicked(at) => self.days_picked(at),
            Message::OthersToggled(noted) => self.others_toggled(noted),
            Message::MeaningPicked(word, at) => self.meaning_picked(word, at),
            Message::NameChanged(name) => self.name_changed(name),
            Message::SavedPicked(at) => self.saved_picked(at),
            Message::UnfinishedPicked(at) => self.unfinished_picked(at),
            Message::FeesPicked(at) => self.fees_picked(at),
            Message::DayTyped(typed) => self.day_typed(typed),
            Message::ReplacingDropped => self.replacing_dropped(),
            Message::ReplacingConfirmed => self.replacing_confirmed(cx),
            Message::RunPressed { rehearsal } => self.run(rehearsal || !self.is_rehearsed(), cx),
            Message::Beat => self.beat(),
            Message::StopPressed => self.stop(),
            Message::Ended(rehearsal, answer) => self.ended(rehearsal, answer, cx),
            Message::RunChosen(at) => {
                self.chosen = Some(at);
                Action::None
            }
            Message::UndoPressed(run) => {
                let size = cx.engine.import_size(run);
                Action::Run(Task::perform(size, move |size| Message::Sized(run, size)))
            }
            Message::Sized(run, size) => self.sized(run, size, cx),
            Message::UndoDropped => self.undo_dropped(),
            Message::UndoConfirmed => self.undo_confirmed(cx),
            Message::Undone(run, answer) => self.undone(run, answer, cx),
            Message::RunsRead(Err(error)) => {
                let words = problem::message(&error, &cx.locale);
                Action::Tell(Notice::problem(words), Task::none())
            }
            Message::RunsRead(Ok(runs)) => {
                self.runs = runs;
                self.chosen = self.chosen.filter(|at| *at < self.runs.len());
                Action::None
            }
            Message::Scrolled(by) => {
                let by = scrollable::AbsoluteOffset { x: 0.0, y: by };
                Action::Run(operation::scroll_by(Self::PAGE, by))
            }
        }
    }

    /// Something changed in the office.
    pub fn refresh(&self, cx: &Context) -> Task<Message> {
        if self.is_at_work() { Task::none() } else { read_runs(cx) }
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if self.asking || self.is_asked() {
            return None;
        }
        let ready = self.inspection.is_some() && !self.is_at_work();
        if shortcut.is(Named::F9) && ready {
            return Some(Message::RunPressed { rehearsal: true });
        }
        if shortcut.is(Named::F10) && ready {
            return Some(Message::RunPressed { rehearsal: false });
        }
        if shortcut.is(Named::PageDown) {
            return Some(Message::Scrolled(WINDOW));
        }
        if shortcut.is(Named::PageUp) {
            return Some(Message::Scrolled(-WINDOW));
        }

        shortcut.is_command("o").then_some(Message::ChooseFilePressed)
    }

    /// Whether a table is being made ready: it was looked into, and is not brought over yet.
    pub fn is_written_in(&self) -> bool {
        let over = |outcome: &Outcome| !outcome.rehearsal && outcome.report.is_whole();

        self.inspection.is_some() && !self.report.as_ref().is_some_and(over)
    }

    fn column_picked(&mut self, field: usize, column: usize) -> Action<Message> {
        self.watch_results(|inspection| mapping::assign(inspection, field, column));
        (self.report, self.error) = (None, None);
        Action::None
    }

    /// Changes the mapping. Words that a trial met stand under the column of the results: another one has others.
    fn watch_results(&mut self, change: impl FnOnce(&mut Inspection)) {
        let Some(inspection) = &mut self.inspection else { return };
        let before = inspection.mapping.source("result").cloned();
        change(inspection);
        if inspection.mapping.source("result") != before.as_ref() {
            self.strange.clear();
        }
    }

    fn days_picked(&mut self, at: usize) -> Action<Message> {
        if let Some(inspection) = &mut self.inspection {
            mapping::pick_days(inspection, at);
        }
        (self.report, self.error) = (None, None);
        Action::None
    }

    fn name_changed(&mut self, name: String) -> Action<Message> {
        if let Some(inspection) = &mut self.inspection {
            inspection.mapping.name = name;
        }
        Action::None
    }

    /// Whether it is known what would come of bringing this table over so.
    fn is_rehearsed(&self) -> bool {
        !self.stale
            && self
                .report
                .as_ref()
                .is_some_and(|outcome| outcome.rehearsal && outcome.report.is_whole())
    }

    fn run(&mut self, rehearsal: bool, cx: &Context) -> Action<Message> {
        if self.lacks_a_day(cx) {
            return self.unfinished_day_wanted();
        }
        self.settle_day(cx);
        if !rehearsal && self.running.is_none() && self.would_replace() {
            self.asking = true;
            return Action::None;
        }

        self.begin(rehearsal, false, cx).map_or(Action::None, Action::Run)
    }

    fn begin(&mut self, rehearsal: bool, replace: bool, cx: &Context) -> Option<Task<Message>> {
        let inspection = self.inspection.as_ref().filter(|_| !self.is_at_work())?;
        let progress = Arc::new(ImportProgress::default());
        let order = ImportOrder {
            path: inspection.path.clone(),
            reading: inspection.reading.clone(),
            mapping: inspection.mapping.clone(),
            rehearsal,
            refused: None,
            replace,
            locale: cx.locale.clone(),
        };
        self.stale = false;
        let work = cx.engine.import_table(order, progress.clone());
        (self.running, self.report, self.error) = (Some((rehearsal, progress)), None, None);

        Some(Task::batch([
            Task::perform(work, move |answer| Message::Ended(rehearsal, answer)),
            beat(),
        ]))
    }

    fn beat(&self) -> Action<Message> {
        if self.is_at_work() { Action::Run(beat()) } else { Action::None }
    }

    fn ended(
        &mut self,
        rehearsal: bool,
        answer: Result<ImportReport, Error>,
        cx: &Context,
    ) -> Action<Message> {
        let share = self.running.take().map_or(1.0, |(_, progress)| progress.share());
        // What came of it stands at the top, and in one line at the foot.
        let top = scrollable::AbsoluteOffset { x: 0.0, y: 0.0 };
        let shown = Task::batch([read_runs(cx), operation::scroll_to(Self::PAGE, top)]);
        let notice = match answer {
            Ok(report) => {
                if !rehearsal {
                    self.remember();
                    self.chosen = None;
                }
                self.strange.extend(report.strange.iter().cloned());
                let outcome = Outcome { rehearsal, report, share };
                let words = outcome.words(&cx.locale);
                let tone = outcome.tone();
                self.report = Some(outcome);
                // It is taken back among the earlier runs.
                Notice { tone, for_good: !rehearsal, ..Notice::done(words) }
            }
            Err(error) => {
                let words = problem::message(&error, &cx.locale);
                self.error = Some(error);
                Notice::problem(words)
            }
        };

        Action::Tell(notice, shown)
    }

    fn stop(&mut self) -> Action<Message> {
        let running = self.running.iter().map(|(_, progress)| progress);
        let taking_back = self.taking_back.iter().filter_map(TakingBack::progress);
        running.chain(taking_back).for_each(|progress| progress.stop());
        Action::None
    }

    /// Whether something is being brought over or taken back.
    fn is_at_work(&self) -> bool {
        self.running.is_some() || self.taking_back.as_ref().is_some_and(TakingBack::is_under_way)
    }
}

fn read_runs(cx: &Context) -> Task<Message> {
    Task::perform(cx.engine.imports(), Message::RunsRead)
}

fn beat() -> Task<Message> {
    Task::perform(tokio::time::sleep(BEAT), |()| Message::Beat)
}

fn choose_file(cx: &Context) -> Task<Message> {
    let dialog = rfd::AsyncFileDialog::new().set_title(cx.locale.import_choose()).add_filter(
        cx.locale.import_spreadsheets(),
        &["xlsx", "xlsm", "xls", "ods", "csv", "tsv", "txt"],
    );

    Task::perform(cx.dialogs.open(dialog), Message::FileChosen)
}
