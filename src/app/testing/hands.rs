//! Two hands at a keyboard: keys go to the focused control and then to the room, as in the window.

use iced::advanced::widget::operation::Outcome;
use iced::advanced::{clipboard, mouse};
use iced::keyboard::{Key, Modifiers, key::Named};
use iced::{Element, Event, Size, Task, event};
use iced_test::futures::futures::executor::block_on_stream;
use iced_test::runtime::user_interface::{Cache, UserInterface};
use iced_test::runtime::{Action as Effect, task};
use iced_test::simulator::{press_key, release_key};

use crate::action::{Action, Notice};
use crate::context::Context;
use crate::shortcut::Shortcut;

/// The window.
const WINDOW: Size = Size::new(1366.0, 768.0);

/// What a room must be able to do for hands to work in it.
pub trait Room {
    type Message: Send + 'static;

    fn update(&mut self, message: Self::Message, cx: &Context) -> Action<Self::Message>;
    fn refresh(&self, cx: &Context) -> Task<Self::Message>;
    fn key(&self, shortcut: &Shortcut) -> Option<Self::Message>;
    fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Self::Message>;
}

/// Lets hands work in a room.
macro_rules! hands_in {
    ($room:ty, $message:ty) => {
        impl $crate::testing::hands::Room for $room {
            type Message = $message;

            fn update(
                &mut self,
                message: Self::Message,
                cx: &$crate::context::Context,
            ) -> $crate::action::Action<Self::Message> {
                <$room>::update(self, message, cx)
            }

            fn refresh(&self, cx: &$crate::context::Context) -> iced::Task<Self::Message> {
                <$room>::refresh(self, cx)
            }

            fn key(&self, shortcut: &$crate::shortcut::Shortcut) -> Option<Self::Message> {
                <$room>::key(self, shortcut)
            }

            fn view<'a>(
                &'a self,
                cx: &'a $crate::context::Context,
            ) -> iced::Element<'a, Self::Message> {
                <$room>::view(self, cx)
            }
        }
    };
}
pub(crate) use hands_in;

/// Hands in a room. Focus and lists that dropped down stay from key to key.
pub struct Hands<R: Room> {
    pub room: R,
    pub cx: Context,
    /// How many keys were pressed.
    pub keys: usize,
    /// What the room said at the foot of the window.
    pub notices: Vec<Notice>,
    cache: Cache,
    renderer: iced::Renderer,
}

impl<R: Room> Hands<R> {
    pub fn new((room, task): (R, Task<R::Message>), cx: &Context) -> Self {
        ui::fonts::install(cx.look.language.tag());
        let renderer = iced::Renderer::new(ui::fonts::UI, ui::size::BODY.into());
        let (cache, notices) = (Cache::new(), Vec::new());
        let mut hands = Self { room, cx: cx.clone(), keys: 0, notices, cache, renderer };
        hands.run(task);
        hands
    }

    /// Types letters and digits.
    pub fn write(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            let mut bytes = [0; 4];
            let letter: &str = letter.encode_utf8(&mut bytes);
            self.strike(Key::Character(letter.into()), Some(letter.into()));
        }
        self
    }

    /// Presses a key that has a name.
    pub fn press(&mut self, key: Named) -> &mut Self {
        self.strike(Key::Named(key), None);
        self
    }

    /// Types, then presses Enter.
    pub fn enter(&mut self, text: &str) -> &mut Self {
        self.write(text).press(Named::Enter)
    }

    /// The cursor goes to a field, with all that stands there selected.
    pub fn focus(&mut self, id: &'static str) -> &mut Self {
        let operation = iced::widget::operation::focus(id);
        self.run(operation.chain(iced::widget::operation::select_all(id)));
        self
    }

    /// Something changed in the office, as it does after each deed.
    pub fn refresh(&mut self) -> &mut Self {
        let task = self.room.refresh(&self.cx);
        self.run(task);
        self
    }

    /// Whether these words are on screen.
    pub fn sees(&self, words: &str) -> bool {
        let view: Element<'_, R::Message> = ui::root(self.room.view(&self.cx));
        let mut ui = iced_test::Simulator::with_size(ui::settings(), WINDOW, view);
        ui.find(words).is_ok()
    }

    fn strike(&mut self, key: Key, text: Option<iced::advanced::graphics::core::SmolStr>) {
        self.keys += 1;
        let events = [press_key(key.clone(), text), release_key(key.clone())];
        let (status, messages) = self.tell(&events);
        for message in messages {
            self.answer(message);
        }
        if status == event::Status::Ignored {
            let shortcut = Shortcut { key, modifiers: Modifiers::empty() };
            let message = self.room.key(&shortcut);
            message.into_iter().for_each(|message| self.answer(message));
        }
    }

    fn tell(&mut self, events: &[Event]) -> (event::Status, Vec<R::Message>) {
        let mut messages = Vec::new();
        let view = ui::root(self.room.view(&self.cx));
        let cache = std::mem::take(&mut self.cache);
        let mut ui = UserInterface::build(view, WINDOW, cache, &mut self.renderer);
        let cursor = mouse::Cursor::Unavailable;
        let mut board = clipboard::Null;
        let (_, statuses) =
            ui.update(events, cursor, &mut self.renderer, &mut board, &mut messages);
        self.cache = ui.into_cache();

        (statuses.first().copied().unwrap_or(event::Status::Ignored), messages)
    }

    fn answer(&mut self, message: R::Message) {
        match self.room.update(message, &self.cx) {
            Action::Run(task) => self.run(task),
            Action::Tell(notice, task) => {
                self.notices.push(notice);
                self.run(task);
            }
            _ => {}
        }
    }

    fn run(&mut self, task: Task<R::Message>) {
        let effects = task::into_stream(task).into_iter().flat_map(block_on_stream);
        for effect in effects.collect::<Vec<_>>() {
            match effect {
                Effect::Output(message) => self.answer(message),
                Effect::Widget(operation) => self.operate(operation),
                _ => {}
            }
        }
    }

    fn operate(&mut self, operation: Box<dyn iced::advanced::widget::Operation>) {
        let mut next = Some(operation);
        let view = ui::root(self.room.view(&self.cx));
        let cache = std::mem::take(&mut self.cache);
        let mut ui = UserInterface::build(view, WINDOW, cache, &mut self.renderer);
        while let Some(mut operation) = next.take() {
            ui.operate(&self.renderer, operation.as_mut());
            if let Outcome::Chain(then) = operation.finish() {
                next = Some(then);
            }
        }
        self.cache = ui.into_cache();
    }
}
