//! `branchdesk rebuild`.

use std::io::{IsTerminal, Write};

use engine::{Engine, Error, Progress};
use locale::Locale;
use serde_json::json;

use super::Answer;

/// Makes the search anew, and says on a terminal how far it is. Ctrl+C stops it; the rest is done when the office is opened
/// next.
pub fn run(engine: &Engine, locale: &Locale) -> Result<Answer, Error> {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let waiter = builder.enable_all().build().map_err(|_| Error::Stopped)?;
    let progress = Progress::new();
    let made = waiter.block_on(async {
        let work = engine.rebuild_search(progress.clone());
        let watching = watch(&progress, locale);
        tokio::pin!(work, watching);
        tokio::select! {
            made = &mut work => made,
            () = &mut watching => work.await,
        }
    });

    tell("");
    match made {
        Ok(all) => {
            let words = locale.command_rebuilt(all);
            Ok(Answer { words, json: json!({ "households": all, "stopped": false }) })
        }
        Err(Error::Cancelled) => {
            let words = locale.command_rebuild_stopped();
            Ok(Answer { words, json: json!({ "stopped": true }) })
        }
        Err(error) => Err(error),
    }
}

/// Says how far it is until it is to be stopped.
async fn watch(progress: &Progress, locale: &Locale) {
    let mut steps = progress.watch();
    let mut told = None;
    let stop = tokio::signal::ctrl_c();
    tokio::pin!(stop);
    loop {
        tokio::select! {
            stop = &mut stop => match stop {
                Ok(()) => return progress.cancel(),
                // Where nobody can stop it, it goes on.
                Err(_) => std::future::pending::<()>().await,
            },
            Ok(()) = steps.changed() => {
                let step = *steps.borrow_and_update();
                let percent = step.share().map(|share| format!("{:.0}", share * 100.0));
                if percent != told {
                    percent.iter().for_each(|percent| tell(&locale.command_rebuilding(percent)));
                    told = percent;
                }
            }
        }
    }
}

/// One line that is written over and over.
fn tell(words: &str) {
    let mut errors = std::io::stderr();
    if errors.is_terminal() {
        // Nobody is left to tell if the terminal is gone.
        let _ = write!(errors, "\r{words}\x1b[K\r");
    }
}
