//! A reply as a mail: plain text, in the thread of what it answers, under a name by which it is known again.

use std::time::{Duration, UNIX_EPOCH};

use domain::{Enquiry, EnquiryEventId, Moment};
use lettre::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};

use super::{MailAccount, MailFault};

/// The longest subject, in characters.
const SUBJECT: usize = 300;
/// What a reply's subject begins with already, in small letters.
const AGAIN: [&str; 6] = ["re:", "re：", "回复:", "回复：", "回覆:", "回覆："];

/// A mail that is to leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ready {
    pub(super) from: Address,
    pub(super) to: Address,
    pub(super) bytes: Vec<u8>,
}

/// An address that mail can go to.
pub(super) fn address(text: &str) -> Option<Address> {
    let address: Address = text.trim().parse().ok()?;

    // Others need a server that few have.
    address.to_string().is_ascii().then_some(address)
}

/// The reply to an enquiry, as it goes out. `by_rule` says so to programs that answer mails by themselves.
pub(super) fn reply(
    account: &MailAccount,
    (enquiry, words): (&Enquiry, &str),
    (event, now, by_rule): (EnquiryEventId, Moment, bool),
) -> Result<Ready, MailFault> {
    let to = enquiry.mail.clone().unwrap_or_default();
    let to = address(&to).ok_or(MailFault::Address(to))?;
    let no_sender = || MailFault::Address(account.address.clone());
    let from = address(&account.address).ok_or_else(no_sender)?;
    let name = Some(account.name.trim()).filter(|name| !name.is_empty()).map(str::to_owned);
    let whose = Some(line(&enquiry.name)).filter(|name| !name.is_empty());
    let at = Duration::from_millis(u64::try_from(now.0).unwrap_or_default());
    let mut mail = Message::builder()
        .from(Mailbox::new(name, from.clone()))
        .to(Mailbox::new(whose, to.clone()))
        .subject(subject(&enquiry.subject))
        .date(UNIX_EPOCH + at)
        .message_id(Some(format!("<{}@{}>", event.0, from.domain())))
        .header(ContentType::TEXT_PLAIN);
    if let Some(answered) = enquiry.message.as_deref().and_then(message_id) {
        mail = mail.in_reply_to(answered.clone()).references(answered);
    }
    let mut mail = mail.body(words.to_owned()).map_err(|_| no_sender())?;
    if by_rule {
        let name = HeaderName::new_from_ascii_str("Auto-Submitted");
        mail.headers_mut().insert_raw(HeaderValue::new(name, "auto-replied".to_owned()));
    }

    Ok(Ready { from, to, bytes: mail.formatted() })
}

fn subject(of: &str) -> String {
    let of = line(of);
    let low = of.to_lowercase();
    if AGAIN.iter().any(|again| low.starts_with(again)) { of } else { format!("Re: {of}") }
}

/// In one line, without signs that do something.
fn line(text: &str) -> String {
    let words: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();

    words.trim().chars().take(SUBJECT).collect()
}

/// The name of a mail as another names it, if it is one.
fn message_id(name: &str) -> Option<String> {
    let name = name.trim().trim_start_matches('<').trim_end_matches('>');
    let fits = name.contains('@')
        && name.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '\\'));

    fits.then(|| format!("<{name}>"))
}
