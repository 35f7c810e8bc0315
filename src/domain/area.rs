//! Service areas: which office looks after which districts.

use serde::{Deserialize, Serialize};

/// A statistical division code: 6 digits for a district, 9 for a street.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DistrictCode(String);

impl DistrictCode {
    /// Two, four, six or nine digits: province, city, district, street (GB/T 2260 and its extension).
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let fits = matches!(text.len(), 2 | 4 | 6 | 9) && text.bytes().all(|b| b.is_ascii_digit());

        fits.then(|| Self(text.to_owned()))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `other` is this division or part of it.
    pub fn contains(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }
}

impl TryFrom<String> for DistrictCode {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a division code")
    }
}

impl From<DistrictCode> for String {
    fn from(code: DistrictCode) -> Self {
        code.0
    }
}

/// A service area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// What the office calls it.
    pub name: String,
    /// The office that serves it, by its code.
    pub branch: String,
    /// The divisions it is made of.
    #[serde(default)]
    pub districts: Vec<DistrictCode>,
    /// Whether a remote fee is due there.
    #[serde(default)]
    pub remote: bool,
}

impl Area {
    /// How exactly this area names `code`: the length of the division that contains it.
    pub fn precision(&self, code: &DistrictCode) -> Option<usize> {
        let matching = self.districts.iter().filter(|district| district.contains(code));

        matching.map(|district| district.as_str().len()).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_street_is_named_more_exactly_than_its_district() {
        let code = |text| DistrictCode::parse(text).expect("digits");
        let area = |district| Area {
            name: String::new(),
            branch: String::new(),
            districts: vec![code(district)],
            remote: false,
        };
        let lujiazui = code("310115005");

        assert!(area("310115005").precision(&lujiazui) > area("310115").precision(&lujiazui));
        assert_eq!(area("310104").precision(&lujiazui), None);
    }
}
