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
    use crate::layout::{Layout, Size, Style};
    use crate::testing::in_language;

    const SIZE: Size = Size { width: 200.0, height: 100.0 };

    /// A run of small pages, each with its number on it.
    fn run(
        count: usize,
        watch: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Finished, Error> {
        let numbers: Vec<String> = (0..count).map(|at| format!("N{at:04}")).collect();

        in_language(Language::SimplifiedChinese, |press| {
            let make = |number: &String| {
                let mut layout = Layout::new(&press.typesetter, SIZE);
                layout.text(10.0, 50.0, Style::regular(10.0), number);
                Part { title: number.clone(), pages: layout.finish(|_, _, _| ()) }
            };
            press.run("号".to_owned(), &numbers, make, watch)
        })
    }

    #[test]
    fn the_batches_become_one_file_with_all_pages_in_order() {
        let count = 2 * BATCH + 1;
        let finished = run(count, &mut |_| ControlFlow::Continue(())).unwrap();
        let document = Document::load_mem(&finished.pdf).unwrap();
        let outlines = document.catalog().unwrap().get(b"Outlines").unwrap();
        let outlines = document.get_dictionary(outlines.as_reference().unwrap()).unwrap();

        assert_eq!((finished.pages, document.get_pages().len()), (count, count));
        assert_eq!(outlines.get(b"Count").unwrap().as_i64().unwrap(), count as i64);
        for at in [0, BATCH - 1, BATCH, count - 1] {
            let text = document.extract_text(&[at as u32 + 1]).unwrap();
            assert_eq!(text.trim(), format!("N{at:04}"));
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

    #[test]
    fn a_run_of_job_sheets_is_what_the_sheets_are_one_by_one() {
        let sheets = [crate::job_sheet::testing::sheet(), JobSheet::default()];
        let (one, run) = in_language(Language::SimplifiedChinese, |press| {
            let go_on = &mut |_| ControlFlow::Continue(());
            let run = press.run_job_sheets(&sheets, Format::A5, go_on).unwrap();
            (press.job_sheets(&sheets, Format::A5).to_pdf().unwrap(), run)
        });
        let text = |pdf: &[u8]| {
            let document = Document::load_mem(pdf).unwrap();
            document.extract_text(&[1, 2]).unwrap()
        };

        assert_eq!(text(&one), text(&run.pdf));
        assert!(text(&one).contains("TH01-20261121-0837"));
    }
}
