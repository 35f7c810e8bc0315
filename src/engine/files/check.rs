//! Whether the folder of files holds what orders have of it, and nothing else.

use std::collections::BTreeSet;
use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};

use domain::FileHash;
use store::{Finding, NamedFile, Session, Watch, place_of};

use super::forgetting::is_led;
use crate::Error;
use crate::exchange::part;
use crate::private_file::unfinished;

/// What is wrong with the files in this folder. Nothing is touched. What other desks have not sent yet, or headquarters has,
/// need not be here; whole files that no order names harm nobody.
pub(crate) fn check(
    session: &Session<'_>,
    files: &Path,
    watch: &Watch,
) -> Result<Vec<Finding>, Error> {
    let named = session.named_files()?;
    let told = session.told_files()?;
    let erased: BTreeSet<String> = session.erased_files(is_led(session)?)?.into_iter().collect();
    let mut findings = Vec::new();
    let mut here = BTreeSet::new();
    let lying = lying_in(files);
    for (nth, path) in lying.iter().enumerate() {
        watch.show(Some(nth as f32 / lying.len() as f32))?;
        let called = hash_of(files, path).filter(|hash| !erased.contains(hash.as_str()));
        // Nobody noted it: whoever wrote it was stopped before, or a backup that knows it was left behind.
        let is_left = |hash: &FileHash| !told.contains(hash.as_str()) && is_sound(path, hash);
        if called.as_ref().is_some_and(is_left) || is_unfinished(files, path) {
            continue;
        }
        match called.filter(|hash| told.contains(hash.as_str())) {
            // It is being fetched.
            Some(hash) if part(&place_of(files, hash.as_str())) == *path => {}
            Some(hash) if is_sound(path, &hash) => {
                here.insert(hash.as_str().to_owned());
            }
            Some(hash) => {
                here.insert(hash.as_str().to_owned());
                let of = named.iter().filter(|file| file.hash == hash.as_str());
                let of: Vec<Finding> = of.map(damaged).collect();
                let unnamed = || vec![Finding::AttachmentStray(shown(files, path))];
                findings.extend(if of.is_empty() { unnamed() } else { of });
            }
            None => findings.push(Finding::AttachmentStray(shown(files, path))),
        }
    }
    let missing = named.iter().filter(|file| !file.elsewhere && !here.contains(&file.hash));
    findings.extend(
        missing.map(|file| Finding::AttachmentMissing(file.name.clone(), file.order.clone())),
    );

    Ok(findings)
}

fn damaged(file: &NamedFile) -> Finding {
    Finding::AttachmentDamaged(file.name.clone(), file.order.clone())
}

/// All files below a folder, sorted.
fn lying_in(folder: &Path) -> Vec<PathBuf> {
    let entries = |folder: &Path| -> Vec<DirEntry> {
        fs::read_dir(folder).map(|all| all.flatten().collect()).unwrap_or_default()
    };
    let mut lying = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in entries(&folder) {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                _ => lying.push(entry.path()),
            }
        }
    }
    lying.sort();

    lying
}

/// Which file it is, or a part of which, by where it lies.
fn hash_of(files: &Path, path: &Path) -> Option<FileHash> {
    let name = path.file_name()?.to_str()?;
    let hash = FileHash::parse(name.strip_suffix(".part").unwrap_or(name))?;
    let place = place_of(files, hash.as_str());

    (place == path || part(&place) == path).then_some(hash)
}

/// Whether somebody was stopped while writing a file here. Whoever writes it again begins anew.
fn is_unfinished(files: &Path, path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    let hash = name.and_then(|name| FileHash::parse(name.strip_suffix(".unfinished")?));

    hash.is_some_and(|hash| unfinished(&place_of(files, hash.as_str())) == path)
}

/// Whether a file is what its name says. One that cannot be read is not.
fn is_sound(path: &Path, hash: &FileHash) -> bool {
    fs::read(path).is_ok_and(|bytes| store::is_what_it_says(hash.as_str(), &bytes))
}

/// Where it lies, below the folder.
fn shown(files: &Path, path: &Path) -> String {
    path.strip_prefix(files).unwrap_or(path).display().to_string()
}
