//! What moved, piece by piece.

use std::collections::BTreeMap;

use domain::{Condition, Location, Owner, PartId, StockMove, StockMoveId};
use rusqlite::named_params;
use uuid::Uuid;

use crate::order::read_word;
use crate::projection::word;
use crate::record::fields_from;
use crate::{Error, Session};

/// More movements than one piece ever makes.
const SERIAL_MOVES: u32 = 1_000;

/// A movement with the number of the order it was for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveRow {
    /// Which.
    pub id: StockMoveId,
    /// What moved, from where to where.
    pub stock: StockMove,
    /// The number of its order.
    pub number: Option<String>,
}

impl Session<'_> {
    /// How many pieces of a part lie at a place in a condition, by whose they are. None are left out.
    pub fn held(
        &self,
        part: PartId,
        location: Location,
        condition: Condition,
    ) -> Result<Vec<(Owner, i64)>, Error> {
        let mut statement = self.db.prepare_cached(
            "select owner, quantity from balance
             where part = ?1 and location = ?2 and condition = ?3 and quantity <> 0",
        )?;
        let rows = statement
            .query_map((part.0, location.to_string(), word(&condition)), |row| {
                Ok((row.get::<_, String>(0)?, row.get(1)?))
            })?
            .collect::<Result<Vec<_>, _>>()?;

        Ok(rows
            .into_iter()
            .filter_map(|(owner, quantity)| Some((read_word(&owner)?, quantity)))
            .collect())
    }

    /// The movements of a part, latest first, at most `limit`; of one serial number, if one is given.
    pub fn moves_of(
        &self,
        part: PartId,
        serial: Option<&str>,
        limit: u32,
    ) -> Result<Vec<MoveRow>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("moves.sql"))?;
        let rows = statement
            .query_map(
                named_params! { ":part": part.0, ":serial": serial, ":limit": limit },
                |row| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?)),
            )?
            .collect::<Result<Vec<(Uuid, _, _)>, _>>()?;
        let mut moves = Vec::with_capacity(rows.len());
        for (id, text, number) in rows {
            let fields = fields_from("stock_move", &text)?.map(serde_json::Value::Object);
            // What a newer version wrote and this one cannot read is left out.
            let stock = fields.and_then(|fields| serde_json::from_value(fields).ok());
            moves.extend(stock.map(|stock| MoveRow { id: StockMoveId(id), stock, number }));
        }

        Ok(moves)
    }

    /// The serial numbers of a part's pieces, by the place that each came to and has not left.
    pub fn pieces_of(&self, part: PartId) -> Result<BTreeMap<Location, Vec<String>>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("pieces.sql"))?;
        let rows = statement.query_map(named_params! { ":part": part.0 }, |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })?;
        let mut pieces = BTreeMap::<Location, Vec<String>>::new();
        for row in rows {
            let (location, serial) = row?;
            if let Ok(location) = location.parse() {
                pieces.entry(location).or_default().push(serial);
            }
        }

        Ok(pieces)
    }

    /// Where a piece with this serial number is: the place it came to and has not left.
    pub fn place_of_serial(&self, part: PartId, serial: &str) -> Result<Option<Location>, Error> {
        let mut net = BTreeMap::<Location, i64>::new();
        for row in self.moves_of(part, Some(serial), SERIAL_MOVES)? {
            if row.stock.is_plausible() {
                *net.entry(row.stock.from).or_default() -= row.stock.quantity;
                *net.entry(row.stock.to).or_default() += row.stock.quantity;
            }
        }

        Ok(net.into_iter().find(|(_, quantity)| *quantity > 0).map(|(location, _)| location))
    }
}
