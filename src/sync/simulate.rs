//! Runs simulated worlds: `simulate --seeds N --from S [--mutant NAME] [--tape]`.
//!
//! Exits with 0 if every seed holds, with 1 and the tape of the first that does not, with 2 if it was called wrongly.

use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Instant;

use sync::simulator::{Ledger, Mutant, run};

struct Orders {
    seeds: u64,
    from: u64,
    mutant: Option<Mutant>,
}

fn main() -> ExitCode {
    let mut out = io::stdout().lock();
    let ran = match orders(std::env::args().skip(1)) {
        Ok(orders) => simulate(&orders, &mut out),
        Err(what) => writeln!(out, "{what}").map(|()| ExitCode::from(2)),
    };

    // Nobody reads what is written: nothing more to say.
    ran.unwrap_or(ExitCode::FAILURE)
}

fn orders(mut words: impl Iterator<Item = String>) -> Result<Orders, String> {
    let mut orders = Orders { seeds: 1_000, from: 1, mutant: None };
    while let Some(word) = words.next() {
        let value = words.next().ok_or(format!("{word} needs a value"))?;
        let number = || value.parse::<u64>().map_err(|_| format!("{word} needs a number"));
        match word.as_str() {
            "--seeds" => orders.seeds = number()?,
            "--from" => orders.from = number()?,
            "--mutant" => {
                let names: Vec<_> = Mutant::ALL.iter().map(|(name, _)| *name).collect();
                let mutant =
                    Mutant::named(&value).ok_or(format!("mutants: {}", names.join(", ")))?;
                orders.mutant = Some(mutant);
            }
            _ => return Err("simulate --seeds N --from S [--mutant NAME]".to_owned()),
        }
    }
    Ok(orders)
}

fn simulate(orders: &Orders, out: &mut dyn Write) -> io::Result<ExitCode> {
    let begun = Instant::now();
    let mut total = Ledger::default();

    for done in 0..orders.seeds {
        let seed = orders.from + done;
        match run(seed, orders.mutant, false) {
            Ok(ledger) => total.add(&ledger),
            Err(_) => {
                // The same seed once more, this time with every line.
                if let Err(failure) = run(seed, orders.mutant, true) {
                    for line in &failure.tape {
                        writeln!(out, "{line}")?;
                    }
                    writeln!(out, "{failure}")?;
                }
                return Ok(ExitCode::FAILURE);
            }
        }
        if (done + 1) % 1_000 == 0 || done + 1 == orders.seeds {
            let seconds = begun.elapsed().as_secs_f64().max(0.001);
            let rate = (done + 1) as f64 / seconds;
            writeln!(out, "{} seeds, {rate:.0} a second: {total:?}", done + 1)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
