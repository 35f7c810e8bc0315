//! Whether the maker pays: a verdict computed from terms and dates, with its reason.

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::flaw::{fits, tidy, tidy_or_none};
use crate::{Appliance, Category, Flaw, Flawed, Moment, OrderKind, StaffId};

/// What may be covered, each on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Coverage {
    /// Spare parts.
    Parts,
    /// The work.
    Labour,
    /// The way there.
    Trip,
}

/// The day from which months are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The invoice.
    Purchase,
    /// The installation.
    Install,
    /// The plate: the end of the year of make, where nothing else is known.
    Manufacture,
}

impl Basis {
    /// All, in the order of menus.
    pub const ALL: [Self; 3] = [Self::Purchase, Self::Install, Self::Manufacture];
}

/// What a maker promises for a kind of machine. Months are counted from `basis`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The brand; none means any.
    #[serde(default)]
    pub brand: Option<String>,
    /// The machine; none means any.
    #[serde(default)]
    pub category: Option<Category>,
    /// The day months are counted from. An unknown day falls back on the other, then on the year of make.
    pub basis: Basis,
    /// Months during which parts are free.
    pub parts_months: u32,
    /// Months during which work is free.
    pub labour_months: u32,
    /// Months during which the way is free.
    pub trip_months: u32,
}

/// A promise of more months is a slip of the keys.
const MONTHS: u32 = 600;

impl Term {
    /// The term as it is written down, if it can be.
    pub fn sound(self) -> Result<Self, Flaw> {
        let months = [self.parts_months, self.labour_months, self.trip_months];
        if months.iter().any(|months| *months > MONTHS) {
            return Err(Flaw { field: "months", why: Flawed::OutOfRange });
        }
        let brand = tidy_or_none(self.brand.as_deref());
        fits("brand", brand.as_deref().unwrap_or_default())?;

        Ok(Self { brand, ..self })
    }

    /// Which machines it is about. Nothing is promised twice for the same.
    pub fn about(&self) -> (Option<Category>, String) {
        (self.category, self.brand.as_deref().map(tidy).unwrap_or_default().to_lowercase())
    }
}

/// Why the verdict is as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarrantyReason {
    /// The day lies within the term.
    WithinTerm,
    /// The term has run out.
    Expired,
    /// Neither invoice, installation nor year of make is known.
    NoProof,
    /// No term in the catalogue fits the machine.
    NoTerm,
    /// The fault is not the maker's.
    Excluded,
    /// There is no fault to put right: the price list holds, whatever the machine's age. It follows from the kind of
    /// work and is written into no record.
    OtherWork,
}

/// A warranty verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// What is covered.
    #[serde(default)]
    pub covered: Vec<Coverage>,
    /// Why.
    pub reason: WarrantyReason,
    /// The day months were counted from, and what it is.
    #[serde(default)]
    pub since: Option<(Basis, NaiveDate)>,
    /// The last day on which anything is covered.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// The last day of each that was promised at all; nothing where it was not kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ends: Vec<(Coverage, NaiveDate)>,
}

/// What a person decided in place of the verdict, and what shows that it is right. It stands in a field of its own, so
/// that a program which does not know it leaves it as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// What is covered.
    #[serde(default)]
    pub covered: Vec<Coverage>,
    /// What shows it: an invoice that was found, the maker's word.
    pub evidence: String,
    /// When it was decided.
    pub at: Moment,
    /// By whom.
    #[serde(default)]
    pub by: Option<StaffId>,
}

impl Ruling {
    /// The verdict as it was decided, in place of the one that the terms alone give.
    pub fn over(&self, computed: Verdict) -> Verdict {
        let decided = computed.is_open() && self.covered.is_empty();
        let reason = if decided { WarrantyReason::Excluded } else { computed.reason };

        Verdict { covered: self.covered.clone(), reason, ..computed }
    }
}

impl Verdict {
    /// Nothing is covered, because of `reason`.
    pub const fn none(reason: WarrantyReason) -> Self {
        Self { covered: Vec::new(), reason, since: None, until: None, ends: Vec::new() }
    }

    /// What of it holds for such work: a warranty puts faults right, and nothing else.
    #[must_use]
    pub fn of_work(self, kind: OrderKind) -> Self {
        if kind.is_about_a_fault() { self } else { Self::none(WarrantyReason::OtherWork) }
    }

    /// Whether nobody knows yet if anything is covered: a date of the machine, or a term for it, is missing.
    pub fn is_open(&self) -> bool {
        let lacks = matches!(self.reason, WarrantyReason::NoProof | WarrantyReason::NoTerm);

        lacks && self.covered.is_empty()
    }

    /// Whether the maker pays for this.
    pub fn covers(&self, coverage: Coverage) -> bool {
        self.covered.contains(&coverage)
    }

    /// Whether the maker pays for anything.
    pub fn in_warranty(&self) -> bool {
        !self.covered.is_empty()
    }
}

/// The verdict that counts for an order: the one that was told, unless nobody knew then and something is known by now.
pub fn in_force(told: Option<Verdict>, now: Option<Verdict>) -> Option<Verdict> {
    match told {
        Some(told) if !told.is_open() => Some(told),
        told => now.or(told),
    }
}

/// The verdict for `appliance` on `day`: the most exact term, counted from the best known day.
pub fn verdict(terms: &[Term], appliance: &Appliance, day: NaiveDate) -> Verdict {
    let Some(term) = most_exact(terms, appliance) else {
        return Verdict::none(WarrantyReason::NoTerm);
    };
    let Some((basis, since)) = start(term.basis, appliance) else {
        return Verdict::none(WarrantyReason::NoProof);
    };
    let last_day =
        |months: u32| since.checked_add_months(Months::new(months)).and_then(|d| d.pred_opt());
    let spans = [
        (Coverage::Parts, term.parts_months),
        (Coverage::Labour, term.labour_months),
        (Coverage::Trip, term.trip_months),
    ];
    let covered: Vec<_> = spans
        .into_iter()
        .filter(|(_, months)| *months > 0 && last_day(*months).is_some_and(|last| day <= last))
        .map(|(coverage, _)| coverage)
        .collect();
    let reason =
        if covered.is_empty() { WarrantyReason::Expired } else { WarrantyReason::WithinTerm };
    let promised = spans.into_iter().filter(|(_, months)| *months > 0);
    let ends: Vec<_> =
        promised.filter_map(|(coverage, months)| Some((coverage, last_day(months)?))).collect();
    let until = spans.into_iter().map(|(_, months)| months).max().and_then(last_day);

    Verdict { covered, reason, since: Some((basis, since)), until, ends }
}

fn most_exact<'a>(terms: &'a [Term], appliance: &Appliance) -> Option<&'a Term> {
    let fits = |term: &&Term| {
        term.category.is_none_or(|category| category == appliance.category)
            && term.brand.as_ref().is_none_or(|brand| {
                let its = appliance.brand.as_deref().unwrap_or_default();
                its.trim().to_lowercase() == brand.trim().to_lowercase()
            })
    };

    terms.iter().filter(fits).max_by_key(|term| (term.brand.is_some(), term.category.is_some()))
}

fn start(basis: Basis, appliance: &Appliance) -> Option<(Basis, NaiveDate)> {
    let purchase = appliance.purchased.map(|day| (Basis::Purchase, day));
    let install = appliance.installed.map(|day| (Basis::Install, day));
    let made = appliance
        .made
        .and_then(|year| NaiveDate::from_ymd_opt(year, 12, 31))
        .map(|day| (Basis::Manufacture, day));

    match basis {
        Basis::Purchase => purchase.or(install).or(made),
        Basis::Install => install.or(purchase).or(made),
        Basis::Manufacture => made.or(purchase).or(install),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CustomerId;
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn heater() -> Appliance {
        Appliance {
            customer: CustomerId(Uuid::nil()),
            address: None,
            category: Category::WaterHeater,
            name: None,
            brand: None,
            model: None,
            serial: None,
            made: None,
            purchased: None,
            installed: Some(day("2024-06-18")),
            shop: None,
            invoice: None,
            sale: None,
            part_of: None,
            origin: None,
        }
    }

    fn term() -> Term {
        Term {
            brand: None,
            category: Some(Category::WaterHeater),
            basis: Basis::Purchase,
            parts_months: 72,
            labour_months: 12,
            trip_months: 12,
        }
    }

    #[test]
    fn the_last_day_is_covered_and_the_next_is_not() {
        let on = |text| verdict(&[term()], &heater(), day(text));

        assert!(on("2025-06-17").covers(Coverage::Labour));
        assert!(!on("2025-06-18").covers(Coverage::Labour));
        assert!(on("2025-06-18").covers(Coverage::Parts));
        assert_eq!(on("2030-06-18").reason, WarrantyReason::Expired);
        let ends = [
            (Coverage::Parts, day("2030-06-17")),
            (Coverage::Labour, day("2025-06-17")),
            (Coverage::Trip, day("2025-06-17")),
        ];
        assert_eq!(on("2025-06-17").ends, ends, "each has its own last day");
    }

    #[test]
    fn a_warranty_puts_faults_right_and_nothing_else() {
        let within = verdict(&[term()], &heater(), day("2025-01-01"));
        for kind in OrderKind::ALL {
            let other = matches!(
                kind,
                OrderKind::Install
                    | OrderKind::Maintenance
                    | OrderKind::Dismantle
                    | OrderKind::Measure
            );
            assert_eq!(within.clone().of_work(kind).in_warranty(), !other, "{kind:?}");
        }
        let unknown = Verdict::none(WarrantyReason::NoProof).of_work(OrderKind::Install);
        assert!(!unknown.is_open(), "nobody need ask for the invoice");
    }

    #[test]
    fn without_an_invoice_the_installation_counts() {
        let verdict = verdict(&[term()], &heater(), day("2025-01-01"));

        assert_eq!(verdict.since, Some((Basis::Install, day("2024-06-18"))));
        assert_eq!(verdict.until, Some(day("2030-06-17")));
    }

    #[test]
    fn what_a_person_decided_stands_over_what_the_terms_say() {
        let ruling = |covered: &[Coverage]| Ruling {
            covered: covered.to_vec(),
            evidence: "invoice of 2026-06-18 found".to_owned(),
            at: Moment(0),
            by: None,
        };
        let expired = verdict(&[term()], &heater(), day("2031-01-01"));
        let granted = ruling(&[Coverage::Parts]).over(expired.clone());
        assert!(granted.covers(Coverage::Parts) && !granted.covers(Coverage::Labour));
        assert_eq!(granted.until, expired.until);

        for reason in [WarrantyReason::NoTerm, WarrantyReason::NoProof] {
            let unknown = Verdict::none(reason);
            assert!(unknown.is_open());
            let decided = ruling(&[]).over(unknown);
            assert_eq!((decided.reason, decided.is_open()), (WarrantyReason::Excluded, false));
        }
    }

    #[test]
    fn what_nobody_knew_when_it_was_told_counts_as_soon_as_somebody_does() {
        let on = |text| Some(verdict(&[term()], &heater(), day(text)));
        let untold = Some(Verdict::none(WarrantyReason::NoProof));

        assert_eq!(in_force(untold.clone(), on("2025-01-01")), on("2025-01-01"));
        assert_eq!(in_force(untold.clone(), None), untold);
        assert_eq!(in_force(on("2031-01-01"), on("2025-01-01")), on("2031-01-01"));
    }

    #[test]
    fn without_any_date_there_is_no_proof() {
        let unknown = Appliance { installed: None, ..heater() };

        assert_eq!(
            verdict(&[term()], &unknown, day("2025-01-01")),
            Verdict::none(WarrantyReason::NoProof)
        );
    }
}
