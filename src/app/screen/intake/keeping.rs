//! What was begun is kept: written down as it is typed, gone on with, cleared and brought back.

use iced::Task;
use iced::widget::{operation, text_editor};
use ui::Tone;

use super::drafts::{self, Draft, Key};
use super::form::{Field, Form};
use super::{Intake, Message, paper};
use crate::action::{Action, Notice};
use crate::context::Context;

impl Intake {
    /// Where typing goes on: where it was, else in the first field that still needs something.
    pub fn home(&self, cx: &Context) -> &'static str {
        let missing = || {
            let errors = self.form.read(&self.guide, cx.engine.clock(), &cx.locale).err()?;
            errors.first().and_then(paper::id_of)
        };

        self.at.or_else(missing).unwrap_or(self.matter_id())
    }

    pub(super) fn drafts_read(&mut self, drafts: Vec<Draft>, cx: &Context) -> Action<Message> {
        let begun = drafts.into_iter();
        self.left = begun.filter(|it| it.key != self.key && !it.form.is_blank()).collect();
        let blank = self.form.is_blank() && self.cleared.is_none();
        match self.left.last().filter(|_| blank).cloned() {
            Some(latest) => self.take_up(&latest.key, &[], cx),
            None => Action::None,
        }
    }

    /// Goes on with a call that was begun, as it was kept last. What stands here lies with the others that were begun.
    pub(super) fn take_up(&mut self, key: &Key, drafts: &[Draft], cx: &Context) -> Action<Message> {
        let Some(at) = self.left.iter().position(|draft| draft.key == *key) else {
            return Action::None;
        };
        let known = self.left.remove(at);
        let draft = drafts.iter().find(|draft| draft.key == *key).cloned().unwrap_or(known);
        let here = self.here();
        let kept = Task::future(drafts::keep(cx.engine.clone(), Vec::new(), here.clone()));
        self.left.extend((!here.form.is_blank()).then_some(here));
        self.resumed = true;
        self.put(draft);
        self.at = None;
        let home = operation::focus(self.home(cx));

        Action::Run(Task::batch([kept.discard(), self.refresh(cx), home]))
    }

    /// This call as it stands.
    pub(super) fn here(&self) -> Draft {
        Draft { key: self.key.clone(), form: self.form.clone() }
    }

    /// The form holds this call.
    fn put(&mut self, draft: Draft) {
        (self.household, self.cleared) = (None, None);
        self.errors.clear();
        self.offered.clear();
        self.description = text_editor::Content::with_text(&draft.form.description);
        (self.key, self.form) = (draft.key, draft.form);
        self.form.at_home(&self.guide.home);
    }

    /// Writes the draft, one at a time: fast typing waits for no disk.
    pub(super) fn keep(&mut self, cx: &Context) -> Task<Message> {
        if self.keeping || self.saving {
            self.unkept = true;
            return Task::none();
        }
        (self.keeping, self.unkept) = (true, false);
        if !self.form.is_blank() {
            self.cleared = None;
        }
        let gone = std::mem::take(&mut self.gone);
        let kept = drafts::keep(cx.engine.clone(), gone, self.here());

        Task::perform(kept, |()| Message::DraftKept)
    }

    pub(super) fn draft_kept(&mut self, cx: &Context) -> Action<Message> {
        self.keeping = false;
        if std::mem::take(&mut self.wanted) {
            self.unkept = false;
            return self.save(cx);
        }

        if self.unkept { Action::Run(self.keep(cx)) } else { Action::None }
    }

    /// An empty form. What stood here can be brought back until something is typed anew.
    pub(super) fn clear(&mut self, cx: &Context) -> Action<Message> {
        let before = self.here();
        let blank = before.form.is_blank();
        self.gone.push(before.key.clone());
        let fresh = Draft { key: Key::new(&cx.engine), form: Form::default() };
        self.put(fresh);
        self.resumed = false;
        let then = Task::batch([self.keep(cx), operation::focus(Field::Phone.id())]);
        if blank {
            return Action::Run(then);
        }
        self.cleared = Some(before);
        let words = cx.locale.intake_cleared();

        Action::Tell(Notice { tone: Tone::Info, ..Notice::done(words) }, then)
    }

    pub(super) fn take_back(&mut self, cx: &Context) -> Action<Message> {
        let Some(before) = self.cleared.take() else { return Action::None };
        self.gone.retain(|key| *key != before.key);
        self.gone.push(self.key.clone());
        self.put(before);

        Action::Run(Task::batch([self.keep(cx), self.refresh(cx)]))
    }
}
