//! Tables for others, in the form that Excel opens by a double click.

use std::io::{self, Write};

use crate::formula::guarded;

/// Writes a list as CSV: UTF-8 with a byte order mark, commas, lines ending in CR LF. What is written is read again the same by
/// [`crate::Table`], except lines with nothing in them.
pub struct CsvWriter<W: Write> {
    inner: csv::Writer<W>,
}

impl<W: Write> CsvWriter<W> {
    /// Begins a table with these column names.
    ///
    /// # Errors
    /// If `output` refuses.
    pub fn new<T: AsRef<[u8]>>(
        mut output: W,
        headers: impl IntoIterator<Item = T>,
    ) -> io::Result<Self> {
        output.write_all("\u{feff}".as_bytes())?;
        let inner = csv::WriterBuilder::new()
            .flexible(true)
            .terminator(csv::Terminator::CRLF)
            .buffer_capacity(64 * 1024)
            .from_writer(output);
        let mut writer = Self { inner };
        writer.write(headers)?;
        Ok(writer)
    }

    /// Adds a line. A cell that Excel would run as a formula gets an apostrophe before it; [`crate::Table`] leaves
    /// that out again.
    ///
    /// # Errors
    /// If the output refuses.
    pub fn write<T: AsRef<[u8]>>(&mut self, cells: impl IntoIterator<Item = T>) -> io::Result<()> {
        for cell in cells {
            self.inner.write_field(guarded(cell.as_ref())).map_err(into_io)?;
        }
        self.inner.write_record(None::<&[u8]>).map_err(into_io)
    }

    /// Writes out everything and gives the output back. Without this the last lines may be missing.
    ///
    /// # Errors
    /// If the output refuses.
    pub fn finish(self) -> io::Result<W> {
        self.inner.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

impl<W: Write> std::fmt::Debug for CsvWriter<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CsvWriter").finish_non_exhaustive()
    }
}

fn into_io(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excel_gets_a_mark_commas_and_its_own_line_ends() {
        let mut writer = CsvWriter::new(Vec::new(), ["姓名", "say"]).unwrap();
        writer.write(["张三", "a, \"b\"\nc"]).unwrap();

        assert_eq!(
            String::from_utf8(writer.finish().unwrap()).unwrap(),
            "\u{feff}姓名,say\r\n张三,\"a, \"\"b\"\"\nc\"\r\n"
        );
    }

    #[test]
    fn a_full_disk_is_an_error_and_not_a_short_file() {
        let mut room = [0; 16];
        let mut writer = CsvWriter::new(&mut room[..], ["a", "b"]).unwrap();
        writer.write(["1234567890", "1234567890"]).unwrap();

        assert_eq!(writer.finish().unwrap_err().kind(), io::ErrorKind::WriteZero);
    }
}
