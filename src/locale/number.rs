//! Numbers, percentages and sizes.

/// Puts a comma after every three digits of a decimal number: `-1234567.5` becomes `-1,234,567.5`.
pub(crate) fn grouped(decimal: &str) -> String {
    let (sign, rest) = decimal.strip_prefix('-').map_or(("", decimal), |rest| ("-", rest));
    let whole = rest.split('.').next().unwrap_or_default();
    let mut text = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text.push_str(&rest[whole.len()..]);
    text
}
