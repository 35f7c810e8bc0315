//! Customers: everyone the office knows, the newest file first, found by any scrap.

mod listing;
mod registered;
#[cfg(test)]
mod tests;

use domain::{CustomerId, Money};
use engine::{CustomerRow, Customers as Page, Error, Hit, HitKind, SoldRow, Sought};
use iced::keyboard::key::Named;
use iced::widget::{column, container, operation, responsive, row, space as gap, text};
use iced::{Center, Element, Fill, Task};
use ui::grid::{Cell, Column, grid};
use ui::widget::{
    banner, button, combo, dialog, divider, empty, icon_button, modal, spinner, title,
};
use ui::{Tone, icon, size, space, theme};

use crate::action::{Action, Notice};
use crate::context::Context;
use crate::place::Place;
use crate::problem;
use crate::screen::household::Outcome;
use crate::screen::household::person::{self, PersonForm};
use crate::shortcut::Shortcut;

/// How many customers are read at once.
const PAGE: u32 = 1_000;
/// The column of what somebody owes.
const OWES: usize = 5;
/// How many are found at most.
const FOUND: usize = 200;

/// The list of customers.
pub struct Customers {
    text: String,
    page: Page,
    /// What was found, and for what.
    hits: Vec<Hit>,
    found_for: String,
    selected: Option<Marked>,
    form: Option<PersonForm>,
    /// What was typed of somebody and put aside.
    kept: Option<PersonForm>,
    /// How many of those who buy are registered, where that is looked at.
    sold: Option<Vec<SoldRow>>,
    /// The first that is found is to be opened, as soon as it is.
    opening: bool,
    waiting: bool,
    error: Option<Error>,
}

/// A row of the list, wherever it stands: a customer, and what of theirs was found.
pub type Marked = (CustomerId, Option<HitKind>);

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    Read(Result<Page, Error>),
    MoreRead(Result<Page, Error>),
    Found(String, Result<Vec<Hit>, Error>),
    TextChanged(String),
    ListPressed,
    /// What was looked for is to be opened.
    FoundPressed,
    Selected(Marked),
    Activated(CustomerId),
    MorePressed,
    NewPressed,
    SuspectsPressed,
    RegistrationsPressed,
    RegistrationsRead(Result<Vec<SoldRow>, Error>),
    Person(person::Message),
    DialogClosed,
}

impl Customers {
    pub const TEXT: &'static str = "customers-text";
    pub const LIST: &'static str = "customers-list";

    pub fn new(cx: &Context) -> (Self, Task<Message>) {
        let room = Self {
            text: String::new(),
            page: Page::default(),
            hits: Vec::new(),
            found_for: String::new(),
            selected: None,
            form: None,
            kept: None,
            sold: None,
            opening: false,
            waiting: true,
            error: None,
        };
        let read = room.refresh(cx);

        (room, Task::batch([read, operation::focus(Self::TEXT)]))
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::Read(page) => self.read(page),
            Message::MoreRead(page) => self.more_read(page),
            Message::Found(text, hits) => self.found(text, hits),
            Message::TextChanged(text) => {
                self.text = text;
                (self.selected, self.opening) = (None, false);
                Action::Run(self.find(cx))
            }
            Message::ListPressed => self.list_pressed(),
            Message::FoundPressed => self.found_pressed(),
            Message::Selected(row) => {
                self.selected = Some(row);
                Action::None
            }
            Message::Activated(customer) => Action::Open(Place::Household(customer)),
            Message::MorePressed => self.read_more(cx),
            Message::NewPressed => {
                let kept = self.kept.take();
                self.form = Some(kept.unwrap_or_else(|| PersonForm::new(&self.text)));
                Action::Run(operation::focus(PersonForm::FIRST))
            }
            Message::SuspectsPressed => Action::Open(Place::Suspects),
            Message::RegistrationsPressed => Action::Run(Task::perform(
                cx.engine.registrations(None),
                Message::RegistrationsRead,
            )),
            Message::RegistrationsRead(Ok(rows)) => {
                self.sold = Some(rows);
                Action::None
            }
            Message::RegistrationsRead(Err(error)) => {
                Action::Tell(Notice::problem(problem::message(&error, &cx.locale)), Task::none())
            }
            Message::DialogClosed if self.sold.is_some() => {
                self.sold = None;
                Action::None
            }
            Message::Person(message) => self.person(message, cx),
            Message::DialogClosed => self.close_form(cx),
        }
    }

    /// Something changed in the office.
    pub fn refresh(&self, cx: &Context) -> Task<Message> {
        let limit = u32::try_from(self.page.rows.len()).unwrap_or(PAGE).max(PAGE);
        let read = Task::perform(cx.engine.customers(0, limit), Message::Read);

        Task::batch([read, self.find(cx)])
    }

    /// Whether something may be half-written here.
    pub fn is_writing(&self) -> bool {
        self.form.is_some()
    }

    /// Whether somebody was typed who is not saved: in the form, or in one that was put aside.
    pub fn is_half_written(&self) -> bool {
        let mut forms = self.form.iter().chain(&self.kept);

        forms.any(|form| form.says_something() || form.is_saving())
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if self.form.is_some() {
            let known = self.form.as_ref().is_some_and(PersonForm::may_be_known);
            if known && shortcut.is(Named::F3) {
                return Some(Message::Person(person::Message::KnownPressed(0)));
            }
            return shortcut.saves().then_some(Message::Person(person::Message::SavePressed));
        }
        if self.sold.is_some() {
            return shortcut.is(Named::Enter).then_some(Message::DialogClosed);
        }
        let down = [Named::Enter, Named::ArrowDown].into_iter().any(|key| shortcut.is(key));

        match () {
            () if shortcut.is(Named::Enter) && self.searching() => Some(Message::FoundPressed),
            () if down && self.rows() > 0 => Some(Message::ListPressed),
            () if shortcut.is(Named::F7) => Some(Message::NewPressed),
            () if shortcut.is(Named::F6) => Some(Message::SuspectsPressed),
            () if shortcut.is(Named::F9) => Some(Message::RegistrationsPressed),
            () if shortcut.is(Named::F8) && self.has_more() => Some(Message::MorePressed),
            () => None,
        }
    }

    fn searching(&self) -> bool {
        !self.text.trim().is_empty()
    }

    fn rows(&self) -> usize {
        if self.searching() { self.hits.len() } else { self.page.rows.len() }
    }

    fn has_more(&self) -> bool {
        !self.searching() && (self.page.rows.len() as u64) < self.page.total
    }

    /// The rows of the list, by what they are.
    fn marks(&self) -> Vec<Marked> {
        if self.searching() {
            self.hits.iter().map(|hit| (hit.customer, Some(hit.kind))).collect()
        } else {
            self.page.rows.iter().map(|customer| (customer.id, None)).collect()
        }
    }

    fn find(&self, cx: &Context) -> Task<Message> {
        if !self.searching() {
            return Task::none();
        }
        let text = self.text.clone();
        let found = cx.engine.find(&text, FOUND);

        Task::perform(found, move |hits| Message::Found(text.clone(), hits))
    }

    fn read(&mut self, page: Result<Page, Error>) -> Action<Message> {
        self.waiting = false;
        match page {
            Ok(page) => (self.page, self.error) = (page, None),
            Err(error) => self.error = Some(error),
        }
        Action::None
    }

    fn read_more(&mut self, cx: &Context) -> Action<Message> {
        if std::mem::replace(&mut self.waiting, true) || !self.has_more() {
            return Action::None;
        }
        let offset = u32::try_from(self.page.rows.len()).unwrap_or(u32::MAX);

        Action::Run(Task::perform(cx.engine.customers(offset, PAGE), Message::MoreRead))
    }

    fn more_read(&mut self, page: Result<Page, Error>) -> Action<Message> {
        self.waiting = false;
        match page {
            Ok(page) => {
                self.page.rows.extend(page.rows);
                self.page.total = page.total;
            }
            Err(error) => self.error = Some(error),
        }
        Action::None
    }

    fn found(&mut self, text: String, hits: Result<Vec<Hit>, Error>) -> Action<Message> {
        match hits {
            Ok(hits) if text == self.text => {
                (self.hits, self.found_for) = (hits, text);
                if std::mem::take(&mut self.opening) {
                    return self.found_pressed();
                }
            }
            Ok(_) => {}
            Err(error) => self.error = Some(error),
        }
        Action::None
    }

    /// Opens what is marked, or what fits best; what is still being looked for once it is found.
    fn found_pressed(&mut self) -> Action<Message> {
        self.opening = self.found_for != self.text;
        let marked = self.selected.map(|(customer, _)| customer);
        let first = self.hits.first().map(|hit| hit.customer).filter(|_| !self.opening);

        marked.or(first).map_or(Action::None, |it| Action::Open(Place::Household(it)))
    }

    fn list_pressed(&mut self) -> Action<Message> {
        let marks = self.marks();
        let here = self.selected.filter(|marked| marks.contains(marked));
        self.selected = here.or(marks.first().copied());

        Action::Run(operation::focus(Self::LIST))
    }

    /// What is being saved stays until it is known what came of it.
    fn close_form(&mut self, cx: &Context) -> Action<Message> {
        let closed = self.form.take_if(|form| !form.is_saving());
        let Some(form) = closed.filter(PersonForm::says_something) else { return Action::None };
        self.kept = Some(form);
        let words = cx.locale.parts_slip_kept(&cx.locale.customer_new());

        Action::Tell(Notice { tone: Tone::Info, ..Notice::done(words) }, Task::none())
    }

    fn person(&mut self, message: person::Message, cx: &Context) -> Action<Message> {
        let Some(form) = &mut self.form else { return Action::None };
        let name = form.name().to_owned();
        match form.update(message, cx) {
            Outcome::Stay(task) => Action::Run(task.map(Message::Person)),
            Outcome::Close => self.close_form(cx),
            Outcome::Saved(id, undo) => {
                // Whoever comes back finds the list, not a form that would write them down a second time.
                self.form = None;
                let notice = Notice::done(cx.locale.household_saved()).undone_by(undo);
                let notice = notice.about(&name);
                Action::TellAndOpen(notice, Place::Household(id))
            }
            Outcome::Open(known) => {
                self.kept = self.form.take();
                Action::Open(Place::Household(known))
            }
            Outcome::Refused(error) => {
                Action::Tell(Notice::problem(problem::message(&error, &cx.locale)), Task::none())
            }
        }
    }

    /// Why nothing could be read, where nothing ever was.
    pub fn unread(&self) -> Option<&Error> {
        self.error.as_ref().filter(|_| self.page.rows.is_empty() && self.form.is_none())
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let error = self.error.as_ref().map(|error| {
            let words = problem::message(error, locale);
            container(banner(Tone::Danger, words, None)).padding([space::NONE, space::FAR])
        });
        let list = if self.rows() == 0 { self.nothing(cx) } else { self.list(cx) };
        let room = column![
            container(self.head(cx)).padding([space::SNUG, space::FAR]),
            error,
            divider(),
            list,
            self.foot(cx),
        ];
        let form = self.form.as_ref().map(|form| {
            let buttons = form.buttons(cx).into_iter().map(|it| it.map(Message::Person)).collect();
            dialog(locale.customer_new(), form.fields(cx).map(Message::Person), buttons)
        });

        let sold = self.sold.as_deref().map(|rows| registered::view(rows, cx));

        modal(room, form.or(sold), Some(Message::DialogClosed))
    }

    fn head<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let head = responsive(move |room| self.line(room.width < size::SLIM, cx));

        head.height(size::CONTROL).into()
    }

    /// Search, count, and the way to a new one; where there is little room the search gets what is left.
    fn line<'a>(&'a self, slim: bool, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let width = if slim { Fill } else { (size::READING - size::FIELD).into() };
        let search = combo("", &locale.customer_search(), &self.text, Vec::new())
            .id(Self::TEXT)
            .icon(icon::search())
            .width(width)
            .on_input(Message::TextChanged);
        let count = if self.searching() {
            (self.found_for == self.text).then(|| match self.hits.len() {
                FOUND => locale.customer_found_first(FOUND),
                count => locale.customer_found(count),
            })
        } else {
            Some(locale.customer_total(self.page.total))
        };
        let new = button(locale.customer_new())
            .icon(icon::plus())
            .key("F7")
            .on_press_maybe(cx.offer(Message::NewPressed));
        let suspects: Element<'a, Message> = match slim {
            true => icon_button(icon::customers(), locale.suspects_title())
                .key("F6")
                .on_press(Message::SuspectsPressed)
                .into(),
            false => button(locale.suspects_title())
                .icon(icon::customers())
                .key("F6")
                .on_press(Message::SuspectsPressed)
                .into(),
        };

        let registered = icon_button(icon::shop(), locale.registration_title())
            .key("F9")
            .on_press(Message::RegistrationsPressed);

        row![
            title(locale.room_customers()),
            Element::from(search),
            count.map(|words| text(words).style(theme::style::muted)),
            (!slim).then(gap::horizontal),
            Element::from(registered),
            suspects,
            new,
        ]
        .spacing(space::SNUG)
        .align_y(Center)
        .into()
    }

    fn list<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let last = if self.searching() {
            Column::weight(locale.customer_matched(), 1.0, size::CODE)
        } else {
            Column::fixed(locale.customer_machines(), size::LABEL).right()
        };
        let hits = self.hits.iter().map(|hit| hit.name.as_str());
        let rows = self.page.rows.iter().map(|row| row.name.as_str());
        let names = hits.filter(|_| self.searching()).chain(rows.filter(|_| !self.searching()));
        let columns = vec![
            Column::fitting(locale.customer_name(), names, (size::CODE, size::SIDE)),
            Column::fixed(locale.customer_phone(), size::CODE + size::SMALL),
            Column::weight(locale.customer_address(), 3.0, size::CODE).folds(1),
            last,
            Column::fixed(locale.customer_open(), size::LABEL).right(),
        ];
        // Where nobody owes anything, nothing is said of it.
        let owes = self.owes().then(|| Column::fixed(locale.order_owes(), size::CODE).right());
        let columns = columns.into_iter().chain(owes).collect();

        let marks = self.marks();
        let selected = marks.iter().position(|marked| Some(*marked) == self.selected);
        let opened = marks.clone();
        let sought = Sought::of(&self.found_for);
        container(
            grid(columns, self.rows(), move |row, column| {
                if column == OWES {
                    self.owed_in(row).map_or_else(Cell::empty, |owes| owed(owes, cx))
                } else if self.searching() {
                    hit_cell(&self.hits[row], column, &sought, cx)
                } else {
                    cell(&self.page.rows[row], column, cx)
                }
            })
            .id(Self::LIST)
            .selected(selected)
            .on_select(move |row| Message::Selected(marks[row]))
            .on_activate(move |row| Message::Activated(opened[row].0)),
        )
        .height(Fill)
        .into()
    }

    /// Whether anybody in the list owes something.
    fn owes(&self) -> bool {
        (0..self.rows()).any(|row| self.owed_in(row).is_some())
    }

    /// What whoever stands in this row owes.
    fn owed_in(&self, row: usize) -> Option<Money> {
        if self.searching() {
            return self.hits.get(row)?.owes;
        }
        let minor = self.page.rows.get(row)?.owes;

        (minor > 0).then(|| Money::new(minor, self.page.currency))
    }

    fn foot<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, Message>> {
        if !self.has_more() {
            return None;
        }
        let shown = text(cx.locale.customer_shown(self.page.rows.len(), self.page.total))
            .style(theme::style::muted);
        let more =
            button(cx.locale.order_show_more()).key("F8").small().on_press(Message::MorePressed);
        let line = row![shown, gap::horizontal(), more].align_y(Center);

        Some(column![divider(), container(line).padding([space::TIGHT, space::FAR])].into())
    }

    fn nothing<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let waits = self.waiting || (self.searching() && self.found_for != self.text);
        if waits {
            return iced::widget::center(spinner(locale.window_loading())).into();
        }
        let new = button(locale.customer_new())
            .icon(icon::plus())
            .primary()
            .key("F7")
            .on_press_maybe(cx.offer(Message::NewPressed));
        let (what, how) = if self.searching() {
            (locale.customer_not_found(), locale.customer_not_found_how())
        } else {
            (locale.customer_none(), locale.customer_none_how())
        };

        empty(icon::customers(), what, how, Some(new.into()))
    }
}

fn cell<'a>(customer: &'a CustomerRow, column: usize, cx: &Context) -> Cell<'a> {
    match column {
        0 => name_cell(&customer.name, cx),
        1 => Cell::text(customer.phone.as_str()),
        2 => Cell::address(customer.line.as_str()).muted(),
        3 if customer.appliances == 0 => Cell::empty(),
        3 => Cell::text(cx.locale.number(customer.appliances)),
        _ => open_cell(customer.open_orders, cx),
    }
}

/// What is found, with what of it was looked for.
fn hit_cell<'a>(hit: &'a Hit, column: usize, sought: &Sought, cx: &Context) -> Cell<'a> {
    let within = |words: &str| sought.within(words);
    match column {
        0 if hit.name.trim().is_empty() => name_cell(&hit.name, cx),
        0 => name_cell(&hit.name, cx).marked(|name| sought.within_name(name)),
        1 => Cell::text(hit.phone.as_str()).marked(within),
        2 => Cell::address(hit.line.as_str()).muted().marked(within),
        3 => {
            let sign = match hit.kind {
                HitKind::Customer => icon::user(),
                HitKind::Appliance(_) => icon::wrench(),
                HitKind::Order(_) => icon::orders(),
            };
            let reason = match hit.gone {
                true => {
                    Cell::text(format!("{} · {}", hit.reason, cx.locale.customer_gone())).muted()
                }
                false => Cell::text(hit.reason.as_str()),
            };
            let reason = reason.icon(sign);
            // A name and a brand are found by how they are read, too.
            match hit.kind {
                _ if hit.reason == hit.name => reason.marked(|name| sought.within_name(name)),
                HitKind::Appliance(_) => reason.marked(|words| sought.within_name(words)),
                HitKind::Customer | HitKind::Order(_) => reason.marked(within),
            }
        }
        _ => open_cell(hit.open_orders, cx),
    }
}

fn owed<'a>(owes: Money, cx: &Context) -> Cell<'a> {
    Cell::text(cx.locale.money(owes)).bold().tone(Tone::Warning)
}

fn name_cell<'a>(name: &'a str, cx: &Context) -> Cell<'a> {
    if name.trim().is_empty() {
        Cell::text(cx.locale.customer_nobody()).muted()
    } else {
        Cell::text(name).bold()
    }
}

fn open_cell<'a>(count: u32, cx: &Context) -> Cell<'a> {
    if count == 0 { Cell::empty() } else { Cell::text(cx.locale.number(count)).tone(Tone::Warning) }
}
