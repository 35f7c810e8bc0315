//! Headquarters' side: one call, one transaction, one reply.
//!
//! The owner opens a transaction, hands it in, and commits if it gets `Ok`, be it a reply or a refusal: a refused push
//! may have been put into quarantine. On `Err` it rolls back.

pub mod blob;
mod compaction;
mod draft;
mod heads;
mod hello;
mod merge;
mod pull;
mod push;
mod repair;
mod restored;
mod rules;
mod salvage;
mod snapshot;
mod storage;
mod submit;

use std::marker::PhantomData;

use crate::wire::{Code, Pull, Refusal, Reply, Request};
use crate::{Env, Laws, Sound};

pub use compaction::{Note, Tombstone};
pub use merge::up_to_date;
pub use pull::Given;
pub use restored::Lives;
pub use rules::{Rules, TradeRules};
pub use salvage::{Kept, SALVAGED_MS, change_of};
pub use snapshot::{Batch, Packed, Packet, Packing, Snapshot};
pub use storage::{
    Caller, Conflict, FieldMeta, Gap, HqTx, Idle, IncarnationHead, Receipt, Record, Rights, Role,
    StorageFailure, StreamHead,
};
pub use submit::Submission;

/// The kind of the rows that tell a branch's people of lost values. Their fields: `kind`, `record`, `field`, `lost`,
/// `kept`, `lost_op`, `op`, `at`.
pub const CONFLICT: &str = "conflict";

/// What one call comes to.
pub type Answer<T = Reply> = Result<Result<T, Refusal>, StorageFailure>;

/// Headquarters' engine. It keeps nothing between calls.
pub struct Headquarters<L: Laws = Sound> {
    rules: Box<dyn Rules>,
    oldest_schema: u32,
    packing: Packing,
    laws: PhantomData<L>,
}

impl Default for Headquarters {
    fn default() -> Self {
        Self::new(Box::new(TradeRules))
    }
}

impl<L: Laws> Headquarters<L> {
    /// An engine under these rules. Clients whose schema is older than `1` may not pull.
    pub fn new(rules: Box<dyn Rules>) -> Self {
        Self { rules, oldest_schema: 1, packing: Packing::default(), laws: PhantomData }
    }

    /// Clients whose schema is older than `schema` may push but not pull.
    #[must_use]
    pub fn serving_schema(self, schema: u32) -> Self {
        Self { oldest_schema: schema, ..self }
    }

    /// Answers a pull as [`Headquarters::handle`] does, but leaves packed what lies packed.
    pub fn pull(
        &self,
        caller: Caller,
        pull: &Pull,
        tx: &mut dyn HqTx,
        env: &mut dyn Env,
    ) -> Answer<Given> {
        match tx.rights(caller.device)? {
            None => Ok(Err(Refusal::new(Code::Revoked, "no such device"))),
            Some(rights) if rights.revoked => {
                Ok(Err(Refusal::new(Code::Revoked, "this device was sent away")))
            }
            Some(rights) => self.answer_pull(&rights, pull, tx, env),
        }
    }

    fn answer_pull(
        &self,
        rights: &Rights,
        pull: &Pull,
        tx: &mut dyn HqTx,
        env: &mut dyn Env,
    ) -> Answer<Given> {
        pull::answer::<L>(rights, (pull, self.oldest_schema, self.packing), tx, env)
    }

    /// Answers a desktop.
    pub fn handle(
        &self,
        caller: Caller,
        request: &Request,
        tx: &mut dyn HqTx,
        env: &mut dyn Env,
    ) -> Answer {
        let Some(rights) = tx.rights(caller.device)? else {
            return Ok(Err(Refusal::new(Code::Revoked, "no such device")));
        };

        match request {
            Request::Push(push) => {
                let guest = push::Guest { device: caller.device, rights: &rights };
                self.push(guest, push, tx, env).map(|reply| reply.map(Reply::Push))
            }
            _ if rights.revoked => {
                Ok(Err(Refusal::new(Code::Revoked, "this device was sent away")))
            }
            Request::Hello(hello) => {
                let oldest = self.oldest_schema;
                hello::answer(caller, &rights, (hello, oldest), tx, env)
                    .map(|reply| reply.map(Reply::Hello))
            }
            Request::Pull(pull) => match self.answer_pull(&rights, pull, tx, env)? {
                Ok(given) => Ok(Ok(Reply::Pull(given.open()?))),
                Err(refusal) => Ok(Err(refusal)),
            },
            Request::Survey(survey) => {
                repair::survey(&rights, survey, tx, env).map(|reply| reply.map(Reply::Survey))
            }
            Request::Listing(listing) => {
                repair::listing(&rights, listing, tx, env).map(|reply| reply.map(Reply::Listing))
            }
            Request::Salvage(salvage) => {
                let guest = (caller.device, &rights);
                self.salvage(guest, salvage, tx, env).map(|reply| reply.map(Reply::Salvage))
            }
        }
    }
}
