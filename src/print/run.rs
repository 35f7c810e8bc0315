//! Long runs: hundreds of parts in one file, made batch by batch, watched and stopped at will.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use crate::job_sheet::{Format, JobSheet};
use crate::letter::{Letter, Window};
use crate::pdf::{Error, Joined};
use crate::press::{Part, Press};

/// Parts laid out and written before their pages are let go.
const BATCH: usize = 100;

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Parts that are in the file.
    pub done: usize,
    /// Parts there are.
    pub total: usize,
}

/// Told after each batch; an answer of `Break` stops the run with [`Error::Cancelled`].
pub type Watch<'a> = &'a mut dyn FnMut(Progress) -> ControlFlow<()>;

/// A finished run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// One PDF file with a bookmark for each part.
    pub pdf: Vec<u8>,
    /// Its pages.
    pub pages: usize,
    /// Characters that no font has, as [`crate::Paper::missing`].
    pub missing: BTreeSet<char>,
}

impl Press<'_> {
    /// Any number of job sheets as one file. Only one batch of pages is in memory at a time.
    pub fn run_job_sheets(
        &self,
        sheets: &[JobSheet],
        format: Format,
        watch: Watch<'_>,
    ) -> Result<Finished, Error> {
        let title = self.locale.paper_job_sheets();

        self.run(title, sheets, |sheet| self.job_sheet(sheet, format), watch)
    }

    /// Any number of letters as one file. Only one batch of pages is in memory at a time.
    pub fn run_letters(
        &self,
        letters: &[Letter],
        window: Window,
        watch: Watch<'_>,
    ) -> Result<Finished, Error> {
        let title = self.locale.paper_letters();

        self.run(title, letters, |letter| self.letter(letter, window), watch)
    }

    fn run<T>(
        &self,
        title: String,
        items: &[T],
        make: impl Fn(&T) -> Part,
        watch: Watch<'_>,
    ) -> Result<Finished, Error> {
        let mut joined = Joined::new();
        let mut missing = BTreeSet::new();
        let (mut done, total) = (0, items.len());

        for batch in items.chunks(BATCH) {
            let paper = self.bound(title.clone(), batch.iter().map(&make));
            joined.add(&paper)?;
            missing.extend(paper.missing);
            done += batch.len();
            if watch(Progress { done, total }).is_break() {
                return Err(Error::Cancelled);
            }
        }
        let pages = joined.page_count();
        let language = self.locale.language().tag();
        let pdf = joined.finish(&title, language)?;

        Ok(Finished { pdf, pages, missing })
    }
}

#[cfg(test)]
mod tests {
    use locale::Language;
    use lopdf::Document;

    use super::*;
    use crate::job_sheet::testing::sheet;
    use crate::testing::in_language;

    fn sheets(count: usize) -> Vec<JobSheet> {
        let number = |at| format!("TH01-20261121-{at:04}");

        (0..count).map(|at| JobSheet { number: number(at), ..sheet() }).collect()
    }

    fn run(
        count: usize,
        watch: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Finished, Error> {
        in_language(Language::SimplifiedChinese, |press| {
            press.run_job_sheets(&sheets(count), Format::A5, watch)
        })
    }

    #[test]
    fn the_batches_become_one_file_with_all_pages_in_order() {
        let count = BATCH + 3;
        let finished = run(count, &mut |_| ControlFlow::Continue(())).unwrap();
        let document = Document::load_mem(&finished.pdf).unwrap();
        let outlines = document.catalog().unwrap().get(b"Outlines").unwrap();
        let outlines = document.get_dictionary(outlines.as_reference().unwrap()).unwrap();

        assert_eq!((finished.pages, document.get_pages().len()), (count, count));
        assert_eq!(outlines.get(b"Count").unwrap().as_i64().unwrap(), count as i64);
        for at in [0, BATCH - 1, BATCH, count - 1] {
            let text = document.extract_text(&[at as u32 + 1]).unwrap();
            assert!(text.contains(&format!("TH01-20261121-{at:04}")), "page {at}");
        }
    }

    #[test]
    fn a_run_tells_how_far_it_is_and_stops_when_asked() {
        let mut seen = Vec::new();
        let cancelled = run(3 * BATCH, &mut |progress| {
            seen.push((progress.done, progress.total));
            if progress.done == BATCH { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });

        assert!(matches!(cancelled, Err(Error::Cancelled)));
        assert_eq!(seen, [(BATCH, 3 * BATCH), (2 * BATCH, 3 * BATCH)]);
    }

    #[test]
    fn a_run_of_nothing_is_an_empty_file() {
        let finished = run(0, &mut |_| ControlFlow::Continue(())).unwrap();

        assert_eq!(finished.pages, 0);
        assert!(Document::load_mem(&finished.pdf).is_ok());
    }
}
