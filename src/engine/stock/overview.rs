//! Balances by part and place, and the ledger behind each.

use std::collections::BTreeMap;

use domain::{Category, Location, Money, Part, PartId, Staff, StaffId, StockMove};
use store::Session;

use super::namesake;
use crate::catalogue::left;
use crate::{Error, Keys};

/// More balances than any office has.
const BALANCES: u32 = 200_000;
/// How many movements a ledger shows.
const LEDGER: u32 = 500;

/// One part with what lies where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartRow {
    /// Which.
    pub id: PartId,
    /// The maker's number.
    pub number: String,
    /// What it is.
    pub name: String,
    /// The machines that it is made for, where another part has the same name.
    pub made_for: Vec<Category>,
    /// What it is counted in.
    pub unit: String,
    /// What one costs out of warranty; none where nobody knows.
    pub price: Option<Money>,
    /// Whether each piece has a serial number.
    pub serialised: bool,
    /// How many lie where, places with none left out.
    pub held: BTreeMap<Location, i64>,
    /// The serial numbers of the pieces that lie there, where each has one.
    pub pieces: BTreeMap<Location, Vec<String>>,
    /// What it is found by.
    pub keys: Keys,
}

/// What lies where.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartsOverview {
    /// Every part in the catalogue, by number, and what has a balance without being there any more.
    pub parts: Vec<PartRow>,
    /// Technicians, and whoever else has something in a van, by name.
    pub vans: Vec<(StaffId, String)>,
    /// The numbers of those people, as they stand on their badges.
    pub badges: BTreeMap<StaffId, String>,
    /// Whether there is a headquarters, whose parts may lie here.
    pub enrolled: bool,
}

/// A movement in a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerRow {
    /// What moved, from where to where.
    pub stock: StockMove,
    /// The number of its order.
    pub number: Option<String>,
    /// How many good ones the office held in all after it.
    pub held: i64,
    /// How many old ones lay there after it, which nobody can build in.
    pub old: i64,
}

/// How one part moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartLedger {
    /// Which.
    pub part: PartId,
    /// Its latest movements, latest first.
    pub rows: Vec<LedgerRow>,
}

impl PartRow {
    /// How many good ones the office holds in all: old parts are owed to the maker, and nobody can build them in.
    pub fn total(&self) -> i64 {
        let good = self.held.iter().filter(|(location, _)| !is_old(**location));

        good.map(|(_, quantity)| quantity).sum()
    }

    /// Whether any place holds less than nothing.
    pub fn is_short(&self) -> bool {
        self.held.values().any(|quantity| *quantity < 0)
    }
}

/// Everything, in one answer.
pub(super) fn overview(session: &Session<'_>) -> Result<PartsOverview, Error> {
    let mut held = BTreeMap::<PartId, BTreeMap<Location, i64>>::new();
    for row in session.balances(BALANCES)? {
        held.entry(row.part).or_default().insert(row.location, row.quantity);
    }
    let used: Vec<StaffId> = held.values().flat_map(BTreeMap::keys).filter_map(in_van).collect();
    let currency = crate::prices::currency(session)?;
    let mut parts: Vec<PartRow> = session
        .all::<Part>()?
        .into_iter()
        .map(|(id, part)| PartRow {
            id: PartId(id),
            pieces: BTreeMap::new(),
            keys: Keys::of_part(&part),
            price: part.price_in(currency),
            number: part.number,
            name: part.name,
            made_for: part.fits,
            unit: part.unit,
            serialised: part.serialised,
            held: held.remove(&PartId(id)).unwrap_or_default(),
        })
        .collect();
    let mut left = left::remembered(session)?;
    parts.extend(held.into_iter().map(|(id, held)| withdrawn((id, left.remove(&id.0)), held)));
    for part in parts.iter_mut().filter(|part| part.serialised && !part.held.is_empty()) {
        part.pieces = session.pieces_of(part.id)?;
    }
    let several = namesake::borne_by_several(parts.iter().map(|part| part.name.as_str()));
    for part in parts.iter_mut().filter(|part| !several.contains(&part.name)) {
        part.made_for.clear();
    }
    parts.sort_by(|a, b| a.number.cmp(&b.number));
    let staff = session.all::<Staff>()?;
    let badges = staff.iter().filter_map(|(id, staff)| Some((StaffId(*id), staff.badge.clone()?)));
    let badges = badges.collect();
    let mut vans: Vec<(StaffId, String)> = staff
        .into_iter()
        .filter(|(id, staff)| staff.is_technician() || used.contains(&StaffId(*id)))
        .map(|(id, staff)| (StaffId(id), staff.name))
        .collect();
    vans.sort_by(|a, b| a.1.cmp(&b.1));

    let enrolled = session.setting(crate::link::ADDRESS)?.is_some();

    Ok(PartsOverview { parts, vans, badges, enrolled })
}

fn in_van(location: &Location) -> Option<StaffId> {
    match location {
        Location::Van(staff) => Some(*staff),
        _ => None,
    }
}

/// A part that is no longer in the catalogue is still on the shelf, and called what the office called it.
fn withdrawn((id, part): (PartId, Option<Part>), held: BTreeMap<Location, i64>) -> PartRow {
    if let Some(part) = part {
        return PartRow {
            id,
            keys: Keys::of_part(&part),
            price: None,
            number: part.number,
            name: part.name,
            made_for: part.fits,
            unit: part.unit,
            serialised: part.serialised,
            held,
            pieces: BTreeMap::new(),
        };
    }

    PartRow {
        id,
        number: id.to_string(),
        name: String::new(),
        made_for: Vec::new(),
        unit: String::new(),
        price: None,
        serialised: false,
        held,
        pieces: BTreeMap::new(),
        keys: Keys::of(&id.to_string(), []),
    }
}

fn is_old(location: Location) -> bool {
    location == Location::Faulty
}

fn is_good(location: Location) -> bool {
    location.is_held() && !is_old(location)
}

/// By how many a movement changed what lies at the places that count.
fn change(stock: &StockMove, counts: fn(Location) -> bool) -> i64 {
    let share = |location| if counts(location) { stock.quantity } else { 0 };

    share(stock.to) - share(stock.from)
}

/// The movements of a part with what was held after each.
pub(super) fn ledger(session: &Session<'_>, part: PartId) -> Result<PartLedger, Error> {
    let balances = session.balances(BALANCES)?;
    let lies = |counts: fn(Location) -> bool| -> i64 {
        let rows = balances.iter().filter(|row| row.part == part && counts(row.location));
        rows.map(|row| row.quantity).sum()
    };
    let (mut held, mut old) = (lies(is_good), lies(is_old));
    let mut rows = Vec::new();
    for row in session.moves_of(part, None, LEDGER)? {
        let (stock, number) = (row.stock, row.number);
        let before = (held - change(&stock, is_good), old - change(&stock, is_old));
        rows.push(LedgerRow { stock, number, held, old });
        (held, old) = before;
    }

    Ok(PartLedger { part, rows })
}
