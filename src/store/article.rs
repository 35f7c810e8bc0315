//! Articles as rows: by what they are about, and by the words that find them.
//!
//! As with households the index names candidates, and what an article holds decides; but what a caller says is a sentence,
//! so an article fits the better the more of its words are in it.

mod fit;
#[cfg(test)]
mod tests;

pub use fit::Asked;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::{
    Article, ArticleCategory, ArticleId, ArticleState, ArticleVersion, ArticleVersionId, Category,
    Moment, StaffId,
};
use rusqlite::{OptionalExtension, Row, params};
use uuid::Uuid;

use self::fit::{Held, lines};
use crate::search::{Grams, ask, fold, is_han, runs};
use crate::{Error, Session};

/// An article in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleRow {
    /// Which.
    pub id: ArticleId,
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub category: ArticleCategory,
    /// What it is at.
    pub state: ArticleState,
    /// The language it is written in, as a tag.
    pub language: String,
    /// Who looks after it.
    pub owner: Option<StaffId>,
    /// When it is to be looked through again.
    pub review_on: Option<NaiveDate>,
    /// Which of those it is that came with the program.
    pub starter: Option<String>,
    /// Whether it is the branch's own and not headquarters'.
    pub own: bool,
    /// The machines it is for; none means any.
    pub kinds: Vec<Category>,
    /// In how many calls it was told.
    pub told: u32,
    /// In how many of them that was all the caller needed.
    pub solved: u32,
}

/// So many candidates are looked at of those that words alone name.
const CANDIDATES: u32 = 200;
/// So many scraps of a question count.
const SCRAPS: usize = 40;
/// What was not filed by the version that brought it.
const BEHIND: &str = "articles-behind";

impl Session<'_> {
    /// All articles, by title.
    pub fn articles(&self) -> Result<Vec<ArticleRow>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("article/list.sql"))?;
        let rows = statement.query_map([], from_row)?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The articles that hold every scrap of `text`: first those whose title does, then whose words, then the rest.
    pub fn find_articles(&self, text: &str) -> Result<Vec<ArticleId>, Error> {
        let scraps: Vec<String> = words_of(text).into_iter().take(SCRAPS).collect();
        let asked: Vec<String> = scraps.iter().flat_map(|scrap| ask(scrap)).collect();
        if asked.is_empty() {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        for (id, held) in self.named(&asked.join(" AND "), u32::MAX)? {
            let held = Held::of(&held);
            if let Some(rank) = held.rank(&scraps) {
                found.push((rank, held.title.to_owned(), id));
            }
        }
        found.sort();

        Ok(found.into_iter().map(|(.., id)| id).collect())
    }

    /// What may answer a caller, best first, at most `limit`: published articles that fit the machine, by the fault, then
    /// by what was said.
    pub fn suggest_articles(
        &self,
        asked: &Asked,
        limit: usize,
    ) -> Result<Vec<(ArticleRow, u32)>, Error> {
        let said = words_of(&asked.words);
        let mut candidates = self.articles_about(asked)?;
        let grams: Vec<String> = said.iter().take(SCRAPS).flat_map(|word| any_of(word)).collect();
        if !grams.is_empty() {
            let named = self.named(&grams.join(" OR "), CANDIDATES)?;
            candidates.extend(named.into_iter().map(|(id, _)| id.0));
        }
        let mut statement = self.db.prepare_cached(include_str!("article/published.sql"))?;
        let mut found = Vec::new();
        for id in candidates {
            let row = statement.query_row([id], |row| Ok((from_row(row)?, row.get(12)?)));
            let Some((row, held)): Option<(ArticleRow, String)> = row.optional()? else { continue };
            let about = self.about_of(id)?;
            if let Some(score) = asked.score(&row, &about, (&Held::of(&held), &said)) {
                found.push((row, score));
            }
        }
        found.sort_by(|(one, a), (other, b)| {
            let key = |row: &ArticleRow, score: u32| {
                (std::cmp::Reverse((score, row.solved, row.told)), row.title.clone())
            };
            key(one, *a).cmp(&key(other, *b))
        });
        found.truncate(limit);

        Ok(found)
    }

    /// What an article said before, the latest first.
    pub fn article_versions(
        &self,
        article: ArticleId,
    ) -> Result<Vec<(ArticleVersionId, ArticleVersion)>, Error> {
        let mut versions = self.facts_on::<ArticleVersion>(article.0)?;
        versions.reverse();

        Ok(versions.into_iter().map(|(id, was)| (ArticleVersionId(id), was)).collect())
    }

    /// The articles that stand beside one as notes of the branch.
    pub fn notes_beside(&self, article: ArticleId) -> Result<Vec<(ArticleId, String)>, Error> {
        let sql = "select id, title from article where beside = ?1 and state <> 'archived' order by title";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows =
            statement.query_map([article.0], |row| Ok((ArticleId(row.get(0)?), row.get(1)?)))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many calls since then were settled by telling an article, so that nobody had to go there.
    pub fn visits_saved(&self, since: Moment) -> Result<u32, Error> {
        let sql = include_str!("article/saved.sql");

        Ok(self.db.prepare_cached(sql)?.query_row([since.0], |row| row.get(0))?)
    }

    pub(crate) fn project_article(&self, id: Uuid, article: Option<&Article>) -> Result<(), Error> {
        let row: Option<i64> = self
            .db
            .prepare_cached("select row from article where id = ?1")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        if let Some(row) = row {
            self.db
                .prepare_cached("delete from search_article where rowid = ?1")?
                .execute([row])?;
        }
        self.db.prepare_cached("delete from article_about where article = ?1")?.execute([id])?;
        let Some(article) = article else {
            self.db.prepare_cached("delete from article where id = ?1")?.execute([id])?;
            return Ok(());
        };
        let row: i64 = self.db.prepare_cached(include_str!("article/put.sql"))?.query_row(
            params![
                id,
                row,
                article.title,
                article.category.code(),
                article.state.code(),
                article.language,
                article.owner.map(|owner| owner.0),
                article.review_on.map(|day| day.to_string()),
                article.starter,
                article.beside.map(|beside| beside.0),
                lines(article),
            ],
            |row| row.get(0),
        )?;
        for (sort, value) in about(article) {
            let sql =
                "insert or ignore into article_about (sort, value, article) values (?1, ?2, ?3)";
            self.db.prepare_cached(sql)?.execute(params![sort, value, id])?;
        }
        let mut grams = Grams::default();
        for word in lines(article).split_whitespace() {
            grams.cut(word, true);
        }
        self.db
            .prepare_cached("insert into search_article (rowid, grams) values (?1, ?2)")?
            .execute(params![row, grams.words()])?;

        Ok(())
    }

    /// The published articles about this kind of machine, fault, brand or model, and those about any machine.
    fn articles_about(&self, asked: &Asked) -> Result<BTreeSet<Uuid>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("article/about.sql"))?;
        let rows = statement.query_map(
            params![
                asked.kind.map(Category::code),
                asked.fault.as_deref().map(fold),
                asked.brand.as_deref().map(fold),
                asked.model.as_deref().map(fold),
            ],
            |row| row.get(0),
        )?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn about_of(&self, id: Uuid) -> Result<Vec<(String, String)>, Error> {
        let mut statement =
            self.db.prepare_cached("select sort, value from article_about where article = ?1")?;
        let rows = statement.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Which articles the index names, with what they hold.
    fn named(&self, asked: &str, most: u32) -> Result<Vec<(ArticleId, String)>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("article/named.sql"))?;
        let rows = statement
            .query_map(params![asked, most], |row| Ok((ArticleId(row.get(0)?), row.get(1)?)))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Files what lay here before this version knew articles.
pub(crate) fn file_what_is_behind(session: &Session<'_>) -> Result<(), Error> {
    if session.setting(BEHIND)?.is_none() {
        return Ok(());
    }
    for kind in ["article", "article_version", "answer"] {
        let mut statement = session.db.prepare("select id from record where kind = ?1")?;
        let ids: Vec<Uuid> =
            statement.query_map([kind], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for id in ids {
            let stored = session.stored(kind, id)?;
            session.project_pulled((kind, id), None, stored.as_ref().map(|it| &it.fields))?;
        }
    }

    session.drop_setting(BEHIND)
}

/// What an article is filed under.
fn about(article: &Article) -> Vec<(&'static str, String)> {
    let folded = |sort: &'static str, values: &[String]| {
        values
            .iter()
            .map(|value| fold(value))
            .filter(|value| !value.is_empty())
            .map(|value| (sort, value))
            .collect::<Vec<_>>()
    };
    let kinds = article.kinds.iter().map(|kind| ("kind", kind.code().to_owned()));

    kinds
        .chain(folded("fault", &article.faults))
        .chain(folded("brand", &article.brands))
        .chain(folded("model", &article.models))
        .collect()
}

/// The words of a text as they are compared.
pub(crate) fn words_of(text: &str) -> Vec<String> {
    let apart =
        |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '，' | '、' | '；' | '。');

    text.split(apart).map(fold).filter(|word| !word.is_empty()).collect()
}

/// What the index is asked for where some of a word is enough.
fn any_of(word: &str) -> Vec<String> {
    let whole = |piece: String| {
        let grams = ask(&piece);
        (!grams.is_empty()).then(|| format!("({})", grams.join(" AND ")))
    };

    pieces(word).into_iter().filter_map(whole).collect()
}

/// What of a word says something by itself: each pair of Han characters, and other letters unless they are too few. A code
/// such as E1 has a figure.
fn pieces(word: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    for run in runs(word) {
        let chars: Vec<char> = run.chars().collect();
        if chars.first().is_some_and(|c| is_han(*c)) {
            pieces.extend(chars.windows(2).map(|pair| pair.iter().collect::<String>()));
        } else if chars.len() > 3 || (chars.len() > 1 && run.contains(|c: char| c.is_ascii_digit()))
        {
            pieces.push(run.to_owned());
        }
    }

    pieces
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<ArticleRow> {
    let day: Option<String> = row.get(6)?;
    let kinds: Option<String> = row.get(9)?;

    Ok(ArticleRow {
        id: ArticleId(row.get(0)?),
        title: row.get(1)?,
        category: ArticleCategory::from_code(&row.get::<_, String>(2)?).unwrap_or_default(),
        state: ArticleState::from_code(&row.get::<_, String>(3)?).unwrap_or_default(),
        language: row.get(4)?,
        owner: row.get::<_, Option<Uuid>>(5)?.map(StaffId),
        review_on: day.and_then(|day| day.parse().ok()),
        starter: row.get(7)?,
        own: row.get(8)?,
        kinds: kinds
            .iter()
            .flat_map(|kinds| kinds.split(','))
            .filter_map(Category::from_code)
            .collect(),
        told: row.get(10)?,
        solved: row.get(11)?,
    })
}
