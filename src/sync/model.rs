//! Headquarters' and a desktop's storage in memory: the plainest that keep their promises.

mod desk;
mod headquarters;
pub mod words;

pub use desk::{MemoryDesk, Outgoing};
pub use headquarters::{MemoryHq, MemoryTx};

pub(crate) use desk::Flaw;
