//! Numbers, rates and sizes.

use crate::{Locale, Number};

impl Locale {
    /// An integer with its digits grouped: `12,345`.
    #[must_use]
    pub fn number(&self, number: impl Number) -> String {
        grouped(&number.number().to_string())
    }

    /// By how much something is more or less, with its sign.
    #[must_use]
    pub fn difference(&self, number: i64) -> String {
        let sign = match number {
            ..0 => "−",
            0 => "",
            1.. => "+",
        };

        format!("{sign}{}", self.number(number.unsigned_abs()))
    }

    /// A rate with what it was computed from: `93% (28/30)`. Without a denominator, `– (0/0)`.
    ///
    /// Rounded half up; `0%` and `100%` are kept for what is exactly none and all.
    #[must_use]
    pub fn rate(&self, numerator: impl Number, denominator: impl Number) -> String {
        let (part, whole) = (i128::from(numerator.number()), i128::from(denominator.number()));
        let percent = if whole <= 0 {
            "–".to_owned()
        } else {
            let rounded = (part * 200 + whole).div_euclid(whole * 2);
            let inner = if 0 < part && part < whole { rounded.clamp(1, 99) } else { rounded };
            format!("{}%", grouped(&inner.to_string()))
        };
        self.number_rate(&percent, &self.number(numerator), &self.number(denominator))
    }

    /// The size of a file: `512 B`, `1.5 MB`. One KB is 1,024 bytes.
    #[must_use]
    pub fn size(&self, bytes: u64) -> String {
        let mut tenths = u128::from(bytes) * 10;
        let mut units = ["B", "KB", "MB", "GB", "TB", "PB", "EB"].into_iter().peekable();
        let mut unit = units.next().unwrap_or_default();
        while tenths >= 10_235
            && let Some(larger) = units.next()
        {
            tenths = (tenths + 512) / 1024;
            unit = larger;
        }
        let whole = grouped(&(tenths / 10).to_string());
        match tenths % 10 {
            0 => format!("{whole} {unit}"),
            tenth => format!("{whole}.{tenth} {unit}"),
        }
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn digits_are_grouped_by_three() {
        let locale = Locale::new(Language::English);
        assert_eq!(locale.number(0), "0");
        assert_eq!(locale.number(999), "999");
        assert_eq!(locale.number(-1_000), "-1,000");
        assert_eq!(locale.number(1_234_567_usize), "1,234,567");
        assert_eq!(locale.number(i64::MIN), "-9,223,372,036,854,775,808");
        assert_eq!(grouped("1234.56"), "1,234.56");
    }

    #[test]
    fn a_rate_shows_what_it_was_computed_from() {
        let english = Locale::new(Language::English);
        let chinese = Locale::new(Language::SimplifiedChinese);
        assert_eq!(english.rate(28, 30), "93% (28/30)");
        assert_eq!(chinese.rate(28, 30), "93%（28/30）");
        assert_eq!(english.rate(0, 0), "– (0/0)");
        assert_eq!(english.rate(30, 30), "100% (30/30)");
        assert_eq!(english.rate(1_999, 2_000), "99% (1,999/2,000)");
        assert_eq!(english.rate(1, 2_000), "1% (1/2,000)");
        assert_eq!(english.rate(45, 30), "150% (45/30)");
    }

    #[test]
    fn a_difference_has_its_sign() {
        let locale = Locale::default();
        let said = [-1_200, 0, 3].map(|number| locale.difference(number));
        assert_eq!(said, ["−1,200", "0", "+3"]);
    }

    #[test]
    fn sizes_have_at_most_one_decimal() {
        let locale = Locale::default();
        let cases = [
            (0, "0 B"),
            (1_023, "1,023 B"),
            (1_024, "1 KB"),
            (1_536, "1.5 KB"),
            (1_048_575, "1 MB"),
            (60 * 1_048_576, "60 MB"),
            (u64::MAX, "16 EB"),
        ];
        for (bytes, words) in cases {
            assert_eq!(locale.size(bytes), words);
        }
    }
}
