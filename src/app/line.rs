//! What a number says of itself: what sort of line it is, whose, and where it was given out.

use domain::{Carrier, Line, Phone};
use locale::Locale;

use crate::context::Context;

/// In one line, as far as the number says anything.
pub fn words(phone: &Phone, cx: &Context) -> Option<String> {
    let locale = &cx.locale;
    let place = engine::origin(phone, locale.language()).map(|place| place.in_one_line());
    let (line, carrier) = match phone.line() {
        Some(Line::Mobile(carrier)) => (Some(locale.phone_mobile()), carrier),
        Some(Line::Fixed) => (Some(locale.phone_fixed()), None),
        Some(Line::Service) => (Some(locale.phone_service()), None),
        None => (None, None),
    };
    let parts = [line, carrier.map(|carrier| name(carrier, locale)), place];
    let parts: Vec<String> = parts.into_iter().flatten().collect();

    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn name(carrier: Carrier, locale: &Locale) -> String {
    match carrier {
        Carrier::ChinaMobile => locale.phone_china_mobile(),
        Carrier::ChinaUnicom => locale.phone_china_unicom(),
        Carrier::ChinaTelecom => locale.phone_china_telecom(),
        Carrier::ChinaBroadnet => locale.phone_china_broadnet(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::context;

    #[test]
    fn a_number_says_what_it_is_and_where_from() {
        let cx = context();
        let says = |number| words(&Phone::parse(number).expect("a number"), &cx);

        assert_eq!(says("13000001234").as_deref(), Some("Mobile · China Unicom · Jinan, Shandong"));
        assert_eq!(says("010-8888 6666").as_deref(), Some("Fixed line · Beijing"));
        assert_eq!(says("5888 6688").as_deref(), Some("Fixed line"));
        assert_eq!(says("12345"), None);
    }
}
