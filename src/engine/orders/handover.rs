//! An order that should go to another branch: the desk asks headquarters, which knows the other branches.

use domain::{Event, OrderId};

use crate::deed::{Deed, Happening};
use crate::link::ADDRESS;
use crate::{Engine, Error, Undo, Wrong};

/// The longest reason, in characters.
const WORDS: usize = 500;

impl Engine {
    /// Asks headquarters to hand an order to another branch, with the reason. The undo takes it back as long as
    /// headquarters has not answered.
    pub fn ask_handover(
        &self,
        id: OrderId,
        why: String,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("ask_handover", move |deed| {
            let why = why.trim();
            if why.is_empty() {
                return Err(Error::field("remark", Wrong::Missing));
            }
            if why.chars().nth(WORDS).is_some() {
                return Err(Error::field("remark", Wrong::TooLong(WORDS)));
            }
            wish(deed, id, Event::AskHandover, Some(why.to_owned()))?;

            Ok(Undo::Counter { order: id, event: Event::WithdrawHandover })
        })
    }

    /// Asks headquarters no more. Too late once it has answered.
    pub fn withdraw_handover(
        &self,
        id: OrderId,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        self.deed("withdraw_handover", move |deed| wish(deed, id, Event::WithdrawHandover, None))
    }
}

fn wish(deed: &Deed<'_>, id: OrderId, event: Event, remark: Option<String>) -> Result<(), Error> {
    if deed.session.setting(ADDRESS)?.is_none() {
        let (_, progress) = deed.progress(id)?;
        return Err(Error::NotNow { event, state: progress.state });
    }

    deed.happen(id, event, Happening { remark, ..Happening::default() }).map(drop)
}
