//! Asking for a file with the system's own dialog, and telling whether it has one.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use rfd::{AsyncFileDialog, FileHandle};

/// What a person answered when asked for a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    Path(PathBuf),
    /// They thought better of it.
    Nothing,
    /// Nobody was asked: the system has no dialog to ask with.
    NoDialog,
}

/// Who asks for files.
#[derive(Debug, Clone, Default)]
pub enum Dialogs {
    /// The system, with its own dialog.
    #[default]
    System,
    /// Nobody: the answers lie ready, the next one first.
    #[cfg(test)]
    Prepared(Answers),
}

#[cfg(test)]
type Answers = std::sync::Arc<std::sync::Mutex<std::collections::VecDeque<Chosen>>>;

/// Nobody reads a dialog and closes it sooner than this.
const SOONEST: Duration = Duration::from_millis(400);

impl Dialogs {
    /// Asks for a file that is there.
    pub fn open(&self, dialog: AsyncFileDialog) -> impl Future<Output = Chosen> + Send + use<> {
        let prepared = self.ready();

        async move {
            match prepared {
                Some(chosen) => chosen,
                None => answered(dialog.pick_file()).await,
            }
        }
    }

    /// Asks for a folder that is there.
    pub fn folder(&self, dialog: AsyncFileDialog) -> impl Future<Output = Chosen> + Send + use<> {
        let prepared = self.ready();

        async move {
            match prepared {
                Some(chosen) => chosen,
                None => answered(dialog.pick_folder()).await,
            }
        }
    }

    /// Asks where a file is to be written.
    pub fn save(&self, dialog: AsyncFileDialog) -> impl Future<Output = Chosen> + Send + use<> {
        let prepared = self.ready();

        async move {
            match prepared {
                Some(chosen) => chosen,
                None => answered(dialog.save_file()).await,
            }
        }
    }

    /// The answer that lies ready, if the system is not to be asked.
    fn ready(&self) -> Option<Chosen> {
        match self {
            Self::System => None,
            #[cfg(test)]
            Self::Prepared(answers) => {
                let next = answers.lock().ok().and_then(|mut answers| answers.pop_front());
                Some(next.unwrap_or(Chosen::NoDialog))
            }
        }
    }
}

#[cfg(test)]
impl Dialogs {
    /// Asks nobody, ever.
    pub fn prepared() -> Self {
        Self::Prepared(Answers::default())
    }

    /// One more answer that lies ready.
    pub fn prepare(&self, chosen: Chosen) {
        if let Self::Prepared(answers) = self {
            answers.lock().expect("nobody broke off with it").push_back(chosen);
        }
    }
}

/// Waits for the answer of a dialog.
async fn answered(dialog: impl Future<Output = Option<FileHandle>>) -> Chosen {
    let asked = Instant::now();

    match dialog.await {
        Some(file) => Chosen::Path(file.path().to_owned()),
        // A system without dialogs answers at once, and with the same word.
        None if asked.elapsed() < SOONEST => Chosen::NoDialog,
        None => Chosen::Nothing,
    }
}
