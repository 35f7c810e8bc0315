//! Runs simulated worlds in memory: `simulate --seeds N --from S [--threads N] [--mutant NAME | --mutants yes]
//! [--coverage yes]`. On real databases the example `simulate` of `hq` runs them.

use std::process::ExitCode;

fn main() -> ExitCode {
    sync::simulator::main(std::env::args().skip(1), &sync::simulator::run)
}
