//! What makers promise: a line for each kind of machine and brand, with its months.

use domain::{Basis, Category, Term, TermId};
use engine::{Catalogue, Error, Opened, TermChange, Undo};
use iced::widget::{Column, Row, column, container, operation, text};
use iced::{Element, Fill, Task, Top};
use locale::Locale;
use ui::theme::style;
use ui::widget::{button, choice, field, section};
use ui::{icon, size, space};

use crate::action::{Action, Notice};
use crate::context::Context;
use crate::problem;
use crate::shortcut::Shortcut;

/// The days that months are counted from, as they are offered.
const BASES: [Basis; 3] = Basis::ALL;
/// A promise of more months is a slip of the keys.
const MOST: u32 = 600;

/// All of them, as they are typed.
#[derive(Default)]
pub struct Promises {
    lines: Vec<Line>,
    touched: bool,
    saving: bool,
    /// Whether something was typed since the lines were handed to the engine.
    typed_since: bool,
}

struct Line {
    /// As it was opened; none is new.
    opened: Option<Opened<TermId, Term>>,
    /// What was handed to the engine and is not read again yet; none of the inner goes.
    sent: Option<Option<Term>>,
    category: Option<Category>,
    brand: String,
    basis: Basis,
    /// Months for parts, work and the way.
    months: [String; 3],
    wrong: [bool; 3],
    /// There is another line for the same machine and brand.
    twice: bool,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    MachinePicked(usize, usize),
    BrandTyped(usize, String),
    BasisPicked(usize, usize),
    MonthsTyped(usize, usize, String),
    AddPressed,
    SavePressed,
    Saved(Result<Undo, Error>),
}

impl Promises {
    /// What is being typed stays; what was saved of it is compared with what is there now.
    pub fn arrived(&mut self, known: &Catalogue) {
        if self.touched {
            self.lines.retain_mut(|line| line.settle(known));
            return;
        }
        let opened = known.terms.iter().filter_map(|(id, _)| known.opened_term(*id));
        self.lines = opened.map(Line::of).collect();
    }

    pub fn update(&mut self, message: Message, known: &Catalogue, cx: &Context) -> Action<Message> {
        match message {
            Message::MachinePicked(line, at) => self.edit(line, |line| {
                line.category = at.checked_sub(1).and_then(|at| Category::ALL.get(at)).copied();
            }),
            Message::BrandTyped(line, text) => self.edit(line, |line| line.brand = text),
            Message::BasisPicked(line, at) => self.edit(line, |line| {
                line.basis = BASES.get(at).copied().unwrap_or(line.basis);
            }),
            Message::MonthsTyped(line, at, text) => {
                self.edit(line, |line| line.months[at] = text);
            }
            Message::AddPressed => {
                self.lines.push(Line::empty());
                (self.touched, self.typed_since) = (true, true);
                return Action::Run(operation::focus(id(self.lines.len() - 1, "machine")));
            }
            Message::SavePressed => return self.save(known, cx),
            Message::Saved(Ok(undo)) => {
                (self.saving, self.touched) = (false, self.typed_since);
                let notice = Notice::done(cx.locale.catalogue_terms_saved()).undone_by(undo);
                return Action::Tell(notice, Task::none());
            }
            Message::Saved(Err(error)) => {
                self.saving = false;
                self.lines.iter_mut().for_each(|line| line.sent = None);
                let words = problem::message(&error, &cx.locale);
                return Action::Tell(Notice::problem(words), Task::none());
            }
        }
        Action::None
    }

    pub(super) fn is_touched(&self) -> bool {
        self.touched
    }

    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        (shortcut.saves() && self.touched).then_some(Message::SavePressed)
    }

    fn edit(&mut self, line: usize, edit: impl FnOnce(&mut Line)) {
        if let Some(line) = self.lines.get_mut(line) {
            edit(line);
            (line.wrong, line.twice) = ([false; 3], false);
            (self.touched, self.typed_since) = (true, true);
        }
    }

    fn save(&mut self, known: &Catalogue, cx: &Context) -> Action<Message> {
        // What was saved just now is read first.
        let unread = self.lines.iter().any(|line| line.sent.is_some());
        if self.saving || unread || !self.touched {
            return Action::None;
        }
        if let Some(field) = self.check() {
            return Action::Run(operation::focus(field));
        }
        let changes: Vec<TermChange> = self.lines.iter_mut().filter_map(Line::hand_over).collect();
        self.typed_since = false;
        if changes.is_empty() {
            self.touched = false;
            self.arrived(known);
            return Action::None;
        }
        self.saving = true;

        Action::Run(Task::perform(cx.engine.set_terms(changes), Message::Saved))
    }

    /// Marks what cannot be read or is missing, and who is promised something twice. Answers the first such field.
    fn check(&mut self) -> Option<String> {
        let mut first = None;
        let about: Vec<_> = self.lines.iter().map(Line::about).collect();
        for (at, line) in self.lines.iter_mut().enumerate() {
            (line.wrong, line.twice) = ([false; 3], false);
            if line.is_empty() {
                // One that is there is struck out like this; a new one is only half written.
                line.wrong[0] = line.opened.is_none() && line.is_about_something();
                if line.wrong[0] {
                    first = first.or_else(|| Some(id(at, MONTHS[0])));
                }
                continue;
            }
            line.twice = about[..at].contains(&about[at]);
            if line.twice {
                first = first.or_else(|| Some(id(at, "brand")));
            }
            for (which, text) in line.months.iter().enumerate() {
                line.wrong[which] = months(text).is_none();
                if line.wrong[which] {
                    first = first.or_else(|| Some(id(at, MONTHS[which])));
                }
            }
        }

        first
    }

    pub fn view<'a>(&'a self, kept_here: bool, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let deeds: Option<Element<'a, Message>> = kept_here.then(|| {
            let add = button(locale.catalogue_term_add()).icon(icon::plus()).small();
            let save = button(locale.action_save()).icon(icon::save()).primary().small();
            let save = save.on_press_maybe(cx.offer(Message::SavePressed).filter(|_| self.touched));
            Row::with_children([
                add.on_press_maybe(cx.offer(Message::AddPressed)).into(),
                save.into(),
            ])
            .spacing(space::NEAR)
            .into()
        });
        let how = text(locale.catalogue_terms_how()).size(size::CAPTION).style(style::muted);
        let heads = [
            locale.appliance_category(),
            locale.appliance_brand(),
            locale.catalogue_from(),
            locale.warranty_parts(),
            locale.warranty_labour(),
            locale.warranty_trip(),
        ];
        let heads = lying(heads.into_iter().enumerate().map(|(at, words)| {
            let words = text(words).size(size::CAPTION).style(style::muted).width(Fill);
            let words = if at < MONTHS.len() { words } else { words.align_x(iced::Right) };
            words.into()
        }));
        let lines =
            self.lines.iter().enumerate().map(|(at, line)| line.view(at, kept_here, locale));
        let lines = Column::with_children(lines).spacing(space::APART);

        section(locale.catalogue_terms(), deeds, column![how, heads, lines].spacing(space::NEAR))
    }
}

/// The names of the fields with months, in the order of the line.
const MONTHS: [&str; 3] = ["parts", "labour", "trip"];

fn id(line: usize, field: &str) -> String {
    format!("term-{line}-{field}")
}

fn months(text: &str) -> Option<u32> {
    text.trim().parse().ok().filter(|months| *months <= MOST)
}

impl Line {
    fn of(opened: Opened<TermId, Term>) -> Self {
        let term = &opened.record;
        let months = [term.parts_months, term.labour_months, term.trip_months];

        Self {
            category: term.category,
            brand: term.brand.clone().unwrap_or_default(),
            basis: term.basis,
            months: months.map(|months| months.to_string()),
            opened: Some(opened),
            ..Self::empty()
        }
    }

    fn empty() -> Self {
        Self {
            opened: None,
            sent: None,
            category: None,
            brand: String::new(),
            basis: Basis::Purchase,
            months: Default::default(),
            wrong: [false; 3],
            twice: false,
        }
    }

    /// Whether no month is promised: then the line goes.
    fn is_empty(&self) -> bool {
        self.months.iter().all(|text| text.trim().is_empty())
    }

    /// Whether a machine or a brand is named.
    fn is_about_something(&self) -> bool {
        self.category.is_some() || !self.brand.trim().is_empty()
    }

    /// Which machines it is about; none where it promises nothing.
    fn about(&self) -> Option<(Option<Category>, String)> {
        (!self.is_empty()).then(|| (self.category, self.brand.trim().to_lowercase()))
    }

    /// What is to be written, if it is something else than before, and notes that it is on its way. Only for lines in
    /// which nothing is wrong.
    fn hand_over(&mut self) -> Option<TermChange> {
        let term = self.term();
        if term.as_ref() == self.opened.as_ref().map(|opened| &opened.record) {
            return None;
        }
        self.sent = Some(term.clone());

        Some((self.opened.clone(), term))
    }

    /// Where what was handed over is there now, the line is compared with it. Answers whether anything is left of it.
    fn settle(&mut self, known: &Catalogue) -> bool {
        let opened = match &self.sent {
            Some(Some(sent)) => match known.terms.iter().find(|(_, term)| term == sent) {
                Some((id, _)) => known.opened_term(*id),
                None => return true,
            },
            Some(None) => {
                let id = self.opened.as_ref().map(|opened| opened.id);
                if known.terms.iter().any(|(other, _)| Some(*other) == id) {
                    return true;
                }
                None
            }
            None => return true,
        };
        (self.opened, self.sent) = (opened, None);

        self.opened.is_some() || !self.is_empty()
    }

    /// What the line says; none where it promises nothing.
    fn term(&self) -> Option<Term> {
        let [parts, labour, trip] = [0, 1, 2].map(|at| months(&self.months[at]));
        let brand = self.brand.split_whitespace().collect::<Vec<_>>().join(" ");

        parts.zip(labour).zip(trip).map(|((parts_months, labour_months), trip_months)| Term {
            brand: (!brand.is_empty()).then_some(brand),
            category: self.category,
            basis: self.basis,
            parts_months,
            labour_months,
            trip_months,
        })
    }

    fn view<'a>(&'a self, at: usize, kept_here: bool, locale: &'a Locale) -> Element<'a, Message> {
        let machines = std::iter::once(locale.prices_any())
            .chain(Category::ALL.map(|category| locale.category(category)));
        let machine = Category::ALL.iter().position(|it| Some(*it) == self.category);
        let machine = choice("", machines, Some(machine.map_or(0, |at| at + 1)))
            .none(locale.list_no_match())
            .id(id(at, "machine"));
        let bases = BASES.map(|basis| called(basis, locale));
        let basis = choice("", bases, BASES.iter().position(|it| *it == self.basis))
            .none(locale.list_no_match());
        let brand = field("", &self.brand)
            .id(id(at, "brand"))
            .error(self.twice.then(|| locale.prices_there()));
        let (machine, basis, brand) = if kept_here {
            (
                machine.on_pick(move |pick| Message::MachinePicked(at, pick)),
                basis.on_pick(move |pick| Message::BasisPicked(at, pick)),
                brand.on_input(move |text| Message::BrandTyped(at, text)),
            )
        } else {
            (machine, basis, brand)
        };
        let months = (0..3).map(|which| {
            let cell = field("", &self.months[which])
                .id(id(at, MONTHS[which]))
                .right()
                .error(self.wrong[which].then(|| locale.catalogue_months_wrong()));
            if kept_here {
                cell.on_input(move |text| Message::MonthsTyped(at, which, text)).into()
            } else {
                cell.into()
            }
        });

        lying(
            [machine.width(Fill).into(), brand.into(), basis.width(Fill).into()]
                .into_iter()
                .chain(months),
        )
    }
}

/// Cells side by side: the names of machines need most room, months least.
fn lying<'a>(cells: impl IntoIterator<Item = Element<'a, Message>>) -> Element<'a, Message> {
    let cells = cells.into_iter().enumerate().map(|(at, cell)| {
        let share = SHARES.get(at).copied().unwrap_or(2);
        container(cell).width(iced::FillPortion(share)).into()
    });

    Row::with_children(cells).spacing(space::SNUG).align_y(Top).into()
}

/// The shares of machine, brand and day in a line.
const SHARES: [u16; 3] = [6, 3, 4];

fn called(basis: Basis, locale: &Locale) -> String {
    match basis {
        Basis::Purchase => locale.catalogue_from_purchase(),
        Basis::Install => locale.catalogue_from_install(),
        Basis::Manufacture => locale.catalogue_from_manufacture(),
    }
}
