//! The wording of letters: a branch's own words over the catalogue's, with the letter beside them.

mod view;

pub use view::place_name;

use std::sync::Arc;

use domain::{Template, TemplateId};
use engine::{Error, Paper, SavedTemplate, TemplateRow, Undo};
use iced::widget::{operation, text_editor};
use iced::{Element, Task};

use crate::action::{Action, Notice};
use crate::context::Context;
use crate::shortcut::Shortcut;
use crate::{problem, unread};

const LIST: &str = "letters-templates";
const NAME: &str = "template-name";
const BODY: &str = "template-body";
/// What is half-typed is kept under this name.
const DRAFT: &str = "letter-template";

/// The wordings, and the one in hand.
pub struct Wording {
    list: Option<Vec<TemplateRow>>,
    /// Why there is none.
    pub(super) unread: Option<Error>,
    selected: usize,
    name: String,
    subject: String,
    body: text_editor::Content,
    /// Whether it differs from what is saved.
    edited: bool,
    /// Others that were begun, the latest last.
    begun: Vec<Template>,
    saving: bool,
    /// The letter as it would be; and how many were asked for since.
    sample: Option<Arc<Paper>>,
    asked: u64,
    error: Option<Error>,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    ListRead(Result<Vec<TemplateRow>, Error>),
    DraftRead(Result<Option<String>, Error>),
    RowPicked(usize),
    RowOpened,
    NameChanged(String),
    SubjectChanged(String),
    BodyEdited(text_editor::Action),
    PlacePressed(&'static str),
    Sampled(u64, Result<Arc<Paper>, Error>),
    SavePressed,
    /// This wording was saved, or not.
    Saved(Box<Template>, Result<SavedTemplate, Error>),
    ResetPressed,
    Reset(Box<Template>, Result<Undo, Error>),
    DraftKept,
}

impl Wording {
    pub fn new(cx: &Context) -> (Self, Task<Message>) {
        let page = Self {
            list: None,
            unread: None,
            selected: 0,
            name: String::new(),
            subject: String::new(),
            body: text_editor::Content::new(),
            edited: false,
            begun: Vec::new(),
            saving: false,
            sample: None,
            asked: 0,
            error: None,
        };

        (page, Self::read(cx))
    }

    pub fn read(cx: &Context) -> Task<Message> {
        Task::perform(cx.engine.templates(), Message::ListRead)
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::ListRead(answer) => self.list_read(answer, cx),
            Message::DraftRead(answer) => self.draft_read(answer, cx),
            Message::RowPicked(row) => self.take(row, cx),
            Message::RowOpened => Action::Run(operation::focus(NAME)),
            Message::NameChanged(name) => {
                self.name = name;
                self.changed(cx)
            }
            Message::SubjectChanged(subject) => {
                self.subject = subject;
                self.changed(cx)
            }
            Message::BodyEdited(action) => self.body_edited(action, cx),
            Message::PlacePressed(place) => self.place_pressed(place, cx),
            Message::Sampled(asked, answer) => self.sampled(asked, answer),
            Message::SavePressed => self.save(cx),
            Message::Saved(template, answer) => self.saved(&template, answer, cx),
            Message::ResetPressed => self.reset(cx),
            Message::Reset(template, answer) => self.was_reset(&template, answer, cx),
            Message::DraftKept => Action::None,
        }
    }

    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        shortcut.saves().then_some(Message::SavePressed)
    }

    pub(super) fn is_edited(&self) -> bool {
        self.edited
    }

    fn row(&self) -> Option<&TemplateRow> {
        self.list.as_ref()?.get(self.selected)
    }

    fn list_read(
        &mut self,
        answer: Result<Vec<TemplateRow>, Error>,
        cx: &Context,
    ) -> Action<Message> {
        let list = match answer {
            Ok(list) => list,
            Err(error) => {
                return unread::failed(&mut self.unread, self.list.is_some(), error, cx);
            }
        };
        self.unread = None;
        let first = self.list.is_none();
        self.list = Some(list);
        if !first {
            // What is being typed is not disturbed.
            return if self.edited { Action::None } else { self.take(self.selected, cx) };
        }
        let tag = cx.locale.language().tag();
        let own = self.list.iter().flatten().position(|row| row.template.language == tag);
        self.selected = own.unwrap_or(0);
        self.fill();
        let draft = Task::perform(cx.engine.draft(DRAFT), Message::DraftRead);

        Action::Run(Task::batch([draft, operation::focus(LIST)]))
    }

    /// What was being typed when the room was left comes back.
    fn draft_read(
        &mut self,
        answer: Result<Option<String>, Error>,
        cx: &Context,
    ) -> Action<Message> {
        // There was only one once.
        let read = |text: String| {
            let one = || serde_json::from_str(&text).map(|one| vec![one]);
            serde_json::from_str(&text).or_else(|_| one()).unwrap_or_default()
        };
        self.begun = answer.ok().flatten().map(read).unwrap_or_default();
        let latest = self.begun.last().and_then(|latest| {
            self.list.iter().flatten().position(|row| is_same(&row.template, latest))
        });
        if let Some(at) = latest {
            self.selected = at;
            self.fill();
        }

        Action::Run(self.sample(cx))
    }

    fn take(&mut self, row: usize, cx: &Context) -> Action<Message> {
        self.lay_aside();
        self.selected = row;
        self.fill();

        Action::Run(self.sample(cx))
    }

    /// What was begun of the wording in hand lies with the others that were begun.
    fn lay_aside(&mut self) {
        if self.edited {
            let template = self.template();
            self.begun.push(template);
            self.edited = false;
        }
    }

    /// The fields hold what was begun, else what is saved.
    fn fill(&mut self) {
        let Some(saved) = self.row().map(|row| row.template.clone()) else { return };
        let begun = self.begun.iter().rposition(|begun| is_same(begun, &saved));
        let begun = begun.map(|at| self.begun.remove(at));
        self.edited = begun.is_some();
        let template = begun.unwrap_or(saved);
        self.name = template.name;
        self.subject = template.subject;
        self.body = text_editor::Content::with_text(&template.body);
        self.error = None;
    }

    fn template(&self) -> Template {
        let row = self.row().map(|row| &row.template);

        Template {
            name: self.name.clone(),
            purpose: row.map_or(domain::Purpose::Thanks, |row| row.purpose),
            language: row.map(|row| row.language.clone()).unwrap_or_default(),
            subject: self.subject.clone(),
            body: self.body.text().trim_end().to_owned(),
        }
    }

    fn body_edited(&mut self, action: text_editor::Action, cx: &Context) -> Action<Message> {
        let edit = action.is_edit();
        self.body.perform(action);
        if edit { self.changed(cx) } else { Action::None }
    }

    fn place_pressed(&mut self, place: &str, cx: &Context) -> Action<Message> {
        let words = Arc::new(format!("{{{place}}}"));
        self.body.perform(text_editor::Action::Edit(text_editor::Edit::Paste(words)));
        let changed = self.changed(cx);
        let focus = operation::focus(BODY);

        match changed {
            Action::Run(task) => Action::Run(Task::batch([task, focus])),
            _ => Action::Run(focus),
        }
    }

    /// Something was typed: it is kept, and the letter is made anew.
    fn changed(&mut self, cx: &Context) -> Action<Message> {
        self.edited = true;
        self.error = None;

        Action::Run(Task::batch([self.keep(cx), self.sample(cx)]))
    }

    /// Keeps all that was begun, until it is saved.
    fn keep(&self, cx: &Context) -> Task<Message> {
        let mut begun = self.begun.clone();
        begun.extend(self.edited.then(|| self.template()));
        if begun.is_empty() {
            return Task::perform(cx.engine.drop_draft(DRAFT), |_| Message::DraftKept);
        }
        let draft = serde_json::to_string(&begun).unwrap_or_default();

        Task::perform(cx.engine.keep_draft(DRAFT, draft), |_| Message::DraftKept)
    }

    fn sample(&mut self, cx: &Context) -> Task<Message> {
        self.asked += 1;
        let asked = self.asked;
        let paper = cx.engine.sample_letter(self.template());

        Task::perform(paper, move |paper| Message::Sampled(asked, paper))
    }

    fn sampled(&mut self, asked: u64, answer: Result<Arc<Paper>, Error>) -> Action<Message> {
        if asked == self.asked {
            match answer {
                Ok(paper) => self.sample = Some(paper),
                // A place that nothing fills is said beside its field while it is typed.
                Err(error) => self.error = Some(error),
            }
        }
        Action::None
    }

    fn save(&mut self, cx: &Context) -> Action<Message> {
        if std::mem::replace(&mut self.saving, true) {
            return Action::None;
        }
        let template = Box::new(self.template());
        let saved = cx.engine.save_template((*template).clone());

        Action::Run(Task::perform(saved, move |answer| Message::Saved(template.clone(), answer)))
    }

    fn saved(
        &mut self,
        template: &Template,
        answer: Result<SavedTemplate, Error>,
        cx: &Context,
    ) -> Action<Message> {
        self.saving = false;
        match answer {
            Ok(saved) => {
                let notice = Notice::done(cx.locale.letters_template_saved());
                self.settled(template, notice.undone_by(saved.undo).about(&template.name), cx)
            }
            Err(error) => self.refused(template, error, cx),
        }
    }

    fn refused(&mut self, template: &Template, error: Error, cx: &Context) -> Action<Message> {
        if is_same(&self.template(), template) {
            self.error = Some(error);
            return Action::None;
        }

        Action::Tell(Notice::problem(problem::message(&error, &cx.locale)), Task::none())
    }

    /// What was begun of this wording is done with.
    fn settled(&mut self, template: &Template, notice: Notice, cx: &Context) -> Action<Message> {
        self.begun.retain(|begun| !is_same(begun, template));
        if is_same(&self.template(), template) {
            self.edited = false;
        }

        Action::Tell(notice, Task::batch([Self::read(cx), self.keep(cx)]))
    }

    /// The branch's own wording in hand, if it is one.
    fn own(&self) -> Option<TemplateId> {
        self.row().filter(|row| row.own).map(|row| row.id)
    }

    fn reset(&mut self, cx: &Context) -> Action<Message> {
        let Some(own) = self.own() else { return Action::None };
        let template = Box::new(self.template());
        let reset = cx.engine.drop_template(own);

        Action::Run(Task::perform(reset, move |answer| Message::Reset(template.clone(), answer)))
    }

    fn was_reset(
        &mut self,
        template: &Template,
        answer: Result<Undo, Error>,
        cx: &Context,
    ) -> Action<Message> {
        match answer {
            Ok(undo) => {
                let notice = Notice::done(cx.locale.letters_template_was_reset()).undone_by(undo);
                let notice = notice.about(&template.name);
                self.settled(template, notice, cx)
            }
            Err(error) => self.refused(template, error, cx),
        }
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        view::view(self, cx)
    }
}

/// Whether both are words for the same letters.
fn is_same(one: &Template, other: &Template) -> bool {
    one.purpose == other.purpose && one.language == other.language
}
