//! An office that will not open: what is wrong, and the ways out of it. Nothing is ever deleted here.

use std::path::PathBuf;

use engine::{BackupFile, Clock, Engine, Error, Progress, Step};
use iced::keyboard::key::Named;
use iced::widget::{column, container, operation, row, space as gap, text};
use iced::{Center, Element, Fill, Task, Theme};
use locale::{Language, Locale};
use ui::theme::style;
use ui::widget::{banner, button, field, pair, scroll, section, segments, title};
use ui::{Tone, icon, size, space};

use crate::action::Notice;
use crate::file_dialog::{Chosen, Dialogs};
use crate::long_work::LongWork;
use crate::look::Look;
use crate::problem;
use crate::shortcut::Shortcut;

/// Where the name of a file is typed.
const PATH: &str = "rescue-path";

/// The ways out.
pub struct Rescue {
    folder: PathBuf,
    clock: Clock,
    look: Look,
    locale: Locale,
    /// Why the office does not open.
    error: Error,
    /// Why the last way was none.
    refused: Option<Error>,
    backups: Vec<BackupFile>,
    /// The backup that is being named by hand, where the system has no dialog to ask for it.
    named: Option<String>,
    /// What is being tried.
    work: Option<LongWork>,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    AgainPressed,
    RestorePressed(PathBuf),
    OtherPressed,
    OtherChosen(Chosen),
    PathTyped(String),
    PathSubmitted,
    AnewPressed,
    QuitPressed,
    LanguagePicked(usize),
    Progressed(Step),
    CancelPressed,
    /// An office is open now. What lay in its place is kept under the name.
    Opened(Result<(Engine, Option<PathBuf>), Error>),
}

/// What the program must do about it.
pub enum Outcome {
    Stay(Task<Message>),
    Opened(Engine, Option<Notice>),
    Quit,
}

impl Rescue {
    pub fn new(folder: PathBuf, error: Error, look: Look) -> Self {
        ui::fonts::install(look.language.tag());
        let backups = engine::backups_of(&folder);

        Self {
            folder,
            clock: Clock::System,
            look,
            locale: Locale::new(look.language),
            error,
            refused: None,
            backups,
            named: None,
            work: None,
        }
    }

    pub fn update(&mut self, message: Message) -> Outcome {
        match message {
            Message::AgainPressed => self.begin(|_| async { Ok(None) }),
            Message::RestorePressed(backup) => self.restore(backup),
            Message::OtherPressed => Outcome::Stay(self.choose_other()),
            Message::OtherChosen(Chosen::Path(backup)) => self.restore(backup),
            // Closed without a choice.
            Message::OtherChosen(Chosen::Nothing) => Outcome::Stay(Task::none()),
            Message::OtherChosen(Chosen::NoDialog) => {
                self.named = Some(self.folder.join("").display().to_string());
                let here = operation::focus(PATH).chain(operation::move_cursor_to_end(PATH));
                Outcome::Stay(here)
            }
            Message::PathTyped(path) => {
                self.named = Some(path);
                Outcome::Stay(Task::none())
            }
            Message::PathSubmitted => {
                let typed = self.named.as_deref().map(str::trim).unwrap_or_default();
                if typed.is_empty() {
                    return Outcome::Stay(Task::none());
                }
                self.restore(PathBuf::from(typed))
            }
            Message::AnewPressed => {
                let aside = engine::set_database_aside(self.folder.clone(), &self.clock);
                // The screen has said where the old file stays.
                self.begin(|_| async { aside.await.map(|_| None) })
            }
            Message::QuitPressed => Outcome::Quit,
            Message::LanguagePicked(at) => self.language_picked(at),
            Message::Progressed(step) => {
                self.work.iter_mut().for_each(|work| work.reach(step));
                Outcome::Stay(Task::none())
            }
            Message::CancelPressed => {
                self.work.iter().for_each(LongWork::cancel);
                Outcome::Stay(Task::none())
            }
            Message::Opened(answer) => self.opened(answer),
        }
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        let free = self.work.is_none();
        match () {
            () if !free && shortcut.is(Named::Escape) => Some(Message::CancelPressed),
            () if free && shortcut.is(Named::F5) => Some(Message::AgainPressed),
            () if free && self.replaceable() && shortcut.is(Named::F6) => {
                Some(Message::OtherPressed)
            }
            () => None,
        }
    }

    fn restore(&mut self, backup: PathBuf) -> Outcome {
        let (folder, clock) = (self.folder.clone(), self.clock.clone());
        self.begin(move |progress| engine::replace_database(folder, backup, &clock, progress))
    }

    /// Does something about it, then tries to open the office.
    fn begin<F>(&mut self, work: impl FnOnce(Progress) -> F) -> Outcome
    where
        F: Future<Output = Result<Option<PathBuf>, Error>> + Send + 'static,
    {
        if self.work.is_some() {
            return Outcome::Stay(Task::none());
        }
        self.refused = None;
        let (folder, clock) = (self.folder.clone(), self.clock.clone());
        let opened = |progress| {
            let work = work(progress);
            async move {
                let kept = work.await?;
                Ok((Engine::open_aside(folder, clock).await?, kept))
            }
        };
        let (work, task) = LongWork::begin(opened, Message::Progressed, Message::Opened);
        self.work = Some(work);

        Outcome::Stay(task)
    }

    fn opened(&mut self, answer: Result<(Engine, Option<PathBuf>), Error>) -> Outcome {
        self.work = None;
        match answer {
            Ok((engine, kept)) => {
                let words =
                    kept.map(|kept| self.locale.command_restored(&kept.display().to_string()));
                Outcome::Opened(engine, words.map(Notice::done))
            }
            Err(error) => {
                self.refused = (!matches!(error, Error::Cancelled)).then_some(error);
                Outcome::Stay(Task::none())
            }
        }
    }

    fn language_picked(&mut self, at: usize) -> Outcome {
        let language = Language::ALL.get(at).copied().unwrap_or(self.look.language);
        ui::fonts::install(language.tag());
        self.look.language = language;
        self.locale = Locale::new(language);

        Outcome::Stay(Task::none())
    }

    fn choose_other(&self) -> Task<Message> {
        let dialog = rfd::AsyncFileDialog::new()
            .set_title(self.locale.settings_restore_other())
            .add_filter("Branchdesk", &["db"]);

        Task::perform(Dialogs::default().open(dialog), Message::OtherChosen)
    }

    /// Whether another database would help: not against a full disk or a folder that cannot be written.
    fn replaceable(&self) -> bool {
        !matches!(self.error, Error::Busy | Error::DiskFull | Error::File { .. })
    }

    fn why(&self, error: &Error) -> String {
        match error {
            Error::DiskFull => self.locale.rescue_disk_full(),
            Error::Store(_) | Error::Stopped => self.locale.rescue_unreadable(),
            error => problem::message(error, &self.locale),
        }
    }

    pub fn view(&self) -> Element<'_, Message> {
        let locale = &self.locale;
        let free = |message: Message| self.work.is_none().then_some(message);
        let refused =
            self.refused.as_ref().map(|error| banner(Tone::Danger, self.why(error), None));
        let head = column![
            text(locale.rescue_title()).size(size::FIGURE).font(ui::fonts::BOLD),
            banner(Tone::Danger, self.why(&self.error), None),
            pair(locale.settings_backup_folder(), self.folder.display().to_string()),
        ]
        .spacing(space::SNUG);
        let ways = self.replaceable().then(|| self.ways());
        let foot = row![
            button(locale.rescue_quit()).on_press_maybe(free(Message::QuitPressed)),
            gap::horizontal(),
            button(locale.action_retry())
                .icon(icon::refresh())
                .primary()
                .key("F5")
                .on_press_maybe(free(Message::AgainPressed)),
        ]
        .spacing(space::NEAR)
        .align_y(Center);
        let working = self.work.as_ref().map(|work| {
            let cancel = (locale.action_cancel(), Message::CancelPressed);
            work.view(locale.settings_backup_working(), Some(cancel))
        });
        let page = column![head, ways, refused, working, foot]
            .spacing(space::APART)
            .max_width(size::READING);
        let page = container(page).padding([space::MARGIN, space::FAR]).center_x(Fill);

        ui::root(column![self.bar(), scroll("rescue", page)])
    }

    fn ways(&self) -> Element<'_, Message> {
        let locale = &self.locale;
        let free = |message: Message| self.work.is_none().then_some(message);
        let other = button(locale.rescue_other())
            .icon(icon::search())
            .key("F6")
            .on_press_maybe(free(Message::OtherPressed));
        let named = self.named.as_ref().map(|path| {
            Element::from(
                field(locale.preview_path(), path)
                    .id(PATH)
                    .on_input(Message::PathTyped)
                    .on_submit(Message::PathSubmitted),
            )
        });
        let backups = column![self.list(), other, named].spacing(space::SNUG);
        let anew = row![
            text(locale.rescue_anew_about()).style(style::muted).width(Fill),
            button(locale.rescue_anew()).on_press_maybe(free(Message::AnewPressed)),
        ]
        .spacing(space::SNUG)
        .align_y(Center);

        column![
            section(locale.rescue_restore(), None, backups),
            section(locale.rescue_anew(), None, anew),
        ]
        .spacing(space::APART)
        .into()
    }

    fn list(&self) -> Element<'_, Message> {
        let locale = &self.locale;
        if self.backups.is_empty() {
            return text(locale.rescue_no_backups()).style(style::muted).into();
        }
        let lines = self.backups.iter().map(|file| {
            let when = locale.moment(file.at, self.clock.now(), self.clock.offset());
            let mebibytes = file.bytes.div_ceil(1024 * 1024);
            let go = self.work.is_none().then(|| Message::RestorePressed(file.path.clone()));
            row![
                text(when).width(size::FIELD),
                text(locale.settings_backup_size(mebibytes)).style(style::muted).width(Fill),
                button(locale.action_restore()).small().on_press_maybe(go),
            ]
            .spacing(space::NEAR)
            .align_y(Center)
            .into()
        });

        iced::widget::Column::with_children(lines).spacing(space::TIGHT).into()
    }

    fn bar(&self) -> Element<'_, Message> {
        let names = Language::ALL.map(Language::own_name);
        let language = Language::ALL.iter().position(|language| *language == self.look.language);
        let content = row![
            icon::wrench().sized(size::TITLE).style(style::toned(Tone::Accent)),
            title(self.locale.window_title()),
            gap::horizontal(),
            segments(names, language, Message::LanguagePicked),
        ]
        .spacing(space::NEAR)
        .align_y(Center);

        container(content)
            .padding([space::NONE, space::FAR])
            .center_y(size::BAR)
            .style(style::bar)
            .into()
    }

    pub fn title(&self) -> String {
        self.locale.window_title()
    }

    pub fn theme(&self) -> Theme {
        self.look.theme()
    }
}

#[cfg(test)]
mod tests;
