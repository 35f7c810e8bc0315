//! Who is to go and when, by keys: technician by number or initials, day, time.

mod view;

use chrono::NaiveDate;
use domain::{OrderId, Slot, StaffId, VisitId, VisitState};
use engine::{Board, Dispatched, Error, Job, Plan, Planned, Technician, Wrong};
use iced::Task;
use iced::widget::operation;
use locale::Locale;

use super::doubt;
use crate::context::Context;
use crate::reading;

/// What is planned.
pub enum Subject {
    /// An order for which nobody goes yet.
    Waiting(Job),
    /// A visit that is somebody's.
    Visit(Planned),
}

impl Subject {
    fn job(&self) -> &Job {
        match self {
            Self::Waiting(job) => job,
            Self::Visit(planned) => &planned.job,
        }
    }

    fn visit(&self) -> Option<&Planned> {
        match self {
            Self::Waiting(_) => None,
            Self::Visit(planned) => Some(planned),
        }
    }

    /// Whether anything is left to plan.
    pub fn can_be_planned(&self) -> bool {
        self.visit().is_none_or(|planned| planned.state != VisitState::Ended)
    }
}

/// A plan being typed.
pub struct PlanForm {
    subject: Subject,
    typed: String,
    technician: Option<StaffId>,
    locale: Locale,
    day: String,
    time: String,
    /// Whether the time is somebody's word, typed, agreed or promised: then no offer replaces it.
    timed: bool,
    /// Whether the customer agreed, where somebody said so; else they agreed to what they were promised.
    said: Option<bool>,
    remark: String,
    /// The board of another day than the room's.
    other_day: Option<Board>,
    errors: Vec<Error>,
    saving: bool,
}

#[derive(Debug, Clone)]
pub enum Message {
    TechnicianTyped(String),
    TechnicianPicked(usize),
    /// With Enter: the time comes next.
    TechnicianTaken(usize),
    TechnicianSubmitted,
    DayTyped(String),
    DaySubmitted,
    DayRead(NaiveDate, Result<Board, Error>),
    TimeTyped(String),
    Agreed(bool),
    /// The key for whether the customer agreed.
    AgreedPressed,
    RemarkTyped(String),
    Submitted,
    Closed,
}

/// What comes of a message.
pub enum Step {
    Stay(Task<Message>),
    Leave,
    /// Words for what is done, and doing it.
    Do(doubt::Told, Task<Result<Dispatched, Error>>),
}

impl PlanForm {
    pub const TECHNICIAN: &'static str = "dispatch-technician";
    pub const DAY: &'static str = "dispatch-day";
    pub const TIME: &'static str = "dispatch-time";

    pub fn new(subject: Subject, board: &Board, agreed: bool, cx: &Context) -> Self {
        let visit = subject.visit();
        let technician = visit.map(|planned| planned.technician);
        let slot = visit.and_then(|planned| planned.slot).or(subject.job().promised);
        let promised = subject.job().promised.map(Slot::day).filter(|day| *day > board.today);
        let typed = technician.and_then(|id| board.technician(id)).map(named).unwrap_or_default();
        // Who is promised another day is not to be sent to on this one by mistake.
        let day = match visit {
            Some(_) => slot.map(Slot::day),
            None => promised.filter(|_| board.day == board.today),
        };
        let day = day.unwrap_or(board.day);
        let clock = cx.engine.clock();
        let still = |slot: &Slot| !slot.is_over(clock.now(), clock.offset());
        let here = match visit {
            Some(_) => slot.filter(|slot| slot.day() == day),
            // A promise that is over, or that names no time, says nothing of when somebody goes.
            None => subject.job().promised_time(day).filter(still),
        };

        Self {
            typed,
            technician,
            locale: cx.locale.clone(),
            day: cx.locale.date_figures(day),
            time: here.map(|slot| cx.locale.slot_times(slot)).unwrap_or_default(),
            timed: here.is_some(),
            said: match visit {
                Some(planned) => Some(agreed || planned.booked),
                None => agreed.then_some(true),
            },
            remark: String::new(),
            other_day: None,
            errors: Vec::new(),
            saving: false,
            subject,
        }
    }

    /// The same for a technician and a day that were pointed at.
    pub fn at(mut self, day: NaiveDate, technician: &Technician, board: &Board) -> Self {
        let other = self.day(board.today) != Some(day);
        self.day = self.locale.date_figures(day);
        (self.technician, self.typed) = (Some(technician.id), named(technician));
        // What was promised for another day says nothing about this one.
        if other {
            self.time.clear();
            self.timed = false;
        }
        let locale = self.locale.clone();
        self.offer(board, &locale);

        self
    }

    /// Whether it is known who goes.
    pub fn has_technician(&self) -> bool {
        self.technician.is_some()
    }

    /// The order that waited until now.
    pub fn order_waiting(&self) -> Option<OrderId> {
        match &self.subject {
            Subject::Waiting(job) => Some(job.order),
            Subject::Visit(_) => None,
        }
    }

    /// Which order it is about.
    pub fn order(&self) -> OrderId {
        self.subject.job().order
    }

    /// Whether it is planned for another day than this one.
    pub fn is_elsewhere(&self, day: NaiveDate, cx: &Context) -> bool {
        self.day(cx.engine.clock().today()).is_some_and(|planned| planned != day)
    }

    /// The time as it stands in its field.
    #[cfg(test)]
    pub fn typed_time(&self) -> String {
        self.time.clone()
    }

    pub fn is_saving(&self) -> bool {
        self.saving
    }

    /// It could not be done.
    pub fn refused(&mut self, error: Error) {
        (self.errors, self.saving) = (vec![error], false);
    }

    pub fn update(&mut self, message: Message, board: &Board, cx: &Context) -> Step {
        match message {
            Message::TechnicianTyped(typed) => {
                (self.typed, self.technician) = (typed, None);
                self.put_right("technician");
            }
            Message::TechnicianPicked(at) => return self.picked(at, board, cx),
            Message::TechnicianTaken(at) => return self.taken(at, board, cx),
            Message::TechnicianSubmitted if self.technician.is_some() => {
                return focus_on(Self::TIME);
            }
            // Enter on an empty field names nobody.
            Message::TechnicianSubmitted if self.typed.trim().is_empty() => {
                self.put_right("technician");
                self.errors.push(Error::field("technician", Wrong::Missing));
            }
            Message::TechnicianSubmitted => return self.taken(0, board, cx),
            Message::DayTyped(day) => return self.day_typed(day, board, cx),
            Message::DaySubmitted => return focus_on(Self::TIME),
            // Another day was typed before the answer came.
            Message::DayRead(day, _) if self.day(board.today) != Some(day) => {}
            Message::DayRead(_, other) => {
                self.other_day = other.ok();
                self.offer(board, &cx.locale);
            }
            Message::TimeTyped(time) => {
                (self.time, self.timed) = (time, true);
                self.put_right("time");
            }
            Message::Agreed(agreed) => self.said = Some(agreed),
            Message::AgreedPressed => self.said = Some(!self.is_agreed(board.today)),
            Message::RemarkTyped(remark) => self.remark = remark,
            Message::Submitted => return self.submit(board, cx),
            Message::Closed => return Step::Leave,
        }

        Step::Stay(Task::none())
    }

    fn picked(&mut self, at: usize, board: &Board, cx: &Context) -> Step {
        let picked = self.offered(board).into_iter().nth(at).map(|one| (one.id, named(one)));
        let Some((id, name)) = picked else {
            self.put_right("technician");
            self.errors.push(Error::field("technician", Wrong::Unknown));
            return Step::Stay(Task::none());
        };
        (self.technician, self.typed) = (Some(id), name);
        self.put_right("technician");
        self.offer(board, &cx.locale);

        focus_on(Self::DAY)
    }

    /// Chooses, and leads to the time: there Enter confirms it once it was seen.
    fn taken(&mut self, at: usize, board: &Board, cx: &Context) -> Step {
        match self.picked(at, board, cx) {
            _ if self.technician.is_some() => focus_on(Self::TIME),
            refused => refused,
        }
    }

    /// Whether the customer agrees to the plan as it stands: as somebody said, else because it is what was promised them.
    pub(super) fn is_agreed(&self, today: NaiveDate) -> bool {
        self.said.unwrap_or_else(|| {
            let promised = self.subject.job().promised;

            promised.is_some() && promised == self.slot(today)
        })
    }

    /// The hours that are planned, as far as they can be read.
    fn slot(&self, today: NaiveDate) -> Option<Slot> {
        let (from, to) = reading::stretch(&self.time)?;

        Slot::new(self.day(today)?, from, to).ok()
    }

    fn day_typed(&mut self, day: String, board: &Board, cx: &Context) -> Step {
        (self.day, self.other_day) = (day, None);
        self.put_right("day");
        self.offer(board, &cx.locale);

        Step::Stay(self.read_day(board, cx))
    }

    /// Reads the board of the plan's day, where that is another than the room's.
    pub fn read_day(&self, board: &Board, cx: &Context) -> Task<Message> {
        let other = self.day(board.today).filter(|day| *day != board.day);

        other.map_or_else(Task::none, |day| {
            Task::perform(cx.engine.board(day, 1), move |board| Message::DayRead(day, board))
        })
    }

    /// What is known of the plan's day: the room's board until its own is read.
    fn known<'a>(&'a self, board: &'a Board) -> &'a Board {
        self.day(board.today).and_then(|day| self.board_of(day, board)).unwrap_or(board)
    }

    /// Fills in the next free time, unless the one that stands there is somebody's word, or ticked as agreed.
    fn offer(&mut self, board: &Board, locale: &Locale) {
        let agreed = self.said == Some(true) && !self.time.trim().is_empty();
        let (false, Some(technician)) = (self.timed || agreed, self.technician) else { return };
        let Some(day) = self.day(board.today) else { return };
        let Some(board) = self.board_of(day, board) else { return };
        let free = board.offer(self.subject.job(), technician, day);
        self.time = free.map(|slot| locale.slot_times(slot)).unwrap_or_default();
    }

    /// The day that is understood, as it is told beside its field.
    pub(super) fn day_told(&self, today: NaiveDate) -> Option<String> {
        self.day(today).map(|day| reading::told(day, today, &self.locale))
    }

    fn day(&self, today: NaiveDate) -> Option<NaiveDate> {
        reading::coming_day(&reading::as_said(&self.day, &self.locale, today), today)
    }

    /// The board that knows that day.
    fn board_of<'a>(&'a self, day: NaiveDate, board: &'a Board) -> Option<&'a Board> {
        [Some(board), self.other_day.as_ref()].into_iter().flatten().find(|board| board.day == day)
    }

    /// Who answers to what was typed: who has least to be said against them first, then who has least to do.
    fn offered<'a>(&'a self, board: &'a Board) -> Vec<&'a Technician> {
        let (board, job) = (self.known(board), self.subject.job());
        let all = self.technician.is_some();
        let technicians = board.technicians.iter();
        let mut offered: Vec<_> =
            technicians.filter(|one| all || one.answers_to(&self.typed)).collect();
        let doubts = |one: &Technician| {
            let free = board.offer(job, one.id, board.day);
            free.map_or(usize::MAX, |slot| board.doubts(job, None, (one.id, slot)).len())
        };
        offered.sort_by_cached_key(|one| (doubts(one), board.load(one.id, board.day)));

        offered
    }

    /// Forgets what was wrong with a field that is being typed anew, and what could not be done.
    fn put_right(&mut self, name: &str) {
        self.errors.retain(|error| matches!(error, Error::Field { field, .. } if *field != name));
    }

    /// The plan, or everything that must be put right first.
    fn plan(&self, board: &Board) -> Result<Plan, Vec<Error>> {
        let why = if self.typed.trim().is_empty() { Wrong::Missing } else { Wrong::Unknown };
        let technician = self.technician.ok_or(Error::field("technician", why));
        let day = self.day(board.today).ok_or(Error::field("day", Wrong::Unreadable));
        let time = reading::stretch(&self.time).ok_or(Error::field("time", Wrong::Unreadable));
        let (technician, day, (from, to)) = match (technician, day, time) {
            (Ok(technician), Ok(day), Ok(time)) => (technician, day, time),
            (technician, day, time) => {
                let wrong = [technician.err(), day.err(), time.err()];
                return Err(wrong.into_iter().flatten().collect());
            }
        };
        let slot =
            Slot::new(day, from, to).map_err(|_| vec![Error::field("time", Wrong::Unreadable)])?;
        let remark = Some(self.remark.trim().to_owned()).filter(|remark| !remark.is_empty());

        Ok(Plan { technician, slot: Some(slot), agreed: self.is_agreed(board.today), remark })
    }

    /// The plan, unless its time is over. That of a visit may stay what it was: somebody else may have gone.
    fn in_time(&self, plan: Plan, cx: &Context) -> Result<Plan, Vec<Error>> {
        let known = self.subject.visit().and_then(|planned| planned.slot);
        let clock = cx.engine.clock();
        let over = |slot: &Slot| slot.is_over(clock.now(), clock.offset());
        let Some(slot) = plan.slot.filter(|slot| known != Some(*slot) && over(slot)) else {
            return Ok(plan);
        };
        let field = if slot.day() < clock.today() { "day" } else { "time" };

        Err(vec![Error::field(field, Wrong::Over)])
    }

    fn submit(&mut self, board: &Board, cx: &Context) -> Step {
        if self.saving {
            return Step::Stay(Task::none());
        }
        let plan = match self.plan(board).and_then(|plan| self.in_time(plan, cx)) {
            Ok(plan) => plan,
            Err(errors) => {
                self.errors = errors;
                let first = self.errors.iter().find_map(id_of);
                return first.map_or_else(|| Step::Stay(Task::none()), focus_on);
            }
        };
        self.saving = true;
        let visit: Option<VisitId> = self.subject.visit().map(|planned| planned.visit);
        let words = doubt::told(self.known(board), (self.subject.job(), visit), &plan, cx);
        let done = match visit {
            Some(visit) => Task::perform(cx.engine.move_visit(visit, plan), |done| done),
            None => {
                let order = self.subject.job().order;
                Task::perform(cx.engine.assign(order, plan), |done| done)
            }
        };

        Step::Do(words, done)
    }
}

/// How someone is written in a field: number and name.
fn named(technician: &Technician) -> String {
    let badge = technician.badge.as_deref();

    badge.into_iter().chain([technician.name.as_str()]).collect::<Vec<_>>().join(" ")
}

/// Where the focus goes for an error.
fn id_of(error: &Error) -> Option<&'static str> {
    match error {
        Error::Field { field: "technician", .. } => Some(PlanForm::TECHNICIAN),
        Error::Field { field: "day", .. } => Some(PlanForm::DAY),
        Error::Field { field: "time", .. } => Some(PlanForm::TIME),
        _ => None,
    }
}

/// What stands in the field is replaced by what is typed.
fn focus_on(id: &'static str) -> Step {
    Step::Stay(operation::focus(id).chain(operation::select_all(id)))
}
