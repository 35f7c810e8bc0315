//! What a file is when it is no table.

/// What a refused file looks like, so that its owner can be told what to do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LooksLike {
    /// A PDF document.
    #[error("a PDF document")]
    Pdf,
    /// A photo or drawing: PNG, JPEG, GIF, BMP, WebP or TIFF.
    #[error("a picture")]
    Picture,
    /// An Excel workbook (.xlsx), which is read as a workbook, not as text.
    #[error("an Excel workbook")]
    Workbook,
    /// A workbook of Excel 97 to 2003 (.xls), or another Office document of that age.
    #[error("an Excel workbook of the old kind")]
    OldWorkbook,
    /// A spreadsheet of `LibreOffice` and others (.ods).
    #[error("an OpenDocument spreadsheet")]
    OpenDocument,
    /// A Word document or slides.
    #[error("a word processor's document")]
    Document,
    /// A ZIP, gzip, 7z or RAR archive.
    #[error("a packed archive")]
    Archive,
    /// A SQLite database.
    #[error("a database")]
    Database,
    /// A web page, which old systems like to give out under the name of .xls.
    #[error("a web page")]
    WebPage,
    /// An XML file.
    #[error("an XML file")]
    Xml,
    /// A JSON file.
    #[error("a JSON file")]
    Json,
    /// Anything else that is not text.
    #[error("not text")]
    Binary,
}

const SIGNATURES: &[(&[u8], LooksLike)] = &[
    (b"%PDF-", LooksLike::Pdf),
    (b"\x89PNG\r\n\x1a\n", LooksLike::Picture),
    (b"\xff\xd8\xff", LooksLike::Picture),
    (b"GIF87a", LooksLike::Picture),
    (b"GIF89a", LooksLike::Picture),
    (b"II*\0", LooksLike::Picture),
    (b"MM\0*", LooksLike::Picture),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", LooksLike::OldWorkbook),
    (b"\x1f\x8b", LooksLike::Archive),
    (b"7z\xbc\xaf\x27\x1c", LooksLike::Archive),
    (b"Rar!\x1a\x07", LooksLike::Archive),
    (b"SQLite format 3\0", LooksLike::Database),
    (b"{\\rtf", LooksLike::Document),
    (b"\x7fELF", LooksLike::Binary),
];

impl LooksLike {
    /// What the first bytes of a file say about it; `None` if they may well be a table.
    #[must_use]
    pub fn from_bytes(sample: &[u8]) -> Option<Self> {
        if sample.starts_with(b"PK\x03\x04") || sample.starts_with(b"PK\x05\x06") {
            return Some(Self::from_archive(sample));
        }
        if sample.starts_with(b"RIFF") && sample.get(8..12) == Some(b"WEBP") {
            return Some(Self::Picture);
        }

        SIGNATURES
            .iter()
            .find(|(start, _)| sample.starts_with(start))
            .map(|&(_, likeness)| likeness)
    }

    /// What the first decoded text of a file says about it; `None` if it may well be a table.
    #[must_use]
    pub fn from_text(sample: &[u8]) -> Option<Self> {
        let controls = sample.iter().filter(|byte| is_control(**byte)).count();
        if sample.contains(&0) || controls > 3 + sample.len() / 50 {
            return Some(Self::Binary);
        }

        let text = sample.trim_ascii_start();
        let start = text[..text.len().min(64)].to_ascii_lowercase();
        let begins = |words: &[&[u8]]| words.iter().any(|word| start.starts_with(word));
        if begins(&[b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta", b"<div"])
        {
            return Some(Self::WebPage);
        }
        if begins(&[b"<?xml", b"<workbook"]) {
            return Some(Self::Xml);
        }

        opens_json(text).then_some(Self::Json)
    }

    fn from_archive(sample: &[u8]) -> Self {
        let head = &sample[..sample.len().min(64 * 1024)];
        let has = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
        if has(b"opendocument.spreadsheet") {
            Self::OpenDocument
        } else if has(b"opendocument") || has(b"word/") || has(b"ppt/") {
            Self::Document
        } else if has(b"xl/") || has(b"[Content_Types].xml") {
            Self::Workbook
        } else {
            Self::Archive
        }
    }
}

fn is_control(byte: u8) -> bool {
    byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')
}

fn opens_json(text: &[u8]) -> bool {
    let Some((first @ (b'{' | b'['), rest)) = text.split_first() else {
        return false;
    };
    match rest.trim_ascii_start().first() {
        Some(b'"') => true,
        Some(b'{' | b'[') => *first == b'[',
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_mistakes_are_recognised_by_their_first_bytes() {
        let cases: [(&[u8], LooksLike); 8] = [
            (b"%PDF-1.7\n%\xe2\xe3", LooksLike::Pdf),
            (b"\x89PNG\r\n\x1a\n\0\0", LooksLike::Picture),
            (b"\xff\xd8\xff\xe0..JFIF", LooksLike::Picture),
            (b"PK\x03\x04....[Content_Types].xml..xl/workbook.xml", LooksLike::Workbook),
            (
                b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
                LooksLike::OpenDocument,
            ),
            (b"PK\x03\x04photos/a.jpg", LooksLike::Archive),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", LooksLike::OldWorkbook),
            (b"SQLite format 3\0....", LooksLike::Database),
        ];

        for (bytes, expected) in cases {
            assert_eq!(LooksLike::from_bytes(bytes), Some(expected));
        }
        assert_eq!(LooksLike::from_bytes("姓名,电话\n".as_bytes()), None);
    }

    #[test]
    fn text_that_is_no_table_is_recognised_too() {
        assert_eq!(LooksLike::from_text(b"\r\n<!DOCTYPE HTML><table>"), Some(LooksLike::WebPage));
        assert_eq!(LooksLike::from_text(b"<?xml version=\"1.0\"?>"), Some(LooksLike::Xml));
        assert_eq!(LooksLike::from_text(b"[ {\"id\": 1}]"), Some(LooksLike::Json));
        assert_eq!(LooksLike::from_text(b"a,b\n1,\x002\n"), Some(LooksLike::Binary));
        assert_eq!(LooksLike::from_text(b"[id],{name}\n1,x\n"), None);
    }
}
