//! The office's mailbox, as this computer knows it.

use serde::{Deserialize, Serialize};
use store::Session;

use super::imap::Imap;
use super::smtp::Smtp;
use super::{MailFault, write};
use crate::household::{check, check_length};
use crate::papers::aside;
use crate::{Engine, Error, Wrong};

/// The setting that holds it, on this computer.
const ACCOUNT: &str = "mail-account";
/// The longest name of a server, or of whoever has the mailbox, in characters.
const LINE: usize = 200;
/// So often the mailbox is looked at, in minutes.
const EVERY: std::ops::RangeInclusive<u32> = 1..=1_440;

/// The mailbox of this computer.
pub(super) fn account_of(session: &Session<'_>) -> Result<Option<MailAccount>, Error> {
    Ok(session.setting(ACCOUNT)?.and_then(|text| serde_json::from_str(&text).ok()))
}

/// A mailbox. Its password lies elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailAccount {
    /// The address that replies come from.
    pub address: String,
    /// The name that stands before it.
    #[serde(default)]
    pub name: String,
    /// Who signs in.
    pub user: String,
    /// The server that mails are fetched from, under TLS from the first byte.
    pub imap: String,
    /// Its port.
    pub imap_port: u16,
    /// The server that takes replies; none where none leave from here.
    #[serde(default)]
    pub smtp: String,
    /// Its port: 465 speaks TLS from the first byte, others begin it before anything is said.
    pub smtp_port: u16,
    /// How often the mailbox is looked at, in minutes.
    pub minutes: u32,
    /// Whether replies of rules that say so leave from this computer. At one computer of an office only.
    #[serde(default)]
    pub rules: bool,
}

impl Default for MailAccount {
    fn default() -> Self {
        Self {
            address: String::new(),
            name: String::new(),
            user: String::new(),
            imap: String::new(),
            imap_port: 993,
            smtp: String::new(),
            smtp_port: 465,
            minutes: 5,
            rules: false,
        }
    }
}

/// What came of trying a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailTried {
    /// How many mails lie in it, or why that is not known.
    pub inbox: Result<u32, MailFault>,
    /// Whether replies can leave; none where they are not to.
    pub way_out: Option<Result<(), MailFault>>,
}

impl MailAccount {
    /// By what it is known here.
    pub(super) fn mailbox(&self) -> String {
        format!("{}@{}", self.user, self.imap)
    }

    /// Whether replies leave from here.
    pub fn sends(&self) -> bool {
        !self.smtp.is_empty()
    }

    fn checked(self) -> Result<Self, Error> {
        let tidy = |text: &str| text.trim().to_owned();
        let account = Self {
            address: tidy(&self.address),
            name: tidy(&self.name),
            user: tidy(&self.user),
            imap: tidy(&self.imap).to_lowercase(),
            smtp: tidy(&self.smtp).to_lowercase(),
            ..self
        };
        check("mail", &account.address, LINE)?;
        if write::address(&account.address).is_none() {
            return Err(Error::field("mail", Wrong::Unreadable));
        }
        check_length("name", &account.name, LINE)?;
        check("user", &account.user, LINE)?;
        check("imap", &account.imap, LINE)?;
        check_length("smtp", &account.smtp, LINE)?;
        let is_server = |name: &str| !name.chars().any(|c| c.is_whitespace() || "/@".contains(c));
        for (field, name) in [("imap", &account.imap), ("smtp", &account.smtp)] {
            if !is_server(name) {
                return Err(Error::field(field, Wrong::Unreadable));
            }
        }
        if account.user.chars().any(char::is_control) {
            return Err(Error::field("user", Wrong::Unreadable));
        }
        for (field, port) in [("imap_port", account.imap_port), ("smtp_port", account.smtp_port)] {
            if port == 0 {
                return Err(Error::field(field, Wrong::OutOfRange));
            }
        }
        if !EVERY.contains(&account.minutes) {
            return Err(Error::field("minutes", Wrong::OutOfRange));
        }

        Ok(account)
    }
}

impl Engine {
    /// The mailbox of this computer, if it has one.
    pub fn mail_account(
        &self,
    ) -> impl Future<Output = Result<Option<MailAccount>, Error>> + Send + use<> {
        self.workers.read(account_of)
    }

    /// Sets the mailbox of this computer up, with its password where a new one is given.
    pub fn set_mail_account(
        &self,
        account: MailAccount,
        password: Option<String>,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        let engine = self.clone();

        async move {
            let account = account.checked()?;
            let mailbox = account.mailbox();
            let secret = engine.post.secret.clone();
            aside(move || match password.filter(|password| !password.is_empty()) {
                Some(password) if password.contains(['\n', '\r', '\0']) => {
                    Err(Error::field("password", Wrong::Unreadable))
                }
                Some(password) => secret.keep(&mailbox, &password),
                None if secret.read(&mailbox)?.is_some() => Ok(()),
                None => Err(Error::field("password", Wrong::Missing)),
            })
            .await?;
            let text = serde_json::to_string(&account).map_err(|_| Error::Stopped)?;
            engine.choose(ACCOUNT, text).await?;
            engine.changed.tell();

            Ok(())
        }
    }

    /// Forgets the mailbox of this computer, and its password.
    pub fn forget_mail_account(&self) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        let engine = self.clone();

        async move {
            let Some(account) = engine.mail_account().await? else { return Ok(()) };
            let (secret, mailbox) = (engine.post.secret.clone(), account.mailbox());
            aside(move || secret.forget(&mailbox)).await?;
            engine.workers.write(|session| Ok(session.drop_setting(ACCOUNT)?)).await?;
            engine.changed.tell();

            Ok(())
        }
    }

    /// Signs in to a mailbox and to its way out, and does nothing there. Without a password the one that is kept is taken.
    pub fn try_mail_account(
        &self,
        account: MailAccount,
        password: Option<String>,
    ) -> impl Future<Output = Result<MailTried, Error>> + Send + use<> {
        let post = self.post.clone();

        async move {
            let account = account.checked()?;
            aside(move || {
                let password = match password.filter(|password| !password.is_empty()) {
                    Some(password) => password,
                    None => post
                        .secret
                        .read(&account.mailbox())?
                        .ok_or(Error::field("password", Wrong::Missing))?,
                };
                let trusted = post.trusted();
                let inbox = Imap::open(&account, &password, &trusted).map(|(imap, inbox)| {
                    imap.leave();
                    inbox.mails
                });
                let way_out = account
                    .sends()
                    .then(|| Smtp::open(&account, &password, &trusted).map(Smtp::leave));

                Ok(MailTried { inbox, way_out })
            })
            .await
        }
    }

    /// The password of this mailbox.
    pub(super) fn mail_password(
        &self,
        account: &MailAccount,
    ) -> impl Future<Output = Result<String, Error>> + Send + use<> {
        let (secret, mailbox) = (self.post.secret.clone(), account.mailbox());

        aside(move || secret.read(&mailbox)?.ok_or(Error::Mail(MailFault::NoPassword)))
    }
}
