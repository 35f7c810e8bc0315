//! What stands in one cell: words of any language in, words of one language out.

use std::collections::HashMap;

use domain::{Basis, Category, Currency, Money, OrderKind};
use locale::Locale;

use super::Why;
use super::column::folded;

/// What values are called, in all languages and in records.
pub(super) struct Words {
    machines: HashMap<String, Category>,
    work: HashMap<String, OrderKind>,
    bases: HashMap<String, Basis>,
    any: Vec<String>,
    yes: Vec<String>,
    no: Vec<String>,
}

/// What people write between several machines.
const BETWEEN: [char; 5] = [';', '；', '、', ',', '，'];
/// What people also write for yes and no.
const YES: [&str; 6] = ["yes", "y", "x", "1", "true", "✓"];
const NO: [&str; 5] = ["", "no", "n", "0", "false"];

impl Words {
    pub(super) fn new(locales: &[Locale; 3]) -> Self {
        let mut words = Self {
            machines: HashMap::new(),
            work: HashMap::new(),
            bases: HashMap::new(),
            any: vec![String::new()],
            yes: YES.map(str::to_owned).to_vec(),
            no: NO.map(str::to_owned).to_vec(),
        };
        for locale in locales {
            let machines = Category::ALL.map(|it| (folded(&locale.category(it)), it));
            words.machines.extend(machines);
            words.work.extend(OrderKind::ALL.map(|it| (folded(&locale.order_kind(it)), it)));
            words.bases.extend(Basis::ALL.map(|it| (folded(&basis(it, locale)), it)));
            words.any.push(folded(&locale.prices_any()));
            words.yes.push(folded(&locale.action_yes()));
            words.no.push(folded(&locale.action_no()));
        }
        words.machines.extend(Category::ALL.map(|it| (it.code().to_owned(), it)));

        words
    }

    /// A kind of machine; none where any is meant.
    pub(super) fn machine(&self, text: &str) -> Result<Option<Category>, Why> {
        let text = folded(text);
        if self.any.contains(&text) {
            return Ok(None);
        }

        self.machines.get(&text).copied().map(Some).ok_or(Why::Unreadable)
    }

    /// Several kinds of machines; none where any is meant.
    pub(super) fn several(&self, text: &str) -> Result<Vec<Category>, Why> {
        let named = text.split(BETWEEN).map(|word| self.machine(word));
        let mut machines = Vec::new();
        for machine in named.collect::<Result<Vec<_>, _>>()?.into_iter().flatten() {
            if !machines.contains(&machine) {
                machines.push(machine);
            }
        }

        Ok(machines)
    }

    pub(super) fn work(&self, text: &str) -> Result<OrderKind, Why> {
        known(&self.work, text)
    }

    pub(super) fn basis(&self, text: &str) -> Result<Basis, Why> {
        known(&self.bases, text)
    }

    pub(super) fn truth(&self, text: &str) -> Result<bool, Why> {
        let text = folded(text);
        match () {
            () if self.no.contains(&text) => Ok(false),
            () if self.yes.contains(&text) => Ok(true),
            () => Err(Why::Unreadable),
        }
    }
}

fn known<T: Copy>(words: &HashMap<String, T>, text: &str) -> Result<T, Why> {
    if text.is_empty() {
        return Err(Why::Missing);
    }

    words.get(&folded(text)).copied().ok_or(Why::Unreadable)
}

/// The day from which months count.
pub(super) fn basis(basis: Basis, locale: &Locale) -> String {
    match basis {
        Basis::Purchase => locale.catalogue_from_purchase(),
        Basis::Install => locale.catalogue_from_install(),
        Basis::Manufacture => locale.catalogue_from_manufacture(),
    }
}

/// A kind of machine, or that any is meant.
pub(super) fn machine(category: Option<Category>, locale: &Locale) -> String {
    category.map_or_else(|| locale.prices_any(), |category| locale.category(category))
}

/// A price in the currency of the books; nothing where nobody knows it.
pub(super) fn price(price: Option<Money>) -> String {
    price.map_or_else(String::new, |Money { minor, .. }| {
        format!("{}.{:02}", minor / 100, (minor % 100).abs())
    })
}

/// A price as it is written; none where nothing is.
pub(super) fn read_price(text: &str, currency: Currency) -> Result<Option<Money>, Why> {
    if text.is_empty() {
        return Ok(None);
    }
    let minor = spreadsheet::money(text).map_err(|_| Why::Unreadable)?;
    let price = Money::new(minor, currency).as_price(currency);

    price.map(Some).map_err(|flaw| Why::from(flaw.why))
}

/// A number of months.
pub(super) fn read_months(text: &str) -> Result<u32, Why> {
    if text.is_empty() {
        return Err(Why::Missing);
    }
    let months = spreadsheet::integer(text).map_err(|_| Why::Unreadable)?;

    u32::try_from(months).map_err(|_| Why::OutOfRange)
}

/// Fails if a line says that its prices are in another currency than the books.
pub(super) fn check_currency(text: &str, currency: Currency) -> Result<(), Why> {
    let same = text.is_empty() || text.eq_ignore_ascii_case(currency.code());

    if same { Ok(()) } else { Err(Why::OtherCurrency) }
}

impl From<domain::Flawed> for Why {
    fn from(flawed: domain::Flawed) -> Self {
        match flawed {
            domain::Flawed::Missing => Self::Missing,
            domain::Flawed::TooLong(longest) => Self::TooLong(longest),
            domain::Flawed::OutOfRange => Self::OutOfRange,
        }
    }
}
