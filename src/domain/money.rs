//! Money: whole minor units of a currency, never a fraction.

use std::ops::{Add, Neg, Sub};

use serde::{Deserialize, Serialize};

use crate::{Flaw, Flawed};

/// The currencies an office takes.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    /// Renminbi, 100 fen to the yuan.
    #[default]
    Cny,
    /// New Taiwan dollar, 100 cents by ISO 4217, used without them.
    Twd,
    /// Hong Kong dollar.
    Hkd,
    /// Macanese pataca.
    Mop,
    /// Singapore dollar.
    Sgd,
    /// Malaysian ringgit.
    Myr,
    /// Pound sterling.
    Gbp,
    /// Euro.
    Eur,
    /// United States dollar.
    Usd,
    /// Canadian dollar.
    Cad,
    /// Australian dollar.
    Aud,
    /// New Zealand dollar.
    Nzd,
}

impl Currency {
    /// All, in the order of a list.
    pub const ALL: [Self; 12] = [
        Self::Cny,
        Self::Twd,
        Self::Hkd,
        Self::Mop,
        Self::Sgd,
        Self::Myr,
        Self::Gbp,
        Self::Eur,
        Self::Usd,
        Self::Cad,
        Self::Aud,
        Self::Nzd,
    ];

    /// Its three letters in ISO 4217.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cny => "CNY",
            Self::Twd => "TWD",
            Self::Hkd => "HKD",
            Self::Mop => "MOP",
            Self::Sgd => "SGD",
            Self::Myr => "MYR",
            Self::Gbp => "GBP",
            Self::Eur => "EUR",
            Self::Usd => "USD",
            Self::Cad => "CAD",
            Self::Aud => "AUD",
            Self::Nzd => "NZD",
        }
    }

    /// What is paid with in a country, by its two letters in ISO 3166; none where that is none of these.
    pub fn of_region(region: &str) -> Option<Self> {
        let currency = match region.to_ascii_uppercase().as_str() {
            "CN" => Self::Cny,
            "TW" => Self::Twd,
            "HK" => Self::Hkd,
            "MO" => Self::Mop,
            "SG" => Self::Sgd,
            "MY" => Self::Myr,
            "GB" | "IM" | "JE" | "GG" => Self::Gbp,
            "US" | "PR" => Self::Usd,
            "CA" => Self::Cad,
            "AU" => Self::Aud,
            "NZ" => Self::Nzd,
            // The euro area of 2026.
            "AT" | "BE" | "BG" | "CY" | "DE" | "EE" | "ES" | "FI" | "FR" | "GR" | "HR" | "IE"
            | "IT" | "LT" | "LU" | "LV" | "MT" | "NL" | "PT" | "SI" | "SK" => Self::Eur,
            _ => return None,
        };

        Some(currency)
    }
}

/// An amount in hundredths of the currency's unit. Sums saturate instead of wrapping: the largest
/// amount is ninety thousand billion, which no office reaches.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Money {
    /// Hundredths: fen, cents, pence.
    pub minor: i64,
    /// What they are hundredths of.
    #[serde(default)]
    pub currency: Currency,
}

/// No price is higher, in hundredths.
const MOST: i64 = 100_000_000_000;

impl Money {
    /// This amount, if it can be a price in the books of an office that keeps them in `currency`: not below nothing, and
    /// no slip of the keys.
    pub fn as_price(self, currency: Currency) -> Result<Self, Flaw> {
        let sound = self.currency == currency && (0..=MOST).contains(&self.minor);

        if sound { Ok(self) } else { Err(Flaw { field: "price", why: Flawed::OutOfRange }) }
    }

    /// So many fen.
    pub const fn fen(minor: i64) -> Self {
        Self { minor, currency: Currency::Cny }
    }

    /// An amount in `currency`.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in `currency`.
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// Whether there is nothing to pay or receive.
    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// This price for each of `quantity`.
    pub const fn times(self, quantity: i64) -> Self {
        Self { minor: self.minor.saturating_mul(quantity), currency: self.currency }
    }

    /// What a person typed: `120`, `120.5`, `1,200.00`, `¥120`. At most two decimals.
    pub fn parse(text: &str, currency: Currency) -> Option<Self> {
        let text: String = text
            .trim()
            .chars()
            .filter(|c| !matches!(c, ',' | '，' | '¥' | '￥' | '£' | '€' | '$' | ' '))
            .collect();
        let (sign, text) = text.strip_prefix('-').map_or((1, text.as_str()), |rest| (-1, rest));
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if part.len() > 2
            || (whole.is_empty() && part.is_empty())
            || !digits(whole)
            || !digits(part)
        {
            return None;
        }
        let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        let part: i64 = format!("{part:0<2}").parse().ok()?;
        let minor = whole.checked_mul(100)?.checked_add(part)?;

        Some(Self { minor: sign * minor, currency })
    }
}

/// Sums keep the left currency; an office keeps its books in one.
impl Add for Money {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { minor: self.minor.saturating_add(other.minor), currency: self.currency }
    }
}

impl Sub for Money {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { minor: self.minor.saturating_sub(other.minor), currency: self.currency }
    }
}

impl Neg for Money {
    type Output = Self;

    fn neg(self) -> Self {
        Self { minor: self.minor.saturating_neg(), currency: self.currency }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_currency_is_written_as_its_code_and_known_by_its_country() {
        for currency in Currency::ALL {
            let written = serde_json::to_value(currency).expect("a word");
            assert_eq!(written, currency.code());
        }

        assert_eq!(Currency::of_region("gb"), Some(Currency::Gbp));
        assert_eq!(Currency::of_region("IE"), Some(Currency::Eur));
        assert_eq!(Currency::of_region("CH"), None);
    }

    #[test]
    fn amounts_are_read_as_people_type_them() {
        let read = |text| Money::parse(text, Currency::Cny).map(|money| money.minor);

        assert_eq!(read("120"), Some(12_000));
        assert_eq!(read(" ¥1,200.5 "), Some(120_050));
        assert_eq!(read("£80"), Some(8_000));
        assert_eq!(read(".05"), Some(5));
        assert_eq!(read("-3"), Some(-300));
        assert_eq!(read("1.005"), None);
        assert_eq!(read("一百"), None);
        assert_eq!(read(""), None);
        assert_eq!(read("99999999999999999999"), None);
    }
}
