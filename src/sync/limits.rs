//! How much of anything may travel at once.

/// Most operations in one push.
pub const PUSH_OPERATIONS: usize = 500;
/// Most bytes of operations in one push, but for a single operation that is larger by itself.
pub const PUSH_BYTES: usize = 512 * 1024;
/// Most changes in one operation. A bigger deed (an import) is cut into several by the one who does it.
pub const CHANGES: usize = 2_000;
/// Most bytes of one operation in canonical form.
pub const OPERATION_BYTES: usize = 4 * 1024 * 1024;
/// Bytes of rows that a desktop asks for in one page.
pub const PULL_BYTES: usize = 512 * 1024;
/// Most bytes of rows in one page, whatever was asked for.
pub const PAGE_BYTES: usize = 2 * 1024 * 1024;
/// Longest name of a stream, a kind, a field, a deed or an actor, in bytes.
pub const NAME_BYTES: usize = 100;
/// Most streams that one device is granted.
pub const STREAMS: usize = 1_000;
/// A request as it comes in, compressed.
pub const REQUEST_BYTES: usize = 1024 * 1024;
/// A request once inflated.
pub const INFLATED_BYTES: usize = 16 * 1024 * 1024;
/// Longest time headquarters may hold a pull open until there is something new, in milliseconds.
pub const WAIT_MS: u64 = 25_000;
