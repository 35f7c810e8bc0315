//! What work and parts cost: looked up everywhere in the office's currency, and set by an office of its own.

use domain::{
    Category, Charge, Currency, Money, Office, OfficeId, OrderKind, Part, PartId, Receipt,
    Record as _, Tariff, TariffId,
};
use store::Session;

use crate::deed::Deed;
use crate::household::{change, make};
use crate::link::ADDRESS;
use crate::{Engine, Error, Saved, Undo};

/// All prices of this office.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prices {
    /// What the books are kept in.
    pub currency: Currency,
    /// What work costs, also what was written down in another currency.
    pub work: Vec<Tariff>,
    /// The parts, by number.
    pub parts: Vec<(PartId, Part)>,
    /// Whether they are set here. Where there is a headquarters, it sets them.
    pub set_here: bool,
    /// Whether money was charged or taken already, so that the currency stays.
    pub begun: bool,
}

/// Prices as they are to be. What is not named stays.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PriceList {
    /// What the books are kept in.
    pub currency: Currency,
    /// Work, in that currency.
    pub work: Vec<WorkPrice>,
    /// Parts; none where the price is not known.
    pub parts: Vec<(PartId, Option<Money>)>,
}

/// What one kind of work on one kind of machine is to cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkPrice {
    /// The work.
    pub kind: OrderKind,
    /// The machine; none means any.
    pub category: Option<Category>,
    /// Labour, trip and remote area; none where nobody knows.
    pub price: Option<[Money; 3]>,
}

impl Engine {
    /// What everything costs.
    pub fn prices(&self) -> impl Future<Output = Result<Prices, Error>> + Send + use<> {
        self.workers.read(|session| {
            let mut parts: Vec<_> =
                session.all::<Part>()?.into_iter().map(|(id, part)| (PartId(id), part)).collect();
            parts.sort_by(|(_, a), (_, b)| a.number.cmp(&b.number));

            Ok(Prices {
                currency: currency(session)?,
                work: session.all::<Tariff>()?.into_iter().map(|(_, tariff)| tariff).collect(),
                parts,
                set_here: session.setting(ADDRESS)?.is_none(),
                begun: begun(session)?,
            })
        })
    }

    /// Sets prices and the currency. Fails with [`Error::PricesSetElsewhere`] where headquarters sets them, and with
    /// [`Error::BooksBegun`] where the currency would change under money that was charged or taken.
    pub fn set_prices(
        &self,
        list: PriceList,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("set_prices", move |deed| {
            if deed.session.setting(ADDRESS)?.is_some() {
                return Err(Error::PricesSetElsewhere);
            }
            let mut undo: Vec<Undo> = keep_books_in(deed, list.currency)?.into_iter().collect();
            for work in list.work {
                undo.extend(price_work(deed, work, list.currency)?);
            }
            for (part, price) in list.parts {
                check(price.as_slice(), list.currency)?;
                let saved = change(deed, part, |part: &mut Part| part.price = price)?;
                undo.push(saved.undo);
            }

            Ok(Undo::Several(undo))
        })
    }
}

/// What the books are kept in.
pub(crate) fn currency(session: &Session<'_>) -> Result<Currency, Error> {
    Ok(own_office(session)?.map(|(_, office)| office.currency).unwrap_or_default())
}

/// What work costs, as far as it is known in the currency that the books are kept in.
pub(crate) fn in_force(session: &Session<'_>) -> Result<Vec<Tariff>, Error> {
    let currency = currency(session)?;
    let all = session.all::<Tariff>()?.into_iter().map(|(_, tariff)| tariff);

    Ok(all.filter(|tariff| tariff.is_in(currency)).collect())
}

/// This office's record.
pub(crate) fn own_office(session: &Session<'_>) -> Result<Option<(OfficeId, Office)>, Error> {
    let code = session.identity()?.map(|identity| identity.office).unwrap_or_default();
    let mut offices = session.all::<Office>()?.into_iter();

    Ok(offices
        .find(|(_, office)| office.code.eq_ignore_ascii_case(&code))
        .map(|(id, office)| (OfficeId(id), office)))
}

fn begun(session: &Session<'_>) -> Result<bool, Error> {
    Ok(session.count(Charge::KIND)? > 0 || session.count(Receipt::KIND)? > 0)
}

fn keep_books_in(deed: &Deed<'_>, currency: Currency) -> Result<Option<Undo>, Error> {
    let (id, office) = own_office(deed.session)?.ok_or(Error::NotFounded)?;
    if office.currency == currency {
        return Ok(None);
    }
    if begun(deed.session)? {
        return Err(Error::BooksBegun);
    }
    let Saved { undo, .. } = change(deed, id, |office: &mut Office| office.currency = currency)?;

    Ok(Some(undo))
}

fn price_work(deed: &Deed<'_>, work: WorkPrice, currency: Currency) -> Result<Vec<Undo>, Error> {
    let WorkPrice { kind, category, price } = work;
    check(price.as_ref().map_or(&[], |price| price.as_slice()), currency)?;
    let all = deed.session.all::<Tariff>()?.into_iter();
    let mut stored = all.filter(|(_, it)| (it.kind, it.category) == (kind, category));
    let Some([labour, trip, remote]) = price else {
        return stored.map(|(id, _)| take_away(deed, TariffId(id))).collect();
    };
    let tariff = Tariff { category, kind, labour, trip, remote };
    let undo = match stored.next() {
        Some((id, _)) => change(deed, TariffId(id), |it: &mut Tariff| *it = tariff)?.undo,
        None => make::<_, TariffId>(deed, &tariff)?.undo,
    };

    Ok(vec![undo])
}

fn take_away(deed: &Deed<'_>, id: TariffId) -> Result<Undo, Error> {
    let kind = Tariff::KIND;
    let stored = deed.session.stored(kind, id.0)?.ok_or(Error::Unknown(kind))?;
    deed.remove::<Tariff>(id)?;

    Ok(Undo::BringBack { kind, id: id.0, fields: stored.fields })
}

/// Fails unless these are prices in a currency.
pub(crate) fn check(prices: &[Money], currency: Currency) -> Result<(), Error> {
    prices.iter().try_for_each(|price| price.as_price(currency).map(drop))?;

    Ok(())
}

#[cfg(test)]
mod tests;
