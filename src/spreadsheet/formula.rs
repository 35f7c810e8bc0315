//! Cells that a spreadsheet would take for a formula and run: an apostrophe makes them text, and is left out again
//! when they are read.

use std::borrow::Cow;

/// The cell as it is written.
pub(crate) fn guarded(cell: &[u8]) -> Cow<'_, [u8]> {
    if is_formula(cell) { [b"'", cell].concat().into() } else { cell.into() }
}

/// The cell as it was before it was written.
pub(crate) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest.as_bytes())).unwrap_or(cell)
}

/// Whether a spreadsheet would run it, or would if its apostrophes were left out. A negative number is no formula.
fn is_formula(cell: &[u8]) -> bool {
    let marks = cell.iter().take_while(|byte| **byte == b'\'').count();
    let rest = &cell[marks..];

    matches!(rest, [b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\n', ..]) && !is_negative(rest)
}

fn is_negative(cell: &[u8]) -> bool {
    let Some(number) = cell.strip_prefix(b"-") else { return false };
    let points = number.iter().filter(|byte| **byte == b'.').count();

    points <= 1
        && number.first().is_some_and(u8::is_ascii_digit)
        && number.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_run_becomes_text_and_numbers_stay_numbers() {
        let written = |cell: &str| String::from_utf8_lossy(&guarded(cell.as_bytes())).into_owned();
        for formula in
            ["=1+1", "@SUM(A1)", "+86 138 1234 5678", "-1+1", "\t=x", "-", "=cmd|' /C calc'!A0"]
        {
            assert_eq!(written(formula), format!("'{formula}"));
            assert_eq!(unguarded(&written(formula)), formula);
        }
        for plain in ["-12.50", "-3", "12", "O'Neill", "'quoted'", "a=b", "", "'"] {
            assert_eq!(written(plain), plain);
            assert_eq!(unguarded(plain), plain);
        }
        assert_eq!(written("'=1"), "''=1", "what began with an apostrophe begins with one again");
        assert_eq!(unguarded("''=1"), "'=1");
    }
}
