//! What sort of line a number is, and whose numbers it is one of.

use crate::Phone;

/// What sort of line a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Line {
    /// A mobile telephone, and whom its number was given to where that is known.
    Mobile(Option<Carrier>),
    /// A line of a house or an office.
    Fixed,
    /// A company's number for the whole country: 400, 800.
    Service,
}

/// A company that mobile numbers of the mainland were given to. Whoever moved to another one kept the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Carrier {
    /// 中国移动.
    ChinaMobile,
    /// 中国联通.
    ChinaUnicom,
    /// 中国电信.
    ChinaTelecom,
    /// 中国广电.
    ChinaBroadnet,
}

/// By the first three digits, four where three do not say it: the mainland's numbering plan (MIIT, state of 2026), numbers of
/// resellers under the network they are of.
const CARRIERS: &[(Carrier, &[&str])] = {
    use Carrier::{ChinaBroadnet, ChinaMobile, ChinaTelecom, ChinaUnicom};
    &[
        (ChinaBroadnet, &["192", "161"]),
        (ChinaTelecom, &["133", "1349", "149", "153", "162", "1700", "1701", "1702", "173"]),
        (ChinaTelecom, &["174", "177", "180", "181", "189", "190", "191", "193", "199"]),
        (ChinaUnicom, &["130", "131", "132", "140", "145", "146", "155", "156", "166", "167"]),
        (ChinaUnicom, &["1704", "1707", "1708", "1709", "171", "175", "176", "185", "186", "196"]),
        (ChinaMobile, &["134", "135", "136", "137", "138", "139", "144", "147", "148", "150"]),
        (ChinaMobile, &["151", "152", "157", "158", "159", "165", "1703", "1705", "1706", "172"]),
        (ChinaMobile, &["178", "182", "183", "184", "187", "188", "195", "197", "198"]),
    ]
};

impl Phone {
    /// What sort of line it is, where its shape says so.
    pub fn line(&self) -> Option<Line> {
        let digits = self.digits();
        let begins = |with: &[&str]| with.iter().any(|start| digits.starts_with(start));
        match digits.len() {
            _ if self.is_mobile() => Some(Line::Mobile(carrier(digits))),
            10 if begins(&["400", "800"]) => Some(Line::Service),
            10 if begins(&["09"]) => Some(Line::Mobile(None)),
            11 if super::is_british_mobile(digits) => Some(Line::Mobile(None)),
            9..=12 if begins(&["0"]) => Some(Line::Fixed),
            7 | 8 if !begins(&["0", "1"]) => Some(Line::Fixed),
            _ => None,
        }
    }
}

/// The longer beginning decides.
fn carrier(digits: &str) -> Option<Carrier> {
    let beginnings = CARRIERS.iter().flat_map(|(carrier, starts)| {
        starts
            .iter()
            .filter(|start| digits.starts_with(**start))
            .map(|start| (start.len(), *carrier))
    });

    beginnings.max_by_key(|(length, _)| *length).map(|(_, carrier)| carrier)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(number: &str) -> Option<Line> {
        Phone::parse(number).expect("a number").line()
    }

    #[test]
    fn a_mobile_number_says_whom_it_was_given_to() {
        let mobile = |carrier| Some(Line::Mobile(Some(carrier)));

        assert_eq!(line("+86 138 0013 8000"), mobile(Carrier::ChinaMobile));
        assert_eq!(line("186 0000 0000"), mobile(Carrier::ChinaUnicom));
        assert_eq!(line("18900000000"), mobile(Carrier::ChinaTelecom));
        assert_eq!(line("19200000000"), mobile(Carrier::ChinaBroadnet));
        assert_eq!(line("13490000000"), mobile(Carrier::ChinaTelecom), "satellites");
        assert_eq!(line("13400000000"), mobile(Carrier::ChinaMobile));
        assert_eq!(line("15400000000"), Some(Line::Mobile(None)), "given to nobody");
        assert_eq!(line("0912-345-678"), Some(Line::Mobile(None)));
    }

    #[test]
    fn lines_of_houses_and_of_companies_are_told_apart() {
        assert_eq!(line("021-5888 6688"), Some(Line::Fixed));
        assert_eq!(line("5888 6688 转 12"), Some(Line::Fixed));
        assert_eq!(line("(02) 2345-6789"), Some(Line::Fixed));
        assert_eq!(line("400 800 1234"), Some(Line::Service));
        assert_eq!(line("12345"), None);
    }
}
