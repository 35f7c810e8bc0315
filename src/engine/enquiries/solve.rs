//! An enquiry that is settled on the telephone: nobody has to go there, nothing is to be written.

use domain::{ArticleId, Customer, Enquiry, EnquiryId, OrderKind, ReplyWay};

use super::deeds::{answer, told};
use super::mail::cut;
use crate::callbacks::said;
use crate::deed::Deed;
use crate::household::check;
use crate::knowledge::{Asker, Settled, note_answers, settle, titles};
use crate::{Engine, Error, Intake, Undo, intake};

/// The longest question in an order, in characters.
const QUESTION: usize = 2_000;

impl Engine {
    /// Whoever wrote was told on the telephone what they need, in these words or by these articles. In a file it is a question
    /// that was answered and closed; `remark` takes its number back to words if it is undone.
    pub fn solve_enquiry(
        &self,
        enquiry: EnquiryId,
        (words, articles): (String, Vec<ArticleId>),
        remark: String,
    ) -> impl Future<Output = Result<Settled, Error>> + Send + use<> {
        self.deed("solve_enquiry", move |deed| solve(deed, enquiry, (words, &articles), remark))
    }
}

fn solve(
    deed: &Deed<'_>,
    id: EnquiryId,
    (words, articles): (String, &[ArticleId]),
    remark: String,
) -> Result<Settled, Error> {
    let enquiry: Enquiry = deed.get(id)?;
    let words = match said(&words) {
        Some(words) => words,
        None => titles(deed, articles)?,
    };
    check("answer", &words, super::ENQUIRY_TEXT)?;
    let Some(customer) = enquiry.customer else {
        let over = told(deed, id, words)?;
        let answers = note_answers(deed, (Some(Asker::Enquiry(id)), true), articles)?;
        let undo = Undo::Several(vec![over, Undo::TakeBackAnswers(answers)]);
        return Ok(Settled { received: None, undo });
    };
    let answered = answer(deed, id, (Some(words.clone()), Some(ReplyWay::Telephone)))?;
    let asked = [enquiry.subject.trim(), enquiry.text.trim()];
    let asked: Vec<&str> = asked.into_iter().filter(|it| !it.is_empty()).collect();
    let call = Intake {
        customer: Some(customer),
        name: deed.get::<Customer>(customer)?.name,
        kind: OrderKind::Consultation,
        description: cut(&asked.join("\n\n"), QUESTION),
        enquiry: Some(id),
        ..Intake::default()
    };
    let received = intake::receive(deed, &call)?;
    let settled = settle(deed, &received, (cut(&words, QUESTION), articles), remark)?;
    let undo = Undo::Several(vec![answered, settled]);

    Ok(Settled { received: Some(received), undo })
}
