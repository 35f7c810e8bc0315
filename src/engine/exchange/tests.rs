//! A desk and its headquarters: a real one, and things that only look like one.

#[cfg(feature = "headquarters")]
mod counted;
#[cfg(feature = "headquarters")]
mod encrypted;
#[cfg(feature = "headquarters")]
mod erased;
#[cfg(feature = "headquarters")]
mod freight;
#[cfg(feature = "headquarters")]
mod full;
#[cfg(feature = "headquarters")]
mod imported;
mod imposter;
#[cfg(feature = "headquarters")]
mod later;
#[cfg(feature = "headquarters")]
mod mails;
#[cfg(feature = "headquarters")]
mod merged;
#[cfg(feature = "headquarters")]
mod moved;
#[cfg(feature = "headquarters")]
mod newer;
#[cfg(feature = "headquarters")]
mod own_prices;
#[cfg(feature = "headquarters")]
mod quarrel;
#[cfg(feature = "headquarters")]
mod real;
#[cfg(feature = "headquarters")]
mod roles;
#[cfg(feature = "headquarters")]
mod sides;
#[cfg(feature = "headquarters")]
mod told;
#[cfg(feature = "headquarters")]
mod twice;
#[cfg(feature = "headquarters")]
mod whose;

use domain::Moment;
use sync::DeviceId;

use crate::founding::{blank, random_uuid};
use crate::{Clock, Engine, Error};

/// Saturday, 21 November 2026, 09:00 in Shanghai.
const MORNING: Moment = Moment(1_795_222_800_000);

fn wait<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");

    runtime.block_on(future)
}

fn desk() -> Engine {
    Engine::in_memory(Clock::by_hand(MORNING)).expect("memory is always there")
}

/// A deed that headquarters should hear of.
fn hire(engine: &Engine, name: &str) -> Result<domain::StaffId, Error> {
    let person = domain::Staff { name: name.to_owned(), ..blank() };

    wait(engine.deed("add_staff", move |deed| deed.create(&person)))
}

fn device() -> DeviceId {
    DeviceId(random_uuid())
}
