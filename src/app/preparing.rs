//! The office while its search is brought up to date after an update: how far it is, and the way to go on without.

use engine::{Engine, Error, Step};
use iced::keyboard::key::Named;
use iced::widget::{column, container, text};
use iced::{Element, Fill, Task, Theme};
use locale::Locale;
use ui::theme::style;
use ui::{size, space};

use crate::action::Notice;
use crate::long_work::LongWork;
use crate::look::Look;
use crate::shortcut::Shortcut;

/// An office that is about to begin.
pub struct Preparing {
    engine: Engine,
    greeting: Option<Notice>,
    look: Look,
    locale: Locale,
    work: LongWork,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    Progressed(Step),
    LaterPressed,
    Done(Result<(), Error>),
}

/// What the program must do about it.
pub enum Outcome {
    Stay,
    /// The office can begin.
    Begin(Engine, Option<Notice>),
    Failed(Error),
}

impl Preparing {
    /// Begins to bring the search of this office up to date.
    pub fn new(engine: Engine, greeting: Option<Notice>, look: Look) -> (Self, Task<Message>) {
        ui::fonts::install(look.language.tag());
        let work = |progress| engine.catch_up_search(progress);
        let (work, task) = LongWork::begin(work, Message::Progressed, Message::Done);
        let locale = Locale::new(look.language);

        (Self { engine, greeting, look, locale, work }, task)
    }

    pub fn update(&mut self, message: Message) -> Outcome {
        match message {
            Message::Progressed(step) => {
                self.work.reach(step);
                Outcome::Stay
            }
            Message::LaterPressed => {
                self.work.cancel();
                Outcome::Stay
            }
            Message::Done(Ok(()) | Err(Error::Cancelled)) => {
                Outcome::Begin(self.engine.clone(), self.greeting.take())
            }
            Message::Done(Err(error)) => Outcome::Failed(error),
        }
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        shortcut.is(Named::Escape).then_some(Message::LaterPressed)
    }

    pub fn view(&self) -> Element<'_, Message> {
        let locale = &self.locale;
        let later = (locale.preparing_later(), Message::LaterPressed);
        let page = column![
            text(locale.preparing_title()).size(size::FIGURE).font(ui::fonts::BOLD),
            text(locale.preparing_about()),
            self.work.view(locale.preparing_working(), Some(later)),
            text(locale.preparing_later_about()).style(style::muted),
        ]
        .spacing(space::SNUG)
        .max_width(size::READING);

        ui::root(container(page).padding(space::FAR).center(Fill))
    }

    pub fn title(&self) -> String {
        self.locale.window_title()
    }

    pub fn theme(&self) -> Theme {
        self.look.theme()
    }
}

#[cfg(test)]
mod tests {
    use engine::{Clock, Progress};

    use super::*;
    use crate::testing::{MORNING, settle, wait};

    #[test]
    fn an_office_whose_search_is_behind_begins_when_it_has_caught_up() {
        let folder = tempfile::tempdir().expect("a folder");
        let open = || Engine::open(folder.path(), Clock::by_hand(MORNING)).expect("it opens");
        let engine = open();
        wait(engine.found_office(crate::testing::founding())).expect("an empty database");
        wait(engine.receive_order(crate::testing::call())).expect("a call");
        let stopped = Progress::new();
        stopped.cancel();
        assert!(wait(engine.rebuild_search(stopped)).is_err(), "it is not made");
        drop(engine);

        let engine = open();
        assert!(engine.is_search_behind());
        let (mut preparing, task) = Preparing::new(engine, None, Look::default());
        let words = preparing.locale.preparing_title();
        assert!(iced_test::simulator(preparing.view()).find(words.as_str()).is_ok(), "it is said");
        let outcomes: Vec<_> = settle(task).map(|message| preparing.update(message)).collect();
        let Some(Outcome::Begin(engine, _)) = outcomes.into_iter().next_back() else {
            panic!("the office begins");
        };
        assert_eq!(wait(engine.find("5678", 5)).expect("readable").len(), 1);
    }
}
