//! Replies that were begun: kept until they are saved, also after a power cut.

use domain::{ArticleId, EnquiryId};
use engine::Error;
use iced::Task;
use iced::widget::text_editor;
use serde::{Deserialize, Serialize};

use super::enquiries::{Enquiries, Message};
use crate::action::Action;
use crate::context::Context;
use crate::screen::kept;

/// What is half-written is kept under this name.
pub(super) const DRAFT: &str = "inbox";

/// A reply that was begun.
#[derive(Serialize, Deserialize)]
struct Begun {
    enquiry: EnquiryId,
    words: String,
    /// The articles that they were taken from.
    #[serde(default)]
    told: Vec<ArticleId>,
}

impl Enquiries {
    pub(super) fn draft_read(&mut self, draft: Result<Option<String>, Error>) -> Action<Message> {
        for kept in kept::read::<Begun>(draft) {
            if !kept.told.is_empty() {
                self.articles.told.entry(kept.enquiry).or_insert(kept.told);
            }
            if self.selected == Some(kept.enquiry) && self.words.text().trim().is_empty() {
                self.words = text_editor::Content::with_text(&kept.words);
            } else {
                self.begun.entry(kept.enquiry).or_insert(kept.words);
            }
        }
        Action::None
    }

    /// Keeps all that was begun, until it is saved.
    pub(super) fn keep(&self, cx: &Context) -> Task<Message> {
        let here = self.selected.map(|enquiry| (enquiry, self.words.text().trim_end().to_owned()));
        let others = self.begun.iter().map(|(enquiry, words)| (*enquiry, words.clone()));
        let all = others.chain(here).filter(|(_, words)| !words.trim().is_empty());
        let begun = |(enquiry, words)| Begun { told: self.articles.told(enquiry), enquiry, words };
        let begun: Vec<Begun> = all.map(begun).collect();

        kept::keep(DRAFT, &begun, cx).map(|()| Message::DraftKept)
    }
}
