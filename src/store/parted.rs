//! What was found out about files and was taken back, and who is known not to be whom.

use std::collections::BTreeSet;

use domain::{AddressId, CustomerId, Moment, Sameness, SamenessId};
use rusqlite::params;
use uuid::Uuid;

use crate::{AddressRow, Error, Session};

impl Session<'_> {
    /// What was taken back of what was found in this file, each with when.
    pub fn sameness_taken_back(
        &self,
        kept: CustomerId,
    ) -> Result<Vec<(SamenessId, Sameness, Moment)>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("parted/taken_back.sql"))?;
        let rows = statement
            .query_map([kept.0], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<Vec<(Uuid, Uuid)>, _>>()?;
        let mut all = Vec::new();
        for (fact, back) in rows {
            let (said, back) = (self.get::<Sameness>(fact)?, self.get::<Sameness>(back)?);
            let both = said.zip(back);
            all.extend(both.map(|(said, back)| (SamenessId(fact), said, back.at)));
        }

        Ok(all)
    }

    /// Who is not this person, as somebody said of any of their files: by the file in which each is now.
    pub fn apart_from(&self, customer: CustomerId) -> Result<BTreeSet<CustomerId>, Error> {
        let own = self.who_now(customer)?;
        let mut apart = BTreeSet::new();
        for other in self.ids(include_str!("parted/apart_from.sql"), own.0)? {
            apart.insert(self.who_now(CustomerId(other))?);
        }
        apart.remove(&own);

        Ok(apart)
    }

    /// The first addresses of a customer, oldest first.
    pub fn some_addresses(
        &self,
        customer: CustomerId,
        limit: u32,
    ) -> Result<Vec<AddressRow>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("parted/some_addresses.sql"))?;
        let ids = statement
            .query_map(params![customer.0, limit], |row| row.get(0))?
            .collect::<Result<Vec<Uuid>, _>>()?;
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            rows.extend(self.get(id)?.map(|address| AddressRow { id: AddressId(id), address }));
        }

        Ok(rows)
    }
}
