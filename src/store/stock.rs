//! Balances: sums of moves, kept beside them.

mod ledger;

pub use ledger::MoveRow;

use std::collections::{BTreeMap, BTreeSet};

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

    /// Parts whose balance is not the sum of their moves: none, or something was lost. Moves that this version cannot
    /// read, and moves of more than can move at once, count nowhere.
    pub fn unbalanced_parts(&self) -> Result<Vec<PartId>, Error> {
        let mut open: BTreeMap<(Uuid, String, String, String), i64> = BTreeMap::new();
        let mut statement = self.db.prepare_cached(
            "select coalesce(body, base) from record
             where kind = 'stock_move' and coalesce(body, base) is not null",
        )?;
        let texts = statement.query_map([], |row| row.get::<_, String>(0))?;
        for text in texts {
            let stock: Option<StockMove> = serde_json::from_str(&text?).ok();
            let Some(stock) = stock.filter(StockMove::is_plausible) else { continue };
            for (location, change) in legs(&stock) {
                let (condition, owner) = (word(&stock.condition), word(&stock.owner));
                *open.entry((stock.part.0, location.to_string(), condition, owner)).or_default() +=
                    change;
            }
        }
        let mut statement = self
            .db
            .prepare_cached("select part, location, condition, owner, quantity from balance")?;
        let kept = statement.query_map([], |row| {
            let place = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            Ok((place, row.get::<_, i64>(4)?))
        })?;
        for balance in kept {
            let (place, quantity) = balance?;
            *open.entry(place).or_default() -= quantity;
        }
        let wrong = open.into_iter().filter(|(_, quantity)| *quantity != 0);
        let parts: BTreeSet<Uuid> = wrong.map(|((part, ..), _)| part).collect();

        Ok(parts.into_iter().map(PartId).collect())
    }

    pub(crate) fn project_stock_move(
        &self,
        before: Option<&StockMove>,
        after: Option<&StockMove>,
    ) -> Result<(), Error> {
        if let Some(before) = before.filter(|before| before.is_plausible()) {
            self.shift(before, -1)?;
        }
        match after {
            None => Ok(()),
            Some(after) if after.is_plausible() => self.shift(after, 1),
            Some(after) => Err(Error::Misfit(format!("{} pieces move at once", after.quantity))),
        }
    }

    /// Counts a move so many times: once, or once less.
    fn shift(&self, stock: &StockMove, times: i64) -> Result<(), Error> {
        let mut statement = self.db.prepare_cached(include_str!("stock/shift.sql"))?;
        for (location, change) in legs(stock) {
            statement.execute(params![
                stock.part.0,
                location.to_string(),
                word(&stock.condition),
                word(&stock.owner),
                change * times,
            ])?;
        }

        Ok(())
    }
}

/// Where a move takes from, and where to.
fn legs(stock: &StockMove) -> [(Location, i64); 2] {
    [(stock.from, -stock.quantity), (stock.to, stock.quantity)]
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use sync::client::Page;
    use sync::{Row, StreamId};

    use super::*;
    use crate::replica::found;
    use crate::{Finding, Store, Watch};

    fn moved(id: u128, quantity: i64, reason: &str) -> Row {
        let body = json!({
            "part": Uuid::from_u128(40), "quantity": quantity, "from": "supplier", "to": "store",
            "reason": reason, "at": 0
        });

        Row::new("stock_move".to_owned(), Uuid::from_u128(id), 1, 1, body.as_object().cloned())
    }

    #[test]
    fn a_move_in_words_of_a_newer_version_is_no_fault_and_a_lost_piece_is() -> Result<(), Error> {
        let mut store = Store::in_memory()?;
        store.transact(|session| {
            found(session)?;
            let rows = [moved(1, 5, "received"), moved(2, 3, "lent")].map(Into::into).to_vec();
            let stream = StreamId::branch("SH01").expect("a code");
            session.apply_page(Page { stream, rows, cursor: 2, floor: 0, at_head: true })?;
            assert_eq!(session.on_hand(PartId(Uuid::from_u128(40)), Location::Store)?, 5);
            Ok::<_, Error>(())
        })?;
        assert_eq!(store.check(&Watch::nobody())?.findings, []);

        store.transact(|session| {
            session.db.execute("update balance set quantity = 4 where location = 'store'", [])?;
            Ok::<_, Error>(())
        })?;
        let part = Finding::Unbalanced(Uuid::from_u128(40));
        assert_eq!(store.check(&Watch::nobody())?.findings, [part]);
        Ok(())
    }
}
