//! What a packed workbook comes to unpacked, counted before anything of it is kept.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, Write};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;

use super::Kind;
use crate::table::OpenError;

const MIB: u64 = 1024 * 1024;
/// Files in one workbook.
const PARTS: usize = 10_000;
/// Bytes of what is kept in memory while a workbook is read: its texts and styles.
const KEPT: u64 = 128 * MIB;
/// Bytes of its sheets, which are read cell by cell.
const STREAMED: u64 = 1024 * MIB;
/// Bytes between two tags: no cell has more.
const RUN: u64 = MIB;
/// Cells of an .ods, which is kept as a whole.
const CELLS: u64 = 2_000_000;
/// The rows and columns of an .xls.
const OLD_SIZE: (u32, u16) = (65_536, 256);

/// Refuses a workbook that is not whole, or would not fit into memory.
pub(super) fn check(file: &mut File, kind: Kind) -> Result<(), OpenError> {
    let mut zip = ZipArchive::new(BufReader::new(&mut *file)).map_err(refused)?;
    if zip.len() > PARTS {
        return Err(OpenError::TooLarge);
    }
    let (mut kept, mut streamed) = (KEPT, STREAMED);
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).map_err(refused)?;
        let name = part.name().map_err(refused)?.to_lowercase();
        let is_read = match kind {
            Kind::Ods => name == "content.xml" || name.starts_with("meta-inf/"),
            Kind::Xlsx | Kind::Xls => name.ends_with(".xml") || name.ends_with(".rels"),
        };
        if !is_read {
            continue;
        }
        let is_sheet = kind == Kind::Xlsx && name.contains("sheets/");
        let left = if is_sheet { &mut streamed } else { &mut kept };
        *left = count(&mut part, *left)?;
    }
    if kind == Kind::Ods {
        check_cells(&mut zip)?;
    }
    drop(zip);

    Ok(file.rewind()?)
}

/// The bytes of an .xls, which are kept as a whole, and whose sheets are no larger than they can be.
pub(super) fn whole(file: &File, most: u64) -> Result<Vec<u8>, OpenError> {
    if file.metadata()?.len() > most {
        return Err(OpenError::TooLarge);
    }
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes)?;
    // What a sheet says of its size is believed by whoever reads it.
    for at in memchr::memmem::find_iter(&bytes, b"\x00\x02\x0e\x00") {
        let Some(size) = bytes.get(at + 4..at + 16) else { continue };
        let row =
            |at: usize| u32::from_le_bytes([size[at], size[at + 1], size[at + 2], size[at + 3]]);
        let column = |at: usize| u16::from_le_bytes([size[at], size[at + 1]]);
        let is_small = row(4) <= OLD_SIZE.0 && column(10) <= OLD_SIZE.1;
        if row(0) > row(4) || column(8) > column(10) || !is_small {
            return Err(OpenError::Damaged);
        }
    }

    Ok(bytes)
}

/// Unpacks a part without keeping it. Answers how many bytes are left for the others.
fn count(part: &mut impl Read, left: u64) -> Result<u64, OpenError> {
    let mut counted = Counted { bytes: 0, run: 0, most: left };
    match io::copy(part, &mut counted) {
        Ok(bytes) => Ok(left - bytes),
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Err(OpenError::TooLarge),
        Err(_) => Err(OpenError::Damaged),
    }
}

/// Takes bytes and forgets them, until there are too many.
struct Counted {
    bytes: u64,
    /// Bytes since the last tag began.
    run: u64,
    most: u64,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes += bytes.len() as u64;
        for (at, run) in bytes.split(|byte| *byte == b'<').enumerate() {
            self.run = if at == 0 { self.run } else { 0 } + run.len() as u64;
            if self.run > RUN {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
        }
        if self.bytes > self.most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }

        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Counts the cells of an .ods, those that stand for many as many.
fn check_cells<R: Read + Seek>(zip: &mut ZipArchive<R>) -> Result<(), OpenError> {
    let content = zip.by_name("content.xml").map_err(refused)?;
    let mut reader = Reader::from_reader(BufReader::new(content));
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    let (mut cells, mut widest) = (0_u64, 0_u64);
    // Empty cells and rows count only before others.
    let (mut in_row, mut empty, mut empty_rows, mut row_times) = (0_u64, 0_u64, 0_u64, 1_u64);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| OpenError::Damaged)? {
            Event::Start(tag) if tag.name().as_ref() == "table:table-row" => {
                row_times = times(&tag, "table:number-rows-repeated");
                (in_row, empty) = (0, 0);
            }
            Event::Start(tag)
                if matches!(
                    tag.name().as_ref(),
                    "table:table-cell" | "table:covered-table-cell"
                ) =>
            {
                let count = times(&tag, "table:number-columns-repeated");
                let is_empty = tag
                    .attributes()
                    .flatten()
                    .all(|it| !matches!(it.key.as_ref(), "office:value-type" | "table:formula"));
                if is_empty {
                    empty = empty.saturating_add(count);
                } else {
                    in_row = in_row.saturating_add(empty).saturating_add(count);
                    empty = 0;
                }
            }
            Event::End(tag) if tag.name().as_ref() == "table:table-row" => {
                widest = widest.max(in_row);
                if in_row == 0 {
                    empty_rows = empty_rows.saturating_add(row_times);
                } else {
                    let rows = row_times.saturating_add(std::mem::take(&mut empty_rows));
                    cells = cells.saturating_add(rows.saturating_mul(widest));
                }
            }
            Event::End(tag) if tag.name().as_ref() == "table:table" => {
                (empty_rows, widest) = (0, 0);
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
        if cells > CELLS || in_row > CELLS {
            return Err(OpenError::TooLarge);
        }
    }
}

/// For how many a row or cell stands.
fn times(tag: &BytesStart<'_>, name: &str) -> u64 {
    let said = tag.attributes().flatten().find(|it| it.key.as_ref() == name);
    let said = said.and_then(|it| it.value.trim().parse().ok());

    said.unwrap_or(1)
}

fn refused(why: ZipError) -> OpenError {
    match why {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => OpenError::Locked,
        ZipError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => error.into(),
        _ => OpenError::Damaged,
    }
}
