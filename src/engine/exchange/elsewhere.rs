//! Whose number this is, asked of headquarters while somebody calls whom nobody here knows.

use std::sync::Arc;

use domain::{OrderKind, Phone, Place, State};
use serde::de::DeserializeOwned;
use serde_json::Value;
use sync::wire::{Known, Newest};
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::News;
use super::caller::{Caller, QUESTION};
use crate::{Engine, Error};

/// Where what headquarters knows of a number goes.
pub(super) type Asking = oneshot::Sender<Result<Vec<Known>, Error>>;

/// Somebody whom another branch of this headquarters knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// What people call that branch.
    pub branch: String,
    /// Their name.
    pub name: String,
    /// Their town and district, and no more.
    pub place: Place,
    /// The number of their newest order there.
    pub order: Option<String>,
    /// What was promised with it, if this version knows such a promise.
    pub kind: Option<OrderKind>,
    /// What it is at, if headquarters says and this version knows such a state.
    pub state: Option<State>,
}

impl From<Known> for Elsewhere {
    fn from(known: Known) -> Self {
        let Known { branch_name, name, place, order, .. } = known;
        let (order, kind, state) = match order {
            Some(Newest { number, kind, state }) => {
                (Some(number), word(kind), state.and_then(word))
            }
            None => (None, None, None),
        };

        Self { branch: branch_name, name, place, order, kind, state }
    }
}

/// A word of a newer version is not known.
fn word<T: DeserializeOwned>(word: String) -> Option<T> {
    serde_json::from_value(Value::String(word)).ok()
}

impl Engine {
    /// Those whom other branches know under this number, asked of headquarters. Answers soon, and with an error where
    /// headquarters cannot be asked or does not answer in time; nothing that is done here waits for it.
    pub fn known_elsewhere(
        &self,
        phone: &Phone,
    ) -> impl Future<Output = Result<Vec<Elsewhere>, Error>> + Send + use<> {
        let (reply, answer) = oneshot::channel();
        let own = self.workers.read(|session| Ok(session.identity()?));
        self.exchange.tell(News::Whose(phone.clone(), reply));

        async move {
            let own = own.await?.ok_or(Error::NotFounded)?.office;
            let known = answer.await.unwrap_or(Err(Error::Offline))?.into_iter();

            Ok(known.filter(|known| known.branch != own).map(Elsewhere::from).collect())
        }
    }
}

/// Asks beside the exchange, which goes on meanwhile.
pub(super) fn ask(caller: &Arc<Caller>, phone: Phone, reply: Asking) {
    let caller = Arc::clone(caller);
    let asked = timeout(QUESTION, spawn_blocking(move || caller.whose(&phone)));

    drop(tokio::spawn(async move {
        let said = match asked.await {
            Ok(Ok(Ok(Ok(found)))) => Ok(found.hits),
            Ok(Ok(Ok(Err(refusal)))) => Err(Error::Headquarters(refusal.code)),
            // Not in time, or nothing that can be read: nobody is to wait for it.
            Ok(Ok(Err(_)) | Err(_)) | Err(_) => Err(Error::Offline),
        };
        // Whoever asked may have hung up.
        let _ = reply.send(said);
    }));
}
