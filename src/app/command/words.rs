//! The language a command answers in.

use std::path::Path;

use engine::Engine;
use locale::Language;

use super::{has_office, wait};
use crate::look::{CHOICE, Look};

/// The language that the office in `folder` was told, where it was told one.
pub fn of_office(folder: Option<&Path>) -> Option<Language> {
    let folder = folder.map(Path::to_owned).or_else(Engine::default_folder)?;
    // What is wrong with the office, the command itself says.
    let office = has_office(&folder).ok()??;
    let look = wait(office.choice(CHOICE)).ok()??;

    Some(Look::read(&look).language)
}

/// The language asked for, else that of the system, if either is one of ours.
pub fn language(tag: Option<&str>) -> Option<Language> {
    let tag = tag.map(str::to_owned).or_else(system_tag).unwrap_or_default();
    let tag = tag.split('.').next().unwrap_or_default().replace('_', "-");

    Language::from_tag(&tag)
}

/// The language and country of the system as it says them itself: `en_GB.UTF-8`.
pub fn system_tag() -> Option<String> {
    locale::system_tags().next()
}
