//! Sending letters: remembered word by word, then put on paper.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::{Channel, Consent, Customer, Letter, LetterId};
use locale::{Language, Locale};
use print::{Paper, Press, Window};

use super::compose::{About, why_not};
use super::{BATCH, LetterDraft, LetterRow, NoLetter, Skipped};
use crate::deed::Deed;
use crate::papers::aside;
use crate::progress::Progress;
use crate::{Engine, Error, Undo};

/// Letters that were sent.
#[derive(Debug, Clone)]
pub struct LettersPosted {
    /// Which, in the order of the paper.
    pub letters: Vec<LetterId>,
    /// Those who get none after all: they refused, or another desk wrote to them meanwhile.
    pub skipped: Vec<Skipped>,
    /// All of them; none if nobody gets one.
    pub paper: Option<Arc<Paper>>,
    /// Whether it was stopped before the last.
    pub stopped: bool,
    /// What prevented the rest; what was sent before stands.
    pub failed: Option<Error>,
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
    /// Sends letters, two hundred to an operation, and puts them on paper. Stopped half-way, those that were
    /// sent are on the paper.
    pub fn post_letters(
        &self,
        drafts: Vec<LetterDraft>,
        progress: &Progress,
    ) -> impl Future<Output = Result<LettersPosted, Error>> + Send + use<> {
        let (engine, progress) = (self.clone(), progress.clone());

        async move {
            let total = drafts.len() as u64;
            let mut drafts = drafts.into_iter().peekable();
            let mut posted = LettersPosted {
                letters: Vec::new(),
                skipped: Vec::new(),
                paper: None,
                stopped: false,
                failed: None,
            };
            let mut paper = None;
            let mut done = 0;
            while drafts.peek().is_some() {
                if progress.is_cancelled() {
                    posted.stopped = true;
                    break;
                }
                let batch: Vec<LetterDraft> = drafts.by_ref().take(BATCH).collect();
                done += batch.len() as u64;
                let answer = engine.deed("post_letters", move |deed| post(deed, batch)).await;
                let (sent, skipped) = match answer {
                    Ok(answer) => answer,
                    Err(error) if posted.letters.is_empty() => return Err(error),
                    // What was sent has its paper and its way back.
                    Err(error) => {
                        (posted.stopped, posted.failed) = (true, Some(error));
                        break;
                    }
                };
                posted.skipped.extend(skipped);
                let (ids, letters): (Vec<_>, Vec<_>) = sent.into_iter().unzip();
                posted.letters.extend(ids);
                paper = printed(paper, letters).await?;
                progress.reach(done, total);
            }
            posted.paper = paper.map(Arc::new);

            Ok(posted)
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

        async move {
            let paper = printed(None, vec![read.await?]).await?;
            paper.map(Arc::new).ok_or(Error::Unknown("letter"))
        }
    }

    /// How a letter will look once it is sent.
    pub fn preview_letter(
        &self,
        draft: &LetterDraft,
    ) -> impl Future<Output = Result<Arc<Paper>, Error>> + Send + use<> {
        let letter = draft.letter.clone();

        async move {
            let paper = printed(None, vec![letter]).await?;
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

type Sent = Vec<(LetterId, Letter)>;

fn post(deed: &Deed<'_>, drafts: Vec<LetterDraft>) -> Result<(Sent, Vec<Skipped>), Error> {
    let (mut sent, mut skipped) = (Vec::new(), Vec::new());
    for LetterDraft { target, name, letter, .. } in drafts {
        // Between writing and sending something may have come from elsewhere.
        let why = match About::read(deed.session, target)? {
            Some(about) => why_not(deed.session, deed.now, letter.purpose, &about)?,
            None => match deed.session.get::<Customer>(letter.customer)? {
                Some(it) if it.consent(Channel::Letter) == Consent::Given => None,
                _ => Some(NoLetter::Gone),
            },
        };
        if let Some(why) = why {
            skipped.push(Skipped { target, name, why });
            continue;
        }
        let letter = Letter { at: deed.now, by: deed.actor, ..letter };
        let id: LetterId = deed.note(&letter)?;
        sent.push((id, letter));
    }

    Ok((sent, skipped))
}

/// Puts letters behind a paper, each in its language.
async fn printed(paper: Option<Paper>, letters: Vec<Letter>) -> Result<Option<Paper>, Error> {
    aside(move || {
        let mut paper = paper;
        let mut runs: BTreeMap<Language, Vec<print::Letter>> = BTreeMap::new();
        for letter in letters {
            let language = Language::from_tag(&letter.language).unwrap_or(Language::English);
            runs.entry(language).or_default().push(sheet(letter)?);
        }
        for (language, letters) in runs {
            let locale = Locale::new(language);
            let more = Press::new(&locale).letters(&letters, Window::default());
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
