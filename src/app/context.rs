//! What every room may reach.

use engine::Engine;
use locale::Locale;

use crate::look::Look;

/// The engine, the language and the look.
#[derive(Debug, Clone)]
pub struct Context {
    pub engine: Engine,
    pub locale: Locale,
    pub look: Look,
}
