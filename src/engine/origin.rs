//! Where a number was given out.

use std::sync::LazyLock;

use domain::{Phone, Place};
use locale::Language;

/// Province and city in simplified Chinese, traditional Chinese and English, a place on each line; `assets/numbers/make.py` says more.
const PLACES: &str = include_str!("../../assets/numbers/places.tsv");
/// Which numbers lie where, as `assets/numbers/make.py` wrote it.
static RUNS: &[u8] = include_bytes!("../../assets/numbers/mainland.runs");
/// The first seven digits of the first mobile number.
const FIRST: u32 = 1_300_000;

/// Area codes of Taiwan that are one county's or city's, the longer one in front (numbering plan of the NCC).
const TAIWAN: &[(&str, [&str; 3])] = &[
    ("0826", ["金门县", "金門縣", "Kinmen"]),
    ("0836", ["连江县", "連江縣", "Lienchiang"]),
    ("082", ["金门县", "金門縣", "Kinmen"]),
    ("089", ["台东县", "臺東縣", "Taitung"]),
    ("049", ["南投县", "南投縣", "Nantou"]),
    ("037", ["苗栗县", "苗栗縣", "Miaoli"]),
    ("08", ["屏东县", "屏東縣", "Pingtung"]),
    ("07", ["高雄市", "高雄市", "Kaohsiung"]),
];

/// What a number says of the place it was given out in.
struct Origins {
    /// Area codes without their zero.
    fixed: Vec<(u32, usize)>,
    /// Of each stretch of mobile numbers the first and last seven digits.
    mobile: Vec<(u32, u32, usize)>,
}

static ORIGINS: LazyLock<Origins> = LazyLock::new(|| Origins::read(RUNS));

/// Province and city where a number was given out, in the words of a language. The city is empty where the number is of a province or
/// of several cities. Whoever has a mobile number may live elsewhere; a line of a house does not move.
pub fn origin(phone: &Phone, language: Language) -> Option<Place> {
    let digits = phone.digits();
    if let Some(city) = taiwan(digits, language) {
        return Some(Place { city: city.to_owned(), ..Place::default() });
    }
    let line = PLACES.lines().nth(ORIGINS.find(phone)?)?;
    let mut parts = line.split('\t').skip(2 * column(language)).map(str::to_owned);
    let (province, city) = (parts.next()?, parts.next()?);

    Some(Place { province, city, ..Place::default() })
}

/// Whole numbers of Taiwan have nine or ten digits, those of the mainland with their area code eleven or twelve.
fn taiwan(digits: &str, language: Language) -> Option<&'static str> {
    let (_, names) = TAIWAN
        .iter()
        .find(|(code, _)| matches!(digits.len(), 9 | 10) && digits.starts_with(code))?;

    names.get(column(language)).copied()
}

fn column(language: Language) -> usize {
    match language {
        Language::SimplifiedChinese => 0,
        Language::TraditionalChinese => 1,
        Language::English => 2,
    }
}

impl Origins {
    fn read(bytes: &[u8]) -> Self {
        let mut numbers = Numbers(bytes.iter());
        let codes = numbers.next().unwrap_or(0);
        let mut fixed = Vec::new();
        for _ in 0..codes {
            let (Some(code), Some(place)) = (numbers.next(), numbers.next()) else { break };
            fixed.push((code, place as usize));
        }
        let mut mobile = Vec::new();
        let mut next = FIRST;
        while let (Some(gap), Some(more), Some(place)) =
            (numbers.next(), numbers.next(), numbers.next())
        {
            let first = next.saturating_add(gap);
            let last = first.saturating_add(more);
            mobile.push((first, last, place as usize));
            next = last.saturating_add(1);
        }

        Self { fixed, mobile }
    }

    /// The place by its line.
    fn find(&self, phone: &Phone) -> Option<usize> {
        let digits = phone.digits();
        if phone.is_mobile() {
            let prefix: u32 = digits.get(..7)?.parse().ok()?;
            let at = self.mobile.partition_point(|(_, last, _)| *last < prefix);
            let (first, _, place) = self.mobile.get(at)?;

            return (*first <= prefix).then_some(*place);
        }
        let code = digits.strip_prefix('0').filter(|_| matches!(digits.len(), 11 | 12))?;
        let is_known = |length: usize| {
            let code: u32 = code.get(..length)?.parse().ok()?;
            self.fixed.iter().find(|(known, _)| *known == code).map(|(_, place)| *place)
        };

        is_known(3).or_else(|| is_known(2))
    }
}

/// Numbers of seven bits a byte, lowest first, all but the last with the eighth bit set.
struct Numbers<'a>(std::slice::Iter<'a, u8>);

impl Iterator for Numbers<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in (0..u32::BITS).step_by(7) {
            let byte = *self.0.next()?;
            number |= u32::from(byte & 127) << shift;
            if byte < 128 {
                return Some(number);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(number: &str, language: Language) -> Option<String> {
        let phone = Phone::parse(number).expect("a number");

        origin(&phone, language).map(|place| format!("{} {}", place.province, place.city))
    }

    #[test]
    fn an_area_code_says_the_city_in_each_language() {
        let says = |number, language, words: &str| {
            assert_eq!(place(number, language).as_deref(), Some(words), "{number}");
        };
        says("0571-8888 6666", Language::SimplifiedChinese, "浙江省 杭州市");
        says("0571-8888 6666", Language::English, "Zhejiang Hangzhou");
        says("010-8888 6666", Language::SimplifiedChinese, "北京市 北京市");
        says("021-5888 6688", Language::TraditionalChinese, "上海市 上海市");
        says("0991-888 6666", Language::TraditionalChinese, "新疆維吾爾自治區 烏魯木齊市");
        says("(07) 234-5678", Language::TraditionalChinese, " 高雄市");
    }

    #[test]
    fn a_mobile_number_says_where_it_was_given_out() {
        let says = |number, words: Option<&str>| {
            assert_eq!(place(number, Language::SimplifiedChinese).as_deref(), words, "{number}");
        };
        says("130 0000 1234", Some("山东省 济南市"));
        says("13800101234", Some("北京市 北京市"));
        says("+86 138 0013 8000", Some("北京市 北京市"));
        says("15400001234", None);
    }

    #[test]
    fn numbers_without_an_area_say_nothing() {
        for number in ["5888 6688", "400 800 1234", "(02) 2345-6789", "0912-345-678", "12345"] {
            assert_eq!(place(number, Language::English), None, "{number}");
        }
    }

    /// Each stretch lies above the one before it, and every place has a line with a name.
    #[test]
    fn the_table_is_sound() {
        let places: Vec<&str> = PLACES.lines().collect();
        let named = |line: &&str| line.split('\t').count() == 6 && !line.starts_with('\t');
        assert!(places.len() > 300 && places.iter().all(named));
        assert!(ORIGINS.mobile.len() > 50_000);
        assert!(ORIGINS.mobile.windows(2).all(|pair| pair[0].1 < pair[1].0));
        assert!(ORIGINS.mobile.iter().all(|run| run.0 <= run.1 && run.1 <= 1_999_999));
        let all = ORIGINS.mobile.iter().map(|run| run.2).chain(ORIGINS.fixed.iter().map(|it| it.1));
        assert!(all.max() < Some(places.len()));
    }
}
