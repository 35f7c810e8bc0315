//! The half of an order that another branch has, as far as this computer may read it: to be looked at only.

use engine::{HalfThere, OrderFile};
use iced::Element;
use iced::widget::column;
use ui::space;
use ui::widget::{divider, section};

use super::{Message, paper};
use crate::context::Context;
use crate::sign;

/// Where it is, what it is at there, and what was done.
pub fn half<'a>(file: &'a OrderFile, half: &'a HalfThere, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let number = half.half.number.to_string();
    let branch = [half.half.branch.as_str(), half.branch.as_str()];
    let branch = branch.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ");
    let state = sign::state_badge(half.state, half.order.kind, locale);
    let mut lines = column![paper::muted(locale.order_half_there_how())].spacing(space::NEAR);
    for (at, entry) in half.visits.iter().enumerate() {
        let visit = paper::visit((file, half.state), entry, cx);
        lines = lines.push((at > 0).then(divider)).push(visit);
    }
    let none = half.visits.is_empty().then(|| paper::muted(locale.order_no_visits_here()));
    let parts = (!half.parts.is_empty()).then(|| {
        column![divider(), paper::muted(locale.order_parts()), paper::part_lines(&half.parts, cx)]
            .spacing(space::TIGHT)
    });

    section(locale.order_half_there(&branch, &number), Some(state), lines.push(none).push(parts))
}
