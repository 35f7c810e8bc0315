//! What is exchanged between an office and headquarters: operations up, rows down, and the rules of their merging.
//!
//! Nothing here reads a clock, a disk or a socket, starts a thread or depends on the order of a hash map: time and
//! randomness come through [`Env`], the desktop's database through [`client::Read`], headquarters' through
//! [`hq::HqTx`]. So the same seed gives the same trace, and one simulator drives the real merge code.

mod canonical;
pub mod client;
mod digest;
mod env;
pub mod erasure;
pub mod hq;
mod identity;
mod laws;
pub mod limits;
#[cfg(feature = "simulator")]
pub mod model;
mod operation;
pub mod order;
mod overlay;
mod posted;
mod rights;
mod row;
mod sealed;
#[cfg(feature = "simulator")]
pub mod simulator;
pub mod stock;
#[cfg(test)]
mod testing;
pub mod wire;
pub mod witness;

pub use digest::Digest;
pub use domain::{DeskRole, DeskWork, Fields};
pub use env::Env;
pub use identity::{
    BodyHash, Chain, DeviceId, Epoch, Incarnation, MalformedStream, OpId, StreamId,
};
pub use laws::{Laws, Sound};
pub use operation::{Change, Operation};
pub use overlay::{is_over, overlay, touched};
pub use posted::Posted;
pub use rights::may_make;
pub use row::{Row, RowHash};
pub use sealed::{Sealed, Text};
