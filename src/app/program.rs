//! The program in its window: the office, or the way out of an office that will not open; and whoever knocks.

mod frames;

use std::path::PathBuf;

use engine::{CallingNumber, Clock, Engine, Error, Instance, Knock};
use iced::{Element, Subscription, Task, Theme, window};
use locale::Language;

use self::frames::{Frames, Shown};
use crate::action::Notice;
use crate::look::Look;
use crate::preparing::{self, Preparing};
use crate::rescue::{self, Outcome, Rescue};
use crate::shortcut::{self, Shortcut};
use crate::{App, Message as OfficeMessage};

/// What the window is opened with.
#[derive(Clone)]
pub struct Start {
    /// The folder the office lies in.
    pub folder: PathBuf,
    /// The right to have its window.
    pub instance: Instance,
    /// A number to show the file of.
    pub call: Option<CallingNumber>,
    /// The language that this start asks for, whatever the office has.
    pub asked: Option<Language>,
    /// The language of the computer, until the office says which.
    pub language: Option<Language>,
    /// Whether to say when the first pictures are on screen, for measurements.
    pub measured: bool,
}

/// The program.
pub struct Program {
    start: Start,
    stage: Stage,
    frames: Frames,
}

enum Stage {
    Office(Box<App>),
    Preparing(Box<Preparing>),
    Rescue(Box<Rescue>),
}

/// Everything that can happen to it.
#[derive(Debug, Clone)]
pub enum Message {
    Office(OfficeMessage),
    Rescue(rescue::Message),
    Preparing(preparing::Message),
    /// A key was pressed while there is no office.
    Pressed(Shortcut),
    /// Another process wants something of the window.
    Knocked(Knock),
    /// The window is there.
    Opened(window::Id),
    /// The person looks at the window.
    Focused(window::Id),
    /// A picture is about to be drawn.
    Drawing,
}

impl Program {
    fn new(start: Start) -> (Self, Task<Message>) {
        let opened = Engine::open(&start.folder, Clock::System);
        let stage = rescue(&start, Error::Stopped);
        let mut program = Self { stage, start, frames: Frames::default() };
        let task = match opened {
            Ok(engine) => program.begin(engine, None),
            Err(error) => program.give_up(error),
        };

        (program, task)
    }

    /// The office was opened.
    fn begin(&mut self, engine: Engine, greeting: Option<Notice>) -> Task<Message> {
        if !engine.is_search_behind() {
            return self.enter(engine, greeting);
        }
        let (preparing, task) = Preparing::new(engine, greeting, look(&self.start));
        self.stage = Stage::Preparing(Box::new(preparing));

        task.map(Message::Preparing)
    }

    /// Everybody in it can be found.
    fn enter(&mut self, engine: Engine, greeting: Option<Notice>) -> Task<Message> {
        engine.keep_safe();
        let (mut app, task) = App::new(engine, self.start.call.take());
        app.greeting = greeting;
        app.speak(self.start.asked, self.start.language);
        self.stage = Stage::Office(Box::new(app));

        task.map(Message::Office)
    }

    /// The office cannot be opened.
    fn give_up(&mut self, error: Error) -> Task<Message> {
        self.stage = rescue(&self.start, error);

        Task::none()
    }

    fn update(&mut self, message: Message) -> Task<Message> {
        match (message, &mut self.stage) {
            (Message::Office(OfficeMessage::DeskRead(Err(error))), _) => self.give_up(error),
            (Message::Office(message), Stage::Office(app)) => {
                app.update(message).map(Message::Office)
            }
            (Message::Rescue(message), Stage::Rescue(rescue)) => match rescue.update(message) {
                Outcome::Stay(task) => task.map(Message::Rescue),
                Outcome::Opened(engine, notice) => self.begin(engine, notice),
                Outcome::Quit => iced::exit(),
            },
            (Message::Preparing(message), Stage::Preparing(preparing)) => {
                match preparing.update(message) {
                    preparing::Outcome::Stay => Task::none(),
                    preparing::Outcome::Begin(engine, greeting) => self.enter(engine, greeting),
                    preparing::Outcome::Failed(error) => self.give_up(error),
                }
            }
            (Message::Pressed(shortcut), Stage::Preparing(preparing)) => {
                let message = preparing.key(&shortcut).map(Message::Preparing);
                message.map_or_else(Task::none, Task::done)
            }
            (Message::Pressed(shortcut), Stage::Rescue(rescue)) => {
                let message = rescue.key(&shortcut).map(Message::Rescue);
                message.map_or_else(Task::none, Task::done)
            }
            (Message::Knocked(knock), _) => self.knocked(knock),
            // Not every desktop heeds the wish that a window is opened with.
            (Message::Opened(id), _) => window::maximize(id, true),
            (Message::Focused(id), _) => window::request_user_attention(id, None),
            (Message::Drawing, stage) => {
                let filled = matches!(stage, Stage::Office(app) if app.is_filled());
                self.frames.drawing(if filled { Shown::Room } else { Shown::Something });
                Task::none()
            }
            // An answer to a stage that was left.
            (
                Message::Office(_)
                | Message::Rescue(_)
                | Message::Preparing(_)
                | Message::Pressed(_),
                _,
            ) => Task::none(),
        }
    }

    fn knocked(&mut self, knock: Knock) -> Task<Message> {
        match (knock, &mut self.stage) {
            (Knock::Show, _) => raise(),
            (Knock::Call(number), Stage::Office(app)) => {
                Task::batch([app.ring(number).map(Message::Office), raise()])
            }
            (Knock::Call(number), Stage::Rescue(_) | Stage::Preparing(_)) => {
                self.start.call = Some(number);
                raise()
            }
            (Knock::Changed, Stage::Office(app)) => {
                app.changed_beside();
                Task::none()
            }
            (Knock::Changed, Stage::Rescue(_) | Stage::Preparing(_)) => Task::none(),
        }
    }

    fn view(&self) -> Element<'_, Message> {
        match &self.stage {
            Stage::Office(app) => app.view().map(Message::Office),
            Stage::Preparing(preparing) => preparing.view().map(Message::Preparing),
            Stage::Rescue(rescue) => rescue.view().map(Message::Rescue),
        }
    }

    fn title(&self) -> String {
        match &self.stage {
            Stage::Office(app) => app.title(),
            Stage::Preparing(preparing) => preparing.title(),
            Stage::Rescue(rescue) => rescue.title(),
        }
    }

    fn theme(&self) -> Theme {
        match &self.stage {
            Stage::Office(app) => app.theme(),
            Stage::Preparing(preparing) => preparing.theme(),
            Stage::Rescue(rescue) => rescue.theme(),
        }
    }

    fn scale(&self) -> f32 {
        match &self.stage {
            Stage::Office(app) => app.scale(),
            Stage::Preparing(_) | Stage::Rescue(_) => 1.0,
        }
    }

    fn subscription(&self) -> Subscription<Message> {
        let stage = match &self.stage {
            Stage::Office(app) => app.subscription().map(Message::Office),
            Stage::Preparing(_) | Stage::Rescue(_) => shortcut::pressed().map(Message::Pressed),
        };
        let focus = iced::event::listen_with(|event, _, id| match event {
            iced::Event::Window(window::Event::Opened { .. }) => Some(Message::Opened(id)),
            iced::Event::Window(window::Event::Focused) => Some(Message::Focused(id)),
            _ => None,
        });

        let measured = self.start.measured && !self.frames.is_over();
        let frames = if measured {
            window::frames().map(|_| Message::Drawing)
        } else {
            Subscription::none()
        };

        Subscription::batch([stage, focus, knocks(&self.start.instance), frames])
    }
}

fn rescue(start: &Start, error: Error) -> Stage {
    Stage::Rescue(Box::new(Rescue::new(start.folder.clone(), error, look(start))))
}

/// How it looks before the office says how.
fn look(start: &Start) -> Look {
    let usual = Look::default();
    let language = start.asked.or(start.language).unwrap_or(usual.language);

    Look { language, ..usual }
}

/// Brings the window to the front, or asks for a look at it where the system does not let it.
fn raise() -> Task<Message> {
    window::oldest().and_then(|id| {
        let attention = Some(window::UserAttention::Informational);
        Task::batch([
            window::minimize(id, false),
            window::request_user_attention(id, attention),
            window::gain_focus(id),
        ])
    })
}

/// Tells what others hand over at the window's door.
fn knocks(instance: &Instance) -> Subscription<Message> {
    #[derive(Clone)]
    struct AtTheDoor(Instance);

    impl std::hash::Hash for AtTheDoor {
        fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
            // There is one door.
            "door".hash(state);
        }
    }

    Subscription::run_with(AtTheDoor(instance.clone()), |door| {
        iced::futures::stream::unfold(door.0.clone(), async |instance| {
            let knock = instance.knocked().await?;
            Some((Message::Knocked(knock), instance))
        })
    })
}

/// Opens the window, and returns when it is closed.
pub fn run(start: Start) -> iced::Result {
    ui::fonts::install(Look::default().language.tag());

    iced::application(move || Program::new(start.clone()), Program::update, Program::view)
        .settings(ui::settings())
        .title(Program::title)
        .theme(Program::theme)
        .scale_factor(Program::scale)
        .subscription(Program::subscription)
        .window(window::Settings {
            // Where a window cannot be as large as the screen, its title bar still fits with it.
            size: iced::Size::new(1280.0, 700.0),
            maximized: true,
            min_size: Some(iced::Size::new(800.0, 500.0)),
            icon: ui::emblem(),
            ..window::Settings::default()
        })
        .run()
}
