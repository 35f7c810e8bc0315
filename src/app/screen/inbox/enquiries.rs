//! Enquiries: a list by what they are at and who looks after them, and what is done with the one in hand.

use std::collections::BTreeMap;
use std::path::PathBuf;

use domain::{
    AttachmentId, CustomerId, EnquiryId, EnquiryState, OrderId, OrderKind, Purpose, ReplyWay,
    StaffId, Template, TemplateId,
};
use engine::{
    Collected, Composition, EnquiryFile, EnquiryFilter, EnquiryList, EnquiryStage, EnquiryTaken,
    Error, LetterTarget, LettersLaidOut, MailState, MailTaken, NoLetter, Progress, ReplyDraft,
    Undo,
};
use iced::Task;
use iced::keyboard::key::Named;
use iced::widget::{operation, text_editor};

use super::articles::{self, Articles};
use super::coming::{ask, ask_folder};
use super::draft::DRAFT;
use super::mail;
use super::write::{self, Write};
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::file_dialog::Chosen;
use crate::place::{Caller, Place};
use crate::shortcut::Shortcut;
use crate::{problem, unread};

pub(super) const LIST: &str = "enquiries";
pub(super) const WORDS: &str = "enquiry-reply";
pub(super) const SEARCH: &str = "enquiries-search";
/// Where a folder or a file is named by hand.
pub(super) const PATH: &str = "inbox-path";

/// Whose enquiries are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Whose {
    #[default]
    All,
    Mine,
    Nobodys,
}

/// What a path that is typed by hand is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asking {
    Mail,
    Folder,
}

/// The list, and the enquiry in hand.
#[derive(Default)]
pub struct Enquiries {
    pub(super) list: Option<EnquiryList>,
    /// Why there is none.
    pub(super) unread: Option<Error>,
    pub(super) stage: EnquiryStage,
    pub(super) whose: Whose,
    pub(super) sought: String,
    pub(super) selected: Option<EnquiryId>,
    pub(super) file: Option<EnquiryFile>,
    /// The reply that is being written.
    pub(super) words: text_editor::Content,
    /// What was begun in reply to others.
    pub(super) begun: BTreeMap<EnquiryId, String>,
    /// What may answer it, and what replies were taken from.
    pub(super) articles: Articles,
    /// The wordings that a reply can begin with.
    pub(super) wordings: Vec<(TemplateId, Template)>,
    /// A wording was asked for where something is written: once more, and that goes.
    pub(super) replacing: bool,
    pub(super) error: Option<Error>,
    pub(super) saving: bool,
    /// A letter or call that is being taken down.
    pub(super) write: Option<Write>,
    pub(super) folder: Option<PathBuf>,
    /// How the mailbox of this computer stands.
    pub(super) post: MailState,
    /// Whether the mailbox is being looked at.
    pub(super) looking: bool,
    /// A path that is typed by hand, where the system has no dialog.
    pub(super) asking: Option<(Asking, String)>,
    /// What was dropped while others were being taken in.
    pub(super) waiting_paths: Vec<PathBuf>,
    pub(super) taking: bool,
    /// The list is on screen with the next reading only: the cursor goes there then.
    pub(super) to_list: bool,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    DraftRead(Result<Option<String>, Error>),
    DraftKept,
    ListRead(EnquiryFilter, Result<EnquiryList, Error>),
    WordingsRead(Result<Vec<(TemplateId, Template)>, Error>),
    FolderRead(Result<Option<PathBuf>, Error>),
    FileRead(EnquiryId, Result<Box<EnquiryFile>, Error>),
    StagePicked(usize),
    WhosePicked(usize),
    Sought(String),
    RowPicked(usize),
    RowOpened,
    AgainPressed,
    // Coming in.
    NewPressed,
    Write(write::Message),
    Written(Result<EnquiryTaken, Error>),
    AddPressed,
    MailChosen(Chosen),
    MailsGiven(Vec<PathBuf>),
    MailsTaken(Result<MailTaken, Error>),
    FolderPressed,
    FolderChosen(Chosen),
    FolderStopped,
    FolderSet(bool, Result<(), Error>),
    Collected(Result<Collected, Error>),
    PathTyped(String),
    PathSubmitted,
    PathDropped,
    // The one in hand.
    PersonPicked(usize),
    MinePressed,
    FilePressed(CustomerId),
    NewFilePressed,
    LoosePressed,
    UrgePressed,
    WordsEdited(text_editor::Action),
    WordingPicked(usize),
    DraftPressed,
    Drafted(EnquiryId, Result<ReplyDraft, Error>),
    Answered(Option<ReplyWay>),
    LetterPressed,
    LetterMade(Box<Result<LetterMade, Error>>),
    ClosePressed,
    ReopenPressed,
    ConvertPressed(OrderKind),
    FileOpened(AttachmentId),
    AttachmentShown(Result<(), Error>),
    Articles(articles::Message),
    Mail(mail::Message),
    Done(EnquiryId, Step, Result<Undo, Error>),
    Left(Place),
}

/// A letter that was made of an answer, or why there is none.
#[derive(Debug, Clone)]
pub enum LetterMade {
    Paper(LettersLaidOut),
    None(Option<NoLetter>),
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    Routed(Option<String>),
    Filed,
    FileMade(String),
    Unfiled,
    Urged(bool),
    Answered(Option<ReplyWay>),
    /// Answered, and to be printed now.
    ToPrint,
    Closed,
    Reopened,
}

impl Enquiries {
    pub fn new(enquiry: Option<EnquiryId>, cx: &Context) -> (Self, Task<Message>) {
        let page = Self { selected: enquiry, ..Self::default() };
        let tasks = [
            page.read(cx),
            page.read_file(cx),
            Task::perform(cx.engine.draft(DRAFT), Message::DraftRead),
            Task::perform(cx.engine.reply_wordings(), Message::WordingsRead),
            Task::perform(cx.engine.mail_folder(), Message::FolderRead),
            mail::read(cx),
            operation::focus(LIST),
        ];

        (page, Task::batch(tasks))
    }

    /// How many wait for an answer.
    pub fn waiting(&self) -> Option<u64> {
        self.list.as_ref().map(|list| list.waiting)
    }

    /// The enquiry in hand, with its subject.
    pub fn in_hand(&self) -> Option<(EnquiryId, &str)> {
        self.file.as_ref().map(|file| (file.id, file.enquiry.subject.as_str()))
    }

    pub fn is_taking_down(&self) -> bool {
        self.write.as_ref().is_some_and(Write::is_begun)
    }

    /// Whether something is written that is not saved.
    pub fn is_written_in(&self) -> bool {
        self.write.is_some() || self.asking.is_some() || !self.words.text().trim().is_empty()
    }

    pub fn refresh(&self, cx: &Context) -> Task<Message> {
        let wordings = Task::perform(cx.engine.reply_wordings(), Message::WordingsRead);

        Task::batch([self.read(cx), self.read_file(cx), mail::read(cx), wordings])
    }

    fn filter(&self) -> EnquiryFilter {
        let actor = self.list.as_ref().and_then(|list| list.actor);

        EnquiryFilter {
            stage: self.stage,
            person: actor.filter(|_| self.whose == Whose::Mine),
            nobodys: self.whose == Whose::Nobodys,
            words: self.sought.clone(),
        }
    }

    pub(super) fn read(&self, cx: &Context) -> Task<Message> {
        let filter = self.filter();
        let read = cx.engine.enquiries(filter.clone());

        Task::perform(read, move |list| Message::ListRead(filter.clone(), list))
    }

    pub(super) fn read_file(&self, cx: &Context) -> Task<Message> {
        self.selected.map_or_else(Task::none, |id| {
            Task::perform(cx.engine.enquiry(id), move |file| {
                Message::FileRead(id, file.map(Box::new))
            })
        })
    }

    #[expect(clippy::too_many_lines, reason = "a table: one arm for each message")]
    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::DraftRead(draft) => self.draft_read(draft),
            Message::DraftKept => Action::None,
            Message::ListRead(filter, answer) => self.list_read(&filter, answer, cx),
            Message::WordingsRead(answer) => {
                self.wordings = answer.unwrap_or_default();
                Action::None
            }
            Message::FolderRead(answer) => {
                self.folder = answer.ok().flatten();
                Action::None
            }
            Message::FileRead(id, answer) => self.file_read(id, answer),
            Message::StagePicked(at) => {
                let stages = [EnquiryStage::Waiting, EnquiryStage::Answered, EnquiryStage::Over];
                self.stage = stages[at.min(2)];
                self.show_another(cx)
            }
            Message::WhosePicked(at) => {
                self.whose = [Whose::All, Whose::Mine, Whose::Nobodys][at.min(2)];
                self.show_another(cx)
            }
            Message::Sought(words) => {
                self.sought = words;
                Action::Run(self.read(cx))
            }
            Message::RowPicked(row) => self.row_picked(row, cx),
            Message::RowOpened => self.step_in(),
            Message::AgainPressed => Action::Run(self.refresh(cx)),
            Message::NewPressed => {
                self.write.get_or_insert_default();
                Action::Run(operation::focus(write::NAME))
            }
            Message::Write(message) => self.writing(message, cx),
            Message::Written(answer) => self.written(answer, cx),
            Message::AddPressed => Action::Run(ask(cx)),
            Message::MailChosen(Chosen::Path(path)) => self.give(vec![path], cx),
            Message::MailChosen(Chosen::NoDialog) => self.ask_by_hand(Asking::Mail),
            Message::FolderChosen(Chosen::NoDialog) => self.ask_by_hand(Asking::Folder),
            Message::MailChosen(Chosen::Nothing) | Message::FolderChosen(Chosen::Nothing) => {
                Action::None
            }
            Message::MailsGiven(paths) => self.give(paths, cx),
            Message::MailsTaken(answer) => self.mails_taken(answer, cx),
            Message::FolderPressed => Action::Run(ask_folder(cx)),
            Message::FolderChosen(Chosen::Path(path)) => Self::watch(Some(path), cx),
            Message::FolderStopped => Self::watch(None, cx),
            Message::FolderSet(watched, answer) => self.folder_set(watched, answer, cx),
            Message::Collected(answer) => self.collected(answer, cx),
            Message::PathTyped(path) => {
                if let Some((_, typed)) = &mut self.asking {
                    *typed = path;
                }
                Action::None
            }
            Message::PathSubmitted => self.path_submitted(cx),
            Message::PathDropped => {
                self.asking = None;
                Action::None
            }
            Message::PersonPicked(at) => self.person_picked(at, cx),
            Message::MinePressed => self.take_on(cx),
            Message::FilePressed(customer) => {
                self.begin(Step::Filed, |id| cx.engine.file_enquiry(id, Some(customer)))
            }
            Message::NewFilePressed => self.new_file(cx),
            Message::LoosePressed => {
                self.begin(Step::Unfiled, |id| cx.engine.file_enquiry(id, None))
            }
            Message::UrgePressed => self.urge(cx),
            Message::WordsEdited(action) => self.words_edited(action, cx),
            Message::WordingPicked(at) => {
                let wording = self.wordings.get(at).map(|(id, _)| *id);
                self.draft(wording, cx)
            }
            Message::DraftPressed => self.draft(None, cx),
            Message::Drafted(id, answer) => self.drafted(id, answer, cx),
            Message::Answered(way) => self.answer(Step::Answered(way), way, cx),
            Message::LetterPressed => self.letter(cx),
            Message::LetterMade(made) => self.letter_made(*made, cx),
            Message::ClosePressed => {
                self.begin(Step::Closed, |id| cx.engine.close_enquiry(id, String::new()))
            }
            Message::ReopenPressed => self.begin(Step::Reopened, |id| cx.engine.reopen_enquiry(id)),
            Message::ConvertPressed(kind) => self.convert(kind),
            Message::FileOpened(file) => {
                let shown = cx.engine.open_attachment(file, Progress::new());
                Action::Run(Task::perform(shown, Message::AttachmentShown))
            }
            Message::AttachmentShown(Ok(())) => Action::Run(self.read_file(cx)),
            Message::AttachmentShown(Err(error)) => told(&error, cx),
            Message::Articles(message) => self.with_articles(message, cx),
            Message::Mail(message) => self.with_mail(message, cx),
            Message::Done(id, step, answer) => self.done(id, &step, answer, cx),
            Message::Left(place) => Action::Open(place),
        }
    }

    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if let Some(write) = &self.write {
            return write.key(shortcut).map(Message::Write);
        }
        if self.asking.is_some() {
            return None;
        }
        if shortcut.is(Named::F2) {
            return Some(Message::NewPressed);
        }
        if shortcut.is(Named::F3) {
            return Some(Message::AddPressed);
        }
        if shortcut.is(Named::F5) && (self.unread.is_some() || self.error.is_some()) {
            return Some(Message::AgainPressed);
        }
        if shortcut.is(Named::F5) && self.post.address.is_some() {
            return Some(Message::Mail(mail::Message::LookPressed));
        }
        if shortcut.is(Named::ArrowRight) || shortcut.is(Named::ArrowLeft) {
            let at = self.stage as usize;
            let step = if shortcut.is(Named::ArrowRight) { 1 } else { 2 };
            return Some(Message::StagePicked((at + step) % 3));
        }

        self.key_of(self.file.as_ref()?, shortcut)
    }

    /// The message of a key about the enquiry in hand.
    fn key_of(&self, file: &EnquiryFile, shortcut: &Shortcut) -> Option<Message> {
        let open = !file.state.is_over();
        if shortcut.saves() {
            return open.then_some(Message::Answered(None));
        }
        match () {
            () if shortcut.is(Named::F11) && file.mails => {
                return open.then_some(Message::Answered(Some(ReplyWay::Mail)));
            }
            () if shortcut.is(Named::F9) => return open.then_some(Message::LetterPressed),
            () if shortcut.is(Named::F4) => return open.then_some(Message::DraftPressed),
            () if shortcut.is(Named::F7) => return open.then_some(Message::MinePressed),
            () if shortcut.is(Named::F8) => {
                let over = Message::ReopenPressed;
                return Some(if open { Message::ClosePressed } else { over });
            }
            () => {}
        }
        if !shortcut.modifiers.is_empty() {
            return None;
        }
        if let Some(message) = self.articles.key(file, shortcut) {
            return Some(message);
        }
        match shortcut.letter()? {
            "q" if open => Some(Message::ConvertPressed(OrderKind::Consultation)),
            "r" if open => Some(Message::ConvertPressed(OrderKind::Repair)),
            "c" if open => Some(Message::ConvertPressed(OrderKind::Complaint)),
            "u" if open => Some(Message::UrgePressed),
            "n" if open && file.customer.is_none() => Some(Message::NewFilePressed),
            "f" => {
                file.offered.first().map(|hit| Message::FilePressed(hit.customer)).or_else(|| {
                    let (customer, _) = file.customer.as_ref()?;
                    Some(Message::Left(Place::Household(*customer)))
                })
            }
            "o" => {
                let (order, _) = file.order.as_ref()?;
                Some(Message::Left(Place::Order(*order)))
            }
            _ => None,
        }
    }

    fn show_another(&mut self, cx: &Context) -> Action<Message> {
        self.take_up(None);

        Action::Run(Task::batch([self.read(cx), operation::focus(LIST)]))
    }

    /// Another enquiry is in hand, with what was begun in reply to it.
    pub(super) fn take_up(&mut self, enquiry: Option<EnquiryId>) {
        let words = enquiry.and_then(|id| self.begun.remove(&id)).unwrap_or_default();
        let words = text_editor::Content::with_text(&words);
        let before = std::mem::replace(&mut self.words, words).text();
        if let Some(id) = self.selected.filter(|_| !before.trim().is_empty()) {
            self.begun.insert(id, before.trim_end().to_owned());
        }
        (self.selected, self.file, self.error) = (enquiry, None, None);
        self.replacing = false;
        self.articles.leave();
    }

    /// A reply that was begun is one now.
    pub(super) fn forget_reply(&mut self, id: EnquiryId) {
        self.begun.remove(&id);
        self.articles.told.remove(&id);
        if self.selected == Some(id) {
            self.words = text_editor::Content::new();
            self.error = None;
        }
    }

    fn list_read(
        &mut self,
        filter: &EnquiryFilter,
        answer: Result<EnquiryList, Error>,
        cx: &Context,
    ) -> Action<Message> {
        // Something else is asked for meanwhile.
        if *filter != self.filter() {
            return Action::None;
        }
        let known = self.list.is_some();
        match answer {
            Ok(list) => (self.list, self.unread) = (Some(list), None),
            Err(error) => return unread::failed(&mut self.unread, known, error, cx),
        }
        // Who sits here was not known before.
        if *filter != self.filter() {
            return Action::Run(self.read(cx));
        }
        // What was asked for stays in sight, also where it moved on to another page of the list.
        if self.selected.is_some() {
            let go = std::mem::take(&mut self.to_list) && self.write.is_none();
            return if go { Action::Run(operation::focus(LIST)) } else { Action::None };
        }
        let first = self.list.iter().flat_map(|list| &list.rows).map(|row| row.id).next();
        self.take_up(first);

        Action::Run(self.read_file(cx))
    }

    fn row_picked(&mut self, row: usize, cx: &Context) -> Action<Message> {
        let row = self.list.as_ref().and_then(|list| list.rows.get(row));
        let Some(id) = row.map(|row| row.id) else { return Action::None };
        if self.selected != Some(id) {
            self.take_up(Some(id));
        }

        Action::Run(self.read_file(cx))
    }

    fn step_in(&self) -> Action<Message> {
        let open = self.file.as_ref().is_some_and(|file| !file.state.is_over());

        Action::Run(if open { operation::focus(WORDS) } else { Task::none() })
    }

    fn file_read(
        &mut self,
        id: EnquiryId,
        answer: Result<Box<EnquiryFile>, Error>,
    ) -> Action<Message> {
        if self.selected == Some(id) {
            match answer {
                Ok(file) => self.file = Some(*file),
                // It was taken back.
                Err(Error::Unknown(_)) => self.take_up(None),
                Err(error) => self.error = Some(error),
            }
        }
        Action::None
    }

    fn person_picked(&mut self, at: usize, cx: &Context) -> Action<Message> {
        let staff = self.file.iter().flat_map(|file| &file.staff);
        // Nobody stands before all others.
        let picked = at.checked_sub(1).and_then(|at| staff.map(|row| (row.id, &row.name)).nth(at));
        let picked = picked.map(|(id, name)| (id, name.clone()));

        self.route(picked, cx)
    }

    fn take_on(&mut self, cx: &Context) -> Action<Message> {
        let Some(actor) = self.list.as_ref().and_then(|list| list.actor) else {
            return Action::None;
        };
        let mut staff = self.file.iter().flat_map(|file| &file.staff);
        let name = staff.find(|row| row.id == actor).map(|row| row.name.clone());

        self.route(name.map(|name| (actor, name)), cx)
    }

    fn route(&mut self, person: Option<(StaffId, String)>, cx: &Context) -> Action<Message> {
        let before = self.file.as_ref().and_then(|file| file.person.as_ref()).map(|(id, _)| *id);
        let (id, name) = person.map_or((None, None), |(id, name)| (Some(id), Some(name)));
        if before == id {
            return Action::None;
        }

        self.begin(Step::Routed(name), |enquiry| cx.engine.route_enquiry(enquiry, id))
    }

    fn new_file(&mut self, cx: &Context) -> Action<Message> {
        let name = self.file.as_ref().map(|file| file.enquiry.name.clone()).unwrap_or_default();

        self.begin(Step::FileMade(name), |id| {
            let made = cx.engine.open_file_of(id);
            async move { made.await.map(|(_, undo)| undo) }
        })
    }

    fn urge(&mut self, cx: &Context) -> Action<Message> {
        let Some(file) = &self.file else { return Action::None };
        let urgent = file.enquiry.priority != domain::Priority::Urgent;

        self.begin(Step::Urged(urgent), |id| cx.engine.urge_enquiry(id, urgent))
    }

    fn words_edited(&mut self, action: text_editor::Action, cx: &Context) -> Action<Message> {
        let edit = action.is_edit();
        self.words.perform(action);
        if !edit {
            return Action::None;
        }
        (self.error, self.replacing) = (None, false);

        Action::Run(self.keep(cx))
    }

    /// A draft takes the place of what is written only where that is asked for twice.
    fn draft(&mut self, wording: Option<TemplateId>, cx: &Context) -> Action<Message> {
        let Some(id) = self.file.as_ref().map(|file| file.id) else { return Action::None };
        if !self.words.text().trim().is_empty() && !self.replacing {
            self.replacing = true;
            let words = cx.locale.inbox_reply_replace();
            return Action::Tell(Notice::missing(words), Task::none());
        }
        let drafted = cx.engine.draft_reply(id, wording, cx.locale.language());

        Action::Run(Task::perform(drafted, move |answer| Message::Drafted(id, answer)))
    }

    fn drafted(
        &mut self,
        id: EnquiryId,
        answer: Result<ReplyDraft, Error>,
        cx: &Context,
    ) -> Action<Message> {
        if self.selected != Some(id) {
            return Action::None;
        }
        self.replacing = false;
        match answer {
            Ok(draft) if draft.template.is_none() => {
                let words = cx.locale.inbox_reply_none();
                Action::Tell(Notice::missing(words), operation::focus(WORDS))
            }
            Ok(draft) => {
                self.words = text_editor::Content::with_text(&draft.text);
                Action::Run(Task::batch([operation::focus(WORDS), self.keep(cx)]))
            }
            Err(error) => told(&error, cx),
        }
    }

    fn answer(&mut self, step: Step, way: Option<ReplyWay>, cx: &Context) -> Action<Message> {
        let words = self.words.text();
        let copied = match way {
            Some(ReplyWay::Copied) => iced::clipboard::write(words.trim_end().to_owned()),
            _ => Task::none(),
        };
        let articles = self.selected.map(|id| self.articles.told(id)).unwrap_or_default();
        let answered = |id| cx.engine.answer_enquiry(id, (words.clone(), way), articles.clone());
        match self.begin(step, answered) {
            Action::Run(task) => Action::Run(Task::batch([task, copied])),
            other => other,
        }
    }

    /// What is written is the answer, and goes on paper; where nothing is, the answer that was given.
    fn letter(&mut self, cx: &Context) -> Action<Message> {
        let Some(file) = &self.file else { return Action::None };
        if file.customer.is_none() {
            let words = cx.locale.inbox_reply_needs_file();
            return Action::Tell(Notice::missing(words), Task::none());
        }
        let id = file.id;
        let answered = file.state == EnquiryState::Answered;
        if answered && self.words.text().trim().is_empty() {
            return Action::Run(make_letter(id, cx));
        }

        self.answer(Step::ToPrint, Some(ReplyWay::Letter), cx)
    }

    fn letter_made(&mut self, made: Result<LetterMade, Error>, cx: &Context) -> Action<Message> {
        match made {
            Ok(LetterMade::Paper(letters)) => {
                Action::Open(Place::LettersLaidOut(std::sync::Arc::new(letters)))
            }
            Ok(LetterMade::None(why)) => {
                let why = why.map(|why| crate::screen::letters::why_no_letter(why, cx));
                let words = cx.locale.inbox_reply_no_letter(&why.unwrap_or_default());
                Action::Tell(Notice::problem(words), Task::none())
            }
            Err(error) => told(&error, cx),
        }
    }

    /// A new order opens with what is known; the enquiry is over once that is saved.
    fn convert(&self, kind: OrderKind) -> Action<Message> {
        let Some(file) = &self.file else { return Action::None };
        let enquiry = &file.enquiry;
        let phone = enquiry.phone.as_ref().map(ToString::to_string);
        let said = [enquiry.subject.trim(), enquiry.text.trim()];
        let said: Vec<&str> = said.into_iter().filter(|words| !words.is_empty()).collect();

        Action::Open(Place::Intake(Caller {
            customer: file.customer.as_ref().map(|(id, _)| *id),
            typed: phone.unwrap_or_else(|| enquiry.name.clone()),
            name: enquiry.name.clone(),
            kind: Some(kind),
            category: enquiry.category,
            description: said.join("\n\n"),
            enquiry: Some((file.id, enquiry.subject.clone())),
            ..Caller::default()
        }))
    }

    fn begin<F>(&mut self, step: Step, work: impl FnOnce(EnquiryId) -> F) -> Action<Message>
    where
        F: Future<Output = Result<Undo, Error>> + Send + 'static,
    {
        let Some(id) = self.file.as_ref().map(|file| file.id).filter(|_| !self.saving) else {
            return Action::None;
        };
        self.saving = true;

        Action::Run(Task::perform(work(id), move |answer| Message::Done(id, step.clone(), answer)))
    }

    fn done(
        &mut self,
        id: EnquiryId,
        step: &Step,
        answer: Result<Undo, Error>,
        cx: &Context,
    ) -> Action<Message> {
        self.saving = false;
        let here = self.selected == Some(id);
        let undo = match answer {
            Ok(undo) => undo,
            Err(error @ Error::Field { field: "answer", .. }) if here => {
                self.error = Some(error);
                return Action::Run(operation::focus(WORDS));
            }
            Err(error) => return told(&error, cx),
        };
        if matches!(step, Step::Answered(_) | Step::ToPrint) {
            self.forget_reply(id);
        }
        let name = self.file.as_ref().filter(|_| here).map(|file| file.enquiry.name.clone());
        let printed = if *step == Step::ToPrint { make_letter(id, cx) } else { Task::none() };
        let read =
            [self.read(cx), self.read_file(cx), self.keep(cx), operation::focus(LIST), printed];
        let notice = Notice::done(said(step, cx)).undone_by(undo);

        Action::Tell(notice.about(&name.unwrap_or_default()), Task::batch(read))
    }
}

fn said(step: &Step, cx: &Context) -> String {
    let locale = &cx.locale;
    match step {
        Step::Routed(Some(name)) => locale.inbox_routed(name),
        Step::Routed(None) => locale.inbox_unrouted(),
        Step::Filed => locale.inbox_filed(),
        Step::FileMade(name) => locale.inbox_file_made(name),
        Step::Unfiled => locale.inbox_unfiled(),
        Step::Urged(true) => locale.inbox_urged(),
        Step::Urged(false) => locale.inbox_unurged(),
        Step::Answered(Some(ReplyWay::Copied)) => locale.inbox_reply_copied(),
        Step::Answered(Some(ReplyWay::Mail)) => locale.mail_leaves(),
        Step::Answered(_) | Step::ToPrint => locale.inbox_reply_saved(),
        Step::Closed => locale.inbox_closed(),
        Step::Reopened => locale.inbox_reopened(),
    }
}

pub(super) fn told(error: &Error, cx: &Context) -> Action<Message> {
    Action::Tell(Notice::problem(problem::message(error, &cx.locale)), Task::none())
}

/// Puts the latest answer on paper.
fn make_letter(id: EnquiryId, cx: &Context) -> Task<Message> {
    let engine = cx.engine.clone();
    let composition = Composition {
        purpose: Purpose::Reply,
        template: None,
        language: cx.locale.language(),
        targets: vec![LetterTarget::Enquiry(id)],
    };
    let made = async move {
        let composed = engine.compose(composition).await?;
        let why = composed.skipped.first().map(|skipped| skipped.why);
        if composed.drafts.is_empty() {
            return Ok(LetterMade::None(why));
        }
        let letters = engine.lay_out_letters(composed.drafts, &Progress::new()).await?;

        Ok(letters.map_or(LetterMade::None(why), LetterMade::Paper))
    };

    Task::perform(made, |made| Message::LetterMade(Box::new(made)))
}

/// The order that an enquiry became.
pub(super) fn became(file: &EnquiryFile) -> Option<(OrderId, &str)> {
    file.order.as_ref().map(|(order, number)| (*order, number.as_str()))
}
