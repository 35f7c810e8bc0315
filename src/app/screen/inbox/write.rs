//! A letter or call that is being taken down.

use domain::EnquiryChannel;
use engine::{Error, NewEnquiry};
use iced::keyboard::key::Named;
use iced::widget::{column, row, space as gap, text, text_editor};
use iced::{Center, Element};
use ui::widget::{button, columns, field, key_hint, note, scroll, segments};
use ui::{icon, size, space, theme};

use crate::context::Context;
use crate::problem;
use crate::shortcut::Shortcut;

pub(super) const NAME: &str = "enquiry-name";
const MAIL: &str = "enquiry-mail";
const PHONE: &str = "enquiry-phone";
const PLACE: &str = "enquiry-place";
const SUBJECT: &str = "enquiry-subject";
const TEXT: &str = "enquiry-text";

/// What is typed. A mail comes as a file, so a letter is the first.
const CHANNELS: [EnquiryChannel; 4] =
    [EnquiryChannel::Letter, EnquiryChannel::Telephone, EnquiryChannel::Web, EnquiryChannel::Mail];

/// What is typed, word for word.
#[derive(Default)]
pub struct Write {
    channel: usize,
    typed: NewEnquiry,
    text: text_editor::Content,
    pub error: Option<Error>,
}

/// One line of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Name,
    Mail,
    Phone,
    Place,
    Subject,
}

#[derive(Debug, Clone)]
pub enum Message {
    ChannelPicked(usize),
    Typed(Line, String),
    TextEdited(text_editor::Action),
    NextPressed,
    SavePressed,
    CancelPressed,
}

/// What comes next.
pub enum Next {
    Stay,
    Focus(&'static str),
    Close,
    Save(NewEnquiry),
}

/// The field that an error is about.
pub fn id_of(error: &Error) -> Option<&'static str> {
    let Error::Field { field, .. } = error else { return None };

    Some(match *field {
        "name" => NAME,
        "mail" => MAIL,
        "phone" => PHONE,
        "place" => PLACE,
        "subject" => SUBJECT,
        _ => TEXT,
    })
}

impl Write {
    /// Whether anything is typed.
    pub fn is_begun(&self) -> bool {
        self.typed != NewEnquiry::default() || !self.text.text().trim().is_empty()
    }

    /// Who asks.
    pub fn who(self) -> String {
        self.typed.name
    }

    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        match () {
            () if shortcut.saves() => Some(Message::SavePressed),
            () if shortcut.is(Named::F4) => Some(Message::CancelPressed),
            () => None,
        }
    }

    pub fn update(&mut self, message: Message) -> Next {
        match message {
            Message::ChannelPicked(at) => self.channel = at.min(CHANNELS.len() - 1),
            Message::Typed(line, words) => {
                *self.line(line) = words;
                self.error = None;
            }
            Message::TextEdited(action) => {
                if action.is_edit() {
                    self.error = None;
                }
                self.text.perform(action);
            }
            Message::NextPressed => return Next::Focus(TEXT),
            Message::CancelPressed => return Next::Close,
            Message::SavePressed => {
                return Next::Save(NewEnquiry {
                    channel: CHANNELS[self.channel],
                    text: self.text.text(),
                    ..self.typed.clone()
                });
            }
        }
        Next::Stay
    }

    fn line(&mut self, line: Line) -> &mut String {
        match line {
            Line::Name => &mut self.typed.name,
            Line::Mail => &mut self.typed.mail,
            Line::Phone => &mut self.typed.phone,
            Line::Place => &mut self.typed.place,
            Line::Subject => &mut self.typed.subject,
        }
    }

    pub fn view<'a>(&'a self, saving: bool, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let error = self.error.as_ref();
        let line = |label: String, (id, name, line): (&'static str, &str, Line), typed: &'a str| {
            Element::from(
                field(label, typed)
                    .id(id)
                    .error(problem::beside(name, error, locale))
                    .on_input(move |words| Message::Typed(line, words)),
            )
        };
        let typed = &self.typed;
        let fields = [
            line(locale.inbox_write_name(), (NAME, "name", Line::Name), &typed.name),
            line(locale.inbox_write_phone(), (PHONE, "phone", Line::Phone), &typed.phone),
            line(locale.inbox_write_mail(), (MAIL, "mail", Line::Mail), &typed.mail),
            line(locale.inbox_write_place(), (PLACE, "place", Line::Place), &typed.place),
        ];
        let subject =
            line(locale.inbox_write_subject(), (SUBJECT, "subject", Line::Subject), &typed.subject);
        let words = note(locale.inbox_write_text(), &self.text)
            .id(TEXT)
            .lines(9)
            .hint(locale.inbox_write_text_hint())
            .error(problem::beside("text", error, locale))
            .on_action(Message::TextEdited);
        let channels = CHANNELS.map(|channel| locale.enquiry_channel(channel));
        let channels = column![
            text(locale.inbox_write_channel()).size(size::CAPTION).style(theme::style::muted),
            segments(channels, Some(self.channel), Message::ChannelPicked),
        ]
        .spacing(space::TIGHT);
        let back = button(locale.action_cancel()).key("F4").on_press(Message::CancelPressed);
        let save = button(locale.action_save())
            .icon(icon::save())
            .primary()
            .key("F10")
            .on_press_maybe(cx.offer(Message::SavePressed).filter(|_| !saving));
        let deeds = row![gap::horizontal(), back, key_hint("F10"), save]
            .spacing(space::NEAR)
            .align_y(Center);
        let heading = text(locale.inbox_write_title()).size(size::LEAD).font(ui::fonts::BOLD);
        let content =
            column![heading, channels, columns(size::FIELD, fields), subject, words, deeds]
                .spacing(space::SNUG)
                .max_width(size::READING);

        scroll("enquiry-write", content.padding([space::APART, space::FAR]))
    }
}
