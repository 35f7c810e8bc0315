//! Taking enquiries in: typed from paper or the telephone, or as mails. The first rule that fits decides what is done.

use std::path::{Path, PathBuf};

use domain::{
    CustomerId, Enquiry, EnquiryChannel, EnquiryEvent, EnquiryEventId, EnquiryEventKind, EnquiryId,
    Phone, Priority, Record as _,
};
use uuid::Uuid;

use super::mail::{self, Mail, cut};
use super::{ENQUIRY_TEXT, LINE, about, rules};
use crate::callbacks::said;
use crate::deed::Deed;
use crate::files::{Keeper, Kept, attach, keep_part};
use crate::household::{check, check_length};
use crate::papers::aside;
use crate::{Engine, Error, FileFault, Undo, Wrong};

/// So many mails are taken in at once.
const AT_ONCE: usize = 200;

/// What somebody types who has a letter in hand, or an ear at the telephone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewEnquiry {
    /// How it came.
    pub channel: EnquiryChannel,
    /// Who asks.
    pub name: String,
    /// Their mail address.
    pub mail: String,
    /// Their number.
    pub phone: String,
    /// Where they live.
    pub place: String,
    /// What it is about.
    pub subject: String,
    /// What they ask.
    pub text: String,
    /// Whose file it is.
    pub customer: Option<CustomerId>,
}

/// An enquiry that was taken in.
#[derive(Debug, Clone, PartialEq)]
pub struct EnquiryTaken {
    /// Which.
    pub id: EnquiryId,
    /// The way back.
    pub undo: Undo,
}

/// Mails that were taken in.
#[derive(Debug, Clone, Default)]
pub struct MailTaken {
    /// Those that are new, in the order in which they were given.
    pub taken: Vec<EnquiryId>,
    /// How many were here before.
    pub known: usize,
    /// Files that are no mails, or could not be read: their names.
    pub refused: Vec<(String, Error)>,
    /// The way back.
    pub undo: Option<Undo>,
}

impl Engine {
    /// Takes an enquiry in as it was typed.
    pub fn receive_enquiry(
        &self,
        typed: NewEnquiry,
    ) -> impl Future<Output = Result<EnquiryTaken, Error>> + Send + use<> {
        self.deed("receive_enquiry", move |deed| {
            let enquiry = typed.read(deed)?;
            let id = crate::clock::new_id(deed.now);

            take(deed, (id, true), enquiry, Vec::new())
        })
    }

    /// Takes mails in that lie in files. What was taken in before, here or at another desk, is not taken in again.
    pub fn take_in_mails(
        &self,
        paths: Vec<PathBuf>,
    ) -> impl Future<Output = Result<MailTaken, Error>> + Send + use<> {
        let (engine, folder) = (self.clone(), self.files());

        async move {
            let mut answer = MailTaken::default();
            let mut undo = Vec::new();
            for path in paths.into_iter().take(AT_ONCE) {
                match engine.take_in_mail(path.clone(), folder.clone()).await {
                    Ok(Some(taken)) => {
                        answer.taken.push(taken.id);
                        undo.push(taken.undo);
                    }
                    Ok(None) => answer.known += 1,
                    // What is so for one is so for all.
                    Err(error @ (Error::NotYours(_) | Error::DiskFull | Error::Stopped)) => {
                        return Err(error);
                    }
                    Err(error) => answer.refused.push((called(&path), error)),
                }
            }
            answer.undo = (!undo.is_empty()).then_some(Undo::Several(undo));

            Ok(answer)
        }
    }

    /// Takes a mail in that was fetched, of which the end may be missing, and notes in the same transaction how far the
    /// mailbox was read; none where it is here.
    pub(crate) fn take_in_fetched(
        &self,
        (bytes, whole): (Vec<u8>, bool),
        note: (&'static str, String),
    ) -> impl Future<Output = Result<Option<EnquiryTaken>, Error>> + Send + use<> {
        let (engine, folder) = (self.clone(), self.files());

        async move {
            let no_mail = || Error::from(FileFault::NoMail(String::new()));
            let opened = aside(move || unpack((&bytes, whole), &folder)).await?;
            let (mail, kept, left) = opened.ok_or_else(no_mail)?;

            let taken = engine.deed("take_in_mail", move |deed| {
                deed.session.put_setting(note.0, &note.1)?;
                take_mail(deed, mail, kept, left)
            });
            taken.await
        }
    }

    /// Takes one mail in; none where it is here.
    pub(super) fn take_in_mail(
        &self,
        path: PathBuf,
        folder: PathBuf,
    ) -> impl Future<Output = Result<Option<EnquiryTaken>, Error>> + Send + use<> {
        let engine = self.clone();

        async move {
            let (mail, kept, left) = aside(move || open(&path, &folder)).await?;

            engine.deed("take_in_mail", move |deed| take_mail(deed, mail, kept, left)).await
        }
    }
}

/// A mail, its files as they lie in the folder, and the names of those that are not kept.
type Unpacked = (Mail, Vec<Kept>, Vec<String>);

/// A mail with its files laid in the folder, and the names of those that are not kept.
fn open(path: &Path, folder: &Path) -> Result<Unpacked, Error> {
    let no_mail = || Error::from(FileFault::NoMail(called(path)));

    unpack((&bytes(path)?, true), folder)?.ok_or_else(no_mail)
}

/// The same of bytes, of which the end may be missing; none where they are no mail.
fn unpack((bytes, whole): (&[u8], bool), folder: &Path) -> Result<Option<Unpacked>, Error> {
    let Some(mut mail) = mail::read(bytes) else { return Ok(None) };
    let (mut kept, mut left) = (Vec::new(), Vec::new());
    for (name, bytes) in std::mem::take(&mut mail.files) {
        // Of a mail that is cut short nobody knows which file is whole.
        let file = if whole { keep_part(&name, &bytes, folder)? } else { None };
        match file {
            Some(file) => kept.push(file),
            None => left.push(name),
        }
    }
    if !whole {
        left.push(format!("> {} MB", mail::LARGEST / 1024 / 1024));
    }

    Ok(Some((mail, kept, left)))
}

fn bytes(path: &Path) -> Result<Vec<u8>, Error> {
    use std::io::Read as _;

    let at = |error: std::io::Error| Error::file(path, &error);
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(at)?;
    if !file.metadata().map_err(at)?.is_file() {
        return Err(FileFault::NoMail(called(path)).into());
    }
    file.take(mail::LARGEST + 1).read_to_end(&mut bytes).map_err(at)?;
    if bytes.len() as u64 > mail::LARGEST {
        let most = mail::LARGEST / 1024 / 1024;
        return Err(FileFault::TooLarge { name: called(path), most }.into());
    }

    Ok(bytes)
}

fn called(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn take_mail(
    deed: &Deed<'_>,
    mail: Mail,
    kept: Vec<Kept>,
    left: Vec<String>,
) -> Result<Option<EnquiryTaken>, Error> {
    if deed.session.stored(Enquiry::KIND, mail.id)?.is_some() {
        return Ok(None);
    }
    let enquiry = Enquiry {
        channel: EnquiryChannel::Mail,
        name: mail.name,
        mail: mail.mail,
        phone: None,
        place: None,
        subject: mail.subject,
        text: mail.text,
        // A clock far ahead would keep it at the end of every list.
        received: mail.written.filter(|at| *at <= deed.now).unwrap_or(deed.now),
        customer: None,
        category: None,
        model: None,
        language: None,
        priority: Priority::Normal,
        template: None,
        article: None,
        rule: None,
        message: mail.message,
        left_out: left,
        taken_by: None,
    };

    take(deed, (mail.id, mail.automatic), enquiry, kept).map(Some)
}

impl NewEnquiry {
    fn read(self, deed: &Deed<'_>) -> Result<Enquiry, Error> {
        check("name", &self.name, LINE)?;
        check_length("mail", &self.mail, LINE)?;
        check_length("place", &self.place, LINE)?;
        check_length("subject", &self.subject, LINE)?;
        check("text", &self.text, ENQUIRY_TEXT)?;
        let mail = said(&self.mail).map(|mail| mail.to_lowercase());
        if mail.as_deref().is_some_and(|mail| !mail.contains('@') || mail.contains(' ')) {
            return Err(Error::field("mail", Wrong::Unreadable));
        }
        let phone = match said(&self.phone) {
            Some(typed) => {
                let phone = Phone::parse(&typed);
                Some(phone.ok_or(Error::field("phone", Wrong::Unreadable))?)
            }
            None => None,
        };

        Ok(Enquiry {
            channel: self.channel,
            name: self.name.trim().to_owned(),
            mail,
            phone,
            place: said(&self.place),
            subject: cut(self.subject.trim(), LINE),
            text: self.text.trim_end().to_owned(),
            received: deed.now,
            customer: self.customer,
            category: None,
            model: None,
            language: None,
            priority: Priority::Normal,
            template: None,
            article: None,
            rule: None,
            message: None,
            left_out: Vec::new(),
            taken_by: deed.actor,
        })
    }
}

/// Writes an enquiry down with its files, and does what the first rule says that fits. What is `automatic` is never answered
/// by a rule.
fn take(
    deed: &Deed<'_>,
    (id, automatic): (Uuid, bool),
    mut enquiry: Enquiry,
    kept: Vec<Kept>,
) -> Result<EnquiryTaken, Error> {
    about::read(deed.session, &mut enquiry)?;
    let rule = rules::decides(deed.session, &enquiry)?;
    if let Some((id, rule)) = &rule {
        enquiry.rule = Some(*id);
        enquiry.template = rule.template;
        enquiry.article = rule.article;
        if rule.urgent {
            enquiry.priority = Priority::Urgent;
        }
    }
    deed.create_as(id, &enquiry)?;
    let id = EnquiryId(id);
    let mut undo = vec![Undo::TakeAway { kind: Enquiry::KIND, id: id.0 }];
    if !kept.is_empty() {
        undo.push(attach(deed, Keeper::Enquiry(id), kept)?);
    }
    let sends = rule.as_ref().filter(|(_, rule)| rule.send && !automatic).map(|(id, _)| *id);
    if let Some((rule, person)) = rule.and_then(|(id, rule)| Some((id, rule.person?)))
        && rules::works_here(deed.session, person)?
    {
        let event: EnquiryEventId = deed.note(&EnquiryEvent {
            enquiry: id,
            event: EnquiryEventKind::Route,
            person: Some(person),
            text: None,
            way: None,
            order: None,
            rule: Some(rule),
            at: deed.now,
            by: None,
            withdraws: None,
        })?;
        undo.push(Undo::WithdrawEnquiryEvent(event));
    }
    if let Some(rule) = sends {
        undo.extend(super::send::by_rule(deed, id, rule)?);
    }

    Ok(EnquiryTaken { id, undo: Undo::Several(undo) })
}
