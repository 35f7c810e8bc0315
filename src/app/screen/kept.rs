//! What was begun and not done, kept on disk: it is there when the room is entered again, also after a power cut.

use engine::Error;
use iced::Task;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::context::Context;

/// All that was kept; what cannot be read is nothing.
pub fn read<T: DeserializeOwned>(draft: Result<Option<String>, Error>) -> Vec<T> {
    let text = draft.ok().flatten().unwrap_or_default();

    serde_json::from_str(&text).unwrap_or_default()
}

/// Keeps all that was begun under this name; nothing is not kept.
pub fn keep<T: Serialize>(name: &'static str, begun: &[T], cx: &Context) -> Task<()> {
    if begun.is_empty() {
        return Task::future(cx.engine.drop_draft(name)).map(drop);
    }
    // All of it has a form in JSON.
    let text = serde_json::to_string(begun).unwrap_or_default();

    Task::future(cx.engine.keep_draft(name, text)).map(drop)
}
