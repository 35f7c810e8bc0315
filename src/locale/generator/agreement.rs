//! What one language must have in common with English.

use std::collections::BTreeSet;

use super::catalog::{Catalog, Phrase};

/// English messages for which `other` has no words.
pub fn missing<'a>(english: &'a Catalog, other: &Catalog) -> Vec<&'a Phrase> {
    english.phrases.values().filter(|phrase| !other.phrases.contains_key(&phrase.key)).collect()
}

/// Where the words should stand, and what they say in English.
pub fn describe_missing(phrase: &Phrase, other: &Catalog) -> String {
    let Phrase { file, key, place, words, .. } = phrase;
    format!("locales/{}/{file}: lacks {key} ({place}: {words})", other.tag)
}

/// Messages that English does not have, or that use other variables.
pub fn differences(english: &Catalog, other: &Catalog) -> Vec<String> {
    let mut complaints = Vec::new();
    for phrase in other.phrases.values() {
        let Phrase { place, key, .. } = phrase;
        let Some(original) = english.phrases.get(key) else {
            complaints.push(format!("{place}: {key} is not in locales/{}/", english.tag));
            continue;
        };
        if phrase.file != original.file {
            complaints.push(format!("{place}: {key} belongs in {}", original.file));
        }
        let (here, there) = (names(&phrase.variables), names(&original.variables));
        if here != there {
            let (here, there) = (listed(&here), listed(&there));
            complaints.push(format!("{place}: {key} uses {here}, English uses {there}"));
        }
    }
    complaints
}

/// Declarations in English that do not fit their message.
pub fn declarations(english: &Catalog) -> Vec<String> {
    let mut complaints = Vec::new();
    for Phrase { key, place, variables, declared, plurals, .. } in english.phrases.values() {
        for (name, kind) in declared {
            if !variables.contains(name) {
                complaints.push(format!("{place}: {key} declares ${name}, which it does not use"));
            }
            if kind != "number" && kind != "text" {
                let complaint =
                    format!("{place}: {key}: `${name} ({kind})` is neither (number) nor (text)");
                complaints.push(complaint);
            }
        }
        for name in plurals {
            if !declared.contains(&(name.clone(), "number".to_owned())) {
                let complaint = format!(
                    "{place}: {key} chooses a plural by ${name}; declare `# ${name} (number)`"
                );
                complaints.push(complaint);
            }
        }
    }
    complaints
}

fn names(variables: &[String]) -> BTreeSet<&str> {
    variables.iter().map(String::as_str).collect()
}

fn listed(names: &BTreeSet<&str>) -> String {
    if names.is_empty() {
        return "no variable".to_owned();
    }
    names.iter().map(|name| format!("{{${name}}}")).collect::<Vec<_>>().join(", ")
}
