//! Which column fills which field.

use engine::{ColumnSource, Inspection, Transform, field_name, order_days};
use iced::widget::{column, container, row};
use iced::{Element, Fill};
use ui::space;
use ui::widget::choice;

use super::Message;
use crate::context::Context;

/// Fields side by side.
const ABREAST: usize = 4;

/// The orders in which days are written, as they are offered.
const ORDERS: [Transform; 2] = [Transform::DayFirst, Transform::MonthFirst];

/// All fields, each with the column that fills it.
pub fn view<'a>(inspection: &'a Inspection, cx: &'a Context) -> Element<'a, Message> {
    let fields = inspection.list().fields();
    let fields = fields.iter().enumerate().map(|(index, field)| {
        let source = inspection.mapping.source(field.key);
        let none = cx.locale.import_leave_out();
        let first = joined(source).map_or(none, |names| names.join(" + "));
        let options = std::iter::once(first).chain(inspection.headers.iter().cloned());
        choice(field_name(field.key, &cx.locale), options, Some(picked(source, inspection)))
            .none(cx.locale.list_no_match())
            .on_pick(move |column| Message::ColumnPicked(index, column))
            .width(Fill)
            .into()
    });
    let mut cells = fields.chain(days(inspection, cx)).peekable();
    let mut rows = Vec::new();
    while cells.peek().is_some() {
        let line: Vec<Element<'a, Message>> = cells.by_ref().take(ABREAST).collect();
        let rest = (line.len()..ABREAST).map(|_| container("").width(Fill).into());
        rows.push(row(line.into_iter().chain(rest)).spacing(space::SNUG).into());
    }

    column(rows).spacing(space::SNUG).into()
}

/// In which order the days of the table are written, where that makes a difference.
fn days<'a>(inspection: &'a Inspection, cx: &'a Context) -> Option<Element<'a, Message>> {
    let locale = &cx.locale;
    let orders = inspection.day_orders();
    let first = orders.first()?;
    let same = orders.iter().all(|order| order == first);
    let here = ORDERS.iter().position(|order| same && order == *first);
    let unclear = orders.contains(&&Transform::AsIs);
    let names = [locale.import_days_day_first(), locale.import_days_month_first()];
    let choice = choice(locale.import_days(), names, here)
        .none(locale.list_no_match())
        .placeholder(locale.import_days_unclear())
        .error(unclear.then(|| locale.import_days_refused()))
        .on_pick(Message::DaysPicked)
        .width(Fill);

    Some(choice.into())
}

/// Reads all days in the order with this number.
pub fn pick_days(inspection: &mut Inspection, at: usize) {
    if let Some(order) = ORDERS.get(at) {
        order_days(&mut inspection.mapping, order);
    }
}

/// Lets the field take a column: 0 is what stands first in its list, nothing or several columns together.
pub fn assign(inspection: &mut Inspection, field: usize, column: usize) {
    let fields = inspection.list().fields();
    let Some(field) = fields.get(field) else { return };
    if column == 0 && joined(inspection.mapping.source(field.key)).is_some() {
        return;
    }
    match column.checked_sub(1) {
        Some(column) => inspection.assign(field.key, column),
        None => inspection.mapping.columns.retain(|assigned| assigned.field != field.key),
    }
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
