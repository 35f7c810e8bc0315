//! The rooms, one file each, and the one table that ties them to the window.

pub mod attention;
pub mod callbacks;
pub mod customers;
pub mod dispatch;
pub mod first_run;
pub mod glance;
pub mod household;
pub mod import;
pub mod inbox;
pub mod intake;
mod kept;
pub mod knowledge;
pub mod letters;
pub mod likely;
pub mod merging;
pub mod order;
pub mod orders;
pub mod parts;
pub mod preview;
pub mod settings;
pub mod sheets;
pub mod suspects;
pub mod today;

use std::path::PathBuf;

use engine::{Error, Stage};
use iced::{Element, Size, Task};

use crate::action::{Action, Notice};
use crate::context::Context;
use crate::listing::Reading;
use crate::place::Place;
use crate::shortcut::Shortcut;

/// The width that every room needs.
const WIDE: f32 = 600.0;
/// The height of a room with several parts one below the other.
const HIGH: f32 = 420.0;
/// The height of a room that is scrolled within.
const LOW: f32 = 240.0;

macro_rules! rooms {
    ($($name:ident = $module:ident::$room:ident),+ $(,)?) => {
        /// The room on screen.
        pub enum Room {
            $($name($module::$room),)+
        }

        /// What can happen in a room.
        #[derive(Debug, Clone)]
        pub enum Message {
            $($name($module::Message),)+
        }

        impl Room {
            /// Hands a message to the room it is for. The window knows which room that is; one of another kind gets none.
            pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
                let duties = self.needed(&message);
                if !cx.may(duties) {
                    let notice = Notice::problem(cx.why_not(duties));
                    return Action::Tell(notice, Task::none());
                }
                match (self, message) {
                    $((Self::$name(room), Message::$name(message)) => {
                        room.update(message, cx).map(Message::$name)
                    })+
                    _ => Action::None,
                }
            }

            /// Something changed in the office.
            pub fn refresh(&self, cx: &Context) -> Task<Message> {
                match self {
                    $(Self::$name(room) => room.refresh(cx).map(Message::$name),)+
                }
            }

            /// The message of a key that nothing else wanted.
            pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
                match self {
                    $(Self::$name(room) => room.key(shortcut).map(Message::$name),)+
                }
            }

            pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
                match self {
                    $(Self::$name(room) => room.view(cx).map(Message::$name),)+
                }
            }
        }

        #[cfg(test)]
        impl Room {
            /// What the rooms are called here.
            pub const NAMES: &[&str] = &[$(stringify!($name)),+];

            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$name(_) => stringify!($name),)+
                }
            }
        }
    };
}

rooms! {
    Today = today::Today,
    Dispatch = dispatch::Dispatch,
    Sheets = sheets::Sheets,
    Orders = orders::Orders,
    Customers = customers::Customers,
    Parts = parts::Parts,
    Callbacks = callbacks::Callbacks,
    Letters = letters::Letters,
    Knowledge = knowledge::Knowledge,
    Inbox = inbox::Inbox,
    Settings = settings::Settings,
    Attention = attention::Attention,
    Import = import::Import,
    Household = household::Household,
    Suspects = suspects::Suspects,
    Order = order::OrderFile,
    Intake = intake::Intake,
    Preview = preview::Preview,
}

impl Room {
    /// Who may save its list as a file: what is about customers leaves by whoever answers for the office.
    pub const fn saving_duties(&self) -> &'static [engine::DeskWork] {
        match self {
            Self::Parts(_) => &[],
            _ => &[engine::DeskWork::Office],
        }
    }

    /// What is written down of its list when it was saved: the room, or whose file it is by its id. No name.
    pub fn listed(&self) -> String {
        match self {
            Self::Orders(_) => "orders".to_owned(),
            Self::Customers(_) => "customers".to_owned(),
            Self::Parts(_) => "parts".to_owned(),
            Self::Callbacks(_) => "callbacks".to_owned(),
            Self::Attention(_) => "attention".to_owned(),
            Self::Household(room) => format!("customer {}", room.customer()),
            _ => "list".to_owned(),
        }
    }

    /// What it lists, for a file, and what that is called; nothing where there is no list, or none yet.
    pub fn listing(&self, cx: &Context) -> Option<(String, Reading)> {
        let locale = &cx.locale;
        let listing = match self {
            Self::Orders(room) => (locale.room_orders(), room.listing(cx)),
            Self::Customers(room) => (locale.room_customers(), room.listing(cx)),
            Self::Parts(room) => (locale.room_parts(), room.listing(cx)?),
            Self::Callbacks(room) => (locale.room_callbacks(), room.listing(cx)?),
            Self::Attention(room) => (locale.attention_title(), room.listing(cx)?),
            Self::Household(room) => room.listing(cx)?,
            _ => return None,
        };

        Some(listing)
    }

    /// What the command is called that saves it; nothing where there is no list.
    pub fn listing_name(&self, cx: &Context) -> Option<String> {
        match self {
            Self::Orders(_)
            | Self::Customers(_)
            | Self::Parts(_)
            | Self::Callbacks(_)
            | Self::Attention(_) => Some(cx.locale.export_title()),
            Self::Household(_) => Some(cx.locale.export_person()),
            _ => None,
        }
    }

    /// What a file says that was dropped on it; nothing where files mean nothing.
    pub fn dropped(&self, path: PathBuf) -> Option<Message> {
        match self {
            Self::Order(room) if !room.asks() => {
                let dropped = order::files::Message::Dropped(path);
                Some(Message::Order(order::Message::Files(dropped)))
            }
            Self::Inbox(room) => Some(Message::Inbox(room.dropped(path))),
            _ => None,
        }
    }

    /// The control where typing goes on in a room that one comes back to.
    pub fn home(&self, cx: &Context) -> Option<&'static str> {
        match self {
            Self::Today(_) => Some(today::Today::TASKS),
            Self::Dispatch(room) => Some(room.home()),
            Self::Sheets(_) => Some(sheets::Sheets::NUMBER),
            Self::Orders(_) => Some(orders::Orders::LIST),
            Self::Customers(_) => Some(customers::Customers::LIST),
            Self::Parts(_) => Some(parts::Parts::LIST),
            Self::Knowledge(_) => Some(knowledge::Knowledge::LIST),
            Self::Attention(_) => Some(attention::Attention::LIST),
            Self::Suspects(_) => Some(suspects::Suspects::LIST),
            Self::Inbox(room) => Some(room.home()),
            Self::Intake(room) => Some(room.home(cx)),
            Self::Callbacks(_)
            | Self::Letters(_)
            | Self::Import(_)
            | Self::Order(_)
            | Self::Preview(_) => None,
            Self::Household(room) => Some(room.home()),
            Self::Settings(room) => Some(room.home()),
        }
    }

    /// What it needs to be worked in, in logical pixels: with less it is scrolled as a whole. What scrolls by itself needs
    /// little height, so that there is one scroll bar and not one within another.
    pub fn least(&self) -> Size {
        let height = match self {
            Self::Today(_)
            | Self::Dispatch(_)
            | Self::Orders(_)
            | Self::Customers(_)
            | Self::Callbacks(_)
            | Self::Knowledge(_)
            | Self::Settings(_)
            | Self::Attention(_)
            | Self::Suspects(_)
            | Self::Import(_)
            | Self::Household(_)
            | Self::Order(_)
            | Self::Intake(_)
            | Self::Preview(_) => LOW,
            Self::Letters(room) if !room.is_high() => LOW,
            Self::Sheets(room) if room.is_entering() => LOW,
            Self::Sheets(_) | Self::Parts(_) | Self::Letters(_) | Self::Inbox(_) => HIGH,
        };

        Size::new(WIDE, height)
    }

    /// Whether a dialog lies over it: that is never larger than the window.
    pub fn asks(&self) -> bool {
        match self {
            Self::Dispatch(room) => room.is_writing(),
            Self::Customers(room) => room.is_writing(),
            Self::Order(room) => room.asks(),
            Self::Parts(room) => room.asks(),
            Self::Suspects(room) => room.asks(),
            Self::Household(room) => room.asks(),
            Self::Inbox(room) => room.asks(),
            _ => false,
        }
    }

    /// Whether nothing is half-written in it or being done.
    pub fn may_be_left(&self) -> bool {
        match self {
            Self::Today(_) | Self::Orders(_) => true,
            Self::Attention(room) => !room.is_busy(),
            Self::Suspects(room) => !room.asks(),
            Self::Preview(room) => !room.is_busy(),
            Self::Dispatch(room) => !room.is_writing(),
            Self::Customers(room) => !room.is_writing() && !room.is_half_written(),
            Self::Household(room) => !room.is_writing(),
            Self::Settings(room) => !room.is_half_written(),
            Self::Order(room) => !room.is_writing(),
            Self::Knowledge(room) => !room.is_writing(),
            Self::Inbox(room) => !room.is_half_written(),
            Self::Sheets(_)
            | Self::Parts(_)
            | Self::Callbacks(_)
            | Self::Letters(_)
            | Self::Import(_)
            | Self::Intake(_) => false,
        }
    }

    /// Whether something was typed in it that is not saved and that no draft keeps: it is held open until that is done.
    pub fn is_half_written(&self) -> bool {
        match self {
            Self::Settings(room) => room.is_half_written(),
            Self::Household(room) => room.is_half_written(),
            Self::Customers(room) => room.is_half_written(),
            Self::Inbox(room) => room.is_half_written(),
            _ => false,
        }
    }

    /// Whether what is half-written in it belongs at this place.
    pub fn goes_on(&self, place: &Place) -> bool {
        let there = match (self, place) {
            (Self::Settings(_), Place::Settings | Place::SettingsPage(_)) => true,
            (Self::Household(room), Place::Household(id)) => room.is_of(*id),
            (Self::Customers(_), Place::Customers) | (Self::Inbox(_), Place::Inbox) => true,
            _ => false,
        };

        there && self.is_half_written()
    }

    /// What it is told to show what is at this place.
    pub fn turned_to(&self, place: &Place) -> Option<Message> {
        match (self, place) {
            (Self::Settings(_), Place::SettingsPage(page)) => {
                Some(Message::Settings(settings::Message::PagePicked(*page)))
            }
            _ => None,
        }
    }

    /// Whether a form is open in it in which something is typed that is not saved: digits belong there.
    pub fn is_written_in(&self) -> bool {
        match self {
            Self::Intake(room) => room.is_begun(),
            Self::Sheets(room) => room.is_entering(),
            Self::Parts(room) => room.asks(),
            Self::Settings(room) => room.is_typed_in(),
            Self::Dispatch(room) => room.is_writing(),
            Self::Customers(room) => room.is_writing(),
            Self::Household(room) => room.is_writing(),
            Self::Order(room) => room.asks(),
            Self::Callbacks(room) => room.is_written_in(),
            Self::Letters(room) => room.is_written_in(),
            Self::Inbox(room) => room.is_written_in(),
            Self::Import(room) => room.is_written_in(),
            Self::Knowledge(room) => room.is_writing(),
            Self::Suspects(room) => room.asks(),
            Self::Today(_) | Self::Orders(_) | Self::Attention(_) | Self::Preview(_) => false,
        }
    }

    /// Whether a digit alone settles something in it.
    pub fn settles_by_digit(&self) -> bool {
        match self {
            Self::Attention(_) => true,
            Self::Callbacks(room) => room.settles_by_digit(),
            _ => false,
        }
    }

    /// Why there is nothing to show yet, where the first reading failed.
    pub fn unread(&self) -> Option<&Error> {
        match self {
            Self::Today(room) => room.unread(),
            Self::Dispatch(room) => room.unread(),
            Self::Sheets(room) => room.unread(),
            Self::Orders(room) => room.unread(),
            Self::Customers(room) => room.unread(),
            Self::Parts(room) => room.unread(),
            Self::Callbacks(room) => room.unread(),
            Self::Letters(room) => room.unread(),
            Self::Knowledge(room) => room.unread(),
            Self::Inbox(room) => room.unread(),
            Self::Settings(room) => room.unread(),
            Self::Attention(room) => room.unread(),
            Self::Suspects(room) => room.unread(),
            Self::Household(room) => room.unread(),
            Self::Order(room) => room.unread(),
            // There is something to do without what could not be read.
            Self::Import(_) | Self::Intake(_) | Self::Preview(_) => None,
        }
    }

    /// Enters a room.
    pub fn open(place: Place, cx: &Context) -> (Self, Task<Message>) {
        macro_rules! enter {
            ($name:ident, $entered:expr) => {{
                let (room, task) = $entered;
                (Self::$name(room), task.map(Message::$name))
            }};
        }

        match place {
            Place::Today => enter!(Today, today::Today::new(cx)),
            Place::Dispatch => enter!(Dispatch, dispatch::Dispatch::new(cx)),
            Place::Board(left) => enter!(Dispatch, dispatch::Dispatch::again(left, cx)),
            Place::Dispatching(order) => enter!(Dispatch, dispatch::Dispatch::with(order, cx)),
            Place::Planning(order, agreed) => {
                enter!(Dispatch, dispatch::Dispatch::planning(order, agreed, cx))
            }
            Place::Sheets => enter!(Sheets, sheets::Sheets::new(None, cx)),
            Place::Sheet(number) => enter!(Sheets, sheets::Sheets::new(Some(number), cx)),
            Place::Orders => enter!(Orders, orders::Orders::new(Stage::default(), cx)),
            Place::OrdersAt(stage) => enter!(Orders, orders::Orders::new(stage, cx)),
            Place::Customers => enter!(Customers, customers::Customers::new(cx)),
            Place::Parts => enter!(Parts, parts::Parts::new(cx)),
            Place::Callbacks => enter!(Callbacks, callbacks::Callbacks::new(None, cx)),
            Place::Callback(order) => enter!(Callbacks, callbacks::Callbacks::new(Some(order), cx)),
            Place::Letters => enter!(Letters, letters::Letters::new(cx)),
            Place::Letter(order) => enter!(Letters, letters::Letters::about(order, cx)),
            Place::LetterTo(customer) => enter!(Letters, letters::Letters::to(customer, cx)),
            Place::Knowledge => enter!(Knowledge, knowledge::Knowledge::new(None, cx)),
            Place::Article(id) => enter!(Knowledge, knowledge::Knowledge::new(Some(id), cx)),
            Place::Inbox => enter!(Inbox, inbox::Inbox::new(None, cx)),
            Place::Enquiry(id) => enter!(Inbox, inbox::Inbox::new(Some(id), cx)),
            Place::Settings => {
                enter!(Settings, settings::Settings::new(settings::Page::Office, cx))
            }
            Place::SettingsPage(page) => enter!(Settings, settings::Settings::new(page, cx)),
            Place::Suspects => enter!(Suspects, suspects::Suspects::new(cx)),
            Place::Attention => enter!(Attention, attention::Attention::new(cx)),
            Place::Import => enter!(Import, import::Import::new(cx)),
            Place::Household(id) => enter!(Household, household::Household::new(id, cx)),
            Place::Order(id) => enter!(Order, order::OrderFile::new(id, cx)),
            Place::Paying(id) => enter!(Order, order::OrderFile::paying_for(id, cx)),
            Place::Intake(caller) => enter!(Intake, intake::Intake::new(caller, cx)),
            Place::Preview(paper) => enter!(Preview, preview::Preview::new(paper, cx)),
            Place::JobSheets(sheets) => enter!(Preview, preview::Preview::of_sheets(sheets, cx)),
            Place::LettersLaidOut(letters) => {
                enter!(Preview, preview::Preview::of_letters(letters, cx))
            }
        }
    }
}
