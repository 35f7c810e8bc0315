//! Mail by itself: fetched through IMAP, sent through SMTP, always under TLS. What comes in is an enquiry once; what goes
//! out was answered by a person or by a rule that says so, and is never sent twice without a person's word.

mod account;
mod fault;
mod fetch;
mod imap;
mod outbox;
mod secret;
mod smtp;
#[cfg(test)]
mod tests;
mod write;

pub(crate) use outbox::{answers_by_itself, can_answer, is_sent, of_enquiry, queue};

pub use account::{MailAccount, MailTried};
pub use fault::MailFault;
pub use fetch::Fetched;
pub use outbox::{Outgoing, OutgoingState, SentMails};

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use domain::Moment;

use self::secret::SecretPlace;
use crate::{Engine, Error};

/// The name of a file in the data folder with the certificates, in PEM, that a mail server's own may go back to.
const TRUSTED: &str = "mail.pem";
/// The name of a file there that says that the office was taken back to a backup: what was to leave then may have left.
const WENT_BACK: &str = "mail.restored";
const MINUTE: i64 = 60_000;

/// The office in this folder is as it was once.
pub(crate) fn went_back(folder: &Path) -> Result<(), Error> {
    let path = folder.join(WENT_BACK);

    std::fs::write(&path, []).map_err(|error| Error::file(&path, &error))
}

/// What the engine keeps for mail.
#[derive(Debug, Clone)]
pub(crate) struct Post {
    secret: SecretPlace,
    folder: Option<PathBuf>,
    /// Whether a turn is under way.
    busy: Arc<AtomicBool>,
    last: Arc<Mutex<Option<MailTurn>>>,
}

/// What came of the latest look at the mailbox.
#[derive(Debug, Clone)]
pub struct MailTurn {
    /// When.
    pub at: Moment,
    /// What came in, or why nothing did.
    pub fetched: Result<Fetched, Error>,
    /// What went out, or why nothing did.
    pub sent: Result<SentMails, Error>,
}

/// How mail stands at this computer.
#[derive(Debug, Clone, Default)]
pub struct MailState {
    /// The address of the office's mailbox; none where there is none.
    pub address: Option<String>,
    /// What came of the latest look, since the program was started.
    pub last: Option<MailTurn>,
    /// How many replies are to leave.
    pub waiting: usize,
    /// How many a person is to look at: refused, or perhaps sent.
    pub stuck: usize,
}

impl Post {
    pub(crate) fn of(folder: Option<&Path>) -> Self {
        Self {
            secret: SecretPlace::of(folder),
            folder: folder.map(Path::to_owned),
            busy: Arc::default(),
            last: Arc::default(),
        }
    }

    /// The certificates that a server's may go back to beside those that the world trusts.
    fn trusted(&self) -> Vec<u8> {
        let file = self.folder.as_ref().map(|folder| folder.join(TRUSTED));

        file.and_then(|file| std::fs::read(file).ok()).unwrap_or_default()
    }

    /// The turn, if nobody has it; it is given back when it is dropped.
    fn turn(&self) -> Option<Turn> {
        let taken = self.busy.swap(true, Ordering::AcqRel);

        (!taken).then(|| Turn(self.busy.clone()))
    }
}

/// One look at the mailbox at a time.
struct Turn(Arc<AtomicBool>);

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

impl Engine {
    /// Sends what is to leave, and looks for new mails where that is due, or `now`. Nothing where there is no mailbox, or a
    /// turn is under way.
    pub fn mail_turn(
        &self,
        now: bool,
    ) -> impl Future<Output = Result<Option<MailTurn>, Error>> + Send + use<> {
        let engine = self.clone();

        async move {
            let Some(_turn) = engine.post.turn() else { return Ok(None) };
            engine.sweep_outbox().await?;
            let Some(account) = engine.mail_account().await? else { return Ok(None) };
            let sent = engine.send_waiting(&account).await;
            let at = engine.clock.now();
            let last = engine.last_turn();
            let every = i64::from(account.minutes) * MINUTE;
            let due = last.as_ref().is_none_or(|last| (at.0 - last.at.0).abs() >= every);
            if !due && !now {
                if let Some(last) = last {
                    engine.keep_turn(MailTurn { sent: sent.clone(), ..last });
                }
                let went = sent.as_ref().is_ok_and(|sent| *sent == SentMails::default());
                let turn = MailTurn { at, fetched: Ok(Fetched::default()), sent };
                return Ok((!went).then_some(turn));
            }
            let fetched = engine.fetch(&account).await;
            let turn = MailTurn { at, fetched, sent };
            engine.keep_turn(turn.clone());

            Ok(Some(turn))
        }
    }

    /// How mail stands here.
    pub fn mail_state(&self) -> impl Future<Output = Result<MailState, Error>> + Send + use<> {
        let engine = self.clone();

        async move {
            let address = engine.mail_account().await?.map(|account| account.address);
            let (waiting, stuck) = engine.workers.read(outbox::count).await?;

            Ok(MailState { address, last: engine.last_turn(), waiting, stuck })
        }
    }

    fn last_turn(&self) -> Option<MailTurn> {
        self.post.last.lock().ok()?.clone()
    }

    fn keep_turn(&self, turn: MailTurn) {
        if let Ok(mut last) = self.post.last.lock() {
            *last = Some(turn);
        }
        self.changed.tell();
    }
}
