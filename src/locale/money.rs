//! Amounts of money in figures: `¥1,234.50`.

use domain::{Currency, Money};

use crate::Locale;
use crate::number::grouped;

impl Locale {
    /// An amount with its currency's sign: `¥1,234.50`, `-¥3.00`. Whole New Taiwan dollars have no cents.
    #[must_use]
    pub fn money(&self, money: Money) -> String {
        let sign = if money.minor < 0 { "-" } else { "" };
        format!("{sign}{}{}", symbol(money.currency), figures(money))
    }

    /// The figures alone, for a column whose heading names the currency: `1,234.50`.
    #[must_use]
    pub fn money_figures(&self, money: Money) -> String {
        let sign = if money.minor < 0 { "-" } else { "" };
        format!("{sign}{}", figures(money))
    }

    /// What a currency is called: 人民币, Chinese yuan.
    #[must_use]
    pub fn currency(&self, currency: Currency) -> String {
        match currency {
            Currency::Cny => self.money_name_cny(),
            Currency::Twd => self.money_name_twd(),
            Currency::Hkd => self.money_name_hkd(),
            Currency::Gbp => self.money_name_gbp(),
            Currency::Usd => self.money_name_usd(),
            Currency::Eur => self.money_name_eur(),
        }
    }
}

fn symbol(currency: Currency) -> &'static str {
    match currency {
        Currency::Cny => "¥",
        Currency::Twd => "NT$",
        Currency::Hkd => "HK$",
        Currency::Gbp => "£",
        Currency::Usd => "US$",
        Currency::Eur => "€",
    }
}

fn figures(money: Money) -> String {
    let minor = money.minor.unsigned_abs();
    let whole = grouped(&(minor / 100).to_string());
    if money.currency == Currency::Twd && minor.is_multiple_of(100) {
        return whole;
    }
    format!("{whole}.{:02}", minor % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn amounts_carry_their_sign_and_two_decimals() {
        let cases = [
            (Money::fen(123_450), "¥1,234.50"),
            (Money::fen(0), "¥0.00"),
            (Money::fen(-5), "-¥0.05"),
            (Money::fen(i64::MIN), "-¥92,233,720,368,547,758.08"),
            (Money::new(120_000, Currency::Twd), "NT$1,200"),
            (Money::new(120_050, Currency::Twd), "NT$1,200.50"),
            (Money::new(999, Currency::Gbp), "£9.99"),
        ];
        for language in Language::ALL {
            for (money, figures) in cases {
                assert_eq!(Locale::new(language).money(money), figures);
            }
        }
        assert_eq!(Locale::default().money_figures(Money::fen(-123_450)), "-1,234.50");
    }
}
