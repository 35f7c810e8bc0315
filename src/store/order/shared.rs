//! Orders that another branch has to do with: as a number of the table, and as a list is asked for them.

use domain::{Handover, OrderId};

use crate::{Error, Session};

/// What an order has to do with another branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shared {
    /// It went there.
    Went,
    /// It came from there.
    Came,
    /// This branch wants it to go there, whatever headquarters answered; not once it is over.
    Wanted,
}

impl Shared {
    /// All, in the order of menus.
    pub const ALL: [Self; 3] = [Self::Came, Self::Went, Self::Wanted];

    pub(super) const fn bits(self) -> i64 {
        match self {
            Self::Went => WENT,
            Self::Came => CAME,
            Self::Wanted => ASKED | REFUSED,
        }
    }
}

const WENT: i64 = 1;
const CAME: i64 = 2;
const ASKED: i64 = 4;
const REFUSED: i64 = 8;

/// What an order has to do with another branch, as a number of the table.
pub(crate) fn handed(of: &Handover) -> i64 {
    let bits = [
        (of.to.is_some(), WENT),
        (of.from.is_some(), CAME),
        (of.is_asked(), ASKED),
        (of.refused().is_some(), REFUSED),
    ];

    bits.into_iter().filter(|(is_so, _)| *is_so).map(|(_, bit)| bit).sum()
}

/// What the fields of an order say of another branch; most say nothing.
pub(super) fn handover(fields: Option<String>) -> Handover {
    let fields = fields.and_then(|text| serde_json::from_str(&text).ok());

    fields.map(|fields| Handover::of(&fields)).unwrap_or_default()
}

impl Session<'_> {
    /// What orders have to do with other branches here, in the order of menus.
    pub fn shared(&self) -> Result<Vec<Shared>, Error> {
        let mut statement = self.db.prepare_cached(
            "select distinct iif(over, handed & 3, handed) from service_order where handed <> 0",
        )?;
        let rows = statement.query_map([], |row| row.get::<_, i64>(0))?;
        let bits = rows.collect::<Result<Vec<_>, _>>()?.into_iter().fold(0, |all, it| all | it);

        Ok(Shared::ALL.into_iter().filter(|it| it.bits() & bits != 0).collect())
    }

    /// What the orders that are not over have to do with another branch.
    pub fn handed_over(&self) -> Result<Vec<(OrderId, Handover)>, Error> {
        let mut statement = self.db.prepare_cached(
            "select service_order.id, coalesce(record.body, record.base)
             from service_order
             join record on record.kind = 'order' and record.id = service_order.id
             where service_order.handed <> 0 and service_order.over = 0",
        )?;
        let rows = statement.query_map([], |row| Ok((OrderId(row.get(0)?), row.get(1)?)))?;
        let rows = rows.collect::<Result<Vec<(OrderId, Option<String>)>, _>>()?;

        Ok(rows.into_iter().map(|(id, fields)| (id, handover(fields))).collect())
    }
}
