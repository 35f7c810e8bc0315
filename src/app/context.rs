//! What every room may reach.

use engine::Engine;
use locale::Locale;

use crate::file_dialog::Dialogs;
use crate::look::Look;

/// The engine, the language, the look, and whoever asks for files.
#[derive(Debug, Clone)]
pub struct Context {
    pub engine: Engine,
    pub locale: Locale,
    pub look: Look,
    pub dialogs: Dialogs,
}
