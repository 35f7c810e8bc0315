//! Phone numbers, as typed and as compared.

use serde::{Deserialize, Serialize};

mod line;

pub use line::{Carrier, Line};

/// A phone number: 3 to 20 digits, and an extension where there is one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone {
    digits: String,
    extension: Option<String>,
}

impl Phone {
    /// Reads a number as people write it: spaces, dashes, brackets, full-width digits, `+86`,
    /// and `转`, `ext`, `#`, `x` before an extension. `None` if too little or too much is left.
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = text.chars().map(half_width).collect::<String>().to_lowercase();
        let (main, extension) = split_extension(&plain);
        if main.chars().any(|c| !c.is_ascii_digit() && !" -().+/\u{a0}".contains(c)) {
            return None;
        }
        let digits = only_digits(main);
        let digits = national(strip_country(main.trim_start(), &digits), main.trim_start());
        let extension = extension.map(only_digits).filter(|digits| !digits.is_empty());

        (3..=20).contains(&digits.len()).then_some(Self { digits, extension })
    }

    /// The digits without country code and extension: what is searched and compared.
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// The extension.
    pub fn extension(&self) -> Option<&str> {
        self.extension.as_deref()
    }

    /// Whether it is a mainland mobile number: 1, then 3–9, eleven digits (national numbering plan).
    pub fn is_mobile(&self) -> bool {
        let bytes = self.digits.as_bytes();

        bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1])
    }

    /// Whether it means the same subscriber all over the country: a mobile number or one with its area code. What was
    /// typed only in part is none, as far as that can be told, nor is a number as it is dialled within a town.
    pub fn is_national(&self) -> bool {
        match self.digits.as_bytes() {
            [b'1', ..] => self.is_mobile(),
            digits => (9..=15).contains(&digits.len()),
        }
    }
}

impl std::fmt::Display for Phone {
    /// In the groups in which it is read out, by its own shape: `138 1234 5678`, `0912-345-678`, `(02) 2345-6789`.
    /// An extension follows an `x`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        grouped(&self.digits, f)?;
        self.extension.as_ref().map_or(Ok(()), |extension| write!(f, " x{extension}"))
    }
}

/// The national numbering plans of the mainland (YD/T 5055) and of Taiwan. Both write area codes with a leading
/// zero, but the mainland's whole numbers are longer: 11 or 12 digits, Taiwan's 9 or 10.
fn grouped(digits: &str, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    let rest = |from: usize| digits.get(from..).unwrap_or_default();
    let begins = |with: &[&str]| with.iter().any(|start| digits.starts_with(start));
    // Area codes of two digits but for a few counties and islands.
    let area = if begins(&["037", "049", "082", "083", "089"]) { 3 } else { 2 };

    match digits.len() {
        11 if begins(&["13", "14", "15", "16", "17", "18", "19"]) => {
            write!(f, "{} {} {}", part(0, 3), part(3, 7), rest(7))
        }
        11 if is_british_mobile(digits) => write!(f, "{} {}", part(0, 5), rest(5)),
        11 if begins(&["011"]) || begins(&["01"]) && part(3, 4) == "1" => {
            write!(f, "{} {} {}", part(0, 4), part(4, 7), rest(7))
        }
        11 if begins(&["01"]) && !begins(&["010"]) => write!(f, "{} {}", part(0, 5), rest(5)),
        11 if begins(&["010", "02"]) => write!(f, "{} {} {}", part(0, 3), part(3, 7), rest(7)),
        11 if begins(&["0"]) => write!(f, "{} {} {}", part(0, 4), part(4, 7), rest(7)),
        12 if begins(&["0"]) => write!(f, "{} {} {}", part(0, 4), part(4, 8), rest(8)),
        10 if begins(&["400", "800"]) => write!(f, "{} {} {}", part(0, 3), part(3, 6), rest(6)),
        10 if begins(&["09", "0800"]) => write!(f, "{}-{}-{}", part(0, 4), part(4, 7), rest(7)),
        9 | 10 if begins(&["02", "03", "04", "05", "06", "07", "08"]) => {
            let last = digits.len() - if (area, digits.len()) == (3, 9) { 3 } else { 4 };
            write!(f, "({}) {}-{}", part(0, area), part(area, last), rest(last))
        }
        8 => write!(f, "{} {}", part(0, 4), rest(4)),
        _ => f.write_str(digits),
    }
}

/// Whether eleven digits are a mobile number of the United Kingdom (Ofcom's plan) and none of the mainland, where area
/// codes begin with 07 too: there no local number begins with 0, 1 or 9, and these area codes are not in use.
fn is_british_mobile(digits: &str) -> bool {
    const NOT_IN_USE: [&str; 7] = ["0740", "0741", "0742", "0747", "0748", "0749", "078"];
    let local = digits.get(4..5).unwrap_or_default();

    digits.starts_with("07")
        && (["0", "1", "9"].contains(&local)
            || NOT_IN_USE.iter().any(|code| digits.starts_with(code)))
}

impl TryFrom<String> for Phone {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a phone number")
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        match phone.extension {
            Some(extension) => format!("{}x{extension}", phone.digits),
            None => phone.digits,
        }
    }
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        '－' | '—' | '–' => '-',
        '（' => '(',
        '）' => ')',
        '＋' => '+',
        '　' => ' ',
        _ => c,
    }
}

fn split_extension(text: &str) -> (&str, Option<&str>) {
    let cut = ["转", "轉", "ext", "#", "x", "分机", "分機"]
        .iter()
        .filter_map(|mark| text.find(mark))
        .min();

    cut.map_or((text, None), |at| (&text[..at], Some(&text[at..])))
}

fn only_digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// A number of the United Kingdom as it is dialled there: `+44 20 7946 0958` is `020 7946 0958`.
fn national(digits: &str, written: &str) -> String {
    let international = written.starts_with('+') || written.starts_with("00");
    let whole = digits.strip_prefix("00").unwrap_or(digits);
    let rest = whole.strip_prefix("44").filter(|_| international);
    // `+44 (0)20`: the zero is written for those within the country.
    let rest = rest.map(|rest| rest.strip_prefix('0').unwrap_or(rest));

    match rest.filter(|rest| matches!(rest.len(), 9 | 10)) {
        Some(rest) => format!("0{rest}"),
        None => digits.to_owned(),
    }
}

fn strip_country<'a>(written: &str, digits: &'a str) -> &'a str {
    let international = written.starts_with('+') || digits.starts_with("0086");
    let digits = digits.strip_prefix("00").filter(|_| international).unwrap_or(digits);

    match digits.strip_prefix("86") {
        Some(rest) if international || (digits.len() == 13 && rest.starts_with('1')) => rest,
        _ => digits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Option<String> {
        Phone::parse(text).map(|phone| phone.digits().to_owned())
    }

    #[test]
    fn one_mobile_in_many_spellings_is_one_number() {
        for text in [
            "13812345678",
            "138 1234 5678",
            "+86 138-1234-5678",
            "86 13812345678",
            "１３８１２３４５６７８",
            "0086-13812345678",
        ] {
            assert_eq!(digits(text).as_deref(), Some("13812345678"), "{text}");
        }
    }

    #[test]
    fn a_number_typed_in_part_or_without_its_area_code_means_nobody_in_particular() {
        let national = |text: &str| Phone::parse(text).is_some_and(|phone| phone.is_national());

        for whole in ["138 1234 5678", "021 5888 1234", "0912-345-678", "(02) 2345-6789"] {
            assert!(national(whole), "{whole}");
        }
        for part in ["138 1234 567", "5888 1234", "12345", "1234567890"] {
            assert!(!national(part), "{part}");
        }
    }

    #[test]
    fn extensions_are_kept_apart() {
        let phone = Phone::parse("021-5888 6688 转 203").expect("a number");

        assert_eq!(phone.digits(), "02158886688");
        assert_eq!(phone.extension(), Some("203"));
        assert_eq!(Phone::try_from(String::from(phone.clone())), Ok(phone));
    }

    #[test]
    fn a_number_is_grouped_by_its_shape_and_reads_back_as_itself() {
        for (typed, shown) in [
            ("13812345678", "138 1234 5678"),
            ("02158886688", "021 5888 6688"),
            ("0571-88886666 转 8", "0571 8888 6666 x8"),
            ("05168886666", "0516 888 6666"),
            ("4008201234", "400 820 1234"),
            ("0912345678", "0912-345-678"),
            ("0223456789", "(02) 2345-6789"),
            ("(04)22345678", "(04) 2234-5678"),
            ("073456789", "(07) 345-6789"),
            ("037123456", "(037) 123-456"),
            ("0492345678", "(049) 234-5678"),
            ("0800080123", "0800-080-123"),
            ("58886688", "5888 6688"),
            ("02079460958", "020 7946 0958"),
            ("+44 20 7946 0958", "020 7946 0958"),
            ("0044 (0)29 2018 0018", "029 2018 0018"),
            ("01632960123", "01632 960123"),
            ("01214960123", "0121 496 0123"),
            ("01134960123", "0113 496 0123"),
            ("07700900123", "07700 900123"),
            ("+447911123456", "07911 123456"),
            ("07702812345", "0770 281 2345"),
            ("110", "110"),
            ("02920123456789", "02920123456789"),
        ] {
            let Some(phone) = Phone::parse(typed) else { panic!("{typed} is a number") };
            assert_eq!(phone.to_string(), shown);
            assert_eq!(Phone::parse(shown), Some(phone));
        }
    }

    #[test]
    fn words_are_not_numbers() {
        assert_eq!(digits("no phone"), None);
        assert_eq!(digits("12"), None);
        assert_eq!(digits("call 13812345678"), None);
        assert_eq!(digits("123456789012345678901"), None);
    }
}
