//! What needs a decision: values that lost, refused operations, orders taken differently, stock below zero; both
//! sides beside each other.

mod detail;
mod listing;
mod sides;
#[cfg(test)]
mod tests;
mod words;

use domain::{ConflictId, DeskWork, Location, OrderId, PartId};
use engine::{
    Attention as Open, Error, FiledIn, FlaggedRow, OperationId, OrderFlag, Overpaid, Undo,
};
use iced::keyboard::key::Named;
use iced::widget::{column, container, operation, responsive, row, rule};
use iced::{Element, Fill, Task};
use ui::grid::{Cell, Column, grid};
use ui::widget::{empty, spinner, title};
use ui::{Mark, Tone, icon, size, space, theme};

use crate::action::{Action, Notice};
use crate::context::Context;
use crate::place::Place;
use crate::problem;
use crate::shortcut::Shortcut;
use crate::unread;

/// The room.
#[derive(Default)]
pub struct Attention {
    open: Option<Open>,
    error: Option<Error>,
    selected: Option<Key>,
    saving: bool,
}

/// Which entry it is, whatever stands above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Lost(ConflictId),
    Refused(OperationId),
    Order(OrderId, Flag),
    Short(PartId, Location),
    Over(OrderId),
}

/// Why people must look at an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flag {
    Disputed,
    StopNotice,
    SecondVisit,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    Read(Result<Open, Error>),
    RowPicked(usize),
    /// The first answer: as it is, let go, seen to.
    FirstPressed,
    /// The second answer: what lost takes the place of what stands, what is too much may stand.
    SecondPressed,
    OpenPressed,
    Settled {
        replaced: bool,
        answer: Result<Undo, Error>,
    },
    LetGo(Result<Undo, Error>),
    PutDown(Result<Undo, Error>),
    GivenBack(Result<Undo, Error>),
    LetStand(Result<Undo, Error>),
}

impl Key {
    /// Of which duties one is needed for an answer to it; what lost is whose field it is, and that is said by the deed.
    fn duties(self, message: &Message) -> &'static [DeskWork] {
        match (self, message) {
            (Self::Over(_), Message::FirstPressed) => &[DeskWork::Intake, DeskWork::Sheets],
            (Self::Over(_), Message::SecondPressed)
            | (Self::Lost(_), Message::FirstPressed | Message::SecondPressed) => &DeskWork::ALL,
            (Self::Order(_, Flag::StopNotice), Message::FirstPressed) => &[DeskWork::Dispatch],
            (Self::Order(_, Flag::SecondVisit), Message::FirstPressed) => &[DeskWork::Sheets],
            _ => &[],
        }
    }
}

impl Attention {
    pub const LIST: &'static str = "attention-list";

    pub fn new(cx: &Context) -> (Self, Task<Message>) {
        let room = Self::default();
        let tasks = [room.refresh(cx), operation::focus(Self::LIST)];

        (room, Task::batch(tasks))
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::Read(answer) => self.read(answer, cx),
            Message::RowPicked(row) => {
                let picked = self.keys().nth(row);
                self.selected = picked;
                Action::None
            }
            Message::FirstPressed => self.first(cx),
            Message::SecondPressed => self.second(cx),
            Message::OpenPressed => self.place().map_or(Action::None, Action::Open),
            Message::Settled { replaced, answer } => {
                let words = if replaced {
                    cx.locale.attention_replaced()
                } else {
                    cx.locale.attention_kept()
                };
                self.done(answer, words, cx)
            }
            Message::LetGo(answer) => self.done(answer, cx.locale.attention_gone(), cx),
            Message::PutDown(answer) => self.done(answer, cx.locale.attention_put_down(), cx),
            Message::GivenBack(answer) => self.done(answer, cx.locale.attention_given_back(), cx),
            Message::LetStand(answer) => self.done(answer, cx.locale.attention_let_stand(), cx),
        }
    }

    /// Something changed in the office.
    pub fn refresh(&self, cx: &Context) -> Task<Message> {
        Task::perform(cx.engine.attention(), Message::Read)
    }

    /// Of which duties one is needed for what is asked, by the entry in hand; none if anybody may.
    pub fn duties(&self, message: &Message) -> &'static [DeskWork] {
        self.selected.map_or(&[], |key| key.duties(message))
    }

    /// Whether a decision is being written.
    pub fn is_busy(&self) -> bool {
        self.saving
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if shortcut.is(Named::Enter) {
            return Some(Message::OpenPressed);
        }
        if !shortcut.modifiers.is_empty() {
            return None;
        }
        match shortcut.letter()? {
            "1" => Some(Message::FirstPressed),
            "2" => Some(Message::SecondPressed),
            "o" => Some(Message::OpenPressed),
            _ => None,
        }
    }

    fn read(&mut self, answer: Result<Open, Error>, cx: &Context) -> Action<Message> {
        match answer {
            Ok(open) => {
                let before = self.keys().position(|key| Some(key) == self.selected);
                let first = self.open.is_none();
                self.open = Some(open);
                self.error = None;
                if !self.keys().any(|key| Some(key) == self.selected) {
                    // What was decided is gone; the next one takes its place.
                    let count = self.keys().count();
                    let next = before.unwrap_or(0).min(count.saturating_sub(1));
                    let picked = self.keys().nth(next);
                    self.selected = picked;
                }
                // The list is there only now.
                if first {
                    return Action::Run(operation::focus(Self::LIST));
                }
            }
            Err(error) => {
                return unread::failed(&mut self.error, self.open.is_some(), error, cx);
            }
        }
        Action::None
    }

    /// All entries, in the order of the list.
    fn keys(&self) -> impl Iterator<Item = Key> {
        self.open.iter().flat_map(|open| {
            let orders = open
                .orders
                .iter()
                .flat_map(|order| flags(order).into_iter().map(|flag| Key::Order(order.id, flag)));
            let lost = open.lost.iter().map(|lost| Key::Lost(lost.row.id));
            let refused = open.refused.iter().map(|it| Key::Refused(it.refused.operation.op_id));
            let short = open.short.iter().map(|row| Key::Short(row.part, row.location));

            let over = open.overpaid.iter().map(|it| Key::Over(it.row.id));

            orders.chain(over).chain(refused).chain(lost).chain(short)
        })
    }

    fn first(&mut self, cx: &Context) -> Action<Message> {
        let engine = &cx.engine;
        let task = match self.selected.filter(|_| !self.saving) {
            Some(Key::Lost(conflict)) => {
                let settled = engine.settle_conflict(conflict, false);
                Task::perform(settled, |answer| Message::Settled { replaced: false, answer })
            }
            Some(Key::Refused(op_id)) => Task::perform(engine.let_go(op_id), Message::LetGo),
            Some(Key::Order(order, Flag::StopNotice)) => {
                Task::perform(engine.put_down(order, OrderFlag::StopNotice), Message::PutDown)
            }
            Some(Key::Order(order, Flag::SecondVisit)) => {
                Task::perform(engine.put_down(order, OrderFlag::SecondVisit), Message::PutDown)
            }
            Some(Key::Over(order)) => Task::perform(engine.give_back(order), Message::GivenBack),
            Some(Key::Order(_, Flag::Disputed) | Key::Short(..)) | None => return Action::None,
        };
        self.saving = true;

        Action::Run(task)
    }

    fn second(&mut self, cx: &Context) -> Action<Message> {
        match self.selected.filter(|_| !self.saving) {
            Some(Key::Lost(conflict)) => self.replace(conflict, cx),
            Some(Key::Over(order)) => {
                self.saving = true;
                Action::Run(Task::perform(cx.engine.let_stand(order), Message::LetStand))
            }
            _ => Action::None,
        }
    }

    fn replace(&mut self, conflict: ConflictId, cx: &Context) -> Action<Message> {
        let lost = self.open.iter().flat_map(|open| &open.lost);
        if !lost.into_iter().any(|lost| lost.row.id == conflict && lost.replaceable) {
            return Action::None;
        }
        self.saving = true;
        let settled = cx.engine.settle_conflict(conflict, true);

        Action::Run(Task::perform(settled, |answer| Message::Settled { replaced: true, answer }))
    }

    fn done(
        &mut self,
        answer: Result<Undo, Error>,
        words: String,
        cx: &Context,
    ) -> Action<Message> {
        self.saving = false;
        let notice = match answer {
            Ok(undo) => Notice::done(words).undone_by(undo),
            Err(error) => Notice::problem(problem::message(&error, &cx.locale)),
        };

        Action::Tell(notice, self.refresh(cx))
    }

    /// Where the entry in hand can be looked at.
    fn place(&self) -> Option<Place> {
        let open = self.open.as_ref()?;
        let filed = match self.selected? {
            Key::Order(order, _) | Key::Over(order) => Some(FiledIn::Order(order)),
            Key::Short(..) => Some(FiledIn::Parts),
            Key::Lost(conflict) => {
                open.lost.iter().find(|lost| lost.row.id == conflict)?.about.room
            }
            Key::Refused(op_id) => {
                let mut refused = open.refused.iter();
                let one = refused.find(|it| it.refused.operation.op_id == op_id)?;
                one.wanted.iter().find_map(|wanted| wanted.about.room)
            }
        };

        Some(match filed? {
            FiledIn::Order(order) => Place::Order(order),
            FiledIn::Household(customer) => Place::Household(customer),
            FiledIn::Parts => Place::Parts,
        })
    }

    /// Why nothing could be read, where nothing ever was.
    pub fn unread(&self) -> Option<&Error> {
        self.error.as_ref()
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let head = container(title(locale.attention_title())).padding([space::APART, space::FAR]);
        let Some(open) = &self.open else {
            let waiting = container(spinner(locale.window_loading())).center(Fill);
            return column![head, waiting].into();
        };
        let keys: Vec<Key> = self.keys().collect();
        if keys.is_empty() {
            let words = (locale.attention_none(), locale.attention_none_how());
            return column![head, empty(icon::check_all(), words.0, words.1, None)].into();
        }
        let selected = keys.iter().position(|key| Some(*key) == self.selected);
        let panes = responsive(move |room| {
            let narrow = room.width < size::SLIM - size::RAIL;
            let list = list(open, keys.clone(), selected, cx);
            let left = container(list).width(if narrow { size::FIELD } else { size::DIALOG });
            let bar = rule::vertical(1.0).style(theme::style::hairline);
            let detail = detail::view(open, self.selected, (self.place(), self.saving), cx);

            row![left.height(Fill), bar, detail].spacing(space::NONE).into()
        });

        column![head, panes].into()
    }
}

/// All that waits for somebody, a line each.
fn list<'a>(
    open: &'a Open,
    keys: Vec<Key>,
    selected: Option<usize>,
    cx: &'a Context,
) -> Element<'a, Message> {
    let locale = &cx.locale;
    let columns = vec![
        Column::fixed(locale.attention_column_sort(), 128.0).folds(2),
        Column::weight(locale.attention_column_about(), 1.0, 200.0),
        Column::weight(locale.attention_column_what(), 1.0, 200.0).folds(3),
        Column::fixed(locale.attention_column_when(), 112.0).spare(1),
    ];

    grid(columns, keys.len(), move |row, column| cell(open, keys[row], column, cx))
        .id(Attention::LIST)
        .selected(selected)
        .on_select(Message::RowPicked)
        .on_activate(|_| Message::OpenPressed)
        .into()
}

/// Why people must look at this order.
fn flags(order: &FlaggedRow) -> Vec<Flag> {
    let all = [
        (order.stop_notice, Flag::StopNotice),
        (order.disputed, Flag::Disputed),
        (order.second_visit, Flag::SecondVisit),
    ];

    all.into_iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| flag).collect()
}

fn overpaid<'a>(it: &Overpaid, column: usize, cx: &Context) -> Cell<'a> {
    let (locale, clock) = (&cx.locale, cx.engine.clock());
    match column {
        0 => Cell::badge(Tone::Danger, Mark::Triangle, locale.attention_money()),
        1 => Cell::text(format!("{} {}", it.row.number, it.row.name)),
        2 => Cell::text(locale.attention_over(&locale.money(it.over))),
        _ => Cell::text(locale.moment(it.row.received, clock.now(), clock.offset())).muted(),
    }
}

fn cell<'a>(open: &'a Open, key: Key, column: usize, cx: &'a Context) -> Cell<'a> {
    let locale = &cx.locale;
    let clock = cx.engine.clock();
    let when = |at| Cell::text(locale.moment(at, clock.now(), clock.offset())).muted();
    match key {
        Key::Lost(id) => {
            let Some(lost) = open.lost.iter().find(|lost| lost.row.id == id) else {
                return Cell::empty();
            };
            match column {
                0 => Cell::badge(Tone::Warning, Mark::Triangle, locale.attention_lost()),
                1 => Cell::text(words::short(&lost.about, locale)),
                2 => Cell::text(words::what_lost(lost, locale)),
                _ => when(lost.row.at),
            }
        }
        Key::Refused(id) => {
            let mut refused = open.refused.iter();
            let Some(it) = refused.find(|it| it.refused.operation.op_id == id) else {
                return Cell::empty();
            };
            match column {
                0 => Cell::badge(Tone::Danger, Mark::Cross, locale.attention_refused()),
                1 => Cell::text(
                    it.wanted
                        .first()
                        .map_or_else(String::new, |wanted| words::short(&wanted.about, locale)),
                ),
                2 => Cell::text(words::deed(&it.refused.operation.deed, locale)),
                _ => when(domain::Moment(it.refused.operation.at_ms)),
            }
        }
        Key::Order(id, flag) => {
            let Some(order) = open.orders.iter().find(|order| order.id == id) else {
                return Cell::empty();
            };
            match column {
                0 => Cell::badge(Tone::Danger, Mark::Triangle, locale.attention_order()),
                1 => Cell::text(format!("{} {}", order.number, order.name)),
                2 => Cell::text(words::flag(flag, locale).0),
                _ => when(order.received),
            }
        }
        Key::Over(id) => {
            let it = open.overpaid.iter().find(|it| it.row.id == id);
            it.map_or_else(Cell::empty, |it| overpaid(it, column, cx))
        }
        Key::Short(part, location) => {
            let mut short = open.short.iter();
            let Some(row) = short.find(|row| row.part == part && row.location == location) else {
                return Cell::empty();
            };
            match column {
                0 => Cell::badge(Tone::Warning, Mark::Square, locale.attention_stock()),
                1 => Cell::text(format!("{} {}", row.number, row.name)),
                2 => Cell::text(locale.today_pieces(row.quantity)).tone(Tone::Danger),
                _ => Cell::empty(),
            }
        }
    }
}
