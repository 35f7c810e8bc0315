//! How many get no letter, and why, in one sentence.

use engine::NoLetter;
use locale::Locale;

/// "18 get none: 15 have no address, 3 refused letters"; none if nobody is left out.
pub fn words(left_out: impl Iterator<Item = NoLetter>, locale: &Locale) -> Option<String> {
    let mut counts = [0_u32; REASONS.len()];
    for why in left_out {
        let at = match why {
            NoLetter::NoAddress => 0,
            NoLetter::Refused => 1,
            NoLetter::Recent(_) => 2,
            NoLetter::NotServed => 3,
            NoLetter::NoComplaint => 4,
            NoLetter::NoMachine => 5,
            NoLetter::Lacks(_) => 6,
            NoLetter::Twice => 7,
            NoLetter::Gone => 8,
            NoLetter::Complaining => 9,
        };
        counts[at] += 1;
    }
    let total: u32 = counts.iter().sum();
    let reasons = REASONS.iter().zip(counts).filter(|(_, count)| *count > 0);
    let reasons: Vec<String> = reasons.map(|(say, count)| say(locale, count)).collect();

    (total > 0).then(|| locale.letters_left_out(total, &locale.enumeration(&reasons)))
}

/// The reasons, in the order in which they are said.
const REASONS: [fn(&Locale, u32) -> String; 10] = [
    |locale, count| locale.letters_left_no_address(count),
    |locale, count| locale.letters_left_refused(count),
    |locale, count| locale.letters_left_recent(count),
    |locale, count| locale.letters_left_not_served(count),
    |locale, count| locale.letters_left_no_complaint(count),
    |locale, count| locale.letters_left_no_machine(count),
    |locale, count| locale.letters_left_lacking(count),
    |locale, count| locale.letters_left_twice(count),
    |locale, count| locale.letters_left_gone(count),
    |locale, count| locale.letters_left_complaining(count),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_is_counted() {
        let locale = Locale::new(locale::Language::English);
        let left_out = [NoLetter::NoAddress, NoLetter::Refused, NoLetter::NoAddress];
        let reasons = [locale.letters_left_no_address(2_u32), locale.letters_left_refused(1_u32)];

        assert_eq!(
            words(left_out.into_iter(), &locale),
            Some(locale.letters_left_out(3_u32, &reasons.join(", ")))
        );
        assert_eq!(words(std::iter::empty(), &locale), None);
    }
}
