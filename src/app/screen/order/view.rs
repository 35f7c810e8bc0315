//! An order's file on screen: its head, what stands under it, and what is asked above it.

use domain::{Event, Handover};
use engine::OrderFile as File;
use iced::widget::{column, container, row, space as gap};
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
        let body = beside(
            column![paper::paper(file, cx), files::view(file, &self.files, cx)]
                .spacing(space::SNUG),
            size::READING,
            history::history(file, self.shown, cx),
            size::SIDE,
        );
        let room = column![
            container(head(file, cx)).padding([space::SNUG, space::FAR]),
            divider(),
            scroll("order", container(body).padding([space::APART, space::FAR])),
        ];

        modal(room, self.dialog(cx), Some(Message::DialogClosed))
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
                locale.event(*event),
                Element::from(
                    field(words_for(*event, locale), remark)
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

/// What is asked for beside a step.
fn words_for(event: Event, locale: &Locale) -> String {
    match event {
        Event::Answer => locale.order_answer_words(),
        _ => locale.order_remark(),
    }
}

/// The number, what it is at, and what can be done.
fn head<'a>(file: &'a File, cx: &'a Context) -> Element<'a, Message> {
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
    let name = row![
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
    .align_y(Center);
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

    column![name, deeds, disputed, stop, other].spacing(space::SNUG).into()
}

/// Where it came from or went to, and how it ended there; nothing about an order of this branch alone.
pub fn handed(handover: &Handover, locale: &Locale) -> Option<String> {
    let Handover { from, to, end } = handover;
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
