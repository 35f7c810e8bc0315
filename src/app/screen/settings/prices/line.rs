//! A line of the price list: what is known, what is typed, and what is wrong with it.

use domain::{Category, Currency, Money, OrderKind, Part, PartId, Tariff};
use engine::WorkPrice;
use locale::Locale;

/// What one kind of work costs: labour, the way, a remote area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkLine {
    pub kind: OrderKind,
    pub category: Option<Category>,
    pub typed: [String; 3],
    pub faults: [Option<Fault>; 3],
    /// Whether it was just added: then work and machine can be chosen.
    pub is_new: bool,
    was: [String; 3],
}

/// What one part costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartLine {
    pub id: PartId,
    pub number: String,
    pub name: String,
    pub unit: String,
    pub typed: String,
    pub is_wrong: bool,
    was: String,
}

/// What is wrong with a price of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is no amount.
    Unreadable,
    /// The line has another price, but not this one.
    Missing,
    /// There is a line for this work and machine already.
    Twice,
}

/// The lines that are known in a currency; what was written down in another is empty.
pub fn known_in(tariffs: &[Tariff], currency: Currency, locale: &Locale) -> Vec<WorkLine> {
    let mut lines: Vec<WorkLine> = tariffs
        .iter()
        .map(|tariff| {
            let prices = [tariff.labour, tariff.trip, tariff.remote];
            let typed = if tariff.is_in(currency) {
                prices.map(|price| locale.money_figures(price))
            } else {
                Default::default()
            };
            let (kind, category) = (tariff.kind, tariff.category);
            WorkLine { was: typed.clone(), typed, category, ..WorkLine::empty(kind) }
        })
        .collect();
    lines.sort_by_key(|line| Category::ALL.iter().position(|it| Some(*it) == line.category));
    lines.dedup_by_key(|line| (line.kind, line.category));

    lines
}

/// The name by which a price of a line of work gets the focus.
pub fn work_id(line: usize, at: usize) -> String {
    format!("price-{line}-{at}")
}

/// The name by which the price of a part gets the focus.
pub fn part_id(part: PartId) -> String {
    format!("price-{part}")
}

fn read(text: &str, currency: Currency) -> Option<Money> {
    Money::parse(text, currency).filter(|price| (0..=MOST).contains(&price.minor))
}

/// The engine takes no more, in hundredths.
const MOST: i64 = 100_000_000_000;

impl WorkLine {
    /// Nothing is known of what this costs.
    pub fn empty(kind: OrderKind) -> Self {
        Self {
            kind,
            category: None,
            typed: Default::default(),
            faults: [None; 3],
            is_new: false,
            was: Default::default(),
        }
    }

    /// A line that is added for one machine. The way there costs what it costs for any.
    pub fn new_one(kind: OrderKind, category: Category, any: Option<&Self>) -> Self {
        let mut line = Self { category: Some(category), is_new: true, ..Self::empty(kind) };
        if let Some(any) = any {
            line.typed = [String::new(), any.typed[1].clone(), any.typed[2].clone()];
        }

        line
    }

    pub fn is(&self, kind: OrderKind, category: Option<Category>) -> bool {
        (self.kind, self.category) == (kind, category)
    }

    pub fn type_in(&mut self, at: usize, text: String) {
        self.typed[at] = text;
        self.clear_faults();
    }

    pub fn clear_faults(&mut self) {
        self.faults = [None; 3];
    }

    fn is_empty(&self) -> bool {
        self.typed.iter().all(|text| text.trim().is_empty())
    }

    /// Marks what is wrong. Answers the first such price.
    pub fn check(&mut self, currency: Currency, twice: bool) -> Option<usize> {
        self.clear_faults();
        if self.is_empty() {
            return None;
        }
        if twice {
            self.faults[0] = Some(Fault::Twice);
            return Some(0);
        }
        for (text, fault) in self.typed.iter().zip(&mut self.faults) {
            *fault = match text.trim() {
                "" => Some(Fault::Missing),
                text if read(text, currency).is_none() => Some(Fault::Unreadable),
                _ => None,
            };
        }

        self.faults.iter().position(Option::is_some)
    }

    /// The price to be saved, if it is another than before. Only for lines in which nothing is wrong.
    pub fn change(&self, currency: Currency) -> Option<WorkPrice> {
        if self.typed == self.was {
            return None;
        }
        let price = |at: usize| read(&self.typed[at], currency);
        let price = price(0).zip(price(1)).zip(price(2)).map(|((a, b), c)| [a, b, c]);

        Some(WorkPrice { kind: self.kind, category: self.category, price })
    }

    /// This was saved of it. A line that was given to other work meanwhile is another one.
    pub fn settle(&mut self, sent: &Self) {
        if self.is(sent.kind, sent.category) {
            self.was.clone_from(&sent.typed);
        }
    }

    /// The words for what is wrong with one of its prices.
    pub fn wrong(&self, at: usize, locale: &Locale) -> Option<String> {
        Some(match self.faults[at]? {
            Fault::Unreadable => locale.prices_amount(),
            Fault::Missing => locale.prices_fill_all(),
            Fault::Twice => locale.prices_there(),
        })
    }
}

impl PartLine {
    pub fn new(id: PartId, part: &Part, currency: Currency, locale: &Locale) -> Self {
        let price = part.price_in(currency).map(|price| locale.money_figures(price));
        let typed = price.unwrap_or_default();

        Self {
            id,
            number: part.number.clone(),
            name: part.name.clone(),
            unit: part.unit.clone(),
            was: typed.clone(),
            typed,
            is_wrong: false,
        }
    }

    pub fn type_in(&mut self, text: String) {
        self.typed = text;
        self.is_wrong = false;
    }

    /// Whether anything is typed.
    pub fn is_known(&self) -> bool {
        !self.typed.trim().is_empty()
    }

    /// Marks a price that cannot be read.
    pub fn check(&mut self, currency: Currency) -> bool {
        self.is_wrong = self.is_known() && read(&self.typed, currency).is_none();

        self.is_wrong
    }

    /// The price to be saved, if it is another than before.
    pub fn change(&self, currency: Currency) -> Option<(PartId, Option<Money>)> {
        (self.typed != self.was).then(|| (self.id, read(&self.typed, currency)))
    }

    /// This was saved of it.
    pub fn settle(&mut self, sent: &Self) {
        self.was.clone_from(&sent.typed);
    }

    /// The words for what is wrong with it.
    pub fn wrong(&self, locale: &Locale) -> Option<String> {
        self.is_wrong.then(|| locale.prices_amount())
    }
}
