//! Orders: every promise of the office, by stage.

mod head;
mod list;
mod listing;
#[cfg(test)]
mod tests;

pub use list::cell;

use domain::{Currency, Money, OrderId, OrderKind, StaffId};
use engine::{Books, Desk, Error, OrderFilter, OrderRow, Orders as Page, Shared, StaffRow, Stage};
use iced::keyboard::key::Named;
use iced::widget::{column, container, operation, responsive, row, space as gap, text};
use iced::{Center, Element, Shrink, Task};
use ui::widget::{banner, button, choice, divider, empty, key_hint, tabs};
use ui::{Tone, icon, size, space, theme};

use crate::action::Action;
use crate::context::Context;
use crate::place::{Caller, Place};
use crate::problem;
use crate::shortcut::Shortcut;

/// How many orders are read at once.
const PAGE: u32 = 1_000;

/// The list of orders.
pub struct Orders {
    filter: OrderFilter,
    rows: Vec<OrderRow>,
    /// Which of them lie where a remote fee is due.
    remote: Vec<OrderId>,
    more: bool,
    /// What all who owe something owe together.
    owed: Option<Money>,
    /// Where what was asked for is found, if not here.
    elsewhere: Option<(Stage, u64)>,
    /// What the books are kept in.
    currency: Currency,
    counts: Vec<(Stage, u64)>,
    /// Whose orders there are; empty where all are this office's.
    branches: Vec<Books>,
    /// What orders have to do with other branches; empty where none has.
    shared: Vec<Shared>,
    technicians: Vec<StaffRow>,
    /// The office's own city and district, which say nothing in its list.
    home: list::Home,
    selected: Option<usize>,
    /// How many answers are awaited.
    waiting: u32,
    error: Option<Error>,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    DeskRead(Result<Option<Desk>, Error>),
    /// The first page, or more of them again after a change.
    Read(OrderFilter, Result<Page, Error>),
    /// The page after the last row.
    MoreRead(OrderFilter, Result<Page, Error>),
    StagePressed(Stage),
    KindPicked(usize),
    TechnicianPicked(usize),
    BranchPicked(usize),
    SharedPicked(usize),
    TextChanged(String),
    ListPressed,
    Selected(usize),
    Activated(usize),
    MorePressed,
    NewPressed,
}

impl Orders {
    pub const TEXT: &'static str = "orders-text";
    pub const LIST: &'static str = "orders-list";

    /// The list, begun at a stage.
    pub fn new(stage: Stage, cx: &Context) -> (Self, Task<Message>) {
        let mut room = Self {
            filter: OrderFilter { stage, ..OrderFilter::default() },
            rows: Vec::new(),
            remote: Vec::new(),
            more: false,
            owed: None,
            elsewhere: None,
            currency: Currency::default(),
            counts: Vec::new(),
            branches: Vec::new(),
            shared: Vec::new(),
            technicians: Vec::new(),
            home: list::Home::default(),
            selected: None,
            waiting: 0,
            error: None,
        };
        let desk = Task::perform(cx.engine.desk(), Message::DeskRead);
        let rows = room.read(cx);

        (room, Task::batch([desk, rows, operation::focus(Self::TEXT)]))
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::DeskRead(desk) => self.desk_read(desk),
            Message::Read(filter, page) => self.page_read(&filter, page, cx),
            Message::MoreRead(filter, page) => self.more_read(&filter, page),
            Message::StagePressed(stage) => {
                self.filter.stage = stage;
                self.anew(cx)
            }
            Message::KindPicked(at) => {
                self.filter.kind = at.checked_sub(1).and_then(|at| OrderKind::ALL.get(at).copied());
                self.anew(cx)
            }
            Message::TechnicianPicked(at) => {
                self.filter.technician = at.checked_sub(1).and_then(|at| self.technician(at));
                self.anew(cx)
            }
            Message::BranchPicked(at) => {
                let picked = at.checked_sub(1).and_then(|at| self.branches.get(at));
                self.filter.books = picked.cloned().unwrap_or_default();
                self.anew(cx)
            }
            Message::SharedPicked(at) => {
                let picked = at.checked_sub(1).and_then(|at| self.shared.get(at));
                self.filter.shared = picked.copied();
                self.anew(cx)
            }
            Message::TextChanged(text) => {
                self.filter.text = text;
                self.anew(cx)
            }
            Message::ListPressed => self.list_pressed(),
            Message::Selected(row) => {
                self.selected = Some(row);
                Action::None
            }
            Message::Activated(row) => self.open(row),
            Message::MorePressed => self.read_more(cx),
            Message::NewPressed => Action::Open(Place::Intake(Caller::default())),
        }
    }

    /// Something changed in the office: as many rows as are shown are read again.
    pub fn refresh(&self, cx: &Context) -> Task<Message> {
        let limit = u32::try_from(self.rows.len()).unwrap_or(PAGE).max(PAGE);
        let filter = self.filter.clone();
        let read = cx.engine.orders(filter.clone(), limit);

        Task::perform(read, move |page| Message::Read(filter.clone(), page))
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        let down = [Named::Enter, Named::ArrowDown].into_iter().any(|key| shortcut.is(key));

        match () {
            () if down && !self.rows.is_empty() => Some(Message::ListPressed),
            () if shortcut.is(Named::Enter) && self.waiting == 0 => {
                self.elsewhere.map(|(stage, _)| Message::StagePressed(stage))
            }
            () if shortcut.is(Named::F8) && self.more => Some(Message::MorePressed),
            () if shortcut.is(Named::F6) => Some(Message::StagePressed(self.next_stage())),
            () => None,
        }
    }

    fn next_stage(&self) -> Stage {
        let here = Stage::ALL.iter().position(|stage| *stage == self.filter.stage);
        let next = here.map_or(0, |at| (at + 1) % Stage::ALL.len());

        Stage::ALL[next]
    }

    fn technician(&self, at: usize) -> Option<StaffId> {
        self.technicians.get(at).map(|staff| staff.id)
    }

    fn desk_read(&mut self, desk: Result<Option<Desk>, Error>) -> Action<Message> {
        if let Ok(Some(desk)) = desk {
            self.home = list::Home::of(&desk.office.place);
            self.technicians = desk.staff.into_iter().filter(|staff| staff.technician).collect();
        }
        Action::None
    }

    /// Reads the first page of what is now asked for.
    fn anew(&mut self, cx: &Context) -> Action<Message> {
        self.selected = None;

        Action::Run(self.read(cx))
    }

    fn read(&mut self, cx: &Context) -> Task<Message> {
        self.waiting += 1;
        let filter = self.filter.clone();
        let read = cx.engine.orders(filter.clone(), PAGE);

        Task::perform(read, move |page| Message::Read(filter.clone(), page))
    }

    fn read_more(&mut self, cx: &Context) -> Action<Message> {
        let Some(last) = self.rows.last().filter(|_| self.more) else { return Action::None };
        self.waiting += 1;
        let shown = self.filter.clone();
        let filter = OrderFilter { after: Some((last.received, last.id)), ..shown.clone() };
        let read = cx.engine.orders(filter, PAGE);

        Action::Run(Task::perform(read, move |page| Message::MoreRead(shown.clone(), page)))
    }

    fn page_read(
        &mut self,
        filter: &OrderFilter,
        page: Result<Page, Error>,
        cx: &Context,
    ) -> Action<Message> {
        self.waiting = self.waiting.saturating_sub(1);
        match page {
            // The answer to a question that was asked before the last letter was typed is no answer.
            Ok(_) if *filter != self.filter => {}
            Ok(page) => {
                let kept = self.selected.and_then(|at| self.rows.get(at)).map(|row| row.id);
                self.selected = kept.and_then(|id| page.rows.iter().position(|row| row.id == id));
                (self.rows, self.more, self.counts) = (page.rows, page.more, page.counts);
                (self.owed, self.currency) = (page.owed, page.currency);
                (self.branches, self.remote, self.error) = (page.branches, page.remote, None);
                self.shared = page.shared;
                self.elsewhere = page.elsewhere;
                // Whoever had orders may have none any more, and then cannot be chosen away.
                let books = &self.filter.books;
                if *books != Books::All && !self.branches.contains(books) {
                    self.filter.books = Books::All;
                    return self.anew(cx);
                }
                let shared = &mut self.filter.shared;
                if shared.take_if(|it| !self.shared.contains(it)).is_some() {
                    return self.anew(cx);
                }
            }
            Err(error) => self.error = Some(error),
        }
        Action::None
    }

    fn more_read(&mut self, filter: &OrderFilter, page: Result<Page, Error>) -> Action<Message> {
        self.waiting = self.waiting.saturating_sub(1);
        match page {
            Ok(page) if *filter == self.filter => {
                self.rows.extend(page.rows);
                self.remote.extend(page.remote);
                self.more = page.more;
            }
            Ok(_) => {}
            Err(error) => self.error = Some(error),
        }
        Action::None
    }

    fn list_pressed(&mut self) -> Action<Message> {
        self.selected = self.selected.or(Some(0)).filter(|_| !self.rows.is_empty());

        Action::Run(operation::focus(Self::LIST))
    }

    fn open(&self, row: usize) -> Action<Message> {
        let Some(order) = self.rows.get(row) else { return Action::None };

        Action::Open(Place::Order(order.id))
    }

    /// Why the list could not be read, where none ever was.
    pub fn unread(&self) -> Option<&Error> {
        self.error.as_ref().filter(|_| self.counts.is_empty())
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let error = self.error.as_ref().map(|error| {
            let words = problem::message(error, &cx.locale);
            container(banner(Tone::Danger, words, None)).padding([space::NONE, space::FAR])
        });
        let list = if self.rows.is_empty() && self.waiting == 0 {
            self.nothing(cx)
        } else {
            self.list(cx)
        };

        let head = responsive(move |room| {
            // In a narrow window the stage is chosen beside the rest.
            if room.width < TABS {
                let head = self.head(Some(self.stage_choice(cx)), cx);
                return container(head).padding([space::NEAR, space::FAR]).into();
            }
            column![
                container(self.head(None, cx)).padding([space::SNUG, space::FAR]),
                container(self.stages(cx)).padding([space::NONE, space::APART]),
            ]
            .into()
        });

        column![head.height(Shrink), error, divider(), list, self.foot(cx),].into()
    }

    /// How many orders are at a stage, in words; nothing where there are none.
    fn counted(&self, stage: Stage, cx: &Context) -> Option<String> {
        let count = self.counts.iter().find(|(at, _)| *at == stage).map(|(_, count)| *count);

        count.filter(|count| *count > 0).map(|count| cx.locale.number(count))
    }

    fn stage_choice<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let here = Stage::ALL.iter().position(|stage| *stage == self.filter.stage);
        let names = Stage::ALL.map(|stage| {
            let count = self.counted(stage, cx).unwrap_or_default();
            format!("{}  {count}", stage_name(stage, cx))
        });

        choice("", names, here)
            .none(cx.locale.list_no_match())
            .on_pick(|at: usize| Message::StagePressed(Stage::ALL[at]))
            .into()
    }

    fn stages<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let here = Stage::ALL.iter().position(|stage| *stage == self.filter.stage).unwrap_or(0);
        let pages = Stage::ALL.map(|stage| {
            let count = self.counted(stage, cx).map(Into::into);
            (stage_name(stage, cx).into(), count, Message::StagePressed(stage))
        });

        row![tabs(pages, here), key_hint("F6")].spacing(space::NEAR).align_y(Center).into()
    }

    fn foot<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, Message>> {
        let locale = &cx.locale;
        let owed = self.owed.map(|owed| text(locale.order_owed_in_all(&locale.money(owed))));
        if !self.more && owed.is_none() {
            return None;
        }
        let shown =
            self.more.then(|| text(locale.order_shown(self.rows.len())).style(theme::style::muted));
        let more = self.more.then(|| {
            button(locale.order_show_more()).key("F8").small().on_press(Message::MorePressed)
        });
        let line = row![owed, shown, gap::horizontal(), more].spacing(space::APART).align_y(Center);

        Some(column![divider(), container(line).padding([space::TIGHT, space::FAR])].into())
    }

    fn nothing<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let any = self.counts.iter().any(|(_, count)| *count > 0);
        if let Some((stage, count)) = self.elsewhere {
            let words = locale.order_found_elsewhere(count, &stage_name(stage, cx));
            let way = button(locale.order_show_there(&stage_name(stage, cx)));
            let way = way.primary().key("Enter").on_press(Message::StagePressed(stage));
            return empty(icon::orders(), locale.order_none_here(), words, Some(way.into()));
        }
        if any && self.filter.stage == Stage::Owing {
            let words = (locale.order_none_owing(), locale.order_none_owing_how());
            return empty(icon::money(), words.0, words.1, None);
        }
        if any {
            return empty(
                icon::orders(),
                locale.order_none_here(),
                locale.order_none_here_how(),
                None,
            );
        }
        let deed = button(locale.window_new_order())
            .icon(icon::plus())
            .primary()
            .key("Ctrl+N")
            .on_press_maybe(cx.offer(Message::NewPressed));

        empty(icon::orders(), locale.order_none(), locale.order_none_how(), Some(deed.into()))
    }
}

/// The room that the stages side by side take.
const TABS: f32 = size::READING + size::FIELD + space::APART * 2.0;

pub fn stage_name(stage: Stage, cx: &Context) -> String {
    let locale = &cx.locale;

    match stage {
        Stage::Open => locale.order_stage_open(),
        Stage::ToAssign => locale.order_stage_to_assign(),
        Stage::UnderWay => locale.order_stage_under_way(),
        Stage::Waiting => locale.order_stage_waiting(),
        Stage::SheetOut => locale.order_stage_sheet_out(),
        Stage::ToCall => locale.order_stage_to_call(),
        Stage::Complaints => locale.order_stage_complaints(),
        Stage::Owing => locale.order_stage_owing(),
        Stage::Over => locale.order_stage_over(),
        Stage::All => locale.order_stage_all(),
    }
}
