//! Amounts of money in figures: `¥1,234.50`.

use domain::{Currency, Money};

use crate::number::grouped;
use crate::{Language, Locale};

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
            Currency::Mop => self.money_name_mop(),
            Currency::Sgd => self.money_name_sgd(),
            Currency::Myr => self.money_name_myr(),
            Currency::Gbp => self.money_name_gbp(),
            Currency::Eur => self.money_name_eur(),
            Currency::Usd => self.money_name_usd(),
            Currency::Cad => self.money_name_cad(),
            Currency::Aud => self.money_name_aud(),
            Currency::Nzd => self.money_name_nzd(),
        }
    }

    /// A currency in a list: its code, what it is called, its sign.
    #[must_use]
    pub fn currency_choice(&self, currency: Currency) -> String {
        let name = match currency {
            Currency::Cny => self.currency_cny(),
            Currency::Twd => self.currency_twd(),
            Currency::Hkd => self.currency_hkd(),
            Currency::Mop => self.currency_mop(),
            Currency::Sgd => self.currency_sgd(),
            Currency::Myr => self.currency_myr(),
            Currency::Gbp => self.currency_gbp(),
            Currency::Eur => self.currency_eur(),
            Currency::Usd => self.currency_usd(),
            Currency::Cad => self.currency_cad(),
            Currency::Aud => self.currency_aud(),
            Currency::Nzd => self.currency_nzd(),
        };

        format!("{} · {name} {}", currency.code(), symbol(currency))
    }

    /// The currency of the country that a system's tag names (`en_GB.UTF-8`), else the one that goes with this language.
    /// A system that speaks another of our languages says nothing of the country.
    #[must_use]
    pub fn usual_currency(&self, system: Option<&str>) -> Currency {
        let system = system.unwrap_or_default();
        let plain = system.split(['.', '@']).next().unwrap_or_default();
        let says = Language::from_tag(system).is_none_or(|language| language == self.language());
        let regions = plain.split(['-', '_']).skip(1).filter(|_| says);

        regions.filter_map(Currency::of_region).next().unwrap_or(match self.language() {
            Language::SimplifiedChinese => Currency::Cny,
            Language::TraditionalChinese => Currency::Twd,
            Language::English => Currency::Gbp,
        })
    }
}

fn symbol(currency: Currency) -> &'static str {
    match currency {
        Currency::Cny => "¥",
        Currency::Twd => "NT$",
        Currency::Hkd => "HK$",
        Currency::Mop => "MOP$",
        Currency::Sgd => "S$",
        Currency::Myr => "RM",
        Currency::Gbp => "£",
        Currency::Eur => "€",
        Currency::Usd => "US$",
        Currency::Cad => "C$",
        Currency::Aud => "A$",
        Currency::Nzd => "NZ$",
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

    #[test]
    fn the_usual_currency_follows_the_country_before_the_language() {
        let usual = |language, tag| Locale::new(language).usual_currency(tag);

        assert_eq!(usual(Language::English, Some("en_GB.UTF-8")), Currency::Gbp);
        assert_eq!(usual(Language::English, Some("en-IE")), Currency::Eur);
        assert_eq!(usual(Language::TraditionalChinese, Some("zh-Hant-HK")), Currency::Hkd);
        assert_eq!(usual(Language::TraditionalChinese, Some("C")), Currency::Twd);
        assert_eq!(usual(Language::SimplifiedChinese, None), Currency::Cny);
        assert_eq!(usual(Language::SimplifiedChinese, Some("en_US.UTF-8")), Currency::Cny);
        assert_eq!(usual(Language::English, Some("de_DE")), Currency::Eur);
    }
}
