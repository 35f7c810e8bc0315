//! The sheet on screen: the same fields in the same order as on the paper.

use domain::Grade;
use iced::widget::{column, container, row, space as gap, text};
use iced::{Center, Element, Fill};
use ui::widget::{banner, button, card, columns, divider, field, key_hint, labelled};
use ui::{Tone, fonts, icon, size, space, theme};

use super::paper::{GRADE, Message, On, Paper, REMARK};
use super::{Message as Room, boxes, charges, lines, plate, result};
use crate::context::Context;
use crate::{problem, sign};

/// Everything between number and foot.
pub fn view<'a>(paper: &'a Paper, slim: bool, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let label = paper.numbered(On::Remark, &locale.paper_remarks());
    let remark = field(label, &paper.typed.remark)
        .id(REMARK)
        .on_input(Message::RemarkChanged)
        .on_submit(Message::Passed(REMARK));
    // In a small window whom the sheet is about must stay in sight above the first field that is typed in.
    let below = asked(paper, cx).filter(|_| slim);
    let below = below.map(|fields| column![divider(), fields].spacing(space::SNUG));
    let sheet = column![
        result::view(paper, cx),
        divider(),
        lines::view(paper, cx).map(Message::Line),
        divider(),
        charges::view(paper, cx),
        divider(),
        columns(size::DIALOG - space::APART, [grade(paper, cx), remark.into()]),
        below,
    ];

    column![visit(paper, slim, cx), card(sheet.spacing(space::SNUG))].spacing(space::SNUG).into()
}

/// What the paper asks of the machine.
fn asked<'a>(paper: &'a Paper, cx: &'a Context) -> Option<Element<'a, Message>> {
    plate::view(paper, cx).map(|fields| fields.map(Message::Plate))
}

/// Who went to whom, and why: to see that it is the sheet in hand.
fn visit<'a>(paper: &'a Paper, slim: bool, cx: &'a Context) -> Element<'a, Message> {
    let (form, locale) = (&paper.form, &cx.locale);
    let joined = |words: Vec<Option<String>>| {
        let words: Vec<String> =
            words.into_iter().flatten().filter(|word| !word.is_empty()).collect();
        text(words.join(" · "))
    };
    let phone = form.phone.as_ref().map(|phone| text(locale.phone(phone)));
    let category = form.category.map(|it| locale.machine(it, form.called.as_deref()));
    let what = vec![Some(locale.order_kind(form.kind)), category, Some(form.machine.clone())];
    // Beside the badges there is room for the rest in a wide window only.
    let (beside, below) =
        if slim { (None, Some(joined(what))) } else { (Some(joined(what).width(Fill)), None) };
    let head = row![
        text(form.customer.as_str()).size(size::LEAD).font(fonts::BOLD),
        phone,
        beside,
        sign::verdict_badge(&form.terms.verdict, locale),
        sign::state_badge(form.state, form.kind, locale),
    ]
    .spacing(space::SNUG)
    .align_y(Center);
    let head: Element<'_, Message> = if slim { head.wrap().into() } else { head.into() };
    let when = form.slot.map(|slot| locale.slot_relative(slot, cx.engine.clock().today()));
    let who = vec![
        Some(form.technician_name.clone()),
        when,
        (form.ordinal > 1).then(|| locale.sheet_trip(form.ordinal)),
        Some(form.line.clone()),
    ];
    let fault = form.reported.as_deref().map(|code| {
        let known = form.faults.iter().find(|known| known.code == code);
        known.map_or(code, |known| known.labels.get(locale.language().tag())).to_owned()
    });
    let said = joined(vec![fault, Some(form.description.clone())]).style(theme::style::muted);
    let said = (form.reported.is_some() || !form.description.is_empty()).then_some(said);

    let before = form.before.is_some().then(|| banner(Tone::Info, locale.sheet_before(), None));
    let who = joined(who).style(theme::style::muted);

    let about = column![below, who, said, before].spacing(space::TIGHT);
    let about = row![about.width(Fill), asked(paper, cx).filter(|_| !slim)].spacing(space::FAR);

    column![head, about].spacing(space::TIGHT).into()
}

/// What the customer ticked: none of the boxes, or one.
fn grade<'a>(paper: &'a Paper, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let chosen = Grade::ALL.iter().position(|grade| Some(*grade) == paper.typed.grade);
    let words = Grade::ALL.map(|grade| locale.grade(grade));
    let words = std::iter::once(locale.sheet_not_ticked()).chain(words).zip(0..);
    let selected = chosen.map_or(0, |at| at + 1);
    // Chinese is begun with letters that only its input method understands.
    let begun = match locale.language().is_chinese() {
        true => |_| Message::RemarkBegun(None),
        false => |letter| Message::RemarkBegun(Some(letter)),
    };
    let boxes = boxes::boxes(words, (GRADE, Some(selected)), Message::GradePicked, Some(begun));

    labelled(paper.numbered(On::Grade, &locale.paper_satisfaction()), boxes, None, None, Fill)
}

/// Saving, putting aside, and what cannot be said beside a field.
pub fn foot<'a>(
    paper: &'a Paper,
    (saving, low): (bool, bool),
    cx: &'a Context,
) -> Element<'a, Room> {
    let locale = &cx.locale;
    let mut wrong = paper.errors.iter();
    let wrong = wrong.find(|error| !paper.is_beside(error));
    let wrong = wrong.map(|error| banner(Tone::Danger, problem::message(error, locale), None));
    let deeds = row![
        button(locale.action_save_next())
            .icon(icon::save())
            .primary()
            .key("F10")
            .on_press_maybe(cx.offer(Room::SavePressed).filter(|_| !saving)),
        key_hint("F10"),
        button(locale.sheet_aside()).quiet().key("Esc").on_press(Room::AsidePressed),
        gap::horizontal(),
        text(paper.form.number.as_str()).font(fonts::BOLD),
    ]
    .spacing(space::NEAR)
    .align_y(Center);

    container(column![wrong, deeds].spacing(space::NEAR))
        .padding(if low { [space::TIGHT, space::SNUG] } else { [space::SNUG, space::FAR] })
        .width(Fill)
        .into()
}
