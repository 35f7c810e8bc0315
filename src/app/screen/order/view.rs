//! An order's file on screen: its head, what stands under it, and what is asked above it.

use domain::{Event, Handover};
use engine::OrderFile as File;
use iced::widget::{column, container, responsive, row, space as gap};
use iced::{Center, Element};
use locale::Locale;
use ui::widget::{
    badge, banner, beside, button, dialog, divider, field, key_hint, modal, scroll, spinner, title,
};
use ui::{Mark, Tone, size, space};

use super::{Dialog, Message, OrderFile, deeds, files, history, paper};
use crate::context::Context;
use crate::sign;

impl OrderFile {
    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let Some(file) = &self.file else {
            return iced::widget::center(spinner(cx.locale.window_loading())).into();
        };
        let room = responsive(move |room| self.room(file, room.height < size::SIDE, cx));

        modal(room, self.dialog(cx), Some(Message::DialogClosed))
    }

    /// In a `low` window what can be done scrolls away with the rest; its keys stay.
    fn room<'a>(&'a self, file: &'a File, low: bool, cx: &'a Context) -> Element<'a, Message> {
        let body = beside(
            column![paper::paper(file, cx), files::view(file, &self.files, cx)]
                .spacing(space::SNUG),
            size::READING,
            history::history(file, self.shown, cx),
            size::SIDE,
        );
        let (above, within) =
            if low { (None, Some(doable(file, cx))) } else { (Some(doable(file, cx)), None) };
        let head = column![name(file, cx), above].spacing(space::SNUG);
        let body = column![within, body].spacing(space::SNUG);
        let edge = if low { space::NEAR } else { space::SNUG };

        column![
            container(head).padding([edge, space::FAR]),
            divider(),
            scroll("order", container(body).padding([space::APART, space::FAR])),
        ]
        .into()
    }

    fn dialog<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, Message>> {
        let locale = &cx.locale;

        Some(match self.dialog.as_ref()? {
            Dialog::Cancel(dialog) => dialog.view(&self.number(), cx).map(Message::Cancelling),
            Dialog::Edit(dialog) => dialog.view(cx).map(Message::Editing),
            Dialog::Rule(dialog) => dialog.view(&self.number(), cx).map(Message::Ruling),
            Dialog::Pay(dialog) => dialog.view(&self.number(), cx).map(Message::Paying),
            Dialog::Attach(typed) => files::by_hand(typed, cx).map(Message::Files),
            Dialog::Remark(event, remark) => dialog(
                match event {
                    Event::AskHandover => locale.order_ask_handover_title(),
                    event => locale.event(*event),
                },
                Element::from(
                    field(remark_label(*event, locale), remark)
                        .id(Self::REMARK)
                        .on_input(Message::RemarkChanged)
                        .on_submit(Message::RemarkSaved),
                ),
                vec![
                    button(locale.action_back()).key("Esc").on_press(Message::DialogClosed).into(),
                    button(locale.action_save())
                        .primary()
                        .key("F10")
                        .on_press(Message::RemarkSaved)
                        .into(),
                ],
            ),
        })
    }
}

/// The number, and what it is at.
fn name<'a>(file: &'a File, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let urgent = (file.order.priority == domain::Priority::Urgent)
        .then(|| badge(Tone::Danger, Mark::Triangle, locale.source_urgent()));
    let vip = (file.customer.level == domain::Level::Vip)
        .then(|| badge(Tone::Warning, Mark::Star, locale.level(domain::Level::Vip)));
    let urges = file.urges();
    let urged = (urges > 0 && !file.state.is_over())
        .then(|| badge(Tone::Warning, Mark::Phone, locale.dispatch_urged(urges)));
    let rest = file.account.open();
    let owed = (rest.minor > 0)
        .then(|| badge(Tone::Warning, Mark::Square, locale.order_owed(&locale.money(rest))));
    row![
        title(file.order.number.to_string()),
        title(locale.order_kind(file.order.kind)),
        sign::state_badge(file.state, file.order.kind, locale),
        urgent,
        urged,
        vip,
        owed,
        gap::horizontal(),
    ]
    .spacing(space::SNUG)
    .align_y(Center)
    .into()
}

/// What can be done, and what must be known before.
fn doable<'a>(file: &'a File, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let deeds = deeds::deeds(file).into_iter().enumerate().map(|(at, deed)| {
        let button = button(deed.words(locale))
            .icon(deed.icon)
            .key(deed.key)
            .on_press_maybe(cx.offer(deed.message));
        let button = if at == 0 { button.primary() } else { button };
        row![button, key_hint(deed.key)].spacing(space::TIGHT).align_y(Center).into()
    });
    let deeds = iced::widget::Row::with_children(deeds).spacing(space::NEAR).wrap();
    let deeds = deeds.vertical_spacing(space::NEAR);
    let disputed = file.disputed.then(|| banner(Tone::Danger, locale.order_disputed(), None));
    let stop = file.stop_notice.then(|| banner(Tone::Warning, locale.order_stop_notice(), None));

    let other = handed(&file.handover, locale).map(|words| banner(Tone::Info, words, None));
    let wish = wished(file, locale).map(|(tone, words)| banner(tone, words, None));

    column![deeds, disputed, stop, other, wish].spacing(space::SNUG).into()
}

/// What the words are that go with an event.
fn remark_label(event: Event, locale: &Locale) -> String {
    match event {
        Event::AskHandover => locale.order_ask_handover_why(),
        Event::Answer => locale.order_answer_words(),
        _ => locale.order_remark(),
    }
}

/// What was asked of headquarters about an order that is not over, and what it said.
fn wished(file: &File, locale: &Locale) -> Option<(Tone, String)> {
    let wish = file.handover.wish.as_ref().filter(|_| !file.state.is_over())?;

    match file.handover.refused() {
        Some(why) => Some((Tone::Warning, locale.order_handover_refused(why))),
        None if file.handover.is_asked() => {
            Some((Tone::Info, locale.order_handover_asked(&wish.why)))
        }
        None => None,
    }
}

/// Where it came from or went to, and how it ended there; nothing about an order of this branch alone.
pub fn handed(handover: &Handover, locale: &Locale) -> Option<String> {
    let Handover { from, to, end, wish: _ } = handover;
    let end = end.as_ref().filter(|_| to.is_some());
    let from = from.as_ref().map(|it| locale.order_handed_from(&it.branch, &it.number.to_string()));
    let to = to.as_ref().map(|it| locale.order_handed_to(&it.branch, &it.number.to_string()));
    let on = end.and_then(|end| end.to.as_ref());
    let on = on.map(|it| locale.order_handed_on(&it.branch, &it.number.to_string()));
    let ended = end.and_then(|end| end.state);
    let ended = ended.map(|state| locale.order_handed_end(&locale.state(state)));
    let said: Vec<_> = [from, to, on, ended].into_iter().flatten().collect();

    (!said.is_empty()).then(|| said.join("\n"))
}
