//! A slip that was begun, kept on disk until it is posted: also when the room is left, or the power goes.

use domain::{Location, Owner, PartId, StaffId};
use engine::{PartsOverview, StockLine};
use serde::{Deserialize, Serialize};

use super::{Kind, Slip, carrier, counted_places};

/// What was begun is kept under this name.
pub const DRAFT: &str = "parts-slips";

/// One slip, as it is kept: whom and where by their names, for the lists of both may change.
#[derive(Serialize, Deserialize)]
pub struct Kept {
    kind: Kind,
    technician: Option<StaffId>,
    place: Option<Location>,
    whom_text: String,
    opening: bool,
    owner: Owner,
    lines: Vec<(PartId, i64, Option<String>)>,
    text: String,
    part: Option<PartId>,
    quantity: String,
    serial: String,
}

impl Kept {
    pub fn of(slip: &Slip, overview: &PartsOverview) -> Self {
        let counts = slip.kind == Kind::Count;
        let technician = slip.whom.filter(|_| !counts).and_then(|at| overview.vans.get(at));
        let places = counted_places(overview);
        let lines = slip.lines.iter();

        Self {
            kind: slip.kind,
            technician: technician.map(|(id, _)| *id),
            place: slip.whom.filter(|_| counts).and_then(|at| places.get(at).copied()),
            whom_text: slip.whom_text.clone(),
            opening: slip.opening,
            owner: slip.owner,
            lines: lines.map(|it| (it.part, it.quantity, it.serial.clone())).collect(),
            text: slip.text.clone(),
            part: slip.part,
            quantity: slip.quantity.clone(),
            serial: slip.serial.clone(),
        }
    }

    /// The slip again. Parts and people that are gone since are left out.
    pub fn slip(self, overview: &PartsOverview) -> Slip {
        let is_there = |id: &PartId| overview.parts.iter().any(|part| part.id == *id);
        let van =
            self.technician.and_then(|id| overview.vans.iter().position(|(known, _)| *known == id));
        let place = self.place;
        let place = place.and_then(|it| counted_places(overview).iter().position(|at| *at == it));
        let whom = if self.kind == Kind::Count { place } else { van };
        let lines = self.lines.into_iter().filter(|(part, ..)| is_there(part));

        Slip {
            kind: self.kind,
            whom,
            whom_text: van.map_or(self.whom_text, |at| carrier(overview, at)),
            opening: self.opening,
            owner: self.owner,
            lines: lines
                .map(|(part, quantity, serial)| StockLine { part, quantity, serial })
                .collect(),
            text: self.text,
            part: self.part.filter(is_there),
            quantity: self.quantity,
            serial: self.serial,
            preset: false,
            asked: None,
            error: None,
            odd: None,
            again: false,
        }
    }
}
