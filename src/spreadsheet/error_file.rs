//! The lines that were refused, given back to whoever can correct them.

use std::io;
use std::path::{Path, PathBuf};

use crate::line::{Line, LineProblem};
use crate::list_file::{Figure, ListFile};

/// A file of refused lines, a workbook where its name says so, else CSV: their own columns, then their line number and the reason. It comes into being with the first
/// refused line, so a faultless run leaves none behind; corrected, it can be read again under the same mapping.
#[derive(Debug)]
pub struct ErrorFile {
    /// None where they are only counted.
    path: Option<PathBuf>,
    headers: Vec<String>,
    columns: usize,
    /// How many columns of the table are the number and reason of an earlier time.
    earlier: usize,
    writer: Option<ListFile>,
    lines: u64,
}

impl ErrorFile {
    /// Gets ready for the refused lines of a table with these headers. `line` and `reason` are the names of the added columns, in
    /// the user's language. Without a path they are counted and written nowhere.
    #[must_use]
    pub fn new(path: Option<&Path>, headers: &[String], line: &str, reason: &str) -> Self {
        // A table that was itself an error file already has these columns, and gets new ones in their place.
        let own = match headers {
            [own @ .., before, last] if before == line && last == reason => own,
            all => all,
        };
        let (columns, earlier) = (own.len(), headers.len() - own.len());
        let mut headers = own.to_vec();
        headers.extend([line.to_owned(), reason.to_owned()]);

        let path = path.map(Path::to_owned);

        Self { path, headers, columns, earlier, writer: None, lines: 0 }
    }

    /// Gives back a line that was read but not accepted.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn refuse(&mut self, line: &Line, reason: &str) -> io::Result<()> {
        self.write(line.cells.iter(), line.number, reason)
    }

    /// Gives back what there is of a line that could not be read.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn refuse_unread(&mut self, problem: &LineProblem, reason: &str) -> io::Result<()> {
        self.write(problem.cells.iter().map(String::as_str), problem.number, reason)
    }

    /// How many lines were given back so far.
    #[must_use]
    pub fn lines(&self) -> u64 {
        self.lines
    }

    /// Where they go; empty where that is nowhere.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.path.as_deref().unwrap_or(Path::new(""))
    }

    /// Makes sure that everything is on the disk. The path of the file, if there is one.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn finish(self) -> io::Result<Option<PathBuf>> {
        let Some(writer) = self.writer else {
            return Ok(None);
        };
        writer.finish()?;
        Ok(self.path)
    }

    fn write<'a>(
        &mut self,
        cells: impl Iterator<Item = &'a str>,
        number: u64,
        reason: &str,
    ) -> io::Result<()> {
        let Some(path) = &self.path else {
            self.lines += 1;
            return Ok(());
        };
        let writer = match &mut self.writer {
            Some(writer) => writer,
            none => none.insert(ListFile::create(path, &self.headers)?),
        };
        let mut all: Vec<&str> = cells.collect();
        // What has no column name comes after the reason, so that nothing is lost and every column keeps its place.
        let rest = all.split_off(all.len().min(self.columns));
        let surplus = rest.into_iter().skip(self.earlier);
        all.resize(self.columns, "");
        let number = number.to_string();
        let cells = all.into_iter().chain([number.as_str(), reason]).chain(surplus);
        writer.write(cells.map(Figure::Text))?;
        self.lines += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{LineFault, Options, Table};

    #[test]
    fn refused_lines_come_back_with_number_and_reason_and_can_be_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("errors.csv");
        let headers = ["姓名".to_owned(), "电话".to_owned()];
        let mut file = ErrorFile::new(Some(&path), &headers, "line", "reason");
        let line = Line { number: 7, cells: ["张三"].into_iter().collect() };
        let cells = ["a", "b", "c"].map(str::to_owned).to_vec();
        file.refuse(&line, "no phone, \"none\"").unwrap();
        file.refuse_unread(&LineProblem { number: 9, cells, why: LineFault::StrayQuote }, "quote")
            .unwrap();
        assert_eq!(file.lines(), 2);
        assert_eq!(file.finish().unwrap().as_ref(), Some(&path));

        assert!(std::fs::read(&path).unwrap().starts_with("\u{feff}".as_bytes()));
        let table = Table::open(&path, Options::default()).unwrap();
        assert_eq!(table.headers(), ["姓名", "电话", "line", "reason"]);
        let again = ErrorFile::new(Some(&path), table.headers(), "line", "reason");
        assert_eq!((again.headers.len(), again.columns), (4, 2));
        let rows: Vec<_> = table.collect();
        let cells = ["张三", "", "7", "no phone, \"none\""].into_iter().collect();
        assert_eq!(rows[0].as_ref().unwrap().cells, cells);
        let again = rows[1].as_ref().unwrap_err();
        assert_eq!(again.cells, ["a", "b", "9", "quote", "c"], "nothing is lost, nothing moves");
    }

    #[test]
    fn what_was_given_back_once_is_given_back_again_with_its_new_reason_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("errors.csv");
        let headers = ["姓名", "line", "reason"].map(str::to_owned);
        let mut file = ErrorFile::new(Some(&path), &headers, "line", "reason");
        let line = Line { number: 2, cells: ["张三", "7", "old"].into_iter().collect() };
        file.refuse(&line, "new").unwrap();
        file.finish().unwrap();

        let mut table = Table::open(&path, Options::default()).unwrap();
        let row = table.next().unwrap().unwrap();
        assert_eq!(row.cells, ["张三", "2", "new"].into_iter().collect());
    }

    #[test]
    fn no_cell_runs_in_a_spreadsheet_and_each_is_read_again_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("errors.csv");
        let headers = ["name", "phone", "balance"].map(str::to_owned);
        let cells = ["=HYPERLINK(\"http://example.org\")", "+86 138 1234 5678", "-12.50"];
        let mut file = ErrorFile::new(Some(&path), &headers, "line", "reason");
        file.refuse(&Line { number: 2, cells: cells.into_iter().collect() }, "@why").unwrap();
        file.finish().unwrap();

        let text = std::fs::read_to_string(&path).unwrap();
        let last = text.lines().last().unwrap();
        assert_eq!(
            last,
            "\"'=HYPERLINK(\"\"http://example.org\"\")\",'+86 138 1234 5678,-12.50,2,'@why"
        );
        let table = Table::open(&path, Options::default()).unwrap();
        let rows: Vec<Line> = table.map(Result::unwrap).collect();
        assert_eq!(rows[0].cells, cells.into_iter().chain(["2", "@why"]).collect());
    }

    #[test]
    fn a_workbook_comes_back_as_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("errors.xlsx");
        let headers = ["姓名", "电话"].map(str::to_owned);
        let mut file = ErrorFile::new(Some(&path), &headers, "行", "原因");
        let line = Line { number: 7, cells: ["=1+1", "013812345678"].into_iter().collect() };
        file.refuse(&line, "为什么").unwrap();
        file.finish().unwrap();

        let mut table = Table::open(&path, Options::default()).unwrap();
        assert_eq!(table.headers(), ["姓名", "电话", "行", "原因"]);
        let cells = ["=1+1", "013812345678", "7", "为什么"].into_iter().collect();
        assert_eq!(table.next().unwrap().unwrap().cells, cells);
    }

    #[test]
    fn without_a_place_refused_lines_are_counted_and_written_nowhere() {
        let mut file = ErrorFile::new(None, &["a".to_owned()], "line", "reason");
        let line = Line { number: 2, cells: ["x"].into_iter().collect() };
        file.refuse(&line, "why").unwrap();

        assert_eq!((file.lines(), file.finish().unwrap()), (1, None));
    }

    #[test]
    fn a_faultless_run_leaves_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("errors.csv");

        assert_eq!(
            ErrorFile::new(Some(&path), &["a".to_owned()], "line", "reason").finish().unwrap(),
            None
        );
        assert!(!path.exists());
    }

    #[test]
    fn a_missing_folder_is_said_with_the_first_refused_line() {
        let path = Path::new("/nowhere/at/all/errors.csv");
        let mut file = ErrorFile::new(Some(path), &["a".to_owned()], "line", "reason");
        let line = Line { number: 2, cells: ["x"].into_iter().collect() };

        assert_eq!(file.refuse(&line, "why").unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
