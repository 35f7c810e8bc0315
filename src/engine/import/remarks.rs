//! What a line says that only words can keep, and how many of them.

use locale::Locale;
use spreadsheet::{Record, Value};

use super::{columns, fault, fields, person};

/// The longest name, number or kind of anything, in characters, as the forms have it.
const NAME: usize = 200;
/// The longest address, note or description, in characters.
const LINES: usize = 2_000;
/// The fields that hold sentences.
const LONG: [&str; 5] = ["address", "fault", "barrier", "remark", columns::OTHERS];
/// What parts words from different cells.
const BETWEEN: &str = " · ";

/// What each field that is only noted is called.
#[derive(Debug)]
pub(super) struct Remarks {
    noted: Vec<(&'static str, String)>,
    /// What is noted where its words mean nothing here.
    unknown: Vec<(&'static str, String)>,
}

impl Remarks {
    pub(super) fn new(locale: &Locale) -> Self {
        let named = |key: &'static str| (key, fault::field(key, locale));

        Self {
            noted: fields::NOTED.iter().map(|it| named(it.key)).collect(),
            unknown: ["level", "organisation"].map(named).to_vec(),
        }
    }

    /// What a line says that only words can keep: each with the name of its field, a remark as it stands.
    pub(super) fn of(&self, line: &Record) -> Vec<String> {
        let name = |key: &str| self.unknown.iter().find(|(it, _)| *it == key);
        let unknown =
            person::words(line).filter_map(|(key, text)| Some(format!("{}: {text}", name(key)?.1)));
        let noted = self.noted.iter().filter_map(|(field, name)| {
            let text = line.text(field)?;
            Some(if *field == "remark" { text.to_owned() } else { format!("{name}: {text}") })
        });

        noted.chain(unknown).chain(line.text(columns::OTHERS).map(str::to_owned)).collect()
    }
}

/// Whether a note holds all that a line says that only words can keep, whatever its fields were called then.
pub(super) fn holds(note: &str, line: &Record) -> bool {
    let noted = fields::NOTED.iter().map(|it| it.key).chain([columns::OTHERS]);

    noted.filter_map(|field| line.text(field)).all(|text| note.contains(text))
}

/// Several words as one note, and whether they were too long for it; none where there are none.
pub(super) fn note(words: &[String]) -> Option<(String, bool)> {
    (!words.is_empty()).then(|| cut(words.join(BETWEEN), LINES))
}

/// A note with those of the words that it does not hold yet, and whether there was too little room for them.
pub(super) fn added(known: &str, words: &[String]) -> (String, bool) {
    let missing = |word: &&String| !known.contains(word.as_str());
    let missing: Vec<&str> = words.iter().filter(missing).map(String::as_str).collect();
    if missing.is_empty() {
        return (known.to_owned(), false);
    }
    let missing = missing.join(BETWEEN);
    let whole = if known.is_empty() { missing } else { format!("{known}\n{missing}") };

    // What somebody wrote is never shortened for it.
    cut(whole, LINES.max(known.chars().count()))
}

/// The line as long as the forms let its cells be; none where it is no longer.
pub(super) fn shortened(line: &Record) -> Option<Record> {
    let longest = |field: &str| if LONG.contains(&field) { LINES } else { NAME };
    let is_long = |(field, value): (&&str, &Value)| matches!(value, Value::Text(text) if text.chars().nth(longest(field)).is_some());
    if !line.0.iter().any(is_long) {
        return None;
    }
    let mut line = line.clone();
    for (field, value) in &mut line.0 {
        if let Value::Text(text) = value {
            (*text, _) = cut(std::mem::take(text), longest(field));
        }
    }

    Some(line)
}

/// How many bytes the texts of a line have.
pub(super) fn bytes(line: &Record) -> usize {
    line.0.keys().filter_map(|field| line.text(field)).map(str::len).sum()
}

/// A text no longer than so many characters, and whether it was.
fn cut(mut text: String, longest: usize) -> (String, bool) {
    let Some((end, _)) = text.char_indices().nth(longest) else { return (text, false) };
    text.truncate(end);

    (text.trim_end().to_owned(), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_takes_what_it_does_not_hold_and_no_more_than_its_form_allows() {
        let words = ["Two dogs".to_owned(), "Paid: Card".to_owned()];
        let (note, _) = added("Two dogs", &words);
        assert_eq!(note, "Two dogs\nPaid: Card");
        assert_eq!(added(&note, &words), (note.clone(), false));

        let long = ["x".repeat(3_000)];
        let (whole, cut) = added("Two dogs", &long);
        assert_eq!((whole.chars().count(), cut), (2_000, true));
        assert_eq!(added(&whole, &long).0, whole, "twice adds nothing");
    }
}
