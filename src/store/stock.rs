//! Balances: sums of moves, kept beside them.

mod ledger;

pub use ledger::MoveRow;

use domain::{Location, PartId, StockMove};
use rusqlite::params;
use uuid::Uuid;

use crate::projection::word;
use crate::{Error, Session};

/// What lies in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BalanceRow {
    /// Which part.
    pub part: PartId,
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Where.
    pub location: Location,
    /// How many; below zero where two desks took the same last piece.
    pub quantity: i64,
}

impl Session<'_> {
    /// How many good pieces of a part lie at a place.
    pub fn on_hand(&self, part: PartId, location: Location) -> Result<i64, Error> {
        let mut statement = self.db.prepare_cached(
            "select coalesce(sum(quantity), 0) from balance
             where part = ?1 and location = ?2 and condition = 'good'",
        )?;

        Ok(statement.query_row((part.0, location.to_string()), |row| row.get(0))?)
    }

    /// What lies in the places an office counts, by part number. At most `limit` rows.
    pub fn balances(&self, limit: u32) -> Result<Vec<BalanceRow>, Error> {
        self.counted(include_str!("stock/balances.sql"), limit)
    }

    /// Of what there is less than nothing in these places. At most `limit` rows.
    pub fn short(&self, limit: u32) -> Result<Vec<BalanceRow>, Error> {
        self.counted(include_str!("stock/short.sql"), limit)
    }

    fn counted(&self, sql: &str, limit: u32) -> Result<Vec<BalanceRow>, Error> {
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map([limit], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, String>(3)?, row.get(4)?))
        })?;
        let mut balances = Vec::new();
        for row in rows {
            let (part, number, name, location, quantity): (Uuid, _, _, _, _) = row?;
            if let Ok(location) = location.parse() {
                balances.push(BalanceRow { part: PartId(part), number, name, location, quantity });
            }
        }

        Ok(balances)
    }

    /// Parts for whose moves the sum over all places is not zero, or whose balance is not the sum of
    /// its moves: none, or something was lost.
    pub fn unbalanced_parts(&self) -> Result<Vec<PartId>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("stock/unbalanced.sql"))?;
        let rows = statement.query_map([], |row| row.get(0).map(PartId))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub(crate) fn project_stock_move(
        &self,
        before: Option<&StockMove>,
        after: Option<&StockMove>,
    ) -> Result<(), Error> {
        if let Some(before) = before.filter(|before| before.is_plausible()) {
            self.shift(before, -before.quantity)?;
        }
        match after {
            None => Ok(()),
            Some(after) if after.is_plausible() => self.shift(after, after.quantity),
            Some(after) => Err(Error::Misfit(format!("{} pieces move at once", after.quantity))),
        }
    }

    fn shift(&self, stock: &StockMove, quantity: i64) -> Result<(), Error> {
        let mut statement = self.db.prepare_cached(include_str!("stock/shift.sql"))?;
        for (location, change) in [(stock.from, -quantity), (stock.to, quantity)] {
            statement.execute(params![
                stock.part.0,
                location.to_string(),
                word(&stock.condition),
                word(&stock.owner),
                change,
            ])?;
        }

        Ok(())
    }
}
