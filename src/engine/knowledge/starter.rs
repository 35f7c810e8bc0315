//! The articles that come with the program, in each language: files with a head and a text in Markdown.

use std::collections::BTreeSet;

use chrono::Months;
use domain::{
    Article, ArticleCategory, ArticleId, ArticleState, Category, Model, REVIEW_MONTHS, Record as _,
};
use locale::Language;
use store::Session;

use crate::deed::Deed;
use crate::{Engine, Error, Undo};

/// Each with its language.
const FILES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/starters.rs"));

/// Articles that were brought in.
#[derive(Debug, Clone, PartialEq)]
pub struct Brought {
    /// How many.
    pub articles: usize,
    /// The way back.
    pub undo: Undo,
}

impl Engine {
    /// Brings in the articles that come with the program and are not here in this language, as the branch's own.
    pub fn bring_in_starters(
        &self,
        language: Language,
    ) -> impl Future<Output = Result<Brought, Error>> + Send + use<> {
        self.deed("bring_in_starters", move |deed| {
            let brought = bring_in(deed, language)?;
            let away = |id: &ArticleId| Undo::TakeAway { kind: Article::KIND, id: id.0 };

            Ok(Brought {
                articles: brought.len(),
                undo: Undo::Several(brought.iter().map(away).collect()),
            })
        })
    }
}

/// Brings them in within a deed.
pub(crate) fn bring_in(deed: &Deed<'_>, language: Language) -> Result<Vec<ArticleId>, Error> {
    let today = deed.now.day(deed.clock.offset());
    let models: Vec<Model> =
        deed.session.all::<Model>()?.into_iter().map(|(_, model)| model).collect();
    let mut brought = Vec::new();
    for (id, article) in missing(deed.session, language)? {
        let article = Article {
            owner: deed.actor,
            reviewed: Some(today),
            review_on: today.checked_add_months(Months::new(REVIEW_MONTHS)),
            seen: article.known_in(&models),
            ..article
        };
        deed.create_as(id.0, &article)?;
        brought.push(id);
    }

    Ok(brought)
}

/// Those that are not here in a language.
pub(super) fn missing(
    session: &Session<'_>,
    language: Language,
) -> Result<Vec<(ArticleId, Article)>, Error> {
    let here = session.articles()?.into_iter().filter(|row| row.language == language.tag());
    let here: BTreeSet<String> = here.filter_map(|row| row.starter).collect();
    let mut all = starters(language);
    all.retain(|(_, article)| article.starter.as_ref().is_some_and(|id| !here.contains(id)));

    Ok(all)
}

/// All that come in a language, with their names in an office.
pub(super) fn starters(language: Language) -> Vec<(ArticleId, Article)> {
    let tag = language.tag();
    let own = FILES.iter().filter(|(its, _)| *its == tag);

    own.filter_map(|(_, text)| parse(text, tag))
        .map(|article| {
            let id = article.starter.as_deref().unwrap_or_default();
            // Two desks that bring the same in have the same.
            let name = blake3::derive_key("branchdesk article", format!("{tag}/{id}").as_bytes());
            let mut bytes = [0; 16];
            bytes.copy_from_slice(&name[..16]);
            (ArticleId(uuid::Builder::from_random_bytes(bytes).into_uuid()), article)
        })
        .collect()
}

/// An article as it stands in its file; none where the head is not whole.
pub(super) fn parse(text: &str, language: &str) -> Option<Article> {
    let text = text.replace("\r\n", "\n");
    let (head, body) = text.strip_prefix("---\n")?.split_once("\n---\n")?;
    let line = |name: &str| {
        head.lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))
            .unwrap_or_default()
            .trim()
    };
    let list = |name: &str| -> Vec<String> {
        let words = line(name).split([',', '，', '、']).map(str::trim);
        words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let kinds: Option<Vec<Category>> =
        list("kinds").iter().map(|code| Category::from_code(code)).collect();
    let (id, title) = (line("id"), line("title"));
    if id.is_empty() || title.is_empty() {
        return None;
    }

    Some(Article {
        title: title.to_owned(),
        body: body.trim().to_owned(),
        category: ArticleCategory::from_code(line("category"))?,
        state: ArticleState::Published,
        language: language.to_owned(),
        kinds: kinds?,
        faults: list("faults"),
        words: list("words"),
        starter: Some(id.to_owned()),
        ..Article::default()
    })
}

/// How many files there are, whole or not.
#[cfg(test)]
pub(super) fn files(language: Language) -> usize {
    FILES.iter().filter(|(its, _)| *its == language.tag()).count()
}
