//! Amounts of money in words, as receipts want them: 人民币壹仟贰佰叁拾肆元伍角.
//!
//! The Chinese form follows the People's Bank's rules for filling in bills: one 零 for any run of zeros
//! inside a number, 零 between 元 and 分 where there is no 角, 整 after 元 where nothing follows, and
//! 壹拾, never a bare 拾. Where a rule leaves a choice, the shorter form is written.

use domain::Money;

use crate::{Language, Locale};

impl Locale {
    /// The amount in capital numerals, or in English as on a cheque: `CNY one hundred and 50/100`.
    #[must_use]
    pub fn money_in_words(&self, money: Money) -> String {
        let minor = money.minor.unsigned_abs();
        let currency = self.currency(money.currency);
        match self.language() {
            Language::SimplifiedChinese => {
                format!("{currency}{}", chinese(minor, money.minor < 0, &SIMPLIFIED))
            }
            Language::TraditionalChinese => {
                format!("{currency}{}", chinese(minor, money.minor < 0, &TRADITIONAL))
            }
            Language::English => {
                let sign = if money.minor < 0 { "minus " } else { "" };
                let ending = match minor % 100 {
                    0 => "only".to_owned(),
                    cents => format!("and {cents:02}/100"),
                };
                format!("{currency} {sign}{} {ending}", english(minor / 100))
            }
        }
    }
}

/// The numerals of one script: digits, ranks within a group of four, and the rest by name.
struct Numerals {
    digits: [&'static str; 10],
    ranks: [&'static str; 4],
    ten_thousand: &'static str,
    hundred_million: &'static str,
    minus: &'static str,
    whole: &'static str,
}

const SIMPLIFIED: Numerals = Numerals {
    digits: ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"],
    ranks: ["", "拾", "佰", "仟"],
    ten_thousand: "万",
    hundred_million: "亿",
    minus: "负",
    whole: "整",
};

const TRADITIONAL: Numerals = Numerals {
    digits: ["零", "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖"],
    ranks: ["", "拾", "佰", "仟"],
    ten_thousand: "萬",
    hundred_million: "億",
    minus: "負",
    whole: "整",
};

const YUAN: &str = "元";
const JIAO: &str = "角";
const FEN: &str = "分";

fn chinese(minor: u64, negative: bool, numerals: &Numerals) -> String {
    let digit = |number: u64| numerals.digits[usize::try_from(number % 10).unwrap_or_default()];
    let (yuan, jiao, fen) = (minor / 100, minor / 10 % 10, minor % 10);
    let mut words = if negative { numerals.minus.to_owned() } else { String::new() };

    if yuan > 0 || minor == 0 {
        words.push_str(&if yuan > 0 { integer(yuan, numerals) } else { digit(0).to_owned() });
        words.push_str(YUAN);
    }
    match (jiao, fen) {
        (0, 0) => words.push_str(numerals.whole),
        (0, _) if yuan > 0 => words.extend([digit(0), digit(fen), FEN]),
        (0, _) => words.extend([digit(fen), FEN]),
        (_, 0) => words.extend([digit(jiao), JIAO]),
        (_, _) => words.extend([digit(jiao), JIAO, digit(fen), FEN]),
    }
    words
}

/// A number above zero. A gap before the lower part is one 零.
fn integer(number: u64, numerals: &Numerals) -> String {
    for (unit, name) in [(100_000_000, numerals.hundred_million), (10_000, numerals.ten_thousand)] {
        if number >= unit {
            let (high, low) = (number / unit, number % unit);
            let mut words = integer(high, numerals) + name;
            if low > 0 && low < unit / 10 {
                words.push_str(numerals.digits[0]);
            }
            if low > 0 {
                words.push_str(&integer(low, numerals));
            }
            return words;
        }
    }
    let mut words = String::new();
    let mut gap = false;
    for (rank, place) in [(3, 1_000), (2, 100), (1, 10), (0, 1)] {
        let digit = usize::try_from(number / place % 10).unwrap_or_default();
        if digit == 0 {
            gap = !words.is_empty();
            continue;
        }
        if gap {
            words.push_str(numerals.digits[0]);
        }
        gap = false;
        words.push_str(numerals.digits[digit]);
        words.push_str(numerals.ranks[rank]);
    }
    words
}

const UP_TO_NINETEEN: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const LARGE: [(u64, &str); 6] = [
    (1_000_000_000_000_000, "quadrillion"),
    (1_000_000_000_000, "trillion"),
    (1_000_000_000, "billion"),
    (1_000_000, "million"),
    (1_000, "thousand"),
    (100, "hundred"),
];

fn english(number: u64) -> String {
    for (unit, name) in LARGE {
        if number >= unit {
            let high = format!("{} {name}", english(number / unit));
            return match number % unit {
                0 => high,
                low => format!("{high} {}", english(low)),
            };
        }
    }
    let at = |number: u64| usize::try_from(number).unwrap_or_default();
    match (number / 10, number % 10) {
        (0 | 1, _) => UP_TO_NINETEEN[at(number)].to_owned(),
        (ten, 0) => TENS[at(ten)].to_owned(),
        (ten, one) => format!("{}-{}", TENS[at(ten)], UP_TO_NINETEEN[at(one)]),
    }
}

#[cfg(test)]
mod tests {
    use domain::Currency;
    use proptest::prelude::*;

    use super::*;

    fn words(minor: i64) -> String {
        Locale::new(Language::SimplifiedChinese).money_in_words(Money::fen(minor))
    }

    #[test]
    fn amounts_are_written_as_the_rules_for_bills_show_them() {
        let cases = [
            (0, "人民币零元整"),
            (5, "人民币伍分"),
            (50, "人民币伍角"),
            (101, "人民币壹元零壹分"),
            (1_000, "人民币壹拾元整"),
            (120_000, "人民币壹仟贰佰元整"),
            (140_950, "人民币壹仟肆佰零玖元伍角"),
            (600_714, "人民币陆仟零柒元壹角肆分"),
            (168_032, "人民币壹仟陆佰捌拾元叁角贰分"),
            (10_700_053, "人民币壹拾万柒仟元伍角叁分"),
            (1_640_902, "人民币壹万陆仟肆佰零玖元零贰分"),
            (32_504, "人民币叁佰贰拾伍元零肆分"),
            (10_000_000, "人民币壹拾万元整"),
            (20_000_100, "人民币贰拾万零壹元整"),
            (1_000_100_000, "人民币壹仟万壹仟元整"),
            (10_001_000_000, "人民币壹亿零壹万元整"),
            (10_000_100_000, "人民币壹亿零壹仟元整"),
            (100_000_000_000_001, "人民币壹万亿元零壹分"),
            (-12_345, "人民币负壹佰贰拾叁元肆角伍分"),
        ];
        for (minor, expected) in cases {
            assert_eq!(words(minor), expected, "{minor}");
        }
    }

    #[test]
    fn taiwan_and_english_have_their_own_forms() {
        let taiwan = Locale::new(Language::TraditionalChinese);
        let money = Money::new(1_234_500, Currency::Twd);
        assert_eq!(taiwan.money_in_words(money), "新臺幣壹萬貳仟參佰肆拾伍元整");
        let english = Locale::new(Language::English);
        assert_eq!(
            english.money_in_words(Money::fen(123_450)),
            "CNY one thousand two hundred thirty-four and 50/100"
        );
        assert_eq!(english.money_in_words(Money::fen(0)), "CNY zero only");
        assert_eq!(
            english.money_in_words(Money::fen(-2_000_000)),
            "CNY minus twenty thousand only"
        );
    }

    /// Reads capital numerals by adding up, knowing nothing of how they were written.
    fn read(words: &str) -> u64 {
        let (mut total, mut section, mut digit) = (0_u64, 0_u64, 0_u64);
        for c in words.chars() {
            if let Some(value) = "零壹贰叁肆伍陆柒捌玖".chars().position(|known| known == c)
            {
                digit = value as u64;
                continue;
            }
            match c {
                '拾' => section += digit * 10,
                '佰' => section += digit * 100,
                '仟' => section += digit * 1_000,
                '万' => {
                    // 万 belongs to what was said since the last 亿.
                    let since = total % 100_000_000 + section + digit;
                    total = total / 100_000_000 * 100_000_000 + since * 10_000;
                    section = 0;
                }
                '亿' => {
                    total = (total + section + digit) * 100_000_000;
                    section = 0;
                }
                '元' => {
                    total = (total + section + digit) * 100;
                    section = 0;
                }
                '角' => total += digit * 10,
                '分' => total += digit,
                '整' => {}
                other => panic!("{other} in {words}"),
            }
            digit = 0;
        }
        total
    }

    proptest! {
        // A folder of saved seeds beside the crates would be taken for a crate.
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_amount_reads_back_as_itself(minor in 0_i64..=99_999_999_999_999) {
            let words = words(minor);
            let capitals = words.strip_prefix("人民币").unwrap();
            prop_assert_eq!(read(capitals), minor.unsigned_abs(), "{}", words);
        }

        #[test]
        fn zeros_never_double_and_never_stand_at_an_end(
            digits in proptest::collection::vec(prop_oneof![3 => Just(0_i64), 1 => 1_i64..=9], 1..=15)
        ) {
            let minor = digits.iter().fold(0, |sum, digit| sum * 10 + digit);
            prop_assume!(minor > 0);
            let words = words(minor);
            prop_assert!(!words.contains("零零"), "{}", words);
            for after in ["拾", "佰", "仟", "万", "亿", "元", "角", "整"] {
                let (wrong, before) = (format!("零{after}"), "人民币零");
                prop_assert!(!words.contains(&wrong), "{}", words);
                prop_assert!(!words.starts_with(before), "{}", words);
            }
            prop_assert_eq!(read(words.strip_prefix("人民币").unwrap()), minor.unsigned_abs());
        }
    }
}
