//! A folder whose mails come in by themselves: what was taken in moves to `taken`, what is no mail to `refused`.

use std::path::{Path, PathBuf};

use super::take::EnquiryTaken;
use crate::papers::aside;
use crate::{Engine, Error};

/// The setting that names the folder, on this computer.
const FOLDER: &str = "inbox-folder";
/// Where what was taken in goes.
const TAKEN: &str = "taken";
/// Where what is no mail goes.
const REFUSED: &str = "refused";
/// So many files are looked at in one go.
const AT_ONCE: usize = 50;
/// A file that was written so lately may still be being written, in seconds.
const SETTLED: u64 = 3;

/// What came out of the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Collected {
    /// How many are new.
    pub taken: usize,
    /// How many were here before.
    pub known: usize,
    /// How many are no mails.
    pub refused: usize,
}

impl Engine {
    /// The folder that is watched at this computer, if one is.
    pub fn mail_folder(
        &self,
    ) -> impl Future<Output = Result<Option<PathBuf>, Error>> + Send + use<> {
        let chosen = self.choice(FOLDER);

        async move { Ok(chosen.await?.filter(|path| !path.is_empty()).map(PathBuf::from)) }
    }

    /// Watches a folder from now on, or none.
    pub fn watch_mail_folder(
        &self,
        folder: Option<PathBuf>,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        let engine = self.clone();

        async move {
            if let Some(folder) = folder.clone() {
                aside(move || {
                    if folder.is_dir() {
                        Ok(())
                    } else {
                        Err(Error::NoFolder(folder.display().to_string()))
                    }
                })
                .await?;
            }
            let path = folder.map(|path| path.display().to_string()).unwrap_or_default();

            engine.choose(FOLDER, path).await?;
            engine.changed.tell();
            Ok(())
        }
    }

    /// Takes in what lies in the folder. Nothing where none is watched.
    pub fn collect_mails(&self) -> impl Future<Output = Result<Collected, Error>> + Send + use<> {
        let engine = self.clone();

        async move {
            let Some(folder) = engine.mail_folder().await? else {
                return Ok(Collected::default());
            };
            let listed = folder.clone();
            let files = aside(move || mails_in(&listed)).await?;
            let mut collected = Collected::default();
            for file in files {
                let taken = engine.take_in_mail(file.clone(), engine.files()).await;
                let place = match &taken {
                    Ok(Some(EnquiryTaken { .. })) => {
                        collected.taken += 1;
                        TAKEN
                    }
                    Ok(None) => {
                        collected.known += 1;
                        TAKEN
                    }
                    Err(Error::Files(_)) => {
                        collected.refused += 1;
                        REFUSED
                    }
                    // What could not be read may be read a minute later; what is not this desk's to do stays.
                    Err(error @ (Error::NotYours(_) | Error::DiskFull | Error::Stopped)) => {
                        return Err(error.clone());
                    }
                    Err(_) => continue,
                };
                let within = folder.join(place);
                aside(move || put_away(&file, &within)).await?;
            }

            Ok(collected)
        }
    }
}

/// The mails of a folder that nobody is writing any more, by name.
fn mails_in(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = std::fs::read_dir(folder).map_err(|error| Error::file(folder, &error))?;
    let is_mail =
        |path: &PathBuf| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("eml"));
    let is_settled = |path: &PathBuf| {
        let about = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file);
        let written = about.and_then(|about| about.modified().ok());
        // Of a time to come nobody knows how long ago it is.
        written.is_some_and(|at| at.elapsed().map_or(true, |ago| ago.as_secs() >= SETTLED))
    };
    let paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let mut mails: Vec<PathBuf> = paths.filter(is_mail).filter(is_settled).collect();
    mails.sort();
    mails.truncate(AT_ONCE);

    Ok(mails)
}

/// Moves a file into a folder, under a name that is free there.
fn put_away(file: &Path, within: &Path) -> Result<(), Error> {
    let name = file.file_name().unwrap_or_default();
    std::fs::create_dir_all(within).map_err(|error| Error::file(within, &error))?;
    let mut place = within.join(name);
    for n in 2.. {
        if !place.exists() {
            break;
        }
        place = within.join(format!("{n}-{}", name.to_string_lossy()));
    }

    std::fs::rename(file, &place).map_err(|error| Error::file(&place, &error))
}
