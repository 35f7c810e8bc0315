//! Which column fills which field.

use engine::{Assignment, ColumnSource, Inspection, Transform, field_name, import_fields};
use iced::widget::{column, row};
use iced::{Element, Fill};
use ui::space;
use ui::widget::choice;

use super::Message;
use crate::context::Context;

/// Fields side by side.
const ABREAST: usize = 4;

/// All fields, each with the column that fills it.
pub fn view<'a>(inspection: &'a Inspection, cx: &'a Context) -> Element<'a, Message> {
    let fields = import_fields();
    let rows = fields.chunks(ABREAST).enumerate().map(|(line, fields)| {
        let cells = fields.iter().enumerate().map(|(at, field)| {
            let index = line * ABREAST + at;
            let source = inspection.mapping.source(field.key);
            let none = cx.locale.import_leave_out();
            let first = joined(source).map_or(none, |names| names.join(" + "));
            let options = std::iter::once(first).chain(inspection.headers.iter().cloned());
            choice(field_name(field.key, &cx.locale), options, Some(picked(source, inspection)))
                .on_pick(move |column| Message::ColumnPicked(index, column))
                .width(Fill)
                .into()
        });
        row(cells).spacing(space::SNUG).into()
    });

    column(rows).spacing(space::SNUG).into()
}

/// Lets the field take a column: 0 is what stands first in its list, nothing or several columns together.
pub fn assign(inspection: &mut Inspection, field: usize, column: usize) {
    let fields = import_fields();
    let Some(field) = fields.get(field) else { return };
    let name = column.checked_sub(1).and_then(|at| inspection.headers.get(at)).cloned();
    if column == 0 && joined(inspection.mapping.source(field.key)).is_some() {
        return;
    }
    inspection.mapping.columns.retain(|assigned| assigned.field != field.key);
    inspection.mapping.columns.extend(name.map(|name| Assignment {
        field: field.key.to_owned(),
        source: ColumnSource::Column(name),
        transform: Transform::default(),
    }));
}

fn picked(source: Option<&ColumnSource>, inspection: &Inspection) -> usize {
    match source {
        Some(ColumnSource::Column(name)) => {
            inspection.headers.iter().position(|header| header == name).map_or(0, |at| at + 1)
        }
        Some(ColumnSource::Constant(_) | ColumnSource::Joined { .. }) | None => 0,
    }
}

fn joined(source: Option<&ColumnSource>) -> Option<&[String]> {
    match source {
        Some(ColumnSource::Joined { columns, .. }) => Some(columns),
        _ => None,
    }
}
