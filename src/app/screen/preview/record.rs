//! What is remembered of a paper once it is printed or saved: sheets as printed, letters as sent.

use std::sync::Arc;

use chrono::NaiveDate;
use domain::{LetterId, PrintId};
use engine::{Error, JobSheets, LetterRow, LettersLaidOut, LettersPosted, Skipped, Undo};
use iced::widget::{Column, column, text};
use iced::{Element, Task};
use locale::Locale;
use ui::widget::{banner, button, dialog};
use ui::{Tone, space};

use super::{Message, Preview};
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::problem;
use crate::screen::letters::left_out;

/// What is to be remembered, and how far it is.
#[derive(Default)]
pub(super) struct Record {
    of: Option<Of>,
    stage: Stage,
    /// The printings that were remembered here.
    pub(super) printed: Vec<PrintId>,
    /// The letters that went out from here.
    pub(super) sent: Vec<LetterId>,
    /// Letters that lie among the others and are not to go.
    pub(super) out: Vec<Skipped>,
}

/// What the paper is.
enum Of {
    Sheets(Arc<JobSheets>),
    Letters(Arc<LettersLaidOut>),
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Nothing left here yet.
    #[default]
    Before,
    /// It left, and is remembered or about to be.
    Done,
    /// It left, and could not be remembered.
    Failed,
}

/// What was remembered, or why not.
#[derive(Debug, Clone)]
pub enum Recorded {
    Sheets(Result<Vec<PrintId>, Error>),
    Letters(LettersPosted),
}

impl Record {
    pub(super) fn of_sheets(sheets: Arc<JobSheets>) -> Self {
        Self { of: Some(Of::Sheets(sheets)), ..Self::default() }
    }

    pub(super) fn of_letters(letters: Arc<LettersLaidOut>) -> Self {
        Self { of: Some(Of::Letters(letters)), ..Self::default() }
    }

    /// The job sheets, if they are such.
    pub(super) fn sheets(&self) -> Option<&Arc<JobSheets>> {
        match &self.of {
            Some(Of::Sheets(sheets)) => Some(sheets),
            Some(Of::Letters(_)) | None => None,
        }
    }

    /// What a file of it is called, and the day it is for, as far as that is known.
    pub(super) fn named(&self, locale: &Locale) -> (Option<String>, Option<NaiveDate>) {
        match &self.of {
            Some(Of::Sheets(sheets)) => {
                let one = |number: &str| [&locale.preview_file_sheet(), number].join(" ");
                let name = sheets.number().map(one);
                (Some(name.unwrap_or_else(|| locale.preview_file_sheets())), sheets.day())
            }
            Some(Of::Letters(letters)) if letters.count() > 1 => {
                (Some(locale.preview_file_letters()), None)
            }
            Some(Of::Letters(_)) | None => (None, None),
        }
    }

    /// Whether there is nothing to remember, or it was.
    pub(super) fn is_done(&self) -> bool {
        self.of.is_none() || self.stage == Stage::Done
    }

    /// Which letters went out, as far as they were not taken back. Once all were they are to be sent again.
    pub(super) fn sent_read(&mut self, sent: &[LetterRow]) {
        if !sent.iter().any(|row| self.sent.contains(&row.id)) {
            self.sent.clear();
            self.stage = Stage::Before;
        }
    }

    /// Whether the sheets still count as printed. Once their printing was taken back they are to be printed again.
    pub(super) fn prints_read(&mut self, stand: bool) {
        if !stand && self.stage == Stage::Done {
            self.printed.clear();
            self.stage = Stage::Before;
        }
    }

    /// What is said above the pages.
    pub(super) fn banners<'a>(&self, cx: &Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let reprints = self.sheets().map_or(0, |sheets| sheets.reprints());
        let reprints = (reprints > 0)
            .then(|| banner(Tone::Info, locale.preview_reprints(reprints as u64), None));
        let letters = matches!(self.of, Some(Of::Letters(_))) && self.stage == Stage::Before;
        let letters = letters.then(|| banner(Tone::Info, locale.preview_letters_not_sent(), None));
        let failed = (self.stage == Stage::Failed).then(|| {
            let words = match &self.of {
                Some(Of::Letters(letters)) => locale.preview_letters_unrecorded(letters.count()),
                Some(Of::Sheets(_)) | None => locale.preview_sheets_unrecorded(),
            };
            let again = button(locale.preview_record()).on_press(Message::RecordPressed);
            banner(Tone::Danger, words, Some(again.into()))
        });

        column![reprints, letters, failed].into()
    }

    /// The letters that are to be taken out of those on paper, by name.
    pub(super) fn take_out<'a>(&self, cx: &Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let why = left_out::words(self.out.iter().map(|skipped| skipped.why), locale);
        let names = self.out.iter().map(|skipped| text(skipped.name.clone()).into());
        let names = Column::with_children(names).spacing(space::NEAR);
        let content = column![why.map(text), names].spacing(space::SNUG);
        let done = button(locale.action_close()).primary().key("Enter").on_press(Message::TakenOut);

        dialog(locale.preview_take_out(self.out.len()), content, vec![done.into()])
    }
}

impl Preview {
    /// Remembers what became of the paper, which `words` say.
    pub(super) fn record(&mut self, words: String, cx: &Context) -> Task<Message> {
        self.record.stage = Stage::Done;
        let recorded = match &self.record.of {
            None => return Task::none(),
            Some(Of::Sheets(sheets)) => {
                Task::perform(cx.engine.record_prints(sheets), Recorded::Sheets)
            }
            Some(Of::Letters(letters)) => {
                Task::perform(cx.engine.post_letters(letters), Recorded::Letters)
            }
        };

        recorded.map(move |recorded| Message::Recorded(words.clone(), recorded))
    }

    pub(super) fn recorded(
        &mut self,
        words: String,
        recorded: Recorded,
        cx: &Context,
    ) -> Action<Message> {
        let locale = &cx.locale;
        let notice = match recorded {
            Recorded::Sheets(Ok(prints)) => self.sheets_printed(words, prints, cx),
            Recorded::Sheets(Err(error)) => {
                self.record.stage = Stage::Failed;
                Notice::problem(said([words, problem::message(&error, locale)]))
            }
            Recorded::Letters(posted) => self.letters_posted(words, posted, cx),
        };

        Action::Tell(notice, Task::none())
    }

    /// What is said once sheets count as printed. Whoever only saved them to look at takes that back.
    fn sheets_printed(&mut self, words: String, prints: Vec<PrintId>, cx: &Context) -> Notice {
        let marked = cx.locale.preview_recorded(prints.len() as u64);
        let notice = Notice::done(said([words, marked.clone()]));
        self.record.printed.clone_from(&prints);

        Notice { deed: Some(marked), ..notice.undone_by(Undo::WithdrawPrints(prints)) }
    }

    /// What is said once letters went out; what was on paper and is not to go is named in a dialog.
    fn letters_posted(&mut self, words: String, posted: LettersPosted, cx: &Context) -> Notice {
        let locale = &cx.locale;
        let failed = posted.failed.as_ref().map(|error| problem::message(error, locale));
        if let (Some(_), Some(Of::Letters(letters))) = (&failed, &self.record.of) {
            self.record.of = Some(Of::Letters(Arc::new(letters.after(&posted))));
            self.record.stage = Stage::Failed;
        }
        let left_out = left_out::words(posted.skipped.iter().map(|skipped| skipped.why), locale);
        let all_well = left_out.is_none() && failed.is_none();
        let count = posted.letters.len();
        let sent = (count > 0 || failed.is_none()).then(|| locale.letters_posted(count));
        let undo = posted.undo();
        self.record.sent.extend(posted.letters);
        self.record.out = posted.skipped;
        let words = [Some(words), sent.clone(), left_out, failed].into_iter().flatten();
        let words = said(words);
        let notice = if all_well { Notice::done(words) } else { Notice::problem(words) };

        // What is on paper stays there: only the sending can be taken back.
        Notice { undo, deed: sent, ..notice }
    }
}

/// Sentences one after the other.
fn said(words: impl IntoIterator<Item = String>) -> String {
    let words: Vec<String> = words.into_iter().filter(|words| !words.is_empty()).collect();

    words.join(" ")
}
