//! The enquiry in hand: what was written, whose it is, who looks after it, and the answer.

use domain::{EnquiryEventKind, EnquiryState, OrderKind, Priority, ReplyWay};
use engine::{EnquiryFile, EnquiryStep, Error};
use iced::widget::{Column, Row, column, row, text};
use iced::{Center, Element, Fill};
use ui::widget::{
    Button, Entry, badge, banner, beside, button, choice, empty, key_hint, note, scroll, section,
    spinner, timeline,
};
use ui::{Mark, Tone, icon, size, space, theme};

use super::articles;
use super::enquiries::{Enquiries, Message, WORDS, became};
use super::list::sign;
use super::mail;
use crate::context::Context;
use crate::place::Place;
use crate::{moment, problem};

/// The enquiry in hand.
pub fn view<'a>(page: &'a Enquiries, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let Some(file) = &page.file else {
        if page.selected.is_some() && page.error.is_none() {
            return iced::widget::center(spinner(locale.window_loading())).into();
        }
        return empty(icon::letter(), locale.inbox_title(), locale.inbox_none_how(), None);
    };
    let general = page.error.as_ref().filter(|it| !matches!(it, Error::Field { .. }));
    let problem = general.map(|it| banner(Tone::Danger, problem::message(it, locale), None));
    let left = (!file.enquiry.left_out.is_empty()).then(|| {
        let names = file.enquiry.left_out.join(", ");
        banner(Tone::Warning, locale.inbox_left_out(&names), None)
    });
    let main = column![written(file, cx), page.offered_articles(file, cx), reply(page, file, cx),]
        .spacing(space::APART);
    let side = column![person(file, cx), whose(file, cx), convert(file, cx), history(file, cx)];
    let content = column![
        head(file, cx),
        problem,
        left,
        beside(main, size::DIALOG - space::MARGIN * 3.0, side.spacing(space::APART), size::FIELD),
    ]
    .spacing(space::APART);

    scroll("enquiry", content.padding([space::APART, space::FAR]))
}

fn head<'a>(file: &'a EnquiryFile, cx: &'a Context) -> Element<'a, Message> {
    let (locale, enquiry) = (&cx.locale, &file.enquiry);
    let subject = Some(enquiry.subject.trim()).filter(|it| !it.is_empty());
    let subject = subject.map_or_else(|| locale.inbox_no_subject(), str::to_owned);
    let subject = text(subject).size(size::TITLE).font(ui::fonts::BOLD);
    let (tone, mark) = sign(file.state);
    let urgent = enquiry.priority == Priority::Urgent;
    let first = urgent.then(|| badge(Tone::Danger, Mark::Triangle, locale.inbox_urgent()));
    let urge = if urgent { locale.inbox_unurge() } else { locale.inbox_urge() };
    let urge = button(urge)
        .icon(icon::flag())
        .small()
        .quiet()
        .key("U")
        .on_press_maybe(cx.offer(Message::UrgePressed).filter(|_| !file.state.is_over()));
    let (close, word, key) = match file.state.is_over() {
        true => (Message::ReopenPressed, locale.inbox_reopen(), icon::undo()),
        false => (Message::ClosePressed, locale.inbox_close(), icon::check()),
    };
    let close = button(word).icon(key).small().key("F8").on_press_maybe(cx.offer(close));
    let signs = row![badge(tone, mark, locale.enquiry_state(file.state)), first, urge, close]
        .spacing(space::NEAR)
        .align_y(Center)
        .wrap();
    let known = [
        Some(enquiry.name.clone()),
        enquiry.mail.clone(),
        enquiry.phone.as_ref().map(|phone| locale.phone(phone)),
        enquiry.place.clone(),
        Some(locale.enquiry_channel(enquiry.channel)),
        Some(locale.inbox_received(&moment::told(enquiry.received, cx))),
    ];
    let known: Vec<String> = known.into_iter().flatten().filter(|it| !it.is_empty()).collect();
    let known = text(known.join(" · ")).size(size::CAPTION).style(theme::style::muted);

    column![subject, known, signs].spacing(space::NEAR).into()
}

fn written<'a>(file: &'a EnquiryFile, cx: &'a Context) -> Element<'a, Message> {
    let (locale, enquiry) = (&cx.locale, &file.enquiry);
    let words = match enquiry.text.trim().is_empty() {
        true => text(locale.inbox_no_text()).style(theme::style::muted),
        false => text(enquiry.text.as_str()).wrapping(text::Wrapping::WordOrGlyph),
    };
    let machine = enquiry.category.map(|category| {
        let category = locale.category(category);
        let said = [Some(category), enquiry.model.clone()];
        let said: Vec<String> = said.into_iter().flatten().collect();
        let words = format!("{}: {}", locale.inbox_machine(), said.join(" · "));
        text(words).size(size::CAPTION).style(theme::style::muted)
    });
    let files = file.files.iter().map(|one| {
        let open = button(locale.action_open()).small().on_press(Message::FileOpened(one.id));
        let name = text(one.name.as_str()).width(Fill).wrapping(text::Wrapping::WordOrGlyph);
        row![icon::attachment(), name, open].spacing(space::NEAR).align_y(Center).into()
    });
    let files = (!file.files.is_empty()).then(|| {
        let label = text(locale.inbox_files()).size(size::CAPTION).style(theme::style::muted);
        column![label, Column::with_children(files).spacing(space::TIGHT)].spacing(space::TIGHT)
    });

    section(locale.inbox_text(), None, column![words, machine, files].spacing(space::SNUG))
}

fn reply<'a>(page: &'a Enquiries, file: &'a EnquiryFile, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let answered = file.answer.as_deref().map(|answer| {
        let letter = file.letter.map(|at| {
            let words = locale.inbox_reply_written(&moment::told(at, cx));
            text(words).size(size::CAPTION).style(theme::style::muted)
        });
        let words = text(answer).wrapping(text::Wrapping::WordOrGlyph);
        let out = mail::outgoing(file, cx);
        section(locale.inbox_answer(), None, column![words, letter, out].spacing(space::NEAR))
    });
    if file.state.is_over() {
        let became = became(file).map(|(order, number)| {
            let open = button(locale.action_open()).small().key("O");
            let open = open.on_press(Message::Left(Place::Order(order)));
            banner(Tone::Success, locale.inbox_became(number), Some(open.into()))
        });
        return column![became, answered].spacing(space::APART).into();
    }
    let error = page.error.as_ref();
    let words = note("", &page.words)
        .id(WORDS)
        .lines(9)
        .hint(locale.inbox_reply_hint())
        .error(problem::beside("answer", error, locale))
        .on_action(Message::WordsEdited);
    let ready = |message: Message| cx.offer(message).filter(|_| !page.saving);
    let draft = button(locale.inbox_reply_draft())
        .icon(icon::edit())
        .small()
        .key("F4")
        .on_press_maybe(ready(Message::DraftPressed));
    let wordings = (page.wordings.len() > 1).then(|| {
        let names = page.wordings.iter().map(|(_, wording)| wording.name.as_str());
        let chosen = file.enquiry.template;
        let chosen = page.wordings.iter().position(|(id, _)| Some(*id) == chosen);
        choice("", names, chosen)
            .placeholder(locale.inbox_reply_wording_hint())
            .deliberate()
            .width(size::FIELD)
            .on_pick(Message::WordingPicked)
    });
    let begin = row![draft, key_hint("F4"), wordings].spacing(space::NEAR).align_y(Center).wrap();
    let written = section(
        locale.inbox_reply(),
        None,
        column![begin, words, ways(page, file, cx)].spacing(space::SNUG),
    );

    column![answered, written].spacing(space::APART).into()
}

/// The ways in which an answer reaches who asked.
fn ways<'a>(page: &'a Enquiries, file: &'a EnquiryFile, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let ready = |message: Message| cx.offer(message).filter(|_| !page.saving);
    let again = file.state == EnquiryState::Answered;
    let save = if again { locale.inbox_reply_again() } else { locale.inbox_reply_save() };
    let keyed = |deed: Button<'a, Message>, key: &'static str, message: Message| {
        let deed = deed.key(key).on_press_maybe(ready(message));
        row![deed, key_hint(key)].spacing(space::TIGHT).align_y(Center)
    };
    let by_mail = file.mails.then(|| {
        let send = button(locale.mail_send()).primary().icon(icon::letter());
        keyed(send, "F11", Message::Answered(Some(ReplyWay::Mail)))
    });
    let save = button(save).icon(icon::check());
    let save = if file.mails { save.small() } else { save.primary() };
    let letter = button(locale.inbox_reply_letter()).small().icon(icon::printer());
    let solve = button(locale.knowledge_answer_solved()).small().icon(icon::phone());
    row![
        by_mail,
        keyed(save, "F10", Message::Answered(None)),
        keyed(letter, "F9", Message::LetterPressed),
        keyed(solve, "F12", Message::Articles(articles::Message::SolvePressed)),
        button(locale.inbox_reply_copy())
            .icon(icon::copy())
            .small()
            .on_press_maybe(ready(Message::Answered(Some(ReplyWay::Copied)))),
    ]
    .spacing(space::NEAR)
    .align_y(Center)
    .wrap()
    .vertical_spacing(space::NEAR)
    .into()
}

fn person<'a>(file: &'a EnquiryFile, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let open = matches!(file.state, EnquiryState::Open | EnquiryState::Routed);
    let rule = file.rule.as_deref().map(|rule| {
        text(locale.inbox_by_rule(rule)).size(size::CAPTION).style(theme::style::muted)
    });
    if !open || !cx.may(crate::duty::ENQUIRIES) {
        let name = file.person.as_ref().map(|(_, name)| name.as_str());
        let name = text(name.map_or_else(|| locale.inbox_person_nobody(), str::to_owned));
        return section(locale.inbox_person(), None, column![name, rule].spacing(space::NEAR));
    }
    let names = file.staff.iter().map(|row| row.name.clone());
    let names = std::iter::once(locale.inbox_person_nobody()).chain(names);
    let selected = file.person.as_ref().and_then(|(person, _)| {
        file.staff.iter().position(|row| row.id == *person).map(|at| at + 1)
    });
    let person =
        choice("", names, selected.or(Some(0))).deliberate().on_pick(Message::PersonPicked);
    let own = button(locale.inbox_person_me()).small().key("F7");
    let own = row![own.on_press_maybe(cx.offer(Message::MinePressed)), key_hint("F7")]
        .spacing(space::NEAR)
        .align_y(Center);

    section(locale.inbox_person(), None, column![person, rule, own].spacing(space::NEAR))
}

fn whose<'a>(file: &'a EnquiryFile, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    if let Some((id, customer)) = &file.customer {
        let name = text(customer.name.as_str()).font(ui::fonts::BOLD);
        let phone = customer.first_phone().map(|phone| text(locale.phone(phone)));
        let open = button(locale.inbox_file_open())
            .small()
            .key("F")
            .on_press(Message::Left(Place::Household(*id)));
        let loose = (!file.state.is_over()).then(|| {
            button(locale.inbox_file_loose())
                .small()
                .quiet()
                .on_press_maybe(cx.offer(Message::LoosePressed))
        });
        let deeds = row![open, loose].spacing(space::NEAR).wrap();
        let content = column![name, phone, deeds].spacing(space::NEAR);
        return section(locale.inbox_file(), None, content);
    }
    let none = text(locale.inbox_file_none()).style(theme::style::muted);
    let label = (!file.offered.is_empty())
        .then(|| text(locale.inbox_file_offered()).size(size::CAPTION).style(theme::style::muted));
    let offered = file.offered.iter().enumerate().map(|(at, hit)| {
        let known = [hit.name.as_str(), hit.phone.as_str(), hit.line.as_str()];
        let known: Vec<&str> = known.into_iter().filter(|words| !words.is_empty()).collect();
        let words = text(known.join(" · ")).wrapping(text::Wrapping::WordOrGlyph).width(Fill);
        let this = button(locale.inbox_file_this()).small();
        let this = if at == 0 { this.key("F") } else { this };
        let this = this.on_press_maybe(cx.offer(Message::FilePressed(hit.customer)));
        row![words, this].spacing(space::NEAR).align_y(Center).into()
    });
    let offered = Column::with_children(offered).spacing(space::NEAR);
    let new = (!file.state.is_over()).then(|| {
        button(locale.inbox_file_new())
            .icon(icon::plus())
            .small()
            .key("N")
            .on_press_maybe(cx.offer(Message::NewFilePressed))
    });

    section(locale.inbox_file(), None, column![none, label, offered, new].spacing(space::NEAR))
}

fn convert<'a>(file: &'a EnquiryFile, cx: &'a Context) -> Option<Element<'a, Message>> {
    if file.state.is_over() {
        return None;
    }
    let locale = &cx.locale;
    let kinds = [
        (OrderKind::Repair, locale.inbox_convert_repair(), "R"),
        (OrderKind::Consultation, locale.inbox_convert_question(), "Q"),
        (OrderKind::Complaint, locale.inbox_convert_complaint(), "C"),
    ];
    let kinds = kinds.map(|(kind, word, key)| {
        let deed = button(word).small().key(key);
        let deed = deed.on_press_maybe(cx.offer(Message::ConvertPressed(kind)));
        row![deed, key_hint(key)].spacing(space::TIGHT).align_y(Center).into()
    });
    let kinds = Row::with_children(kinds).spacing(space::NEAR).wrap();

    Some(section(locale.inbox_convert(), None, kinds.vertical_spacing(space::TIGHT)))
}

fn history<'a>(file: &'a EnquiryFile, cx: &'a Context) -> Option<Element<'a, Message>> {
    let locale = &cx.locale;
    let entries = file.history.iter().rev().map(|step| {
        let time = moment::told(step.event.at, cx);
        let time = step.by.as_deref().map_or_else(|| time.clone(), |by| format!("{time} · {by}"));
        let (tone, mark) = look(step.event.event);
        Entry {
            mark,
            tone,
            time: time.into(),
            text: locale.enquiry_event(step.event.event).into(),
            detail: detail(step, cx).map(Into::into),
        }
    });

    (!file.history.is_empty())
        .then(|| section(locale.inbox_history(), None, column![timeline(entries)].width(Fill)))
}

fn detail(step: &EnquiryStep, cx: &Context) -> Option<String> {
    let locale = &cx.locale;
    match step.event.event {
        EnquiryEventKind::Route => {
            Some(step.person.clone().unwrap_or_else(|| locale.inbox_person_nobody()))
        }
        _ => step.event.way.map(|way| locale.reply_way(way)).or_else(|| match step.event.event {
            EnquiryEventKind::Close => step.event.text.clone(),
            _ => None,
        }),
    }
}

fn look(event: EnquiryEventKind) -> (Tone, Mark) {
    match event {
        EnquiryEventKind::Route => (Tone::Info, Mark::Person),
        EnquiryEventKind::Answer | EnquiryEventKind::Send => (Tone::Info, Mark::Check),
        EnquiryEventKind::Close | EnquiryEventKind::Convert => (Tone::Success, Mark::CheckAll),
        EnquiryEventKind::Reopen => (Tone::Neutral, Mark::Dot),
    }
}
