//! Telephone numbers as people and Excel leave them in a cell.

use crate::heading::narrow;
use crate::number::exact_digits;
use crate::value::FieldFault;

/// The digits of a number, after `+` if there was one, before `x` and an extension if there was one.
pub(crate) fn parse(text: &str) -> Result<String, FieldFault> {
    let text = narrow(text);
    let text = text.trim().trim_start_matches('\'');
    if text.bytes().any(|byte| matches!(byte, b'e' | b'E'))
        && let Some(digits) = exact_digits(text)
    {
        return digits.and_then(|digits| checked(&digits, ""));
    }

    let text = text.strip_suffix(".0").unwrap_or(text);
    let (number, extension) = split_extension(text);
    let number = digits(number)?;
    let extension = digits(extension)?;
    checked(&number, &extension)
}

fn checked(number: &str, extension: &str) -> Result<String, FieldFault> {
    let length = number.trim_start_matches('+').len();
    match (length, extension.len()) {
        (5..=15, 0) => Ok(number.to_owned()),
        (5..=15, 1..=6) if !extension.starts_with('+') => Ok(format!("{number}x{extension}")),
        _ => Err(FieldFault::NotAPhone),
    }
}

fn digits(text: &str) -> Result<String, FieldFault> {
    let mut digits = String::with_capacity(text.len());
    for character in text.trim().chars() {
        match character {
            '0'..='9' => digits.push(character),
            '+' if digits.is_empty() => digits.push(character),
            ' ' | '-' | '(' | ')' | '.' | '‐' | '–' | '—' => {}
            '/' | ',' | ';' | '、' | '\n' | '+' if digits.len() >= 5 => {
                return Err(FieldFault::SeveralPhones);
            }
            _ => return Err(FieldFault::NotAPhone),
        }
    }
    Ok(digits)
}

/// `021-58881234转801`, `… ext. 801`, `… x801`, `…#801`, and the dashes of `021-58881234-801`.
fn split_extension(text: &str) -> (&str, &str) {
    for word in ["转", "轉", "分机", "分機", "ext.", "ext", "Ext.", "Ext", "EXT", "x", "X", "#"]
    {
        if let Some((number, extension)) = text.split_once(word) {
            return (number, extension.trim_start_matches([':', ' ']));
        }
    }

    let mut groups = text.split('-');
    if let (Some(area), Some(number), Some(extension), None) =
        (groups.next(), groups.next(), groups.next(), groups.next())
        && area.starts_with('0')
        && matches!((area.len(), number.len(), extension.len()), (3..=4, 7..=8, 1..=6))
    {
        return (&text[..=area.len() + number.len()], extension);
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_freed_from_its_dress() {
        for (text, expected) in [
            ("13812345678", "13812345678"),
            ("138 1234 5678", "13812345678"),
            ("'138-1234-5678", "13812345678"),
            ("+86 138 1234 5678", "+8613812345678"),
            ("１３８１２３４５６７８", "13812345678"),
            ("(021) 5888-1234", "02158881234"),
            ("021-58881234-801", "02158881234x801"),
            ("021-58881234转801", "02158881234x801"),
            ("021-58881234 ext. 801", "02158881234x801"),
            ("95338", "95338"),
        ] {
            assert_eq!(parse(text), Ok(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_excel_did_to_a_number_is_undone_where_the_digits_are_still_there() {
        assert_eq!(parse("13812345678.0"), Ok("13812345678".to_owned()));
        assert_eq!(parse("1.3812345678E+10"), Ok("13812345678".to_owned()));
        assert_eq!(parse("1.38E+10"), Err(FieldFault::DigitsLost));
        assert_eq!(parse("1.38123e10"), Err(FieldFault::DigitsLost));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        assert_eq!(parse("13812345678/13912345678"), Err(FieldFault::SeveralPhones));
        assert_eq!(parse("13812345678、021-58881234"), Err(FieldFault::SeveralPhones));
        for text in [
            "none",
            "138****5678",
            "1234",
            "1234567890123456",
            "+",
            "x801",
            "1E999999999999",
            "+-",
            "E",
        ] {
            assert!(
                matches!(parse(text), Err(FieldFault::NotAPhone | FieldFault::DigitsLost)),
                "{text}"
            );
        }
    }
}
