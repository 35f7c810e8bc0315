//! What of a household is the maker's: kinds of machines against how many of each, and the tier that follows from it.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Appliance, Category};

/// How close a household is to the brands of the office. It follows from what they own, and nobody sets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Tier {
    /// Nothing of the office's brands.
    #[default]
    Guest,
    /// Machines of one kind.
    Member,
    /// Two or three kinds.
    Silver,
    /// Four or five kinds.
    Gold,
    /// Six kinds and more.
    Diamond,
}

impl Tier {
    /// The tier of whoever owns so many kinds of machines of the office's brands. How many of one kind they have counts
    /// nothing: three air conditioners are one reason to come back, not three.
    pub const fn of(kinds: usize) -> Self {
        match kinds {
            0 => Self::Guest,
            1 => Self::Member,
            2 | 3 => Self::Silver,
            4 | 5 => Self::Gold,
            _ => Self::Diamond,
        }
    }

    /// How many kinds more lead to the next tier; none at the top.
    pub const fn lacks(kinds: usize) -> Option<usize> {
        match kinds {
            0 | 1 => Some(1),
            2 | 3 => Some(4 - kinds),
            4 | 5 => Some(6 - kinds),
            _ => None,
        }
    }
}

/// How many machines of a kind stand in a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Owned {
    /// Of the office's brands.
    pub own: u32,
    /// Of other brands.
    pub other: u32,
    /// Of which nobody wrote the brand down.
    pub unknown: u32,
}

/// What a household has of each kind of machine.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Loyalty {
    /// Kinds that they have, and those of the office's brands that they lack.
    pub kinds: BTreeMap<Category, Owned>,
    /// What follows from it.
    pub tier: Tier,
    /// How many kinds more lead to the next tier.
    pub lacks: Option<usize>,
}

/// The brands of an office, and what it sells of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Brands {
    names: BTreeSet<String>,
    kinds: BTreeSet<Category>,
}

impl Brands {
    /// A model of the catalogue, or a promise of a maker.
    pub fn learn(&mut self, brand: &str, kind: Option<Category>) {
        let brand = folded(brand);
        if !brand.is_empty() {
            self.names.insert(brand);
            self.kinds.extend(kind);
        }
    }

    /// Whether a machine of this brand is one of the office's.
    pub fn are(&self, brand: &str) -> bool {
        self.names.contains(&folded(brand))
    }
}

fn folded(brand: &str) -> String {
    brand.trim().to_lowercase()
}

impl Loyalty {
    /// What these machines say. A piece of a machine is no machine; where the catalogue names no brand, every brand is
    /// the office's.
    pub fn of<'a>(machines: impl IntoIterator<Item = &'a Appliance>, brands: &Brands) -> Self {
        let mut kinds: BTreeMap<Category, Owned> =
            brands.kinds.iter().map(|kind| (*kind, Owned::default())).collect();
        for machine in machines.into_iter().filter(|machine| machine.part_of.is_none()) {
            let owned = kinds.entry(machine.category).or_default();
            let brand = machine.brand.as_deref().filter(|brand| !brand.trim().is_empty());
            match brand {
                None => owned.unknown += 1,
                Some(brand) if brands.names.is_empty() || brands.are(brand) => owned.own += 1,
                Some(_) => owned.other += 1,
            }
        }
        let own = kinds.values().filter(|owned| owned.own > 0).count();

        Self { kinds, tier: Tier::of(own), lacks: Tier::lacks(own) }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{ApplianceId, CustomerId};

    fn machine(category: Category, brand: Option<&str>) -> Appliance {
        Appliance {
            brand: brand.map(str::to_owned),
            ..Appliance::new(CustomerId(Uuid::nil()), category)
        }
    }

    #[test]
    fn a_tier_follows_from_how_many_kinds_are_ours_and_not_from_how_many_machines() {
        let mut brands = Brands::default();
        for kind in [Category::WaterHeater, Category::RangeHood, Category::Washer] {
            brands.learn("澄源", Some(kind));
        }
        let piece = Appliance {
            part_of: Some(ApplianceId(Uuid::nil())),
            ..machine(Category::Washer, Some("澄源"))
        };
        let machines = [
            machine(Category::WaterHeater, Some(" 澄源 ")),
            machine(Category::WaterHeater, Some("澄源")),
            machine(Category::RangeHood, Some("澄源")),
            machine(Category::Television, Some("别家")),
            machine(Category::Refrigerator, None),
            piece,
        ];
        let picture = Loyalty::of(&machines, &brands);

        assert_eq!((picture.tier, picture.lacks), (Tier::Silver, Some(2)));
        let of = |kind| picture.kinds[&kind];
        assert_eq!(of(Category::WaterHeater), Owned { own: 2, ..Owned::default() });
        assert_eq!(of(Category::Television), Owned { other: 1, ..Owned::default() });
        assert_eq!(of(Category::Refrigerator), Owned { unknown: 1, ..Owned::default() });
        assert_eq!(of(Category::Washer), Owned::default(), "a piece is no machine");
    }

    #[test]
    fn what_is_lacking_to_the_next_tier_leads_there() {
        for kinds in 0..6 {
            let lacks = Tier::lacks(kinds).expect("there is a higher one");
            assert!(Tier::of(kinds + lacks) > Tier::of(kinds));
            assert_eq!(Tier::of(kinds + lacks - 1), Tier::of(kinds));
        }
        assert_eq!((Tier::of(9), Tier::lacks(9)), (Tier::Diamond, None));
    }
}
