//! A file's bytes as UTF-8, chunk by chunk.

use std::io::{self, Cursor, Read};

use encoding_rs::{Decoder, DecoderResult};

use crate::Encoding;

const CHUNK: usize = 128 * 1024;

/// Stands in decoded text for bytes that mean nothing. No well-formed UTF-8 contains it, so it is found wherever text is checked.
pub(crate) const MALFORMED: u8 = 0xff;

/// A reader whose text is UTF-8 whatever the file is written in; each malformed place comes out as [`MALFORMED`], or unchanged
/// where the file is UTF-8 itself.
pub(crate) struct Utf8Stream {
    source: Box<dyn Read + Send>,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    read: u64,
    fresh: bool,
    ended: bool,
}

impl Utf8Stream {
    /// Reads `sample` again, then the rest of `source`.
    pub(crate) fn new(sample: Vec<u8>, source: Box<dyn Read + Send>, encoding: Encoding) -> Self {
        let decoder = match encoding {
            Encoding::Utf8 => None,
            other => Some(other.codec().new_decoder_without_bom_handling()),
        };
        let source = Box::new(Cursor::new(sample).chain(source));

        Self { source, decoder, raw: Vec::new(), read: 0, fresh: true, ended: false }
    }

    /// Bytes taken from the file so far.
    pub(crate) fn read(&self) -> u64 {
        self.read
    }

    /// Appends the next chunk to `text`; false at the end of the file.
    pub(crate) fn fill(&mut self, text: &mut Vec<u8>) -> io::Result<bool> {
        let start = text.len();
        while !self.ended && text.len() == start {
            match self.decoder.take() {
                None => self.copy(text)?,
                Some(mut decoder) => {
                    let outcome = self.decode(&mut decoder, text);
                    self.decoder = Some(decoder);
                    outcome?;
                }
            }
            if self.fresh && text.len() > start {
                self.fresh = false;
                if text[start..].starts_with("\u{feff}".as_bytes()) {
                    text.drain(start..start + 3);
                }
            }
        }

        Ok(text.len() > start)
    }

    fn copy(&mut self, text: &mut Vec<u8>) -> io::Result<()> {
        let start = text.len();
        text.resize(start + CHUNK, 0);
        let outcome = read_some(&mut self.source, &mut text[start..]);
        let count = outcome.as_ref().copied().unwrap_or(0);
        text.truncate(start + count);
        self.note(outcome?);
        Ok(())
    }

    fn decode(&mut self, decoder: &mut Decoder, text: &mut Vec<u8>) -> io::Result<()> {
        self.raw.resize(CHUNK, 0);
        let count = read_some(&mut self.source, &mut self.raw)?;
        self.note(count);

        let mut rest = &self.raw[..count];
        let mut end = text.len();
        text.resize(end + 4 * count + 32, 0);
        loop {
            let (result, taken, written) =
                decoder.decode_to_utf8_without_replacement(rest, &mut text[end..], count == 0);
            rest = &rest[taken..];
            end += written;
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => text.resize(end + CHUNK, 0),
                DecoderResult::Malformed(..) => {
                    if end + 32 > text.len() {
                        text.resize(end + CHUNK, 0);
                    }
                    text[end] = MALFORMED;
                    end += 1;
                }
            }
        }
        text.truncate(end);
        Ok(())
    }

    fn note(&mut self, count: usize) {
        self.read += count as u64;
        self.ended = count == 0;
    }
}

fn read_some(source: &mut dyn Read, into: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(into) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            outcome => return outcome,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out one byte at a time, as a slow network does.
    struct Drops(Cursor<Vec<u8>>);

    impl Read for Drops {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let one = into.len().min(1);
            self.0.read(&mut into[..one])
        }
    }

    fn decoded(bytes: &[u8], encoding: Encoding) -> Vec<u8> {
        let source = Box::new(Drops(Cursor::new(bytes.to_vec())));
        let mut stream = Utf8Stream::new(Vec::new(), source, encoding);
        let mut text = Vec::new();
        while stream.fill(&mut text).unwrap() {}
        assert_eq!(stream.read(), bytes.len() as u64);
        text
    }

    #[test]
    fn characters_cut_between_two_reads_come_out_whole() {
        let text = "姓名,𠮷田\n";
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();

        assert_eq!(decoded(text.as_bytes(), Encoding::Utf8), text.as_bytes());
        assert_eq!(
            decoded(&encoding_rs::GB18030.encode(text).0, Encoding::Gb18030),
            text.as_bytes()
        );
        assert_eq!(decoded(&utf16, Encoding::Utf16Le), text.as_bytes());
    }

    #[test]
    fn malformed_bytes_leave_a_mark_and_their_neighbours_alone() {
        assert_eq!(decoded(b"a,\xb0\nb", Encoding::Gb18030), b"a,\xff\nb");
        assert_eq!(decoded(b"a\0,\0\0\xd8b\0", Encoding::Utf16Le), b"a,\xffb");
        assert_eq!(decoded(b"a\0b", Encoding::Utf16Le), b"a\xff");
    }

    #[test]
    fn a_byte_order_mark_is_not_text() {
        let sample = b"\xef\xbb\xbfa".to_vec();
        let mut stream = Utf8Stream::new(sample, Box::new(io::empty()), Encoding::Utf8);
        let mut text = b"before".to_vec();
        while stream.fill(&mut text).unwrap() {}

        assert_eq!(text, b"beforea");
    }
}
