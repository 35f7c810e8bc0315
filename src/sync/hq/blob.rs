//! The bytes of files at headquarters: taken in pieces, verified as a whole, given to whoever may read a fact that names
//! them.
//!
//! What a device begins to send is its own until it is whole: nobody can spoil what another sends. A file that is whole
//! is everybody's whose streams name it.

use domain::{Attachment, FileHash};

use super::{Answer, Caller, HqTx, Rights, StorageFailure};
use crate::wire::{Code, Held, Piece, Refusal};
use crate::{DeviceId, StreamId, limits};

/// Nobody is asked to wait longer than this for room, in seconds.
const ROOM_LATER: u64 = 600;

/// A device that is admitted, and what it may do.
#[derive(Debug, Clone)]
pub struct Guest {
    device: DeviceId,
    rights: Rights,
}

impl Guest {
    /// Lets a device in that belongs here. Where others write too, it does one thing at a time from here on.
    pub fn admit(caller: Caller, tx: &mut dyn HqTx) -> Answer<Self> {
        let Some(rights) = tx.rights(caller.device)? else {
            return Ok(Err(Refusal::new(Code::Revoked, "no such device")));
        };

        Ok(Self::with(caller, rights))
    }

    /// Lets a device in that may do this.
    pub fn with(caller: Caller, rights: Rights) -> Result<Self, Refusal> {
        if rights.revoked {
            return Err(Refusal::new(Code::Revoked, "this device was sent away"));
        }

        Ok(Self { device: caller.device, rights })
    }
}

/// A file that a device has begun to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Begun {
    /// So many bytes it will have.
    pub size: u64,
    /// So many are here.
    pub held: u64,
    /// In so many pieces.
    pub pieces: u32,
}

/// What headquarters' engine asks of a database about the bytes of files, within the same transaction as all else.
pub trait BlobTx {
    /// The facts that name a file and whose persons were not erased: in which stream, and how many bytes they say.
    fn named(&mut self, hash: &FileHash) -> Result<Vec<(StreamId, u64)>, StorageFailure>;

    /// How many bytes a file has that is whole and verified.
    fn kept(&mut self, hash: &FileHash) -> Result<Option<u64>, StorageFailure>;

    /// What a device has sent of a file that is not whole yet.
    fn begun(&mut self, hash: &FileHash, device: DeviceId)
    -> Result<Option<Begun>, StorageFailure>;

    /// How many bytes the files will have that were begun: those of one device, or of all.
    fn promised(&mut self, device: Option<DeviceId>) -> Result<u64, StorageFailure>;

    /// Begins a file with nothing in it.
    fn begin(
        &mut self,
        hash: &FileHash,
        device: DeviceId,
        size: u64,
        now_ms: i64,
    ) -> Result<(), StorageFailure>;

    /// Adds the next piece to what was begun.
    fn add_piece(
        &mut self,
        file: (&FileHash, DeviceId),
        bytes: &[u8],
        now_ms: i64,
    ) -> Result<(), StorageFailure>;

    /// Shows what was begun, piece by piece, in order.
    fn each_piece(
        &mut self,
        hash: &FileHash,
        device: DeviceId,
        show: &mut dyn FnMut(&[u8]),
    ) -> Result<(), StorageFailure>;

    /// What was begun is whole and verified. What others had begun of it goes.
    fn keep(&mut self, hash: &FileHash, device: DeviceId) -> Result<(), StorageFailure>;

    /// What was begun goes.
    fn drop_begun(&mut self, hash: &FileHash, device: DeviceId) -> Result<(), StorageFailure>;

    /// What was begun goes where nothing came since this moment.
    fn drop_stale(&mut self, before_ms: i64) -> Result<(), StorageFailure>;

    /// Bytes of a whole file from `at` on, at most so many.
    fn bytes(&mut self, hash: &FileHash, at: u64, most: usize) -> Result<Vec<u8>, StorageFailure>;
}

/// What became of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It is here, or was.
    Held(Held),
    /// It does not follow what is here: go on from there.
    Elsewhere(Held),
    /// With it the file would be whole, and is not what its hash says. All of it went.
    Wrong,
}

/// How much of a file is here: all that anybody sent if that is whole, else what the caller sent.
pub fn look(guest: &Guest, hash: &FileHash, tx: &mut dyn BlobTx) -> Answer<Held> {
    let sizes = sizes(hash, &guest.rights.read, tx)?;
    let Some(size) = sizes.first().copied() else { return Ok(Err(unknown())) };
    if let Some(size) = tx.kept(hash)? {
        return Ok(Ok(Held { size, held: size }));
    }
    let begun = tx.begun(hash, guest.device)?.filter(|begun| sizes.contains(&begun.size));
    let held = begun.map_or(Held { size, held: 0 }, |it| Held { size: it.size, held: it.held });

    Ok(Ok(held))
}

/// A piece of a whole file, from `at` on: at most so many bytes, and no more than travel at once.
pub fn give(
    guest: &Guest,
    hash: &FileHash,
    (at, most): (u64, usize),
    tx: &mut dyn BlobTx,
) -> Answer<Vec<u8>> {
    if sizes(hash, &guest.rights.read, tx)?.is_empty() {
        return Ok(Err(unknown()));
    }
    let Some(size) = tx.kept(hash)? else { return Ok(Err(unknown())) };
    if at >= size {
        return Ok(Err(Refusal::new(Code::Malformed, format!("the file has {size} bytes"))));
    }

    tx.bytes(hash, at, most.clamp(1, limits::CHUNK_BYTES)).map(Ok)
}

/// Takes a piece in. The same one again does no harm.
pub fn take(
    guest: &Guest,
    (hash, piece): (&FileHash, Piece),
    bytes: &[u8],
    tx: &mut dyn BlobTx,
    now_ms: i64,
) -> Answer<Taken> {
    let sizes = sizes(hash, &guest.rights.write, tx)?;
    if sizes.is_empty() {
        return Ok(Err(unknown()));
    }
    if let Some(refusal) = flaw(piece, bytes) {
        return Ok(Err(refusal));
    }
    if let Some(size) = tx.kept(hash)? {
        return Ok(Ok(Taken::Held(Held { size, held: size })));
    }
    if !sizes.contains(&piece.size) {
        return Ok(Err(Refusal::new(Code::Malformed, "no fact says that it has so many bytes")));
    }
    let begun = match begun(guest.device, (hash, piece.size), tx, now_ms)? {
        Ok(begun) => begun,
        Err(refusal) => return Ok(Err(refusal)),
    };

    add(guest.device, (hash, piece, begun), bytes, tx, now_ms)
}

/// Adds a piece that follows to what was begun.
fn add(
    device: DeviceId,
    (hash, piece, begun): (&FileHash, Piece, Begun),
    bytes: &[u8],
    tx: &mut dyn BlobTx,
    now_ms: i64,
) -> Answer<Taken> {
    let held = Held { size: begun.size, held: begun.held };
    if piece.at + bytes.len() as u64 <= begun.held {
        return Ok(Ok(Taken::Held(held)));
    }
    if piece.at != begun.held {
        return Ok(Ok(Taken::Elsewhere(held)));
    }
    if begun.pieces >= limits::PIECES {
        tx.drop_begun(hash, device)?;
        return Ok(Err(Refusal::new(Code::Malformed, "in too many pieces: begin anew")));
    }
    tx.add_piece((hash, device), bytes, now_ms)?;
    let held = Held { held: begun.held + bytes.len() as u64, ..held };
    if !held.is_whole() {
        return Ok(Ok(Taken::Held(held)));
    }
    if !is_what_it_says(hash, device, tx)? {
        tx.drop_begun(hash, device)?;
        return Ok(Ok(Taken::Wrong));
    }
    tx.keep(hash, device)?;

    Ok(Ok(Taken::Held(held)))
}

/// How many bytes a file has, as facts of these streams say. None names a file that is none of the caller's business.
fn sizes(
    hash: &FileHash,
    streams: &[StreamId],
    tx: &mut dyn BlobTx,
) -> Result<Vec<u64>, StorageFailure> {
    let named = tx.named(hash)?.into_iter();

    Ok(named.filter(|(stream, _)| streams.contains(stream)).map(|(_, size)| size).collect())
}

fn unknown() -> Refusal {
    Refusal::new(Code::NotFound, "no such file")
}

/// Why this can be no piece of any file.
fn flaw(piece: Piece, bytes: &[u8]) -> Option<Refusal> {
    let malformed = |why: &str| Some(Refusal::new(Code::Malformed, why));
    let end = piece.at.checked_add(bytes.len() as u64);
    if piece.size > Attachment::LARGEST || bytes.len() > limits::CHUNK_BYTES {
        return Some(Refusal::new(Code::TooLarge, "a file has at most 20 MiB, a piece 1 MiB"));
    }

    match end {
        _ if bytes.is_empty() => malformed("there is nothing in it"),
        Some(end) if end <= piece.size => None,
        _ => malformed("it goes beyond its file"),
    }
}

/// What this device has sent already; begun now if that is nothing and there is room.
fn begun(
    device: DeviceId,
    (hash, size): (&FileHash, u64),
    tx: &mut dyn BlobTx,
    now_ms: i64,
) -> Result<Result<Begun, Refusal>, StorageFailure> {
    match tx.begun(hash, device)? {
        Some(begun) if begun.size == size => return Ok(Ok(begun)),
        Some(_) => tx.drop_begun(hash, device)?,
        None => {}
    }
    tx.drop_stale(now_ms.saturating_sub(limits::BEGUN_MS))?;
    let full = tx.promised(Some(device))? + size > limits::BEGUN_OF_DEVICE
        || tx.promised(None)? + size > limits::BEGUN_BYTES;
    if full {
        let refusal = Refusal::new(Code::Busy, "too many files are under way already");
        return Ok(Err(Refusal { retry_after: Some(ROOM_LATER), ..refusal }));
    }
    tx.begin(hash, device, size, now_ms)?;

    Ok(Ok(Begun { size, held: 0, pieces: 0 }))
}

fn is_what_it_says(
    hash: &FileHash,
    device: DeviceId,
    tx: &mut dyn BlobTx,
) -> Result<bool, StorageFailure> {
    let mut hasher = blake3::Hasher::new();
    tx.each_piece(hash, device, &mut |piece| {
        hasher.update(piece);
    })?;

    Ok(hasher.finalize().to_hex().as_str() == hash.as_str())
}
