//! All articles in a list, what is to be looked through again, and which answer a caller may need.

use std::collections::BTreeMap;

use domain::{Article, ArticleId, ArticleState, Moment, StaffId, Stale};
use locale::Language;
use store::{ArticleRow, Asked, Session};

use super::{catalogue, starter};
use crate::{Clock, Engine, Error};

/// Everything that is known here.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shelf {
    /// The articles, by title.
    pub articles: Vec<Shelved>,
    /// How many calls of the last thirty days were settled by telling an article.
    pub saved: u32,
    /// How many of the articles that come with the program are not here, in this language.
    pub starters: usize,
}

/// An article in the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Shelved {
    /// The article.
    pub row: ArticleRow,
    /// Who looks after it.
    pub owner: Option<String>,
    /// Why it is to be looked through again.
    pub stale: Option<Stale>,
}

/// So many days visits that were saved are counted for.
const SAVED_DAYS: i64 = 30;
const DAY: i64 = 24 * 60 * 60 * 1_000;

impl Engine {
    /// Everything that is known here; what comes with the program is counted in this language.
    pub fn knowledge(
        &self,
        language: Language,
    ) -> impl Future<Output = Result<Shelf, Error>> + Send + use<> {
        let clock = self.clock.clone();

        self.workers.read(move |session| {
            let names: BTreeMap<StaffId, String> =
                session.staff()?.into_iter().map(|row| (row.id, row.name)).collect();
            let stale: BTreeMap<ArticleId, Stale> =
                to_review(session, &clock)?.into_iter().map(|(id, _, stale)| (id, stale)).collect();
            let shelved = |row: ArticleRow| Shelved {
                owner: row.owner.and_then(|id| names.get(&id).cloned()),
                stale: stale.get(&row.id).cloned(),
                row,
            };
            let articles: Vec<Shelved> = session.articles()?.into_iter().map(shelved).collect();
            let starters = starter::missing(session, language)?.len();
            let since = Moment(clock.now().0 - SAVED_DAYS * DAY);

            Ok(Shelf { articles, saved: session.visits_saved(since)?, starters })
        })
    }

    /// The articles that hold every scrap of a text, those whose title does first.
    pub fn find_articles(
        &self,
        text: String,
    ) -> impl Future<Output = Result<Vec<ArticleId>, Error>> + Send + use<> {
        self.workers.read(move |session| Ok(session.find_articles(&text)?))
    }

    /// What may answer a caller, best first, at most `limit`.
    pub fn suggest_articles(
        &self,
        asked: Asked,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<ArticleRow>, Error>> + Send + use<> {
        self.workers.read(move |session| {
            let found = session.suggest_articles(&asked, limit)?;

            Ok(found.into_iter().map(|(row, _)| row).collect())
        })
    }
}

/// The articles that are to be looked through again, with why: whose models changed first, then by day.
pub(crate) fn to_review(
    session: &Session<'_>,
    clock: &Clock,
) -> Result<Vec<(ArticleId, Article, Stale)>, Error> {
    let (models, today) = (catalogue(session)?, clock.today());
    let mut found = Vec::new();
    for row in session.articles()? {
        // What is headquarters' it looks through itself.
        if !row.own || row.state != ArticleState::Published {
            continue;
        }
        let Some(article) = session.get::<Article>(row.id)? else { continue };
        if let Some(stale) = article.stale(today, &models) {
            found.push((row.id, article, stale));
        }
    }
    found.sort_by_key(|(_, _, stale)| match stale {
        Stale::Models(_) => None,
        Stale::Due(day) => Some(*day),
    });

    Ok(found)
}
