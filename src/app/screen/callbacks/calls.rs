//! The calls that are due: a list by urgency, and the entry for the one in hand.

use domain::{Aspect, CallbackOutcome, Grade, Mark, OrderId, State};
use engine::{AfterCall, CallForm, CallList, CallRecorded, CallbackEntry, Error, Flaw};
use iced::keyboard::key::Named;
use iced::widget::{column, container, operation, row, rule, text, text_editor};
use iced::{Element, Fill, Task};
use ui::grid::{Cell, Column, grid};
use ui::widget::{empty, spinner};
use ui::{Tone, icon, size, space, theme};

use super::call;
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::place::Place;
use crate::shortcut::Shortcut;

const LIST: &str = "calls";
pub(super) const REMARK: &str = "call-remark";

/// The list, and the call in hand.
pub struct Calls {
    list: Option<CallList>,
    selected: Option<OrderId>,
    /// The call sheet of the selected order.
    pub(super) form: Option<CallForm>,
    pub(super) entry: Entry,
    pub(super) error: Option<Error>,
    pub(super) saving: bool,
}

/// What is being written down.
#[derive(Default)]
pub struct Entry {
    pub(super) grade: Option<Grade>,
    pub(super) marks: [Option<bool>; Aspect::ALL.len()],
    pub(super) remark: text_editor::Content,
    pub(super) then: Option<AfterCall>,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    ListRead(Result<CallList, Error>),
    RowPicked(usize),
    FormRead(OrderId, Result<CallForm, Error>),
    Graded(Grade),
    MarkPressed(Aspect),
    RemarkEdited(text_editor::Action),
    RemarkWanted,
    FollowPicked(AfterCall),
    MissedPressed,
    WaivePressed,
    SavePressed,
    Recorded(OrderId, Result<CallRecorded, Error>),
    CloseTried(OrderId, Result<Vec<Flaw>, Error>),
    SendBackPressed,
    SentBack(Result<(), Error>),
    Left(Place),
}

/// The focus goes to the list.
pub fn focus_list() -> Task<Message> {
    operation::focus(LIST)
}

impl Calls {
    /// A list that begins with this order, or with its first.
    pub fn new(selected: Option<OrderId>) -> Self {
        Self {
            list: None,
            selected,
            form: None,
            entry: Entry::default(),
            error: None,
            saving: false,
        }
    }

    pub fn read(cx: &Context) -> Task<Message> {
        Task::perform(cx.engine.callbacks_due(), Message::ListRead)
    }

    pub fn count(&self) -> Option<u64> {
        self.list.as_ref().map(|list| list.total)
    }

    /// Nobody asked for a call after all.
    pub fn give_up(&mut self) {
        self.selected = None;
    }

    /// The order that was asked for was read.
    pub fn asked(&mut self, answer: Result<CallForm, Error>) -> Action<Message> {
        match answer {
            Ok(form) => {
                self.selected = Some(form.id);
                self.form = Some(form);
            }
            Err(error) => self.error = Some(error),
        }
        Action::Run(focus_list())
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::ListRead(answer) => self.list_read(answer, cx),
            Message::RowPicked(row) => self.row_picked(row, cx),
            Message::FormRead(order, answer) => self.form_read(order, answer),
            Message::Graded(grade) => self.graded(grade),
            Message::MarkPressed(aspect) => self.mark_pressed(aspect),
            Message::RemarkEdited(action) => self.remark_edited(action),
            Message::RemarkWanted => Action::Run(operation::focus(REMARK)),
            Message::FollowPicked(then) => self.follow(then, cx),
            Message::MissedPressed => self.record(CallbackOutcome::NoAnswer, cx),
            Message::WaivePressed => self.record(CallbackOutcome::Waived, cx),
            Message::SavePressed => self.save(cx),
            Message::Recorded(order, answer) => self.recorded(order, answer, cx),
            Message::CloseTried(order, answer) => self.close_tried(order, answer, cx),
            Message::SendBackPressed => self.send_back(cx),
            Message::SentBack(answer) => self.sent_back(answer, cx),
            Message::Left(place) => Action::Open(place),
        }
    }

    pub fn refresh(&self, cx: &Context) -> Task<Message> {
        if self.saving {
            return Task::none();
        }

        Task::batch([Self::read(cx), self.read_form(cx)])
    }

    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        let form = self.form.as_ref()?;
        if shortcut.is(Named::F10) {
            return Some(Message::SavePressed);
        }
        if shortcut.is(Named::F8) {
            return Some(Message::SendBackPressed);
        }
        if !shortcut.modifiers.is_empty() {
            return None;
        }
        Some(match shortcut.letter()? {
            "1" => Message::Graded(Grade::VerySatisfied),
            "2" => Message::Graded(Grade::Satisfied),
            "3" => Message::Graded(Grade::Dissatisfied),
            digit @ ("4" | "5" | "6" | "7" | "8") => {
                Message::MarkPressed(Aspect::ALL[usize::from(digit.as_bytes()[0] - b'4')])
            }
            "n" if !form.was_called() => Message::MissedPressed,
            "w" => Message::WaivePressed,
            "c" => Message::FollowPicked(AfterCall::Complaint),
            "r" => Message::FollowPicked(AfterCall::Redo),
            "m" => Message::RemarkWanted,
            "l" => Message::Left(Place::Letter(form.id)),
            "o" => Message::Left(Place::Order(form.id)),
            _ => return None,
        })
    }

    fn read_form(&self, cx: &Context) -> Task<Message> {
        self.selected.map_or_else(Task::none, |order| {
            let read = cx.engine.callback_form(order);
            Task::perform(read, move |form| Message::FormRead(order, form))
        })
    }

    fn list_read(&mut self, answer: Result<CallList, Error>, cx: &Context) -> Action<Message> {
        match answer {
            Ok(list) => self.list = Some(list),
            Err(error) => {
                self.error = Some(error);
                return Action::None;
            }
        }
        let first = self.list.iter().flat_map(|list| &list.due).next();
        match (self.selected, first) {
            (None, Some(first)) => {
                self.selected = Some(first.row.order);
                Action::Run(Task::batch([self.read_form(cx), focus_list()]))
            }
            _ => Action::None,
        }
    }

    fn row_picked(&mut self, row: usize, cx: &Context) -> Action<Message> {
        let due = self.list.as_ref().and_then(|list| list.due.get(row));
        let Some(order) = due.map(|due| due.row.order) else { return Action::None };
        self.go(Some(order), cx)
    }

    /// Takes another call in hand.
    fn go(&mut self, order: Option<OrderId>, cx: &Context) -> Action<Message> {
        if self.selected != order {
            self.selected = order;
            (self.form, self.entry, self.error) = (None, Entry::default(), None);
        }

        Action::Run(self.read_form(cx))
    }

    fn form_read(&mut self, order: OrderId, answer: Result<CallForm, Error>) -> Action<Message> {
        if self.selected == Some(order) {
            match answer {
                Ok(form) => self.form = Some(form),
                Err(error) => self.error = Some(error),
            }
        }
        Action::None
    }

    fn graded(&mut self, grade: Grade) -> Action<Message> {
        self.entry.grade = Some(grade);
        self.entry.then = None;
        self.error = None;
        Action::None
    }

    fn mark_pressed(&mut self, aspect: Aspect) -> Action<Message> {
        let at = Aspect::ALL.iter().position(|one| *one == aspect).unwrap_or(0);
        self.entry.marks[at] = match self.entry.marks[at] {
            None => Some(true),
            Some(true) => Some(false),
            Some(false) => None,
        };
        Action::None
    }

    fn remark_edited(&mut self, action: text_editor::Action) -> Action<Message> {
        if action.is_edit() {
            self.error = None;
        }
        self.entry.remark.perform(action);
        Action::None
    }

    fn follow(&mut self, then: AfterCall, cx: &Context) -> Action<Message> {
        self.entry.grade = Some(Grade::Dissatisfied);
        self.entry.then = Some(then);
        if self.entry.remark.text().trim().is_empty() {
            self.error = Some(Error::field("remark", engine::Wrong::Missing));
            return Action::Run(operation::focus(REMARK));
        }

        self.record(CallbackOutcome::Reached, cx)
    }

    fn save(&mut self, cx: &Context) -> Action<Message> {
        let Some(form) = &self.form else { return Action::None };
        match self.entry.grade {
            None if form.was_called() => {
                let order = form.id;
                self.saving = true;
                let closed = cx.engine.close_called(order);
                Action::Run(Task::perform(closed, move |it| Message::CloseTried(order, it)))
            }
            None if form.refuses_calls() => self.record(CallbackOutcome::Waived, cx),
            _ => self.record(CallbackOutcome::Reached, cx),
        }
    }

    fn record(&mut self, outcome: CallbackOutcome, cx: &Context) -> Action<Message> {
        let Some(form) = self.form.as_ref().filter(|_| !self.saving) else { return Action::None };
        let marks = Aspect::ALL.into_iter().zip(self.entry.marks);
        let order = form.id;
        let recorded = cx.engine.record_callback(CallbackEntry {
            order,
            outcome,
            grade: self.entry.grade,
            marks: marks.filter_map(|(aspect, good)| Some(Mark { aspect, good: good? })).collect(),
            remark: self.entry.remark.text().trim().to_owned(),
            then: self.entry.then,
        });
        self.saving = true;

        Action::Run(Task::perform(recorded, move |it| Message::Recorded(order, it)))
    }

    fn recorded(
        &mut self,
        order: OrderId,
        answer: Result<CallRecorded, Error>,
        cx: &Context,
    ) -> Action<Message> {
        self.saving = false;
        let recorded = match answer {
            Ok(recorded) => recorded,
            Err(error) => return self.refused(error),
        };
        let notice = self.notice(&recorded, cx);
        let next = self.next_after(order);
        (self.form, self.entry, self.error) = (None, Entry::default(), None);
        self.selected = next;

        Action::Tell(notice, Task::batch([Self::read(cx), self.read_form(cx), focus_list()]))
    }

    fn close_tried(
        &mut self,
        order: OrderId,
        answer: Result<Vec<Flaw>, Error>,
        cx: &Context,
    ) -> Action<Message> {
        self.saving = false;
        let flaws = match answer {
            Ok(flaws) => flaws,
            Err(error) => return self.refused(error),
        };
        let number = self.number();
        if !flaws.is_empty() {
            let words = call::flaws(&flaws, cx);
            let notice = Notice::problem(cx.locale.callback_cannot_close(&words));
            return Action::Tell(notice, self.read_form(cx));
        }
        let next = self.next_after(order);
        (self.form, self.entry, self.error) = (None, Entry::default(), None);
        self.selected = next;
        let notice = Notice::done(cx.locale.callback_closed(&number));

        Action::Tell(notice, Task::batch([Self::read(cx), self.read_form(cx), focus_list()]))
    }

    fn refused(&mut self, error: Error) -> Action<Message> {
        let focus = matches!(error, Error::Field { field: "remark", .. });
        self.error = Some(error);
        if focus { Action::Run(operation::focus(REMARK)) } else { Action::None }
    }

    fn number(&self) -> String {
        self.form.as_ref().map(|form| form.order.number.to_string()).unwrap_or_default()
    }

    fn notice(&self, recorded: &CallRecorded, cx: &Context) -> Notice {
        let locale = &cx.locale;
        let number = self.number();
        if let Some((_, complaint)) = &recorded.complaint {
            let notice = Notice::done(locale.callback_complaint_opened(&complaint.to_string()));
            return match recorded.undo(locale.callback_withdrawn()) {
                Some(undo) => notice.undone_by(undo),
                None => notice,
            };
        }
        let attempts = self.form.as_ref().map_or(0, |form| form.attempts) + 1;
        Notice::done(match (recorded.outcome, recorded.state) {
            (CallbackOutcome::NoAnswer, _) => locale.callback_noted_missed(&number, attempts),
            (_, State::Ready) => locale.callback_redo_ordered(&number),
            (CallbackOutcome::Unreachable, State::Closed) => {
                locale.callback_noted_unreachable(&number)
            }
            (CallbackOutcome::Waived, State::Closed) => locale.callback_noted_waived(&number),
            (_, State::Closed) => locale.callback_closed(&number),
            _ => locale.callback_kept_open(&number),
        })
    }

    /// The call below this one, or above the last.
    fn next_after(&self, order: OrderId) -> Option<OrderId> {
        let due = &self.list.as_ref()?.due;
        let here = due.iter().position(|due| due.row.order == order);
        let next = match here {
            Some(here) => due.get(here + 1).or_else(|| here.checked_sub(1).map(|at| &due[at])),
            None => due.first(),
        };

        next.map(|due| due.row.order)
    }

    fn send_back(&mut self, cx: &Context) -> Action<Message> {
        let sendable = |form: &&CallForm| form.state == State::SheetIn && !form.work.is_empty();
        let Some(form) = self.form.as_ref().filter(sendable) else { return Action::None };

        Action::Run(Task::perform(cx.engine.reenter_sheet(form.id), Message::SentBack))
    }

    fn sent_back(&mut self, answer: Result<(), Error>, cx: &Context) -> Action<Message> {
        if let Err(error) = answer {
            return self.refused(error);
        }
        let number = self.number();
        let notice = Notice::done(cx.locale.callback_sent_back(&number));

        Action::TellAndOpen(notice, Place::Sheet(number))
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let Some(list) = &self.list else {
            return container(spinner(locale.window_loading())).center(Fill).into();
        };
        if list.due.is_empty() && self.form.is_none() {
            let words = (locale.callback_none(), locale.callback_none_how());
            return empty(icon::callbacks(), words.0, words.1, None);
        }
        let selected = list.due.iter().position(|due| Some(due.row.order) == self.selected);
        let columns = vec![
            Column::weight(locale.callback_column_who(), 0.8, 88.0),
            Column::weight(locale.callback_column_about(), 1.0, 112.0),
            Column::fixed(locale.callback_column_waits(), 112.0),
        ];
        let rows = grid(columns, list.due.len(), move |row, column| cell(list, (row, column), cx))
            .id(LIST)
            .selected(selected)
            .on_select(Message::RowPicked);
        let listed = list.due.len() as u64;
        let more = (list.total > listed).then(|| {
            let words = text(locale.callback_more(listed, list.total)).size(size::CAPTION);
            container(words.style(theme::style::muted)).padding([space::TIGHT, space::SNUG])
        });
        let left = container(column![rows, more]).width(size::SIDE + space::FAR * 2.0).height(Fill);

        row![left, rule::vertical(1.0).style(theme::style::hairline), call::view(self, cx)].into()
    }
}

fn cell<'a>(list: &'a CallList, (row, column): (usize, usize), cx: &'a Context) -> Cell<'a> {
    let locale = &cx.locale;
    let Some(due) = list.due.get(row) else { return Cell::empty() };
    let call = &due.row;

    match column {
        0 if call.vip => Cell::text(call.name.as_str()).bold().icon(icon::star()),
        0 if call.urgent => Cell::text(call.name.as_str()).bold().icon(icon::flag()),
        0 => Cell::text(call.name.as_str()),
        1 => {
            let machine = call.category.map(|category| locale.category(category));
            let words = [machine, Some(locale.order_kind(call.kind))];
            let words: Vec<String> = words.into_iter().flatten().collect();
            Cell::text(words.join(" · ")).muted()
        }
        _ if call.refused => Cell::badge(Tone::Neutral, ui::Mark::Ban, locale.callback_to_waive()),
        _ if call.state == State::CalledBack => {
            Cell::badge(Tone::Warning, ui::Mark::Triangle, locale.callback_to_decide())
        }
        _ if call.attempts > 0 => {
            Cell::badge(Tone::Warning, ui::Mark::Phone, locale.state_callback_trying(call.attempts))
        }
        _ => {
            let words = Cell::text(super::waited(call.since, cx));
            if due.until < cx.engine.clock().now() {
                words.tone(Tone::Danger)
            } else {
                words.muted()
            }
        }
    }
}
