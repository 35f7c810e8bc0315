//! The program that lives through worlds, one seed after another, wherever they are kept.

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use super::{Failure, Ledger, Mutant};

/// So many seeds make a line of the ledger.
const LINE: u64 = 1_000;

/// Lives through the world of a seed; with its tape, if that is asked for.
pub type Runs = dyn Fn(u64, Option<Mutant>, bool) -> Result<Ledger, Failure> + Sync;

const USAGE: &str =
    "--seeds N --from S [--threads N] [--mutant NAME] [--mutants yes] [--coverage yes]";

struct Orders {
    seeds: u64,
    from: u64,
    threads: u64,
    mutant: Option<Mutant>,
    mutants: bool,
    coverage: bool,
}

/// Does what the words say, `--seeds N --from S [--threads N] [--mutant NAME] [--mutants yes] [--coverage yes]`. Answers
/// with 0 if every seed holds, with 1 and the tape of the first that does not, with 2 if it was called wrongly. With
/// `--mutants`, 0 means that every mutant was caught within the seeds; with `--coverage`, also that whatever can happen
/// to an order did, but for what has a reason. The canary fails in every world: a run whose first world it survives has
/// proved nothing, and fails.
pub fn main(words: impl Iterator<Item = String>, run: &Runs) -> ExitCode {
    let mut out = io::stdout().lock();
    let ran = match orders(words) {
        Ok(orders) if orders.mutants => hunt(&orders, run, &mut out),
        Ok(orders) => simulate(&orders, run, &mut out),
        Err(what) => writeln!(out, "{what}").map(|()| ExitCode::from(2)),
    };

    // Nobody reads what is written: nothing more to say.
    ran.unwrap_or(ExitCode::FAILURE)
}

fn orders(mut words: impl Iterator<Item = String>) -> Result<Orders, String> {
    let mut orders =
        Orders { seeds: 1_000, from: 1, threads: 1, mutant: None, mutants: false, coverage: false };
    while let Some(word) = words.next() {
        let value = words.next().ok_or(format!("{word} needs a value"))?;
        let number = || value.parse::<u64>().map_err(|_| format!("{word} needs a number"));
        match word.as_str() {
            "--seeds" => orders.seeds = number()?,
            "--from" => orders.from = number()?,
            "--threads" => orders.threads = number()?.clamp(1, 256),
            "--mutants" => orders.mutants = value == "yes",
            "--coverage" => orders.coverage = value == "yes",
            "--mutant" => {
                let names: Vec<_> = Mutant::ALL.iter().map(|(name, _)| *name).collect();
                let mutant =
                    Mutant::named(&value).ok_or(format!("mutants: {}", names.join(", ")))?;
                orders.mutant = Some(mutant);
            }
            _ => return Err(USAGE.to_owned()),
        }
    }
    Ok(orders)
}

fn simulate(orders: &Orders, run: &Runs, out: &mut dyn Write) -> io::Result<ExitCode> {
    let begun = Instant::now();
    let mut total = Ledger::default();
    let mut done = 0;

    while done < orders.seeds {
        let count = LINE.min(orders.seeds - done);
        match some(orders, run, orders.from + done, count) {
            Ok(ledger) => total.add(&ledger),
            Err(seed) => return show_failure(seed, (orders, run), out),
        }
        done += count;
        let seconds = begun.elapsed().as_secs_f64().max(0.001);
        writeln!(out, "{done} seeds, {:.0} a second: {total:?}", done as f64 / seconds)?;
    }
    if let Some(mutant) = orders.mutant {
        writeln!(out, "{}: got away in {done} seeds", mutant.name())?;
        return Ok(ExitCode::SUCCESS);
    }
    if run(orders.from, Some(Mutant::Canary), false).is_ok() {
        writeln!(out, "the canary came through: nothing was looked at")?;
        return Ok(ExitCode::FAILURE);
    }
    writeln!(out, "the canary failed, as it must, after 1 seed")?;

    if orders.coverage { cover(&total, out) } else { Ok(ExitCode::SUCCESS) }
}

/// The table of states and events; nothing may be empty in it without a reason.
fn cover(total: &Ledger, out: &mut dyn Write) -> io::Result<ExitCode> {
    for line in total.coverage.table() {
        writeln!(out, "{line}")?;
    }
    let gaps = total.coverage.gaps();
    writeln!(out, "possible and never seen, without a reason: {gaps:?}")?;

    Ok(if gaps.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Some seeds on all threads: their ledger, or the first seed that fails.
fn some(orders: &Orders, run: &Runs, from: u64, count: u64) -> Result<Ledger, u64> {
    let next = AtomicU64::new(0);
    let failed = AtomicU64::new(u64::MAX);
    let total = Mutex::new(Ledger::default());

    std::thread::scope(|scope| {
        for _ in 0..orders.threads {
            scope.spawn(|| {
                let mut own = Ledger::default();
                loop {
                    let seed = from + next.fetch_add(1, Ordering::Relaxed);
                    if seed >= from + count || failed.load(Ordering::Relaxed) < seed {
                        break;
                    }
                    match run(seed, orders.mutant, false) {
                        Ok(ledger) => own.add(&ledger),
                        Err(_) => {
                            failed.fetch_min(seed, Ordering::Relaxed);
                        }
                    }
                }
                if let Ok(mut total) = total.lock() {
                    total.add(&own);
                }
            });
        }
    });
    match failed.into_inner() {
        u64::MAX => Ok(total.into_inner().unwrap_or_default()),
        seed => Err(seed),
    }
}

/// The same seed once more, this time with every line.
fn show_failure(
    seed: u64,
    (orders, run): (&Orders, &Runs),
    out: &mut dyn Write,
) -> io::Result<ExitCode> {
    if let Err(failure) = run(seed, orders.mutant, true) {
        for line in &failure.tape {
            writeln!(out, "{line}")?;
        }
        writeln!(out, "{failure}")?;
    }
    if let Some(mutant) = orders.mutant {
        writeln!(out, "{}: caught after {} seeds", mutant.name(), seed - orders.from + 1)?;
    }
    Ok(ExitCode::FAILURE)
}

/// How many seeds it takes to catch each mutant.
fn hunt(orders: &Orders, run: &Runs, out: &mut dyn Write) -> io::Result<ExitCode> {
    let mut escaped = 0;
    for (name, mutant) in Mutant::ALL {
        let seeds = orders.from..orders.from + orders.seeds;
        match seeds
            .zip(1_u64..)
            .find_map(|(seed, n)| Some((n, run(seed, Some(mutant), false).err()?)))
        {
            Some((n, failure)) => {
                writeln!(out, "{name}: caught after {n} seeds by {}", failure.property)?;
            }
            None => {
                escaped += 1;
                writeln!(out, "{name}: got away")?;
            }
        }
    }
    Ok(if escaped == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
