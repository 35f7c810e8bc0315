//! What people wrote to the demo city's office, and the rules by which it is handed on.

use domain::{
    Category, Customer, CustomerId, Enquiry, EnquiryChannel, EnquiryEvent, EnquiryEventKind,
    EnquiryId, Moment, Priority, Rule, RuleId, StaffId,
};
use serde::Deserialize;
use uuid::Uuid;

use super::Builder;
use crate::Error;

const INBOX: &str = include_str!("../../../assets/demo/inbox.json");

#[derive(Debug, Deserialize)]
struct Inbox {
    rules: Vec<Written>,
    enquiries: Vec<Letter>,
}

/// A rule, and whose it makes what fits: the desk's, or that of the technician with this number.
#[derive(Debug, Deserialize)]
struct Written {
    name: String,
    words: Vec<String>,
    urgent: bool,
}

#[derive(Debug, Deserialize)]
struct Letter {
    channel: EnquiryChannel,
    name: String,
    #[serde(default)]
    mail: Option<String>,
    subject: String,
    text: String,
    #[serde(default)]
    category: Option<Category>,
    /// How many hours ago it came.
    ago: i64,
    /// Whether it is by somebody whose file is here.
    #[serde(default)]
    known: bool,
    /// The rule that decided, by its place.
    #[serde(default)]
    rule: Option<usize>,
    #[serde(default)]
    answer: Option<String>,
    #[serde(default)]
    closed: bool,
}

impl Builder<'_> {
    /// Rules, and a few letters: some wait, one is answered, one is over.
    pub(super) fn inbox(&mut self, customers: &[CustomerId]) -> Result<(), Error> {
        let inbox: Inbox = serde_json::from_str(INBOX).map_err(|_| Error::Unknown("demo"))?;
        let now = self.clock.now();
        let mut rules = Vec::new();
        for (rank, rule) in (1..).zip(inbox.rules) {
            let rule = Rule {
                name: rule.name,
                rank: rank * 1_000,
                words: rule.words,
                person: Some(self.desk),
                urgent: rule.urgent,
                ..Rule::default()
            };
            let urgent = rule.urgent;
            rules.push((RuleId(self.create(now, &rule)?), urgent));
        }
        for (at, letter) in inbox.enquiries.into_iter().enumerate() {
            let customer = customers.get(at * 37 + 11).copied().filter(|_| letter.known);
            let rule = letter.rule.and_then(|at| rules.get(at)).copied();
            self.letter(letter, customer, rule)?;
        }

        Ok(())
    }

    fn letter(
        &mut self,
        letter: Letter,
        customer: Option<CustomerId>,
        rule: Option<(RuleId, bool)>,
    ) -> Result<(), Error> {
        let received = self.clock.now().plus_hours(-letter.ago);
        let known = match customer {
            Some(customer) => self.session.get::<Customer>(customer)?,
            None => None,
        };
        let phone = known.as_ref().and_then(|it| it.first_phone().cloned());
        let id: Uuid = self.create(
            received,
            &Enquiry {
                channel: letter.channel,
                name: known.map_or(letter.name, |customer| customer.name),
                mail: letter.mail,
                phone,
                place: None,
                subject: letter.subject,
                text: letter.text,
                received,
                customer,
                category: letter.category,
                model: None,
                language: Some("zh-CN".into()),
                priority: match rule {
                    Some((_, true)) => Priority::Urgent,
                    _ => Priority::Normal,
                },
                template: None,
                article: None,
                rule: rule.map(|(rule, _)| rule),
                message: None,
                left_out: Vec::new(),
                taken_by: None,
            },
        )?;
        let enquiry = EnquiryId(id);
        let mut at = received;
        if let Some((rule, _)) = rule {
            let event = happened(enquiry, EnquiryEventKind::Route, (at, None));
            let person = Some(self.desk);
            self.note(at, &EnquiryEvent { person, rule: Some(rule), ..event })?;
        }
        if letter.answer.is_some() {
            at = at.plus_hours(2);
            let event = happened(enquiry, EnquiryEventKind::Answer, (at, Some(self.desk)));
            self.note(at, &EnquiryEvent { text: letter.answer, ..event })?;
        }
        if letter.closed {
            at = at.plus_hours(1);
            self.note(at, &happened(enquiry, EnquiryEventKind::Close, (at, Some(self.desk))))?;
        }

        Ok(())
    }
}

fn happened(
    enquiry: EnquiryId,
    event: EnquiryEventKind,
    (at, by): (Moment, Option<StaffId>),
) -> EnquiryEvent {
    EnquiryEvent {
        enquiry,
        event,
        person: None,
        text: None,
        way: None,
        order: None,
        rule: None,
        at,
        by,
        withdraws: None,
    }
}
