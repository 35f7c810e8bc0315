//! Replies: drafted from a wording, written by a person, and put on paper.

use std::collections::BTreeMap;

use domain::{
    Article, ArticleId, Customer, Enquiry, EnquiryEventKind, EnquiryId, Letter, Moment, OrderId,
    Purpose, Record as _, Template, TemplateId, merge, without,
};
use locale::{Language, Locale};
use store::Session;

use super::{ENQUIRY_TEXT, mail};
use crate::letters::{addressed, standing, wording};
use crate::prices::own_office;
use crate::{Clock, Engine, Error};

/// A reply that is to be completed by a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyDraft {
    /// Its words.
    pub text: String,
    /// The wording it was made from; none where there is none.
    pub template: Option<String>,
}

/// What stands where the answer itself is to be written.
pub(super) const GAP: &str = "…";

impl Engine {
    /// Drafts a reply from the wording that a rule named, or that is in force: in the enquiry's language where there is
    /// one in it.
    pub fn draft_reply(
        &self,
        enquiry: EnquiryId,
        template: Option<TemplateId>,
        language: Language,
    ) -> impl Future<Output = Result<ReplyDraft, Error>> + Send + use<> {
        let clock = self.clock.clone();

        self.workers.read(move |session| draft(session, &clock, enquiry, (template, language)))
    }

    /// Puts what an article says into a reply: where the draft leaves room for the answer, else below what is written. Where
    /// nothing is, a draft begins it.
    pub fn answer_from(
        &self,
        enquiry: EnquiryId,
        article: ArticleId,
        (written, language): (String, Language),
    ) -> impl Future<Output = Result<String, Error>> + Send + use<> {
        let clock = self.clock.clone();

        self.workers.read(move |session| {
            let told: Article = session.get(article)?.ok_or(Error::Unknown(Article::KIND))?;
            let begun = match written.trim().is_empty() {
                true => draft(session, &clock, enquiry, (None, language))?.text,
                false => written,
            };

            Ok(mail::cut(&filled(&begun, &in_plain_words(&told.body)), ENQUIRY_TEXT))
        })
    }

    /// The wordings that a reply can begin with.
    pub fn reply_wordings(
        &self,
    ) -> impl Future<Output = Result<Vec<(TemplateId, Template)>, Error>> + Send + use<> {
        self.workers.read(|session| {
            let rows = crate::letters::in_force(session)?.into_iter();
            let rows = rows.filter(|row| row.template.purpose == Purpose::Reply);

            Ok(rows.map(|row| (row.id, row.template)).collect())
        })
    }
}

pub(super) fn draft(
    session: &Session<'_>,
    clock: &Clock,
    id: EnquiryId,
    (template, usual): (Option<TemplateId>, Language),
) -> Result<ReplyDraft, Error> {
    let enquiry: Enquiry = session.get(id)?.ok_or(Error::Unknown("enquiry"))?;
    let written = enquiry.language.as_deref().and_then(Language::from_tag);
    let language = written.unwrap_or(usual);
    let named = match template.or(enquiry.template) {
        Some(id) => session.get::<Template>(id)?,
        None => None,
    };
    // An office that was opened before there were wordings for replies writes its own.
    let template =
        named.or(wording(session, Purpose::Reply, language).ok().map(|row| row.template));
    let Some(template) = template else {
        return Ok(ReplyDraft { text: String::new(), template: None });
    };
    let locale = Locale::new(Language::from_tag(&template.language).unwrap_or(language));
    let values = values(session, clock, &enquiry, &locale)?;
    let empty: Vec<&str> =
        values.iter().filter(|(_, value)| value.is_empty()).map(|(place, _)| *place).collect();
    let text = merge(&without(&template.body, &empty), &values)?;

    Ok(ReplyDraft { text: text.trim().to_owned(), template: Some(template.name) })
}

fn values(
    session: &Session<'_>,
    clock: &Clock,
    enquiry: &Enquiry,
    locale: &Locale,
) -> Result<BTreeMap<&'static str, String>, Error> {
    let customer = match enquiry.customer {
        Some(customer) => session.get::<Customer>(customer)?,
        None => None,
    };
    let name = customer.as_ref().map_or(enquiry.name.as_str(), |it| it.name.as_str()).trim();
    let name = match customer.as_ref().is_some_and(|it| it.organisation) {
        _ if name.is_empty() => locale.letters_customer(),
        true => name.to_owned(),
        false => addressed(name, locale),
    };
    let office = own_office(session)?.map(|(_, office)| office).unwrap_or_default();
    let appliance = enquiry.category.map_or_else(
        || locale.letters_appliance(),
        |category| {
            let called = locale.category(category);
            if locale.language() == Language::English { called.to_lowercase() } else { called }
        },
    );

    Ok(BTreeMap::from([
        ("customer", name),
        ("office", office.name),
        ("phone", office.phone.unwrap_or_default()),
        ("date", locale.date(clock.today())),
        ("appliance", appliance),
        ("answer", GAP.to_owned()),
        ("order", String::new()),
        ("technician", String::new()),
    ]))
}

/// What was begun with an answer in its gap, or below.
pub(super) fn filled(begun: &str, answer: &str) -> String {
    let mut lines: Vec<&str> = begun.lines().collect();
    if let Some(gap) = lines.iter().position(|line| line.trim() == GAP) {
        lines[gap] = answer;
        return lines.join("\n");
    }
    // In the middle of a line, dots are an answer's only where the wording has put them once.
    if begun.matches(GAP).count() == 1 && !begun.contains("……") {
        return begun.replacen(GAP, answer, 1);
    }

    [begun.trim_end(), answer]
        .into_iter()
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// Markdown as one writes it in a letter. Trees of fault, cause and part are for whoever works here: their chapters stay out,
/// as long as anything else is left.
pub(super) fn in_plain_words(markdown: &str) -> String {
    let mut chapters: Vec<Vec<&str>> = vec![Vec::new()];
    for line in markdown.trim().lines() {
        if line.starts_with('#') {
            chapters.push(Vec::new());
        }
        if let Some(chapter) = chapters.last_mut() {
            chapter.push(line);
        }
    }
    let is_tree = |chapter: &Vec<&str>| chapter.iter().any(|line| line.contains('→'));
    let told: Vec<&str> = chapters.iter().filter(|it| !is_tree(it)).flatten().copied().collect();
    let nothing = told.iter().all(|line| line.trim().is_empty());
    let told = if nothing { chapters.iter().flatten().copied().collect() } else { told };

    told.into_iter().map(plain).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// A line of Markdown without its signs.
fn plain(line: &str) -> String {
    let words = line.trim_start();
    let (depth, words) = (line.len() - words.len(), words.trim_start_matches('#').trim_start());
    let point = ["- ", "* ", "+ "].iter().find_map(|point| words.strip_prefix(point));
    let words = match point {
        Some(words) => format!("{}· {words}", " ".repeat(depth)),
        None => words.to_owned(),
    };

    words.replace("**", "").replace("__", "").replace('`', "").trim_end().to_owned()
}

/// The latest answer to an enquiry.
pub(crate) fn answer_of(session: &Session<'_>, id: EnquiryId) -> Result<Option<String>, Error> {
    let mut events = session.enquiry_events(id)?.into_iter().rev();
    let answer = events.find(|(_, event)| event.event == EnquiryEventKind::Answer);

    Ok(answer.and_then(|(_, event)| event.text))
}

/// When a letter with the latest answer went out.
pub(crate) fn letter_of(session: &Session<'_>, id: EnquiryId) -> Result<Option<Moment>, Error> {
    let mut events = session.enquiry_events(id)?.into_iter().rev();
    let answer = events.find(|(_, event)| event.event == EnquiryEventKind::Answer);
    let Some((_, answer)) = answer else { return Ok(None) };
    // Letters about an enquiry are filed as those about an order are.
    let letters = standing(session.facts_about::<Letter>(OrderId(id.0))?);
    let mut sent = letters.iter().rev().map(|(_, letter)| letter.at);

    Ok(sent.find(|at| *at >= answer.at))
}
