//! Orders as rows of lists.

mod shared;

pub use shared::Shared;
pub(crate) use shared::handed;

use chrono::NaiveDate;
use domain::{
    AddressId, ApplianceId, Category, CustomerId, Handover, Moment, Order, OrderId, OrderKind,
    OrderNumber, StaffId, State, VisitId,
};
use rusqlite::{OptionalExtension, Row, named_params};

use crate::projection::word;
use crate::{Error, Session};
use shared::handover;

/// Which orders a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Stage {
    /// All that are not over.
    #[default]
    Open,
    /// For someone to be assigned.
    ToAssign,
    /// Someone goes, or is there.
    UnderWay,
    /// Waiting for a part, an appraisal or a decision.
    Waiting,
    /// Done, the sheet is not back.
    SheetOut,
    /// The customer is to be called; not while a complaint is open.
    ToCall,
    /// Complaints that are not over.
    Complaints,
    /// The customer still owes something for it, whatever it is at.
    Owing,
    /// Closed, settled, cancelled.
    Over,
    /// Every order.
    All,
}

impl Stage {
    /// All, in the order of menus.
    pub const ALL: [Self; 10] = [
        Self::Open,
        Self::ToAssign,
        Self::UnderWay,
        Self::Waiting,
        Self::SheetOut,
        Self::ToCall,
        Self::Complaints,
        Self::Owing,
        Self::Over,
        Self::All,
    ];

    /// The states that belong to it.
    pub fn states(self) -> Vec<State> {
        State::ALL.into_iter().filter(|state| self.holds(*state)).collect()
    }

    fn holds(self, state: State) -> bool {
        match self {
            Self::All => true,
            Self::Owing => state != State::Cancelled,
            Self::Open => !state.is_over(),
            Self::Over => state.is_over(),
            Self::ToAssign => matches!(state, State::Draft | State::Ready),
            Self::UnderWay => {
                matches!(state, State::Assigned | State::Booked | State::OnSite | State::Loaded)
            }
            Self::Waiting => {
                matches!(state, State::WaitingPart | State::WaitingAppraisal | State::Exception)
            }
            Self::SheetOut => state == State::Done,
            Self::ToCall => matches!(state, State::SheetIn | State::CalledBack),
            Self::Complaints => matches!(
                state,
                State::Registered
                    | State::Routed
                    | State::Answered
                    | State::Accepted
                    | State::Rejected
            ),
        }
    }
}

/// Whose orders, where one office keeps the books of several.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Books {
    /// Everybody's.
    #[default]
    All,
    /// Those of this office.
    Own,
    /// Those of the branch with this name.
    Of(String),
}

/// What a list of orders is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrderFilter {
    /// At which stage.
    pub stage: Stage,
    /// Of which kind.
    pub kind: Option<OrderKind>,
    /// Whose turn it is.
    pub technician: Option<StaffId>,
    /// Of which customer.
    pub customer: Option<CustomerId>,
    /// In whose books.
    pub books: Books,
    /// Only those that have this to do with another branch.
    pub shared: Option<Shared>,
    /// Whose number, name, address or words hold this.
    pub text: String,
    /// Only those after this one in the list, for the next page.
    pub after: Option<(Moment, OrderId)>,
}

/// An order in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRow {
    /// Which.
    pub id: OrderId,
    /// The number on paper.
    pub number: String,
    /// What another system calls it.
    pub alias: Option<String>,
    /// What was promised.
    pub kind: OrderKind,
    /// What it is at.
    pub state: State,
    /// Whether it goes before others.
    pub urgent: bool,
    /// Whether headquarters and the office did different things to it.
    pub disputed: bool,
    /// For whom.
    pub customer: CustomerId,
    /// Their name.
    pub name: String,
    /// Their number.
    pub phone: String,
    /// Where, in one line.
    pub line: String,
    /// On which machine.
    pub appliance: Option<ApplianceId>,
    /// Of which kind that is.
    pub category: Option<Category>,
    /// What it is called, where the category says little.
    pub called: Option<String>,
    /// Of which brand and model.
    pub model: String,
    /// The fault code.
    pub fault: Option<String>,
    /// Whose it is, where one office keeps the books of several.
    pub branch: Option<String>,
    /// What it has to do with another branch.
    pub handover: Handover,
    /// When it was taken in.
    pub received: Moment,
    /// The latest visit that is not void.
    pub visit: Option<VisitId>,
    /// Who goes or went.
    pub technician: Option<StaffId>,
    /// Their name; of work that another system's list tells of, whom that names.
    pub technician_name: Option<String>,
    /// The day of the visit, or the day promised.
    pub day: Option<NaiveDate>,
    /// Whether that is the day of the visit.
    pub dated: bool,
    /// Minutes since midnight at which it begins.
    pub starts: Option<u16>,
    /// Until when, in minutes from midnight.
    pub ends: Option<u16>,
    /// What the customer still owes for it, in minor units of the books.
    pub owes: Option<i64>,
}

/// What is asked of most lists or of none: a condition that may be left open, and the same where it is asked. Only then
/// its index is of use.
const NARROWED: [(&str, &str); 2] = [
    (
        "(:customer is null or service_order.customer = :customer)",
        "service_order.customer = :customer",
    ),
    (
        "(:shared is null or service_order.handed & :shared <> 0)",
        "service_order.id in (select id from service_order where handed <> 0 and handed & :shared <> 0)",
    ),
];

/// The question for a list as this filter wants it.
fn asked(filter: &OrderFilter) -> String {
    let is_asked = [filter.customer.is_some(), filter.shared.is_some()];
    let narrowed = NARROWED.into_iter().zip(is_asked).filter(|(_, is_asked)| *is_asked);
    let whole = include_str!("order/list.sql").to_owned();

    narrowed.fold(whole, |sql, ((open, closed), _)| sql.replace(open, closed))
}

impl Session<'_> {
    /// Orders as `filter` says, latest first, at most `limit`.
    pub fn orders(&self, filter: &OrderFilter, limit: u32) -> Result<Vec<OrderRow>, Error> {
        let states: Vec<String> = filter.stage.states().into_iter().map(State::code).collect();
        let states = serde_json::to_string(&states).unwrap_or_default();
        let branch = match &filter.books {
            Books::Of(branch) => Some(branch.as_str()),
            Books::All | Books::Own => None,
        };
        let mut statement = self.db.prepare_cached(&asked(filter))?;
        let rows = statement.query_map(
            named_params! {
                ":states": states,
                ":to_call": filter.stage == Stage::ToCall,
                ":owing": filter.stage == Stage::Owing,
                ":complaints": filter.stage == Stage::Complaints,
                ":kind": filter.kind.as_ref().map(word),
                ":technician": filter.technician.map(|staff| staff.0),
                ":customer": filter.customer.map(|customer| customer.0),
                ":own": filter.books == Books::Own,
                ":branch": branch,
                ":shared": filter.shared.map(Shared::bits),
                ":wanted": filter.shared == Some(Shared::Wanted),
                ":text": (!filter.text.trim().is_empty()).then(|| like(&filter.text)),
                ":received": filter.after.map(|(moment, _)| moment.0),
                ":id": filter.after.map(|(_, order)| order.0),
                ":limit": limit,
            },
            from_row,
        )?;

        Ok(rows.filter_map(Result::transpose).collect::<Result<_, _>>()?)
    }

    /// How many orders customers still owe something for, and how much in all, in minor units.
    pub fn owed(&self) -> Result<(u64, i64), Error> {
        let mut statement = self.db.prepare_cached(
            "select count(*), coalesce(sum(owed.rest), 0)
             from owed
             join service_order on service_order.id = owed.id
             where service_order.state <> 'cancelled'",
        )?;

        Ok(statement
            .query_row([], |row| Ok((row.get::<_, i64>(0)?.cast_unsigned(), row.get(1)?)))?)
    }

    /// What a customer still owes for all of their orders, in minor units.
    pub fn owed_by(&self, customer: CustomerId) -> Result<i64, Error> {
        let mut statement = self.db.prepare_cached(
            "select coalesce(sum(owed.rest), 0)
             from service_order
             join owed on owed.id = service_order.id
             where service_order.customer = ?1 and service_order.state <> 'cancelled'",
        )?;

        Ok(statement.query_row([customer.0], |row| row.get(0))?)
    }

    /// Whose customers urged, and how often, without what was withdrawn.
    pub fn urged(&self) -> Result<Vec<(OrderId, u32)>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("order/urged.sql"))?;
        let rows = statement.query_map([], |row| Ok((OrderId(row.get(0)?), row.get(1)?)))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// In whose books the orders are, with how many each; those of this office first, the others by name.
    pub fn branches(&self) -> Result<Vec<(Option<String>, u64)>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("order/branches.sql"))?;
        let rows = statement
            .query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned())))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whether a complaint of a customer is open.
    pub fn complains(&self, customer: CustomerId) -> Result<bool, Error> {
        let mut statement = self.db.prepare_cached(
            "select exists (
                 select 1 from service_order
                 where customer = ?1 and kind = 'complaint' and over = 0
             )",
        )?;

        Ok(statement.query_row([customer.0], |row| row.get(0))?)
    }

    /// How many are answered and are no complaints.
    pub fn count_answered_questions(&self) -> Result<u64, Error> {
        let mut statement = self.db.prepare_cached(
            "select count(*) from service_order where state = 'answered' and kind <> 'complaint'",
        )?;

        Ok(statement.query_row([], |row| row.get::<_, i64>(0))?.cast_unsigned())
    }

    /// How many orders are at each stage.
    pub fn count_by_state(&self) -> Result<Vec<(State, u64)>, Error> {
        let mut statement = self.db.prepare_cached(
            "select state, count(*) from service_order group by state order by 1",
        )?;
        let rows = statement
            .query_map([], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?.cast_unsigned()))
            })?
            .collect::<Result<Vec<_>, _>>()?;

        Ok(rows
            .into_iter()
            .filter_map(|(state, count)| Some((read_word(&state)?, count)))
            .collect())
    }

    /// The order with this number, or else this alias, in capitals or not, or the only one whose number ends like
    /// this. Several, latest first, where the same number was given out more than once.
    pub fn orders_by_number(&self, text: &str) -> Result<Vec<OrderId>, Error> {
        let typed = text.trim();
        let text = typed.to_uppercase();
        for (column, value) in [("number", text.as_str()), ("alias", typed)] {
            let found = self.orders_called(column, value)?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        let alike = self.order_by_alias_spelt_like(typed)?;
        if alike.is_some() {
            return Ok(Vec::from_iter(alike));
        }
        let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
        let Ok(sequence) = digits.parse::<u32>() else { return Ok(Vec::new()) };
        let mut statement = self.db.prepare_cached(
            "select id from service_order where sequence = ?1 and number like '%' || ?2 limit 2",
        )?;
        let found: Vec<_> = statement
            .query_map((sequence, &text), |row| row.get(0))?
            .collect::<Result<Vec<uuid::Uuid>, _>>()?;

        Ok(if found.len() == 1 { found.into_iter().map(OrderId).collect() } else { Vec::new() })
    }

    fn orders_called(&self, column: &str, value: &str) -> Result<Vec<OrderId>, Error> {
        let mut statement = self.db.prepare_cached(&format!(
            "select id from service_order where {column} = ?1 order by received desc, id desc limit 20"
        ))?;
        let rows = statement.query_map([value], |row| row.get(0).map(OrderId))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Numbers that more than one order has, at most `limit`.
    pub fn numbers_given_twice(&self, limit: u32) -> Result<Vec<String>, Error> {
        let mut statement = self.db.prepare_cached(
            "select number from service_order group by number having count(*) > 1 order by 1 limit ?1",
        )?;
        let rows = statement.query_map([limit], |row| row.get(0))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The orders that another system calls `alias`, latest first.
    pub fn orders_by_alias(&self, alias: &str) -> Result<Vec<OrderId>, Error> {
        self.orders_called("alias", alias)
    }

    /// The orders of a customer, earliest first.
    pub fn orders_of(&self, customer: CustomerId) -> Result<Vec<OrderId>, Error> {
        let sql = "select id from service_order where customer = ?1 order by received, id";

        Ok(self.ids(sql, customer.0)?.into_iter().map(OrderId).collect())
    }

    /// The only order whose alias is this one but for capitals.
    fn order_by_alias_spelt_like(&self, typed: &str) -> Result<Option<OrderId>, Error> {
        if !typed.contains(|c: char| c.is_ascii_alphabetic()) {
            return Ok(None);
        }
        let mut statement = self.db.prepare_cached(
            "select id from service_order where alias = ?1 collate nocase limit 2",
        )?;
        let found = statement
            .query_map([typed], |row| row.get(0))?
            .collect::<Result<Vec<uuid::Uuid>, _>>()?;

        Ok(if let [only] = found[..] { Some(OrderId(only)) } else { None })
    }

    /// The number of a customer's newest order.
    pub fn newest_number(&self, customer: CustomerId) -> Result<Option<String>, Error> {
        let mut statement = self.db.prepare_cached(
            "select number from service_order where customer = ?1 order by received desc limit 1",
        )?;

        Ok(statement.query_row([customer.0], |row| row.get(0)).optional()?)
    }

    /// What an order is at.
    pub fn order_state(&self, id: OrderId) -> Result<Option<State>, Error> {
        let state: Option<String> = self
            .db
            .prepare_cached("select state from service_order where id = ?1")?
            .query_row([id.0], |row| row.get(0))
            .optional()?;

        Ok(state.as_deref().and_then(read_word))
    }

    /// The highest number that this office's `desk` has given out.
    pub fn last_sequence(&self, office: &str, desk: &str) -> Result<u32, Error> {
        let mut statement = self.db.prepare_cached(
            "select coalesce(max(sequence), 0) from service_order where series = ?1 || '-' || ?2",
        )?;

        Ok(statement.query_row([office, desk], |row| row.get(0))?)
    }

    /// Open orders about the same machine, or of the same kind for the same customer where no machine is
    /// known: likely the same call twice.
    pub fn likely_duplicates(&self, order: &Order) -> Result<Vec<OrderNumber>, Error> {
        let mut statement = self.db.prepare_cached(
            "select number from service_order
             where over = 0 and customer = ?1 and kind = ?2 and (appliance is ?3 or ?3 is null)
             order by received desc limit 5",
        )?;
        let appliance: Option<ApplianceId> = order.appliance;
        let numbers = statement
            .query_map((order.customer.0, word(&order.kind), appliance.map(|a| a.0)), |row| {
                row.get::<_, String>(0)
            })?
            .collect::<Result<Vec<_>, _>>()?;

        Ok(numbers.iter().filter_map(|number| number.parse().ok()).collect())
    }

    /// The line of an address.
    pub fn address_line(&self, id: AddressId) -> Result<Option<String>, Error> {
        let mut statement = self.db.prepare_cached("select line from address where id = ?1")?;

        Ok(statement.query_row([id.0], |row| row.get(0)).optional()?)
    }
}

/// What a LIKE pattern must be so that it finds `text` anywhere.
pub(crate) fn like(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.trim().chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// The value whose word in records is `text`.
pub(crate) fn read_word<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).ok()
}

/// A row, or none if a newer version wrote words that this one does not know.
fn from_row(row: &Row<'_>) -> rusqlite::Result<Option<OrderRow>> {
    let (kind, state): (String, String) = (row.get("kind")?, row.get("state")?);
    let Some((kind, state)) = read_word(&kind).zip(read_word(&state)) else { return Ok(None) };
    let category: Option<String> = row.get("category")?;
    let day: Option<String> = row.get("day")?;
    let brand: Option<String> = row.get("brand")?;
    let model: Option<String> = row.get("model")?;

    Ok(Some(OrderRow {
        id: OrderId(row.get("id")?),
        number: row.get("number")?,
        alias: row.get("alias")?,
        kind,
        state,
        urgent: row.get("urgent")?,
        disputed: row.get("disputed")?,
        customer: CustomerId(row.get("customer")?),
        name: row.get("name")?,
        phone: row.get("phone")?,
        line: row.get("line")?,
        appliance: row.get::<_, Option<_>>("appliance")?.map(ApplianceId),
        category: category.as_deref().and_then(Category::from_code),
        called: row.get("called")?,
        model: [brand, model].into_iter().flatten().collect::<Vec<_>>().join(" "),
        fault: row.get("fault")?,
        branch: row.get("branch")?,
        handover: handover(row.get("handover")?),
        received: Moment(row.get("received")?),
        visit: row.get::<_, Option<_>>("visit")?.map(VisitId),
        technician: row.get::<_, Option<_>>("technician")?.map(StaffId),
        technician_name: row.get("technician_name")?,
        day: day.and_then(|day| day.parse().ok()),
        dated: row.get("dated")?,
        starts: row.get("starts")?,
        ends: row.get("ends")?,
        owes: row.get("owes")?,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_one_customer_or_of_what_was_handed_over_is_asked_for_by_its_index() {
        let (customer, shared) = (Some(CustomerId(uuid::Uuid::nil())), Some(Shared::Wanted));
        let whole = asked(&OrderFilter::default());
        let narrow = asked(&OrderFilter { customer, shared, ..OrderFilter::default() });
        for (open, closed) in NARROWED {
            assert!(whole.contains(open) && !narrow.contains(open), "{open}");
            assert!(narrow.contains(closed), "{closed}");
        }
    }
}
