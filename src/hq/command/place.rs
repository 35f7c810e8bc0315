//! Where headquarters' database is.

use std::path::PathBuf;

use hq::Storage;

use crate::problem::Problem;

/// The database's address, where nobody who lists the processes reads the password in it.
const VARIABLE: &str = "BRANCHDESK_DATABASE";

/// A folder, or a server.
#[derive(Debug)]
pub enum Place {
    /// SQLite, in a file in this folder.
    Folder(PathBuf),
    /// PostgreSQL, at this address.
    Server(String),
}

impl Place {
    /// What was said, or what the machine is set up for.
    pub fn of(database: Option<String>, folder: Option<PathBuf>) -> Result<Self, Problem> {
        let variable = || std::env::var(VARIABLE).ok().filter(|_| folder.is_none());
        if let Some(url) = database.or_else(variable) {
            return Ok(Self::Server(url));
        }
        let folders = || directories::ProjectDirs::from("", "", "branchdesk-hq");
        let usual = || folders().map(|folders| folders.data_local_dir().to_owned());

        folder.or_else(usual).map(Self::Folder).ok_or(Problem::NoFolder)
    }

    /// Opens it, founding it on the first run.
    pub fn open(&self) -> Result<Storage, hq::Error> {
        match self {
            Self::Folder(folder) => Storage::open(folder),
            Self::Server(url) => Storage::connect(url),
        }
    }
}
