//! What the paper asks of the machine, where nobody knows it.

use iced::Element;
use iced::widget::Row;
use ui::widget::field;
use ui::{size, space};

use super::paper::plate::Message;
use super::paper::{PLATE, PURCHASED, Paper};
use crate::context::Context;

/// The fields that nobody could fill before; none where all is known, or there is no machine.
pub fn view<'a>(paper: &'a Paper, cx: &'a Context) -> Option<Element<'a, Message>> {
    let locale = &cx.locale;
    let (purchased, plate) = paper.form.grounds.asks();
    let purchased = purchased.then(|| {
        field(locale.paper_purchased(), &paper.typed.purchased)
            .id(PURCHASED)
            .on_input(Message::PurchasedChanged)
            .on_submit(Message::PurchasedPassed)
            .width(size::CODE)
            .error(paper.wrong("purchased", locale))
            .into()
    });
    let plate = plate.then(|| {
        field(locale.paper_serial(), &paper.typed.plate)
            .id(PLATE)
            .on_input(Message::PlateChanged)
            .on_submit(Message::PlatePassed)
            .width(size::FIELD)
            .error(paper.wrong("plate", locale))
            .into()
    });
    let fields: Vec<Element<'a, Message>> = [purchased, plate].into_iter().flatten().collect();

    (!fields.is_empty()).then(|| Row::with_children(fields).spacing(space::SNUG).into())
}
