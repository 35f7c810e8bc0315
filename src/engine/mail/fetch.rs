//! What is new in the mailbox comes in: some mails a turn, each once, with how far it was read in the same transaction.

use chrono::Days;
use serde::{Deserialize, Serialize};

use super::imap::{Imap, Inbox};
use super::{MailAccount, MailFault};
use crate::enquiries::LARGEST_MAIL;
use crate::papers::aside;
use crate::{Engine, Error};

/// The setting that says how far the mailbox was read.
const SEEN: &str = "mail-seen";
/// So many mails are fetched in one turn.
const AT_ONCE: usize = 50;
/// Of a mailbox that is new here, mails of so many days come in.
const DAYS: u64 = 7;
/// Of a mail that is too large, so many bytes are looked at: its words come first.
const BEGINNING: usize = 256 * 1024;

/// What came out of the mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fetched {
    /// How many are new.
    pub taken: usize,
    /// How many were here before.
    pub known: usize,
    /// How many are no mails that can be read.
    pub refused: usize,
    /// How many are left for the next turn.
    pub left: usize,
}

/// How far a mailbox was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    mailbox: String,
    /// The numbers are of this life of the mailbox.
    validity: u32,
    /// The number of the latest.
    uid: u32,
}

impl Engine {
    /// Takes in what is new in the mailbox.
    pub(super) async fn fetch(&self, account: &MailAccount) -> Result<Fetched, Error> {
        let password = self.mail_password(account).await?;
        let (trusted, its) = (self.post.trusted(), account.clone());
        let (mut imap, inbox) = aside(move || Ok(Imap::open(&its, &password, &trusted)?)).await?;
        let seen = self.seen(account, inbox).await?;
        let what = match &seen {
            Some(seen) => format!("UID {}:*", seen.uid.saturating_add(1)),
            None => {
                let since = self.clock.today().checked_sub_days(Days::new(DAYS));
                format!("SINCE {}", since.unwrap_or_default().format("%d-%b-%Y"))
            }
        };
        let numbers;
        (imap, numbers) = aside(move || {
            let numbers = imap.search(&what)?;
            Ok((imap, numbers))
        })
        .await?;
        // The star names the last one, however long it is known.
        let last = seen.as_ref().map_or(0, |seen| seen.uid);
        let numbers: Vec<u32> = numbers.into_iter().filter(|uid| *uid > last).collect();
        let mut fetched =
            Fetched { left: numbers.len().saturating_sub(AT_ONCE), ..Fetched::default() };
        if let (None, true, Some(next)) = (&seen, numbers.is_empty(), inbox.next) {
            self.remember(Seen::of(account, inbox, next.saturating_sub(1))).await?;
        }
        for uid in numbers.into_iter().take(AT_ONCE) {
            let mail;
            (imap, mail) = aside(move || {
                let most = usize::try_from(LARGEST_MAIL).unwrap_or(usize::MAX);
                let mail = imap.mail(uid, (most, BEGINNING))?;
                Ok((imap, mail))
            })
            .await?;
            self.take_fetched(mail, Seen::of(account, inbox, uid), &mut fetched).await?;
        }
        aside(move || {
            imap.leave();
            Ok(())
        })
        .await?;

        Ok(fetched)
    }

    async fn take_fetched(
        &self,
        mail: Option<(Vec<u8>, bool)>,
        seen: Seen,
        fetched: &mut Fetched,
    ) -> Result<(), Error> {
        let Some((bytes, whole)) = mail else { return self.remember(seen).await };
        let note = (SEEN, seen.text()?);
        match self.take_in_fetched((bytes, whole), note).await {
            Ok(Some(_)) => fetched.taken += 1,
            Ok(None) => fetched.known += 1,
            // What cannot be read today cannot be read tomorrow.
            Err(Error::Files(_)) => {
                fetched.refused += 1;
                return self.remember(seen).await;
            }
            Err(error) => return Err(error),
        }

        Ok(())
    }

    /// How far this mailbox was read, in this life of it.
    async fn seen(&self, account: &MailAccount, inbox: Inbox) -> Result<Option<Seen>, Error> {
        let kept = self.choice(SEEN).await?;
        let seen: Option<Seen> = kept.and_then(|text| serde_json::from_str(&text).ok());

        Ok(seen.filter(|it| it.mailbox == account.mailbox() && it.validity == inbox.validity))
    }

    async fn remember(&self, seen: Seen) -> Result<(), Error> {
        self.choose(SEEN, seen.text()?).await
    }
}

impl Seen {
    fn of(account: &MailAccount, inbox: Inbox, uid: u32) -> Self {
        Self { mailbox: account.mailbox(), validity: inbox.validity, uid }
    }

    fn text(&self) -> Result<String, Error> {
        serde_json::to_string(self).map_err(|_| Error::Stopped)
    }
}

impl From<MailFault> for Error {
    fn from(fault: MailFault) -> Self {
        Self::Mail(fault)
    }
}
