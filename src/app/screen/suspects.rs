//! Files that may be of one person, over the whole base: compared, taken together, or kept apart for good.

#[cfg(test)]
mod tests;

use domain::SamenessId;
use engine::{Alike, Error, FoundOut, Suspect, Suspects as Found, Undo};
use iced::keyboard::key::Named;
use iced::widget::{column, container, operation, row, space as gap, text};
use iced::{Center, Element, Fill, Task};
use ui::Tone;
use ui::grid::{Cell, Column, grid};
use ui::widget::{banner, button, divider, empty, modal, segments, title};
use ui::{icon, size, space, theme};

use super::likely::reasons;
use super::merging::{self, Merging};
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::long_work::LongWork;
use crate::place::Place;
use crate::problem;
use crate::shortcut::Shortcut;

/// The list of files that may be of one person.
pub struct Suspects {
    found: Option<Found>,
    work: Option<LongWork>,
    /// Those of whom somebody said that they are not are shown instead.
    apart: bool,
    selected: Option<usize>,
    merging: Option<Merging>,
    error: Option<Error>,
    /// They were looked for and somebody stopped that.
    stopped: bool,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    Stepped(engine::Step),
    Read(Result<Found, Error>),
    AgainPressed,
    StopPressed,
    PagePicked(usize),
    ListPressed,
    Selected(usize),
    ComparePressed,
    ApartPressed,
    TakeBackPressed,
    OpenPressed(usize),
    Merging(merging::Message),
    SetApart(usize, Result<FoundOut, Error>),
    TakenBack(SamenessId, Result<Undo, Error>),
}

impl Suspects {
    pub const LIST: &'static str = "suspects-list";

    pub fn new(cx: &Context) -> (Self, Task<Message>) {
        let mut room = Self {
            found: None,
            work: None,
            apart: false,
            selected: None,
            merging: None,
            error: None,
            stopped: false,
        };
        let read = room.look(cx);

        (room, read)
    }

    fn look(&mut self, cx: &Context) -> Task<Message> {
        let engine = cx.engine.clone();
        let (work, task) = LongWork::begin(
            move |progress| engine.suspects(progress),
            Message::Stepped,
            Message::Read,
        );
        (self.work, self.stopped, self.error) = (Some(work), false, None);

        task
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::Stepped(step) => {
                if let Some(work) = &mut self.work {
                    work.reach(step);
                }
                Action::None
            }
            Message::Read(found) => self.read(found),
            Message::AgainPressed if self.work.is_none() => Action::Run(self.look(cx)),
            Message::AgainPressed => Action::None,
            Message::StopPressed => {
                if let Some(work) = &self.work {
                    work.cancel();
                }
                Action::None
            }
            Message::PagePicked(page) => {
                (self.apart, self.selected) = (page == 1, None);
                self.list_pressed()
            }
            Message::ListPressed => self.list_pressed(),
            Message::Selected(row) => {
                self.selected = Some(row);
                Action::None
            }
            Message::ComparePressed => self.compare(cx),
            Message::ApartPressed => self.set_apart(cx),
            Message::TakeBackPressed => self.take_back(cx),
            Message::OpenPressed(side) => self.open(side),
            Message::Merging(message) => self.merging(message, cx),
            Message::SetApart(at, answer) => {
                let sameness = answer.as_ref().map(|found| found.sameness).ok();
                let words = cx.locale.suspects_set_apart();
                let done = |room: &mut Self| room.part(at, sameness);
                self.told(answer.map(|found| found.undo), words, done, cx)
            }
            Message::TakenBack(id, answer) => {
                let words = cx.locale.suspects_taken_back();
                self.told(answer, words, |room| room.suspect_again(id), cx)
            }
        }
    }

    /// Something changed in the office. It is looked through again when somebody asks.
    pub fn refresh(&self, _cx: &Context) -> Task<Message> {
        Task::none()
    }

    /// Whether two files lie side by side.
    pub fn asks(&self) -> bool {
        self.merging.is_some()
    }

    /// Why nothing could be read, where nothing ever was.
    pub fn unread(&self) -> Option<&Error> {
        self.error.as_ref().filter(|_| self.found.is_none())
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if let Some(merging) = &self.merging {
            return merging.key(shortcut).map(Message::Merging);
        }
        let any = self.rows() > 0;
        match () {
            () if shortcut.is(Named::F5) => Some(Message::AgainPressed),
            () if shortcut.is(Named::Escape) && self.work.is_some() => Some(Message::StopPressed),
            () if shortcut.is(Named::ArrowDown) && any => Some(Message::ListPressed),
            () if shortcut.is(Named::Enter) && any && !self.apart => Some(Message::ComparePressed),
            () if shortcut.is(Named::Delete) && any && !self.apart => Some(Message::ApartPressed),
            () if shortcut.is(Named::Delete) && any => Some(Message::TakeBackPressed),
            () if shortcut.is(Named::F6) => Some(Message::PagePicked(usize::from(!self.apart))),
            () if shortcut.is(Named::F3) && any => Some(Message::OpenPressed(0)),
            () if shortcut.is(Named::F4) && any => Some(Message::OpenPressed(1)),
            () => None,
        }
    }

    fn rows(&self) -> usize {
        let found = self.found.as_ref();

        found.map_or(0, |it| if self.apart { it.apart.len() } else { it.pairs.len() })
    }

    /// Both sides of a row.
    fn pair(&self, row: usize) -> Option<[&Alike; 2]> {
        let found = self.found.as_ref()?;
        if self.apart {
            return found.apart.get(row).map(|(_, [one, other])| [one, other]);
        }

        found.pairs.get(row).map(|pair| [&pair.one, &pair.other])
    }

    fn read(&mut self, found: Result<Found, Error>) -> Action<Message> {
        self.work = None;
        match found {
            Ok(found) => {
                let first = self.found.is_none();
                self.found = Some(found);
                self.selected = None;
                return if first { self.list_pressed() } else { Action::None };
            }
            Err(Error::Cancelled) => self.stopped = true,
            Err(error) => self.error = Some(error),
        }
        Action::None
    }

    fn list_pressed(&mut self) -> Action<Message> {
        let rows = self.rows();
        self.selected = (rows > 0).then(|| self.selected.unwrap_or(0).min(rows - 1));

        Action::Run(operation::focus(Self::LIST))
    }

    fn compare(&mut self, cx: &Context) -> Action<Message> {
        let Some([one, other]) = self.pair(self.selected.unwrap_or(0)) else { return Action::None };
        let (merging, task) = Merging::new((one.customer, other.customer), cx);
        self.merging = Some(merging);

        Action::Run(task.map(Message::Merging))
    }

    fn set_apart(&mut self, cx: &Context) -> Action<Message> {
        let at = self.selected.unwrap_or(0);
        let Some([one, other]) = self.pair(at) else { return Action::None };
        let said = cx.engine.keep_apart((one.customer, other.customer));

        Action::Run(Task::perform(said, move |answer| Message::SetApart(at, answer)))
    }

    fn take_back(&mut self, cx: &Context) -> Action<Message> {
        let at = self.selected.unwrap_or(0);
        let apart = self.found.as_ref().and_then(|found| found.apart.get(at));
        let Some(id) = apart.map(|(id, _)| *id) else { return Action::None };
        let back = cx.engine.separate(id);

        Action::Run(Task::perform(back, move |answer| {
            Message::TakenBack(id, answer.map(|found| found.undo))
        }))
    }

    fn open(&self, side: usize) -> Action<Message> {
        let pair = self.pair(self.selected.unwrap_or(0));
        let file = pair.and_then(|pair| pair.get(side).map(|it| it.customer));

        file.map_or(Action::None, |file| Action::Open(Place::Household(file)))
    }

    /// What was settled is no longer in the list.
    fn drop_pair(&mut self, at: usize) -> Option<Suspect> {
        let found = self.found.as_mut().filter(|found| at < found.pairs.len())?;
        let pair = found.pairs.remove(at);
        found.total = found.total.saturating_sub(1);
        self.stay_in_list(at);

        Some(pair)
    }

    /// Who was kept apart goes over to the other page.
    fn part(&mut self, at: usize, sameness: Option<SamenessId>) {
        let pair = self.drop_pair(at);
        if let (Some(found), Some(pair), Some(id)) = (&mut self.found, pair, sameness) {
            found.apart.insert(0, (id, [pair.one, pair.other]));
        }
    }

    /// Who may be one again goes back to the first page.
    fn suspect_again(&mut self, id: SamenessId) {
        let Some(found) = &mut self.found else { return };
        let Some(at) = found.apart.iter().position(|(own, _)| *own == id) else { return };
        let (_, [one, other]) = found.apart.remove(at);
        found.pairs.insert(0, Suspect { one, other });
        found.total += 1;
        self.stay_in_list(at);
    }

    fn stay_in_list(&mut self, at: usize) {
        let rows = self.rows();
        self.selected = (rows > 0).then(|| at.min(rows - 1));
    }

    fn told(
        &mut self,
        answer: Result<Undo, Error>,
        words: String,
        done: impl FnOnce(&mut Self),
        cx: &Context,
    ) -> Action<Message> {
        match answer {
            Ok(undo) => {
                done(self);
                Action::Tell(Notice::done(words).undone_by(undo), operation::focus(Self::LIST))
            }
            Err(error) => {
                Action::Tell(Notice::problem(problem::message(&error, &cx.locale)), Task::none())
            }
        }
    }

    fn merging(&mut self, message: merging::Message, cx: &Context) -> Action<Message> {
        let Some(merging) = &mut self.merging else { return Action::None };
        match merging.update(message, cx) {
            merging::Outcome::Stay(task) => Action::Run(task.map(Message::Merging)),
            merging::Outcome::Close => {
                self.merging = None;
                Action::Run(operation::focus(Self::LIST))
            }
            merging::Outcome::Merged(found) => {
                self.merging = None;
                let _settled = self.drop_pair(self.selected.unwrap_or(0));
                let notice = Notice::done(cx.locale.merging_done()).undone_by(found.undo);
                let notice = notice.found_at(Place::Household(found.customer));
                Action::Tell(notice, operation::focus(Self::LIST))
            }
            merging::Outcome::Refused(error) => {
                self.merging = self.merging.take().filter(Merging::is_working);
                Action::Tell(Notice::problem(problem::message(&error, &cx.locale)), Task::none())
            }
        }
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let error = self.error.as_ref().map(|error| {
            let words = problem::message(error, locale);
            container(banner(Tone::Danger, words, None)).padding([space::NONE, space::FAR])
        });
        let work = self.work.as_ref().map(|work| {
            let stop = (locale.action_stop(), Message::StopPressed);
            container(work.view(locale.suspects_looking(), Some(stop)))
                .padding([space::SNUG, space::FAR])
        });
        let list: Element<'a, Message> = match (self.rows(), self.work.is_some()) {
            (0, true) => gap::vertical().into(),
            (0, false) => self.nothing(cx),
            _ => self.list(cx),
        };
        let room = column![
            container(self.head(cx)).padding([space::SNUG, space::FAR]),
            error,
            work,
            divider(),
            list,
            self.foot(cx),
        ];
        let dialog = self.merging.as_ref().map(|it| it.view(cx).map(Message::Merging));

        modal(room, dialog, Some(Message::Merging(merging::Message::BackPressed)))
    }

    fn head<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let (pairs, apart) =
            self.found.as_ref().map_or((0, 0), |found| (found.total, found.apart.len()));
        let pages = [locale.suspects_pairs(pairs), locale.suspects_apart(apart)];
        let pages = segments(pages, Some(usize::from(self.apart)), Message::PagePicked);
        let again = button(locale.suspects_again())
            .icon(icon::search())
            .key("F5")
            .on_press_maybe(self.work.is_none().then_some(Message::AgainPressed));

        row![title(locale.suspects_title()), pages, gap::horizontal(), again]
            .spacing(space::SNUG)
            .align_y(Center)
            .into()
    }

    fn list<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let names = |side: usize| {
            (0..self.rows()).filter_map(move |row| Some(self.pair(row)?[side].name.as_str()))
        };
        let mut columns = vec![
            Column::fitting(locale.suspects_one(), names(0), (size::CODE, size::FIELD)),
            Column::fixed(locale.customer_phone(), size::CODE + size::SMALL).folds(2),
            Column::fitting(locale.suspects_other(), names(1), (size::CODE, size::FIELD)),
            Column::fixed(locale.customer_phone(), size::CODE + size::SMALL).folds(1),
        ];
        if !self.apart {
            columns.push(Column::weight(locale.suspects_why(), 1.0, size::FIELD));
        }
        container(
            grid(columns, self.rows(), |row, column| {
                let Some([one, other]) = self.pair(row) else { return Cell::empty() };
                match column {
                    0 => name_cell(one, cx),
                    1 => Cell::text(one.phone.as_str()),
                    2 => name_cell(other, cx),
                    3 => Cell::text(other.phone.as_str()),
                    _ => Cell::text(reasons(&other.clues, locale)).muted(),
                }
            })
            .id(Self::LIST)
            .selected(self.selected)
            .on_select(Message::Selected)
            .on_activate(move |row| match self.apart {
                true => Message::Selected(row),
                false => Message::ComparePressed,
            }),
        )
        .height(Fill)
        .into()
    }

    fn foot<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, Message>> {
        let found = self.found.as_ref()?;
        let locale = &cx.locale;
        let any = self.rows() > 0;
        let offer = |message: Message| any.then(|| cx.offer(message)).flatten();
        let looked = text(locale.suspects_looked_at(found.files)).style(theme::style::muted);
        let open = |words: String, key, side| {
            button(words).key(key).small().on_press_maybe(any.then_some(Message::OpenPressed(side)))
        };
        let deeds = match self.apart {
            true => row![
                button(locale.suspects_take_back())
                    .key("Del")
                    .small()
                    .on_press_maybe(offer(Message::TakeBackPressed))
            ],
            false => row![
                open(locale.suspects_open_one(), "F3", 0),
                open(locale.suspects_open_other(), "F4", 1),
                button(locale.suspects_keep_apart())
                    .key("Del")
                    .small()
                    .on_press_maybe(offer(Message::ApartPressed)),
                button(locale.suspects_compare())
                    .key("Enter")
                    .small()
                    .primary()
                    .on_press_maybe(offer(Message::ComparePressed)),
            ],
        };
        let line = row![looked, gap::horizontal(), deeds.spacing(space::NEAR)].align_y(Center);

        Some(column![divider(), container(line).padding([space::TIGHT, space::FAR])].into())
    }

    fn nothing<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let (what, how) = match () {
            () if self.stopped => (locale.suspects_stopped(), locale.suspects_stopped_how()),
            () if self.apart => (locale.suspects_apart_none(), locale.suspects_apart_how()),
            () => (locale.suspects_none(), locale.suspects_none_how()),
        };

        empty(icon::customers(), what, how, None)
    }
}

fn name_cell<'a>(file: &'a Alike, cx: &Context) -> Cell<'a> {
    if file.name.trim().is_empty() {
        Cell::text(cx.locale.customer_nobody()).muted()
    } else {
        Cell::text(file.name.as_str()).bold()
    }
}
