//! Articles: what whoever answers the telephone should know, and what came of telling it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{AnswerId, ArticleId, Category, EnquiryId, Model, Moment, OrderId, StaffId};

/// What an article is about.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum ArticleCategory {
    /// 名词: what a word on the plate or in the manual means.
    ProductTerm,
    /// 问答: what many ask.
    #[default]
    Question,
    /// 假故障: what looks broken and is not.
    PseudoFault,
    /// 故障: fault, cause, measure, part.
    Fault,
}

impl ArticleCategory {
    /// All, in the order of menus.
    pub const ALL: [Self; 4] = [Self::Question, Self::PseudoFault, Self::Fault, Self::ProductTerm];

    /// The name used in records and files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ProductTerm => "product_term",
            Self::Question => "question",
            Self::PseudoFault => "pseudo_fault",
            Self::Fault => "fault",
        }
    }

    /// The one of this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.code() == code)
    }
}

/// What an article is at. That it is to be looked through again follows from its date and its models: see
/// [`Article::stale`].
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum ArticleState {
    /// Being written, or a question without an answer.
    #[default]
    Draft,
    /// It is told.
    Published,
    /// It is told no longer.
    Archived,
}

/// What can happen to an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ArticleStep {
    /// It is told from now on.
    Publish,
    /// It is told no longer.
    Archive,
}

impl ArticleState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Published, Self::Archived];

    /// The name used in records.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Archived => "archived",
        }
    }

    /// The one of this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// What an article is at after a step; none where that is not taken now.
    pub const fn after(self, step: ArticleStep) -> Option<Self> {
        match (self, step) {
            (Self::Draft | Self::Archived, ArticleStep::Publish) => Some(Self::Published),
            (Self::Draft | Self::Published, ArticleStep::Archive) => Some(Self::Archived),
            (Self::Published, ArticleStep::Publish) | (Self::Archived, ArticleStep::Archive) => {
                None
            }
        }
    }
}

/// What there is to know about something.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Article {
    /// What it is called in lists.
    pub title: String,
    /// What it says, in Markdown.
    #[serde(default)]
    pub body: String,
    /// What it is about.
    #[serde(default)]
    pub category: ArticleCategory,
    /// What it is at.
    #[serde(default)]
    pub state: ArticleState,
    /// The language it is written in, as a tag.
    #[serde(default)]
    pub language: String,
    /// The machines it is for; none means any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<Category>,
    /// The brands it is for; none means any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub brands: Vec<String>,
    /// The models it is for, by their designation; none means any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<String>,
    /// The fault codes it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<String>,
    /// Further words that callers say of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// Who looks after it.
    #[serde(default)]
    pub owner: Option<StaffId>,
    /// The day on which somebody last looked it through.
    #[serde(default)]
    pub reviewed: Option<NaiveDate>,
    /// The day on which somebody is to look it through again.
    #[serde(default)]
    pub review_on: Option<NaiveDate>,
    /// Its models as the catalogue had them when it was looked through, see [`Model::in_words`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<String>,
    /// The question that nothing answered, from which it was begun.
    #[serde(default)]
    pub question: Option<String>,
    /// The article of headquarters that it stands beside as the branch's own note.
    #[serde(default)]
    pub beside: Option<ArticleId>,
    /// Which of the articles it was that came with the program.
    #[serde(default)]
    pub starter: Option<String>,
}

/// Why an article is to be looked through again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stale {
    /// Its day has come.
    Due(NaiveDate),
    /// These models are no longer in the catalogue as they were.
    Models(Vec<String>),
}

/// How many months after it was looked through an article is looked through again, unless somebody says otherwise.
pub const REVIEW_MONTHS: u32 = 12;

impl Article {
    /// Why it is to be looked through again today, where it is told at all. A model that changed says more than a day.
    pub fn stale(&self, today: NaiveDate, catalogue: &BTreeSet<String>) -> Option<Stale> {
        if self.state != ArticleState::Published {
            return None;
        }
        let changed = self.seen.iter().filter(|seen| !catalogue.contains(*seen));
        let changed: Vec<String> = changed.cloned().collect();
        if !changed.is_empty() {
            return Some(Stale::Models(changed));
        }

        self.review_on.filter(|day| *day <= today).map(Stale::Due)
    }

    /// What of its models the catalogue has, for [`Article::seen`].
    pub fn known_in(&self, models: &[Model]) -> Vec<String> {
        let named = |model: &&Model| {
            let is = |own: &String| own.trim().eq_ignore_ascii_case(model.designation.trim());
            self.models.iter().any(is)
        };
        let known: BTreeSet<String> = models.iter().filter(named).map(Model::in_words).collect();

        known.into_iter().collect()
    }

    /// The same words for the same callers, whoever looks after them.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let words = |it: &Self| {
            let lists = [it.brands.clone(), it.models.clone(), it.faults.clone(), it.words.clone()];
            (it.title.clone(), it.body.clone(), it.category, it.kinds.clone(), lists)
        };

        words(self) == words(other)
    }
}

/// What an article said before it was written over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleVersion {
    /// Which article.
    pub article: ArticleId,
    /// What it was.
    pub was: Article,
    /// Until when.
    pub at: Moment,
    /// Who wrote over it.
    #[serde(default)]
    pub by: Option<StaffId>,
}

/// An article was told to a caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Which article.
    pub article: ArticleId,
    /// The order of that call; none where nobody said who they are.
    #[serde(default)]
    pub order: Option<OrderId>,
    /// What somebody wrote that it answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enquiry: Option<EnquiryId>,
    /// Whether that was all the caller needed: nobody had to go there.
    #[serde(default)]
    pub solved: bool,
    /// When.
    pub at: Moment,
    /// Who told it.
    #[serde(default)]
    pub by: Option<StaffId>,
    /// The answer that was not given after all: this fact takes it back and is none itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdraws: Option<AnswerId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn an_article_of_one_line_is_read() {
        let article: Article = serde_json::from_str(r#"{"title": "Trips"}"#).expect("an article");

        assert_eq!(article.state, ArticleState::Draft);
        assert_eq!(crate::fields_of(&article).len(), 5, "nothing is written of what is not said");
    }

    #[test]
    fn it_is_stale_by_its_day_or_its_models_and_only_while_it_is_told() {
        let model = |designation: &str| Model {
            brand: "Clearwell".into(),
            category: Category::WaterHeater,
            designation: designation.into(),
        };
        let models = [model("DSZF-60"), model("DSZF-80")];
        let mut article = Article {
            models: vec!["dszf-60".into(), "unknown".into()],
            review_on: Some(day("2027-01-01")),
            state: ArticleState::Published,
            ..Article::default()
        };
        article.seen = article.known_in(&models);
        let catalogue =
            |models: &[Model]| models.iter().map(Model::in_words).collect::<BTreeSet<_>>();
        let stale = |article: &Article, today: &str, models: &[Model]| {
            article.stale(day(today), &catalogue(models))
        };

        assert_eq!(article.seen.len(), 1);
        assert_eq!(stale(&article, "2026-12-31", &models), None);
        assert_eq!(stale(&article, "2027-01-01", &models), Some(Stale::Due(day("2027-01-01"))));
        let dropped = stale(&article, "2026-12-31", &models[1..]);
        assert_eq!(dropped, Some(Stale::Models(article.seen.clone())));

        article.state = ArticleState::Archived;
        assert_eq!(stale(&article, "2027-01-01", &[]), None);
    }

    #[test]
    fn names_last_and_steps_lead_where_they_say() {
        for category in ArticleCategory::ALL {
            assert_eq!(serde_json::to_value(category).expect("a word"), category.code());
            assert_eq!(ArticleCategory::from_code(category.code()), Some(category));
        }
        for state in ArticleState::ALL {
            assert_eq!(serde_json::to_value(state).expect("a word"), state.code());
            assert_eq!(ArticleState::from_code(state.code()), Some(state));
        }
        assert_eq!(ArticleState::Draft.after(ArticleStep::Publish), Some(ArticleState::Published));
        assert_eq!(ArticleState::Published.after(ArticleStep::Publish), None);
        assert_eq!(
            ArticleState::Archived.after(ArticleStep::Publish),
            Some(ArticleState::Published)
        );
    }
}
