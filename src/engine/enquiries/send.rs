//! What a rule answers by itself: only where it says so, at a computer that sends such replies, with a wording and an article
//! that leave nothing to be written by a person.

use domain::{
    Article, ArticleId, ArticleState, Enquiry, EnquiryEvent, EnquiryEventId, EnquiryEventKind,
    EnquiryId, ReplyWay, Rule, RuleId,
};
use locale::Language;

use super::deeds::event;
use super::reply::{GAP, draft, filled, in_plain_words};
use crate::deed::Deed;
use crate::knowledge::{Asker, note_answers};
use crate::{Error, Undo};

/// In so long nobody gets a second answer of a rule, in milliseconds.
const ONCE_IN: i64 = 24 * 60 * 60 * 1_000;

/// Answers an enquiry that just came in as its rule says. Nothing where a person is needed.
pub(super) fn by_rule(deed: &Deed<'_>, id: EnquiryId, rule: RuleId) -> Result<Option<Undo>, Error> {
    let enquiry: Enquiry = deed.get(id)?;
    let able = crate::mail::answers_by_itself(deed.session)?
        && crate::mail::can_answer(deed.session, &enquiry)?;
    if !able || had_one(deed, &enquiry)? {
        return Ok(None);
    }
    let said: Rule = deed.get(rule)?;
    let Some(text) = words(deed, id, &said)? else { return Ok(None) };
    let answer = EnquiryEvent {
        text: Some(text),
        way: Some(ReplyWay::Mail),
        rule: Some(rule),
        by: None,
        ..event(deed, id, EnquiryEventKind::Answer)
    };
    let answered: EnquiryEventId = deed.note(&answer)?;
    crate::mail::queue(deed, id, answered)?;
    let told: Vec<ArticleId> = said.article.map(ArticleId).into_iter().collect();
    let told = note_answers(deed, (Some(Asker::Enquiry(id)), true), &told)?;

    Ok(Some(Undo::Several(vec![Undo::WithdrawEnquiryEvent(answered), Undo::TakeBackAnswers(told)])))
}

/// The whole reply; none where a person has something to add.
fn words(deed: &Deed<'_>, id: EnquiryId, rule: &Rule) -> Result<Option<String>, Error> {
    let begun = draft(deed.session, deed.clock, id, (rule.template, Language::default()))?.text;
    let article = match rule.article {
        Some(article) => deed.session.get::<Article>(article)?,
        None => None,
    };
    let article = article.filter(|article| article.state == ArticleState::Published);
    let text = match &article {
        Some(article) => filled(&begun, &in_plain_words(&article.body)),
        None => begun,
    };
    // An article that is gone leaves its place open.
    let whole = rule.article.is_none() || article.is_some();

    Ok(Some(text).filter(|text| whole && !text.trim().is_empty() && !text.contains(GAP)))
}

/// Whether a rule answered this address lately: two programs that answer each other are to come to an end.
fn had_one(deed: &Deed<'_>, enquiry: &Enquiry) -> Result<bool, Error> {
    let since = deed.now.0 - ONCE_IN;
    let Some(sender) = enquiry.mail.as_deref() else { return Ok(true) };
    for other in deed.session.enquiries_from(sender)? {
        let events = deed.session.enquiry_events(other)?;
        let by_rule = |event: &EnquiryEvent| {
            let answers = event.event == EnquiryEventKind::Answer && event.rule.is_some();
            answers && event.at.0 >= since
        };
        if events.iter().any(|(_, event)| by_rule(event)) {
            return Ok(true);
        }
    }

    Ok(false)
}
