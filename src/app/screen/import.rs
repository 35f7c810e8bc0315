//! Bringing over the spreadsheet of another system: choose, look, rehearse, run, take back.

mod foot;
mod history;
mod looking;
mod mapping;
mod refused;
mod saved;
mod taking_back;
#[cfg(test)]
mod tests;
pub mod unfinished;
mod words;

pub use self::words::called;

use std::sync::Arc;
use std::time::Duration;

use engine::{
    Error, ImportOrder, ImportProgress, ImportReport, ImportRun, ImportSize, Inspection, TakenBack,
};
use iced::keyboard::key::Named;
use iced::widget::{column, container, operation, row, scrollable, space as gap, text};
use iced::{Element, Fill, Task};
use locale::Locale;
use ui::grid::{Cell, Column, grid};
use ui::widget::{
    banner, button, choice, divider, empty, field, figure, modal, scroll, section, spinner, title,
};
use ui::{Tone, icon, size, space, theme};

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
    SheetPicked(usize),
    ColumnPicked(usize, usize),
    DaysPicked(usize),
    OthersToggled(bool),
    MeaningPicked(usize, usize),
    NameChanged(String),
    SavedPicked(usize),
    UnfinishedPicked(usize),
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
                | Self::SheetPicked(_)
                | Self::ColumnPicked(..)
                | Self::DaysPicked(_)
                | Self::OthersToggled(_)
                | Self::MeaningPicked(..)
                | Self::NameChanged(_)
                | Self::SavedPicked(_)
                | Self::UnfinishedPicked(_)
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
            Message::SheetPicked(at) => self.sheet_picked(at, cx),
            Message::ColumnPicked(field, column) => self.column_picked(field, column),
            Message::DaysPicked(at) => self.days_picked(at),
            Message::OthersToggled(noted) => self.others_toggled(noted),
            Message::MeaningPicked(word, at) => self.meaning_picked(word, at),
            Message::NameChanged(name) => self.name_changed(name),
            Message::SavedPicked(at) => self.saved_picked(at),
            Message::UnfinishedPicked(at) => self.unfinished_picked(at),
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
                .is_some_and(|outcome| outcome.rehearsal && !outcome.report.stopped)
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
            sheet: inspection.sheet.clone(),
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
                Notice { tone, ..Notice::done(words) }
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

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let content = column![
            title(cx.locale.import_title()),
            self.file(cx),
            self.report.as_ref().map(|outcome| told(outcome, cx)),
            self.below(cx),
            self.history(cx),
        ]
        .spacing(space::APART)
        .padding(space::FAR);
        let foot = (self.inspection.is_some() || self.is_at_work()).then(|| self.foot(cx));

        let room = column![scroll(Self::PAGE, content), foot.is_some().then(divider), foot];

        if self.is_asked() {
            return modal(room, self.undo_question(cx), Some(Message::UndoDropped));
        }

        modal(room, self.question(cx), Some(Message::ReplacingDropped))
    }

    fn file<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let error = self.error.as_ref().map(|error| problem::message(error, locale));
        let is_free = self.running.is_none();
        let path =
            field(locale.import_file(), &self.path).id(Self::PATH).hint(locale.import_formats());
        let path = match is_free {
            true => path.on_input(Message::PathChanged).on_submit(Message::LookPressed),
            false => path,
        };
        let path = path.error(error);
        let choose = button(locale.import_choose())
            .icon(icon::import())
            .key("Ctrl+O")
            .on_press_maybe(is_free.then_some(Message::ChooseFilePressed));
        // The button stands on the line of the field, below its label.
        let choose = column![text(" ").size(size::CAPTION), choose].spacing(space::TIGHT);

        section(
            locale.import_intro(),
            None,
            column![
                row![container(path).width(Fill), choose].spacing(space::NEAR),
                self.inspection.as_ref().and_then(|inspection| sheet(inspection, cx)),
            ]
            .spacing(space::SNUG),
        )
    }

    fn below<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        if self.looking.is_some() {
            return spinner(locale.import_looking());
        }
        let Some(inspection) = &self.inspection else {
            return empty(
                icon::import(),
                locale.import_nothing(),
                locale.import_nothing_how(),
                None,
            );
        };
        let found = format!(
            "{} · {}",
            inspection.encoding,
            locale.import_columns(inspection.headers.len())
        );
        let head =
            row![text(found).size(size::CAPTION).style(theme::style::muted), gap::horizontal(),];
        let machines = text(locale.import_machines_how()).size(size::CAPTION);
        let misnamed = inspection
            .misnamed
            .then(|| banner(Tone::Warning, locale.import_misnamed(inspection.encoding), None));
        let fields = section(
            locale.import_mapping(),
            None,
            column![
                head,
                saved::view(inspection, cx),
                words::others(inspection, cx),
                mapping::view(inspection, cx),
                machines.style(theme::style::muted),
            ]
            .spacing(space::SNUG),
        );

        column![misnamed, self.unfinished(cx), self.words(cx), fields, samples(inspection, cx)]
            .spacing(space::APART)
            .into()
    }
}

/// The sheet that is read, where there are others.
fn sheet<'a>(inspection: &'a Inspection, cx: &'a Context) -> Option<Element<'a, Message>> {
    let Inspection { sheets, sheet, .. } = inspection;
    let here = sheets.iter().position(|it| Some(it) == sheet.as_ref());
    let sheet = choice(cx.locale.import_sheet(), sheets.iter().cloned(), here)
        .none(cx.locale.list_no_match())
        .on_pick(Message::SheetPicked);

    (sheets.len() > 1).then(|| container(sheet).width(size::FIELD).into())
}

fn told<'a>(outcome: &'a Outcome, cx: &'a Context) -> Element<'a, Message> {
    let (locale, report) = (&cx.locale, &outcome.report);
    let wrong = if report.errors > 0 { Tone::Danger } else { Tone::Neutral };
    let figures = row![
        figure(locale.number(report.created), locale.import_created(), Tone::Success),
        figure(locale.number(report.updated), locale.import_updated(), Tone::Neutral),
        figure(locale.number(report.unchanged), locale.import_unchanged(), Tone::Neutral),
        figure(locale.number(report.errors), locale.import_errors(), wrong),
    ]
    .spacing(space::MARGIN)
    .wrap();
    let words = banner(outcome.tone(), outcome.what(locale), None);
    let file = report.error_file.as_ref().map(|file| {
        banner(Tone::Warning, locale.import_error_file(&file.display().to_string()), None)
    });

    let unfinished =
        unfinished::words(report, locale).map(|words| banner(Tone::Warning, words, None));

    let untaken = (!report.untaken.is_empty()).then(|| {
        let names = locale.enumeration(&report.untaken);
        banner(Tone::Warning, locale.import_untaken_told(&names), None)
    });

    let noted = notes(report, locale);
    let noted = (!noted.is_empty()).then(|| {
        let banners = noted.into_iter().map(|(tone, words)| banner(tone, words, None));
        column(banners).spacing(space::SNUG)
    });

    column![words, figures, unfinished, untaken, noted, file, refused::view(report, cx)]
        .spacing(space::SNUG)
        .into()
}

/// What was too long for a note or is noted nowhere, who goes and who is nobody here, and what is owed.
pub fn notes(report: &ImportReport, locale: &Locale) -> Vec<(Tone, String)> {
    let cut = (report.cut > 0).then(|| locale.import_cut_short(report.cut));
    let unnoted = (report.unnoted > 0).then(|| locale.import_not_noted(report.unnoted));
    let assigned = (report.assigned > 0).then(|| locale.import_assigned(report.assigned));
    let names = &report.unknown_technicians;
    let unknown =
        (!names.is_empty()).then(|| locale.import_technicians_unknown(&locale.enumeration(names)));
    let owing = report.owed.map(|owed| locale.import_owing(report.owing, &locale.money(owed)));

    let told = |tone, words: Option<String>| words.map(|words| (tone, words));
    let notes = [
        told(Tone::Warning, cut),
        told(Tone::Warning, unnoted),
        told(Tone::Info, assigned),
        told(Tone::Warning, unknown),
        told(Tone::Warning, owing),
    ];

    notes.into_iter().flatten().collect()
}

/// The first lines of the table as they will be read.
fn samples<'a>(inspection: &'a Inspection, cx: &'a Context) -> Element<'a, Message> {
    let columns =
        inspection.headers.iter().map(|name| Column::weight(name.as_str(), 1.0, size::CODE));
    let rows = inspection.samples.len().min(6);
    let cell = |row: usize, column: usize| {
        let text = inspection.samples.get(row).and_then(|line| line.get(column));
        Cell::text(text.map_or("", String::as_str))
    };
    let list = grid(columns.collect(), rows, cell).id("import-samples").whole();

    section(cx.locale.import_sample(), None, list)
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
