//! The language a command answers in.

use locale::Language;

/// The language asked for, else that of the system, if either is one of ours.
pub fn language(tag: Option<&str>) -> Option<Language> {
    let system = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty());
    let tag = tag.map(str::to_owned).or(system).unwrap_or_default();
    let tag = tag.split('.').next().unwrap_or_default().replace('_', "-");

    Language::from_tag(&tag)
}
