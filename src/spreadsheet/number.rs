//! Whole numbers and amounts, without a floating point anywhere.

use crate::heading::narrow;
use crate::value::FieldFault;

/// Reads 12, 1,200, -3, 12.0 and Excel's 1.2E+3.
///
/// # Errors
/// If that is no whole number.
pub fn integer(text: &str) -> Result<i64, FieldFault> {
    let text = narrow(text);
    let (negative, text) = signed(text.trim());
    if let Some(digits) = exact_digits(text) {
        return scaled(negative, &digits?, "", 0);
    }
    let (whole, fraction) = parts(text).ok_or(FieldFault::NotAnInteger)?;
    if fraction.bytes().any(|byte| byte != b'0') {
        return Err(FieldFault::NotAnInteger);
    }
    scaled(negative, &whole, "", 0)
}

/// Reads 12, 1,234.50, ¥12.5, 12.50元, -12 and (12.00), as hundredths.
///
/// # Errors
/// If that is no amount.
pub fn money(text: &str) -> Result<i64, FieldFault> {
    const SIGNS: [&str; 11] = ["RMB", "CNY", "NT$", "HK$", "US$", "GBP", "¥", "$", "£", "€", "元"];

    let text = narrow(text);
    let text = text.trim().replace('￥', "¥");
    let (bracketed, text) = match text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) => (true, inner.trim()),
        None => (false, text.as_str()),
    };
    let (minus, mut text) = signed(text);
    for sign in SIGNS {
        text = text.strip_prefix(sign).unwrap_or(text).trim();
        text = text.strip_suffix(sign).unwrap_or(text).trim();
    }
    let (late_minus, text) = if minus { (false, text) } else { signed(text) };

    let (whole, fraction) = parts(text).ok_or(FieldFault::NotMoney)?;
    let (cents, rest) = fraction.split_at(fraction.len().min(2));
    if rest.bytes().any(|byte| byte != b'0') {
        return Err(FieldFault::NotMoney);
    }
    scaled(bracketed || minus || late_minus, &whole, cents, 2)
}

/// The digits behind scientific notation: `None` if the text is not written so, an error if it does not hold all of them.
pub(crate) fn exact_digits(text: &str) -> Option<Result<String, FieldFault>> {
    let (mantissa, exponent) = text.split_once(['e', 'E'])?;
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty()
        || exponent.is_empty()
        || ![whole, fraction, exponent].into_iter().all(digits)
    {
        return None;
    }
    if exponent.parse() != Ok(fraction.len()) {
        return Some(Err(FieldFault::DigitsLost));
    }
    Some(Ok([whole, fraction].concat()))
}

fn signed(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// The digits before and after the decimal point; commas only where they part thousands.
fn parts(text: &str) -> Option<(String, &str)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let thousands = groups.all(|group| group.len() == 3);
    let digits = whole.replace(',', "");
    let plain =
        [&digits, fraction].into_iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));

    (plain && thousands && !first.is_empty() && (first.len() <= 3 || first.len() == whole.len()))
        .then_some((digits, fraction))
}

fn scaled(negative: bool, whole: &str, fraction: &str, decimals: usize) -> Result<i64, FieldFault> {
    let sign = if negative { "-" } else { "" };
    format!("{sign}{whole}{fraction:0<decimals$}").parse().map_err(|_| FieldFault::OutOfRange)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_read_as_people_write_them() {
        for (text, expected) in [
            ("12", 12),
            ("1,200", 1200),
            (" -3 ", -3),
            ("12.0", 12),
            ("１２", 12),
            ("1.25E+2", 125),
        ] {
            assert_eq!(integer(text), Ok(expected), "{text}");
        }
        for text in ["12.5", "twelve", "1,2", "", "-", "1 2", "0x10"] {
            assert_eq!(integer(text), Err(FieldFault::NotAnInteger), "{text}");
        }
        assert_eq!(integer("99999999999999999999"), Err(FieldFault::OutOfRange));
    }

    #[test]
    fn amounts_become_hundredths() {
        for (text, expected) in [
            ("12", 1200),
            ("1,234.5", 123_450),
            ("¥12.50", 1250),
            ("￥ 12.50", 1250),
            ("12.5元", 1250),
            ("NT$1,200", 120_000),
            ("-£3.05", -305),
            ("£-3.05", -305),
            ("(3.00)", -300),
            ("0.1000", 10),
        ] {
            assert_eq!(money(text), Ok(expected), "{text}");
        }
        for text in ["free", "12.345", "1.234,50", "12,5", "", "¥"] {
            assert_eq!(money(text), Err(FieldFault::NotMoney), "{text}");
        }
        assert_eq!(money("922337203685477580.70"), Err(FieldFault::OutOfRange));
    }
}
