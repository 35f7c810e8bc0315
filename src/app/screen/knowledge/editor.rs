//! An article as it is written, with what it will look like beside it.

use domain::{Article, ArticleCategory, ArticleId, ArticleState, Category, StaffId};
use engine::{Error, Opened, People, SavedArticle, Wrong};
use iced::widget::{column, container, operation, responsive, row, rule, text, text_editor};
use iced::{Center, Element, Fill, Task};
use serde::{Deserialize, Serialize};
use ui::widget::{
    banner, button, checkbox, choice, columns, divider, field, key_hint, markdown, note, scroll,
    title,
};
use ui::{Tone, icon, size, space, theme};

use crate::action::Notice;
use crate::context::Context;
use crate::shortcut::Shortcut;
use crate::{problem, reading};

const BODY: &str = "article-body";

/// One line of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Title,
    Faults,
    Brands,
    Models,
    Words,
    Review,
}

/// An article that is being written.
pub struct Editor {
    /// It as it was opened; none for a new one.
    opened: Option<Opened<ArticleId, Article>>,
    /// It as it stands in the fields, but for what follows.
    article: Article,
    lists: [String; 4],
    review: String,
    body: text_editor::Content,
    people: Vec<(StaffId, String)>,
    error: Option<Error>,
    saving: bool,
    /// Whether anything was typed.
    pub touched: bool,
}

/// What is kept of it until it is saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub id: Option<ArticleId>,
    pub article: Article,
    review: String,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    PeopleRead(Result<People, Error>),
    Typed(Line, String),
    CategoryPicked(usize),
    OwnerPicked(usize),
    KindToggled(Category, bool),
    ToldToggled(bool),
    BodyEdited(text_editor::Action),
    SavePressed,
    Saved(Result<SavedArticle, Error>),
}

/// What the room does then.
pub enum Next {
    Run(Task<Message>),
    /// Something was typed.
    Keep(Task<Message>),
    Saved(SavedArticle),
    Refused(Notice),
}

impl Line {
    const fn id(self) -> &'static str {
        match self {
            Self::Title => "article-title",
            Self::Faults => "article-faults",
            Self::Brands => "article-brands",
            Self::Models => "article-models",
            Self::Words => "article-words",
            Self::Review => "article-review",
        }
    }

    /// The name that an error has for it.
    const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Faults => "fault",
            Self::Brands => "brand",
            Self::Models => "model",
            Self::Words => "words",
            Self::Review => "review_on",
        }
    }

    const ALL: [Self; 6] =
        [Self::Title, Self::Faults, Self::Brands, Self::Models, Self::Words, Self::Review];
}

impl Editor {
    /// A new article, about this kind of machine where one was looked at, or one that is there.
    pub fn new(
        opened: Option<Opened<ArticleId, Article>>,
        kind: Option<Category>,
        cx: &Context,
    ) -> (Self, Task<Message>) {
        let article = opened.as_ref().map(|opened| opened.record.clone());
        let article = article.unwrap_or_else(|| Article {
            language: cx.locale.language().tag().to_owned(),
            kinds: kind.into_iter().collect(),
            state: ArticleState::Published,
            ..Article::default()
        });
        let review = article.review_on.map(|day| cx.locale.date_figures(day)).unwrap_or_default();

        Self::with(article, (opened, review, false), cx)
    }

    /// What was begun and put aside. One that is not there any more becomes a new one.
    pub fn again(
        kept: Kept,
        opened: Option<Opened<ArticleId, Article>>,
        cx: &Context,
    ) -> (Self, Task<Message>) {
        Self::with(kept.article, (opened, kept.review, true), cx)
    }

    fn with(
        article: Article,
        (opened, review, touched): (Option<Opened<ArticleId, Article>>, String, bool),
        cx: &Context,
    ) -> (Self, Task<Message>) {
        let lists = [&article.faults, &article.brands, &article.models, &article.words];
        let editor = Self {
            lists: lists.map(|list| list.join(", ")),
            body: text_editor::Content::with_text(&article.body),
            opened,
            article,
            review,
            people: Vec::new(),
            error: None,
            saving: false,
            touched,
        };
        let people = Task::perform(cx.engine.people(), Message::PeopleRead);

        (editor, Task::batch([people, operation::focus(Line::Title.id())]))
    }

    pub fn title(&self) -> String {
        self.article.title.trim().to_owned()
    }

    /// It as it stands in the fields.
    fn article(&self) -> Article {
        let [faults, brands, models, words] = self.lists.each_ref().map(|text| listed(text));

        Article {
            body: self.body.text().trim_end().to_owned(),
            faults: faults.into_iter().map(|code| code.to_uppercase()).collect(),
            brands,
            models,
            words,
            ..self.article.clone()
        }
    }

    pub fn kept(&self) -> Kept {
        let id = self.opened.as_ref().map(|opened| opened.id);

        Kept { id, article: self.article(), review: self.review.clone() }
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Next {
        match message {
            Message::PeopleRead(people) => {
                let people = people.map(|people| people.people).unwrap_or_default();
                let here = people.into_iter().filter(|(_, staff)| !staff.left);
                self.people = here.map(|(id, staff)| (id, staff.name)).collect();
                Next::Run(Task::none())
            }
            Message::Typed(line, text) => {
                match line {
                    Line::Title => self.article.title = text,
                    Line::Faults => self.lists[0] = text,
                    Line::Brands => self.lists[1] = text,
                    Line::Models => self.lists[2] = text,
                    Line::Words => self.lists[3] = text,
                    Line::Review => self.review = text,
                }
                self.touch()
            }
            Message::CategoryPicked(at) => {
                self.article.category = ArticleCategory::ALL.get(at).copied().unwrap_or_default();
                self.touch()
            }
            Message::OwnerPicked(at) => {
                let person = at.checked_sub(1).and_then(|at| self.people.get(at));
                self.article.owner = person.map(|(id, _)| *id);
                self.touch()
            }
            Message::KindToggled(kind, on) => {
                self.article.kinds.retain(|known| *known != kind);
                self.article.kinds.extend(on.then_some(kind));
                self.article.kinds.sort();
                self.touch()
            }
            Message::ToldToggled(told) => {
                self.article.state =
                    if told { ArticleState::Published } else { ArticleState::Draft };
                self.touch()
            }
            Message::BodyEdited(action) => {
                let edits = action.is_edit();
                self.body.perform(action);
                if edits { self.touch() } else { Next::Run(Task::none()) }
            }
            Message::SavePressed => self.save(cx),
            Message::Saved(Ok(saved)) => Next::Saved(saved),
            Message::Saved(Err(error)) => self.refused(error, cx),
        }
    }

    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        shortcut.saves().then_some(Message::SavePressed)
    }

    fn touch(&mut self) -> Next {
        (self.touched, self.error) = (true, None);

        Next::Keep(Task::none())
    }

    fn save(&mut self, cx: &Context) -> Next {
        if self.saving {
            return Next::Run(Task::none());
        }
        let (locale, today) = (&cx.locale, cx.engine.clock().today());
        let mut article = self.article();
        let said = self.review.trim();
        let untouched = article.review_on.is_some_and(|day| locale.date_figures(day) == said);
        if !untouched {
            let said = reading::as_said(said, locale, today);
            article.review_on = reading::coming_day(&said, today);
            if article.review_on.is_none() && !said.trim().is_empty() {
                return self.refused(Error::field(Line::Review.name(), Wrong::Unreadable), cx);
            }
        }
        self.saving = true;
        let engine = cx.engine.clone();
        let opened = self.opened.clone();
        let saved = async move {
            match opened {
                Some(opened) => engine.rewrite_article(opened, article).await,
                None => engine.write_article(article).await,
            }
        };

        Next::Run(Task::perform(saved, Message::Saved))
    }

    fn refused(&mut self, error: Error, cx: &Context) -> Next {
        self.saving = false;
        let named = |name: &str| matches!(&error, Error::Field { field, .. } if *field == name);
        let line = Line::ALL.into_iter().find(|line| named(line.name())).map(Line::id);
        let place = line.or(named("body").then_some(BODY));
        let words = problem::message(&error, &cx.locale);
        self.error = Some(error);

        match place {
            Some(place) => Next::Run(operation::focus(place)),
            None => Next::Refused(Notice::problem(words)),
        }
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let words = match &self.opened {
            Some(_) => locale.knowledge_form_edit(),
            None => locale.knowledge_new(),
        };
        let save = button(locale.action_save()).icon(icon::check()).primary().key("F10");
        let save = save.on_press_maybe(cx.offer(Message::SavePressed).filter(|_| !self.saving));
        let head =
            row![container(title(words)).width(Fill), key_hint("Esc"), save, key_hint("F10")]
                .spacing(space::NEAR)
                .align_y(Center);
        let panes = responsive(move |room| {
            let form =
                scroll("article-form", container(self.form(cx)).padding([space::SNUG, space::FAR]));
            if room.width < size::SLIM - size::RAIL {
                return form;
            }
            let line = rule::vertical(1.0).style(theme::style::hairline);
            let label = text(cx.locale.knowledge_preview()).size(size::CAPTION);
            let sample = column![label.style(theme::style::muted), markdown(&self.body.text())];
            let sample = sample.spacing(space::NEAR).padding([space::SNUG, space::FAR]);

            row![
                container(form).width(Fill),
                line,
                container(scroll("article-preview", sample)).width(Fill)
            ]
            .into()
        });

        column![container(head).padding([space::SNUG, space::FAR]), divider(), panes].into()
    }

    fn form<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let question = self.article.question.as_ref();
        let question =
            question.map(|asked| banner(Tone::Info, locale.knowledge_question(asked), None));
        let body = note(locale.knowledge_body(), &self.body)
            .id(BODY)
            .lines(14)
            .hint(locale.knowledge_body_hint())
            .error(self.wrong("body", cx))
            .on_action(Message::BodyEdited);
        let commas = || Some(locale.knowledge_commas());
        let [faults, brands, models, words] = self.lists.each_ref();
        let lists = [
            self.line((Line::Faults, locale.knowledge_faults()), faults, commas(), cx),
            self.line((Line::Words, locale.knowledge_words()), words, commas(), cx),
            self.line((Line::Brands, locale.knowledge_brands()), brands, commas(), cx),
            self.line((Line::Models, locale.knowledge_models()), models, commas(), cx),
        ];
        let title = (Line::Title, locale.knowledge_column_title());
        let review = (Line::Review, locale.knowledge_review_on());
        let told = checkbox(
            locale.knowledge_is_told(),
            self.article.state == ArticleState::Published,
            Some(Message::ToldToggled),
        );
        let hint = Some(locale.knowledge_review_hint());
        let last = [self.line(review, &self.review, hint, cx), told];

        column![
            question,
            self.line(title, &self.article.title, None, cx),
            self.sort_and_owner(cx),
            Element::from(body),
            self.machines(cx),
            columns(size::FIELD, lists),
            columns(size::FIELD, last),
        ]
        .spacing(space::SNUG)
        .into()
    }

    fn wrong(&self, name: &str, cx: &Context) -> Option<String> {
        problem::beside(name, self.error.as_ref(), &cx.locale)
    }

    fn line<'a>(
        &'a self,
        (line, label): (Line, String),
        text: &'a str,
        hint: Option<String>,
        cx: &'a Context,
    ) -> Element<'a, Message> {
        let field = field(label, text).id(line.id()).error(self.wrong(line.name(), cx));
        let field = field.on_input(move |text| Message::Typed(line, text));

        match hint {
            Some(hint) => field.hint(hint).into(),
            None => field.into(),
        }
    }

    fn sort_and_owner<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let categories: Vec<_> =
            ArticleCategory::ALL.into_iter().map(|it| locale.article_category(it)).collect();
        let category = ArticleCategory::ALL.iter().position(|it| *it == self.article.category);
        let category = choice(locale.knowledge_column_category(), categories, category)
            .none(locale.list_no_match())
            .on_pick(Message::CategoryPicked);
        let names = self.people.iter().map(|(_, name)| name.clone());
        let names: Vec<_> = std::iter::once(locale.knowledge_nobody()).chain(names).collect();
        let owner = self.article.owner.map_or(Some(0), |id| {
            self.people.iter().position(|(known, _)| *known == id).map(|at| at + 1)
        });
        let owner = choice(locale.knowledge_owner(), names, owner)
            .none(locale.list_no_match())
            .on_pick(Message::OwnerPicked);

        columns(size::FIELD, [category.into(), owner.into()])
    }

    fn machines<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let kinds = Category::ALL.into_iter().map(|kind| {
            let on = self.article.kinds.contains(&kind);
            let toggled = Message::KindToggled(kind, !on);
            checkbox(locale.category(kind), on, Some(move |_| toggled.clone()))
        });
        let label = text(locale.knowledge_kinds()).size(size::CAPTION);
        let label = label.style(theme::style::muted);

        column![label, columns(size::LABEL * 1.5, kinds)].spacing(space::TIGHT).into()
    }
}

/// The words of a list as it is typed.
fn listed(text: &str) -> Vec<String> {
    let words = text.split([',', '，', '、', ';', '；', '\n']).map(str::trim);

    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
