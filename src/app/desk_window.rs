//! The window of an office at work: caller bar, rail, the room, status bar, and what floats above.

mod begun;
mod exporting;
mod frame;
mod going;
mod keys;
pub mod mails;
mod notices;
mod obeying;
mod palette;
mod pressed;
mod regret;
mod ringing;
mod rooms;
mod status;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use engine::{Desk, Error, Hit, Link};
use iced::widget::{column, container, responsive, row};
use iced::{Element, Fill, Size, Task};
use ui::widget::{at_least, banner, divider, modal};
use ui::{size, space};

use crate::action::Notice;
use crate::caller::{self, CallerBar};
use crate::context::Context;
use crate::look::Look;
use crate::place::Place;
use crate::screen::dispatch::Left;
use crate::screen::{self, Room};
use crate::shortcut::Shortcut;
use crate::unread;

use self::exporting::Exporting;
use self::notices::Notices;
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
    /// Whether a folder is looked at for mails.
    mails: bool,
    /// The list that is being saved as a file.
    exporting: Exporting,
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
    /// What was copied elsewhere is to be looked up.
    Pasted(Option<String>),
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
    /// Mails that come and go by themselves.
    Mails(mails::Message),
    /// Headquarters is to be tried at once.
    TryPressed,
    Tried,
    /// What could not be read is to be read again.
    ReadAgain,
    /// Something about saving the list in front as a file.
    Export(exporting::Message),
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
            mails: false,
            exporting: Exporting::default(),
        };
        let link = read_link(cx);

        let entered = window.work(entered);

        (window, Task::batch([entered, link, begun::read(cx), mails::read(cx)]))
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
            Message::Pasted(copied) => self.pasted(copied.as_deref(), cx),
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
            Message::Mails(message) => self.mails_told(message, cx),
            Message::TryPressed => self.try_now(cx),
            Message::Tried => {
                self.trying = false;
                read_link(cx)
            }
            Message::ReadAgain => self.read_again(cx),
            Message::Export(message) => self.export_told(message, cx),
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

    fn refresh(&self, cx: &Context) -> Task<Message> {
        Task::batch([
            self.work(self.rooms.front.room.refresh(cx)),
            read_link(cx),
            Task::perform(cx.engine.desk(), Message::DeskRead),
            begun::read(cx),
            mails::read(cx),
        ])
    }

    /// The room is read anew by itself; whoever asks for it wants to know that it is.
    fn reload(&mut self, cx: &Context) -> Task<Message> {
        let clock = cx.engine.clock();
        let now = clock.now().at(clock.offset()).time();
        let words = cx.locale.window_as_of(&cx.locale.time(now));
        self.tell(Notice { tone: ui::Tone::Info, ..Notice::done(words) });

        self.refresh(cx)
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

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let window = responsive(move |window| self.window(window, cx));

        let above =
            self.palette_view(cx).or_else(|| self.keys.then(|| keys::view(self.is_at_board(), cx)));

        let window = modal(window, above, Some(Message::CommandsClosed));

        let alone = |key| {
            let modifiers = iced::keyboard::Modifiers::empty();
            Message::Pressed(Shortcut { key, modifiers })
        };
        let meant = |key: &_, modifiers| self.rings(key, modifiers);

        ui::root(ui::summon(CallerBar::ID, meant, (pressed::PATIENCE, alone), window))
    }

    fn is_at_board(&self) -> bool {
        matches!(self.rooms.front.room, Room::Dispatch(_))
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
        // What is said at the foot may take two lines: the rail has the height that is left.
        let rail: Element<'a, Message> = match slim {
            true => responsive(move |left| self.rail(Some(left.height), cx)).width(rail).into(),
            false => self.rail(None, cx),
        };
        let below = row![rail, room].height(Fill);
        let said = self.notices.view(|| self.unsent(cx).into_iter().collect(), cx);
        let foot = said.unwrap_or_else(|| self.status(slim, cx));
        let saving = self.exporting(cx).map(|saving| {
            column![divider(), container(saving).padding([space::TIGHT, space::FAR])]
        });

        column![self.bar(slim, cx), divider(), below, saving, divider(), foot].into()
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
