//! Where work is done.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{AreaId, CustomerId, DistrictCode};

/// A place in its parts, largest first. Any part may be unknown; `detail` is what a person can read at a door.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Place {
    /// 省.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub province: String,
    /// 市.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub city: String,
    /// 区 or 县.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub district: String,
    /// 街道 or 镇.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub street: String,
    /// Road, number, building, door.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// What the post sorts by, where people write it: RG1 1AA. Not the statistical code of the district.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub postcode: String,
    /// The statistical code of the district.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<DistrictCode>,
}

impl Place {
    /// On one line, in the order and with the marks of its own script, whoever reads it: largest first and run
    /// together where it has a Chinese character, else detail first with commas. What is said twice, as by a
    /// municipality, which is its own province, is written once. The postcode stands last. Every list, card and paper
    /// writes it so.
    pub fn in_one_line(&self) -> String {
        let mut parts = self.parts();
        let postcode = Some(self.postcode.trim()).filter(|postcode| !postcode.is_empty());
        if !self.is_chinese() {
            parts.reverse();
            parts.extend(postcode);
            return parts.join(", ");
        }
        let mut line = String::new();
        for (at, part) in parts.iter().enumerate() {
            let part = unsaid(&parts[..at], part);
            let meets = line.ends_with(is_latin) && part.starts_with(is_latin);
            line.extend(meets.then_some(' '));
            line.push_str(part);
        }
        if let Some(postcode) = postcode {
            line.push(' ');
            line.push_str(postcode);
        }
        line
    }

    /// For an envelope: the line with the detail and the line with the rest, the larger first where it is Chinese; and
    /// the postcode alone on the last. A line without content is left out.
    pub fn in_lines(&self) -> Vec<String> {
        let detail = Self { detail: self.detail.clone(), ..Self::default() };
        let rest = Self { detail: String::new(), postcode: String::new(), ..self.clone() };
        let mut lines = vec![rest.in_one_line(), detail.in_one_line()];
        if !self.is_chinese() {
            lines.reverse();
        }
        lines.push(self.postcode.trim().to_owned());
        lines.retain(|line| !line.is_empty());
        lines
    }

    /// Whether nothing is known.
    pub fn is_blank(&self) -> bool {
        self.parts().is_empty() && self.postcode.trim().is_empty()
    }

    /// Province, city, district, street, detail: those that say something.
    fn parts(&self) -> Vec<&str> {
        let Self { province, city, district, street, detail, postcode: _, code: _ } = self;
        let mut parts = vec![];
        for part in [province, city, district, street, detail] {
            let part = part.trim();
            if !part.is_empty() && parts.last() != Some(&part) {
                parts.push(part);
            }
        }
        parts
    }

    fn is_chinese(&self) -> bool {
        self.parts().iter().any(|part| part.contains(is_han))
    }
}

/// What a part says beyond the larger ones, where it begins with them once more: 浦东新区 浦东新区锦绣路 is one 浦东新区.
/// A street that only bears the name of its town, as 南京路, is left whole.
fn unsaid<'a>(larger: &[&str], part: &'a str) -> &'a str {
    let division = |text: &str| text.ends_with(['省', '市', '区', '區', '县', '縣', '镇', '鎮']);
    let said = (0..larger.len()).find_map(|from| {
        let again = larger[from..].concat();
        part.strip_prefix(again.as_str()).filter(|_| division(&again))
    });

    said.map_or(part, str::trim_start)
}

/// Whether a character is a Chinese one, rare ones included.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

fn is_latin(c: char) -> bool {
    c.is_alphanumeric() && !is_han(c)
}

/// A customer's address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Whose it is.
    pub customer: CustomerId,
    /// Where it is.
    #[serde(flatten)]
    pub place: Place,
    /// The service area it lies in.
    #[serde(default)]
    pub area: Option<AreaId>,
    /// How to find it, where to park, which gate.
    #[serde(default)]
    pub note: Option<String>,
    /// Since when they live there no more. What was done there still lies with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved: Option<NaiveDate>,
}

impl Address {
    /// A place of this customer, of which nothing more is known.
    pub const fn new(customer: CustomerId, place: Place) -> Self {
        Self { customer, place, area: None, note: None, moved: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(parts: [&str; 5]) -> Place {
        let [province, city, district, street, detail] = parts.map(str::to_owned);
        Place { province, city, district, street, detail, ..Place::default() }
    }

    #[test]
    fn a_chinese_address_runs_from_large_to_small() {
        let home = place(["浙江省", "杭州市", "西湖区", "文三路", "259号3幢1201室"]);

        assert_eq!(home.in_one_line(), "浙江省杭州市西湖区文三路259号3幢1201室");
        assert_eq!(home.in_lines(), ["浙江省杭州市西湖区文三路", "259号3幢1201室"]);
    }

    #[test]
    fn a_latin_address_begins_at_the_door() {
        let home = place(["Wales", "Cardiff", "", "High Street", "Flat 3, Tŷ Gŵyn"]);

        assert_eq!(home.in_one_line(), "Flat 3, Tŷ Gŵyn, High Street, Cardiff, Wales");
        assert_eq!(home.in_lines(), ["Flat 3, Tŷ Gŵyn", "High Street, Cardiff, Wales"]);
    }

    #[test]
    fn a_postcode_stands_last_and_alone_on_an_envelope() {
        let mut home = place(["", "Reading", "", "", "12 High Street"]);
        home.postcode = " RG1 1AA ".to_owned();
        assert_eq!(home.in_one_line(), "12 High Street, Reading, RG1 1AA");
        assert_eq!(home.in_lines(), ["12 High Street", "Reading", "RG1 1AA"]);

        let mut home = place(["", "上海市", "浦东新区", "", "世纪大道1号"]);
        home.postcode = "200120".to_owned();
        assert_eq!(home.in_one_line(), "上海市浦东新区世纪大道1号 200120");
        assert!(!Place { postcode: "RG1".to_owned(), ..Place::default() }.is_blank());
    }

    #[test]
    fn an_address_in_two_scripts_keeps_its_words_apart() {
        let home = place(["", "上海市", "Pudong", "Keyuan Road", "88弄12号"]);

        assert_eq!(home.in_one_line(), "上海市Pudong Keyuan Road 88弄12号");
    }

    #[test]
    fn a_municipality_is_written_once_and_gaps_leave_no_trace() {
        let home = place(["北京市", "北京市", "朝阳区", "", " 甲1号 "]);

        assert_eq!(home.in_one_line(), "北京市朝阳区甲1号");
        assert_eq!(Place::default().in_one_line(), "");
        assert!(Place::default().in_lines().is_empty());
        assert!(place(["", " ", "", "", "\t"]).is_blank() && !home.is_blank());
    }

    #[test]
    fn a_street_that_repeats_its_district_says_it_once() {
        let line = |city: &str, district: &str, detail: &str| {
            let [city, district, detail] = [city, district, detail].map(str::to_owned);
            Place { city, district, detail, ..Place::default() }.in_one_line()
        };

        let once = "上海市浦东新区锦绣路1号";
        assert_eq!(line("上海市", "浦东新区", "浦东新区锦绣路1号"), once);
        assert_eq!(line("上海市", "浦东新区", "上海市浦东新区锦绣路1号"), once);
        assert_eq!(line("上海市", "浦东新区", "锦绣路1号"), once);
        assert_eq!(line("南京", "", "南京路8号"), "南京南京路8号");
    }
}
