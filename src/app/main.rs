//! Starts the program.

fn main() -> std::process::ExitCode {
    app::command::run(std::env::args_os())
}
