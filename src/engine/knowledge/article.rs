//! One article with all that belongs to it.

use domain::{Article, ArticleId, ArticleVersion, ArticleVersionId, Moment, Record as _, Stale};

use super::{catalogue, is_own};
use crate::{Engine, Error, Opened, Revisions};

/// An article with all that belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleFile {
    /// Which.
    pub id: ArticleId,
    /// What it says.
    pub article: Article,
    /// Whether it is the branch's own and not headquarters'.
    pub own: bool,
    /// Who looks after it.
    pub owner: Option<String>,
    /// Why it is to be looked through again.
    pub stale: Option<Stale>,
    /// In how many calls it was told, and in how many of them that was all the caller needed.
    pub told: (u32, u32),
    /// What it said before, the latest first.
    pub older: Vec<OlderArticle>,
    /// The branch's notes that stand beside it.
    pub notes: Vec<(ArticleId, String)>,
    /// The article of headquarters that it stands beside.
    pub beside: Option<(ArticleId, String)>,
    revisions: Revisions,
}

/// What an article said before.
#[derive(Debug, Clone, PartialEq)]
pub struct OlderArticle {
    /// Which version.
    pub id: ArticleVersionId,
    /// What it was.
    pub was: Article,
    /// Until when.
    pub at: Moment,
    /// Who wrote over it.
    pub by: Option<String>,
}

impl ArticleFile {
    /// The article, for a form.
    pub fn opened(&self) -> Opened<ArticleId, Article> {
        self.revisions.open(self.id, self.article.clone())
    }
}

impl Engine {
    /// An article with all that belongs to it.
    pub fn article(
        &self,
        id: ArticleId,
    ) -> impl Future<Output = Result<ArticleFile, Error>> + Send + use<> {
        let today = self.clock.today();

        self.workers.read(move |session| {
            let article: Article = session.get(id)?.ok_or(Error::Unknown(Article::KIND))?;
            let row = session.articles()?.into_iter().find(|row| row.id == id);
            let own = is_own(session, id)?;
            let name = |id| session.get::<domain::Staff>(id).map(|staff| staff.map(|it| it.name));
            let mut older = Vec::new();
            for (version, ArticleVersion { was, at, by, .. }) in session.article_versions(id)? {
                // An edit that was taken back left what stands there.
                if !was.says_the_same(&article) {
                    let by = by.map(name).transpose()?.flatten();
                    older.push(OlderArticle { id: version, was, at, by });
                }
            }
            let beside = match article.beside {
                Some(id) => session.get::<Article>(id)?.map(|it| (id, it.title)),
                None => None,
            };
            let mut revisions = Revisions::default();
            revisions.learn(session, Article::KIND, [id])?;

            Ok(ArticleFile {
                id,
                own,
                owner: article.owner.map(name).transpose()?.flatten(),
                stale: article.stale(today, &catalogue(session)?).filter(|_| own),
                told: row.map_or((0, 0), |row| (row.told, row.solved)),
                older,
                notes: session.notes_beside(id)?,
                beside,
                revisions,
                article,
            })
        })
    }
}
