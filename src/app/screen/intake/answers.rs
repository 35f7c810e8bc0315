//! What is known of a matter, read while the caller is on the telephone: a few articles that fit best, the one that is
//! open, and whether telling it was all that they needed.

use domain::{ArticleId, OrderKind};
use engine::{ArticleFile, ArticleRow, Asked, Error, SavedArticle, Settled, Unanswered};
use iced::keyboard::key::Named;
use iced::widget::{Column, column, operation, row, text};
use iced::{Center, Element, Fill, Task};
use ui::widget::{badge, button, key_hint, markdown, section};
use ui::{Mark, Tone, fonts, icon, press, size, space, theme};

use super::{Intake, Message as Outer, drafts, paper};
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::place::Place;
use crate::problem;
use crate::shortcut::Shortcut;

/// How many are offered.
const OFFERED: usize = 4;

/// What is offered for what was said so far.
#[derive(Default)]
pub struct Answers {
    asked: Asked,
    offered: Vec<ArticleRow>,
    open: Option<Box<ArticleFile>>,
    settling: bool,
    /// The question that was noted last, so that it is not noted twice.
    noted: Option<String>,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    Offered(Asked, Result<Vec<ArticleRow>, Error>),
    Pressed(ArticleId),
    Read(Result<Box<ArticleFile>, Error>),
    /// The next of those that are offered is to be read.
    NextPressed,
    ClosePressed,
    /// The open one was told to the caller, or not.
    ToldPressed,
    SolvedPressed,
    Settled(Result<Settled, Error>),
    /// Nothing here answers it: somebody is to write it down.
    AskPressed,
    Asked(Result<SavedArticle, Error>),
    RoomPressed(ArticleId),
}

impl Intake {
    /// What is known of the call, as far as an answer depends on it.
    fn asks(&self) -> Asked {
        let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        // What was typed for the fault and is no code yet is said in words.
        let fault = self.form.fault_code.clone();
        let unmeant = if fault.is_none() { self.form.fault.as_str() } else { "" };
        let words = [unmeant, self.form.description.as_str()].join(" ");

        Asked {
            kind: self.form.category,
            brand: said(&self.form.brand),
            model: said(&self.form.model),
            fault,
            words: words.trim().to_owned(),
        }
    }

    /// Asks anew once something else was said.
    pub(super) fn ask(&mut self, cx: &Context) -> Task<Outer> {
        let asked = self.asks();
        if asked == self.answers.asked {
            return Task::none();
        }
        if asked == Asked::default() {
            // Another call: what was read belongs to the one before.
            self.answers = Answers::default();
        }
        self.answers.asked = asked.clone();
        let offered = cx.engine.suggest_articles(asked.clone(), OFFERED);

        Task::perform(offered, move |answer| {
            Outer::Answers(Message::Offered(asked.clone(), answer))
        })
    }

    pub(super) fn answered(&mut self, message: Message, cx: &Context) -> Action<Outer> {
        match message {
            Message::Offered(asked, Ok(offered)) if asked == self.answers.asked => {
                self.answers.offered = offered;
                Action::None
            }
            Message::Offered(..) => Action::None,
            Message::Pressed(id) => self.open_article(id, cx),
            Message::NextPressed => match self.next_answer() {
                Some(id) => self.open_article(id, cx),
                None => {
                    self.answers.open = None;
                    Action::None
                }
            },
            Message::Read(Ok(file)) => {
                self.answers.open = Some(file);
                Action::None
            }
            Message::ClosePressed => {
                self.answers.open = None;
                Action::None
            }
            Message::ToldPressed => self.tell(cx),
            Message::SolvedPressed => self.settle(cx),
            Message::Settled(answer) => self.settled(answer, cx),
            Message::AskPressed => self.note_question(cx),
            Message::Asked(Ok(saved)) => {
                let notice = Notice::done(cx.locale.knowledge_asked()).undone_by(saved.undo);
                Action::Tell(notice.found_at(Place::Article(saved.id)), Task::none())
            }
            Message::RoomPressed(id) => Action::Open(Place::Article(id)),
            Message::Asked(Err(error)) => {
                self.answers.noted = None;
                Action::Tell(Notice::problem(problem::message(&error, &cx.locale)), Task::none())
            }
            Message::Read(Err(error)) => {
                Action::Tell(Notice::problem(problem::message(&error, &cx.locale)), Task::none())
            }
        }
    }

    /// The message of a key that nothing else wanted.
    pub(super) fn answers_key(&self, shortcut: &Shortcut) -> Option<Outer> {
        let some = !self.answers.offered.is_empty();
        let message = match () {
            () if shortcut.is(Named::F2) && some => Message::NextPressed,
            () if shortcut.is(Named::F11) && self.answers.open.is_some() => Message::ToldPressed,
            () if shortcut.is(Named::F12) && !self.told().is_empty() => Message::SolvedPressed,
            () if shortcut.is_alt("q") && self.may_ask() => Message::AskPressed,
            () => return None,
        };

        Some(Outer::Answers(message))
    }

    /// What was said to the caller: what was marked so, and what is open.
    fn told(&self) -> Vec<ArticleId> {
        let open = self.answers.open.as_ref().map(|file| file.id);
        let open = open.filter(|id| !self.form.told.contains(id));

        self.form.told.iter().copied().chain(open).collect()
    }

    /// Whether an article is read: then it stands above all that does not change while it is.
    pub(super) fn is_reading(&self) -> bool {
        self.answers.open.is_some()
    }

    /// What was asked, in the caller's words.
    fn question(&self) -> Option<String> {
        let said = [self.form.description.trim(), self.form.fault.trim()];
        let said: Vec<&str> = said.into_iter().filter(|words| !words.is_empty()).collect();

        (!said.is_empty()).then(|| said.join("\n"))
    }

    fn may_ask(&self) -> bool {
        self.question().is_some_and(|question| self.answers.noted.as_ref() != Some(&question))
    }

    /// The one after the one that is open; after the last none is.
    fn next_answer(&self) -> Option<ArticleId> {
        let open = self.answers.open.as_ref().map(|file| file.id);
        let offered = &self.answers.offered;
        let at = open.and_then(|id| offered.iter().position(|row| row.id == id));

        offered.get(at.map_or(0, |at| at + 1)).map(|row| row.id)
    }

    fn open_article(&self, id: ArticleId, cx: &Context) -> Action<Outer> {
        Action::Run(Task::perform(cx.engine.article(id), |file| {
            Outer::Answers(Message::Read(file.map(Box::new)))
        }))
    }

    fn tell(&mut self, cx: &Context) -> Action<Outer> {
        let Some(open) = self.answers.open.as_ref().map(|file| file.id) else {
            return Action::None;
        };
        match self.form.told.iter().position(|id| *id == open) {
            Some(at) => {
                self.form.told.remove(at);
            }
            None => self.form.told.push(open),
        }

        Action::Run(self.keep(cx))
    }

    /// The caller needs nothing else: nobody goes there.
    fn settle(&mut self, cx: &Context) -> Action<Outer> {
        let told = self.told();
        if self.saving || told.is_empty() {
            return Action::None;
        }
        let mut form = self.form.clone();
        form.kind = OrderKind::Consultation;
        let nobody = form.customer.is_none() && form.phone.trim().is_empty();
        if form.name.trim().is_empty() {
            form.name.clone_from(&form.phone);
        }
        if form.description.trim().is_empty() {
            let open = self.answers.open.as_ref().map(|file| file.article.title.clone());
            form.description = open.unwrap_or_else(|| cx.locale.order_kind(form.kind));
        }
        let call = if nobody {
            Ok(engine::Intake::default())
        } else {
            form.read(&self.guide, cx.engine.clock(), &cx.locale)
        };
        let call = match call {
            Ok(call) => call,
            Err(errors) => {
                let first = errors.first().and_then(paper::id_of);
                self.errors = errors;
                return Action::Run(first.map_or_else(Task::none, operation::focus));
            }
        };
        (self.saving, self.answers.settling) = (true, true);
        let (engine, key) = (cx.engine.clone(), self.key.clone());
        let remark = cx.locale.intake_withdrawn();
        let settled = async move {
            let settled = engine.solve_by_phone(call, told, remark).await?;
            drafts::forget(engine, key).await;
            Ok(settled)
        };

        Action::Run(Task::perform(settled, |answer| Outer::Answers(Message::Settled(answer))))
    }

    fn settled(&mut self, answer: Result<Settled, Error>, cx: &Context) -> Action<Outer> {
        (self.saving, self.answers.settling) = (false, false);
        match answer {
            Ok(Settled { received: Some(received), undo }) => {
                let words = cx.locale.knowledge_settled(&received.number.to_string());
                Action::TellAndOpen(
                    Notice::done(words).undone_by(undo),
                    Place::Order(received.order),
                )
            }
            Ok(Settled { received: None, undo }) => {
                let words = cx.locale.knowledge_settled_nobody();
                Action::TellAndOpen(Notice::done(words).undone_by(undo), Place::Today)
            }
            Err(error) => {
                Action::Tell(Notice::problem(problem::message(&error, &cx.locale)), Task::none())
            }
        }
    }

    fn note_question(&mut self, cx: &Context) -> Action<Outer> {
        let Some(question) = self.question().filter(|_| self.may_ask()) else {
            return Action::None;
        };
        self.answers.noted = Some(question.clone());
        let asked = Unanswered {
            question,
            kind: self.form.category,
            brand: self.form.brand.clone(),
            model: self.form.model.clone(),
            fault: self.form.fault_code.clone(),
            language: cx.locale.language(),
        };
        let noted = cx.engine.note_question(asked);

        Action::Run(Task::perform(noted, |answer| Outer::Answers(Message::Asked(answer))))
    }

    /// What may answer the caller; the one that is open in full.
    pub(super) fn answers<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, Outer>> {
        let answers = &self.answers;
        if answers.offered.is_empty() && answers.open.is_none() && !self.may_ask() {
            return None;
        }
        let locale = &cx.locale;
        let open = answers.open.as_deref();
        let lines = answers.offered.iter().map(|row| self.offered_line(row, open, cx));
        let lines = Column::with_children(lines).spacing(space::TIGHT);
        let none = answers
            .offered
            .is_empty()
            .then(|| text(locale.knowledge_answers_none()).style(theme::style::muted));
        let ask = self.may_ask().then(|| {
            let deed = button(locale.knowledge_ask()).small().quiet().key("Alt+Q");
            let pressed = Outer::Answers(Message::AskPressed);
            row![deed.on_press_maybe(cx.offer(pressed)), key_hint("Alt+Q")]
                .spacing(space::TIGHT)
                .align_y(Center)
        });
        let hint = (!answers.offered.is_empty()).then(|| key_hint("F2"));
        let content =
            column![none, lines, open.map(|file| self.article(file, cx)), ask].spacing(space::NEAR);

        Some(section(locale.knowledge_answers(), hint, content))
    }

    fn offered_line<'a>(
        &'a self,
        row: &'a ArticleRow,
        open: Option<&ArticleFile>,
        cx: &'a Context,
    ) -> Element<'a, Outer> {
        let locale = &cx.locale;
        let is_open = open.is_some_and(|file| file.id == row.id);
        let told = self
            .form
            .told
            .contains(&row.id)
            .then(|| badge(Tone::Success, Mark::Check, locale.knowledge_answer_told()));
        let title = text(row.title.as_str()).font(if is_open { fonts::BOLD } else { fonts::UI });
        let detail = match row.told {
            0 => locale.article_category(row.category),
            _ => {
                let told = locale.knowledge_told_short(row.told, row.solved);
                format!("{} · {told}", locale.article_category(row.category))
            }
        };
        let detail = text(detail).size(size::CAPTION).style(theme::style::muted);
        let pressed = if is_open { Message::ClosePressed } else { Message::Pressed(row.id) };
        let head =
            iced::widget::row![column![title, detail].width(Fill), told].spacing(space::NEAR);

        press(head.align_y(Center))
            .on_press(Outer::Answers(pressed))
            .width(Fill)
            .padding([space::TIGHT, space::TIGHT])
            .style(move |theme, touch| theme::style::row(is_open, theme, touch))
            .into()
    }

    fn article<'a>(&'a self, file: &'a ArticleFile, cx: &'a Context) -> Element<'a, Outer> {
        let locale = &cx.locale;
        let is_told = self.form.told.contains(&file.id);
        let deed = |name: String, key: &'static str, message: Message| {
            let deed = button(name).small().key(key);
            let deed =
                if matches!(message, Message::SolvedPressed) { deed.primary() } else { deed };
            let pressed = cx.offer(Outer::Answers(message)).filter(|_| !self.answers.settling);
            row![deed.on_press_maybe(pressed), key_hint(key)].spacing(space::TIGHT).align_y(Center)
        };
        let told =
            if is_told { locale.knowledge_answer_untold() } else { locale.knowledge_answer_tell() };
        let deeds = row![
            deed(told, "F11", Message::ToldPressed),
            deed(locale.knowledge_answer_solved(), "F12", Message::SolvedPressed),
        ];
        let room = button(locale.knowledge_answer_room())
            .small()
            .quiet()
            .icon(icon::knowledge())
            .on_press(Outer::Answers(Message::RoomPressed(file.id)));

        column![
            text(file.article.title.as_str()).font(fonts::BOLD),
            deeds.spacing(space::NEAR).wrap().vertical_spacing(space::TIGHT),
            markdown(&file.article.body),
            room,
        ]
        .spacing(space::NEAR)
        .into()
    }
}
