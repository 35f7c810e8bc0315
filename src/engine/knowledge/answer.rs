//! What was told to callers, and the calls that it settled without anybody going there.

use domain::{
    Answer, AnswerId, Article, ArticleId, ArticleState, EnquiryId, Event, OrderId, OrderKind,
    Record as _,
};

use crate::deed::{Deed, Happening};
use crate::{Engine, Error, Intake, Received, Undo, intake};

/// A call that was settled by telling something.
#[derive(Debug, Clone, PartialEq)]
pub struct Settled {
    /// The question as an order that is closed; none where nobody said who they are.
    pub received: Option<Received>,
    /// The way back.
    pub undo: Undo,
}

impl Engine {
    /// A call is settled by what these articles say: nobody has to go there. Of whom something is known the question goes
    /// into their file, answered and closed; `remark` takes its number back to words if it is undone.
    pub fn solve_by_phone(
        &self,
        call: Intake,
        articles: Vec<ArticleId>,
        remark: String,
    ) -> impl Future<Output = Result<Settled, Error>> + Send + use<> {
        self.deed("solve_by_phone", move |deed| solve(deed, call, &articles, remark))
    }
}

fn solve(
    deed: &Deed<'_>,
    mut call: Intake,
    articles: &[ArticleId],
    remark: String,
) -> Result<Settled, Error> {
    if articles.is_empty() {
        return Err(Error::Unknown(Article::KIND));
    }
    let titles = titles(deed, articles)?;
    let nobody = call.customer.is_none() && call.phone.is_none() && call.name.trim().is_empty();
    if nobody {
        let (asked, solved) = (call.enquiry.map(Asker::Enquiry), true);
        let answers = note_answers(deed, (asked, solved), articles)?;
        let mut undo = vec![Undo::TakeBackAnswers(answers)];
        if let Some(enquiry) = call.enquiry {
            undo.push(crate::enquiries::told(deed, enquiry, titles)?);
        }
        return Ok(Settled { received: None, undo: Undo::Several(undo) });
    }
    call.kind = OrderKind::Consultation;
    (call.promised, call.urgent, call.answers) = (None, false, Vec::new());
    if call.description.trim().is_empty() {
        // What was asked is what was told.
        call.description.clone_from(&titles);
    }
    if call.name.trim().is_empty() {
        // A number is enough to call somebody back.
        call.name = call.phone.as_ref().map(ToString::to_string).unwrap_or_default();
    }
    let received = intake::receive(deed, &call)?;
    let undo = settle(deed, &received, (titles, articles), remark)?;

    Ok(Settled { received: Some(received), undo })
}

/// A question that was just taken in is answered by what was told, and closed. Answers the way back.
pub(crate) fn settle(
    deed: &Deed<'_>,
    received: &Received,
    (told, articles): (String, &[ArticleId]),
    remark: String,
) -> Result<Undo, Error> {
    let order = received.order;
    deed.happen(order, Event::Answer, Happening { remark: Some(told), ..Happening::default() })?;
    deed.happen(order, Event::Close, Happening::default())?;
    let answers = note_answers(deed, (Some(Asker::Order(order)), true), articles)?;

    // The last is taken back first.
    Ok(Undo::Several(vec![
        received.undo(remark),
        Undo::StepBack(vec![order]),
        Undo::StepBack(vec![order]),
        Undo::TakeBackAnswers(answers),
    ]))
}

pub(crate) fn titles(deed: &Deed<'_>, articles: &[ArticleId]) -> Result<String, Error> {
    let mut titles = Vec::with_capacity(articles.len());
    for id in articles {
        titles.push(deed.get::<Article>(*id)?.title);
    }

    Ok(titles.join("\n"))
}

/// In what somebody was told something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asker {
    /// In the call of an order.
    Order(OrderId),
    /// In answer to what somebody wrote.
    Enquiry(EnquiryId),
}

/// These articles were told in a call, or in answer to what somebody wrote.
pub(crate) fn note_answers(
    deed: &Deed<'_>,
    (asker, solved): (Option<Asker>, bool),
    articles: &[ArticleId],
) -> Result<Vec<AnswerId>, Error> {
    let mut noted = Vec::with_capacity(articles.len());
    for (at, article) in articles.iter().enumerate() {
        let told = deed.get::<Article>(*article)?;
        if told.state == ArticleState::Draft || articles[..at].contains(article) {
            continue;
        }
        let (order, enquiry) = match asker {
            Some(Asker::Order(order)) => (Some(order), None),
            Some(Asker::Enquiry(enquiry)) => (None, Some(enquiry)),
            None => (None, None),
        };
        let (article, at, by, withdraws) = (*article, deed.now, deed.actor, None);
        noted.push(deed.note(&Answer { article, order, enquiry, solved, at, by, withdraws })?);
    }

    Ok(noted)
}

/// These answers were not given after all.
pub(crate) fn withdraw_answers(deed: &Deed<'_>, answers: &[AnswerId]) -> Result<(), Error> {
    for id in answers {
        let answer: Answer = deed.session.get(*id)?.ok_or(Error::Unknown(Answer::KIND))?;
        let (at, by) = (deed.now, deed.actor);
        deed.note::<_, AnswerId>(&Answer { at, by, withdraws: Some(*id), ..answer })?;
    }

    Ok(())
}
