//! Packing large streams for whoever fetches them, beside everything else: one stream at a time, page by page, and only
//! because somebody asked for pages that did not lie packed.

use std::collections::BTreeMap;
use std::time::Duration;

use sync::hq::{Given, Headquarters, Packed};
use sync::wire::Pull;
use sync::{StreamId, limits};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};

use crate::{Error, Storage};

/// A stream that was looked at is left alone for so long.
const AGAIN: Duration = Duration::from_secs(60);
/// So many streams may wait for it; whoever comes when there are more asks again with the next page.
const WAITING: usize = 64;

/// Where it is said which streams are being fetched.
#[derive(Clone, Debug)]
pub(crate) struct Packer(mpsc::Sender<StreamId>);

impl Packer {
    /// With what must run for anything to be packed.
    pub(crate) fn new(storage: Storage) -> (Self, impl Future<Output = ()> + Send) {
        let (tell, told) = mpsc::channel(WAITING);

        (Self(tell), pack_as_told(storage, told))
    }

    /// Somebody was given a page. If more follow, it did not lie packed and could have, whoever comes next need not be
    /// as dear.
    pub(crate) fn heed(&self, pull: &Pull, given: &Given) {
        let goes_on = given.page.next < given.page.head && !given.page.rows.is_empty();
        if goes_on && pull.at.is_empty() && pull.max >= limits::PULL_BYTES as u64 {
            // Nobody waits for it.
            let _ = self.0.try_send(pull.stream.clone());
        }
    }
}

async fn pack_as_told(storage: Storage, mut told: mpsc::Receiver<StreamId>) {
    let mut looked: BTreeMap<StreamId, Instant> = BTreeMap::new();
    while let Some(stream) = told.recv().await {
        if looked.get(&stream).is_some_and(|at| at.elapsed() < AGAIN) {
            continue;
        }
        // What fails now is done when somebody asks again; meanwhile they fetch it as ever.
        let _ = pack(&storage, &stream).await;
        looked.insert(stream, Instant::now());
    }
}

/// Packs what is worth it of a stream, unless another node does. How many packets there are more.
pub(crate) async fn pack(storage: &Storage, stream: &StreamId) -> Result<u64, Error> {
    let wanted = stream.clone();
    let wanted = storage.read_later(move |session, moment| {
        Ok(Headquarters::default().wants_packing(&wanted, session, moment)?)
    });
    if !wanted.await? {
        return Ok(0);
    }
    let begun = stream.clone();
    let begun = storage.write_later(move |session, moment| {
        Ok(Headquarters::default().begin_packing(&begun, session, moment)?)
    });
    let mut count = 0;
    if !begun.await? {
        return Ok(count);
    }
    loop {
        let at = Instant::now();
        let Some(packed) = next(storage, stream).await? else { break };
        if !keep(storage, stream, packed).await? {
            // All went, or another goes on.
            return Ok(count);
        }
        count += 1;
        // Others have at least as much of the machine.
        sleep(at.elapsed()).await;
    }
    let ended = stream.clone();
    let ended = storage
        .write_later(move |session, _| Ok(Headquarters::default().end_packing(&ended, session)?));
    ended.await?;

    Ok(count)
}

/// Reads the next rows and packs them. It waits for no turn to look: while many wait for theirs, it is what ends that.
async fn next(storage: &Storage, stream: &StreamId) -> Result<Option<Packed>, Error> {
    let (storage, stream) = (storage.clone(), stream.clone());
    let packed = tokio::task::spawn_blocking(move || {
        let batch =
            storage.read(|session, _| Ok(Headquarters::default().batch(&stream, session)?))?;
        Ok(batch.and_then(|batch| batch.pack()))
    });

    packed.await.map_err(|_| Error::Stopped)?
}

async fn keep(storage: &Storage, stream: &StreamId, packed: Packed) -> Result<bool, Error> {
    let stream = stream.clone();
    let kept = storage.write_later(move |session, moment| {
        Ok(Headquarters::default().keep(&stream, &packed, session, moment)?)
    });

    kept.await
}
