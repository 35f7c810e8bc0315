//! Where papers are made: one language, its fonts, and what was learnt about them.

use std::path::PathBuf;

use locale::{Language, Locale};

use crate::page::Page;
use crate::paper::{Bookmark, Paper};
use crate::text::{Script, Typesetter};

/// Makes papers in one language. Keep it for the papers of one task: it remembers the shapes of
/// words. Fonts are opened when their first character is met.
pub struct Press<'a> {
    pub(crate) locale: &'a Locale,
    pub(crate) typesetter: Typesetter,
}

/// One part of a paper: a job sheet, a letter.
pub(crate) struct Part {
    pub(crate) title: String,
    pub(crate) pages: Vec<Page>,
}

impl<'a> Press<'a> {
    /// A press for the language of `locale`, with the rare font where it was installed.
    pub fn new(locale: &'a Locale) -> Self {
        Self::with_rare_font(locale, fonts::rare_path())
    }

    /// A press that looks for the rarest characters in this file, or in none.
    pub fn with_rare_font(locale: &'a Locale, rare: Option<PathBuf>) -> Self {
        let script = match locale.language() {
            Language::SimplifiedChinese => Script::Simplified,
            Language::TraditionalChinese => Script::Traditional,
            Language::English => Script::Latin,
        };

        Self { locale, typesetter: Typesetter::new(script, rare) }
    }

    /// A paper of one part, without bookmarks, or of several with one for each.
    pub(crate) fn paper(&self, title: String, parts: impl IntoIterator<Item = Part>) -> Paper {
        let mut paper = self.bound(title, parts);
        if paper.bookmarks.len() < 2 {
            paper.bookmarks.clear();
        }
        paper
    }

    /// The parts as one paper with a bookmark for each.
    pub(crate) fn bound(&self, title: String, parts: impl IntoIterator<Item = Part>) -> Paper {
        self.typesetter.forget_missing();
        let mut pages = Vec::new();
        let mut bookmarks = Vec::new();
        for part in parts {
            bookmarks.push(Bookmark { title: part.title, page: pages.len() });
            pages.extend(part.pages);
        }

        Paper {
            title,
            language: self.locale.language().tag(),
            pages,
            bookmarks,
            missing: self.typesetter.missing(),
            rare: self.typesetter.faces().rare_if_read(),
        }
    }
}
