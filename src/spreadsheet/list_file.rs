//! A list for others, as CSV or as a workbook.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::writer::CsvWriter;

/// Rows of a sheet, and characters of a cell: Excel has no more.
const ROWS: u32 = 1_048_576;
const CHARACTERS: usize = 32_767;
/// How wide a column is at least and at most, in characters.
const WIDTH: (usize, usize) = (8, 48);

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure<'a> {
    /// Words, and what is written in digits and is no number: telephones, numbers of orders.
    Text(&'a str),
    /// A number as it is written, with a point before its decimals.
    Number(&'a str),
}

/// A list that is being written: a workbook where its name ends in .xlsx, else CSV in UTF-8 with a mark at its beginning.
#[derive(Debug)]
pub struct ListFile {
    path: PathBuf,
    inner: Inner,
}

enum Inner {
    Csv(CsvWriter<File>),
    Xlsx(Box<Book>),
}

struct Book {
    book: Workbook,
    row: u32,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Csv(_) => "Csv",
            Self::Xlsx(_) => "Xlsx",
        })
    }
}

impl ListFile {
    /// Begins a list with these column names.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn create<T: AsRef<str>>(path: &Path, headers: &[T]) -> io::Result<Self> {
        let is_book = path.extension().is_some_and(|it| it.eq_ignore_ascii_case("xlsx"));
        // A place where nothing can be written is said at once, also of a workbook, which is written at the end.
        let file = File::create(path)?;
        let inner = if is_book {
            Inner::Xlsx(Box::new(Book::new(headers).map_err(refused)?))
        } else {
            Inner::Csv(CsvWriter::new(file, headers.iter().map(AsRef::<str>::as_ref))?)
        };

        Ok(Self { path: path.to_owned(), inner })
    }

    /// Adds a line. No cell of it is run by a spreadsheet as a formula.
    ///
    /// # Errors
    /// If the disk refuses, or a sheet has no more rows.
    pub fn write<'a>(&mut self, cells: impl IntoIterator<Item = Figure<'a>>) -> io::Result<()> {
        match &mut self.inner {
            Inner::Csv(csv) => csv.write(cells.into_iter().map(|cell| match cell {
                Figure::Text(text) | Figure::Number(text) => text,
            })),
            Inner::Xlsx(book) => book.write(cells).map_err(refused),
        }
    }

    /// Makes sure that everything is on the disk.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn finish(self) -> io::Result<()> {
        match self.inner {
            Inner::Csv(csv) => csv.finish()?.sync_all(),
            Inner::Xlsx(mut book) => {
                book.book.save(&self.path).map_err(refused)?;
                File::open(&self.path)?.sync_all()
            }
        }
    }
}

impl Book {
    fn new<T: AsRef<str>>(headers: &[T]) -> Result<Self, XlsxError> {
        let mut book = Workbook::new();
        let head = Format::new().set_bold();
        let sheet = book.add_worksheet_with_constant_memory()?;
        for (at, name) in (0_u16..).zip(headers) {
            let name = name.as_ref();
            let width = name.chars().count().saturating_mul(2).clamp(WIDTH.0, WIDTH.1);
            sheet.set_column_width(at, u8::try_from(width).unwrap_or(u8::MAX))?;
            sheet.write_string_with_format(0, at, short(name), &head)?;
        }
        sheet.set_freeze_panes(1, 0)?;

        Ok(Self { book, row: 0 })
    }

    fn write<'a>(&mut self, cells: impl IntoIterator<Item = Figure<'a>>) -> Result<(), XlsxError> {
        self.row += 1;
        if self.row >= ROWS {
            return Err(XlsxError::RowColumnLimitError);
        }
        let sheet = self.book.worksheet_from_index(0)?;
        for (at, cell) in (0_u16..).zip(cells) {
            match cell {
                Figure::Text("") | Figure::Number("") => {}
                Figure::Text(text) => {
                    sheet.write_string(self.row, at, short(text))?;
                }
                Figure::Number(figure) => {
                    match figure.parse::<f64>() {
                        Ok(number) => sheet.write_number(self.row, at, number)?,
                        Err(_) => sheet.write_string(self.row, at, short(figure))?,
                    };
                }
            }
        }

        Ok(())
    }
}

fn short(text: &str) -> &str {
    let end = text.char_indices().nth(CHARACTERS).map_or(text.len(), |(at, _)| at);

    &text[..end]
}

fn refused(why: XlsxError) -> io::Error {
    match why {
        XlsxError::IoError(why) => why,
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, Table};

    #[test]
    fn a_list_is_read_again_as_it_was_written_from_both_forms() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["list.csv", "list.xlsx"] {
            let path = folder.path().join(name);
            let mut list = ListFile::create(&path, &["姓名", "电话", "金额"]).unwrap();
            let cells =
                [Figure::Text("=1+1"), Figure::Text("02158881234"), Figure::Number("12.50")];
            list.write(cells).unwrap();
            list.write([Figure::Text(""), Figure::Text("+86 138"), Figure::Number("-3")]).unwrap();
            list.finish().unwrap();

            let table = Table::open(&path, Options::default()).unwrap();
            assert_eq!(table.headers(), ["姓名", "电话", "金额"]);
            let lines: Vec<_> = table.map(|line| line.unwrap().cells).collect();
            assert_eq!((lines[0].get(0), lines[0].get(1)), (Some("=1+1"), Some("02158881234")));
            assert_eq!((lines[1].get(1), lines[1].get(2)), (Some("+86 138"), Some("-3")));
        }
        let nowhere = Path::new("/nowhere/at/all.xlsx");
        assert!(ListFile::create(nowhere, &["a"]).is_err());
    }
}
