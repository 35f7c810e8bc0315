//! The wording of letters: a branch's own words over the catalogue's, with the letter beside them.

mod view;

pub use view::place_name;

use std::sync::Arc;

use domain::{Template, TemplateId};
use engine::{Error, Paper, SavedTemplate, TemplateRow};
use iced::keyboard::key::Named;
use iced::widget::{operation, text_editor};
use iced::{Element, Task};

use crate::action::{Action, Notice};
use crate::context::Context;
use crate::shortcut::Shortcut;

const LIST: &str = "letters-templates";
const NAME: &str = "template-name";
const BODY: &str = "template-body";
/// What is half-typed is kept under this name.
const DRAFT: &str = "letter-template";

/// The wordings, and the one in hand.
pub struct Wording {
    list: Option<Vec<TemplateRow>>,
    selected: usize,
    name: String,
    subject: String,
    body: text_editor::Content,
    /// Whether it differs from what is saved.
    edited: bool,
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
    Saved(Result<SavedTemplate, Error>),
    ResetPressed,
    Reset(Result<(), Error>),
    DraftKept,
}

impl Wording {
    pub fn new(cx: &Context) -> (Self, Task<Message>) {
        let page = Self {
            list: None,
            selected: 0,
            name: String::new(),
            subject: String::new(),
            body: text_editor::Content::new(),
            edited: false,
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
            Message::SavePressed => {
                let saved = cx.engine.save_template(self.template());
                Action::Run(Task::perform(saved, Message::Saved))
            }
            Message::Saved(answer) => self.saved(answer, cx),
            Message::ResetPressed => self.reset(cx),
            Message::Reset(answer) => self.was_reset(answer, cx),
            Message::DraftKept => Action::None,
        }
    }

    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        shortcut.is(Named::F10).then_some(Message::SavePressed)
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
                self.error = Some(error);
                return Action::None;
            }
        };
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
        let draft = answer.ok().flatten();
        let draft: Option<Template> = draft.and_then(|text| serde_json::from_str(&text).ok());
        let Some(draft) = draft else { return Action::Run(self.sample(cx)) };
        let same = |row: &TemplateRow| {
            row.template.purpose == draft.purpose && row.template.language == draft.language
        };
        if let Some(at) = self.list.iter().flatten().position(same) {
            self.selected = at;
            self.name = draft.name;
            self.subject = draft.subject;
            self.body = text_editor::Content::with_text(&draft.body);
            self.edited = true;
        }

        Action::Run(self.sample(cx))
    }

    fn take(&mut self, row: usize, cx: &Context) -> Action<Message> {
        self.selected = row;
        self.fill();

        Action::Run(self.sample(cx))
    }

    /// The fields hold what is saved.
    fn fill(&mut self) {
        let Some(template) = self.row().map(|row| row.template.clone()) else { return };
        self.name = template.name;
        self.subject = template.subject;
        self.body = text_editor::Content::with_text(&template.body);
        (self.edited, self.error) = (false, None);
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
        let draft = serde_json::to_string(&self.template()).unwrap_or_default();
        let kept = cx.engine.keep_draft(DRAFT, draft);

        Action::Run(Task::batch([Task::perform(kept, |_| Message::DraftKept), self.sample(cx)]))
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

    fn saved(&mut self, answer: Result<SavedTemplate, Error>, cx: &Context) -> Action<Message> {
        let saved = match answer {
            Ok(saved) => saved,
            Err(error) => {
                self.error = Some(error);
                return Action::None;
            }
        };
        self.edited = false;
        let notice = Notice::done(cx.locale.letters_template_saved()).undone_by(saved.undo);
        let dropped = Task::perform(cx.engine.drop_draft(DRAFT), |_| Message::DraftKept);

        Action::Tell(notice, Task::batch([Self::read(cx), dropped]))
    }

    /// The branch's own wording in hand, if it is one.
    fn own(&self) -> Option<TemplateId> {
        self.row().filter(|row| row.own).map(|row| row.id)
    }

    fn reset(&mut self, cx: &Context) -> Action<Message> {
        let Some(own) = self.own() else { return Action::None };

        Action::Run(Task::perform(cx.engine.drop_template(own), Message::Reset))
    }

    fn was_reset(&mut self, answer: Result<(), Error>, cx: &Context) -> Action<Message> {
        if let Err(error) = answer {
            self.error = Some(error);
            return Action::None;
        }
        self.edited = false;
        let notice = Notice::done(cx.locale.letters_template_was_reset());
        let dropped = Task::perform(cx.engine.drop_draft(DRAFT), |_| Message::DraftKept);

        Action::Tell(notice, Task::batch([Self::read(cx), dropped]))
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        view::view(self, cx)
    }
}
