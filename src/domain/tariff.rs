//! Prices for work, and what a customer is told on the phone.

use serde::{Deserialize, Serialize};

use crate::{Category, Coverage, Currency, Money, OrderKind, Verdict};

/// What one kind of work on one kind of machine costs out of warranty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tariff {
    /// The machine; none means any.
    #[serde(default)]
    pub category: Option<Category>,
    /// The work.
    pub kind: OrderKind,
    /// What the work costs.
    pub labour: Money,
    /// What the way costs, once per household and day.
    #[serde(default)]
    pub trip: Money,
    /// What a remote area costs on top.
    #[serde(default)]
    pub remote: Money,
}

impl Tariff {
    /// Whether it says what work costs in the currency that the books are kept in. A price in another says nothing.
    pub fn is_in(&self, currency: Currency) -> bool {
        [self.labour, self.trip, self.remote].iter().all(|price| price.currency == currency)
    }
}

/// What the customer will pay, parts aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// For the work.
    pub labour: Money,
    /// For the way.
    pub trip: Money,
    /// For a remote area.
    pub remote: Money,
}

impl Quote {
    /// All of it.
    pub fn total(self) -> Money {
        self.labour + self.trip + self.remote
    }
}

/// The price of `kind` of work on `category`: the most exact tariff, less what the warranty covers.
/// `None` where the catalogue has no price, which is not the same as free.
pub fn quote(
    tariffs: &[Tariff],
    (kind, category): (OrderKind, Category),
    warranty: &Verdict,
    remote: bool,
) -> Option<Quote> {
    let tariff = tariffs
        .iter()
        .filter(|tariff| tariff.kind == kind && tariff.category.is_none_or(|c| c == category))
        .max_by_key(|tariff| tariff.category.is_some())?;
    let free = Money::zero(tariff.labour.currency);
    let due = |coverage: Coverage, price| if warranty.covers(coverage) { free } else { price };

    Some(Quote {
        labour: due(Coverage::Labour, tariff.labour),
        trip: due(Coverage::Trip, tariff.trip),
        remote: if remote { tariff.remote } else { free },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::WarrantyReason;

    fn tariff(category: Option<Category>, labour: i64) -> Tariff {
        Tariff {
            category,
            kind: OrderKind::Repair,
            labour: Money::fen(labour),
            trip: Money::fen(3_000),
            remote: Money::fen(2_000),
        }
    }

    #[test]
    fn the_most_exact_price_counts() {
        let tariffs = [tariff(None, 5_000), tariff(Some(Category::Washer), 8_000)];
        let out = Verdict::none(WarrantyReason::Expired);
        let price = |category| quote(&tariffs, (OrderKind::Repair, category), &out, true);

        assert_eq!(price(Category::Washer).map(Quote::total), Some(Money::fen(13_000)));
        assert_eq!(price(Category::Other).map(Quote::total), Some(Money::fen(10_000)));
        assert_eq!(quote(&tariffs, (OrderKind::Install, Category::Washer), &out, false), None);
    }
}
