//! What people wrote, as rows: by what it is at, and by who looks after it.

use domain::{
    CustomerId, Enquiry, EnquiryChannel, EnquiryEvent, EnquiryEventId, EnquiryId, EnquiryProgress,
    EnquiryState, Moment, OrderId, Priority, StaffId, standing_events,
};
use rusqlite::{OptionalExtension, Row, params};
use uuid::Uuid;

use crate::order::read_word;
use crate::projection::word;
use crate::{Error, Session};

/// How many characters of a text stand in a list, and are looked through there.
const BEGINS: usize = 200;

/// An enquiry in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnquiryRow {
    /// Which.
    pub id: EnquiryId,
    /// How it came.
    pub channel: EnquiryChannel,
    /// Who wrote: as in their file, where it is known whose that is.
    pub name: String,
    /// The line above the text.
    pub subject: String,
    /// How the text begins.
    pub begins: String,
    /// Whose file it belongs to.
    pub customer: Option<CustomerId>,
    /// Who looks after it.
    pub person: Option<StaffId>,
    /// What they are called.
    pub person_name: Option<String>,
    /// What it is at.
    pub state: EnquiryState,
    /// Whether it goes before others.
    pub urgent: bool,
    /// When it came in.
    pub received: Moment,
    /// Since when it is at what it is at.
    pub since: Moment,
    /// The order that it became, with its number.
    pub order: Option<(OrderId, String)>,
    /// Whether there are files with it.
    pub has_files: bool,
}

/// Which enquiries a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EnquiryStage {
    /// Somebody waits for an answer.
    #[default]
    Waiting,
    /// Answered, and not over.
    Answered,
    /// Nothing more is to be done.
    Over,
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EnquiryFilter {
    /// What they are at.
    pub stage: EnquiryStage,
    /// Those that this person looks after.
    pub person: Option<StaffId>,
    /// Those that nobody looks after.
    pub nobodys: bool,
    /// Words of the name, the subject, the beginning of the text or the sender.
    pub words: String,
}

impl Session<'_> {
    /// Enquiries: those that wait the longest first, of what is over the latest. At most `limit`.
    pub fn enquiries(&self, filter: &EnquiryFilter, limit: u32) -> Result<Vec<EnquiryRow>, Error> {
        let states = match filter.stage {
            EnquiryStage::Waiting => Some(" open routed "),
            EnquiryStage::Answered => Some(" answered "),
            EnquiryStage::Over => None,
        };
        let mut statement = self.db.prepare_cached(include_str!("enquiry/list.sql"))?;
        let rows = statement.query_map(
            params![
                filter.stage == EnquiryStage::Over,
                states,
                filter.person.map(|person| person.0),
                filter.nobodys,
                filter.words.trim().to_lowercase(),
                limit,
            ],
            from_row,
        )?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many wait for an answer: nobody's, this person's, and all.
    pub fn count_enquiries(&self, person: Option<StaffId>) -> Result<(u64, u64, u64), Error> {
        let mut statement = self.db.prepare_cached(
            "select coalesce(sum(person is null), 0), coalesce(sum(person is ?1), 0), count(*)
             from enquiry where over = 0 and state in ('open', 'routed')",
        )?;
        let counts = statement.query_row([person.map(|it| it.0)], |row| {
            let count = |column| row.get::<_, i64>(column).map(i64::cast_unsigned);
            Ok((count(0)?, count(1)?, count(2)?))
        })?;
        let (nobodys, own, all) = counts;

        // Who sits here is not known: then nothing is theirs.
        Ok((nobodys, if person.is_some() { own } else { 0 }, all))
    }

    /// The enquiries of a customer, the latest first, at most `limit`.
    pub fn enquiries_of(
        &self,
        customer: CustomerId,
        limit: u32,
    ) -> Result<Vec<(EnquiryId, String, Moment, EnquiryState)>, Error> {
        let mut statement = self.db.prepare_cached(
            "select id, subject, received, state from enquiry where customer = ?1
             order by received desc, id limit ?2",
        )?;
        let rows = statement.query_map(params![customer.0, limit], |row| {
            Ok((
                EnquiryId(row.get(0)?),
                row.get(1)?,
                Moment(row.get(2)?),
                EnquiryState::from_code(&row.get::<_, String>(3)?).unwrap_or_default(),
            ))
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The enquiry that an order came of, with its subject.
    pub fn enquiry_of_order(&self, order: OrderId) -> Result<Option<(EnquiryId, String)>, Error> {
        let mut statement = self
            .db
            .prepare_cached("select id, subject from enquiry where order_id = ?1 order by id")?;
        let found = statement
            .query_row([order.0], |row| Ok((EnquiryId(row.get(0)?), row.get(1)?)))
            .optional()?;

        Ok(found)
    }

    /// In whose file lies what came from this sender last.
    pub fn customer_of_sender(&self, sender: &str) -> Result<Option<CustomerId>, Error> {
        let mut statement = self.db.prepare_cached(
            "select customer from enquiry where sender = ?1 and sender <> '' and customer is not null
             order by received desc limit 1",
        )?;

        Ok(statement.query_row([sender], |row| row.get(0)).optional()?.map(CustomerId))
    }

    /// What stands of what happened to an enquiry, oldest first.
    pub fn enquiry_events(
        &self,
        enquiry: EnquiryId,
    ) -> Result<Vec<(EnquiryEventId, EnquiryEvent)>, Error> {
        let facts = self.facts_about::<EnquiryEvent>(enquiry)?;

        Ok(standing_events(facts.into_iter().map(|(id, it)| (EnquiryEventId(id), it)).collect()))
    }

    pub(crate) fn project_enquiry(&self, id: Uuid, enquiry: Option<&Enquiry>) -> Result<(), Error> {
        let Some(enquiry) = enquiry else {
            self.db.prepare_cached("delete from enquiry where id = ?1")?.execute([id])?;
            return Ok(());
        };
        let events = self.enquiry_events(EnquiryId(id))?;
        let (now, since) = events.iter().fold(
            (EnquiryProgress::default(), enquiry.received),
            |(now, since), (_, event)| match now.after(event) {
                Some(next) => (next, event.at),
                None => (now, since),
            },
        );
        self.db.prepare_cached(include_str!("enquiry/put.sql"))?.execute(params![
            id,
            word(&enquiry.channel),
            enquiry.name,
            sender(enquiry),
            enquiry.subject,
            enquiry.text.chars().take(BEGINS).collect::<String>(),
            self.all_now(enquiry.customer)?,
            now.person.map(|person| person.0),
            now.state.code(),
            now.state.is_over(),
            enquiry.priority == Priority::Urgent,
            enquiry.received.0,
            since.0,
            now.order.map(|order| order.0),
        ])?;

        Ok(())
    }
}

/// By what whoever wrote is known again: the mail address, else the number.
fn sender(enquiry: &Enquiry) -> String {
    let mail = enquiry.mail.as_deref().map(|mail| mail.trim().to_lowercase());
    let phone = || enquiry.phone.as_ref().map(|phone| phone.digits().to_owned());

    mail.filter(|mail| !mail.is_empty()).or_else(phone).unwrap_or_default()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<EnquiryRow> {
    let known: Option<String> = row.get(6)?;
    let order: Option<Uuid> = row.get(13)?;
    let number: Option<String> = row.get(14)?;

    Ok(EnquiryRow {
        id: EnquiryId(row.get(0)?),
        channel: read_word(&row.get::<_, String>(1)?).unwrap_or_default(),
        name: known.map_or_else(|| row.get(2), Ok)?,
        subject: row.get(3)?,
        begins: row.get(4)?,
        customer: row.get::<_, Option<Uuid>>(5)?.map(CustomerId),
        person: row.get::<_, Option<Uuid>>(7)?.map(StaffId),
        person_name: row.get(8)?,
        state: EnquiryState::from_code(&row.get::<_, String>(9)?).unwrap_or_default(),
        urgent: row.get(10)?,
        received: Moment(row.get(11)?),
        since: Moment(row.get(12)?),
        order: order.map(|order| (OrderId(order), number.unwrap_or_default())),
        has_files: row.get(15)?,
    })
}
