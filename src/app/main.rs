//! Starts the program.

use std::process::ExitCode;

use engine::{Clock, Engine};

fn main() -> ExitCode {
    let Some(folder) = Engine::default_folder() else { return ExitCode::FAILURE };
    let Ok(engine) = Engine::open(&folder, Clock::System) else { return ExitCode::FAILURE };

    match app::run(engine, None) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
