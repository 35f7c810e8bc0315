//! Letters as rows: those that were sent, and whom the next could go to.

use chrono::NaiveDate;
use domain::{
    ApplianceId, Category, CustomerId, Grade, LetterId, Moment, OrderId, OrderKind, Purpose, State,
};
use rusqlite::{Row, named_params};
use uuid::Uuid;

use crate::order::read_word;
use crate::projection::word;
use crate::{Error, Session};

/// A letter that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterRow {
    /// Which.
    pub id: LetterId,
    /// To whom.
    pub customer: CustomerId,
    /// Their name.
    pub name: String,
    /// What it was about.
    pub purpose: Purpose,
    /// About which order.
    pub number: Option<String>,
    /// When.
    pub at: Moment,
}

/// Someone a letter could go to, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddresseeRow {
    /// About which order.
    pub order: Option<OrderId>,
    /// Its number.
    pub number: String,
    /// What was promised.
    pub kind: Option<OrderKind>,
    /// What it is at.
    pub state: Option<State>,
    /// About which machine.
    pub appliance: Option<ApplianceId>,
    /// What kind of machine it is.
    pub category: Option<Category>,
    /// What it is called, where the category says little.
    pub called: Option<String>,
    /// Its brand and model.
    pub model: String,
    /// To whom.
    pub customer: CustomerId,
    /// Their name.
    pub name: String,
    /// Where, in one line.
    pub line: String,
    /// What they said last.
    pub grade: Option<Grade>,
    /// When it was closed, answered, or last looked after.
    pub at: Moment,
}

impl Session<'_> {
    /// Letters that were not taken back, newest first, at most `limit`.
    pub fn letters(&self, limit: u32) -> Result<Vec<LetterRow>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("letter/sent.sql"))?;
        let rows = statement.query_map([limit], |row| {
            let purpose: String = row.get("code")?;
            let Some(purpose) = read_word(&purpose) else { return Ok(None) };
            Ok(Some(LetterRow {
                id: LetterId(row.get("id")?),
                customer: CustomerId(row.get("customer")?),
                name: row.get("name")?,
                purpose,
                number: row.get("number")?,
                at: Moment(row.get("at")?),
            }))
        })?;

        Ok(rows.filter_map(Result::transpose).collect::<Result<_, _>>()?)
    }

    /// When a customer was last written to for this purpose, and about which order.
    pub fn last_letter(
        &self,
        customer: CustomerId,
        purpose: Purpose,
    ) -> Result<Option<(Moment, Option<OrderId>)>, Error> {
        use rusqlite::OptionalExtension as _;

        let mut statement = self.db.prepare_cached(
            "select at, order_id from fact
             where customer = ?1 and kind = 'letter' and code = ?2 and subject is null
               and not exists (select 1 from fact as back where back.subject = fact.id and back.kind = 'letter')
             order by at desc, id desc limit 1",
        )?;
        let found = statement.query_row((customer.0, word(&purpose)), |row| {
            Ok((Moment(row.get(0)?), row.get::<_, Option<Uuid>>(1)?.map(OrderId)))
        });

        Ok(found.optional()?)
    }

    /// Orders closed since `from`, latest first, those with this grade if one is named; at most `limit`.
    pub fn closed_since(
        &self,
        from: Moment,
        grade: Option<Grade>,
        limit: u32,
    ) -> Result<Vec<AddresseeRow>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("letter/closed.sql"))?;
        let rows = statement.query_map(
            named_params! {
                ":from": from.0,
                ":grade": grade.map(|grade| word(&grade)),
                ":limit": limit,
            },
            addressee,
        )?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Machines that were installed, bought or last looked after on or before `day`, longest ago first, at
    /// most `limit`. A machine of which nothing of this is known is not among them.
    pub fn looked_after_until(
        &self,
        (day, midnight): (NaiveDate, Moment),
        category: Option<Category>,
        limit: u32,
    ) -> Result<Vec<AddresseeRow>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("letter/maintenance.sql"))?;
        let rows = statement.query_map(
            named_params! {
                ":day": day.to_string(),
                ":until": midnight.0,
                ":category": category.map(Category::code),
                ":limit": limit,
            },
            addressee,
        )?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Complaints that were answered and are not over, or were answered since `from` and are; latest answer first,
    /// at most `limit`.
    pub fn answered_complaints(
        &self,
        from: Moment,
        limit: u32,
    ) -> Result<Vec<AddresseeRow>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("letter/answered.sql"))?;
        let limits = named_params! { ":from": from.0, ":limit": limit };
        let rows = statement.query_map(limits, addressee)?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The stream a record came from; its own desk's are those of its branch.
    pub fn stream_of(&self, kind: &str, id: Uuid) -> Result<Option<String>, Error> {
        use rusqlite::OptionalExtension as _;

        let mut statement =
            self.db.prepare_cached("select stream from record where kind = ?1 and id = ?2")?;

        Ok(statement.query_row((kind, id), |row| row.get(0)).optional()?)
    }
}

fn addressee(row: &Row<'_>) -> rusqlite::Result<AddresseeRow> {
    let words: [Option<String>; 4] =
        [row.get("kind")?, row.get("state")?, row.get("category")?, row.get("grade")?];
    let [kind, state, category, grade] = words;
    let model: [Option<String>; 2] = [row.get("brand")?, row.get("model")?];

    Ok(AddresseeRow {
        order: row.get::<_, Option<_>>("order_id")?.map(OrderId),
        number: row.get("number")?,
        kind: kind.as_deref().and_then(read_word),
        state: state.as_deref().and_then(read_word),
        appliance: row.get::<_, Option<_>>("appliance")?.map(ApplianceId),
        category: category.as_deref().and_then(Category::from_code),
        called: row.get("called")?,
        model: model.into_iter().flatten().collect::<Vec<_>>().join(" "),
        customer: CustomerId(row.get("customer")?),
        name: row.get("name")?,
        line: row.get("line")?,
        grade: grade.as_deref().and_then(read_word),
        at: Moment(row.get("at")?),
    })
}
