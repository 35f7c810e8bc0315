//! Paper on screen, before it is printed or saved.

mod head;
mod outlet;
mod pages;
mod record;
mod saving;
pub(super) mod sheet;
#[cfg(test)]
mod tests;
mod zoom;

use std::path::PathBuf;
use std::sync::Arc;

use engine::paper::Format;
use engine::{Error, JobSheets, LetterRow, LettersLaidOut, Paper, Printer, Step};
use iced::keyboard::key::Named;
use iced::widget::scrollable::{self, Viewport};
use iced::widget::{column, container, operation, responsive};
use iced::{Element, Fill, Task};
use ui::widget::{banner, modal};
use ui::{Tone, size, space, theme};

use crate::action::{Action, Notice};
use crate::context::Context;
use crate::long_work::LongWork;
use crate::problem;
use crate::screen::preview::outlet::{Chosen, Form};
use crate::screen::preview::record::{Record, Recorded};
use crate::screen::preview::zoom::Zoom;
use crate::shortcut::Shortcut;

/// A paper, and what becomes of it.
pub struct Preview {
    paper: Arc<Paper>,
    /// What is remembered of it once it is printed or saved.
    record: Record,
    zoom: Zoom,
    seen: Option<Viewport>,
    printers: Option<Vec<Printer>>,
    form: Option<Form>,
    busy: bool,
    /// Sheets are being laid out on another paper.
    laying_out: Option<LongWork>,
    /// The system was asked for a place, and has not answered.
    asked: bool,
    /// How often it was asked.
    askings: u32,
    /// Where papers are saved unless somebody says otherwise.
    folder: PathBuf,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    FolderRead(Result<PathBuf, Error>),
    PrintersRead(Result<Vec<Printer>, Error>),
    Scrolled(Viewport),
    ScrollPressed(f32),
    EndPressed(bool),
    ZoomPressed(Option<bool>),
    PaperPicked(Format),
    LaidOut(Result<JobSheets, Error>),
    Reached(Step),
    StopPressed,
    BackPressed,
    PrintPressed,
    SavePressed,
    /// What the system answered to which asking.
    PathChosen(u32, Chosen),
    OpenPressed,
    Form(outlet::Message),
    /// What was done, and whether it was.
    Done(Outcome, Result<(), Error>),
    Recorded(String, Recorded),
    /// What is on paper and was not remembered is to be.
    RecordPressed,
    /// The letters that are to be taken out were.
    TakenOut,
    /// The letters that went out, as far as they were not taken back.
    SentRead(Result<Vec<LetterRow>, Error>),
    /// Whether the sheets that were printed here still count as that.
    PrintsRead(Result<bool, Error>),
}

/// What became of the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Printed(String),
    Saved(PathBuf),
    Opened,
}

impl Preview {
    pub fn new(paper: Arc<Paper>, cx: &Context) -> (Self, Task<Message>) {
        let room = Self {
            paper,
            record: Record::default(),
            zoom: Zoom::Fit,
            seen: None,
            printers: None,
            form: None,
            busy: false,
            laying_out: None,
            asked: false,
            askings: 0,
            folder: PathBuf::new(),
        };
        let printers = Task::perform(cx.engine.printers(), Message::PrintersRead);
        let folder = Task::perform(cx.engine.papers_folder(), Message::FolderRead);

        (room, Task::batch([printers, folder]))
    }

    /// Job sheets, which are remembered once they are printed or saved.
    pub fn of_sheets(sheets: Arc<JobSheets>, cx: &Context) -> (Self, Task<Message>) {
        let (room, task) = Self::new(Arc::clone(&sheets.paper), cx);

        (Self { record: Record::of_sheets(sheets), ..room }, task)
    }

    /// Letters, which are sent once they are printed or saved.
    pub fn of_letters(letters: Arc<LettersLaidOut>, cx: &Context) -> (Self, Task<Message>) {
        let (room, task) = Self::new(Arc::clone(&letters.paper), cx);

        (Self { record: Record::of_letters(letters), ..room }, task)
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::FolderRead(folder) => {
                self.folder = folder.unwrap_or_default();
                Action::None
            }
            Message::PrintersRead(printers) => {
                self.printers = Some(printers.unwrap_or_default());
                Action::None
            }
            Message::Scrolled(seen) => {
                self.seen = Some(seen);
                Action::None
            }
            Message::ScrollPressed(windows) => self.scroll(windows),
            Message::EndPressed(end) => {
                let y = if end { 1.0 } else { 0.0 };
                let to = scrollable::RelativeOffset { x: 0.0, y };
                Action::Run(operation::snap_to(Self::PAGES, to))
            }
            Message::ZoomPressed(larger) => {
                self.zoom = self.zoom.stepped(larger);
                Action::None
            }
            Message::PaperPicked(format) => self.paper_picked(format, cx),
            Message::LaidOut(sheets) => self.laid_out(sheets, cx),
            Message::Reached(step) => {
                self.laying_out.iter_mut().for_each(|work| work.reach(step));
                Action::None
            }
            Message::BackPressed => Action::Close,
            Message::StopPressed => {
                self.laying_out.iter().for_each(LongWork::cancel);
                Action::None
            }
            Message::PrintPressed => self.print_pressed(cx),
            Message::SavePressed => self.save_pressed(cx),
            Message::PathChosen(asking, chosen) => self.path_chosen(asking, chosen, cx),
            Message::OpenPressed => self.open_pressed(cx),
            Message::Form(message) => self.form(message, cx),
            Message::Done(outcome, done) => self.done(outcome, done, cx),
            Message::Recorded(words, recorded) => self.recorded(words, recorded, cx),
            Message::RecordPressed => Action::Run(self.record(String::new(), cx)),
            Message::TakenOut => {
                self.record.out.clear();
                Action::None
            }
            Message::SentRead(sent) => {
                sent.iter().for_each(|sent| self.record.sent_read(sent));
                Action::None
            }
            Message::PrintsRead(stand) => {
                stand.iter().for_each(|stand| self.record.prints_read(*stand));
                Action::None
            }
        }
    }

    /// Something changed in the office. Paper does not, but what became of it may have been taken back.
    pub fn refresh(&self, cx: &Context) -> Task<Message> {
        let Record { printed, sent, .. } = &self.record;
        let prints = (!printed.is_empty())
            .then(|| Task::perform(cx.engine.prints_stand(printed.clone()), Message::PrintsRead));
        let letters =
            (!sent.is_empty()).then(|| Task::perform(cx.engine.letters_sent(), Message::SentRead));

        Task::batch(prints.into_iter().chain(letters))
    }

    /// Whether something becomes of the paper, or is being asked about it.
    pub fn is_busy(&self) -> bool {
        self.busy || self.asked || self.form.is_some() || !self.record.out.is_empty()
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        const LINE: f32 = 0.1;
        const WINDOW: f32 = 0.9;

        if self.laying_out.is_some() && shortcut.is(Named::Escape) {
            return Some(Message::StopPressed);
        }
        if self.busy || !self.record.out.is_empty() {
            return None;
        }
        if self.form.is_some() {
            let submit = || Message::Form(outlet::Message::Submitted);
            return shortcut.saves().then(submit);
        }
        let named = [
            (Named::F9, Message::PrintPressed),
            (Named::F10, Message::SavePressed),
            (Named::PageDown, Message::ScrollPressed(WINDOW)),
            (Named::PageUp, Message::ScrollPressed(-WINDOW)),
            (Named::ArrowDown, Message::ScrollPressed(LINE)),
            (Named::ArrowUp, Message::ScrollPressed(-LINE)),
            (Named::Home, Message::EndPressed(false)),
            (Named::End, Message::EndPressed(true)),
        ];
        if let Some((_, message)) = named.into_iter().find(|(key, _)| shortcut.is(*key)) {
            return Some(message);
        }

        // With Alt they are the rooms'.
        let plain = !shortcut.modifiers.alt() && !shortcut.modifiers.command();

        match shortcut.letter()? {
            _ if shortcut.is_command("p") => Some(Message::PrintPressed),
            _ if shortcut.is_command("s") => Some(Message::SavePressed),
            _ if shortcut.is_command("o") => Some(Message::OpenPressed),
            _ if shortcut.is_command("0") => Some(Message::ZoomPressed(None)),
            "+" | "=" => Some(Message::ZoomPressed(Some(true))),
            "-" => Some(Message::ZoomPressed(Some(false))),
            "4" if plain => Some(Message::PaperPicked(Format::A4)),
            "5" if plain => Some(Message::PaperPicked(Format::A5)),
            _ => None,
        }
    }

    /// Job sheets fit on two papers, as long as they are on none. The choice is this desk's from now on.
    fn paper_picked(&mut self, format: Format, cx: &Context) -> Action<Message> {
        let open = !self.busy && !self.record.is_done();
        let Some(sheets) = self.record.sheets().filter(|it| open && it.format() != format) else {
            return Action::None;
        };
        let (work, task) = LongWork::begin(
            |progress| cx.engine.sheets_on(sheets, format, progress),
            Message::Reached,
            Message::LaidOut,
        );
        (self.busy, self.laying_out) = (true, Some(work));

        Action::Run(task)
    }

    fn laid_out(&mut self, sheets: Result<JobSheets, Error>, cx: &Context) -> Action<Message> {
        (self.busy, self.laying_out) = (false, None);
        match sheets {
            // It stays as it was.
            Err(Error::Cancelled) => Action::None,
            Ok(sheets) => {
                let chosen = cx.engine.choose_sheet_paper(sheets.format());
                self.paper = Arc::clone(&sheets.paper);
                self.record = Record::of_sheets(Arc::new(sheets));
                (self.seen, self.zoom) = (None, Zoom::Fit);
                let top = operation::snap_to(Self::PAGES, scrollable::RelativeOffset::START);
                Action::Run(Task::batch([top, Task::future(chosen).discard()]))
            }
            Err(error) => {
                let words = problem::message(&error, &cx.locale);
                Action::Tell(Notice::problem(words), Task::none())
            }
        }
    }

    fn print_pressed(&mut self, cx: &Context) -> Action<Message> {
        match self.printers.clone() {
            _ if self.busy => Action::None,
            None => Action::Run(Task::perform(cx.engine.printers(), Message::PrintersRead)),
            Some(printers) => {
                self.form = Some(Form::print(printers));
                Action::None
            }
        }
    }

    fn open_pressed(&mut self, cx: &Context) -> Action<Message> {
        if self.busy {
            return Action::None;
        }
        (self.busy, self.form) = (true, None);
        let opened = cx.engine.open_pdf(Arc::clone(&self.paper));

        Action::Run(Task::perform(opened, |opened| Message::Done(Outcome::Opened, opened)))
    }

    fn form(&mut self, message: outlet::Message, cx: &Context) -> Action<Message> {
        let Some(form) = &mut self.form else { return Action::None };
        // What is on its way is neither sent again nor looked away from.
        if self.busy {
            return Action::None;
        }

        match form.update(message) {
            outlet::Step::Stay => Action::None,
            outlet::Step::Leave => {
                self.form = None;
                Action::None
            }
            outlet::Step::Open => self.open_pressed(cx),
            outlet::Step::AskForPath => {
                self.form = None;
                self.save_pressed(cx)
            }
            outlet::Step::Save(path) => self.save(path, cx),
            outlet::Step::Print(printer, copies) => {
                self.busy = true;
                let paper = Arc::clone(&self.paper);
                let sent = cx.engine.send_to_printer(paper, printer.clone(), copies);
                Action::Run(Task::perform(sent, move |sent| {
                    Message::Done(Outcome::Printed(printer.clone()), sent)
                }))
            }
        }
    }

    fn done(&mut self, outcome: Outcome, done: Result<(), Error>, cx: &Context) -> Action<Message> {
        self.busy = false;
        if let Err(error) = done {
            if let Some(form) = &mut self.form {
                form.refused(error);
                return Action::None;
            }
            let words = problem::message(&error, &cx.locale);
            return Action::Tell(Notice::problem(words), Task::none());
        }
        self.form = None;
        let kept = match &outcome {
            Outcome::Saved(path) => self.keep_folder(path, cx),
            Outcome::Printed(_) | Outcome::Opened => Task::none(),
        };
        let on_paper = outcome != Outcome::Opened || self.no_printer();
        let words = match outcome {
            Outcome::Printed(printer) => cx.locale.preview_sent(&printer),
            Outcome::Saved(path) => cx.locale.preview_saved(&path.display().to_string()),
            Outcome::Opened => cx.locale.preview_opened(),
        };
        if !on_paper || self.record.is_done() {
            return Action::Tell(Notice::done(words), kept);
        }

        Action::Run(Task::batch([kept, self.record(words, cx)]))
    }

    /// Where there is no printer to send to, the viewer is how one prints.
    fn no_printer(&self) -> bool {
        self.printers.as_ref().is_some_and(Vec::is_empty)
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let missing: String = self.paper.missing.iter().collect();
        let missing = (!missing.is_empty())
            .then(|| banner(Tone::Warning, cx.locale.problem_print_missing(&missing), None));
        let remarks = self.record.banners(cx);
        let waits = self.asked.then(|| banner(Tone::Info, cx.locale.preview_dialog_waits(), None));
        let head =
            responsive(move |room| self.head(room.width < size::SLIM, cx)).height(size::CONTROL);
        let head = container(head).padding([space::SNUG, space::APART]);
        let pages = responsive(move |room| self.pages(room.width));
        let pages = container(pages).style(theme::style::rail).height(Fill);
        let making = self.laying_out.as_ref().map(|work| {
            let cancel = (cx.locale.action_cancel(), Message::StopPressed);
            let making = work.view(cx.locale.dispatch_sheets_making(), Some(cancel));
            container(making).padding([space::NONE, space::APART])
        });
        let room = column![head, making, waits, missing, remarks, pages].height(Fill);
        if !self.record.out.is_empty() {
            return modal(room, Some(self.record.take_out(cx)), Some(Message::TakenOut));
        }
        let dialog = self.form.as_ref().map(|form| form.view(self.busy, cx).map(Message::Form));

        modal(room, dialog, Some(Message::Form(outlet::Message::Closed)))
    }
}
