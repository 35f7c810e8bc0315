//! Nodes on one database tell each other which streams they wrote to, after each commit and never within it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use postgres::Client;
use postgres::fallible_iterator::FallibleIterator;
use sync::StreamId;
use sync::hq::StorageFailure;

use super::{Link, Server};
use crate::Error;
use crate::storage::bell::Bell;
use crate::storage::sql::values;

/// How soon a listener hears that it may go, and that its connection has gone.
const PATIENCE: Duration = Duration::from_millis(500);
/// Streams in one message: it holds 8,000 bytes, a name 100.
const NAMES: usize = 70;

/// A thread with a connection that hears what other nodes write. Dropping it lets it go.
pub struct Listener {
    _going: Sender<()>,
}

impl Listener {
    /// Starts it.
    pub fn start(server: Server, bell: Arc<Bell>) -> Result<Self, Error> {
        let (going, gone) = mpsc::channel();
        let listen = move || {
            loop {
                if let Ok(mut client) = server.connect() {
                    // Whatever cut it off, it begins again.
                    let _ = hear(&mut client, &bell, &gone);
                }
                if !matches!(gone.recv_timeout(PATIENCE), Err(RecvTimeoutError::Timeout)) {
                    return;
                }
            }
        };
        thread::Builder::new()
            .name("headquarters-listener".to_owned())
            .spawn(listen)
            .map_err(|error| Error::system(&error))?;

        Ok(Self { _going: going })
    }
}

/// Rings for what is heard, until the connection or the listener goes.
fn hear(
    client: &mut Client,
    bell: &Bell,
    gone: &mpsc::Receiver<()>,
) -> Result<(), postgres::Error> {
    client.batch_execute("LISTEN branchdesk")?;
    bell.ring_all();
    while matches!(gone.try_recv(), Err(mpsc::TryRecvError::Empty)) && !client.is_closed() {
        let mut heard = client.notifications();
        let mut heard = heard.timeout_iter(PATIENCE);
        while let Some(news) = heard.next()? {
            let names = news.payload().split(' ');
            bell.ring(&names.filter_map(|name| name.parse().ok()).collect());
        }
    }

    Ok(())
}

/// Tells the other nodes that something may be new in these streams.
pub fn tell(link: &mut Link, streams: &BTreeSet<StreamId>) -> Result<(), StorageFailure> {
    let names: Vec<_> = streams.iter().map(StreamId::as_str).collect();
    for names in names.chunks(NAMES) {
        link.query("SELECT pg_notify('branchdesk', ?1)", values![names.join(" ")])?;
    }

    Ok(())
}
