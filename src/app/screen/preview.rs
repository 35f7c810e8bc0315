//! Paper on screen, before it is printed or saved.

mod head;
mod outlet;
pub(super) mod sheet;
#[cfg(test)]
mod tests;
mod zoom;

use std::path::PathBuf;
use std::sync::Arc;

use domain::LetterId;
use engine::paper::Format;
use engine::{Error, JobSheets, LetterRow, LettersLaidOut, LettersPosted, Paper, Printer};
use iced::keyboard::key::Named;
use iced::widget::scrollable::{self, AbsoluteOffset, Viewport};
use iced::widget::{Column, column, container, operation, responsive};
use iced::{Center, Element, Fill, Task};
use ui::widget::{banner, modal};
use ui::{Tone, size, space, theme};

use crate::action::{Action, Notice};
use crate::context::Context;
use crate::problem;
use crate::screen::letters::left_out;
use crate::screen::preview::outlet::{Chosen, Form};
use crate::screen::preview::zoom::Zoom;
use crate::shortcut::Shortcut;

/// How many of those whose letter is to be taken out are named.
const NAMED: usize = 5;

/// A paper, and what becomes of it.
pub struct Preview {
    paper: Arc<Paper>,
    /// What is remembered once it is printed or saved.
    to_record: Option<ToRecord>,
    recorded: bool,
    /// The letters that went out from here.
    sent: Vec<LetterId>,
    zoom: Zoom,
    seen: Option<Viewport>,
    printers: Option<Vec<Printer>>,
    form: Option<Form>,
    busy: bool,
    /// The system was asked for a place, and has not answered.
    asked: bool,
}

/// What is remembered of a paper.
enum ToRecord {
    Sheets(Arc<JobSheets>),
    Letters(Arc<LettersLaidOut>),
}

/// What was remembered.
#[derive(Debug, Clone)]
pub enum Recorded {
    Sheets(usize),
    Letters(LettersPosted),
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    PrintersRead(Result<Vec<Printer>, Error>),
    Scrolled(Viewport),
    ScrollPressed(f32),
    EndPressed(bool),
    ZoomPressed(Option<bool>),
    PaperPicked(Format),
    LaidOut(Result<JobSheets, Error>),
    PrintPressed,
    SavePressed,
    PathChosen(Chosen),
    OpenPressed,
    Form(outlet::Message),
    /// What was done, and whether it was.
    Done(Outcome, Result<(), Error>),
    Recorded(String, Result<Recorded, Error>),
    /// The letters that went out, as far as they were not taken back.
    SentRead(Result<Vec<LetterRow>, Error>),
}

/// What became of the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Printed(String),
    Saved(PathBuf),
    Opened,
}

impl Preview {
    const PAGES: &'static str = "preview-pages";

    pub fn new(paper: Arc<Paper>, cx: &Context) -> (Self, Task<Message>) {
        let room = Self {
            paper,
            to_record: None,
            recorded: false,
            sent: Vec::new(),
            zoom: Zoom::Fit,
            seen: None,
            printers: None,
            form: None,
            busy: false,
            asked: false,
        };

        (room, Task::perform(cx.engine.printers(), Message::PrintersRead))
    }

    /// Job sheets, which are remembered once they are printed or saved.
    pub fn of_sheets(sheets: Arc<JobSheets>, cx: &Context) -> (Self, Task<Message>) {
        let (room, task) = Self::new(Arc::clone(&sheets.paper), cx);

        (Self { to_record: Some(ToRecord::Sheets(sheets)), ..room }, task)
    }

    /// Letters, which are sent once they are printed or saved.
    pub fn of_letters(letters: Arc<LettersLaidOut>, cx: &Context) -> (Self, Task<Message>) {
        let (room, task) = Self::new(Arc::clone(&letters.paper), cx);

        (Self { to_record: Some(ToRecord::Letters(letters)), ..room }, task)
    }

    /// The job sheets, if they are such.
    fn sheets(&self) -> Option<&Arc<JobSheets>> {
        match &self.to_record {
            Some(ToRecord::Sheets(sheets)) => Some(sheets),
            Some(ToRecord::Letters(_)) | None => None,
        }
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
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
            Message::PrintPressed => self.print_pressed(cx),
            Message::SavePressed => self.save_pressed(cx),
            Message::PathChosen(chosen) => self.path_chosen(chosen, cx),
            Message::OpenPressed => self.open_pressed(cx),
            Message::Form(message) => self.form(message, cx),
            Message::Done(outcome, done) => self.done(outcome, done, cx),
            Message::Recorded(words, recorded) => self.recorded(words, recorded, cx),
            Message::SentRead(Ok(sent)) => {
                // Once all were taken back they are to be sent again.
                if !sent.iter().any(|row| self.sent.contains(&row.id)) {
                    self.sent.clear();
                    self.recorded = false;
                }
                Action::None
            }
            Message::SentRead(Err(_)) => Action::None,
        }
    }

    /// Something changed in the office. Paper does not, but letters may have been taken back.
    pub fn refresh(&self, cx: &Context) -> Task<Message> {
        match self.sent.is_empty() {
            true => Task::none(),
            false => Task::perform(cx.engine.letters_sent(), Message::SentRead),
        }
    }

    /// Whether something becomes of the paper, or is being asked about it.
    pub fn is_busy(&self) -> bool {
        self.busy || self.asked || self.form.is_some()
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        const LINE: f32 = 0.1;
        const WINDOW: f32 = 0.9;

        if self.busy {
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

        match shortcut.letter()? {
            _ if shortcut.is_command("p") => Some(Message::PrintPressed),
            _ if shortcut.is_command("s") => Some(Message::SavePressed),
            _ if shortcut.is_command("o") => Some(Message::OpenPressed),
            _ if shortcut.is_command("0") => Some(Message::ZoomPressed(None)),
            "+" | "=" => Some(Message::ZoomPressed(Some(true))),
            "-" => Some(Message::ZoomPressed(Some(false))),
            "4" => Some(Message::PaperPicked(Format::A4)),
            "5" => Some(Message::PaperPicked(Format::A5)),
            _ => None,
        }
    }

    /// Job sheets fit on two papers, as long as they are on none. The choice is this desk's from now on.
    fn paper_picked(&mut self, format: Format, cx: &Context) -> Action<Message> {
        let open = !self.busy && !self.recorded;
        let Some(sheets) = self.sheets().filter(|it| open && it.format() != format) else {
            return Action::None;
        };
        let laid_out = cx.engine.sheets_on(sheets, format);
        self.busy = true;
        let chosen = Task::future(cx.engine.choose_sheet_paper(format)).discard();

        Action::Run(Task::batch([Task::perform(laid_out, Message::LaidOut), chosen]))
    }

    fn laid_out(&mut self, sheets: Result<JobSheets, Error>, cx: &Context) -> Action<Message> {
        self.busy = false;
        match sheets {
            Ok(sheets) => {
                self.paper = Arc::clone(&sheets.paper);
                self.to_record = Some(ToRecord::Sheets(Arc::new(sheets)));
                (self.seen, self.zoom) = (None, Zoom::Fit);
                Action::Run(operation::snap_to(Self::PAGES, scrollable::RelativeOffset::START))
            }
            Err(error) => {
                let words = problem::message(&error, &cx.locale);
                Action::Tell(Notice::problem(words), Task::none())
            }
        }
    }

    fn scroll(&self, windows: f32) -> Action<Message> {
        const USUAL: f32 = 600.0;

        let height = self.seen.map_or(USUAL, |seen| seen.bounds().height);
        let by = AbsoluteOffset { x: 0.0, y: height * windows };
        Action::Run(operation::scroll_by(Self::PAGES, by))
    }

    /// The page in the middle of the room.
    fn page(&self) -> usize {
        let Some(seen) = self.seen else { return 0 };
        let middle = seen.absolute_offset().y + seen.bounds().height / 2.0;
        let share = middle / seen.content_bounds().height.max(1.0);
        let total: f32 = self.paper.pages.iter().map(|page| page.height).sum();
        let mut above = 0.0;
        let ends = self.paper.pages.iter().map(|page| {
            above += page.height;
            above
        });

        ends.take_while(|end| *end < share * total).count().min(self.paper.pages.len().max(1) - 1)
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

    /// What the file is called unless somebody calls it otherwise.
    fn file_name(&self, cx: &Context) -> String {
        engine::file_name(&self.paper.title, cx.engine.clock().today())
    }

    fn save_pressed(&mut self, cx: &Context) -> Action<Message> {
        if self.busy {
            return Action::None;
        }
        let name = self.file_name(cx);
        // Whoever presses it again sees no dialog: then the place is typed here.
        if self.asked {
            self.form = Some(Form::save(name));
            return Action::Run(operation::focus(Form::PATH));
        }
        self.asked = true;
        let asked = outlet::ask_for_path(name, cx);

        Action::Run(Task::perform(asked, Message::PathChosen))
    }

    fn path_chosen(&mut self, chosen: Chosen, cx: &Context) -> Action<Message> {
        self.asked = false;
        match chosen {
            Chosen::Path(path) if !self.busy => {
                self.form = None;
                self.save(path, cx)
            }
            // The place is being typed meanwhile, or was.
            _ if self.busy || self.form.is_some() => Action::None,
            Chosen::Path(_) | Chosen::Nothing => Action::None,
            Chosen::NoDialog => {
                self.form = Some(Form::save(self.file_name(cx)));
                Action::Run(operation::focus(Form::PATH))
            }
        }
    }

    fn save(&mut self, path: PathBuf, cx: &Context) -> Action<Message> {
        self.busy = true;
        let saved = cx.engine.save_pdf(Arc::clone(&self.paper), path.clone());

        Action::Run(Task::perform(saved, move |saved| {
            Message::Done(Outcome::Saved(path.clone()), saved)
        }))
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
        // Where there is no printer to send to, the viewer is how one prints.
        let no_printer = self.printers.as_ref().is_none_or(Vec::is_empty);
        let on_paper = outcome != Outcome::Opened || no_printer;
        let words = match outcome {
            Outcome::Printed(printer) => cx.locale.preview_sent(&printer),
            Outcome::Saved(path) => cx.locale.preview_saved(&path.display().to_string()),
            Outcome::Opened => cx.locale.preview_opened(),
        };
        let Some(to_record) = self.to_record.as_ref().filter(|_| on_paper && !self.recorded) else {
            return Action::Tell(Notice::done(words), Task::none());
        };
        self.recorded = true;
        let recorded = match to_record {
            ToRecord::Sheets(sheets) => {
                let recorded = cx.engine.record_prints(sheets);
                Task::perform(recorded, |recorded| recorded.map(Recorded::Sheets))
            }
            ToRecord::Letters(letters) => {
                let posted = cx.engine.post_letters(letters);
                Task::perform(posted, |posted| posted.map(Recorded::Letters))
            }
        };

        Action::Run(recorded.map(move |recorded| Message::Recorded(words.clone(), recorded)))
    }

    fn recorded(
        &mut self,
        words: String,
        recorded: Result<Recorded, Error>,
        cx: &Context,
    ) -> Action<Message> {
        let locale = &cx.locale;
        let notice = match recorded {
            Ok(Recorded::Sheets(count)) => {
                Notice::done([words, locale.preview_recorded(count as u64)].join(" "))
            }
            Ok(Recorded::Letters(posted)) => {
                self.sent.clone_from(&posted.letters);
                letters_posted(words, &posted, cx)
            }
            Err(error) => {
                self.recorded = false;
                Notice::problem(problem::message(&error, locale))
            }
        };

        Action::Tell(notice, Task::none())
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let missing: String = self.paper.missing.iter().collect();
        let missing = (!missing.is_empty())
            .then(|| banner(Tone::Warning, cx.locale.problem_print_missing(&missing), None));
        let reprints = self.sheets().map_or(0, |sheets| sheets.reprints());
        let reprints = (reprints > 0)
            .then(|| banner(Tone::Info, cx.locale.preview_reprints(reprints as u64), None));
        let letters = matches!(self.to_record, Some(ToRecord::Letters(_))) && !self.recorded;
        let letters =
            letters.then(|| banner(Tone::Info, cx.locale.preview_letters_not_sent(), None));
        let waits = self.asked && self.form.is_none();
        let waits = waits.then(|| banner(Tone::Info, cx.locale.preview_dialog_waits(), None));
        let head =
            responsive(move |room| self.head(room.width < size::SLIM, cx)).height(size::CONTROL);
        let head = container(head).padding([space::SNUG, space::APART]);
        let pages = responsive(move |room| self.pages(room.width));
        let pages = container(pages).style(theme::style::rail).height(Fill);
        let room = column![head, waits, missing, reprints, letters, pages].height(Fill);
        let dialog = self.form.as_ref().map(|form| form.view(self.busy, cx).map(Message::Form));

        modal(room, dialog, Some(Message::Form(outlet::Message::Closed)))
    }

    fn pages(&self, room: f32) -> Element<'_, Message> {
        let widest = self.paper.pages.iter().map(|page| page.width).fold(1.0, f32::max);
        let scale = self.zoom.scale(widest, room - 2.0 * space::MARGIN);
        let pages = self.paper.pages.iter().map(|page| sheet::sheet(page, scale));
        let pages = Column::with_children(pages).spacing(space::FAR).align_x(Center);
        let width = (widest * scale + 2.0 * space::MARGIN).max(room);
        let pages = container(pages).padding(space::FAR).center_x(width);
        let bar = scrollable::Scrollbar::new;

        iced::widget::scrollable(pages)
            .id(Self::PAGES)
            .direction(scrollable::Direction::Both { vertical: bar(), horizontal: bar() })
            .on_scroll(Message::Scrolled)
            .width(Fill)
            .height(Fill)
            .style(theme::style::scroll)
            .into()
    }
}

/// What is said once letters went out; what was on paper and is not to go is said too.
fn letters_posted(words: String, posted: &LettersPosted, cx: &Context) -> Notice {
    let locale = &cx.locale;
    let taken_out = posted.skipped.iter().map(|skipped| skipped.name.as_str());
    let taken_out: Vec<&str> = taken_out.take(NAMED).collect();
    let left_out = left_out::words(posted.skipped.iter().map(|skipped| skipped.why), locale);
    let left_out =
        left_out.map(|why| locale.preview_take_out(&why, &locale.enumeration(&taken_out)));
    let failed = posted.failed.as_ref().map(|error| problem::message(error, locale));
    let all_well = left_out.is_none() && failed.is_none();
    let sent = locale.letters_posted(posted.letters.len());
    // What is on paper stays there: only the sending can be taken back.
    let deed = Some(sent.clone());
    let words: Vec<String> =
        [Some(words), Some(sent), left_out, failed].into_iter().flatten().collect();
    let words = words.join(" ");
    let notice = if all_well { Notice::done(words) } else { Notice::problem(words) };

    Notice { undo: posted.undo(), deed, ..notice }
}
