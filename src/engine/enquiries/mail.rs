//! Mails as they come: any character set and encoding, the text of one that was written as a web page, what is attached.

use domain::Moment;
use mail_parser::{Address, Message, MessageParser, MimeHeaders as _};
use uuid::Uuid;

use super::{ENQUIRY_TEXT, LINE};

/// The most bytes of a mail that are read.
pub(crate) const LARGEST: u64 = 40 * 1024 * 1024;
/// The most attachments of a mail that are kept.
const FILES: usize = 20;
/// The most parts of a text that are put together.
const PARTS: usize = 8;

/// A mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mail {
    /// By what it is known: the name it carries, else what it says.
    pub(super) id: Uuid,
    pub(super) message: Option<String>,
    pub(super) name: String,
    pub(super) mail: Option<String>,
    pub(super) subject: String,
    pub(super) text: String,
    /// When it says that it was written.
    pub(super) written: Option<Moment>,
    /// Whether a program sent it, or many got it: nothing answers it by itself.
    pub(super) automatic: bool,
    /// What is attached.
    pub(super) files: Vec<(String, Vec<u8>)>,
}

/// Reads a mail; none where it is none: nobody sent it, and nothing is said.
pub(super) fn read(bytes: &[u8]) -> Option<Mail> {
    let mail = MessageParser::default().parse(bytes)?;
    let sender = mail.reply_to().or_else(|| mail.from()).and_then(Address::first);
    let from = mail.from().and_then(Address::first);
    let address = sender.and_then(|it| it.address()).map(|it| cut(it, LINE).to_lowercase());
    // Whoever is named in it, else what stands before the sign.
    let name = from.or(sender).and_then(|it| it.name().map(str::trim)).filter(|it| !it.is_empty());
    let before = || address.as_deref().and_then(|it| it.split('@').next()).unwrap_or_default();
    let name = cut(name.unwrap_or_else(before), LINE);
    let subject = cut(mail.subject().unwrap_or_default().trim(), LINE);
    let parts = (0..mail.text_body_count().min(PARTS)).filter_map(|at| mail.body_text(at));
    let text = parts.map(|part| plain(&part)).collect::<Vec<_>>().join("\n\n");
    let text = cut(text.trim(), ENQUIRY_TEXT);
    if address.is_none() && (subject.is_empty() || mail.date().is_none()) {
        return None;
    }
    let files = mail.attachments().take(FILES).map(|part| {
        let name = part.attachment_name().unwrap_or_default();
        (cut(name, LINE), part.contents().to_vec())
    });
    let written = mail.date().map(|date| Moment(date.to_timestamp().saturating_mul(1_000)));
    let message = mail.message_id().map(|it| cut(it, LINE)).filter(|it| !it.is_empty());
    let known_by = message.clone().unwrap_or_else(|| {
        format!("{}\n{written:?}\n{subject}\n{text}", address.as_deref().unwrap_or_default())
    });

    Some(Mail {
        automatic: is_automatic(&mail, address.as_deref()),
        id: named(&known_by),
        message,
        name,
        subject,
        text,
        written,
        files: files.collect(),
        mail: address,
    })
}

/// Whether no person wrote it to this office alone: whoever answers such by itself answers answers without an end.
fn is_automatic(mail: &Message<'_>, sender: Option<&str>) -> bool {
    let said = |name: &str| {
        let value = mail.header_raw(name).map(|value| value.trim().to_lowercase());
        value.filter(|value| !value.is_empty())
    };
    let before = sender.and_then(|it| it.split('@').next()).unwrap_or_default();
    let nobody = ["mailer-daemon", "postmaster", "no-reply", "noreply", "donotreply", "bounce"];

    said("Auto-Submitted").is_some_and(|it| it != "no")
        || said("Precedence").is_some_and(|it| matches!(it.as_str(), "bulk" | "list" | "junk"))
        || ["List-Id", "List-Unsubscribe", "X-Autoreply", "X-Auto-Response-Suppress"]
            .iter()
            .any(|name| said(name).is_some())
        || said("Return-Path").is_some_and(|it| it == "<>")
        || nobody.iter().any(|name| before.contains(name))
}

/// The name that the same mail has at every desk.
fn named(known_by: &str) -> Uuid {
    let hash = blake3::derive_key("branchdesk 2026-11-23 name of a mail", known_by.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);

    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Text as a person reads it: no signs that do something, no line behind another but one empty.
fn plain(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let line: String = line
            .chars()
            .map(|c| if matches!(c, '\t' | '\u{a0}') { ' ' } else { c })
            .filter(|c| !c.is_control() && !is_hidden(*c))
            .collect();
        let line = line.trim_end();
        if line.is_empty() && lines.last().is_none_or(String::is_empty) {
            continue;
        }
        lines.push(line.to_owned());
    }

    lines.join("\n")
}

/// Signs that are not seen and turn what is written around.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The same, with no more characters than these.
pub(super) fn cut(text: &str, longest: usize) -> String {
    text.chars().filter(|c| *c != '\0').take(longest).collect()
}
