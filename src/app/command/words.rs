//! The language a command answers in.

use locale::Language;

/// The language asked for, else that of the system, if either is one of ours.
pub fn language(tag: Option<&str>) -> Option<Language> {
    let tag = tag.map(str::to_owned).or_else(system_tag).unwrap_or_default();
    let tag = tag.split('.').next().unwrap_or_default().replace('_', "-");

    Language::from_tag(&tag)
}

/// The language and country of the system as it says them itself: `en_GB.UTF-8`.
pub fn system_tag() -> Option<String> {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter();

    names.filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty())
}
