//! Where a line of a table says that somebody lives.

use domain::Place;

use crate::areas::Areas;

/// What parts an address on one line.
const BETWEEN: [char; 7] = [',', '，', ';', '；', '、', '\n', '\r'];
/// What follows the name of a town where that is the name of a street: 南京路.
const STREETS: &str = "路街道巷弄里村";
/// What the name of a district ends in.
const DISTRICTS: [&str; 6] = ["新区", "新區", "区", "區", "县", "縣"];
/// What ends the larger place before a town.
const LARGER: [char; 4] = ['省', '市', '区', '區'];

/// Where a line says that somebody lives, as it stands there; none where it says nothing. City and district are taken out
/// of an address that begins with them, a district alone where it is in one of the areas.
pub(super) fn said(line: &spreadsheet::Record, areas: &Areas) -> Option<Place> {
    let words = |field| line.text(field).unwrap_or_default().to_owned();
    let (city, postcode, detail) = (words("town"), words("postcode"), words("address"));
    let place = Place { city, postcode, detail, ..Place::default() };

    (!place.is_blank()).then(|| in_area(divided(place), areas))
}

/// A place whose city and district stand at the beginning of its address: they are taken out of it, as whoever answers
/// the telephone writes them. What is not written as divisions are stays whole.
fn divided(place: Place) -> Place {
    let whole = place.detail.trim();
    let (province, rest) = division(whole, &["省", "自治区"]).unwrap_or(("", whole));
    let Some((city, rest)) = division(rest, &["市"]) else { return place };
    let Some((district, rest)) = division(rest, &DISTRICTS) else { return place };
    let said = place.city.trim();
    if rest.trim().is_empty() || !(said.is_empty() || city.starts_with(said)) {
        return place;
    }
    let [province, city, district, detail] = [province, city, district, rest].map(str::to_owned);

    Place { province, city, district, detail, ..place }
}

/// A place whose district alone stands at the beginning of its address, as people of one city write it: it is taken out
/// where the office knows it.
fn in_area(place: Place, areas: &Areas) -> Place {
    if !place.district.is_empty() || !place.province.is_empty() {
        return place;
    }
    let Some((district, rest)) = division(place.detail.trim(), &DISTRICTS) else { return place };
    if rest.trim().is_empty() {
        return place;
    }
    let (district, detail) = (district.to_owned(), rest.trim().to_owned());
    let divided = Place { district, detail, ..place.clone() };

    if areas.of(&divided).is_some() { divided } else { place }
}

/// The name at the beginning of an address that ends in one of these, and what follows it. A 小区 is no division.
fn division<'a>(address: &'a str, ends: &[&str]) -> Option<(&'a str, &'a str)> {
    const LONGEST: usize = 8;
    const ESTATES: &str = "小社园園校厂廠景库庫街";
    let ending = |end: &&str| {
        let at = address.find(*end)?;
        let name = &address[..at];
        let count = name.chars().count();
        let estate = name.chars().last().is_some_and(|c| ESTATES.contains(c));
        let fits = (1..=LONGEST).contains(&count) && name.chars().all(is_han) && !estate;
        fits.then_some(at + end.len())
    };
    let at = ends.iter().filter_map(ending).min()?;

    Some(address.split_at(at))
}

/// A place of which nothing is said twice: a town or postcode that the address names already is not said beside it.
pub(super) fn once(place: Place) -> Place {
    let at_end = before(&place.detail, &place.postcode);
    let rest = at_end.unwrap_or(&place.detail);
    let postcode = if names(&place.detail, &place.postcode) { "" } else { &place.postcode };
    let city = if names(rest, &place.city) { "" } else { &place.city };
    let (city, postcode) = (city.to_owned(), postcode.to_owned());

    Place { city, postcode, ..place }
}

/// Whether two places may be one: all parts that both of them say are the same, and there is one; or they are the same
/// on one line.
pub(super) fn agree(one: &Place, other: &Place) -> bool {
    let line = |place: &Place| folded(&place.in_one_line());
    if line(one) == line(other) {
        return true;
    }
    let both = parts(one).into_iter().zip(parts(other));
    let both = both.map(|(one, other)| (folded(one), folded(other)));
    let mut both = both.filter(|(one, other)| !one.is_empty() && !other.is_empty()).peekable();

    both.peek().is_some() && both.all(|(one, other)| one == other)
}

/// The place with what else is said of it.
pub(super) fn filled(known: &Place, said: &Place) -> Place {
    let part = |known: &String, said: &String| if is_blank(known) { said } else { known }.clone();

    let undivided = known.city.is_empty() && known.district.is_empty();
    if undivided && folded(&known.in_one_line()) == folded(&said.in_one_line()) {
        return said.clone();
    }

    merged(known, said, part)
}

/// The place with what is said of it now in place of what was said; what is not said stays.
pub(super) fn corrected(known: &Place, said: &Place) -> Place {
    let part = |known: &String, said: &String| {
        let same = is_blank(said) || folded(known) == folded(said);
        if same { known } else { said }.clone()
    };

    merged(known, said, part)
}

fn merged(known: &Place, said: &Place, part: impl Fn(&String, &String) -> String) -> Place {
    once(Place {
        city: part(&known.city, &said.city),
        detail: part(&known.detail, &said.detail),
        postcode: part(&known.postcode, &said.postcode),
        ..known.clone()
    })
}

fn parts(place: &Place) -> [&str; 6] {
    let Place { province, city, district, street, detail, postcode, code: _ } = place;

    [province, city, district, street, detail, postcode]
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// Whether an address names a town or postcode: as a whole part between commas, at its end, or, where it is Chinese, at
/// its beginning.
fn names(address: &str, text: &str) -> bool {
    let wanted = folded(text);
    let is_part = || address.split(BETWEEN).any(|part| folded(part) == wanted);

    !wanted.is_empty() && (is_part() || before(address, text).is_some() || begins(address, text))
}

/// What stands before a town or postcode at the end of an address; none where it does not stand there.
fn before<'a>(address: &'a str, text: &str) -> Option<&'a str> {
    let wanted = folded(text);
    let mut last = ' ';
    for (at, c) in address.char_indices() {
        let begins = c.is_alphanumeric() && !last.is_alphanumeric();
        if begins && !wanted.is_empty() && folded(&address[at..]) == wanted {
            return Some(&address[..at]);
        }
        last = c;
    }

    None
}

/// Whether a Chinese address begins with a town or postcode, or names it right after the larger place it lies in.
fn begins(address: &str, text: &str) -> bool {
    let text = text.trim();
    let Some((larger, rest)) = address.split_once(text).filter(|_| address.contains(is_han)) else {
        return false;
    };
    let larger = larger.trim();
    let next = rest.chars().next();
    if text.contains(is_han) {
        let is_street = next.is_some_and(|c| STREETS.contains(c));
        // A postcode stands before all in a Taiwanese address.
        let is_first = larger.chars().all(|c| c.is_ascii_digit());
        return !is_street && (is_first || larger.ends_with(LARGER));
    }

    larger.is_empty() && next.is_none_or(|c| is_han(c) || !c.is_alphanumeric())
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Letters and digits alone, small ones: RG1 1AA and rg11aa are one.
pub(super) fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(detail: &str, city: &str, postcode: &str) -> Place {
        let [detail, city, postcode] = [detail, city, postcode].map(str::to_owned);
        Place { detail, city, postcode, ..Place::default() }
    }

    #[test]
    fn a_town_is_said_twice_only_where_the_address_names_the_town_itself() {
        let line = |detail, city, postcode| once(place(detail, city, postcode)).in_one_line();

        assert_eq!(
            line("12 Reading Road", "Reading", "RG1 1AA"),
            "12 Reading Road, Reading, RG1 1AA"
        );
        assert_eq!(line("3 Mill Lane, RG2 7BB", "", "rg27bb"), "3 Mill Lane, RG2 7BB");
        assert_eq!(
            line("3 Mill Lane Reading RG2 7BB", "Reading", "RG2 7BB"),
            "3 Mill Lane Reading RG2 7BB"
        );
        assert_eq!(
            line("3 Mill Lane, Reading, Berks", "Reading", ""),
            "3 Mill Lane, Reading, Berks"
        );
        assert_eq!(line("上海市浦东新区世纪大道1号", "上海", ""), "上海市浦东新区世纪大道1号");
        assert_eq!(line("广东省深圳市科苑路8号", "深圳市", ""), "广东省深圳市科苑路8号");
        assert_eq!(line("南京路8号", "南京", ""), "南京南京路8号");
        assert_eq!(line("100台北市重慶南路1號", "台北市", "100"), "100台北市重慶南路1號");
        assert_eq!(line("1008號", "", "100"), "1008號 100");
    }

    #[test]
    fn city_and_district_at_the_beginning_of_an_address_fill_their_fields() {
        let split = |text: &str| {
            let Place { province, city, district, detail, .. } = divided(place(text, "", ""));
            [province, city, district, detail]
        };

        assert_eq!(split("上海市浦东新区锦绣路1号"), ["", "上海市", "浦东新区", "锦绣路1号"]);
        assert_eq!(
            split("广东省深圳市南山区科苑路8号"),
            ["广东省", "深圳市", "南山区", "科苑路8号"]
        );
        assert_eq!(split("台北市中正區重慶南路1號"), ["", "台北市", "中正區", "重慶南路1號"]);
        for whole in
            ["浦东新区锦绣路1号", "上海市阳光小区3号楼", "12 High Street", "上海市浦东新区"]
        {
            assert_eq!(split(whole), ["", "", "", whole]);
        }
    }

    #[test]
    fn places_agree_where_nothing_that_both_say_differs() {
        let bare = place("12 High Street", "", "");
        let whole = place("12 High Street", "Reading", "RG1 1AA");

        assert!(agree(&bare, &whole) && agree(&whole, &place("", "Reading", "")));
        assert!(agree(&whole, &place("12 High Street, Reading, RG1 1AA", "", "")));
        assert!(!agree(&bare, &place("", "Reading", "")), "they have nothing in common");
        assert!(!agree(&whole, &place("12 High Street", "Slough", "")));
        assert_eq!(filled(&bare, &whole), whole);
        assert_eq!(
            corrected(&whole, &place("14 High Street", "", "")).in_one_line(),
            "14 High Street, Reading, RG1 1AA"
        );
    }
}
