//! Starts the program.

fn main() -> std::process::ExitCode {
    engine::use_system_keyring(true);
    app::command::run(std::env::args_os())
}
