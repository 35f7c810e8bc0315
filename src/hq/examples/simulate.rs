//! Runs simulated worlds on real databases: the desks' and headquarters' SQLite together, in memory, with the words of
//! `sync`'s program of this name, and `--headquarters sqlite|postgres|model`, `--desks sqlite|model`. The ledger and trace of
//! every seed must be those of the models.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use hq::simulated::{on_a_server, on_sqlite};
use store::simulated::RealDesk;
use sync::model::MemoryDesk;
use sync::simulator::{
    Backend, Failure, Ledger, Memory, Mutant, run, run_mutant_on, run_on, tape_on,
};

/// Where headquarters is kept.
#[derive(Clone, Copy)]
enum Ground {
    Sqlite,
    Postgres,
    Model,
}

fn main() -> ExitCode {
    let mut words: Vec<String> = std::env::args().skip(1).collect();
    let ground = match take(&mut words, "--headquarters").as_deref() {
        Some("postgres") => Ground::Postgres,
        Some("model") => Ground::Model,
        _ => Ground::Sqlite,
    };
    let modelled = take(&mut words, "--desks").as_deref() == Some("model");

    sync::simulator::main(words.into_iter(), &move |seed, mutant, with_tape| {
        live(seed, (ground, modelled), (mutant, with_tape))
    })
}

/// What follows a word that this program alone knows.
fn take(words: &mut Vec<String>, name: &str) -> Option<String> {
    let at = words.iter().position(|word| word == name)?;
    words.remove(at);

    (at < words.len()).then(|| words.remove(at))
}

/// A world on real databases, held against the same one in memory.
fn live(
    seed: u64,
    (ground, modelled): (Ground, bool),
    (mutant, with_tape): (Option<Mutant>, bool),
) -> Result<Ledger, Failure> {
    // Real databases do not have it.
    if mutant.is_some_and(Mutant::is_of_storage) {
        return run(seed, mutant, with_tape);
    }
    let memory = |device, inc, _: &_| MemoryDesk::new(device, inc);
    let lived = catch_unwind(AssertUnwindSafe(|| match (mutant, ground, modelled) {
        (Some(mutant), ..) => run_mutant_on(seed, on_sqlite(RealDesk::new), mutant, with_tape),
        (None, Ground::Sqlite, false) => run_on(seed, on_sqlite(RealDesk::new), with_tape),
        (None, Ground::Sqlite, true) => run_on(seed, on_sqlite(memory), with_tape),
        (None, Ground::Postgres, false) => run_on(seed, on_a_server(RealDesk::new), with_tape),
        (None, Ground::Postgres, true) => run_on(seed, on_a_server(memory), with_tape),
        (None, Ground::Model, false) => run_on(seed, RealDesks, with_tape),
        (None, Ground::Model, true) => run(seed, None, with_tape),
    }));
    let failed = |what: String| Failure { seed, property: "I18", what, tape: Vec::new() };
    let lived = lived.map_err(|_| failed("a database fails".to_owned()))??;
    if mutant.is_some() {
        return Ok(lived);
    }
    let modelled = run(seed, None, with_tape)?;
    if lived == modelled {
        return Ok(lived);
    }

    let what = format!("it is not as in memory:\n{lived:?}\n{modelled:?}");
    let tape = if with_tape { parting(seed, ground) } else { Vec::new() };
    Err(Failure { tape, ..failed(what) })
}

/// So many lines before they part tell what happened.
const BEFORE: usize = 40;

/// Where a world on real databases and the one in memory part.
fn parting(seed: u64, ground: Ground) -> Vec<String> {
    let real = match ground {
        Ground::Model => tape_on(seed, RealDesks),
        Ground::Sqlite | Ground::Postgres => tape_on(seed, on_sqlite(RealDesk::new)),
    };
    let model = tape_on(seed, Memory::default());
    let same = real.iter().zip(&model).take_while(|(real, model)| real == model).count();
    let mut tape = model[same.saturating_sub(BEFORE)..same].to_vec();
    for (name, tape_of) in [("in memory", &model), ("here", &real)] {
        tape.extend(tape_of.iter().skip(same).take(5).map(|line| format!("{name}: {line}")));
    }

    tape
}

/// A headquarters in memory, with real desks.
struct RealDesks;

impl Backend for RealDesks {
    type Hq = sync::model::MemoryHq;
    type Desk = RealDesk;

    fn headquarters(&self, epoch: sync::Epoch) -> Self::Hq {
        sync::model::MemoryHq::new(epoch)
    }

    fn desk(
        &self,
        device: sync::DeviceId,
        inc: sync::Incarnation,
        branch: &sync::StreamId,
    ) -> RealDesk {
        RealDesk::new(device, inc, branch)
    }
}
