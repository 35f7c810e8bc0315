//! Parts of one name, which only what they are made for tells apart.

use std::collections::{HashMap, HashSet};

/// The names that several parts have.
pub(super) fn borne_by_several<'a>(names: impl Iterator<Item = &'a str>) -> HashSet<String> {
    let mut counts = HashMap::<&str, usize>::new();
    names.for_each(|name| *counts.entry(name).or_default() += 1);
    let several = counts.into_iter().filter(|(_, count)| *count > 1);

    several.map(|(name, _)| name.to_owned()).collect()
}
