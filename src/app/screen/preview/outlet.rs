//! Where a paper goes: a printer, or a file.

use std::path::{Path, PathBuf};

use engine::{Error, Printer};
use iced::Element;
use iced::widget::column;
use ui::widget::{banner, button, choice, dialog, field};
use ui::{Tone, icon, size, space};

use crate::context::Context;
pub use crate::file_dialog::Chosen;
use crate::problem;

/// What is asked before a paper leaves.
pub enum Form {
    Print { printers: Vec<Printer>, printer: Option<usize>, copies: String, error: Option<Error> },
    Save { path: String, error: Option<Error> },
}

#[derive(Debug, Clone)]
pub enum Message {
    PrinterPicked(usize),
    CopiesTyped(String),
    PathTyped(String),
    Submitted,
    OpenPressed,
    /// Where there is no printer, the paper is saved instead.
    SavePressed,
    Closed,
}

/// What comes of a message.
pub enum Step {
    Stay,
    Leave,
    Open,
    AskForPath,
    Save(PathBuf),
    Print(String, u32),
}

/// Asks where a paper is to be saved, beginning in this folder.
pub fn ask_for_path(
    (name, folder): (String, &Path),
    cx: &Context,
) -> impl Future<Output = Chosen> + Send + use<> {
    let dialog = rfd::AsyncFileDialog::new().set_file_name(name).set_directory(folder);
    let kind = cx.locale.preview_file_kind();

    cx.dialogs.save(dialog.add_filter(kind, &["pdf"]))
}

impl Form {
    pub const PATH: &'static str = "preview-path";

    pub fn print(printers: Vec<Printer>) -> Self {
        let printer = (!printers.is_empty()).then_some(0);

        Self::Print { printers, printer, copies: "1".to_owned(), error: None }
    }

    pub fn save(file: PathBuf) -> Self {
        Self::Save { path: file.display().to_string(), error: None }
    }

    /// It could not be done.
    pub fn refused(&mut self, why: Error) {
        let (Self::Print { error, .. } | Self::Save { error, .. }) = self;
        *error = Some(why);
    }

    pub fn update(&mut self, message: Message) -> Step {
        match (self, message) {
            (_, Message::Closed) => return Step::Leave,
            (_, Message::OpenPressed) => return Step::Open,
            (_, Message::SavePressed) => return Step::AskForPath,
            (Self::Print { printers, .. }, Message::Submitted) if printers.is_empty() => {
                return Step::AskForPath;
            }
            (Self::Print { printer, .. }, Message::PrinterPicked(at)) => *printer = Some(at),
            (Self::Print { copies, error, .. }, Message::CopiesTyped(text)) => {
                (*copies, *error) = (text, None);
            }
            (Self::Save { path, error }, Message::PathTyped(text)) => {
                (*path, *error) = (text, None);
            }
            (Self::Save { path, .. }, Message::Submitted) if !path.trim().is_empty() => {
                return Step::Save(PathBuf::from(path.trim()));
            }
            (Self::Save { error, .. }, Message::Submitted) => {
                *error = Some(Error::field("path", engine::Wrong::Missing));
            }
            (form @ Self::Print { .. }, Message::Submitted) => return form.sent(),
            _ => {}
        }

        Step::Stay
    }

    fn sent(&mut self) -> Step {
        let Self::Print { printers, printer, copies, error } = self else { return Step::Stay };
        let Some(printer) = printer.and_then(|at| printers.get(at)) else { return Step::Stay };

        match copies.trim().parse() {
            Ok(count @ 1..=99) => Step::Print(printer.name.clone(), count),
            _ => {
                *error = Some(Error::field("quantity", engine::Wrong::Unreadable));
                Step::Stay
            }
        }
    }

    pub fn view<'a>(&'a self, busy: bool, cx: &'a Context) -> Element<'a, Message> {
        match self {
            Self::Print { printers, .. } if printers.is_empty() => no_printer(cx),
            Self::Print { printers, printer, copies, error } => {
                let names = printers.iter().map(|printer| printer.name.as_str());
                let wrong = problem::beside("quantity", error.as_ref(), &cx.locale);
                let content = column![
                    Element::from(
                        choice(cx.locale.preview_printer(), names, *printer)
                            .none(cx.locale.list_no_match())
                            .on_pick(Message::PrinterPicked)
                    ),
                    Element::from(
                        field(cx.locale.preview_copies(), copies)
                            .on_input(Message::CopiesTyped)
                            .on_save(Message::Submitted)
                            .error(wrong)
                            .width(size::CODE)
                    ),
                    refusal(error.as_ref(), cx),
                ]
                .spacing(space::SNUG);
                let print = (cx.locale.action_print(), icon::printer());
                dialog(cx.locale.preview_print_title(), content, buttons(print, busy, cx))
            }
            Self::Save { path, error } => {
                let wrong = problem::beside("path", error.as_ref(), &cx.locale);
                let content = column![
                    Element::from(
                        field(cx.locale.preview_path(), path)
                            .id(Self::PATH)
                            .hint(cx.locale.preview_path_hint())
                            .on_input(Message::PathTyped)
                            .on_save(Message::Submitted)
                            .error(wrong)
                    ),
                    refusal(error.as_ref(), cx),
                ]
                .spacing(space::SNUG);
                let save = (cx.locale.action_save(), icon::save());
                dialog(cx.locale.preview_save_title(), content, buttons(save, busy, cx))
            }
        }
    }
}

fn refusal<'a>(error: Option<&Error>, cx: &Context) -> Option<Element<'a, Message>> {
    let error = error.filter(|error| !matches!(error, Error::Field { .. }))?;

    Some(banner(Tone::Danger, problem::message(error, &cx.locale), None))
}

fn buttons<'a>(
    (deed, sign): (String, ui::Icon),
    busy: bool,
    cx: &Context,
) -> Vec<Element<'a, Message>> {
    vec![
        button(cx.locale.action_cancel()).key("Esc").on_press(Message::Closed).into(),
        button(deed)
            .icon(sign)
            .primary()
            .key("Enter")
            .on_press_maybe((!busy).then_some(Message::Submitted))
            .into(),
    ]
}

fn no_printer<'a>(cx: &Context) -> Element<'a, Message> {
    let words = banner(Tone::Info, cx.locale.preview_no_printer(), None);
    let buttons = vec![
        button(cx.locale.preview_viewer()).primary().on_press(Message::OpenPressed).into(),
        button(cx.locale.action_save_pdf())
            .icon(icon::save())
            .key("F10")
            .on_press(Message::SavePressed)
            .into(),
        button(cx.locale.action_cancel()).key("Esc").on_press(Message::Closed).into(),
    ];

    dialog(cx.locale.preview_print_title(), words, buttons)
}
