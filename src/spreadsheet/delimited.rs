//! Lines of a text file with separators and quotes, found without ever holding more than one of them.

use std::io;

use csv_core::ReadRecordResult;

use crate::Encoding;
use crate::formula::unguarded;
use crate::line::{Cells, Line, LineFault, LineProblem};
use crate::separator::Separator;
use crate::stream::Utf8Stream;
use crate::table::{Limits, Progress, Sheet};

/// A CSV file and its relatives. The text of the line being read stays in `buffer` from `start` on until it is known to be
/// sound, so that after a stray quote reading can go back and begin again with the next physical line.
pub(crate) struct Delimited {
    stream: Utf8Stream,
    encoding: Encoding,
    separator: Separator,
    limits: Limits,
    total: Option<u64>,
    parser: csv_core::Reader,
    buffer: Vec<u8>,
    start: usize,
    cursor: usize,
    /// The physical line at `start`.
    number: u64,
    /// The byte before `start` was a carriage return, so that a line feed at `start` ends the same line.
    after_return: bool,
    output: Vec<u8>,
    ends: Vec<usize>,
    /// Columns of the first line, once it was read.
    width: Option<usize>,
    failed: bool,
}

/// What the parser came to.
enum Parsed {
    Nothing,
    Row { bytes: usize, cells: usize, too_many: bool, terminated: bool },
    TooLong,
    Unterminated,
}

impl Delimited {
    pub(crate) fn new(
        stream: Utf8Stream,
        encoding: Encoding,
        separator: Separator,
        limits: Limits,
    ) -> Self {
        Self {
            stream,
            encoding,
            separator,
            limits,
            total: None,
            parser: csv_core::ReaderBuilder::new().delimiter(separator.byte()).build(),
            buffer: Vec::new(),
            start: 0,
            cursor: 0,
            number: 1,
            after_return: false,
            output: Vec::new(),
            ends: vec![0; limits.columns + 1],
            width: None,
            failed: false,
        }
    }

    /// How many bytes the whole file has, for [`Sheet::progress`].
    pub(crate) fn of_bytes(mut self, total: Option<u64>) -> Self {
        self.total = total;
        self
    }

    /// Leaves out the first `bytes` of the text, which are one line.
    pub(crate) fn without_first_line(mut self, bytes: usize) -> io::Result<Self> {
        while self.buffer.len() < bytes && self.fill()? {}
        self.start = bytes.min(self.buffer.len());
        self.cursor = self.start;
        Ok(self)
    }

    fn fill(&mut self) -> io::Result<bool> {
        self.buffer.drain(..self.start);
        self.cursor -= self.start;
        self.start = 0;
        self.stream.fill(&mut self.buffer)
    }

    /// Passes over line breaks before a line; false at the end of the file.
    fn skip_line_ends(&mut self) -> io::Result<bool> {
        loop {
            match self.buffer.get(self.start) {
                Some(&byte @ (b'\r' | b'\n')) => {
                    self.number += u64::from(byte == b'\r' || !self.after_return);
                    self.after_return = byte == b'\r';
                    self.start += 1;
                }
                Some(_) => {
                    self.cursor = self.start;
                    return Ok(true);
                }
                None => {
                    self.cursor = self.start;
                    if !self.fill()? {
                        return Ok(false);
                    }
                }
            }
        }
    }

    fn parse(&mut self) -> io::Result<Parsed> {
        if !self.skip_line_ends()? {
            return Ok(Parsed::Nothing);
        }

        let (mut bytes, mut cells, mut too_many) = (0, 0, false);
        let mut spare = [0; 64];
        loop {
            let mut terminated = true;
            let mut input = &self.buffer[self.cursor..];
            if input.is_empty() {
                if self.buffer.len() - self.start > self.limits.line {
                    return Ok(Parsed::TooLong);
                }
                terminated = self.fill()?;
                // At the end of the file a line break ends the last line, unless a quotation mark is still open.
                input = if terminated { &self.buffer[self.cursor..] } else { b"\n" };
            }
            if self.output.len() < bytes + input.len() + 1 {
                self.output.resize(bytes + input.len() + 1, 0);
            }

            let ends = if too_many { &mut spare[..] } else { &mut self.ends[cells..] };
            let (result, taken, written, ended) =
                self.parser.read_record(input, &mut self.output[bytes..], ends);
            bytes += written;
            self.cursor += if terminated { taken } else { 0 };
            cells += if too_many { 0 } else { ended };
            too_many |= cells == self.ends.len();
            match result {
                ReadRecordResult::Record | ReadRecordResult::End => {
                    return Ok(Parsed::Row { bytes, cells, too_many, terminated });
                }
                ReadRecordResult::InputEmpty if !terminated => return Ok(Parsed::Unterminated),
                ReadRecordResult::InputEmpty
                | ReadRecordResult::OutputFull
                | ReadRecordResult::OutputEndsFull => {}
            }
        }
    }

    fn judge(&mut self, parsed: &Parsed) -> Option<Result<Line, LineProblem>> {
        let (bytes, cells, too_many, terminated) = match *parsed {
            Parsed::Nothing => return None,
            Parsed::TooLong => {
                let limit = self.limits.line;
                return Some(Err(self.go_back(LineFault::LineTooLong { limit })));
            }
            Parsed::Unterminated => return Some(Err(self.go_back(LineFault::UnterminatedQuote))),
            Parsed::Row { bytes, cells, too_many, terminated } => {
                (bytes, cells, too_many, terminated)
            }
        };

        let raw = &self.buffer[self.start..self.cursor];
        let breaks = line_breaks(raw);
        let ends_in_break = raw.ends_with(b"\r") || raw.ends_with(b"\n");
        if breaks > u64::from(ends_in_break) && !is_soundly_quoted(raw, self.separator.byte()) {
            return Some(Err(self.go_back(LineFault::StrayQuote)));
        }

        let after_return = raw.ends_with(b"\r");
        let fault = self.fault(cells, too_many, terminated);
        let number = self.number;
        self.number += breaks;
        self.after_return = after_return;
        self.start = self.cursor;
        if let Some(why) = fault {
            return Some(Err(LineProblem { number, cells: self.glimpse(cells), why }));
        }

        if self.width.is_none() && !self.output[..bytes].trim_ascii().is_empty() {
            self.width = Some(cells);
        }
        let ends = self.ends[..cells].iter().map(|&end| end as u32).collect();
        let read = String::from_utf8(self.output[..bytes].to_vec())
            .ok()
            .and_then(|text| Cells::new(text, ends));
        Some(read.map(|cells| Line { number, cells: cells.unguarded() }).ok_or_else(|| {
            let why = LineFault::InvalidText {
                column: self.invalid_column(cells),
                encoding: self.encoding,
            };
            LineProblem { number, cells: self.glimpse(cells), why }
        }))
    }

    fn fault(&self, cells: usize, too_many: bool, terminated: bool) -> Option<LineFault> {
        if too_many {
            return Some(LineFault::TooManyColumns { limit: self.limits.columns });
        }
        if self.cursor - self.start > self.limits.line {
            return Some(LineFault::LineTooLong { limit: self.limits.line });
        }
        let limit = self.limits.cell;
        let mut start = 0;
        for (column, &end) in self.ends[..cells].iter().enumerate() {
            if end - start > limit {
                return Some(LineFault::CellTooLong { column: column + 1, limit });
            }
            start = end;
        }
        let expected = self.width.filter(|&width| cells < width && !terminated)?;
        Some(LineFault::CutOff { found: cells, expected })
    }

    /// Gives up the line at `start` and sets out again from the physical line after it.
    fn go_back(&mut self, why: LineFault) -> LineProblem {
        let rest = &self.buffer[self.start..];
        let length = first_break(rest).unwrap_or(rest.len());
        let shown = &rest[..length.min(self.limits.cell)];
        let cells = shown
            .trim_ascii_end()
            .split(|&byte| byte == self.separator.byte())
            .take(self.width.unwrap_or(self.limits.columns))
            .map(|cell| unguarded(&String::from_utf8_lossy(cell)).to_owned())
            .collect();

        self.start += length;
        self.cursor = self.start;
        self.after_return = false;
        self.parser.reset();
        LineProblem { number: self.number, cells, why }
    }

    /// A line without end has nothing to go back to before its end is found.
    fn drop_rest_of_line(&mut self) -> io::Result<()> {
        while self.start == self.buffer.len() && self.fill()? {
            self.start = first_break(&self.buffer).unwrap_or(self.buffer.len());
            self.cursor = self.start;
        }
        Ok(())
    }

    /// The first cells of the line in `output`, as far as they are fit to be shown.
    fn glimpse(&self, cells: usize) -> Vec<String> {
        let shown = cells.min(self.width.unwrap_or(self.limits.columns));
        let mut start = 0;
        let mut glimpse = Vec::with_capacity(shown);
        for &end in &self.ends[..shown] {
            let cell = &self.output[start..end.min(start + self.limits.cell)];
            glimpse.push(unguarded(&String::from_utf8_lossy(cell)).to_owned());
            start = end;
        }
        glimpse
    }

    fn invalid_column(&self, cells: usize) -> usize {
        let starts = std::iter::once(&0).chain(&self.ends[..cells]);
        let invalid = starts
            .zip(&self.ends[..cells])
            .position(|(&start, &end)| std::str::from_utf8(&self.output[start..end]).is_err());
        invalid.unwrap_or(0) + 1
    }

    fn unreadable(&mut self, error: &io::Error) -> LineProblem {
        self.failed = true;
        LineProblem {
            number: self.number,
            cells: Vec::new(),
            why: LineFault::Unreadable(error.kind()),
        }
    }
}

impl Sheet for Delimited {
    fn next_line(&mut self) -> Option<Result<Line, LineProblem>> {
        if self.failed {
            return None;
        }
        let parsed = match self.parse() {
            Ok(parsed) => parsed,
            Err(error) => return Some(Err(self.unreadable(&error))),
        };
        let line = self.judge(&parsed);
        if matches!(parsed, Parsed::TooLong)
            && let Err(error) = self.drop_rest_of_line()
        {
            return Some(Err(self.unreadable(&error)));
        }
        line
    }

    fn progress(&self) -> Progress {
        let waiting = (self.buffer.len() - self.start) as u64;
        let done = match self.encoding {
            Encoding::Utf8 => self.stream.read().saturating_sub(waiting),
            Encoding::Utf16Le
            | Encoding::Utf16Be
            | Encoding::Gb18030
            | Encoding::Big5
            | Encoding::Western => self.stream.read(),
        };
        Progress { done, total: self.total }
    }
}

fn first_break(bytes: &[u8]) -> Option<usize> {
    memchr::memchr2(b'\r', b'\n', bytes)
}

/// Line feeds, carriage returns and pairs of them, as an editor counts.
fn line_breaks(bytes: &[u8]) -> u64 {
    match first_break(bytes) {
        None => 0,
        Some(last) if last + 1 == bytes.len() => 1,
        Some(first) => {
            let rest = &bytes[first..];
            let pairs = rest.windows(2).filter(|pair| pair == b"\r\n").count();
            (memchr::memchr2_iter(b'\r', b'\n', rest).count() - pairs) as u64
        }
    }
}

/// Whether each closing quotation mark of a line is followed by a separator or the line's end.
fn is_soundly_quoted(line: &[u8], separator: u8) -> bool {
    let ends_cell = |byte: u8| byte == separator || matches!(byte, b'\r' | b'\n');
    let mut at = 0;
    while at < line.len() {
        if line[at] == b'"' {
            at += 1;
            loop {
                match (line.get(at), line.get(at + 1)) {
                    (Some(b'"'), Some(b'"')) => at += 2,
                    (Some(b'"'), Some(&after)) if !ends_cell(after) => return false,
                    (Some(b'"'), _) | (None, _) => break,
                    (Some(_), _) => at += 1,
                }
            }
        }
        at += line[at.min(line.len())..]
            .iter()
            .position(|&byte| byte == separator)
            .unwrap_or(line.len());
        at += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_quoting_is_told_from_a_stray_mark() {
        assert!(is_soundly_quoted(b"1,\"a\nb \"\"c\"\"\",\"\"\r\n", b','));
        assert!(is_soundly_quoted(b"1,5\" pipe,\"x\ny\"", b','));
        assert!(!is_soundly_quoted(b"1,\"abc\n2,\"x\",3\n", b','));
    }
}
