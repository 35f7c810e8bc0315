//! The rules by which `locales/{en,zh-CN,zh-TW}/*.ftl` become methods of `Locale`.
//!
//! - One file is one topic, the same file in each language. Every key begins with its topic:
//!   `dispatch.ftl` holds `dispatch-…`, in lower case, words joined by hyphens.
//! - `dispatch-print-day = Print the day` becomes `locale.dispatch_print_day() -> String`.
//! - Each variable becomes an argument. A comment right above the *English* message declares it:
//!   `# $count (number)` takes any integer, `# $name (text)` takes `&str`. What is not declared is text.
//!   Arguments stand in the order of declaration, then in the order of first use in English.
//! - A number is shown grouped (12,345), so give order numbers, years and phones as text.
//!   A variable that chooses a plural (`[one]`, `[other]`) must be declared a number.
//! - Terms (`-product`) are allowed, and live in any file; attributes, functions and references to
//!   other messages are not: write a message of its own.
//! - Each language has the same keys with the same variables, or the build fails and names file, line and key.
//!
//! While words are being written, `LOCALE_DRAFT=1 cargo check` shows English where a language has
//! no words yet, with a warning for each. Nothing else forgives a gap.

mod agreement;
mod catalog;
mod method;

use std::io;
use std::path::Path;

use catalog::Catalog;

/// Folder names below `locales/`; English comes first, because its declarations count.
pub const TAGS: [&str; 3] = ["en", "zh-CN", "zh-TW"];

/// What the build needs: Rust source, the words of each language, and everything that is wrong.
#[derive(Debug, Default)]
pub struct Generated {
    /// The `impl Locale` with one method per message.
    pub methods: String,
    /// For each tag, the Fluent source to carry in the program.
    pub embedded: Vec<(&'static str, String)>,
    /// Mistakes; the build must fail if there is one.
    pub complaints: Vec<String>,
    /// In a draft only: messages that show English for now.
    pub gaps: Vec<String>,
}

/// Reads all words below `locales` and compares the languages.
///
/// With `draft`, a message that a language lacks is a gap, not a complaint.
pub fn generate(locales: &Path, draft: bool) -> io::Result<Generated> {
    let mut generated = Generated::default();
    let mut catalogs = Vec::new();
    for tag in TAGS {
        let catalog = Catalog::read(locales, tag)?;
        generated.complaints.extend_from_slice(&catalog.complaints);
        catalogs.push(catalog);
    }
    let (english, others) = catalogs.split_at_mut(1);
    let english = &english[0];
    for other in others.iter_mut() {
        let missing = agreement::missing(english, other);
        for phrase in missing {
            let complaint = agreement::describe_missing(phrase, other);
            if draft {
                generated.gaps.push(complaint);
                other.borrow(phrase);
            } else {
                generated.complaints.push(complaint);
            }
        }
        generated.complaints.extend(agreement::differences(english, other));
    }
    generated.complaints.extend(agreement::declarations(english));
    generated.methods = method::write_all(english);
    generated.embedded =
        catalogs.into_iter().map(|catalog| (catalog.tag, catalog.embedded)).collect();
    Ok(generated)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn written(files: &[(&str, &str)]) -> Generated {
        generated(files, false)
    }

    fn generated(files: &[(&str, &str)], draft: bool) -> Generated {
        let folder = tempfile::tempdir().unwrap();
        for tag in TAGS {
            fs::create_dir(folder.path().join(tag)).unwrap();
        }
        for (path, words) in files {
            fs::write(folder.path().join(path), words).unwrap();
        }
        generate(folder.path(), draft).unwrap()
    }

    #[test]
    fn three_agreeing_languages_become_typed_methods() {
        let english = "# $count (number)\ntoday-late = { $count } late for { $name }\n";
        let made = written(&[
            ("en/today.ftl", english),
            ("zh-CN/today.ftl", "today-late = { $name } 有 { $count } 单超时\n"),
            ("zh-TW/today.ftl", "today-late = { $name } 有 { $count } 件逾時\n"),
        ]);
        assert_eq!(made.complaints, [""; 0]);
        let signature = "fn today_late(&self, count: impl Number, name: &str) -> String";
        assert!(made.methods.contains(signature), "{}", made.methods);
        assert!(!made.embedded[0].1.contains('#'), "comments are not carried along");
    }

    #[test]
    fn a_missing_message_names_the_file_and_the_key() {
        let made = written(&[
            ("en/today.ftl", "today-open = Open\ntoday-late = Late\n"),
            ("zh-CN/today.ftl", "today-open = 打开\n"),
            ("zh-TW/today.ftl", "today-open = 開啟\ntoday-late = 逾時\n"),
        ]);
        assert_eq!(
            made.complaints,
            ["locales/zh-CN/today.ftl: lacks today-late (locales/en/today.ftl:2: Late)"]
        );
    }

    #[test]
    fn a_draft_shows_english_where_words_are_missing() {
        let words = [("en/today.ftl", "today-open = Open\n"), ("zh-TW/today.ftl", "\n")];
        let made = generated(&words, true);
        assert_eq!(made.complaints, [""; 0]);
        assert_eq!(made.gaps.len(), 2);
        assert!(made.embedded[1].1.contains("today-open = Open"), "{:?}", made.embedded[1]);
    }

    #[test]
    fn an_extra_message_and_other_variables_point_to_their_line() {
        let made = written(&[
            ("en/today.ftl", "today-open = Open { $order }\n"),
            ("zh-CN/today.ftl", "\ntoday-open = 打开 { $number }\n"),
            ("zh-TW/today.ftl", "today-open = 開啟 { $order }\ntoday-late = 逾時\n"),
        ]);
        assert_eq!(
            made.complaints,
            [
                "locales/zh-CN/today.ftl:2: today-open uses {$number}, English uses {$order}",
                "locales/zh-TW/today.ftl:2: today-late is not in locales/en/",
            ]
        );
    }

    #[test]
    fn a_key_of_another_topic_a_double_and_bad_syntax_are_refused() {
        let alike = "order-open = Open\ntoday-a = A\ntoday-a = B\nbroken\ntoday-B = C\n";
        let made = written(&[
            ("en/today.ftl", alike),
            ("zh-CN/today.ftl", alike),
            ("zh-TW/today.ftl", alike),
        ]);
        let english: Vec<_> = made.complaints.iter().filter(|c| c.contains("/en/")).collect();
        assert_eq!(
            english,
            [
                "locales/en/today.ftl:4: Expected a token starting with \"=\"",
                "locales/en/today.ftl:1: order-open must begin with today-, the topic of its file",
                "locales/en/today.ftl:3: today-a is already in locales/en/today.ftl:2",
                "locales/en/today.ftl:5: today-B may hold only a-z, 0-9 and single hyphens",
            ]
        );
    }

    #[test]
    fn attributes_functions_and_references_are_refused() {
        let words = "today-a = A\n    .hint = x\ntoday-b = { today-a }\ntoday-c = { NUMBER($x) }\n\
                     today-d = { -nowhere }\n";
        let made = written(&[
            ("en/today.ftl", words),
            ("zh-CN/today.ftl", words),
            ("zh-TW/today.ftl", words),
        ]);
        let english: Vec<_> = made.complaints.iter().filter(|c| c.contains("/en/")).collect();
        assert_eq!(
            english,
            [
                "locales/en/today.ftl:1: today-a has attributes; write a message of its own",
                "locales/en/today.ftl:3: today-b refers to the message today-a; repeat the words or use a term",
                "locales/en/today.ftl:4: today-c uses the function NUMBER; pass what is ready to show",
                "locales/en/today.ftl:5: today-d uses -nowhere, which no file of en defines",
            ]
        );
    }

    #[test]
    fn plurals_need_a_number_and_declarations_need_a_use() {
        let words = "# $n (number)\ntoday-a = { $count ->\n    [one] one\n   *[other] many\n }\n\
                     # $b (colour)\ntoday-b = { $b }\n";
        let made = written(&[
            ("en/today.ftl", words),
            ("zh-CN/today.ftl", words),
            ("zh-TW/today.ftl", words),
        ]);
        assert_eq!(
            made.complaints,
            [
                "locales/en/today.ftl:2: today-a declares $n, which it does not use",
                "locales/en/today.ftl:2: today-a chooses a plural by $count; declare `# $count (number)`",
                "locales/en/today.ftl:7: today-b: `$b (colour)` is neither (number) nor (text)",
            ]
        );
    }
}
