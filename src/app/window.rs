//! Starts the program without a console on Windows: what the shortcuts there lead to.
//!
//! `branchdesk` itself stays a program of the console, so that a shell waits for its commands and shows what they say.
#![cfg_attr(windows, windows_subsystem = "windows")]

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// The program beside this one.
const PROGRAM: &str = "branchdesk";

fn main() -> ExitCode {
    let started = std::env::current_exe().and_then(|own| {
        let mut command = Command::new(beside(&own));
        command.args(std::env::args_os().skip(1));
        without_console(&mut command).spawn()
    });

    // There is nowhere to say why; whoever starts the program itself is told.
    if started.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn beside(own: &Path) -> PathBuf {
    own.with_file_name(PROGRAM).with_extension(std::env::consts::EXE_EXTENSION)
}

#[cfg(windows)]
fn without_console(command: &mut Command) -> &mut Command {
    use std::os::windows::process::CommandExt;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;

    command.creation_flags(CREATE_NO_WINDOW)
}

#[cfg(not(windows))]
fn without_console(command: &mut Command) -> &mut Command {
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_lies_beside_it() {
        let own = Path::new("/opt/desk/branchdesk-window");
        let program = beside(own);
        assert_eq!(program.parent(), own.parent());
        assert_eq!(program.file_stem().and_then(|name| name.to_str()), Some(PROGRAM));
    }
}
