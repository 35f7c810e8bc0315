//! One article as it is read, and what is done with it.

use domain::{ArticleId, ArticleState, ArticleStep, ArticleVersionId, Stale};
use engine::{ArticleFile, Error, OlderArticle, SavedArticle, Undo};
use iced::keyboard::key::Named;
use iced::widget::{Column, column, row, text};
use iced::{Center, Element, Task};
use ui::widget::{badge, banner, button, divider, key_hint, markdown, scroll};
use ui::{Mark, Tone, fonts, icon, size, space, theme};

use super::list;
use crate::action::Notice;
use crate::context::Context;
use crate::problem;
use crate::shortcut::Shortcut;

/// An article in hand.
pub struct Reader {
    pub file: ArticleFile,
    /// Which earlier version is read in its place.
    pub older: Option<ArticleVersionId>,
    busy: bool,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    EditPressed,
    StepPressed(ArticleStep),
    Stepped(ArticleStep, Result<Undo, Error>),
    ReviewPressed,
    Reviewed(Result<Undo, Error>),
    NotePressed,
    Noted(Result<SavedArticle, Error>),
    OlderPicked(Option<ArticleVersionId>),
    BackPressed(ArticleVersionId),
    CameBack(Result<Undo, Error>),
    LinkPressed(ArticleId),
}

/// What the room does then.
pub enum Next {
    Nothing,
    Run(Task<Message>),
    Tell(Notice),
    Edit,
    /// Another article is read.
    Read(ArticleId, Option<Notice>),
}

impl Reader {
    pub fn new(file: ArticleFile, older: Option<ArticleVersionId>) -> Self {
        let older = older.filter(|id| file.older.iter().any(|version| version.id == *id));

        Self { file, older, busy: false }
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Next {
        let (engine, id) = (&cx.engine, self.file.id);
        match message {
            Message::EditPressed if self.file.own => Next::Edit,
            Message::EditPressed => Next::Nothing,
            Message::StepPressed(step) => self
                .run(Task::perform(engine.step_article(id, step), move |answer| {
                    Message::Stepped(step, answer)
                })),
            Message::ReviewPressed => {
                self.run(Task::perform(engine.review_article(id, None), Message::Reviewed))
            }
            Message::NotePressed => {
                self.run(Task::perform(engine.write_note_beside(id), Message::Noted))
            }
            Message::BackPressed(version) => {
                self.run(Task::perform(engine.bring_article_back(version), Message::CameBack))
            }
            Message::OlderPicked(older) => {
                self.older = older;
                Next::Nothing
            }
            Message::LinkPressed(id) => Next::Read(id, None),
            Message::Stepped(step, answer) => {
                let title = &self.file.article.title;
                let words = match step {
                    ArticleStep::Publish => cx.locale.knowledge_published(title),
                    ArticleStep::Archive => cx.locale.knowledge_put_away(title),
                };
                self.done(words, answer, cx)
            }
            Message::Reviewed(answer) => {
                let words = cx.locale.knowledge_reviewed(&self.file.article.title);
                self.done(words, answer, cx)
            }
            Message::CameBack(answer) => {
                self.older = None;
                let words = cx.locale.knowledge_older_brought(&self.file.article.title);
                self.done(words, answer, cx)
            }
            Message::Noted(answer) => {
                self.busy = false;
                match answer {
                    Ok(saved) => {
                        let notice = Notice::done(cx.locale.knowledge_noted());
                        Next::Read(saved.id, Some(notice.undone_by(saved.undo)))
                    }
                    Err(error) => refused(&error, cx),
                }
            }
        }
    }

    fn run(&mut self, task: Task<Message>) -> Next {
        if std::mem::replace(&mut self.busy, true) {
            return Next::Nothing;
        }

        Next::Run(task)
    }

    fn done(&mut self, words: String, answer: Result<Undo, Error>, cx: &Context) -> Next {
        self.busy = false;
        match answer {
            Ok(undo) => Next::Tell(Notice::done(words).undone_by(undo)),
            // What it lacks is put in where it is written.
            Err(Error::Field { .. }) => {
                Next::Tell(Notice::problem(cx.locale.knowledge_body_missing()))
            }
            Err(error) => refused(&error, cx),
        }
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if shortcut.is(Named::F11) {
            // One version after the other, back to the first.
            let versions: Vec<_> = self.file.older.iter().map(|version| version.id).collect();
            let at = self.older.and_then(|id| versions.iter().position(|it| *it == id));
            let next = versions.get(at.map_or(0, |at| at + 1)).copied();
            return (!versions.is_empty()).then_some(Message::OlderPicked(next));
        }
        if !self.file.own {
            return shortcut.is(Named::F4).then_some(Message::NotePressed);
        }
        let keys = [
            (Named::F2, Some(Message::EditPressed)),
            (Named::F3, self.publishes().then_some(Message::StepPressed(ArticleStep::Publish))),
            (Named::F4, self.is_told().then_some(Message::ReviewPressed)),
            (Named::Delete, self.archives().then_some(Message::StepPressed(ArticleStep::Archive))),
        ];

        keys.into_iter().find(|(key, _)| shortcut.is(*key)).and_then(|(_, message)| message)
    }

    fn publishes(&self) -> bool {
        self.file.article.state.after(ArticleStep::Publish).is_some()
    }

    fn archives(&self) -> bool {
        self.file.article.state.after(ArticleStep::Archive).is_some()
    }

    fn is_told(&self) -> bool {
        self.file.article.state == ArticleState::Published
    }

    fn version(&self) -> Option<&OlderArticle> {
        self.file.older.iter().find(|version| Some(version.id) == self.older)
    }

    pub fn view<'a>(&'a self, slim: bool, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let version = self.version();
        let article = version.map_or(&self.file.article, |version| &version.was);
        let stale = self.file.stale.as_ref();
        let (tone, mark, words) =
            list::state((self.file.article.state, self.file.own, stale), locale);
        let badges = row![
            badge(Tone::Neutral, Mark::Ring, locale.article_category(article.category)),
            badge(tone, mark, words),
        ]
        .spacing(space::NEAR)
        .wrap();
        let title = text(article.title.as_str()).size(size::LEAD).font(fonts::BOLD);
        let question = article.question.as_ref().filter(|it| **it != article.title);
        let question =
            question.map(|asked| text(locale.knowledge_question(asked)).style(theme::style::muted));
        let content = column![
            title,
            badges,
            self.about(cx),
            stale.filter(|_| version.is_none()).map(|stale| why_stale(stale, cx)),
            version.map(|version| self.is_older(version, cx)),
            self.deeds(cx),
            divider(),
            question,
            markdown(&article.body),
            self.links(cx),
            self.versions(cx),
        ]
        .spacing(space::SNUG);
        let edge = if slim { space::SNUG } else { space::FAR };

        scroll("article", content.padding([space::APART, edge]).max_width(size::READING))
    }

    /// What it is for, who looks after it, and how often it was told.
    fn about<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let article = &self.file.article;
        let (told, solved) = self.file.told;
        let listed = |words: &[String]| (!words.is_empty()).then(|| words.join(", "));
        let day = |day| locale.date(day);
        let lines = [
            Some(list::kinds(&article.kinds, locale)),
            listed(&article.brands),
            listed(&article.models),
            listed(&article.faults),
            self.file.owner.as_ref().map(|name| locale.knowledge_owner_is(name)),
            article
                .review_on
                .filter(|_| self.file.own)
                .map(|on| locale.knowledge_review_is(&day(on))),
            Some(locale.knowledge_told(told, solved)),
        ];
        let words: Vec<String> = lines.into_iter().flatten().collect();

        text(words.join(" · ")).size(size::CAPTION).style(theme::style::muted).into()
    }

    fn deeds<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let deed = |name: String, key: &'static str, message: Message| {
            let deed = button(name).small().key(key).on_press_maybe(cx.offer(message));
            row![deed, key_hint(key)].spacing(space::TIGHT).align_y(Center)
        };
        if !self.file.own {
            let note = deed(locale.knowledge_note_beside(), "F4", Message::NotePressed);
            return row![note].into();
        }
        let publish = self.publishes().then(|| {
            deed(locale.knowledge_publish(), "F3", Message::StepPressed(ArticleStep::Publish))
        });
        let review =
            self.is_told().then(|| deed(locale.knowledge_review(), "F4", Message::ReviewPressed));
        let archive = self.archives().then(|| {
            let step = Message::StepPressed(ArticleStep::Archive);
            deed(locale.knowledge_archive(), "Delete", step)
        });

        row![deed(locale.knowledge_edit(), "F2", Message::EditPressed), publish, review, archive]
            .spacing(space::NEAR)
            .wrap()
            .vertical_spacing(space::TIGHT)
            .into()
    }

    fn is_older<'a>(&'a self, version: &'a OlderArticle, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let clock = cx.engine.clock();
        let when = locale.moment(version.at, clock.now(), clock.offset());
        let back = button(locale.knowledge_older_back())
            .small()
            .icon(icon::undo())
            .on_press_maybe(cx.offer(Message::BackPressed(version.id)).filter(|_| self.file.own));
        let now = button(locale.knowledge_older_now()).small().quiet();
        let now = now.on_press(Message::OlderPicked(None));
        let deeds = row![back, now].spacing(space::NEAR);

        banner(Tone::Info, locale.knowledge_older_here(&when), Some(deeds.into()))
    }

    /// What stands beside it.
    fn links<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, Message>> {
        let link = |id: ArticleId, words: String| -> Element<'a, Message> {
            button(words).small().icon(icon::knowledge()).on_press(Message::LinkPressed(id)).into()
        };
        let beside = self.file.beside.as_ref();
        let beside = beside.map(|(id, title)| link(*id, cx.locale.knowledge_beside(title)));
        let notes = self
            .file
            .notes
            .iter()
            .map(|(id, title)| link(*id, cx.locale.knowledge_our_note(title)));
        let all: Vec<_> = beside.into_iter().chain(notes).collect();

        (!all.is_empty()).then(|| Column::with_children(all).spacing(space::TIGHT).into())
    }

    fn versions<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, Message>> {
        let (locale, clock) = (&cx.locale, cx.engine.clock());
        if self.file.older.is_empty() {
            return None;
        }
        let heading = text(locale.knowledge_older()).font(fonts::BOLD);
        let heading = row![heading, key_hint("F11")].spacing(space::NEAR).align_y(Center);
        let lines = self.file.older.iter().map(|version| {
            let when = locale.moment(version.at, clock.now(), clock.offset());
            let words = match &version.by {
                Some(who) => locale.knowledge_older_by(&when, who),
                None => locale.knowledge_older_until(&when),
            };
            let here = Some(version.id) == self.older;
            let read = button(words).small();
            let read = if here { read.primary() } else { read.quiet() };
            read.on_press(Message::OlderPicked(Some(version.id).filter(|_| !here))).into()
        });
        let lines = Column::with_children(lines).spacing(space::TIGHT);

        Some(column![divider(), heading, lines].spacing(space::NEAR).into())
    }
}

fn why_stale<'a>(stale: &Stale, cx: &Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let words = match stale {
        Stale::Due(day) => locale.knowledge_stale_due(&locale.date(*day)),
        Stale::Models(models) => {
            // Brand and designation; the kind in between is a word of records.
            let named = models.iter().map(|it| {
                let parts: Vec<&str> = it.split(" · ").collect();
                [parts.first(), parts.last()]
                    .into_iter()
                    .flatten()
                    .copied()
                    .collect::<Vec<_>>()
                    .join(" ")
            });
            locale.knowledge_stale_models(&locale.enumeration(&named.collect::<Vec<_>>()))
        }
    };

    banner(Tone::Warning, words, None)
}

fn refused(error: &Error, cx: &Context) -> Next {
    Next::Tell(Notice::problem(problem::message(error, &cx.locale)))
}
