//! What was printed: remembered word by word, printed again as it was, and taken back where it never was on paper.

use domain::{Print, PrintId, Slot, Visit, VisitId, VisitState};
use locale::Language;
use store::Session;

use super::{Content, JobSheets, Snapshot, laid_out};
use crate::deed::Deed;
use crate::{Engine, Error, Progress};

impl Engine {
    /// Remembers that these sheets were printed, word by word. Answers which printings those are.
    pub fn record_prints(
        &self,
        sheets: &JobSheets,
    ) -> impl Future<Output = Result<Vec<PrintId>, Error>> + Send + use<> {
        let snapshots = sheets.sheets.clone();

        self.deed("print_sheets", move |deed| {
            let mut prints = Vec::with_capacity(snapshots.len());
            for Snapshot { visit, order, content, .. } in &snapshots {
                let copy = content.sheet.copy;
                let content =
                    serde_json::to_value(content).map_err(|why| Error::Paper(why.to_string()))?;
                let print = Print {
                    visit: *visit,
                    order: *order,
                    copy,
                    content,
                    at: deed.now,
                    by: deed.actor,
                    withdraws: None,
                };
                prints.push(deed.note(&print)?);
                deed.edit(*visit, |visit: &mut Visit| {
                    if visit.state == VisitState::Planned {
                        visit.state = VisitState::Printed;
                    }
                })?;
            }
            Ok(prints)
        })
    }

    /// A visit's sheet as it was printed last, word by word, marked as the reprint it is.
    pub fn reprint(
        &self,
        visit: VisitId,
    ) -> impl Future<Output = Result<JobSheets, Error>> + Send + use<> {
        let read = self.workers.read(move |session| {
            let mut latest = None;
            for (id, print) in session.facts_on::<Print>(visit.0)? {
                latest = if is_standing(session, PrintId(id))? { Some(print) } else { latest };
            }
            let print = latest.ok_or(Error::Unknown("print"))?;
            let mut content: Content = serde_json::from_value(print.content)
                .map_err(|why| Error::Paper(why.to_string()))?;
            content.sheet.copy = session.copies_of(print.visit)?.saturating_add(1);
            let visit: Option<Visit> = session.get(print.visit)?;
            let day = visit.and_then(|visit| visit.slot).map(Slot::day);
            Ok(Snapshot { visit: print.visit, order: print.order, day, content })
        });

        async move {
            let snapshot = read.await?;
            let language = Language::from_tag(&snapshot.content.language).unwrap_or_default();
            laid_out(vec![snapshot], language, Progress::new()).await
        }
    }

    /// Whether any of these printings was not taken back.
    pub fn prints_stand(
        &self,
        prints: Vec<PrintId>,
    ) -> impl Future<Output = Result<bool, Error>> + Send + use<> {
        self.workers.read(move |session| {
            for print in &prints {
                if is_standing(session, *print)? {
                    return Ok(true);
                }
            }
            Ok(false)
        })
    }
}

/// Whether a printing was not taken back.
fn is_standing(session: &Session<'_>, print: PrintId) -> Result<bool, Error> {
    Ok(session.facts_on::<Print>(print.0)?.is_empty())
}

/// Takes printings back within a deed: nothing of them was on paper. A visit of which no sheet is out is planned
/// again; one that is over, or nobody goes to any more, stays so.
pub(crate) fn withdraw(deed: &Deed<'_>, prints: &[PrintId]) -> Result<(), Error> {
    for id in prints {
        if !is_standing(deed.session, *id)? {
            continue;
        }
        let print: Print = deed.get(*id)?;
        let visit = print.visit;
        deed.note::<_, PrintId>(&Print {
            // The words stand in the printing itself.
            content: serde_json::json!({}),
            at: deed.now,
            by: deed.actor,
            withdraws: Some(*id),
            ..print
        })?;
        if deed.session.copies_of(visit)? == 0 {
            deed.edit(visit, |visit: &mut Visit| {
                if visit.state == VisitState::Printed {
                    visit.state = VisitState::Planned;
                }
            })?;
        }
    }

    Ok(())
}
