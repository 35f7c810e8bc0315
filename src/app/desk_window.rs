//! The window of an office at work: caller bar, rail, the room, status bar, and what floats above.

mod begun;
mod frame;
mod keys;
mod notices;
mod obeying;
mod palette;
mod ringing;
mod rooms;
mod status;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use engine::{Desk, Error, Hit, Link};
use iced::keyboard::key::Named;
use iced::keyboard::{Key, Modifiers};
use iced::widget::{column, container, responsive, row};
use iced::{Element, Fill, Size, Task};
use ui::widget::{at_least, banner, divider, modal};
use ui::{size, space};

use crate::action::Notice;
use crate::caller::{self, CallerBar};
use crate::context::Context;
use crate::look::Look;
use crate::place::{Caller, Place};
use crate::screen::dispatch::Left;
use crate::screen::{self, Room};
use crate::shortcut::Shortcut;
use crate::unread;

use self::notices::{Back, Notices};
use self::palette::Palette;
use self::rooms::{Open, Rooms, Ticket};

/// What a room is scrolled in where the window is smaller than that.
const SCROLLED: &str = "room";

/// An office at work.
pub struct DeskWindow {
    desk: Desk,
    link: Link,
    caller: CallerBar,
    rooms: Rooms,
    /// How the board was left.
    board: Left,
    notices: Notices,
    palette: Option<Palette>,
    /// Whether the keys are shown.
    keys: bool,
    /// Whose call was begun last and is no order yet.
    begun: Option<String>,
    /// Whether somebody waits for headquarters to be tried.
    trying: bool,
    /// How often the room in front was read again in vain.
    tries: u32,
}

/// What can happen in the window.
#[derive(Debug, Clone)]
pub enum Message {
    /// Something happened in the room with this ticket.
    Room(Ticket, screen::Message),
    Caller(caller::Message),
    Opened(Place),
    BackPressed,
    NewOrderPressed,
    /// The call that was begun is to be gone on with.
    BegunPressed,
    BegunRead(Option<String>),
    KeysPressed,
    LookChosen(Look),
    /// A file was dropped on the window.
    FileDropped(PathBuf),
    Pressed(Shortcut),
    OfficeChanged,
    DeskRead(Result<Option<Desk>, Error>),
    LinkRead(Result<Link, Error>),
    /// Somebody who rang was looked for.
    CallerFound(String, Result<Vec<Hit>, Error>),
    /// The person goes where the latest notice leads.
    WayTaken,
    UndoPressed,
    /// What was done last, by its number, was taken back.
    Undone(u64, Result<(), Error>),
    NoticeClosed(u64),
    /// A second has passed while something fades.
    Beat,
    /// A while has passed in which headquarters was not there.
    LinkBeat,
    /// Headquarters is to be tried at once.
    TryPressed,
    Tried,
    /// What could not be read is to be read again.
    ReadAgain,
    CommandTyped(String),
    /// The command in this place of the list; without a place the first.
    CommandTaken(Option<usize>),
    CommandsClosed,
}

/// What the program must do about it.
pub enum Ask {
    None,
    Look(Look),
    Begin,
}

impl DeskWindow {
    /// Opens the window of an office on the room where the day begins.
    pub fn new(desk: Desk, cx: &Context) -> (Self, Task<Message>) {
        let (room, entered) = Open::new(Place::Today, cx);
        let window = Self {
            desk,
            link: Link::default(),
            caller: CallerBar::default(),
            rooms: Rooms::new(room),
            board: Left::default(),
            notices: Notices::default(),
            palette: None,
            keys: false,
            begun: None,
            trying: false,
            tries: 0,
        };
        let link = read_link(cx);

        let entered = window.work(entered);

        (window, Task::batch([entered, link, begun::read(cx)]))
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> (Task<Message>, Ask) {
        self.rooms.tidy();
        match message {
            Message::Room(ticket, message) => self.told(&ticket, message, cx),
            Message::LookChosen(look) => (Task::none(), Ask::Look(look)),
            Message::Caller(message) => {
                let action = self.caller.update(message, cx);
                (self.follow(action, cx), Ask::None)
            }
            other => (self.handle(other, cx), Ask::None),
        }
    }

    fn handle(&mut self, message: Message, cx: &Context) -> Task<Message> {
        match message {
            Message::Opened(place) => self.go(place, cx),
            Message::BackPressed => self.back(cx),
            Message::NewOrderPressed => self.new_order(cx),
            Message::BegunPressed => self.go_on(cx),
            Message::BegunRead(begun) => {
                self.begun = begun;
                Task::none()
            }
            Message::KeysPressed => {
                self.keys = true;
                Task::none()
            }
            Message::Pressed(shortcut) => self.key_pressed(&shortcut, cx),
            Message::FileDropped(path) => self.file_dropped(path, cx),
            Message::OfficeChanged => self.refresh(cx),
            Message::DeskRead(Ok(Some(desk))) => {
                self.desk = desk;
                Task::none()
            }
            Message::LinkRead(Ok(link)) => {
                self.link = link;
                Task::none()
            }
            Message::CallerFound(number, hits) => self.caller_found(number, hits, cx),
            Message::WayTaken => self.way_taken(cx),
            Message::UndoPressed => self.undo(cx),
            Message::Undone(number, answer) => self.undone(number, answer, cx),
            Message::NoticeClosed(number) => {
                self.notices.close(number);
                Task::none()
            }
            Message::Beat => {
                self.notices.beat();
                Task::none()
            }
            Message::LinkBeat => read_link(cx),
            Message::TryPressed => self.try_now(cx),
            Message::Tried => {
                self.trying = false;
                read_link(cx)
            }
            Message::ReadAgain => self.read_again(cx),
            Message::CommandTyped(text) => self.command_typed(text),
            Message::CommandTaken(place) => self.command_taken(place, cx),
            Message::CommandsClosed => {
                (self.palette, self.keys) = (None, false);
                Task::none()
            }
            Message::Room(..)
            | Message::LookChosen(_)
            | Message::Caller(_)
            | Message::DeskRead(_)
            | Message::LinkRead(_) => Task::none(),
        }
    }

    /// What the room on screen is called in the program.
    #[cfg(test)]
    pub fn room_name(&self) -> &'static str {
        self.rooms.front.room.name()
    }

    /// A file goes to the room, where that takes any.
    fn file_dropped(&mut self, path: PathBuf, cx: &Context) -> Task<Message> {
        let front = &self.rooms.front.room;
        let taken = (self.palette.is_none() && !self.keys).then(|| front.dropped(path)).flatten();
        if let Some(message) = taken {
            return self.work(Task::done(message));
        }
        let words = cx.locale.window_drop_nowhere();
        self.tell(Notice { tone: ui::Tone::Info, ..Notice::done(words) });

        Task::none()
    }

    /// Whether the room shows what belongs in it.
    pub fn is_filled(&self) -> bool {
        match &self.rooms.front.room {
            Room::Today(room) => room.is_filled(),
            _ => true,
        }
    }

    /// Goes somewhere, for the program itself and for tests.
    pub fn go(&mut self, place: Place, cx: &Context) -> Task<Message> {
        // Whom somebody looked for in another room is not who calls next.
        self.caller.clear();
        self.remember_board(cx);
        self.notices.leave();
        let place = match place {
            Place::Dispatch => Place::Board(self.board),
            place => place,
        };
        let (room, entered) = Open::new(place, cx);
        self.rooms.enter(room);
        self.tries = 0;
        // A call is taken down in one place: what was begun before is offered there.
        if is_intake(&self.rooms.front.room) {
            self.rooms.close_behind(is_intake);
        }

        // What had the focus before, the caller bar most often, would swallow the room's keys.
        let entered = ui::rest().chain(top()).chain(self.work(entered));

        Task::batch([entered, begun::read(cx)])
    }

    /// Whoever comes back to the board finds the day that was left.
    fn remember_board(&mut self, cx: &Context) {
        if let Room::Dispatch(room) = &self.rooms.front.room {
            self.board = room.left(cx);
        }
    }

    /// The room one came from, as it was left, with what has changed meanwhile.
    fn back(&mut self, cx: &Context) -> Task<Message> {
        self.remember_board(cx);
        self.notices.leave();
        if !self.rooms.back() {
            return self.go(Place::default(), cx);
        }

        self.come_back(cx)
    }

    /// The room in front was left before, and goes on.
    fn come_back(&mut self, cx: &Context) -> Task<Message> {
        self.tries = 0;
        let room = &self.rooms.front.room;
        let home = room.home(cx).map_or_else(ui::rest, iced::widget::operation::focus);

        Task::batch([self.work(room.refresh(cx)), top().chain(home), begun::read(cx)])
    }

    fn follow(&mut self, action: caller::Action, cx: &Context) -> Task<Message> {
        match action {
            caller::Action::None => Task::none(),
            caller::Action::Run(task) => task.map(Message::Caller),
            caller::Action::Open(place) => self.go(place, cx),
            caller::Action::Tell(notice) => {
                self.tell(notice);
                Task::none()
            }
        }
    }

    /// Puts a number or name into the caller bar, as if it had been typed there.
    pub fn call(&mut self, text: String, cx: &Context) -> Task<Message> {
        let action = self.caller.look_for(text, cx);

        Task::batch([self.follow(action, cx), CallerBar::focus()])
    }

    fn new_order(&mut self, cx: &Context) -> Task<Message> {
        let customer = match &self.rooms.front.place {
            Place::Household(id) => Some(*id),
            _ => None,
        };
        let caller = self.caller.caller();
        self.caller.clear();
        // Whoever was looked for is another than whose file is open.
        let customer = if caller.typed.is_empty() { customer } else { caller.customer };

        let caller = Caller { customer, ..caller };
        if caller.customer.is_none() && caller.typed.is_empty() {
            // Nobody else is calling: the call that is being taken down goes on.
            return self.go_on(cx);
        }

        self.go(Place::Intake(caller), cx)
    }

    fn key_pressed(&mut self, shortcut: &Shortcut, cx: &Context) -> Task<Message> {
        if self.palette.is_some() || self.keys {
            return Task::none();
        }
        // Whatever room, whatever dialog.
        if shortcut.is(Named::F1) {
            self.keys = true;
            return Task::none();
        }
        if shortcut.is(Named::F5) && self.rooms.front.room.unread().is_some() {
            return self.read_again(cx);
        }
        if let Some(message) = self.rooms.front.room.key(shortcut) {
            return self.work(Task::done(message));
        }
        if shortcut.is_command("l") {
            return CallerBar::begin();
        }
        if shortcut.is_command("k") {
            return self.commands_wanted();
        }
        if shortcut.is_command("n") {
            return self.new_order(cx);
        }
        if shortcut.is_command("b") {
            return self.go_on(cx);
        }
        if shortcut.is_command("z") {
            return self.undo(cx);
        }
        if shortcut.is_command("j") {
            return self.way_taken(cx);
        }
        if shortcut.is_command("r") && self.is_cut_off() {
            return self.try_now(cx);
        }
        if shortcut.is(Named::Escape) {
            let hushed = self.notices.hush();
            let stays = hushed || !self.rooms.has_behind();
            return if stays { Task::none() } else { self.back(cx) };
        }
        let room = Place::RAIL.iter().zip(1..).find(|(_, n)| shortcut.is_alt(&format!("{n}")));
        if let Some((place, _)) = room {
            return self.go(place.clone(), cx);
        }

        // What belongs into a form rings nobody up.
        let form = self.rooms.front.room.is_written_in();
        match shortcut.digit() {
            Some(_) if form => {
                let home = self.rooms.front.room.home(cx);
                home.map_or_else(Task::none, iced::widget::operation::focus)
            }
            Some(digit) => self.call(digit.to_string(), cx),
            None => Task::none(),
        }
    }

    fn refresh(&self, cx: &Context) -> Task<Message> {
        Task::batch([
            self.work(self.rooms.front.room.refresh(cx)),
            read_link(cx),
            Task::perform(cx.engine.desk(), Message::DeskRead),
            begun::read(cx),
        ])
    }

    /// What could not be read is read again.
    fn read_again(&mut self, cx: &Context) -> Task<Message> {
        self.tries += 1;

        self.refresh(cx)
    }

    /// Says something at the foot of the window.
    pub fn tell(&mut self, notice: Notice) {
        self.notices.tell(notice);
    }

    /// Whether something at the foot of the window will fade.
    pub fn is_fading(&self) -> bool {
        self.notices.are_fading()
    }

    fn undo(&mut self, cx: &Context) -> Task<Message> {
        let locale = &cx.locale;
        // What stands in the caller bar is what was done last.
        if self.caller.has_text() {
            self.caller.clear();
            return Task::none();
        }
        let (number, undo) = match self.notices.begin_undo() {
            Back::Way(number, undo) => (number, undo),
            Back::Busy => return Task::none(),
            Back::Nothing => {
                self.tell(Notice::done(locale.window_nothing_to_undo()));
                return Task::none();
            }
            Back::Closed(deed) => {
                let next = self.notices.next_undo().map(|next| locale.window_undo_next(next));
                let words = [Some(locale.window_undo_none(&deed)), next];
                let words = locale.sentences(words.into_iter().flatten());
                self.tell(Notice::missing(words));
                return Task::none();
            }
        };

        Task::perform(cx.engine.undo(undo), move |answer| Message::Undone(number, answer))
    }

    fn undone(&mut self, number: u64, answer: Result<(), Error>, cx: &Context) -> Task<Message> {
        let deed = self.notices.end_undo(number, answer.as_ref().err());
        let deed = deed.unwrap_or_default();
        let locale = &cx.locale;
        let next = self.notices.next_undo().map(|next| locale.window_undo_next(next));
        let notice = match &answer {
            Ok(()) => {
                let words = [Some(locale.window_undone(&deed)), next];
                Notice::done(locale.sentences(words.into_iter().flatten()))
            }
            Err(error) => {
                let why = crate::problem::message(error, locale);
                let gone = notices::is_for_good(error);
                let said = match gone {
                    true => locale.window_undo_gone(&deed),
                    false => locale.window_undo_failed(&deed),
                };
                let words = [Some(said), Some(why), next.filter(|_| gone)];
                let words = locale.sentences(words.into_iter().flatten());
                // What is gone for good needs nothing from anybody.
                if gone { Notice::missing(words) } else { Notice::problem(words) }
            }
        };
        self.tell(notice);

        self.refresh(cx)
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let window = responsive(move |window| self.window(window, cx));

        let above = self.palette_view(cx).or_else(|| self.keys.then(|| keys::view(cx)));

        let window = modal(window, above, Some(Message::CommandsClosed));

        ui::root(ui::summon(CallerBar::ID, |key, modifiers| self.rings(key, modifiers), window))
    }

    /// Whether a key that nothing on screen wanted belongs into the caller bar: a digit, where no form is open.
    fn rings(&self, key: &Key, modifiers: Modifiers) -> bool {
        let shortcut = Shortcut { key: key.clone(), modifiers };
        let room = &self.rooms.front.room;
        let above = self.palette.is_some() || self.keys;

        !above
            && shortcut.digit().is_some()
            && !room.is_written_in()
            && room.key(&shortcut).is_none()
    }

    fn window<'a>(&'a self, window: Size, cx: &'a Context) -> Element<'a, Message> {
        let slim = window.width < size::SLIM;
        let rail = if slim { size::SLIM_RAIL } else { size::RAIL };
        let there = Size::new(window.width - rail, window.height - size::BAR - size::STATUS);
        let ticket = self.rooms.front.ticket.clone();
        let (asks, least) = (self.rooms.front.room.asks(), self.rooms.front.room.least());
        let room = match self.rooms.front.room.unread() {
            Some(error) => {
                let name = frame::face(&self.rooms.front.place, cx).1;
                unread::view(&name, (error, self.tries), Message::ReadAgain, cx)
            }
            None => {
                let room = &self.rooms.front.room;
                let shown = ui::kept(room.is_written_in(), room.view(cx));
                let room = column![foreign(room, cx), shown].height(Fill);
                let room = Element::from(room);
                room.map(move |message| Message::Room(ticket.clone(), message))
            }
        };
        let room = at_least(SCROLLED, (there, least), asks, room);
        let below = row![self.rail(slim.then_some(there.height), cx), room].height(Fill);
        let said = self.notices.view(|| self.unsent(cx).into_iter().collect(), cx);
        let foot = said.unwrap_or_else(|| self.status(slim, cx));

        column![self.bar(slim, cx), divider(), below, divider(), foot].into()
    }
}

/// That what a room is for is not done at this computer, and where it is.
fn foreign<'a>(room: &Room, cx: &Context) -> Option<Element<'a, screen::Message>> {
    let duties = room.duties();

    (!cx.may(duties)).then(|| {
        let words = banner(ui::Tone::Info, cx.why_not(duties), None);
        container(words).padding([space::NEAR, space::FAR]).into()
    })
}

fn read_link(cx: &Context) -> Task<Message> {
    Task::perform(cx.engine.link(), Message::LinkRead)
}

fn is_intake(room: &Room) -> bool {
    matches!(room, Room::Intake(_))
}

/// A room begins at its top, however far the one before it was scrolled.
fn top<T: Send + 'static>() -> Task<T> {
    let start = iced::widget::operation::RelativeOffset::START;

    iced::widget::operation::snap_to(SCROLLED, start)
}
