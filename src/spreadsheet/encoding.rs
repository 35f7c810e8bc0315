//! Which alphabet a file is written in.

use serde::{Deserialize, Serialize};

/// How the bytes of a file stand for characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, low byte first: Excel's "Unicode text".
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// GB 18030, which contains GBK and GB 2312: what Excel writes on a mainland Chinese Windows.
    Gb18030,
    /// Big5 with the Hong Kong characters: what Excel writes on a Taiwanese or Hong Kong Windows.
    Big5,
    /// Windows-1252: what Excel writes on a Western Windows.
    #[serde(rename = "windows_1252")]
    Western,
}

impl Encoding {
    /// Every encoding, for a list to choose from.
    pub const ALL: [Self; 6] =
        [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Gb18030, Self::Big5, Self::Western];

    /// Its registered name, the same in every language.
    #[must_use]
    pub fn label(self) -> &'static str {
        self.codec().name()
    }

    /// The encoding that `sample`, the beginning of a file, is most likely written in. `None` if it is not text in any of them.
    ///
    /// Text that is neither Chinese nor has a single character of UTF-8 beyond ASCII is Western. What is in none of these
    /// encodings is taken for UTF-8: its lines are then refused one by one where they make no sense, rather than turned
    /// into wrong characters.
    #[must_use]
    pub fn detect(sample: &[u8]) -> Option<Self> {
        if let Some(marked) = from_mark(sample) {
            return Some(marked);
        }
        if sample.contains(&0) {
            return utf16_order(sample);
        }

        let (good, bad) = utf8_evidence(sample);
        if bad == 0 || good >= 4 * bad {
            return Some(Self::Utf8);
        }

        let gb = likelihood(sample, gb18030_weight);
        let big5 = likelihood(sample, big5_weight);
        if gb.max(big5) < 0.5 {
            Some(if good == 0 && is_western(sample) { Self::Western } else { Self::Utf8 })
        } else if gb >= big5 {
            Some(Self::Gb18030)
        } else {
            Some(Self::Big5)
        }
    }

    pub(crate) fn codec(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => encoding_rs::UTF_8,
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Gb18030 => encoding_rs::GB18030,
            Self::Big5 => encoding_rs::BIG5,
            Self::Western => encoding_rs::WINDOWS_1252,
        }
    }
}

fn from_mark(sample: &[u8]) -> Option<Encoding> {
    match sample {
        [0xef, 0xbb, 0xbf, ..] => Some(Encoding::Utf8),
        [0xff, 0xfe, ..] => Some(Encoding::Utf16Le),
        [0xfe, 0xff, ..] => Some(Encoding::Utf16Be),
        [0x84, 0x31, 0x95, 0x33, ..] => Some(Encoding::Gb18030),
        _ => None,
    }
}

/// Separators, digits and line breaks put a zero into the high byte; a zero in the low byte is one character in 256.
fn utf16_order(sample: &[u8]) -> Option<Encoding> {
    let zeros =
        |from: usize| sample.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let order = if odd > 8 * even {
        Encoding::Utf16Le
    } else if even > 8 * odd {
        Encoding::Utf16Be
    } else {
        return None;
    };

    let whole = &sample[..sample.len() & !1];
    let (text, malformed) = order.codec().decode_without_bom_handling(whole);
    let readable =
        !text.contains('\0') && (!malformed || text.matches('\u{fffd}').count() * 50 < text.len());
    readable.then_some(order)
}

/// How many characters beyond ASCII are well-formed UTF-8, and how many stretches of bytes are not. A character cut by the end of
/// the sample counts as neither.
fn utf8_evidence(sample: &[u8]) -> (usize, usize) {
    let (mut good, mut bad) = (0, 0);
    for chunk in sample.utf8_chunks() {
        good += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    let cut = sample.utf8_chunks().last().is_some_and(|chunk| is_cut_short(chunk.invalid()));

    (good, bad - usize::from(cut))
}

/// Whether all that is not ASCII is what people in the West write: letters with accents, quotation marks, dashes, money.
fn is_western(sample: &[u8]) -> bool {
    // Two bytes that begin a character of UTF-8 and are not followed by its end were torn apart.
    let torn = sample.utf8_chunks().any(|chunk| chunk.invalid().len() > 1);
    let plausible = |byte: u8| matches!(byte, 0..=0x80 | 0x85 | 0x91..=0x97 | 0x99 | 0xa0..=0xbf | 0xc0..=0xd6 | 0xd8..=0xf6 | 0xf8..=0xfd);

    !torn && sample.iter().copied().all(plausible)
}

fn is_cut_short(tail: &[u8]) -> bool {
    !tail.is_empty() && std::str::from_utf8(tail).is_err_and(|error| error.error_len().is_none())
}

/// How much of the double-byte text is made of what people of that encoding write every day, from 0 to 1.
fn likelihood(sample: &[u8], weight: fn(u8, u8) -> Option<f32>) -> f32 {
    let (mut sum, mut total) = (0.0, 0.0);
    let mut rest = sample;
    while let Some((&lead, after)) = rest.split_first() {
        rest = after;
        if lead < 0x80 {
            continue;
        }
        let Some(&trail) = rest.first() else {
            break;
        };
        if let Some(weight) = weight(lead, trail) {
            sum += weight;
            total += 1.0;
            rest = &rest[1..];
        } else {
            // A broken pair weighs as much as four good ones.
            total += 4.0;
        }
    }

    if total > 0.0 { sum / total } else { 0.0 }
}

/// Punctuation and the 3,755 everyday characters count fully, the 3,008 further ones of GB 2312 half, all others nothing.
fn gb18030_weight(lead: u8, trail: u8) -> Option<f32> {
    match (lead, trail) {
        (0xa1..=0xa3 | 0xb0..=0xd7, 0xa1..=0xfe) => Some(1.0),
        (0xd8..=0xf7, 0xa1..=0xfe) => Some(0.5),
        (0x81..=0xfe, 0x30..=0x39 | 0x40..=0x7e | 0x80..=0xfe) => Some(0.0),
        _ => None,
    }
}

/// Punctuation and the 5,401 everyday characters count fully, the 7,652 further ones a little, all others nothing.
fn big5_weight(lead: u8, trail: u8) -> Option<f32> {
    match (lead, trail) {
        (0xa1..=0xc6, 0x40..=0x7e | 0xa1..=0xfe) => Some(1.0),
        (0xc9..=0xf9, 0x40..=0x7e | 0xa1..=0xfe) => Some(0.3),
        (0x81..=0xfe, 0x40..=0x7e | 0xa1..=0xfe) => Some(0.0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLIFIED: &str = "姓名,电话,地址\n王小明,13812345678,上海市浦东新区张江镇\n欧阳淑芬,021-58881234,滨江大道８号\n";
    const TRADITIONAL: &str =
        "姓名,電話,地址\n王小明,0912345678,臺北市信義區松仁路\n歐陽淑芬,02-23456789,高雄市苓雅區\n";

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn each_encoding_is_told_from_the_others() {
        let gb = encoding_rs::GB18030.encode(SIMPLIFIED).0;
        let big5 = encoding_rs::BIG5.encode(TRADITIONAL).0;

        assert_eq!(Encoding::detect(SIMPLIFIED.as_bytes()), Some(Encoding::Utf8));
        assert_eq!(Encoding::detect(&gb), Some(Encoding::Gb18030));
        assert_eq!(Encoding::detect(&big5), Some(Encoding::Big5));
        assert_eq!(Encoding::detect(&utf16(SIMPLIFIED, u16::to_le_bytes)), Some(Encoding::Utf16Le));
        assert_eq!(
            Encoding::detect(&utf16(TRADITIONAL, u16::to_be_bytes)),
            Some(Encoding::Utf16Be)
        );
    }

    #[test]
    fn one_chinese_name_is_enough() {
        assert_eq!(
            Encoding::detect(&encoding_rs::GBK.encode("id,x\n1,王小明\n").0),
            Some(Encoding::Gb18030)
        );
        assert_eq!(
            Encoding::detect(&encoding_rs::BIG5.encode("id,x\n1,王小明\n").0),
            Some(Encoding::Big5)
        );
    }

    #[test]
    fn a_broken_byte_does_not_make_another_encoding_of_utf8() {
        let mut bytes = SIMPLIFIED.as_bytes().to_vec();
        bytes.extend_from_slice(b"\xe5\xbc,1,2\n");

        assert_eq!(Encoding::detect(&bytes), Some(Encoding::Utf8));
    }

    #[test]
    fn accents_of_a_western_windows_are_read() {
        let table = b"name,city\ncaf\xe9 roma,Z\xfcrich\n\x93Sian\x94,\xa35\n";
        assert_eq!(Encoding::detect(table), Some(Encoding::Western));
        let text = Encoding::Western.codec().decode(table).0;
        assert_eq!(text, "name,city\ncafé roma,Zürich\n“Sian”,£5\n");

        let mixed = ["Siân,Tŷ Gwyn\n".as_bytes(), b"caf\xe9,1\nZ\xfcrich,2\nren\xe9e,3\n"].concat();
        assert_eq!(Encoding::detect(&mixed), Some(Encoding::Utf8), "a person must look at it");
    }

    #[test]
    fn a_sample_may_end_inside_a_character() {
        for end in 1..SIMPLIFIED.len() {
            assert_eq!(Encoding::detect(&SIMPLIFIED.as_bytes()[..end]), Some(Encoding::Utf8));
        }
    }

    #[test]
    fn zeros_all_over_are_no_text() {
        assert_eq!(Encoding::detect(b"a\0\0b\0\0\0c\0"), None);
    }
}
