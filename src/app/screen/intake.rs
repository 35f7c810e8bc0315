//! Intake: one screen for one call, from the number that rings to the order on its way.

mod answers;
mod aside;
mod drafts;
mod elsewhere;
mod form;
mod keeping;
mod paper;
mod picking;
mod repeated;

pub use answers::Message as AnswersMessage;
pub use drafts::begun;
pub use paper::{fault_name, machine_name};
#[cfg(test)]
mod tests;

use domain::{EnquiryId, OrderId, OrderKind, Phone};
use engine::{CallGuide, Elsewhere, Error, Hit, Household, Received, Region, Undo};
use iced::keyboard::key::Named;
use iced::widget::{container, operation, responsive, row, space as gap, text, text_editor};
use iced::{Center, Element, Fill, Task};
use ui::widget::{banner, beside, button, divider, key_hint, scroll, title};
use ui::{Tone, icon, size, space, theme};

use self::answers::Answers;
use self::drafts::{Draft, Key};
use self::form::{Field, Form};
use self::repeated::Again;
use super::likely::Known;
use crate::action::{Action, Notice};
use crate::address::{Part, Typed};
use crate::context::Context;
use crate::place::{Caller, Place};
use crate::problem;
use crate::shortcut::Shortcut;

/// How much of what somebody wrote stands in the description.
const DESCRIBED: usize = 1_900;
/// How many calls that were begun are offered.
const BEGUN: usize = 3;
/// How many households are offered while a number or name is typed.
const OFFERED: usize = 6;

/// A call being taken down.
pub struct Intake {
    form: Form,
    description: text_editor::Content,
    guide: CallGuide,
    /// The caller's file, once it is known whose it is.
    household: Option<Box<Household>>,
    /// Which parts of the address were typed in.
    typed: Typed,
    /// Which machine was meant before the file was read.
    meant: Option<domain::ApplianceId>,
    offered: Vec<Hit>,
    /// Who it may be by what was typed.
    known: Known,
    /// What other branches know of the number in the form.
    elsewhere: elsewhere::Answered,
    /// What is known of the matter.
    answers: Answers,
    /// Under which name this call is kept until it is an order.
    key: Key,
    /// Calls that were begun before this one, the latest last.
    left: Vec<Draft>,
    /// What stood here before it was cleared, until something is typed anew.
    cleared: Option<Draft>,
    /// What is no longer to be kept.
    gone: Vec<Key>,
    /// Whether it is that which stands in the form.
    resumed: bool,
    errors: Vec<Error>,
    /// The field that was typed in last.
    at: Option<&'static str>,
    saving: bool,
    /// The address outside the office's areas that somebody was asked about.
    meant_outside: Option<domain::Place>,
    /// The open order for the same that somebody was asked about: a new one is meant.
    meant_anew: Option<OrderId>,
    /// Whether a draft is being written, and whether more was typed since.
    keeping: bool,
    unkept: bool,
    /// It is to be saved as soon as that is done.
    wanted: bool,
}

/// One of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    Kind,
    Category,
    Address,
    Machine,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    GuideRead(Result<CallGuide, Error>),
    DraftsRead(Vec<Draft>),
    HouseholdRead(Result<Box<Household>, Error>),
    Found(String, Result<Vec<Hit>, Error>),
    ElsewhereFound(Phone, Result<Vec<Elsewhere>, Error>),
    ElsewhereTaken(usize),
    KnownFound(engine::Likely, Vec<engine::Alike>),
    KnownTaken(usize),
    Typed(Field, String),
    /// The cursor left this field.
    Left(Field),
    Suggested(Field, usize),
    /// The same by Tab, which leads on itself.
    Chosen(Field, usize),
    Picked(List, usize),
    CategoryMisnamed(String),
    DescriptionChanged(text_editor::Action),
    UrgentToggled(bool),
    NextPressed,
    /// Enter on the fault as it stands.
    FaultPassed,
    SavePressed,
    Saved(Result<Received, Error>),
    DraftKept,
    DraftPressed(Key),
    /// The call with this name is gone on with.
    DraftTakenUp(Key, Vec<Draft>),
    StrangerPressed,
    ClearPressed,
    ClearTakenBack,
    OrderPressed(OrderId),
    EnquiryPressed(EnquiryId),
    /// The order that is open already is meant.
    AgainPressed(Again),
    DoneAgain(Again, (OrderId, String), Result<Option<Undo>, Error>),
    Answers(answers::Message),
}

impl Intake {
    pub fn new(caller: Caller, cx: &Context) -> (Self, Task<Message>) {
        let of_caller = Form::of_caller(&caller.typed);
        let name = if of_caller.name.is_empty() { caller.name } else { of_caller.name.clone() };
        let form = Form {
            customer: caller.customer,
            name,
            kind: caller.kind.unwrap_or(OrderKind::Repair),
            category: caller.category,
            // What is longer is with what they wrote.
            description: caller.description.chars().take(DESCRIBED).collect(),
            origin: caller.origin,
            enquiry: caller.enquiry,
            ..of_caller
        };
        let room = Self {
            description: text_editor::Content::with_text(&form.description),
            guide: CallGuide::default(),
            household: None,
            typed: Typed::default(),
            meant: caller.appliance,
            offered: Vec::new(),
            known: Known::default(),
            elsewhere: elsewhere::Answered::default(),
            answers: Answers::default(),
            key: Key::new(&cx.engine),
            left: Vec::new(),
            cleared: None,
            gone: Vec::new(),
            resumed: false,
            errors: Vec::new(),
            at: None,
            saving: false,
            meant_outside: None,
            meant_anew: None,
            keeping: false,
            unkept: false,
            wanted: false,
            form,
        };
        let first = match (caller.customer.is_some(), room.form.phone.is_empty()) {
            // What is complained about is said in words.
            (true, _) if !room.form.asks_for_visit() => paper::DESCRIPTION,
            (true, _) => Field::Fault.id(),
            (false, true) => Field::Phone.id(),
            (false, false) => Field::Name.id(),
        };
        let household = caller.customer.map_or_else(Task::none, |id| read_household(id, cx));
        let tasks = [
            Task::perform(cx.engine.call_guide(), Message::GuideRead),
            Task::perform(drafts::read(cx.engine.clone()), Message::DraftsRead),
            household,
            Self::look_up(&caller.typed, cx),
            operation::focus(first),
        ];

        (room, Task::batch(tasks))
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        let action = self.happened(message, cx);
        match action {
            // Whatever was said may have another answer.
            Action::None => Action::Run(self.ask(cx)),
            Action::Run(task) => Action::Run(Task::batch([task, self.ask(cx)])),
            action => action,
        }
    }

    fn happened(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::GuideRead(Ok(guide)) => self.guide_read(guide, cx),
            Message::GuideRead(Err(error)) => {
                let words = problem::message(&error, &cx.locale);
                Action::Tell(Notice::problem(words), Task::none())
            }
            Message::DraftsRead(drafts) => self.drafts_read(drafts, cx),
            Message::HouseholdRead(household) => self.household_read(household, cx),
            Message::Found(text, hits) => self.found(&text, hits, cx),
            Message::ElsewhereFound(phone, known) => self.elsewhere_found(&phone, known),
            Message::ElsewhereTaken(at) => self.take_over(at, cx),
            Message::KnownFound(likely, found) => {
                self.known.found(&likely, found);
                Action::None
            }
            Message::KnownTaken(at) => self.known_taken(at, cx),
            Message::Typed(field, text) => self.typed(field, text, cx),
            Message::Left(field) => self.day_left(field, cx),
            Message::Suggested(field, at) => self.suggested(field, at, cx),
            Message::Chosen(field, at) => self.chosen(field, at, cx),
            Message::Picked(list, at) => self.picked(list, at, cx),
            Message::CategoryMisnamed(typed) => self.category_misnamed(typed, cx),
            Message::DescriptionChanged(action) => self.description_changed(action, cx),
            Message::UrgentToggled(urgent) => {
                self.form.urgent = urgent;
                Action::Run(self.keep(cx))
            }
            Message::NextPressed => Action::Run(operation::focus_next()),
            Message::FaultPassed => self.fault_passed(),
            Message::SavePressed => self.save(cx),
            Message::Saved(answer) => self.saved(answer, cx),
            Message::DraftKept => self.draft_kept(cx),
            Message::DraftPressed(key) => {
                let drafts = drafts::read(cx.engine.clone());
                let taken = move |drafts| Message::DraftTakenUp(key.clone(), drafts);
                Action::Run(Task::perform(drafts, taken))
            }
            Message::DraftTakenUp(key, drafts) => self.take_up(&key, &drafts, cx),
            Message::StrangerPressed => self.stranger(cx),
            Message::ClearPressed => self.clear(cx),
            Message::ClearTakenBack => self.take_back(cx),
            Message::OrderPressed(order) => Action::Open(Place::Order(order)),
            Message::EnquiryPressed(id) => Action::Open(Place::Enquiry(id)),
            Message::AgainPressed(again) => self.again(again, cx),
            Message::DoneAgain(again, (order, number), answer) => {
                self.done_again(again, (order, &number), answer, cx)
            }
            Message::Answers(message) => self.answered(message, cx),
        }
    }

    /// Whether anything was said of a call.
    pub fn is_begun(&self) -> bool {
        !self.form.is_blank()
    }

    /// Something changed in the office: the caller's open orders may have.
    pub fn refresh(&self, cx: &Context) -> Task<Message> {
        self.form.customer.map_or_else(Task::none, |id| read_household(id, cx))
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        match () {
            () if shortcut.saves() => Some(Message::SavePressed),
            () if shortcut.is(Named::Enter) => Some(Message::NextPressed),
            () if shortcut.is(Named::F4) => Some(Message::ClearPressed),
            () if shortcut.is_command("z") && self.cleared.is_some() => {
                Some(Message::ClearTakenBack)
            }
            () if shortcut.is(Named::F6) && !self.known_elsewhere().is_empty() => {
                Some(Message::ElsewhereTaken(0))
            }
            () if shortcut.is(Named::F9) && self.known.at(0).is_some() => {
                Some(Message::KnownTaken(0))
            }
            () if shortcut.is(Named::F8) && self.may_urge() => {
                Some(Message::AgainPressed(Again::Urge))
            }
            () if shortcut.is(Named::F7) && self.open_already().is_some() => {
                Some(Message::AgainPressed(Again::Add))
            }
            () if shortcut.is(Named::F3) && self.household.is_some() => {
                Some(Message::StrangerPressed)
            }
            () => self.answers_key(shortcut),
        }
    }

    fn guide_read(&mut self, guide: CallGuide, cx: &Context) -> Action<Message> {
        self.form.at_home(&guide.home);
        self.guide = guide;
        self.form.place_by_number(&self.guide.home, &cx.locale);
        Action::None
    }

    fn household_read(
        &mut self,
        household: Result<Box<Household>, Error>,
        cx: &Context,
    ) -> Action<Message> {
        let Ok(household) = household else { return Action::None };
        // It was asked for before somebody else's matter was begun.
        if !self.form.customer.is_some_and(|asked| household.is_of(asked)) {
            return Action::None;
        }
        self.form.customer = Some(household.id);
        let known = self.household.as_ref().map(|known| known.id);
        // A form that was left half-typed, or is being typed, keeps its words when the file is read again.
        let typed = self.form.address.is_some() || !self.form.place.detail.is_empty();
        if known != Some(household.id) && !typed {
            self.form.fill(&household, self.meant.take(), &cx.locale);
            // Of whom no address is known it is as likely as of a stranger.
            self.form.at_home(&self.guide.home);
        }
        self.household = Some(household);
        Action::None
    }

    fn found(
        &mut self,
        text: &str,
        hits: Result<Vec<Hit>, Error>,
        cx: &Context,
    ) -> Action<Message> {
        let of_phone = text == self.form.phone.trim();
        if let (true, Ok(hits)) = (of_phone || text == self.form.name.trim(), hits) {
            self.offered = hits;
            return Action::Run(if of_phone { self.ask_elsewhere(cx) } else { Task::none() });
        }
        Action::None
    }

    fn typed(&mut self, field: Field, text: String, cx: &Context) -> Action<Message> {
        self.at = Some(field.id());
        let looked_up = matches!(field, Field::Phone | Field::Name) && self.form.customer.is_none();
        let found = if looked_up { Self::look_up(&text, cx) } else { Task::none() };
        match field {
            Field::Street => self.typed.note(Part::Street),
            Field::Postcode => self.typed.note(Part::Postcode),
            _ => {}
        }
        self.form.put(field, text);
        if field == Field::Phone {
            self.form.place_by_number(&self.guide.home, &cx.locale);
        }
        self.errors
            .retain(|error| problem::beside(field.name(), Some(error), &cx.locale).is_none());

        let known = self.ask_known(cx);
        Action::Run(Task::batch([found, known, self.keep(cx)]))
    }

    /// Asks who it may be by what was typed: of somebody whose file is open, whose machine it may be.
    fn ask_known(&mut self, cx: &Context) -> Task<Message> {
        let form = &self.form;
        let serial = form.serial.clone();
        let likely = match form.customer {
            Some(_) => engine::Likely { customer: form.customer, serial, ..Default::default() },
            None => engine::Likely {
                customer: None,
                name: form.name.clone(),
                phones: domain::Phone::parse(&form.phone).into_iter().collect(),
                line: form.whole_place().in_one_line(),
                serial,
            },
        };

        self.known.ask(likely, cx, Message::KnownFound)
    }

    /// A day that cannot be read is said while the invoice is still in sight.
    fn day_left(&mut self, field: Field, cx: &Context) -> Action<Message> {
        let today = cx.engine.clock().today();
        let error =
            self.form.odd_days(today, &cx.locale).into_iter().find(
                |error| matches!(error, Error::Field { field: its, .. } if *its == field.name()),
            );
        let is_said = self.wrong(field.name(), cx).is_some();
        self.errors.extend(error.filter(|_| !is_said));
        Action::None
    }

    /// Goes on, unless nobody knows what was typed: that is said while the cursor is still there.
    fn fault_passed(&mut self) -> Action<Message> {
        let name = Field::Fault.name();
        self.at = Some(Field::Fault.id());
        self.errors.retain(|error| !matches!(error, Error::Field { field, .. } if *field == name));
        match self.form.fault_of(&self.guide) {
            Ok(_) => Action::Run(operation::focus_next()),
            Err(error) => {
                self.errors.push(error);
                let id = Field::Fault.id();
                Action::Run(operation::focus(id).chain(operation::select_all(id)))
            }
        }
    }

    fn look_up(text: &str, cx: &Context) -> Task<Message> {
        let text = text.trim().to_owned();
        if text.chars().count() < 2 {
            return Task::none();
        }
        let found = cx.engine.find(&text, OFFERED);

        Task::perform(found, move |hits| Message::Found(text.clone(), hits))
    }

    fn description_changed(
        &mut self,
        action: text_editor::Action,
        cx: &Context,
    ) -> Action<Message> {
        let edits = action.is_edit();
        self.at = Some(paper::DESCRIPTION);
        self.description.perform(action);
        if !edits {
            return Action::None;
        }
        self.form.description = self.description.text().trim_end().to_owned();

        Action::Run(self.keep(cx))
    }

    fn save(&mut self, cx: &Context) -> Action<Message> {
        if self.saving {
            return Action::None;
        }
        // A draft that is being written must not come after the order.
        self.wanted = self.keeping;
        if self.wanted {
            return Action::None;
        }
        let read = self.form.read(&self.guide, cx.engine.clock(), &cx.locale);
        match (read, self.unasked().map(|order| (order.id, order.number.clone()))) {
            (Ok(_), Some((order, number))) => self.ask_again((order, &number), cx),
            (Ok(_), None) if self.is_outside() => {
                self.meant_outside = Some(self.form.whole_place());
                Action::Tell(Notice::missing(cx.locale.intake_area_ask()), Task::none())
            }
            (Ok(intake), None) => {
                let intake = self.linked(intake);
                self.saving = true;
                self.errors.clear();
                let engine = cx.engine.clone();
                let key = self.key.clone();
                let saved = async move {
                    let received = engine.receive_order(intake).await?;
                    drafts::forget(engine, key).await;
                    Ok(received)
                };
                Action::Run(Task::perform(saved, Message::Saved))
            }
            (Err(errors), _) => {
                let first = errors.first().and_then(paper::id_of);
                self.errors = errors;
                Action::Run(first.map_or_else(Task::none, operation::focus))
            }
        }
    }

    /// Whether the address lies in none of the office's areas, and nobody was asked yet whether it is meant so.
    fn is_outside(&self) -> bool {
        let place = self.form.whole_place();
        let outside = matches!(self.guide.region(&place), Region::Outside | Region::Theirs(_));

        outside && self.meant_outside.as_ref() != Some(&place)
    }

    fn saved(&mut self, answer: Result<Received, Error>, cx: &Context) -> Action<Message> {
        self.saving = false;
        match answer {
            Ok(received) => {
                let words = cx.locale.intake_taken_in(&received.number.to_string());
                let undo = received.undo(cx.locale.intake_withdrawn());
                let place = Place::Order(received.order);
                Action::TellAndOpen(Notice::done(words).undone_by(undo), place)
            }
            Err(error @ Error::Field { .. }) => {
                let first = paper::id_of(&error);
                self.errors = vec![error];
                Action::Run(first.map_or_else(Task::none, operation::focus))
            }
            Err(error) => {
                Action::Tell(Notice::problem(problem::message(&error, &cx.locale)), Task::none())
            }
        }
    }

    /// The file that was filled in is somebody else's: what was said of the matter stays.
    fn stranger(&mut self, cx: &Context) -> Action<Message> {
        self.household = None;
        self.form.forget_household();

        Action::Run(Task::batch([operation::focus(Field::Name.id()), self.keep(cx)]))
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        responsive(move |room| self.room(room.width < BESIDE, cx)).into()
    }

    /// In a `slim` window what is read off stands below the form: who calls is said above it, and that something is
    /// open already above the fault.
    fn room<'a>(&'a self, slim: bool, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let who = Some(self.form.name.trim()).filter(|name| slim && !name.is_empty());
        let who = who.map_or_else(
            || Element::from(gap::horizontal()),
            |name| {
                let name = text(name).style(theme::style::muted).wrapping(text::Wrapping::None);
                container(name).width(Fill).clip(true).into()
            },
        );
        let head = row![
            title(match self.form.kind {
                OrderKind::Complaint => locale.intake_title_complaint(),
                _ => locale.intake_title(),
            }),
            who,
            button(locale.intake_clear()).key("F4").quiet().on_press(Message::ClearPressed),
            button(locale.intake_save())
                .icon(icon::check())
                .primary()
                .key("F10")
                .on_press_maybe(cx.offer(Message::SavePressed).filter(|_| !self.saving)),
            key_hint("F10"),
        ]
        .spacing(space::NEAR)
        .align_y(Center);
        let left = self.left.iter().rev().take(BEGUN).map(|left| {
            let deed = Message::DraftPressed(left.key.clone());
            let deed = button(locale.intake_take_up()).small().on_press(deed);
            banner(Tone::Info, locale.intake_left(left.form.who()), Some(deed.into()))
        });
        let left = iced::widget::Column::with_children(left).spacing(space::SNUG);
        let left = (!self.left.is_empty()).then_some(left);
        let resumed = self.resumed.then(|| {
            let deed = button(locale.intake_begin_empty()).small().key("F4");
            let deed = deed.on_press(Message::ClearPressed);
            banner(Tone::Info, locale.intake_resumed(), Some(deed.into()))
        });
        let about = self.form.origin.as_ref().map(|(order, number)| {
            let deed = button(locale.action_open()).small();
            let deed = deed.on_press(Message::OrderPressed(*order));
            banner(Tone::Info, locale.intake_about(number), Some(deed.into()))
        });
        let written = self.form.enquiry.as_ref().map(|(enquiry, subject)| {
            let deed = button(locale.action_open()).small();
            let deed = deed.on_press(Message::EnquiryPressed(*enquiry));
            banner(Tone::Info, locale.intake_out_of(subject), Some(deed.into()))
        });
        let form = iced::widget::column![left, resumed, about, written, self.paper(slim, cx)];
        let form = form.spacing(space::SNUG);
        let body = beside(form, size::READING - size::FIELD, self.aside(slim, cx), size::SIDE);

        iced::widget::column![
            container(head).padding([space::SNUG, space::FAR]),
            divider(),
            scroll("intake", container(body).padding([space::APART, space::FAR])),
        ]
        .into()
    }

    /// The words for what is wrong with a field.
    fn wrong(&self, field: &str, cx: &Context) -> Option<String> {
        self.errors.iter().find_map(|error| problem::beside(field, Some(error), &cx.locale))
    }
}

/// From this width on what is read off stands beside the form.
const BESIDE: f32 = size::READING - size::FIELD + space::APART + size::SIDE + 2.0 * space::FAR;

fn read_household(id: domain::CustomerId, cx: &Context) -> Task<Message> {
    Task::perform(cx.engine.household(id), |file| Message::HouseholdRead(file.map(Box::new)))
}
