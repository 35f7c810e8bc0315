//! Headquarters' side: one call, one transaction, one reply.

mod storage;

pub use storage::{
    Caller, Conflict, FieldMeta, HqTx, IncarnationHead, Receipt, Record, Rights, Role,
    StorageFailure, StreamHead,
};
