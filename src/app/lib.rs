//! The program: one window, one room at a time.

mod action;
mod address;
mod caller;
pub mod command;
mod context;
mod desk_window;
mod display;
mod dropped;
mod duty;
mod file_dialog;
mod finding;
mod line;
mod listing;
mod long_work;
mod look;
mod moment;
mod part_name;
mod place;
mod preparing;
mod problem;
mod program;
mod reading;
mod rescue;
mod screen;
mod shared;
mod shortcut;
mod shown;
mod sign;
mod there;
mod tour;
mod unread;

#[cfg(test)]
mod testing;

use engine::{CallingNumber, Desk, Engine, Error};
use iced::{Element, Subscription, Task, Theme};
use locale::{Language, Locale};

use crate::action::Notice;
use crate::context::Context;
use crate::desk_window::{Ask, DeskWindow};
use crate::file_dialog::Dialogs;
use crate::look::Look;
use crate::place::Place;
use crate::screen::first_run::{self, FirstRun};
use crate::shortcut::Shortcut;

/// The whole state of the program.
pub struct App {
    cx: Context,
    stage: Stage,
    /// A number that was handed in from outside, until there is a window to show it in.
    call: Option<CallingNumber>,
    /// Words for the first moment of an office at work.
    greeting: Option<Notice>,
    /// The language that this start asked for, whatever is remembered.
    asked: Option<Language>,
    /// The language that is remembered.
    remembered: Language,
}

/// How far the program has come.
enum Stage {
    /// The office is being opened.
    Opening,
    /// This desk belongs to no office yet.
    FirstRun(FirstRun),
    /// The office is at work.
    Desk(Box<DeskWindow>),
}

/// Everything that can happen.
#[derive(Debug, Clone)]
pub enum Message {
    /// The look was read.
    LookRead(Result<Option<String>, Error>),
    /// The desk was read.
    DeskRead(Result<Option<Desk>, Error>),
    /// Something happened on the first run.
    FirstRun(first_run::Message),
    /// Something happened in the office's window.
    Desk(desk_window::Message),
    /// Something changed in the office, here or elsewhere.
    OfficeChanged,
    /// A key was pressed that nothing wanted.
    Pressed(Shortcut),
    /// Nothing that matters.
    Done,
}

impl App {
    /// A program on `engine`. `call` is a number to show the file of.
    pub fn new(engine: Engine, call: Option<CallingNumber>) -> (Self, Task<Message>) {
        let look = Look::default();
        let (locale, dialogs) = (Locale::new(look.language), Dialogs::default());
        let cx = Context { engine, locale, look, dialogs };
        let start = Task::perform(cx.engine.choice(look::CHOICE), Message::LookRead);

        let remembered = look.language;
        let stage = Stage::Opening;

        (Self { cx, stage, call, greeting: None, asked: None, remembered }, start)
    }

    /// Begins in the language that is `asked` for, else in the remembered one, else in the `usual` one.
    fn speak(&mut self, asked: Option<Language>, usual: Option<Language>) {
        self.asked = asked;
        self.remembered = usual.unwrap_or(self.remembered);
        let language = asked.unwrap_or(self.remembered);
        self.show(Look { language, ..self.cx.look });
    }

    /// Hands a message to where it belongs, and does what is asked there.
    pub fn update(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::LookRead(look) => self.look_read(look),
            Message::DeskRead(desk) => self.desk_read(desk),
            Message::FirstRun(message) => self.first_run(message),
            Message::Desk(message) => self.desk(message),
            Message::OfficeChanged => match &self.stage {
                Stage::FirstRun(room) => room.refresh(&self.cx).map(Message::FirstRun),
                _ => self.desk(desk_window::Message::OfficeChanged),
            },
            Message::Pressed(shortcut) => self.pressed(shortcut),
            Message::Done => Task::none(),
        }
    }

    fn look_read(&mut self, look: Result<Option<String>, Error>) -> Task<Message> {
        if let Ok(Some(text)) = look {
            let look = Look::read(&text);
            self.remembered = look.language;
            self.show(Look { language: self.asked.unwrap_or(look.language), ..look });
        }

        Task::perform(self.cx.engine.desk(), Message::DeskRead)
    }

    fn desk_read(&mut self, desk: Result<Option<Desk>, Error>) -> Task<Message> {
        match desk {
            Ok(Some(desk)) if desk.actor.is_none() => {
                let (room, task) = FirstRun::asking(desk, &self.cx);
                self.stage = Stage::FirstRun(room);
                task.map(Message::FirstRun)
            }
            Ok(Some(desk)) => {
                let (mut window, task) = DeskWindow::new(desk, &self.cx);
                let call = self.call.take().map(|number| window.ring(&number, &self.cx));
                if let Some(notice) = self.greeting.take() {
                    window.tell(notice);
                }
                self.stage = Stage::Desk(Box::new(window));
                Task::batch([Some(task), call].into_iter().flatten()).map(Message::Desk)
            }
            // The program shows the ways out.
            Err(_) => Task::none(),
            Ok(None) => {
                let (room, task) = FirstRun::new(&self.cx);
                self.stage = Stage::FirstRun(room);
                task.map(Message::FirstRun)
            }
        }
    }

    fn first_run(&mut self, message: first_run::Message) -> Task<Message> {
        let Stage::FirstRun(room) = &mut self.stage else { return Task::none() };

        match room.update(message, &self.cx) {
            action::Action::Run(task) | action::Action::Tell(_, task) => {
                task.map(Message::FirstRun)
            }
            action::Action::Look(look) => self.look_chosen(look),
            action::Action::Begin => self.begin(),
            action::Action::None
            | action::Action::Open(_)
            | action::Action::Close
            | action::Action::TellAndOpen(..) => Task::none(),
        }
    }

    /// There is an office now: it speaks as it was begun, also to commands that nobody says a language to.
    fn begin(&self) -> Task<Message> {
        let look = Look { language: self.remembered, ..self.cx.look };
        let kept = self.cx.engine.choose(look::CHOICE, look.text());

        Task::batch([
            Task::perform(kept, |_| Message::Done),
            Task::perform(self.cx.engine.desk(), Message::DeskRead),
        ])
    }

    fn desk(&mut self, message: desk_window::Message) -> Task<Message> {
        let Stage::Desk(window) = &mut self.stage else { return Task::none() };
        let (task, ask) = window.update(message, &self.cx);
        let task = task.map(Message::Desk);

        match ask {
            Ask::None => task,
            Ask::Look(look) => Task::batch([task, self.look_chosen(look)]),
            // The office is another one now: as it was in a backup.
            Ask::Begin => {
                self.greeting = Some(Notice::done(self.cx.locale.command_restored_here()));
                Task::batch([task, Task::perform(self.cx.engine.desk(), Message::DeskRead)])
            }
        }
    }

    fn pressed(&mut self, shortcut: Shortcut) -> Task<Message> {
        match &self.stage {
            Stage::Desk(_) => self.desk(desk_window::Message::Pressed(shortcut)),
            Stage::FirstRun(room) => {
                let message = room.key(&shortcut);
                message.map_or_else(Task::none, |message| self.first_run(message))
            }
            Stage::Opening => Task::none(),
        }
    }

    /// Whether a room with what belongs in it is on screen.
    fn is_filled(&self) -> bool {
        match &self.stage {
            Stage::Opening => false,
            Stage::FirstRun(_) => true,
            Stage::Desk(window) => window.is_filled(),
        }
    }

    /// A telephone rang and handed its number in.
    fn ring(&mut self, number: CallingNumber) -> Task<Message> {
        let Stage::Desk(window) = &mut self.stage else {
            self.call = Some(number);
            return Task::none();
        };

        window.ring(&number, &self.cx).map(Message::Desk)
    }

    /// A command has changed something in the office.
    fn changed_beside(&self) {
        self.cx.engine.changed_beside();
    }

    /// Goes to a room, once the office is at work.
    fn go(&mut self, place: Place) -> Task<Message> {
        let Stage::Desk(window) = &mut self.stage else { return Task::none() };

        window.go(place, &self.cx).map(Message::Desk)
    }

    fn look_chosen(&mut self, look: Look) -> Task<Message> {
        if look.language != self.cx.look.language {
            self.remembered = look.language;
        }
        self.show(look);
        // The language of a single start is not the office's.
        let look = Look { language: self.remembered, ..look };

        Task::perform(self.cx.engine.choose(look::CHOICE, look.text()), |_| Message::Done)
    }

    fn show(&mut self, look: Look) {
        if look.language != self.cx.look.language {
            ui::fonts::install(look.language.tag());
        }
        self.cx.look = look;
        self.cx.locale = Locale::new(look.language);
    }

    /// What is on screen.
    pub fn view(&self) -> Element<'_, Message> {
        match &self.stage {
            Stage::Opening => {
                ui::root(iced::widget::center(ui::widget::spinner(self.cx.locale.window_loading())))
            }
            Stage::FirstRun(room) => ui::root(room.view(&self.cx).map(Message::FirstRun)),
            Stage::Desk(window) => window.view(&self.cx).map(Message::Desk),
        }
    }

    /// The name of the window.
    pub fn title(&self) -> String {
        self.cx.locale.window_title()
    }

    /// The colours.
    pub fn theme(&self) -> Theme {
        self.cx.look.theme()
    }

    /// How many pixels a unit is.
    pub fn scale(&self) -> f32 {
        self.cx.look.scale()
    }

    /// What the program listens to.
    pub fn subscription(&self) -> Subscription<Message> {
        let fading = matches!(&self.stage, Stage::Desk(window) if window.is_fading());
        let beat = if fading {
            let beat = iced::time::every(std::time::Duration::from_secs(1));
            beat.map(|_| Message::Desk(desk_window::Message::Beat))
        } else {
            Subscription::none()
        };
        // Every second would have the whole window drawn anew for weeks.
        let waits = matches!(&self.stage, Stage::Desk(window) if window.is_cut_off());
        let link = if waits {
            let beat = iced::time::every(std::time::Duration::from_secs(5));
            beat.map(|_| Message::Desk(desk_window::Message::LinkBeat))
        } else {
            Subscription::none()
        };
        let watches = matches!(&self.stage, Stage::Desk(window) if window.watches_mails());
        let mails = if watches {
            let beat = iced::time::every(std::time::Duration::from_secs(60));
            beat.map(|_| {
                Message::Desk(desk_window::Message::Mails(desk_window::mails::Message::Beat))
            })
        } else {
            Subscription::none()
        };
        let keys = shortcut::pressed().map(Message::Pressed);

        let dropped = dropped::dropped();
        let dropped = dropped.map(|path| Message::Desk(desk_window::Message::FileDropped(path)));

        Subscription::batch([keys, dropped, changes(&self.cx.engine), beat, link, mails])
    }
}

/// Tells when something changed in the office.
fn changes(engine: &Engine) -> Subscription<Message> {
    #[derive(Clone)]
    struct Office(Engine);

    impl std::hash::Hash for Office {
        fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
            self.0.folder().hash(state);
        }
    }

    Subscription::run_with(Office(engine.clone()), |office| {
        let changes = office.0.changes();
        iced::futures::stream::unfold(changes, async |mut changes| {
            changes.changed().await.ok()?;
            Some((Message::OfficeChanged, changes))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{context, settle, wait};

    /// A program on an office whose window speaks Chinese.
    fn program() -> App {
        let engine = context().engine;
        wait(engine.choose(look::CHOICE, Look::default().text())).expect("memory takes it");
        App::new(engine, None).0
    }

    fn read(app: &mut App) {
        let look = wait(app.cx.engine.choice(look::CHOICE));
        drop(app.update(Message::LookRead(look)));
    }

    #[test]
    fn a_start_in_another_language_lets_the_office_keep_its_own() {
        let mut app = program();
        app.speak(Some(Language::English), None);
        read(&mut app);
        assert_eq!(app.cx.look.language, Language::English);

        let dark = Look { dark: true, ..app.cx.look };
        settle(app.look_chosen(dark)).for_each(drop);
        let mut next = App::new(app.cx.engine.clone(), None).0;
        next.speak(None, Some(Language::English));
        read(&mut next);
        assert_eq!((next.cx.look.language, next.cx.look.dark), (Language::SimplifiedChinese, true));
    }

    #[test]
    fn a_language_that_was_picked_stays_whatever_the_start_asked_for() {
        let mut app = program();
        app.speak(Some(Language::English), None);
        read(&mut app);

        let picked = Look { language: Language::TraditionalChinese, ..app.cx.look };
        settle(app.look_chosen(picked)).for_each(drop);
        let kept = wait(app.cx.engine.choice(look::CHOICE)).expect("readable").expect("chosen");
        assert_eq!(Look::read(&kept), picked);
    }

    #[test]
    fn a_computer_that_chose_nothing_begins_in_its_own_language() {
        let mut app = App::new(context().engine, None).0;
        app.speak(None, Some(Language::English));
        read(&mut app);

        assert_eq!(app.cx.look.language, Language::English);
    }
}
