//! Two files side by side, with what in them looks like one thing.

use domain::{AddressId, ApplianceId, Customer, CustomerId, Record as _};
use store::{OrderFilter, Session, Stage};

use super::alike::{Clue, Face, is_one_machine, is_one_place};
use crate::{AddressRow, Engine, Error, OrderRow};

/// So many orders are counted.
const ORDERS: u32 = 10_000;

/// One of two files.
#[derive(Debug, Clone, PartialEq)]
pub struct MergeSide {
    /// Whose.
    pub id: CustomerId,
    /// The person.
    pub customer: Customer,
    /// Where they have machines.
    pub addresses: Vec<AddressRow>,
    /// What they have.
    pub machines: Vec<(ApplianceId, domain::Appliance)>,
    /// How many orders they had.
    pub orders: usize,
    /// Their last order.
    pub last: Option<OrderRow>,
}

/// Something of one file that may be something of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OneThing<I> {
    /// What the second file has.
    pub other: I,
    /// What it would be in the first.
    pub kept: I,
    /// Nothing speaks against it: the same text, the same serial number.
    pub sure: bool,
}

/// Two files side by side: the one that has more behind it first.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Both.
    pub sides: [MergeSide; 2],
    /// What they have in common.
    pub clues: Vec<Clue>,
    /// Addresses that may be one.
    pub addresses: Vec<OneThing<AddressId>>,
    /// Machines that may be one.
    pub machines: Vec<OneThing<ApplianceId>>,
}

impl Compared {
    /// The same with the second file first.
    #[must_use]
    pub fn turned(self) -> Self {
        fn turn<I: Copy>(pairs: Vec<OneThing<I>>) -> Vec<OneThing<I>> {
            let turned = |it: OneThing<I>| OneThing { other: it.kept, kept: it.other, ..it };
            pairs.into_iter().map(turned).collect()
        }
        let [one, other] = self.sides;

        Self {
            sides: [other, one],
            addresses: turn(self.addresses),
            machines: turn(self.machines),
            clues: self.clues,
        }
    }
}

impl Engine {
    /// Two files side by side. Who has more orders, or else was known first, comes first.
    pub fn compare(
        &self,
        (one, other): (CustomerId, CustomerId),
    ) -> impl Future<Output = Result<Compared, Error>> + Send + use<> {
        self.workers.read(move |session| {
            let ids = [session.who_now(one)?, session.who_now(other)?];
            if ids[0] == ids[1] {
                return Err(Error::SameAlready);
            }
            let [one, other] = [side(session, ids[0])?, side(session, ids[1])?];
            let weight = |side: &MergeSide| (side.orders, std::cmp::Reverse(side.id));
            let sides = if weight(&other) > weight(&one) { [other, one] } else { [one, other] };
            let faces = [Face::of(session, sides[0].id)?, Face::of(session, sides[1].id)?];
            let clues = match faces {
                [Some(one), Some(other)] => one.beside(&other).0,
                _ => Vec::new(),
            };

            Ok(Compared {
                addresses: one_place(&sides),
                machines: one_machine(&sides),
                sides,
                clues,
            })
        })
    }
}

fn side(session: &Session<'_>, id: CustomerId) -> Result<MergeSide, Error> {
    let customer = session.get::<Customer>(id)?.ok_or(Error::Unknown(Customer::KIND))?;
    let machines = session.appliances(id)?.into_iter();
    let filter = OrderFilter { stage: Stage::All, customer: Some(id), ..OrderFilter::default() };
    let orders = session.orders(&filter, ORDERS)?;

    Ok(MergeSide {
        id,
        customer,
        addresses: session.addresses(id)?,
        machines: machines.map(|row| (row.id, row.appliance)).collect(),
        orders: orders.len(),
        last: orders.into_iter().next(),
    })
}

/// Each address of the second file with the one of the first that it is.
fn one_place([first, second]: &[MergeSide; 2]) -> Vec<OneThing<AddressId>> {
    let pairs = second.addresses.iter().filter_map(|row| {
        let mut own = first.addresses.iter();
        let kept = own.find(|it| is_one_place(&it.address, &row.address))?;
        Some(OneThing { other: row.id, kept: kept.id, sure: true })
    });

    pairs.collect()
}

/// Each machine of the second file with the one of the first that it is, surely or perhaps: each at most once.
fn one_machine([first, second]: &[MergeSide; 2]) -> Vec<OneThing<ApplianceId>> {
    let mut pairs: Vec<OneThing<ApplianceId>> = Vec::new();
    for sure in [true, false] {
        for (other, machine) in &second.machines {
            let met = |id: &ApplianceId| pairs.iter().any(|it| it.kept == *id || it.other == *id);
            if met(other) {
                continue;
            }
            let kept = first.machines.iter().find(|(id, own)| {
                let fits = match sure {
                    true => is_one_machine(own, machine),
                    // Whose plate was written down once only.
                    false => {
                        (own.serial.is_none() || machine.serial.is_none())
                            && own.category == machine.category
                            && [(&own.brand, &machine.brand), (&own.model, &machine.model)]
                                .iter()
                                .all(|(one, it)| one.is_none() || it.is_none() || one == it)
                    }
                };
                fits && !met(id)
            });
            let kept = kept.map(|(id, _)| *id);
            pairs.extend(kept.map(|kept| OneThing { other: *other, kept, sure }));
        }
    }

    pairs
}
