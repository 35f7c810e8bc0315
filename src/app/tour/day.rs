//! The day, from the first run to the last exchange.

mod evening;
mod morning;
mod night;
mod noon;
mod opening;

use std::path::{Path, PathBuf};

use domain::{CustomerId, OrderId, StaffId, VisitId};
use engine::{Engine, hq};
use locale::Language;
use tokio::runtime::Runtime;

use super::cable::Cable;
use super::stage::Stage;
use super::{Astray, Ledger};
use crate::place::Place;

/// The office of the day.
pub const BRANCH: &str = "SH01";
/// An old office's usual screen.
pub const SCREEN: (u32, u32) = (1366, 768);

/// Where the day takes place.
pub struct Ground<'a> {
    pub out: &'a Path,
    pub scratch: &'a Path,
}

/// Everyone and everything that takes part.
pub struct Day<'a> {
    pub ground: &'a Ground<'a>,
    pub runtime: &'a Runtime,
    pub hq: hq::Headquarters,
    /// The dispatcher's desk.
    pub first: Engine,
    /// The clerk's desk, without a network for most of the day.
    pub second: Engine,
    /// What connects the clerk's desk to headquarters.
    pub cable: Cable,
    pub stage: Stage<'a>,
    pub technicians: Vec<StaffId>,
    pub caller: Option<CustomerId>,
    /// The order that headquarters sent, and the one that a caller asked for.
    pub orders: Vec<OrderId>,
    pub visits: Vec<VisitId>,
    pictures: u32,
}

/// Walks through the day. `meddle` may break something before everything is compared.
pub fn walk(
    ground: &Ground<'_>,
    ledger: &mut Ledger<'_>,
    meddle: impl FnOnce(&Day<'_>) -> Result<(), Astray>,
) -> Result<(), Astray> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    ui::fonts::install(Language::SimplifiedChinese.tag());
    let mut day = opening::open(ground, &runtime, ledger)?;
    morning::receive(&mut day, ledger)?;
    noon::dispatch(&mut day, ledger)?;
    evening::finish(&mut day, ledger)?;
    night::compare(day, ledger, meddle)
}

impl Day<'_> {
    /// Waits for an answer of the engine.
    pub fn wait<T, E>(&self, answer: impl Future<Output = Result<T, E>>) -> Result<T, E> {
        self.runtime.block_on(answer)
    }

    /// A picture of a room, numbered in the order of the day.
    pub fn picture(&mut self, name: &str, place: Option<Place>) -> Result<PathBuf, Astray> {
        if let Some(place) = place {
            self.stage.enter(place);
        }
        self.pictures += 1;
        let file = self.ground.out.join(format!("{:02}-{name}.png", self.pictures));
        self.stage.picture(&file, (SCREEN, 100))?;

        Ok(file)
    }

    /// The same room in English by night, and on the same screen with everything twice as large.
    pub fn other_looks(&mut self, name: &str) -> Result<(), Astray> {
        self.stage.look(Language::English, true);
        self.stage.picture(&self.ground.out.join(format!("{name}-en-dark.png")), (SCREEN, 100))?;
        self.stage.look(Language::TraditionalChinese, false);
        self.stage
            .picture(&self.ground.out.join(format!("{name}-zh-TW-200.png")), (SCREEN, 200))?;
        self.stage.look(Language::SimplifiedChinese, false);

        Ok(())
    }
}
