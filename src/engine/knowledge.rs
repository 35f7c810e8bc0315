//! Knowledge: what whoever answers the telephone should know, and what came of telling it.
//!
//! Headquarters' articles lie in the catalogue and are read here; the branch's own stand beside them.

mod answer;
mod article;
mod shelf;
mod starter;
#[cfg(test)]
mod tests;
mod write;

pub(crate) use answer::{Asker, note_answers, settle, titles, withdraw_answers};
pub(crate) use shelf::to_review;
pub(crate) use starter::bring_in;

pub use answer::Settled;
pub use article::{ArticleFile, OlderArticle};
pub use shelf::{Shelf, Shelved};
pub use starter::Brought;
pub use store::{ArticleRow, Asked};
pub use write::{SavedArticle, Unanswered};

use std::collections::BTreeSet;

use domain::{Article, ArticleId, Model, Record as _};
use store::Session;

use crate::Error;

/// The models of the catalogue, as an article remembers them.
fn catalogue(session: &Session<'_>) -> Result<BTreeSet<String>, Error> {
    Ok(session.all::<Model>()?.iter().map(|(_, model)| model.in_words()).collect())
}

/// Whether an article is the branch's own: headquarters' lie in the catalogue, and only it writes them.
fn is_own(session: &Session<'_>, id: ArticleId) -> Result<bool, Error> {
    Ok(session.stream_of(Article::KIND, id.0)?.is_some_and(|stream| stream != "catalog"))
}
