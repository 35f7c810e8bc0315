//! What the table says that nobody but its owner understands: columns without a field, words without a meaning.

use engine::{ColumnSource, Inspection, Repair, mean, meaning, note_others, notes_others};
use iced::widget::{column, text};
use iced::{Element, Fill};
use locale::Locale;
use ui::widget::{checkbox, choice, columns, section};
use ui::{Tone, size, space, theme};

use super::{Import, Message};
use crate::action::Action;
use crate::context::Context;

impl Import {
    pub(super) fn others_toggled(&mut self, noted: bool) -> Action<Message> {
        if let Some(inspection) = &mut self.inspection {
            note_others(&mut inspection.mapping, noted);
        }
        (self.report, self.error) = (None, None);
        Action::None
    }

    /// The word with this number means what stands at this place of the list; the first place takes it back.
    pub(super) fn meaning_picked(&mut self, word: usize, at: usize) -> Action<Message> {
        let word = self.own_words().get(word).map(|&word| word.to_owned());
        if let Some((inspection, word)) = self.inspection.as_mut().zip(word) {
            let meant = at.checked_sub(1).and_then(|at| Repair::ALL.get(at)).copied();
            mean(&mut inspection.mapping, &word, meant);
        }
        // What the trial told stays in sight above, so that the next word is where it was.
        self.stale = true;
        self.error = None;
        Action::None
    }

    /// The words of which somebody has to say what they mean: those at the table's beginning, and those that a trial
    /// met further down.
    fn own_words(&self) -> Vec<&str> {
        let Some(inspection) = &self.inspection else { return Vec::new() };
        let mut words: Vec<&str> = inspection.own_words().collect();
        for word in &self.strange {
            if !words.iter().any(|known| known.to_lowercase() == word.to_lowercase()) {
                words.push(word);
            }
        }

        words
    }

    pub(super) fn words<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, Message>> {
        let locale = &cx.locale;
        let inspection = self.inspection.as_ref()?;
        let Some(ColumnSource::Column(name)) = inspection.mapping.source("result") else {
            return None;
        };
        let words = self.own_words();
        if words.is_empty() {
            return None;
        }
        let how = text(locale.import_words_how()).size(size::CAPTION).style(theme::style::muted);
        let choices = words.into_iter().enumerate().map(|(at, word)| {
            let meant = meaning(&inspection.mapping, word);
            let here = meant.and_then(|meant| Repair::ALL.iter().position(|it| *it == meant));
            let names = Repair::ALL.map(|it| called(it, locale));
            let names = std::iter::once(locale.import_words_none()).chain(names);
            choice(word.to_owned(), names, Some(here.map_or(0, |here| here + 1)))
                .none(locale.list_no_match())
                .on_pick(move |picked| Message::MeaningPicked(at, picked))
                .width(Fill)
                .into()
        });
        let content = column![how, columns(size::FIELD, choices)].spacing(space::SNUG);

        Some(section(locale.import_words(name), None, content))
    }
}

/// The columns that fill nothing, and whether they are noted all the same.
pub fn others<'a>(inspection: &'a Inspection, cx: &'a Context) -> Option<Element<'a, Message>> {
    let locale = &cx.locale;
    let untaken = inspection.untaken();
    if untaken.is_empty() {
        return None;
    }
    let names = locale.enumeration(&untaken);
    let noted = notes_others(&inspection.mapping);
    let (words, tone) = if noted {
        (locale.import_untaken_noted(&names), Tone::Neutral)
    } else {
        (locale.import_untaken(&names), Tone::Warning)
    };
    let words = text(words).style(theme::style::toned(tone));
    let ticked = inspection
        .list()
        .is_of_households()
        .then(|| checkbox(locale.import_untaken_note(), noted, Some(Message::OthersToggled)));

    Some(column![words, ticked].spacing(space::NEAR).into())
}

/// What a result is called.
pub fn called(result: Repair, locale: &Locale) -> String {
    match result {
        Repair::Open => locale.import_words_open(),
        Repair::ToCall => locale.import_words_to_call(),
        Repair::Closed => locale.import_words_closed(),
        Repair::Paid => locale.import_words_paid(),
        Repair::Owed => locale.import_words_owed(),
        Repair::Unknown => locale.import_words_unknown(),
        Repair::Cancelled => locale.import_words_cancelled(),
    }
}
