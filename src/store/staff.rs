//! The people of the office, as rows.

use domain::StaffId;

use crate::{Error, Session};

/// Someone who works here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffRow {
    /// Who.
    pub id: StaffId,
    /// Their name.
    pub name: String,
    /// The number on their badge.
    pub badge: Option<String>,
    /// Whether they go out.
    pub technician: bool,
}

impl Session<'_> {
    /// Everyone who works here, by badge and name.
    pub fn staff(&self) -> Result<Vec<StaffRow>, Error> {
        let mut statement = self.db.prepare_cached(
            "select id, name, badge, technician from staff where gone = 0 order by badge, name, id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(StaffRow {
                id: StaffId(row.get(0)?),
                name: row.get(1)?,
                badge: row.get(2)?,
                technician: row.get(3)?,
            })
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }
}
