//! Which column fills which field: made once for a kind of file, saved by name, used again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::bound::Bound;
use crate::field::Field;
use crate::heading::meaning;

/// How the tables of one origin become records.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// What its owner calls it.
    pub name: String,
    /// What kind of record it makes, in the caller's words.
    pub target: String,
    /// The [`crate::fingerprint`] of the headers it was made for.
    pub fingerprint: String,
    /// Where each field comes from.
    pub columns: Vec<Assignment>,
    /// The fields by which a record that is already there is found.
    #[serde(default)]
    pub match_keys: Vec<String>,
    /// What the words of a column mean, by the field's key.
    #[serde(default)]
    pub value_maps: BTreeMap<String, ValueMap>,
    /// What else was chosen for such tables, in the caller's words.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub choices: BTreeMap<String, String>,
}

/// Where one field comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// The field's key.
    pub field: String,
    /// What is taken.
    pub source: Source,
    /// What is done with it first.
    #[serde(default)]
    pub transform: Transform,
}

/// What a field is filled from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The column of this name.
    Column(String),
    /// The same text in every record.
    Constant(String),
    /// Several columns in this order, such as province, city and street; empty cells are left out.
    Joined {
        /// The columns' names.
        columns: Vec<String>,
        /// What is put between two filled cells.
        between: String,
    },
}

/// What is done with a text before it is understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transform {
    /// Nothing but trimming.
    #[default]
    AsIs,
    /// Dates are written 31/12/2024.
    DayFirst,
    /// Dates are written 12/31/2024.
    MonthFirst,
    /// Only what stands before the first of this mark; all of it where the mark is missing.
    Before(String),
    /// Only what stands after the first of this mark; all of it where the mark is missing.
    After(String),
}

/// What the words of a column mean. Capitals and white space around a word make no difference; an empty meaning leaves the field
/// empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueMap {
    /// Meanings by word. The word `""` is an empty cell.
    pub values: BTreeMap<String, String>,
    /// The meaning of all other words. Without it they stay as they are, or are refused where the field takes only codes.
    #[serde(default)]
    pub otherwise: Option<String>,
}

/// Why a mapping does not fit a table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MappingFault {
    /// The table has no column of this name.
    #[error("no column {column:?} for {field}")]
    NoSuchColumn {
        /// The field it was to fill.
        field: String,
        /// The column's name.
        column: String,
    },
    /// The caller has no such field (any more).
    #[error("no field {field}")]
    NoSuchField {
        /// Its key.
        field: String,
    },
    /// Two assignments for one field.
    #[error("{field} is assigned twice")]
    AssignedTwice {
        /// Its key.
        field: String,
    },
    /// A required field has no source.
    #[error("nothing fills {field}")]
    Unassigned {
        /// Its key.
        field: String,
    },
    /// Records are to be matched by a field that has no source.
    #[error("nothing fills {field}, by which records are matched")]
    MatchKeyUnassigned {
        /// Its key.
        field: String,
    },
}

impl Mapping {
    /// Whether a table with these headers has every column that is asked for. Further columns, such as those of an error file,
    /// do not disturb.
    #[must_use]
    pub fn fits<T: AsRef<str>>(&self, headers: &[T]) -> bool {
        let mut asked =
            self.columns.iter().flat_map(|assignment| assignment.source.columns()).peekable();
        asked.peek().is_some() && asked.all(|column| place(headers, column).is_some())
    }

    /// Whether the other one reads the same from the same tables, in whatever order its fields were assigned and
    /// whatever else was chosen.
    #[must_use]
    pub fn does_the_same(&self, other: &Self) -> bool {
        let all_of = |one: &Self, other: &Self| {
            one.columns.iter().all(|assignment| other.columns.contains(assignment))
        };
        let rest = |mapping: &Self| Self {
            columns: Vec::new(),
            choices: BTreeMap::new(),
            ..mapping.clone()
        };

        all_of(self, other) && all_of(other, self) && rest(self) == rest(other)
    }

    /// The places of those of these headers that fill nothing.
    #[must_use]
    pub fn untaken<T: AsRef<str>>(&self, headers: &[T]) -> Vec<usize> {
        let asked = self.columns.iter().flat_map(|assignment| assignment.source.columns());
        let taken: Vec<usize> = asked.filter_map(|column| place(headers, column)).collect();

        (0..headers.len()).filter(|at| !taken.contains(at)).collect()
    }

    /// Where `field` comes from.
    #[must_use]
    pub fn source(&self, field: &str) -> Option<&Source> {
        self.columns
            .iter()
            .find(|assignment| assignment.field == field)
            .map(|assignment| &assignment.source)
    }

    /// Fills `field` from `source`, instead of whatever filled it before.
    pub fn assign(&mut self, field: &str, source: Source) {
        match self.columns.iter_mut().find(|assignment| assignment.field == field) {
            Some(assignment) => assignment.source = source,
            None => self.columns.push(Assignment {
                field: field.to_owned(),
                source,
                transform: Transform::AsIs,
            }),
        }
    }

    /// Makes the mapping ready for the lines of a table with these headers.
    ///
    /// # Errors
    /// Everything that does not fit, so that all of it can be shown at once.
    pub fn bind<T: AsRef<str>>(
        &self,
        headers: &[T],
        fields: &[Field],
    ) -> Result<Bound, Vec<MappingFault>> {
        Bound::new(self, headers, fields)
    }
}

impl Source {
    pub(crate) fn columns(&self) -> &[String] {
        match self {
            Self::Column(name) => std::slice::from_ref(name),
            Self::Constant(_) => &[],
            Self::Joined { columns, .. } => columns,
        }
    }
}

/// The column of this very name, or else the only one that means the same.
pub(crate) fn place<T: AsRef<str>>(headers: &[T], name: &str) -> Option<usize> {
    if let Some(exact) = headers.iter().position(|header| header.as_ref() == name) {
        return Some(exact);
    }
    let wanted = meaning(name);
    let mut alike =
        headers.iter().enumerate().filter(|(_, header)| meaning(header.as_ref()) == wanted);
    match (alike.next(), alike.next()) {
        (Some((index, _)), None) => Some(index),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_survives_being_saved() {
        let mut mapping =
            Mapping {
                name: "旧系统".to_owned(), target: "order".to_owned(), ..Mapping::default()
            };
        mapping.assign("customer.name", Source::Column("姓名".to_owned()));
        mapping.assign("branch", Source::Constant("浦东".to_owned()));
        mapping.columns[0].transform = Transform::Before("/".to_owned());
        mapping.value_maps.insert(
            "result".to_owned(),
            ValueMap {
                values: [("Fixed".to_owned(), "finished".to_owned())].into(),
                otherwise: None,
            },
        );

        let saved = serde_json::to_string(&mapping).unwrap();
        assert_eq!(serde_json::from_str::<Mapping>(&saved).unwrap(), mapping);
        assert!(
            saved
                .contains(r#"{"field":"branch","source":{"constant":"浦东"},"transform":"as_is"}"#),
            "{saved}"
        );
    }

    #[test]
    fn the_order_in_which_fields_were_assigned_makes_no_other_mapping() {
        let (mut one, mut other) = (Mapping::default(), Mapping::default());
        one.assign("name", Source::Column("姓名".to_owned()));
        one.assign("branch", Source::Constant("浦东".to_owned()));
        other.assign("branch", Source::Constant("浦东".to_owned()));
        assert!(!one.does_the_same(&other) && !other.does_the_same(&one));

        other.assign("name", Source::Column("姓名".to_owned()));
        assert!(one.does_the_same(&other));
        assert!(!one.does_the_same(&Mapping { fingerprint: "x".to_owned(), ..other }));
    }

    #[test]
    fn columns_that_fill_nothing_are_named_and_joined_ones_are_not_among_them() {
        let mut mapping = Mapping::default();
        let columns = vec!["First name".to_owned(), "Surname".to_owned()];
        mapping.assign("name", Source::Joined { columns, between: " ".to_owned() });
        mapping.assign("phone", Source::Column("Phone".to_owned()));

        let headers = ["first_name", "Surname", "Phone", "Warranty", "E-mail"];
        assert_eq!(mapping.untaken(&headers), [3, 4]);
    }

    #[test]
    fn it_fits_where_its_columns_are_whatever_else_there_is() {
        let mut mapping = Mapping::default();
        mapping.assign("customer.name", Source::Column("Customer name".to_owned()));

        assert!(mapping.fits(&["phone", "customer_name", "reason"]));
        assert!(!mapping.fits(&["customer_name", "CUSTOMER NAME"]));
        assert!(!mapping.fits(&["name"]));
        assert!(!Mapping::default().fits(&["name"]));
    }
}
