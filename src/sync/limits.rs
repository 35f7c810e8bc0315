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
/// A stream with more rows than this is packed once, for all who fetch it from the beginning.
pub const SNAPSHOT_ROWS: u64 = 5_000;
/// Most bytes of packets of all streams together, but for the last.
pub const SNAPSHOT_BYTES: u64 = 8 * 1024 * 1024 * 1024;
/// Packets go after so long, and are made anew when somebody asks.
pub const SNAPSHOT_MS: i64 = 7 * 86_400_000;
/// Whoever packs a stream and is not heard of for so long has given up.
pub const SNAPSHOT_HELD_MS: i64 = 60_000;
/// Longest name of a stream, a kind, a field, a deed or an actor, in bytes.
pub const NAME_BYTES: usize = 100;
/// Most streams that one device is granted.
pub const STREAMS: usize = 1_000;
/// The largest number that every reader of JSON takes as it stands.
pub const EXACT: u64 = (1 << 53) - 1;
/// A request as it comes in, compressed.
pub const REQUEST_BYTES: usize = 1024 * 1024;
/// A request once inflated.
pub const INFLATED_BYTES: usize = 16 * 1024 * 1024;
/// Longest time headquarters may hold a pull open until there is something new, in milliseconds.
pub const WAIT_MS: u64 = 25_000;
/// Most rows that are fetched by their places, or offered, at once.
pub const ROWS: usize = 200;
/// Most buckets of a stream that are asked about at once.
pub const BUCKETS: usize = 16;
/// Most records that are listed at once, but for a single bucket that holds more.
pub const LISTED: usize = 20_000;
/// Most earlier lives that a device asks about.
pub const LIVES: usize = 16;
/// When headquarters is restored from a backup, every stream goes on at least so far above where it was then.
pub const RESTORED_GAP: u64 = 1 << 32;
/// What was removed is remembered for at least so long, and a device that was not heard of for so long does not count.
pub const TOMBSTONE_MS: i64 = 400 * 86_400_000;
/// Most operations without effect that are kept of one device once it was sent away, whatever people decided about
/// them.
pub const LATE_OPERATIONS: u64 = 10_000;
/// Most bytes of them in canonical form.
pub const LATE_BYTES: u64 = 64 * 1024 * 1024;
/// How far a device has come is written down this often at most.
pub const NOTE_MS: i64 = 3_600_000;
/// Most bytes of a file in one call.
pub const CHUNK_BYTES: usize = REQUEST_BYTES;
/// So many bytes of a file a desk sends or fetches at once: over a slow line, a piece that breaks off costs seconds.
pub const DESK_CHUNK_BYTES: u64 = 256 * 1024;
/// Most pieces that one file comes in.
pub const PIECES: u32 = 1_000;
/// Most bytes of files that one device has begun to send and not ended.
pub const BEGUN_OF_DEVICE: u64 = 64 * 1024 * 1024;
/// Most bytes of files that all devices together have begun to send and not ended.
pub const BEGUN_BYTES: u64 = 8 * 1024 * 1024 * 1024;
/// A file of which nothing more came for so long is begun anew.
pub const BEGUN_MS: i64 = 7 * 86_400_000;
/// The bytes of a file that was taken away everywhere stay so long, for whoever puts it back.
pub const WITHDRAWN_MS: i64 = 30 * 86_400_000;
