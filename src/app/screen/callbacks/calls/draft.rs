//! What was begun about calls, kept until it is written down.

use domain::{Aspect, Grade, OrderId};
use engine::Error;
use iced::Task;
use iced::widget::text_editor;
use serde::{Deserialize, Serialize};

use super::{Calls, Entry, Message};
use crate::action::Action;
use crate::context::Context;
use crate::screen::kept;

/// What is half-written is kept under this name.
pub const NAME: &str = "calls";

/// One call, as it is kept.
#[derive(Serialize, Deserialize)]
pub(super) struct Begun {
    pub(super) order: OrderId,
    grade: Option<Grade>,
    marks: [Option<bool>; Aspect::ALL.len()],
    remark: String,
}

impl Begun {
    pub(super) fn of(order: OrderId, entry: &Entry) -> Self {
        let remark = entry.remark.text().trim_end().to_owned();

        Self { order, grade: entry.grade, marks: entry.marks, remark }
    }

    pub(super) fn entry(self) -> Entry {
        let remark = text_editor::Content::with_text(&self.remark);

        Entry { grade: self.grade, marks: self.marks, remark, then: None }
    }
}

impl Calls {
    /// What was begun when the room was left is there again.
    pub(super) fn draft_read(&mut self, draft: Result<Option<String>, Error>) -> Action<Message> {
        for begun in kept::read::<Begun>(draft) {
            let order = begun.order;
            if self.selected == Some(order) && self.entry.is_blank() {
                self.entry = begun.entry();
            } else {
                self.begun.entry(order).or_insert_with(|| begun.entry());
            }
        }
        Action::None
    }

    /// Keeps all that was begun, until it is written down.
    pub(super) fn keep(&self, cx: &Context) -> Task<Message> {
        let here = self.selected.map(|order| (order, &self.entry));
        let others = self.begun.iter().map(|(order, entry)| (*order, entry));
        let all = others.chain(here).filter(|(_, entry)| !entry.is_blank());
        let begun: Vec<Begun> = all.map(|(order, entry)| Begun::of(order, entry)).collect();

        kept::keep(NAME, &begun, cx).map(|()| Message::DraftKept)
    }
}
