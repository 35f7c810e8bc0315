//! What was brought over on this computer, and the way back.

use engine::ImportRun;
use iced::Element;
use ui::grid::{Cell, Column, grid};
use ui::widget::{button, section};
use ui::{icon, size};

use super::{Import, Message};
use crate::context::Context;

/// So many runs are seen at once; the others are scrolled to.
const SEEN: u16 = 8;

impl Import {
    /// The run that is chosen: the latest, where nobody chose.
    fn chosen_run(&self) -> Option<&ImportRun> {
        self.runs.get(self.chosen.unwrap_or(0))
    }

    /// Whether the run that is chosen can be taken back: not where nothing came of it.
    pub(super) fn may_undo(&self) -> bool {
        let can_be = |run: &ImportRun| !run.undone && !changed_nothing(run);

        !self.is_at_work() && self.chosen_run().is_some_and(can_be)
    }

    pub(super) fn history<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, Message>> {
        let locale = &cx.locale;
        let run = self.chosen_run()?;
        let undo = button(locale.import_undo_of(&run.id.to_string()))
            .icon(icon::undo())
            .small()
            .on_press_maybe(cx.offer(Message::UndoPressed(run.id)).filter(|_| self.may_undo()));
        let columns = vec![
            Column::fixed(locale.import_number(), size::LABEL),
            Column::fixed(locale.import_when(), size::CODE),
            Column::weight(locale.import_file(), 1.0, size::CODE),
            Column::weight(locale.import_mapping_name(), 0.6, size::LABEL).folds(1),
            Column::weight(locale.import_outcome(), 1.4, size::FIELD),
        ];
        let list = grid(columns, self.runs.len(), |row, column| cell(&self.runs[row], column, cx))
            .id("import-history")
            .at_most(SEEN)
            .selected(Some(self.chosen.unwrap_or(0)))
            .on_select(Message::RunChosen);

        Some(section(locale.import_history(), Some(undo.into()), list))
    }
}

fn cell<'a>(run: &'a ImportRun, column: usize, cx: &Context) -> Cell<'a> {
    let clock = cx.engine.clock();

    match column {
        0 => Cell::text(run.id.to_string()),
        1 => Cell::text(cx.locale.moment(run.at, clock.now(), clock.offset())),
        2 => Cell::text(run.file.as_str()),
        3 => Cell::text(run.mapping.as_str()).muted(),
        _ if run.undone => Cell::text(cx.locale.import_taken_back()).icon(icon::undo()).muted(),
        _ => Cell::text(summary(run, cx)),
    }
}

/// Whether it is known of a run that nothing came of it. Of one that was cut off nobody knows.
fn changed_nothing(run: &ImportRun) -> bool {
    let report: Option<serde_json::Value> = serde_json::from_str(&run.report).ok();
    let none = |name: &str| report.as_ref().and_then(|it| it.get(name)?.as_u64()) == Some(0);

    none("created") && none("updated")
}

/// What came of a run, in one line.
fn summary(run: &ImportRun, cx: &Context) -> String {
    let report: Option<serde_json::Value> = serde_json::from_str(&run.report).ok();
    let count = |name: &str| report.as_ref().and_then(|it| it.get(name)?.as_u64());
    let count = |name: &str| count(name).unwrap_or_default();

    cx.locale.import_summary(
        count("created"),
        count("updated"),
        count("unchanged"),
        count("errors"),
    )
}
