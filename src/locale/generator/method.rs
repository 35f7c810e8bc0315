//! Writes one method per message, and the list that the tests go through.

use std::fmt::Write as _;

use super::catalog::{Catalog, Phrase};

/// Arguments after which Clippy asks for a struct, `self` included.
const CUSTOMARY_ARGUMENTS: usize = 5;

/// The source of `impl Locale`, and of `MESSAGES` for tests.
pub fn write_all(english: &Catalog) -> String {
    let mut source = "// Written by build.rs from locales/*/*.ftl.\n\nimpl Locale {\n".to_owned();
    for phrase in english.phrases.values() {
        write_method(&mut source, phrase);
    }
    source.push_str("}\n\n#[cfg(test)]\nconst MESSAGES: &[(&str, &[(&str, bool)])] = &[\n");
    for phrase in english.phrases.values() {
        let arguments: String = arguments(phrase)
            .iter()
            .map(|(name, number)| format!("({name:?}, {number}), "))
            .collect();
        put(&mut source, format_args!("    ({:?}, &[{}]),\n", phrase.key, arguments.trim_end()));
    }
    source.push_str("];\n");
    source
}

fn write_method(source: &mut String, phrase: &Phrase) {
    let arguments = arguments(phrase);
    let method = phrase.key.replace('-', "_");
    let (mut signature, mut values) = (String::new(), String::new());
    for (name, number) in &arguments {
        let field = name.replace('-', "_").to_lowercase();
        if *number {
            put(&mut signature, format_args!(", {field}: impl Number"));
            put(&mut values, format_args!("({name:?}, Argument::Number({field}.number())), "));
        } else {
            put(&mut signature, format_args!(", {field}: &str"));
            put(&mut values, format_args!("({name:?}, Argument::Text({field})), "));
        }
    }
    let doc = match phrase.words.replace('`', "'") {
        words if words.is_empty() => "Nothing in English.".to_owned(),
        words => format!("`{words}`"),
    };
    put(source, format_args!("    #[doc = {doc:?}]\n"));
    if arguments.len() + 1 > CUSTOMARY_ARGUMENTS {
        source.push_str(
            "    #[expect(clippy::too_many_arguments, reason = \"one for each variable\")]\n",
        );
    }
    put(source, format_args!("    pub fn {method}(&self{signature}) -> String {{\n"));
    put(
        source,
        format_args!("        self.message({:?}, &[{}])\n    }}\n", phrase.key, values.trim_end()),
    );
}

/// Each variable, and whether it is a number, in the order of the method's arguments.
fn arguments(phrase: &Phrase) -> Vec<(&str, bool)> {
    let declared = phrase.declared.iter().map(|(name, kind)| (name.as_str(), kind == "number"));
    let mut arguments: Vec<_> =
        declared.filter(|(name, _)| phrase.variables.iter().any(|used| used == name)).collect();
    for name in &phrase.variables {
        if !arguments.iter().any(|(known, _)| known == name) {
            arguments.push((name, false));
        }
    }
    arguments
}

fn put(source: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a `String` cannot fail.
    let _ = source.write_fmt(text);
}
