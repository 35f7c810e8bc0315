//! A customer's file: the person, what stands in their home, and what was done there.

pub mod address;
mod besides;
mod closeness;
pub mod erasing;
mod file;
pub mod joining;
pub mod life;
pub mod machine;
pub mod past;
pub mod person;
#[cfg(test)]
mod tests;

use domain::{AddressId, ApplianceId, CustomerId, Event, Family, OrderId, OrderKind, Progress};
use engine::{Error, Household as File, OrderRow, Undo};
use iced::keyboard::key::Named;
use iced::widget::operation;
use iced::{Element, Task};
use ui::Tone;
use ui::widget::{modal, spinner};

use self::address::AddressForm;
use self::erasing::Erasing;
use self::joining::Joining;
use self::life::LifeForm;
use self::machine::MachineForm;
use self::past::Past;
use self::person::PersonForm;
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::listing::Reading;
use crate::place::{Caller, Place};
use crate::problem;
use crate::shortcut::Shortcut;
use crate::shown::Shown;

/// A customer's file.
pub struct Household {
    id: CustomerId,
    file: Option<Box<File>>,
    error: Option<Error>,
    editor: Option<Editor>,
    erasing: Option<Erasing>,
    joining: Option<Joining>,
    selected: Option<usize>,
    past: Past,
    shown: Lengths,
}

/// How much of each column is shown.
#[derive(Default)]
struct Lengths {
    machines: Shown,
    addresses: Shown,
    letters: Shown,
}

/// A column of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Machines,
    Addresses,
    Letters,
}

/// What is being written in the file, in the place where it stands.
enum Editor {
    Person(PersonForm),
    Address(AddressForm),
    Machine(Box<MachineForm>),
    Life(LifeForm),
}

/// What the file must do after a message to one of its forms.
pub enum Outcome<Message> {
    Stay(Task<Message>),
    Close,
    Saved(CustomerId, Undo),
    /// Somebody else's file is wanted.
    Open(CustomerId),
    Refused(Error),
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    Read(Result<Box<File>, Error>),
    MorePressed(Part),
    NewOrderPressed(Option<ApplianceId>),
    ComplaintPressed,
    LetterPressed,
    ListPressed,
    OrderSelected(usize),
    OrderActivated(usize),
    OrderPressed(OrderId),
    PersonPressed,
    AddressPressed(Option<AddressId>),
    MachinePressed(Option<ApplianceId>),
    /// A sale was reported: a machine is registered.
    RegisterPressed,
    LifePressed,
    /// What was told of the family did not happen.
    LifeStruck(usize),
    Struck(Result<Undo, Error>),
    UrgePressed,
    Urged(String, Result<Option<Undo>, Error>),
    Person(person::Message),
    Address(address::Message),
    Machine(machine::Message),
    Life(life::Message),
    Past(past::Message),
    EditorClosed,
    ErasePressed,
    Erasing(erasing::Message),
    MergePressed,
    Joining(joining::Message),
    SeparatePressed(CustomerId),
    Separated(Result<Undo, Error>),
}

impl Lengths {
    fn part(&mut self, part: Part) -> &mut Shown {
        match part {
            Part::Machines => &mut self.machines,
            Part::Addresses => &mut self.addresses,
            Part::Letters => &mut self.letters,
        }
    }
}

impl Household {
    /// Whose file it is.
    pub const fn customer(&self) -> CustomerId {
        self.id
    }

    /// Everything that is known of them, under their name; nothing before it was read.
    pub fn listing(&self, cx: &Context) -> Option<(String, Reading)> {
        let file = self.file.as_ref()?;
        let read = cx.engine.person_listing(self.id, cx.locale.clone());

        Some((file.customer.name.clone(), Box::pin(read)))
    }

    /// The list of orders.
    pub const ORDERS: &'static str = "household-orders";

    pub fn new(id: CustomerId, cx: &Context) -> (Self, Task<Message>) {
        let shown = Lengths::default();
        let room = Self {
            id,
            file: None,
            error: None,
            editor: None,
            erasing: None,
            joining: None,
            selected: None,
            past: Past::default(),
            shown,
        };
        let read = room.refresh(cx);

        (room, read)
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::Read(file) => self.read(file),
            Message::MorePressed(part) => {
                self.shown.part(part).more();
                Action::None
            }
            Message::NewOrderPressed(appliance) => self.new_order(appliance),
            Message::ComplaintPressed => self.complaint(),
            Message::LetterPressed => Action::Open(Place::LetterTo(self.id)),
            Message::OrderSelected(row) => {
                self.selected = Some(row);
                Action::None
            }
            Message::OrderActivated(row) => {
                let order = self.file.as_ref().and_then(|file| file.orders.get(row));
                order.map_or(Action::None, |order| Action::Open(Place::Order(order.id)))
            }
            Message::ListPressed => {
                self.selected = self.selected.or(Some(0));
                Action::Run(operation::focus(Self::ORDERS))
            }
            Message::OrderPressed(order) => Action::Open(Place::Order(order)),
            Message::PersonPressed => self.form_pressed(|room| room.person_pressed(cx), cx),
            Message::AddressPressed(id) => {
                self.form_pressed(|room| room.address_pressed(id, cx), cx)
            }
            Message::MachinePressed(id) => {
                self.form_pressed(|room| room.machine_pressed(id, cx), cx)
            }
            Message::RegisterPressed => self.form_pressed(|room| room.register_pressed(cx), cx),
            Message::LifePressed => self.form_pressed(|room| room.life_pressed(cx), cx),
            Message::LifeStruck(at) => self.life_struck(at, cx),
            Message::Struck(answer) => self.separated(answer, cx.locale.household_saved(), cx),
            Message::UrgePressed => self.urge_pressed(cx),
            Message::Urged(number, answer) => self.urged(&number, answer, cx),
            Message::Person(message) => self.person(message, cx),
            Message::Address(message) => self.address(message, cx),
            Message::Machine(message) => self.machine(message, cx),
            Message::Life(message) => self.life(message, cx),
            Message::Past(message) => self.past(message, cx),
            Message::EditorClosed => self.close_editor(),
            Message::ErasePressed => self.form_pressed(|room| room.erase_pressed(cx), cx),
            Message::Erasing(message) => self.erasing(message, cx),
            Message::MergePressed => self.form_pressed(|room| room.merge_pressed(cx), cx),
            Message::Joining(message) => self.joining(message, cx),
            Message::SeparatePressed(file) => {
                Action::Run(Task::perform(cx.engine.separate_file(file), Message::Separated))
            }
            Message::Separated(answer) => self.separated(answer, cx.locale.merging_separated(), cx),
        }
    }

    /// Something changed in the office. What is being typed stays.
    pub fn refresh(&self, cx: &Context) -> Task<Message> {
        let read =
            Task::perform(cx.engine.household(self.id), |file| Message::Read(file.map(Box::new)));

        Task::batch([read, self.past.refresh(self.id, cx).map(Message::Past)])
    }

    /// Where the keys go when one comes back: to what is being typed.
    pub fn home(&self) -> &'static str {
        match &self.editor {
            Some(Editor::Person(_)) => PersonForm::FIRST,
            Some(Editor::Address(_)) => AddressForm::FIRST,
            Some(Editor::Machine(_)) => MachineForm::FIRST,
            Some(Editor::Life(_)) => LifeForm::FIRST,
            None if self.past.is_shown() => Past::LIST,
            None => Self::ORDERS,
        }
    }

    /// Whether something may be half-written here.
    pub fn is_writing(&self) -> bool {
        self.editor.is_some()
            || self.erasing.as_ref().is_some_and(Erasing::is_working)
            || self.joining.is_some()
    }

    /// Whether another file is looked for, or compared.
    pub fn asks(&self) -> bool {
        self.joining.is_some()
    }

    /// Whether this is whose file it is.
    pub fn is_of(&self, customer: CustomerId) -> bool {
        self.id == customer
    }

    /// Whether something was typed in one of its forms that is not saved.
    pub fn is_half_written(&self) -> bool {
        self.is_touched() || self.is_saving()
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if let Some(joining) = &self.joining {
            return joining.key(shortcut).map(Message::Joining);
        }
        if let Some(erasing) = &self.erasing {
            return erasing.key(shortcut).map(Message::Erasing);
        }
        if let Some(editor) = &self.editor {
            let save = shortcut.saves();
            return match editor {
                _ if shortcut.is(Named::Escape) => Some(Message::EditorClosed),
                Editor::Person(form) if shortcut.is(Named::F3) && form.may_be_known() => {
                    Some(Message::Person(person::Message::KnownPressed(0)))
                }
                Editor::Person(_) if save => Some(Message::Person(person::Message::SavePressed)),
                Editor::Address(_) if save => Some(Message::Address(address::Message::SavePressed)),
                Editor::Machine(_) if save => Some(Message::Machine(machine::Message::SavePressed)),
                Editor::Life(_) if save => Some(Message::Life(life::Message::SavePressed)),
                _ => None,
            };
        }
        let file = self.file.as_ref()?;
        let down = [Named::Enter, Named::ArrowDown].into_iter().any(|key| shortcut.is(key));
        if down && self.past.is_shown() {
            return Some(Message::Past(past::Message::ListPressed));
        }
        if down && !file.orders.is_empty() {
            return Some(Message::ListPressed);
        }
        let letter = |wanted: &str| {
            let letter = shortcut.letter().filter(|_| shortcut.modifiers.is_empty());
            letter.is_some_and(|letter| letter.eq_ignore_ascii_case(wanted))
        };
        match () {
            () if letter("h") => return Some(Message::Past(past::Message::Pressed)),
            () if letter("m") && self.past.is_shown() => {
                return Some(Message::Past(past::Message::MachinePressed));
            }
            () => {}
        }
        // Nothing is written in the file of somebody who was erased.
        let file = Some(file).filter(|file| !file.customer.erased)?;
        let machine = (1..=9).find(|at| shortcut.is_command(&at.to_string()));
        let machine = machine.and_then(|at: usize| file.machines.get(at - 1));
        if let Some(machine) = machine {
            return Some(Message::NewOrderPressed(Some(machine.id)));
        }

        match () {
            () if shortcut.is(Named::F2) => Some(Message::PersonPressed),
            () if shortcut.is(Named::Delete) => Some(Message::ErasePressed),
            () if shortcut.is(Named::F3) => Some(Message::MergePressed),
            () if shortcut.is(Named::F4) => Some(Message::LetterPressed),
            () if shortcut.is(Named::F6) => Some(Message::AddressPressed(None)),
            () if shortcut.is(Named::F7) => Some(Message::MachinePressed(None)),
            () if shortcut.is(Named::F8) => Some(Message::LifePressed),
            () if shortcut.is(Named::F9) => Some(Message::RegisterPressed),
            () if letter("n") => Some(Message::NewOrderPressed(None)),
            () if letter("t") => Some(Message::ComplaintPressed),
            () if letter("u") => Some(Message::UrgePressed),
            () => None,
        }
    }

    fn read(&mut self, file: Result<Box<File>, Error>) -> Action<Message> {
        match file {
            Ok(file) => {
                let is_new = self.file.is_none() && self.editor.is_none();
                // It may be found in another one by now.
                self.id = file.id;
                (self.file, self.error) = (Some(file), None);
                if is_new {
                    // One Enter opens the latest order.
                    let any = self.file.as_ref().is_some_and(|file| !file.orders.is_empty());
                    self.selected = any.then_some(0);
                    return Action::Run(operation::focus(Self::ORDERS));
                }
            }
            Err(error) => self.error = Some(error),
        }
        Action::None
    }

    /// What is new comes last in its column, and is seen there.
    fn reveal_saved(&mut self) {
        let (Some(file), Some(editor)) = (&self.file, &self.editor) else { return };
        match editor {
            Editor::Machine(form) if form.id().is_none() => {
                self.shown.machines.reach(file.machines.len() + 1);
            }
            Editor::Address(form) if form.id().is_none() => {
                self.shown.addresses.reach(file.addresses.len() + 1);
            }
            _ => {}
        }
    }

    /// What is being saved stays until it is known what came of it: the answer belongs to this form.
    fn is_saving(&self) -> bool {
        match &self.editor {
            Some(Editor::Person(form)) => form.is_saving(),
            Some(Editor::Address(form)) => form.is_saving(),
            Some(Editor::Machine(form)) => form.is_saving(),
            Some(Editor::Life(form)) => form.is_saving(),
            None => false,
        }
    }

    fn close_editor(&mut self) -> Action<Message> {
        if !self.is_saving() {
            self.editor = None;
        }
        Action::None
    }

    fn new_order(&self, appliance: Option<ApplianceId>) -> Action<Message> {
        let caller = Caller { customer: Some(self.id), appliance, ..Caller::default() };

        Action::Open(Place::Intake(caller))
    }

    fn complaint(&self) -> Action<Message> {
        let kind = Some(OrderKind::Complaint);
        let about = self.file.as_ref().and_then(|file| file.orders.get(self.selected?));
        // A complaint is about what was done, never about a complaint.
        let about = about.filter(|order| order.kind.family() != Family::Complaint);
        let origin = about.map(|order| (order.id, order.number.clone()));
        let caller = Caller { customer: Some(self.id), kind, origin, ..Caller::default() };

        Action::Open(Place::Intake(caller))
    }

    /// What is half-written is saved or left before another form is begun.
    fn first(&self, cx: &Context) -> Option<Action<Message>> {
        let notice = || Notice { tone: Tone::Info, ..Notice::done(cx.locale.household_first()) };

        self.is_half_written().then(|| Action::Tell(notice(), Task::none()))
    }

    fn is_touched(&self) -> bool {
        match &self.editor {
            Some(Editor::Person(form)) => form.is_touched(),
            Some(Editor::Address(form)) => form.is_touched(),
            Some(Editor::Machine(form)) => form.is_touched(),
            Some(Editor::Life(form)) => form.is_touched(),
            None => false,
        }
    }

    fn form_pressed(
        &mut self,
        open: impl FnOnce(&mut Self) -> Action<Message>,
        cx: &Context,
    ) -> Action<Message> {
        self.first(cx).unwrap_or_else(|| open(self))
    }

    fn person_pressed(&mut self, cx: &Context) -> Action<Message> {
        let Some(file) = &self.file else { return Action::None };
        self.editor = Some(Editor::Person(PersonForm::of(file.opened(), cx)));

        Action::Run(operation::focus(PersonForm::FIRST))
    }

    fn erase_pressed(&mut self, cx: &Context) -> Action<Message> {
        let Some(file) = &self.file else { return Action::None };
        let (erasing, task) = Erasing::new(self.id, file.customer.name.clone(), cx);
        self.erasing = Some(erasing);

        Action::Run(task.map(Message::Erasing))
    }

    fn erasing(&mut self, message: erasing::Message, cx: &Context) -> Action<Message> {
        let Some(erasing) = &mut self.erasing else { return Action::None };
        match erasing.update(message, cx) {
            erasing::Outcome::Stay(task) => Action::Run(task.map(Message::Erasing)),
            erasing::Outcome::Close => {
                self.erasing = None;
                Action::None
            }
            erasing::Outcome::Erased => {
                self.erasing = None;
                let notice = Notice::done(cx.locale.household_erased()).undone_if(None);
                Action::Tell(notice, self.refresh(cx))
            }
            erasing::Outcome::Refused(error) => {
                Action::Tell(Notice::problem(problem::message(&error, &cx.locale)), Task::none())
            }
        }
    }

    fn merge_pressed(&mut self, cx: &Context) -> Action<Message> {
        let Some(file) = &self.file else { return Action::None };
        let (joining, task) = Joining::new(file, cx);
        self.joining = Some(joining);

        Action::Run(task.map(Message::Joining))
    }

    fn joining(&mut self, message: joining::Message, cx: &Context) -> Action<Message> {
        let Some(joining) = &mut self.joining else { return Action::None };
        match joining.update(message, cx) {
            joining::Outcome::Stay(task) => Action::Run(task.map(Message::Joining)),
            joining::Outcome::Close => {
                self.joining = None;
                Action::None
            }
            joining::Outcome::Merged(found) => {
                self.joining = None;
                self.id = found.customer;
                let name = self.file.as_ref().map_or("", |file| file.customer.name.as_str());
                let notice =
                    Notice::done(cx.locale.merging_done()).undone_by(found.undo).about(name);
                Action::Tell(notice, self.refresh(cx))
            }
            joining::Outcome::Refused(error) => {
                self.joining = None;
                Action::Tell(Notice::problem(problem::message(&error, &cx.locale)), Task::none())
            }
        }
    }

    fn separated(
        &mut self,
        answer: Result<Undo, Error>,
        words: String,
        cx: &Context,
    ) -> Action<Message> {
        match answer {
            Ok(undo) => {
                let notice = Notice::done(words).undone_by(undo);
                Action::Tell(notice, self.refresh(cx))
            }
            Err(error) => {
                Action::Tell(Notice::problem(problem::message(&error, &cx.locale)), Task::none())
            }
        }
    }

    fn address_pressed(&mut self, id: Option<AddressId>, cx: &Context) -> Action<Message> {
        let Some(file) = &self.file else { return Action::None };
        let opened = id.and_then(|id| file.opened_address(id));
        // A second address is likely in the same city as the first.
        let beside = file.addresses.first();
        self.editor = Some(Editor::Address(AddressForm::new(file.id, opened, beside, cx)));

        Action::Run(operation::focus(AddressForm::FIRST))
    }

    fn machine_pressed(&mut self, id: Option<ApplianceId>, cx: &Context) -> Action<Message> {
        let Some(file) = &self.file else { return Action::None };
        let (form, task) = MachineForm::new(file, id, cx);
        self.editor = Some(Editor::Machine(Box::new(form)));

        Action::Run(task.map(Message::Machine))
    }

    fn register_pressed(&mut self, cx: &Context) -> Action<Message> {
        let Some(file) = &self.file else { return Action::None };
        let (form, task) = MachineForm::new(file, None, cx);
        self.editor = Some(Editor::Machine(Box::new(form.registering())));

        Action::Run(task.map(Message::Machine))
    }

    fn life_pressed(&mut self, cx: &Context) -> Action<Message> {
        self.editor = Some(Editor::Life(LifeForm::new(self.id, cx)));

        Action::Run(operation::focus(LifeForm::FIRST))
    }

    fn life_struck(&self, at: usize, cx: &Context) -> Action<Message> {
        let event = self.file.as_ref().and_then(|file| file.customer.life.get(at));
        let Some(event) = event.cloned() else { return Action::None };
        let struck = cx.engine.strike_life_event(self.id, event);

        Action::Run(Task::perform(struck, |answer| Message::Struck(answer.map(|it| it.undo))))
    }

    fn life(&mut self, message: life::Message, cx: &Context) -> Action<Message> {
        let Some(Editor::Life(form)) = &mut self.editor else { return Action::None };
        let outcome = form.update(message, cx);

        self.after(outcome, Message::Life, cx)
    }

    fn past(&mut self, message: past::Message, cx: &Context) -> Action<Message> {
        let Some(file) = &self.file else { return Action::None };

        self.past.update(message, file, cx).map(Message::Past)
    }

    /// The open order that is urged: the one that is marked, else the newest that can be.
    fn urgeable(&self) -> Option<&OrderRow> {
        let file = self.file.as_ref()?;
        let may = |order: &&OrderRow| {
            let progress = Progress { state: order.state, before: None };
            progress.after(order.kind.family(), Event::Urge).is_some()
        };
        let marked = self.selected.filter(|_| !self.past.is_shown());
        let marked = marked.and_then(|at| file.orders.get(at)).filter(may);

        marked.or_else(|| file.open_orders().find(may))
    }

    fn urge_pressed(&self, cx: &Context) -> Action<Message> {
        let Some(order) = self.urgeable() else {
            let words = Notice::missing(cx.locale.household_urge_none());
            return Action::Tell(words, Task::none());
        };
        let number = order.number.clone();
        let urged = cx.engine.advance_order(order.id, Event::Urge, None);

        Action::Run(Task::perform(urged, move |answer| Message::Urged(number.clone(), answer)))
    }

    fn urged(
        &self,
        number: &str,
        answer: Result<Option<Undo>, Error>,
        cx: &Context,
    ) -> Action<Message> {
        match answer {
            Ok(undo) => {
                let notice = Notice::done(cx.locale.order_urged(number)).undone_if(undo);
                Action::Tell(notice, self.refresh(cx))
            }
            Err(error) => {
                Action::Tell(Notice::problem(problem::message(&error, &cx.locale)), Task::none())
            }
        }
    }

    fn person(&mut self, message: person::Message, cx: &Context) -> Action<Message> {
        let Some(Editor::Person(form)) = &mut self.editor else { return Action::None };
        let outcome = form.update(message, cx);

        self.after(outcome, Message::Person, cx)
    }

    fn address(&mut self, message: address::Message, cx: &Context) -> Action<Message> {
        let Some(Editor::Address(form)) = &mut self.editor else { return Action::None };
        let outcome = form.update(message, cx);

        self.after(outcome, Message::Address, cx)
    }

    fn machine(&mut self, message: machine::Message, cx: &Context) -> Action<Message> {
        let Some(Editor::Machine(form)) = &mut self.editor else { return Action::None };
        let outcome = form.update(message, cx);

        self.after(outcome, Message::Machine, cx)
    }

    fn after<M: Send + 'static>(
        &mut self,
        outcome: Outcome<M>,
        wrap: fn(M) -> Message,
        cx: &Context,
    ) -> Action<Message> {
        match outcome {
            Outcome::Stay(task) => Action::Run(task.map(wrap)),
            Outcome::Close => self.close_editor(),
            Outcome::Saved(_, undo) => {
                self.reveal_saved();
                self.editor = None;
                let name = self.file.as_ref().map_or("", |file| file.customer.name.as_str());
                let notice = Notice::done(cx.locale.household_saved()).undone_by(undo).about(name);
                Action::Tell(notice, self.refresh(cx))
            }
            Outcome::Open(other) => Action::Open(Place::Household(other)),
            Outcome::Refused(error) => {
                Action::Tell(Notice::problem(problem::message(&error, &cx.locale)), Task::none())
            }
        }
    }

    /// Why the file could not be read, where it never was.
    pub fn unread(&self) -> Option<&Error> {
        self.error.as_ref().filter(|_| self.file.is_none())
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        match &self.file {
            Some(file) => {
                let joining = self.joining.as_ref().map(|it| it.view(cx).map(Message::Joining));
                let erasing = self.erasing.as_ref().map(|it| it.view(cx).map(Message::Erasing));
                let closed = match joining {
                    Some(_) => Message::Joining(joining::Message::BackPressed),
                    None => Message::Erasing(erasing::Message::BackPressed),
                };
                let dialog = joining.or(erasing);
                modal(self.opened(file, cx), dialog, Some(closed))
            }
            None => iced::widget::center(spinner(cx.locale.window_loading())).into(),
        }
    }
}
