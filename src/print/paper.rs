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
