//! Whether there is a display to open a window on: asked before the window is tried, which would not come back.

use std::ffi::OsString;

/// What was found.
#[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "elsewhere there always is one"))]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Display {
    /// A window can be opened.
    There,
    /// Nobody answers at the Wayland display that is named, but somebody does at the X11 display.
    OnX11Only,
    /// Nobody answers anywhere.
    Missing,
}

/// Asks the displays that the environment names. Elsewhere than on Linux there always is one.
#[cfg(not(target_os = "linux"))]
pub fn find(_named: impl Fn(&str) -> Option<OsString>) -> Display {
    Display::There
}

/// Asks the displays that the environment names.
#[cfg(target_os = "linux")]
pub fn find(named: impl Fn(&str) -> Option<OsString>) -> Display {
    let named = |name: &str| named(name).filter(|value| !value.is_empty());
    // A socket that was handed down is open already.
    if named("WAYLAND_SOCKET").is_some() {
        return Display::There;
    }
    let on_x11 = || named("DISPLAY").is_some_and(|name| answers_x11(&name));
    let Some(wayland) = named("WAYLAND_DISPLAY") else {
        return if on_x11() { Display::There } else { Display::Missing };
    };
    let folder = named("XDG_RUNTIME_DIR").unwrap_or_default();
    // A name is a file in the session's folder, a path stands for itself.
    let socket = std::path::PathBuf::from(folder).join(wayland);

    match () {
        () if std::os::unix::net::UnixStream::connect(socket).is_ok() => Display::There,
        () if on_x11() => Display::OnX11Only,
        () => Display::Missing,
    }
}

#[cfg(target_os = "linux")]
fn answers_x11(name: &OsString) -> bool {
    name.to_str().is_some_and(|name| x11rb::connect(Some(name)).is_ok())
}

/// Starts the program anew without the Wayland display. Comes back only if that cannot be done.
#[cfg(target_os = "linux")]
pub fn start_on_x11() {
    use std::os::unix::process::CommandExt;

    let Ok(program) = std::env::current_exe() else { return };
    let words = std::env::args_os().skip(1);
    // It returns nothing but the reason why not, and that is: no display.
    let _ = std::process::Command::new(program).args(words).env_remove("WAYLAND_DISPLAY").exec();
}

/// There is nothing to start anew on.
#[cfg(not(target_os = "linux"))]
pub fn start_on_x11() {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::os::unix::net::UnixListener;

    use super::*;

    fn with(environment: &[(&str, &str)]) -> Display {
        find(|name| {
            let found = environment.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn a_display_that_is_named_but_dead_is_missing() {
        assert_eq!(with(&[]), Display::Missing);
        assert_eq!(with(&[("DISPLAY", ""), ("WAYLAND_DISPLAY", "")]), Display::Missing);
        assert_eq!(with(&[("DISPLAY", ":4711")]), Display::Missing);
        assert_eq!(with(&[("DISPLAY", "nonsense")]), Display::Missing);
        let dead = [("WAYLAND_DISPLAY", "nobody"), ("XDG_RUNTIME_DIR", "/nowhere")];
        assert_eq!(with(&dead), Display::Missing);
    }

    #[test]
    fn a_wayland_display_that_answers_is_enough() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let _compositor = UnixListener::bind(folder.path().join("wayland-7"))?;
        let folder = folder.path().display().to_string();
        let socket = format!("{folder}/wayland-7");

        let named = [("WAYLAND_DISPLAY", "wayland-7"), ("XDG_RUNTIME_DIR", folder.as_str())];
        assert_eq!(with(&named), Display::There);
        assert_eq!(with(&[("WAYLAND_DISPLAY", &socket), ("DISPLAY", ":4711")]), Display::There);
        Ok(())
    }
}
