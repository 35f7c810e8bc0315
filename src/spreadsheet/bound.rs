//! A mapping made ready for the lines of one table.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use crate::field::{Field, Kind};
use crate::line::Line;
use crate::mapping::{Mapping, MappingFault, Source, Transform, ValueMap, place};
use crate::value::{FieldFault, FieldProblem, Record, Value};
use crate::{date, number, phone};

/// A [`Mapping`] whose columns have been found in a table's headers.
#[derive(Clone, Debug)]
pub struct Bound {
    steps: Vec<Step>,
}

#[derive(Clone, Debug)]
struct Step {
    field: Field,
    from: From,
    transform: Transform,
    meanings: Option<Meanings>,
}

#[derive(Clone, Debug)]
enum From {
    Column(usize),
    Constant(String),
    Joined(Vec<usize>, String),
}

#[derive(Clone, Debug)]
struct Meanings {
    by_word: HashMap<String, String>,
    otherwise: Option<String>,
}

impl Bound {
    pub(crate) fn new<T: AsRef<str>>(
        mapping: &Mapping,
        headers: &[T],
        fields: &[Field],
    ) -> Result<Self, Vec<MappingFault>> {
        let mut steps: Vec<Step> = Vec::with_capacity(mapping.columns.len());
        let mut faults = Vec::new();
        for assignment in &mapping.columns {
            let key = &assignment.field;
            let Some(field) = fields.iter().find(|field| field.key == key) else {
                faults.push(MappingFault::NoSuchField { field: key.clone() });
                continue;
            };
            if steps.iter().any(|step| step.field.key == key) {
                faults.push(MappingFault::AssignedTwice { field: key.clone() });
                continue;
            }
            match From::find(&assignment.source, headers) {
                Ok(from) => steps.push(Step {
                    field: *field,
                    from,
                    transform: assignment.transform.clone(),
                    meanings: mapping.value_maps.get(key).map(Meanings::new),
                }),
                Err(column) => {
                    faults.push(MappingFault::NoSuchColumn { field: key.clone(), column });
                }
            }
        }

        let assigned = |key: &str| mapping.columns.iter().any(|assignment| assignment.field == key);
        for field in fields.iter().filter(|field| field.required && !assigned(field.key)) {
            faults.push(MappingFault::Unassigned { field: field.key.to_owned() });
        }
        for key in mapping.match_keys.iter().filter(|key| !assigned(key)) {
            faults.push(MappingFault::MatchKeyUnassigned { field: key.clone() });
        }

        if faults.is_empty() { Ok(Self { steps }) } else { Err(faults) }
    }

    /// The record in a line.
    ///
    /// # Errors
    /// Every field that would not fit, so that a line has to be corrected only once.
    pub fn apply(&self, line: &Line) -> Result<Record, Vec<FieldProblem>> {
        let (record, problems) = self.read(line);

        if problems.is_empty() { Ok(record) } else { Err(problems) }
    }

    /// What fits of a line, and everything that does not.
    pub fn read(&self, line: &Line) -> (Record, Vec<FieldProblem>) {
        let mut values = BTreeMap::new();
        let mut problems = Vec::new();
        for step in &self.steps {
            match step.value(line) {
                Ok(Some(value)) => {
                    values.insert(step.field.key, value);
                }
                Ok(None) => {}
                Err(problem) => problems.push(problem),
            }
        }

        (Record(values), problems)
    }
}

impl From {
    fn find<T: AsRef<str>>(source: &Source, headers: &[T]) -> Result<Self, String> {
        let find = |name: &String| place(headers, name).ok_or_else(|| name.clone());
        Ok(match source {
            Source::Column(name) => Self::Column(find(name)?),
            Source::Constant(text) => Self::Constant(text.clone()),
            Source::Joined { columns, between } => {
                Self::Joined(columns.iter().map(find).collect::<Result<_, _>>()?, between.clone())
            }
        })
    }

    fn text<'a>(&'a self, line: &'a Line, repeats: bool) -> Cow<'a, str> {
        let cell = |index: usize| {
            if !repeats && line.cells.is_repeated(index) {
                return "";
            }
            unwrapped(line.cells.get(index).unwrap_or_default())
        };
        match self {
            Self::Column(index) => cell(*index).into(),
            Self::Constant(text) => text.trim().into(),
            Self::Joined(indices, between) => {
                let filled =
                    indices.iter().map(|&index| cell(index)).filter(|text| !text.is_empty());
                filled.collect::<Vec<_>>().join(between).into()
            }
        }
    }
}

impl Step {
    fn value(&self, line: &Line) -> Result<Option<Value>, FieldProblem> {
        let whole = self.from.text(line, self.field.repeats);
        let part = match &self.transform {
            Transform::Before(mark) => {
                whole.split_once(mark.as_str()).map_or(&*whole, |(before, _)| before)
            }
            Transform::After(mark) => {
                whole.split_once(mark.as_str()).map_or(&*whole, |(_, after)| after)
            }
            Transform::AsIs | Transform::DayFirst | Transform::MonthFirst => &whole,
        };
        let refuse = |why| FieldProblem {
            field: self.field.key,
            value: whole.chars().take(200).collect(),
            why,
        };

        let meaning = match &self.meanings {
            Some(meanings) => meanings.of(part.trim(), self.field.kind).map_err(refuse)?,
            None => part.trim(),
        };
        if meaning.is_empty() {
            return if self.field.required { Err(refuse(FieldFault::Missing)) } else { Ok(None) };
        }
        self.understand(meaning).map(Some).map_err(refuse)
    }

    fn understand(&self, text: &str) -> Result<Value, FieldFault> {
        let order = match self.transform {
            Transform::DayFirst => date::Order::DayFirst,
            Transform::MonthFirst => date::Order::MonthFirst,
            Transform::AsIs | Transform::Before(_) | Transform::After(_) => date::Order::Unknown,
        };
        Ok(match self.field.kind {
            Kind::Text => Value::Text(text.to_owned()),
            Kind::Code => Value::Code(text.to_owned()),
            Kind::Phone => Value::Phone(phone::parse(text)?),
            Kind::Date => Value::Date(date::parse(text, order)?),
            Kind::Integer => Value::Integer(number::integer(text)?),
            Kind::Money => Value::Money(number::money(text)?),
        })
    }
}

impl Meanings {
    fn new(map: &ValueMap) -> Self {
        let by_word = map
            .values
            .iter()
            .map(|(word, meaning)| (folded(word), meaning.trim().to_owned()))
            .collect();
        Self { by_word, otherwise: map.otherwise.clone() }
    }

    fn of<'a>(&'a self, word: &'a str, kind: Kind) -> Result<&'a str, FieldFault> {
        match (self.by_word.get(&folded(word)), &self.otherwise, kind) {
            (Some(meaning), _, _) => Ok(meaning),
            (None, _, _) if word.is_empty() => Ok(word),
            (None, Some(otherwise), _) => Ok(otherwise),
            (None, None, Kind::Code) => Err(FieldFault::UnknownCode),
            (None, None, _) => Ok(word),
        }
    }
}

fn folded(word: &str) -> String {
    word.trim().to_lowercase()
}

/// A cell without white space around it, and without the `="…"` by which some systems keep Excel from touching a number.
fn unwrapped(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).map_or(cell, str::trim)
}

#[cfg(test)]
mod tests;
