//! A slip: parts received, issued, returned or counted.

mod checked;
mod kept;
mod view;

pub use kept::{DRAFT, Kept};

use domain::{Location, Owner, PartId};
use engine::{Error, Keys, PartRow, PartsOverview, Posted, Receiving, StockLine, Wrong};
use iced::Task;
use iced::widget::operation;
use locale::Locale;
use serde::{Deserialize, Serialize};

use crate::context::Context;

/// How many suggestions drop down.
const LISTED: usize = 30;

/// What a slip does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Receive,
    Issue,
    Return,
    Count,
}

/// One slip being written.
pub struct Slip {
    pub kind: Kind,
    /// Which technician, or which place where it is counted.
    whom: Option<usize>,
    /// By what the technician is looked for; their number and name once one is chosen.
    whom_text: String,
    opening: bool,
    owner: Owner,
    lines: Vec<StockLine>,
    text: String,
    part: Option<PartId>,
    /// Whether that part stood there from the beginning: it is said above, too, as the cursor begins elsewhere.
    preset: bool,
    quantity: String,
    serial: String,
    /// A serial number that looks like a quantity, and that was asked about.
    asked: Option<String>,
    error: Option<Error>,
    /// The line that stands and is wrong, where it is not the one being typed.
    odd: Option<usize>,
    /// Whether it was begun earlier and came back in place of a new one.
    pub again: bool,
}

/// What can happen on a slip.
#[derive(Debug, Clone)]
pub enum Message {
    WhomPicked(usize),
    WhomTyped(String),
    /// One of those whom what is typed may mean.
    WhomTaken(usize),
    WhomPassed,
    OpeningToggled(bool),
    OwnerPicked(usize),
    PartChanged(String),
    PartPicked(usize),
    /// Enter on the part as it stands.
    PartPassed,
    QuantityChanged(String),
    SerialChanged(String),
    /// One of the pieces that lie there.
    SerialTaken(usize),
    /// Enter after the quantity or the serial number.
    LineEntered,
    LineRemoved(usize),
}

/// Where the cursor goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    Stay,
    Field(&'static str),
    Post,
}

pub const WHOM: &str = "slip-whom";
pub const PART: &str = "slip-part";
pub const QUANTITY: &str = "slip-quantity";
pub const SERIAL: &str = "slip-serial";

impl Next {
    /// Moves the cursor there.
    pub fn task<M: Send + 'static>(self) -> Task<M> {
        match self {
            Self::Field(id) => operation::focus(id).chain(operation::select_all(id)),
            Self::Stay | Self::Post => Task::none(),
        }
    }
}

impl Kind {
    pub fn name(self, locale: &Locale) -> String {
        match self {
            Self::Receive => locale.parts_receive(),
            Self::Issue => locale.parts_issue(),
            Self::Return => locale.parts_return(),
            Self::Count => locale.parts_count(),
        }
    }

    /// What is said when it is posted; of a count, which `part` was counted.
    pub fn done(self, (part, pieces): (&str, i64), locale: &Locale) -> String {
        match self {
            Self::Receive => locale.parts_received(pieces),
            Self::Issue => locale.parts_issued(pieces),
            Self::Return => locale.parts_returned(pieces),
            Self::Count if pieces == 0 => locale.parts_counted_same(),
            Self::Count => locale.parts_counted(part, &locale.difference(pieces)),
        }
    }
}

impl Slip {
    /// A slip that begins with the part that was picked.
    pub fn new(kind: Kind, part: Option<&PartRow>, overview: &PartsOverview) -> Self {
        let first = match kind {
            Kind::Count => Some(0),
            _ => (overview.vans.len() == 1).then_some(0),
        };
        let slip = Self {
            kind,
            whom: first,
            whom_text: match kind {
                Kind::Issue | Kind::Return => first.map(|at| carrier(overview, at)),
                Kind::Receive | Kind::Count => None,
            }
            .unwrap_or_default(),
            opening: false,
            owner: Owner::Office,
            lines: Vec::new(),
            text: String::new(),
            part: None,
            preset: false,
            quantity: String::new(),
            serial: String::new(),
            asked: None,
            error: None,
            odd: None,
            again: false,
        };

        match part {
            Some(part) => slip.with(part),
            None => slip,
        }
    }

    fn with(mut self, part: &PartRow) -> Self {
        self.take(part);
        self.preset = true;
        self
    }

    fn take(&mut self, part: &PartRow) {
        self.text = format!("{} {}", part.number, part.name);
        (self.part, self.preset) = (Some(part.id), false);
        // Left empty it means one piece: what stands there already would be typed behind.
        self.quantity.clear();
        self.serial.clear();
    }

    /// Where typing goes on.
    pub fn begin(&self, overview: &PartsOverview) -> Next {
        Next::Field(match self.kind {
            Kind::Issue | Kind::Return if self.whom.is_none() => WHOM,
            _ => self.in_line(overview),
        })
    }

    /// Where the line goes on that is being typed.
    fn in_line(&self, overview: &PartsOverview) -> &'static str {
        if self.part.is_some() { self.after_part(overview) } else { PART }
    }

    /// Whether a piece with this number stands on it.
    fn has(&self, serial: &str) -> bool {
        self.lines.iter().any(|line| line.serial.as_deref() == Some(serial))
    }

    /// The same, taken up again in place of a new one.
    pub fn come_back(self) -> Self {
        Self { again: true, ..self }
    }

    /// How many lines stand on it.
    #[cfg(test)]
    pub fn written(&self) -> usize {
        self.lines.len()
    }

    /// Whether something was written on it.
    pub fn is_begun(&self) -> bool {
        let line = [&self.quantity, &self.serial].into_iter().any(|text| !text.trim().is_empty());

        line || !self.lines.is_empty() || (self.part.is_none() && !self.text.trim().is_empty())
    }

    pub fn update(&mut self, message: Message, overview: &PartsOverview) -> Next {
        (self.error, self.odd) = (None, None);
        match message {
            Message::WhomPicked(at) => {
                self.whom = Some(at);
                Next::Stay
            }
            Message::WhomTyped(text) => {
                (self.whom_text, self.whom) = (text, None);
                Next::Stay
            }
            Message::WhomTaken(at) => self.whom_taken(at, overview),
            Message::WhomPassed if self.whom.is_some() => Next::Field(self.in_line(overview)),
            Message::WhomPassed => self.whom_taken(0, overview),
            Message::OpeningToggled(opening) => {
                self.opening = opening;
                Next::Stay
            }
            Message::OwnerPicked(at) => {
                self.owner = if at == 0 { Owner::Office } else { Owner::Headquarters };
                Next::Stay
            }
            Message::PartChanged(text) => {
                (self.text, self.part, self.preset) = (text, None, false);
                Next::Stay
            }
            Message::PartPicked(at) => self.part_picked(at, overview),
            Message::PartPassed => self.part_passed(overview),
            Message::QuantityChanged(text) => {
                self.quantity = text;
                Next::Stay
            }
            Message::SerialChanged(text) => {
                self.serial = text;
                Next::Stay
            }
            Message::SerialTaken(at) => self.serial_taken(at, overview),
            Message::LineEntered => self.line_entered(overview),
            Message::LineRemoved(at) => {
                if at < self.lines.len() {
                    self.lines.remove(at);
                }
                Next::Field(PART)
            }
        }
    }

    fn whom_taken(&mut self, at: usize, overview: &PartsOverview) -> Next {
        if self.whom_text.trim().is_empty() {
            return self.wrong("whom", Wrong::Missing);
        }
        let Some(at) = self.whom_found(overview).get(at).copied() else {
            return self.wrong("whom", Wrong::Unknown);
        };
        (self.whom, self.whom_text) = (Some(at), carrier(overview, at));

        Next::Field(self.in_line(overview))
    }

    /// Who answers to what is typed, by number, name, pinyin or initials.
    fn whom_found(&self, overview: &PartsOverview) -> Vec<usize> {
        if self.whom.is_some() {
            return Vec::new();
        }
        let badge = |id| overview.badges.get(id).map_or("", String::as_str);
        let keys = overview.vans.iter().map(|(id, name)| Keys::of(badge(id), [name.as_str()]));
        let keys: Vec<Keys> = keys.collect();

        Keys::find(&keys, |keys| keys, &self.whom_text, LISTED)
    }

    fn part_picked(&mut self, at: usize, overview: &PartsOverview) -> Next {
        let found = self.found(overview).get(at).map(|part| (*part).clone());
        let Some(part) = found else { return Next::Stay };
        self.take(&part);

        Next::Field(self.after_part(overview))
    }

    /// One piece has one serial number, so nobody is asked how many there are.
    fn after_part(&self, overview: &PartsOverview) -> &'static str {
        if self.is_serialised(overview) { SERIAL } else { QUANTITY }
    }

    /// Whether the part in hand goes piece by piece.
    fn is_serialised(&self, overview: &PartsOverview) -> bool {
        let part = overview.parts.iter().find(|part| Some(part.id) == self.part);

        self.kind != Kind::Count && part.is_some_and(|part| part.serialised)
    }

    fn part_passed(&mut self, overview: &PartsOverview) -> Next {
        let typed = self.text.trim();
        if self.part.is_some() {
            return Next::Field(self.after_part(overview));
        }
        if typed.is_empty() {
            let done = !self.lines.is_empty();
            return if done { Next::Post } else { self.wrong("part", Wrong::Missing) };
        }
        match self.scanned(overview) {
            Some(part) => {
                self.take(part);
                Next::Field(self.after_part(overview))
            }
            None => self.wrong("part", Wrong::Unknown),
        }
    }

    /// The part whose very number or bar code was scanned or typed.
    fn scanned<'a>(&self, overview: &'a PartsOverview) -> Option<&'a PartRow> {
        overview.parts.iter().find(|part| part.keys.is(&self.text))
    }

    /// Whether a line was begun and not entered yet.
    fn is_line_begun(&self) -> bool {
        let typed = [&self.text, &self.quantity, &self.serial];

        self.part.is_some() || typed.iter().any(|text| !text.trim().is_empty())
    }

    /// What is wrong where no part was taken: none was typed, or one that the catalogue does not have.
    fn why_no_part(&self) -> Wrong {
        if self.text.trim().is_empty() { Wrong::Missing } else { Wrong::Unknown }
    }

    fn line_entered(&mut self, overview: &PartsOverview) -> Next {
        if self.kind == Kind::Count {
            return Next::Post;
        }
        let Some(id) = self.part else { return self.wrong("part", self.why_no_part()) };
        let serial = self.serial.trim().to_owned();
        let serialised = self.is_serialised(overview);
        if serialised && serial.is_empty() {
            return self.wrong("serial", Wrong::Missing);
        }
        if serialised && self.may_be_quantity(&serial) {
            self.asked = Some(serial);
            return self.wrong("serial", Wrong::OutOfRange);
        }
        if serialised && self.may_be_part(&serial, overview) {
            self.asked = Some(serial);
            return self.wrong("serial", Wrong::Taken);
        }
        let quantity = match self.quantity.trim() {
            _ if serialised => Some(1),
            "" => Some(1),
            typed => typed.parse().ok().filter(|quantity: &i64| *quantity > 0),
        };
        let Some(quantity) = quantity else { return self.wrong("quantity", Wrong::Unreadable) };
        let serial = serialised.then_some(serial);
        if let Some(error) = self.why_not(StockLine { part: id, quantity, serial }, overview) {
            return self.refuse(error);
        }
        (self.part, self.text, self.preset) = (None, String::new(), false);
        (self.quantity, self.serial, self.asked) = (String::new(), String::new(), None);

        Next::Field(PART)
    }

    fn wrong(&mut self, field: &'static str, why: Wrong) -> Next {
        self.refuse(Error::field(field, why))
    }

    /// Whether a part was asked for that nobody has written down.
    fn lacks_a_part(&self) -> bool {
        matches!(self.error, Some(Error::Field { field: "part", why: Wrong::Unknown }))
    }

    /// Shows what is wrong, and goes there.
    pub fn refuse(&mut self, error: Error) -> Next {
        let field = match &error {
            Error::Field { field, .. } => *field,
            Error::StockShort { .. } => "quantity",
            Error::SerialUsed(_) | Error::SerialNotThere { .. } => "serial",
            _ => "",
        };
        (self.error, self.odd) = (Some(error), None);

        Next::Field(match field {
            "whom" => WHOM,
            "part" => PART,
            "quantity" => QUANTITY,
            "serial" => SERIAL,
            _ => return Next::Stay,
        })
    }

    /// Posts the slip, or says what to do first.
    pub fn post(
        &mut self,
        overview: &PartsOverview,
        cx: &Context,
    ) -> Result<Task<Result<Posted, Error>>, Next> {
        if self.kind == Kind::Count {
            return self.count(overview, cx);
        }
        if self.is_line_begun() {
            // Whoever typed the whole number need not pass it with Enter.
            self.part = self.part.or(self.scanned(overview).map(|part| part.id));
            let next = self.line_entered(overview);
            if self.error.is_some() {
                return Err(next);
            }
        }
        if self.lines.is_empty() {
            return Err(self.wrong("part", Wrong::Missing));
        }
        let lines = self.lines.clone();
        if self.kind == Kind::Receive {
            let receiving = Receiving { opening: self.opening, owner: self.owner, lines };
            return Ok(Task::perform(cx.engine.receive_parts(receiving), |posted| posted));
        }
        let van = self.whom.and_then(|at| overview.vans.get(at));
        let Some((technician, _)) = van else {
            let empty = self.whom_text.trim().is_empty();
            return Err(self.wrong("whom", if empty { Wrong::Missing } else { Wrong::Unknown }));
        };

        Ok(if self.kind == Kind::Issue {
            Task::perform(cx.engine.issue_parts(*technician, lines), |posted| posted)
        } else {
            Task::perform(cx.engine.return_parts(*technician, lines), |posted| posted)
        })
    }

    /// What the part in its field is called.
    pub fn part_called<'a>(&self, overview: &'a PartsOverview) -> Option<&'a str> {
        let row = overview.parts.iter().find(|row| Some(row.id) == self.part)?;

        Some(row.name.as_str())
    }

    fn count(
        &mut self,
        overview: &PartsOverview,
        cx: &Context,
    ) -> Result<Task<Result<Posted, Error>>, Next> {
        let Some(part) = self.part else { return Err(self.wrong("part", self.why_no_part())) };
        let Ok(counted) = self.quantity.trim().parse::<i64>() else {
            return Err(self.wrong("quantity", Wrong::Unreadable));
        };
        let location = self.whom.and_then(|at| counted_places(overview).get(at).copied());
        let Some(location) = location else { return Err(self.wrong("whom", Wrong::Missing)) };

        Ok(Task::perform(cx.engine.correct_count(part, location, counted), |posted| posted))
    }

    /// What fits the part as it is typed. Nothing drops down from one that was taken.
    fn found<'a>(&self, overview: &'a PartsOverview) -> Vec<&'a PartRow> {
        if self.part.is_some() {
            return Vec::new();
        }
        let parts = &overview.parts;
        let found = Keys::find(parts, |part| &part.keys, &self.text, LISTED);

        found.into_iter().filter_map(|at| parts.get(at)).collect()
    }
}

/// Somebody with a van, as they stand in a field: number and name.
fn carrier(overview: &PartsOverview, at: usize) -> String {
    let Some((id, name)) = overview.vans.get(at) else { return String::new() };
    let badge = overview.badges.get(id).map(String::as_str);

    badge.into_iter().chain([name.as_str()]).collect::<Vec<_>>().join(" ")
}

/// The places that can be counted.
fn counted_places(overview: &PartsOverview) -> Vec<Location> {
    let vans = overview.vans.iter().map(|(id, _)| Location::Van(*id));

    std::iter::once(Location::Store).chain(vans).chain([Location::Faulty]).collect()
}
