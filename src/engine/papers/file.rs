//! Papers as files: written whole or not at all, and shown by whatever shows PDF here.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use print::Paper;

use super::aside;
use crate::{Engine, Error, private_file};

impl Engine {
    /// Writes a paper as a PDF file. What was there before stays until the new file is whole.
    pub fn save_pdf(
        &self,
        paper: Arc<Paper>,
        path: PathBuf,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        aside(move || save(&path, &pdf(&paper)?))
    }

    /// Shows a paper in the program that this computer shows PDF files with; printing is possible from there.
    pub fn open_pdf(
        &self,
        paper: Arc<Paper>,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        let home = self.folder().map(Path::to_owned);
        let name = file_name(&paper.title, self.clock.today());

        aside(move || shown_from(home.as_deref(), &name, &pdf(&paper)?))
    }

    /// The folder that a paper was saved in last on this computer, else that of the documents.
    pub fn papers_folder(&self) -> impl Future<Output = Result<PathBuf, Error>> + Send + use<> {
        let last = self.choice(SAVED);

        async move {
            let last = last.await?.map(PathBuf::from).filter(|folder| folder.is_dir());
            Ok(last.or_else(documents).unwrap_or_default())
        }
    }

    /// Remembers in which folder a paper was saved.
    pub fn remember_papers_folder(
        &self,
        file: &Path,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        let folder = file.parent().unwrap_or(Path::new("")).display().to_string();

        self.choose(SAVED, folder)
    }
}

/// The setting that says where a paper was saved last.
const SAVED: &str = "papers-folder";

/// Where whoever works at this computer keeps documents; at least their own folder.
fn documents() -> Option<PathBuf> {
    let folders = directories::UserDirs::new()?;
    let documents = folders.document_dir().filter(|folder| folder.is_dir());

    Some(documents.unwrap_or(folders.home_dir()).to_owned())
}

/// Shows bytes as a file with this name, from a folder of its owner's alone.
pub(crate) fn shown_from(home: Option<&Path>, name: &str, bytes: &[u8]) -> Result<(), Error> {
    let beside = || std::env::temp_dir().join("branchdesk-shown");
    let folder = home.map_or_else(beside, |home| home.join(SHOWN));
    own(&folder).map_err(|why| Error::file(&folder, &why))?;
    let path = put(&folder, name, bytes)?;

    show(&path)
}

/// Writes it under its name. On some systems a viewer that still has the last one open keeps that as it is: then beside it.
fn put(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, Error> {
    let (stem, end) = name.rsplit_once('.').unwrap_or((name, "pdf"));
    let first = folder.join(name);
    let others = (2..=OPEN_AT_ONCE).map(|n| folder.join(format!("{stem}-{n}.{end}")));
    let tried = std::iter::once(first.clone()).chain(others);
    let mut failed = None;
    for path in tried {
        match private_file::replace(&path, bytes) {
            Ok(()) => return Ok(path),
            Err(why) if path.exists() => failed = failed.or(Some(why)),
            Err(why) => return Err(Error::file(&path, &why)),
        }
    }

    Err(failed.map_or(Error::NoViewer, |why| Error::file(&first, &why)))
}

/// The folder among the data that papers and files are shown from.
const SHOWN: &str = "shown";
/// So often the same paper may be open in viewers.
const OPEN_AT_ONCE: u32 = 9;
/// Papers that were shown longer ago than this are thrown away.
const KEPT: Duration = Duration::from_secs(24 * 3_600);

/// Makes the folder where it is not, for its owner alone, and throws away what lies in it from the days before.
fn own(folder: &Path) -> std::io::Result<()> {
    let mut made = fs::DirBuilder::new();
    made.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut made, 0o700);
    made.create(folder)?;
    for file in fs::read_dir(folder)?.flatten() {
        let old = file.metadata().and_then(|about| about.modified());
        let old = old.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > KEPT));
        if old {
            // One that is still open elsewhere goes the next time.
            let _ = fs::remove_file(file.path());
        }
    }

    Ok(())
}

/// The bytes of a paper.
pub(super) fn pdf(paper: &Paper) -> Result<Vec<u8>, Error> {
    paper.to_pdf().map_err(|why| Error::Paper(why.to_string()))
}

/// A name for a file with this title and day that every system takes: words and figures, joined by hyphens.
pub fn file_name(title: &str, day: NaiveDate) -> String {
    let plain = |c: char| if c.is_control() || r#"\/:*?"<>|"#.contains(c) { ' ' } else { c };
    let name: String = title.chars().map(plain).take(100).collect();
    let name = name.split_whitespace().collect::<Vec<_>>().join("-");
    let name = name.trim_matches('.');
    let name = if name.is_empty() { "branchdesk" } else { name };
    let day = day.to_string();

    if name.contains(&day) { format!("{name}.pdf") } else { format!("{name}-{day}.pdf") }
}

/// Says which folder is not there, where a file is to be written into one that is not.
pub(crate) fn folder_is_there(path: &Path) -> Result<(), Error> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());

    match folder.filter(|folder| !folder.is_dir()) {
        Some(folder) => Err(Error::NoFolder(folder.display().to_string())),
        None => Ok(()),
    }
}

/// Writes beside the file first, then takes its place.
pub(super) fn save(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    folder_is_there(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.part"));
    let written = write(&beside, bytes).and_then(|()| fs::rename(&beside, path));

    written.map_err(|why| {
        // What could not be finished is of no use to anyone.
        let _ = fs::remove_file(&beside);
        Error::file(path, &why)
    })
}

fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(windows)]
fn show(path: &Path) -> Result<(), Error> {
    opener::open(path).map_err(|_| Error::NoViewer)
}

#[cfg(not(windows))]
fn show(path: &Path) -> Result<(), Error> {
    use std::process::{Command, Stdio};

    let mut viewer = Command::new(if cfg!(target_os = "macos") { "open" } else { "xdg-open" });
    let quiet = viewer.arg(path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let status = quiet.status().map_err(|_| Error::NoViewer)?;

    if status.success() { Ok(()) } else { Err(Error::NoViewer) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dispatch::tests::wait;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("派工单.pdf");
        fs::write(&path, "old")?;

        assert!(save(&path, b"new").is_ok());
        assert_eq!(fs::read(&path)?, b"new");
        assert_eq!(fs::read_dir(folder.path())?.count(), 1);
        Ok(())
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let error = save(Path::new("/nowhere/at/all.pdf"), b"new");

        assert!(matches!(error, Err(Error::NoFolder(folder)) if folder == "/nowhere/at"));
    }

    #[test]
    fn what_cannot_be_replaced_stays_as_it_was() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("taken.pdf");
        fs::create_dir(&path)?;
        fs::write(path.join("letter"), "kept")?;

        assert!(matches!(save(&path, b"new"), Err(Error::File { .. })));
        assert_eq!(fs::read(path.join("letter"))?, b"kept");
        assert_eq!(fs::read_dir(folder.path())?.count(), 1);
        Ok(())
    }

    #[test]
    fn a_paper_that_is_still_open_is_shown_under_a_name_beside_it() -> Result<(), Error> {
        let folder = tempfile::tempdir().expect("a folder");
        // Nothing takes the place of a folder with something in it, as nothing does of an open file on Windows.
        std::fs::create_dir_all(folder.path().join("派工单.pdf/open")).expect("room");
        let shown = put(folder.path(), "派工单.pdf", b"new")?;

        assert_eq!(shown, folder.path().join("派工单-2.pdf"));
        assert_eq!(put(folder.path(), "派工单.pdf", b"newer")?, shown);
        assert_eq!(fs::read(&shown).expect("it was written"), b"newer");
        let left = fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(left, 2, "nothing unfinished is left");
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn a_paper_is_shown_from_where_nobody_else_can_read_it() -> std::io::Result<()> {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir()?;
        let shown = folder.path().join("data").join(SHOWN);
        own(&shown)?;
        let (old, new) = (shown.join("old.pdf"), shown.join("new.pdf"));
        private_file::replace(&old, b"old")?;
        private_file::replace(&new, b"new")?;
        let yesterday = std::time::SystemTime::now() - KEPT - KEPT;
        File::options().write(true).open(&old)?.set_modified(yesterday)?;
        own(&shown)?;

        assert!(new.exists() && !old.exists());
        let mode = |path: &Path| fs::metadata(path).map(|about| about.permissions().mode() & 0o777);
        assert_eq!((mode(&shown)?, mode(&new)?), (0o700, 0o600));
        Ok(())
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_told_apart() {
        let full = write(Path::new("/dev/full"), b"new")
            .map_err(|why| Error::file(Path::new("a.pdf"), &why));

        assert!(matches!(full, Err(Error::DiskFull)));
    }

    #[test]
    fn a_paper_is_saved_where_the_last_one_was_as_long_as_that_is_there() {
        let engine = Engine::in_memory(crate::Clock::System).expect("memory is always there");
        let there = || wait(engine.papers_folder()).expect("it can be read");
        let folder = tempfile::tempdir().expect("a folder");
        wait(engine.remember_papers_folder(&folder.path().join("sheet.pdf"))).expect("room");
        assert_eq!(there(), folder.path());

        drop(folder);
        assert_eq!(there(), documents().unwrap_or_default());
    }

    #[test]
    fn a_title_becomes_a_name_that_every_system_takes() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
        let file_name = |title| file_name(title, day);
        assert_eq!(file_name("派工单 SH01-A00001"), "派工单-SH01-A00001-2026-11-22.pdf");
        assert_eq!(file_name("a/b: c?"), "a-b-c-2026-11-22.pdf");
        assert_eq!(file_name(" .. "), "branchdesk-2026-11-22.pdf");
        assert_eq!(file_name("派工 2026-11-22"), "派工-2026-11-22.pdf");
    }
}
