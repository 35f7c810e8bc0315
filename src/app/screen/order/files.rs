//! Files that are kept with the order: attached from disk or dropped on the window, shown, opened, taken away.

use std::collections::BTreeMap;
use std::path::PathBuf;

use domain::AttachmentId;
use engine::{AttachedFile, Error, FileState, OrderFile as File, Step, Undo};
use iced::widget::{column, container, image, operation, row, text};
use iced::{Center, Element, Fill, Task};
use rfd::AsyncFileDialog;
use ui::widget::{button, dialog, divider, field, icon_button, key_hint, section, status_item};
use ui::{Tone, icon, size, space, theme};

use super::{Dialog, OrderFile, told};
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::file_dialog::Chosen;
use crate::long_work::LongWork;

/// The key that attaches a file.
pub const ATTACH: &str = "a";
/// Where a file is named by hand.
const PATH: &str = "order-file-path";

/// What the room remembers of the files.
#[derive(Default)]
pub struct Files {
    /// How they look.
    pictures: BTreeMap<AttachmentId, image::Handle>,
    /// What was dropped while others were being attached.
    dropped: Vec<PathBuf>,
    attaching: bool,
    /// The one that is being opened: fetched first, where it is not here.
    opening: Option<(AttachmentId, LongWork)>,
}

/// What can happen to them.
#[derive(Debug, Clone)]
pub enum Message {
    AttachPressed,
    Chosen(Chosen),
    Dropped(PathBuf),
    PathTyped(String),
    PathSubmitted,
    PathDropped,
    Attached(Result<Undo, Error>),
    OpenPressed(AttachmentId),
    Progressed(Step),
    StopPressed,
    Opened(AttachmentId, Result<(), Error>),
    RemovePressed(AttachmentId),
    Removed(String, Result<Undo, Error>),
}

impl Files {
    /// Whether some are being attached.
    pub fn is_attaching(&self) -> bool {
        self.attaching
    }

    /// The files as they are now. Pictures that are known stay the same.
    pub fn read(&mut self, file: &File) {
        let mut before = std::mem::take(&mut self.pictures);
        let pictures = file.files.iter().filter_map(|file| {
            let known = before.remove(&file.id);
            let made = || {
                let picture = file.thumbnail.clone()?;
                Some(image::Handle::from_rgba(picture.width, picture.height, picture.rgba))
            };
            Some((file.id, known.or_else(made)?))
        });
        self.pictures = pictures.collect();
    }
}

impl OrderFile {
    pub(super) fn files(&mut self, message: Message, cx: &Context) -> Action<super::Message> {
        match message {
            Message::AttachPressed => Action::Run(ask(cx)),
            Message::Chosen(Chosen::Path(path)) | Message::Dropped(path) => {
                self.files.dropped.push(path);
                self.attach(cx)
            }
            Message::Chosen(Chosen::Nothing) => Action::None,
            Message::Chosen(Chosen::NoDialog) => {
                self.dialog = Some(Dialog::Attach(String::new()));
                Action::Run(operation::focus(PATH))
            }
            Message::PathTyped(path) => {
                if let Some(Dialog::Attach(typed)) = &mut self.dialog {
                    *typed = path;
                }
                Action::None
            }
            Message::PathSubmitted => self.path_submitted(cx),
            Message::PathDropped => self.close_dialog(cx),
            Message::Attached(answer) => self.attached(answer, cx),
            Message::OpenPressed(file) => self.open(file, cx),
            Message::Progressed(step) => {
                self.files.opening.iter_mut().for_each(|(_, work)| work.reach(step));
                Action::None
            }
            Message::StopPressed => {
                self.files.opening.iter().for_each(|(_, work)| work.cancel());
                Action::None
            }
            Message::Opened(file, answer) => self.opened(file, answer, cx),
            Message::RemovePressed(file) => self.remove(file, cx),
            Message::Removed(name, Ok(undo)) => {
                let words = cx.locale.order_file_removed(&name);
                Action::Tell(Notice::done(words).undone_by(undo), self.refresh(cx))
            }
            Message::Removed(_, Err(error)) => told(&error, cx),
        }
    }

    fn open(&mut self, file: AttachmentId, cx: &Context) -> Action<super::Message> {
        if self.files.opening.is_some() {
            return Action::None;
        }
        let (work, task) = LongWork::begin(
            |progress| cx.engine.open_attachment(file, progress),
            Message::Progressed,
            move |answer| Message::Opened(file, answer),
        );
        self.files.opening = Some((file, work));

        Action::Run(task.map(super::Message::Files))
    }

    fn opened(
        &mut self,
        file: AttachmentId,
        answer: Result<(), Error>,
        cx: &Context,
    ) -> Action<super::Message> {
        self.files.opening = None;
        match answer {
            Ok(()) => Action::Run(self.refresh(cx)),
            Err(Error::Cancelled) => {
                let words = cx.locale.order_file_stopped(&self.name_of(file));
                Action::Tell(Notice::missing(words), self.refresh(cx))
            }
            Err(error) => told(&error, cx),
        }
    }

    fn name_of(&self, id: AttachmentId) -> String {
        let files = self.file.iter().flat_map(|file| &file.files);
        let file = files.into_iter().find(|file| file.id == id);

        file.map(|file| file.name.clone()).unwrap_or_default()
    }

    fn path_submitted(&mut self, cx: &Context) -> Action<super::Message> {
        let Some(Dialog::Attach(typed)) = &self.dialog else { return Action::None };
        if typed.trim().is_empty() {
            return Action::None;
        }
        self.files.dropped.push(PathBuf::from(typed.trim()));

        self.attach(cx)
    }

    /// Attaches all that waits for it, unless some are being attached.
    fn attach(&mut self, cx: &Context) -> Action<super::Message> {
        if self.files.attaching || self.files.dropped.is_empty() {
            return Action::None;
        }
        self.files.attaching = true;
        let attached = cx.engine.attach_files(self.id, std::mem::take(&mut self.files.dropped));

        Action::Run(Task::perform(attached, Message::Attached).map(super::Message::Files))
    }

    fn attached(&mut self, answer: Result<Undo, Error>, cx: &Context) -> Action<super::Message> {
        self.files.attaching = false;
        let more = match self.attach(cx) {
            Action::Run(task) => task,
            _ => Task::none(),
        };
        match answer {
            Ok(undo) => {
                self.dialog.take_if(|dialog| matches!(dialog, Dialog::Attach(_)));
                let words = cx.locale.order_file_attached(&self.number());
                let read = Task::batch([self.refresh(cx), more]);
                Action::Tell(Notice::done(words).undone_by(undo), read)
            }
            Err(error) => {
                let words = crate::problem::message(&error, &cx.locale);
                Action::Tell(Notice::problem(words), more)
            }
        }
    }

    fn remove(&self, id: AttachmentId, cx: &Context) -> Action<super::Message> {
        let files = self.file.iter().flat_map(|file| &file.files);
        let Some(file) = files.into_iter().find(|file| file.id == id) else {
            return Action::None;
        };
        let (name, removed) = (file.name.clone(), cx.engine.detach_file(id));
        let task = Task::perform(removed, move |answer| Message::Removed(name.clone(), answer));

        Action::Run(task.map(super::Message::Files))
    }
}

fn ask(cx: &Context) -> Task<super::Message> {
    let asked = AsyncFileDialog::new().set_title(cx.locale.order_attach());
    let asked = cx.dialogs.open(asked);

    Task::perform(asked, Message::Chosen).map(super::Message::Files)
}

/// Where a file is named by hand because the system has no dialog for it.
pub fn by_hand<'a>(typed: &str, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let path = field(locale.import_file(), typed)
        .id(PATH)
        .on_input(Message::PathTyped)
        .on_submit(Message::PathSubmitted);
    let back = button(locale.action_back()).key("Esc").on_press(Message::PathDropped);
    let save = button(locale.action_save()).primary().key("F10").on_press(Message::PathSubmitted);

    dialog(locale.order_attach(), Element::from(path), vec![back.into(), save.into()])
}

/// What is kept with the order.
pub fn view<'a>(file: &'a File, files: &'a Files, cx: &'a Context) -> Element<'a, super::Message> {
    let locale = &cx.locale;
    let attach = button(locale.order_attach())
        .icon(icon::plus())
        .small()
        .key("A")
        .on_press_maybe(cx.offer(Message::AttachPressed));
    let attach = row![attach, key_hint("A")].spacing(space::TIGHT).align_y(Center);
    let mut lines = column![].spacing(space::NEAR);
    for (at, one) in file.files.iter().enumerate() {
        lines = lines.push((at > 0).then(divider)).push(line(one, files, cx));
    }
    let none =
        file.files.is_empty().then(|| text(locale.order_files_none()).style(theme::style::muted));
    let content: Element<'a, Message> =
        section(locale.order_files(), Some(attach.into()), column![none, lines]);

    content.map(super::Message::Files)
}

fn line<'a>(one: &'a AttachedFile, files: &'a Files, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let clock = cx.engine.clock();
    let picture: Element<'a, Message> = match files.pictures.get(&one.id) {
        Some(handle) => image(handle).width(size::BAR).height(size::BAR).into(),
        None => icon::attachment().into(),
    };
    let known = [
        Some(weight(one.size, cx)),
        Some(locale.moment(one.at, clock.now(), clock.offset())),
        one.by.clone(),
    ];
    let known: Vec<_> = known.into_iter().flatten().collect();
    let words = column![
        text(one.name.as_str()).wrapping(text::Wrapping::WordOrGlyph),
        text(known.join(" · ")).size(size::CAPTION).style(theme::style::muted),
        whereabouts(one.state, cx),
    ];
    let opening = files.opening.as_ref();
    let coming =
        opening.filter(|(id, _)| *id == one.id && !one.state.is_here()).map(|(_, work)| {
            let stop = (locale.action_cancel(), Message::StopPressed);
            work.view(locale.order_file_fetching(&one.name), Some(stop))
        });
    let may_open = opening.is_none() && one.state != FileState::Missing;

    let line = row![
        container(picture).center_x(size::BAR).center_y(size::BAR),
        words.width(Fill),
        button(locale.action_open())
            .small()
            .on_press_maybe(may_open.then_some(Message::OpenPressed(one.id))),
        icon_button(icon::x(), locale.order_file_remove())
            .on_press_maybe(cx.offer(Message::RemovePressed(one.id))),
    ]
    .spacing(space::SNUG)
    .align_y(Center);

    column![line, coming].spacing(space::NEAR).into()
}

/// Where its bytes are; nothing where they can be nowhere else.
fn whereabouts(state: FileState, cx: &Context) -> Option<Element<'_, Message>> {
    let locale = &cx.locale;
    let (icon, words, tone) = match state {
        FileState::Here => return None,
        FileState::Safe => (icon::check(), locale.order_file_safe(), Tone::Neutral),
        FileState::Unsent => (icon::import(), locale.order_file_unsent(), Tone::Warning),
        FileState::NotKept => (icon::pause(), locale.order_file_not_kept(), Tone::Warning),
        FileState::Leaving(share) => {
            (icon::import(), locale.order_file_leaving(share), Tone::Accent)
        }
        FileState::Coming(share) => {
            (icon::download(), locale.order_file_coming(share), Tone::Accent)
        }
        FileState::Away => (icon::download(), locale.order_file_away(), Tone::Neutral),
        FileState::Awaited => (icon::clock(), locale.order_file_awaited(), Tone::Warning),
        FileState::Missing => (icon::alert(), locale.order_file_missing(), Tone::Warning),
    };

    Some(status_item(icon, words, tone))
}

/// How much room it takes, as people say it.
fn weight(bytes: u64, cx: &Context) -> String {
    const KIB: u64 = 1024;

    match bytes.div_ceil(KIB) {
        kib if kib < KIB => cx.locale.order_file_kb(kib),
        kib => cx.locale.order_file_mb(kib.div_ceil(KIB)),
    }
}
