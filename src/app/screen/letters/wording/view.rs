//! How the page looks: the list, the fields with the places to insert, the letter.

use engine::{Error, PLACES, TemplateRow};
use iced::widget::{column, container, responsive, row, rule, space as gap, text};
use iced::{Center, Element, Fill};
use locale::Language;
use ui::grid::{Cell, Column, grid};
use ui::widget::{banner, button, columns, field, key_hint, note, scroll, spinner};
use ui::{Tone, icon, size, space, theme};

use super::{BODY, LIST, Message, NAME, Wording};
use crate::context::Context;
use crate::problem;
use crate::screen::letters::page::{first_page, no_page};

pub(super) fn view<'a>(page: &'a Wording, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let Some(list) = &page.list else {
        return container(spinner(locale.window_loading())).center(Fill).into();
    };
    responsive(move |room| {
        let narrow = room.width < size::SLIM - size::RAIL;
        let width = if narrow { size::FIELD + space::FAR } else { size::SIDE };
        let rows = container(rows(page, list, cx)).width(width).height(Fill);
        let bar = || rule::vertical(1.0).style(theme::style::hairline);
        // Where not all three fit, what one writes comes before how it would look.
        let sample = (room.width >= size::SLIM).then(|| row![bar(), sample(page, cx)]);

        row![rows, bar(), container(form(page, cx)).width(Fill), sample].into()
    })
    .into()
}

fn rows<'a>(page: &'a Wording, list: &'a [TemplateRow], cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let headings = vec![
        Column::weight(locale.letters_column_purpose(), 1.0, 160.0),
        Column::fixed(locale.letters_template_language(), 76.0).folds(1),
        Column::fixed("", 80.0).folds(2),
    ];

    grid(headings, list.len(), move |row, column| cell(&list[row], column, cx))
        .id(LIST)
        .selected(Some(page.selected))
        .on_select(Message::RowPicked)
        .on_activate(|_| Message::RowOpened)
        .into()
}

fn sample<'a>(page: &'a Wording, cx: &'a Context) -> Element<'a, Message> {
    let sample = match &page.sample {
        Some(paper) => first_page(paper),
        None => no_page(cx.locale.letters_template_sample()),
    };

    container(sample).width(size::SIDE + space::MARGIN * 2.0).height(Fill).into()
}

fn form<'a>(page: &'a Wording, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let error = page.error.as_ref();
    let general = error.filter(|error| !matches!(error, Error::Field { .. } | Error::Place { .. }));
    let general = general.map(|error| banner(Tone::Danger, problem::message(error, locale), None));
    let places = PLACES.into_iter().map(|place| {
        button(place_name(place, cx))
            .small()
            .width(Fill)
            .tip(format!("{{{place}}}"))
            .on_press(Message::PlacePressed(place))
            .into()
    });
    let label =
        text(locale.letters_template_places()).size(size::CAPTION).style(theme::style::muted);
    let reset = page.own().map(|_| {
        button(locale.letters_template_reset())
            .quiet()
            .icon(icon::undo())
            .on_press_maybe(cx.offer(Message::ResetPressed))
    });
    let save = button(locale.action_save())
        .primary()
        .key("F10")
        .on_press_maybe(cx.offer(Message::SavePressed).filter(|_| page.edited));
    let deeds =
        row![reset, gap::horizontal(), key_hint("F10"), save].spacing(space::NEAR).align_y(Center);
    let fields = column![
        general,
        field(locale.letters_template_name(), &page.name)
            .id(NAME)
            .error(problem::beside("name", error, locale))
            .on_input(Message::NameChanged),
        field(locale.letters_template_subject(), &page.subject)
            .error(problem::beside("subject", error, locale))
            .on_input(Message::SubjectChanged),
        note(locale.letters_template_body(), &page.body)
            .id(BODY)
            .lines(13)
            .error(problem::beside("body", error, locale))
            .on_action(Message::BodyEdited),
        column![label, columns(size::LABEL, places)].spacing(space::TIGHT),
        deeds,
    ]
    .spacing(space::SNUG);

    scroll("template-form", fields.padding([space::APART, space::FAR]))
}

fn cell<'a>(row: &'a TemplateRow, column: usize, cx: &'a Context) -> Cell<'a> {
    let locale = &cx.locale;
    match column {
        0 => Cell::text(locale.purpose(row.template.purpose)),
        1 => {
            let language = Language::from_tag(&row.template.language);
            Cell::text(language.map_or("", Language::own_name)).muted()
        }
        _ if row.own => Cell::text(locale.letters_template_own()).tone(Tone::Accent),
        _ => Cell::text(locale.letters_template_master()).muted(),
    }
}

/// What a place is called on its button.
pub fn place_name(place: &str, cx: &Context) -> String {
    let locale = &cx.locale;
    match place {
        "customer" => locale.letters_place_customer(),
        "appliance" => locale.letters_place_appliance(),
        "order" => locale.letters_place_order(),
        "date" => locale.letters_place_date(),
        "technician" => locale.letters_place_technician(),
        "answer" => locale.letters_place_answer(),
        "office" => locale.letters_place_office(),
        "phone" => locale.letters_place_phone(),
        other => other.to_owned(),
    }
}
