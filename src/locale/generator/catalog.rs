//! The words of one language, read from its folder and checked one by one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement};
use fluent_syntax::ast::{Resource, VariantKey};
use fluent_syntax::{parser, serializer};

/// All messages of one language.
#[derive(Debug)]
pub struct Catalog {
    pub tag: &'static str,
    /// By key.
    pub phrases: BTreeMap<String, Phrase>,
    /// The Fluent source of all files, without comments.
    pub embedded: String,
    pub complaints: Vec<String>,
    terms: BTreeSet<String>,
}

/// One message.
#[derive(Debug)]
pub struct Phrase {
    pub key: String,
    /// `today.ftl`
    pub file: String,
    /// `locales/en/today.ftl:12`
    pub place: String,
    /// In the order of first use.
    pub variables: Vec<String>,
    /// Name and kind as the comment above has them.
    pub declared: Vec<(String, String)>,
    /// Variables that choose between plural forms.
    pub plurals: BTreeSet<String>,
    /// The message on one line, for people.
    pub words: String,
    source: String,
    /// Things said about this message before anything is compared.
    faults: Vec<String>,
    terms: BTreeSet<String>,
}

impl Catalog {
    pub fn read(locales: &Path, tag: &'static str) -> io::Result<Self> {
        let mut catalog = Self {
            tag,
            phrases: BTreeMap::new(),
            embedded: String::new(),
            complaints: Vec::new(),
            terms: BTreeSet::new(),
        };
        let mut files = Vec::new();
        for entry in fs::read_dir(locales.join(tag))? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "ftl") {
                files.push(path);
            }
        }
        files.sort();
        for path in files {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            match String::from_utf8(fs::read(&path)?) {
                Ok(source) => catalog.add_file(&name, &source.replace("\r\n", "\n")),
                Err(_) => catalog.complaints.push(format!("locales/{tag}/{name}: is not UTF-8")),
            }
        }
        let phrases = catalog.phrases.values();
        for phrase in phrases {
            for term in phrase.terms.difference(&catalog.terms) {
                let Phrase { place, key, .. } = phrase;
                let complaint =
                    format!("{place}: {key} uses -{term}, which no file of {tag} defines");
                catalog.complaints.push(complaint);
            }
        }
        Ok(catalog)
    }

    /// Takes the English words of a message that this language does not have yet.
    pub fn borrow(&mut self, english: &Phrase) {
        self.embedded.push_str(&english.source);
    }

    fn add_file(&mut self, file: &str, source: &str) {
        let place = format!("locales/{}/{file}", self.tag);
        let resource = parser::parse(source).unwrap_or_else(|(resource, errors)| {
            for error in errors {
                let line = line_at(source, error.pos.start);
                self.complaints.push(format!("{place}:{line}: {}", error.kind));
            }
            resource
        });
        let topic = file.trim_end_matches(".ftl").replace('_', "-");
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    let line = line_of(source, message.id.name);
                    self.add_message(message, file, format!("{place}:{line}"), &topic);
                }
                Entry::Term(term) => {
                    self.terms.insert(term.id.name.to_owned());
                }
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
                Entry::Junk { .. } => {}
            }
        }
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            self.embedded.push_str(line);
            self.embedded.push('\n');
        }
    }

    fn add_message(&mut self, message: Message<&str>, file: &str, place: String, topic: &str) {
        let phrase = Phrase::new(message, file.to_owned(), place);
        let Phrase { place, key, .. } = &phrase;
        self.complaints.extend_from_slice(&phrase.faults);
        if !key.starts_with(&format!("{topic}-")) {
            let complaint =
                format!("{place}: {key} must begin with {topic}-, the topic of its file");
            self.complaints.push(complaint);
        }
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !key.chars().all(plain) || key.contains("--") || key.ends_with('-') {
            let complaint = format!("{place}: {key} may hold only a-z, 0-9 and single hyphens");
            self.complaints.push(complaint);
        }
        if let Some(first) = self.phrases.get(key) {
            self.complaints.push(format!("{place}: {key} is already in {}", first.place));
            return;
        }
        self.phrases.insert(key.clone(), phrase);
    }
}

impl Phrase {
    fn new(message: Message<&str>, file: String, place: String) -> Self {
        let mut phrase = Self {
            key: message.id.name.to_owned(),
            file,
            place,
            variables: Vec::new(),
            declared: Vec::new(),
            plurals: BTreeSet::new(),
            words: String::new(),
            source: String::new(),
            faults: Vec::new(),
            terms: BTreeSet::new(),
        };
        for line in message.comment.iter().flat_map(|comment| &comment.content) {
            phrase.declared.extend(declaration(line));
        }
        if !message.attributes.is_empty() {
            phrase.fault(" has attributes; write a message of its own");
        }
        match &message.value {
            Some(pattern) => phrase.walk(pattern),
            None => phrase.fault(" has no words"),
        }
        phrase.words = phrase.words.split_whitespace().collect::<Vec<_>>().join(" ");
        let body = vec![Entry::Message(Message { comment: None, ..message })];
        phrase.source = serializer::serialize(&Resource { body });
        phrase
    }

    fn fault(&mut self, what: &str) {
        self.faults.push(format!("{}: {}{what}", self.place, self.key));
    }

    fn walk(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.words.push_str(value),
                PatternElement::Placeable { expression } => self.walk_expression(expression),
            }
        }
    }

    fn walk_expression(&mut self, expression: &Expression<&str>) {
        let (selector, variants) = match expression {
            Expression::Inline(inline) => return self.walk_inline(inline),
            Expression::Select { selector, variants } => (selector, variants),
        };
        let shown = self.words.len();
        self.walk_inline(selector);
        self.words.truncate(shown);
        for variant in variants {
            let VariantKey::Identifier { name } = &variant.key else { continue };
            let InlineExpression::VariableReference { id } = selector else { continue };
            if matches!(*name, "zero" | "one" | "two" | "few" | "many") {
                self.plurals.insert(id.name.to_owned());
            }
        }
        for (at, variant) in variants.iter().enumerate() {
            self.words.push_str(if at == 0 { "" } else { " | " });
            self.walk(&variant.value);
        }
    }

    fn walk_inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::StringLiteral { value }
            | InlineExpression::NumberLiteral { value } => self.words.push_str(value),
            InlineExpression::VariableReference { id } => {
                self.words.push_str(&format!("{{${}}}", id.name));
                if !self.variables.iter().any(|known| known == id.name) {
                    self.variables.push(id.name.to_owned());
                }
            }
            InlineExpression::TermReference { id, .. } => {
                self.words.push_str(&format!("{{-{}}}", id.name));
                self.terms.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference { id, .. } => self.fault(&format!(
                " refers to the message {}; repeat the words or use a term",
                id.name
            )),
            InlineExpression::FunctionReference { id, .. } => {
                self.fault(&format!(" uses the function {}; pass what is ready to show", id.name));
            }
            InlineExpression::Placeable { expression } => self.walk_expression(expression),
        }
    }
}

/// Reads `$count (number)`, with or without words after it.
fn declaration(line: &str) -> Option<(String, String)> {
    let (name, rest) = line.trim().strip_prefix('$')?.split_once(char::is_whitespace)?;
    let (kind, _) = rest.trim_start().strip_prefix('(')?.split_once(')')?;
    Some((name.to_owned(), kind.trim().to_owned()))
}

fn line_at(source: &str, offset: usize) -> usize {
    let before = source.as_bytes().iter().take(offset);
    before.filter(|byte| **byte == b'\n').count() + 1
}

/// The line of a slice that was cut out of `source`.
fn line_of(source: &str, slice: &str) -> usize {
    line_at(source, slice.as_ptr().addr() - source.as_ptr().addr())
}
