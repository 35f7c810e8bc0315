//! Files on a bad line, between desks that crash and a headquarters that is put back: of a confirmed file headquarters has
//! all bytes, and what somebody put there is never lost.

use std::collections::BTreeMap;

use domain::FileHash;
use uuid::Uuid;

use super::*;
use crate::hq::blob::{Begun, BlobTx, Guest, Taken, give, look, take};
use crate::hq::{Caller, Rights, Role, StorageFailure};
use crate::wire::{Code, Piece, Refusal};
use crate::{DeskRole, DeviceId, StreamId};

type Kept<T> = Result<T, StorageFailure>;

/// What a device has begun to send.
#[derive(Debug, Clone, Default)]
struct Heap {
    size: u64,
    pieces: u32,
    bytes: Vec<u8>,
    at_ms: i64,
}

/// Headquarters' shelf of files.
#[derive(Debug, Clone, Default)]
struct Shelf {
    named: BTreeMap<FileHash, Vec<(StreamId, u64)>>,
    kept: BTreeMap<FileHash, Vec<u8>>,
    begun: BTreeMap<(FileHash, DeviceId), Heap>,
}

impl BlobTx for Shelf {
    fn named(&mut self, hash: &FileHash) -> Kept<Vec<(StreamId, u64)>> {
        Ok(self.named.get(hash).cloned().unwrap_or_default())
    }

    fn kept(&mut self, hash: &FileHash) -> Kept<Option<u64>> {
        Ok(self.kept.get(hash).map(|bytes| bytes.len() as u64))
    }

    fn begun(&mut self, hash: &FileHash, device: DeviceId) -> Kept<Option<Begun>> {
        let heap = self.begun.get(&(hash.clone(), device));

        Ok(heap.map(|heap| Begun {
            size: heap.size,
            held: heap.bytes.len() as u64,
            pieces: heap.pieces,
        }))
    }

    fn promised(&mut self, device: Option<DeviceId>) -> Kept<u64> {
        let all = self.begun.iter().filter(|((_, own), _)| device.is_none_or(|it| it == *own));

        Ok(all.map(|(_, heap)| heap.size).sum())
    }

    fn begin(&mut self, hash: &FileHash, device: DeviceId, size: u64, at_ms: i64) -> Kept<()> {
        self.begun.insert((hash.clone(), device), Heap { size, at_ms, ..Heap::default() });
        Ok(())
    }

    fn add_piece(
        &mut self,
        (hash, device): (&FileHash, DeviceId),
        bytes: &[u8],
        now_ms: i64,
    ) -> Kept<()> {
        let heap = self.begun.get_mut(&(hash.clone(), device)).expect("it was begun");
        heap.bytes.extend_from_slice(bytes);
        (heap.pieces, heap.at_ms) = (heap.pieces + 1, now_ms);
        Ok(())
    }

    fn each_piece(
        &mut self,
        hash: &FileHash,
        device: DeviceId,
        show: &mut dyn FnMut(&[u8]),
    ) -> Kept<()> {
        show(&self.begun[&(hash.clone(), device)].bytes);
        Ok(())
    }

    fn keep(&mut self, hash: &FileHash, device: DeviceId) -> Kept<()> {
        let heap = self.begun.remove(&(hash.clone(), device)).expect("it was begun");
        self.begun.retain(|(other, _), _| other != hash);
        self.kept.insert(hash.clone(), heap.bytes);
        Ok(())
    }

    fn drop_begun(&mut self, hash: &FileHash, device: DeviceId) -> Kept<()> {
        self.begun.remove(&(hash.clone(), device));
        Ok(())
    }

    fn drop_stale(&mut self, before_ms: i64) -> Kept<()> {
        self.begun.retain(|_, heap| heap.at_ms >= before_ms);
        Ok(())
    }

    fn bytes(&mut self, hash: &FileHash, at: u64, most: usize) -> Kept<Vec<u8>> {
        let from = usize::try_from(at).expect("a small file");
        Ok(self.kept[hash][from..].iter().copied().take(most).collect())
    }
}

/// Chance, the same for each seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n as u64).expect("small")
    }

    fn percent(&mut self, n: usize) -> bool {
        self.below(100) < n
    }
}

/// A file as a desk has it.
#[derive(Debug, Clone, Default)]
struct Own {
    copy: Option<Vec<u8>>,
    part: Vec<u8>,
    confirmed: bool,
}

struct Desk {
    device: DeviceId,
    branch: StreamId,
    files: BTreeMap<FileHash, Own>,
    /// What is under way; gone with the process.
    under_way: Option<(FileHash, Carrier, Next)>,
}

struct World {
    dice: Dice,
    hq: Shelf,
    backup: Shelf,
    desks: Vec<Desk>,
    sizes: BTreeMap<FileHash, u64>,
    calm: bool,
}

fn branch(name: &str) -> StreamId {
    StreamId::branch(name).expect("a code")
}

fn hash_of(bytes: &[u8]) -> FileHash {
    FileHash::parse(&blake3::hash(bytes).to_hex()).expect("a hash")
}

impl World {
    /// Two desks and one that means no good in one branch, and one desk in another.
    fn new(seed: u64) -> Self {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let branches = ["SH01", "SH01", "BJ01", "SH01"];
        let desk = |(at, name): (usize, &&str)| Desk {
            device: DeviceId(Uuid::from_u128(at as u128 + 1)),
            branch: branch(name),
            files: BTreeMap::new(),
            under_way: None,
        };
        let mut desks: Vec<Desk> = branches.iter().enumerate().map(desk).collect();
        let piece = usize::try_from(limits::DESK_CHUNK_BYTES).expect("small");
        let (mut hq, mut sizes) = (Shelf::default(), BTreeMap::new());
        for (nth, len) in [1, 2, piece - 1, piece, piece + 1, 2 * piece + 7].into_iter().enumerate()
        {
            let mark = u8::try_from(nth + dice.below(200)).expect("small");
            let bytes: Vec<u8> = (0..len).map(|at| (at % 251) as u8 ^ mark).collect();
            let hash = hash_of(&bytes);
            hq.named.insert(hash.clone(), vec![(branch("SH01"), len as u64)]);
            sizes.insert(hash.clone(), len as u64);
            let (first, both) = (dice.below(2), dice.percent(30));
            for (at, desk) in desks.iter_mut().enumerate() {
                let own = at < 2 && (at == first || both);
                let copy = own.then(|| bytes.clone());
                desk.files.insert(hash.clone(), Own { copy, ..Own::default() });
            }
        }

        Self { dice, backup: hq.clone(), hq, desks, sizes, calm: false }
    }

    fn guest(&self, desk: usize) -> Guest {
        let stream = self.desks[desk].branch.clone();
        let (read, write) = (vec![stream.clone()], vec![stream]);
        let rights =
            Rights { role: Role::Branch(DeskRole::default()), read, write, revoked: false };

        Guest::with(Caller { device: self.desks[desk].device }, rights).expect("it belongs here")
    }

    fn is_bad(&mut self, percent: usize) -> bool {
        !self.calm && self.dice.percent(percent)
    }

    /// What comes of asking, on this line.
    fn ask(&mut self, desk: usize, hash: &FileHash, ask: Ask) -> Said {
        if self.is_bad(15) {
            return Said::Lost;
        }
        let said = self.answer(desk, hash, ask);
        if self.is_bad(5) && !matches!(ask, Ask::Fetch { .. }) {
            self.answer(desk, hash, ask);
        }
        if self.is_bad(15) { Said::Lost } else { said }
    }

    fn answer(&mut self, desk: usize, hash: &FileHash, ask: Ask) -> Said {
        let guest = self.guest(desk);
        let refused = |refusal: Refusal| match refusal.code {
            Code::NotFound => Said::Unknown,
            Code::Busy => Said::Busy(1),
            other => panic!("{other:?}: {}", refusal.message),
        };
        match ask {
            Ask::Look => look(&guest, hash, &mut self.hq)
                .expect("in memory")
                .map_or_else(refused, Said::Held),
            Ask::Send { at, len } => {
                let copy = self.desks[desk].files[hash].copy.clone().expect("what is sent is here");
                let from = usize::try_from(at).expect("small");
                let bytes = &copy[from..from + usize::try_from(len).expect("small")];
                let piece = Piece { at, size: copy.len() as u64 };
                match take(&guest, (hash, piece), bytes, &mut self.hq, 0).expect("in memory") {
                    Ok(Taken::Held(held)) => Said::Held(held),
                    Ok(Taken::Elsewhere(held)) => Said::Elsewhere(held),
                    Ok(Taken::Wrong) => Said::Wrong,
                    Err(refusal) => refused(refusal),
                }
            }
            Ask::Fetch { at } => {
                match give(&guest, hash, (at, 200_000), &mut self.hq).expect("in memory") {
                    Ok(mut bytes) => {
                        if self.is_bad(3) {
                            bytes[0] ^= 1;
                        }
                        let came = bytes.len() as u64;
                        let own = self.desks[desk].files.get_mut(hash).expect("it is named");
                        own.part.extend_from_slice(&bytes);
                        Said::Came(came)
                    }
                    Err(refusal) => refused(refusal),
                }
            }
        }
    }

    /// One desk does one thing.
    fn step(&mut self) {
        let at = self.dice.below(3);
        let Some((hash, mut carrier, next)) = self.desks[at].under_way.take() else {
            return self.take_up(at);
        };
        if self.is_bad(5) {
            // The process is killed, and of what it had fetched the end is lost.
            let own = self.desks[at].files.get_mut(&hash).expect("named");
            let kept = self.dice.below(own.part.len() + 1);
            return own.part.truncate(kept);
        }
        let next = match next {
            Next::Ask(ask) => {
                let said = self.ask(at, &hash, ask);
                carrier.heard(said)
            }
            over => over,
        };
        let own = self.desks[at].files.get_mut(&hash).expect("named");
        match next {
            Next::Ask(_) => {
                // A lost answer to a fetch may have brought bytes: what counts is what lies here.
                self.desks[at].under_way = Some((hash, carrier, next));
            }
            Next::Confirmed => own.confirmed = true,
            Next::Verify => {
                let part = std::mem::take(&mut own.part);
                if hash_of(&part) == hash {
                    (own.copy, own.confirmed) = (Some(part), true);
                }
            }
            Next::Later(_) => {}
        }
    }

    fn take_up(&mut self, at: usize) {
        let nth = self.dice.below(self.sizes.len());
        let (hash, size) = self.sizes.iter().nth(nth).expect("one of them");
        let own = &self.desks[at].files[hash];
        let carrier = match &own.copy {
            Some(_) if own.confirmed => return,
            Some(_) => Carrier::up(*size),
            None => Carrier::down(*size, own.part.len() as u64),
        };
        self.desks[at].under_way = Some((hash.clone(), carrier, carrier.begin()));
    }

    fn mishap(&mut self) {
        let nth = self.dice.below(self.sizes.len());
        let (hash, size) = self.sizes.iter().nth(nth).expect("one of them");
        let (hash, size) = (hash.clone(), *size);
        match self.dice.below(60) {
            // Headquarters is put back; by its new epoch desks know that nothing is confirmed.
            0 => {
                self.hq = self.backup.clone();
                for own in self.desks.iter_mut().flat_map(|desk| desk.files.values_mut()) {
                    own.confirmed = false;
                }
                self.desks.iter_mut().for_each(|desk| desk.under_way = None);
            }
            1 => self.backup = self.hq.clone(),
            // One that means no good sends noise.
            2..8 => {
                let at = self.dice.below(usize::try_from(size).expect("small") + 1) as u64;
                let len = (size - at).min(limits::DESK_CHUNK_BYTES);
                let noise = vec![0; usize::try_from(len).expect("small")];
                let guest = self.guest(3);
                let piece = Piece { at: at * u64::from(self.dice.percent(50)), size };
                drop(take(&guest, (&hash, piece), &noise, &mut self.hq, 0).expect("in memory"));
            }
            // A copy goes, as it may once headquarters has it for good.
            8 => {
                let safe = self.backup.kept.contains_key(&hash);
                let at = self.dice.below(2);
                let own = self.desks[at].files.get_mut(&hash).expect("named");
                if own.confirmed && safe {
                    own.copy = None;
                }
            }
            _ => {}
        }
    }

    fn hold(&self) {
        for (hash, bytes) in &self.hq.kept {
            assert_eq!(hash_of(bytes), *hash, "headquarters keeps what is not what it says");
        }
        for desk in &self.desks[..2] {
            for (hash, own) in desk.files.iter().filter(|(_, own)| own.confirmed) {
                assert!(self.hq.kept.contains_key(hash), "{hash:?} is confirmed and not there");
                assert!(own.copy.as_ref().is_none_or(|copy| hash_of(copy) == *hash));
            }
        }
        for hash in self.sizes.keys() {
            let here = self.desks[..2].iter().any(|desk| desk.files[hash].copy.is_some());
            assert!(here || self.hq.kept.contains_key(hash), "{hash:?} is lost");
        }
    }
}

#[test]
fn files_arrive_whole_whatever_happens_on_the_way_and_none_is_lost() {
    for seed in 1..=60 {
        let mut world = World::new(seed);
        for n in 0..600 {
            world.step();
            world.mishap();
            if n % 20 == 0 {
                world.hold();
            }
        }
        world.calm = true;
        for _ in 0..800 {
            world.step();
        }
        world.hold();
        for desk in &world.desks[..2] {
            let all = desk.files.values().all(|own| own.copy.is_some() && own.confirmed);
            assert!(all, "seed {seed}: not everything arrived");
        }
        let elsewhere = world.desks[2].files.values();
        assert!(elsewhere.clone().all(|own| own.copy.is_none() && own.part.is_empty()));
    }
}

#[test]
fn what_has_no_prospect_is_asked_hourly_and_a_cut_line_soon() {
    assert_eq!(Pause::TooOld.ms(0), HOUR_MS);
    assert_eq!(
        (Pause::Line.ms(0), Pause::Line.ms(1), Pause::Line.ms(40)),
        (5_000, 10_000, 300_000)
    );
    assert_eq!(Pause::Awaited.ms(30), HOUR_MS);
    assert_eq!((Pause::Busy(0).ms(0), Pause::Busy(9_999_999).ms(0)), (1_000, HOUR_MS));
}

#[test]
fn a_headquarters_that_never_takes_a_piece_is_left_alone() {
    let mut carrier = Carrier::up(1_000_000);
    let held = |held| Said::Held(Held { size: 1_000_000, held });
    assert_eq!(carrier.heard(held(10)), Next::Ask(Ask::Send { at: 10, len: 262_144 }));
    let mut last = Next::Confirmed;
    for _ in 0..=STUCK {
        last = carrier.heard(held(10));
    }
    assert_eq!(last, Next::Later(Pause::Line));
    let other = Said::Held(Held { size: 7, held: 7 });
    assert_eq!(Carrier::up(8).heard(other), Next::Later(Pause::Wrong), "another file");
}
