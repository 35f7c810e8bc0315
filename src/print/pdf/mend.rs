//! What the writer beneath has no word for: language, true size, bookmarks open, no stray keys.

use lopdf::{Dictionary, Document, Object, text_string};

use crate::paper::Paper;

/// Named in every file as what made it.
pub(super) const CREATOR: &str = "Branchdesk";

/// Completes a document that is otherwise ready.
pub(super) fn mend(document: &mut Document, paper: &Paper) {
    "1.7".clone_into(&mut document.version);
    document.trailer.remove(b"ID");
    clean_info(document);

    if let Ok(catalog) = document.catalog_mut() {
        complete(catalog, paper.language);
    }
}

/// What a viewer needs to know of a document before it shows it.
pub(super) fn complete(catalog: &mut Dictionary, language: &str) {
    let mode = if catalog.has(b"Outlines") { "UseOutlines" } else { "UseNone" };

    catalog.set("PageMode", mode);
    catalog.set("Lang", Object::string_literal(language));
    catalog.set("ViewerPreferences", preferences());
}

/// Envelope windows and labels need the true size; a title says more than a file's name.
fn preferences() -> Dictionary {
    let mut preferences = Dictionary::new();
    preferences.set("PrintScaling", "None");
    preferences.set("DisplayDocTitle", true);
    preferences.set("Duplex", "Simplex");
    preferences
}

/// Takes out keys of a print-shop standard that this document does not follow, and what would make
/// two prints of the same paper differ.
fn clean_info(document: &mut Document) {
    let info = document.trailer.get(b"Info").and_then(Object::as_reference);
    let Ok(info) = info.and_then(|id| document.get_dictionary_mut(id)) else { return };
    for key in [&b"GTS_PDFXVersion"[..], b"Trapped", b"Identifier", b"CreationDate", b"ModDate"] {
        info.remove(key);
    }
    info.set("Creator", text_string(CREATOR));
}
