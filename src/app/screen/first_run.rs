//! The first run: three doors into the program, all on one screen.

mod door;
mod join;
mod own;

use engine::{Desk, Error, Link, Progress, Step};
use iced::widget::{column, container, operation, row, space as gap, text};
use iced::{Center, Element, Fill, Task};
use locale::Language;
use ui::widget::{banner, beside, button, card, columns, key_hint, scroll, segments, title};
use ui::{Axis, Tone, fonts, group, icon, size, space, theme};

use crate::action::Action;
use crate::command::system_tag;
use crate::context::Context;
use crate::long_work::LongWork;
use crate::look::Look;
use crate::problem;
use crate::shortcut::Shortcut;

pub use door::Door;

/// The room.
pub struct FirstRun {
    door: Door,
    join: join::Form,
    own: own::Form,
    /// What is being done, and how far it is.
    work: Option<(Door, LongWork)>,
    /// Whether this desk belongs to a branch whose office is not here yet.
    enrolled: bool,
    /// An office that came without anyone who sits here.
    who: Option<(Desk, join::Who)>,
    error: Option<Error>,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    DoorPicked(Door),
    LanguagePicked(usize),
    LookPicked(usize),
    Join(join::Message),
    Own(own::Message),
    Who(join::Person),
    Submitted,
    Progressed(Step),
    CancelPressed,
    LinkRead(Result<Link, Error>),
    Opened(Result<(), Error>),
    Joined(Result<(), Error>),
    /// Whether a headquarters is known by now.
    Known(bool),
    DeskRead(Result<Option<Desk>, Error>),
    Seated(Result<(), Error>),
}

impl FirstRun {
    pub fn new(cx: &Context) -> (Self, Task<Message>) {
        let room = Self {
            door: Door::Try,
            join: join::Form::new(),
            own: own::Form::new(system_tag()),
            work: None,
            enrolled: false,
            who: None,
            error: None,
        };
        let link = Task::perform(cx.engine.link(), Message::LinkRead);

        (room, Task::batch([link, operation::focus(Door::Try.id())]))
    }

    /// At an office that is here, where nobody has said yet who sits there.
    pub fn asking(desk: Desk, cx: &Context) -> (Self, Task<Message>) {
        let (room, _) = Self::new(cx);
        let who = Some((desk, join::Who::default()));

        (Self { who, door: Door::Join, enrolled: true, ..room }, operation::focus(join::Who::ID))
    }

    /// Something changed in the office that has just come: whoever is asked who sits there sees everybody.
    pub fn refresh(&self, cx: &Context) -> Task<Message> {
        let asked = self.who.as_ref().filter(|(_, who)| !who.seating);

        asked.map_or_else(Task::none, |_| Task::perform(cx.engine.desk(), Message::DeskRead))
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::DoorPicked(door) => self.door_picked(door),
            Message::LanguagePicked(at) => language_picked(at, cx),
            Message::LookPicked(at) => Action::Look(Look { dark: at == 1, ..cx.look }),
            Message::Join(message) => self.typed(|room| room.join.update(message)),
            Message::Own(message) => self.typed(|room| room.own.update(message)),
            Message::Who(person) => self.person_changed(person),
            Message::Submitted => self.submitted(cx),
            Message::Progressed(step) => self.progressed(step),
            Message::CancelPressed => self.cancel_pressed(),
            Message::LinkRead(link) => self.link_read(&link, cx),
            Message::Opened(answer) => self.opened(answer),
            Message::Joined(answer) => self.joined(answer, cx),
            Message::Known(enrolled) => {
                self.enrolled = enrolled;
                Action::None
            }
            Message::DeskRead(desk) => self.desk_read(desk),
            Message::Seated(answer) => self.opened(answer),
        }
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if shortcut.saves() && self.work.is_none() {
            return Some(Message::Submitted);
        }
        let door = Door::ALL.into_iter().find(|door| {
            shortcut.is_alt(door.key())
                || shortcut.digit().map(String::from).as_deref() == Some(door.key())
        });

        door.filter(|_| self.work.is_none() && self.who.is_none()).map(Message::DoorPicked)
    }

    fn typed(&mut self, change: impl FnOnce(&mut Self)) -> Action<Message> {
        change(self);
        self.error = None;
        Action::None
    }

    fn person_changed(&mut self, person: join::Person) -> Action<Message> {
        if let Some((_, who)) = &mut self.who {
            who.update(person);
        }
        self.error = None;
        Action::None
    }

    fn door_picked(&mut self, door: Door) -> Action<Message> {
        if self.work.is_some() {
            return Action::None;
        }
        self.door = door;
        self.error = None;
        Action::Run(operation::focus(door.first_field()))
    }

    fn submitted(&mut self, cx: &Context) -> Action<Message> {
        if self.work.is_some() {
            return Action::None;
        }
        self.error = None;
        if let Some((desk, who)) = &mut self.who {
            return who.take_seat(desk, cx);
        }
        match self.door {
            Door::Try => {
                let begin = |progress| cx.engine.try_demo(progress);
                self.begin(begin, Message::Opened)
            }
            Door::Join if self.enrolled => self.fetch(cx),
            Door::Join => {
                let joining = self.join.joining();
                self.begin(|progress| cx.engine.join(joining, progress), Message::Joined)
            }
            Door::Own => {
                let founding = self.own.founding(&cx.locale);
                self.begin(|_| cx.engine.found_office(founding), Message::Opened)
            }
        }
    }

    fn fetch(&mut self, cx: &Context) -> Action<Message> {
        self.begin(|progress| cx.engine.fetch_office(progress), Message::Joined)
    }

    /// Begins something that takes a while.
    fn begin<F>(
        &mut self,
        work: impl FnOnce(Progress) -> F,
        done: impl Fn(Result<(), Error>) -> Message + Send + 'static,
    ) -> Action<Message>
    where
        F: Future<Output = Result<(), Error>> + Send + 'static,
    {
        let (work, task) = LongWork::begin(work, Message::Progressed, done);
        self.work = Some((self.door, work));

        Action::Run(task)
    }

    fn progressed(&mut self, step: Step) -> Action<Message> {
        if let Some((_, work)) = &mut self.work {
            work.reach(step);
        }
        Action::None
    }

    fn cancel_pressed(&mut self) -> Action<Message> {
        if let Some((_, work)) = &self.work {
            work.cancel();
        }
        Action::None
    }

    fn link_read(&mut self, link: &Result<Link, Error>, cx: &Context) -> Action<Message> {
        if !link.as_ref().is_ok_and(|link| link.enrolled) || self.work.is_some() {
            return Action::None;
        }
        self.enrolled = true;
        self.door = Door::Join;
        self.fetch(cx)
    }

    fn opened(&mut self, answer: Result<(), Error>) -> Action<Message> {
        self.work = None;
        match answer {
            Ok(()) => Action::Begin,
            Err(error) => {
                if let Some((_, who)) = &mut self.who {
                    who.seating = false;
                }
                Action::Run(self.failed(error))
            }
        }
    }

    fn joined(&mut self, answer: Result<(), Error>, cx: &Context) -> Action<Message> {
        match answer {
            Ok(()) => Action::Run(Task::perform(cx.engine.desk(), Message::DeskRead)),
            Err(error) => {
                self.work = None;
                if matches!(error, Error::Unencrypted) {
                    self.join.ask_about_encryption();
                }
                // What failed after the code was taken is not to be begun again, only to be gone on with.
                let known = Task::perform(cx.engine.headquarters(), |known| {
                    Message::Known(known.is_ok_and(|known| known.is_some()))
                });
                Action::Run(Task::batch([self.failed(error), known]))
            }
        }
    }

    fn desk_read(&mut self, desk: Result<Option<Desk>, Error>) -> Action<Message> {
        self.work = None;
        match desk {
            Ok(Some(desk)) if desk.actor.is_none() => {
                if let Some((before, mut who)) = self.who.take() {
                    who.stay(&before, &desk);
                    self.who = Some((desk, who));
                    return Action::None;
                }
                self.who = Some((desk, join::Who::default()));
                Action::Run(operation::focus(join::Who::ID))
            }
            Ok(Some(_)) => Action::Begin,
            Ok(None) => Action::Run(self.failed(Error::Unknown("office"))),
            Err(error) => Action::Run(self.failed(error)),
        }
    }

    fn failed(&mut self, error: Error) -> Task<Message> {
        let field = match (self.door, &error) {
            (Door::Join, Error::Field { field: "first", .. }) => {
                self.who.as_ref().map(|(_, who)| who.field())
            }
            (Door::Join, error) => self.join.field_of(error),
            (Door::Own, Error::Field { field, .. }) => Some(own::Form::id(field)),
            (Door::Try | Door::Own, _) => None,
        };
        let below = self.is_unplaced(&error);
        self.error = (!matches!(error, Error::Cancelled)).then_some(error);
        let said = if below {
            // What went wrong stands at the foot of the page, which a small window does not show.
            operation::snap_to(PAGE_ID, operation::RelativeOffset::END)
        } else {
            Task::none()
        };

        Task::batch([field.map_or_else(Task::none, operation::focus), said])
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let subtitle = match &self.who {
            Some((desk, _)) => locale.first_joined(&desk.office.name),
            None => locale.first_subtitle(),
        };
        let welcome = column![
            text(locale.first_title()).size(size::FIGURE).font(fonts::BOLD),
            text(subtitle).style(theme::style::muted),
        ]
        .spacing(space::NEAR);
        let body = match &self.who {
            Some((desk, who)) => card(self.framed(who.view(desk, self.error.as_ref(), cx), cx)),
            None => beside(self.doors(cx), size::FIELD, self.panel(cx), size::READING),
        };
        let page = column![welcome, body].spacing(space::FAR).max_width(PAGE);
        let page = container(page).padding([space::MARGIN, space::FAR]).center_x(Fill);

        column![bar(cx), scroll(PAGE_ID, page)].into()
    }

    fn doors<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let doors = Door::ALL.into_iter().map(|door| {
            let open = self.work.is_none().then_some(Message::DoorPicked(door));
            door.view(door == self.door, open, cx)
        });

        // One below the other, or side by side above the panel where the window is narrow.
        group(Axis::Column, columns(DOOR, doors))
    }

    fn panel<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let error = self.error.as_ref();
        let content = match self.door {
            Door::Try => door::demo(cx),
            Door::Join => self.join.view(self.enrolled, error, cx),
            Door::Own => self.own.view(error, cx),
        };

        card(self.framed(content, cx))
    }

    /// What is to be filled in, and below it what is wrong, how far it is, or the way on.
    fn framed<'a>(
        &'a self,
        content: Element<'a, Message>,
        cx: &'a Context,
    ) -> Element<'a, Message> {
        let unplaced = self.error.as_ref().filter(|error| self.is_unplaced(error));
        let trouble = unplaced.map(|error| banner(Tone::Danger, self.trouble(error, cx), None));
        let foot: Element<'a, Message> = match &self.work {
            Some(work) => working(work, cx),
            None => row![
                gap::horizontal(),
                button(self.begin_word(cx))
                    .primary()
                    .key(self.begin_key())
                    .on_press(Message::Submitted),
                key_hint(self.begin_key()),
            ]
            .spacing(space::NEAR)
            .align_y(Center)
            .into(),
        };

        column![content, trouble, foot].spacing(space::APART).into()
    }

    /// What went wrong. Where nothing was joined yet, there is nothing to go on with but the address.
    fn trouble(&self, error: &Error, cx: &Context) -> String {
        match (self.door, error) {
            (Door::Join, Error::Offline) if !self.enrolled => cx.locale.first_join_nobody(),
            _ => problem::message(error, &cx.locale),
        }
    }

    fn is_unplaced(&self, error: &Error) -> bool {
        let in_field = matches!(error, Error::Field { .. });
        let in_form = self.door == Door::Join && self.join.field_of(error).is_some();

        !in_field && (self.who.is_some() || !in_form)
    }

    /// The key that begins: where fields follow each other, Enter only leads on.
    fn begin_key(&self) -> &'static str {
        match self.door {
            Door::Own | Door::Join if self.who.is_none() && !self.enrolled => "F10",
            Door::Try | Door::Own | Door::Join => "Enter",
        }
    }

    fn begin_word(&self, cx: &Context) -> String {
        match self.door {
            _ if self.who.is_some() => cx.locale.first_who_begin(),
            Door::Try => cx.locale.first_try_begin(),
            Door::Join if self.enrolled => cx.locale.first_join_again(),
            Door::Join => cx.locale.first_join_begin(),
            Door::Own => cx.locale.first_own_begin(),
        }
    }
}

/// What the page is scrolled in.
const PAGE_ID: &str = "first-run";
/// The width of the page, whatever the window's.
const PAGE: f32 = size::READING + size::SIDE;
/// The least width of a door.
const DOOR: f32 = size::RAIL;

fn language_picked(at: usize, cx: &Context) -> Action<Message> {
    let language = Language::ALL.get(at).copied().unwrap_or(cx.look.language);

    Action::Look(Look { language, ..cx.look })
}

fn bar(cx: &Context) -> Element<'_, Message> {
    let locale = &cx.locale;
    let names = Language::ALL.map(Language::own_name);
    let language = Language::ALL.iter().position(|language| *language == cx.look.language);
    let name = row![
        icon::wrench().sized(size::TITLE).style(theme::style::toned(Tone::Accent)),
        title(locale.window_title())
    ]
    .spacing(space::NEAR)
    .align_y(Center);
    let content = row![
        name,
        gap::horizontal(),
        segments(names, language, Message::LanguagePicked),
        segments(
            [locale.window_light(), locale.window_dark()],
            Some(usize::from(cx.look.dark)),
            Message::LookPicked
        ),
    ]
    .spacing(space::APART)
    .align_y(Center);

    container(content)
        .padding([space::NONE, space::FAR])
        .center_y(size::BAR)
        .style(theme::style::bar)
        .into()
}

fn working<'a>((door, work): &(Door, LongWork), cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let done = work.step().done;
    let (words, stoppable) = match door {
        Door::Try => (locale.first_try_working(), true),
        Door::Join if done == 0 => (locale.first_join_asking(), true),
        Door::Join => (locale.first_join_fetching(done), true),
        Door::Own => (locale.first_own_working(), false),
    };

    work.view(words, stoppable.then(|| (locale.action_cancel(), Message::CancelPressed)))
}

#[cfg(test)]
mod tests;
