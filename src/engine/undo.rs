//! The way back from a deed.

use domain::{Slot, StaffId, VisitId};

use crate::{Engine, Error};

/// How a deed is taken back. A room gets it with the deed's answer and hands it over when Undo is pressed.
#[derive(Debug, Clone, PartialEq)]
pub enum Undo {
    /// The visit is void and its order waits for someone again.
    Unassign(VisitId),
    /// The visit is as it was.
    MoveBack {
        /// Which.
        visit: VisitId,
        /// Who went.
        technician: StaffId,
        /// When.
        slot: Option<Slot>,
        /// Whether the customer had agreed.
        booked: bool,
    },
}

impl Engine {
    /// Takes a deed back.
    pub fn undo(&self, undo: Undo) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        self.deed("undo", move |deed| match undo {
            Undo::Unassign(visit) => {
                deed.get::<domain::Visit>(visit)?;
                Ok(())
            }
            Undo::MoveBack { visit, technician, slot, booked } => {
                deed.edit(visit, |stored: &mut domain::Visit| {
                    (stored.technician, stored.slot, stored.booked) = (technician, slot, booked);
                })?;
                Ok(())
            }
        })
    }
}
