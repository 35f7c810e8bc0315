//! Job sheets: made from the records, kept word by word once printed, and put on paper.

mod file;
mod printed;
mod printer;
mod sheet;
#[cfg(test)]
mod tests;

pub use file::file_name;
pub(crate) use file::{folder_is_there, shown_from};
pub(crate) use printed::withdraw;
pub use printer::Printer;

use std::sync::Arc;

use chrono::NaiveDate;
use domain::{OrderId, Slot, Visit, VisitId, VisitState};
use locale::{Language, Locale};
use print::{Format, JobSheet, Paper, Press};
use serde::{Deserialize, Serialize};
use store::{Session, VisitFilter};
use tokio::sync::oneshot;

use crate::intake::number::meant;
use crate::{Clock, Engine, Error, Progress};

/// Job sheets that are about to be printed, and what will be remembered of them once they are.
#[derive(Debug, Clone, PartialEq)]
pub struct JobSheets {
    /// What is on paper.
    pub paper: Arc<Paper>,
    /// Whose sheets they are, in the order of the paper.
    pub visits: Vec<VisitId>,
    sheets: Vec<Snapshot>,
}

/// The setting that says which paper this desk prints job sheets on.
const FORMAT: &str = "job-sheet-paper";

/// What is kept of a printed sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Content {
    language: String,
    format: Format,
    sheet: JobSheet,
}

#[derive(Debug, Clone, PartialEq)]
struct Snapshot {
    visit: VisitId,
    order: OrderId,
    /// When somebody goes there.
    day: Option<NaiveDate>,
    content: Content,
}

/// Which sheets of a day are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Batch {
    /// Those that were not printed yet.
    #[default]
    New,
    /// All whose work is not over, marked as reprints where they are.
    All,
}

impl Engine {
    /// The sheets of these visits, in this order, on the paper that this desk chose. Nothing is remembered until [`Engine::record_prints`].
    pub fn job_sheets(
        &self,
        visits: Vec<VisitId>,
        language: Language,
    ) -> impl Future<Output = Result<JobSheets, Error>> + Send + use<> {
        let (clock, progress) = (self.clock.clone(), Progress::new());
        let watch = progress.clone();
        let read =
            self.workers.read(move |session| written(session, &visits, (&clock, language), &watch));

        async move { laid_out(read.await?, language, progress).await }
    }

    /// The same sheets on another paper. Fails with [`Error::Cancelled`] where it was stopped.
    pub fn sheets_on(
        &self,
        sheets: &JobSheets,
        format: Format,
        progress: Progress,
    ) -> impl Future<Output = Result<JobSheets, Error>> + Send + use<> {
        let mut snapshots = sheets.sheets.clone();
        snapshots.iter_mut().for_each(|snapshot| snapshot.content.format = format);

        async move {
            let language = snapshots.first().map(|snapshot| snapshot.content.language.as_str());
            let language = language.and_then(Language::from_tag).unwrap_or_default();
            laid_out(snapshots, language, progress).await
        }
    }

    /// Remembers on this computer which paper job sheets are printed on from now on.
    pub fn choose_sheet_paper(
        &self,
        format: Format,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        let word = match format {
            Format::A4 => "a4",
            Format::A5 => "a5",
        };

        self.choose(FORMAT, word.to_owned())
    }

    /// The visits of these orders whose sheets are out, or where the work is over the last one whose sheet was printed;
    /// each order by its number, the end of it, or another system's name for it.
    pub fn visits_to_print(
        &self,
        numbers: Vec<String>,
    ) -> impl Future<Output = Result<Vec<VisitId>, Error>> + Send + use<> {
        self.workers.read(move |session| {
            let visit = |number: &String| {
                let order = meant(session, number)?;
                let order = order.ok_or_else(|| Error::SheetUnknown(number.clone()))?;
                let visit = session
                    .open_visit_of(order)?
                    .map_or_else(|| printed::last_printed(session, order), |open| Ok(Some(open)))?;
                // Nobody is sent there any more.
                let is_over = session
                    .order_state(order)?
                    .is_some_and(|state| state.is_over() || state.is_worked());
                visit.ok_or_else(|| match is_over {
                    true => Error::NoSheet(number.clone()),
                    false => Error::NoOpenVisit(number.clone()),
                })
            };

            numbers.iter().map(visit).collect()
        })
    }

    /// The sheets of a day by technician and time; none if there is nothing to print. Fails with [`Error::Cancelled`]
    /// where it was stopped.
    pub fn day_sheets(
        &self,
        day: NaiveDate,
        batch: Batch,
        language: Language,
        progress: Progress,
    ) -> impl Future<Output = Result<Option<JobSheets>, Error>> + Send + use<> {
        let (clock, watch) = (self.clock.clone(), progress.clone());
        let read = self.workers.read(move |session| {
            let visits = visits_of_day(session, day, batch)?;
            written(session, &visits, (&clock, language), &watch)
        });

        async move {
            let sheets = read.await?;
            if sheets.is_empty() {
                return Ok(None);
            }
            laid_out(sheets, language, progress).await.map(Some)
        }
    }
}

impl JobSheets {
    /// How many of them were printed before.
    pub fn reprints(&self) -> usize {
        self.sheets.iter().filter(|snapshot| snapshot.content.sheet.copy > 1).count()
    }

    /// The number of the order, where it is one sheet alone.
    pub fn number(&self) -> Option<&str> {
        match self.sheets.as_slice() {
            [sheet] => Some(&sheet.content.sheet.number),
            _ => None,
        }
    }

    /// The day that all of them are for.
    pub fn day(&self) -> Option<NaiveDate> {
        let day = self.sheets.first()?.day?;

        self.sheets.iter().all(|sheet| sheet.day == Some(day)).then_some(day)
    }

    /// The paper they are on.
    pub fn format(&self) -> Format {
        self.sheets.first().map(|snapshot| snapshot.content.format).unwrap_or_default()
    }
}

/// The paper that this desk chose.
fn chosen(session: &Session<'_>) -> Result<Format, Error> {
    Ok(match session.setting(FORMAT)?.as_deref() {
        Some("a5") => Format::A5,
        _ => Format::A4,
    })
}

fn visits_of_day(
    session: &Session<'_>,
    day: NaiveDate,
    batch: Batch,
) -> Result<Vec<VisitId>, Error> {
    let filter =
        VisitFilter { from: Some(day), to: Some(day), open: true, ..VisitFilter::default() };
    let mut rows = session.visits(&filter)?;
    rows.retain(|row| batch == Batch::All || row.state == VisitState::Planned);
    let staff = session.staff()?;
    let place = |row: &store::VisitRow| staff.iter().position(|one| one.id == row.technician);
    rows.sort_by_key(|row| (place(row).unwrap_or(usize::MAX), row.slot, row.id));

    Ok(rows.into_iter().map(|row| row.id).collect())
}

fn written(
    session: &Session<'_>,
    visits: &[VisitId],
    (clock, language): (&Clock, Language),
    progress: &Progress,
) -> Result<Vec<Snapshot>, Error> {
    let writer = sheet::Writer::new(session, clock, Locale::new(language))?;
    let format = chosen(session)?;
    let mut sheets = Vec::with_capacity(visits.len());
    for (at, id) in visits.iter().enumerate() {
        if !goes_on(progress, at, visits.len()) {
            return Err(Error::Cancelled);
        }
        let visit: Visit = session.get(*id)?.ok_or(Error::Unknown("visit"))?;
        // What is over is printed again as it was, word by word.
        let kept = match visit.state {
            VisitState::Ended => printed::kept(session, *id)?,
            VisitState::Planned | VisitState::Printed | VisitState::Void => None,
        };
        let content = match kept {
            Some(kept) => kept,
            None => {
                let sheet = writer.sheet(*id, &visit)?;
                Content { language: language.tag().to_owned(), format, sheet }
            }
        };
        let day = visit.slot.map(Slot::day);
        sheets.push(Snapshot { visit: *id, order: visit.order, day, content });
    }

    Ok(sheets)
}

/// Counts one more of the two steps that each sheet takes. Answers whether to go on.
fn goes_on(progress: &Progress, done: usize, sheets: usize) -> bool {
    progress.reach(done as u64, 2 * sheets as u64);

    !progress.is_cancelled()
}

async fn laid_out(
    sheets: Vec<Snapshot>,
    language: Language,
    progress: Progress,
) -> Result<JobSheets, Error> {
    aside(move || {
        let locale = Locale::new(language);
        let format = sheets.first().map(|sheet| sheet.content.format).unwrap_or_default();
        let words: Vec<JobSheet> =
            sheets.iter().map(|snapshot| snapshot.content.sheet.clone()).collect();
        let count = words.len();
        let paper = Press::new(&locale)
            .job_sheets_while(&words, format, |at| goes_on(&progress, count + at, count))
            .ok_or(Error::Cancelled)?;

        Ok(JobSheets {
            paper: Arc::new(paper),
            visits: sheets.iter().map(|snapshot| snapshot.visit).collect(),
            sheets,
        })
    })
    .await
}

/// Does work that takes a while on a thread of its own, so that neither window nor database waits.
pub(crate) fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> impl Future<Output = Result<T, Error>> + Send {
    let (reply, answer) = oneshot::channel();
    let body = move || {
        // Whoever asked may have left the room.
        let _ = reply.send(work());
    };
    let started = std::thread::Builder::new().name("papers".to_owned()).spawn(body);

    async move {
        started.map_err(|_| Error::Stopped)?;
        answer.await.map_err(|_| Error::Stopped)?
    }
}
