//! How well an article fits what a caller says.

use domain::{Article, ArticleCategory, Category};

use super::{ArticleRow, pieces, words_of};
use crate::search::fold;

/// What is known of a call.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// What kind of machine it is about.
    pub kind: Option<Category>,
    /// Its brand.
    pub brand: Option<String>,
    /// Its model.
    pub model: Option<String>,
    /// The fault code.
    pub fault: Option<String>,
    /// What was said.
    pub words: String,
}

/// What an article holds, as it is compared.
pub(super) struct Held<'a> {
    pub(super) title: &'a str,
    words: Vec<&'a str>,
    body: &'a str,
}

/// Title, words of callers and text of an article, a line for each, every word folded. Words of callers are parted by tabs,
/// for some are several words.
pub(super) fn lines(article: &Article) -> String {
    let folded = |text: &str| words_of(text).join(" ");
    let words: Vec<String> = article.words.iter().map(|word| folded(word)).collect();
    let keys =
        [&article.faults, &article.brands, &article.models].map(|list| folded(&list.join(" ")));
    let body = [folded(&article.body), keys.join(" ")].join(" ");

    [folded(&article.title), words.join("\t"), body].join("\n")
}

impl<'a> Held<'a> {
    pub(super) fn of(held: &'a str) -> Self {
        let mut lines = held.splitn(3, '\n');
        let mut line = || lines.next().unwrap_or_default();
        let (title, words, body) = (line(), line(), line());

        Self { title, words: words.split('\t').filter(|word| !word.is_empty()).collect(), body }
    }

    /// Where every scrap is found: 0 in the title, 1 in the title and the words of callers, 2 in the text too.
    pub(super) fn rank(&self, scraps: &[String]) -> Option<u8> {
        let in_title = |scrap: &String| self.title.contains(scrap.as_str());
        let in_words = |scrap: &String| self.words.iter().any(|word| word.contains(scrap.as_str()));
        let in_body = |scrap: &String| self.body.contains(scrap.as_str());
        if scraps.iter().all(in_title) {
            return Some(0);
        }
        if scraps.iter().all(|scrap| in_title(scrap) || in_words(scrap)) {
            return Some(1);
        }
        let all = scraps.iter().all(|scrap| in_title(scrap) || in_words(scrap) || in_body(scrap));

        all.then_some(2)
    }
}

/// What of a fit counts how much.
const FAULT: u32 = 60;
const MODEL: u32 = 40;
const KIND: u32 = 20;
const WORD: u32 = 18;
const BRAND: u32 = 10;
const TITLE: u32 = 6;
const BODY: u32 = 1;
/// What words can count for, so that a long text does not outdo the fault.
const MOST: u32 = 54;

impl Asked {
    /// How well it fits; none where it is about another machine, or nothing speaks for it.
    pub(super) fn score(
        &self,
        row: &ArticleRow,
        about: &[(String, String)],
        (held, said): (&Held<'_>, &[String]),
    ) -> Option<u32> {
        let fits = |sort: &str, known: Option<&str>| -> Option<bool> {
            let mut own = about.iter().filter(|(its, _)| its == sort).map(|(_, value)| value);
            let any = own.clone().next().is_none();
            let known = known.filter(|known| !known.is_empty());
            match known {
                _ if any => Some(false),
                None => Some(false),
                Some(known) => own.any(|value| value == known).then_some(true),
            }
        };
        let folded = |text: &Option<String>| text.as_deref().map(fold);
        let kind = fits("kind", self.kind.map(Category::code))?;
        let brand = fits("brand", folded(&self.brand).as_deref())?;
        let model = fits("model", folded(&self.model).as_deref())?;
        // A fault is a word among others: an article about another one may be the answer all the same.
        let fault = fits("fault", folded(&self.fault).as_deref()).unwrap_or(false);
        let words = spoken(held, said);
        let points = [(fault, FAULT), (model, MODEL), (kind, KIND), (brand, BRAND)];
        let mut score: u32 = points.iter().filter(|(is, _)| *is).map(|(_, points)| points).sum();
        score += words;
        // What is not broken at all saves a visit.
        let saves = row.category == ArticleCategory::PseudoFault && (fault || words > 0);

        (score > BODY * 3).then_some(score + u32::from(saves) * 3 + row.solved.min(9))
    }
}

/// How much of what was said an article has: most, if it is a word that callers are known to say.
fn spoken(held: &Held<'_>, said: &[String]) -> u32 {
    if said.is_empty() {
        return 0;
    }
    let sentence = said.join(" ");
    let known = held.words.iter().filter(|word| sentence.contains(**word)).count() as u32 * WORD;
    let (mut title, mut body) = (0, 0);
    for piece in said.iter().flat_map(|word| pieces(word)) {
        if held.title.contains(piece.as_str()) {
            title += TITLE;
        } else if held.body.contains(piece.as_str()) {
            body += BODY;
        }
    }

    (known + title.min(WORD * 2) + body.min(BODY * 6)).min(MOST)
}
