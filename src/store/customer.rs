//! Customers, their addresses and machines, as rows.

use chrono::NaiveDate;
use domain::{
    Address, AddressId, Appliance, ApplianceId, Category, Customer, CustomerId, Enquiry, Grade,
    Moment, OrderId, OrderKind, Part, Phone, Record, Staff,
};
use rusqlite::{OptionalExtension, params};
use uuid::Uuid;

use crate::order::read_word;
use crate::{Error, Session};

/// A customer in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerRow {
    /// Who.
    pub id: CustomerId,
    /// Their name.
    pub name: String,
    /// The number to call first, as it is read.
    pub phone: String,
    /// Their first address in one line.
    pub line: String,
    /// How many machines they have.
    pub appliances: u32,
    /// How many orders are open.
    pub open_orders: u32,
    /// What they owe in all, in minor units of the books.
    pub owes: i64,
}

/// An address of a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressRow {
    /// Which.
    pub id: AddressId,
    /// The address.
    pub address: Address,
}

/// A machine of a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplianceRow {
    /// Which.
    pub id: ApplianceId,
    /// The machine.
    pub appliance: Appliance,
}

/// What somebody sold, as far as it is known here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoldRow {
    /// Where.
    pub shop: String,
    /// Who, where that is known.
    pub seller: Option<String>,
    /// How many machines.
    pub sold: u32,
    /// Of how many of them the sale was reported.
    pub registered: u32,
}

/// What a customer said after an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeRow {
    /// Which order.
    pub order: OrderId,
    /// Its number.
    pub number: String,
    /// What they said.
    pub grade: Grade,
    /// When.
    pub at: Moment,
}

impl Session<'_> {
    /// Customers, the newest file first, from `offset` on, at most `limit`.
    pub fn customers(&self, offset: u32, limit: u32) -> Result<Vec<CustomerRow>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("customer/list.sql"))?;
        let rows = statement.query_map([limit, offset], |row| {
            Ok(CustomerRow {
                id: CustomerId(row.get(0)?),
                name: row.get(1)?,
                phone: row.get(2)?,
                line: row.get(3)?,
                appliances: row.get(4)?,
                open_orders: row.get(5)?,
                owes: row.get(6)?,
            })
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The addresses of a customer: where they live first, then where they lived, each oldest first.
    pub fn addresses(&self, customer: CustomerId) -> Result<Vec<AddressRow>, Error> {
        let ids = self.ids(include_str!("customer/addresses.sql"), customer.0)?;
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            rows.extend(self.get(id)?.map(|address| AddressRow { id: AddressId(id), address }));
        }

        Ok(rows)
    }

    /// The machines of a customer, oldest first.
    pub fn appliances(&self, customer: CustomerId) -> Result<Vec<ApplianceRow>, Error> {
        let ids = self.ids(include_str!("customer/appliances.sql"), customer.0)?;
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            rows.extend(
                self.get(id)?.map(|appliance| ApplianceRow { id: ApplianceId(id), appliance }),
            );
        }

        Ok(rows)
    }

    /// The machines of a customer that another one may be: those with this serial number, then the oldest two hundred.
    /// No household has more, and an organisation tells its own by their serial numbers.
    pub fn appliances_like(
        &self,
        customer: CustomerId,
        serial: Option<&str>,
    ) -> Result<Vec<ApplianceRow>, Error> {
        let mut statement =
            self.db.prepare_cached(include_str!("customer/appliances_of_serial.sql"))?;
        let mut ids = statement
            .query_map(params![serial, customer.0], |row| row.get(0))?
            .collect::<Result<Vec<Uuid>, _>>()?;
        ids.extend(self.ids(include_str!("customer/some_appliances.sql"), customer.0)?);
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            rows.extend(
                self.get(id)?.map(|appliance| ApplianceRow { id: ApplianceId(id), appliance }),
            );
        }

        Ok(rows)
    }

    /// The machine that was `origin` in another system.
    pub fn appliance_of_origin(&self, origin: &str) -> Result<Option<ApplianceId>, Error> {
        Ok(self.origin("select id from appliance where origin = ?1", origin)?.map(ApplianceId))
    }

    /// Whose the machine with this serial number is; of several the one that was written down first.
    pub fn owner_of_serial(&self, serial: &str) -> Result<Option<CustomerId>, Error> {
        let sql = "select customer from appliance where serial = ?1 order by id limit 1";

        Ok(self.origin(sql, serial)?.map(CustomerId))
    }

    /// Tells each telephone number of a customer's file: those of today, and those that a list brought over wrote.
    pub fn each_phone(&self, mut tell: impl FnMut(CustomerId, Phone)) -> Result<(), Error> {
        let mut statement = self.db.prepare_cached(include_str!("customer/each_phone.sql"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (id, said): (_, Option<String>) = (row.get(0)?, row.get(1)?);
            if let Some(phone) = said.as_deref().and_then(Phone::parse) {
                tell(CustomerId(id), phone);
            }
        }

        Ok(())
    }

    /// Tells each name of a customer's file: that of today, and those that a list brought over wrote or wrote over.
    pub fn each_name(&self, mut tell: impl FnMut(CustomerId, String)) -> Result<(), Error> {
        let mut statement = self.db.prepare_cached(include_str!("customer/each_name.sql"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if let Some(name) = row.get::<_, Option<String>>(1)? {
                tell(CustomerId(row.get(0)?), name);
            }
        }

        Ok(())
    }

    /// What lists that were brought over called a customer's file, or wrote over.
    pub fn imported_names(&self, customer: CustomerId) -> Result<Vec<String>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("customer/imported_names.sql"))?;
        let names = statement.query_map([customer.0], |row| row.get::<_, Option<String>>(0))?;

        Ok(names.filter_map(Result::transpose).collect::<Result<_, _>>()?)
    }

    /// The customers that were `origin` in another system, oldest first: two systems may count alike.
    pub fn customers_of_origin(&self, origin: &str) -> Result<Vec<CustomerId>, Error> {
        let mut statement =
            self.db.prepare_cached("select id from customer where origin = ?1 order by id")?;
        let ids = statement.query_map([origin], |row| row.get::<_, Uuid>(0))?;
        let mut customers = Vec::new();
        for id in ids {
            let now = self.who_now(CustomerId(id?))?;
            if !customers.contains(&now) {
                customers.push(now);
            }
        }

        Ok(customers)
    }

    /// How many machines of each category there are, most first.
    pub fn appliances_by_category(&self) -> Result<Vec<(Option<Category>, u64)>, Error> {
        let mut statement = self.db.prepare_cached(
            "select category, count(*) from appliance group by category order by 2 desc",
        )?;
        let rows = statement.query_map([], |row| {
            let code: String = row.get(0)?;
            Ok((Category::from_code(&code), row.get::<_, i64>(1)?.cast_unsigned()))
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The customer that an order, appliance or address belongs to.
    pub fn owner_of(&self, kind: &str, id: Uuid) -> Result<Option<CustomerId>, Error> {
        let sql = match kind {
            Customer::KIND => return self.who_now(CustomerId(id)).map(Some),
            Address::KIND => "select customer from address where id = ?1",
            Appliance::KIND => "select customer from appliance where id = ?1",
            domain::Order::KIND => "select customer from service_order where id = ?1",
            _ => return Ok(None),
        };
        let mut statement = self.db.prepare_cached(sql)?;

        Ok(statement.query_row([id], |row| row.get(0)).optional()?.map(CustomerId))
    }

    /// What the customer said after the last order they graded.
    pub fn last_grade(&self, customer: CustomerId) -> Result<Option<GradeRow>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("customer/last_grade.sql"))?;
        let row = statement
            .query_row([customer.0], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?, row.get(3)?))
            })
            .optional()?;

        Ok(row.and_then(|(order, number, grade, at)| {
            Some(GradeRow {
                order: OrderId(order),
                number,
                grade: read_word(&grade)?,
                at: Moment(at),
            })
        }))
    }

    /// What a customer said after each kind of work, oldest first.
    pub fn grades_of(
        &self,
        customer: CustomerId,
    ) -> Result<Vec<(OrderKind, Grade, Moment)>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("customer/grades.sql"))?;
        let rows = statement.query_map([customer.0], |row| {
            let (kind, grade) = (row.get::<_, String>(0)?, row.get::<_, String>(1)?);
            let at = Moment(row.get(2)?);
            Ok(read_word(&kind).zip(read_word(&grade)).map(|(kind, grade)| (kind, grade, at)))
        })?;

        Ok(rows.filter_map(Result::transpose).collect::<Result<_, _>>()?)
    }

    /// For each shop and who sells there how many machines are known that were bought there since a day, and how many of
    /// these were registered; those who sold most first.
    pub fn registrations(&self, since: Option<NaiveDate>) -> Result<Vec<SoldRow>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("customer/registered.sql"))?;
        let rows = statement.query_map([since.map(|day| day.to_string())], |row| {
            Ok(SoldRow {
                shop: row.get(0)?,
                seller: row.get(1)?,
                sold: row.get(2)?,
                registered: row.get(3)?,
            })
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whether any order, visit, machine or other record needs this one. That a person sits at a desk is not asked.
    pub fn is_needed(&self, kind: &str, id: Uuid) -> Result<bool, Error> {
        let sql = match kind {
            Customer::KIND => {
                "select exists (select 1 from service_order where customer = ?1)
                     or exists (select 1 from appliance where customer = ?1)
                     or exists (select 1 from address where customer = ?1)
                     or exists (select 1 from sameness where kept = ?1 or other = ?1)
                     or exists (select 1 from enquiry where customer = ?1)"
            }
            // By whom it was routed when it came in is no reason to keep it.
            Enquiry::KIND => {
                "select exists (
                     select 1 from fact
                     where order_id = ?1 and kind = 'enquiry_event' and code <> 'route'
                 )"
            }
            Address::KIND => {
                "select exists (select 1 from service_order where address = ?1)
                     or exists (select 1 from appliance where address = ?1)
                     or exists (select 1 from sameness where kept = ?1 or other = ?1)"
            }
            Appliance::KIND => {
                "select exists (select 1 from service_order where appliance = ?1)
                     or exists (select 1 from sameness where kept = ?1 or other = ?1)"
            }
            Part::KIND => {
                "select exists (select 1 from fact where subject = ?1 and kind = 'stock_move')"
            }
            Staff::KIND => return self.is_named(id),
            _ => return Ok(false),
        };

        Ok(self.db.prepare_cached(sql)?.query_row([id], |row| row.get(0))?)
    }

    /// Whether a visit is someone's, or anything else that was written down names them: who did it, whose van it was.
    fn is_named(&self, id: Uuid) -> Result<bool, Error> {
        let sql = include_str!("customer/names_staff.sql");

        Ok(self.db.prepare_cached(sql)?.query_row((id, id.to_string()), |row| row.get(0))?)
    }

    pub(crate) fn ids(&self, sql: &str, key: Uuid) -> Result<Vec<Uuid>, Error> {
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map(params![key], |row| row.get(0))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn origin(&self, sql: &str, origin: &str) -> Result<Option<Uuid>, Error> {
        let found: Option<Uuid> =
            self.db.prepare_cached(sql)?.query_row([origin], |row| row.get(0)).optional()?;

        self.all_now(found)
    }
}
