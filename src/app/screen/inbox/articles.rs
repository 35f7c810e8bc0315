//! Articles that may answer the enquiry in hand: read in place, put into the reply, and counted with it. What nothing
//! answers is noted as a question; what was said on the telephone ends it.

use std::collections::BTreeMap;

use domain::{ArticleId, EnquiryId};
use engine::{ArticleFile, ArticleRow, EnquiryFile, Error, SavedArticle, Settled, Unanswered};
use iced::keyboard::key::Named;
use iced::widget::{Column, column, operation, row, text, text_editor};
use iced::{Center, Element, Fill, Task};
use ui::widget::{badge, button, key_hint, markdown, section};
use ui::{Mark, Tone, fonts, icon, press, size, space, theme};

use super::enquiries::{Enquiries, LIST, Message as Outer, WORDS, told as bad};
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::place::Place;
use crate::shortcut::Shortcut;

/// What is offered and read, and what replies were taken from.
#[derive(Default)]
pub struct Articles {
    open: Option<Box<ArticleFile>>,
    /// Which articles stand in the replies that were begun.
    pub(super) told: BTreeMap<EnquiryId, Vec<ArticleId>>,
    /// What was noted as a question, so that it is not noted twice.
    noted: Option<EnquiryId>,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    Pressed(ArticleId),
    Read(Result<Box<ArticleFile>, Error>),
    /// The next of those that are offered is to be read.
    NextPressed,
    ClosePressed,
    /// The open one, else the first, is to stand in the reply.
    UsePressed,
    Filled(EnquiryId, ArticleId, Result<String, Error>),
    /// Nothing here answers it: somebody is to write it down.
    AskPressed,
    Asked(Result<SavedArticle, Error>),
    SolvePressed,
    Solved(EnquiryId, Result<Settled, Error>),
    RoomPressed(ArticleId),
}

impl Articles {
    /// Another enquiry is in hand.
    pub fn leave(&mut self) {
        self.open = None;
    }

    /// Which articles stand in the reply to an enquiry.
    pub fn told(&self, enquiry: EnquiryId) -> Vec<ArticleId> {
        self.told.get(&enquiry).cloned().unwrap_or_default()
    }

    /// The one after the one that is open; after the last none is.
    fn next(&self, offered: &[ArticleRow]) -> Option<ArticleId> {
        let open = self.open.as_ref().map(|file| file.id);
        let at = open.and_then(|id| offered.iter().position(|row| row.id == id));

        offered.get(at.map_or(0, |at| at + 1)).map(|row| row.id)
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, file: &EnquiryFile, shortcut: &Shortcut) -> Option<Outer> {
        if file.state.is_over() {
            return None;
        }
        if shortcut.is(Named::F12) {
            return Some(Outer::Articles(Message::SolvePressed));
        }
        let some = !file.articles.is_empty();
        let message = match shortcut.letter()? {
            "a" if some => Message::UsePressed,
            "w" if some => Message::NextPressed,
            "k" if self.may_ask(file) => Message::AskPressed,
            _ => return None,
        };

        Some(Outer::Articles(message))
    }

    fn may_ask(&self, file: &EnquiryFile) -> bool {
        self.noted != Some(file.id)
    }
}

impl Enquiries {
    pub(super) fn with_articles(&mut self, message: Message, cx: &Context) -> Action<Outer> {
        match message {
            Message::Pressed(id) => read(id, cx),
            Message::NextPressed => {
                let offered = self.file.as_ref().map_or(&[][..], |file| &file.articles);
                match self.articles.next(offered) {
                    Some(id) => read(id, cx),
                    None => {
                        self.articles.open = None;
                        Action::None
                    }
                }
            }
            Message::Read(Ok(file)) => {
                self.articles.open = Some(file);
                Action::None
            }
            Message::ClosePressed => {
                self.articles.open = None;
                Action::None
            }
            Message::UsePressed => self.use_article(cx),
            Message::Filled(id, article, answer) => self.filled(id, article, answer, cx),
            Message::AskPressed => self.note_question(cx),
            Message::Asked(Ok(saved)) => {
                let notice = Notice::done(cx.locale.knowledge_asked()).undone_by(saved.undo);
                Action::Tell(notice.found_at(Place::Article(saved.id)), Task::none())
            }
            Message::Asked(Err(error)) => {
                self.articles.noted = None;
                bad(&error, cx)
            }
            Message::Read(Err(error)) => bad(&error, cx),
            Message::SolvePressed => self.solve(cx),
            Message::Solved(id, answer) => self.solved(id, answer, cx),
            Message::RoomPressed(id) => Action::Open(Place::Article(id)),
        }
    }

    fn use_article(&mut self, cx: &Context) -> Action<Outer> {
        let Some(file) = self.file.as_ref().filter(|file| !file.state.is_over()) else {
            return Action::None;
        };
        let open = self.articles.open.as_ref().map(|open| open.id);
        let Some(article) = open.or(file.articles.first().map(|row| row.id)) else {
            return Action::None;
        };
        let id = file.id;
        if self.articles.told(id).contains(&article) {
            return Action::Run(operation::focus(WORDS));
        }
        let written = (self.words.text().trim_end().to_owned(), cx.locale.language());
        let filled = cx.engine.answer_from(id, article, written);

        Action::Run(Task::perform(filled, move |answer| {
            Outer::Articles(Message::Filled(id, article, answer))
        }))
    }

    fn filled(
        &mut self,
        id: EnquiryId,
        article: ArticleId,
        answer: Result<String, Error>,
        cx: &Context,
    ) -> Action<Outer> {
        if self.selected != Some(id) {
            return Action::None;
        }
        match answer {
            Ok(words) => {
                self.words = text_editor::Content::with_text(&words);
                (self.error, self.replacing) = (None, false);
                self.articles.told.entry(id).or_default().push(article);
                Action::Run(Task::batch([operation::focus(WORDS), self.keep(cx)]))
            }
            Err(error) => bad(&error, cx),
        }
    }

    fn note_question(&mut self, cx: &Context) -> Action<Outer> {
        let Some(file) = self.file.as_ref().filter(|file| self.articles.may_ask(file)) else {
            return Action::None;
        };
        self.articles.noted = Some(file.id);
        let enquiry = &file.enquiry;
        let said = [enquiry.subject.trim(), enquiry.text.trim()];
        let said: Vec<&str> = said.into_iter().filter(|words| !words.is_empty()).collect();
        let asked = Unanswered {
            question: said.join("\n"),
            kind: enquiry.category,
            model: enquiry.model.clone().unwrap_or_default(),
            language: cx.locale.language(),
            ..Unanswered::default()
        };
        let noted = cx.engine.note_question(asked);

        Action::Run(Task::perform(noted, |answer| Outer::Articles(Message::Asked(answer))))
    }

    /// Whoever wrote was told on the telephone: what is written is what they were told, or the article that is open.
    fn solve(&mut self, cx: &Context) -> Action<Outer> {
        let file = self.file.as_ref().filter(|file| !file.state.is_over() && !self.saving);
        let Some(id) = file.map(|file| file.id) else { return Action::None };
        let mut articles = self.articles.told(id);
        let open = self.articles.open.as_ref().map(|open| open.id);
        articles.extend(open.filter(|open| !articles.contains(open)));
        self.saving = true;
        let words = self.words.text().trim_end().to_owned();
        let remark = cx.locale.intake_withdrawn();
        let solved = cx.engine.solve_enquiry(id, (words, articles), remark);

        Action::Run(Task::perform(solved, move |answer| {
            Outer::Articles(Message::Solved(id, answer))
        }))
    }

    fn solved(
        &mut self,
        id: EnquiryId,
        answer: Result<Settled, Error>,
        cx: &Context,
    ) -> Action<Outer> {
        self.saving = false;
        let here = self.selected == Some(id);
        match answer {
            Ok(settled) => {
                self.forget_reply(id);
                let words = match &settled.received {
                    Some(received) => cx.locale.knowledge_settled(&received.number.to_string()),
                    None => cx.locale.inbox_solved(),
                };
                let read = [self.refresh(cx), self.keep(cx), operation::focus(LIST)];
                Action::Tell(Notice::done(words).undone_by(settled.undo), Task::batch(read))
            }
            Err(error @ Error::Field { field: "answer", .. }) if here => {
                self.error = Some(error);
                Action::Run(operation::focus(WORDS))
            }
            Err(error) => bad(&error, cx),
        }
    }

    /// What may answer the enquiry in hand; the one that is open in full.
    pub(super) fn offered_articles<'a>(
        &'a self,
        file: &'a EnquiryFile,
        cx: &'a Context,
    ) -> Option<Element<'a, Outer>> {
        if file.state.is_over() {
            return None;
        }
        let locale = &cx.locale;
        let open = self.articles.open.as_deref();
        let told = self.articles.told.get(&file.id);
        let lines = file.articles.iter().map(|row| {
            let is_told = told.is_some_and(|told| told.contains(&row.id));
            line(row, open.is_some_and(|file| file.id == row.id), is_told, cx)
        });
        let none = file
            .articles
            .is_empty()
            .then(|| text(locale.knowledge_answers_none()).style(theme::style::muted));
        let some = !file.articles.is_empty();
        let deed = |name: String, key: &'static str, message: Message| {
            let deed = button(name).small().key(key);
            let deed = deed.on_press_maybe(cx.offer(Outer::Articles(message)));
            row![deed, key_hint(key)].spacing(space::TIGHT).align_y(Center)
        };
        let put = some.then(|| deed(locale.inbox_article_use(), "A", Message::UsePressed));
        let next = some.then(|| deed(locale.inbox_article_read(), "W", Message::NextPressed));
        let ask = self
            .articles
            .may_ask(file)
            .then(|| deed(locale.knowledge_ask(), "K", Message::AskPressed));
        let deeds = row![put, next, ask].spacing(space::NEAR).wrap();
        let article = open.map(|file| {
            let room = button(locale.knowledge_answer_room())
                .small()
                .quiet()
                .icon(icon::knowledge())
                .on_press(Outer::Articles(Message::RoomPressed(file.id)));
            column![markdown(&file.article.body), room].spacing(space::NEAR)
        });
        let lines = Column::with_children(lines);
        let content = column![none, lines, deeds, article].spacing(space::NEAR);

        Some(section(locale.knowledge_answers(), None, content))
    }
}

fn line<'a>(
    article: &'a ArticleRow,
    is_open: bool,
    is_told: bool,
    cx: &'a Context,
) -> Element<'a, Outer> {
    let locale = &cx.locale;
    let told = is_told.then(|| badge(Tone::Success, Mark::Check, locale.inbox_article_used()));
    let title = text(article.title.as_str()).font(if is_open { fonts::BOLD } else { fonts::UI });
    let detail = match article.told {
        0 => locale.article_category(article.category),
        _ => {
            let told = locale.knowledge_told_short(article.told, article.solved);
            format!("{} · {told}", locale.article_category(article.category))
        }
    };
    let detail = text(detail).size(size::CAPTION).style(theme::style::muted);
    let pressed = if is_open { Message::ClosePressed } else { Message::Pressed(article.id) };
    let head = row![title.width(Fill), told, detail].spacing(space::NEAR).align_y(Center);

    press(head)
        .on_press(Outer::Articles(pressed))
        .width(Fill)
        .padding([space::TIGHT, space::TIGHT])
        .style(move |theme, touch| theme::style::row(is_open, theme, touch))
        .into()
}

fn read(id: ArticleId, cx: &Context) -> Action<Outer> {
    Action::Run(Task::perform(cx.engine.article(id), |file| {
        Outer::Articles(Message::Read(file.map(Box::new)))
    }))
}
