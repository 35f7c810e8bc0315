//! The database of a desk in one of the simulator's worlds: the real one, in memory.

mod desk;
mod pool;

pub use desk::RealDesk;
