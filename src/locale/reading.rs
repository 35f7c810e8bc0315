//! What was measured, with its unit.

use domain::{Reading, ReadingKind};

use crate::Locale;

impl Locale {
    /// The name of a field for a reading, on paper and on screen: `电压 V`.
    #[must_use]
    pub fn reading_field(&self, kind: ReadingKind) -> String {
        format!("{} {}", self.reading_kind(kind), kind.unit())
    }

    /// A number with its unit: `0.25 MPa`.
    #[must_use]
    pub fn reading_amount(&self, reading: Reading) -> String {
        format!("{} {}", reading.figures(), reading.kind.unit())
    }

    /// A reading by its name: `水压 0.25 MPa`.
    #[must_use]
    pub fn reading(&self, reading: Reading) -> String {
        format!("{} {}", self.reading_kind(reading.kind), self.reading_amount(reading))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn a_reading_has_its_name_and_its_unit() {
        let reading = Reading { kind: ReadingKind::WaterPressure, value: 25, decimals: 2 };
        let words = Language::ALL.map(|language| Locale::new(language).reading(reading));

        assert!(words.contains(&"Water pressure 0.25 MPa".to_owned()), "{words:?}");
        assert!(words.contains(&"水压 0.25 MPa".to_owned()), "{words:?}");
        assert_eq!(
            Locale::new(Language::English).reading_field(reading.kind),
            "Water pressure MPa"
        );
    }
}
