//! Backups: making them, going back to one, and whether all is well.

use std::path::{Path, PathBuf};

use engine::{BackupFile, Error, Health, Link, Progress, Step};
use iced::keyboard::key::Named;
use iced::widget::{column, operation, row, text};
use iced::{Center, Element, Fill, Task};
use ui::theme::style;
use ui::widget::{banner, button, dialog, field, modal, pair, section};
use ui::{Tone, icon, size, space};

use crate::action::{Action, Notice};
use crate::context::Context;
use crate::file_dialog::Chosen;
use crate::long_work::LongWork;
use crate::shortcut::Shortcut;
use crate::{finding, problem, unread};

/// The backups there are, and what is being done.
#[derive(Default)]
pub struct Backups {
    files: Vec<BackupFile>,
    /// Whether they were ever listed, and why not.
    is_read: bool,
    pub(super) unread: Option<Error>,
    link: Link,
    health: Option<Health>,
    /// What takes its time.
    work: Option<LongWork>,
    /// Whether that is the search being made anew.
    searching: bool,
    /// The backup to go back to, until that is confirmed.
    asked: Option<PathBuf>,
    /// The file that is being named by hand, where the system has no dialog to ask for it.
    named: Option<(Purpose, String)>,
}

/// What a file is named for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Copy,
    Restore,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    FilesRead(Result<Vec<BackupFile>, Error>),
    LinkRead(Result<Link, Error>),
    BackUpPressed,
    CopyPressed,
    CopyPlaced(Chosen),
    BackedUp(Result<PathBuf, Error>),
    RestorePressed(PathBuf),
    OtherPressed,
    OtherChosen(Chosen),
    PathTyped(String),
    PathSubmitted,
    PathDropped,
    RestoreConfirmed,
    RestoreDropped,
    Restored(Result<PathBuf, Error>),
    Progressed(Step),
    CancelPressed,
    CheckPressed,
    Checked(Result<Health, Error>),
    SearchPressed,
    SearchMade(Result<u64, Error>),
}

impl Backups {
    pub fn read(cx: &Context) -> Task<Message> {
        Task::batch([
            Task::perform(cx.engine.backups(), Message::FilesRead),
            Task::perform(cx.engine.link(), Message::LinkRead),
        ])
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::FilesRead(Ok(files)) => {
                (self.files, self.is_read, self.unread) = (files, true, None);
            }
            Message::LinkRead(Ok(link)) => self.link = link,
            Message::FilesRead(Err(error)) | Message::LinkRead(Err(error)) => {
                return unread::failed(&mut self.unread, self.is_read, error, cx);
            }
            Message::BackUpPressed => {
                return self.begin(|it| cx.engine.back_up_now(it), Message::BackedUp);
            }
            Message::CopyPressed => return Action::Run(place_copy(cx)),
            Message::CopyPlaced(Chosen::Path(path)) => return self.copy(path, cx),
            Message::CopyPlaced(Chosen::NoDialog) => {
                let folder = cx.engine.backup_folder().unwrap_or_default();
                return self.name(Purpose::Copy, &folder.join(copy_name(cx)));
            }
            Message::BackedUp(answer) => return self.backed_up(answer, cx),
            Message::RestorePressed(path) => self.asked = Some(path),
            Message::OtherPressed => return Action::Run(choose_other(cx)),
            Message::OtherChosen(Chosen::Path(path)) => self.asked = Some(path),
            Message::OtherChosen(Chosen::NoDialog) => {
                let folder = cx.engine.backup_folder().unwrap_or_default();
                return self.name(Purpose::Restore, &folder.join(""));
            }
            Message::PathTyped(path) => self.named.iter_mut().for_each(|it| it.1.clone_from(&path)),
            Message::PathSubmitted => return self.path_submitted(cx),
            Message::PathDropped => self.named = None,
            Message::RestoreConfirmed => return self.restore(cx),
            Message::RestoreDropped => self.asked = None,
            Message::Restored(answer) => return self.restored(answer, cx),
            Message::Progressed(step) => {
                self.work.iter_mut().for_each(|work| work.reach(step));
            }
            Message::CancelPressed => self.work.iter().for_each(LongWork::cancel),
            Message::CheckPressed => {
                return self.begin(|it| cx.engine.check(it), Message::Checked);
            }
            Message::Checked(answer) => return self.checked(answer, cx),
            Message::SearchPressed => {
                self.searching = self.work.is_none();
                return self.begin(|it| cx.engine.rebuild_search(it), Message::SearchMade);
            }
            Message::SearchMade(answer) => return self.search_made(answer, cx),
            // Closed without a choice.
            Message::CopyPlaced(Chosen::Nothing) | Message::OtherChosen(Chosen::Nothing) => {}
        }
        Action::None
    }

    pub fn is_asking(&self) -> bool {
        self.asked.is_some() || self.named.is_some()
    }

    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if self.named.is_some() {
            return shortcut.saves().then_some(Message::PathSubmitted);
        }
        if self.asked.is_some() {
            return None;
        }
        if self.work.is_some() {
            return shortcut.is(Named::Escape).then_some(Message::CancelPressed);
        }

        shortcut.is(Named::F9).then_some(Message::BackUpPressed)
    }

    fn begin<T: Send + 'static, F: Future<Output = T> + Send + 'static>(
        &mut self,
        work: impl FnOnce(Progress) -> F,
        done: impl Fn(T) -> Message + Send + 'static,
    ) -> Action<Message> {
        if self.work.is_some() {
            return Action::None;
        }
        let (work, task) = LongWork::begin(work, Message::Progressed, done);
        self.work = Some(work);

        Action::Run(task)
    }

    fn copy(&mut self, path: PathBuf, cx: &Context) -> Action<Message> {
        self.begin(|it| cx.engine.back_up(path, it), Message::BackedUp)
    }

    /// The file is named here, beginning with this one.
    fn name(&mut self, purpose: Purpose, path: &Path) -> Action<Message> {
        self.named = Some((purpose, path.display().to_string()));

        Action::Run(operation::focus(PATH).chain(operation::move_cursor_to_end(PATH)))
    }

    fn path_submitted(&mut self, cx: &Context) -> Action<Message> {
        let typed = self.named.take_if(|(_, path)| !path.trim().is_empty());
        let Some((purpose, path)) = typed else { return Action::None };
        let path = PathBuf::from(path.trim());
        match purpose {
            Purpose::Copy => self.copy(path, cx),
            Purpose::Restore => {
                self.asked = Some(path);
                Action::None
            }
        }
    }

    /// Why something did not come about; nothing if it was stopped.
    fn failed(error: &Error, cx: &Context) -> Action<Message> {
        let notice = match error {
            Error::Cancelled => Notice::missing(cx.locale.settings_backup_stopped()),
            error => Notice::problem(problem::message(error, &cx.locale)),
        };

        Action::Tell(notice, Self::read(cx))
    }

    fn backed_up(&mut self, answer: Result<PathBuf, Error>, cx: &Context) -> Action<Message> {
        self.work = None;
        match answer {
            Ok(path) => {
                let words = cx.locale.settings_backup_made(&path.display().to_string());
                Action::Tell(Notice::done(words), Self::read(cx))
            }
            Err(error) => Self::failed(&error, cx),
        }
    }

    fn restore(&mut self, cx: &Context) -> Action<Message> {
        match self.asked.take() {
            Some(path) => self.begin(|it| cx.engine.restore(path, it), Message::Restored),
            None => Action::None,
        }
    }

    fn restored(&mut self, answer: Result<PathBuf, Error>, cx: &Context) -> Action<Message> {
        self.work = None;
        match answer {
            Ok(_) => Action::Begin,
            Err(error) => Self::failed(&error, cx),
        }
    }

    fn checked(&mut self, answer: Result<Health, Error>, cx: &Context) -> Action<Message> {
        self.work = None;
        match answer {
            Ok(health) => {
                self.health = Some(health);
                Action::None
            }
            Err(error) => Self::failed(&error, cx),
        }
    }

    fn search_made(&mut self, answer: Result<u64, Error>, cx: &Context) -> Action<Message> {
        (self.work, self.searching) = (None, false);
        let notice = match answer {
            Ok(households) => Notice::done(cx.locale.settings_search_made(households)),
            Err(Error::Cancelled) => Notice::missing(cx.locale.settings_search_stopped()),
            Err(error) => Notice::problem(problem::message(&error, &cx.locale)),
        };

        Action::Tell(notice, Task::none())
    }

    /// How far the work is, with the button that stops it, where it is this one.
    fn working<'a>(&'a self, searching: bool, cx: &Context) -> Option<Element<'a, Message>> {
        let locale = &cx.locale;
        let work = self.work.as_ref().filter(|_| self.searching == searching)?;
        let words = match searching {
            true => locale.settings_search_working(),
            false => locale.settings_backup_working(),
        };

        Some(work.view(words, Some((locale.action_cancel(), Message::CancelPressed))))
    }

    fn search<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let about = text(cx.locale.settings_search_about()).style(style::muted);

        column![about, self.working(true, cx)].spacing(space::SNUG).into()
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let free = |message: Message| self.work.is_none().then_some(message);
        let working = self.working(false, cx);
        let anew = button(locale.settings_search_anew())
            .icon(icon::search())
            .small()
            .on_press_maybe(free(Message::SearchPressed));
        let now = button(locale.settings_backup_now())
            .icon(icon::backup())
            .primary()
            .key("F9")
            .on_press_maybe(free(Message::BackUpPressed));
        let copy = button(locale.settings_backup_copy())
            .icon(icon::save())
            .on_press_maybe(free(Message::CopyPressed));
        let other =
            button(locale.settings_restore_other()).on_press_maybe(free(Message::OtherPressed));
        let check = button(locale.settings_check())
            .icon(icon::check_all())
            .small()
            .on_press_maybe(free(Message::CheckPressed));
        let deeds = row![now, copy, other].spacing(space::NEAR).wrap();
        let clock = cx.engine.clock();
        let last = self.link.last_backup.map_or_else(
            || locale.link_never_backed_up(),
            |moment| locale.moment(moment, clock.now(), clock.offset()),
        );
        let folder = cx.engine.backup_folder();
        let place = folder
            .map(|folder| pair(locale.settings_backup_folder(), folder.display().to_string()));
        let facts = column![pair(locale.settings_backup_last(), last), place].spacing(space::NEAR);
        let about = text(locale.settings_backup_about()).style(style::muted);
        let files = text(locale.settings_backup_files()).style(style::muted);
        let making = column![about, facts, deeds, working, files].spacing(space::SNUG);

        column![
            section(locale.settings_backups(), None, making),
            section(locale.settings_backup_list(), None, self.list(cx)),
            section(locale.settings_check_heading(), Some(check.into()), self.report(cx)),
            section(locale.settings_search(), Some(anew.into()), self.search(cx)),
        ]
        .spacing(space::APART)
        .into()
    }

    fn list<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        if self.files.is_empty() {
            return text(locale.settings_backup_none()).style(style::muted).into();
        }
        let clock = cx.engine.clock();
        let lines = self.files.iter().map(|file| {
            let when = locale.moment(file.at, clock.now(), clock.offset());
            let mebibytes = file.bytes.div_ceil(1024 * 1024);
            let go = self.work.is_none().then(|| Message::RestorePressed(file.path.clone()));
            let made = match file.is_by_hand() {
                true => locale.settings_backup_by_hand(),
                false => locale.settings_backup_daily(),
            };
            row![
                text(when).width(size::FIELD),
                text(made).width(size::LABEL),
                text(locale.settings_backup_size(mebibytes)).style(style::muted).width(Fill),
                button(locale.action_restore()).small().on_press_maybe(go),
            ]
            .spacing(space::NEAR)
            .align_y(Center)
            .into()
        });

        iced::widget::Column::with_children(lines).spacing(space::TIGHT).into()
    }

    fn report<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let Some(health) = &self.health else {
            return text(locale.settings_check_about()).style(style::muted).into();
        };
        if health.findings.is_empty() {
            return banner(Tone::Success, locale.settings_check_well(health.records), None);
        }
        let lines = health
            .findings
            .iter()
            .map(|finding| banner(Tone::Danger, finding::said(finding, &cx.locale), None));

        iced::widget::Column::with_children(lines).spacing(space::TIGHT).into()
    }

    /// Lays the question whether to go back over the room, as long as it is asked.
    pub fn above<'a, Outer>(
        &'a self,
        room: Element<'a, Outer>,
        cx: &'a Context,
    ) -> Element<'a, Outer>
    where
        Outer: Clone + From<Message> + 'a,
    {
        let locale = &cx.locale;
        let question = self.asked.as_ref().map(|path| {
            let asked = match self.link.enrolled {
                true => locale.settings_restore_question(),
                false => locale.settings_restore_question_alone(),
            };
            let words = column![text(asked), text(path.display().to_string()).style(style::muted),];
            let no = button(locale.action_cancel()).on_press(Message::RestoreDropped.into());
            let yes =
                button(locale.action_restore()).danger().on_press(Message::RestoreConfirmed.into());
            dialog(
                locale.settings_restore_heading(),
                words.spacing(space::NEAR),
                vec![no.into(), yes.into()],
            )
        });

        let naming = self.named.as_ref().map(|named| naming(named, cx).map(Outer::from));

        match naming {
            Some(naming) => modal(room, Some(naming), Some(Message::PathDropped.into())),
            None => modal(room, question, Some(Message::RestoreDropped.into())),
        }
    }
}

/// Where the name of a file is typed.
const PATH: &str = "backup-path";

/// Asks for a file by its name.
fn naming<'a>((purpose, path): &'a (Purpose, String), cx: &Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let (heading, deed) = match purpose {
        Purpose::Copy => (locale.settings_backup_copy(), locale.action_save()),
        Purpose::Restore => (locale.settings_restore_other(), locale.action_restore()),
    };
    let line = field(locale.preview_path(), path)
        .id(PATH)
        .on_input(Message::PathTyped)
        .on_submit(Message::PathSubmitted);
    let buttons = vec![
        button(locale.action_cancel()).key("Esc").on_press(Message::PathDropped).into(),
        button(deed).primary().key("F10").on_press(Message::PathSubmitted).into(),
    ];

    dialog(heading, Element::from(line), buttons)
}

/// What a copy is called unless somebody calls it otherwise.
fn copy_name(cx: &Context) -> String {
    format!("branchdesk-{}.db", cx.engine.clock().today().format("%Y%m%d"))
}

fn place_copy(cx: &Context) -> Task<Message> {
    let dialog = rfd::AsyncFileDialog::new()
        .set_title(cx.locale.settings_backup_copy())
        .set_file_name(copy_name(cx));

    Task::perform(cx.dialogs.save(dialog), Message::CopyPlaced)
}

fn choose_other(cx: &Context) -> Task<Message> {
    let dialog = rfd::AsyncFileDialog::new()
        .set_title(cx.locale.settings_restore_other())
        .add_filter("Branchdesk", &["db"]);

    Task::perform(cx.dialogs.open(dialog), Message::OtherChosen)
}
