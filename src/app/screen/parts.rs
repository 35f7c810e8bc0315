//! Parts: what lies where, how it came there, and the slips that move it.

mod begun;
mod ledger;
mod listing;
mod shelf;
mod slip;
#[cfg(test)]
mod tests;

use domain::PartId;
use engine::{Awaited, Error, Keys, PartLedger, PartRow, PartsOverview, Posted, Stage};
use iced::keyboard::key::Named;
use iced::widget::{column, container, operation, responsive, row, rule};
use iced::{Center, Element, Fill, Task};
use ui::widget::{banner, button, combo, divider, empty, key_hint, modal, title};
use ui::{Icon, Tone, icon, size, space, theme};

use crate::action::{Action, Notice};
use crate::context::Context;
use crate::place::Place;
use crate::screen::kept;
use crate::screen::settings::Page;
use crate::shortcut::Shortcut;
use crate::unread;

use self::slip::{Kept, Kind, Slip};

/// How many parts a filter lists.
const LISTED: usize = 5_000;

/// The room.
#[derive(Default)]
pub struct Parts {
    overview: Option<PartsOverview>,
    /// Why there is none.
    unread: Option<Error>,
    filter: String,
    /// Which parts are listed, by their place in the overview.
    listed: Vec<usize>,
    picked: Option<PartId>,
    ledger: Option<PartLedger>,
    /// Why there is none of the picked part.
    ledger_unread: Option<Error>,
    slip: Option<Slip>,
    /// Slips that were begun and left, one of each kind.
    begun: Vec<Slip>,
    /// Those that were kept on disk, until it is known what parts and people there are.
    kept: Vec<Kept>,
    posting: bool,
    /// Whether the ledger has the place of the list, where there is no room for both.
    opened: bool,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    OverviewRead(Result<PartsOverview, Error>),
    LedgerRead(PartId, Result<PartLedger, Error>),
    /// The ledger is to be read again.
    AgainPressed,
    /// The ledger of the picked part is wanted.
    RowOpened,
    LedgerClosed,
    FilterChanged(String),
    RowPicked(usize),
    FilterPressed,
    ListPressed,
    SlipPressed(Kind),
    Slip(slip::Message),
    SlipClosed,
    /// The slip that lies aside is wanted in place of this one, or a new one.
    SlipTurned,
    PostPressed,
    Posted(Kind, Result<Posted, Error>),
    /// Where parts are written down.
    CataloguePressed,
    DraftRead(Result<Option<String>, Error>),
    DraftKept,
}

impl Parts {
    pub const FILTER: &'static str = "parts-filter";
    pub const LIST: &'static str = "parts-list";
    pub const LEDGER: &'static str = "parts-ledger";

    pub fn new(cx: &Context) -> (Self, Task<Message>) {
        let room = Self::default();
        let draft = Task::perform(cx.engine.draft(slip::DRAFT), Message::DraftRead);
        let tasks = [room.refresh(cx), draft, operation::focus(Self::FILTER)];

        (room, Task::batch(tasks))
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::OverviewRead(Ok(overview)) => self.overview_read(overview, cx),
            Message::OverviewRead(Err(error)) => {
                unread::failed(&mut self.unread, self.overview.is_some(), error, cx)
            }
            Message::LedgerRead(part, answer) => self.ledger_read(part, answer, cx),
            Message::AgainPressed => Action::Run(self.read_ledger(cx)),
            Message::RowOpened => {
                self.opened = self.picked.is_some();
                Action::Run(operation::focus(Self::LEDGER))
            }
            Message::LedgerClosed => {
                self.opened = false;
                Action::Run(operation::focus(Self::LIST))
            }
            Message::FilterChanged(filter) => {
                self.filter = filter;
                self.list(cx)
            }
            Message::RowPicked(row) => self.pick(row, cx),
            Message::FilterPressed => Action::Run(operation::focus(Self::FILTER)),
            Message::ListPressed => Action::Run(operation::focus(Self::LIST)),
            Message::SlipPressed(kind) => self.begin(kind),
            Message::Slip(message) => self.written(message, cx),
            Message::SlipClosed => self.lay_aside(cx),
            Message::SlipTurned => self.turn_slip(),
            Message::PostPressed => self.post(cx),
            Message::Posted(kind, answer) => self.posted(kind, answer, cx),
            Message::CataloguePressed => self.leave_for_catalogue(),
            Message::DraftRead(draft) => {
                self.kept = kept::read(draft);
                self.unfold();
                Action::None
            }
            Message::DraftKept => Action::None,
        }
    }

    /// Something changed in the office.
    pub fn refresh(&self, cx: &Context) -> Task<Message> {
        let overview = Task::perform(cx.engine.parts_overview(), Message::OverviewRead);

        Task::batch([overview, self.read_ledger(cx)])
    }

    /// Whether a slip lies over the room.
    pub fn asks(&self) -> bool {
        self.slip.is_some()
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if self.slip.is_some() {
            if shortcut.is(Named::F2) && self.other_slip().is_some() {
                return Some(Message::SlipTurned);
            }
            let away = shortcut.is(Named::F8).then_some(Message::CataloguePressed);
            return shortcut.saves().then_some(Message::PostPressed).or(away);
        }
        if self.listed.is_empty() && shortcut.is(Named::F8) {
            return Some(Message::CataloguePressed);
        }
        let deeds = Kind::ALL.map(|kind| (kind.key(), Message::SlipPressed(kind)));
        if self.opened && shortcut.is(Named::Escape) {
            return Some(Message::LedgerClosed);
        }
        let places = [
            (Named::F2, Message::FilterPressed),
            (Named::F6, Message::ListPressed),
            (Named::F8, Message::RowOpened),
        ];
        let mut keys = deeds.into_iter().chain(places);

        keys.find(|(key, _)| shortcut.is(*key)).map(|(_, message)| message)
    }

    fn overview_read(&mut self, overview: PartsOverview, cx: &Context) -> Action<Message> {
        (self.overview, self.unread) = (Some(overview), None);
        self.unfold();

        self.list(cx)
    }

    fn ledger_read(
        &mut self,
        part: PartId,
        answer: Result<PartLedger, Error>,
        cx: &Context,
    ) -> Action<Message> {
        if self.picked != Some(part) {
            return Action::None;
        }
        match answer {
            Ok(ledger) => (self.ledger, self.ledger_unread) = (Some(ledger), None),
            Err(error) => {
                return unread::failed(&mut self.ledger_unread, self.ledger.is_some(), error, cx);
            }
        }
        Action::None
    }

    /// Lists what fits the filter; without one, what lies anywhere.
    fn list(&mut self, cx: &Context) -> Action<Message> {
        if self.listed.is_empty() {
            self.opened = false;
        }
        let Some(overview) = &self.overview else { return Action::None };
        let parts = &overview.parts;
        self.listed = if self.filter.trim().is_empty() {
            let lying = parts.iter().enumerate().filter(|(_, part)| !part.held.is_empty());
            lying.map(|(at, _)| at).collect()
        } else {
            Keys::find(parts, |part| &part.keys, &self.filter, LISTED)
        };
        let still = self.listed.iter().any(|at| parts.get(*at).map(|it| it.id) == self.picked);
        if still { Action::None } else { self.pick(0, cx) }
    }

    fn pick(&mut self, row: usize, cx: &Context) -> Action<Message> {
        let picked = self.row(row).map(|part| part.id);
        if picked == self.picked {
            return Action::None;
        }
        (self.picked, self.ledger, self.ledger_unread) = (picked, None, None);

        Action::Run(self.read_ledger(cx))
    }

    fn read_ledger(&self, cx: &Context) -> Task<Message> {
        self.picked.map_or_else(Task::none, |part| {
            let ledger = cx.engine.part_ledger(part);
            Task::perform(ledger, move |answer| Message::LedgerRead(part, answer))
        })
    }

    fn begin(&mut self, kind: Kind) -> Action<Message> {
        let Some(overview) = &self.overview else { return Action::None };
        let part = self.picked.and_then(|id| overview.parts.iter().find(|part| part.id == id));
        let begun = self.begun.iter().position(|slip| slip.kind == kind);
        let begun = begun.map(|at| self.begun.remove(at).come_back());
        self.slip = Some(begun.unwrap_or_else(|| Slip::new(kind, part, overview)));

        if self.slip.as_ref().is_some_and(|slip| slip.again) {
            return self.begun_at();
        }

        match kind {
            // What came is scanned at once; whose it is hardly ever changes.
            Kind::Receive => Action::Run(slip::Next::Field(slip::PART).task()),
            Kind::Issue | Kind::Return | Kind::Count => Action::None,
        }
    }

    /// Keeps all that was begun, until it is posted.
    fn keep(&self, cx: &Context) -> Task<Message> {
        let Some(overview) = &self.overview else { return Task::none() };
        let begun = self.slip.iter().chain(&self.begun).filter(|slip| slip.is_begun());
        let begun: Vec<Kept> = begun.map(|slip| Kept::of(slip, overview)).collect();

        kept::keep(slip::DRAFT, &begun, cx).map(|()| Message::DraftKept)
    }

    /// Leaves the slip for where parts are written down; it is there when one like it is begun again.
    fn leave_for_catalogue(&mut self) -> Action<Message> {
        let slip = self.slip.take_if(|_| !self.posting);
        self.begun.extend(slip.filter(Slip::is_begun));

        Action::Open(Place::SettingsPage(Page::Catalogue))
    }

    fn written(&mut self, message: slip::Message, cx: &Context) -> Action<Message> {
        let Some((slip, overview)) = self.slip.as_mut().zip(self.overview.as_ref()) else {
            return Action::None;
        };
        match slip.update(message, overview) {
            slip::Next::Post => self.post(cx),
            next => Action::Run(Task::batch([next.task(), self.keep(cx)])),
        }
    }

    fn post(&mut self, cx: &Context) -> Action<Message> {
        let Some((slip, overview)) = self.slip.as_mut().zip(self.overview.as_ref()) else {
            return Action::None;
        };
        if self.posting {
            return Action::None;
        }
        match slip.post(overview, cx) {
            Ok(task) => {
                self.posting = true;
                let kind = slip.kind;
                Action::Run(task.map(move |answer| Message::Posted(kind, answer)))
            }
            Err(next) => Action::Run(next.task()),
        }
    }

    fn posted(
        &mut self,
        kind: Kind,
        answer: Result<Posted, Error>,
        cx: &Context,
    ) -> Action<Message> {
        self.posting = false;
        let posted = match answer {
            Ok(posted) => posted,
            Err(error) => {
                let slip = self.slip.as_mut().zip(self.overview.as_ref());
                let next = slip.map(|(slip, overview)| slip.refuse_posted(error, overview));
                return next.map_or(Action::None, |next| Action::Run(next.task()));
            }
        };
        let slip = self.slip.take().zip(self.overview.as_ref());
        let part = slip.and_then(|(slip, overview)| slip.part_called(overview));
        let done = (part.unwrap_or_default(), posted.pieces);
        let notice = Notice::done(kind.done(done, &cx.locale));
        let notice = awaited(notice, &posted.awaited, cx).undone_if(posted.undo);

        Action::Tell(notice, Task::batch([operation::focus(Self::LIST), self.keep(cx)]))
    }

    fn row(&self, row: usize) -> Option<&PartRow> {
        self.overview.as_ref()?.parts.get(*self.listed.get(row)?)
    }

    /// Why the parts could not be read, where they never were.
    pub fn unread(&self) -> Option<&Error> {
        self.unread.as_ref()
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let head = container(self.head(cx)).padding([space::SNUG, space::FAR]);
        let room = column![head, divider(), self.body(cx)];
        let slip = self.slip.as_ref().zip(self.overview.as_ref());
        let slip = slip
            .map(|(slip, overview)| slip.view(overview, (self.posting, self.other_words(cx)), cx));

        modal(room, slip, Some(Message::SlipClosed))
    }

    fn head<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let filter = combo("", &locale.parts_hint(), &self.filter, Vec::new())
            .id(Self::FILTER)
            .icon(icon::search())
            .width(size::FIELD)
            .on_input(Message::FilterChanged)
            .on_submit(Message::ListPressed);
        let deeds = Kind::ALL.into_iter().flat_map(|kind| {
            let (sign, key) = kind.face();
            let deed = button(kind.name(locale)).icon(sign).key(key);
            [deed.on_press_maybe(cx.offer(Message::SlipPressed(kind))).into(), key_hint(key)]
        });
        let head = [title(locale.parts_title()), Element::from(filter)];

        iced::widget::Row::with_children(head.into_iter().chain(deeds))
            .spacing(space::NEAR)
            .align_y(Center)
            .wrap()
            .vertical_spacing(space::NEAR)
            .into()
    }

    fn body<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let Some(overview) = &self.overview else {
            let waiting = ui::widget::spinner(locale.window_loading());
            return container(waiting).center(Fill).into();
        };
        if self.listed.is_empty() {
            return self.nothing(cx);
        }
        let short = overview.parts.iter().filter(|part| part.is_short()).count();
        let short = (short > 0).then(|| {
            let words = banner(Tone::Danger, locale.parts_some_short(short), None);
            container(words).padding([space::NEAR, space::FAR])
        });
        let panes = responsive(move |room| {
            let wide = room.width >= size::SLIM;
            let width = if wide { room.width - ledger::WIDTH } else { room.width };
            let shelf = shelf::view(self, overview, width, cx);
            if wide {
                let line = rule::vertical(1.0).style(theme::style::hairline);
                return row![shelf, line, ledger::beside(self, overview, cx)].into();
            }
            if self.opened {
                return ledger::alone(self, overview, cx);
            }
            column![shelf, divider(), ledger::way(self, cx)].into()
        });

        column![short, panes].into()
    }

    /// What belongs here, and how to begin.
    fn nothing<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        if !self.filter.trim().is_empty() {
            let how = format!("{} {}", locale.parts_none_found_how(), locale.parts_made_there());
            return empty(icon::search(), locale.parts_none_found(), how, Some(self.way(cx)));
        }
        let begin = button(locale.parts_receive())
            .icon(icon::plus())
            .primary()
            .key("F3")
            .on_press_maybe(cx.offer(Message::SlipPressed(Kind::Receive)));

        let deeds = row![begin, key_hint("F3"), self.way(cx)].spacing(space::NEAR);
        let how = format!("{} {}", locale.parts_none_how(), locale.parts_made_there());

        empty(icon::parts(), locale.parts_none(), how, Some(deeds.align_y(Center).into()))
    }

    /// The way to where parts are written down.
    fn way<'a>(&self, cx: &'a Context) -> Element<'a, Message> {
        let way = button(cx.locale.catalogue_page()).key("F8").on_press(Message::CataloguePressed);

        row![way, key_hint("F8")].spacing(space::NEAR).align_y(Center).into()
    }
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::Receive, Self::Issue, Self::Return, Self::Count];

    fn key(self) -> Named {
        match self {
            Self::Receive => Named::F3,
            Self::Issue => Named::F4,
            Self::Return => Named::F11,
            Self::Count => Named::F7,
        }
    }

    fn face(self) -> (Icon, &'static str) {
        match self {
            Self::Receive => (icon::import(), "F3"),
            Self::Issue => (icon::truck(), "F4"),
            Self::Return => (icon::undo(), "F11"),
            Self::Count => (icon::check(), "F7"),
        }
    }
}

/// Says of what came which orders waited for it, and leads there.
fn awaited(notice: Notice, awaited: &[Awaited], cx: &Context) -> Notice {
    let Some(first) = awaited.first() else { return notice };
    let mut parts: Vec<String> = awaited.iter().flat_map(|it| it.parts.clone()).collect();
    parts.sort_unstable();
    parts.dedup();
    let orders: Vec<String> = awaited.iter().map(|it| it.number.clone()).collect();
    let (parts, orders) = (cx.locale.enumeration(&parts), cx.locale.enumeration(&orders));
    let came = cx.locale.parts_awaited(&parts, &orders, awaited.len());
    let there = if awaited.len() == 1 {
        Place::Order(first.order)
    } else {
        Place::OrdersAt(Stage::Waiting)
    };

    Notice { words: format!("{} {came}", notice.words), ..notice }.found_at(there)
}
