//! Printers: the queues of this computer, and sending a paper to one.

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Arc;

use print::Paper;

use super::{aside, file};
use crate::{Engine, Error};

/// A printer that this computer knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printer {
    /// Its name.
    pub name: String,
    /// Whether it is used unless told otherwise.
    pub preferred: bool,
}

impl Engine {
    /// The printers that can be sent to; none where the system has no print queues to list.
    pub fn printers(&self) -> impl Future<Output = Result<Vec<Printer>, Error>> + Send + use<> {
        aside(|| Ok(listed(&told("lpstat", &["-e"]), &told("lpstat", &["-d"]))))
    }

    /// Sends a paper to a printer, at true size.
    pub fn send_to_printer(
        &self,
        paper: Arc<Paper>,
        printer: String,
        copies: u32,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        aside(move || send(&file::pdf(&paper)?, &order(&paper, (&printer, copies))))
    }
}

/// What a system's program answers; nothing where there is no such program or it has nothing to say.
fn told(program: &str, arguments: &[&str]) -> String {
    let answer = Command::new(program)
        .args(arguments)
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output();

    answer.map(|answer| String::from_utf8_lossy(&answer.stdout).into_owned()).unwrap_or_default()
}

fn listed(names: &str, preferred: &str) -> Vec<Printer> {
    let preferred = preferred.rsplit_once(": ").map(|(_, name)| name.trim());
    let names = names.lines().map(str::trim).filter(|name| !name.is_empty());
    let mut printers: Vec<Printer> = names
        .map(|name| Printer { name: name.to_owned(), preferred: Some(name) == preferred })
        .collect();
    printers.sort_by_key(|printer| !printer.preferred);

    printers
}

/// The words after `lp`.
fn order(paper: &Paper, (printer, copies): (&str, u32)) -> Vec<String> {
    let media = match paper.pages.first() {
        Some(page) if page.height < page.width => "A5",
        _ => "A4",
    };

    vec![
        "-d".to_owned(),
        printer.to_owned(),
        "-n".to_owned(),
        copies.clamp(1, 99).to_string(),
        "-t".to_owned(),
        paper.title.clone(),
        "-o".to_owned(),
        format!("media={media}"),
        "-o".to_owned(),
        "print-scaling=none".to_owned(),
    ]
}

fn send(pdf: &[u8], order: &[String]) -> Result<(), Error> {
    let failed = |why: std::io::Error| Error::Printer(why.to_string());
    let mut lp = Command::new("lp")
        .args(order)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let fed = lp.stdin.take().map_or(Ok(()), |mut input| input.write_all(pdf));
    let answer = lp.wait_with_output().map_err(failed)?;
    if !answer.status.success() {
        return Err(Error::Printer(String::from_utf8_lossy(&answer.stderr).trim().to_owned()));
    }

    fed.map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_printer_is_listed_first() {
        let printers =
            listed("Epson_LQ\nHP_LaserJet\n", "system default destination: HP_LaserJet\n");

        assert_eq!(
            printers,
            [
                Printer { name: "HP_LaserJet".to_owned(), preferred: true },
                Printer { name: "Epson_LQ".to_owned(), preferred: false },
            ]
        );
        assert!(listed("", "no system default destination\n").is_empty());
    }

    #[test]
    fn a_printer_that_is_not_there_is_a_printers_problem() {
        let sent = send(b"%PDF", &["-d".to_owned(), "no such queue".to_owned()]);

        assert!(matches!(sent, Err(Error::Printer(_))));
    }
}
