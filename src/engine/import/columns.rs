//! The columns of a table: those that belong together, those that fill nothing, and the words under them.

use std::collections::BTreeMap;

use spreadsheet::{Line, Mapping, Source};

use super::Inspection;
use super::fields::{self, Result as Repair};

/// The choice of a mapping under which it is kept that other columns are noted.
const CHOICE: &str = "others";
const NOTED: &str = "noted";
/// A column with more words than this does not hold words for anything.
pub(super) const WORDS: usize = 40;
/// The field under which the other cells of a line are found.
pub(super) const OTHERS: &str = "others";
/// So much of one cell is noted.
const CELL: usize = 200;

/// Whether the columns that fill nothing are noted with each job.
pub fn notes_others(mapping: &Mapping) -> bool {
    mapping.choices.get(CHOICE).is_some_and(|choice| choice == NOTED)
}

/// Has the columns that fill nothing noted with each job, or left out.
pub fn note_others(mapping: &mut Mapping, noted: bool) {
    if noted {
        mapping.choices.insert(CHOICE.to_owned(), NOTED.to_owned());
    } else {
        mapping.choices.remove(CHOICE);
    }
}

/// Says what a word under the results means; nothing takes that back.
pub fn mean(mapping: &mut Mapping, word: &str, meaning: Option<Repair>) {
    let map = mapping.value_maps.entry("result".to_owned()).or_insert_with(fields::results);
    let word = word.trim().to_lowercase();
    match meaning {
        Some(meaning) => map.values.insert(word, meaning.code().to_owned()),
        None => map.values.remove(&word),
    };
}

/// What was said that a word under the results means.
pub fn meaning(mapping: &Mapping, word: &str) -> Option<Repair> {
    let values = &mapping.value_maps.get("result")?.values;

    values.get(&word.trim().to_lowercase()).map(|code| Repair::from_code(code))
}

impl Inspection {
    /// The names of the columns that hold something and fill nothing.
    pub fn untaken(&self) -> Vec<&str> {
        let is_filled = |at: &usize| self.words.get(*at).is_none_or(|words| !words.is_empty());
        let untaken = self.mapping.untaken(&self.headers).into_iter().filter(is_filled);

        untaken.filter_map(|at| self.headers.get(at)).map(String::as_str).collect()
    }

    /// The words under the results that not every table means alike: somebody has to say what they mean here.
    pub fn own_words(&self) -> impl Iterator<Item = &str> {
        let column = match self.mapping.source("result") {
            Some(Source::Column(name)) => self.headers.iter().position(|header| header == name),
            Some(Source::Constant(_) | Source::Joined { .. }) | None => None,
        };
        let words = column.and_then(|at| self.words.get(at));

        words
            .into_iter()
            .flatten()
            .map(String::as_str)
            .filter(|word| !fields::is_common(&word.to_lowercase()))
    }
}

/// The different words of each column, as they were first met, without those that say nothing.
pub(super) fn words(count: usize, lines: &[Line]) -> Vec<Vec<String>> {
    let of = |at: usize| {
        let mut words = BTreeMap::new();
        for (row, line) in lines.iter().enumerate() {
            let word = line.cells.get(at).unwrap_or_default().trim();
            if !word.is_empty() && words.len() < WORDS {
                words.entry(word.to_lowercase()).or_insert((row, word));
            }
        }
        let mut words: Vec<(usize, &str)> = words.into_values().collect();
        words.sort_unstable();
        words.into_iter().map(|(_, word)| word.to_owned()).collect()
    };

    (0..count).map(of).collect()
}

/// What the cells at these places say, each with the name of its column.
pub(super) fn note(line: &Line, headers: &[String], places: &[usize]) -> Option<String> {
    let cells = places.iter().filter_map(|at| {
        let cell = line.cells.get(*at).map(str::trim).filter(|cell| !cell.is_empty())?;
        let cell: String = cell.chars().take(CELL).collect();
        Some(format!("{}: {cell}", headers.get(*at)?))
    });
    let note = cells.collect::<Vec<_>>().join(" · ");

    (!note.is_empty()).then_some(note)
}

/// Joins what many tables have in several columns: first and last name, the lines of an address.
pub(super) fn join(mapping: &mut Mapping, headers: &[String]) {
    let named = |words: &[&str]| headers.iter().find(|header| words.contains(&&*plain(header)));
    let first = named(&["first name", "forename", "firstname", "given name"]);
    let last = named(&["last name", "surname", "lastname", "family name"]);
    let whole = match mapping.source("name") {
        Some(Source::Column(name)) => Some(name) != first && Some(name) != last,
        Some(Source::Constant(_) | Source::Joined { .. }) => true,
        None => false,
    };
    if let (Some(first), Some(last), false) = (first, last, whole) {
        let columns = vec![first.clone(), last.clone()];
        mapping.assign("name", Source::Joined { columns, between: " ".to_owned() });
    }
    let Some(Source::Column(address)) = mapping.source("address") else { return };
    let known = plain(address).trim_end_matches(|c: char| c.is_ascii_digit()).trim().to_owned();
    let untaken = mapping.untaken(headers);
    let is_part = |at: &usize| {
        let name = plain(&headers[*at]);
        let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
        headers[*at] == *address
            || (untaken.contains(at) && stem.len() < name.len() && stem.trim() == known)
    };
    let columns: Vec<String> =
        (0..headers.len()).filter(is_part).map(|at| headers[at].clone()).collect();
    if columns.len() > 1 {
        mapping.assign("address", Source::Joined { columns, between: ", ".to_owned() });
    }
}

/// A column's name in small letters, its words parted by single spaces.
fn plain(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());

    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(headers: &[&str]) -> Mapping {
        let headers: Vec<String> = headers.iter().map(|&header| header.to_owned()).collect();

        fields::guess(crate::List::Jobs, &headers, None, &vec![None; headers.len()])
    }

    fn joined(mapping: &Mapping, field: &str) -> Vec<String> {
        match mapping.source(field) {
            Some(Source::Joined { columns, .. }) => columns.clone(),
            Some(Source::Column(column)) => vec![column.clone()],
            Some(Source::Constant(_)) | None => Vec::new(),
        }
    }

    #[test]
    fn the_columns_of_an_english_job_list_have_a_home() {
        let headers = [
            "Job No",
            "Date",
            "Customer",
            "Phone",
            "Address",
            "Postcode",
            "Appliance",
            "Make",
            "Model",
            "Fault",
            "Status",
            "Engineer",
            "Charge",
            "Paid",
            "Notes",
        ];
        let mapping = guessed(&headers);

        assert_eq!(mapping.untaken(&headers), Vec::<usize>::new());
        assert_eq!(joined(&mapping, "number"), ["Job No"]);
        assert_eq!(joined(&mapping, "amount"), ["Charge"]);
        for number in ["Job number", "Ref", "Job Ref", "Job #", "Work Order No."] {
            assert_eq!(joined(&guessed(&[number, "Customer"]), "number"), [number]);
        }
    }

    #[test]
    fn what_stands_in_several_columns_is_joined() {
        let mapping = guessed(&[
            "Ref",
            "Title",
            "First name",
            "Surname",
            "Address 1",
            "Address 2",
            "Town",
            "County",
        ]);

        assert_eq!(joined(&mapping, "name"), ["First name", "Surname"]);
        assert_eq!(joined(&mapping, "address"), ["Address 1", "Address 2"]);
        assert_eq!(joined(&mapping, "town"), ["Town"]);
    }

    #[test]
    fn a_word_means_what_was_said_whatever_its_capitals() {
        let mut mapping = guessed(&["Ref", "Customer", "Status"]);
        assert_eq!(meaning(&mapping, "BOOKED "), Some(Repair::Open));
        mean(&mut mapping, "Limbo", Some(Repair::Closed));
        assert_eq!(meaning(&mapping, "limbo"), Some(Repair::Closed));
        mean(&mut mapping, "Limbo", None);
        assert_eq!(meaning(&mapping, "limbo"), None);
    }
}
