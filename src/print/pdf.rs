//! Writing a paper as PDF.

mod embed;
mod join;
mod mend;
mod paint;

use printpdf::{PageAnnotId, PageAnnotation};

use crate::page::Face;
use crate::paper::{Bookmark, Paper};

use self::embed::Embedded;
pub(crate) use self::join::Joined;

/// Why a paper could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The program's own font could not be cut down to the characters used.
    #[error("the font {0:?} cannot be embedded")]
    Font(Face),
    /// The finished document could not be put into bytes.
    #[error("the document cannot be written")]
    Write(#[from] std::io::Error),
    /// The parts of a long run could not be put together.
    #[error("the document's parts cannot be joined")]
    Join(#[from] lopdf::Error),
    /// Whoever watched the run asked to stop.
    #[error("cancelled")]
    Cancelled,
}

/// Turns the display list into a file's bytes. Layout knows nothing of what is behind it.
pub trait Writer {
    /// The whole paper as one file.
    fn write(&self, paper: &Paper) -> Result<Vec<u8>, Error>;
}

/// The PDF 1.7 that this program writes: text can be searched and copied, only the characters
/// used are embedded, and a viewer is told not to scale it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pdf;

impl Writer for Pdf {
    fn write(&self, paper: &Paper) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        document(paper, &paper.bookmarks)?.save_to(&mut bytes)?;
        Ok(bytes)
    }
}

impl Paper {
    /// The bytes of a PDF file.
    pub fn to_pdf(&self) -> Result<Vec<u8>, Error> {
        Pdf.write(self)
    }
}

/// The paper as PDF objects, its streams compressed.
fn document(paper: &Paper, bookmarks: &[Bookmark]) -> Result<lopdf::Document, Error> {
    let mut document = printpdf::PdfDocument::new(&paper.title);
    let embedded = Embedded::new(paper, &mut document)?;
    let pages =
        paper.pages.iter().map(|page| paint::page(page, &embedded, &mut document)).collect();
    for (at, bookmark) in bookmarks.iter().enumerate() {
        // Bookmarks are listed in the order of their names.
        let id = PageAnnotId(format!("B{at:08}"));
        let target = PageAnnotation { name: bookmark.title.clone(), page: bookmark.page + 1 };
        document.bookmarks.map.insert(id, target);
    }
    document.with_pages(pages);

    let mut document =
        document.to_lopdf_document(&printpdf::PdfSaveOptions::default(), &mut Vec::new());
    mend::mend(&mut document, paper);
    document.compress();
    Ok(document)
}

#[cfg(test)]
mod testing;
