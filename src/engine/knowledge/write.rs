//! Writing: new articles, other words for old ones, from draft to what is told, and looking through again.

use chrono::{Months, NaiveDate};
use domain::{
    Article, ArticleCategory, ArticleId, ArticleState, ArticleStep, ArticleVersion,
    ArticleVersionId, Category, Fields, Model, REVIEW_MONTHS, Record as _, differences, fields_of,
};
use locale::Language;

use super::is_own;
use crate::callbacks::said;
use crate::deed::Deed;
use crate::{Engine, Error, Opened, Undo, Wrong};

/// The longest title, in characters.
const TITLE: usize = 200;
/// The longest text, in characters.
const TEXT: usize = 20_000;
/// The longest word of a list, in characters, and the most of them.
const WORD: usize = 60;
const WORDS: usize = 60;

/// An article that was saved.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedArticle {
    /// Which.
    pub id: ArticleId,
    /// The way back.
    pub undo: Undo,
}

/// A question that nothing here answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unanswered {
    /// What was asked.
    pub question: String,
    /// About what kind of machine.
    pub kind: Option<Category>,
    /// Of which brand.
    pub brand: String,
    /// Of which model.
    pub model: String,
    /// With which fault.
    pub fault: Option<String>,
    /// In which language.
    pub language: Language,
}

impl Engine {
    /// Writes a new article of the branch.
    pub fn write_article(
        &self,
        article: Article,
    ) -> impl Future<Output = Result<SavedArticle, Error>> + Send + use<> {
        self.deed("write_article", move |deed| {
            let article = looked_through(deed, checked(article)?)?;
            create(deed, &article)
        })
    }

    /// Writes what of an article was changed in a form. What it said before is kept.
    pub fn rewrite_article(
        &self,
        opened: Opened<ArticleId, Article>,
        article: Article,
    ) -> impl Future<Output = Result<SavedArticle, Error>> + Send + use<> {
        self.deed("rewrite_article", move |deed| {
            must_be_own(deed, opened.id)?;
            let article = looked_through(deed, checked(article)?)?;
            keep_what_is(deed, opened.id, &article)?;
            let saved = opened.rewrite(deed, &article)?;

            Ok(SavedArticle { id: saved.id, undo: saved.undo })
        })
    }

    /// Publishes an article, or puts it away. Returns the way back.
    pub fn step_article(
        &self,
        id: ArticleId,
        step: ArticleStep,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("step_article", move |deed| {
            must_be_own(deed, id)?;
            let article: Article = deed.get(id)?;
            let Some(state) = article.state.after(step) else {
                return Ok(put_back(id, Fields::new()));
            };
            if state == ArticleState::Published && said(&article.body).is_none() {
                return Err(Error::field("body", Wrong::Missing));
            }
            change(deed, id, |it| {
                it.state = state;
                if state == ArticleState::Published {
                    review(it, deed, None)?;
                }
                Ok(())
            })
        })
    }

    /// Somebody looked an article through today, and it holds; the next time is on that day, or in a year. Returns the way
    /// back.
    pub fn review_article(
        &self,
        id: ArticleId,
        next: Option<NaiveDate>,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("review_article", move |deed| {
            must_be_own(deed, id)?;
            change(deed, id, |it| review(it, deed, next))
        })
    }

    /// An article says again what it said before. What it says now is kept. Returns the way back.
    pub fn bring_article_back(
        &self,
        version: ArticleVersionId,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("bring_article_back", move |deed| {
            let version: ArticleVersion = deed.get(version.0)?;
            let id = version.article;
            must_be_own(deed, id)?;
            let was = version.was;
            let is_published = deed.get::<Article>(id)?.state == ArticleState::Published;
            // Nobody can act on an empty page.
            if is_published && said(&was.body).is_none() {
                return Err(Error::field("body", Wrong::Missing));
            }
            keep_what_is(deed, id, &was)?;
            change(deed, id, |it| {
                (it.title, it.body, it.category) = (was.title, was.body, was.category);
                (it.kinds, it.brands, it.models) = (was.kinds, was.brands, was.models);
                (it.faults, it.words) = (was.faults, was.words);
                Ok(())
            })
        })
    }

    /// An article of headquarters, as it stands, becomes the draft of a note of the branch that stands beside it.
    pub fn write_note_beside(
        &self,
        id: ArticleId,
    ) -> impl Future<Output = Result<SavedArticle, Error>> + Send + use<> {
        self.deed("write_note_beside", move |deed| {
            let article: Article = deed.get(id)?;
            let note = Article {
                state: ArticleState::Draft,
                beside: Some(id),
                owner: deed.actor,
                starter: None,
                reviewed: None,
                review_on: None,
                seen: Vec::new(),
                ..article
            };
            create(deed, &note)
        })
    }

    /// A question that nothing answers becomes a draft, for somebody who knows.
    pub fn note_question(
        &self,
        asked: Unanswered,
    ) -> impl Future<Output = Result<SavedArticle, Error>> + Send + use<> {
        self.deed("note_question", move |deed| {
            let question = required("question", &asked.question, TEXT)?;
            let list = |text: &str| said(text).into_iter().collect::<Vec<_>>();
            let first = question.lines().next().unwrap_or_default();
            let draft = Article {
                title: first.chars().take(TITLE).collect(),
                question: Some(question.clone()),
                category: ArticleCategory::Question,
                kinds: asked.kind.into_iter().collect(),
                brands: list(&asked.brand),
                models: list(&asked.model),
                faults: asked.fault.into_iter().collect(),
                language: asked.language.tag().to_owned(),
                ..Article::default()
            };
            create(deed, &draft)
        })
    }
}

fn create(deed: &Deed<'_>, article: &Article) -> Result<SavedArticle, Error> {
    let id: ArticleId = deed.create(article)?;

    Ok(SavedArticle { id, undo: Undo::TakeAway { kind: Article::KIND, id: id.0 } })
}

/// Headquarters' articles are headquarters' to write.
fn must_be_own(deed: &Deed<'_>, id: ArticleId) -> Result<(), Error> {
    if is_own(deed.session, id)? { Ok(()) } else { Err(Error::ArticleKeptElsewhere) }
}

/// What an article says now is kept, if it will say something else.
fn keep_what_is(deed: &Deed<'_>, id: ArticleId, to_be: &Article) -> Result<(), Error> {
    let was: Article = deed.get(id)?;
    if was.says_the_same(to_be) {
        return Ok(());
    }
    let version = ArticleVersion { article: id, was, at: deed.now, by: deed.actor };

    deed.note::<_, ArticleVersionId>(&version).map(drop)
}

fn change(
    deed: &Deed<'_>,
    id: ArticleId,
    edit: impl FnOnce(&mut Article) -> Result<(), Error>,
) -> Result<Undo, Error> {
    let before: Article = deed.get(id)?;
    let mut after = before.clone();
    edit(&mut after)?;
    let (was, is) = (fields_of(&before), fields_of(&after));
    deed.edit(id, |it: &mut Article| *it = after)?;

    Ok(put_back(id, differences(&is, &was, &is)))
}

fn put_back(id: ArticleId, fields: Fields) -> Undo {
    Undo::PutBack { kind: Article::KIND, id: id.0, fields }
}

/// It was looked through today.
fn review(article: &mut Article, deed: &Deed<'_>, next: Option<NaiveDate>) -> Result<(), Error> {
    let today = deed.now.day(deed.clock.offset());
    article.reviewed = Some(today);
    article.review_on = next.or_else(|| today.checked_add_months(Months::new(REVIEW_MONTHS)));
    article.seen = article.known_in(&models(deed)?);

    Ok(())
}

/// What is written and told was looked through on that day; the day of the next time is whoever writes it's to say.
fn looked_through(deed: &Deed<'_>, mut article: Article) -> Result<Article, Error> {
    if article.state == ArticleState::Published {
        if said(&article.body).is_none() {
            return Err(Error::field("body", Wrong::Missing));
        }
        let next = article.review_on;
        review(&mut article, deed, next)?;
    }

    Ok(article)
}

fn models(deed: &Deed<'_>) -> Result<Vec<Model>, Error> {
    Ok(deed.session.all::<Model>()?.into_iter().map(|(_, model)| model).collect())
}

fn required(field: &'static str, text: &str, longest: usize) -> Result<String, Error> {
    match said(text) {
        None => Err(Error::field(field, Wrong::Missing)),
        Some(text) if text.chars().nth(longest).is_some() => {
            Err(Error::field(field, Wrong::TooLong(longest)))
        }
        Some(text) => Ok(text),
    }
}

/// An article as it is kept: trimmed, and nothing longer than it may be.
fn checked(article: Article) -> Result<Article, Error> {
    let body = article.body.trim_end().to_owned();
    if body.chars().nth(TEXT).is_some() {
        return Err(Error::field("body", Wrong::TooLong(TEXT)));
    }

    Ok(Article {
        title: required("title", &article.title, TITLE)?,
        body,
        brands: list("brand", article.brands)?,
        models: list("model", article.models)?,
        faults: list("fault", article.faults)?,
        words: list("words", article.words)?,
        ..article
    })
}

/// Each word once, none too long.
fn list(field: &'static str, words: Vec<String>) -> Result<Vec<String>, Error> {
    let mut kept: Vec<String> = Vec::new();
    for word in words.iter().filter_map(|word| said(word)) {
        if word.chars().nth(WORD).is_some() {
            return Err(Error::field(field, Wrong::TooLong(WORD)));
        }
        if !kept.contains(&word) {
            kept.push(word);
        }
    }
    if kept.len() > WORDS {
        return Err(Error::field(field, Wrong::OutOfRange));
    }

    Ok(kept)
}
