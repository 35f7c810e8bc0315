//! Column names: made distinct, compared as people mean them, and recognised again.

use std::borrow::Cow;
use std::collections::BTreeSet;

/// Trimmed names, each different from the others and none empty.
pub(crate) fn distinct<'a>(cells: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    cells
        .enumerate()
        .map(|(index, cell)| {
            let name = match cell.trim() {
                "" => letters(index),
                named => named.split_whitespace().collect::<Vec<_>>().join(" "),
            };
            let mut unique = name.clone();
            let mut times = 2;
            while !taken.insert(unique.clone()) {
                unique = format!("{name} ({times})");
                times += 1;
            }
            unique
        })
        .collect()
}

/// The name Excel gives to a column: A, B, … Z, AA.
fn letters(index: usize) -> String {
    let mut rest = index + 1;
    let mut name = Vec::new();
    while rest > 0 {
        rest -= 1;
        name.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    name.iter().rev().collect()
}

/// Full-width letters, digits and spaces as plain ones.
pub(crate) fn narrow(text: &str) -> Cow<'_, str> {
    let is_wide =
        |character: char| matches!(character, '\u{ff01}'..='\u{ff5e}' | '\u{3000}' | '\u{a0}');
    if text.is_ascii() || !text.contains(is_wide) {
        return Cow::Borrowed(text);
    }
    let plain = |character: char| match character {
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        other => other,
    };
    Cow::Owned(text.chars().map(plain).collect())
}

/// A name as people mean it: lower case, words parted by one space, without punctuation, remarks in brackets or a final number.
/// `Customer_Name*`, `customer name` and `CustomerName (required)` are one; so are `联系电话1` and `联系电话（必填）`.
pub(crate) fn meaning(name: &str) -> String {
    let name = narrow(name);
    let (mut plain, mut depth, mut after_small) = (String::new(), 0_u32, false);
    for character in name.chars() {
        match character {
            '(' | '[' | '【' | '（' => depth += 1,
            ')' | ']' | '】' | '）' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            word if word.is_alphanumeric() => {
                if after_small && word.is_uppercase() {
                    plain.push(' ');
                }
                plain.extend(word.to_lowercase());
            }
            _ if plain.ends_with(' ') => {}
            _ => plain.push(' '),
        }
        after_small = character.is_lowercase();
    }

    plain.trim().trim_end_matches(|last: char| last.is_ascii_digit()).trim_end().to_owned()
}

/// A short name for a set of headers, the same on every computer and in every version, whatever the columns' order and the
/// spelling of their names. A file with the same one is filled in by the same hand or program.
#[must_use]
pub fn fingerprint<T: AsRef<str>>(headers: &[T]) -> String {
    let names: BTreeSet<String> = headers.iter().map(|header| meaning(header.as_ref())).collect();
    // FNV-1a, 64 bits.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for name in names {
        for byte in name.bytes().chain(std::iter::once(b'\n')) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_distinct() {
        let names = distinct([" 电话 ", "", "电话", "B", "Two\nlines"].into_iter());

        assert_eq!(names, ["电话", "B", "电话 (2)", "B (2)", "Two lines"]);
        assert_eq!(letters(25), "Z");
        assert_eq!(letters(26), "AA");
    }

    #[test]
    fn names_are_compared_as_people_mean_them() {
        for name in [
            "Customer_Name*",
            "customer name",
            "CustomerName (required)",
            "ＣＵＳＴＯＭＥＲ　ＮＡＭＥ",
        ] {
            assert_eq!(meaning(name), "customer name");
        }
        assert_eq!(meaning("联系电话1"), meaning("*联系电话（必填）"));
    }

    #[test]
    fn a_fingerprint_knows_the_same_header_again() {
        let first = fingerprint(&["姓名", "电话", "Purchase Date"]);

        assert_eq!(first, fingerprint(&["purchase_date", "姓名", "电话 "]));
        assert_ne!(first, fingerprint(&["姓名", "电话"]));
        assert_eq!(first, "0f6a89efef2a9269");
    }
}
