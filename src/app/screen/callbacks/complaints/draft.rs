//! What was begun about complaints: kept until it is done.

use domain::OrderId;
use engine::Error;
use iced::Task;
use iced::widget::text_editor;
use serde::{Deserialize, Serialize};

use super::{Complaints, Message};
use crate::action::Action;
use crate::context::Context;
use crate::screen::kept;

/// What is half-written is kept under this name.
pub(super) const DRAFT: &str = "complaints";

/// What was begun about a complaint, as it is kept.
#[derive(Serialize, Deserialize)]
struct Begun {
    order: OrderId,
    department: String,
    words: String,
}

impl Complaints {
    /// What was begun when the room was left is there again.
    pub(super) fn draft_read(&mut self, draft: Result<Option<String>, Error>) -> Action<Message> {
        for kept in kept::read::<Begun>(draft) {
            let words = text_editor::Content::with_text(&kept.words);
            let blank = self.department.trim().is_empty() && self.words.text().trim().is_empty();
            if self.selected == Some(kept.order) && blank {
                (self.department, self.words) = (kept.department, words);
            } else {
                self.begun.entry(kept.order).or_insert((kept.department, words));
            }
        }
        Action::None
    }

    /// Keeps all that was begun, until it is done.
    pub(super) fn keep(&self, cx: &Context) -> Task<Message> {
        let here = self.selected.map(|order| (order, &self.department, &self.words));
        let others = self.begun.iter().map(|(order, (name, words))| (*order, name, words));
        let all = others.chain(here).map(|(order, department, words)| Begun {
            order,
            department: department.clone(),
            words: words.text().trim_end().to_owned(),
        });
        let begun = all.filter(|it| !(it.department.trim().is_empty() && it.words.is_empty()));

        kept::keep(DRAFT, &begun.collect::<Vec<_>>(), cx).map(|()| Message::DraftKept)
    }

    /// What was written about this complaint is done with.
    pub(super) fn forget(&mut self, order: OrderId) {
        self.begun.remove(&order);
        if self.selected == Some(order) {
            self.department.clear();
            self.words = text_editor::Content::new();
            self.error = None;
        }
    }
}
