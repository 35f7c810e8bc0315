//! A finished document: pages, bookmarks, and what could not be set.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::page::Page;

/// A document that can be shown page by page or written as PDF.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// What a viewer shows in its title bar.
    pub title: String,
    /// The language of its words as a BCP 47 tag.
    pub language: &'static str,
    /// Every page.
    pub pages: Vec<Page>,
    /// Where each part begins, in order. A paper of one part has none.
    pub bookmarks: Vec<Bookmark>,
    /// Characters that no font has. `〓` stands in their place: tell the user before printing.
    pub missing: BTreeSet<char>,
    /// The rare font, if a character needed it.
    pub(crate) rare: Option<Arc<Vec<u8>>>,
}

/// The beginning of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookmark {
    /// What a viewer lists.
    pub title: String,
    /// Its first page; the first of the paper is 0.
    pub page: usize,
}

impl Paper {
    /// Puts the pages of another paper behind those of this one, bookmarks and all. Each keeps its own
    /// page numbers.
    pub fn append(&mut self, other: Self) {
        let behind = self.pages.len();
        let marks = |bookmarks: Vec<Bookmark>, title: &str| {
            let whole = Bookmark { title: title.to_owned(), page: 0 };
            if bookmarks.is_empty() { vec![whole] } else { bookmarks }
        };
        let ours = std::mem::take(&mut self.bookmarks);
        self.bookmarks = if behind == 0 { Vec::new() } else { marks(ours, &self.title) };
        let theirs = marks(other.bookmarks, &other.title).into_iter();
        self.bookmarks.extend(theirs.map(|mark| Bookmark { page: mark.page + behind, ..mark }));
        self.pages.extend(other.pages);
        self.missing.extend(other.missing);
        self.rare = self.rare.take().or(other.rare);
    }

    /// Everything written on a page, run after run. For searching and for tests.
    pub fn text(&self, page: usize) -> String {
        let Some(page) = self.pages.get(page) else { return String::new() };
        let runs = page.items.iter().filter_map(|item| match item {
            crate::Item::Text(run) => Some(run.text.as_str()),
            _ => None,
        });

        runs.collect::<Vec<_>>().join("\n")
    }
}
