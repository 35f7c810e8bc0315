//! Numbers in a query: `1,5,9`.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};

/// Writes them.
pub fn serialize<S: Serializer>(numbers: &[u64], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&text(numbers))
}

/// Reads them.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u64>, D::Error> {
    let text = String::deserialize(deserializer)?;

    text.split(',')
        .filter(|number| !number.is_empty())
        .map(|number| number.parse().map_err(D::Error::custom))
        .collect()
}

/// As they stand in a query.
pub fn text(numbers: &[u64]) -> String {
    numbers.iter().map(u64::to_string).collect::<Vec<_>>().join(",")
}
