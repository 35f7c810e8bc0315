//! Replies that are to leave. Each is marked before the server hears of it, so that after a crash nobody sends it a second time
//! without knowing: what was under way then is a person's to decide.

use domain::{
    Enquiry, EnquiryEvent, EnquiryEventId, EnquiryEventKind, EnquiryId, Moment, ReplyWay,
};
use serde::{Deserialize, Serialize};
use store::Session;

use super::account::account_of;
use super::smtp::{Smtp, Unsent};
use super::write::{self, Ready};
use super::{MINUTE, MailAccount, MailFault};
use crate::deed::Deed;
use crate::papers::aside;
use crate::{Engine, Error};

/// What the settings that hold them begin with.
const OUTBOX: &str = "mail-out:";
/// So long a reply stays, in case somebody thinks better of it.
const GRACE: i64 = 15_000;
/// So many leave in one turn.
const AT_ONCE: usize = 20;
/// The longest time between two tries, in minutes.
const RARELY: i64 = 60;

/// A reply that is to leave, and has not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// The answer.
    pub event: EnquiryEventId,
    /// How it stands.
    pub state: OutgoingState,
    /// What was in the way last.
    pub why: Option<MailFault>,
    /// Since when it is so.
    pub at: Moment,
}

/// How a reply stands that has not left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutgoingState {
    /// It leaves with the next turn.
    Waiting,
    /// It is leaving.
    Sending,
    /// The line or the program was cut while it left: it may be there.
    Perhaps,
    /// The server will not have it.
    Refused,
}

/// What left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SentMails {
    /// How many did.
    pub sent: usize,
    /// How many a person is to look at.
    pub stuck: usize,
}

/// A reply in the queue. Its words are in the answer, and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Queued {
    enquiry: EnquiryId,
    state: OutgoingState,
    at: Moment,
    /// Not before.
    after: Moment,
    #[serde(default)]
    tries: u32,
    #[serde(default)]
    why: Option<MailFault>,
}

/// Puts an answer into the queue.
pub(crate) fn queue(deed: &Deed<'_>, id: EnquiryId, event: EnquiryEventId) -> Result<(), Error> {
    let account = account_of(deed.session)?.filter(MailAccount::sends);
    account.ok_or(Error::Mail(MailFault::NoAccount))?;
    let to = deed.get::<Enquiry>(id)?.mail.unwrap_or_default();
    if write::address(&to).is_none() {
        return Err(Error::Mail(MailFault::Address(to)));
    }
    let (state, at) = (OutgoingState::Waiting, deed.now);
    let after = Moment(at.0 + GRACE);
    let queued = Queued { enquiry: id, state, at, after, tries: 0, why: None };

    put(deed.session, event, &queued)
}

/// Whether a reply to this can leave from this computer.
pub(crate) fn can_answer(session: &Session<'_>, enquiry: &Enquiry) -> Result<bool, Error> {
    let sends = account_of(session)?.is_some_and(|account| account.sends());

    Ok(sends && enquiry.mail.as_deref().and_then(write::address).is_some())
}

/// Whether replies of rules leave from this computer.
pub(crate) fn answers_by_itself(session: &Session<'_>) -> Result<bool, Error> {
    Ok(account_of(session)?.is_some_and(|account| account.sends() && account.rules))
}

/// That an answer was not given after all: it does not leave any more. Whether it has, or may have, already.
pub(crate) fn is_sent(
    session: &Session<'_>,
    (id, answer): (EnquiryEventId, &EnquiryEvent),
) -> Result<bool, Error> {
    if answer.event != EnquiryEventKind::Answer || answer.way != Some(ReplyWay::Mail) {
        return Ok(false);
    }
    let events = session.enquiry_events(answer.enquiry)?;
    let mut after = events.iter().skip_while(|(other, _)| *other != id).skip(1);
    if after.any(|(_, event)| event.event == EnquiryEventKind::Send) {
        return Ok(true);
    }
    let queued = get(session, id)?;
    if queued.is_some_and(|it| it.state == OutgoingState::Sending) {
        return Ok(true);
    }
    session.drop_setting(&named(id))?;

    Ok(false)
}

/// The reply to an enquiry that has not left.
pub(crate) fn of_enquiry(
    session: &Session<'_>,
    enquiry: EnquiryId,
) -> Result<Option<Outgoing>, Error> {
    let found = all(session)?.into_iter().filter(|(_, queued)| queued.enquiry == enquiry);
    let latest = found.max_by_key(|(_, queued)| queued.at);

    Ok(latest.map(|(event, queued)| Outgoing {
        event,
        state: queued.state,
        why: queued.why,
        at: queued.at,
    }))
}

/// How many are to leave, and how many a person is to look at.
pub(super) fn count(session: &Session<'_>) -> Result<(usize, usize), Error> {
    let all = all(session)?;
    let stuck = all.iter().filter(|(_, queued)| queued.state.is_stuck()).count();

    Ok((all.len() - stuck, stuck))
}

impl OutgoingState {
    /// Whether nothing happens unless a person says what.
    pub const fn is_stuck(self) -> bool {
        matches!(self, Self::Perhaps | Self::Refused)
    }
}

impl Engine {
    /// A reply that did not leave, or perhaps did, leaves again: somebody knows, and wants it.
    pub fn send_again(
        &self,
        event: EnquiryEventId,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        self.decide(event, |deed, event, queued| {
            let (state, at) = (OutgoingState::Waiting, deed.now);
            put(deed.session, event, &Queued { state, at, after: at, tries: 0, ..queued })
        })
    }

    /// A reply of which nobody knew whether it left is there: somebody asked.
    pub fn it_arrived(
        &self,
        event: EnquiryEventId,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        self.decide(event, |deed, event, queued| left(deed, event, queued.enquiry, deed.actor))
    }

    fn decide(
        &self,
        event: EnquiryEventId,
        what: fn(&Deed<'_>, EnquiryEventId, Queued) -> Result<(), Error>,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        self.deed("decide_about_mail", move |deed| {
            let queued = get(deed.session, event)?.ok_or(Error::Unknown("mail"))?;
            if queued.state.is_stuck() { what(deed, event, queued) } else { Ok(()) }
        })
    }

    /// What was leaving when the program ended is a person's to decide; what was taken back, or whose person was erased, does
    /// not leave.
    pub(super) async fn sweep_outbox(&self) -> Result<(), Error> {
        let now = self.clock.now();
        let mark = self.post.folder.as_ref().map(|folder| folder.join(super::WENT_BACK));
        let mark = mark.filter(|mark| mark.exists());
        let back = mark.is_some();
        let changed = self.workers.write(move |session| sweep(session, now, back)).await?;
        if let Some(mark) = mark {
            std::fs::remove_file(&mark).map_err(|error| Error::file(&mark, &error))?;
        }
        if changed {
            self.changed.tell();
        }

        Ok(())
    }

    /// Sends what is to leave by now.
    pub(super) async fn send_waiting(&self, account: &MailAccount) -> Result<SentMails, Error> {
        let mut done = SentMails::default();
        let now = self.clock.now();
        let due = self.workers.read(move |session| due(session, now)).await?;
        if due.is_empty() || !account.sends() {
            return Ok(done);
        }
        let mut line = match self.way_out(account).await {
            Ok(line) => line,
            Err(error) => {
                if let Error::Mail(fault) = &error {
                    for event in due {
                        self.note(event, Unsent::NotYet(fault.clone())).await?;
                    }
                }
                return Err(error);
            }
        };
        for event in due {
            let Some(ready) = self.begin_to_send(event, account).await? else { continue };
            let sent;
            (line, sent) = aside(move || {
                let sent = line.send((ready.from, ready.to), &ready.bytes);
                Ok((line, sent))
            })
            .await?;
            let Err(unsent) = sent else {
                self.note_sent(event).await?;
                done.sent += 1;
                continue;
            };
            done.stuck += usize::from(!matches!(unsent, Unsent::NotYet(_)));
            let is_cut = !matches!(unsent, Unsent::Never(_));
            self.note(event, unsent).await?;
            // After a refusal the line may stand in the middle of a mail: the next has one of its own.
            if is_cut {
                return Ok(done);
            }
            line = self.way_out(account).await?;
        }
        aside(move || {
            line.leave();
            Ok(())
        })
        .await?;

        Ok(done)
    }

    async fn way_out(&self, account: &MailAccount) -> Result<Smtp, Error> {
        let password = self.mail_password(account).await?;
        let (trusted, account) = (self.post.trusted(), account.clone());

        aside(move || Ok(Smtp::open(&account, &password, &trusted)?)).await
    }

    /// Marks a reply as leaving; none where it is not to leave any more.
    async fn begin_to_send(
        &self,
        event: EnquiryEventId,
        account: &MailAccount,
    ) -> Result<Option<Ready>, Error> {
        let (account, now) = (account.clone(), self.clock.now());
        let begun = self.workers.write(move |session| {
            let Some(queued) = get(session, event)? else { return Ok(None) };
            let Some((enquiry, words, by_rule)) = words(session, event, queued.enquiry)? else {
                session.drop_setting(&named(event))?;
                return Ok(None);
            };
            if queued.state != OutgoingState::Waiting {
                return Ok(None);
            }
            let (state, why) = (OutgoingState::Sending, queued.why.clone());
            match write::reply(&account, (&enquiry, &words), (event, now, by_rule)) {
                Ok(ready) => {
                    put(session, event, &Queued { state, at: now, why, ..queued })?;
                    Ok(Some(ready))
                }
                Err(fault) => {
                    let (state, why) = (OutgoingState::Refused, Some(fault));
                    put(session, event, &Queued { state, at: now, why, ..queued })?;
                    Ok(None)
                }
            }
        });

        begun.await
    }

    async fn note_sent(&self, event: EnquiryEventId) -> Result<(), Error> {
        self.deed("note_mail_sent", move |deed| match get(deed.session, event)? {
            Some(queued) => left(deed, event, queued.enquiry, None),
            None => Ok(()),
        })
        .await
    }

    async fn note(&self, event: EnquiryEventId, unsent: Unsent) -> Result<(), Error> {
        let now = self.clock.now();
        self.workers
            .write(move |session| {
                let Some(queued) = get(session, event)? else { return Ok(()) };
                let (state, why) = match unsent {
                    Unsent::NotYet(why) => (OutgoingState::Waiting, why),
                    Unsent::Never(why) => (OutgoingState::Refused, why),
                    Unsent::Perhaps(why) => (OutgoingState::Perhaps, why),
                };
                let tries = queued.tries.saturating_add(1);
                let wait = (1_i64 << tries.min(6)).min(RARELY) * MINUTE;
                let (at, after, why) = (now, Moment(now.0 + wait), Some(why));
                put(session, event, &Queued { state, at, after, tries, why, ..queued })
            })
            .await?;
        self.changed.tell();

        Ok(())
    }
}

/// That a reply left.
fn left(
    deed: &Deed<'_>,
    event: EnquiryEventId,
    enquiry: EnquiryId,
    by: Option<domain::StaffId>,
) -> Result<(), Error> {
    deed.session.drop_setting(&named(event))?;

    crate::enquiries::sent(deed, enquiry, by)
}

/// `back` says that the office was taken back to a backup meanwhile.
fn sweep(session: &Session<'_>, now: Moment, back: bool) -> Result<bool, Error> {
    let mut changed = false;
    for (event, queued) in all(session)? {
        if words(session, event, queued.enquiry)?.is_none() {
            session.drop_setting(&named(event))?;
            changed = true;
        } else if queued.state == OutgoingState::Sending
            || back && queued.state == OutgoingState::Waiting
        {
            let (state, at) = (OutgoingState::Perhaps, now);
            put(session, event, &Queued { state, at, why: Some(MailFault::Cut), ..queued })?;
            changed = true;
        }
    }

    Ok(changed)
}

fn due(session: &Session<'_>, now: Moment) -> Result<Vec<EnquiryEventId>, Error> {
    let mut all = all(session)?;
    // A clock that was put back keeps nothing for long.
    let long = RARELY * MINUTE;
    let is_due = |it: &Queued| it.after <= now || it.after.0 - now.0 > long;
    all.retain(|(_, queued)| queued.state == OutgoingState::Waiting && is_due(queued));
    all.sort_by_key(|(event, queued)| (queued.at, *event));

    Ok(all.into_iter().take(AT_ONCE).map(|(event, _)| event).collect())
}

/// What an answer says, and to what, if it stands and there is anything of it; and whether a rule gave it.
fn words(
    session: &Session<'_>,
    event: EnquiryEventId,
    enquiry: EnquiryId,
) -> Result<Option<(Enquiry, String, bool)>, Error> {
    let events = session.enquiry_events(enquiry)?;
    let answer = events.into_iter().find(|(id, _)| *id == event).map(|(_, event)| event);
    let Some((answer, written)) = answer.zip(session.get::<Enquiry>(enquiry)?) else {
        return Ok(None);
    };
    let by_rule = answer.rule.is_some();

    Ok(answer.text.filter(|_| written.mail.is_some()).map(|text| (written, text, by_rule)))
}

fn named(event: EnquiryEventId) -> String {
    format!("{OUTBOX}{}", event.0)
}

fn get(session: &Session<'_>, event: EnquiryEventId) -> Result<Option<Queued>, Error> {
    let kept = session.setting(&named(event))?;

    Ok(kept.and_then(|text| serde_json::from_str(&text).ok()))
}

fn put(session: &Session<'_>, event: EnquiryEventId, queued: &Queued) -> Result<(), Error> {
    let text = serde_json::to_string(queued).map_err(|_| Error::Stopped)?;

    Ok(session.put_setting(&named(event), &text)?)
}

fn all(session: &Session<'_>) -> Result<Vec<(EnquiryEventId, Queued)>, Error> {
    let read = |(name, text): (String, String)| {
        let event = name.strip_prefix(OUTBOX)?.parse().ok()?;
        Some((EnquiryEventId(event), serde_json::from_str(&text).ok()?))
    };

    Ok(session.settings(OUTBOX)?.into_iter().filter_map(read).collect())
}
