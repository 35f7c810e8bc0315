//! The bytes of files (rule 17): by the hash of their content, in pieces, each from where the last one ended.

use domain::FileHash;
use serde::{Deserialize, Serialize};

/// In answers to `HEAD`: how many bytes the file has.
pub const BLOB_SIZE: &str = "blob-size";
/// In answers to `HEAD`: how many of them headquarters has, from the first on.
pub const BLOB_HELD: &str = "blob-held";
/// In all answers to `HEAD`: the most bytes of one piece. Whoever does not say it knows nothing of files.
pub const BLOB_CHUNK: &str = "blob-chunk";

/// Where the bytes with this hash are asked for.
pub fn blob_path(hash: &FileHash) -> String {
    format!("/v1/blob/{}", hash.as_str())
}

/// How much of a file is at headquarters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// So many bytes it has.
    pub size: u64,
    /// So many of them are there: all that anybody sent, once they are verified, else what the caller sent.
    pub held: u64,
}

impl Held {
    /// Whether headquarters has all of it and has seen that it is what its hash says.
    pub fn is_whole(self) -> bool {
        self.held == self.size
    }
}

/// Where a piece lies in its file: the query of a `PUT`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Its first byte.
    pub at: u64,
    /// So many bytes the whole file has.
    pub size: u64,
}
