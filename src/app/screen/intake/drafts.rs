//! Calls that were begun: each is kept by itself until it has become an order.

use std::sync::atomic::{AtomicU64, Ordering};

use engine::Engine;
use serde::{Deserialize, Serialize};

use super::form::Form;

/// The name under which they lie.
const NAME: &str = "intake";

/// Which of the calls that were begun.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Key(String);

/// A call that was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub key: Key,
    pub form: Form,
}

impl Key {
    /// One that no other call has, here or from an earlier start.
    pub fn new(engine: &Engine) -> Self {
        static BEGUN: AtomicU64 = AtomicU64::new(0);

        let now = engine.clock().now().0;
        Self(format!("{now}-{}", BEGUN.fetch_add(1, Ordering::Relaxed)))
    }
}

/// All that were begun, the latest last.
pub async fn read(engine: Engine) -> Vec<Draft> {
    let text = engine.draft(NAME).await.ok().flatten().unwrap_or_default();
    // There was only one once.
    let one = || serde_json::from_str(&text).map(|form| vec![Draft { key: Key::default(), form }]);

    serde_json::from_str(&text).or_else(|_| one()).unwrap_or_default()
}

/// Whose call was begun last and is no order yet.
pub async fn begun(engine: Engine) -> Option<String> {
    let drafts = read(engine).await;

    drafts.iter().rev().map(|draft| draft.form.who()).find(|who| !who.is_empty()).map(str::to_owned)
}

/// Keeps a call as it stands; one in which nothing stands any more is forgotten, and so are those that are `gone`.
pub async fn keep(engine: Engine, gone: Vec<Key>, here: Draft) {
    let mut drafts = read(engine.clone()).await;
    drafts.retain(|draft| draft.key != here.key && !gone.contains(&draft.key));
    if !here.form.is_blank() {
        drafts.push(here);
    }
    // What cannot be kept is still on screen.
    let _ = if drafts.is_empty() {
        engine.drop_draft(NAME).await
    } else {
        engine.keep_draft(NAME, serde_json::to_string(&drafts).unwrap_or_default()).await
    };
}

/// Forgets a call that has become an order.
pub async fn forget(engine: Engine, key: Key) {
    keep(engine, Vec::new(), Draft { key, form: Form::default() }).await;
}
