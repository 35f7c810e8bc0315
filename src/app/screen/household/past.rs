//! The time line: all that happened with a household, or with one machine of it.

use domain::ApplianceId;
use engine::{Bygone, Error, Happening, Household as File};
use iced::widget::{operation, row, text};
use iced::{Center, Element, Task};
use ui::grid::{Cell, Column, grid};
use ui::widget::{button, key_hint, section};
use ui::{Icon, Tone, icon, size, space, theme};

use crate::action::{Action, Notice};
use crate::context::Context;
use crate::place::Place;
use crate::problem;
use crate::screen::intake::machine_name;
use crate::sign;

/// So many lines are seen at once; the others are scrolled to.
const SEEN: u16 = 14;

/// The time line, as far as it is asked for.
#[derive(Default)]
pub struct Past {
    shown: bool,
    lines: Vec<Bygone>,
    /// Of which machine alone.
    machine: Option<ApplianceId>,
    selected: Option<usize>,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    /// It is to be seen in place of the orders, or these again.
    Pressed,
    Read(Result<Vec<Bygone>, Error>),
    /// The next machine's alone, after the last everything.
    MachinePressed,
    ListPressed,
    Selected(usize),
    Activated(usize),
}

impl Past {
    /// The list.
    pub const LIST: &'static str = "household-past";

    /// Whether it stands in place of the orders.
    pub fn is_shown(&self) -> bool {
        self.shown
    }

    /// Reads it anew, where it is seen.
    pub fn refresh(&self, file: domain::CustomerId, cx: &Context) -> Task<Message> {
        if !self.shown {
            return Task::none();
        }

        Task::perform(cx.engine.history(file), Message::Read)
    }

    pub fn update(&mut self, message: Message, file: &File, cx: &Context) -> Action<Message> {
        match message {
            Message::Pressed => {
                self.shown = !self.shown;
                (self.machine, self.selected) = (None, None);
                Action::Run(self.refresh(file.id, cx))
            }
            Message::Read(Ok(lines)) => {
                self.lines = lines;
                self.selected = self.selected.filter(|at| *at < self.seen().count());
                if self.selected.is_none() && !self.lines.is_empty() {
                    self.selected = Some(0);
                    return Action::Run(operation::focus(Self::LIST));
                }
                Action::None
            }
            Message::Read(Err(error)) => {
                Action::Tell(Notice::problem(problem::message(&error, &cx.locale)), Task::none())
            }
            Message::MachinePressed => self.next_machine(file),
            Message::ListPressed => {
                self.selected = self.selected.or(Some(0));
                Action::Run(operation::focus(Self::LIST))
            }
            Message::Selected(at) => {
                self.selected = Some(at);
                Action::None
            }
            Message::Activated(at) => self.open(at),
        }
    }

    /// The lines of the machine that is asked for, or all.
    fn seen(&self) -> impl Iterator<Item = &Bygone> {
        self.lines.iter().filter(|line| self.machine.is_none() || line.machine == self.machine)
    }

    fn next_machine(&mut self, file: &File) -> Action<Message> {
        let at = file.machines.iter().position(|machine| Some(machine.id) == self.machine);
        let next = at.map_or(0, |at| at + 1);
        self.machine = file.machines.get(next).map(|machine| machine.id);
        let any = self.seen().next().is_some();
        self.selected = any.then_some(0);

        Action::Run(operation::focus(Self::LIST))
    }

    fn open(&self, at: usize) -> Action<Message> {
        let Some(line) = self.seen().nth(at) else { return Action::None };
        match (&line.what, &line.order) {
            (Happening::Asked(enquiry, ..), _) => Action::Open(Place::Enquiry(*enquiry)),
            (_, Some((order, _))) => Action::Open(Place::Order(*order)),
            _ => Action::None,
        }
    }

    /// What is pressed above it, and above the orders in whose place it stands.
    pub fn deeds<'a>(&self, file: &File, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let words = if self.shown { locale.history_orders() } else { locale.history_show() };
        let turn = button(words).icon(icon::clock()).small().key("H").on_press(Message::Pressed);
        let machine = self.machine.and_then(|id| file.machine(id));
        let machine = match machine {
            Some(machine) => machine_name(&machine.appliance, cx),
            None => locale.history_all_machines(),
        };
        let choose = (self.shown && !file.machines.is_empty()).then(|| {
            button(machine).icon(icon::wrench()).small().key("M").on_press(Message::MachinePressed)
        });

        let choose = choose.map(|choose| {
            row![Element::from(choose), key_hint("M")].spacing(space::TIGHT).align_y(Center)
        });
        let turn = row![Element::from(turn), key_hint("H")].spacing(space::TIGHT).align_y(Center);

        row![choose, turn].spacing(space::NEAR).align_y(Center).into()
    }

    pub fn view<'a>(&'a self, file: &'a File, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let lines: Vec<&Bygone> = self.seen().collect();
        if lines.is_empty() {
            let words = text(locale.history_none()).style(theme::style::muted);
            return section(locale.history_title(), Some(self.deeds(file, cx)), words);
        }
        let columns = vec![
            Column::fixed(locale.history_day(), size::CODE),
            Column::fixed(locale.history_what(), size::CODE + size::SMALL),
            Column::weight(locale.history_said(), 2.0, size::CODE),
            Column::weight(locale.order_machine(), 1.0, size::LABEL).folds(1),
            Column::fixed(locale.history_by(), size::LABEL).folds(2),
        ];
        let rows = lines.len();
        let list = grid(columns, rows, move |row, column| {
            let line = lines[row];
            match column {
                0 => Cell::text(cx.locale.date_figures(line.on)).muted(),
                1 => {
                    let (sign, words) = what(&line.what, cx);
                    Cell::text(words).icon(sign)
                }
                2 => said(line, cx),
                3 => {
                    let machine = line.machine.and_then(|id| file.machine(id));
                    machine
                        .map_or_else(Cell::empty, |it| Cell::text(machine_name(&it.appliance, cx)))
                }
                _ => line.by.as_deref().map_or_else(Cell::empty, |by| Cell::text(by).muted()),
            }
        })
        .id(Self::LIST)
        .at_most(SEEN)
        .selected(self.selected)
        .on_select(Message::Selected)
        .on_activate(Message::Activated);

        section(locale.history_title(), Some(self.deeds(file, cx)), list)
    }
}

/// What it was, with its sign.
fn what(happened: &Happening, cx: &Context) -> (Icon, String) {
    let locale = &cx.locale;
    match happened {
        Happening::Ordered(kind, _) => (icon::orders(), locale.order_kind(*kind)),
        Happening::Visited(..) => (icon::user(), locale.history_visit()),
        Happening::Called(..) => (icon::phone(), locale.history_call()),
        Happening::Wrote(_) => (icon::letter(), locale.history_letter()),
        Happening::Asked(..) => (icon::message(), locale.history_asked()),
        Happening::Bought(_) => (icon::wrench(), locale.history_bought()),
        Happening::Installed => (icon::wrench(), locale.history_installed()),
        Happening::Registered(..) => (icon::check(), locale.history_registered()),
        Happening::Joined(_) => (icon::customers(), locale.history_joined()),
        Happening::Life(life) => (icon::customers(), locale.life_kind(life.kind)),
        Happening::NumberLeft(_) => (icon::phone(), locale.history_number()),
        Happening::MovedAway(_) => (icon::place(), locale.history_moved()),
    }
}

/// What is to be said of it.
fn said<'a>(line: &'a Bygone, cx: &Context) -> Cell<'a> {
    let locale = &cx.locale;
    let order = line.order.as_ref().map(|(_, number)| number.as_str());
    let about = |words: Vec<String>| {
        let order = order.map(str::to_owned);
        Cell::text(order.into_iter().chain(words).collect::<Vec<_>>().join(" · "))
    };
    match &line.what {
        Happening::Ordered(kind, state) => about(vec![locale.state_of(*state, *kind)]),
        Happening::Visited(outcome, remark) => {
            about([Some(locale.outcome(*outcome)), remark.clone()].into_iter().flatten().collect())
        }
        Happening::Called(outcome, grade, remark) => {
            let grade = grade.map(|grade| (sign::grade(grade).0, locale.grade(grade)));
            let tone = grade.as_ref().map_or(Tone::Neutral, |(tone, _)| *tone);
            let words = grade.map_or_else(|| locale.callback_outcome(*outcome), |(_, words)| words);
            let cell = about([Some(words), remark.clone()].into_iter().flatten().collect());
            if tone == Tone::Danger { cell.tone(tone) } else { cell }
        }
        Happening::Wrote(purpose) => about(vec![locale.purpose(*purpose)]),
        Happening::Asked(_, subject, state) => {
            let subject = if subject.trim().is_empty() { "—" } else { subject.as_str() };
            Cell::text(format!("{subject} · {}", locale.enquiry_state(*state)))
        }
        Happening::Bought(shop) => Cell::text(shop.as_deref().unwrap_or_default()),
        Happening::Installed => Cell::empty(),
        Happening::Registered(seller, grade) => {
            let seller = seller.as_deref().map(|seller| locale.history_sold_by(seller));
            let words = [seller, grade.map(|grade| locale.grade(grade))];
            Cell::text(words.into_iter().flatten().collect::<Vec<_>>().join(" · "))
        }
        Happening::Joined(name) => Cell::text(locale.person_name(name)),
        Happening::Life(life) => Cell::text(life.note.as_deref().unwrap_or_default()),
        Happening::NumberLeft(number) => Cell::text(number.as_str()),
        Happening::MovedAway(line) => Cell::address(line.as_str()),
    }
}
