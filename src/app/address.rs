//! The parts of an address as a form has them: in Chinese the largest first, elsewhere the door first and the postcode last.

use domain::Place;
use iced::Element;
use locale::Locale;

/// A part of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Province,
    City,
    District,
    Street,
    Detail,
    Postcode,
}

/// Parts that were typed in. One that a language does without stays in sight once somebody has: also while it is empty.
#[derive(Debug, Default, Clone, Copy)]
pub struct Typed {
    street: bool,
    postcode: bool,
}

impl Typed {
    pub fn note(&mut self, part: Part) {
        self.street |= part == Part::Street;
        self.postcode |= part == Part::Postcode;
    }
}

impl Part {
    /// The parts beside the door, as they follow each other. What one language does without is only there if it says
    /// something, or was typed in.
    pub fn around(place: &Place, typed: Typed, locale: &Locale) -> Vec<Self> {
        if locale.language().is_chinese() {
            let usual = [Self::Province, Self::City, Self::District, Self::Street];
            let postcode = !place.postcode.is_empty() || typed.postcode;
            return usual.into_iter().chain(postcode.then_some(Self::Postcode)).collect();
        }
        let street = (!place.street.is_empty() || typed.street).then_some(Self::Street);
        let usual = [Self::District, Self::City, Self::Province, Self::Postcode];

        street.into_iter().chain(usual).collect()
    }

    pub fn label(self, locale: &Locale) -> String {
        match self {
            Self::Province => locale.customer_province(),
            Self::City => locale.customer_city(),
            Self::District => locale.customer_district(),
            Self::Street => locale.customer_street(),
            Self::Detail => locale.customer_detail(),
            Self::Postcode => locale.customer_postcode(),
        }
    }

    pub fn of(self, place: &Place) -> &str {
        match self {
            Self::Province => &place.province,
            Self::City => &place.city,
            Self::District => &place.district,
            Self::Street => &place.street,
            Self::Detail => &place.detail,
            Self::Postcode => &place.postcode,
        }
    }

    pub fn put(self, place: &mut Place, text: String) {
        // Another district has another code; which one, a person cannot type.
        if matches!(self, Self::Province | Self::City | Self::District) {
            place.code = None;
        }
        *match self {
            Self::Province => &mut place.province,
            Self::City => &mut place.city,
            Self::District => &mut place.district,
            Self::Street => &mut place.street,
            Self::Detail => &mut place.detail,
            Self::Postcode => &mut place.postcode,
        } = text;
    }
}

/// The line of the door and the line of what is around it, in the order of the language.
pub fn lines<'a, Message: 'a>(
    around: Element<'a, Message>,
    detail: Element<'a, Message>,
    locale: &Locale,
) -> [Element<'a, Message>; 2] {
    if locale.language().is_chinese() { [around, detail] } else { [detail, around] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use locale::Language;

    #[test]
    fn the_postcode_is_asked_for_last_where_letters_carry_one() {
        let english = Locale::new(Language::English);
        let chinese = Locale::new(Language::SimplifiedChinese);
        let place = Place::default();
        let around = Part::around(&place, Typed::default(), &english);
        assert_eq!(around, [Part::District, Part::City, Part::Province, Part::Postcode]);
        assert!(!Part::around(&place, Typed::default(), &chinese).contains(&Part::Postcode));

        let place = Place { postcode: "200120".into(), street: "x".into(), ..place };
        assert_eq!(Part::around(&place, Typed::default(), &chinese).last(), Some(&Part::Postcode));
        assert_eq!(Part::around(&place, Typed::default(), &english).first(), Some(&Part::Street));
    }

    #[test]
    fn a_field_that_is_emptied_stays_under_the_cursor() {
        let mut typed = Typed::default();
        let mut place = Place { postcode: "200120".into(), street: "x".into(), ..Place::default() };
        let parts = |place: &Place, typed| {
            let languages = [Language::English, Language::SimplifiedChinese];
            languages.map(|language| Part::around(place, typed, &Locale::new(language)))
        };
        let before = parts(&place, typed);
        for part in [Part::Street, Part::Postcode] {
            part.put(&mut place, String::new());
            typed.note(part);
            assert_eq!(parts(&place, typed), before, "{part:?}");
        }
        assert_ne!(parts(&place, Typed::default()), before);
    }
}
