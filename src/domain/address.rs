//! Where work is done.

use serde::{Deserialize, Serialize};

use crate::{AreaId, CustomerId, DistrictCode};

/// A place in its parts, largest first. Any part may be unknown; `detail` is what a person can read at a door.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Place {
    /// 省.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub province: String,
    /// 市.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub city: String,
    /// 区 or 县.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub district: String,
    /// 街道 or 镇.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub street: String,
    /// Road, number, building, door.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// The statistical code of the district.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<DistrictCode>,
}

impl Place {
    /// All parts run together, as Chinese addresses are written and searched. A municipality, which is
    /// its own province, is named once.
    pub fn in_one_line(&self) -> String {
        let province = if self.province == self.city { "" } else { self.province.as_str() };

        [province, &self.city, &self.district, &self.street, &self.detail].concat()
    }

    /// Whether nothing is known.
    pub fn is_blank(&self) -> bool {
        self.in_one_line().trim().is_empty()
    }
}

/// A customer's address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Whose it is.
    pub customer: CustomerId,
    /// Where it is.
    #[serde(flatten)]
    pub place: Place,
    /// The service area it lies in.
    #[serde(default)]
    pub area: Option<AreaId>,
    /// How to find it, where to park, which gate.
    #[serde(default)]
    pub note: Option<String>,
}
