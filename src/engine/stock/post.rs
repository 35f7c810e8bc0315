//! Posting movements: deliveries, issues, returns, counts, and what a visit uses.

use domain::{
    Condition, Location, Moment, OrderId, Owner, PartId, StaffId, StockMove, StockMoveId,
    StockReason, VisitId,
};
use sync::stock::{Correction, correction};

use crate::catalogue::left;
use crate::deed::Deed;
use crate::{Error, Undo, Wrong};

use super::awaited::{self, Awaited};

/// The most pieces that move at once.
pub const MOST: i64 = 1_000_000;

/// A part that is to move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockLine {
    /// Which.
    pub part: PartId,
    /// How many: above zero.
    pub quantity: i64,
    /// The piece's own number.
    pub serial: Option<String>,
}

/// A delivery, or what was there on the first day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Receiving {
    /// Whether it was there on the first day.
    pub opening: bool,
    /// Whose it is.
    pub owner: Owner,
    /// What came.
    pub lines: Vec<StockLine>,
}

/// What was posted.
#[derive(Debug, Clone, PartialEq)]
pub struct Posted {
    /// How many pieces moved; after a count, how many more or less there are than the books said.
    pub pieces: i64,
    /// The way back; none if nothing had to move.
    pub undo: Option<Undo>,
    /// The orders that waited for what came, and for which everything is here now, first come first.
    pub awaited: Vec<Awaited>,
}

/// A part that a visit used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Usage {
    pub(crate) part: PartId,
    pub(crate) quantity: i64,
    pub(crate) serial: Option<String>,
    pub(crate) technician: StaffId,
    pub(crate) order: OrderId,
    pub(crate) visit: VisitId,
    /// Whether the maker pays for it.
    pub(crate) covered: bool,
}

/// Puts a delivery into the store.
pub(super) fn receive(deed: &Deed<'_>, receiving: &Receiving) -> Result<Posted, Error> {
    let (from, reason) = if receiving.opening {
        (Location::Adjustment, StockReason::Opening)
    } else {
        (Location::Supplier, StockReason::Received)
    };
    let mut posting = Posting::default();
    let mut came = Vec::new();
    for line in checked(deed, &receiving.lines)? {
        came.push(line.part);
        if let Some(serial) = &line.serial {
            let place = deed.session.place_of_serial(line.part, serial)?;
            if place.is_some_and(|place| place.is_held() || place == Location::Customer) {
                return Err(Error::SerialUsed(serial.clone()));
            }
        }
        let moved = plain(line.part, line.quantity, (from, Location::Store), reason, deed.now);
        let moved = StockMove { owner: receiving.owner, serial: line.serial, ..moved };
        posting.post(deed, &moved)?;
    }

    Ok(Posted { awaited: awaited::by_what_came(deed.session, &came)?, ..posting.done() })
}

/// Carries good parts from one held place to another that must have them.
pub(super) fn carry(
    deed: &Deed<'_>,
    lines: &[StockLine],
    (from, to): (Location, Location),
    reason: StockReason,
) -> Result<Posted, Error> {
    let mut posting = Posting::default();
    for line in checked(deed, lines)? {
        let held = deed.session.held(line.part, from, Condition::Good)?;
        let (taken, rest) = draw(held.clone(), Owner::Office, line.quantity);
        if rest > 0 {
            let left = held.iter().map(|(_, quantity)| quantity).sum();
            return Err(Error::StockShort { part: left::known(deed, line.part)?.name, left });
        }
        if let Some(serial) = &line.serial {
            check_piece(deed, (line.part, serial), from)?;
        }
        for (owner, quantity) in taken {
            let moved = plain(line.part, quantity, (from, to), reason, deed.now);
            posting.post(deed, &StockMove { owner, serial: line.serial.clone(), ..moved })?;
        }
    }

    Ok(posting.done())
}

/// Whether this piece lies there, or may be one of those whose numbers nobody wrote down.
fn check_piece(
    deed: &Deed<'_>,
    (part, serial): (PartId, &str),
    from: Location,
) -> Result<(), Error> {
    match deed.session.place_of_serial(part, serial)? {
        Some(place) if place == from => return Ok(()),
        Some(_) => return Err(Error::SerialUsed(serial.to_owned())),
        None => {}
    }
    let there = deed.session.pieces_of(part)?.remove(&from).unwrap_or_default();
    let held = deed.session.held(part, from, Condition::Good)?;
    let held: i64 = held.iter().map(|(_, quantity)| quantity).sum();
    if usize::try_from(held).is_ok_and(|held| held > there.len()) {
        return Ok(());
    }

    Err(Error::SerialNotThere { serial: serial.to_owned(), there })
}

/// Puts right how many lie at a place.
pub(super) fn count(
    deed: &Deed<'_>,
    part: PartId,
    location: Location,
    counted: i64,
) -> Result<Posted, Error> {
    if !(0..=MOST).contains(&counted) || !location.is_held() {
        return Err(Error::field("quantity", Wrong::OutOfRange));
    }
    left::known(deed, part)?;
    let condition = if location == Location::Faulty { Condition::Faulty } else { Condition::Good };
    let held = deed.session.held(part, location, condition)?;
    let total: i64 = held.iter().map(|(_, quantity)| quantity).sum();
    let mut posting = Posting::default();
    let mut post = |owner, quantity, way| {
        let moved = plain(part, quantity, way, StockReason::Counted, deed.now);
        posting.post(deed, &StockMove { owner, condition, ..moved })
    };
    // What is owned by neither cannot be missing or found, so each owner's share stays above zero.
    let debts = held.iter().filter(|(_, quantity)| *quantity < 0);
    for (owner, quantity) in debts {
        post(*owner, -quantity, (Location::Adjustment, location))?;
    }
    let owned: Vec<_> = held.into_iter().filter(|(_, quantity)| *quantity > 0).collect();
    let lies: i64 = owned.iter().map(|(_, quantity)| quantity).sum();
    match correction(lies, counted) {
        Some(Correction::Found(more)) => {
            post(Owner::Office, more, (Location::Adjustment, location))?;
        }
        Some(Correction::Missing(less)) => {
            for (owner, quantity) in draw(owned, Owner::Office, less).0 {
                post(owner, quantity, (location, Location::Adjustment))?;
            }
        }
        None => {}
    }

    Ok(Posted { pieces: counted - total, ..posting.done() })
}

/// Takes what a visit used out of the technician's van, issuing from the store what the van lacks. Answers
/// how many the store has left if that is below zero.
pub(crate) fn use_part(deed: &Deed<'_>, usage: &Usage) -> Result<Option<i64>, Error> {
    let van = Location::Van(usage.technician);
    let wanted = if usage.covered { Owner::Headquarters } else { Owner::Office };
    let session = deed.session;
    let good = |location| session.held(usage.part, location, Condition::Good);
    let post = |owner, quantity, way, reason| -> Result<(), Error> {
        let moved = plain(usage.part, quantity, way, reason, deed.now);
        deed.note::<_, StockMoveId>(&StockMove {
            owner,
            serial: usage.serial.clone(),
            order: Some(usage.order),
            visit: Some(usage.visit),
            ..moved
        })?;
        Ok(())
    };
    let kept = place_of(deed, usage)?.filter(|place| place.is_held());
    let source = kept.unwrap_or(Location::Store);
    let (mut taken, lacking) = match kept {
        Some(place) if place != van => (Vec::new(), usage.quantity),
        _ => draw(good(van)?, wanted, usage.quantity),
    };
    let (mut issued, short) = draw(good(source)?, wanted, lacking);
    if short > 0 {
        issued.push((Owner::Office, short));
    }
    for (owner, quantity) in issued {
        post(owner, quantity, (source, van), StockReason::Issued)?;
        taken.push((owner, quantity));
    }
    for (owner, quantity) in taken {
        post(owner, quantity, (van, Location::Customer), StockReason::Used)?;
    }

    Ok(if short > 0 { Some(session.on_hand(usage.part, source)?) } else { None })
}

fn place_of(deed: &Deed<'_>, usage: &Usage) -> Result<Option<Location>, Error> {
    let Some(serial) = &usage.serial else { return Ok(None) };

    Ok(deed.session.place_of_serial(usage.part, serial)?)
}

/// Puts the old part that came out of the machine among the faulty ones. What was replaced in warranty
/// belongs to the maker.
pub(crate) fn keep_old_part(deed: &Deed<'_>, usage: &Usage) -> Result<(), Error> {
    let way = (Location::Customer, Location::Faulty);
    let moved = plain(usage.part, usage.quantity, way, StockReason::Removed, deed.now);
    let owner = if usage.covered { Owner::Headquarters } else { Owner::Office };
    deed.note::<_, StockMoveId>(&StockMove {
        owner,
        condition: Condition::Faulty,
        order: Some(usage.order),
        visit: Some(usage.visit),
        ..moved
    })?;

    Ok(())
}

/// Moves back what was moved.
pub(crate) fn move_back(deed: &Deed<'_>, moves: &[StockMoveId]) -> Result<(), Error> {
    for id in moves {
        let moved: StockMove = deed.get(*id)?;
        deed.note::<_, StockMoveId>(&StockMove {
            from: moved.to,
            to: moved.from,
            reason: StockReason::Reversed,
            at: deed.now,
            ..moved
        })?;
    }

    Ok(())
}

#[derive(Default)]
struct Posting {
    moves: Vec<StockMoveId>,
    pieces: i64,
}

impl Posting {
    fn post(&mut self, deed: &Deed<'_>, moved: &StockMove) -> Result<(), Error> {
        self.moves.push(deed.note(moved)?);
        self.pieces += moved.quantity;

        Ok(())
    }

    fn done(self) -> Posted {
        let undo = (!self.moves.is_empty()).then_some(Undo::MoveStockBack(self.moves));

        Posted { pieces: self.pieces, undo, awaited: Vec::new() }
    }
}

/// So many of `quantity` from what is held, whose they are, `first` first; and how many are lacking.
fn draw(mut held: Vec<(Owner, i64)>, first: Owner, quantity: i64) -> (Vec<(Owner, i64)>, i64) {
    held.sort_by_key(|(owner, _)| *owner != first);
    let mut rest = quantity.max(0);
    let mut taken = Vec::new();
    for (owner, there) in held {
        let some = there.clamp(0, rest);
        if some > 0 {
            taken.push((owner, some));
            rest -= some;
        }
    }

    (taken, rest)
}

fn checked(deed: &Deed<'_>, lines: &[StockLine]) -> Result<Vec<StockLine>, Error> {
    if lines.is_empty() {
        return Err(Error::field("part", Wrong::Missing));
    }
    let mut checked = Vec::with_capacity(lines.len());
    for line in lines {
        let part = left::known(deed, line.part)?;
        let serial = line.serial.as_deref().map(str::trim).filter(|serial| !serial.is_empty());
        let most = if serial.is_some() { 1 } else { MOST };
        if !(1..=most).contains(&line.quantity) {
            return Err(Error::field("quantity", Wrong::OutOfRange));
        }
        if part.serialised && serial.is_none() {
            return Err(Error::field("serial", Wrong::Missing));
        }
        checked.push(StockLine { serial: serial.map(str::to_owned), ..*line });
    }

    Ok(checked)
}

fn plain(
    part: PartId,
    quantity: i64,
    (from, to): (Location, Location),
    reason: StockReason,
    at: Moment,
) -> StockMove {
    StockMove {
        part,
        quantity,
        from,
        to,
        condition: Condition::Good,
        owner: Owner::Office,
        reason,
        serial: None,
        order: None,
        visit: None,
        at,
    }
}
