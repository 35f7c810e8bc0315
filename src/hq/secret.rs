//! Secrets that people or machines carry: made at random, kept only as hashes, never shown again.

use crate::surroundings::Moment;

/// Letters and digits that nobody confuses when reading aloud (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUP: usize = 4;

/// `N` random characters in groups of four: five bits each.
pub fn code<const N: usize>(moment: &mut Moment) -> String {
    let letters = moment.bytes::<N>().map(|byte| char::from(ALPHABET[usize::from(byte) % 32]));
    let groups: Vec<String> = letters.chunks(GROUP).map(|group| group.iter().collect()).collect();

    groups.join("-")
}

/// What is kept of a code: the same however it was typed.
pub fn hash(code: &str) -> [u8; 32] {
    let plain: String = code
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();

    *blake3::hash(plain.as_bytes()).as_bytes()
}

/// Lower-case hexadecimal digits.
#[cfg(test)]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Exactly `N` bytes in hexadecimal digits.
pub fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != 2 * N || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
        let pair = std::str::from_utf8(pair).ok()?;
        *byte = u8::from_str_radix(pair, 16).ok()?;
    }

    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_same_however_it_is_typed() {
        assert_eq!(hash("AB0C-D1EF"), hash(" abOc dLef "));
        assert_ne!(hash("AB0C-D1EF"), hash("AB0C-D1EG"));
    }

    #[test]
    fn hexadecimal_digits_are_read_exactly_or_not_at_all() {
        assert_eq!(from_hex("0aFF"), Some([10, 255]));
        assert_eq!(from_hex::<2>("0aF"), None);
        assert_eq!(from_hex::<2>("+aFF"), None);
        assert_eq!(hex(&[10, 255]), "0aff");
    }
}
