//! `serve`: until Ctrl-C, a termination signal, or on Windows the end of the console or the computer.

use std::net::SocketAddr;
use std::path::PathBuf;

use hq::Headquarters;
use hq::server::{Certificate, Pace};
use locale::Locale;
use serde_json::json;

use crate::command::Place;
use crate::print::Printer;
use crate::problem::Problem;

/// Serves the branches until told to stop; what has begun is answered first.
pub fn serve(
    place: Place,
    (address, behind_proxy): (SocketAddr, bool),
    certificate: Option<(PathBuf, PathBuf)>,
    (printer, locale): (Printer, &Locale),
) -> Result<(), Problem> {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .with_target(false)
        .with_max_level(tracing::Level::INFO)
        .init();
    let waiting = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    waiting.block_on(async {
        // Signals count from here on, also while the database is still being opened.
        let stop = signals()?;
        let pace = Pace { behind_proxy, ..Pace::default() };
        let scheme = if certificate.is_some() { "https" } else { "http" };
        let open = move || {
            let read = |(chain, key): (PathBuf, PathBuf)| Certificate::read(&chain, &key);
            let certificate = certificate.map(read).transpose()?;
            Headquarters::serve_as(place.open()?, address, pace, certificate)
        };
        let opened = tokio::task::spawn_blocking(open).await;
        let headquarters = opened.map_err(|error| Problem::System(error.to_string()))??;
        let url = format!("{scheme}://{}", headquarters.address());
        printer.say(&[locale.hq_listening(&url)], &json!({"listening": url}))?;
        stop.await;
        headquarters.stop()?;
        printer.end(locale.hq_stopped())?;

        Ok(())
    })
}

#[cfg(unix)]
fn signals() -> Result<impl Future<Output = ()>, Problem> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(windows)]
fn signals() -> Result<impl Future<Output = ()>, Problem> {
    use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_shutdown};

    let (mut interrupt, mut interrupt_hard) = (ctrl_c()?, ctrl_break()?);
    // A service also hears of anybody's signing out, which is no reason to stop.
    let (mut close, mut shutdown) = (ctrl_close()?, ctrl_shutdown()?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = interrupt_hard.recv() => {}
            _ = close.recv() => {}
            _ = shutdown.recv() => {}
        }
    })
}
