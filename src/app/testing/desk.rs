//! A desk to sit at: the whole program, with a keyboard, a pointer and a screen, but no window.

use std::collections::VecDeque;

use iced::advanced::widget::operation::Outcome;
use iced::advanced::{InputMethod, clipboard, mouse, widget};
use iced::keyboard::{self, Key};
use iced::{Element, Event, Point, Size, Task, Theme, event, window};
use iced_test::futures::futures::executor::block_on_stream;
use iced_test::runtime::user_interface::{self, Cache, UserInterface};
use iced_test::runtime::{Action as Effect, task};
use iced_test::selector::{Candidate, Selector};
use iced_test::simulator::{press_key, release_key};

use crate::file_dialog::{Chosen, Dialogs};
use crate::rescue::{self, Rescue};
use crate::shortcut::Shortcut;
use crate::{App, Message, Stage};

/// What fills a window.
pub trait Program {
    type Message: Send + 'static;

    fn update(&mut self, message: Self::Message) -> Task<Self::Message>;
    fn view(&self) -> Element<'_, Self::Message>;
    fn theme(&self) -> Theme;
    /// What a key means that no control wanted.
    fn pressed(&self, shortcut: &Shortcut) -> Option<Self::Message>;
    /// What is said when the office changed.
    fn changed(&self) -> Option<Self::Message>;
}

impl Program for App {
    type Message = Message;

    fn update(&mut self, message: Message) -> Task<Message> {
        Self::update(self, message)
    }

    fn view(&self) -> Element<'_, Message> {
        Self::view(self)
    }

    fn theme(&self) -> Theme {
        Self::theme(self)
    }

    fn pressed(&self, shortcut: &Shortcut) -> Option<Message> {
        Some(Message::Pressed(shortcut.clone()))
    }

    fn changed(&self) -> Option<Message> {
        Some(Message::OfficeChanged)
    }
}

/// The window of an office that does not open, for as long as it does not.
impl Program for Rescue {
    type Message = rescue::Message;

    fn update(&mut self, message: rescue::Message) -> Task<rescue::Message> {
        match Self::update(self, message) {
            rescue::Outcome::Stay(task) => task,
            rescue::Outcome::Opened(..) | rescue::Outcome::Quit => Task::none(),
        }
    }

    fn view(&self) -> Element<'_, rescue::Message> {
        Self::view(self)
    }

    fn theme(&self) -> Theme {
        Self::theme(self)
    }

    fn pressed(&self, shortcut: &Shortcut) -> Option<rescue::Message> {
        self.key(shortcut)
    }

    fn changed(&self) -> Option<rescue::Message> {
        None
    }
}

/// The program at work.
pub struct Desk<P = App> {
    program: P,
    size: Size,
    cursor: mouse::Cursor,
    cache: Cache,
    renderer: iced::Renderer,
    board: Board,
    /// What whatever has the focus asks of the input method.
    input_method: InputMethod,
    /// What the engine says when the office changed, as the subscription hears it.
    changes: Option<tokio::sync::watch::Receiver<u64>>,
}

/// A clipboard that nobody else looks at.
#[derive(Default)]
struct Board(String);

impl clipboard::Clipboard for Board {
    fn read(&self, _kind: clipboard::Kind) -> Option<String> {
        Some(self.0.clone())
    }

    fn write(&mut self, _kind: clipboard::Kind, contents: String) {
        self.0 = contents;
    }
}

/// A control that Tab can lead to.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    /// Where it is, in the room or list that it is scrolled with.
    pub bounds: iced::Rectangle,
    /// Where it can be seen.
    pub seen: Option<iced::Rectangle>,
    pub focused: bool,
}

/// Words on screen, and where.
#[derive(Clone)]
struct Seen {
    words: String,
    centre: Option<Point>,
}

impl Desk {
    pub fn new(engine: engine::Engine, size: Size) -> Self {
        let changes = engine.changes();
        let (mut app, task) = App::new(engine, None);
        app.cx.dialogs = Dialogs::prepared();
        let mut desk = Self::with(app, size);
        desk.changes = Some(changes);
        desk.run(task);
        desk.redraw();
        desk
    }

    /// What the next dialog for a file is answered with. One that nobody prepared is a dialog that does not come.
    pub fn prepare_file(&self, chosen: Chosen) {
        self.program.cx.dialogs.prepare(chosen);
    }

    /// Says everything in this language from now on, as far as it is not written yet.
    pub fn speak(&mut self, language: locale::Language) {
        self.program.show(crate::look::Look { language, ..crate::look::Look::default() });
        ui::fonts::install(language.tag());
        self.redraw();
    }

    /// What the room on screen is called in the program, once an office is at work.
    pub fn room_name(&self) -> Option<&'static str> {
        match &self.program.stage {
            Stage::Desk(window) => Some(window.room_name()),
            Stage::Opening | Stage::FirstRun(_) => None,
        }
    }
}

impl<P: Program> Desk<P> {
    /// A window with this in it.
    pub fn with(program: P, size: Size) -> Self {
        let renderer = iced::Renderer::new(ui::fonts::UI, ui::size::BODY.into());
        let (cursor, cache) = (mouse::Cursor::Unavailable, Cache::new());
        let (board, input_method) = (Board::default(), InputMethod::Disabled);
        let changes = None;
        let mut desk =
            Self { program, size, cursor, cache, renderer, board, input_method, changes };
        desk.redraw();
        desk
    }

    /// All words in the window, also those that one must scroll to.
    pub fn all_words(&mut self) -> Vec<String> {
        self.seen().into_iter().map(|seen| seen.words).collect()
    }

    /// All words on screen.
    pub fn words(&mut self) -> Vec<String> {
        let seen = self.seen().into_iter().filter(|seen| seen.centre.is_some());

        seen.map(|seen| seen.words).filter(|words| !words.trim().is_empty()).collect()
    }

    /// The screen.
    pub fn picture(&mut self) -> ui::shot::Picture {
        let size = Size::new(self.size.width as u32, self.size.height as u32);
        let mut ui = UserInterface::build(
            self.program.view(),
            self.size,
            std::mem::take(&mut self.cache),
            &mut self.renderer,
        );
        let now = iced::time::Instant::now();
        let redraw = Event::Window(window::Event::RedrawRequested(now));
        let mut said = Vec::new();
        let _ = ui.update(&[redraw], self.cursor, &mut self.renderer, &mut self.board, &mut said);
        let theme = self.program.theme();
        let style = iced::advanced::renderer::Style { text_color: ui::theme::colors(&theme).text };
        ui.draw(&mut self.renderer, &theme, &style, self.cursor);
        self.cache = ui.into_cache();
        let ground = ui::theme::colors(&theme).surface;
        let rgba =
            iced::advanced::renderer::Headless::screenshot(&mut self.renderer, size, 1.0, ground);

        ui::shot::Picture { size, rgba }
    }

    /// Types letters and digits, one after the other.
    pub fn write(&mut self, text: &str) {
        for letter in text.chars() {
            let mut bytes = [0; 4];
            let letter: &str = letter.encode_utf8(&mut bytes);
            let key = Key::Character(letter.into());
            self.strike(&Shortcut { key, modifiers: none() }, Some(letter));
        }
    }

    /// Presses a key, with what is held down.
    pub fn press(&mut self, shortcut: &Shortcut) {
        let plain =
            shortcut.modifiers.is_empty() || shortcut.modifiers == keyboard::Modifiers::SHIFT;
        let text = match &shortcut.key {
            Key::Named(keyboard::key::Named::Space) => Some(" ".to_owned()),
            Key::Character(letter) if plain => Some(letter.to_string()),
            _ => None,
        };
        self.strike(shortcut, text.as_deref());
    }

    /// A key goes to whatever has the focus, and to the program where nothing there wanted it.
    fn strike(&mut self, shortcut: &Shortcut, text: Option<&str>) {
        let mut event = press_key(shortcut.key.clone(), text.map(Into::into));
        if let Event::Keyboard(keyboard::Event::KeyPressed { modifiers, .. }) = &mut event {
            *modifiers = shortcut.modifiers;
        }
        // Fields look at what is held down only when it changes.
        let held = |modifiers| Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers));
        let (held, let_go) = (held(shortcut.modifiers), held(none()));
        let statuses = self.tell(&[held, event, release_key(shortcut.key.clone()), let_go]);
        if statuses.get(1) == Some(&event::Status::Ignored) {
            let message = self.program.pressed(shortcut);
            message.into_iter().for_each(|message| self.answer(message));
        }
        self.redraw();
    }

    /// Moves the pointer and presses its buttons.
    pub fn point(&mut self, events: &[Event]) {
        // One after the other, as a hand does it: what was pressed may be gone before the button is up.
        for event in events {
            if let Event::Mouse(mouse::Event::CursorMoved { position }) = event {
                self.cursor = mouse::Cursor::Available(*position);
            }
            self.tell(std::slice::from_ref(event));
        }
        self.redraw();
    }

    /// A picture is drawn after each event, and some controls have waited for it.
    fn redraw(&mut self) {
        let now = iced::time::Instant::now();
        self.tell(&[Event::Window(window::Event::RedrawRequested(now))]);
    }

    fn tell(&mut self, events: &[Event]) -> Vec<event::Status> {
        let mut messages = Vec::new();
        let cache = std::mem::take(&mut self.cache);
        let mut ui =
            UserInterface::build(self.program.view(), self.size, cache, &mut self.renderer);
        let (state, statuses) =
            ui.update(events, self.cursor, &mut self.renderer, &mut self.board, &mut messages);
        if let user_interface::State::Updated { input_method, .. } = state {
            self.input_method = input_method;
        }
        self.cache = ui.into_cache();
        messages.into_iter().for_each(|message| self.answer(message));

        statuses
    }

    /// Does all that a message brings with it, to the end.
    fn answer(&mut self, message: P::Message) {
        let task = self.program.update(message);
        self.run(task);
    }

    fn run(&mut self, task: Task<P::Message>) {
        let mut waiting = VecDeque::from([task]);
        loop {
            while let Some(task) = waiting.pop_front() {
                let effects = task::into_stream(task).into_iter().flat_map(block_on_stream);
                for effect in effects {
                    match effect {
                        Effect::Output(message) => waiting.push_back(self.program.update(message)),
                        Effect::Widget(operation) => self.operate(operation),
                        _ => {}
                    }
                }
            }
            let Some(changes) = &mut self.changes else { return };
            if !changes.has_changed().unwrap_or(false) {
                return;
            }
            changes.mark_unchanged();
            let message = self.program.changed();
            waiting.extend(message.map(|message| self.program.update(message)));
        }
    }

    fn operate(&mut self, operation: Box<dyn widget::Operation>) {
        let mut next = Some(operation);
        let cache = std::mem::take(&mut self.cache);
        let mut ui =
            UserInterface::build(self.program.view(), self.size, cache, &mut self.renderer);
        while let Some(mut operation) = next.take() {
            ui.operate(&self.renderer, operation.as_mut());
            if let Outcome::Chain(then) = operation.finish() {
                next = Some(then);
            }
        }
        self.cache = ui.into_cache();
    }

    /// Where these very words can be seen, if need be after turning the wheel over the middle of the room, or over its
    /// lower part where a high head reaches beyond the middle.
    pub fn scrolled_to(&mut self, words: &str) -> Option<Point> {
        [0.5, 0.8].into_iter().find_map(|height| self.scrolled_at(height, words))
    }

    fn scrolled_at(&mut self, height: f32, words: &str) -> Option<Point> {
        const NOTCHES: usize = 40;

        let delta = mouse::ScrollDelta::Lines { x: 0.0, y: -1.0 };
        let position = Point::new(self.size.width * 0.5, self.size.height * height);
        for _ in 0..NOTCHES {
            if let Some(place) = self.place(words) {
                return Some(place);
            }
            // Whoever leaves and comes back scrolls what lies around once what was scrolled last is at its end.
            let moved = mouse::Event::CursorMoved { position };
            let turned = mouse::Event::WheelScrolled { delta };
            self.point(&[mouse::Event::CursorLeft, moved, turned].map(Event::Mouse));
        }

        None
    }

    /// Where these very words can be seen.
    pub fn place(&mut self, words: &str) -> Option<Point> {
        self.seen().into_iter().filter(|seen| seen.words == words).find_map(|seen| seen.centre)
    }

    /// All controls that Tab can lead to, in its order.
    pub fn stops(&mut self) -> Vec<Stop> {
        let window = iced::Rectangle::with_size(self.size);

        self.find(move |candidate: Candidate<'_>| match candidate {
            Candidate::Focusable { bounds, visible_bounds, state, .. } => {
                let seen = visible_bounds.and_then(|seen| seen.intersection(&window));
                Some(Stop { bounds, seen, focused: state.is_focused() })
            }
            _ => None,
        })
    }

    /// The places, in steps of `step`, where a pointer says that something can be pressed or typed in.
    pub fn pressable(&mut self, step: Size) -> Vec<Point> {
        let cache = std::mem::take(&mut self.cache);
        let mut ui =
            UserInterface::build(self.program.view(), self.size, cache, &mut self.renderer);
        let (mut places, mut messages) = (Vec::new(), Vec::new());
        let mut position = Point::new(step.width / 2.0, step.height / 2.0);
        while position.y < self.size.height {
            let moved = Event::Mouse(mouse::Event::CursorMoved { position });
            let cursor = mouse::Cursor::Available(position);
            let (state, _) = ui.update(
                &[moved],
                cursor,
                &mut self.renderer,
                &mut clipboard::Null,
                &mut messages,
            );
            if let user_interface::State::Updated { mouse_interaction, .. } = state
                && matches!(
                    mouse_interaction,
                    mouse::Interaction::Pointer | mouse::Interaction::Text
                )
            {
                places.push(position);
            }
            position.x += step.width;
            if position.x >= self.size.width {
                position = Point::new(step.width / 2.0, position.y + step.height);
            }
        }
        self.cache = ui.into_cache();

        places
    }

    /// What an input method does. Answers what is asked of it afterwards.
    pub fn compose(&mut self, event: iced::advanced::input_method::Event) -> InputMethod {
        self.tell(&[Event::InputMethod(event)]);
        self.redraw();

        self.input_method()
    }

    /// What whatever has the focus asks of the input method.
    pub fn input_method(&self) -> InputMethod {
        self.input_method.clone()
    }

    /// What stands in the field that has the focus, as it is copied from there.
    pub fn copied(&mut self) -> String {
        self.board = Board::default();
        for letter in ["a", "c"] {
            let key = Key::Character(letter.into());
            self.press(&Shortcut { key, modifiers: keyboard::Modifiers::COMMAND });
        }

        self.board.0.clone()
    }

    fn seen(&mut self) -> Vec<Seen> {
        let window = iced::Rectangle::with_size(self.size);
        let centre =
            move |bounds: Option<iced::Rectangle>| Some(bounds?.intersection(&window)?.center());
        self.find(move |candidate: Candidate<'_>| match candidate {
            Candidate::Text { content, visible_bounds, .. } => {
                Some(Seen { words: content.to_owned(), centre: centre(visible_bounds) })
            }
            Candidate::TextInput { state, visible_bounds, .. } => {
                Some(Seen { words: state.text().to_owned(), centre: centre(visible_bounds) })
            }
            _ => None,
        })
    }

    /// All of a sort that are in the window.
    fn find<T: Clone + Send + 'static>(
        &mut self,
        sort: impl FnMut(Candidate<'_>) -> Option<T> + Send + 'static,
    ) -> Vec<T> {
        use widget::Operation as _;

        let mut all = sort.find_all();
        let cache = std::mem::take(&mut self.cache);
        let mut ui =
            UserInterface::build(self.program.view(), self.size, cache, &mut self.renderer);
        ui.operate(&self.renderer, &mut widget::operation::black_box(&mut all));
        self.cache = ui.into_cache();
        match all.finish() {
            Outcome::Some(found) => found,
            Outcome::None | Outcome::Chain(_) => Vec::new(),
        }
    }
}

fn none() -> keyboard::Modifiers {
    keyboard::Modifiers::empty()
}
