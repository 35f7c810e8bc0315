//! The language a command answers in.

use locale::{Language, Locale};

/// The language asked for, else that of the system, else English.
pub fn locale(tag: Option<&str>) -> Locale {
    let system = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty());
    let tag = tag.map(str::to_owned).or(system).unwrap_or_default();
    let tag = tag.split('.').next().unwrap_or_default().replace('_', "-");

    Locale::new(Language::from_tag(&tag).unwrap_or(Language::English))
}
