//! Printers: the queues of this computer, and sending a paper to one.

use std::ffi::OsStr;
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
        aside(move || {
            let words = order(&paper.title, media(&paper), (&printer, copies));
            send("lp", &file::pdf(&paper)?, &words)
        })
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

/// The paper that a document goes on.
fn media(paper: &Paper) -> &'static str {
    match paper.pages.first() {
        Some(page) if page.height < page.width => "A5",
        _ => "A4",
    }
}

/// The words after `lp`.
fn order(title: &str, media: &str, (printer, copies): (&str, u32)) -> Vec<String> {
    vec![
        "-d".to_owned(),
        printer.to_owned(),
        "-n".to_owned(),
        copies.clamp(1, 99).to_string(),
        "-t".to_owned(),
        title.to_owned(),
        "-o".to_owned(),
        format!("media={media}"),
        "-o".to_owned(),
        "print-scaling=none".to_owned(),
    ]
}

/// Feeds a paper to the program that takes it to the queue.
fn send(program: impl AsRef<OsStr>, pdf: &[u8], order: &[String]) -> Result<(), Error> {
    let failed = |why: std::io::Error| Error::Printer(why.to_string());
    let mut lp = Command::new(program)
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
        let sent = send("lp", b"%PDF", &["-d".to_owned(), "no such queue".to_owned()]);

        assert!(matches!(sent, Err(Error::Printer(_))));
    }

    /// The words that have a shell do what comes after them: a print queue that keeps what it is given in a folder, then
    /// ends like this.
    #[cfg(unix)]
    fn queue(folder: &std::path::Path, ending: &str) -> Vec<String> {
        let script = format!(
            r#"printf '%s\n' "$@" > '{at}/words'; cat > '{at}/paper'; {ending}"#,
            at = folder.display()
        );

        vec!["-c".to_owned(), script, "lp".to_owned()]
    }

    #[cfg(unix)]
    #[test]
    fn a_queue_is_given_the_whole_paper_and_how_to_print_it() {
        let folder = tempfile::tempdir().expect("a folder");
        // More than a pipe holds.
        let pdf = [b"%PDF-1.7".as_slice(), &[b'x'; 300_000]].concat();
        let words = order("Job sheets", "A4", ("HP_LaserJet", 2));
        let queue = [queue(folder.path(), "exit 0"), words.clone()].concat();
        send("sh", &pdf, &queue).expect("it takes it");

        assert_eq!(std::fs::read(folder.path().join("paper")).expect("it was fed"), pdf);
        let told = std::fs::read_to_string(folder.path().join("words")).expect("it was told");
        assert_eq!(told.lines().collect::<Vec<_>>(), words);
        let said = "-d HP_LaserJet -n 2 -t Job sheets -o media=A4 -o print-scaling=none";
        assert_eq!(words.join(" "), said);
    }

    #[cfg(unix)]
    #[test]
    fn what_a_queue_says_against_a_paper_is_the_reason() {
        let folder = tempfile::tempdir().expect("a folder");
        let queue = queue(folder.path(), "echo 'lp: Out of paper.' >&2; exit 1");
        let refused = send("sh", b"%PDF", &queue).expect_err("it refuses");

        assert!(matches!(&refused, Error::Printer(why) if why == "lp: Out of paper."), "{refused}");
    }
}
