//! Whose number is this: what headquarters tells a branch that does not know it.

use domain::Place;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Who has the number.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Found {
    /// The customers with it, by branch.
    pub hits: Vec<Known>,
}

/// A customer with that number: no more of them than a person needs to recognise who is calling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// The branch that knows them, by its code.
    pub branch: String,
    /// What people call that branch.
    pub branch_name: String,
    /// Whose file it is there.
    pub customer: Uuid,
    /// Their name.
    pub name: String,
    /// What they speak.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Their town and district; never street or door.
    #[serde(default)]
    pub place: Place,
    /// The order that came in last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Newest>,
}

/// The newest order of a customer. Kinds and states that this version does not know are legal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Newest {
    /// Its number.
    pub number: String,
    /// What was promised.
    pub kind: String,
    /// What it is at; none where headquarters cannot say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
}
