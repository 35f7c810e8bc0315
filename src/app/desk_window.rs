//! The window of an office at work: caller bar, rail, the room, status bar, and what floats above.

mod ringing;

use engine::{Desk, Error, Hit, Link};
use iced::keyboard::key::Named;
use iced::widget::{column, container, row, space as gap, text};
use iced::{Center, Element, Fill, Task};
use ui::widget::{
    Offer, RailItem, button, combo, dialog, divider, icon_button, modal, rail, status_bar,
    status_item, toast, toasts,
};
use ui::{Icon, Suggestion, Tone, icon, size, space, theme};

use crate::action::{Action, Notice};
use crate::caller::{self, CallerBar};
use crate::context::Context;
use crate::look::Look;
use crate::place::{Caller, Place};
use crate::screen::{self, Room};
use crate::shortcut::Shortcut;

/// How many rooms the way back remembers.
const STEPS: usize = 30;

/// An office at work.
pub struct DeskWindow {
    desk: Desk,
    link: Link,
    caller: CallerBar,
    place: Place,
    room: Room,
    behind: Vec<Place>,
    notices: Vec<Notice>,
    command: Option<String>,
}

/// What can happen in the window.
#[derive(Debug, Clone)]
pub enum Message {
    Room(screen::Message),
    Caller(caller::Message),
    Opened(Place),
    BackPressed,
    NewOrderPressed,
    LookChosen(Look),
    Pressed(Shortcut),
    OfficeChanged,
    DeskRead(Result<Option<Desk>, Error>),
    LinkRead(Result<Link, Error>),
    /// Somebody who rang was looked for.
    CallerFound(String, Result<Vec<Hit>, Error>),
    CallTaken,
    UndoPressed,
    Undone(Result<(), Error>),
    NoticeClosed(usize),
    CommandChanged(String),
    CommandPicked(usize),
    CommandClosed,
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
        let (room, entered) = Room::open(Place::Today, cx);
        let window = Self {
            desk,
            link: Link::default(),
            caller: CallerBar::default(),
            place: Place::Today,
            room,
            behind: Vec::new(),
            notices: Vec::new(),
            command: None,
        };
        let link = Task::perform(cx.engine.link(), Message::LinkRead);

        (window, Task::batch([entered.map(Message::Room), link]))
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> (Task<Message>, Ask) {
        match message {
            Message::Room(message) => {
                let action = self.room.update(message, cx);
                self.obey(action, cx)
            }
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
            Message::Pressed(shortcut) => self.key_pressed(&shortcut, cx),
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
            Message::CallTaken => self.call_taken(cx),
            Message::UndoPressed => self.undo(cx),
            Message::Undone(answer) => self.undone(answer, cx),
            Message::NoticeClosed(index) => {
                if index < self.notices.len() {
                    self.notices.remove(index);
                }
                Task::none()
            }
            Message::CommandChanged(text) => {
                self.command = Some(text);
                Task::none()
            }
            Message::CommandPicked(index) => self.command_picked(index, cx),
            Message::CommandClosed => {
                self.command = None;
                Task::none()
            }
            Message::Room(_)
            | Message::LookChosen(_)
            | Message::Caller(_)
            | Message::DeskRead(_)
            | Message::LinkRead(_) => Task::none(),
        }
    }

    /// Whether the room shows what belongs in it.
    pub fn is_filled(&self) -> bool {
        match &self.room {
            Room::Today(room) => room.is_filled(),
            _ => true,
        }
    }

    /// Goes somewhere, for the program itself and for tests.
    pub fn go(&mut self, place: Place, cx: &Context) -> Task<Message> {
        let (room, entered) = Room::open(place.clone(), cx);
        self.behind.push(std::mem::replace(&mut self.place, place));
        if self.behind.len() > STEPS {
            self.behind.remove(0);
        }
        self.room = room;

        // What had the focus before, the caller bar most often, would swallow the room's keys.
        ui::rest().chain(entered.map(Message::Room))
    }

    fn back(&mut self, cx: &Context) -> Task<Message> {
        let place = self.behind.pop().unwrap_or_default();
        let (room, entered) = Room::open(place.clone(), cx);
        (self.place, self.room) = (place, room);

        ui::rest().chain(entered.map(Message::Room))
    }

    fn obey(&mut self, action: Action<screen::Message>, cx: &Context) -> (Task<Message>, Ask) {
        match action {
            Action::None => (Task::none(), Ask::None),
            Action::Run(task) => (task.map(Message::Room), Ask::None),
            Action::Open(place) => (self.go(place, cx), Ask::None),
            Action::Close => (self.back(cx), Ask::None),
            Action::Tell(notice, task) => {
                self.tell(notice);
                (task.map(Message::Room), Ask::None)
            }
            Action::TellAndOpen(notice, place) => {
                self.tell(notice);
                (self.go(place, cx), Ask::None)
            }
            Action::Look(look) => (Task::none(), Ask::Look(look)),
            Action::Begin => (Task::none(), Ask::Begin),
        }
    }

    fn follow(&mut self, action: caller::Action, cx: &Context) -> Task<Message> {
        match action {
            caller::Action::None => Task::none(),
            caller::Action::Run(task) => task.map(Message::Caller),
            caller::Action::Open(place) => self.go(place, cx),
        }
    }

    /// Puts a number or name into the caller bar, as if it had been typed there.
    pub fn call(&mut self, text: String, cx: &Context) -> Task<Message> {
        let action = self.caller.look_for(text, cx);

        Task::batch([self.follow(action, cx), CallerBar::focus()])
    }

    fn new_order(&mut self, cx: &Context) -> Task<Message> {
        let customer = match &self.place {
            Place::Household(id) => Some(*id),
            _ => None,
        };
        let caller = self.caller.caller();
        self.caller.clear();
        // Whoever was looked for is another than whose file is open.
        let customer = if caller.typed.is_empty() { customer } else { caller.customer };

        self.go(Place::Intake(Caller { customer, ..caller }), cx)
    }

    fn key_pressed(&mut self, shortcut: &Shortcut, cx: &Context) -> Task<Message> {
        if self.command.is_some() {
            return Task::none();
        }
        if let Some(message) = self.room.key(shortcut) {
            return Task::done(Message::Room(message));
        }
        if shortcut.is_command("l") {
            return CallerBar::begin();
        }
        if shortcut.is_command("k") {
            self.command = Some(String::new());
            return iced::widget::operation::focus(COMMAND);
        }
        if shortcut.is_command("n") {
            return self.new_order(cx);
        }
        if shortcut.is_command("z") {
            return self.undo(cx);
        }
        if shortcut.is_command("j") {
            return self.call_taken(cx);
        }
        if shortcut.is(Named::Escape) && !self.behind.is_empty() {
            return self.back(cx);
        }
        let room = Place::RAIL.iter().zip(1..).find(|(_, n)| shortcut.is_alt(&format!("{n}")));
        if let Some((place, _)) = room {
            return self.go(place.clone(), cx);
        }

        shortcut.digit().map_or_else(Task::none, |digit| self.call(digit.to_string(), cx))
    }

    fn refresh(&self, cx: &Context) -> Task<Message> {
        Task::batch([
            self.room.refresh(cx).map(Message::Room),
            Task::perform(cx.engine.link(), Message::LinkRead),
            Task::perform(cx.engine.desk(), Message::DeskRead),
        ])
    }

    /// Says something at the foot of the window.
    pub fn tell(&mut self, notice: Notice) {
        // Only the latest deed can be taken back from here; who rang waits until someone looks.
        self.notices.retain(|notice| notice.tone == Tone::Danger || notice.call.is_some());
        self.notices.push(notice);
        if self.notices.len() > 3 {
            self.notices.remove(0);
        }
    }

    fn undo(&mut self, cx: &Context) -> Task<Message> {
        let last = self.notices.iter().rposition(|notice| notice.undo.is_some());
        let undo = last.and_then(|index| self.notices.remove(index).undo);

        undo.map_or_else(Task::none, |undo| Task::perform(cx.engine.undo(undo), Message::Undone))
    }

    fn undone(&mut self, answer: Result<(), Error>, cx: &Context) -> Task<Message> {
        self.tell(match answer {
            Ok(()) => Notice::done(cx.locale.window_undone()),
            Err(error) => Notice::problem(crate::problem::message(&error, &cx.locale)),
        });

        self.refresh(cx)
    }

    fn command_picked(&mut self, index: usize, cx: &Context) -> Task<Message> {
        let typed = self.command.take().unwrap_or_default();
        let place = commands(&typed, cx).into_iter().nth(index).map(|(.., place)| place);

        place.map_or_else(Task::none, |place| self.go(place, cx))
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let room = self.room.view(cx).map(Message::Room);
        let notices = self.notices.iter().enumerate().map(|(at, notice)| shown(at, notice, cx));
        let below = row![self.rail(cx), toasts(room, notices.collect())].height(Fill);
        let window = column![self.bar(cx), divider(), below, divider(), self.status(cx)];
        let palette = self.command.as_ref().map(|typed| palette(typed, cx));

        ui::root(modal(window, palette, Some(Message::CommandClosed)))
    }

    fn bar<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let look = Look { dark: !cx.look.dark, ..cx.look };
        let (sign, name) = if cx.look.dark {
            (icon::sun(), cx.locale.window_light())
        } else {
            (icon::moon(), cx.locale.window_dark())
        };
        let name_of_office =
            text(self.desk.office.name.as_str()).font(ui::fonts::BOLD).size(size::LEAD);
        let content = row![
            container(name_of_office.wrapping(text::Wrapping::None)).width(size::FIELD).clip(true),
            container(self.caller.view(cx).map(Message::Caller)).width(size::DIALOG),
            gap::horizontal(),
            button(cx.locale.window_new_order())
                .icon(icon::plus())
                .primary()
                .key("Ctrl+N")
                .on_press(Message::NewOrderPressed),
            icon_button(sign, name).on_press(Message::LookChosen(look)),
        ]
        .spacing(space::APART)
        .align_y(Center);

        container(content)
            .padding([space::NONE, space::APART])
            .center_y(size::BAR)
            .style(theme::style::bar)
            .into()
    }

    fn rail<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let selected = self.place.in_rail();
        let items = Place::RAIL.iter().enumerate().map(|(at, place)| {
            let (icon, name) = face(place, cx);
            RailItem {
                icon,
                name: name.into(),
                key: Some(format!("Alt+{}", at + 1).into()),
                waiting: None,
                selected: at == selected,
                on_press: Message::Opened(place.clone()),
            }
        });

        rail(items, None)
    }

    fn status<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let clock = cx.engine.clock();
        let when = |moment: domain::Moment| locale.moment(moment, clock.now(), clock.offset());
        let link = match (self.link.enrolled, self.link.online) {
            (false, _) => status_item(icon::home(), locale.link_alone(), Tone::Neutral),
            (true, true) => status_item(icon::cloud(), locale.link_online(), Tone::Success),
            (true, false) => status_item(icon::cloud_off(), locale.link_offline(), Tone::Warning),
        };
        let exchange = self.link.enrolled.then(|| {
            let unsent = match self.link.queue.unsent {
                0 => status_item(icon::check(), locale.link_all_sent(), Tone::Neutral),
                count => status_item(icon::import(), locale.link_unsent(count), Tone::Warning),
            };
            let last = self.link.last_exchange.map_or_else(
                || locale.link_never_exchanged(),
                |moment| locale.link_last_exchange(&when(moment)),
            );
            row![unsent, status_item(icon::sync(), last, Tone::Neutral)].spacing(space::FAR)
        });
        let backup = self.link.last_backup.map_or_else(
            || status_item(icon::backup(), locale.link_never_backed_up(), Tone::Neutral),
            |moment| {
                status_item(icon::backup(), locale.link_last_backup(&when(moment)), Tone::Neutral)
            },
        );
        let who =
            self.desk.actor.and_then(|id| self.desk.staff.iter().find(|staff| staff.id == id));
        let who = who.map(|staff| status_item(icon::user(), staff.name.as_str(), Tone::Neutral));
        let desk = format!("{}-{}", self.desk.office.code, self.desk.letters);

        status_bar(
            [Some(link), exchange.map(Into::into), Some(backup), Some(gap::horizontal().into())]
                .into_iter()
                .chain([
                    who,
                    Some(text(desk).size(size::CAPTION).style(theme::style::muted).into()),
                ])
                .flatten(),
        )
    }
}

const COMMAND: &str = "command";

/// The sign and name of a room in the rail.
fn face(place: &Place, cx: &Context) -> (Icon, String) {
    let locale = &cx.locale;

    match place.in_rail() {
        0 => (icon::today(), locale.room_today()),
        1 => (icon::dispatch(), locale.room_dispatch()),
        2 => (icon::edit(), locale.window_sheets()),
        3 => (icon::orders(), locale.room_orders()),
        4 => (icon::customers(), locale.room_customers()),
        5 => (icon::parts(), locale.room_parts()),
        6 => (icon::callbacks(), locale.room_callbacks()),
        7 => (icon::care(), locale.window_letters()),
        _ => (icon::settings(), locale.room_settings()),
    }
}

fn shown<'a>(at: usize, notice: &'a Notice, cx: &'a Context) -> Element<'a, Message> {
    let undo = notice.undo.as_ref().map(|_| Offer {
        icon: icon::undo(),
        label: cx.locale.action_undo().into(),
        key: Some("Ctrl+Z".into()),
        on_press: Message::UndoPressed,
    });
    let call = notice.call.as_ref().map(|_| Offer {
        icon: icon::phone(),
        label: cx.locale.caller_show().into(),
        key: Some("Ctrl+J".into()),
        on_press: Message::CallTaken,
    });

    toast(
        notice.tone,
        notice.words.as_str(),
        undo.or(call),
        (cx.locale.action_close(), Message::NoticeClosed(at)),
    )
}

fn commands(typed: &str, cx: &Context) -> Vec<(Icon, String, Place)> {
    let typed = typed.trim().to_lowercase();
    let rooms = Place::RAIL.iter().map(|place| {
        let (icon, name) = face(place, cx);
        (icon, name, place.clone())
    });
    let deeds = [
        (icon::plus(), cx.locale.window_new_order(), Place::Intake(Caller::default())),
        (icon::import(), cx.locale.window_import(), Place::Import),
    ];

    deeds
        .into_iter()
        .chain(rooms)
        .filter(|(_, name, _)| name.to_lowercase().contains(&typed))
        .collect()
}

fn palette<'a>(typed: &'a str, cx: &'a Context) -> Element<'a, Message> {
    let suggestions = commands(typed, cx)
        .into_iter()
        .map(|(icon, name, _)| Suggestion::new(name).icon(icon))
        .collect();
    let box_ = combo("", &cx.locale.window_command_hint(), typed, suggestions)
        .id(COMMAND)
        .eager()
        .on_input(Message::CommandChanged)
        .on_pick(Message::CommandPicked);

    dialog(cx.locale.window_commands(), box_, Vec::new())
}
