//! The rows that were not taken: which, why, and what they say.

use engine::ImportReport;
use iced::Element;
use iced::widget::{column, text};
use ui::grid::{Cell, Column, grid};
use ui::widget::section;
use ui::{size, space, theme};

use super::Message;
use crate::context::Context;

/// So many are seen at once; the others are scrolled to.
const SEEN: u16 = 8;

/// All of them that were told of; nothing where there is none.
pub fn view<'a>(report: &'a ImportReport, cx: &'a Context) -> Option<Element<'a, Message>> {
    let locale = &cx.locale;
    let rows = &report.refused;
    if rows.is_empty() {
        return None;
    }
    let columns = vec![
        Column::fixed(locale.import_line(), size::LABEL),
        Column::weight(locale.import_reason(), 1.0, size::FIELD),
        Column::weight(locale.import_refused_row(), 1.0, size::FIELD),
    ];
    let cell = |row: usize, column: usize| match column {
        0 => Cell::text(rows[row].line.to_string()),
        1 => Cell::text(rows[row].reason.as_str()),
        _ => Cell::text(rows[row].cells.as_str()).muted(),
    };
    let list = grid(columns, rows.len(), cell).id("import-refused").at_most(SEEN).whole();
    let shown = rows.len() as u64;
    let more = (report.errors > shown).then(|| {
        let words = locale.import_refused_more(shown, report.errors - shown);
        text(words).size(size::CAPTION).style(theme::style::muted)
    });

    let later = report.error_file.is_none().then(|| {
        text(locale.import_refused_later()).size(size::CAPTION).style(theme::style::muted)
    });

    Some(section(locale.import_refused(), None, column![list, more, later].spacing(space::NEAR)))
}
