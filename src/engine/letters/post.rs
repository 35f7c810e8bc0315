//! Sending letters: put on paper, and remembered word by word once it is printed or saved.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::{Channel, Customer, Letter, LetterId};
use locale::{Language, Locale};
use print::{Paper, Press, Window};

use super::compose::{About, why_not};
use super::{BATCH, LetterDraft, LetterRow, NoLetter, Skipped};
use crate::deed::Deed;
use crate::papers::aside;
use crate::progress::Progress;
use crate::{Desk, Engine, Error, Undo};

/// Letters on paper that are not sent yet.
#[derive(Debug, Clone)]
pub struct LettersLaidOut {
    /// The letters, in the order of the paper.
    drafts: Vec<LetterDraft>,
    /// All of them.
    pub paper: Arc<Paper>,
    /// Whether it was stopped before the last.
    pub stopped: bool,
}

impl LettersLaidOut {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.drafts.len()
    }

    /// The same paper, with those that are still to be remembered.
    pub fn after(&self, posted: &LettersPosted) -> Self {
        Self { drafts: posted.rest.clone(), ..self.clone() }
    }
}

/// Letters that were sent.
#[derive(Debug, Clone, Default)]
pub struct LettersPosted {
    /// Which, in the order of the paper.
    pub letters: Vec<LetterId>,
    /// Those who get none after all: they refused, or another desk wrote to them meanwhile.
    pub skipped: Vec<Skipped>,
    /// What prevented the rest; what was sent before stands.
    pub failed: Option<Error>,
    /// Those that are on paper and were not remembered for that.
    rest: Vec<LetterDraft>,
}

impl LettersPosted {
    /// The way back, if a letter was sent at all.
    pub fn undo(&self) -> Option<Undo> {
        (!self.letters.is_empty()).then(|| Undo::WithdrawLetters(self.letters.clone()))
    }
}

/// The most letters a list holds.
const LISTED: u32 = 2_000;

impl Engine {
    /// Puts letters on paper, to be printed or saved; they are sent by [`Self::post_letters`] only. Stopped half-way,
    /// those before are on the paper; none if there is not a single one.
    pub fn lay_out_letters(
        &self,
        drafts: Vec<LetterDraft>,
        progress: &Progress,
    ) -> impl Future<Output = Result<Option<LettersLaidOut>, Error>> + Send + use<> {
        let progress = progress.clone();
        let desk = self.desk();

        async move {
            let window = window_of(desk.await?.as_ref());
            let total = drafts.len();
            let (mut paper, mut done) = (None, 0);
            for batch in drafts.chunks(BATCH) {
                if progress.is_cancelled() {
                    break;
                }
                done += batch.len();
                let letters = batch.iter().map(|draft| draft.letter.clone()).collect();
                paper = printed(paper, letters, window).await?;
                progress.reach(done as u64, total as u64);
            }
            let mut drafts = drafts;
            drafts.truncate(done);

            Ok(paper.map(Arc::new).map(|paper| LettersLaidOut {
                drafts,
                paper,
                stopped: done < total,
            }))
        }
    }

    /// Remembers that letters went out, word by word, two hundred to an operation. Who refused meanwhile, or was
    /// written to by another desk, is skipped: that letter is to be taken out. What a failure left is remembered by
    /// posting those [`after`](LettersLaidOut::after) it.
    pub fn post_letters(
        &self,
        letters: &LettersLaidOut,
    ) -> impl Future<Output = LettersPosted> + Send + use<> {
        let (engine, drafts) = (self.clone(), letters.drafts.clone());

        async move {
            let mut posted = LettersPosted::default();
            for (at, batch) in drafts.chunks(BATCH).enumerate() {
                let letters = batch.to_vec();
                let answer = engine.deed("post_letters", move |deed| post(deed, letters)).await;
                let (sent, skipped) = match answer {
                    Ok(answer) => answer,
                    // What was sent before has its way back.
                    Err(error) => {
                        posted.rest = drafts[at * BATCH..].to_vec();
                        posted.failed = Some(error);
                        break;
                    }
                };
                posted.skipped.extend(skipped);
                posted.letters.extend(sent);
            }

            posted
        }
    }

    /// A letter as it was sent, word by word.
    pub fn reprint_letter(
        &self,
        letter: LetterId,
    ) -> impl Future<Output = Result<Arc<Paper>, Error>> + Send + use<> {
        let read = self
            .workers
            .read(move |session| session.get::<Letter>(letter)?.ok_or(Error::Unknown("letter")));
        let desk = self.desk();

        async move {
            let window = window_of(desk.await?.as_ref());
            let paper = printed(None, vec![read.await?], window).await?;
            paper.map(Arc::new).ok_or(Error::Unknown("letter"))
        }
    }

    /// Letters that were sent, newest first, at most 2,000.
    pub fn letters_sent(
        &self,
    ) -> impl Future<Output = Result<Vec<LetterRow>, Error>> + Send + use<> {
        self.workers.read(|session| Ok(session.letters(LISTED)?))
    }
}

fn post(deed: &Deed<'_>, drafts: Vec<LetterDraft>) -> Result<(Vec<LetterId>, Vec<Skipped>), Error> {
    let (mut sent, mut skipped) = (Vec::new(), Vec::new());
    for LetterDraft { target, name, letter, .. } in drafts {
        // Between writing and sending something may have come from elsewhere.
        let why = match About::read(deed.session, target)? {
            Some(about) => why_not(deed.session, deed.now, letter.purpose, &about)?,
            None => {
                let there = deed.session.get::<Customer>(letter.customer)?.is_some();
                let refused =
                    crate::sameness::refuses(deed.session, letter.customer, Channel::Letter)?;
                (!there || refused).then_some(NoLetter::Gone)
            }
        };
        if let Some(why) = why {
            skipped.push(Skipped { target, name, why });
            continue;
        }
        let letter = Letter { at: deed.now, by: deed.actor, ..letter };
        sent.push(deed.note(&letter)?);
    }

    Ok((sent, skipped))
}

/// What the window of the office's envelopes shows.
pub(super) fn window_of(desk: Option<&Desk>) -> Window {
    desk.map(|desk| Window::of(desk.office.envelopes())).unwrap_or_default()
}

/// Puts letters behind a paper, each in its language.
async fn printed(
    paper: Option<Paper>,
    letters: Vec<Letter>,
    window: Window,
) -> Result<Option<Paper>, Error> {
    aside(move || {
        let mut paper = paper;
        let mut runs: BTreeMap<Language, Vec<print::Letter>> = BTreeMap::new();
        for letter in letters {
            let language = Language::from_tag(&letter.language).unwrap_or(Language::English);
            runs.entry(language).or_default().push(sheet(letter)?);
        }
        for (language, letters) in runs {
            let locale = Locale::new(language);
            let more = Press::new(&locale).letters(&letters, window);
            match &mut paper {
                Some(paper) => paper.append(more),
                None => paper = Some(more),
            }
        }

        Ok(paper)
    })
    .await
}

/// A letter as it was kept, word by word.
fn sheet(letter: Letter) -> Result<print::Letter, Error> {
    let kept = if letter.sheet.is_null() { serde_json::json!({}) } else { letter.sheet };
    let kept: print::Letter =
        serde_json::from_value(kept).map_err(|why| Error::Paper(why.to_string()))?;

    Ok(print::Letter {
        recipient: letter.recipient,
        subject: letter.subject,
        body: letter.body,
        ..kept
    })
}
