//! Putting the batches of a long run into one document.

use lopdf::{Dictionary, Document, Object, ObjectId, text_string};

use super::{Error, mend};
use crate::paper::Paper;

/// A document that grows batch by batch. Pages that are in it are kept compressed.
pub(crate) struct Joined {
    document: Document,
    /// The page tree's root.
    root: ObjectId,
    /// The root of each batch's pages, in order.
    batches: Vec<ObjectId>,
    bookmarks: Vec<(String, ObjectId)>,
    pages: usize,
}

impl Joined {
    pub(crate) fn new() -> Self {
        let mut document = Document::with_version("1.7");
        let root = document.new_object_id();

        Self { document, root, batches: Vec::new(), bookmarks: Vec::new(), pages: 0 }
    }

    pub(crate) fn page_count(&self) -> usize {
        self.pages
    }

    /// Adds all pages of a paper, with its bookmarks.
    pub(crate) fn add(&mut self, paper: &Paper) -> Result<(), Error> {
        let mut batch = super::document(paper, &[])?;
        batch.renumber_objects_with(self.document.max_id + 1);

        let pages: Vec<ObjectId> = batch.page_iter().collect();
        for bookmark in &paper.bookmarks {
            if let Some(page) = pages.get(bookmark.page) {
                self.bookmarks.push((bookmark.title.clone(), *page));
            }
        }
        let tree = batch.catalog()?.get(b"Pages")?.as_reference()?;
        batch.get_dictionary_mut(tree)?.set("Parent", self.root);
        for unused in [b"Root".as_slice(), b"Info"] {
            if let Ok(id) = batch.trailer.get(unused).and_then(Object::as_reference) {
                batch.objects.remove(&id);
            }
        }
        self.pages += pages.len();
        self.batches.push(tree);
        self.document.max_id = batch.max_id;
        self.document.objects.append(&mut batch.objects);
        Ok(())
    }

    /// The file's bytes.
    pub(crate) fn finish(mut self, title: &str, language: &str) -> Result<Vec<u8>, Error> {
        let mut tree = Dictionary::new();
        tree.set("Type", "Pages");
        tree.set("Count", self.pages as i64);
        let kids: Vec<Object> = self.batches.iter().map(|id| Object::Reference(*id)).collect();
        tree.set("Kids", kids);
        self.document.set_object(self.root, tree);

        let mut catalog = Dictionary::new();
        catalog.set("Type", "Catalog");
        catalog.set("Pages", self.root);
        if let Some(outlines) = self.outlines() {
            catalog.set("Outlines", outlines);
        }
        mend::complete(&mut catalog, language);
        let catalog = self.document.add_object(catalog);
        let mut info = Dictionary::new();
        info.set("Title", text_string(title));
        info.set("Creator", text_string(mend::CREATOR));
        let info = self.document.add_object(info);
        self.document.trailer.set("Root", catalog);
        self.document.trailer.set("Info", info);

        let mut bytes = Vec::new();
        self.document.save_to(&mut bytes)?;
        Ok(bytes)
    }

    /// The list of bookmarks; none where there is nothing to list.
    fn outlines(&mut self) -> Option<ObjectId> {
        let ids: Vec<ObjectId> =
            self.bookmarks.iter().map(|_| self.document.new_object_id()).collect();
        let (first, last) = (*ids.first()?, *ids.last()?);
        let root = self.document.new_object_id();

        for (at, (title, page)) in self.bookmarks.iter().enumerate() {
            let mut item = Dictionary::new();
            item.set("Title", text_string(title));
            item.set("Parent", root);
            let fit = [Object::Reference(*page), "Fit".into()];
            item.set("Dest", fit.to_vec());
            if let Some(before) = at.checked_sub(1).and_then(|at| ids.get(at)) {
                item.set("Prev", *before);
            }
            if let Some(after) = ids.get(at + 1) {
                item.set("Next", *after);
            }
            self.document.set_object(ids[at], item);
        }
        let mut outlines = Dictionary::new();
        outlines.set("Type", "Outlines");
        outlines.set("Count", ids.len() as i64);
        outlines.set("First", first);
        outlines.set("Last", last);
        self.document.set_object(root, outlines);
        Some(root)
    }
}
