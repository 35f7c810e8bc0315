//! Mappings that were saved by their owners' names for them.

use spreadsheet::Mapping;
use store::Session;

use super::fields;
use crate::Error;

/// The setting under which a mapping is kept; its name follows.
const SETTING: &str = "mapping:";

/// All of them, by name. One that this version cannot read is left out.
pub(super) fn all(session: &Session<'_>) -> Result<Vec<Mapping>, Error> {
    let saved = session.settings(SETTING)?.into_iter();

    Ok(saved.filter_map(|(_, text)| read(&text)).collect())
}

fn read(text: &str) -> Option<Mapping> {
    serde_json::from_str(text).ok().map(fields::renewed)
}

/// The one of this name, or else one that was made for the same columns.
pub(super) fn remembered(
    saved: &[Mapping],
    name: Option<&str>,
    headers: &[String],
) -> Result<Option<Mapping>, Error> {
    let fingerprint = spreadsheet::fingerprint(headers);
    let found = saved.iter().find(|mapping| match name {
        Some(name) => mapping.name == name,
        None => mapping.fits(headers) && mapping.fingerprint == fingerprint,
    });

    match found {
        Some(mapping) if !mapping.fits(headers) => Err(Error::MappingMisfit(mapping.name.clone())),
        found => Ok(found.cloned()),
    }
}

/// Saves a mapping that has a name. One of the same name that does something else is only replaced where that is
/// wanted.
pub(super) fn save(session: &Session<'_>, mapping: &Mapping, replace: bool) -> Result<(), Error> {
    if mapping.name.is_empty() {
        return Ok(());
    }
    let setting = format!("{SETTING}{}", mapping.name);
    let known = session.setting(&setting)?.and_then(|text| read(&text));
    let other = known.is_some_and(|known: Mapping| !known.does_the_same(mapping));
    if other && !replace {
        return Err(Error::MappingTaken(mapping.name.clone()));
    }
    let text = serde_json::to_string(mapping).unwrap_or_default();

    Ok(session.put_setting(&setting, &text)?)
}
